"""plan_sheet: a plan as a sheet: empty to be filled, or filled with what was understood. Read back by the sheet's own reader."""

from collections.abc import Mapping
from typing import Any, Literal

from mailbot.outbound.workbook import CellValue, Sheet
from mailbot.rulebook.shapes import Kind

_FIELDS = {
    "zh": (
        ("产品", "product"),
        ("组件", "component"),
        ("版本", "version"),
        ("获取方式", "channel"),
        ("参数", "parameters"),
        ("数量", "quantity"),
        ("区域", "regions"),
        ("有效期", "valid"),
        ("版本限制", "restrictions"),
        ("指导意见", "guidance"),
        ("目标覆盖率", "target_coverage"),
    ),
    "en": (
        ("Product", "product"),
        ("Component", "component"),
        ("Version", "version"),
        ("Obtained from", "channel"),
        ("Parameters", "parameters"),
        ("Quantity range", "quantity"),
        ("Regions", "regions"),
        ("Validity period", "valid"),
        ("Restriction", "restrictions"),
        ("Guidance", "guidance"),
        ("Target coverage", "target_coverage"),
    ),
}
_HEADS = {"zh": ("节点", "负责人", "部门", "完成时间", "备注"), "en": ("Node", "Owner", "Department", "Due", "Remark")}
_CELLS = ("title", "owner", "department", "due", "remark")
_WIDTHS = (26, 30, 18, 20, 30)


def plan_sheet(kind: Kind | None, language: Literal["zh", "en"], plan: Mapping[str, Any] | None = None) -> Sheet:
    """`plan` is `{fields: {export name: text}, nodes: [{title, owner, department, due, remark}]}`, all of them texts, with what
    is `asked` marked (names of fields, and in a node names of its cells); without it the sheet has the kind's fields and nodes,
    to be filled."""
    fields = (plan or {}).get("fields") or {}
    rows: list[list[CellValue]] = []
    marks: list[tuple[int, int]] = []
    asked = (plan or {}).get("asked") or ()
    if kind is not None:
        rows.append(["策略类型" if language == "zh" else "Kind", kind.name.in_(language)])
    elif fields.get("kind"):
        rows.append(["策略类型" if language == "zh" else "Kind", str(fields["kind"])])
    wanted = {*kind.required, *kind.wanted, *kind.only} if kind else set(fields)
    for title, name in _FIELDS[language]:
        if name in wanted or fields.get(name):
            marks += [(len(rows), 1)] if name in asked else []
            rows.append([title, str(fields.get(name) or "")])
    rows.append([])
    head = len(rows)
    rows.append(list(_HEADS[language]))
    if plan is not None:
        for node in plan.get("nodes") or ():
            marks += [(len(rows), at) for at, name in enumerate(_CELLS) if name in (node.get("asked") or ())]
            rows.append([str(node.get(name) or "") for name in _CELLS])
    elif kind is not None:
        rows += [[n.title.in_(language), "", n.department or "", "", ""] for n in kind.node if n.key != "fix"]
    return Sheet(title="计划" if language == "zh" else "Plan", rows=rows, heads=(head,), widths=_WIDTHS, marks=marks)
