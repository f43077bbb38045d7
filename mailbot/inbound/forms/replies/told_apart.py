"""told_apart: a mail that tells of a node and of issues, each read for itself: 全部升完。问题 1 确认解决 (SPEC 3, 9 "Replies")."""

from collections.abc import Callable

from mailbot.campaign import commands as c
from mailbot.campaign.model import Campaign
from mailbot.inbound.forms.clauses import clauses
from mailbot.inbound.forms.context import Context, Understanding
from mailbot.inbound.forms.hearing import smooth
from mailbot.inbound.forms.issues.thread import numbers_meant, thread_issues
from mailbot.inbound.forms.issues.words import issue_commands
from mailbot.inbound.forms.nodes.moods import moods
from mailbot.inbound.forms.nodes.naming import issue_mentions, node_mentions
from mailbot.inbound.forms.replies.rows import by_rows
from mailbot.inbound.forms.things.progress import tells_progress
from mailbot.inbound.writing import Line, Writing
from mailbot.late import late
from mailbot.value import replace

__all__ = ["told_apart"]

_LONGEST = 3000  # characters: a mail that tells more is read as what its thread or tag says
# What stands beside the word on an issue; a summary or a plan tells of both in its own way.
_BESIDE = (c.ReportNode, c.ReportAll, c.PromiseNode, c.AskPostponement, c.ConfirmPlan, c.DecidePostponement)
_SENTENCE_ENDS = late(r"[。；;！!？?\n.]\s*$")


def told_apart(context: Context, read: Callable[[Context], Understanding]) -> Understanding | None:
    """Both readings of a mail whose clauses are some about issues that it names and some about nodes; `read` reads the
    latter. None where one of the two gives nothing, or asks: then the mail is read as a whole."""
    campaign = context.campaign
    if campaign is None or context.writing.grids or len(context.text) > _LONGEST or not _known(context.text, context, campaign):
        return None
    if context.thread.rows and by_rows(context.thread.rows, context) is not None:
        return None
    issues, nodes = _divided(context, campaign)
    text = issues.text
    if not text or not nodes.text:
        return None
    thread = thread_issues(context)
    settled, faults = issue_commands(text, thread, replace(context, writing=issues), spoken=not thread)
    if faults or not settled or all(isinstance(x, c.KeepNote) for x in settled):
        return None
    told = read(replace(context, writing=nodes))
    if told.faults or not told.commands or not all(isinstance(x, _BESIDE) for x in told.commands):
        return None
    readings = tuple(r for command in settled for r in command.readings)
    return replace(told, commands=(*told.commands, *settled), readings=(*told.readings, *readings))


def _known(text: str, context: Context, campaign: Campaign) -> bool:
    numbers = {i.number for i in campaign.issues}
    return any(set(numbers_meant(m.numbers, context)) & numbers for m in issue_mentions(text))


def _divided(context: Context, campaign: Campaign) -> tuple[Writing, Writing]:
    """(what is said of issues, what is said of nodes), line by line, their places kept."""
    text = "\n".join(line.text for line in context.writing.lines)
    even = smooth(text)
    issues = [m.start for m in issue_mentions(text)]
    nodes = [n.start for n in node_mentions(text, campaign, context.rules)]
    said = [s.start for s in moods(text, context)]
    of_issue, opens = bool(thread_issues(context)), True
    owner = bytearray(len(text) + 1)  # 1: of an issue
    for start, end in clauses(even):
        if any(start <= at < end for at in issues):
            of_issue = True
        elif any(start <= at < end for at in nodes) and (
            opens or any(start <= at < end for at in said) or tells_progress(text[start:end])
        ):
            of_issue = False
        if of_issue:
            owner[start:end] = b"\1" * (end - start)
        opens = bool(_SENTENCE_ENDS.search(even[start:end]))
    kept: tuple[list[Line], list[Line]] = ([], [])
    at = 0
    for line in context.writing.lines:
        for mine, lines in zip((1, 0), kept, strict=True):
            words = "".join(ch for n, ch in enumerate(line.text, at) if owner[n] == mine)
            lines.append(replace(line, text=words))
        at += len(line.text) + 1
    return tuple(replace(context.writing, lines=tuple(lines)) for lines in kept)  # type: ignore[return-value]
