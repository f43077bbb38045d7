"""product_of, component_behind: the product and the component of a name that has one of its components behind it: 天衡计费的comsvr, 磐石计费组件 comsvr (SPEC 1, `component_upgrade`)."""

import re

from mailbot.late import late

_THING = r"(?:组件|模块|插件)"
_OWN = r"(?P<own>[\u4e00-\u9fffA-Za-z][\u4e00-\u9fffA-Za-z\d·-]{1,14}?)"
# What joins both: 云账计费的comsvr, 云账计费（组件 comsvr）, 云账计费 / comsvr, 云账计费-comsvr.
_LINK = rf"(?:产品)?的?[ \u3000]*[(（/／,，、-]?[ \u3000]*(?:{_THING}(?:名称?)?[ \u3000:：]*)?"
# What the component is called: comsvr, rate-svr; in any letters where it is called a component (组件 ComSvr).
_CALLED = r"[A-Za-z][A-Za-z\d_-]{2,20}"
_BY_NAME = late(rf"{_OWN}{_LINK}(?:[a-z][a-z\d_-]{{2,20}}|[A-Za-z\d_-]{{1,16}}(?i:svr|srv))[ \u3000]*{_THING}?[)）]?")
_BY_WORD = late(
    rf"{_OWN}(?:产品的?|的)?(?:计费(?<=[品统的]计费))?(?:独立)?[(（]?{_THING}[ \u3000:：]*[(（]?{_CALLED}[)）]?"
    rf"|{_OWN.replace('own', 'own2')}(?<=[\u4e00-\u9fff])的?[ \u3000]*[(（]?{_CALLED}[)）]?[ \u3000]*{_THING}"
)
_ALONE = late(rf"(?P<own>[\u4e00-\u9fffA-Za-z\d·-]{{2,14}}(?:计费|系统|平台|服务端|产品)){_THING}")
_ENGLISH = late(
    r"(?P<own>[A-Z][A-Za-z\d]*(?: [A-Z][A-Za-z\d]*){0,2})(?:'s )?(?: ?的 ?| ?[-(（/,] ?| ?组件 ?"
    r"| )(?:component:? )?(?!(?:server|client|gateway|platform"
    r"|app)(?![a-z]))[a-z][a-z\d_-]{2,20}(?<!component)(?: component)?[)）]?"
)
# comsvr（云账计费）, comsvr, a component of TelcoBill
_TURNED = late(
    rf"[a-z][a-z\d_-]{{2,20}} ?{_THING}?[ ]?[(（](?:属于?)?(?P<own>[\u4e00-\u9fff][\u4e00-\u9fffA-Za-z\d·-]{{1,14}}"
    rf"|[A-Z][A-Za-z\d]*(?: [A-Z][A-Za-z\d]*){{0,2}})[)）]"
    rf"|[a-z][a-z\d_-]{{2,20}},? (?:(?:a )?component )?of (?P<own2>[A-Z][A-Za-z\d]*(?: [A-Z][A-Za-z\d]*){{0,2}})"
)
_BEHIND = late(rf"(?<![A-Za-z])(?!component(?![a-z])){_CALLED}", re.IGNORECASE)
_WITHIN = late(r"(?<=[费价算统台])(?:里面?|中|[这那]边)的?(?=[ \u3000]?[A-Za-z])")  # 云计费里的 comsvr
_NO_NAME = late(
    r"(?:计费|产品|组件|独立|系统|平台|服务端|客户端|本次|公司|我们|的|billing|component|server|client|service"
    r"|product|the| )+"
    r"|[A-Za-z\d_-]+(?i:svr|srv)",
    re.IGNORECASE,
)


def product_of(name: str) -> str:
    """The product; '' where the name is no component's, or of one whose product is not named (计费组件 comsvr)."""
    name = _WITHIN.sub("的", name.strip())
    for pattern in (_BY_WORD, _BY_NAME, _ALONE, _ENGLISH, _TURNED):
        found = pattern.fullmatch(name)
        own = next((text for text in found.groups() if text), "") if found else ""
        if (
            own
            and not _NO_NAME.fullmatch(own)
            and (pattern in (_ENGLISH, _TURNED) or not own.isascii() or pattern is _BY_WORD)
        ):
            return own
    return ""


def component_behind(name: str, product: str) -> str:
    """What the component is called that stands behind its product in one name: 天衡计费的 comsvr → comsvr; '' where none does."""
    found = _BEHIND.search(name.replace(product, "", 1)) if product_of(name) == product else None
    return found.group() if found else ""
