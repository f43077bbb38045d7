"""version_request, hand_over_version: a version that is not on 官网 is asked of the PM through the bot; both are recorded, and
what the PM hands over closes the node (SPEC 1)."""

import re
from collections.abc import Sequence

from mailbot.campaign.audience import left_out, speaks_for
from mailbot.campaign.case import Case
from mailbot.campaign.changes import Change, NodeDone, NodesOpened, Noted, VersionRequested
from mailbot.campaign.commands import HandOverVersion
from mailbot.campaign.decide.node_notices import tell_done
from mailbot.campaign.decide.stages import reached
from mailbot.campaign.model import Campaign, Node
from mailbot.campaign.outcome import Notice, Outcome, Refused, Row
from mailbot.value import replace

_LINK = re.compile(r"https?://[^\s<>\"'，。；）)】]{3,500}", re.IGNORECASE)


def version_request(campaign: Campaign, words: str, case: Case) -> Outcome:
    """The request as it goes to the PM; empty where the version is published, or the PM asks themself."""
    if campaign.channel == "official" or case.by in campaign.pms or campaign.over:
        return Outcome(kind="query")
    person = case.sender
    department = case.occasion.department or (person.department if person and person.department else "")
    changes: tuple[Change, ...] = (
        VersionRequested(at=case.now, by=case.by, text=f"获取版本 {campaign.version}".strip(), department=department),
    )
    if case.occasion.template == "obtain-answered" and (again := _not_received(case)):
        changes += (NodesOpened(at=case.now, by=case.by, nodes=again),)
        changes += reached(case, *changes)
    rows = (Row(n=1, campaign=campaign.code, asks="obtain", person=case.by, department=department),)
    told = case.tell(
        campaign, "obtain-requested", (campaign.pm,), rows=rows, department=department or None, words=words
    )
    return Outcome(kind="query", changes=changes, notices=told)


def _not_received(case: Case) -> tuple[Node, ...]:
    """链接打不开 under the PM's answer: what it had closed is open again."""
    closed = [
        n for n in case.present.nodes if n.base == "obtain" and n.state == "done" and n.done_by in case.present.pms
    ]
    return tuple(
        replace(n, state="pending", done_at=None, done_by="", evidence=(), link="", proof="")
        for n in _own(closed, case.by, case.occasion.department, case)
    )


def hand_over_version(command: HandOverVersion, case: Case) -> Outcome | Refused:
    """The PM's answer goes on to whoever asked. One that gives the version closes their 版本获取; 明天发你 does not."""
    campaign = case.present
    if case.by not in campaign.pms:
        return case.refused("note", "not-the-pm", right=True, pm=campaign.pm)
    link = _LINK.search(command.text)
    named = "".join(f" [{name}]" for name in (*command.files, *command.kept))
    changes: tuple[Change, ...] = (
        Noted(at=case.now, by=case.by, text=f"→ {command.to}: {command.text}"[:1500] + named[:500]),
    )
    waiting = [n for n in campaign.pending_nodes if n.base == "obtain"]
    own = _own(waiting, command.to, command.department, case)
    done = tuple(n.key for n in own) if command.given else ()
    changes += tuple(
        NodeDone(
            at=case.now,
            by=case.by,
            key=key,
            done_at=case.said_at,
            note=command.text[:1000],
            link=link[0] if link else "",
            evidence=tuple(f"file:{name}" for name in command.files),
            proof=case.occasion.message_id,
        )
        for key in done
    )
    if done:
        changes += reached(case, *changes)
    after = case.after(*changes)
    # 拿到了 under it is the node's result where it is still open, 没拿到 another request.
    told = case.tell(
        after,
        "obtain-answered",
        (command.to,),
        rows=tuple(Row(n=i, campaign=campaign.code, node=node.key) for i, node in enumerate(own, 1)),
        words=command.text,
        link=link[0] if link else None,
        files=list(command.files),
        kept=list(command.kept),
        nodes=list(done),
    )
    if not done:
        return Outcome(kind="note", changes=changes, notices=told)
    others = tuple(less for n in tell_done(after, done, case) if (less := _without(n, command.to)))
    return case.outcome(
        "node_result", changes, (*told, *others), nodes=list(done), handed_to=command.to, stage_before=campaign.stage
    )


def _own(nodes: Sequence[Node], person: str, department: str, case: Case) -> list[Node]:
    """Those that are somebody's: their own, else their department's."""
    directory = case.rules.directory
    who, part = directory.person(person), directory.department(department) if department else None
    return [n for n in nodes if person in n.carriers] or [
        n
        for n in nodes
        if n.department
        and (speaks_for(who, n.department, case.rules) or (part and directory.department(n.department) is part))
    ]


def _without(notice: Notice, person: str) -> Notice | None:
    """The notice less somebody who hears of it in a mail of their own; None where nobody else is left."""
    to, cc = left_out(notice.to, person), left_out(notice.cc, person)
    return replace(notice, to=to or cc, cc=cc if to else ()) if to or cc else None
