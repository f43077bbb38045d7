"""promised: the day on which an assignee will settle issues: 预计周五出补丁, 明天修 (SPEC 3, 9 "Stages")."""

from collections.abc import Sequence

from mailbot.campaign import commands as c
from mailbot.campaign.commands import Command, Reading
from mailbot.campaign.model import Issue
from mailbot.inbound.forms.clauses import clauses, is_question
from mailbot.inbound.forms.context import Context
from mailbot.inbound.forms.days.moments import DateDoubt, Moment
from mailbot.inbound.forms.hearing import smooth
from mailbot.inbound.forms.nodes.later import part_of_today
from mailbot.inbound.forms.nodes.moods import moods
from mailbot.late import late

# 今晚8点前给热修复, 周五出补丁: what will be handed over, on a day of its clause.
_GIVES = late(
    r"(?:补丁|热修复|修复包|修正包|修复版本?"
    r"|新包)[^，,。；;\n没未不]{0,14}?(?:(?:上|发|推|放|出|给|打)(?!次|回|周|报|现|错)"
    r"|\0(?:官网)?[\s，,。.;；!！~]*$)"
    r"|\0[前内]?(?:就|再|会|可以?|能|统一|一起|安排)*(?:修复?|改|处理|解决|搞定|排查|弄)(?:好|完|掉|上)?(?:吧"
    r"|了)?[\s，,。.;；!！~]*$"
    r"|(?:给|出|发|推|提供|提交|合入|发布|交付)(?:出|一个|个|您|你们?"
    r"|大家)*(?:(?:处理|修复|分析|解决|排查|最终|初步|明确|的)*(?:方案|结论|结果|答复|回复|意见|说法)|热修复|热补丁|补丁"
    r"|修复|修正|新?版本?|新?包|\s?v?\d{1,4}(?:\.\d{1,6}){1,4}(?![\d%]))"
    r"|\0[前内]?(?:再|会|能|统一|一起)?(?:回复|答复|回你|回您|回大家)[\s，,。.;；!！~]*$"
    r"|(?<![a-z])(?:hot ?fix|patch|fix(?:ed)?|new build|answer|solution|reply|get back|come back to you|let you know)(?![a-z])"
)
# 供应商周五给结论 is the supplier's day.
_OF_OTHERS = late(r"客户|门店|供应商|厂[商家]|第三方|运营商|对方|(?<![a-z])(?:customers?|vendors?|suppliers?)(?![a-z])")


def promised(words: str, issues: Sequence[Issue], takes: bool, context: Context) -> list[Command]:
    """预计周五出补丁, with a day that is sure, of those issues that are not settled; 收到，预计周五 is the first word, too."""
    dated = [s.date for s in moods(words, context) if s.mood in ("promise", "future") and isinstance(s.date, Moment)]
    dated = dated or _given_on(words, context)
    open_ones = tuple(i.number for i in issues if i.unsettled and i.waiting_on == "assignees")
    if not dated or not open_ones or dated[-1].at <= context.mailed:
        return []
    reading = Reading(field="promised", value=dated[-1].at.isoformat(), words=dated[-1].words, rule="dates")
    promise = c.PromiseIssue(numbers=open_ones, until=dated[-1].at, text=words[:5000], readings=(reading,))
    unowned = unowned_of(issues) if takes else ()
    return [c.AcknowledgeIssue(numbers=unowned, text=words[:5000]), promise] if unowned else [promise]


def unowned_of(issues: Sequence[Issue]) -> tuple[int, ...]:
    """The numbers of those that nobody has taken on."""
    return tuple(i.number for i in issues if i.unsettled and i.unclaimed)


def _given_on(words: str, context: Context) -> list[Moment]:
    reader = context.dates(recent=context.rules.process.past_window_days)
    line = smooth(words)
    given = []
    for start, end in clauses(line):
        clause = words[start:end]
        days: list[Moment | DateDoubt] = [*reader.find_dates(clause)]
        if not days and (today := part_of_today(clause, context)):
            days = [today]
        marked = list(line[start:end])
        for day in days:
            marked[day.span[0] : day.span[1]] = "\0" * (
                day.span[1] - day.span[0]
            )  # 明天修: the day stands right before the deed
        others = days and _OF_OTHERS.search(line, start, start + days[0].span[0])
        if days and not others and _GIVES.search("".join(marked)) and not is_question(line[start:end]):
            given += [day for day in days if isinstance(day, Moment)]
    return given
