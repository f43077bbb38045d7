"""each_day, own_days: one text said of several things with a day for each: 2、3 都好了，一个是12月8日，一个是昨天 (SPEC 9 "Dates")."""

from collections.abc import Sequence
from itertools import pairwise

from mailbot.campaign.model import Campaign
from mailbot.inbound.forms.context import Context
from mailbot.inbound.forms.days.moments import DateDoubt, Moment
from mailbot.inbound.forms.hearing import smooth
from mailbot.late import late

_LONGEST = 1000  # characters: a list of days stands in a sentence
_NEAR = 12  # characters between a name and its day
# What stands between two days of a list, and before the first.
_JOINT = late(
    r"\s*(?:[、，,；;/]|和|与|及|以及|(?<![a-z])and(?![a-z]))?\s*(?:另外?一?个|另外?一?项|还有一?个|一个|一项"
    r"|后一?[个项]|后者|第[二三四五2-5][个项])?\s*(?:则|就|也)?(?:分别)?(?:是|在|于|到|为)?\s*"
)
_ONE_OF = late(r"(?:一个|一项|前一?[个项]|前者|第[一1][个项])(?:则|就)?(?:是|在|于|到|为)?\s*$")
_RESPECTIVELY = late(r"分别|各自?|依次|(?<![a-z])respectively(?![a-z])")
# 已完成（12/8、12/9）: figures in brackets.
_FIGURES = late(r"[(（]\s*(?P<days>\d{1,2}\s?[/.]\s?\d{1,2}(?:\s*[、，,；;]\s*\d{1,2}\s?[/.]\s?\d{1,2})+)\s*[)）]")
_BETWEEN = late(r"\s*[、，,；;]\s*")


def each_day(text: str, count: int, context: Context) -> tuple[str, ...]:
    """The text as it is said of each of `count` things, in their order, with its own day alone; () where it lists not as many
    different days."""
    if count < 2 or len(text) > _LONGEST:
        return ()
    line = smooth(text)
    days, start, end = _in_brackets(line, context) or _listed(text, line, context)
    if len(days) != count or len(set(days)) != count:
        return ()
    respectively = _RESPECTIVELY.search(line)
    if respectively and respectively.end() <= start:
        text = f"{text[: respectively.start()]}{' ' * len(respectively[0])}{text[respectively.end() :]}"
    return tuple(f"{text[:start]}{day}{text[end:]}" for day in days)


def own_days(said: Sequence[tuple[str, str]], context: Context, campaign: Campaign) -> tuple[str, ...]:
    """What is said of each node (key, text), with its own day where one text is said of several."""
    own: dict[str, str] = {}
    for text in dict.fromkeys(text for _, text in said):
        keys = [key for key, told in said if told == text and key]
        names = [(title, title[:2]) for key in keys for title in (smooth(campaign.node(key).title),)]
        own |= dict(zip(keys, each_day(text, len(keys), context) or _by_name(text, names, context), strict=False))
    return tuple(own.get(key, text) for key, text in said)


def _by_name(text: str, names: Sequence[Sequence[str]], context: Context) -> tuple[str, ...]:
    """The text as it is said of each of several nodes where each day stands behind the name of its own: 完成时间：华东 12月8日，华南
    12月9日; () where a name has no day or a day no name."""
    line = smooth(text)
    found = context.dates(done=True).find_dates(text)
    days = [one for one in found if isinstance(one, Moment)]
    if len(names) < 2 or len(days) != len(names) or len(days) != len(found) or len(text) > _LONGEST:
        return ()
    starts = [0, *(one.span[1] for one in days)]
    own: dict[int, str] = {}
    for at, one in zip(starts, days, strict=False):
        nearest = [max(line.rfind(w, max(at, one.span[0] - _NEAR), one.span[0]) for w in words) for words in names]
        if max(nearest) >= 0 and nearest.count(max(nearest)) == 1:
            own[nearest.index(max(nearest))] = one.words
    if len(own) < len(names):
        return ()
    start, end = days[0].span[0], days[-1].span[1]
    return tuple(f"{text[:start]}{own[n]}{text[end:]}" for n in range(len(names)))


def _in_brackets(line: str, context: Context) -> tuple[list[str], int, int] | None:
    found = _FIGURES.search(line)
    if found is None:
        return None
    words = _BETWEEN.split(found["days"])
    read = [context.dates(done=True).read_date(word) for word in words]
    if not all(isinstance(one, Moment) for one in read):
        return None
    days = [f"{one.day.month}月{one.day.day}日" for one in read if isinstance(one, Moment)]
    return days, found.start("days"), found.end("days")


def _listed(text: str, line: str, context: Context) -> tuple[list[str], int, int]:
    found: Sequence[Moment | DateDoubt] = context.dates(done=True).find_dates(text)
    doubted = next((one for one in found if isinstance(one, DateDoubt) and len(one.candidates) > 1), None)
    if len(found) == 1 and doubted is not None:
        return _of_alternatives(doubted)
    days = [one for one in found if isinstance(one, Moment)]
    if (
        len(days) != len(found)
        or len(days) < 2
        or not all(_JOINT.fullmatch(line, a.span[1], b.span[0]) for a, b in pairwise(days))
    ):
        return [], 0, 0
    start = days[0].span[0]
    head = _ONE_OF.search(line, max(0, start - 6), start)
    return [one.words for one in days], head.start() if head else start, days[-1].span[1]


def _of_alternatives(doubt: DateDoubt) -> tuple[list[str], int, int]:
    """12月8日、12月9日: of one thing a choice, of two a day for each."""
    return [f"{one.month}月{one.day}日" for one in doubt.candidates], *doubt.span
