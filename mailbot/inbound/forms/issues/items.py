"""numbered_items: the numbered problems of an issue mail: `1. …`, `问题1：…`, `①…`, `- …`; steps under 复现步骤 are none (SPEC 1)."""

import re
from collections.abc import Callable, Collection, Sequence

from mailbot.inbound.forms.issues.symptoms import SYMPTOM
from mailbot.inbound.forms.numerals import mark_number
from mailbot.inbound.writing import Line
from mailbot.late import late
from mailbot.value import Value

_HAN = "一二三四五六七八九十"
# 3 家门店起不来, 2 servers crashed: how many, and no number of its own.
_COUNTED = (
    r"[台家个套户点次分秒天月日年号人位条版款种]|小时|工作日|客户(?!端)|(?:[a-z]+ )?(?:servers?|stores?|sites?|clients?|machines?|users?"
    r"|customers?|shops?|times|hours?|minutes?|days?|weeks?|of|out|more|am|pm)(?![a-z])"
)
_ITEM = late(
    rf"^\s*(?:[-•·*]\s*)?(?:(?:【|\[)?(?:问题|缺陷|故障|issue|bug|defect|problem)\s*(?:单"
    rf"|编号)?\s*(?:(?P<a>\d{{1,3}})|(?P<h>[{_HAN}]{{1,3}})(?=[:：、.．)）】\]\s]))\s*(?:】"
    rf"|\])?\s*[:：、.．)）]?(?:\s*[-–—](?=\s))?"
    rf"|(?P<b>\d{{1,3}})\s*(?:[、)）]|[.．](?!\d)|[:：](?=\s*\D)|(?<=\d)\s+(?=[\u4e00-\u9fffa-z“【])(?!{_COUNTED}))|[(（](?P<c>\d{{1,3}}|[{_HAN}]{{1,3}})[)）]"
    rf"|(?P<d>[①-⑳])|[【\[#](?P<h2>\d{{1,2}})(?:[】\]]|\s+(?=\S))|(?P<l>[a-h])[)）.]\s"
    rf"|(?P<e>[{_HAN}]{{1,3}})\s*[、.．]"
    rf"|第(?P<f>[{_HAN}]{{1,3}}|\d{{1,3}})\s*(?:个|条|项|点)?(?:问题|缺陷)?\s*[，,：:、是]"
    rf"|(?P<g>[{_HAN}])是(?=\S)|(?P<k>[-–•·*▪●■◆➤])\s"
    rf"|(?P<t>[a-z]{{1,8}}[-_]?\d{{2,7}})(?:\s*[:：]|\s*(?=[【\[（(])|\s\s*))\s*(?P<text>\S.*)$",
    re.IGNORECASE,
)
_LABEL = late(
    r"^\s*(?:[*＊]{0,2}([^\s:：*＊【】\[\]]{1,12}(?: [^\s:：*＊【】\[\]]{1,12}){0,2})[*＊]{0,2}\s*[:：]"
    r"|[【\[]\s*([^\s:：】\]]{1,12})\s*[】\]]\s*[:：]?)\s*(.*)$"
)
_COUNTLESS = ("k", "t")  # bullets and a tracker's names (BUG-1187) count nothing
# 测试环境复现步骤：, in whatever words: a numbered list below tells the steps of one problem.
_STEPS_BELOW = late(r".*(?:步骤|重现|复现|操作过程|复现方法|路径|steps|reproduce|reproduction)", re.IGNORECASE)
_STEP = late(
    r"^(?:打开|点击|登录|进入|选择|输入|执行|运行|启动|重启|停止|安装|升级到|关闭|切换|查看|等待|观察|提交|新建"
    r"|导入|导出|配置|设置|修改|click|open|log ?in|select|enter|run|start|stop|install|wait|go to|press|type)",
    re.IGNORECASE,
)
_GRADED = late(
    r"[【\[（(](?:严重|一般|轻微|致命|紧急|高|中|低|[psPS]\d|critical|blocker|high|major|medium|minor"
    r"|low)[】\]）)]"
    r"|(?:严重程度|级别|等级|severity|priority)\s*[:：]"
    r"|[，,]\s*(?:严重|一般|轻微|致命|紧急|高|中|低|[psPS]\d|critical|high|major|medium|minor|low)\s*$",
    re.IGNORECASE,
)
# 问题描述： over a numbered list: several problems where each line says what is wrong, else one, told in points.
_PROBLEMS = late(r"问题|缺陷|故障|issue|problem|bug|defect", re.IGNORECASE)
_ENDING = late(
    r"^\s*(?:[一二三四五六七八九十]{1,2}、"
    r"|(?:其中)?(?:的)?第[(（]?[一二三四五六七八九十\d]{1,2}[)）]?\s*(?:个|点|条|项|、|和)|其中|请|麻烦|以上"
    r"|烦请|望|谢谢|盼复|如有|详见|附件|please|thanks|regards|best)",
    re.IGNORECASE,
)


class NumberedItem(Value):
    """One item: its own number (None behind a bullet), its first line without it, all of its lines (the first without its number)."""

    number: int | None
    first: str
    lines: tuple[Line, ...]


def numbered_items(
    lines: Sequence[Line], key: Callable[[str], str], logged: Collection[int] = ()
) -> tuple[NumberedItem, ...]:
    """At least two items in a run that counts up by one, of one sort of number; () where there are none, or where they are
    steps of one problem or sections of its description (一、问题现象, 二、影响范围). `key` names the field that a label means
    ('' none); `logged` are the numbers of lines that a program wrote. Lines below an item belong to it."""
    runs: list[list[tuple[str, int, str, list[Line]]]] = [[]]
    within, inner, described = "", "", False
    for line in lines:
        if line.number in logged:
            _extend(runs, line)
            continue
        label = _LABEL.match(line.text)
        m = _ITEM.match(line.text)
        name = (label[1] or label[2]) if label else ""
        if label and not m and (found := key(name) or ("steps" if _STEPS_BELOW.fullmatch(name) else "")):
            within, inner = (found if not label[3].strip() or (found == "steps" and _ITEM.match(label[3])) else ""), ""
            described, within = (
                within == "symptom" and bool(_PROBLEMS.search(name)),
                "" if within == "symptom" and _PROBLEMS.search(name) else within,
            )
        if m:
            sort, number = _number(m, runs[-1])
            if sort in _COUNTLESS and runs[-1] and runs[-1][-1][0] != sort:
                _extend(runs, line)  # what is told of the numbered one above
                continue
            # 1. … steps: (1) … (2) … 2. …: the count of the problems goes on.
            inner = inner or sort
            goes_on = bool(runs[-1]) and sort != inner and (sort, number) == (runs[-1][-1][0], runs[-1][-1][1] + 1)
            if within and sort not in ("named",) and not goes_on:
                _extend(runs, line)
                continue
            within = "" if goes_on else within
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
    # 一、升级情况 二、存在问题 1. … 2. …: the list that tells of what goes wrong.
    best = max(runs, key=lambda run: (len(run) > 1, sum(_wrong(first) for _, _, first, _ in run), len(run)))
    if len(best) < 2 or (described and not all(_wrong(first) for _, _, first, _ in best)):
        return ()
    if (
        best[0][0] not in ("named", *_COUNTLESS)
        and not any(_wrong(first) for _, _, first, _ in best)
        and _told_above(lines, best[0][3][0])
    ):
        return ()  # 装不上，提示缺少运行库。 1) 已装 2017 2) 系统 Win2016
    if sum(bool(key(first.strip(" ：:"))) for _, _, first, _ in best) > 1:
        return ()
    if (
        best[0][0] in _COUNTLESS
        and not _headed(lines, best[0][3][0])
        and sum(_wrong(first) for _, _, first, _ in best) * 2 < len(best)
    ):
        return ()
    steps = sum(bool(_STEP.match(first)) and not _wrong(first) for _, _, first, _ in best)
    if steps * 2 > len(best) and best[0][0] != "named":
        return ()
    return tuple(
        NumberedItem(n if sort not in _COUNTLESS else None, first, _body(own, last=i == len(best) - 1))
        for i, (sort, n, first, own) in enumerate(best)
    )


def _told_above(lines: Sequence[Line], first: Line) -> bool:
    """Whether a sentence above the list says what goes wrong: then the list tells of that."""
    above = [line.text for line in lines if line.number < first.number]
    return any(SYMPTOM.search(text) and not _PROBLEMS.search(text) for text in above)


def _headed(lines: Sequence[Line], first: Line) -> bool:
    """Whether the line above the list says that problems follow: 反馈的问题如下：, the following issues:"""
    above = [line.text for line in lines if line.number < first.number and line.text.strip()]
    return bool(above) and bool(_PROBLEMS.search(above[-1])) and above[-1].rstrip().endswith((":", "：", "。"))


def _wrong(words: str) -> bool:
    """Whether the words say what goes wrong, or how gravely."""
    return bool(SYMPTOM.search(words) or _GRADED.search(words))


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


def _number(m: re.Match[str], run: Sequence[tuple[str, int, str, list[Line]]]) -> tuple[str, int]:
    for sort in _COUNTLESS:
        if m[sort]:
            return sort, run[-1][1] + 1 if run else 1
    if raw := m["a"] or m["h"]:
        return "named", mark_number(raw)
    sort = next(name for name in ("l", "b", "c", "d", "e", "f", "g", "h2") if m[name])
    return sort, mark_number(m[sort])
