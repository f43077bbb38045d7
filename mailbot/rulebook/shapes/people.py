"""company.toml and people.toml: the company, its servers' proof of senders, its people and departments."""

from datetime import time
from enum import StrEnum
from typing import Annotated, Literal

from mailbot.rulebook.basic import (
    AT_LEAST_ONE,
    BLANK_IS_ABSENT,
    Day,
    Domain,
    Hours,
    Language,
    MailAddress,
    Name,
    Shape,
    Text,
    Zone,
)
from mailbot.value import field


class Role(StrEnum):
    PM = "pm"
    TECH_MANAGER = "tech_manager"
    TEST_MANAGER = "test_manager"
    DEV_MANAGER = "dev_manager"
    BUSINESS = "business"
    LEAD = "lead"
    ADMIN = "admin"


MANAGERS = (Role.TECH_MANAGER, Role.TEST_MANAGER, Role.DEV_MANAGER)


class Away(Shape, kw_only=True):
    from_: Day = field(name="from")
    until: Day
    deputy: Annotated[MailAddress | None, BLANK_IS_ABSENT] = None


class Person(Shape, kw_only=True):
    """`addresses[0]` is the person's identity everywhere: in the ledger, in exports, and where mail to them goes."""

    name: Name
    addresses: Annotated[tuple[MailAddress, ...], AT_LEAST_ONE]
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


class Department(Shape, kw_only=True):
    name: Name
    aliases: tuple[Name, ...] = ()
    contacts: tuple[MailAddress, ...] = ()
    mailboxes: tuple[MailAddress, ...] = ()


class People(Shape, kw_only=True):
    """people.toml as it is written; `directory.Directory` is what it means."""

    person: tuple[Person, ...] = ()
    department: tuple[Department, ...] = ()


class Company(Shape, kw_only=True):
    name: Name
    domains: Annotated[tuple[Domain, ...], AT_LEAST_ONE]
    timezone: Zone = "Asia/Shanghai"
    hours: Hours = (time(9), time(18))
    lunch: Hours | None = None
    label: Name
    bot: MailAddress
    language: Language = "zh"
    lists: tuple[MailAddress, ...] = ()


class Identity(Shape, kw_only=True):
    policy: Literal["authentication-results", "none"] = "authentication-results"
    authserv_ids: tuple[Name, ...] = ()
    internal: tuple[Annotated[str, Text("a text", least=0, most=1000)], ...] = ()


class CompanyFile(Shape, kw_only=True):
    """company.toml."""

    company: Company
    identity: Identity = Identity()
