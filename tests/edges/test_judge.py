"""Replies as providers give them, and what each means for the outbox."""

import pytest

from mailbot.outbound.judge import judge

SENT = [
    (250, "2.0.0 Ok: queued as 4F1A2B3C"),
    (250, "Mail OK queued as smtp1,GdxpCgD3_1.2 1764550000"),
    (251, "User not local; will forward"),
]
DEFERRED = [
    (421, "4.3.2 Service shutting down"),
    (421, "4.4.2 mx.corp.example Error: timeout exceeded"),
    (450, "4.2.0 <sunli@corp.example>: Recipient address rejected: Greylisted, see http://postgrey.example"),
    (451, "4.7.1 Greylisting in action, please come back later"),
    (450, "4.2.1 The user you are trying to contact is receiving mail at a rate that prevents delivery"),
    (451, "4.3.0 Temporary server error"),
    (451, "Requested action aborted: local error in processing"),
    (452, "4.2.2 The recipient's mailbox is over quota"),
    (452, "4.3.1 Insufficient system storage"),
    (450, "4.4.1 connection to spam-filter timed out"),
    (450, "Requested mail action not taken: mailbox unavailable"),
    (-1, "garbage"),
    (-1, ""),
]
FAILED = [
    (550, "5.1.1 <nobody@corp.example>: Recipient address rejected: User unknown"),
    (550, "5.1.1 <antispam@corp.example>: Recipient address rejected: User unknown in virtual mailbox table"),
    (550, "No such user: spam-daily-limit@corp.example"),
    (550, "5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup"),
    (550, "5.4.1 Recipient address rejected: Access denied. [AM0EUR02FT012.example]"),
    (550, "Mailbox not found. http://service.mail.qq.com/cgi-bin/help?subtype=1&&no=1000728"),
    (550, "Mailbox unavailable or access denied [Mx4=]"),
    (550, "Mail is rejected by recipients [Mx4=]"),
    (550, "Invalid User: sunli@corp.example"),
    (550, "5.2.1 The email account that you tried to reach is disabled"),
    (552, "5.2.2 The email account that you tried to reach is over quota"),
    (550, "Mailbox quota exceeded"),
    (552, "5.3.4 Message size exceeds fixed limit"),
    (552, "Message size exceeds fixed maximum message size"),
    (550, "5.7.124 Sender not in allowed-senders list for this group"),
    (550, "5.7.133 RESOLVER.RST.SenderNotAuthenticatedForGroup; authentication required"),
    (554, "5.4.6 Hop count exceeded - possible mail loop"),
    (554, "5.6.0 Invalid message content: cannot convert to MIME"),
    (501, "5.1.3 Bad recipient address syntax"),
    (553, "no such mailbox here"),
]
PAUSED = [
    # QQ, Tencent Exmail
    (550, "Connection frequency limited. http://service.mail.qq.com/cgi-bin/help?subtype=1&&id=20022&&no=1000722"),
    (550, "Ip frequency limited [MzMz. IP: 192.0.2.1]"),
    (550, "Domain frequency limited [MzMz=]"),
    (550, "Sender frequency limited [MzMz=]"),
    (550, "Mail content denied. http://service.mail.qq.com/cgi-bin/help?subtype=1&&id=20022&&no=1000726"),
    (550, "Suspicious message"),
    (535, "Login Fail. Please enter your authorization code to login."),
    (535, "Error: authentication failed, system busy"),
    (503, "Error: need EHLO and AUTH first !"),
    (501, "Mail from address must be same as authorization user."),
    (554, "Send mail quota exceeded"),
    # NetEase
    (554, "DT:SPM 163 smtp5,D9GowAB3P0.2 please see http://mail.163.com/help/help_spam_16.htm"),
    (554, "DT:SUM smtp envelope from mismatch"),
    (550, "MI:STC 163 smtp2"),
    (451, "DT:SPM , please try again"),
    (421, "HL:REP 163 mx3"),
    (450, "RP:CEL 163 smtp9"),
    (553, "Mail from must equal authorized user"),
    (553, "authentication is required,smtp8,DMCowAC3"),
    (550, "User suspended"),
    (535, "Error: authentication failed"),
    # Alimail
    (526, "Authentication failure[0]"),
    (554, "Reject by behaviour spam at Rcpt State(Connection IP address:192.0.2.1)ANTISPAM_BAT[01201311R1c6S2705]"),
    (554, "Reject by content spam at End of Data"),
    (440, "mail from account doesn't conform with authentication (Auth Account:strategy@corp.example)"),
    # Gmail
    (550, "5.4.5 Daily user sending limit exceeded. For more information on Gmail sending limits go to"),
    (421, "4.7.0 Try again later, closing connection."),
    (421, "4.7.28 Our system has detected an unusual rate of unsolicited mail"),
    (454, "4.7.0 Too many login attempts, please try again later."),
    (534, "5.7.9 Application-specific password required"),
    (535, "5.7.8 Username and Password not accepted"),
    # Exchange, Microsoft 365
    (550, "5.7.60 SMTP; Client does not have permissions to send as this sender"),
    (530, "5.7.57 Client not authenticated to send mail"),
    (550, "5.1.8 Access denied, bad outbound sender AS(42004)"),
    (452, "4.5.3 Too many recipients (AS780090)"),
    (554, "5.2.0 STOREDRV.Submission.Exception:SubmissionQuotaExceededException; Failed to process message"),
    (554, "5.2.252 SendAsDenied; strategy@corp.example not allowed to send as chenjing@corp.example"),
    (432, "4.3.2 STOREDRV.ClientSubmit; sender thread limit exceeded"),
    (421, "4.3.2 The maximum number of concurrent connections has exceeded a limit, closing transmission channel"),
    # Postfix, Exim, others
    (554, "5.7.1 <sunli@partner.example>: Relay access denied"),
    (550, "relay not permitted"),
    (553, "5.7.1 <chenjing@corp.example>: Sender address rejected: not owned by user strategy"),
    (450, "4.1.8 <strategy@corp.example>: Sender address rejected: Domain not found"),
    (450, "4.7.1 Error: too much mail from 192.0.2.1"),
    (421, "4.7.0 mx.corp.example Error: too many connections from 192.0.2.1"),
    (550, "Administrative prohibition"),
    (554, "Message rejected: virus found"),
    (554, "5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.example"),
    (530, "Must issue a STARTTLS command first"),
]
TABLE = [
    *((code, text, "sent") for code, text in SENT),
    *((code, text, "deferred") for code, text in DEFERRED),
    *((code, text, "failed") for code, text in FAILED),
    *((code, text, "paused") for code, text in PAUSED),
]


@pytest.mark.parametrize(("code", "text", "state"), TABLE)
def test_a_reply_is_about_the_recipient_or_about_us(code: int, text: str, state: str) -> None:
    assert judge(code, text) == state


@pytest.mark.parametrize("part", ["daily ", "mailbox ", "<", "a@", "limit quota ", "over ", "5.7", "need "])
def test_a_hostile_reply_is_judged_like_any_other(part: str) -> None:
    assert judge(550, part * 100_000) == "failed"
