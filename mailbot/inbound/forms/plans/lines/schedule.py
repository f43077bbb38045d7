"""scheduled: the lines of a schedule → each item with the date, person and node that the headings above it name."""

import re
from collections.abc import Sequence

from mailbot.inbound.forms.nodes.names import is_node_name, node_keys
from mailbot.inbound.forms.plans.items import Item, ItemReader
from mailbot.inbound.forms.plans.readers import Readers
from mailbot.inbound.writing import Line
from mailbot.late import late
from mailbot.value import Value, replace

_LONGEST_HEAD = 40
_LONGEST = 300
_MOST_PIECES = 12
_EDGES = " \t\xa0\u3000:：，,。.;；、-—*#【】"
_MARK = late(
    r"(?P<indent>[ \t\xa0\u3000]*)(?P<mark>[(（]?(?:\d{1,2}|[一二三四五六七八九十]{1,3}|[a-h])[)）、]"
    r"|(?:\d{1,2}|[a-h])[.．](?!\d)|[①-⑳]|第[一二三四五六七八九十\d]{1,2}步[:：]?"
    r"|[•·●○■□▪◆◇►▶➢➤→*＊-](?=[^-]))?[ \t\xa0\u3000.．、]*"
)
_LABEL = late(r"[ \t\xa0\u3000•·*-]*(?P<label>[^\W\d][^:：\n]{0,11})[:：]")
_CLAUSE = late(r"[；;。]")
_PIECE = late(r"[，,；;。、](?![^()（）]{0,80}[)）])")
_TWO = late(r"[、()（）]")  # between two days: （12月1日完成）、华东全量（12月10日
_COMMA = late(r"[，,；;。](?![^()（）]{0,80}[)）])")
_LIST_WORD = late(r"(?:时间)?(?:安排|计划|步骤|进度|节点|分工|日程|排期|任务|流程|工作)+$")
# What says where or how many, and not what is done.
_HOW_MANY = late(
    r"全部|全量|全网|剩余|其余|剩下的?|余下的?|首批|首轮|先|再|各自|分别|试点|推广|这边|那边"
    r"|第?[一二三四五\d]{1,2}[批期轮]|\d[\d,]* ?(?:台|套|个|家|门店|户)|大?区|业务|部门?|[\W_]"
)


class Scheduled(Value):
    """For each line those that stand in its place; the numbers of those that tell of several nodes and could not be cut."""

    lines: tuple[tuple[Line, ...], ...]
    unread: frozenset[int]


class _Head(Value):
    """A line that heads those below it: what it says of them."""

    level: tuple[str, int]
    when: str = ""
    who: str = ""
    node: str = ""


class _Read(Value):
    """A line without its mark: its level (the mark's style, the indent), its words, what they are as a node."""

    level: tuple[str, int]
    text: str
    item: Item
    marked: bool


def scheduled(
    lines: Sequence[Line], items: ItemReader, readers: Readers, *, title: str = "", topic: str = ""
) -> Scheduled | None:
    """What stands in the lines' places; None where they are to be left as they are: details of a node (负责人：孙丽),
    which the reader of such blocks knows, or, below anything but a schedule's name, no items that are nodes."""
    if any(
        (label := _LABEL.match(line.text)) and readers.labels.key(label["label"]) not in (None, "title")
        for line in lines
    ):
        return None
    reading = _Schedule(items, readers)
    new = reading.read(lines, title, topic)
    return Scheduled(new, frozenset(reading.unread)) if reading.sure or topic == "schedule" else None


class _Schedule:
    def __init__(self, items: ItemReader, readers: Readers) -> None:
        self.sure = False  # whether an item is a node, with what its headings say
        self.unread: set[int] = set()
        self._items = items
        self._readers = readers
        self._heads: list[_Head] = []
        subject = readers.context.subject.bare
        rolled = [name for kind in readers.kinds for node in kind.node if node.key == "rollout" for name in node.names]
        self._rolled = max((name for name in rolled if len(name) > 1 and name in subject), key=len, default="")

    def read(self, lines: Sequence[Line], title: str, topic: str) -> tuple[tuple[Line, ...], ...]:
        read = [self._line(line) for line in lines]
        first = self._first(title, topic)
        self._heads = [first]
        levels: list[tuple[str, int]] = []
        new: list[tuple[Line, ...]] = []
        for at, (line, one) in enumerate(zip(lines, read, strict=True)):
            if one is None:
                new.append((line,))
                continue
            levels = levels[: levels.index(one.level)] if one.level in levels else levels
            self._heads = [head for head in self._heads if head is first or head.level in levels]
            levels.append(one.level)
            below = next((other for other in read[at + 1 :] if other is not None), None)
            head = self._heading(one) if below is not None and below.level not in levels else None
            if head is not None:
                self._heads.append(head)
                new.append((replace(line, text=""),))
            else:
                new.append(self._composed(line, one))
        return tuple(new)

    def _line(self, line: Line) -> _Read | None:
        match = _MARK.match(line.text)
        text = line.text[match.end() if match else 0 :].strip(" \t\xa0\u3000")[:_LONGEST]
        if match is None or not text.strip(_EDGES):
            return None
        mark = re.sub(r"[一二三四五六七八九十]+", "一", re.sub(r"\d+", "9", match["mark"] or ""))
        style = mark or ("label" if text.endswith((":", "：")) else "")
        return _Read((style, len(match["indent"])), text, self._items.read(text), bool(mark))

    def _first(self, title: str, topic: str) -> _Head:
        """What the section's own title says: 下发安排 that its items are 下发, 12月8日 when they are due."""
        level = ("", -1)
        if topic == "who":
            return _Head(level, who=title.strip(_EDGES))
        item = self._items.read(title)
        if topic == "when":
            return _Head(level, when=item.row.text("due"))
        node = _LIST_WORD.sub("", item.row.title) if topic == "schedule" else item.row.title
        return _Head(
            level, node=node if is_node_name(node, self._readers.kinds) or (topic == "node" and item.named) else ""
        )

    def _heading(self, one: _Read) -> _Head | None:
        """A line that is a date, a person or department, a node's name, or two of these, and no node by itself."""
        bare, item = one.text.strip(_EDGES), one.item
        if not bare or len(bare) > _LONGEST_HEAD or item.sure or item.several:
            return None
        mentioned = self._readers.people.mentions.find(bare)
        if mentioned and not item.dated and sum(len(m.words) for m in mentioned) >= len(bare) - 2:
            return _Head(one.level, who="、".join(m.words for m in mentioned))
        title = item.row.title
        if item.row.text("remark") or (title and not is_node_name(title, self._readers.kinds)):
            return None
        when = item.row.text("due") if item.dated else ""
        who = item.row.text("owner") if item.owned else ""
        return _Head(one.level, when, who, title) if when or who or title else None

    def _composed(self, line: Line, one: _Read) -> tuple[Line, ...]:
        """An item's line with what is not in it and its headings say; of one that tells of more, the other clauses beside it."""
        text, item = one.text, one.item
        if shared := self._shared(text, item):
            self.sure = True
            return tuple(replace(line, text=part) for part in shared)
        if item.several or _TWO.search(item.row.text("due")) or _two(item.row.text("due"), self._items):
            parts = self._parts(text)
            self.sure |= len(parts) > 1
            if (
                not parts and item.owned and not self._several(item)
            ):  # those of several people are told as sentences are
                self.unread.add(line.number)
            return tuple(replace(line, text=part) for part in parts) if parts else (line,)
        words = self._with_heads(text, item)
        whole = self._items.read(words) if words != text else item
        self.sure |= whole.sure
        # Letters count as marks in sequence only, which an item put in another's place would break.
        if not whole.sure or (words == text and one.marked and not one.level[0][:1].isalpha()):
            return (line,)
        return (replace(line, text=f"• {words}"),)

    def _with_heads(self, text: str, item: Item) -> str:
        when = next((head.when for head in reversed(self._heads) if head.when), "")
        who = next((head.who for head in reversed(self._heads) if head.who), "")
        node = next((head.node for head in reversed(self._heads) if head.node), "")
        if node and self._is_of(node, text, item):
            text = f"{node}：{text}"
        elif (node or self._rolled) and item.row.title and self._says_where(item.row.title):
            # 华东全部 under 下发安排 is 华东全部下发.
            text = text.replace(item.row.title, item.row.title + (node or self._rolled), 1)
        if when and not item.dated and not item.vague:
            text = f"{when}，{text}"
        if who and not item.owned:
            text = f"{text.rstrip('。；;')}（{who}）"
        return text

    def _is_of(self, node: str, text: str, item: Item) -> bool:
        """Whether an item is of the node that heads it: it says only who and when, or the node's word too."""
        title, kinds = item.row.title, self._readers.kinds
        if is_node_name(title, kinds):
            return False
        if item.named:
            return node in text and node_keys(title, kinds) != node_keys(node, kinds)
        return not title

    def _says_where(self, title: str) -> bool:
        """Whether a title says only where and how many: 华东全部, 剩余 300 台."""
        if node_keys(title, self._readers.kinds):
            return False
        for mention in self._readers.people.mentions.find(title):
            title = title.replace(mention.words, "")
        return not _HOW_MANY.sub("", title)

    def _shared(self, text: str, item: Item) -> list[str]:
        """12月15日前，孙丽完成华东全量，周航完成华南全量: a clause a person, with the day of them all."""
        day = item.row.text("due")
        if not item.sure or item.several or text.count(day) != 1:
            return []
        clauses = [part for part in _COMMA.split(text.replace(day, "，", 1)) if part.strip(_EDGES)]
        read = [self._items.read(clause) for clause in clauses]
        owners = {one.row.text("owner") for one in read}
        if (
            len(clauses) < 2
            or len(owners) < len(clauses)
            or not all(one.owned and one.named and not one.dated for one in read)
        ):
            return []
        return [f"• {day}，{clause.strip(_EDGES)}" for clause in clauses]

    def _several(self, item: Item) -> bool:
        return (
            len(
                [
                    one
                    for one in self._readers.people.mentions.find(item.row.text("owner"))
                    if one.kind in ("person", "address")
                ]
            )
            > 1
        )

    def _parts(self, text: str) -> list[str]:
        """A line of several clauses with a date each, cut: the nodes that they are, or one node and what is said beside it."""
        clauses = [part.strip() for part in _CLAUSE.split(text) if part.strip()]
        read = [self._items.read(self._with_heads(clause, self._items.read(clause))) for clause in clauses]
        if (
            len(clauses) > 1
            and read[0].sure
            and not read[0].several
            and not any(one.sure or one.several for one in read[1:])
        ):
            return [f"• {read[0].row.whole}", *clauses[1:]]
        if len(clauses) > 1 and all(one.sure and one.named and not one.several for one in read):
            return [f"• {one.row.whole}" for one in read]  # 华东由孙丽负责，12月14日前升完；韩冰 12月22日 限制
        pieces = _PIECE.split(text)
        who = self._items.read(text).row.text("owner")
        if not who or len(pieces) > _MOST_PIECES or self._several(self._items.read(text)):
            return []
        parts: list[str] = []
        pending = ""
        for piece in pieces:
            pending = f"{pending}，{piece}" if pending else piece
            one = self._items.read(pending)
            if one.dated:
                parts.append(pending if one.owned else f"{pending}（{who}）")
                pending = ""
        nodes = [self._items.read(part) for part in parts]
        if pending.strip(_EDGES) or not all(one.sure and one.named and not one.several for one in nodes):
            return []
        return [f"• {part}" for part in parts]


def _two(due: str, items: ItemReader) -> bool:
    """Whether words between two days are not a range's: 11月30日 取组件，12月4日."""
    return len(due) > 10 and _COMMA.search(due) is not None and len(items.dates.find_dates(due)) > 1
