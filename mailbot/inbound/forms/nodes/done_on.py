"""done_on, labelled_day: the day that a result gives beside the work: 完成时间：11-30, 昨天已升完, completed on Dec 1 (SPEC 9 "Dates")."""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import lru_cache

from mailbot.inbound.forms.context import Context
from mailbot.inbound.forms.days.dates import find_dates, read_date
from mailbot.inbound.forms.days.moments import Moment
from mailbot.inbound.forms.hearing import smooth
from mailbot.inbound.forms.nodes.moods import Said
from mailbot.late import late
from mailbot.rulebook.shapes import Fields

__all__ = ["done_on", "is_planned", "labelled_day"]

# A label of when it should be done, not of when it was.
_PLANS = late(r"计划|预计|要求|截止|截至|期限|时限|到期|最晚|最迟|目标|原|应|限|deadline|due|target|planned|expected|until", re.IGNORECASE)
_ABOUT_DONE = late(r"完成|完工|办结|结束|done|complet|finish", re.IGNORECASE)
# 120 台全部完成，昨天收的尾
_ENDED = late(r"(?:[上下]午|晚上?)?(?:就|才|刚)?(?:收的尾|收尾|收工|的事|(?:结束|完成|搞定|办|弄|做|升|发|推|装|测)(?:完|好)?的)(?=[，,。；;！!\s]|$)")
_VALUE = late(r"[^\n，,；;。|]{1,40}")


def done_on(text: str, closed: Sequence[Said], context: Context) -> datetime | None:
    """When it was done: the day of a label (完成时间：11-30), else of the clause that says 完成, where it has passed; None where
    neither tells, and the mail's own time counts."""
    labelled = labelled_day(text, context)
    if labelled is not None:
        return _passed(labelled, context)
    told = [at for said in closed if said.date is not None and (at := _passed_in(said.date.words, context))]
    if told:
        return max(told)  # 遍历 12月1日通过，完整 12月2日也通过了: done with the last
    line = smooth(text)
    found = [d for d in find_dates(text, mailed=context.mailed, workdays=context.days, done=True) if isinstance(d, Moment) and _ENDED.match(line, d.span[1])]
    own = context.campaign.version if context.campaign is not None else ""
    # 8.2 升级完成了, of 8.2.1, is no second of August.
    before = [d for d in found if d.day < context.days.day_of(context.mailed) and not own.startswith(d.words)]
    return _passed(before[-1], context) if before else None


def labelled_day(text: str, context: Context) -> Moment | None:
    """The day of 完成时间：, 实际完成日期 and their like; None of 计划完成时间, and where it gives none."""
    actual, due, _ = _labels(context.rules.fields)
    for label in (actual, due):
        for value in _values(label, text):
            read = read_date(value, mailed=context.mailed, workdays=context.days, done=True)
            if isinstance(read, Moment):
                return read
    return None


def is_planned(said: Said, text: str, context: Context) -> bool:
    """Whether a day stands behind 计划完成时间：, which tells when it was to be done."""
    if not isinstance(said.date, Moment):
        return False
    before = smooth(text)[max(0, said.date.span[0] - 24) : said.date.span[0]]
    return _labels(context.rules.fields)[2].search(before) is not None


def _passed_in(words: str, context: Context) -> datetime | None:
    found = find_dates(words, mailed=context.mailed, workdays=context.days, done=True)
    read = found or (read_date(words, mailed=context.mailed, workdays=context.days, done=True),)
    return next((at for one in read if isinstance(one, Moment) and (at := _passed(one, context))), None)


def _passed(day: Moment, context: Context) -> datetime | None:
    return min(day.at, context.mailed) if day.day <= context.days.day_of(context.mailed) else None


def _values(label: re.Pattern[str], text: str) -> Iterator[str]:
    line = smooth(text)
    for m in label.finditer(line):
        if not _PLANS.search(line[max(0, m.start() - 3) : m.start()]) and (value := _VALUE.match(line, m.end())):
            yield value[0].strip()


@lru_cache(maxsize=8)
def _labels(fields: Fields) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Labels of when it was done; of a form's 完成时间, which may be either; of when it was to be done, at a text's end."""
    named = {f.key: f.names for f in fields.field if f.key in ("due", "done_at")}
    due = [n for n in named.get("due", ()) if _ABOUT_DONE.search(n) and not _PLANS.search(n)]
    planned = [n for n in named.get("due", ()) if _PLANS.search(n)]
    return (
        re.compile(rf"(?:{_any(named.get('done_at', ()))}|实际(?=[\s:：]*\d))\s*(?:[:：]|是|为|在|于|\|)?\s*"),
        re.compile(rf"(?:{_any(due)})\s*(?:[:：]|是|为|\||(?=\d))\s*"),
        re.compile(rf"(?:{_any(planned)}|(?:原定?|计划|要求|应)完成(?:时间|日期)?)\s*(?:[:：]|是|为|在|于|\|)?\s*$"),
    )


def _any(names: Sequence[str]) -> str:
    return "|".join(re.escape(smooth(name)) for name in sorted(names, key=len, reverse=True)) or r"(?!)"
