"""all_done: 全部完成, said of everything that somebody has open (SPEC 9 "Replies")."""

from mailbot.inbound.forms.context import Context
from mailbot.inbound.forms.hearing import hear
from mailbot.late import late

_WHOLE = late(
    r"[\W_]+|节点|事项|工作|任务|我的|我这边|我部|我们|这边|以上|上述|各项|所有|几项|项|名下|负责|本周|目前|现已"
    r"|已经|已|的"
)


def all_done(text: str, context: Context) -> bool:
    """全部完成, with nothing beside it that would tell of what."""
    heard = hear(text, context.rules.phrases)
    if not heard.says("all_done") or heard.says("not_done", "failed", "promise", "postpone", "rest"):
        return False
    rest = list(heard.text)
    for h in heard.heard:
        if h.meanings & {"all_done", "thanks"}:
            rest[h.start : h.end] = " " * (h.end - h.start)
    return not _WHOLE.sub("", "".join(rest))
