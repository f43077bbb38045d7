"""component_named: which component of a product a plan upgrades, where it names the product as well (SPEC 1: comsvr …)."""

import re

from mailbot.inbound.forms.numerals import plain
from mailbot.late import late

_WORD = r"(?<![a-z\d._/@])(?<![a-z\d]-)(?P<name>[a-z][a-z\d]{2,}(?:[-_][a-z\d]+)*)"
# A word in Latin letters right before the version: 云账计费 comsvr 4.0.2, comsvr 组件独立升级到 V4.0.2.
_BEFORE = late(
    _WORD + r"[ ]{0,2}(?:计费)?(?:组件|模块|component)?[ ]{0,2}(?:(?:的?(?:独立|在线|单独)?升级?[到至为])"
    r"|(?<![a-z])to)?[ ]{0,2}"
    r"(?:新?版本?(?:号)?)?[ :(]{0,2}v?$",
)
COMPONENT_NAME = late(r"(?<![a-z\d._/@-])(?P<name>[a-z]{2,12}(?:svr|srv))(?![a-z\d@])")  # comsvr 一直崩，研发给了 3.5.1
_CALLED = late(_WORD + r"[ ]{0,2}(?:计费)?(?:组件|component(?![a-z]))")  # 云账计费 comsvr 组件升级
_BESIDE = r" ?[-/(,的]? ?(?:组件)? ?(?P<name>[a-z][a-z\d]{2,}(?:[-_][a-z\d]+)*)(?![\w.-]*[@.\d])"
_NO_NAME = frozenset(
    (
        "version ver component components product the this that and new final release upgrade upgrading "
        "update plan billing hence thus now then with our get use all for from server client app"
    ).split()
)
_NEAR = 60


def component_named(text: str, version: str, product: str) -> str:
    """The component in Latin letters that a text names beside its version, or calls one; '' where that is the product."""
    smooth, own = plain(text), plain(product)
    at = smooth.find(version.lower()) if version else -1
    while at >= 0:
        from_ = max(0, at - _NEAR)
        found = _BEFORE.search(smooth[from_:at])
        if found is not None and found["name"] not in _NO_NAME and found["name"] not in own:
            return text[from_ + found.start("name") : from_ + found.end("name")].removesuffix("V")  # comsvrV8.2.1
        at = smooth.find(version.lower(), at + 1)
    beside = re.search(re.escape(own) + _BESIDE, smooth) if len(own) > 1 else None
    if beside is not None and beside["name"] not in _NO_NAME:
        return text[beside.start("name") : beside.end("name")]  # 通联计费的 comsvr 这次要 upgrade 到 1.9.2
    for found in (*_CALLED.finditer(smooth), *COMPONENT_NAME.finditer(smooth)):
        if found["name"] not in _NO_NAME and found["name"] not in own:
            return text[found.start("name") : found.end("name")]
    return ""
