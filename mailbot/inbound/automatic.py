"""automatic: why a letter was written by a program, so that nobody waits for an answer (SPEC 6, RFC 3834 section 2)."""

import re

from mailbot.inbound.letter import Letter
from mailbot.late import late
from mailbot.rulebook.folding import fold

# Names of headers by which mail programs own up to an automatic answer, beside Auto-Submitted: X-Autoreply, X-Autorespond,
# X-QQ-AUTO-REPLY, X-QQ-HolidayReply (QQ sends no other sign), X-FC-MachineGenerated, X-Mail-Autoreply, X-Vacation …
_OWNS_UP = late(
    r"^(x-)?([a-z0-9]+-){0,3}(auto-?(mated-?)?(repl(y|ied)|respon[ds]e?r?|generated|answer(ed)?)|holiday-?reply"
    r"|vacation|machine-?generated"
    r"|out-?of-?office|ms-exchange-inbox-rules-loop)(-[a-z]+){0,2}$"
)
_SUPPRESS = "x-auto-response-suppress"  # a wish of the sender's (MS-OXCMAIL 2.1.3.2.20): of an automatic mail only where it is All
_NO = ("no", "false", "0", "none", "off")
_AUTO_PRECEDENCE = ("auto_reply", "auto-reply", "autoreply")
_BULK = ("bulk", "junk", "list")
_LIST_HEADERS = (
    "list-id",
    "list-post",
    "list-unsubscribe",
    "list-help",
    "mailing-list",
    "x-mailing-list",
    "x-beenthere",
)
_AUTOMATIC_SUBJECT = late(
    r"^\W{0,3}(自动回复|自动答复|自动应答|自動回覆|自動答覆|自動回復|外出自动回复|外出答复|外出|不在办公室"
    r"|休假(自动)?回复|假期(自动)?回复"
    r"|automatic(ally generated)? (reply|response)|auto[- ]?(reply|response|responder|answer)"
    r"|out[- ]of[- ](the[- ])?office( auto[- ]?reply)?"
    r"|vacation( reply)?|abwesenheitsnotiz|réponse automatique|respuesta automática)\s*([:：\]】］)）|]|$)",
    re.IGNORECASE,
)
_RECEIPT_SUBJECT = late(
    r"^\W{0,3}(已读|已讀|未读|未讀|已阅读|已閱讀|(邮件)?已读回执|(邮件)?阅读回执|閱讀回條|讀取回條|未读已删除"
    r"|read|not read|read receipt|return receipt"
    r"|deleted|delivered|已送达|已送達|送达回执)\s*[:：]|^\W{0,3}(return receipt|read receipt|已读回执|阅读回执"
    r"|邮件已被阅读)",
    re.IGNORECASE,
)
_MEETING_SUBJECT = late(
    r"^(accepted|declined|tentative(ly accepted)?|new time proposed|已?接受|已?拒绝|已?謝絕|已?谢绝|暂定|暫訂"
    r"|建议新时间|已?接受邀请|已?拒绝邀请)\s*[:：]",
    re.IGNORECASE,
)
_ANSWER_METHODS = late(
    r"^METHOD[^:\n]{0,100}:\s*(REPLY|COUNTER|REFRESH|DECLINECOUNTER)\s*$", re.IGNORECASE | re.MULTILINE
)


def automatic(letter: Letter) -> str:
    """In a word why the letter is an automatic answer or a read receipt, '' where it is none."""
    submitted = (letter.header("auto-submitted") or "no").partition(";")[0].partition("(")[0].strip().lower()
    if "message/disposition-notification" in letter.parts:
        return "read-receipt"
    if submitted and submitted != "no":
        return "auto-submitted"
    for name, value in letter.headers:
        if name == _SUPPRESS:
            owned = "all" in re.split(r"[\s,;]+", value.lower())
        else:
            owned = bool(_OWNS_UP.match(name)) and value.strip().lower() not in _NO
        if owned:
            return name
    precedence = _precedence(letter)
    if precedence in _AUTO_PRECEDENCE or (
        precedence in ("bulk", "junk") and letter.in_reply_to and not _listed(letter)
    ):
        return "precedence"  # vacation(1) answers with `Precedence: bulk` and nothing else
    if _RECEIPT_SUBJECT.match(letter.subject):
        return "read-receipt"
    if _AUTOMATIC_SUBJECT.match(letter.subject):
        return "auto-subject"
    if letter.return_path == "":
        return "null-return-path"
    return ""


def meeting_answer(letter: Letter) -> bool:
    """An answer to an invitation (RFC 5546 3.2.3), which asks the bot for nothing. Outlook's in winmail.dat have a subject and
    nothing else."""
    calendars = [
        a.content[:4000].decode("utf-8", "replace") for a in letter.attachments if a.content_type == "text/calendar"
    ]
    if any(_ANSWER_METHODS.search(c.replace("\r\n", "\n")) for c in calendars):
        return True
    replied = _MEETING_SUBJECT.match(letter.subject)
    return bool(replied) and ("text/calendar" in letter.parts or not (letter.text.strip() or letter.html.strip()))


def list_traffic(letter: Letter, lists: tuple[str, ...]) -> str:
    """In a word why the letter came by a list or in bulk, '' where it did not or by one of `lists` (SPEC 6)."""
    precedence = _precedence(letter)
    reason = "list" if _listed(letter) else "precedence" if precedence in _BULK else ""
    return "" if reason and _by_one_of(letter, lists) else reason


def _listed(letter: Letter) -> bool:
    return any(letter.header(h) for h in _LIST_HEADERS)


def _precedence(letter: Letter) -> str:
    return fold(letter.header("precedence") or "")


def _by_one_of(letter: Letter, lists: tuple[str, ...]) -> bool:
    """By its List-Id (`<pm-all.corp.example>`), List-Post (`<mailto:pm-all@corp.example>`), Mailing-List, or as a recipient."""
    if not lists:
        return False
    said = " ".join(letter.header(h) or "" for h in _LIST_HEADERS if h != "list-unsubscribe").lower()
    named = set(re.findall(r"[\w.+\-]{1,200}@[\w.\-]{1,200}|[\w.+\-]{1,200}", said[:20_000]))
    named |= {a.address for a in (*letter.to, *letter.cc)}
    return any(name in named or name.replace("@", ".") in named for name in lists)
