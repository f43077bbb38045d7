"""read_result: a RESULT mail: a node's result or progress, a handling result in an issue's thread, the summary (SPEC 3)."""

import re
from collections.abc import Sequence
from dataclasses import replace

from mailbot.campaign import commands as c
from mailbot.campaign.commands import Command, Reading
from mailbot.campaign.outcome import Fault
from mailbot.inbound.forms.context import Context, Understanding
from mailbot.inbound.forms.evidence import with_evidence
from mailbot.inbound.forms.hearing import hear
from mailbot.inbound.forms.issuewords import issue_commands
from mailbot.inbound.forms.lifecycle import waiver_of
from mailbot.inbound.forms.naming import issue_numbers, named_nodes
from mailbot.inbound.forms.nodewords import node_commands
from mailbot.inbound.forms.summary import read_summary
from mailbot.rulebook.folding import fold

_ISSUE_TITLES = ("issue-raised", "issue-answered", "issue-reopened", "issue-questioned", "issue-supplemented", "issue-closed")
_ITEM = re.compile(r"(?:^|\n)\s*(?:问题|缺陷|issue|#)\s*(\d{1,4})\s*[:：、.]\s*", re.IGNORECASE)


def read_result(context: Context) -> Understanding:
    """What the mail reports. Its thread tells what of; the nodes and issues that it names come before that."""
    special = context.subject.tag.special if context.subject.tag else ""
    campaign = context.campaign
    if campaign is None:
        return Understanding(kind="summary" if special == "summary" else "node_result", faults=(Fault(reason="no-campaign"),))
    if special == "summary" or _in_finalize_thread(context):
        found = read_summary(context, spoken=special == "summary")
        if found is not None:
            return found
    in_issue = _issue_thread(context)
    text = f"{context.subject.bare}\n{context.text}"
    numbers = issue_numbers(text)
    names_node = bool(named_nodes(context.text, campaign, context.rules)) or bool(
        named_nodes(_own_title(context), campaign, context.rules)
    )
    if special == "handling_result" or (in_issue and not (names_node and special == "progress")):
        return _handling(numbers, context)
    if numbers and not names_node and any(i.number in numbers for i in campaign.issues):
        heard = hear(context.text, context.rules.phrases)
        if heard.says("handled", "close", "reopen"):
            return _handling(numbers, context)
    commands, faults = by_nodes(context, tagged=True)
    return _understood(commands, faults)


def by_nodes(context: Context, *, tagged: bool) -> tuple[list[Command], list[Fault]]:
    """A text about nodes: each node that it names with what is said of it, else the thread's node, else '' (the sender's one
    open node; `decide` asks where there are several)."""
    campaign = context.campaign
    assert campaign is not None
    text = context.text
    field = _field(context)
    named = named_nodes(text, campaign, context.rules)
    keys = list(dict.fromkeys(n.key for n in named))
    title = named_nodes(_own_title(context), campaign, context.rules)
    place = str(context.writing.lines[0].number) if context.writing.lines else ""
    if field:
        keys = [field]
    elif len(keys) > 1 and (parts := _apart(context)):
        commands: list[Command] = []
        faults: list[Fault] = []
        for key, said, line in parts:
            more, wrong = node_commands(said, key, context, place=line, tagged=False)
            commands += more
            faults += wrong
        if commands or faults:
            return [with_evidence(command, context) for command in commands], faults
    if len({n.key for n in title}) == 1 and (len(keys) != 1 or title[0].key == keys[0]):
        keys = [title[0].key]
    if not keys and (thread := [r.node for r in context.thread.rows if r.asks == "node" and r.node]):
        keys = list(dict.fromkeys(thread)) if len(set(thread)) == 1 else []
    key = keys[0] if len(keys) == 1 else ""
    if len(keys) > 1:
        # Several are named in one breath: the one that the sender answers for, if it is one.
        mine = [k for k in keys if context.person in (campaign.node(k).owner, *campaign.node(k).helpers)]
        key = mine[0] if len(mine) == 1 else ""
    said = text if text.strip() or not tagged else _own_title(context)
    if tagged and not hear(said, context.rules.phrases).heard:
        said = f"{_own_title(context)}\n{said}".strip()
    commands, faults = node_commands(said, key, context, place=place, tagged=tagged)
    commands = [_spoken_tag(command, context) for command in commands]
    return [with_evidence(command, context) for command in commands], faults


def _spoken_tag(command: Command, context: Context) -> Command:
    """【完成】 in the subject says it, where the text says nothing else."""
    tag = context.subject.tag
    if not isinstance(command, c.ReportNode) or command.done is not None or command.progress or command.failed or tag is None:
        return command
    says_done = hear(tag.words, context.rules.phrases).says("done") or hear(_own_title(context), context.rules.phrases).says("done")
    return replace(command, done=True) if says_done and tag.special != "progress" else command


def _apart(context: Context) -> list[tuple[str, str, str]]:
    """(key, what is said, line) where each line, or clause, speaks of a node of its own."""
    campaign = context.campaign
    assert campaign is not None
    found: list[tuple[str, str, str]] = []
    for line in context.writing.lines:
        for clause in re.split(r"[；;。\n]|，(?=[^，]{0,20}(?:已|完成|预计|延期|进度))", line.text):
            keys = list(dict.fromkeys(n.key for n in named_nodes(clause, campaign, context.rules)))
            if len(keys) == 1:
                found.append((keys[0], clause.strip(), str(line.number)))
            elif len(keys) > 1 and hear(clause, context.rules.phrases).says("done", "all_done"):
                found += [(key, clause.strip(), str(line.number)) for key in keys]
    keys = [key for key, _, _ in found]
    return found if len(set(keys)) > 1 and len(set(keys)) == len(keys) else []


def _field(context: Context) -> str:
    """The node that a field names (`节点：版本限制`), '' where none does or the field's words fit no node."""
    campaign = context.campaign
    assert campaign is not None
    names = {fold(n) for f in context.rules.fields.field if f.key == "node" for n in f.names}
    for line in context.writing.lines:
        head, colon, value = line.text.replace("：", ":").partition(":")
        if colon and fold(head) in names:
            found = named_nodes(value, campaign, context.rules)
            if found:
                return found[0].key
            wanted = fold(value)
            return next((n.key for n in campaign.nodes if fold(n.key) == wanted), "")
    return ""


def _handling(numbers: tuple[int, ...], context: Context) -> Understanding:
    """A handling result; `问题1：… 问题2：…` gives each its own."""
    items = list(_ITEM.finditer(context.text))
    own = {r.n: r.issue for r in context.thread.rows if r.asks == "issue" and r.issue}
    if len(items) > 1:
        commands: list[Command] = []
        for n, m in enumerate(items):
            end = items[n + 1].start() if n + 1 < len(items) else len(context.text)
            number = int(m[1])
            said = context.text[m.end() : end].strip()
            commands.append(c.AnswerIssues(numbers=(own.get(number) or number,), result=said[:10_000]))
        return _understood(commands, [])
    meant = tuple(dict.fromkeys(own.get(n) or n for n in numbers)) or tuple(dict.fromkeys(own.values()))
    heard = hear(context.text, context.rules.phrases)
    if heard.says("reopen", "close", "ask_raiser") and not heard.says("handled"):
        found = issue_commands(context.text, meant, context)
        if found:
            return _understood(found, [])
    readings = (Reading(field="result", value=context.text.strip()[:300], rule="RESULT"),)
    return _understood([c.AnswerIssues(numbers=meant, result=_said(context.text)[:10_000], readings=readings)], [])


def _said(text: str) -> str:
    """The result without the field's name before it."""
    m = re.match(r"\s*(?:处理结果|处理结论|结果|handling result|result)\s*[:：]\s*(.+)", text, re.IGNORECASE | re.DOTALL)
    return (m[1] if m else text).strip()


def _issue_thread(context: Context) -> bool:
    """Whether the mail answers an issue's mail: one that raised it, or one of the bot's about it."""
    answered = context.thread.answered
    if answered is None:
        return False
    about = {r.asks for r in answered.rows}
    return about == {"issue"} or answered.template in _ISSUE_TITLES or answered.kind in ("issue", "reopening")


def _in_finalize_thread(context: Context) -> bool:
    answered = context.thread.answered
    return answered is not None and (answered.purpose == "finalize" or any(r.asks == "summary" for r in answered.rows))


def _own_title(context: Context) -> str:
    """The subject's title where the sender wrote it; of a reply it is somebody else's."""
    return "" if context.subject.reply else context.subject.bare


def _understood(commands: Sequence[Command], faults: Sequence[Fault]) -> Understanding:
    kind = commands[0].kind if commands else "node_result"
    return Understanding(
        kind=kind,
        commands=tuple(commands),
        faults=tuple(faults),
        readings=tuple(r for command in commands for r in command.readings),
    )


def waiver_in(context: Context) -> str:
    """The reason of `放行：…` in a submission, '' where none is said."""
    found = waiver_of(context.text)
    return found[0] if found else ""
