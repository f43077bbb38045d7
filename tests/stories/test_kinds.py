"""The four kinds, each from its plan to closed by mail alone, with its nodes, evidence and gates (SPEC 1)."""

from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from plans import TITLE, TWO
from telling import answers, exported, heard, nodes, reasons, said, states
from theatre import PlayHouse, reload_rules

from mailbot.delivery import octets_of

SU = """各位好，
测试部已给出星桥服务端 V8.2.1 的最终版本，计划如下，请回复确认：

产品：星桥服务端
版本：V8.2.1（官网已发布 https://www.corp.example/xq/8.2.1）
数量范围：500 台以内
区域范围：华东、华南
有效时间：2026-12-01 至 2027-03-31
版本限制：8.0 及以下，2026-12-18 零点起

节点	部门	负责人	完成时间
版本获取	华东业务部	孙丽	2026-12-02
服务端在线升级	华东业务部	孙丽	2026-12-11
版本限制	技术部	韩冰	2026-12-18 00:00
总结	产品部	陈静	2026-12-25
"""

COVERAGE = "版本\t数量\n8.2.1\t480\n8.0\t20\n"


def test_a_server_upgrade_goes_from_plan_to_closed(house: PlayHouse) -> None:
    done = house.receives(
        "【计划】星桥服务端8.2.1在线升级及版本限制", SU, to=("孙丽", "韩冰"), cc=("strategy@corp.example",)
    )
    assert said(done) == "accepted plan"
    assert nodes(house) == [
        "obtain 孙丽 12-02 18:00 pending",
        "rollout 孙丽 12-11 18:00 pending",
        "restrict 韩冰 12-18 00:00 pending",
        "finalize 陈静 12-25 18:00 pending",
    ]
    opened = house.last(template="plan-opened")
    assert said(house.replies("同意", to=opened, sender="孙丽")) == "accepted confirmation"
    assert (house.campaign().stage, answers(house)) == ("tracking", {"华东业务部": "confirmed"})
    assert said(house.replies("新版本已下载。", to=opened, sender="孙丽")) == "accepted node_result"
    assert said(house.replies("进度：已升级 320 / 500", to=opened, sender="孙丽")) == "accepted progress"
    assert said(house.replies("已升级 500 / 500", to=opened, sender="孙丽")) == "accepted node_result"
    bare = house.replies("版本限制已完成", to=opened, sender="韩冰")
    assert (said(bare), reasons(house, bare)) == ("rejected node_result", ["evidence-missing-restriction"])
    full = house.replies("8.0 及以下版本已于 12 月 18 日零点起限制，版本限制完成。", to=opened, sender="韩冰")
    assert said(full) == "accepted node_result"
    assert house.campaign().stage == "finalizing"
    house.passes(hours=2)
    prompt = house.last(to="陈静", purpose="finalize")
    refused = house.replies("总结：升级顺利。", to=prompt, sender="陈静")
    assert (said(refused), reasons(house, refused)) == ("rejected summary", ["coverage-missing"])
    closed = house.replies("总结：升级顺利，未发生故障。\n\n" + COVERAGE, to=prompt, sender="陈静")
    assert said(closed) == "accepted summary"
    assert states(house) == dict.fromkeys(["obtain", "rollout", "restrict", "finalize"], "done")
    shown = exported(house)
    assert (shown["stage"], shown["coverage"]) == (
        "closed",
        [{"version": "8.2.1", "count": 480, "share": 0.96}, {"version": "8.0", "count": 20, "share": 0.04}],
    )
    assert heard(house)[-2:] == ["summary summary → 孙丽、韩冰 (吴敏、郑凯、赵磊)", "receipt receipt → 陈静"]
    late = house.replies("升级已完成", to=opened, sender="孙丽")
    assert (said(late), reasons(house, late), house.posts()[-1].template) == (
        "rejected node_result",
        ["campaign-over"],
        "over",
    )
    assert house.verifies()


CR = """产品：星桥客户端
版本：5.6
官网：https://www.corp.example/client/5.6
有效时间：2026-12-01 至 2027-03-31
版本限制：5.0 及以下，2026-12-10 起；华东业务部延迟到 2026-12-24，海外业务部延迟到 2027-01-15

| 节点 | 部门 | 负责人 | 完成时间 |
| 版本获取 | 华东业务部 | 孙丽 | 2026-12-02 |
| 版本限制 | 华南业务部 | 周航 | 2026-12-10 |
| 版本延迟限制 | 华东业务部 | 孙丽 | 2026-12-24 |
"""


def test_a_client_restriction_is_restricted_and_delayed_by_department(house: PlayHouse) -> None:
    done = house.receives("[PLAN] 星桥客户端版本限制及延迟限制", CR)
    assert (said(done), house.campaign().code) == ("accepted plan", "CR-2026-0001")
    shown = exported(house)
    assert [(r["versions"], r["scope"], r["effective"], r["delayed_until"]) for r in shown["restrictions"]] == [
        ("≤5.0", None, "2026-12-10", None),
        ("≤5.0", "华东业务部", "2026-12-10", "2026-12-24"),
        ("≤5.0", "海外业务部", "2026-12-10", "2027-01-15"),
    ]
    assert nodes(house) == [
        "obtain 孙丽 12-02 18:00 pending",
        "restrict 周航 12-10 18:00 pending",
        "delay 孙丽 12-24 18:00 pending",
        "finalize 陈静 12-31 18:00 pending",
    ]
    opened = house.last(template="plan-opened")
    house.replies("同意", to=opened, sender="孙丽")
    assert house.campaign().stage == "planning"
    house.replies("我部同意", to=opened, sender="周航")
    assert house.campaign().stage == "tracking"
    assert said(house.replies("版本获取 完成", to=opened, sender="孙丽")) == "accepted node_result"
    bare = house.replies("版本限制完成", to=opened, sender="周航")
    assert reasons(house, bare) == ["evidence-missing-restriction"]
    full = house.replies("版本限制完成：5.0 及以下版本，12月10日起生效", to=opened, sender="周航")
    assert said(full) == "accepted node_result"
    undated = house.replies("延迟限制已完成", to=opened, sender="孙丽")
    assert reasons(house, undated) == ["evidence-missing-delay"]
    dated = house.replies("延迟限制已完成：5.0 及以下版本延迟到 12月24日", to=opened, sender="孙丽")
    assert said(dated) == "accepted node_result"
    assert house.campaign().stage == "finalizing"
    closed = house.receives(
        "[结果] CR-2026-0001 总结", "总结：客户端旧版本已全部限制。\n\n版本\t数量\n5.6\t900\n5.0\t100\n"
    )
    assert (said(closed), house.campaign().stage) == ("accepted summary", "closed")
    assert house.verifies()


CU = """产品：计费 comsvr
版本：3.4.0
版本获取：联系产品经理

| 节点 | 部门 | 负责人 | 完成时间 |
| 组件获取 | 华东业务部 | 孙丽 | 2026-12-02 |
| 组件升级 | 华东业务部 | 孙丽 | 2026-12-11 |
"""


@pytest.mark.parametrize("words", ["安装包见附件，口令电话告诉你。", ""])
def test_what_the_pm_attaches_goes_on_to_whoever_asked(house: PlayHouse, words: str) -> None:
    house.receives("[PLAN] 计费产品 comsvr 组件升级", CU)
    house.receives("[查询] CU-2026-0001 版本获取", "请问组件在哪里拿？", sender="孙丽")
    request = house.last(to="陈静", template="obtain-requested")
    files = (("comsvr-3.4.0.zip", b"PK" * 50), ("镜像.iso", bytes(10_000_000)))
    assert said(house.replies(words, to=request, sender="陈静", attachments=files)) == "accepted node_result"
    answer = house.last(to="孙丽", template="obtain-answered")
    carried = message_from_bytes(octets_of(answer, house.house, house.now), policy=default)
    assert [(a.get_filename(), len(a.get_content())) for a in carried.iter_attachments()] == [("comsvr-3.4.0.zip", 100)]
    assert "太大、没有随本邮件转上的附件：镜像.iso" in house.text(answer)
    assert house.verifies()


def test_a_components_version_is_asked_of_the_pm_and_handed_on_both_on_the_timeline(house: PlayHouse) -> None:
    done = house.receives("[PLAN] 计费产品 comsvr 组件升级", CU)
    assert (said(done), exported(house)["kind"], exported(house)["channel"]) == (
        "accepted plan",
        "component_upgrade",
        "pm",
    )
    opened = house.last(template="plan-opened")
    house.replies("同意", to=opened, sender="孙丽")
    asked = house.receives("[查询] CU-2026-0001 版本获取", "请问组件在哪里拿？", sender="孙丽")
    assert said(asked) == "accepted query"
    request = house.last(to="陈静", template="obtain-requested")
    given = house.replies("放在共享盘 https://files.corp.example/comsvr/3.4.0 了", to=request, sender="陈静")
    assert said(given) == "accepted node_result"
    assert nodes(house)[0] == "obtain 孙丽 12-02 18:00 done"
    answer = house.last(to="孙丽", template="obtain-answered")
    assert "https://files.corp.example/comsvr/3.4.0" in house.text(answer)
    noted = [
        (e.change.by, e.change.text)
        for e in house.house.ledger.entries.of_campaign("CU-2026-0001")
        if type(e.change).__name__ in ("Noted", "VersionRequested")
    ]
    assert noted == [
        ("sunli@corp.example", "获取版本 3.4.0"),
        ("chenjing@corp.example", "→ sunli@corp.example: 放在共享盘 https://files.corp.example/comsvr/3.4.0 了"),
    ]
    assert said(house.replies("已获取，谢谢", to=answer, sender="孙丽")) == "accepted node_result"
    assert said(house.replies("组件升级完成", to=opened, sender="孙丽")) == "accepted node_result"
    assert house.campaign().stage == "finalizing"
    closed = house.receives("[总结] CU-2026-0001", "组件升级完成，运行稳定。\n\n版本,数量\n3.4.0,60\n3.3.9,4\n")
    assert (said(closed), house.campaign().stage) == ("accepted summary", "closed")
    assert house.verifies()


def test_notices_name_the_component_beside_its_product_and_a_revision_says_when_it_is_another(house: PlayHouse) -> None:
    assert said(house.receives("[PLAN] 计费组件升级", "产品：云账计费\n组件：comsvr\n版本：4.0.2\n1. 组件升级 孙丽 12月11日")) == "accepted plan"
    assert (exported(house)["product"], exported(house)["component"]) == ("云账计费", "comsvr")
    opened = house.last(template="plan-opened")
    assert "云账计费 comsvr 4.0.2" in house.text(opened)
    revised = house.replies("组件：ratesvr", to=house.last(to="陈静", template="receipt"), sender="陈静")
    assert (said(revised), exported(house)["component"]) == ("accepted revision", "ratesvr")
    assert "组件 comsvr → ratesvr" in house.text(house.last(template="plan-revised"))
    assert house.verifies()


HANDED = {
    "组件在 \\\\files\\comsvr\\3.4.0，自取": True,
    "昨天下午已发你邮箱，请查收": True,
    "放到产品部共享盘了，口令电话告诉你": True,
    "请从这里获取：ftp://ftp.corp.example/comsvr": True,
    "It's on the share drive under comsvr/3.4.0.": True,
    "I've uploaded it, see https://files.corp.example/c34": True,
    "稍等，明天发你": False,
    "测试还没出最终包，出来后会放到 https://files.corp.example/comsvr": False,
    "找测试部吴敏要一下": False,
    "你们上次用的那个包还在吗？在共享盘上？": False,
    "Will send it tomorrow.": False,
    "请从这里获取：": False,
}


@pytest.mark.parametrize(("words", "given"), HANDED.items())
def test_only_what_hands_the_version_over_closes_its_node_and_all_of_it_goes_on(house: PlayHouse, words: str, given: bool) -> None:
    house.receives("[PLAN] 计费产品 comsvr 组件升级", CU)
    house.receives("[查询] CU-2026-0001 版本获取", "请问组件在哪里拿？", sender="孙丽")
    done = house.replies(words, to=house.last(to="陈静", template="obtain-requested"), sender="陈静")
    assert said(done) == ("accepted node_result" if given else "accepted note")
    assert nodes(house)[0] == f"obtain 孙丽 12-02 18:00 {'done' if given else 'pending'}"
    assert (words.rstrip("：") in house.text(house.last(to="孙丽", template="obtain-answered"))) is True
    assert house.verifies()


def test_the_pm_may_answer_the_departments_own_mail_and_a_link_that_fails_opens_the_node_again(house: PlayHouse) -> None:
    house.receives("[PLAN] 计费产品 comsvr 组件升级", CU)
    house.receives("[查询] CU-2026-0001 版本获取", "请问组件在哪里拿？", sender="孙丽", to=("陈静",), cc=("strategy@corp.example",))
    asked = house.house.ledger.archive.get(house.dispositions[-1].mail).message_id
    given = house.receives("Re: [查询] CU-2026-0001 版本获取", "https://files.corp.example/c34", sender="陈静", answers=asked)
    assert (said(given), nodes(house)[0]) == ("accepted node_result", "obtain 孙丽 12-02 18:00 done")
    answer = house.last(to="孙丽", template="obtain-answered")
    again = house.replies("链接打不开，提示 404", to=answer, sender="孙丽")
    assert (said(again), nodes(house)[0]) == ("accepted query", "obtain 孙丽 12-02 18:00 pending")
    assert "链接打不开" in house.text(house.last(to="陈静", template="obtain-requested"))
    assert house.verifies()


def test_a_published_version_is_answered_with_its_link_and_the_pm_is_not_asked(house: PlayHouse) -> None:
    house.receives("【计划】星桥服务端8.2.1在线升级及版本限制", SU)
    before = len(house.posts())
    asked = house.receives("[QUERY] SU-2026-0001 版本获取", "版本从哪里下载？", sender="孙丽")
    assert said(asked) == "accepted query"
    assert heard(house, before) == ["answer version-source → 孙丽"]
    assert "https://www.corp.example/xq/8.2.1" in house.text(house.posts()[-1])


PR = """产品：星桥服务端
参数：heartbeat.interval = 30
参数：retry.max = 5
有效时间：2026-12-01 至 2027-03-31

| 节点 | 部门 | 负责人 | 完成时间 |
| 参数下发 | 华东业务部 | 孙丽 | 2026-12-09 |
| 第二批下发 | 华南业务部 | 周航 | 2026-12-16 |
"""


def test_parameters_are_rolled_out_and_departments_ask_how_far_they_have_come(house: PlayHouse) -> None:
    done = house.receives("[PLAN] 星桥心跳间隔扩展参数下发", PR)
    assert said(done) == "accepted plan"
    shown = exported(house)
    assert (shown["kind"], shown["parameters"], [n["key"] for n in shown["nodes"]]) == (
        "parameter_rollout",
        [{"name": "heartbeat.interval", "value": "30"}, {"name": "retry.max", "value": "5"}],
        ["rollout", "rollout-2", "finalize"],
    )
    opened = house.last(template="plan-opened")
    house.replies("同意", to=opened, sender="孙丽")
    house.replies("同意", to=opened, sender="周航")
    assert said(house.replies("进度：已下发 120/200", to=opened, sender="孙丽")) == "accepted progress"
    asked = house.receives("[查询] PR-2026-0001 参数下发情况", "现在下发到什么程度了？", sender="周航")
    assert said(asked) == "accepted query"
    answer = house.text(house.last(to="周航", purpose="answer"))
    assert [w for w in ("heartbeat.interval", "120", "200", "陈静") if w not in answer] == []
    assert said(house.replies("参数已全部下发 200/200", to=opened, sender="孙丽")) == "accepted node_result"
    assert said(house.replies("第二批下发完成", to=opened, sender="周航")) == "accepted node_result"
    assert house.campaign().stage == "finalizing"
    closed = house.receives(
        "[总结] PR-2026-0001",
        "总结：参数全部到位。\n\n参数\t值\t数量\nheartbeat.interval\t30\t198\nheartbeat.interval\t60\t2\n",
    )
    assert (said(closed), exported(house)["coverage"]) == (
        "accepted summary",
        [
            {"parameter": "heartbeat.interval", "value": "30", "count": 198, "share": 0.99},
            {"parameter": "heartbeat.interval", "value": "60", "count": 2, "share": 0.01},
        ],
    )
    assert house.campaign().stage == "closed"
    assert house.verifies()


EACH = {
    "heartbeat.interval 已下发 120/300，retry.max 已下发 200/300": ("accepted progress", (120, 300), {"heartbeat.interval": 120, "retry.max": 200}),
    "参数\t已下发\t总数\nheartbeat.interval\t300\t300\nretry.max\t200\t300": ("accepted progress", (200, 300), {"heartbeat.interval": 300, "retry.max": 200}),
    "heartbeat.interval 已下发 300/300": ("accepted progress", None, {"heartbeat.interval": 300}),
    "heartbeat.interval: 300/300\nretry.max: 300/300": ("accepted node_result", (300, 300), {}),
    "heartbeat.interval 90%, retry.max 40%": ("accepted progress", (40, 100), {"heartbeat.interval": 90, "retry.max": 40}),
    "heartbeat.interval 已全部下发完成": ("rejected node_result", None, {}),
    "heartbeat.interval、retry.max 均已下发完成": ("accepted node_result", None, {}),
    "参数全部下发完成": ("accepted node_result", None, {}),
}


@pytest.mark.parametrize(("words", "expected"), EACH.items())
def test_each_parameter_keeps_its_own_figure_and_the_node_waits_for_all(house: PlayHouse, words: str, expected: tuple[object, ...]) -> None:
    house.receives("[PLAN] 星桥心跳间隔扩展参数下发", PR)
    verdict, progress, each = expected
    assert said(house.receives("【进度】PR-2026-0001 参数下发", words, sender="孙丽")) == verdict
    node = house.campaign().node("rollout")
    assert (node.progress and (node.progress.done, node.progress.total), {p.name: p.done for p in node.parameters}) == (progress, each)
    house.receives("[查询] PR-2026-0001 参数下发情况", sender="周航")
    answer = house.text(house.last(to="周航", purpose="answer"))
    assert [done for done in each.values() if f"{done}/300" not in answer and f"{done}%" not in answer] == []
    assert house.verifies()


@pytest.mark.parametrize(("words", "value"), [("retry.max 改为 auto", "auto"), ("retry.max：8", "8"), ("retry.mode 改为 auto", "5")])
def test_a_parameter_is_set_by_its_name_whatever_its_value(house: PlayHouse, words: str, value: str) -> None:
    house.receives("[PLAN] 星桥心跳间隔扩展参数下发", PR)
    house.replies(words, to=house.last(to="陈静", purpose="receipt"), sender="陈静")
    assert [p.value for p in house.campaign().parameters] == ["30", value]


def test_figures_of_the_parameters_come_together_over_several_mails(house: PlayHouse) -> None:
    house.receives("[PLAN] 星桥心跳间隔扩展参数下发", PR)
    house.receives("【进度】PR-2026-0001 参数下发", "heartbeat.interval 已下发 300/300", sender="孙丽")
    done = house.receives("【进度】PR-2026-0001 参数下发", "retry.max 也下发完了，300/300", sender="孙丽")
    assert (said(done), states(house)["rollout"]) == ("accepted node_result", "done")


CERTIFICATES = """
key = "certificate_renewal"
code = "CT"
name = {zh = "证书更换", en = "Renewal of certificates"}
synonyms = ["证书更换", "更换证书", "certificate renewal"]
counts = {zh = "各证书的使用情况", en = "certificates in use"}
required = ["nodes"]
wanted = ["product"]
only = []

[[node]]
key = "issue"
title = {zh = "证书签发", en = "Issuing"}
names = ["签发", "签发证书"]
department = "技术部"
manager = "tech_manager"
evidence = "version"

[[node]]
key = "rollout"
title = {zh = "证书更换", en = "Renewal"}
names = ["更换", "更换证书"]
evidence = "counts"

[[node]]
key = "finalize"
title = {zh = "最终确定", en = "Final summary"}
names = ["总结"]
department = "产品部"
evidence = "summary"
"""


def test_a_fifth_kind_is_one_file_and_runs_to_closed(house: PlayHouse, tmp_path: Path) -> None:
    kinds = tmp_path / "rules" / "kinds"
    kinds.mkdir(parents=True)
    (kinds / "certificate_renewal.toml").write_text(CERTIFICATES, encoding="utf-8")
    assert reload_rules(house.house, tmp_path, house.now)
    plan = "产品：星桥网关\n\n| 节点 | 负责人 | 完成时间 |\n| 证书签发 | 韩冰 | 12月4日 |\n| 证书更换 | 孙丽 | 12月11日 |\n"
    done = house.receives("[PLAN] 星桥网关证书更换", plan)
    assert (said(done), done.campaign) == ("accepted plan", "CT-2026-0001")
    assert nodes(house) == [
        "issue 韩冰 12-04 18:00 pending",
        "rollout 孙丽 12-11 18:00 pending",
        "finalize 陈静 12-18 18:00 pending",
    ]
    opened = house.last(template="plan-opened")
    house.replies("同意", to=opened, sender="孙丽")
    bare = house.replies("签发完成", to=opened, sender="韩冰")
    assert reasons(house, bare) == ["evidence-missing-version"]
    assert said(house.replies("签发完成，版本 2.1", to=opened, sender="韩冰")) == "accepted node_result"
    assert said(house.replies("证书更换 已完成", to=opened, sender="孙丽")) == "accepted node_result"
    assert house.campaign().stage == "finalizing"
    closed = house.receives("[总结] CT-2026-0001", "总结：全部更换。\n\n版本\t数量\n2.1\t40\n1.0\t0\n")
    assert (said(closed), house.campaign().stage) == ("accepted summary", "closed")
    assert house.verifies()


def test_progress_above_the_quantity_warns_the_pm_at_once_and_once(house: PlayHouse) -> None:
    house.receives("【计划】星桥服务端8.2.1在线升级及版本限制", SU)
    opened = house.last(template="plan-opened")
    house.replies("已升级 520 / 600", to=opened, sender="孙丽")
    house.replies("已升级 540 / 600", to=opened, sender="孙丽")
    assert [p.to for p in house.posts(template="quantity-exceeded")] == [("chenjing@corp.example",)]


def test_departments_that_are_above_the_quantity_together_warn_the_pm(house: PlayHouse) -> None:
    house.receives(TITLE, TWO)
    house.receives("【进度】SU-2026-0001 灰度升级", "已升级 300 / 400", sender="孙丽")
    house.receives("【进度】SU-2026-0001 全量升级", "已升级 190 / 400", sender="周航")
    assert house.posts(template="quantity-exceeded") == []
    house.receives("【进度】SU-2026-0001 全量升级", "已升级 210 / 400", sender="周航")
    assert "各部门合计已完成 510，超出授权的数量（不超过 500）" in house.text(house.last(template="quantity-exceeded"))


@pytest.mark.parametrize(("words", "warned"), [("完成 90 台，共 100 台", 1), ("已完成 90%", 0), ("完成了九成", 0)])
def test_a_share_counts_nothing_against_the_quantity(house: PlayHouse, words: str, warned: int) -> None:
    house.receives(TITLE, TWO.replace("500 台以内", "80 台以内"))
    assert said(house.receives("【进度】SU-2026-0001 灰度升级", words, sender="孙丽")) == "accepted progress"
    assert len(house.posts(template="quantity-exceeded")) == warned


def test_progress_to_a_cancelled_campaign_is_refused_as_progress(house: PlayHouse) -> None:
    house.receives(TITLE, TWO)
    house.receives("【计划】SU-2026-0001", "状态：取消")
    assert said(house.receives("【进度】SU-2026-0001 灰度升级", "10/20", sender="孙丽")) == "rejected progress"
    assert said(house.receives("【结果】SU-2026-0001 灰度升级", "已完成", sender="孙丽")) == "rejected node_result"


def test_a_querys_table_above_the_quantity_warns_the_pm_once(house: PlayHouse) -> None:
    house.receives("【计划】星桥服务端8.2.1在线升级及版本限制", SU)
    house.receives("【进度】SU-2026-0001", "后台查询：\n\n版本\t数量\n8.2.1\t480\n8.0\t120\n")
    assert house.posts(template="quantity-exceeded") == []
    for count in (520, 530):
        assert said(house.receives("【进度】SU-2026-0001", f"后台查询：\n\n版本\t数量\n8.2.1\t{count}\n8.0\t80\n")) == "accepted progress"
    (warning,) = house.posts(template="quantity-exceeded")
    assert (warning.to, "查询结果已有 520，超出授权的数量（不超过 500）" in house.text(warning)) == (("chenjing@corp.example",), True)
    assert house.verifies()



def test_validity_that_is_about_to_end_warns_the_pm_on_the_morning_of_the_tenth_working_day_before(
    house: PlayHouse,
) -> None:
    house.receives("【计划】星桥服务端8.2.1在线升级", SU.replace("2027-03-31", "2026-12-31"))
    house.passes(until="2026-12-19T10:00")
    assert [(house.local(p.due), p.to) for p in house.posts(template="validity-ending")] == [
        ("2026-12-17 09:00", ("chenjing@corp.example",))
    ]
