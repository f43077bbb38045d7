"""decided_by_name: the PM's word on a postponement outside its thread: 同意秦川的延期申请 (SPEC 9 "Rights")."""

from collections.abc import Sequence

from mailbot.campaign.commands import Command
from mailbot.campaign.model import Postponement
from mailbot.campaign.outcome import Fault, Row
from mailbot.inbound.forms.clauses import is_question
from mailbot.inbound.forms.context import Context
from mailbot.inbound.forms.hearing import hear, smooth
from mailbot.inbound.forms.nodes.naming import node_mentions
from mailbot.inbound.forms.replies.agreement import agreement
from mailbot.inbound.forms.replies.answers import decision
from mailbot.late import late

__all__ = ["decided_by_name"]

_LONGEST = 200  # characters of a decision; a longer mail tells more
_ABOUT = late(r"延期|延到|延至|延后|推迟|顺延|改期|展期|宽限|(?<![a-z])(?:postpone\w*|extension|extend\w*|delay|deferral)(?![a-z])")
_ALL = late(r"都|全部|均|这[两几三]个|(?<![a-z])(?:all|both)(?![a-z])")

Found = tuple[list[Command], list[Fault]]


def decided_by_name(context: Context) -> Found:
    """Each postponement that the text decides: of those that wait the one whose asker or node it names, or the only one.
    Which of several is asked. ([], []) for talk, and for whoever is no PM of the campaign."""
    campaign, text = context.campaign, context.text.strip()
    if campaign is None or context.person not in campaign.pms or not text or len(text) > _LONGEST:
        return [], []
    waiting = [p for p in campaign.postponements if p.state == "pending"]
    line = smooth(text)
    heard = hear(text, context.rules.phrases)
    if not waiting or not _ABOUT.search(line) or agreement(heard, text) is None or is_question(line):
        return [], []
    meant = _meant(waiting, line, context)
    if not meant:
        names = tuple(campaign.node(p.node).title for p in waiting)
        return [], [Fault(reason="node-ambiguous", field="node", words=text[:200], nearest=names, facts={"kind": "decision"})]
    commands: list[Command] = []
    faults: list[Fault] = []
    for one in meant:
        row = Row(n=1, campaign=campaign.code, asks="postponement", node=one.node, postponement=one.number)
        more, wrong = decision(heard, text, row, context)
        commands += more
        faults += wrong
    return commands, faults


def _meant(waiting: Sequence[Postponement], line: str, context: Context) -> list[Postponement]:
    campaign = context.campaign
    assert campaign is not None
    named = {k for n in node_mentions(line, campaign, context.rules) for k in n.keys}
    directory = context.rules.directory
    people = {smooth(name) for name in directory.names() if len(name) > 1 and smooth(name) in line}
    asked = [p for p in waiting if (person := directory.person(p.asked_by)) and {smooth(person.name), smooth(person.department or "")} & people]
    found = [p for p in (asked or waiting) if p.node in named] or asked
    if not found:
        found = [] if named or people else list(waiting)  # of somebody who has asked for nothing
    return found if len(found) == 1 or _ALL.search(line) else []
