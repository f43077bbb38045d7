"""Faults: a TCP proxy on loopback that lets a network, or a provider, misbehave between the bot and a real server."""

import contextlib
import socket
import struct
import threading
import time
from collections.abc import Callable


class Faults:
    """`on_line(line)`, if set, sees each line of the client (without CRLF) and may answer in the server's place.

    `on_answer(octets)` may change what the server says, chunk by chunk.
    """

    def __init__(self, target: int):
        self.target = target
        self.on_line: Callable[[bytes], bytes | None] | None = None
        self.on_answer: Callable[[bytes], bytes] = lambda octets: octets
        self.refusing = False
        self.connections = 0
        self._flowing = threading.Event()
        self._flowing.set()
        self._pairs: list[tuple[socket.socket, socket.socket]] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        threading.Thread(target=self._accept, daemon=True).start()

    def __enter__(self) -> "Faults":
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self.resume()
        self.cut()

    def cut(self) -> None:
        """Break all connections, with a reset."""
        for pair in self._take_pairs():
            for end in pair:
                with contextlib.suppress(OSError):
                    end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                with contextlib.suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)
                end.close()

    def say(self, octets: bytes, *, hang_up: bool = False) -> None:
        """Say something in the server's name to all clients, and end politely."""
        for client, server in list(self._pairs):
            with contextlib.suppress(OSError):
                client.sendall(octets)
            if hang_up:
                for end in (client, server):
                    with contextlib.suppress(OSError):
                        end.shutdown(socket.SHUT_RDWR)

    def stall(self) -> None:
        """Nothing passes any more, nothing is closed."""
        self._flowing.clear()

    @property
    def flowing(self) -> bool:
        return self._flowing.is_set()

    def resume(self) -> None:
        self._flowing.set()

    def wait_for_connections(self, count: int, seconds: float = 15) -> None:
        deadline = time.monotonic() + seconds
        while self.connections < count:
            assert time.monotonic() < deadline, f"{self.connections} connections, not {count}"
            time.sleep(0.02)

    def _take_pairs(self) -> list[tuple[socket.socket, socket.socket]]:
        pairs, self._pairs = self._pairs, []
        return pairs

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                self.connections += 1
                if self.refusing:
                    client.close()
                    continue
                server = socket.create_connection(("127.0.0.1", self.target))
                for end in (client, server):
                    end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                self._pairs.append((client, server))
                threading.Thread(target=self._up, args=(client, server), daemon=True).start()
                threading.Thread(target=self._down, args=(server, client), daemon=True).start()

    def _up(self, client: socket.socket, server: socket.socket) -> None:
        rest = b""
        with contextlib.suppress(OSError):
            while octets := client.recv(65536):
                self._flowing.wait()
                if self.on_line is None:
                    server.sendall(octets)
                    continue
                *lines, rest = (rest + octets).split(b"\r\n")
                for line in lines:
                    if (answer := self.on_line(line)) is not None:
                        client.sendall(answer)
                    else:
                        server.sendall(line + b"\r\n")
            server.shutdown(socket.SHUT_WR)

    def _down(self, server: socket.socket, client: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while octets := server.recv(65536):
                self._flowing.wait()
                client.sendall(self.on_answer(octets))
            client.shutdown(socket.SHUT_WR)
