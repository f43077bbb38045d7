"""A mail's text as lines that know in how many quotes they stand: the common form of plain text and HTML for quoting."""

import re
from collections.abc import Callable

from mailbot.han import columns
from mailbot.inbound.pages.markup import Page
from mailbot.inbound.pages.page_reader import clean
from mailbot.inbound.quotes.earlier import UNKNOWN, Earlier
from mailbot.inbound.quotes.own_marks import comparison, own_marks
from mailbot.inbound.quotes.quote_headers import header_at
from mailbot.inbound.quotes.quote_marks import quote_marks
from mailbot.late import late
from mailbot.value import Value, field

_QUOTED = late(r"^[ \t]{0,3}((?:>[ \t]?){1,80})(.*)$", re.DOTALL)
_TIGHT = late(r">\d+\.\d|>=\s?\d")
_TRACKED = late(r"Key:\s[A-Z][A-Z0-9]{1,9}-\d+\s*$")  # Jira shows the whole issue below what is new of it
_WRAPPED = late(r"^[^\W\d_]")
_GOES_ON = late(
    r"\s(?:of|the|to|in|an?|and|or|for|with|by|on|at|from|is|are|will|that|und|der|die|das|von|de|la|le|et|des)$"
)
_LONG = 60
# Chinese and Japanese are broken anywhere, by columns: the tail stands between a full line and where it goes on.
_FOLDED = range(66, 81)  # columns, with the marks
_ENDED = late(
    r"[。！？!?；;：:….吗呢么吧嘛か]\s*$|请问|是否|[能可]否|哪|谁|什么|怎么|多少"
    r"|请(?:各位|大家)?(?:确认|回复|填|补充)"
)
_BEGINS_ITEM = late(r"^[>\s]*(?:\d|[-*•·（(【①-⑳]|[一二三四五六七八九十]{1,2}[、.．])")
_ANSWERS = late(r"^\s*(?:同意|反对|确认|可以|没|不|已|完成|好|收到|是|对|无|有|需要|ok\b|yes\b|no\b|\d)", re.IGNORECASE)


class Marked(Value):
    """Lines counted from 0, without quote marks. `fixed` are rows of data tables; `starts`, `introductions`, `signed`,
    `rules`, `tints` and `tails` as in `markup.Page`."""

    texts: tuple[str, ...]
    depths: tuple[int, ...]
    fixed: frozenset[int] = frozenset()
    starts: frozenset[int] = frozenset()
    introductions: frozenset[int] = frozenset()
    signed: frozenset[int] = frozenset()
    rules: frozenset[int] = frozenset()
    tints: dict[int, str] = field(default_factory=dict)
    tails: dict[int, tuple[str, str]] = field(default_factory=dict)

    def part(self, places: list[int], depth: int) -> "Marked":
        """Some of the lines, as if `depth` quotes were taken off."""
        at = {place: index for index, place in enumerate(places)}

        def moved(marks: frozenset[int]) -> frozenset[int]:
            return frozenset(at[place] for place in marks if place in at)

        return Marked(
            tuple(self.texts[place] for place in places),
            tuple(max(0, self.depths[place] - depth) for place in places),
            moved(self.fixed), moved(self.starts), moved(self.introductions), moved(self.signed), moved(self.rules),
            {at[place]: tint for place, tint in self.tints.items() if place in at},
            {at[place]: tail for place, tail in self.tails.items() if place in at},
        )  # fmt: skip


def from_page(
    page: Page, introduces: Callable[[str], bool], answers: bool = True, earlier: Earlier = UNKNOWN
) -> Marked:
    """An HTML mail's lines; those that begin with `>` (a plain reply shown as HTML) are quoted, too."""

    def places(numbers: frozenset[int]) -> frozenset[int]:
        return frozenset(number - 1 for number in numbers)

    texts, depths = _unquoted([line.text for line in page.lines], introduces, answers, earlier)
    return Marked(
        tuple(texts),
        tuple(own + around for own, around in zip(depths, _depths(page, introduces, answers, earlier), strict=True)),
        places(page.rows),
        places(page.quote_starts),
        places(page.introductions),
        places(page.signatures),
        places(page.rules),
        {number - 1: tint for number, tint in page.tints.items()},
        {number - 1: tail for number, tail in page.tails.items()},
    )


def _depths(page: Page, introduces: Callable[[str], bool], answers: bool, earlier: Earlier) -> tuple[int, ...]:
    """How deep each line is quoted. A mail that stands as a whole in a <blockquote>, with no word on whose it is, is
    the sender's own; so is each <blockquote> of a mail that answers nothing, if nobody is said to have written any."""
    if not answers and any(page.depths) and not (page.quote_starts or page.introductions):
        texts = [line.text for line in page.lines]
        begins = [at for at, depth in enumerate(page.depths) if depth and (at == 0 or not page.depths[at - 1])]
        if not any(
            any(introduces(text) for text in texts[max(at - 2, 0) : at])
            or any(header_at(texts, near) for near in range(at, min(at + 4, len(texts))))
            for at in begins
        ):
            return (0,) * len(page.depths)
    filled = [place for place, line in enumerate(page.lines) if line.text.strip()]
    if (
        answers
        and filled
        and not page.quote_starts
        and 0 < sum(page.depths[place] > 0 for place in filled) < len(filled)
    ):
        texts = [line.text for line in page.lines]
        told = {number - 1 for number in page.introductions}
        quoted = [
            depth > 0 and place - 1 not in told and bool(texts[place].strip())
            for place, depth in enumerate(page.depths)
        ]
        own = own_marks(texts, quoted, introduces, earlier, drawn=True)
        return tuple(0 if place in own else depth for place, depth in enumerate(page.depths))
    if not filled or page.quote_starts or min(page.depths[place] for place in filled) == 0:
        return page.depths
    texts = [line.text for line in page.lines]
    if any(header_at(texts, place) for place in filled[:4]):
        return page.depths
    return tuple(max(0, depth - 1) for depth in page.depths)


def from_text(text: str, introduces: Callable[[str], bool], answers: bool = True, earlier: Earlier = UNKNOWN) -> Marked:
    """A plain text's lines; `introduces` says whether a line announces what is quoted below it; in a mail that is no
    reply (`answers` is false), nothing is quoted unless some line does."""
    lines = clean(text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    texts, depths = _unquoted(lines, introduces, answers, earlier)
    return Marked(tuple(texts), tuple(depths))


def _unquoted(
    lines: list[str], introduces: Callable[[str], bool], answers: bool, earlier: Earlier
) -> tuple[list[str], list[int]]:
    """The lines without their `>`, and how many each had."""
    written = lines
    if answers:
        lines = list(quote_marks(written, introduces))
    elif not any(_quotes_at(lines, place, introduces) for place in range(len(lines))):
        return [line.rstrip() for line in lines], [0] * len(lines)
    texts: list[str] = []
    depths: list[int] = []
    # `> 3 版本限制` between answers is the third row quoted; where nothing else is quoted it may be a comparison.
    quotes = any(line.startswith(">") and not comparison(line) for line in lines)
    # Where the mail program puts a space behind each mark, `>=8.2` is a comparison of the writer's.
    spaced = quotes and all(
        line[1:2] in ("", " ", ">") for line in lines if line.startswith(">") and not _TIGHT.match(line)
    )
    own = (
        own_marks(lines, [line.startswith(">") for line in lines], introduces, earlier) if answers else frozenset[int]()
    )
    for place, line in enumerate(lines):
        found = _QUOTED.match(line) if ">" in line[:4] else None
        if (
            found
            and place not in own
            and not _closes(lines, place)
            and not (spaced and _TIGHT.match(line))
            and not (
                not quotes
                and comparison(line)
                and _alone(lines, place, introduces)
                and not (answers and earlier.tells(line))
            )
        ):
            depths.append(found.group(1).count(">"))
            texts.append(found.group(2).rstrip())
        else:
            wrapped = (
                place
                and depths[-1]
                and (
                    len(texts[-1]) >= _LONG
                    or (place > 1 and len(texts[-2]) >= _LONG and depths[-2] and _GOES_ON.search(texts[-1]))
                )
                and (line[:1].islower() or (len(line) < 40 and _GOES_ON.search(texts[-1])))
                and _WRAPPED.match(line)
                and place + 1 < len(lines)
                and lines[place + 1].startswith(">")
            )
            depths.append(depths[-1] if wrapped or _tail(lines, place, texts, depths) else 0)
            texts.append(written[place].rstrip())
    return texts, depths


def _tail(lines: list[str], place: int, texts: list[str], depths: list[int]) -> bool:
    """What a mail program broke off the quoted line above, which goes on in the line below. In doubt an answer."""
    line = lines[place].strip()
    if not place or not depths[-1] or not line or place + 1 == len(lines) or not texts[-1] or texts[-1][-1] < "⺀":
        return False
    below = _QUOTED.match(lines[place + 1])
    if below is None or below.group(1).count(">") != depths[-1] or not below.group(2).strip():
        return False
    if columns(lines[place - 1].rstrip()) not in _FOLDED or columns(line) > 40 or _ENDED.search(texts[-1]):
        return False
    return not (_BEGINS_ITEM.match(below.group(2)) or _BEGINS_ITEM.match(line) or _ANSWERS.match(line))


def _quotes_at(lines: list[str], place: int, introduces: Callable[[str], bool]) -> bool:
    """A quote begins here that a mail program made: below "… wrote:", or with a header of its own."""
    line = lines[place]
    if not line.startswith(">") or (place and lines[place - 1].startswith(">")):
        return False
    if place > 1 and any(introduces(above) for above in lines[max(place - 2, 0) : place]):
        return True
    # Only the first lines within: what is quoted there may itself quote somebody.
    inner = [each[1:].lstrip() for each in lines[place : place + 8] if each.startswith(">")]
    if any(_TRACKED.match(each[:60]) for each in inner):
        return True
    return any(header_at(inner, at) for at in range(min(len(inner), 3)))


def _closes(lines: list[str], place: int) -> bool:
    """`>:` below `Test user <test@example.com` closes an address that the mail program folded."""
    line = lines[place].rstrip()
    if not place or not line.endswith((":", "：")) or len(line) > 40:
        return False
    above = lines[place - 1][-200:]
    return above.rfind("<") > above.rfind(">")


def _alone(lines: list[str], place: int, introduces: Callable[[str], bool]) -> bool:
    for step in (-1, 1):
        at = place + step
        while 0 <= at < len(lines) and abs(at - place) < 4 and not lines[at].strip():
            at += step
        if 0 <= at < len(lines) and (lines[at].lstrip().startswith(">") or (step < 0 and introduces(lines[at]))):
            return False
    return True
