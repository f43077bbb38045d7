"""`mailbot init` and `mailbot check`."""

import json
import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from servers.settings import settings
from working_folder import Terminal

from mailbot.cli import cli
from mailbot.demo.server import Server
from mailbot.inbound.letter import read_letter
from mailbot.rulebook.load import default_folder, load_rules
from mailbot.watching.checkup import checkup
from mailbot.watching.selfmail import judge


def test_init_makes_a_working_folder_with_commented_rules_and_settings(terminal: Terminal) -> None:
    made = {p.relative_to(terminal.folder).as_posix() for p in terminal.folder.rglob("*") if p.is_file()}
    defaults = {f"rules/{p.relative_to(default_folder()).as_posix()}" for p in default_folder().rglob("*.toml")}
    assert made == {*defaults, "mailbot.toml"}
    for name in made:
        text = (terminal.folder / name).read_text(encoding="utf-8")
        tomllib.loads(text)
        assert text.startswith("#"), name


def test_init_leaves_the_files_that_are_there(terminal: Terminal) -> None:
    kept = terminal.folder / "rules" / "people.toml"
    kept.write_text(kept.read_text(encoding="utf-8").replace("陈静", "陈晶"), encoding="utf-8")
    (terminal.folder / "rules" / "tags.toml").unlink()
    output = CliRunner().invoke(cli, ["init", str(terminal.folder)]).output
    assert "陈晶" in kept.read_text(encoding="utf-8")
    assert [line for line in output.splitlines() if line.endswith(".toml")] == [
        str(terminal.folder / "rules" / "tags.toml")
    ]


def findings(terminal: Terminal, *more: str) -> dict[str, list[str]]:
    result = terminal.run("check", "--json", *more, ok=False)
    found: dict[str, list[str]] = {}
    for finding in json.loads(result.stdout):
        found.setdefault(finding["what"], []).append(finding["state"])
    found["exit"] = [str(result.exit_code)]
    return found


def test_check_is_content_with_a_new_folder_and_says_which_servers_are_missing(terminal: Terminal) -> None:
    found = findings(terminal)
    assert (found["rules"][0], found["settings"], found["ledger"], found["clock"]) == ("ok", ["ok"], ["ok"], ["ok"])
    assert (found["mailbox"], found["submission"], found["exit"]) == (["warning"], ["warning"], ["0"])


@pytest.mark.parametrize(
    ("file", "old", "new", "what", "words"),
    [
        ("rules/people.toml", 'roles = ["pm"]', 'roles = ["pmm"]', "rules", ["people.toml", "pmm", "'pm'"]),
        ("rules/company.toml", 'authserv_ids = ["mx.corp.example"]', "authserv_ids = []", "identity", ["authserv_ids"]),
        ("mailbot.toml", "[ledger]", "[legder]", "settings", ["legder", "ledger"]),
        ("mailbot.toml", "sqlite:///data/ledger.db", "mysql://x/y", "settings", ["[ledger] url", "postgresql://"]),
        ("mailbot.toml", "[ledger]", '[mailbox]\nhost = "127.0.0.1"\nport = 9\nsecurity = "plain"\nuser = "x"\n'
         'password_env = "MAILBOT_NO_SUCH"\n[ledger]', "mailbox", ["MAILBOT_NO_SUCH"]),
        ("mailbot.toml", "[ledger]", '[submission]\nhost = "127.0.0.1"\nport = 9\nsecurity = "plain"\n[ledger]',
         "submission", ["127.0.0.1:9"]),
    ],
)  # fmt: skip
def test_check_names_what_is_wrong_and_fails(
    terminal: Terminal, file: str, old: str, new: str, what: str, words: list[str]
) -> None:
    path = terminal.folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    result = terminal.run("check", "--json", ok=False)
    assert result.exit_code == 1
    wrong = [f["details"] for f in json.loads(result.stdout) if f["what"] == what and f["state"] == "wrong"]
    assert [w for w in words if w not in "\n".join(wrong)] == []


def test_check_looks_at_the_companys_own_templates(terminal: Terminal) -> None:
    terminal.file("templates/zh/receipt.html", b"<lead>{% if %}</lead>")
    assert findings(terminal)["templates"] == ["wrong"]


@pytest.fixture
def served(terminal: Terminal) -> "tuple[Terminal, dict[str, str]]":
    """A folder whose servers live, with what its environment must hold."""
    rules = load_rules([terminal.folder / "rules"])
    server = Server(rules.company, lambda: datetime.now(UTC))
    server.start()
    text = settings(imap=server.imap_port, smtp=server.smtp_port, user=server.user)
    (terminal.folder / "mailbot.toml").write_text(text, encoding="utf-8")
    yield terminal, {"MAILBOT_TEST_PASSWORD": server.password}
    server.stop()


def states(folder: Path, environ: dict[str, str]) -> dict[str, tuple[str, str]]:
    return {f.what: (f.state, f.details) for f in checkup(folder, environ, datetime.now(UTC))}


def test_check_mails_the_bot_itself_and_shows_the_proof(served: tuple[Terminal, dict[str, str]]) -> None:
    terminal, environ = served
    found = states(terminal.folder, environ)
    assert (found["mailbox"][0], found["submission"][0]) == ("ok", "ok")
    assert found["identity"] == ("ok", "the server proves the sender of the bot's own mail (dmarc)")


def test_check_proposes_the_line_that_is_missing(served: tuple[Terminal, dict[str, str]]) -> None:
    terminal, environ = served
    company = terminal.folder / "rules" / "company.toml"
    company.write_text(
        company.read_text(encoding="utf-8").replace('"mx.corp.example"', '"mx.old.example"'), encoding="utf-8"
    )
    state, details = states(terminal.folder, environ)["identity"]
    assert state == "wrong"
    assert 'authserv_ids = ["mx.old.example", "mx.corp.example"]' in details


def test_check_says_that_a_password_is_wrong(served: tuple[Terminal, dict[str, str]]) -> None:
    terminal, _ = served
    state, details = states(terminal.folder, {"MAILBOT_TEST_PASSWORD": "nonsense"})["mailbox"]
    assert (state, "nonsense" in details) == ("wrong", False)


@pytest.mark.parametrize(
    ("head", "lines"),
    [
        ("", ()),
        (
            "Authentication-Results: mx9.corp.example; dmarc=pass\r\n",
            ('authserv_ids = ["mx.corp.example", "mx9.corp.example"]',),
        ),
        ("Authentication-Results: mx9.corp.example; dmarc=fail\r\n", ()),
        (
            "X-MS-Exchange-Organization-AuthAs: Internal\r\n",
            ('internal = ["X-MS-Exchange-Organization-AuthAs: Internal"]',),
        ),
        ("X-MS-Exchange-Organization-AuthAs: Anonymous\r\n", ()),
    ],
)
def test_the_lines_proposed_are_those_that_would_prove_the_mail(head: str, lines: tuple[str, ...]) -> None:
    rules = load_rules([default_folder()])
    letter = read_letter(f"{head}From: strategy@corp.example\r\n\r\nx".encode())
    assert judge(letter, rules, datetime.now(UTC) - datetime.now(UTC)).lines == lines
