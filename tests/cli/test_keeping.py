"""`mailbot quarantine retry backup migrate tick digest why rehearse calendar`: an operator's hand, and the clock."""

import json
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from working_folder import PLAN, Terminal, mail

from mailbot.ledger.ledger import Ledger

# --- quarantine and retry -------------------------------------------------------------------------------------------


@pytest.fixture
def held(terminal: Terminal) -> Terminal:
    """An unproven plan and a stranger's mail."""
    terminal.takes(mail("【计划】星桥服务端8.2.1在线升级", PLAN, proven=False))
    terminal.takes(mail("[HELP] \x1b[31m", "秘密\x07", sender="x@elsewhere.example", id="2"))
    return terminal


def test_the_quarantine_is_listed_with_the_reason(held: Terminal) -> None:
    listed = held.json("quarantine", "list")
    assert [(m["id"], m["from"], m["state"], m["reasons"]) for m in listed] == [
        (1, "chenjing@corp.example", "decided", ["unproven", "no-header"]),
        (2, "x@elsewhere.example", "decided", ["stranger"]),
    ]
    shown = held.run("quarantine", "list").stdout
    assert held.run("quarantine").stdout == shown
    assert [w for w in ("chenjing@corp.example", "没有证明是本人发的", "发件人不在通讯录里") if w not in shown] == []


def test_a_mail_is_shown_inert_and_raw(held: Terminal) -> None:
    shown = held.run("quarantine", "show", 2).stdout
    assert ("stranger" in shown, "秘密" in shown, "\x1b" in shown, "\x07" in shown) == (True, True, False, False)
    raw = held.run("quarantine", "show", 2, "--raw").stdout_bytes
    assert raw == (held.folder / "in" / "1.eml").read_bytes()


def test_a_released_mail_is_taken_as_if_its_sender_were_proven(held: Terminal) -> None:
    assert held.run("quarantine", "release", 1).stdout.strip() == "accepted plan SU-2026-0001"
    assert [m["id"] for m in held.json("quarantine", "list")] == [2]
    assert held.run("quarantine", "release", 1, ok=False).exit_code == 1
    assert held.json("verify") == []


def test_a_dropped_mail_stays_in_the_ledger_and_is_never_taken(held: Terminal) -> None:
    held.run("quarantine", "drop", 2)
    assert [m["id"] for m in held.json("quarantine", "list")] == [1]
    assert held.run("quarantine", "release", 2, ok=False).exit_code == 1
    assert [m["verdict"] for m in held.json("export")["mails"]] == ["quarantined", "ignored"]
    assert held.lines("ingest", held.folder / "in" / "1.eml") == []


@pytest.mark.parametrize("command", ["show", "release", "drop"])
def test_a_number_that_is_no_mail_fails_and_says_where_to_look(held: Terminal, command: str) -> None:
    result = held.run("quarantine", command, 99, ok=False)
    assert (result.exit_code, "quarantine list" in result.output) == (1, True)


def test_a_mail_that_broke_the_bot_is_listed_shown_and_taken_again(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    from mailbot.considering import consider

    genuine = consider.interpret
    monkeypatch.setattr(consider, "interpret", lambda context: 1 / 0)
    taken = terminal.takes(mail("【计划】星桥服务端8.2.1在线升级", PLAN))
    assert (taken["verdict"], taken["kind"]) == ("quarantined", "unknown")
    (listed,) = terminal.json("quarantine", "list")
    assert (listed["state"], listed["error"]) == ("set-aside", "ZeroDivisionError: division by zero")
    assert "Traceback" in terminal.run("quarantine", "show", 1).stdout
    assert [p["purpose"] for p in terminal.json("outbox")] == ["admin"]
    terminal.run("retry")
    assert len(terminal.json("quarantine", "list")) == 1
    monkeypatch.setattr(consider, "interpret", genuine)
    assert "accepted" in terminal.run("retry", 1).stdout
    assert (terminal.json("quarantine", "list"), terminal.json("verify")) == ([], [])
    assert [c["code"] for c in terminal.json("export")["campaigns"]] == ["SU-2026-0001"]


# --- backup and migrate ---------------------------------------------------------------------------------------------


def test_a_backup_is_a_whole_ledger(planned: Terminal, tmp_path: Path) -> None:
    planned.run("backup", tmp_path / "copy.db")
    other = Terminal(tmp_path / "other")
    other.file("mailbot.toml", b'[ledger]\nurl = "sqlite:///../copy.db"\n')
    assert other.json("verify") == []
    assert other.json("export") == planned.json("export")
    assert other.json("outbox") == planned.json("outbox")


def test_migrate_says_that_there_is_nothing_to_do(planned: Terminal) -> None:
    assert "up to date" in planned.run("migrate").stdout


def test_migrate_moves_a_ledger_and_verifies_it_there(planned: Terminal, tmp_path: Path) -> None:
    assert "verified" in planned.run("migrate", "--to", f"sqlite:///{tmp_path}/moved.db").stdout
    other = Terminal(tmp_path / "other")
    other.file("mailbot.toml", f'[ledger]\nurl = "sqlite:///{tmp_path}/moved.db"\n'.encode())
    assert other.json("export") == planned.json("export")
    again = planned.run("migrate", "--to", f"sqlite:///{tmp_path}/moved.db", ok=False)
    assert again.exit_code == 1


def test_migrate_takes_a_path_from_the_working_folder_and_moves_no_ledger_into_itself(planned: Terminal, tmp_path: Path) -> None:
    itself = planned.run("migrate", "--to", "sqlite:///data/ledger.db", ok=False)
    assert (itself.exit_code, "in use" in itself.stderr, planned.json("verify")) == (1, True, [])


def test_migrate_leaves_a_ledger_alone_on_which_a_service_runs(planned: Terminal, tmp_path: Path) -> None:
    url = f"sqlite:///{planned.folder}/data/ledger.db"
    with Ledger.open(url, service=True):
        refused = planned.run("migrate", "--to", f"sqlite:///{tmp_path}/moved.db", ok=False)
    assert (refused.exit_code, "in use by another mailbot" in refused.stderr) == (1, True)
    with Ledger.open(url) as ledger:
        assert ledger.leases.take("mailbox", "host:1", 60)
    refused = planned.run("migrate", "--to", f"sqlite:///{tmp_path}/moved.db", ok=False)
    assert (refused.exit_code, "host:1" in refused.stderr) == (1, True)


def test_a_move_that_is_killed_leaves_the_target_empty_and_goes_again(planned: Terminal, tmp_path: Path) -> None:
    source = f"sqlite:///{planned.folder}/data/ledger.db"
    target = f"sqlite:///{tmp_path}/moved.db"
    program = (
        "import os, signal, sys\nfrom mailbot.ledger.ledger import Ledger\nfrom mailbot.ledger.move import move\n"
        "kill = lambda table, rows: os.kill(os.getpid(), signal.SIGKILL) if table == 'entry' else None\n"
        "with Ledger.open(sys.argv[1]) as old, Ledger.open(sys.argv[2]) as new: move(old, new, kill)\n"
    )
    killed = subprocess.run([sys.executable, "-c", program, source, target])
    assert killed.returncode == -signal.SIGKILL
    assert "verified" in planned.run("migrate", "--to", target).stdout


@pytest.mark.server
def test_migrate_moves_a_ledger_to_postgresql(planned: Terminal, tmp_path: Path, postgresql: str) -> None:
    planned.run("migrate", "--to", postgresql)
    other = Terminal(tmp_path / "other")
    other.file("mailbot.toml", f'[ledger]\nurl = "{postgresql}"\n'.encode())
    assert (other.json("verify"), other.json("export")) == ([], planned.json("export"))


# --- the clock ------------------------------------------------------------------------------------------------------


def test_a_tick_does_what_is_due_once(planned: Terminal) -> None:
    first = planned.json("tick", "--now", "2026-12-03T09:30")
    assert (first["changed"], first["queued"] > 0) == (1, True)
    assert planned.json("tick", "--now", "2026-12-03T09:31") == {"changed": 0, "queued": 0}
    assert planned.json("verify") == []


def test_a_tick_takes_its_time_with_or_without_a_zone(planned: Terminal) -> None:
    assert planned.json("tick", "--now", "2026-12-03T01:30:00+00:00")["queued"] > 0
    reminders = [p for p in planned.json("outbox") if p["purpose"] == "reminder"]
    assert {p["created"][:13] for p in reminders} == {"2026-12-03T09"}
    assert planned.run("tick", "--now", "someday", ok=False).exit_code == 2


def test_where_nothing_is_open_the_preview_says_that_no_digest_would_leave(terminal: Terminal) -> None:
    shown = terminal.run("digest", "--preview", "--now", "2026-12-14T09:00").stdout
    assert shown.strip() == "no campaign is open or has changed since the last digest: none would be sent"
    assert terminal.json("digest", "--preview", "--now", "2026-12-14T09:00") == {}


def test_the_digest_is_shown_and_not_sent(planned: Terminal) -> None:
    before = len(planned.json("outbox"))
    shown = planned.run("digest", "--preview", "--now", "2026-12-14T09:00").stdout
    assert [w for w in ("周报", "SU-2026-0001", "星桥服务端") if w not in shown] == []
    page = planned.folder / "digest.html"
    planned.run("digest", "--preview", "--html", page, "--now", "2026-12-14T09:00")
    assert "SU-2026-0001" in page.read_text(encoding="utf-8")
    assert isinstance(planned.json("digest", "--preview", "--now", "2026-12-14T09:00"), dict)
    assert len(planned.json("outbox")) == before


def test_why_gives_the_rule_and_the_days_counted(planned: Terminal) -> None:
    planned.run("tick", "--now", "2026-12-07T09:30")
    reminder = next(
        p for p in planned.json("outbox") if p["purpose"] == "reminder" and p["to"] == ["sunli@corp.example"]
    )
    for asked in (f"D-{reminder['id']}", str(reminder["id"]), "SU-2026-0001"):
        rows = planned.json("why", asked)
        assert {r["campaign"] for r in rows} == {"SU-2026-0001"}
        assert [k for k in ("step", "due", "at", "days", "person") if any(k not in r for r in rows)] == []
    assert planned.run("why", "D-9999", ok=False).exit_code == 1


def test_a_rehearsal_lists_what_would_go_out(planned: Terminal) -> None:
    before = planned.json("export")
    rows = planned.json("rehearse", "SU-2026-0001", "--until", "2026-12-20", "--now", "2026-12-01T09:00")
    assert [r["at"] for r in rows] == sorted(r["at"] for r in rows)
    assert "sunli@corp.example" in {a for r in rows for a in r["to"]}
    assert planned.json("export") == before
    assert planned.run("rehearse", "SU-2026-0099", "--until", "2026-12-20", ok=False).exit_code == 1


def test_the_calendar_shows_days_off_and_make_up_days(terminal: Terminal) -> None:
    days = {d["day"]: d["work"] for d in terminal.json("calendar", "2026-10")}
    assert len(days) == 31
    assert [days[d] for d in ("2026-10-01", "2026-10-09", "2026-10-10", "2026-10-11")] == [False, True, True, False]
    assert terminal.run("calendar", "October", ok=False).exit_code == 1


def test_every_command_says_what_it_does() -> None:
    from click.testing import CliRunner

    from mailbot.cli import cli

    shown = CliRunner().invoke(cli, ["--help"]).output
    names = [
        line.split()[0]
        for line in shown.partition("Commands:")[2].splitlines()
        if line.startswith("  ") and line[2] != " "
    ]
    wanted = {
        "demo", "init", "check", "run", "ingest", "explain", "status", "show", "outbox", "quarantine", "retry", "tick", "digest",
        "export", "verify", "backup", "migrate", "why", "rehearse", "calendar",
    }  # fmt: skip
    assert set(names) >= wanted
    for name in names:
        result = CliRunner().invoke(cli, [name, "--help"])
        assert (result.exit_code, len(result.output) > 100) == (0, True), name


def test_a_rules_fault_is_told_in_words_and_ends_the_command(planned: Terminal) -> None:
    path = planned.folder / "rules" / "people.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('"lead"', '"leed"'), encoding="utf-8")
    result = planned.run("status", ok=False)
    assert (result.exit_code, "Traceback" in result.output) == (1, False)
    assert [w for w in ("people.toml", "leed", "lead") if w not in result.output] == []


def test_a_damaged_ledger_is_told_in_words(planned: Terminal) -> None:
    path = planned.folder / "data" / "ledger.db"
    sqlite3.connect(path).close()
    for extra in ("-wal", "-shm"):
        Path(f"{path}{extra}").unlink(missing_ok=True)
    path.write_bytes(b"this is no database" * 1000)
    result = planned.run("status", ok=False)
    assert (result.exit_code, "Traceback" in result.output) == (1, False)
    assert json.dumps(result.output)  # words


def test_retention_says_what_goes_and_verify_says_where_it_starts(planned: Terminal) -> None:
    settings = planned.folder / "mailbot.toml"
    assert "everything is kept for ever" in planned.run("retention", ok=False).output
    settings.write_text(settings.read_text(encoding="utf-8").replace("keep_days = 0", "keep_days = 30"), encoding="utf-8")
    planned.takes(mail("[PLAN] SU-2026-0001", "状态: 取消\n理由：客户推迟", id="2"))
    shown = planned.json("retention", "--preview", "--now", "2027-02-01T10:00")
    assert (shown["mails"], shown["tables"]) == (2, 0)
    assert planned.run("retention", "--now", "2027-02-01T10:00").output.startswith("2 mails (")
    said = planned.run("verify", "--from-mails")
    assert "2 mails, decided until 2026-11-30 10:00, are read no more" in said.output
    assert planned.json("verify") == []
    assert "removed by retention" in planned.run("quarantine", "show", "1", ok=False).output
