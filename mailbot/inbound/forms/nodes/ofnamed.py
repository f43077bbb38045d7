"""of_the_named: commands of a text that stands above the only node which the mail names (SPEC 9 "Replies")."""

from mailbot.campaign import commands as c
from mailbot.campaign.commands import Command
from mailbot.value import replace


def of_the_named(commands: list[Command]) -> list[Command]:
    """已完成 268 台，…，华东全量明晚升完: what stands above the only name is of that node, too, where its own clause says nothing of
    the sort; beside several names it is dropped, and so is what it closes."""
    named = {key for x in commands if (key := getattr(x, "node", ""))}
    if not named:
        return commands
    kept = [x for x in commands if getattr(x, "node", "")]
    sorts = {type(x) for x in kept}
    above = [
        replace(x, node=next(iter(named)))
        for x in commands
        if isinstance(x, c.ReportNode | c.PromiseNode | c.AskPostponement)
        and not x.node
        and type(x) not in sorts
        and not (isinstance(x, c.ReportNode) and not x.progress)
    ]
    return [*above, *kept] if len(named) == 1 else kept
