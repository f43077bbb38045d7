"""together: a reply to a fault, read together with the rejected mail that it mends (SPEC 5: it inherits tag and values).

Plans mend themselves line by line (`plan`); this is for everything else: the missing date, the node or row meant, the
version, the file, the campaign's code.
"""

import re
from collections.abc import Callable

from mailbot.campaign import commands as c
from mailbot.inbound.codes import find_codes
from mailbot.inbound.forms.context import Context, Understanding
from mailbot.inbound.forms.days.moments import Moment
from mailbot.inbound.forms.found import note
from mailbot.inbound.forms.hearing import hear, smooth
from mailbot.inbound.forms.nodes.naming import node_mentions
from mailbot.inbound.writing import Line, Writing
from mailbot.late import late
from mailbot.value import replace

_MOST_EARLIER = 5
_NUMBERS = late(
    r"\s*(?:第|#|no\.?|row|item)?\s*[\d一二三四五六七八九十、,，和及\s-]{1,20}\s*(?:项|条|行|个)?\s*[。.]?\s*"
)
_TOTAL = late(
    r"\s*(?:一?共|总共|总数|总计|共计|合计)?\s*(?:是|为|[:：])?\s*(\d[\d,]*)\s*(?:台|套|家|个|户)?\s*[。.]?\s*"
)
_DATE_ONLY = late(r"[\s\W_]*(?:那就|就|改为|改成|是|应为|应该是|前|之前|吧|可以|完成|预计)*[\s\W_]*")


def mend(read: Callable[[Context], Understanding], context: Context) -> Understanding:
    """What a reply to a fault says by itself, if that is all that was wanted; else read about what the rejected mail was
    about; else together with all that the rejected mail said."""
    heard = context.heard
    if (revised := _over_faulty_lines(read, context)) is not None:
        return revised
    context = _with_day(read, context)
    here = _in_the_old_thread(context)
    alone = read(here)
    if alone.kind in ("note", "node_result") and context.text.strip() and heard.only("acknowledge", "confirm"):
        return note(context)
    tag = context.earlier.subject.tag if context.earlier else None
    issue = tag is not None and tag.key == "ISSUE"
    if not issue and not _is_date(context):
        if _is_whole(alone):
            return alone
        about = read(_about_the_same(here))
        if _is_whole(about):
            return about
    mended = read(together(context))
    return mended if mended.commands and mended.kind != "note" else alone


_LONGEST_VALUE = 40  # characters of an answer that is the value asked for


def _over_faulty_lines(read: Callable[[Context], Understanding], context: Context) -> Understanding | None:
    """A PM's lines to change of which some were faulty, with the new ones in the place of those: the others still count. None where
    the rejected mail was something else, or the lines say nothing whole."""
    earlier, new = context.earlier, [line for line in context.writing.lines if line.text.strip()]
    before = read(earlier) if earlier is not None and new else None
    if earlier is None or before is None or before.kind != "revision" or not before.faults:
        return None
    faulty = {f.place for f in before.faults}
    old = [line for line in earlier.writing.lines if line.text.strip()]
    anew = [[*(line for line in old if line.place not in faulty), *new]]
    words = before.faults[0].words
    if (
        len(before.faults) == 1
        and words
        and len(new) == 1
        and len(value := new[0].text.strip(" 。.")) <= _LONGEST_VALUE
    ):
        anew.append(
            [replace(line, text=line.text.replace(words, value)) if line.place in faulty else line for line in old]
        )
    here = _in_the_old_thread(context)
    for lines in anew:
        numbered = tuple(Line(n, line.text) for n, line in enumerate(lines, 1))
        understood = read(replace(here, subject=earlier.subject, writing=replace(context.writing, lines=numbered)))
        if understood.kind == "revision" and _is_whole(understood):
            return understood
    return None


# 12/20, 12.20吧: where a day was asked for, figures alone are one.
_DAY_IN_FIGURES = late(
    r"[\s\W_]*(?:那就|就|改到|到|改为|是)?\s*(?P<day>\d{1,2}\s?[/.·-]\s?\d{1,2})\s*(?:日|号)?(?:前|之前|吧|可以"
    r"|完成)*[\s\W_]*"
)


def _with_day(read: Callable[[Context], Understanding], context: Context) -> Context:
    """The reply with its day in words, where it is one in figures and the rejected mail lacked one."""
    earlier, figures = context.earlier, _DAY_IN_FIGURES.fullmatch(context.text)
    if earlier is None or figures is None or not _lacks_a_day(read(earlier)):
        return context
    day = context.dates().read_date(figures["day"])
    if not isinstance(day, Moment):
        return context
    first = next(line for line in context.writing.lines if line.text.strip())
    said = replace(first, text=f"{day.day.month}月{day.day.day}日")
    return replace(context, writing=replace(context.writing, lines=(said,)))


def _lacks_a_day(understood: Understanding) -> bool:
    undated = any(isinstance(x, c.PromiseNode | c.AskPostponement) and x.until is None for x in understood.commands)
    return undated or any(f.field == "until" for f in understood.faults)


def _in_the_old_thread(context: Context) -> Context:
    """The same mail, answering what the rejected one answered: its rows are still what is asked."""
    earlier = context.earlier
    if earlier is None or context.thread.rows or earlier.thread.answered is None:
        return context
    campaign = context.campaign or earlier.campaign
    thread = replace(context.thread, answered=earlier.thread.answered)
    return replace(context, thread=thread, campaign=campaign, campaigns={**earlier.campaigns, **context.campaigns})


def _about_the_same(context: Context) -> Context:
    """The same words, of the node that the rejected mail's title or text named."""
    earlier = context.earlier
    assert earlier is not None
    campaign = context.campaign or earlier.campaign
    lines = context.writing.lines
    if campaign is not None and lines:
        named = node_mentions(earlier.text, campaign, context.rules)
        if len({n.keys for n in named}) == 1:
            lines = (replace(lines[0], text=f"{named[0].words}：{lines[0].text}"), *lines[1:])
    return replace(context, subject=earlier.subject, campaign=campaign, writing=replace(context.writing, lines=lines))


def _is_whole(understood: Understanding) -> bool:
    """Whether an understanding leaves nothing to be taken from the rejected mail."""
    if understood.faults or not understood.commands or understood.kind in ("note", "summary"):
        return False
    return all(_says_all(x) for x in understood.commands)


def _says_all(command: c.Command) -> bool:
    match command:
        case c.ReportNode():
            return bool(command.node) and (command.done is True or command.progress is not None or command.failed)
        case c.PromiseNode() | c.AskPostponement():
            return bool(command.node) and command.until is not None
        case c.WaiveGate():
            return bool(command.reason)
        case c.KeepNote():
            return False
    return True


def _is_date(context: Context) -> bool:
    """A day and nothing else: it stands for the one that was asked about."""
    dates = context.dates(recent=context.rules.process.past_window_days).find_dates(context.text)
    if len(dates) != 1:
        return False
    start, end = dates[0].span
    return bool(_DATE_ONLY.fullmatch(context.text[:start] + context.text[end:]))


def together(context: Context, depth: int = _MOST_EARLIER) -> Context:
    """One mail made of the reply's words and, below them, those of the rejected mail; with the files, subject and thread of both."""
    earlier = context.earlier
    if earlier is None or depth == 0:
        return context
    before = together(earlier, depth - 1)
    text = _joined(context, before)
    lines = tuple(Line(n, line) for n, line in enumerate(text.split("\n"), 1))
    letter = replace(context.letter, attachments=(*context.letter.attachments, *before.letter.attachments))
    writing = Writing(lines=lines, grids=(*context.writing.grids, *before.writing.grids), source=context.writing.source)
    here = _in_the_old_thread(replace(context, earlier=before))
    campaign = context.campaign or before.campaign
    return replace(here, letter=letter, subject=before.subject, writing=writing, campaign=campaign, earlier=None)


def _joined(context: Context, before: Context) -> str:
    new, old = context.text.strip(), before.text.strip()
    codes = frozenset(k.code for k in context.rules.kinds.values())
    for code in find_codes(new, codes):
        new = re.sub(re.escape(code), " ", new, flags=re.IGNORECASE).strip(" ，,。.:：\n")
    if not new:
        return old
    if before.thread.rows and _NUMBERS.fullmatch(smooth(new)) and "\n" not in new:
        issues = {r.asks for r in before.thread.rows} == {"issue"}
        return f"{'问题 ' if issues else ''}{new.strip('。. ')} {old}"
    if total := _TOTAL.fullmatch(smooth(new)):
        return f"{old.rstrip('。.')}，共 {total[1]} 台"
    if hear(old, context.rules.phrases).only("waive"):
        return f"{old.rstrip('。.：: ')}：{new}"
    doubted = before.dates(recent=context.rules.process.past_window_days).find_dates(old)
    if doubted and _is_date(context):
        start, end = doubted[0].span
        words = context.dates(recent=context.rules.process.past_window_days).find_dates(new)[0].words
        return f"{old[:start]}{words}{old[end:]}"
    return f"{new}\n{old}"
