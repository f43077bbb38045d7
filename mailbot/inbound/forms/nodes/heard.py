"""NodeHeard, About: what a text says of one node, sorted by mood, and what its commands and faults share."""

import re
from collections.abc import Sequence
from typing import Any

from mailbot.campaign import commands as c
from mailbot.campaign.commands import Reading
from mailbot.campaign.model import Node, Progress
from mailbot.campaign.outcome import Fault
from mailbot.inbound.forms.clauses import clauses
from mailbot.inbound.forms.context import Context
from mailbot.inbound.forms.days.moments import DateDoubt, Moment
from mailbot.inbound.forms.hearing import smooth
from mailbot.inbound.forms.nodes.evidence import passed_tests
from mailbot.inbound.forms.nodes.moods import Said, moods
from mailbot.inbound.forms.nodes.naming import issue_numbers
from mailbot.inbound.forms.nodes.setbacks import cannot
from mailbot.inbound.forms.nodes.submission import submits, yet_to_submit
from mailbot.inbound.forms.things.lonecount import lone_count
from mailbot.inbound.forms.things.progress import AHEAD, at_odds, only_steps, read_count, read_progress
from mailbot.inbound.forms.things.tallies import others_wait
from mailbot.late import late
from mailbot.value import Value, replace

_WORK = late(
    r"完成|完|做|弄|搞|办|处理|升级|下发|推送|限制|提交|修复|给出|结束|好|上线|部署|收尾|落实"
    r"|(?<![a-z])(?:done|finish\w*|complet\w*|deliver\w*|submit\w*|ready|upgrad\w*|roll\w*|deploy\w*"
    r"|it)(?![a-z])"
)
_LISTED = late(r"[\u4e00-\u9fff]{2}(?=[、/]|和|与|及)|(?<=[、/和与及])[\u4e00-\u9fff]{2}")
# 目前 12/20 is how far it is, and no day.
_SO_FAR = late(
    r"(?:目前|现在|当前|进度|进展|累计|升了|(?<![a-z])(?:now|now at|currently|progress))\s*[:：]?\s*$", re.IGNORECASE
)
_EXPECTS = late(r"预[计期估]|估计|争取|力争|有望|expect|eta|estimat|hope|aim")
_FRACTION = late(r"\s*\d{1,2}\s*/\s*\d{1,2}\s*")
_NEXT = late(r"\s*(?:下|明|后|next|tomorrow)", re.IGNORECASE)
_PUT_OFF_TO = late(r"[到至为]\s*$|(?:to|until|by)\s$")


class NodeHeard(Value):
    """The moods of a text by sort; `progress` where it gives a figure of a known total, `count` where of an unknown one,
    `at_odds` where it gives several and says of none that it counts."""

    done: tuple[Said, ...]
    all_done: tuple[Said, ...]
    part: tuple[Said, ...]
    not_done: tuple[Said, ...]
    failed: tuple[Said, ...]
    later: tuple[Said, ...]  # promised, or said to be done on a day that is still to come
    postponed: tuple[Said, ...]
    progress: Progress | None
    count: int | None
    at_odds: bool


class About(Value):
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
        if done_at := said.get("done_at"):
            readings.append(Reading(field="done_at", value=done_at.isoformat(), place=self.place, words=words))
        return c.ReportNode(
            node=self.key, text=self.text.strip()[:5000], row=self.row, readings=tuple(readings), **said
        )

    def fault(self, reason: str, kind: str, words: str, **facts: Any) -> Fault:
        known = {"row": self.row} if self.row is not None else {}
        field = "until" if kind in ("promise", "postponement") else "progress"
        return Fault(reason=reason, field=field, place=self.place, words=words, facts={"kind": kind, **facts, **known})

    def doubt(self, doubt: DateDoubt, kind: str) -> Fault:
        return self.fault(doubt.reason, kind, doubt.words, candidates=[d.isoformat() for d in doubt.candidates])


def node_heard(text: str, context: Context, node: Node | None, figures: bool) -> NodeHeard:
    kind = context.rules.kinds.get(context.campaign.kind) if context.campaign else None
    standard = kind.node_of(node.key) if kind and node else None
    base = node.base if node and standard else ""
    text = _of_the_restriction(text) if base in ("restrict", "delay") else text
    whole: list[str] = []
    if node:
        department = context.rules.directory.department(node.department) if node.department else None
        whole = [smooth(w) for w in (node.title, node.department, *(department.aliases if department else ()))]
        if node.helpers:
            whole = whole[:1]  # several departments do it: one of them is a part
        if standard and base == "finalize":
            whole += [smooth(name) for name in standard.names]  # 总结 29 号
        # 杭州升级、南京升级都已完成: the other place is another node's, and no part of this one.
        line = smooth(text)
        listed = {*_LISTED.findall(line)}
        others = [n for n in context.campaign.nodes if n.key != node.key] if context.campaign else []
        whole += [t for n in others if (t := smooth(n.title)) in line]
        whole += [t for n in others for t in (smooth(n.title)[:2], n.department[:2]) if t in listed]
    said = moods(text, context, whole=whole, evidence=standard.evidence if standard else "", base=base)

    def of(*wanted: str) -> tuple[Said, ...]:
        return tuple(s for s in said if s.mood in wanted)

    if standard and standard.tests and _some_tests(text, context, len(standard.tests)):
        said = tuple(replace(s, mood="part") if s.mood == "done" else s for s in said)

    bare = undated(text, context, figures)
    later = tuple(
        s
        for s in said
        if (s.mood == "future" or (s.mood == "promise" and _is_promise(s, text))) and not (figures and _counts(s, text))
    )
    later = tuple(s for s in later if not _aims_at_part(s, text, node))
    done, all_done = of("done"), of("all_done")
    if (waits := others_wait(smooth(text))) is not None:
        # 100 台明天推，佛山那边等通知: tomorrow it is not done
        later = tuple(s for s in later if s.start > waits)
    if base == "build" and yet_to_submit(text, context):
        done, all_done = (
            tuple(s for s in done if submits(clause_of(s, text))),
            (),
        )  # 开发完成，自测中，周五提测
    if base == "fix":
        later = tuple(s for s in later if not issue_numbers(clause_of(s, text)))  # 缺陷2预计明天: not all of them
    postponed = of("postpone") or _asked_by_failing(later, text, context, node)
    steps = only_steps(text)
    least = _least_tested(bare, standard.tests) if standard and standard.tests else None
    progress = (
        None
        if steps
        else least
        or read_progress(bare, total=_known_total(node, read_count(bare)), sure=figures)
        or read_progress(undated(text, context, figures, steps=True))
    )
    return NodeHeard(
        done=done,
        all_done=all_done,
        # 5.0 已限制，已升级的 500 台均已下发: other work beside the node's own takes nothing from it.
        part=tuple(s for s in of("part") if not of("done") or not s.bases or base in s.bases),
        not_done=of("not_done"),
        failed=of("failed"),
        later=later,
        postponed=postponed,
        progress=_counted(progress, bare, node) if progress else None,
        count=read_count(bare),
        at_odds=steps or (least is None and at_odds(bare)),
    )


def _of_the_restriction(text: str) -> str:
    """限制 8.4 及以下，12月18日起。当前已升级 396 台: how many have upgraded is no progress of the restriction."""
    line = smooth(text)
    return "".join(
        " " * (b - a) if _UPGRADED.search(line[a:b]) and not _RESTRICTED.search(line[a:b]) else text[a:b]
        for a, b in clauses(line)
    )


_UPGRADED = late(r"升级|(?<![a-z])upgrade")
_RESTRICTED = late(r"限制|封禁|禁用|停用|拦截|生效|(?<![a-z])(?:restrict|block|in effect)")


def _asked_by_failing(later: tuple[Said, ...], text: str, context: Context, node: Node | None) -> tuple[Said, ...]:
    """17 号提不了，至少要到 22 号: a later day beside the word that the due one cannot be kept; the word itself where no day is named."""
    missed = cannot(text)
    if node is None or missed is None:
        return ()
    if any(s.mood == "promise" and _EXPECTS.search(s.words) for s in later):
        return ()  # 明天做不了，预计 3 日弄完: 预计 promises, whatever stands before it
    dated = tuple(s for s in later if isinstance(s.date, Moment) and s.date.at > node.due)
    named = [
        d for d in context.dates().find_dates(text) if isinstance(d, Moment) and d.at > node.due and d.span[0] > missed
    ]
    if not dated and len(named) == 1:
        dated = (Said("postpone", named[0].words, *named[0].span, named[0].span, named[0]),)
    return dated


def _counted(progress: Progress, text: str, node: Node | None) -> Progress:
    """累计 220 台（36.7%） of 600: the counts, where a share says the same."""
    known = node.progress.total if node is not None and node.progress else None
    count = lone_count(smooth(text)) if progress.total in (100, 1000) and known else None
    if (
        count is None
        or count.done is None
        or not known
        or abs(count.done / known - progress.done / progress.total) > 0.011
    ):
        return progress
    return Progress(done=count.done, total=known)


def _least_tested(text: str, tests: Sequence[Sequence[str]]) -> Progress | None:
    """遍历 100%，完整 7 成: a figure for each test: the node is as far as the last of them."""
    line = smooth(text)
    found: dict[str, Progress] = {}
    for start, end in clauses(line):
        named = [
            spellings[0]
            for spellings in tests
            if any(smooth(s).removesuffix("测试") in line[start:end] for s in spellings if s != "测试")
        ]
        if len(named) == 1 and (told := read_progress(text[start:end], sure=True)):
            found[named[0]] = told
        elif len(named) == 1 and _NOT_BEGUN.search(line[start:end]):
            found[named[0]] = Progress(done=0, total=100)
    return min(found.values(), key=lambda p: p.done / p.total) if len(found) > 1 else None


_NOT_BEGUN = late(r"(?:还没有?|还未|尚未|没有?|未)(?:开始|启动|做|跑|测)|(?<![a-z])not (?:yet )?started(?![a-z])")


def _known_total(node: Node | None, count: int | None) -> int | None:
    """The total of the report before. Of 100 nobody knows whether it was 80% or 80 台 of 100, and a count beyond it is of
    something else: both are asked about."""
    progress = node.progress if node else None
    total = progress.total if progress else None
    if progress is not None and total is not None and (total < 10 or (total == 1000 and progress.done % 10)):
        return None  # 2/3, or 64.5%
    return None if total == 100 or (total and count and count > total) else total


def _counts(said: Said, text: str) -> bool:
    """Whether the day of a word is a fraction (12/15 完成) where figures are what it is about."""
    return isinstance(said.date, Moment) and _is_fraction(said.date, text)


# 估计明天能到 280, of 300: no day by which it is done.
_AIM = late(
    r"(?:到|达到?|至|够|升|推|完成|做|发|reach|get to|be at)\s*(?:大概|大约|约)?\s*(?P<n>\d{1,7})\s*(?P<unit>%"
    r"|％|[台家套个户点]|$|[，,。；;.\s])"
)
_OF_TOTAL = late(r"\d{1,7}\s*[台家套个户点]?\s*/\s*(?P<total>\d{1,7})|(?:共|总数|总量|一共|of)\s*(?P<all>\d{1,7})")


def _aims_at_part(said: Said, text: str, node: Node | None) -> bool:
    """Whether a clause with a day tells how much will be done by then, and that is not all."""
    if not isinstance(said.date, Moment):
        return False
    line = smooth(text)
    aim = _AIM.search(line, said.clause[0], said.clause[1])
    if aim is None or aim.start() < said.date.span[0]:
        return False
    if aim["unit"] in ("%", "％"):
        return int(aim["n"]) < 100
    of = _OF_TOTAL.search(line)
    known = int(of["total"] or of["all"]) if of else node.progress.total if node is not None and node.progress else 0
    return 0 < int(aim["n"]) < known


def _is_fraction(found: Moment | DateDoubt, text: str) -> bool:
    return bool(_FRACTION.fullmatch(found.words)) and not _PUT_OFF_TO.search(
        text[max(0, found.span[0] - 4) : found.span[0]]
    )


def undated(text: str, context: Context, figures: bool = False, *, steps: bool = False) -> str:
    """The text with its dates blanked, days to come by a sign of their own: 12/15 is no progress. Where figures are what it is about, 12/20 is no date, unless
    something is put off to it. `steps`: 今天 and 昨晚 are left, which tell a step (今天升了 40 台) from the sum beside it."""
    kept = list(text)
    for found in context.dates().find_dates(text):
        start, end = found.span
        if (figures or _SO_FAR.search(text[max(0, start - 8) : start])) and _is_fraction(found, text):
            continue
        if (
            steps
            and isinstance(found, Moment)
            and found.day <= context.mailed.date()
            and not any(ch.isdigit() for ch in found.words)
        ):
            continue
        ahead = found.day > context.mailed.date() if isinstance(found, Moment) else bool(_NEXT.match(found.words))
        kept[start:end] = (AHEAD if ahead else " ") * (end - start)
    return "".join(kept)


def _is_promise(said: Said, text: str) -> bool:
    """预计周五, 尽快处理; 预计影响 12 家 promises nothing."""
    clause = clause_of(said, text)
    return said.date is not None or bool(_WORK.search(clause)) or clause.strip(" ，,。.!！") == said.words


def clause_of(said: Said, text: str) -> str:
    return smooth(text)[said.clause[0] : said.clause[1]]


def _some_tests(text: str, context: Context, wanted: int) -> bool:
    """遍历测试通过，完整测试还在跑: one of the tests passed is a part of the node, where something is said of the rest."""
    return 0 < len(passed_tests(text, context)) < wanted and any(
        s.mood in ("not_done", "promise", "future", "postpone") for s in moods(text, context)
    )
