"""by_titles, titled_alone: an answer in the thread of several issues that calls them by what they are about: 校验慢是…；目录权限按… (SPEC 9 "Stages")."""

import itertools
import re
from collections.abc import Sequence

from mailbot.han import han
from mailbot.inbound.forms.clauses import clauses
from mailbot.inbound.forms.context import Context
from mailbot.inbound.forms.hearing import smooth
from mailbot.inbound.forms.issues.thread import thread_issues
from mailbot.late import late

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
