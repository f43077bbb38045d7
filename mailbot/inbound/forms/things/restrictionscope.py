"""scope_of, of_whom: whom a clause of a restriction is for: a department, a region, a sort of customer (SPEC 1 版本限制)."""

from collections.abc import Sequence

from mailbot.inbound.forms.numerals import plain
from mailbot.inbound.forms.things.restrictionwords import DELAYS
from mailbot.late import late

# What names a part of the field, besides the company's departments: an alias of its own needs no entry here.
_SCOPES = late(
    r"(?:海外|境外|国际|国外|国内|境内|全国|华东|华南|华北|华中|东北|西北|西南|港澳台|东南亚|欧洲|北美|overseas?"
    r"|abroad|domestic|[\u4e00-\u9fff]{2,4}(?:大区|地区|区域|省|市)"
    r"|(?:特殊|重点|大|vip|定制|存量|部分|个别|签约|报备|连锁|直营|加盟|政企|银行)(?:客户|门店|用户"
    r"|终端))(?:业务部"
    r"|区域|地区|大区)?"
)
_LEFT_OUT = late(
    r"除(?:了)?(?P<a>[^，,。；;()（）\d]{2,12}?)(?:业务部|区域|地区|以外|之外|外)+"
    r"|[(（]?(?P<b>[^，,。；;()（）\d\s]{2,12}?)(?:业务部|区域|地区)?除外[)）]?"
)
BRACKET_OUT = late(r"[(（][^()（）]*(?:除外|不含|不包括|不限|不受限|例外|except|excluding)[^()（）]*[)）]")
_REASON = late(
    r"(?<=.)(?:因为?|由于|考虑到)[^，,。；;]{2,40}|(?<=[a-z] )(?:because|due to|since) [^,.;]{2,60}"
    # 经与华东、海外业务部商量: who was asked is not whom it is for
    r"|(?:与|跟|和|同)[^，,。；;]{2,30}?(?:商量|沟通|协商|商定|商议|讨论)|(?<![a-z])(?:agreed|discussed|talked) with [^,.;]{2,60}"
)
_SUBJECT = late(
    r"\s*(?:其中|而|但是?|不过|另外|同时|只有)?(?P<who>[\u4e00-\u9fff][\u4e00-\u9fff、]{1,9}?)(?:的|那边|这边"
    r"|方面)?(?:则|统一|都|均|先|暂时?|要|会|申请)*(?=可以?|延|推迟|暂缓|缓限|宽限|豁免|顺延|放宽"
    r"|[给留放缓][到至])"
)
# Customers in Europe get a delay until January 22
_ENGLISH_SUBJECT = late(
    r"\s*(?:[Aa]nd |[Bb]ut |[Oo]nly |[Tt]he "
    r"|[Oo]ur )*(?P<who>(?:[A-Za-z]+ ){0,2}(?i:customers|clients|users|sites|stores|shops|branches|terminals"
    r"|partners)(?: (?:in|of|from|at|with|on) [\w ,&-]{2,40}?)?"
    r"|[A-Z][\w-]+(?: (?:and|&) [A-Z][\w-]+)?) "
    r"(?:get|gets|has|have|may|can|could|will|are|is|keep|keeps|stay|stays)(?![a-z])",
)
NOBODY = late(
    r"单独|另行|特别|专门|同意|往|向后|跟|和|与|说|所以|因此|因而|故|但|于是|这样|那么|不过|然后|[他她它]|两|三|限|版|延|时|期|日|效|预|计划|拟|定|从|自|于"
    r"|起|开始|约|大概|周|号|全部|所有|统一|最|其[余他它]|一律|暂|可以|给|为|由于|因|经|考虑|如|若|请|我|大家|现"
    r"|先|再|也|就|到"
)


def of_whom(clause: str) -> str:
    """Whom a clause puts a restriction off for by a name that no department has: 政企延迟到1月5日."""
    smooth = plain(clause)
    if (english := _ENGLISH_SUBJECT.match(clause)) is not None:
        return english["who"]
    found = _SUBJECT.match(smooth)
    if found is None or NOBODY.search(found["who"]) or DELAYS.search(smooth, found.end(), found.end() + 8) is None:
        return ""
    return clause[slice(*found.span("who"))]


def scope_of(clause: str, scopes: Sequence[str]) -> str:
    """The department or region that a clause speaks of; several are joined by 、. One that it takes out is kept as that: 除海外外."""
    smooth = plain(clause)
    for out in _LEFT_OUT.finditer(smooth):
        if (place := (out["a"] or out["b"])) and (_SCOPES.fullmatch(place) or place in map(plain, scopes)):
            return clause[slice(*out.span())].strip("（）() ，,")
    smooth = _REASON.sub(lambda found: " " * len(found.group()), smooth)  # 华南因为有个大客户在割接
    smooth = BRACKET_OUT.sub(lambda found: " " * len(found.group()), smooth)  # （4.1.7 除外，那是给定制客户的）
    found: list[tuple[int, int]] = []
    for name in sorted(dict.fromkeys(scopes), key=len, reverse=True):
        at = smooth.find(plain(name))
        if at >= 0 and len(name) > 1 and not any(a < at + len(name) and at < b for a, b in found):
            found.append((at, at + len(name)))
    for match in _SCOPES.finditer(smooth):
        if not any(a < match.end() and match.start() < b for a, b in found):
            found.append(match.span())
    names = [clause[a:b] for a, b in sorted(found)]
    return "、".join(dict.fromkeys(names)) if len(names) <= 6 else ""
