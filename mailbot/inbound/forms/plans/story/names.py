"""Names: the words of a clause that say who does it and where: 孙丽, 华东, 你, 各业务部门; not who is told or asked (SPEC 3 "Body")."""

from collections.abc import Iterator

from mailbot.inbound.forms.days.dates import DateDoubt, Moment
from mailbot.inbound.forms.people.mentions import Mention
from mailbot.inbound.forms.plans.deeds import Deed, find_deeds
from mailbot.inbound.forms.plans.items import ItemReader
from mailbot.inbound.forms.plans.readers import Readers
from mailbot.inbound.forms.plans.story.words import EACH_ONE, EVERYBODY
from mailbot.late import late
from mailbot.value import Value

BLOT = "\u2588"
_PLEASE = late(r"(?:请|让|麻烦|烦请|劳烦)\s*$")
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


class Atom(Value):
    """One of them: `words` as written where `span` is, and what they mean."""

    kind: str  # who where office day deed
    span: tuple[int, int]
    words: str
    thing: Mention | Moment | DateDoubt | Deed | None = None


class Names:
    """Finds the names in one mail's clauses: `you` is who is 你 in one, `asked` whom a request in it is made to that names nobody."""

    def __init__(self, readers: Readers, items: ItemReader) -> None:
        self._readers = readers
        self._items = items
        businesses = readers.rules.directory.businesses
        names = [alias for one in businesses for alias in (one.name, *one.aliases)]
        self._compass = {
            alias.split()[0].lower(): alias for alias in names if alias.isascii() and len(alias.split()) == 2
        }

    def find(self, text: str, smooth: str, *, you: Mention | None, asked: Mention | None) -> Iterator[Atom]:
        """The names of a clause; `smooth` is its text, what names nobody blotted out."""
        directory = self._readers.rules.directory
        end, last = -1, ""
        outside = False  # the one before is spoken to, and does nothing: after talking to Bing Han (韩冰) and Tao
        mentioned = self._readers.people.mentions.find(text)
        for one in mentioned:
            start, stop = one.span
            before, after = smooth[:start], smooth[stop:]
            if smooth[start] == BLOT and one.kind not in ("person", "address"):
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
        called = _YOU.search(smooth) if you else None
        if (
            called is not None
            and _YOUR_SIDE.match(smooth, called.end())
            and any(one.kind == "person" for one in self._readers.people.mentions.find(text))
        ):
            called = None  # 你那边由李想 is his
        if (
            called is not None
            and you is not None
            and not _NOT_WHO.search(smooth[: called.start()])
            and (
                _ASKED_OF.search(smooth[: called.end()])
                or not _NOT_SELF.search(_PLEASE.sub("", smooth[: called.start()]))
            )
        ):
            yield Atom("who", called.span(), you.words, you)
        elif (
            asked
            and any(isinstance(one, Moment) for one in self._items.days(text))
            and (request := _REQUEST.search(smooth)) is not None
            and not any(one.kind in ("person", "address", "everyone") for one in mentioned)
            and {one.department.name for one in mentioned if one.department is not None}
            <= {one.department for one in asked.people}
        ):
            yield Atom("who", request.span(), asked.words, asked)  # 李想你好，… 麻烦 12 月 1 号前取一下
        if self._compass:
            taken = [one.span for one in self._readers.people.mentions.find(text)]
            for match in _COMPASS.finditer(smooth):
                if match.group() in self._compass and not any(a < match.end() and match.start() < b for a, b in taken):
                    yield Atom("where", match.span(), self._compass[match.group()])
