"""read_summary: the PM's summary and the query's table (SPEC 1, 9 "Stages")."""

import re

from mailbot.campaign import commands as c
from mailbot.campaign.commands import Reading
from mailbot.campaign.model import CoverageRow
from mailbot.inbound.forms.context import Context, Understanding
from mailbot.inbound.forms.hearing import hear
from mailbot.inbound.forms.replies.lifecycle import waiver_of, without_waiver
from mailbot.inbound.forms.tables.coveragetable import read_coverage
from mailbot.inbound.forms.tables.tables import find_grids
from mailbot.late import late

_LESSONS = late(r"(?:总结与经验|经验教训|经验|lessons(?: learned)?)\s*[:：]\s*(.+)", re.IGNORECASE | re.DOTALL)
# Lines that are nothing but a version and its count, under their heading: 版本,数量 / 8.2.1,480 / 8.0,20.
_COUNTS = late(
    r"(?:^|\n)(?:[^\n\d,，;；]{1,12}[,，;；][^\n\d]{1,40}\n)?(?:[ \t]*v?\d+(?:\.\d+){1,5}\w{0,10}[ \t]*[,，;；][ \t]*\d{1,9}[ \t]*[台套个户家]?[ \t]*(?:\n|$)){2,}",
    re.IGNORECASE,
)
_HEAD = late(r"^\s*(?:总结|summary)\s*[:：]\s*", re.IGNORECASE)


def read_summary(context: Context, *, spoken: bool) -> Understanding | None:
    """The summary that a mail is, or None where it is none: `spoken` (a tag says so), 发布, a table, or a text of some length
    in the finalize thread."""
    heard = hear(context.text, context.rules.phrases)
    spoken = spoken or _HEAD.match(context.text) is not None
    rows, faults = read_coverage(context)
    publish = heard.says("publish") and len(context.text.strip()) < 80
    waiver = waiver_of(context.text)
    text = without_waiver(_without_table(context)).strip()
    if not spoken and not publish and not rows and not faults and not _is_text(text, heard.only("acknowledge", "thanks", "confirm")):
        return None
    text = _HEAD.sub("", text).strip()
    lessons = _LESSONS.search(text)
    command = c.WriteSummary(
        text="" if publish else text,
        lessons=lessons[1].strip()[:5000] if lessons else "",
        coverage=rows,
        publish=publish,
        waiver=waiver[0] if waiver else None,
        readings=_readings(rows, text),
    )
    return Understanding(kind="summary", commands=(command,), faults=faults, readings=command.readings)


def coverage_alone(context: Context) -> c.ReportCoverage | None:
    """The query's table that the PM sends before there is anything to sum up: it fills the draft."""
    if context.campaign is None or context.person not in context.campaign.pms:
        return None
    rows, _ = read_coverage(context)
    return c.ReportCoverage(coverage=rows, readings=_readings(rows, "")) if rows else None


def _readings(rows: tuple[CoverageRow, ...], text: str) -> tuple[Reading, ...]:
    found = [
        Reading(field="coverage", value=f"{r.version or f'{r.parameter} = {r.value}'}: {r.count}", rule="table") for r in rows
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
