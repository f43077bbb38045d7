"""Form: one way of writing a day."""

import re
from collections.abc import Callable

from mailbot.inbound.forms.days.daykinds import Day
from mailbot.inbound.forms.days.moments import Basis
from mailbot.value import Value


class Form(Value):
    """A pattern on plain text, and what a match means (None: no date after all)."""

    pattern: re.Pattern[str]
    read: Callable[[re.Match[str], str, Basis], Day | None]
