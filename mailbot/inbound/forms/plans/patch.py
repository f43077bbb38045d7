"""Lines that change a plan: `2 负责人 周航`, `全量升级 改到 12月15日`, `2 删除`, `版本：8.2.2` (SPEC 5, SAMPLES "receipt")."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from mailbot.inbound.forms.context import Context
from mailbot.inbound.forms.fields.lines import FieldNames, FieldValue, read_fieldlines, split_labels
from mailbot.inbound.forms.nodes.names import is_node_name, node_keys
from mailbot.inbound.forms.numerals import read_number
from mailbot.inbound.forms.plans.change_words import (
    ADD,
    ADDS,
    CHANGE,
    CHANGES,
    DROP,
    DROP_FIRST,
    FROM_BEFORE,
    NO_NUMBER,
    NUMBERED,
    PIECES,
    ROW_OF,
    TITLE_LABEL,
    spoken_field,
)
from mailbot.inbound.forms.plans.draft import Row, Said
from mailbot.inbound.forms.plans.filler import is_filler
from mailbot.inbound.forms.plans.readers import Readers
from mailbot.inbound.forms.tables.tables import find_grids
from mailbot.inbound.forms.things.restrictions import find_restrictions
from mailbot.inbound.writing import Line
from mailbot.rulebook.folding import fold
from mailbot.value import replace

__all__ = ["ROW_KEYS", "Patch", "is_amendment", "patch_of"]

_MOST_LINES, _MOST_PIECES = 300, 12
ROW_KEYS = {"owner": "owner", "due": "due", "start": "start"}
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
        pieces = [piece.strip() for piece in PIECES.split(text) if piece.strip()]
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
        found = NUMBERED.fullmatch(text)
        if found is None or NO_NUMBER.match(text) or not re.search(CHANGE, found["rest"]):
            return False
        return self._index(read_number(found["n"]) or 0) is not None

    def _of_owner(self, text: str, line: Line) -> bool:
        """A row named by its owner, who has no other: 何婷那个节点改到12月21日."""
        people = self._readers.people
        first = next(iter(people.mentions.find(text)), None)
        if first is None or first.span[0] or first.kind != "person" or len(first.people) != 1:
            return False
        rest = ROW_OF.sub("", text[first.span[1] :], count=1)
        if not CHANGES.match(rest):
            return False
        owner, campaign = first.people[0].address, self._context.campaign
        nodes = campaign.nodes if campaign else ()
        known = {node.key: node.owner for node in nodes}
        own = [i for i, r in enumerate(self._rows) if (known.get(r.node) or people.read(r.text("owner")).owner) == owner]
        return len(own) == 1 and self._change(own[0], rest, line)

    def _numbered(self, text: str, line: Line) -> bool:
        found = NUMBERED.fullmatch(text)
        if found is None or NO_NUMBER.match(text):
            return False
        number = read_number(found["n"]) or 0
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
        if DROP.fullmatch(rest.strip()):
            self.patch.rows.append(
                (index, Row(texts={}, mailed=self._context.mailed, place=line.place, whole=line.text, drop=True))
            )
            return True
        if renamed := TITLE_LABEL.fullmatch(rest.strip()):
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
        rest = FROM_BEFORE.sub("", rest.removeprefix("的"), count=1)
        text = re.sub(
            rf"([\u4e00-\u9fff]{{2,8}}?)\s*{CHANGE}\s*[:：]?\s*",
            lambda m: f" {m[1]}：" if self._labels.key(m[1]) else f"{m[1]} ",
            rest,
        )
        text = CHANGES.sub(" ", text, count=1) if CHANGES.match(text) else text
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
        found = DROP_FIRST.fullmatch(text)
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
        found = ADD.fullmatch(text)
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
            values = spoken_field(line, self._fields)
        for value in values:
            if value.key in ROW_KEYS:
                self.patch.loose.append(value)
            else:
                self.patch.fields.append(Said(value, self._context.mailed))
        return bool(values)

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
