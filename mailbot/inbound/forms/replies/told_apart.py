"""told_apart: a mail that tells of a node and of issues, each read for itself: 全部升完。问题 1 确认解决 (SPEC 3, 9 "Replies")."""

from collections.abc import Callable, Sequence

from mailbot.campaign import commands as c
from mailbot.campaign.commands import Command, Remark
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

_LONGEST = 3000  # characters: a mail that tells more is read as what its thread or tag says
# What stands beside the word on an issue; a summary tells of both in its own way.
_BESIDE = (c.ReportNode, c.ReportAll, c.PromiseNode, c.AskPostponement, c.ConfirmPlan, c.DecidePostponement, c.FilePlan)
_CLEAR = ("done", "all_done", "part", "postpone")
# 升级后没再出现: when, and no node.
_WHEN = late(r"(?:完成|完|好|成功|过)?(?:之?后|以后|时(?!间|限|刻)|的|过程|到|中(?!的)|前)")
# 剩余 60 台预计周日完成, below the word on an issue: of the node again.
_HOW_MANY = late(
    r"(?:剩余?|其余|余下|剩下)|\d\s*(?:台|家|套|户|个点)"
    r"|(?<![a-z])(?:the rest|remaining|\d+ (?:servers?|clients?|sites?|stores?))(?![a-z])"
)
_SENTENCE_ENDS = late(r"[。；;！!？?\n.]\s*$")


def told_apart(context: Context, read: Callable[[Context], Understanding]) -> Understanding | None:
    """Both readings of a mail whose clauses are some about issues that it names and some about nodes; `read` reads the
    latter. None where one of the two gives nothing, or asks: then the mail is read as a whole."""
    campaign = context.campaign
    if (
        campaign is None
        or context.writing.grids
        or len(context.text) > _LONGEST
        or not _known(context.text, context, campaign)
    ):
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
    told = read(_without_issues(context, nodes))
    if told.faults and not _among_issues(context) and any(s.mood in _CLEAR for s in moods(nodes.text, context)):
        return replace(told, commands=(*told.commands, *settled))  # what is asked about the node must not be lost
    if told.faults or not told.commands or not all(isinstance(x, _BESIDE) for x in told.commands):
        return None
    mine, remarks = _own(settled, context, campaign)
    first, *others = told.commands
    readings = tuple(r for command in mine for r in command.readings)
    return replace(
        told,
        commands=(replace(first, remarks=(*first.remarks, *remarks)), *others, *mine),
        readings=(*told.readings, *readings),
    )


def _own(settled: Sequence[Command], context: Context, campaign: Campaign) -> tuple[list[Command], list[Remark]]:
    """What the writer may say of the issues; the others' are remarked on, so that the result beside them is not lost."""
    directory = context.rules.directory
    others = [i for i in campaign.issues if i.raised_by != context.person and context.person not in campaign.pms]
    raised = {
        i.number: i for i in others if not ((who := directory.person(i.raised_by)) and who.away)
    }  # a deputy speaks for who is away
    judged = [x for x in settled if isinstance(x, c.CloseIssue | c.ReopenIssue) and set(x.numbers) & raised.keys()]
    facts = [
        {"number": n, "title": raised[n].title, "owner": raised[n].raised_by}
        for x in judged
        for n in x.numbers
        if n in raised
    ]
    return [x for x in settled if x not in judged], [Remark(reason="not-your-issue", facts=one) for one in facts]


def _without_issues(context: Context, nodes: Writing) -> Context:
    """The mail as if it answered nodes alone: rows of issues would make it one about issues."""
    thread = context.thread
    rows = tuple(r for r in thread.rows if r.asks != "issue")
    answered = (
        replace(thread.answered, rows=rows)
        if thread.answered is not None and rows and len(rows) < len(thread.rows)
        else thread.answered
    )
    return replace(context, writing=nodes, thread=replace(thread, answered=answered))


def _among_issues(context: Context) -> bool:
    """Whether the mail answers one about issues alone."""
    return bool(thread_issues(context)) and all(r.asks == "issue" for r in context.thread.rows)


def _known(text: str, context: Context, campaign: Campaign) -> bool:
    numbers = {i.number for i in campaign.issues}
    return any(set(numbers_meant(m.numbers, context)) & numbers for m in issue_mentions(text))


def _divided(context: Context, campaign: Campaign) -> tuple[Writing, Writing]:
    """(what is said of issues, what is said of nodes), line by line, their places kept."""
    text = "\n".join(line.text for line in context.writing.lines)
    even = smooth(text)
    issues = [m.start for m in issue_mentions(text)]
    nodes = [n.start for n in node_mentions(text, campaign, context.rules) if not _WHEN.match(even, n.end)]
    said = [s.start for s in moods(text, context)]
    spans = clauses(even)
    ends = [end for _, end in spans if _SENTENCE_ENDS.search(even[end - 2 : end])] or [len(text)]
    of_issue, opens = _among_issues(context), True
    owner = bytearray(len(text) + 1)  # 1: of an issue
    for start, end in spans:
        stop = next(
            (e for e in ends if e >= end), len(text)
        )  # of the sentence, or of what it says before it comes to an issue
        stop = min([stop, *(at for at in issues if at >= end)])
        tells = any(start <= at < stop for at in said) or tells_progress(text[start:end])
        if any(start <= at < end for at in issues):
            of_issue = True
        elif (any(start <= at < end for at in nodes) and (opens or tells)) or (
            of_issue and opens and tells and _HOW_MANY.search(even, start, stop)
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
