"""The skeleton of a mail to the tree of its parts: as email.message_from_bytes makes it, in a fraction of the room."""

import io
from email.feedparser import BytesFeedParser
from email.message import Message
from typing import Any

from mailbot.inbound.repair import STOCK, Boundaries

_FED = 512  # octets at a time, and never more than a line


class _Part(Message):
    """A part that tells its boundary under its stock name."""

    __slots__ = ("boundaries",)
    boundaries: Boundaries

    def get_boundary(self, failobj: Any = None) -> Any:
        name = super().get_boundary(failobj)
        plain = isinstance(name, str) and name.isascii() and name.isprintable() and name[-2:] not in ("", "--")
        return self.boundaries.stock_name(name.encode()).decode() if plain else name


def read_skeleton(octets: bytes, boundaries: Boundaries) -> "Message[str, str]":
    """The tree, and in `boundaries` what has been renamed."""

    def part(**policy: Any) -> _Part:
        new = _Part(**policy)
        new.boundaries = boundaries
        return new

    parser = BytesFeedParser(part) if STOCK[:-4] not in octets else BytesFeedParser()
    stream = io.BytesIO(octets)
    while piece := stream.readline(_FED):
        for line in piece.splitlines(keepends=True):
            parser.feed(boundaries.renamed(line) if line[:2] == b"--" else line)
    return parser.close()
