"""Ask: the one way in which anybody gives the mail server an order."""

from collections.abc import Callable
from typing import Any, Protocol, TypeVar

from mailbot.errors import MailServerError

T = TypeVar("T")


class OrderRefused(MailServerError):
    """The server said NO or BAD to an order that may be refused; the connection lives on."""


class Ask(Protocol):
    """`ask("SEARCH", lambda client: client.search(...))`: runs the order on the imapclient in hand.

    Raises MailServerError, after which the connection is gone; with `refusable`, OrderRefused for a NO or BAD.
    """

    def __call__(self, doing: str, order: Callable[[Any], T], *, refusable: bool = False) -> T: ...
