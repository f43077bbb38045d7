"""without_nodes, without_sentences: a field less what stands below or behind its value and is a node: 参数： with its list, then `12月2日前
灰度下发 邓婷`; tells: whether a line tells or asks of nodes rather than listing one (SPEC 3 "Body")."""

import re

from mailbot.inbound.forms.clauses import is_question
from mailbot.inbound.forms.fields.lines import FieldValue
from mailbot.inbound.forms.numerals import plain
from mailbot.inbound.forms.plans.deeds import find_deeds
from mailbot.inbound.forms.plans.items import Item, ItemReader
from mailbot.inbound.forms.plans.story.no_node import is_background, talks
from mailbot.inbound.forms.things.parameterlines import find_parameters
from mailbot.inbound.writing import Line
from mailbot.late import late
from mailbot.value import replace

_SENTENCED = frozenset(("guidance", "remark"))
_STOPS = late(r"[。！!；;]+|(?<=[a-z\d)])\.\s+(?=[A-Z])")
_LONGEST = 2000
_MARKED = late(r"^\s*(?:[(（]?\d{1,2}[)）、.．](?!\d)|[①-⑳]|[•·●*-])\s*")


def without_nodes(value: FieldValue, items: ItemReader) -> FieldValue:
    """A field of several lines without the nodes that stand right below them: 参数： and its list, then `1、12月2日前 灰度下发 邓婷`."""
    if value.key not in ("parameters", "guidance", "restrictions", "delayed", "remark") or len(value.lines) < 2:
        return value
    marked = [_MARKED.match(line.text) is not None for line in value.lines[1:]]
    for at, line in enumerate(value.lines[1:], 1):
        if (
            value.key == "parameters"
            and at > 1
            and marked[0]
            and not marked[at - 1]
            and not _deeper(value.lines[1], line)
        ):
            return _without_lines(value, at)  # the list is at its end
        item = items.read(_MARKED.sub("", line.text, count=1), place=line.place)
        if not (item.sure and item.named and len(item.row.title) <= 16) or tells(item):
            continue
        if value.key == "parameters" and find_parameters(line.text):
            continue
        return _without_lines(value, at)
    return value


def without_sentences(value: FieldValue, items: ItemReader) -> FieldValue:
    """A field of one line without its sentences from that on in which somebody does something by a day: 指导意见：先备份。孙丽12月3日前升完华东。"""
    if value.key not in _SENTENCED or len(value.lines) != 1:
        return value
    for stop in _STOPS.finditer(value.value[:_LONGEST]):
        rest = _STOPS.split(value.value[stop.end() :], maxsplit=1)[0]
        item = items.read(rest)
        if item.owned and item.dated and not tells(item):
            return replace(value, value=value.value[: stop.end()].strip())
    return value


def _without_lines(value: FieldValue, at: int) -> FieldValue:
    """A field of several lines without those from the index `at` on."""
    lines = value.lines[:at]
    texts = value.value.split("\n")
    own = texts[: len(texts) - (len(value.lines) - at)]
    words = "\n".join(one.text.strip() for one in lines)
    return replace(value, lines=lines, value="\n".join(own), words=words[:600])


def _deeper(one: Line, other: Line) -> bool:
    """Whether a line is indented deeper than another, and so goes on with it."""
    own, theirs = (len(line.text) - len(line.text.lstrip(" \t\u3000")) for line in (one, other))
    return theirs > own


_TELLS = late(
    r"请(?![^，,。；;]{0,16}(?:完成|做完|负责|升完))|如有|如果|若有|倘|期间|才(?=完成|能|做)|这次|上次|上一次"
    r"|原[定计]|原来|本来|本次|此次|大家|疑问|联系|避开|抓紧|提前(?!完成)|开会|会上|下列|以下(?=时间|安排|方案|步骤)|会议室|值守|为准|另行"
    r"|回复|知悉|辛苦|谢谢|电话|检修|昨天|已经?与"
    r"|(?<![a-z])(?:please (?!finish|complete)|if you|contact|questions?|thanks?|last time|during)(?![a-z])",
    re.IGNORECASE,
)
_HANDS_OUT = late(r"我[^，,。；;]{0,8}(?:发给|发到|交给|提供给)(?:各|大家|你们|\w{2,4}部)")
_REPORTS = late(r"反馈|沟通|讨论")  # of one person by a day a task, else a request
_SHARES = late(r"牵头|配合|协助|支持|需要?|应|必须")


def tells(item: Item) -> bool:
    """Whether a line tells or asks something about nodes rather than listing one: 灰度升级期间请技术部值守."""
    text = item.row.whole
    if _REPORTS.search(text) and not item.sure:
        return True
    if not item.named and talks(plain(text)):
        return True  # 李想会在12月2日跟客户打招呼
    if is_background(
        plain(text),
        named=item.owned,
        deeds=item.named or bool(find_deeds(plain(text))),
        day=True,
        dated=item.dated and not item.past and any(map(str.isdigit, item.row.text("due"))),
    ):
        return True  # 郑凯那边周五已经把包打好了
    if is_question(text.strip()):
        return True  # 孙丽你看12月8号前能升完吗？
    if _HANDS_OUT.search(text):
        return True  # 12/3 我把包发给各部门: who obtains it is told
    return _TELLS.search(text) is not None or (not item.dated and _SHARES.search(text) is not None)
