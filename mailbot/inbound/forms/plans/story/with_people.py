"""with_people: events with the place and the people that they leave out, from the one before (SPEC 3 "Body")."""

from mailbot.inbound.forms.plans.readers import Readers
from mailbot.inbound.forms.plans.story.event import Event
from mailbot.value import replace

__all__ = ["goes_on", "with_people"]


def with_people(events: list[Event], readers: Readers) -> list[Event]:
    """Each with its place and people: 剩下的 is where the deed before it was, and who goes on in a sentence is who began."""
    found: list[Event] = []
    for event in events:
        last = found[-1] if found else None
        if (
            last is not None
            and not event.where
            and event.key == last.key
            and (event.pace == "rest" or last.sentence == event.sentence)
        ):
            same = not event.named or set(event.departments) & set(last.departments)
            event = replace(event, where=last.where) if same else event
        if event.everyone and event.key == "obtain":
            found.append(event)  # 两个部门11月30日前都要从我这里把安装包领走
            continue
        ruled = event.key == "restrict" and event.ruled and last is not None and last.key == "restrict"
        # 版本限制请韩冰12月15日做好，8.1以下的从12月16日起限制: the restriction itself, and no second deed of his
        if (
            last is not None
            and not event.named
            and not event.where
            and last.sentence == event.sentence
            and last.named
            and not ruled
        ):
            if event.key != "finalize" and goes_on(last, event, readers):
                event = replace(event, who=last.who, departments=last.departments, office=last.office)
        elif (
            last is not None
            and not event.named
            and last.who
            and (_is_his(event, last, readers) if event.where else _continues(last, event))
        ):
            event = replace(event, who=last.who, departments=last.departments)
        found.append(event)
    return found


def _continues(last: Event, event: Event) -> bool:
    """Whether a sentence that names nobody goes on with who did the one before: 孙丽12月1日前找我拿。拿到以后一周内升完; 先升新加坡，…；再升法兰克福."""
    if last.line != event.line:
        return False
    return (last.key, event.key) == ("obtain", "rollout") or (
        last.key == event.key == "rollout"
        and (event.pace == "rest" or event.text.startswith(("再", "接着", "然后", "最后", "随后")))
    )


def _is_his(event: Event, last: Event, readers: Readers) -> bool:
    """Whether a clause with a place goes on with who began: at the same place, or, where he was given none, in the same sentence
    at his own (李想先升5台，12月11日前把华东剩下的升了; 李想12月2日前取走，12月9日前完成华东的升级)."""
    if event.key != last.key and (last.key, event.key) != ("obtain", "rollout"):
        return False
    homes = {found.name for name in event.where if (found := readers.rules.directory.department(name)) is not None}
    own = last.sentence == event.sentence and not last.where and len(last.who) == 1 and homes == set(last.departments)
    return own or (event.key == last.key and event.where == last.where)


def goes_on(last: Event, event: Event, readers: Readers) -> bool:
    """Whether who did the deed before may do this one, too: of one department, or both what business departments do."""
    kinds = [node for kind in readers.kinds for node in kind.node if node.key == event.key]
    homes = {node.department for node in kinds}
    names = set(last.departments) or {last.office}
    if None in homes:
        return event.key == last.key or all(readers.rules.directory.is_business(name) for name in names)
    return bool(names & {home for home in homes if home})
