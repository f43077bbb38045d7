"""Mails as mail programs write them (tests/fixtures/mails): what the plan in each is read as, field for field."""

from pathlib import Path
from typing import Any

import pytest
from theatre import PlayHouse

from mailbot.considering.explanation import explanation

MAILS = Path(__file__).parent.parent / "fixtures" / "mails"

PLANS: list[tuple[str, dict[str, Any], list[tuple[str, str, str, str]]]] = [
    (
        "outlook-word-table-gb2312",
        {
            "kind": "server_upgrade",
            "product": "星桥服务端",
            "version": "8.2.1",
            "channel": "official",
            "quantity": {"min": None, "max": 500},
            "regions": ["华东", "华南"],
            "valid": {"from": "2026-12-01", "until": "2027-03-31"},
            "restrictions": [{"versions": "≤8.0", "effective": "2026-12-18T00:00:00+08:00", "delayed_until": "2027-01-15", "scope": "海外"}],
        },
        [
            ("rollout", "灰度升级", "sunli", "2026-12-03T18:00"),
            ("rollout-2", "全量升级", "sunli", "2026-12-11T18:00"),
            ("restrict", "版本限制", "hanbing", "2026-12-18T00:00"),
            ("finalize", "最终确定", "chenjing", "2026-12-25T18:00"),
        ],
    ),
    (
        "netease-traditional-big5",
        {
            "kind": "server_upgrade",
            "product": "星橋服務端",
            "version": "8.3.0",
            "channel": "official",
            "quantity": {"min": None, "max": 200},
            "regions": ["华东", "海外"],
            "valid": {"from": "2026-12-01", "until": "2027-02-28"},
        },
        [
            ("rollout", "灰度升級", "sunli", "2026-12-08T18:00"),
            ("rollout-2", "全量升級", "lintao", "2026-12-15T18:00"),
            ("restrict", "版本限制", "hanbing", "2026-12-22T18:00"),
        ],
    ),
    (
        "qq-site-without-the-version",
        {
            "kind": "client_restriction",
            "product": "收银客户端",
            "version": "5.6.3",
            "channel": "pm",
            "regions": ["华东", "华南"],
            "restrictions": [
                {"versions": "≤5.4", "effective": "2026-12-21", "delayed_until": None, "scope": None},
                {"versions": "5.5", "effective": "2026-12-21", "delayed_until": "2027-01-31", "scope": None},
            ],
        },
        [
            ("obtain", "版本获取", "sunli", "2026-11-30T18:00"),
            ("restrict", "版本限制", "sunli", "2026-12-21T18:00"),
            ("delay", "版本延迟限制", "zhouhang", "2027-01-29T18:00"),
        ],
    ),
    (
        "outlook-nodes-across",
        {
            "kind": "server_upgrade",
            "product": "云仓服务端",
            "version": "4.2.0",
        },
        [
            ("obtain", "版本获取", "sunli", "2026-12-01T18:00"),
            ("rollout", "在线升级", "zhouhang", "2026-12-08T18:00"),
            ("restrict", "版本限制", "hanbing", "2026-12-15T18:00"),
        ],
    ),
    (
        "outlook-fields-as-a-table",
        {
            "kind": "server_upgrade",
            "product": "星桥服务端",
            "version": "8.2.1",
            "channel": "official",
            "quantity": {"min": 100, "max": 500},
            "regions": ["华东", "华南"],
            "valid": {"from": "2026-12-01", "until": "2027-03-31"},
        },
        [
            ("rollout", "服务端在线升级", "zhouhang", "2026-12-08T18:00"),
            ("restrict", "版本限制", "hanbing", "2026-12-18T18:00"),
        ],
    ),
    (
        "outlook-days-after-t",
        {
            "kind": "server_upgrade",
            "product": "星桥服务端",
            "version": "8.2.2",
        },
        [
            ("obtain", "版本获取", "sunli", "2026-12-01T18:00"),
            ("rollout", "在线升级", "sunli", "2026-12-04T18:00"),
            ("restrict", "版本限制", "hanbing", "2026-12-15T18:00"),
        ],
    ),
    (
        "outlook-merged-departments",
        {
            "kind": "client_restriction",
            "product": "云仓客户端",
            "version": "6.4.0",
        },
        [
            ("obtain", "版本获取（华东）", "sunli", "2026-12-02T18:00"),
            ("restrict", "版本限制（华东）", "sunli", "2026-12-09T18:00"),
            ("obtain-2", "版本获取（华南）", "zhouhang", "2026-12-03T18:00"),
            ("restrict-2", "版本限制（华南）", "zhouhang", "2026-12-10T18:00"),
        ],
    ),
    (
        "outlook-parameters-and-nodes",
        {
            "kind": "parameter_rollout",
            "product": "云仓服务端",
            "parameters": [{"name": "log.level", "value": "WARN"}, {"name": "cache_ttl", "value": "300"}],
        },
        [
            ("rollout", "参数下发", "sunli", "2026-12-08T18:00"),
        ],
    ),
    (
        "qq-full-width-figures",
        {
            "kind": "server_upgrade",
            "product": "星桥服务端",
            "version": "8.2.1",
        },
        [
            ("rollout", "在线升级", "zhouhang", "2026-12-08T18:00"),
        ],
    ),
]


@pytest.mark.parametrize("ends", [b"\r\n", b"\n"], ids=["crlf", "lf"])
@pytest.mark.parametrize(("name", "fields", "nodes"), PLANS, ids=[name for name, _, _ in PLANS])
def test_a_plan_is_read_from_the_mail_as_its_program_writes_it(
    name: str, fields: dict[str, Any], nodes: list[tuple[str, str, str, str]], ends: bytes, house: PlayHouse
) -> None:
    octets = (MAILS / f"{name}.eml").read_bytes().replace(b"\r\n", ends)
    shown = explanation(octets, house.house, house.now)
    assert (shown["verdict"], shown["kind"], shown["errors"]) == ("accepted", "plan", [])
    told = {"pm": shown["from"], **fields}  # whoever writes the plan leads it, where it names nobody
    assert {key: value for key, value in shown["fields"].items() if key not in ("title", "departments", "pms")} == told
    assert [(n["key"], n["title"], n["owner"].partition("@")[0], n["due"][:16]) for n in shown["nodes"]] == nodes


def test_what_a_mail_of_an_unproven_sender_would_be_is_said(house: PlayHouse) -> None:
    octets = (MAILS / "outlook-word-table-gb2312.eml").read_bytes().split(b"\r\n", 1)[1]
    shown = explanation(octets, house.house, house.now)
    assert (shown["verdict"], shown["kind"], shown["reasons"]) == ("quarantined", "plan", ["unproven", "no-header"])


PLAN = """产品：星桥服务端
版本：V8.2.1
1. 灰度升级 孙丽 12月3日
2. 全量升级 周航 12月11日
3. 版本限制 韩冰 12月18日"""


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("这样没问题了", "confirmation"),
        ("好的，确认", "confirmation"),
        ("我们部门没有异议，按计划执行", "confirmation"),
        ("同意，另外请提前通知客户", "confirmation"),
        ("同意不了", "objection"),
        ("时间来不及，不能同意", "objection"),
        ("建议推迟，目前无法同意", "objection"),
        ("Not agreed - too early", "objection"),
        ("是否同意？我再问问领导", "note"),
        ("看了，稍后回复", "note"),
    ],
)
def test_a_department_answers_a_plan_in_its_own_words(words: str, kind: str, house: PlayHouse) -> None:
    house.receives("【计划】星桥服务端8.2.1在线升级及版本限制", PLAN)
    said = house.replies(words, to=house.last(to="周航", template="plan-opened"), sender="周航")
    assert (said.verdict, said.kind) == ("accepted", kind)
    answers = {"confirmation": "confirmed", "objection": "objected", "note": "pending"}
    assert {d.name: d.answer for d in house.campaign().departments} == {"华东业务部": "pending", "华南业务部": answers[kind]}


def test_a_report_to_a_closed_campaign_is_answered_with_that(house: PlayHouse) -> None:
    house.receives("【计划】星桥服务端8.2.1在线升级及版本限制", PLAN)
    code = house.campaign().code
    house.receives(f"【计划】{code}", "状态：取消\n原因：客户不升了")
    said = house.receives(f"【进度】{code} 全量升级", "已升级 500/500", sender="周航")
    assert (said.verdict, house.last(to="周航").purpose) == ("rejected", "answer")


def test_a_colon_after_a_time_leaves_the_time_as_it_was_written(house: PlayHouse) -> None:
    lines = "产品：星桥服务端\n版本：8.2.1\n12月3日 17:30：孙丽 灰度升级\n12月18日 0:00：韩冰 版本限制\n"
    house.receives("【计划】星桥服务端8.2.1在线升级及版本限制", lines)
    dues = [(n.title, house.local(n.due)) for n in house.campaign().nodes][:2]
    assert dues == [("灰度升级", "2026-12-03 17:30"), ("版本限制", "2026-12-18 00:00")]
