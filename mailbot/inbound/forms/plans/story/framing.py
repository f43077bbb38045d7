"""Framing: one clause → who is named, where, by when, doing what; nothing carried from its neighbours yet (SPEC 3 "Body")."""

import re
from collections.abc import Sequence

from mailbot.inbound.forms.people.mentions import Mention
from mailbot.inbound.forms.plans.readers import Readers
from mailbot.inbound.forms.plans.story.asides import without_asides
from mailbot.inbound.forms.plans.story.atoms import Atom, Atoms, smoothed
from mailbot.inbound.forms.plans.story.frame import Frame
from mailbot.inbound.forms.plans.story.framed import framed
from mailbot.inbound.forms.plans.story.how_many import without_numbers
from mailbot.inbound.forms.plans.story.is_no_work import is_no_work
from mailbot.inbound.forms.plans.story.leads import without_lead
from mailbot.inbound.forms.plans.story.parted import parted
from mailbot.inbound.forms.plans.story.parts import cut, each_deed, each_person, pairs
from mailbot.inbound.forms.plans.story.sentences import Clause
from mailbot.inbound.forms.plans.story.words import BETWEEN, EACH_ONE, NOW, OLD, OWN_PARTS
from mailbot.inbound.forms.things.versionrules import find_version_rules
from mailbot.late import late
from mailbot.value import replace

_TO = late(r"^\s*(?:to|给|致|请|@)\s*(?=\S)", re.IGNORECASE)  # To 孙丽：
_BRACKET = late(r"[(（][^()（）]*[)）]|[^\w]|(?<![a-z])(?:of|the|all|versions?|in|for)(?![a-z])|版本", re.IGNORECASE)
_LONGEST_REST = 5  # characters of a label beside its names, days and deeds


class Framing:
    """Frames the clauses of one mail."""

    def __init__(self, readers: Readers, addressed: Mention | None = None) -> None:
        self._items = readers.items(readers.context.mailed)
        self._atoms = Atoms(readers, addressed)
        self._readers = readers

    def begin(self, sentence: Sequence[Clause], addressed: Mention | None) -> None:
        """Takes note of the sentence whose clauses come next: in 周航那边，请12月9日前升完 who is asked is not whom the mail greets."""
        named = [
            one
            for clause in sentence
            for one in self._readers.people.mentions.find(f"{clause.label} {clause.text}")
            if one.kind in ("person", "address")
        ]
        self._atoms.asks_one = addressed is not None and all(one.people == addressed.people for one in named)

    def frames(self, clause: Clause) -> list[Frame]:
        """The frames of a clause: more than one where several days stand in it without a comma between."""
        mentions = self._readers.people.mentions
        clause = without_lead(without_asides(clause, self._items, mentions), self._items, mentions)
        smooth = smoothed(clause.text)
        if len(several := parted(clause, self._items, mentions, self._atoms)) > 1:
            return [frame for part in several for frame in self.frames(part)]
        if OLD.search(smooth) or (OLD.search(smoothed(clause.label)) and not NOW.search(smooth)):
            return [
                replace(
                    self._frame(clause, clause.text, self._atoms.find(clause.text), clause.text),
                    old=True,
                    day="",
                    moment=None,
                )
            ]
        if is_no_work(clause.text, smooth, self._readers, self._items):
            return [Frame(clause, clause.text, other=True)]
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
