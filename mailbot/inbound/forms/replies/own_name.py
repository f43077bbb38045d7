"""in_own_name: an answer as its sender would say it of themselves: 华东没问题 and 我代陈静回复：同意 are 我们没问题, 我同意."""

import re

from mailbot.inbound.forms.context import Context
from mailbot.inbound.forms.hearing import smooth
from mailbot.late import late

# 她同意, 她说可以: of the one whom an assistant speaks for.
_SAYS = r"(?:(?:的?(?:意思|意见|答复)(?:是|:|：)|(?:说|表示|回复|答复|让我(?:转告|回复))(?:是|了|一下)?)[，,:：]?)?"
_SHE = late(r"(?:[她他]|(?<![a-z])(?:s?he)(?![a-z]))" + _SAYS)
_WE = "我们", "us"


def in_own_name(text: str, context: Context) -> str:
    """`text` smoothed, with 我们 for the sender's own department and 我 for the PM in whose name an assistant writes; a
    department's name that leads on to another word (华东客户) stays."""
    line = smooth(text)
    directory = context.rules.directory
    person = directory.person(context.person)
    department = directory.department(context.department or (person.department if person else "") or "")
    for name in sorted((department.name, *department.aliases), key=len, reverse=True) if department else ():
        word, edge = (
            (
                _WE[1],
                r"(?<![a-z])",
            )
            if name.isascii()
            else (_WE[0], "")
        )
        after = (
            r"(?![a-z])"
            if name.isascii()
            else r"(?:业务部|大区|区|部门?|这边|这里|方面)?(?!客户|门店|[的及和、与]|服务|站点|网关|终端)"
        )
        line = re.sub(edge + re.escape(smooth(name.lower())) + after, word, line)
    if _in_anothers_name(context) and person is not None:
        line = re.sub(re.escape(smooth(person.name.lower())) + r"(?!和|与|、)" + _SAYS, "我", line)
        line = _SHE.sub("我", line)
    return line


def _in_anothers_name(context: Context) -> bool:
    """Whether the sender is not the one who is taken to speak."""
    directory = context.rules.directory
    sender = directory.person(context.letter.from_[0].address) if context.letter.from_ else None
    return sender is not None and sender is not directory.person(context.person)
