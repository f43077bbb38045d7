"""What the bot tells the admin of itself: once when something is wrong, once when it is over."""

from datetime import date, timedelta

import pytest
from clockwork import mails, node, opens
from theatre import PlayHouse

from mailbot import on_clock
from mailbot.campaign.due import Due, Looked
from mailbot.campaign.model import Campaign
from mailbot.settings.backend import BackEndSettings
from mailbot.settings.settings import MailboxSettings
from mailbot.value import replace
from mailbot.watching.watch import watch


def alarms(house: PlayHouse) -> list[str]:
    return [f"{p.facts['what']} {p.facts['on']} {p.facts['details']}".strip() for p in house.posts(template="watch")]


def expires(house: PlayHouse, password: date | None, token: date | None) -> None:
    mailbox = MailboxSettings(host="imap.corp.example", user="strategy@corp.example", expires=password)
    backend = BackEndSettings(name="版本统计", url="https://stats.corp.example/", expires=token)
    house.house.settings = replace(house.house.settings, mailbox=mailbox, backends=(backend,))


def test_credentials_that_expire_are_told_of_14_days_before_and_when_they_are_renewed(house: PlayHouse) -> None:
    expires(house, date(2026, 12, 20), date(2027, 6, 30))
    watch(house.house, house.now)
    assert alarms(house) == []
    for _ in range(3):
        house.now += timedelta(days=7)
        watch(house.house, house.now)
    assert alarms(house) == ["credentials True strategy@corp.example, imap.corp.example: 2026-12-20"]
    text = house.text(house.last(to="何平", template="watch"))
    assert [w for w in ("登录凭据快到期", "2026-12-20", "password_expires") if w not in text] == []
    expires(house, date(2027, 12, 20), date(2026, 12, 31))
    watch(house.house, house.now)
    assert alarms(house)[1:] == [
        "credentials True 版本统计: 2026-12-31",
        "credentials False strategy@corp.example, imap.corp.example",
    ]


def test_an_hour_without_fetching_counts_from_the_beginning_of_the_service(house: PlayHouse) -> None:
    friday = house.now - timedelta(days=3)
    house.house.ledger.meta.set("fetched", friday.isoformat())
    watch(house.house, house.now, since=house.now)
    watch(house.house, house.now + timedelta(minutes=59), since=house.now)
    assert alarms(house) == []
    watch(house.house, house.now + timedelta(minutes=61), since=house.now)
    assert [a.split()[:2] for a in alarms(house)] == [["nothing-fetched", "True"]]
    house.house.ledger.meta.set("fetched", (house.now + timedelta(minutes=62)).isoformat())
    watch(house.house, house.now + timedelta(minutes=70), since=house.now)
    assert [a.split()[:2] for a in alarms(house)] == [["nothing-fetched", "True"], ["nothing-fetched", "False"]]


def test_a_service_that_has_never_fetched_is_told_of_too(house: PlayHouse) -> None:
    watch(house.house, house.now + timedelta(minutes=61), since=house.now)
    assert alarms(house) == ["nothing-fetched True"]
    assert "上一次取到：" not in house.text(house.last(to="何平", template="watch"))


@pytest.mark.parametrize("where", ["look", "due"])
def test_a_campaign_at_fault_holds_up_no_other_and_is_told_of_once(
    house: PlayHouse, where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ill = opens(house, node(house, "升级", "孙丽", "2026-12-02")).code
    opens(house, node(house, "升级", "周航", "2026-12-02"))
    genuine = getattr(on_clock, where)

    def broken(given: Campaign | list[Looked], *more: object) -> Looked | Due:
        codes = [given.code] if isinstance(given, Campaign) else [one.campaign.code for one in given]
        if ill in codes:
            raise ZeroDivisionError("of a campaign")
        return genuine(given, *more)  # type: ignore[no-any-return]

    monkeypatch.setattr(on_clock, where, broken)
    house.passes(until="2026-12-01T12:00")
    assert mails(house) == ["2026-12-01 09:00 reminder 周航: node:rollout before"]
    assert alarms(house) == [f"clock-at-fault True {ill}: ZeroDivisionError('of a campaign')"]
    monkeypatch.setattr(on_clock, where, genuine)
    house.passes(until="2026-12-01T14:00")
    assert [line.split()[3] for line in mails(house)] == ["周航:", "孙丽:"]
