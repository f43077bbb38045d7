"""field_nodes: nodes written as fields: 节点：灰度升级 / 负责人：孙丽 / 完成时间：12月3日 (SPEC 3 "Body")."""

from collections.abc import Sequence
from datetime import datetime

from mailbot.inbound.forms.fields.lines import FieldNames, FieldValue
from mailbot.inbound.forms.plans.draft import Row

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
