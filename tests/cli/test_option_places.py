"""`--folder`, `--now` and `--json` are understood on either side of the command."""

import pytest

from mailbot.cli import in_place


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("--folder w status", "--folder w status"),
        ("status --folder w", "--folder w status"),
        ("status --folder=w --json", "--folder=w status --json"),
        ("--json --now 2026-12-01 explain a.eml", "explain a.eml --json --now 2026-12-01"),
        ("--now=2026-12-01 tick", "tick --now=2026-12-01"),
        ("--json quarantine list", "quarantine list --json"),
        ("--version", "--version"),
        ("explain -- --json --folder", "explain -- --json --folder"),
        ("status --folder", "--folder status"),
        ("", ""),
    ],
)
def test_options_are_put_where_they_belong(written: str, meant: str) -> None:
    assert in_place(written.split()) == meant.split()
