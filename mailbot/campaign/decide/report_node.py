"""report_node, report_all: a node's result or progress, and the evidence that it wants (SPEC 1, 9 "Replies")."""

from typing import Any

from mailbot.campaign.audience import left_out, managers, node_people
from mailbot.campaign.case import Case
from mailbot.campaign.changes import Change, NodeDone, NodeProgressed, Noted, SubmissionRefused, Warned
from mailbot.campaign.commands import ReportAll, ReportNode
from mailbot.campaign.decide.closing_rows import needs_nothing
from mailbot.campaign.decide.evidence import lacking
from mailbot.campaign.decide.stages import reached
from mailbot.campaign.decide.submit import submitted
from mailbot.campaign.model import Campaign, Node, Progress, Submission
from mailbot.campaign.outcome import Fault, Notice, Outcome, Refused
from mailbot.campaign.rights import may
from mailbot.campaign.view import instant
from mailbot.value import replace


def report_node(command: ReportNode, case: Case) -> Outcome | Refused:
    node = which_node(command.node, "node_result", case)
    if isinstance(node, Refused):
        return node
    if not may("node_result", case, node=node):
        return case.refused(
            "node_result", "not-your-node", right=True, node=node.key, title=node.title, owner=node.owner
        )
    if node.state == "cancelled":
        return case.refused("node_result", "node-cancelled", node=node.key, title=node.title)
    if command.progress and command.progress.done > command.progress.total > 0:
        said = next((r for r in command.readings if r.field == "progress"), None)
        words = said.words if said else f"{command.progress.done}/{command.progress.total}"
        place = said.place if said else ""
        return case.refused("progress", "progress-over-total", field="progress", place=place, words=words, node=node.key)
    done = command.done
    if (
        command.progress
        and command.progress.done >= command.progress.total
        and not command.failed
        and done is not False
    ):
        done = True
    if done is None and not command.failed and command.progress is None and _proves_itself(command, node, case):
        done = True
    if command.failed or done is not True:
        return _progress(command, node, case)
    if node.state == "done" and node.base != "build":
        return case.refused(
            "node_result",
            "already-done",
            node=node.key,
            title=node.title,
            done_at=instant(node.done_at, case.rules.zone),
        )
    if node.base == "build":
        return _build(command, node, case)
    if node.base == "fix" and (unclosed := _defects(case.present, "open", "reopened", "answered")):
        # It closes by itself with the last defect; that one was answered does not say that it is gone (SPEC 1).
        return case.refused("node_result", "defects-unclosed", defects=unclosed, title=node.title)
    lack = lacking(command, node, case)
    if lack.faults:
        return Refused(kind="node_result", faults=lack.faults)
    done_event = NodeDone(
        at=case.now,
        by=case.by,
        key=node.key,
        done_at=command.done_at or case.said_at,
        progress=_whole(_progress_of(command, node) or node.progress),
        note=command.text[:1000],
        link=command.link,
        evidence=lack.evidence,
        proof=case.occasion.message_id,
    )
    return _finished(command, node, (done_event,), case)


def _proves_itself(command: ReportNode, node: Node, case: Case) -> bool:
    """8.0 及以下已于 12 月 18 日零点起限制 says 完成 without the word: all the evidence that the node wants is there."""
    lack = lacking(command, node, case)
    return bool(lack.evidence) and not lack.faults


def report_all(command: ReportAll, case: Case) -> Outcome | Refused:
    """全部完成 closes what needs no evidence and asks for the rest."""
    nodes = [
        n
        for n in case.present.pending_nodes
        if (n.key in command.keys if command.keys else (n.owner == case.by or case.by in n.helpers))
        and n.base != "finalize"
        and may("node_result", case, node=n)
    ]
    if not nodes:
        return case.refused("node_result", "no-open-node")
    closing = [n for n in nodes if needs_nothing(n, case.kind)]
    asks = [n for n in nodes if n not in closing]
    if not closing:
        return Refused(
            kind="node_result",
            faults=tuple(
                Fault(reason="evidence-missing", field="node", facts={"node": n.key, "title": n.title}) for n in asks
            ),
        )
    changes: tuple[Change, ...] = tuple(
        NodeDone(
            at=case.now,
            by=case.by,
            key=n.key,
            done_at=case.said_at,
            progress=_whole(n.progress),
            note=command.text[:1000],
            proof=case.occasion.message_id,
        )
        for n in closing
    )
    changes += reached(case, *changes)
    after = case.after(*changes)
    return case.outcome(
        "node_result",
        changes,
        tell_done(after, tuple(n.key for n in closing), case),
        nodes=[n.key for n in closing],
        ask_evidence=[n.key for n in asks],
        stage_before=case.present.stage,
    )


def which_node(key: str, kind: str, case: Case) -> Node | Refused:
    """The node meant: the one named, else the sender's one open node, else it is asked about."""
    campaign = case.present
    if key:
        found = next((n for n in campaign.nodes if n.key == key), None)
        if found is not None:
            return found
        names = tuple(n.title for n in campaign.nodes if n.state == "pending")
        return case.refused(kind, "unknown-node", field="node", words=key, nearest=names)
    mine = [n for n in campaign.pending_nodes if case.by in (n.owner, *n.helpers) and n.base != "finalize"]
    if not mine:
        mine = [n for n in campaign.pending_nodes if n.base != "finalize" and may("node_result", case, node=n)]
    if len(mine) == 1:
        return mine[0]
    names = tuple(n.title for n in mine) or tuple(n.title for n in campaign.pending_nodes)
    return case.refused(kind, "node-ambiguous" if mine else "no-open-node", field="node", nearest=names)


def tell_done(after: Campaign, keys: tuple[str, ...], case: Case) -> tuple[Notice, ...]:
    """Whoever works on the node that comes next must act; the PM and the managers' fronts know."""
    upcoming = next((n for n in after.pending_nodes if n.base != "finalize"), None)
    acting = left_out(node_people(upcoming, case.rules) if upcoming else (), case.by)
    knowing = tuple(p for p in left_out(after.pms, case.by, *acting) if p not in case.occasion.had)
    if not acting and not knowing:
        return ()
    return (
        Notice(
            purpose="notice",
            template="node-done",
            to=acting or knowing,
            cc=knowing if acting else (),
            campaign=after.code,
            facts={
                "campaign": case.shown(after),
                "nodes": list(keys),
                "by": case.by,
                "upcoming": upcoming.key if upcoming else None,
            },
        ),
    )


def _finished(command: ReportNode, node: Node, changes: tuple[Change, ...], case: Case) -> Outcome:
    changes += reached(case, *changes)
    changes += _over_quantity(case.after(*changes), node.key, case)
    after = case.after(*changes)
    return case.outcome(
        "node_result",
        changes,
        (*tell_done(after, (node.key,), case), *_quantity_notice(changes, after, node.key, case)),
        node=node.key,
        nodes=[node.key],
        linked_files=list(command.linked_files),
        stage_before=case.present.stage,
        version_before=case.present.version,
    )


def _progress(command: ReportNode, node: Node, case: Case) -> Outcome | Refused:
    """Progress, a failure (the node stays open and the receipt proposes the issue mail), or 未完成 without a figure."""
    if command.done is False and not command.failed and command.progress is None:
        return Outcome(kind="note", changes=(Noted(at=case.now, by=case.by, text=command.text[:2000]),))
    evidence = () if command.failed else lacking(replace(command, done=True), node, case).evidence
    if command.done is None and not command.failed and command.progress is None and not evidence:
        return case.refused("node_result", "neither-done-nor-progress", field="node", title=node.title)
    if node.state == "done":
        return case.refused("progress", "already-done", node=node.key, title=node.title)
    changes: tuple[Change, ...] = (
        NodeProgressed(
            at=case.now,
            by=case.by,
            key=node.key,
            progress=_progress_of(command, node),
            note=command.text[:1000],
            evidence=evidence,
            proof=case.occasion.message_id,
        ),
    )
    changes += _over_quantity(case.after(*changes), node.key, case)
    after = case.after(*changes)
    notices = _quantity_notice(changes, after, node.key, case)
    if command.failed:
        notices += _failed_notice(command, after, node, case)
    return case.outcome("progress", changes, notices, node=node.key, failed=command.failed, words=command.text)


def _build(command: ReportNode, node: Node, case: Case) -> Outcome | Refused:
    """A submission: refused while any defect is open or reopened, unless the PM lets it pass."""
    lack = lacking(command, node, case)
    if lack.faults:
        return Refused(kind="node_result", faults=lack.faults)
    version = command.version
    if node.state == "done" and f"version:{version}" in node.evidence:
        return case.refused("node_result", "version-known", field="version", words=version)
    defects = _defects(case.present, "open", "reopened")
    waived = version in dict(case.present.waived) or bool(command.waiver and may("waiver", case))
    if defects and not waived:
        submission = Submission(
            version=version, node=node.key, by=case.by, at=case.said_at, mail=case.occasion.message_id
        )
        fault = Fault(
            reason="defects-open", field="version", words=version, facts={"defects": defects, "version": version}
        )
        refused = SubmissionRefused(
            at=case.now, by=case.by, submission=submission, defects=tuple(d["number"] for d in defects)
        )
        return Refused(kind="node_result", faults=(fault,), changes=(refused,))
    changes = submitted(case, version, node.key, by=case.by, at=command.done_at or case.said_at)
    after = case.after(*changes)
    again = node.state == "done"
    notices = tell_done(after, (node.key,), case)
    if again:
        people = left_out((*managers(after, case.rules), *after.pms), case.by)
        notices = (
            Notice(
                purpose="notice",
                template="version-submitted",
                to=people,
                campaign=after.code,
                facts={"campaign": case.shown(after), "version": version, "by": case.by},
            ),
        )
    return case.outcome(
        "node_result",
        changes,
        tuple(n for n in notices if n.to),
        node=node.key,
        nodes=[node.key],
        version=version,
        version_before=case.present.version,
        next_version=again,
        linked_files=list(command.linked_files),
        stage_before=case.present.stage,
    )


def _progress_of(command: ReportNode, node: Node) -> Progress | None:
    """The progress said. A bare percentage of a node whose total is known counts on that total."""
    said = command.progress
    if said and said.total == 100 and node.progress and node.progress.total != 100:
        return replace(said, done=round(said.done * node.progress.total / 100), total=node.progress.total)
    return said


def _whole(progress: Progress | None) -> Progress | None:
    """What is done has reached its total: 全部升级完成 after 320/500 is 500/500."""
    return replace(progress, done=progress.total) if progress and progress.done < progress.total else progress


def _defects(campaign: Campaign, *states: str) -> list[dict[str, Any]]:
    return [
        {"number": i.number, "title": i.title, "state": i.state, "severity": i.severity}
        for i in campaign.issues
        if i.type == "defect" and i.state in states
    ]


def _over_quantity(after: Campaign, key: str, case: Case) -> tuple[Change, ...]:
    """Progress above the quantity warns the PM at once, and once."""
    limit, progress = after.quantity.max, after.node(key).progress
    if limit is None or progress is None or progress.done <= limit or progress.total == 100:
        return ()
    what = f"quantity:{key}"
    return () if what in after.warned else (Warned(at=case.now, what=what),)


def _quantity_notice(changes: tuple[Change, ...], after: Campaign, key: str, case: Case) -> tuple[Notice, ...]:
    if not any(isinstance(c, Warned) for c in changes):
        return ()
    facts = {"campaign": case.shown(after), "node": key, "by": case.by}
    return (Notice(purpose="notice", template="quantity-exceeded", to=(after.pm,), campaign=after.code, facts=facts),)


def _failed_notice(command: ReportNode, after: Campaign, node: Node, case: Case) -> tuple[Notice, ...]:
    people = tuple(p for p in left_out(after.pms, case.by) if p not in case.occasion.had)
    if not people:
        return ()
    facts = {"campaign": case.shown(after), "node": node.key, "by": case.by, "words": command.text}
    return (Notice(purpose="notice", template="node-failed", to=people, campaign=after.code, facts=facts),)
