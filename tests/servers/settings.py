"""settings: a mailbot.toml for servers on loopback."""

_SETTINGS = """\
[mailbox]
host = "127.0.0.1"
port = {imap}
security = "plain"
user = "{user}"
password_env = "MAILBOT_TEST_PASSWORD"

[submission]
host = "127.0.0.1"
port = {smtp}
security = "plain"
per_minute = 1000

[service]
tick_seconds = 10
"""


def settings(*, imap: int, user: str, smtp: int) -> str:
    """Of the two servers' ports and the mailbox's user; the password is expected in MAILBOT_TEST_PASSWORD."""
    return _SETTINGS.format(imap=imap, user=user, smtp=smtp)
