"""A year whose public holidays are not published yet: Monday to Friday, said so, and the admin asked for it."""

import shutil
from pathlib import Path

from clockwork import mails, node, opens
from theatre import PlayHouse, reload_rules

from mailbot.rulebook.load import default_folder
from mailbot.ticking.weekly import digest_facts

PUBLISHED = """
[[year]]
year = 2027

[[year.holiday]]
name = "元旦"
from = 2027-01-01
until = 2027-01-03
"""


def publishes(house: PlayHouse, folder: Path) -> None:
    (folder / "rules").mkdir()
    shutil.copy(default_folder() / "calendar.toml", folder / "rules")
    with (folder / "rules" / "calendar.toml").open("a", encoding="utf-8") as file:
        file.write(PUBLISHED)
    assert reload_rules(house.house, folder, house.now)


def asked(house: PlayHouse) -> list[str]:
    return [
        f"{house.local(p.created)} {p.template} {p.facts.get('year') or p.facts['details']}"
        for p in house.posts(to="何平")
        if p.template in ("calendar-missing", "watch")
    ]


def test_the_admin_is_asked_once_a_year_from_october_on_and_not_on_a_holiday(tmp_path: Path) -> None:
    house = PlayHouse.at(tmp_path, "2026-09-29T10:00")
    house.passes(until="2026-10-20T10:00")
    assert asked(house) == ["2026-10-08 09:00 calendar-missing 2027"]
    house.close()


def test_the_year_has_begun_without_its_calendar_and_nobody_is_told_that_all_is_well(tmp_path: Path) -> None:
    house = PlayHouse.at(tmp_path, "2026-12-30T17:00")
    house.passes(until="2027-01-05T10:00")
    assert asked(house) == ["2026-12-31 09:00 calendar-missing 2027"]
    publishes(house, tmp_path)
    house.passes(until="2027-01-06T10:00")
    assert asked(house)[1:] == ["2027-01-05 11:00 watch 2027"]
    house.close()


def test_a_year_without_data_counts_monday_to_friday_and_the_digest_says_so(tmp_path: Path) -> None:
    house = PlayHouse.at(tmp_path, "2026-12-25T10:00")
    opens(house, node(house, "升级", "李想", "2027-01-04"))
    house.passes(until="2026-12-28T10:00")
    assert digest_facts(house.house, house.now)["provisional"] == [2027]
    assert "2027 年的节假日还没有公布" in house.text(house.last(to="赵磊", template="digest"))
    house.passes(until="2027-01-06T10:00")
    assert [line for line in mails(house) if "李想" in line] == [
        "2027-01-01 09:00 reminder 李想: node:rollout before",
        "2027-01-04 09:00 reminder 李想: node:rollout today",
        "2027-01-05 09:00 reminder 李想: node:rollout overdue_1",
    ]
    house.close()


def test_once_the_year_is_there_the_steps_move_to_its_days(tmp_path: Path) -> None:
    house = PlayHouse.at(tmp_path, "2026-12-25T10:00")
    opens(house, node(house, "升级", "李想", "2027-01-04"))
    house.passes(until="2026-12-30T10:00")
    publishes(house, tmp_path)
    house.passes(until="2027-01-04T10:00")
    assert [line for line in mails(house) if "李想" in line] == [
        "2026-12-31 09:00 reminder 李想: node:rollout before",
        "2027-01-04 09:00 reminder 李想: node:rollout today",
    ]
    assert digest_facts(house.house, house.now)["provisional"] == []
    house.close()
