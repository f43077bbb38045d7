"""told_by_table: a text whose table of counts is said in figures: 城市 | 总数 | 已升级, with or without a row of sums."""

import re
from collections.abc import Sequence

from mailbot.campaign.model import Campaign, CoverageRow
from mailbot.inbound.forms.context import Context
from mailbot.inbound.forms.hearing import hear
from mailbot.inbound.forms.nodes.naming import node_mentions
from mailbot.inbound.forms.tables.coveragetable import counted_rows
from mailbot.inbound.forms.tables.tables import Row, find_grids, read_table
from mailbot.inbound.forms.things.amounts import read_amount
from mailbot.inbound.forms.things.versionrules import find_version_rules
from mailbot.inbound.writing import Grid
from mailbot.late import late

_HOW_MANY = ("台数", "数量", "家数", "门店数", "服务器数", "套数", "户数", "Servers", "Count", "Sites", "Stores")
_MEANT = (
    "计划",
    "目标",
    "应完成",
    "应升级",
    "应下发",
    "Planned",
    "Target",
)  # a column of counts beside 已升级; of days in a plan
_IS_DONE = late(
    r"(?:已|全部)?(?:完成|升级|下发|推送|部署|结束)了?$|已(?:经)?(?:做|升|推)完|100%|done|completed?|finished"
    r"|[✓√]"
)
_IS_OPEN = late(
    r"(?:正在)?进行中|未|没|还没|待|计划|准备|尚未|暂|延期|[-—/]*$|in progress|not |pending|planned|open|todo"
)
_SHARE = late(r"率|比例|%|percent|completion", re.IGNORECASE)

_SUM = late(r"\s*(?:合计|总计|小计|共计|总|汇总|total|sum|overall|all)\s*[:：]?\s*")


def told_by_table(context: Context) -> str:
    """The mail's text with each table of counts as lines `灰度升级 20/20` where its rows are nodes, else as one `320/500`;
    the text as it stands where it has none."""
    campaign = context.campaign
    known = context.writing.grids
    if campaign is None:
        return context.text
    more, rest = find_grids(context.writing.lines, known)
    told = [line for grid in (*known, *more) for line in _told(grid, context, campaign)]
    # A line in front of a table often names its node: 全量升级进度如下：
    beside = [line.text for line in rest if line.text.strip()]
    if not told:
        counted = [row for grid in (*known, *more) for row in counted_rows(grid, context.rules, campaign)]
        if not counted:
            return context.text
        said = "\n".join(beside)
        closed = hear(said, context.rules.phrases).says("done", "all_done")
        bars = any(not rule.bare for rule in find_version_rules(said))  # 8.1 及以下版本已于今天 10:00 执行限制
        told = [] if closed or bars else _on_target(counted, campaign)
    return "\n".join([*beside, *told]).strip()


def _on_target(counted: Sequence[CoverageRow], campaign: Campaign) -> list[str]:
    """How many of those that a table of versions counts have the campaign's."""
    versions = [row for row in counted if row.version]
    done = sum(row.count for row in versions if campaign.version and row.version.startswith(campaign.version))
    return [f"进度 {done}/{sum(row.count for row in versions)}。"] if done else []


def _told(grid: Grid, context: Context, campaign: Campaign) -> list[str]:
    names = {f.key: f.names for f in context.rules.fields.column if f.key in ("progress", "total", "state")}
    progress = (*names["progress"], *names["state"])
    # Beside 已升级 a column of 完成率 says the same again, rounded.
    counts = {"total": (*names["total"], *_MEANT), "progress": [name for name in progress if not _SHARE.search(name)]}
    table = read_table(grid, counts, required=("progress", "total")) or read_table(
        grid, {**counts, "progress": progress}, required=("progress", "total")
    )
    found = table.rows if table is not None and {"progress", "total"} <= set(table.keys) else ()
    counted = [
        (_name(row, grid), done, total)
        for row in found
        if (done := _count(row, "progress")) is not None and (total := _count(row, "total"))
    ]
    if not counted:
        return _by_states(grid, {"total": (*names["total"], *_HOW_MANY), "state": names["state"]}, context, campaign)
    nodes = [
        (name, done, total)
        for name, done, total in counted
        if any(n.key for n in node_mentions(name, campaign, context.rules))
    ]
    if nodes:
        return [f"{name} {done}/{total}。" for name, done, total in nodes]
    sums = [(done, total) for name, done, total in counted if _SUM.fullmatch(name)]
    parts = [(done, total) for name, done, total in counted if not _SUM.fullmatch(name)]
    if len(sums) > 1:
        return []
    done, total = sums[0] if sums else (sum(d for d, _ in parts), sum(t for _, t in parts))
    return [f"进度 {done}/{total}。"]


def _by_states(grid: Grid, columns: dict[str, tuple[str, ...]], context: Context, campaign: Campaign) -> list[str]:
    """批次 | 台数 | 状态: what is done of how many, where each row says it is or is not."""
    table = read_table(grid, columns, required=("total", "state"))
    if table is None or not {"total", "state"} <= set(table.keys):
        return []
    counted = [
        (
            row.cells["state"].text.strip().lower() if "state" in row.cells else "",
            _count(row, "total"),
            _name(row, grid),
        )
        for row in table.rows
    ]
    parts = [(state, count) for state, count, name in counted if not _SUM.fullmatch(name)]
    named = any(n.key for _, _, name in counted for n in node_mentions(name, campaign, context.rules))
    if (
        named
        or not parts
        or any(not count or not (_IS_DONE.match(state) or _IS_OPEN.match(state)) for state, count in parts)
    ):
        return []
    done = sum(count or 0 for state, count in parts if _IS_DONE.match(state))
    return [f"进度 {done}/{sum(count or 0 for _, count in parts)}。"]


def _count(row: Row, key: str) -> int | None:
    return read_amount(row.cells[key].text) if key in row.cells else None


def _name(row: Row, grid: Grid) -> str:
    """The first cell of the row's line that is no count: what the row is about."""
    place = next(iter(row.cells.values())).place
    cells = next(
        (r for r in grid.rows if any(c.place == place for c in r) and any(c in r for c in row.cells.values())), ()
    )
    return next((c.text.strip() for c in cells if c.text.strip() and read_amount(c.text) is None), "")
