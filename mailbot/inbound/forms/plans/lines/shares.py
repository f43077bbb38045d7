"""One node shared by several, a line each: 请各部门按期完成升级： / 华东 12月3日 / 华南 12月7日 (SPEC 3 "Body")."""

from collections.abc import Sequence
from itertools import groupby

from mailbot.inbound.forms.fields.lines import FieldValue
from mailbot.inbound.forms.nodes.names import node_keys
from mailbot.inbound.forms.numerals import plain
from mailbot.inbound.forms.plans.deeds import find_deeds
from mailbot.inbound.forms.plans.draft import Row
from mailbot.inbound.forms.plans.items import Item, ItemReader
from mailbot.inbound.forms.plans.readers import Readers
from mailbot.inbound.forms.plans.values.kindnames import kind_is_said
from mailbot.inbound.writing import Line
from mailbot.late import late
from mailbot.value import replace

_LONGEST = 40  # characters of such a line
_FEWEST = 2  # one line alone is a signature with its date
# People beside days that are no nodes: 值班表, 评审人, 抄送.
_OTHER = late(
    r"值班|联系|评审|签|名单|抄送|休假|请假|会议|汇报|确认人|审批|审核"
    r"|(?<![a-z])(?:on duty|contact|review|leave|meeting)"
)
_PARTS = late(r"[，,。；;：:!！\n]+")


def shared_node(
    lines: Sequence[Line], fields: Sequence[FieldValue], readers: Readers, items: ItemReader, *, alone: bool
) -> tuple[tuple[Row, ...], frozenset[int]]:
    """The rows of lines that hold nothing but who and until when, with the node of the line above them or, where they are `alone`
    in telling of nodes, of the mail's title; and the numbers of these lines. Linear in the text."""
    said = {line.number for f in fields if f.key is not None for line in f.lines}
    rows: list[Row] = []
    run: list[Item] = []
    heading = ""
    for line in (*lines, Line(-1, "。")):
        if not line.text.strip():
            continue
        item = _share(line, items) if line.number not in said else None
        if item is not None:
            run.append(item)
            continue
        sure = (
            run and heading.rstrip().endswith(("：", ":")) and _node(heading, readers, alone=False)
        )  # 限制（8.0及以下）： / 韩冰 —— 12月18日零点
        if (len(run) >= _FEWEST or sure) and (title := _node(heading, readers, alone=alone)):
            rows += [replace(one.row, texts={**one.row.texts, "title": title}) for one in run]
        run, heading = [], line.text
    return tuple(rows), frozenset(int(row.place) for row in rows if row.place.isdecimal())


def of_departments(rows: Sequence[Row], lines: Sequence[Line], readers: Readers) -> tuple[Row, ...]:
    """The rows of a table whose titles are all departments (部门 | 负责人 | 升级完成), titled by the node of the line above it or of
    the mail's subject; rows of any other table as they are."""
    directory = readers.rules.directory
    if not rows or not all(directory.department(row.title) for row in rows):
        return tuple(rows)
    first = min((int(row.place) for row in rows if row.place.isdecimal()), default=0)
    above = [line.text for line in lines if line.number < first and line.text.strip()]
    heading = next((text for text in reversed(above[-2:]) if _node(text, readers, alone=False)), "")
    title = _node(heading, readers, alone=True)
    if not title:
        return tuple(rows)
    return tuple(
        replace(row, texts={**row.texts, "title": title, "department": row.text("department") or row.title})
        for row in rows
    )


def runs_of_departments(rows: Sequence[Row], lines: Sequence[Line], readers: Readers) -> tuple[Row, ...]:
    """The rows of lines, each run of those titled by departments titled by its heading: 在线升级： / 华东：孙丽，12月4日."""
    found: list[Row] = []
    for is_department, run in groupby(rows, key=lambda row: readers.rules.directory.department(row.title) is not None):
        some = tuple(run)
        # 2. 测试 何川 12月8日 among nodes: what names a node, too, is one, unless it stands beside 华东.
        by_department = is_department and not all(node_keys(row.title, readers.kinds) for row in some)
        found += of_departments(some, lines, readers) if by_department else some
    return tuple(found)


def subject_node(readers: Readers) -> str:
    """What the mail's subject plans, as the rules call it: 在线升级, 参数下发; '' where it names no node."""
    return _node("", readers, alone=True)


def _share(line: Line, items: ItemReader) -> Item | None:
    """What a line says that names somebody and a day, and nothing else."""
    text = line.text.strip()
    item = items.read(text, place=line.place) if 4 <= len(text) <= _LONGEST else None
    if item is None or item.row.title or item.row.text("remark") or item.past or item.several:
        return None
    return item if item.owned and item.dated else None


def _node(heading: str, readers: Readers, *, alone: bool) -> str:
    """The standard node that the last of a heading's parts names, else the one that the mail's title names."""
    parts = [part for part in _PARTS.split(heading[-200:]) if part.strip()]
    if _OTHER.search(heading):
        return ""
    title = readers.context.subject.bare
    for text in (*parts[-1:], *([title] if alone else [])):
        deeds = {one.key for one in find_deeds(plain(text))}
        both = {"rollout", "restrict"} <= deeds  # 在线升级及版本限制: who stands beside a place and a day upgrades it
        for kind in sorted(readers.kinds, key=lambda one: not kind_is_said(one, title)):
            key = "rollout" if both else node_keys(text, (kind,)).get(kind.key, "")
            node = kind.node_of(key) if key else None
            if node is not None:
                return node.title.in_(readers.rules.company.language)
    return ""
