"""held_order, too_late: orders that are not carried out: the PM's on the campaign as a whole that hangs on a condition, or on a day to come,
or is said of an issue or a postponement, is asked about; what comes to a campaign that is over is answered so (SPEC 9)."""

from mailbot.campaign import commands as c
from mailbot.campaign.model import Campaign
from mailbot.campaign.outcome import Fault
from mailbot.inbound.forms.clauses import IF, clause_at, clauses, is_question
from mailbot.inbound.forms.context import Context, Understanding
from mailbot.inbound.forms.days.dates import Moment
from mailbot.inbound.forms.found import asks
from mailbot.inbound.forms.replies.lifecycle import beside_order
from mailbot.late import late

_LONGEST = 200  # characters: an order is short
# 大家没意见的话就启动吧. 确认后启动 tells what will be anyway.
_IF = late(rf"的话|{IF}|若(?!干)|(?<![a-z])provided(?![a-z])")
_KINDS = {"start": "start", "pause": "pause", "resume": "resumption", "cancel": "cancellation"}


def held_order(context: Context) -> Fault | None:
    """The fault that says that nothing was done yet, and how to do it; None for talk. The context is the PM's."""
    campaign = context.campaign
    if campaign is None or campaign.over or len(context.text.strip()) > _LONGEST:
        return None
    under_issue = any(r.asks in ("issue", "postponement", "decision") for r in context.thread.rows)
    heard = context.heard
    dates = [
        d for d in context.dates().find_dates(context.text) if isinstance(d, Moment) and d.day > context.mailed.date()
    ]
    for h in heard.heard:
        meaning = next((m for m in _KINDS if m in h.meanings and _can(m, campaign)), "")
        start, end = clause_at(heard.text, h.start)
        if not meaning or is_question(heard.text[start:end]):
            continue
        words = context.text[start:end].strip(" ，,。；;\n")[:100]
        if under_issue:
            beside = f"{heard.text[start : h.start]} {heard.text[h.end : end]}"
            if meaning in ("pause", "cancel") and beside_order(beside):
                return asks("order-under-issue", _KINDS[meaning], words, order=meaning)
            continue
        if meaning == "start" and _IF.search(heard.text[_before(heard.text, start) : end]):
            waiting = [p.name for p in campaign.departments if p.asks and p.answer != "confirmed"]
            return asks("start-conditional", "start", words, departments=waiting)
        rest = list(heard.text[start:end])
        rest[h.start - start : h.end - start] = " " * (h.end - h.start)
        later = [d for d in dates if start <= d.span[0] < end]
        for d in later:
            # 从下周一起 stands as 从今天起 does
            rest[d.span[0] - start : d.span[1] - start] = "今天".ljust(d.span[1] - d.span[0])
        if later and beside_order("".join(rest)):
            return asks("order-later", _KINDS[meaning], words, order=meaning)
    return None


def _can(meaning: str, campaign: Campaign) -> bool:
    match meaning:
        case "start":
            return campaign.stage == "planning"
        case "pause":
            return campaign.paused is None
        case "resume":
            return campaign.paused is not None
    return True


def _before(text: str, start: int) -> int:
    """Where the clause before begins: the condition may stand there, 如果没意见，就启动."""
    return max((a for a, b in clauses(text) if b <= start), default=start)


def too_late(context: Context) -> Understanding | None:
    """It is answered so, and a 谢谢 is not (SPEC 9 "Stages"): None."""
    for meanings, command in _LATE:
        if context.heard.says(*meanings):
            return Understanding(kind=command.kind, commands=(command,))
    return None


_LATE: tuple[tuple[tuple[str, ...], c.Command], ...] = (
    (("postpone",), c.AskPostponement()),
    (("promise",), c.PromiseNode()),
    (("done", "all_done", "failed", "not_done"), c.ReportNode()),
    (("start",), c.StartCampaign()),
    (("pause",), c.PauseCampaign()),
    (("resume",), c.ResumeCampaign()),
    (("object",), c.ObjectToPlan()),
)
