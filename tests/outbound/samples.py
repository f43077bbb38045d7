"""Sample facts of every template, in the shapes that `templates/README.md` documents; the people are invented."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 12, 1, 10, 30, tzinfo=ZONE)
CHEN, SUN, ZHOU, HAN = (f"{user}@corp.example" for user in ("chenjing", "sunli", "zhouhang", "hanbing"))
WU, ZHENG, LI, ZHAO, WANG = (f"{user}@corp.example" for user in ("wumin", "zhengkai", "lixiang", "zhaolei", "wangfang"))


def node(key: str, title: str, owner: str, due: str, **more: Any) -> dict[str, Any]:
    return {
        "key": key,
        "title": title,
        "department": None,
        "owner": owner,
        "helpers": [],
        "start": None,
        "due": due,
        "state": "pending",
        "done_at": None,
        "progress": None,
        "postponed_from": None,
        "promised": None,
        "baseline": due,
        "remark": None,
        **more,
    }


def issue(number: int = 1, **more: Any) -> dict[str, Any]:
    return {
        "number": number,
        "title": "升级后部分门店无法启动",
        "type": "problem",
        "severity": "严重",
        "node": "rollout",
        "state": "open",
        "raised_by": HAN,
        "raised_at": "2026-12-01T10:20:00+08:00",
        "assignees": [HAN, WU, ZHENG],
        "owner": None,
        "waiting_on": "assignees",
        "respond_due": "2026-12-01T14:30:00+08:00",
        "due": "2026-12-02T18:00:00+08:00",
        "result": None,
        "answered_by": None,
        "answered_at": None,
        "text": "现象：升级后部分门店的服务起不来。\n影响 12 家门店，严重。\n先停了华东第二批。",
        **more,
    }


NODES = [
    node("rollout", "灰度升级", SUN, "2026-12-03T18:00:00+08:00", department="华东业务部"),
    node("rollout-2", "全量升级", SUN, "2026-12-11T18:00:00+08:00", department="华东业务部", helpers=[ZHOU]),
    node("restrict", "版本限制", HAN, "2026-12-18T00:00:00+08:00", department="技术部"),
    node("finalize", "最终确定", CHEN, "2026-12-25T18:00:00+08:00", department="产品部"),
]
CAMPAIGN: dict[str, Any] = {
    "code": "SU-2026-0007",
    "kind": "server_upgrade",
    "title": "星桥服务端8.2.1在线升级及版本限制",
    "product": "星桥服务端",
    "version": "8.2.1",
    "stage": "planning",
    "pm": CHEN,
    "pms": [CHEN],
    "revision": 1,
    "channel": "official",
    "departments": [
        {"name": "华东业务部", "answer": "pending", "by": None, "words": None},
        {"name": "华南业务部", "answer": "pending", "by": None, "words": None},
    ],
    "quantity": {"min": None, "max": 500},
    "regions": ["华东", "华南"],
    "valid": {"from": "2026-12-01", "until": "2027-03-31"},
    "guidance": None,
    "target_coverage": None,
    "restrictions": [
        {"versions": "≤8.0", "effective": "2026-12-18T00:00:00+08:00", "delayed_until": None, "scope": None},
        {"versions": "≤8.0", "effective": "2026-12-18T00:00:00+08:00", "delayed_until": "2027-01-15", "scope": "海外"},
    ],
    "parameters": [],
    "nodes": NODES,
    "issues": [],
    "summary": None,
    "coverage": [],
    "paused": None,
    "opened": "2026-12-01T10:30:00+08:00",
    "postponements": [],
}


def campaign(**more: Any) -> dict[str, Any]:
    return {**CAMPAIGN, **more}


def part(template: str, /, kind: str = "", **facts: Any) -> dict[str, Any]:
    return {
        "kind": kind or template,
        "template": template,
        "facts": {"campaign": CAMPAIGN, **facts},
        "readings": [],
        "remarks": [],
        "missing": [],
    }


def reading(field: str, value: str, place: str, words: str, rule: str = "") -> dict[str, str]:
    return {"field": field, "value": value, "place": place, "words": words, "rule": rule}


PLAN_PART = {
    **part("plan", waiting=["华东业务部", "华南业务部"], ask_evidence=[], collisions=[], remind_from="2026-12-02"),
    "readings": [
        reading("product", "星桥服务端", "4", "产品：星桥服务端          版本：V8.2.1（官网已发布）"),
        reading("version", "8.2.1", "4", "产品：星桥服务端          版本：V8.2.1（官网已发布）"),
        reading("channel", "官网获取", "4", "产品：星桥服务端          版本：V8.2.1（官网已发布）"),
        reading(
            "quantity",
            "不超过 500",
            "5",
            "数量：首批不超过 500 台    区域：华东、华南      有效期：12月1日至明年3月31日",
        ),
        reading(
            "regions",
            "华东、华南",
            "5",
            "数量：首批不超过 500 台    区域：华东、华南      有效期：12月1日至明年3月31日",
        ),
        reading("valid", "2026-12-01 至 2027-03-31", "5", "有效期：12月1日至明年3月31日"),
        reading(
            "restrictions",
            "8.0 及以下，2026-12-18 00:00 起；海外延迟到 2027-01-15",
            "6",
            "8.0 及以下版本 12 月 18 日零点起限制；海外的延迟到 1 月 15 日。",
        ),
        reading("nodes[1].title", "灰度升级", "9", "灰度升级"),
        reading("nodes[1].due", "2026-12-03T18:00:00+08:00", "9", "12月3日 18:00"),
        reading("nodes[2].title", "全量升级", "10", "全量升级"),
        reading("nodes[2].due", "2026-12-11T18:00:00+08:00", "10", "12/11"),
        reading("nodes[3].title", "版本限制", "11", "版本限制"),
        reading("nodes[3].due", "2026-12-18T00:00:00+08:00", "11", "12月18日 0点"),
        reading("nodes[4].title", "总结", "12", "总结"),
        reading("nodes[4].due", "2026-12-25T18:00:00+08:00", "12", "12月25日"),
    ],
    "remarks": [
        {"reason": "no-time", "place": "10", "words": "12/11", "facts": {}},
        {"reason": "extra-owners", "place": "10", "words": "孙丽、周航", "facts": {"owner": SUN, "helpers": [ZHOU]}},
        {"reason": "day-off", "place": "", "words": "1 月 15 日", "facts": {"day": "2027-01-15"}},
    ],
    "missing": ["guidance", "target_coverage"],
}
FAULTS = [
    {
        "reason": "impossible-date",
        "field": "nodes[2].due",
        "place": "10",
        "words": "2月30日",
        "nearest": ["2027-02-28"],
        "facts": {},
    },
    {
        "reason": "unknown-owner",
        "field": "nodes[3].owner",
        "place": "11",
        "words": "韩兵",
        "nearest": ["韩冰"],
        "facts": {},
    },
    {
        "reason": "missing-version",
        "field": "version",
        "place": "",
        "words": "",
        "nearest": [],
        "facts": {"kind": "server_upgrade"},
    },
]
CORRECTED = """产品：星桥服务端
版本：？（没有写版本）
| 节点     | 负责人 | 完成时间      |
| 灰度升级 | 孙丽   | 12月3日 18:00 |
| 全量升级 | 孙丽   | ？（2月30日：没有这一天） |
| 版本限制 | 韩冰   | 12月18日 0点  |"""


def row(n: int, title: str, state: str, due: str, **more: Any) -> dict[str, Any]:
    return {
        "n": n,
        "campaign": "SU-2026-0007",
        "product": "星桥服务端",
        "version": "8.2.1",
        "item": "node",
        "asks": "node",
        "node": "rollout",
        "issue": None,
        "title": title,
        "due": due,
        "state": state,
        "days": 0,
        "count": 1,
        "why": "owner",
        "why_facts": {"person": SUN, "department": "华东业务部", "owner": SUN},
        "promised": None,
        "progress": None,
        "step": "due",
        "next": None,
        **more,
    }


REMINDER = {
    "person": SUN,
    "today": "2026-12-04",
    "urgent": False,
    "rows": [
        row(1, "灰度升级", "overdue", "2026-12-03T18:00:00+08:00", days=1),
        row(
            2, "参数下发", "overdue", "2026-12-02T18:00:00+08:00", days=2, count=2, campaign="PR-2026-0003",
            product="心跳间隔", version="", why="deputy", why_facts={"person": LI, "department": "华东业务部", "owner": LI},
            next={"at": "2026-12-07T09:00:00+08:00", "to": [CHEN]},
        ),
        row(3, "客户端版本限制", "today", "2026-12-04T18:00:00+08:00", campaign="CR-2026-0011", product="星桥客户端", version="5.6"),
    ],
}  # fmt: skip

# template → facts, in the order of templates/README.md; a template may have several samples: "receipt/plan".
SAMPLES: dict[str, dict[str, Any]] = {
    "receipt/plan": {"parts": [PLAN_PART], "faults": [], "dry_run": False, "asked_back": False},
    "fault": {"kind": "plan", "faults": FAULTS, "corrected": CORRECTED, "original": "产品：星桥服务端\n……"},
    "plan-opened": {
        "campaign": campaign(guidance="先灰度后全量，观察 24 小时。"),
        "by": CHEN,
        "waiting": ["华东业务部", "华南业务部"],
    },
    "reminder": REMINDER,
    "reminder/one": {**REMINDER, "rows": REMINDER["rows"][:1]},  # type: ignore[index]
}
