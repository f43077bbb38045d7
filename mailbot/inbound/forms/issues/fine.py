"""all_fine: 没问题 with nothing beside it but thanks and that it was looked at, which answers 请验证 (SPEC 9 "Replies")."""

from collections.abc import Sequence

from mailbot.inbound.forms.hearing import Hearing
from mailbot.late import late

# The whole answer to 请验证.
_FINE = late(
    r"(?:(?:这边|我们?|看了|试了|试过|测了|测过|验了|看过|现在|目前|都|已经?|一切|下|一下|了|确实|是"
    r"|\d+ ?[台家个套处]|[两三四五六七八九十几][台家个套处]|重启|升级|更新|重装|登录|打印|使用|运行|现场|客户"
    r"|门店|服务|设备|机器|之?后|全部|均|也|就|的)*(?:没有?问题|无问题|没毛病|正常)(?:了|的|啦|哈)?"
    r"|(?:all |looks |it's |is )?(?:good|fine|ok) (?:here|now|on our side|from our side|for us)|confirmed|passed"
    r"|(?:(?:这|这边|两|三|几|个|都|全部|均|也|已经?|全)*(?:验证|复测|回归|测试)?通过(?:了|的)?)|ok了?)"
)
_SPACES = late(r"[\s\W_]+")


def all_fine(line: str, spans: Sequence[tuple[int, int]], heard: Hearing) -> bool:
    """没问题, or 行 of whoever has looked, and nothing beside it but thanks and that it was looked at."""
    parts = [part for a, b in spans if (part := _SPACES.sub(" ", line[a:b]).strip())]
    looked = any(_LOOKED.fullmatch(part) for part in parts)
    fine = [bool(_FINE.fullmatch(part) or (looked and _WEAK.fullmatch(part))) for part in parts]
    beside = (part for part, good in zip(parts, fine, strict=True) if not good)
    return any(fine) and all(
        _LOOKED.fullmatch(part) or _HEARD.fullmatch(part) or _thanks(part, heard) for part in beside
    )


_WEAK = late(r"(?:可以|行|ok|好)(?:了|的|啦)?")  # 验了，行: by itself no more than a 收到


_LOOKED = late(
    r"(?:我|我们|这边|刚才?|已经?|今天|昨天|又|在|现场|门店|\d+ ?[家台个])*(?:看|试|测|验|查|验证|测试|复测"
    r"|回归)(?:了|过|过了)?(?:一下|下|一遍|两遍|几次)?"
)
_HEARD = late(r"(?:收到|好的|各位好|大家好|hi|hello|你好|您好)")


def _thanks(part: str, heard: Hearing) -> bool:
    return any("thanks" in h.meanings and h.words in part for h in heard.heard) and len(part) <= (
        40 if part.isascii() else 12
    )
