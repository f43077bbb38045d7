"""What the sentences of a plan grant: where, how many, how long, of which product, got where; and what grants nothing."""

from typing import Any

import pytest
from plan_mails import read

SU = "【计划】星桥服务端 8.7.0 升级及限制"
NODE = "\n1. 升级 孙丽 12月4日"


def fields(text: str, subject: str = SU) -> dict[str, Any]:
    return read(subject, text + NODE).fields


@pytest.mark.parametrize(
    ("text", "regions"),
    [
        ("这一版只给华东和华南用，两边加起来别超过 120 台。", ["华东", "华南"]),
        ("升到8.5.0（官网），华东150台以内。", ["华东"]),
        ("本次授权 8.7.0 在华东、华南、海外使用。", ["华东", "华南", "海外"]),
        ("这次先开放华东300台的量。", ["华东"]),
        ("先在华东下发，没问题再下华南。", ["华东", "华南"]),
        ("只在华东、华南两个区升，别的地方先不要动。", ["华东", "华南"]),
        ("We may upgrade up to 300 servers in East China and Overseas.", ["East China", "Overseas"]),
        ("Authorised are 30 installations in the East China region, from 1 to 31 December.", ["East China"]),
        ("使用范围：华东、华南全部客户", ["华东", "华南"]),
        ("这次参与的有华东、华南两个区域。", ["华东", "华南"]),
        ("星桥服务端要升，华东的都要升。", ["华东"]),
        ("华东华南，一共 80 台封顶。", ["华东", "华南"]),
        ("8.7.0 is for East China only, max 40.", ["East China"]),
        ("这次做华东、华南，不含深圳。", ["华东", "华南（不含深圳）"]),
        ("授权范围    华东、华南（深圳除外）", ["华东", "华南（深圳除外）"]),
        ("【授权】华东 120 套、华南 80 套，合计不超过 200 套", ["华东", "华南"]),
        ("授权给华东 200、华南 150。", ["华东", "华南"]),
        ("一、升级范围\n本次升级面向华东、华南两个区域，总量控制在 1000 台以内。\n二、安排", ["华东", "华南"]),
        ("只动华东，50 台左右。", ["华东"]),
        ("经和华东、海外两家业务部沟通，计划在上述两个区域推广使用。", ["华东", "海外"]),
        ("给华东，上限 100，有效期到 2027-06-30。", ["华东"]),
        ("项目 | 内容\n产品 | 星桥服务端\n版本 | 8.7.0\n获取 | 官网\n授权 | 华东 80 / 华南 60（台）\n期限 | 2026/12/02-2027/11/30\n", ["华东", "华南"]),
        ("3.9 may still be used in Overseas until 1 March 2027.", None),
        ("首批数量不超过 400 台，区域华东、华南，授权有效期 2026年12月2日 至 2027年5月31日。", ["华东", "华南"]),
        ("数量 300，华东和海外，用到明年 6 月底，包找我。", ["华东", "海外"]),
        ("数量400，地区华东华南，有效期到明年5月31日。", ["华东", "华南"]),
        ("Regions: East China, South China. Limit: 200 servers. Valid from 2 Dec to 28 Feb.", ["East China", "South China"]),
        ("• 给谁用：华东、华南两家，总数别过 70", ["华东", "华南"]),
        ("这次先在华东做，数量50到120台，有效期从12月1日到明年5月31日。", ["华东"]),
        ("本次只在华东推，数量50到120台。", ["华东"]),
        ("只给这两个部门用：华东、华南\n最多 60 台。", ["华东", "华南"]),
        ("地区：仅限华东、海外", ["华东", "海外"]),
        ("全国都可以用，三百台封顶。", ["全国"]),
        ("先在华东下，没问题再下华南，总数不超过 800。", ["华东", "华南"]),
        ("华东 40 套，用到明年年底。", ["华东"]),
        ("◆ 授权情况\n  授权给华东业务部 120 套、华南业务部 80 套，2027年6月30日前有效。\n◆ 时间安排", ["华东", "华南"]),
        ("这一版全国统一升级。", ["全国"]),
        ("范围还是华东，80 到 220 台。", ["华东"]),
        ("12月18日起限制。区域就华东华南海外，有问题群里说", ["华东", "华南", "海外"]),
    ],
)
def test_the_regions_are_those_that_a_sentence_grants(text: str, regions: list[str]) -> None:
    assert fields(text).get("regions") == regions


@pytest.mark.parametrize(
    "text",
    [
        "先在华东试点。",
        "华东上周已经升过了。",
        "除华南外都可以用。",
        "华东反馈老版本在门店有问题。",
        "孙丽只在华东升。",
        "华东的都升完了。",
        "目前有华东、华南两个区域反馈问题。",
        "如果华东可以用，再说。",
        "We may upgrade up to 30 servers in Overseas.",  # the plan's own node is in 华东: more was said than understood
        "Customers in East China reported an issue with the upgrade.",
        "The upgrade was released in Overseas last month.",
        "这次先在华南做，数量50到120台。",  # the plan's own node is in 华东
        "华南先升。总量控制在六十套。",
    ],
)
def test_a_sentence_that_grants_nothing_names_no_regions(text: str) -> None:
    assert read(SU, text + "\n1. 华东升级 孙丽 12月4日").fields.get("regions") is None


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("两边加起来别超过 120 台。", None, 120),
        ("华东不超过 100 台。华南不超过 200 台。", None, 300),
        ("华东不超过 100 台，华南不超过 100 台。", None, 200),
        ("华东华南各 100 台以内，共 200 台。", None, 200),
        ("总共不超过 500 台，其中华东不超过 300 台。", None, 500),
        ("About 9,000 devices are still on it, so please no more than 10,000 in this round.", None, 10000),
        ("East China may take up to 120 servers, South China up to 80.", None, 200),
        ("120 servers in East China plus 80 in South China, no more.", None, 200),
        ("We allow max. 300 servers, East China and South China only.", None, 300),
        ("总数别过 70 台。", None, 70),
        ("华东华南，一共 80 台封顶。", None, 80),
        ("范围：华东、华南，数量先控制在 300 台以内", None, 300),
        ("Scope: East China, up to 1,200 seats", None, 1200),
        ("8.7.0, East China only, max 40.", None, 40),
        ("【授权】华东 120 套、华南 80 套，合计不超过 200 套", None, 200),
        ("授权给华东 200、华南 150。", None, 350),
        ("Regions: East China, South China. Limit: 200 servers. Valid from 2 Dec to 28 Feb.", None, 200),
        ("• 给谁用：华东、华南两家，总数别过 70", None, 70),
        ("给华东，上限 100，有效期到 2027-06-30。", None, 100),
        ("项目 | 内容\n产品 | 星桥服务端\n版本 | 8.7.0\n获取 | 官网\n授权 | 华东 80 / 华南 60（台）\n期限 | 2026/12/02-2027/11/30\n", None, 140),
        ("首批数量不超过 400 台，区域华东、华南，授权有效期 2026年12月2日 至 2027年5月31日。", None, 400),
        ("这次先开放华东300台的量，最少升够100台。", 100, 300),
        ("只在两个区升，华东 35 套、华南 22 套。", None, 57),
        ("本次授权在华东使用，数量 1000 到 5000 个终端。", 1000, 5000),
        ("We may upgrade up to 300 servers in East China.", None, 300),
        ("Authorised are 30 installations, from 1 to 31 December.", None, 30),
        ("三百台封顶，有效期到明年3月底。", None, 300),
        ("We start with a pilot in Overseas, up to 30 servers, done by Lin Tao (林涛) by December 4. There will be no more than 200 servers altogether.", None, 200),
        ("范围是华东，100到200台。", 100, 200),
        ("总共大概600台，按650台授权。", None, 650),
        ("Let's upgrade 40 machines in South China first, 150 at the very most.", None, 150),
    ],
)
def test_the_quantity_is_what_a_sentence_grants(text: str, low: int | None, high: int | None) -> None:
    assert fields(text).get("quantity") == {"min": low, "max": high}


@pytest.mark.parametrize(
    "text",
    [
        "现网有 300 台在用。",
        "孙丽先升不超过 5 台看看。",
        "首批 20 台，先升 5 台。",
        "华东目前 35 套、华南 22 套在用。",
        "每个门店最多 2 台，别一次全升。",
        "每天不超过 20 台。",
        "华东不超过 100 台。华东不超过 200 台。",  # two that differ: nothing is guessed
        "Last month 40 servers were upgraded.",
    ],
)
def test_figures_that_grant_nothing_are_no_quantity(text: str) -> None:
    assert fields(text).get("quantity") in (None, {"min": None, "max": None})


@pytest.mark.parametrize(
    ("text", "begins", "ends"),
    [
        ("参数只在 12 月有效。", "2026-12-01", "2026-12-31"),
        ("参数有效期先给到 2027 年 3 月 31 日。", None, "2027-03-31"),
        ("先开放300台，12月内有效。", "2026-12-01", "2026-12-31"),
        ("Authorised are 30 installations, from 2 to 31 December.", "2026-12-02", "2026-12-31"),
        ("It is valid between December 2 and December 31.", "2026-12-02", "2026-12-31"),
        ("The licence may be used until 31 March 2027.", None, "2027-03-31"),
        ("Validity: not before Dec 2 and not later than Dec 31", "2026-12-02", "2026-12-31"),
        ("Validity: from 2 December 2026 for one year", "2026-12-02", "2027-12-01"),
        ("Validity: 2 Dec 2026 to 31 March 2027 (both inclusive)", "2026-12-02", "2027-03-31"),
        ("只给华东、华南这两个部门用，最多 60 台，到明年3月底。", None, "2027-03-31"),
        ("8.7.0 官网出了，这次先升华东和华南，别超过 300 台，用到明年 6 月底。", None, "2027-06-30"),
        ("这次授权的有效期从12月1日算到明年6月30日，只适用于华东。", "2026-12-01", "2027-06-30"),
        ("We have permission for at most 90 servers, and only until the end of March 2027.", None, "2027-03-31"),
        ("Valid Dec 1, 2026 - Jun 30, 2027.", "2026-12-01", "2027-06-30"),
        ("名额 220 台，最早 12 月 2 日可用，最迟用到明年 5 月 31 日。", "2026-12-02", "2027-05-31"),
        ("East China only, 300 servers max. Ends March 31.", None, "2027-03-31"),
        ("The authorisation ends March 31.", None, "2027-03-31"),
        ("Expires June 30.", None, "2027-06-30"),
        ("Good until the end of 2027.", None, "2027-12-31"),
        ("We keep these values until the end of March, then we look again.", None, "2027-03-31"),
        ("两地合计 500 台；2026-12-02 生效，2027-05-31 失效。", "2026-12-02", "2027-05-31"),
        ("They stay in force from Dec 2 to Mar 31; after that the defaults come back.", "2026-12-02", "2027-03-31"),
        ("三、授权：华东、海外，数量 2,000 以内，有效期一年，自 2026 年 12 月 2 日起计算。\n四、安排", "2026-12-02", "2027-12-01"),
        ("项目 | 内容\n产品 | 星桥服务端\n版本 | 8.7.0\n获取 | 官网\n授权 | 华东 80 / 华南 60（台）\n期限 | 2026/12/02-2027/11/30\n", "2026-12-02", "2027-11-30"),
        ("这批参数用到春节前，2 月 5 日止。", None, "2027-02-05"),
        ("期限 12.2 - 次年 3.31", "2026-12-02", "2027-03-31"),
        ("Until when: from Dec 1 until June 30, 2027", "2026-12-01", "2027-06-30"),
        ("最多 260 套，用到明年 3 月 31 日为止。", None, "2027-03-31"),
        ("先按 60 台发，到明年 1 月 31 日失效，之后恢复默认。", None, "2027-01-31"),
        ("授权时间写到 12 月 31 日吧。", None, "2026-12-31"),
        ("数量控制在 150 套以内；有效期半年，从 12 月 1 日算起。", "2026-12-01", "2027-05-31"),
    ],
)
def test_the_validity_is_what_a_sentence_grants(text: str, begins: str | None, ends: str) -> None:
    assert fields(text).get("valid") == {"from": begins, "until": ends}


@pytest.mark.parametrize(
    ("text", "channel"),
    [
        ("官网上的安装包是最新的，直接给客户链接就可以。", "official"),
        ("Nova POS 8.7.0 is out on our website.", "official"),
        ("The package is on the official website.", "official"),
        ("8.7.0 is ready (download from the website). Let's go.", "official"),
        ("新版已在官网上线。", "official"),
        ("Ask me for the package, it will not be published.", "pm"),
        ("新版本没有上官网，需要的部门向我索取。", "pm"),
        ("一、升级范围\n本次升级面向华东、华南两个区域，总量控制在 1000 台以内。新版本已在官网发布，各部门自行下载。\n二、安排", "official"),
        ("QA signed off 8.7.0 this morning, so here is what we agreed on the phone. The package can be downloaded from the official website. 孙丽会再通知大家什么时候开始，其他的和上次一样，大家等通知就可以了。", "official"),
        ("It isn't published yet, get it from me.", "pm"),
        ("I'll send you the package.", "pm"),
        ("安装包由我发给各部门。", "pm"),
        ("组件我发。", "pm"),
        ("星桥服务端8.7.0官网出了，大家抓紧。", "official"),
        ("8.7.0官网已发布，请自行安排。", "official"),
        ("安装包官网上可以下载了，先备份。", "official"),
        ("Harbor Server 8.7.0 is final and on the official website.", "official"),
        ("安装包先放我这，要的找我。", "pm"),
        ("升级包我稍后私下发给各位。", "pm"),
        ("新版本不挂网上，需要的部门直接找我。", "pm"),
        ("包有点大，麻烦来我这边拷。", "pm"),
        ("Ping me for the package.", "pm"),
        ("The installer is with me.", "pm"),
        ("来源：官网", "official"),
        ("Version source: from the PM", "pm"),
        ("等8.7.0官网出了再通知。", None),
        ("官网公告发了，大家看一下。", None),
        ("活动页官网上了。", None),
        ("客户可以去官网反馈。", None),
        ("有问题的找我。", None),
        ("升级中需要支持的部门找我。", None),
        ("门店名单先放我这。", None),
        ("安装包先放孙丽那。", None),
        ("需要改时间的找我。", None),
        ("限制旧版本时有困难，需要的部门找我。", None),
        ("版本限制当天我值班，有需要的找我。", None),
        ("限制旧版本有疑问，来我这边取消。", None),
        ("孙丽会把包发给门店。", None),
        ("孙丽把升级包发给我。", None),
        ("请把版本发给我。", None),
        ("程序我发现有问题。", None),
        ("I will publish the results on Friday.", None),
    ],
)
def test_the_channel_is_who_hands_the_version_out(text: str, channel: str | None) -> None:
    assert fields(text).get("channel") == channel


@pytest.mark.parametrize(
    ("subject", "text", "product"),
    [
        ("【计划】智汇POS客户端老版本限制", "见下。", "智汇POS客户端"),
        ("【计划】下发 max_conn 参数", "最近云仓服务端连接数老是打满，把 max_conn 从 200 调到 500。", "云仓服务端"),
        ("【计划】comsvr 组件升级到 2.8.7", "财通计费的 comsvr 有个内存泄漏，计费主程序不动。", "财通计费"),
        ("【计划】升级安排", "金蝶桥2.0.16今天发布到官网了。", "金蝶桥"),
        ("【计划】升级安排", "本次为蓝鲸收银平台服务端发布 3.4.0。", "蓝鲸收银平台服务端"),
        ("[PLAN] Keepalive parameters", "please roll out the parameters for Starbridge Server:", "Starbridge Server"),
        ("[PLAN] Upgrade of ratesvr", "Test has handed over ratesvr 1.9.4, a component of TelcoBill.", "TelcoBill"),
        ("[PLAN] June rollout", "We plan to upgrade Helios to 4.4.2 next month.", "Helios"),
        ("[PLAN] Component upgrade: comsvr 3.3.0", "Please get the package from me.", "comsvr"),
        ("【计划】星桥服务端升8.2.2", "官网有了。", "星桥服务端"),
        ("【计划】组件独立升级的通知", "测试部已提交 comsvr V3.4.0 最终版本。", "comsvr"),
        ("[PLAN] comsvr 3.8.0 component upgrade for Ledgerly Billing", "As agreed on the phone.", "Ledgerly Billing"),
        ("[PLAN] comsvr 3.8.0 component upgrade for East China", "As agreed on the phone.", "comsvr"),
        ("[PLAN] Billing component comsvr 4.1 rollout", "As agreed on the phone.", "comsvr"),
        ("【计划】通知：掌柜客户端 7.1 起用，6.x 停用", "见下。", "掌柜客户端"),
        ("【计划】参数下发", "云打印服务有两个参数要下。", "云打印服务"),
        ("【计划】天衡计费comsvr 5.0.2组件升级", "见下。", "天衡计费"),
        ("【计划】天衡计费的comsvr 5.0.2组件升级", "见下。", "天衡计费"),
        ("【计划】天衡计费组件comsvr 5.0.2升级", "见下。", "天衡计费"),
        ("【计划】天衡计费comsvr组件5.0.2升级", "见下。", "天衡计费"),
        ("【计划】磐石计费组件comsvr2.8.7", "磐石计费的comsvr升到2.8.7，官网下载。", "磐石计费"),
        ("【计划】磐石计费组件2.8.7升级", "见下。", "磐石计费"),
        ("【计划】comsvr 2.8.7 组件升级", "产品：斗拱计价的 comsvr", "斗拱计价"),
        ("【计划】计费组件 comsvr 2.8.7 升级", "见下。", "comsvr"),
        ("【计划】计费产品comsvr组件3.4.2独立升级", "见下。", "comsvr"),
        ("【计划】云账计费 ratesvr 组件升级", "ratesvr 2.1.5 测好了，包在我这。", "云账计费"),
        ("[PLAN] Client restriction", "Product: StarBridge Client 5.9 (ask me for the installer, it is not on the website yet)", "StarBridge Client"),
        ("【计划】升级安排", "请把老客户端都限掉，备用服务端先不动。", None),
        ("【计划】升级安排", "升级前关闭操作系统防火墙，进管理平台看一下。", None),
        ("【计划】升级安排", "云仓服务端和云仓客户端一起升。", None),
        ("【计划】升级安排", "华东先升服务端，孙丽的客户端后升。", None),
        ("[PLAN] June rollout", "Please upgrade all old clients. Test Server first.", None),
    ],
)
def test_the_product_is_the_only_one_that_is_named(subject: str, text: str, product: str | None) -> None:
    assert fields(text, subject).get("product") == product


@pytest.mark.parametrize(
    "text",
    [
        "Guidance from product: please take a snapshot first.",
        "The guidance of the product department: please take a snapshot first.",
        "产品部给的指导意见：please take a snapshot first.",
    ],
)
def test_guidance_is_whoever_gives_it(text: str) -> None:
    said = fields(text)
    assert (said.get("guidance"), said.get("product")) == ("please take a snapshot first.", "星桥服务端")


def test_the_version_of_what_was_is_no_target() -> None:
    assert fields("旧的版本：8.0").get("version") == "8.7.0"


def test_a_sentence_that_grants_is_nobodys_work() -> None:
    understood = read(SU, "只给华东、华南这两个部门用，最多 60 台，到明年3月底。" + NODE)
    assert [(node["title"], node["due"][:10]) for node in understood.nodes if node["key"] != "finalize"] == [("升级", "2026-12-04")]


def test_a_field_known_by_its_value_is_not_called_unknown() -> None:
    understood = read(SU, "只给这两个部门用：华东、华南" + NODE)
    assert [remark.words for remark in understood.remarks if remark.reason == "unknown-field"] == []


@pytest.mark.parametrize(("applies", "version"), [("8.2.x", "8.2.x"), ("8.2.1", "8.2.1"), ("8.0 及以上", None)])
def test_the_version_of_parameters_is_that_which_they_apply_to(applies: str, version: str | None) -> None:
    text = f"适用版本：{applies}\n参数：heartbeat.interval=30\n1、参数下发 孙丽 12月4日"
    assert read("【计划】星桥客户端扩展参数下发", text).fields.get("version") == version


@pytest.mark.parametrize(
    ("rows", "most"),
    [
        ("周航 12月4日前升级完，30套以内", 30),
        ("1、组件升级：周航，12月4日，数量30套以内", 30),
        ("1、灰度升级：周航，12月4日，20套以内\n2、全量升级：周航，12月11日，30套以内", None),  # each its own
    ],
)
def test_the_only_rollout_may_say_how_many(rows: str, most: int | None) -> None:
    assert (read("【计划】comsvr 3.4.2 组件升级", f"各位：\n{rows}").fields.get("quantity") or {"max": None})["max"] == most
