"""lifecycle_commands: 启动, 取消, 暂停, 恢复, 移交, 放行 said in a thread: words on the campaign as a whole (SPEC 1, 9)."""

import re

from mailbot.campaign import commands as c
from mailbot.campaign.commands import Command
from mailbot.inbound.forms.context import Context
from mailbot.inbound.forms.hearing import Hearing, hear
from mailbot.rulebook.shapes import Role

_STATUS = re.compile(r"^\s*(?:状态|狀態|status|state)\s*[:：]\s*(.{1,40}?)\s*$", re.IGNORECASE | re.MULTILINE)
_HAND_OVER = re.compile(
    r"^\s*(?:移交|转交|交接)\s*(?:给|至|到|于)?\s*[:：]?\s*@?([^\s，,。；;（(]{1,40})|"
    r"^\s*hand(?:ed)?\s*over(?:\s+to)?\s*[:：]?\s*@?([^\n，,。；;（(]{1,40})",
    re.IGNORECASE | re.MULTILINE,
)
_WAIVE = re.compile(
    r"(?:^|[，,。；;\s])(?:同意|准予|予以|特批)?\s*放行\s*(\S{0,30}?)\s*[:：]\s*(.*)|^\s*waive[dr]?\s*(\S{0,30}?)\s*[:：]\s*(.*)",
    re.IGNORECASE | re.MULTILINE,
)
_VERSION = re.compile(r"\d{1,9}(?:\.\d{1,9}){1,5}")


def lifecycle_commands(heard: Hearing, context: Context) -> list[Command]:
    """[] where the text says nothing of the kind, or whoever says it has no such word to give (a department's 取消 is talk)."""
    campaign = context.campaign
    if campaign is None:
        return []
    text = context.text
    person = context.rules.directory.person(context.person)
    if m := _HAND_OVER.search(text):
        return [c.HandOver(to=(m[1] or m[2]).strip(" :："))]
    if context.person not in campaign.pms and not (person and Role.ADMIN in person.roles):
        if m := _STATUS.search(text):
            return _status(m[1], text, context)
        return []
    if waiver := waiver_of(text):
        reason, version = waiver
        if not heard.says("publish") and campaign.stage not in ("finalizing",):
            return [c.WaiveGate(reason=reason, version=version)]
    if heard.only("waive"):
        return [c.WaiveGate(reason="")]
    if m := _STATUS.search(text):
        return _status(m[1], text, context)
    for meaning, command in (
        ("cancel", c.CancelCampaign(reason=_reason(text))),
        ("pause", c.PauseCampaign(reason=_reason(text))),
        ("resume", c.ResumeCampaign()),
        ("start", c.StartCampaign()),
    ):
        word = heard.first(meaning)
        if word is not None and word.start <= 2 and _short(text) and (meaning != "start" or campaign.stage == "planning"):
            return [command]
    return []


def waiver_of(text: str) -> tuple[str, str] | None:
    """(reason, version named or '') of `放行：理由`; None where it is not said."""
    m = _WAIVE.search(text)
    if m is None:
        return None
    before, reason = (m[1] or m[3] or ""), (m[2] or m[4] or "")
    version = _VERSION.search(before)
    return reason.strip(), version[0] if version else ""


def _status(value: str, text: str, context: Context) -> list[Command]:
    heard = hear(value, context.rules.phrases)
    if heard.says("cancel"):
        return [c.CancelCampaign(reason=_reason(text))]
    if heard.says("resume"):
        return [c.ResumeCampaign()]
    if heard.says("pause"):
        return [c.PauseCampaign(reason=_reason(text))]
    return [c.StartCampaign()] if heard.says("start") else []


def _reason(text: str) -> str:
    m = re.search(r"(?:原因|理由|因为|由于|because|reason)\s*(?:是|为|[:：])?\s*(.{1,300})", text, re.IGNORECASE)
    if m:
        return m[1].strip(" 。.")
    _, _, rest = text.strip().partition("，")
    return rest.strip(" 。.")[:300] if len(text.strip()) < 200 else ""


def _short(text: str) -> bool:
    """An order is short; a long mail that begins with 恢复 tells a story."""
    return len(text.strip()) <= 120
