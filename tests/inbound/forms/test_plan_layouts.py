"""However a plan is laid out and whatever is said around it, the same plan is understood: mails drawn from all combinations."""

import random
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from plan_mails import brief, plan_of, read

Row = tuple[str, str, str]

PEOPLE = {
    "sunli": ("孙丽", "@孙丽", "孙丽（华东）", "sunli", "孙丽(华东业务部)", "Sun Li", "sunli@corp.example"),
    "zhouhang": ("周航", "周航（华南）", "zhouhang@corp.example", "Zhou Hang"),
    "hanbing": ("韩冰", "技术部韩冰", "韩冰（技术部）"),
    "chenjing": ("陈静", "本人", "我", "PM", "产品经理"),
}
CELL_PEOPLE = {"sunli": ("华东/孙丽",), "zhouhang": (), "hanbing": ("技术经理韩冰",), "chenjing": ()}
TIMES = {
    "12-03 18:00": (
        "12月3日",
        "12月3日前",
        "2026-12-03",
        "2026/12/3",
        "12/3",
        "12月3号",
        "十二月三日",
        "12月3日（周四）",
        "本周四",
        "12月3日 18:00",
    ),
    "12-11 18:00": ("12月11日", "12/11", "下周五", "2026年12月11日", "12月11日下班前", "12月11日 18:00前"),
    "12-18 00:00": ("12月18日 0点", "12月18日零点", "2026-12-18 00:00", "12月18日0:00"),
    "12-25 18:00": ("12月25日", "12/25", "2026/12/25"),
}
CELL_TIMES = {
    "12-03 18:00": ("12.3", "20261203"),
    "12-11 18:00": ("12.11",),
    "12-18 00:00": (),
    "12-25 18:00": ("12-25",),
}
NODES = (
    ("rollout", ("灰度升级", "试点升级", "小范围升级"), "sunli", "12-03 18:00"),
    ("rollout", ("全量升级", "全面升级", "批量升级"), "zhouhang", "12-11 18:00"),
    ("restrict", ("版本限制", "限制旧版本"), "hanbing", "12-18 00:00"),
    ("finalize", ("总结", "最终确定"), "chenjing", "12-25 18:00"),
)
HEADERS = (
    ("节点", "负责人", "完成时间"),
    ("事项", "责任人", "截止时间"),
    ("任务", "执行人", "计划完成时间"),
    ("工作内容", "负责人", "时间"),
    ("Task", "Owner", "Due date"),
)
FIELDS: tuple[tuple[str, tuple[str, ...], tuple[str, ...], Any], ...] = (
    ("product", ("产品", "产品名称", "Product"), ("星桥服务端",), "星桥服务端"),
    ("version", ("版本", "版本号", "目标版本"), ("8.2.1", "V8.2.1", "v8.2.1"), "8.2.1"),
    ("channel", ("获取方式", "版本获取"), ("官网", "官网已发布", "官网下载"), "official"),
    (
        "quantity",
        ("数量", "数量范围", "授权数量"),
        ("不超过500", "500台以内", "≤500台", "最多500台"),
        {"min": None, "max": 500},
    ),
    ("regions", ("区域", "区域范围", "适用区域"), ("华东、华南", "华东/华南"), ["华东", "华南"]),
    (
        "valid",
        ("有效期", "有效时间"),
        ("12月1日至明年3月31日", "2026-12-01至2027-03-31", "2026.12.1-2027.3.31", "2026年12月1日—2027年3月31日"),
        {"from": "2026-12-01", "until": "2027-03-31"},
    ),
    ("guidance", ("指导意见", "升级建议"), ("先备份再升级",), "先备份再升级"),
)
TALK = (
    "测试部昨天给了星桥服务端 V8.2.1 的最终版本，和大家商量后计划如下，请今天内回复确认：",
    "请大家12月2日前回复确认。",
    "有问题请及时联系孙丽或者我。",
    "上次8.1升级时孙丽11月20日才完成，这次请大家抓紧。",
    "如有疑问12月4日前联系陈静，电话 8123。",
    "本次升级由产品部牵头，各业务部门配合。",
    "附：升级手册见共享目录，版本号以官网为准。",
    "12月5日机房检修，请避开。",
    "1月份还有一次升级，另行通知。",
    "周五下午3点开会讨论，地点三楼会议室。",
    "请孙丽、周航提前通知客户。",
    "注意：升级前务必备份数据库！",
    "以上安排已与技术部韩冰沟通。",
    "灰度升级期间请技术部值守。",
    "全量升级前需完成灰度验证。",
)


def _table(bar: str, *, rule: str = "") -> Callable[[Sequence[str], Sequence[Row], random.Random], str]:
    def lay(header: Sequence[str], rows: Sequence[Row], draw: random.Random) -> str:
        lines = [bar.join(cells) for cells in (header, *rows)]
        lines = [f"| {line} |" for line in lines] if "|" in bar else lines
        return "\n".join([lines[0], *([rule] if rule else []), *lines[1:]])

    return lay


def _each(*shapes: str) -> Callable[[Sequence[str], Sequence[Row], random.Random], str]:
    def lay(header: Sequence[str], rows: Sequence[Row], draw: random.Random) -> str:
        shape = draw.choice(shapes)
        return "\n".join(shape.format(n=n, t=t, o=o, d=d) for n, (t, o, d) in enumerate(rows, 1))

    return lay


TABLES = {
    "bars": _table(" | "),
    "markdown": _table(" | ", rule="|---|---|---|"),
    "tabs": _table("\t"),
    "blanks": _table("    "),
}
LISTS = {
    "numbered": _each("{n}. {t}，{o}，{d}", "{n}、{t}：{o}，{d}", "（{n}）{t}  {o}  {d}", "{n}) {d} 完成{t}（{o}）"),
    "lines": _each("{t} {o} {d}"),
    "colons": _each("{t}：{o}，{d}"),
    "bullets": _each("- {t}，{o}，{d}", "• {t}：{o}，{d}"),
    "dates-first": _each("{d} {t} {o}"),
    "names-in-brackets": _each("{n}. {d} {t}（{o}）"),
    "labels": _each("节点：{t}\n负责人：{o}\n完成时间：{d}\n"),
}


def drawn(style: str, seed: int) -> tuple[str, str, list[tuple[str, str, tuple[str, ...], str]], dict[str, Any]]:
    """(text, html, the nodes, the fields) of a mail in this style."""
    draw = random.Random(f"{style} {seed}")
    celled = style in TABLES or style == "html"
    nodes: list[tuple[str, str, tuple[str, ...], str]] = []
    rows: list[Row] = []
    for base, titles, owner, due in sorted(draw.sample(NODES, draw.randint(2, 4)), key=NODES.index):
        count = 1 + sum(key.partition("-")[0] == base for key, *_ in nodes)
        nodes.append((base if count == 1 else f"{base}-{count}", owner, (), due))
        people = PEOPLE[owner] + (CELL_PEOPLE[owner] if celled else ())
        times = TIMES[due] + (CELL_TIMES[due] if celled else ())
        rows.append((draw.choice(titles), draw.choice(people), draw.choice(times)))
    colon = draw.choice(("：", ":", " ： ", ": "))
    said = draw.sample(FIELDS, draw.randint(1, len(FIELDS)))
    form = draw.choice(("\n", "    ")).join(
        draw.choice(names) + colon + draw.choice(values) for _, names, values, _ in said
    )
    before, after = (draw.sample(TALK, draw.randint(0, 2)) for _ in range(2))
    header = draw.choice(HEADERS)
    fields = {key: value for key, _, _, value in said}
    if style == "html":
        cells = "".join("<tr>" + "".join(f"<td>{text}</td>" for text in row) + "</tr>" for row in (header, *rows))
        return "", f"<p>{form.replace(chr(10), '<br>')}</p><table border=1>{cells}</table>", nodes, fields
    body = (TABLES | LISTS)[style](header, rows, draw)
    heading = draw.choice(((), ("节点安排：",), ("计划如下：",)))
    text = "\n".join(("各位好：", *before, form, "", *heading, body, "", *after, "谢谢！", ""))
    return text, "", nodes, fields


@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize("style", [*TABLES, *LISTS, "html"])
def test_the_same_plan_is_understood_in_every_layout(style: str, seed: int) -> None:
    text, html, nodes, fields = drawn(style, seed)
    understood = read("【计划】星桥服务端8.2.1在线升级及版本限制", text, html=html)
    plan_of(understood)
    assert brief(understood) == nodes, text
    assert {name: understood.fields.get(name) for name in fields} == fields, text


ALIGNED = {
    "two blanks": "{0}  {1}  {2}",
    "padded": "{0:　<6}  {1:　<4}  {2}",
    "full-width": "{0}　{1}　{2}",
    "tabs": "{0}\t{1}\t{2}",
    "the day first": "{2}  {0}  {1}",
    "the owner last": "{0}  {2}  {1}",
    "a remark behind one": "{0}  {1}  {2}{remark}",
}


@pytest.mark.parametrize("indent", ["", "  "])
@pytest.mark.parametrize("layout", ALIGNED)
@pytest.mark.parametrize(("above", "below"), [("节点：", ""), ("时间安排", "\n数量：300"), ("产品  星桥服务端", "数量  300")])
def test_rows_of_nodes_need_no_header_whatever_names_of_fields_they_begin_with(
    layout: str, indent: str, above: str, below: str
) -> None:
    rows = (("版本获取", "周航", "12月3日"), ("升级", "孙丽", "12月11日"), ("版本限制", "韩冰", "12月18日"))
    remarks = ("", "", "  8.0 及以下")
    lines = [indent + ALIGNED[layout].format(*row, remark=remark) for row, remark in zip(rows, remarks, strict=True)]
    understood = read("【计划】星桥服务端8.2.1在线升级", "\n".join(("版本：8.2.1", above, *lines, below)))
    plan_of(understood)
    assert [(key, owner, due) for key, owner, _, due in brief(understood)] == [
        ("obtain", "zhouhang", "12-03 18:00"),
        ("rollout", "sunli", "12-11 18:00"),
        ("restrict", "hanbing", "12-18 18:00"),
    ]
    restricted = [one["versions"] for one in understood.fields.get("restrictions") or ()]
    assert restricted == (["≤8.0"] if "remark" in layout else [])
    assert understood.fields.get("quantity") == ({"min": None, "max": 300} if "300" in below else None)


@pytest.mark.parametrize(
    ("rows", "reasons"),
    [
        ("版本获取  周航  12月3日\n升级  马超  12月11日", ["unknown-owner"]),
        ("版本获取  周航\n升级  孙丽  12月11日\n版本限制  韩冰  12月18日", ["missing-due"]),
        ("版本获取  周航  12月3日\n升级  孙丽  待定", ["vague"]),
    ],
)
def test_what_is_wrong_in_a_row_without_header_is_said_of_that_row(rows: str, reasons: list[str]) -> None:
    understood = read("【计划】星桥服务端8.2.1在线升级", f"版本：8.2.1\n节点：\n{rows}")
    assert [fault.reason for fault in understood.faults] == reasons


@pytest.mark.parametrize("field", ["限制：12月18日", "限制时间：12月18日", "延迟限制：海外 1月18日"])
def test_a_day_without_a_version_restricts_nothing(field: str) -> None:
    understood = read("【计划】星桥服务端8.2.1在线升级", f"版本：8.2.1\n{field}\n1. 升级 孙丽 12月11日")
    plan_of(understood)
    assert not understood.fields.get("restrictions")
    assert [r.words for r in understood.remarks if r.reason == "not-taken"] == ([field] if "延迟" in field else [])


@pytest.mark.parametrize("sign", [" = ", " ＝ ", " → ", " -> ", " - ", " – ", "："])
@pytest.mark.parametrize("number", ["1️⃣ ", "1. ", "1⃣"])
def test_signs_between_a_field_and_its_value_and_numbers_on_keys_are_no_part_of_either(sign: str, number: str) -> None:
    text = f"产品{sign}星桥服务端\n版本{sign}8.2.1\n区域{sign}华东、华南\n{number}灰度升级 孙丽 12月3日"
    understood = read("【计划】8.2.1在线升级", text)
    plan_of(understood)
    assert [understood.fields[name] for name in ("product", "version", "regions")] == ["星桥服务端", "8.2.1", ["华东", "华南"]]
    assert understood.nodes[0]["title"] == "灰度升级"


def test_a_field_that_words_a_restriction_for_a_place_is_no_node() -> None:
    rows = "<tr><td>产品名称</td><td>星桥客户端</td></tr><tr><td>版本</td><td>5.8.0</td></tr><tr><td>限制版本</td><td>低于5.5的版本，12月18日起限制，海外延迟至1月22日</td></tr>"
    understood = read("【计划】客户端5.8.0版本限制", html=f"<table>{rows}</table><p>1. 版本限制 孙丽 12月18日</p>")
    assert understood.fields["restrictions"][0]["scope"] == "海外"
    assert not understood.faults
