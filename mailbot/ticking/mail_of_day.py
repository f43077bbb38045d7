"""mail_of_day: who has had their mail of a day. One mail a person a working day (SPEC 5)."""

from datetime import date

from mailbot.campaign.due import HadMail
from mailbot.house import House

_DAYS_KEPT = 30  # so long a clock may go wrong and be put right, and nobody has two mails of one day


def had_mail_of(house: House) -> HadMail:
    """Whether somebody has had their mail of a day."""

    def had_mail(person: str, day: date) -> bool:
        return day.isoformat() in house.ledger.meta.get(_had(person), [])

    return had_mail


def remember_mail(person: str, day: date, house: House) -> None:
    """They have had their mail of that day."""
    days = [*house.ledger.meta.get(_had(person), []), day.isoformat()]
    house.ledger.meta.set(_had(person), days[-_DAYS_KEPT:])


def forget_mail(person: str, day: str, house: House) -> None:
    """Their mail of that day (ISO) never left: they may have another."""
    days = [d for d in house.ledger.meta.get(_had(person), []) if d != day]
    house.ledger.meta.set(_had(person), days)


def _had(person: str) -> str:
    return f"reminded:{person}"
