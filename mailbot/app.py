"""app: puts the house together. The only place that builds things and hands them to each other."""

import logging
import os
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from mailbot.campaign.audience import to_admins
from mailbot.errors import RulesError
from mailbot.house import House
from mailbot.ledger.ledger import Ledger
from mailbot.proof import signer_at
from mailbot.rulebook.difference import difference
from mailbot.rulebook.load import default_folder as default_rules, load_rules, read_rules, rules_files, rules_hash
from mailbot.rulebook.rules import Rules
from mailbot.settings.settings import load_settings

log = logging.getLogger("mailbot.rules")


def open_house(
    folder: Path,
    *,
    environ: Mapping[str, str] = os.environ,
    service: bool = False,
    read_only: bool = False,
    rules: Rules | None = None,
) -> House:
    """The house of a working folder: its rules and templates before the defaults, its ledger, its keys.

    Raises SettingsError, RulesError, LedgerError. `read_only`: nothing is written, and a ledger that does not exist yet
    counts as an empty one in memory. `rules`: those of the folder, where they have been read already.
    """
    settings = load_settings(folder, environ)
    rules = rules or load_rules(rules_folders(folder))
    url = settings.ledger.secret_url()
    data = folder / "data"
    if read_only and url.startswith("sqlite:") and not Path(url.removeprefix("sqlite:///")).exists():
        ledger = Ledger.open("sqlite:///:memory:")
    else:
        ledger = Ledger.open(url, service=service, read_only=read_only)
    house = House(
        folder=folder,
        settings=settings,
        rules=rules,
        ledger=ledger,
        signer=signer_at(data / "secret.key", make=not read_only),
    )
    if not read_only:
        keep_rules(house, folder)
    return house


def rules_folders(folder: Path) -> list[Path]:
    return [folder / "rules", default_rules()]


def keep_rules(house: House, folder: Path) -> None:
    """Rules are kept by their hash beside the entries made under them (SPEC 4)."""
    house.ledger.rules_kept.keep(house.rules.hash, _texts(rules_files(rules_folders(folder))), datetime.now(UTC))


def take_rules(files: Mapping[str, bytes], house: House, now: datetime) -> bool:
    """Takes edited rules without a restart, all at once; faulty ones are left, and the admin is told of them once.

    Returns whether anything was queued. The hash of what was looked at last is kept in the ledger's meta, so that the same
    fault is told once, also over restarts.
    """
    from mailbot.apply import queue  # with it come the templates, which a command that only reads does not need

    looked_at = rules_hash(files)
    if looked_at == house.rules.hash or looked_at == house.ledger.meta.get("rules.faulty"):
        return False
    try:
        rules = read_rules(files)
    except RulesError as error:
        with house.ledger.transaction():
            house.ledger.meta.set("rules.faulty", looked_at)
            queue(to_admins("rules-faulty", house.rules, faults=error.faults[:50]), house, now)
        log.warning("rules", extra={"faults": error.faults[:50]})
        return True
    before = house.rules
    texts = _texts(files)
    changes = _changes(house, before, texts)
    with house.ledger.deciding():  # nobody is in the middle of a decision: each is made under the one or the other
        house.rules = rules
        try:
            house.ledger.meta.remove("rules.faulty")
            house.ledger.rules_kept.keep(rules.hash, texts, now)
            told = to_admins("rules-changed", before, changes=changes, at=now.isoformat(timespec="seconds"))
            queue(told, house, now)
        except BaseException:
            house.rules = before
            raise
    log.info("rules", extra={"before": before.hash, "after": rules.hash, "changes": changes})
    return True


def _changes(house: House, before: Rules, texts: Mapping[str, str]) -> list[str]:
    """What differs from the files kept under the earlier hash, line by line."""
    try:
        return difference(house.ledger.rules_kept.get(before.hash), texts)
    except KeyError:
        return sorted(texts)


def _texts(files: Mapping[str, bytes]) -> dict[str, str]:
    return {name: octets.decode("utf-8", "replace") for name, octets in files.items()}
