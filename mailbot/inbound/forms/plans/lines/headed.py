"""Headed: the fields of a plan whose names are headings, the value in the lines below: 三、有效期限 / 2026.12.1-2027.3.31 (SPEC 3 "Body")."""

from collections.abc import Sequence

from mailbot.inbound.forms.days.dates import Moment
from mailbot.inbound.forms.fields.lines import FieldValue, split_labels
from mailbot.inbound.forms.fields.parts import clean
from mailbot.inbound.forms.plans.items import ItemReader
from mailbot.inbound.forms.plans.lines.granted import Granted
from mailbot.inbound.forms.plans.readers import Readers
from mailbot.inbound.forms.tables.outline import unmarked
from mailbot.inbound.forms.things.places import find_places
from mailbot.inbound.forms.things.versionrules import find_version_rules
from mailbot.inbound.writing import Line
from mailbot.late import late

_ONE_LINE = frozenset(
    ("product", "component", "version", "quantity", "regions", "valid", "channel", "link", "t_day", "target_coverage")
) | frozenset(("departments", "pm", "tech_manager", "test_manager", "dev_manager"))
_AFTER_LABEL = late(r"^([^:：]{1,40})[:：](?!\d\d(?!\d))")  # 6.8 及以下：2026-12-18 起


class Headed:
    """Reads what stands below the headings of one mail that are fields' names."""

    def __init__(self, readers: Readers, items: ItemReader) -> None:
        self._readers = readers
        self._items = items
        self._grants = Granted(readers, items)

    def field(self, title: str, lines: Sequence[Line]) -> FieldValue | None:
        """The field that a heading names, with the lines of its value; None where it heads anything else, a node among them."""
        key = self._readers.known.key(title)
        if key in _ONE_LINE:
            return self._of_line(key, title, lines)
        if key in ("restrictions", "delayed", "effective"):
            return self._of_limits(key, title, lines)
        return None

    def _of_line(self, key: str, title: str, lines: Sequence[Line]) -> FieldValue | None:
        """The one line of the first block below, where it says one thing."""
        said = _first_block(lines)
        if len(said) != 1:
            return None
        text = unmarked(said[0].text)
        several = len({one[0] for one in self._grants.of_line(said[0], text)}) > 1
        if several or split_labels(text, self._readers.known)[1] or self._items.read(text).sure:
            return None
        return FieldValue(key, title, clean(text).rstrip("。；;，,"), said[0].place, text[:600], lines=(said[0],))

    def _of_limits(self, key: str, title: str, lines: Sequence[Line]) -> FieldValue | None:
        """Lines that say which versions, or where, and until when, but for those that are somebody's work."""
        told = [line for line in lines if line.text.strip() and not self._by_somebody(line.text)]
        said = [line.text for line in told]
        versions = [bool(find_version_rules(text)) for text in said]
        if not said or (key == "restrictions" and not any(versions)):
            return None
        if key == "effective":
            whole = all(map(self._has_day, said))
        else:
            whole = all(v or self._place_or_day(text) for v, text in zip(versions, said, strict=True))
        if not whole:
            return None
        text = clean("\n".join(_AFTER_LABEL.sub(r"\1 ", unmarked(line.text)) for line in told))
        return FieldValue(key, title, text, told[0].place, text[:600], lines=tuple(told))

    def _by_somebody(self, text: str) -> bool:
        found = self._readers.people.mentions.find(text)
        return any(one.kind in ("person", "address", "self", "everyone") for one in found)

    def _place_or_day(self, text: str) -> bool:
        return bool(find_places(text, self._readers.rules.directory)) or self._has_day(text)

    def _has_day(self, text: str) -> bool:
        return any(isinstance(d, Moment) for d in self._items.dates.find_dates(text))


def _first_block(lines: Sequence[Line]) -> list[Line]:
    """The lines up to the first blank one behind them."""
    block: list[Line] = []
    for line in lines:
        if line.text.strip():
            if block and line.number > block[-1].number + 1:
                break
            block.append(line)
    return block
