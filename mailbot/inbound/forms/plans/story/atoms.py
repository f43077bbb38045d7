"""Atoms: the words of a clause that say who, where, by when and what, in their order (SPEC 3 "Body")."""

import re
from collections.abc import Iterator

from mailbot.han import WIDE
from mailbot.inbound.forms.days.dates import DateDoubt, Moment
from mailbot.inbound.forms.nodes.names import is_node_name, node_keys
from mailbot.inbound.forms.numerals import plain
from mailbot.inbound.forms.people.mentions import Mention
from mailbot.inbound.forms.people.strangers import find_strangers
from mailbot.inbound.forms.plans.deeds import Deed, find_deeds
from mailbot.inbound.forms.plans.ditto import find_ditto
from mailbot.inbound.forms.plans.readers import Readers
from mailbot.inbound.forms.plans.reasons import REASON
from mailbot.inbound.forms.plans.story.words import ATTRIBUTE, CONDITION, EACH_ONE, EVERYBODY, OWNING, RULED, WAITS
from mailbot.inbound.forms.things.restrictionwords import RESTRICTS
from mailbot.inbound.forms.things.versionrules import find_version_rules
from mailbot.late import late
from mailbot.value import Value

__all__ = ["Atom", "Atoms", "smoothed"]

_BLOT = "\u2588"
_LONGEST = 5000  # characters
# What versions of the mail begin with: 12.10 is one of them where the product is at 12.3.0.
_MAJOR = late(r"(?<![\d.])\d{1,3}(?=\.[\dx])")
_VERSIONED = late(r"(?<![\d.])\d{1,3}\.(?:\d{1,4}\.\d|x|\d{1,4}\s*(?:版|及?以[下前上]|的?客户端|的?服务端))")
# 总结我来12.18, 没事的话12.7前华南也升了: figures behind a word of no name and of no version may be a day (`_is_near`).
_STUCK = late(
    rf"{WIDE}(?<![已完成度级进到至了共])(?=(?:1[0-2]|[1-9])/(?:3[01]|[12]\d|[1-9])(?![\d./]))"
    rf"|{WIDE}(?<![到至为本号于级低高是和及与从早晚老旧大小过用装版把将限在])(?=(?:1[0-2]"
    r"|[1-9])\.(?:3[01]|[12]\d|[1-9])(?![\d.]))"
    r"|(?<=[放排改推拖定延等挪移缓约])[到在](?=(?:1[0-2]|[1-9])\.(?:3[01]|[12]\d|[1-9])(?![\d.]))",
)
_AIMED = late(r"(?<![放排改推拖定延等挪移缓约])[到至为]\s*v?$", re.IGNORECASE)  # comsvr 升到 2.9
_PUT = late(r"[放排改推拖定延等挪移缓约](?:迟|后)?[到在至]\s*$")
_PLEASE = late(r"(?:请|让|麻烦|烦请|劳烦)\s*$")
_SOON = 120  # days
_NOT_WHO = late(
    r"(?:联系|找|问|告诉|通知|发给|回给|(?<![交派分配归])给|向|跟|抄送|提醒|咨询|反馈给|报给?|汇报给?|上报给?"
    r"|contact|ask|tell|inform|cc|to|with)\s*(?:[你您]?\s*[（(])?\s*$"
)
# falls to Han Bing, is with Sun Li: whose it is.
_GIVEN = late(
    r"(?<![a-z])(?:falls?|over|assigned|up|belongs?) to\s*$|(?<![a-z])(?:is|are|lies?|sits?|rests?|stays?|remains?|(?:starts?|begins?)(?: off)?(?: in [a-z ]{1,20})?) with\s*$"
)
_NOT_SELF = late(
    r"(?:联系|回复?|报|知会|找|问|从|在|来|到|去|告诉|通知|给|向|跟|和|发|让|回复|请|ask|tell|tells|told|gave|asked|promised|assured|contact|from|let"
    r"|to|by asking|with|for)\s*$"
)
_MINE = late(r"(?<![a-z])my(?= (?:final |short |own )*(?:summary|report|write-?up|wrap-?up)(?![a-z]))")
_NOT_SELF_DOES = late(
    r"^\s*(?:(?:会|要|也|来|都|亲自|全程|负责|这边|一直|帮忙?|在旁边?)*(?:盯|跟(?!孙|李|周|林|韩|吴|郑|冯)|把关"
    r"|看着|协调|统筹|兜底|支持)"
    r"|(?:will |'ll |am going to )?(?:keep an eye|coordinate|monitor|supervise|watch|be around|support)|是这么"
    r"|是这样|(?:好|再|就|会|要|想|已经?)*(?:叫|派|安排|找|让|请)(?!.{0,2}我)|打算|计划|的?(?:想法|意思|意见|看法)|觉得|想|看|建议|认为|希望|估计|要求|同意|理解|听|跟|请|让|催|提议|说|们|已"
    r"|刚|给|把|会尽|直接|单独|手里|手上|这里有|have|had|am|'m writing|write(?! up)|was|think|hope|want|would|expect|suppose|believe"
    r"|propose|suggest|ask|understand|need|assume|trust|count on)"
)
_ASSIGNS = late(r"\s*(?:那边|这边)?(?:安排|指派|派|叫|让|通知|要求|[转交]给|移交给?)(?!.{0,2}[、和与及])")
_REPLACES = late(r"[替代顶]|接[手替]|换|改[由为成]|[交转让]给|移交")  # 刘洋替周航做: asked who that is
_JOINED = late(r"\s*[)）]?\s*(?:[、/／&＆+＋,，]|和|与|及|以及|and|[(（)）])\s*")
_DOING = late(
    r"\s+(?:taking|doing|handling|running|upgrading|installing|leading|rolling|restricting|in charge"
    r"|responsible)(?![a-z])"
)  # with Sun Li taking 80 servers
_BY = late(
    r"^\s*(?:部|区|这边|那边|自己|这块)?\s*(?:来|各?自)?\s*(?:负责|牵头|执行|完成|做|升|限|发|推|取|拿|\d|$"
    r"|[\s,，(（)）])"
)
_DATED = late(r"\s*\d[^，,。；;]*(?:完|完成|结束)")
_DECIDES = late(
    r"\s*(?:这边|那边)?(?:已经?|都|也|又|一致|这次|上周|昨天|前天|今天|刚|最近|领导|会上|内部)*(?:决定|认为|要求"
    r"|希望|建议|反馈|反映|提出|觉得|表示|商量|讨论|研究|评估|通报|说|同意|decided|wants|asked|suggests?|thinks"
    r"|has decided|agreed)"
)
_COMPASS = late(r"(?<![a-z])(?:east|south|north|west|central)(?![a-z])")
_YOU = late(
    r"你(?!们)|你们(?=[这那]边|的|部门|自己|\s*\d|[本下]周|周[一二三四五六日]|今天|明天|后天|月底|先)|您|(?<![a-z])you(?![a-z])"
    r"|(?<![a-z])your(?= (?:team|people|side|colleagues|department)(?![a-z]))"
)
_ASKED_OF = late(
    r"(?<![a-z])(?:possible for|need|want|like|ask|hope) (?:you|your)$"
)  # Would it be possible for your team to …
_REQUEST = late(
    r"麻烦|劳烦|烦请|拜托|辛苦(?=\S)|请(?![问知各大告回确勿注联])"
    r"|(?<![a-z])please(?! (?:let|note|confirm|reply|tell|ask|contact|see|find|make sure|keep))(?![a-z])"
)
_YOUR_SIDE = late(r"(?:那边|这边|部门|那儿|这儿|手下)")
_CALENDAR = late(
    r"[^\d.\s以之前后]"
)  # 18:00 前, no later than 14 December are days, whatever the words beside them make of versions
_NO_DAY = late(r"\s*(?:(?:完成|做完|升完)后|万|元|%)")  # 3/5 完成后继续


class Atom(Value):
    """One of them: `words` as written where `span` is, and what they mean."""

    kind: str  # who where office day deed
    span: tuple[int, int]
    words: str
    thing: Mention | Moment | DateDoubt | Deed | None = None


class Atoms:
    """Finds the atoms of one mail's clauses. `addressed` is who is 你 in it."""

    def __init__(self, readers: Readers, addressed: Mention | None) -> None:
        self._addressed = addressed
        self.asks_one = True  # whether a request of this sentence is made to who is addressed: it names nobody else
        self._readers = readers
        self._items = readers.items(readers.context.mailed)
        directory = readers.rules.directory
        names = [(alias, d) for d in directory.businesses for alias in (d.name, *d.aliases)]
        context = readers.context
        self._majors = set(_MAJOR.findall(context.subject.bare)) | {
            one.partition(".")[0] for one in _VERSIONED.findall(context.text[:_LONGEST])
        }
        self._compass = {
            alias.split()[0].lower(): alias for alias, _ in names if alias.isascii() and len(alias.split()) == 2
        }

    def find(self, text: str, *, label: str = "") -> list[Atom]:
        """The atoms of a clause in order; behind a `label` a name may be all. Linear in the text."""
        smooth = smoothed(text)
        spoken = [one for one in self._readers.people.mentions.find(label) if one.kind == "person"] if label else []
        you = spoken[0] if len(spoken) == 1 else self._addressed  # 孙丽：等周航做完你再来
        ditto = find_ditto(text, self._readers.people.mentions)
        if ditto is not None:  # 时间同华南
            smooth = smooth[: ditto[0][0]] + _BLOT * (ditto[0][1] - ditto[0][0]) + smooth[ditto[0][1] :]
        reasons = [match.span() for pattern in (REASON, WAITS) for match in pattern.finditer(smooth)]
        for pattern in (WAITS, CONDITION, REASON, ATTRIBUTE):
            smooth = pattern.sub(lambda m: _BLOT * len(m.group()), smooth)
        reasons += [ditto[0]] if ditto is not None else []
        names = [one for one in self._names(text, smooth, you) if not any(a <= one.span[0] < b for a, b in reasons)]
        rest = smooth
        for one in names:
            rest = rest[: one.span[0]] + _BLOT * (one.span[1] - one.span[0]) + rest[one.span[1] :]
        plainer = rest  # 总结1/22: figures behind a word of no name are a day, too
        for done in find_deeds(rest):
            plainer = plainer[: done.span[0]] + _BLOT * (done.span[1] - done.span[0]) + plainer[done.span[1] :]
        plainer = _STUCK.sub(_BLOT, plainer)
        days = [
            Atom("day", d.span, text[slice(*d.span)], d)
            for d in self._items.days(plainer)
            if smooth[d.span[0]] != _BLOT
        ]
        rules = [rule.span for rule in find_version_rules(text)]
        days = [
            one
            for one in days
            if _CALENDAR.search(one.words)
            or not any(a <= one.span[0] < b for a, b in rules)
            or self._is_near(one, text, label=label)
        ]
        days = [
            one
            for one in days
            if not (_NO_DAY.match(text, one.span[1]) or text[: one.span[0]].endswith(("￥", "¥", "$")))
        ]
        if not days and ditto is not None:
            days = [Atom("day", ditto[0], text[slice(*ditto[0])].strip())]
        for one in days:
            rest = rest[: one.span[0]] + "日" * (one.span[1] - one.span[0]) + rest[one.span[1] :]
        deeds = [Atom("deed", d.span, d.words, d) for d in find_deeds(rest)]
        if not deeds and (deed := self._by_rules(rest)):
            deeds = [deed]
        if (
            not deeds
            and (found := RESTRICTS.search(smooth))
            and (
                RULED.search(rest)
                or any(not rule.bare for rule in find_version_rules(text))
                or any(one.words.rstrip().endswith(("起", "开始")) for one in days)
            )
        ):
            deeds = [
                Atom("deed", found.span(), found.group(), Deed("restrict", found.group(), found.span(), bound=True))
            ]  # 4.2以及更老的不让登录了
        replaces = _REPLACES.search(smooth) is not None
        if replaces or not any(one.kind == "who" for one in names):
            taken = [
                *(one.span for one in self._readers.people.mentions.find(text)),
                *(one.span for one in (*names, *days, *deeds)),
            ]
            strangers = find_strangers(
                text, [*taken, *((at, at + 1) for at, char in enumerate(smooth) if char == _BLOT)]
            )
            told = days or deeds or replaces or OWNING.search(smooth) or (label and strangers == [(0, len(text))])
            if strangers and told:
                names = [
                    *(one for one in names if one.kind != "who"),
                    Atom("who", strangers[0], text[slice(*strangers[0])]),
                ]
        return sorted([*names, *days, *deeds], key=lambda one: one.span)

    def _is_near(self, day: Atom, text: str, *, label: str) -> bool:
        """升级：周航 12.10: as good a version as a day; where somebody or a place is named and no version of the mail begins so, a day
        of the next months."""
        named = any(
            one.kind in ("person", "department", "self")
            for one in self._readers.people.mentions.find(f"{label} {text}")
        )
        deeds = find_deeds(smoothed(text))
        named = named or _PUT.search(text[: day.span[0]]) is not None  # 林涛那边忙，放到 1.8
        named = named or any(one.span[0] >= day.span[1] for one in deeds)  # 最晚12.10要升级完
        named = named or (
            bool(self._majors)
            and not _AIMED.search(text[: day.span[0]])
            and (bool(deeds) or day.span == (0, len(text)))
        )  # 升级12.8, of a product at 5.2
        return (
            named
            and day.words.strip().partition(".")[0] not in self._majors
            and isinstance(day.thing, Moment)
            and 0 <= (day.thing.day - self._readers.context.mailed.date()).days <= _SOON
        )

    def _by_rules(self, rest: str) -> Atom | None:
        """A node by a name that the rules know and no verb here says."""
        bare = re.sub(rf"[{_BLOT}日]+|\(.*?\)|（.*?）", " ", rest).strip(" ，,。:：()（）")
        if not 2 <= len(bare) <= 40:
            return None
        keys = set(node_keys(bare, self._readers.kinds).values()) if is_node_name(bare, self._readers.kinds) else set()
        at = rest.find(bare[0])
        return Atom("deed", (at, at + 1), bare, Deed(next(iter(keys)), bare, (at, at + 1))) if len(keys) == 1 else None

    def _names(self, text: str, smooth: str, spoken: Mention | None) -> Iterator[Atom]:
        """The names of a clause, 你 of it being who is spoken to."""
        directory = self._readers.rules.directory
        end, last = -1, ""
        outside = False  # the one before is spoken to, and does nothing: after talking to Bing Han (韩冰) and Tao
        mentioned = self._readers.people.mentions.find(text)
        for one in mentioned:
            start, stop = one.span
            before, after = smooth[:start], smooth[stop:]
            if smooth[start] == _BLOT and one.kind not in ("person", "address"):
                continue
            if smooth[start - 1 : start] == "比" and start:
                continue  # 比华东晚两天
            joined = end >= 0 and _JOINED.fullmatch(text[end:start]) is not None
            outside = outside and joined and one.kind in ("person", "address")
            if (
                one.kind == "person"
                and _ASSIGNS.match(after)
                and any(m.kind == "person" and 0 <= m.span[0] - stop <= 3 for m in mentioned)
            ):
                continue  # 请孙丽安排李想做
            if one.kind == "self":
                others = one.words == "自己" and (
                    end >= 0 or EVERYBODY.search(before) or EACH_ONE.search(smooth)
                )  # 孙丽和周航各自把自己区域的升级好
                if _NOT_SELF.search(before) or _NOT_SELF_DOES.match(after) or others:
                    continue
                kind = "who"
            elif one.kind in ("person", "address"):
                given = last == "where" and text[end:start].strip() in ("给", "归")  # 海外给林涛
                given = given or _GIVEN.search(before) is not None
                if outside or (_NOT_WHO.search(before) and not (joined or given) and not _DOING.match(after)):
                    outside, end = True, stop
                    continue
                kind = "who"
            elif one.kind == "department" and one.department is not None:
                dated = _DATED.match(after) is not None
                if any(deed.span[0] <= start and stop < deed.span[1] + dated for deed in find_deeds(smooth)):
                    continue  # test report, 吴敏，测试12月9日前做完
                if directory.is_business(one.department.name):
                    kind = "where"
                elif _DECIDES.match(after):
                    kind = ""  # 产品部决定这次把老版本限掉: whose idea it is
                elif one.full or _BY.match(after):
                    kind = "office" if (one.full or not before.strip(" ，,")) else ""
                else:
                    kind = ""
            elif one.kind == "everyone":
                kind = "everyone"
            else:
                kind = ""
            if kind:
                end, last = stop, kind
                yield Atom(kind, one.span, text[start:stop], one)
        for match in EVERYBODY.finditer(smooth):
            yield Atom("everyone", match.span(), "各业务部门")
        for match in _MINE.finditer(smooth):
            yield Atom("who", match.span(), "me", next(iter(self._readers.people.mentions.find("me")), None))
        you = _YOU.search(smooth) if spoken else None
        if (
            you is not None
            and _YOUR_SIDE.match(smooth, you.end())
            and any(one.kind == "person" for one in self._readers.people.mentions.find(text))
        ):
            you = None  # 你那边由李想 is his
        if (
            you is not None
            and spoken is not None
            and not _NOT_WHO.search(smooth[: you.start()])
            and (_ASKED_OF.search(smooth[: you.end()]) or not _NOT_SELF.search(_PLEASE.sub("", smooth[: you.start()])))
        ):
            yield Atom("who", you.span(), spoken.words, spoken)
        elif (
            self._addressed
            and self.asks_one
            and any(isinstance(one, Moment) for one in self._items.days(text))
            and (asked := _REQUEST.search(smooth)) is not None
            and not any(one.kind in ("person", "address", "everyone") for one in mentioned)
            and {one.department.name for one in mentioned if one.department is not None}
            <= {one.department for one in self._addressed.people}
        ):
            yield Atom(
                "who", asked.span(), self._addressed.words, self._addressed
            )  # 李想你好，… 麻烦 12 月 1 号前取一下
        if self._compass:
            taken = [one.span for one in self._readers.people.mentions.find(text)]
            for match in _COMPASS.finditer(smooth):
                if match.group() in self._compass and not any(a < match.end() and match.start() < b for a, b in taken):
                    yield Atom("where", match.span(), self._compass[match.group()])


def smoothed(text: str) -> str:
    """Folded, every character in its place."""
    smooth = plain(text)
    return smooth if len(smooth) == len(text) else text.lower()
