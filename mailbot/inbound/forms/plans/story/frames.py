"""Frames: one clause → who is named, where, by when, doing what; nothing carried from its neighbours yet (SPEC 3 "Body")."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from mailbot.inbound.forms.days.dates import DateDoubt, Moment
from mailbot.inbound.forms.nodes.names import is_node_name, node_keys
from mailbot.inbound.forms.numerals import plain
from mailbot.inbound.forms.people.mentions import Mention
from mailbot.inbound.forms.plans.readers import Readers
from mailbot.inbound.forms.plans.story.deeds import Deed, find_deeds, names_other, pace_of
from mailbot.inbound.forms.plans.story.sentences import Clause
from mailbot.inbound.forms.things.versions import find_version_rules
from mailbot.late import late
from mailbot.value import Value, replace

__all__ = ["Frame", "Framing"]

_BLOT = "\u2588"
# What a day or a name in a clause is for that is nobody's work of the plan.
_OTHER = late(
    r"回复|答复|回个|回一下|联系|会议|不早于|开会|例会|评审|讨论|沟通|商量|协商|知悉|值班|值守|休假|请假|出差|可以?(?:从官网|自行|直接|在官网)?(?:下载|获取|领取)|可下|发给(?:你|您|大家|各位|各部门|各区)|答疑|意见|异议|提出|报名|名单|有效|授权|避开|如有|疑问|电话|上次|上一次|原计划|原定|昨天|前天|上周|审批|审阅|批示|同意|知会|抄送|感谢|辛苦|会上|问题随时"
    r"|(?<![a-z])(?:reply|respond|confirm|feedback|contact|meeting|on leave|valid|let me know|questions?|agreed|thanks?|thank you|yesterday|last (?:week|month|time)|has been|have been|was|were|already|not before|no earlier)(?![a-z])"
)
_PAST = late(r"已经?(?!升级?的|限制?的)|[完好到过来出布]了(?=$|\W)|[有给发]了|了\s*$|昨|上周|(?<![a-z])(?:has|have|was|were|since|already)(?![a-z])")
# 升完以后, 等华东好了再, 没问题的话: when, not what.
_CONDITION = late(
    r"(?:等|待|在)?[^，,。；;\d]{0,14}?(?:升级?|下?发|限制?|测试?|完成|做|搞|换|到位|获取|拿|稳定|正常)(?:完成|完毕|完|好|结束|通过|成功)?(?:了)?(?:之后|以后|后(?!天|续)|再(?=由|让|请)|的话|(?<=了)再)"
    r"|没(?:有)?问题(?:的话|后)?|等[^，,。；;\d]{0,10}(?:升|发|做|测|弄|搞|完成)[完好]?了?(?=$|[，,])|(?:after|once|when)(?: \w+){1,5}?(?: is| are| has| have)?(?: done| finished| complete[d]?| upgraded| stable)"
)
_ATTRIBUTE = late(r"已(?:经)?(?:升级|升完|下发|升)[过好完]?的?(?:服务器|机器|门店|那批|部分)?")
_NOT_WHO = late(r"(?:联系|找|问|告诉|通知|发给|回给|给|向|跟|抄送|提醒|咨询|反馈给|报给|汇报给|contact|ask|tell|inform|cc|to|with)\s*(?:[你您]?\s*[（(])?\s*$")
_NOT_SELF = late(r"(?:联系|找|问|告诉|通知|给|向|跟|和|发|让|回复|请|ask|tell|contact|from|let|to|by asking|with|for)\s*$")
_NOT_SELF_DOES = late(r"^\s*(?:觉得|想|看|建议|认为|说|们|已|刚|给|把|会尽|直接|单独|手里|手上|这里有|have|had|am|was|think|hope|want|would)")
_JOINED = late(r"\s*(?:[、/／&＆+＋,，]|和|与|及|以及|and|[(（)）])\s*")
_AND = late(r"\s*(?:[、/／&＆+＋,，]|和|与|及|以及|and)\s*")
_BY = late(r"^\s*(?:部|区|这边|那边|自己|这块)?\s*(?:来|各?自)?\s*(?:负责|牵头|执行|完成|做|升|限|发|推|取|拿|\d|$|[\s,，(（)）])")
_COUNT = late(r"(?:前|共|约)?(?P<n>\d[\d,]*)\s*(?P<unit>多?(?:台套|台|套|个|家|门店|点|户)(?:门店|服务器|客户端|终端|客户)?|(?:servers?|sites?|stores?|sets?|units?|clients?|terminals?|machines?|boxes)(?![a-z]))")
_FINISHES = late(r"完成|结束|到位|搞定|[做弄搞]完|收工|(?<![a-z])(?:finish(?:es|ed)?|done|complete[sd]?|ends?)(?![a-z])")
_BEGINS = late(r"(?:开始|启动|动手|开工)(?:升级?|下?发)?\s*$|(?<![a-z])(?:starts?|begins?|starting|beginning)(?![a-z])")
_SAME = late(r"同一?[天日]|当[天日](?![\d前下晚])|(?:on )?(?:the )?same (?:day|date)")
_EVERY = late(r"都|均|各自|分别|统一|一[起并]|(?<![a-z])(?:both|all|each)(?![a-z])")
_OWNING = late(r"负责|牵头|主责|执行|来[做办弄]|负责人|takes? care|responsible|in charge|leads?|owns?|handles?")
_COMPASS = late(r"(?<![a-z])(?:east|south|north|west|central)(?![a-z])")
_BRACKET = late(r"[(（][^()（）]*[)）]|[^\w]|(?<![a-z])(?:of|the|all|versions?|in|for)(?![a-z])|版本", re.IGNORECASE)
_LONGEST_REST = 5  # characters of a label beside its names, days and deeds
_EVERYBODY = late(r"大家|每个部门|(?:两|三|四)个业务部门|(?<![a-z])every(?:one|body)(?![a-z])|(?<![a-z])all of you(?![a-z])")
_YOU = late(r"你(?!们)|您|(?<![a-z])you(?![a-z])")
_NO_DAY = late(r"\s*(?:(?:完成|做完|升完)后|万|元|%)")  # 3/5 完成后继续
_RULED = late(r"(?:旧|低|老|历史)(?:的)?版本|old(?:er)? versions")


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
    begins: bool = False  # 下周三开始: what ends later
    other: bool = False
    past: bool = False
    foreign: bool = False  # work that is no standard node: 培训
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
        return isinstance(self.moment, DateDoubt) and not any(c.isdigit() for c in self.moment.words)


class _Atom(Value):
    kind: str  # who where office day deed
    span: tuple[int, int]
    words: str
    thing: Mention | Moment | DateDoubt | Deed | None = None


class Framing:
    """Frames the clauses of one mail."""

    def __init__(self, readers: Readers, addressed: Mention | None = None) -> None:
        self._addressed = addressed
        self._readers = readers
        self._items = readers.items(readers.context.mailed)
        directory = readers.rules.directory
        names = [(alias, d) for d in directory.departments if directory.is_business(d.name) for alias in (d.name, *d.aliases)]
        self._compass = {alias.split()[0].lower(): alias for alias, _ in names if alias.isascii() and len(alias.split()) == 2}

    def frames(self, clause: Clause) -> list[Frame]:
        """The frames of a clause: more than one where several days stand in it without a comma between."""
        smooth = _smooth(clause.text)
        if len(parts := self._listed(clause) or self._spaced(clause)) > 1:
            return [frame for part in parts for frame in self.frames(part)]
        if _OTHER.search(smooth):
            return [Frame(clause, clause.text, other=True)]
        atoms = self._atoms(clause.text, smooth)
        cut = [(clause.text[a:b], some) for a, b, own in _cut(clause.text, atoms) for some in _pairs(own)]
        return [self._frame(clause, text, own, clause.text) for text, own in cut]

    def _listed(self, clause: Clause) -> list[Clause]:
        """The parts of a clause that lists days: 12 月 3 日 50 台、12 月 8 日剩余 150 台."""
        parts = clause.text.split("、")
        days = [bool(self._items.days(part)) for part in parts]
        return [replace(clause, text=part) for part in parts] if 1 < len(parts) <= 12 and all(days) else []

    def _spaced(self, clause: Clause) -> list[Clause]:
        """The parts of a clause with blanks for commas: 华东周一孙丽 华南周三周航."""
        parts = clause.text.split()
        whole = [part for part in parts if self._items.days(part) and self._readers.people.mentions.find(part)]
        return [replace(clause, text=part) for part in parts] if len(whole) > 1 else []

    def label(self, clause: Clause) -> Frame | None:
        """What the label before a line says: 孙丽：, 12月2日：, 灰度升级（华东）：."""
        text = clause.label
        if not text:
            return None
        atoms = self._atoms(text, _smooth(text))
        frame = self._frame(clause, text, atoms, text)
        bounds = [rule.span for rule in find_version_rules(text)]
        rest = _BRACKET.sub("", "".join(c for at, c in enumerate(text) if not any(a <= at < b for a, b in (*bounds, *(one.span for one in atoms)))))
        if len(_COUNT.sub("", rest).strip()) > _LONGEST_REST and not frame.foreign:
            return None  # 王磊这边定一下：says who writes
        return frame if frame.named or frame.where or frame.day or frame.deeds or frame.foreign else None

    # --- atoms -------------------------------------------------------------------------------------------------------

    def _atoms(self, text: str, smooth: str) -> list[_Atom]:
        for pattern in (_CONDITION, _ATTRIBUTE):
            smooth = pattern.sub(lambda m: _BLOT * len(m.group()), smooth)
        names = list(self._names(text, smooth))
        rest = smooth
        for one in names:
            rest = rest[: one.span[0]] + _BLOT * (one.span[1] - one.span[0]) + rest[one.span[1] :]
        plainer = rest  # 总结1/22: figures behind a word of no name are a day, too
        for done in find_deeds(rest):
            plainer = plainer[: done.span[0]] + _BLOT * (done.span[1] - done.span[0]) + plainer[done.span[1] :]
        days = [_Atom("day", d.span, text[slice(*d.span)], d) for d in self._items.days(plainer) if smooth[d.span[0]] != _BLOT]
        rules = [rule.span for rule in find_version_rules(text)]
        days = [one for one in days if not any(a <= one.span[0] < b for a, b in rules)]  # in 18:00 前 is no version
        days = [one for one in days if not (_NO_DAY.match(text, one.span[1]) or text[: one.span[0]].endswith(("￥", "¥", "$")))]
        for one in days:
            rest = rest[: one.span[0]] + "日" * (one.span[1] - one.span[0]) + rest[one.span[1] :]
        deeds = [_Atom("deed", d.span, d.words, d) for d in find_deeds(rest)]
        if not deeds and (deed := self._by_rules(rest)):
            deeds = [deed]
        return sorted([*names, *days, *deeds], key=lambda one: one.span)

    def _by_rules(self, rest: str) -> _Atom | None:
        """A node by a name that the rules know and no verb here says."""
        bare = re.sub(rf"[{_BLOT}日]+|\(.*?\)|（.*?）", " ", rest).strip(" ，,。:：()（）")
        if not 2 <= len(bare) <= 40:
            return None
        keys = set(node_keys(bare, self._readers.kinds).values()) if is_node_name(bare, self._readers.kinds) else set()
        at = rest.find(bare[0])
        return _Atom("deed", (at, at + 1), bare, Deed(next(iter(keys)), bare, (at, at + 1))) if len(keys) == 1 else None

    def _names(self, text: str, smooth: str) -> Iterator[_Atom]:
        directory = self._readers.rules.directory
        end = -1
        for one in self._readers.people.mentions.find(text):
            start, stop = one.span
            before, after = smooth[:start], smooth[stop:]
            if smooth[start] == _BLOT and one.kind not in ("person", "address"):
                continue
            joined = end >= 0 and _JOINED.fullmatch(text[end:start]) is not None
            if one.kind == "self":
                if _NOT_SELF.search(before) or _NOT_SELF_DOES.match(after):
                    continue
                kind = "who"
            elif one.kind in ("person", "address"):
                if _NOT_WHO.search(before) and not joined:
                    continue
                kind = "who"
            elif one.kind == "department" and one.department is not None:
                if directory.is_business(one.department.name):
                    kind = "where"
                elif one.full or _BY.match(after):
                    kind = "office" if (one.full or not before.strip(" ，,")) else ""
                else:
                    kind = ""
            elif one.kind == "everyone":
                kind = "everyone"
            else:
                kind = ""
            if kind:
                end = stop
                yield _Atom(kind, one.span, text[start:stop], one)
        for match in _EVERYBODY.finditer(smooth):
            yield _Atom("everyone", match.span(), "各业务部门")
        you = _YOU.search(smooth) if self._addressed else None
        if you is not None and self._addressed and not _NOT_WHO.search(smooth[: you.start()]) and not _NOT_SELF.search(smooth[: you.start()]):
            yield _Atom("who", you.span(), self._addressed.words, self._addressed)
        if self._compass:
            taken = [one.span for one in self._readers.people.mentions.find(text)]
            for match in _COMPASS.finditer(smooth):
                if match.group() in self._compass and not any(a < match.end() and match.start() < b for a, b in taken):
                    yield _Atom("where", match.span(), self._compass[match.group()])

    # --- frames ------------------------------------------------------------------------------------------------------

    def _frame(self, clause: Clause, text: str, atoms: Sequence[_Atom], whole: str) -> Frame:
        """The frame of a part of a text; the atoms' spans count in the whole."""
        smooth = _smooth(text)
        who = tuple(one for one in atoms if one.kind == "who")
        days = [one for one in atoms if one.kind == "day"]
        day = next((one for one in reversed(days) if not isinstance(one.thing, DateDoubt) or one.thing.reason != "vague"), days[-1] if days else None)
        deeds = tuple(one.thing for one in atoms if isinstance(one.thing, Deed))
        deeds = tuple(one for one in deeds if one.base != "obtain") or deeds  # 取得安装包并升级 20 台
        people = [p for one in who if isinstance(one.thing, Mention) for p in one.thing.people]
        me = self._readers.rules.directory.person(self._readers.context.person or "")
        if me is not None and any(isinstance(one.thing, Mention) and one.thing.kind == "self" for one in who):
            people.append(me)
        count = _COUNT.search(smooth)
        versions = self._versions(whole, days)
        moment = day.thing if day and isinstance(day.thing, Moment | DateDoubt) else None
        ahead = isinstance(moment, Moment) and moment.day > self._readers.context.mailed.date()
        return Frame(
            clause=clause,
            text=text.strip(" ，,。；;"),
            who=_together(whole, who),
            departments=tuple(dict.fromkeys(p.department for p in people if p.department)),
            persons=tuple((one.words, _home(one)) for one in who),
            where=tuple(dict.fromkeys(one.words for one in atoms if one.kind == "where")),
            office=next((one.words for one in atoms if one.kind == "office"), ""),
            everyone=next((one.words for one in atoms if one.kind == "everyone"), ""),
            day=self._day(text, day) if day else "",
            moment=moment,
            deeds=deeds,
            pace=pace_of(smooth),
            count=f"{count['n']} {count['unit']}".replace(",", "") if count else "",
            same=_SAME.search(smooth) is not None,
            every=_EVERY.search(smooth) is not None,
            owning=_OWNING.search(smooth) is not None,
            foreign=not deeds and names_other(smooth),
            goes_on=bool(count) or bool(pace_of(smooth)) or _FINISHES.search(smooth) is not None,
            begins=_BEGINS.search(smooth) is not None,
            ruled=bool(versions) or _RULED.search(smooth) is not None,
            versions=versions,
            past=not ahead and _PAST.search(smooth) is not None,
        )

    def _versions(self, text: str, days: Sequence[_Atom]) -> str:
        """The versions that a text names by a bound, as written: 18:00 前 is a time."""
        taken = [one.span for one in days]
        rules = [rule.span for rule in find_version_rules(text) if not any(a <= rule.span[0] < b for a, b in taken)]
        return "、".join(text[a:b] for a, b in rules)

    def _day(self, text: str, day: _Atom) -> str:
        """The words of a day with what hedges it: 大概12月初, 12月中旬 12月14日."""
        due = self._items.read(text).row.text("due")
        return " ".join(due.split()) if day.words.strip() in due else day.words.strip()


def _cut(text: str, atoms: Sequence[_Atom]) -> Iterator[tuple[int, int, list[_Atom]]]:
    """The parts of a clause with a day each, cut before what begins the next: 12月4日孙丽升华东 12月11日周航升华南."""
    days = [one.span[0] for one in atoms if one.kind == "day"]
    if len(days) < 2:
        yield 0, len(text), list(atoms)
        return
    begin = 0
    own: list[_Atom] = []
    for one in atoms:
        kinds = {other.kind for other in own}
        ahead = any(d >= one.span[0] for d in days)
        again = one.kind in kinds and not (own and own[-1].kind == one.kind and one.kind != "day")
        if "day" in kinds and len(kinds) > 1 and ahead and (again or (one.kind in ("who", "where") and not kinds & {"who", "where"} and atoms[0].kind != "day")):
            yield begin, one.span[0], own
            begin, own = one.span[0], []
        own = [*own, one]
    yield begin, len(text), own


def _home(one: _Atom) -> str:
    people = one.thing.people if isinstance(one.thing, Mention) else ()
    return (people[0].department or "") if len(people) == 1 else ""


def _together(text: str, who: Sequence[_Atom]) -> tuple[str, ...]:
    """The words that name people, as written where they stand together: 孙丽和周航."""
    if len(who) > 1 and all(_AND.fullmatch(text[a.span[1] : b.span[0]]) for a, b in pairwise(who)):
        return (text[who[0].span[0] : who[-1].span[1]],)
    return tuple(dict.fromkeys(one.words for one in who))


def _pairs(atoms: list[_Atom]) -> list[list[_Atom]]:
    """Of several people, each beside a place of their own, one at a time with what is said of all: 华东李想、华南周航 12月10日."""
    names = [one for one in atoms if one.kind in ("who", "where")]
    kinds = [one.kind for one in names]
    if len(names) < 4 or len(names) % 2 or kinds != kinds[:2] * (len(names) // 2) or kinds[0] == kinds[1]:
        return [atoms]
    rest = [one for one in atoms if one.kind not in ("who", "where")]
    return [sorted([*names[at : at + 2], *rest], key=lambda one: one.span) for at in range(0, len(names), 2)]


def _smooth(text: str) -> str:
    smooth = plain(text)
    return smooth if len(smooth) == len(text) else text.lower()
