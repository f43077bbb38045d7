"""segments: an answer by rows cut into what it says of each: "1 完成，2 延期到 12月5日 等客户窗口，其余完成" (SPEC 3, 5)."""

import re
from collections.abc import Iterable, Iterator, Sequence

from mailbot.han import han
from mailbot.inbound.forms.hearing import hear
from mailbot.inbound.forms.replies.rowmarks import row_marks
from mailbot.inbound.writing import Line
from mailbot.late import late
from mailbot.rulebook.shapes import Phrases
from mailbot.value import Value, replace

_LONGEST = 4000  # characters of a line
_MOST = 400  # segments of an answer
_POLITE = late(r"^\s*(?:谢谢|多谢|感谢|辛苦|以上|此致|顺祝|祝|thanks|thank you|best|regards|br).{0,12}$", re.IGNORECASE)


# 1 failed, and in the next line 2 200 of 300: a row of its own, whether it was put or not.
_NEXT = late(r"\s*(\d{1,3})[ \t]+(?=\d{1,7}\s*(?:/|(?:out )?of )\s*\d)")


class Segment(Value):
    """What is said of some rows: `numbers`, of all but those named elsewhere and in `but` (`rest`), or of all (neither)."""

    numbers: tuple[int, ...]
    text: str
    line: int
    rest: bool = False
    but: tuple[int, ...] = ()


def segments(lines: Sequence[Line], phrases: Phrases, known: Sequence[int]) -> tuple[Segment, ...]:
    """The segments in the order written; () where the text names no row, no rest and not all. `known` are the numbers of the
    rows answered, in their order; a number that is none of them counts where it is marked as a row's (第9项, 9、) or a
    word of the rules follows it (9 完成)."""
    found: list[Segment] = []
    last = 0
    for line in lines:
        if len(found) >= _MOST:
            break
        text = line.text[:_LONGEST]
        of_line = with_remainder(_of_line(text, line.number, phrases, known), found, known)
        if not of_line and line.quoted and text.strip() and (row := _quoted_row(line.quoted, known)):
            of_line = [Segment((row,), text.strip(), line.number)]
        if of_line:
            found += of_line
        elif found and (m := _NEXT.match(text)) and (int(m[1]) - 1,) == found[-1].numbers:
            found.append(Segment((int(m[1]),), text[m.end() :].strip(), line.number))
        elif found and text.strip() and line.number == last + 1 and not _POLITE.match(text):
            # The line goes on with what the row before it began.
            found[-1] = replace(found[-1], text=f"{found[-1].text}\n{text.strip()}")
        if text.strip():
            last = line.number
    return tuple(found)


def leading(lines: Sequence[Line], phrases: Phrases, known: Sequence[int]) -> tuple[Line, ...]:
    """What stands above the first row that the answer names: 计划没意见。 before 2 已下载，3 完成."""
    found: list[Line] = []
    for line in lines[:_MOST]:
        text = line.text[:_LONGEST]
        marks = row_marks(hear(text, phrases), known)
        if marks:
            return (*found, replace(line, text=text[: marks[0].start]))
        if line.quoted and _quoted_row(line.quoted, known):
            return tuple(found)
        found.append(line)
    return ()


# 900/1200，其余预计周一: the rest of what the figure counts.
_COUNTED = late(
    r"\d\s*(?:%|％|/|台|家|套|个|户|成|servers?|clients?|sites?|stores?|units?|done|of\b)|[一二三四五六七八九]成"
    r"|一半|half|部分",
    re.IGNORECASE,
)


# 2 38/40，其余全部完成: what is done is not the rest of that figure.
_DONE = late(
    r"(?:节点|项|几项|的)*(?:都|全部|全都|均|已经?)*(?:完成|完毕|搞定|好了|done|finished|completed)",
    re.IGNORECASE,
)


def with_remainder(of_line: Iterable[Segment], before: Sequence[Segment], known: Sequence[int]) -> list[Segment]:
    """其余 right behind a row is the rest of that row where the answer leaves no other row, or the row counts something."""
    kept: list[Segment] = []
    for segment in of_line:
        last = kept[-1] if kept else None
        if segment.rest and not segment.but and last is not None and last.numbers:
            named = {n for s in (*before, *kept) for n in s.numbers}
            if set(known) <= named or (_COUNTED.search(last.text) and not _DONE.match(segment.text)):
                rest = "，其余" if han(last.text + segment.text) else ", the rest "
                kept[-1] = replace(last, text=f"{last.text}{rest}{segment.text}")
                continue
        kept.append(segment)
    return kept


def is_remainder(segment: Segment, lines: Sequence[Line]) -> bool:
    """灰度升级：已完成 35/40，其余周二完成: the rest of the figure that stands before it in its sentence, and no other row."""
    if not segment.rest or segment.but or _DONE.match(segment.text):
        return False
    text = next((line.text for line in lines if line.number == segment.line), "")
    before = text[: max(text.find(segment.text.partition("\n")[0]), 0)]
    return bool(_COUNTED.search(_SENTENCE.split(before)[-1]))


_SENTENCE = late(r"[；;。\n]")
_ANOTHER = late(
    r"那个|那[项条]|另外?一?[个项条]|还有一?[个项条]|剩|其余"
    r"|(?<![a-z])(?:the other|the remaining|the last)(?![a-z])"
)


def _of_line(text: str, number: int, phrases: Phrases, known: Sequence[int]) -> Iterator[Segment]:
    marks = row_marks(hear(text, phrases), known)
    for n, mark in enumerate(marks):
        stop = marks[n + 1].start if n + 1 < len(marks) else len(text)
        behind = text[mark.end : stop].strip(" ：:，,。；;、（(\t")
        if mark.goes_on:
            yield Segment(mark.numbers, f"{mark.words}，{behind}" if behind else mark.words, number)
            continue
        if mark.words:
            yield Segment(mark.numbers, mark.words, number)
            left = tuple(k for k in known if k not in {i for m in marks for i in m.numbers})
            if len(left) == 1 and _ANOTHER.search(behind):
                yield Segment(left, behind, number)
            continue
        yield Segment(mark.numbers, behind, number, mark.rest, mark.but)


def _quoted_row(quoted: str, known: Sequence[int]) -> int | None:
    """The row that the quoted line above an interleaved answer begins with."""
    m = re.match(r"[\s>|]*(\d{1,3})(?!\d)[\s.、)）:：\t]", quoted)
    return int(m[1]) if m and int(m[1]) in known else None
