"""Frame: what one clause of a told plan says by itself (SPEC 3 "Body")."""

from mailbot.inbound.forms.days.dates import DateDoubt, Moment
from mailbot.inbound.forms.plans.deeds import Deed
from mailbot.inbound.forms.plans.story.counts_on import counts_on
from mailbot.inbound.forms.plans.story.sentences import Clause
from mailbot.value import Value


class Frame(Value):
    """What one clause says. `who` are the words that name people, `where` those of business departments, `office` of others;
    `day` the words of a day, `moment` what they mean; `deeds` what is done, `pace` which part of it."""

    clause: Clause
    text: str
    who: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()  # of the people named, to tell whose deed it can be
    persons: tuple[tuple[str, str], ...] = ()  # each one's words and department
    where: tuple[str, ...] = ()
    office: str = ""
    day: str = ""
    moment: Moment | DateDoubt | None = None
    deeds: tuple[Deed, ...] = ()
    pace: str = ""
    count: str = ""
    same: bool = False  # 同一天
    every: bool = False  # 都由孙丽负责
    owning: bool = False
    ruled: bool = False  # names versions by a bound: 8.2 以下
    versions: str = ""  # as written
    ends: bool = False  # …结束
    begins: bool = False  # 下周三开始: what ends later
    other: bool = False
    old: bool = False  # what was planned before: 原定12月7日
    now: bool = False  # what it is changed to: 现改为12月14日
    past: bool = False
    foreign: bool = False  # work that is no standard node: 培训
    more: bool = False  # says more than who, where, when and how: 去华南拜访客户
    talk: bool = False  # of a talk or a visit
    goes_on: bool = False  # …完成, 20 台: more of what the clause before does
    everyone: str = ""

    @property
    def key(self) -> str:
        """The node that the clause does, '' for none or several."""
        keys = {deed.key for deed in self.deeds}
        return next(iter(keys)) if len(keys) == 1 else ""

    @property
    def named(self) -> bool:
        return bool(self.who or self.office)

    @property
    def vague(self) -> bool:
        return counts_on(self.day) is not None or (
            isinstance(self.moment, DateDoubt) and not any(c.isdigit() for c in self.moment.words)
        )
