"""issue_commands: what is said of issues that exist: 收到, 请补充, a handling result, 未解决, 验证通过 (SPEC 1, 9 "Stages").

Who speaks decides what a word means: 已解决 of a manager is a handling result, of whoever raised it the end of it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mailbot.campaign import commands as c
from mailbot.campaign.audience import managers
from mailbot.campaign.commands import Command, Reading
from mailbot.campaign.model import Issue
from mailbot.campaign.outcome import Fault
from mailbot.inbound.forms.context import Context
from mailbot.inbound.forms.hearing import Heard, hear, smooth
from mailbot.inbound.forms.issuethread import numbers_meant
from mailbot.inbound.forms.moods import clauses, is_question
from mailbot.inbound.forms.naming import issue_mentions
from mailbot.inbound.forms.severity import read_grade
from mailbot.late import late

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
    for numbers, words in _apart(text, context) or [(tuple(thread), text)]:
        meant = tuple(n for n in numbers if any(i.number == n for i in campaign.issues))
        if not meant and numbers:
            if tagged or not spoken:
                known = tuple(str(i.number) for i in campaign.issues)[-5:]
                faults.append(
                    Fault(reason="unknown-issue", field="issue", words=str(numbers[0]), nearest=known, facts={"kind": "handling_result"})
                )
            continue
        more, wrong = _of(words, meant, _Speaker.of(context, meant), context, spoken=spoken, tagged=tagged, named=bool(issue_mentions(words)))
        commands += more
        faults += wrong
    return _joined(commands), faults


@dataclass(frozen=True, slots=True)
class _Speaker:
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


def _apart(text: str, context: Context) -> list[tuple[tuple[int, ...], str]]:
    """(issues, what is said of them): the text cut where it names issues; [] where it names none."""
    mentions = issue_mentions(text)
    if not mentions:
        return []
    found: list[tuple[tuple[int, ...], str]] = []
    waiting: tuple[int, ...] = ()
    for n, mention in enumerate(mentions):
        end = mentions[n + 1].start if n + 1 < len(mentions) else len(text)
        numbers = (*waiting, *numbers_meant(mention.numbers, context))
        words = text[mention.end : end]
        if n + 1 < len(mentions) and not re.sub(r"[\W_]+|和|及|与|以及|还有|(?<![a-z])and(?![a-z])", "", words):
            waiting = numbers  # 问题 2 和问题 3 …
            continue
        waiting = ()
        start = 0 if not found else mention.start
        # 已在 8.2.2 修复问题 2、3: the word stands before its issues.
        if not words.strip(" ，,。；;.、!！\n") and found:
            found[-1] = (tuple(dict.fromkeys((*found[-1][0], *numbers))), found[-1][1] + text[mention.start : end])
            continue
        found.append((tuple(dict.fromkeys(numbers)), text[start:end].strip()))
    return found


def _of(
    text: str, numbers: tuple[int, ...], who: _Speaker, context: Context, *, spoken: bool, tagged: bool, named: bool
) -> Found:
    words = text.strip()
    said = _Said.of(words, context)
    judged = _judged(words, numbers, who, said, named)
    if judged is not None:
        return judged
    if who.raised and any(i.waiting_on == "raiser" and i.unsettled for i in who.issues) and not said.polite:
        return [c.AcknowledgeIssue(numbers=numbers, text=words[:5000])], []
    if (who.raised or context.person in context.campaign.pms if context.campaign else False) and (
        grade := read_grade(words, context.rules.severities)
    ):
        return [c.GradeIssue(numbers=numbers, severity=grade)], []
    if who.answers or tagged or said.labelled:
        return _of_an_assignee(words, numbers, who, said, spoken=spoken, tagged=tagged, named=named)
    return [], []


def _judged(words: str, numbers: tuple[int, ...], who: _Speaker, said: "_Said", named: bool) -> Found | None:
    """The word of whoever raised it, or of the PM: 未解决, 验证通过."""
    if not who.judges:
        return None
    settled = bool(who.issues) and all(not i.unsettled for i in who.issues)
    # A manager who raised it, too, answers with 已修复 and closes with 验证通过.
    if who.answers and not settled and not said.verified:
        return None
    if said.reopened and said.closed:
        return [], [Fault(reason="issue-settled-or-not", field="issue", words=words[:200], facts={"kind": "closure"})]
    if said.reopened:
        return [c.ReopenIssue(numbers=numbers, text=words[:5000])], []
    if not said.closed:
        return None
    if _unclear(who, words, named):
        return [], [_which(who, "closure")]
    if not settled and not said.verified and not said.solved:
        return [], [Fault(reason="issue-settled-or-not", field="issue", words=words[:200], facts={"kind": "closure"})]
    return [c.CloseIssue(numbers=numbers, text=words[:5000])], []


def _of_an_assignee(
    words: str, numbers: tuple[int, ...], who: _Speaker, said: "_Said", *, spoken: bool, tagged: bool, named: bool
) -> Found:
    if said.asks and not said.handled:
        return [c.QuestionIssue(numbers=numbers, text=words[:5000])], []
    result = said.handled or (said.labelled and not said.to_come) or (tagged and not said.to_come and not said.polite)
    if result:
        if _unclear(who, words, named):
            return [], [_which(who, "handling_result")]
        reading = Reading(field="result", value=said.result[:300], words=words[:200], rule="result")
        return [c.AnswerIssues(numbers=numbers, result=said.result[:10_000], readings=(reading,))], []
    unowned = tuple(i.number for i in who.issues if not i.owner and i.unsettled)
    if not who.answers or not unowned or not words or said.thanks:
        return [], []
    if spoken and not said.takes:
        return [], []
    return [c.AcknowledgeIssue(numbers=unowned, text=words[:5000])], []


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


# --- what the words mean -----------------------------------------------------------------------------------------------

_LABEL = late(
    r"(?:^|\n|[。；;，,])\s*(?:问题[\s\d、,，和]*|\d+[.、]\s*)?(?:的)?(?:处理结果|处理结论|处理意见|处理情况|处理方案|处理措施|解决方案|解决办法|解决措施|修复方案|结论|结果|答复|handling result|resolution|solution|result|answer|fix)\s*(?:如下|是|为)?\s*[:：]\s*",
    re.IGNORECASE,
)
_FIXED = late(
    r"(?:已|已经|均已|都已|现已|也已|已于|已在)(?:(?!安排|通知|转|联系|请|要求|开始|着手|准备|计划|收到|知|定位|复现|确认|了解|排查|分析)[^，。；;\n]){0,18}?(?:修复|解决|处理|排除|恢复|合入|合并|修正|更正|修改|改好|改正|发布|推送|下发|替换|调整|优化|完成|关闭|回退|打补丁|升级|重启|更新|规避)"
    r"|已(?:经)?(?:将|把|对|给)[^，。；;\n]{1,30}?(?:改为|改成|改到|设为|设置|配置|调到|调大|调小|换成|扩容|清理|释放|重发|补发|禁用|启用|加上|去掉|删除)"
    r"|(?:即可|就可以?|便可|可以|能够?|可)(?:解决|恢复|修复|规避|避免|正常)|(?:重启|升级|更新|替换|修改|调整|回退|重装|清理|更换)[^，。；;\n]{0,24}(?:后|之后|即可|就)(?:已|就|便|可|能|全部|都|均)*(?:恢复|正常|解决|好了|可用)"
    r"|(?:不|无需|无须|不用|不再|不予|暂不)(?:做|作|予以|需要)?(?:处理|修复|修改|解决)|(?:不是|并非|不属于|非)(?:产品)?(?:问题|缺陷|bug|故障)|(?:属于|是)(?:正常|设计|预期|配置|环境|操作|使用)[^，。；;\n]{0,6}(?:现象|行为|问题|如此|不当|错误|所致)"
    r"|(?<![a-z])(?:fixed in|fixed|resolved|patched|rolled back|reverted|hotfixed)(?![a-z])|(?:merged|released|shipped|deployed) (?:in|to|with|a fix)"
)
_FUTURE = late(
    r"预计|预期|估计|计划|打算|争取|力争|尽快|尽量|马上|立即|即将|将(?!\S{0,12}已)|准备|拟|希望|需要|需要?在|要在|会(?!议|员)|明天|明早|后天|今晚|下周|稍后|随后|正在|在处理|中(?=$|[，。；;])|待|等|如果|若|一旦|请|麻烦|能否|是否|(?<![a-z])(?:will|'ll|going to|to be|being|shall|should|plan\w*|expect\w*|by (?:mon|tue|wed|thu|fri|tomorrow|the end)|tomorrow|soon|if|when|once|please|can|could|not|cannot|isn't|hasn't|yet)(?![a-z])"
)
_NEGATED = late(r"(?:还没|没有|没|未|尚未|仍未|并未|还未|不能|无法|暂不|先不|不要|别|没能|未能|不|(?<![a-z])(?:not|never|cannot|can't|isn't|hasn't|haven't|won't)\s)[^，。；;\n已]{0,6}$")
_VERIFIED = late(
    r"验证(?:已)?(?:通过|ok|完成|无误|没问题|成功)|已验证|复测(?:已)?(?:通过|ok)|回归(?:测试)?(?:已)?通过|确认(?:已经?|问题已?)?(?:解决|修复|关闭|恢复)|(?:可以?|请|同意|申请)(?:以)?关闭|关闭(?:吧|了|该问题|此问题|问题|$|[，。！])|问题(?:已经?)?关闭|不用处理|无需处理|误报|撤销(?:该|此|这个)?问题|关单|结单"
    r"|(?<![a-z])(?:verified|verification passed|confirmed (?:fixed|resolved)|can be closed|please close|close (?:it|this)|closed|false alarm)(?![a-z])"
)
# Said by somebody who answers for no issue, these end one, too; said by a manager they are its handling result.
_SOLVED = late(
    r"(?:问题|故障|缺陷)?(?:已经?|都|均|全部)+(?:已经?)?(?:解决|修复)|(?<![a-z])(?:(?:is|are|been|now) (?:fixed|resolved|solved)|issue resolved|problem solved)(?![a-z])"
)
_TAKES = late(r"我来|我负责|我处理|我跟|我看|由我|交给我|我们来|我们处理|我们跟|我接|收到|on it|i'll|i will|mine|taking")
_HOLLOW = late(r"待定|待确认|暂无|无|没有|处理中|正在.{0,6}|tbd|pending|n/?a|-+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Said:
    """What a text about issues says, whoever says it. `handled` a thing done; `labelled` under 处理结果：; `to_come` nothing
    but what will be; `verified` a word that ends an issue even before it was answered."""

    handled: bool
    labelled: bool
    to_come: bool
    result: str
    asks: bool
    reopened: bool
    closed: bool
    verified: bool
    solved: bool
    takes: bool
    polite: bool
    thanks: bool

    @classmethod
    def of(cls, words: str, context: Context) -> "_Said":
        heard = hear(words, context.rules.phrases)
        line = heard.text
        label = _LABEL.search(words)
        spans = clauses(line)
        handled = _handled(line, heard.heard, spans)
        future = bool(_FUTURE.search(line)) or heard.says("promise", "not_done")
        result = words[label.end() :].strip() if label else words
        hollow = bool(label) and bool(_HOLLOW.fullmatch(result.strip(" 。.！!")))
        if label and not hollow and result:
            to_come = False if handled else _only_to_come(smooth(result))
        else:
            to_come = hollow or (future and not handled) or heard.only("acknowledge", "promise")
        ask = _first(heard.heard, "ask_raiser", spans, line)
        question = bool(spans) and is_question(line[spans[-1][0] : spans[-1][1]]) and not handled
        return cls(
            handled=handled,
            labelled=label is not None and bool(result) and not hollow,
            to_come=to_come,
            result=result,
            asks=ask or (question and _asks_back(line)),
            reopened=_first(heard.heard, "reopen", spans, line),
            closed=_first(heard.heard, "close", spans, line) or _clear(_VERIFIED, line, spans),
            verified=_clear(_VERIFIED, line, spans),
            solved=_clear(_SOLVED, line, spans),
            takes=bool(_TAKES.search(line)),
            polite=heard.only("acknowledge", "thanks"),
            thanks=heard.only("thanks"),
        )


def _handled(line: str, heard: Sequence[Heard], spans: Sequence[tuple[int, int]]) -> bool:
    """Whether something has been done about it: 已修复, in a clause that does not speak of what will be."""
    if _clear(_FIXED, line, spans):
        return True
    return any(
        "handled" in h.meanings and h.words not in ("处理结果", "处理结论", "handling result") and _sure(h.start, h.end, line, spans)
        for h in heard
    )


def _clear(pattern: re.Pattern[str], line: str, spans: Sequence[tuple[int, int]]) -> bool:
    return any(_sure(m.start(), m.end(), line, spans) for m in pattern.finditer(line))


def _sure(start: int, end: int, line: str, spans: Sequence[tuple[int, int]]) -> bool:
    """Neither negated nor to come nor a question nor a condition, in its clause."""
    first, last = next(((s, e) for s, e in spans if s <= start < e), (0, len(line)))
    before, after = line[max(first, start - 30) : start], line[end : min(last, end + 20)]
    word = line[start:end]
    if _NEGATED.search(before) or is_question(line[first:last]) or re.search(r"(?:后|以后|之后)再?$|[再才]$", before):
        return False
    if re.match(r"(?:后再?|之后再?|以后|前|之前|时|的话|中(?=$|[\W_])|吗|么|没有?$|的(?!$|[\W_]))", after) and not word.endswith(("恢复", "正常")):
        return False
    future = list(_FUTURE.finditer(before))
    return not future or bool(re.search(r"已|了", before[future[-1].end() :])) or (word.startswith(("已", "均已", "都已", "现已")) and not re.search(r"预计|待|等|如果|若|一旦|请", before))


def _first(heard: Sequence[Heard], meaning: str, spans: Sequence[tuple[int, int]], line: str) -> bool:
    """Whether a phrase of this meaning stands, not negated (除非它自己否定), not asked, not conditional."""
    for h in heard:
        if meaning not in h.meanings:
            continue
        first, last = next(((s, e) for s, e in spans if s <= h.start < e), (0, len(line)))
        before, after = line[max(first, h.start - 20) : h.start], line[h.end : min(last, h.end + 10)]
        if meaning == "ask_raiser":
            return True
        if is_question(line[first:last]) or re.search(r"如果|若|一旦|是否|等|待|请(?!关闭)|(?<![a-z])(?:if|whether|once|when)(?![a-z])", before):
            continue
        if re.match(r"后再?|之后|以后|前|之前|的话|的(?!$|[\W_])", after):
            continue
        if meaning == "close" and re.search(r"(?:后|以后|之后)再?$|[再才]$", before):
            continue
        if meaning == "close" and (_NEGATED.search(before) or re.search(r"将|会|预计|计划|明天|will", before)):
            continue
        return True
    return False


def _only_to_come(line: str) -> bool:
    """Under 处理结果：nothing but what will be: 正在定位，预计明天修复."""
    spans = clauses(line)
    return bool(spans) and all(_FUTURE.search(line[s:e]) or not re.search(r"[\w]", line[s:e]) for s, e in spans)


def _asks_back(line: str) -> bool:
    return bool(re.search(r"请问|能否|能不能|可否|哪|几|多少|什么|是否|有没有|有无|怎么|如何|(?<![a-z])(?:which|what|how|when|where|do you|does|did|is it|are there|can you|could you)(?![a-z])", line))
