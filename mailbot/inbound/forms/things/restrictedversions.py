"""restricted_versions: the versions that a clause restricts: rules, and versions alone where it speaks of restricting (SPEC 1 版本限制)."""

from collections.abc import Sequence

from mailbot.inbound.forms.numerals import plain
from mailbot.inbound.forms.things.restrictionwords import RESTRICTS
from mailbot.inbound.forms.things.versionrules import (
    VersionRule,
    read_version_rules,
    with_exceptions,
)
from mailbot.late import late

_DELAYED_ALONE = late(
    r"(?: ?(?:版本|版|的|这?[两二三四几]个))* ?[:：]? ?(?:可以?|能|则|先|还)*(?:用[到至]|[给留放缓可][到至]|宽限"
    r"|(?:may|can|could)(?: still| continue to)+ be used|still works?|延迟|延后|推迟|暂缓|缓限|延至|延到)"
)
# A version alone is restricted where the clause says so of it: 限制 5.4 和 5.5, 5.4 版本自12月18日起限制.
_BARRED = late(
    rf"(?:{RESTRICTS.pattern})\s*(?:使用|登录|客户端|服务端|版本)?\s*v?\d"
    rf"|(?:自|从|from)[^,，。]{{2,20}}(?:起|restrict)|起(?:限制|禁用|停用)"
    r"|限制[^，,。；;:\d]{0,6}(?:[:]|是|为) *v?\d"
)
# Between versions of one list: 3.x 全部版本和 4.0、4.1 两个版本.
_LISTED = late(
    r"(?: |、|,|和|与|及|以及|还有|全部|所有|整个|系列|等|的|这?[两二三四几]个|版本|版|and|versions?|client"
    r"|all)*"
)
_HAPPENS = late(
    r"\d ?(?:等|的|[两三四几]个|这些|老|旧|低)*(?:版本|版|客户端|服务端|组件)?"
    rf"(?:就|将|都|均|被|会|要|也|全部|一律|统一|统统|通通|一起|will|be|should|are| )*(?:{RESTRICTS.pattern})"
)  # 5.2、5.3就不让登录了
_REST = late(
    r"(?:其余|其他|其它|剩余|剩下|别的)(?:的|所有|全部)*(?:旧|老|低|历史)?版(?:本)?"
    r"|(?<![a-z])(?:all )?(?:the )?other (?:old(?:er)? )?(?:versions|clients|releases)(?![a-z])"
)


def is_of(version: str, target: str) -> bool:
    """Whether a version is the target, said as long or shorter: 5.2 of 5.2.0."""
    return f"{target}.".startswith(f"{version}.") or version.startswith(f"{target}.")


def restricted_versions(
    clause: str, rules: Sequence[VersionRule], field: str, *, target: str = "", begins: bool = False
) -> str:
    """The versions that a clause restricts: rules, and versions alone where the clause or field speaks of restricting. The plan's own
    version, `target`, is not one of those; `begins`: the clause says from when it restricts."""
    smooth = plain(clause)
    if not field and target:
        rules = [rule for rule in rules if not (rule.bare and is_of(rule.rule, target))]
    rest = _REST.search(smooth)
    if rest is not None and (not rules or not field) and (field or RESTRICTS.search(smooth) or "起" in smooth):
        return clause[slice(*rest.span())].strip()  # 其余旧版 1月11日起限制
    # 5.5 延迟到 1月31日: a version alone is meant where the delay is said of it.
    clear = [rule for rule in rules if not rule.bare or _DELAYED_ALONE.match(smooth, rule.span[1])]
    restricts = RESTRICTS.search(smooth) is not None or begins
    told = bool(target) and restricts and (begins or _HAPPENS.search(smooth) is not None)
    if not clear and not field and not told and not _BARRED.search(smooth):
        return ""  # 8.2.1 版本限制计划: what is planned about, not what is restricted
    if not clear and not (field == "restrictions" or restricts or field == "delayed"):
        return ""
    if field:
        return read_version_rules(clause)
    if restricts:
        said = _listed(clause, rules, clear) if clear else rules  # 升级到 8.2 后限制 8.0 及以下
        return with_exceptions(clause, said)
    return with_exceptions(clause, _listed(clause, rules, clear))


def _listed(clause: str, rules: Sequence[VersionRule], clear: Sequence[VersionRule]) -> list[VersionRule]:
    """The rules of a clause, and the versions alone that stand in one list with them: 限制 4.0、4.1 和 3.x, clients 7.x and 8.0."""
    smooth = plain(clause)
    runs: list[list[VersionRule]] = []
    for rule in rules:
        if runs and _LISTED.fullmatch(smooth[runs[-1][-1].span[1] : rule.span[0]]):
            runs[-1].append(rule)
        else:
            runs.append([rule])
    return [rule for run in runs if any(one in clear for one in run) for rule in run]
