"""dayless: a clause without a day beside those that have one: whose day is its own, or who or what it says of them (SPEC 3 "Body")."""

from mailbot.inbound.forms.plans.story.completes import completes
from mailbot.inbound.forms.plans.story.event import Event, union, united
from mailbot.inbound.forms.plans.story.frame import Frame
from mailbot.inbound.forms.plans.story.joining import Joining
from mailbot.inbound.forms.plans.story.words import OWN_PARTS, RELATIVE
from mailbot.value import replace


def dayless(joining: Joining, event: Event, frame: Frame, *, named: bool) -> None:
    """Takes a clause without a day: with that which leads it, to what was told before, or to wait for one."""
    lead = joining.lead
    if (
        lead is not None
        and (joining.led in (None, frame.clause) or _is_parallel(joining.done[-1], event))
        and (named or event.deeds)
    ):
        joining.done.append(replace(event, day=lead.day, moment=lead.moment, text=f"{lead.text}，{event.text}"))
        joining.led = frame.clause
    elif named:
        _who(joining, event, frame)
    elif event.deeds:
        _what(joining, event, frame)
    elif joining.done and not joining.pending and not joining.done[-1].deeds and (event.count or event.pace):
        last = joining.done[-1]  # 12月2日，孙丽，上海机房 15 台
        joining.done[-1] = replace(last, count=last.count or event.count, pace=last.pace or event.pace)


def _who(joining: Joining, event: Event, frame: Frame) -> None:
    """A clause that says who, or where."""
    done, pending, shared, last = joining.done, joining.pending, joining.shared, joining.last
    if shared and (
        shared[0] is frame.clause
        or (event.named and event.where and not (event.deeds or event.where == done[-1].where))
    ):
        done.append(united(event, shared[1]))
    elif pending and RELATIVE.search(event.text.lower()) and (whole := union(pending[-1:], event)):
        pending[-1] = replace(whole, hint=pending[-1].hint)  # South China, which is looked after by Zhou Hang
    elif done and not pending and completes(done, event, frame, joining.readers):
        own = last is not None and (event.where or OWN_PARTS.search(event.text.lower()))
        joining.shared = (frame.clause, last) if last is not None and own else None
    else:
        pending.append(event)


def _what(joining: Joining, event: Event, frame: Frame) -> None:
    """A clause that says what is done, and no more."""
    done, pending, last = joining.done, joining.pending, joining.last
    if last is not None and not last.deeds and frame.every:
        joining.done = [
            one if one.deeds else replace(one, deeds=event.deeds, pace=one.pace or event.pace) for one in done
        ]
    elif last is not None and not pending and event.key == last.key and frame.ruled:
        done[-1] = replace(
            last, ruled=True, versions=last.versions or event.versions
        )  # 限制放在12月16日，5.1以下不能再用
    elif last is not None and not last.deeds and not pending:
        done[-1] = replace(last, deeds=event.deeds, pace=last.pace or event.pace, count=last.count or event.count)
    else:
        pending.append(event)


def _is_parallel(last: Event, event: Event) -> bool:
    """Whether a clause says of another place what the one before said of its own: 12月9日，华东是孙丽，华南是周航."""
    return (
        bool(last.named and event.named and last.where and event.where)
        and last.where != event.where
        and not event.deeds
    )
