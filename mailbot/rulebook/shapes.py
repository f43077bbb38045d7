"""The shapes of `rules/*.toml`: checked, frozen values, named as the files name them (SPEC 7).

Every model forbids unknown keys, so that a misspelt key is an error with a name and a line, never a silent default.
"""

from datetime import date, time
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
MailAddress = Annotated[str, StringConstraints(strip_whitespace=True, to_lower=True, pattern=r"^[^\s@<>]+@[^\s@<>]+$")]
Domain = Annotated[str, StringConstraints(strip_whitespace=True, to_lower=True, pattern=r"^[^\s@<>]+$")]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
Language = Literal["zh", "en"]


class Shape(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Words(Shape):
    """One thing said in both languages."""

    zh: Name
    en: Name

    def in_(self, language: str) -> str:
        return self.en if language == "en" else self.zh


# --- company.toml ------------------------------------------------------------------------------------------------


class Company(Shape):
    name: Name
    domains: tuple[Domain, ...]
    timezone: Name = "Asia/Shanghai"
    hours: tuple[time, time] = (time(9), time(18))
    lunch: tuple[time, time] | None = None
    label: Name
    bot: MailAddress
    language: Language = "zh"
    lists: tuple[MailAddress, ...] = ()


class Identity(Shape):
    policy: Literal["authentication-results", "none"] = "authentication-results"
    authserv_ids: tuple[Name, ...] = ()
    internal: tuple[str, ...] = ()


# --- people.toml -------------------------------------------------------------------------------------------------


class Role(StrEnum):
    PM = "pm"
    TECH_MANAGER = "tech_manager"
    TEST_MANAGER = "test_manager"
    DEV_MANAGER = "dev_manager"
    BUSINESS = "business"
    LEAD = "lead"
    ADMIN = "admin"


MANAGERS = (Role.TECH_MANAGER, Role.TEST_MANAGER, Role.DEV_MANAGER)


class Away(Shape):
    from_: date = Field(alias="from")
    until: date
    deputy: MailAddress | None = None


class Person(Shape):
    """`addresses[0]` is the person's identity everywhere: in the ledger, in exports, and where mail to them goes."""

    name: Name
    addresses: tuple[MailAddress, ...] = Field(min_length=1)
    department: Name | None = None
    roles: tuple[Role, ...] = ()
    manager: MailAddress | None = None
    language: Language | None = None
    timezone: Name | None = None
    products: tuple[Name, ...] = ()
    assistants: tuple[MailAddress, ...] = ()
    away: tuple[Away, ...] = ()
    left: bool = False

    @property
    def address(self) -> str:
        return self.addresses[0]


class Department(Shape):
    name: Name
    aliases: tuple[Name, ...] = ()
    contacts: tuple[MailAddress, ...] = ()
    mailboxes: tuple[MailAddress, ...] = ()


# --- tags.toml, fields.toml, words.toml --------------------------------------------------------------------------


class Tag(Shape):
    """A subject tag: its key (`PLAN`), other spellings, and spellings that make an issue a defect, a result a summary."""

    key: Literal["PLAN", "ISSUE", "RESULT", "QUERY", "HELP", "UNDO"]
    synonyms: tuple[Name, ...]
    special: dict[Name, Literal["defect", "summary", "handling_result", "progress"]] = {}


class Tags(Shape):
    tag: tuple[Tag, ...]
    reply_prefixes: tuple[Name, ...]
    forward_prefixes: tuple[Name, ...]
    dry_run: tuple[Name, ...]


class FieldNames(Shape):
    """A field (`字段：值`) or a column of a node table: its export name and everything that people call it."""

    key: Key
    title: Words
    names: tuple[Name, ...]


class Fields(Shape):
    field: tuple[FieldNames, ...]
    column: tuple[FieldNames, ...]


class Phrases(Shape):
    """What an untagged reply may say: each list holds words that mean the same (SPEC 3 "Subject", SPEC 9 "Replies")."""

    confirm: tuple[Name, ...]
    object: tuple[Name, ...]
    done: tuple[Name, ...]
    not_done: tuple[Name, ...]
    failed: tuple[Name, ...]
    all_done: tuple[Name, ...]
    postpone: tuple[Name, ...]
    promise: tuple[Name, ...]
    acknowledge: tuple[Name, ...]
    ask_raiser: tuple[Name, ...]
    reopen: tuple[Name, ...]
    close: tuple[Name, ...]
    handled: tuple[Name, ...]
    start: tuple[Name, ...]
    waive: tuple[Name, ...]
    cancel: tuple[Name, ...]
    pause: tuple[Name, ...]
    resume: tuple[Name, ...]
    hand_over: tuple[Name, ...]
    publish: tuple[Name, ...]
    undo: tuple[Name, ...]
    why: tuple[Name, ...]
    thanks: tuple[Name, ...]
    official_channel: tuple[Name, ...]
    pm_channel: tuple[Name, ...]


# --- kinds/*.toml ------------------------------------------------------------------------------------------------

Evidence = Literal[
    "none",  # the word 完成 is enough
    "version",  # the version submitted (build, release)
    "tests",  # every test named in `tests` is said to have passed
    "attachments",  # a file for each of `files`
    "counts",  # done, or progress as counts
    "restriction",  # the restricted versions and the effective time
    "delay",  # the versions and the date on which the delay ends
    "defects",  # closes by itself when every defect is closed
    "summary",  # the accepted summary
]


class KindNode(Shape):
    """A standard node of a kind. `files` and `tests` list alternatives of spelling, one inner list for each wanted."""

    key: Key
    title: Words
    names: tuple[Name, ...] = ()
    department: Name | None = None
    optional: bool = False
    evidence: Evidence = "none"
    tests: tuple[tuple[Name, ...], ...] = ()
    files: tuple[tuple[Name, ...], ...] = ()
    gate: Literal["defects"] | None = None


class Kind(Shape):
    key: Key
    code: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2,4}$")]
    name: Words
    synonyms: tuple[Name, ...] = ()
    counts: Words
    required: tuple[Key, ...]
    wanted: tuple[Key, ...] = ()
    only: tuple[Key, ...] = ()
    node: tuple[KindNode, ...]

    def node_of(self, key: str) -> KindNode | None:
        """The standard node behind a campaign's node key (`rollout-2` is a `rollout`)."""
        base = key.rsplit("-", 1)[0] if key.rsplit("-", 1)[-1].isdigit() else key
        return next((n for n in self.node if n.key == base), None)


# --- severities.toml, process.toml, rights.toml, limits.toml, digest.toml ------------------------------------------


class Severity(Shape):
    """How grave an issue is. Times are `4h` (working hours) or `2d` (working days)."""

    name: Name
    names: tuple[Name, ...] = ()
    title: Words
    respond: Annotated[str, StringConstraints(pattern=r"^\d+[hd]$")]
    resolve: Annotated[str, StringConstraints(pattern=r"^\d+[hd]$")]
    at_once: bool = False


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
    invitations: bool = True


Who = Literal[
    "pm", "other_pm", "owner", "node_department", "department", "contact", "manager", "raiser", "lead", "admin", "part", "anyone"
]


class Right(Shape):
    """Who may do what: `act` is a command's kind as `explain` prints it."""

    act: Key
    may: tuple[Who, ...]


class Rights(Shape):
    right: tuple[Right, ...]

    def may(self, act: str) -> tuple[Who, ...]:
        return next((r.may for r in self.right if r.act == act), ())


class Limits(Shape):
    answers_an_hour: int = Field(10, ge=1)
    answers_a_day: int = Field(30, ge=1)
    receipts_an_hour: int = Field(40, ge=1)
    mail_octets: int = Field(60_000_000, ge=10_000)
    sheet_octets: int = Field(50_000_000, ge=10_000)


class Digest(Shape):
    """When the weekly digest leaves; `not_moved` working days without progress make a curve "has not moved"."""

    at: time = time(9)
    not_moved: int = Field(5, ge=1)
    amber_before: int = Field(1, ge=0)
    red_after: int = Field(3, ge=1)


# --- reminders.toml ----------------------------------------------------------------------------------------------

Item = Literal["node", "confirmation", "postponement", "respond", "resolve", "summary"]
Whom = Literal["owner", "contact", "pm", "manager", "lead"]


class Step(Shape):
    """One step of the ladder: `days` working days after the due day (negative: before), `0` the morning of that day.

    `to` climbs with the steps. `manager` is the owner's manager, or where none is named the managers of the node's role.
    """

    item: Item
    name: Key
    days: int = Field(ge=-30, le=250)
    to: tuple[Whom, ...]


class Reminders(Shape):
    step: tuple[Step, ...]


# --- calendar.toml -----------------------------------------------------------------------------------------------


class Holiday(Shape):
    name: Name
    from_: date = Field(alias="from")
    until: date
    make_up: tuple[date, ...] = ()


class Year(Shape):
    year: int = Field(ge=2000, le=2200)
    holiday: tuple[Holiday, ...]


class Override(Shape):
    """A company's or a department's own day: `off` or worked."""

    day: date
    off: bool
    name: Name
    department: Name | None = None


class Calendar(Shape):
    year: tuple[Year, ...]
    override: tuple[Override, ...] = ()
