"""Signer: Message-IDs and sub-address tokens that cannot be guessed (DESIGN "Threads"). They prove no sender.

The key is a secret of its own file (0600) beside the ledger; it never enters the ledger, a log or an error.
"""

import hashlib
import hmac
import os
import re
import secrets
from dataclasses import dataclass, field
from pathlib import Path

_ID = re.compile(r"<?mb\.(\d{1,12})\.([0-9a-z]{16})@")
_PROBE = re.compile(r"(\d{1,12})\.([0-9a-f]{32})")
_TOKEN = re.compile(r"([A-Za-z]{2,4}-\d{4}-\d{1,6}|[Dd]-\d{1,9})\.([0-9a-z]{8})$")


@dataclass(frozen=True, slots=True)
class Signer:
    key: bytes = field(repr=False)

    def message_id(self, entry: int, domain: str) -> str:
        """The stable Message-ID of an outbox entry, with its angle brackets (RFC 5322 3.6.4)."""
        return f"<mb.{entry}.{self._mac(f'id {entry}', 16)}@{domain}>"

    def entry(self, message_id: str) -> int | None:
        """The outbox entry that a Message-ID names, None where it is not one of ours."""
        found = _ID.search(message_id)
        if found is None or not hmac.compare_digest(found[2], self._mac(f"id {int(found[1])}", 16)):
            return None
        return int(found[1])

    def token(self, mark: str) -> str:
        """What follows the `+` of a sub-address: `SU-2026-0007.k3f9…` (RFC 5233)."""
        return f"{mark}.{self._mac(f'mark {mark.upper()}', 8)}"

    def mark(self, local_part: str) -> str | None:
        """The mark that a local part's token carries, None where there is none or it is forged."""
        _, _, token = local_part.partition("+")
        found = _TOKEN.match(token)
        if found is None or not hmac.compare_digest(found[2].lower(), self._mac(f"mark {found[1].upper()}", 8)):
            return None
        return found[1].upper()

    def probe(self, second: int) -> str:
        """The token of a mail that the bot sends to itself at that second (of the epoch)."""
        return f"{second}.{self._mac(f'probe {second}', 32)}"

    def probed(self, token: str) -> int | None:
        """The second at which a mail with that token was sent, None where it is none of ours."""
        found = _PROBE.fullmatch(token)
        if found is None or not hmac.compare_digest(found[2], self._mac(f"probe {int(found[1])}", 32)):
            return None
        return int(found[1])

    def _mac(self, text: str, length: int) -> str:
        digest = hmac.new(self.key, text.encode(), hashlib.sha256).hexdigest()
        return digest[:length]


def signer_at(path: Path, *, make: bool = True) -> Signer:
    """The signer whose key lies at `path`; made with a new key (readable by its owner alone) where there is none.

    `make` False: nothing is written, and a key that is not there yet is one that nothing was signed with.
    """
    key = secrets.token_bytes(32)
    try:
        return Signer(path.read_bytes())
    except FileNotFoundError:
        if not make:
            return Signer(key)
        path.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:  # another process was faster: its key counts
        return Signer(path.read_bytes())
    with os.fdopen(handle, "wb") as file:
        file.write(key)
    return Signer(key)
