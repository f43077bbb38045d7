"""done_on, has_passed, label_each, labelled_day: the day that a result gives beside the work: 完成时间：11-30, 昨天已升完, completed on Dec 1 (SPEC 9 "Dates")."""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from functools import lru_cache

from mailbot.inbound.forms.clauses import clauses
from mailbot.inbound.forms.context import Context
from mailbot.inbound.forms.days.moments import DateDoubt, Moment
from mailbot.inbound.forms.hearing import smooth
from mailbot.inbound.forms.nodes.moods import Said
from mailbot.late import late
from mailbot.rulebook.shapes import Fields

# A label of when it should be done, not of when it was.
_PLANS = late(
    r"计划|预计|要求|截止|截至|期限|时限|到期|最晚|最迟|目标|原|应|限|deadline|due|target|planned|expected|until",
    re.IGNORECASE,
)
_ABOUT_DONE = late(r"完成|完工|办结|结束|done|complet|finish", re.IGNORECASE)
# 120 台全部完成，昨天收的尾
_ENDED = late(
    r"(?:[上下]午|晚上?)?(?:就|才|刚)?(?:收的尾|收尾|收工|的事"
    r"|(?:结束|完成|搞定|办|弄|做|升|发|推|装|测)(?:完|好)?的)(?=[，,。；;！!\s]|$)"
)
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
    if closed and (alone := _day_alone(text, context)):
        return alone
    line = smooth(text)
    found = [
        d for d in context.dates(done=True).find_dates(text) if isinstance(d, Moment) and _ENDED.match(line, d.span[1])
    ]
    before = [d for d in found if d.day < context.days.day_of(context.mailed) and not _own_version(d.words, context)]
    return _passed(before[-1], context) if before else None


# 都弄好了，昨天; 已完成，12/8; 搞定，时间是8号下午: a clause that is nothing but a day.
_ONLY_A_DAY = late(
    r"[\s(（]*(?:(?:完成|升级|下发|具体|实际)?(?:时间|日期)|就)?\s*(?:大概|大约)?(?:是|在|于"
    r"|为)?[:：]?\s*(?P<day>[^，,。；;、\n()（）]{2,14}?)\s*(?:的事?|完成的?|弄完的?|升完的?)?[\s)）。.!！~]*"
)

_LONGEST_LIST = 400  # characters
_RECENTLY = timedelta(45)  # 完成，10/12 in December is a share


def _day_alone(text: str, context: Context) -> datetime | None:
    line = smooth(text)
    told: set[datetime] = set()
    for start, end in clauses(line):
        clause = _ONLY_A_DAY.fullmatch(line[start:end].strip("，,；; \n"))
        day = context.dates(done=True).read_date(clause["day"]) if clause else None
        if (
            not clause
            or not isinstance(day, Moment)
            or day.words.strip() != clause["day"].strip()
            or _own_version(day.words, context)
        ):
            continue
        if (at := _passed(day, context)) and context.days.day_of(context.mailed) - day.day <= _RECENTLY:
            told.add(at)
    return told.pop() if len(told) == 1 else None


def _own_version(words: str, context: Context) -> bool:
    """8.2 升级完成了, of 8.2.1, is no second of August."""
    return context.campaign is not None and bool(words) and context.campaign.version.startswith(words)


def has_passed(said: Said) -> bool:
    """Whether a word's day can only lie behind: of what is done that is when it was."""
    return isinstance(said.date, DateDoubt) and said.date.reason in ("past", "within-30-days-past")


def labelled_day(text: str, context: Context) -> Moment | None:
    """The day of 完成时间：, 实际完成日期 and their like; None of 计划完成时间, and where it gives none."""
    actual, due, _ = _labels(context.rules.fields)
    for label in (actual, due):
        for value in _values(label, text):
            read = context.dates(done=True).read_date(value)
            if isinstance(read, Moment):
                return read
    return None


# 完成时间：版本获取 12月1日，华东升级 12月2日
_LABEL = late(r"(?:实际)?完成(?:时间|日期)\s*[:：]")
_ITEM_ENDS = late(r"[，,；;、\n]")


def label_each(text: str, context: Context) -> str:
    """The text with the label of a list of days, each behind a name, before each of them."""
    head = _LABEL.search(text)
    if head is None:
        return text
    paragraph = text.find("\n\n", head.end())
    stop = min(paragraph if paragraph >= 0 else len(text), head.end() + _LONGEST_LIST)
    days = [one for one in context.dates(done=True).find_dates(text[:stop]) if one.span[0] >= head.end()]
    below = text[head.end() :].lstrip(" ").startswith("\n")
    starts = [one.span[1] for one in days[:-1]]
    for one, at in reversed([*zip(days, (head.end(), *starts), strict=False)][0 if below else 1 :]):
        ends = [m.end() for m in _ITEM_ENDS.finditer(text, at, one.span[0])]
        if (
            len(ends) == 1
            and text[ends[0] : one.span[0]].strip(" ：:")
            and not _LABEL.search(text, ends[0], one.span[0])
        ):
            text = f"{text[: ends[0]]}{head[0]}{text[ends[0] :]}"
    return text


def is_planned(said: Said, text: str, context: Context) -> bool:
    """Whether a day stands behind 计划完成时间：, which tells when it was to be done."""
    if not isinstance(said.date, Moment):
        return False
    before = smooth(text)[max(0, said.date.span[0] - 24) : said.date.span[0]]
    return _labels(context.rules.fields)[2].search(before) is not None


def _passed_in(words: str, context: Context) -> datetime | None:
    found = context.dates(done=True).find_dates(words)
    read = found or (context.dates(done=True).read_date(words),)
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
