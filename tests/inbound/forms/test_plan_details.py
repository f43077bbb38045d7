"""Plans whose nodes, fields and tables do not stand where one looks first: details below, several on a line, forms in fours."""

from typing import Any

import pytest
from plan_mails import CAMPAIGN, brief, context_of, plan_of, read

from mailbot.campaign.commands import FilePlan
from mailbot.inbound.forms.plans.replies import read_amendment

SU, CR, PR = "【计划】星桥服务端8.2.1在线升级及版本限制", "【计划】星桥客户端5.6.0版本限制", "【计划】扩展参数下发"
GRAY, FULL, BARRED = (
    ("rollout", "sunli", (), "12-03 18:00"),
    ("rollout-2", "zhouhang", (), "12-11 18:00"),
    ("restrict", "hanbing", (), "12-18 00:00"),
)

LAID_OUT = {
    "a time beside a date in figures": (
        SU,
        "灰度：孙丽，12.3 ~ 12.5\n限制：韩冰，12.22晚上10点\n总结：12/29 陈静",
        [
            ("rollout", "sunli", (), "12-05 18:00"),
            ("restrict", "hanbing", (), "12-22 22:00"),
            ("finalize", "chenjing", (), "12-29 18:00"),
        ],
    ),
    "a list on one line": (
        SU,
        "节点：灰度升级 孙丽 12/3；全量升级 周航 12/11；版本限制 韩冰 12/18 0点",
        [GRAY, FULL, BARRED],
    ),
    "a list on one line beside a line of its own": (
        SU,
        "灰度升级 孙丽 12/3；全量升级 周航 12/11\n版本限制 韩冰 12/18 0点",
        [GRAY, FULL, BARRED],
    ),
    "arrows between nodes with their details in brackets": (
        SU,
        "灰度升级（孙丽，12月3日）→ 全量升级（周航，12月11日）→ 版本限制（韩冰，12月18日 0点）",
        [GRAY, FULL, BARRED],
    ),
    "nodes in a row with their details in brackets": (
        SU,
        "安排：灰度升级（孙丽，12月3日）、全量升级（周航，12月11日）、版本限制（韩冰，12月18日 0点）。",
        [GRAY, FULL, BARRED],
    ),
    "numbers within a line": (SU, "①灰度升级（孙丽12/3）②全量升级（周航12/11）③版本限制（韩冰12/18 0点）", [GRAY, FULL, BARRED]),
    "whose what when, in a row": (
        SU,
        "孙丽12月3日灰度升级、周航12月11日全量升级、韩冰12月18日0点版本限制",
        [GRAY, FULL, BARRED],
    ),
    "ASCII arrows": (SU, "灰度升级 孙丽 12/3 -> 全量升级 周航 12/11 -> 版本限制 韩冰 12/18 0:00", [GRAY, FULL, BARRED]),
    "headings and labels below": (
        SU,
        "灰度升级\n负责人：孙丽\n完成时间：12月3日\n\n全量升级\n负责人：周航\n完成时间：12月11日\n\n"
        "版本限制\n负责人：韩冰\n完成时间：12月18日零点",
        [GRAY, FULL, BARRED],
    ),
    "a field that is called like a node, above another field": (
        SU,
        "获取：官网 https://down.example/s82\n部门：华东、华南\n\n1. 12月3日 灰度升级（孙丽）\n2. 12月18日零点 版本限制（韩冰）",
        [GRAY, BARRED],
    ),
    "a helper between owner and time": (
        SU,
        "节点：灰度升级\n负责人：孙丽\n协助：周航\n完成时间：12月3日\n节点：版本限制\n负责人：韩冰\n完成时间：12月18日零点",
        [("rollout", "sunli", ("zhouhang",), "12-03 18:00"), BARRED],
    ),
    "owner, helper and time between semicolons": (
        SU,
        "灰度升级：孙丽；协助：周航；12月3日\n版本限制：韩冰；12月18日零点",
        [("rollout", "sunli", ("zhouhang",), "12-03 18:00"), BARRED],
    ),
    "a department in brackets before the colon": (
        SU,
        "灰度升级（孙丽）：12月3日\n版本限制（技术部）：12月18日零点。",
        [GRAY, BARRED],
    ),
    "a version that begins like a number": (
        SU,
        "1. 灰度升级：孙丽，12月3日\n2. 版本限制：韩冰，12月18日零点\n三、版本限制\n7.x 及以下，自12月18日零点起限制。",
        [GRAY, BARRED],
    ),
    "a bullet with bullets below": (
        SU,
        "- 灰度升级\n  - 负责人：孙丽\n  - 时间：12月3日\n- 版本限制\n  - 负责人：韩冰\n  - 时间：12月18日零点",
        [GRAY, BARRED],
    ),
}


@pytest.mark.parametrize(("subject", "text", "nodes"), LAID_OUT.values(), ids=LAID_OUT)
def test_the_nodes_are_found(subject: str, text: str, nodes: list[Any]) -> None:
    understood = read(subject, text)
    plan_of(understood)
    assert brief(understood) == nodes


def test_a_node_told_twice_is_one() -> None:
    """A sentence that repeats what a line has said adds nothing."""
    text = "灰度升级 孙丽 12/3\n全量升级 周航 12/11\n灰度孙丽 12/3，总结陈静 12/25。"
    assert [key for key, *_ in brief(read(SU, text))] == ["rollout", "rollout-2", "finalize"]


def test_a_restriction_with_its_owner_below_is_a_node_and_a_restriction() -> None:
    text = "版本获取 周航 12月4日\n\n• 版本限制：5.4 及以下\n  生效时间：2026-12-15 00:00\n  负责人：周航\n"
    understood = read(CR, text)
    assert brief(understood) == [("obtain", "zhouhang", (), "12-04 18:00"), ("restrict", "zhouhang", (), "12-15 00:00")]
    (restriction,) = understood.fields["restrictions"]
    assert (restriction["versions"], restriction["effective"]) == ("≤5.4", "2026-12-15T00:00:00+08:00")


NODES = "\n灰度升级 孙丽 12月3日\n全量升级 周航 12月11日\n"

FIELDS = {
    "guidance that goes on after a comma": (
        SU,
        "指导意见：先在测试门店验证，\n再分批升级；\n遇到老终端先加白名单。" + NODES,
        {"guidance": "先在测试门店验证，\n再分批升级；\n遇到老终端先加白名单。"},
    ),
    "batches named in brackets": (
        SU,
        "数量：20台（灰度），500台（全量）" + NODES,
        {"quantity": {"min": None, "max": 500}},
    ),
    "regions behind the word alone": (
        SU,
        "版本从官网获取，授权区域华东、华南。" + NODES,
        {"regions": ["华东", "华南"]},
    ),
    "regions in a sentence": (SU, "这次先做华东和华南，总数不超过300台。" + NODES, {"regions": ["华东", "华南"]}),
    "validity in a clause": (SU, "只做华东，12月底前有效。" + NODES, {"valid": {"from": None, "until": "2026-12-31"}}),
    "the PM by name": (SU, "版本获取途径：联系陈静获取" + NODES, {"channel": "pm"}),
    "the site alone": (SU, "星桥服务端 8.2.1，官网。" + NODES, {"channel": "official"}),
    "a field behind a gap": (
        SU,
        "产品：星桥服务端   有效期至2027年12月31日" + NODES,
        {"product": "星桥服务端", "valid": {"from": None, "until": "2027-12-31"}},
    ),
    "a date is no version": (
        SU,
        "灰度 12/3 前孙丽做，全量周航 12/11，限制韩冰 12/18 零点，2.9 以下全部限制。",
        {
            "restrictions": [
                {"versions": "<2.9", "effective": "2026-12-18T00:00:00+08:00", "delayed_until": None, "scope": None}
            ]
        },
    ),
    "what is done to a product is not its name": (
        "[PLAN] comsvr component upgrade to 4.4.1 - Maple Billing",
        "Max 90 installations.\nGuidance: upgrade outside business hours and keep\na copy.\nComponent upgrade: 孙丽, Dec 3\n",
        {
            "product": None,
            "quantity": {"min": None, "max": 90},
            "guidance": "upgrade outside business hours and keep\na copy.",
        },
    ),
    "a restriction within a node's row": (
        SU,
        "节点 | 负责人 | 完成时间 | 备注\n版本限制 | 韩冰 | 12月22日 22:00 | 6.0以下",
        {
            "restrictions": [
                {"versions": "<6.0", "effective": "2026-12-22T22:00:00+08:00", "delayed_until": None, "scope": None}
            ]
        },
    ),
    "a heading without a colon": (
        SU,
        "一、时间节点\n1. 灰度升级 孙丽 12月3日\n二、版本限制\n7.x 及以下，自12月18日零点起限制。\n三、指导意见\n先备份，\n再升级。",
        {"guidance": "先备份，\n再升级。"},
    ),
    "a version behind up to is no validity": (
        PR,
        "产品：星桥服务端\n参数：retry.max = 5\n范围：所有已升到 8.2 的服务器，约 300 台以内\n参数下发 孙丽 12月3日",
        {"valid": None, "quantity": {"min": None, "max": 300}},
    ),
    "figures alone are a validity": (
        PR,
        "产品：星桥服务端\n参数：retry.max = 5\n授权：华东，300 台以内，用到 2.28\n参数下发 孙丽 12月3日",
        {"valid": {"from": None, "until": "2027-02-28"}},
    ),
    "English labels of two words, one below the other": (
        SU,
        "Product: Cashlink Server\nRegion: Overseas\nValid until: June 30, 2027\nQuantity limit: 40" + NODES,
        {"valid": {"from": None, "until": "2027-06-30"}},
    ),
    "the version that is authorised, beside those restricted": (
        "【计划】关于云枢客户端旧版本限制的通知",
        "本次授权的版本为云枢客户端 7.0，授权区域为华东。\n6.5 及以下版本自 2026 年 12 月 15 日零点起限制登录。\n1. 版本限制 孙丽 12月15日",
        {"version": "7.0"},
    ),
    "the versions that are restricted are not what is authorised": (
        "【计划】关于云枢客户端旧版本限制的通知",
        "本次限制的版本为 6.5 及以下，自 12 月 15 日零点起。\n1. 版本限制 孙丽 12月15日",
        {"version": None},
    ),
    "a region in traditional characters": (SU, "區域：海外、華南" + NODES, {"regions": ["海外", "华南"]}),
    "a sentence before a colon is no parameter": (
        PR,
        "一、下发内容\n本次为云枢服务端下发两项扩展参数：cache.size 由 256 调整为 512，cache.ttl 设为 3600。\n二、节点\n参数下发 孙丽 12月3日",
        {"parameters": [{"name": "cache.size", "value": "512"}, {"name": "cache.ttl", "value": "3600"}]},
    ),
    "parameters in full width": (
        PR,
        "参数：ａｕｄｉｏ．ｃｏｄｅｃ＝ｏｐｕｓ；jitter.buffer=120；\n参数下发 孙丽 12月3日",
        {"parameters": [{"name": "audio.codec", "value": "opus"}, {"name": "jitter.buffer", "value": "120"}]},
    ),
    "what is rolled out elsewhere says nothing of whom is restricted": (
        SU,
        "孙丽下周三前把华东的先升完，周航12月9号前升完华南，韩冰12月16号零点把8.0及以下的限掉。",
        {"restrictions": [{"versions": "≤8.0", "effective": "2026-12-16T00:00:00+08:00", "delayed_until": None, "scope": None}]},
    ),
    "a place that a restriction is for": (
        SU,
        "华东 8.0 及以下版本12月16日起限制，华南12月20日起。\n1. 升级 孙丽 12月3日",
        {
            "restrictions": [
                {"versions": "≤8.0", "effective": "2026-12-16", "delayed_until": None, "scope": "华东"},
                {"versions": "≤8.0", "effective": "2026-12-20", "delayed_until": None, "scope": "华南"},
            ]
        },
    ),
    "what asks for an answer below the guidance": (
        SU,
        "一、节点\n1. 升级 孙丽 12月3日\n\n二、指导意见\n内存小于 8G 的服务器不升级。\n\n如无异议，请回复“同意”。",
        {"guidance": "内存小于 8G 的服务器不升级。"},
    ),
    "whether to go on belongs to the guidance": (
        SU,
        "一、节点\n1. 升级 孙丽 12月3日\n\n二、指导意见\n先升两台。\n\n如无问题再升其余。",
        {"guidance": "先升两台。\n如无问题再升其余。"},
    ),
    "a product before what its parameters are": ("【计划】磐石网关限流参数下发", "参数 rate.limit=3000\n参数下发 孙丽 12月3日", {"product": "磐石网关"}),
    "a product with a blank behind it": ("【计划】云账服务端 对账参数下发", "参数 recon.batch=2000\n参数下发 孙丽 12月3日", {"product": "云账服务端"}),
    "the whole name of a product before its parameters": ("【计划】星桥平台客户端心跳参数下发", "参数 a.b=3\n参数下发 孙丽 12月3日", {"product": "星桥平台客户端"}),
    "a sort of machine is no product": ("【计划】华东服务端心跳参数下发", "参数 a.b=3\n参数下发 孙丽 12月3日", {"product": None}),
    "whoever hands it out": (SU, "8.2.1 由陈静发放，请知悉。" + NODES, {"channel": "pm"}),
    "the sender hands it out": (SU, "版本从我这里拿。" + NODES, {"channel": "pm"}),
    "what somebody else is to take is no channel": (SU, "门店名单由孙丽提供。" + NODES, {"channel": None}),
    "a component that is upgraded on its own is the product": (
        "[CU] [计划] comsvr 8.1.1",
        "组件升级 孙丽 12月3日",
        {"product": "comsvr", "version": "8.1.1"},
    ),
    "a product behind a blank": (SU, "产品 锦鲤平台" + NODES, {"product": "锦鲤平台"}),
    "a field in brackets": (
        SU,
        "应客户要求升级（产品：雨燕终端）。" + NODES,
        {"product": "雨燕终端"},
    ),
    "a parameter from one value to another": (
        PR,
        "cache.ttl 由 300 改为 600\ncache.size：由 64MB 调整为 128MB\n参数下发 孙丽 12月3日",
        {"parameters": [{"name": "cache.ttl", "value": "600"}, {"name": "cache.size", "value": "128MB"}]},
    ),
    "urgency in brackets": ("【紧急】【计划】木棉服务端8.8.0在线升级", NODES, {"product": "木棉服务端"}),
    "urgency before a colon": ("【计划】加急：木棉服务端 8.8.0 在线升级", NODES, {"product": "木棉服务端"}),
    "a trial is no authorisation": (SU, "先在华东试点。" + NODES, {"regions": None}),
    "a version on the site": (
        "[PLAN] Harbor Server 9.4.0 online upgrade",
        "Harbor Server 9.4.0 passed QA and is available on the official website.\nPilot upgrade: 孙丽, Dec 3\n",
        {"channel": "official"},
    ),
    "a product without its version": (
        "【计划】水杉计费扩展参数下发",
        "参数：log.level=WARN\n参数下发 孙丽 12月3日",
        {"product": "水杉计费"},
    ),
    "what a parameter is called is no product": (
        "【计划】心跳间隔扩展参数下发",
        "参数：log.level=WARN\n参数下发 孙丽 12月3日",
        {"product": None},
    ),
}


@pytest.mark.parametrize(("subject", "text", "fields"), FIELDS.values(), ids=FIELDS)
def test_the_field_is_read(subject: str, text: str, fields: dict[str, Any]) -> None:
    understood = read(subject, text)
    plan_of(understood)
    assert {name: understood.fields.get(name) for name in fields} == fields


def test_a_form_in_fours_is_no_table_of_restrictions() -> None:
    text = (
        "| 产品 | 星桥客户端 | 目标版本 | 5.6.2 |\n| 获取方式 | 官网 | 有效期 | 2026.12.10-2027.6.30 |\n"
        "| 限制版本 | 5.4及以下 | 生效时间 | 2026-12-20 |\n\n| 节点 | 负责人 | 完成时间 |\n| 版本限制 | 周航 | 12月20日 |\n"
    )
    understood = read("【计划】星桥客户端版本限制", text)
    assert [(r["versions"], r["effective"]) for r in understood.fields["restrictions"]] == [("≤5.4", "2026-12-20")]
    assert understood.fields["version"] == "5.6.2"


def test_parameters_above_nodes_in_one_sheet_are_two_tables() -> None:
    sheet = (
        "产品;星桥网关;\n参数名;参数值;\nheartbeat;30;\nretry;5;\n;;\n节点;负责人;完成时间\n参数下发;周航;2026-12-09\n"
    )
    understood = read(PR, "见附件。", files=(("下发.csv", sheet.encode("gb18030")),))
    assert understood.fields["parameters"] == [{"name": "heartbeat", "value": "30"}, {"name": "retry", "value": "5"}]
    assert brief(understood) == [("rollout", "zhouhang", (), "12-09 18:00")]


def test_a_column_of_nodes_beside_parameters_is_the_title() -> None:
    table = (
        "| 名称 | 值 | 节点 | 负责人 | 完成时间 |\n| --- | --- | --- | --- | --- |\n"
        "| log.level | WARN | 参数下发 | 周航 | 12月9日 |\n| log.keep | 90 | 参数下发 | 周航 | 12月9日 |\n"
    )
    understood = read(PR, table)
    assert brief(understood) == [("rollout", "zhouhang", (), "12-09 18:00")]
    assert [p["name"] for p in understood.fields["parameters"]] == ["log.level", "log.keep"]


def test_a_line_that_announces_changes_is_none() -> None:
    text = "好的，按孙丽的意见改：\n全量升级 周航 12月15日"
    understood = read_amendment(context_of("回复: 【计划】星桥服务端", text, campaign=CAMPAIGN))
    assert understood is not None
    (plan,) = understood.commands
    assert isinstance(plan, FilePlan)
    assert [(n.key, n.owner) for n in plan.nodes] == [("rollout-2", "zhouhang@corp.example")]


@pytest.mark.parametrize(
    ("words", "until"),
    [("6个月，自2026年12月1日起", "2027-05-31"), ("自12月1日起半年", "2027-05-31"), ("一年，从12月1日起算", "2027-11-30"), ("一年（2026.12.1起）", "2027-11-30")],
)
def test_a_length_of_validity_ends_the_day_before_it_comes_round(words: str, until: str) -> None:
    assert read(SU, f"有效期：{words}{NODES}").fields["valid"] == {"from": "2026-12-01", "until": until}


def test_a_form_on_a_sheet_of_its_own_is_no_table_of_nodes() -> None:
    form = "字段,内容\n产品,星桥服务端\n版本,8.2.1\n发布,官网\n区域,华东\n有效期,2026/12/1-2027/12/31\n"
    understood = read(SU, "灰度升级 孙丽 12月3日", files=(("基本信息.csv", form.encode()),))
    plan_of(understood)
    assert brief(understood) == [GRAY]
    assert (understood.fields["regions"], understood.fields["channel"]) == (["华东"], "official")


CALLED_OFF = {
    "the title": ("[PLAN] 取消：星桥服务端 8.2.1", "原因：客户不升了。", "cancellation"),
    "a clause": ("[PLAN] SU-2026-0007", "取消吧，客户合同变了。", "cancellation"),
    "a sentence of the plan": ("[PLAN] SU-2026-0007", "客户合同变更，本策略取消，请停止操作。", "cancellation"),
    "a sentence of the product": (
        "[PLAN] SU-2026-0007",
        "因客户合同变更，星桥服务端8.2.1升级计划作废。",
        "cancellation",
    ),
    "one node is taken out": ("[PLAN] SU-2026-0007", "取消全量升级。", None),
    "one node, before its name": ("[PLAN] SU-2026-0007", "取消版本限制", None),
    "one node, after its name": ("[PLAN] SU-2026-0007", "版本限制 取消", None),
    "one node, as a field": ("[PLAN] SU-2026-0007", "取消节点：版本限制", None),
    "the whole, where a node is called like it": ("[PLAN] SU-2026-0007", "本次全量升级取消，客户不升了，策略作废", "cancellation"),
    "only if": ("[PLAN] SU-2026-0007", "如果客户不同意，本计划取消。", None),
    "another date": ("[PLAN] SU-2026-0007", "原计划12月5日取消，改到12月8日。", None),
}


@pytest.mark.parametrize(("subject", "text", "kind"), CALLED_OFF.values(), ids=CALLED_OFF)
def test_a_campaign_is_called_off_in_words(subject: str, text: str, kind: str | None) -> None:
    understood = read(subject, text, campaign=CAMPAIGN)
    assert (understood.kind == "cancellation") is (kind == "cancellation")


@pytest.mark.parametrize("text", ["取消版本限制", "版本限制 取消", "取消节点：版本限制", "删除节点：版本限制", "不再做版本限制"])
def test_one_node_is_taken_out_by_its_name(text: str) -> None:
    plan = plan_of(read("[PLAN] SU-2026-0007", text, campaign=CAMPAIGN))
    assert [(n.key, n.drop) for n in plan.nodes] == [("restrict", True)]
    assert plan.partial


def test_a_revision_under_a_fresh_tag_may_change_one_field_only() -> None:
    understood = read("[PLAN] [SU-2026-0007] 版本更新", "版本改为 8.2.2，其余不变。", campaign=CAMPAIGN)
    assert (understood.kind, understood.fields["version"]) == ("revision", "8.2.2")
    assert plan_of(understood).partial


FORM = "产品 星桥客户端\n目标版本 5.7.2\n限制版本 5.0 以下\n限制时间 12月21日 0点\n版本限制 孙丽 12月21日 0点\n"


def test_a_form_with_one_blank_behind_its_labels_is_fields_and_no_nodes() -> None:
    plan = plan_of(read("【计划】客户端版本限制", FORM))
    assert (plan.product, plan.version, [r.versions for r in plan.restrictions], len(plan.nodes)) == ("星桥客户端", "5.7.2", ["<5.0"], 1)


def test_a_product_ends_before_another_field_of_its_line() -> None:
    plan = plan_of(read("【计划】在线升级", "产品：云仓服务端，目标版本 5.8.5\n升级 孙丽 12月4日"))
    assert (plan.product, plan.version) == ("云仓服务端", "5.8.5")


def test_a_campaign_that_only_restricts_has_no_version_of_its_own() -> None:
    plan = plan_of(read("【计划】星桥客户端版本限制", "5.4 及以下 12 月 21 日起限制。\n版本限制 孙丽 12月21日"))
    assert (plan.version, [r.versions for r in plan.restrictions]) == ("", ["≤5.4"])


@pytest.mark.parametrize(
    "text",
    [
        "8.0 及以下国内 12 月 21 日零点起限制，国际可以到明年1月底。孙丽12月4日升完，韩冰12月21日0点做限制。",
        "Versions below 8.0 will be blocked from 21 December. Overseas gets a grace period until 11 January 2027.\nUpgrade - 孙丽 - 4 Dec\nRestriction - 韩冰 - 21 Dec 0:00",
    ],
)
def test_for_whom_a_restriction_is_put_off_is_nobodys_node(text: str) -> None:
    assert [one[0] for one in brief(read(SU, text))] == ["rollout", "restrict"]
