"""proven: whether the company's own server vouches for a letter's sender (SPEC 9 "Identity", RFC 8601).

Only the topmost Authentication-Results of a trusted server counts, and only above every `Received` of a foreign one:
whatever stands below may have been written by the sender.
"""

import ipaddress
import re

from mailbot.inbound.auth_results import AuthResults, Result, read_auth_results
from mailbot.inbound.letter import Letter
from mailbot.late import late
from mailbot.rulebook.shapes import Company, Identity
from mailbot.value import Value

_COMMENT = late(r"\([^()]{0,1000}\)")
_BY = late(r"(?:^|\s)by\s+([\w.\-\[\]:]+)", re.IGNORECASE)
_LONGEST = 10_000
_NETWORKS = tuple(
    map(
        ipaddress.ip_network,
        (
            "10.0.0.0/8",
            "172.16.0.0/12",
            "192.168.0.0/16",
            "127.0.0.0/8",
            "100.64.0.0/10",
            "fc00::/7",
            "fe80::/10",
            "::1/128",
        ),
    )
)
# No policy was found, so nothing failed: then DKIM and SPF decide (bestguesspass is Microsoft's word for it).
_NO_POLICY = ("none", "bestguesspass")


class Proof(Value):
    """`proven`, and in a word why (`dmarc dkim spf internal policy-none`) or why not (`no-header foreign-received
    dmarc-fail not-aligned nothing-passed two-from no-from`)."""

    proven: bool
    why: str


def proven(letter: Letter, identity: Identity, company: Company) -> Proof:
    """Held against the domain of the one From address."""
    if len(letter.from_) != 1:
        return Proof(False, "two-from" if letter.from_ else "no-from")
    if identity.policy == "none":
        return Proof(True, "policy-none")
    domain = _domain(letter.from_[0].address)
    headers = _trustworthy(letter, identity, company)
    for wanted in identity.internal:
        name, _, value = wanted.partition(":")
        if any(n == name.strip().lower() and _same(v, value) for n, v in headers):
            return Proof(True, "internal")
    results = _results(headers, identity)
    if results is None:
        anywhere = _results(list(letter.headers), identity) is not None
        return Proof(False, "foreign-received" if anywhere else "no-header")
    return _judge(results, domain, company)


def _results(headers: list[tuple[str, str]], identity: Identity) -> AuthResults | None:
    """The topmost header of a trusted server."""
    read = (read_auth_results(v) for n, v in headers if n == "authentication-results")
    return next((r for r in read if _trusted(r.server, identity)), None)


def _judge(results: AuthResults, domain: str, company: Company) -> Proof:
    dmarc = next((r for r in results.results if r.method == "dmarc"), None)
    if dmarc and dmarc.result == "pass":
        of = dmarc.properties.get("header.from") or domain
        return Proof(True, "dmarc") if _aligned(_domain(of), domain, company) else Proof(False, "not-aligned")
    if dmarc and dmarc.result not in _NO_POLICY:
        return Proof(False, "dmarc-fail")
    passed = [r for r in results.results if r.method in ("dkim", "spf") and r.result == "pass"]
    for result in passed:
        named = _signed_by(result)
        if named and _aligned(named, domain, company):
            return Proof(True, result.method)
    return Proof(False, "not-aligned" if passed else "nothing-passed")


def _signed_by(result: Result) -> str:
    """The domain that a passed DKIM or SPF speaks for. The HELO is no identity (RFC 7489 3.1.2)."""
    names = ("header.d", "header.i") if result.method == "dkim" else ("smtp.mailfrom", "smtp.mail")
    return next((_domain(result.properties[n]) for n in names if result.properties.get(n)), "")


def _trustworthy(letter: Letter, identity: Identity, company: Company) -> list[tuple[str, str]]:
    """The headers above the first `Received` of a foreign server."""
    kept: list[tuple[str, str]] = []
    for name, value in letter.headers:
        if name == "received" and not _own(value, identity, company):
            break
        kept.append((name, value))
    return kept


def _own(received: str, identity: Identity, company: Company) -> bool:
    """Whether a `Received` was written by one of the company's own servers: named as one whose results are believed, in a
    company domain, or by a bare or private name or address that no foreign server has."""
    text = received[:_LONGEST]
    for _ in range(3):  # comments may nest; what stands in them (a HELO) is the other side's
        text = _COMMENT.sub(" ", text)
    found = _BY.search(text)
    if found is None:
        return True  # no `by` at all: a local hand-over, as qmail and some delivery agents write it
    host = found[1].lower().rstrip(".").strip("[]").removeprefix("ipv6:")
    if ("." not in host and ":" not in host) or _private(host):
        return True
    if host.endswith((".local", ".localdomain", ".internal", ".lan")):
        return True
    return _trusted(host, identity) or any(_within(host, own) for own in (*company.domains, *identity.authserv_ids))


def _private(host: str) -> bool:
    """An address of a private network. Google names its inner servers `2002:a05:…`: 6to4 (RFC 3056) of 10.0.0.0/8."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    inner = address.sixtofour if isinstance(address, ipaddress.IPv6Address) else None
    return any((inner or address) in network for network in _NETWORKS)


def _trusted(server: str, identity: Identity) -> bool:
    """`*.mail.example` trusts every server below: large providers write their results under hundreds of names."""
    for name in identity.authserv_ids:
        name = name.lower().rstrip(".")
        if server == name or (name.startswith("*.") and server.endswith(name[1:])):
            return True
    return False


def _aligned(one: str, other: str, company: Company) -> bool:
    """Relaxed alignment: the same organisational domain. Without a public suffix list: one is a parent of the other, or both
    are within one of the company's domains."""
    if one == other:
        return bool(one)
    if "." not in one or "." not in other:
        return False
    if _within(one, other) or _within(other, one):
        return True
    return any(_within(one, own) and _within(other, own) for own in company.domains)


def _within(host: str, domain: str) -> bool:
    domain = domain.lower().rstrip(".")
    return host == domain or host.endswith(f".{domain}")


def _domain(address: str) -> str:
    """In lower case, without the final dot, international names as servers write them (`xn--…`)."""
    domain = address.rpartition("@")[2].strip().lower().rstrip(".")
    try:
        return domain if domain.isascii() else domain.encode("idna").decode("ascii")
    except UnicodeError:
        return domain


def _same(found: str, wanted: str) -> bool:
    return not wanted.strip() or found.strip().lower() == wanted.strip().lower()
