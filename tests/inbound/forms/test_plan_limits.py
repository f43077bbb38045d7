"""Restrictions, parameters and guidance of a plan, whatever they are worded in: fields, tables, sentences."""

from typing import Any

import pytest
from plan_mails import plan_of, read

from mailbot.campaign.coverage import covers

CR = "【计划】星桥客户端 6.0.3 版本限制"
PR = "【计划】扩展参数下发"
NODE = "\n1. 版本限制 孙丽 12月14日"
SENT = "\n\n1. 参数下发 孙丽 12月4日"


def limits(text: str, node: str = NODE) -> list[tuple[str, Any, Any, str]]:
    found = read(CR, text + node).fields.get("restrictions") or []
    return [(r["versions"], r["effective"], r["delayed_until"], r.get("scope") or "") for r in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("五、版本限制\n5.2 及以下版本自12月14日起限制使用。\n", [("≤5.2", "2026-12-14", None, "")]),
        (
            "限制版本：5.0 至 5.4，5.6.1\n限制时间：12月14日\n延迟限制：海外延迟到 2027年1月31日",
            [("5.0-5.4, 5.6.1", "2026-12-14", "2027-01-31", "海外")],
        ),
        (
            "限制对象：5.5 ≤ 版本 < 5.8，以及 5.2 以下\n限制时间：12月11日\n延迟限制：华东 12月18日；海外 1月29日",
            [
                ("≥5.5 <5.8, <5.2", "2026-12-11", None, ""),
                ("≥5.5 <5.8, <5.2", "2026-12-11", "2026-12-18", "华东"),
                ("≥5.5 <5.8, <5.2", "2026-12-11", "2027-01-29", "海外"),
            ],
        ),
        (
            "限制：5.2及以下 12月18日起，5.4 12月25日起；海外延迟到1月15日",
            [("≤5.2", "2026-12-18", "2027-01-15", "海外"), ("5.4", "2026-12-25", "2027-01-15", "海外")],
        ),
        (
            "限制版本：4.x、5.0-5.3\n限制时间：12月18日\n延迟：华南 4.x 延迟至 1月8日，海外全部延迟至 1月31日",
            [("4.x, 5.0-5.3", "2026-12-18", "2027-01-31", "海外"), ("4.x", "2026-12-18", "2027-01-08", "华南")],
        ),
        (
            "决定 12 月 15 日起限制 3.x 全部版本和 4.0、4.1 两个版本（4.1.7 除外，那是给定制客户的）。\n\n华南的 4.1 客户多，延迟到 12 月 31 日再限制。",
            [
                ("3.x 全部版本和 4.0、4.1 两个版本(4.1.7 除外)", "2026-12-15", None, ""),
                ("4.1", "2026-12-15", "2026-12-31", "华南"),
            ],
        ),
        (
            "5.4 以下：华东 12月18日，华南 12月25日，海外 1月15日起限制。",
            [("<5.4", "2026-12-18", None, "华东"), ("<5.4", "2026-12-25", None, "华南"), ("<5.4", "2027-01-15", None, "海外")],
        ),
        ("除5.6外的5.x版本，12月18日起限制。", [("除5.6外的5.x", "2026-12-18", None, "")]),
        ("除海外外，5.4以下12月18日起限制。", [("<5.4", "2026-12-18", None, "除海外外")]),
        ("老版本（5.x）12月18日起禁用，特殊客户可延期至3月1日", [("5.x", "2026-12-18", "2027-03-01", "特殊客户")]),
        (
            "From 18 Dec on, clients older than 5.4 can no longer log in, with South China delayed until 8 January.",
            [("<5.4", "2026-12-18", "2027-01-08", "South China")],
        ),
        (
            "Restricted: all versions up to and including 5.2; 5.4.x\nEffective: 14 Dec 2026\nDelayed: Overseas until 29 Jan 2027",
            [("≤5.2, 5.4.x", "2026-12-14", "2027-01-29", "Overseas")],
        ),
        (
            "版本 | 生效 | 延迟到 | 适用\n6.x | 12月10日 | — | 全部\n7.0 - 7.1 | 12月20日 | 1月15日 | 海外",
            [("6.x", "2026-12-10", None, ""), ("7.0-7.1", "2026-12-20", "2027-01-15", "海外")],
        ),
        (
            "Clients 7.x and 8.0 are no longer accepted from 15 December 2026.\n8.1 will be restricted on 8 January 2027.\nOverseas: everything is delayed until 12 February 2027.",
            [("7.x, 8.0", "2026-12-15", "2027-02-12", "Overseas"), ("8.1", "2027-01-08", "2027-02-12", "Overseas")],
        ),
        ("5.2 和 5.3 两个版本有支付漏洞，这次只限这两个，12月18日起。", [("5.2, 5.3", "2026-12-18", None, "")]),
        (
            "4.2及以下要在春节前全部停掉。\n1月11日先停华东（孙丽），1月18日停华南（周航），海外允许到2月26日。",
            [("≤4.2", None, "2027-02-26", "海外"), ("≤4.2", "2027-01-11", None, "华东"), ("≤4.2", "2027-01-18", None, "华南")],
        ),
        (
            "5.0 以下（4.9.8 除外）从 2027 年 1 月 4 日起限制；海外顺延一个月，到 2 月 4 日。",
            [("5.0 以下(4.9.8 除外)", "2027-01-04", "2027-02-04", "海外")],
        ),
        (
            "限制范围：3.5.0 以下；3.6.0～3.6.4（3.6.3 为定制版，不限制）\n生效日期：12 月 16 日\n延    迟：海外区 2 月 26 日",
            [("<3.5.0, 3.6.0~3.6.4(3.6.3 为定制版,不限制)", "2026-12-16", "2027-02-26", "海外")],
        ),
        (
            "2.7.x、2.8.0 ～ 2.8.2 自 12 月 21 日起不能再登录，其余旧版 1 月 11 日起限制。华东有 40 多家门店还在用 2.7，可以用到 12 月 31 日。",
            [("2.7.x, 2.8.0-2.8.2", "2026-12-21", None, ""), ("其余旧版", "2027-01-11", None, ""), ("2.7", None, "2026-12-31", "华东")],
        ),
        (
            "二、限制版本\n（1）6.8 及以下：2026-12-18 起；\n（2）6.9：2027-01-08 起；\n三、延迟\n海外业务部所有版本延迟至 2027-02-28。\n四、节点",
            [("≤6.8", "2026-12-18", "2027-02-28", "海外业务部"), ("6.9", "2027-01-08", "2027-02-28", "海外业务部")],
        ),
        (
            "5.2及以下12月18日起限制，5.4版本12月25日，5.5 1月8日。",
            [("≤5.2", "2026-12-18", None, ""), ("5.4", "2026-12-25", None, ""), ("5.5", "2027-01-08", None, "")],
        ),
        (
            "5.2及以下12月18日起不能再连；5.4 1月6日起。海外全部延到 2月10日。",
            [("≤5.2", "2026-12-18", "2027-02-10", "海外"), ("5.4", "2027-01-06", "2027-02-10", "海外")],
        ),
        ("5.4（含）以下1月15日停用，5.5 不限。", [("≤5.4", "2027-01-15", None, "")]),
        ("From 21 December we no longer support clients older than 5.4.", [("<5.4", "2026-12-21", None, "")]),
        ("5.x 12月18日起限制，升级到6.0.3的不受影响。", [("5.x", "2026-12-18", None, "")]),
        ("5.2及以下12月18日起限制，升级到 6.0.3 的 12月25日完成。", [("≤5.2", "2026-12-18", None, "")]),
        ("12月14日之后5.4以下不允许使用。", [("<5.4", "2026-12-14", None, "")]),  # the day of the node that restricts
        ("6.2 以下（不含 6.2）的老版本 12 月 21 日起限制。", [("<6.2", "2026-12-21", None, "")]),
        ("5.x以下(不含5.0) 12 月 21 日起限制。", [("<5.0", "2026-12-21", None, "")]),
        ("5.x 以下（不含 4.9.8）12 月 21 日起限制。", [("5.x 以下(不含 4.9.8)", "2026-12-21", None, "")]),
        (
            "- 5.6 及以下：12 月 15 日起限制登录\n- 5.7、5.8：给到 1 月 20 日，到时一并限制\n海外统一延后到 2 月 1 日。",
            [("≤5.6", "2026-12-15", "2027-02-01", "海外"), ("5.7, 5.8", "2026-12-15", "2027-01-20", ""), ("5.7, 5.8", "2026-12-15", "2027-02-01", "海外")],
        ),
        ("8.0 及以下 12 月 21 日起限制，国际可以到 1 月 20 日。", [("≤8.0", "2026-12-21", "2027-01-20", "国际")]),
        ("8.0 及以下 12 月 21 日起限制，政企延迟到 1 月 5 日。", [("≤8.0", "2026-12-21", "2027-01-05", "政企")]),
        (
            "9.x 里 9.6 之前的都要限，时间 12 月 28 号零点；华南因为有个大客户在割接，延到 1 月 20 号。",
            [("≥9.0 <9.6", "2026-12-28T00:00:00+08:00", "2027-01-20", "华南")],
        ),
        ("自 12 月 31 日起停止 5.x 版本的使用，5.8 版本不再允许登录。", [("5.x", "2026-12-31", None, ""), ("5.8", "2026-12-31", None, "")]),
        (
            "6.8 版本（含）以前的将于 12 月 21 日 0 时起不能再接入；海外网络条件差，允许晚两周，即 1 月 4 日。",
            [("≤6.8", "2026-12-21T00:00:00+08:00", "2027-01-04", "海外")],
        ),
        (
            "4.3（不含）以下版本从 12 月 21 日起禁止登录，请引导用户更新到 4.5.1。\n华南有 30 家老设备无法更新，经申请同意放宽至 1 月 26 日。",
            [("<4.3", "2026-12-21", "2027-01-26", "华南")],
        ),
        (
            "3.x will be locked out from 21 December; 3.9 may still be used in Overseas until 1 February 2027.",
            [("3.x", "2026-12-21", None, ""), ("3.9", "2026-12-21", "2027-02-01", "Overseas")],
        ),
        (
            "限制版本：5.2及以下\n限制时间：政企12月7日零点，零售12月9日零点",
            [("≤5.2", "2026-12-07T00:00:00+08:00", None, "政企"), ("≤5.2", "2026-12-09T00:00:00+08:00", None, "零售")],
        ),
        ("一、限制版本\n5.2及以下\n二、限制时间\n预计12月7日\n三、节点", [("≤5.2", "2026-12-07", None, "")]),
        ("8.0 及以下 12 月 21 日起限制，最晚延到 1 月 5 日。", [("≤8.0", "2026-12-21", "2027-01-05", "")]),
        ("Restrict: 5.0 - 5.6, from 21 Dec; Overseas until 21 Jan", [("5.0-5.6", "2026-12-21", "2027-01-21", "Overseas")]),
    (
            "Clients below 3.0 will be restricted from December 14, 2026. Customers in Europe get a delay until January 22, 2027.",
            [("<3.0", "2026-12-14", "2027-01-22", "Customers in Europe")],
        ),
        (
            "Clients below 3.0 will be restricted from December 14, 2026. The restriction is delayed until January 22, 2027.",
            [("<3.0", "2026-12-14", "2027-01-22", "")],
        ),
    ],
)
def test_each_restriction_has_its_versions_days_and_place(text: str, expected: list[tuple[str, Any, Any, str]]) -> None:
    assert limits(text) == expected


@pytest.mark.parametrize("text", ["12月10日之后5.4以下不允许使用。", "版本限制：低于5.5的，12月18日生效；其中4.x立即生效"])
def test_a_beginning_that_is_not_said_is_asked_about(text: str) -> None:
    assert [f.field for f in read(CR, text + NODE).faults] == ["restrictions.effective"]


@pytest.mark.parametrize(
    ("versions", "covered", "not_covered"),
    [("5.0-5.4", "5.2.1", "5.5"), ("≥5.5 <5.8", "5.7.9", "5.8"), ("≥5.5 <5.8", "5.5", "5.4"), ("<5.2, 6.x", "6.3", "5.2")],
)
def test_a_range_covers_what_lies_in_it(versions: str, covered: str, not_covered: str) -> None:
    assert (covers(versions, covered), covers(versions, not_covered)) == (True, False)


@pytest.mark.parametrize(
    ("text", "parameters"),
    [
        ("研发给的意见是把 max_conn 从 200 调到 500，同时把 idle_timeout 改成 90 秒。", [("max_conn", "500"), ("idle_timeout", "90 秒")]),
        ("max_conn 调整为 500（原 200），idle_timeout 90秒", [("max_conn", "500"), ("idle_timeout", "90秒")]),
        ("max_conn is raised from 200 to 500, and idle_timeout is set to 90s.", [("max_conn", "500"), ("idle_timeout", "90s")]),
        ("Set log.level to WARN and cache.size to 512 MB.", [("log.level", "WARN"), ("cache.size", "512 MB")]),
        ("参数名称：gps.interval\n参数值：5秒\n默认值：10秒", [("gps.interval", "5秒")]),
        ("心跳间隔由60秒改为30秒，重试次数由3次改为5次", [("心跳间隔", "30秒"), ("重试次数", "5次")]),
        ("把日志级别 log.level 设为 DEBUG，只在 12 月内", [("log.level", "DEBUG")]),
        (
            "| 参数名 | 默认值 | 下发值 | 单位 |\n| gps.interval | 10 | 5 | 秒 |\n| ota.enable | false | true | |",
            [("gps.interval", "5 秒"), ("ota.enable", "true")],
        ),
        (
            "change three parameters of Falcon POS: sync.interval from 300 to 120 seconds, sync.batch to 50, and receipt.logo to off.",
            [("sync.interval", "120 seconds"), ("sync.batch", "50"), ("receipt.logo", "off")],
        ),
        ("heartbeat.interval 30s", [("heartbeat.interval", "30s")]),
        ("这次把查询超时query_timeout从15调到45，同时打开压缩开关compress_enable（值为1）即可。", [("query_timeout", "45"), ("compress_enable", "1")]),
        ("参数：\n  log.level      INFO  ->  WARN\n  log.keepDays   30    ->  14", [("log.level", "WARN"), ("log.keepDays", "14")]),
        ("heartbeat.interval 60→30，log.level INFO→WARN", [("heartbeat.interval", "30"), ("log.level", "WARN")]),
        ("参数：feature.newUI=true（打开新界面）", [("feature.newUI", "true")]),
        ("参数：heartbeat.interval=30（秒）", [("heartbeat.interval", "30（秒）")]),
        ("参数：greeting=\"你好，世界\"；retry.count=3", [("greeting", "你好，世界"), ("retry.count", "3")]),
        ("把query_timeout改为45、compress_enable改为1即可。", [("query_timeout", "45"), ("compress_enable", "1")]),
        ("query_timeout调到45就行了，log.level=WARN吧。", [("query_timeout", "45"), ("log.level", "WARN")]),
        ("下发内容：\n  offline.enable    false → true\n  offline.maxHours  改为 72", [("offline.enable", "true"), ("offline.maxHours", "72")]),
    ],
)
def test_every_parameter_has_its_new_value(text: str, parameters: list[tuple[str, str]]) -> None:
    assert [(p.name, p.value) for p in plan_of(read(PR, text + SENT)).parameters or ()] == parameters


@pytest.mark.parametrize("text", ["comsvr.core 3.3.0 已发布", "请看 a.example 的说明", "联系 sunli@corp.example"])
def test_what_sets_nothing_is_no_parameter(text: str) -> None:
    assert read(PR, text + SENT).fields.get("parameters") in (None, [])


@pytest.mark.parametrize(
    ("text", "guidance"),
    [
        ("升级前请务必先备份密钥库，升完跑一遍自检。", "升级前请务必先备份密钥库，升完跑一遍自检"),
        ("产品部建议先升备机，观察一天再升主机。", "产品部建议先升备机，观察一天再升主机"),
        ("请各单位升级前做好数据备份。", "请各单位升级前做好数据备份"),
        ("Please take a snapshot before upgrading and keep it for a week.", "Please take a snapshot before upgrading and keep it for a week"),
        ("Please stop the billing job before you start and run the reconciliation afterwards.", "Please stop the billing job before you start and run the reconciliation afterwards"),
        ("Please upgrade outside business hours and keep the old binaries for a rollback.", "Please upgrade outside business hours and keep the old binaries for a rollback"),
        ("升之前跟客户打好招呼，别赶在人家开会的时候升。", "升之前跟客户打好招呼，别赶在人家开会的时候升"),
        ("升级时请避开早上 8 点到 10 点的开店高峰。", "升级时请避开早上 8 点到 10 点的开店高峰"),
        ("Note: the service must be restarted for cache.size to take effect.", "the service must be restarted for cache.size to take effect"),
        ("产品部的意见是：先升备机，再升主机。", "先升备机，再升主机。"),
        ("请注意：升级前务必备份数据库。", "升级前务必备份数据库。"),
        ("升级请安排在晚上10点以后。", "升级请安排在晚上10点以后"),
        ("测试已通过。指导意见：先升备机，再升主机。升完观察一天。周航12月11日前升完华南。", "先升备机，再升主机。升完观察一天。"),
        ("Please check the plan below and tell me.", None),
        ("升级前我们开个会，12月1日请参加。", None),
        ("注意先确认门店磁盘空间大于 2G 再升级。", "注意先确认门店磁盘空间大于 2G 再升级"),
        ("Please make sure that every store has been told two weeks ahead.", "Please make sure that every store has been told two weeks ahead"),
        ("请今天内回复确认。", None),
        ("升级前请跟我确认客户名单。", None),
        ("请孙丽升级前备份。", None),
        ("升级完成后请在群里说一声。", None),
        ("When upgrading is done please let me know.", None),
    ],
)
def test_guidance_is_how_to_go_about_it(text: str, guidance: str | None) -> None:
    assert read("【计划】星桥服务端 8.7.0 升级", f"各位好：\n{text}\n1. 升级 孙丽 12月4日").fields.get("guidance") == guidance


def test_an_authorisation_in_one_line_keeps_what_stands_before_its_labels() -> None:
    fields = read(PR, f"a.b = 1\n范围：海外；数量：300 台以内；有效：12/1-12/31{SENT}").fields
    assert (fields["regions"], fields["quantity"]["max"], fields["valid"]["until"]) == (["海外"], 300, "2026-12-31")


@pytest.mark.parametrize(
    ("subject", "text", "kind"),
    [
        ("[PLAN] helios server 2.9", "1. Upgrade 孙丽 12月4日\n2. Restriction 韩冰 12月14日", "server_upgrade"),
        ("[PLAN] Restriction of Quartz", "All clients below 5.0 have to go.\n1. Restriction 孙丽 12月4日", "client_restriction"),
        ("[PLAN] Restriction of Quartz", "Clients and servers below 5.0 have to go.\n1. Restriction 孙丽 12月4日", None),
        ("[PLAN] server team meeting", "1. Lunch 孙丽 12月4日", None),
    ],
)
def test_the_kind_is_that_of_the_only_matter_spoken_of(subject: str, text: str, kind: str | None) -> None:
    assert read(subject, text).fields.get("kind") == kind


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("数量：between 80 and 240 servers", "quantity", {"min": 80, "max": 240}),
        ("授权范围：华东 80 套，海外 15 套", "quantity", {"min": None, "max": 95}),
        ("区域：华东 300 台、华南 120 台", "regions", ["华东", "华南"]),
        ("四、授权区域 华东、华南；授权数量 不设上限；授权有效期 12月1日至12月31日。", "regions", ["华东", "华南"]),
        ("适用：海外；台数：90；期限：2027年3月31日前有效。", "valid", {"from": None, "until": "2027-03-31"}),
        ("有效：自下发之日起至2027-02-28", "valid", {"from": None, "until": "2027-02-28"}),
        ("Validity: until further notice", "valid", {"from": None, "until": None}),
        ("授权从12月2日起，到2027年4月30日止。", "valid", {"from": "2026-12-02", "until": "2027-04-30"}),
        ("产品：Vega Server", "product", "Vega Server"),
        ("产品：Vega Server V6.0", "product", "Vega Server"),
        ("华东先 100 台，华南 60 台，总共 160 台。", "quantity", {"min": None, "max": 160}),
        ("产    品：锦鲤客户端", "product", "锦鲤客户端"),
        ("Product / version: Tiger Console 6.0.3", "product", "Tiger Console"),
        ("Authorised for: South China only", "regions", ["South China"]),
    ],
)
def test_a_field_is_read_however_its_name_is_written(text: str, name: str, value: Any) -> None:
    assert (read("【计划】客户端版本限制", f"{text}\n限制版本：5.x{NODE}").fields.get(name) or {"from": None, "until": None}) == value


def test_an_old_version_still_in_use_until_a_day_is_no_validity() -> None:
    assert read(CR, f"5.x 12月18日起限制。华东还在用 5.1，可以用到 12 月 31 日。{NODE}").fields.get("valid") in (None, {"from": None, "until": None})


@pytest.mark.parametrize(
    ("text", "nodes"),
    [
        ("星桥服务端 8.7.0 官网已发布。升级请安排在晚上10点以后。", [("升级", "12-04")]),
        ("指导意见：先备份。周航12月11日前升完华南。", [("升级", "12-04"), ("华南升级", "12-11")]),
    ],
)
def test_advice_makes_no_node_and_hides_none(text: str, nodes: list[tuple[str, str]]) -> None:
    understood = read("【计划】星桥服务端 8.7.0 升级", f"各位好：\n{text}\n1. 升级 孙丽 12月4日")
    assert sorted((node["title"], node["due"][5:10]) for node in understood.nodes if node["key"] != "finalize") == nodes


def test_whoever_restricts_in_a_paragraph_is_no_second_restriction() -> None:
    text = "7.x 的从12月18号起就不让用了。孙丽12月3日前完成华东灰度，周航12月11日前完成华南全量，限制由韩冰在12月18日零点打开。"
    found = read("【计划】星桥服务端 8.7.0 升级及版本限制", f"各位好：\n星桥服务端 8.7.0 官网已发布。{text}").fields["restrictions"]
    assert [(one["versions"], one["effective"][:10], one["delayed_until"], one["scope"]) for one in found] == [("7.x", "2026-12-18", None, None)]


def test_for_whom_a_restriction_begins_makes_no_nodes_beside_those_that_are_listed() -> None:
    text = "产品：星桥客户端\n版本：6.0.3\n≤5.8 的版本，华东、华南 12月14日起限制，海外 1月31日起限制。\n\n1、版本获取：周航，12月3日\n2、版本限制：孙丽，12月14日 0点"
    understood = read(CR, text)
    assert [(node["key"], node["owner"].split("@")[0]) for node in understood.nodes if node["key"] != "finalize"] == [("obtain", "zhouhang"), ("restrict", "sunli")]
    assert [(one["versions"], one["effective"], one["scope"]) for one in understood.fields["restrictions"]] == [("≤5.8", "2026-12-14", "华东、华南"), ("≤5.8", "2027-01-31", "海外")]


def test_whom_one_talked_with_is_not_for_whom_a_restriction_is() -> None:
    text = "产品：星桥客户端\n版本：6.0.3\n经与华东、海外业务部商量，5.8 及以下的版本自12月14日起限制，由孙丽负责；海外的客户升级慢，延迟到1月18日，由林涛执行版本延迟限制。"
    found = read(CR, text).fields["restrictions"]
    assert [(one["versions"], one["effective"], one["delayed_until"]) for one in found] == [("≤5.8", "2026-12-14", "2027-01-18")]


def test_a_sentence_behind_who_is_responsible_is_not_lost() -> None:
    text = "8.6 is on the official site. Sun Li upgrades East China by 11 December.\n\nVersions 8.4 and lower are refused from December 18, 00:00 onwards, responsible: Han Bing. For Overseas this is postponed until January 15."
    (one,) = read("[PLAN] Starbridge server 8.6 upgrade", text).fields["restrictions"]
    assert (one["versions"], one["delayed_until"], one["scope"]) == ("≤8.4", "2027-01-15", "Overseas")


def test_one_restriction_told_in_two_lines_is_shown_once() -> None:
    text = "产品：星桥服务端\n版本：8.7.0\n限制：8.0 及以下，12月18日起\n延迟限制：海外延迟到 1月15日\n1. 升级 孙丽 12月4日"
    shown = [r.value for r in read("【计划】星桥服务端升级及版本限制", text).readings if r.field == "restrictions"]
    assert shown == ["8.0 及以下，2026-12-18 起；海外延迟到 2027-01-15"]


def test_a_parameter_whose_value_is_left_open_is_asked_about() -> None:
    understood = read(PR, "参数：log.level=INFO/WARN 待定，retry.count=3" + SENT)
    assert [(fault.reason, fault.field, fault.words) for fault in understood.faults] == [("not-understood", "parameters", "log.level=INFO/WARN 待定")]


def test_a_page_where_more_is_told_is_no_parameter_left_open() -> None:
    text = "sync.window 改成 10，sync.retry 待定。孙丽 12月11日前下发完华东。步骤见 wiki.corp，细节待定的看 FAQ.v2。"
    assert [fault.words for fault in read(PR, text).faults] == ["sync.retry"]


@pytest.mark.parametrize("named", ["12月1日（T日）发布。\n", "以12月1日为T日。\n", "0、版本获取：周航，12月1日（T日）\n"])
def test_the_day_called_t_is_where_days_are_counted_from(named: str) -> None:
    nodes = read("【计划】星桥服务端 8.7.0 升级", f"各位好：\n{named}1、灰度升级：孙丽，T+3\n2、全量升级：周航，T+10").nodes
    assert [node["due"][:10] for node in nodes if node["key"].startswith("rollout")] == ["2026-12-04", "2026-12-15"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a day in figures is no version
        ("华东 孙丽 12.21\n海外 林涛 1.18 延迟限制", []),
        ("5.0 及以下 12月21日起限制，海外宽限到 1月18日。\n华东 孙丽 12.21\n海外 林涛 1.18 延迟限制", [("≤5.0", "2026-12-21", "2027-01-18", "海外")]),
        # the next number is another thing
        (
            "1. 限制：5.5（不含）以下 12 月 18 日起禁止登录；海外延至 1 月 22 日；\n2. 版本限制由孙丽、周航分别在 12 月 18 日前完成，海外林涛 1 月 22 日完成延迟限制；\n3. 我 1 月 29 日前出总结。",
            [("<5.5", "2026-12-18", "2027-01-22", "海外")],
        ),
    ],
)
def test_a_day_and_the_next_item_restrict_nothing(text: str, expected: list[tuple[str, Any, Any, str]]) -> None:
    assert limits(text) == expected


def test_a_listed_node_may_say_what_it_bars() -> None:
    found = read("【计划】智汇服务端 6.5 升级与限制", "- 升级：李想 12月3日\n- 版本限制：韩冰 12月24日，低于 6.3 的全部限制").fields["restrictions"]
    assert [(one["versions"], one["effective"]) for one in found] == [("<6.3", "2026-12-24")]


def test_a_restriction_stays_where_no_node_says_from_when() -> None:
    assert limits("8.0 及以下要限制。", "\n1. 版本限制 韩冰 待定") == [("≤8.0", None, None, "")]
