"""severities.toml, process.toml, limits.toml, digest.toml: the numbers of the process."""

from datetime import time

from pydantic import Field, ValidationInfo, field_validator

from mailbot.rulebook.basic import Clock, Name, Shape, Span, Words, names_of, united


class Severity(Shape):
    """How grave an issue is. Times are `4h` (working hours) or `2d` (working days). `names` holds name and titles too;
    `symptoms` tell it where no name does."""

    name: Name
    title: Words
    names: tuple[Name, ...] = Field((), validate_default=True)
    symptoms: tuple[Name, ...] = ()
    respond: Span
    resolve: Span
    at_once: bool = False

    @field_validator("names")
    @classmethod
    def _all_names(cls, names: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        return united(names, info.data.get("name", ""), *names_of(info))


class Severities(Shape):
    default: Name
    severity: tuple[Severity, ...]


class Process(Shape):
    """Numbers of the process, in working days unless the name says otherwise (SPEC 9)."""

    finalize_after: int = Field(5, ge=0, le=60)
    issue_silence: int = Field(5, ge=1, le=60)
    promise_at_most: int = Field(5, ge=0, le=60)
    validity_warning: int = Field(10, ge=0, le=120)
    past_window_days: int = Field(30, ge=0, le=366)
    query_every: int = Field(1, ge=0, le=60)
    invitations: bool = True


class Limits(Shape):
    answers_an_hour: int = Field(10, ge=1)
    answers_a_day: int = Field(30, ge=1)
    receipts_an_hour: int = Field(40, ge=1)
    mail_octets: int = Field(60_000_000, ge=10_000)
    sheet_octets: int = Field(50_000_000, ge=10_000)


class Digest(Shape):
    """When the weekly digest leaves; `not_moved` working days without progress make a curve "has not moved"."""

    at: Clock = time(9)
    not_moved: int = Field(5, ge=1)
    amber_before: int = Field(1, ge=0)
    red_after: int = Field(3, ge=1)
