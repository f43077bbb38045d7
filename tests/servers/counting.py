"""BackEnd: a company's statistics on loopback, answering over HTTP what the test wants it to answer."""

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

Answering = Callable[[Any], None]  # writes to the connection
CSV = "版本,数量\n8.2.1,480\n8.0,20\n"


def says(body: str | bytes = CSV, *, status: str = "200 OK", type: str = "text/csv; charset=utf-8", **headers: str) -> Answering:
    octets = body.encode() if isinstance(body, str) else body
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {type}", f"Content-Length: {len(octets)}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return lambda connection: connection.sendall("\r\n".join(lines).encode() + b"\r\n\r\n" + octets)


def raw(octets: bytes) -> Answering:
    return lambda connection: connection.sendall(octets)


def drips(head: bytes = b"HTTP/1.1 200 OK\r\nContent-Type: text/csv\r\n\r\n", seconds: float = 30) -> Answering:
    """One octet now and then: no single read ever times out."""

    def answer(connection: Any) -> None:
        connection.sendall(head)
        for _ in range(int(seconds * 10)):
            connection.sendall(b"8")
            time.sleep(0.1)

    return answer


@dataclass
class BackEnd:
    """`answers`: by path (`/versions`), what is answered; `""` for every other. `asked`: the requests as they came."""

    port: int
    answers: dict[str, Answering] = field(default_factory=lambda: {"": says()})
    asked: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def paths(self) -> list[str]:
        return [request.split(" ")[1] for request in self.asked]

    def serve(self, connection: Any) -> None:
        with suppress(OSError), connection:
            head = b""
            while b"\r\n\r\n" not in head:
                if not (more := connection.recv(65536)):
                    return
                head += more
            self.asked.append(head.decode("latin-1"))
            path = self.paths[-1].partition("?")[0]
            (self.answers.get(path) or self.answers[""])(connection)


@contextmanager
def backend(tls: ssl.SSLContext | None = None) -> Iterator[BackEnd]:
    """One that answers with `CSV` until it is told otherwise."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = BackEnd(listening.getsockname()[1])

        def listen() -> None:
            while True:
                try:
                    connection, _ = listening.accept()
                except OSError:
                    return
                connection.settimeout(20)
                threading.Thread(target=handle, args=(connection,), daemon=True).start()

        def handle(connection: Any) -> None:
            with suppress(OSError):
                server.serve(tls.wrap_socket(connection, server_side=True) if tls else connection)

        thread = threading.Thread(target=listen, daemon=True)
        thread.start()
        yield server
        with suppress(OSError):
            listening.shutdown(socket.SHUT_RDWR)
    thread.join(5)
