"""Lines that change a plan: `2 负责人 周航`, `全量升级 改到 12月15日`, `2 删除`, `版本：8.2.2` (SPEC 5, SAMPLES "receipt")."""

from collections.abc import Sequence

from mailbot.campaign.model import Campaign
from mailbot.inbound.forms.context import Context
from mailbot.inbound.forms.fields.lines import FieldNames, FieldValue, read_fieldlines
from mailbot.inbound.forms.numerals import read_number
from mailbot.inbound.forms.plans.changes.calloff import TakenOut, regions_left, taken_out
from mailbot.inbound.forms.plans.changes.change_words import (
    ADDS,
    ADDS_PARAMETER,
    ADDS_REGION,
    BEFORE_ARROW,
    BULLET,
    ITEMS,
    MISTAKEN,
    NO_NUMBER,
    NUMBERED,
    PIECES,
    REASON,
    SALUTES,
    SENTENCES,
    SETS,
    spoken_field,
    until_when,
)
from mailbot.inbound.forms.plans.changes.filler import is_aside, is_filler, is_talk
from mailbot.inbound.forms.plans.changes.rowchanges import RowChanges
from mailbot.inbound.forms.plans.changes.rowsplit import split_row
from mailbot.inbound.forms.plans.changes.smoothed import bared, plainly
from mailbot.inbound.forms.plans.draft import Row, Said
from mailbot.inbound.forms.plans.readers import Readers
from mailbot.inbound.forms.tables.tables import find_grids
from mailbot.inbound.writing import Line
from mailbot.rulebook.folding import fold
from mailbot.value import Mutable, field, replace

_FIGURES = frozenset(("quantity", "version", "valid", "effective", "delayed"))
_MOST_LINES, _MOST_PIECES, _LONGEST_SALUTE = 300, 12, 40
ROW_KEYS = {"owner": "owner", "due": "due", "start": "start"}
# What the bot's mails ask that numbers rows in its own way.
_OTHER_ROWS = ("reminder", "escalation", "digest", "finalize", "summary")


class Patch(Mutable):
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


def patch_of(
    context: Context, readers: Readers, *, rows: Sequence[Row], asked: Sequence[int | None] = ()
) -> Patch | None:
    """What the mail's lines change in a plan with these rows; None where it brings a table or sheet of its own, or nothing
    that changes anything. `asked`: the rows that the numbered items of the fault answered are about."""
    lines = context.writing.lines[:_MOST_LINES]
    if context.writing.grids or find_grids(lines)[0]:
        return None
    if any(a.filename.lower().endswith((".xlsx", ".xls", ".csv", ".et", ".ods")) for a in context.letter.attachments):
        return None
    reading = _Patching(context, readers, rows, asked)
    for line in lines:
        reading.take(line)
    patch = reading.patch
    patch.leftover += _contradicted(patch, lines)
    return None if patch.empty else patch


def _contradicted(patch: Patch, lines: Sequence[Line]) -> list[Line]:
    """Lines that say two things of one cell of a row: 全量升级：华东 12月11日，华南 12月14日 is more than a change."""
    said: dict[tuple[int, str], str] = {}
    found: list[Line] = []
    for index, row in patch.rows:
        for key in ("owner", "due") if index is not None else ():
            text = row.text(key)
            if text and said.setdefault((index or 0, key), text) != text:
                found += [line for line in lines if line.place == row.place][:1]
    delayed = [said.field.place for said in patch.fields if said.field.key == "delayed"]
    others = any(said.field.key in ("restrictions", "effective") for said in patch.fields)
    if delayed and (
        others or len(delayed) > 1 or any(row.node.startswith("restrict") and row.text("due") for _, row in patch.rows)
    ):
        # 限制推迟到12月20日，海外延迟到1月31日: when it begins, too
        found += [line for line in lines if line.place in delayed][:1]
    return found


class _Patching:
    def __init__(
        self,
        context: Context,
        readers: Readers,
        rows: Sequence[Row],
        asked: Sequence[int | None] = (),
        fields: FieldNames | None = None,
    ) -> None:
        self.patch = Patch()
        self._context = context
        self._readers = readers
        self._rows = rows
        self._fields = fields or FieldNames({k: n for k, n in readers.names.items() if k not in _NOT_CHANGED})
        self._asked = asked
        self._changes = RowChanges(context, readers, rows, self._fields, asked)

    def take(self, line: Line) -> None:
        text = MISTAKEN.sub("", BULLET.sub("", line.text.strip(), count=1))
        counted = NUMBERED.fullmatch(text)
        if counted is not None and counted["mark"] and is_aside(counted["rest"]):
            return  # 3、其余不变
        if not text or is_filler(text) or self._salutes(text) or is_filler(text := self._bared(text)):
            return
        line = replace(line, text=text)
        if (parted := split_row(text, line, self._rows, self._readers.items(self._context.mailed))) is not None:
            self.patch.rows += parted
            self.patch.leftover += [] if parted else [line]
            return
        sentences = [one.strip() for one in SENTENCES.split(text) if one.strip() and not is_aside(one)]
        if len(sentences) == 1 and len(sentences[0]) < len(text) - 1:
            self.take(replace(line, text=sentences[0]))  # …，12月21日下班前。其他不动。
            return
        if 1 < len(sentences) <= _MOST_PIECES and self._each_changes(sentences, line):
            for sentence in sentences:  # 再加一个节点：版本获取，孙丽，12月2日。灰度升级取消。
                self.take(replace(line, text=sentence))
            return
        items = [piece.strip() for piece in ITEMS.split(text) if piece.strip()]
        pieces = (
            items if len(items) > 1 and self._by_item(items) else [p.strip() for p in PIECES.split(text) if p.strip()]
        )
        if len(pieces) > 1 and (all(map(self._changes.is_numbered, pieces)) or self._by_item(pieces)):
            for piece in pieces:  # 第2条改到12月8日，第4条改到12月17日
                self.take(replace(line, text=piece))
            return
        added = [piece for piece in pieces if self._adds_to_field(piece, line)]
        if added:
            if rest := "，".join(piece for piece in pieces if piece not in added):
                self.take(replace(line, text=rest))
            return
        groups = self._groups(pieces, line) if 1 < len(pieces) <= _MOST_PIECES else []
        if groups is None:
            self.patch.leftover.append(line)
            return
        if len(groups) > 1 or (groups and groups[0] != text.rstrip("。.；; ")):
            for group in groups:  # 全量升级改到12月15日，负责人李想；数量改成800
                self.take(replace(line, text=group))
            return
        self.patch.rows += (rows := self._changes.read(text, line))
        if rows or self._field(line):
            return
        self.patch.rows += (rows := self._changes.added(text, line))
        if not rows:
            self.patch.leftover.append(line)

    def _salutes(self, text: str) -> bool:
        """孙丽、周航： above what is told them; the sender's own name below it."""
        if text.isascii() and fold(text).replace(" ", "") in self._context.person.partition("@")[0] and len(text) > 2:
            return True  # Jing, of chenjing@
        people = (
            self._readers.people.mentions.find(text) if text[-1] in "：:，," and len(text) <= _LONGEST_SALUTE else ()
        )
        for one in reversed(people):
            text = text[: one.span[0]] + text[one.span[1] :]
        return bool(people) and SALUTES.fullmatch(text) is not None

    def _bared(self, text: str) -> str:
        """A clause less what leads to it; 版本变更：… is a field's own line or a row's, and 2 改为… is a row's."""
        text = plainly(text)
        while True:
            head, colon, after = text.replace("：", ":").partition(":")
            colon = "" if head[-1:].isdigit() and after[:2].isdigit() else colon  # 12:00
            names = (head[:n] for n in range(2, min(len(head), 12) + 1)) if colon else ()
            own = any(self._fields.key(name) or self._readers.labels.key(name) for name in names)
            if not colon or own or not self._salutes(f"{head}："):
                break
            text = text[len(head) + 1 :].strip()
        return text if own or (colon and self._names_row(head)) or NUMBERED.match(text) else bared(text)

    def _by_item(self, pieces: Sequence[str]) -> bool:
        """Whether each clause begins with the number of another item of the fault: 1 孙丽，2 12月11日."""
        found = [NUMBERED.fullmatch(piece) if not NO_NUMBER.match(piece) else None for piece in pieces]
        numbers = [read_number(one["n"]) or 0 for one in found if one is not None]
        return len(numbers) == len(pieces) == len(set(numbers)) and all(0 < n <= len(self._asked) for n in numbers)

    def _names_row(self, piece: str) -> bool:
        return any(row.title and row.title in piece for row in self._rows)

    def _each_changes(self, sentences: Sequence[str], line: Line) -> bool:
        """Whether at least two sentences change something by themselves: else one may go on with another."""
        changing = 0
        for sentence in sentences:
            trial = _Patching(self._context, self._readers, self._rows, self._asked, self._fields)
            trial.take(replace(line, text=sentence))
            changing += not trial.patch.empty and not trial.patch.leftover and not trial.patch.loose
        return changing > 1

    def _adds_to_field(self, piece: str, line: Line) -> bool:
        """区域增加华南, 再加一个参数 log.level = warn: laid over what the campaign has. Of any other field a change to what it says now
        is left over: to leave it out would be half of what was said."""
        campaign = self._context.campaign
        parameters = campaign.parameters if campaign is not None else ()
        ends = range(2, min(len(piece), 9))
        keys = (self._fields.key(piece[:end]) for end in ends if ADDS.match(piece, end))
        key, value = next(filter(None, keys), ""), ""
        if (sets := SETS.fullmatch(piece)) and fold(sets["name"]) in {fold(p.name) for p in parameters}:
            key, value = "parameters", f"{sets['name']} = {sets['value']}"
        elif parameters and (more := ADDS_PARAMETER.match(piece)):
            key, value = "parameters", more["set"] or more["set_en"]
        elif campaign is not None and key == "regions" and (more := ADDS_REGION.search(piece)):
            value = "、".join(dict.fromkeys((*campaign.regions, more["more"])))
        elif campaign is not None and (until := until_when(piece, campaign)):
            key, value = "delayed", until
        elif campaign is not None and (out := taken_out(piece, campaign)):
            key, value = (
                ("without", "\n".join(out.parameters))
                if out.parameters
                else ("regions", self._without(out, campaign, line))
            )
            value = "" if len(out.parameters) == len(parameters) > 0 else value
        if value:
            one = FieldValue(key=key, name=key, value=value, place=line.place, words=line.text.strip(), lines=(line,))
            self.patch.fields.append(Said(one, self._context.mailed))
        elif key:
            self.patch.leftover.append(replace(line, text=piece))
        return bool(key)

    def _without(self, out: TakenOut, campaign: Campaign, line: Line) -> str:
        """The regions that are left, and the nodes of the one that is not taken out with it; '' where that is to be asked."""
        left, gone = regions_left(out, campaign, self._readers.rules.directory)
        self.patch.rows += [
            (index, self._changes.drop(line)) for index, row in enumerate(self._rows) if row.node in gone
        ]
        return "、".join(left)

    def _groups(self, pieces: Sequence[str], line: Line) -> list[str] | None:
        """A line's clauses, each that changes something by itself with those that only go on with it; [] where the first
        changes nothing, since then they may belong together otherwise; None where one tells of another thing."""
        groups: list[str] = []
        for piece in map(self._bared, pieces):
            if is_filler(piece) or (not groups and REASON.fullmatch(piece) and not self._names_row(piece)):
                continue
            trial = _Patching(self._context, self._readers, self._rows, self._asked, self._fields)
            trial.take(replace(line, text=piece))
            alone, patch = False, trial.patch
            if (patch.fields or patch.rows) and not patch.leftover and not patch.loose:
                alone = all(index is not None for index, _ in patch.rows)
            if alone:
                groups.append(piece)
            elif is_aside(piece) or (not groups and is_talk(piece)):
                continue  # 邱毅的意见合理，…，请华南确认
            elif not groups:
                return []
            elif self._changes.begins_anew(piece):
                return None
            else:
                groups[-1] = f"{groups[-1]}，{piece}"
        return groups

    def _field(self, line: Line) -> bool:
        values = [v for v in read_fieldlines((line,), (), self._readers.known) if v.key and v.key != "node" and v.value]
        if not values:  # 3. 数量 500→600
            counted = NUMBERED.fullmatch(line.text)
            rest = counted["rest"] if counted and counted["mark"] else line.text
            values = spoken_field(replace(line, text=rest), self._fields)
        for value in values:
            if value.key in _FIGURES:
                value = replace(value, value=BEFORE_ARROW.sub("", value.value).strip())
            if value.key in ROW_KEYS:
                self.patch.loose.append(value)
            else:
                self.patch.fields.append(Said(value, self._context.mailed))
        return bool(values)


_NOT_CHANGED = frozenset(
    ("node", "owner", "due", "start", "done_at", "progress", "status", "answer", "until", "reason", "nodes")
)
