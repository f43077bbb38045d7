"""Numbered and bulleted lines, with what belongs to each: `1. 5月20日前 完成灰度升级（张三）`."""

import re
from collections import Counter
from collections.abc import Sequence

from mailbot.inbound.forms.numerals import mark_number
from mailbot.inbound.forms.tables.textcells import columns_of
from mailbot.inbound.writing import Line
from mailbot.late import late
from mailbot.value import Mutable, Value

_CHINESE = "一二三四五六七八九十"
_NUMBER = rf"(?:\d{{1,3}}|[{_CHINESE}]{{1,3}})"
_STEP = "步|条|项|点|个节点|节点|个任务|件事"
_PHASE = "阶段|批|批次|期|轮|波"
_SPACE = r"[ \t\xa0\u3000]"

# Each kind of marker with its style's name; the style tells the levels of an outline. A marker is taken off the text,
# except where it is part of what it names (第一批, 阶段二). "5.20", "8.2.1" and "10:30" begin with no marker.
_MARKERS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "brackets",
        late(rf"[(（\[【〔]{_SPACE}*(?P<n>{_NUMBER}){_SPACE}*[)）\]】〕]{_SPACE}*[、.．:：]?"),
    ),
    ("bracket", late(rf"(?P<n>{_NUMBER}){_SPACE}*[)）]{_SPACE}*")),
    # 1.12月8日前: the month that follows the dot is no part of the number.
    (
        "digits",
        late(
            rf"(?P<n>\d{{1,3}}){_SPACE}*(?:[、，]|[.．:：](?!\d|[xX*](?![a-zA-Z]))|,(?![\d])"
            rf"|[.．](?=\d{{1,2}}月|\d{{4}}[-/.年]))"
        ),
    ),
    ("chinese", late(rf"(?P<n>[{_CHINESE}]{{1,3}}){_SPACE}*[、，,.．:：]")),
    ("circled", late(r"(?P<n>[\u2460-\u249b\u24ea-\u24ff\u2776-\u2793\u3220-\u3229\u3280-\u3289])[、.．:：]?")),
    (
        "step",
        late(rf"第{_SPACE}*(?P<n>{_NUMBER}){_SPACE}*(?:{_STEP}){_SPACE}*(?:[、，,.．:：]|(?={_SPACE}))"),
    ),
    (
        "phase",
        late(rf"(?=第{_SPACE}*(?P<n>{_NUMBER}){_SPACE}*(?:{_PHASE}){_SPACE}*(?:[、，,.．:：(（]|{_SPACE}))"),
    ),
    (
        "word",
        late(
            rf"(?:步骤|节点|任务|事项|step|task|node|item){_SPACE}*#?(?P<n>{_NUMBER}){_SPACE}*(?:[、，,.．)）]"
            rf"|[:：](?!\d))",
            re.IGNORECASE,
        ),
    ),
    ("letter", late(rf"(?P<n>[a-hA-H])(?:[、)）]|[.．](?={_SPACE}|[^\x00-\x7f]))")),
    (
        "bullet",
        late(
            rf"[*＊]{_SPACE}+|[•·●○■□▪▫◆◇►▶▷→➢➤‣⁃∙・]{_SPACE}*|[-–]{_SPACE}+(?![-–])|[-–](?=[^\W_])",
        ),
    ),
)
_OUTLINE = late(rf"(?P<major>\d{{1,2}})[.．](?P<n>\d{{1,2}})(?:[.．、)）]?{_SPACE}+|[、)）])(?=[^\d\s])")
_BARE = late(rf"(?P<n>\d{{1,2}}){_SPACE}+(?=[^\W_])")
_LABEL = late(r"\s*(?P<label>[^\W\d][^:：\d\n]{0,11})[:：]")
_INDENT = late(r"[ \t\xa0\u3000]*")
_IN_SEQUENCE = {"letter", "bare"}
_WRAPPED = 60  # columns from which a line may have been broken by the mail program
_LONGEST_ITEM = 40  # lines


class NumberedLine(Value):
    """An item: its own number (None for a bullet), its text without the marker, continuation lines joined by `\\n`.

    `line` is the item's first line, `level` its depth in an outline (0 outermost).
    """

    number: int | None
    text: str
    line: Line
    level: int = 0


class _Item(Mutable):
    number: int | None
    style: str
    indent: int
    text: str
    line: Line
    below: list[tuple[Line, bool]]  # the lines up to the next item, and whether a blank one stands before


def numbered_rows(lines: Sequence[Line]) -> tuple[NumberedLine, ...]:
    """The items in the lines, in their order, whatever stands between them. Linear in the text.

    To an item belong the lines below it that are indented, or that the mail program wrapped, or that stand right
    below while another item follows, or whose `label：` stood below an item before.
    """
    items = _items(lines, frozenset())
    count = Counter(item.style for item in items)
    lonely = frozenset(id(item.line) for item in items if item.style in _IN_SEQUENCE and count[item.style] == 1)
    if lonely:
        items = _items(lines, lonely)
    labels: set[str] = set()
    found: list[NumberedLine] = []
    for place, (item, level) in enumerate(zip(items, _levels(items), strict=True)):
        texts = [item.text, *_continuation(item, labels, followed=place + 1 < len(items))]
        found.append(NumberedLine(item.number, "\n".join(filter(None, texts)), item.line, level))
    return tuple(found)


def _items(lines: Sequence[Line], plain: frozenset[int]) -> list[_Item]:
    """The items, each with the lines below it; lines in `plain` (by id) begin none."""
    items: list[_Item] = []
    gap = False
    for line in lines:
        if not line.text.strip():
            gap = True
            continue
        item = _item(line, items) if id(line) not in plain else None
        if item is not None:
            items.append(item)
        elif items and len(items[-1].below) < _LONGEST_ITEM:
            items[-1].below.append((line, gap))
        gap = False
    return items


def _item(line: Line, before: Sequence[_Item]) -> _Item | None:
    indent = _INDENT.match(line.text)
    start = indent.end() if indent else 0
    for style, marker in _MARKERS:
        match = marker.match(line.text, start)
        text = line.text[match.end() :].strip() if match else ""
        if match and (text or style != "bullet"):
            number = mark_number(match["n"]) if "n" in match.re.groupindex else None
            if style == "letter" and not _continues(number, style, before):
                continue
            return _Item(number, style, start, text, line, [])
    outline = _OUTLINE.match(line.text, start)
    if outline and _goes_deeper(int(outline["major"]), int(outline["n"]), before):
        return _Item(
            int(outline["n"]), f"outline {outline['major']}", start, line.text[outline.end() :].strip(), line, []
        )
    bare = _BARE.match(line.text, start)
    if bare and _continues(int(bare["n"]), "bare", before):
        return _Item(int(bare["n"]), "bare", start, line.text[bare.end() :].strip(), line, [])
    return None


def _goes_deeper(major: int, minor: int, before: Sequence[_Item]) -> bool:
    """4.1 below item 4, and 4.2 below 4.1: else figures are a version or a day."""
    last = next((item for item in reversed(before) if item.style == f"outline {major}"), None)
    if last is not None:
        return last.number is not None and minor == last.number + 1
    above = next((item for item in reversed(before) if not item.style.startswith("outline")), None)
    return minor == 1 and above is not None and above.number == major


def _continues(number: int | None, style: str, before: Sequence[_Item]) -> bool:
    """Letters and bare numbers count as markers only in sequence: `320 台` and `A. Smith` are none."""
    last = next((item for item in reversed(before) if item.style == style), None)
    return number is not None and number == (1 if last is None or last.number is None else last.number + 1)


def _continuation(item: _Item, labels: set[str], *, followed: bool) -> list[str]:
    """The texts of the lines below that belong to the item; notes the labels that they begin with."""
    texts: list[str] = []
    gap = False
    above = item.line.text
    for line, blank_before in item.below:
        gap |= blank_before
        label = _LABEL.match(line.text)
        indent = _INDENT.match(line.text)
        deeper = indent is not None and indent.end() > item.indent
        wrapped = not blank_before and sum(map(columns_of, above[:_WRAPPED])) >= _WRAPPED
        known = label is not None and label["label"].strip() in labels
        if not ((deeper and not (gap and label is None)) or wrapped or (followed and not gap) or (known and not gap)):
            break
        if label is not None:
            labels.add(label["label"].strip())
        texts.append(line.text.strip())
        above = line.text
    return texts


def _levels(items: Sequence[_Item]) -> list[int]:
    """Each item's depth: a style not yet open goes one deeper, an open one goes back to its level."""
    levels: list[int] = []
    open_styles: list[tuple[str, int]] = []
    for item in items:
        style = (item.style, item.indent if item.style == "bullet" else 0)
        if style in open_styles:
            del open_styles[open_styles.index(style) + 1 :]
        else:
            open_styles.append(style)
        levels.append(len(open_styles) - 1)
    return levels
