"""Lines that change a plan: `2 负责人 周航`, `全量升级 改到 12月15日`, `2 删除`, `版本：8.2.2` (SPEC 5, SAMPLES "receipt")."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from mailbot.inbound.forms.context import Context
from mailbot.inbound.forms.fields.lines import FieldNames, FieldValue, read_fieldlines, split_labels
from mailbot.inbound.forms.nodes.names import is_node_name, node_keys
from mailbot.inbound.forms.plans.draft import Row, Said
from mailbot.inbound.forms.plans.filler import is_filler
from mailbot.inbound.forms.plans.readers import Readers
from mailbot.inbound.forms.tables.tables import find_grids
from mailbot.inbound.forms.things.restrictions import find_restrictions
from mailbot.inbound.writing import Line
from mailbot.late import late
from mailbot.rulebook.folding import fold
from mailbot.value import replace

__all__ = ["ROW_KEYS", "Patch", "is_amendment", "patch_of"]

_MOST_LINES, _MOST_PIECES = 300, 12
_NUMBERED = late(
    r"\s*(?:[-*•]\s*)?(?:第\s*)?(?P<n>\d{1,3}|[一二三四五六七八九十]{1,3}(?=\s*(?:行|项|条|个节点)))\s*(?:行|项|号|条|个节点)?\s*(?P<mark>[、.．,，:：)）]|(?=\s)|(?=[\u4e00-\u9fff]))\s*(?P<rest>\S.*)"
)
# 12月3日 and 3天内 begin with no row's number.
_NO_NUMBER = late(r"\s*(?:\d{1,4}\s*(?:月|日|号(?!线)|年|天|台|套|个|家|点|时|%|/|-\d)|\d+\.\d)")
_CHANGE = (
    r"(?:请|把|将|的)?(?:改为|改成|改到|改至|改|换成|换为|换|调整为|调整到|调整至|调到|变更为|变更到|更正为|修改为|应为|应该是|应是|延期到|延期至|延至|延到|推迟到|推迟至|提前到|提前至|延长到|延长至|缩短到|提高到|增加到|减少到|减到|降到|放宽到|扩大到|顺延到|顺延至"
    r"|更新为|->|→|=>|is|to|should be|change(?:d)? to|move(?:d)? to)"
)
_CHANGES = late(rf"\s*{_CHANGE}\s*[:：]?\s*")
# 由12月11日调整为12月15日: what it was before.
_FROM_BEFORE = late(rf"(?:由|从)(?:原来?的?|原定的?)?\s*[^，,。；;由从]{{2,24}}?(?={_CHANGE})")
ADDS = late(r"\s*(?:里|中|上)?(?:再|另外|还要?|都)?(?:增加|加上|加入|加|去掉|去除|删除|删掉|减去|减少|剔除|扣除|扩大|缩小|除去)")
_DROP = late(
    r"(?:这个?节点|节点)?\s*(?:删除|删掉|去掉|取消|不做了?|不要了?|移除|作废|delete|remove|drop|cancel)\s*[。.!！]?",
    re.IGNORECASE,
)
_DROP_FIRST = late(
    r"\s*(?:请)?(?:删除|删掉|去掉|移除|取消|作废|不再?做|delete|remove|drop|cancel)\s*(?:(?:the )?node|节点)?\s*[:：]?\s*(?P<title>.+?)(?:这个|这一)?(?:节点)?", re.IGNORECASE
)
_ADD = late(
    r"\s*(?:请)?(?:再)?(?:增加|新增|添加|补充|加)\s*(?:一个|一项|1个)?\s*(?:节点|一行|行|项)?\s*[:：]?\s*(?P<rest>.+)|\s*add(?: a)?(?: node| row)?\s*[:：]?\s*(?P<en>.+)",
    re.IGNORECASE,
)
_PIECES = late(r"[，,；;。]")
_ROW_OF = late(r"^\s*(?:负责|的|那|这|一|边)*[个条项行块]?(?:节点|完成时间|时间|日期|任务|部分)?\s*")
_TITLE_LABEL = late(
    r"(?:名称|标题|节点名称?|节点|title)\s*(?:改为|改成|换成|为|[:：]|->|→)+\s*(?P<title>.+)", re.IGNORECASE
)
ROW_KEYS = {"owner": "owner", "due": "due", "start": "start"}
_DIGITS = "一二三四五六七八九十"
# What the bot's mails ask that numbers rows in its own way.
_OTHER_ROWS = ("reminder", "escalation", "digest", "finalize", "summary")


@dataclass
class Patch:
    """What lines change: rows by the index of the row that they are about (None: a new one), fields by key, labels of a
    row without its name (`loose`), lines that say something else, and (place, words, other words) of texts to mend."""

    rows: list[tuple[int | None, Row]] = field(default_factory=list)
    fields: list[Said] = field(default_factory=list)
    loose: list[FieldValue] = field(default_factory=list)
    leftover: list[Line] = field(default_factory=list)
    rewritten: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        return not (self.rows or self.fields or self.loose)


def is_amendment(context: Context) -> bool:
    """Whether a mail may be one: untagged, and no answer to a mail that numbers rows in its own way."""
    answered = context.thread.answered
    if answered is not None and answered.purpose in _OTHER_ROWS:
        return False
    tag = context.subject.tag
    return tag is None or not tag.fresh


def patch_of(context: Context, readers: Readers, *, rows: Sequence[Row]) -> Patch | None:
    """What the mail's lines change in a plan with these rows; None where it brings a table or sheet of its own, or nothing
    that changes anything."""
    lines = context.writing.lines[:_MOST_LINES]
    if context.writing.grids or find_grids(lines)[0]:
        return None
    if any(a.filename.lower().endswith((".xlsx", ".xls", ".csv", ".et", ".ods")) for a in context.letter.attachments):
        return None
    reading = _Patching(context, readers, rows)
    for line in lines:
        reading.take(line)
    patch = reading.patch
    return None if patch.empty else patch


class _Patching:
    def __init__(self, context: Context, readers: Readers, rows: Sequence[Row]) -> None:
        self.patch = Patch()
        self._context = context
        self._readers = readers
        self._rows = rows
        self._items = readers.items(context.mailed)
        self._labels = readers.labels
        self._fields = FieldNames({k: n for k, n in readers.names.items() if k not in _NOT_CHANGED})

    def take(self, line: Line) -> None:
        text = line.text.strip()
        if not text or is_filler(text):
            return
        pieces = [piece.strip() for piece in _PIECES.split(text) if piece.strip()]
        if len(pieces) > 1 and all(self._is_numbered_change(piece) for piece in pieces):
            for piece in pieces:  # 第2条改到12月8日，第4条改到12月17日
                self.take(replace(line, text=piece))
            return
        added = [piece for piece in pieces if self._adds_to_field(piece)] if len(pieces) > 1 else []
        if added:
            self.patch.leftover += [replace(line, text=piece) for piece in added]
            self.take(replace(line, text="，".join(piece for piece in pieces if piece not in added)))
            return
        groups = self._groups(pieces, line) if 1 < len(pieces) <= _MOST_PIECES else []
        if len(groups) > 1:
            for group in groups:  # 全量升级改到12月15日，负责人李想；数量改成800
                self.take(replace(line, text=group))
            return
        changed = self._numbered(text, line) or self._of_owner(text, line) or self._dropped(text, line) or self._titled(text, line)
        if not (changed or self._field(line) or self._added(text, line)):
            self.patch.leftover.append(line)

    def _adds_to_field(self, piece: str) -> bool:
        """区域增加华南: a change to what a field says now, which is not read; to leave it out would be half of what was said."""
        return any(self._fields.key(piece[:end]) and ADDS.match(piece, end) for end in range(2, min(len(piece), 9)))

    def _groups(self, pieces: Sequence[str], line: Line) -> list[str]:
        """A line's clauses, each that changes something by itself with those that only go on with it; [] where the first
        changes nothing, since then they may belong together otherwise."""
        groups: list[str] = []
        for piece in pieces:
            if is_filler(piece):
                continue
            trial = _Patching(self._context, self._readers, self._rows)
            trial.take(replace(line, text=piece))
            alone, patch = False, trial.patch
            if (patch.fields or patch.rows) and not patch.leftover and not patch.loose:
                alone = all(index is not None for index, _ in patch.rows)
            if alone:
                groups.append(piece)
            elif not groups:
                return []
            else:
                groups[-1] = f"{groups[-1]}，{piece}"
        return groups

    def _is_numbered_change(self, text: str) -> bool:
        found = _NUMBERED.fullmatch(text)
        if found is None or _NO_NUMBER.match(text) or not re.search(_CHANGE, found["rest"]):
            return False
        return self._index(int(found["n"]) if found["n"].isdigit() else _han(found["n"])) is not None

    def _of_owner(self, text: str, line: Line) -> bool:
        """A row named by its owner, who has no other: 何婷那个节点改到12月21日."""
        people = self._readers.people
        first = next(iter(people.mentions.find(text)), None)
        if first is None or first.span[0] or first.kind != "person" or len(first.people) != 1:
            return False
        rest = _ROW_OF.sub("", text[first.span[1] :], count=1)
        if not _CHANGES.match(rest):
            return False
        owner, campaign = first.people[0].address, self._context.campaign
        nodes = campaign.nodes if campaign else ()
        known = {node.key: node.owner for node in nodes}
        own = [i for i, r in enumerate(self._rows) if (known.get(r.node) or people.read(r.text("owner")).owner) == owner]
        return len(own) == 1 and self._change(own[0], rest, line)

    def _numbered(self, text: str, line: Line) -> bool:
        found = _NUMBERED.fullmatch(text)
        if found is None or _NO_NUMBER.match(text):
            return False
        number = int(found["n"]) if found["n"].isdigit() else _han(found["n"])
        index = self._index(number)
        if index is None:
            item = self._items.read(found["rest"], place=line.place, number=number)
            if found["mark"] and item.sure:
                self.patch.rows.append((self._titled_row(item.row.title), item.row))
                return True
            return False
        if self._known_field(found["rest"]) and not self._same_node(index, found["rest"], line):
            return False
        return self._change(index, found["rest"], line)

    def _titled(self, text: str, line: Line) -> bool:
        smooth = fold(text)
        titles = sorted(range(len(self._rows)), key=lambda i: -len(self._rows[i].title))
        for index in titles:
            title = fold(self._rows[index].title)
            if title and smooth.startswith(title) and len(text) > len(self._rows[index].title):
                rest = text[len(self._rows[index].title) :].strip(" \t\u3000:：，,-—")
                return bool(rest) and self._change(index, rest, line)
        item = self._items.read(text, place=line.place)
        if item.dated and find_restrictions(text, self._readers.dates(self._context.mailed, done=True)):
            return False  # 限制：2.9 及以下，12月21日起 is what is restricted, and no due time of the node 版本限制
        same = [i for i, row in enumerate(self._rows) if self._alike(item.row.title, row.title)] if item.dated else []
        return len(same) == 1 and not item.owned and self._change(same[0], text, line)

    def _alike(self, one: str, other: str) -> bool:
        """Whether two titles name one standard node: 总结 and 最终确定."""
        keys, others = node_keys(one, self._readers.kinds), node_keys(other, self._readers.kinds)
        return is_node_name(one, self._readers.kinds) and any(others.get(kind) == key for kind, key in keys.items())

    def _change(self, index: int, rest: str, line: Line) -> bool:
        """What a row's line changes in it; False where it says something that is no change."""
        row = self._rows[index]
        if _DROP.fullmatch(rest.strip()):
            self.patch.rows.append(
                (index, Row(texts={}, mailed=self._context.mailed, place=line.place, whole=line.text, drop=True))
            )
            return True
        if renamed := _TITLE_LABEL.fullmatch(rest.strip()):
            texts = {"title": renamed["title"].strip()}
        else:
            item = self._items.read(self._smoothed(rest), place=line.place)
            texts = {
                k: v for k, v in item.row.texts.items() if v and k in ("owner", "due", "start", "department", "helpers")
            }
            said = item.row.title
            if item.row.text("state") or not texts:
                return False
            alike = self._alike(said, row.title)
            if said and not alike and fold(said) not in fold(row.title) and fold(row.title) not in fold(said):
                if not (item.sure and is_node_name(said, self._readers.kinds)):
                    return False
                other = self._titled_row(said)
                texts["title"] = said
                index = other if other is not None else index
        places = dict.fromkeys(texts, line.place)
        changed = Row(
            texts=texts, places=places, place=line.place, whole=line.text.strip(), mailed=self._context.mailed
        )
        self.patch.rows.append((index, changed))
        return True

    def _smoothed(self, rest: str) -> str:
        """负责人改为周航 → 负责人：周航; 改到12月15日 → 12月15日."""
        rest = _FROM_BEFORE.sub("", rest.removeprefix("的"), count=1)
        text = re.sub(
            rf"([\u4e00-\u9fff]{{2,8}}?)\s*{_CHANGE}\s*[:：]?\s*",
            lambda m: f" {m[1]}：" if self._labels.key(m[1]) else f"{m[1]} ",
            rest,
        )
        text = _CHANGES.sub(" ", text, count=1) if _CHANGES.match(text) else text
        return re.sub(
            r"^\s*([\u4e00-\u9fff]{2,8}?)(?=[\u4e00-\u9fff@\d])",
            lambda m: f"{m[1]}：" if self._labels.key(m[1]) else m[1],
            text,
        )

    def _same_node(self, index: int, rest: str, line: Line) -> bool:
        """Whether a numbered line words its row anew: 3. 版本限制 韩冰 12月18日 is no field 版本限制."""
        item = self._items.read(rest, place=line.place)
        return item.sure and fold(item.row.title) == fold(self._rows[index].title)

    def _dropped(self, text: str, line: Line) -> bool:
        found = _DROP_FIRST.fullmatch(text)
        if found is None:
            return False
        number = re.fullmatch(r"第?\s*(\d{1,3})\s*(?:行|项|号|条)?", found["title"].strip(" 。."))
        index = self._index(int(number[1])) if number else self._titled_row(found["title"].strip(" 。."))
        if index is None:
            return False
        self.patch.rows.append(
            (index, Row(texts={}, mailed=self._context.mailed, place=line.place, whole=line.text, drop=True))
        )
        return True

    def _added(self, text: str, line: Line) -> bool:
        found = _ADD.fullmatch(text)
        rest = (found["rest"] or found["en"]) if found else text
        item = self._items.read(rest, place=line.place)
        if not item.sure or (found is None and not item.named):
            return False
        index = self._titled_row(item.row.title)
        self.patch.rows.append((index, replace(item.row, add=index is None)))
        return True

    def _field(self, line: Line) -> bool:
        values = [v for v in read_fieldlines((line,), (), self._readers.names) if v.key is not None and v.value]
        if not values:
            values = self._spoken(line)
        for value in values:
            if value.key in ROW_KEYS:
                self.patch.loose.append(value)
            else:
                self.patch.fields.append(Said(value, self._context.mailed))
        return bool(values)

    def _spoken(self, line: Line) -> list[FieldValue]:
        """A field without its colon: 版本 8.2.2, 数量改为 800, 有效期延长到明年6月30日."""
        text = line.text.strip()
        for end in range(min(len(text), 14), 1, -1):
            key = self._fields.key(text[:end]) if text[end - 1].isalnum() else None
            if key is None:
                continue
            changed = _CHANGES.match(rest := text[end:])
            if changed or rest[:1] in " \t\u3000":
                value = rest[changed.end() :] if changed else rest
                if value.strip():
                    return [
                        FieldValue(
                            key=key, name=text[:end], value=value.strip(), place=line.place, words=text, lines=(line,)
                        )
                    ]
            return []
        return []

    def _known_field(self, rest: str) -> bool:
        """`1. 产品：星桥` is a numbered field."""
        _, said = split_labels(rest, self._fields)
        return bool(said) and not self._labels.key(rest.split("：")[0].split(":")[0])

    def _index(self, number: int) -> int | None:
        """The row of a number: its own, else the n-th."""
        own = [i for i, row in enumerate(self._rows) if row.number == number]
        if len(own) == 1:
            return own[0]
        return number - 1 if 0 < number <= len(self._rows) and not any(row.number for row in self._rows) else None

    def _titled_row(self, title: str) -> int | None:
        same = [i for i, row in enumerate(self._rows) if fold(row.title) == fold(title)]
        return same[0] if len(same) == 1 else None


_NOT_CHANGED = frozenset(
    ("node", "owner", "due", "start", "done_at", "progress", "status", "answer", "until", "reason", "nodes")
)


def _han(text: str) -> int:
    tens, ten, ones = text.rpartition("十")
    value = _DIGITS.find(ones) + 1 if ones else 0
    return value + (10 * (_DIGITS.find(tens) + 1 if tens else 1) if ten else 0)
