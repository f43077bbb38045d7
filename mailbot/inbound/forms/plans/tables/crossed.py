"""Plans whose nodes, or whose owners, stand across the top of a table with the dates below them (SPEC 9 "Plans")."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime

from mailbot.inbound.forms.nodes.names import is_node_name, node_keys
from mailbot.inbound.forms.numerals import plain
from mailbot.inbound.forms.people.people import is_blank
from mailbot.inbound.forms.plans.deeds import pace_of
from mailbot.inbound.forms.plans.draft import Row
from mailbot.inbound.forms.tables.guesses import Guess, vote
from mailbot.inbound.forms.tables.headers import headers_of, squeeze
from mailbot.inbound.writing import Cell, Grid
from mailbot.rulebook.shapes import Kind
from mailbot.value import replace

_MOST = 300  # rows of one plan
_HEADING_ROWS = 6
_CELLS = frozenset(("owner", "due", "start", "department", "helpers", "remark"))


def owners_across(
    grid: Grid, guess: Guess, dated: Callable[[str], bool], kinds: Sequence[Kind], mailed: datetime
) -> list[Row]:
    """Nodes down, departments or people across, dates in it: 事项 | 华东 | 华南; [] where it is no such table."""
    rows = [row for row in grid.rows if any(cell.text.strip() for cell in row)][:_MOST]
    if len(rows) < 2 or len(rows[0]) < 3:
        return []
    if any(cell.text.strip() and dated(cell.text) for cell in rows[0]):
        return []  # 12/9 | 华东 | 孙丽 | 升级 is a row of its own
    owners = {
        column: cell for column, cell in enumerate(rows[0]) if cell.text.strip() and guess(cell.text.strip()) == "owner"
    }
    if len(owners) < 2:
        return []
    titles = [c for c in range(len(rows[0])) if c not in owners and any(node_keys(r[c].text, kinds) for r in rows[1:])]
    if len(titles) != 1 or not any(dated(row[c].text) for row in rows[1:] for c in owners):
        return []
    found: list[Row] = []
    for row in rows[1:]:
        for column, owner in owners.items():
            if row[titles[0]].text.strip() and not is_blank(row[column].text):
                found.append(_row({"title": row[titles[0]], "owner": owner, "due": row[column]}, mailed))
    return found


def nodes_across(
    grid: Grid,
    guess: Guess,
    dated: Callable[[str], bool],
    kinds: Sequence[Kind],
    mailed: datetime,
    *,
    delays: Collection[str] = (),
) -> list[Row]:
    """Regions down with who is responsible, nodes across, dates in it: 区域 | 负责人 | 灰度升级 | 全量升级; [] where it is no such
    table. A column of `delays` (延迟到) is the node that ends one. A table of regions and nodes alone is read elsewhere."""
    rows = [row for row in grid.rows if any(cell.text.strip() for cell in row)][:_MOST]
    while rows and len({cell.text.strip() for cell in rows[0] if cell.text.strip()}) == 1:
        rows = rows[1:]  # the table's own title
    if len(rows) < 2 or len(rows[0]) < 4 or any(len(row) != len(rows[0]) for row in rows):
        return []
    head, body = rows[0], rows[1:]
    nodes = [
        c
        for c, cell in enumerate(head)
        if (is_node_name(cell.text.strip(), kinds) and 2 * sum(dated(row[c].text) for row in body) >= len(body))
        or (squeeze(cell.text) in delays and any(dated(row[c].text) for row in body))
    ]
    if nodes:  # Pilot | Everything else
        more = [
            c
            for c, cell in enumerate(head)
            if c not in nodes and pace_of(plain(cell.text)) and all(dated(row[c].text) for row in body)
        ]
        nodes = sorted([*nodes, *more])
    people = [c for c in range(len(head)) if c not in nodes and vote([row[c].text for row in body], guess) == "owner"]
    if len(nodes) < 2 or len(people) != len(set(people)) or not 1 <= len(people) <= 2 or len(people) + len(nodes) < 4:
        return []
    spare = [c for c in range(len(head)) if c not in nodes and c not in people]
    if any(is_node_name(row[c].text.strip(), kinds) or dated(row[c].text) for row in body for c in spare):
        return []  # its rows have names or days of their own
    owner = people[-1]
    label = people[0] if len(people) == 2 else None
    found: list[Row] = []
    for row in body:
        for c in nodes:
            if is_blank(row[c].text):
                continue
            late_one = squeeze(head[c].text) in delays and not is_node_name(head[c].text.strip(), kinds)
            title = replace(head[c], text=_title_of("delay", kinds)) if late_one else _called(head[c], kinds)
            cells = {"title": title, "owner": row[owner], "due": row[c]}
            if label is not None:
                cells["department"] = row[label]
            made = _row(cells, mailed)
            place = row[label].text.strip() if label is not None else ""
            if place and place not in made.title:
                made = _titled(made, f"{made.title}（{place}）")
            found.append(made)
    return found


def _called(cell: Cell, kinds: Sequence[Kind]) -> Cell:
    """A heading that says only which part of the rollout: 其余 as 其余升级."""
    text = cell.text.strip()
    if node_keys(text, kinds):
        return cell
    return replace(cell, text=f"{text} upgrade" if text.isascii() else f"{text}升级")


def _title_of(key: str, kinds: Sequence[Kind]) -> str:
    return next((node.title.zh for kind in kinds for node in kind.node if node.key == key), key)


def groups_across(
    grid: Grid,
    dated: Callable[[str], bool],
    kinds: Sequence[Kind],
    columns: Mapping[str, Collection[str]],
    mailed: datetime,
) -> list[Row]:
    """Regions down, nodes across, each over columns of its own: 区域 | 灰度升级（负责人 | 完成时间） | 全量升级（负责人 | 完成时间); []
    where it is no such table."""
    headers = headers_of(columns)
    for at in range(min(len(grid.rows) - 2, _HEADING_ROWS)):
        upper, lower = grid.rows[at], grid.rows[at + 1]
        tops = _spread([cell.text.strip() for cell in upper], [cell.text.strip() for cell in lower])
        keys = [
            max(found, key=lambda k: found[k], default="")
            for found in map(headers.keys, (c.text.strip() for c in lower))
        ]
        nodes = list(dict.fromkeys(top for top in tops if is_node_name(top, kinds)))
        of = {node: [c for c, top in enumerate(tops) if top == node] for node in nodes}
        if len(nodes) < 2 or any("due" not in {keys[c] for c in of[node]} or len(of[node]) < 2 for node in nodes):
            continue
        grouped = {c for columns_ in of.values() for c in columns_}
        shared = {
            max(found, key=lambda k: found[k]): c
            for c, top in enumerate(tops)
            if c not in grouped and (found := headers.keys(top))
        }
        label = next(
            (shared[key] for key in ("region", "department") if key in shared), 0 if 0 not in grouped else None
        )
        rows: list[Row] = []
        for row in grid.rows[at + 2 :][:_MOST]:
            for node in nodes:
                cells = {keys[c]: row[c] for c in of[node] if keys[c] in _CELLS and row[c].text.strip()}
                cells = {**{key: row[c] for key, c in shared.items() if key in _CELLS and row[c].text.strip()}, **cells}
                if "due" not in cells or is_blank(cells["due"].text):
                    continue
                first = of[node][0]
                made = _row({**cells, "title": upper[first]}, mailed)
                place = row[label].text.strip() if label is not None else ""
                rows.append(_titled(made, f"{made.title}（{place}）") if place and place not in made.title else made)
        return rows if any(dated(row.text("due")) for row in rows) else []
    return []


def _spread(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    """The upper row's text over each column: a merged cell repeats it, a text or a .csv leaves the rest blank."""
    found: list[str] = []
    for column, text in enumerate(upper):
        found.append(text or (found[-1] if column and lower[column] else ""))
    return found


def _row(cells: dict[str, Cell], mailed: datetime) -> Row:
    texts = {key: cell.text.strip() for key, cell in cells.items() if cell.text.strip()}
    return Row(
        texts=texts,
        places={key: cell.place for key, cell in cells.items()},
        place=cells["due"].place,
        mailed=mailed,
        whole="  ".join(texts[key] for key in ("title", "owner", "due") if key in texts),
    )


def _titled(row: Row, title: str) -> Row:
    return Row(
        texts={**row.texts, "title": title}, places=row.places, place=row.place, mailed=row.mailed, whole=row.whole
    )
