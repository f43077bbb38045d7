"""checkup: everything that must hold before the bot can run, looked at (SPEC 8 `check`). It mails itself; nothing else changes."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal

from mailbot.app import rules_folders
from mailbot.campaign.case import company_days
from mailbot.campaign.model import Campaign
from mailbot.errors import MailbotError, TableError
from mailbot.fetch_tables import asked_of, backend_of
from mailbot.house import templates_of
from mailbot.inbound.backend import BackEnd
from mailbot.inbound.forms.tables.fetchedtable import read_fetched
from mailbot.inbound.mailbox import Mailbox
from mailbot.ledger.ledger import Ledger
from mailbot.outbound.transport import Transport
from mailbot.rulebook.load import load_rules
from mailbot.rulebook.rules import Rules
from mailbot.rulebook.warnings import warnings
from mailbot.settings.backend import BackEndSettings
from mailbot.settings.settings import MailboxSettings, Settings, SubmissionSettings, load_settings
from mailbot.value import Value
from mailbot.watching.selfmail import SelfProof, self_proof

_SKEW = timedelta(minutes=2)


class Finding(Value):
    """`state` is ok, warning or wrong; `details` say what was found and what would be right."""

    what: str
    state: Literal["ok", "warning", "wrong"]
    details: str = ""


def checkup(folder: Path, environ: Mapping[str, str], now: datetime, *, mail: bool = True) -> list[Finding]:
    """Every finding, in the order in which things are needed. `mail`: whether the bot may mail itself to see what proof of a
    sender its server gives."""
    found: list[Finding] = []
    rules = _rules(folder, found)
    settings = _settings(folder, environ, found)
    if rules is not None:
        found += _about_rules(rules, now)
        found += [Finding("templates", "wrong", fault) for fault in templates_of(folder, rules).faults()]
    if settings is not None:
        found.append(_tried("ledger", lambda: _ledger(settings)))
        if rules is not None and settings.backends:
            found += _about_backends(settings, rules)
        found += _about_servers(settings, rules if mail else None)
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
    here = now.astimezone(rules.zone)
    for line in warnings(rules):
        yield Finding("rules", "warning", line)
    yield Finding("clock", "ok", f"{here:%Y-%m-%d %H:%M} {rules.company.timezone}")
    days = company_days(rules)
    for wanted in (here.year, here.year + 1) if here.month >= 10 else (here.year,):
        if days.provisional(here.date().replace(year=wanted, month=1, day=1)):
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


def _about_servers(settings: Settings, rules: Rules | None) -> Iterator[Finding]:
    if settings.mailbox is None:
        yield Finding("mailbox", "warning", "no [mailbox] in mailbot.toml: `mailbot run` needs one")
    if settings.submission is None:
        yield Finding("submission", "warning", "no [submission] in mailbot.toml: nothing can be sent")
    mailbox = _mailbox(settings.mailbox) if settings.mailbox else None
    if mailbox is not None:
        yield mailbox
    submission = _submission(settings.submission) if settings.submission else None
    if submission is not None:
        yield submission
    if mailbox is None or submission is None or rules is None or "wrong" in (mailbox.state, submission.state):
        return
    assert settings.mailbox is not None
    assert settings.submission is not None
    yield from _proof(settings.mailbox, settings.submission, rules)


def _proof(where: MailboxSettings, submission: SubmissionSettings, rules: Rules) -> Iterator[Finding]:
    mailbox, transport = Mailbox(where), Transport(submission)
    try:
        mailbox.connect()
        proof = self_proof(mailbox, transport, rules, lambda: datetime.now(UTC))
    except MailbotError as error:
        yield Finding("identity", "warning", str(error))
        return
    finally:
        mailbox.close()
        transport.close()
    yield _proven(proof)
    if abs(proof.skew) > _SKEW:
        ahead = "ahead of" if proof.skew > timedelta() else "behind"
        minutes = abs(proof.skew) // timedelta(minutes=1)
        yield Finding("clock", "warning", f"the mail server's clock is {minutes} minutes {ahead} this machine's")


def _proven(proof: SelfProof) -> Finding:
    if proof.proven:
        return Finding("identity", "ok", f"the server proves the sender of the bot's own mail ({proof.why})")
    lines = " or ".join(proof.lines)
    advice = (
        f"set {lines}" if lines else "ask whoever runs the server to write Authentication-Results on inner mail too"
    )
    return Finding(
        "identity",
        "wrong",
        f"the server does not prove the sender of the bot's own mail ({proof.why}): in rules/company.toml "
        f"[identity], {advice}",
    )


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


def _about_backends(settings: Settings, rules: Rules) -> Iterator[Finding]:
    try:
        campaigns = _open_campaigns(settings)
    except MailbotError:  # said of the ledger already
        campaigns = []
    yield from check_backends(settings.backends, rules, campaigns)


def _open_campaigns(settings: Settings) -> list[Campaign]:
    url = settings.ledger.url
    if url.startswith("sqlite:") and not Path(url.removeprefix("sqlite:///")).exists():
        return []
    with Ledger.open(settings.ledger.secret_url(), read_only=True) as ledger:
        return list(ledger.store.load_many(ledger.store.codes(("planning", "tracking", "finalizing"))))


def _mailbox(where: MailboxSettings) -> Finding:
    """Connects and logs in, so credentials are tried too."""
    mailbox = Mailbox(where)

    def trial() -> str:
        mailbox.connect()
        return f"{where.host}:{where.port}: logged in as {where.user}"

    try:
        return _tried("mailbox", trial)
    finally:
        mailbox.close()


def _submission(where: SubmissionSettings) -> Finding:
    transport = Transport(where)
    try:
        trouble = transport.check()
    except MailbotError as error:
        trouble = str(error)
    finally:
        transport.close()
    return Finding("submission", "wrong" if trouble else "ok", trouble or f"{where.host}:{where.port}: ready to send")


def check_backends(
    backends: Sequence[BackEndSettings], rules: Rules, campaigns: Sequence[Campaign]
) -> Iterator[Finding]:
    """`campaigns` are the open ones: each back end is asked for the first that is its own. Where it has none yet, that it
    answers at all is what can be seen."""
    for backend in backends:
        what = f"back end {backend.name}"
        for kind in backend.kinds:
            if kind not in rules.kinds:
                yield Finding(what, "wrong", f"kinds: there is no kind {kind} ({', '.join(rules.kinds)})")
        own = next((c for c in campaigns if backend_of(c, backends) is backend), None)
        try:
            answer = BackEnd(backend).ask(asked_of(own) if own else {})
            if own is None:
                yield Finding(
                    what,
                    "ok",
                    f"answers {len(answer.octets):,} octets; no open campaign of its own to try it on",
                )
                continue
            rows = read_fetched(answer, own, rules)
            counted = ", ".join(f"{r.version or f'{r.parameter} = {r.value}'}: {r.count}" for r in rows[:3])
            yield Finding(what, "ok", f"{own.code}: {len(rows)} rows ({counted}{', …' if len(rows) > 3 else ''})")
        except TableError as error:
            about = f"{own.code}: {error}" if own else f"{error}; no open campaign of its own to try it on"
            yield Finding(what, "wrong" if own else "warning", about)
        except MailbotError as error:
            yield Finding(what, "wrong", str(error))
