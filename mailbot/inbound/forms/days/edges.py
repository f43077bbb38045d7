"""The ends of weeks, months, quarters and years (`月底`, `下月初`, `Q1末`), and words too vague to be a date."""

import re
from datetime import date, timedelta

from mailbot.campaign.workdays import last_day_of_month
from mailbot.inbound.forms.days.daykinds import FixedDay, Form
from mailbot.inbound.forms.days.durations import add_months
from mailbot.inbound.forms.days.festivals import next_holiday
from mailbot.inbound.forms.days.moments import Basis, Landing, doubt, months_ahead, year_of
from mailbot.inbound.forms.numerals import HAN, SMALL, read_number
from mailbot.late import late

Span = tuple[date, date]

_YEAR = rf"今年|明年|后年|去年|次年|来年|本年度?|(?<!\d)\d{{4}} ?(?:年度?|(?=q ?[1-4]))|[{HAN}]{{4}}年"
_EDGE = (
    rf"最后一?个?(?:工作日|上班日|工作天)|最后一天"
    rf"|(?:第 ?(?P<nth>{SMALL}) ?个?|(?P<first>首个?))(?:工作日|上班日|工作天)"
    rf"|第 ?(?P<nthday>{SMALL}) ?个?(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天])"
    r"|[月年季]?[底末](?:的?最后一?个?(?:工作日|上班日|一天))?|年?初|之内|以内|内|[上中下]旬|中(?![国心间文秋午转英介])"
)
# Some day about it: 12月初某天, 月底那几天, 下月初的样子; 十二月初八 without its 农历.
_SOME = (
    r" ?的?(?:[某哪]一?个?(?:工作日|[天日])?|那?[几两]天|前[几两]天|头[几两]?天?|第?一周|样子"
    r"|[一二三四五六七八九十](?!\w))"
)
_SCOPED = late(
    rf"(?:(?P<year>{_YEAR}) ?的? ?)?"
    rf"(?:(?P<month>(?<![\d.第])\d{{1,2}}|(?<![\d第{HAN}])[{HAN}]{{1,3}}) ?月份?"
    rf"|(?P<quarter>第?[一二三四1-4] ?季度?|(?<![a-z])q ?[1-4](?!\d))|(?P<half>[上下]半年))"
    rf"(?: ?的?(?P<edge>{_EDGE})(?P<some>{_SOME})?)?",
)
_RELATIVE = late(
    rf"(?:(?P<month>本月|这个?月|当月|下下个?月|下个?月|次月|上个?月)|(?P<quarter>本季度?|这个?季度|当季度?|下个?季度?)"
    rf"|(?P<week>本周|这个?周|这一周|当周|下下个?周|下个?周|上周|本星期|这个?星期|下个?星期|本礼拜|这个?礼拜"
    rf"|下个?礼拜|(?<![{HAN}\d个])周(?=[内底]))"
    rf"|(?P<year>{_YEAR}|全年|年度)"
    rf"|(?P<bare>(?<![\d{HAN}个年半正腊冬])(?:月|季度?|年)(?=[底末初内中])(?!中[国心])(?!年[初中]级))"
    rf")(?: ?的?(?P<edge>{_EDGE})(?P<some>{_SOME})?)?",
)
_BARE_WORDS = {"月": "month", "季": "quarter", "季度": "quarter", "年": "year"}
_WEEK = late(r"下下|下|上")


def _month_span(year: int, month: int, months: int = 1) -> Span:
    first = date(year, month, 1)
    return first, last_day_of_month(add_months(first, months - 1))


def _scoped(found: re.Match[str], text: str, basis: Basis) -> FixedDay | None:
    if found["month"] and found["edge"] is None and not basis.cell:
        return None  # 12月 in running text
    length, size = 1, "month" if found["month"] else "long"
    if found["month"]:
        month = read_number(found["month"]) or 0
        if not 1 <= month <= 12:
            return FixedDay(doubt("impossible-date")) if found["edge"] else None
    elif found["quarter"]:
        n = found["quarter"].strip("第季度q ")
        month, length = 3 * ((read_number(n) or 1) - 1) + 1, 3
    else:
        month, length = (1 if found["half"][0] == "上" else 7), 6
    if found["month"] and found["edge"] in ("内", "之内", "以内") and month <= 6 and not found["year"]:
        coming = _month_span(basis.today.year + (month < basis.today.month), month)
        return FixedDay(doubt("vague", basis.workdays.last_in(*coming)))  # 3月内
    year = year_of(found["year"], basis) if found["year"] else None
    if year is not None:
        if not basis.today.year - 1 <= year <= basis.today.year + basis.years:
            return FixedDay(doubt("far-off"))
        return _edge(_month_span(year, month, length), found, basis, size)
    this = _edge(_month_span(basis.today.year, month, length), found, basis, size)
    day = this.landing.day or next(iter(this.landing.candidates), None)
    if day is None or day >= basis.today:
        return this
    following = _edge(
        _month_span(basis.today.year + 1, month, length), found, basis, "month" if length == 1 else "long"
    )
    if this.landing.reason or following.landing.day is None:
        return following
    if basis.done:
        return this
    if basis.today - day <= timedelta(basis.recent):
        return FixedDay(doubt("within-30-days-past", following.landing.day, day))
    return FixedDay(Landing(following.landing.day, ("next-year", *following.landing.remarks)))


def _relative(found: re.Match[str], text: str, basis: Basis) -> FixedDay | None:
    today, edge = basis.today, found["edge"]
    words = next(found[group] for group in ("month", "quarter", "week", "year", "bare") if found[group])
    kind = _BARE_WORDS[words] if found["bare"] else next(g for g in ("month", "quarter", "week", "year") if found[g])
    ahead = 0
    if kind == "month":
        ahead = 0 if found["bare"] else months_ahead(words)
        first = add_months(today.replace(day=1), ahead)
        span, size = _month_span(first.year, first.month), "month"
    elif kind == "quarter":
        ahead = 1 if words.startswith("下") else 0
        first = add_months(today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1), 3 * ahead)
        span, size = _month_span(first.year, first.month, 3), "long"
    elif kind == "week":
        step = _WEEK.match(words)
        ahead = {"下下": 2, "下": 1, "上": -1}[step.group()] if step else 0
        monday = today + timedelta(7 * ahead - today.weekday())
        span, size = (monday, monday + timedelta(6)), "week"
    else:
        year = year_of(words.replace("度", ""), basis) if words not in ("全年", "年", "年度") else today.year
        if year is None or not today.year - 1 <= year <= today.year + basis.years:
            return None
        ahead = year - today.year
        span, size = _month_span(year, 1, 12), "long"
        if edge is None and not basis.cell:
            return None
    if kind == "week" and edge == "末":
        return FixedDay(doubt("vague", basis.workdays.last_in(*span), span[1]), vague=True, within=span)
    if ahead < 0 and edge is None and not basis.cell:
        return None  # 上周反馈的
    if edge in ("内", "之内", "以内") and ahead > 0 and kind != "year":
        return FixedDay(doubt("vague", basis.workdays.last_in(*span)))
    return _edge(span, found, basis, size)


def _edge(span: Span, found: re.Match[str], basis: Basis, size: str) -> FixedDay:
    """Where an edge of a span lies; `size` is `week`, `month`, or `long`, whose beginnings and middles are vague."""
    workdays, edge, (first, last) = basis.workdays, found["edge"], span
    end = workdays.last_in(first, last)
    provisional = ("provisional",) if workdays.provisional(end) else ()
    if edge is None:
        return FixedDay(doubt("vague", end), vague=True, within=span)
    if found["nth"] or found["first"]:
        n = read_number(found["nth"] or "1") or 0
        landed = workdays.add(first - timedelta(1), n) if 1 <= n <= 300 else last + timedelta(1)
        return FixedDay(Landing(landed, provisional) if landed <= last else doubt("impossible-date"))
    if found["nthday"]:
        number = "一二三四五六日天".index(found["weekday"]) % 7
        landed = first + timedelta((number - first.weekday()) % 7 + 7 * ((read_number(found["nthday"]) or 9) - 1))
        return FixedDay(Landing(landed) if landed <= last else doubt("impossible-date"))
    if found["some"] and size != "week":
        near = workdays.first_in(first, last) if edge[-1] == "初" else end
        return FixedDay(doubt("vague", near if size == "month" else None), vague=True, within=span)
    if edge == "最后一天":
        return FixedDay(Landing(last))
    if edge in ("内", "之内", "以内"):
        return FixedDay(Landing(end, ("end-of-range", "last-workday", *provisional)))
    if edge.startswith("最后") or edge[-1] in "底末日天" or "底" in edge or "末" in edge:
        return FixedDay(Landing(end, ("last-workday", *provisional)))
    if edge[-1] == "初" and size == "month":
        return FixedDay(Landing(workdays.first_in(first, last), ("first-workday", *provisional)))
    likely = {"上旬": first + timedelta(9), "中旬": first + timedelta(19), "中": first + timedelta(14)}.get(edge, end)
    return FixedDay(doubt("vague", likely if size == "month" else None), vague=True, within=span)


# --- words that are no date ------------------------------------------------------------------------------------------

_WEEKEND = late(r"(?:本|这个?|下个?)?(?:周末|周六日|星期六日)")
_HOLIDAY = late(
    r"(?<![环季情细章字关调音书过春秋月])节[前后](?:的?(?:第一个|首个)工作日|上班第一天)?"
    r"|(?<![\d一二三四五六七八九十几半])年[前后](?=[完上发给处解交提]|$|[ ,，。;；])"
    r"|过[完了](?:这个)?(?:小长假|长假|假期?|节|年|元旦|春节|清明节?|五一|端午节?|中秋节?|国庆节?|十一)(?:之后"
    r"|以后|后)?"
    r"|(?<![请休病事年产真虚])(?:长假|放?假|假期)(?:结束)?(?:之后|以后|后)"
)
_OVER = late("[后完了]")
# A day of the lunar calendar, which the mail's own calendar does not have: 农历十二月初八, 腊月二十, 八月十五 only with its word.
_LUNAR = late(
    rf"(?:农历|阴历|旧历)(?:的)? ?(?:(?:[正腊冬]|\d{{1,2}}|[{HAN}]{{1,2}})月)?(?:初?[{HAN}]{{1,3}}|\d{{1,2}})?[日号]?"
    rf"|(?:[正腊冬]|(?<![\d{HAN}])[{HAN}]{{1,2}})月(?:初[一二三四五六七八九十]|廿[一二三四五六七八九]?)"
    rf"|[正腊]月[{HAN}]{{1,3}}",
)
_ANYWHERE = late(
    rf"(?<![\d月])[上中下]旬|[{HAN}\d]{{1,2}} ?个半(?:月|小时|星期)(?:之内|以内|内|之后|以后|后)|尽快|尽早|尽可能早"
    r"|待定|未定|另定|另行通知|近期|近日|过[几两]天|这[几两]天|明后两?天|今明两?天|改天|双十一|双11|双十二|双12"
    r"|圣诞节?|平安夜|元宵节?|除夕|农历|阴历|正月|腊月|大年[初三]"
    r"|(?<![a-z])(?:a\.?s\.?a\.?p\.?|tb[dac]|as soon as possible|to be (?:determined|decided|confirmed|announced)"
    r"|(?:next|this) (?:week|month|quarter)(?! ?(?:mon|tue|wed|thu|fri|sat|sun))"
    r"|(?:early|mid|late)[ -](?:next |this )?(?:week|month|year|q[1-4]"
    r"|january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun"
    r"|jul|aug|sep|oct|nov|dec)"
    r"|(?:the )?(?:this |next )?weekend|christmas|xmas|sometime|soon(?! as))(?![a-z])"
)
_IN_CELL = late(
    r"立即|立刻|马上|现在|即刻|稍后|稍晚|不久|早日|最近|抓紧|待通知|待确认|待沟通|待商议|待协商|待议|再定|再议"
    r"|不定|不确定|视情况|同上|随时|持续|长期"
    r"|(?<![a-z])(?:immediately|shortly|later|ongoing|to be advised|pending|unknown|same as above)(?![a-z])"
)


def _weekend(found: re.Match[str], text: str, basis: Basis) -> FixedDay:
    sunday = basis.today + timedelta(6 - basis.today.weekday() + (7 if found.group().startswith("下") else 0))
    friday = basis.workdays.last_of_week(sunday)
    return FixedDay(doubt("vague", friday, sunday), vague=True)


def _holiday(found: re.Match[str], text: str, basis: Basis) -> FixedDay:
    return FixedDay(doubt("vague", next_holiday(basis).day if _OVER.search(found.group()) else None), vague=True)


def _vague(found: re.Match[str], text: str, basis: Basis) -> FixedDay | None:
    words, today = found.group(), basis.today
    candidate = None
    if words.endswith("week"):
        candidate = basis.workdays.last_of_week(today + timedelta(7 if words.startswith("next") else 0))
    elif words == "next month":
        candidate = basis.workdays.last_of_month(add_months(today, 1))
    return FixedDay(doubt("vague", candidate), vague=True)


def _month_in_figures(found: re.Match[str], text: str, basis: Basis) -> FixedDay | None:
    if not basis.cell or not 0 <= int(found["y"]) - basis.today.year + 1 <= basis.years + 1:
        return None
    span = _month_span(int(found["y"]), int(found["m"]))
    return FixedDay(doubt("vague", basis.workdays.last_in(*span)), vague=True, within=span)


def _cell_only(found: re.Match[str], text: str, basis: Basis) -> FixedDay | None:
    return FixedDay(doubt("vague"), vague=True) if basis.cell else None


FORMS = (
    Form(_LUNAR, lambda found, text, basis: FixedDay(doubt("vague"), vague=True)),
    Form(_SCOPED, _scoped),
    Form(_RELATIVE, _relative),
    Form(_WEEKEND, _weekend),
    Form(_HOLIDAY, _holiday),
    Form(_ANYWHERE, _vague),
    Form(late(r"(?<![\d.])(?P<y>20\d\d)[-/.](?P<m>0?[1-9]|1[0-2])(?![-/.\d])"), _month_in_figures),
    Form(_IN_CELL, _cell_only),
)
