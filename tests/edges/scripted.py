"""A server that says what a test has written down, line by line: for what no real server can be brought to say."""

import contextlib
import socket
import threading
from collections.abc import Callable


class Scripted:
    """`answer(line)` gives the octets to say to each line of the client, None to hang up."""

    def __init__(self, greeting: bytes, answer: Callable[[bytes], bytes | None]):
        self.lines: list[bytes] = []
        self._greeting, self._answer = greeting, answer
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        threading.Thread(target=self._serve, daemon=True).start()

    def __enter__(self) -> "Scripted":
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _serve(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                threading.Thread(target=self._talk, args=(client,), daemon=True).start()

    def _talk(self, client: socket.socket) -> None:
        with contextlib.suppress(OSError), client:
            client.sendall(self._greeting)
            for line in client.makefile("rb"):
                self.lines.append(line.rstrip(b"\r\n"))
                answer = self._answer(line.rstrip(b"\r\n"))
                if answer is None:
                    return
                client.sendall(answer)


def imap(**answers: bytes) -> Callable[[bytes], bytes | None]:
    """An IMAP server with one message; `answers` by command, `%t` in them is the tag.

    `uid_fetch=...` answers `UID FETCH`.
    """
    said = {
        "capability": b"* CAPABILITY IMAP4rev1 IDLE ID AUTH=PLAIN\r\n%t OK done\r\n",
        "login": b"%t OK logged in\r\n",
        "id": b"* ID NIL\r\n%t OK done\r\n",
        "select": b"* 1 EXISTS\r\n* OK [UIDVALIDITY 7] valid\r\n* OK [PERMANENTFLAGS (\\Seen)] limited\r\n%t OK done\r\n",
        "uid_search": b"* SEARCH 1\r\n%t OK done\r\n",
        "logout": b"* BYE\r\n%t OK done\r\n",
    } | answers

    def answer(line: bytes) -> bytes | None:
        tag, _, order = line.partition(b" ")
        words = order.lower().split()
        name = b"_".join(words[: 2 if words[:1] == [b"uid"] else 1]).decode()
        text = said.get(name, b"%t BAD unknown command\r\n")
        return None if text == b"" else text.replace(b"%t", tag)

    return answer
