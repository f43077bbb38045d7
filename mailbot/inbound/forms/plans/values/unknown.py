"""Fields that the rules do not know: kept, and named in the receipt with the nearest known one (issue "Fields")."""

import re
from collections import Counter

from mailbot.campaign.commands import Reading, Remark
from mailbot.inbound.forms.days.dates import Moment
from mailbot.inbound.forms.nodes.names import node_keys
from mailbot.inbound.forms.plans.draft import Draft
from mailbot.inbound.forms.plans.readers import Readers
from mailbot.inbound.forms.plans.values.values import Values
from mailbot.rulebook.folding import fold

_MOST = 30
# Lines of a passed-on mail's header, and what people write before a colon without meaning a field.
_HEADERS = (
    "发件人 收件人 抄送 抄送人 密送 主题 发送时间 发送日期 日期 时间 附件 from to cc bcc subject sent date "
    "attachments importance 重要性 hi dear ps 注 另 另外 备注 说明 如下 "
    "注意 提醒 请注意 温馨提示 其中 例如 比如 链接 电话 手机 邮箱 tel mobile email phone fax 传真 地址 公司 "
    "职位 部门 分机"
)
_NO_FIELDS = frozenset(_HEADERS.split())


def unknown_fields(draft: Draft, readers: Readers, values: Values) -> tuple[tuple[Reading, ...], tuple[Remark, ...]]:
    """(readings that keep them, remarks that name them). Names of people and nodes before a colon are no fields."""
    readings: list[Reading] = []
    remarks: list[Remark] = []
    parameters = {fold(p.name) for p in values.parameters}
    alone = Counter(said.field.words[:300] for said in draft.fields)
    read = {
        (one.place, one.words[:300]) for one in values.readings
    }  # 只给这两个部门用：华东、华南 is known by its value
    for said in draft.fields:
        one = said.field
        if one.key is not None or not one.value or len(remarks) >= _MOST or not _field_like(one.name, one.value):
            continue
        if alone[one.words[:300]] == 1 and (one.place, one.words[:300]) in read:
            continue
        if fold(one.name) in parameters or node_keys(one.name, readers.kinds):
            continue
        if readers.people.mentions.find(one.name) or isinstance(
            readers.dates(said.mailed, done=True).read_date(one.name), Moment
        ):
            continue
        readings.append(
            Reading(field=one.name, value=one.value[:500], place=one.place, words=one.words[:300], rule="unknown-field")
        )
        facts = {"name": one.name, "value": one.value[:200], "nearest": [one.near] if one.near else []}
        remarks.append(Remark(reason="unknown-field", place=one.place, words=one.name, facts=facts))
    return tuple(readings), tuple(remarks)


def _field_like(name: str, value: str) -> bool:
    bare = fold(name)
    if bare in _NO_FIELDS or len(name) > 16:
        return False
    return not re.search(r"[吗呢吧啊的了]$|请|我们|大家", bare) and len(value) <= 300
