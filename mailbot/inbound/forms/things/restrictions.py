"""Restrictions as plans word them: `8.0 及以下版本 12 月 18 日零点起限制；海外的延迟到 1 月 15 日` (SPEC 1 版本限制、延迟限制)."""

import re
from collections.abc import Iterator, Sequence

from mailbot.campaign.model import Restriction, When
from mailbot.inbound.forms.days.dates import DateDoubt, Moment, Reader
from mailbot.inbound.forms.days.figuredates import find_figure_dates
from mailbot.inbound.forms.numerals import plain
from mailbot.inbound.forms.things.versions import VersionRule, find_version_rules, read_version_rules
from mailbot.late import late
from mailbot.value import Mutable, Value, replace

__all__ = ["FoundRestriction", "find_restrictions", "when"]

_LONGEST = 4000
_MOST = 60

_SENTENCES = late(r"[。；;！!\n]+|(?<=[a-z\d)])\.\s+(?=[A-Z])")
_CLAUSES = late(r"[，,]")
_RESTRICTS = late(
    r"限制(?!在|性)|限掉|限死|禁用|停用|禁止|封禁|不再支持|不允许|不能(?:再)?(?:登录|使用|运行|连接)|限用|停止支持|restrict|block(?!er)|disable|retire|no longer (?:supported|allowed)"
)
_DELAYS = late(
    r"延迟|延期|推迟|暂缓|缓限|延后|宽限|豁免|顺延|放宽到|可以?(?:继续|接着)?(?:用|使用)[到至]|(?:还|仍|仍然)(?:可以?|能)(?:继续)?(?:用|使用)[到至]|能(?:继续)?用到|晚(?:一)?点到|延至|延到|delay(?:ed)?|postpone[d]?|deferred|grace|extend(?:ed)?|exempt(?:ed)?"
)
_UNRESTRICTED = late(
    r"(?:已经?|曾|早已)(?:于|在|经)?[^，,。；;]{0,14}(?:限制|禁用|停用)|不限制|不作限制|不做限制|无需限制|不受限制|没有限制|不限(?!于)|not restricted|no restriction|unrestricted"
)
_IN_USE = late(r"\s*(?:版本?)?(?:的|这[些两几]个)?(?:版本)?(?:老|存量)?(?:客户|用户|门店|终端|机器|设备|在用|还|仍)")
_EVERY = late(r"全部|所有|均|统一|都|all")
_DELAYED_ALONE = late(r"(?: ?(?:版本|版|的))? ?(?:延迟|延后|推迟|暂缓|缓限|延至|延到)")
# What names a part of the field, besides the company's departments: an alias of its own needs no entry here.
_SCOPES = late(
    r"(?:海外|境外|国外|国内|境内|全国|华东|华南|华北|华中|东北|西北|西南|港澳台|东南亚|欧洲|北美|overseas|abroad|domestic|[\u4e00-\u9fff]{2,4}(?:大区|地区|区域|省|市))(?:业务部|区域|地区|大区)?"
)
# What makes a clause about a restriction, so that its dates are the restriction's.
_ABOUT = late(rf"{_RESTRICTS.pattern}|{_DELAYS.pattern}|起|生效|开始|以下|以前版本|≤|<|低于|effective|from|below|older")
# A version alone is restricted where the clause says so of it: 限制 5.4 和 5.5, 5.4 版本自12月18日起限制.
_BARRED = late(
    rf"(?:{_RESTRICTS.pattern})\s*(?:使用|登录|客户端|服务端|版本)?\s*v?\d|(?:自|从|from)[^,，。]{{2,20}}(?:起|restrict)|起(?:限制|禁用|停用)"
)

# 8.0、8.1 版本[12月18日起]限制, the date masked: nothing else between the versions and what happens to them.
_FROM_THEN = late(r"\d ?(?:等|的|两个|这些)*(?:版本|版|客户端|服务端)? {3,}(?:就|将|都|均|被|全部)*(?:限制|禁用|停用|禁止|不能|不允许|不再支持)(?!.*\d)")


class FoundRestriction(Value):
    """A restriction and where it stands in the text. `doubts` are dates that have to be asked about, as (field, doubt)."""

    restriction: Restriction
    words: str
    doubts: tuple[tuple[str, DateDoubt], ...] = ()
    reversed: bool = False  # delayed until before it begins
    moments: tuple[Moment, ...] = ()


class _Part(Mutable):
    """What one clause says."""

    words: str
    versions: str = ""
    scope: str = ""
    effective: Moment | DateDoubt | None = None
    delayed: Moment | DateDoubt | None = None


def find_restrictions(
    text: str,
    dates: Reader,
    *,
    scopes: Sequence[str] = (),
    field: str = "",
    base: Restriction | None = None,
) -> tuple[FoundRestriction, ...]:
    """The restrictions that a text words, in its order.

    `scopes` are names of departments and regions that a restriction may be limited to. Where the text is a field's value,
    `field` is its key: in `restrictions` every version counts, in `effective` and `delayed` every date. `base` is what
    the text goes on from: its versions and start hold where the text gives none.
    """
    found: list[FoundRestriction] = []
    said = base
    for sentence in _SENTENCES.split(text[:_LONGEST]):
        if len(found) >= _MOST:
            break
        smooth = plain(sentence)
        if not field and not _RESTRICTS.search(smooth):
            clear = any(not rule.bare for rule in find_version_rules(sentence))
            if not _DELAYS.search(smooth) or not (said or clear):
                said = base
                continue
        if _UNRESTRICTED.search(smooth):
            continue
        for part in _parts(sentence, dates, scopes, field):
            if not part.versions and said is None and field not in ("effective", "delayed", "restrictions"):
                continue
            if part.versions == "" and part.effective is None and part.delayed is None:
                continue
            one = _made(part, said)
            if not field and not one.restriction.versions:
                continue
            found += _of_all(part, one, found)
            if said is None or part.versions or (part.effective and not part.scope):
                said = replace(one.restriction, delayed_until=None, scope="" if part.delayed else one.restriction.scope)
    return tuple(found)


def when(moment: Moment) -> When:
    return When(at=moment.at, timed=moment.timed)


# --- one sentence ----------------------------------------------------------------------------------------------------


def _parts(sentence: str, dates: Reader, scopes: Sequence[str], field: str) -> Iterator[_Part]:
    """The clauses of a sentence, those that only go on with the one before joined to it."""
    parts: list[_Part] = []
    told = ""
    for clause in _clauses(sentence, dates):
        if not clause.strip():
            continue
        part = _part(clause, dates, scopes, field)
        if part.delayed and not part.versions:
            part.versions = told
        told = "" if part.versions else _still_used(clause) or told
        before = parts[-1] if parts else None
        clash = before is not None and (
            (part.versions and before.versions)
            or (part.effective and before.effective)
            or (part.delayed and before.delayed)
            or (part.scope and (before.effective or before.delayed))
        )
        if before is None or clash:
            parts.append(part)
        else:
            before.words = f"{before.words}，{part.words}"
            before.versions = before.versions or part.versions
            before.scope = before.scope or part.scope
            before.effective = before.effective or part.effective
            before.delayed = before.delayed or part.delayed
    yield from parts


def _still_used(clause: str) -> str:
    """The versions that a clause begins with and says to be in use: 3.7和3.8客户还比较多, of which the delay behind is said."""
    rules = find_version_rules(clause)
    if not rules or plain(clause[: rules[0].span[0]]).strip() or not _IN_USE.match(plain(clause), rules[-1].span[1]):
        return ""
    return ", ".join(dict.fromkeys(rule.rule for rule in rules))


def _clauses(sentence: str, dates: Reader) -> Iterator[str]:
    """The sentence cut at its commas, but not within a date (Dec 18, 00:00)."""
    spans = [one.span for one in dates.find_dates(sentence)]
    pos = 0
    for comma in _CLAUSES.finditer(sentence):
        if not any(start < comma.start() < end for start, end in spans):
            yield sentence[pos : comma.start()]
            pos = comma.end()
    yield sentence[pos:]


def _part(clause: str, dates: Reader, scopes: Sequence[str], field: str) -> _Part:
    part = _Part(clause.strip())
    masked = list(clause)
    vague: list[DateDoubt] = []
    about = bool(field) or _ABOUT.search(plain(clause)) is not None
    for one in _dates(clause, dates):
        if not about:
            # 请于今日下班前回复确认; nor are its figures a version (12/3 前).
            masked[one.span[0] : one.span[1]] = " " * (one.span[1] - one.span[0])
            continue
        if isinstance(one, DateDoubt) and one.reason == "vague" and not any(c.isdigit() for c in one.words):
            vague.append(one)  # 尽快: asked about where it is this clause's restriction that it is said of
            continue
        before = plain(clause[max(0, one.span[0] - 12) : one.span[0]])
        delays = _DELAYS.search(plain(clause[: one.span[0]])) or (field == "delayed")
        later = re.match(r" ?(?:后|之后)", plain(clause[one.span[1] : one.span[1] + 4]))
        if delays and not re.search(r"起$", before) and not (field == "delayed" and part.delayed is not None and later):
            part.delayed = part.delayed or one
        else:
            part.effective = part.effective or one
        masked[one.span[0] : one.span[1]] = " " * (one.span[1] - one.span[0])
    bare = "".join(masked)
    rules = find_version_rules(bare)
    since = part.effective is not None and part.effective.words.rstrip().endswith(("起", "开始"))
    part.versions = _versions(bare, rules, field)
    if not part.versions and since and _FROM_THEN.search(plain(bare)):
        part.versions = read_version_rules(bare)
    part.scope = _scope(bare, scopes)
    if vague and part.versions and part.effective is None and part.delayed is None:
        part.effective = vague[0]
    if field in ("effective", "delayed") and part.effective is None and part.delayed is None:
        whole = dates.read_date(clause)
        if whole is not None and field == "effective":
            part.effective = whole
        elif whole is not None:
            part.delayed = whole
    return part


def _dates(clause: str, dates: Reader) -> list[Moment | DateDoubt]:
    """The dates of a clause; 12.18 is one where an hour or 起 follows."""
    figures = find_figure_dates(clause, dates, strict=True)
    if _RESTRICTS.search(plain(clause)):  # 12/18 限制 8.2 及以前: a stroke is in no version
        figures = figures or tuple(one for one in find_figure_dates(clause, dates) if "/" in one.words)
    taken = [one.span for one in figures]
    found = [o for o in dates.find_dates(clause) if not any(a < o.span[1] and o.span[0] < b for a, b in taken)]
    return sorted([*found, *figures], key=lambda one: one.span)


def _versions(clause: str, rules: tuple[VersionRule, ...], field: str) -> str:
    """The versions that a clause restricts: rules, and versions alone where the clause or field speaks of restricting."""
    # 5.5 延迟到 1月31日: a version alone is meant where the delay is said of it.
    clear = [rule for rule in rules if not rule.bare or _DELAYED_ALONE.match(plain(clause), rule.span[1])]
    if not clear and not field and not _BARRED.search(plain(clause)):
        return ""  # 8.2.1 版本限制计划: what is planned about, not what is restricted
    if not clear and not (field == "restrictions" or _RESTRICTS.search(plain(clause)) or field == "delayed"):
        return ""
    if field or _RESTRICTS.search(plain(clause)):
        said = read_version_rules(clause)
        if clear and len(clear) < len(rules) and not field:
            return ", ".join(dict.fromkeys(rule.rule for rule in clear))  # 升级到 8.2 后限制 8.0 及以下
        return said
    return ", ".join(dict.fromkeys(rule.rule for rule in clear))


def _scope(clause: str, scopes: Sequence[str]) -> str:
    """The department or region that a clause speaks of; several are joined by 、."""
    smooth = plain(clause)
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


def _of_all(part: _Part, one: FoundRestriction, before: Sequence[FoundRestriction]) -> list[FoundRestriction]:
    """海外全部延迟到3月底: the delay of every restriction that was worded before."""
    whole = [b.restriction for b in before if not b.restriction.scope and not b.restriction.delayed_until]
    if part.versions or not part.delayed or len(whole) < 2 or not _EVERY.search(part.words):
        return [one]
    said = one.restriction
    return [replace(one, restriction=replace(said, versions=r.versions, effective=r.effective)) for r in whole]


def _made(part: _Part, said: Restriction | None) -> FoundRestriction:
    doubts: list[tuple[str, DateDoubt]] = []
    moments: list[Moment] = []
    # When it begins elsewhere (华东 12月18日起) says nothing of here.
    effective, delayed = said.effective if said and (not said.scope or said.scope == part.scope) else None, None
    if isinstance(part.effective, Moment):
        effective = when(part.effective)
        moments.append(part.effective)
    elif part.effective is not None:
        doubts.append(("effective", part.effective))
    if isinstance(part.delayed, Moment):
        delayed = when(part.delayed)
        moments.append(part.delayed)
    elif part.delayed is not None:
        doubts.append(("delayed_until", part.delayed))
    scope = part.scope or (said.scope if said and not part.delayed else "")
    restriction = Restriction(
        versions=part.versions or (said.versions if said else ""),
        effective=effective,
        delayed_until=delayed,
        scope=scope,
    )
    backwards = bool(effective and delayed and delayed.at < effective.at)
    return FoundRestriction(restriction, part.words, tuple(doubts), backwards, tuple(moments))
