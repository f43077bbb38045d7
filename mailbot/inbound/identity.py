"""proven: whether the company's own server vouches for a letter's sender (SPEC 9 "Identity", RFC 8601).

Only the topmost Authentication-Results of a trusted server counts, and only above every `Received` of a foreign one:
whatever stands below may have been written by the sender.
"""

import re
from dataclasses import dataclass

from mailbot.inbound.letter import Letter
from mailbot.rulebook.shapes import Company, Identity

_COMMENT = re.compile(r"\([^()]{0,1000}\)")
_RESULT = re.compile(r"(dmarc|dkim|spf)\s*=\s*([a-z]+)", re.IGNORECASE)
_BY = re.compile(r"\bby\s+([\w.\-\[\]:]+)", re.IGNORECASE)
_LONGEST = 10_000


@dataclass(frozen=True, slots=True)
class Proof:
    """`proven`, and in a word why (not): `dmarc`, `dkim`, `spf`, `internal`, `policy-none`; `no-header`, `foreign-received`,
    `dmarc-fail`, `not-aligned`, `two-from`."""

    proven: bool
    why: str


def proven(letter: Letter, identity: Identity, company: Company) -> Proof:
    """Held against the domain of the one From address."""
    if identity.policy == "none":
        return Proof(True, "policy-none")
    if len(letter.from_) != 1:
        return Proof(False, "two-from" if letter.from_ else "no-from")
    domain = letter.from_[0].address.rpartition("@")[2]
    headers = _trustworthy(letter, identity, company)
    for wanted in identity.internal:
        name, _, value = wanted.partition(":")
        if any(n == name.strip().lower() and _same(v, value) for n, v in headers):
            return Proof(True, "internal")
    written = next(
        (v for n, v in headers if n == "authentication-results" and _server(v) in _lower(identity.authserv_ids)), None
    )
    if written is None:
        anywhere = any(_server(v) in _lower(identity.authserv_ids) for v in letter.all("authentication-results"))
        return Proof(False, "foreign-received" if anywhere else "no-header")
    return _judge(written[:_LONGEST], domain)


def _judge(results: str, domain: str) -> Proof:
    text = results
    for _ in range(3):  # comments may nest
        text = _COMMENT.sub(" ", text)
    methods = [m for part in text.split(";")[1:] if (m := _method(part))]
    dmarc = next((m for m in methods if m[0] == "dmarc"), None)
    if dmarc and dmarc[1] == "pass":
        of = dmarc[2].get("header.from", domain)
        return Proof(True, "dmarc") if _aligned(of, domain) else Proof(False, "not-aligned")
    if dmarc and dmarc[1] != "none":
        return Proof(False, f"dmarc-{dmarc[1]}")
    passed = [m for m in methods if m[0] in ("dkim", "spf") and m[1] == "pass"]
    for name, _, properties in passed:
        named = (
            properties.get("header.d") or properties.get("header.i")
            if name == "dkim"
            else properties.get("smtp.mailfrom")
        )
        if named and _aligned(named.rpartition("@")[2], domain):
            return Proof(True, name)
    return Proof(False, "not-aligned" if passed else "nothing-passed")


def _method(part: str) -> tuple[str, str, dict[str, str]] | None:
    """(method, result, properties) of one result, leniently: spaces around `=`, quotes, versions (`dkim/1`)."""
    part = re.sub(r"\s*=\s*", "=", re.sub(r"^(\s*\w+)/\d+", r"\1", part))
    found = _RESULT.match(part.strip())
    if found is None:
        return None
    properties = {k.lower(): v.strip("\"'<>").lower() for k, v in re.findall(r"([\w.\-]+)=(\"[^\"]*\"|\S+)", part)}
    return found[1].lower(), found[2].lower(), properties


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
    company domain, or by a bare or private name that no foreign server has."""
    found = _BY.search(received[:_LONGEST])
    if found is None:
        return True  # no `by` at all: a local hand-over, as some delivery agents write it
    host = found[1].lower().rstrip(".").strip("[]")
    if "." not in host and ":" not in host:
        return True
    if (
        host.startswith(("127.", "10.", "192.168."))
        or host == "::1"
        or host.endswith((".local", ".localdomain", ".internal", ".lan"))
    ):
        return True
    ids = _lower(identity.authserv_ids)
    return host in ids or any(host == d or host.endswith(f".{d}") for d in (*company.domains, *ids))


def _server(results: str) -> str:
    """The authserv-id of a header: its first word."""
    head = _COMMENT.sub(" ", results[:500]).split(";")[0].split()
    return head[0].lower().strip('"') if head else ""


def _aligned(one: str, other: str) -> bool:
    """Relaxed alignment: the same organisational domain. Without a public suffix list, one must be a parent of the other."""
    a, b = one.lower().rstrip("."), other.lower().rstrip(".")
    if "." not in a or "." not in b:
        return a == b
    return a == b or a.endswith(f".{b}") or b.endswith(f".{a}")


def _same(found: str, wanted: str) -> bool:
    return not wanted.strip() or found.strip().lower() == wanted.strip().lower()


def _lower(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(n.lower() for n in names)
