"""digest_sheets: the weekly digest's figures as sheets, all rows of them, whatever the mail had room for."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal

from mailbot.outbound.phrasing import Phrasing
from mailbot.outbound.workbook import CellValue, Sheet

Column = tuple[str, str, Callable[[Mapping[str, Any]], CellValue]]  # heading in Chinese, in English, and the cell


def digest_sheets(facts: Mapping[str, Any], words: Phrasing, language: Literal["zh", "en"]) -> list[Sheet]:
    """One sheet each for the campaigns, overdue nodes, open issues, coverage and coming nodes; empty ones are left out."""

    def value(name: str) -> Callable[[Mapping[str, Any]], CellValue]:
        def cell(row: Mapping[str, Any]) -> CellValue:
            found = row.get(name)
            return found if isinstance(found, str | int | float) and not isinstance(found, bool) else None

        return cell

    def person(*names: str) -> Callable[[Mapping[str, Any]], CellValue]:
        return lambda row: words.person(next((row[n] for n in names if row.get(n)), ""))

    def word(name: str, table: str) -> Callable[[Mapping[str, Any]], CellValue]:
        return lambda row: words.word(row.get(name), table)

    code: Column = ("编号", "Code", value("campaign"))
    wanted: list[tuple[str, str, str, Sequence[Column]]] = [
        (
            "campaigns",
            "策略",
            "Campaigns",
            (
                ("编号", "Code", value("code")),
                ("产品", "Product", value("product")),
                ("版本", "Version", value("version")),
                ("阶段", "Stage", word("stage", "stage")),
                ("状况", "State", word("colour", "colour")),
                ("产品经理", "Product manager", person("pm")),
                ("标题", "Title", value("title")),
            ),
        ),
        (
            "overdue",
            "超期节点",
            "Overdue nodes",
            (
                code,
                ("节点", "Node", value("title")),
                ("负责人", "Owner", person("owner", "department")),
                ("应于", "Due", lambda row: words.iso(row.get("due"))),
                ("超期工作日", "Working days late", value("days")),
            ),
        ),
        (
            "issues",
            "未关闭的问题",
            "Open issues",
            (
                code,
                ("问题", "Issue", value("number")),
                ("标题", "Title", value("title")),
                ("严重程度", "Severity", word("severity", "severity")),
                ("状态", "State", word("state", "issue_state")),
                ("处理人", "Owner", person("owner", "answered_by")),
            ),
        ),
        (
            "coverage",
            "覆盖率",
            "Coverage",
            (
                code,
                ("产品", "Product", value("product")),
                ("覆盖率", "Share", value("share")),
                ("上周", "Last week", value("before")),
                ("没有变化的工作日", "Working days unmoved", value("stuck_days")),
            ),
        ),
        (
            "ahead",
            "本周和下周的节点",
            "Nodes to come",
            (
                code,
                ("节点", "Node", value("title")),
                ("负责人", "Owner", person("owner", "department")),
                ("应于", "Due", lambda row: words.iso(row.get("due"))),
            ),
        ),
    ]
    zh = language == "zh"
    return [
        Sheet(
            title=title_zh if zh else title_en,
            rows=[
                [zh_ if zh else en_ for zh_, en_, _ in columns],
                *([cell(row) for _, _, cell in columns] for row in rows),
            ],
            widths=[22] * len(columns),
        )
        for name, title_zh, title_en, columns in wanted
        if (rows := facts.get(name) or ()) or name == "campaigns"
    ]
