"""title_product: the product that a plan's title names: 恳请支持：星桥服务端8.2.1在线升级, 限制收银台客户端旧版本，统一到 5.8.0."""

import re
from collections.abc import Iterator

from mailbot.inbound.forms.plans.values.owning import product_of
from mailbot.inbound.forms.plans.values.sorts import BILLING, TITLE_SORT, is_plain_name
from mailbot.inbound.forms.plans.values.titlewords import BEFORE, BEHIND, DEED, ENGLISH_BEFORE, JOINTS, PAPER, VERB
from mailbot.inbound.forms.things.places import find_places
from mailbot.inbound.forms.things.versions import find_versions
from mailbot.late import late
from mailbot.rulebook.folding import fold
from mailbot.rulebook.rules import Rules

_LONGEST = 300
_COMPONENT = late(
    r"(?:计费|产品|组件|独立|的|(?:billing|independent|component)\b|\s)*(?P<name>[a-z][a-z0-9_-]{2,20})",
    re.IGNORECASE | re.ASCII,
)
_GENERIC = late(
    r"(?:[老旧新低高各]|服务端|服务器|客户端|终端|组件|计费|参数|扩展参数|版本|产品|软件|系统|后台|平台|目标|移动端|手机端?|安卓|苹果|桌面端?|PC端|App|小程序"
    r"|最终|正式|全部|全网|在线|业务|公司|各部门|及|和|与|的|mobile|desktop|android|ios|server|client|component|servers|clients|the|version"
    r"|product|plan)+",
    re.IGNORECASE,
)
# What is done to a product is no part of its name.
_DONE = late(
    r"组件|限制|计划|(?<![a-z])(?:upgrad\w*|restrict\w*|roll-?out|component|parameters?|plan|update)(?![a-z])",
    re.IGNORECASE,
)
_ENGLISH_NAME = late(
    r"(?<![A-Za-z])(?i:restrictions?|upgrades?|roll-?outs?|parameters|updates?) (?:for|of"
    r"|to) (?:the )?(?P<name>[A-Z][A-Za-z\d]*(?: [A-Z][A-Za-z\d]*){0,3}(?: client| server)?)(?: clients?| servers?)?(?=$"
    r"| (?:(?:from|to) )?(?:version )?[vV]?\d)"
)
# A name and what sort of program it is, before what its parameters are about or is done to it; 旧客户端, 海外服务端 are no names.
_OWN_NAME = late(
    rf"(?P<name>(?P<own>(?!全|所有|各|旧|老|低|高|新|部分|海外|国内|内部|外部|本|该|第"
    rf"|[一二三四五六七八九十\d])[\u4e00-\u9fff]{{0,6}}?(?:[A-Za-z][A-Za-z\d·-]{{1,11}} ?)?[\u4e00-\u9fff]{{0,4}}?){TITLE_SORT})"
    rf"(?=[ \u3000]?的?(?:(?:(?!{TITLE_SORT}|软件|版本)[\u4e00-\u9fff]){{1,6}}参数(?:下发|调整|推送)|在线|扩展"
    rf"|参数|组件|升级|版本|限制|comsvr|老|旧|低|历史|\d\.x|及))"
)
_PART_OF = late(
    r"\s*(?:(?:(?:component|standalone|stand-alone|separate|independent) )?(?:upgrade|update|rollout) )?(?:for|of|in) (?:the )?"
    r"(?P<name>[A-Z][A-Za-z\d]*(?: [A-Z][A-Za-z\d]*){0,2}|[\u4e00-\u9fff]{2,12})"
)
_GLUED = late(r"(?<=[\u4e00-\u9fffa-z])V$")  # 星桥服务端V8.2.1
_NO_JOINT = "，,；;。！!？?"  # what stands before one of these is a clause, and no name of its own


def title_product(title: str, rules: Rules) -> str:
    """The product that a title names, '' unless it is plain that it is one."""
    known = sorted({name for person in rules.directory.people for name in person.products}, key=len, reverse=True)
    for name in known:
        if fold(name) in fold(title):
            return name
    title = re.sub(r"(?<=[^\W\d])_(?=[vV]?\d)|(?<=\d)_", " ", title[:_LONGEST])
    whole = _ENGLISH_NAME.search(title.strip())
    said = (
        whole["name"]
        if whole is not None
        and rules.directory.department(whole["name"]) is None
        and not find_places(whole["name"], rules.directory)
        else ""
    )
    versions = find_versions(title, loose=True)
    if not versions:
        return said or _named_alone(title, rules)
    parts = list(_parts(title))
    at = next((n for n, (start, text, _) in enumerate(parts) if start <= versions[0][1][0] < start + len(text)), None)
    if at is None:
        return said
    start, text, _ = parts[at]
    first = title.find(versions[0][0], *versions[0][1]) - start  # 收银台专业版 8.2.1: not from 版 on
    before, behind = text[: max(first, versions[0][1][0] - start)], text[versions[0][1][1] - start :]
    name = _name(before, rules)
    if name and _is_component(name) and not product_of(name):
        if (whole_of := _PART_OF.match(behind)) is not None and _is_whole(whole_of["name"], rules):
            return whole_of["name"]  # comsvr 3.4.2 for TelcoBill
        owners = (_name(other, rules) for n, (_, other, _) in enumerate(parts) if n != at)
        return said or next((one for one in owners if is_plain_name(one)), "") or _COMPONENT.fullmatch(name)["name"]  # type: ignore[index]
    if name or said:
        return name or said
    if (name := _name(behind, rules)) and is_plain_name(name):
        return name  # 8.2.1 星桥服务端在线升级
    above = [(_name(other, rules), joint) for _, other, joint in reversed(parts[:at])]
    if name := next((one for one, _ in above if is_plain_name(one)), ""):
        return name
    if above and (DEED.search(parts[at - 1][1]) or not above[0][1] or above[0][1] not in _NO_JOINT):
        return above[0][0]  # 掌柜通（8.2.1）版本限制; 掌柜通老版本停用，统一到8.2.1
    return ""


def _is_whole(name: str, rules: Rules) -> bool:
    """Whether what a component is said to be for is a product: TelcoBill, 云账计费; not 大客户."""
    return _is_name(name, rules) and (name.isascii() or is_plain_name(name) or BILLING.search(name) is not None)


def _parts(title: str) -> Iterator[tuple[int, str, str]]:
    """(where it begins, a part, the sign behind it) of a title cut at its signs; versions are not cut."""
    at = 0
    for joint in (*JOINTS.finditer(title), None):
        end = joint.start() if joint else len(title)
        if title[at:end].strip():
            yield at, title[at:end], joint.group().strip()[:1] if joint else ""
        at = joint.end() if joint else end


def _name(text: str, rules: Rules) -> str:
    """What is left of a title's part without the words around a name; '' where that is none."""
    text = _begun(text)
    done = DEED.search(text, 1)
    text = text[: done.start()] if done is not None else text
    versions = find_versions(text, loose=True)
    text = text[: max(versions[0][1][0], text.find(versions[0][0]))] if versions else text
    while (cut := BEHIND.search(text)) is not None:
        text = text[: cut.start()]
    text = _GLUED.sub("", text.strip(" 的·"))
    if _is_component(text.removesuffix("组件")):
        text = text.removesuffix("组件")  # 关于comsvr组件3.5.0升级的安排
    left, gap, own = text.rpartition(" ")
    if gap and not left.isascii() and is_plain_name(own) and len(own) > 3:
        text = own  # 华东试点 星桥服务端
    if is_plain_name(text.rpartition("的")[2]):
        text = text.rpartition("的")[2]
    if "组件" in text and (product := product_of(text)):
        return product  # E结算组件 comsvr-tax 1.3
    return text if _is_name(text, rules) else ""


def _begun(text: str) -> str:
    """A part from its name on: 请各位配合做好12月的…; 发布平台 and 通知中心 begin with their own words."""
    while True:
        text = text.lstrip(" \u3000的·")
        text = text if text.isascii() else without_english(text)
        if (
            ((found := BEFORE.match(text)) is not None and found.end())
            or ((found := PAPER.match(text)) is not None and not _bare(text[found.end() :]))
            or (found := VERB.match(text)) is not None
        ):
            text = text[found.end() :]
        else:
            return text


def without_english(text: str) -> str:
    """A text from behind the last English word that is no part of a name: rid of the old 掌柜App → 掌柜App."""
    ends = (found.end() for found in ENGLISH_BEFORE.finditer(text) if text[: found.start()].isascii())
    return text[max(ends, default=0) :]


def _bare(text: str) -> bool:
    """Whether nothing or no more than a sort of program is left: of 发布平台 the first word is its own."""
    done = DEED.search(text)
    left = BEHIND.sub("", (text[: done.start()] if done else text).strip())
    return (
        _GENERIC.fullmatch(left) is not None
        or re.fullmatch(TITLE_SORT, left) is not None
        or left in ("中心", "门户", "管家")
    )


def _is_component(name: str) -> bool:
    found = _COMPONENT.fullmatch(name)
    return (
        found is not None
        and found["name"].islower()
        and not _GENERIC.fullmatch(found["name"])
        and not _DONE.search(found["name"])
    )


def _is_name(name: str, rules: Rules) -> bool:
    if not 2 <= len(name) <= 24 or _GENERIC.fullmatch(name) or re.search(r"[，,。；;！!？?]|\d{4}|月", name):
        return False
    if _DONE.search(name) and not _is_component(name):
        return False
    if not _is_component(name) and any(
        fold(name) in fold(own) for kind in rules.kinds.values() for own in kind.synonyms
    ):
        return False  # 服务端 8.2.1 is a sort of campaign
    directory = rules.directory
    if directory.department(name) is not None or any(fold(name) == fold(person.name) for person in directory.people):
        return False
    return not re.fullmatch(r"(?:[、，,和与及 ]|部|区|地区|大区)*", _without_places(name, rules))


def _without_places(name: str, rules: Rules) -> str:
    for place in find_places(name, rules.directory):
        name = name.replace(place.name, "")
    return name


def _named_alone(title: str, rules: Rules) -> str:
    """The product of a title without a version, where its name says that it is one: 水杉计费扩展参数下发."""
    places = [fold(name) for d in rules.directory.departments for name in (d.name, *d.aliases)]
    for _, part, _ in _parts(title):
        text = _begun(part)
        if "组件" in text and (product := product_of(f"{text.partition('组件')[0].strip()}组件")):
            return product  # 云账计费 ratesvr 组件升级
        found = _OWN_NAME.match(text)
        if found is None or len(found["own"].strip()) < 2 or _GENERIC.fullmatch(found["name"]):
            continue
        return "" if fold(found["own"]).startswith(tuple(places)) else found["name"]
    return ""
