"""read_progress: how far something has come: `320 / 500`, `已升级 320 台，共 500 台`, `64%`, `六成` (SPEC 9 "Replies")."""


from mailbot.campaign.model import Progress
from mailbot.inbound.forms.amounts import Count, find_count
from mailbot.inbound.forms.hearing import smooth
from mailbot.late import late

__all__ = ["read_count", "read_progress"]

_LONGEST = 5000
# A percentage, or a figure, of something else than the work.
_NOT_WORK = late(
    r"(?:失败率?|成功率|通过率|覆盖率|占比|占用率?|使用率|在线率|可用率|合格率|误差|不少于|不低于|至少|目标[^，。]{0,6}|cpu|内存|磁盘|(?<![a-z])(?:failure|success|coverage|target|cpu|memory|disk)[^,.]{0,10})[^%，。,;\n]{0,6}$"
)
_SPREAD = late(
    r"(?P<a>\d[\d,]*)\s*(?:台|套|个|家|户|门店|客户)?\s*/\s*(?:总|共|总共|合计|应升级|应下发|计划)?\s*(?P<b>\d[\d,]*)\s*(?:台|套|个|家|户)"
)
_CALENDAR = late(r"\d{1,2}/\d{1,2}")
_WORDS = late(r"已|完成|升级|下发|进度|进展|更新|部署|推送|限制|覆盖|台|家|套|个|户|progress|done|upgraded|completed|finished")


def read_progress(text: str, *, total: int | None = None, sure: bool = False) -> Progress | None:
    """The first figure that tells progress. A percentage counts of 100, a count without a total of `total`; a fraction of
    dates (12/11), rates of something else (成功率 98%) are none; `sure`: figures are what the text is about."""
    count = _count(f"进度 {text}" if sure else text)
    if count is None:
        return None
    if count.share is not None:
        return Progress(done=round(count.share * 100), total=100)
    of = count.total or total
    if count.done is None or not of:
        return None
    return Progress(done=count.done, total=of)


def read_count(text: str) -> int | None:
    """A figure that tells progress without its total: 已升级 320 台."""
    count = _count(text)
    return count.done if count is not None and count.total is None else None


def _count(text: str) -> Count | None:
    line = smooth(text[:_LONGEST])
    if spread := _SPREAD.search(line):
        a, b = (int(spread[name].replace(",", "")) for name in "ab")
        if b and not _is_date(spread[0], line, spread.start()):
            return Count(a, b, None, spread[0], spread.span())
    for _ in range(8):
        count = find_count(line)
        if count is None:
            return None
        start, end = count.span
        before = line[max(0, start - 16) : start]
        if not _NOT_WORK.search(before) and not _is_date(line[start:end], line, start):
            return count
        line = line[:start] + " " * (end - start) + line[end:]
    return None


def _is_date(words: str, line: str, start: int) -> bool:
    """`12/11` without a word of work beside it, both within a calendar's bounds."""
    bare = words.strip()
    if not _CALENDAR.fullmatch(bare):
        return False
    month, day = map(int, bare.split("/"))
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return False
    around = line[max(0, start - 8) : start] + line[start + len(words) : start + len(words) + 3]
    return month > day or not _WORDS.search(around)
