"""What a colleague would ask about is asked about: at its line, with its words, and with what may be meant."""

import pytest
from plan_mails import brief, plan_of, read

from mailbot.campaign.outcome import Fault

HEAD = "产品：星桥服务端\n版本：8.2.1\n"
SUBJECT = "【计划】星桥服务端8.2.1在线升级及版本限制"
ROW = "灰度升级 孙丽 12月3日\n"


def faults(text: str, subject: str = SUBJECT) -> list[tuple[str, str, str, str]]:
    return [(f.reason, f.field, f.place, f.words) for f in read(subject, text).faults]


def only(text: str, subject: str = SUBJECT) -> Fault:
    (fault,) = read(subject, text).faults
    return fault


@pytest.mark.parametrize(
    ("due", "reason"),
    [
        ("2月30日", "impossible-date"),
        ("12月4日（周四）", "weekday-mismatch"),
        ("03/04/2027", "ambiguous-order"),
        ("2026-11-20", "past"),
        ("11月20日", "within-30-days-past"),
        ("12月3日或5日", "alternatives"),
        ("12月5日-12月3日", "reversed-range"),
        ("尽快", "vague"),
        ("待定", "vague"),
        ("12月上旬", "vague"),
    ],
)
def test_a_doubtful_due_time_is_asked_about_at_its_line(due: str, reason: str) -> None:
    fault = only(f"{HEAD}节点\t负责人\t完成时间\n灰度升级\t孙丽\t{due}\n全量升级\t周航\t12月11日\n")
    assert (fault.reason, fault.field, fault.place, fault.words) == (reason, "nodes[1].due", "4", due)
    assert fault.facts["title"] == "灰度升级"


def test_what_a_date_may_mean_is_told_as_iso_days() -> None:
    fault = only(f"{HEAD}节点\t负责人\t完成时间\n灰度升级\t孙丽\t12月4日（周四）\n全量升级\t周航\t12月11日\n")
    assert fault.facts["candidates"] == ["2026-12-04", "2026-12-03"]
    assert fault.nearest == ("2026-12-04", "2026-12-03")


def test_a_blank_due_time_is_missing() -> None:
    assert faults(f"{HEAD}节点\t负责人\t完成时间\n灰度升级\t孙丽\t\n全量升级\t周航\t12月11日\n") == [
        ("missing-due", "nodes[1].due", "4", "灰度升级")
    ]


def test_what_is_no_date_at_all_is_said_so() -> None:
    assert faults(f"{HEAD}节点\t负责人\t完成时间\n灰度升级\t孙丽\t升级窗口\n全量升级\t周航\t12月11日\n") == [
        ("not-a-date", "nodes[1].due", "4", "升级窗口")
    ]


@pytest.mark.parametrize(
    ("owner", "reason", "words", "nearest"),
    [
        ("孙莉", "unknown-owner", "孙莉", ("孙丽",)),
        ("张三", "unknown-owner", "张三", ()),
        ("li@partner.example", "owner-outside", "li@partner.example", ()),
        ("待定", "missing-owner", "待定", ()),
    ],
)
def test_an_owner_who_cannot_be_one_is_asked_about(
    owner: str, reason: str, words: str, nearest: tuple[str, ...]
) -> None:
    fault = only(f"{HEAD}节点\t负责人\t完成时间\n灰度升级\t{owner}\t12月3日\n全量升级\t周航\t12月11日\n")
    assert (fault.reason, fault.field, fault.place, fault.words) == (reason, "nodes[1].owner", "4", words)
    assert fault.nearest == nearest


def test_an_unknown_name_in_a_numbered_line_is_seen_as_a_name() -> None:
    text = "1. 12月20日前 完成灰度升级（张三）\n2. 12月25日前 完成全量升级（孙丽）\n"
    assert faults(text) == [("unknown-owner", "nodes[1].owner", "1", "张三")]


def test_an_upgrade_without_an_owner_is_nobodys() -> None:
    understood = read("【计划】星桥服务端8.2.1 升级", "产品：星桥服务端\n版本：8.2.1\n1. 12月7日 灰度升级（周航）\n2. 12月14日 全量升级\n")
    assert [(node["owner"], node["department"]) for node in understood.nodes[1:]] == [(None, None)]


@pytest.mark.parametrize(
    ("line", "department", "fault"),
    [
        ("12月14日 华东限制5.3及以下版本", "华东业务部", []),
        ("12月14日 限制5.3及以下版本", "华南业务部", []),
        ("12月14日 限制5.3及以下版本（海外除外）", "华南业务部", []),
    ],
)
def test_a_restriction_without_an_owner_is_its_regions_or_everybodys(line: str, department: str | None, fault: list[tuple[str, str]]) -> None:
    understood = read("【计划】星桥客户端5.6.2 版本限制", f"产品：星桥客户端\n版本：5.6.2\n1. 12月7日 版本获取（周航）\n2. {line}\n")
    assert (understood.nodes[1]["department"], [(f.reason, f.field) for f in understood.faults]) == (department, fault)


@pytest.mark.parametrize(
    ("field", "fault"),
    [
        ("数量：500-100", ("reversed-quantity", "quantity", "3", "500-100")),
        ("数量：看情况", ("not-a-number", "quantity", "3", "看情况")),
        (
            "有效期：2027年3月31日至2026年12月1日",
            ("reversed-range", "valid", "3", "2027年3月31日至2026年12月1日"),
        ),
        ("有效期：几个月", ("vague", "valid", "3", "几个月")),
        ("涉及部门：华东业务部、华北业务部", ("unknown-department", "departments", "3", "华北业务部")),
        ("产品经理：陈静、张三", ("unknown-owner", "pm", "3", "张三")),
        ("测试经理：李四", ("unknown-owner", "test_manager", "3", "李四")),
        ("版本限制：8.0及以下，2月30日起", ("impossible-date", "restrictions.effective", "3", "2月30日")),
        ("目标覆盖率：很高", ("not-a-number", "target_coverage", "3", "很高")),
        ("版本：8.3.0", ("field-conflict", "version", "3", "8.3.0")),
        ("T日：2月30日", ("impossible-date", "T", "3", "2月30日")),
    ],
)
def test_a_doubtful_field_is_asked_about_at_its_line(field: str, fault: tuple[str, str, str, str]) -> None:
    assert faults(f"{HEAD}{field}\n{ROW}") == [fault]


def test_a_start_after_the_end_is_a_fault() -> None:
    text = f"{HEAD}节点\t负责人\t开始\t完成\n灰度升级\t孙丽\t12月8日\t12月3日\n"
    assert faults(text) == [("reversed-range", "nodes[1].start", "4", "12月8日 – 12月3日")]


def test_a_delay_before_the_start_is_a_fault() -> None:
    assert [f[0] for f in faults(f"{HEAD}8.0及以下版本12月18日起限制，海外延迟到12月10日。\n\n{ROW}")] == [
        "reversed-range"
    ]


def test_a_title_and_a_field_of_two_versions_are_asked_about() -> None:
    fault = only(f"产品：星桥服务端\n版本：8.3.0\n{ROW}")
    assert (fault.reason, fault.field, fault.nearest) == ("field-conflict", "version", ("8.3.0", "8.2.1"))


def test_a_version_field_without_a_version_is_asked_about() -> None:
    assert faults(f"版本：最新版\n{ROW}") == [("unknown-version", "version", "1", "最新版")]


# --- the kind ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("subject", "text", "kind"),
    [
        ("【计划】星桥8.2.1", "策略类型：服务端升级\n" + ROW, "server_upgrade"),
        ("【计划】星桥8.2.1", "类型：SU\n" + ROW, "server_upgrade"),
        ("【计划】[SU] 星桥8.2.1", ROW, "server_upgrade"),
        ("[SU]【计划】星桥8.2.1", ROW, "server_upgrade"),
        ("【计划】SU：星桥8.2.1", ROW, "server_upgrade"),
        ("【计划】CU 星桥8.2.1", ROW, "component_upgrade"),
        ("【计划】服务端8.2.1在线升级", ROW, "server_upgrade"),
        ("【计划】关于服务端升级后客户端版本限制的安排", "版本：5.6\n" + ROW, "client_restriction"),
        ("【计划】星桥8.2.1", "产品：星桥服务端\n" + ROW + "版本限制 韩冰 12月18日\n", "server_upgrade"),
        ("【计划】星桥5.6", ROW + "版本延迟限制 林涛 1月15日\n", "client_restriction"),
        ("【计划】星桥计费3.4.0", "组件：comsvr\n" + ROW, "component_upgrade"),
        ("【计划】星桥心跳", "参数：heartbeat.interval=30\n" + ROW, "parameter_rollout"),
        ("【计划】星桥心跳", "heartbeat.interval = 30\n参数下发 孙丽 12月3日\n", "parameter_rollout"),
        ("【计划】星桥8.2.1", "灰度升级 孙丽 12月3日\n版本限制 韩冰 12月18日\n", "server_upgrade"),
        ("【计划】星桥8.2.1", "各位好，服务端在线升级的安排如下。\n" + ROW, "server_upgrade"),
    ],
)
def test_the_kind_is_taken_from_field_code_title_or_content(subject: str, text: str, kind: str) -> None:
    assert plan_of(read(subject, text)).campaign_kind == kind


def test_a_kind_that_nothing_says_is_asked_for_among_those_that_fit() -> None:
    fault = only("灰度升级 孙丽 12月3日\n", "【计划】星桥8.2.1升级")
    assert (fault.reason, fault.field) == ("unknown-kind", "kind")
    assert set(fault.nearest) == {"服务端在线升级及版本限制", "计费产品独立的组件升级"}


def test_a_title_that_names_two_kinds_alike_is_asked_about() -> None:
    fault = only("版本：8.2.1\n灰度升级 孙丽 12月3日\n客户培训 李想 12月8日\n", "【计划】服务端升级及客户端限制")
    assert (fault.reason, set(fault.nearest)) == (
        "unknown-kind",
        {"服务端在线升级及版本限制", "客户端的版本限制及版本延迟限制"},
    )


def test_a_code_before_the_title_is_no_part_of_it() -> None:
    assert plan_of(read("【计划】[SU] 星桥8.2.1", ROW)).title == "星桥8.2.1"


# --- what is not read --------------------------------------------------------------------------------------------------


def test_a_faulty_plan_is_told_at_once_what_else_it_lacks() -> None:
    assert [f.reason for f in read("【计划】服务端升级", "灰度升级 张三 12月3日\n").faults] == [
        "unknown-owner",
        "missing-version",
    ]


def test_a_node_without_a_day_beside_one_with_a_day_is_asked_about() -> None:
    found = read("【计划】星桥服务端8.2.1在线升级", "产品：星桥服务端\n版本：8.2.1\n\n灰度升级 孙丽 12月3日，全量升级 周航 待定\n")
    assert [(fault.reason, fault.words) for fault in found.faults] == [("vague", "待定")]


def test_remarks_are_not_read_for_dates() -> None:
    understood = read(SUBJECT, f"{HEAD}节点\t负责人\t完成时间\t备注\n灰度升级\t孙丽\t12月3日\t11月20日已通知\n")
    assert plan_of(understood).nodes[0].remark == "11月20日已通知"


def test_prose_about_the_past_is_no_node() -> None:
    text = f"测试部昨天给了星桥服务端 V8.2.1 的最终版本，孙丽11月20日已经试过升级。\n{HEAD}全量升级 周航 12月11日\n"
    assert brief(read(SUBJECT, text)) == [("rollout", "zhouhang", (), "12-11 18:00")]


def test_a_request_to_answer_is_no_node() -> None:
    text = f"请孙丽12月2日前回复确认。\n{HEAD}全量升级 周航 12月11日\n"
    assert [n[0] for n in brief(read(SUBJECT, text))] == ["rollout"]


@pytest.mark.parametrize(
    ("text", "words", "nearest"),
    [("目标客户：连锁门店", "目标客户", []), ("区域范围是：华东\n授权数目：500", "授权数目", ["授权数量"])],
)
def test_an_unknown_field_is_kept_and_named_with_the_nearest(text: str, words: str, nearest: list[str]) -> None:
    understood = read(SUBJECT, f"{HEAD}{text}\n{ROW}")
    (remark,) = [r for r in plan_of(understood).remarks if r.reason == "unknown-field"]
    assert (remark.words, remark.facts["nearest"]) == (words, nearest)
    assert words in [r.field for r in understood.readings]


def test_a_name_or_a_node_before_a_colon_is_no_unknown_field() -> None:
    understood = read(SUBJECT, f"{HEAD}孙丽：客户那边请多费心\n{ROW}全量升级：见后续通知\n")
    assert [r.reason for r in understood.remarks if r.reason == "unknown-field"] == []


# --- hostile mails -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "灰度升级 孙丽 12月3日\n" * 20_000,
        "".join(f"{n}. 灰度升级 孙丽 12月3日\n" for n in range(20_000)),
        "".join(f"字段{n}：值\n" for n in range(20_000)),
        "：" * 200_000,
        "8.0及以下版本12月18日起限制；" * 20_000,
        "（" * 100_000 + "孙丽" + "）" * 100_000,
        "8.0.0.0.0." * 50_000,
        "参数：\n" + "a.b = 1\n" * 20_000,
        " " * 300_000 + "版本：8.2",
        "| 节点 | 负责人 | 时间 |\n" + "| 升级 | 孙丽 | 12月3日 |\n" * 5_000,
    ],
    ids=lambda text: text[:12].strip() or "blanks",
)
def test_a_mail_without_end_is_read_to_its_end(text: str) -> None:
    assert read(SUBJECT, text).kind == "plan"
