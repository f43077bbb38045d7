"""sole_node: the one node of a plan that names who and until when as fields of its own: Owner: 林涛 / Due: 2 December (SPEC 3 "Body")."""

from collections.abc import Sequence
from datetime import datetime

from mailbot.inbound.forms.fields.lines import FieldValue
from mailbot.inbound.forms.nodes.names import node_keys
from mailbot.inbound.forms.plans.draft import Row
from mailbot.inbound.forms.plans.lines.shares import subject_node
from mailbot.inbound.forms.plans.readers import Readers
from mailbot.late import late

__all__ = ["sole_node"]

_WHEN = late(r"(?:计划|预计)?(?:升级|下发|推送|实施|执行|上线|更新)(?:完成|截止)?(?:时间|日期)")  # 升级时间：12月8日


def sole_node(fields: Sequence[FieldValue], rows: Sequence[Row], readers: Readers, mailed: datetime) -> Row | None:
    """The row, called as what the mail's subject plans; None where other work is listed, or one of both is not given."""
    if any(set(node_keys(row.title, readers.kinds).values()) != {"finalize"} for row in rows):
        return None
    due = [one for one in fields if (one.key == "due" or (one.key is None and _WHEN.fullmatch(one.name.strip()))) and one.value]
    owner = [one for one in fields if one.key == "owner" and one.value]
    title = subject_node(readers)
    if len(due) != 1 or len(owner) != 1 or not title:
        return None
    texts = {"title": title, "owner": owner[0].value, "due": due[0].value}
    return Row(texts=texts, mailed=mailed, place=due[0].place, places={"owner": owner[0].place, "due": due[0].place}, whole=f"{owner[0].words}  {due[0].words}"[:300])
