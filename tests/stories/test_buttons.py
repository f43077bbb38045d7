"""Every button of every mail, pressed: its mailto: link, filled in and sent as a phone sends it, does what its label says.

A button's link carries no References here, as some phones send none: the mark in its subject has to be enough (SPEC 3, 5).
"""

import re
import shutil
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from telling import said
from theatre import BOT, PEOPLE, PlayHouse

from mailbot.campaign.post import Post
from mailbot.outbound.mailto import LONGEST
from mailbot.rulebook.load import default_folder

BOTH = pytest.mark.parametrize("language", ["zh", "en"])
_BUTTON = re.compile(r'<a href="(mailto:[^"]+)"[^>]*>([^<]+)</a>')

PLAN = """产品：星桥服务端
版本：8.2.1
向产品经理获取
业务部门：华东、华南

| 节点 | 部门 | 负责人 | 完成时间 |
| 产品开发及提交测试 | 研发部 | 郑凯 | 2026-12-01 |
| 版本获取 | 华东业务部 | 孙丽 | 2026-12-02 |
| 灰度升级 | 华东业务部 | 孙丽 | 2026-12-03 |
| 全量升级 | 华南业务部 | 周航 | 2026-12-11 |
"""
ISSUE = "现象：重启后服务起不来，影响 12 家门店。\n严重程度：一般"
CODE = "SU-2026-0001"
COVERAGE = "\n\n版本\t数量\n8.2.1\t480\n8.0\t20\n"


# --- how each mail comes about: the mail, and who reads it -------------------------------------------------------------


def plan_opened(house: PlayHouse) -> tuple[Post, str]:
    assert said(house.receives("[PLAN] 星桥服务端8.2.1在线升级", PLAN)) == "accepted plan"
    return house.last(template="plan-opened"), "孙丽"


def plan_revised(house: PlayHouse) -> tuple[Post, str]:
    plan_opened(house)
    assert said(house.receives(f"[PLAN] {CODE}", "全量升级 完成时间 2026-12-14")) == "accepted revision"
    return house.last(template="plan-revised"), "周航"


def plan_objected(house: PlayHouse) -> tuple[Post, str]:
    post, _ = plan_opened(house)
    house.replies("不同意，12月3日门店盘点", to=post, sender="孙丽")
    return house.last(template="plan-objected"), "陈静"


def unconfirmed(house: PlayHouse) -> tuple[Post, str]:
    plan_opened(house)
    house.passes(until="2026-12-01T10:00")
    return house.last(to="周航", template="reminder"), "周航"


def unconfirmed_for_the_pm(house: PlayHouse) -> tuple[Post, str]:
    post, _ = plan_opened(house)
    house.replies("同意", to=post, sender="周航")
    house.passes(until="2026-12-03T10:00")
    return house.last(to="陈静", template="reminder"), "陈静"


def tracking(house: PlayHouse) -> None:
    post, _ = plan_opened(house)
    for person in ("孙丽", "周航"):
        assert said(house.replies("同意", to=post, sender=person)) == "accepted confirmation"


def node_due(house: PlayHouse) -> tuple[Post, str]:
    tracking(house)
    house.passes(until="2026-12-10T09:00")
    return house.last(to="周航", template="reminder"), "周航"


def node_overdue_for_the_pm(house: PlayHouse) -> tuple[Post, str]:
    tracking(house)
    for node in ("版本获取", "灰度升级"):
        house.receives(f"[完成] {CODE} {node}", f"{node}已完成", sender="孙丽")
    house.receives(f"[完成] {CODE} 提交测试", "版本 8.2.1 已提交测试。", sender="郑凯")
    house.passes(until="2026-12-16T10:00")
    return house.last(to="陈静", template="reminder"), "陈静"


def node_failed(house: PlayHouse) -> tuple[Post, str]:
    tracking(house)
    assert said(house.receives(f"[结果] {CODE} 灰度升级", "灰度升级失败，已回滚 3 台。", sender="孙丽")) == "accepted progress"
    return house.last(to="孙丽", purpose="receipt"), "孙丽"


def postponement_asked(house: PlayHouse) -> tuple[Post, str]:
    tracking(house)
    house.receives(f"[结果] {CODE} 全量升级", "申请延期到 2026-12-15，等客户窗口", sender="周航")
    return house.last(template="postponement-asked"), "陈静"


def postponement_undecided(house: PlayHouse) -> tuple[Post, str]:
    postponement_asked(house)
    house.passes(until="2026-12-01T10:00")
    return house.last(to="陈静", template="reminder"), "陈静"


def digest_postponement(house: PlayHouse) -> tuple[Post, str]:
    postponement_asked(house)
    house.passes(until="2026-12-07T10:00")
    return house.last(template="digest"), "赵磊"


def digest_objection(house: PlayHouse) -> tuple[Post, str]:
    plan_objected(house)
    house.passes(until="2026-12-07T10:00")
    return house.last(template="digest"), "赵磊"


def lead_decided(house: PlayHouse) -> tuple[Post, str]:
    post, _ = digest_postponement(house)
    house.replies("1 同意", to=post, sender="赵磊")
    return house.last(template="lead-decided"), "陈静"


def issue_raised(house: PlayHouse) -> tuple[Post, str]:
    tracking(house)
    assert said(house.receives(f"【问题】{CODE} 升级后部分门店无法启动", ISSUE, sender="孙丽")) == "accepted issue"
    return house.last(template="issue-raised"), "郑凯"


def issue_unanswered(house: PlayHouse) -> tuple[Post, str]:
    issue_raised(house)
    house.receives(f"[完成] {CODE} 提交测试", "版本 8.2.1 已提交测试。", sender="郑凯")
    house.passes(until="2026-12-02T10:00")
    return house.last(to="郑凯", template="reminder"), "郑凯"


def issue_owned(house: PlayHouse) -> tuple[Post, str]:
    post, _ = issue_raised(house)
    house.receives(f"[完成] {CODE} 提交测试", "版本 8.2.1 已提交测试。", sender="郑凯")
    house.replies("收到，我来看", to=post, sender="郑凯")
    house.passes(until="2026-12-03T10:00")
    return house.last(to="郑凯", template="reminder"), "郑凯"


def issue_questioned(house: PlayHouse) -> tuple[Post, str]:
    post, _ = issue_raised(house)
    house.replies("请补充：启动日志", to=post, sender="郑凯")
    return house.last(template="issue-questioned"), "孙丽"


def question_unanswered(house: PlayHouse) -> tuple[Post, str]:
    post, _ = issue_raised(house)
    for node in ("版本获取", "灰度升级"):
        house.receives(f"[完成] {CODE} {node}", f"{node}已完成", sender="孙丽")
    house.replies("请补充：启动日志", to=post, sender="郑凯")
    house.passes(until="2026-12-01T10:00")
    return house.last(to="孙丽", template="reminder"), "孙丽"


def issue_supplemented(house: PlayHouse) -> tuple[Post, str]:
    post, _ = issue_questioned(house)
    house.replies("补充：日志见附件", to=post, sender="孙丽")
    return house.last(template="issue-supplemented"), "郑凯"


def issue_graded(house: PlayHouse) -> tuple[Post, str]:
    issue_raised(house)
    house.replies("严重程度：严重", to=house.last(to="孙丽", purpose="receipt"), sender="孙丽")
    return house.last(template="issue-graded"), "郑凯"


def issue_answered(house: PlayHouse) -> tuple[Post, str]:
    post, _ = issue_raised(house)
    house.replies("处理结果：启动顺序问题，已出热修复 8.2.1.3。", to=post, sender="郑凯")
    return house.last(template="issue-answered"), "孙丽"


def issue_reopened(house: PlayHouse) -> tuple[Post, str]:
    post, _ = issue_answered(house)
    house.replies("未解决：还有两家启动失败", to=post, sender="孙丽")
    return house.last(template="issue-reopened"), "郑凯"


def issue_closed_by_silence(house: PlayHouse) -> tuple[Post, str]:
    issue_answered(house)
    house.passes(until="2026-12-09T10:00")
    return house.last(template="issue-closed"), "孙丽"


def obtain_requested(house: PlayHouse) -> tuple[Post, str]:
    tracking(house)
    house.receives(f"[查询] {CODE} 版本从哪里获取", "请问 8.2.1 从哪里下载？", sender="周航")
    return house.last(template="obtain-requested"), "陈静"


def finalizing(house: PlayHouse) -> None:
    tracking(house)
    for node, who in (("版本获取", "孙丽"), ("灰度升级", "孙丽"), ("全量升级", "周航")):
        house.receives(f"[完成] {CODE} {node}", f"{node}已完成", sender=who)
    assert said(house.receives(f"[进度] {CODE} 查询结果", COVERAGE)) == "accepted progress"
    house.receives(f"[完成] {CODE} 提交测试", "版本 8.2.1 已提交测试。", sender="郑凯")
    assert house.campaign().stage == "finalizing"


def finalize(house: PlayHouse) -> tuple[Post, str]:
    finalizing(house)
    house.passes(hours=2)
    return house.last(purpose="finalize"), "陈静"


def summary_due(house: PlayHouse) -> tuple[Post, str]:
    finalizing(house)
    house.passes(until="2026-12-17T10:00")
    return house.last(to="陈静", template="reminder"), "陈静"


def fault(house: PlayHouse) -> tuple[Post, str]:
    house.receives("[PLAN] 星桥服务端8.2.1在线升级", PLAN.replace("周航", "周杭"))
    return house.last(to="陈静", purpose="fault"), "陈静"


# --- pressing ----------------------------------------------------------------------------------------------------------

Situation = Callable[[PlayHouse], tuple[Post, str]]
Expected = dict[str, tuple[str, str]]  # label → what the reader adds, and what becomes of it

ZH: dict[Situation, Expected] = {
    plan_opened: {"同意": ("", "accepted confirmation"), "有异议": ("12月3日门店盘点", "accepted objection")},
    plan_revised: {"同意": ("", "accepted confirmation"), "有异议": ("那天店庆", "accepted objection")},
    plan_objected: {"不等，启动": ("", "accepted start")},
    unconfirmed: {"同意": ("", "accepted confirmation"), "不同意": ("那天店庆", "accepted objection")},
    unconfirmed_for_the_pm: {"不等，启动": ("", "accepted start")},
    node_due: {
        "完成": ("", "accepted node_result"),
        "申请延期": ("12月15日 等客户窗口", "accepted postponement"),
        "预计时间": ("12月14日", "accepted promise"),
    },
    node_overdue_for_the_pm: {
        "完成": ("", "accepted node_result"),
        "改期": ("12月22日 等客户窗口", "accepted postponement"),
        "预计时间": ("12月17日", "accepted promise"),
    },
    node_failed: {"提出问题": ("一般", "accepted issue")},
    postponement_asked: {"同意": ("", "accepted decision"), "不同意": ("窗口在 12月10日", "accepted decision")},
    postponement_undecided: {"同意": ("", "accepted decision"), "不同意": ("窗口在 12月10日", "accepted decision")},
    digest_postponement: {"1 同意": ("", "accepted decision"), "1 不同意": ("", "accepted decision")},
    digest_objection: {"1 同意": ("", "accepted decision"), "1 不同意": ("", "accepted decision")},
    lead_decided: {"同意": ("", "accepted decision"), "不同意": ("客户不让", "accepted decision")},
    issue_raised: {
        "我来处理": ("", "accepted acknowledgement"),
        "给出结果": ("启动顺序问题，已出热修复。", "accepted handling_result"),
        "请补充": ("两台门店的启动日志", "accepted question"),
    },
    issue_owned: {
        "给出处理结果": ("启动顺序问题，已出热修复。", "accepted handling_result"),
        "请补充": ("两台门店的启动日志", "accepted question"),
    },
    issue_questioned: {"补充": ("日志见附件", "accepted note")},
    question_unanswered: {"补充": ("日志见附件", "accepted note")},
    issue_supplemented: {"给出结果": ("启动顺序问题，已出热修复。", "accepted handling_result")},
    issue_graded: {"给出结果": ("启动顺序问题，已出热修复。", "accepted handling_result")},
    issue_answered: {"验证通过": ("", "accepted closure"), "未解决": ("还有两家启动失败", "accepted reopening")},
    issue_reopened: {
        "我来处理": ("", "accepted acknowledgement"),
        "给出结果": ("已换包重推。", "accepted handling_result"),
    },
    issue_closed_by_silence: {"未解决": ("还有两家启动失败", "accepted reopening")},
    obtain_requested: {"提供": ("https://files.corp.example/xq-8.2.1.zip", "accepted note")},
    finalize: {"发布": ("", "accepted summary"), "写总结与经验": ("窗口期要提前确认。", "accepted summary")},
    summary_due: {"发布": ("", "accepted summary"), "写总结与经验": ("窗口期要提前确认。", "accepted summary")},
    fault: {"用这份内容回复": ("", "accepted plan")},
}
PASSED_ON = {"补充": "issue-supplemented", "提供": "obtain-answered"}  # words for somebody else: the mail that brings them
LABELS_EN = {
    "同意": "Agree",
    "有异议": "Object",
    "不同意": "Disagree",
    "完成": "Done",
    "申请延期": "Postpone",
    "改期": "Postpone",
    "预计时间": "Promise a date",
    "提出问题": "Raise an issue",
    "1 同意": "1 agree",
    "1 不同意": "1 disagree",
    "我来处理": "I take it",
    "给出结果": "Give a result",
    "给出处理结果": "Give a result",
    "请补充": "Ask for more",
    "补充": "Answer",
    "验证通过": "Verified",
    "未解决": "Not solved",
    "提供": "Provide it",
    "发布": "Publish",
    "写总结与经验": "Add lessons learnt",
    "用这份内容回复": "Reply with this text",
    "不等，启动": "Start without it",
}


@pytest.fixture
def at(tmp_path: Path, blank_sqlite: Path, language: str) -> Iterator[PlayHouse]:
    """A house whose people all read one language."""
    (tmp_path / "data").mkdir()
    shutil.copy(blank_sqlite, tmp_path / "data" / "ledger.db")
    (tmp_path / "rules").mkdir()
    people = (default_folder() / "people.toml").read_text(encoding="utf-8")
    own = "\n".join(line for line in people.splitlines() if not line.startswith("language"))
    (tmp_path / "rules" / "people.toml").write_text(own, encoding="utf-8")
    company = (default_folder() / "company.toml").read_text(encoding="utf-8")
    spoken = company.replace('language = "zh"', f'language = "{language}"')
    (tmp_path / "rules" / "company.toml").write_text(spoken, encoding="utf-8")
    played = PlayHouse.at(tmp_path, "2026-11-30T10:00")
    yield played
    played.close()


def buttons(house: PlayHouse, post: Post) -> dict[str, str]:
    """Label → the mailto: link, of the mail as its reader gets it."""
    return {unescape(label): unescape(link) for link, label in _BUTTON.findall(house.letter(post).html)}


CASES = [(situation, label) for situation, expected in ZH.items() for label in expected]


@BOTH
@pytest.mark.parametrize(("situation", "label"), CASES, ids=[f"{s.__name__}-{label}" for s, label in CASES])
def test_a_button_does_what_its_label_says(at: PlayHouse, situation: Situation, label: str, language: str) -> None:
    post, reader = situation(at)
    added, becomes = ZH[situation][label]
    link = buttons(at, post)[label if language == "zh" else LABELS_EN[label]]
    assert len(link) < LONGEST
    parts = urlsplit(link)
    said_in = parse_qs(parts.query, keep_blank_values=True)
    assert unquote(parts.path) == BOT
    done = at.receives(said_in["subject"][0], said_in["body"][0] + added, sender=reader)
    assert (said(done), done.campaign or CODE) == (becomes, CODE)
    if label in PASSED_ON:
        assert at.posts(template=PASSED_ON[label])[-1].id > post.id
    assert at.verifies()


@BOTH
@pytest.mark.parametrize("situation", ZH, ids=lambda s: s.__name__)
def test_no_button_is_left_untried(at: PlayHouse, situation: Situation, language: str) -> None:
    post, reader = situation(at)
    assert PEOPLE[reader] in (*post.to, *post.cc)
    expected = [label if language == "zh" else LABELS_EN[label] for label in ZH[situation]]
    assert sorted(buttons(at, post)) == sorted(expected)
