"""spaced_form: a form whose labels stand before their values with nothing but a blank between: 产品 掌上客户端 / 目标版本 9.4.0 (SPEC 3 "Body")."""

from collections.abc import Callable, Sequence

from mailbot.inbound.forms.fields.names import FieldNames
from mailbot.inbound.writing import Line
from mailbot.late import late
from mailbot.value import replace

_LINE = late(
    r"(?P<lead>\s*)(?P<name>[^\s:：，,。；;、\d][^\s:：，,。；;、]{1,9})[ \t\xa0\u3000]{1,3}"
    r"(?:(?:[=＝→–—-]|->)[ \t]{1,3})?(?P<value>[^\s:：=＝].{0,200})"
)
# Fields of a plan as a whole; a line that begins with 负责人 or 节点 is a row's.
_SURE = frozenset(
    ("product", "component", "version", "quantity", "regions", "valid", "kind", "target_coverage", "t_day")
)
_ALSO = frozenset(
    ("channel", "restrictions", "effective", "delayed", "guidance")
)  # some of them are called as nodes are
_FEWEST = 2


def spaced_form(lines: Sequence[Line], known: FieldNames, names_somebody: Callable[[str], bool]) -> tuple[Line, ...]:
    """The lines, those of such a form with a colon behind the label: two or more, one below the other, of which one has a label that no
    node has. A line that names somebody is his. Linear in the text."""
    found: list[Line] = []
    run: list[tuple[Line, Line, str]] = []
    last = -_FEWEST - 1  # the number of the form's last line
    for line in (*lines, Line(-1, "。")):
        labelled = _labelled(line, known, names_somebody)
        if labelled is not None:
            run.append((line, *labelled))
            continue
        goes_on = bool(run) and run[0][0].number <= last + 2  # 期限 … between, whose name no field has
        sure = (len(run) >= _FEWEST and any(key in _SURE for _, _, key in run)) or goes_on
        last = run[-1][0].number if run and sure else last
        found += [new if sure else old for old, new, _ in run]
        run = []
        found.append(line)
    return tuple(found[:-1])


def _labelled(line: Line, known: FieldNames, names_somebody: Callable[[str], bool]) -> tuple[Line, str] | None:
    match = _LINE.fullmatch(line.text.rstrip())
    key = known.key(match["name"]) if match else None
    if match is None or key not in _SURE | _ALSO or names_somebody(match["value"]):
        return None
    label, colon, _ = match.group().replace("：", ":").partition(":")
    if colon and known.key(label.strip()) is not None:
        return None  # Valid until: June 30, 2027 has its colon
    return replace(line, text=f"{match['lead']}{match['name']}：{match['value']}"), key or ""
