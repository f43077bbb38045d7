"""Plans as offices write them: cells below each other, days as headings, several nodes in a breath, fields beside fields."""

import pytest
from plan_mails import CAMPAIGN, brief, context_of, plan_of, read

from mailbot.campaign.commands import FilePlan
from mailbot.campaign.planned import Parameter
from mailbot.inbound.forms.plans.changes.filler import is_aside
from mailbot.inbound.forms.untagged import read_untagged

SU = "【计划】星桥服务端 8.7.0 升级及限制"
PR = "【计划】星桥网关扩展参数下发"
CU = "【计划】comsvr 6.1 组件升级"
NODE = "\n升级：孙丽，12月4日"
THREE = [("rollout", "sunli", "12-04 18:00"), ("rollout-2", "zhouhang", "12-11 18:00"), ("restrict", "hanbing", "12-18 18:00")]


def nodes(subject: str, text: str) -> list[tuple[str, str, str]]:
    understood = read(subject, text)
    plan_of(understood)
    return [(key, owner, due) for key, owner, _, due in brief(understood) if key != "finalize"]


LAYOUTS = {
    "one cell a line": "节点\n负责人\n完成时间\n灰度升级\n孙丽\n12月4日\n全量升级\n周航\n12月11日\n版本限制\n韩冰\n12月18日",
    "days as headings": "12月4日\n  孙丽 完成灰度升级\n12月11日：\n  周航 完成全量升级\n【12月18日】\n韩冰 版本限制",
    "no punctuation, the day first": "星桥服务端 12月4日孙丽灰度升级 12月11日周航全量升级 12月18日韩冰版本限制 谢谢",
    "no punctuation, the day last": "灰度升级 孙丽 12月4日 全量升级 周航 12月11日 版本限制 韩冰 12月18日",
    "no punctuation, the name first": "孙丽 12月4日 灰度升级 周航 12月11日 全量升级 韩冰 12月18日 版本限制",
    "figures that a version could be": "节点：\n灰度升级 孙丽 12.4及以前\n全量升级 周航 12.11及以前\n版本限制 韩冰 12.18及以前",
    "columns in everyday words": "步骤        谁      什么时候\n灰度升级    孙丽    12月4日\n全量升级    周航    12月11日\n版本限制    韩冰    12月18日",
    "a table and a list": "| 节点 | 负责人 | 完成时间 |\n| 灰度升级 | 孙丽 | 12月4日 |\n| 全量升级 | 周航 | 12月11日 |\n\n另：\n1. 12月18日 版本限制（韩冰）",
    "fields aligned above the table": "版本    8.7.0\n区域    华东\n\n节点        负责人    完成时间\n灰度升级    孙丽      12月4日\n全量升级    周航      12月11日\n版本限制    韩冰      12月18日",
}


@pytest.mark.parametrize("text", LAYOUTS.values(), ids=LAYOUTS.keys())
def test_three_nodes_are_read_in_every_layout(text: str) -> None:
    assert nodes(SU, text) == THREE


NONE = {
    "cells of which one is missing": "节点\n负责人\n完成时间\n灰度升级\n12月4日\n全量升级\n周航\n12月11日\n版本限制\n韩冰\n12月18日",
    "a signature with its day": "请查收。\n\n陈静\n2026年12月4日",
    "a day over people": "12月4日\n孙丽、周航",
}


@pytest.mark.parametrize("text", NONE.values(), ids=NONE.keys())
def test_what_is_no_sure_node_is_asked_about(text: str) -> None:
    assert brief(read(SU, text)) == []


def test_a_table_by_departments_takes_its_node_from_the_heading() -> None:
    text = "各部门升级时间：\n| 部门 | 负责人 | 升级完成 |\n| 华东 | 孙丽 | 12月8日 |\n| 华南 | 周航 | 12月10日 |"
    assert nodes(SU, text) == [("rollout", "sunli", "12-08 18:00"), ("rollout-2", "zhouhang", "12-10 18:00")]


def test_nodes_below_a_list_of_parameters_are_no_parameters() -> None:
    understood = read(PR, "参数：\n1、heartbeat.interval = 30s\n2、heartbeat.retry = 3\n1、12月8日前 全量下发 孙丽\n")
    assert [(p.name, p.value) for p in plan_of(understood).parameters] == [("heartbeat.interval", "30s"), ("heartbeat.retry", "3")]
    assert [due for *_, due in brief(understood)][:1] == ["12-08 18:00"]


FIELDS = {
    "before and behind a field": (
        CU,
        "comsvr 6.1.3 已通过测试，找我拿安装包。授权 100–150 套，有效期：长期。" + NODE,
        {"product": "comsvr", "version": "6.1.3", "channel": "pm", "quantity": {"min": 100, "max": 150}},
    ),
    "behind the product": (
        CU,
        "产品：comsvr，官网可下，首批 200 台以内，只给华东和华北用" + NODE,
        {"product": "comsvr", "channel": "official", "quantity": {"min": None, "max": 200}, "regions": ["华东", "华北"]},
    ),
    "behind the regions": (
        CU,
        "区域：华东、华南，数量200台以内，有效期到明年3月底" + NODE,
        {"regions": ["华东", "华南"], "quantity": {"min": None, "max": 200}, "valid": {"from": None, "until": "2027-03-31"}},
    ),
    "under one word": (
        CU,
        "授权：华东、华南，200台以内，有效至2027年2月28日" + NODE,
        {"regions": ["华东", "华南"], "quantity": {"min": None, "max": 200}, "valid": {"from": None, "until": "2027-02-28"}},
    ),
    "a name and its version in one word": ("【计划】comsvr5.0升级", NODE, {"product": "comsvr", "version": "5.0"}),
    "released to some": (CU, "先放给华东和华北，名额400。" + NODE, {"regions": ["华东", "华北"], "quantity": {"min": None, "max": 400}}),
    "sent to some is no region": (CU, "计划发给华东和华南了。" + NODE, {"regions": None}),
    "asked of some is no region": (CU, "请华东和华南确认。" + NODE, {"regions": None}),
    "the site has it": (CU, "新版6.1官网有。" + NODE, {"channel": "official"}),
    "no version is needed": (PR, "版本：无需升级\n参数：a.b=1\n下发 孙丽 12月8日", {"version": None, "parameters": [{"name": "a.b", "value": "1"}]}),
    "parameters in a sentence": (
        PR,
        "为了解决掉线，这次把 net.keepalive 改为 60，心跳间隔改为 30 秒。\n下发 孙丽 12月8日",
        {"parameters": [{"name": "net.keepalive", "value": "60"}, {"name": "心跳间隔", "value": "30 秒"}]},
    ),
    "what may still be used": (
        "【计划】星桥客户端6.2限制",
        "5.6以前的12月18号起限制，海外可以用到2月1日。\n孙丽负责限制，李想负责延迟限制",
        {"restrictions": [{"versions": "<5.6", "effective": "2026-12-18", "delayed_until": "2027-02-01", "scope": "海外"}]},
    ),
}


@pytest.mark.parametrize(("subject", "text", "fields"), FIELDS.values(), ids=FIELDS.keys())
def test_every_field_of_a_line_is_read(subject: str, text: str, fields: dict[str, object]) -> None:
    understood = read(subject, text)
    plan_of(understood)
    assert {name: understood.fields.get(name) for name in fields} == fields


def test_a_restricting_node_without_a_day_is_due_when_its_restriction_begins_or_ends() -> None:
    text = "5.6以前的12月18号起限制，海外可以用到2月1日。\n孙丽负责限制，李想负责延迟限制"
    assert nodes("【计划】星桥客户端6.2限制", text) == [
        ("restrict", "sunli", "12-18 18:00"),
        ("delay", "lixiang", "02-01 18:00"),
    ]


def test_a_sheets_title_names_product_and_version() -> None:
    sheet = "星桥服务端 V8.5.0 在线升级计划,,\n节点,负责人,完成时间\n灰度升级,孙丽,12月4日\n"
    plan = plan_of(read("【计划】计划见附件", "请查收附件。", files=(("计划.csv", sheet.encode()),)))
    assert (plan.product, plan.version) == ("星桥服务端", "8.5.0")


def test_a_reply_changes_owner_and_day_of_one_line() -> None:
    text = "各位，节点有调整：\n全量升级 顺延到12月16日，负责人换成周航\n其他不变。"
    understood = read_untagged(context_of("回复: 【计划】星桥服务端8.2.1在线升级及版本限制", text, campaign=CAMPAIGN))
    (plan,) = understood.commands
    assert isinstance(plan, FilePlan)
    assert plan.partial
    assert [(n.key, n.owner.partition("@")[0], n.due and n.due.day) for n in plan.nodes] == [("rollout-2", "zhouhang", 16)]


def test_a_moved_node_is_shown_with_its_owner() -> None:
    understood = read("【计划】[SU-2026-0007] 调整", "全量升级 改到12月16日", campaign=CAMPAIGN)
    assert [(n["key"], n["owner"], n["due"][:10]) for n in understood.nodes] == [
        ("rollout-2", CAMPAIGN.nodes[1].owner, "2026-12-16")
    ]


@pytest.mark.parametrize(
    ("text", "aside"),
    [
        ("其他不变。", True),
        ("由于客户窗口变化，计划调整如下：", True),
        ("请大家重新确认。", True),
        ("the rest stays the same", True),
        ("官网已发布", False),
        ("取消灰度升级", False),
        ("其他延后 3 天", False),
        ("先放给华东", False),
    ],
)
def test_only_what_changes_nothing_is_an_aside(text: str, aside: bool) -> None:
    assert is_aside(text) == aside




MORE = {
    "departments behind a node's number": (
        "【计划】comsvr 6.5 组件升级",
        "1. 组件获取：孙丽，12月2日\n2. 组件升级：华东业务部 12月4日；华南业务部 12月8日",
        [("obtain", "sunli", "12-02 18:00"), ("rollout", "sunli", "12-04 18:00"), ("rollout-2", "zhouhang", "12-08 18:00")],
    ),
    "an outline within an item": (
        "【计划】星桥客户端 6.4 版本限制",
        "1. 产品：星桥客户端\n2. 节点：\n 2.1 版本获取，孙丽，12月4日\n 2.2 版本限制，周航，12月18日",
        [("obtain", "sunli", "12-04 18:00"), ("restrict", "zhouhang", "12-18 18:00")],
    ),
    "a delay by several": (
        "【计划】星桥客户端 6.4 版本限制",
        "限制由韩冰 12月18日零点执行\n延迟限制：孙丽 12月31日，李想 1月29日",
        [("restrict", "hanbing", "12-18 00:00"), ("delay", "sunli", "12-31 18:00"), ("delay-2", "lixiang", "01-29 18:00")],
    ),
    "who leads in one clause, when in the next": (
        SU,
        "华东的灰度升级由孙丽牵头，计划 12 月 4 日完成；华南的全量升级由周航牵头，同样是 12 月 8 日完成。",
        [("rollout", "sunli", "12-04 18:00"), ("rollout-2", "zhouhang", "12-08 18:00")],
    ),
}


@pytest.mark.parametrize(("subject", "text", "found"), MORE.values(), ids=MORE.keys())
def test_no_node_of_a_line_is_left_out(subject: str, text: str, found: list[tuple[str, str, str]]) -> None:
    assert nodes(subject, text) == found


@pytest.mark.parametrize(
    "aside", ["我12月1日到5日出差，有事找林涛。", "授权到明年2月底，孙丽负责登记。", "12月12日是店庆。", "请孙丽今天下班前回复。"]
)
def test_other_days_of_people_are_no_nodes_and_not_asked_about(aside: str) -> None:
    text = f"孙丽 12 月 4 日完成灰度升级，韩冰 12 月 18 日完成版本限制。{aside}"
    assert nodes(SU, text) == [("rollout", "sunli", "12-04 18:00"), ("restrict", "hanbing", "12-18 18:00")]


LAST = {
    "all departments in a row without a header": (
        "【计划】收银客户端 8.0 版本限制",
        "    版本获取        各业务部门        12 月 4 日\n    第一批限制      孙丽              12 月 15 日\n    延迟限制        周航              2027-02-26",
        [("obtain", "sunli", "12-04 18:00"), ("restrict", "sunli", "12-15 18:00"), ("delay", "zhouhang", "02-26 18:00")],
    ),
    "a final version that somebody hands in": (
        SU,
        "1. 提交测试：冯雪，12月4日；\n2. 最终版本：吴敏，12月9日；\n3. 升级：孙丽，12月16日。",
        [("build", "fengxue", "12-04 18:00"), ("release", "wumin", "12-09 18:00"), ("rollout", "sunli", "12-16 18:00")],
    ),
    "departments before their people": (
        SU,
        "(1) 华东-李想：升级，12月4日\n(2) 华南·周航：升级，12月7日\n(3) 技术部-韩冰：8.5及以下版本限制，12月16日",
        [("rollout", "lixiang", "12-04 18:00"), ("rollout-2", "zhouhang", "12-07 18:00"), ("restrict", "hanbing", "12-16 18:00")],
    ),
    "departments below a heading": (
        SU,
        "在线升级：\n华东：孙丽，12月4日\n华南：周航，12月7日\n限制：韩冰，12月16日 00:00，8.5及以下",
        [("rollout", "sunli", "12-04 18:00"), ("rollout-2", "zhouhang", "12-07 18:00"), ("restrict", "hanbing", "12-16 00:00")],
    ),
    "all nodes behind one label": (
        SU,
        "数量：≤ 500；节点：灰度升级-孙丽-12月4日、全量升级-周航-12月14日、版本限制-韩冰-12月21日。",
        [("rollout", "sunli", "12-04 18:00"), ("rollout-2", "zhouhang", "12-14 18:00"), ("restrict", "hanbing", "12-21 18:00")],
    ),
    "what somebody is to report by a day": (
        SU,
        "12月4日 孙丽 升级\n12月7日 孙丽 反馈升级结果\n12月10日 韩冰 版本限制",
        [("rollout", "sunli", "12-04 18:00"), ("rollout-2", "sunli", "12-07 18:00"), ("restrict", "hanbing", "12-10 18:00")],
    ),
    "in everyday verbs": (
        SU,
        "明天上午10点前华东孙丽先升，明晚8点前华南周航升完。",
        [("rollout", "sunli", "12-02 10:00"), ("rollout-2", "zhouhang", "12-02 20:00")],
    ),
}


@pytest.mark.parametrize(("subject", "text", "found"), LAST.values(), ids=LAST.keys())
def test_nodes_are_read_however_they_stand(subject: str, text: str, found: list[tuple[str, str, str]]) -> None:
    assert nodes(subject, text) == found


def test_a_restriction_named_by_its_node_begins_when_that_is_due() -> None:
    understood = read("【计划】星桥服务端 8.6 升级", "星桥服务端 8.6.1，孙丽 12/4 灰度，周航 12/11 全量，韩冰 12/18 限制 8.2 及以前版本。")
    plan = plan_of(understood)
    assert plan.version == "8.6.1"
    assert understood.fields["restrictions"] == [
        {"versions": "≤8.2", "effective": "2026-12-18", "delayed_until": None, "scope": None}
    ]


def test_a_version_before_its_restriction_is_no_number_of_a_list() -> None:
    text = "8.0 及以下版本 12月18日零点起限制；海外的延迟到 1月15日。\n灰度升级 孙丽 12月3日\n版本限制 韩冰 12月18日"
    assert nodes(SU, text) == [("rollout", "sunli", "12-03 18:00"), ("restrict", "hanbing", "12-18 18:00")]
    assert read(SU, text).fields["restrictions"][0]["delayed_until"] == "2027-01-15"


def test_the_delay_of_a_node_is_none_of_every_restriction() -> None:
    text = "限制：7.2 以下，12 月 15 日起\n延迟限制：周航 2027-02-26\n版本限制：孙丽 12月15日"
    understood = read("【计划】收银客户端 8.0 版本限制", text)
    assert [r["delayed_until"] for r in understood.fields["restrictions"]] == [None]


def test_parameters_that_are_added_leave_the_others() -> None:
    campaign = CAMPAIGN.__class__(
        code="PR-2026-0003",
        kind="parameter_rollout",
        title="心跳",
        pms=CAMPAIGN.pms,
        opened_at=CAMPAIGN.opened_at,
        parameters=(Parameter(name="heartbeat", value="30"),),
    )
    text = "再加两个参数：retry.wait = 2s，retry.jitter = 0.2。其他不变。"
    understood = read("【计划】PR-2026-0003 补充参数", text, campaign=campaign)
    assert [(p["name"], p["value"]) for p in understood.fields["parameters"]] == [
        ("heartbeat", "30"),
        ("retry.wait", "2s"),
        ("retry.jitter", "0.2"),
    ]


def test_a_list_of_parameters_ends_where_its_numbers_end() -> None:
    text = "参数清单：\n  1）max_conn：由 1000 调整为 2000\n  2）开启 gzip（gzip.enable=true）\n下发对象：华东\n计划：孙丽 12 月 4 日完成华东下发。"
    plan = plan_of(read(PR, text))
    assert [(p.name, p.value) for p in plan.parameters] == [("max_conn", "2000"), ("gzip.enable", "true")]
