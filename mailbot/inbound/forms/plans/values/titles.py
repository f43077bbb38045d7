"""What a plan's title says besides its kind: the version and the product (星桥服务端8.2.1在线升级)."""

import re

from mailbot.inbound.forms.numerals import plain
from mailbot.inbound.forms.plans.values.owning import product_of
from mailbot.inbound.forms.things.places import find_places
from mailbot.inbound.forms.things.versions import find_version_rules, find_versions
from mailbot.late import late
from mailbot.rulebook.folding import fold
from mailbot.rulebook.rules import Rules

__all__ = ["title_product", "title_versions"]

_BEFORE = late(
    r"^(?:关于|有关|请确认|开展|实施|进行|推进|启动|做好|安排|新|修订|调整|变更|更新|升级|下发|限制|全面|正式|本次|针对|对|将|把|the |upgrade of |upgrade |rollout of |restriction of )+"
)
_AFTER = late(r"(?:的|到|至|为|升级|(?<=[端器台统关件品A-Za-z ])升|更新|在线|版本?|新版|最终|正式|[-–—_:：,，、/\s(（【\[]|(?<![A-Za-z])(?:[vV]|to|version))+$")
_COMPONENT = late(r"(?:计费|产品|组件|独立|的|(?:billing|independent|component)\b|\s)*(?P<name>[a-z][a-z0-9_-]{2,20})", re.IGNORECASE | re.ASCII)
_GENERIC = late(
    r"(?:服务端|服务器|客户端|终端|组件|计费组件|计费产品|参数|扩展参数|版本|产品|软件|系统|后台|平台|目标|最终|正式|全部|全网|server|client|component|servers|clients|the|version|product|plan)+",
    re.IGNORECASE,
)


# 【紧急】 and 加急： before a title say nothing of the product.
_URGENT = late(
    r"^\s*(?:[【\[（(]\s*(?:特急|紧急|加急|急|重要|urgent|important)\s*[】\]）)]\s*|(?:特急|紧急|加急|重要|urgent|important)\s*[：:!！]\s*)+",
    re.IGNORECASE,
    needs="!(:[【！（：",
)
# What is done to a product is no part of its name.
_DONE = late(
    r"组件|(?<![a-z])(?:upgrad\w*|restrict\w*|roll-?out|component|parameters?|plan|update)(?![a-z])", re.IGNORECASE
)
_ANNOUNCES = late(r"(?:重要|有关|相关)*(?:通知|公告|通告|告知|提醒|预告|安排)|notice|announcement|reminder", re.IGNORECASE)
_ENGLISH_NAME = late(
    r"(?<![A-Za-z])(?i:restrictions?|upgrades?|roll-?outs?|parameters|updates?) (?:for|of|to) (?:the )?(?P<name>[A-Z][A-Za-z\d]*(?: [A-Z][A-Za-z\d]*){0,3})(?: clients?| servers?)?$"
)
# A name and what sort of product it is; 旧客户端, 海外服务端 are no names.
_OWN_NAME = late(
    r"(?P<name>(?P<own>(?!全|所有|各|旧|老|低|高|新|部分|海外|国内|内部|外部|本|该|第|[一二三四五六七八九十\d])[\u4e00-\u9fff]{0,6}?(?:[A-Za-z][A-Za-z\d·-]{1,11} ?)?[\u4e00-\u9fff]{0,4}?)(?:计费|服务端|客户端|网关|平台|系统|App|APP|终端|中间件|引擎|客户端软件))(?=[ \u3000]?的?(?:(?:(?!服务端|客户端|网关|平台|系统|终端|中间件|引擎|软件|版本)[\u4e00-\u9fff]){1,6}参数(?:下发|调整|推送)|在线|扩展|参数|组件|升级|版本|限制|comsvr|老|旧|低|历史|\d\.x|及))"
)


def title_versions(title: str) -> tuple[str, ...]:
    """The versions that a title aims at: none that it restricts (限制 8.0 及以下), and of `8.0 升级到 8.2.1` the last."""
    smooth = plain(title)
    barred = [rule.span for rule in find_version_rules(title) if not rule.bare]
    found: list[tuple[str, tuple[int, int]]] = []
    for version, span in find_versions(title, loose=True):
        before = smooth[: span[0]].rstrip()
        if any(a < span[1] and span[0] < b for a, b in barred) or re.search(
            r"(?:限制|低于|restrict|替代|替换|取代|代替|作废|replaces|replacing|supersedes)\s*(?:旧|老|原)?(?:版本?)?$", before
        ):
            continue
        if not before and version.count(".") == 1 and "v" not in smooth[: span[1]]:
            continue  # 12.3 星桥升级: a date
        if found and re.search(r"(?:升级?|更新)?(?:到|至)|->|→|to", smooth[found[-1][1][1] : span[0]]):
            found.pop()
        found.append((version, span))
    return tuple(dict.fromkeys(version for version, _ in found))


def title_product(title: str, rules: Rules) -> str:
    """The product before the version in a title, '' unless it is plain that it is one."""
    known = sorted({name for person in rules.directory.people for name in person.products}, key=len, reverse=True)
    for name in known:
        if fold(name) in fold(title):
            return name
    title = _URGENT.sub("", title)
    versions = find_versions(title, loose=True)
    if not versions:
        return _named_alone(title, rules)
    text = _AFTER.sub("", title[: versions[0][1][0]].strip())
    said, colon, name = text.replace("：", ":").rpartition(":")
    text = name if colon and (_DONE.search(said) or _ANNOUNCES.fullmatch(said.strip())) else text  # Component upgrade: comsvr 3.3.0
    text = _BEFORE.sub("", text).strip(" 的·-—:：，,")
    text = _AFTER.sub("", text)
    if "组件" in text and (product := product_of(text)):
        return product  # E结算组件 comsvr-tax 1.3
    component = _COMPONENT.fullmatch(text)
    whole = _ENGLISH_NAME.search(title.strip()) if component is not None else None
    if whole is not None and rules.directory.department(whole["name"]) is None and not find_places(whole["name"], rules.directory):
        return whole["name"]  # comsvr 3.8.0 component upgrade for Ledgerly Billing
    if component is not None and not _GENERIC.fullmatch(component["name"]) and not _DONE.search(component["name"]):
        return component["name"]  # comsvr 8.1.1 is upgraded on its own
    if any(fold(text) in fold(name) for kind in rules.kinds.values() for name in kind.synonyms):
        return ""  # 服务端 8.2.1 is a sort of campaign
    if (
        not 2 <= len(text) <= 24
        or _DONE.search(text)
        or _GENERIC.fullmatch(text)
        or re.search(r"[，,。；;！!？?]|\d{4}|月|限制|计划", text)
    ):
        return ""
    return text


def _named_alone(title: str, rules: Rules) -> str:
    """The product of a title without a version, where its name says that it is one: 水杉计费扩展参数下发."""
    if (said := _ENGLISH_NAME.search(title.strip())) is not None and rules.directory.department(said["name"]) is None:
        return said["name"]  # Client restriction for Nova Trader
    found = _OWN_NAME.match(_BEFORE.sub("", title.strip()))
    if found is None:
        return ""
    if len(found["own"].strip()) < 2 or _GENERIC.fullmatch(found["name"]):
        return ""
    places = [fold(name) for d in rules.directory.departments for name in (d.name, *d.aliases)]
    return "" if fold(found["own"]).startswith(tuple(places)) else found["name"]
