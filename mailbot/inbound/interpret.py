"""interpret: the table tag → form, and what is answered where no form fits (SPEC 3).

Readers of issues, results and answers are imported when such a mail comes: a plan does without a tenth of all modules.
"""

from collections.abc import Callable, Mapping

from mailbot.campaign.outcome import Fault
from mailbot.inbound.classify import Form, classify, to_the_bot_alone
from mailbot.inbound.forms.asked import inquires, takes_back
from mailbot.inbound.forms.context import Context, Understanding
from mailbot.inbound.forms.plans.plan import read_plan
from mailbot.inbound.forms.query import read_help, read_query, read_undo
from mailbot.inbound.subject import SpokenTag
from mailbot.late import late
from mailbot.rulebook.shapes import Role
from mailbot.value import replace

_FORMS: Mapping[Form, Callable[[Context], Understanding]] = {
    "plan": read_plan,
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
        case "guide" | "nothing" if takes_back(context):
            return read_undo(context)
        case "guide" | "nothing" if unbracketed := _unbracketed(context):
            return unbracketed
        case "guide":
            return Understanding(
                kind="unknown", faults=(Fault(reason="guide", field="subject", words=context.subject.written),)
            )
        case "nothing":
            return Understanding(kind="note")
    if classified.form == "plan" and (unrecorded := _answers_no_plan(context)):
        return unrecorded
    if classified.form in _FORMS:
        return _FORMS[classified.form](context)
    return _answer(classified.form, context)


def _answer(form: Form, context: Context) -> Understanding:
    """An issue, a result or an untagged answer."""
    from mailbot.inbound.forms.issues.issue import read_issue
    from mailbot.inbound.forms.replies.mending import mend
    from mailbot.inbound.forms.replies.told_apart import told_apart
    from mailbot.inbound.forms.result import read_result
    from mailbot.inbound.forms.untagged import issue_beside, read_untagged

    if form != "issue" and (parted := _parted(context)):
        return parted
    read = {"reply": read_untagged, "issue": read_issue, "result": read_result}[form]
    if form != "issue" and (both := told_apart(context, read)):
        return both
    if form == "result" and _asks_how_far(context):
        return read_query(context)
    understood = mend(read, context) if context.earlier is not None else read(context)
    return issue_beside(understood, context) if form == "result" else understood


def _asks_how_far(context: Context) -> bool:
    """【进度】 麻烦问下全量推了多少台了？ asks for what others report under it."""
    tag, campaign = context.subject.tag, context.campaign
    if campaign is None or tag is None or tag.special != "progress" or context.earlier is not None:
        return False
    return not campaign.open_of(context.person) and inquires(context) and not any(map(str.isdigit, context.text))


def _answers_no_plan(context: Context) -> Understanding | None:
    """同意 under somebody's plan that was not recorded: the tag is the plan's, not the sender's, who is told so. None where the
    sender plans themselves, or says something else."""
    tag, answered = context.subject.tag, context.thread.answered
    if tag is None or tag.fresh or context.campaign is not None or context.earlier is not None:
        return None
    person = context.rules.directory.person(context.person)
    planned = answered is not None and answered.kind == "plan" and answered.verdict == "rejected"
    if person is not None and Role.PM in person.roles and not planned:
        return None
    from mailbot.inbound.forms.replies.agreement import agreement

    heard = context.heard
    agreed = agreement(heard, context.text)
    if agreed is None:
        return None if not heard.only("thanks", "acknowledge") else Understanding(kind="note")
    words = context.text.strip()[:100]
    return Understanding(
        kind="confirmation" if agreed else "objection", faults=(Fault(reason="plan-not-recorded", words=words),)
    )


def _unbracketed(context: Context) -> Understanding | None:
    """`计划：星桥服务端 8.2.1 升级` or `策略 星桥服务端 …` of a PM, with a plan below it and the bot among others: its tag lacks the
    brackets, and silence would leave the PM thinking that it is registered; likewise an issue or result about a version. What is sent
    to the bot alone is meant for it: a plan is taken, an issue or result asked for its tag. 计划：周五团建 stays what it is."""
    subject, alone = context.subject, to_the_bot_alone(context)
    tag = next((one for one in subject.tags if one.bare and one.fresh), subject.opening)
    if tag is None or tag.key in ("QUERY", "HELP", "UNDO"):
        return _FORMS[_ASKED[tag.key]](context) if tag and alone else None
    if tag.key == "PLAN" and (plan := _plan_below(tag, context)):
        if alone:
            return plan
    elif not alone and (tag.key == "PLAN" or not _ABOUT_VERSION.search(subject.bare)):
        return None
    fault = Fault(
        reason="near-miss-tag", field="subject", words=tag.words, nearest=(tag.words,), facts={"bracket": True}
    )
    return Understanding(kind="unknown", faults=(fault,))


_ASKED: Mapping[str, Form] = {"QUERY": "query", "HELP": "help", "UNDO": "undo"}
_ABOUT_VERSION = late(r"(?<![\d.])\d{1,2}(?:\.\d{1,5}){1,3}(?![\d.]|\s*[万亿%％倍元折米分小])")


def _plan_below(tag: SpokenTag, context: Context) -> Understanding | None:
    """The plan of a PM under a tag without brackets, of a kind and with a node that is due."""
    if context.person not in {person.address for person in context.rules.directory.with_role(Role.PM)}:
        return None
    title = context.subject.bare.removeprefix(tag.words).strip(" -–—|｜/·_,，、:：")
    plan = read_plan(replace(context, subject=replace(context.subject, tags=(tag,), bare=title)))
    dated = any(node.get("due") and node.get("key") != "finalize" for node in plan.nodes)
    return plan if dated and plan.fields.get("kind") else None


def _parted(context: Context) -> Understanding | None:
    """A progress or an answer, and below it 【问题】…: both are read, each for itself. None where nothing is parted off."""
    from mailbot.inbound.forms.issues.issue import read_issue
    from mailbot.inbound.texttag import split_off

    parts = split_off(context.writing, context.rules.tags) if context.campaign is not None else None
    if parts is None:
        return None
    above, tag, below = parts
    first = interpret(replace(context, writing=above))
    # Its title is its own first line, not the mail's.
    raised = read_issue(replace(context, writing=below, subject=replace(context.subject, tags=(tag,), bare="")))
    said = [x for x in (first, raised) if x.commands or x.faults]
    if not said:
        return None
    spoken = first if first.kind != "note" and first in said else raised
    return replace(
        spoken,
        commands=(*first.commands, *raised.commands) if spoken is first else raised.commands,
        faults=(*first.faults, *raised.faults),
        readings=(*first.readings, *raised.readings),
        fields={**first.fields, **raised.fields},
    )
