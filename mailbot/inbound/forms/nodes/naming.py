"""Which nodes and issues a text names: by title, by the standard names of the kind, by number."""

import re
from collections.abc import Sequence

from mailbot.campaign.model import Campaign, Node
from mailbot.han import han
from mailbot.inbound.forms.context import Context
from mailbot.inbound.forms.hearing import smooth
from mailbot.inbound.forms.numerals import mark_number
from mailbot.late import late
from mailbot.rulebook.folding import fold
from mailbot.rulebook.rules import Rules
from mailbot.value import Value

_LONGEST = 20_000
_PLACE = 4  # characters of a place before a standard name: 华南升级, 西北区升级
_BRACKETS = late(r"[(（\[【][^()（）\[\]【】]*[)）\]】]")
# What makes another word of a name that it follows: 测试部, 升级包, 限制性.
_NOT_AFTER = late(
    r"包|报告(?!提交|完成|已|[:：])|文档|手册|方案|脚本|工具|指南|通知|培训|经理|人员|同事|组(?!件)|环境|用例"
    r"|账号|数据|说明|部(?!分|署|门店)|部门|公司|工程师|群|会议?|窗口|申请(?!延|推|顺|改)|策略"
    r"|计划(?!完|于|在|[今明下本周\d])|申请单|门店|机(?!房)|服务器(?!升级|限制)|客户(?!端)|性|日志"
    r"|(?:\s(?:team|department|manager|package|window|environment|script|guide|notes?)(?![a-z]))"
)


class Named(Value):
    """A node named in a text: the keys that the name may mean (several where a standard name fits several nodes), and the
    span of the name in the text."""

    keys: tuple[str, ...]
    start: int
    end: int
    words: str

    @property
    def key(self) -> str:
        """The one key that is meant, '' where it may be several."""
        return self.keys[0] if len(self.keys) == 1 else ""


def node_mentions(text: str, campaign: Campaign, rules: Rules) -> tuple[Named, ...]:
    """Every node that the text names, in its order, each place for the longest name."""
    line = smooth(text[:_LONGEST])
    found: list[Named] = []
    taken = bytearray(len(line) + 1)
    for name, keys in sorted(_names(campaign, rules).items(), key=lambda item: -len(item[0])):
        at = line.find(name)
        while at >= 0:
            end = at + len(name)
            if not any(taken[at:end]) and _bounded(line, at, end):
                taken[at:end] = b"\1" * (end - at)
                if not _NOT_AFTER.match(line, end):
                    found += (
                        _at_places(keys, at, end, text, line, campaign)
                        if len(keys) > 1
                        else _of_title(keys, at, end, text, line, campaign)
                    )
            at = line.find(name, end)
    return tuple(sorted(found, key=lambda n: n.start))


def _of_title(keys: tuple[str, ...], at: int, end: int, text: str, line: str, campaign: Campaign) -> list[Named]:
    """A node called by its title; with 华东和 before 华南组件升级 the one of that place, too."""
    own = [Named(keys, at, end, text[at:end])]
    base = campaign.node(keys[0]).base if keys else ""
    alike = tuple(n.key for n in campaign.nodes if n.base == base and n.state != "cancelled")
    before = _PLACES_FIRST.search(line, max(0, at - 30), at)
    if before is None or len(alike) < 2:
        return own
    found: list[Named] = []
    for m in _PLACE_WORD.finditer(line, before.start(), at):
        one = next((k for n in range(len(m[0])) if len(k := _placed(alike, m[0][n:], campaign)[1]) == 1), ())
        if not one or one == keys:
            return own
        found.append(Named(one, m.start(), m.end(), text[m.start() : m.end()]))
    return found + own


_PLACES_FIRST = late(r"(?:[\u4e00-\u9fff]{2,5}?(?:[、/]|和|与|及|以及))+$")
_PLACE_WORD = late(r"[\u4e00-\u9fff]{2,5}?(?=[、/]|和|与|及|以及)")
# 华东、华南的组件升级: the places stand in a list before the name.
_SEVERAL = late(
    r"(?P<head>(?:[\u4e00-\u9fff]{2,6}(?:[、/]|和|与|及|以及))+)(?P<last>[\u4e00-\u9fff]{2,4}?)(?:两地|两个?区"
    r"|三地|各地|各自|地区)?的?(?:都|均|也|全部|已经?)*$"
)
_BETWEEN = late(r"[、/]|和|与|及|以及")


def _at_places(keys: tuple[str, ...], at: int, end: int, text: str, line: str, campaign: Campaign) -> list[Named]:
    """The nodes of the places before a standard name, one mention each; one of all the keys where no place is told."""
    if several := _SEVERAL.search(line, max(0, at - 30), at):
        words = [*_BETWEEN.split(several["head"])[:-1], several["last"]]
        # 请把华东: the place is the word's end.
        own = [
            next((key for n in range(len(w)) if len(key := _placed(keys, w[n:], campaign)[1]) == 1), ()) for w in words
        ]
        if all(own) and len(set(own)) == len(own):
            starts = [several.start() + several[0].find(w) for w in words]
            return [Named(key, a, a + len(w), w) for key, a, w in zip(own[:-1], starts, words, strict=False)] + [
                Named(own[-1], starts[-1], end, text[starts[-1] : end])
            ]
    place, one = _placed(keys, line[max(0, at - _PLACE) : at], campaign)
    return [Named(one, at - place, end, text[at - place : end])]


def _placed(keys: tuple[str, ...], before: str, campaign: Campaign) -> tuple[int, tuple[str, ...]]:
    """华南升级 of 华南全量升级: how many characters before a standard name belong to it, and the node whose title begins with them,
    else the one of the department that does; (0, all of them) where that is none or several."""
    for length in range(len(before), 1, -1):
        word = before[-length:]
        if han(word) < len(word):
            continue
        nodes = [n for n in campaign.nodes if n.key in keys]
        for fitting in (
            [n.key for n in nodes if smooth(n.title).startswith(word)],
            [n.key for n in nodes if n.department.startswith(word)],
        ):
            if len(fitting) == 1:
                return length, (fitting[0],)
    return 0, keys


def _bounded(line: str, start: int, end: int) -> bool:
    """A Latin name has edges."""
    if not line[start].isascii():
        return True
    before, after = line[start - 1 : start], line[end : end + 1]
    return not (before.isascii() and before.isalnum()) and not (after.isascii() and after.isalnum())


def _names(campaign: Campaign, rules: Rules) -> dict[str, tuple[str, ...]]:
    """Name → the keys that it may mean. A standard name that stands in some titles (灰度 of 灰度升级) means those."""
    kind = rules.kinds.get(campaign.kind)
    live = [n for n in campaign.nodes if n.state != "cancelled"]
    names: dict[str, tuple[str, ...]] = {}
    for base in dict.fromkeys(n.base for n in live):
        nodes = [n for n in live if n.base == base]
        standard = kind.node_of(base) if kind else None
        for word in standard.names if standard else ():
            name = smooth(fold(word))
            if len(name) < 2:
                continue
            titled = [n for n in nodes if name in smooth(n.title)]
            names.setdefault(name, _only(titled or nodes))
    for node in live:
        if other := smooth(rules.in_other_language(node.title)):
            names[other] = _only([n for n in live if n.title == node.title])
    for node in live:
        for title in dict.fromkeys((node.title, _BRACKETS.sub("", node.title).strip())):
            name = smooth(title)
            if len(name) > 1:
                same = [n for n in live if name in (smooth(n.title), smooth(_BRACKETS.sub("", n.title).strip()))]
                names[name] = _only(same)
    return names


def _only(nodes: Sequence[Node]) -> tuple[str, ...]:
    """The open ones, where there are both open and done ones."""
    pending = [n for n in nodes if n.state == "pending"]
    return tuple(n.key for n in (pending or nodes))


# --- issues ------------------------------------------------------------------------------------------------------------

# 问题一 is a number, 问题一直存在 is none.
_NUMBER = r"\d{1,4}|[一二三四五六七八九十]{1,3}(?=[\W_号和与及至到已未还的没仍是均都预请收我由待需验确]|$)"
_SEPARATOR = (
    r"\s*(?:号|#)?\s*(?:、|,|，|和|及|与|以及|&|/|\+|(?<![a-z])and(?![a-z]))\s*(?:第|问题|缺陷|bug|issue|#)?\s*#?\s*"
)
_UNIT = r"(?!\s*(?:台|家|套|户|月|日|年|天|点|次|%|个(?!问题|缺陷)|小时|分钟|[:：][0-5]\d(?![\d.]|\s*[台家套户个%])))"
_ISSUES = late(
    rf"(?:第\s*)?(?:问题|缺陷|故障|(?<![a-z])(?:issues?|bugs?|defects?|problems?)(?![a-z]))[^\S\n]*(?:单|编号|号"
    rf"|no\.?|number"
    rf"|nos?\.?)?[^\S\n]*[#:：]?[^\S\n]*#?(?P<a>(?:{_NUMBER})(?:(?:{_SEPARATOR}|\s*[-~至到]\s*)(?:\d{{1,4}}"
    rf"|[一二三四五六七八九十]{{1,3}}(?![个家台些]))(?![\d.]*\.\d))*)(?![\d.]*\.\d"
    rf"|\d){_UNIT}"
    rf"|(?<![\w#])#(?P<b>\d{{1,4}}(?:{_SEPARATOR}\d{{1,4}}(?![\d.]*\.\d))*)(?![\d.]*\.\d|\d){_UNIT}"
    rf"|第\s*(?P<c>(?:{_NUMBER})(?:\s*(?:、|,|，|和|及|与)\s*(?:第\s*)?(?:{_NUMBER})){{0,50}})\s*(?:个|号|条"
    rf"|项)\s*(?:问题|缺陷|bug)"
    rf"|(?P<d>\d{{1,4}}(?:\s*(?:、|和|及|与)\s*\d{{1,4}}){{0,50}})\s*号\s*(?:问题|缺陷|bug)"
)


class IssueMention(Value):
    """Issue numbers named at one place: `问题 2、3`."""

    numbers: tuple[int, ...]
    start: int
    end: int


def issue_mentions(text: str) -> tuple[IssueMention, ...]:
    """`问题 2、3`, `#2`, `issue 4`, `第 2 个问题`, `缺陷1-3`: in the order of the text."""
    found: list[IssueMention] = []
    for m in _ISSUES.finditer(smooth(text[:_LONGEST])):
        numbers = _numbers(m["a"] or m["b"] or m["c"] or m["d"])
        if numbers:
            found.append(IssueMention(numbers, m.start(), m.end()))
    return tuple(found)


def issue_numbers(text: str) -> tuple[int, ...]:
    """The numbers of all issues that a text names, once each."""
    return tuple(dict.fromkeys(n for m in issue_mentions(text) for n in m.numbers))


def keys_named(text: str, context: Context) -> set[str]:
    """The keys of the campaign's nodes that a text may name."""
    campaign = context.campaign
    return {key for n in node_mentions(text, campaign, context.rules) for key in n.keys} if campaign else set()


def _numbers(text: str) -> tuple[int, ...]:
    numbers: list[int] = []
    parts = re.findall(rf"({_NUMBER})(\s*[-~至到])?", text)
    begin: int | None = None
    for word, span in parts:
        number = mark_number(word)
        if begin is not None and begin < number <= begin + 100:
            numbers += range(begin + 1, number)
        numbers.append(number)
        begin = number if span else None
    return tuple(dict.fromkeys(n for n in numbers if n))
