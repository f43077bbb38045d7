"""Things by name, the door to their readers: versions, counts, quantities, channels, severities, regions (issue "People and things")."""

import re

from mailbot.han import han
from mailbot.inbound.forms.numerals import plain
from mailbot.inbound.forms.phrasefind import find_said
from mailbot.inbound.forms.split_sentences import split_sentences
from mailbot.inbound.forms.things.amounts import Count, find_count, read_amount, read_share
from mailbot.inbound.forms.things.parameterlines import find_parameters, table_parameters
from mailbot.inbound.forms.things.quantities import QuantityRead, read_quantity
from mailbot.inbound.forms.things.restrictions import find_restrictions
from mailbot.inbound.forms.things.versionrules import VersionRule, find_version_rules, read_version_rules
from mailbot.inbound.forms.things.versions import VersionRead, find_versions, read_version
from mailbot.late import late
from mailbot.rulebook.shapes import Phrases

__all__ = [
    "Count",
    "QuantityRead",
    "VersionRead",
    "VersionRule",
    "find_channel",
    "find_count",
    "find_link",
    "find_parameters",
    "find_restrictions",
    "find_version_rules",
    "find_versions",
    "read_amount",
    "read_channel",
    "read_list",
    "read_quantity",
    "read_regions",
    "read_share",
    "read_version",
    "read_version_rules",
    "table_parameters",
]

_LINK = late(r"https?://[^\s<>\"'，。；、）)】]{3,1000}", re.IGNORECASE)
# 官网还没上, 官网上没有, 不走官网: what stands near the word takes it back, however it is put.
_UNPUBLISHED = late(
    r"官网(?:上|那边|下载)?(?:还|尚|暂时?|暂且|目前|现在|先){0,3}(?:没|未|不)"
    r"|(?:不|没有?|未)(?:打算|准备|会|能|再)?(?:在|上|到|走|放|挂|发|传|从|去){1,3}官网"
    r"|官网(?:上|里)?(?:查|找|下|搜)不到|官网[^,，。;；:]{0,8}[:\t] *(?:否|尚?未|暂无|无|没|no(?![a-z]))"
    r"|(?:not|isn't|n't) (?:yet )?(?:on|at|in|from) the (?:\w+ )?(?:web ?site|site)"
    r"|(?<![a-z])(?:not|never|n't)(?: yet)?(?: be| been| going to be"
    r"| to be)?(?: yet)? (?:officially )?(?:published|released|public|posted)",
)
_THING = late(r"版本|安装包|升级包|组件|程序|软件|补丁|介质|download|version|package|installer|build|release")
_GETTING = late(
    r"下载|获取|领取|我(?:这边|这里|来|单独)给|索取|取用|自取|拿|要|提供|发放|发给|发布|上架|挂|download|obtain"
    r"|get|available|publish|provide|send|request|渠道"
    r"|(?<![a-z])(?:ask|contact)(?= me| the pm| the product manager)"
    r"|(?<![a-z])(?:is|are|stands?|put|posted|uploaded|up|live|online"
    r"|(?:final|ready|done|tested|released|out),? (?:and|now|already)) (?:up |now |already |also )?(?:on"
    r"|at) (?:the|our)"
    r"|(?<![a-z])(?:is|are)(?: now| already)? (?:out|up|live|online|available|released|published) (?:on"
    r"|at) (?:the|our)"
    r"|(?<![a-z])been (?:up )?on (?:the|our)"
)
_SITE_ALONE = late(
    r" ?(?:(?:it is |it's |it has been "
    r"|(?:the|this) (?:package|version|installer|build|release|file) (?:is|has been) )?(?:now "
    r"|already )?(?:available|published|out|posted|uploaded|released|downloadable) "
    r"|(?:please )?(?:get|download|obtain|take|fetch) (?:it"
    r"|the (?:package|version|installer|build|release|file)) )?(?:on "
    r"|from |at |see |via )?(?:the |our )?(?:(?:official )?web ?site|official site)(?: since [a-z0-9 ]{3,20})? ?"
    r"| ?官网上?的?那个(?:版本|包|安装包)?就是了?"
    r"|[ ,]?(?:请|大家|各部门|各自|自己|自行|直接)* ?(?:版本|新版本?|安装包|升级包|包|客户端"
    r"|服务端)? ?(?:v ?)?(?:\d[\d.]{1,20})? ?(?:版本?)?(?:目前|现在)?(?:都|就|走|已经?上|已在|已挂|在|从"
    r"|去)?官网(?:上|下载)?(?:版本?|都|就|已经?)?(?:可以?|能|可直接|直接)?"
    r"(?:上?有|取|自取|自行?下载|已上|上线|下得?到|能下|可下|已?挂(?:出|上|了)?|下载?|有的?|就有|自己下|发布了?"
    r"|已发布)?(?:即可|就行|了|的)? ?"
    r"|官网(?:上|里)?的?(?:安装包|升级包|版本|包|客户端|服务端|组件)(?:就|已经?|也)*是(?:最新|新|最终|正式)(?:的"
    r"|版本?)?的?",
)
_PUT_THERE = late(
    r"[^，,。；;没未不还]{0,20}(?:已经?|都已?|刚|现已)?(?:正式)?(?:发|挂|放|上|传)(?:布|出|到|在|上"
    r"|了)*官网(?:上)?(?:了|下载)?",
)  # 仓储端4.0.1已发官网
# 星桥服务端8.2.3官网出了, 8.7.0官网已发布: nothing is said that is yet to be.
_SITE_HAS = late(
    r"(?P<what>[^，,。；;没未不无别勿旧老等若待将才]{0,40}?)官网(?:上|那边|今天|昨天|今早|刚刚|刚|已经|已|也|都"
    r"|里|现在|正式|可以|可|能|自行|直接){0,3}"
    r"(?:出|有|挂|放|发布|发|上架|上线|更新|下载|下|取|拿|领取|获取|上)(?:得到|到)?(?:来|出来|出去|出|上去"
    r"|上)?(?:新版本|新版|安装包|升级包)?(?:了|的|啦|即可|就行)?",
)
_YET = late(r"如果|要是|再|下周|下个?月|明天|后天|之前|原来|上一?版|公告|活动|文案|页面|新闻|预告|计划|打算")
_SITE = late(r"官网|web ?site|publish|official site")
_LATER = late(r"\d|下周|下个?月|之后|以后|再|等|明天|后天|(?<![a-z])(?:until|when|next|after|then)(?![a-z])")
_TROUBLE = late(r"问题|疑问|异常|故障|反馈|咨询|不明白|不清楚|question|problem|issue|trouble|contact .* if")
_ANYWHERE = late(r"不限|不限制|无限制|不区分|none|any|n/?a|无")
# What a list leaves out belongs to its last region: 华东、华南，不含深圳.
_BUT = (
    r"(?:不含|不包括|不包含)[^，,。；;()（）]{1,30}|除[^，,。；;()（）]{1,20}(?:以外|之外|外)"
    r"|[\u4e00-\u9fff]{2,8}除外|(?:excluding|except(?: for)?|without|but not|not including) [^.;()（）]{2,40}"
)
_EXCEPT = late(rf"\s*[(（](?:{_BUT}|除[^()（）]{{1,40}})[)）]", re.IGNORECASE)
_BUT_BEHIND = late(
    rf"(?<=\w)(?:[，,;；]|(?<=[a-z]))\s*(?:但|但是|其中)?(?P<but>{_BUT})(?=\s*(?:[。；;]|$))",
    re.IGNORECASE,
)
_STOP = late(r"(?<=[a-z)])\.\s+(?=[A-Z])")
_ALL_OF = late(
    r"(?<=..)(?: only|(?:这|那)?[两二三四五2-5](?:家|地|区|省|市|大区|个(?:大?区域?|地区|部门|业务部|地方))"
    r"|(?:的?(?:全部|所有|全体)的?|的)(?:客户|门店|用户|终端|服务器|网点|机构))$",
    re.IGNORECASE,
)  # 华南全部客户
# What leaves nobody out, and so is no limit: 全部, 所有区域, all regions. 全国 leaves out 海外.
_EVERYONE = late(
    r"(?:(?:全部|所有|全体|各|任何|任意)的?(?:(?:业务)?(?:区域?|大区|地区|片区|部门?)|客户|门店|用户|终端|服务器|网点|机构)"
    r"|全部|所有|全体|全网|全域|全区域|全区|通用)(?:范围)?内?"
    r"|(?:all|any|every|everywhere|worldwide|global(?:ly)?)(?: (?:the )?(?:regions?|areas?|customers?|sites?|departments?))?",
    re.IGNORECASE,
)
_ALL_IN_BRACKETS = late(
    r"\s*(?:全部|所有|各)(?:区域|地区|大区|部门)?\s*[（(](?P<named>[^（()）]*[、,，/][^（()）]*)[)）]\s*"
)  # 全部（华东、华南）
_BESIDE = late(
    r"[，,。；;]\s*(?:[^，,。；;]*\d"
    r"|(?:有效|授权|版本|官网|数量|限制|其他|其它|不含|暂不|下载|找|请|由|后续|先|其中|安装包|升级包|包|组件"
    r"|软件|参数|获取|联系|向|从|可|能|用到))",
)
_NUMBERS = late(r"(?:^|(?<=[\s、,，;；]))\s*(?:[(（]?\d{1,2}[.、)）．]|[①-⑳])\s*(?=[^\W\d])")  # 1.华东 2.华南
_BLANK = late(r"(?<=[\u4e00-\u9fff])[ \u3000\xa0]+(?=[\u4e00-\u9fff])")
_KEPT_WHOLE = late(r"呼和浩特|和田|和县|和平区|和林格尔|及第|与会")


def read_channel(text: str, phrases: Phrases) -> str:
    """Where a version is obtained, as a value says: `official`, `pm`, or '' where it says neither. 官网 goes first where
    both are named, since then nobody has to ask."""
    lists = {"official": phrases.official_channel, "pm": phrases.pm_channel}
    said = {one.name for one in find_said(text, lists)}
    if "official" in said and _UNPUBLISHED.search(plain(text)):
        return "pm"
    return "official" if "official" in said else "pm" if "pm" in said else ""


def find_channel(text: str, phrases: Phrases) -> tuple[str, str]:
    """(channel, the sentence) in running text: only where a sentence speaks of getting the version, not of trouble."""
    for sentence in split_sentences(text[:2000]):
        smooth = plain(sentence)
        alone = [
            one
            for one in re.split(r"[,，()]", smooth)
            if _SITE_ALONE.fullmatch(one.rstrip(" .")) or _PUT_THERE.fullmatch(one)
        ]
        alone = alone or [one for one in re.split(r"[,，()]", smooth) if _has_site(one.strip())]
        if alone and not _UNPUBLISHED.search(smooth):
            return "official", sentence.strip()
        if (
            _UNPUBLISHED.search(smooth)
            and not _LATER.search(smooth)
            and not _TROUBLE.search(smooth)
            and _SITE.search(smooth)
        ):
            return "pm", sentence.strip()
        if not _GETTING.search(smooth) or _TROUBLE.search(smooth) or len(sentence) > 160:
            continue
        lists = {"official": phrases.official_channel, "pm": [w for w in phrases.pm_channel if len(w) > 2]}
        said = find_said(sentence, lists)
        names = {one.name for one in said}
        if names and (_THING.search(smooth) or "官网" in smooth or find_versions(sentence)):
            official = "official" in names and not _UNPUBLISHED.search(smooth)
            return ("official" if official else "pm"), sentence.strip()
    return "", ""


def _has_site(clause: str) -> bool:
    """Whether a clause says that the site has the version: 8.2.3官网出了, 安装包官网上有; 官网公告发了 says nothing of it."""
    said = _SITE_HAS.fullmatch(clause)
    if said is None or _YET.search(clause):
        return False
    return (
        not said["what"].strip() or _THING.search(clause) is not None or "包" in clause or bool(find_versions(clause))
    )


def find_link(text: str) -> str:
    """The first http(s) address in a text."""
    found = _LINK.search(text[:4000])
    return found.group().rstrip(".,:;!?") if found else ""


def read_regions(text: str) -> tuple[str, ...]:
    """The regions of a value, as written: `华东、华南`, `East China, South China`; () for 不限 and 全部区域. One keeps what it leaves out in
    brackets: 华南（不含深圳）."""
    if _ANYWHERE.fullmatch(plain(text).strip(" 。.")):
        return ()
    if (spelt := _ALL_IN_BRACKETS.fullmatch(text[:200])) is not None:
        text = spelt["named"]
    text = _NUMBERS.sub("、", joined_exceptions(_STOP.split(text[:2000], maxsplit=1)[0])).strip("、 ")
    cut = _BESIDE.search(text)  # 区域：华东、华南，数量200台以内
    items = [item for item in read_list(text[: cut.start()] if cut else text) if not _EVERYONE.fullmatch(plain(item))]
    return tuple(
        dict.fromkeys(
            f"{_ALL_OF.sub('', alone) or alone}{without_exceptions(item)[1]}"
            for item in items
            for alone in [without_exceptions(item)[0]]
        )
    )


def without_exceptions(text: str) -> tuple[str, str]:
    """A text without the brackets that say what its regions leave out, and these brackets: 华南（不含深圳） → 华南, （不含深圳）."""
    found = _EXCEPT.search(text)
    return (text[: found.start()] + text[found.end() :], found.group()) if found else (text, "")


def joined_exceptions(text: str) -> str:
    """A text with what a list of regions leaves out in brackets behind the last: 华东、华南，不含深圳 → 华东、华南（不含深圳）."""
    return _BUT_BEHIND.sub(
        lambda found: f" ({found['but'].strip()})" if found["but"].isascii() else f"（{found['but'].strip()}）", text
    )


def read_list(text: str) -> list[str]:
    """The items of a list with any of the usual separators; 和 divides two words, not a name (呼和浩特)."""
    text = text[:2000].strip().rstrip("。.")
    if not _KEPT_WHOLE.search(text):
        text = re.sub(r"(?<=[^\W\d_]{2})(?:以及|和|与|及|跟)(?=[^\W\d_]{2})", "、", text)
    if not re.search(r"[、,，;；/／|\n]", text) and han(text):
        text = _BLANK.sub("、", text)
    items: list[str] = []
    depth = 0
    word = ""
    for char in text:
        depth += (char in "(（") - (char in ")）" and depth > 0)
        if not depth and char in "、,，;；/／|｜&＆+\n":
            items.append(word)
            word = ""
        else:
            word += char
    parts = [part for item in (*items, word) for part in re.split(r"(?<![a-zA-Z])and(?![a-zA-Z])", item)]
    return [bare for part in parts if (bare := part.strip(" \t\xa0\u3000·•*-。.")) and bare not in ("等", "等地")]
