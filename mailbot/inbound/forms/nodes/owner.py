"""answers_for, own_title: whose node it is, and what a sender's own title says (SPEC 2, 9)."""

from mailbot.campaign.audience import speaks_for
from mailbot.campaign.model import Campaign, Node
from mailbot.inbound.forms.context import Context
from mailbot.inbound.forms.hearing import smooth
from mailbot.inbound.forms.nodes.naming import node_mentions


def answers_for(node: Node, context: Context, campaign: Campaign) -> bool:
    """Whether the sender is the node's owner, one of its department, or the PM (SPEC 2)."""
    if context.person in node.carriers or context.person in campaign.pms:
        return True
    if not node.department:
        return False
    person = context.rules.directory.person(context.person)
    return context.department == node.department or speaks_for(person, node.department, context.rules)


def own_title(context: Context) -> str:
    """The subject's title where the sender wrote it, without the campaign's own; of a reply it is somebody else's."""
    if context.subject.reply or context.subject.forward:
        return ""
    title = context.subject.bare
    if context.campaign is not None:
        at = smooth(title).find(smooth(context.campaign.title))
        if at >= 0 and context.campaign.title:
            title = f"{title[:at]} {title[at + len(context.campaign.title) :]}"
    return title.strip(" ,，:：-—")


def named_in_reply(context: Context, campaign: Campaign) -> str:
    """Re: SU-2026-0007 版本限制, in a thread that nobody knows: the one node in it that the sender answers for."""
    named = node_mentions(context.subject.bare.replace(campaign.title, " "), campaign, context.rules)
    own = {n.key for n in named if n.key and answers_for(campaign.node(n.key), context, campaign)}
    return own.pop() if len(own) == 1 and context.person not in campaign.pms else ""
