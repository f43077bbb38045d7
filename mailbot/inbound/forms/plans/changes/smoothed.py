"""smoothed: what a line says of a row, as the row's own reader reads it: 负责人改为周航 → 负责人：周航."""

import re

from mailbot.inbound.forms.fields.lines import FieldNames
from mailbot.inbound.forms.plans.changes.change_words import (
    ACCORDINGLY,
    CHANGE,
    CHANGES,
    FROM_BEFORE,
    INSTEAD,
    IS,
    OF_DEPARTMENT,
    TO_OWNER,
)
from mailbot.rulebook.directory import Directory

__all__ = ["of_department", "smoothed"]


def smoothed(rest: str, labels: FieldNames) -> str:
    """负责人改为周航 → 负责人：周航; 改到12月15日 → 12月15日; 就是12月11日 → 12月11日."""
    rest = FROM_BEFORE.sub("", rest.removeprefix("的"), count=1)
    rest = TO_OWNER.sub("\n负责人：", INSTEAD.sub("", ACCORDINGLY.sub("", rest), count=1))
    text = re.sub(
        rf"([\u4e00-\u9fff]{{2,8}}?)\s*{CHANGE}\s*[:：]?\s*",
        lambda m: f" {m[1]}：" if labels.key(m[1]) else f"{m[1]} ",
        rest,
    )
    for opening in (CHANGES, IS):
        if found := opening.match(text):
            text = f" {text[found.end() :]}"
    return re.sub(
        r"^\s*([\u4e00-\u9fff]{2,8}?)(?=[\u4e00-\u9fff@\d])",
        lambda m: f"{m[1]}：" if labels.key(m[1]) else m[1],
        text,
    )


def of_department(text: str, directory: Directory) -> str:
    """华东的王伟 → 王伟（华东）, where 华东 is a department."""
    return OF_DEPARTMENT.sub(lambda m: f"{m[2]}（{m[1]}）" if directory.department(m[1]) else m[0], text)
