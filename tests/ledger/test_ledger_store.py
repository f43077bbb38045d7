"""The state tables: what is saved is loaded again, what is asked for is found, nothing else is touched."""

from datetime import UTC, datetime, timedelta

import peewee
import pytest
from ledger_samples import BUSINESS, MANAGER, NOW, OWNER, PM, full, opened, plain

from mailbot.campaign.model import Campaign, Node, Reminded
from mailbot.ledger.ledger import Ledger
from mailbot.value import replace


@pytest.mark.parametrize("campaign", [plain(), full()], ids=["plain", "full"])
def test_a_campaign_is_loaded_as_it_was_saved(ledger: Ledger, campaign: Campaign) -> None:
    ledger.store.save(campaign, None)
    assert ledger.store.load(campaign.code) == campaign


def test_a_full_campaign_becomes_a_plain_one_and_back(ledger: Ledger) -> None:
    one, other = full("SU-2026-0001"), plain("SU-2026-0001")
    for campaign in (one, other, one):
        ledger.store.save(campaign, NOW)
        assert ledger.store.load("SU-2026-0001") == campaign


def test_rows_keep_their_order_when_they_change_places(ledger: Ledger) -> None:
    campaign = full()
    ledger.store.save(campaign, None)
    turned = replace(
        campaign,
        nodes=campaign.nodes[::-1],
        departments=campaign.departments[::-1],
        parameters=campaign.parameters[::-1],
        reminded=campaign.reminded[::-1],
    )
    ledger.store.save(turned, None)
    assert ledger.store.load(campaign.code) == turned


def test_saving_what_is_saved_already_writes_nothing(ledger: Ledger) -> None:
    ledger.store.save(full(), NOW)
    written: list[str] = []
    ledger.tables.node._meta.database.query_hooks.append(lambda event: written.append(event.sql))
    ledger.store.save(full(), NOW)
    assert [sql for sql in written if sql.startswith(("INSERT", "UPDATE", "DELETE"))] == []


def test_only_the_row_that_differs_is_written(ledger: Ledger) -> None:
    campaign = full()
    ledger.store.save(campaign, NOW)
    written: list[str] = []
    ledger.tables.node._meta.database.query_hooks.append(lambda event: written.append(event.sql))
    ledger.store.save(campaign.with_node("rollout", title="参数下发（全量）"), NOW)
    assert [sql.split()[1] for sql in written if sql.startswith(("INSERT", "UPDATE", "DELETE"))] == ['"node"']


def test_nul_and_broken_characters_are_replaced(ledger: Ledger) -> None:
    ledger.store.save(plain(title="a\x00b\udcffc"), None)
    loaded = ledger.store.load("SU-2026-0001")
    assert loaded == plain(title="a\ufffdb\ufffdc")


def test_an_unknown_code_is_none(ledger: Ledger) -> None:
    assert ledger.store.load("SU-2026-0404") is None


def test_campaigns_are_loaded_in_the_order_asked_for(ledger: Ledger) -> None:
    campaigns = [plain(f"SU-2026-{n:04d}", opened_at=NOW + timedelta(minutes=n)) for n in range(1, 8)]
    for campaign in campaigns:
        ledger.store.save(campaign, None)
    wanted = ["SU-2026-0005", "SU-2026-0099", "SU-2026-0002"]
    assert [c.code for c in ledger.store.load_many(wanted)] == ["SU-2026-0005", "SU-2026-0002"]
    assert list(ledger.store.all()) == campaigns


def test_codes_are_those_of_all_campaigns_or_of_some_stages(ledger: Ledger) -> None:
    stages = ["planning", "tracking", "finalizing", "closed", "cancelled"]
    for number, stage in enumerate(stages, 1):
        ledger.store.save(plain(f"SU-2026-{number:04d}", stage=stage), None)
    assert ledger.store.codes() == [f"SU-2026-{number:04d}" for number in range(1, 6)]
    assert ledger.store.codes(["closed"]) == ["SU-2026-0004"]


def test_due_are_those_whose_time_has_come_the_longest_waiting_first(ledger: Ledger) -> None:
    minute = timedelta(minutes=1)
    wakes = {"SU-2026-0001": NOW, "SU-2026-0002": NOW - minute, "SU-2026-0003": NOW + minute, "SU-2026-0004": None}
    for code, wake_at in wakes.items():
        ledger.store.save(plain(code), wake_at)
    assert ledger.store.due(NOW) == ["SU-2026-0002", "SU-2026-0001"]
    assert ledger.store.due(NOW, limit=1) == ["SU-2026-0002"]
    assert ledger.store.wake_at("SU-2026-0003") == NOW + minute


def test_due_compares_instants_and_not_their_spelling(ledger: Ledger) -> None:
    """09:00 in Shanghai is before 02:00 in London, and text would say otherwise."""
    from zoneinfo import ZoneInfo

    ledger.store.save(plain(), datetime(2026, 12, 1, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai")))
    assert ledger.store.due(datetime(2026, 12, 1, 0, 59, 59, 999999, tzinfo=UTC)) == []
    assert ledger.store.due(datetime(2026, 12, 1, 2, 0, tzinfo=ZoneInfo("Europe/London"))) == ["SU-2026-0001"]


def test_a_time_without_a_zone_is_refused(ledger: Ledger) -> None:
    with pytest.raises(ValueError, match="without a zone"):
        ledger.store.save(plain(), datetime(2026, 12, 1))  # noqa: DTZ001


def test_a_campaign_is_put_to_sleep_without_being_written_anew(ledger: Ledger) -> None:
    ledger.store.save(plain(), NOW)
    ledger.store.wake("SU-2026-0001", NOW + timedelta(hours=1))
    assert (ledger.store.due(NOW), ledger.store.wake_at("SU-2026-0001")) == ([], NOW + timedelta(hours=1))
    assert ledger.store.load("SU-2026-0001") == plain()


@pytest.mark.parametrize(
    ("who", "found"),
    [
        (PM, ["SU-2026-0001"]),
        (OWNER, ["SU-2026-0001"]),
        (BUSINESS, ["SU-2026-0001"]),
        (MANAGER, []),
        ("stranger@elsewhere.example", []),
    ],
)
def test_campaigns_are_found_by_who_has_a_part(ledger: Ledger, who: str, found: list[str]) -> None:
    ledger.store.save(plain(), None)
    assert ledger.store.of_person(who) == found


def test_whoever_loses_their_part_is_not_found_any_more(ledger: Ledger) -> None:
    ledger.store.save(plain(), None)
    ledger.store.save(plain().with_node("build", owner=MANAGER), None)
    assert (ledger.store.of_person(OWNER), ledger.store.of_person(MANAGER)) == ([], ["SU-2026-0001"])


def test_a_person_is_found_under_any_of_their_names_once(ledger: Ledger) -> None:
    ledger.store.save(plain(), None)
    ledger.store.save(plain("SU-2026-0002", stage="closed"), None)
    assert ledger.store.of_person(PM, BUSINESS) == ["SU-2026-0001"]
    assert ledger.store.of_person(PM, BUSINESS, open_only=False) == ["SU-2026-0001", "SU-2026-0002"]


@pytest.mark.parametrize("product", ["结算服务端", " 結算服務端 ", "结算服务端\u3000"])
def test_a_product_is_found_whatever_its_script_and_spaces(ledger: Ledger, product: str) -> None:
    ledger.store.save(plain(), None)
    assert ledger.store.of_product(product) == ["SU-2026-0001"]


def test_codes_count_a_prefix_and_a_year(ledger: Ledger) -> None:
    asked = [("SU", 2026), ("SU", 2026), ("CR", 2026), ("SU", 2027), ("SU", 2026)]
    allotted = [ledger.store.next_code(prefix, year) for prefix, year in asked]
    assert allotted == ["SU-2026-0001", "SU-2026-0002", "CR-2026-0001", "SU-2027-0001", "SU-2026-0003"]


def test_codes_go_on_beyond_four_digits(ledger: Ledger) -> None:
    ledger.tables.counter.insert(name="SU-2026", last=9999).execute()
    assert ledger.store.next_code("SU", 2026) == "SU-2026-10000"


def test_a_code_that_is_rolled_back_was_not_allotted(ledger: Ledger) -> None:
    def fail() -> None:
        with ledger.transaction():
            ledger.store.next_code("SU", 2026)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert ledger.store.next_code("SU", 2026) == "SU-2026-0001"


def test_the_last_code_can_be_given_back_unless_a_campaign_bears_it(ledger: Ledger) -> None:
    first, second = ledger.store.next_code("SU", 2026), ledger.store.next_code("SU", 2026)
    assert ledger.store.release(first) is False
    assert ledger.store.release(second) is True
    assert ledger.store.next_code("SU", 2026) == second
    ledger.store.save(plain(second), None)
    assert ledger.store.release(second) is False
    assert ledger.store.release("nonsense") is False


def test_a_step_is_reminded_once_a_person_and_term(ledger: Ledger) -> None:
    step = Reminded(item="node:build", term=1, step="overdue-1", person=OWNER, at=NOW)
    opened(ledger, plain(reminded=(step,)))
    with pytest.raises(peewee.IntegrityError), ledger.transaction():
        ledger.store.save(plain(reminded=(step, replace(step, at=NOW + timedelta(days=1)))), None)
    ledger.store.save(plain(reminded=(step, replace(step, term=2))), None)
    loaded = ledger.store.load("SU-2026-0001")
    assert loaded is not None
    assert [r.term for r in loaded.reminded] == [1, 2]


def test_two_nodes_of_one_key_are_refused(ledger: Ledger) -> None:
    node = Node(key="build", title="提交测试", due=NOW, order=1)
    with pytest.raises(peewee.IntegrityError):
        ledger.store.save(plain(nodes=(node, node)), None)
    assert ledger.store.load("SU-2026-0001") is None


def test_a_hostile_code_is_unknown(ledger: Ledger) -> None:
    assert ledger.store.load("SU\x00\udc80") is None
    assert ledger.store.of_subject("\x00\udc80") == []


def test_what_is_due_is_found_by_an_index(sqlite_url: str) -> None:
    with Ledger.open(sqlite_url) as ledger:
        database = ledger.tables.campaign._meta.database
        asked: list[tuple[str, tuple[object, ...]]] = []
        database.query_hooks.append(lambda event: asked.append((event.sql, event.params)))
        ledger.store.due(NOW)
        database.query_hooks.clear()
        ((sql, params),) = asked
        plan = " ".join(row[3] for row in database.execute_sql(f"EXPLAIN QUERY PLAN {sql}", params))
    assert "campaign_wake_at (wake_at<" in plan
    assert "SCAN" not in plan
