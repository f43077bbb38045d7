"""under_days: days as headings, with what is due then below: 12月4日 / 孙丽 灰度升级 / 周航 全量升级 (SPEC 3 "Body")."""

import re
from collections.abc import Sequence

from mailbot.inbound.forms.days.dates import Moment, Reader
from mailbot.inbound.forms.plans.draft import Row
from mailbot.inbound.forms.plans.items import Item, ItemReader
from mailbot.inbound.writing import Line
from mailbot.late import late
from mailbot.value import replace

_LONGEST = 30  # characters of such a heading
_LONGEST_BELOW = 90
_MOST_BELOW = 12
_MARKER = late(
    r"^\s*(?:#{1,6} |[(（]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）、.．](?!\d)|[①-⑳]|[•·●○■□◆◇▶➢*-])?\s*"
    r"|[【\[]|[】\]]"
)
_AROUND = late(
    r"[\s:：，,。.()（）]|之?前|以前|截止|截至|完成|到期|节点|最晚|最迟|下班|按|需|要|于|在|before|by|due|until"
)


def under_days(lines: Sequence[Line], items: ItemReader, dates: Reader) -> tuple[tuple[Row, ...], frozenset[int]]:
    """The rows of lines below headings that are nothing but a day, and the numbers of all these lines. A lone heading counts
    only where standard nodes stand below it: a signature has a day, too. Linear in the text."""
    blocks: list[tuple[Line, list[Item]]] = []
    heading: tuple[Line, str] | None = None
    above = None
    for line in lines:
        text = line.text.strip()
        if not text:
            continue
        if (day := _day(text, dates)) is not None:
            heading = (line, day)
            blocks.append((line, []))
        elif heading is not None and above is not None:
            gap = line.number != above.number + 1
            item = _item(line, heading[1], items) if not (gap and blocks[-1][1]) else None
            if item is None or len(blocks[-1][1]) >= _MOST_BELOW:
                heading = None
            else:
                blocks[-1][1].append(item)
        above = line
    found = [(line, below) for line, below in blocks if below]
    if len(found) < 2:
        found = [(line, below) for line, below in found if all(item.named for item in below)]
    rows = tuple(item.row for _, below in found for item in below)
    headings = (line.number for line, _ in found)
    return rows, frozenset((*headings, *(int(row.place) for row in rows if row.place.isdecimal())))


def _day(text: str, dates: Reader) -> str | None:
    """A line's day, where it says nothing else."""
    if len(text) > _LONGEST or not re.search(r"[\d一二三四五六日末底天]", text):
        return None
    bare = _MARKER.sub("", text).strip()
    rest = bare
    found = dates.find_dates(bare)
    for one in reversed(found):
        rest = rest[: one.span[0]] + rest[one.span[1] :]
    if len(found) != 1 or _AROUND.sub("", rest):
        return None
    return bare.rstrip("：: ") if isinstance(dates.read_date(bare.rstrip("：: ")), Moment) else None


def _item(line: Line, day: str, items: ItemReader) -> Item | None:
    """A line that says who does what, with the day of its heading; None where it has a day of its own or says something else."""
    text = line.text.strip()
    item = items.read(_MARKER.sub("", text, count=1), place=line.place) if len(text) <= _LONGEST_BELOW else None
    if item is None or item.dated or item.vague or not item.owned or not item.row.title:
        return None
    return replace(item, row=replace(item.row, texts={**item.row.texts, "due": day}, whole=f"{day} {text}"), dated=True)
