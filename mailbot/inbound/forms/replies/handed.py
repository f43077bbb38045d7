"""hands_over, not_received: whether a PM's answer to a department hands the version over, or only speaks of it, and whether
the department has it (SPEC 1 `obtain`)."""

import re

from mailbot.inbound.forms.clauses import LATER, is_question
from mailbot.late import late

_SENTENCE = late(r"(?<=[。；;！!？?\n])|(?<=[a-z0-9]\.)(?=\s|$)")
# Where it is, or that it has gone: a link, a path, a share, 已发你, 见附件.
_HERE = late(
    r"(?:https?|ftps?|sftp|smb|file)://\S{3}|\\\\[\w.\-]+\\"
    r"|(?:^|[\s：:，,“\"(（在到于])/(?:[\w.\-\u4e00-\u9fff]+/)+[\w.\-\u4e00-\u9fff]*|(?<![a-z])[d-z]:\\\S"
    r"|(?<![a-z])ftp(?![a-z])|共享(?:盘|目录|文件夹|服务器|里|上)|网盘|云盘|文件服务器|群文件|群共享|提取码|口令|下载码"
    r"|(?:已|刚|刚刚|都|早)(?:经)?[^，,。；;]{0,8}(?:发|给|传|放|拷|上传|推送|共享|邮件)(?:给|到|在|至|过|你|您"
    r"|您们|你们|了)"
    r"|(?:发|给|传|拷|放|上传|共享|分享)(?:给|到|在|至)?[^，,。；;]{0,14}了|(?:见|看|在)附件"
    r"|附件(?:是|为|里|中|就是|即|请|已)|随信附上|附上|(?:请|注意)查收"
    r"|(?<![a-z])(?:attached|enclosed|here it is|here you are|here you go"
    r"|(?:have|has|'ve|just) (?:sent|shared|uploaded|put|given|placed|dropped)|uploaded|share drive|shared drive"
    r"|network share|(?:is|are|it's) (?:on|in|at) the)(?![a-z])",
    re.IGNORECASE,
)
# 明天发你, 等测试出了再给: it is still to come.
_TO_COME = late(
    rf"{LATER}|马上(?:就)?(?:发|给|传)|尽快|今晚|今天(?:下午|晚上|下班)"
    r"|下午(?!已)|晚上|明天|明早|明日|后天|下周|下星期|本周|这周|周[一二三四五六日天]|星期[一二三四五六日天]"
    r"|月底"
    r"|\d{1,2}\s*(?:月\s*\d{1,2}\s*[日号]|[日号点])|等[^，,。；;]{1,14}(?:再|后|就|出来|好了)|之后再|完成后"
    r"|准备好(?:后|了再)|将会?|即将|会(?:发|给|传|放|在)|还(?:没|未|在|不|要)|尚未|暂(?:时|不|无|未)|没有|不能"
    r"|不方便|无法|先别|请先"
    r"|(?<![a-z])(?:will|'ll|tomorrow|tonight|once|when|after|not yet|not|cannot|can't"
    r"|going to|by (?:mon|tue|wed|thu|fri))",
    re.IGNORECASE,
)
# 昨天下午已发你 lies behind, whatever hour it names.
_BEHIND = late(r"昨|前天|刚|已|今早|上午|(?<![a-z])(?:yesterday|already|just|have|has|'ve)(?![a-z])", re.IGNORECASE)
_MISSING = late(
    r"没有?(?:收到|拿到|下到|看到|找到|见到|附件|权限)|未(?:收到|拿到|见|找到)"
    r"|(?:打|下载?|连|访问|登录?|解压|进|找|看)不(?:开|了|到|下来|上|去)"
    r"|(?:链接|地址|提取码|密码|口令|路径)[^，,。；;]{0,6}(?:失效|过期|不对|错|无效|不存在)"
    r"|(?:安装)?包[^，,。；;]{0,6}(?:坏|损坏|不全|不完整|不对)"
    r"|(?<![a-z])(?:404|not received|haven't (?:received|got)|have not (?:received|got)"
    r"|did(?:n't| not) (?:get|receive|arrive)|can(?:'t|not) (?:open|download|access|find|get)"
    r"|link is (?:dead|broken)|broken link|no access|access denied)(?![a-z])",
    re.IGNORECASE,
)


def hands_over(text: str, files: bool) -> bool:
    """`files`: the mail brings some. A sentence that says where it is, or that it has gone, hands it over; what is promised,
    refused or asked does not."""
    said = [s for s in _SENTENCE.split(text[:5000].replace("’", "'").lower()) if s.strip()]
    given = [
        s for s in said if _HERE.search(s) and not (_TO_COME.search(s) and not _BEHIND.search(s)) and not is_question(s)
    ]
    if given:
        return True
    return files and not any(_TO_COME.search(s) for s in said)


def not_received(text: str) -> bool:
    """没收到, 链接打不开: whoever asked for the version does not have it."""
    return any(_MISSING.search(s) for s in _SENTENCE.split(text[:2000].replace("’", "'").lower()))
