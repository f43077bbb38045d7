"""lacking: the evidence that closes a node, gathered over its mails, and what is still missing (SPEC 1)."""

from mailbot.campaign.case import Case
from mailbot.campaign.commands import ReportNode
from mailbot.campaign.model import Node
from mailbot.campaign.outcome import Fault
from mailbot.rulebook.folding import fold
from mailbot.rulebook.shapes import KindNode
from mailbot.value import Value


class Lack(Value):
    """`evidence` is what the mail brought (`version:8.2.1`, `test:遍历测试`, `file:缺陷报告.docx`), `faults` what is missing."""

    evidence: tuple[str, ...]
    faults: tuple[Fault, ...]


def lacking(command: ReportNode, node: Node, case: Case) -> Lack:
    """What the report brings beside what the node has, held against what its kind wants."""
    standard = case.kind.node_of(node.key)
    facts = {"node": node.key, "title": node.title}
    if standard is None:
        return Lack((), ())
    match standard.evidence:
        case "version":
            if command.version:
                return Lack((f"version:{command.version}",), ())
            planned = {**facts, "version": case.present.version}
            return Lack((), (Fault(reason="evidence-missing-version", field="version", facts=planned),))
        case "tests":
            return _several("tests", "test", _tests(command, standard), standard.tests, node, facts)
        case "attachments":
            return _several("attachments", "file", _files(command, standard), standard.files, node, facts)
        case "restriction":
            if any(r.versions and r.effective for r in command.restrictions):
                return Lack(tuple(f"restriction:{r.versions}" for r in command.restrictions), ())
            return Lack((), (Fault(reason="evidence-missing-restriction", field="restrictions", facts=facts),))
        case "delay":
            if any(r.versions and r.delayed_until for r in command.restrictions):
                return Lack(tuple(f"delay:{r.versions}" for r in command.restrictions), ())
            return Lack((), (Fault(reason="evidence-missing-delay", field="restrictions", facts=facts),))
        case "summary":
            return Lack((), (Fault(reason="evidence-missing-summary", field="summary", facts=facts),))
    return Lack((), ())


def _several(
    name: str,
    mark: str,
    brought: dict[str, str],
    wanted: tuple[tuple[str, ...], ...],
    node: Node,
    facts: dict[str, str],
) -> Lack:
    """Evidence of several pieces: each of `wanted` (first spelling names it) once, in this mail or an earlier one."""
    had = {e.split(":", 2)[1] for e in node.evidence if e.startswith(f"{mark}:")}
    missing = [alternatives[0] for alternatives in wanted if alternatives[0] not in had | set(brought)]
    evidence = tuple(f"{mark}:{key}:{value}" for key, value in brought.items())
    if not missing:
        return Lack(evidence, ())
    fault = Fault(
        reason=f"evidence-missing-{name}",
        field="attachments" if mark == "file" else "result",
        facts={**facts, "missing": missing, "brought": list(brought)},
    )
    return Lack(evidence, (fault,))


def _tests(command: ReportNode, standard: KindNode) -> dict[str, str]:
    """Each test that the mail names as passed."""
    if command.failed:
        return {}
    return {spellings[0]: "passed" for spellings in standard.tests if spellings[0] in command.passed}


def _files(command: ReportNode, standard: KindNode) -> dict[str, str]:
    """Each file wanted, by its name; an oversized one that is only linked counts, marked as not held."""
    found: dict[str, str] = {}
    for spellings in standard.files:
        held = next((f for f in command.files if any(fold(s) in fold(f) for s in spellings)), None)
        linked = next((f for f in command.linked_files if any(fold(s) in fold(f) for s in spellings)), None)
        if held:
            found[spellings[0]] = held
        elif linked:
            found[spellings[0]] = f"{linked} (not held)"
    return found
