"""read_bounded: a mail's reading within bounds of length; what is left out is said to its sender, never dropped silently (SPEC 6)."""

from collections.abc import Callable
from itertools import chain

from mailbot.campaign import commands as c
from mailbot.campaign.commands import Remark
from mailbot.campaign.outcome import Fault
from mailbot.inbound.forms.context import Context, Understanding
from mailbot.inbound.marks import without_marks
from mailbot.inbound.quotes.armour import armour
from mailbot.inbound.writing import Cell, Grid, Line, Writing
from mailbot.late import late
from mailbot.rulebook.shapes import Limits
from mailbot.value import Value, replace

_LONGEST = 4000  # characters of one line or cell: a page of prose; a log or an encoded file goes on
# No column is that wide, and a reader who looks at each blank for what may follow looks at the square of their number.
_BLANKS = late(r"([ \t\xa0\u3000]{60})[ \t\xa0\u3000]+")
_WIDE, _EMPTY = 60, 5  # blanks in a row, and empty lines
_QUOTE = 2000  # characters of what is quoted
_SHOWN = 30  # characters of what was not read
# What would be wrong where a part of it is not read; an issue with a long log below it is still that issue.
_WHOLE = (c.FilePlan, c.WriteSummary, c.ReportCoverage, c.TakeCoverage)
_WHOLE_KINDS = frozenset(("plan", "revision", "summary"))


class _Left(Value):
    """Where the reading stopped: `words` are the first that were not read; `onward`, all that stands below them neither."""

    place: str
    words: str
    onward: bool


def read_bounded(read: Callable[[Context], Understanding], context: Context) -> Understanding:
    """What `read` understands of the mail as far as `limits.toml` lets it be read, and of the rejected mails that it mends."""
    within, left = _within(context)
    understood = read(within)
    if left is None:
        return _quote_told(understood, context)
    return _said(understood, left)


def _within(context: Context) -> tuple[Context, _Left | None]:
    """The mail within the limits. A plan that was too long is to be sent anew: nothing is inherited of its first half."""
    writing, left = _bounded(context.writing, context.rules.limits)
    earlier = context.earlier
    if earlier is not None:
        earlier, cut = _within(earlier)
        if cut and earlier.subject.tag is not None and earlier.subject.tag.key == "PLAN":
            earlier = None
    return replace(context, writing=writing, earlier=earlier), left


def _bounded(writing: Writing, limits: Limits) -> tuple[Writing, _Left | None]:
    """The writing within the limits, and where it goes beyond them; blank lines and runs of blanks count for nothing."""
    left: _Left | None = None
    lines: list[Line] = []
    filled = characters = empty = 0
    for line in writing.lines:
        empty = 0 if line.text and not line.text.isspace() else empty + 1
        if empty > _EMPTY:
            continue
        if not empty:
            if filled == limits.text_lines or characters >= limits.text_characters:
                left = _Left(place=line.place, words=line.text.strip()[:_SHOWN], onward=True)
                break
            filled += 1
        if (bare := without_marks(line.text)) != line.text:
            line = replace(line, text=bare)
        if len(line.text) > _WIDE and (narrow := _BLANKS.sub(r"\1", line.text)) != line.text:
            line = replace(line, text=narrow)
        if len(line.text) > _LONGEST:
            left = left or _Left(place=line.place, words=line.text[_LONGEST : _LONGEST + _SHOWN].strip(), onward=False)
            line = replace(line, text=line.text[:_LONGEST])
        characters += len(line.text)
        lines.append(line)
    grids = tuple(_narrow(grid) for grid in writing.grids)
    long = next(
        (cell for grid in writing.grids for row in grid.rows for cell in row if len(cell.text) > _LONGEST), None
    )
    if left is None and long is not None:
        left = _Left(place=long.place, words=long.text[_LONGEST : _LONGEST + _SHOWN].strip(), onward=False)
    return replace(writing, lines=tuple(lines), grids=grids), left


def _narrow(grid: Grid) -> Grid:
    """The grid, itself where none of its cells is too long or bears a mark of ours."""
    rows = tuple(tuple(_cell(cell) for cell in row) for row in grid.rows)
    return (
        grid
        if all(new is old for new, old in zip(chain(*rows), chain(*grid.rows), strict=True))
        else replace(grid, rows=rows)
    )


def _cell(cell: Cell) -> Cell:
    text = without_marks(cell.text[:_LONGEST])
    return cell if text == cell.text else Cell(text=text, place=cell.place)


def _said(understood: Understanding, left: _Left) -> Understanding:
    """With what was not read: a fault where the command would be another with it, a remark elsewhere."""
    facts = {"onward": left.onward}
    if understood.kind in _WHOLE_KINDS or any(isinstance(command, _WHOLE) for command in understood.commands):
        fault = Fault(reason="text-too-long", place=left.place, words=left.words, facts=facts)
        return replace(understood, faults=(*understood.faults, fault))
    if not understood.commands and not understood.faults:
        return understood
    remark = Remark(reason="text-too-long", place=left.place, words=left.words, facts=facts)
    return replace(understood, remarks=(*understood.remarks, remark))


def _quote_told(understood: Understanding, context: Context) -> Understanding:
    """With what was taken for a quoted mail in one that answers and passes on none: it may be the sender's own."""
    if context.letter.answers or context.subject.reply or context.subject.forward or understood.kind == "unknown":
        return understood
    quoted = context.whole.quoted[:_QUOTE].split("\n")
    packed = armour(quoted)
    words = next((line.strip()[:_SHOWN] for at, line in enumerate(quoted) if line.strip() and at not in packed), "")
    if not words:
        return understood
    if any("row" not in fault.facts for fault in understood.faults):
        return replace(understood, faults=(*understood.faults, Fault(reason="quote-not-read", words=words)))
    return replace(understood, remarks=(*understood.remarks, Remark(reason="quote-not-read", words=words)))
