"""`mailbot calendar --import`: a published year, from CSV or a calendar program's file, into rules/calendar.toml."""

import tomllib
from datetime import date
from typing import Any

import pytest
from working_folder import Terminal

CSV = """day,name,state
2027-01-01,元旦,off
2027/1/2,元旦,off
2027-01-03,元旦,off
2027-02-05,春节,off
2027-02-06,春节,off
2027-02-07,春节,off
2027-02-08,春节,off
2027-01-30,春节,work
2027-02-20,春节,work
"""
ICS = """BEGIN:VCALENDAR
BEGIN:VEVENT
DTSTART;VALUE=DATE:20270101
DTEND;VALUE=DATE:20270104
SUMMARY:元旦 休
END:VEVENT
BEGIN:VEVENT
DTSTART;VALUE=DATE:20270205
DTEND;VALUE=DATE:20270209
SUMMARY;LANGUAGE=zh:春
 节（休）
END:VEVENT
BEGIN:VEVENT
DTSTART;VALUE=DATE:20270130
SUMMARY:春节 班
END:VEVENT
BEGIN:VEVENT
DTSTART;VALUE=DATE:20270220
DTEND;VALUE=DATE:20270221
SUMMARY:春节 补班
END:VEVENT
END:VCALENDAR
"""
OFF = ["2027-01-01", "2027-01-02", "2027-01-03", "2027-02-05", "2027-02-06", "2027-02-07", "2027-02-08"]


def month(terminal: Terminal, *months: str) -> list[dict[str, Any]]:
    return [day for m in months for day in terminal.json("calendar", m)]


@pytest.mark.parametrize(
    ("name", "octets"),
    [
        ("2027.csv", CSV.encode()),
        ("2027-excel.csv", CSV.encode("utf-8-sig").replace(b"\n", b"\r\n")),
        ("2027-wps.csv", CSV.encode("gb18030")),
        ("2027.ics", ICS.encode()),
        ("2027-outlook.ICS", ICS.replace("\n", "\r\n").encode()),
    ],
)
def test_a_year_is_taken_and_counts_from_then_on(terminal: Terminal, name: str, octets: bytes) -> None:
    said = terminal.run("calendar", "--import", terminal.file(name, octets)).output
    assert said.strip().endswith("calendar.toml: 2027, 7 days off, 2 make-up days")
    days = month(terminal, "2027-01", "2027-02")
    assert [d["day"] for d in days if d["why"] == "holiday"] == OFF
    assert [d["day"] for d in days if d["why"] == "make-up"] == ["2027-01-30", "2027-02-20"]
    assert {d["name"][:2] for d in days if d["name"]} == {"元旦", "春节"}
    assert "provisional" not in terminal.run("calendar", "2027-01").output


def test_a_year_that_was_there_is_replaced_and_the_others_with_their_comments_stay(terminal: Terminal) -> None:
    rules = terminal.folder / "rules" / "calendar.toml"
    before = rules.read_text(encoding="utf-8")
    for text in (CSV, CSV.replace("2027-02-20", "2027-02-21")):
        terminal.run("calendar", "--import", terminal.file("2027.csv", text.encode()))
    after = rules.read_text(encoding="utf-8")
    assert after.startswith(before.rstrip())
    years = tomllib.loads(after)["year"]
    assert [y["year"] for y in years] == [2023, 2024, 2025, 2026, 2027]
    assert years[-1]["holiday"][1]["make_up"] == [date(2027, 1, 30), date(2027, 2, 21)]


def test_a_subscription_of_several_years_brings_each(terminal: Terminal) -> None:
    next_one = ICS.replace("2027", "2028").replace("20280130", "20280129").replace("20280220", "20280219").replace("20280221", "20280220")
    both = terminal.file("subscribed.ics", (ICS + next_one).encode())
    said = terminal.run("calendar", "--import", both).output.splitlines()
    assert [line.partition("toml: ")[2] for line in said] == [
        "2027, 7 days off, 2 make-up days",
        "2028, 7 days off, 2 make-up days",
    ]


def test_the_day_of_the_workers_is_off_and_words_of_either_language_say_which_is_which(terminal: Terminal) -> None:
    text = "2027年5月1日,International Workers' Day,休\n2027.5.2,劳动节,放假\n2027/05/03,劳动节\n2027-05-08,劳动节,上班\n"
    said = terminal.run("calendar", "--import", terminal.file("2027.csv", text.encode())).output
    assert said.strip().endswith("2027, 3 days off, 1 make-up days")


def test_the_weekend_on_which_new_year_begins_is_off_anyway(terminal: Terminal) -> None:
    """元旦 2028 is published with Friday 31 December 2027 or without: a Saturday of the year before is no year."""
    text = CSV.replace("2027-01-01", "2026-12-26,元旦,off\n2027-01-01")
    said = terminal.run("calendar", "--import", terminal.file("2027.csv", text.encode())).output
    assert said.strip().endswith("2027, 7 days off, 2 make-up days")


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("no.csv", "day,name\n", "expected the days off of a year (at least 3), found none"),
        ("no.ics", "BEGIN:VCALENDAR\nEND:VCALENDAR\n", "expected the days off of a year (at least 3), found none"),
        ("bad.csv", "2027-01-01,元旦,off\n1月2日,元旦,off\n", "line 2: '1月2日' is no date; write it like 2027-01-01"),
        ("bad.csv", "2027-01-01,元旦,maybe\n", "line 1: 'maybe'; expected off or work"),
        ("bad.csv", "2027-02-30,春节,off\n", "line 1: '2027-02-30' is no date; write it like 2027-01-01"),
        ("eve.csv", CSV.replace("2027-01-01", "2026-12-31,元旦,off\n2027-01-01"), "2026-12-31 is no day of 2027"),
        ("mon.csv", CSV.replace("2027-02-20", "2027-02-22"), "found 2027-02-22, a Monday, which is worked anyway"),
        ("off.csv", CSV.replace("2027-02-20", "2027-02-06"), "found 2027-02-06, which is off for 春节"),
    ],
)
def test_a_file_at_fault_is_named_and_nothing_is_changed(terminal: Terminal, name: str, text: str, told: str) -> None:
    rules = terminal.folder / "rules" / "calendar.toml"
    before = rules.read_bytes()
    failed = terminal.run("calendar", "--import", terminal.file(name, text.encode()), ok=False)
    assert failed.exit_code == 1
    assert told in failed.output
    assert rules.read_bytes() == before
