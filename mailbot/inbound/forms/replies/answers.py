"""plan_answer: 同意, 不同意 and what lies between, of a department under a plan (SPEC 1, 9); waits_for: whom the plan waits for."""

from mailbot.campaign import commands as c
from mailbot.campaign.audience import speaks_for
from mailbot.campaign.commands import Reading
from mailbot.inbound.forms.clauses import clauses, is_question
from mailbot.inbound.forms.context import Context
from mailbot.inbound.forms.days.dates import Moment
from mailbot.inbound.forms.found import Found
from mailbot.inbound.forms.hearing import Hearing, hear, smooth
from mailbot.inbound.forms.issues.greeting import ungreeted
from mailbot.inbound.forms.nodes.naming import node_mentions
from mailbot.inbound.forms.replies.agreement import agreement, agrees_in_part, is_weak
from mailbot.inbound.forms.replies.conditions import asked_again, is_conditional
from mailbot.inbound.forms.replies.own_name import in_own_name
from mailbot.late import late

_LONGEST_ANSWER = 300  # characters


def plan_answer(context: Context, department: str, text: str = "") -> Found:
    """同意 or an objection of a department to the plan. Consent that hangs on a condition is asked about."""
    text = text or context.text
    own = in_own_name(text, context)  # 华东没问题
    heard = hear(own, context.rules.phrases)
    agreed = agreement(heard, own)
    words = text.strip()[:500]
    if (
        agreed is None
        and agrees_in_part(heard)
        and not any(is_question(text[a:b]) for a, b in clauses(text))
        and _is_about_the_plan(heard, context)
    ):
        return [], [asked_again("confirmation", words, reason="consent-in-part")]
    if agreed is None and _wants_another_day(heard.text) and waits_for(context):
        return [], [asked_again("confirmation", words)]  # 14号太赶，能不能 21 号再限？
    if agreed is None or not _is_about_the_plan(heard, context) or (agreed and _NOT_FORMALLY.search(heard.text)):
        return [], []
    if not agreed:
        return [c.ObjectToPlan(department=department, words=ungreeted(words))], []
    if is_conditional(text) or _wishes_a_day(text, context):
        return [], [asked_again("confirmation", words)]
    told = Reading(field="answer", value="confirmed", place=_place(heard, context), words=words[:200])
    return [c.ConfirmPlan(department=department, words=words, asked=_asked_beside(text, context), readings=(told,))], []


def _asked_beside(text: str, context: Context) -> str:
    """同意。另外想问下 …？ to the bot alone: the PM has not read it."""
    campaign = context.campaign
    # The whole sentence: retry.max is parted at its dot.
    begins = [max(text.rfind(sign, 0, a) for sign in "。！!？?；;\n") + 1 for a, _ in clauses(text)]
    questions = [text[n:b].strip() for n, (a, b) in zip(begins, clauses(text), strict=True) if is_question(text[a:b])]
    if campaign is None or not questions:
        return ""
    readers = {
        p.address for a in (*context.letter.to, *context.letter.cc) if (p := context.rules.directory.person(a.address))
    }
    if readers & set(campaign.pms):
        return ""
    return "\n".join(dict.fromkeys(questions))[:500]


# 个人觉得没什么问题，等我跟领导汇报完再正式答复: the department has not answered yet.
_NOT_FORMALLY = late(
    r"再(?:给)?(?:您|你|大家)?(?:一个)?(?:正式|书面|统一|最终)?的?(?:答复|回复|反馈)"
    r"|(?<![a-z])(?:personally|(?:formal|official) (?:answer|reply|confirmation)"
    r"|(?:answer|reply|confirm) (?:formally|officially)|get back to you)(?![a-z])"
)
_TOO_SOON = late(
    r"太(?:赶|紧|急|短|早)|来不及|赶不(?:上|及)|时间(?:上)?不够"
    r"|(?<![a-z])too (?:tight|early|soon|short)(?![a-z])"
)
_COULD_IT = late(
    r"(?:能不能|能否|可否|可不可以|可以|是不是能|是否可以|建议|希望)[^，,。；;\n]{0,16}?(?:\d|月底|月初|下周"
    r"|节后|年后)[^，,。；;\n]{0,6}?(?:再|才|开始|起)(?:限|升|推|下发|做|开始|执行|实施)"
    r"|(?<![a-z])(?:could|can|may) (?:we|it|this|the [a-z ]{3,30}?) (?:please )?(?:be )?(?:start|begin|happen"
    r"|move|wait|push|do|restrict)\w*[^.?\n]{0,40}?(?:instead|later|from|after|until|till|on|to)(?![a-z])"
)


def _wants_another_day(line: str) -> bool:
    return bool(_TOO_SOON.search(line) or _COULD_IT.search(line))


# 同意，但全量升级希望放到12月14日: what is wished for, in whatever words it is put off.
_WISHES = late(
    r"但是?|不过|只是|希望|建议|最好|能否|能不能|可否|可不可以|想(?!必)|倾向|申请"
    r"|(?<![a-z])(?:but|though|prefer\w*|rather|would like|i'd like|we'd like|could we|can we|suggest|propose|wish)(?![a-z])"
)
_MOVES = late(
    r"[放排挪移调改推延定拖缓][^，,。；;\n\d]{0,3}[到在至成为]|再(?:做|升|推|开始)"
    r"|(?<![a-z])(?:mov\w+|push\w*|start|begin|until|instead)(?![a-z])"
)


def _wishes_a_day(text: str, context: Context) -> bool:
    """Whether a consent is followed by another day, that no node of the plan has, for one of its nodes or for what is to move."""
    campaign, line = context.campaign, smooth(text)
    wished = _WISHES.search(line)
    if campaign is None or wished is None:
        return False
    planned = {context.days.day_of(n.due) for n in campaign.nodes}
    for d in context.dates().find_dates(text):
        if d.span[0] < wished.start() or (isinstance(d, Moment) and d.day in planned):
            continue
        start, end = next(((a, b) for a, b in clauses(line) if a <= d.span[0] < b), (0, 0))
        if _MOVES.search(line[start:end]) or node_mentions(text[start:end], campaign, context.rules):
            return True
    return False


def waits_for(context: Context) -> bool:
    """Whether the plan waits for the sender's department."""
    campaign = context.campaign
    person = context.rules.directory.person(context.person)
    if campaign is None or campaign.stage != "planning" or len(context.text) > _LONGEST_ANSWER:
        return False
    return any(context.department == name or speaks_for(person, name, context.rules) for name in campaign.unanswered)


def _place(heard: Hearing, context: Context) -> str:
    """The line in which the word of consent stands."""
    said = heard.first("confirm")
    at = next((line for line in context.writing.lines if said and said.words in smooth(line.text)), None)
    return at.place if at else ""


def _is_about_the_plan(heard: Hearing, context: Context) -> bool:
    """好的，我们周五完成 is a promise; 收到, 好的 alone from somebody who was not asked is talk."""
    campaign = context.campaign
    if campaign is None:
        return True
    asked = [p for p in campaign.departments if p.asks]
    person = context.rules.directory.person(context.person)
    mine = [p for p in asked if context.department == p.name or speaks_for(person, p.name, context.rules)]
    weak = is_weak(heard)
    if not mine and heard.says("failed"):
        return False  # 测试不通过，打回, of a tester: no word on the plan
    if not mine:
        # Whoever was not asked hears so only where the word is clear.
        return not weak and context.person not in campaign.pms
    if weak and heard.says("done", "promise", "postpone", "handled", "not_done"):
        return False
    return not (weak and all(p.answer == "confirmed" for p in mine))
