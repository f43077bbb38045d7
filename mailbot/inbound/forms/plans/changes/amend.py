"""A plan mended: what a reply says, laid over the draft of the mail that it mends (SPEC 5 "a reply to a fault")."""

import re

from mailbot.inbound.forms.context import Context, Understanding
from mailbot.inbound.forms.fields.lines import FieldValue
from mailbot.inbound.forms.numerals import read_number
from mailbot.inbound.forms.plans.changes.change_words import NO_NUMBER, NUMBERED
from mailbot.inbound.forms.plans.changes.patch import ROW_KEYS, Patch
from mailbot.inbound.forms.plans.draft import Draft, Row, Said
from mailbot.inbound.forms.plans.readers import Readers
from mailbot.inbound.forms.plans.values.values import is_open
from mailbot.inbound.forms.things.restrictions import find_restrictions
from mailbot.inbound.forms.things.versionrules import find_version_rules
from mailbot.inbound.writing import Line
from mailbot.late import late
from mailbot.rulebook.folding import fold
from mailbot.value import replace

_NO_NODE = late(r"不是节点|不算节点|不用(?:管|登记|记)|忽略|无关|not a node|no node|ignore", re.IGNORECASE)
_ANSWERED = frozenset(("product", "version", "quantity", "valid", "channel", "regions", "kind"))
_BARE = 80  # characters of one value as an answer


def amended(before: Draft, patch: Patch, *, partial: bool) -> Draft:
    """The draft with the patch laid over it, cell by cell."""
    rows = list(before.rows)
    for index, row in patch.rows:
        if index is None or index >= len(rows):
            rows.append(row)
            continue
        old = rows[index]
        merged = replace(
            old,
            texts={**old.texts, **row.texts},
            places={**{k: old.at(k) for k in old.texts}, **{k: row.at(k) for k in row.texts}},
            mailed=old.mailed if "due" not in row.texts else row.mailed,
            whole=row.whole,
            place=old.place,
            drop=row.drop or old.drop,
        )
        rows[index] = merged
    keys = {said.field.key for said in patch.fields}
    fields = [said for said in before.fields if said.field.key not in keys] + patch.fields
    prose = list(before.prose)
    for place, words, others in patch.rewritten:
        fields = [_said_anew(said, place, words, others) for said in fields]
        prose = [(replace(n, text=n.text.replace(words, others)) if n.place == place else n, at) for n, at in prose]
    return replace(
        before,
        rows=tuple(rows),
        fields=tuple(fields),
        prose=tuple(prose),
        faults=tuple(
            f
            for f in before.faults
            if (not rows or not f.reason.startswith("sheet-")) and not (f.reason == "unread-node" and patch.rows)
        ),
        loose=() if patch.rows else before.loose,
        partial=partial,
    )


def _said_anew(said: Said, place: str, old: str, new: str) -> Said:
    if said.field.place != place or old not in said.field.value:
        return said
    return replace(said, field=replace(said.field, value=said.field.value.replace(old, new)))


def answers_bare(context: Context, earlier: Understanding, before: Draft) -> Patch | None:
    """One short value as the answer to the one thing that was asked: `服务端升级`, `孙丽`, `12月11日`."""
    lines = [line for line in context.writing.lines if line.text.strip()]
    if lines and is_open(lines[0].text):
        return None  # 见附件
    wanted = list(dict.fromkeys(fault.field for fault in earlier.faults if fault.field))
    if len(lines) != 1 or len(lines[0].text) > _BARE or len(wanted) != 1:
        return None
    if wanted[0].startswith("restrictions"):
        if find_version_rules(lines[0].text):
            return None  # the restriction worded anew
        fault = next(f for f in earlier.faults if f.field == wanted[0])
        return Patch(rewritten=[(fault.place, fault.words, lines[0].text.strip())])
    fault = next(f for f in earlier.faults if f.field)
    value = lines[0].text.strip()
    if fault.words and value.startswith(fault.words) and (anew := _ANEW.fullmatch(value, len(fault.words))):
        value = anew["value"]
    return _patched(wanted[0], value, lines[0], context, before)


# 孙莉写错了，是孙丽。
_ANEW = late(
    r"(?:是|我)*(?:写|打|填|记|搞)?(?:错|笔误|手误)?了?[，,。\s]*(?:应该|应当|应|正确的?|其实)*(?:是|为|改[为成]|换成|→|->)\s*(?P<value>[^，,。；;]{2,40}?)[。.!！\s]*"
)


def with_loose(patch: Patch, earlier: Understanding, before: Draft, context: Context) -> Patch:
    """The patch with `完成时间：12月11日` put to the one row that was asked about, or to the only one there is."""
    for value in patch.loose:
        key = ROW_KEYS.get(value.key or "", "")
        asked = [f.field for f in earlier.faults if re.fullmatch(rf"nodes\[\d+\]\.{key}", f.field)]
        asked = list(dict.fromkeys(asked))
        line = value.lines[0] if value.lines else Line(0, value.words)
        if len(asked) == 1:
            more = _patched(asked[0], value.value, line, context, before)
        elif len(before.rows) == 1:
            more = _patched(f"nodes[1].{key}", value.value, line, context, before)
        else:
            more = Patch(fields=[Said(value, context.mailed)])
        if more is not None:
            patch.rows += more.rows
            patch.fields += more.fields
    patch.loose = []
    kept: list[Said] = []
    for said in patch.fields:
        name = {"effective": "restrictions.effective", "delayed": "restrictions.delayed_until"}.get(
            said.field.key or ""
        )
        fault = next((f for f in earlier.faults if name and f.field == name), None)
        if fault is None:
            kept.append(said)
        else:  # 生效时间：12月18日 mends the words that were in doubt, wherever they stand
            patch.rewritten.append((fault.place, fault.words, said.field.value))
    patch.fields = kept
    return patch


def with_items(patch: Patch | None, earlier: Understanding, before: Draft, context: Context) -> Patch | None:
    """The patch with `1 100到500台` put to the field that the fault's first item is about. Items about rows are read with the
    rows."""
    found = Patch() if patch is None else patch
    lines = [line for line in context.writing.lines if line.text.strip()] if patch is None else found.leftover
    left: list[Line] = []
    for line in lines:
        said = NUMBERED.fullmatch(line.text) if not NO_NUMBER.match(line.text) else None
        number = (read_number(said["n"]) or 0) if said else 0
        name = earlier.faults[number - 1].field if 0 < number <= len(earlier.faults) else ""
        plain = said is not None and name in _ANSWERED
        more = _patched(name, said["rest"].strip(" 。."), line, context, before) if said and plain else None
        found.fields += more.fields if more else []
        left += [] if more else [line]
    if patch is None and not found.fields:
        return None
    found.leftover = left
    return found


def _patched(name: str, value: str, line: Line, context: Context, before: Draft) -> Patch | None:
    found = re.fullmatch(r"nodes\[(\d+)\]\.(\w+)", name)
    if found:
        live = [i for i, row in enumerate(before.rows) if not row.drop]
        number = int(found[1]) - 1
        if not 0 <= number < len(live):
            return None
        row = Row(
            texts={found[2]: value},
            places={found[2]: line.place},
            place=line.place,
            whole=line.text,
            mailed=context.mailed,
        )
        return Patch(rows=[(live[number], row)])
    key = {"T": "t_day"}.get(name, name)
    if not re.fullmatch(r"[a-z_]+", key) or key == "nodes":
        return None
    one = FieldValue(key=key, name=key, value=value, place=line.place, words=line.text.strip(), lines=(line,))
    return Patch(fields=[Said(one, context.mailed)])


def reworded(draft: Draft, patch: Patch, readers: Readers, context: Context) -> Draft:
    """Running text of the reply: a restriction that it words replaces those that the rejected mail worded."""
    lines = [line for line in patch.leftover if line.text.strip()]
    if _NO_NODE.search(context.text):
        draft = replace(draft, faults=tuple(f for f in draft.faults if f.reason != "unread-node"))
    old, fields = draft.prose, draft.fields
    worded = any(_says_restrictions(line, readers, context) for line in lines)
    if worded or any(said.field.key == "restrictions" for said in patch.fields):
        old = tuple((line, mailed) for line, mailed in old if not _says_restrictions(line, readers, context))
    if worded:
        fields = tuple(said for said in fields if said.field.key not in ("restrictions", "effective", "delayed"))
    return replace(draft, fields=fields, prose=(*old, *((line, context.mailed) for line in lines)))


def rewrites(own: Draft, before: Draft) -> bool:
    """Whether a reply brings the whole plan again: a row for each that there was, and all its fields, or a filled sheet."""
    if not own.rows or len(own.rows) < len([row for row in before.rows if not row.drop]):
        return False
    keys, old = ({said.field.key for said in draft.fields if said.field.key} for draft in (own, before))
    return all(row.file for row in own.rows) or (len(own.rows) > 1 and bool(old) and old <= keys)


def whole_over(before: Draft, own: Draft) -> Draft:
    """A whole plan written anew: its table replaces the one before, its fields those they name."""
    keys = {s.field.key for s in own.fields if s.field.key}
    fields = (*(s for s in before.fields if s.field.key not in keys), *own.fields)
    return replace(
        own,
        title=own.title if own.title and own.title != before.title else before.title,
        fields=fields,
        rows=own.rows or before.rows,
        parameters=tables_over(before, own).parameters
        if not rewrites(own, before)
        else own.parameters or before.parameters,
        limits=own.limits or before.limits,
        prose=(*before.prose, *own.prose) if not own.rows else own.prose,
        faults=own.faults if own.rows else (*before.faults, *own.faults),
        loose=own.loose if own.rows else (*before.loose, *own.loose),
    )


def tables_over(before: Draft, own: Draft) -> Draft:
    """The draft with the parameters that a reply's table names set, the others kept, and its table of restrictions for the one
    before."""
    anew = {_name(row): row for row in own.parameters}
    kept = [anew.pop(_name(row), row) for row in before.parameters]
    return replace(before, parameters=(*kept, *anew.values()), limits=own.limits or before.limits)


def _name(row: Row) -> str:
    return fold(row.text("parameter") or row.title)


def rows_asked(before: Draft, earlier: Understanding) -> list[int | None]:
    """The row that each numbered item of a fault is about, in the fault's order; None for one about none."""
    live = [i for i, row in enumerate(before.rows) if not row.drop]
    found = [re.match(r"nodes\[(\d+)\]", fault.field) for fault in earlier.faults]
    return [live[int(m[1]) - 1] if m and int(m[1]) <= len(live) else None for m in found]


def _says_restrictions(line: Line, readers: Readers, context: Context) -> bool:
    """Whether a line words a restriction, and so replaces the faulty wording before."""
    return bool(find_restrictions(line.text, readers.dates(context.mailed, done=True)))
