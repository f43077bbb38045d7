"""Replies as mail programs write them: each file says in its first line what is odd in it, and what was written.

A file has sections that begin with `~~~ name`: `text` and `html` are the mail's parts; `written` is what the sender
wrote; `answers` pairs a line with the quoted line that it answers; `grid` a table, cells parted by ` | `, `⏎` a break within one; `from` the
author of a mail passed on (its subject said 转发); `signature` lines that must have been told for one.
"""

from pathlib import Path

import pytest

from mailbot.inbound.quoting import written
from mailbot.inbound.writing import Writing

FOLDER = Path(__file__).parents[1] / "fixtures" / "replies"
FILES = sorted(FOLDER.glob("*.txt"))


def sections(path: Path) -> dict[str, str]:
    parts = path.read_text(encoding="utf-8").split("~~~ ")[1:]
    return {name.strip(): body.removesuffix("\n") for name, _, body in (part.partition("\n") for part in parts)}


def reading(parts: dict[str, str]) -> Writing:
    return written(parts.get("text", ""), parts.get("html", ""), forwarded="from" in parts)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_was_written_is_kept_and_nothing_else(path: Path) -> None:
    parts = sections(path)
    assert reading(parts).text == parts["written"].strip()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_line_ends_make_no_difference(path: Path) -> None:
    parts = sections(path)
    parts["text"] = parts.get("text", "").replace("\n", "\r\n")
    parts["html"] = parts.get("html", "").replace("\n", "\r\n")
    assert reading(parts).text == parts["written"].strip()


@pytest.mark.parametrize("path", [path for path in FILES if "answers" in sections(path)], ids=lambda path: path.stem)
def test_interleaved_answers_know_what_they_answer(path: Path) -> None:
    parts = sections(path)
    expected = dict(pair.split(" => ") for pair in parts["answers"].splitlines())
    found = {line.text: line.quoted for line in reading(parts).lines}
    assert {line: found.get(line) for line in expected} == expected


@pytest.mark.parametrize("path", [path for path in FILES if "grid" in sections(path)], ids=lambda path: path.stem)
def test_tables_that_were_written_come_out_whole(path: Path) -> None:
    parts = sections(path)
    expected = [
        [[cell.strip().replace("⏎", "\n") for cell in row.split("|")] for row in table.splitlines()]
        for table in parts["grid"].split("\n\n")
        if table.strip()
    ]
    assert [[[cell.text for cell in row] for row in grid.rows] for grid in reading(parts).grids] == expected


@pytest.mark.parametrize("path", [path for path in FILES if "from" in sections(path)], ids=lambda path: path.stem)
def test_a_mail_passed_on_names_its_author(path: Path) -> None:
    parts = sections(path)
    assert reading(parts).forwarded_from == parts["from"].strip()


def test_there_are_at_least_sixty_fixtures() -> None:
    assert len(FILES) >= 60
