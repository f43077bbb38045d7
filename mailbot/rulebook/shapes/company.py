"""company.toml."""

from datetime import time
from typing import Annotated, Literal

from mailbot.rulebook.basic import AT_LEAST_ONE, Domain, Hours, Language, MailAddress, Name, Shape, Text, Zone


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
