"""Reply: what the submission server said, on one line, and what that means for a mail."""

import base64
from typing import NamedTuple

from mailbot.outbound.judge import State, judge


class Reply(NamedTuple):
    """RFC 5321 4.2: a code and a text."""

    code: int
    text: str

    @classmethod
    def of(cls, answer: tuple[int, bytes]) -> "Reply":
        """As smtplib gives it."""
        return cls(answer[0], one_line(answer[1]))

    @property
    def state(self) -> State:
        return judge(self.code, self.text)

    def __str__(self) -> str:
        return f"{self.code} {self.text}".strip()


def one_line(text: str | bytes, secret: str = "") -> str:
    """The server's words on one line, at most 500 characters, without the secret should the server echo it."""
    if isinstance(text, bytes):
        octets = text
        try:
            text = octets.decode()
        except UnicodeDecodeError:
            text = octets.decode("gb18030", "replace")  # replies of Chinese servers
    if secret:
        text = text.replace(secret, "***").replace(as_base64(secret), "***")
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:500]


def as_base64(text: str) -> str:
    return base64.b64encode(text.encode()).decode("ascii")
