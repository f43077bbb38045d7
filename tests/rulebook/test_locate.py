"""Where a key stands in a TOML text."""

import tomllib
from typing import Any

import pytest

from mailbot.rulebook.load import default_folder, rules_files
from mailbot.rulebook.locate import line_of, lines

TEXT = '''\
# [not] = "a table"
a = 1
list = [
  "x", # ] "
  "y]",
]
[t.u]
k = { zh = "好", en = "#" }
[[p]]
"中 文" = """
a = 1
"" b"""
n = [[1, 2],
 [3]]
[[p]]
[[p.q]]
z = "it's \\" # no"
[p.r]
y.x = 2026-10-01 09:00:00
'lit.eral' = true
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("a",), 2),
        (("list",), 3),
        (("list", 0), 4),
        (("list", 1), 5),
        (("t", "u"), 7),
        (("t", "u", "k", "en"), 8),
        (("p", 0), 9),
        (("p", 0, "中 文"), 10),
        (("p", 0, "n", 0, 1), 13),
        (("p", 0, "n", 1, 0), 14),
        (("p", 1), 15),
        (("p", 1, "q", 0), 16),
        (("p", 1, "q", 0, "z"), 17),
        (("p", 1, "r"), 18),
        (("p", 1, "r", "y", "x"), 19),
        (("p", 1, "r", "lit.eral"), 20),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_a_key_has_the_line_on_which_it_is_written(path: tuple[str | int, ...], line: int, end: str) -> None:
    text = TEXT.replace("\n", end)
    tomllib.loads(text)
    assert lines(text)[path] == line


def test_what_is_not_written_has_the_line_of_what_is_around_it() -> None:
    assert line_of(("p", 1, "q", 0, "absent", 3), {("p", 1, "q", 0): 16, ("p",): 9}) == 16


def test_what_is_nowhere_is_on_the_first_line() -> None:
    assert line_of(("absent",), {("p",): 9}) == 1


def _paths(value: Any, at: tuple[str | int, ...] = ()) -> set[tuple[str | int, ...]]:
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return {at, *(path for key, child in children for path in _paths(child, (*at, key)))}


@pytest.mark.parametrize("name", sorted(rules_files([default_folder()])))
def test_every_key_of_the_default_rules_is_found(name: str) -> None:
    text = rules_files([default_folder()])[name].decode()
    assert _paths(tomllib.loads(text)) - {()} <= set(lines(text))


def test_the_locator_reads_a_file_of_a_large_company() -> None:
    person = '[[person]]\nname = "人"\naddresses = ["a{n}@corp.example"]\n'
    text = "".join(person.replace("{n}", str(n)) for n in range(5000))
    assert lines(text)["person", 4999, "addresses", 0] == 15000
