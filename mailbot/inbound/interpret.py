"""interpret: the table tag → form, and what is answered where no form fits (SPEC 3)."""

from collections.abc import Callable, Mapping

from mailbot.campaign import commands as c
from mailbot.campaign.outcome import Fault
from mailbot.inbound.classify import Form, classify
from mailbot.inbound.forms.context import Context, Understanding
from mailbot.inbound.forms.hearing import Hearing, hear
from mailbot.inbound.forms.issue import read_issue
from mailbot.inbound.forms.plan import read_amendment, read_new_plan, read_plan
from mailbot.inbound.forms.query import read_help, read_query, read_undo
from mailbot.inbound.forms.reply import read_reply
from mailbot.inbound.forms.result import read_result
from mailbot.inbound.subject import find_receipt

_FORMS: Mapping[Form, Callable[[Context], Understanding]] = {
    "plan": read_plan,
    "issue": read_issue,
    "result": read_result,
    "query": read_query,
    "help": read_help,
    "undo": read_undo,
}


def interpret(context: Context) -> Understanding:
    """The commands that a letter asks for, or the faults that stop them."""
    classified = classify(context)
    match classified.form:
        case "near-miss":
            words, meant = context.subject.near[0]
            return Understanding(
                kind="unknown", faults=(Fault(reason="near-miss-tag", field="subject", words=words, nearest=(meant,)),)
            )
        case "guide" | "nothing" if _takes_back(context):
            return read_undo(context)
        case "guide":
            return Understanding(kind="unknown", faults=(Fault(reason="guide", field="subject", words=context.subject.written),))
        case "nothing":
            return Understanding(kind="note")
        case "reply":
            return _reply(context)
    return _FORMS[classified.form](context)


def _reply(context: Context) -> Understanding:
    """An untagged answer: 撤销 and questions first, then the rules' words; of the PM a whole new plan, or lines to change."""
    heard = hear(context.text, context.rules.phrases)
    if heard.says("undo") and len(context.text.strip()) < 60:
        return read_undo(context)
    if heard.says("why") and len(context.text.strip()) < 60 and context.text.strip().endswith(("?", "？", "呢", "么", "吗")) | heard.only("why"):
        return read_query(context)
    understood = read_reply(context)
    campaign = context.campaign
    if campaign is not None and campaign.over and understood.kind == "note" and (late := _late(heard)):
        return late
    if campaign is None or context.person not in campaign.pms:
        return understood
    if understood.kind not in ("summary", "undo") and (replanned := read_new_plan(context)):
        return replanned
    # A PM who answers an objection by 好的，改成：… confirms nothing; the lines say what is meant.
    if understood.kind in ("note", "node_result", "confirmation") and (amended := read_amendment(context)):
        return amended
    return understood


def _late(heard: Hearing) -> Understanding | None:
    """What would have been an order in a campaign that is over: it is answered so, and a 谢谢 is not (SPEC 9 "Stages")."""
    for meanings, command in _LATE:
        if heard.says(*meanings):
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


def _takes_back(context: Context) -> bool:
    """撤销 R-1042 as a subject or a text, without a bracket and in no thread: the receipt's number says what is meant."""
    title = context.subject.bare
    if find_receipt(context.subject.written) and hear(title, context.rules.phrases).says("undo"):
        return True
    text = context.text.strip()
    return len(text) < 60 and find_receipt(text) is not None and hear(text, context.rules.phrases).says("undo")
