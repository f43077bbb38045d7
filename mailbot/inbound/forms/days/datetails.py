"""read_tail: what stands around a point in time and changes it: 前, 左右, 最早, 后第一个工作日, 起三天内."""

from datetime import timedelta

from mailbot.inbound.forms.days import durations
from mailbot.inbound.forms.days.datepoints import Point
from mailbot.inbound.forms.days.moments import Basis, Landing, doubt
from mailbot.inbound.forms.numerals import SMALL, read_number
from mailbot.late import late
from mailbot.value import replace

_NTH_AFTER = late(rf" ?(?:的|之后|以后|后)的?(?:第 ?(?P<nth>{SMALL}) ?个?|首个?)(?:工作日|上班日|工作天)")
_THEN = late(r" ?(?:之后|以后|后)(?![台端续勤补面门方])的?,? ?")
_SINCE = late(r" ?(?:之日)?(?:起|开始)(?:的|算|计|分|用)?")
_ABOUT = late(
    r" ?(?:左右|前后|上下|附近|[那当所]在?的?一?个?(?:周|星期|礼拜)(?![一二三四五六日天末])|(?:or so|ish)(?![a-z]))"
)  # 12月7日那周: which of its days?
_UNTIL = late(r" ?(?:之前|以前|前|为止|截止|止)(?![台端提面期置后沿缀])")
_ABOUT_WORDS = r"(?:大约|大概|(?<![预签违合])约|差不多|可能|也许|around|about|approximately|roughly|circa) ?$"
_AFTER_WORDS = r"(?:最早|不早于|(?<![a-z])(?:earliest|not before|no earlier than|after|since)) ?(?:the )?$"
_ABOUT_BEFORE, _AFTER_BEFORE, HEDGED = late(_ABOUT_WORDS), late(_AFTER_WORDS), late(f"{_ABOUT_WORDS}|{_AFTER_WORDS}")


def read_tail(text: str, point: Point, landing: Landing, basis: Basis) -> tuple[int, Landing]:
    """How 前, 左右, 后第一个工作日, 起三天内 and the like change a point: its new end and landing."""
    before, end = text[max(0, point.start - 16) : point.start], point.end
    if landing.day is None:
        until = _UNTIL.match(text, end)
        return (until.end() if until else end), landing
    if _ABOUT_BEFORE.search(before):
        return end, doubt("vague", landing.day)
    if about := _ABOUT.match(text, end):
        return about.end(), doubt("vague", landing.day)
    if _AFTER_BEFORE.search(before):
        return end, doubt("after", landing.day)
    if until := _UNTIL.match(text, end):
        return until.end(), landing
    if not point.days:
        return end, landing
    if nth := _NTH_AFTER.match(text, end):
        number = read_number(nth["nth"] or "1") or 0
        if not 1 <= number <= 300:
            return nth.end(), doubt("far-off")
        return nth.end(), Landing(basis.workdays.add(landing.day, number), landing.remarks)
    if (then := _THEN.match(text, end)) and not point.clock:
        if (span := durations.PATTERN.match(text, then.end())) and not span["ago"]:
            anchored = durations.land_duration(span, text, basis, anchor=landing.day)
            if anchored:
                return span.end(), replace(anchored, remarks=landing.remarks + anchored.remarks)
        return then.end(), doubt("after", landing.day)
    if since := _SINCE.match(text, end):
        span = durations.PATTERN.match(text, since.end())
        if span and not span["ago"] and (anchored := durations.land_duration(span, text, basis, anchor=landing.day)):
            day = anchored.day
            return span.end(), doubt("alternatives", day and day - timedelta(1), day)
        return since.end(), landing
    return end, landing
