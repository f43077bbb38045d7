"""`字段：值` lines and tables of fields → values by key, each with its place (SPEC 3 "Body")."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from mailbot.inbound.forms.fields.labels import LINE_OPENING, PROSE, pieces_of, split_labels
from mailbot.inbound.forms.fields.names import FieldNames
from mailbot.inbound.forms.fields.parts import clean, goes_on, heading
from mailbot.inbound.forms.tables.tables import read_fields
from mailbot.inbound.writing import Grid, Line
from mailbot.late import late
from mailbot.value import Value

__all__ = ["FieldNames", "FieldValue", "read_fieldlines", "split_labels"]

_MOST_BELOW = 60  # lines of one value
_WRAPPED = 60  # characters from which a mail program may have broken a line

# Fields whose values may be lines with labels of their own: 参数： over heartbeat.interval：30.
_LABELLED = frozenset(("parameters", "restrictions", "delayed", "guidance"))
_SECTION = late(r"\s*(?:第?[一二三四五六七八九十]{1,3}[、.．]|#{1,4} )")
_NUMBER = late(r"\s*(?:[(（]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）.、．](?!\d)|[①-⑳])")
_VERSIONS = late(r"\d\.\d|\.x|[vV]\d|[≤<>≥]|以下|之前|以前|延迟|系列|[旧低老]版本|below|older|earlier", re.IGNORECASE)


class FieldValue(Value):
    """One field. `key` is the rules' key, None for a name that they do not know: then `near` is the nearest they do.

    `value` has `\\n` where its writer broke the line; `words` is the whole line that it stands in, `lines` the lines
    (none for a table's cell); `place` is where the value begins.
    """

    key: str | None
    name: str
    value: str
    place: str
    words: str
    near: str = ""
    lines: tuple[Line, ...] = ()


def read_fieldlines(
    lines: Sequence[Line],
    grids: Sequence[Grid],
    names: Mapping[str, Collection[str]] | FieldNames,
    *,
    columns: Mapping[str, Collection[str]] | None = None,
    headings: Collection[str] = (),
) -> tuple[FieldValue, ...]:
    """The fields in lines (that belong to no table) and in tables of fields, in the order of the mail. Linear.

    `columns` as for `read_table`: a form above a node table is read as far as the table's header. The keys `headings`
    (节点安排：) and unknown names head what follows and take no value from the lines below.
    """
    known = names if isinstance(names, FieldNames) else FieldNames(names)
    found = list(_from_lines(lines, known, frozenset(headings)))
    for grid in grids:
        for name, cell in read_fields(grid, known.written, columns=columns) or ():
            key = known.key(name)
            found.append(
                FieldValue(
                    key=key,
                    name=name,
                    value=clean(cell.text),
                    place=cell.place,
                    words=f"{name} {cell.text}".strip(),
                    near="" if key else known.near(name),
                )
            )
    return tuple(found)


def _from_lines(lines: Sequence[Line], known: FieldNames, headings: frozenset[str]) -> Iterator[FieldValue]:
    index = 0
    while index < len(lines):
        line = lines[index]
        index += 1
        pieces = list(pieces_of(line.text, known)) or heading(line.text, known)
        for position, (name, key, value) in enumerate(pieces):
            last = position == len(pieces) - 1
            text, taken = value, [line]
            if last and key is not None and key not in headings:
                below = _below(lines, index, line, value, known, key=key, alone=len(pieces) == 1)
                taken += below
                text = "\n".join(filter(None, [value, *(one.text.strip() for one in below)]))
                index += len(below)
            if key is None and not text:
                continue
            place = next((one.place for one in taken if one is not line), line.place) if not value else line.place
            yield FieldValue(
                key=key,
                name=name,
                value=clean(text),
                place=place,
                words="\n".join(one.text.strip() for one in taken)[:600],
                near="" if key else known.near(name),
                lines=tuple(taken),
            )


def _below(
    lines: Sequence[Line], index: int, line: Line, value: str, known: FieldNames, *, key: str, alone: bool
) -> list[Line]:
    """The lines below a label that are its value.

    Where it has none on its own line: the next one, of prose and lists all up to a blank one; else, of prose, those that
    are indented, that the mail program broke (which breaks Latin lines only), or above which the sentence is not done.
    """
    prose, labelled = key in PROSE, not value and key in _LABELLED
    if value and not (prose and alone):
        return []
    below: list[Line] = []
    above, indent = line, _indent(line.text)
    for following in lines[index : index + _MOST_BELOW]:
        blank = not following.text.strip()
        if following.number != above.number + 1 or (blank and (value or above is not line)):
            break
        if not blank:
            if any(
                not labelled or other is not None for _, other, _ in pieces_of(following.text, known, at_start=True)
            ):
                break
            if not value and (_next_section(line, below, following) or _other_thing(key, following.text)):
                break
            broken = above.text.isascii() and len(above.text) >= _WRAPPED
            open_end = goes_on(above.text, following.text)
            if value and _NUMBER.match(following.text) and _NUMBER.match(line.text):
                break  # 3. 限制：…； over 4. 版本限制由孙丽完成
            wrapped = _indent(following.text) > indent or broken or open_end
            if not (wrapped if value else not below or prose or _listed([*below, following])):
                break
            below.append(following)
        above = following
    if below and below[0].number != line.number + 1 and not _listed(below):
        return below[:1]  # behind a blank line only what is plainly one block
    return below


def _next_section(line: Line, below: Sequence[Line], following: Line) -> bool:
    """Whether another section begins (二、节点), unless the value is a list of such numbers itself."""
    listed = _SECTION.match(below[0].text) if below else not _SECTION.match(line.text)
    return _SECTION.match(following.text) is not None and not listed


def _other_thing(key: str, text: str) -> bool:
    """Whether a line below 限制版本： speaks of no version, and so of something else."""
    return key in ("restrictions", "delayed") and not _VERSIONS.search(text)


def _listed(lines: Sequence[Line]) -> bool:
    return all(
        (found := LINE_OPENING.match(line.text)) is not None and found.end() > _indent(line.text) for line in lines
    )


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip(" \t\xa0\u3000"))
