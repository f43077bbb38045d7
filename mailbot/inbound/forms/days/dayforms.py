"""FORMS: how Chinese offices and programs write a day, each a pattern and what it means: `12月3日`, `本月20日`, `3号`, `明天`, `下周五`, `T+3`.

Each function reads a match of its form (`form.Form`): the day, or None where it is no date after all.
"""

import re
from datetime import timedelta

from mailbot.inbound.forms.days.daykinds import CalendarDay, Day, FixedDay, Form, WeekDay
from mailbot.inbound.forms.days.durations import add_months
from mailbot.inbound.forms.days.figuredays import (
    dotted,
    eight_digits,
    short_year,
    six_digits,
    slashed,
    year_first,
    year_last,
)
from mailbot.inbound.forms.days.moments import Basis, Landing, doubt, months_ahead, year_of
from mailbot.inbound.forms.numerals import HAN, SMALL, read_number
from mailbot.late import late

_WEEKDAYS = {c: n % 7 for n, c in enumerate("一二三四五六日")} | {"天": 6, "末": 5} | {str(n + 1): n for n in range(7)}
_NO_DAY = late(r" ?[个台套家条%万次款项倍]|\.?\d")
_NO_DATE_AFTER = late(r"[内间常志报均活期程子元语本线用利息耗光夜]|之内|以内")
_NUMBERED = late(
    r"$|[\s,，。.;；:：、!！?？)）(（\]】~/至到-]|前|之前|以前|起|上午|下午|中午|晚|早|凌晨|零|吧|了|啦|哈|哦"
    r"|下班|周|星期|礼拜|完|按时|按期|如期|准时|收工|结束|发|做|办|弄|搞|给|交|推|部署|限制|割接|切换|更新|安装"
    r"|测|收尾|生效|之后|以后|后|那天|当天|统一|集中|可以|要|太|晚|上线|处|升|提|开始|白天|半夜|夜里|夜间"
    r"|也(?:行|可以|成|能)|批|再|才|就|会|能|必须|务必|一定|肯定|应该|应当|得(?!分)|还|都|全部|来不及|赶不"
    r"|没问题|没法|没办法|无法|不行|我们|做|验收|拿到|出来|是(?:死线|底线|最后|截止|周|星期|deadline)|左右|或|和"
    r"|当|ok|好(?!友|评)|来(?!源)|\d{1,2}[:点时]"
)


def month_day(found: re.Match[str], text: str, basis: Basis) -> Day | None:
    month, day = (1 if found["m"] == "元" else read_number(found["m"])), read_number(found["d"])
    if month is None or day is None or (not found["u"] and _NO_DAY.match(text, found.end())):
        return None
    groups = found.groupdict()
    return CalendarDay(year_of(groups.get("y"), basis), month, day)


def day_of_month(found: re.Match[str], text: str, basis: Basis) -> Day | None:
    number = read_number(found["d"])
    month = add_months(basis.today.replace(day=1), months_ahead(found["rm"]))
    return None if number is None else CalendarDay(month.year, month.month, number)


def bare_day(found: re.Match[str], text: str, basis: Basis) -> Day | None:
    number, before = read_number(found["d"]), text[found.start() - 1 : found.start()] if found.start() else ""
    if number is None or before in ("-", "#", "第", "近", "每"):
        return None
    if not 1 <= number <= 31:
        return FixedDay(doubt("impossible-date")) if basis.cell else None
    if found["u"] == "号" and not _NUMBERED.match(text, found.end()):
        return None  # 3号楼, 2号机房
    if _NO_DATE_AFTER.match(text, found.end()) or (before.isascii() and before.isalnum()):
        return None
    if found["u"] == "日" and text.startswith(("后", "之后", "以后"), found.end()):
        return FixedDay(doubt("vague", basis.today + timedelta(number)))  # 3日后: in three days, or after the 3rd
    return CalendarDay(None, None, number)


def relative(found: re.Match[str], text: str, basis: Basis) -> Day | None:
    word = found.group()
    if word in ("当天", "当日"):
        aimed = basis.cell or _HOUR_FOLLOWS.match(text, found.end())
        return FixedDay(doubt("vague", basis.today)) if aimed else None
    if word in ("次日", "翌日", "隔天", "隔日", "第二天"):
        return FixedDay(doubt("vague", basis.today + timedelta(1))) if basis.cell else None
    days = next(n for n, words in _RELATIVE.items() if word in words)
    return FixedDay(Landing(basis.today + timedelta(days)))


_HOUR_FOLLOWS = late(r" ?(?:\d{1,2} ?[:点时]|[上下]午|中午|晚|下班)")
_RELATIVE = {
    -3: ("大前天",),
    -2: ("前天", "前日"),
    -1: ("昨天", "昨日", "昨儿", "昨儿个", "昨"),
    0: ("今天", "今日", "今儿", "今儿个", "本日", "即日", "今"),
    1: ("明天", "明日", "明儿", "明儿个", "明"),
    2: ("后天", "后日", "后儿", "后儿个"),
    3: ("大后天", "大后日"),
}


def weekday(found: re.Match[str], text: str, basis: Basis) -> Day | None:
    rel = (found["rel"] or "").replace("个", "")
    if rel == "再下":  # the one after next, or then next week's
        monday = basis.today - timedelta(basis.today.weekday())
        after = monday + timedelta(_WEEKDAYS[found["d"]])
        return FixedDay(doubt("alternatives", after + timedelta(weeks=2), after + timedelta(weeks=1)))
    weeks = None if not rel else {"本": 0, "这": 0, "当": 0, "上": -1, "上上": -2, "下": 1, "下下": 2}[rel]
    return WeekDay(_WEEKDAYS[found["d"]], weeks)


def recurring(found: re.Match[str], text: str, basis: Basis) -> Day | None:
    return FixedDay(doubt("recurring"))


def t_day(found: re.Match[str], text: str, basis: Basis) -> Day | None:
    t_day, remarks = (basis.t_day, ()) if basis.t_day else (basis.today, ("t-from-mail",))
    n = int(found["n"] or 0)
    if n > 400:
        return FixedDay(doubt("far-off"))
    if found["odd"]:
        return FixedDay(doubt("vague", basis.workdays.add(t_day, n)))
    n = -n if found["sign"] == "-" else n
    day = t_day + timedelta(n) if found["natural"] else basis.workdays.add(t_day, n)
    if n and not found["natural"] and basis.workdays.provisional(day):
        remarks = (*remarks, "provisional")
    return FixedDay(Landing(day, remarks))


_REL_MONTH = "本月|这个?月|当月|下下个?月|下个?月|次月|上个?月"
_ANY_YEAR = r"今年|明年|后年|去年|次年|来年|本年|前年|翌年"

FORMS = (
    Form(
        late(
            r"(?<![\d.a-z_/])(?<![a-z]-)(?P<y>\d{4}) ?(?P<sep>[-/.]) ?(?P<m>\d{1,2}) ?(?P=sep) ?(?P<d>\d{1,2})(?!\d"
            r"|[./]\d)[日号]?"
        ),
        year_first,
    ),
    Form(
        late(
            rf"(?<![\d{HAN}])(?P<y>\d{{4}} ?年|[2-5]\d ?年|[{HAN}]{{4}}年"
            rf"|[二三][{HAN}]年) ?(?P<m>{SMALL}) ?月 ?份?(?P<d>{SMALL}) ?(?P<u>日|号)?",
        ),
        month_day,
    ),
    Form(
        late(r"(?<![\da-z._#/])(?:(?<!-)|(?<=\d{8}-))(?P<y>20\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>[0-3]\d)(?![\d.])"),
        eight_digits,
    ),
    Form(late(r"(?<![\da-z._#/-])[2-5]\d(?:0[1-9]|1[0-2])[0-3]\d(?![\d.])"), six_digits),
    Form(
        late(rf"(?P<y>{_ANY_YEAR}) ?的? ?(?P<m>{SMALL}) ?月 ?份?(?P<d>{SMALL}) ?(?P<u>日|号)?"),
        month_day,
    ),
    Form(
        late(
            rf"(?P<m>(?<![\d.第])\d{{1,2}}|(?<![\d第{HAN}])[{HAN}]{{1,3}}|元) ?月 ?份?(?P<d>{SMALL}) ?(?P<u>日|号)?",
        ),
        month_day,
    ),
    Form(late(rf"(?P<rm>{_REL_MONTH}) ?的?(?P<d>{SMALL}) ?(?P<u>日|号)"), day_of_month),
    Form(
        late(rf"(?P<d>(?<![\d.第月年])\d{{1,2}}|(?<![\d.第月年{HAN}])[{HAN}]{{1,4}}) ?(?P<u>日|号)"),
        bare_day,
    ),
    Form(
        late(r"(?<![\d./a-z-])(?P<a>\d{1,2})(?P<sep>[/.-])(?P<b>\d{1,2})(?P=sep)(?P<y>\d{4})(?![\d/.])"),
        year_last,
    ),
    Form(
        late(r"(?<![\d./a-z-])(?P<a>\d{2})(?P<sep>[/.-])(?P<b>\d{1,2})(?P=sep)(?P<c>\d{2})(?![\d/.])"),
        short_year,
    ),
    Form(late(r"(?<![\d/.])(?P<a>\d{1,2}) ?/ ?(?P<b>\d{1,2})(?![\d/%])(?!\.\d)[日号]?"), slashed),
    Form(late(r"(?<![\d.])(?P<a>\d{1,2})(?P<sep>[.·-])(?P<b>\d{1,2})(?!\d|\.\d|-\d{3})[日号]?"), dotted),
    Form(
        late(
            r"大后[天日]|大前天|今(?:儿个?|[天日])|[本即]日|昨(?:儿个?|[天日])|明(?:儿个?|[天日])"
            r"|(?<![今以之节小幼男女])后儿个?|(?<![今以之节])后[天日]|(?<![之以日号提])前[天日]"
            r"|(?<![说声证])明(?=[早晚晨])|今(?=[早晚晨])|昨(?=晚)|次日|翌日|隔[天日]|第二天|当[天日]"
        ),
        relative,
    ),
    Form(
        late(
            rf"(?<![每隔\d{HAN}几])(?P<rel>再下个?|下下个?|下个?|这个?|本|当|上上个?"
            rf"|上个?)?(?:(?<=[下这本当上个])(?:周|星期|礼拜)的?)?"
            r"(?:周|星期|礼拜)(?P<d>[一二三四五六日天]|[1-7](?![\d个天次期月日台]))"
            r"(?<!六(?=日))(?!致|共|定|直|切|样|般|些|点儿|下子|律|旦|系列|报|常会|方案|[二三四五六]"
            r"|一(?![起同并共些律]))",
        ),
        weekday,
    ),
    Form(late(r"每个?(?:周|星期|礼拜|月)(?:[一二三四五六日天底末初]|\d{1,2}[日号])"), recurring),
    Form(
        late(
            r"(?<![a-z\d_-])t ?(?:日(?![常为是=:])|0(?![\d.:])"
            r"|(?P<sign>[+-]) ?(?P<n>\d{1,6})(?!\d) ?(?:个?(?:工作日|工作天|交易日)|(?P<natural>个?自然日)"
            r"|[天日](?!内)"
            r"|(?P<odd>个?[周月年]|[wmh](?![a-z]))|wd(?![a-z])|d(?![a-z]))?)",
        ),
        t_day,
    ),
)
