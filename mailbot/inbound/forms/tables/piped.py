"""Tables drawn with bars: Markdown, `| a | b |` of any width and origin, boxes of +---+ or ┌──┐."""

from collections.abc import Sequence

from mailbot.inbound.forms.tables.textcells import are_fields, to_grid
from mailbot.inbound.writing import Grid, Line
from mailbot.late import late

_BARS = late(r"[|｜│┃║¦]")
_SPLIT = late(r"(?<!\\)[|｜│┃║¦]")
_RULE = late(r"[\s|｜│┃║¦+\-=_:：—─━═┄┈┌┐└┘├┤┬┴┼┏┓┗┛┣┫┳┻╋╔╗╚╝╠╣╦╩╬╭╮╰╯╪╫╞╡]+")
_RULE_MARKS = late(r"[-=_—─━═┄┈]{2,}|:-+:?|-:|[├┼┌└]")
_JOINED_LINES = 8  # how many lines one wrapped row may take


def read_piped(lines: Sequence[Line], index: int) -> tuple[Grid | None, int]:
    """See `textgrids.Reader`."""
    if not _is_row(lines[index].text) and not (_is_rule(lines[index].text) and _drawn(lines, index)):
        return None, index + 1
    end = _end(lines, index)
    rows = _rows(lines[index:end])
    wide = [texts for _, texts in rows if len(texts) > 1]
    if len(wide) < 2 or len(wide) * 2 < len(rows) or are_fields([texts for _, texts in rows]):
        return None, end
    return to_grid(rows), end


def _is_row(text: str) -> bool:
    return _BARS.search(text) is not None and not _is_rule(text)


def _is_rule(text: str) -> bool:
    return _RULE.fullmatch(text) is not None and _RULE_MARKS.search(text) is not None


def _drawn(lines: Sequence[Line], index: int) -> bool:
    """A rule that is a table's upper edge, not one of the dashes that people draw anywhere."""
    return (
        index + 1 < len(lines) and _is_row(lines[index + 1].text) and "+-┌┏╔╭=".find(lines[index].text.strip()[0]) >= 0
    )


def _end(lines: Sequence[Line], index: int) -> int:
    """Behind the last line of rows and rules; one blank line is let pass within, and the rest of a wrapped row."""
    end = index
    open_row = 0
    while end < len(lines):
        text = lines[end].text
        if end - index > 1 and _is_rule(text) and _is_rule(lines[end - 1].text):
            break  # └──┘ over ┌──┐: another table
        if _is_row(text) or _is_rule(text):
            open_row = _JOINED_LINES if _starts(text) and not _stops(text) else 0
        elif text.strip() and open_row and _stops_within(lines, end, open_row):
            open_row -= 1
        elif (
            text.strip()
            or end + 1 >= len(lines)
            or not _is_row(lines[end + 1].text)
            or not _starts(lines[end + 1].text)
        ):
            break
        end += 1
    return end


def _stops_within(lines: Sequence[Line], index: int, count: int) -> bool:
    """Whether a row that was wrapped ends with its bar in the next lines, before another row starts."""
    for line in lines[index : index + count]:
        if _starts(line.text) or not line.text.strip():
            return False
        if _stops(line.text):
            return True
    return False


def _starts(text: str) -> bool:
    return _BARS.match(text.lstrip()) is not None


def _stops(text: str) -> bool:
    return bool(text.rstrip()) and _BARS.match(text.rstrip()[-1]) is not None


def _rows(lines: Sequence[Line]) -> list[tuple[Line, list[str]]]:
    rows: list[tuple[Line, list[str]]] = []
    groups: list[int] = []  # how many rules stand above each row
    rules = 0
    unfinished = False
    # Where the widest rows have no bar at their left edge, one that begins with it has a blank first cell.
    bars = {line.number: len(_SPLIT.findall(line.text.strip())) for line in lines if _is_row(line.text)}
    edged = all(_starts(line.text) for line in lines if bars.get(line.number) == max(bars.values(), default=0))
    for line in lines:
        text = line.text
        if not text.strip():
            continue
        if _is_rule(text):
            rules += 1
            unfinished = False
        elif unfinished and not _starts(text) and rows:
            first, *others = _split(text, outer=_stops(text))
            rows[-1][1][-1] = f"{rows[-1][1][-1]}{first}"
            rows[-1][1].extend(others)
            unfinished = not _stops(text)
        else:
            rows.append((line, [""] * (not edged and _starts(text)) + _split(text, outer=True)))
            groups.append(rules)
            unfinished = edged and _starts(text) and not _stops(text)
    # A box with rules between all rows has rows of several lines; one with a rule under its header only has not.
    if len(set(groups)) > 2 and len(groups) > len(set(groups)):
        return _grouped(rows, groups)
    return rows


def _grouped(rows: Sequence[tuple[Line, list[str]]], groups: Sequence[int]) -> list[tuple[Line, list[str]]]:
    joined: list[tuple[Line, list[str]]] = []
    last = -1
    for (line, texts), group in zip(rows, groups, strict=True):
        if group != last:
            joined.append((line, [text.strip() for text in texts]))
            last = group
            continue
        above = joined[-1][1]
        above.extend([""] * (len(texts) - len(above)))
        for column, text in enumerate(texts):
            if text.strip():
                above[column] = _joined(above[column], text.strip())
    return joined


def _joined(above: str, text: str) -> str:
    """A cell's next line joined to it: broken by the box's width, Chinese words are one again."""
    return above + text if above[-1:] > "\u2e80" < text[:1] else f"{above} {text}".strip()


def _split(text: str, *, outer: bool) -> list[str]:
    """The cells between the bars; Jira's `||` is a bar. With `outer`, bars at the ends enclose nothing."""
    text = text.strip()
    if text.startswith("||"):
        text = text.replace("||", "|")
    cells = [cell.replace("\\|", "|") for cell in _SPLIT.split(text)]
    if outer and len(cells) > 1 and not cells[0].strip():
        cells = cells[1:]
    if outer and len(cells) > 1 and not cells[-1].strip():
        cells = cells[:-1]
    return cells
