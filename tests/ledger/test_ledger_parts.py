"""The small parts: facts by key, ticks and orders, rules by hash; and a whole ledger moved to another database."""

from pathlib import Path

import pytest
from ledger_samples import NOW, OWNER, PM, full, mailed, opened, post, record

from mailbot.campaign.changes import NodeDone
from mailbot.errors import LedgerError
from mailbot.ledger.ledger import Ledger
from mailbot.ledger.move import move


def test_a_fact_is_kept_changed_and_forgotten(ledger: Ledger) -> None:
    assert ledger.meta.get("a") is None
    assert ledger.meta.get("a", []) == []
    ledger.meta.set("a", {"n": [1, None, "商密"]})
    assert ledger.meta.get("a") == {"n": [1, None, "商密"]}
    ledger.meta.set("a", 2)
    assert ledger.meta.get("a") == 2
    assert ledger.meta.remove("a") is True
    assert ledger.meta.remove("a") is False


def test_the_admin_is_told_once_and_once_when_it_is_over(ledger: Ledger) -> None:
    told = [ledger.meta.set_new("told:outbox-full") for _ in range(3)]
    over = [ledger.meta.remove("told:outbox-full") for _ in range(2)]
    assert (told, over) == ([True, False, False], [True, False])
    assert ledger.meta.set_new("told:outbox-full") is True


def test_facts_are_listed_by_the_beginning_of_their_key(ledger: Ledger) -> None:
    for key in ("unreachable:b@corp.example", "unreachable:a_%@corp.example", "unreachable", "Unreachable:x", "other"):
        ledger.meta.set(key, key)
    assert list(ledger.meta.items("unreachable:")) == ["unreachable:a_%@corp.example", "unreachable:b@corp.example"]
    assert list(ledger.meta.items("unreachable:a_%")) == ["unreachable:a_%@corp.example"]


def test_ticks_and_orders_are_kept_with_their_cause(ledger: Ledger) -> None:
    tick = ledger.ticks.record(NOW, detail={"steps": 3}, rules="abc", version="0.1.0")
    order = ledger.ticks.record(NOW, what="order", by="root", detail={"command": "quarantine release 7"})
    found = ledger.ticks.get(tick)
    assert (found.what, found.at, found.by, found.detail) == ("tick", NOW, "", {"steps": 3})
    assert (found.rules, found.version) == ("abc", "0.1.0")
    assert [t.id for t in ledger.ticks.list()] == [tick, order]
    assert [t.by for t in ledger.ticks.list("order")] == ["root"]
    with pytest.raises(KeyError):
        ledger.ticks.get(404)


def test_rules_are_kept_once_by_their_hash(ledger: Ledger) -> None:
    files = {"tags.toml": "[tag.PLAN]\nnames = ['计划']\n", "kinds/server_upgrade.toml": "code = 'SU'\n"}
    assert ledger.rules_kept.keep("abc", files, NOW) is True
    assert ledger.rules_kept.keep("abc", {}, NOW) is False
    assert ledger.rules_kept.get("abc") == files
    assert ledger.rules_kept.list() == [("abc", NOW)]
    with pytest.raises(KeyError):
        ledger.rules_kept.get("def")


def fill(ledger: Ledger) -> None:
    mail = mailed(ledger, "<plan@corp.example>", octets=b"Message-ID: <plan@corp.example>\n\n\xff\x00" * 9)
    opened(ledger, mail=mail)
    opened(ledger, full())
    record(ledger, NodeDone(at=NOW, by=OWNER, key="build", done_at=NOW), mail=mailed(ledger))
    entry = ledger.outbox.queue(post(PM, OWNER, once="a", facts={"标题": "升级\x00"}), mail=mail)
    assert entry is not None
    ledger.outbox.written(entry.id, b"\x00\xff")
    ledger.meta.set("a", {"b": None})
    ledger.ticks.record(NOW)
    ledger.rules_kept.keep("abc", {"a": "b"}, NOW)
    ledger.store.next_code("SU", 2026)


def content(ledger: Ledger) -> list[list[tuple[object, ...]]]:
    found = []
    for table in ledger.tables.all:
        rows = table.select().tuples()
        values = [tuple(bytes(v) if isinstance(v, memoryview) else v for v in row) for row in rows]
        found.append(sorted(values, key=repr))
    return found


def test_a_ledger_is_moved_whole_and_goes_on_counting(ledger_url: str, tmp_path: Path) -> None:
    with Ledger.open(f"{tmp_path}/here.db") as here, Ledger.open(ledger_url) as there:
        fill(here)
        seen: list[str] = []
        copied = move(here, there, lambda table, rows: seen.append(table))
        assert content(there) == content(here)
        assert copied == sum(len(rows) for rows in content(here))
        assert seen[:2] == ["mail", "sighting"]
        assert there.verify() == []
        mailed(there)
        assert there.outbox.queue(post(PM)) is not None
        assert there.store.next_code("SU", 2026) == "SU-2026-0002"


@pytest.mark.server
def test_a_ledger_comes_back_from_postgresql(postgresql: str, tmp_path: Path) -> None:
    with Ledger.open(postgresql) as there, Ledger.open(f"{tmp_path}/back.db") as back:
        fill(there)
        move(there, back)
        assert content(back) == content(there)
        assert back.verify() == []


def test_a_ledger_is_not_moved_onto_another(ledger_url: str, tmp_path: Path) -> None:
    with Ledger.open(f"{tmp_path}/here.db") as here, Ledger.open(ledger_url) as there:
        fill(here)
        opened(there)
        with pytest.raises(LedgerError, match="in use"):
            move(here, there)
        assert there.store.codes() == ["SU-2026-0001"]


def test_a_ledger_that_does_not_verify_is_not_moved(ledger_url: str, tmp_path: Path) -> None:
    with Ledger.open(f"{tmp_path}/here.db") as here, Ledger.open(ledger_url) as there:
        fill(here)
        here.tables.node.update(owner="").execute()
        with pytest.raises(LedgerError, match="does not verify"):
            move(here, there)
        assert there.archive.list() == []
