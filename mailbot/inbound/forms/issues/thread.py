"""thread_issues, numbers_meant: which issues a thread is about, and which of them a number means (SPEC 9 "Stages")."""

from collections.abc import Sequence

from mailbot.campaign.model import Campaign, Issue
from mailbot.campaign.outcome import Fault
from mailbot.inbound.forms.context import Context
from mailbot.inbound.forms.found import asks
from mailbot.inbound.forms.hearing import smooth

_SHORTEST = 4  # characters of a subject that can be an issue's title


def thread_issues(context: Context) -> tuple[int, ...]:
    """The issues that the mail answers: of the rows of the mail answered; where a client dropped References, those that
    the subject is about; () where it is about none."""
    campaign = context.campaign
    if campaign is None:
        return ()
    rows = tuple(r.issue for r in context.thread.rows if r.asks == "issue" and r.issue and r.campaign == campaign.code)
    if rows:
        return tuple(dict.fromkeys(rows))
    if context.thread.answered is not None:
        return _of_mail(campaign, context.thread.answered.message_id)
    if not context.subject.reply:
        return ()
    bare = smooth(context.subject.bare)
    titled = [i for i in campaign.issues if len(i.title) >= _SHORTEST and _same(smooth(i.title), bare)]
    if titled:
        return tuple(i.number for i in titled[-1:])
    return tuple(_named_in(context, campaign))


def _named_in(context: Context, campaign: Campaign) -> list[int]:
    """`问题 3（严重）：…` in a subject that the bot wrote, or an inherited 【问题】 where one issue alone is unsettled."""
    from mailbot.inbound.forms.nodes.naming import issue_numbers

    numbers = [n for n in issue_numbers(context.subject.bare) if any(i.number == n for i in campaign.issues)]
    if numbers:
        return numbers
    tag = context.subject.tag
    unsettled = [i.number for i in campaign.issues if i.unsettled]
    return unsettled if tag is not None and tag.key == "ISSUE" and len(unsettled) == 1 else []


def _same(title: str, bare: str) -> bool:
    return title == bare or (len(title) >= 8 and title in bare)


def _of_mail(campaign: Campaign, message_id: str) -> tuple[int, ...]:
    return tuple(i.number for i in campaign.issues if i.mail == message_id)


def numbers_meant(numbers: Sequence[int], context: Context, beside: Sequence[int] = ()) -> tuple[int, ...]:
    """Campaign numbers of the numbers that a mail writes: in the thread of a mail that numbered its issues itself, its own
    numbers are meant; under a mail of the bot's those that it shows; else the campaign's. `beside` are the other numbers
    that the answer writes: 2 and 3, of a mail that numbered 1 and 2 and whose issues are 2 and 3, are the campaign's."""
    campaign = context.campaign
    answered = context.thread.answered
    if campaign is None or answered is None:
        return tuple(numbers)
    thread = [i for n in thread_issues(context) if (i := _issue(campaign, n)) is not None]
    shown = {i.number for i in thread} if answered.outbox is not None else set()
    mails = {i.mail for i in thread if i.mail}
    own = {i.own_number: i.number for i in campaign.issues if i.own_number and i.mail in mails}
    if answered.outbox is None:
        own |= {r.n: r.issue for r in answered.rows if r.asks == "issue" and r.issue}
    from mailbot.inbound.forms.nodes.naming import issue_numbers

    written = {*numbers, *beside, *issue_numbers(context.text)}
    if own and written - own.keys() and written <= {i.number for i in thread}:
        return tuple(dict.fromkeys(numbers))
    if own and not written <= shown and written <= own.keys():
        shown = (
            set()
        )  # one mail counts in one way: 问题 1、3：… 问题 2：… under a notice of 2, 3 and 4 are its raiser's numbers
    return tuple(dict.fromkeys(n if n in shown else own.get(n, n) for n in numbers))


def _issue(campaign: Campaign, number: int) -> Issue | None:
    return next((i for i in campaign.issues if i.number == number), None)


def which_issue(issues: Sequence[Issue], kind: str) -> Fault:
    """Asks which of the issues is meant."""
    return asks("which-issue", kind, field="issue", nearest=[f"{i.number} {i.title}" for i in issues][:8])
