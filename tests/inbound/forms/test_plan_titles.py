"""The product and the version that a plan's title names, whatever else it says (SPEC 9 "Plans")."""

import pytest

from mailbot.inbound.forms.plans.values.titleproduct import title_product
from mailbot.inbound.forms.plans.values.titles import title_versions
from tests.inbound.forms.plan_mails import default_rules, plan_of, read


@pytest.mark.parametrize(
    ("title", "product"),
    [
        # what stands before the name
        ("恳请支持：收银台客户端 5.8.0 版本限制", "收银台客户端"),
        ("请各位配合：云仓服务端8.2.1 在线升级", "云仓服务端"),
        ("麻烦大家看下，金陵网关 8.2.1 升级", "金陵网关"),
        ("请于12月8日前完成星桥服务端8.2.1升级", "星桥服务端"),
        ("关于开展星桥服务端8.2.1版本在线升级工作的通知", "星桥服务端"),
        ("【加急】【产品部】《T-POS 服务端 8.2.1升级方案》", "T-POS 服务端"),
        ("（更新）掌柜通（8.2.1）版本限制", "掌柜通"),
        ("初稿-银杏引擎-8.2.1在线升级及版本限制", "银杏引擎"),
        ("修订稿：Nova Trader V8.2.1版本限制及延迟", "Nova Trader"),
        ("FYI 小站中台｜8.2.1｜ 升级", "小站中台"),
        ("2026Q4 门店助手 8.2.1推广", "门店助手"),
        ("12月第二批智慧屏8.2.1推广", "智慧屏"),
        ("元旦前 星桥服务端8.2.1升级", "星桥服务端"),
        ("华东试点 星桥服务端8.2.1升级", "星桥服务端"),
        ("陈静：天衡平台升级至8.2.1", "天衡平台"),
        ("华东、华南：Nova Trader(V8.2.1)限版", "Nova Trader"),
        ("测试部已提交星桥服务端8.2.1，升级计划", "星桥服务端"),
        ("Urgent: please support Star Bridge 8.2.1 upgrade", "Star Bridge"),
        ("1. 星桥服务端 8.2.1", "星桥服务端"),
        ("Moving to Starbridge client 8.2.1", "Starbridge client"),
        ("Blocking 5.3 clients: move to 8.2.1", ""),
        # what is done to it
        ("将金陵网关升级至 8.2.1", "金陵网关"),
        ("星桥服务端从8.0升级到8.2.1", "星桥服务端"),
        ("收银台客户端强制升级到8.2.1", "收银台客户端"),
        ("限制掌柜通旧版本，升级到8.2.1", "掌柜通"),
        ("收银台客户端老版本停用，统一到8.2.1", "收银台客户端"),
        ("小站App 8.0及以下版本限制，目标8.2.1", "小站App"),
        ("版本限制计划（扫码枪终端 8.2.1）", "扫码枪终端"),
        ("关于停用星桥客户端旧版本的安排", "星桥客户端"),
        ("清退掌柜App老版本", "掌柜App"),
        ("服务端在线升级：小站中台（8.2.1）", "小站中台"),
        ("蓝鲸消息中心在线升级及版本限制-8.2.1", "蓝鲸消息中心"),
        ("收银台客户端新版本8.2.1版本限制", "收银台客户端"),
        ("重要！8.2.1 星桥服务端在线升级", "星桥服务端"),
        ("星桥服务端_8.2.1升级方案", "星桥服务端"),
        ("旧版收银台客户端限制（5.8.0）", "收银台客户端"),
        ("门店助手上传参数下发", "门店助手"),
        ("Online upgrade of Star Bridge Server to 8.2.1", "Star Bridge Server"),
        ("Client restriction for Nova Trader 5.8", "Nova Trader"),
        # names that begin or end with such words
        ("消息发布平台 8.2.1 升级", "消息发布平台"),
        ("通知中心 8.2.1 升级", "通知中心"),
        ("对账平台8.2.1升级", "对账平台"),
        ("新零售平台 8.2.1 升级", "新零售平台"),
        ("收银台专业版 8.2.1 升级", "收银台专业版"),
        ("版本管理平台 3.1.0 升级", "版本管理平台"),
        # none
        ("关于8.2.1版本在线升级的通知", ""),
        ("麻烦大家看下，8.2.1升级", ""),
        ("陈静：8.2.1升级", ""),
        ("华东：8.2.1升级", ""),
        ("升级服务端到8.2.1", ""),
        ("老客户端限制 5.8.0", ""),
        ("停用老客户端 5.8.0", ""),
        ("年终大促，8.2.1升级", ""),
        ("参数下发", ""),
    ],
)
def test_a_titles_product_is_its_name_and_nothing_besides(title: str, product: str) -> None:
    assert title_product(title, default_rules()) == product


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("【产品部】天衡计费系统 comsvr组件升级 8.2.1", ("天衡计费系统", "comsvr", "8.2.1")),
        ("烦请确认——云账计费-comsvr 8.2.1 升级", ("云账计费", "comsvr", "8.2.1")),
        ("磐石计费（comsvr 8.2.1）组件升级", ("磐石计费", "comsvr", "8.2.1")),
        ("征求意见：Ledgerly Billing 组件comsvr升级至8.2.1", ("Ledgerly Billing", "comsvr", "8.2.1")),
        ("请审阅 磐石计费comsvrV8.2.1组件升级", ("磐石计费", "comsvr", "8.2.1")),
        ("关于comsvr组件8.2.1升级的安排", ("comsvr", None, "8.2.1")),
        ("恳请支持：comsvr 8.2.1 组件升级", ("comsvr", None, "8.2.1")),
    ],
)
def test_a_titles_component_stands_beside_its_product(title: str, told: tuple[str | None, ...]) -> None:
    fields = read(f"【计划】{title}", "组件升级 孙丽 12月8日").fields
    assert (fields.get("product"), fields.get("component"), fields.get("version")) == told


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("产品：云账计费（组件 comsvr）", ("云账计费", "comsvr")),
        ("产品：云账计费 / comsvr", ("云账计费", "comsvr")),
        ("产品/组件：云账计费，组件comsvr", ("云账计费", "comsvr")),
        ("产品：comsvr（云账计费）", ("云账计费", "comsvr")),
        ("Product: TelcoBill (component comsvr)", ("TelcoBill", "comsvr")),
        ("产品：云账计费（海外版）", ("云账计费（海外版）", None)),
    ],
)
def test_a_fields_component_stands_beside_its_product(value: str, told: tuple[str | None, ...]) -> None:
    fields = read("【计划】计费组件升级", f"{value}\n版本：3.4.2\n组件升级 孙丽 12月8日").fields
    assert (fields.get("product"), fields.get("component")) == told


def test_what_stands_behind_a_product_in_a_sentence_is_its_component() -> None:
    fields = read("【计划】通联计费 comsvr 升级", "通联计费的comsvr这次要upgrade到1.9.2，孙丽12月7日前组件升级完").fields
    assert (fields["product"], fields["component"], fields["version"]) == ("通联计费", "comsvr", "1.9.2")


@pytest.mark.parametrize(
    ("line", "key", "value"),
    [
        ("组件获取方式：找产品经理陈静领取", "channel", "pm"),
        ("升级包获取途径：官网", "channel", "official"),
        ("参数有效期：2026-12-01至2027-03-31", "valid", {"from": "2026-12-01", "until": "2027-03-31"}),
        ("门店数量：300家", "quantity", {"min": None, "max": 300}),
        ("试用区域：华东、华南两地", "regions", ["华东", "华南"]),
    ],
)
def test_a_fields_name_may_say_of_what_it_is(line: str, key: str, value: object) -> None:
    assert read("【计划】云账计费comsvr 3.4.2组件升级", f"{line}\n组件升级 孙丽 12月8日").fields[key] == value


@pytest.mark.parametrize(
    ("subject", "text", "product"),
    [
        ("【计划】年终大促 8.2.1 在线升级", "各位好，星桥服务端 8.2.1 昨天出了，安排如下：", "星桥服务端"),
        ("【计划】启明 8.2.1 在线升级", "启明 8.2.1 昨天出了，和星桥服务端一起用。", "启明"),
        ("【计划】请大家看下", "对收银台客户端做版本限制，5.6及以下12月18日起限制，目标版本 5.8.0。", "收银台客户端"),
    ],
)
def test_what_the_text_calls_the_product_goes_over_a_title_that_names_none_plainly(subject: str, text: str, product: str) -> None:
    assert plan_of(read(subject, f"{text}\n升级 孙丽 12月8日\n版本限制 孙丽 12月18日")).product == product


@pytest.mark.parametrize(
    ("title", "versions"),
    [
        ("掌柜App 限制 5.2、5.3", ()),
        ("掌柜App 限制 5.2 和 5.3，推 6.0.4", ("6.0.4",)),
        ("星桥服务端 8.2.1、8.2.2 升级", ("8.2.1", "8.2.2")),
        ("限制 8.0，8.2.1 在线升级", ("8.2.1",)),
    ],
)
def test_what_a_title_restricts_is_no_version_that_it_aims_at(title: str, versions: tuple[str, ...]) -> None:
    assert title_versions(title) == versions


@pytest.mark.parametrize(
    "title",
    ["Starbridge client 5.8: retire 5.3", "Blocking 5.3: move to Starbridge client 5.8", "星桥客户端 5.8 上线，停用 5.3", "Starbridge client 5.8, retirement of version 5.3"],
)
def test_what_a_title_bars_is_not_what_it_aims_at(title: str) -> None:
    assert title_versions(title) == ("5.8",)
