"""Nodes told in running text: several in a sentence, or in one line: `灰度 孙丽 12/3；全量 周航 12/11` (SPEC 3 "Body")."""

import re
from collections.abc import Sequence
from itertools import accumulate

from mailbot.inbound.forms.nodes.names import is_node_name, node_keys
from mailbot.inbound.forms.plans.draft import Row
from mailbot.inbound.forms.plans.items import Item, ItemReader
from mailbot.inbound.forms.plans.parts import node_parts
from mailbot.inbound.forms.plans.readers import Readers
from mailbot.inbound.writing import Line
from mailbot.late import late
from mailbot.rulebook.folding import fold

__all__ = ["Telling", "readable", "tells"]

_MOST_LINES, _MOST_ROWS = 400, 60
_MOST_TEXT = 20_000  # characters: a plan of that length has a table; a megabyte of prose would be read for half a minute
_LONGEST = 2000
_TELLS = re.compile(
    r"请(?![^，,。；;]{0,16}(?:完成|做完|负责|升完))|如有|如果|若有|倘|期间|才(?=完成|能|做)|这次|上次|上一次|本次|此次|大家|疑问|联系|避开|抓紧|提前(?!完成)|开会|会议室|值守|为准|另行"
    r"|回复|知悉|辛苦|谢谢|电话|检修|昨天|已经?与|(?<![a-z])(?:please (?!finish|complete)|if you|contact|questions?|thanks?|last time|during)(?![a-z])",
    re.IGNORECASE,
)
_REPORTS = late(r"反馈|沟通|讨论")  # of one person by a day a task, else a request
_SHARES = re.compile(r"牵头|配合|协助|支持|需要?|应|必须")
_CLAUSES = late(r"[。；;！!？?\n]+|(?<=[a-z)])\.\s|(?<=\d)\.\s+(?=[A-Z])")
_LIST = late(
    r"[；;、\t]|→|⇒|➡\ufe0f?|➔|[-=—–]+>|——+|(?<=[）)])\s*[，,+]|(?<=[）)])\s+|\s{2,}|\s\|\s|\s*(?=[②-⑳])"
    r"|\s+(?=\d{1,2}[)）、][^\d])"
)
_NUMBERED = late(r"^\s*(?:[①-⑳]|\d{1,2}(?:[)）、]|[.．](?!\d)))\s*")
_COMMA = late(r"[，,](?![^()（）]{0,200}[)）])")  # 灰度升级（孙丽，12月3日） is one clause
_ROLLS = late(r"(?:升级|下发|推送|更新|[\s\W])+")
_LIMITS = frozenset(("restrict", "delay"))
_LIMIT_PARTS = late(r"[，,；;。、]")
_LABEL = late(r"^[^\W\d][^:：\d]{0,11}[:：]")


_DAY = late(r"\d{1,2}\s*月\s*\d|\d{4}-\d|(?<!\d)\d{1,2}/\d{1,2}(?![\d/])|[今明后]天|(?:周|星期|礼拜)[一二三四五六日天]|T\s*\+\s*\d")


def _from_first_day(text: str) -> str:
    """A line from the sentence that names its first day on: 测试已交付，官网可下。安排：12月4日 …: what comes before is no node."""
    day = _DAY.search(text)
    if day is None:
        return text
    end = max(text.rfind(mark, 0, day.start()) for mark in "。！!？?")
    return text[end + 1 :].strip()


def readable(lines: Sequence[Line]) -> list[Line]:
    """The lines that are read clause by clause: the first 400, and of them 20,000 characters (SPEC 6: bounds of time)."""
    sizes = accumulate(len(line.text) for line in lines[:_MOST_LINES])
    return [line for line, size in zip(lines, sizes, strict=False) if size <= _MOST_TEXT]


class Telling:
    """Reads the nodes that sentences tell of."""

    def __init__(self, readers: Readers, items: ItemReader) -> None:
        self._kinds = readers.kinds
        self._items = items

    def narrated(self, prose: Sequence[Line]) -> tuple[Row, ...]:
        """Nodes told in sentences, where they stand nowhere else: 孙丽12月3日前完成灰度升级，周航12月11日前完成全量升级。"""
        found: list[Row] = []
        for line in readable(prose):
            found += self._of_line(line)
        return tuple(found) if len(found) < _MOST_ROWS else ()

    def several(self, line: Line) -> tuple[Row, ...]:
        """The nodes of a line that lists several, () of any other: 节点：灰度升级 孙丽 12/3；全量升级 周航 12/11."""
        text = _from_first_day(_NUMBERED.sub("", line.text.strip()[:_LONGEST]))
        label = _LABEL.match(text)
        node = label.group()[:-1].strip() if label else ""
        named = bool(node) and is_node_name(node, self._kinds)
        text = text[label.end() :] if label and not (node and node_keys(node, self._kinds) and not named) else text
        for parting in (_LIST, _COMMA):
            pieces = [_NUMBERED.sub("", one) for one in parting.split(text) if one.strip(" \t。.")]
            listed = [self._items.read(one, place=line.place) for one in pieces]
            if named and len(pieces) > 1:
                listed = self._labelled(node, pieces, listed, line)
            nodes = [one for one in listed if one.named and (one.dated or one.owned or one.vague) and not tells(one)]
            sure = [one for one in nodes if one.sure and not one.several]
            open_ = [one for one in nodes if one.vague and one.owned and one not in sure]
            if sure and len(sure) + len(open_) > 1 and len(nodes) == len(listed) and not any(one.several for one in nodes):
                return tuple(one.row for one in nodes)
        if parts := node_parts(text, self._items, place=line.place):
            return tuple(one.row for one in parts)
        if limits := self._undated(text, line):
            return limits
        told = self._of_line(line)
        plain = all(is_node_name(row.title, self._kinds) for row in told)
        return tuple(told) if plain and len({row.title for row in told}) > 1 else ()

    def _undated(self, text: str, line: Line) -> tuple[Row, ...]:
        """马超负责限制，李想负责延迟限制: restrictions by whom, each due when the plan says that it begins or ends."""
        clauses = [one for one in _LIMIT_PARTS.split(text) if one.strip()]
        found = [self._items.read(one, place=line.place) for one in clauses]
        if not found or any(one.dated or one.vague or not one.owned or tells(one) for one in found):
            return ()
        limits = all(set(node_keys(one.row.title, self._kinds).values()) & _LIMITS for one in found)
        plain = all(is_node_name(one.row.title, self._kinds) for one in found)
        return tuple(one.row for one in found) if limits and plain else ()

    def _labelled(self, node: str, pieces: Sequence[str], listed: list[Item], line: Line) -> list[Item]:
        """With the label for the title of those that have none: 升级：孙丽 12月3日；李想 12月4日."""
        return [
            self._items.read(f"{node}：{piece}", place=line.place) if not one.row.title or not at else one
            for at, (piece, one) in enumerate(zip(pieces, listed, strict=True))
        ]

    def more(self, told: Sequence[Row], rows: Sequence[Row]) -> tuple[Row, ...]:
        """Of the nodes that a line tells of those of which no row of their own speaks."""
        return tuple(row for row in told if not any(self._same(row, other) for other in rows))

    def _same(self, one: Row, other: Row) -> bool:
        """Whether two rows are one node: 灰度 and 灰度升级, 总结 and 最终确定, but not 灰度升级 and 全量升级."""
        mine, theirs = (_ROLLS.sub("", fold(row.title)) for row in (one, other))
        if mine == theirs:
            return True
        keys, others = (node_keys(row.title, self._kinds) for row in (one, other))
        both = keys.keys() & others.keys()  # 延迟限制 and 限制 are one to kinds without a delay only
        return "rollout" not in keys.values() and bool(both) and all(others[kind] == keys[kind] for kind in both)

    def _of_line(self, line: Line) -> list[Row]:
        return [row for sentence in _CLAUSES.split(line.text[:_LONGEST]) for row in self._told(sentence, line)]

    def _told(self, sentence: str, line: Line) -> list[Row]:
        """One sentence: clauses between commas, joined until they make a node."""
        rows: list[Row] = []
        pending = ""
        for clause in filter(str.strip, _COMMA.split(sentence)):
            if not pending and (parts := node_parts(clause, self._items, place=line.place)):
                rows += [one.row for one in parts]
                continue
            joined = f"{pending}，{clause}" if pending else clause
            item = self._items.read(joined, place=line.place)
            alone = self._items.read(clause, place=line.place)
            if tells(alone) and not (alone.owned and alone.named and not _TELLS.search(clause)):
                pending = ""
            elif alone.sure and alone.named and not alone.past:
                rows.append(alone.row)
                pending = ""
            elif item.sure and item.named and not item.past and not item.several:
                rows.append(item.row)
                pending = ""
            elif alone.dated and alone.named and not (alone.past or alone.several or alone.owned) and self._is_summary(alone):
                rows.append(alone.row)  # 最后12月28日出总结: the product manager's where nobody is named
                pending = ""
            else:
                goes_on = (alone.dated or alone.owned) and not alone.past and len(joined) < 120
                pending = joined if goes_on else ""
        return rows

    def _is_summary(self, item: Item) -> bool:
        return set(node_keys(item.row.title, self._kinds).values()) == {"finalize"}


def tells(item: Item) -> bool:
    """Whether a line tells or asks something about nodes rather than listing one: 灰度升级期间请技术部值守."""
    text = item.row.whole
    if _REPORTS.search(text) and not item.sure:
        return True
    return _TELLS.search(text) is not None or (not item.dated and _SHARES.search(text) is not None)
