"""with_evidence: what a report brings to close its node: version, files, link, restrictions, waiver (SPEC 1)."""

import re
from dataclasses import replace

from mailbot.campaign import commands as c
from mailbot.campaign.commands import Command
from mailbot.campaign.model import Restriction
from mailbot.inbound.forms.context import Context
from mailbot.inbound.forms.lifecycle import waiver_of
from mailbot.inbound.forms.dates import Reader
from mailbot.inbound.forms.things import find_restrictions, find_versions

_LINK = re.compile(r"https?://[^\s<>\"'，。；）)】]{3,500}", re.IGNORECASE)
# Files too large for mail are linked: 超大附件 of QQ and NetEase, 云附件 of Coremail and Alimail, download pages of the others.
_LINKED = re.compile(
    r"(?:超大附件|云附件|大附件|文件中转站|附件下载|下载附件|从.{0,10}下载|large attachment|download)[^\n]{0,80}\n?", re.IGNORECASE
)
_FILE = re.compile(r"[\w\u4e00-\u9fff（）()\-+. ]{1,80}\.(?:docx?|xlsx?|pdf|zip|rar|7z|pptx?|csv|txt|html?)\b", re.IGNORECASE)


def with_evidence(command: Command, context: Context) -> Command:
    """The report with its evidence; every other command unchanged."""
    if not isinstance(command, c.ReportNode):
        return command
    text = context.text
    waiver = waiver_of(text)
    link = _LINK.search(text)
    linked = tuple(dict.fromkeys(m[0].strip() for m in _FILE.finditer(text))) if _LINKED.search(text) or link else ()
    # The whole text bears the evidence, also where one clause of it was the report.
    return replace(
        command,
        version=_version(_title_and(text, context)),
        link=link[0] if link else "",
        files=tuple(a.filename for a in context.letter.attachments if a.filename and not a.inline),
        linked_files=linked,
        restrictions=_restrictions(text, context),
        waiver=waiver[0] if waiver else "",
    )


def _version(text: str) -> str:
    """The first version that the text names; of `8.2.1 升级到 8.2.1.3` the report's own is the last before any other word."""
    found = find_versions(text)
    return found[0][0] if found else ""


def _restrictions(text: str, context: Context) -> tuple[Restriction, ...]:
    """Restrictions without a doubt about their dates; what lies in the past is what was done."""
    dates = Reader(context.mailed, context.days, done=True)
    scopes = [d.name for d in context.rules.directory.departments] + list(context.campaign.regions if context.campaign else ())
    return tuple(f.restriction for f in find_restrictions(text, dates, scopes=scopes) if not f.doubts and not f.reversed)


def _title_and(text: str, context: Context) -> str:
    """The text, and before it the title where the sender wrote it anew."""
    return text if context.subject.reply else f"{text}\n{context.subject.bare}"
