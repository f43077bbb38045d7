"""Nodes with their details on the lines below: 灰度升级 / 负责人：孙丽 / 时间：12月3日, in blocks and in lists (SPEC 3 "Body")."""

import re
from collections.abc import Iterator, Sequence

from mailbot.inbound.forms.fields.lines import split_labels
from mailbot.inbound.forms.nodes.names import is_node_name, node_keys
from mailbot.inbound.forms.plans.draft import Row
from mailbot.inbound.forms.plans.items import Item, ItemReader
from mailbot.inbound.forms.plans.readers import NODELIKE, Readers
from mailbot.inbound.writing import Line
from mailbot.late import late
from mailbot.value import Value, replace

_MOST_BELOW = 8  # lines of one node's details
_LONGEST_HEAD = 60
_SAID = frozenset(("owner", "department", "due", "start", "helpers"))
_TELLING = _SAID - {"department"}
_MARKER = late(
    r"[ \t\xa0\u3000]*(?:#{1,6}[ \t]+|[*＊][ \t]+|[•·●○■□▪▫◆◇►▶➢➤-][ \t]*"
    r"|[(（【\[]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）】\]、.．:：](?!\d)[ \t]*|[①-⑳][ \t]*)?(?:\*\*)?"
)
_BRACKETED = late(r"\s*[【\[](?P<label>[^【】\[\]\s]{1,8})[】\]]\s*(?=[^\s：:])")
_LABELLED = late(r"(?P<label>[^\W\d][^:：\n]{0,11})[:：]")


class Block(Value):
    """A node and the numbers of the lines that say it; the lines of its restriction (7.0 及以下, 生效时间) are not among them,
    being the plan's fields too."""

    row: Row
    covered: frozenset[int]


def node_blocks(lines: Sequence[Line], readers: Readers, items: ItemReader) -> tuple[Block, ...]:
    """The nodes whose name stands in a line and whose owner or time stand, labelled, in the lines below. Linear."""
    found: list[Block] = []
    index = 0
    lines = [_with_colon(line, readers) for line in lines]
    while index < len(lines):
        block, index = _block(lines, index, readers, items)
        if block is not None:
            found.append(block)
    return tuple(found)


def _block(lines: Sequence[Line], index: int, readers: Readers, items: ItemReader) -> tuple[Block | None, int]:
    head = lines[index]
    title, rest, restricting = _head(head.text, readers)
    if not title:
        return None, index + 1
    details = list(_details(lines, index, readers))
    details = [*_above(lines, index, {key for _, key in details}, readers), *details]
    labelled = {key for _, key in details}
    # 获取：官网 above 部门：华北、西南 are two fields of the plan.
    said = _TELLING if rest else _SAID
    item = _item(title, rest, details, items, head) if labelled & said else None
    if item is None or (restricting and not item.owned):
        return None, index + 1
    own = {line.number for line, key in details if key not in ("effective", "fields")}
    covered = own if restricting else own | {head.number}
    return Block(item.row, frozenset(covered)), index + 1 + sum(line.number > head.number for line, _ in details)


def _head(text: str, readers: Readers) -> tuple[str, str, bool]:
    """(title, what stands behind it, whether that is a restriction's field) of a line that heads a node, '' of another."""
    marked = _MARKER.match(text)
    bare = text[marked.end() :].strip() if marked else text.strip()
    bare = bare.replace("**", "")
    if not 2 <= len(bare) <= _LONGEST_HEAD:
        return "", "", False
    labelled = _LABELLED.match(bare)
    label = labelled["label"].strip() if labelled else ""
    value = bare[labelled.end() :].strip() if labelled else ""
    if labelled and readers.known.key(label) == "node" and value:
        label, value = value, ""
        return (label, "", False) if len(label) <= 30 else ("", "", False)
    if not labelled:
        label = bare.rstrip(":： 】]")
    if not is_node_name(label, readers.kinds):
        return "", "", False
    key = readers.known.key(label)
    if key is not None and key not in NODELIKE and value:
        return "", "", False
    restricts = {"restrict", "delay"} & set(node_keys(label, readers.kinds).values())
    return label, value, bool(restricts and value)


def _details(lines: Sequence[Line], index: int, readers: Readers) -> Iterator[tuple[Line, str]]:
    """The lines below a heading that are about its node, each with the key of its label: 负责人, 时间, 生效时间, 说明, or `text`
    of one without a label that is indented deeper."""
    head = lines[index]
    above = head
    for line in lines[index + 1 : index + 1 + _MOST_BELOW]:
        if not line.text.strip() or line.number != above.number + 1 or _head(line.text, readers)[0]:
            return
        marked = _MARKER.match(line.text)
        bare = line.text[marked.end() :] if marked else line.text
        labelled = _LABELLED.match(bare)
        key = readers.labels.key(labelled["label"]) if labelled else None
        if key is None and labelled and readers.known.key(labelled["label"]) == "effective":
            key = "effective"
        if key is None and split_labels(bare, readers.labels)[1]:
            key = split_labels(bare, readers.labels)[1][0][0]  # 负责人 孙丽
        if key is None and labelled and readers.known.key(labelled["label"]) is not None:
            return
        if key is None and _indent(line.text) <= _indent(head.text):
            return
        yield line, key or "text"
        above = line


def _above(lines: Sequence[Line], index: int, given: set[str], readers: Readers) -> list[tuple[Line, str]]:
    """The labelled lines of its own paragraph above a node's name: 负责人：孙丽 / 节点：华东升级 / 时间：12月8日."""
    found: list[tuple[Line, str]] = []
    for at in range(index - 1, max(-1, index - 1 - _MOST_BELOW), -1):
        line = lines[at]
        if not line.text.strip() or line.number != lines[at + 1].number - 1:
            break
        labelled = _LABELLED.match(line.text.strip())
        key = readers.labels.key(labelled["label"]) if labelled else None
        if key not in _SAID or key in given:
            return []
        found.insert(0, (line, key))
    return found


def _with_colon(line: Line, readers: Readers) -> Line:
    """【负责人】孙丽 as 负责人：孙丽, of a row's own labels."""
    bracketed = _BRACKETED.match(line.text)
    known = bracketed is not None and (
        readers.labels.key(bracketed["label"]) or readers.known.key(bracketed["label"]) == "node"
    )
    return (
        replace(line, text=f"{bracketed['label']}：{line.text[bracketed.end() :].strip()}")
        if bracketed is not None and known
        else line
    )


def _item(title: str, rest: str, details: Sequence[tuple[Line, str]], items: ItemReader, head: Line) -> Item | None:
    """The node that a heading and its details make, where they make one."""
    has_due = any(key == "due" for _, key in details)
    texts: list[str] = [rest] if rest else []
    for line, key in details:
        text = line.text.strip()
        marked = _MARKER.match(text)
        text = text[marked.end() :] if marked else text
        if key == "effective" and not has_due:
            text = re.sub(r"^[^:：]*[:：]", "截止时间：", text, count=1)
        elif key == "effective":
            continue
        texts.append(text)
    item = items.read("\n".join(texts), place=head.place)
    if not (item.owned or item.dated or item.vague):
        return None
    left = "；".join(filter(None, [item.row.title, item.row.text("remark")]))
    own = {k: v for k, v in item.row.texts.items() if k not in ("title", "remark")}
    whole = "  ".join([head.text.strip(), *(line.text.strip() for line, _ in details)])
    places = {
        name: line.place
        for line, key in details
        if (name := "due" if key == "effective" and not has_due else key) in own
    }
    row = replace(item.row, texts={**own, "title": title, "remark": left[:300]}, places=places, whole=whole[:300])
    return replace(item, row=row)


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip(" \t\xa0\u3000"))
