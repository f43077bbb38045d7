"""handed: the clause of a text that says who hands the version out: 安装包找我拿, 组件我发, I will send you the package (SPEC 1 版本获取)."""

from collections.abc import Iterator

from mailbot.inbound.forms.numerals import plain
from mailbot.late import late

__all__ = ["handed"]

_LONGEST = 2000
_THING = r"(?:新?版本|安装包|升级包|程序包|组件包?|程序|补丁|介质|软件|新?包)"
_ENGLISH_THING = r"(?:it|them|the (?:\w+ ){0,2}(?:package|installer|version|build|files?|component|release|software))"
_WHO = r"(?P<who>[^，,。；;:：、\s]{1,6}?)"
_PATTERNS = tuple(
    late(pattern)
    for pattern in (
        # 由林涛发放, 从我这里拿
        r"(?:由|找|向|联系|从|跟|问)(?P<who>[^，,。；;:：由找向从跟问]{1,8}?)(?:这里|这儿|这边|处|那里|那边)?(?:统一)?(?:发放|提供|发给|领取|获取|索取|申领|拿|要|取)(?!求|完|消)",
        # 安装包在我这里
        rf"{_THING}(?:都|就|先|目前|现在)?(?:放)?在(?P<who>[^，,。；;:：\s]{{1,6}}?)(?:这里|这儿|这边|手里|手上|处|那里|那边|那儿)",
        # 安装包找我
        rf"{_THING}(?:都|就|先|请|可|直接|可以)*(?:找|问|联系|向|跟)(?P<who>[^，,。；;:：\s]{{1,6}})(?=$|[，,。；;）)])",
        # 组件我发, 安装包由我单独发给各部门
        rf"{_THING}(?:都|就|会|将|则|由)*{_WHO}(?:来|会|再|统一|单独|直接|另行|一并)*(?:发放?(?![现生起布])|提供|给(?=各|大家|你)|分发|拷给)",
        # 我会把包发到大家邮箱
        rf"{_WHO}(?:会|来|将|再|统一|单独|另外)*(?:把|将){_THING}(?:统一|单独|直接|分别)*(?:发(?![现生起布])|传给|拷给|给)",
        rf"(?<![a-z])(?:get|gets|obtain|request|collect|fetch|pick up) {_ENGLISH_THING}(?: directly)? from (?P<who>[a-z ]{{2,30}})",
        rf"(?<![a-z])(?P<who>i|the pm|[a-z]{{2,12}} [a-z]{{2,12}})(?:'ll| will| can| shall)? (?:send|mail|hand|provide|distribute|give|share)s?(?: out| you| over)* {_ENGLISH_THING}",
        rf"(?<![a-z]){_ENGLISH_THING} (?:is|are|will be) (?:sent|mailed|handed|provided|distributed|available|given)(?: out| over)? (?:by|from|via) (?P<who>[a-z ]{{2,30}})",
    )
)


def handed(text: str) -> Iterator[tuple[str, str]]:
    """(who, words) of each clause that says so; who they are is for the reader of people. Linear in the text."""
    text = text[:_LONGEST]
    smooth = plain(text)
    for pattern in _PATTERNS:
        for found in pattern.finditer(smooth):
            yield text[slice(*found.span("who"))].strip(), text[slice(*found.span())]
