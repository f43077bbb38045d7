"""What changes of nodes do: results, promises, postponements."""

from mailbot.campaign import changes as c
from mailbot.campaign.effects import Effects
from mailbot.campaign.effects.promises import settled
from mailbot.campaign.model import Campaign, Promise
from mailbot.value import replace


def _node_done(change: c.NodeDone, campaign: Campaign) -> Campaign:
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
        reported_at=change.reported_at,
        parameters=tuple(replace(p, done=p.total) for p in node.parameters),
        promises=settled(node.promises, kept=node.promised is not None and change.done_at <= node.promised),
    )


def _node_progressed(change: c.NodeProgressed, campaign: Campaign) -> Campaign:
    node = campaign.node(change.key)
    moved = change.progress is not None and change.progress != node.progress
    return campaign.with_node(
        change.key,
        progress=change.progress or node.progress,
        parameters=change.parameters or node.parameters,
        moved_at=change.at if moved else node.moved_at,
        note=change.note or node.note,
        evidence=(*node.evidence, *(e for e in change.evidence if e not in node.evidence)),
        proof=change.proof or node.proof,
    )


def _nodes_opened(change: c.NodesOpened, campaign: Campaign) -> Campaign:
    opened = {n.key: n for n in change.nodes}
    known = {n.key for n in campaign.nodes}
    nodes = [opened.get(n.key, n) for n in campaign.nodes]
    nodes += [n for n in change.nodes if n.key not in known]
    return replace(campaign, nodes=tuple(nodes))


def _nodes_cancelled(change: c.NodesCancelled, campaign: Campaign) -> Campaign:
    for key in change.keys:
        campaign = campaign.with_node(key, state="cancelled", promises=settled(campaign.node(key).promises, kept=False))
    return campaign


def _node_promised(change: c.NodePromised, campaign: Campaign) -> Campaign:
    node = campaign.node(change.key)
    promise = Promise(until=change.until, by=change.by, at=change.at)
    return campaign.with_node(change.key, promises=(*settled(node.promises, kept=False), promise))


def _promise_broken(change: c.PromiseBroken, campaign: Campaign) -> Campaign:
    return campaign.with_node(change.key, promises=settled(campaign.node(change.key).promises, kept=False))


def _postponement_asked(change: c.PostponementAsked, campaign: Campaign) -> Campaign:
    earlier = tuple(
        replace(p, state="withdrawn") if p.node == change.postponement.node and p.state == "pending" else p
        for p in campaign.postponements
    )
    return replace(campaign, postponements=(*earlier, change.postponement))


def _postponement_decided(change: c.PostponementDecided, campaign: Campaign) -> Campaign:
    asked = next(p for p in campaign.postponements if p.number == change.number)
    decided = replace(
        asked,
        state="agreed" if change.agreed else "refused",
        decided_by=change.by,
        decided_at=change.at,
        until=change.until or asked.until,
        timed=change.timed if change.until else asked.timed,
    )
    campaign = replace(
        campaign, postponements=tuple(decided if p.number == change.number else p for p in campaign.postponements)
    )
    if not change.agreed:
        return campaign
    node = campaign.node(asked.node)
    return campaign.with_node(
        asked.node,
        due=decided.until,
        timed=decided.timed,
        postponed_from=node.due,
        term=node.term + 1,
        set_at=change.at,
        promises=settled(node.promises, kept=False),
    )


EFFECTS: Effects = {
    c.NodeDone: _node_done,
    c.NodeProgressed: _node_progressed,
    c.NodesOpened: _nodes_opened,
    c.NodesCancelled: _nodes_cancelled,
    c.NodePromised: _node_promised,
    c.PromiseBroken: _promise_broken,
    c.PostponementAsked: _postponement_asked,
    c.PostponementDecided: _postponement_decided,
}
