"""node_parts: a clause that tells of several nodes without a comma between them → a text for each (SPEC 3 "Body").

`12月4日孙丽灰度升级 12月11日周航全量升级`, `灰度升级 孙丽 12月4日 全量升级 周航 12月11日`, `孙丽 12月4日 灰度升级 周航 …`: they are divided
before what each begins with, or behind the day that each ends with, where that leaves one node, owner and day in every part.
"""

from collections.abc import Iterator, Sequence

from mailbot.inbound.forms.days.dates import DateDoubt
from mailbot.inbound.forms.nodes.names import node_keys
from mailbot.inbound.forms.plans.items import Item, ItemReader
from mailbot.late import late

__all__ = ["node_parts"]

_LONGEST = 400
_POLITE = late(r"[\s,，。!！~]*(?:谢谢|多谢|辛苦|感谢|请(?:知悉|确认|查收|各?部门|大家)|thanks|thank you)[^\d]*$", needs="t多感请谢辛")
_BEHIND = late(r"\s*(?:之前|以前|前|截止|完成|为止|下班前)?")


def node_parts(clause: str, items: ItemReader, *, place: str) -> tuple[Item, ...]:
    """The nodes of a clause with two days or more, () where it cannot be divided for sure."""
    text = _POLITE.sub("", clause[:_LONGEST])
    days = [one.span for one in items.dates.find_dates(text) if not (isinstance(one, DateDoubt) and one.reason in ("vague", "blank"))]
    if len(days) < 2:
        return ()
    people = [m.span for m in items.people.mentions.find(text) if m.kind in ("person", "address", "self")]
    for parts in _divisions(text, days, people, items):
        read = tuple(items.read(part, place=place) for part in parts)
        if len(read) > 1 and all(one.sure and one.named and not (one.several or one.past or one.vague) for one in read):
            return read
    return ()


def _divisions(
    text: str, days: Sequence[tuple[int, int]], people: Sequence[tuple[int, int]], items: ItemReader
) -> Iterator[list[str]]:
    """The ways to divide a text that leave nothing of a node outside, each part with one day."""

    def empty(start: int, end: int) -> bool:
        """Whether a stretch at the edge holds no part of a node."""
        inside = any(start <= a < end for a, _ in (*days, *people))
        return not inside and not node_keys(text[start:end].strip(), items.kinds)

    firsts = [people[0][0]] if people else []
    for begin in (days[0][0], *firsts):
        if not empty(0, begin):
            continue
        marks = [a for a, _ in days] if begin == days[0][0] else [a for a, _ in people]
        if len(marks) == len(days):
            yield [text[a:b] for a, b in zip(marks, [*marks[1:], len(text)], strict=True)]
    ends = [found.end() for _, b in days if (found := _BEHIND.match(text, b))]
    if empty(ends[-1], len(text)):
        yield [text[a:b] for a, b in zip([0, *ends[:-1]], ends, strict=True)]
