"""all_of_them, judged_alone, by_titles: which issues a word means where it names none by number: 三个缺陷都验证通过 in the thread of
one of them, 验证通过 in the thread of three of which one was answered, 校验慢是…；目录权限按… (SPEC 9 "Stages")."""

import itertools
import re
from collections.abc import Sequence

from mailbot.campaign.model import Issue
from mailbot.han import han
from mailbot.inbound.forms.clauses import clauses
from mailbot.inbound.forms.context import Context
from mailbot.inbound.forms.hearing import smooth
from mailbot.inbound.forms.issues.said import IssueSaid
from mailbot.inbound.forms.issues.thread import thread_issues
from mailbot.inbound.forms.numerals import read_number
from mailbot.late import late

_TOGETHER = late(
    r"(?P<n>[两二三四五六七八九十]|\d{1,2})\s*个(?:问题|缺陷|bug|故障)?(?:[^，,。；;\n\d]{0,8}?)(?:都|均|全部|全"
    r"|一并)"
    r"|(?:所有|全部)的?(?:问题|缺陷|bug|故障)"
    r"|(?:这几|以上|上述)个?(?:问题|缺陷|bug|故障)?[^，,。；;\n\d]{0,6}?(?:都|均|全部)"
    r"|(?:问题|缺陷|bug|故障)(?:都|均|全部|全)(?:已经?|验证|回归|解决|修复|关闭|通过|没)"
    r"|(?<![a-z])all (?:(?P<en>two|three|four|five|\d{1,2}) )?(?:of (?:the|these|them) )?(?:issues?|bugs?"
    r"|defects?|problems?)(?![a-z])",
    re.IGNORECASE,
)
ALL = late(r"全部|都|均|所有|这几个|以上|上述|一并|一起|两个|三个|各个|(?<![a-z])(?:all|both|these)(?![a-z])")


def all_of_them(text: str, thread: Sequence[int], context: Context) -> tuple[int, ...]:
    """The issues that a word on all of them means, where the thread is about fewer: those of the sender's that the word can be said
    of. () where no such word stands, the thread has them all, or their number is another than the one that is told."""
    campaign = context.campaign
    found = _TOGETHER.search(smooth(text[:4000]))
    if campaign is None or found is None or not thread:
        return ()
    said = IssueSaid.of(text.strip(), context)
    fitting = [i.number for i in campaign.issues if _fits(i, said, context)]
    written = found["n"] or found["en"]
    told = read_number(written.lower()) if written else None
    if len(fitting) <= len(thread) or not set(thread) <= set(fitting) or (told is not None and told != len(fitting)):
        return ()
    return tuple(fitting)


def judged_alone(text: str, thread: Sequence[int], context: Context) -> list[tuple[tuple[int, ...], str]]:
    """重复扣费没有再出现，验证通过, in a thread of three: of the one that its title says, else of the only one that was answered."""
    campaign = context.campaign
    issues = [i for i in campaign.issues if i.number in thread] if campaign is not None else []
    said = IssueSaid.of(text.strip(), context)
    if len(issues) < 2 or not (said.closed or said.reopened or said.handled) or (said.closed and said.reopened):
        return []
    if (alone := titled_alone(text, thread, context)) is not None:
        return [((alone,), text)]
    judges = context.led is not None or all(i.raised_by == context.person for i in issues)
    answered = [i.number for i in issues if i.state == "answered"]
    waits = any(i.unsettled for i in issues)
    return (
        [((answered[0],), text)]
        if judges and not said.handled and len(answered) == 1 and waits and not ALL.search(smooth(text))
        else []
    )


def _fits(issue: Issue, said: IssueSaid, context: Context) -> bool:
    """Whether the word ends, reopens or answers this issue, coming from this sender."""
    judges = issue.raised_by == context.person or context.led is not None
    if judges and (said.closed or said.reopened):
        return issue.state == "answered"
    return said.handled and context.person in issue.assignees and issue.unsettled


_LONGEST = 4000
_MOST = 30  # issues of a thread
_SAME = 3  # Chinese characters that a clause and a title share
# 错字那个, 日志的问题: two characters will do where the words point at an issue.
_POINTED = late(r"(?:的)?(?:那|这)(?:个|条|一个)|的?(?:问题|缺陷)|[:：]")
_OF_ALL = late(r"都|均|全部|一并|一起|同一|(?<![a-z])(?:all|both)(?![a-z])")
_WORD = late(r"[a-z][a-z.\-]+")


def by_titles(text: str, thread: Sequence[int], context: Context) -> list[tuple[tuple[int, ...], str]]:
    """(issues, what is said of them): cut where a clause has words that only one issue's title has; [] where fewer than two
    are named so, a clause names several, or something is said before the first or of all."""
    campaign = context.campaign
    issues = [i for i in campaign.issues if i.number in thread] if campaign is not None else []
    if not 2 <= len(issues) <= _MOST or len(text) > _LONGEST or not thread_issues(context):
        return []
    titles = {i.number: smooth(i.title) for i in issues}
    line = smooth(text)
    parts: list[tuple[int, int, int]] = []
    for start, end in clauses(line):
        clause = line[start:end]
        named = [n for n in titles if _names(clause, n, titles)]
        if len(named) > 1 or _OF_ALL.search(clause):
            return []
        if named and (not parts or parts[-1][0] != named[0]):
            parts.append((named[0], start, end))
        elif parts:
            parts[-1] = (*parts[-1][:2], end)
    if len({n for n, _, _ in parts}) < 2 or len({n for n, _, _ in parts}) != len(parts):
        return []
    return [((n,), text[start:end].strip(" ，,；;\n")) for n, start, end in parts]


def titled_alone(text: str, thread: Sequence[int], context: Context) -> int | None:
    """The one issue of the thread whose title's words the text has: 重复扣费没有再出现，验证通过; None where it has those of
    none or of several, or speaks of all."""
    campaign, line = context.campaign, smooth(text[:_LONGEST])
    titles = {i.number: smooth(i.title) for i in campaign.issues if i.number in thread} if campaign is not None else {}
    if not 2 <= len(titles) <= _MOST or _OF_ALL.search(line):
        return None
    named = [n for n in titles if any(_names(line[a:b], n, titles) for a, b in clauses(line))]
    return named[0] if len(named) == 1 else None


def _names(clause: str, number: int, titles: dict[int, str]) -> bool:
    """Whether a clause has words of this title that no other title has."""
    others = [t for n, t in titles.items() if n != number]
    title = titles[number]
    for at in range(len(title) - 1):
        three, two = title[at : at + _SAME], title[at : at + 2]
        if len(three) == _SAME and han(three) == _SAME and three in clause and not any(three in t for t in others):
            return True
        if han(two) == len(two) and not any(two in t for t in others):
            for m in re.finditer(re.escape(two), clause):
                if _POINTED.match(clause, m.end()):
                    return True
    words = _WORD.findall(title)
    pairs = (f"{a} {b}" for a, b in itertools.pairwise(words) if len(a) + len(b) > 6)
    return any(pair in clause and not any(pair in t for t in others) for pair in pairs)
