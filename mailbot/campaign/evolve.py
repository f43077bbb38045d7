"""evolve: what one change does to a campaign. The only place where a campaign's state changes; replayed by `verify`."""

from functools import singledispatch

from mailbot.campaign import changes as c
from mailbot.campaign.model import Campaign, Promise
from mailbot.value import replace


def evolve(campaign: Campaign | None, change: c.Change) -> Campaign:
    """The campaign after the change. `CampaignOpened` starts from None; every other change needs a campaign."""
    if isinstance(change, c.CampaignOpened):
        return change.campaign
    if campaign is None:
        raise ValueError(f"{type(change).__name__} before CampaignOpened")
    return _apply(change, campaign)


def evolve_all(campaign: Campaign | None, changes: tuple[c.Change, ...]) -> Campaign | None:
    """The campaign after all changes, in order."""
    for change in changes:
        campaign = evolve(campaign, change)
    return campaign


@singledispatch
def _apply(change: c.Change, campaign: Campaign) -> Campaign:
    raise TypeError(f"no effect is known for {type(change).__name__}")


@_apply.register
def _(change: c.PlanRevised, campaign: Campaign) -> Campaign:
    return change.campaign


@_apply.register
def _(change: c.MailUndone, campaign: Campaign) -> Campaign:
    return change.campaign


@_apply.register
def _(change: c.Noted, campaign: Campaign) -> Campaign:
    return campaign


@_apply.register
def _(change: c.StageReached, campaign: Campaign) -> Campaign:
    return replace(campaign, stage=change.stage, stage_since=change.at)


@_apply.register
def _(change: c.DepartmentAnswered, campaign: Campaign) -> Campaign:
    parts = tuple(change.part if p.name == change.part.name else p for p in campaign.departments)
    if change.part not in parts:
        parts = (*parts, change.part)
    return replace(campaign, departments=parts)


@_apply.register
def _(change: c.NodeDone, campaign: Campaign) -> Campaign:
    node = campaign.node(change.key)
    withdrawn = tuple(
        replace(p, state="withdrawn") if p.node == change.key and p.state == "pending" else p
        for p in campaign.postponements
    )
    return replace(campaign, postponements=withdrawn).with_node(
        change.key,
        state="done",
        done_at=change.done_at,
        done_by=change.by,
        moved_at=change.at,
        progress=change.progress or node.progress,
        note=change.note or node.note,
        link=change.link or node.link,
        evidence=(*node.evidence, *(e for e in change.evidence if e not in node.evidence)),
        proof=change.proof or node.proof,
        promises=_settled(node.promises, kept=node.promised is not None and change.done_at <= node.promised),
    )


@_apply.register
def _(change: c.NodeProgressed, campaign: Campaign) -> Campaign:
    node = campaign.node(change.key)
    moved = change.progress is not None and change.progress != node.progress
    return campaign.with_node(
        change.key,
        progress=change.progress or node.progress,
        moved_at=change.at if moved else node.moved_at,
        note=change.note or node.note,
        evidence=(*node.evidence, *(e for e in change.evidence if e not in node.evidence)),
        proof=change.proof or node.proof,
    )


@_apply.register
def _(change: c.NodesOpened, campaign: Campaign) -> Campaign:
    opened = {n.key: n for n in change.nodes}
    known = {n.key for n in campaign.nodes}
    nodes = [opened.get(n.key, n) for n in campaign.nodes]
    nodes += [n for n in change.nodes if n.key not in known]
    return replace(campaign, nodes=tuple(nodes))


@_apply.register
def _(change: c.NodesCancelled, campaign: Campaign) -> Campaign:
    for key in change.keys:
        campaign = campaign.with_node(
            key, state="cancelled", promises=_settled(campaign.node(key).promises, kept=False)
        )
    return campaign


@_apply.register
def _(change: c.NodePromised, campaign: Campaign) -> Campaign:
    node = campaign.node(change.key)
    promise = Promise(until=change.until, by=change.by, at=change.at)
    return campaign.with_node(change.key, promises=(*_settled(node.promises, kept=False), promise))


@_apply.register
def _(change: c.PromiseBroken, campaign: Campaign) -> Campaign:
    return campaign.with_node(change.key, promises=_settled(campaign.node(change.key).promises, kept=False))


@_apply.register
def _(change: c.PostponementAsked, campaign: Campaign) -> Campaign:
    earlier = tuple(
        replace(p, state="withdrawn") if p.node == change.postponement.node and p.state == "pending" else p
        for p in campaign.postponements
    )
    return replace(campaign, postponements=(*earlier, change.postponement))


@_apply.register
def _(change: c.PostponementDecided, campaign: Campaign) -> Campaign:
    asked = next(p for p in campaign.postponements if p.number == change.number)
    decided = replace(
        asked,
        state="agreed" if change.agreed else "refused",
        decided_by=change.by,
        decided_at=change.at,
        reason=asked.reason,
    )
    campaign = replace(
        campaign, postponements=tuple(decided if p.number == change.number else p for p in campaign.postponements)
    )
    if not change.agreed:
        return campaign
    node = campaign.node(asked.node)
    return campaign.with_node(
        asked.node,
        due=asked.until,
        timed=asked.timed,
        postponed_from=node.due,
        term=node.term + 1,
        set_at=change.at,
        promises=_settled(node.promises, kept=False),
    )


@_apply.register
def _(change: c.VersionSubmitted, campaign: Campaign) -> Campaign:
    return replace(campaign, version=change.version)


@_apply.register
def _(change: c.SubmissionRefused, campaign: Campaign) -> Campaign:
    return replace(campaign, submissions=(*campaign.submissions, change.submission))


@_apply.register
def _(change: c.GateWaived, campaign: Campaign) -> Campaign:
    return replace(campaign, waived=(*campaign.waived, (change.version, change.reason)))


@_apply.register
def _(change: c.IssueRaised, campaign: Campaign) -> Campaign:
    raisers = campaign.raisers
    if change.issue.raised_by not in raisers:
        raisers = (*raisers, change.issue.raised_by)
    return replace(campaign, issues=(*campaign.issues, change.issue), raisers=raisers)


@_apply.register
def _(change: c.IssueGraded, campaign: Campaign) -> Campaign:
    return campaign.with_issue(
        change.number,
        severity=change.severity,
        respond_due=change.respond_due,
        due=change.due,
        term=campaign.issue(change.number).term + 1,
        set_at=change.at,
    )


@_apply.register
def _(change: c.IssueAcknowledged, campaign: Campaign) -> Campaign:
    issue = campaign.issue(change.number)
    return campaign.with_issue(
        change.number, owner=issue.owner or change.by, responded_at=issue.responded_at or change.at
    )


@_apply.register
def _(change: c.IssueQuestioned, campaign: Campaign) -> Campaign:
    issue = campaign.issue(change.number)
    return campaign.with_issue(
        change.number,
        waiting_on="raiser",
        paused_at=change.at,
        question=change.question,
        owner=issue.owner or change.by,
        responded_at=issue.responded_at or change.at,
    )


@_apply.register
def _(change: c.IssuePromised, campaign: Campaign) -> Campaign:
    issue = campaign.issue(change.number)
    promise = Promise(until=change.until, by=change.by, at=change.at)
    return campaign.with_issue(
        change.number,
        owner=issue.owner or change.by,
        responded_at=issue.responded_at or change.at,
        promises=(*_settled(issue.promises, kept=False), promise),
    )


@_apply.register
def _(change: c.IssuePromiseBroken, campaign: Campaign) -> Campaign:
    promises = _settled(campaign.issue(change.number).promises, kept=False)
    return campaign.with_issue(change.number, promises=promises)


@_apply.register
def _(change: c.IssueSupplemented, campaign: Campaign) -> Campaign:
    issue = campaign.issue(change.number)
    return campaign.with_issue(
        change.number,
        waiting_on="assignees",
        paused_at=None,
        text=f"{issue.text}\n{change.text}".strip(),
        respond_due=change.respond_due,
        due=change.due,
        term=issue.term + 1,
        set_at=change.at,
    )


@_apply.register
def _(change: c.IssueAnswered, campaign: Campaign) -> Campaign:
    issue = campaign.issue(change.number)
    return campaign.with_issue(
        change.number,
        state="answered",
        result=change.result,
        answered_by=change.by,
        answered_at=change.at,
        owner=issue.owner or change.by,
        responded_at=issue.responded_at or change.at,
        waiting_on="assignees",
        paused_at=None,
        promises=_settled(issue.promises, kept=issue.promised is not None and change.at <= issue.promised),
    )


@_apply.register
def _(change: c.IssueReopened, campaign: Campaign) -> Campaign:
    issue = campaign.issue(change.number)
    return campaign.with_issue(
        change.number,
        state="reopened",
        respond_due=change.respond_due,
        due=change.due,
        responded_at=None,
        waiting_on="assignees",
        paused_at=None,
        closed_at=None,
        closed_how="",
        text=f"{issue.text}\n{change.reason}".strip(),
        term=issue.term + 1,
        set_at=change.at,
    )


@_apply.register
def _(change: c.IssueClosed, campaign: Campaign) -> Campaign:
    return campaign.with_issue(change.number, state="closed", closed_at=change.at, closed_how=change.how)


@_apply.register
def _(change: c.CoverageReported, campaign: Campaign) -> Campaign:
    return replace(
        campaign,
        coverage=change.rows,
        coverage_at=change.at,
        coverage_by=change.by,
        coverage_source=change.source,
        fetched_at=change.at if change.source else campaign.fetched_at,
    )


@_apply.register
def _(change: c.SummaryAccepted, campaign: Campaign) -> Campaign:
    return replace(campaign, summary=change.text)


@_apply.register
def _(change: c.CampaignPaused, campaign: Campaign) -> Campaign:
    return replace(campaign, paused=change.at)


@_apply.register
def _(change: c.CampaignResumed, campaign: Campaign) -> Campaign:
    for node in change.nodes:
        before = campaign.node(node.key)
        promises = before.promises
        if node.promised and before.promised:
            promises = (*promises[:-1], replace(promises[-1], until=node.promised))
        campaign = campaign.with_node(
            node.key, due=node.due, term=before.term + 1, set_at=change.at, promises=promises
        )
    for issue in change.issues:
        term = campaign.issue(issue.number).term + 1
        campaign = campaign.with_issue(
            issue.number, respond_due=issue.respond_due, due=issue.due, term=term, set_at=change.at
        )
    pauses = (*campaign.pauses, (campaign.paused, change.at)) if campaign.paused else campaign.pauses
    return replace(campaign, paused=None, pauses=pauses)


@_apply.register
def _(change: c.HandedOver, campaign: Campaign) -> Campaign:
    others = tuple(p for p in campaign.pms[1:] if p != change.pm)
    nodes = tuple(
        replace(n, owner=change.pm, term=n.term + 1, set_at=change.at)
        if n.owner == campaign.pm and n.state == "pending"
        else n
        for n in campaign.nodes
    )
    return replace(campaign, pms=(change.pm, *others), nodes=nodes)


@_apply.register
def _(change: c.Warned, campaign: Campaign) -> Campaign:
    return replace(campaign, warned=(*campaign.warned, change.what))


@_apply.register
def _(change: c.StepsReminded, campaign: Campaign) -> Campaign:
    return replace(campaign, reminded=(*campaign.reminded, *change.reminded))


@_apply.register
def _(change: c.RemindersWithdrawn, campaign: Campaign) -> Campaign:
    reminded = tuple(r for r in campaign.reminded if r not in change.reminded)
    return replace(campaign, reminded=reminded, warned=tuple(w for w in campaign.warned if w != change.prompt))


def _settled(promises: tuple[Promise, ...], *, kept: bool) -> tuple[Promise, ...]:
    """The promises with the last one, if it still stood, settled."""
    if promises and promises[-1].kept is None:
        return (*promises[:-1], replace(promises[-1], kept=kept))
    return promises
