"""write: an outbox entry becomes a mail's octets (RFC 5322), which are kept and sent as they are.

Nobody who is named in a mail can add a header, a recipient or a part: every value passes `headers`, recipients are the
entry's alone.
"""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from zoneinfo import ZoneInfo

from mailbot.campaign.post import Post
from mailbot.errors import TemplateError
from mailbot.outbound.attachments import Attachment, attachments
from mailbot.outbound.frame import Frame
from mailbot.outbound.headers import dated, ids, mailbox, mailboxes, unstructured
from mailbot.outbound.subject_line import subject_line
from mailbot.outbound.templates import Templates
from mailbot.rulebook.shapes import Company

ANSWERS = ("receipt", "fault", "answer")
_REFERENCES = 20  # the first and the latest, so that a thread of years stays within a line server's bounds


def write(
    post: Post,
    templates: Templates,
    company: Company,
    *,
    name: str = "",
    token: str | None = None,
    now: datetime | None = None,
    handed_on: Sequence[Attachment] = (),
) -> bytes:
    """The mail's octets, CRLF throughout. `handed_on` are files of the mail that caused it. `name` is the sender's as shown (the company's where ''), `token` the part
    behind `+` in the address for answers (None where the server has no sub-addressing), `now` its Date.

    Raises TemplateError, also where a fact that the template or an attachment needs is missing.
    """
    moment = (now or max(post.created, post.due)).astimezone(ZoneInfo(company.timezone))
    address = _with_token(company.bot, token)
    frame = frame_of(post, company, now=moment, address=address)
    files = [*attachments(post, templates, company, moment), *handed_on]
    facts = {**post.facts, "picture": True} if any(f.cid for f in files) else post.facts
    rendered = templates.render(post.template, post.language, facts, frame)
    subject = _subject(post, rendered.subject)
    shown_name = name or f"{company.name} · {'产品策略' if post.language == 'zh' else 'campaigns'}"
    to, cc = recipients(post)
    head = [
        mailboxes("From", [mailbox(company.bot, shown_name)]),
        mailboxes("To", [mailbox(a, templates.name_of(a)) for a in to]),
        *([mailboxes("Cc", [mailbox(a, templates.name_of(a)) for a in cc])] if cc else []),
        *([mailboxes("Reply-To", [mailbox(address, shown_name)])] if address != company.bot else []),
        unstructured("Subject", subject),
        dated("Date", moment),
        ids("Message-ID", [post.message_id]),
        *([ids("In-Reply-To", [post.in_reply_to])] if post.in_reply_to else []),
        *([ids("References", references(post))] if references(post) else []),
        # RFC 3834; and Exchange, which minds it less, is told in its own words to answer with nothing but bounces.
        f"Auto-Submitted: {'auto-replied' if post.purpose in ANSWERS else 'auto-generated'}",
        "X-Auto-Response-Suppress: DR, RN, NRN, OOF, AutoReply",
        f"Content-Language: {'zh-CN' if post.language == 'zh' else 'en'}",
    ]
    body = _body(rendered.text, rendered.html, files, post.message_id)
    return ("\r\n".join(head) + "\r\n").encode("utf-8") + body


def frame_of(post: Post, company: Company, *, now: datetime, address: str = "") -> Frame:
    """What the templates know of the mail itself: also for previews."""
    return Frame(
        now=now,
        to=post.to,
        address=address or company.bot,
        subject=post.subject,
        message_id=post.message_id,
        mark=post.mark,
        receipt=post.receipt or "",
    )


def recipients(post: Post) -> tuple[list[str], list[str]]:
    """To and Cc, each address once, To first."""
    seen: set[str] = set()
    lists: tuple[list[str], list[str]] = ([], [])
    for addresses, kept in zip((post.to, post.cc), lists, strict=True):
        for address in addresses:
            if address.lower() not in seen:
                seen.add(address.lower())
                kept.append(address)
    return lists


def references(post: Post) -> list[str]:
    """The thread from its beginning, the mail that is answered last."""
    found = list(dict.fromkeys([*(r for r in post.references if r != post.in_reply_to), post.in_reply_to]))
    found = [r for r in found if r]
    return found if len(found) <= _REFERENCES else [found[0], *found[-(_REFERENCES - 1) :]]


def _subject(post: Post, own: str) -> str:
    """The entry's subject: as it was fixed, or answered; where it has none, the template's own."""
    if post.purpose in ANSWERS and post.subject:
        return subject_line(post.subject, post.mark, post.language)
    if post.subject:
        fixed = bool(post.mark) and post.subject.endswith(f"[{post.mark}]")
        return (
            post.subject
            if fixed
            else subject_line(post.subject, post.mark, post.language, reply=bool(post.in_reply_to))
        )
    if not own:
        raise TemplateError(f"templates/{post.language}/{post.template}.html: no <subject>, and nothing is answered")
    return subject_line(own, post.mark, post.language, reply=False)


def _with_token(address: str, token: str | None) -> str:
    local, _, domain = address.rpartition("@")
    return f"{local}+{token}@{domain}" if token else address


def _body(text: str, html: str, files: Sequence[Attachment], seed: str) -> bytes:
    mail = EmailMessage(policy=SMTP)
    mail.set_content(text, charset="utf-8")
    mail.add_alternative(html, subtype="html", charset="utf-8")
    page = mail.get_payload(1)
    assert isinstance(page, EmailMessage)
    for file in files:
        main, _, sub = file.type.partition("/")
        if file.cid:
            page.add_related(file.octets, main, sub, cid=f"<{file.cid}>", disposition="inline", filename=file.name)
        else:
            mail.add_attachment(file.octets, main, sub, filename=file.name, params=dict(file.params))
    # The same entry gives the same octets; the Message-ID cannot be guessed, so no text holds a boundary by design.
    for number, part in enumerate(p for p in mail.walk() if p.is_multipart()):
        part.set_boundary(f"=_{number}_{hashlib.sha256(seed.encode()).hexdigest()[:32]}")
    return mail.as_bytes()
