"""A back end over real HTTP on loopback: what is sent to it, and that nothing it answers holds the bot up or leaks the token."""

import logging
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import trustme
from servers.counting import CSV, Answering, BackEnd, backend, drips, raw, says

from mailbot.errors import BackEndError, SettingsError, TableError
from mailbot.inbound import backend as asking
from mailbot.inbound.backend import filled
from mailbot.settings.backend import BackEndSettings
from mailbot.settings.secret import Secret

TOKEN = "t0ken-of-the-statistics"
VALUES = {"code": "SU-2026-0001", "product": "星桥服务端", "version": "8.2.1"}


@pytest.fixture
def server() -> Iterator[BackEnd]:
    with backend() as server:
        yield server


def settings(server: BackEnd, path: str = "/versions", **more: Any) -> BackEndSettings:
    return BackEndSettings(**({"name": "stats", "url": server.url + path, "seconds": 5} | more))


def ask(server: BackEnd, path: str = "/versions", **more: Any) -> asking.Answer:
    return asking.BackEnd(settings(server, path, **more)).ask(VALUES)


def test_the_answer_comes_as_it_is_with_its_type(server: BackEnd) -> None:
    assert ask(server) == asking.Answer(octets=CSV.encode(), type="text/csv")


def test_the_address_is_filled_percent_encoded_and_the_token_goes_into_its_header(server: BackEnd) -> None:
    path = "/{code}/versions?product={product}&since={version}&of={parameters}"
    ask(server, path, credential=Secret.of(TOKEN), header="X-Api-Key: {token}")
    (request,) = server.asked
    assert request.split("\r\n")[0] == (
        "GET /SU-2026-0001/versions?product=%E6%98%9F%E6%A1%A5%E6%9C%8D%E5%8A%A1%E7%AB%AF&since=8.2.1&of= HTTP/1.1"
    )
    assert f"X-Api-Key: {TOKEN}\r\n" in request
    assert "Authorization" not in request


@pytest.mark.parametrize(
    ("product", "found"),
    [
        ("a b&c=d#e", "/a%20b%26c%3Dd%23e"),
        ("../admin", "/..%2Fadmin"),
        ("x\r\nHost: evil", "/x%0D%0AHost%3A%20evil"),
        ("{code}", "/%7Bcode%7D"),
        ("\udcff", "/%3F"),
    ],
)
def test_what_a_plan_says_leaves_its_place_in_the_address_by_no_means(product: str, found: str) -> None:
    assert filled("https://h/{product}", {"product": product, "code": "X"}) == f"https://h{found}"


@pytest.mark.parametrize("product", ["..", ".", "长" * 300])
def test_a_product_that_cannot_stand_in_an_address_is_said_to_be(product: str) -> None:
    with pytest.raises(TableError, match="the campaign's product cannot stand in an address"):
        filled("https://h/{product}", {"product": product})


@pytest.mark.parametrize(
    ("answer", "said", "lasting"),
    [
        (says(status="401 Unauthorized"), "it answered 401 (the token?)", True),
        (says(status="403 Forbidden"), "it answered 403 (the token?)", True),
        (says(status="404 Not Found"), "it answered 404", True),
        (says(status="204 No Content"), "it answered 204", True),
        (says(status="429 Too Many Requests"), "it answered 429", False),
        (says(status="503 Service Unavailable"), "it answered 503", False),
        (says("x" * 3 * 2**20), "its answer is larger than 2 MB", True),
        (raw(b"HTTP/1.1 200 OK\r\n\r\n" + b"8" * 3 * 2**20), "its answer is larger than 2 MB", True),
        (says(Content_Encoding="gzip"), "its answer is compressed, which was not asked for", True),
        (raw(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nversion"), "its answer broke off", False),
        (
            raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n99\r\nversion"),
            "no answer in HTTP (IncompleteRead)",
            False,
        ),
        (raw(b"220 mail.corp.example ESMTP\r\n"), "no answer in HTTP (BadStatusLine)", False),
        (raw(b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 200 + b"\r\n"), "no answer in HTTP (HTTPException)", False),
        (raw(b""), "no answer in HTTP (RemoteDisconnected)", False),
        (says(status="302 Found", Location="https://sso.corp.example/login?token=1"), "it redirects to sso.corp.example", True),
        (says(status="302 Found", Location="//evil.example/"), "it redirects to evil.example", True),
        (says(status="302 Found", Location="http://user:pw@127.0.0.1:1/"), "it redirects to 127.0.0.1", True),
        (says(status="302 Found", Location="file:///etc/passwd"), "it redirects to nowhere", True),
        (says(status="302 Found"), "it redirects to ", True),
        (raw(b"HTTP/1.1 302 Found\r\nLocation: https://\x1b[2Jevil/\r\n\r\n"), "redirect", True),
        (says(status="307 Temporary Redirect", Location="/versions"), "more than 3 redirects", True),
    ],
)
def test_what_is_no_usable_answer_is_named(server: BackEnd, answer: Answering, said: str, lasting: bool) -> None:
    server.answers[""] = answer
    with pytest.raises(BackEndError) as raised:
        ask(server, credential=Secret.of(TOKEN), max_octets=2 * 2**20)
    assert (said in str(raised.value), raised.value.lasting, TOKEN in str(raised.value)) == (True, lasting, False), raised.value
    assert str(raised.value).isprintable()


def test_a_redirect_on_the_same_host_is_followed(server: BackEnd) -> None:
    server.answers["/versions"] = says(status="301 Moved", Location="/v2/versions?product=x")
    assert ask(server).octets == CSV.encode()
    assert server.paths == ["/versions", "/v2/versions?product=x"]


@pytest.mark.parametrize(
    "answer",
    [drips(), drips(b"HTTP/1.1 200 OK\r\nX-Long: "), drips(b"")],
    ids=["a body without end", "a head without end", "a first line without end"],
)
def test_a_server_that_drips_is_given_up_after_the_time_set_for_the_whole_answer(server: BackEnd, answer: Answering) -> None:
    server.answers[""] = answer
    with pytest.raises(BackEndError, match="no whole answer within 1 s") as raised:
        ask(server, seconds=1)
    assert raised.value.lasting is False


def test_nobody_there_is_no_fault_that_lasts() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    with pytest.raises(BackEndError, match="it takes no connections") as raised:
        ask(BackEnd(port))
    assert raised.value.lasting is False


def test_a_request_under_way_is_broken_off_from_another_thread(server: BackEnd) -> None:
    server.answers[""] = drips()
    asked = asking.BackEnd(settings(server, seconds=60))
    threading.Timer(0.3, asked.abort).start()
    begun = time.monotonic()
    with pytest.raises(BackEndError, match="broken off"):
        asked.ask(VALUES)
    assert time.monotonic() - begun < 20
    with pytest.raises(BackEndError, match="broken off"):
        asked.ask(VALUES)


# --- TLS -------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def ca() -> trustme.CA:
    return trustme.CA()


def secure(ca: trustme.CA, name: str) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    ca.issue_cert(name).configure_cert(context)
    return context


def over_tls(server: BackEnd, ca_file: Path | None) -> asking.Answer:
    url = f"https://localhost:{server.port}/versions"
    return asking.BackEnd(BackEndSettings(name="stats", url=url, ca_file=ca_file, seconds=5)).ask(VALUES)


def test_over_tls_the_company_s_own_root_is_believed(ca: trustme.CA, tmp_path: Path) -> None:
    ca.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    with backend(secure(ca, "localhost")) as server:
        assert over_tls(server, tmp_path / "ca.pem").octets == CSV.encode()


@pytest.mark.parametrize(("name", "known"), [("localhost", False), ("stats.corp.example", True)])
def test_an_unknown_root_and_another_name_are_refused(ca: trustme.CA, tmp_path: Path, name: str, known: bool) -> None:
    ca.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    with backend(secure(ca, name)) as server, pytest.raises(BackEndError, match="its certificate is not valid") as raised:
        over_tls(server, tmp_path / "ca.pem" if known else None)
    assert (raised.value.lasting, server.asked) == (True, [])


# --- the credential ----------------------------------------------------------------------------------------------------


def test_a_token_that_no_header_can_carry_is_not_shown(server: BackEnd, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with pytest.raises(SettingsError) as raised:
        ask(server, credential=Secret.of("令牌-geheim"))
    assert "geheim" not in str(raised.value) + caplog.text
    assert server.asked == []


def test_printing_the_settings_shows_no_token(server: BackEnd) -> None:
    assert TOKEN not in repr(settings(server, credential=Secret.of(TOKEN)))
