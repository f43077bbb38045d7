"""is_past: whether a clause tells of what is over: 测试部周五给了正式版, 周航已经升完; not 孙丽12月8日前把华东升了 (SPEC 3 "Body")."""

import re
from datetime import date

from mailbot.inbound.forms.days.dates import DateDoubt, Moment
from mailbot.inbound.forms.plans.story.atoms import Atom
from mailbot.late import late

_GAVE = late(r"[给交发测做修][完好到过]?了(?!吧|就)")  # 测试部周五给了正式版: last Friday
_PAST = late(
    r"(?:测试|提测|验证|验收)(?:都|全部|已经?)?(?:通过|全绿)(?!以?后|之后|再)|已经?(?!升级?的|限制?的)|[完好到过来出布]了(?=$|\W)|[有给发]了|了\s*$|昨|上周"
    r"|(?<![a-z])(?:has(?! to(?![a-z]))|(?<!will )(?<!'ll )(?<!to )(?<!should )(?<!must )have(?! to(?![a-z]))"
    r"|was|were|since|already)(?![a-z])"
)
# Told of the past and meant for what comes: Zhou Hang has asked for a later date.
_REPORTS = late(
    r"(?:够|行|可以|得|算)了|(?:[交转让]给|换成?|改[由为成]|归)[^，,。；;\d]{1,12}了|已经?(?:同意|答应|承诺|确认|申请|说好|定好|约好)了?"
    r"|(?<![a-z])(?:has|have|had) been (?:granted|given|allowed|offered|assigned|scheduled|planned|set|fixed|arranged|agreed|pencilled|moved|postponed|pushed|shifted|brought forward)"
    r"|(?<![a-z])(?:has|have|had)?\s*(?:asked|agreed|confirmed|promised|offered|requested|told|said|volunteered"
    r"|committed)(?![a-z])"
)
_WEEKDAY = late(r"\s*(?:周|星期|礼拜)[一二三四五六日天]\s*")
_NEXT = late(
    r"(?:先|[你您]|就|再|然后|接着|随后)[^，,。；;]{0,4}把[^，,。；;]{1,20}了\s*$"
)  # 觉得稳了，孙丽就把华东其他的升了
_ALREADY = late(r"已经?(?!升级?的|限制?的|同意|答应|约|定)")  # 周五已经由测试部给出最终版本
_COMING = late(r"[下明后][个一]?(?:周|星期|礼拜|月|天|年)|(?<![a-z])next(?![a-z])", re.IGNORECASE)


def is_past(smooth: str, day: Atom | None, moment: Moment | DateDoubt | None, today: date) -> bool:
    """Whether its words do, and its day does not say otherwise."""
    if _PAST.search(_REPORTS.sub(" ", smooth)) is None or _NEXT.search(smooth) is not None:
        return False
    weekday = day is not None and _WEEKDAY.fullmatch(day.words) is not None
    return not _is_ahead(moment, today) or (weekday and (_GAVE.search(smooth) or _ALREADY.search(smooth)) is not None)


def _is_ahead(moment: Moment | DateDoubt | None, today: date) -> bool:
    """周航下周把华南升了: what has a day to come is not over, whichever day of the week is meant."""
    return (
        moment.day > today
        if isinstance(moment, Moment)
        else moment is not None
        and moment.reason not in ("past", "within-30-days-past")
        and _COMING.search(moment.words) is not None
    )
