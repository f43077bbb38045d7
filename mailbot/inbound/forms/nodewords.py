"""node_commands: what is said of one node: done, progress, failed, a promise, a postponement (SPEC 3, 9 "Replies")."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from mailbot.campaign import commands as c
from mailbot.campaign.commands import Command, Reading
from mailbot.campaign.model import Node, Progress
from mailbot.campaign.outcome import Fault
from mailbot.inbound.forms.context import Context
from mailbot.inbound.forms.dates import find_dates
from mailbot.inbound.forms.hearing import smooth
from mailbot.inbound.forms.moments import DateDoubt, Moment
from mailbot.inbound.forms.moods import Said, moods
from mailbot.inbound.forms.postponereason import reason_beside
from mailbot.inbound.forms.progress import read_count, read_progress
from mailbot.inbound.forms.things import find_versions
from mailbot.late import late
from mailbot.value import Value, replace

__all__ = ["Found", "node_commands"]

Found = tuple[list[Command], list[Fault]]

_WORK = late(
    r"完成|完|做|弄|搞|办|处理|升级|下发|推送|限制|提交|修复|给出|结束|好|上线|部署|收尾|落实|(?<![a-z])(?:done|finish\w*|complet\w*|deliver\w*|submit\w*|ready|upgrad\w*|roll\w*|deploy\w*|it)(?![a-z])"
)
# What a promise is about where it is not the node: the report of it, watching it.
_AFTERWARDS = late(
    r"报告|总结|反馈|数据|明细|截图|资料|邮件|汇报|通报|观察|回访|记录|文档|复盘|(?<![a-z])(?:report|summary|feedback|data|details|figures|numbers)(?![a-z])"
)
_REMAINDER = late(
    r"其余|其他|其它|剩|余下|测试|另外|另一|还有|第[二三四五\d]批|二批|华|北京|上海|广州|深圳|海外|国外|东北|西|后续|(?<![a-z])(?:rest|remaining|others?|left|second|remainder)(?![a-z])"
)
_AGAIN = late(r"重试|重新|再次|后来|最终|最后|现已|目前已|重做|重跑|第二次|二次|after (?:a )?retry|retried|then|finally|second attempt")
_SURE_WORD = late(r"尽快|尽早|马上|asap|as soon as possible")


class _Heard(Value):
    """The moods of a text by sort; `progress` where it gives a figure of a known total, `count` where of an unknown one."""

    done: tuple[Said, ...]
    all_done: tuple[Said, ...]
    part: tuple[Said, ...]
    not_done: tuple[Said, ...]
    failed: tuple[Said, ...]
    later: tuple[Said, ...]  # promised, or said to be done on a day that is still to come
    postponed: tuple[Said, ...]
    progress: Progress | None
    count: int | None


def node_commands(
    text: str,
    key: str,
    context: Context,
    *,
    place: str = "",
    row: int | None = None,
    tagged: bool = False,
    node: Node | None = None,
    figures: bool = False,
) -> Found:
    """The commands that a text about one node (`key` '' where it names none) gives; ([], []) where it says nothing of it.

    `tagged`: a RESULT mail: a text that neither closes nor denies is still a report. `node` is the one meant, where it is
    known: its title and total help to read; `figures` that a bare 12/20 is progress (【进度】). Faults carry `facts["kind"]`, and `facts["row"]` where a row is answered.
    """
    about = _About(text, key, context, place, row, node)
    heard = _hear(text, context, node, figures)
    if tagged and heard.later and not heard.postponed and find_versions(text):
        # 【结果】提交测试: 版本：5.8.0.77，今天提交. With the version there, today is when it was done.
        heard = replace(heard, later=tuple(s for s in heard.later if not _is_today(s, text, context)))
    if heard.postponed:
        return _postponement(heard, about)
    if heard.failed and not _mended(heard, text):
        return [about.report(failed=True, progress=heard.progress)], []
    closed = heard.done or heard.all_done
    partly = heard.progress is not None and heard.progress.done < heard.progress.total
    if closed and not partly and not heard.not_done and not heard.part:
        later = [s for s in heard.later if not _afterwards(s, text)]
        if not later:
            return [about.report(done=True, progress=heard.progress, done_at=_done_at(closed, context))], []
        if not any(_REMAINDER.search(_clause(s, text)) for s in later):
            return [], [about.fault("done-or-later", "promise", later[0].words)]
    return _open(heard, about, tagged)


def _open(heard: _Heard, about: "_About", tagged: bool) -> Found:
    """The node stays open: how far it is, by when it will be done, or nothing of the kind."""
    commands: list[Command] = []
    if heard.progress:
        whole = heard.progress.done >= heard.progress.total and not heard.not_done and not heard.later
        commands.append(about.report(done=True if whole else None, progress=heard.progress))
    elif heard.count is not None and not heard.not_done:
        return [], [about.fault("progress-without-total", "progress", about.text.strip()[:100], count=heard.count)]
    if heard.later:
        later, faults = _promise(heard, about)
        return commands + later, faults
    if commands:
        return commands, []
    if heard.not_done:
        return [about.report(done=False)], []
    if tagged:
        return [about.report()], []
    return [], []


class _About(Value):
    """What every command of a text shares."""

    text: str
    key: str
    context: Context
    place: str
    row: int | None
    node: Node | None

    def report(self, **said: Any) -> c.ReportNode:
        words = self.text.strip()[:200]
        readings = [Reading(field="node", value=self.key, place=self.place, words=words)] if self.key else []
        if progress := said.get("progress"):
            shown = f"{progress.done}/{progress.total}"
            readings.append(Reading(field="progress", value=shown, place=self.place, words=words))
        return c.ReportNode(
            node=self.key, text=self.text.strip()[:5000], row=self.row, readings=tuple(readings), **said
        )

    def fault(self, reason: str, kind: str, words: str, **facts: Any) -> Fault:
        known = {"row": self.row} if self.row is not None else {}
        field = "until" if kind in ("promise", "postponement") else "progress"
        return Fault(
            reason=reason, field=field, place=self.place, words=words, facts={"kind": kind, **facts, **known}
        )

    def doubt(self, doubt: DateDoubt, kind: str) -> Fault:
        return self.fault(doubt.reason, kind, doubt.words, candidates=[d.isoformat() for d in doubt.candidates])


def _hear(text: str, context: Context, node: Node | None, figures: bool) -> _Heard:
    kind = context.rules.kinds.get(context.campaign.kind) if context.campaign else None
    standard = kind.node_of(node.key) if kind and node else None
    whole: list[str] = []
    if node:
        department = context.rules.directory.department(node.department) if node.department else None
        whole = [smooth(w) for w in (node.title, node.department, *(department.aliases if department else ()))]
        if node.helpers:
            whole = whole[:1]  # several departments do it: one of them is a part
    said = moods(text, context, whole=whole, evidence=standard.evidence if standard else "", base=node.base if node and standard else "")

    def of(*wanted: str) -> tuple[Said, ...]:
        return tuple(s for s in said if s.mood in wanted)

    bare = text if figures else _undated(text, context)
    later = tuple(s for s in said if s.mood == "future" or (s.mood == "promise" and _is_promise(s, text)))
    return _Heard(
        done=of("done"),
        all_done=of("all_done"),
        part=of("part"),
        not_done=of("not_done"),
        failed=of("failed"),
        later=later,
        postponed=of("postpone"),
        progress=read_progress(bare, total=_known_total(node, read_count(bare)), sure=figures),
        count=read_count(bare),
    )


def _known_total(node: Node | None, count: int | None) -> int | None:
    """The total of the report before. Of 100 nobody knows whether it was 80% or 80 台 of 100, and a count beyond it is of
    something else: both are asked about."""
    total = node.progress.total if node and node.progress else None
    return None if total == 100 or (total and count and count > total) else total


_SUBMITS = late(r"提交|上传|发布|交付|提测|submit|upload|deliver|releas")


def _is_today(said: Said, text: str, context: Context) -> bool:
    date = said.date
    same = isinstance(date, Moment) and not date.timed and date.day == context.mailed.date()
    return same and said.mood == "future" and bool(_SUBMITS.search(_clause(said, text)))


def _undated(text: str, context: Context) -> str:
    """The text with its dates blanked: 12/15 is no progress."""
    kept = list(text)
    for found in find_dates(text, mailed=context.mailed, workdays=context.days):
        kept[found.span[0] : found.span[1]] = " " * (found.span[1] - found.span[0])
    return "".join(kept)


def _is_promise(said: Said, text: str) -> bool:
    """预计周五, 尽快处理; 预计影响 12 家 promises nothing."""
    clause = _clause(said, text)
    return said.date is not None or bool(_WORK.search(clause)) or clause.strip(" ，,。.!！") == said.words


def _mended(heard: _Heard, text: str) -> bool:
    """第一次失败，重试后全部完成: what failed first is done at last."""
    closed = [s.start for s in (*heard.done, *heard.all_done)]
    return bool(closed) and max(closed) > heard.failed[-1].start and bool(_AGAIN.search(smooth(text)))


def _afterwards(said: Said, text: str) -> bool:
    """已完成，预计明天发报告: the promise is not about the node."""
    return bool(_AFTERWARDS.search(_clause(said, text)))


def _clause(said: Said, text: str) -> str:
    return smooth(text)[said.clause[0] : said.clause[1]]


# --- later -----------------------------------------------------------------------------------------------------------


def _promise(heard: _Heard, about: _About) -> Found:
    chosen = _dated(heard.later) or heard.later[0]
    until = chosen.date
    if isinstance(until, DateDoubt):
        if until.reason not in ("vague", "blank"):
            return [], [about.doubt(until, "promise")]
        until = None
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


def _postponement(heard: _Heard, about: _About) -> Found:
    chosen = _dated(heard.postponed) or heard.postponed[0]
    until = chosen.date
    if until is None:
        # 申请延期，12月15日前完成: the date stands in a clause of its own.
        later = _dated(heard.later)
        until = later.date if later else _only_date(about.text, about.context)
    if isinstance(until, DateDoubt):
        if until.reason not in ("vague", "blank"):
            return [], [about.doubt(until, "postponement")]
        until = None
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
            reason=reason_beside(about.text, until, heard.postponed, node=about.node, told=told),
            row=about.row,
            readings=_readings("until", until, about.place),
        )
    )
    return commands, []


def _dated(found: Sequence[Said]) -> Said | None:
    """The last that has a date which is sure, else the last that has one in doubt."""
    sure = [s for s in found if isinstance(s.date, Moment)]
    doubtful = [s for s in found if isinstance(s.date, DateDoubt)]
    return sure[-1] if sure else doubtful[-1] if doubtful else None


def _only_date(text: str, context: Context) -> Moment | DateDoubt | None:
    found = find_dates(text, mailed=context.mailed, workdays=context.days)
    return found[0] if len(found) == 1 else None


def _done_at(closed: Sequence[Said], context: Context) -> datetime | None:
    """When it was done, where its clause says a day that has passed; else the mail's own time counts."""
    for said in closed:
        if said.date is None:
            continue
        words = said.date.words
        for found in find_dates(words, mailed=context.mailed, workdays=context.days, done=True):
            if isinstance(found, Moment) and found.day <= context.mailed.date():
                return min(found.at, context.mailed)
    return None


def _readings(name: str, until: Moment | None, place: str) -> tuple[Reading, ...]:
    if until is None:
        return ()
    return (Reading(field=name, value=until.at.isoformat(), place=place, words=until.words, rule="dates"),)
