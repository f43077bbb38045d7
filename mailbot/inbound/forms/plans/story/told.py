"""told: sentences in which a plan is told → its nodes, and the clauses that could not be assigned (SPEC 3 "Body", "Nothing is ever
guessed silently").

Each clause gives a frame (who, where, by when, what); frames that belong together are joined, and what a clause leaves out
is carried from its neighbours: 华东孙丽12月3日升完，华南周航12月8日.
"""

import re
from collections.abc import Sequence
from datetime import date

from mailbot.campaign.commands import Remark
from mailbot.campaign.outcome import Fault
from mailbot.inbound.forms.days.dates import DateDoubt, Moment
from mailbot.inbound.forms.people.mentions import Mention
from mailbot.inbound.forms.plans.authorises import authorises
from mailbot.inbound.forms.plans.draft import Row
from mailbot.inbound.forms.plans.readers import Readers
from mailbot.inbound.forms.plans.story.carried import carried
from mailbot.inbound.forms.plans.story.event import Event, each_own
from mailbot.inbound.forms.plans.story.frame import Frame
from mailbot.inbound.forms.plans.story.framing import Framing
from mailbot.inbound.forms.plans.story.joined import joined
from mailbot.inbound.forms.plans.story.months import with_month
from mailbot.inbound.forms.plans.story.pointing import answered
from mailbot.inbound.forms.plans.story.pronouns import with_group, with_names
from mailbot.inbound.forms.plans.story.rows import rows_of
from mailbot.inbound.forms.plans.story.sentences import Clause, sentences
from mailbot.inbound.forms.plans.story.spans import with_ends
from mailbot.inbound.forms.plans.story.untaken import dated
from mailbot.inbound.forms.plans.story.words import HANDED, HELPS, OLD, OWN_PARTS
from mailbot.inbound.forms.plans.values.advice import is_advice
from mailbot.inbound.writing import Line
from mailbot.late import late
from mailbot.value import Value, replace

__all__ = ["Told", "addressed_by", "not_a_node", "told"]

_LONGEST_HEADING = 14
_OTHER = late(
    r"^\W*(?:[^\W\d]{0,4}(?:值班|联系|评审|签[收字到]|名单|抄送|休假|请假|会议|审批|审核)\w{0,4}|备注|on duty"
    r"|contacts?|review(?:ers)?|remarks?|notes?)\s*[:：]?$",
    re.IGNORECASE,
)
_RANGE = late(r"(?:(\d{1,2})月)?(\d{1,2})[日号]?\s*(?:[至到~～—–-])")
_YOU = late(r"[你您]\s*[（(]$")
_MOST_LOOKED = 40
_GREETS = late(
    r"\W*(?:(?:[姐哥总工兄弟]|老师|经理|主任|同学)\W*)?(?:(?:你好|您好|[早上中下午晚]*好|早|hi|hello|dear)\W*)?",
    re.IGNORECASE,
)
_CALLED = late(r"\s*[，,](?=.*你(?!们))")
_HAILED = late(r"[，,!！：:。]|(?<=好)\s")
_LISTS = late(r"[清名]单|台账|统计表|[发交报给提]给?我")
_FIGURE = late(r"\d")


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


def not_a_node(event: Event) -> Remark:
    """The remark that names what was told and is no node of the plan."""
    return Remark(reason="not-a-node", place=event.line.place, words=event.text[:120])


def told(lines: Sequence[Line], readers: Readers) -> Told:
    """What the lines tell. Linear in the text."""
    addressed = addressed_by(lines, readers)
    framing = Framing(readers, addressed)
    events: list[Event] = []
    shares: list[Event] = []
    loose: list[Event] = []
    old: Frame | None = None
    before: date | None = None  # the day told last, whose month those behind it have
    days: list[Frame] = []
    heads: dict[int, Frame] = {}  # 取包。周航，11月30日。: what the rest of the line is about
    dates = readers.dates(readers.context.mailed)
    for number, sentence in enumerate(sentences(_of_plan(lines))):
        line = sentence[0].line.number
        label = framing.label(sentence[0]) or heads.get(line)
        framing.begin(sentence, addressed)
        frames: list[Frame] = []
        grouped = False
        above = "\n".join(one.text for one in lines if one.number < line)
        said = sentence[0].line.text[: max(sentence[0].line.text.find(sentence[0].text), 0)]  # who is 他
        for clause in _of_work(sentence, readers):
            told_before = [one.moment for one in events] + [one.moment for one in frames]
            before = next((day for moment in reversed(told_before) if (day := _day(moment)) is not None), before)
            text = with_group(clause.text, f"{above}\n{said}", readers)
            grouped |= text != clause.text
            text = with_names(with_month(text, before, dates), said, readers)
            said += clause.text
            if any(deed.base == "finalize" for one in frames for deed in one.deeds):
                text = HANDED.sub("", text)  # 总结由我来写，12月28日前发给大家
            frames += framing.frames(replace(clause, text=text))
        days += frames
        if label is heads.get(line) and any(one.deeds for one in frames):
            label = None  # 先灰度后全量。限制12月18日，归韩冰
        before = next((_first_day(one.moment) for one in reversed(frames) if isinstance(one.moment, Moment)), before)
        if len(frames) == 1 and _is_head(frames[0]):
            heads[line] = frames[0]
        old = next((one for one in reversed(frames) if one.old), old)
        if old is not None and any(one.now and not (one.named or one.where or one.deeds) for one in frames):
            label = (
                label if label is not None and not OLD.search(sentence[0].label) else old
            )  # 原定周航12月7日升完，现改为12月14日
        if (
            sentence[0].carried
            and sentence[0].label
            and any(one.every and one.day and not (one.named or one.where) for one in frames)
        ):
            label, loose = (
                None,
                [one for one in shares if one.line.number == line and one.named and one.where],
            )  # 华东：孙丽。华南：周航。都在12月9日前
        done, loose = joined(frames, label, number, readers, events, loose)
        if any((OWN_PARTS.search(one.text) and not one.named) or (grouped and one.every) for one in frames):
            done = [part for one in done for part in each_own(one)]
        events = with_ends([*events, *done], readers) if done else answered(events, loose)
        shares += loose
    if addressed is not None:
        alone = _is_alone(addressed, lines, readers)
        events = [_theirs(one, addressed, alone=alone) for one in events]
    events, unheard = carried(events, shares, lines, readers)
    unheard = [one for one in unheard if not (_is_over(one) or _is_of_today(one, readers))]
    asides = [one for one in unheard if _is_aside(one, readers)]
    dateless = [
        one
        for one in shares
        if one.who and one.where and one.owning and one.key in ("rollout", "restrict") and not HELPS.search(one.text)
    ]
    heard = tuple(one for one in unheard if one not in asides)
    mentioned = tuple(one for one in shares if (one.who or one.where) and one not in events and one not in unheard)
    return Told(
        rows_of(events, readers),
        heard,
        tuple(asides),
        rows_of([one for one in dateless if one not in events], readers),
        mentioned,
        dated(days, readers.context.mailed.date()),
    )


def _of_work(sentence: Sequence[Clause], readers: Readers) -> list[Clause]:
    """The clauses of a sentence but those of an authorisation, and of advice: 适用区域华东，到明年1月31日失效 is nobody's work."""
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


def addressed_by(lines: Sequence[Line], readers: Readers) -> Mention | None:
    """The one person whom the mail greets, else the only one whom it is to: who is 你 in it."""
    people = [readers.rules.directory.person(one.address) for one in readers.context.letter.to]
    known = {one.name: one for one in people if one is not None and readers.context.person not in one.addresses}
    sole = [Mention("person", one.name, (0, 0), (one,)) for one in known.values()]
    return _greeted(lines, readers) or (sole[0] if len(sole) == 1 else None)


def _greeted(lines: Sequence[Line], readers: Readers) -> Mention | None:
    """The one person whom the mail greets."""
    for line in lines[:_MOST_LOOKED]:
        for one in readers.people.mentions.find(line.text):
            if one.kind == "person" and _YOU.search(line.text[: one.span[0]]):
                return one  # 你（林涛）
    first = next((line.text.strip() for line in lines if line.text.strip()), "")
    named = [one for one in readers.people.mentions.find(first) if one.kind == "person"]
    rest = "".join(c for at, c in enumerate(first) if not any(one.span[0] <= at < one.span[1] for one in named))
    if len(named) == 1 and named[0].span[0] == 0 and _CALLED.match(first, named[0].span[1]):
        return named[0]  # 周航，comsvr 3.3.0 测完了，包在我这，你来拿
    if len(named) == 1 and len(first) <= _LONGEST_HEADING and _GREETS.fullmatch(rest):
        return named[0]
    stop = _HAILED.search(first)
    hailed = [one for one in named if stop is not None and one.span[1] <= stop.end()]
    if len(hailed) != 1 or stop is None:
        return None
    before, after = first[: hailed[0].span[0]], first[hailed[0].span[1] : stop.end()]
    return (
        hailed[0] if _GREETS.fullmatch(before + after) and (before + after).strip(" ，,!！") else None
    )  # Hi Tao, please set …


def _is_alone(addressed: Mention, lines: Sequence[Line], readers: Readers) -> bool:
    """Whether nobody else of the business departments, and no other of these, is named in the whole mail."""
    business = readers.rules.directory.is_business
    (own,) = addressed.people
    named = [one for line in lines for one in readers.people.mentions.find(line.text)]
    homes = {
        home
        for one in named
        for home in (*(p.department for p in one.people), one.department.name if one.department is not None else "")
        if home
    }
    people = {p.name for one in named for p in one.people if p.department and business(p.department)}
    return {home for home in homes if business(home)} <= {own.department} and people <= {own.name}


def _day(moment: Moment | DateDoubt | None) -> date | None:
    """The day of a moment, and of a day whose hour alone is in doubt: 12月5日夜里."""
    if isinstance(moment, DateDoubt) and moment.reason == "vague" and len(moment.candidates) == 1:
        day = moment.candidates[0]
        return day if type(day) is date else None
    return moment.day if isinstance(moment, Moment) else None


def _theirs(event: Event, addressed: Mention, *, alone: bool) -> Event:
    """苏州那5家12月1日先做, to one person alone: theirs, where it is a part of a rollout and nobody is named."""
    (one,) = addressed.people
    nobody = not (event.named or event.everyone or event.where or event.asks or event.talk)
    part = bool(event.count) or event.pace not in ("", "all")
    mine = (event.key in ("", "rollout") and part) or (event.key in ("rollout", "obtain") and alone)
    if not (nobody and mine):
        return event
    who = (addressed.words,)
    home = one.department or ""
    return replace(event, who=who, departments=(home,), persons=((addressed.words, home),))


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
    lists = event.foreign and _LISTS.search(event.text) is not None  # 林涛12月11日前报一个清单给我就行
    mine = bool(named) and all(one.kind == "self" for one in named)  # comsvr 2.8.3 本周四给到你们（我发）
    return not event.deeds and (event.talk or mine or lists or (event.more and not event.named))


def _is_over(event: Event) -> bool:
    return isinstance(event.moment, DateDoubt) and event.moment.reason in ("past", "within-30-days-past")
