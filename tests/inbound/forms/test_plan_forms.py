"""A plan's fields in every form that offices use for them: lines, headings, tables of two and four columns, sheets, each with its nodes."""

import io
from collections.abc import Callable, Sequence
from html import escape
from typing import Any

import pytest
from openpyxl import Workbook
from plan_mails import brief, plan_of, read

Pairs = Sequence[tuple[str, str]]

SUBJECT = "【计划】星桥服务端8.2.1在线升级及版本限制"
ROWS = (("节点", "负责人", "完成时间"), ("灰度升级", "孙丽", "12月3日 18:00"), ("全量升级", "周航", "12月11日"), ("版本限制", "韩冰", "12月18日 0点"))
NODES = [("rollout", "sunli", (), "12-03 18:00"), ("rollout-2", "zhouhang", (), "12-11 18:00"), ("restrict", "hanbing", (), "12-18 00:00")]
LISTED = "\n".join(f"{n}、{title}：{owner}，{day}" for n, (title, owner, day) in enumerate(ROWS[1:], 1))
BARRED = "\n".join("| " + " | ".join(row) + " |" for row in ROWS)
HAN = "一二三四五六七八九十"


def page(*tables: Sequence[Sequence[str]], above: str = "") -> dict[str, str]:
    drawn = ("<table>" + "".join("<tr>" + "".join(cells) + "</tr>" for cells in table) + "</table>" for table in tables)
    return {"html": f"<p>各位好，计划如下：</p>{above}" + "<p>&nbsp;</p>".join(drawn)}


def cells(*texts: str) -> list[str]:
    return [f"<td>{escape(text)}</td>" for text in texts]


def in_fours(pairs: Pairs) -> list[list[str]]:
    return [[text for pair in pairs[at : at + 2] for text in pair] for at in range(0, len(pairs), 2)]


def sheet(*rows: Sequence[object]) -> dict[str, Any]:
    book, out = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(list(row))
    book.save(out)
    return {"text": "见附件。\n", "files": (("计划.xlsx", out.getvalue()),)}


FORMS: dict[str, Callable[[Pairs], dict[str, Any]]] = {
    "lines": lambda pairs: {"text": "\n".join(f"{name}：{value}" for name, value in pairs) + f"\n\n{LISTED}"},
    "two in a line": lambda pairs: {"text": "\n".join("      ".join(f"{a}：{b}" for a, b in pairs[n : n + 2]) for n in range(0, len(pairs), 2)) + f"\n\n{LISTED}"},
    "headings": lambda pairs: {"text": "\n".join(f"{HAN[n]}、{name}\n{value}" for n, (name, value) in enumerate(pairs)) + f"\n\n节点\n{LISTED}"},
    "pipes": lambda pairs: {"text": "\n".join(f"{name} | {value}" for name, value in pairs) + f"\n\n{BARRED}"},
    "markdown": lambda pairs: {"text": "| 项目 | 内容 |\n|---|---|\n" + "\n".join(f"| {name} | {value} |" for name, value in pairs) + f"\n\n{BARRED}"},
    "two columns": lambda pairs: page([cells(*pair) for pair in pairs], [cells(*row) for row in ROWS]),
    "four columns": lambda pairs: page([cells(*row) for row in in_fours(pairs)], [cells(*row) for row in ROWS]),
    "names above values": lambda pairs: page([cells(*(name for name, _ in pairs)), cells(*(value for _, value in pairs))], [cells(*row) for row in ROWS]),
    "one table": lambda pairs: page([*(cells(*row) for row in in_fours(pairs)), *(cells(str(n or "序号"), *row) for n, row in enumerate(ROWS))]),
    "groups to the left": lambda pairs: page(
        [
            *([f"<td rowspan={len(pairs)}>基本信息</td>"] * (not n) + cells(name) + [f"<td colspan=2>{escape(value)}</td>"] for n, (name, value) in enumerate(pairs)),
            *([f"<td rowspan={len(ROWS)}>节点计划</td>"] * (not n) + cells(*row) for n, row in enumerate(ROWS)),
        ]
    ),
    "sheet": lambda pairs: sheet(("星桥服务端升级计划",), *in_fours(pairs), ("序号", *ROWS[0]), *((n, *row) for n, row in enumerate(ROWS[1:], 1))),
}
PLANS: tuple[tuple[Pairs, dict[str, Any]], ...] = (
    (
        (("产品", "星桥服务端"), ("版本", "V8.2.1"), ("限制版本", "7.x，12/18起，延迟到1/15"), ("升级数量", "300台以内"), ("有效期", "12/1~次年3/31"), ("会签部门", "华东 华南 海外")),
        {
            "restrictions": [("7.x", "2026-12-18", "2027-01-15")],
            "quantity": {"min": None, "max": 300},
            "valid": {"from": "2026-12-01", "until": "2027-03-31"},
            "departments": ["华东业务部", "华南业务部", "海外业务部"],
        },
    ),
    (
        (("产品名称", "星桥服务端"), ("目标版本", "8.2.1"), ("有效期限", "2026-12-01到2027-03-31（含当日）"), ("确认部门", "华南"), ("限制要求", "8.0.5及以下版本（12月18日）"), ("地区", "仅华东"), ("版本获取", "找陈静领取")),
        {
            "restrictions": [("≤8.0.5", "2026-12-18", None)],
            "regions": ["华东"],
            "valid": {"from": "2026-12-01", "until": "2027-03-31"},
            "channel": "pm",
            "departments": ["华南业务部", "华东业务部"],
        },
    ),
    (
        (("涉及产品", "星桥服务端"), ("版本号", "8.2.1"), ("授权有效期", "自12月1日起生效，至2027年3月31日失效"), ("版本来源", "官网已发布"), ("限制要求", "≤8.0，2026-12-18 生效"), ("实施建议", "升级前务必备份数据库"), ("涉及部门", "华东、海外"), ("升级数量", "150")),
        {
            "restrictions": [("≤8.0", "2026-12-18", None)],
            "valid": {"from": "2026-12-01", "until": "2027-03-31"},
            "channel": "official",
            "guidance": "升级前务必备份数据库",
            "quantity": {"min": None, "max": 150},
            "departments": ["华东业务部", "海外业务部", "华南业务部"],
        },
    ),
)


@pytest.mark.parametrize(("pairs", "expected"), PLANS, ids=["delay", "only", "from-to"])
@pytest.mark.parametrize("form", FORMS)
def test_fields_are_the_same_in_every_form_and_make_no_nodes(form: str, pairs: Pairs, expected: dict[str, Any]) -> None:
    understood = read(SUBJECT, **FORMS[form](pairs))
    plan_of(understood)
    found = {name: understood.fields.get(name) for name in expected}
    found["restrictions"] = [(r["versions"], r["effective"], r["delayed_until"]) for r in found["restrictions"]]
    found["departments"] = [d["name"] for d in found["departments"]]
    assert (found, brief(understood)) == (expected, NODES)


@pytest.mark.parametrize(
    ("limits", "expected"),
    [
        ("7.x，12/18起限制，海外延迟到1.15", [("7.x", "2026-12-18", "2027-01-15")]),
        ("7.x，12/18起，延迟到1/15", [("7.x", "2026-12-18", "2027-01-15")]),
        ("7.x，12/18起限制，8.1 延迟到 9.2", "restrictions.delayed_until"),
    ],
)
def test_figures_until_which_a_delay_lasts_are_a_day_or_asked_about_and_no_version(limits: str, expected: Any) -> None:
    understood = read(SUBJECT, f"产品：星桥服务端\n版本：8.2.1\n版本限制：{limits}\n\n{LISTED}")
    found = [(r["versions"], r["effective"], r["delayed_until"]) for r in understood.fields["restrictions"]]
    assert (understood.faults[0].field if understood.faults else found) == expected
