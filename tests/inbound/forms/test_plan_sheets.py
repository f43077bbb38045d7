"""A plan may stand in an attached sheet: fields and nodes with their cells, and what cannot be read named by its file."""

import io
from datetime import datetime

import openpyxl
import pytest
from plan_mails import ZONE, brief, plan_of, read

SUBJECT = "【计划】星桥服务端在线升级及版本限制"


def workbook(*rows: tuple[object, ...], title: str = "计划") -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    octets = io.BytesIO()
    book.save(octets)
    return octets.getvalue()


def cell(day: int, hour: int = 0) -> datetime:
    """A date as a sheet keeps it: of December, without a zone."""
    return datetime(2026, 12, day, hour, tzinfo=ZONE).replace(tzinfo=None)


PLAN = workbook(
    ("星桥服务端8.2.1升级计划",),
    ("产品", "星桥服务端", "版本", "V8.2.1"),
    ("数量", "500台以内", "区域", "华东"),
    (),
    ("节点", "负责人", "完成时间", "备注"),
    ("灰度升级", "孙丽", cell(3, 18), "先20台"),
    ("全量升级", "李想", cell(11), ""),
    ("版本限制", "韩冰", "12月18日 0点", "8.0及以下"),
)


def test_dates_that_lost_their_format_and_titles_broken_by_a_narrow_column_are_read() -> None:
    sheet = workbook(
        ("节点", "负责人", "完成时间"),
        ("灰度\n升级", "孙丽", 46359.75),
        ("全量升级", "李想", 46367),
        ("版本限制", "韩冰", "46374"),
    )
    understood = read(SUBJECT, "产品：星桥服务端\n版本：8.2.1\n节点见附件\n", files=(("计划.xlsx", sheet),))
    assert [node["title"] for node in understood.nodes] == ["灰度升级", "全量升级", "版本限制"]
    assert brief(understood) == [
        ("rollout", "sunli", (), "12-03 18:00"),
        ("rollout-2", "lixiang", (), "12-11 18:00"),
        ("restrict", "hanbing", (), "12-18 18:00"),
    ]


def test_fields_above_nodes_without_a_header_are_told_apart() -> None:
    rows = (("产品", "星桥服务端", None), ("数量", 300, None), ("升级", "孙丽", cell(11)), ("版本限制", "韩冰", cell(18)))
    understood = read(SUBJECT, "版本：8.2.1\n见附件\n", files=(("计划.xlsx", workbook(*rows)),))
    plan_of(understood)
    assert [(key, owner) for key, owner, _, _ in brief(understood)] == [("rollout", "sunli"), ("restrict", "hanbing")]
    assert understood.fields["quantity"] == {"min": None, "max": 300}


def test_a_sheet_with_a_form_above_its_nodes_is_a_whole_plan() -> None:
    understood = read(SUBJECT, "附件是计划，请大家确认。\n", files=(("升级计划.xlsx", PLAN),))
    plan = plan_of(understood)
    assert (plan.product, plan.version, plan.regions) == ("星桥服务端", "8.2.1", ("华东",))
    assert brief(understood) == [
        ("rollout", "sunli", (), "12-03 18:00"),
        ("rollout-2", "lixiang", (), "12-11 18:00"),
        ("restrict", "hanbing", (), "12-18 00:00"),
    ]
    assert [r.versions for r in plan.restrictions] == ["≤8.0"]


def test_each_value_names_its_cell() -> None:
    plan = plan_of(read(SUBJECT, "见附件", files=(("升级计划.xlsx", PLAN),)))
    places = {r.field: r.place for r in plan.readings}
    assert places["version"] == "计划!D2"
    assert places["nodes[2].due"] == "计划!C7"


def test_a_fault_names_its_cell() -> None:
    sheet = workbook(("节点", "负责人", "完成时间"), ("灰度升级", "张三", "2月30日"), ("全量升级", "周航", "12月11日"))
    found = [(f.reason, f.place, f.words) for f in read(SUBJECT, "版本：8.2.1\n", files=(("a.xlsx", sheet),)).faults]
    assert found == [("unknown-owner", "计划!B2", "张三"), ("impossible-date", "计划!C2", "2月30日")]


def test_a_csv_in_gb18030_is_read() -> None:
    csv = "节点,负责人,完成时间\n参数下发,孙丽,12月8日\n总结,陈静,12月15日\n".encode("gb18030")
    understood = read("【计划】参数下发", "参数：heartbeat.interval=30\n", files=(("plan.csv", csv),))
    assert brief(understood) == [("rollout", "sunli", (), "12-08 18:00"), ("finalize", "chenjing", (), "12-15 18:00")]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"PK\x03\x04 garbage", "sheet-unreadable"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "sheet-unreadable"),
    ],
)
def test_a_sheet_that_cannot_be_read_is_a_fault_that_names_the_file(content: bytes, reason: str) -> None:
    faults = read(f"{SUBJECT} 8.2.1", "见附件", files=(("计划.xlsx", content),)).faults
    assert (faults[0].reason, faults[0].place, faults[0].words) == (reason, "计划.xlsx", "计划.xlsx")


def test_a_sheet_without_nodes_is_remarked_on_only_where_the_body_has_none() -> None:
    numbers = workbook(("版本", "数量"), ("8.0", 120), ("8.1", 30))
    alone = read(f"{SUBJECT} 8.2.1", "见附件", files=(("统计.xlsx", numbers),))
    assert [r.reason for r in alone.remarks] == ["sheet-no-table"]
    beside = read(f"{SUBJECT} 8.2.1", "灰度升级 孙丽 12月3日\n", files=(("统计.xlsx", numbers),))
    assert [r.reason for r in plan_of(beside).remarks if r.reason.startswith("sheet")] == []


def test_the_same_nodes_pasted_and_attached_are_read_once() -> None:
    sheet = workbook(("节点", "负责人", "完成时间"), ("灰度升级", "孙丽", cell(3)), ("全量升级", "周航", cell(11)))
    text = "版本：8.2.1\n灰度升级 孙丽 12月3日\n全量升级 周航 12月11日\n"
    understood = read(SUBJECT, text, files=(("a.xlsx", sheet),))
    assert [n[0] for n in brief(understood)] == ["rollout", "rollout-2"]
    assert understood.faults == ()


def test_body_and_sheet_that_disagree_are_asked_about() -> None:
    sheet = workbook(("节点", "负责人", "完成时间"), ("灰度升级", "孙丽", cell(4)))
    (fault,) = read(SUBJECT, "版本：8.2.1\n灰度升级 孙丽 12月3日\n", files=(("a.xlsx", sheet),)).faults
    assert (fault.reason, fault.field, fault.place) == ("field-conflict", "nodes[1].due", "计划!C2")


FORM = (
    ("星桥服务端 V8.5.0 产品策略申请表",),
    ("产品名称", "星桥服务端", "版本号", "V8.5.0"),
    ("版本来源", "官网", "数量范围", "50-600"),
    (),
    ("一、时间节点",),
    ("节点", "责任人", "完成时间"),
    ("灰度升级", "孙丽", cell(3)),
    ("版本限制", "韩冰", cell(28)),
    (),
)
LIMITS = (
    ("二、版本限制",),
    ("限制版本", "限制起", "延迟至", "区域"),
    ("8.2及以下", "2026-12-28", "2027-01-25", "海外"),
    ("8.3.0~8.3.5", "2027-01-11", None, "全部"),
)


@pytest.mark.parametrize("rows", [(*FORM, *LIMITS), (*FORM[:4], *LIMITS, (), *FORM[4:])], ids=["below", "between"])
def test_a_table_of_restrictions_in_a_sheet_of_other_things_is_one(rows: tuple[tuple[object, ...], ...]) -> None:
    understood = read(SUBJECT, "见附件\n", files=(("申请表.xlsx", workbook(*rows)),))
    found = [(r["versions"], r["effective"], r["delayed_until"]) for r in understood.fields["restrictions"]]
    assert found == [("≤8.2", "2026-12-28", "2027-01-25"), ("8.3.0-8.3.5", "2027-01-11", None)]
    assert brief(understood) == [("rollout", "sunli", (), "12-03 18:00"), ("restrict", "hanbing", (), "12-28 18:00")]
    assert (understood.fields["product"], understood.fields["quantity"]) == ("星桥服务端", {"min": 50, "max": 600})


def test_nodes_across_with_who_is_responsible_for_each_region() -> None:
    table = """产品：星桥服务端
版本：8.2.1

| 区域 | 负责人 | 版本获取 | 灰度升级 | 全量升级 |
| 华东 | 孙丽 | 12月2日 | 12月3日 | 12月10日 |
| 华南 | 周航 | 12月2日 | - | 12月14日 12:00 |
"""
    understood = read(SUBJECT, table)
    assert [(n["title"], n["due"][5:16]) for n in understood.nodes] == [
        ("版本获取（华东）", "12-02T18:00"),
        ("灰度升级（华东）", "12-03T18:00"),
        ("全量升级（华东）", "12-10T18:00"),
        ("版本获取（华南）", "12-02T18:00"),
        ("全量升级（华南）", "12-14T12:00"),
    ]
    assert [n["owner"].split("@")[0] for n in understood.nodes] == ["sunli"] * 3 + ["zhouhang"] * 2


@pytest.mark.parametrize("gap", ["　　：", "    ："])
def test_names_padded_before_their_colon_are_fields(gap: str) -> None:
    text = f"产品{gap}星桥服务端\n版本{gap}8.2.1\n区域{gap}全国\n\n灰度升级 孙丽 12月3日\n"
    fields = read(SUBJECT, text).fields
    assert (fields["product"], fields["version"], fields["regions"]) == ("星桥服务端", "8.2.1", ["全国"])


def test_a_sheet_of_a_form_parameters_and_nodes_is_read_whole() -> None:
    rows = (
        ("收银网关扩展参数下发计划",),
        ("产品", "收银网关"),
        ("下发范围", "华东、华南"),
        ("有效期", "2026-12-01 ~ 2027-05-31"),
        (),
        ("序号", "参数名称", "参数值", "说明"),
        (1, "net.timeout", 15, "秒"),
        (2, "log.level", "warn", None),
        (),
        ("序号", "工作内容", "责任人", "计划完成", "状态"),
        (1, "参数下发（华东）", "孙丽", cell(4), "未开始"),
        (2, "参数下发（华南）", "周航", cell(11), None),
    )
    understood = read("【计划】收银网关参数下发", "见附件\n", files=(("下发.xlsx", workbook(*rows)),))
    fields = understood.fields
    assert (fields["regions"], fields["valid"]) == (["华东", "华南"], {"from": "2026-12-01", "until": "2027-05-31"})
    assert [(p["name"], p["value"]) for p in fields["parameters"]] == [("net.timeout", "15"), ("log.level", "warn")]
    assert brief(understood) == [("rollout", "sunli", (), "12-04 18:00"), ("rollout-2", "zhouhang", (), "12-11 18:00")]


def test_the_day_and_the_time_of_day_may_stand_in_two_columns_before_what_is_done() -> None:
    rows = (
        ("日期", "时间", "事项", "谁做"),
        ("12.2", "", "灰度升级", "孙丽"),
        ("12.9", "22:00", "全量升级", "周航"),
        ("填表人：陈静", "填表人：陈静", "填表人：陈静", "填表人：陈静"),
    )
    understood = read(SUBJECT, "产品：星桥服务端\n版本：8.2.1\n", files=(("计划.xlsx", workbook(*rows)),))
    assert brief(understood) == [("rollout", "sunli", (), "12-02 18:00"), ("rollout-2", "zhouhang", (), "12-09 22:00")]


def html_table(*rows: tuple[str, ...]) -> str:
    """`名称*2` is merged over two columns."""
    cells = [(text.partition("*")[0], text.partition("*")[2] or "1") for row in rows for text in row]
    parts = iter(f'<td colspan="{span}">{text}</td>' for text, span in cells)
    return "<table>" + "".join("<tr>" + "".join(next(parts) for _ in row) + "</tr>" for row in rows) + "</table>"


def test_nodes_across_with_owner_and_day_below_each() -> None:
    html = "<p>产品：星桥服务端<br>版本：8.2.1</p>" + html_table(
        ("区域", "灰度升级*2", "全量升级*2"),
        ("", "负责人", "完成时间", "负责人", "完成时间"),
        ("华东", "李想", "12月2日", "孙丽", "12月9日"),
        ("华南", "周航", "12月3日", "周航", "12月11日 20:00"),
    )
    understood = read(SUBJECT, "", html=html)
    assert [(n["title"], n["owner"].split("@")[0], n["due"][5:16]) for n in understood.nodes] == [
        ("灰度升级（华东）", "lixiang", "12-02T18:00"),
        ("全量升级（华东）", "sunli", "12-09T18:00"),
        ("灰度升级（华南）", "zhouhang", "12-03T18:00"),
        ("全量升级（华南）", "zhouhang", "12-11T20:00"),
    ]


def test_nodes_may_be_listed_in_one_cell_of_a_form() -> None:
    html = html_table(
        ("产品", "星桥服务端"),
        ("版本", "8.2.1"),
        ("时间节点", "1、灰度升级（孙丽）12月3日<br>2、全量升级（周航）12月11日"),
        ("获取方式", "官网"),
    )
    understood = read(SUBJECT, "", html=html)
    assert brief(understood) == [("rollout", "sunli", (), "12-03 18:00"), ("rollout-2", "zhouhang", (), "12-11 18:00")]


@pytest.mark.parametrize(
    ("above", "rows", "expected"),
    [
        ("授权按区域如下：", (("区域", "数量（套）"), ("华东", "100"), ("华南", "80"), ("合计", "180")), (180, ["华东", "华南"])),
        ("", (("区域", "授权数量"), ("华东", "100"), ("华南", "80套")), (180, ["华东", "华南"])),
        ("授权按区域如下：", (("区域", "数量"), ("华东", "100"), ("华南", "80"), ("合计", "200")), None),
        ("目前各区域的情况：", (("区域", "数量"), ("华东", "100"), ("华南", "80")), None),
        ("授权按区域如下：", (("区域", "现网数量"), ("华东", "100"), ("华南", "80")), None),
    ],
)
def test_how_many_for_which_region_is_the_quantity(
    above: str, rows: tuple[tuple[str, ...], ...], expected: tuple[int, list[str]] | None
) -> None:
    nodes = html_table(("节点", "负责人", "时间"), ("灰度升级", "孙丽", "12月3日"), ("全量升级", "周航", "12月10日"))
    fields = read(SUBJECT, "", html=f"<p>产品：星桥服务端<br>版本：8.2.1</p><p>{above}</p>{html_table(*rows)}{nodes}").fields
    found = (fields["quantity"]["max"], fields["regions"]) if "quantity" in fields else None
    assert found == expected


@pytest.mark.parametrize(
    ("rows", "quantity", "regions", "until"),
    [
        ((("灰度升级", "孙丽", "12月3日", "华东", "100台", "2027-03-31"), ("全量升级", "周航", "12月10日", "华南", "400台", "2027-03-31")), 500, ["华东", "华南"], "2027-03-31"),
        ((("服务端升级", "孙丽", "12月3日", "华东", "100", "至明年3月31日"), ("版本限制", "韩冰", "12月10日", "全部", "—", "")), 100, ["华东"], "2027-03-31"),
        ((("灰度升级", "孙丽", "12月3日", "华东", "20台", "2027-03-31"), ("全量升级", "孙丽", "12月10日", "华东", "300台", "2027-06-30")), None, ["华东"], None),
        ((("灰度升级", "孙丽", "12月3日", "华东", "100-150台", ""), ("全量升级", "周航", "12月10日", "", "", "")), None, None, None),
    ],
)
def test_columns_beside_the_nodes_grant_what_they_say_for_all(
    rows: tuple[tuple[str, ...], ...], quantity: int | None, regions: list[str] | None, until: str | None
) -> None:
    table = html_table(("节点", "负责人", "完成时间", "区域", "授权数量", "有效期"), *rows)
    fields = read(SUBJECT, "", html=f"<p>产品：星桥服务端<br>版本：8.2.1</p>{table}").fields
    found = (fields.get("quantity", {}).get("max"), fields.get("regions"), fields.get("valid", {}).get("until"))
    assert found == (quantity, regions, until)


def test_fields_in_the_row_above_the_header_are_read_with_one_that_has_no_name() -> None:
    above = ("版本：8.2.1", "官网发布", "区域：华东、华南", "数量：≤600", None)
    rows = (("星桥服务端升级计划", None, None, None, None), above, ("序号", "部门", "节点", "负责人", "完成时间"), (1, "华东业务部", "灰度升级", "孙丽", "12月3日"), (2, "华南业务部", "全量升级", "周航", "12月10日"))
    fields = read(SUBJECT, "产品：星桥服务端", files=(("计划.xlsx", workbook(*rows)),)).fields
    assert (fields["version"], fields["channel"], fields["regions"], fields["quantity"]["max"]) == ("8.2.1", "official", ["华东", "华南"], 600)


def test_a_chart_of_days_with_ticks_is_a_plan() -> None:
    rows = (
        ("节点", "负责人", "2026年12月", "2026年12月", "2026年12月"),
        ("节点", "负责人", "3日", "4日", "11日"),
        ("灰度升级", "孙丽", "√", "√", None),
        ("全量升级", "周航", None, None, "●"),
    )
    text = "产品：星桥服务端\n版本：8.2.1\n"
    understood = read(SUBJECT, text, files=(("甘特图.xlsx", workbook(*rows)),))
    assert brief(understood) == [("rollout", "sunli", (), "12-04 18:00"), ("rollout-2", "zhouhang", (), "12-11 18:00")]
    assert [n["start"] for n in understood.nodes] == ["2026-12-03", None]


def test_one_component_for_several_regions_is_a_node_for_each() -> None:
    table = """版本：3.9.1
组件升级安排：
| 组件 | 区域 | 负责人 | 完成时间 |
| comsvr | 华东 | 孙丽 | 12月8日 |
| comsvr | 华南 | 周航 | 12月9日 21:00 |
"""
    understood = read("【计划】comsvr 3.9.1 组件升级", table)
    assert brief(understood) == [("rollout", "sunli", (), "12-08 18:00"), ("rollout-2", "zhouhang", (), "12-09 21:00")]


def test_restrictions_with_who_restricts_are_nodes_too() -> None:
    table = """产品：星桥客户端
版本：6.1

| 区域 | 限制版本 | 限制时间 | 负责人 |
| 华东 | 5.8及以下 | 2026/12/15 0:00 | 孙丽 |
| 华南 | 5.8及以下 | 2026/12/16 0:00 | 周航 |
"""
    understood = read("【计划】星桥客户端6.1版本限制", table)
    assert [(n["title"], n["key"], n["due"][5:16]) for n in understood.nodes] == [
        ("版本限制（华东）", "restrict", "12-15T00:00"),
        ("版本限制（华南）", "restrict-2", "12-16T00:00"),
    ]
    assert [(r["versions"], r["scope"]) for r in understood.fields["restrictions"]] == [("≤5.8", "华东"), ("≤5.8", "华南")]


def test_a_row_that_shows_how_to_fill_in_the_table_is_no_node() -> None:
    rows = (
        ("节点", "负责人", "完成时间"),
        ("示例：灰度升级", "张三", "2026-12-03"),
        ("灰度升级", "孙丽", cell(3)),
        ("全量升级", "周航", cell(11)),
    )
    understood = read(SUBJECT, "产品：星桥服务端\n版本：8.2.1\n", files=(("计划.xlsx", workbook(*rows)),))
    assert brief(understood) == [("rollout", "sunli", (), "12-03 18:00"), ("rollout-2", "zhouhang", (), "12-11 18:00")]


def test_owners_and_days_in_lines_of_their_own_cells_are_a_node_each() -> None:
    html = "<p>产品：星桥服务端<br>版本：8.2.1</p>" + html_table(
        ("节点", "负责人", "完成时间"),
        ("灰度升级", "李想", "12月2日"),
        ("全量升级", "孙丽（华东）<br>周航（华南）", "12月8日<br>12月10日"),
    )
    assert [(who, when) for _, who, _, when in brief(read(SUBJECT, "", html=html))] == [
        ("lixiang", "12-02 18:00"),
        ("sunli", "12-08 18:00"),
        ("zhouhang", "12-10 18:00"),
    ]


def test_the_time_of_day_may_stand_in_a_column_of_its_own() -> None:
    rows = (
        ("节点", "负责人邮箱", "截止日期", "截止时刻"),
        ("灰度升级", "sunli@corp.example", cell(3), ""),
        ("全量升级", "zhouhang@corp.example", cell(14), "12:00"),
    )
    understood = read(SUBJECT, "产品：星桥服务端\n版本：8.2.1\n", files=(("计划.xlsx", workbook(*rows)),))
    assert brief(understood) == [("rollout", "sunli", (), "12-03 18:00"), ("rollout-2", "zhouhang", (), "12-14 12:00")]


def test_days_below_a_restriction_are_no_versions() -> None:
    html = "<p>产品：星桥客户端<br>版本：6.2.0</p>" + html_table(
        ("部门", "负责人", "版本限制", "延迟到"),
        ("华东业务部", "孙丽", "12月15日", "-"),
        ("海外业务部", "李想", "12月15日", "1月20日"),
    )
    understood = read("【计划】星桥客户端6.2版本限制及延迟限制", "", html=html)
    assert [(n["key"], n["owner"].split("@")[0], n["due"][5:10]) for n in understood.nodes] == [
        ("restrict", "sunli", "12-15"),
        ("restrict-2", "lixiang", "12-15"),
        ("delay", "lixiang", "01-20"),
    ]
    assert "restrictions" not in understood.fields


@pytest.mark.parametrize("cell", ["华东业务部<br>李想", "华东业务部 李想", "华东/李想", "李想（华东）"])
def test_whoever_stands_in_a_column_of_departments_owns_the_node(cell: str) -> None:
    html = "<p>产品：星桥服务端<br>版本：8.2.1</p>" + html_table(("节点", "责任部门/责任人", "完成时间"), ("灰度升级", cell, "12月3日"), ("全量升级", "华南业务部", "12月11日"))
    nodes = read(SUBJECT, "", html=html).nodes
    assert [(node["owner"], node["department"]) for node in nodes[:2]] == [("lixiang@corp.example", "华东业务部"), ("zhouhang@corp.example", "华南业务部")]


LIMITING = "【计划】星桥客户端 6.0.3 版本限制"
FIRST = (("版本", "限制日期", "延迟限制日期"), ("5.8 及以下", "12月14日", "1月31日"))
APART = (("限制版本", "生效时间", "延迟至", "适用区域"), ("5.8 及以下", "12月14日", "", "全部"), ("5.8 及以下", "12月14日", "1月31日", "海外"))
AFTER = (("节点", "负责人", "完成时间"), ("版本获取", "周航", "12月3日"), ("版本限制", "孙丽", "12月14日 0点"))


def barred(*rows: tuple[str, ...]) -> str:
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


@pytest.mark.parametrize(("limits", "scope"), [(FIRST, None), (APART, "海外")], ids=["for all", "by region"])
@pytest.mark.parametrize("form", ["text", "html", "listed", "sheet"])
def test_a_table_of_restrictions_above_the_nodes_is_one(limits: tuple[tuple[str, ...], ...], scope: str | None, form: str) -> None:
    fields = "产品：星桥客户端\n版本：6.0.3\n"
    if form == "text":
        understood = read(LIMITING, f"{fields}{barred(*limits)}\n\n{barred(*AFTER)}")
    elif form == "html":
        understood = read(LIMITING, "", html=f"<p>{fields.replace(chr(10), '<br>')}</p>" + html_table(*limits) + "<p></p>" + html_table(*AFTER))
    elif form == "listed":
        understood = read(LIMITING, f"{fields}{barred(*limits)}\n\n1、版本获取：周航，12月3日\n2、版本限制：孙丽，12月14日 0点")
    else:
        understood = read(LIMITING, fields, files=(("计划.xlsx", workbook(*limits, (), *AFTER)),))
    found = [(r["versions"], r["effective"], r["delayed_until"], r["scope"]) for r in understood.fields["restrictions"]]
    assert (found, brief(understood)) == ([("≤5.8", "2026-12-14", "2027-01-31", scope)], [("obtain", "zhouhang", (), "12-03 18:00"), ("restrict", "sunli", (), "12-14 00:00")])


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ((("灰度升级", "2026-12-14", "3个工作日", "孙丽"), ("全量升级", "2026-12-17", "3天", "周航")), ["12-16", None]),
        ((("灰度升级", "2026-12-14", "3天", "孙丽"), ("全量升级", "2026-12-21", "一个工作日", "周航")), ["12-16", "12-21"]),
        ((("灰度升级", "", "3个工作日", "孙丽"),), [None]),
    ],
)
def test_how_long_a_node_takes_counts_from_its_start(rows: tuple[tuple[str, ...], ...], expected: list[str | None]) -> None:
    table = html_table(("任务名称", "开始时间", "工期", "负责人"), *rows)
    nodes = read(SUBJECT, "", html=f"<p>产品：星桥服务端；版本：8.2.1</p>{table}").nodes
    assert [n["due"] and n["due"][5:10] for n in nodes if n["key"] != "finalize"] == expected


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (("18.12.2026", "11.01.2027"), ["12-18", "01-11"]),
        (("12/18/2026", "01/11/2027"), ["12-18", "01-11"]),
        (("10.12.2026", "11.01.2027"), [None, None]),
        (("18.12.2026", "12/18/2026", "11.01.2027"), ["12-18", "12-18", None]),
    ],
)
def test_the_order_of_figures_is_that_of_the_column(days: tuple[str, ...], expected: list[str | None]) -> None:
    table = html_table(("节点", "负责人", "完成时间"), *(("升级", "孙丽", day) for day in days))
    nodes = read(SUBJECT, "", html=f"<p>产品：星桥服务端；版本：8.2.1</p>{table}").nodes
    assert [n["due"] and n["due"][5:10] for n in nodes if n["key"] != "finalize"] == expected


def test_fields_under_a_cell_that_stands_over_several_rows_are_read() -> None:
    html = (
        "<table><tr><td>产品</td><td colspan=3>星桥服务端</td></tr><tr><td>版本</td><td colspan=3>9.6.0</td></tr><tr><td>官网发布</td><td colspan=3>是</td></tr>"
        "<tr><td rowspan=3>授权</td><td>数量</td><td colspan=2>900台以内</td></tr><tr><td>区域</td><td colspan=2>华东、华南</td></tr>"
        "<tr><td>有效期</td><td colspan=2>2027年1月4日-2027年6月30日</td></tr>"
        "<tr><td rowspan=2>节点</td><td>名称</td><td>负责人</td><td>完成时间</td></tr><tr><td>全面升级</td><td>孙丽</td><td>2027年1月8日</td></tr></table>"
    )
    understood = read(SUBJECT, "", html=html)
    fields = understood.fields
    assert (fields["quantity"]["max"], fields["regions"], fields["valid"]["until"], fields["channel"]) == (900, ["华东", "华南"], "2027-06-30", "official")
    assert [n["due"][5:10] for n in understood.nodes] == ["01-08"]
