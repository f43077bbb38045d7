"""grant_table: a table of how many for which region (区域 | 授权数量, with or without 合计) → the plan's quantity and regions (SPEC 1.1)."""

from collections.abc import Sequence

from mailbot.inbound.forms.fields.lines import FieldValue
from mailbot.inbound.forms.numerals import plain
from mailbot.inbound.forms.tables.headers import squeeze
from mailbot.inbound.forms.things.regions import listed_regions
from mailbot.inbound.writing import Cell, Grid
from mailbot.late import late
from mailbot.rulebook.directory import Directory

__all__ = ["grant_table"]

_WHERE = frozenset(
    ("区域", "地区", "大区", "片区", "部门", "业务部门", "授权区域", "授权部门", "region", "area", "department")
)
_COUNT = late(
    r"(?P<granted>授权|许可|额度|配额|名额)?(?:数量?|台数|套数|总数|上限"
    r"|范围)?(?:\(?(?:台|套|个|台套|家|units?|sets?)\)?)?"
    r"|quantity|granted?|qty"
)
_GRANTS = late(r"授权|许可|额度|配额|名额|数量范围|不超过|放开|authori[sz]|licen[cs]|quota|grant")
_TOTAL = late(r"合计|总计|小计|共计|总数|总量|total|sum")
_FIGURE = late(r"(?:不超过|≤|<=|最多)?\s*(?P<n>\d[\d,]{0,8})\s*(?:台套|台|套|个|家|点)?")


def grant_table(grid: Grid, above: str, directory: Directory) -> tuple[FieldValue, ...]:
    """The quantity (the sum, which a total must equal) and the regions of such a table; () for any other. `above` is the text
    before it, which says that it grants where its header does not."""
    rows = [row for row in grid.rows if any(cell.text.strip() for cell in row)]
    if len(rows) < 2 or len(rows[0]) != 2 or squeeze(rows[0][0].text) not in _WHERE:
        return ()
    head = _COUNT.fullmatch(plain(rows[0][1].text).replace(" ", ""))
    if head is None or not (head["granted"] or _GRANTS.search(plain(above))):
        return ()
    names, counts, total = _read(rows[1:])
    if (
        not names
        or (total is not None and total != sum(counts))
        or not all(_is_place(name, directory) for name in names)
    ):
        return ()
    first = rows[1][0]
    words = "，".join(f"{name} {count}" for name, count in zip(names, counts, strict=True))
    return (
        FieldValue(
            key="quantity", name=rows[0][1].text.strip(), value=str(sum(counts)), place=first.place, words=words
        ),
        FieldValue(key="regions", name=rows[0][0].text.strip(), value="、".join(names), place=first.place, words=words),
    )


def _read(rows: Sequence[Sequence[Cell]]) -> tuple[list[str], list[int], int | None]:
    """(labels, counts, total): no labels where a row is none of these."""
    names: list[str] = []
    counts: list[int] = []
    total: int | None = None
    for label, count in ((cell.text.strip() for cell in row) for row in rows):
        figure = _FIGURE.fullmatch(plain(count))
        if figure is None or total is not None:
            return [], [], None
        number = int(figure["n"].replace(",", ""))
        if _TOTAL.fullmatch(plain(label).lower()):
            total = number
        else:
            names.append(label)
            counts.append(number)
    return names, counts, total


def _is_place(name: str, directory: Directory) -> bool:
    return directory.department(name) is not None or bool(listed_regions(name, directory))
