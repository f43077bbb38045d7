"""sectioned: the sections of a plan mail → which lines may be nodes, which are fields, guidance or background (SPEC 3 "Body")."""

import re
from collections.abc import Iterator, Sequence

from mailbot.inbound.forms.fields.lines import FieldValue, split_labels
from mailbot.inbound.forms.fields.parts import clean
from mailbot.inbound.forms.plans.items import ItemReader
from mailbot.inbound.forms.plans.lines.granted import LABEL, Granted, is_total
from mailbot.inbound.forms.plans.lines.headed import Headed
from mailbot.inbound.forms.plans.lines.schedule import scheduled
from mailbot.inbound.forms.plans.lines.topics import FIELDS, HEADS, Topics
from mailbot.inbound.forms.plans.readers import NODELIKE, ROW_FIELDS, Readers
from mailbot.inbound.forms.tables.outline import Section, outline, unmarked, unnumbered
from mailbot.inbound.writing import Line
from mailbot.late import late
from mailbot.value import Value, replace

_LONGEST_SIGN = 30  # characters of a line that signs
_FEWEST = 4  # characters of what a line says besides
_MOST = 400  # lines of all sections that are looked at one by one
_SURE = (
    "获取",
    "来源",
    "出处",
    "下载",
    "有效",
    "有效期",
    "期限",
    "台数",
    "套数",
)  # names that mean it under 基本信息, too
_YOU = late(r"[你您](?!们)|(?<![a-z])you(?![a-z])", re.IGNORECASE)
_PLANS_OWN = frozenset(("product", "component", "version", "quantity", "regions", "valid", "channel", "link", "t_day"))


class Sectioned(Value):
    """What a mail's sections make of its lines.

    `lines` are those that fields, nodes and prose are looked for in: headings that have had their say are blank, and items
    of a schedule have what their headings say put to them (12月8日 over 灰度：孙丽). `fields` are those that the sections tell, `asides` guidance in a line of its own (注意：…);
    `barred` the numbers of lines that are no nodes;
    `besides` is what lines under 授权 say besides their fields; `unread` the lines of a schedule that tell of several nodes in one; `background` the lines that only tell why.
    """

    lines: tuple[Line, ...]
    fields: tuple[FieldValue, ...] = ()
    asides: tuple[FieldValue, ...] = ()
    barred: frozenset[int] = frozenset()
    unread: frozenset[int] = frozenset()
    background: tuple[Line, ...] = ()
    besides: tuple[Line, ...] = ()


def sectioned(lines: Sequence[Line], readers: Readers, items: ItemReader) -> Sectioned:
    """Reads the sections of the lines that belong to no table. Linear in the text."""
    topics = Topics(readers)
    if not readers.rules.fields.section:
        return Sectioned(tuple(lines))
    sections = [one for one in outline(lines, topics) if not (_greets(one, lines, readers) or _is_node(one, items))]
    if not any(one.topic for one in sections):
        return Sectioned(tuple(lines))
    reader = _Sections(readers, items)
    for one in sections:
        reader.take(one)
    changed = reader.changed
    body = [new for line in lines for new in changed.get(line.number, (line,))]
    # Under 版本信息 a line is a node with an owner and a time of its own only.
    unsure = {line.number for line in body if line.number in reader.doubted and not items.read(line.text).sure}
    return Sectioned(
        lines=tuple(body),
        fields=tuple(reader.fields),
        asides=tuple(reader.asides),
        barred=frozenset(reader.barred | unsure),
        unread=frozenset(reader.unread),
        background=tuple(reader.background),
        besides=tuple(reader.besides),
    )


def _greets(section: Section, lines: Sequence[Line], readers: Readers) -> bool:
    """Whether a heading of names is whom the mail speaks to: 韩冰、孙丽： above everything, with somebody else's work below."""
    first = next((line for line in lines if line.text.strip()), None)
    if section.topic != "who" or first is None or section.heading.number != first.number:
        return False
    find = readers.people.mentions.find
    greeted = [one.words for one in find(section.title) if one.kind == "person"]
    below = {one.words for line in section.lines[:_MOST] for one in find(line.text) if one.kind == "person"}
    spoken = any(_YOU.search(line.text) for line in section.lines[:_MOST])  # 林涛： … 你找我要提取码
    return len(greeted) > 1 or (bool(greeted) and (spoken or not below <= set(greeted)))


def _is_node(section: Section, items: ItemReader) -> bool:
    """Whether what has a heading's mark is a whole node, one of a list of them: ● 1月20日，产品部总结（陈静）."""
    return (
        section.topic in HEADS
        and not section.rest
        and (item := items.read(unmarked(section.heading.text))).sure
        and item.named
    )


class _Sections:
    def __init__(self, readers: Readers, items: ItemReader) -> None:
        self.fields: list[FieldValue] = []
        self.asides: list[FieldValue] = []  # 注意：升级前备份: guidance where nothing else is
        self.barred: set[int] = set()
        self.doubted: set[int] = set()
        self.unread: set[int] = set()
        self.background: list[Line] = []
        self.besides: list[Line] = []
        self.changed: dict[int, tuple[Line, ...]] = {}
        self._readers = readers
        self._items = items
        self._left = _MOST
        self._grants = Granted(readers, items)
        self._headed = Headed(readers, items)

    def take(self, section: Section) -> None:
        label = LABEL.fullmatch(section.title) if section.rest else None
        if label is not None and self._readers.known.key(label["label"]) in _PLANS_OWN:
            section = replace(section, rest=f"{section.title}；{section.rest}")  # 四、授权区域 华东；授权数量 不设上限
        own = self._readers.known.key(section.title) if section.rest else None
        if own is not None and own != "remark":
            return  # 数量：500 is a field, whose reader knows it
        lines = [*self._rest(section), *unnumbered(section.lines)]
        if not section.rest and (headed := self._headed.field(section.title, lines)) is not None:
            self.fields.append(headed)
            whose = {line.number for line in lines if self._labelled(line, "owner")}
            if whose and headed.key in NODELIKE:  # 版本限制 / 时间 / 负责人 / 版本：8.0及以下 is a node, too
                self._blank(
                    *(line for line in headed.lines if not (line.number in whose or self._labelled(line, "due")))
                )
            else:
                self._blank(section.heading, *headed.lines)
            return
        topic = section.topic or self._topic(section, lines)
        if topic == "guidance" and self._lists_nodes(lines):
            topic = "schedule"
        section = replace(section, topic=topic)
        if not any(line.text.strip() for line in lines):
            return
        if (
            section.rest
            and section.style == "bare"
            and section.topic != "background"
            and self._tells_node(section.rest)
        ):
            return  # 范围：全部门店，12月10日前由孙丽完成下发
        if section.topic in ("background", "request"):
            self._aside(section, lines)
        elif section.topic == "guidance":
            self._guidance(section, lines)
        elif section.topic in FIELDS and self._readers.known.key(section.title) == "parameters" and not section.rest:
            self._parameters(section, lines)
        elif section.topic in FIELDS:
            self._facts(section, lines)
        elif section.topic == "schedule" or (
            section.topic in HEADS and (not section.rest or self._tells_more(section))
        ):
            self._scheduled(section, lines)

    def _labelled(self, line: Line, key: str) -> bool:
        """Whether a line begins with a row's own label: 负责人：."""
        return any(one == key for one, _ in split_labels(unmarked(line.text)[:60], self._readers.labels)[1][:1])

    def _topic(self, section: Section, lines: Sequence[Line]) -> str:
        """What a section is about whose title does not say it: the plan's own fields, where most of its lines are (适用：区域 …)."""
        said = [line for line in lines if line.text.strip()]
        named = sum(1 for line in said if self._names_field(line))
        return "facts" if not section.rest and named > 1 and named * 2 > len(said) else ""

    def _lists_nodes(self, lines: Sequence[Line]) -> bool:
        """Whether each line is a node of its own: under 进度要求 stand nodes, under 工作要求 a sentence has a day."""
        items = [self._items.read(text) for line in lines[:60] if (text := unmarked(line.text))]
        return len(items) > 1 and all(item.sure and not item.several for item in items) and any(i.named for i in items)

    def _tells_more(self, section: Section) -> bool:
        """四、华南：周航 11月30日取组件，12月4日升级完成 in one line."""
        return not section.lines and len(self._items.dates.find_dates(section.rest)) > 1

    def _tells_node(self, text: str) -> bool:
        item = self._items.read(text)
        return item.named and item.owned and (item.dated or item.several)

    def _rest(self, section: Section) -> list[Line]:
        return [replace(section.heading, text=section.rest)] if section.rest else []

    def _blank(self, *lines: Line) -> None:
        for line in lines:
            self.changed[line.number] = (replace(line, text=""),)

    def _aside(self, section: Section, lines: Sequence[Line]) -> None:
        """Background and requests: nothing in them is the plan's, but a field that they name."""
        kept = [line for line in lines if self._names_field(line)]
        self.background += [line for line in lines if line not in kept and section.topic == "background"]
        self._blank(section.heading, *(line for line in lines if line not in kept))

    def _guidance(self, section: Section, lines: Sequence[Line]) -> None:
        """All of it as it stands, but fields of the plan's own that stand among it."""
        kept = [line for line in lines if self._names_field(line)]
        told = [line for line in lines if line.text.strip() and line not in kept]
        while len(told) > 1 and self._signs(told[-1].text):
            told.pop()
        if told:
            text = clean("\n".join(line.text.strip() for line in told))
            one = FieldValue("guidance", section.title, text, told[0].place, text[:600], lines=tuple(told))
            (self.asides if section.rest and section.style == "bare" else self.fields).append(one)
        self._blank(section.heading, *told)

    def _parameters(self, section: Section, lines: Sequence[Line]) -> None:
        """The lines below 一、参数: net.mtu：1400."""
        told = [line for line in lines if line.text.strip()]
        text = clean("\n".join(unmarked(line.text) for line in told))
        self.fields.append(FieldValue("parameters", section.title, text, told[0].place, text[:600], lines=tuple(told)))
        self._blank(section.heading, *told)

    def _signs(self, text: str) -> bool:
        """Whether a line is nothing but who writes, or the day: 产品部 / 2026年11月23日 below the last requirement."""
        left = text.strip()[:_LONGEST_SIGN]
        for spans in (
            [d.span for d in self._items.dates.find_dates(left)],
            [m.span for m in self._readers.people.mentions.find(left)],
        ):
            for start, end in sorted(spans, reverse=True):
                left = left[:start] + left[end:]
        return len(text.strip()) <= _LONGEST_SIGN and not left.strip(" \t\u3000·，,|｜-—")

    def _facts(self, section: Section, lines: Sequence[Line]) -> None:
        strict = section.topic == "authorisation"
        if not section.rest:
            self._blank(section.heading)
        said: list[tuple[str, str, str, Line]] = []
        for line in lines:
            text = unmarked(line.text)
            if not text:
                continue
            (self.barred if strict else self.doubted).add(line.number)
            self.changed[line.number] = (replace(line, text=text if section.rest else line.text),)
            self._left -= 1
            if self._left > 0:
                own = [one for one in self._grants.of_line(line, text) if strict or one[1] in _SURE]
                said += own
                if own and len(rest := self._grants.left_over(text)) >= _FEWEST:
                    self.besides.append(replace(line, text=rest))
        for key in dict.fromkeys(key for key, _, _, _ in said):
            self.fields += _joined(key, [one[1:] for one in said if one[0] == key])
        counted = [self._grants.places(value) for key, _, value, _ in said if key == "quantity" and not is_total(value)]
        if counted and all(counted) and all(key != "regions" for key, _, _, _ in said):
            line = next(line for key, _, _, line in said if key == "quantity")
            self.fields.append(_field("regions", "", "、".join(counted), line))  # 华东 300 台 / 华南 200 台

    def _names_field(self, line: Line) -> bool:
        """Whether a line begins with a field of the plan's own and a colon: 版本获取：官网."""
        text = unmarked(line.text)
        lead, said = split_labels(text[:200], self._readers.known)
        return bool(said) and not lead.strip() and said[0][0] in _PLANS_OWN

    def _scheduled(self, section: Section, lines: Sequence[Line]) -> None:
        """The items of a schedule with what their headings say put to them; under a node's name only where they are nodes."""
        if self._left <= 0:
            return
        self._left -= len(lines)
        new = scheduled(lines, self._items, self._readers, title=section.title, topic=section.topic)
        if new is None:
            return
        self._blank(section.heading)
        self.unread |= new.unread
        for line, parts in zip(lines, new.lines, strict=True):
            self.changed[line.number] = parts


def _field(key: str, name: str, value: str, line: Line) -> FieldValue:
    return FieldValue(key, name, clean(value).rstrip("。；;，,"), line.place, line.text.strip()[:600], lines=(line,))


def _joined(key: str, said: Sequence[tuple[str, str, Line]]) -> list[FieldValue]:
    """One field of what several clauses say of it: 华东 300 台，华南 200 台; periods are not added up."""
    if key not in ("quantity", "regions") or len(said) == 1:
        return [_field(key, name, value, line) for name, value, line in said]
    mark = "、" if key == "regions" else "，"
    return [_field(key, said[0][0], mark.join(value for _, value, _ in said), said[0][2])]


def fields_of(sections: Sectioned, fields: Sequence[FieldValue]) -> Iterator[FieldValue]:
    """The fields of lines with those that sections tell, where no line names them outright; 授权：…, which a section has
    understood, is no unknown field."""
    named = {f.key for f in fields if f.key and f.key not in NODELIKE}  # 3、版本限制：韩冰，12月18日 0点
    own = {line.number for f in sections.fields for line in f.lines}
    lost = (None, *ROW_FIELDS)
    yield from (f for f in fields if f.key not in lost or not any(line.number in own for line in f.lines))
    for one in sections.fields:
        if one.key == "guidance" or one.key not in named:
            yield one
    if "guidance" not in named and all(one.key != "guidance" for one in sections.fields):
        yield from sections.asides
