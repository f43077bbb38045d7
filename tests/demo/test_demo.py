"""The demo, played once: how it ends, and what it leaves."""

import re
from pathlib import Path

import pytest

from mailbot.app import open_house
from mailbot.demo.folder import Folder, NotOurFolder
from mailbot.demo.play import Played, play
from mailbot.demo.story import SCENES
from mailbot.house import House
from mailbot.inbound.letter import read_letter

pytestmark = pytest.mark.xdist_group("demo")  # what its tests share is made once


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    return play(tmp_path_factory.mktemp("demo") / "left", told.append)


told: list[str] = []


@pytest.fixture(scope="module")
def house(played: Played) -> House:
    return open_house(played.work, environ={}, read_only=True)


def test_every_campaign_ends_closed(played: Played) -> None:
    assert set(played.stages.values()) == {"closed"}
    assert sorted(code[:2] for code in played.stages) == ["PR", "SU"]


def test_the_entries_agree_with_the_state(played: Played) -> None:
    assert played.differences == []


def test_no_mail_is_set_aside(played: Played) -> None:
    assert played.set_aside == []


def test_everything_in_the_outbox_is_sent_once(played: Played, house: House) -> None:
    assert played.unsent == []
    assert {(p.state, p.attempts) for p in house.ledger.outbox.list()} == {("sent", 1)}
    assert len(house.ledger.outbox.list()) == played.sent


def test_each_scene_is_one_mail_in_the_ledger(played: Played, house: House) -> None:
    assert played.received == len(SCENES) == len(house.ledger.archive.list())


@pytest.mark.parametrize(
    "kind",
    [
        "plan", "revision", "confirmation", "objection", "node_result", "progress", "promise", "decision", "issue",
        "acknowledgement", "handling_result", "closure", "query", "summary", "auto_reply",
    ],
)  # fmt: skip
def test_the_story_shows(kind: str, house: House) -> None:
    assert kind in {mail.kind for mail in house.ledger.archive.list()}


@pytest.mark.parametrize(
    "purpose", ["receipt", "fault", "notice", "reminder", "escalation", "finalize", "summary", "digest", "answer"]
)
def test_the_bot_sends(purpose: str, house: House) -> None:
    assert purpose in {post.purpose for post in house.ledger.outbox.list()}


def test_a_stranger_and_an_automatic_answer_hear_nothing(house: House) -> None:
    silent = [m for m in house.ledger.archive.list() if m.verdict in ("ignored", "quarantined")]
    assert [m.verdict for m in silent] == ["ignored", "quarantined"]
    assert not {m.id for m in silent} & {house.ledger.outbox.cause(p.id) for p in house.ledger.outbox.list()}


def test_the_lead_has_a_digest_for_each_week_with_news(house: House) -> None:
    digests = [p for p in house.ledger.outbox.list() if p.purpose == "digest"]
    weeks = [p.created.astimezone(house.rules.zone).isocalendar().week for p in digests]
    assert weeks == [38, 39, 40, 41, 42, 43]
    assert {p.to for p in digests} == {("zhaolei@corp.example",)}


def test_every_mail_is_left_as_a_file(played: Played) -> None:
    files = sorted(played.index.parent.glob("*.eml"))
    assert [int(f.name[:3]) for f in files] == list(range(1, played.received + played.sent + 1))
    assert [f.name for f in files if not read_letter(f.read_bytes()).subject] == []


def test_the_page_shows_every_mail_and_runs_nothing(played: Played) -> None:
    page = played.index.read_text(encoding="utf-8")
    assert len(re.findall(r'<section id="m\d+"', page)) == played.received + played.sent
    assert page.count("<iframe sandbox loading") == page.count("<iframe")
    assert "<script" not in page
    assert "default-src 'none'" in page


def test_the_story_is_told_line_by_line(played: Played) -> None:
    del played
    assert len(told) > len(SCENES) * 2
    assert "\x1b" not in "".join(told)


def test_a_second_demo_replaces_the_first_and_leaves_what_others_put_there(tmp_path: Path) -> None:
    first = Folder(tmp_path / "demo")
    first.leave("001-in-plan.eml", b"x")
    (first.work / "ledger.db").write_bytes(b"x")
    (first.path / "notes.txt").write_text("mine", encoding="utf-8")
    Folder(first.path)
    assert sorted(p.name for p in first.path.iterdir()) == [".mailbot-demo", "notes.txt", "work"]
    assert list(first.work.iterdir()) == []


def test_a_folder_that_is_not_the_demos_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.doc").write_bytes(b"years of work")
    with pytest.raises(NotOurFolder, match="--into"):
        Folder(tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["thesis.doc"]


def test_the_list_of_files_cannot_name_others(tmp_path: Path) -> None:
    (tmp_path / "precious").write_bytes(b"x")
    folder = Folder(tmp_path / "demo")
    (folder.path / ".mailbot-demo").write_text("../precious\n..\n\n", encoding="utf-8")
    Folder(folder.path)
    assert (tmp_path / "precious").read_bytes() == b"x"
