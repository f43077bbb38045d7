"""Spans of time, as `3个工作日内`, `收到后两天`, `within 2 weeks`, and where they end."""

import re
from datetime import date, timedelta

from mailbot.campaign.workdays import last_day_of_month
from mailbot.inbound.forms.days.moments import Basis, Landing, doubt
from mailbot.inbound.forms.numerals import ENGLISH_NUMBER, HAN, NUMBER, plain, read_number
from mailbot.late import late
from mailbot.value import Value, replace

# Longer spans are slips of the finger; nobody plans two years of working days ahead.
_MOST = {"workday": 400, "day": 730, "week": 104, "month": 24, "year": 3, "hour": 24 * 60, "work-hour": 1000}


class Duration(Value):
    """`n` units; `unit` is `workday`, `day`, `week`, `month`, `year`, `hour`, `work-hour` or `minute`."""

    n: int
    unit: str

    def after(self, day: date, basis: Basis) -> Landing:
        """Where the span ends that begins on `day`; spans of hours begin at the mail's own minute."""
        if self.n > _MOST.get(self.unit, 60 * 24):
            return doubt("far-off")
        workdays = basis.workdays
        if self.unit == "workday":
            landed = workdays.add(day, self.n)
            return Landing(landed, ("provisional",) if workdays.provisional(landed) else ())
        if self.unit in ("hour", "minute", "work-hour"):
            mailed = basis.mailed.astimezone(workdays.zone)
            if self.unit == "work-hour":
                moment = workdays.add_hours(mailed, self.n)
            else:
                moment = mailed + (timedelta(hours=self.n) if self.unit == "hour" else timedelta(minutes=self.n))
            return Landing(workdays.day_of(moment), instant=moment)
        if self.unit in ("day", "week"):
            return Landing(day + timedelta(self.n * (7 if self.unit == "week" else 1)))
        return Landing(add_months(day, self.n * (12 if self.unit == "year" else 1)))


def add_months(day: date, months: int) -> date:
    """The same day that many months on; the month's last where it has no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    first = date(day.year + years, month + 1, 1)
    return first.replace(day=min(day.day, last_day_of_month(first).day))


_UNITS = {
    "workday": "个?工作日|个?工作天|个?交易日|个?上班日",
    "work-hour": "个?工作小时",
    "hour": "个?小时|个?钟头|h(?![a-z])",
    "minute": "分钟",
    "week": "周|个?星期|个?礼拜",
    "month": "个月",
    "year": "年",
    "day": "个?自然日|天|日",
}
_UNIT = "|".join(f"(?P<{name.replace('-', '_')}>{words})" for name, words in _UNITS.items())
_ENGLISH_UNIT = (
    "(?P<workday>(?:working|business|work) ?-?days?)|(?P<work_hour>(?:working|business|work) ?hours?)"
    "|(?P<hour>hours?|hrs?)|(?P<minute>minutes?|mins?)|(?P<week>weeks?|wks?)|(?P<month>months?)|(?P<year>years?)|(?P<day>(?:calendar "
    ")?days?)"
)
_WITHIN, _THEN, _AGO = (
    "之内|以内|内|里",
    "之后|以后|过后|后(?![台端续勤补面门方])",
    "之前|以前|前(?![台端提面期置后沿缀])",
)

PATTERN = late(
    rf"(?<![\d.第月年{HAN}])(?:(?P<n>{NUMBER})(?P<more>\.\d)?|(?P<half>半)"
    rf"|(?P<some>几|数|若干|多少)) ?(?:{_UNIT})(?P<and>半)?"
    rf" ?(?:(?P<within>{_WITHIN})|(?P<then>{_THEN})|(?P<ago>{_AGO}))?"
)
SPREAD = late(
    rf"(?<![\d.{HAN}])(?P<n>{NUMBER}) ?(?:-|~|到|至|或) ?(?P<n2>{NUMBER}) ?(?:{_UNIT}) ?(?:{_WITHIN}|{_THEN})?",
)
# Two or three spelled side by side: 两三天.
_PAIR = late(r"一两|两三|三四|三五|四五|五六|六七|七八|八九")
ENGLISH = late(
    rf"(?:(?P<within>within|in|after)(?: the next)? )(?P<n>{ENGLISH_NUMBER}) (?:{_ENGLISH_UNIT})(?![a-z])"
    r"(?: (?:of|from|after|upon) (?:receipt|receiving|this (?:e-?)?mail|today|now))?",
)
ENGLISH_LATER = late(
    rf"(?<![a-z\d.])(?P<n>{ENGLISH_NUMBER}) (?:{_ENGLISH_UNIT})(?![a-z])"
    r" ?(?P<tail>later|from (?:now|today|receipt)|after (?:receipt|receiving)(?: this (?:e-?)?mail)?|(?P<ago>ago))?",
)

# What stands before a span and makes the mail its beginning …
FROM_MAIL = late(
    r"(?:(?:收到|接到|接报|看到|见到)[^,，。;；、]{0,6}?(?:之日起|之后|以后|后|起)"
    r"|(?:本|此|该)?邮件(?:发出|发送|到达)?(?:之日起|之后|以后|后|起)"
    r"|(?:从|自)?(?:即日|今天|今日|现在|此刻|本日)(?:开始|算起|起)|今后|未来|接下来)(?:计算|算|的)?[,，]? ?$"
)
# … or the other thing that it counts from, which no mail can know.
_FROM_EVENT = late(
    r"(?:[^,，。;；、\s](?<!最)(?<!今)(?:之日起|之后|以后|后|起|之前|以前|(?<!提)(?<!目)前)(?:的|算)?|上线|发布"
    r"|完成|升级|确认|启动|提交|下发|审批|通过|测试|验收|到货|签字)"
    r"[,，]? ?$"
)
_DELAY = late(
    r"(?:延期|推迟|延后|延长|延迟|顺延|推后|后[延推移挪]|[往向]后[推挪移放]|宽限|缓|(?:再|多)(?:给|宽限|缓|容|加)(?:我们?|咱们?|我这边|一下)?|晚|推|延"
    r"|(?:postpone|delay|extend|push|slip)(?:e?d|ing|s|ped)?(?: it)?(?: back)?(?: by| for)?)"
    r"了? ?$"
    r"|(?<![a-z])(?:postpon|delay|extend|defer|push|mov|shift)(?:e?s|e|ing)?(?: back)?(?: [^.,;\n]{1,50})? by (?:another "
    r"|about |around )?$"
)
_HALVES = {"hour": Duration(30, "minute"), "year": Duration(6, "month")}


def land_duration(found: re.Match[str], text: str, basis: Basis, anchor: date | None = None) -> Landing | None:
    """Where a match of `PATTERN` ends: counted from `anchor`, else from the mail; None where it is no date (停机3小时)."""
    groups = found.groupdict()
    unit, n = _unit(groups), read_number(groups["n"] or "")
    if unit == "year" and n is not None and n > 100:
        return None  # 2026年
    before = text[max(0, found.start() - 16) : found.start()]
    aimed = bool(groups["within"] or groups["then"])
    if (
        unit == "day"
        and found.group().rstrip("内里之以后前 ").endswith("日")
        and not groups["within"]
        and anchor is None
    ):
        return None  # 3日 and 3日前 are days of the month
    if _DELAY.search(before) or before.endswith("提前"):
        return doubt("counts-from-due")
    from_mail = bool(FROM_MAIL.search(before)) or before.rstrip().endswith("过")
    if anchor is None and not from_mail and _FROM_EVENT.search(before):
        return _counted_doubt("after-event", n, unit, basis) if aimed or basis.cell else None
    exact = n is not None and not groups["more"] and not groups["and"] and not _PAIR.fullmatch(groups["n"] or "")
    if groups["half"] and unit in _HALVES and aimed:
        return _remarked(_HALVES[unit].after(basis.today, basis))
    if not exact or n is None:
        return doubt("vague") if (aimed or basis.cell) and (n is None or n < 100) else None
    if groups["ago"]:
        if n > 400 or unit not in ("day", "week", "workday"):
            return None
        ago = (
            basis.workdays.add(basis.today, -n)
            if unit == "workday"
            else basis.today - timedelta(n * (7 if unit == "week" else 1))
        )
        return Landing(ago)
    if anchor is not None:
        return Duration(n, unit).after(anchor, basis)
    if aimed or from_mail:
        return _remarked(Duration(n, unit).after(basis.today, basis))
    return _counted_doubt("vague", n, unit, basis) if basis.cell else None


def land_spread(found: re.Match[str], text: str, basis: Basis) -> Landing | None:
    """`3-5个工作日`: asked about, with the longer as the likelier."""
    unit, n = _unit(found.groupdict()), read_number(found["n2"])
    if found["day"] == "日" or n is None or not (basis.cell or found.group().endswith(("内", "后"))):
        return None
    if _DELAY.search(text[max(0, found.start() - 16) : found.start()]):
        return doubt("counts-from-due")
    return _counted_doubt("alternatives", n, unit, basis)


def land_english(found: re.Match[str], text: str, basis: Basis) -> Landing | None:
    """Where `ENGLISH` and `ENGLISH_LATER` end."""
    groups = found.groupdict()
    unit, n = _unit(groups), read_number(groups["n"])
    before = text[max(0, found.start() - 80) : found.start()]
    if n is None or _DELAY.search(before):
        return doubt("counts-from-due") if n is not None else None
    if groups.get("within"):
        follows = text[found.end() : found.end() + 7].lstrip()
        if groups["within"] == "after" or follows.startswith(("after", "of ", "from")):
            return _counted_doubt("after-event", n, unit, basis)
        return _remarked(Duration(n, unit).after(basis.today, basis))
    if groups.get("ago"):
        return Landing(basis.today - timedelta(n)) if unit == "day" and n < 400 else None
    if groups.get("tail") == "later" and _FROM_EVENT.search(before):
        return _counted_doubt("after-event", n, unit, basis)
    if groups.get("tail"):
        return _remarked(Duration(n, unit).after(basis.today, basis))
    return _counted_doubt("vague", n, unit, basis) if basis.cell else None


def length_of(found: re.Match[str]) -> Duration | None:
    """How long a match of `PATTERN` or `ENGLISH_LATER` is: 三个月, 半年, 6 months; None where it says no exact length (几个月, 两三天)."""
    groups = found.groupdict()
    unit, n = _unit(groups), read_number(groups["n"] or "")
    if groups.get("half"):
        return _HALVES.get(unit)
    vague = (
        n is None
        or groups.get("more")
        or groups.get("and")
        or _PAIR.fullmatch(groups["n"] or "")
        or (unit == "year" and n > 100)
    )
    return None if n is None or vague else Duration(n, unit)


_EXTRA = late(
    r"(?<![a-z])(?:(?P<n>an?|one|two|three|four|five|six|\d{1,2})(?: (?:extra|more|additional|further|full|whole))+|another)(?= )"
)


def find_length(text: str) -> Duration | None:
    """The first exact length of days, weeks or months in a text: 两周, `an extra month`, `two weeks later`."""
    smooth = _EXTRA.sub(lambda m: (m["n"] or "a").rjust(len(m[0])), plain(text))
    for pattern in (PATTERN, ENGLISH_LATER):
        for found in pattern.finditer(smooth):
            length = length_of(found) if not (found.groupdict().get("within") or found["ago"]) else None
            if length is not None and length.unit in ("workday", "day", "week", "month"):
                return length
    return None


def find_delay(text: str) -> Duration | None:
    """`延期3天`, `推迟两周`, `postponed by 2 working days`: by how much a due time is to move; None where no span says it."""
    text = plain(text)
    for pattern in (PATTERN, ENGLISH_LATER):
        for found in pattern.finditer(text):
            groups = found.groupdict()
            n = read_number(groups["n"] or "")
            if (
                n is not None
                and not groups.get("more")
                and _DELAY.search(text[max(0, found.start() - 80) : found.start()])
            ):
                return Duration(n, _unit(groups))
    return None


def _unit(groups: dict[str, str | None]) -> str:
    return next(name for name in (*_UNITS, "day") if groups.get(name.replace("-", "_")))


def _remarked(landing: Landing) -> Landing:
    return landing if landing.reason else replace(landing, remarks=("from-mail", *landing.remarks))


def _counted_doubt(reason: str, n: int | None, unit: str, basis: Basis) -> Landing:
    landing = Duration(n, unit).after(basis.today, basis) if n is not None else Landing()
    return doubt(reason, landing.day)
