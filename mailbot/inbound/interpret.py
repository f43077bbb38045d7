"""interpret: the table tag → form, and what is answered where no form fits (SPEC 3)."""

from collections.abc import Callable, Mapping

from mailbot.campaign.outcome import Fault
from mailbot.inbound.classify import Form, classify
from mailbot.inbound.forms.context import Context, Understanding
from mailbot.inbound.forms.hearing import hear
from mailbot.inbound.forms.issue import read_issue
from mailbot.inbound.forms.plan import read_amendment, read_new_plan, read_plan
from mailbot.inbound.forms.query import read_help, read_query, read_undo
from mailbot.inbound.forms.reply import read_reply
from mailbot.inbound.forms.result import read_result

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
    if campaign is None or context.person not in campaign.pms:
        return understood
    if understood.kind not in ("summary", "undo") and (replanned := read_new_plan(context)):
        return replanned
    # A PM who answers an objection by 好的，改成：… confirms nothing; the lines say what is meant.
    if understood.kind in ("note", "node_result", "confirmation") and (amended := read_amendment(context)):
        return amended
    return understood
