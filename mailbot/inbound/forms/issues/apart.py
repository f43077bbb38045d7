"""apart, alike, by_numbers: a text cut where it names issues, or numbers its answers, each part with what is said there: 问题 2、3 已修复，问题 4 收到
(SPEC 9 "Stages")."""

import re
from collections.abc import Sequence

from mailbot.campaign.model import Issue
from mailbot.inbound.forms.clauses import clauses
from mailbot.inbound.forms.context import Context
from mailbot.inbound.forms.hearing import smooth
from mailbot.inbound.forms.issues.greeting import ungreeted
from mailbot.inbound.forms.issues.said import IssueSaid
from mailbot.inbound.forms.issues.thread import numbers_meant
from mailbot.inbound.forms.nodes.naming import issue_mentions
from mailbot.inbound.forms.numerals import mark_number
from mailbot.inbound.forms.replies.rowwise import segments
from mailbot.inbound.writing import Line
from mailbot.late import late
from mailbot.value import replace

_THIS = late(
    r"(?:这个|这一|此|该|本)(?:个|条)?(?:问题|缺陷|故障|bug|issue)?"
    r"|(?<![a-z])(?:this|it|same)(?: issue| one| bug)?(?![a-z])"
)
# 与问题 2 同一个原因, same root cause as issue 2: in the thread of another
_SAME_CAUSE = late(r"\s*(?:是|属于|为|的)?(?:同(?:一个?|样|源|类)|一样|相同|一致|类似|一个(?:原因|问题)|一回事|重复)")
_SAME_AS = late(
    r"(?<![a-z])(?:same (?:root )?(?:cause|problem|issue|bug|thing|reason) (?:as|of)|duplicate (?:of|with)"
    r"|similar to|related to)\s*$"
)
_LIKE = late(r"(?:和|与|跟|同|及|像|类似于?|(?<![a-z])(?:as|of|with|like|and|to))\s*$")


def alike(text: str, thread: Sequence[int], context: Context) -> list[tuple[tuple[int, ...], str]]:
    """这个问题和问题 3 是同一个原因: said of the thread's own issue, and of the other only where one word settles both."""
    mentions = issue_mentions(text)
    if not thread or len(mentions) != 1:
        return []
    line = smooth(text)
    before = line[: mentions[0].start]
    if not _LIKE.search(before) or not (
        _THIS.search(before[-24:]) or _SAME_CAUSE.match(line, mentions[0].end) or _SAME_AS.search(before)
    ):
        return []
    other = numbers_meant(mentions[0].numbers, context)
    both = _TOGETHER.search(line[mentions[0].end :])
    return [(tuple(dict.fromkeys((*thread, *(other if both else ())))), text)]


_TOGETHER = late(r"一并|一起|一同|都|均|同时|(?<![a-z])(?:both|together|too|as well)(?![a-z])")


# 其他验证通过, 其余两个都没问题: the thread's issues that are not named; 其他客户正常 is about none of them.
_OTHERS = late(
    r"(?:其他|其它|其余|剩下|剩余|余下|另外)(?:的)?(?:[一二两三四五六七八九十几\d]{1,2}个)?(?:问题|缺陷)?(?:都"
    r"|均|全部|已经?|也)*(?=验证|解决|未解决|没解决|通过|没问题|没有问题|修复|好了|可以关|可关|关闭|ok\b)"
    r"|(?<![a-z])(?:the )?(?:others?|rest)(?: ones?| issues?)? (?:are|is|have been|has been)? ?(?=verified|fixed"
    r"|solved|resolved|ok\b|fine|closed|not )"
)


def _mentions(text: str, thread: Sequence[int], context: Context) -> list[tuple[tuple[int, ...], int, int]]:
    """(campaign numbers, start, end) of what names issues in a text, in order."""
    named = [(numbers_meant(m.numbers, context), m.start, m.end) for m in issue_mentions(text)]
    if named:
        named += going_on(text, named, context)
    rest = tuple(n for n in thread if all(n not in numbers for numbers, _, _ in named))
    if named and rest:
        named += [(rest, m.start(), m.end()) for m in _OTHERS.finditer(smooth(text))]
    return sorted(named, key=lambda m: m[1])


def apart(text: str, thread: Sequence[int], context: Context) -> list[tuple[tuple[int, ...], str]]:
    """(issues, what is said of them): the text cut where it names issues; [] where it names none."""
    mentions = _mentions(text, thread, context)
    found: list[tuple[tuple[int, ...], str]] = []
    waiting: tuple[int, ...] = ()
    for n, (meant, begin, stop) in enumerate(mentions):
        end = mentions[n + 1][1] if n + 1 < len(mentions) else len(text)
        numbers = (*waiting, *meant)
        words = text[stop:end]
        if n + 1 < len(mentions) and not re.sub(r"[\W_]+|和|及|与|以及|还有|(?<![a-z])and(?![a-z])", "", words):
            waiting = numbers  # 问题 2 和问题 3 …
            continue
        waiting = ()
        start = 0 if not found else begin
        # 已在 8.2.2 修复问题 2、3: the word stands before its issues.
        if not words.strip(" ，,。；;.、!！\n") and found:
            found[-1] = (tuple(dict.fromkeys((*found[-1][0], *numbers))), found[-1][1] + text[begin:end])
            continue
        found.append((tuple(dict.fromkeys(numbers)), text[start:end].strip()))
    label = IssueSaid.heading(text[: mentions[0][1]]) if found else ""
    if label:
        return [found[0], *((numbers, label + words) for numbers, words in found[1:])]
    return _of_all(text, found, mentions[0][1], context) if len(found) > 1 else found


def _of_all(
    text: str, found: list[tuple[tuple[int, ...], str]], begins: int, context: Context
) -> list[tuple[tuple[int, ...], str]]:
    """both are fixed in 8.4.1: #1 was a race, #2 a translation: what a sentence before or behind them says of all of them is
    said of each, and first."""
    every = tuple(dict.fromkeys(n for numbers, _ in found for n in numbers))
    head, (last, words) = ungreeted(text[:begins]), found[-1]
    if _settles_all(head, context):
        first = (found[0][0], found[0][1][len(text[:begins].lstrip()) :].strip() or text[begins:])
        return [(every, head), first, *found[1:]]
    for start, _ in reversed(clauses(smooth(words))[1:]):
        if _settles_all(words[start:], context):
            return [(every, words[start:].strip()), *found[:-1], (last, words[:start].strip())]
    return found


def _settles_all(words: str, context: Context) -> bool:
    if not _EACH.search(smooth(words)):
        return False
    said = IssueSaid.of(words.strip(" :：,，。;；"), context)
    return (said.handled or said.closed) and not said.reopened and not said.asks


_EACH = late(
    r"都|均|全部|一并|两个(?:问题|缺陷)?已"
    r"|(?<![a-z])(?:both|all)(?: of them| issues| bugs| defects| \w{3,5} (?:issues|bugs|defects))?(?: are| were"
    r"| is| have been)?(?= )"
)


Named = tuple[tuple[int, ...], int, int]

# 问题1 已在 7.5.1 修复；2、3 已在 7.5.2 修复: numbers at the head of a later clause, before a word that is said of issues.
_GOES_ON = late(
    r"[，,；;。\n]\s*(?P<n>\d{1,3}(?:\s*(?:、|和|及|与|,)\s*\d{1,3}){0,9})\s*(?:号|也|都|均|则)?\s*(?=已"
    r"|未[解修通]|还没|仍|没[解修]|暂不|暂缓|不[改修予]|下(?:个|一)?版|请补充|收到|验证|确认|处理|修复|无法复现"
    r"|预计)"
)


def going_on(text: str, named: Sequence[Named], context: Context) -> list[Named]:
    """What goes on after the issues that are `named`: (campaign numbers, start, end) of each, where all of them exist and none is
    named already."""
    campaign = context.campaign
    known = {i.number for i in campaign.issues} if campaign else set()
    said = {n for numbers, _, _ in named for n in numbers}
    found = []
    for m in _GOES_ON.finditer(smooth(text), named[0][2]):
        numbers = numbers_meant(tuple(int(n) for n in re.findall(r"\d+", m["n"])), context)
        if (
            numbers
            and set(numbers) <= known - said
            and all(m.end("n") <= begin or stop <= m.start("n") for _, begin, stop in named)
        ):
            found.append((numbers, m.start("n"), m.end("n")))
    return found


# 问题2, 缺陷 #3, 2号问题 are cut as 2 and 3 are.
_NAMED = late(
    r"(?:问题|缺陷|故障|(?<![a-z])(?:issues?|bugs?|defects?|problems?))\s*(?:单|编号"
    r"|no\.?)?\s*[#:：]?\s*(?=[\d①-⑳])"
    r"|(?<=\d)\s*号(?:问题|缺陷)?|#\s*(?=\d)",
    re.IGNORECASE,
)
_ORDINAL = late(
    r"第(?P<n>[一二三四五六七八九十]{1,3}|\d{1,2})个(?:问题|缺陷)?(?:\s*[:：,，]"
    r"|(?=[已是先暂不未还没可改修]))\s*"
)


def by_numbers(text: str, thread: Sequence[int], context: Context) -> list[tuple[tuple[int, ...], str]]:
    """(issues, what is said of them), the issues' numbers those of the campaign; [] where the text numbers fewer than two
    parts, or one that is no issue of the thread."""
    campaign = context.campaign
    issues = [i for i in campaign.issues if i.number in thread] if campaign is not None else []
    if len(issues) < 2:
        return []
    known = _known(issues)
    lines = context.writing.lines if text.strip() == context.text.strip() else _lines(text)
    found = segments([replace(line, text=_plain(line.text)) for line in lines], context.rules.phrases, known)
    named = [s for s in found if s.numbers]
    if len({s.numbers for s in named}) < 2 or any(n not in known for s in named for n in s.numbers):
        return []
    if any(not s.numbers and not s.rest for s in found) or any(s.but for s in found):
        return []
    parts: list[tuple[tuple[int, ...], str]] = []
    written = [n for s in named for n in s.numbers]
    spoken = set(numbers_meant(written, context))
    for segment in found:
        numbers = (
            numbers_meant(segment.numbers, context, written)
            if segment.numbers
            else tuple(i.number for i in issues if i.number not in spoken)
        )
        if numbers and segment.text.strip():
            parts.append((numbers, segment.text.strip()))
    return parts


def _known(issues: Sequence[Issue]) -> tuple[int, ...]:
    """The numbers that a part may bear: the mail's own where it numbered them, and the campaign's."""
    own = [i.own_number for i in issues if i.own_number]
    return tuple(sorted({*own, *(i.number for i in issues)}))


def _plain(text: str) -> str:
    line = _NAMED.sub(lambda m: " " * len(m[0]), smooth(text))
    kept = list(text)
    for n, ch in enumerate(line):
        if ch == " " and n < len(kept):
            kept[n] = " "
    return _ORDINAL.sub(lambda m: f"{mark_number(m['n'])}、", "".join(kept))


def _lines(text: str) -> tuple[Line, ...]:
    return tuple(Line(n, line) for n, line in enumerate(text.split("\n"), 1))
