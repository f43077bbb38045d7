"""Regions, of a value (华东、华南) and as a plan's sentences name them: 这次先做华东和华南, 授权区域华东、华南."""

import re
from itertools import pairwise, takewhile

from mailbot.han import WIDE, han
from mailbot.inbound.forms.numerals import plain
from mailbot.inbound.forms.things.places import AREAS, find_places
from mailbot.late import late
from mailbot.rulebook.directory import Directory
from mailbot.rulebook.folding import fold

_COMMON = late(rf"(?:{AREAS}|[\u4e00-\u9fff]{{2,3}}(?:大区|地区|省|市))(?:区域|地区|大区)?")
_ABOUT = late(
    r"(?:^|这次|本次|此次|本期|本批|首批|这一?版|该?版本|计划|授权|升级|下发|更新|推广|都|均|也|先|目前|暂时?|只"
    r"|仅|就){1,4}(?:先做|只做|仅做|做|仅限于?|只限于?|限于?|限定在?|只在|仅在|覆盖|面向|涉及|适用于"
    r"|(?:开?放|授权|许可|批|供|开通)给|(?:只|仅|先)给|给(?=.{2,40}用$)|只对|仅对)(?P<places>.+)$"
    r"|^(?:这次|本次|此次|本期|本批|这一?批|计划|暂时?|先|只|仅|就)+在(?P<within>.+?)(?:先)?(?:做|推广?|升级?|用"
    r"|使用|下发|实施|上线|开展|执行|开放)$"
    r"|^(?:这次|本次|此次|先|这一?版|本版)*(?P<everywhere>全国|全部区域|所有区域)(?:各地|各区域|范围内?)?(?:都"
    r"|均|通用|可以?|能|一起|统一|同步)*(?:用|使用|升级?|推广?|下发|上线|开放)?$",
)
# 授权：华东、华南, 可用：海外
_LABELLED = late(r"^(?:本次|此次)?(?:授权|许可|适用|可用|开放|范围|推广|实施)(?:给|于)?\s*[:：]?\s*(?P<places>.+)$")
_ENGLISH = late(
    r"^(?:(?:this|the) (?:version|release|rollout|upgrade|plan) is |(?:it|this|that) is "
    r"|is )?(?:(?:authori[sz]ed|available|released|licen[cs]ed|valid|open|limited|restricted|intended|meant"
    r"|regions?) "
    r"|(?<=is ))(?:only )?(?:for|in|to|are) (?P<places>[a-z ,&]{4,60}?)(?: only)?$",
    re.IGNORECASE,
)
_GRANTS = late(
    r"^\W*(?:本次|此次|首批)?(?:升级|下发|推广|使用)?的?(?:授权|许可|名额|数量|额度)(?:数量|范围|分配|情况"
    r"|区域)?\s*[:：为]?\s*(?P<parts>[^；;。:：]+)",
)
_EACH = late(
    r"(?P<place>[^\W\d_]{1,12}?)\s*(?:约|不超过|各)?\s*\d[\d,]{0,8}\s*(?:台套|台|套|个|家|门店|点|户)?(?:以内)?"
)
_UNITS = late(r"\s*[(（](?:单位[:：]?)?(?:台套|台|套|个|家|门店|点|户)[)）]\s*$")  # 华东 80 / 华南 60（台）
_TOTALS = ("共", "合计", "总共", "总计", "共计", "总")
_LONGEST_GRANT = 200
_TAIL = late(
    r"(?:(?:这|那)?[两二三四五六几0-9]个)?(?:大?区域?|地区|区|的?门店|的?客户|的?业务部门?|部门|[两二三四五2-5][地处边方家]"
    r"|等地)?(?:范围)?(?:内)?(?:[都均]?可以?|[都均]?能|都|均|来|先)?(?:实施|升级|推广|使用|下发|执行|开展|开放"
    r"|上线|用|有效|做|搞|推|铺|升|发)?$"
)
_SCOPE = late(
    r"^(?:(?:授权|使用|适用|能?用|可用|升级|实施|下发|推广|涉及|影响|覆盖|开放|本次|此次|这次)的?){0,3}(?:范围[\s:：]*(?:(?:还|仍然?|就|也)?(?:是|为|在|限于?|仅限)|就)?"
    r"|区域(?:(?:还|仍然?|就|也)?[是为]|就))(?P<places>.+)$"
    # 华东华南外不用, 除华东、华南以外都不升
    r"|^除?了?(?P<only>.{2,30}?)[之以]?外的?(?:(?:其[他它]|别)的?)?(?:地方|大?区域?|地区|部门|客户)?(?:[这此]次|暂时?|先|都|均|一律)*不(?:用|升|做|动|涉及|参与|开放|推|发|下发|装|换)[级了]?$"
)
_JOINED = late(r"[\s、,，/／&+＋]*(?:和|与|跟|及|以及|还有|加上?|and)?[\s]*")
# 华东、华南都算在内, 华东华南能用, 华东华南都要
_COUNT_IN = late(
    r"^(?P<places>[^，,。；;\d]{4,40}?)(?:这)?(?:[两三四]个?(?:区域?|地|大区|地区|部门))?(?:都|均"
    r"|全部?)?(?:在(?:本次|此次)?(?:授权|开放|升级|适用|使用|下发)的?范围之?[内里]|算在内|算进来|算上|包括在内|包含在内|在内|可用|能用|可以用|可以使用|(?:可以?|能)开始使?用|开放|放开|适用"
    r"|(?:同步|一起|同时|统一)(?:升级?|下发|推广|上|做)|(?<=[都均])(?:要|做|上|算|有))$",
)
_LONGEST = 60
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
_HALF_NAMED = late(
    r"(?<![a-z])(north|south|east|west|central)(?=(?:,| and| &) (?:north|south|east|west|central) china)", re.IGNORECASE
)
_STOP = late(r"(?<=[a-z)])\.\s+(?=[A-Z])")
_ALL_OF = late(
    r"(?<=..)(?: only|(?:这|那)?[两二三四五2-5](?:家|地|处|边|方|块|区|省|市|大区|个(?:大?区域?|地区|部门|业务部|地方))"
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
_BLANK = late(rf"(?<={WIDE})[ \u3000\xa0]+(?={WIDE})")
_KEPT_WHOLE = late(r"呼和浩特|和田|和县|和平区|和林格尔|及第|与会")


def spoken_regions(clause: str, directory: Directory) -> str:
    """The regions that a clause says a plan is for, '' where it says none, or anything besides: 这次先做华东和华南."""
    if len(clause) > _LONGEST:
        return ""
    clause = clause.strip(" 。.")
    smooth = plain(clause)
    for pattern in (_SCOPE, _ABOUT, _LABELLED, _COUNT_IN, _ENGLISH):
        said = pattern.search(smooth)
        name = said.lastgroup if said else None
        words = (
            ""
            if said is None or name is None
            else clause[slice(*said.span(name))]
            if len(smooth) == len(clause)
            else said[name]
        )
        if places := listed_regions(words, directory):
            return places
    return ""


def granted_by_region(line: str, directory: Directory) -> dict[str, str]:
    """`quantity` and `regions` of a line that grants each region its own: 授权：华东 100 套，华南 80 套，共 180 套."""
    said = _GRANTS.match(line[:_LONGEST_GRANT])
    if said is None:
        return {}
    parts = [part.strip() for part in re.split(r"[，,、/／]", _UNITS.sub("", said["parts"])) if part.strip()]
    each = list(takewhile(bool, map(_EACH.fullmatch, parts)))
    places = [found["place"] for found in each if found and found["place"] not in _TOTALS]
    if (
        len(places) < 2
        or any(_EACH.search(part) and find_places(part, directory) for part in parts[len(each) :])
        or not listed_regions("、".join(places), directory)
    ):
        return {}
    return {"quantity": "，".join(parts[: len(each)]), "regions": "、".join(places)}


def listed_regions(text: str, directory: Directory) -> str:
    """The text without what stands behind its regions, '' where it names anything that is no region."""
    if not text:
        return ""
    own = {fold(name) for d in directory.businesses for name in (d.name, *d.aliases)}
    for bare in (text.strip(" 。."), _TAIL.sub("", text.strip(" 。."))):
        found = read_regions(bare)
        if found and all(
            fold(alone) in own or _COMMON.fullmatch(plain(alone)) for alone, _ in map(without_exceptions, found)
        ):
            return bare
        if len(parts := run_together(bare, directory)) > 1:
            return "、".join(parts)
    return ""


def run_together(region: str, directory: Directory) -> tuple[str, ...]:
    """The regions that a text is, with nothing between them (华东华南), without what sort of thing they are (华南地区); a text that
    is anything else as it is."""
    places = find_places(region, directory)
    whole = bool(places) and places[0].span[0] == 0 and places[-1].span[1] == len(region)
    whole = whole and all(_JOINED.fullmatch(region[a.span[1] : b.span[0]]) for a, b in pairwise(places))
    return tuple(one.name for one in places) if whole else (region,)


def in_its_script(region: str, directory: Directory) -> str:
    """A region as the directory writes it, where a mail has it in the other script or case: 華南 → 华南, overseas → Overseas,
    and by its short name where that begins it: 华东业务部 → 华东."""
    known = directory.department(region)
    names = () if known is None else (known.name, *known.aliases)
    found = next((name for name in names if fold(name) == fold(region)), region)
    whole = known is not None and found == known.name
    return next((name for name in names[1:] if whole and name != found and found.startswith(name)), found)


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
    """A text with what a list of regions leaves out in brackets behind the last: 华东、华南，不含深圳 → 华东、华南（不含深圳）; each
    region of an English one with its whole name: East and South China → East China and South China."""
    text = _HALF_NAMED.sub(r"\1 China", text)
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
