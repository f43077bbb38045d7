"""The proof of a sender: RFC 8601 headers as servers write them and as forgers would like them to be read."""

import pytest

from mailbot.inbound.auth_results import AuthResults, Result, read_auth_results
from mailbot.inbound.identity import proven
from mailbot.inbound.letter import read_letter
from mailbot.rulebook.shapes import Company, Identity

COMPANY = Company(name="示例软件", domains=("corp.example",), label="商密", bot="strategy@corp.example")
IDENTITY = Identity(authserv_ids=("mx.corp.example",))
FROM = "From: chenjing@corp.example"


def proof(*headers: str, identity: Identity = IDENTITY, sender: str = FROM) -> tuple[bool, str]:
    letter = read_letter("\r\n".join((*headers, sender, "", "text")).encode())
    found = proven(letter, identity, COMPANY)
    return found.proven, found.why


@pytest.mark.parametrize(
    ("results", "expected"),
    [
        # What counts: dmarc, or where there is no policy dkim or spf aligned with From.
        ("dmarc=pass header.from=corp.example", (True, "dmarc")),
        ("dmarc=pass", (True, "dmarc")),
        ("dmarc=pass (p=reject dis=none) header.from=corp.example", (True, "dmarc")),
        ("dmarc=pass action=none header.from=Corp.Example.;compauth=pass reason=100", (True, "dmarc")),
        ("dmarc=pass header.from=chenjing@corp.example", (True, "dmarc")),
        ("spf=fail smtp.mailfrom=x@evil.example; dkim=fail; dmarc=pass header.from=corp.example", (True, "dmarc")),
        ("dmarc=pass header.from=evil.example", (False, "not-aligned")),
        ("dmarc=fail header.from=corp.example; dkim=pass header.d=corp.example", (False, "dmarc-fail")),
        ("dmarc=temperror; spf=pass smtp.mailfrom=chenjing@corp.example", (False, "dmarc-fail")),
        ("dmarc=none header.from=corp.example; dkim=pass header.d=corp.example", (True, "dkim")),
        (
            "dmarc=bestguesspass action=none header.from=corp.example; spf=pass smtp.mailfrom=corp.example",
            (True, "spf"),
        ),
        ("dkim=pass header.d=corp.example header.s=mail header.b=AbCd", (True, "dkim")),
        ("dkim=pass header.i=@corp.example", (True, "dkim")),
        ("dkim=pass header.d=mail.corp.example", (True, "dkim")),
        ("dkim=fail header.d=corp.example; dkim=pass header.d=corp.example", (True, "dkim")),
        ("dkim=pass header.d=mailprovider.example", (False, "not-aligned")),
        ("dkim=pass header.d=notcorp.example", (False, "not-aligned")),
        ("dkim=pass header.d=example", (False, "not-aligned")),
        ("spf=pass smtp.mailfrom=chenjing@corp.example", (True, "spf")),
        ("spf=pass (mx: 192.0.2.1 is allowed) smtp.mailfrom=<chenjing@corp.example>", (True, "spf")),
        ("spf=pass smtp.mail=bounces@news.corp.example", (True, "spf")),
        ("spf=pass smtp.mailfrom=bounces@evil.example", (False, "not-aligned")),
        ("spf=pass smtp.helo=corp.example", (False, "not-aligned")),
        ("spf=softfail smtp.mailfrom=chenjing@corp.example", (False, "nothing-passed")),
        ("iprev=pass; auth=pass smtp.auth=chenjing@corp.example", (False, "nothing-passed")),
        ("none", (False, "nothing-passed")),
        # Spelt as servers spell it.
        ("DMARC = Pass header.from = corp.example", (True, "dmarc")),
        ("dkim/1 = pass header.d = corp.example", (True, "dkim")),
        ("dmarc=pass\r\n header.from=corp.example", (True, "dmarc")),
        # The sender's own words are in comments and quotes, and are no results.
        ('spf=fail reason="dmarc=pass; dkim=pass header.d=corp.example"', (False, "nothing-passed")),
        ("spf=fail (dmarc=pass; dkim=pass header.d=corp.example)", (False, "nothing-passed")),
        ("spf=fail (a (b) ; dmarc=pass) smtp.helo=x", (False, "nothing-passed")),
        ("spf=fail (\\); dmarc=pass) smtp.helo=x", (False, "nothing-passed")),
        ("spf=fail (not closed; dmarc=pass header.from=corp.example", (False, "nothing-passed")),
        ('spf=pass smtp.mailfrom="a; dmarc=pass; x@corp.example"@evil.example', (False, "not-aligned")),
        ("spf=fail smtp.helo=dmarc=pass", (False, "nothing-passed")),
        ("x-dmarc=pass header.from=corp.example", (False, "nothing-passed")),
    ],
)
def test_a_result_proves_the_domain_of_the_one_from_address(results: str, expected: tuple[bool, str]) -> None:
    assert proof(f"Authentication-Results: mx.corp.example; {results}") == expected


GOOD = "Authentication-Results: mx.corp.example; dmarc=pass header.from=corp.example"
BAD = "Authentication-Results: mx.corp.example; dmarc=fail header.from=corp.example"
FORGED = "Authentication-Results: mx.evil.example; dmarc=pass header.from=corp.example"
OWN = "Received: from relay.corp.example by mx.corp.example with ESMTPS; Mon, 30 Nov 2026 10:00:00 +0800"
FOREIGN = "Received: from laptop by mx.evil.example with ESMTP; Mon, 30 Nov 2026 10:00:00 +0800"


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ([], (False, "no-header")),
        ([FORGED], (False, "no-header")),
        ([GOOD], (True, "dmarc")),
        ([FORGED, GOOD], (True, "dmarc")),
        ([BAD, GOOD], (False, "dmarc-fail")),
        ([GOOD, BAD], (True, "dmarc")),
        ([OWN, GOOD, FOREIGN], (True, "dmarc")),
        ([GOOD, FOREIGN, BAD], (True, "dmarc")),
        ([OWN, FOREIGN, GOOD], (False, "foreign-received")),
        ([FOREIGN, GOOD], (False, "foreign-received")),
        (["ARC-" + GOOD], (False, "no-header")),
        (["X-" + GOOD, "Original-" + GOOD], (False, "no-header")),
        ([GOOD.replace(": mx", ": (relay) MX")], (True, "dmarc")),
        ([GOOD.replace("example;", "example 1;")], (True, "dmarc")),
        ([GOOD.replace("mx.corp", "mx.corp.example.evil")], (False, "no-header")),
    ],
)
def test_only_the_topmost_result_of_a_trusted_server_above_any_foreign_one_counts(
    headers: list[str], expected: tuple[bool, str]
) -> None:
    assert proof(*headers) == expected


@pytest.mark.parametrize(
    ("by", "own"),
    [
        ("mx.corp.example", True),
        ("MX.CORP.EXAMPLE", True),
        ("imap3.corp.example", True),
        ("EXCH01.corp.local", True),
        ("localhost", True),
        ("dovecot-1", True),
        ("10.0.3.7", True),
        ("[192.168.1.2]", True),
        ("[IPv6:::1]", True),
        ("2002:a05:6402:1d4f:0:0:0:0", True),  # Google's inner servers: 6to4 of 10.5.100.2
        ("mx.google.example", False),
        ("corp.example.evil.example", False),
        ("notcorp.example", False),
        ("203.0.113.9", False),
    ],
)
def test_a_received_header_is_the_companys_own_by_who_wrote_it(by: str, own: bool) -> None:
    line = f"Received: from somewhere (HELO by mx.corp.example) by {by} with LMTP; Mon, 30 Nov 2026 10:00:00 +0800"
    assert proof(line, GOOD)[0] == own


def test_a_hand_over_without_a_server_is_local() -> None:
    line = "Received: (qmail 4711 invoked by uid 0); 30 Nov 2026 02:00:00 -0000"
    assert proof(line, GOOD) == (True, "dmarc")


@pytest.mark.parametrize(
    ("servers", "written", "expected"),
    [
        (("*.qq.example",), "newxmmxsza13.qq.example", True),
        (("*.qq.example",), "qq.example", False),
        (("*.qq.example",), "evilqq.example", False),
        (("a.example", "MX.B.example"), "mx.b.example", True),
    ],
)
def test_servers_are_named_alone_or_by_their_domain(servers: tuple[str, ...], written: str, expected: bool) -> None:
    header = f"Authentication-Results: {written}; dmarc=pass header.from=corp.example"
    assert proof(header, identity=Identity(authserv_ids=servers))[0] == expected


@pytest.mark.parametrize(
    ("wanted", "header", "expected"),
    [
        ("X-MS-Exchange-Organization-AuthAs: Internal", "X-MS-Exchange-Organization-AuthAs: Internal", True),
        ("X-MS-Exchange-Organization-AuthAs: Internal", "x-ms-exchange-organization-authas:internal", True),
        ("X-MS-Exchange-Organization-AuthAs: Internal", "X-MS-Exchange-Organization-AuthAs: Anonymous", False),
        ("X-Internal", "X-Internal: whatever", True),
        ("X-Internal", "X-Internals: yes", False),
    ],
)
def test_a_header_that_the_server_sets_on_its_own_users_mail_proves_too(
    wanted: str, header: str, expected: bool
) -> None:
    identity = Identity(authserv_ids=("mx.corp.example",), internal=(wanted,))
    assert proof(header, identity=identity)[0] == expected
    assert proof(FOREIGN, header, identity=identity)[0] is False


@pytest.mark.parametrize(
    "sender",
    [
        "From: chenjing@corp.example, sunli@corp.example",
        "From: chenjing@corp.example\r\nFrom: mallory@evil.example",
        "From: <chenjing@corp.example><mallory@evil.example>",
    ],
)
def test_two_from_addresses_are_never_proven(sender: str) -> None:
    assert proof(GOOD, sender=sender) == (False, "two-from")
    assert proof(GOOD, sender=sender, identity=Identity(policy="none")) == (False, "two-from")


def test_a_closed_network_believes_everybody() -> None:
    assert proof(identity=Identity(policy="none")) == (True, "policy-none")


def test_a_display_name_that_looks_like_an_address_is_none() -> None:
    assert proof(
        "Authentication-Results: mx.corp.example; dmarc=pass header.from=evil.example",
        sender='From: "chenjing@corp.example" <mallory@evil.example>',
    ) == (True, "dmarc")  # proven to be mallory, whom nobody knows


def test_an_international_domain_is_the_one_that_servers_write() -> None:
    letter = read_letter("Authentication-Results: mx.corp.example; dmarc=pass header.from=xn--fiq228c.example\r\n"
                         "From: chenjing@中文.example\r\n\r\n".encode())  # fmt: skip
    assert proven(letter, IDENTITY, COMPANY).proven


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("", AuthResults("", ())),
        (";;;", AuthResults("", ())),
        ("mx.example", AuthResults("mx.example", ())),
        # Microsoft 365 names no server.
        (
            "spf=pass (sender IP is 192.0.2.7) smtp.mailfrom=corp.example; dmarc=pass",
            AuthResults("", (Result("spf", "pass", {"smtp.mailfrom": "corp.example"}), Result("dmarc", "pass"))),
        ),
        ('"mx.example"; dkim="pass"', AuthResults("mx.example", ())),
        ("mx; spf=pass a.b=1 a.b=2 reason=", AuthResults("mx", (Result("spf", "pass", {"a.b": "1"}),))),
        ("mx; = pass; dmarc; pass", AuthResults("mx", ())),
    ],
)
def test_a_header_is_read_as_far_as_it_can_be(value: str, expected: AuthResults) -> None:
    assert read_auth_results(value) == expected


@pytest.mark.parametrize("piece", ["(", ")", '"', "=", ";", "\\", "a=", "(\\", '="', "x=y;", "\0"])
def test_a_header_of_one_thing_repeated_is_read_in_no_time(piece: str) -> None:
    found = read_auth_results("mx.example; " + piece * 200_000)
    assert found.server in ("mx.example", "")
