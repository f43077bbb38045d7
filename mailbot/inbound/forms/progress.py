"""read_progress: how far something has come: `320 / 500`, `已升级 320 台，共 500 台`, `64%`, `六成` (SPEC 9 "Replies")."""

import re

from mailbot.campaign.model import Progress
from mailbot.rulebook.folding import fold

_UNIT = r"(?:台|套|个|家|户|件|条|门店|客户|服务器|客户端|终端|节点|store|stores|servers?|clients?|units?)?"
_FIGURE = r"(\d{1,3}(?:,\d{3})+|\d{1,9}(?:\.\d{1,2})?)\s*(万|千|k)?"
_FRACTION = re.compile(
    rf"(?<![\d./-]){_FIGURE}\s*{_UNIT}\s*(?:/|of|out of|之于)\s*(?:共|总共|全部)?\s*{_FIGURE}(?![\d/.-]*\d)"
)
_OF = re.compile(
    rf"(?:共|总共|总计|合计|全部|total of)\s*{_FIGURE}\s*{_UNIT}\s*[,，;；、 ]?\s*(?:已|已经|现已|目前已)?(?:完成|升级|下发|更新|部署|上线|upgraded|done)?\s*(?:了)?\s*{_FIGURE}"
)
_DONE_OF = re.compile(
    rf"(?:已|已经|完成|升级|下发|更新|部署|upgraded|done)[^\d%\n]{{0,8}}{_FIGURE}\s*{_UNIT}[^\d\n]{{0,6}}(?:共|总共|总计|合计|总数|全部|total)\s*[:：]?\s*{_FIGURE}"
)
_PERCENT = re.compile(r"(?<![\d.])(\d{1,3}(?:\.\d{1,2})?)\s*%")
_PERCENT_WORDS = re.compile(r"百分之\s*(\d{1,3}|[一二三四五六七八九十]{1,4})")
_TENTHS = re.compile(r"([一二三四五六七八九两\d])成(?![功员本立果熟])")
_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"两": 2}
# A percentage of something else than the work.
_NOT_WORK = re.compile(r"(?:失败率|成功率|覆盖率目标|目标覆盖率|不少于|不低于|cpu|内存|占用)[^%]{0,8}$")


def read_progress(text: str) -> Progress | None:
    """The first figure that tells progress. A percentage counts of 100; a fraction over its total, or of dates and versions
    (12/11, 8.2.1), is none."""
    line = fold(text)
    for pattern, swapped in ((_FRACTION, False), (_DONE_OF, False), (_OF, True)):
        for m in pattern.finditer(line):
            done, total = _number(m[1], m[2]), _number(m[3], m[4])
            if swapped:
                done, total = total, done
            if _is_date(m[0], done, total, line, m) or total == 0 or done > total * 10:
                continue
            return Progress(done=done, total=total)
    for m in _PERCENT.finditer(line):
        if float(m[1]) <= 100 and not _NOT_WORK.search(line[: m.start()]):
            return Progress(done=round(float(m[1])), total=100)
    if said := _PERCENT_WORDS.search(line):
        percent = int(said[1]) if said[1].isdigit() else _chinese(said[1])
        return Progress(done=percent, total=100) if percent <= 100 else None
    if said := _TENTHS.search(line):
        tenths = int(said[1]) if said[1].isdigit() else _DIGITS[said[1]]
        return Progress(done=tenths * 10, total=100)
    return None


def _is_date(words: str, done: int, total: int, line: str, m: re.Match[str]) -> bool:
    """`12/11` without blanks or units, both within a calendar's bounds, and no word of work before it."""
    plain = re.fullmatch(r"\d{1,2}/\d{1,2}", words) is not None and 1 <= done <= 12 and 1 <= total <= 31
    before = line[max(0, m.start() - 8) : m.start()]
    if plain and done > total:
        return True
    return plain and not re.search(r"已|完成|升级|下发|进度|progress|done|upgraded", before)


def _number(figure: str, unit: str | None) -> int:
    value = float(figure.replace(",", ""))
    return round(value * {"万": 10_000, "千": 1000, "k": 1000}.get(unit or "", 1))


def _chinese(text: str) -> int:
    """一 … 九十九, 百分之百 is read elsewhere."""
    if text == "十":
        return 10
    tens, _, ones = text.partition("十")
    if "十" not in text:
        return _DIGITS.get(text, 0)
    return (_DIGITS.get(tens, 1) if tens else 1) * 10 + (_DIGITS.get(ones, 0) if ones else 0)
