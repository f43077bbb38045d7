"""PuttingAway: mark or move the mails that the ledger holds. A refusal here costs tidiness, never a mail."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import islice
from typing import Any

from mailbot.inbound.asking import Ask, OrderRefused
from mailbot.inbound.fetching import COMMAND_UIDS
from mailbot.settings.settings import MailboxSettings

REMOVE = "remove"  # in place of a verdict: the bot's own mail to itself goes


class PuttingAway:
    """Puts away in one folder, on one connection. Doing it again does no harm: a UID that is gone is no error in IMAP."""

    def __init__(self, ask: Ask, where: MailboxSettings, flags: Sequence[bytes], on_warning: Callable[[str], None]):
        """`flags`: what the server's PERMANENTFLAGS allow."""
        self._ask, self._where, self._on_warning = ask, where, on_warning
        allowed = {flag.lower() for flag in flags}
        # Custom keywords are kept only where PERMANENTFLAGS has `\*` (RFC 3501 7.1); QQ mail has it not.
        self.marks = where.after_reading == "keyword" and (
            b"\\*" in allowed or where.keyword.lower().encode() in allowed
        )
        self.moves = where.after_reading == "move"
        self._names: dict[str, str] = {}
        self._made: set[str] = set()
        self._warned: set[str] = set()

    def put_away(self, verdicts: Mapping[int, str]) -> None:
        """`verdicts` by UID; `REMOVE` is one, too. Raises MailServerError where the connection broke."""
        if self._where.after_reading != "nothing":
            for uids in _chunks(uid for uid in verdicts if verdicts[uid] == REMOVE):
                self._order("removing", partial(_remove, uids=uids))
        verdicts = {uid: verdict for uid, verdict in verdicts.items() if verdict != REMOVE}
        if self._where.after_reading == "keyword" and not self.marks:
            self._warn("the server keeps no keywords in this folder: mails taken are not marked")
        elif self.marks:
            for uids in _chunks(verdicts):
                self._mark(uids)
        elif self.moves:
            for verdict in dict.fromkeys(verdicts.values()):
                if folder := self._where.folders.get(verdict):
                    for uids in _chunks(uid for uid in verdicts if verdicts[uid] == verdict):
                        self._move(uids, folder)

    def _mark(self, uids: Sequence[int]) -> None:
        self._order("marking", lambda client: client.add_flags(uids, [self._where.keyword], silent=True))

    def _move(self, uids: Sequence[int], folder: str) -> None:
        name = self._name(folder)
        if name not in self._made:
            # Made when the first move is refused (TRYCREATE, RFC 3501 7.1); CREATE of what is there is refused, too.
            self._made.add(name)
            if self._order(None, lambda client: _move_or_copy(client, uids, name)):
                return
            if self._order(f"creating the folder {folder}", lambda client: client.create_folder(name)):
                self._order(f"subscribing to the folder {folder}", lambda client: client.subscribe_folder(name))
        self._order(f"moving to the folder {folder}", lambda client: _move_or_copy(client, uids, name))

    def _name(self, folder: str) -> str:
        """The settings' name with the server's own separator and prefix (Courier: `INBOX.`)."""
        if folder not in self._names:
            prefix, separator = self._ask("LIST", _namespace)
            name = folder.replace("/", separator)
            self._names[folder] = name if name.startswith(prefix) else prefix + name
        return self._names[folder]

    def _order(self, doing: str | None, order: Callable[[Any], object]) -> bool:
        """Whether the order was taken; a refusal is warned of, unless `doing` is None."""
        try:
            self._ask(doing or "moving", order, refusable=True)
        except OrderRefused as refused:
            if doing is not None:
                self._warn(str(refused))
            return False
        return True

    def _warn(self, text: str) -> None:
        if text not in self._warned:
            self._warned.add(text)
            self._on_warning(text)


def _move_or_copy(client: Any, uids: Sequence[int], name: str) -> None:
    if client.has_capability("MOVE"):
        client.move(uids, name)
        return
    client.copy(uids, name)
    _remove(client, uids)


def _remove(client: Any, uids: Sequence[int]) -> None:
    client.add_flags(uids, [b"\\Deleted"], silent=True)
    # A plain EXPUNGE would remove what people have marked as deleted, too.
    if client.has_capability("UIDPLUS"):
        client.uid_expunge(uids)


def _namespace(client: Any) -> tuple[str, str]:
    """(prefix, separator) of the user's own folders."""
    if client.has_capability("NAMESPACE") and (personal := client.namespace().personal):
        return personal[0][0] or "", personal[0][1] or "/"
    found = client.list_folders("", "")
    return "", (found[0][1] or b"/").decode("ascii", "replace") if found else "/"


def _chunks(uids: Iterable[int]) -> Iterator[list[int]]:
    each = iter(uids)
    while chunk := list(islice(each, COMMAND_UIDS)):
        yield chunk
