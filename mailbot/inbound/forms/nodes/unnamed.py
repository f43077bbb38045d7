"""by_whom, by_verb: nodes that a text does not name: by their owner (秦川那批已经完成了, 秦川休假，我代报), by a verb alone (组件昨天已拿到，现在升了 40%)
(SPEC 9 "Replies").

Without it such a sentence would be taken for the writer's own node, or for that of the clause before."""

import re
from collections.abc import Mapping, Sequence

from mailbot.campaign.model import Campaign
from mailbot.inbound.forms.clauses import clauses
from mailbot.inbound.forms.context import Context
from mailbot.inbound.forms.hearing import smooth
from mailbot.inbound.forms.nodes.moods import Said, moods
from mailbot.inbound.forms.nodes.naming import Named
from mailbot.late import late
from mailbot.rulebook.shapes import Person

_LONGEST = 5000
_WORK = r"(?:升级?|推送?|发|做|完成|弄|搞|装|下发|限制|测试?|提交|切|部署|更新)"
# What makes a name the owner of what is spoken of, right behind it.
_THEIRS = late(
    r"\s*(?:同学|同事|经理|工|总|姐|哥)?\s*(?:他们|她们)?(?:那|这)(?:一)?(?:[批边块个里儿项条区片些摊头]|部分"
    r"|几[台家个])"
    r"|\s*(?:的|负责的?|名下的?|手[上里头]的?|管的?)(?:那|这)?(?:一)?(?:[批边块个项条区片些摊]|部分|节点|任务|活"
    r"|区域|升级|下发|\d|全部|都)"
    rf"|\s*(?:的|那)?(?:已经?|刚刚?|昨[天日晚]|今[天日早]|前天|在|都|均|全部?|也|还在?|正在?|没有?"
    rf"|未){{1,4}}{_WORK}"
    rf"|'s\s+(?:part|share|batch|sites?|servers?|stores?|clients?|region|node|row|half|upgrade|roll-?out)"
    r"|(?:的|那边|也|再|整体|统一|全部|都)*(?:顺延|推迟|往后推|往后延|延后|延期)(?!的|申请|原因)"
    r"|\s+(?:has|have|is|was)\s+(?:already\s+|also\s+|not\s+(?:yet\s+)?)?(?:done|finished|completed|upgraded"
    r"|pushed|rolled|deployed|installed)"
)
_AT_HEAD = late(r"[\s\W_]*(?:据|听|经|另外?|还有|以及|and|also|跟|顺便|同时)?\s*(?:说|悉)?[\s，,：:]*")
_FOR = late(r"(?:代|替|帮|代表)(?:为|一下)?\s*$")
_REPORTS = late(
    r"(?:我|由我)?(?:代为?|替|帮)(?:他|她|其|同事)?(?:汇?报|反馈|回复?|更新|填报?|说|登记|提交)"
    r"|(?<![a-z])(?:on (?:his|her|their) behalf|on behalf of|reporting for)(?![a-z])"
)
_AWAY = late(
    r"休假|请假|出差|不在|年假|产假|病假|外出|开会|(?<![a-z])(?:is|on) (?:on )?(?:leave|vacation|holiday)"
    r"|out of (?:the )?office|away(?![a-z])"
)
_MINE = late(
    r"(?:我|我们|咱们?|本人|本部门)(?:这边|这里|这块|自己|方|部门|负责|名下|的|已经?|都|也|刚|昨[天晚]|今天|还)"
    r"|(?<![a-z])(?:my|our|mine|we|i)(?![a-z])"
)


def by_whom(text: str, mentions: Sequence[Named], context: Context, campaign: Campaign) -> tuple[Named, ...]:
    """Names of owners of other people's open nodes as mentions of those nodes, and behind them the writer's 我这边 as one of
    their own; where a clause names no one node itself. `mentions` are the nodes that the text names."""
    line = smooth(text[:_LONGEST])
    owners = _owners(context, campaign)
    names = {name: who for who in owners for name in _called(who, [*owners, context.person], context)} | _departments(
        owners, context, campaign
    )
    names = {name: who for name, who in names.items() if _places(line, name)}
    if not names:
        return ()
    stands_in = bool(_REPORTS.search(line)) or any(
        _FOR.search(line[max(0, at - 8) : at]) for name in names for at, _ in _places(line, name)
    )
    own = tuple(n.key for n in campaign.open_of(context.person))
    found: list[Named] = []
    for start, end in clauses(line):
        if any(start <= m.start < end and m.key for m in mentions):
            continue  # 秦川已升完 names several roll-outs, 华北全量升级 one
        if (one := _named(line, start, end, names, owners, stands_in)) is not None:
            found += [*_listed_before(line, one, names, owners), one]
        elif found and own and (mine := _MINE.search(line, start, end)) and not _REPORTS.search(line, start, end):
            found.append(Named(own, mine.start(), mine.end(), mine[0]))
    return tuple(found)


def _named(
    line: str, start: int, end: int, names: Mapping[str, str], owners: Mapping[str, tuple[str, ...]], stands_in: bool
) -> Named | None:
    for name in sorted(names, key=len, reverse=True):
        for at, stop in _places(line[:end], name, start):
            head = _first_of_list(line, start, at, names)
            theirs = _THEIRS.match(line, stop, end) and (
                _AT_HEAD.fullmatch(line, start, head) or "那" in line[stop : stop + 3] or "的" in line[stop : stop + 1]
            )
            if theirs or (stands_in and (_AWAY.search(line, stop, end) or _FOR.search(line[start:at]))):
                return Named(owners[names[name]], at, stop, line[at:stop])
    return None


def _first_of_list(line: str, start: int, at: int, names: Mapping[str, str]) -> int:
    while span := _before_joint(line, start, at, names):
        at = span[0]
    return at


_AND = late(r"(?:、|和|与|及|以及|跟|还有| and | & )?$")  # 华东华南 needs nothing between them


def _listed_before(
    line: str, last: Named, names: Mapping[str, str], owners: Mapping[str, tuple[str, ...]]
) -> list[Named]:
    """孙丽和周航昨天都升完了: those who stand in a list before the one of whom it is said."""
    found: list[Named] = []
    while span := _before_joint(line, 0, found[0].start if found else last.start, names):
        found.insert(0, Named(owners[names[line[slice(*span)]]], *span, line[slice(*span)]))
    return found


def _before_joint(line: str, start: int, at: int, names: Mapping[str, str]) -> tuple[int, int] | None:
    """The span of a name that 、 or 和 joins with what begins at `at`."""
    joint = _AND.search(line, max(start, at - 5), at)
    stop = joint.start() if joint else at
    one = next((n for n in sorted(names, key=len, reverse=True) if line.endswith(n, start, stop)), None)
    return (stop - len(one), stop) if one else None


def _places(line: str, name: str, start: int = 0) -> list[tuple[int, int]]:
    """The spans of a name; qinchuan is Qin Chuan, too."""
    edged = rf"(?<![a-z]){' ?'.join(map(re.escape, name))}(?![a-z])" if name.isascii() else re.escape(name)
    return [m.span() for m in re.compile(edged).finditer(line, start)]


def _owners(context: Context, campaign: Campaign) -> dict[str, tuple[str, ...]]:
    """Address → the open nodes of those who own any, without the writer."""
    owners: dict[str, tuple[str, ...]] = {}
    for node in campaign.pending_nodes:
        if node.base != "finalize" and node.owner and context.person not in node.carriers:
            owners[node.owner] = (*owners.get(node.owner, ()), node.key)
    return owners


def _departments(owners: dict[str, tuple[str, ...]], context: Context, campaign: Campaign) -> dict[str, str]:
    """Names of other departments that own open nodes, to themselves; `owners` is given their nodes."""
    directory = context.rules.directory
    person = directory.person(context.person)
    names: dict[str, str] = {}
    for node in campaign.pending_nodes:
        department = directory.department(node.department) if node.department else None
        if (
            department is None
            or node.base == "finalize"
            or person is None
            or person.department == department.name
            or context.person in node.carriers
        ):
            continue
        owners[department.name] = (*owners.get(department.name, ()), node.key)
        names |= dict.fromkeys(
            (smooth(word) for word in (department.name, *department.aliases) if len(word) > 1), department.name
        )
    return names


def _called(address: str, among: Sequence[str], context: Context) -> tuple[str, ...]:
    """How colleagues call somebody: the name, 秦工 and 老秦 where no other of them has the surname, Ben of Ben Carter."""
    directory = context.rules.directory
    person = directory.person(address)
    if person is None or not person.name:
        return ()
    name = smooth(person.name)
    if name.isascii():
        first = name.split()[0]
        return tuple(
            dict.fromkeys((name, *((first,) if _alone(first, person, among, context) and len(first) > 2 else ())))
        )
    surname = name[0]
    called = [name, *(p for a in person.addresses if len(p := re.sub(r"[^a-z]", "", a.partition("@")[0])) > 4)]
    if _alone(surname, person, among, context):
        called += [f"{prefix}{surname}" for prefix in ("老", "小")] + [
            f"{surname}{title}" for title in ("工", "总", "经理")
        ]
    return tuple(called)


def _alone(head: str, person: Person, among: Sequence[str], context: Context) -> bool:
    others = (context.rules.directory.person(address) for address in among)
    return not any(
        other is not None and other is not person and smooth(other.name).startswith(head) for other in others
    )


# 升了 40%, 已推 30 家, 40 of 120 upgraded: work told by a figure.
_COUNTED = late(
    r"(?:升级?|更新|部署|安装|装|切换?|下发|推送?|发)(?:到|了|好|完|成|至)*\s*(?:大概|大约|约|近"
    r"|差不多)?\s*(?:\d[\d,.]*\s*(?:%|台|家|套|个(?!月|工作日|小时)|户|点|/)|[一二三四五六七八九]成|一半|大半)"
    r"|\d\s*%?\s*(?:of (?:the )?[\w ]{1,20})?(?:servers?|clients?|sites?|stores?|units?)?\s*(?:have |has |are "
    r"|is |been )*(?:upgraded|rolled out|deployed|installed|pushed)"
)


def by_verb(text: str, mentions: tuple[Named, ...], context: Context, campaign: Campaign) -> tuple[Named, ...]:
    """A mention for each clause that names no node and whose verb only one of the writer's several open nodes fits."""
    own = campaign.open_of(context.person)
    if len(own) < 2:
        return ()
    line = smooth(text)
    said = moods(text, context)
    found: list[Named] = []
    for start, end in clauses(line):
        if any(start <= m.start < end for m in mentions):
            continue
        bases = _bases(line, start, end, said)
        fitting = [n.key for n in own if n.base in bases]
        if len(fitting) == 1:
            found.append(Named((fitting[0],), start, end, text[start:end]))
    return tuple(found)


def _bases(line: str, start: int, end: int, said: tuple[Said, ...]) -> frozenset[str]:
    told = [s.bases for s in said if start <= s.start < end and s.bases]
    if told:
        return frozenset.intersection(*told)
    return frozenset({"rollout"}) if _COUNTED.search(line, start, end) else frozenset()
