"""Entries: appended, never altered; each change comes back as it was recorded, and together they give the state."""

from datetime import timedelta

import peewee
import pytest
from ledger_samples import BUSINESS, MANAGER, NOW, OWNER, PM, full, mailed, opened, plain, record

from mailbot.campaign import changes as c
from mailbot.campaign.model import CoverageRow, Issue, Node, Part, Postponement, Progress, Reminded, Submission
from mailbot.ledger.codec import _kinds, change_from_json, change_to_json
from mailbot.ledger.ledger import Ledger
from mailbot.value import replace

HOUR = timedelta(hours=1)
ISSUE = Issue(
    number=1,
    title="登录失败",
    raised_by=OWNER,
    raised_at=NOW,
    assignees=(MANAGER,),
    respond_due=NOW + HOUR,
    due=NOW + HOUR,
)
ASKED = Postponement(number=1, node="rollout", until=NOW + HOUR, timed=True, asked_by=OWNER, asked_at=NOW)
CHANGES = [
    c.CampaignOpened(at=NOW, by=PM, campaign=full()),
    c.PlanRevised(
        at=NOW, by=PM, campaign=full(), differences=(c.Difference(what="due", before="1", after="2", node="build"),)
    ),
    c.StageReached(at=NOW, stage="tracking", why="confirmed"),
    c.DepartmentAnswered(at=NOW, by=OWNER, part=Part(name=BUSINESS, answer="objected", by=OWNER, at=NOW, words="不行")),
    c.NodeDone(at=NOW, by=OWNER, key="build", done_at=NOW, progress=Progress(done=5, total=5), evidence=("a.pdf",)),
    c.NodeProgressed(at=NOW, by=OWNER, key="rollout", progress=Progress(done=320, total=500), note="灰度"),
    c.NodesOpened(at=NOW, nodes=(Node(key="test", title="产品测试", due=NOW, order=3, term=2),)),
    c.NodesCancelled(at=NOW, keys=("rollout",), why="closed over"),
    c.NodePromised(at=NOW, by=OWNER, key="rollout", until=NOW + HOUR),
    c.PromiseBroken(at=NOW, key="rollout"),
    c.PostponementAsked(at=NOW, by=OWNER, postponement=ASKED),
    c.PostponementDecided(at=NOW, by=PM, number=1, agreed=True, reason="可以"),
    c.VersionSubmitted(at=NOW, by=OWNER, version="8.2.2"),
    c.SubmissionRefused(
        at=NOW,
        by=OWNER,
        submission=Submission(version="8.2.2", node="build", by=OWNER, at=NOW, mail="<1@corp.example>"),
        defects=(1, 3),
    ),
    c.GateWaived(at=NOW, by=PM, version="8.2.2", reason="客户急用"),
    c.IssueRaised(at=NOW, by=OWNER, issue=ISSUE),
    c.IssueGraded(at=NOW, by=OWNER, number=1, severity="严重", respond_due=NOW, due=NOW + HOUR),
    c.IssueAcknowledged(at=NOW, by=MANAGER, number=1),
    c.IssuePromised(at=NOW, by=MANAGER, number=1, until=NOW + HOUR),
    c.IssuePromiseBroken(at=NOW, number=1),
    c.IssueQuestioned(at=NOW, by=MANAGER, number=1, question="请补充日志"),
    c.IssueSupplemented(at=NOW, by=OWNER, number=1, text="日志见附件", respond_due=NOW, due=NOW + HOUR),
    c.IssueAnswered(at=NOW, by=MANAGER, number=1, result="已修复"),
    c.IssueReopened(at=NOW, by=OWNER, number=1, reason="未解决", respond_due=NOW, due=NOW + HOUR),
    c.IssueClosed(at=NOW, number=1, how="silence"),
    c.CoverageReported(at=NOW, by=PM, rows=(CoverageRow(count=3, share=0.1 + 0.2, version="8.2.1"),)),
    c.SummaryAccepted(at=NOW, by=PM, text="按期完成"),
    c.CampaignPaused(at=NOW, by=PM, reason="节前"),
    c.CampaignResumed(
        at=NOW,
        by=PM,
        nodes=(c.NodeMoved(key="rollout", due=NOW),),
        issues=(c.IssueMoved(number=1, respond_due=NOW, due=NOW),),
    ),
    c.HandedOver(at=NOW, by=PM, pm=OWNER),
    c.Noted(at=NOW, by=OWNER, text="谢谢"),
    c.VersionRequested(at=NOW, by=OWNER, text="请发安装包", department=BUSINESS),
    c.Warned(at=NOW, what="validity"),
    c.StepsReminded(
        at=NOW, reminded=(Reminded(item="node:build", term=1, step="owner", person=OWNER, at=NOW, merged=True),)
    ),
    c.RemindersWithdrawn(
        at=NOW, reminded=(Reminded(item="node:build", term=1, step="owner", person=OWNER, at=NOW),), prompt="prompt:1"
    ),
    c.MailUndone(at=NOW, by=PM, message_id="<1@corp.example>", campaign=full()),
]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: type(change).__name__)
def test_a_change_comes_back_as_it_was_recorded(change: c.Change) -> None:
    assert change_from_json(*change_to_json(change)) == change


def test_every_sort_of_change_is_tried_above() -> None:
    assert {type(change).__name__ for change in CHANGES} == set(_kinds(c.Change))


def test_a_payload_of_an_older_version_takes_the_defaults_of_what_it_lacks() -> None:
    name, payload = change_to_json(c.NodeDone(at=NOW, key="build", done_at=NOW, note="好"))
    del payload["proof"], payload["evidence"]
    payload["gone_since"] = 1
    assert change_from_json(name, payload) == c.NodeDone(at=NOW, key="build", done_at=NOW, note="好")


def test_entries_number_a_campaign_s_changes_and_name_their_cause(ledger: Ledger) -> None:
    mail = mailed(ledger)
    opened(ledger, mail=mail)
    tick = ledger.ticks.record(NOW)
    with ledger.transaction():
        note = c.Noted(at=NOW + HOUR, by=OWNER, text="收到")
        ledger.entries.append("SU-2026-0001", [note, note], tick=tick, rules="abc", version="1.0")
    found = ledger.entries.of_campaign("SU-2026-0001")
    assert [(e.number, type(e.change).__name__, e.mail, e.tick, e.rules, e.version) for e in found] == [
        (1, "CampaignOpened", mail, None, "", ""),
        (2, "Noted", None, tick, "abc", "1.0"),
        (3, "Noted", None, tick, "abc", "1.0"),
    ]
    assert [(e.at, e.by) for e in found][1] == (NOW + HOUR, OWNER)
    assert [e.number for e in ledger.entries.of_mail(mail)] == [1]
    assert [e.number for e in ledger.entries.of_tick(tick)] == [2, 3]
    assert list(ledger.entries.all()) == found
    assert ledger.entries.count() == 3


def test_a_number_is_given_once(ledger: Ledger) -> None:
    opened(ledger)
    row = ledger.tables.entry.select().dicts().get()
    with pytest.raises(peewee.IntegrityError):
        ledger.tables.entry.insert(row | {"id": 99}).execute()


def test_a_week_holds_its_first_instant_and_not_its_last(ledger: Ledger) -> None:
    opened(ledger)
    for hours in (1, 2, 3):
        record(ledger, c.Noted(at=NOW + hours * HOUR, text=str(hours)))
    found = ledger.entries.between(NOW + HOUR, NOW + 3 * HOUR)
    assert [e.change for e in found] == [c.Noted(at=NOW + h * HOUR, text=str(h)) for h in (1, 2)]
    assert ledger.entries.changed_between(NOW, NOW + HOUR) == {"SU-2026-0001": {"CampaignOpened"}}


def test_entries_give_the_state_before_any_of_them(ledger: Ledger) -> None:
    campaign = opened(ledger)
    after = record(ledger, c.NodeDone(at=NOW, by=OWNER, key="build", done_at=NOW))
    assert ledger.entries.project("SU-2026-0001") == after
    assert ledger.entries.project("SU-2026-0001", before=2) == campaign
    assert ledger.entries.project("SU-2026-0001", before=1) is None
    assert ledger.entries.project("SU-2026-0404") is None


def test_verify_finds_nothing_where_entries_and_state_agree(ledger: Ledger) -> None:
    opened(ledger)
    opened(ledger, full())
    for change in (c.NodeDone(at=NOW, by=OWNER, key="build", done_at=NOW), c.CampaignPaused(at=NOW, by=PM)):
        record(ledger, change)
    assert ledger.verify() == []


def test_verify_names_campaign_field_and_both_values(ledger: Ledger) -> None:
    opened(ledger)
    n = ledger.tables.node
    n.update(owner=MANAGER).where(n.key == "build").execute()
    found = ledger.verify()
    assert [(d.campaign, d.field, d.projected, d.stored) for d in found] == [
        ("SU-2026-0001", "nodes[0].owner", repr(OWNER), repr(MANAGER))
    ]


def test_verify_finds_a_campaign_without_entries_and_entries_without_a_campaign(ledger: Ledger) -> None:
    ledger.store.save(plain("SU-2026-0001"), None)
    ledger.entries.append("SU-2026-0002", [c.CampaignOpened(at=NOW, campaign=full())])
    assert [(d.campaign, d.field, d.projected, d.stored) for d in ledger.verify()] == [
        ("SU-2026-0001", "", "no campaign", "a campaign"),
        ("SU-2026-0002", "", "a campaign", "no campaign"),
    ]


def test_verify_says_which_entry_does_not_fit(ledger: Ledger) -> None:
    opened(ledger)
    ledger.entries.append("SU-2026-0001", [c.NodeDone(at=NOW, key="no-such-node", done_at=NOW)])
    (found,) = ledger.verify()
    assert (found.campaign, found.stored) == ("SU-2026-0001", "a campaign")
    assert found.projected.startswith("entry 2 of SU-2026-0001 (NodeDone) does not fit")


def test_hostile_text_verifies(ledger: Ledger) -> None:
    opened(ledger, plain(title="a\x00\ud800", nodes=(replace(plain().nodes[0], note="\x00"),)))
    record(ledger, c.IssueRaised(at=NOW, by=OWNER, issue=replace(ISSUE, title="\udcff", text="\x00" * 3)))
    assert ledger.verify() == []
