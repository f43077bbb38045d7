"""FORMS: how Chinese offices and programs write a day: each a pattern, and what it means."""

from mailbot.inbound.forms.days.daykinds import Form
from mailbot.inbound.forms.days.figuredays import (
    dotted,
    eight_digits,
    short_year,
    six_digits,
    slashed,
    year_first,
    year_last,
)
from mailbot.inbound.forms.days.worddays import (
    bare_day,
    day_of_month,
    month_day,
    recurring,
    relative,
    t_day,
    weekday,
)
from mailbot.inbound.forms.numerals import HAN, SMALL
from mailbot.late import late

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
