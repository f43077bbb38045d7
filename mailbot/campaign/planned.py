"""What a plan grants, restricts and sends out, beside its nodes: quantity, validity, restrictions, parameters (SPEC 1, 8).

Days are of the company's calendar; instants are aware datetimes.
"""

from datetime import date, datetime

from mailbot.value import Value


class When(Value, kw_only=True):
    """A day, or an instant where a time was given: `at` is the instant, `timed` says whether the sender gave a time."""

    at: datetime
    timed: bool = False


class Quantity(Value, kw_only=True):
    """数量范围; either end may be open."""

    min: int | None = None
    max: int | None = None


class Validity(Value, kw_only=True):
    """有效时间: both days included; either end may be open."""

    from_: date | None = None
    until: date | None = None


class Restriction(Value, kw_only=True):
    """版本限制: which versions, from when, delayed until when; `scope` names the departments or
    regions whom the delay, or without one the restriction, is for ('' for all)."""

    versions: str
    effective: When | None = None
    delayed_until: When | None = None
    scope: str = ""


class Parameter(Value, kw_only=True):
    """扩展参数: name = value."""

    name: str
    value: str


class ParameterProgress(Value, kw_only=True):
    """`done` of `total` have the parameter."""

    name: str
    done: int
    total: int
