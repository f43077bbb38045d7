"""Framing: one clause → the frames of what it says; nothing carried from its neighbours yet (SPEC 3 "Body")."""

import re
from collections.abc import Sequence

from mailbot.inbound.forms.days.dates import Moment
from mailbot.inbound.forms.numerals import plain
from mailbot.inbound.forms.people.mentions import Mention, Mentions
from mailbot.inbound.forms.plans.deeds import find_deeds
from mailbot.inbound.forms.plans.items import ItemReader
from mailbot.inbound.forms.plans.readers import Readers
from mailbot.inbound.forms.plans.story.atoms import Atom, Atoms, smoothed
from mailbot.inbound.forms.plans.story.frame import Frame, framed, without_numbers
from mailbot.inbound.forms.plans.story.no_node import is_no_work
from mailbot.inbound.forms.plans.story.parting import cut, each_deed, each_person, pairs, parted
from mailbot.inbound.forms.plans.story.sentences import Clause
from mailbot.inbound.forms.plans.story.words import BETWEEN, BUSY, EACH_ONE, NOW, OLD, OWN_PARTS
from mailbot.inbound.forms.things.versionrules import find_version_rules
from mailbot.late import late
from mailbot.value import replace

_TO = late(r"^\s*(?:to|给|致|请|@)\s*(?=\S)", re.IGNORECASE)  # To 孙丽：
_BRACKET = late(r"[(（][^()（）]*[)）]|[^\w]|(?<![a-z])(?:of|the|all|versions?|in|for)(?![a-z])|版本", re.IGNORECASE)
# 12月4日，不对，12月5日升完: what stands before it is taken back.
_CORRECTS = late(
    r"(?:…+|\.{3,}|[—–-]+)\s*(?:哦|噢|啊|呃|额)?不(?:是|对)?[，, ]*|^\s*(?:哦|噢|啊|呃|额)?(?:不对|不不+|哦不|噢不|错了|[说写记搞]错了?"
    r"|口误|笔误)(?:了|一下)*[，, ：:]*(?:应该?是|是)?"
    r"|(?:^|(?<=[….—–-]))\s*(?:(?:oops|sorry|no|wait)[,. ]*)+(?:(?:wait|i mean(?:t)?|make (?:it|that)|that should be)(?![a-z])[,: ]*)?$"
    r"|(?:^|(?<=[….—–-]))\s*(?:(?:oops|sorry|no|wait)[,. ]*)*(?:wait|i mean(?:t)?|make (?:it|that)|that should be)(?![a-z])[,: ]*",
    re.IGNORECASE,
)
# 圣诞节前动不了, 12月8日前来不及: no day on which anything is done.
_UNABLE = late(
    r"[动做升关切弄搞装换停限发排]不(?:了|上|开|完|出来)(?!的)|来不及|腾不出|抽不[开出]|走不开"
    r"|(?<![a-z])(?:can'?t|cannot|can not|unable to|won't be able to|not able to|not possible|impossible)(?![a-z])"
)
_IS_BUSY = late(rf"(?:{BUSY.pattern})[^，,。；;\d]{{0,3}}$")  # 海外年底封网
_LONGEST_REST = 5  # characters of a label beside its names, days and deeds
_WORDS = late(r"[^\W\d_]")
_BRACKETS = late(r"[(（][^()（）]{7,}[)）]")  # shorter ones hold a day alone: （周五）
_LEADS = late(
    r"(?:(?:会议|例会|周会|评审会?|碰头会|开会|会)(?:上|时)|昨天|前天|上周[一二三四五六日天]?|感谢|谢谢|多谢"
    r"|辛苦|讨论|沟通|商量|协商|电话|微信|联系|评审|碰)[里上中过了后完好下]*(?:一下|之后|以后)?(?:也|就|都"
    r"|已经?)?(?:定|说|讲|确认|商|约|敲|答应|同意)?[好定下]*(?:了|的|是)?(?:让|请|由)?"
    r"|(?<![a-z])(?:thanks? (?:you )?(?:to|for)"
    r"|as (?:discussed|agreed)(?: with [^,]{2,30}?| at [^,]{2,30}?| in [^,]{2,30}?)?,?"
    r"|it was (?:agreed|decided)(?: with [^,]{2,30}?)? that) "
)


class Framing:
    """Frames the clauses of one mail."""

    def __init__(self, readers: Readers, addressed: Mention | None = None) -> None:
        self._items = readers.items(readers.context.mailed)
        self._atoms = Atoms(readers, addressed)
        self._readers = readers
        self._addressed = addressed

    def begin(self, sentence: Sequence[Clause]) -> None:
        """Takes note of the sentence whose clauses come next: in 周航那边，请12月9日前升完 who is asked is not whom the mail greets."""
        named = [
            one
            for clause in sentence
            for one in self._readers.people.mentions.find(f"{clause.label} {clause.text}")
            if one.kind in ("person", "address")
        ]
        to = self._addressed
        self._atoms.asks_one = to is not None and all(one.people == to.people for one in named)

    def corrected(self, clauses: Sequence[Clause]) -> list[Clause]:
        """The clauses of a sentence, what one of them takes back replaced by what it says instead: 12月4日，不对，12月5日升完."""
        found: list[Clause] = []
        taken: Clause | None = None
        for clause in clauses:
            said = _CORRECTS.search(clause.text)
            if said is None and taken is None:
                found.append(clause)
                continue
            before, text = (clause.text[: said.start()], clause.text[said.end() :]) if said else ("", clause.text)
            taken = taken or (replace(clause, text=before) if before.strip() else found.pop() if found else None)
            if taken is None:
                found.append(clause)
            elif text.strip():
                found.append(replace(clause, text=self._without(taken.text, text) + text, label=taken.label))
                taken = None
        return found if taken is None else [*found, replace(taken, asks=True)]

    def _without(self, text: str, other: str) -> str:
        """A text without what another one says instead: who, where, by when or what."""
        kinds = {one.kind for one in self._atoms.find(other)}
        for one in reversed(self._atoms.find(text)):
            if one.kind in kinds:
                text = text[: one.span[0]] + text[one.span[1] :]
        return text

    def frames(self, clause: Clause) -> list[Frame]:
        """The frames of a clause: more than one where several days stand in it without a comma between."""
        mentions = self._readers.people.mentions
        clause = without_lead(without_asides(clause, self._items, mentions), self._items, mentions)
        smooth = smoothed(clause.text)
        if len(several := parted(clause, self._items, mentions, self._atoms)) > 1:
            return [frame for part in several for frame in self.frames(part)]
        if OLD.search(smooth) or (OLD.search(smoothed(clause.label)) and not NOW.search(smooth)):
            old = self._frame(clause, clause.text, self._atoms.find(clause.text), clause.text)
            return [replace(old, old=True, day="", moment=None)]
        if _UNABLE.search(smooth) or (_IS_BUSY.search(smooth) and not find_deeds(smooth)):
            why = self._frame(clause, clause.text, self._atoms.find(clause.text), clause.text)
            return [replace(why, day="", moment=None, deeds=(), more=True)]
        if is_no_work(clause.text, smooth, self._readers, self._items):
            return [Frame(clause=clause, text=clause.text, other=True)]
        atoms = self._atoms.find(clause.text, label=clause.label)
        each = EACH_ONE.search(smooth) is not None
        if OWN_PARTS.search(smooth) and len(alone := each_person(atoms)) > 1:
            return [self._frame(clause, clause.text, some, clause.text) for some in alone]
        atoms = [part for one in atoms for part in self._days_of(clause.text, one)] if each else atoms
        parts = [(0, len(clause.text), atoms)] if each else cut(clause.text, atoms)
        own_each = [(clause.text[a:b], some) for a, b, own in parts for some in pairs(own, each)]
        return [self._frame(clause, text, one, clause.text) for text, own in own_each for one in each_deed(own, smooth)]

    def label(self, clause: Clause) -> Frame | None:
        """What the label before a line says: 孙丽：, 12月2日：, 灰度升级（华东）：."""
        text = _TO.sub("", clause.label)
        if not text:
            return None
        atoms = self._atoms.find(text)
        frame = self._frame(clause, text, atoms, text)
        bounds = [rule.span for rule in find_version_rules(text)]
        rest = _BRACKET.sub(
            "",
            "".join(
                c
                for at, c in enumerate(text)
                if not any(a <= at < b for a, b in (*bounds, *(one.span for one in atoms)))
            ),
        )
        rest = without_numbers(rest).strip()
        if len(rest) > (4 if rest.isascii() else 1) * _LONGEST_REST and not frame.foreign:
            return None  # 王磊这边定一下：says who writes
        return frame if frame.named or frame.where or frame.day or frame.deeds or frame.foreign else None

    def _days_of(self, text: str, atom: Atom) -> list[Atom]:
        """Of several days in a list those one by one: 分别于12月16日、12月18日前."""
        start, end = atom.span
        marks = [start + match.start() for match in BETWEEN.finditer(text[start:end])] if atom.kind == "day" else []
        bounds = [*zip([start, *(mark + 1 for mark in marks)], [*marks, end], strict=True)]
        found = [days[0] for a, b in bounds if (days := self._items.days(text[a:b]))]
        if len(found) < 2 or len(found) < len(bounds):
            return [atom]
        return [Atom("day", bound, text[slice(*bound)], one) for bound, one in zip(bounds, found, strict=True)]

    def _frame(self, clause: Clause, text: str, atoms: Sequence[Atom], whole: str) -> Frame:
        return framed(clause, text, atoms, whole, self._readers, self._items)


def without_asides(clause: Clause, items: ItemReader, mentions: Mentions) -> Clause:
    """The clause itself where it is not whole without its brackets: who, by when and what."""
    asides = [one.group() for one in _BRACKETS.finditer(clause.text) if _adds(one.group(), items)]
    bare = clause.text
    for one in asides:
        bare = bare.replace(one, " ", 1)
    whole = asides and items.days(bare) and find_deeds(plain(bare)) and mentions.find(bare)
    return replace(clause, text=bare) if whole else clause


def _adds(bracket: str, items: ItemReader) -> bool:
    """Whether a bracket has a day and says more than that: 周三（12 月 9 日） is one day."""
    days = items.days(bracket)
    for one in reversed(days):
        bracket = bracket[: one.span[0]] + bracket[one.span[1] :]
    return bool(days) and _WORDS.search(bracket) is not None


def without_lead(clause: Clause, items: ItemReader, mentions: Mentions) -> Clause:
    """The clause as it stands where what follows the lead is not whole by itself: what is done, and a day to come. With whom it was talked
    about does it where nobody else is named."""
    smooth = plain(clause.text)
    lead = next(reversed(list(_LEADS.finditer(smooth))), None)
    if lead is None or len(smooth) != len(clause.text):
        return clause
    before, rest = clause.text[: lead.start()], clause.text[lead.end() :]
    if not (find_deeds(plain(rest)) and any(isinstance(one, Moment) for one in items.days(rest))) or any(
        isinstance(one, Moment) for one in items.days(before)
    ):
        return clause
    named = [one.words for one in mentions.find(before) if one.kind == "person"]
    here = any(one.kind in ("person", "address", "self", "department") for one in mentions.find(rest))
    return replace(clause, text=rest if here or len(named) != 1 else f"{named[0]}{rest}")
