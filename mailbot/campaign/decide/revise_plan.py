"""revise_plan: a new plan mail in the same campaign, with what changed line by line (SPEC 1, 9 "Plans")."""

from mailbot.campaign.audience import left_out, to_and_cc
from mailbot.campaign.case import Case
from mailbot.campaign.changes import Change, Difference, PlanRevised
from mailbot.campaign.commands import FilePlan
from mailbot.campaign.decide.closing_rows import closed_rows
from mailbot.campaign.decide.differences import differences, touched
from mailbot.campaign.decide.file_plan import reminded_from
from mailbot.campaign.decide.invitations import follow
from mailbot.campaign.decide.lay_out import lay_out, parts, with_finalize
from mailbot.campaign.decide.moved_restrictions import moved_delays, moved_restrictions, parted
from mailbot.campaign.decide.neighbours import collisions
from mailbot.campaign.decide.stages import reached
from mailbot.campaign.lacks import lacks_wanted
from mailbot.campaign.model import Campaign, Node, Part
from mailbot.campaign.outcome import Notice, Outcome, Refused, Row
from mailbot.campaign.planned import Parameter
from mailbot.campaign.rights import may
from mailbot.rulebook.folding import fold
from mailbot.rulebook.shapes import Kind
from mailbot.value import asdict, replace


def revise_plan(plan: FilePlan, case: Case) -> Outcome | Refused:
    """Revision n + 1. Fields that the mail does not speak of stay; confirmations survive for departments whose nodes,
    restrictions and quantities it leaves alone; the stage stays."""
    before = case.present
    if not may("revision", case):
        return case.refused("revision", "not-the-pm", right=True, pm=before.pm)
    if plan.campaign_kind and plan.campaign_kind != before.kind:
        place, words = plan.place("kind")
        return case.refused(
            "revision", "other-kind", field="kind", place=place, words=words or plan.title, present=before.kind
        )
    kind = case.kind
    layout = lay_out(plan, kind, case, before=before)
    if layout.faults:
        return Refused(kind="revision", faults=layout.faults)
    nodes = _united(before, layout.nodes, plan) if plan.nodes else before.nodes
    pms = plan.pms if "pm" in plan.given and plan.pms else before.pms
    nodes = with_finalize(_without_followed(before, nodes, layout.nodes, kind, case), kind, case, pm=pms[0])
    after = replace(
        before,
        revision=before.revision + 1,
        pms=pms,
        nodes=nodes,
        **{name: getattr(plan, name) for name in _FIELDS if name in plan.given},
    )
    if "restrictions" in plan.given and not plan.nodes:
        after = replace(after, nodes=moved_delays(before, after, case.now, case.rules.zone))
    if "restrictions" not in plan.given and not plan.rest_stays:
        after = replace(after, restrictions=moved_restrictions(before, after, case.rules.zone))
    if plan.partial or not plan.nodes:
        set_anew = _set(before.parameters, after.parameters)
        after = replace(after, parameters=tuple(p for p in set_anew if p.name not in plan.without))
    after = replace(after, departments=_parts(before, after, plan, case))
    lines = differences(before, after, case.rules)
    if not lines:
        return case.refused("revision", "nothing-changed", code=before.code)
    changes: tuple[Change, ...] = (PlanRevised(at=case.now, by=case.by, campaign=after, differences=lines),)
    rows = closed_rows(plan, layout.nodes, kind, case)
    changes += rows.changes
    changes += reached(case, *changes)
    after = case.after(*changes)
    shown = [asdict(d) for d in lines]
    return case.outcome(
        "revision",
        changes,
        (
            *_notices(before, after, lines, case),
            *follow(before, after, case),
        ),
        differences=shown,
        revision=after.revision,
        restrictions_follow="restrictions" not in plan.given and before.restrictions != after.restrictions,
        restrictions_stay=parted(before, after, case.rules.zone),
        missing=[] if plan.partial else lacks_wanted(plan, kind, after),
        waiting=after.unanswered,
        remind_from=reminded_from(case),
        ask_evidence=rows.asks,
        collisions=collisions(after, case),
    )


_FIELDS = tuple(
    (
        "title product component version channel link quantity regions valid guidance target_coverage restrictions "
        "parameters managers"
    ).split()
)


def _set(before: tuple[Parameter, ...], named: tuple[Parameter, ...]) -> tuple[Parameter, ...]:
    """Lines to change set the parameters that they name; the others stay as they are. A whole new plan lists them all."""
    anew = {fold(p.name): p for p in named}
    return (*(anew.pop(fold(p.name), p) for p in before), *anew.values())


def _united(before: Campaign, rows: tuple[Node, ...], plan: FilePlan) -> tuple[Node, ...]:
    """The nodes after the revision. Done nodes stay; of the open ones that a whole new plan leaves out, or that are named to
    be dropped, the record is kept as cancelled; `finalize` is never dropped by leaving it out."""
    named = {n.key: n for n in rows}
    dropped = {r.key or r.title for r in plan.nodes if r.drop}
    kept: list[Node] = []
    for node in before.nodes:
        if node.key in named:
            kept.append(replace(named[node.key], order=node.order) if plan.partial else named[node.key])
        elif node.state == "pending" and (
            node.key in dropped or node.title in dropped or (not plan.partial and node.base != "finalize")
        ):
            kept.append(replace(node, state="cancelled"))
        else:
            kept.append(node)
    known = {n.key for n in before.nodes}
    united = [*kept, *(n for n in rows if n.key not in known)]
    if plan.partial:
        return tuple(united)
    order = {n.key: i for i, n in enumerate(rows)}
    return tuple(sorted(united, key=lambda n: order.get(n.key, len(order) + n.order)))


def _without_followed(
    before: Campaign, nodes: tuple[Node, ...], rows: tuple[Node, ...], kind: Kind, case: Case
) -> tuple[Node, ...]:
    """The nodes less an open `finalize` that no plan has named: it follows the last node, and is laid out anew with it."""
    if any(n.base == "finalize" for n in rows):
        return nodes
    known = next((n for n in before.nodes if n.base == "finalize" and n.state == "pending"), None)
    work = tuple(n for n in nodes if n.base != "finalize" and n.state != "cancelled")
    if known is None or not known.follows or not work:
        return nodes
    former = with_finalize(
        tuple(n for n in before.nodes if n.base != "finalize" and n.state != "cancelled"), kind, case, pm=known.owner
    )
    if former[-1].due != known.due:
        return nodes
    followed = with_finalize(work, kind, case, pm=known.owner)[-1]
    if followed.due == known.due:
        return nodes
    moved = replace(known, due=followed.due, term=known.term + 1, set_at=case.now)
    return tuple(moved if n.key == known.key else n for n in nodes)


def _parts(before: Campaign, after: Campaign, plan: FilePlan, case: Case) -> tuple[Part, ...]:
    """Answers survive where a department's nodes, restrictions and quantities are left alone."""
    live = tuple(n for n in after.nodes if n.state != "cancelled")
    wanted = parts(plan.departments or tuple(p.name for p in before.departments if _only_named(p, before)), live, case)
    common = before.quantity != after.quantity or _common(before) != _common(after)
    result = []
    for part in wanted:
        old = before.part(part.name)
        if old is None:
            result.append(part)
            continue
        touched = (
            common
            or _nodes_of(before, part.name) != _nodes_of(after, part.name)
            or _restrictions(before, part.name, case) != _restrictions(after, part.name, case)
        )
        if touched and old.answer != "pending":
            result.append(replace(part, term=old.term + 1))
        else:
            result.append(old)
    first = {p.name: n for n, p in enumerate(before.departments)}
    return tuple(sorted(result, key=lambda part: first.get(part.name, len(first))))


def _only_named(part: Part, before: Campaign) -> bool:
    """Whether a department stood in the plan's field rather than only behind a node."""
    return part.asks and not any(n.department == part.name for n in before.nodes)


def _nodes_of(campaign: Campaign, department: str) -> set[tuple[str, str, object, str]]:
    return {
        (n.key, n.title, n.due, n.owner)
        for n in campaign.nodes
        if n.department == department and n.state != "cancelled"
    }


def _common(campaign: Campaign) -> set[object]:
    """What is restricted for everybody: a delay for some takes nothing of it back."""
    return {
        (r.versions, r.effective, None if r.scope else r.delayed_until)
        for r in campaign.restrictions
        if not r.scope or r.delayed_until
    }


def _restrictions(campaign: Campaign, department: str, case: Case) -> set[object]:
    """What is restricted or delayed for one department, by its name or an alias (海外)."""
    own = case.rules.directory.department(department)
    return {
        r
        for r in campaign.restrictions
        if any(
            name == department or (own and case.rules.directory.department(name) is own) for name in r.scope.split("、")
        )
    }


def _notices(before: Campaign, after: Campaign, lines: tuple[Difference, ...], case: Case) -> tuple[Notice, ...]:
    """To everyone the revision touches: departments that must confirm (again) in To, the others in Cc."""
    asked = after.unanswered
    acting = left_out(tuple(c.address for d in asked for c in case.rules.directory.contacts(d)), case.by)
    people = touched(before, after, lines, case.rules)
    knowing = tuple(p for p in left_out(people, case.by, *acting) if p not in case.occasion.had)
    return case.tell(
        after,
        "plan-revised",
        *to_and_cc(acting, knowing, after),
        rows=tuple(
            Row(n=n, campaign=after.code, asks="confirmation", department=name) for n, name in enumerate(asked, 1)
        ),
        waiting=asked,
        knowing=not acting,
        differences=[asdict(d) for d in lines],
    )
