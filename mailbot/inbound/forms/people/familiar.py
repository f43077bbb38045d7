"""Familiar: people as colleagues call them, by surname or given name alone: 孙经理, 老周, 林工, 丽姐, 小航 (SPEC 2 "People")."""

from collections.abc import Iterable

from mailbot.han import han
from mailbot.inbound.forms.numerals import plain
from mailbot.inbound.surnames import COMPOUND_SURNAMES
from mailbot.rulebook.shapes import Person

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
