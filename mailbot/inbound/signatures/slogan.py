"""slogan, advertises: whether a line below a name may be, or is, what a company puts there: `用心支付，连接世界`, `★ 让客户先成功 ★`."""

import re

from mailbot.late import late

_ADDRESSES = late(r"[请麻烦您你我@?？:：]|\b(?:please|you|we|i)\b", re.IGNORECASE)
_DECIDES = late(
    r"同意|确认|確認|已|完成|延期|推迟|撤销|解决|反对|收到|取消|恢复|暂停|启动|移交|了$|[。；]"
    r"|\b(?:agree|done|confirm|approve|reject|yes|no|ok)",
    re.IGNORECASE,
)
_PRAISES = late(
    r"必达|第一|至上|为本|到家|用心|专注|诚信|创新|共赢|双赢|卓越|品质|专业|高效|匠心|成就|连接|拥抱|极致|梦想|未来|使命"
    r"|价值|信赖|可靠|让.{1,12}更|因.{1,8}而|始于|源于|无限|热爱|奋斗|服务每|世界|精彩|安心|放心"
    r"|\b(?:quality|first|trust|innovat\w+|excellence|together|simple|success|future|passion|value)\b",
    re.IGNORECASE,
)
_LONGEST = 40


def slogan(line: str, *, strict: bool = False) -> bool:
    """No figure, nobody addressed. `strict`: nothing decided or reported either (`让每一次升级都安心`, not `全量升级已完成`)."""
    text = line.strip()
    if not text or len(text) >= _LONGEST or any(map(str.isdigit, text)) or _ADDRESSES.search(text):
        return False
    return not (strict and _DECIDES.search(text))


def advertises(line: str) -> bool:
    """Ends like a sentence, and praises the company: `华东业务，使命必达！`, not `华东没问题！`."""
    said = line.strip().rstrip("。.!！")
    return slogan(said, strict=True) and bool(_PRAISES.search(said))
