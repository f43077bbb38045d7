"""carried, of_the_named: what a text says once, said of each of the nodes that it means: move A to Dec 14 and B to Dec 16; 已完成 268 台
above the only name (SPEC 9 "Replies"). Without it the second day was lost, or promised."""

from mailbot.campaign import commands as c
from mailbot.campaign.commands import Command
from mailbot.campaign.model import Campaign
from mailbot.inbound.forms.context import Context
from mailbot.inbound.forms.days.moments import Moment
from mailbot.inbound.forms.hearing import smooth
from mailbot.inbound.forms.nodes.moods import moods
from mailbot.inbound.forms.nodes.naming import node_mentions
from mailbot.late import late
from mailbot.value import replace

_LONGEST = 1000  # characters
# What stands between a day and the next node, and between a node and its day.
_JOINT = late(r"[\s，,、;；]*(?:(?<![a-z])and(?![a-z])|和|以及|另外)?[\s，,]*(?:把|将|(?<![a-z])the(?![a-z]))?\s*")
_LINK = late(
    r"\s*(?:的)?(?:完成)?(?:时间|日期)?\s*(?:则|也|相应|往后)*\s*(?:到|至"
    r"|(?<![a-z])(?:to|until|till|by)(?![a-z]))?\s*"
)


def carried(text: str, context: Context, campaign: Campaign) -> str:
    """The text with the verb of its first pair of node and day before, or between, each that follows in the same list."""
    if len(text) > _LONGEST:
        return text
    line = smooth(text)
    days = [d for d in context.dates().find_dates(text) if isinstance(d, Moment)]
    named = node_mentions(text, campaign, context.rules)
    if len(days) < 2 or len(named) < 2:
        return text
    verbs = [s for s in moods(text, context) if s.mood == "postpone"]
    pairs = [
        (n, d)
        for n in named
        if (d := next((d for d in days if d.span[0] >= n.end), None))
        and not any(n.end <= m.start < d.span[0] for m in named)
    ]
    changes: list[tuple[int, int, str]] = []
    first = None
    for at, (node, day) in enumerate(pairs):
        before = pairs[at - 1][1].span[1] if at else 0
        own = next((v for v in verbs if before <= v.start < day.span[0]), None)
        if own is not None:
            leads = own.start < node.start
            first = (line[own.start : node.start].strip() if leads else own.words, line[node.end : day.span[0]], leads)
        elif (
            first is not None
            and _JOINT.fullmatch(line, before, node.start)
            and _LINK.fullmatch(line, node.end, day.span[0])
        ):
            verb, link, leads = first
            changes.append((before, node.start, f". {verb} " if leads else "，"))
            if not leads:
                changes.append((node.end, day.span[0], link))
        else:
            first = None
    for start, end, words in reversed(changes):
        text = f"{text[:start]}{words}{text[end:]}"
    return text


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
