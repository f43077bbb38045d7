"""company.toml."""

from datetime import time
from typing import Literal

from pydantic import Field

from mailbot.rulebook.basic import Domain, Hours, Language, MailAddress, Name, Shape, Zone


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
