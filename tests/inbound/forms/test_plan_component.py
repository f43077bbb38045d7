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
