"""limit_lines: the lines in which restrictions may be worded, without what they say of who restricts where (SPEC 1 版本限制)."""

import re
from collections.abc import Sequence
from datetime import datetime

from mailbot.inbound.forms.days.dates import Reader
from mailbot.inbound.forms.days.figuredates import find_figure_dates
from mailbot.inbound.forms.numerals import plain
from mailbot.inbound.forms.plans.draft import Draft, Row
from mailbot.inbound.forms.plans.limits.limitnodes import is_day
from mailbot.inbound.forms.plans.meant import meant_node
from mailbot.inbound.forms.plans.readers import Readers
from mailbot.inbound.forms.plans.story.relative_days import in_months
from mailbot.inbound.forms.things.places import find_places
from mailbot.inbound.forms.things.restrictionclauses import clauses_of
from mailbot.inbound.forms.things.restrictionwords import DELAYS, RESTRICTS
from mailbot.inbound.forms.things.versionrules import find_version_rules
from mailbot.late import late
from mailbot.rulebook.shapes import Kind

LimitLine = tuple[int, str, datetime]  # its number, what it says of restrictions, and when it was mailed

_PUTS_OFF_TO = late(
    r"(?:延[迟期后]?(?:限制)?|推[迟后]|宽限|放宽|顺延|[放缓给留用谈拖撑许])[到至]|\d[^，,\d]{0,4}(?:再(?:开始)?限|[再才][切关停封断])"
    r"|缓一?缓|放一放|晚一?[点些]|多[给留]|(?<![a-z])(?:until|delayed to)(?![a-z])"
)
_BARS = late(r"[限禁停封]|restrict|block")
_DOES = late(
    r"负责|执行|操作|牵头|[配做弄搞办盯]|处理|跟进|来$|分别|各自"
    r"|(?<![a-z])(?:responsible|owns?|takes?|handles?|does|do|in charge)(?![a-z])"
)
_OTHERS = frozenset(("obtain", "rollout", "test", "build", "report", "release", "fix"))
_CLAUSES = late(r"[，,]")
_LEAST = 4  # characters of a clause
_BRACKETS = late(r"[(（][^()（）]{1,80}[)）]")  # (Sun Li for East China, Zhou Hang for South China)
_FEW = 2  # characters beside names and places: 的, 是
_SENTENCES = late(r"(?<=[。；;！!])|(?<=[a-z\d)]\.)(?=\s+[A-Z\u4e00-\u9fff])")
_STOPS = "。；;！!."


def limit_lines(draft: Draft, kind: Kind | None, readers: Readers) -> list[LimitLine]:
    """The paragraphs, and the rows that are lines of their own, in the order of the mail."""
    # 1. 版本限制 孙丽 12月14日, a node told beside a restriction, begins none of its own
    own = {row.place for row in draft.rows if row.text("owner") and not find_version_rules(row.whole)}
    days = {row.place for row in draft.rows if is_day(row.whole, row)}
    texts = in_months([line.text for line, _ in draft.prose], readers.dates(draft.mailed))
    lines = [
        (line.number, _of_no_work(_without_done(text, draft.rows, kind, readers), readers, mailed), mailed)
        for (line, mailed), text in zip(draft.prose, texts, strict=True)
        if line.place not in days
        and (line.place not in own or find_version_rules(line.text) or _PUTS_OFF_TO.search(plain(line.text)))
    ]
    whole = {number for number, _, _ in lines}
    lines += [
        (int(row.place), words, row.mailed)
        for row in draft.rows
        if row.place.isdecimal()
        and int(row.place) not in whole
        and not row.places
        and (words := _of_no_work(_worded(row.whole, readers), readers, row.mailed))
        and not is_day(words, row)
    ]
    return sorted(lines, key=lambda one: one[0])


def _of_no_work(text: str, readers: Readers, mailed: datetime) -> str:
    """A paragraph without its sentences in which somebody restricts, told which versions before (限制由韩冰在12月18日零点打开), and
    without the clauses that say who does it where: …起限制，孙丽负责华东，周航负责华南 restricts everywhere."""
    if not _names_people(text, readers):
        return text
    text = _BRACKETS.sub(
        lambda found: (
            "" if _names_people(found.group(), readers) and not find_version_rules(found.group()) else found.group()
        ),
        text,
    )
    parts = _SENTENCES.split(text)
    if len(parts) > 1:
        parts = [
            part
            for part in parts
            if find_version_rules(part) or DELAYS.search(plain(part)) or not _names_people(part, readers)
        ]
    dates = readers.dates(mailed)
    return "".join(_without_shares(part, readers, dates) for part in parts)


def _without_done(text: str, rows: Sequence[Row], kind: Kind | None, readers: Readers) -> str:
    """A line without the clauses that are a node which restricts nothing: 林涛那边忙，放到1.8 puts off no restriction."""
    for row in rows:
        meant = meant_node(row.title, kind, readers) or meant_node(row.title, None, readers)
        if row.whole and row.place.isdecimal() and not row.places and meant in _OTHERS:
            for clause in _CLAUSES.split(row.whole):
                if (
                    len(clause) >= _LEAST
                    and not (find_version_rules(clause) and any(not rule.bare for rule in find_version_rules(clause)))
                    and not RESTRICTS.search(plain(clause))
                ):
                    text = text.replace(
                        clause, "。" if clause.isascii() else " ", 1
                    )  # that what is before a full stop stays before it
    return text


def _worded(line: str, readers: Readers) -> str:
    """What a row's line says of a restriction: all of it where it says from when, else its clauses on a delay and for whom that is
    (版本延迟限制，邓超凡，西南延迟到 10月30日), and those that bar versions (版本限制：韩冰 12/24，低于 6.3 的全部限制)."""
    if re.search(r"起|生效|开始|from", line):
        return line
    parts = re.split(r"[，,]", line)
    puts_off = [_PUTS_OFF_TO.search(plain(part)) is not None for part in parts]
    dated = [any(map(str.isdigit, part)) for part in parts]
    first = puts_off.index(True) if any(puts_off) else len(parts)
    delays = [
        at >= first and dated[at] and (puts_off[at] or not dated[first]) for at in range(len(parts))
    ]  # 海外缓一缓，1月20号再说: the day may stand behind
    delays = [delay or (at == first and any(delays)) for at, delay in enumerate(delays)]
    whole = any(delay and find_places(part, readers.rules.directory) for delay, part in zip(delays, parts, strict=True))
    kept = [
        delay or (any(delays) and not whole and bool(find_places(part, readers.rules.directory)))
        for delay, part in zip(delays, parts, strict=True)
    ]
    kept = [
        keep or (_BARS.search(part) is not None and any(not rule.bare for rule in find_version_rules(part)))
        for keep, part in zip(kept, parts, strict=True)
    ]
    return "，".join(part for part, keep in zip(parts, kept, strict=True) if keep)


def _without_shares(sentence: str, readers: Readers, dates: Reader) -> str:
    if not _names_people(sentence, readers):
        return sentence
    clauses = list(clauses_of(sentence, dates))
    bare = [_without_tail(one, readers, dates) for one in clauses]
    kept = [one for one in bare if not _shares_out(one, readers) or _says_when(one, dates) or find_version_rules(one)]
    if kept == clauses:
        return sentence
    stop = sentence[-1] if sentence[-1] in _STOPS else ""
    return "，".join(kept).removesuffix(stop) + stop


def _without_tail(clause: str, readers: Readers, dates: Reader) -> str:
    """3.0及以下不让登录：华东孙丽负责, without what follows the colon."""
    head, colon, tail = clause.rpartition("：" if "：" in clause else ":")
    share = (
        colon
        and find_version_rules(head)
        and _shares_out(tail, readers)
        and not (_says_when(tail, dates) or find_version_rules(tail))
    )
    return head if share else clause


def _shares_out(clause: str, readers: Readers) -> bool:
    """Whether a clause says who does it: 孙丽负责华东, 华南周航; 海外客户经林涛沟通 says more."""
    rest = clause
    for one in reversed(readers.people.mentions.find(clause)):
        rest = rest[: one.span[0]] + rest[one.span[1] :]
    return _names_people(clause, readers) and (
        len(rest.strip(" ，,。；;：:（）()、")) <= _FEW or _DOES.search(rest.lower()) is not None
    )


def _says_when(clause: str, dates: Reader) -> bool:
    return DELAYS.search(plain(clause)) is not None or bool(
        dates.find_dates(clause) or find_figure_dates(clause, dates)
    )


def _names_people(text: str, readers: Readers) -> bool:
    return any(one.kind in ("person", "address") for one in readers.people.mentions.find(text))
