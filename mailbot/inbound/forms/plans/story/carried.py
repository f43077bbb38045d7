"""carried: what an event leaves out, from those around it: the deed, the place, who does it; and who was said of it elsewhere."""

import re
from collections.abc import Sequence
from datetime import timedelta

from mailbot.inbound.forms.days.dates import DateDoubt, Moment
from mailbot.inbound.forms.numerals import read_number
from mailbot.inbound.forms.plans.readers import Readers
from mailbot.inbound.forms.plans.story.by_kind import of_kind, own_work, supposed
from mailbot.inbound.forms.plans.story.event import Event, each_own, is_limit
from mailbot.inbound.forms.plans.story.neighbours import with_deeds, with_people
from mailbot.inbound.forms.plans.story.relative_days import counts_on
from mailbot.inbound.forms.plans.story.repeated import without_repeated
from mailbot.inbound.forms.plans.story.shares import fits, with_shares
from mailbot.inbound.forms.plans.story.words import EACH_ONE, HELPS, SPREADING
from mailbot.inbound.writing import Line
from mailbot.late import late
from mailbot.value import replace

_ASKS = late(r"请|尽快|客户|用户|(?<![a-z])(?:please|asap|customers?)(?![a-z])")
_SOON = late(r"尽[快早]|抓紧|及[早时]|马上|立[即刻]|asap|soon|at once|immediately")
# That a day is not settled.
_UNSETTLED = late(
    r"再(?:最[后终])?确[认定]|待|等[^，,。；;\d]{0,6}(?:通知|消息|确认|回复|安排|窗口)|未定|另定|另行|再[定说看议]|视情况|看情况"
    r"|(?<![a-z])(?:tb[acd]|to be (?:confirmed|agreed|decided))(?![a-z])"
)
# 周航晚两天, two more days than that: a length of which nothing says from when.
_LENGTH = late(
    r"[晚多](?:要|给|用)?\s?(?:\d+|[一两二三四五六七八九十半几]+)个?(?:天|日|周|星期|礼拜|月|工作日)"
    r"|(?<![a-z])(?:\d+|an?|one|two|three|four|five|a few|another)(?: \w+)? (?:(?:more|extra|further|additional) )?(?:working )?"
    r"(?:days?|weeks?|months?)(?: (?:more|longer|later|extra))?(?= than (?:that|him|her|them|he|she|they|[a-z]+))"
)
_LATER = late(r"(?:年后|节后|以后|之后|往后|回头|下次|明年|下一步|到时候)[^，,。；;]{0,4}再")  # 韩冰年后再限8.5
_GIVES = late(r"[由让派请叫归顶替代]|交给")
_WEEKS = frozenset(("周", "星期", "礼拜", "week"))
_OVER = ("past", "within-30-days-past")
_DATED_BY_LIMITS = frozenset(("restrict", "delay"))  # due when the restriction begins or ends


def carried(
    events: Sequence[Event], shares: Sequence[Event], lines: Sequence[Line], readers: Readers
) -> tuple[list[Event], list[Event]]:
    """(events that say enough to be nodes, those that name somebody and a day and do not)."""
    asked = [one for one in events if one.asks]
    found = _counted([one for one in events if not (one.asks or _is_past(one) or _is_said_to_others(one))])
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
    matter = any(one.key in SPREADING and one.day for one in found)  # what is none of them may be it
    nodes, unheard = [], [*asked, *(one for one in left if one not in own)]
    for one in found:
        if is_limit(one) or _announces(one, found):
            continue
        if one.key and not (_is_overall(one, found) or (one.key == "finalize" and one.everyone and not one.named)):
            nodes.append(one)
        elif matter and (work := own_work(one, readers)) is not None:
            nodes += each_own(work) if EACH_ONE.search(work.text) else [work]
        elif one.named or one.where or one.deeds:
            unheard.append(one)  # with an overall day, too
    return without_repeated(nodes, readers), unheard


def _counted(events: Sequence[Event]) -> list[Event]:
    """The events, those told behind another one of their line with a day that counts on: whole weeks from it, while of days
    it is asked which are meant. The first of all counts from the mail."""
    found: list[Event] = []
    for event in events:
        said = counts_on(event.day)
        before = next(
            (one for one in reversed(found) if one.line.number == event.line.number and isinstance(one.moment, Moment)),
            None,
        )
        if (
            said is not None
            and before is not None
            and isinstance(before.moment, Moment)
            and isinstance(event.moment, Moment)
        ):
            number = read_number(said["n"] or said["count"] or "") or 0
            if (said["unit"] or said["of"]) in _WEEKS and number:
                day = before.moment.day + timedelta(weeks=number)
                event = replace(event, day=f"{day:%Y-%m-%d}", moment=replace(event.moment, day=day))
            else:
                event = replace(event, day=f"升完后{event.day}")  # which the reader of days asks about
        found.append(event)
    return found


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
        and _SOON.search(event.day.lower()) is not None
    )
    return nobody and soon and _ASKS.search(event.text.lower()) is not None


def is_left_over(share: Event, events: Sequence[Event], readers: Readers) -> bool:
    """Whether no event is what a share tells: of a line that says who does it and no more, or of a clause."""
    return _is_listed(share, events, readers) if share.listed else _is_left(share, events, readers)


def _is_left(share: Event, events: Sequence[Event], readers: Readers) -> bool:
    """华南由周航升级, 华南周航负责, and until when is said nowhere: asked for. What helps, obtains or sums up needs no day of its own."""
    if share.key == "finalize":
        return _is_listed(share, events, readers)  # 总结王磊来写
    if not share.who or HELPS.search(share.text) or share.key == "obtain" or (share.key in _DATED_BY_LIMITS):
        return False
    business = readers.rules.directory.is_business
    if share.key == "rollout" and share.departments and not any(map(business, share.departments)):
        return False  # 陈静让我把下发的安排写给两位
    unsettled = _UNSETTLED.search(share.text.lower()) or (share.where and _LENGTH.search(share.text.lower()))
    if unsettled and not any(one.who == share.who for one in events):
        return True  # 华东升级时间待孙丽确认
    if not share.key and share.owning and not (share.where or share.deeds) and not _does_some(share, events, readers):
        return True  # 8.0及以下12月22日起限制，韩冰执行: what he does is asked where it is not read
    if not share.key:
        return (
            share.owning
            and bool(share.where)
            and not share.deeds
            and not any(set(share.where) & set(one.where) for one in events)
        )
    return bool(events) and not any(_says_the_same(share, one) for one in events if one.key == share.key)


def _does_some(share: Event, events: Sequence[Event], readers: Readers) -> bool:
    """Whether who is named for nothing by a clause does what another one tells, by whichever name: …到1/29（Tao）, owner林涛."""

    def people(event: Event) -> set[object]:
        return {
            one.people
            for name in (*event.who, *(name for name, _ in event.persons))
            for one in readers.people.mentions.find(name)
        }

    own = people(share)
    return any(own & people(one) for one in events)


def _is_listed(share: Event, events: Sequence[Event], readers: Readers) -> bool:
    """总结：王磊 in a line of its own, and until when nowhere: asked for, but for the PM's own summary, which has its day."""
    mine = share.key == "finalize" and readers.people.read("、".join(share.who)).owner == readers.context.person
    return (
        bool(share.who and share.key)
        and not mine
        and not any(one.key == share.key and (one.who == share.who or not one.named) for one in events)
    )


def _says_the_same(share: Event, one: Event) -> bool:
    """Whether an event with a day is what somebody is said to do elsewhere."""
    if not one.where or one.who == share.who or set(one.where) & set(share.where):
        return True
    return not share.where and not one.who
