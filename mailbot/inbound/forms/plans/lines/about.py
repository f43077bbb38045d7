"""What a line that may list a node is about instead: the whole plan, a restriction, several clauses with a day each."""

import re

from mailbot.inbound.forms.nodes.names import is_node_name, node_keys
from mailbot.inbound.forms.numerals import plain
from mailbot.inbound.forms.plans.authorises import tells_period
from mailbot.inbound.forms.plans.deeds import find_deeds
from mailbot.inbound.forms.plans.items import Item, ItemReader
from mailbot.inbound.forms.plans.readers import Readers
from mailbot.inbound.forms.plans.values.advice import is_advice
from mailbot.late import late

SHORT = 40  # of one that gives a node and its owner without a date
_SEMICOLON = late(r"[；;]")
_PARTS = late(r"[，；;。]|,(?! ?\d)|\.\s")
_PLANWISE = late(
    r"授权|许可|有效(?:期|至|到|时间)|失效|适用(?:区域|范围|地区)|名额|valid (?:until|from|to)", re.IGNORECASE
)
_BOUNDED = late(r"(?:不超过|不少于|至多|最多)\s*\d+|\d+\s*[台套]以内")


class About:
    """Tells what the lines of a plan, read as items, are about."""

    def __init__(self, readers: Readers, items: ItemReader) -> None:
        self._readers = readers
        self._items = items

    def is_planwise(self, item: Item, text: str) -> bool:
        """Whether a line is about the whole plan: 首批数量不超过 400 台，区域华东，授权有效期… names a node, and nobody who does it."""
        if tells_period(text) and not any(
            self._items.days(part) for part in _PARTS.split(text) if not tells_period(part)
        ):
            return True  # 可以用到明年3月31日，包由我提供
        if is_advice(text.strip("。. "), self._readers, self._readers.dates(self._readers.context.mailed, done=True)):
            return True  # 下发后一周内有告警的，马上改回 30
        if _PLANWISE.search(text):
            return not (item.named and self.names_somebody(text))
        return not item.named and _BOUNDED.search(text) is not None

    def names_somebody(self, text: str) -> bool:
        return any(
            one.kind in ("person", "address", "self", "role") for one in self._readers.people.mentions.find(text)
        )

    def has_parts(self, text: str) -> bool:
        """Whether clauses with a day each stand in a line: 12月28日起限制8.2及以下；海外延迟到2月1日."""
        parts = _SEMICOLON.split(text)
        days = sum(bool(self._items.days(part)) for part in parts[:8])
        return len(parts) > 1 and (days > 1 or sum(map(self._tells_of_work, parts[:8])) > 1)

    def _tells_of_work(self, part: str) -> bool:
        """Whether a part says who does what: 华东升级时间待孙丽确认; not 配合：周航."""
        return self.names_somebody(part) and (
            any(one.department is not None for one in self._readers.people.mentions.find(part))
            or bool(find_deeds(plain(part)))
        )

    def is_bare(self, item: Item) -> bool:
        """A node's name and a date, and nothing else: 参数下发 12月8日."""
        row = item.row
        bare = item.dated and not row.text("remark") and len(row.whole) <= SHORT and not item.restricting
        return bare and is_node_name(row.title, self._readers.kinds)

    def done_by(self, item: Item, key: str | None) -> bool:
        """Whether a person is to do it: 延迟限制：海外 1月15日 says for whom, not by whom."""
        if key not in ("restrictions", "delayed", "effective"):
            return True
        found = self._readers.people.mentions.find(item.row.text("owner"))
        inner = [
            d for d in (one.department for one in found) if d and not self._readers.rules.directory.is_business(d.name)
        ]
        return bool(inner) or any(one.kind in ("person", "address", "role", "self") for one in found)

    def is_restriction(self, item: Item) -> bool:
        """Whether a line words a restriction, and a department in it is whom it is about: 华东业务部：5.2及以下，12月18日起限制."""
        delays = {one.key for one in find_deeds(plain(item.row.whole))} == {"delay"} and not node_keys(
            item.row.title, self._readers.kinds
        )
        if not (item.restricting or delays) or self.done_by(item, "restrictions"):
            return False  # Overseas delayed until 31 Jan is no node, either
        directory = self._readers.rules.directory
        named = self._readers.people.mentions.find(item.row.text("owner"))
        return all(one.department is None or directory.is_business(one.department.name) for one in named)

    def only_date(self, item: Item, label: str) -> bool:
        """总结：12月25日: a node's name with nothing but a date."""
        key = next(iter(node_keys(label, self._readers.kinds).values()), "")
        return key == "finalize" and item.dated and not item.row.text("remark")


def is_sentence(text: str) -> bool:
    """Whether a line tells rather than lists: several clauses with a full stop among them."""
    return len(re.findall(r"[。！？!?]", text.rstrip("。.！!"))) > 0 or len(re.findall(r"[，,]", text)) > 3
