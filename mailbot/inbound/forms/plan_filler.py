"""What in a mail of changes changes nothing itself: 麻烦改一下, 好的，按孙丽的意见改：, thanks."""

import re

from mailbot.late import late

__all__ = ["is_filler"]

_FILLER = late(
    r"\s*(?:(?:您好|你好|各位好?|大家好?|hi|hello|dear)[^\d]{0,12}|(?:非常|多)?(?:谢谢|感谢|辛苦|麻烦|抱歉|不好意思|打扰)[^\d]{0,10}|thanks.{0,10}|thank you.{0,10}|thx|sorry.{0,10}"
    r"|(?:请|麻烦|帮忙|计划|节点|以下|按以下|按下面|有\S{0,3}处|这\S{0,3}处|上封|上一封|刚才)*(?:更正|修改|改|调整|补充|变更|纠正)(?:一?下|几处|两处|一处)?(?:如下)?|如下|以上|请查收|ok|好的?|corrections?|please (?:change|update|correct)[^\d]{0,20})"
    r"[\s,，。.!！~:：]*",
    re.IGNORECASE,
)
# 好的，按孙丽的意见改： says that what follows changes, and nothing itself.
_HEADS_CHANGES = late(r"[^\d:：]*(?:改|调整|修改|更新|变更|更正|调)[^\d:：改]{0,8}[:：]", re.IGNORECASE)


def is_filler(text: str) -> bool:
    """Whether a line greets, thanks or heads the changes below it, and says nothing else."""
    return (len(text) <= 24 and _HEADS_CHANGES.fullmatch(text) is not None) or (
        len(text) <= 24
        and _FILLER.fullmatch(text) is not None
        and not re.search(r"同意|确认|完成|取消|暂停|恢复|启动|done", text)
    )
