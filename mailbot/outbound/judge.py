"""judge: what an SMTP reply means for the outbox: sent, try later, never, or stop and call the admin."""

from typing import Literal

from mailbot.late import late

State = Literal["sent", "deferred", "failed", "paused"]

# RFC 3463 codes that speak of the recipient or of this one mail, whatever words stand beside them.
# 7.124 and 7.133-7.136: Exchange, the recipient takes mail from chosen senders only.
_OF_THIS_MAIL = {
    *((1, detail) for detail in (1, 2, 3, 4, 6, 10)),
    *((2, detail) for detail in (1, 2, 3, 4)),
    (3, 4),
    (4, 1),
    (4, 4),
    (4, 6),
    (4, 7),
    (7, 124),
    *((7, detail) for detail in range(133, 137)),
}
# ... and codes that speak of us: security and policy (7), too many recipients (Exchange's daily limit too), Gmail's
# daily limit, our own address as sender refused.
_OF_US = {(5, 3), (4, 5), (1, 7), (1, 8), (2, 252)}
_LOGIN_CODES = {432, 525, 526, 530, 534, 535, 538}  # RFC 4954, RFC 4616; 526 is Alimail's

_ENHANCED = late(r"(?<![\d.])[245]\.(\d{1,3})\.(\d{1,3})(?![\d.])")
_ADDRESS = late(r"<[^<>]{0,320}>|[^\s<>@]{1,64}@[^\s<>@]{1,255}")
_GREYLISTED = late(r"gr[ae]y[- ]?list")
# As providers write them; each was found in a provider's own list of replies or in users' reports.
_WORDS_OF_US = late(
    "|".join(
        (
            r"frequency limit|rate limit|sending limit|limit on sending|thread limit|connection limit",  # QQ, Exchange
            r"\bdaily\b[^.\n]{0,40}\b(limit|quota)|\b(limit|quota)\b[^.\n]{0,40}\b(per|a|each) (day|hour|minute)",
            r"quota ?exceeded|(send|sending|submission|message|email|outbound) quota|unusual rate|throttl",
            r"too (many|much) (mail|message|email|e-mail|connection|recipient|login|session|concurrent|error|fail"
            r"|auth|bad)",
            r"number of concurrent connections",
            r"\b(dt|mi|rp|hl|wm|mx):[a-z]{2,4}\b",  # NetEase: DT:SPM, MI:STC, HL:REP …
            r"\bspam|behaviou?r spam|suspicious|content (is )?(denied|rejected|blocked)|content policy|virus|malware",
            r"black ?list|block ?list|dnsbl|\brbl\b|blocked using|ip is rejected|user suspended|user in black",
            r"relay(ing)? (access )?(is )?(denied|not permitted|prohibited|not allowed)|(unable|not allowed) to relay",
            r"authenticat|need[^.\n]{0,20}\bauth\b|log ?in (fail|denied|required)|login fail|not logged in",
            r"mail from (address )?must|conform with auth|not owned by user|send ?as ?denied|not allowed to send",
            r"policy (violation|reason|rejection|restriction)|administrative prohibition|prohibited by administrator",
        )
    )
)
# The same words, said of the recipient: "550 Mailbox quota exceeded", "recipient over quota".
_WORDS_OF_RECIPIENT = late(
    r"(mailbox|user|recipient|account|storage|disk)[^.\n]{0,30}(full|over ?quota|quota exceeded"
    r"|exceeded[^.\n]{0,20}quota)"
    r"|over ?quota|(mailbox|user|recipient) (not found|unknown|unavailable)"
    r"|(unknown|no such|invalid) (user|recipient|mailbox)"
    r"|rejected by recipient"
)


def judge(code: int, text: str) -> State:
    """What reply `code text` means (RFC 5321 4.2.1, RFC 3463).

    `paused`: it is about rate, quota, login or content policy, so about the bot and not about the recipient: the outbox
    waits and the admin is told (SPEC 5). Text that is no SMTP reply (code below 200) is `deferred`.
    """
    if 200 <= code < 400:
        return "sent"
    by_code: State = "failed" if 500 <= code < 600 else "deferred"
    if code in _LOGIN_CODES:
        return "paused"
    # An address may contain any word: <antispam@corp.example>.
    words = _ADDRESS.sub(" ", text[:2000].casefold())
    if by_code == "deferred" and _GREYLISTED.search(words):
        return "deferred"  # says "try again in five minutes" and means just that
    if found := _ENHANCED.search(words):
        status = (int(found[1]), int(found[2]))
        if status in _OF_THIS_MAIL:
            return by_code
        if status[0] == 7 or status in _OF_US:
            return "paused"
    if _WORDS_OF_RECIPIENT.search(words):
        return by_code
    return "paused" if _WORDS_OF_US.search(words) else by_code
