"""counts_on: whether the words of a day count from what was told before: 一周后, a week later (SPEC 3 "Body")."""

import re

from mailbot.inbound.forms.numerals import plain
from mailbot.late import late

_LATER = late(
    r"(?:再?过|晚)?(?P<n>[一两二三四\d]{1,2})个?(?P<unit>天|日|周|星期|礼拜|月|工作日)(?:之后|以后|后)"
    r"|(?:再过|晚)[一两二三四\d]{1,2}个?(?:天|日|周|星期|礼拜|月|工作日)"
    r"|(?P<count>a|an|one|two|three|four|\d{1,2}) (?:working )?(?P<of>day|week|month)s? (?:later|after(?:wards)?)"
)


def counts_on(day: str) -> re.Match[str] | None:
    """The match with its number and unit, None for any other words."""
    return _LATER.fullmatch(plain(day))
