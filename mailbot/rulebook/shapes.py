"""The shapes of `rules/*.toml`: checked, frozen values, named as the files name them (SPEC 7).

Every model forbids unknown keys, so that a misspelt key is an error with a name and a line, never a silent default.
"""

from datetime import time
from enum import StrEnum
from typing import Annotated, Literal, get_args

from pydantic import Field, StringConstraints, ValidationInfo, field_validator

from mailbot.rulebook.basic import (
    BLANK_IS_ABSENT,
    Clock,
    Day,
    Domain,
    Hours,
    Key,
    Language,
    MailAddress,
    Name,
    Shape,
    Span,
    Words,
    Zone,
    names_of,
    united,
)

__all__ = ["Key", "Language", "MailAddress", "Name", "Shape", "Words"]  # the rest is defined here

# --- company.toml ------------------------------------------------------------------------------------------------


class Company(Shape):
    name: Name
    domains: tuple[Domain, ...] = Field(min_length=1)
    timezone: Zone = "Asia/Shanghai"
    hours: Hours = (time(9), time(18))
    lunch: Hours | None = None
    label: Name
    bot: MailAddress
    language: Language = "zh"
    lists: tuple[MailAddress, ...] = ()


class Identity(Shape):
    policy: Literal["authentication-results", "none"] = "authentication-results"
    authserv_ids: tuple[Name, ...] = ()
    internal: tuple[str, ...] = ()


class CompanyFile(Shape):
    """company.toml."""

    company: Company
    identity: Identity = Identity()


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
    from_: Day = Field(alias="from")
    until: Day
    deputy: Annotated[MailAddress | None, BLANK_IS_ABSENT] = None


class Person(Shape):
    """`addresses[0]` is the person's identity everywhere: in the ledger, in exports, and where mail to them goes."""

    name: Name
    addresses: tuple[MailAddress, ...] = Field(min_length=1)
    department: Annotated[Name | None, BLANK_IS_ABSENT] = None
    roles: tuple[Role, ...] = ()
    manager: Annotated[MailAddress | None, BLANK_IS_ABSENT] = None
    language: Annotated[Language | None, BLANK_IS_ABSENT] = None
    timezone: Annotated[Zone | None, BLANK_IS_ABSENT] = None
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


class People(Shape):
    """people.toml as it is written; `directory.Directory` is what it means."""

    person: tuple[Person, ...] = ()
    department: tuple[Department, ...] = ()


# --- tags.toml, fields.toml, words.toml --------------------------------------------------------------------------


TagKey = Literal["PLAN", "ISSUE", "RESULT", "QUERY", "HELP", "UNDO"]
TAG_KEYS: tuple[str, ...] = get_args(TagKey)


class Tag(Shape):
    """A subject tag: its key (`PLAN`) and other spellings. `special` spellings say more: 缺陷 makes an issue a defect.

    `synonyms` holds every spelling when loaded, key and special ones too; the file need not repeat them.
    """

    key: TagKey
    special: dict[Name, Literal["defect", "summary", "handling_result", "progress"]] = Field(default_factory=dict)
    synonyms: tuple[Name, ...] = Field((), validate_default=True)

    @field_validator("synonyms")
    @classmethod
    def _all_spellings(cls, synonyms: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        return united(synonyms, info.data.get("key", ""), *info.data.get("special", ()))

    def __hash__(self) -> int:
        return hash((self.key, tuple(sorted(self.special.items())), self.synonyms))


class Tags(Shape):
    tag: tuple[Tag, ...]
    reply_prefixes: tuple[Name, ...]
    forward_prefixes: tuple[Name, ...]
    dry_run: tuple[Name, ...]


class FieldNames(Shape):
    """A field (`字段：值`) or a column of a table: its export name and everything that people call it.

    `names` holds both titles and the key when loaded; the file need not repeat them.
    """

    key: Key
    title: Words
    names: tuple[Name, ...] = Field((), validate_default=True)

    @field_validator("names")
    @classmethod
    def _all_names(cls, names: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        return united(names, *names_of(info))


class Fields(Shape):
    """`column` serves every table: which columns a table has says what it is (nodes, coverage, parameters, issues);
    `section` the headings of a plan's sections, each key a topic."""

    field: tuple[FieldNames, ...]
    column: tuple[FieldNames, ...]
    section: tuple[FieldNames, ...] = ()


class Phrases(Shape):
    """What an untagged reply may say: each list holds words that mean the same (SPEC 3 "Subject", SPEC 9 "Replies").

    Words contain each other (`没有异议` has `有异议` in it, `未完成` has `完成`): where two match at one place, the longer one
    counts. `neutral` holds what contains a word of some list and does not say it (`无法启动` is no 启动, `请确认` no 确认).
    """

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
    not_reproduced: tuple[Name, ...] = ()
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
    new_plan: tuple[Name, ...] = ()
    why: tuple[Name, ...]
    thanks: tuple[Name, ...]
    official_channel: tuple[Name, ...]
    pm_channel: tuple[Name, ...]
    rest: tuple[Name, ...] = ()  # 其余: the rows that the answer has not named
    neutral: tuple[Name, ...] = ()


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
    """A standard node of a kind. `files` and `tests` list alternatives of spelling, one inner list for each wanted.

    No `department` means the business departments that the plan names. `manager` is the role that a reminder climbs to
    where the node's owner has no manager named. `names` holds titles and key when loaded.
    """

    key: Key
    title: Words
    names: tuple[Name, ...] = Field((), validate_default=True)
    department: Name | None = None
    manager: Literal[Role.TECH_MANAGER, Role.TEST_MANAGER, Role.DEV_MANAGER] | None = None
    optional: bool = False
    evidence: Evidence = "none"
    tests: tuple[tuple[Name, ...], ...] = ()
    files: tuple[tuple[Name, ...], ...] = ()
    gate: Literal["defects"] | None = None

    @field_validator("names")
    @classmethod
    def _all_names(cls, names: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        return united(names, *names_of(info))


class Kind(Shape):
    """A kind of campaign. `required`, `wanted` and `only` name fields (`nodes` too), `only` also the kind's own nodes:
    a plan that has one of them is of this kind. `synonyms` holds both names when loaded."""

    key: Key
    code: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2,4}$"), Field(description="2 to 4 capital letters")]
    name: Words
    synonyms: tuple[Name, ...] = Field((), validate_default=True)
    counts: Words
    required: tuple[Key, ...]
    wanted: tuple[Key, ...] = ()
    only: tuple[Key, ...] = ()
    node: tuple[KindNode, ...] = Field(min_length=1)

    @field_validator("synonyms")
    @classmethod
    def _all_names(cls, synonyms: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        name = info.data.get("name")
        return united(synonyms, name.zh, name.en) if name else synonyms

    def node_of(self, key: str) -> KindNode | None:
        """The standard node behind a campaign's node key (`rollout-2` is a `rollout`)."""
        base = key.rsplit("-", 1)[0] if key.rsplit("-", 1)[-1].isdigit() else key
        return next((n for n in self.node if n.key == base), None)


# --- severities.toml, process.toml, rights.toml, limits.toml, digest.toml ------------------------------------------


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


Who = Literal[
    "pm",  # who leads the campaign; of a new plan, anybody with the role pm
    "other_pm",  # another PM whom the plan names
    "owner",  # of the node
    "node_department",  # a member of the node's department
    "department",  # a member of a department that has to confirm
    "contact",  # the contact of such a department
    "manager",  # the technical, test and R&D managers of the campaign
    "raiser",  # who raised the issue
    "lead",
    "admin",
    "part",  # anybody with a part in the campaign
    "anyone",  # anybody in the directory
]

Act = Literal[
    "plan",
    "revision",
    "cancellation",
    "pause",
    "resumption",
    "start",
    "handover",
    "confirmation",
    "objection",
    "node_result",
    "progress",
    "promise",
    "postponement",
    "decision",
    "waiver",
    "issue",
    "acknowledgement",
    "question",
    "handling_result",
    "reopening",
    "closure",
    "summary",
    "query",
    "help",
    "undo",
    "note",
]


ACTS: tuple[str, ...] = get_args(Act)


class Right(Shape):
    """Who may do what: `act` is a command's kind as `explain` prints it."""

    act: Act
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

    at: Clock = time(9)
    not_moved: int = Field(5, ge=1)
    amber_before: int = Field(1, ge=0)
    red_after: int = Field(3, ge=1)


# --- reminders.toml ----------------------------------------------------------------------------------------------

Item = Literal["node", "confirmation", "postponement", "respond", "resolve", "question", "summary"]
Whom = Literal["owner", "contact", "pm", "manager", "lead"]


class Step(Shape):
    """One step of the ladder: `days` working days after the due day (negative: before), `0` the morning of that day; or
    `hours` working hours after the due time. One of the two is given.

    `to` climbs with the steps. `manager` is the owner's manager, or where none is named the managers of the node's role.
    """

    item: Item
    name: Key
    days: int | None = Field(None, ge=-30, le=250)
    hours: int | None = Field(None, ge=-200, le=2000)
    to: tuple[Whom, ...] = Field(min_length=1)


class Reminders(Shape):
    step: tuple[Step, ...]


# --- calendar.toml -----------------------------------------------------------------------------------------------


class Holiday(Shape):
    name: Name
    from_: Day = Field(alias="from")
    until: Day
    make_up: tuple[Day, ...] = ()


class Year(Shape):
    year: int = Field(ge=2000, le=2200)
    holiday: tuple[Holiday, ...]


class Override(Shape):
    """A company's or a department's own day: `off` or worked."""

    day: Day
    off: bool
    name: Name
    department: Annotated[Name | None, BLANK_IS_ABSENT] = None


class Calendar(Shape):
    year: tuple[Year, ...]
    override: tuple[Override, ...] = ()
