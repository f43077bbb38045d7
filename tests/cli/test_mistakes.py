"""Mistakes on the command line: each is answered in a sentence that says what was wrong and what would be right."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from working_folder import Terminal

from mailbot.cli import cli


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["statsu"], "there is no command 'statsu'; is `status` meant?"),
        (["frobnicate"], "there is no command 'frobnicate'"),
        (["--nonsense"], "No such option '--nonsense'"),
        (["status", "--jsno"], "No such option '--jsno'"),
        (["explain"], "Missing argument 'FILES...'"),
        (["explain", "none.eml"], "none.eml: no such file or folder"),
        (["ingest", "none.mbox"], "none.mbox: no such file or folder"),
        (["ingest", "note.eml", "--now", "yesterday"], "'yesterday' is no time; write it like 2026-12-01T09:00"),
        (["tick", "--now", "2026-13-01"], "'2026-13-01' is no time; write it like 2026-12-01T09:00"),
        (["show"], "Missing argument 'CODE'"),
        (["show", "SU-2026-0404"], "there is no campaign SU-2026-0404; `mailbot status` lists them"),
        (["rehearse", "SU-2026-0404", "--until", "2026-12-01"], "there is no campaign SU-2026-0404; `mailbot status` lists them"),
        (["rehearse", "SU-2026-0001"], "Missing option '--until'"),
        (["rehearse", "SU-2026-0001", "--until", "soon"], "'soon' does not match the format '%Y-%m-%d'"),
        (["why", "99"], "there is no outbox entry 99; `mailbot outbox` lists them"),
        (["why", "abc"], "abc is neither a reminder's number (D-1042: `mailbot outbox`) nor a campaign's code (`mailbot status`)"),
        (["calendar", "2026-13"], "'2026-13' is no month; write it like 2026-10"),
        (["calendar", "--import", "none.csv"], "File 'none.csv' does not exist"),
        (["calendar", "--import", "note.eml"], "note.eml: expected the days off of a year (at least"),
        (["quarantine", "show", "5"], "there is no mail 5; `mailbot quarantine list` lists them"),
        (["quarantine", "release", "5"], "there is no mail 5; `mailbot quarantine list` lists them"),
        (["quarantine", "drop", "x"], "'x' is not a valid integer"),
        (["retry", "5"], "there is no mail 5; `mailbot quarantine list` lists them"),
        (["retry", "--entry", "5"], "outbox entry 5 was neither refused nor held: nothing to send again"),
        (["run"], "[mailbox] and [submission] are missing; `mailbot run` needs both servers"),
        (["backup", "."], "no backup could be written to ."),
        (["migrate", "--to", "mysql://x"], "a ledger cannot be kept in mysql: sqlite:///data/ledger.db or postgresql://… is meant"),
        (["init", "note.eml"], "Directory 'note.eml' is a file"),
        (["demo", "--into", "."], "is not empty and was not made by the demo: name another by --into"),
        (["digest", "--preview", "--now", "noon"], "'noon' is no time; write it like 2026-12-01T09:00"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)  # fmt: skip
def test_a_mistake_is_named_with_what_would_be_right(
    arguments: list[str], says: str, terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(terminal.folder)
    Path("note.eml").write_text("no mail at all", encoding="utf-8")
    result = CliRunner().invoke(cli, arguments)
    assert result.exit_code != 0
    assert says in " ".join(result.output.split())
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert "Traceback" not in result.output


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("rules/people.toml", "[[person]\n", "rules/people.toml:1: not TOML"),
        ("rules/company.toml", '[company]\ntimezone = "Asia/Shangai"\n', "expected a time zone (Asia/Shanghai); nearest: 'Asia/Shanghai'"),
        ("mailbot.toml", '[ledgr]\nurl = "x"\n', 'mailbot.toml: ledgr: expected a known key (mailbox, submission, ledger, service, backend); nearest "ledger"'),
        ("data/ledger.db", "no database " * 50, "the ledger's database cannot be opened: file is not a database"),
    ],
    ids=lambda value: value if "\n" not in value and len(value) < 20 else "",
)  # fmt: skip
def test_a_broken_file_of_the_working_folder_is_named(name: str, text: str, says: str, terminal: Terminal) -> None:
    path = terminal.folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    result = terminal.run("status", ok=False)
    assert result.exit_code == 1
    assert says in " ".join(result.output.split())
    assert isinstance(result.exception, SystemExit)


def test_a_folder_that_is_not_there_is_not_taken_for_an_empty_one(tmp_path: Path) -> None:
    result = CliRunner().invoke(cli, ["--folder", str(tmp_path / "none"), "status"])
    assert (result.exit_code, "no such folder; `mailbot init" in result.output) == (1, True)
    assert not (tmp_path / "none").exists()


def test_a_folder_without_mails_is_said_to_have_none(terminal: Terminal) -> None:
    (terminal.folder / "empty").mkdir()
    for command in ("explain", "ingest"):
        assert "no mail in" in terminal.run(command, terminal.folder / "empty").output
