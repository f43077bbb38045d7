"""Plans written as notices with sections: each section is read as what its heading says that it is about."""

from datetime import date
from typing import Any

import pytest
from plan_mails import brief, plan_of, read

SERVER = "【计划】星桥服务端8.2.1在线升级及版本限制"
CLIENT = "【计划】星桥客户端 6.4 以下版本限制"
GRAY = ("rollout", "sunli", (), "12-08 18:00")


def nodes(text: str, subject: str = SERVER) -> list[tuple[str, str, tuple[str, ...], str]]:
    return [node for node in brief(read(subject, text)) if node[0] != "finalize"]


@pytest.mark.parametrize(
    ("schedule", "expected"),
    [
        # Dates that head nodes, with and without an indent.
        (
            "12月8日\n  灰度：孙丽（华东 10 台）\n12月22日\n  全量：华东 孙丽\n  全量：华南 周航\n12月28日 0点\n  限制：韩冰",
            [GRAY, ("rollout-2", "sunli", (), "12-22 18:00"), ("rollout-3", "zhouhang", (), "12-22 18:00"), ("restrict", "hanbing", (), "12-28 00:00")],
        ),
        # Departments and people.
        (
            "（一）华东业务部\n1、12月8日前完成灰度升级，责任人：李想\n2、12月9日前完成全部升级，责任人：孙丽\n（二）华南业务部\n1、12月11日前完成全部升级",
            [("rollout", "lixiang", (), "12-08 18:00"), ("rollout-2", "sunli", (), "12-09 18:00"), ("rollout-3", "zhouhang", (), "12-11 18:00")],
        ),
        ("华东：\n12月8日 灰度升级\n12月15日 全量升级\n华南：\n12月16日 全量升级", [GRAY, ("rollout-2", "sunli", (), "12-15 18:00"), ("rollout-3", "zhouhang", (), "12-16 18:00")]),
        ("孙丽：负责华东灰度（12月8日完成）、华东全量（12月15日完成）\n韩冰：负责版本限制，12月21日0点", [GRAY, ("rollout-2", "sunli", (), "12-15 18:00"), ("restrict", "hanbing", (), "12-21 00:00")]),
        # Nodes that head who and when.
        ("1. 灰度升级\n   孙丽，12月8日\n2. 版本限制\n   韩冰，12月21日 0点", [GRAY, ("restrict", "hanbing", (), "12-21 00:00")]),
        ("灰度升级：\n- 华东：孙丽，12月8日前\n- 华南：周航，12月9日前", [GRAY, ("rollout-2", "zhouhang", (), "12-09 18:00")]),
        ("1. 灰度升级\n   负责人：孙丽\n   时间：12月8日", [GRAY]),
        # An item that says all of it itself needs nothing from above.
        ("华东：\n灰度升级 孙丽 12月8日\n版本限制 韩冰 12月21日 0点", [GRAY, ("restrict", "hanbing", (), "12-21 00:00")]),
        ("a) 灰度升级：孙丽，12月8日\nb) 版本限制：韩冰，12月21日 0点", [GRAY, ("restrict", "hanbing", (), "12-21 00:00")]),
        ("3.1 灰度升级：孙丽，12月8日\n3.2 版本限制：韩冰，12月21日 0点", [GRAY, ("restrict", "hanbing", (), "12-21 00:00")]),
        # A clause a person with the day of them all; two owners of one clause are one node.
        ("1. 12月8日前，孙丽完成华东灰度，周航完成华南灰度。", [GRAY, ("rollout-2", "zhouhang", (), "12-08 18:00")]),
        ("1. 12月8日前，孙丽、周航完成灰度升级。", [("rollout", "sunli", ("zhouhang",), "12-08 18:00")]),
        ("华东由孙丽负责，12月8日前完成灰度；韩冰负责 12月21日零点起的版本限制。", [GRAY, ("restrict", "hanbing", (), "12-21 00:00")]),
        # Two days in one line are two nodes where each has its own name.
        ("1. 孙丽 12月8日 灰度升级，12月15日 全量升级", [GRAY, ("rollout-2", "sunli", (), "12-15 18:00")]),
    ],
)
def test_items_of_a_schedule_have_what_their_headings_say(schedule: str, expected: list[Any]) -> None:
    assert nodes(f"一、背景\n旧版有问题。\n\n二、时间安排\n{schedule}\n\n三、要求\n1. 备份") == expected


@pytest.mark.parametrize(
    ("section", "expected"),
    [
        ("二、下发安排\n1. 华东：孙丽，12月8日前\n2. 华南：周航，12月9日前", [GRAY, ("rollout-2", "zhouhang", (), "12-09 18:00")]),
        ("二、下发\n孙丽 12月8日\n周航 12月9日", [GRAY, ("rollout-2", "zhouhang", (), "12-09 18:00")]),
        ("二、进度要求\n12/8 华东试点 孙丽\n12/9 华南全部 周航", [GRAY, ("rollout-2", "zhouhang", (), "12-09 18:00")]),
        ("二、华南：周航 12月8日 试点，12月9日 推广。\n三、要求：12月20日 起不能动", [("rollout", "zhouhang", (), "12-08 18:00"), ("rollout-2", "zhouhang", (), "12-09 18:00")]),
        # What is done about it is not it: 培训 stays what it was called.
        ("二、下发安排\n1. 操作培训：孙丽，12月8日前\n2. 全部下发：周航，12月9日前", [("node-1", "sunli", (), "12-08 18:00"), ("rollout", "zhouhang", (), "12-09 18:00")]),
    ],
)
def test_the_title_of_a_schedule_names_items_without_a_name(section: str, expected: list[Any]) -> None:
    text = f"一、参数\nheartbeat.interval = 30\n\n{section}"
    assert nodes(text, "【计划】扩展参数下发") == expected


BODY = """各位：

一、背景
10月18日、11月5日两次宕机，测试部 11月20日 提交了最终版本。

二、升级范围
1. 数量范围：不超过600台；
2. 区域范围：华东、华南；
3. 有效时间：2026年12月1日至2027年5月31日；
4. 版本获取：官网下载。

三、时间安排
1. 灰度升级：12月8日前完成，负责人孙丽。

四、要求
1. 升级前务必备份数据库，12月10日前各部门自查；
2. 8.0 版本不要跳级；
3. 版本限制由技术部统一执行。

请各部门 12月3日 前回复确认。
"""


def test_background_guidance_and_authorisation_make_no_nodes() -> None:
    understood = read(SERVER, BODY)
    plan = plan_of(understood)
    assert (
        nodes(BODY),
        plan.quantity.max,
        plan.regions,
        (str(plan.valid.from_), str(plan.valid.until)),
        plan.channel,
        plan.restrictions,
        plan.guidance.split("\n"),
    ) == (
        [GRAY],
        600,
        ("华东", "华南"),
        ("2026-12-01", "2027-05-31"),
        "official",
        (),
        ["1. 升级前务必备份数据库，12月10日前各部门自查；", "2. 8.0 版本不要跳级；", "3. 版本限制由技术部统一执行。"],
    )


@pytest.mark.parametrize(
    ("section", "quantity", "regions", "valid"),
    [
        ("▶ 授权\n500 台以内，华东华南，到明年 6 月底", (None, 500), ("华东", "华南"), (None, "2027-06-30")),
        ("▶ 授权\n- 最多 260 台\n- 只在华东、华南\n- 用到 2027 年底", (None, 260), ("华东", "华南"), (None, "2027-12-31")),
        ("▶ 授权\n台数 最多 700\n区域 华东 华南\n期限 明年 9 月底", (None, 700), ("华东", "华南"), (None, "2027-09-30")),
        ("▶ 授权\n期限：2026.12.1-2027.12.31\n范围：华东", (None, None), ("华东",), ("2026-12-01", "2027-12-31")),
        ("▶ 授权\n1) 华东 300 台\n2) 华南 200 台", (None, 500), ("华东", "华南"), (None, None)),
        ("▶ 授权\n不限数量，全国", (None, None), ("全国",), (None, None)),
        ("授权：合计 400 套以内，华东，2027年3月31日前有效", (None, 400), ("华东",), (None, "2027-03-31")),
        ("[授权]\n套数 120 以内；华南；到 2027-06-30", (None, 120), ("华南",), (None, "2027-06-30")),
        ("▶ 概要\n· 数量：≤ 80 台\n· 区域：华东\n· 有效：2026/12/1-2027/3/31", (None, 80), ("华东",), ("2026-12-01", "2027-03-31")),
        ("▶ 升级范围\n华东、华南共 280 台。", (None, 280), ("华东", "华南"), (None, None)),
        ("▶ 授权\n华南 60 套、华东 100 套，至 2027 年 4 月 30 日", (None, 160), ("华南", "华东"), (None, "2027-04-30")),
        ("▶ 适用\n区域：华东\n台数：不超过 260\n", (None, 260), ("华东",), (None, None)),
        ("▶ 其他事项\n1. 授权数量 600 台以内，区域华东、华南，有效期到 2027 年底", (None, 600), ("华东", "华南"), (None, "2027-12-31")),
        # A batch's size, a pace and a phone number are no authorisation.
        ("▶ 授权\n每批 30 台，灰度 20 台\n分机 8123", (None, None), (), (None, None)),
    ],
)
def test_words_under_an_authorisation_are_its_values(
    section: str, quantity: tuple[int | None, int | None], regions: tuple[str, ...], valid: tuple[str | None, str | None]
) -> None:
    text = f"▶ 时间节点\n灰度升级 孙丽 12月8日\n\n{section}\n"
    plan = plan_of(read(SERVER, text))
    dates = tuple(day and day.isoformat() for day in (plan.valid.from_, plan.valid.until))
    assert (nodes(text), (plan.quantity.min, plan.quantity.max), plan.regions, dates) == ([GRAY], quantity, regions, valid)


@pytest.mark.parametrize(
    "text",
    [
        "各业务部门：\n    根据四季度策略，现通知如下。\n\n一、安排\n灰度升级：孙丽，12月8日",
        "孙丽：\n你好，按昨天说的。\n\n灰度升级：孙丽，12月8日",
        "一、灰度升级：孙丽，12月8日",
        "【目的】11月15日起磁盘告警增多\n【步骤】\n1. 灰度升级：孙丽，12月8日\n【回退】恢复备份，12月20日前保留旧包\n【联系人】陈静 分机 8123",
        "版本\n  8.2.1\n节点\n  灰度升级 孙丽 12月8日\n指导意见\n  先备份，12月20日前保留旧包",
        "背景：\n11月15日起磁盘告警增多\n时间表：\n12月8日 灰度升级，孙丽\n注意：\n1. 12月20日前保留旧包",
        "一、安排\n灰度升级：孙丽，12月8日\n二、历史情况\n8.2.0 于 9月1日 全量升级（孙丽）",
        "第一阶段：灰度升级，孙丽，12月8日\n\n要求如下：\n1. 结束当天 18:00 前报总结\n\n2. 12月20日起封网",
        "原因：11月15日起磁盘告警增多\n\n灰度升级：孙丽，12月8日\n\n注意：12月20日前保留旧包",
    ],
)
def test_a_salutation_a_reason_and_a_contact_are_no_nodes(text: str) -> None:
    assert nodes(text) == [GRAY]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("【授权】全国；2026年12月10日起几个月有效\n【安排】\n1. 灰度升级：孙丽，12月8日", "vague"),
        ("一、授权\n1. 数量：500\n2. 数量：600\n二、安排\n1. 灰度升级：孙丽，12月8日", "field-conflict"),
    ],
)
def test_what_a_section_leaves_open_is_asked(text: str, reason: str) -> None:
    assert [fault.reason for fault in read(SERVER, text).faults] == [reason]


def test_a_restriction_under_its_own_heading_is_the_plans() -> None:
    text = "【限制内容】\n- 限制版本：6.4 以下\n- 生效时间：12月21日 0点\n- 海外延迟限制到 1月31日\n\n【分工】\n- 华东 孙丽 12月21日 版本限制\n- 海外 林涛 1月31日 延迟限制解除"
    (restriction,) = plan_of(read(CLIENT, text)).restrictions
    assert (
        nodes(text, CLIENT),
        restriction.versions,
        restriction.effective and restriction.effective.at.isoformat(),
        restriction.delayed_until and restriction.delayed_until.at.date().isoformat(),
    ) == (
        [("restrict", "sunli", (), "12-21 18:00"), ("delay", "lintao", (), "01-31 18:00")],
        "<6.4",
        "2026-12-21T00:00:00+08:00",
        "2027-01-31",
    )


def test_guidance_is_guidance_though_a_line_of_it_has_an_owner_and_a_day() -> None:
    text = "一、安排\n灰度升级：孙丽，12月8日\n二、要求\n1. 升级前备份\n2. 12月10日前孙丽汇总清单"
    assert (nodes(text), plan_of(read(SERVER, text)).guidance) == ([GRAY], "1. 升级前备份\n2. 12月10日前孙丽汇总清单")


def test_a_delay_with_an_owner_is_the_node_of_the_delay() -> None:
    text = "一、主要任务\n1、12月21日0点，华东（孙丽）限制 6.4 以下版本。\n2、海外（林涛）延迟至 2027 年 1 月 20 日限制。"
    assert nodes(text, CLIENT) == [("restrict", "sunli", (), "12-21 00:00"), ("delay", "lintao", (), "01-20 18:00")]


def test_names_that_a_mail_speaks_to_head_no_work_of_others() -> None:
    said = "韩冰、孙丽：\n华东李想12月8日前先升 5 台，12月22日前全部升完。\n数量 200 台封顶，年底前有效。"
    assert [node for node in nodes(said) if node[1] == "hanbing"] == []


def test_a_name_above_what_is_theirs_heads_it() -> None:
    assert nodes("孙丽：\n12月8日 灰度升级\n12月22日 全量升级") == [GRAY, ("rollout-2", "sunli", (), "12-22 18:00")]


def test_indented_words_behind_a_list_of_requirements_are_none_of_them() -> None:
    notice = "一、安排\n    1. 灰度升级：12月8日，孙丽\n二、注意事项\n    1. 升级前备份；\n    2. 22:00 以后升级。\n\n    请各部门回复确认。\n\n    产品部 陈静"
    assert plan_of(read(SERVER, notice)).guidance == "1. 升级前备份；\n2. 22:00 以后升级。"


def test_a_numbered_restriction_with_an_owner_is_called_without_its_number() -> None:
    notice = "三、时间安排\n1. 灰度升级：12月8日前，孙丽；\n2. 版本限制：12月16日起，8.0及以下版本停止接入，由技术部韩冰执行。"
    assert [node["title"] for node in read(SERVER, notice).nodes] == ["灰度升级", "版本限制"]


def test_an_amount_by_departments_says_where_too() -> None:
    plan = plan_of(read(SERVER, "范围：华东 300 台、华南 200 台\n1. 灰度升级：12月8日，孙丽\n2. 全量升级：12月15日，周航"))
    assert (plan.regions, plan.quantity and plan.quantity.max) == (("华东", "华南"), 500)


def test_why_older_versions_go_is_no_second_restriction() -> None:
    said = "客户端6.x要停用了，安排如下：\n限制版本：6.4 及以下\n生效时间：12月20日 0:00\n例外：海外可延至 2027年1月31日\n1. 版本限制：12月20日，孙丽"
    plan = plan_of(read(CLIENT, said))
    assert [(one.versions, one.scope) for one in plan.restrictions] == [("≤6.4", "海外")]


def test_lines_under_a_heading_of_parameters_are_parameters() -> None:
    text = "参数\nnet.mtu：1400\nnet.window：64\n\n时间\n12月8日 下发 孙丽\n\n注意\n12月12日不要下发"
    plan = plan_of(read("【计划】扩展参数下发", text))
    assert [(one.name, one.value) for one in plan.parameters] == [("net.mtu", "1400"), ("net.window", "64")]
    assert (nodes(text, "【计划】扩展参数下发"), plan.guidance) == ([GRAY], "12月12日不要下发")


def test_guidance_goes_on_behind_blank_lines_between_its_items() -> None:
    text = "时间安排：\n\n1. 灰度升级 孙丽 12月8日\n\n注意事项：\n\n1. 先备份\n\n2. 12月20日起封网\n\n谢谢"
    assert (nodes(text), plan_of(read(SERVER, text)).guidance) == ([GRAY], "1. 先备份\n2. 12月20日起封网")


def test_who_signs_below_the_last_requirement_is_no_requirement() -> None:
    notice = "一、安排\n1. 灰度升级：12月8日，孙丽\n二、指导意见\n先在测试环境验证，再分批升级。\n\n产品部\n2026年11月23日"
    assert plan_of(read(SERVER, notice)).guidance == "先在测试环境验证，再分批升级。"


def test_what_is_said_to_have_no_limit_is_not_missing() -> None:
    lines = "数量：不限\n区域：华东、华南\n有效时间：长期\n1. 灰度升级：12月8日，孙丽"
    assert [name for name in read(SERVER, lines).missing if name in ("quantity", "valid")] == []


def test_a_column_headed_node_is_the_title_beside_one_of_phases() -> None:
    table = "| 阶段 | 节点 | 负责人 | 计划完成日期 |\n|---|---|---|---|\n| 准备 | 版本获取 | 孙丽 | 12月1日 |\n| 升级 | 灰度升级 | 孙丽 | 12月8日 |"
    assert [node["title"] for node in read(SERVER, table).nodes] == ["版本获取", "灰度升级"]


@pytest.mark.parametrize(
    ("said", "regions"),
    [
        ("数量 150 套以内，只在华东做，有效期 2026.12.1～2027.2.28。", ("华东",)),
        ("60 台以内，华东、华南，12月1日至1月31日有效。", ("华东", "华南")),
        ("华东、华南，大家辛苦了。", ()),
    ],
)
def test_where_a_plan_holds_is_read_beside_how_many_and_how_long(said: str, regions: tuple[str, ...]) -> None:
    assert plan_of(read(SERVER, said + "\n1. 灰度升级：12月8日，孙丽")).regions == regions


def test_the_comma_of_an_english_date_ends_no_clause() -> None:
    text = "We send it to at most 90 servers:\n\nValid from Dec 1, 2026 until Feb 28, 2027.\n\n1. Pilot upgrade - Sun Li - Dec 8"
    plan = plan_of(read("[PLAN] StarBridge server 8.2.1 online upgrade", text))
    assert (plan.valid.from_, plan.valid.until) == (date(2026, 12, 1), date(2027, 2, 28))


def test_a_delay_is_of_the_versions_that_are_said_to_be_in_use() -> None:
    said = "12月16日起限制3.6以下的版本，孙丽来做；3.7和3.8客户还比较多，延迟到2027年1月20日。\n1. 版本限制：12月16日，孙丽"
    plan = plan_of(read("【计划】星桥客户端 3.9.1 版本限制", said))
    assert [(r.versions, bool(r.delayed_until)) for r in plan.restrictions] == [("<3.6", False), ("3.7, 3.8", True)]


def test_a_delay_behind_the_version_to_come_is_of_what_was_restricted() -> None:
    said = "12月16日起限制3.6以下的版本；3.9.1 版本已发布，海外延迟到2027年1月20日。\n1. 版本限制：12月16日，孙丽"
    plan = plan_of(read("【计划】星桥客户端 3.9.1 版本限制", said))
    assert {r.versions for r in plan.restrictions} == {"<3.6"}
