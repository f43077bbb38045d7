"""issue_commands: what is said of issues that exist: 收到, 请补充, a handling result, 未解决, 验证通过 (SPEC 1, 9 "Stages")."""

from mailbot.campaign import commands as c
from mailbot.campaign.audience import managers
from mailbot.campaign.commands import Command
from mailbot.campaign.model import Issue
from mailbot.inbound.forms.context import Context
from mailbot.inbound.forms.hearing import hear


def issue_commands(text: str, numbers: tuple[int, ...], context: Context, *, spoken: bool = False) -> list[Command]:
    """The command that a text about these issues gives; [] where it says nothing of them.

    Who speaks decides what a word means: 已解决 of a manager is a handling result, of whoever raised it the end of it.
    `spoken`: the text names the numbers itself, outside the issues' thread, so that a bare word is not taken.
    """
    campaign = context.campaign
    words = text.strip()
    if campaign is None or not words:
        return []
    heard = hear(words, context.rules.phrases)
    issues = [i for i in campaign.issues if i.number in numbers]
    raised = bool(issues) and all(context.person == i.raised_by for i in issues)
    answers = context.person in managers(campaign, context.rules) or any(context.person in i.assignees for i in issues)
    waits_for_me = raised and any(i.waiting_on == "raiser" and i.unsettled for i in issues)
    if waits_for_me and not heard.only("acknowledge"):
        return [c.AcknowledgeIssue(numbers=numbers, text=words[:5000])]
    settled = bool(issues) and all(not i.unsettled for i in issues)
    judges = raised or context.person in campaign.pms
    if judges and (settled or not answers) and heard.says("reopen"):
        return [c.ReopenIssue(numbers=numbers, text=words[:5000])]
    if judges and (settled or not answers) and heard.says("close") and not heard.says("not_done"):
        return [c.CloseIssue(numbers=numbers, text=words[:5000])]
    if not answers:
        return []
    return _of_an_assignee(words, numbers, issues, context, spoken)


def _of_an_assignee(
    words: str, numbers: tuple[int, ...], issues: list[Issue], context: Context, spoken: bool
) -> list[Command]:
    heard = hear(words, context.rules.phrases)
    if heard.says("ask_raiser") and not heard.says("handled"):
        return [c.QuestionIssue(numbers=numbers, text=words[:5000])]
    first = all(not i.owner for i in issues)
    if heard.says("handled") and not _still_to_come(words, context):
        return [c.AnswerIssues(numbers=numbers, result=_result(words)[:10_000])]
    if spoken:
        return []
    if heard.says("acknowledge", "promise") or first:
        return [c.AcknowledgeIssue(numbers=numbers, text=words[:5000])]
    return []


def _still_to_come(words: str, context: Context) -> bool:
    """预计周五修复, 正在处理: a fix that is promised is no result; 已修复 beside it is."""
    heard = hear(words, context.rules.phrases)
    if not heard.says("promise", "not_done"):
        return False
    done = [h for h in heard.heard if "handled" in h.meanings]
    waiting = [h for h in heard.heard if h.meanings & {"promise", "not_done"}]
    return all(any(w.clause == d.clause for w in waiting) for d in done)


def _result(words: str) -> str:
    """The result without the field's name: `处理结果：已出热修复`."""
    head, colon, rest = words.partition("：") if "：" in words[:12] else words.partition(":")
    return rest.strip() if colon and len(head) <= 8 and rest.strip() else words
