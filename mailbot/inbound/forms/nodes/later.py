"""promised, put_off: another time for a node, promised or asked for (SPEC 3, 9 "Replies")."""

from collections.abc import Sequence
from datetime import date, datetime

from mailbot.campaign import commands as c
from mailbot.campaign.commands import Command, Reading
from mailbot.campaign.model import Node
from mailbot.inbound.forms.clauses import IF, UNSURE
from mailbot.inbound.forms.context import Context
from mailbot.inbound.forms.days.durations import Duration, find_delay
from mailbot.inbound.forms.days.moments import Basis, DateDoubt, Moment
from mailbot.inbound.forms.found import Found
from mailbot.inbound.forms.hearing import smooth
from mailbot.inbound.forms.nodes.heard import About, NodeHeard, clause_of
from mailbot.inbound.forms.nodes.moods import Said
from mailbot.inbound.forms.nodes.postponereason import reason_beside
from mailbot.late import late
from mailbot.value import replace

_AHEAD = late(
    r"其余|剩|余下|预|估计|能|会(?!议)|将|大概|争取|计划|可以|就|要|得|前|(?<![a-z])(?:will|by|expect\w*|eta|should)(?![a-z])"
)


def _coming(until: Moment | DateDoubt | None, about: About) -> Moment | DateDoubt | None:
    """延到 14 号, 预计 14 号, said on the 25th: nothing is put off to a day that has been, nor promised for one."""
    if not isinstance(until, DateDoubt) or until.reason != "within-30-days-past" or "月" in until.words:
        return until
    ahead = about.context.dates().read_date(max(until.candidates).isoformat())
    return replace(ahead, words=until.words, span=until.span) if isinstance(ahead, Moment) else until


# 能按时完成 promises the day that it is due, and asks for no other.
_IN_TIME = late(
    r"(?:能|会|可以?|应该)[^，。；;\n]{0,6}(?:按时|按期|如期|准时|按(?:原)?计划)(?:完成|做完|搞定|交付|提交"
    r"|升级?完)"
    r"|(?<![a-z])(?:will|should|can)[^,.;\n]{0,20}(?:on time|on schedule)(?![a-z])"
)

# 如果客户给窗口，周五能完: no day that anybody may count on. 等客户窗口，预计周五 tells why it is that day.
_IF = late(
    rf"{IF}|(?:^|[，,。；;：:\n、\s])如(?![期下上约此有何今实图表附前后需同常果无]|\s*\d)"
    r"|(?:^|[，,。；;：:\n、\s])(?:若是?(?![干有])|视(?!频|图))"
    r"|(?:同意|批准|确认|到位|顺利|允许|配合|给力)的话"
    r"|(?<![a-z])(?:once|provided|depending on)(?![a-z])"
)
_UNSURE = late(UNSURE)
_SENTENCE = late(r"[。；;!！?？\n]|\.(?=\s|$)")


def promised(heard: NodeHeard, about: About) -> Found:
    chosen = _dated(heard.later) or heard.later[0]
    until = chosen.date or part_of_today(clause_of(chosen, about.text), about.context)
    if chosen.mood == "promise" or _AHEAD.search(clause_of(chosen, about.text)):
        until = _coming(until, about)
    if until is not None and hangs_on_something(chosen, about.text):
        return [], [about.fault("promise-conditional", "promise", sentence_of(chosen, about.text)[:100])]
    if isinstance(until, DateDoubt) and until.reason == "past" and _SMALL_HOURS.match(until.words):
        coming = about.context.dates().read_date(f"明天{until.words}")
        until = (
            replace(coming, words=until.words) if isinstance(coming, Moment) else until
        )  # 今晚开始，预计凌晨 3 点结束
    if isinstance(until, DateDoubt):
        if until.reason not in ("vague", "blank") or _NAMES_A_DAY.search(until.words):
            return [], [about.doubt(until, "promise")]  # 下周一夜里 names a day, 下周 none
        until = None
    if until is None and _IN_TIME.search(smooth(about.text)):
        node = about.node
        if node is None or node.due <= about.context.mailed:
            return [about.report()], []
        return [
            c.PromiseNode(
                node=about.key, until=node.due, timed=node.timed, text=about.text.strip()[:500], row=about.row
            )
        ], []
    if until is None and _UNSURE.search(sentence_of(chosen, about.text)):
        return [], [about.fault("done-or-later", "promise", sentence_of(chosen, about.text)[:100])]  # 可能已经升完了
    return [
        c.PromiseNode(
            node=about.key,
            until=until.at if until else None,
            timed=bool(until and until.timed),
            text=about.text.strip()[:500],
            row=about.row,
            readings=_readings("promised", until, about.place),
        )
    ], []


# 预计下午能好: today's, where it is still to come.
_PART_OF_DAY = late(
    r"(?<![今明后昨前天日号周一二三四五六末\d])(?:下午|晚上|傍晚|中午前?|下班前|下班之前)(?!\s*\d)"
    r"|(?<![a-z])(?:this (?:afternoon|evening)|by noon|by end of day|by eod)(?![a-z])"
)


_NAMES_A_DAY = late(r"(?:周|星期|礼拜)[一二三四五六日天]|\d\s*[日号]")
_SMALL_HOURS = late(r"凌晨|半夜|深夜")
_IN_HAN = (("afternoon", "下午"), ("evening", "晚上"), ("noon", "中午"), ("end of day", "下班前"), ("eod", "下班前"))


def part_of_today(clause: str, context: Context) -> Moment | None:
    """Today's 下午 in a clause that names no day, where it is still to come."""
    part = _PART_OF_DAY.search(smooth(clause))
    if part is None or context.dates().find_dates(clause):
        return None
    said = next((han for word, han in _IN_HAN if word in part[0]), part[0])
    read = context.dates().read_date(f"今天{said}")
    return (
        replace(read, words=part[0], span=part.span())
        if isinstance(read, Moment) and read.at > context.mailed
        else None
    )


def hangs_on_something(said: Said, text: str) -> bool:
    """Whether the sentence that gives the day makes it hang on a condition."""
    return bool(_IF.search(sentence_of(said, text)))


def sentence_of(said: Said, text: str) -> str:
    """The sentence that the word stands in, smoothed."""
    line = smooth(text)
    start = max((m.end() for m in _SENTENCE.finditer(line, 0, said.start)), default=0)
    end = _SENTENCE.search(line, said.end)
    return line[start : end.start() if end else len(line)].strip()


def _whole_sentence(about: About) -> str:
    """The mail's sentence in which the words about the node begin: the condition may stand before the node's name."""
    line = smooth(about.context.text)
    at = max(line.find(smooth(about.text).strip()[:20]), 0)
    start = max((m.end() for m in _SENTENCE.finditer(line, 0, at)), default=0)
    end = _SENTENCE.search(line, at)
    return line[start : end.start() if end else len(line)].strip()


def put_off(heard: NodeHeard, about: About) -> Found:
    chosen = _dated(heard.postponed) or heard.postponed[0]
    until = chosen.date
    if until is None:
        # 申请延期，12月15日前完成: the date stands in a clause of its own.
        later = _dated(heard.later)
        until = later.date if later else _only_date(about.text, about.context)
        until = _labelled(about.text, about.context) or until
    campaign = about.context.campaign
    if campaign is not None and about.context.person in campaign.pms and _IF.search(_whole_sentence(about)):
        # 如果客户同意，版本限制改到12月30日: the PM's word would move it at once.
        return [], [about.fault("change-conditional", "postponement", _whole_sentence(about)[:100])]
    if isinstance(until, DateDoubt) and (sure := _dated(heard.later)) and isinstance(sure.date, Moment):
        until = sure.date  # 要晚几天，12月18日前
    until = _coming(until, about)
    if isinstance(until, DateDoubt) and until.reason == "counts-from-due":
        until = _moved(until, about) or until
    if isinstance(until, DateDoubt):
        if until.reason not in ("vague", "blank"):
            return [], [about.doubt(until, "postponement")]
        until = None
    if (
        until is None
        and heard.progress is None
        and campaign is not None
        and any(p.node == about.key and p.state == "pending" for p in campaign.postponements)
    ):
        return [c.KeepNote(text=about.text.strip()[:2000])], []  # 见上午的延期申请: it waits already
    # 已升级 320 / 500，申请延期: the figure says how far 已 goes.
    partly = heard.progress is not None and heard.progress.done < heard.progress.total
    if (heard.done or heard.all_done) and not heard.part and not heard.not_done and not partly:
        return [], [about.fault("done-or-later", "postponement", chosen.words)]
    commands: list[Command] = []
    if heard.progress:
        commands.append(about.report(progress=heard.progress))
    told = heard.progress is not None or heard.count is not None
    commands.append(
        c.AskPostponement(
            node=about.key,
            until=until.at if until else None,
            timed=bool(until and until.timed),
            reason=reason_beside(about.text, until, heard.postponed, about.context, node=about.node, told=told),
            row=about.row,
            readings=_readings("until", until, about.place),
        )
    )
    return commands, []


def _moved(said: DateDoubt, about: About) -> Moment | DateDoubt | None:
    """顺延三天: from the day on which the node is due, at its hour; None where no node is known that it is said of. A day that
    is named beside it (顺延一个月，到 2 月 8 日) must be the same, else it is asked about."""
    delay, node, context = find_delay(about.text), about.node, about.context
    if delay is None or node is None:
        return None
    found = [m for due in (node.due, *_waiting(about)) if (m := moved_by(delay, replace(node, due=due), context))]
    named = [d for d in context.dates().find_dates(about.text) if isinstance(d, Moment) and d.span[0] >= said.span[1]]
    if not found:
        return None
    # 再往后延一天，到12月3日, of what is asked for already
    at, landed = next((m for m in found if len(named) == 1 and m[1] == named[0].day), found[0])
    if len(named) == 1 and named[0].day != landed:
        return replace(said, reason="alternatives", candidates=tuple(sorted((landed, named[0].day))))
    return Moment(at=at, day=landed, timed=node.timed, words=said.words, span=said.span)


def _waiting(about: About) -> list[datetime]:
    """Until when a postponement of the node is asked for that nobody has decided."""
    campaign = about.context.campaign
    return [p.until for p in campaign.postponements if p.node == about.key and p.state == "pending"] if campaign else []


def moved_by(delay: Duration, node: Node, context: Context) -> tuple[datetime, date] | None:
    """When a node is due that is put off by a span (working days, days, weeks, months), and on which day."""
    if delay.unit not in ("workday", "day", "week", "month"):
        return None
    first = context.days.day_of(node.due)
    landed = delay.after(first, Basis(mailed=context.mailed, workdays=context.days)).day
    return None if landed is None else (node.due + (landed - first), landed)


def _dated(found: Sequence[Said]) -> Said | None:
    """The last that has a date which is sure, else the last that has one in doubt."""
    sure = [s for s in found if isinstance(s.date, Moment)]
    doubtful = [s for s in found if isinstance(s.date, DateDoubt)]
    return sure[-1] if sure else doubtful[-1] if doubtful else None


def _only_date(text: str, context: Context) -> Moment | DateDoubt | None:
    found = context.dates().find_dates(text)
    return found[0] if len(found) == 1 else None


# New date would be Dec 16. 新的完成时间：12月16日
_NEW_DAY = late(
    r"(?<![a-z])new (?:due )?(?:date|deadline|target)(?: would| will| could| should)?(?: be| is)?\s*:?\s*$"
    r"|(?:新的?|调整后的?|改后的?|延后的?)(?:完成)?(?:时间|日期|节点)(?:改?为|是|定在|定为)?\s*[:：]?\s*$"
)


def _labelled(text: str, context: Context) -> Moment | DateDoubt | None:
    line = smooth(text)
    found = [d for d in context.dates().find_dates(text) if _NEW_DAY.search(line[max(0, d.span[0] - 40) : d.span[0]])]
    return found[0] if len(found) == 1 else None


def _readings(name: str, until: Moment | None, place: str) -> tuple[Reading, ...]:
    if until is None:
        return ()
    return (Reading(field=name, value=until.at.isoformat(), place=place, words=until.words, rule="dates"),)
