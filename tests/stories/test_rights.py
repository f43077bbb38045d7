"""Rights: who has no part in a campaign is refused, alone, and nothing changes (SPEC 2, 6, 9 "Rights")."""

import pytest
from plans import TITLE, TWO
from telling import reasons, said
from theatre import PEOPLE, PlayHouse, reload_rules

from mailbot.rulebook.load import default_folder


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("[完成] SU-2026-0001 全量升级", "全量升级已完成"),
        ("[进度] SU-2026-0001 全量升级", "已升级 20/500"),
        ("[查询] SU-2026-0001", "进展如何？"),
        ("[PLAN] SU-2026-0001", TWO.replace("2026-12-11", "2026-12-14")),
        ("[PLAN] SU-2026-0001", "状态：取消"),
        ("[总结] SU-2026-0001", "总结：完成。"),
        ("Re: SU-2026-0001", "同意"),
    ],
)
@pytest.mark.parametrize("stranger", ["林涛", "何平"])
def test_a_stranger_to_the_campaign_is_refused_and_nothing_changes(
    running: PlayHouse, stranger: str, subject: str, text: str
) -> None:
    entries = len(running.house.ledger.entries.of_campaign("SU-2026-0001"))
    before = len(running.posts())
    refused = running.receives(subject, text, sender=stranger)
    assert refused.verdict == "rejected"
    assert [(p.purpose, p.to) for p in running.posts()[before:]] == [("answer", (PEOPLE[stranger],))]
    assert len(running.house.ledger.entries.of_campaign("SU-2026-0001")) == entries


def test_anybody_in_the_directory_raises_an_issue_with_a_right_code(running: PlayHouse) -> None:
    raised = running.receives("[问题] SU-2026-0001 海外也无法启动", "现象：无法启动。严重程度：一般", sender="林涛")
    assert said(raised) == "accepted issue"
    # who raised an issue has a part from then on
    assert said(running.receives("[查询] SU-2026-0001", "进展如何？", sender="林涛")) == "accepted query"


def test_a_code_that_does_not_exist_is_refused(running: PlayHouse) -> None:
    refused = running.receives("[问题] SU-2026-0099 无法启动", "现象：无法启动。", sender="孙丽")
    assert (refused.verdict, reasons(running, refused)) == ("rejected", ["unknown-code"])


def test_another_departments_node_is_not_reported(running: PlayHouse) -> None:
    refused = running.receives("[完成] SU-2026-0001 全量升级", "全量升级已完成", sender="孙丽")
    assert (said(refused), reasons(running, refused), running.posts()[-1].purpose) == (
        "rejected node_result",
        ["not-your-node"],
        "answer",
    )


@pytest.mark.parametrize("sender", ["陈静", "许诺", "李想", "孙丽"])
def test_the_owner_their_department_the_pm_and_the_assistant_report_a_node(running: PlayHouse, sender: str) -> None:
    done = running.receives("[完成] SU-2026-0001 灰度升级", "灰度升级已完成", sender=sender)
    assert (said(done), running.campaign().node("rollout").state) == ("accepted node_result", "done")


def test_a_lead_and_a_manager_may_ask(running: PlayHouse) -> None:
    assert said(running.receives("[查询] SU-2026-0001", "进展如何？", sender="赵磊")) == "accepted query"
    assert said(running.receives("[查询] SU-2026-0001", "进展如何？", sender="吴敏")) == "accepted query"


def test_a_postponement_is_decided_by_the_pm_alone(running: PlayHouse) -> None:
    running.receives("[延期] SU-2026-0001 全量升级", "全量升级申请延期至 2026-12-15，等客户窗口", sender="周航")
    asked = running.last(to="陈静", template="postponement-asked")
    other = running.replies("同意", to=asked, sender="孙丽")
    assert (said(other), running.local(running.campaign().node("rollout-2").due)) == (
        "rejected decision",
        "2026-12-11 18:00",
    )
    assert said(running.replies("同意", to=asked, sender="许诺")) == "accepted decision"
    assert running.local(running.campaign().node("rollout-2").due) == "2026-12-15 18:00"


def test_a_pm_grants_less_than_was_asked_for(running: PlayHouse) -> None:
    running.receives("[延期] SU-2026-0001 全量升级", "全量升级申请延期至 2026-12-15，等客户窗口", sender="周航")
    asked = running.last(to="陈静", template="postponement-asked")
    assert said(running.replies("给不了那么多，最晚12月14号中午12点。", to=asked, sender="陈静")) == "accepted decision"
    assert running.local(running.campaign().node("rollout-2").due) == "2026-12-14 12:00"
    assert running.last(to="周航", template="postponement-decided").facts["until"].startswith("2026-12-14T12:00")


def test_the_same_day_asked_for_again_waits_for_the_pm_who_is_not_asked_twice(running: PlayHouse) -> None:
    for day in ("15", "15", "16"):
        asked = f"全量升级申请延期至 2026-12-{day}，等客户窗口"
        assert said(running.receives("[延期] SU-2026-0001 全量升级", asked, sender="周航")) == "accepted postponement"
    told = [p.facts["until"][:10] for p in running.posts() if p.template == "postponement-asked"]
    assert told == ["2026-12-15", "2026-12-16"]


def _edits_rights(house: PlayHouse, before: str, after: str) -> None:
    folder = house.house.folder / "rules"
    folder.mkdir(exist_ok=True)
    text = (default_folder() / "rights.toml").read_text(encoding="utf-8")
    (folder / "rights.toml").write_text(text.replace(before, after), encoding="utf-8")
    assert reload_rules(house.house, house.house.folder, house.now)


@pytest.mark.parametrize("answer", ["同意", "不同意，排期太紧"])
def test_a_department_may_be_left_to_its_contact_alone(house: PlayHouse, answer: str) -> None:
    assert said(house.receives(TITLE, TWO)) == "accepted plan"
    opened = house.last(template="plan-opened")
    _edits_rights(house, '["department", "contact"]', '["contact"]')
    answers = [said(house.replies(answer, to=opened, sender=person)) for person in ("李想", "孙丽")]
    kind = "confirmation" if answer == "同意" else "objection"
    assert answers == [f"rejected {kind}", f"accepted {kind}"]


def test_a_query_may_be_left_to_the_pm_alone(running: PlayHouse) -> None:
    _edits_rights(running, '["part"]', '["pm"]')
    answers = [said(running.receives("[查询] SU-2026-0001", "进展如何？", sender=who)) for who in ("孙丽", "陈静")]
    assert answers == ["rejected query", "accepted query"]


@pytest.mark.parametrize(
    ("act", "progress", "done"),
    [
        ("progress", "rejected progress", "accepted node_result"),
        ("node_result", "accepted progress", "rejected node_result"),
    ],
)
def test_a_departments_progress_and_its_result_are_two_rights(
    running: PlayHouse, act: str, progress: str, done: str
) -> None:
    line = f'act = "{act}"'
    rest = (default_folder() / "rights.toml").read_text(encoding="utf-8").partition(line)[2].partition("\n[[")[0]
    _edits_rights(running, line + rest, line + rest.replace('"node_department", ', ""))
    told = [
        said(running.receives(f"[{tag}] SU-2026-0001 灰度升级", text, sender="李想"))
        for tag, text in (("进度", "已升级 20/500"), ("完成", "灰度升级已完成"))
    ]
    assert told == [progress, done]


def test_who_asks_without_a_code_is_told_all_that_waits_for_them(house: PlayHouse) -> None:
    assert said(house.receives(TITLE, TWO)) == "accepted plan"
    house.replies("同意", to=house.last(template="plan-opened"), sender="周航")
    house.receives("[问题] SU-2026-0001 无法启动", "现象：无法启动。严重程度：一般", sender="孙丽")
    house.receives("[延期] SU-2026-0001 全量升级", "全量升级申请延期至 2026-12-15，等客户窗口", sender="周航")

    def owed(sender: str) -> list[tuple[str, str]]:
        assert said(house.receives("[查询]", "我还有哪些要做？", sender=sender)) == "accepted query"
        return [(row["asks"], row["title"]) for row in house.last(to=sender, template="my-standing").facts["rows"]]

    assert [owed(person) for person in ("孙丽", "周航", "陈静", "韩冰")] == [
        [("confirmation", "华东业务部"), ("node", "灰度升级")],
        [("node", "全量升级")],
        [("postponement", "全量升级"), ("node", "最终确定")],
        [("issue", "无法启动"), ("node", "版本限制")],
    ]
    asks = house.receives("回复: [问题] SU-2026-0001 无法启动", "请补充现象截图", sender="韩冰", answers=house.last(template="issue-raised"))
    assert said(asks) == "accepted question"
    assert [owed(person) for person in ("孙丽", "韩冰")] == [
        [("confirmation", "华东业务部"), ("node", "灰度升级"), ("issue", "无法启动")],
        [("node", "版本限制")],
    ]
