"""people.toml."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from mailbot.rulebook.basic import BLANK_IS_ABSENT, Day, Language, MailAddress, Name, Shape, Zone


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
