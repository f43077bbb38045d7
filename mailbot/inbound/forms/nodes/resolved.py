"""resolved, node_of_field: which node a name means that several have, and which one a field (节点：版本限制) names."""

from collections.abc import Sequence

from mailbot.campaign.model import Campaign
from mailbot.inbound.forms.context import Context
from mailbot.inbound.forms.nodes.moods import Said
from mailbot.inbound.forms.nodes.naming import node_mentions
from mailbot.inbound.forms.nodes.owner import answers_for
from mailbot.rulebook.folding import fold


def resolved(keys: tuple[str, ...], said: Sequence[Said], context: Context, campaign: Campaign) -> tuple[str, ...]:
    """Of the nodes that a name may mean the thread's, else the sender's own open one."""
    if len(keys) < 2:
        return keys
    thread = [r.node for r in context.thread.rows if r.asks == "node" and r.node in keys]
    if len(set(thread)) == 1:
        return (thread[0],)
    nodes = [campaign.node(k) for k in keys]
    mine = [n.key for n in nodes if context.person in (n.owner, *n.helpers) and n.state == "pending"]
    if len(mine) == 1:
        return (mine[0],)
    theirs = [n.key for n in nodes if n.state == "pending" and not mine and answers_for(n, context, campaign)]
    return (theirs[0],) if len(theirs) == 1 else keys


def node_of_field(context: Context, campaign: Campaign) -> str:
    """The node that a field names (`节点：版本限制`), '' where none does or the field's words fit no node."""
    names = {fold(n) for f in context.rules.fields.field if f.key == "node" for n in f.names}
    for line in context.writing.lines:
        head, colon, value = line.text.replace("：", ":").partition(":")
        if colon and fold(head) in names:
            found = list(node_mentions(value, campaign, context.rules))
            if found:
                keys = resolved(found[0].keys, (), context, campaign)
                return keys[0] if len(keys) == 1 else ""
            wanted = fold(value)
            return next((n.key for n in campaign.nodes if fold(n.key) == wanted), "")
    return ""
