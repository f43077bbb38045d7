"""What was edited in the rules, line by line."""

import pytest

from mailbot.rulebook.difference import difference

OLD = "a = 1\nb = 2\nc = 3\n"


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ({"x.toml": OLD}, {"x.toml": OLD}, []),
        ({"x.toml": OLD}, {"x.toml": "a = 1\nb = 5\nc = 3\n"}, ["x.toml:2: b = 2 → b = 5"]),
        ({"x.toml": OLD}, {"x.toml": OLD + "d = 4\n"}, ["x.toml:4: + d = 4"]),
        ({"x.toml": OLD}, {"x.toml": "a = 1\nc = 3\n"}, ["x.toml:2: - b = 2"]),
        ({"x.toml": OLD}, {"x.toml": "a = 1\ny\nz\nc = 3\n"}, ["x.toml:2: - b = 2", "x.toml:2: + y", "x.toml:3: + z"]),
        ({"x.toml": OLD}, {"x.toml": OLD.replace("\n", "\r\n")}, []),
        ({"x.toml": OLD}, {"x.toml": OLD, "kinds/y.toml": "a = 1\n"}, ["+ kinds/y.toml"]),
        ({"x.toml": OLD, "y.toml": ""}, {"x.toml": OLD}, ["- y.toml"]),
        ({"x.toml": "a\n"}, {"x.toml": "b" * 200 + "\n"}, ["x.toml:1: a → " + "b" * 119 + "…"]),
        ({"x.toml": ""}, {"x.toml": "a\n" * 5001}, ["x.toml"]),
        ({"x.toml": ""}, {"x.toml": "a\n" * 62}, [*(f"x.toml:{n}: + a" for n in range(1, 61)), "… +2"]),
    ],
)
def test_each_line_that_differs_is_told(before: dict[str, str], after: dict[str, str], told: list[str]) -> None:
    assert difference(before, after) == told
