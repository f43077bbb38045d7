"""Campaigns as values, for pure tests of the clock: default rules, invented people, no ledger."""

from dataclasses import replace
from datetime import datetime
from functools import cache
from typing import Any

from mailbot.campaign.model import Campaign, Issue, Node, Part
from mailbot.rulebook.load import default_folder, read_rules, rules_files
from mailbot.rulebook.rules import Rules

ADDRESS = {
    "陈静": "chenjing@corp.example",
    "孙丽": "sunli@corp.example",
    "李想": "lixiang@corp.example",
    "周航": "zhouhang@corp.example",
    "林涛": "lintao@corp.example",
    "韩冰": "hanbing@corp.example",
    "吴敏": "wumin@corp.example",
    "郑凯": "zhengkai@corp.example",
    "冯雪": "fengxue@corp.example",
    "赵磊": "zhaolei@corp.example",
    "许诺": "xunuo@corp.example",
    "王磊": "wanglei@corp.example",
}
NAME = {address: name for name, address in ADDRESS.items()}
DEPARTMENT = {"李想": "华东业务部", "孙丽": "华东业务部", "周航": "华南业务部", "林涛": "海外业务部", "韩冰": "技术部"}


@cache
def rules_of(*changed: tuple[str, str, str]) -> Rules:
    """The default rules; each change is (file, text, text instead), which must be found."""
    files = rules_files([default_folder()])
    for file, old, new in changed:
        text = files[file].decode()
        assert old in text, f"{file} has no {old!r}"
        files[file] = text.replace(old, new, 1).encode()
    return read_rules(files)


def at(text: str) -> datetime:
    """An instant on the company's clocks."""
    return datetime.fromisoformat(text).replace(tzinfo=rules_of().zone)


def node(due: str, owner: str = "李想", *, key: str = "rollout", since: str = "", **more: Any) -> Node:
    """A node; `due` with a time, or a day that ends with its working hours."""
    moment = at(due if "T" in due else f"{due}T18:00")
    return Node(
        key=key,
        title=key,
        due=moment,
        order=1,
        owner=ADDRESS.get(owner, owner),
        department=more.pop("department", DEPARTMENT.get(owner, "")),
        timed="T" in due,
        baseline=moment,
        set_at=at(since) if since else None,
        **more,
    )


def campaign(*nodes: Node, opened: str = "2026-01-05T10:00", **fields: Any) -> Campaign:
    return Campaign(
        **{
            "code": "SU-2026-0001",
            "kind": "server_upgrade",
            "title": "星桥服务端升级",
            "pms": (ADDRESS["陈静"],),
            "opened_at": at(opened),
            "product": "星桥服务端",
            "version": "8.2.1",
            "stage": "tracking",
            "stage_since": at(opened),
            "nodes": nodes,
        }
        | fields
    )


def issue(raised: str, respond: str, due: str, severity: str = "一般", **more: Any) -> Issue:
    values: dict[str, Any] = {
        "number": 1,
        "title": "门店无法启动",
        "raised_by": ADDRESS["孙丽"],
        "raised_at": at(raised),
        "assignees": (ADDRESS["韩冰"], ADDRESS["吴敏"], ADDRESS["郑凯"]),
        "respond_due": at(respond),
        "due": at(due),
        "severity": severity,
    }
    return Issue(**(values | more))


def part(since: str, name: str = "华东业务部", **more: Any) -> Part:
    return Part(name=name, since=at(since), **more)


def promised(node: Node, until: str, when: str) -> Node:
    from mailbot.campaign.model import Promise

    return replace(node, promises=(Promise(until=at(until), by=node.owner, at=at(when)),))


def shown(moment: datetime) -> str:
    return moment.astimezone(rules_of().zone).strftime("%m-%d %H:%M")


def names(*people: str) -> str:
    return "、".join(NAME.get(p, p) for p in people)
