"""Which component of a product a plan upgrades: the product's name alone says too little in a notice (SPEC 1)."""

import pytest
from plan_mails import read

NODE = "\n1. 组件升级 孙丽 12月4日"


@pytest.mark.parametrize(
    ("subject", "text", "told"),
    [
        ("【计划】计费组件升级", "产品：云账计费\n组件：comsvr\n版本：4.0.2", ("云账计费", "comsvr", "4.0.2")),
        ("【计划】计费组件升级", "产品：云账计费\n组件：comsvr 4.0.2", ("云账计费", "comsvr", "4.0.2")),
        ("【计划】计费组件升级", "产品：云账计费\n版本：comsvr V4.0.2", ("云账计费", "comsvr", "4.0.2")),
        ("【计划】云账计费comsvr组件升级", "版本：4.0.2", ("云账计费", "comsvr", "4.0.2")),
        ("【计划】comsvr 组件独立升级到 4.0.2", "产品：云账计费", ("云账计费", "comsvr", "4.0.2")),
        ("【计划】云账计费组件升级", "云账计费的 rate-svr 4.0.2 测完了，官网可下。", ("云账计费", "rate-svr", "4.0.2")),
        ("[PLAN] Component upgrade: comsvr 3.3.0", "Product: TelcoBill", ("TelcoBill", "comsvr", "3.3.0")),
        ("【计划】云账计费组件升级", "组件：comsvr 4.0.2", ("云账计费", "comsvr", "4.0.2")),
        ("【计划】组件升级", "产品：云账计费的 comsvr\n版本：4.0.2", ("云账计费", "comsvr", "4.0.2")),
        ("【计划】云账计费comsvr 4.0.2组件升级", "见下。", ("云账计费", "comsvr", "4.0.2")),
        # the component is all that the plan names, or the product's own name: it is said once
        ("【计划】组件升级", "组件：comsvr 4.0.2", ("comsvr", None, "4.0.2")),
        ("[PLAN] Component upgrade", "Product: TelcoBill\nVersion: TelcoBill 3.3.0", ("TelcoBill", None, "3.3.0")),
        ("[PLAN] Component upgrade", "Product: TelcoBill\nPlease upgrade to version 3.3.0 of it.", ("TelcoBill", None, "3.3.0")),
        ("【计划】云账计费组件升级", "版本：4.0.2\n组件：待定", ("云账计费", None, "4.0.2")),
        # a kind that has none
        ("【计划】星桥服务端在线升级", "版本：agent 8.2.1", ("星桥服务端", None, "8.2.1")),
    ],
)
def test_the_component_stands_beside_its_product(subject: str, text: str, told: tuple[str | None, ...]) -> None:
    fields = read(subject, text + NODE).fields
    assert (fields.get("product"), fields.get("component"), fields.get("version")) == told


@pytest.mark.parametrize(
    ("subject", "text", "told"),
    [
        # the billing product stands in a sentence, whatever the subject calls its component
        ("【计划】comsvr 3.4.2 单独升级", "comsvr 3.4.2 测试过了，计费平台这边单独升，主程序不动。", ("计费平台", "comsvr")),
        ("【计划】计费 comsvr 升 4.0", "说一下 comsvr 4.0.0 的事\n产品还是收银计费系统", ("收银计费系统", "comsvr")),
        ("【计划】计费产品独立组件 paysvr 升级", "说过的云账计费那个 paysvr 组件，2.1.7 发了，不用停整个计费。", ("云账计费", "paysvr")),
        ("【计划】comsvr 3.4.2 单独升级", "comsvr 3.4.2 测试过了，停车计费那边先升。", ("停车计费", "comsvr")),
        ("[PLAN] comsvr 3.6.1 standalone upgrade for 云账计费", "Pls upgrade as below.", ("云账计费", "comsvr")),
        ("[PLAN] Component upgrade", "comsvr 3.6.1 for 云账计费 is ready.", ("云账计费", "comsvr")),
        ("[PLAN] Component upgrade", "comsvr 3.6.1 fixes Tiger Billing. The Ops Portal has the package.", ("Tiger Billing", "comsvr")),
        # two of them, another's, a place to fetch the package, people: none is told to be it
        ("【计划】comsvr 3.4.2 单独升级", "comsvr 3.4.2 测试过了，天衡计费和云账计费都用。", ("comsvr", None)),
        ("【计划】comsvr 3.4.2 单独升级", "换的时候先停计费，comsvr 3.4.2 不依赖老计费系统。", ("comsvr", None)),
        ("【计划】comsvr 3.4.2 单独升级", "comsvr 3.4.2 测试过了，包已放到运维平台。", ("comsvr", None)),
        ("[PLAN] comsvr 3.6.1 standalone upgrade for 大客户", "Pls upgrade as below.", ("comsvr", None)),
        ("[PLAN] comsvr 3.6.1 upgrade for 华东", "Pls upgrade as below.", ("comsvr", None)),
    ],
)
def test_the_billing_product_is_named_somewhere(subject: str, text: str, told: tuple[str | None, ...]) -> None:
    fields = read(subject, text + NODE).fields
    assert (fields.get("product"), fields.get("component")) == told


@pytest.mark.parametrize(
    ("subject", "text", "product"),
    [
        ("[PLAN] Restriction of old versions", "We want to get rid of the old 掌柜App clients, 6.2.0 is out.", "掌柜App"),
        ("[PLAN] Client restriction", "The cash desk clients of 掌柜App are too old, 6.2.0 is ready.", "掌柜App"),
        ("[PLAN] Client restriction 6.2.0", "For 星桥客户端 we restrict.", "星桥客户端"),
        ("[PLAN] Client restriction", "Please get the Cashier App 6.2.0.", "Cashier App"),
        ("[PLAN] For 星桥客户端 5.8.0: restriction", "See below.", "星桥客户端"),
        ("[PLAN] Please restrict the old 掌柜App to 6.2.0", "See below.", "掌柜App"),
        # letters that are the name's own
        ("【计划】T-POS 收银台 5.8 版本限制", "见下。", "T-POS 收银台"),
        ("【计划】限制版本", "pos 收银台客户端 5.8 测完", "pos 收银台客户端"),
        ("【计划】Open 收银客户端 5.8 版本限制", "见下。", "Open 收银客户端"),
        # no name at all
        ("[PLAN] Client restriction", "Please get Approval of it, 6.2.0 is ready.", None),
        ("[PLAN] Client restriction", "We ask our App users to get 6.2.0.", None),
        ("[PLAN] Client restriction", "Please get our mobile App 6.2.0.", None),
    ],
)
def test_a_product_begins_with_a_word_of_its_own(subject: str, text: str, product: str | None) -> None:
    assert read(subject, text + NODE).fields.get("product") == product
