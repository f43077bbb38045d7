"""node_commands: what is said of one node: done, progress, failed, a promise, a postponement (SPEC 3, 9 "Replies")."""

import re
from dataclasses import replace
from datetime import datetime
from typing import Any

from mailbot.campaign import commands as c
from mailbot.campaign.commands import Command, Reading
from mailbot.campaign.outcome import Fault
from mailbot.inbound.forms.context import Context
from mailbot.inbound.forms.dates import find_dates
from mailbot.inbound.forms.hearing import Hearing, hear
from mailbot.inbound.forms.moments import DateDoubt, Moment
from mailbot.inbound.forms.progress import read_progress

_REASON = re.compile(r"(?:原因|理由|因为|由于|because|reason)\s*(?:是|为|:|：|of)?\s*(.+)", re.IGNORECASE | re.DOTALL)


def node_commands(
    text: str, key: str, context: Context, *, place: str = "", row: int | None = None, tagged: bool = False
) -> tuple[list[Command], list[Fault]]:
    """The commands that a text about one node (`key` '' where it names none) gives; ([], []) where it says nothing of it.

    `tagged`: a RESULT mail: a text that neither closes nor denies is still a report. Faults carry `facts["row"]`.
    """
    heard = hear(text, context.rules.phrases)
    known: dict[str, Any] = {"row": row} if row is not None else {}
    progress = read_progress(text)
    found: list[Command] = []
    faults: list[Fault] = []
    if heard.says("postpone"):
        until, fault = _date_after(text, heard, "postpone", context)
        if fault:
            faults.append(replace(fault, place=place, facts={**fault.facts, **known}))
        else:
            said = _readings("until", until, place)
            found.append(
                c.AskPostponement(
                    node=key,
                    until=until.at if until else None,
                    timed=bool(until and until.timed),
                    reason=_reason(text, until, heard),
                    row=row,
                    readings=said,
                )
            )
    elif heard.says("promise") and not _closed(heard):
        until, fault = _date_after(text, heard, "promise", context)
        if fault:
            faults.append(replace(fault, place=place, facts={**fault.facts, **known}))
        else:
            found.append(
                c.PromiseNode(
                    node=key,
                    until=until.at if until else None,
                    timed=bool(until and until.timed),
                    text=text.strip()[:500],
                    row=row,
                    readings=_readings("promised", until, place),
                )
            )
    report = _report(text, key, heard, progress, context, place, row, tagged and not found)
    if report is not None:
        found.insert(0, report)
    return found, faults


def _report(
    text: str,
    key: str,
    heard: Hearing,
    progress: Any,
    context: Context,
    place: str,
    row: int | None,
    tagged: bool,
) -> c.ReportNode | None:
    failed = heard.says("failed")
    done: bool | None = None
    if heard.says("not_done"):
        done = False
    elif _closed(heard) and not failed:
        done = progress is None or progress.done >= progress.total
    if done is None and progress is None and not failed and not tagged:
        return None
    if done is False and heard.says("promise", "postpone") and progress is None:
        return None  # 还没完成，预计周五: the promise says it
    done_at = _done_at(text, context) if done else None
    readings = [Reading(field="node", value=key, place=place, words=text.strip()[:200])] if key else []
    if progress:
        readings.append(
            Reading(field="progress", value=f"{progress.done}/{progress.total}", place=place, words=text.strip()[:200])
        )
    return c.ReportNode(
        node=key,
        done=done,
        failed=failed,
        done_at=done_at,
        progress=progress,
        text=text.strip()[:5000],
        row=row,
        readings=tuple(readings),
    )


def _closed(heard: Hearing) -> bool:
    return heard.says("done", "all_done") and not heard.says("not_done")


def _done_at(text: str, context: Context) -> datetime | None:
    """When it was done, where the text says a day that has passed; else the mail's own time counts."""
    for found in find_dates(text, mailed=context.mailed, workdays=context.days, done=True):
        if isinstance(found, Moment) and found.day <= context.mailed.date():
            return min(found.at, context.mailed)
    return None


def _date_after(text: str, heard: Hearing, meaning: str, context: Context) -> tuple[Moment | None, Fault | None]:
    """The date that goes with a word: the first after it, else the last before it; a doubt is a fault of this row."""
    word = heard.first(meaning)
    found = find_dates(text, mailed=context.mailed, workdays=context.days, english=_is_english(text))
    if not found or word is None:
        return None, None
    at = _find(text, word.words)
    # 从12月3日延期到12月5日, 预计周五: a date that begins before the word belongs to what was, if another follows.
    after = [f for f in found if f.span[1] > at]
    chosen = after[0] if after else found[-1]
    if isinstance(chosen, DateDoubt):
        if chosen.reason in ("vague", "vague-date"):
            return None, None
        candidates = [d.isoformat() for d in chosen.candidates]
        return None, Fault(reason=chosen.reason, field="until", words=chosen.words, facts={"candidates": candidates})
    return chosen, None


def _find(text: str, words: str) -> int:
    at = text.lower().find(words)
    return at if at >= 0 else 0


def _reason(text: str, until: Moment | None, heard: Hearing) -> str:
    """What is left beside the date and the word: 等客户窗口."""
    if m := _REASON.search(text):
        return m[1].strip(" ，,。；;.")[:500]
    rest = text
    if until is not None:
        rest = rest.replace(until.words, " ", 1)
    for word in (h.words for h in heard.heard if h.meanings & {"postpone"}):
        at = rest.lower().find(word)
        if at >= 0:
            rest = rest[:at] + " " + rest[at + len(word) :]
    rest = re.sub(r"^(?:申请|请求|需要|想|麻烦|请|把|将|从)+", "", rest.strip(" ，,。；;.:：\n"))
    return " ".join(rest.split()).strip(" ，,。；;.:：")[:500]


def _readings(name: str, until: Moment | None, place: str) -> tuple[Reading, ...]:
    if until is None:
        return ()
    return (Reading(field=name, value=until.at.isoformat(), place=place, words=until.words, rule="dates"),)


def _is_english(text: str) -> bool:
    return not any("\u4e00" <= ch <= "\u9fff" for ch in text)
