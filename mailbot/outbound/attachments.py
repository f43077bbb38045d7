"""attachments: the files that a mail carries, made from its facts when it is written."""

import base64
import binascii
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from mailbot.campaign.post import Post
from mailbot.errors import TemplateError
from mailbot.outbound.charts import coverage_picture
from mailbot.outbound.digest_sheets import digest_sheets
from mailbot.outbound.invitations import Entry, invitation
from mailbot.outbound.plan_sheet import plan_sheet
from mailbot.outbound.subject_line import flat
from mailbot.outbound.templates import Templates
from mailbot.outbound.workbook import Sheet, workbook
from mailbot.rulebook.shapes import Company
from mailbot.value import Value

LARGEST = 10_000_000
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Attachment(Value, kw_only=True):
    """`type` is `main/sub`; one with a `cid` is a picture inside the HTML."""

    name: str
    type: str
    octets: bytes
    params: tuple[tuple[str, str], ...] = ()
    cid: str = ""


def attachments(post: Post, templates: Templates, company: Company, now: datetime) -> list[Attachment]:
    """What the template carries by its nature (calendar entries, the digest's workbook and picture, plans to fill),
    `facts["calendar"]` (facts as of `invitation`), and `facts["attachments"]`: a list of `{name, type, base64}`. TemplateError where a fact is missing or wrong."""
    try:
        match post.template:
            case "invitation":
                files = _invitations(post.facts, post, company, now)
            case "digest":
                files = _digest(post, templates, now)
            case "help":
                files = _plans_to_fill(post, templates, now)
            case "fault" if isinstance(post.facts.get("plan"), Mapping):
                files = [_filled_plan(post, templates, now)]
            case _:
                files = []
        for calendar in post.facts.get("calendar") or ():
            files += _invitations(calendar, post, company, now)
        return [*files, *(_ready(file) for file in post.facts.get("attachments") or ())]
    except (KeyError, TypeError, ValueError, AttributeError, binascii.Error) as error:
        raise TemplateError(f"an attachment of {post.template} cannot be made: {error!r}") from error


def _invitations(facts: Mapping[str, Any], post: Post, company: Company, now: datetime) -> list[Attachment]:
    campaign, cancelled = facts["campaign"], bool(facts.get("cancel"))
    files = []
    for node in campaign["nodes"]:
        if node["key"] not in facts["nodes"]:
            continue
        about = " ".join(str(campaign[k]) for k in ("product", "component", "version") if campaign.get(k)) or str(
            campaign["title"]
        )
        entry = Entry(
            campaign=campaign["code"],
            node=node["key"],
            title=f"{node['title']} · {about}",
            due=datetime.fromisoformat(node["due"]),
            stamp=now,
            sequence=int((facts.get("sequence") or {}).get(node["key"], 0)),
            description=f"{campaign['code']} {campaign['title']}\n{node.get('remark') or ''}\n{company.label}".replace(
                "\n\n", "\n"
            ),
            organizer=company.bot,
            cancelled=cancelled,
            language=post.language,
        )
        octets = invitation(entry, company.bot.rpartition("@")[2])
        params = (("method", "CANCEL" if cancelled else "PUBLISH"), ("charset", "utf-8"))
        name = file_name(f"{campaign['code']} {node['title']}.ics")
        files.append(Attachment(name=name, type="text/calendar", octets=octets, params=params))
    return files


def _digest(post: Post, templates: Templates, now: datetime) -> list[Attachment]:
    facts, words = post.facts, templates.phrasing(post.language)
    named = f"{facts.get('year', '')}-{facts.get('week', '')}".strip("-")
    name = facts.get("workbook") or (f"周报-{named}.xlsx" if post.language == "zh" else f"weekly-{named}.xlsx")
    files = [_sheets(str(name), digest_sheets(facts, words, post.language), now)]
    picture = coverage_picture(facts.get("coverage") or ())
    if picture is not None:
        files.append(Attachment(name="coverage.png", type="image/png", octets=picture, cid="coverage"))
    return files


def _plans_to_fill(post: Post, templates: Templates, now: datetime) -> list[Attachment]:
    """A plan for each kind, or for the one that was asked about."""
    kinds = [templates.kinds[k["key"]] for k in post.facts.get("kinds") or () if k["key"] in templates.kinds]
    topic = str(post.facts.get("topic") or "").lower()
    named = [k for k in kinds if topic and topic in (k.key, k.code.lower(), k.name.zh.lower(), k.name.en.lower())]
    word = "计划" if post.language == "zh" else "Plan"
    return [
        _sheets(f"{word}-{kind.code}-{kind.name.in_(post.language)}.xlsx", [plan_sheet(kind, post.language)], now)
        for kind in named or kinds
    ]


def _filled_plan(post: Post, templates: Templates, now: datetime) -> Attachment:
    plan = post.facts["plan"]
    kind = templates.kinds.get(str((plan.get("fields") or {}).get("kind", "")))
    name = "计划（改好后发回）.xlsx" if post.language == "zh" else "plan-to-correct.xlsx"
    return _sheets(name, [plan_sheet(kind, post.language, plan)], now)


def _sheets(name: str, sheets: list[Sheet], now: datetime) -> Attachment:
    return Attachment(name=file_name(name), type=_XLSX, octets=workbook(sheets, now))


def _ready(file: Mapping[str, Any]) -> Attachment:
    octets, kind = base64.b64decode(str(file["base64"]), validate=True), str(file["type"])
    if kind.count("/") != 1 or not kind.replace("/", "").replace("-", "").replace(".", "").replace("+", "").isalnum():
        raise ValueError(f"{kind!r} is no type of a file")
    if len(octets) > LARGEST:
        raise ValueError(f"{len(octets)} octets are too many")
    return Attachment(name=file_name(str(file["name"])), type=kind, octets=octets)


def file_name(name: str) -> str:
    """A name alone, without a folder or a character that a file system takes amiss."""
    kept = "".join("_" if c in '/\\:*?"<>|' else c for c in flat(name)).strip(" .")
    return kept[-120:] or "file"
