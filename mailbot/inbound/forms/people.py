"""Names → people: `张三`, `@张三`, `张三（华东）`, `sunli`, addresses, `孙丽、周航`, departments, roles, 本人 (SPEC 2, 9)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from mailbot.campaign.commands import Remark
from mailbot.campaign.outcome import Fault
from mailbot.inbound.forms.mentions import Mention, Mentions, nearest_people
from mailbot.inbound.forms.numerals import plain
from mailbot.rulebook.folding import fold, nearest
from mailbot.rulebook.rules import Rules
from mailbot.rulebook.shapes import Department, Person, Role

__all__ = ["Named", "PeopleReader", "is_blank"]

_LONGEST = 500
_BLANK = re.compile(r"[\s\-–—_/\\.…?？*()（）]*|无|空|没有|暂无|n/?a|none|nil|同上", re.IGNORECASE)
_UNSETTLED = re.compile(r"待定|未定|待确认|待分配|待指派|待安排|另定|再定|tb[dac]|to be \w+|unknown", re.IGNORECASE)
_LEADS = re.compile(r"牵头|主责|主办|主导|为主|负责|主|(?<![a-z])(?:lead(?:s|er)?|owner|responsible)(?![a-z])")
_HELPS = re.compile(r"配合|协助|协同|协办|支持|支援|参与|辅助|辅|协|(?<![a-z])(?:support\w*|assist\w*|help\w*|with)(?![a-z])")
# What is written around names and says nothing about who is meant.
_FILLERS = re.compile(
    r"总监|副?经理|主管|主任|工程师|老师|同学|同志|先生|女士|小姐|组长|部长|科长|处长|部门?联系人|联系人|对接人|接口人|负责人|责任人|执行人|本人|团队|小组|等人|等(?!待)"
    r"|一起|共同|分别|各自|跟进|确认|安排|处理|执行|完成|全体|同事|电话|手机|分机|tel|mobile|ext|mr|ms|mrs|dr|dept|team|group|contact|manager|director"
    r"|(?<![\u4e00-\u9fff])由|请|让|找|经理|工$|总$|哥$|姐$|的|区|组|部(?=$)"
)
_LIST = re.compile(r"[、,，;；/／&＆+＋|｜\n]|(?:以及|和|与|及|跟)|(?<![a-z])and(?![a-z])")
_SPACED_NAME = re.compile(r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff])[ \xa0\u3000]+([\u4e00-\u9fff])(?![\u4e00-\u9fff])")
_OPEN, _CLOSE = "(（[【<〈《", ")）]】>〉》"
_PIECES = re.compile(
    r"([、,，;；/／&＆+＋|｜\n()（）\[\]【】<>《》\s]+|^(?:以及|和|与|及|跟)|(?:以及|和|与|及|跟)$|(?<![a-z])and(?![a-z]))"
)
_NOTHING = re.compile(r"[\s\xa0\u3000\W_\d]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
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


@dataclass(slots=True)
class _Party:
    """One of those named: a person (or all that share the name) or a department, with what was said beside it."""

    mention: Mention
    hint: Department | None = None
    mark: str = ""  # lead | help
    words: str = ""
    inside: bool = False  # in brackets


def is_blank(text: str) -> bool:
    """Whether a cell says that nobody (nothing) is named: blank, `-`, 无, `/`."""
    return _BLANK.fullmatch(text.strip()) is not None


@dataclass(frozen=True)
class PeopleReader:
    """Reads names in one mail. `sender` is who 本人 is, `pms` and `managers` (role → address) those whom the plan names."""

    rules: Rules
    mentions: Mentions
    sender: str = ""
    product: str = ""
    pms: tuple[str, ...] = ()
    managers: Mapping[str, str] = field(default_factory=dict)

    def read(self, text: str, *, field: str = "owner", place: str = "", department: str = "") -> Named:
        """Whom a value names. `department` (of the same row) settles who of two with one name is meant.

        Faults: `unknown-owner`, `two-of-that-name`, `owner-outside`, `owner-left`, `missing-owner` (待定).
        """
        text = _SPACED_NAME.sub(r"\1\2", text[:_LONGEST].strip())
        if is_blank(text):
            return Named(blank=True)
        about = _About(field, place, text)
        if _UNSETTLED.fullmatch(plain(text).strip()):
            return Named(blank=True, faults=(about.fault("missing-owner", text),))
        parties, faults = self._parties(text, about)
        return self._resolved(parties, faults, about, department)

    def department(self, text: str) -> Department | None:
        """The department that a text names by name or alias, also with a note beside it: 华东业务部（孙丽）."""
        directory = self.rules.directory
        whole = directory.department(text.strip())
        if whole is not None:
            return whole
        found = [m.department for m in self.mentions.find(text) if m.department is not None]
        return found[0] if len(found) == 1 and fold(text).startswith(fold(_first_words(text, self.mentions))) else None

    def departments(
        self, text: str, *, field: str = "departments", place: str = ""
    ) -> tuple[tuple[str, ...], tuple[Fault, ...]]:
        """(names, faults) of a list of departments; `unknown-department` with the nearest."""
        names: list[str] = []
        faults: list[Fault] = []
        directory = self.rules.directory
        if re.search(r"(?:所有|全部|各|全体)(?:个|相关|有关)?(?:业务)?部门|all (?:business )?departments", plain(text)):
            names += [d.name for d in directory.departments if directory.is_business(d.name)]
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
        near = nearest(words, terms)
        return (terms[near],) if near else tuple(d.name for d in self.rules.directory.departments)[:8]

    # --- who stands there --------------------------------------------------------------------------------------------

    def _parties(self, text: str, about: "_About") -> tuple[list[_Party], list[Fault]]:
        mentions = [m for m in self.mentions.find(text) if not (m.kind == "self" and self._glued(text, m))]
        parties: list[_Party] = []
        faults: list[Fault] = []
        hint: Department | None = None  # a department written before its person
        marked = 0  # how many parties a mark behind them has reached
        ahead = ""  # a mark before names: 配合：周航
        pos = 0
        for number, mention in enumerate(mentions):
            between = text[pos : mention.span[0]]
            if hint is not None and _LIST.search(between) and not self._member(mention, hint, between):
                parties.append(_department_party(hint))
                hint = None
            within = _depth(text, pos) > 0
            ahead = self._gap(between, parties, marked, faults, about, ahead, before=number == 0, within=within)
            marked = len(parties) if _mark(between) else marked
            pos = mention.span[1]
            inside = _depth(text, mention.span[0]) > 0
            if mention.kind == "department" and mention.department is not None:
                if inside and parties and parties[-1].hint is None and parties[-1].mention.kind != "department":
                    parties[-1].hint = mention.department
                else:
                    hint = mention.department
            elif mention.kind == "role" and self._titles(mentions, number, text):
                continue
            else:
                parties.append(_Party(mention, hint, ahead, mention.words, inside))
                hint = None
        self._gap(
            text[pos:], parties, marked, faults, about, ahead, before=not mentions, within=_depth(text, pos) > 0
        )
        if hint is not None:
            parties.append(_department_party(hint))
        return parties, faults

    def _gap(
        self,
        between: str,
        parties: list[_Party],
        marked: int,
        faults: list[Fault],
        about: "_About",
        ahead: str,
        *,
        before: bool,
        within: bool,
    ) -> str:
        """What stands between two names: marks (牵头, 配合) for those before or behind, unknown names as faults."""
        smooth = plain(between)
        mark = _mark(between)
        following = re.search(r"(?:主责?|牵头|负责|配合|协助|协同|协办|辅|支持)(?:人|人员)?\s*[:：]\s*$", smooth)
        if mark and not following:
            for party in _reached(between, parties, marked, within=within):
                party.mark = party.mark or mark
        for word in self._unknown(between, glued_left=bool(parties), before=before):
            if parties and word.glued and word.outside:
                last = parties[-1]
                if last.mention.kind == "person" and not last.mention.words.isascii():
                    parties.pop()
                    word = replace(word, text=f"{last.words}{word.text}")
            faults.append(self._nobody(word.text, about))
        return mark if following else ("" if mark else ahead)

    def _unknown(self, between: str, *, glued_left: bool, before: bool) -> list["_Word"]:
        """Words between names that are neither separators nor fillers: names that the directory does not have."""
        found: list[_Word] = []
        start = 0
        for number, piece in enumerate(_PIECES.split(between)):
            begin, start = start, start + len(piece)
            if number % 2:
                continue  # what divides
            bare = _HELPS.sub("", _LEADS.sub("", _FILLERS.sub("", plain(piece).strip("@:：-—~·.。"))))
            bare = _NOTHING.sub("", bare)
            if not bare or (len(bare) < 2 and not (glued_left and begin == 0)):
                continue
            inside = _depth(between, begin) > 0 or (between[:begin].rstrip()[-1:] in _OPEN and begin > 0)
            if inside and not before:
                continue  # a note beside a name: （主要对接客户）
            shown = bare if bare.isascii() is False else _NOTHING.sub(" ", piece).strip()
            found.append(_Word(shown, glued=begin == 0 and glued_left, outside=not inside))
        outside = [word for word in found if word.outside]
        return outside or found

    def _nobody(self, words: str, about: "_About") -> Fault:
        found = self.rules.directory.named(words)
        if found and all(person.left for person in found):
            return self._left(words, found[0], about)
        people = self.rules.directory.people
        return about.fault("unknown-owner", words, nearest=nearest_people(words, people))

    def _titles(self, mentions: Sequence[Mention], number: int, text: str) -> bool:
        """Whether a role is only the title of the person beside it: 技术经理韩冰, 陈静（产品经理）."""
        role = mentions[number]
        for other in (number - 1, number + 1):
            if not 0 <= other < len(mentions) or mentions[other].kind not in ("person", "address"):
                continue
            first, last = sorted((role.span, mentions[other].span))
            if not _LIST.search(text[first[1] : last[0]]):
                return True
        return False

    def _member(self, mention: Mention, department: Department, between: str) -> bool:
        """华东/孙丽: a slash may join a department and its own person."""
        own = any(self._belongs(person, department) for person in mention.people)
        return own and not re.search(r"[、,，;；&＆+＋\n]|和|与|及", between)

    def _glued(self, text: str, mention: Mention) -> bool:
        """我 in the middle of a Chinese word says nobody."""
        after = text[mention.span[1] : mention.span[1] + 1]
        return mention.words == "我" and "\u4e00" <= after <= "\u9fff" and not re.match(r"[自来负牵和与、本]", after)

    # --- who is meant ------------------------------------------------------------------------------------------------

    def _resolved(self, parties: list[_Party], faults: list[Fault], about: "_About", department: str) -> Named:
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

    def _person(self, party: _Party, about: "_About", department: str) -> str | Fault:
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
                "unknown-owner" if inside else "owner-outside", mention.words, nearest=(near,) if near and inside else ()
            )
        if not people:
            return self._left(mention.words, mention.people[0], about)
        hint = party.hint or (self.rules.directory.department(department) if department else None)
        if hint is not None:
            own = [p for p in people if self._belongs(p, hint)]
            if own:
                people = own
            elif party.hint is not None:
                others = self.rules.directory.contacts(hint.name)
                names = tuple(dict.fromkeys(p.name for p in (*people, *others)))
                return about.fault("unknown-owner", about.text, nearest=names)
        if len(people) > 1:
            return about.fault("two-of-that-name", mention.words, nearest=tuple(p.address for p in people))
        return people[0].address

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

    def _belongs(self, person: Person, department: Department) -> bool:
        own = self.rules.directory.department(person.department) if person.department else None
        return own is department or any(a in department.contacts for a in person.addresses)

    def _contact(self, department: str) -> str:
        return next((p.address for p in self.rules.directory.contacts(department)), "")


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    glued: bool
    outside: bool


@dataclass(frozen=True, slots=True)
class _About:
    """Where a value stands, for faults about it."""

    field: str
    place: str
    text: str

    def fault(self, reason: str, words: str, *, nearest: tuple[str, ...] = ()) -> Fault:
        return Fault(reason=reason, field=self.field, place=self.place, words=words[:120], nearest=nearest)


def _department_party(department: Department) -> _Party:
    return _Party(Mention("department", department.name, (0, 0), department=department), words=department.name)


def _reached(between: str, parties: list[_Party], marked: int, *, within: bool) -> list[_Party]:
    """Whom a mark behind names reaches: all since the mark before; in brackets those in them, else the one before them."""
    spoken = _HELPS.search(plain(between)) or _LEADS.search(plain(between))
    opened = within or bool(spoken and _depth(between, spoken.start()))
    if not opened:
        return parties[marked:]
    inside = [party for party in parties[marked:] if party.inside]
    return inside if within and inside else parties[-1:]


def _mark(between: str) -> str:
    smooth = plain(between)
    if _HELPS.search(smooth):
        return "help"
    return "lead" if _LEADS.search(smooth) else ""


def _depth(text: str, end: int) -> int:
    """How many brackets are open before `end`."""
    depth = 0
    for char in text[:end]:
        if char in _OPEN:
            depth += 1
        elif char in _CLOSE and depth:
            depth -= 1
    return depth


def _first_words(text: str, mentions: Mentions) -> str:
    found = mentions.find(text)
    return found[0].words if found else text


def _split(text: str, mentions: Mentions) -> list[str]:
    """The items of a list of departments; 和 and 及 divide only where that leaves names on both sides."""
    if mentions is not None and len([m for m in mentions.find(text) if m.department]) > 1:
        text = re.sub(r"(?<=[^\W\d_])(?:以及|和|与|及)(?=[^\W\d_])", "、", text)
        text = re.sub(r"(?<=[\u4e00-\u9fff])[ \u3000]+(?=[\u4e00-\u9fff])", "、", text)
    return re.split(r"[、,，;；/／&＆+＋|｜\n]+|(?<![a-z])and(?![a-z])", text)
