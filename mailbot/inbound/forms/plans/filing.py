"""filed: what a plan's draft files, and of which kind (SPEC 9 "Plans")."""

from mailbot.campaign.commands import FilePlan
from mailbot.inbound.forms.context import Context
from mailbot.inbound.forms.hearing import hear
from mailbot.inbound.forms.plans.changes.filler import leaves_the_rest
from mailbot.inbound.forms.plans.changes.partial import speaks_of_some
from mailbot.inbound.forms.plans.draft import Draft
from mailbot.inbound.forms.plans.values.kind import FoundKind, read_kind, without_code, without_sender
from mailbot.inbound.forms.plans.values.values import Nodes, Values


def filed(draft: Draft, found: FoundKind, values: Values, nodes: Nodes, context: Context) -> FilePlan:
    """The command that files a plan, or lays it over the campaign that it revises."""
    campaign = context.campaign
    rules = context.rules
    departments = tuple(dict.fromkeys((*values.departments, *nodes.departments)))
    if campaign is not None and departments and not values.departments:
        # Those whom the plan named before are still asked beside the helpers' departments.
        own = {n.department for n in campaign.nodes}
        departments = tuple(
            dict.fromkeys((*(p.name for p in campaign.departments if p.asks and p.name not in own), *departments))
        )
    title = without_sender(values.title or without_code(draft.title, rules))
    if campaign is not None and not values.title:
        title = campaign.title
    return FilePlan(
        campaign_kind=found.key,
        title=title or _made_title(values, found, context),
        product=values.product,
        component=values.component,
        version=values.version,
        channel=values.channel,  # type: ignore[arg-type]
        link=values.link,
        quantity=values.quantity,
        regions=values.regions,
        valid=values.valid,
        guidance=values.guidance,
        target_coverage=values.target_coverage,
        restrictions=values.restrictions,
        parameters=values.parameters,
        without=values.without,
        departments=departments,
        pms=values.pms,
        managers=values.managers,
        nodes=tuple(nodes.nodes),
        given=frozenset(values.given),
        partial=draft.partial
        or speaks_of_some(draft, nodes.nodes, values.given, campaign, context.text, codeless=_was_codeless(context)),
        rest_stays=campaign is not None and leaves_the_rest(context.text),
        anew=hear(draft.title, rules.phrases).says("new_plan") or is_anew(context),
    )


def _was_codeless(context: Context) -> bool:
    """修订 SU-2026-0007, in answer to the same question: the plan was written without the campaign."""
    return context.earlier is not None and context.earlier.campaign is None


def is_anew(context: Context) -> bool:
    """新计划 alone, in answer to 修订还是新的？."""
    if context.earlier is None or len(context.text.strip()) > 60:
        return False
    heard = context.heard
    return heard.says("new_plan") and heard.only("new_plan", "confirm", "thanks", "acknowledge", "object")


def kind_of(draft: Draft, context: Context) -> FoundKind:
    """The kind; of a revision the campaign's, unless a field says another."""
    campaign = context.campaign
    found = read_kind(draft, context.subject, context.rules)
    if campaign is not None and not (found.field and found.key):
        return FoundKind(campaign.kind, rule="campaign")
    return found


def _made_title(values: Values, found: FoundKind, context: Context) -> str:
    """A title for a subject that has none but its tag."""
    kind = context.rules.kinds.get(found.key)
    name = kind.name.in_(context.rules.company.language) if kind else ""
    return " ".join(filter(None, (values.product, values.version, name)))
