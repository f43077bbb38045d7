"""`mailbot ingest` and `mailbot explain`: mails from files, and what would be understood from them."""

import json
import mailbox
import sqlite3
from pathlib import Path

import pytest
from working_folder import PLAN, PROOF, Terminal, mail

# SPEC 8: every key, whatever the mail.
KEYS = [
    "file", "message_id", "from", "subject", "date", "text", "verdict", "kind", "campaign", "reasons", "errors", "fields", "nodes",
    "missing", "dry_run",
]  # fmt: skip
NOW = ("--now", "2026-11-30T10:00")


# --- ingest ---------------------------------------------------------------------------------------------------------


def test_a_mail_is_taken_once_however_often_it_is_ingested(terminal: Terminal) -> None:
    path = terminal.file("plan.eml", mail("【计划】星桥服务端8.2.1在线升级", PLAN))
    assert terminal.lines("ingest", path, *NOW) == [
        {"mail": 1, "verdict": "accepted", "kind": "plan", "campaign": "SU-2026-0001"}
    ]
    assert terminal.lines("ingest", path, path, *NOW) == []
    copy = terminal.file("copy.eml", path.read_bytes().replace(b"\r\n", b"\n"))
    assert terminal.lines("ingest", copy, *NOW) == []
    assert len(terminal.json("export")["campaigns"]) == 1


def test_an_mbox_a_maildir_and_a_folder_of_files_are_taken_in(terminal: Terminal) -> None:
    questions = [mail("[HELP]", "?", id=f"q{n}") for n in range(6)]
    box = mailbox.mbox(terminal.folder / "archive.mbox")
    box.add(questions[0].replace(b"\r\n", b"\n"))
    box.add(questions[1].replace(b"\r\n", b"\n"))
    box.close()
    maildir = mailbox.Maildir(terminal.folder / "Maildir")
    maildir.add(questions[2].replace(b"\r\n", b"\n"))
    maildir.add(questions[3].replace(b"\r\n", b"\n"))
    terminal.file("folder/a.eml", questions[4])
    terminal.file("folder/deeper/b.eml", questions[5])
    paths = [terminal.folder / "archive.mbox", terminal.folder / "Maildir", terminal.folder / "folder"]
    assert [m["kind"] for m in terminal.lines("ingest", *paths, *NOW)] == ["help"] * 6
    assert terminal.lines("ingest", *paths, *NOW) == []
    assert len({m["message_id"] for m in terminal.json("export")["mails"]}) == 6


def test_a_silent_ingest_records_and_queues_nothing(terminal: Terminal) -> None:
    paths = [
        terminal.file("1.eml", mail("【计划】星桥服务端8.2.1在线升级", PLAN)),
        terminal.file("2.eml", mail("[结果] 不知所云", "??", id="2")),
        terminal.file("3.eml", mail("[HELP]", "?", id="3", proven=False)),
    ]
    taken = terminal.lines("ingest", *paths, "--silent", *NOW)
    assert [m["verdict"] for m in taken] == ["accepted", "rejected", "quarantined"]
    assert (terminal.json("outbox"), len(terminal.json("export")["campaigns"])) == ([], 1)


def test_the_clock_of_an_ingest_is_the_one_that_is_set(terminal: Terminal) -> None:
    assert terminal.takes(mail("【计划】星桥服务端8.2.1在线升级", PLAN), "2026-11-30T18:30")["kind"] == "plan"
    assert {p["created"] for p in terminal.json("outbox")} == {"2026-11-30T18:30:00+08:00"}


@pytest.mark.parametrize("path", ["nowhere.eml", "rules/nothing/"])
def test_a_path_that_is_not_there_fails_and_says_so(terminal: Terminal, path: str) -> None:
    result = terminal.run("ingest", terminal.folder / path, ok=False)
    assert (result.exit_code, path.strip("/") in result.output) == (1, True)


# --- explain --------------------------------------------------------------------------------------------------------


def test_explain_says_everything_of_a_plan_and_writes_nothing(terminal: Terminal) -> None:
    path = terminal.file("plan.eml", mail("【计划】星桥服务端8.2.1在线升级", PLAN))
    before = sorted(p.name for p in terminal.folder.rglob("*"))
    (said,) = terminal.lines("explain", path, *NOW)
    assert [k for k in KEYS if k not in said] == []
    assert (said["file"], said["message_id"], said["from"]) == (
        str(path),
        "<1@mail.corp.example>",
        "chenjing@corp.example",
    )
    assert (said["subject"], said["date"]) == ("【计划】星桥服务端8.2.1在线升级", "2026-11-30T10:00:00+08:00")
    assert (said["verdict"], said["kind"], said["campaign"], said["errors"]) == ("accepted", "plan", None, [])
    assert said["text"].startswith("产品：星桥服务端\n")
    fields = said["fields"]
    assert (fields["product"], fields["version"]) == ("星桥服务端", "8.2.1")
    assert (fields["quantity"], fields["regions"]) == ({"min": None, "max": 500}, ["华东", "华南"])
    assert fields["valid"] == {"from": "2026-12-01", "until": "2027-03-31"}
    assert [(n["title"], n["owner"], n["due"]) for n in said["nodes"]][:3] == [
        ("灰度升级", "sunli@corp.example", "2026-12-03T18:00:00+08:00"),
        ("全量升级", "zhouhang@corp.example", "2026-12-11T18:00:00+08:00"),
        ("版本限制", "hanbing@corp.example", "2026-12-18T18:00:00+08:00"),
    ]
    assert sorted(p.name for p in terminal.folder.rglob("*")) == before


MAILS = {
    "plan": (mail("【计划】星桥服务端8.2.1在线升级", PLAN), "accepted", "plan"),
    "dry-run": (mail("【计划预检】星桥服务端8.2.1在线升级", PLAN), "accepted", "plan"),
    "faulty": (
        mail("【计划】星桥服务端在线升级", "产品：星桥服务端\n版本：8.2.1\n1. 2月30日前 灰度升级（孙丽）"),
        "rejected",
        "plan",
    ),
    "near-miss": (mail("[PALN] 星桥服务端", PLAN), "rejected", "unknown"),
    "unknown-code": (mail("[结果] SU-2026-0099 灰度升级", "已完成"), "rejected", "node_result"),
    "help": (mail("[HELP]"), "accepted", "help"),
    "guide": (mail("在吗", "有人吗"), "rejected", "unknown"),
    "auto": (PROOF + b"Auto-Submitted: auto-replied\r\n" + mail("自动回复: 计划", "休假"), "ignored", "auto_reply"),
    "list": (b"List-Id: <all.corp.example>\r\n" + mail("周会", "下午"), "ignored", "unknown"),
    "unproven": (mail("[HELP]", proven=False), "quarantined", "help"),
    "stranger": (mail("[HELP]", sender="x@elsewhere.example"), "quarantined", "help"),
    "bounce": (b"From: MAILER-DAEMON@x.example\r\nSubject: failure notice\r\n\r\nno such user", "ignored", "bounce"),
    "own": (mail("[HELP]", sender="strategy@corp.example"), "ignored", "unknown"),
    "empty": (b"", "quarantined", "unknown"),
    "noise": (bytes(range(256)) * 20, "quarantined", "unknown"),
}


@pytest.mark.parametrize("name", ["unproven", "stranger", "list", "auto", "bounce", "own"])
def test_explain_says_what_the_sender_wrote_whatever_the_verdict(terminal: Terminal, name: str) -> None:
    octets, verdict, kind = MAILS[name]
    quoted = "我在休假\r\n\r\n陈静 <chenjing@corp.example> 于2026年11月20日周五 10:12写道：\r\n\r\n> 请尽快\r\n"
    path = terminal.file(f"{name}.eml", octets.partition(b"\r\n\r\n")[0] + b"\r\n\r\n" + quoted.encode())
    (said,) = terminal.lines("explain", path, *NOW)
    assert (said["verdict"], said["kind"], said["text"]) == (verdict, kind, "我在休假")


def test_a_tag_that_opens_the_text_is_read_as_one_and_stands_in_what_was_written(planned: Terminal) -> None:
    path = planned.file("passed-on.eml", mail("转发: 打印慢", "【问题】SU-2026-0001\n升级后打印慢，严重。", id="passed-on"))
    (said,) = planned.lines("explain", path, *NOW)
    assert (said["kind"], said["text"]) == ("issue", "【问题】SU-2026-0001\n升级后打印慢，严重。")


@pytest.mark.parametrize("sender", ["Sun Li <sunli@corp.example>", "sunli@corp.example", "East <huadong@corp.example>"])
def test_a_sender_signs_as_the_directory_names_them(planned: Terminal, sender: str) -> None:
    signed = "灰度完成，共 20 台\n\n孙丽\n示例软件 · 客户成功\n工作时间：周一至周五 9:00-18:00"
    (said,) = planned.lines("explain", planned.file("signed.eml", mail("Re: 计划", signed, sender=sender, id="signed")), *NOW)
    assert said["text"] == "灰度完成，共 20 台"


def test_explain_shows_the_operator_what_a_held_plan_would_be(terminal: Terminal) -> None:
    octets = mail("【计划】星桥服务端8.2.1在线升级", PLAN, proven=False)
    (said,) = terminal.lines("explain", terminal.file("held.eml", octets), *NOW)
    assert (said["verdict"], said["kind"], said["fields"]["version"]) == ("quarantined", "plan", "8.2.1")
    assert [n["title"] for n in said["nodes"]][:2] == ["灰度升级", "全量升级"]


@pytest.mark.parametrize("name", MAILS)
def test_explain_gives_every_key_whatever_the_mail(terminal: Terminal, name: str) -> None:
    octets, verdict, kind = MAILS[name]
    (said,) = terminal.lines("explain", terminal.file(f"{name}.eml", octets), *NOW)
    assert [k for k in KEYS if k not in said] == []
    assert (said["verdict"], said["kind"]) == (verdict, kind)
    assert said["dry_run"] is (name == "dry-run")
    shapes = [(type(said[k]), k) for k in ("reasons", "errors", "nodes", "missing")]
    assert [k for shape, k in shapes if shape is not list] == []
    assert isinstance(said["fields"], dict)
    for error in said["errors"]:
        assert [k for k in ("line", "field", "message", "hint") if k not in error] == []
        assert error["message"]
    # The same mail, taken in, has the verdict and kind that were announced.
    (taken,) = terminal.lines("ingest", terminal.folder / f"{name}.eml", *NOW)
    assert (taken["verdict"], taken["kind"]) == (verdict, kind)


def test_a_fault_names_its_line_and_quotes_the_words(terminal: Terminal) -> None:
    (said,) = terminal.lines("explain", terminal.file("x.eml", MAILS["faulty"][0]), *NOW)
    errors = [e for e in said["errors"] if e["line"] == 3]
    assert len(errors) == 1
    assert "2月30日" in errors[0]["message"]


def test_several_files_are_explained_in_their_order_a_line_each(terminal: Terminal) -> None:
    names = ["plan", "help", "auto", "plan", "noise"]
    paths = [terminal.file(f"{name}.eml", MAILS[name][0]) for name in names]
    said = terminal.lines("explain", *paths, *NOW)
    assert [(s["file"], s["kind"]) for s in said] == [(str(p), MAILS[n][2]) for n, p in zip(names, paths, strict=True)]


def test_explain_knows_the_campaigns_of_the_ledger(planned: Terminal) -> None:
    path = planned.file(
        "x.eml", mail("[问题] SU-2026-0001 打不开", "严重程度：严重", sender="sunli@corp.example", id="9")
    )
    (said,) = planned.lines("explain", path, "--now", "2026-12-01T10:00")
    assert (said["verdict"], said["kind"], said["campaign"]) == ("accepted", "issue", "SU-2026-0001")
    assert planned.json("export")["campaigns"][0]["issues"] == []


def test_explain_shows_a_reader_what_comes_from_where(terminal: Terminal) -> None:
    shown = terminal.run("explain", terminal.file("x.eml", MAILS["plan"][0]), *NOW).stdout
    assert [w for w in ("会登记 · 计划", "星桥服务端", "灰度升级", "1 完成时间", "节点表的一行") if w not in shown] == []
    faulty = terminal.run("explain", terminal.file("y.eml", MAILS["faulty"][0]), *NOW).stdout
    assert [w for w in ("不能登记 · ", "2月30日") if w not in faulty] == []


def test_explain_calls_a_node_as_its_campaign_does(planned: Terminal) -> None:
    path = planned.file("x.eml", mail("【结果】SU-2026-0001 全量升级", "全量升级：已升级 320/500 台", sender="zhouhang@corp.example", id="9"))
    shown = planned.run("explain", path, "--now", "2026-12-01T10:00").stdout
    assert ("全量升级" in shown, "组件升级" in shown) == (True, False)


def test_of_two_codes_explain_gives_no_reason_for_either(planned: Terminal) -> None:
    path = planned.file("x.eml", mail("【结果】SU-2026-0001 CU-2026-0003 升级", "已完成", sender="sunli@corp.example", id="9"))
    (said,) = planned.lines("explain", path, "--now", "2026-12-01T10:00")
    assert said["reasons"] == ["two-codes"]


def test_explain_says_in_words_why_a_mail_is_held(terminal: Terminal) -> None:
    octets = mail("[HELP]", "", sender="x@elsewhere.example", id="held")
    assert terminal.run("explain", terminal.file("x.eml", octets), *NOW).stdout.split("\n")[1].strip() == "原因：发件人不在通讯录里"


def test_nothing_of_a_mail_reaches_the_terminal_but_words(terminal: Terminal) -> None:
    octets = mail("[HELP] \x1b[31m[bold]红", "\x1b]0;title\x07", id="esc")
    shown = terminal.run("explain", terminal.file("x.eml", octets), *NOW).stdout
    terminal.run("ingest", terminal.folder / "x.eml", *NOW)
    shown += terminal.run("outbox").stdout + terminal.run("status").stdout
    assert [c for c in ("\x1b", "\x07") if c in shown] == []


def test_a_ledger_that_is_in_use_can_be_explained_beside(planned: Terminal) -> None:
    writer = sqlite3.connect(planned.folder / "data" / "ledger.db", isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    try:
        (said,) = planned.lines("explain", planned.file("x.eml", MAILS["help"][0]), *NOW)
    finally:
        writer.execute("ROLLBACK")
        writer.close()
    assert said["kind"] == "help"


def test_the_mails_of_an_mbox_are_explained_one_by_one(terminal: Terminal) -> None:
    box = mailbox.mbox(terminal.folder / "archive.mbox")
    for n in range(3):
        box.add(mail("[HELP]", str(n), id=f"m{n}").replace(b"\r\n", b"\n"))
    box.close()
    said = terminal.lines("explain", terminal.folder / "archive.mbox", *NOW)
    assert [json.loads(s["text"].strip()) for s in said] == [0, 1, 2]


def test_a_file_that_is_not_there_fails(terminal: Terminal, tmp_path: Path) -> None:
    assert terminal.run("explain", tmp_path / "no.eml", "--json", ok=False).exit_code != 0
