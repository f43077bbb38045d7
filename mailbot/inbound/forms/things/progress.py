"""read_progress: how far something has come: `320 / 500`, `已升级 320 台，共 500 台`, `64%`, `六成` (SPEC 9 "Replies")."""

import re

from mailbot.campaign.model import Progress
from mailbot.inbound.forms.days.figuredays import SHARE_AFTER
from mailbot.inbound.forms.hearing import smooth
from mailbot.inbound.forms.things.amounts import Count, find_count
from mailbot.inbound.forms.things.lonecount import lone_count, runs_on
from mailbot.inbound.forms.things.tallies import find_tally
from mailbot.late import late

AHEAD = "\ue000"  # stands for a day to come, which makes the figures behind it an aim
_LONGEST = 5000
_MOST = 8  # figures
_LITTLE = 8  # characters beside a figure
_CLAUSE_END = late(r"[，,。；;！!？?\n]|\.(?=\s|$)")
_BEFORE = 40  # characters
# A percentage, or a figure, of something else than the work.
_NOT_WORK = late(
    r"(?:(?<!完成)(?<!升级)(?<!下发)(?<!推送)(?<!部署)(?<!更新)率|失败率?|成功率|通过率|覆盖率|占比|占用率?"
    r"|使用率|在线率|可用率|合格率|误差|不少于|不低于|至少|目标[^，。]{0,6}|cpu|内存|磁盘"
    r"|(?<![a-z])(?:failure|success|coverage|target|cpu|memory|disk)[^,.]{0,10})[^%，。,;\n]{0,6}$"
)
_SPREAD = late(
    r"(?<![\d,])(?P<a>\d[\d,]{0,14})\s{0,4}(?:台|套|个|家|户|门店|客户)?\s{0,4}/\s{0,4}(?:总|共|总共|合计|应升级"
    r"|应下发|计划)?\s{0,4}(?P<b>\d[\d,]{0,14})\s{0,4}(?:台|套|个|家|户)"
)
_CALENDAR = late(r"\d{1,2}/\d{1,2}")
_WORDS = late(
    r"已|完成|升级|下发|进度|进展|目前|现在|当前|累计|更新|部署|推送|限制|覆盖|台|家|套|个|户|progress|done|upgraded|completed"
    r"|finished|pushed|rolled|deployed|installed|updated|live"
)
_UNIT = late(r"\s*(?:台|家|套|个|户)")
# Beside a running total: 又升了 30 台，累计 120 台. 收到投诉 3 个，累计 12 个 counts no work.
_WORKED = late(
    r"完成|升|下发|推|更新|部署|限制|安装|装了|做了"
    r"|(?<![a-z])(?:done|upgraded|completed|finished|pushed|rolled|deployed|installed|updated)(?![a-z])"
)
# 计划升级到 80%, 下周到 15/20, 还不到 50%: what is aimed at, or not reached, is no progress. 已 and 目前 win over what stands before.
_AIMED = late(
    rf"(?:{AHEAD}|计划|预计|预期|估计|争取|力争|目标|打算|拟|建议|要求|希望|必须|需要?|应(?!该?(?:是|为))该?|要"
    rf"|将|会(?!议)|能(?=[到达升])|明[天日早晚]|后天|下周|下个?月|今晚|周[一二三四五六日](?!已)|不到|不足"
    rf"|未达到?|没有?达?到|低于|少于"
    r"|(?<![a-z])(?:will|plan\w*|expect\w*|target\w*|aim\w*|should|need\w*|must|want|tomorrow|next|less than"
    r"|below|under|not yet|if|once|when|until)(?![a-z]))(?:(?!已|目前|现在|截[至止]|当前|累计"
    r"|(?<![a-z])(?:now|so far|currently)(?![a-z])|\s[-–—]|[—:：（(])[^，,。；;\n])*$"
)
_AIMED_AFTER = late(
    r"\s*(?:台|家|套|个|户)?\s*(?:后再?|之后|以后|才|时再|的时候|之前|以前"
    r"|(?<![a-z])(?:before|by (?:tomorrow|next)|first)(?![a-z]))"
)
_RATIO = late(
    r"(?<![\d.])(?:\d[\d,.]{0,14}[万千]?)\s{0,4}(?:台|套|个|家|户)?\s{0,4}(?:/|of(?: the)?"
    r"|(?:stores?|sites?|servers?|clients?)?\s?(?:are )?(?:done|upgraded|updated|finished|completed|pushed"
    r"|deployed) (?:out )?of(?: the| our)?)\s{0,4}(?:\d[\d,.]{0,14}[万千]?)"
)

_SUM = late(r"合计|总计|共计|累计|总体|整体|总进度|(?<![a-z])(?:total|overall|in all)(?![a-z])")
_NOW = late(
    r"目前|现在|现已|当前|截[至止]|今[日天]|本周|这周|最新|(?<![a-z])(?:now|today|this week|currently)(?![a-z])"
)
_FORMERLY = late(r"上周|上月|上次|昨[日天晚]|前[日天]|之前|此前|原来?|(?<![a-z])(?:last|yesterday|before|was)(?![a-z])")
_HEAD = 40  # characters
# A parameter before its own fraction: heartbeat.interval：已下发 120/300.
_NAME = late(r"(?<![\w.])[a-z][\w\-]*[._][\w.\-]*[a-z0-9_]\b")
# A place, a department, a sort of thing before its own fraction: 杭州 200/260.
_PART = late(r"\s*(?:其中)?[\u4e00-\u9fffa-z ]{1,10}(?:已?(?:升级|下发|完成|推送))?了?\s*[：:]?\s*")


def read_progress(text: str, *, total: int | None = None, sure: bool = False) -> Progress | None:
    """The first figure that tells progress. A percentage counts of 100, a count without a total of `total`; a fraction of
    dates (12/11), rates of something else (成功率 98%) are none; `sure`: figures are what the text is about."""
    count = _count(f"进度 {text}" if sure else text)
    if count is None:
        return None
    if count.share is not None:
        # 64.5% is 645 of 1000: no figure is rounded that was written.
        whole = abs(count.share * 100 - round(count.share * 100)) < 1e-6
        return (
            Progress(done=round(count.share * 100), total=100)
            if whole
            else Progress(done=round(count.share * 1000), total=1000)
        )
    of = count.total or total
    if count.done is None or not of:
        return None
    return Progress(done=count.done, total=of)


def at_odds(text: str) -> bool:
    """Whether a text gives fractions of which none is said to be the one that counts, and not all are whole."""
    line = smooth(text[:_LONGEST])
    ratios = _fractions(_PARTS_OF.sub(_without_parts, line))[0]
    part = any((c.share or 0) < 1 if c.total is None else (c.done or 0) < c.total for c in ratios)
    return part and _count(text) is None


def read_count(text: str) -> int | None:
    """A figure that tells progress without its total: 已升级 320 台."""
    count = _count(text)
    return count.done if count is not None and count.total is None else None


def tells_progress(text: str) -> bool:
    """Whether a text that names no node tells how far its work is: a figure beside a word of work, or with little else."""
    count = _count(text)
    if count is None:
        return False
    line = smooth(text[:_LONGEST])
    if count.share is None and not count.total:
        return runs_on(line) and bool(_WORKED.search(line))
    at = line.find(smooth(count.words))
    start = max((m.end() for m in _CLAUSE_END.finditer(line, 0, max(at, 0))), default=0)
    stop = _CLAUSE_END.search(line, at + len(count.words))
    clause = line[start : stop.start() if stop else len(line)]
    return bool(_WORDS.search(clause)) or len(clause) - len(count.words) <= _LITTLE


def _count(text: str) -> Count | None:
    line = smooth(text[:_LONGEST])
    if not _RATIO.search(line) and (tally := find_tally(line)):
        return tally
    if spread := _SPREAD.search(line):
        a, b = (int(spread[name].replace(",", "")) for name in "ab")
        if b and not _is_date(spread[0], line, spread.start()) and not _is_aim(line, *spread.span()):
            return Count(a, b, None, spread[0], spread.span())
    ratios, first = _fractions(_PARTS_OF.sub(_without_parts, line))
    if ratios:
        return _one_of(ratios, line)
    lone = _lone(line)
    return lone if lone is not None and runs_on(line) else first or lone


def _lone(line: str) -> Count | None:
    count = lone_count(line)
    return None if count is None or _is_aim(line, *count.span) else count


# 西南已推 60%，其中成都 100%、重庆 30%: how far it is as a whole, and what is told of its parts. 总共 500，其中已升级 320 has none before.
_PARTS_OF = late(
    r"(?P<whole>(?:^|[。；;\n])[^。；;\n]*?(?:[%％]|[\u4e00-\u9fff\d]\s*成"
    r"|\d\s*/\s*\d+)[^。；;\n]{0,12}?[，,（(]\s*)其中(?P<parts>[^。；;\n]*)"
)


def only_steps(text: str) -> bool:
    """Whether a text tells how much was done on several days, and not how far it is: 昨天 60 个，今天 70 个，一共 210 个."""
    line = smooth(text[:_LONGEST])
    return len(_STEP.findall(line)) > 1 and not _SO_FAR.search(line)


_STEP = late(r"(?:昨[天日晚]|今[天日早晚]|前天|新增)[^，,。；;\n\d]{0,8}\d{1,7} ?[台个家户套点](?! ?[/／])")
_SO_FAR = late(r"累计|合计|截[至止]|总共已|共完成|共已|目前")


def _without_parts(m: re.Match[str]) -> str:
    return m["whole"] + " " * (len(m[0]) - len(m["whole"]))


def _fractions(line: str) -> tuple[list[Count], Count | None]:
    """The fractions of a text before any other figure, or that figure."""
    ratios: list[Count] = []
    for _ in range(_MOST):
        count = find_count(line)
        if count is None:
            break
        start, end = count.span
        before = line[max(0, start - 16) : start]
        if (
            not _NOT_WORK.search(before)
            and not _is_date(line[start:end], line, start)
            and not _is_aim(line, start, end)
        ):
            if count.share is None and not _RATIO.fullmatch(line, start, end) and "分之" not in count.words:
                return ratios, count
            ratios.append(count)
        line = line[:start] + "\0" * (end - start) + line[end:]
    return ratios, None


def _one_of(ratios: list[Count], line: str) -> Count | None:
    """Of several fractions the one that counts: the sum where one is, else that of today, else parts with their names
    summed; None where they differ for no reason that is said."""
    counted = [c for c in ratios if c.done is not None and c.total]
    ratios = [c for c in ratios if c.share is None or not any(_agree(c.share, x) for x in counted)]
    if len(ratios) == 1:
        return ratios[0]
    heads = [re.split(r"[，,。；;、\n\0]", line[max(0, c.span[0] - _HEAD) : c.span[0]])[-1] for c in ratios]
    if all(_NAME.search(head) for head in heads):
        # Parameters, each with its own figure: the work is as far as the one that is least far.
        return min(ratios, key=lambda c: c.share if c.share is not None else (c.done or 0) / (c.total or 1))
    for wanted in (_SUM, _NOW):
        marked = [c for c, head in zip(ratios, heads, strict=True) if wanted.search(head)]
        if len({(c.done, c.total, c.share) for c in marked}) == 1:
            return marked[0]
    kept = [c for c, head in zip(ratios, heads, strict=True) if not _FORMERLY.search(head)]
    if len({(c.done, c.total, c.share) for c in kept}) == 1:
        return kept[0]
    if (
        len({c.total for c in kept}) > 1
        and all(c.total for c in kept)
        and all(_PART.fullmatch(re.split(r"[:：](?=.)", head)[-1]) for head in heads)
        and not _counts_more(line, ratios)
    ):
        done, total = sum(c.done or 0 for c in kept), sum(c.total or 0 for c in kept)
        return Count(done, total, None, kept[0].words, kept[0].span)
    return None


def _counts_more(line: str, ratios: list[Count]) -> bool:
    """Whether a text counts something beside its fractions: 上海：120 台，完成 above 苏州：60/80."""
    for count in ratios:
        line = line[: count.span[0]] + "\0" * (count.span[1] - count.span[0]) + line[count.span[1] :]
    return bool(_COUNTED_ALONE.search(line))


_COUNTED_ALONE = late(r"(?<![\d./])\d{1,7}\s*[台家套户店站](?!\s*[/\0])")


def _agree(share: float, count: Count) -> bool:
    """Whether 64% is what 320/500 makes, as people round it."""
    return abs(share - (count.done or 0) / (count.total or 1)) < 0.0101


def _is_aim(line: str, start: int, end: int) -> bool:
    return bool(_AIMED.search(line[max(0, start - _BEFORE) : start]) or _AIMED_AFTER.match(line, end))


def _is_date(words: str, line: str, start: int) -> bool:
    """`12/11` without a word of work beside it, both within a calendar's bounds; of a day that is near `find_dates` has told."""
    bare = words.strip()
    if not _CALENDAR.fullmatch(bare):
        return False
    month, day = map(int, bare.split("/"))
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return False
    before = re.split(r"[，,。；;\n]", line[max(0, start - 8) : start])[-1]
    after = line[start + len(words) : start + len(words) + 8]
    return month > day or not (
        _WORDS.search(before) or _UNIT.match(after) or (month < day and SHARE_AFTER.match(after))
    )
