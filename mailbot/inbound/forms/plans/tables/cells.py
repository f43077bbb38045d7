"""CellReader: what the text of a table's cell looks like, a node, somebody or a day, and so which rows are nodes though no header says so."""

from collections.abc import Sequence
from itertools import pairwise

from mailbot.inbound.forms.days.dates import DateDoubt, Reader
from mailbot.inbound.forms.nodes.names import is_node_name
from mailbot.inbound.forms.people.people import PeopleReader
from mailbot.inbound.forms.people.strangers import find_strangers
from mailbot.inbound.forms.tables.guesses import Guess
from mailbot.inbound.forms.tables.headers import squeeze
from mailbot.inbound.forms.things.versionrules import find_version_rules
from mailbot.inbound.writing import Cell, Grid
from mailbot.rulebook.folding import fold
from mailbot.rulebook.shapes import Fields, Kind
from mailbot.value import Value, replace

MOST_ROWS = 300  # of one plan
_DOUBTED = frozenset(("two-of-that-name", "owner-left"))


class CellReader(Value):
    """Reads the cells of one mail's tables."""

    fields: Fields
    kinds: Sequence[Kind]
    people: PeopleReader
    dates: Reader

    def guess(self, text: str) -> str | None:
        """What a cell's text looks like, for columns without a name."""
        if not text or len(text) > 60:
            return None
        if is_node_name(text, self.kinds):
            return "title"
        figures = any(map(str.isdigit, text))
        named = self.people.read(text)
        # One of two with the name, or who has left, is a person too: which is asked about, the column is not.
        known = (named.owner or named.department or named.everyone) and not named.faults
        known = known or (bool(named.faults) and all(f.reason in _DOUBTED for f in named.faults))
        known = known or find_strangers(text, ()) == [(0, len(text))]  # nor about one whom nobody knows
        if not figures and known:
            return "owner"  # before dates, since Sun Li is no Sunday
        date = self.dates.read_date(text)
        if date is not None and not (isinstance(date, DateDoubt) and date.reason == "blank"):
            return "due"
        if figures and known:
            return "owner"
        return "state" if fold(text) in STATES else None

    def guess_apart(self, text: str) -> str | None:
        """As `guess`, with departments told from people."""
        key = self.guess(text)
        if key != "owner":
            return key
        named = self.people.read(text)
        return "department" if named.department and not (named.owner or named.everyone) else key

    def names_somebody(self, text: str) -> bool:
        """Whether free words hold who does it, too: then they are a line beside its day, and no column of titles."""
        return any(mention.kind != "role" for mention in self.people.mentions.find(text))

    def dated(self, text: str) -> bool:
        date = self.dates.read_date(text) if text.strip() else None
        return date is not None

    def all_nodes(self, grid: Grid) -> bool:
        """Whether each row is a node, the first one, too: days in one column, owners in another, names of nodes in a third."""
        guess = remembered(self.guess)
        rows = [[guess(text) or bool(text) for c in row for text in [c.text.strip()]] for row in grid.rows[:MOST_ROWS]]
        columns = list(zip(*filter(any, rows), strict=True))
        dated = any(set(column) <= {"due", False} and column.count("due") * 2 > len(column) for column in columns)
        owned, named = (any(column.count(key) * 2 > len(column) for column in columns) for key in ("owner", "title"))
        return len(rows) > 1 and dated and owned and named

    def nodes_apart(self, grid: Grid) -> tuple[Grid, ...]:
        """The grid's fields and its nodes as grids of their own, where each row is one or the other: 产品 | 掌柜App over 升级 | 孙丽 | 1月6日
        or 升级 | 孙丽 1月6日."""
        names = {squeeze(n) for f in self.fields.field for n in f.names}
        rows: list[tuple[Cell, ...]] = []
        sorts: list[bool] = []
        for row in grid.rows[:MOST_ROWS]:
            filled = list({text: cell for cell in row if (text := cell.text.strip())}.values())
            filled = self._owner_apart(filled) if len(filled) == 2 else filled
            is_node = {"title", "owner", "due"} <= {self.guess(cell.text.strip()) for cell in filled}
            if not is_node and (len(filled) != 2 or squeeze(filled[0].text) not in names):
                return (grid,)
            rows.append(tuple(filled) if len(filled) > len(row) else row)
            sorts.append(is_node)
        cuts = [0, *(at for at in range(1, len(sorts)) if sorts[at] != sorts[at - 1]), len(rows)]
        parts = [rows[a:b] for a, b in pairwise(cuts)]
        even = all(len({*map(len, part)}) == 1 for part in parts) and len(rows) == len(grid.rows)
        return tuple(replace(grid, rows=tuple(part)) for part in parts) if even else (grid,)

    def _owner_apart(self, cells: list[Cell]) -> list[Cell]:
        """升级 | 孙丽 1月6日 as three cells, the owners' between; the cells as they are where the second holds something else."""
        title, text = cells[0], cells[1].text
        named = [mention.span for mention in self.people.mentions.find(text) if mention.kind != "role"]
        start, end = min(named, default=(0, 0))[0], max((span[1] for span in named), default=0)
        owner, day = text[start:end], f"{text[:start]} {text[end:]}".strip(" ，,、/（）()")
        if not owner or self.guess(owner) != "owner" or self.guess(day) != "due" or find_version_rules(text):
            return cells  # 限制版本 | 低于5.5的版本，12月18日起限制，海外延迟至2027年1月22日
        return [title, replace(cells[1], text=owner), replace(cells[1], text=day)]


def remembered(guess: Guess) -> Guess:
    """A guess that looks at each text once."""
    seen: dict[str, str | None] = {}

    def again(text: str) -> str | None:
        if text not in seen:
            seen[text] = guess(text)
        return seen[text]

    return again


STATES = frozenset(
    (
        "已完成|完成|未完成|进行中|未开始|待开始|已开始|正常|延期|已延期|暂停|取消|是|否|√|✓|✔|done|completed|in progress|"
        "not started|open|closed|pending|ongoing|yes|no"
    ).split("|")
)
