"""promise_node, ask_postponement, decide_postponement: other times for a node (SPEC 3, 9 "Replies", "Rights")."""

from datetime import datetime
from typing import Any

from mailbot.campaign.audience import left_out, node_people
from mailbot.campaign.case import Case
from mailbot.campaign.changes import NodePromised, PostponementAsked, PostponementDecided
from mailbot.campaign.commands import AskPostponement, DecidePostponement, PromiseNode
from mailbot.campaign.decide.invitations import invitations
from mailbot.campaign.decide.which_node import which_node
from mailbot.campaign.model import Node, Postponement
from mailbot.campaign.outcome import Outcome, Refused, Row
from mailbot.campaign.rights import may
from mailbot.campaign.view import instant


def promise_node(command: PromiseNode, case: Case) -> Outcome | Refused:
    """预计周五处理完 silences reminders until then; later than some working days (rules) after the due time it is a
    postponement asked."""
    if command.until is None:
        return case.refused("promise", "promise-without-date", field="until", words=command.text)
    node = _open_node(command.node, "promise", case)
    if isinstance(node, Refused):
        return node
    zone = case.rules.zone
    latest = case.days.add(node.due.astimezone(zone).date(), case.rules.process.promise_at_most)
    if command.until.astimezone(zone).date() > latest:
        return _asked(node, command.until, command.timed, command.text, case)
    change = NodePromised(at=case.now, by=case.by, key=node.key, until=command.until)
    return case.outcome("promise", (change,), node=node.key, until=instant(command.until, zone))


def ask_postponement(command: AskPostponement, case: Case) -> Outcome | Refused:
    """延期至 …: put to the PM; asked by the PM for a node of their own it is agreed at once."""
    if command.until is None:
        return case.refused("postponement", "postponement-without-date", field="until", words=command.reason)
    node = _open_node(command.node, "postponement", case)
    if isinstance(node, Refused):
        return node
    if command.until <= node.due:
        return case.refused(
            "postponement",
            "not-later",
            field="until",
            node=node.key,
            title=node.title,
            until=instant(command.until, case.rules.zone),
            due=instant(node.due, case.rules.zone),
        )
    return _asked(node, command.until, command.timed, command.reason, case)


def _open_node(named: str, kind: str, case: Case) -> Node | Refused:
    """The node meant, if it is open and the sender's."""
    node = which_node(named, kind, case)
    if isinstance(node, Refused):
        return node
    if not may(kind, case, node=node):
        return case.refused(kind, "not-your-node", right=True, node=node.key, title=node.title, owner=node.owner)
    if node.state != "pending":
        return case.refused(kind, "already-done", node=node.key, title=node.title)
    return node


def decide_postponement(command: DecidePostponement, case: Case) -> Outcome | Refused:
    """同意 / 不同意, the PM's alone."""
    campaign = case.present
    waiting = [p for p in campaign.postponements if p.state == "pending"]
    if not may("decision", case):
        return case.refused("decision", "not-the-pm", right=True, pm=campaign.pm, beside=case.by in campaign.pms)
    if command.number is not None:
        waiting = [p for p in waiting if p.number == command.number]
    if not waiting:
        return case.refused("decision", "nothing-to-decide")
    if len(waiting) > 1:
        titles = tuple(campaign.node(p.node).title for p in waiting)
        return case.refused("decision", "which-postponement", nearest=titles)
    asked = waiting[0]
    node = campaign.node(asked.node)
    change = PostponementDecided(
        at=case.now,
        by=case.by,
        number=asked.number,
        agreed=command.agreed,
        reason=command.reason[:500],
        until=command.until,
        timed=command.timed,
    )
    after = case.after(change)
    told = left_out((asked.asked_by, *node_people(node, case.rules)), case.by)
    facts: dict[str, Any] = {
        "agreed": command.agreed,
        "node": node.key,
        "before": instant(node.due, case.rules.zone),
        "until": instant(command.until or asked.until, case.rules.zone),
        "reason": command.reason,
        "asked_reason": asked.reason,
        "asked_by": asked.asked_by,
    }
    notices = case.tell(after, "postponement-decided", told, **facts)
    if command.agreed:
        notices += invitations(after, case, keys=(node.key,))
    return case.outcome("decision", (change,), notices, **facts)


def _asked(node: Node, until: datetime, timed: bool, reason: str, case: Case) -> Outcome:
    campaign, zone = case.present, case.rules.zone
    same = next(
        (p for p in campaign.postponements if p.state == "pending" and p.node == node.key and p.until == until), None
    )
    if same is not None and case.by != campaign.pm:
        # The same day again, in answer to the next reminder: it waits for the PM already, who is not asked twice.
        waits: dict[str, Any] = {
            "node": node.key,
            "number": same.number,
            "before": instant(node.due, zone),
            "until": instant(until, zone),
        }
        return case.outcome(
            "postponement", (), (), agreed=False, reason=same.reason, asked_by=same.asked_by, waiting=True, **waits
        )
    number = len(campaign.postponements) + 1
    asked = Postponement(
        number=number,
        node=node.key,
        until=until,
        timed=timed,
        asked_by=case.by,
        asked_at=case.said_at,
        reason=reason[:500],
    )
    change = PostponementAsked(at=case.now, by=case.by, postponement=asked)
    facts: dict[str, Any] = {
        "node": node.key,
        "number": number,
        "before": instant(node.due, zone),
        "until": instant(until, zone),
        "reason": reason,
        "asked_by": case.by,
    }
    if case.by == campaign.pm:
        decided = PostponementDecided(at=case.now, by=case.by, number=number, agreed=True)
        after = case.after(change, decided)
        told = left_out(node_people(node, case.rules), case.by)
        notices = case.tell(after, "postponement-decided", told, agreed=True, asked_reason=reason, **facts)
        notices += invitations(after, case, keys=(node.key,))
        return case.outcome("postponement", (change, decided), notices, agreed=True, **facts)
    rows = (Row(n=1, campaign=campaign.code, asks="postponement", node=node.key, postponement=number),)
    notices = case.tell(case.after(change), "postponement-asked", (campaign.pm,), rows=rows, **facts)
    return case.outcome("postponement", (change,), notices, agreed=False, **facts)
