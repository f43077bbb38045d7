"""which_node: the node that a result, a promise or a postponement means (SPEC 9 "Replies")."""

from mailbot.campaign.case import Case
from mailbot.campaign.model import Node
from mailbot.campaign.outcome import Refused
from mailbot.campaign.rights import may


def which_node(key: str, kind: str, case: Case) -> Node | Refused:
    """The node meant: the one named, else the sender's one open node, else it is asked about."""
    campaign = case.present
    if key:
        found = next((n for n in campaign.nodes if n.key == key), None)
        if found is not None:
            return found
        names = tuple(n.title for n in campaign.nodes if n.state == "pending")
        return case.refused(kind, "unknown-node", field="node", words=key, nearest=names)
    mine = campaign.open_of(case.by)
    if not mine:
        mine = [n for n in campaign.pending_nodes if n.base != "finalize" and may("node_result", case, node=n)]
    if len(mine) == 1:
        return mine[0]
    names = tuple(n.title for n in mine) or tuple(n.title for n in campaign.pending_nodes)
    return case.refused(kind, "node-ambiguous" if mine else "no-open-node", field="node", nearest=names)
