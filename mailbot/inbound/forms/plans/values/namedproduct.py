"""named_product: the product that a plan's sentences name, where neither a field nor the title does: 最近云仓服务端连接数打满,
ratesvr 1.9.4, a component of TelcoBill (SPEC 1).

Only what is plainly one: named before the plan's own version, or by what sort of program it is, and no other beside it.
"""

import re
from collections import Counter
from collections.abc import Sequence

from mailbot.inbound.forms.numerals import plain
from mailbot.inbound.forms.plans.readers import Readers
from mailbot.inbound.forms.plans.values.sorts import BILLING, ENGLISH_SORT, SORT
from mailbot.inbound.forms.plans.values.titleproduct import title_product, without_english
from mailbot.inbound.forms.things.places import find_places
from mailbot.inbound.writing import Line
from mailbot.late import late

_MOST = 60  # lines
_LONGEST = 600  # characters of each
_NAMED_SORT = rf"(?:{SORT}|终端软件|服务(?=有|的?(?:扩展)?参数|从|升|要|本次|这次|目前))"
# A name and what sort of program it is; what stands before the name is cut off at the last word that is no part of it.
_NAMED = late(
    rf"(?P<own>(?:[\u4e00-\u9fff]|(?<![A-Za-z\d])[A-Za-z])[\u4e00-\u9fffA-Za-z\d·\- ]{{0,15}}? ?)(?P<sort>(?:{_NAMED_SORT})+)"
)
_CUT = late(
    r"(?:最近|近期|近来|目前|现在|今天|昨天|前天|上周|本周|这周|测试部?门?|研发部?门?|产品部|我们|咱们|公司|各位"
    r"|大家|同事|刚刚?|已经?|给(?:了|出)?|发布了?|提供了?|提交了?|转测|交付了?|交了|出了|拿到了?|收到了?|通过了?"
    r"|把|将|对|为了?|针对|关于|由于|因为?|本次|此次|这次|这版|新版?|版本|计划|决定|拟|请|要|需要?|准备|打算"
    r"|升级|更新|下发|推广|限制|部署|安装|使用|启用|适?用[于在]|是|的|了|在|从|用|和|与|及|向|到|只|先|再|都"
    r"|全部|所有|涉及|适用于?|包括|作为|其中|以及|另外|同时|随着|停(?!车)|整个|只?动|[，。、])"
)
_GENERIC = late(
    r"(?:旧|老|新|高|低|全|各|该|本|此|每|某|主|备|多|单|两|部分|海外|国内|内部|外部|业务|后台|管理|监控|运营"
    r"|工单|运维|下载|日志|审批|办公|操作|第三方|客户|用户|测试|生产|灰度|备用|线上|现网|在线|门店|总部|上游|下游|其他|其它|别|这个"
    r"|那个|这些|哪个|什么|一个|组件|版本|产品|公司|邮件|财务|支付渠道|计费|old|new|the|all"
    r"|our|your|this|their|mobile|android|ios|desktop|web|phone| )*"
)
_COUNTED = late(r"[\d一二两三四五六七八九十百千万几多数]\s*[个台家套户款种批]\s*$")  # 800 个终端
_ENGLISH = late(
    rf"(?<![A-Za-z])(?P<name>(?!The |Our |All |Old |New |This |These |Any |Each |Every |Test |Production "
    rf"|Staging |Backup |Main |Primary |Standby "
    rf"|Please )[A-Z][A-Za-z\d]*(?: [A-Z][A-Za-z\d]*){{0,2}} {ENGLISH_SORT})(?![A-Za-z])"
)
_PART_OF = late(
    r"(?:(?:a |the )?(?:\w+ )?(?:component|module|part|plug-?in|billing component) (?:of|in|for)"
    r"|belongs to|(?<![A-Za-z])[a-z]{2,12}(?:svr|srv) (?:v?\d[\d.]{0,14}\d )?(?:for|of|in)) (?:the |our )?"
    r"(?P<name>[A-Z][A-Za-z\d]*(?: [A-Z][A-Za-z\d]*){0,2}|[\u4e00-\u9fff]{1,8}计费(?:系统|平台)?)(?: billing)?(?= |[.,;)，。；]|$)"
)
# 云计费的comsvr, 计费宝里面的 ratesvr
_OWNED = late(r"(?P<own>[\u4e00-\u9fffA-Za-z\d]{2,12}?)(?:里面?|中)?的 ?[a-z][a-z\d_-]{1,16}(?:svr|srv)(?![a-z])")
_BILLING_SYSTEM = late(r"计费(?:平台|系统|中台|软件)")
_MARK = late(r"(?:\s|(?<![A-Za-z])[vV])+$")  # 8.2.1 after v; of billsrv it is a letter
_NO_NAMES = frozenset(
    "hence so thus therefore then now with on at is are was by for from get take use the v and or only".split()
)
_LEFT = 24  # characters before a version that may be its product
_FORMER = late(
    r"不(?:要再?|再)用|不用(?=了|旧|老|它|这)|停用|作废|替代|替换|依赖|竞品|对接|兼容|(?<![a-z])(?:replac(?!es v?\d)|depend|require|compatible|integrat)"
)


def named_product(
    lines: Sequence[Line], version: str, readers: Readers, component: bool = False
) -> tuple[str, Line] | None:
    """(the product, its line), None where the text names none, or several that differ. Linear in the text.

    Of a plan for a component it is the billing product that the text names, and no name of the component's own.
    """
    found: Counter[str] = Counter()
    systems: dict[str, Line] = {}
    places: dict[str, Line] = {}

    def take(name: str, line: Line) -> None:
        if name and _is_name(name, line.text, readers):
            found[name] += 1
            places.setdefault(name, line)

    for line in lines[:_MOST]:
        text = line.text[:_LONGEST]
        if _FORMER.search(plain(text)):
            continue
        for one in _PART_OF.finditer(text):
            take(one["name"], line)
        for one in _OWNED.finditer(text) if component else ():
            if BILLING.search(own := _own(one["own"])) and not _GENERIC.fullmatch(plain(own)):
                take(own, line)
        for one in _NAMED.finditer(text):
            own = _own(one["own"])
            if _COUNTED.search(own):
                continue
            if component and _BILLING_SYSTEM.fullmatch(f"{own}{one['sort']}"):
                systems.setdefault(f"{own}{one['sort']}", line)  # 计费平台这边单独升
            tills = one["sort"].startswith("收银") and len(one["sort"]) > len(
                "收银台"
            )  # 收银台客户端 has its own name in its sort
            if (len(own.strip()) > 1 or tills) and not (own.strip() and _GENERIC.fullmatch(plain(own).strip())):
                take(f"{own}{one['sort']}", line)
        for one in _ENGLISH.finditer(text):
            take(one["name"], line)
        if not found and version and (name := _before(text, version, readers)):
            take(name, line)
    names = [name for name in found if not any(name != other and name in other for other in found)]
    if component:
        names = [name for name in found if BILLING.search(name)] or list(systems) or names
        names = [name for name in names if not any(name != other and name in other for other in names)]
        places = systems | places
    return (names[0], places[names[0]]) if len(names) == 1 else None


def _own(text: str) -> str:
    """What follows the last word that is no part of a name: 最近云仓 → 云仓."""
    last = max((m.end() for m in _CUT.finditer(text)), default=0)
    return without_english(text[last:]).lstrip(" ·-")


def _before(text: str, version: str, readers: Readers) -> str:
    """The name before the plan's version: 金蝶桥 2.0.16 今天发布; Helios 2.9.0 is ready."""
    at = text.find(version)
    if at <= 0:
        return ""
    start = max(0, at - _LEFT)
    while start and text[start - 1].isalnum():
        start -= 1  # not from within a word on
    left = re.split(r"[，。；;、：:,!！?？()（）]|\. ", text[start:at])[-1]
    if left.strip().isascii():
        words = _MARK.sub("", left).removesuffix(" to").removesuffix(" version").split()
        kept: list[str] = []
        for word in reversed(words):
            if not (word[:1].isupper() or (not kept and len(words) == 1 and word not in _NO_NAMES)):
                break
            kept.insert(0, word)
        left = " ".join(kept)
    else:
        left = _own(left)
    return title_product(f"{left.strip()} {version}", readers.rules) if left.strip(" vV") else ""


def _is_name(name: str, text: str, readers: Readers) -> bool:
    """Whether a name is no person's, department's or region's."""
    if not 2 <= len(name) <= 40:
        return False
    mentions = readers.people.mentions.find(name)
    return not find_places(name, readers.rules.directory) and not any(
        one.full and len(one.words) > 1 for one in mentions
    )
