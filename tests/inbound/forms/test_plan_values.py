"""One field of a plan in the ways in which offices write its value; what no colleague could record is asked about at its field."""

from typing import Any

import pytest
from plan_mails import read

NODES = "\n\n1、灰度升级：孙丽，12月3日 18:00\n2、全量升级：周航，12月11日"
SUBJECT = "【计划】星桥服务端在线升级及版本限制"
ASKED = "asked"


def value_of(text: str, name: str) -> Any:
    """The value of the field as exported, or `asked` where a fault speaks of it."""
    product = "" if text.startswith("产品") else "产品：星桥服务端\n"
    version = "" if "版本：" in text else "版本：8.2.1\n"
    understood = read(SUBJECT, f"{product}{version}{text}{NODES}")
    if any(fault.field.partition(".")[0] == name for fault in understood.faults):
        return ASKED
    found = understood.fields.get(name)
    if name == "restrictions":
        return [(r["versions"], r["effective"], r["delayed_until"]) for r in found or ()]
    return [one["name"] for one in found or ()] if name == "departments" else found


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("数量：100+", 100, None),
        ("数量：100台以上", 100, None),
        ("最大数量：500", None, 500),
        ("数量：50台起，500台封顶", 50, 500),
        ("数量：300家（每家2台）", None, 300),
        ("数量下限：50\n数量上限：400", 50, 400),
    ],
)
def test_a_quantity_has_its_bounds(text: str, low: int | None, high: int | None) -> None:
    assert value_of(text, "quantity") == {"min": low, "max": high}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("有效期：即日起生效，2027年3月31日到期", ("2026-12-01", "2027-03-31")),
        ("有效期：2026-12-02/2027-03-31", ("2026-12-02", "2027-03-31")),
        ("有效期：12月2日（周三）至明年3月31日（周三）", ("2026-12-02", "2027-03-31")),
        ("有效期：12月2日（周四）至明年3月31日", ASKED),
        ("有效期开始：2026-12-02\n有效期结束：2027-03-31", ("2026-12-02", "2027-03-31")),
        ("生效日期：2026-12-02\n失效日期：2027-03-31", ("2026-12-02", "2027-03-31")),
        ("Valid from: Dec 2, 2026\nValid until: Mar 31, 2027", ("2026-12-02", "2027-03-31")),
        ("有效期开始：2027-03-31\n有效期结束：2026-12-02", ASKED),
        ("有效期：一年", ("2026-12-01", "2027-11-30")),
        ("有效期：半年", ("2026-12-01", "2027-05-31")),
        ("授权有效期：90天", ("2026-12-01", "2027-02-28")),
        ("数量：100台以内　有效期三个月", ("2026-12-01", "2027-02-28")),
        ("Validity: six months", ("2026-12-01", "2027-05-31")),
        ("生效日期：2026-12-10\n有效期：三个月", ("2026-12-10", "2027-03-09")),
        ("生效期：2026-12-02 至 2027-03-31", ("2026-12-02", "2027-03-31")),
        ("有效期起：2026-12-14\n有效期止：2027-03-31", ("2026-12-14", "2027-03-31")),
        ("有效期起：2026-12-14", ("2026-12-14", None)),
        ("使用期限：今天起到明年2月底（2月28日）", ("2026-12-01", "2027-02-28")),
        ("有效期：到明年元月底", (None, "2027-01-29")),
        ("有效期：升级完成后一年", ASKED),
        ("有效期：两三个月", ASKED),
        ("有效期三四个月。", ASKED),
    ],
)
def test_a_validity_has_its_days(text: str, expected: Any) -> None:
    found = value_of(text, "valid")
    assert (found if found == ASKED else (found["from"], found["until"])) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("版本限制：7开头的版本，12月18日起", [("7.x", "2026-12-18", None)]),
        ("版本限制：8.0及以下，节后限制", ASKED),
        ("8.0及以下的服务端，自12月18日零点起将无法连接。", [("≤8.0", "2026-12-18T00:00:00+08:00", None)]),
        ("12月18日零点以后，8.0及以下版本不再提供服务。", [("≤8.0", "2026-12-18T00:00:00+08:00", None)]),
        ("12月18日封掉8.0及以下。", [("≤8.0", "2026-12-18", None)]),
        ("8.0和它以前的版本12月18号限掉。", [("≤8.0", "2026-12-18", None)]),
        ("8.0 及以下版本升级后无法启动的问题已修复。", []),
        ("三、限制要求\n  8.1及以下版本自12月28日零点起限制；海外业务部延迟至1月25日。\n四、节点", [("≤8.1", "2026-12-28T00:00:00+08:00", "2027-01-25")]),
        ("5.8 以前的服务端12月15日起要限掉。", [("<5.8", "2026-12-15", None)]),
        ("7.1、7.2 两个老版本 12月14日起不让登录。", [("7.1, 7.2", "2026-12-14", None)]),
        ("台数 200\n期限 到年底\n限制 8.1及以下（12月28日）\n延迟 海外到2027年1月29日", [("≤8.1", "2026-12-28", "2027-01-29")]),
        ("On December 14 the back end shuts the door on 7.9 and older.", [("≤7.9", "2026-12-14", None)]),
    ],
)
def test_a_restriction_has_its_versions_and_its_day(text: str, expected: Any) -> None:
    assert value_of(text, "restrictions") == expected


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("版本：8.2.1/8.2.2", "version", ASKED),
        ("版本：8.2.1/官网", "version", "8.2.1"),
        ("版本：目标版本为星桥服务端 8.2.1，请到官网下载。7.9 及以下版本自12月18日起限制登录。", "version", "8.2.1"),
        ("版本：8.2.1、8.2.2，7.9 及以下限制", "version", ASKED),
        ("产品：【星桥服务端】\n", "product", "星桥服务端"),
        ("产品：“星桥服务端”\n", "product", "星桥服务端"),
        ("区域：1.华东 2.华南", "regions", ["华东", "华南"]),
        ("区域：先华东，后华南", "regions", ["华东", "华南"]),
        ("区域：全部", "regions", None),
        ("区域：各业务部门", "regions", None),
        ("Regions: all regions", "regions", None),
        ("区域：全部（华东、华南）", "regions", ["华东", "华南"]),
        ("区域：全国", "regions", ["全国"]),
        ("区域：overseas、华南地区", "regions", ["Overseas", "华南"]),
        ("华东华南都要。", "regions", ["华东", "华南"]),
        ("安装包找我要。本次升级授权：华东 100 台、华南 80 台，合计不超过 180 台，可用到明年 2 月底。", "regions", ["华东", "华南"]),
        ("是否官网发布：否", "channel", "pm"),
        ("需要安装包的同事私信我。", "channel", "pm"),
        ("安装介质由产品部统一提供。", "channel", "pm"),
        ("会签：华东业务部（孙丽）、海外业务部（林涛）", "departments", ["华东业务部", "海外业务部", "华南业务部"]),
        ("请华东、海外两个部门今天内回复确认。", "departments", ["华东业务部", "海外业务部", "华南业务部"]),
        ("请大家今天内回复确认。请研发部确认接口。", "departments", ["华东业务部", "华南业务部"]),
    ],
)
def test_a_value_is_what_it_says(text: str, name: str, expected: Any) -> None:
    assert value_of(text, name) == expected


@pytest.mark.parametrize("limits", ["台数 200\n期限 到年底\n限制 8.1及以下（12月28日）\n延迟 海外到2027年1月29日", "限制版本：8.1及以下\n　　限制时间：2026年12月28日 零点\n　　延迟限制：海外 到2027年1月29日"])
def test_when_and_for_whom_a_restriction_holds_is_nobodys_work(limits: str) -> None:
    text = f"产品 星桥服务端\n版本 8.4.0\n{limits}\n\n12月14日 孙丽 灰度\n12月24日 周航 全量"
    assert [(n["title"], n["owner"].split("@")[0]) for n in read("【计划】星桥服务端 8.4.0 升级及限制", text).nodes if n["key"] != "finalize"] == [("灰度", "sunli"), ("全量", "zhouhang")]


def test_nodes_in_one_cell_are_listed_whatever_the_cell_is_called() -> None:
    html = "<table><tr><td>产品</td><td>云账计费</td></tr><tr><td>组件</td><td>comsvr 4.0.2</td></tr><tr><td>数量</td><td>最少20套，最多120套</td></tr><tr><td>节点</td><td>1、组件获取：孙丽，12月11日<br>2、全部升级：周航，12月18日</td></tr></table>"
    nodes = read("【计划】云账计费 comsvr 组件升级", "", html=html).nodes
    assert [(n["owner"].split("@")[0], n["due"][5:10]) for n in nodes if n["key"] != "finalize"] == [("sunli", "12-11"), ("zhouhang", "12-18")]
