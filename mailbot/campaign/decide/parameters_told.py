"""parameters_told: what a report says of the parameters of a rollout, each by itself: the node is as far as the one that is
least far, and is not done before all of them are (SPEC 1 `PR`)."""

from mailbot.campaign.case import Case
from mailbot.campaign.commands import ReportNode
from mailbot.campaign.model import Node, Progress
from mailbot.campaign.outcome import Refused
from mailbot.campaign.planned import ParameterProgress
from mailbot.rulebook.folding import fold
from mailbot.value import Value


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
