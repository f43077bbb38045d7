"""read_plan: a PLAN mail → a plan filed or revised (SPEC 3, 9)."""

from mailbot.campaign.commands import FilePlan, Reading, Remark
from mailbot.campaign.model import Campaign
from mailbot.inbound.forms.context import Context, Understanding
from mailbot.inbound.forms.days.moments import Moment
from mailbot.inbound.forms.nodes.moods import moods
from mailbot.inbound.forms.plans.changes.amend import (
    amended,
    answers_bare,
    reworded,
    rewrites,
    rows_asked,
    tables_over,
    whole_over,
    with_items,
    with_loose,
)
from mailbot.inbound.forms.plans.changes.change_words import CHANGE
from mailbot.inbound.forms.plans.changes.cover import without_cover
from mailbot.inbound.forms.plans.changes.filler import is_aside
from mailbot.inbound.forms.plans.changes.orders import read_orders
from mailbot.inbound.forms.plans.changes.partial import left_alone, rows_over
from mailbot.inbound.forms.plans.changes.patch import Patch, patch_of
from mailbot.inbound.forms.plans.changes.spanned import LATER_BY
from mailbot.inbound.forms.plans.changes.unread import unread_order, unread_step, unsure_order
from mailbot.inbound.forms.plans.draft import Draft, Row
from mailbot.inbound.forms.plans.filing import filed, is_anew, kind_of
from mailbot.inbound.forms.plans.gather import gather
from mailbot.inbound.forms.plans.lacks import lacking, open_delays, unset, wanting
from mailbot.inbound.forms.plans.leftover import leftover
from mailbot.inbound.forms.plans.limits.limitowners import with_limit_nodes
from mailbot.inbound.forms.plans.limits.limits import read_limits
from mailbot.inbound.forms.plans.nodes import read_nodes
from mailbot.inbound.forms.plans.readers import Readers, readers_of
from mailbot.inbound.forms.plans.story.untaken import untaken
from mailbot.inbound.forms.plans.tday import with_t_day
from mailbot.inbound.forms.plans.values.fields import read_values
from mailbot.inbound.forms.plans.values.held_in import held_in
from mailbot.inbound.forms.plans.values.kind import (
    kind_faults,
    kind_reading,
)
from mailbot.inbound.forms.plans.values.parameters import read_parameters
from mailbot.inbound.forms.plans.values.unknown import unknown_fields
from mailbot.inbound.forms.plans.values.unused import unused
from mailbot.inbound.forms.plans.view import plan_fields, plan_nodes
from mailbot.late import late
from mailbot.value import replace

_MOST_EARLIER = 5
_MOVED = late(
    rf"{CHANGE}|{LATER_BY}|[前后][，,]?(?:再|先)?(?:增?加|补)|增加|新增|添加|补[一充上]|(?<![a-z])takes? over(?![a-z])|(?<![a-z])[Nn]ew owner for(?![a-z])|(?<![a-z])(?:can't|cannot|won't)(?![a-z])"
)


def read_plan(context: Context) -> Understanding:
    """What a PLAN mail asks: to file a plan, or with a campaign to revise it; 状态, 移交 and 放行 as the orders they are.

    Of a reply to a fault the rejected mail is read first; its lines stand where the new ones do not name them.
    """
    readers = readers_of(context)
    draft = _draft(context, readers, _MOST_EARLIER)
    if (orders := read_orders(draft, context, readers)) is not None:
        return orders
    if not draft.rows and context.earlier is None and context.led:
        from mailbot.inbound.forms.plans.shifted import read_shifted

        if (shifted := read_shifted(context)) is not None:
            return shifted
    # 【计划】SU-2026-0007 with `2 完成时间 12月16日` or 海外的升级改到12月17日: the lines of a reply, under a tag put anew.
    whole = {"product", "version"} <= {said.field.key for said in draft.fields}
    told = not draft.rows or any(map(_MOVED.search, (row.whole for row in draft.rows)))
    told = told or any(_MOVED.search(line.text) for line, _ in draft.prose)  # 全量延到12月16日，总结12月30日
    told = told and not whole and all(row.place.isdecimal() for row in draft.rows)
    campaign = context.campaign if context.earlier is None and not whole else None
    lines = lines_to_change(campaign, context, readers) if campaign and told else None
    taken = lines and (lines.nodes or (lines.faults and not lines.readings) or _drops(lines) or not draft.fields)
    if campaign and not (lines and taken) and (step := unread_step(draft.rows, context)):
        return Understanding(kind="revision", faults=(step,))
    found = lines if lines and taken else understood(draft, context, readers)
    empty = not found.faults and all(isinstance(x, FilePlan) and not (x.nodes or x.given) for x in found.commands)
    if empty and context.led and (order := unread_order(context)):
        return Understanding(kind="revision", faults=(order,))  # and no word that all is as it was
    return found


def _drops(lines: Understanding) -> bool:  # 取消节点：版本限制 looks like a field, and takes a node out
    return any(isinstance(x, FilePlan) and any(row.drop for row in x.nodes) for x in lines.commands)


def lines_to_change(campaign: Campaign, context: Context, readers: Readers) -> Understanding | None:
    """The rows and fields that lines change, laid over the campaign's own; None where they say more, or change nothing."""
    rows = _rows_of(campaign, context)
    patch = patch_of(context, readers, rows=rows)
    if patch is None or patch.loose or not all(is_aside(line.text) for line in patch.leftover):
        return None
    if unsure := unsure_order(context):
        return Understanding(kind="revision", faults=(unsure,))
    if any(_is_report(row, context) for _, row in patch.rows):
        return None  # 孙丽和周航昨天都升完了
    named = Draft(title=context.subject.bare, mailed=context.mailed, rows=rows, english=readers.english)
    whole = amended(named, patch, partial=True)
    changed = {index for index, _ in patch.rows if index is not None}
    kept = tuple(row for index, row in enumerate(whole.rows) if index in changed or index >= len(rows))
    return understood(replace(whole, rows=kept), context, readers)


def gathered(context: Context, readers: Readers) -> Draft:
    """The draft of one mail; of a revision that brings its rows, less what stands above them about what has changed."""
    bare = without_cover(context, readers) if context.campaign is not None else context
    draft = gather(bare, readers)
    return draft if bare is context or sum("due" in row.texts for row in draft.rows) > 1 else gather(context, readers)


def _is_report(row: Row, context: Context) -> bool:
    """Whether what stands for a node's title tells of work that is done, on a day that has been."""
    told = any(s.mood in ("done", "all_done", "part") for s in moods(row.title, context)) if row.title else False
    day = context.dates(done=True).read_date(row.text("due")) if told else None
    return isinstance(day, Moment) and day.day <= context.days.day_of(context.mailed)


def changed_by(campaign: Campaign, context: Context, readers: Readers) -> Patch:
    """What a reply's lines change; left over is what was not read."""
    patch = patch_of(context, readers, rows=_rows_of(campaign, context)) or Patch()
    patch.leftover = [line for line in patch.leftover if not is_aside(line.text)]
    patch.rows = [(n, row) for n, row in patch.rows if _MOVED.search(row.whole) or row.drop or row.add]
    return patch


# --- the draft ---------------------------------------------------------------------------------------------------------


def _draft(context: Context, readers: Readers, depth: int) -> Draft:
    """The mail's own draft, laid over that of the rejected mail which it mends."""
    if context.earlier is None or depth == 0:
        return gathered(context, readers)
    before_readers = readers_of(context.earlier)
    before = _draft(context.earlier, before_readers, depth - 1)
    if is_anew(context):
        return before
    own = gather(context, readers)
    if rewrites(own, before):
        return whole_over(before, own)
    earlier = understood(before, context.earlier, before_readers)
    asked = rows_asked(before, earlier)
    patch = patch_of(context, readers, rows=before.rows, asked=asked) or rows_over(before, own)
    patch = with_items(patch, earlier, before, context)
    if patch is not None:
        patch = with_loose(patch, earlier, before, context)
        mended = reworded(amended(before, patch, partial=before.partial), patch, readers, context)
        return tables_over(mended, own)
    if (bare := answers_bare(context, earlier, before)) is not None:
        return amended(before, bare, partial=before.partial)
    if own.rows or own.fields or own.parameters or own.limits:
        return whole_over(before, own)
    prose = Patch(leftover=[line for line, _ in own.prose])
    return reworded(before, prose, readers, context)


def _rows_of(campaign: Campaign, context: Context) -> tuple[Row, ...]:
    """The campaign's nodes as rows that a line may name, by number or title."""
    nodes = sorted((n for n in campaign.nodes if n.state != "cancelled"), key=lambda n: n.order)
    return tuple(Row(texts={"title": n.title}, mailed=context.mailed, number=n.order, node=n.key) for n in nodes)


# --- the understanding -------------------------------------------------------------------------------------------------


def understood(draft: Draft, context: Context, readers: Readers) -> Understanding:
    """A draft as a plan filed or revised, or the faults that stop it."""
    campaign, rules = context.campaign, context.rules
    readers, t_faults = with_t_day(draft, readers)
    found = kind_of(draft, context)
    kind = rules.kinds.get(found.key)
    values = read_values(draft, readers, kind, campaign)
    readers = replace(
        readers,
        people=replace(readers.people, product=values.product, pms=values.pms, managers=dict(values.managers)),
    )
    read_limits(draft, readers, kind, values, known=campaign.restrictions if campaign else ())
    draft = with_limit_nodes(draft, readers, kind, values)
    read_parameters(draft, readers, kind, values, known=campaign.parameters if campaign else ())
    nodes = read_nodes(draft, readers, kind, values, campaign)
    faults = [*draft.faults, *kind_faults(found, draft.title, rules), *t_faults, *values.faults, *nodes.faults]
    plan = filed(draft, found, values, nodes, context)
    unknown_readings, unknown_remarks = unknown_fields(draft, readers, values)
    remarks = (
        *draft.remarks,
        *values.remarks,
        *nodes.remarks,
        *unknown_remarks,
        *_forwarded(context),
        *_kept(plan, draft, campaign),
    )
    readings = (*kind_reading(found, rules), *_ordered(values.readings), *nodes.readings, *unknown_readings)
    held = tuple(r if r.rule == "row" else replace(r, words=held_in(r.words, r.value)[:300]) for r in readings)
    lost, others = untaken(draft.days, draft.rows, held, (*faults, *draft.loose), remarks)
    asked, named = leftover((*draft.loose, *lost), others, nodes.nodes, kind, readers)
    faults, remarks = [*faults, *asked], (*remarks, *named)
    if not draft.partial:
        remarks += unused(draft, values, readings, remarks, rules.directory)
    readings = held
    plan = replace(plan, readings=readings, remarks=remarks)
    if campaign is None and not any(f.field == "parameters" for f in faults):
        faults += unset(plan, kind, context.writing.lines)
    if campaign is None and not any(f.reason == "not-understood" for f in faults):
        faults += open_delays(plan, kind, context.writing.lines)
    if faults and campaign is None:
        # Nobody decides on a faulty plan, so what it lacks is said here, with the rest.
        faults += lacking(plan, kind, faults)
    return Understanding(
        kind="plan" if campaign is None else "revision",
        commands=() if faults else (plan,),
        faults=tuple(faults),
        remarks=remarks,
        readings=readings,
        missing=wanting(plan, kind, campaign) if kind and not plan.partial else (),
        fields=plan_fields(plan, rules, "" if campaign else context.person),
        nodes=plan_nodes(plan, campaign, rules, context.person),
    )


def _forwarded(context: Context) -> tuple[Remark, ...]:
    return (Remark(reason="forwarded"),) if context.writing.forwarded else ()


def _kept(plan: FilePlan, draft: Draft, campaign: Campaign | None) -> tuple[Remark, ...]:
    """What a table of some rows leaves as it is, said where the table may have been meant as the whole."""
    if campaign is None or not plan.partial or draft.partial or len(plan.nodes) < 2:
        return ()
    kept = left_alone(plan.nodes, campaign)
    return (Remark(reason="nodes-left-alone", facts={"titles": list(kept)}),) if kept else ()


def _ordered(readings: list[Reading]) -> tuple[Reading, ...]:
    """In the order of the mail: lines by their number, cells and the subject as they come."""
    numbered = [r for r in readings if r.place.isdecimal()]
    others = [r for r in readings if not r.place.isdecimal()]
    return (*others, *sorted(numbered, key=lambda r: int(r.place)))
