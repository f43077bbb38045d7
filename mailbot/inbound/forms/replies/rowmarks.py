"""row_marks: where an answer names rows: 1、3, 第二项, 除了 2, 前两项, 同意 1 (SPEC 3, 5)."""

import re
from collections.abc import Iterator, Sequence

from mailbot.han import han
from mailbot.inbound.forms.hearing import Hearing, smooth
from mailbot.inbound.forms.numerals import mark_number
from mailbot.late import late
from mailbot.value import Value

_N = r"(?:\d{1,3}(?!\d)|[①-⑳])"
_HAN = r"[一二三四五六七八九十]{1,3}"
_SEP = r"\s*(?:、|,|，|;|；|和|及|与|&|\+|(?<![a-z])and(?![a-z])|\s)\s*(?:第|#)?\s*"
_TO = r"\s*(?:-|~|至|到|to|through)\s*(?:第)?\s*"
_LIST = rf"{_N}(?:(?:{_TO}|{_SEP}|(?=[①-⑳])){_N}){{0,30}}"  # ①③ need nothing between them
_HAN_LIST = rf"{_HAN}(?:(?:{_TO}|{_SEP}){_HAN}){{0,30}}"
_HEAD = late(
    rf"(?P<prefix>第|#|(?<![a-z])(?:no\.?|row|item|point)\s*"
    rf"|(?<![a-z])(?:as for|for"
    rf"|regarding)\s+(?=\d{{1,2}}\s+(?!of|more|stores?|sites?|servers?|customers?|clients?|units?|machines?"
    rf"|days?|weeks?|hours?)[a-z])"
    rf"|事项|序号)?\s*(?P<list>{_LIST}|(?<=第){_HAN_LIST}"
    rf"|(?=[^、.．:：)）\n]{{1,3}}[、.．:：)）]){_HAN})(?P<mark>\s*(?:项|条|行"
    rf"|号(?:那|这)?(?:[一个]|一个)?(?:项|条|事项|节点|任务|问题|缺陷)"
    rf"|号(?=没有?问题|验证|复测|还是|不行|可以关|关闭|ok|问题|缺陷)"
    rf"|(?(prefix)个(?!月|工作日|星期|小时|问题|缺陷|客户|门店|批)"
    rf"|个(?=[:：、已完未延预都均])))?(?:\s*[.．、:：)）](?!\d)"
    rf"|\s*[、:：)）](?=\d{{1,4}}(?:\.\d{{1,2}})?\s*(?:[%％]|/\s*\d|月))|\s*-{{1,2}}\s+(?!\d)"
    rf"|-{{1,2}}(?=[\u4e00-\u9fff]))?)\s*"
)
# Where a head may begin: a clause, or behind white space or a bracket.
_BEGIN = late(r"[\s，,。；;！!、(（]")
# What may follow a bare number without making it a figure: no unit, no date, no fraction, no percent, no Latin letter.
_FIGURE = late(
    r"[\d/／%％.:：月日号点天个台套家户条份万千百元件次人小工折版成期批轮楼层岁倍余多几%-]|分(?!别)"
    r"|周(?![一二三四五六日天末])|年(?!底|末|前|内)"
    r"|(?:st|nd|rd|th|days?|hours?|weeks?|pm|am|of|servers?|clients?|k)(?![a-z])"
)
_HOW_FAR = late(r"\d{1,4}(?:\.\d{1,2})?\s*(?:[%％]|/\s*\d|月\s*\d)")
_EXCEPT = late(
    rf"(?:除了|除去|除|(?<![a-z])(?:except(?: for)?|all but|apart from))\s*(?:第|#|row|item)?\s*(?P<list>{_LIST}"
    rf"|{_HAN})\s*(?:项|条|个|行)?\s*(?:之外|以外|外)?\s*[,，]?\s*(?:其余|其他|其它|剩下|全部|都|均|的|节点)*"
)
_ORDINAL = late(
    rf"(?P<end>前|后|最后|末)\s*(?P<n>{_HAN}|[两\d]{{1,2}})?\s*(?:项|条|个(?!月|工作日|小时|星期|客户|门店)"
    rf"|行)(?:都|均|全部)?"
)
_OF_ALL = late(
    rf"(?:这|以上|上述|共)?\s*(?P<n>{_HAN}|[两\d]{{1,2}})\s*(?:项|条|个)(?:节点|事项"
    rf"|任务)?(?=\s*(?:都|均|全部|全))"
)
_ONE = late(rf"{_N}|{_HAN}")
_SPAN = late(rf"({_N}){_TO}({_N})")
# 86 / 86., until Jan 4.: the end of a fraction or of a date.
_NO_ROW = late(
    r"[/\d]\s*$"
    r"|(?<![a-z])(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec|january|february|march|april|august"
    r"|september|october|november|december|of|by|until|till|version|v|batch|phase|about|around|only|to|from|at"
    r"|than|is|was|with|in|for|least|most|be|=)\.?\s+$"
    # hotfix 1, site 2: the word before it says what it numbers.
    r"|(?<![a-z])(?!(?:and|or|but|then|also|while|so|done|ok|okay|yes|not|yet)\s)[a-z][a-z.]*\s+$"
)
# 问题1 已解决 under a mail with other rows: the issue's own number.
_OF_ISSUES = late(r"(?:问题|缺陷|故障|(?<![a-z])(?:issues?|bugs?|defects?))\s*[#:：]?\s*$")
_OPENS = late(r"(?:^|[\n，,。.；;！!、:：(（])\s*$")


class RowMark(Value):
    start: int
    end: int
    numbers: tuple[int, ...]
    rest: bool = False
    but: tuple[int, ...] = ()
    words: str = ""  # what was said before it: 修了 2 个（1、2）, 同意 1
    goes_on: bool = False  # what stands behind it is said of the same rows, too


# 修了 2 个（1、2），错字那个下个版本再说: the list names what stands before it, and the one that is left is spoken of behind.
_BEHIND = late(
    rf"[（(][ \t]{{0,2}}(?:第|问题|缺陷|#)?[ \t]{{0,2}}(?P<list>{_LIST})[ \t]{{0,2}}(?:号|项|条"
    rf"|个)?[ \t]{{0,2}}[)）]"
)
_COUNTS = late(r"[\d一二两三四五六七八九十] ?[个项条] ?$")
_CLAUSE_END = late(r"[，,。；;！!\n（(]")


def _behind(text: str, known: Sequence[int]) -> Iterator[RowMark]:
    for m in _BEHIND.finditer(text):
        before = _CLAUSE_END.split(text[max(0, m.start() - 60) : m.start()])[-1]
        numbers = _numbers(m["list"])
        counted = _COUNTS.search(before)
        if (
            counted
            and numbers
            and set(numbers) <= set(known)
            and mark_number(re.sub(r"\D*$", "", counted[0])) == len(numbers)
        ):
            yield RowMark(m.start() - len(before), m.end(), numbers, words=before.strip())


# 同意 1、3；agree with 2: the rows stand behind the word. 完成 3 may count: there they are listed or marked as rows.
_THEN = late(
    rf"[ \t]{{0,2}}(?:(?:with|on|to)[ \t]+)?(?P<prefix>第|#|no\.?[ \t]?|item[ \t]|row[ \t]"
    rf"|point[ \t])?[ \t]{{0,2}}(?P<list>{_N}(?:[ \t]{{0,2}}(?:[、&+]|和|及|与|and(?= ))[ \t]{{0,2}}(?:第"
    rf"|#)?{_N}){{0,30}})[ \t]{{0,2}}(?P<unit>项"
    rf"|条)?(?=[ \t]*(?:[，,。；;！!\n]|\.(?!\d)|$))"
)
# 进度：全部完成 is of all; 全量升级：全部完成 of that one.
_HEADED = late(
    r"(?:进度|进展|情况|状态|结果|回复|答复|反馈|汇报|说明|如下|(?<![a-z])(?:status|progress|update))\s*[:：]$"
)
_AGREED = frozenset({"confirm", "object"})


def _said_first(heard: Hearing, known: Sequence[int]) -> Iterator[RowMark]:
    for h in heard.heard:
        if not h.meanings & {*_AGREED, "done"} or not _begins(heard.text, h.start):
            continue
        m = _THEN.match(heard.text, h.end)
        numbers = _numbers(m["list"]) if m else ()
        sure = m and (h.meanings & _AGREED or m["prefix"] or m["unit"] or len(numbers) > 1)
        if m and sure and set(numbers) <= set(known):
            yield RowMark(h.start, m.end(), numbers, words=h.words, goes_on=True)


def row_marks(heard: Hearing, known: Sequence[int]) -> list[RowMark]:
    text = heard.text
    marks = [
        RowMark(m.start(), m.end(), (), rest=True, but=_numbers(m["list"]))
        for m in _EXCEPT.finditer(text)
        if set(_numbers(m["list"])) & set(known)
    ]
    marks += _behind(text, known)
    marks += _said_first(heard, known)
    for m in _ORDINAL.finditer(text):
        numbers = _from_end(m, known)
        if numbers and _begins(text, m.start()):
            marks.append(RowMark(m.start(), m.end(), numbers))
    for m in _OF_ALL.finditer(text):
        if _begins(text, m.start()) and len(known) > 1:
            same = mark_number(m["n"]) == len(known)
            marks.append(RowMark(m.start(), m.end(), tuple(known) if same else (0,)))
    at = 0
    while found := _HEAD.search(text, at):
        head = _head(found, heard, known, max((n for k in marks for n in k.numbers), default=0))
        if head is not None and not any(k.start <= head.start < k.end for k in marks):
            marks.append(head)
            at = max(head.end, found.start() + 1)
        else:
            first = _ONE.match(text, found.start("list"))
            # 缺陷 1、2 验证通过: neither is a row.
            of_issues = _OF_ISSUES.search(text[max(0, found.start() - 8) : found.start("list")])
            at = first.end() if first and not of_issues else found.end("list")
    for h in heard.heard:
        if h.meanings & {"rest", "all_done"} and not any(k.start <= h.start < k.end for k in marks):
            before = text[: h.start].rstrip()
            if (not before or before[-1] in "，,。；;！!\n、" or _HEADED.search(before)) and not _belongs(
                h.start, h.meanings, marks, text
            ):
                marks.append(
                    RowMark(h.start, h.start if "all_done" in h.meanings else h.end, (), rest="rest" in h.meanings)
                )
    return sorted(marks, key=lambda m: m.start)


def _belongs(start: int, meanings: frozenset[str], marks: Sequence[RowMark], text: str) -> bool:
    """1、2，都完成了: 都完成了 is what is said of 1 and 2."""
    before = [m for m in marks if m.end <= start]
    if "rest" in meanings or not before:
        return False
    return not text[max(m.end for m in before) : start].strip(" ，,、：:")


# 1 verified, please close. 2 not resolved: the next row begins the next sentence.
_NEXT_SENTENCE = late(r"[a-z]{3,}\.\s+$")


def _head(m: re.Match[str], heard: Hearing, known: Sequence[int], last: int) -> RowMark | None:
    """`last`: the highest row that was named before."""
    text = heard.text
    start = m.start("prefix") if m["prefix"] else m.start("list")
    words, end = m["list"], m.end("list")
    mark = m["mark"].strip()
    stop = m.end()
    while True:
        rest = text[stop:]
        if (
            "①" <= words[-1] <= "⑳"
            or (m["prefix"] in ("第", "#") and mark)
            or (mark and mark[-1] in "、:：)）" and _HOW_FAR.match(rest))
        ):
            break  # ②60%, 第二项60%, 2：12/20
        marked = bool(m["prefix"]) or bool(mark)
        figure = _FIGURE.match(rest) if not mark or mark[-1] in "项条行个" else None
        if mark and mark[-1] in ".．:：" and rest[:1].isdigit() and not text[stop - 1 : stop].isspace():
            figure = _FIGURE.match(rest)
        if figure is None or (marked and not rest[:1].isdigit() and mark and mark[-1] not in "项条行个"):
            break
        # 2 12/8: the last number belongs to what follows.
        shorter = re.match(rf"(.*?)(?:{_TO}|{_SEP}){_N}$", words)
        if shorter is None:
            return None
        words = shorter[1]
        end = m.start("list") + len(words)
        tail = re.match(r"\s*(?:[.．、:：)）]|-{1,2}(?=\s))?\s*", text[end:])  # 3 - 180/200 is no row 3 to 180
        assert tail is not None
        mark = tail[0].strip()
        stop = end + tail.end()
        if not mark and tail[0] == "":
            return None
        if not _FIGURE.match(text[stop:]) or text[stop : stop + 1].isdigit():
            break
    numbers = _numbers(words)
    if not numbers or _OF_ISSUES.search(text[max(0, start - 8) : start]):
        return None
    marked = bool(m["prefix"]) or bool(mark)
    said = any(h.start == stop for h in (*heard.heard, *heard.hushed))
    before = text[max(0, start - 20) : start]
    follows = bool(last) and numbers[0] == last + 1 and _NEXT_SENTENCE.search(before)
    if _NO_ROW.search(before) and not m["prefix"] and not follows:
        return None
    if mark and not m["prefix"] and not set(numbers) & set(known) and not _OPENS.search(text[:start]):
        return None  # "… and that was batch 4. Thanks": the sentence ends with a figure
    fresh = _begins(text, start)
    if not fresh and not (set(numbers) <= set(known) and said and han(text[start - 1 : start])):
        return None
    if not set(numbers) & set(known) and not marked and not said:
        return None
    if not marked and not text[stop:].strip():
        return None
    if marked and mark in ("", "项", "条", "行") and not m["prefix"] and mark:
        return None  # 3项完成: how many, not which
    return RowMark(start, stop, numbers)


def _begins(text: str, at: int) -> bool:
    if at == 0 or _BEGIN.match(text[at - 1]):
        return True
    return text[at - 1] == ":" and not text[at - 2 : at - 1].isdigit()


def _from_end(m: re.Match[str], known: Sequence[int]) -> tuple[int, ...]:
    """前两项, 最后一项."""
    count = mark_number(m["n"]) if m["n"] else (1 if m["end"] in ("最后", "末") else 0)
    if not 0 < count <= len(known):
        return ()
    return tuple(known[:count]) if m["end"] == "前" else tuple(known[-count:])


def _numbers(text: str) -> tuple[int, ...]:
    numbers: list[int] = []
    rest = smooth(text)
    for m in list(_SPAN.finditer(rest)):
        first, last = mark_number(m[1]), mark_number(m[2])
        if 0 < first < last <= first + 200:
            numbers += range(first, last + 1)
            rest = rest[: m.start()] + " " * (m.end() - m.start()) + rest[m.end() :]
    numbers += [mark_number(n) for n in _ONE.findall(rest)]
    return tuple(sorted(dict.fromkeys(n for n in numbers if n > 0)))
