"""bare_numbers, judged_anywhere, another_issue: 2、3 验证通过 from whoever raised 2 and 3, and 验证通过 of the only one, under some mail of the campaign that
shows no numbers of its own."""

import re

from mailbot.campaign.outcome import Fault, Row
from mailbot.inbound.forms.clauses import is_question
from mailbot.inbound.forms.context import Context
from mailbot.inbound.forms.hearing import smooth
from mailbot.inbound.forms.issues.thread import which_issue
from mailbot.inbound.forms.nodes.naming import node_mentions
from mailbot.inbound.forms.replies.rowwise import Segment, segments
from mailbot.late import late

# Numbers at the head of the mail, behind a greeting at most, before a word that is said of issues alone.
_JUDGED = late(
    r"(?:[^\d\n]{0,12}[，,。:：！!\n])?\s*(?P<n>\d{1,3}(?:\s*(?:、|和|及|与|,)\s*\d{1,3}){0,9})\s*(?:号|这?两个"
    r"|这?几个)?\s*(?:也|都|均|已经?|全部)*\s*"
    r"(?:验证|复测|回归)(?:测试)?(?:已经?|都|均|也|没有?|未|不)*(?:通过|过|ok|没问题)"
    r"|(?:[^\d\n]{0,12}[，,。:：！!\n])?\s*(?P<m>\d{1,3}(?:\s*(?:、|和|及|与|,)\s*\d{1,3}){0,9})\s*(?:号|这?两个"
    r"|这?几个)?\s*(?:也|都|均|全部|仍|还)*\s*(?:确认(?:已经?)?(?:解决|修复|关闭)|未解决|没有?解决|可以关闭?"
    r"|可关闭)"
)


def bare_numbers(text: str, context: Context) -> tuple[tuple[int, ...], str] | Fault | None:
    """(the numbers, the text with 问题 before them) where the mail judges by bare numbers issues that its sender raised and that
    were all answered; a fault that asks which are meant where only some were; None where none was: then the numbers are of
    something else."""
    campaign = context.campaign
    if campaign is None or not (found := _JUDGED.match(smooth(text))):
        return None
    group = "n" if found["n"] else "m"
    numbers = tuple(dict.fromkeys(int(n) for n in re.findall(r"\d+", found[group])))
    waiting = [i for i in campaign.issues if i.raised_by == context.person and i.state == "answered"]
    answered = {i.number for i in waiting}
    start = found.start(group)
    if not answered & {*numbers} or is_question(smooth(text[start : found.end() + 4])):
        return None
    if answered >= {*numbers}:
        return numbers, f"{text[:start]}问题 {text[start:]}"
    return which_issue(waiting, "closure")


_VERIFIED = late(
    r"验证(?:已)?通过|确认(?:已经?|问题)?解决|可以关(?:闭|单|掉|了)|复测(?:已)?通过|未解决|没(?:有)?解决"
    r"|(?<![a-z])(?:verified|can be closed|(?:you|we) can close|not (?:solved|resolved|fixed))(?![a-z])"
)


def judged_anywhere(context: Context) -> tuple[int, ...]:
    """验证通过 under whatever mail of the campaign, of the one issue that waits for its sender's word; () for talk."""
    said = _VERIFIED.search(context.heard.text)
    if said is None or context.campaign is None or node_mentions(context.text, context.campaign, context.rules):
        return ()
    answered = [i.number for i in context.campaign.issues if i.state == "answered" and i.raised_by == context.person]
    return tuple(answered) if len(answered) == 1 else ()


def another_issue(row: Row, context: Context) -> Segment | None:
    """An answer to a mail about one issue that is headed by the number of another of the campaign; None where it is not, or the mail
    that raised the row's counted it so."""
    campaign = context.campaign
    if campaign is None or row.asks != "issue":
        return None
    counted = {i.own_number for i in campaign.issues if i.number == row.issue}
    others = tuple(i.number for i in campaign.issues if i.number != row.issue and i.number not in counted)
    found = segments(context.writing.lines, context.rules.phrases, others)
    return found[0] if len(found) == 1 and len(found[0].numbers) == 1 and found[0].numbers[0] in others else None
