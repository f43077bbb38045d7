"""`mailbot status show export verify outbox`: looking at the ledger."""

import sqlite3
from typing import Any

import pytest
from working_folder import Terminal, mail

CAMPAIGN = {
    "code", "kind", "title", "product", "version", "stage", "pm", "revision", "channel", "departments", "quantity", "regions", "valid",
    "restrictions", "parameters", "nodes", "issues", "summary", "coverage", "guidance", "paused",
}  # fmt: skip
NODE = {
    "key",
    "title",
    "department",
    "owner",
    "due",
    "state",
    "done_at",
    "progress",
    "postponed_from",
    "start",
    "promised",
}
ISSUE = {
    "number", "title", "type", "severity", "node", "state", "raised_by", "assignees", "due", "result", "answered_by", "respond_due",
    "owner", "waiting_on",
}  # fmt: skip
MAIL = {"message_id", "from", "subject", "verdict", "kind", "campaign", "received", "dry_run"}
POST = {
    "id", "message_id", "to", "cc", "subject", "purpose", "campaign", "in_reply_to", "state", "attempts", "due", "created", "receipt",
    "rows",
}  # fmt: skip


@pytest.fixture
def told(planned: Terminal) -> Terminal:
    """With an issue, a progress, an ignored and a quarantined mail, and a day of the clock."""
    planned.takes(mail("[问题] SU-2026-0001 打不开", "现象：白屏\n严重程度：严重", sender="sunli@corp.example", id="2"))
    planned.takes(mail("[进度] SU-2026-0001 灰度升级", "已升级 320 / 500", sender="sunli@corp.example", id="3"))
    planned.takes(b"Auto-Submitted: auto-replied\r\n" + mail("自动回复: x", "y", sender="sunli@corp.example", id="4"))
    planned.takes(mail("[HELP]", proven=False, id="5"))
    planned.run("tick", "--now", "2026-12-02T09:00")
    return planned


def test_export_has_every_key_of_the_contract(told: Terminal) -> None:
    export = told.json("export")
    assert sorted(export) == ["campaigns", "mails"]
    (campaign,) = export["campaigns"]
    assert CAMPAIGN - campaign.keys() == set()
    assert [NODE - n.keys() for n in campaign["nodes"]] == [set()] * 4
    assert [ISSUE - i.keys() for i in campaign["issues"]] == [set()]
    assert [MAIL - m.keys() for m in export["mails"]] == [set()] * 5
    assert (campaign["code"], campaign["kind"], campaign["stage"]) == ("SU-2026-0001", "server_upgrade", "planning")
    assert (campaign["pm"], campaign["revision"], campaign["paused"]) == ("chenjing@corp.example", 1, None)
    assert [{k: d[k] for k in ("name", "answer")} for d in campaign["departments"]] == [
        {"name": "华东业务部", "answer": "pending"},
        {"name": "华南业务部", "answer": "pending"},
    ]
    node = campaign["nodes"][0]
    assert (node["title"], node["due"], node["progress"]) == (
        "灰度升级",
        "2026-12-03T18:00:00+08:00",
        {"done": 320, "total": 500},
    )
    issue = campaign["issues"][0]
    assert (issue["number"], issue["type"], issue["state"]) == (1, "problem", "open")
    assert issue["assignees"] == ["hanbing@corp.example", "wumin@corp.example", "zhengkai@corp.example"]


def test_mails_are_exported_oldest_first_whatever_became_of_them(told: Terminal) -> None:
    mails = told.json("export")["mails"]
    assert [(m["message_id"], m["from"], m["verdict"], m["kind"], m["campaign"]) for m in mails] == [
        ("<1@mail.corp.example>", "chenjing@corp.example", "accepted", "plan", "SU-2026-0001"),
        ("<2@mail.corp.example>", "sunli@corp.example", "accepted", "issue", "SU-2026-0001"),
        ("<3@mail.corp.example>", "sunli@corp.example", "accepted", "progress", "SU-2026-0001"),
        ("<4@mail.corp.example>", "sunli@corp.example", "ignored", "auto_reply", None),
        ("<5@mail.corp.example>", "chenjing@corp.example", "quarantined", "help", None),
    ]


def test_the_outbox_has_every_key_of_the_contract(told: Terminal) -> None:
    posts = told.json("outbox")
    assert [POST - p.keys() for p in posts] == [set()] * len(posts)
    assert {p["purpose"] for p in posts} >= {"receipt", "notice", "admin", "reminder"}
    assert [p["id"] for p in posts] == sorted(p["id"] for p in posts)
    receipts = [p for p in posts if p["purpose"] == "receipt"]
    assert [p["receipt"] for p in receipts] == [f"R-{p['id']}" for p in receipts]
    assert [p["in_reply_to"] for p in receipts][:1] == ["<1@mail.corp.example>"]
    assert {p["state"] for p in posts} == {"waiting"}
    reminder = next(p for p in posts if p["purpose"] == "reminder" and p["to"] == ["sunli@corp.example"])
    assert [(r["campaign"], r["node"]) for r in reminder["rows"]][-1:] == [("SU-2026-0001", "rollout")]
    assert f"D-{reminder['id']}" in reminder["subject"]


def test_status_tells_campaigns_mails_outbox_and_quarantine(told: Terminal) -> None:
    status = told.json("status")
    assert [c["code"] for c in status["campaigns"]] == ["SU-2026-0001"]
    assert status["mails"] == {"accepted": 3, "ignored": 1, "quarantined": 1}
    assert (status["outbox"], status["quarantine"]) == ({"waiting": len(told.json("outbox"))}, 1)
    shown = told.run("status").stdout
    assert [w for w in ("SU-2026-0001", "planning", "1 in quarantine") if w not in shown] == []


def test_show_tells_a_campaigns_timeline(told: Terminal) -> None:
    told.takes(mail("[查询] SU-2026-0001", sender="xunuo@corp.example", id="6"))
    shown = told.json("show", "su-2026-0001")
    assert shown["campaign"]["code"] == "SU-2026-0001"
    assert [(e["what"], e["by"]) for e in shown["entries"]][:3] == [
        ("CampaignOpened", "chenjing@corp.example"),
        ("IssueRaised", "sunli@corp.example"),
        ("NodeProgressed", "sunli@corp.example"),
    ]
    assert "打不开" in told.run("show", "SU-2026-0001").stdout


def test_show_names_the_assistant_beside_the_pm(terminal: Terminal) -> None:
    from working_folder import PLAN

    terminal.takes(mail("【计划】星桥服务端8.2.1在线升级", PLAN, sender="xunuo@corp.example"))
    entry = terminal.json("show", "SU-2026-0001")["entries"][0]
    assert (entry["by"], entry["via"]) == ("chenjing@corp.example", "xunuo@corp.example")


def test_an_unknown_code_fails_and_says_where_to_look(planned: Terminal) -> None:
    result = planned.run("show", "SU-2026-0099", ok=False)
    assert (result.exit_code, "mailbot status" in result.output) == (1, True)


@pytest.mark.parametrize("command", ["status", "export", "verify", "outbox"])
def test_an_empty_folder_has_an_empty_ledger_and_stays_empty(terminal: Terminal, command: str) -> None:
    before = sorted(terminal.folder.rglob("*"))
    terminal.run(command, "--json")
    terminal.run(command)
    assert sorted(terminal.folder.rglob("*")) == before


def test_verify_agrees(told: Terminal) -> None:
    assert told.json("verify") == []


def test_verify_reads_every_mail_anew_and_agrees(told: Terminal) -> None:
    assert told.json("verify", "--from-mails") == []
    assert "agree" in told.run("verify").stdout


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ("UPDATE campaign SET product = 'elsewhere'", "product"),
        ("UPDATE node SET state = 'done' WHERE key = 'rollout'", "nodes"),
        ("DELETE FROM issue", "issues"),
    ],
)
def test_verify_fails_where_the_state_is_not_what_the_entries_say(told: Terminal, change: str, field: str) -> None:
    database = sqlite3.connect(told.folder / "data" / "ledger.db")
    database.execute(change)
    database.commit()
    database.close()
    import json

    result = told.run("verify", "--json", ok=False)
    found: list[dict[str, Any]] = json.loads(result.stdout)
    assert result.exit_code == 1
    assert [(d["campaign"], d["field"].partition("[")[0]) for d in found][:1] == [("SU-2026-0001", field)]
    assert told.run("verify", ok=False).exit_code == 1
