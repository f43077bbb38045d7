"""tells: whether a line tells or asks something about nodes rather than listing one (SPEC 3 "Body")."""

import re

from mailbot.inbound.forms.clauses import is_question
from mailbot.inbound.forms.numerals import plain
from mailbot.inbound.forms.plans.deeds import find_deeds
from mailbot.inbound.forms.plans.items import Item
from mailbot.inbound.forms.plans.story.no_node import is_background, talks
from mailbot.late import late

__all__ = ["tells"]

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
