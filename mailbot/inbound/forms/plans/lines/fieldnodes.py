"""field_nodes, with_sole_node: nodes written as fields: 节点：灰度升级 / 负责人：孙丽 / 完成时间：12月3日; the one of Owner: 林涛 / Due: 2 December
(SPEC 3 "Body")."""

from collections.abc import Sequence
from datetime import datetime

from mailbot.inbound.forms.fields.lines import FieldNames, FieldValue
from mailbot.inbound.forms.nodes.names import node_keys
from mailbot.inbound.forms.plans.draft import Row
from mailbot.inbound.forms.plans.lines.shares import subject_node
from mailbot.inbound.forms.plans.readers import Readers
from mailbot.late import late

_OWN = frozenset(("owner", "due", "start", "progress", "done_at", "status", "remark", "departments"))
_COLUMNS = {"node": "title", "departments": "department", "status": "state"}


def field_nodes(
    fields: Sequence[FieldValue], mailed: datetime, labels: FieldNames
) -> tuple[list[FieldValue], list[Row]]:
    """(the fields that are no node's, the rows of those that are). What stands before 节点 is the node's where each node has
    one (负责人：孙丽 / 节点：华东升级); `labels` are the names of a row's own fields, by which 时间 is known in one."""
    rest: list[FieldValue] = []
    rows: list[Row] = []
    block: dict[str, FieldValue] = {}
    keys = [value.key for value in fields]
    ahead = (
        keys.count("node") > 0
        and keys.count("owner") == keys.count("node")
        and keys.index("owner") < keys.index("node")
    )

    def close() -> None:
        listing = len(block) == 1 and any(map(str.isdigit, block["node"].value)) if "node" in block else False
        if "node" in block and not listing:  # 节点：灰度升级-孙丽-12月4日、全量升级-… tells of several
            rows.append(_row(block, mailed))
        else:
            rest.extend(block.values())
        block.clear()

    for value in fields:
        key = value.key or (labels.key(value.name) if "node" in block else "") or ""
        if key == "node" and "node" not in block and block:
            block["node"] = value
        elif key == "node":
            close()
            block["node"] = value
        elif (block or (ahead and key == "owner")) and key in _OWN and key not in block:
            block[key] = value
        elif ahead and key == "owner":
            close()
            block[key] = value
        else:
            close()
            rest.append(value)
    close()
    return rest, rows


def _row(block: dict[str, FieldValue], mailed: datetime) -> Row:
    texts = {_COLUMNS.get(key, key): value.value for key, value in block.items() if value.value}
    places = {_COLUMNS.get(key, key): value.place for key, value in block.items()}
    head = block["node"]
    return Row(texts=texts, places=places, place=head.place, mailed=mailed, whole=head.words)


_WHEN = late(r"(?:计划|预计)?(?:升级|下发|推送|实施|执行|上线|更新)(?:完成|截止)?(?:时间|日期)")  # 升级时间：12月8日


def with_sole_node(
    fields: Sequence[FieldValue], rows: Sequence[Row], readers: Readers, mailed: datetime
) -> tuple[Row, ...]:
    """The rows with the one that the fields give, called as what the mail's subject plans: in place of a row of that work without a day; as
    they are where other work is listed, or one of owner and due is not given."""
    others = [row for row in rows if set(node_keys(row.title, readers.kinds).values()) != {"finalize"}]
    due = [
        one
        for one in fields
        if (one.key == "due" or (one.key is None and _WHEN.fullmatch(one.name.strip()))) and one.value
    ]
    owner = [one for one in fields if one.key == "owner" and one.value]
    title = subject_node(readers)
    if len(due) != 1 or len(owner) != 1 or not title or len(others) > 1:
        return tuple(rows)
    keys = set(node_keys(title, readers.kinds).values())
    if others and (others[0].text("due") or not keys & set(node_keys(others[0].title, readers.kinds).values())):
        return tuple(rows)
    texts = {"title": title, "owner": owner[0].value, "due": due[0].value}
    sole = Row(
        texts=texts,
        mailed=mailed,
        place=due[0].place,
        places={"owner": owner[0].place, "due": due[0].place},
        whole=f"{owner[0].words}  {due[0].words}"[:300],
    )
    return (sole, *(row for row in rows if row not in others))
