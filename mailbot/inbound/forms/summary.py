"""read_summary: the PM's summary and the query's table (SPEC 1, 9 "Stages")."""

import re

from mailbot.campaign import commands as c
from mailbot.campaign.commands import Reading
from mailbot.campaign.model import CoverageRow
from mailbot.inbound.forms.clauses import clauses, is_question
from mailbot.inbound.forms.context import Context, Understanding
from mailbot.inbound.forms.days.dates import Moment
from mailbot.inbound.forms.nodes.moods import moods
from mailbot.inbound.forms.nodes.naming import node_mentions
from mailbot.inbound.forms.nodes.owner import own_title
from mailbot.inbound.forms.replies.waiver import waiver_of, without_waiver
from mailbot.inbound.forms.tables.coveragetable import read_coverage
from mailbot.inbound.forms.tables.tables import find_grids
from mailbot.late import late

_TALK = 60  # characters: a summary that tells of what is to come is longer
_LESSONS = late(r"(?:总结与经验|经验教训|经验|lessons(?: learned)?)\s*[:：]\s*(.+)", re.IGNORECASE | re.DOTALL)
# Lines that are nothing but a version and its count, under their heading: 版本,数量 / 8.2.1,480 / 8.0,20.
_COUNTS = late(
    r"(?:^"
    r"|\n)(?:[^\n\d,，;；]{1,12}[,，;；][^\n\d]{1,40}\n)?(?:[ \t]*v?\d+(?:\.\d+){1,5}\w{0,10}[ \t]*[,，;；][ \t]*\d{1,9}[ \t]*[台套个户家]?[ \t]*(?:\n"
    r"|$)){2,}"
    r"|(?:^|\n)[ \t]*(?:版本号?"
    r"|version)[ \t]*[,，;；][ \t]*[^\n\d]{1,12}\n[ \t]*v?\d+(?:\.\d+){1,5}\w{0,10}[ \t]*[,，;；][ \t]*\d{1,9}[ \t]*[台套个户家]?[ \t]*(?=\n"
    r"|$)",
    re.IGNORECASE,
)
# …，无客户投诉。发布。: the order behind the last sentence is no part of what is published.
_ORDERED = late(
    r"(?<=[^\s。；;！!])[。；;！!]\s*(?:请|可以|同意|现|直接|就|那就)*(?:发布|发出|关闭)(?:吧|了|即可"
    r"|总结)*[。.！!~\s]*$"
)
_HANDS_OVER = late(
    r"(?:请|现|直接|可以|同意|确认)*(?:发布|关闭)(?:吧|了|即可|总结)*"
    r"|(?:后台|在网|最新|最终|线上)*(?:的)?(?:查询|统计|覆盖)(?:的)?(?:结果|数据|情况|表格?|率)?(?:如下|见附件"
    r"|在附件(?:里|中)?|见下表?|详见附件|已?附上?|请查收)?"
    r"|(?:请)?(?:见|详见|参见|查收|查看|如|已?附上|附|附件是|附件为|附件里是)(?:附件|附表|下|下表|上)?(?:的|中的"
    r"|里的)?(?:后台|在网|最新|最终)*(?:查询|统计|覆盖率?)?(?:结果|数据|表格?)?"
    r"|(?:数据|结果|表格?)(?:见附件|如下|见下)|(?:好的?|收到|谢谢|各位好?|大家好|您好)"
    r"|please|publish(?: it)?|go ahead|see|attached|the|query|table|results?|figures|as|below|thanks|ok",
    re.IGNORECASE,
)
_HEAD = late(r"^\s*(?:总结|summary)\s*[:：]\s*", re.IGNORECASE)


def read_summary(context: Context, *, spoken: bool) -> Understanding | None:
    """The summary that a mail is, or None where it is none: `spoken` (a tag says so), 发布, a table, or a text of some length
    in the finalize thread."""
    heard = context.heard
    spoken = spoken or _HEAD.match(context.text) is not None
    rows, faults = read_coverage(context)
    publish = heard.says("publish") and len(context.text.strip()) < 80
    waiver = waiver_of(context.text) or _waived_in_passing(context.text)
    text = without_waiver(_without_table(context)).strip()
    if (
        not spoken
        and not publish
        and not rows
        and not faults
        and not _is_text(text, heard.only("acknowledge", "thanks", "confirm"))
    ):
        return None
    text = _HEAD.sub("", _worded(text)).strip()
    lessons = _LESSONS.search(text)
    command = c.WriteSummary(
        text=text,
        lessons=lessons[1].strip()[:5000] if lessons else "",
        coverage=rows,
        publish=publish,
        waiver=waiver[0] if waiver else None,
        readings=_readings(rows, text),
    )
    return Understanding(kind="summary", commands=(command,), faults=faults, readings=command.readings)


_WAIVED = late(r"\s*(?:同意|予以|准予|特批|先|申请|可以)*放行(?:了|吧|处理|关闭)?\s*[,，。.;；!！\n]*")


def _waived_in_passing(text: str) -> tuple[str, str] | None:
    """问题 2 转 8.4 处理，放行。发布: a clause that is nothing but 放行 lets pass what the clause before it tells, which is why."""
    before = ""
    for start, end in clauses(text[:20_000]):
        if _WAIVED.fullmatch(text[start:end]):
            return (before, "") if before else None
        before = text[start:end].strip(" \t，,。.；;！!\n")
    return None


def _worded(text: str) -> str:
    """The lines that say something of the campaign: 发布, 查询表见附件 and 后台查询结果如下： only hand the figures over."""
    kept = "\n".join(line for line in text.split("\n") if not _hands_over(line)).strip()
    last = _ORDERED.search(kept)
    return kept[: last.start() + 1].strip() if last else kept


def _hands_over(line: str) -> bool:
    clauses = [clause for clause in re.split(r"[，,。；;：:!！.\s]+", line[:200]) if clause]
    return len(line) < 60 and bool(clauses) and all(_HANDS_OVER.fullmatch(clause) for clause in clauses)


def coverage_alone(context: Context) -> c.ReportCoverage | None:
    """The query's table that the PM sends before there is anything to sum up: it fills the draft."""
    if context.led is None:
        return None
    rows, _ = read_coverage(context)
    return c.ReportCoverage(coverage=rows, readings=_readings(rows, "")) if rows else None


def _readings(rows: tuple[CoverageRow, ...], text: str) -> tuple[Reading, ...]:
    found = [
        Reading(field="coverage", value=f"{r.version or f'{r.parameter} = {r.value}'}: {r.count}", rule="table")
        for r in rows
    ]
    return (Reading(field="summary", value=text[:300]), *found) if text else tuple(found)


def _is_text(text: str, only_polite: bool) -> bool:
    """收到，谢谢 in the finalize thread is no summary; a sentence about the campaign is."""
    return not only_polite and len(text.strip()) >= 12


def _without_table(context: Context) -> str:
    """The words beside the pasted table, whether it came as HTML or as tabs, pipes and commas."""
    inside = {cell.place for grid in context.writing.grids for row in grid.rows for cell in row}
    _, rest = find_grids([line for line in context.writing.lines if line.place not in inside])
    return _COUNTS.sub("\n", "\n".join(line.text for line in rest)).strip()


def told_summary(context: Context) -> bool:
    """A text under 总结： with the query's table or 发布 in a line of its own: a summary, in whatever thread and stage."""
    return bool(_LABELLED.search(context.text)) and bool(_PUBLISHED.search(context.text) or read_coverage(context)[0])


_LABELLED = late(r"^[^\S\n]*(?:总结|summary)\s*[:：]\s*[^\n\d]{4}", re.IGNORECASE | re.MULTILINE)
_PUBLISHED = late(r"^[^\S\n]*(?:请予?|现)?(?:发布|publish(?: it)?)[。.!！~\s]*$", re.IGNORECASE | re.MULTILINE)


def titled_summary(context: Context) -> bool:
    """SU-2026-0007 总结 as a subject of the PM's own, and a text below it that is no talk of when it comes."""
    title, campaign = own_title(context), context.campaign
    assert campaign is not None
    named = node_mentions(title, campaign, context.rules)
    whole = len(named) == 1 and not title[: named[0].start].strip(" ：:") and not title[named[0].end :].strip(" ：:")
    if not whole or {campaign.node(k).base for k in named[0].keys} != {"finalize"} or len(context.text.strip()) < 12:
        return False
    if len(context.text) <= _TALK and any(
        isinstance(d, Moment) and d.at > context.mailed for d in context.dates().find_dates(context.text)
    ):
        return False  # 总结我下周五发给大家
    return not any(
        s.mood in ("postpone", "promise", "not_done") for s in moods(context.text, context)
    ) and not is_question(context.text)
