"""notify: tells systemd how the service is (sd_notify(3)); without a NOTIFY_SOCKET nothing happens."""

import os
import socket


def notify(*states: str) -> None:
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address:
        return
    if address.startswith("@"):
        address = "\0" + address[1:]
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as out:
            out.sendto("\n".join(states).encode(), address)
    except OSError:
        # systemd going away must not take the bot with it.
        return
