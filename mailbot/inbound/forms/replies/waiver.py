"""waiver_command, waiver_of, without_waiver: 放行：理由, by which a submission counts that was refused (SPEC 1)."""

import re

from mailbot.campaign import commands as c
from mailbot.inbound.forms.clauses import is_question
from mailbot.inbound.forms.context import Context
from mailbot.inbound.forms.hearing import hear
from mailbot.inbound.forms.replies.agreement import agreement
from mailbot.inbound.forms.things.versions import find_versions
from mailbot.late import late

_WAIVE = late(
    r"(?:^|[，,。；;\s])(?:同意|准予|予以|特批|请予?|申请|可以?|先)?(?:放行理由|放行原因|放行说明|放行"
    r"|特批)(?:[，,]\s*(?:理由|原因"
    r"|说明))?\s*([^:：\n，,。]{0,40}?)\s*[:：]\s*([^\n]*(?:\n(?!\s*\S{1,8}[:：])[^\n]+)?)"
    r"|^\s*waive[dr]?\s*([^:：\n]{0,40}?)\s*[:：]\s*(.*)",
    re.IGNORECASE | re.MULTILINE,
)
_REASON_WORDS = late(
    r"^[\s，,。；;:：、]*(?:理由|原因|因为|由于|reason|because|since)?\s*(?:是|为|[:：])?\s*", re.IGNORECASE
)


def waiver_command(context: Context) -> c.WaiveGate | None:
    """放行：理由 as a field of a mail that submits nothing itself; or, while a refused submission waits, in other words."""
    campaign = context.campaign
    if campaign is None:
        return None
    text = context.text
    heard = hear(text, context.rules.phrases)
    waiting = [s for s in campaign.submissions if s.version not in dict(campaign.waived)]
    if campaign.stage == "finalizing" and not waiting:
        return None  # there it is part of the summary
    if heard.says("publish") or (heard.says("done") and not _WAIVE.match(text.strip())):
        return None
    if said := waiver_of(text):
        return c.WaiveGate(reason=said[0], version=said[1])
    named = [v for v, _ in find_versions(text)]
    if (
        context.person in campaign.pms
        and len(text.strip()) <= 200
        and len(named) == 1
        and any(s.version == named[0] for s in waiting)
        and agreement(heard, text)
    ):
        return c.WaiveGate(reason=text.strip(), version=named[0])  # 同意 2.8.0.35 先测，缺陷随后补修
    word = heard.first("waive")
    if word is None or context.person not in campaign.pms or is_question(heard.text) or len(text.strip()) > 300:
        return None
    if not waiting and not heard.only("waive"):
        return None
    versions = find_versions(text)
    after = text[word.end :]
    if versions and versions[0][1][0] >= word.end:
        after = after.replace(text[slice(*versions[0][1])], "", 1)
    reason = _REASON_WORDS.sub("", after, count=1).strip(" \n，,。.；;！!吧了")
    before = _REASON_WORDS.sub("", text[: word.start]).strip(" \n，,。.；;：:同意可以请准予")
    return c.WaiveGate(reason=(reason or before)[:500], version=versions[0][0] if versions else "")


def waiver_of(text: str) -> tuple[str, str] | None:
    """(reason, version named or '') of `放行：理由`; None where it is not said."""
    m = _WAIVE.search(text[:20_000])
    if m is None:
        return None
    before, reason = (m[1] or m[3] or ""), (m[2] or m[4] or "")
    line = text[text.rfind("\n", 0, m.start() + 1) + 1 : m.start() + 1]
    versions = find_versions(before) or find_versions(line)  # 2.8.0.35 可以放行，理由：…
    return " ".join(reason.split())[:1000], versions[0][0] if versions else ""


def without_waiver(text: str) -> str:
    """The text less its `放行：理由`, which is an order and no part of a summary."""
    return _WAIVE.sub("", text, count=1) if waiver_of(text) else text
