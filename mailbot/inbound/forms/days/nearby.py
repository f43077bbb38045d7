"""year_of, months_ahead: years and months that are named from where one stands: 明年, 27年, 下下月."""

from mailbot.inbound.forms.days.moments import Basis
from mailbot.inbound.forms.numerals import read_number

_YEARS = {"前年": -2, "去年": -1, "今年": 0, "本年": 0, "明年": 1, "次年": 1, "翌年": 1, "来年": 1, "后年": 2}
_MONTHS = {"上": -1, "本": 0, "这": 0, "当": 0, "下": 1, "次": 1, "下下": 2}


def year_of(words: str | None, basis: Basis) -> int | None:
    """`明年`, `2027年`, `27年`, `二〇二七年` → 2027."""
    if not words:
        return None
    words = words.strip(" 的")
    if words in _YEARS:
        return basis.today.year + _YEARS[words]
    year = read_number(words.strip(" 年-/."))
    return year + 2000 if year is not None and year < 100 else year


def months_ahead(words: str) -> int:
    """`本月` 0, `下个月` 1, `下下月` 2, `上月` -1."""
    return _MONTHS[words.replace("个", "").replace("月", "").strip()]
