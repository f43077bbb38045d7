"""Numbers in sheets as the text that is shown: dates from serial numbers, percentages, decimals (ECMA-376 18.8.30)."""

import datetime as dt
import re
from decimal import Decimal

from mailbot.late import late

# The formats that have a number instead of a code. 27–36 and 50–58 are dates in East Asian editions only; WPS and
# Excel in Chinese write 年月日 so, and give no code.
_BUILT_IN = {
    2: "0.00",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    **dict.fromkeys((14, 15, 16, 17, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58), "yyyy-mm-dd"),
    **dict.fromkeys((18, 19, 20, 21, 32, 33, 34, 35, 45, 47, 55, 56), "hh:mm"),
    22: "yyyy-mm-dd hh:mm",
    46: "[h]:mm",
}
_ELAPSED = late(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_LITERAL = late(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_DATE = late(r"[ydhsm]|a{3}|上午|下午", re.IGNORECASE)
_PADDING = late(r"\[[^\]]*\]|_.|\*.|\\(?=.)")
# 0.00, #,##0.0"台", "V"0.0, 0%: the words around a number, and how many decimals are shown at least.
_NUMBER = late(r'("[^"]*"|[^\d#?."]?)[#,]*[0#?]+(?:\.([0#?]+))?("[^"]*"|%|[^\d#?."]?)')
_LAST_DAY = 2_958_466  # 9999-12-31
_EPOCH = dt.datetime(1899, 12, 30)  # noqa: DTZ001 (a sheet's time is the wall clock's)
_EPOCH_1904 = dt.datetime(1904, 1, 1)  # noqa: DTZ001


def built_in(number: int) -> str:
    """The code of a format that files name by number, "" where it changes nothing."""
    return _BUILT_IN.get(number, "")


def shown(value: float, number_format: str = "", *, from_1904: bool = False) -> str:
    """A number as text: under a date's format the date (`2026-12-03`, `2026-12-03 18:00`, `18:00`), else the number.

    Midnight is no time: programs write whole days so. Decimals are never cut: 0.645 under `0%` is `64.5%`; but they
    are filled up: 8.1 under `0.00` is `8.10`, as the version 8.10 may well be typed.
    """
    code = number_format.partition(";")[0]
    if _ELAPSED.search(code) and 0 <= value < _LAST_DAY:
        minutes = round(value * 24 * 60)
        return f"{minutes // 60}:{minutes % 60:02}"
    if code.lower() != "general" and _DATE.search(_LITERAL.sub("", code)) and 0 <= value < _LAST_DAY:
        return _moment(value, from_1904=from_1904)
    return _number(value, code)


def serial_day(text: str) -> str | None:
    """`46359` → `2026-12-03`: the day that a spreadsheet's serial number means, from 2000 to 2099; None for others.

    For a text under a header of dates only: as a count of devices the same figure is just that.
    """
    if not re.fullmatch(r"\d{5}(?:\.\d{1,10})?", text.strip()) or not 36_526 <= float(text) < 73_051:
        return None
    return _moment(float(text), from_1904=False)


def _moment(value: float, *, from_1904: bool) -> str:
    if not from_1904 and 1 <= value < 60:
        value += 1  # Lotus 1-2-3 took 1900 for a leap year, and so do all since
    moment = (_EPOCH_1904 if from_1904 else _EPOCH) + dt.timedelta(seconds=round(value * 86_400))
    time = moment.strftime("%H:%M:%S" if moment.second else "%H:%M")
    if value < 1 and not from_1904:
        return time
    return moment.date().isoformat() if time == "00:00" else f"{moment.date().isoformat()} {time}"


def _number(value: float, code: str) -> str:
    text = _plain(Decimal(format(value, ".15g")))
    around = _NUMBER.fullmatch(_PADDING.sub("", code).strip())
    if around is None:
        return text
    before, decimals, after = (part or "" for part in around.groups())
    if after == "%":
        text = _plain(Decimal(text) * 100)
    missing = decimals.count("0") - len(text.partition(".")[2])
    if missing > 0:
        text = (text if "." in text else f"{text}.") + "0" * missing
    return f"{before.strip(chr(34))}{text}{after.strip(chr(34))}"


def _plain(number: Decimal) -> str:
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
