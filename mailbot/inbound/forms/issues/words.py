"""issue_commands: what is said of issues that exist: 收到, 请补充, a handling result, 未解决, 验证通过 (SPEC 1, 9 "Stages").

Who speaks decides what a word means: 已解决 of a manager is a handling result, of whoever raised it the end of it.
"""

import re
from collections.abc import Sequence

from mailbot.campaign import commands as c
from mailbot.campaign.audience import managers
from mailbot.campaign.commands import Command, Reading
from mailbot.campaign.model import Issue
from mailbot.campaign.outcome import Fault
from mailbot.inbound.forms.clauses import clauses, is_question
from mailbot.inbound.forms.context import Context
from mailbot.inbound.forms.days.dates import find_dates
from mailbot.inbound.forms.days.moments import Moment
from mailbot.inbound.forms.hearing import smooth
from mailbot.inbound.forms.issues.going_on import going_on
from mailbot.inbound.forms.issues.parts import by_numbers
from mailbot.inbound.forms.issues.said import IssueSaid
from mailbot.inbound.forms.issues.thread import numbers_meant
from mailbot.inbound.forms.issues.titled import by_titles
from mailbot.inbound.forms.issues.together import all_of_them, judged_alone
from mailbot.inbound.forms.nodes.moods import moods
from mailbot.inbound.forms.nodes.naming import issue_mentions
from mailbot.inbound.forms.things.severity import read_grade, read_set_grade
from mailbot.late import late
from mailbot.value import Value

__all__ = ["issue_commands"]

Found = tuple[list[Command], list[Fault]]

_ALL = late(r"全部|都|均|所有|这几个|以上|上述|一并|一起|两个|三个|各个|(?<![a-z])(?:all|both|these)(?![a-z])")


def issue_commands(
    text: str, thread: Sequence[int], context: Context, *, spoken: bool = False, tagged: bool = False
) -> Found:
    """What a text says of issues: of those that it names, else of the thread's; ([], []) where it says nothing of them.

    `spoken`: outside any issue's thread, so that only clear words about issues that it names count. `tagged`: a handling
    result by its tag: what is no other word is the result.
    """
    campaign = context.campaign
    if campaign is None or not (text.strip() or tagged):
        return [], []
    commands: list[Command] = []
    faults: list[Fault] = []
    thread = thread if spoken else all_of_them(text, thread, context) or thread
    named = _apart(text, thread, context)
    numbered = [] if spoken else by_numbers(text, thread, context)
    parts = _alike(text, thread, context) or (numbered if len(numbered) > len(named) else named)
    parts = parts or ([] if spoken else by_titles(text, thread, context) or judged_alone(text, thread, context))
    for numbers, words in parts or [(tuple(thread), text)]:
        meant = tuple(n for n in numbers if any(i.number == n for i in campaign.issues))
        if not meant and numbers:
            if tagged or not spoken:
                known = tuple(str(i.number) for i in campaign.issues)[-5:]
                faults.append(
                    Fault(reason="unknown-issue", field="issue", words=str(numbers[0]), nearest=known, facts={"kind": "handling_result"})
                )
            continue
        more, wrong = _of(words, meant, _Speaker.of(context, meant), context, spoken=spoken, tagged=tagged, named=bool(parts))
        commands += more
        faults += wrong
    return _joined(commands), faults


class _Speaker(Value):
    """Who speaks, to which issues."""

    issues: tuple[Issue, ...]
    raised: bool
    judges: bool
    answers: bool

    @classmethod
    def of(cls, context: Context, numbers: Sequence[int]) -> "_Speaker":
        campaign = context.campaign
        assert campaign is not None
        issues = tuple(i for i in campaign.issues if i.number in numbers)
        raised = bool(issues) and all(context.person == i.raised_by for i in issues)
        answers = context.person in managers(campaign, context.rules) or any(
            context.person in i.assignees for i in issues
        )
        return cls(issues, raised, raised or context.person in campaign.pms, answers)


_THIS = late(r"(?:这个|这一|此|该|本)(?:个|条)?(?:问题|缺陷|故障|bug|issue)?|(?<![a-z])(?:this|it|same)(?: issue| one| bug)?(?![a-z])")
_LIKE = late(r"(?:和|与|跟|同|及|像|类似于?|(?<![a-z])(?:as|of|with|like|and|to))\s*$")


def _alike(text: str, thread: Sequence[int], context: Context) -> list[tuple[tuple[int, ...], str]]:
    """这个问题和问题 3 是同一个原因: said of the thread's own issue, and of the other only where one word settles both."""
    mentions = issue_mentions(text)
    if not thread or len(mentions) != 1:
        return []
    line = smooth(text)
    before = line[: mentions[0].start]
    if not (_THIS.search(before[-24:]) and _LIKE.search(before)):
        return []
    other = numbers_meant(mentions[0].numbers, context)
    both = _TOGETHER.search(line[mentions[0].end :])
    return [(tuple(dict.fromkeys((*thread, *(other if both else ())))), text)]


_TOGETHER = late(r"一并|一起|一同|都|均|同时|(?<![a-z])(?:both|together|too|as well)(?![a-z])")


# 其他验证通过, 其余两个都没问题: the thread's issues that are not named; 其他客户正常 is about none of them.
_OTHERS = late(
    r"(?:其他|其它|其余|剩下|剩余|余下|另外)(?:的)?(?:[一二两三四五六七八九十几\d]{1,2}个)?(?:问题|缺陷)?(?:都|均|全部|已经?|也)*(?=验证|解决|未解决|没解决|通过|没问题|没有问题|修复|好了|可以关|可关|关闭|ok\b)"
    r"|(?<![a-z])(?:the )?(?:others?|rest)(?: ones?| issues?)? (?:are|is|have been|has been)? ?(?=verified|fixed|solved|resolved|ok\b|fine|closed|not )"
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


def _apart(text: str, thread: Sequence[int], context: Context) -> list[tuple[tuple[int, ...], str]]:
    """(issues, what is said of them): the text cut where it names issues; [] where it names none."""
    mentions = _mentions(text, thread, context)
    found: list[tuple[tuple[int, ...], str]] = []
    waiting: tuple[int, ...] = ()
    for n, (meant, begin, stop) in enumerate(mentions):
        end = mentions[n + 1][1] if n + 1 < len(mentions) else len(text)
        numbers = (*waiting, *meant)
        words = text[stop : end]
        if n + 1 < len(mentions) and not re.sub(r"[\W_]+|和|及|与|以及|还有|(?<![a-z])and(?![a-z])", "", words):
            waiting = numbers  # 问题 2 和问题 3 …
            continue
        waiting = ()
        start = 0 if not found else begin
        # 已在 8.2.2 修复问题 2、3: the word stands before its issues.
        if not words.strip(" ，,。；;.、!！\n") and found:
            found[-1] = (tuple(dict.fromkeys((*found[-1][0], *numbers))), found[-1][1] + text[begin : end])
            continue
        found.append((tuple(dict.fromkeys(numbers)), text[start:end].strip()))
    label = IssueSaid.heading(text[: mentions[0][1]]) if found else ""
    return [found[0], *((numbers, label + words) for numbers, words in found[1:])] if label else found


def _of(
    text: str, numbers: tuple[int, ...], who: _Speaker, context: Context, *, spoken: bool, tagged: bool, named: bool
) -> Found:
    words = text.strip()
    said = IssueSaid.of(words, context)
    judged = _judged(words, numbers, who, said, named)
    grades = who.raised and read_set_grade(words, context.rules.severities)
    if judged is not None and not (grades and all(isinstance(x, c.KeepNote) for x in judged[0]) and not judged[1]):
        return judged  # 昨天又有 2 家出现，麻烦按严重处理: it is open as it is, and graver
    if who.raised and any(i.waiting_on == "raiser" and i.unsettled for i in who.issues) and not said.polite:
        return [c.AcknowledgeIssue(numbers=numbers, text=words[:5000])], []
    if (who.raised or context.person in context.campaign.pms if context.campaign else False) and (
        grade := read_grade(words, context.rules.severities) or (not said.handled and read_set_grade(words, context.rules.severities))
    ):
        if _unclear(who, words, named):
            return [], [_which(who, "issue")]
        return [c.GradeIssue(numbers=numbers, severity=grade)], []
    if not who.judges and not who.answers and (said.verified or said.reopened) and not tagged:
        # Only whoever raised it or the PM may say so: `decide` refuses it, and the sender hears whose word counts.
        return [c.CloseIssue(numbers=numbers, text=words[:5000]) if said.verified else c.ReopenIssue(numbers=numbers, text=words[:5000])], []
    if who.answers or tagged or said.labelled:
        return _of_an_assignee(words, numbers, who, said, context, spoken=spoken, tagged=tagged, named=named)
    return [], []


def _judged(words: str, numbers: tuple[int, ...], who: _Speaker, said: IssueSaid, named: bool) -> Found | None:
    """The word of whoever raised it, or of the PM: 未解决, 验证通过."""
    if not who.judges:
        return None
    settled = bool(who.issues) and all(not i.unsettled for i in who.issues)
    if said.reopened and not said.closed and who.issues and all(i.unsettled for i in who.issues):
        # 还是不行 of an issue that nobody has answered: it is open as it is. To a question it is the answer.
        return None if any(i.waiting_on == "raiser" for i in who.issues) else ([c.KeepNote(text=words[:2000])], [])
    # A manager who raised it, too, answers with 已修复 and closes with 验证通过.
    if who.answers and not settled and not said.verified:
        return None
    if said.reopened and said.closed:
        return [], [Fault(reason="issue-settled-or-not", field="issue", words=words[:200], facts={"kind": "closure"})]
    if said.reopened:
        if _unclear(who, words, named) and not settled:
            return [], [_which(who, "reopening")]
        return [c.ReopenIssue(numbers=numbers, text=words[:5000])], []
    if said.fine and not said.closed and settled:
        # 没问题 to 请验证 is its answer; OK may be no more than a 收到.
        return ([c.CloseIssue(numbers=numbers, text=words[:5000])], []) if not _unclear(who, words, named) else ([], [_which(who, "closure")])
    if not said.closed:
        return None
    if _unclear(who, words, named):
        return [], [_which(who, "closure")]
    if not settled and not said.verified and not said.solved:
        return [], [Fault(reason="issue-settled-or-not", field="issue", words=words[:200], facts={"kind": "closure"})]
    return [c.CloseIssue(numbers=numbers, text=words[:5000])], []


def _of_an_assignee(
    words: str,
    numbers: tuple[int, ...],
    who: _Speaker,
    said: IssueSaid,
    context: Context,
    *,
    spoken: bool,
    tagged: bool,
    named: bool,
) -> Found:
    if said.asks and not said.handled:
        return [c.QuestionIssue(numbers=numbers, text=words[:5000])], []
    result = said.handled or (said.labelled and not said.to_come) or (tagged and not (said.to_come and said.only_to_come) and not said.polite)
    if result:
        if _unclear(who, words, named):
            return [], [_which(who, "handling_result")]
        reading = Reading(field="result", value=said.result[:300], words=words[:200], rule="result")
        return [c.AnswerIssues(numbers=numbers, result=said.result[:10_000], readings=(reading,))], []
    if said.declines and not said.takes:
        return [c.KeepNote(text=words[:2000])], []
    if who.raised and not said.takes:
        return [], []  # 日志已补充: whoever raised it takes it on only in so many words
    if who.answers and (promised := _promised(words, who, said, context)):
        return promised, []
    unowned = _unowned(who)
    if not who.answers or not unowned or not words or said.thanks:
        return [], []
    if spoken and not said.takes:
        return [], []
    return [c.AcknowledgeIssue(numbers=unowned, text=words[:5000])], []


def _unowned(who: _Speaker) -> tuple[int, ...]:
    return tuple(i.number for i in who.issues if i.unsettled and i.unclaimed)


def _promised(words: str, who: _Speaker, said: IssueSaid, context: Context) -> list[Command]:
    """预计周五出补丁, with a day that is sure, of those issues that are not settled; 收到，预计周五 is the first word, too."""
    dated = [s.date for s in moods(words, context) if s.mood in ("promise", "future") and isinstance(s.date, Moment)]
    dated = dated or _given_on(words, context)
    open_ones = tuple(i.number for i in who.issues if i.unsettled and i.waiting_on == "assignees")
    if not dated or not open_ones or dated[-1].at <= context.mailed:
        return []
    reading = Reading(field="promised", value=dated[-1].at.isoformat(), words=dated[-1].words, rule="dates")
    promise = c.PromiseIssue(numbers=open_ones, until=dated[-1].at, text=words[:5000], readings=(reading,))
    unowned = _unowned(who) if said.takes else ()
    return [c.AcknowledgeIssue(numbers=unowned, text=words[:5000]), promise] if unowned else [promise]


# 今晚8点前给热修复, 周五出补丁: what will be handed over, on a day of its clause.
_GIVES = late(
    r"(?:补丁|热修复|修复包|修正包|修复版本?|新包)[^，,。；;\n没未不]{0,14}?(?:(?:上|发|推|放|出|给|打)(?!次|回|周|报|现|错)|\0(?:官网)?[\s，,。.;；!！~]*$)|\0[前内]?(?:就|再|会|可以?|能|统一|一起|安排)*(?:修复?|改|处理|解决|搞定|排查|弄)(?:好|完|掉|上)?(?:吧|了)?[\s，,。.;；!！~]*$"
    r"|(?:给|出|发|推|提供|提交|合入|发布|交付)(?:出|一个|个|您|你们?|大家)*(?:(?:处理|修复|分析|解决|排查|最终|初步|明确|的)*(?:方案|结论|结果|答复|意见)|热修复|热补丁|补丁|修复|修正|新?版本?|新?包)"
    r"|(?<![a-z])(?:hot ?fix|patch|fix|new build|answer|solution)(?![a-z])"
)


def _given_on(words: str, context: Context) -> list[Moment]:
    line = smooth(words)
    found = [d for d in find_dates(words, mailed=context.mailed, workdays=context.days, recent=context.rules.process.past_window_days) if isinstance(d, Moment)]
    marked = list(line)
    for d in found:
        marked[d.span[0] : d.span[1]] = "\0" * (d.span[1] - d.span[0])  # 明天修: the day stands right before the deed
    days = "".join(marked)
    spans = [(a, b) for a, b in clauses(line) if _GIVES.search(days[a:b]) and not is_question(line[a:b])] if found else []
    return [d for d in found if any(a <= d.span[0] < b for a, b in spans)]


def _unclear(who: _Speaker, words: str, named: bool) -> bool:
    """Several issues in the thread, none of them named, and no word of all."""
    return len([i for i in who.issues if i.state != "closed"]) > 1 and not named and not _ALL.search(smooth(words))


def _which(who: _Speaker, kind: str) -> Fault:
    names = tuple(f"{i.number} {i.title}" for i in who.issues)[:8]
    return Fault(reason="which-issue", field="issue", nearest=names, facts={"kind": kind})


def _joined(commands: list[Command]) -> list[Command]:
    """问题 2 收到，问题 3 收到: one command for what is the same word."""
    joined: list[Command] = []
    for command in commands:
        last = joined[-1] if joined else None
        if (
            isinstance(command, c.AcknowledgeIssue)
            and isinstance(last, c.AcknowledgeIssue)
        ):
            joined[-1] = c.AcknowledgeIssue(numbers=tuple(dict.fromkeys((*last.numbers, *command.numbers))), text=f"{last.text}\n{command.text}")
        else:
            joined.append(command)
    return joined
