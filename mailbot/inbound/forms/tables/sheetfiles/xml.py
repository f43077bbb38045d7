"""Looking through a part's XML in one pass, without entities, and within bounds."""

from collections.abc import Callable
from xml.parsers import expat

from mailbot.inbound.forms.tables.sheetfiles.bounds import UnreadableSheet

_ELEMENTS = 3_000_000

Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]
Text = Callable[[str], None]


def walk(octets: bytes, start: Start, end: End | None = None, text: Text | None = None) -> None:
    """Calls back for each element (its name without the namespace's prefix) and text.

    Raises UnreadableSheet: `damaged` for XML that is none, `not-a-sheet` for one with a DOCTYPE (no office program
    writes it; entities are how XML explodes), `too-large` beyond 3 million elements.
    """
    parser = expat.ParserCreate("utf-8")  # as office programs write; others could name any codec of Python
    parser.buffer_text = True
    seen = 0

    def on_start(name: str, attributes: dict[str, str]) -> None:
        nonlocal seen
        seen += 1
        if seen > _ELEMENTS:
            raise UnreadableSheet("too-large")
        start(name.rpartition(":")[2], attributes)

    def on_doctype(*_: object) -> None:
        raise UnreadableSheet("not-a-sheet")

    parser.StartElementHandler = on_start
    parser.StartDoctypeDeclHandler = on_doctype
    if end is not None:
        parser.EndElementHandler = lambda name: end(name.rpartition(":")[2])
    if text is not None:
        parser.CharacterDataHandler = text
    try:
        parser.Parse(octets, True)
    except expat.ExpatError as error:
        raise UnreadableSheet("damaged") from error
