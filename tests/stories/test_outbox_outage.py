"""What waits in the outbox while the mail server is away: it leaves only if it still holds, in working hours, and once."""

import json
from collections.abc import Callable

import pytest
from click.testing import CliRunner
from clockwork import at, does, node, opens
from postroom import AWAY, BROKEN_OFF, GREYLISTED, Postroom
from theatre import PlayHouse

from mailbot.campaign import commands as c
from mailbot.cli import cli
from mailbot.outbound.transport import Delivery
from mailbot.replay import reread
from mailbot.rulebook.load import default_folder, read_rules, rules_files

# Monday 30 November 2026; a node due on Wednesday 2 December is reminded of on Tuesday and Wednesday, its overdue on Thursday.


def test_reminders_of_days_that_are_over_leave_as_one_mail_of_what_stands_today(house: PlayHouse) -> None:
    opens(house, node(house, "升级", "孙丽", "2026-12-02"))
    room = Postroom(house, answer=AWAY)
    room.works("2026-12-03T16:10", minutes=30)
    room.answer = None
    room.works("2026-12-04T12:00", minutes=30)
    assert room.left == ["2026-12-03 16:40 孙丽: node:rollout overdue_1"]
    assert room.states("孙丽") == ["withdrawn", "withdrawn", "sent"]
    assert [row["count"] for row in house.last(to="孙丽", purpose="reminder").facts["rows"]] == [1]
    assert house.verifies()


def test_what_was_withdrawn_is_decided_alike_when_all_is_read_again(house: PlayHouse) -> None:
    house.receives("【计划】星桥服务端8.2.1在线升级", "产品：星桥服务端\n版本：8.2.1\n1. 12月2日前 灰度升级（孙丽）\n2. 12月18日前 全量升级（周航）")
    house.receives(f"回复: {house.campaign().title}", "同意", sender="孙丽", answers=house.last(to="孙丽"))
    room = Postroom(house, answer=AWAY)
    room.works("2026-12-03T10:10", minutes=30)
    house.receives(f"【结果】{house.campaign().code} 灰度升级", "已全部完成", sender="孙丽")
    room.answer = None
    room.works("2026-12-04T12:00", minutes=30)
    assert room.states("孙丽") == ["withdrawn", "withdrawn", "withdrawn"]
    assert sorted(room.left) == [
        "2026-12-03 10:40 周航: confirmation:华南业务部 overdue_3",
        "2026-12-03 10:40 陈静: confirmation:华南业务部 overdue_3",
    ]
    assert house.verifies()
    assert reread(house.house) == []


def said(command: c.Command, sender: str) -> Callable[[PlayHouse], object]:
    return lambda house: does(house, command, sender)


def moved(due: str = "2026-12-02", owner: str = "孙丽") -> Callable[[PlayHouse], object]:
    def revises(house: PlayHouse) -> object:
        plan = c.FilePlan(nodes=(node(house, "升级", owner, due),), given=frozenset({"nodes"}), partial=True)
        return does(house, plan, "陈静")

    return revises


def promises(house: PlayHouse) -> object:
    return does(house, c.PromiseNode(node="rollout", until=at(house, "2026-12-04T18:00")), "孙丽")


def postpones(house: PlayHouse) -> object:
    does(house, c.AskPostponement(node="rollout", until=at(house, "2026-12-09T18:00"), reason="等窗口"), "孙丽")
    return does(house, c.DecidePostponement(agreed=True), "陈静")


@pytest.mark.parametrize(
    "ends",
    [
        pytest.param(said(c.ReportNode(node="rollout", done=True), "孙丽"), id="done"),
        pytest.param(said(c.CancelCampaign(reason="不做了"), "陈静"), id="cancelled"),
        pytest.param(said(c.PauseCampaign(), "陈静"), id="paused"),
        pytest.param(promises, id="promised"),
        pytest.param(postpones, id="postponed"),
        pytest.param(moved(due="2026-12-09"), id="revised"),
        pytest.param(moved(owner="周航"), id="given to another owner"),
    ],
)
def test_a_reminder_whose_cause_ends_while_it_waits_is_withdrawn_the_same_day(
    house: PlayHouse, ends: Callable[[PlayHouse], object]
) -> None:
    opens(house, node(house, "升级", "孙丽", "2026-12-02"), node(house, "收尾", "周航", "2026-12-21"))
    room = Postroom(house, answer=AWAY)
    room.works("2026-12-02T10:00")
    ends(house)
    room.works("2026-12-02T11:00")
    room.answer = None
    room.works("2026-12-02T17:30")
    assert [line for line in room.left if "孙丽" in line] == []
    assert room.states("孙丽") == ["withdrawn", "withdrawn"]
    assert house.verifies()


def test_of_two_rows_the_one_that_still_stands_is_said_in_a_mail_of_its_own(house: PlayHouse) -> None:
    opens(house, node(house, "灰度", "孙丽", "2026-12-01"), node(house, "全量", "孙丽", "2026-12-02"))
    room = Postroom(house, answer=AWAY)
    room.works("2026-12-01T10:10", minutes=20)
    does(house, c.ReportNode(node="rollout", done=True), "孙丽")
    room.answer = None
    room.works("2026-12-01T12:00", minutes=20)
    assert room.left == ["2026-12-01 10:30 孙丽: node:rollout-2 before"]


def test_a_reminder_that_could_not_leave_in_working_hours_waits_for_them(house: PlayHouse) -> None:
    opens(house, node(house, "升级", "孙丽", "2026-12-04"))
    room = Postroom(house, answer=AWAY)
    room.works("2026-12-04T17:59", minutes=20)
    room.answer = None
    room.works("2026-12-04T23:59", minutes=20)
    assert room.left == []
    assert (room.states("孙丽")[-1], house.local(house.last(to="孙丽").due)) == ("waiting", "2026-12-07 09:00")
    room.works("2026-12-07T09:19", minutes=20)
    assert room.left == ["2026-12-07 09:19 孙丽: node:rollout overdue_1"]


def test_the_hours_that_count_are_those_of_its_reader(house: PlayHouse) -> None:
    files = rules_files([default_folder()])
    people = files["people.toml"].decode().replace('name = "孙丽"\n', 'name = "孙丽"\ntimezone = "Europe/Berlin"\n')
    house.house.rules = read_rules(files | {"people.toml": people.encode()})
    opens(house, node(house, "升级", "孙丽", "2026-12-04"))
    room = Postroom(house, answer=AWAY)
    room.works("2026-12-04T00:30")  # 17:30 on the 3rd in Berlin: it waits since 16:00, which is 09:00 there
    assert room.states("孙丽") == ["waiting"]
    room.answer = None
    room.works("2026-12-04T12:30")
    assert room.left == []
    room.works("2026-12-04T18:30")
    assert room.left == ["2026-12-04 16:30 孙丽: node:rollout today"]


def test_a_mail_refused_for_now_is_withdrawn_like_one_never_tried(house: PlayHouse) -> None:
    opens(house, node(house, "升级", "孙丽", "2026-12-02"), node(house, "收尾", "周航", "2026-12-21"))
    room = Postroom(house, answer=GREYLISTED)
    room.works("2026-12-01T11:00", minutes=20)
    does(house, c.ReportNode(node="rollout", done=True), "孙丽")
    room.answer = None
    room.works("2026-12-01T17:00", minutes=20)
    assert (room.left, room.states("孙丽")) == ([], ["withdrawn"])


def test_what_is_urgent_leaves_in_the_evening_too(house: PlayHouse) -> None:
    opens(house, node(house, "升级", "孙丽", "2026-12-21"))
    house.now = at(house, "2026-12-01T13:30")
    does(house, c.RaiseIssue(title="无法启动", severity="严重"), "孙丽")
    room = Postroom(house, answer=AWAY)
    room.works("2026-12-02T17:50")
    assert room.states("郑凯") == ["waiting"]
    room.answer = None
    room.works("2026-12-02T18:50")
    assert [line.partition(":50 ")[0] for line in room.left if "郑凯" in line] == ["2026-12-02 18"]


def test_one_whose_handing_over_broke_off_goes_again_with_its_message_id_on_another_day(house: PlayHouse) -> None:
    opens(house, node(house, "升级", "孙丽", "2026-12-02"))
    room = Postroom(house, answer=BROKEN_OFF)
    room.works("2026-12-01T17:50")
    [first] = house.posts(to="孙丽", purpose="reminder")
    room.answer = None
    room.works("2026-12-02T09:50", minutes=20)
    assert first.message_id in room.ids
    assert [line.partition(" 孙丽: ")[2] for line in room.left] == ["node:rollout before", "node:rollout today"]
    assert [row["count"] for row in house.last(to="孙丽", purpose="reminder").facts["rows"]] == [2]


def test_one_whose_handing_over_broke_off_does_not_go_again_when_it_is_done(house: PlayHouse) -> None:
    opens(house, node(house, "升级", "孙丽", "2026-12-02"), node(house, "收尾", "周航", "2026-12-21"))
    room = Postroom(house, answer=BROKEN_OFF)
    room.works("2026-12-01T10:00")
    does(house, c.ReportNode(node="rollout", done=True), "孙丽")
    room.answer = None
    room.works("2026-12-02T12:00")
    assert [line for line in room.left if "孙丽" in line] == []
    assert room.states("孙丽") == ["withdrawn"]


def test_while_the_outbox_is_paused_nothing_grows_old_in_it(house: PlayHouse) -> None:
    opens(house, node(house, "升级", "孙丽", "2026-12-02"))
    room = Postroom(house, answer=Delivery("paused", "550 Connection frequency limited"))
    room.works("2026-12-03T10:00", minutes=20)
    room.answer = None
    room.works("2026-12-03T11:00", minutes=20)
    assert [line.partition(" 孙丽: ")[2] for line in room.left] == ["node:rollout overdue_1"]


def test_the_prompt_for_the_summary_is_taken_back_when_the_work_is_taken_up_again(house: PlayHouse) -> None:
    opens(house, node(house, "升级", "孙丽", "2026-12-21"))
    room = Postroom(house, answer=AWAY)
    does(house, c.ReportNode(node="rollout", done=True), "孙丽")
    room.works("2026-11-30T12:00")
    does(house, c.PauseCampaign(), "陈静")
    room.answer = None
    room.works("2026-12-01T12:00")
    assert room.left == []
    does(house, c.ResumeCampaign(), "陈静")
    room.works("2026-12-01T14:00")
    assert room.left == ["2026-12-01 13:00 陈静: finalize"]


def test_months_without_a_server_end_in_the_state_that_its_mails_would_have_left(house: PlayHouse) -> None:
    opens(house, node(house, "升级", "李想", "2026-12-02"))
    room = Postroom(house, answer=AWAY)
    room.works("2026-12-14T09:30", minutes=60)
    room.answer = None
    room.works("2026-12-14T18:00", minutes=20)
    assert sorted(line.partition(" ")[2][6:] for line in room.left) == [
        "孙丽: node:rollout overdue_5",
        "李想: node:rollout overdue_1",
        "赵磊: node:rollout overdue_8",
        "陈静: node:rollout overdue_3",
    ]
    assert house.verifies()


def test_why_says_of_a_withdrawn_reminder_that_it_never_left_and_why(house: PlayHouse) -> None:
    opens(house, node(house, "升级", "孙丽", "2026-12-02"), node(house, "收尾", "周航", "2026-12-21"))
    room = Postroom(house, answer=AWAY)
    room.works("2026-12-01T10:00")
    does(house, c.ReportNode(node="rollout", done=True), "孙丽")
    room.works("2026-12-01T11:00")
    [post] = house.posts(to="孙丽", purpose="reminder")
    shown = CliRunner().invoke(cli, ["--folder", str(house.house.folder), "why", f"D-{post.id}", "--json"])
    assert [(row["step"], row["held"]) for row in json.loads(shown.stdout)] == [
        ("before", [{"why": "withdrawn: cause-ended", "until": None}])
    ]
