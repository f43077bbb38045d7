"""Rights: who has no part in a campaign is refused, alone, and nothing changes (SPEC 2, 6, 9 "Rights")."""

import pytest
from plans import TWO
from telling import reasons, said
from theatre import PEOPLE, PlayHouse


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
