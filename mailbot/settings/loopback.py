"""is_loopback: whether a host is this machine: the only one that is spoken to in clear."""

from ipaddress import ip_address


def is_loopback(host: str) -> bool:
    """Whether `host` is this machine by its very name; no look-up is made."""
    if host.casefold().rstrip(".") == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
