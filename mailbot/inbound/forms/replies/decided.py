"""decided_by_name, beside_decisions: the PM's word on a postponement outside its thread: 同意秦川的延期申请 (SPEC 9 "Rights"), and
what the same mail moves beside it: 同意延到15日。最终确定相应改到29日."""

from collections.abc import Sequence

from mailbot.campaign.commands import AskPostponement, Command, DecidePostponement, PromiseNode
from mailbot.campaign.model import Postponement
from mailbot.campaign.outcome import Fault, Row
from mailbot.inbound.forms.clauses import is_question
from mailbot.inbound.forms.context import Context
from mailbot.inbound.forms.found import Found, asks
from mailbot.inbound.forms.hearing import hear, smooth
from mailbot.inbound.forms.nodes.by_nodes import by_nodes
from mailbot.inbound.forms.nodes.naming import keys_named
from mailbot.inbound.forms.replies.agreement import agreement, is_weak
from mailbot.inbound.forms.replies.decision import decision, keeps_the_day, others_moved
from mailbot.late import late
from mailbot.value import replace

_LONGEST = 200  # characters of a decision; a longer mail tells more
_ABOUT = late(
    r"延期|延到|延至|延后|推迟|顺延|改期|展期|宽限"
    r"|(?<![a-z])(?:postpone\w*|extension|extend\w*|delay|deferral)(?![a-z])"
)
_PUTS_OFF = late(r"延|推迟|(?<![a-z])(?:extend|extension|postpone|more time)")
_ALL = late(r"都|全部|均|这[两几三]个|(?<![a-z])(?:all|both)(?![a-z])")


def decided_by_name(context: Context) -> Found:
    """Each postponement that the text decides: of those that wait the one whose asker or node it names, or the only one.
    Which of several is asked. ([], []) for talk, and for whoever is no PM of the campaign."""
    campaign, text = context.led, context.text.strip()
    if campaign is None or not text or len(text) > _LONGEST:
        return [], []
    waiting = [p for p in campaign.postponements if p.state == "pending"]
    line = smooth(text)
    heard = hear(text, context.rules.phrases)
    agreed = agreement(heard, text)
    if not waiting or is_question(line) or (agreed is None and not (keeps_the_day(line) and _PUTS_OFF.search(line))):
        return [], []
    if agreed is not None and not _ABOUT.search(line):
        return [], [_to_what(waiting[0], context)] if agreed and not is_weak(heard) and heard.only("confirm") else []
    moved = smooth(others_moved(text, {p.node for p in waiting}, context))
    meant = _meant(waiting, line.replace(moved, " ") if moved else line, context)
    if not meant:
        names = (campaign.node(p.node).title for p in waiting)
        return [], [asks("node-ambiguous", "decision", text[:200], field="node", nearest=names)]
    commands: list[Command] = []
    faults: list[Fault] = []
    for one in meant:
        row = Row(n=1, campaign=campaign.code, asks="postponement", node=one.node, postponement=one.number)
        more, wrong = decision(heard, text, row, context)
        commands += more
        faults += wrong
    return commands, faults


def _to_what(waiting: Postponement, context: Context) -> Fault:
    """同意 of a PM under another mail, while a postponement waits for it: to that?"""
    assert context.campaign is not None
    title = context.campaign.node(waiting.node).title
    return asks("agreed-to-what", "decision", context.text.strip()[:100], title=title)


def beside_decisions(decided: Sequence[Command], context: Context) -> Found:
    """What the clauses beside a PM's decisions put off, of nodes that are not those decided on; ([], []) beside anything
    else, and where they say nothing of the kind."""
    campaign = context.led
    made = [x for x in decided if isinstance(x, DecidePostponement)]
    if campaign is None or not made or len(made) < len(decided):
        return [], []
    on = {p.node for p in campaign.postponements if p.number in {x.number for x in made}}
    lines = [replace(line, text=others_moved(line.text, on, context)) for line in context.writing.lines]
    rest = replace(context, writing=replace(context.writing, lines=tuple(lines)))
    if not rest.text.strip():
        return [], []
    commands, faults = by_nodes(rest, tagged=False)
    # 版本限制改到21日，最终确定29日: the second goes on with the first.
    moved = [
        AskPostponement(
            node=x.node, until=x.until, timed=x.timed, readings=tuple(replace(r, field="until") for r in x.readings)
        )
        if isinstance(x, PromiseNode)
        else x
        for x in commands
    ]
    return [x for x in moved if isinstance(x, AskPostponement) and x.node not in on], faults


def _meant(waiting: Sequence[Postponement], line: str, context: Context) -> list[Postponement]:
    campaign = context.campaign
    assert campaign is not None
    named = keys_named(line, context)
    directory = context.rules.directory
    people = {smooth(name) for name in directory.names() if len(name) > 1 and smooth(name) in line}
    asked = [
        p
        for p in waiting
        if (person := directory.person(p.asked_by)) and {smooth(person.name), smooth(person.department or "")} & people
    ]
    found = [p for p in (asked or waiting) if p.node in named] or asked
    if not found:
        found = [] if named or people else list(waiting)  # of somebody who has asked for nothing
    return found if len(found) == 1 or _ALL.search(line) else []
