"""carried: what an event leaves out, from those around it: the deed, the place, who does it; and who was said of it elsewhere."""

import re
from collections.abc import Sequence

from mailbot.inbound.forms.days.dates import DateDoubt, Moment
from mailbot.inbound.forms.plans.readers import Readers
from mailbot.inbound.forms.plans.story.counted import counted
from mailbot.inbound.forms.plans.story.event import Event
from mailbot.inbound.forms.plans.story.is_left_over import is_left_over
from mailbot.inbound.forms.plans.story.of_mail import of_kind
from mailbot.inbound.forms.plans.story.places import is_limit
from mailbot.inbound.forms.plans.story.repeated import without_repeated
from mailbot.inbound.forms.plans.story.shares import fits, with_shares
from mailbot.inbound.forms.plans.story.supposed import supposed
from mailbot.inbound.forms.plans.story.with_deeds import with_deeds
from mailbot.inbound.forms.plans.story.with_people import with_people
from mailbot.inbound.forms.plans.story.words import ASKS, SOON, SPREADING
from mailbot.inbound.writing import Line
from mailbot.late import late

__all__ = ["carried"]

_LATER = late(r"(?:年后|节后|以后|之后|往后|回头|下次|明年|下一步|到时候)[^，,。；;]{0,4}再")  # 韩冰年后再限8.5
_GIVES = late(r"[由让派请叫归顶替代]|交给")
_OVER = ("past", "within-30-days-past")


def carried(
    events: Sequence[Event], shares: Sequence[Event], lines: Sequence[Line], readers: Readers
) -> tuple[list[Event], list[Event]]:
    """(events that say enough to be nodes, those that name somebody and a day and do not)."""
    asked = [one for one in events if one.asks]
    found = counted([one for one in events if not (one.asks or _is_past(one) or _is_said_to_others(one))])
    found = of_kind(with_deeds(found, shares, lines, readers), lines, readers)
    found = with_people(with_deeds(supposed(found, lines, readers), shares, lines, readers), readers)
    found = supposed(with_shares(found, shares, lines, readers), lines, readers)
    found += [
        one
        for one in shares
        if one.who
        and one.key in ("restrict", "delay")
        and not (any(fits(one, e) for e in found) or _LATER.search(one.text))
    ]
    left = [one for one in shares if is_left_over(one, found, readers)]
    own = [one for one in left if one.key and not _has_node(one, found)]  # 华南由周航升级, until when is asked
    found += own
    nodes, unheard = [], [*asked, *(one for one in left if one not in own)]
    for one in found:
        if is_limit(one) or _announces(one, found):
            continue
        if one.key and not (_is_overall(one, found) or (one.key == "finalize" and one.everyone and not one.named)):
            nodes.append(one)
        elif one.named or one.where or one.deeds:
            unheard.append(one)  # with an overall day, too
    return without_repeated(nodes, readers), unheard


def _has_node(share: Event, events: Sequence[Event]) -> bool:
    """周航届时收尾, and his node is told with its day elsewhere."""
    names = {name for name, _ in share.persons}
    return any(one.key and one.day and names & {name for name, _ in one.persons} for one in events)


def _is_overall(event: Event, events: Sequence[Event]) -> bool:
    """需在12月20日前完成全网切换: nobody's, where the others of the plan say who does it and when."""
    nobody = not (event.named or event.where or event.everyone or event.count)
    before = event.line.text.partition(event.text)[0]
    named = (
        _GIVES.search(re.split("[。；;\n]", before)[-1]) is not None
    )  # 由小高顶上，12月11日前升完: whose it is was said
    return (
        nobody
        and not named
        and event.key in ("rollout", "restrict")
        and event.pace in ("", "all")
        and not (event.ruled and event.key == "restrict")
        and any(one.key == event.key and one.who and isinstance(one.moment, Moment) for one in events)
    )


def _announces(event: Event, events: Sequence[Event]) -> bool:
    """下个月要下发几个参数: what the others of the plan tell with who and when."""
    nobody = not (event.named or event.where or event.count)  # 大家尽快升
    vague = isinstance(event.moment, DateDoubt) and event.moment.reason == "vague"
    return (
        nobody
        and vague
        and any(one.key == event.key and (one.named or one.where) and isinstance(one.moment, Moment) for one in events)
    )


def _is_past(event: Event) -> bool:
    """昨天测试部提交了 8.2.1: told, not planned."""
    over = isinstance(event.moment, DateDoubt) and event.moment.reason in _OVER
    whole = (
        event.named and event.where and not (event.deeds or event.more or event.talk)
    )  # 华东7日至9日（孙丽）: asked which month
    return over and (event.past or (event.key not in (*SPREADING, "delay") and not whole))


def _is_said_to_others(event: Event) -> bool:
    """给客户的说法：请尽快升级: a request to nobody of the company, with no day."""
    nobody = not (event.named or event.where or event.everyone)
    soon = (
        isinstance(event.moment, DateDoubt)
        and event.moment.reason == "vague"
        and SOON.search(event.day.lower()) is not None
    )
    return nobody and soon and ASKS.search(event.text.lower()) is not None
