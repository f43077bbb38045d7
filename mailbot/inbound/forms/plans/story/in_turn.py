"""in_turn: what is told one by one, days behind those that they are of: 孙丽、周航…，时间依次是12月8日、12月10日 (SPEC 3 "Body")."""

from collections.abc import Sequence

from mailbot.inbound.forms.plans.story.event import Event
from mailbot.inbound.forms.plans.story.frame import Frame
from mailbot.inbound.forms.plans.story.words import EACH_ONE, OWN_PARTS
from mailbot.late import late

_DATES = late(r"时间|日期|(?<![a-z])(?:dates?|deadlines?)(?![a-z])")


def in_turn(frames: Sequence[Frame], frame: Frame) -> list[Frame]:
    """The frames about one that are nothing but days, told one by one: 时间依次是12月8日、12月10日; more than one only where they are said
    to be each one's, or to be dates."""
    at = next(n for n, one in enumerate(frames) if one is frame)
    alone = [bool(one.day) and not (one.named or one.where or one.deeds or one.everyone or one.other) for one in frames]
    start = end = at
    while start > 0 and alone[start - 1]:
        start -= 1
    while end + 1 < len(frames) and alone[end + 1]:
        end += 1
    own = list(frames[start : end + 1]) if alone[at] else []
    return own if any(EACH_ONE.search(one.text.lower()) or _DATES.search(one.text.lower()) for one in own) else own[:1]


def each_of(pending: Sequence[Event]) -> list[Event]:
    """Clauses that name one after the other of the same sort, so that what follows is of each; none where they do not. Before
    those with a person and a place the deed of all may stand."""
    own = [one for one in pending if one.named or one.where]
    sorts = {(bool(one.named), bool(one.where)) for one in own}
    theirs = len(own) == len(pending) or all(OWN_PARTS.search(one.line.text) for one in own)  # 孙丽、周航各升各的
    alike = sorts == {(True, True)} or (sorts == {(True, False)} and theirs)
    return own if len(own) > 1 and alike else []
