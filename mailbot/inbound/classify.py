"""classify: which tag counts: one that the sender put anew is spoken, one behind a reply prefix only inherited (SPEC 9)."""

from typing import Literal

from mailbot.inbound.forms.context import Context
from mailbot.value import Value

Form = Literal["plan", "issue", "result", "query", "help", "undo", "reply", "guide", "near-miss", "nothing"]
_FORMS: dict[str, Form] = {
    "PLAN": "plan",
    "ISSUE": "issue",
    "RESULT": "result",
    "QUERY": "query",
    "HELP": "help",
    "UNDO": "undo",
}


class Classified(Value):
    """`form` reads the mail; `why` is a word for `explain`."""

    form: Form
    why: str


def classify(context: Context) -> Classified:
    """The form for a mail that is to be acted on."""
    subject = context.subject
    tag = subject.tag
    if (
        tag is not None
        and tag.bare
        and not subject.codes
        and not context.thread.campaign
        and not to_the_bot_alone(context)
    ):
        tag = None  # 计划：周五团建, with the bot among many, is office mail
    if tag is not None and (tag.fresh or not context.thread.campaign or _passes_on(context)):
        # Of a forward, and of a reply to nothing that is known, the tag still says what the mail is.
        mended = context.earlier is not None and not tag.fresh
        return Classified(_FORMS[tag.key], "mends-a-rejected-mail" if mended else "tag")
    if context.earlier is not None:
        return Classified(_form_mended(context.earlier), "mends-a-rejected-mail")
    if subject.near and not subject.reply:
        return Classified("near-miss", "near-miss-tag")
    if context.thread.campaign or context.thread.answered:
        return Classified("reply", f"thread-by-{context.thread.how or 'answer'}")
    if subject.near:
        return Classified("near-miss", "near-miss-tag")
    return Classified("guide" if to_the_bot_alone(context) else "nothing", "untagged")


def _form_mended(earlier: Context) -> Form:
    """How the rejected mail was read, and so what mends it. A tag that it had only inherited says what it answered: under 【计划】 a
    department's 版本限制做好了 was a result, and the day that it lacked revises nothing."""
    tag = earlier.subject.tag
    if tag is None or (not tag.fresh and classify(earlier).form == "reply"):
        return "reply"
    return _FORMS[tag.key]


def _passes_on(context: Context) -> bool:
    """转发: 【问题】SU-2026-0007 over a mail that the bot has not seen, with nothing written above it: what is forwarded is the
    content, and the tag says of what sort. Under words of the sender's own it is history, and so is its tag."""
    subject, thread = context.subject, context.thread
    forwards = subject.forward and not subject.reply and thread.how == "code" and thread.answered is None
    return forwards and (context.writing.forwarded or not context.text.strip())


def to_the_bot_alone(context: Context) -> bool:
    """To the bot and nobody else: whoever copies it on office mail wants no answer from it."""
    bot = context.rules.company.bot
    local, _, domain = bot.partition("@")
    everybody = [a.address for a in (*context.letter.to, *context.letter.cc)]
    own = [a for a in everybody if a == bot or (a.startswith(f"{local}+") and a.endswith(f"@{domain}"))]
    return bool(own) and len(own) == len(everybody)
