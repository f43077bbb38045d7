"""Who and what is named where in a text: people, also as colleagues call them (孙经理, 老周, 丽姐, SPEC 2 "People"), addresses, departments, roles,
本人, 各业务部门; nothing decided yet."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Literal

from mailbot.han import han
from mailbot.inbound.forms.numerals import plain
from mailbot.inbound.surnames import COMPOUND_SURNAMES
from mailbot.late import late
from mailbot.rulebook.folding import nearest
from mailbot.rulebook.rules import Rules
from mailbot.rulebook.shapes import Department, Person, Role
from mailbot.value import Value

_LONGEST = 2000
_MOST = 200
_ADDRESS = late(r"[a-z0-9][a-z0-9._%+'-]{0,63}@[a-z0-9](?:[a-z0-9-]{0,62}\.){1,8}[a-z]{2,24}")
_LATIN = late(r"[a-z][a-z0-9]*(?:[._' -][a-z][a-z0-9]*){0,2}")
_SELF = ("本人", "我本人", "我自己", "自己", "我", "发件人", "myself", "me", "i")
_EVERYONE = late(
    r"(?:各|所有|全部|全体|相关|有关|上述|以上|涉及|各相关|各个|各有关)(?:的?相关|的?有关|涉及)?的?(?:业务部门?"
    r"|事业部|业务线|业务单元|分公司|办事处|区域|大区|片区|部门|业务区|区)(?:联系人|负责人)?"
    r"|业务部门(?:联系人|负责人)?"
    r"|(?:all |each |the )?business departments?|all (?:departments|regions|teams)"
    r"|(?:each|every) (?:department|region|team)|(?<![a-z])every(?:one|body)(?![a-z])"
)
_ROLES = {
    "pm": Role.PM,
    "tech_manager": Role.TECH_MANAGER,
    "test_manager": Role.TEST_MANAGER,
    "dev_manager": Role.DEV_MANAGER,
}
_LETTERS = late(r"[A-Z]{2}")  # an alias of two letters may be a word: IT, OR, US
_WORD = late(r"[a-z0-9]")
_GIVEN = late(
    r"[A-Z][a-z]{2,}(?![a-z0-9]|['’](?!s(?![a-z]))|[ ._-][A-Z][a-z]|@)(?!-\w)(?! (?:on|in|tight|up|out|around|me|us|you|the)(?![a-z]))"
)
# Anna Tao is another one; Hi Tao, So Tao is he.
_CALLED_ON = late(
    r"(?<![A-Za-z])(?!(?:Hi|Hello|Hey|Dear|Thanks|Morning|Afternoon|And|But|So|Then|When|Once|While|After|Before"
    r"|If|As|Let|Ask|Please|For|By|To|With|From|Since|Because|Could|Can|Will|Would|Should|Also|Meanwhile|Finally"
    r"|Lastly|Next|First|Only) )[A-Z][a-z]+[ ._-]$"
)
# The commoner surnames in Latin letters, before a given name: hanbing is Bing.
_SURNAME = late(
    r"(?P<surname>zhang|zheng|zhong|zhuang|zhao|zhou|zhu|zou|wang|wei|wen|wu|huang|hong|hou|hu|he|han|hao|chang|chen|cheng|cui|cao|cai"
    r"|jiang|jiao|jia|jin|liang|liao|liu|lin|lei|long|luo|lu|lv|li|yang|yan|yao|ye|yin|yuan|yu|sun|song|shen|shi|shao|su|xiang|xiao|xie|xiong"
    r"|xu|xue|deng|ding|dong|dai|du|duan|fang|fan|feng|fu|gao|gong|gu|guo|kong|ma|mao|meng|mo|ni|pan|peng|qian|qiao|qin|qiu|ren|tan|tang"
    r"|tian|tao|wan|bai)(?P<given>[a-z]{3,})"
)
# Given names that are words of English mails, too.
_NO_NAMES = frozenset(
    (
        "may will mark june april august bill rich frank grace hope rose joy dawn art pat sue max test team "
        "info admin sales support service ping min long sheng bang gang wen"
    ).split()
)

Kind = Literal["person", "address", "department", "role", "self", "everyone"]


class Mention(Value):
    """A name in a text. `people` are all that it may mean (none for an unknown address); `full` that a department is
    given by its whole name, which is one in the middle of a sentence, too."""

    kind: Kind
    words: str
    span: tuple[int, int]
    people: tuple[Person, ...] = ()
    department: Department | None = None
    role: Role | None = None
    full: bool = True


class Mentions:
    """Finds the names of a company's people and departments. Built once a mail."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self._terms: dict[str, list[tuple[str, Mention]]] = {}
        self._latin: dict[str, list[Person]] = {}
        self._given: dict[str, list[Person]] = {}
        directory = rules.directory
        self._familiar = Familiar(directory.people)
        for person in directory.people:
            name = plain(person.name)
            self._add(name, Mention("person", person.name, (0, 0), directory.named(person.name)))
            for address in person.addresses:
                self._note_latin(address.partition("@")[0], person)
            if name.isascii():
                self._note_latin(name, person)
            self._note_given(person)
        for department in directory.departments:
            for term in (department.name, *department.aliases):
                full = term == department.name or plain(term).endswith(("部", "部门", "中心"))
                self._add(plain(term), Mention("department", term, (0, 0), department=department, full=full))
        for field in rules.fields.field:
            if field.key in _ROLES:
                for term in field.names:
                    self._add(plain(term), Mention("role", term, (0, 0), role=_ROLES[field.key]))
        for term in _SELF:
            self._add(term, Mention("self", term, (0, 0)))
        for several in self._terms.values():
            several.sort(key=lambda pair: -len(pair[0]))
        self._once = lru_cache(128)(self._find)  # a clause is looked at for its owner, its places, its department …

    def find(self, text: str) -> tuple[Mention, ...]:
        """All mentions in the text, in order, the longest at each place. Linear in the text."""
        return self._once(text[:_LONGEST])

    def _find(self, text: str) -> tuple[Mention, ...]:
        smooth = plain(text)
        found: list[Mention] = []
        pos = 0
        addresses = {match.start(): match for match in _ADDRESS.finditer(smooth)}
        everyone = {match.start(): match for match in _EVERYONE.finditer(smooth)}
        while pos < len(smooth) and len(found) < _MOST:
            joined = bool(found) and found[-1].span[1] == pos
            one = self._at(smooth, pos, addresses.get(pos), everyone.get(pos), joined, text)
            if one is None:
                pos += 1
                continue
            end = one.span[1]
            found.append(_placed(one, (pos, end), text))
            pos = end
        return tuple(found)

    def _at(
        self,
        smooth: str,
        pos: int,
        address: re.Match[str] | None,
        everyone: re.Match[str] | None,
        joined: bool,
        written: str,
    ) -> Mention | None:
        if address is not None:
            return self._address(address)
        if everyone is not None:
            return Mention("everyone", everyone.group(), everyone.span())
        for term, mention in self._terms.get(smooth[pos], ()):
            if smooth.startswith(term, pos) and _bounded(smooth, pos, pos + len(term), term):
                if (
                    _LETTERS.fullmatch(mention.words)
                    and len(written) == len(smooth)
                    and not written[pos : pos + len(term)].isupper()
                ):
                    continue  # get it out, It stays valid: not IT
                return _placed(mention, (pos, pos + len(term)), smooth)
        if (called := self._familiar.at(smooth, pos, joined=joined)) is not None:
            end, people = called
            return Mention("person", smooth[pos:end], (pos, end), people)
        if "a" <= smooth[pos] <= "z" and (pos == 0 or not _WORD.match(smooth[pos - 1])):
            return self._latin_at(smooth, pos) or self._given_at(smooth, pos, written)
        return None

    def _address(self, match: re.Match[str]) -> Mention:
        directory = self._rules.directory
        mailbox = directory.mailbox(match.group())
        if mailbox is not None:
            return Mention("department", match.group(), match.span(), department=mailbox)
        person = directory.person(match.group())
        return Mention("address", match.group(), match.span(), (person,) if person else ())

    def _latin_at(self, smooth: str, pos: int) -> Mention | None:
        """`sunli`, `Sun Li`, `Li Sun`, `tao.lin`: by the local parts of addresses, in either order."""
        match = _LATIN.match(smooth, pos)
        if match is None:
            return None
        words = re.split(r"[._' -]", match.group())
        for count in range(len(words), 0, -1):
            for order in (words[:count], list(reversed(words[:count]))):
                people = self._latin.get("".join(order))
                if people:
                    end = pos + sum(map(len, words[:count])) + count - 1
                    if not _WORD.match(smooth[end : end + 1] or " "):
                        return Mention("person", smooth[pos:end], (pos, end), tuple(people))
        return None

    def _given_at(self, smooth: str, pos: int, written: str) -> Mention | None:
        """`Tao`, as written with a capital, of Tao Lin (tao.lin@…); all of that name. Behind or before another such word it is not his."""
        match = _GIVEN.match(written, pos) if len(written) == len(smooth) else None
        people = self._given.get(match.group().lower()) if match else None
        if match is None or not people or _CALLED_ON.search(written[:pos]):
            return None
        return Mention("person", match.group(), match.span(), tuple(people))

    def _add(self, term: str, mention: Mention) -> None:
        if term and all(term != other for other, _ in self._terms.get(term[0], ())):
            self._terms.setdefault(term[0], []).append((term, mention))

    def _note_given(self, person: Person) -> None:
        """The first of two Latin names, of an address (tao.lin; hanbing behind a surname) or as written (Peter Schulz)."""
        for name in (*(address.partition("@")[0] for address in person.addresses), plain(person.name)):
            stuck = None if person.name.isascii() else _SURNAME.match(name)
            words = [stuck["given"], stuck["surname"]] if stuck else re.split(r"[._ -]", name)
            if (
                len(words) == 2
                and len(words[0]) > 2
                and all(word.isascii() and word.isalpha() for word in words)
                and words[0] not in _NO_NAMES
            ):
                several = self._given.setdefault(words[0], [])
                if person not in several and not person.left:
                    several.append(person)

    def _note_latin(self, name: str, person: Person) -> None:
        key = re.sub(r"[^a-z0-9]", "", plain(name))
        several = self._latin.setdefault(key, [])
        if len(key) > 2 and person not in several:
            several.append(person)


def nearest_people(words: str, people: Sequence[Person]) -> tuple[str, ...]:
    """Names of people (none who has left) that differ from `words` by one slip, at most three."""
    found: list[str] = []
    names = [p.name for p in people if not p.left]
    while len(found) < 3 and (near := nearest(words, [n for n in names if n not in found])):
        found.append(near)
    return tuple(found)


def _placed(mention: Mention, span: tuple[int, int], text: str) -> Mention:
    return Mention(
        mention.kind,
        text[span[0] : span[1]],
        span,
        mention.people,
        mention.department,
        mention.role,
        mention.full,
    )


def _bounded(smooth: str, start: int, end: int, term: str) -> bool:
    """Latin words are whole ones; 我 is none in 我们 and 自我."""
    if term == "我":
        return smooth[end : end + 1] not in ("们", "部", "司", "方", "国") and smooth[start - 1 : start] != "自"
    if not term.isascii():
        return True
    if term == "i" and smooth[end : end + 1] == "." and smooth[end + 1 : end + 2].isalpha():
        return False  # i.e.
    before, after = smooth[start - 1 : start] if start else "", smooth[end : end + 1]
    return not (_WORD.match(before or " ") and _WORD.match(term[0])) and not (
        _WORD.match(after or " ") and _WORD.match(term[-1])
    )


_BEFORE = ("老", "小", "阿")
_BEHIND = ("总监", "经理", "主任", "老师", "部长", "科长", "组长", "总", "工", "姐", "哥", "博")
_OF_GIVEN = frozenset(("总", "工", "姐", "哥", "老师", "小", "阿"))  # 丽姐, 涛总, 阿航; 航经理 is nobody
# A Chinese character beside it belongs to another word (周期, 周总结, 施工 behind a month) unless it is one of these.
_MAY_PRECEDE = frozenset("由请让找和与及跟给归是为交@月日号点前后午部区市")
_MAY_FOLLOW = frozenset("好您负跟牵做来先将把在于和与及那这也再去已就要会带配协主说、")


class Familiar:
    """Who is meant by a surname, or a given name, with what colleagues put beside it. Built once a mail."""

    def __init__(self, people: Iterable[Person]) -> None:
        self._people: dict[str, list[Person]] = {}
        self._given: dict[str, list[Person]] = {}
        for person in people:
            name = plain(person.name)
            if not person.left and han(name[:1]):
                surname = next((s for s in COMPOUND_SURNAMES if name.startswith(s)), name[:1])
                self._people.setdefault(surname, []).append(person)
                given = name[len(surname) :]
                for called in {given, given[-1:]} - {""}:  # 晓明哥, 明哥
                    self._given.setdefault(called, []).append(person)

    def at(self, text: str, pos: int, *, joined: bool) -> tuple[int, tuple[Person, ...]] | None:
        """(end, all of that name) where one is called so at `pos` of the plain text, else None. `joined`: another
        name ends there (华东老孙)."""
        ahead = text.startswith(_BEFORE, pos)
        start = pos + ahead
        for length in (2, 1):
            end = start + length
            title = next((title for title in _BEHIND if text.startswith(title, end)), "")
            given = {text[pos:start], title} - {""} <= _OF_GIVEN
            people = self._people.get(text[start:end]) or (self._given.get(text[start:end]) if given else None)
            if people and (ahead or title) and _apart(text, None if joined else pos, end + len(title)):
                return end + len(title), tuple(people)
        return None


def _apart(text: str, start: int | None, end: int) -> bool:
    """Whether what stands there is a word of its own; None for a start that needs no looking at."""
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    return not (han(before) and before not in _MAY_PRECEDE) and not (han(after) and after not in _MAY_FOLLOW)
