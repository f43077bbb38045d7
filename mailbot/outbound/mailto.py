"""mailto: the link of a button, which opens the reader's mail program with the reply already written (RFC 6068)."""

from urllib.parse import quote

from mailbot.outbound.blocks import Button
from mailbot.outbound.subject_line import flat
from mailbot.value import Value

LONGEST = 1500  # encoded characters; Outlook and some phones cut longer links (SPEC 5)


class ReplyTo(Value, kw_only=True):
    """Where an answer goes: the bot's address, the subject that carries the mark, the Message-ID that it answers."""

    address: str
    subject: str = ""
    message_id: str = ""


def mailto(to: ReplyTo, button: Button) -> str | None:
    """The link, or None where it would be 1,500 encoded characters or longer: then the reply is shown, to be copied.

    The first line is left free above the mail program's own signature. In-Reply-To is obeyed by some programs
    and passed over by the others, for which the subject's mark says what is answered.
    """
    body = "\r\n".join(button.reply.splitlines())
    fields = [("subject", flat(button.subject) or to.subject), ("body", body)]
    if to.message_id and not button.subject:
        fields.append(("In-Reply-To", to.message_id))
    query = "&".join(f"{name}={quote(value, safe='')}" for name, value in fields if value)
    link = f"mailto:{quote(to.address, safe='@')}" + (f"?{query}" if query else "")
    return link if len(link) < LONGEST else None
