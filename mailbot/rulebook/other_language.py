"""titles_read, evidence_read, department_names, title_read: what nodes, their evidence and departments are called to whoever reads another language than the company's, in mails to
them and in their answers (SPEC 5)."""

import re
from collections.abc import Mapping

from mailbot.rulebook.directory import Directory
from mailbot.rulebook.shapes import Kind

_SCRIPTS = {"en": re.compile(r"[ -~]*[A-Za-z][ -~]*"), "zh": re.compile(r".*[\u4e00-\u9fff].*")}
_PLACED = re.compile(r"([^（）]{1,40})（([^（）]{1,40})）")  # 版本限制（华东）: one of several nodes called alike
# What nodes are usually called in plans that are written in Chinese, beside the titles of the kinds' rules.
_USUAL = {
    "升级": "Upgrade",
    "在线升级": "Online upgrade",
    "灰度": "Pilot",
    "灰度升级": "Pilot upgrade",
    "试点": "Pilot",
    "试点升级": "Pilot upgrade",
    "首批升级": "First batch",
    "全量": "Full rollout",
    "全量升级": "Full upgrade",
    "全部升级": "Full upgrade",
    "组件升级": "Component upgrade",
    "下发": "Rollout",
    "灰度下发": "Pilot rollout",
    "全量下发": "Full rollout",
    "获取版本": "Obtaining the version",
    "版本获取": "Obtaining the version",
    "限制": "Restriction",
    "版本限制": "Version restriction",
    "延迟限制": "Delayed restriction",
    "版本延迟限制": "Delayed version restriction",
    "提测": "Submission to test",
    "提交测试": "Submission to test",
    "测试": "Test",
    "测试报告": "Test report",
    "总结": "Final summary",
    "最终确定": "Final summary",
}


def titles_read(kinds: Mapping[str, Kind], written: str, read: str) -> dict[str, str]:
    """The titles of the rules in the language that they are recorded in (the company's), and the usual ones → in the reader's."""
    if written == read:
        return {}
    standard = {n.title.in_(written): n.title.in_(read) for kind in kinds.values() for n in kind.node}
    return {**(_USUAL if read == "en" else {}), **standard}


def evidence_read(kinds: Mapping[str, Kind], read: str) -> dict[str, str]:
    """Each test and file that closes a node, by the name that faults and reminders give it (the rules' first spelling) → its
    first spelling in the script of the reader's language: 遍历测试 → traversal test."""
    fits = _SCRIPTS[read].fullmatch
    pieces = (one for kind in kinds.values() for node in kind.node for one in (*node.tests, *node.files))
    own = {piece[0]: next((name for name in piece if fits(name)), "") for piece in pieces}
    return {name: said for name, said in own.items() if said and said != name}


def department_names(directory: Directory, read: str) -> dict[str, str]:
    """Each name of a department that is not in the script of the reader's language → its first one that is: 华东业务部, 华东 →
    East China; Overseas → 海外."""
    fits = _SCRIPTS[read].fullmatch
    names: dict[str, str] = {}
    for one in directory.departments:
        own = next((name for name in (*one.aliases, one.name) if fits(name)), None)
        if own is not None:
            names |= {name: own for name in (one.name, *one.aliases) if not fits(name)}
    return names


def title_read(title: str, titles: Mapping[str, str], regions: Mapping[str, str]) -> str:
    """A title by itself, or with a region beside it (版本限制（华东）, 华东版本限制); '' for any other."""
    if title in titles:
        return titles[title]
    if (placed := _PLACED.fullmatch(title)) and placed[1] in titles and placed[2] in regions:
        return f"{titles[placed[1]]} ({regions[placed[2]]})"
    region = next((name for name in sorted(regions, key=len, reverse=True) if title.startswith(name)), "")
    rest = titles.get(title.removeprefix(region), "") if region else ""
    return f"{regions[region]} {rest[0].lower()}{rest[1:]}" if rest else ""
