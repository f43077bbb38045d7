"""What the domain really decides has words: a story of commands, every receipt, notice and refusal in both languages.

`samples` show the shapes that templates are written for; here the shapes are those of `campaign/decide` and `due`.
"""

from datetime import datetime, timedelta
from typing import Any

import pytest
from people import COMPANY
from samples import CHEN, HAN, SUN, WU, ZHAO, ZHENG, ZHOU, ZONE

from mailbot.campaign import commands as c
from mailbot.campaign.case import Case
from mailbot.campaign.decide import decide
from mailbot.campaign.due import due, look
from mailbot.campaign.evolve import evolve_all
from mailbot.campaign.model import Campaign, CoverageRow, Progress
from mailbot.campaign.outcome import Notice, Occasion, Outcome, Refused, Row
from mailbot.campaign.planned import Quantity, Restriction, Validity, When
from mailbot.outbound.frame import Frame
from mailbot.outbound.templates import Templates, default_folder
from mailbot.rulebook.load import default_folder as default_rules, load_rules
from mailbot.rulebook.rules import Rules
from mailbot.value import replace

BOTH = ("zh", "en")


@pytest.fixture(scope="module")
def rules() -> Rules:
    return load_rules([default_rules()])


@pytest.fixture(scope="module")
def words(rules: Rules) -> Templates:
    return Templates([default_folder()], rules.directory, rules.company, rules.kinds)


def at(day: str, clock: str = "10:00") -> datetime:
    return datetime.fromisoformat(f"{day}T{clock}:00").replace(tzinfo=ZONE)


PLAN = c.FilePlan(
    campaign_kind="server_upgrade",
    title="星桥服务端8.2.1在线升级及版本限制",
    product="星桥服务端",
    version="8.2.1",
    channel="official",
    quantity=Quantity(max=500),
    regions=("华东", "华南"),
    valid=Validity(from_=at("2026-12-01").date(), until=at("2027-03-31").date()),
    restrictions=(Restriction(versions="≤8.0", effective=When(at=at("2026-12-18", "00:00"), timed=True)),),
    nodes=(
        c.PlannedNode(title="产品开发及提交测试", key="build", owner=ZHENG, due=at("2026-12-02", "18:00"), place="9", words="开发"),
        c.PlannedNode(title="产品测试", key="test", owner=WU, due=at("2026-12-03", "18:00"), place="10"),
        c.PlannedNode(title="灰度升级", key="rollout", owner=SUN, due=at("2026-12-04", "18:00"), place="11"),
        c.PlannedNode(title="全量升级", key="rollout", owner=SUN, helpers=(ZHOU,), department="华南业务部", due=at("2026-12-11", "18:00")),
        c.PlannedNode(title="版本限制", key="restrict", owner=HAN, due=at("2026-12-18", "00:00")),
    ),
    given=frozenset({"version", "quantity", "regions", "valid", "restrictions", "nodes", "product", "channel", "title"}),
    readings=(c.Reading(field="version", value="8.2.1", place="4", words="V8.2.1"), c.Reading(field="nodes[1].due", value="x", place="9", words="12/2")),
    remarks=(c.Remark(reason="no-time", place="9", words="12/2"),),
)  # fmt: skip


class Story:
    """A campaign played by commands; every mail that follows is rendered in both languages and kept as text."""

    def __init__(self, rules: Rules, words: Templates):
        self.rules = rules
        self.words = words
        self.campaign: Campaign | None = None
        self.now = at("2026-12-01")
        self.texts: list[str] = []
        self.templates: set[str] = set()

    def says(
        self, command: c.Command, by: str = CHEN, *, rows: tuple[Row, ...] = (), days: float = 0.0
    ) -> Outcome | Refused:
        self.now += timedelta(days=days)
        occasion = Occasion(person=by, mailed=self.now, message_id="<m@corp.example>", subject="主题", rows=rows)
        case = Case(rules=self.rules, occasion=occasion, now=self.now, campaign=self.campaign, code="SU-2026-0007")
        outcome = decide(command, case)
        if isinstance(outcome, Refused):
            faults = [
                {"reason": f.reason, "field": f.field, "place": f.place, "words": f.words, "nearest": list(f.nearest), "facts": dict(f.facts)}
                for f in outcome.faults
            ]  # fmt: skip
            template = "no-right" if outcome.purpose == "answer" else "fault"
            self.renders(
                template, {"kind": outcome.kind, "faults": faults, "reason": faults[0], "original": "原文"}, (by,)
            )
            for fault in faults:
                for language in BOTH:
                    said = self.words.reason(str(fault["reason"]), language, {**fault["facts"], **fault})  # type: ignore[dict-item]
                    assert str(fault["reason"]) not in said.message or "-" not in str(fault["reason"])
            self.campaign = evolve_all(self.campaign, outcome.changes)
            return outcome
        self.campaign = evolve_all(self.campaign, outcome.changes)
        if outcome.receipt is not None:
            part = {
                "kind": outcome.kind,
                "template": outcome.receipt.template,
                "facts": dict(outcome.receipt.facts),
                "readings": [{"field": r.field, "value": r.value, "place": r.place, "words": r.words, "rule": r.rule} for r in command.readings],
                "remarks": [{"reason": r.reason, "place": r.place, "words": r.words, "facts": {}} for r in command.remarks],
                "missing": list(outcome.receipt.facts.get("missing", ())),
                "row": command.row,
            }  # fmt: skip
            self.renders(
                "receipt", {"parts": [part], "faults": [], "remarks": [], "dry_run": False, "person": by}, (by,)
            )
        self.sends(outcome.notices)
        return outcome

    def sends(self, notices: tuple[Notice, ...]) -> None:
        for notice in notices:
            self.renders(notice.template, notice.facts, notice.to)

    def renders(self, template: str, facts: Any, to: tuple[str, ...]) -> None:
        self.templates.add(template)
        for language in BOTH:
            frame = Frame(now=self.now, to=to, address=COMPANY.bot, mark="SU-2026-0007", receipt="R-1")
            rendered = self.words.render(template, language, facts, frame)  # type: ignore[arg-type]
            assert rendered.subject
            assert self.rules.company.label in rendered.text
            assert "None" not in rendered.text
            self.texts.append(f"{template} {language}\n{rendered.text}")

    def ticks(self, days: int) -> None:
        """The clock, once in each hour of the working day, over that many days."""
        reminded: dict[str, Any] = {}
        for hour in range(days * 24):
            self.now = self.now.replace(minute=0) + timedelta(hours=1 if hour else 0)
            looked = [look(self.campaign, self.now, self.rules)] if self.campaign else []
            asked = due(looked, self.now, self.rules, lambda person, day: reminded.get(person) == day)
            for changes in asked.changes.values():
                self.campaign = evolve_all(self.campaign, changes)
            for notice in asked.notices:
                if notice.template == "reminder":
                    reminded[notice.to[0]] = self.now.astimezone(ZONE).date()
            self.sends(asked.notices)


def test_a_story_from_plan_to_closed_has_words_at_every_step(rules: Rules, words: Templates) -> None:
    story = Story(rules, words)
    story.says(c.FilePlan(title="没有内容", campaign_kind="server_upgrade"))
    story.says(replace(PLAN, campaign_kind=""))
    story.says(PLAN, by=SUN)
    story.says(PLAN)
    story.says(c.ConfirmPlan(words="同意"), SUN)
    story.says(c.ObjectToPlan(words="12月20日大促"), ZHOU)
    story.says(c.StartCampaign(), SUN)
    story.says(c.StartCampaign())
    story.says(c.StartCampaign())
    story.says(c.RaiseIssue(title="启动失败", text="现象：起不来", type="defect", own_number=3), HAN)
    story.says(c.AcknowledgeIssue(), ZHENG)
    story.says(c.AcknowledgeIssue(), WU)
    story.says(c.QuestionIssue(text="请补充日志"), ZHENG)
    story.says(c.AcknowledgeIssue(text="见附件"), HAN)
    story.says(c.ReportNode(node="build"), ZHENG)
    story.says(c.ReportNode(node="build", done=True), ZHENG)
    story.says(c.ReportNode(node="build", done=True, version="8.2.1.1"), ZHENG)
    story.says(c.WaiveGate(reason=""))
    story.says(c.WaiveGate(reason="不影响"), SUN)
    story.says(c.WaiveGate(reason="不影响"))
    story.says(c.AnswerIssues(result=""), ZHENG)
    story.says(c.AnswerIssues(numbers=(9,), result="x"), ZHENG)
    story.says(c.AnswerIssues(result="启动顺序，已修复"), ZHENG)
    story.says(c.ReopenIssue(text="还有两家"), HAN)
    story.says(c.AnswerIssues(result="已出 8.2.1.3"), ZHENG)
    story.says(c.CloseIssue(text="验证通过"), HAN)
    story.says(c.CloseIssue(numbers=(1,)), HAN)
    story.says(c.ReportNode(node="build", done=True, version="8.2.1.3"), ZHENG)
    story.says(c.ReportNode(node="test", done=True, text="遍历测试通过"), WU)
    story.says(c.ReportNode(node="test", failed=True, text="完整测试不通过"), WU)
    story.says(c.ReportNode(node="rollout", done=True), WU)
    story.says(c.ReportNode(node="rollout-2", progress=Progress(done=640, total=800)), SUN)
    story.says(c.ReportNode(node="rollout-2", text="嗯"), SUN)
    story.says(c.ReportNode(node="nothing"), SUN)
    story.says(c.ReportNode(done=True), SUN)
    story.says(c.AskPostponement(node="rollout-2"), SUN)
    story.says(c.AskPostponement(node="rollout-2", until=at("2026-12-01", "18:00")), SUN)
    story.says(c.AskPostponement(node="rollout-2", until=at("2026-12-15", "18:00"), reason="等客户窗口"), SUN)
    story.says(c.DecidePostponement(agreed=True), SUN)
    story.ticks(3)
    story.says(c.DecidePostponement(agreed=False, reason="请赶上"))
    story.says(c.DecidePostponement())
    story.says(c.AskPostponement(node="rollout-2", until=at("2026-12-16", "18:00"), reason="等客户窗口"), SUN)
    story.says(c.DecidePostponement(agreed=True))
    story.says(c.PromiseNode(node="rollout", text="尽快"), SUN)
    story.says(c.PromiseNode(node="rollout", until=at("2026-12-07", "18:00")), SUN)
    story.says(c.PromiseNode(node="rollout", until=at("2027-01-07", "18:00"), text="年后"), SUN)
    story.says(c.PauseCampaign(reason="等窗口"), SUN)
    story.says(c.PauseCampaign(reason="等窗口"))
    story.says(c.PauseCampaign())
    story.says(c.ResumeCampaign(), days=2)
    story.says(c.ResumeCampaign())
    revised = replace(
        PLAN,
        version="8.2.2",
        quantity=Quantity(max=900),
        nodes=(*PLAN.nodes[2:4], replace(PLAN.nodes[4], due=at("2026-12-21", "18:00"))),
    )
    story.says(replace(revised, given=PLAN.given))
    story.says(replace(revised, given=PLAN.given, campaign_kind="parameter_rollout"))
    story.says(c.HandOver(to="没有这个人"))
    story.says(c.HandOver(to="孙丽"))
    story.says(c.HandOver(to="王磊"), ZHAO)
    story.ticks(14)
    pm = story.campaign.pm if story.campaign else ""
    for command in (
        c.AskStanding(),
        c.AskStanding(about="version"),
        c.AskStanding(about="parameters"),
        c.AskHelp(),
        c.KeepNote(text="x"),
    ):
        story.says(command, pm)
    story.says(c.WriteSummary(text="总结"), pm)
    story.says(c.ReportAll(), SUN)
    story.says(c.ReportNode(node="rollout", done=True), SUN)
    story.says(c.ReportNode(node="rollout", done=True), SUN)
    story.says(c.ReportNode(node="rollout-2", progress=Progress(done=800, total=800), linked_files=("报告.docx",)), SUN)
    story.says(c.ReportNode(node="restrict", done=True), HAN)
    story.says(c.ReportNode(node="restrict", done=True, restrictions=PLAN.restrictions), HAN)
    story.says(c.ReportNode(node="test", done=True, text="遍历测试通过，完整测试通过"), WU)
    story.ticks(2)
    story.says(
        c.ReportCoverage(
            coverage=(
                CoverageRow(version="8.2.2", count=900, share=0.9),
                CoverageRow(version="8.0", count=100, share=0.1),
            )
        ),
        pm,
    )
    story.says(c.WriteSummary(publish=True, waiver="其余不做了"), pm)
    assert story.campaign is not None
    assert story.campaign.stage == "closed"
    story.says(c.ReportNode(node="rollout", done=True), SUN)
    assert {
        "receipt", "fault", "no-right", "plan-opened", "invitation", "plan-objected", "campaign-started", "issue-raised", "issue-questioned",
        "issue-supplemented", "issue-answered", "issue-reopened", "issue-closed", "gate-waived", "node-done", "node-failed", "quantity-exceeded",
        "postponement-asked", "postponement-decided", "reminder", "campaign-paused", "campaign-resumed", "plan-revised", "handed-over",
        "standing", "version-source", "parameters", "help", "summary",
    } <= story.templates  # fmt: skip


def test_a_plan_that_all_confirm_and_that_is_cancelled_has_words(rules: Rules, words: Templates) -> None:
    story = Story(rules, words)
    story.says(PLAN)
    story.says(c.ConfirmPlan(words="同意"), SUN)
    story.says(c.ConfirmPlan(words="同意"), ZHOU)
    story.says(c.CancelCampaign(reason="版本撤回"))
    story.says(c.ConfirmPlan(words="同意"), ZHOU)
    assert {"plan-confirmed", "campaign-cancelled"} <= story.templates


def test_everything_overdue_climbs_to_the_lead_in_words(rules: Rules, words: Templates) -> None:
    story = Story(rules, words)
    story.says(PLAN)
    story.says(c.RaiseIssue(title="启动失败", text="x", severity="严重"), HAN)
    story.ticks(24)
    told = [t for t in story.texts if t.startswith("reminder zh")]
    assert any("逐级提醒到您" in t for t in told)
    assert any(f"第 {n} 次提醒" in t for n in (2, 3) for t in told)
    assert ZHAO in {p.address for p in rules.directory.people}
