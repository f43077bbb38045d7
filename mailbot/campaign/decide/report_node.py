"""report_node: a node's result or progress, and the evidence that it wants (SPEC 1, 9 "Replies")."""

from typing import Any

from mailbot.campaign.case import Case
from mailbot.campaign.changes import Change, NodeDone, NodeProgressed, Noted
from mailbot.campaign.commands import ReportNode
from mailbot.campaign.coverage import at_least
from mailbot.campaign.decide.another_thing import another_thing
from mailbot.campaign.decide.closing_rows import whole
from mailbot.campaign.decide.counts_beside import counts_beside
from mailbot.campaign.decide.evidence import lacking
from mailbot.campaign.decide.node_notices import failed_notice, over_quantity, quantity_notice, tell_done
from mailbot.campaign.decide.report_build import defects_in, report_build
from mailbot.campaign.decide.stages import reached
from mailbot.campaign.decide.which_node import which_node
from mailbot.campaign.model import Node, Progress
from mailbot.campaign.outcome import Outcome, Refused
from mailbot.campaign.planned import ParameterProgress
from mailbot.campaign.rights import may
from mailbot.campaign.view import instant, restriction_view
from mailbot.rulebook.folding import fold
from mailbot.value import Value, replace


class Told(Value):
    """`parameters` are the figures known now, `progress` the node's, `left` the names that have not come to their total."""

    parameters: tuple[ParameterProgress, ...]
    progress: Progress | None
    left: tuple[str, ...]


def parameters_told(command: ReportNode, node: Node, case: Case) -> Told | Refused | None:
    """None where the report names no parameter, or all of them without a figure. retry.max 已下发 alone, of several, closes
    nothing: what of the others is asked."""
    names = [p.name for p in case.present.parameters]
    if node.base != "rollout" or len(names) < 2 or not command.named:
        return None
    known = {fold(p.name): p for p in (*node.parameters, *command.parameters)}
    if not command.parameters:
        left = tuple(n for n in names if n not in command.named and not _whole(known.get(fold(n))))
        if command.done is not True or not left:
            return None
        return case.refused("node_result", "parameters-left", field="node", named=list(command.named), left=list(left))
    parameters = tuple(known[fold(n)] for n in names if fold(n) in known)
    left = tuple(n for n in names if not _whole(known.get(fold(n))))
    least = min(parameters, key=lambda p: p.done / p.total)
    progress = Progress(done=least.done, total=least.total)
    if left and progress.done >= progress.total:
        return Told(parameters, node.progress, left)
    return Told(parameters, progress, left)


def _whole(parameter: ParameterProgress | None) -> bool:
    return parameter is not None and parameter.done >= parameter.total


def report_node(command: ReportNode, case: Case) -> Outcome | Refused:
    node = which_node(command.node, "node_result", case)
    if isinstance(node, Refused):
        return node
    acts = [act for act in ("progress", "node_result") if may(act, case, node=node)]
    if not acts:
        return _not_yours("node_result", node, case)
    if node.state == "cancelled":
        return case.refused("node_result", "node-cancelled", node=node.key, title=node.title)
    if command.progress and command.progress.done > command.progress.total > 0:
        said = next((r for r in command.readings if r.field == "progress"), None)
        words = said.words if said else f"{command.progress.done}/{command.progress.total}"
        place = said.place if said else ""
        return case.refused(
            "progress", "progress-over-total", field="progress", place=place, words=words, node=node.key
        )
    told = parameters_told(command, node, case)
    if isinstance(told, Refused):
        return told
    if told:
        # What is said to be done is the parameter that has come to its total; the others are still to come.
        command = replace(command, progress=told.progress, done=None if told.left and command.done else command.done)
    done = command.done
    if (
        command.progress
        and command.progress.done >= command.progress.total
        and not command.failed
        and done is not False
        and (told is None or not told.left)
    ):
        done = True
    if done is None and not command.failed and command.progress is None and _proves_itself(command, node, case):
        done = True
    act = "progress" if command.failed or done is not True else "node_result"
    if act not in acts:
        return _not_yours(act, node, case)
    if act == "progress":
        return _progress(command, node, case, told)
    words, code = another_thing(command.text, node, case)
    if words:
        return case.refused(
            "node_result",
            "names-another",
            field="node",
            words=words,
            nearest=(code,) if code else (),
            node=node.key,
            title=node.title,
            thing=_thing(case),
            code=case.present.code,
        )
    if node.state == "done" and node.base == "obtain" and case.occasion.template == "obtain-answered":
        # 已获取 under the mail by which the PM handed it over, and which closed the node.
        received = Noted(at=case.now, by=case.by, text=command.text[:2000])
        return case.outcome("node_result", (received,), node=node.key, nodes=[node.key])
    if node.state == "done" and node.base != "build":
        return case.refused(
            "node_result",
            "already-done",
            node=node.key,
            title=node.title,
            done_at=instant(node.done_at, case.rules.zone),
        )
    if node.base == "build":
        return report_build(command, node, case)
    if node.base == "fix" and (unclosed := defects_in(case.present, "open", "reopened", "answered")):
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
        reported_at=case.said_at if command.done_at else None,
        progress=_progress_of(command, node) or whole(node.progress),
        note=command.text[:1000],
        link=command.link,
        evidence=lack.evidence,
        proof=case.occasion.message_id,
    )
    return _finished(command, node, (done_event,), case)


def _thing(case: Case) -> str:
    return " ".join(x for x in (case.present.thing, case.present.version) if x) or case.present.title


def _proves_itself(command: ReportNode, node: Node, case: Case) -> bool:
    """8.0 及以下已于 12 月 18 日零点起限制 says 完成 without the word: all the evidence that the node wants is there."""
    lack = lacking(command, node, case)
    return bool(lack.evidence) and not lack.faults


def _finished(command: ReportNode, node: Node, changes: tuple[Change, ...], case: Case) -> Outcome:
    counts = counts_beside(command, node, case)
    over = over_quantity(case.after(*changes), node.key, case)
    told = quantity_notice(over, case.after(*changes), node.key, case)
    changes += counts.changes
    changes += reached(case, *changes)
    changes += over
    after = case.after(*changes)
    return case.outcome(
        "node_result",
        changes,
        (*tell_done(after, (node.key,), case, counted=counts.facts), *told, *counts.notices),
        node=node.key,
        nodes=[node.key],
        linked_files=list(command.linked_files),
        counted=counts.facts,
        stage_before=case.present.stage,
        version_before=case.present.version,
        **_proven(command, node, case),
    )


def _proven(command: ReportNode, node: Node, case: Case) -> dict[str, Any]:
    """What the receipt says of a result beside that it is done: what is restricted, or the version, with what does not fit it."""
    standard = case.kind.node_of(node.key)
    wants = standard.evidence if standard else ""
    if wants in ("restriction", "delay"):
        shown = [restriction_view(r, case.rules.zone) for r in command.restrictions]
        return {"restricted": [r for r in shown if r["versions"]]}
    if wants != "version" or not command.version:
        return {}
    planned, tests = case.present.version, [n for n in case.present.pending_nodes if n.base == "test"]
    return {
        "version": command.version,
        "planned_version": planned if planned and not at_least(command.version, planned) else None,
        "untested": [n.key for n in tests] if node.base == "release" else [],
    }


def _not_yours(act: str, node: Node, case: Case) -> Refused:
    return case.refused(act, "not-your-node", right=True, node=node.key, title=node.title, owner=node.owner)


def _progress(command: ReportNode, node: Node, case: Case, told: Told | None) -> Outcome | Refused:
    """Progress, a failure (the node stays open and the receipt proposes the issue mail), or 未完成 without a figure."""
    if command.done is False and not command.failed and command.progress is None:
        return Outcome(kind="note", changes=(Noted(at=case.now, by=case.by, text=command.text[:2000]),))
    evidence = () if command.failed else lacking(replace(command, done=True), node, case).evidence
    if command.done is None and not command.failed and command.progress is None and not evidence and not told:
        return case.refused("node_result", "neither-done-nor-progress", field="node", title=node.title)
    if node.state == "done":
        return case.refused("progress", "already-done", node=node.key, title=node.title)
    changes: tuple[Change, ...] = (
        NodeProgressed(
            at=case.now,
            by=case.by,
            key=node.key,
            progress=_progress_of(command, node),
            parameters=told.parameters if told else (),
            note=command.text[:1000],
            evidence=evidence,
            proof=case.occasion.message_id,
        ),
    )
    changes += over_quantity(case.after(*changes), node.key, case)
    notices = quantity_notice(changes, case.after(*changes), node.key, case)
    counts = counts_beside(command, node, case)
    changes, notices = (*changes, *counts.changes), (*notices, *counts.notices)
    after = case.after(*changes)
    if command.failed:
        notices += failed_notice(command, after, node, case)
    return case.outcome(
        "progress",
        changes,
        notices,
        node=node.key,
        failed=command.failed,
        words=command.text,
        left=list(told.left) if told else [],
        counted=counts.facts,
    )


def _progress_of(command: ReportNode, node: Node) -> Progress | None:
    """The progress said. A bare percentage of a node whose total is known counts on that total."""
    said = command.progress
    if said and said.total == 100 and node.progress and node.progress.total != 100:
        return replace(said, done=round(said.done * node.progress.total / 100), total=node.progress.total)
    return said
