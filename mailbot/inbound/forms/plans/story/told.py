"""told: sentences in which a plan is told → its nodes, and the clauses that could not be assigned (SPEC 3 "Body", "Nothing is ever
guessed silently")."""

import re
from collections.abc import Sequence
from datetime import date
from itertools import chain

from mailbot.campaign.commands import Remark
from mailbot.campaign.outcome import Fault
from mailbot.inbound.forms.days.dates import DateDoubt, Moment
from mailbot.inbound.forms.days.englishdays import MONTH, month_number
from mailbot.inbound.forms.plans.authorises import authorises
from mailbot.inbound.forms.plans.draft import Row
from mailbot.inbound.forms.plans.readers import Readers
from mailbot.inbound.forms.plans.story.carried import carried
from mailbot.inbound.forms.plans.story.event import Event, each_own, not_a_node
from mailbot.inbound.forms.plans.story.frame import Frame
from mailbot.inbound.forms.plans.story.framing import Framing
from mailbot.inbound.forms.plans.story.joined import common_hour, joined
from mailbot.inbound.forms.plans.story.neighbours import with_people
from mailbot.inbound.forms.plans.story.pointing import answered
from mailbot.inbound.forms.plans.story.pronouns import (
    addressed_by,
    is_alone,
    of_greeted,
    texts_above,
    theirs,
    with_group,
    with_names,
)
from mailbot.inbound.forms.plans.story.relative_days import with_month, with_week
from mailbot.inbound.forms.plans.story.rows import rows_of
from mailbot.inbound.forms.plans.story.sentences import Clause, sentences
from mailbot.inbound.forms.plans.story.spans import timed, with_ends
from mailbot.inbound.forms.plans.story.untaken import dated
from mailbot.inbound.forms.plans.story.words import HANDED, HELPS, OLD, OWN_PARTS
from mailbot.inbound.forms.plans.values.advice import is_advice
from mailbot.inbound.writing import Line
from mailbot.late import late
from mailbot.value import Value, replace

_LONGEST_HEADING = 14
_OTHER = late(
    r"^\W*(?:[^\W\d]{0,4}(?:值班|联系|评审|签[收字到]|名单|抄送|休假|请假|会议|审批|审核)\w{0,4}|备注|on duty"
    r"|contacts?|review(?:ers)?|remarks?|notes?)\s*[:：]?$",
    re.IGNORECASE,
)
_RANGE = late(r"(?:(\d{1,2})月)?(\d{1,2})[日号]?\s*(?:[至到~～—–-])")
_IN_MONTH = late(rf"(?<![a-z])in (?P<m>{MONTH})\W*$", re.IGNORECASE)
_FIGURE = late(r"\d")
_EACH = late(r"各(?=[升换下发装推试拿取做限]\s?[\d几两])")  # 各升10家
_END = late(r"[年季]度?[底末]")
# What is done if it goes wrong, which nobody hopes.
_OTHERWISE = late(
    r"^(?:但|不过)?(?:如果|要是|万一|假如|若|如)[^，,。；;]{0,12}?(?:(?<!是否)(?:没(?!有?(?:什么|啥|出)?(?:问题|事|毛病|异常|幺蛾子|情况|动静|状况|岔子|意外))"
    r"|未|失败|来不及|赶不上)|(?<!没)(?<!没有)(?<!不)(?<!不会)(?:有|出现?)(?:了)?(?:问题|异常|状况|岔子))"
    r"|^(?:but |and )?(?:if|in case|should) [^,]{0,40}?(?:fails?|isn'?t|is not|doesn'?t|does not|slips?|goes wrong|can'?t|cannot)(?![a-z])",
    re.IGNORECASE,
)
# A sentence that takes back the one before it: No, sorry, that's Zhou Hang.
_TAKES_BACK = late(
    r"\W*(?:(?:no|oops|wait)\W+(?:sorry|that'?s|it'?s|wait|i mean|make)|sorry\W+(?:no|that'?s|it'?s|i mean|wait|make)|correction|scratch that)(?![a-z])"
    r"|\W*(?:不对|更正|说错了|写错了)(?=[，,：:！!])",
    re.IGNORECASE,
)


class Told(Value):
    """The nodes of the sentences, the events that lack what would make them one, those that are no work of the
    plan's, and who does what where, of which no day is told (`shares`); `mentioned` is all of
    whom something is said without a day, `days` remarks on what was said to be on a day, for those that nothing takes."""

    rows: tuple[Row, ...] = ()
    unheard: tuple[Event, ...] = ()
    asides: tuple[Event, ...] = ()
    shares: tuple[Row, ...] = ()
    mentioned: tuple[Event, ...] = ()
    days: tuple[Remark, ...] = ()

    @property
    def faults(self) -> tuple[Fault, ...]:
        """That each of the unheard was not understood."""
        return tuple(
            Fault(reason="not-understood", field="nodes", place=one.line.place, words=one.text[:120])
            for one in self.unheard
        )

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """That each of the asides was taken for no node."""
        return tuple(not_a_node(one) for one in self.asides)


def told(lines: Sequence[Line], readers: Readers) -> Told:
    """What the lines tell. Linear in the text."""
    telling = _Telling(lines, readers)
    for number, sentence in enumerate(sentences(_of_plan(lines))):
        telling.take(number, sentence)
    events, unheard = carried(telling.of_addressed(lines), telling.shares, lines, readers)
    unheard = [one for one in unheard if not (_is_over(one) or _is_of_today(one, readers))]
    asides = [one for one in unheard if _is_aside(one, readers)]
    shares = [one for one in telling.shares if one not in events]
    dateless = [
        one
        for one in shares
        if one.who and one.where and one.owning and one.key in ("rollout", "restrict") and not HELPS.search(one.text)
    ]
    return Told(
        rows=rows_of(events, readers),
        unheard=tuple(one for one in unheard if one not in asides),
        asides=tuple(asides),
        shares=rows_of(dateless, readers),
        mentioned=tuple(one for one in shares if (one.who or one.where) and one not in unheard),
        days=dated(telling.days, readers.context.mailed.date()),
    )


class _Telling:
    """What the sentences of one mail have told so far: `events` with a day, `shares` without one."""

    def __init__(self, lines: Sequence[Line], readers: Readers) -> None:
        self._readers = readers
        self._addressed = addressed_by(lines, readers)
        self._framing = Framing(readers, self._addressed)
        self._dates = readers.dates(readers.context.mailed)
        self._above = texts_above(lines)
        self._loose: list[Event] = []  # what the last sentence told without a day
        self._old: Frame | None = None
        self._day: date | None = None  # told last: those behind it have its month
        self._heads: dict[int, Frame] = {}  # 取包。周航，11月30日。: what the rest of the line is about
        self.events: list[Event] = []
        self.shares: list[Event] = []
        self.days: list[Frame] = []

    def take(self, number: int, sentence: Sequence[Clause]) -> None:
        """Takes the next sentence."""
        line = sentence[0].line.number
        if _TAKES_BACK.match(", ".join(one.text for one in sentence[:3])):
            own = [one for one in self.events if (one.line.number, one.sentence) == (line, number - 1)]
            self.events = [replace(one, asks=True) if one in own else one for one in self.events]
        label = self._framing.label(sentence[0]) or self._heads.get(line)
        self._framing.begin(sentence)
        frames, grouped = self._frames(sentence)
        self.days += frames
        self._day = next((day for one in reversed(frames) if (day := _day(one.moment)) is not None), self._day)
        label = self._label(label, frames, sentence[0])
        if _every_day(sentence[0], frames):
            label = None  # 华东：孙丽。华南：周航。都在12月9日前
            self._loose = [one for one in self.shares if one.line.number == line and one.named and one.where]
        done, self._loose = joined(frames, label, number, self._readers, self.events, self._loose)
        if any(
            (OWN_PARTS.search(one.text) and not one.named)
            or (grouped and (one.every or one.key == "obtain"))
            or (len(one.persons) > 1 and _EACH.search(one.text))
            for one in frames
        ):
            done = [part for one in with_people(done, self._readers) for part in each_own(one)]
        self.events = with_ends([*self.events, *done], self._readers) if done else answered(self.events, self._loose)
        if len(frames) == 1 and (hour := common_hour(frames[0], number)) is not None:
            own = [one for one in self.events if one.line.number == line]  # All of them by 8 pm, please.
            self.events = [(timed(one, hour, self._readers) or one) if one in own else one for one in self.events]
        self.shares += self._loose

    def of_addressed(self, lines: Sequence[Line]) -> list[Event]:
        """The events, those of nobody that are the addressed one's as theirs."""
        if self._addressed is None:
            return of_greeted(self.events, lines, self._readers)
        alone = is_alone(self._addressed, lines, self._readers)
        return [theirs(one, self._addressed, alone=alone) for one in self.events]

    def _frames(self, sentence: Sequence[Clause]) -> tuple[list[Frame], bool]:
        """(the frames of a sentence, whether 你们三位 stands in it)."""
        frames: list[Frame] = []
        grouped = False
        line = sentence[0].line
        above = self._above[line.number]
        said = line.text[: max(line.text.find(sentence[0].text), 0)]  # who is 他
        for clause in self._framing.corrected(_of_work(sentence, self._readers)):
            told_before = (one.moment for one in chain(reversed(frames), reversed(self.events)))
            self._day = next((day for moment in told_before if (day := _day(moment)) is not None), self._day)
            if (month := _IN_MONTH.search(said[-_LONGEST_HEADING:])) is not None:  # in January, no later than the 15th
                number, mailed = month_number(month["m"].lower()), self._readers.context.mailed
                self._day = date(mailed.year + (number < mailed.month), number, 1)
            text = with_group(clause.text, f"{above}\n{said}", self._readers)
            grouped |= text != clause.text
            text = with_week(text, self._moment(frames), self._dates)
            text = with_names(with_month(text, self._day, self._dates), said, self._readers)
            said += clause.text
            if any(deed.base == "finalize" for one in frames for deed in one.deeds):
                text = HANDED.sub("", text)  # 总结由我来写，12月28日前发给大家
            frames += self._framing.frames(replace(clause, text=text))
        return frames, grouped

    def _moment(self, frames: Sequence[Frame]) -> Moment | None:
        """The day told last, by the frames of this sentence or the event before it."""
        told = (one.moment for one in (*reversed(frames), *self.events[:-2:-1]))
        return next((one for one in told if isinstance(one, Moment)), None)

    def _label(self, label: Frame | None, frames: Sequence[Frame], first: Clause) -> Frame | None:
        """The label of a sentence: its own, the head of its line, or what was planned before."""
        head = self._heads.get(first.line.number)
        if label is head and any(one.deeds for one in frames):
            label = None  # 先灰度后全量。限制12月18日，归韩冰
        if (
            label is not None
            and label.deeds
            and first.carried
            and any(one.key not in ("", label.key) for one in frames)
        ):
            label = None  # Upgraded by: Sun Li, 4 Dec. South is with Zhou Hang: obtained by 2 Dec, upgraded by 8 Dec
        if len(frames) == 1 and _is_head(frames[0]):
            self._heads[first.line.number] = frames[0]
        self._old = next((one for one in reversed(frames) if one.old), self._old)
        moved = any(one.now and not (one.named or one.where or one.deeds) for one in frames)
        if self._old is not None and moved and (label is None or OLD.search(first.label)):
            return self._old  # 原定周航12月7日升完，现改为12月14日
        return label


def _every_day(first: Clause, frames: Sequence[Frame]) -> bool:
    """Whether a sentence behind labelled ones gives the day of all."""
    return bool(
        first.carried and first.label and any(one.every and one.day and not (one.named or one.where) for one in frames)
    )


def _of_work(sentence: Sequence[Clause], readers: Readers) -> list[Clause]:
    """The clauses of a sentence but those of an authorisation, and of advice: 适用区域华东，到明年1月31日失效 is nobody's work."""
    otherwise = next((at for at, one in enumerate(sentence) if _OTHERWISE.search(one.text)), len(sentence))
    sentence = sentence[:otherwise]  # 12月4日升华东，如果当天没升完，就12月7日接着升
    about = [authorises(one.text) for one in sentence]
    named = [any(m.kind in ("person", "address") for m in readers.people.mentions.find(one.text)) for one in sentence]
    if any(about) and not any(named):
        return []
    if is_advice("，".join(one.text for one in sentence), readers, readers.dates(readers.context.mailed, done=True)):
        return []  # 升级请安排在晚上10点以后
    return [
        one for one, grants, person in zip(sentence, about, named, strict=True) if one.text and (person or not grants)
    ]


def _is_head(frame: Frame) -> bool:
    """Whether a sentence is nothing but a deed's name."""
    other = frame.named or frame.where or frame.day or frame.everyone or frame.other or frame.past
    return bool(frame.deeds) and not other and len(frame.text) <= _LONGEST_HEADING


def _day(moment: Moment | DateDoubt | None) -> date | None:
    """The day of a moment that those behind it may lean on, and of one whose hour alone is in doubt: 12月5日夜里; none of 年底封网."""
    if isinstance(moment, DateDoubt) and moment.reason == "vague" and len(moment.candidates) == 1:
        day = moment.candidates[0]
        return day if type(day) is date else None
    return _first_day(moment) if isinstance(moment, Moment) and not _END.search(moment.words) else None


def _of_plan(lines: Sequence[Line]) -> list[Line]:
    """The lines without those below a heading of something else: 值班表： with its people and days."""
    kept: list[Line] = []
    barred = False
    last = None
    for line in lines:
        text = line.text.strip()
        if not text or (last is not None and line.number > last + 1):
            barred = False
        last = line.number
        if len(text) <= _LONGEST_HEADING and _OTHER.search(text) and not _FIGURE.search(text):
            barred = True
        if not barred:
            kept.append(line)
    return kept


def _first_day(moment: Moment) -> date:
    """The day of a moment, of a range its first (总体时间：12月7日至12月18日): 其中华东9日 is in it."""
    first = _RANGE.search(moment.words)
    month, day = (int(first[1] or moment.day.month), int(first[2])) if first else (0, 0)
    return moment.day.replace(day=day) if month == moment.day.month and 0 < day <= moment.day.day else moment.day


def _is_of_today(event: Event, readers: Readers) -> bool:
    """陈静今天在客户现场: told, and nothing that is planned."""
    return not event.deeds and isinstance(event.moment, Moment) and event.moment.day <= readers.context.mailed.date()


def _is_aside(event: Event, readers: Readers) -> bool:
    """李想会在12月2日跟客户打招呼, 华南客户12月9日大促: no node, and nothing to ask about."""
    named = readers.people.mentions.find("、".join(event.who))
    mine = bool(named) and all(one.kind == "self" for one in named)  # comsvr 2.8.3 本周四给到你们（我发）
    return not event.deeds and (event.talk or mine or (event.more and not event.named))


def _is_over(event: Event) -> bool:
    return isinstance(event.moment, DateDoubt) and event.moment.reason in ("past", "within-30-days-past")
