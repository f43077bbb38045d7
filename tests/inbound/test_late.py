"""Late patterns: compiled at first use, and not at all for a text that lacks what every match needs."""

import gc
import pkgutil
import re
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from re import _parser  # type: ignore[attr-defined]  # nothing public gives a pattern's parts
from typing import Any

import pytest

import mailbot
import mailbot.inbound
from mailbot.late import _fold, _Late, late
from mailbot.needles import needles


class Proof:
    """That every match of a parsed pattern has one of the words."""

    def __init__(self, words: Iterable[str], *, folds: bool = False):
        self.words, self.folds = frozenset(words), folds
        self.begun = frozenset(word[:end] for word in self.words for end in range(len(word)))

    def __call__(self, tree: Iterable[tuple[Any, Any]]) -> bool:
        return not self.lacking(tree, frozenset([""]))

    def lacking(self, tree: Iterable[tuple[Any, Any]], begun: frozenset[str]) -> frozenset[str]:
        """Which beginnings of words may end a text that matches the tree and has none of the words; `begun`: those that may
        end the text before it."""
        for what, said in ((str(kind), value) for kind, value in tree):
            match what:
                case "LITERAL":
                    begun = self.joined(begun, [said])
                case "IN" if all(str(kind) == "LITERAL" for kind, _ in said):
                    begun = self.joined(begun, [value for _, value in said])
                case "IN" if [str(kind) for kind, _ in said] == ["RANGE"] and said[0][1][1] - said[0][1][0] < 100:
                    begun = self.joined(begun, range(said[0][1][0], said[0][1][1] + 1))
                case "BRANCH":
                    begun = frozenset().union(*(self.lacking(branch, begun) for branch in said[1]))
                case "SUBPATTERN":
                    begun = self.lacking(said[3], begun)
                case "ATOMIC_GROUP":
                    begun = self.lacking(said, begun)
                case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
                    once = self.lacking(said[2], begun)
                    again = self.lacking(said[2], self.begun) if once and said[1] > 1 else frozenset()
                    begun = once | again | (begun if said[0] == 0 else frozenset())
                case "ASSERT" if not self.lacking(said[1], begun if said[0] > 0 else frozenset([""])):
                    return frozenset()
                case "AT" | "ASSERT_NOT" | "ASSERT":
                    pass  # takes no room: what stands around it is in one row
                case _:
                    begun = begun and frozenset([""])
        return begun

    def joined(self, begun: frozenset[str], characters: Iterable[int]) -> frozenset[str]:
        found = set()
        for character in map(chr, characters):
            for row in (before + (_fold(character) if self.folds else character) for before in begun):
                if not any(row.endswith(word) for word in self.words):
                    found.add(next(row[at:] for at in range(len(row) + 1) if row[at:] in self.begun))
        return frozenset(found)


def _patterns() -> list[_Late]:
    for module in pkgutil.walk_packages(mailbot.inbound.__path__, "mailbot.inbound."):
        import_module(module.name)
    return [each for each in gc.get_objects() if isinstance(each, _Late)]


_PATTERNS = _patterns()  # now, before what was imported is frozen


def proven(late: _Late) -> bool:
    folds = bool(late.flags & re.IGNORECASE)
    return Proof(late.words, folds=folds)(_parser.parse(late.pattern, late.flags))


def test_every_match_of_a_pattern_has_one_of_the_words_that_are_told_of_it() -> None:
    known = [pattern for pattern in _PATTERNS if pattern.words]
    assert len(known) > 1000
    assert [each for each in known if not proven(each)] == []


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("甲乙", {"甲乙"}),
        ("甲乙?", {"甲"}),
        ("甲乙{2,3}", {"甲乙"}),
        ("甲乙{0,3}丙", {"甲", "丙"}),
        ("甲|乙丙|丁", {"甲", "乙丙", "丁"}),
        ("甲|乙?|丁", set()),
        ("甲||丁", set()),
        ("甲|乙丙|", set()),
        ("(?:甲乙|丙丁)戊?", {"甲乙", "丙丁"}),
        ("(?:甲乙|丙丁)?戊", {"戊"}),
        ("(?:甲乙|丙丁)*?戊", {"戊"}),
        ("(?:甲乙(?:丙|丁))+", {"甲乙丙", "甲乙丁"}),
        ("(?:甲(?:丙|丁)?)*戊", {"戊"}),
        ("(?P<a>甲乙)(?P=a)", {"甲乙"}),
        ("甲(?=乙|丙)丁", {"甲", "丁", "乙", "丙"}),
        ("甲(?<=乙|丙)丁", {"甲", "丁", "乙", "丙"}),
        ("(?:甲乙|\\d)", set()),
        ("(?:甲|[乙丙])", {"甲", "乙", "丙"}),
        ("[甲-丙]乙", {"乙"}),
        ("[^甲]", set()),
        ("[]甲]乙", {"乙"}),
        (r"[\[\u4e59\n]{2}", {"[", "乙", "\n"}),
        (r"\(甲\)\d", {"(甲)"}),
        ("(?!甲)乙(?<!丙)", {"乙"}),
        ("(?!甲(?:乙|丙))丁", {"丁"}),
        ("(?<=甲乙)\\d", {"甲乙"}),
        (r"\b甲\d+乙乙\Z", {"乙乙"}),
        ("(?i)甲", set()),
        ("(?i:ab)乙", {"乙"}),
        ("(甲)(?(1)乙|丙)", set()),
    ],
)
def test_what_every_match_has_is_told_from_the_pattern(pattern: str, expected: set[str]) -> None:
    assert expected >= needles(pattern)
    assert bool(needles(pattern)) is bool(expected)


@pytest.mark.parametrize(
    ("pattern", "needs", "expected"),
    [
        (r"(?:ditto|the same as) \d", ("ditto", "same"), True),
        (r"(?:ditto|the same as) \d", ("ditto", "sameas"), False),
        (r"(?:不含|不包[含括])\d", ("不含", "不包"), True),
        (r"不(?:含)?包", ("不包",), False),
        (r"甲(?!丙)乙", ("甲乙",), True),
        (r"(?:农历|阴历)\d", "农阴", True),
        (r"(?:农历|阴历)\d", "农", False),
        (r"\d?前", "前", True),
        (r"前?\d", "前", False),
        (r"[甲乙]+", "甲乙", True),
        (r"[^甲]", "甲", False),
        (r"(?!甲)\d", "甲", False),
        (r"\d(?=甲)", "甲", True),
        (r"[①-③]", "①②③", True),
    ],
)
def test_the_proof_tells_what_a_match_needs_from_what_it_may_have(pattern: str, needs: str | tuple[str, ...], expected: bool) -> None:
    assert Proof(needs)(_parser.parse(pattern)) is expected


@pytest.mark.parametrize("text", ["12月3日", "十二月", "", "月" * 5, "x" * 5000, "x" * 5000 + "3月"])
def test_a_late_pattern_answers_as_a_compiled_one(text: str) -> None:
    wanted = re.compile(r"(\d{1,2})月")

    def tried(pattern: re.Pattern[str]) -> list[Any]:
        found = pattern.search(text)
        return [
            found and found.span(),
            pattern.match(text) is None,
            pattern.fullmatch(text) is None,
            pattern.findall(text),
            [each.span() for each in pattern.finditer(text)],
            pattern.sub("-", text),
            pattern.subn("-", text),
            pattern.split(text),
        ]

    assert tried(late(r"(\d{1,2})月")) == tried(wanted)


@pytest.mark.parametrize(
    ("pattern", "text"),
    [("yazdı", "YAZDI"), ("İleti", "ileti"), ("in", "fınd"), ("in", "İN"), ("s", "ſ"), ("k", "\u212a"), ("straße", "STRAẞE")],
)
def test_a_late_pattern_finds_what_differs_in_case_alone(pattern: str, text: str) -> None:
    assert re.search(pattern, text, re.IGNORECASE)
    assert late(pattern, re.IGNORECASE).search(text)


def test_no_group_is_repeated_possessively() -> None:
    """Python 3.11 before 3.11.5 goes on behind what such a group has read of a try that failed: `(?>(?:…)*)` says the same."""
    package = Path(mailbot.__file__).parent
    repeated = re.compile(r"\)(?:[*+?]|\{[\d,]*\})\+")
    found = [f"{path.name}: {line}" for path in package.rglob("*.py") for line in path.read_text("utf-8").splitlines() if repeated.search(line)]
    assert found == []
