"""people.toml."""

from enum import StrEnum
from typing import Annotated

from mailbot.rulebook.basic import AT_LEAST_ONE, BLANK_IS_ABSENT, Day, Language, MailAddress, Name, Shape, Zone
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
