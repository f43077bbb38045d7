"""mailbot.toml: what it gives, and what is said of a faulty one. No message ever holds a secret."""

import os
import sys
from pathlib import Path

import pytest

from mailbot.errors import SettingsError
from mailbot.settings.loopback import is_loopback
from mailbot.settings.secret import Secret
from mailbot.settings.settings import MailboxSettings, SubmissionSettings, example, load_settings

MAILBOX = '[mailbox]\nhost = "imap.corp.example"\nuser = "strategy@corp.example"\npassword_env = "IMAP"\n'
SECRET = "hunter2-秘密"


def load(folder: Path, text: str, **environ: str):
    (folder / "mailbot.toml").write_text(text, encoding="utf-8")
    return load_settings(folder, environ)


def test_without_a_file_there_is_a_ledger_and_no_server(tmp_path: Path) -> None:
    settings = load_settings(tmp_path, {})
    assert (settings.mailbox, settings.submission, settings.sub_addressing) == (None, None, False)
    assert settings.ledger.url == f"sqlite:///{tmp_path}/data/ledger.db"
    assert (settings.service.log_level, settings.service.tick_seconds) == ("info", 60)


def test_the_example_loads_and_configures_no_server(tmp_path: Path) -> None:
    settings = load(tmp_path, example())
    assert (settings.mailbox, settings.submission) == (None, None)
    assert settings == load_settings(tmp_path, {}).__class__(
        folder=tmp_path, mailbox=None, submission=None, ledger=settings.ledger, service=settings.service
    )


def test_the_example_with_its_servers_uncommented_loads_too(tmp_path: Path) -> None:
    text = "\n".join(
        line.removeprefix("# ") if line.startswith(("# [", "# ")) and (" = " in line or line.startswith("# [")) else line
        for line in example().splitlines()
        if not line.startswith(('#   password', '# url = "postgresql', '# password_env = "MAILBOT_LEDGER'))
    )
    settings = load(tmp_path, text, MAILBOT_PASSWORD="secret")
    assert settings.mailbox is not None
    assert settings.submission is not None
    assert settings.mailbox.host == "imap.corp.example"
    assert settings.mailbox.folders["quarantined"] == "已隔离"
    assert settings.mailbox.secret() == settings.submission.secret() == "secret"
    assert settings.submission.per_day == 1000
    assert [b.name for b in settings.backends] == ["版本统计"]


def test_a_mailbox_has_defaults_for_all_but_host_user_and_password(tmp_path: Path) -> None:
    mailbox = load(tmp_path, MAILBOX, IMAP="x").mailbox
    assert mailbox == MailboxSettings(
        host="imap.corp.example",
        user="strategy@corp.example",
        credential=Secret("env", ("IMAP",), tmp_path, {"IMAP": "x"}),
    )
    assert (mailbox.port, mailbox.security, mailbox.after_reading, mailbox.idle) == (993, "tls", "keyword", True)


@pytest.mark.parametrize(
    ("section", "security", "port"),
    [
        ("mailbox", "tls", 993),
        ("mailbox", "starttls", 143),
        ("submission", "tls", 465),
        ("submission", "starttls", 587),
    ],
)
def test_the_port_follows_from_the_security(tmp_path: Path, section: str, security: str, port: int) -> None:
    text = f'[{section}]\nhost = "mail.corp.example"\nuser = "u"\npassword_env = "P"\nsecurity = "{security}"\n'
    assert getattr(load(tmp_path, text), section).port == port


def test_a_relay_in_the_house_needs_no_login(tmp_path: Path) -> None:
    submission = load(tmp_path, '[submission]\nhost = "127.0.0.1"\nsecurity = "plain"\n').submission
    assert submission == SubmissionSettings(host="127.0.0.1", security="plain", port=25)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('[mailbx]\nhost = "h"\n', '[top] mailbx: expected a known key (mailbox, submission, ledger, service, backend); nearest "mailbox"'),
        (MAILBOX + "prot = 993\n", 'prot: expected a known key (*); nearest "port"'),
        (MAILBOX + 'port = "993"\n', '[mailbox] port: found "993", expected a whole number from 1 to 65535'),
        (MAILBOX + "port = 70000\n", "[mailbox] port: found 70000, expected a whole number from 1 to 65535"),
        (MAILBOX + "port = true\n", "[mailbox] port: found True, expected a whole number from 1 to 65535"),
        (
            MAILBOX + 'security = "startls"\n',
            '[mailbox] security: found "startls", expected "tls" or "starttls" or "plain"; nearest "starttls"',
        ),
        (MAILBOX + 'security = "plain"\n', '[mailbox] security: found "plain", expected "tls" or "starttls": *'),
        (MAILBOX + 'idle = "yes"\n', '[mailbox] idle: found "yes", expected true or false'),
        (MAILBOX + 'auth = "oauth"\n', '[mailbox] auth: found "oauth", expected "password" or "xoauth2"; nearest "xoauth2"'),
        (MAILBOX + 'after_reading = "moves"\n', '*nearest "move"'),
        (MAILBOX + 'keyword = "two words"\n', '[mailbox] keyword: found "two words", expected an IMAP keyword: *'),
        (MAILBOX + "poll_seconds = 1\n", "[mailbox] poll_seconds: found 1, expected a whole number from 5 to 3600"),
        (MAILBOX + 'password_file = "p"\n', "[mailbox] password_file: expected only one of password_env, *"),
        (MAILBOX + '[mailbox.folders]\naccepted = "Inbox"\n', '[mailbox.folders] accepted: found "Inbox", expected another *'),
        (MAILBOX + '[mailbox.folders]\naccept = "a"\n', '[mailbox.folders] accept: *nearest "accepted"'),
        ('[mailbox]\nhost = "h"\nuser = "u"\n', "[mailbox] password_env: expected one of password_env, *; none is there"),
        ('[mailbox]\nuser = "u"\npassword_env = "P"\n', "[mailbox] host: expected a value; it is missing"),
        ('[mailbox]\nhost = "h"\npassword_env = "P"\n', "[mailbox] user: expected a value; it is missing"),
        ('[mailbox]\nhost = ""\nuser = "u"\npassword_env = "P"\n', "[mailbox] host: expected one line of text, not empty"),
        ('[submission]\nhost = "h"\npassword_env = "P"\n', "[submission] user: expected the user whom the password belongs to"),
        ('[submission]\nhost = "h"\nper_minute = 0\n', "[submission] per_minute: found 0, expected a whole number *"),
        ("[ledger]\nkeep_days = 7\n", "[ledger] keep_days: found 7, expected 0 (for ever) or at least 30 days"),
        (MAILBOX + 'password_expires = "2027-01-31"\n', '[mailbox] password_expires: found "2027-01-31", expected a day: 2027-01-31'),
        ("[service]\nprobe_minutes = -1\n", "[service] probe_minutes: found -1, expected a whole number from 0 to 1440"),
        ("mailbox = 3\n", "mailbox: found 3, expected a table"),
        ('[ledger]\nurl = "mysql://h/d"\n', "[ledger] url: expected sqlite:///path or postgresql://*"),
        ('[ledger]\nurl = "sqlite://data/ledger.db"\n', "[ledger] url: expected sqlite:/// and a path, *"),
        ('[service]\nlog_level = "warn"\n', '[service] log_level: found "warn", *; nearest "warning"'),
    ],
)
def test_a_fault_names_file_key_found_expected_and_the_nearest_word(tmp_path: Path, text: str, fault: str) -> None:
    with pytest.raises(SettingsError) as raised:
        load(tmp_path, text)
    parts = fault.replace("[top] ", "").split("*")
    said = str(raised.value)
    assert said.startswith("mailbot.toml: ")
    assert [part for part in parts if part not in said] == []
    assert len(said.splitlines()) == 1


def test_all_faults_come_at_once(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as raised:
        load(tmp_path, '[mailbox]\nport = 0\n[service]\nlog_level = "loud"\n')
    assert [line.split(": ")[1] for line in str(raised.value).splitlines()] == [
        "[mailbox] host",
        "[mailbox] port",
        "[mailbox] user",
        "[mailbox] password_env",
        "[service] log_level",
    ]


def test_a_file_saved_as_gbk_is_named_as_that(tmp_path: Path) -> None:
    (tmp_path / "mailbot.toml").write_bytes('[service]\n# 日志\nlog_level = "info"\n'.encode("gbk"))
    with pytest.raises(SettingsError, match=r"^mailbot.toml: line 2: not UTF-8 text; save the file as UTF-8$"):
        load_settings(tmp_path, {})


def test_a_byte_order_mark_is_looked_through(tmp_path: Path) -> None:
    (tmp_path / "mailbot.toml").write_bytes(b'\xef\xbb\xbf[service]\r\nlog_level = "error"\r\n')
    assert load_settings(tmp_path, {}).service.log_level == "error"


@pytest.mark.parametrize(
    "text",
    [
        f'[mailbox]\nhost = "h"\nuser = "u"\npassword = "{SECRET}"\n',
        f'[mailbox]\nhost = "h"\nuser = "u"\npasswrod = "{SECRET}"\n',
        f'[mailbox]\nhost = "h"\nuser = "u"\npassword_command = "{SECRET}"\n',
        f'[mailbox]\nhost = "h"\nuser = "u"\npassword_command = ["", "{SECRET}"]\n',
        f'[mailbox]\nhost = "h"\nuser = "u"\npassword_env = ["{SECRET}"]\n',
        f'[ledger]\nurl = "postgresql://mailbot:{SECRET}@db/mailbot"\n',
        f'[ledger]\nurl = "oracle://mailbot:{SECRET}@db/mailbot"\n',
        f'[ledger]\nurl = ["{SECRET}"]\n',
        f'[mailbox]\npassword = "{SECRET}\n',
    ],
)
def test_no_fault_repeats_a_secret(tmp_path: Path, text: str) -> None:
    with pytest.raises(SettingsError) as raised:
        load(tmp_path, text)
    assert SECRET not in str(raised.value)
    assert raised.value.__cause__ is None


def test_settings_print_without_their_secrets(tmp_path: Path) -> None:
    text = MAILBOX.replace('_env = "IMAP"', f'_command = ["printf", "{SECRET}"]')
    text += '[submission]\nhost = "h"\nuser = "u"\npassword_env = "SMTP"\n'
    settings = load(tmp_path, text, SMTP=SECRET)
    assert SECRET not in repr(settings)
    assert "Secret(command printf)" in repr(settings)
    assert settings.mailbox.secret() == settings.submission.secret() == SECRET


def test_a_password_file_gives_its_first_line(tmp_path: Path) -> None:
    path = tmp_path / "password"
    path.write_text(f"{SECRET}\r\nnotes\n", encoding="utf-8")
    path.chmod(0o600)
    assert Secret("file", ("password",), tmp_path).reveal() == SECRET


@pytest.mark.skipif(os.name != "posix", reason="file modes")
def test_a_password_file_that_everybody_may_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "password"
    path.write_text(SECRET, encoding="utf-8")
    path.chmod(0o644)
    with pytest.raises(SettingsError, match=r"everybody may read .*chmod 600") as raised:
        Secret("file", ("password",), tmp_path).reveal()
    assert SECRET not in str(raised.value)


def test_a_password_command_runs_without_a_shell_and_gives_its_first_line(tmp_path: Path) -> None:
    program = "import sys; print(sys.argv[1]); print('second')"
    secret = Secret("command", (sys.executable, "-c", program, "a; $HOME `b`"), tmp_path)
    assert secret.reveal() == "a; $HOME `b`"


@pytest.mark.parametrize(
    ("secret", "said"),
    [
        (Secret("env", ("NONE",), environ={}), "the environment has no variable NONE"),
        (Secret("env", ("EMPTY",), environ={"EMPTY": ""}), "EMPTY is empty"),
        (Secret("env", ("TWO",), environ={"TWO": f"{SECRET}\nLOGIN"}), "TWO holds control characters"),
        (Secret("file", ("nowhere",), Path("/nonexistent")), "cannot read /nonexistent/nowhere: No such file or directory"),
        (Secret("command", ("/nonexistent/pass",)), "cannot run /nonexistent/pass: No such file or directory"),
        (
            Secret("command", (sys.executable, "-c", f"import sys; sys.exit('{SECRET}')")),
            f"{sys.executable} ended with status 1",
        ),
        (Secret("command", (sys.executable, "-c", "")), "is empty"),
    ],
)
def test_a_credential_that_cannot_be_had_says_where_it_was_looked_for(secret: Secret, said: str) -> None:
    with pytest.raises(SettingsError) as raised:
        secret.reveal()
    assert said in str(raised.value)
    assert SECRET not in str(raised.value)


def test_a_token_is_asked_for_anew_each_time() -> None:
    environ = {"TOKEN": "first"}
    secret = Secret("env", ("TOKEN",), environ=environ)
    assert secret.reveal() == "first"
    environ["TOKEN"] = "second"
    assert secret.reveal() == "second"


@pytest.mark.parametrize(
    ("url", "password", "expected"),
    [
        ("postgresql://mailbot@db.corp.example:5433/mailbot", "p@ss/w:ord", "postgresql://mailbot:p%40ss%2Fw%3Aord@db.corp.example:5433/mailbot"),
        ("postgresql://mailbot@[::1]/mailbot?sslmode=require", "秘", "postgresql://mailbot:%E7%A7%98@[::1]/mailbot?sslmode=require"),
    ],
)  # fmt: skip
def test_the_ledgers_password_goes_into_its_url_at_the_last_moment(
    tmp_path: Path, url: str, password: str, expected: str
) -> None:
    ledger = load(tmp_path, f'[ledger]\nurl = "{url}"\npassword_env = "DB"\n', DB=password).ledger
    assert (ledger.url, ledger.secret_url()) == (url, expected)


@pytest.mark.parametrize(
    ("host", "loopback"),
    [
        ("localhost", True),
        ("LOCALHOST.", True),
        ("127.0.0.1", True),
        ("127.8.9.1", True),
        ("::1", True),
        ("localhost.corp.example", False),
        ("127.0.0.1.corp.example", False),
        ("192.168.1.5", False),
        ("0.0.0.0", False),
        ("imap.corp.example", False),
    ],
)
def test_loopback_is_this_machine_alone(host: str, loopback: bool) -> None:
    assert is_loopback(host) is loopback


@pytest.mark.parametrize("kind", [MailboxSettings, SubmissionSettings])
def test_no_settings_in_clear_can_be_made_for_another_machine(kind: type) -> None:
    with pytest.raises(SettingsError, match="plain"):
        kind(host="imap.corp.example", security="plain", user="u")


# --- back ends ---------------------------------------------------------------------------------------------------------

BACKEND = '[[backend]]\nname = "stats"\nurl = "https://stats.corp.example/v?p={product}"\n'


def test_a_back_end_has_defaults_for_all_but_name_and_url(tmp_path: Path) -> None:
    (backend,) = load(tmp_path, BACKEND + 'token_env = "STATS"\n', STATS=SECRET).backends
    assert (backend.kinds, backend.products, backend.seconds, backend.max_octets) == ((), (), 20, 5 * 2**20)
    assert backend.secret_header is not None
    assert SECRET not in repr(backend)


def test_the_token_stands_in_the_header_that_is_named(tmp_path: Path) -> None:
    text = BACKEND + 'token_env = "STATS"\nheader = "X-Api-Key: key={token}"\n'
    assert load(tmp_path, text, STATS="abc").backends[0].secret_header() == ("X-Api-Key", "key=abc")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('[backend]\nname = "a"\n', "backend: found {'name': 'a'}, expected tables, each headed [[backend]]"),
        ('[[backend]]\nname = "a"\n', "[backend 1] url: expected a value; it is missing"),
        (BACKEND + BACKEND, '[backend 2] name: found "stats", expected a name of its own'),
        (BACKEND + 'product = "x"\n', '[backend 1] product: expected a known key (*); nearest "products"'),
        (BACKEND + "kinds = [1]\n", "[backend 1] kinds: expected a list of texts, none of them empty"),
        (BACKEND + f'token = "{SECRET}"\n', "[backend 1] token: expected no token in this file: name its place by one of token_env"),
        (BACKEND + 'token_env = "A"\ntoken_file = "b"\n', "[backend 1] token_file: expected only one of token_env"),
        (BACKEND + 'header = "Authorization"\n', "[backend 1] header: expected a header with {token} in it"),
        (BACKEND + "timeout_seconds = 0\n", "[backend 1] timeout_seconds: found 0, expected a whole number from 1 to 120"),
        (BACKEND.replace("https", "http"), "[backend 1] url: expected https:// (http:// is for this machine alone"),
        (BACKEND.replace("https", "file"), "[backend 1] url: expected https://"),
        (BACKEND.replace("https://", f"https://u:{SECRET}@"), "[backend 1] url: expected *"),
        (BACKEND.replace("https://", "https://u:geheim@"), "[backend 1] url: expected no user or password in the address"),
        (BACKEND.replace("{product}", "{prodct}"), "[backend 1] url: expected only {code}, {product}, {version}, {parameters} in braces"),
        (BACKEND.replace("stats.corp", "{product}.corp"), "[backend 1] url: expected an address of a fixed host"),
        (BACKEND.replace("/v?", "/版本?"), "[backend 1] url: expected an address of a fixed host, other characters percent-encoded"),
    ],
)
def test_a_faulty_back_end_is_named_and_its_address_is_not_shown(tmp_path: Path, text: str, fault: str) -> None:
    with pytest.raises(SettingsError) as raised:
        load(tmp_path, text)
    said = str(raised.value)
    assert [part for part in fault.split("*") if part not in said] == []
    assert SECRET not in said
    assert "geheim" not in said
