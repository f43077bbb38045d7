"""deed_of_mail, of_kind, supposed: what the subject and the kind of a mail say of deeds that its clauses leave out, or word otherwise (SPEC 3 "Body")."""

from collections.abc import Sequence

from mailbot.inbound.forms.days.dates import Moment
from mailbot.inbound.forms.nodes.names import node_key
from mailbot.inbound.forms.numerals import plain
from mailbot.inbound.forms.plans.deeds import Deed, find_deeds, names_other, names_rollout
from mailbot.inbound.forms.plans.draft import Draft
from mailbot.inbound.forms.plans.readers import Readers
from mailbot.inbound.forms.plans.story.event import Event
from mailbot.inbound.forms.plans.story.no_node import is_background, talks
from mailbot.inbound.forms.plans.story.words import ANSWERS, BUSY, DEADLINE, HELPS, PUT_OFF, SPREADING, STATES
from mailbot.inbound.forms.plans.values.kind import read_kind
from mailbot.inbound.writing import Line
from mailbot.late import late
from mailbot.rulebook.shapes import Kind
from mailbot.value import replace

_REPORTED = late(
    r"(?:说|反馈|表示|答复|回复|承诺|答应)了?(?=[^，,。；;]{0,24}(?:可以|没问题|行|能|ok)\s*$)"
)  # 孙丽反馈她那边12月3日可以
_DOES = late(
    r"收口|搞掂|搞定|拿下|落地|啃下|交差|完工|到位|上去|跟上|覆盖|铺开|顶上|打头阵|主刀|收工|没问题|可以|都行|归|负责|管|试|跑|换|升|推|装|割|全部|剩下?|其余|[一二两三四五六七八九十几\d]\s?[台家套店]"
)
_SHUTS = late(r"版本|[关断拦卡封禁堵停掐踢拒]|以下|以前|更[老早低]|登|限|放行|放进|接入|连接|老的|旧的")
_UPGRADES = late(
    r"[装升换拿取领]|更新|推送|(?<!以)下(?!周|月|午|个|下)|通知"
)  # of clients, where versions are restricted
# What is made ready, handed over or asked about: 把客户的窗口定下来, 备件到货.
_READIES = late(
    r"准备|包(?![括含])|官网|下载|拷|备[件份货齐案]|到货|环境|窗口|名单|清单|(?:[跟和与给向同约找]|联系|通知|拜访)[^，,。；;]{0,8}客户|客户的?(?:窗口|意见|需求)|合同|费用|账号|账户|权限|脚本|数据|网络|文档|材料"
    r"|手册|方案|公告|通知|会议|场地|邮件|问题|缺陷|原因|情况|进[度展]|接口|日志|预案|测试(?!机|版|店)"
    r"|(?:[交发报]?给我|提供|反馈|回传|整理|统计|确认|核对|检查|抽查|了解|摸底|验证|验收|观察|评估|申请|培训|学习)"
    r"|(?<![a-z])(?:prepar\w*|environments?|windows?|lists?|contracts?|accounts?|data|network|documents?|plans?"
    r"|customers?|issues?|check\w*|verif\w*|find|confirm\w*|provid\w*|collect\w*|order\w*)(?![a-z])",
)

# What is asked for by a day, whatever its verb.
_ASKED = late(
    rf"{DEADLINE.pattern}|[请要需得](?!求)|麻烦|务必|记得|[给交发报]我|给出|把|一[遍次下轮份]|[完好掉](?=$|[，,])|(?<![a-z])please(?![a-z])"
)
_ENDING = late(r"[完好掉]{1,2}")


def supposed(events: Sequence[Event], lines: Sequence[Line], readers: Readers) -> list[Event]:
    """The events, those without a deed as the one that their people have in this kind of plan, where nothing else is meant and they
    have no other of that sort: 周航12月9日前搞掂华南 rolls out, 韩冰12月21日把老版本卡在门外 restricts."""
    found = list(events)
    today = readers.context.mailed.date()
    lacking = [
        at
        for at, one in enumerate(found)
        if not one.deeds
        and one.who
        and one.day
        and (not isinstance(one.moment, Moment) or one.moment.day > today)
        and not _is_else(one)
    ]
    if not lacking:
        return found
    deeds, kind = deed_of_mail(lines, readers), kind_of_mail(lines, readers)
    for at in lacking:
        event = found[at]
        keys = _theirs(event, found, deeds, kind, readers)
        if len(keys) == 1 and _is_told(event, keys[0]):
            found[at] = replace(event, deeds=(keys[0],), more=False, supposed=True)
    return found


def _is_told(event: Event, deed: Deed) -> bool:
    """Whether a clause says where, which part, or that something is got done, and of a restriction what is shut: 周航12月4日前加一台跳板机 does not."""
    text = plain(event.text)
    if deed.key in ("restrict", "delay"):
        return (
            event.ruled
            or not event.more
            or bool(event.where)
            or _SHUTS.search(text) is not None
            or PUT_OFF.search(text) is not None
        )
    return bool(event.where or event.count or event.pace) or not event.more or _DOES.search(text) is not None


def own_work(event: Event, readers: Readers) -> Event | None:
    """An event that no node's word tells of as a node by its own words: 韩冰12月9日前给我一份名单; None for what asks for nothing, or for an answer."""
    text = plain(event.text)
    due = isinstance(event.moment, Moment) and event.moment.day > readers.context.mailed.date()
    doer = any(one.kind != "self" for one in readers.people.mentions.find("、".join(event.who)))
    if (
        not (due and doer)
        or event.deeds
        or event.asks
        or event.past
        or not (_ASKED.search(text) or names_other(text) or (talks(text) and not readers.english))
    ):
        return None
    if is_background(text, named=True, deeds=False, day=True, dated=True) or any(
        one.search(text) for one in (ANSWERS, BUSY, HELPS, STATES)
    ):
        return None
    title = readers.items(readers.context.mailed).read(event.text).row.title
    ending = _ENDING.match(event.text, event.text.find(title) + len(title))
    title += ending.group() if ending else ""
    return replace(event, deeds=(Deed("", title, (0, 0)),)) if len(title) > 1 else None


def _is_else(event: Event) -> bool:
    return event.foreign or event.talk or event.asks or event.past or is_else(plain(event.text))


def is_else(text: str) -> bool:
    """Whether a lower-case clause with somebody and a day tells of no node's work: preparations, talks, who is away."""
    text = _REPORTED.sub(" ", text)
    return (
        any(pattern.search(text) for pattern in (_READIES, BUSY, HELPS))
        or names_other(text)
        or talks(text)
        or is_background(text, named=True, deeds=False, day=True, dated=True)
    )


def _theirs(
    event: Event, events: Sequence[Event], deeds: Sequence[Deed], kind: Kind | None, readers: Readers
) -> list[Deed]:
    """The deeds that an event's people may be meant to do: those of their department's nodes that nobody is told to do. `deeds` are
    the mail's own."""
    directory = readers.rules.directory
    business = all(map(directory.is_business, event.departments))
    if not event.departments and any(one.kind != "self" for one in readers.people.mentions.find("、".join(event.who))):
        return []
    if event.departments and (len(event.departments) > 1 and not business):
        return []
    if business:
        barred = events if kind is None or kind.node_of("delay") is not None else events[: events.index(event)]
        if PUT_OFF.search(plain(event.text)) and any(one.key == "restrict" for one in barred):
            return [Deed("delay", event.text, (0, 0))]  # 林涛那边客户改造没做完，可以放到12月25日
        own = [one for one in events if one.key and set(one.persons) & set(event.persons)]
        more = bool(event.pace or event.count)  # one more part of what they roll out
        if any(one.key == "restrict" for one in deeds) and _UPGRADES.search(plain(event.text)):
            return []
        return [one for one in deeds if one.key in SPREADING and (more or all(e.key != one.key for e in own))]
    summary = kind.node_of("finalize") if kind is not None else None
    if kind is None or summary is None:
        return []
    told = {one.key for one in events}
    return [
        Deed(node.key, event.text, (0, 0))
        for node in kind.node
        if node.department in event.departments and node is not summary and node.key not in told
    ]


def deed_of_mail(lines: Sequence[Line], readers: Readers) -> tuple[Deed, ...]:
    """The deed that the subject or the kind of the plan names, by a verb or a kind with one, for who stands with a day in a region: 华东 孙丽 12月3日 under
    在线升级."""
    deeds = [one for one in find_deeds(readers.context.subject.bare.lower()) if one.key in ("rollout", "restrict")]
    kind = kind_of_mail(lines, readers)
    if kind is not None and kind.node_of("rollout") is None:
        deeds = [one for one in deeds if one.key == "restrict"]  # 客户端 6.0 上线后旧版限制
    if {one.key for one in deeds} == {"rollout", "restrict"}:
        return tuple(one for one in deeds if one.key == "rollout")[:1]
    if deeds:
        return tuple(deeds[:1])
    if kind is None:
        said = next((line.text for line in lines if names_rollout(line.text.lower())), "")
        return (Deed("rollout", said, (0, 0)),) if said else ()
    node = next((node for base in ("rollout", "restrict") if (node := kind.node_of(base)) is not None), None)
    if node is None:
        return ()
    base = "send" if node.key == "rollout" and kind.node_of("obtain") is None else node.key
    return (Deed(base, node.title.in_(readers.rules.company.language), (0, 0)),)


def of_kind(events: Sequence[Event], lines: Sequence[Line], readers: Readers) -> list[Event]:
    """The events, those that 下 (下载 or 下发) tells of as what the plan's kind has: 第一批孙丽12月2日下完 sends parameters out."""
    both = [
        any(one.key == "obtain" and one.words.startswith("下") and "载" not in one.words for one in event.deeds)
        for event in events
    ]
    sends = any(deed.base == "send" for event in events for deed in event.deeds)
    nobodys = [one.key == "rollout" and not (one.named or one.where) for one in events]
    kind = kind_of_mail(lines, readers) if sends or any(both) or any(nobodys) else None
    if kind is not None and kind.node_of("rollout") is None:
        return [
            replace(event, deeds=(), foreign=True) if drop else event
            for event, drop in zip(events, nobodys, strict=True)
        ]  # 请12月18日前完成校内推送, of a restriction
    if kind is not None and sends and node_key("下发", kind) != "rollout":  # 华东12月4日推完, of servers
        events = [
            replace(
                event, deeds=tuple(replace(one, base="rollout") if one.base == "send" else one for one in event.deeds)
            )
            for event in events
        ]
    if kind.node_of("obtain") is not None if kind is not None else not sends:
        return list(events)
    return [
        replace(event, deeds=(Deed("send", "下发", event.deeds[0].span),)) if takes else event
        for event, takes in zip(events, both, strict=True)
    ]


def kind_of_mail(lines: Sequence[Line], readers: Readers) -> Kind | None:
    mailed, subject = readers.context.mailed, readers.context.subject
    draft = Draft(title=subject.bare, mailed=mailed, prose=tuple((line, mailed) for line in lines))
    return readers.rules.kinds.get(read_kind(draft, subject, readers.rules).key)
