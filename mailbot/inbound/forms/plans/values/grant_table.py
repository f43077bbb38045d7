"""What tables grant: how many for which region (区域 | 授权数量), or in columns beside the nodes, how long too (SPEC 1.1)."""

from collections.abc import Sequence

from mailbot.inbound.forms.fields.lines import FieldValue
from mailbot.inbound.forms.nodes.names import node_keys
from mailbot.inbound.forms.numerals import plain
from mailbot.inbound.forms.tables.headers import squeeze
from mailbot.inbound.forms.tables.tables import Row as TableRow, Table
from mailbot.inbound.forms.things.regions import listed_regions
from mailbot.inbound.writing import Cell, Grid
from mailbot.late import late
from mailbot.rulebook.directory import Directory
from mailbot.rulebook.shapes import Fields, Kind

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


def grant_columns(table: Table, fields: Fields, kinds: Sequence[Kind]) -> tuple[FieldValue, ...]:
    """What columns of a table of nodes grant: the validity that all rows share, the regions of what is rolled out, and their figures'
    sum, where each region has its own (华东 300, 华南 200) and a total says nothing else."""
    own = {squeeze(name): f.key for f in fields.field if f.key in ("quantity", "valid") for name in f.names}
    cells: dict[str, list[tuple[TableRow, str, Cell]]] = {"quantity": [], "valid": []}
    for row in table.rows:
        counted = [
            ((table.names or {}).get("total", ""), cell) for cell in [row.cells.get("total")] if cell is not None
        ]
        for name, cell in (*row.remarks, *counted):
            if (key := own.get(squeeze(name))) is not None and any(map(str.isdigit, cell.text)):
                cells[key].append((row, name, cell))
    found: list[FieldValue] = []
    if cells["valid"] and len({squeeze(cell.text) for _, _, cell in cells["valid"]}) == 1:
        _, name, cell = cells["valid"][0]
        found.append(
            FieldValue(key="valid", name=name, value=cell.text.strip(), place=cell.place, words=cell.text.strip())
        )
    rolled = [row for row in table.rows if "rollout" in node_keys(row.text("title"), kinds).values()]
    places = [row.text("region").strip() for row in rolled]
    if rolled and all(places):
        place, words = rolled[0].cells["region"].place, "、".join(dict.fromkeys(places))
        found.append(
            FieldValue(key="regions", name=(table.names or {}).get("region", ""), value=words, place=place, words=words)
        )
    counts = [figure for _, _, cell in cells["quantity"] if (figure := _FIGURE.fullmatch(plain(cell.text)))]
    apart = len(rolled) == 1 or (all(places) and len(set(places)) == len(places))
    if rolled and apart and [row for row, _, _ in cells["quantity"]] == rolled and len(counts) == len(rolled):
        _, name, cell = cells["quantity"][0]
        total = sum(int(figure["n"].replace(",", "")) for figure in counts)
        words = "，".join(cell.text.strip() for _, _, cell in cells["quantity"])
        found.append(FieldValue(key="quantity", name=name, value=str(total), place=cell.place, words=words))
    return tuple(found)


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
