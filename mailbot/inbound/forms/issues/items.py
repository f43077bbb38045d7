"""numbered_items: the numbered problems of an issue mail: `1. …`, `问题1：…`, `①…`; steps under 复现步骤 are none (SPEC 1)."""

import re
from collections.abc import Callable, Sequence

from mailbot.inbound.forms.hearing import smooth
from mailbot.inbound.writing import Line
from mailbot.late import late
from mailbot.value import Value

__all__ = ["NumberedItem", "numbered_items"]

_HAN = "一二三四五六七八九十"
_ITEM = late(
    rf"^\s*(?:[-•·*]\s*)?(?:(?:【|\[)?(?:问题|缺陷|故障|issue|bug|defect|problem)\s*(?:单|编号)?\s*(?:(?P<a>\d{{1,3}})|(?P<h>[{_HAN}]{{1,3}})(?=[:：、.．)）】\]\s]))\s*(?:】|\])?\s*[:：、.．)）]?"
    rf"|(?P<b>\d{{1,3}})\s*(?:[、)）]|[.．](?!\d)|[:：](?=\s*\D))|[(（](?P<c>\d{{1,3}})[)）]|(?P<d>[①-⑳])|(?P<e>[{_HAN}]{{1,3}})\s*[、.．]|第(?P<f>[{_HAN}]{{1,3}}|\d{{1,3}})\s*(?:个|条|项)?\s*[，,:：、])\s*(?P<text>\S.*)$",
    re.IGNORECASE,
)
_LABEL = late(r"^\s*[*＊【\[]{0,2}([^\s:：*】\]]{1,12}(?: [^\s:：*】\]]{1,12}){0,2})[*＊】\]]{0,2}\s*[:：]\s*(.*)$")
# Under these a numbered list tells steps or circumstances of one problem.
_WITHIN = frozenset(("steps", "environment", "result", "impact", "cause", "remark", "symptom"))
# 测试环境复现步骤：, in whatever words.
_STEPS_BELOW = late(r".*(?:步骤|重现|复现|操作过程|复现方法|路径|steps|reproduce|reproduction)", re.IGNORECASE)
_STEP = late(r"^(?:打开|点击|登录|进入|选择|输入|执行|运行|启动|重启|停止|安装|升级到|关闭|切换|查看|等待|观察|提交|新建|导入|导出|配置|设置|修改|click|open|log ?in|select|enter|run|start|stop|install|wait|go to|press|type)", re.IGNORECASE)
# What goes wrong: 登录白屏 is no step, though it begins as one.
_SYMPTOM = late(
    r"白屏|黑屏|花屏|乱码|错位|失败|报错|出错|异常|崩溃|闪退|无法|不能|不了|打不开|不出|不显示|不生效|不一致|没有反应|无响应|没反应|卡顿|卡死|卡住|死机|很慢|变慢|过慢|缓慢|超时|空白|为空|丢失|缺失|重复|错误|泄漏|泄露|中断|断开|过高|(?<![a-z])(?:fails?|failed|error|crash\w*|blank|broken|empty|slow|hangs?|timeout|missing|garbled|wrong|cannot|can't|doesn't|not working)(?![a-z])"
    r"|[【\[（(](?:严重|一般|轻微|致命|紧急|高|中|低|[psPS]\d)[】\]）)]",
    re.IGNORECASE,
)
_ENDING = late(r"^\s*(?:请|麻烦|以上|烦请|望|谢谢|盼复|如有|详见|附件|please|thanks|regards|best)", re.IGNORECASE)


class NumberedItem(Value):
    """One item: its own number, its first line without it, all of its lines (the first without its number), their text."""

    number: int
    first: str
    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines).strip()


def numbered_items(lines: Sequence[Line], key: Callable[[str], str]) -> tuple[NumberedItem, ...]:
    """At least two items in a run that counts up by one, of one sort of number; () where there are none, or where they are
    steps of one problem. `key` names the field that a label means ('' none). Lines below an item belong to it."""
    runs: list[list[tuple[str, int, str, list[Line]]]] = [[]]
    within = ""
    for line in lines:
        label = _LABEL.match(line.text)
        m = _ITEM.match(line.text)
        if label and not m and (found := key(label[1]) or ("steps" if _STEPS_BELOW.fullmatch(label[1]) else "")):
            within = found if not label[2].strip() or found in ("steps", "environment") else ""
        if m:
            sort, number = _number(m)
            if within and sort not in ("named",):
                _extend(runs, line)
                continue
            within = "" if sort == "named" else within
            run = runs[-1]
            if run and (run[-1][0] != sort or number != run[-1][1] + 1):
                if number != 1 and not (sort == "named" and run[-1][0] != sort):
                    _extend(runs, line)
                    continue
                if run[-1][0] == "named" and sort != "named":
                    _extend(runs, line)  # 1. 2. inside 问题1：
                    continue
                runs.append([])
            runs[-1].append((sort, number, m["text"].strip(), [Line(line.number, m["text"].strip())]))
        else:
            _extend(runs, line)
    best = max(runs, key=len)
    if len(best) < 2:
        return ()
    steps = sum(bool(_STEP.match(first)) and not _SYMPTOM.search(first) for _, _, first, _ in best)
    if steps * 2 > len(best) and best[0][0] != "named":
        return ()
    return tuple(NumberedItem(n, first, _body(own, last=i == len(best) - 1)) for i, (_, n, first, own) in enumerate(best))


def _extend(runs: list[list[tuple[str, int, str, list[Line]]]], line: Line) -> None:
    if runs[-1]:
        runs[-1][-1][3].append(line)


def _body(own: Sequence[Line], *, last: bool) -> tuple[Line, ...]:
    """The item's lines. A blank line, or words to everybody, end the last one: what follows is the mail's own ending."""
    body = [own[0]]
    for line in own[1:]:
        if last and (not line.text.strip() or _ENDING.match(line.text)):
            break
        body.append(line)
    while body and not body[-1].text.strip():
        body.pop()
    return tuple(body)


def _number(m: re.Match[str]) -> tuple[str, int]:
    raw = m["a"] or m["h"]
    sort = "named" if raw else ""
    for name in "bcdef":
        if not raw and m[name]:
            raw, sort = m[name], name
    assert raw is not None
    if "①" <= raw <= "⑳":
        return sort, ord(raw) - ord("①") + 1
    digits = smooth(raw)
    return sort, int(digits) if digits.isdigit() else _han(digits)


def _han(text: str) -> int:
    if len(text) == 1:
        return _HAN.index(text) + 1
    return 10 + _HAN.index(text[1]) + 1 if text[0] == "十" and text[1] in _HAN else 0
