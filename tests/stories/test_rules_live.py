"""Edited rules are taken while the bot runs: all at once, or not at all; and what was decided says under which."""

import logging
from pathlib import Path
from typing import Any

import pytest
from clockwork import does, mails, node, opens
from theatre import PlayHouse, reload_rules

from mailbot.campaign.commands import ReportNode
from mailbot.rulebook.load import default_folder, read_rules, rules_files
from mailbot.service import RulesWatch
from mailbot.ticking import replan

LADDER = (default_folder() / "reminders.toml").read_text(encoding="utf-8")
SOONER = LADDER.replace('name = "overdue_3"\ndays = 3', 'name = "overdue_3"\ndays = 2', 1)
FAULTY = LADDER.replace("days = 3", "days = three", 1)


def edits(folder: Path, text: str, name: str = "reminders.toml") -> None:
    (folder / "rules").mkdir(exist_ok=True)
    (folder / "rules" / name).write_text(text, encoding="utf-8")


def told(house: PlayHouse, template: str) -> list[dict[str, Any]]:
    return [dict(p.facts) for p in house.posts(to="何平", template=template)]


def test_a_step_that_was_moved_comes_by_the_new_rules_without_a_restart(house: PlayHouse, tmp_path: Path) -> None:
    opens(house, node(house, "升级", "李想", "2026-12-01"))
    house.passes(until="2026-12-02T10:00")
    edits(tmp_path, SOONER)
    assert reload_rules(house.house, tmp_path, house.now)
    house.passes(until="2026-12-04T12:00")
    assert [line for line in mails(house) if "陈静" in line] == ["2026-12-03 09:00 escalation 陈静: node:rollout overdue_3"]


def test_rules_that_were_edited_while_the_bot_was_down_are_looked_at_by_the_next_tick(house: PlayHouse) -> None:
    """A campaign that would sleep until the day before is woken: the step comes five working days before now."""
    opens(house, node(house, "升级", "李想", "2026-12-10"))
    house.passes(until="2026-12-01T10:00")
    files = rules_files([default_folder()])
    files["reminders.toml"] = LADDER.replace('name = "before"\ndays = -1', 'name = "before"\ndays = -5', 1).encode()
    house.house.rules = read_rules(files)
    house.passes(until="2026-12-04T10:00")
    assert mails(house) == ["2026-12-03 09:00 reminder 李想: node:rollout before"]


def test_edited_rules_plan_campaigns_anew_in_slices_and_tell_everybody_in_one_mail(
    house: PlayHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replan, "_SLICE", 1)
    for _ in range(3):
        opens(house, node(house, "升级", "李想", "2026-12-10"))
    asleep = opens(house, node(house, "升级", "李想", "2026-12-25")).code
    house.passes(until="2026-12-01T10:00")
    files = rules_files([default_folder()])
    files["reminders.toml"] = LADDER.replace('name = "before"\ndays = -1', 'name = "before"\ndays = -5', 1).encode()
    house.house.rules = read_rules(files)
    house.passes(until="2026-12-01T11:00")
    assert house.local(house.house.ledger.store.wake_at(asleep)) == "2026-12-18 09:00"
    house.passes(until="2026-12-04T10:00")
    assert mails(house) == ["2026-12-03 09:00 reminder 李想: " + " · ".join(["node:rollout before"] * 3)]


def test_the_admin_is_mailed_each_line_that_was_edited_and_the_log_has_it(
    house: PlayHouse, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    line = 1 + SOONER.splitlines().index("days = 2")
    edits(tmp_path, SOONER)
    with caplog.at_level(logging.INFO, "mailbot.rules"):
        assert reload_rules(house.house, tmp_path, house.now)
    changes = [f"reminders.toml:{line}: days = 3 → days = 2"]
    assert told(house, "rules-changed") == [{"changes": changes, "at": "2026-11-30T10:00:00+08:00"}]
    assert changes[0] in house.text(house.last(template="rules-changed"))
    assert [r.changes for r in caplog.records if r.name == "mailbot.rules"] == [changes]  # type: ignore[attr-defined]
    assert not reload_rules(house.house, tmp_path, house.now)


def test_faulty_rules_are_not_taken_and_told_once_until_they_are_edited_again(house: PlayHouse, tmp_path: Path) -> None:
    before = house.house.rules
    edits(tmp_path, FAULTY)
    assert [reload_rules(house.house, tmp_path, house.now) for _ in range(3)] == [True, False, False]
    assert house.house.rules is before
    assert ["reminders.toml" in fault for facts in told(house, "rules-faulty") for fault in facts["faults"]] == [True]
    edits(tmp_path, LADDER)
    assert not reload_rules(house.house, tmp_path, house.now)  # as they were: nothing to take, nothing to tell


def test_a_file_that_is_being_written_is_not_taken_before_it_is_whole(house: PlayHouse, tmp_path: Path) -> None:
    """Half of the ladder is valid TOML and valid rules: nobody would hear of a late summary any more."""
    watch = RulesWatch(house.house, tmp_path)
    whole = SOONER.replace("# --- 总结", "# --- 总结 ")
    half = whole[: whole.index("# --- 总结")]
    assert read_rules(rules_files([default_folder()]) | {"reminders.toml": half.encode()})
    looks = []
    for text in (half, whole, whole, whole):
        edits(tmp_path, text)
        looks.append(watch.look(house.now))
    assert looks == [False, False, True, False]
    assert [s.name for s in house.house.rules.reminders.step if s.item == "summary"][-1] == "overdue_8"


def test_half_a_file_that_is_faulty_is_not_told_of_before_it_is_whole(house: PlayHouse, tmp_path: Path) -> None:
    watch = RulesWatch(house.house, tmp_path)
    for text in (SOONER[:2000], SOONER, SOONER):
        edits(tmp_path, text)
        watch.look(house.now)
    assert (len(told(house, "rules-faulty")), len(told(house, "rules-changed"))) == (0, 1)


def test_one_faulty_file_of_two_leaves_both_as_they_were(house: PlayHouse, tmp_path: Path) -> None:
    before = house.house.rules
    edits(tmp_path, SOONER)
    edits(tmp_path, "[[day]]\n", "calendar.toml")
    assert reload_rules(house.house, tmp_path, house.now)
    assert house.house.rules is before


def test_rules_that_the_ledger_could_not_keep_are_not_in_force(
    house: PlayHouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = house.house.rules
    edits(tmp_path, SOONER)

    def full(*_: object, **__: object) -> bool:
        raise OSError("no space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(type(house.house.ledger.rules_kept), "keep", full)
        with pytest.raises(OSError, match="no space left"):
            reload_rules(house.house, tmp_path, house.now)
    assert house.house.rules is before
    assert reload_rules(house.house, tmp_path, house.now)


def test_each_entry_says_under_which_rules_it_was_decided_and_those_rules_are_kept(
    house: PlayHouse, tmp_path: Path
) -> None:
    code = opens(house, node(house, "升级", "李想", "2026-12-01"), node(house, "版本限制", "韩冰", "2026-12-20")).code
    house.passes(until="2026-12-01T10:00")
    first = house.house.rules.hash
    edits(tmp_path, SOONER)
    assert reload_rules(house.house, tmp_path, house.now)
    house.passes(until="2026-12-02T10:00")
    does(house, ReportNode(node="rollout", done=True), "李想", code)
    second = house.house.rules.hash
    under = [(type(e.change).__name__, e.rules) for e in house.house.ledger.entries.of_campaign(code)]
    assert [rules for name, rules in under if name == "StepsReminded"] == [first, second, second]
    assert under[0] == ("CampaignOpened", first)
    assert under[-1][1] == second
    kept = house.house.ledger.rules_kept
    assert (kept.get(first)["reminders.toml"], kept.get(second)["reminders.toml"]) == (LADDER, SOONER)
