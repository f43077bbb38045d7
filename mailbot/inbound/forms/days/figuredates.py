"""Dates in bare figures within a line, as `12/3 灰度升级`, `12.18 零点生效`: where a line lists a node, figures are its date."""

from mailbot.han import WIDE
from mailbot.inbound.forms.days.dates import DateDoubt, Moment, Reader
from mailbot.inbound.forms.days.figuredays import SHARE_AFTER
from mailbot.inbound.forms.numerals import plain
from mailbot.late import late
from mailbot.value import replace

# 8.5及以下, ≤8.5 and 8.5以前的版本 are versions.
_FIGURES = late(
    r"(?:(?<![\w./<>≤≥¥￥$€£])(?<!\d[-:])(?<![<>]=)\d{1,2}[./-]|(?<=[到至于])\d{1,2}/"
    r"|(?<=[晚迟])\d{1,2}[./]|(?<![高低大小等早]于)(?<=[于在])\d{1,2}[./]"
    rf"|(?<={WIDE})\d{{1,2}}/(?=\d{{1,2}}\s*(?:起|开始|零点|[之以]?前(?!的|版|旧|老))))"
    r"\d{1,2}(?:\s?(?:[-~～–]|—+|[至到])\s?\d{1,2}[./]\d{1,2})?(?![\d./-])"
    r"(?!(?:[这本下上]个?(?:周|星期|礼拜|月)|今天|昨天|明天)"
    r"|\s*(?:[台套个家户%万亿元块倍+]|版(?!本(?:延迟)?限制|本获取)"
    r"|(?:[及和与或(（]|含|包含|本身)*\s*(?:以下|以上|更[早低老新高]|[之以]前的|[之以]前(?:旧|老)?版)"
    r"|(?:\s*(?:[和、与及,]|and)\s*v?\d{1,2}\.\d{1,3})*(?:\s*(?:这?[两二三四几]个|[的等老旧])*版(?!本(?:延迟)?限制|本获取))"
    r"|[及和与]\s*[之以][前后]|(?:and|or) (?:below|earlier|older|lower|before|above|later)))",
)
# What makes figures a date in running text, where 12.18 may as well be a version.
_TIMED = late(
    r"\s*(?:零点|\d{1,2}[点:时]|凌晨|清晨|早上|早晨|早(?=\s?\d)|傍晚|正午|上午|中午|下午|晚|夜[里间晚]|深夜|起|开始|生效"
    r"|之?前|日)"
)
# The time beside figures whose line goes on: 12/18零点韩冰关掉…
_CLOCK = late(
    r"\s*(?:(?:凌晨|清晨|早上|早晨|早|上午|中午|正午|下午|晚上?|傍晚)\s*)?(?:(?:零|[一二三四五六七八九十]{1,2}"
    r"|\d{1,2})\s*[点时](?:整|半|\d{1,2}分?)?"
    r"|\d{1,2}:\d{2}(?!\d))"
)
_VERSION = late(
    r"(?:[升更][级新]?[到至为]|版本(?:号)?[:：为是]?|目标|客户端|服务端|(?<![a-z])(?:clients?|server|versions?))\s*v?$"
)  # comsvr 升到 2.9, 星桥客户端 5.6 测试通过
_DOTTED = late(r"(?<![\d./-])\d{1,4}\.\d")
_END = late(r"[，,。;；、()（）\n]")
_LONGEST = 24
_APART = 6  # characters between the days of two things, and not of a range or a choice


def find_figure_dates(text: str, dates: Reader, *, strict: bool = False) -> tuple[Moment | DateDoubt, ...]:
    """The dates in figures, each with the time beside it. `strict`: only those that a time, 起 or 前 follows."""
    smooth = plain(text)
    found: list[Moment | DateDoubt] = []
    for match in _FIGURES.finditer(smooth):
        if "/" not in match.group() and _VERSION.search(smooth, 0, match.start()):
            continue
        if strict and not _TIMED.match(smooth, match.end()):
            continue
        stop = _END.search(smooth, match.end())
        end = min(stop.start() if stop else len(text), match.start() + _LONGEST)
        other = _FIGURES.search(smooth, match.end(), end)
        if other is not None and other.start() - match.end() > _APART:
            end = other.start()  # @孙丽 12/4 前把华东升了 @周航 12/9 前
        dotted = (one.start() for one in _DOTTED.finditer(smooth, match.end(), end))
        end = next((at for at in dotted if not _FIGURES.match(smooth, at)), end)  # 12/14起5.1和5.2两个版本一律限制
        one = dates.read_date(text[match.start() : end])
        if one is None and not SHARE_AFTER.match(smooth, match.end()):
            timed = _CLOCK.match(smooth, match.end())
            one = dates.read_date(text[match.start() : timed.end() if timed else match.end()])
        if one is not None and not (
            isinstance(one, DateDoubt)
            and one.reason == "vague"
            and not (one.candidates and _TIMED.match(smooth, match.end()))  # 12/3 夜里
        ):
            start = match.start() + one.span[0]
            found.append(replace(one, span=(start, match.start() + one.span[1])))
    return tuple(found)
