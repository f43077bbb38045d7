"""how_many: of how many things a clause speaks: 20 台, 3 sites (SPEC 3 "Body")."""

from collections.abc import Sequence

from mailbot.inbound.forms.plans.story.atoms import Atom, smoothed
from mailbot.late import late

# 5点 is sites, 下午5点 and 20点前 an hour.
_COUNT = late(
    r"(?:前|共"
    r"|约)?(?P<n>\d[\d,]*)\s*(?P<unit>多?(?:台套|台|套|个(?!工作|月|小时|自然|星期|礼拜|周|点)|家|门店|所|辆|间"
    r"|处"
    r"|点(?!前|之前|以前|钟|半|整|左右"
    r"|\d)(?<![午日号晚上早]\d点)(?<![午日号晚上早]\d\d点)(?<![午日号] \d点)(?<![午日号] \d\d点)"
    r"|户)(?:门店|服务器|客户端|终端|客户)?"
    r"|(?:servers?|sites?|stores?|sets?|units?|clients?|terminals?|machines?|boxes)(?![a-z]))"
)


def how_many(smooth: str, days: Sequence[Atom]) -> str:
    """The first number of things in a text, "" for none: 12 点前 among its days is an hour."""
    count = next(
        (one for one in _COUNT.finditer(smooth) if not any(one.group() in smoothed(day.words) for day in days)),
        None,
    )
    return f"{count['n']} {count['unit']}".replace(",", "") if count else ""


def without_numbers(text: str) -> str:
    """A text without its numbers of things."""
    return _COUNT.sub("", text)
