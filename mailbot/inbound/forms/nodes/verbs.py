"""without_verbs: the nodes that a text is about, less names that are verbs or attributes where they stand (SPEC 9 "Replies")."""

import re
from collections.abc import Sequence

from mailbot.campaign.model import Campaign
from mailbot.inbound.forms.context import Context
from mailbot.inbound.forms.hearing import smooth
from mailbot.inbound.forms.nodes.naming import Named
from mailbot.inbound.forms.nodes.owner import answers_for
from mailbot.late import late

_APOLOGY = late(r"(?<![a-z])(?:sorry|apolog\w+|excuse\w*)\s+(?:for|about)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
# 已升级的 600 台, 升级完成的服务器: what a result of another node counts, no node of its own.
_ATTRIBUTE = late(r"(?:完成|完|好|成功|过|后)?的(?!话)|后")


def without_verbs(
    mentions: Sequence[Named], text: str, fallback: str, context: Context, campaign: Campaign
) -> tuple[Named, ...]:
    """The mentions that name what the text is about. `fallback` is the title's or the thread's node, '' where there is none."""
    kept = [n for n in mentions if not _is_verb(n, text, context, campaign)]
    if fallback:
        kept = [n for n in kept if not _is_over(n, fallback, campaign)]
        kept = [n for n in kept if fallback in n.keys or not _ATTRIBUTE.match(smooth(text[n.end : n.end + 6]))]
    return tuple(kept)


def _is_verb(named: Named, text: str, context: Context, campaign: Campaign) -> bool:
    """全量今天收尾: of who has no part in the summary, what they bring to an end is their own node. Sorry for the delay names none."""
    if _APOLOGY.search(text[max(0, named.start - 40) : named.start]):
        return True
    nodes = [campaign.node(key) for key in named.keys]
    return text[named.start : named.end] == "收尾" and not any(
        n.base != "finalize" or answers_for(n, context, campaign) for n in nodes
    )


def _is_over(named: Named, fallback: str, campaign: Campaign) -> bool:
    """缺陷修复: 周一修完提测. A verb that is the name of nodes which are done, where the title's own node is open."""
    nodes = [campaign.node(key) for key in named.keys]
    if campaign.node(fallback).state != "pending" or any(n.key == fallback or n.state == "pending" for n in nodes):
        return False
    return all(smooth(named.words) != smooth(n.title) for n in nodes)
