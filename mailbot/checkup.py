"""checkup: everything that must hold before the bot can run, looked at without changing anything (SPEC 8 `check`)."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from mailbot.app import rules_folders
from mailbot.campaign.case import company_days
from mailbot.errors import MailbotError
from mailbot.inbound.mailbox import Mailbox
from mailbot.ledger.ledger import Ledger
from mailbot.outbound.transport import Transport
from mailbot.rulebook.load import load_rules
from mailbot.rulebook.rules import Rules
from mailbot.rulebook.warnings import warnings
from mailbot.settings import Settings, load_settings


@dataclass(frozen=True, slots=True)
class Finding:
    """`state` is ok, warning or wrong; `details` say what was found and what would be right."""

    what: str
    state: Literal["ok", "warning", "wrong"]
    details: str = ""


def checkup(folder: Path, environ: Mapping[str, str], now: datetime) -> list[Finding]:
    """Every finding, in the order in which things are needed."""
    found: list[Finding] = []
    rules = _rules(folder, found)
    settings = _settings(folder, environ, found)
    if rules is not None:
        found += _about_rules(rules, now)
    if settings is not None:
        found += _about_servers(settings)
    return found


def _rules(folder: Path, found: list[Finding]) -> Rules | None:
    try:
        rules = load_rules(rules_folders(folder))
    except MailbotError as error:
        found += [Finding("rules", "wrong", line) for line in str(error).splitlines()]
        return None
    found.append(Finding("rules", "ok", f"{len(rules.kinds)} kinds, {len(rules.directory.people)} people"))
    return rules


def _settings(folder: Path, environ: Mapping[str, str], found: list[Finding]) -> Settings | None:
    try:
        settings = load_settings(folder, environ)
    except MailbotError as error:
        found += [Finding("settings", "wrong", line) for line in str(error).splitlines()]
        return None
    where = folder / "mailbot.toml"
    found.append(
        Finding("settings", "ok", str(where))
        if where.exists()
        else Finding("settings", "warning", f"no {where}: defaults, no servers")
    )
    return settings


def _about_rules(rules: Rules, now: datetime) -> Iterator[Finding]:
    for line in warnings(rules):
        yield Finding("rules", "warning", line)
    days, year = company_days(rules), now.astimezone(rules.zone).year
    for wanted in (year, year + 1) if now.month >= 10 else (year,):
        if days.provisional(now.astimezone(rules.zone).date().replace(year=wanted, month=1, day=1)):
            yield Finding(
                "calendar",
                "warning",
                f"no days for {wanted}: Monday to Friday is counted; `mailbot calendar --import FILE`",
            )
        else:
            yield Finding("calendar", "ok", str(wanted))
    if rules.identity.policy == "none":
        yield Finding("identity", "warning", 'policy = "none": anybody who can write to the mailbox is believed')
    elif not rules.identity.authserv_ids and not rules.identity.internal:
        yield Finding(
            "identity", "wrong", "rules/company.toml [identity]: no authserv_ids: every mail would be quarantined"
        )


def _about_servers(settings: Settings) -> Iterator[Finding]:
    yield _tried("ledger", lambda: _ledger(settings))
    mailbox, submission = settings.mailbox, settings.submission
    if mailbox is None:
        yield Finding("mailbox", "warning", "no [mailbox] in mailbot.toml: `mailbot run` needs one")
    else:
        yield _tried("mailbox", lambda: _mailbox(Mailbox(mailbox)))
    if submission is None:
        yield Finding("submission", "warning", "no [submission] in mailbot.toml: nothing can be sent")
    else:
        yield _tried("submission", lambda: Transport(submission).check())


def _tried(what: str, trial: Callable[[], str]) -> Finding:
    try:
        return Finding(what, "ok", trial())
    except MailbotError as error:
        return Finding(what, "wrong", str(error))


def _ledger(settings: Settings) -> str:
    url = settings.ledger.url
    if url.startswith("sqlite:") and not Path(url.removeprefix("sqlite:///")).exists():
        return f"{url} (made when it is first needed)"
    with Ledger.open(settings.ledger.secret_url(), read_only=True) as ledger:
        return f"{url}: {ledger.entries.count()} entries"


def _mailbox(mailbox: Mailbox) -> str:
    try:
        mailbox.connect()
        return "logged in"
    finally:
        mailbox.close()
