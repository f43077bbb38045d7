"""What goes out, to whom, when: one mail a person a working day, in their own hours, and what may break in on it."""

from datetime import timedelta

import pytest
from sayings import PEOPLE
from staged import at, campaign, issue, lines, names, node, part, plays, promised, rules_of

from mailbot.campaign.case import company_days
from mailbot.campaign.due import due, look
from mailbot.campaign.model import Campaign
from mailbot.rulebook.rules import Rules
from mailbot.value import replace


def second(of: Campaign) -> Campaign:
    return replace(of, code="SU-2026-0002")


def test_what_falls_due_on_one_day_is_one_mail_in_the_order_of_due_times() -> None:
    own = campaign(node("2026-12-03"), node("2026-12-04", key="rollout-2"))
    other = second(campaign(node("2026-12-02", key="obtain")))
    assert [line for line in lines(plays([own, other], "2026-12-03T00:00", "2026-12-03T23:00")) if "李想" in line] == [
        "12-03 09:00 reminder 李想: node 2 overdue_1 · node 1 today · node 1 before"
    ]


def test_several_steps_of_one_item_are_one_row_at_the_highest_and_all_are_had() -> None:
    """The bot was down from the day before until three working days after."""
    own = campaign(node("2026-12-03"))
    sent = plays([own], "2026-12-08T10:30", "2026-12-08T17:00")
    assert lines(sent) == [
        "12-08 10:00 escalation 陈静: node 1 overdue_3",
        "12-08 10:00 reminder 李想: node 1 overdue_1",
        "12-08 10:00 reminder 孙丽: node 1 overdue_1",
    ]
    hour = at("2026-12-08T10:00")
    found = due([look(own, hour, rules_of())], hour, rules_of(), lambda person, day: False)
    reminded = [r for change in found.changes[own.code] for r in change.reminded]  # type: ignore[attr-defined]
    assert [(r.step, r.merged) for r in reminded if r.person == PEOPLE["李想"]] == [
        ("before", True),
        ("today", True),
        ("overdue_1", False),
    ]


def test_an_escalation_is_merged_into_the_days_mail_and_never_dropped() -> None:
    """孙丽's own node is due on the day on which 李想's climbs to her."""
    own = campaign(node("2026-12-03"), node("2026-12-10", "孙丽", key="rollout-2"))
    found = [line for line in lines(plays([own], "2026-12-09T18:00", "2026-12-10T18:00")) if "孙丽" in line]
    assert found == ["12-10 09:00 escalation 孙丽: node 1 overdue_5 · node 1 today"]


def test_a_severe_issue_does_not_wait_for_tomorrows_mail_and_a_normal_one_does() -> None:
    grave = issue("2026-12-02T10:20", "2026-12-02T14:20", "2026-12-09T18:00", "严重", assignees=(PEOPLE["郑凯"],))
    rules = rules_of(("severities.toml", 'respond = "1d"', 'respond = "4h"'))
    normal = replace(grave, number=2, severity="一般")
    own = campaign(node("2026-12-02", "郑凯", key="build"), issues=(grave, normal))
    assert [line for line in lines(plays([own], "2026-12-02T09:00", "2026-12-03T10:00", rules)) if "郑凯" in line] == [
        "12-02 09:00 reminder 郑凯: node 1 today",
        "12-02 15:00 reminder 郑凯: respond 1 time_out",
        "12-03 09:00 reminder 郑凯: respond 1 overdue_1 · respond 1 overdue_1 · node 1 overdue_1",
    ]


def test_both_clocks_of_an_issue_are_one_row_at_the_higher() -> None:
    """Raised in the evening: to respond by 15:00 on the 3rd, to resolve by 18:00; whoever is silent hears of both at once."""
    grave = issue("2026-12-02T19:00", "2026-12-03T15:00", "2026-12-03T18:00", "严重", assignees=(PEOPLE["郑凯"],))
    sent = plays([campaign(node("2026-12-30"), issues=(grave,))], "2026-12-03T09:00", "2026-12-09T10:00")
    assert lines(sent) == [
        "12-03 15:00 reminder 郑凯: respond 1 time_out",
        "12-04 09:00 reminder 郑凯: resolve 1 overdue_1",
        "12-08 09:00 escalation 陈静: resolve 1 overdue_3",
    ]
    assert [row["count"] for _, n in sent for row in n.facts["rows"]] == [1, 2, 1]


def test_the_row_says_how_manieth_reminder_of_this_term_it_is() -> None:
    sent = plays([campaign(node("2026-12-03"))], "2026-12-01T09:00", "2026-12-04T18:00")
    counts = [row["count"] for _, n in sent if n.to == (PEOPLE["李想"],) for row in n.facts["rows"]]
    assert counts == [1, 2, 3]


@pytest.mark.parametrize(
    ("due_at", "states"),
    [
        ("2026-12-03T18:00", [("ahead", 0), ("today", 0), ("overdue", 1)]),
        ("2026-12-03T00:00", [("ahead", 0), ("today", 0), ("overdue", 1)]),
        ("2026-12-05T18:00", [("ahead", 0), ("overdue", 1)]),
    ],
)
def test_the_row_says_how_it_stands(due_at: str, states: list[tuple[str, int]]) -> None:
    sent = plays([campaign(node(due_at))], "2026-12-01T09:00", "2026-12-07T18:00")
    rows = [row for _, n in sent if n.to == (PEOPLE["李想"],) for row in n.facts["rows"]]
    assert [(r["state"], r["days"]) for r in rows] == states


def test_the_row_says_who_hears_next_and_when() -> None:
    ((_, first), *_) = plays([campaign(node("2026-09-30"))], "2026-09-29T09:00", "2026-09-29T09:00")
    assert first.facts["rows"][0]["next"] == {"at": "2026-10-08T09:00:00+08:00", "to": [PEOPLE["孙丽"]]}


def test_who_hears_next_of_an_issue_is_nobody_who_hears_of_it_now() -> None:
    grave = issue("2026-12-02T19:00", "2026-12-03T15:00", "2026-12-03T18:00", "严重")
    [first, *_] = plays([campaign(node("2026-12-30"), issues=(grave,))], "2026-12-03T15:00", "2026-12-03T15:00")
    assert first[1].facts["rows"][0]["next"] == {"at": "2026-12-08T09:00:00+08:00", "to": [PEOPLE["陈静"]]}


def test_the_pm_who_owns_a_node_has_a_reminder_and_no_escalation() -> None:
    sent = plays([campaign(node("2026-12-03", "陈静"))], "2026-12-08T09:00", "2026-12-08T09:00")
    assert [(n.purpose, n.facts["rows"][0]["why"]) for _, n in sent if n.to == (PEOPLE["陈静"],)] == [
        ("reminder", "owner")
    ]


# --- whose hours -------------------------------------------------------------------------------------------------------


def zone(person: str, name: str) -> tuple[str, str, str]:
    return ("people.toml", f'name = "{person}"\n', f'name = "{person}"\ntimezone = "{name}"\n')


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Europe/Berlin", "12-02 16:00"),  # 09:00 there
        ("Asia/Kolkata", "12-02 12:00"),  # 09:30 there, the first full hour here after 09:00 there
        ("America/New_York", "12-02 22:00"),
        ("Pacific/Auckland", "12-02 09:00"),  # 14:00 there
    ],
)
def test_a_reminder_waits_for_the_working_hours_of_its_readers_own_zone(name: str, told: str) -> None:
    sent = plays([campaign(node("2026-12-03"))], "2026-12-02T00:00", "2026-12-02T23:59", rules_of(zone("李想", name)))
    assert lines(sent) == [f"{told} reminder 李想: node 1 before"]


def test_one_mail_a_day_is_counted_by_the_readers_own_days() -> None:
    """In Auckland the company's 09:00 is 14:00; both days have their mail."""
    sent = plays(
        [campaign(node("2026-12-03"))],
        "2026-12-02T00:00",
        "2026-12-03T23:59",
        rules_of(zone("李想", "Pacific/Auckland")),
    )
    assert [line[:11] for line in lines(sent)] == ["12-02 09:00", "12-03 09:00"]


@pytest.mark.parametrize(
    ("off", "told"),
    [
        pytest.param("true", "12-03 09:00 reminder 李想: node 1 today", id="off for the department: told next day"),
        pytest.param("false", "12-02 09:00 reminder 李想: node 1 before", id="worked as ever"),
    ],
)
def test_a_department_that_is_off_is_left_in_peace(off: str, told: str) -> None:
    override = f'\n[[override]]\nday = 2026-12-02\noff = {off}\nname = "培训"\ndepartment = "华东"\n'
    year = "[[year]]\nyear = 2023\n"
    rules = rules_of(("calendar.toml", year, f"{override}\n{year}"))
    assert lines(plays([campaign(node("2026-12-03"))], "2026-12-02T00:00", "2026-12-03T10:00", rules))[0] == told


@pytest.mark.parametrize(
    ("hours", "lunch", "raised", "told"),
    [
        ('["08:30", "17:30"]', "", "2026-12-02T09:10", "12-02 13:30"),
        ('["08:30", "17:30"]', '["12:00", "13:30"]', "2026-12-02T09:10", "12-02 15:30"),
        ('["09:00", "18:00"]', '["12:00", "13:00"]', "2026-12-02T09:10", "12-02 15:00"),
    ],
)
def test_working_hours_count_from_their_own_start(hours: str, lunch: str, raised: str, told: str) -> None:
    changes = [
        ("company.toml", 'hours = ["09:00", "18:00"]', f"hours = {hours}" + (f"\nlunch = {lunch}" if lunch else ""))
    ]
    rules = rules_of(*changes)
    respond = company_days(rules).add_hours(at(raised), 4)
    grave = replace(
        issue(raised, raised, "2026-12-09T17:00", "严重", assignees=(PEOPLE["郑凯"],)), respond_due=respond
    )
    sent = plays(
        [campaign(issues=(grave,))], "2026-12-02T00:00", "2026-12-02T23:59", rules, every=timedelta(minutes=10)
    )
    assert [line[:11] for line in lines(sent)] == [told]


# --- who stands in -----------------------------------------------------------------------------------------------------


def away(person: str, since: str, until: str, deputy: str) -> tuple[str, str, str]:
    absence = f'away = [{{from = {since}, until = {until}, deputy = "{PEOPLE[deputy]}"}}]'
    return ("people.toml", f'name = "{person}"\n', f'name = "{person}"\n{absence}\n')


def test_the_deputy_is_reminded_instead_while_somebody_is_away() -> None:
    rules = rules_of(away("李想", "2026-12-02", "2026-12-02", "周航"))
    sent = plays([campaign(node("2026-12-03"))], "2026-12-02T00:00", "2026-12-03T10:00", rules)
    assert lines(sent) == ["12-02 09:00 reminder 周航: node 1 before", "12-03 09:00 reminder 李想: node 1 today"]
    assert sent[0][1].facts["rows"][0]["why"] == "deputy"
    assert sent[0][1].facts["rows"][0]["why_facts"]["person"] == PEOPLE["李想"]


def test_a_deputy_who_has_the_step_themselves_has_one_row_and_it_is_their_own() -> None:
    """孙丽 is 李想's contact and deputy."""
    rules = rules_of(away("李想", "2026-12-01", "2026-12-10", "孙丽"))
    sent = plays([campaign(node("2026-12-03"))], "2026-12-04T00:00", "2026-12-04T23:00", rules)
    assert lines(sent) == ["12-04 09:00 reminder 孙丽: node 1 overdue_1"]
    assert sent[0][1].facts["rows"][0]["why"] == "contact"


def test_a_deputy_has_one_mail_a_day_too() -> None:
    rules = rules_of(away("李想", "2026-12-01", "2026-12-10", "周航"))
    own = campaign(node("2026-12-03"), node("2026-12-03", "周航", key="rollout-2"))
    assert [line for line in lines(plays([own], "2026-12-03T00:00", "2026-12-03T23:00", rules)) if "周航" in line] == [
        "12-03 09:00 reminder 周航: node 1 today · node 1 today"
    ]


# --- what happens by itself --------------------------------------------------------------------------------------------


def test_the_last_defect_closed_by_silence_finishes_the_work_and_the_summary_is_asked_for_an_hour_later() -> None:
    defect = issue(
        "2026-11-30T10:00",
        "2026-12-01T18:00",
        "2026-12-03T18:00",
        type="defect",
        state="answered",
        answered_at=at("2026-12-01T10:00"),
        answered_by=PEOPLE["郑凯"],
    )
    final = node("2026-12-25", "陈静", key="finalize")
    own = campaign(node("2026-12-31", "郑凯", key="fix"), final, issues=(defect,))
    sent = plays([own], "2026-12-08T09:00", "2026-12-09T18:00")
    assert lines(sent) == ["12-09 09:00 notice 孙丽: issue-closed", "12-09 10:00 finalize 陈静: finalize"]


def test_a_tick_after_weeks_does_at_once_what_the_hours_would_have_done_one_by_one() -> None:
    defect = issue(
        "2026-11-30T10:00", "2026-12-01T18:00", "2026-12-03T18:00", type="defect", state="answered", answered_at=at("2026-12-01T10:00")
    )  # fmt: skip
    final = node("2026-12-25", "陈静", key="finalize")
    own = campaign(node("2026-12-31", "郑凯", key="fix"), final, issues=(defect,))
    hour = at("2026-12-16T10:00")
    late = look(own, hour, rules_of()).campaign
    early = own
    for moment in ("2026-12-09T09:00", "2026-12-09T10:00"):
        early = look(early, at(moment), rules_of()).campaign
    assert late == early
    assert (late.stage, late.stage_since) == ("finalizing", at("2026-12-09T09:00"))


@pytest.mark.parametrize("moment", ["2026-10-03T10:00", "2026-12-09T08:00", "2026-12-09T18:00", "2026-12-12T10:00"])
def test_nothing_happens_outside_working_hours(moment: str) -> None:
    own = campaign(
        promised(node("2026-09-28"), "2026-09-29T18:00", "2026-09-28T10:00"),
        node("2026-09-29", "陈静", key="finalize"),
        stage="finalizing",
        stage_since=at("2026-09-29T10:00"),
        departments=(part("2026-09-20T10:00"),),
    )
    assert plays([own], moment, moment) == []


# --- looking again -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rules", "hour", "had", "again"),
    [
        pytest.param(rules_of(), "2026-12-02T08:00", False, "2026-12-02T09:00", id="not before the next step"),
        pytest.param(rules_of(), "2026-12-02T10:00", True, "2026-12-03T09:00", id="has had the day's mail: tomorrow"),
        pytest.param(rules_of(), "2026-10-01T10:00", False, "2026-12-02T09:00", id="a holiday: the next step"),
        pytest.param(
            rules_of(zone("李想", "Europe/Berlin")),
            "2026-12-02T10:00",
            False,
            "2026-12-02T16:00",
            id="when their hours begin",
        ),
        pytest.param(
            rules_of(zone("李想", "America/New_York")),
            "2026-12-02T10:00",
            False,
            "2026-12-02T22:00",
            id="tonight, which is their morning",
        ),
    ],
)
def test_a_campaign_that_must_wait_is_looked_at_again_when_it_can_go_on(
    rules: Rules, hour: str, had: bool, again: str
) -> None:
    own = campaign(node("2026-12-03"))
    moment = at(hour)
    found = due([look(own, moment, rules)], moment, rules, lambda person, day: had)
    assert (dict(found.changes), found.again) == ({}, {own.code: at(again)})


def test_nothing_is_left_to_look_at_once_every_step_is_had() -> None:
    own = campaign(node("2026-12-03"))
    moment = at("2026-12-31T10:00")
    found = due([look(own, moment, rules_of())], moment, rules_of(), lambda person, day: False)
    assert found.again == {own.code: None}
    assert names(*(n.to[0] for n in found.notices)) == "陈静、李想、孙丽、赵磊"
