"""slogan: whether a line below a name may be what a company puts there: `用心支付，连接世界`, `★ 让客户先成功 ★`."""

import re

from mailbot.late import late

_ADDRESSES = late(r"[请麻烦您你我@?？:：]|\b(?:please|you|we|i)\b", re.IGNORECASE)
_DECIDES = late(
    r"同意|确认|確認|已|完成|延期|推迟|撤销|解决|反对|收到|取消|恢复|暂停|启动|移交|了$|[。；]"
    r"|\b(?:agree|done|confirm|approve|reject|yes|no|ok)",
    re.IGNORECASE,
)
_LONGEST = 40


def slogan(line: str, *, strict: bool = False) -> bool:
    """No figure, nobody addressed. `strict`: nothing decided or reported either (`让每一次升级都安心`, not `全量升级已完成`)."""
    text = line.strip()
    if not text or len(text) >= _LONGEST or any(map(str.isdigit, text)) or _ADDRESSES.search(text):
        return False
    return not (strict and _DECIDES.search(text))
