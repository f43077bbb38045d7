"""segments: an answer by rows cut into what it says of each: "1 完成，2 延期到 12月5日 等客户窗口，其余完成" (SPEC 3, 5)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mailbot.inbound.forms.hearing import hear
from mailbot.inbound.forms.numerals import read_number
from mailbot.inbound.writing import Line
from mailbot.rulebook.shapes import Phrases

_N = r"(?:\d{1,3}|[一二三四五六七八九十]{1,3}|[①-⑳])"
_LIST = rf"{_N}(?:\s*(?:[、,，和及与&]|and|[-–—~～至到])\s*(?:第\s*)?{_N})*"
# At the beginning of a clause: a row's number, marked as one (第1项, 1., 1、, #1) or bare before a word.
_HEAD = re.compile(
    rf"(?:^|(?<=[，,。；;\n！!])|(?<=\s)(?=\d{{1,2}}[.．、)）]\s*\D))\s*(?:(?:第|#|no\.?|row|item|问题|事项|节点)\s*)?(?P<list>{_LIST})\s*"
    rf"(?P<mark>(?:项|条|个|行|号)?\s*(?:都|均|全部)?\s*[.．、:：)）]?)\s*(?=(?P<next>\S))",
    re.IGNORECASE,
)
# What may follow a bare number without making it a figure: no unit, no date, no fraction, no percent.
_FIGURE = re.compile(r"[\d/％%.:：年月日号点天周个台套家户条份万千百元件次人小工/-]")
_ONE = re.compile(_N)
_SPAN = re.compile(rf"({_N})\s*[-–—~～至到]\s*(?:第\s*)?({_N})")


@dataclass(frozen=True, slots=True)
class Segment:
    """What is said of some rows. `numbers` () means all (`rest` False) or those not named (`rest` True)."""

    numbers: tuple[int, ...]
    text: str
    line: int
    rest: bool = False


def segments(lines: Sequence[Line], phrases: Phrases, known: frozenset[int]) -> tuple[Segment, ...]:
    """The segments in the order written; () where the text names no row, no rest and not all. `known` are the numbers of the
    rows answered; a number that is none of them counts only where it is marked as a row's (第9项, 9、)."""
    found: list[Segment] = []
    for line in lines:
        found += _of_line(line, phrases, known, bool(found))
    return tuple(s for s in found if s.text.strip() or s.numbers)


def _of_line(line: Line, phrases: Phrases, known: frozenset[int], begun: bool) -> list[Segment]:
    text = line.text
    marks: list[tuple[int, int, tuple[int, ...], bool]] = []
    for m in _HEAD.finditer(text):
        numbers = _numbers(m["list"])
        marked = bool(m["mark"].strip()) or m[0].strip()[:1] in "第#" or m[0].strip()[:1].isalpha()
        bare = not marked and _FIGURE.match(m["next"])
        if bare or not numbers or (not set(numbers) & known and not marked):
            continue
        if m["mark"].strip() in (".", "．", ":", "：") and m["next"].isdigit():
            continue  # 5.20, 18:00
        marks.append((m.start(), m.end(), numbers, False))
    for h in hear(text, phrases).heard:
        if "rest" in h.meanings or "all_done" in h.meanings:
            at = _place_of(text, h.words, marks)
            if at is not None:
                marks.append((at, at, (), "rest" in h.meanings))
    marks.sort()
    result = []
    for n, (_, end, numbers, rest) in enumerate(marks):
        stop = marks[n + 1][0] if n + 1 < len(marks) else len(text)
        result.append(Segment(numbers, text[end:stop].strip(" ，,。；;"), line.number, rest))
    if not marks and begun and text.strip():
        # The line goes on with what the row before it began.
        result.append(Segment((-1,), text.strip(), line.number))
    return _joined(result)


def _joined(found: list[Segment]) -> list[Segment]:
    return [s for s in found if s.numbers != (-1,)]


def _numbers(text: str) -> tuple[int, ...]:
    numbers: list[int] = []
    rest = text
    for a, b in _SPAN.findall(text):
        first, last = _number(a), _number(b)
        if 0 < first < last <= first + 200:
            numbers += range(first, last + 1)
            rest = rest.replace(a, "", 1).replace(b, "", 1)
    numbers += [_number(n) for n in _ONE.findall(rest)]
    return tuple(dict.fromkeys(n for n in numbers if n > 0))


def _number(text: str) -> int:
    if "①" <= text[0] <= "⑳":
        return ord(text[0]) - ord("①") + 1
    number = read_number(text)
    return int(number) if number is not None else 0


def _place_of(text: str, words: str, marks: list[tuple[int, int, tuple[int, ...], bool]]) -> int | None:
    """Where 其余 or 全部完成 begins a statement of its own; None inside what is said of a row."""
    at = text.lower().find(words)
    if at < 0:
        return None
    head = text[:at].rstrip()
    if head and head[-1] not in "，,。；;！!\n、":
        return None
    return None if any(start <= at < end for start, end, _, _ in marks) else at
