"""read_amendment, read_lost, read_moved, read_new_plan: what a PM's untagged reply changes of a plan (SPEC 5, 9 "Replies")."""

import re
from collections.abc import Sequence, Set

from mailbot.campaign.commands import AskPostponement
from mailbot.campaign.model import Campaign
from mailbot.campaign.outcome import Fault
from mailbot.inbound.forms.clauses import clauses
from mailbot.inbound.forms.context import Context, Understanding
from mailbot.inbound.forms.days.durations import find_delay
from mailbot.inbound.forms.days.moments import Moment
from mailbot.inbound.forms.fields.lines import FieldValue, read_fieldlines
from mailbot.inbound.forms.hearing import smooth
from mailbot.inbound.forms.nodes.naming import keys_named
from mailbot.inbound.forms.plans.changes.calloff import taken_out
from mailbot.inbound.forms.plans.changes.change_words import SETS
from mailbot.inbound.forms.plans.changes.filler import is_aside
from mailbot.inbound.forms.plans.changes.patch import is_amendment
from mailbot.inbound.forms.plans.changes.smoothed import CARRIES
from mailbot.inbound.forms.plans.draft import Draft, Said
from mailbot.inbound.forms.plans.plan import changed_by, gathered, lines_to_change, understood
from mailbot.inbound.forms.plans.readers import Readers, readers_of
from mailbot.inbound.forms.plans.shifted import understood_moves
from mailbot.inbound.forms.tables.tables import find_grids
from mailbot.inbound.forms.things.parameterlines import find_parameters
from mailbot.late import late
from mailbot.rulebook.folding import fold
from mailbot.value import replace

_MOST_LINES = 5_000
# Fields that a form in a reply changes; a table of versions and how many is what a query gave.
_OF_PLAN = frozenset(
    ("quantity", "valid", "regions", "channel", "guidance", "restrictions", "effective", "delayed", "departments")
)
_CHANGES_MORE = late(r"改|调整|变更|换成|增加|加上|去掉|删除|减少|延长|[:：]|change|add|remove|drop", re.IGNORECASE)
# 好的，那参数改成：, or a thanks, beside lines that set parameters.
_LEADS_IN = late(
    r"\s*[^\d=：:\n]{0,30}(?:改|调整|修改|更新|修正|如下|以下|change|update|set"
    r"|follow)[^\d=：:\n]{0,12}[:：]?\s*"
    r"|\s*(?:好的?|可以|收到|谢谢|多谢|辛苦了?|各位好|大家好|hi|ok|thanks|thank you)[\s,，。.!！~]*",
    re.IGNORECASE,
)


def read_amendment(context: Context) -> Understanding | None:
    """A PM's untagged reply with nothing but lines to change: `2 负责人 周航`, `版本：8.2.2`; None where it says more or less.

    Rows are numbered as in the plan (`Node.order`).
    """
    campaign = context.led
    if campaign is None or campaign.over or not is_amendment(context):
        return None
    readers = readers_of(context)
    if parameters := _set_anew(campaign, context):
        return understood(parameters, context, readers)
    return lines_to_change(campaign, context, readers)


def _set_anew(campaign: Campaign, context: Context) -> Draft | None:
    """queue.size = 4096, or 心跳间隔改为 30: lines that all set parameters which the campaign has; None of any others."""
    lines = [
        line
        for line in context.writing.lines
        if line.text.strip() and (_of_its_name(line.text, campaign) or not _LEADS_IN.fullmatch(line.text))
    ]
    names = {fold(p.name) for p in campaign.parameters}
    if any(taken_out(clause, campaign) for line in lines for clause in re.split(r"[，,。；;]", line.text)):
        return None  # retry.max 改成 3，cache.size 不下了
    found = [
        [one]
        if (one := _of_its_name(line.text, campaign))
        else [(fold(f.parameter.name), f.parameter.value) for f in find_parameters(line.text)]
        for line in lines
    ]
    if not lines or not all(found) or any(name not in names for several in found for name, _ in several):
        return None
    anew = dict(pair for several in found for pair in several)
    said = "\n".join(f"{p.name} = {anew.get(fold(p.name), p.value)}" for p in campaign.parameters)
    field = FieldValue(
        key="parameters",
        name="parameters",
        value=said,
        place=lines[0].place,
        words=context.text.strip()[:300],
        lines=tuple(lines),
    )
    fields = (Said(field, context.mailed),)
    return Draft(title=context.subject.bare, mailed=context.mailed, fields=fields, partial=True)


def _of_its_name(text: str, campaign: Campaign) -> tuple[str, str] | None:
    """c.mode 改为 safe: whatever its value is, where the campaign has a parameter of that name."""
    found = SETS.fullmatch(text)
    return (
        (fold(found["name"]), found["value"])
        if found and any(fold(p.name) == fold(found["name"]) for p in campaign.parameters)
        else None
    )


def read_moved(context: Context, asked: Sequence[AskPostponement]) -> Understanding | None:
    """好的，那全量升级改到12月16日: while the plan is still being agreed on, the PM's other date is another plan, no postponement;
    and always that of a node on whose day a restriction begins or its delay ends, which moves with it."""
    campaign = context.led
    if campaign is None or not asked:
        return None
    if lost := _of_another(context, {one.node for one in asked}):
        return Understanding(kind="revision", faults=(lost,))
    due = [_day_written(one, context) for one in asked]
    nodes = [next((n for n in campaign.nodes if n.key == one.node and n.state == "pending"), None) for one in asked]
    restricts = bool(campaign.restrictions) and any(n is not None and n.base in ("restrict", "delay") for n in nodes)
    if campaign.stage != "planning" and not restricts:
        return None
    if not all(due) or not all(nodes):
        return None
    return understood_moves([(n, day) for n, day in zip(nodes, due, strict=True) if n is not None], context)


def _of_another(context: Context, moved: Set[str]) -> Fault | None:
    """全量到 12月16日 beside 限制顺延到 12月21日: a day to come, or somebody else, of a node that nothing moves."""
    text, campaign = context.text, context.campaign
    reader = context.dates()
    for start, end in clauses(smooth(text)) if campaign is not None else ():
        clause = text[start:end]
        keys = keys_named(clause, context)
        ahead = [d for d in reader.find_dates(clause) if isinstance(d, Moment) and d.at > context.mailed]
        due = (
            {n.due.astimezone(context.rules.zone).date() for n in campaign.nodes if n.key in keys}
            if campaign
            else set()
        )
        if keys and not keys & moved and (CARRIES.search(clause) or (ahead and not {d.day for d in ahead} <= due)):
            return Fault(reason="order-not-understood", field="text", words=clause.strip(" ，,。；;\n")[:100])
    return None


def _day_written(asked: AskPostponement, context: Context) -> str:
    """The day in the mail's words; where these are a span (顺延三天) the day that it makes."""
    words = next((r.words for r in asked.readings if r.field == "until"), "")
    if not words or asked.until is None or find_delay(f"延{words}") is None:
        return words
    until = asked.until.astimezone(context.rules.zone)
    return f"{until:%Y-%m-%d %H:%M}" if asked.timed else f"{until:%Y-%m-%d}"


# 提醒：版本限制 12月18日 0 点; 全量升级务必 12月11日完成
_REMINDS = late(
    r"提醒|请(?!批)|务必|注意|大家|各位|准时|按时|如期|抓紧|别忘|记得"
    r"|(?<![a-z])(?:remind\w*|please|note that|don't forget|everyone|all)(?![a-z])",
    re.IGNORECASE,
)


def only_reminds(context: Context) -> bool:
    """Whether an untagged reply that changes nothing of the plan urges its people, so that nothing has to be put right."""
    tag = context.subject.tag
    return (tag is None or not tag.fresh) and bool(_REMINDS.search(context.text))


def read_lost(context: Context, *, talk: bool = False) -> Understanding | None:
    """Clauses beside a change which were not understood: asked about with the whole reply, since half of it must not be recorded
    alone. `talk`: nothing else was read of the reply, so that what it changes must be told as changes are."""
    campaign = context.led
    if campaign is None or campaign.over or not is_amendment(context):
        return None
    patch = changed_by(campaign, context, readers_of(context))
    if talk and not (patch.rows or patch.fields):
        return None
    lost = [line for line in patch.leftover if talk or patch.fields or _CHANGES_MORE.search(line.text)]
    faults = tuple(Fault(reason="not-understood", place=line.place, words=line.text.strip()[:200]) for line in lost)
    return Understanding(kind="revision", faults=faults) if faults else None


def read_new_plan(context: Context) -> Understanding | None:
    """A whole new plan under an inherited tag (SPEC 9 "Replies"): a PM's reply with a table of nodes and their due times; or a
    table of only what changes (SPEC 5 "只写要改的行"); None of any other."""
    campaign = context.led
    if campaign is None or campaign.over or not is_amendment(context):
        return None
    grids = context.writing.grids or find_grids(context.writing.lines[:_MOST_LINES])[0]
    sheets = any(a.filename.lower().endswith((".xlsx", ".xls", ".et", ".ods")) for a in context.letter.attachments)
    readers = readers_of(context)
    if not grids and not sheets and not _names_product(context, readers):
        return None
    draft = gathered(context, readers)
    if len([row for row in draft.rows if row.title and row.text("due")]) >= 2:
        return understood(draft, context, readers)
    return (
        understood(replace(draft, partial=True), context, readers)
        if _changes_by_table(draft, campaign, context)
        else None
    )


def _names_product(context: Context, readers: Readers) -> bool:
    """Whether lines give product and version as a plan does, which no reply that changes a row or two repeats."""
    values = read_fieldlines(context.writing.lines[:_MOST_LINES], (), readers.known)
    return {"product", "version"} <= {value.key for value in values if value.value}


def _changes_by_table(draft: Draft, campaign: Campaign, context: Context) -> bool:
    """Whether a table is a row or two of the campaign's nodes, or a form of the plan's own fields, and nothing is said beside
    it: 更新一下这个节点. What tells how far a node is (状态, 进度) changes no plan."""
    sender = context.rules.directory.person(context.person)
    beside = [line.text.strip() for line, _ in draft.prose]
    if not all(is_aside(text) or (sender and text == sender.name) for text in beside) or draft.faults or draft.limits:
        return False
    if draft.parameters:
        known = {fold(one.name) for one in campaign.parameters}
        return not draft.rows and all(fold(r.text("parameter") or r.title) in known for r in draft.parameters)
    titles = [fold(node.title) for node in campaign.nodes if node.state != "cancelled"]
    if draft.rows:
        return all(
            titles.count(fold(row.title)) == 1
            and (row.text("due") or row.text("owner"))
            and not any(row.text(key) for key in ("state", "progress", "total", "done_at"))
            for row in draft.rows
        )
    return bool(draft.fields) and all(said.field.key in _OF_PLAN for said in draft.fields)
