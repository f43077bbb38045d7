"""bounce: whether a letter is a report that a mail came back (RFC 3464, and what old and odd servers send in its place),
which of the bot's mails it was, and whom it did not reach."""

import re
from collections.abc import Callable

from mailbot.inbound.letter import Letter
from mailbot.late import late
from mailbot.value import Value

# Local parts and names under which servers write. Exchange's reports bear its own name, and are multipart/report anyway.
_DAEMON = late(r"^(mailer[-_.]?daemon|mail[-_.]?daemon|mdaemon|postmaster|postoffice|mail\.delivery\.\w+|bounces?)@")
_DAEMON_NAME = late(
    r"^(mail delivery (sub)?system|mail delivery service|mailer[- ]daemon|邮件系统|系统退信|退信系统|邮件投递系统)$"
)
# At the front of the subject: further on it is the subject of the mail that came back, or of a campaign on bounces.
_SUBJECT = late(
    r"\W{0,3}(undeliver|non-?deliver|un-?delivered|not delivered"
    r"|delivery (status )?(notification|failure|has failed|incomplete|error)"
    r"|returned (mail|to sender|message)"
    r"|(mail|message|e-?mail) (delivery (fail|system|problem|error|warning|status)|could not be|not delivered"
    r"|failed|error|status)"
    r"|your message to \S{1,200} could not|permanent (delivery )?(failure|error)|processing error"
    r"|failure (notice|delivery)|failed mail|mail failed"
    r"|warning: (message|mail|could not)|could not be delivered"
    r"|来自.{1,60}的退信|系统?退信|退信|退回的?邮件|邮件(被)?退回"
    r"|(邮件)?(投递|传输|发送|递送|传送)(失败|出错|错误)|未(能)?(送达|投递|传递)|无法(送达|投递|传递|发送)"
    r"|无法投递的邮件"
    r"|邮件(无法|未能|没有|发送|投递|传输|传送|递送).{0,6}(失败|送达|投递|传递|成功)|送達失敗"
    r"|無法(送達|傳遞|投遞)|未(能)?(送達|傳遞|投遞)|郵件.{0,4}(失敗|退回))",
    re.IGNORECASE,
)
_ANSWERED = late(
    r"^(re|回复|答复|回覆|答覆|fwd?|转发|轉寄|自动回复|自动答复|自動回覆|automatic reply)\s*[:：]", re.IGNORECASE
)
_LATE_SUBJECT = late(
    r"delay|not (yet )?been (yet )?delivered|not yet|still being|will (retry|keep)|延迟|延遲|暂未|暂时", re.IGNORECASE
)
_NOT_FINAL = frozenset({"delayed", "delivered", "relayed", "expanded"})  # RFC 3464 2.3.3
_ID = late(r"<mb\.\d{1,12}\.[0-9a-z]{16}@[^<>\s]{1,255}>")
_BARE_ID = late(r"(?<![\w.])mb\.\d{1,12}\.[0-9a-z]{16}@[\w.\-]{1,255}")
_FIELD = late(r"^[ \t]*([a-z\-]{2,40})[ \t]*:[ \t]*(.*)$", re.IGNORECASE | re.MULTILINE)
_ADDRESS = late(r"[\w.+\-='/]{1,64}@[\w\-]{1,63}(?:\.[\w\-]{1,63}){1,8}")
# Where the returned mail begins: its own To and Cc name those whom it reached too.
_ORIGINAL = late(
    r"^[ \t>]*(-{4,100}.{0,80}(copy|original|returned|unsent|原|信头|header|message).*"
    r"|(received|return-path|message-id|mime-version)\s*:.*)$",
    re.IGNORECASE | re.MULTILINE,
)
_MOST = 200_000


class Bounce(Value):
    """`entry` is the outbox entry that came back, None where no id of the bot's is in the report. `failed` are the
    addresses that were not reached, as far as the report names them. `final` is False while the server still tries, or
    only says that the mail has arrived. `about` is what else the report says of the mail (subject, text), for its mark;
    `reply` what the server said of the first recipient that failed (RFC 3464 2.3.6), '' where it is not told."""

    entry: int | None
    failed: tuple[str, ...]
    final: bool
    about: str
    reply: str = ""

    @property
    def reasons(self) -> tuple[str, ...]:
        return ("returned", *self.failed) if self.final else ("delayed",)


def read_bounce(
    letter: Letter, entry_of: Callable[[str], int | None], *, known: bool, inside: bool = False
) -> Bounce | None:
    """None where the letter is no report. `known`: its sender is somebody of the directory, whose mail about bounces is
    theirs; `inside`: at least of a company domain. `entry_of` tells the outbox entry of one of the bot's own
    Message-IDs, None for all others."""
    if not _is_bounce(letter, known, inside):
        return None
    status = letter.delivery_status[:_MOST]
    failed, final = _from_status(status) if status else _from_text(letter)
    subjects = [v for n, v in letter.returned_headers if n == "subject"] + [
        a.subject for a in letter.attached_letters[:3]
    ]
    about = "\n".join((letter.subject, *subjects, letter.text[:20_000], letter.html[:20_000]))
    return Bounce(_entry(letter, entry_of), failed, final, about, _reply(status))


def _is_bounce(letter: Letter, known: bool, inside: bool) -> bool:
    if letter.delivery_status or "message/delivery-status" in letter.parts:
        return True
    if "message/disposition-notification" in letter.parts:
        return False  # a read receipt, or a mail deleted unread (RFC 8098)
    if letter.header("x-failed-recipients") and not known:
        return True
    named = letter.from_[0] if letter.from_ else None
    if named and not known and (_DAEMON.match(named.address) or _DAEMON_NAME.match(named.name.strip().lower())):
        return True
    if (known or inside) and letter.return_path != "":
        return False
    return bool(_SUBJECT.match(letter.subject)) and not _ANSWERED.match(letter.subject)


def _entry(letter: Letter, entry_of: Callable[[str], int | None]) -> int | None:
    """By the returned mail's own Message-ID, the report's references, or an id in its texts."""
    ids = [v for n, v in letter.returned_headers if n == "message-id"]
    ids += [a.message_id or "" for a in letter.attached_letters]
    ids += [*letter.in_reply_to, *reversed(letter.references)]
    for text in (letter.delivery_status, letter.text, letter.html):
        text = text[:_MOST].replace("&lt;", "<").replace("&gt;", ">")
        ids += _ID.findall(text) + [f"<{i}>" for i in _BARE_ID.findall(text)]
    for attachment in letter.attachments[:5]:
        if attachment.content_type.startswith(("text/", "message/")):
            ids += _ID.findall(attachment.content[:_MOST].decode("ascii", "replace"))
    return next((entry for i in ids if (entry := entry_of(i)) is not None), None)


def _from_status(status: str) -> tuple[tuple[str, ...], bool]:
    """(recipients that failed, whether it is final) of the report's fields, a group a recipient (RFC 3464 2.3)."""
    failed: list[str] = []
    actions: list[str] = []
    for group in re.split(r"\n[ \t]*\n", status):
        fields = {name.lower(): value.strip() for name, value in _FIELD.findall(group)}
        action = fields.get("action", "").split("(")[0].strip().lower()
        people = [_address(fields[n]) for n in ("original-recipient", "final-recipient") if n in fields]
        if action:
            actions.append(action)
        if action not in _NOT_FINAL:
            failed += [p for p in people if p]
    return tuple(dict.fromkeys(failed))[:50], not actions or any(a not in _NOT_FINAL for a in actions)


def _reply(status: str) -> str:
    """`550 5.7.1 content policy` of `Diagnostic-Code: smtp; 550 …`, folded lines joined."""
    for group in re.split(r"\n[ \t]*\n", status):
        fields = {name.lower(): value.strip() for name, value in _FIELD.findall(re.sub(r"\n[ \t]+", " ", group))}
        said: str = fields.get("diagnostic-code", "")
        if said and fields.get("action", "").split("(")[0].strip().lower() not in _NOT_FINAL:
            return (said.partition(";")[2] or said).strip()[:500]
    return ""


def _from_text(letter: Letter) -> tuple[tuple[str, ...], bool]:
    """The same from a report in words: the addresses above the returned mail."""
    text = (letter.text or re.sub(r"<[^<>]{0,2000}>", " ", letter.html[:_MOST]))[:_MOST]
    start = _ORIGINAL.search(text)
    found = [
        letter.subject,
        letter.header("x-failed-recipients") or "",
        text[: min(start.start() if start else 20_000, 20_000)],
    ]
    failed = tuple(dict.fromkeys(a.lower().strip("'") for t in found for a in _ADDRESS.findall(_BARE_ID.sub(" ", t))))
    return failed[:50], not _LATE_SUBJECT.search(letter.subject)


def _address(value: str) -> str:
    """Of `rfc822;<a@b>`."""
    return value.partition(";")[2].strip(" <>\t\"'").lower() if ";" in value else value.strip(" <>").lower()
