"""What the program says: every reason and template that its source names, found in the syntax tree."""

import ast
from collections.abc import Iterator
from pathlib import Path

import mailbot

SOURCE = Path(mailbot.__file__).parent


def calls() -> Iterator[tuple[Path, ast.Call, str]]:
    """Every call in the package, with the last part of its function's name."""
    for path in sorted(SOURCE.rglob("*.py")):
        for found in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(found, ast.Call):
                name = getattr(found.func, "attr", None) or getattr(found.func, "id", "")
                yield path, found, name


def texts(expression: ast.expr | None) -> Iterator[str]:
    """The constant texts that an expression may be; of an f-string nothing."""
    if isinstance(expression, ast.Constant) and isinstance(expression.value, str):
        yield expression.value
    elif isinstance(expression, ast.IfExp):
        yield from texts(expression.body)
        yield from texts(expression.orelse)
    elif isinstance(expression, ast.BoolOp):
        for value in expression.values:
            yield from texts(value)


def reasons() -> dict[str, str]:
    """reason → the file that names it."""
    found: dict[str, str] = {}
    for path, call, name in calls():
        keyword = next((k.value for k in call.keywords if k.arg == "reason"), None)
        if name in ("Fault", "Remark", "Doubt"):
            for text in texts(keyword if keyword is not None else (call.args[0] if call.args else None)):
                found.setdefault(text, path.name)
        elif name == "refused" and len(call.args) > 1:
            for text in texts(call.args[1]):
                found.setdefault(text, path.name)
    return {reason: file for reason, file in found.items() if "-" in reason or reason.isalpha()}


def templates() -> dict[str, str]:
    """template → the file that names it."""
    found: dict[str, str] = {}
    for path, call, name in calls():
        keyword = next((k.value for k in call.keywords if k.arg == "template"), None)
        if name == "Notice":
            for text in texts(keyword):
                found.setdefault(text, path.name)
        elif name in ("_tell_admin", "_notice", "_told", "_answer") and len(call.args) > 1:
            for argument in call.args[:3]:
                for text in texts(argument):
                    if "-" in text:
                        found.setdefault(text, path.name)
    return found
