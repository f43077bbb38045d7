"""unclear_answer: what somebody who was asked for 同意 or 不同意 answers with words of neither: asked about, never kept in silence.

Who puts it off (下周答复), asks, thanks or speaks of others (客户同意了) has not answered yet: that stays a note.
"""

from mailbot.campaign.outcome import Fault
from mailbot.inbound.forms.clauses import UNSURE, clauses, is_question
from mailbot.inbound.forms.context import Context
from mailbot.inbound.forms.replies.answers import waits_for
from mailbot.inbound.forms.replies.conditions import asked_again
from mailbot.inbound.forms.replies.own_name import in_own_name
from mailbot.late import late

_LONGEST = 300  # characters: an answer is short
_STANCE = late(
    r"(?:同意|赞成|认可|接受|批准|反对)(?![书函信单文号表]|培训|连接|人(?!$|[\W_]))|异议|过不了|通不过"
    r"|(?<![测验])(?:通过|过了)(?=$|[\W_])|不行|不可以|不能(?:做|动|限制?|升|停|推|发)|有?保留"
    r"|(?:有|存在)(?:不同|其他|些|一些)?(?:意见|看法|想法|顾虑|疑虑|困难|难度)|太(?:赶|紧|急|短|早|晚)"
    r"|(?<![a-z])(?:object\w*|agree\w*|approv\w*|accept\w*|sign(?:ed)? (?:this |it )?off|oppos\w+|veto\w*"
    r"|against|reservations?|concerns?|on board|live with|go-ahead|no[- ]go|thumbs up"
    r"|(?:this|that|it|plan|dates?|timing|schedule|week|day) (?:doesn't|does not|won't|will not) work|works for"
    r"|(?:ok|okay|fine|good|happy)(?: \w+){0,3} (?:if|once|when|only|unless|provided|as long as))(?![a-z])"
    r"|(?:^|\s)[+-]1(?=\s|$)"
    # 应该没问题, probably ok: who does not vouch for it has not said it
    rf"|(?:{UNSURE}|应该|大概)[^，,。；;\n]{{0,4}}(?:可以|没有?(?:问题|意见|异议)|行(?!程))"
    rf"|(?:{UNSURE}|(?<![a-z])should be)[^,.;\n]{{0,10}}(?<![a-z])(?:ok|okay|fine|good)(?![a-z])"
)
# Of a postponement alone: 就这样吧, 延不了, Extension granted.
_OF_A_DELAY = late(
    r"就?(?:先|只(?:好|能)|也只能|那就)?这样(?:吧|了|定)|按(?:你|新|这|计划|照)|照(?:你|新|这|计划)|延不了"
    r"|不(?:能|要|可|许|准)?(?:再)?延|能?延|太(?:晚|久|长)|最(?:多|迟|晚)|\d\s*[号日]"
    r"|(?<![a-z])(?:granted|extension|extend|deny|denied|until|till|that works|last (?:time|extension)"
    r"|at the latest|only if|no later)(?![a-z])"
)
# Not yet, of somebody else, or nothing to do with consent.
_PUTS_OFF = late(
    r"再(?:给)?(?:您|你|大家)?(?:一个)?(?:正式|书面|统一|最终)?的?(?:答复|回复|回|说|定|议|看|反馈)"
    r"|(?:答复|回复|反馈)(?:您|你|大家)?(?=$|[\W_])|先(?:问|汇报|请示|看|确认|沟通|商量|了解|讨论)"
    r"|(?:还|仍|正)?在(?:讨论|商量|走流程|审批|沟通|征求)"
    r"|等[^，,。；;\n]{0,12}(?:答复|回复|确认|批|同意|意见|消息)|征求"
    r"|(?:还|仍)?需要?[^，,。；;\n]{0,8}(?:批|同意|审|确认)"
    r"|(?:跟|和|与|向|找)[^，,。；;\n]{0,8}(?:确认|沟通|商量|请示|汇报)"
    r"|(?<![a-z])(?:get back|let (?:me|us) (?:check|see|ask|think)"
    r"|(?:will|need to|have to|must) (?:check|review|ask|confirm|reply|answer|respond|discuss|talk|let you)"
    r"|checking|asking|still (?:discussing|waiting)|waiting for|not yet)(?![a-z])"
)
_OTHERS = late(
    r"(?:系统|服务[器端]|网关|站点|设备|终端|客户端|客户|门店|用户|对方|甲方|供应商|运维"
    r"|他们)[^，,。；;\n]{0,10}(?:同意|接受|认可|反对|不行|通过|意见)(?!.{0,4}就)"
    r"|如(?:有|无)|(?:各位|大家|你们?|请)[^，,。；;\n]{0,6}(?:同意|意见|异议)"
    r"|(?<![a-z])(?:customers?|clients?|users?|they|who|anyone|anybody|if you)(?![a-z])"
)


_ASKS = late(
    r"为(?:什么|何|啥)|哪[个些里位天]|谁|多少|几[个天台号]|怎么|什么时候"
    r"|(?<![a-z])(?:why|which|what|how|when|whose)(?![a-z])"
)


def unclear_answer(context: Context) -> Fault | None:
    """The fault that asks a department whose answer to the plan is due, or the PM before whom a postponement lies, for a plain
    word; None for everybody else, and for talk."""
    text = context.text.strip()
    if not 2 <= len(text) <= _LONGEST or context.subject.forward or (kind := _asked_for(context)) == "":
        return None
    line = in_own_name(text, context)
    if _PUTS_OFF.search(line) or _OTHERS.search(line):
        return None
    told = any(_takes_a_stance(line[start:end], kind) for start, end in clauses(line))
    return asked_again(kind, text, reason="answer-unclear") if told else None


def _takes_a_stance(clause: str, kind: str) -> bool:
    said = _STANCE.search(clause) or (kind == "decision" and _OF_A_DELAY.search(clause))
    return bool(said) and not is_question(clause) and not _ASKS.search(clause)


def _asked_for(context: Context) -> str:
    """`confirmation` or `decision`: what the sender is being asked for; '' where nothing is, or something else."""
    campaign, rows = context.campaign, context.thread.rows
    if campaign is None or campaign.over:
        return ""
    waiting = {p.number for p in campaign.postponements if p.state == "pending"}
    if context.person in campaign.pms:
        return "decision" if any(r.asks == "postponement" and r.postponement in waiting for r in rows) else ""
    return "confirmation" if all(r.asks == "confirmation" for r in rows) and waits_for(context) else ""
