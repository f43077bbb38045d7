"""completes: who does what the clauses before told of, said by one without a day: …，由孙丽负责 (SPEC 3 "Body")."""

from mailbot.inbound.forms.plans.deeds import Deed
from mailbot.inbound.forms.plans.readers import Readers
from mailbot.inbound.forms.plans.story.event import Event, homes, shared_out, united
from mailbot.inbound.forms.plans.story.frame import Frame
from mailbot.inbound.forms.plans.story.words import EACH_ONE, PUT_OFF
from mailbot.late import late
from mailbot.value import replace

ASSISTS = late(r"配合|协助|支[持援]|帮(?:忙|衬)")


def completes(done: list[Event], event: Event, frame: Frame, readers: Readers) -> bool:
    """Whether a clause without a day says who does what the clauses before it told of; they are changed in place."""
    if (
        event.deeds
        and done[-1].deeds
        and event.key != done[-1].key
        and (done[-1].key, event.key) != ("delay", "restrict")
    ):
        return False  # 延迟到1月29日，到期由林涛限制 is one
    last = done[-1]
    if (event.key, event.who) == ("restrict", last.who) and not last.deeds and PUT_OFF.search(last.text.lower()):
        done[-1] = replace(last, deeds=(Deed("delay", last.text, (0, 0)),))
        return True  # Lin Tao's customers get until 15 January, he pulls the plug then
    if ASSISTS.search(event.text):
        return True  # 12月16日完成版本限制，李想配合: none of it is his
    if frame.more and not event.named:
        return False  # 海外的客户升级窗口比较晚，延迟到1月31日 says of the place what comes next
    places = homes(event, readers)
    if (
        event.where
        and not event.named
        and not done[-1].where
        and len(places) == len(event.where)
        and places <= set(done[-1].departments)
    ):
        done[-1] = replace(
            done[-1], where=event.where, deeds=done[-1].deeds or event.deeds
        )  # 12月14日，轮到周航，华南一天搞定
        return True
    lacking = [
        at
        for at, one in enumerate(done)
        if not ((one.named and not _is_its(event, one, readers)) or (one.where and event.where))
    ]
    if not lacking or lacking[-1] != len(done) - 1:
        return False
    if len(event.persons) > 1 and not event.where and len(done[-1].where) == len(event.persons) and lacking:
        last = done.pop()  # 华东、华南12月15日限制，责任人分别为孙丽、周航
        parts = [replace(last, where=(place,)) for place in last.where]
        given = dict(shared_out(parts, event.persons, readers))
        done += [one.by_one(given[at]) if at in given else one for at, one in enumerate(parts)]
        return True
    if (
        len(event.persons) > 1
        and not event.where
        and len(lacking) == 1
        and not (done[-1].where or done[-1].named)
        and EACH_ONE.search(event.text.lower())
    ):
        last = done.pop()  # 12月21日起限制，由孙丽、周航分别负责
        done += [last.by_one(one) for one in event.persons]
        return True
    if len(event.persons) > 1 and not event.where and len(lacking) > 1:
        for at, person in shared_out([done[at] for at in lacking], event.persons, readers):
            done[lacking[at]] = done[lacking[at]].by_one(person)
        return True
    if event.named and not event.where:
        same = [
            at
            for at in lacking
            if done[at].key == done[-1].key
            and done[at].key
            and (not done[-1].where or done[at].where == done[-1].where)
        ]
        for at in lacking if frame.every else same or lacking[-1:]:
            done[at] = replace(done[at].by(event), deeds=done[at].deeds or event.deeds)
        return True
    if len(lacking) == 1 and not done[-1].where and not done[-1].named:
        done[-1] = united(event, done[-1])
        return True
    return False


def _is_its(event: Event, one: Event, readers: Readers) -> bool:
    """Whether who a clause names is of the office that a deed was given to: 研发11月27日前提测，由郑凯负责."""
    home = readers.rules.directory.department(one.office) if one.office and not one.who else None
    return home is not None and home.name in event.departments
