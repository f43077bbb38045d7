"""A plan's restrictions, from its fields, tables, rows and running text (SPEC 1 版本限制、延迟限制)."""

import re
from collections.abc import Sequence
from datetime import datetime

from mailbot.campaign.commands import Remark
from mailbot.campaign.outcome import Fault
from mailbot.campaign.planned import Restriction, When
from mailbot.inbound.forms.numerals import plain
from mailbot.inbound.forms.people.people import is_blank
from mailbot.inbound.forms.plans.doubts import date_remarks, doubt_fault
from mailbot.inbound.forms.plans.draft import Draft, Row, Said
from mailbot.inbound.forms.plans.limits.ended import ended_by_nodes
from mailbot.inbound.forms.plans.limits.limitnodes import (
    begun_restrictions,
    only_rules,
    settled_by_nodes,
    titled_versions,
)
from mailbot.inbound.forms.plans.limits.limitrows import NO_LIMIT, read_limit_row
from mailbot.inbound.forms.plans.limits.nowork import LimitLine, limit_lines
from mailbot.inbound.forms.plans.readers import Readers
from mailbot.inbound.forms.plans.values.values import Values
from mailbot.inbound.forms.plans.values.words import restriction_words
from mailbot.inbound.forms.tables.outline import unmarked
from mailbot.inbound.forms.things.restriction_union import completed, covers, put_off, settled, united
from mailbot.inbound.forms.things.restrictions import FoundRestriction, find_restrictions
from mailbot.inbound.forms.things.versionrules import find_version_rules, read_version_rules
from mailbot.late import late
from mailbot.rulebook.shapes import Kind
from mailbot.value import replace

_HEADED = late(r"限制(?:版本|范围|对象|清单|列表|安排)|版本限制|restrict", re.IGNORECASE)
_OLD = late(
    r"(?:所有|全部)?(?:旧|低|老|历史|过期|其他|其它)(?:的)?版本|old(?:er)? versions|all other versions", re.IGNORECASE
)


def read_limits(
    draft: Draft, readers: Readers, kind: Kind | None, values: Values, *, known: Sequence[Restriction] = ()
) -> None:
    """Reads all restrictions into `values`: fields first, then tables, then what the text says of them. `known` are those of
    the campaign that is revised."""
    if kind is not None and not any(node.key in ("restrict", "delay") for node in kind.node):
        return
    _Limits(draft, readers, kind, values, tuple(_local(r, readers) for r in known)).read()


class _Limits:
    def __init__(
        self, draft: Draft, readers: Readers, kind: Kind | None, values: Values, known: tuple[Restriction, ...]
    ) -> None:
        self._known = known
        self._draft = draft
        self._readers = readers
        self._kind = kind
        self._values = values
        self._found: list[Restriction] = []
        self._zone = readers.rules.zone
        self._language = readers.rules.company.language
        directory = readers.rules.directory
        business = directory.businesses
        self._scopes = tuple(dict.fromkeys((*values.regions, *(n for d in business for n in (d.name, *d.aliases)))))

    def read(self) -> None:
        self._fields()
        for row in self._draft.limits:
            self._row(row)
        self._text()
        self._titles()
        self._found = list(united(self._found))
        self._begin_with_node()
        for restriction, row in ended_by_nodes(self._found, self._draft.rows, self._readers) if not self._known else ():
            self._keep(restriction, row.place, row.whole)
        self._values.restrictions = completed(united(self._found), self._known)
        if not self._known:
            self._of_versions()
        self._once()

    def _of_versions(self) -> None:
        """Leaves out what restricts no version: 限制时间：1月13日 alone says when a node is due; of 延迟限制：海外 2月13日 it is said
        that nothing is made of it."""
        values = self._values
        nameless = {restriction_words(r, self._zone, self._language): r for r in values.restrictions if not r.versions}
        values.remarks += [
            Remark(reason="not-taken", place=r.place, words=r.words, facts={"name": "restrictions"})
            for r in values.readings
            if r.field == "restrictions" and r.value in nameless and nameless[r.value].delayed_until
        ]
        values.readings = [r for r in values.readings if r.field != "restrictions" or r.value not in nameless]
        values.restrictions = tuple(one for one in values.restrictions if one.versions)

    def _once(self) -> None:
        """Of two readings that which says more: a restriction is read again with its delay, in the same words or in others."""
        said = [r for r in self._values.readings if r.field == "restrictions"]
        whole = {restriction_words(one, self._zone, self._language) for one in self._values.restrictions}
        less = [
            r
            for r in said
            if any(
                (o.words == r.words or r.value not in whole) and o.value != r.value and o.value.startswith(r.value)
                for o in said
            )
        ]
        self._values.readings = [r for r in self._values.readings if r not in less]

    def _fields(self) -> None:
        """版本限制, 生效时间 and 延迟限制, each going on from the ones before."""
        base: Restriction | None = None
        waiting: Said | None = None
        listed = any(said.field.key == "restrictions" for said in self._draft.fields)
        if self._values.limit_words:
            said = next(s for s in self._draft.fields if s.field.value == self._values.limit_words)
            base = Restriction(versions=read_version_rules(said.field.value))
            self._keep(base, said.field.place, said.field.words)
        for said in self._draft.fields:
            key, text = said.field.key, said.field.value
            if (
                key not in ("restrictions", "effective", "delayed")
                or is_blank(text)
                or NO_LIMIT.fullmatch(text.strip())
            ):
                continue
            if key == "effective" and base is None and not listed:
                waiting = said
                continue
            if key == "delayed" and not find_version_rules(text) and self._of_people(text):
                continue  # 延迟限制  周航  2027-02-26: a node
            found = self._find(text, said.mailed, key, base)
            if not found and key == "restrictions" and (old := _OLD.search(plain(text))):
                found = (FoundRestriction(Restriction(versions=text[old.start() : old.end()]), text),)
            if not found:
                self._values.fault("not-understood", "restrictions", said)
                continue
            for one in found:
                self._take(one, said.field.place, said.field.words, key, base)
            if key in ("restrictions", "effective") and self._found:
                base = replace(self._found[0], delayed_until=None)
        if waiting is not None:  # 生效时间 without a field of versions: of the restriction that the text words
            for one in self._find(waiting.field.value, waiting.mailed, "effective", None):
                self._take(one, waiting.field.place, waiting.field.words, "effective", None)
        for said in self._draft.fields:
            if said.field.key is None and (found := self._listed(said)):
                for one in found:
                    self._faults(one, said.field.place)
                    self._keep(one.restriction, said.field.place, said.field.words)

    def _listed(self, said: Said) -> tuple[FoundRestriction, ...]:
        """（1）6.8 及以下：2026-12-18 起, an item whose label is the versions, where the plan restricts at all."""
        rules = find_version_rules(said.field.name)
        headed = any(s.field.key == "restrictions" for s in self._draft.fields) or _HEADED.search(
            " ".join(line.text for line, _ in self._draft.prose)
        )
        if not rules or not (headed or any(not rule.bare for rule in rules)):
            return ()
        label = unmarked(said.field.name) or said.field.name
        found = self._find(f"{label} {said.field.value}", said.mailed, "restrictions", None)
        sure = len(found) == 1 and found[0].restriction.versions and (found[0].moments or found[0].doubts)
        return found if sure else ()

    def _of_people(self, text: str) -> bool:
        return any(one.kind in ("person", "address") for one in self._readers.people.mentions.find(text))

    def _find(self, text: str, mailed: datetime, key: str, base: Restriction | None) -> tuple[FoundRestriction, ...]:
        dates = self._readers.dates(mailed)
        found = find_restrictions(text, dates, scopes=self._scopes, field=key, base=base)
        return tuple(self._sure(settled(one, self._known)) for one in found)

    def _place_of(self, scope: str) -> str:
        """What a person named as whom a delay is for stands for: the place of the department."""
        directory = self._readers.rules.directory
        places = {
            next(iter(department.aliases), department.name)
            for person in directory.named(scope)
            for department in directory.businesses
            if department.name == person.department
        }
        return places.pop() if len(places) == 1 else scope

    def _take(self, one: FoundRestriction, place: str, words: str, key: str, base: Restriction | None) -> None:
        """Keeps what was found; a start or delay of everything completes the restrictions that have none."""
        self._faults(one, place)
        restriction = one.restriction
        versions = (base.versions if base else "") or (self._found[0].versions if self._found else "")
        whole = restriction.versions in ("", versions) and not restriction.scope
        if key in ("effective", "delayed") and whole and self._found:
            self._found = [
                replace(r, effective=r.effective or restriction.effective)
                if key == "effective"
                else put_off(r, restriction.delayed_until)
                for r in self._found
            ]
            self._note(restriction, place, words)
            return
        others = [r for r in self._found if not r.scope and not r.delayed_until and r.versions]
        if key == "delayed" and restriction.versions in ("", versions) and len(others) > 1:
            for other in others:  # the delay of a place is one of everything that is restricted
                self._keep(
                    replace(other, scope=restriction.scope, delayed_until=restriction.delayed_until), place, words
                )
            return
        self._keep(replace(restriction, versions=restriction.versions or versions), place, words)

    def _sure(self, one: FoundRestriction) -> FoundRestriction:
        """林涛那边 is 海外; and what is not clear of a day may be settled by the nodes."""
        one = replace(one, restriction=replace(one.restriction, scope=self._place_of(one.restriction.scope)))
        return settled_by_nodes(one, self._draft.rows, self._readers, self._kind) if self._kind and one.doubts else one

    def _faults(self, one: FoundRestriction, place: str) -> None:
        values = self._values
        for name, doubt in one.doubts:
            values.faults.append(doubt_fault(doubt, f"restrictions.{name}", place, one.words))
        if one.reversed:
            values.faults.append(
                Fault(reason="reversed-range", field="restrictions", place=place, words=one.words[:200])
            )
        for moment in one.moments:
            values.remarks += date_remarks(moment, place, "restrictions", leave_out=("no-time", "next-year"))

    def _row(self, row: Row) -> None:
        above = self._found[-1].versions if self._found else ""
        restriction, faults = read_limit_row(row, self._readers.dates(row.mailed), above)
        self._values.faults += faults
        self._keep(restriction, row.place, row.whole)

    def _text(self) -> None:
        """Restrictions in running text, and in lines that are rows, too (12月18日零点起限制 8.0 及以下，韩冰)."""
        block: list[LimitLine] = []
        for line in [*limit_lines(self._draft, self._kind, self._readers), (-1, "", self._draft.mailed)]:
            if block and (line[0] != block[-1][0] + 1 or line[2] != block[-1][2]):
                self._block(block)
                block = []
            block.append(line)

    def _block(self, block: Sequence[LimitLine]) -> None:
        text = "\n".join(text for _, text, _ in block)
        base = self._found[-1] if len(self._found) == 1 else None
        if (
            not self._found
            and self._kind is not None
            and len(told := titled_versions(self._draft, self._readers, self._kind)) == 1
        ):
            base = told[0][0]  # a table restricts 3.3 and below; the sentence behind it puts that off for some
        base = replace(base, delayed_until=None) if base else None
        listed = any(said.field.key == "restrictions" for said in self._draft.fields)
        dates, target = self._readers.dates(block[0][2]), self._values.version
        for one in find_restrictions(text, dates, scopes=self._scopes, base=base, target=target):
            one = self._sure(settled(one, self._known))
            end, valid = one.restriction.delayed_until, self._values.valid
            if end and valid is not None and valid.until == end.at.date() and not find_version_rules(one.words):
                continue  # 数量500台以内，可以用到明年6月30日
            if (
                listed
                and self._found
                and not (one.moments or one.doubts or one.restriction.scope or one.restriction.delayed_until)
            ):
                continue  # 客户端 6.x 要停用了: tells why, beside a field that says what
            first = one.words.split("，")[0]
            number, words = next(((n, t) for n, t, _ in block if first in t), (block[0][0], one.words))
            self._faults(one, str(number))
            if not any(covers(known, one.restriction) for known in self._found):
                self._keep(one.restriction, str(number), words.strip())

    def _titles(self) -> None:
        """Versions in the titles of restricting nodes, where nothing else names any: 限制 8.0 及以下版本."""
        if any(one.versions for one in self._found) or self._kind is None:
            return
        told = titled_versions(self._draft, self._readers, self._kind) or only_rules(
            self._draft, self._readers, self._kind
        )
        self._found = [replace(one, versions=told[0][0].versions) for one in self._found] if told else self._found
        for restriction, place, words in told if not self._found else ():
            self._keep(restriction, place, words)

    def _begin_with_node(self) -> None:
        """A restriction without a beginning, the only one, begins when the nodes that restrict are due."""
        if self._kind is None or len(self._found) != 1 or self._known:
            return
        begun = begun_restrictions(self._found[0], self._draft.rows, self._readers, self._kind)
        self._found = [one for one, _ in begun] or self._found
        for restriction, row in begun:
            self._note(restriction, row.place, row.whole)

    def _keep(self, restriction: Restriction, place: str, words: str) -> None:
        self._found.append(restriction)
        self._note(restriction, place, words)

    def _note(self, restriction: Restriction, place: str, words: str) -> None:
        shown = restriction_words(restriction, self._zone, self._language)
        self._values.read("restrictions", shown, place=place, words=words)


def _local(restriction: Restriction, readers: Readers) -> Restriction:
    """With its days as the company's zone has them."""

    def here(moment: When | None) -> When | None:
        return replace(moment, at=moment.at.astimezone(readers.rules.zone)) if moment else None

    return replace(restriction, effective=here(restriction.effective), delayed_until=here(restriction.delayed_until))
