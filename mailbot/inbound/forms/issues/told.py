"""counted_lines, announced: problems counted within a sentence, each brought to a line of its own: 一是…；二是…, 首先…其次…, 1、…；2、…"""

import re
from collections.abc import Sequence

from mailbot.inbound.forms.issues.symptoms import SYMPTOM
from mailbot.inbound.forms.numerals import mark_number, read_number
from mailbot.inbound.writing import Line
from mailbot.late import late

_HAN = "一二三四五六七八九十"
_OPENS = r"(?:(?<=^)|(?<=[：:；;。！!，,）)\n]))\s*"
_SPACED = rf"(?:{_OPENS}|(?<=\s))"
# What counts, sort by sort; the number stands in the group, or is told by the word.
_COUNTS = (
    late(rf"{_SPACED}(?P<n>[{_HAN}])(?:个|则)?(?:就)?是(?=\S)[，,：:、]?"),
    late(rf"{_OPENS}其(?P<n>[{_HAN}])(?:是)?\s*[，,：:、]"),
    late(rf"{_SPACED}(?:问题)?第(?P<n>[{_HAN}]|\d{{1,2}})(?:个|点|条|项)?(?:问题|缺陷)?(?:就)?(?:是|[，,：:、])"),
    late(rf"{_SPACED}[(（](?P<n>[{_HAN}]|\d{{1,2}})[)）][、.．]?"),
    late(r"(?P<n>[①-⑳])[、.．]?"),
    late(rf"{_SPACED}(?P<n>\d{{1,2}})[、)）](?!\s*\d+\s*[、,，])(?=\s*\S)"),
    late(rf"{_OPENS}(?P<n>\d{{1,2}})[.．](?!\d)(?=\s*\S)"),
    late(rf"{_OPENS}(?P<n>[{_HAN}])[、.．]"),
)
_ORDER = late(
    r"(?:(?<=^)|(?<=[：:；;。.！!，,\n]))\s*(?:(?P<a>首先|(?<![a-z])first(?:ly| of all)?(?=[,:]))"
    r"|(?P<b>其次|(?<![a-z])second(?:ly)?(?=[,:]))"
    r"|(?P<c>(?:再次|再者|然后|最后|第三)|(?<![a-z])(?:third(?:ly)?|last(?:ly)?|finally)(?=[,:])))\s*(?:是"
    r"|[，,：:、])?",
    re.IGNORECASE,
)
# 一个是打印乱码，另一个是登录慢; 碰到两个问题：打印乱码，另外登录很慢
_OTHER = late(
    r"(?:(?<=^)|(?<=[：:；;。.！!，,\n]))\s*(?:另外一个(?:问题)?是?|另一个(?:问题)?是?|还有一个(?:问题)?是?"
    r"|还有(?:就是)?|另外|此外|再有|再就是"
    r"|(?<![a-z])(?:also|in addition|another (?:one|issue|problem) is(?: that)?"
    r"|the (?:other|second)(?: one| issue| problem)? is(?: that)?"
    r"|and the (?:other|second) is(?: that)?))\s*[，,：:]?\s*",
    re.IGNORECASE,
)
# A sentence of its own that begins so tells of another thing, unless it goes on about the first: 另外日志里…, Also, this …
_BESIDES = late(
    r"(?:(?<=^)|(?<=[；;。！!\n])|(?<=[.!;] ))\s*(?:另外|此外|还有(?:一个(?:问题)?|个问题)|还发现|又发现"
    r"|另一个问题(?:是)?"
    r"|(?<![a-z])(?:also|in addition|besides"
    r"|another (?:issue|problem|thing)(?: is(?: that)?)?)(?![a-z]))\s*[，,：:]?\s*"
    r"(?!这|该|此|它|也|同样|日志|截图|附件|请|麻烦|重启|重装|重试|试|回退|换|我|影响|客户|门店反"
    r"|(?:this|it|they|the log|please|i|we|see|attached|same|after|restart\w*|reinstall\w*)(?![a-z]))",
    re.IGNORECASE,
)
_ONE_OF = late(
    r"(?:(?<=^)|(?<=[：:；;。.！!，,\n]))\s*(?:一个(?:问题)?是|其中一个是"
    r"|(?<![a-z])(?:one|the first(?: one| issue| problem)?) is(?: that)?)\s*",
    re.IGNORECASE,
)
_ANNOUNCED = late(
    r"(?<!第)(?<!\d)(?P<n>[两二三四五六七八九十]|\d{1,2})\s*(?:个|处|项|点|条)(?:新|小|严重|主要"
    r"|比较\w{1,4}的)?(?:问题|缺陷|bug|故障|异常|情况)"
    r"|(?:问题|缺陷|bug|故障|异常|情况)(?:共|总共|一共|有|主要有|如下)*\s*(?P<m>[两二三四五六七八九十]"
    r"|\d{1,2})\s*(?:个|处|项|点|条)"
    r"|(?<![a-z\d.])(?P<e>two|three|four|five|six"
    r"|[2-9]) (?:(?:new|more|major|minor|serious|different|separate) )?(?:issues|problems|bugs|defects"
    r"|findings)(?![a-z])",
    re.IGNORECASE,
)
_LEAST = 3  # characters of a problem
_MOST = 30


def announced(text: str) -> int:
    """How many problems the mail says that it tells of (碰到两个问题, three issues), 0 where it does not say."""
    found = _ANNOUNCED.search(text[:2000])
    if found is None:
        return 0
    told = read_number((found["n"] or found["m"] or found["e"]).lower()) or 0
    return told if told > 1 else 0


def counted_lines(lines: Sequence[Line], many: int = 0) -> tuple[Line, ...]:
    """The lines, those with several counted problems broken before each, which begins with `1、` then; places stay. `many` is the
    number announced: where 另外 and its like part a line in just as many, they count too."""
    if many > 1 and (listed := _by_lines(lines, many)):
        return listed
    broken: list[Line] = []
    for line in lines:
        parts = _parted(line.text) or (_by_other(line.text, many) if many else _besides(line.text))
        broken += [Line(line.number, part) for part in parts] or [line]
    return tuple(broken)


def _parted(text: str) -> list[str]:
    for pattern in _COUNTS:
        found = list(pattern.finditer(text))
        run = [m for n, m in enumerate(found[:_MOST], 1) if mark_number(m["n"]) == n]
        if len(run) >= 2 and len(run) == len(found):
            return _cut(text, [(m.start(), m.end()) for m in run])
    order = list(_ORDER.finditer(text))
    if len(order) >= 2 and order[0]["a"] and order[1]["b"] and all(m["c"] for m in order[2:]):
        return _cut(text, [m.span() for m in order])
    one, other = _ONE_OF.search(text), list(_OTHER.finditer(text))
    if one and len(other) == 1 and one.end() < other[0].start():
        return _cut(text, [one.span(), other[0].span()])
    return []


def _by_other(text: str, many: int) -> list[str]:
    """碰到两个问题：打印乱码，另外登录很慢: as many as were announced."""
    told = _ANNOUNCED.search(text)
    if told is None or not (colon := re.compile(r"[：:，,。.]").search(text, told.end())):
        return []
    others = [m.span() for m in _OTHER.finditer(text, colon.end())]
    return _cut(text, [(colon.end(), colon.end()), *others]) if len(others) == many - 1 else []


def _by_lines(lines: Sequence[Line], many: int) -> tuple[Line, ...]:
    """碰到两个问题：, and below it just as many lines that each say what goes wrong, without a mark; () else."""
    first = next((n for n, line in enumerate(lines) if _ANNOUNCED.search(line.text)), None)
    if first is None:
        return ()
    below = [n for n in range(first + 1, len(lines)) if lines[n].text.strip()]
    wrong = [n for n in below if SYMPTOM.search(lines[n].text) and not _MARKED.match(lines[n].text)]
    if len(wrong) != many or wrong != below[:many]:
        return ()
    numbers = {at: n for n, at in enumerate(wrong, 1)}
    return tuple(
        Line(line.number, f"{numbers[at]}、{line.text.strip()}") if at in numbers else line
        for at, line in enumerate(lines)
    )


_MARKED = late(
    r"\s*(?:[-–•·*▪●■◆➤(（【\[#]|\d{1,3}\s*[、.．)）:：]|[①-⑳]|[一二三四五六七八九十]{1,2}[、.．是]"
    r"|第[一二三四五六七八九十\d]|[^\s:：]{1,8}[:：])"
)


def _besides(text: str) -> list[str]:
    """报表打不开。另外，导出的日期变成数字: sentences that each say what goes wrong."""
    marks = [(0, 0), *(m.span() for m in _BESIDES.finditer(text))]
    parts = _cut(text, marks) if len(marks) > 1 else []
    return parts if all(SYMPTOM.search(part) for part in parts) else []


def _cut(text: str, marks: list[tuple[int, int]]) -> list[str]:
    """[what stands before the first, `1、…`, `2、…` …]; [] where one of them says nothing."""
    ends = [start for start, _ in marks[1:]] + [len(text)]
    parts = [text[end:stop].strip(" \t，,；;、") for (_, end), stop in zip(marks, ends, strict=True)]
    if any(len(part) < _LEAST for part in parts):
        return []
    head = text[: marks[0][0]].strip()
    return [*([head] if head else []), *(f"{n}、{part}" for n, part in enumerate(parts, 1))]
