"""The ladder, step by step against a calendar on paper."""

import pytest
from sayings import PEOPLE
from staged import at, campaign, issue, names, node, part, promised, rules_of, shown

from mailbot.campaign.model import Campaign, Postponement, Reminded
from mailbot.campaign.planner import clock_events, occurrences, wakes_at
from mailbot.rulebook.rules import Rules
from mailbot.value import replace

EARLIER = "2026-01-05T10:00"


def steps(of: Campaign, rules: Rules | None = None, item: str = "") -> list[str]:
    """`10-08 09:00 overdue_1 李想、孙丽`: one line a time and step."""
    lines: dict[tuple[str, str], list[str]] = {}
    for o in occurrences(of, rules or rules_of()):
        if o.item.startswith(item):
            lines.setdefault((shown(o.at), o.step), []).append(o.person)
    return [f"{when} {step} {names(*people)}" for (when, step), people in lines.items()]


# 李想's contact and manager is 孙丽; 陈静 is the PM, 赵磊 the lead.
@pytest.mark.parametrize(
    ("due", "expected"),
    [
        pytest.param(
            "2026-12-03",
            [
                "12-02 09:00 before 李想",
                "12-03 09:00 today 李想",
                "12-04 09:00 overdue_1 李想、孙丽",
                "12-08 09:00 overdue_3 陈静",
                "12-10 09:00 overdue_5 孙丽",
                "12-15 09:00 overdue_8 赵磊",
            ],
            id="a week without holidays",
        ),
        pytest.param(
            # 10-01 to 10-07 are off; Saturday 10-10 is worked.
            "2026-09-30",
            [
                "09-29 09:00 before 李想",
                "09-30 09:00 today 李想",
                "10-08 09:00 overdue_1 李想、孙丽",
                "10-10 09:00 overdue_3 陈静",
                "10-13 09:00 overdue_5 孙丽",
                "10-16 09:00 overdue_8 赵磊",
            ],
            id="the last day before 国庆",
        ),
        pytest.param(
            # A Saturday in the middle of 国庆: its own morning is no working morning, so the first one after serves.
            "2026-10-03",
            [
                "09-30 09:00 before 李想",
                "10-08 09:00 today 李想",
                "10-08 09:00 overdue_1 李想、孙丽",
                "10-10 09:00 overdue_3 陈静",
                "10-13 09:00 overdue_5 孙丽",
                "10-16 09:00 overdue_8 赵磊",
            ],
            id="due within 国庆",
        ),
        pytest.param(
            # Sunday 09-20 is worked instead; 中秋 is 09-25 to 09-27.
            "2026-09-20",
            [
                "09-18 09:00 before 李想",
                "09-20 09:00 today 李想",
                "09-21 09:00 overdue_1 李想、孙丽",
                "09-23 09:00 overdue_3 陈静",
                "09-28 09:00 overdue_5 孙丽",
                "10-08 09:00 overdue_8 赵磊",
            ],
            id="due on a make-up Sunday",
        ),
        pytest.param(
            # 春节: 02-15 to 02-23 off, Saturdays 02-14 and 02-28 worked.
            "2026-02-13",
            [
                "02-12 09:00 before 李想",
                "02-13 09:00 today 李想",
                "02-14 09:00 overdue_1 李想、孙丽",
                "02-25 09:00 overdue_3 陈静",
                "02-27 09:00 overdue_5 孙丽",
                "03-03 09:00 overdue_8 赵磊",
            ],
            id="the Friday before 春节",
        ),
        pytest.param(
            # 0点 is the day's first instant: its day is the 24th, and the morning is the 24th's.
            "2026-02-24T00:00",
            [
                "02-14 09:00 before 李想",
                "02-24 09:00 today 李想",
                "02-25 09:00 overdue_1 李想、孙丽",
                "02-27 09:00 overdue_3 陈静",
                "03-02 09:00 overdue_5 孙丽",
                "03-05 09:00 overdue_8 赵磊",
            ],
            id="due at 00:00 of the first day after 春节",
        ),
        pytest.param(
            "2026-12-05",
            [
                "12-04 09:00 before 李想",
                "12-07 09:00 today 李想",
                "12-07 09:00 overdue_1 李想、孙丽",
                "12-09 09:00 overdue_3 陈静",
                "12-11 09:00 overdue_5 孙丽",
                "12-16 09:00 overdue_8 赵磊",
            ],
            id="due on a Saturday",
        ),
    ],
)
def test_the_ladder_of_a_node_by_the_calendar_on_the_wall(due: str, expected: list[str]) -> None:
    assert steps(campaign(node(due))) == expected


@pytest.mark.parametrize(
    ("filed", "first"),
    [
        ("2026-12-02T08:59", "12-02 09:00 before 李想"),
        ("2026-12-02T09:00", "12-03 09:00 today 李想"),
        ("2026-12-02T10:00", "12-03 09:00 today 李想"),
        ("2026-12-03T14:00", "12-04 09:00 overdue_1 李想、孙丽"),
    ],
)
def test_a_step_before_the_plan_was_filed_is_none(filed: str, first: str) -> None:
    assert steps(campaign(node("2026-12-03"), opened=filed))[0] == first


@pytest.mark.parametrize(
    ("owner", "key", "expected"),
    [
        pytest.param("李想", "rollout", "孙丽", id="the owner's manager"),
        pytest.param("冯雪", "build", "郑凯", id="none named: the manager of the node's role"),
        pytest.param("郑凯", "build", "赵磊", id="who has that role themselves: the lead"),
        pytest.param("孙丽", "rollout", "赵磊", id="a business node has no role: the lead"),
    ],
)
def test_by_five_days_a_node_has_climbed_to(owner: str, key: str, expected: str) -> None:
    named = 'manager = "sunli@corp.example"\n' if owner == "李想" else ""
    rules = rules_of() if named else rules_of(*_no_manager(owner))
    found = [
        names(o.person)
        for o in occurrences(campaign(node("2026-12-03", owner, key=key)), rules)
        if o.step == "overdue_5"
    ]
    assert found == [expected]


def _no_manager(person: str) -> list[tuple[str, str, str]]:
    """The rules without that person's manager."""
    text = next(line for line in _block(person).splitlines() if line.startswith("manager"))
    return [("people.toml", _block(person), _block(person).replace(f"{text}\n", ""))]


def _block(person: str) -> str:
    from mailbot.rulebook.load import default_folder

    text = (default_folder() / "people.toml").read_text(encoding="utf-8")
    start = text.index(f'[[person]]\nname = "{person}"')
    return text[start : text.index("\n\n", start) + 1]


def test_the_managers_whom_a_plan_names_go_before_the_directorys() -> None:
    rules = rules_of(*_no_manager("冯雪"))
    own = campaign(node("2026-12-03", "冯雪", key="build"), managers=(("dev_manager", PEOPLE["周航"]),))
    assert [names(o.person) for o in occurrences(own, rules) if o.step == "overdue_5"] == ["周航"]


def test_whoever_is_owner_and_contact_in_one_has_a_step_once() -> None:
    found = [o for o in occurrences(campaign(node("2026-12-03", "孙丽")), rules_of()) if o.step == "overdue_1"]
    assert [(o.person, o.own) for o in found] == [(PEOPLE["孙丽"], True)]


def test_a_node_without_an_owner_is_its_departments() -> None:
    found = occurrences(campaign(node("2026-12-03", "", department="华南业务部")), rules_of())
    assert {names(o.person) for o in found if o.step in ("before", "today", "overdue_1")} == {"周航"}


def test_the_node_of_somebody_who_left_falls_to_the_contact() -> None:
    rules = rules_of(("people.toml", 'name = "李想"\n', 'name = "李想"\nleft = true\n'))
    found = occurrences(campaign(node("2026-12-03")), rules)
    assert {names(o.person) for o in found if o.step == "before"} == {"孙丽"}


def had(item: str, step: str, person: str, when: str, *, term: int = 1, merged: bool = False) -> Reminded:
    return Reminded(item=item, term=term, step=step, person=PEOPLE[person], at=at(when), merged=merged)


def test_a_promise_puts_off_owner_contact_and_pm_until_it_is_over_but_nobody_above() -> None:
    reminded = (
        had("node:rollout", "before", "李想", "2026-12-02T09:00"),
        had("node:rollout", "today", "李想", "2026-12-03T09:00"),
    )
    own = promised(node("2026-12-03"), "2026-12-11T18:00", "2026-12-03T10:00")
    assert steps(campaign(own, reminded=reminded)) == [
        "12-10 09:00 overdue_5 孙丽",
        "12-14 09:00 overdue_1 李想、孙丽",
        "12-14 09:00 overdue_3 陈静",
        "12-15 09:00 overdue_8 赵磊",
    ]


def test_a_promise_keeps_nothing_from_the_lead() -> None:
    sooner = rules_of(("reminders.toml", 'name = "overdue_8"\ndays = 8', 'name = "overdue_8"\ndays = 4'))
    own = promised(node("2026-12-03"), "2026-12-11T18:00", "2026-12-03T10:00")
    assert [s for s in steps(campaign(own), sooner) if "overdue_8" in s] == ["12-09 09:00 overdue_8 赵磊"]


@pytest.mark.parametrize(
    ("until", "back"),
    [
        pytest.param("2026-12-04T10:00", "12-04 11:00", id="an hour of the day: the working hour after it"),
        pytest.param("2026-12-04T18:00", "12-07 09:00", id="a Friday: Monday morning"),
        pytest.param("2026-09-30T18:00", "10-08 09:00", id="the day before 国庆: the first morning after"),
    ],
)
def test_when_a_promise_is_over_it_is_broken_and_reminders_go_on(until: str, back: str) -> None:
    due = until[:10]
    own = campaign(promised(node(due, since=f"{due}T08:00"), until, f"{due}T09:30"))
    assert [(shown(e.at), e.what) for e in clock_events(own, rules_of())] == [(back, "promise")]
    assert steps(own)[0] == f"{back} today 李想"


# --- what waits for an answer ------------------------------------------------------------------------------------------


def test_an_unconfirmed_plan_is_reminded_of_from_the_next_working_day() -> None:
    planning = campaign(node("2026-12-25"), stage="planning", departments=(part("2026-09-30T15:00"),))
    assert steps(planning, item="confirmation") == [
        "10-08 09:00 overdue_1 孙丽",
        "10-10 09:00 overdue_3 陈静、孙丽",
        "10-13 09:00 overdue_5 赵磊",
        "10-16 09:00 overdue_8 赵磊",
    ]


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"stage": "tracking"}, id="the PM went on without it"),
        pytest.param({"departments": (part("2026-11-30T10:00", answer="confirmed"),)}, id="confirmed"),
        pytest.param({"departments": (part("2026-11-30T10:00", answer="objected"),)}, id="objected"),
        pytest.param({"departments": (part("2026-11-30T10:00", asks=False),)}, id="not asked"),
        pytest.param({"paused": at("2026-11-30T11:00")}, id="paused"),
        pytest.param({"stage": "cancelled"}, id="cancelled"),
    ],
)
def test_no_confirmation_is_waited_for(changes: dict[str, object]) -> None:
    planning = campaign(stage="planning", departments=(part("2026-11-30T10:00"),))
    assert steps(replace(planning, **changes), item="confirmation") == []  # type: ignore[arg-type]


def test_a_department_that_nobody_speaks_for_is_the_pms_to_ask() -> None:
    rules = rules_of(("people.toml", 'contacts = ["zhouhang@corp.example"]', "contacts = []"))
    planning = campaign(stage="planning", departments=(part("2026-11-30T10:00", "华南业务部"),))
    assert steps(planning, rules)[0] == "12-01 09:00 overdue_1 陈静"


def test_an_undecided_postponement_is_reminded_of_from_the_next_working_day() -> None:
    asked = Postponement(
        number=1,
        node="rollout",
        until=at("2026-12-20T18:00"),
        timed=False,
        asked_by=PEOPLE["李想"],
        asked_at=at("2026-12-04T17:30"),
    )
    assert steps(campaign(node("2026-12-25"), postponements=(asked,)), item="postponement") == [
        "12-07 09:00 overdue_1 陈静",
        "12-09 09:00 overdue_3 陈静",
        "12-11 09:00 overdue_5 赵磊",
        "12-16 09:00 overdue_8 赵磊",
    ]


def test_days_on_which_a_campaign_was_paused_do_not_count_for_what_waits() -> None:
    """Asked on Monday; paused from Tuesday 10:00 to Friday 10:00, which costs Wednesday, Thursday and Friday."""
    pauses = ((at("2026-12-01T10:00"), at("2026-12-04T10:00")),)
    planning = campaign(stage="planning", departments=(part("2026-11-30T10:00"),), pauses=pauses)
    found = [s for s in steps(planning) if "overdue_1" not in s]
    assert found == ["12-08 09:00 overdue_3 陈静、孙丽", "12-10 09:00 overdue_5 赵磊", "12-15 09:00 overdue_8 赵磊"]


# --- issues ------------------------------------------------------------------------------------------------------------


def test_a_severe_issue_is_due_after_its_hours_and_its_day() -> None:
    """Raised on Wednesday 10:20: 4 working hours end at 14:20, one working day on Thursday 18:00."""
    grave = issue("2026-12-02T10:20", "2026-12-02T14:20", "2026-12-03T18:00", "严重")
    assert steps(campaign(issues=(grave,))) == [
        "12-02 15:00 time_out 韩冰、吴敏、郑凯",
        "12-03 09:00 overdue_1 韩冰、吴敏、郑凯",
        "12-04 09:00 time_out 韩冰、吴敏、郑凯",
        "12-04 09:00 overdue_1 韩冰、吴敏、郑凯",
        "12-07 09:00 overdue_3 陈静",
        "12-08 09:00 overdue_3 陈静",
        "12-09 09:00 overdue_5 赵磊",
        "12-10 09:00 overdue_5 赵磊",
        "12-14 09:00 overdue_8 赵磊",
        "12-15 09:00 overdue_8 赵磊",
    ]
    assert {o.at_once for o in occurrences(campaign(issues=(grave,)), rules_of())} == {True}


def test_the_first_word_of_an_assignee_leaves_the_clock_to_resolve_alone_to_them() -> None:
    taken = issue(
        "2026-12-02T10:20",
        "2026-12-03T18:00",
        "2026-12-07T18:00",
        owner=PEOPLE["郑凯"],
        responded_at=at("2026-12-02T11:00"),
    )
    assert steps(campaign(issues=(taken,)))[:2] == ["12-04 09:00 before 郑凯", "12-08 09:00 time_out 郑凯"]


def test_while_the_turn_is_the_raisers_the_raiser_is_reminded_and_nobody_else() -> None:
    asked = issue(
        "2026-12-02T10:20", "2026-12-03T18:00", "2026-12-07T18:00", waiting_on="raiser", paused_at=at("2026-12-02T11:00"),
        owner=PEOPLE["郑凯"], responded_at=at("2026-12-02T11:00"),
    )  # fmt: skip
    assert steps(campaign(issues=(asked,))) == [
        "12-03 09:00 overdue_1 孙丽",
        "12-07 09:00 overdue_3 陈静、孙丽",
        "12-09 09:00 overdue_5 陈静",
    ]


def test_a_reopened_issue_counts_from_its_reopening() -> None:
    again = issue(
        "2026-11-02T10:00",
        "2026-12-08T18:00",
        "2026-12-09T18:00",
        state="reopened",
        term=2,
        set_at=at("2026-12-08T14:00"),
    )
    assert steps(campaign(issues=(again,)), item="resolve")[:2] == [
        "12-10 09:00 time_out 韩冰、吴敏、郑凯",
        "12-10 09:00 overdue_1 韩冰、吴敏、郑凯",
    ]


def test_a_severity_that_the_rules_no_longer_know_stops_no_clock() -> None:
    old = issue("2026-12-02T10:20", "2026-12-02T14:20", "2026-12-03T18:00", "灾难")
    assert {o.at_once for o in occurrences(campaign(issues=(old,)), rules_of())} == {False}


@pytest.mark.parametrize(
    ("answered", "closes"),
    [
        ("2026-11-30T10:00", "12-08 09:00"),  # Monday; five working days end on Monday evening
        ("2026-09-29T16:00", "10-13 09:00"),  # 09-30, 10-08, 10-09, 10-10, 10-12
        ("2026-02-12T16:00", "02-27 09:00"),  # 02-13, 02-14, 02-24, 02-25, 02-26
    ],
)
def test_an_answered_issue_is_closed_after_five_working_days_of_silence(answered: str, closes: str) -> None:
    done = issue("2026-01-06T10:00", "2026-01-07T18:00", "2026-01-09T18:00", state="answered", answered_at=at(answered))
    assert [(shown(e.at), e.what) for e in clock_events(campaign(issues=(done,)), rules_of())] == [(closes, "silence")]


# --- the summary, warnings -----------------------------------------------------------------------------------------------


def test_a_summary_is_reminded_of_once_its_campaign_is_finalizing() -> None:
    final = node("2026-12-25", "陈静", key="finalize", department="产品部")
    assert steps(campaign(final)) == []
    assert steps(campaign(final, stage="finalizing", stage_since=at("2026-12-24T15:00"))) == [
        "12-25 09:00 today 陈静",
        "12-28 09:00 overdue_1 陈静、许诺",
        "12-30 09:00 overdue_3 陈静",
        "01-01 09:00 overdue_5 赵磊",  # 2027 is not published: Monday to Friday
        "01-06 09:00 overdue_8 赵磊",
    ]


@pytest.mark.parametrize(
    ("reached", "prompted"),
    [
        ("2026-12-24T10:20", "12-24 11:00"),
        ("2026-12-24T10:00", "12-24 11:00"),
        ("2026-12-24T17:30", "12-25 09:00"),
        ("2026-09-30T20:00", "10-08 09:00"),
    ],
)
def test_the_pm_is_asked_for_the_summary_at_the_next_working_hour(reached: str, prompted: str) -> None:
    own = campaign(node("2026-12-25", "陈静", key="finalize"), stage="finalizing", stage_since=at(reached))
    assert [(shown(e.at), e.what) for e in clock_events(own, rules_of())] == [(prompted, "prompt")]


@pytest.mark.parametrize(
    ("until", "opened", "warned"),
    [
        ("2026-12-31", "2026-11-30T10:00", "12-17 09:00"),
        ("2026-10-15", "2026-09-01T10:00", "09-24 09:00"),
        (
            "2026-12-31",
            "2026-12-20T10:00",
            "12-21 09:00",
        ),  # opened on a Sunday after that morning: the next working hour
    ],
)
def test_the_pm_is_warned_on_the_morning_of_the_tenth_working_day_before_validity_ends(
    until: str, opened: str, warned: str
) -> None:
    from datetime import date

    from mailbot.campaign.planned import Validity

    own = campaign(opened=opened, valid=Validity(until=date.fromisoformat(until)))
    assert [(shown(e.at), e.what) for e in clock_events(own, rules_of())] == [(warned, "validity")]


# --- terms -------------------------------------------------------------------------------------------------------------


def test_a_step_is_had_once_a_term_and_again_in_the_next() -> None:
    reminded = (had("node:rollout", "before", "李想", "2026-12-02T09:00"),)
    first = campaign(node("2026-12-03"), reminded=reminded)
    moved = campaign(node("2026-12-10", since="2026-12-04T10:00", term=2), reminded=reminded)
    assert [steps(first)[0], steps(moved)[0]] == ["12-03 09:00 today 李想", "12-09 09:00 before 李想"]


def test_whoever_has_been_told_of_an_item_has_had_its_earlier_steps_under_any_name() -> None:
    renamed = rules_of(("reminders.toml", 'item = "node"\nname = "before"', 'item = "node"\nname = "soon"'))
    own = campaign(node("2026-12-03"), reminded=(had("node:rollout", "before", "李想", "2026-12-02T09:00"),))
    assert steps(own, renamed)[0] == "12-03 09:00 today 李想"


def test_a_step_in_working_hours_is_counted_in_working_hours() -> None:
    rules = rules_of(
        ("reminders.toml", 'item = "node"\nname = "before"\ndays = -1', 'item = "node"\nname = "before"\nhours = -4'),
        (
            "reminders.toml",
            'item = "node"\nname = "overdue_1"\ndays = 1',
            'item = "node"\nname = "overdue_1"\nhours = 2',
        ),
    )
    assert steps(campaign(node("2026-12-03T15:30")), rules)[:3] == [
        "12-03 09:00 today 李想",
        "12-03 12:00 before 李想",
        "12-04 09:00 overdue_1 李想、孙丽",
    ]


def test_a_campaign_wakes_for_its_next_step_and_not_within_the_hour_of_a_mail() -> None:
    own, rules = campaign(node("2026-12-03")), rules_of()
    assert wakes_at(own, rules) == at("2026-12-02T09:00")
    assert wakes_at(own, rules, since=at("2026-12-02T09:30")) == at("2026-12-02T10:00")
    assert wakes_at(campaign(), rules) is None
    assert wakes_at(replace(own, paused=at("2026-12-01T09:00")), rules) is None


def test_a_due_time_at_the_end_of_the_calendar_is_no_fault() -> None:
    assert steps(campaign(node("9999-12-31")))[0].endswith("before 李想")
