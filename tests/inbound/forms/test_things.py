"""Versions, counts, quantities, channels, severities, regions, parameters and restrictions, as people write them."""

import pytest
from plan_mails import MAILED, ZONE, default_rules

from mailbot.campaign.case import company_days
from mailbot.campaign.planned import Parameter, Quantity, Restriction, When
from mailbot.inbound.forms.days.dates import Reader
from mailbot.inbound.forms.things.amounts import find_count, read_amount, read_share
from mailbot.inbound.forms.things.channels import find_channel, find_link, read_channel
from mailbot.inbound.forms.things.parameterlines import find_parameters, united
from mailbot.inbound.forms.things.quantities import read_quantity
from mailbot.inbound.forms.things.regions import read_regions
from mailbot.inbound.forms.things.restrictions import find_restrictions
from mailbot.inbound.forms.things.severity import grade
from mailbot.inbound.forms.things.versionrules import read_version_rules
from mailbot.inbound.forms.things.versions import find_versions, read_version

RULES = default_rules()
DATES = Reader(MAILED, company_days(RULES))


# --- versions ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "version"),
    [
        ("V8.2.1", "8.2.1"),
        ("v 8.2.1", "8.2.1"),
        ("V8.2.1（官网已发布）", "8.2.1"),
        ("Ｖ８．２．１", "8.2.1"),
        ("8.2.1.3051", "8.2.1.3051"),
        ("8.2.1 build 3051", "8.2.1 build 3051"),
        ("8.2.1（build 3051）", "8.2.1 build 3051"),
        ("8.2.1(3051)", "8.2.1.3051"),
        ("8.2.1-rc1", "8.2.1-rc1"),
        ("V8.2 SP1", "8.2 SP1"),
        ("8.2.1_20261120", "8.2.1_20261120"),
        ("V9", "9"),
        ("9", "9"),
        ("2026.1.3", "2026.1.3"),
        ("comsvr 3.4.0", "3.4.0"),
        ("V8.2.1正式版", "8.2.1"),
        ("8.0 → 8.2.1", "8.2.1"),
        ("从8.0升级到8.2.1", "8.2.1"),
        ("服务端V8.2.1（配套客户端5.6）", "8.2.1"),
        ("待定", ""),
        ("见附件", ""),
    ],
)
def test_a_version_is_read_without_its_sign_and_as_written_otherwise(text: str, version: str) -> None:
    assert read_version(text).version == version


def test_two_versions_side_by_side_are_neither() -> None:
    read = read_version("8.2.1、8.2.2")
    assert (read.version, read.others) == ("", ("8.2.1", "8.2.2"))


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("8.0 及以下", "≤8.0"),
        ("V8.0及以下版本", "≤8.0"),
        ("8.0版本及以下", "≤8.0"),
        ("8.0及更早版本", "≤8.0"),
        ("8.0（含）以下", "≤8.0"),
        ("8.0以下（含8.0）", "≤8.0"),
        ("8.0含以下", "≤8.0"),
        ("不高于8.0", "≤8.0"),
        ("≤8.0", "≤8.0"),
        ("<=8.0", "≤8.0"),
        ("8.0 and below", "≤8.0"),
        ("5.2 or earlier", "≤5.2"),
        ("up to 8.0", "≤8.0"),
        ("8及以下", "≤8"),
        ("8.0以下", "<8.0"),
        ("8.0(不含)以下", "<8.0"),
        ("低于8.0", "<8.0"),
        ("早于8.0", "<8.0"),
        ("8.0之前的版本", "<8.0"),
        ("<8.0", "<8.0"),
        ("below 8.0", "<8.0"),
        ("older than V8.0", "<8.0"),
        ("8.0及以上", "≥8.0"),
        ("高于8.0", ">8.0"),
        ("7.x", "7.x"),
        ("7.*", "7.x"),
        ("7.X系列", "7.x"),
        ("7系列", "7.x"),
        ("5.0-5.4", "5.0-5.4"),
        ("5.0至5.4版本", "5.0-5.4"),
        ("8.0 及以下、7.x", "≤8.0, 7.x"),
        ("8.0、8.1", "8.0, 8.1"),
        ("8.0.0.1234及以下", "≤8.0.0.1234"),
        ("除8.1外的8.0及以下", "除8.1外的8.0及以下"),
        ("8.0及以下版本（不含7.9）", "8.0及以下版本(不含7.9)"),
        ("旧版本", ""),
    ],
)
def test_rules_of_versions_have_one_form(text: str, rule: str) -> None:
    assert read_version_rules(text) == rule


@pytest.mark.parametrize(
    ("text", "versions"),
    [
        ("测试部昨天给了星桥服务端 V8.2.1 的最终版本", ["8.2.1"]),
        ("12.18 上线，比例 3.5", []),
        ("升级到8.2版", ["8.2"]),
        ("2026.12.01 发布", []),
    ],
)
def test_in_running_text_only_what_is_surely_a_version_counts(text: str, versions: list[str]) -> None:
    assert [version for version, _ in find_versions(text)] == versions


# --- amounts -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("500台", 500),
        ("1,200", 1200),
        ("3.2万", 32000),
        ("两千五", 2500),
        ("三万二", 32000),
        ("一百二十台", 120),
        ("一千零五", 1005),
        ("5k", 5000),
        ("3.25", None),
        ("很多", None),
    ],
)
def test_amounts(text: str, amount: int | None) -> None:
    assert read_amount(text) == amount


@pytest.mark.parametrize(
    ("text", "done", "total", "share"),
    [
        ("已升级 320 / 500", 320, 500, None),
        ("已升级 1,200/2,000", 1200, 2000, None),
        ("3.2万/5万", 32000, 50000, None),
        ("320 of 500 servers", 320, 500, None),
        ("500台中320台", 320, 500, None),
        ("共500台，已完成320台", 320, 500, None),
        ("已完成 320台（共500台）", 320, 500, None),
        ("完成320台，剩余180台", 320, 500, None),
        ("已升级320台", 320, None, None),
        ("已升级 320 台没有异常", 320, None, None),
        ("已完成差不多 320 台", 320, None, None),
        ("64%", None, None, 0.64),
        ("百分之六十四", None, None, 0.64),
        ("六成", None, None, 0.6),
    ],
)
def test_counts(text: str, done: int | None, total: int | None, share: float | None) -> None:
    count = find_count(text)
    assert count is not None
    assert (count.done, count.total, count.share) == (done, total, share)


@pytest.mark.parametrize(
    "text",
    [
        "灰度升级有 3 台客户一直不给停机",
        "灰度升级有 3 个客户一直不给停机",
        "灰度升级还有 3 台没升",
        "灰度升级还差 3 台",
        "灰度升级剩 3 台",
        "灰度升级有 13 台失败",
    ],
)
def test_what_is_left_or_failed_is_not_counted_as_done(text: str) -> None:
    assert find_count(text) is None


@pytest.mark.parametrize("text", ["12月3日完成", "8.2.1 已升级", "成功", "第2批", "2026-12-01"])
def test_dates_and_versions_are_no_counts(text: str) -> None:
    assert find_count(text) is None


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("不超过 500", None, 500),
        ("首批不超过 500 台", None, 500),
        ("500台以内", None, 500),
        ("最多五百台", None, 500),
        ("≤500", None, 500),
        ("500", None, 500),
        ("up to 500 servers", None, 500),
        ("3.2万台", None, 32000),
        ("至少 20", 20, None),
        ("100-500", 100, 500),
        ("100~500台", 100, 500),
        ("不少于100，不超过500", 100, 500),
        ("100台以上500台以下", 100, 500),
        ("首批20台，总数不超过500台", None, 500),
        ("全量500台，首批20台", None, 500),
        ("500套（含测试环境20套）", None, 500),
        ("华东200台、华南300台", None, 500),
        ("约500", None, 500),
        ("不限", None, None),
    ],
)
def test_quantity_ranges(text: str, low: int | None, high: int | None) -> None:
    read = read_quantity(text)
    assert (read.quantity, read.reason) == (Quantity(min=low, max=high), "")


@pytest.mark.parametrize(
    ("text", "reason", "remark"),
    [
        ("500-100", "reversed-quantity", ""),
        ("至少500不超过100", "reversed-quantity", ""),
        ("每个区域100台", "quantity-each", ""),
        ("每个区域不超过 800 台，另有 20 台灰度", "quantity-each", ""),
        ("总共不超过 1600 台，每个区域不超过 800 台", "", ""),
        ("视情况", "not-a-number", ""),
        ("约500", "", "approximate-quantity"),
        ("华东200台、华南300台", "", "summed-quantity"),
    ],
)
def test_doubtful_quantities_are_asked_about_or_remarked_on(text: str, reason: str, remark: str) -> None:
    read = read_quantity(text)
    assert (read.reason, read.remark) == (reason, remark)


@pytest.mark.parametrize(
    ("text", "share"),
    [("95%", 0.95), ("不低于95%", 0.95), ("0.95", 0.95), ("95", 0.95), ("九成五", 0.95), ("很高", None)],
)
def test_shares(text: str, share: float | None) -> None:
    assert read_share(text) == share


# --- words -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "channel"),
    [
        ("官网", "official"),
        ("官网已发布", "official"),
        ("published on the website", "official"),
        ("官网未发布，找产品经理", "pm"),
        ("向PM获取", "pm"),
        ("暂未发布", "pm"),
        ("ask me", "pm"),
        ("You can not download it from the website yet, ask me", "pm"),
        ("当面交付", ""),
    ],
)
def test_channels(text: str, channel: str) -> None:
    assert read_channel(text, RULES.phrases) == channel


@pytest.mark.parametrize(
    ("text", "channel"),
    [
        ("版本已在官网发布，请自行下载", "official"),
        ("需要安装包的找我拿", "pm"),
        ("The version you can get from me, it is not publish on website yet.", "pm"),
        ("You can get the version from our website, it is published", "official"),
        ("有问题请联系我", ""),
        ("版本有问题联系我", ""),
        ("请先发布公告", ""),
    ],
)
def test_in_running_text_a_channel_needs_talk_of_getting_the_version(text: str, channel: str) -> None:
    assert find_channel(text, RULES.phrases)[0] == channel


def test_a_link_ends_where_chinese_punctuation_begins() -> None:
    assert find_link("官网下载：https://www.corp.example/d?v=8.2.1，自取") == "https://www.corp.example/d?v=8.2.1"


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("严重", "严重"),
        ("高", "严重"),
        ("P1", "严重"),
        ("Critical", "严重"),
        ("影响 12 家门店，严重。", "严重"),
        ("一般问题", "一般"),
        ("不严重", "轻微"),
        ("不是很严重", "轻微"),
        ("轻微", "轻微"),
        ("高度重视", ""),
        ("", ""),
    ],
)
def test_severities(text: str, severity: str) -> None:
    assert grade(text, "", RULES.severities)[0] == severity


@pytest.mark.parametrize(
    ("text", "regions"),
    [
        ("华东、华南", ("华东", "华南")),
        ("华东和华南", ("华东", "华南")),
        ("华东 华南", ("华东", "华南")),
        ("华东/华南/海外", ("华东", "华南", "海外")),
        ("East China, South China", ("East China", "South China")),
        ("全国（除海外、港澳）", ("全国（除海外、港澳）",)),
        ("华东、华南（不含深圳）", ("华东", "华南（不含深圳）")),
        ("华东、华南，不含深圳", ("华东", "华南（不含深圳）")),
        ("华东、华南，深圳除外。", ("华东", "华南（深圳除外）")),
        ("South China only (except Hainan)", ("South China (except Hainan)",)),
        ("East China, South China except Shenzhen", ("East China", "South China (except Shenzhen)")),
        ("呼和浩特、包头", ("呼和浩特", "包头")),
        ("不限", ()),
    ],
)
def test_regions(text: str, regions: tuple[str, ...]) -> None:
    assert read_regions(text) == regions


# --- parameters --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "parameters"),
    [
        ("heartbeat.interval = 30", {"heartbeat.interval": "30"}),
        ("参数名：limit.qps\n参数值：2000\n参数名：limit.burst\n参数值：300", {"limit.qps": "2000", "limit.burst": "300"}),
        ("参数名：limit.qps", {}),
        ("heartbeat.interval=30；retry.max=5", {"heartbeat.interval": "30", "retry.max": "5"}),
        ("timeout: 5000, retry: 3", {"timeout": "5000", "retry": "3"}),
        ("a=1,2,3", {"a": "1,2,3"}),
        ("心跳间隔：30 秒", {"心跳间隔": "30 秒"}),
        ("心跳间隔由60秒调整为30秒", {"心跳间隔": "30秒"}),
        ("heartbeat.interval: 60 → 30", {"heartbeat.interval": "30"}),
        ("1. heartbeat.interval = 30（原 60）\n2. log.level=debug", {"heartbeat.interval": "30", "log.level": "debug"}),
        ("url=https://corp.example/a:b", {"url": "https://corp.example/a:b"}),
        ("请下发参数", {}),
        ("各位好：", {}),
    ],
)
def test_parameters(text: str, parameters: dict[str, str]) -> None:
    assert united(find_parameters(text)) == tuple(Parameter(name=n, value=v) for n, v in parameters.items())


# --- restrictions ------------------------------------------------------------------------------------------------------


def restrictions(text: str, **more: str) -> list[tuple[str, str | None, str | None, str]]:
    found = find_restrictions(text, DATES, scopes=("华东", "华南", "海外"), **more)
    return [_shown(one.restriction) for one in found if not one.doubts]


def _shown(one: Restriction) -> tuple[str, str | None, str | None, str]:
    return one.versions, _when(one.effective), _when(one.delayed_until), one.scope


def _when(moment: When | None) -> str | None:
    if moment is None:
        return None
    return f"{moment.at.astimezone(ZONE):%m-%d %H:%M}" if moment.timed else f"{moment.at.astimezone(ZONE):%m-%d}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "8.0 及以下版本 12 月 18 日零点起限制；海外的延迟到 1 月 15 日。",
            [("≤8.0", "12-18 00:00", None, ""), ("≤8.0", "12-18 00:00", "01-15", "海外")],
        ),
        (
            "12月18日起限制8.0及以下版本，其中7.x延迟到1月15日",
            [("≤8.0", "12-18", None, ""), ("7.x", "12-18", "01-15", "")],
        ),
        (
            "华东 12月18日起限制5.4及以下，华南 12月25日起限制",
            [("≤5.4", "12-18", None, "华东"), ("≤5.4", "12-25", None, "华南")],
        ),
        ("升级到8.2.1后，12月18日限制8.0以下版本", [("<8.0", "12-18", None, "")]),
        ("限制 8.0 以下版本，12.18 零点生效", [("<8.0", "12-18 00:00", None, "")]),
        ("5.2及以下客户端自12月20日起禁用", [("≤5.2", "12-20", None, "")]),
        (
            "Versions 8.0 and below will be restricted from Dec 18, 00:00; overseas delayed until Jan 15.",
            [("≤8.0", "12-18 00:00", None, ""), ("≤8.0", "12-18 00:00", "01-15", "overseas")],
        ),
        ("8.0、8.1 版本12月18日起限制", [("8.0, 8.1", "12-18", None, "")]),
        ("孙丽12.4之前升完 然后把3.3以下的限掉", [("<3.3", None, None, "")]),  # a day by which something is done
        ("8.2.1 版本12月18日限制", []),  # a node's day, not what is restricted
        ("8.2.1 版本12月18日起升级并限制旧版本", []),
        ("限制8.0及以下版本（韩冰）", [("≤8.0", None, None, "")]),
        ("现将5.6.2版本限制计划发给大家，请于今日下班前确认", []),
        ("7.0及以下版本已于去年限制", []),
        ("8.0及以下版本不限制", []),
        ("测试部昨天给了星桥服务端 V8.2.1 的最终版本", []),
        ("数量不超过500", []),
        (  # what a deadline says beside the day that restricts
            "8.2及以下12月25日前要限掉，海外延迟到1月15日。12月17日起限制8.2及以下。",
            [("≤8.2", "12-17", "01-15", "海外"), ("≤8.2", "12-17", None, "")],
        ),
        (
            "8.2及以下12月20日前限掉。华东8.2及以下12月17日起限制，海外8.2及以下12月20日起限制。",
            [("≤8.2", "12-17", None, "华东"), ("≤8.2", "12-20", None, "海外")],
        ),
        ("8.0 往下的都限掉，8.1 先不动，12月18日零点起", [("≤8.0", "12-18 00:00", None, "")]),
        ("这次清的是 5.6 到 6.0 这几个版本，12月21日零点起", [("5.6-6.0", "12-21 00:00", None, "")]),
        ("12月21日零点把 8.9 以及更老的都挡在外面", [("≤8.9", "12-21 00:00", None, "")]),
        ("From 11 January 2027 nothing older than 7.0 should be able to log in.", [("<7.0", "01-11", None, "")]),
        ("We say goodbye to everything below 7.0 on 11 January.", [("<7.0", "01-11", None, "")]),
        ("清点 5.6 到 6.0 的门店，12月21日给我", []),
        ("8.3 往前的 12月21日零点起限制", [("≤8.3", "12-21 00:00", None, "")]),
        (
            "Everything up to 5.3 will be blocked from Jan 5. Overseas: Lin Tao keeps 5.3 alive until Jan 29 and cuts it off then.",
            [("≤5.3", "01-05", None, ""), ("5.3", "01-05", "01-29", "Overseas")],
        ),
        ("海外的 8.0 先不动，其他地方 8.0 及以下 12月18日起限制", [("≤8.0", "12-18", None, "")]),
        ("8.2 保留，8.1以下12月18日起停掉", [("<8.1", "12-18", None, "")]),
        ("12月18号零点起，7.x 一律踢下线", [("7.x", "12-18 00:00", None, "")]),
        ("4.x 从元旦起一律不让登录", [("4.x", "01-01", None, "")]),
        ("12月21日起 8.7 以下拒绝接入", [("<8.7", "12-21", None, "")]),
        ("低于5.4的App 12月18日起打不开", [("<5.4", "12-18", None, "")]),
        ("12月18日 0 点关闭 5.3 及以下版本的登录入口", [("≤5.3", "12-18 00:00", None, "")]),
        ("7开头的 12月18日全停", [("7.x", "12-18", None, "")]),
        ("3.9 及更早的 12月18日退役", [("≤3.9", "12-18", None, "")]),
        ("12月18日通知 5.4 以下的客户升级", []),  # what is done for versions, and not to them
        ("12月18日统计 7.x 还剩多少台", []),
        ("5.4 以下的客户端 12 月 10 日起陆续反馈登不上", []),
        ("升级期间 8.0 的门店会下线 10 分钟，12月18日完成", []),
        ("The 7.x servers are switched off for maintenance on Dec 18", []),
        ("8.0 及以下的门店 12月18日前升到 8.2", []),
        ("5.4 以下的客户端 12月18日下线升级", []),
        (
            "12月18日 8.0 及以下清退，港澳台晚一个月",
            [("≤8.0", "12-18", None, ""), ("≤8.0", "12-18", "01-18", "港澳台")],
        ),
        (
            "12月18日把 5.3 以下淘汰掉，华南缓两周",
            [("<5.3", "12-18", None, ""), ("<5.3", "12-18", "01-01", "华南")],
        ),
        ("5.7 以前的（含 5.7）漏洞多，12月22日零点切掉。", [("≤5.7", "12-22 00:00", None, "")]),
        (
            "12月14日起限制6.2及以下。海外不同意，最后谈到1月31日，这之前6.2还可以用。",
            [("≤6.2", "12-14", None, ""), ("≤6.2", "12-14", "01-31", "海外")],
        ),
        (
            "3.x 1月11日先停华东，1月18日停华南，海外允许到2月底",
            [("3.x", "01-11", None, "华东"), ("3.x", "01-18", None, "华南"), ("3.x", None, "02-26", "海外")],
        ),
        ("3.x 的门店12月18日先停机升级", []),
        ("5.8以下12月14号起全部禁掉\n海外拖到1月29号", [("<5.8", "12-14", None, ""), ("<5.8", "12-14", "01-29", "海外")]),
        (
            "韩冰在12月14号晚上十点把低于 6.4 的全部拦住。至于海外，客户在封网，限制给他们宽到1月29号。",
            [("<6.4", "12-14 22:00", None, ""), ("<6.4", "12-14 22:00", "01-29", "海外")],
        ),
        ("6.4 以下的12月9日升级时被防火墙拦住", []),
        ("验收拖到1月29号", []),
        ("5.x 里只有 5.9.3 能留，其余12月21日起限制", [("5.x 里只有 5.9.3 能留", "12-21", None, "")]),
        ("All 5.x but 5.9.3 are blocked from December 21", [("5.x but 5.9.3", "12-21", None, "")]),
        ("5.x 12月21日起限制，5.9.3 不限", [("5.x(5.9.3 除外)", "12-21", None, "")]),
        ("5.x 12月21日起限制，6.0 不限", [("5.x", "12-21", None, "")]),
        ("只有 5.x 要在12月21日起限制", [("5.x", "12-21", None, "")]),
        ("低于5.8的12月21日起弹窗提醒，1月4日起限制登录", [("<5.8", "01-04", None, "")]),
        ("12月21日起先提醒5.8以下的升级，1月4日再限制", [("<5.8", "01-04", None, "")]),
        ("5.8以下12月21日起限制，同时弹窗提醒，海外1月4日再限制", [("<5.8", "12-21", None, ""), ("<5.8", "12-21", "01-04", "海外")]),
        ("Clients below 5.8 get a warning from December 21 and are blocked from January 4", [("<5.8", "01-04", None, "")]),
        ("请提醒门店：5.8以下1月4日起限制", [("<5.8", "01-04", None, "")]),
        ("12月18日起限制 8.0 及以下 12月20日检查", [("≤8.0", "12-18", None, "")]),
        ("孙丽12月4日准备好并于12月11日限制6.0以下版本", [("<6.0", "12-11", None, "")]),
        ("She is ready by 4 December and blocks everything below 6.0 on 11 December", [("<6.0", "12-11", None, "")]),
        (
            "6.0 和 6.0.1 12月18日零点起就不让登录了，海外想多留一个月，那就延到1月29日",
            [("6.0, 6.0.1", "12-18 00:00", None, ""), ("6.0, 6.0.1", "12-18 00:00", "01-29", "海外")],
        ),
        (
            "8.5以前的版本12月18日起限制，海外门店因为带宽原因推到1月29日",
            [("<8.5", "12-18", None, ""), ("<8.5", "12-18", "01-29", "海外")],
        ),
        (
            "We block everything up to 5.7, 5.7 included, on December 18 at 00:00. Only overseas gets longer: until January 15.",
            [("≤5.7", "12-18 00:00", None, ""), ("≤5.7", "12-18 00:00", "01-15", "overseas")],
        ),
        ("The 7.x parameters stay valid until 31 December", []),
        ("From Dec 21 we switch off 7.x", [("7.x", "12-21", None, "")]),
        ("As of 18 Dec no client below 5.4 will be able to log in", [("<5.4", "12-18", None, "")]),
        ("We pull the plug on 4.x on December 20", [("4.x", "12-20", None, "")]),
        ("Support for 7.x ends on 31 December", [("7.x", "12-31", None, "")]),
        ("clients on 5.3 or lower get kicked off from Dec 18", [("≤5.3", "12-18", None, "")]),
        (
            "8.0 or anything older gets restricted Dec 18 0:00, overseas gets an extra month",
            [("≤8.0", "12-18 00:00", None, ""), ("≤8.0", "12-18 00:00", "01-18 00:00", "overseas")],
        ),
        (
            "5.2 and everything below it is blocked from December 18, in overseas one month later",
            [("≤5.2", "12-18", None, ""), ("≤5.2", "12-18", "01-18", "overseas")],
        ),
    ],
)
def test_restrictions_in_running_text(text: str, expected: list[tuple[str, str | None, str | None, str]]) -> None:
    assert restrictions(text) == expected


@pytest.mark.parametrize(
    ("field", "text", "expected"),
    [
        ("restrictions", "8.0 及以下", [("≤8.0", None, None, "")]),
        ("restrictions", "8.0及以下，12月18日起", [("≤8.0", "12-18", None, "")]),
        ("restrictions", "5.4、5.5", [("5.4, 5.5", None, None, "")]),
        (
            "restrictions",
            "5.4及以下（华东12月18日，华南12月25日）",
            [("≤5.4", "12-18", None, "华东"), ("≤5.4", "12-25", None, "华南")],
        ),
        ("effective", "12月18日零点", [("", "12-18 00:00", None, "")]),
        ("delayed", "海外延迟到1月15日", [("", None, "01-15", "海外")]),
        ("delayed", "7.x，1月15日", [("7.x", None, "01-15", "")]),
        ("delayed", "1月15日", [("", None, "01-15", "")]),
        ("restrictions", "无", []),
    ],
)
def test_restrictions_in_fields(field: str, text: str, expected: list[tuple[str, str | None, str | None, str]]) -> None:
    assert restrictions(text, field=field) == expected


def test_doubts_about_a_restrictions_dates_are_told() -> None:
    (one,) = find_restrictions("8.0 及以下版本尽快限制", DATES)
    assert [(name, doubt.reason, doubt.words) for name, doubt in one.doubts] == [("effective", "vague", "尽快")]


def test_a_delay_that_ends_before_the_start_runs_backwards() -> None:
    (one,) = find_restrictions("8.0及以下版本12月18日起限制，延迟到12月10日", DATES)
    assert one.reversed
