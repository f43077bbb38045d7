"""fetch, tick and check with a back end configured; without one nothing is asked."""

import json
from collections.abc import Iterator

import pytest
from servers.counting import BackEnd, backend, says
from working_folder import Terminal, mail

AT = "2026-12-01T10:00"


@pytest.fixture
def server() -> Iterator[BackEnd]:
    with backend() as server:
        yield server


@pytest.fixture
def told(planned: Terminal, server: BackEnd, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """A working folder with a campaign in tracking, and the statistics in its settings."""
    monkeypatch.setenv("STATS", "t0ken")
    with (planned.folder / "mailbot.toml").open("a", encoding="utf-8") as file:
        file.write(f'\n[[backend]]\nname = "stats"\nurl = "{server.url}/{{code}}"\ntoken_env = "STATS"\n')
    planned.takes(mail("[PLAN] SU-2026-0001", "启动", id="2"))
    return planned


def test_a_table_is_previewed_without_a_trace_then_fetched(told: Terminal) -> None:
    rows = [("8.2.1", 480, 0.96), ("8.0", 20, 0.04)]
    shown = told.json("fetch", "SU-2026-0001", "--preview", "--now", AT)
    assert [(r["version"], r["count"], r["share"]) for r in shown] == rows
    assert told.json("export")["campaigns"][0]["coverage"] == []
    told.run("fetch", "SU-2026-0001", "--now", AT)
    assert [(r["version"], r["count"], r["share"]) for r in told.json("export")["campaigns"][0]["coverage"]] == rows
    assert told.json("verify") == []
    assert told.json("verify", "--from-mails") == []
    assert "8.2.1 480、8.0 20 (stats)" in told.run("show", "SU-2026-0001").output


def test_a_tick_fetches_what_is_wanted_and_a_second_one_nothing(told: Terminal, server: BackEnd) -> None:
    assert [told.json("tick", "--now", AT)["fetched"] for _ in range(2)] == [1, 0]
    assert server.paths == ["/SU-2026-0001"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("fetch", "SU-2026-0099"), "there is no campaign SU-2026-0099; `mailbot status` lists them"),
        (("fetch", "--preview"), "--preview needs the code of a campaign"),
    ],
)
def test_a_mistaken_fetch_says_what_was_wrong(told: Terminal, arguments: tuple[str, ...], said: str) -> None:
    assert said in told.run(*arguments, ok=False).output


def test_without_a_back_end_fetch_says_so(planned: Terminal) -> None:
    assert "mailbot.toml has no [[backend]]" in planned.run("fetch", ok=False).output


def test_what_a_back_end_refuses_is_said_without_the_token(told: Terminal, server: BackEnd) -> None:
    server.answers[""] = says("no t0ken", status="403 Forbidden")
    said = told.run("fetch", "SU-2026-0001", ok=False).output
    assert ("it answered 403 (the token?)" in said, "t0ken" in said) == (True, False)


def test_check_asks_each_back_end_for_a_campaign_of_its_own(told: Terminal, server: BackEnd) -> None:
    def found() -> list[tuple[str, str]]:
        rows = json.loads(told.run("check", "--no-mail", "--json", ok=False).stdout)
        return [(r["state"], r["details"]) for r in rows if r["what"] == "back end stats"]

    assert found() == [("ok", "SU-2026-0001: 2 rows (8.2.1: 480, 8.0: 20)")]
    server.answers[""] = says("姓名,电话\n陈静,1\n")
    ((state, details),) = found()
    assert (state, details.startswith("SU-2026-0001: no table of counts: its columns are 姓名, 电话")) == ("wrong", True)
    server.answers[""] = says(status="401 Unauthorized")
    assert found() == [("wrong", "it answered 401 (the token?)")]
