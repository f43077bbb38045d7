"""Doubts and assumptions about dates → the faults and remarks that the sender reads."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from mailbot.campaign.commands import Remark
from mailbot.campaign.outcome import Fault
from mailbot.inbound.forms.days.dates import DateDoubt, Moment
from mailbot.late import late

# 12月4日（待定）, 到时候再最后确认, TBC: of a day, not of who or what.
_OPEN = late(
    r"^\W*(?:等[^，,（()）；;。]{1,12}?|但|不过|还|尚|仍|要|需要?|得|到时候?|届时|回头|之后|后面|最[终后]|具体|准确|确切|时间|日期|日子|时段|可能)*"
    r"(?:(?:待|未|另)定|待[^，,（()）]{0,6}?(?:确[认定]|敲定|商[定议量]|沟通|协商|通知)|再(?:最[后终])?(?:确[认定]|敲定|定|议)(?:一下|时间|日期)?)\W*$"
    r"|^\W*(?:date |still |is |exact |but )*(?:tb[acd]|to be (?:confirmed|agreed|decided|determined)|subject to (?:confirmation|change)"
    r"|not (?:yet )?(?:final|confirmed|certain)(?: yet)?)\W*$",
    re.IGNORECASE,
)
# 客户还没点头, 我再跟他对一下, 等他回我: behind a day, that somebody has yet to agree to it.
_UNAGREED = late(
    r"(?:还|都|也|尚|仍)(?:没有?|未)[^，,。；;]{0,6}(?:定下?|敲定|确认|谈[妥拢]|商[定量]好?|说[好定]|点头|松口|答[应复]|同意|回[复我话]|准信)(?:来|呢|的|了)?\W*$"
    r"|等[^，,。；;]{1,8}(?:回[我复话]|点头|松口|准信|答复)\W*$|[再要得][^，,。；;]{0,6}(?:[对碰聊谈]一下|商量|确认|敲定)(?:一下|时间|日期)?\W*$"
)
_ELSE = late(r"版本|参数|[安装]?包|名单|清单|数量|人|谁|(?<!最)[完好后]|没(?!有?[最跟给和定敲确谈商说点松答同回准])")
_TENTATIVE = late(
    r"再[^，,。；;]{0,4}(?:[说看定议]|(?:对|碰|聊|谈|商量|沟通|确认)一下)[^。；;]{0,12}(?:暂定|初定|初步[定是])|(?:暂定|初定|初步定).{0,40}再[说看定议]"
)
_HEDGED = late(
    r"(?<![a-z])(?:might|may|could) (?:only )?be [a-z]+ (?:(?:on|by|until) )?$"
)  # it might be done on December 14
_PARTS = late(r"[，,（(；;。]")


def is_open_day(text: str) -> bool:
    """Whether a clause says that the day told before it is not settled, or not agreed to."""
    return _OPEN.match(text) is not None or (_UNAGREED.search(text) is not None and _ELSE.search(text) is None)


def is_tentative(due: str, whole: str) -> bool:
    """Whether what stands around a day says that it is not settled: 12月4日（待定）."""
    before = whole.partition(due)[0][-60:].lower()
    behind = _PARTS.split(due + whole.partition(due)[2][:200])[1:]
    return (
        _TENTATIVE.search(whole[:400]) is not None
        or _HEDGED.search(before) is not None
        or any(map(is_open_day, behind))
    )


def doubt_fault(doubt: DateDoubt, field: str, place: str, words: str = "", **facts: Any) -> Fault:
    """The fault of a doubtful date: its reason, the words in doubt and what may be meant, as ISO texts."""
    candidates = [_iso(one) for one in doubt.candidates]
    return Fault(
        reason=doubt.reason,
        field=field,
        place=place,
        words=(doubt.words or words)[:200],
        nearest=tuple(candidates),
        facts={"candidates": candidates, **facts},
    )


def date_remarks(moment: Moment, place: str, field: str, *, leave_out: Iterable[str] = ()) -> list[Remark]:
    """What the receipt says of a date: a day off, a year or T that was assumed, an end that was taken."""
    left = set(leave_out)
    facts = {"day": moment.day.isoformat(), "field": field}
    return [
        Remark(reason=reason, place=place, words=moment.words[:120], facts=facts)
        for reason in moment.remarks
        if reason not in left
    ]


def _iso(one: date | datetime) -> str:
    return one.isoformat(timespec="seconds") if isinstance(one, datetime) else one.isoformat()
