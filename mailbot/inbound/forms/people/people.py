"""Names → people: `张三`, `@张三`, `张三（华东）`, `sunli`, addresses, `孙丽、周航`, departments, roles, 本人 (SPEC 2, 9)."""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from mailbot.campaign.commands import Remark
from mailbot.campaign.outcome import Fault
from mailbot.inbound.forms.numerals import plain
from mailbot.inbound.forms.people.mentions import Mention, Mentions, nearest_people
from mailbot.inbound.forms.people.parties import Party, belongs, find_parties
from mailbot.late import late
from mailbot.rulebook.folding import nearest
from mailbot.rulebook.rules import Rules
from mailbot.rulebook.shapes import Department, Person, Role
from mailbot.value import Value, field

_LONGEST = 500
_BLANK = late(r"[\s\-–—_/\\.…?？*()（）]*|无|空|没有|暂无|n/?a|none|nil|同上", re.IGNORECASE)
_SPACED_NAME = late(r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff])[ \xa0\u3000]+([\u4e00-\u9fff])(?![\u4e00-\u9fff])")
_COMPASS = late(r"[东西南北]|(?<![a-z])(?:east|west|south|north)")
_OR = late(r"\s*(?:或者?是?|还是|or)\s*", re.IGNORECASE)
_UNSETTLED = late(r"待定|未定|待确认|待分配|待指派|待安排|另定|再定|tb[dac]|to be \w+|unknown", re.IGNORECASE)


class Named(Value, kw_only=True):
    """Whom a text names. `owner` leads ('' where a department does), `helpers` are the others; `department` is the one
    that settles or owns, `departments` all that are named; `everyone` says 各业务部门. `blank`: it names nobody."""

    owner: str = ""
    helpers: tuple[str, ...] = ()
    department: str = ""
    departments: tuple[str, ...] = ()
    everyone: bool = False
    blank: bool = False
    faults: tuple[Fault, ...] = ()
    remarks: tuple[Remark, ...] = ()

    @property
    def people(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(p for p in (self.owner, *self.helpers) if p))


def is_blank(text: str) -> bool:
    """Whether a cell says that nobody (nothing) is named: blank, `-`, 无, `/`."""
    return _BLANK.fullmatch(text.strip()) is not None


class PeopleReader(Value):
    """Reads names in one mail. `sender` is who 本人 is, `pms` and `managers` (role → address) those whom the plan names."""

    rules: Rules
    mentions: Mentions
    sender: str = ""
    product: str = ""
    pms: tuple[str, ...] = ()
    managers: Mapping[str, str] = field(default_factory=dict)

    def read(self, text: str, *, field: str = "owner", place: str = "", department: str = "") -> Named:
        """Whom a value names. `department` (of the same row) settles who of two with one name is meant.

        Faults: `unknown-owner`, `two-of-that-name`, `owner-outside`, `owner-left`, `missing-owner` (待定, 周航或者李想).
        """
        text = _SPACED_NAME.sub(r"\1\2", text[:_LONGEST].strip())
        if is_blank(text):
            return Named(blank=True)
        about = _About(field, place, text)
        if _UNSETTLED.fullmatch(plain(text).strip()):
            return Named(blank=True, faults=(about.fault("missing-owner", text),))
        found = find_parties(text, self.mentions, self.rules.directory)
        either = [one for one in self.mentions.find(text) if one.kind == "person"]
        if any(_OR.fullmatch(text[a.span[1] : b.span[0]]) for a, b in pairwise(either)):
            return Named(blank=True, faults=(about.fault("missing-owner", text),))
        faults = [self._nobody(words, about) for words in found.strangers]
        return self._resolved(found.parties, faults, about, department)

    def departments(
        self, text: str, *, field: str = "departments", place: str = ""
    ) -> tuple[tuple[str, ...], tuple[Fault, ...]]:
        """(names, faults) of a list of departments; `unknown-department` with the nearest."""
        names: list[str] = []
        faults: list[Fault] = []
        directory = self.rules.directory
        if re.search(r"(?:所有|全部|各|全体)(?:个|相关|有关)?(?:业务)?部门|all (?:business )?departments", plain(text)):
            names += [d.name for d in directory.businesses]
        for part in _split(text, self.mentions):
            bare = part.strip(" \t\xa0\u3000。.()（）:：")
            found = directory.department(bare) or directory.mailbox(bare)
            named = [m.department for m in self.mentions.find(bare) if m.department]
            if found is None and named:
                found = named[0]
            if found is None:
                people = [m for m in self.mentions.find(bare) if m.kind in ("person", "address") and len(m.people) == 1]
                own = people[0].people[0].department if people else None
                found = directory.department(own) if own else None
            if found is not None:
                names.append(found.name)
            elif bare and not is_blank(bare) and not re.search(r"部门|各区|所有|departments?$", plain(bare)):
                faults.append(
                    Fault(
                        reason="unknown-department",
                        field=field,
                        place=place,
                        words=bare[:80],
                        nearest=self.near_departments(bare),
                    )
                )
        return tuple(dict.fromkeys(names)), tuple(faults)

    def near_departments(self, words: str) -> tuple[str, ...]:
        terms = {term: d.name for d in self.rules.directory.departments for term in (d.name, *d.aliases)}
        points = _points(words)  # 华北 is another region than 华东, and no slip of it
        near = nearest(words, [term for term in terms if not points or points <= _points(term)])
        return (terms[near],) if near else tuple(d.name for d in self.rules.directory.departments)[:8]

    # --- who is meant ------------------------------------------------------------------------------------------------

    def _nobody(self, words: str, about: "_About") -> Fault:
        found = self.rules.directory.named(words)
        if found and all(person.left for person in found):
            return self._left(words, found[0], about)
        people = self.rules.directory.people
        return about.fault("unknown-owner", words, nearest=nearest_people(words, people))

    def _resolved(self, parties: Sequence[Party], faults: list[Fault], about: "_About", department: str) -> Named:
        leads = [p for p in parties if p.mark != "help"] or parties
        ordered = sorted(leads, key=lambda p: p.mark != "lead") + [p for p in parties if p not in leads]
        owner, named = "", ""
        helpers: list[str] = []
        departments: list[str] = []
        everyone = False
        for number, party in enumerate(ordered):
            mention = party.mention
            if mention.kind == "everyone":
                everyone = True
                continue
            if mention.department is not None:
                departments.append(mention.department.name)
                if number == 0:
                    named = mention.department.name
                else:
                    helpers += [p.address for p in self.rules.directory.contacts(mention.department.name)[:1]]
                continue
            person = self._person(party, about, department)
            if isinstance(person, Fault):
                faults.append(person)
                continue
            if party.hint is not None:
                departments.append(party.hint.name)
            if number == 0:
                owner, named = person, party.hint.name if party.hint else ""
            else:
                helpers.append(person)
        helpers = [h for h in dict.fromkeys(helpers) if h != owner]
        remarks: tuple[Remark, ...] = ()
        if len(leads) > 1 and (owner or named) and helpers and not faults:
            facts = {"owner": owner or self._contact(named), "helpers": list(helpers)}
            remarks = (Remark(reason="extra-owners", place=about.place, words=about.text, facts=facts),)
        return Named(
            owner=owner,
            helpers=tuple(helpers),
            department=named,
            departments=tuple(dict.fromkeys(departments)),
            everyone=everyone,
            blank=not parties and not faults,
            faults=tuple(faults),
            remarks=remarks,
        )

    def _person(self, party: Party, about: "_About", department: str) -> str | Fault:
        mention = party.mention
        if mention.kind == "self":
            return self.sender
        if mention.kind == "role":
            return self._of_role(mention, about)
        people = [p for p in mention.people if not p.left]
        if mention.kind == "address" and not mention.people:
            domain = mention.words.lower().rpartition("@")[2]
            company = self.rules.company.domains
            inside = any(domain == d or domain.endswith(f".{d}") for d in company)
            near = nearest(mention.words, [a for p in self.rules.directory.people for a in p.addresses], limit=2)
            return about.fault(
                "unknown-owner" if inside else "owner-outside",
                mention.words,
                nearest=(near,) if near and inside else (),
            )
        if not people:
            return self._left(mention.words, mention.people[0], about)
        hint = party.hint or (self.rules.directory.department(department) if department else None)
        if hint is not None:
            own = [p for p in people if belongs(p, hint, self.rules.directory)]
            if own:
                people = own
            elif party.hint is not None:
                others = self.rules.directory.contacts(hint.name)
                names = tuple(dict.fromkeys(p.name for p in (*people, *others)))
                return about.fault("unknown-owner", about.text, nearest=names)
        if len(people) > 1 and party.hint is None and (beside := self._beside(mention.words, about.text)) is not None:
            people = [p for p in people if belongs(p, beside, self.rules.directory)] or people
        if len(people) > 1:
            return about.fault("two-of-that-name", mention.words, nearest=tuple(p.address for p in people))
        return people[0].address

    def _beside(self, name: str, text: str) -> Department | None:
        """The department in brackets behind a name, or before it, by any part of its name: 王伟（研发）, 研发王伟."""
        found = re.search(rf"{re.escape(name)}\s*[(（【\[/-]\s*([^()（）】\]/、,，;；\s]{{2,12}})", text)
        found = found or re.search(
            rf"(?:^|[、,，;；\s])([^()（）、,，;；\s]{{2,8}}?)(?:的|[-/])?{re.escape(name)}", text
        )
        return self.rules.directory.department(found[1]) if found else None

    def _of_role(self, mention: Mention, about: "_About") -> str | Fault:
        """Who has a role in this plan: whom it names, else the directory's, if there is just one."""
        role = mention.role
        if role is Role.PM:
            own = self.rules.directory.person(self.sender)
            if self.pms:
                return self.pms[0]
            if own is not None and Role.PM in own.roles:
                return own.address
        if role is None:
            return about.fault("unknown-owner", mention.words)
        if role.value in self.managers:
            return self.managers[role.value]
        people = self.rules.directory.with_role(role, self.product or None)
        if len(people) == 1:
            return people[0].address
        if people:
            return about.fault("two-of-that-name", mention.words, nearest=tuple(p.address for p in people))
        return about.fault("unknown-owner", mention.words)

    def _left(self, words: str, person: Person, about: "_About") -> Fault:
        contacts = self.rules.directory.contacts(person.department) if person.department else ()
        return about.fault("owner-left", words, nearest=tuple(p.name for p in contacts))

    def _contact(self, department: str) -> str:
        return next((p.address for p in self.rules.directory.contacts(department)), "")


def _points(text: str) -> frozenset[str]:
    """The points of the compass in a name."""
    return frozenset(match.group() for match in _COMPASS.finditer(plain(text)))


class _About(Value):
    """Where a value stands, for faults about it."""

    field: str
    place: str
    text: str

    def fault(self, reason: str, words: str, *, nearest: tuple[str, ...] = ()) -> Fault:
        return Fault(reason=reason, field=self.field, place=self.place, words=words[:120], nearest=nearest)


def _split(text: str, mentions: Mentions) -> list[str]:
    """The items of a list of departments; 和 and 及 divide only where that leaves names on both sides."""
    if mentions is not None and len([m for m in mentions.find(text) if m.department]) > 1:
        text = re.sub(r"(?<=[^\W\d_])(?:以及|和|与|及)(?=[^\W\d_])", "、", text)
        text = re.sub(r"(?<=[\u4e00-\u9fff])[ \u3000]+(?=[\u4e00-\u9fff])", "、", text)
    return re.split(r"[、,，;；/／&＆+＋|｜\n]+|(?<![a-z])and(?![a-z])", text)
