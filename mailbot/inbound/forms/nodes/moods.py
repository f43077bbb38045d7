"""moods: what a text says of a piece of work, word by word: done, not done, failed, to come, put off (SPEC 9 "Replies")."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import Literal

from mailbot.han import han
from mailbot.inbound.forms.clauses import clauses, is_question
from mailbot.inbound.forms.context import Context
from mailbot.inbound.forms.days.moments import DateDoubt, Moment
from mailbot.inbound.forms.hearing import Heard, Hearing, hear
from mailbot.inbound.forms.nodes.doneness import CONDITION, doneness
from mailbot.inbound.forms.nodes.moodplace import Place, Work
from mailbot.inbound.forms.nodes.setbacks import is_failure, is_not_done, puts_off
from mailbot.inbound.forms.nodes.unlisted import unlisted
from mailbot.late import late
from mailbot.value import Value

Mood = Literal["done", "all_done", "part", "not_done", "failed", "future", "promise", "postpone"]

# Of the words for issues those that say as much of a node.
_HANDLED = late(r"处理完|已处理|处理好|修复完|已修复|修好|handled|has been fixed")
_ASKS_OTHERS = late(r"(?:请|麻烦|烦请|有劳|希望(?:各|贵|你|您|大家)|要求各?|please)[^，。]{0,12}$")
_BARE_DATE = late(
    r"[\s，,。.!！:：]*(?:(?:(?:the )?(?:rest|remaining|others?)(?: (?:\d{1,6}|one|two|three|four|five"
    r"|six))?(?: (?:servers?|stores?|sites?|clients?|units?))?"
    r"|(?:其余|其它|其他|另外?|剩下|剩余|余下|还?剩|还有"
    r"|最后)的?\s*(?:(?:\d{1,6}|[一二两三四五六七八九十几]{1,3})\s*[台家个户套点])?)\s*)?(?:那就"
    r"|就|大概|大约|应该|争取|改|也|约|还?(?:要|得|需要?)|还?(?:要|得|需要?)等?到|得|得到|要?等到?|得等到?"
    r"|只能等到?|至少|起码|最快|最晚|最迟|可能|估计|在|于|by|on|about|around|until|till|maybe|probably|likely"
    r"|hopefully|perhaps|before|the|it|it's|not (?:until|before))?\s*(?P<date>\0+)\s*(?:前|之前|以前|内|吧|左右"
    r"|弄|做|办|搞|发|给|升级?|下发|限制|提交|处理|完|好|可以|能|行|上线|推送|更新|部署|完整|再)*[\s，,。.!！~]*"
)
_HEDGE = late(
    r"大概(?:率)?|大约|约莫|差不多|(?<![不])可能|应该(?:是)?|估计"
    r"|(?<![a-z])(?:probably|maybe|around|about|roughly)(?![a-z])(?= )",
    re.IGNORECASE,
)
_BESIDE = frozenset({"rest", "thanks", "acknowledge", "confirm"})  # meanings that say nothing of the work
# 今晚开始 says when it begins.
_BEGINNING = late(r"(?:开始|起|启动|动工|动手|进场)$")
# 大概下周三全量收尾, 明天提测: a day to come, and behind it, at the clause's end, a verb of finishing.
_BEFORE_DATE = late(
    r"(?:(?!想提前|能提前|可否提前|希望提前|申请提前|原|本来|本应|应于|因|由于|请|麻烦|希望|要求|建议|客户|如果|若|等|通知|限制|生效|已|没|未|不|上次"
    r"|的时候|[，。；;]).){0,18}"
)
_FINISHING = late(
    r"(?:(?!的|后|前|时|会议|开会|讨论|沟通|评审|有|是|因|问题|已|没|未|不|停|若|如|请|麻烦"
    r"|给.{0,2}(?:结论|答复)|结论|回复|再(?:说|看|议|定)).){0,12}?"
    r"(?:(?:提测|转测试?|送测|提交给?测试部?|收尾|收工|搞定|结束|弄|搞|办|跑|做|推|升级?|下发|推送|上线|部署|提交|交付|更新|发布|安装"
    r"|获取|下载|切换?|割接?|完成?|交|补|出|发|给您|(?:能|可以|会|就)好)(?:完|好|掉|齐|上去?|成|毕|妥"
    r"|下去)*)(?:吧"
    r"|了|哈|啦|哦)?[\s，,。.;；!！~]*"
)
_CONCLUDES = late(
    r"(?:前|之前|以前|左右)?(?:就|应该|估计|可以|可|能|会|再)*(?:出|给|有)(?:测试)?(?:结论|结果)(?:吧|了"
    r"|哈)?[\s，,。.;；!！~]*"
)


class Said(Value):
    """One mood: its `words` and their span in the text, the span of their clause, and the date that goes with it."""

    mood: Mood
    words: str
    start: int
    end: int
    clause: tuple[int, int]
    date: Moment | DateDoubt | None = None
    bases: frozenset[str] = frozenset()  # the standard nodes that the verb is about, () for any


def moods(
    text: str, context: Context, *, whole: Sequence[str] = (), evidence: str = "", base: str = ""
) -> tuple[Said, ...]:
    """The moods of a text in its order. `whole` are words that name all of the work (the node's title, its department), so
    that they tell no part of it; `evidence` is what closes the node (`restriction`: a date there may be evidence); `base`
    is its standard node, which a word of other work (已下载 of a roll-out) does not close."""
    heard = hear(text, context.rules.phrases)
    english = not han(text)
    # 大概下周三 is a promise of that day, however it is hedged.
    firm = _HEDGE.sub(lambda m: " " * len(m[0]), text)
    dates = context.dates(english=english, recent=context.rules.process.past_window_days).find_dates(firm)
    # Of what is done, a bare weekday or month and day lies behind; of what is to come, ahead.
    spans = clauses(heard.text)
    found = _read(heard, spans, dates, Work(context, tuple(whole), evidence, base))
    return tuple(sorted(found, key=lambda s: s.start))


def _read(
    heard: Hearing,
    spans: tuple[tuple[int, int], ...],
    dates: Sequence[Moment | DateDoubt],
    work: Work,
) -> Iterator[Said]:
    text = heard.text
    at = 0
    found = sorted([*heard.heard, *unlisted(heard)], key=lambda h: h.start)
    for h in found:
        while at < len(spans) - 1 and spans[at][1] <= h.start:
            at += 1
        place = Place(text, h, spans[at] if spans else (0, len(text)), dates, work)
        mood = _mood(place)
        if mood is not None:
            yield Said(mood, h.words, h.start, h.end, place.clause, place.date, place.bases)
    if not (work.evidence in ("restriction", "delay") and _VERSION.search(text)):
        # 限制 3.0 以下，4月10日12:00 起: when it takes effect, not when it will be done.
        yield from _dates_alone(text, spans, dates, found, work)


def _mood(place: Place) -> Mood | None:
    meanings = place.word.meanings
    if "postpone" in meanings:
        return "postpone" if puts_off(place) else None
    if "acknowledge" in meanings and not meanings & {"done", "not_done"}:
        hurried = re.search(r"尽快|马上|立即|这就|尽早", place.word.words) and not _ASKS_OTHERS.search(place.before)
        return "promise" if hurried else None
    if "not_done" in meanings and "promise" in meanings:
        asked = _ASKS_OTHERS.search(place.before) or (place.date is None and is_question(place.said))
        return None if asked or CONDITION.search(place.before) else "promise"
    if "not_done" in meanings:
        return "not_done" if is_not_done(place) else None
    if "failed" in meanings:
        return "failed" if is_failure(place) else None
    if "promise" in meanings:
        planned = place.word.words.startswith("计划") and place.before.endswith("按")  # 已按计划于今天零点生效
        return "promise" if not planned and not _ASKS_OTHERS.search(place.before) else None
    if meanings & {"done", "all_done"} or ("handled" in meanings and _HANDLED.search(place.word.words)):
        checked = _CHECKED.search(place.before) and not any("包" in name for name in place.work.whole)
        return None if checked else doneness(place)
    return None


# 安装包已验证完毕，今晚开始推: what the work begins with, and not the work
_CHECKED = late(r"(?:[安装升级新]包|文件|介质|脚本)[^，,。；;、和并及\n]{0,6}(?:验证|校验|核对|检查)$")


_VERSION = late(r"\d\.\d|(?<![a-z])v\d")


def _dates_alone(
    text: str,
    spans: tuple[tuple[int, int], ...],
    dates: Sequence[Moment | DateDoubt],
    found: Sequence[Heard],
    work: Work,
) -> Iterator[Said]:
    """A clause that is nothing but a date (周五, 12月5日前升级), or a day to come with what will be done on it (下周三收尾)."""
    begins, heard = [start for start, _ in spans], [h.start for h in found]
    for one in dates:
        clause = spans[bisect_right(begins, one.span[0]) - 1] if spans else (0, 0)
        if one.span[0] >= clause[1]:
            continue
        within = found[bisect_left(heard, clause[0]) : bisect_left(heard, clause[1])]
        if any(not (h.meanings <= _BESIDE or _is_left(h, one)) for h in within) or _BEGINNING.search(one.words):
            continue
        before, after = text[clause[0] : one.span[0]], text[one.span[1] : clause[1]]
        ahead = (
            isinstance(one, Moment) and one.at > work.context.mailed and not is_question(text[clause[0] : clause[1]])
        )
        whole = f"{before}{chr(0) * (one.span[1] - one.span[0])}{after}"
        # 全量周五, 升级的话明天中午, 汇报一下：灰度这边大概周五好（等窗口）: the node and the day
        title = _TITLE_ENDS.sub("", _TILL.sub("", _HEDGE.sub("", before).strip(" ，,:：").rpartition(":")[2].strip()))
        bare = _ASIDE.sub("", whole[len(before) :])
        named = (
            ahead
            and len(title) > 1
            and any(_short_for(title, name) for name in work.whole)
            and _BARE_DATE.fullmatch(bare)
        )
        if _GOES_ON.search(whole):
            continue  # 今晚接着弄: when it goes on, and not by when it is done
        # 明天下午能出结论, of a test or in answer to a reminder: that is when it is done.
        asked = work.base == "test" or any(r.asks == "node" for r in work.context.thread.rows)
        concluded = ahead and asked and _BEFORE_DATE.fullmatch(before) and _CONCLUDES.fullmatch(after)
        ends = ahead and _ENDS_ON.fullmatch(before) and _BARE_DATE.fullmatch(whole[len(before) :])
        handed: object = None
        if (
            named
            or concluded
            or ends
            or _BARE_DATE.fullmatch(_ASIDE.sub("", whole))
            or (ahead and _BEFORE_DATE.fullmatch(before) and _FINISHING.fullmatch(_ASIDE.sub("", after)))
            or (handed := _is_past(one, work) and _BEFORE_DATE.fullmatch(before) and _AT_ONCE.fullmatch(after))
        ):
            over = handed or (
                _MORNING.search(one.words)
                and isinstance(one, Moment)
                and one.day == work.context.mailed.date()
                and _OVER.search(after)
            )
            yield Said("done" if over else "future", one.words, one.span[0], one.span[1], clause, one)


def _is_past(one: Moment | DateDoubt, work: Work) -> bool:
    if isinstance(one, Moment):
        return one.timed and one.at <= work.context.mailed
    return one.reason == "past"


# 今天下午三点提测, told at four: what is done at one moment is over behind it; 上午十点升级 has begun.
_AT_ONCE = late(r"(?:就|正式|准时|按时)?(?:提测|转测|送测|提交测试|收尾|收工|搞定)[\s，,。.;；!！~]*")
# 收尾要 14 号, 全部弄完得下周三
_ENDS_ON = late(
    r"\s*(?:但|不过|最后|真正|全部?|整体|彻底|都)*(?:收尾|收工|搞定|完成|结束|弄完|做完|升完|推完|发完|下发完"
    r"|测完)(?:的话)?(?:就|大概|估计|应该|可能|恐怕|怕是|也|还|最快|最早)*(?:要|得|需要?)?(?:等?到)?\s*"
)
_GOES_ON = late(
    r"\0[^，,。；;]{0,4}(?:接着|继续|再接再厉|再来|再战"
    r"|再试)(?!完)[\u4e00-\u9fff]{0,3}(?<!完)(?<!好)(?<!掉)[\s，,。.!！~]*$"
)
_STILL = ("还要", "还得", "还需要", "还需")
_TITLE_ENDS = late(r"(?:的话|这边|这块|那边|这里|目前|现在|节点|\s){1,8}$")
_ASIDE = late(r"\s*[（(][^()（）]{0,60}[)）][\s，,。.!！]*$")
_TILL = late(r"还?(?:要|得|需要?)等?到?$")


# 今早收尾了, told the same morning
_MORNING = late(r"今早|今晨|凌晨|上午|早上|this morning|earlier today")
_OVER = late(r"[收结搞弄办跑做推升下上部提交更完].{0,3}了[\s，,。.;；!！~]*$")


def _is_left(h: Heard, day: Moment | DateDoubt) -> bool:
    """余下 2 台 before a day (余下 2 台周五补齐): how much will be done on it; 还要到周五 says no more than 要到周五."""
    if h.meanings != frozenset({"not_done"}) or h.end > day.span[0]:
        return False
    return (h.clause == -1 and any(ch in "剩余" for ch in h.words)) or h.words in _STILL


def _short_for(words: str, name: str) -> bool:
    """华北限制 of 华北版本限制: its characters in their order."""
    rest = iter(name)
    return all(ch in rest for ch in words)
