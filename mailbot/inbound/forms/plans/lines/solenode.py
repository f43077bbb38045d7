"""with_sole_node: the one node of a plan that names who and until when as fields of its own: Owner: 林涛 / Due: 2 December (SPEC 3 "Body")."""

from collections.abc import Sequence
from datetime import datetime

from mailbot.inbound.forms.fields.lines import FieldValue
from mailbot.inbound.forms.nodes.names import node_keys
from mailbot.inbound.forms.plans.draft import Row
from mailbot.inbound.forms.plans.lines.shares import subject_node
from mailbot.inbound.forms.plans.readers import Readers
from mailbot.late import late

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
