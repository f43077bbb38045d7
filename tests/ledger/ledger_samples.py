"""Invented people, plans and posts for the ledger's tests."""

from datetime import UTC, date, datetime, timedelta, timezone
from itertools import count
from typing import Any

from mailbot.campaign.changes import CampaignOpened, Change
from mailbot.campaign.evolve import evolve_all
from mailbot.campaign.model import (
    Campaign,
    CoverageRow,
    Issue,
    Node,
    Part,
    Postponement,
    Progress,
    Promise,
    Reminded,
    Submission,
)
from mailbot.campaign.planned import Parameter, Quantity, Restriction, Validity, When
from mailbot.campaign.post import Post
from mailbot.ledger.ledger import Ledger
from mailbot.value import replace

NOW = datetime(2026, 12, 1, 1, 30, tzinfo=UTC)
SHANGHAI = timezone(timedelta(hours=8))
PM = "chenjing@corp.example"
OWNER = "zhangsan@corp.example"
MANAGER = "lina@corp.example"
BUSINESS = "华东业务部"

_MAILS = count(1)


def plain(code: str = "SU-2026-0001", **changes: Any) -> Campaign:
    """A campaign as a short plan opens it."""
    campaign = Campaign(
        code=code,
        kind="server_upgrade",
        title="结算服务端 8.2 升级",
        product="结算服务端",
        version="8.2.1",
        pms=(PM,),
        opened_at=NOW,
        nodes=(
            Node(key="build", title="产品开发及提交测试", owner=OWNER, department="研发部", due=NOW, order=1),
            Node(key="rollout", title="服务端在线升级", department=BUSINESS, due=NOW + timedelta(days=9), order=2),
        ),
        departments=(Part(name=BUSINESS, since=NOW),),
    )
    return replace(campaign, **changes)


def full(code: str = "SU-2026-0002") -> Campaign:
    """A campaign with a value in every field, hostile texts and numbers among them."""
    later = datetime(2026, 12, 7, 18, 0, 0, 123456, tzinfo=SHANGHAI)
    return Campaign(
        code=code,
        kind="parameter_rollout",
        title="参数下发 “一期” 😀",
        pms=(PM, OWNER),
        opened_at=later,
        product="计费 Ｐ产品",
        version="8.2.1.3051",
        stage="tracking",
        stage_since=later,
        revision=3,
        channel="official",
        link="https://download.corp.example/8.2.1",
        departments=(
            Part(name="华南业务部", answer="confirmed", by=OWNER, at=later, words="同意", since=NOW, term=2),
            Part(name=BUSINESS, asks=False),
        ),
        quantity=Quantity(min=0, max=10**40),
        regions=("华东", "华南"),
        valid=Validity(from_=date(2026, 12, 1), until=date(2027, 3, 31)),
        guidance="先灰度\n再全量",
        target_coverage=0.95,
        restrictions=(
            Restriction(
                versions="≤7.9", effective=When(at=later), delayed_until=When(at=NOW, timed=True), scope=BUSINESS
            ),
            Restriction(versions="7.x"),
        ),
        parameters=(Parameter(name="max.conn", value="=1+1"), Parameter(name="max.conn", value="200")),
        managers=(("test_manager", MANAGER),),
        nodes=(
            Node(
                key="rollout",
                title="参数下发",
                due=later,
                order=1,
                department=BUSINESS,
                owner=OWNER,
                helpers=(MANAGER, PM),
                timed=True,
                start=date(2026, 12, 2),
                state="done",
                done_at=later,
                done_by=OWNER,
                progress=Progress(done=320, total=500),
                moved_at=later,
                postponed_from=NOW,
                promises=(
                    Promise(until=NOW, by=OWNER, at=NOW, kept=False),
                    Promise(until=later, by=OWNER, at=NOW, kept=None),
                ),
                baseline=NOW,
                term=4,
                set_at=NOW,
                remark="等客户窗口",
                note="完成",
                link="https://download.corp.example",
                evidence=("缺陷报告.docx", "完整测试报告.pdf"),
                proof="附件",
            ),
            Node(key="rollout-2", title="参数下发（二期）", due=NOW, order=2, state="cancelled"),
        ),
        issues=(
            Issue(
                number=1,
                title="升级后登录失败",
                raised_by=BUSINESS,
                raised_at=NOW,
                assignees=(MANAGER, OWNER),
                respond_due=later,
                due=later,
                text="步骤：\n1. 登录",
                type="defect",
                severity="严重",
                node="rollout",
                state="reopened",
                owner=MANAGER,
                waiting_on="raiser",
                paused_at=later,
                responded_at=later,
                result="已在 8.2.2 修复",
                answered_by=MANAGER,
                answered_at=later,
                closed_at=later,
                closed_how="silence",
                question="请补充日志",
                term=2,
                own_number=10**25,
                mail="<" + "长" * 2000 + "@corp.example>",
            ),
        ),
        postponements=(
            Postponement(
                number=1,
                node="rollout",
                until=later,
                timed=True,
                asked_by=OWNER,
                asked_at=NOW,
                reason="等客户窗口",
                state="agreed",
                decided_by=PM,
                decided_at=later,
            ),
        ),
        submissions=(Submission(version="8.2.1", node="build", by=OWNER, at=NOW, mail="<1@corp.example>"),),
        waived=(("8.2.1.3051", "客户急用"),),
        coverage=(
            CoverageRow(count=10**30, share=1 / 3, version="8.2.1", region="华东"),
            CoverageRow(count=0, share=0.0, parameter="max.conn", value="200"),
        ),
        coverage_at=later,
        summary="按期完成",
        paused=later,
        reminded=(
            Reminded(item="node:rollout", term=1, step="owner", person=OWNER, at=NOW),
            Reminded(item="node:rollout", term=1, step="pm", person=PM, at=later, merged=True),
        ),
        warned=("validity",),
        raisers=(BUSINESS, OWNER),
        thread="<plan@corp.example>",
        baseline=(("rollout", NOW), ("finalize", later)),
    )


def record(ledger: Ledger, *changes: Change, mail: int | None = None, wake_at: datetime | None = None) -> Campaign:
    """Record changes as `apply` does: entries and state in one transaction."""
    opening = changes[0]
    code = opening.campaign.code if isinstance(opening, CampaignOpened) else "SU-2026-0001"
    with ledger.transaction():
        after = evolve_all(ledger.store.load(code), changes)
        assert after is not None
        ledger.entries.append(code, changes, mail=mail)
        ledger.store.save(after, wake_at)
    return after


def opened(ledger: Ledger, campaign: Campaign | None = None, *, mail: int | None = None) -> Campaign:
    campaign = campaign or plain()
    return record(ledger, CampaignOpened(at=NOW, by=PM, campaign=campaign), mail=mail)


def mailed(ledger: Ledger, message_id: str = "", *, octets: bytes = b"", **decided: Any) -> int:
    """A mail in the archive, decided as accepted unless said otherwise."""
    number = next(_MAILS)
    message_id = message_id or f"<{number}@corp.example>"
    id = ledger.archive.keep(
        octets or f"Message-ID: {message_id}\n\n{number}".encode(),
        source="file",
        folder="inbox",
        uidvalidity=0,
        uid=number,
        received=NOW,
        message_id=message_id,
        digest=f"digest {number}",
    )
    assert id is not None
    ledger.archive.decided(id, **{"verdict": "accepted", "kind": "note", "at": NOW, **decided})
    return id


def post(*to: str, **changes: Any) -> Post:
    made = Post(purpose="notice", template="node-done", language="zh", to=to or (PM,), created=NOW, due=NOW)
    return replace(made, **changes)
