"""What a plan tells in its own words: nodes of several, versions, amounts, validity, parameters."""

import pytest
from plan_mails import brief, plan_of, read

SU = "【计划】星桥服务端 8.7.0 升级及限制"
PR = "【计划】参数下发"
NODE = "\n升级：孙丽，12月4日"


@pytest.mark.parametrize(
    ("text", "nodes"),
    [
        (
            "第一批升级：孙丽，12月4日；版本限制（8.5及以下）：韩冰，12月25日。",
            [("sunli", "12-04 18:00"), ("hanbing", "12-25 18:00")],
        ),
        (
            "第一批升级：孙丽，12月4日；版本限制（8.5以前的版本）：韩冰，12月25日。",
            [("sunli", "12-04 18:00"), ("hanbing", "12-25 18:00")],
        ),
        ("升级：孙丽 12月3日；李想 12月4日；", [("sunli", "12-03 18:00"), ("lixiang", "12-04 18:00")]),
        (
            "下列部门按期完成升级：\n华东业务部 12月3日\n华南业务部 12月7日上午10点",
            [("sunli", "12-03 18:00"), ("zhouhang", "12-07 10:00")],
        ),
        ("时间如下：\n孙丽 12月3日\n李想 12月7日", [("sunli", "12-03 18:00"), ("lixiang", "12-07 18:00")]),
        ("和各业务部门商量下来，请李想在 12 月 10 日前完成灰度升级。", [("lixiang", "12-10 18:00")]),
        ("经孙丽、周航同意，灰度升级由李想12月18日完成。", [("lixiang", "12-18 18:00")]),
        ("跟孙丽确认过，李想 12 月 10 日前完成灰度升级。", [("lixiang", "12-10 18:00")]),
        # A department's short name that names a node, too; a label within the line.
        ("1. 升级 孙丽 12月4日\n2. 测试 吴敏 12月8日\n3. 研发 郑凯 12月2日", [("sunli", "12-04 18:00"), ("wumin", "12-08 18:00"), ("zhengkai", "12-02 18:00")]),
        ("12月4日前 灰度升级，孙丽\n12月7日前 全量升级，负责人：周航", [("sunli", "12-04 18:00"), ("zhouhang", "12-07 18:00")]),
        ("12月4日前 灰度升级，负责人：孙丽\n全量升级，负责人：周航，12月7日", [("sunli", "12-04 18:00"), ("zhouhang", "12-07 18:00")]),
        # What stands in the sentences before the first day is no node's title.
        (
            "测试已交付V8.7.0，官网可下。安排：12月4日下班前华东升完（孙丽负责），12月7日华南升完，周航负责；12月21日起8.4及以下限制，韩冰执行。",
            [("sunli", "12-04 18:00"), ("zhouhang", "12-07 18:00"), ("hanbing", "12-21 18:00")],
        ),
    ],
)
def test_each_node_is_told_with_its_owner_and_its_day(text: str, nodes: list[tuple[str, str]]) -> None:
    understood = read("【计划】星桥服务端 8.7.0 在线升级", text)
    plan_of(understood)
    assert [(owner, due) for _, owner, _, due in brief(understood)] == nodes


@pytest.mark.parametrize(
    "when", ["大概12月初", "最早12月5日", "约12月5日", "12月5日前后", "3/5 完成后继续", "农历十二月初八", "￥12.30", "12.3万元", "即日起"]
)
def test_a_day_that_is_hedged_or_none_is_asked_about(when: str) -> None:
    understood = read(SU, f"1. 灰度升级 孙丽 {when}\n2. 版本限制 韩冰 12月25日")
    assert "nodes[1].due" in {fault.field for fault in understood.faults}


def test_a_signature_with_its_date_is_no_node() -> None:
    understood = read(SU, "升级：孙丽，12月4日\n版本限制：韩冰，12月25日\n\n谢谢\n陈静\n2026年12月1日")
    assert [owner for _, owner, _, _ in brief(understood)] == ["sunli", "hanbing"]


@pytest.mark.parametrize("heading", ["值班表：", "评审人：", "升级值班安排：", "备注"])
def test_people_and_days_under_another_heading_are_no_nodes(heading: str) -> None:
    text = f"灰度升级：孙丽，12月4日\n全量升级：李想，12月11日\n\n{heading}\n孙丽 12月5日\n李想 12月6日"
    assert [due for *_, due in brief(read(SU, text))] == ["12-04 18:00", "12-11 18:00"]


@pytest.mark.parametrize(
    ("title", "text", "version"),
    [
        ("星桥客户端5.9升级", "客户端5.9.2的计划见下。版本找我拿。", "5.9.2"),
        ("星桥服务端8.2.1升级", "8.2.1.3 的缺陷已经修复，这次不用。", "8.2.1"),
        ("服务端 8.9 升级（替代 8.8.5）", "8.8.5 有缺陷已作废。这次用 8.9.1。", "8.9.1"),
        ("服务端升级", "这次用 8.9.1。5.6及以下的1月4日起不能再登录。", "8.9.1"),
        ("星桥客户端5.8版本限制", "星桥客户端 5.8.0 定于下月起实施版本限制，5.5 及以下版本到期后不能登录。", "5.8.0"),
        ("Client restriction", "Current release of the Cashier Client is 6.3 and it can be downloaded from our site. All versions from 5.0 to 5.6 shall be restricted from 7 January 2027.", "6.3"),
        ("服务端升级", "当前版本: 4.x\n升级版本: 5.0.8", "5.0.8"),
    ],
)
def test_the_version_is_the_one_that_is_rolled_out(title: str, text: str, version: str) -> None:
    assert read(f"【计划】{title}", text + NODE).fields["version"] == version


def test_two_longer_versions_of_the_titles_are_asked_about() -> None:
    understood = read("【计划】星桥服务端8.9升级", f"华东用 8.9.1，华南用 8.9.2。{NODE}")
    assert [f.field for f in understood.faults] == ["version"]


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("首批放给门店，300台以内。", "quantity", {"min": None, "max": 300}),
        ("最少 30 台，最多 200 台。", "quantity", {"min": 30, "max": 200}),
        ("数量不设上限，至少升 80 套。", "quantity", {"min": 80, "max": None}),
        ("首批不超过 20 台，总数不超过 500 台。", "quantity", {"min": None, "max": 500}),
        ("No more than 250 servers. Agreed on the call.", "quantity", {"min": None, "max": 250}),
        ("授权到明年3月底。", "valid", {"from": None, "until": "2027-03-31"}),
        ("这版授权从12月2日开始、明年3月底截止。", "valid", {"from": "2026-12-02", "until": "2027-03-31"}),
        ("有效期：12月2日起，3月31日止", "valid", {"from": "2026-12-02", "until": "2027-03-31"}),
        ("OK. Valid from 2 Dec 2026 until 28 Feb 2027.", "valid", {"from": "2026-12-02", "until": "2027-02-28"}),
        ("安装包在我这里。", "channel", "pm"),
        ("获取方式：联系产品经理", "channel", "pm"),
        ("范围：华东、华南", "regions", ["华东", "华南"]),
    ],
)
def test_a_field_told_in_a_sentence_is_read(text: str, name: str, value: object) -> None:
    understood = read(SU, text + NODE)
    plan_of(understood)
    assert understood.fields[name] == value


@pytest.mark.parametrize("text", ["授权到下一版。", "范围：见下表", "影响范围：门店"])
def test_words_that_name_no_period_and_no_region_are_none(text: str) -> None:
    fields = read(SU, text + NODE).fields
    assert (fields.get("valid"), fields.get("regions")) == (None, None)


@pytest.mark.parametrize(
    ("title", "text", "parameters"),
    [
        (PR, "把 cache.size 调成 2048、cache.ttl 改为 300。", [("cache.size", "2048"), ("cache.ttl", "300")]),
        (PR, "需要把 cache.size 调到 2048，其他参数不动。", [("cache.size", "2048")]),
        (PR, "log.level 由 info 改为 debug，log.size 改成 20M，改完告诉我", [("log.level", "debug"), ("log.size", "20M")]),
        (PR, "io.list 改为 1,2,3", [("io.list", "1,2,3")]),
        (PR, "io.url 改为 http://a.example/c,d", [("io.url", "http://a.example/c,d")]),
        (f"{PR} net.mtu=1400", "", [("net.mtu", "1400")]),
        (PR, "把扩展参数 report_interval=120 下发一下，海外的都要下。", [("report_interval", "120")]),
        (PR, "keepalive.interval = 45 and keepalive.retries=3 for Orion Server", [("keepalive.interval", "45"), ("keepalive.retries", "3")]),
        (PR, "这次下发 net.mtu=1400、log.level=warn 两个参数。", [("net.mtu", "1400"), ("log.level", "warn")]),
        (PR, "session.timeout 从 600 调到 1800，同时打开 session.keepalive（值 true）。", [("session.timeout", "1800"), ("session.keepalive", "true")]),
        (PR, "jvm.opts = -Xmx2g -Xms1g", [("jvm.opts", "-Xmx2g -Xms1g")]),
        (PR, "alarm.mail = a@corp.example, b@corp.example", [("alarm.mail", "a@corp.example, b@corp.example")]),
    ],
)
def test_every_parameter_that_is_told_is_sent_out(title: str, text: str, parameters: list[tuple[str, str]]) -> None:
    understood = read(title, f"{text}\n1. 下发 孙丽 12月4日")
    assert [(p.name, p.value) for p in plan_of(understood).parameters or ()] == parameters


def test_a_department_beside_a_person_is_no_helper() -> None:
    plan = plan_of(read(SU, "1. 灰度升级 李想（华东业务部） 12月4日\n2. 全量升级，李想（华东），12月11日\n3. 收尾升级 李想、周航 12月14日"))
    assert [(n.owner.split("@")[0], [h.split("@")[0] for h in n.helpers]) for n in plan.nodes] == [
        ("lixiang", []),
        ("lixiang", []),
        ("lixiang", ["zhouhang"]),
    ]
