"""ParameterProgress: how far one parameter of a rollout has come (SPEC 1 `PR`)."""

from mailbot.value import Value


class ParameterProgress(Value, kw_only=True):
    """`done` of `total` have the parameter."""

    name: str
    done: int
    total: int
