"""issue_commands: what is said of issues that exist: 收到, 请补充, a handling result, 未解决, 验证通过 (SPEC 1, 9 "Stages").

Who speaks decides what a word means: 已解决 of a manager is a handling result, of whoever raised it the end of it.
"""

from collections.abc import Sequence

from mailbot.campaign import commands as c
from mailbot.campaign.audience import managers
from mailbot.campaign.commands import Command, Reading
from mailbot.campaign.model import Issue
from mailbot.campaign.outcome import Fault
from mailbot.inbound.forms.clauses import IF, clauses, is_question
from mailbot.inbound.forms.context import Context
from mailbot.inbound.forms.found import Found, asks
from mailbot.inbound.forms.hearing import smooth
from mailbot.inbound.forms.issues.apart import alike, apart, by_numbers
from mailbot.inbound.forms.issues.promised import promised, unowned_of
from mailbot.inbound.forms.issues.said import IssueSaid
from mailbot.inbound.forms.issues.thread import which_issue
from mailbot.inbound.forms.issues.together import ALL, all_of_them, by_titles, judged_alone
from mailbot.inbound.forms.things.severity import read_grade, read_set_grade
from mailbot.late import late
from mailbot.value import Value


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
    named = apart(text, thread, context)
    numbered = [] if spoken else by_numbers(text, thread, context)
    parts = alike(text, thread, context) or (numbered if len(numbered) > len(named) else named)
    parts = parts or ([] if spoken else by_titles(text, thread, context) or judged_alone(text, thread, context))
    for numbers, words in _merged(parts) or [(tuple(thread), text)]:
        meant = tuple(n for n in numbers if any(i.number == n for i in campaign.issues))
        if not meant and numbers:
            if tagged or not spoken:
                known = tuple(str(i.number) for i in campaign.issues)[-5:]
                faults.append(asks("unknown-issue", "handling_result", str(numbers[0]), field="issue", nearest=known))
            continue
        more, wrong = _of(
            words, meant, _Speaker.of(context, meant), context, spoken=spoken, tagged=tagged, named=bool(parts)
        )
        commands += more
        faults += wrong
    return _joined(commands), faults


def _merged(parts: Sequence[tuple[tuple[int, ...], str]]) -> list[tuple[tuple[int, ...], str]]:
    """问题 1、2 均已在 3.5.1 修复，1 是重连时没清旧会话，2 加了切割: all that is said of an issue is said at once."""
    said: dict[int, list[int]] = {}
    for at, (numbers, _) in enumerate(parts):
        for n in numbers:
            said.setdefault(n, []).append(at)
    if all(len(places) == 1 for places in said.values()):
        return list(parts)
    alike: dict[tuple[int, ...], list[int]] = {}
    for n, places in said.items():
        alike.setdefault(tuple(places), []).append(n)
    return [(tuple(numbers), "\n".join(parts[at][1] for at in places)) for places, numbers in alike.items()]


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


def _of(
    text: str, numbers: tuple[int, ...], who: _Speaker, context: Context, *, spoken: bool, tagged: bool, named: bool
) -> Found:
    words = text.strip().rstrip(" ,，;；、")  # Issue 1 fixed in 8.2.2, issue 2: …
    said = IssueSaid.of(words, context)
    judged = _judged(words, numbers, who, said, named)
    grades = who.raised and read_set_grade(words, context.rules.severities)
    if judged is not None and not (grades and all(isinstance(x, c.KeepNote) for x in judged[0]) and not judged[1]):
        return judged  # 昨天又有 2 家出现，麻烦按严重处理: it is open as it is, and graver
    if who.raised and any(i.waiting_on == "raiser" and i.unsettled for i in who.issues) and not said.polite:
        return [c.AcknowledgeIssue(numbers=numbers, text=words[:5000])], []
    if who.judges and (
        grade := read_grade(words, context.rules.severities)
        or (not said.handled and read_set_grade(words, context.rules.severities))
    ):
        if _unclear(who, words, named):
            return [], [which_issue(who.issues, "issue")]
        return [c.GradeIssue(numbers=numbers, severity=grade)], []
    if not who.judges and not who.answers and (said.verified or said.reopened) and not tagged:
        # Only whoever raised it or the PM may say so: `decide` refuses it, and the sender hears whose word counts.
        return [
            c.CloseIssue(numbers=numbers, text=words[:5000])
            if said.verified
            else c.ReopenIssue(numbers=numbers, text=words[:5000])
        ], []
    if who.answers or tagged or said.labelled or (said.handled and _mends(who, context)):
        return _of_an_assignee(words, numbers, who, said, context, spoken=spoken, tagged=tagged, named=named)
    under_issues = not spoken and all(r.asks == "issue" for r in context.thread.rows)
    if (
        who.raised
        and under_issues
        and not said.polite
        and all(i.state == "answered" for i in who.issues)
        and _tells_how_it_is(words)
    ):
        return [], [_settled_or_not(words)]
    return [], []


# It works on two of them, the third one is slow: in part.
_NOT_ALL = late(
    r"(?:但|不过|只是|另有|还有|其中|剩下?|个别|除了?)[^。；;\n]{0,16}?(?:慢|卡|报错|异常|偶尔|有时|失败|不行"
    r"|不正常|打不|连不|起不|用不|没好|没解决)"
    r"|(?<![a-z])(?:one|two|three|four|some|most|half|\d+) (?:out )?of (?:them|the|our|\d)"
    r"|(?<![a-z])(?:but|except|however)(?![a-z])[^.;\n]{0,40}(?<![a-z])(?:slow\w*|not|still|fail\w*|errors?"
    r"|sometimes)(?![a-z])"
    r"|(?<![a-z])the (?:second|third|fourth|other|last)(?: one| store| server| site)? (?:is|are|still|does"
    r"|doesn't|keeps|has|fails)(?![a-z])"
)
# 3 家好了，2 家还不行: it is not over.
_SOME_STILL = late(
    r"(?:\d{1,5}|[一二两三四五六七八九十几]{1,3})\s*(?:台|家|个|套|户|点)[^，,。；;\n]{0,6}(?:还|仍|依然|照样)(?!有问题吗)"
    r"|(?<![a-z])(?:one|two|three|four|five|some|\d{1,4})(?: of them| stores?| sites?| servers?)? (?:still|do not|don't|does not|doesn't)(?![a-z])"
)
# 第三家重启三次才好: what whoever raised an issue tells of it once it is answered, in no word of either.
_HOW_IT_IS = late(
    r"(?<!还)[不没](?:上|了|开|来|通|动|行|好|用|起|响应|反应|变|对)|报错|异常|失败|卡|崩|断|坏|慢|正常|好了"
    r"|恢复|解决|重启|复现|出现|一样"
    r"|(?<![a-z])(?:fine|ok|works?|working|worked|same|again|fails?|failed|error|errors|broken|slow|gone|solved"
    r"|better|happen\w*|occur\w*)(?![a-z])"
)
_NOT_YET_TRIED = late(
    rf"{IF}|若(?!干)|(?<![a-z])once(?![a-z])"
    r"|(?:今晚|晚上|明[天早晚]|后天|下周|周[一二三四五六日]|回头|稍后"
    r"|等[^，,。；;\n]{0,10})[^，,。；;\n]{0,6}(?:试|测|验|看|装|升|更新|确认)"
    r"|观察|暂时|(?:再|先|还要|继续)(?:看看|试试|测测|跟)|等(?:门店|客户|现场)"
    r"|(?<![a-z])(?:for now|so far|watching|monitor\w*|will (?:test|check|try|verify)|tonight|tomorrow|waiting"
    r"|let you know)(?![a-z])"
)
_LONGEST_WORD = 200  # characters


def _tells_how_it_is(words: str) -> bool:
    """Whether a short answer to 请验证 tells how it is now, and does not ask or put it off."""
    line = smooth(words)
    told = any(_HOW_IT_IS.search(line[a:b]) and not is_question(line[a:b]) for a, b in clauses(line))
    return told and len(line) <= _LONGEST_WORD and not _NOT_YET_TRIED.search(line)


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
    if said.reopened and said.closed and not _SOME_STILL.search(smooth(words)):
        return [], [_settled_or_not(words)]
    if said.reopened:
        if _unclear(who, words, named) and not settled:
            return [], [which_issue(who.issues, "reopening")]
        return [c.ReopenIssue(numbers=numbers, text=words[:5000])], []
    if said.closed and _NOT_ALL.search(smooth(words)):
        return [], [_settled_or_not(words)]
    # 没问题 to 请验证 is its answer; OK may be no more than a 收到.
    fine = said.fine and settled
    if not said.closed and not fine:
        return None
    if _unclear(who, words, named):
        return [], [which_issue(who.issues, "closure")]
    if not settled and not said.verified and not said.solved:
        return [], [_settled_or_not(words)]
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
    result = (
        said.handled
        or (said.labelled and not said.to_come)
        or (tagged and not (said.to_come and said.only_to_come) and not said.polite)
    )
    if result:
        if _unclear(who, words, named):
            return [], [which_issue(who.issues, "handling_result")]
        reading = Reading(field="result", value=said.result[:300], words=words[:200], rule="result")
        return [c.AnswerIssues(numbers=numbers, result=said.result[:10_000], readings=(reading,))], []
    promise = promised(words, who.issues, said.takes, context) if who.answers and (said.takes or not who.raised) else []
    if promise:
        return promise, []  # 转研发，12月14日前给结论, too: whoever mends it, that is the day
    if said.declines and not said.takes:
        return [c.KeepNote(text=words[:2000])], []
    if who.raised and not said.takes:
        return [], []  # 日志已补充: whoever raised it takes it on only in so many words
    unowned = unowned_of(who.issues)
    if not who.answers or not unowned or not words or said.thanks:
        return [], []
    if spoken and not said.takes:
        return [], []
    return [c.AcknowledgeIssue(numbers=unowned, text=words[:5000])], []


def _mends(who: _Speaker, context: Context) -> bool:
    """Whether somebody of an assignee's department tells what was done (缺陷 1、2 已修复, of who mends them): the managers answer, as
    `decide` tells them; silence would leave them thinking that it is recorded."""
    directory = context.rules.directory
    own = directory.person(context.person)
    theirs = {p.department for i in who.issues for a in i.assignees if (p := directory.person(a)) is not None}
    return own is not None and not who.raised and bool(own.department) and own.department in theirs


def _unclear(who: _Speaker, words: str, named: bool) -> bool:
    """Several issues in the thread, none of them named, and no word of all."""
    return len([i for i in who.issues if i.state != "closed"]) > 1 and not named and not ALL.search(smooth(words))


def _settled_or_not(words: str) -> Fault:
    return asks("issue-settled-or-not", "closure", words[:200], field="issue")


def _joined(commands: list[Command]) -> list[Command]:
    """问题 2 收到，问题 3 收到: one command for what is the same word."""
    joined: list[Command] = []
    for command in commands:
        last = joined[-1] if joined else None
        if isinstance(command, c.AcknowledgeIssue) and isinstance(last, c.AcknowledgeIssue):
            joined[-1] = c.AcknowledgeIssue(
                numbers=tuple(dict.fromkeys((*last.numbers, *command.numbers))), text=f"{last.text}\n{command.text}"
            )
        else:
            joined.append(command)
    return joined
