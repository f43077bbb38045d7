"""file_plan: a plan opens a campaign (SPEC 1, 9 "Plans")."""

from mailbot.campaign.audience import left_out, managers, owners, speakers
from mailbot.campaign.case import Case
from mailbot.campaign.changes import CampaignOpened, Change
from mailbot.campaign.commands import FilePlan
from mailbot.campaign.decide.closing_rows import closed_rows
from mailbot.campaign.decide.invitations import invitations
from mailbot.campaign.decide.lay_out import lay_out, parts, with_finalize
from mailbot.campaign.decide.neighbours import collisions
from mailbot.campaign.decide.stages import reached
from mailbot.campaign.lacks import lacks_required, lacks_wanted
from mailbot.campaign.model import Campaign
from mailbot.campaign.outcome import Fault, Notice, Outcome, Refused, Row
from mailbot.campaign.rights import may
from mailbot.rulebook.folding import fold
from mailbot.rulebook.shapes import Kind

_TELLS = ("not-taken", "each-as-guidance")


def file_plan(plan: FilePlan, case: Case) -> Outcome | Refused:
    """Opens the campaign `case.code`, or names everything that the plan lacks."""
    if not may("plan", case):
        return case.refused("plan", "no-right", right=True, act="plan")
    kind = case.rules.kinds.get(plan.campaign_kind)
    if kind is None:
        names = tuple(k.name.in_(case.rules.company.language) for k in case.rules.kinds.values())
        return case.refused("plan", "unknown-kind", field="kind", words=plan.title, nearest=names)
    if limited := _other_products(plan, case):
        return limited
    layout = lay_out(plan, kind, case)
    faults = (*_missing(plan, kind), *layout.faults)
    if faults:
        return Refused(kind="plan", faults=faults)
    if not plan.anew and (double := _double(plan, case)):
        return case.refused(
            "plan", "duplicate-plan", field="title", words=plan.title, code=double.code, title=double.title
        )
    pms = plan.pms or (case.by,)
    if case.by not in pms:
        pms = (*pms, case.by) if plan.pms else (case.by,)
    nodes = with_finalize(layout.nodes, kind, case, pm=pms[0])
    campaign = Campaign(
        code=case.code,
        kind=kind.key,
        title=plan.title,
        pms=pms,
        opened_at=case.now,
        product=plan.product,
        component=plan.component,
        version=plan.version,
        stage_since=case.now,
        channel=plan.channel,
        link=plan.link,
        departments=parts(plan.departments, nodes, case),
        quantity=plan.quantity,
        regions=plan.regions,
        valid=plan.valid,
        guidance=plan.guidance,
        target_coverage=plan.target_coverage,
        restrictions=plan.restrictions,
        parameters=plan.parameters,
        managers=plan.managers,
        nodes=nodes,
        thread=case.occasion.message_id,
    )
    changes: tuple[Change, ...] = (CampaignOpened(at=case.now, by=case.by, campaign=campaign),)
    rows = closed_rows(plan, nodes, kind, case)
    changes += rows.changes
    changes += reached(case, *changes)
    after = case.after(*changes)
    return case.outcome(
        "plan",
        changes,
        (*_notices(after, case), *invitations(after, case)),
        missing=[key for key in lacks_wanted(plan, kind) if key not in _named(plan)],
        waiting=[p.name for p in after.departments if p.asks],
        remind_from=reminded_from(case),
        ask_evidence=rows.asks,
        collisions=collisions(after, case),
    )


def _missing(plan: FilePlan, kind: Kind) -> list[Fault]:
    return [
        Fault(reason=f"missing-{name.replace('_', '-')}", field=name, facts={"kind": kind.key})
        for name in lacks_required(plan, kind.required, kind)
    ]


def _other_products(plan: FilePlan, case: Case) -> Refused | None:
    """Roles may be limited to products."""
    sender = case.sender
    if sender is None or not sender.products or not plan.product:
        return None
    if fold(plan.product) in {fold(p) for p in sender.products}:
        return None
    place, words = plan.place("product")
    return case.refused(
        "plan",
        "product-not-yours",
        right=True,
        field="product",
        place=place,
        words=words or plan.product,
        nearest=sender.products,
    )


def _double(plan: FilePlan, case: Case) -> Campaign | None:
    """A codeless plan with the PM, kind, product and version of an open campaign is asked about."""
    return next(
        (
            o
            for o in case.others
            if case.by in o.pms
            and o.kind == plan.campaign_kind
            and fold(o.product) == fold(plan.product)
            and fold(o.version) == fold(plan.version)
            and _same_matter(o, plan)
        ),
        None,
    )


def _same_matter(open_: Campaign, plan: FilePlan) -> bool:
    """Whether two plans without a version could be one: those that restrict other versions, or set other parameters, are two."""
    if plan.version:
        return True
    if plan.restrictions and open_.restrictions:
        return bool({r.versions for r in plan.restrictions} & {r.versions for r in open_.restrictions})
    if not (plan.parameters and open_.parameters):
        return True
    return bool({fold(p.name) for p in plan.parameters} & {fold(p.name) for p in open_.parameters})


def _notices(after: Campaign, case: Case) -> tuple[Notice, ...]:
    """To: whoever speaks for a department that has to confirm. Cc: owners, managers and other PMs who have not had the plan."""
    asked = after.unanswered
    acting = left_out(tuple(c.address for name in asked for c in case.rules.directory.contacts(name)), case.by)
    people = (*owners(after), *speakers(after, case.rules), *managers(after, case.rules), *after.pms)
    knowing = left_out(people, case.by, *acting)
    knowing = tuple(p for p in knowing if p not in case.occasion.had)
    rows = tuple(Row(n=n, campaign=after.code, asks="confirmation", department=name) for n, name in enumerate(asked, 1))
    remind_from = reminded_from(case) if asked else None
    return case.tell(
        after, "plan-opened", acting, knowing, rows=rows, waiting=asked, knowing=not acting, remind_from=remind_from
    )


def reminded_from(case: Case) -> str | None:
    """The day from which departments that have not confirmed are reminded."""
    steps = [s.days for s in case.rules.reminders.step if s.item == "confirmation" and s.days is not None]
    return case.days.add(case.days.day_of(case.now), min(steps)).isoformat() if steps else None


def _named(plan: FilePlan) -> set[str]:
    """The fields of which the receipt says that words in the mail may give them: not to be called unwritten."""
    return {str(one.facts["name"]) for one in plan.remarks if one.reason in _TELLS}
