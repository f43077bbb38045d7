"""authorises: whether a clause says where, how many and how long the plan's version may be used: its day is no node's (SPEC 1).

`可以用到明年3月31日`, `区域先放华东跟华南`, `自12月1日起可用`, `名额 300 台`.
"""

import re

from mailbot.inbound.forms.numerals import plain
from mailbot.late import late

_PERIOD = late(
    r"用[到至][^，,。；;]{0,6}\d|用[到至](?:今年|明年|年底|月底)"
    r"|(?:\d ?[日号底]?|[年月]底)(?:之?前|止|起|开始)?(?:都|均|可以?|就)?(?:有效|可用|能用|失效)"
    r"|\d ?[日号]?(?:为)?止(?=[，,；;。 ]|$)"
    r"|(?<![a-z])(?:valid|used?|authori[sz](?:ed|ation)|available|expires?|licen[cs]e[ds]?|permi(?:t|ssion)|runs|appl(?:y|ies))(?![a-z])[^.;]{0,20}?"
    r" (?:from|until|till|through|on) (?:\d|the end|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
    r"|(?:^\W*|\. )through (?:\d|the end of|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)[\w ]{0,12}\W*$"
    r"|(?:(?<!完成)(?<!办理)(?<!升级)(?<!下发)期限|有效时间|使用时间)[ \t:：为是从自]{0,3}\d"
)
_WORDS = late(
    r"(?:只|仅)(?:能|限|对|可以?)?(?:给|供|面向|开放给)[^，,。；;]{2,30}用\W*$|授权|许可|有效[期至到]"
    r"|适用(?:区域|范围|地区)|失效|名额"
    r"|^\W*(?:总数|总量|数量|台数|套数)(?:上限)?(?:先|控制在?|为|是|不|约|按|定|最多|[ :：])*\d"
    r"|^\W*(?:区域|地区|范围)(?:先|暂时?|就|限|只|仅|[为是放开])"
    r"|(?<![a-z])(?:authori[sz]\w*|licen[cs]e[ds]?|(?:the|this|our|your) permits?|validity|valid (?:from|until|till|through|to)|good to use)(?![a-z])",
    re.IGNORECASE,
)


def tells_period(clause: str) -> bool:
    """Whether a clause says until when a version may be used."""
    return _PERIOD.search(plain(clause)) is not None


def authorises(clause: str) -> bool:
    return _WORDS.search(clause) is not None or tells_period(clause)
