"""stopped: a line that was typed with blanks for commas, with the commas (SPEC 3 "Body": mails from phones)."""

from mailbot.han import han
from mailbot.inbound.writing import Line
from mailbot.late import late
from mailbot.value import replace

_STOPS = late(r"[，,。；;！!？?：:|｜\t]")
_FEWEST_PARTS, _FEWEST_WORDS = 4, 3  # parts of a line, Chinese characters of a part that stands for itself
_LONGEST = 1000


def stopped(line: Line) -> Line:
    """孙丽你好 网关服务端3.5.0今天官网上了 华东150台以内 孙丽12.4之前升完: each blank between two clauses a comma, every character in its
    place. A line that has a stop of its own is left alone, and so is one of a few words: they may be a table's."""
    text = line.text
    if len(text) > _LONGEST or _STOPS.search(text.strip().rstrip("。！!，,")):
        return line
    parts = text.split(" ")
    whole = [han(part) >= _FEWEST_WORDS for part in parts]
    if sum(whole) < _FEWEST_PARTS:
        return line
    said = parts[0]
    for part, before, own in zip(parts[1:], whole, whole[1:], strict=False):
        said += ("，" if before and own else " ") + part
    return replace(line, text=said)
