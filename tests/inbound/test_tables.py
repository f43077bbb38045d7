"""Tables of every shape become the same records; what is no table stays with the lines."""

import re

import pytest

from mailbot.inbound.forms.tables.tables import Table, find_grids, read_fields, read_table
from mailbot.inbound.writing import Cell, Grid, Line

COLUMNS = {
    "number": ["序号", "No."],
    "title": ["节点", "节点名称", "任务", "事项", "工作内容", "Task"],
    "owner": ["负责人", "责任人", "责任部门/负责人", "Owner"],
    "department": ["部门", "责任部门", "Department"],
    "start": ["开始时间", "计划开始时间", "开始", "Start date"],
    "due": ["完成时间", "计划完成时间", "截止时间", "结束时间", "结束", "时间", "日期", "Due date"],
    "done_at": ["实际完成时间"],
    "remark": ["备注", "说明", "Comments"],
    "state": ["状态", "完成情况"],
    "version": ["版本", "版本号"],
    "count": ["数量", "台数"],
    "share": ["占比"],
    "parameter": ["参数", "参数名"],
    "value": ["值", "参数值"],
}
FIELDS = ["产品", "版本", "数量", "区域", "有效期", "指导意见", "策略类型", "版本限制", "Product", "Version"]
NODES = ("title", "due")


def guess(text: str) -> str | None:
    if re.match(r"(孙丽|周航|韩冰|陈静|孫麗)", text):
        return "owner"
    if re.match(r"(\d{4}[-/])?\d{1,2}[-/月]\d{1,2}", text):
        return "due"
    return "department" if text in {"华东", "华南", "研发部", "测试部"} else None


def lines(text: str) -> list[Line]:
    return [Line(number, line) for number, line in enumerate(text.strip("\n").split("\n"), 1)]


def grid(*rows: str) -> Grid:
    """Rows of cells apart by bars, each cell at its place A1, B1 …"""
    return Grid(
        tuple(
            tuple(Cell(text.strip(), f"{chr(65 + column)}{row}") for column, text in enumerate(line.split("|")))
            for row, line in enumerate(rows, 1)
        )
    )


def shown(table: Table | None) -> list[dict[str, str]] | None:
    """The records without blank cells."""
    if table is None:
        return None
    return [{key: cell.text for key, cell in row.cells.items() if cell.text} for row in table.rows]


PLAN = [
    {"title": "灰度升级", "owner": "孙丽", "due": "12月3日 18:00", "remark": "先 20 台"},
    {"title": "全量升级", "owner": "周航", "due": "12/11"},
]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "| 节点     | 负责人 | 完成时间      | 备注     |\n"
            "| 灰度升级 | 孙丽   | 12月3日 18:00 | 先 20 台 |\n"
            "| 全量升级 | 周航   | 12/11         |          |",
            id="bars",
        ),
        pytest.param(
            "节点 | 负责人 | 完成时间 | 备注\n--- | :---: | ---: | ---\n"
            "**灰度升级** | 孙丽 | 12月3日 18:00 | 先 20 台\n全量升级 | 周航 | 12/11 |",
            id="Markdown without outer bars",
        ),
        pytest.param(
            "｜节点｜负责人｜完成时间｜备注｜\n｜灰度升级｜孙丽｜12月3日 18:00｜先 20 台｜\n｜全量升级｜周航｜12/11｜｜",
            id="full-width bars",
        ),
        pytest.param(
            "||节点||负责人||完成时间||备注||\n|灰度升级|孙丽|12月3日 18:00|先 20 台|\n|全量升级|周航|12/11| |",
            id="Jira",
        ),
        pytest.param(
            "┌────────┬──────┬─────────────┬────────┐\n│节点    │负责人│完成时间     │备注    │\n"
            "├────────┼──────┼─────────────┼────────┤\n│灰度升级│孙丽  │12月3日 18:00│先 20 台│\n"
            "│全量升级│周航  │12/11        │        │\n└────────┴──────┴─────────────┴────────┘",
            id="box",
        ),
        pytest.param(
            "+------+--------+----------+--------+\n| 节点 | 负责人 | 完成时间 | 备注   |\n"
            "+======+========+==========+========+\n| 灰度 | 孙丽   | 12月3日  | 先     |\n"
            "| 升级 |        | 18:00    | 20 台  |\n+------+--------+----------+--------+\n"
            "| 全量 | 周航   | 12/11    |        |\n| 升级 |        |          |        |\n"
            "+------+--------+----------+--------+",
            id="box with rows of several lines",
        ),
        pytest.param(
            "节点\t负责人\t完成时间\t备注\n灰度升级\t孙丽\t12月3日 18:00\t先 20 台\n全量升级\t周航\t12/11\t",
            id="tabs",
        ),
        pytest.param(
            "节点\t\t负责人\t完成时间\t\t备注\n灰度升级\t孙丽\t12月3日 18:00\t先 20 台\n全量升级\t周航\t12/11",
            id="tabs typed to align",
        ),
        pytest.param(
            "节点\t负责人\t完成时间\t备注\n\n灰度升级\t孙丽\t12月3日 18:00\t先 20 台\n\n全量升级\t周航\t12/11",
            id="tabs with blank lines",
        ),
        pytest.param(
            "节点        负责人    完成时间         备注\n灰度升级    孙丽      12月3日 18:00    先 20 台\n"
            "全量升级    周航      12/11",
            id="spaces",
        ),
        pytest.param(
            "节点　　　负责人　完成时间　　　　备注\n灰度升级　孙丽　　12月3日 18:00　先 20 台\n全量升级　周航　　12/11",
            id="full-width spaces",
        ),
        pytest.param(
            "节点        负责人    完成时间         备注\n--------    ------    -------------    --------\n"
            "灰度升级    孙丽      12月3日 18:00    先 20 台\n全量升级    周航      12/11",
            id="spaces with a rule",
        ),
        pytest.param(
            "節點\t負責人\t完成時間\t備註\n灰度升级\t孙丽\t12月3日 18:00\t先 20 台\n全量升级\t周航\t12/11\t",
            id="traditional header",
        ),
    ],
)
def test_a_plan_pasted_as_text_is_read_however_it_is_drawn(text: str) -> None:
    grids, rest = find_grids(lines(text))
    assert (len(grids), rest) == (1, ())
    assert shown(read_table(grids[0], COLUMNS, required=NODES)) == PLAN


@pytest.mark.parametrize(
    ("text", "records"),
    [
        ("节点 负责人 完成时间\n灰度升级 孙丽 12月3日 18:00\n全量升级 周航 12月11日", "12月3日 18:00"),
        ("节点，负责人，完成时间\n灰度升级，孙丽，12月3日 18:00\n全量升级，周航，12月11日", "12月3日 18:00"),
        ("节点 / 负责人 / 完成时间\n灰度升级 / 孙丽 / 12月3日\n全量升级 / 周航 / 12月11日", "12月3日"),
    ],
)
def test_a_header_of_names_makes_a_table_of_words_between_spaces_or_commas(text: str, records: str) -> None:
    grids, rest = find_grids(lines(text))
    assert rest == ()
    assert shown(read_table(grids[0], COLUMNS, required=NODES)) == [
        {"title": "灰度升级", "owner": "孙丽", "due": records},
        {"title": "全量升级", "owner": "周航", "due": "12月11日"},
    ]


@pytest.mark.parametrize(
    "text",
    [
        "产品：星桥服务端          版本：V8.2.1（官网已发布）",
        "产品：星桥   版本：8.2.1\n数量：500   区域：华东",
        "产品：星桥 | 版本：8.2.1\n数量：500 | 区域：华东",
        "产品：\t星桥\n版本：\t8.2.1",
        "产品：星桥\t版本：8.2.1\n数量：500\t区域：华东",
        "1、灰度升级    负责人：孙丽    12月3日\n2、全量升级    负责人：周航    12月11日",
        "Hello all.  Here is the plan.\nPlease confirm.  Thanks.\nSee you.  Me",
        "　　各位好，计划如下，请查收。\n　　以上，请确认，谢谢。",
        "各位同事，大家好，辛苦了\n计划如下，请查收，谢谢",
        "———————————\n产品部 | 分机 8123",
        "----- Original Message -----\n-----------",
        "一行里有 | 一根竖线",
        "一行里有\t一个制表符",
        "这 一 句\n只有 空格 没有 日期",
        "",
    ],
)
def test_what_is_no_table_stays_with_the_lines(text: str) -> None:
    assert find_grids(lines(text)) == ((), tuple(lines(text)))


def test_lines_around_a_table_are_handed_back_in_order() -> None:
    text = "各位好：\n\n| 节点 | 完成时间 |\n|---|---|\n| 灰度 | 12月3日 |\n\n谢谢！\na\tb\n1\t2\n陈静"
    grids, rest = find_grids(lines(text))
    assert [[cell.text for cell in grid.rows[1]] for grid in grids] == [["灰度", "12月3日"], ["1", "2"]]
    assert [line.number for line in rest] == [1, 2, 6, 7, 10]


def test_a_box_right_below_another_is_a_table_of_its_own() -> None:
    text = "┌────┬────┐\n│节点│时间│\n├────┼────┤\n│灰度│12-3│\n│全量│12-9│\n└────┴────┘\n+----+----+\n|产品|星桥|\n+----+----+\n|版本|8.2.1|\n+----+----+"
    grids, _ = find_grids([Line(n, one) for n, one in enumerate(text.splitlines(), 1)])
    assert [[[cell.text for cell in row] for row in grid.rows] for grid in grids] == [
        [["节点", "时间"], ["灰度", "12-3"], ["全量", "12-9"]],
        [["产品", "星桥"], ["版本", "8.2.1"]],
    ]


def test_cells_know_their_lines() -> None:
    grids, _ = find_grids(lines("计划：\n| 节点 | 时间 |\n|---|---|\n| 灰度 | 12月3日 |"))
    assert grids[0].rows[1] == (Cell("灰度", "4"), Cell("12月3日", "4"))


def test_tables_already_known_from_html_are_not_found_again() -> None:
    known = Grid(((Cell("节点", "2"), Cell("时间", "2")), (Cell("灰度", "3"), Cell("12月3日", "3"))), "html")
    assert find_grids(lines("计划：\n节点\t时间\n灰度\t12月3日\n谢谢"), [known]) == (
        (),
        (Line(1, "计划："), Line(4, "谢谢")),
    )


def test_a_cell_of_several_lines_in_quotes_as_excel_pastes_it_is_one_cell() -> None:
    grids, rest = find_grids(
        lines('节点\t时间\t备注\n"灰度\n升级"\t12月3日\t"先 ""20"" 台\n再 50 台"\n全量\t12月11日\t')
    )
    assert rest == ()
    assert [[cell.text for cell in row] for row in grids[0].rows[1:]] == [
        ["灰度\n升级", "12月3日", '先 "20" 台\n再 50 台'],
        ["全量", "12月11日", ""],
    ]


def test_a_row_that_the_mail_program_wrapped_is_one_row() -> None:
    grids, rest = find_grids(
        lines("| 节点 | 时间 | 备注 |\n| 灰度 | 12月3日 | 这里很长\n折行了 |\n| 全量 | 12月11日 | |")
    )
    assert rest == ()
    assert [[cell.text for cell in row] for row in grids[0].rows[1:]] == [
        ["灰度", "12月3日", "这里很长折行了"],
        ["全量", "12月11日", ""],
    ]


def test_the_rest_of_an_aligned_cell_stands_under_its_column() -> None:
    text = "节点        时间       备注\n灰度升级    12月3日    先 20 台，\n                       再 50 台\n全量升级               下旬"
    grids, _ = find_grids(lines(text))
    assert [[cell.text for cell in row] for row in grids[0].rows[1:]] == [
        ["灰度升级", "12月3日", "先 20 台，\n再 50 台"],
        ["全量升级", "", "下旬"],
    ]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (
            "节点        负责人    完成时间   备注\n灰度升级    孙丽      12月3日    先 20 台\n"
            "全量升级    周航      12/11\n版本限制    韩冰      12月18日\n总结        陈静      12月25日",
            ["灰度升级|孙丽|12月3日|先 20 台", "全量升级|周航|12/11|", "版本限制|韩冰|12月18日|", "总结|陈静|12月25日|"],
        ),
        (  # nobody filled in the remarks
            "节点        负责人    完成时间   备注\n灰度升级    孙丽      12月3日\n全量升级    周航      12/11",
            ["灰度升级|孙丽|12月3日|", "全量升级|周航|12/11|"],
        ),
        (  # set apart by two full-width spaces, not aligned
            "节点　　负责人　　完成时间　　备注\n灰度升级　　孙丽（华东）　　12月3日　　先 20 台\n"
            "全量升级　　周航　　12/11\n版本限制　　韩冰　　12月18日\n总结　　陈静　　12月25日",
            ["灰度升级|孙丽（华东）|12月3日|先 20 台", "全量升级|周航|12/11|", "版本限制|韩冰|12月18日|", "总结|陈静|12月25日|"],
        ),
    ],
)
def test_no_row_is_lost_where_most_rows_of_an_aligned_table_lack_their_last_cell(text: str, rows: list[str]) -> None:
    grids, rest = find_grids(lines(text))
    assert rest == ()
    assert ["|".join(cell.text for cell in row) for row in grids[0].rows[1:]] == rows


def test_a_greeting_with_two_spaces_above_an_aligned_table_stays_a_line() -> None:
    grids, rest = find_grids(lines("各位好！  计划如下\n灰度升级   孙丽   12月3日\n全量升级   周航   12月11日\n谢谢"))
    assert [line.number for line in rest] == [1, 4]
    assert len(grids[0].rows) == 2


BODY = {"title": "灰度升级", "owner": "孙丽", "due": "12月3日"}
BODY_2 = {"title": "全量升级", "owner": "周航", "due": "12月11日"}


@pytest.mark.parametrize(
    ("rows", "records", "header"),
    [
        pytest.param(
            ("星桥升级计划|星桥升级计划|星桥升级计划", "||", "节点|负责人|完成时间", "灰度升级|孙丽|12月3日"),
            [BODY],
            "A3",
            id="titles above the header",
        ),
        pytest.param(
            ("节点|负责人|计划时间|计划时间", "节点|负责人|开始|结束", "灰度升级|孙丽|12月1日|12月3日"),
            [BODY | {"start": "12月1日"}],
            "A2",
            id="header in two rows, merged",
        ),
        pytest.param(
            ("节点|负责人|计划时间|", "||开始|结束", "灰度升级|孙丽|12月1日|12月3日"),
            [BODY | {"start": "12月1日"}],
            "C2",
            id="header in two rows, merging lost",
        ),
        pytest.param(
            (
                "节点|负责人|实际|实际|计划|计划",
                "节点|负责人|开始|结束|开始|结束",
                "灰度升级|孙丽|1日|2日|12月1日|12月3日",
            ),
            [BODY | {"start": "12月1日"}],
            "A2",
            id="groups that tell plan from actual",
        ),
        pytest.param(
            ("节点|灰度升级|全量升级", "负责人|孙丽|周航", "完成时间|12月3日|12月11日"),
            [BODY, BODY_2],
            "A1",
            id="nodes across",
        ),
        pytest.param(
            ("|灰度升级|全量升级", "负责人|孙丽|周航", "完成时间|12月3日|12月11日"),
            [BODY, BODY_2],
            "A2",
            id="nodes across, corner blank",
        ),
        pytest.param(
            ("|负责人|完成时间", "灰度升级|孙丽|12月3日", "全量升级|周航|12月11日"),
            [BODY, BODY_2],
            "B1",
            id="no name over the nodes",
        ),
        pytest.param(("灰度升级|孙丽|12月3日", "全量升级|周航|12月11日"), [BODY, BODY_2], "", id="no header"),
        pytest.param(
            ("1|孙丽|12月3日|灰度升级", "2|周航|12月11日|全量升级"), [BODY, BODY_2], "", id="no header, other order"
        ),
        pytest.param(
            ("灰度升级|孙丽|12月1日|12月3日", "全量升级|周航|12月4日|12月11日"),
            [BODY | {"start": "12月1日"}, BODY_2 | {"start": "12月4日"}],
            "",
            id="no header, start and end",
        ),
        pytest.param(
            ("事情|找谁|啥时候", "灰度升级|孙丽|12月3日", "全量升级|周航|12月11日"),
            [BODY, BODY_2],
            "A1",
            id="header of strange names",
        ),
        pytest.param(
            ("节点|谁来做|啥时候", "灰度升级|孙丽|12月3日", "全量升级|周航|12月11日"),
            [BODY, BODY_2],
            "A1",
            id="one known name",
        ),
        pytest.param(
            ("灰度升级|全量升级", "孙丽|周航", "12月3日|12月11日"), [BODY, BODY_2], "", id="no header, nodes across"
        ),
        pytest.param(
            ("部门|灰度升级|全量升级", "华东|12月3日|12月11日", "华南|12月4日|"),
            [
                {"title": "灰度升级", "department": "华东", "due": "12月3日"},
                {"title": "全量升级", "department": "华东", "due": "12月11日"},
                {"title": "灰度升级", "department": "华南", "due": "12月4日"},
            ],
            "",
            id="departments down, nodes across",
        ),
        pytest.param(
            ("节点|负责人|完成时间", "灰度升级|孙丽|12月3日", "节点|负责人|完成时间", "全量升级|周航|12月11日"),
            [BODY, BODY_2],
            "A1",
            id="header repeated",
        ),
        pytest.param(
            ("序号|节点|负责人|完成时间", "1|灰度升级|孙丽|12月3日", "|||", "2|全量升级|周航|同上"),
            [BODY | {"number": "1"}, BODY_2 | {"number": "2", "due": "12月3日"}],
            "A1",
            id="blank rows, 同上",
        ),
        pytest.param(
            ("责任部门|节点|完成时间", "研发部|开发|12月3日", "|自测|12月4日", "测试部|测试|12月5日"),
            [
                {"department": "研发部", "title": "开发", "due": "12月3日"},
                {"department": "研发部", "title": "自测", "due": "12月4日"},
                {"department": "测试部", "title": "测试", "due": "12月5日"},
            ],
            "A1",
            id="merging lost in a grouping column",
        ),
        pytest.param(
            ("日期|时间|事项|负责人", "12月3日|18:00|灰度升级|孙丽", "12月11日||全量升级|周航"),
            [BODY | {"due": "12月3日 18:00"}, BODY_2],
            "A1",
            id="day and time in two columns",
        ),
        pytest.param(
            ("节点|实际完成时间|计划完成日期|负责人", "灰度升级|12月2日|12月3日|孙丽"),
            [BODY | {"done_at": "12月2日"}],
            "A1",
            id="planned and actual",
        ),
        pytest.param(("Task|Owner|Due date", "灰度升级|孙丽|12月3日"), [BODY], "A1", id="English"),
        pytest.param(
            ("* 节点名称：|责任人\n(部门)|完成时间（计划）", "灰度升级|孙丽|12月3日"),
            [BODY],
            "A1",
            id="decorated names",
        ),
    ],
)
def test_every_shape_of_table_gives_the_same_records(
    rows: tuple[str, ...], records: list[dict[str, str]], header: str
) -> None:
    table = read_table(grid(*rows), COLUMNS, required=NODES, guess=guess)
    assert table is not None
    assert (shown(table), table.header_place) == (records, header)


def test_columns_that_no_name_knows_are_kept_as_remarks() -> None:
    table = read_table(grid("节点|审核人|完成时间|", "灰度升级|陈静|12月3日|急"), COLUMNS, required=NODES, guess=guess)
    assert table is not None
    assert table.rows[0].remarks == (("审核人", Cell("陈静", "B2")), ("", Cell("急", "D2")))


def test_a_reviewer_is_never_taken_for_the_owner() -> None:
    table = read_table(grid("节点|审核人|完成时间", "灰度升级|孙丽|12月3日"), COLUMNS, required=NODES, guess=guess)
    assert table is not None
    assert table.keys == ("title", "due")


def test_of_two_half_known_times_none_is_taken() -> None:
    table = read_table(
        grid("节点|提测时间|发布时间|负责人", "灰度|12月1日|12月2日|孙丽", "全量|12月3日|12月4日|周航"),
        COLUMNS,
        required=NODES,
        guess=guess,
    )
    assert table is not None
    assert table.keys == ("title", "owner")


def test_an_actual_time_alone_is_not_the_due_time() -> None:
    assert read_table(grid("节点|完成时间（实际）", "灰度|12月2日"), COLUMNS, required=("due",), guess=guess) is None


def test_totals_and_footnotes_and_headings_are_no_records() -> None:
    table = read_table(
        grid(
            "版本|数量|占比",
            "华东|华东|华东",
            "8.2.1|320|64%",
            "小计|320|64%",
            "华南|华南|华南",
            "8.0|180|36%",
            "合 计|500|100%",
            "备注：不含停用门店||",
            "编制：陈静|日期：12月1日|",
        ),
        COLUMNS,
        required=("version", "count"),
    )
    assert table is not None
    assert shown(table) == [
        {"version": "8.2.1", "count": "320", "share": "64%"},
        {"version": "8.0", "count": "180", "share": "36%"},
    ]
    assert [row.section and row.section.text for row in table.rows] == ["华东", "华南"]
    assert [row.text("count") for row in table.totals] == ["320", "500"]
    assert [cell.text for cell in table.notes] == ["华东", "华南", "备注：不含停用门店", "编制：陈静", "日期：12月1日"]


SHEET = (
    "星桥升级|星桥升级|星桥升级|星桥升级",
    "产品|星桥|版本|8.2.1",
    "数量|500|区域|华东",
    "|||",
    "节点|负责人|完成时间|备注",
    "灰度升级|孙丽|12月3日|",
    "全量升级|周航|12月11日|",
    "|||",
    "参数|参数值||",
    "心跳间隔|30||",
)


def test_a_sheet_with_fields_and_two_tables_is_read_by_what_each_requires() -> None:
    sheet = grid(*SHEET)
    assert shown(read_table(sheet, COLUMNS, required=NODES)) == [BODY, BODY_2]
    assert shown(read_table(sheet, COLUMNS, required=("parameter", "value"))) == [
        {"parameter": "心跳间隔", "value": "30"}
    ]
    assert read_fields(sheet, FIELDS, columns=COLUMNS) == (
        ("产品", Cell("星桥", "B2")),
        ("版本", Cell("8.2.1", "D2")),
        ("数量", Cell("500", "B3")),
        ("区域", Cell("华东", "D3")),
    )


@pytest.mark.parametrize(
    "rows",
    [
        ("版本|数量", "8.2.1|320"),
        ("产品|星桥", "区域|华东"),
        ("好|的", "收|到"),
        ("", ""),
    ],
)
def test_a_grid_without_any_required_column_is_no_table(rows: tuple[str, ...]) -> None:
    assert read_table(grid(*rows), COLUMNS, required=NODES, guess=guess) is None


def test_a_record_stands_where_its_first_cell_does() -> None:
    table = read_table(grid("节点|完成时间", "灰度|12月3日", "全量|"), COLUMNS, required=NODES)
    assert table is not None
    assert [(row.place, row.cells["due"]) for row in table.rows] == [
        ("A2", Cell("12月3日", "B2")),
        ("A3", Cell("", "B3")),
    ]


PAIRS = [("产品", "星桥"), ("版本", "8.2.1"), ("数量", "500")]


@pytest.mark.parametrize(
    ("rows", "pairs"),
    [
        pytest.param(("产品|星桥", "版本|8.2.1", "数量|500"), PAIRS, id="two columns"),
        pytest.param(
            ("字段|内容", "产品：|星桥", "* 版本|8.2.1", "數量|500"), [*PAIRS[:2], ("數量", "500")], id="titled"
        ),
        pytest.param(("产品|星桥|版本|8.2.1", "数量|500|区域|"), [*PAIRS, ("区域", "")], id="four columns"),
        pytest.param(
            ("产品|星桥|星桥|星桥", "版本|8.2.1|数量|500"), PAIRS, id="a value merged over the rest of its row"
        ),
        pytest.param(("产品|版本|数量", "星桥|8.2.1|500"), PAIRS, id="names above their values"),
        pytest.param(
            ("一、基本信息|一、基本信息|一、基本信息", "产品|产品|星桥", "版本|版本|8.2.1"),
            PAIRS[:2],
            id="merged labels",
        ),
        pytest.param(("产品：星桥|版本：8.2.1", "数量：500|"), PAIRS, id="each within one cell"),
        pytest.param(
            ("产品|星桥", "口径|只算在网", "版本|8.2.1"), [PAIRS[0], ("口径", "只算在网"), PAIRS[1]], id="unknown"
        ),
        pytest.param(
            ("产品|星桥", "版本限制|8.0 及以下 12月18日", "|海外 1月15日"),
            [PAIRS[0], ("版本限制", "8.0 及以下 12月18日\n海外 1月15日")],
            id="a value over several rows",
        ),
        pytest.param(
            ("策略类型|版本限制", "产品|星桥"),
            [("策略类型", "版本限制"), PAIRS[0]],
            id="a value that is a field's name",
        ),
        pytest.param(("产品|星桥",), PAIRS[:1], id="a single row"),
    ],
)
def test_fields_in_a_table_are_pairs_of_name_and_value(rows: tuple[str, ...], pairs: list[tuple[str, str]]) -> None:
    fields = read_fields(grid(*rows), FIELDS, columns=COLUMNS)
    assert fields is not None
    assert [(name, cell.text) for name, cell in fields] == pairs


@pytest.mark.parametrize(
    "rows",
    [
        ("节点|负责人|完成时间", "灰度升级|孙丽|12月3日", "版本限制|韩冰|12月18日"),
        ("版本|数量", "8.2.1|320", "8.0|180"),
        ("好|的", "收|到"),
    ],
)
def test_a_table_of_records_is_no_table_of_fields(rows: tuple[str, ...]) -> None:
    assert read_fields(grid(*rows), FIELDS, columns=COLUMNS) is None
