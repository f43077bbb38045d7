"""More sample facts: notices, answers, the closing mails, the digest, and what the admin is told."""

from typing import Any

from samples import (
    CAMPAIGN,
    CHEN,
    FAULTS,
    HAN,
    LI,
    NODES,
    PLAN_PART,
    SUN,
    WANG,
    ZHAO,
    ZHENG,
    ZHOU,
    campaign,
    issue,
    node,
    part,
    row,
)  # fmt: skip

DONE = [
    {**NODES[0], "state": "done", "done_at": "2026-12-03T16:02:00+08:00", "progress": {"done": 20, "total": 20}},
    {**NODES[1], "progress": {"done": 320, "total": 500}},
    *NODES[2:],
]
TRACKING = campaign(stage="tracking", nodes=DONE, issues=[issue()])
DIFFERENCES = [
    {"what": "nodes.due", "before": "2026-12-11T18:00+08:00", "after": "2026-12-15T18:00+08:00", "node": "rollout-2"},
    {"what": "nodes.owner", "before": SUN, "after": ZHOU, "node": "rollout-2"},
    {"what": "quantity", "before": "–500", "after": "–800", "node": ""},
    {"what": "valid", "before": "2026-12-01–2027-03-31", "after": "2026-12-01–2027-06-30", "node": ""},
    {"what": "nodes.added", "before": "", "after": f"延迟限制 {HAN} 2027-01-15T18:00+08:00", "node": "delay"},
    {"what": "nodes.dropped", "before": "版本限制 2026-12-18T00:00+08:00", "after": "", "node": "restrict"},
]
ANSWERED = issue(
    state="answered", owner=ZHENG, answered_by=ZHENG, answered_at="2026-12-01T16:20:00+08:00",
    result="8.2.1 的启动顺序问题，已出热修复 8.2.1.3，今晚推送。",
)  # fmt: skip
POSTPONED = {
    "node": "rollout-2", "number": 1, "before": "2026-12-11T18:00:00+08:00", "until": "2026-12-15T18:00:00+08:00",
    "reason": "剩下的等客户窗口", "asked_by": SUN,
}  # fmt: skip
KINDS = [{"key": "server_upgrade", "code": "SU", "name": "服务端在线升级及版本限制", "name_en": "Server upgrade"}]
COVERAGE = [
    {"version": "8.2.1", "count": 12480, "share": 0.9124},
    {"version": "8.0", "count": 1198, "share": 0.0876, "region": "海外"},
]
FIGURES: dict[str, Any] = {
    "campaign": campaign(stage="finalizing", nodes=DONE),
    "nodes": [
        {
            "key": n["key"], "title": n["title"], "owner": n["owner"], "department": n["department"], "planned": n["due"],
            "due": n["due"], "done_at": done, "state": "done", "slip": slip, "progress": progress, "by": SUN, "proof": "<m@corp.example>",
        }
        for n, done, slip, progress in (
            (NODES[0], "2026-12-03T16:02:00+08:00", 0, None),
            (NODES[1], "2026-12-15T16:02:00+08:00", 2, {"done": 500, "total": 500}),
            (NODES[2], "2026-12-17T09:10:00+08:00", -1, None),
        )
    ],
    "issues": [ANSWERED],
    "coverage": COVERAGE,
    "reached": {"reached": 12480, "total": 13678, "share": 0.9124},
    "target": 0.95,
    "promises": {"kept": 2, "broken": 1},
    "postponements": 1,
}  # fmt: skip

NOTICES: dict[str, dict[str, Any]] = {
    "plan-revised": {"campaign": campaign(revision=2), "by": CHEN, "waiting": ["华东业务部"], "differences": DIFFERENCES},
    "plan-objected": {"campaign": CAMPAIGN, "departments": ["华南业务部"], "by": ZHOU, "words": "12月20日大促，限制请推到 1月10日。"},
    "plan-asked": {"campaign": CAMPAIGN, "departments": ["华南业务部"], "by": ZHOU, "words": "对老机型有没有影响？"},
    "plan-confirmed": {"campaign": TRACKING, "departments": ["华南业务部"], "by": ZHOU},
    "campaign-started": {"campaign": TRACKING, "by": CHEN, "objected": ["华南业务部"], "pending": ["华东业务部"]},
    "campaign-cancelled": {"campaign": campaign(stage="cancelled", nodes=[{**NODES[0], "state": "cancelled"}]), "by": CHEN, "reason": "版本撤回。"},
    "campaign-paused": {"campaign": campaign(paused="2026-12-01T10:00:00+08:00"), "by": CHEN, "reason": "等客户窗口"},
    "campaign-resumed": {
        "campaign": CAMPAIGN, "by": CHEN, "days": 3,
        "moved": [{"node": "rollout", "title": "灰度升级", "before": "2026-12-03T18:00:00+08:00", "after": "2026-12-08T18:00:00+08:00"}],
    },
    "handed-over": {"campaign": TRACKING, "by": ZHAO, "before": ZHOU},
    "node-done": {"campaign": TRACKING, "nodes": ["rollout"], "by": SUN, "upcoming": "rollout-2"},
    "node-failed": {"campaign": TRACKING, "node": "rollout-2", "by": SUN, "words": "第二批回滚了 3 台。"},
    "version-submitted": {
        "campaign": TRACKING,
        "version": "8.2.1.3",
        "by": ZHENG,
        "moved": [{"node": "test", "title": "产品测试", "before": "2026-12-02T18:00:00+08:00", "after": "2026-12-04T18:00:00+08:00"}],
    },
    "postponement-asked": {"campaign": TRACKING, "by": SUN, **POSTPONED},
    "postponement-asked/several": {"campaign": TRACKING, "by": SUN, **POSTPONED, "asked": [{k: POSTPONED[k] for k in ("node", "before", "until", "reason")}] * 2},
    "postponement-decided": {"campaign": TRACKING, "by": CHEN, "agreed": True, "asked_reason": "剩下的等客户窗口", **POSTPONED},
    "postponement-decided/refused": {"campaign": TRACKING, "by": CHEN, "agreed": False, "asked_reason": "剩下的等客户窗口", **POSTPONED, "reason": "窗口在 12月10日，请赶上。"},
    "issue-raised": {"campaign": TRACKING, "issue": issue()},
    "issue-raised/several": {"campaign": TRACKING, "issue": issue(), "issues": [issue(), issue(2, title="日志过大", severity="轻微")]},
    "issue-answered": {"campaign": TRACKING, "issues": [ANSWERED], "by": ZHENG, "words": ANSWERED["result"]},
    "issue-reopened": {"campaign": TRACKING, "issues": [{**ANSWERED, "state": "reopened"}], "by": HAN, "words": "还有两家启动失败。"},
    "issue-graded": {"campaign": TRACKING, "issues": [issue()], "by": HAN, "words": ""},
    "issue-questioned": {"campaign": TRACKING, "issues": [issue(waiting_on="raiser")], "by": ZHENG, "words": "请提供两台门店的启动日志。"},
    "issue-supplemented": {"campaign": TRACKING, "issues": [issue(owner=ZHENG)], "by": HAN, "words": "日志见附件。"},
    "issue-closed": {"campaign": TRACKING, "issues": [{**ANSWERED, "state": "closed"}], "by": HAN, "words": "验证通过"},
    "issue-closed/silence": {"campaign": TRACKING, "issues": [{**ANSWERED, "state": "closed"}], "by": "", "words": ""},
    "obtain-requested": {"campaign": TRACKING, "by": ZHOU, "department": "华南业务部", "words": "请给 8.2.1 的安装包。"},
    "obtain-answered": {"campaign": TRACKING, "by": CHEN, "link": "https://www.corp.example/download", "words": "官网可以下载。"},
    "validity-ending": {"campaign": TRACKING, "until": "2027-03-31"},
    "quantity-exceeded": {"campaign": TRACKING, "node": "rollout-2", "by": SUN},
    "gate-waived": {"campaign": TRACKING, "version": "8.2.1.3", "reason": "不影响本次范围。", "by": CHEN, "defects": [1]},
    "undone": {"campaign": TRACKING, "by": CHEN, "receipt": "R-1042", "what": ["PlanRevised"]},
    "lead-decided": {"campaign": TRACKING, "by": ZHAO, "agreed": True, "department": "", "node": "rollout-2", "until": "2026-12-15T18:00:00+08:00", "words": ""},
    "lead-decided/department": {"campaign": TRACKING, "by": ZHAO, "agreed": False, "department": "华南业务部", "node": None, "until": None, "words": "按原计划"},
    "unreachable": {"person": LI, "subject": "请处理：1 项超期 [D-1042]", "campaign": "SU-2026-0007", "entry": 1042},
    "invitation": {"campaign": CAMPAIGN, "nodes": ["rollout", "rollout-2"], "cancel": False, "sequence": {"rollout": 0, "rollout-2": 1}},
}  # fmt: skip

ANSWERS: dict[str, dict[str, Any]] = {
    "standing": {"campaign": {**TRACKING, "coverage": COVERAGE}, "reached": FIGURES["reached"], "pm": CHEN, "text": ""},
    "my-standing": {
        "campaigns": [TRACKING], "person": SUN,
        "rows": [row(1, "全量升级", "ahead", "2026-12-11T18:00:00+08:00"), {**row(2, "华东业务部", "waiting", ""), "asks": "confirmation", "due": None}],
    },
    "version-source": {"campaign": CAMPAIGN, "reached": None, "pm": CHEN, "text": "", "link": "https://www.corp.example/download"},
    "parameters": {
        "campaign": campaign(kind="parameter_rollout", code="PR-2026-0003", product="心跳间隔", version=None, parameters=[{"name": "heartbeat.interval", "value": "30"}]),
        "reached": FIGURES["reached"], "pm": CHEN, "text": "", "nodes": [{"title": "参数下发", "done": 320, "total": 500}],
        "coverage_at": "2026-12-01T09:00:00+08:00",
        "coverage_source": "版本统计",
        "coverage": [{"parameter": "heartbeat.interval", "value": "30", "count": 320, "share": 0.64}],
    },
    "why": {
        "person": SUN, "text": "为什么提醒我",
        "rows": [{
            "campaign": "SU-2026-0007", "item": "node:rollout", "title": "灰度升级", "step": "overdue_3", "rule": {"days": 3, "to": ["pm"]},
            "person": CHEN, "at": "2026-10-12T09:00:00+08:00", "due": "2026-09-29T18:00:00+08:00", "past": True, "merged": False,
            "days": [
                {"day": "2026-09-30", "counted": True, "why": "workday", "name": ""},
                {"day": "2026-10-01", "counted": False, "why": "holiday", "name": "国庆节"},
                {"day": "2026-10-10", "counted": True, "why": "make-up", "name": ""},
            ],
        }],
    },
    "why/hours": {
        "person": ZHENG, "text": "为什么",
        "rows": [
            {
                "campaign": "SU-2026-0007", "item": item, "title": "升级后部分门店无法启动", "step": "early", "rule": rule,
                "person": ZHENG, "at": "2026-12-02T11:00:00+08:00", "due": "2026-12-01T14:30:00+08:00", "past": True, "merged": False, "days": [],
                "held": [{"why": why, "until": None if why == "paused" else "2026-12-02T11:00:00+08:00"}],
            }
            for item, rule, why in (
                ("resolve:1", {"days": None, "hours": -4, "to": ["owner"]}, "promise"),
                ("respond:1", {"days": None, "hours": 2, "to": ["owner", "contact"]}, "outside-hours"),
                ("question:1", {"days": 1, "hours": None, "to": ["owner"]}, "one-a-day"),
                ("confirmation:华东业务部", {"days": None, "hours": 8, "to": ["owner"]}, "paused"),
                ("node:rollout", None, "outage"),
            )
        ],
    },
    "help": {"topic": "", "kinds": KINDS},
    "guide": {"person": SUN, "code": None, "remarks": [], "dry_run": False, "kind": "unknown", "faults": [], "corrected": "", "original": "你好", "reason": {"reason": "guide"}, "kinds": KINDS},
    "over": {"person": SUN, "code": "SU-2026-0007", "campaign": campaign(stage="closed", summary="按计划完成。"), "faults": []},
    "no-right": {"person": SUN, "code": "SU-2026-0007", "faults": [], "reason": {"reason": "not-the-pm", "field": "", "place": "", "words": "", "nearest": [], "facts": {"pm": CHEN}}},
    "dry-run": {"person": CHEN, "code": None, "remarks": [], "dry_run": True, "verdict": "accepted", "parts": [PLAN_PART], "faults": FAULTS[:1], "kind": "plan", "corrected": ""},
    "merged-receipt": {"parts": [], "receipts": [{"at": "2026-12-01T10:31:00+08:00", "subject": "【结果】SU-2026-0007 灰度升级", "kind": "node_result", "campaign": "SU-2026-0007", "receipt": "R-1042"}]},
}  # fmt: skip

DIGEST: dict[str, Any] = {
    "year": 2026, "week": 49, "since": "2026-11-30", "weeks": 1,
    "decide": [{"n": 1, "campaign": "CR-2026-0011", "words": "海外业务部反对 12月20日 限制，要求延到 1月10日", "advice": "同意", "pm": CHEN}],
    "campaigns": [
        {
            "code": "SU-2026-0007", "product": "星桥服务端", "version": "8.2.1", "title": "", "colour": "red", "new": False, "moved": True, "stage": "tracking",
            "why": [
                {"what": "node-overdue", "facts": {"title": "全量升级", "days": 3, "progress": {"done": 320, "total": 500}, "before": 180}},
                {"what": "issue-unverified", "facts": {"number": 1}},
            ],
        },
        {"code": "PR-2026-0003", "product": "心跳间隔", "version": "", "title": "", "colour": "red", "new": True, "moved": False, "stage": "tracking", "why": [{"what": "deputy-silent", "facts": {"person": LI}}]},
        {"code": "CU-2026-0004", "product": "计费组件", "version": "3.1", "title": "", "colour": "amber", "new": False, "moved": False, "stage": "tracking", "why": [{"what": "not-moved", "facts": {"title": "组件升级", "days": 5}}]},
        {"code": "CR-2026-0011", "product": "星桥客户端", "version": "5.6", "title": "", "colour": "green", "new": False, "moved": False, "stage": "planning", "why": []},
    ],
    "changes": {
        "opened": 2, "closed": [{"code": "CU-2026-0002", "share": 0.974, "slip": -1}], "nodes_done": 6, "issues_raised": 4, "issues_answered": 3,
        "answer_hours": 5.2, "answer_target": 8, "promises_kept": 3, "promises_broken": 1,
    },
    "overdue": [{"campaign": "SU-2026-0007", "title": "全量升级", "owner": SUN, "department": "华东业务部", "days": 3}],
    "issues": [{**ANSWERED, "campaign": "SU-2026-0007"}],
    "until": "2026-12-04T09:00:00+08:00", "this_week": True,
    "next_week": [{"day": "2026-12-04", "count": 1, "later": False}, {"day": "2026-12-09", "count": 3, "later": True}, {"day": "2026-12-11", "count": 2, "later": True}],
    "ahead": [{"campaign": "SU-2026-0007", "title": "版本限制", "owner": HAN, "department": "技术部", "due": "2026-12-09T18:00:00+08:00"}],
    "coverage": [
        {"campaign": "SU-2026-0007", "product": "星桥服务端", "share": 0.64, "before": 0.36, "stuck_days": 0, "points": [["2026-11-23", 0.1], ["2026-11-30", 0.36], ["2026-12-04", 0.64]]},
        {"campaign": "CU-2026-0004", "product": "计费组件", "share": 0.41, "before": 0.41, "stuck_days": 5, "points": [["2026-11-23", 0.41], ["2026-12-04", 0.41]]},
    ],
    "stages": [{"stage": "planning", "count": 3}, {"stage": "tracking", "count": 7}],
    "quiet": [{"kind": "client_restriction", "count": 2}],
    "provisional": [2027],
}  # fmt: skip

CLOSING: dict[str, dict[str, Any]] = {
    "finalize": FIGURES,
    "finalize/uncounted": {**FIGURES, "coverage": [], "reached": None, "issues": []},
    "summary": {**FIGURES, "summary": "整体按计划完成，全量升级因客户窗口晚了两天。", "by": CHEN, "waiver": None},
    "digest": DIGEST,
}

ISSUE_ROW = {"asks": "issue", "node": None, "issue": 1, "severity": "严重", "raised_by": HAN, "question": "请提供两台门店的启动日志。"}
REMINDERS: dict[str, dict[str, Any]] = {
    "reminder/question": {"person": HAN, "urgent": False, "rows": [
        row(1, "升级后部分门店无法启动", "waiting", "2026-12-01T10:20:00+08:00", item="question", asked_by=ZHENG, days=1, why_facts={"person": HAN, "department": "", "owner": ZHENG}, **ISSUE_ROW),
    ]},
    "reminder/respond": {"person": HAN, "urgent": True, "rows": [
        row(1, "升级后部分门店无法启动", "overdue", "2026-12-01T10:20:00+08:00", item="respond", why_facts={"person": HAN, "department": "", "owner": None}, **ISSUE_ROW),
    ]},
    "reminder/everything": {"person": CHEN, "urgent": False, "rows": [
        row(1, "升级后部分门店无法启动", "waiting", "2026-12-01T10:20:00+08:00", item="question", asked_by=ZHENG, days=3, why="pm", **ISSUE_ROW),
        row(2, "升级后部分门店无法启动", "today", "2026-12-01T18:00:00+08:00", item="resolve", why_facts={"person": CHEN, "department": "", "owner": CHEN}, **ISSUE_ROW),
        row(3, "全量升级", "overdue", "2026-11-27T18:00:00+08:00", days=2, why="pm", promised="2026-12-02T18:00:00+08:00", asked_until="2026-12-15T18:00:00+08:00"),
        row(4, "全量升级", "waiting", "2026-11-30T18:00:00+08:00", item="postponement", asks="postponement", until="2026-12-15T18:00:00+08:00", reason="等客户窗口", asked_by=SUN, days=1, why="pm"),
        row(5, "星桥服务端8.2.1在线升级及版本限制", "waiting", "2026-11-30T18:00:00+08:00", item="confirmation", asks="confirmation", days=1, why_facts={"person": SUN, "department": "华东业务部", "owner": None}),
        row(6, "最终确定", "ahead", "2026-12-02T18:00:00+08:00", item="summary", asks="summary", why_facts={"person": CHEN, "department": "产品部", "owner": CHEN}),
        row(7, "版本限制", "overdue", "2026-11-20T18:00:00+08:00", days=6, why="manager", why_facts={"person": HAN, "department": "技术部", "owner": HAN}),
        row(8, "版本限制", "overdue", "2026-11-20T18:00:00+08:00", days=8, why="lead", why_facts={"person": HAN, "department": "技术部", "owner": HAN}),
    ]},
}  # fmt: skip

ADMIN: dict[str, dict[str, Any]] = {
    "set-aside": {"mail": 17, "error": "ValueError: unexpected part"},
    "unproven-sender": {"address": SUN, "reason": "no-header", "header": ""},
    "unreachable-admin": {"person": LI, "subject": "请处理", "campaign": None, "entry": 1042},
    "delivery-failed": {"entry": 1042, "to": [LI], "subject": "请处理", "reply": "550 5.1.1 user unknown"},
    "outbox-paused": {"reply": "550 Connection frequency limited"},
    "storm": {"address": WANG, "period": "hour", "n": 10},
    "rules-faulty": {"faults": ["rules/people.toml, 第 12 行：roles：没有 pn 这个角色，最接近的是 pm"]},
    "rules-changed": {"changes": ["reminders.toml"], "at": "2026-12-01T09:00:00+08:00"},
    "watch": {"what": "nothing-fetched", "on": True, "details": "2026-12-01T09:00:00+08:00"},
    "watch/clock": {"what": "clock-at-fault", "on": True, "details": "SU-2026-0007: KeyError('rollout')"},
    "watch/backend": {"what": "backend", "on": True, "details": "版本统计: it answered 401 (the token?)"},
    "watch/over": {"what": "nothing-fetched", "on": False, "details": ""},
    "calendar-missing": {"year": 2027},
}

MOVED = NOTICES["campaign-resumed"]["moved"]
RECEIPTS: dict[str, dict[str, Any]] = {
    f"receipt/{name}": {"parts": [p], "faults": [], "remarks": [], "dry_run": False}
    for name, p in {
        "revision": part("revision", differences=DIFFERENCES, revision=2, missing=[], waiting=["华东业务部"], ask_evidence=["restrict"], collisions=[{"code": "SU-2026-0009", "title": "星桥服务端 8.3", "why": "same-product", "pm": ZHOU}]),
        "cancellation": part("cancellation", reason="版本撤回"),
        "confirmation": part("confirmation", departments=["华东业务部"], waiting=["华南业务部"], words="同意"),
        "objection": part("objection", departments=["华南业务部"], waiting=[], words="时间太紧"),
        "node_result": part("node_result", node="rollout", nodes=["rollout"], linked_files=[], stage_before="tracking"),
        "node_result-build": part("node_result", node="rollout", nodes=["rollout"], version="8.2.2", next_version=True, linked_files=["缺陷报告.docx"], stage_before="tracking"),
        "node_result-all": part("node_result", nodes=["rollout", "rollout-2"], ask_evidence=["restrict"], stage_before="tracking"),
        "progress": {**part("progress", node="rollout-2", failed=False, words=""), "facts": {"campaign": TRACKING, "node": "rollout-2", "failed": False, "words": ""}},
        "progress-failed": part("progress", node="rollout-2", failed=True, words="第二批回滚"),
        "coverage": part("coverage", "progress", reached=FIGURES["reached"], rows=2),
        "postponement": part("postponement", agreed=False, **POSTPONED),
        "postponement-agreed": part("postponement", agreed=True, **POSTPONED),
        "decision": part("decision", agreed=True, **POSTPONED),
        "promise": part("promise", node="rollout-2", until="2026-12-04T18:00:00+08:00"),
        "issue": part("issue", issue=issue(), own_number=2, severity_given=False),
        "issue-supplemented": part("issue", issues=[issue()], words="日志见附件"),
        "handling_result": part("handling_result", issues=[ANSWERED], words="已修复"),
        "acknowledgement": part("acknowledgement", issues=[issue(owner=ZHENG)]),
        "question": part("question", issues=[issue()], words="请补充日志"),
        "reopening": part("reopening", issues=[issue(state="reopened")], words="未解决"),
        "closure": part("closure", issues=[issue(state="closed")], words="验证通过"),
        "summary": part("summary", reached=FIGURES["reached"], waiver=None),
        "waiver": part("waiver", version="8.2.1.3", reason="不影响本次范围"),
        "start": part("start", objected=["华南业务部"], pending=[]),
        "pause": part("pause", reason=""),
        "resumption": part("resumption", days=3, moved=MOVED),
        "handover": part("handover", before=CHEN),
        "undo": part("undo", words="R-1041", what=["NodeDone"]),
        "lead-decision": part("lead-decision", "decision", agreed=True, department="华南业务部", node=None, until=None, words=""),
        "unheard-of": part("unheard-of", kind="note"),
    }.items()
}  # fmt: skip
RECEIPTS["receipt/rows"] = {
    "parts": [
        {**part("node_result", node="rollout", nodes=["rollout"]), "row": 1},
        {**part("postponement", agreed=False, **POSTPONED), "row": 2},
    ],
    "faults": [{"reason": "promise-without-date", "field": "until", "place": "1", "words": "3 尽快", "nearest": [], "facts": {"row": 3}}],
    "remarks": [{"reason": "thread-by-subject", "place": "", "words": "SU-2026-0007", "facts": {}}],
    "dry_run": False,
}  # fmt: skip

MORE: dict[str, dict[str, Any]] = {**RECEIPTS, **REMINDERS, **NOTICES, **ANSWERS, **CLOSING, **ADMIN}
__all__ = ["MORE", "node"]
