"""find_version_rules, read_version_rules, with_exceptions: which versions words mean: `8.0 及以下`, `低于8.0`, `7.x`, `5.0-5.4` (SPEC 1 版本限制)."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from mailbot.inbound.forms.numerals import plain
from mailbot.inbound.forms.things.versions import CORE, DATE, LONGEST, MOST, STROKES, tidy
from mailbot.late import late
from mailbot.value import Value


class VersionRule(Value):
    """Which versions a text means: `rule` as the ledger keeps it (`≤8.0`, `<8.0`, `7.x`, `5.0-5.4`, `8.0`)."""

    rule: str
    span: tuple[int, int]
    bare: bool  # a version alone, which is a rule only where one is wanted


_V = rf"(?:version|ver|v|版本号?)?[. ]{{0,2}}(?P<v>{CORE})"
# through 30 June, at most 80 servers: a figure alone that counts days or things
_NO_COUNT = (
    r"(?!\d|(?:st|nd|rd|th)(?![a-z])| ?(?:of )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*(?![a-z])| ?[%台套家户]"
    r"| (?:days?|weeks?|months?|hours?|minutes?|servers?|clients?|sites?|stores?|units?|machines?|boxes|terminals?|devices?)(?![a-z]))"
)
_ANY = rf"(?:version|ver|v|版本号?)?[. ]{{0,2}}(?P<v>{CORE}|\d{{1,5}}{_NO_COUNT})(?!\d|\.\d)"
_INCLUDED = r"(?: ?[(（](?:含|包含|包括|含本版本?|含此版本?|inclusive|included)[^()（）]{0,12}[)）])"
_EXCLUDED = r"(?: ?[(（](?:不含|不包含|不包括|exclusive|excluded)[^()（）]{0,12}[)）])"
# 12.4之前升完 is a day by which something is done.
_FINISHED = r"(?:(?:升级?|更新|下发|下|发|推送?|装|做|弄|搞|配|写|改|测|备)(?:完|好)|完成|搞定|提交|拿到|取到|结束)"
_BELOW = (
    rf"(?:版本)? ?(?:的)?(?:以下|之下|以前|之前|前)(?!后|期| ?(?:先|就|要|得)?[把将](?!起|来|继|被)|面|提|台|端"
    rf"| ?(?:全部|都|就)?{_FINISHED})"
)
_ABOVE = r"(?:版本)? ?(?:的)?(?:以上|之上|以后|之后)"
_ASIDE = r"(?:版本?号?| )*"
_OPEN_RANGE = late(  # 5.5 ≤ 版本 < 5.8, ≥5.5 且 <5.8, 5.5（含）至5.8（不含）, 5.5以上5.8以下
    rf"{_ANY.replace('<v>', '<a>')} ?(?P<low><=?|≤) ?(?:版本号?|version|ver|v|x)? ?(?P<high><=?"
    rf"|≤) ?{_ANY.replace('<v>', '<b>')}"
    rf"|(?P<low2>>=?|≥|大于等于|大于|高于|不低于) ?{_ANY.replace('<v>', '<a2>')} ?(?:版本)?(?:,|，|且|并且|同时"
    rf"|and|&| )* ?(?P<high2><=?|≤|小于等于|小于|低于|不高于) ?{_ANY.replace('<v>', '<b2>')}"
    rf"|{_ANY.replace('<v>', '<a3>')}(?P<low3>{_INCLUDED}|{_EXCLUDED})? ?(?:-|~|至"
    rf"|到) ?{_ANY.replace('<v>', '<b3>')}(?P<high3>{_EXCLUDED}|{_INCLUDED})"
    rf"|{_ANY.replace('<v>', '<a4>')}{_ASIDE}(?P<low4>{_INCLUDED}|及)?{_ABOVE}[,，、 ]*(?:至|到"
    rf"|且)?{_ANY.replace('<v>', '<b4>')}{_ASIDE}(?P<high4>{_INCLUDED}|及)?{_BELOW}"
    rf"|(?<![\d.])(?P<a6>\d{{1,5}})\.[xX] ?(?:系列)?(?:版本)?(?:里面|里边|里|当中"
    rf"|中)的? ?{_ANY.replace('<v>', '<b6>')}{_ASIDE}(?P<high6>{_INCLUDED}|及)?{_BELOW}"
    rf"|(?<![a-z])between (?:version )?{_ANY.replace('<v>', '<a5>')} and {_ANY.replace('<v>', '<b5>')}",
)
_RULES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (sign, late(rf"(?<![a-z0-9_.])(?<!\d/)(?:{pattern})"))  # 12/3 前 is a date
    for sign, pattern in (
        ("-", rf"{_V.replace('<v>', '<a>')}{_ASIDE}(?:-|~|至|到|to|through) ?{_V.replace('<v>', '<b>')}"),
        (
            "≤",
            rf"{_ANY}{_ASIDE}{_INCLUDED}? ?(?:及|及其|或|和|与|含|以及|和它|及它)(?:更)?(?:以下|之下|以前|之前|更早"
            rf"|更低|更旧|更老|往前|早期|低版本|旧版本|老版本)",
        ),
        ("≤", rf"{_ANY}{_ASIDE}{_INCLUDED} ?{_BELOW}"),
        ("≤", rf"{_ANY}{_ASIDE}{_BELOW}(?:的?版本|的)?{_INCLUDED}"),
        ("≤", rf"{_ANY}{_ASIDE}(?:和|及)?往[下前](?!级|面|提|推|挪|赶)"),
        (
            "≤",
            rf"{_ANY} ?(?:and|or) (?:(?:any|every)thing |all )?(?:below|earlier|older|lower|prior|under|before)",
        ),
        (
            "≤",
            rf"(?:≤|<=|=<|小于等于|小于或等于|低于等于|低于或等于|不高于|不大于|不晚于|最高到?"
            rf"|up to(?: and including)?|through|at most) ?{_ANY}",
        ),
        ("<", rf"{_ANY}{_ASIDE}{_EXCLUDED}? ?{_BELOW}"),
        (
            "<",
            rf"(?:<|小于|低于|早于|老于|旧于"
            rf"|(?<![a-z])(?:below|before|prior to|older than|earlier than|lower than|less than"
            rf"|under)) ?(?:version )?{_ANY}",
        ),
        (
            "≥",
            rf"{_ANY}{_ASIDE}{_INCLUDED}? ?(?:及|及其|或|和|与|含|以及)(?:更)?(?:以上|之上|以后|之后|更高|更新"
            rf"|高版本|新版本)",
        ),
        ("≥", rf"{_ANY} ?(?:and|or) (?:above|later|newer|higher|up|after)"),
        ("≥", rf"(?:≥|>=|=>|大于等于|不低于|不小于|不早于|at least) ?{_ANY}"),
        (">", rf"{_ANY}{_ASIDE} ?{_ABOVE}"),
        (
            ">",
            rf"(?:>|大于|高于|晚于|新于"
            rf"|(?<![a-z])(?:above|newer than|later than|higher than|greater than)) ?(?:version )?{_ANY}",
        ),
        (
            "x",
            r"(?:v|version |版本)?[ ]?(?P<v>\d{1,5}(?:\.\d{1,10}){0,3}) ?(?:全?系列|系的?(?=版本)|\.?系列版本"
            r"|(?:开头|打头)的?(?:所有|全部|老|旧)?(?=版本|客户端|服务端| |全|都|一律|统统|[，,]|\d{1,2}月))",
        ),
    )
)
_BESIDE = late(
    rf"{_ASIDE}[,，、]?\s*(?:和|及|以及|与|跟|或|包括|含|连同|还有|and|or)?(?:所有|全部|anything|everything| )*"
)
_INCLUDES = late(r" (?:included|inclusive)(?![a-z])")
_BARE = late(rf"(?<![a-z0-9_.])(?<!\d[-/])(?:{_V}|v(?P<single>\d{{1,5}})(?![\d.a-z]))")
# 5.x 里只有 5.9.3 能留, 5.x 就留 5.9.3, all 5.x but 5.9.3
_KEPT = (
    r"[里中]?(?:只有?|仅有?|就) ?(?:保?留(?:下|着)? ?v?\d[\d.]{0,16}|v?\d[\d.]{0,16}(?: ?版本?)?(?: ?能|可以?)(?:保?留|继续用))"
    r"|(?<=\.x) but (?:for )?v?\d[\d.]{0,16}"
)
_NOT_ALL = late(
    rf"{_KEPT}|除|以外|之外|(?:不含|不包含|不包括) ?v?\d|except|excluding|other than"
    r"|[(（] ?v?\d[^()（）]*(?:不限|不受限|保留|放行|例外|仍可|可继续|stays?|remains?|allowed)"
)
_TAKEN_OUT = late(
    r"除(?:了)?[^，,。；;()（）]{1,30}(?:以外|之外|外)(?:的)?"
    r"|[(（][^()（）]{0,40}(?:除外|不含|不包括|不包含|不限|不受限|保留|放行|例外|仍可|可继续|except|excluding"
    r"|stays?|remains?|allowed)[^()（）]{0,40}[)）]"
    r"|[,，]?\s*(?:但)?(?:不含|不包括|不包含)[^，,。；;()（）]{1,30}"
    rf"|v?\d[\d.x]{{0,20}}(?:版本)?(?:除外|不限|例外)|{_KEPT}"
    r"|(?<![a-z])(?:except(?: for)?|excluding|other than) (?:versions? )?v?\d[\d.x, and]{0,40}",
    re.IGNORECASE,
)
_OWN_OUT = late(
    rf"(?P<own>\d{{1,5}}(?:\.\d{{1,10}}){{0,5}}(?:\.[xX*])?)(?P<below>{_ASIDE}{_BELOW}(?:的?(?:老|旧"
    rf"|低)?版本?)?)(?P<rest>\s?[，,]?\s?[（(]?\s?(?:不含"
    rf"|不包含|不包括|不包)\s?[vV]?(?P<out>\d{{1,5}}(?:\.\d{{1,10}}){{0,5}}(?:\.[xX*])?)(?:版本?"
    rf"|本身)?\s?[)）]?)"
)


def _own_out(text: str) -> str:
    """A text with blanks for what only says that a bound is none of its versions: 6.2 以下（不含 6.2） → 6.2 以下."""

    def blank(found: re.Match[str]) -> str:
        own, out = (re.sub(r"(?:\.[0x])+$", "", found[name].lower()) for name in ("own", "out"))
        kept = (
            found["own"]
            if ".x" not in found["own"].lower()
            else found["out"].ljust(len(found["own"]))[: len(found["own"])]
        )
        return kept + found["below"] + " " * len(found["rest"]) if own == out else found.group()

    return _OWN_OUT.sub(blank, text)


def read_version_rules(text: str) -> str:
    """The rules of a value, one after the other with commas: `8.0 及以下、7.x` → `≤8.0, 7.x`; '' where there is none.

    Words that exclude a version (除 8.1 外) are kept as they stand, since no sign says them.
    """
    text = _own_out(text)
    rules = find_version_rules(text)
    if rules and _NOT_ALL.search(plain(text)):
        return " ".join(unicodedata.normalize("NFKC", text).split())[:200]
    return ", ".join(dict.fromkeys(rule.rule for rule in rules))


def find_version_rules(text: str) -> tuple[VersionRule, ...]:
    """The rules in a text, in its order: each version counts once, in the widest rule that it is part of."""
    return _found(text[:LONGEST])


@lru_cache(64)
def _found(text: str) -> tuple[VersionRule, ...]:
    text = _own_out(STROKES.sub(lambda m: m[0].replace("/", "、"), text))
    smooth = plain(text)
    found = _open_ranges(text, smooth)
    for sign, pattern in _RULES:
        for match in pattern.finditer(smooth):
            if len(found) >= MOST or _overlaps(match.span(), found) or DATE.match(smooth, _first(match)):
                continue
            found.append(VersionRule(_rule(sign, match, text), match.span(), bare=False))
    for match in _BARE.finditer(smooth):
        group = "v" if match["v"] else "single"
        if len(found) < MOST and not _overlaps(match.span(), found) and not DATE.match(smooth, match.start(group)):
            words = text[match.start(group) : match.end(group)].rstrip(" .-_")
            span = (match.start(), match.start(group) + len(words))
            found.append(VersionRule(tidy(words), span, bare=not words.lower().endswith((".x", ".*"))))
    return _joined(sorted(found, key=lambda rule: rule.span), smooth)


def _joined(found: list[VersionRule], smooth: str) -> tuple[VersionRule, ...]:
    """The rules, a version beside what lies below or above it as one of both: 1.5和1.5以下, 5.3包括5.3以前的."""
    kept: list[VersionRule] = []
    for rule in found:
        last = kept[-1] if kept else None
        if (
            last is not None
            and last.bare
            and rule.rule[1:] == last.rule
            and rule.rule[0] in "<>"
            and _BESIDE.fullmatch(smooth[last.span[1] : rule.span[0]])
        ):
            sign = "≤" if rule.rule[0] == "<" else "≥"
            kept[-1] = VersionRule(sign + last.rule, (last.span[0], rule.span[1]), bare=False)
        elif (
            last is not None
            and rule.bare
            and last.rule[1:] == rule.rule
            and last.rule[0] in "<≤>≥"
            and _INCLUDES.match(smooth, rule.span[1])
        ):
            sign = "≤" if last.rule[0] in "<≤" else "≥"  # below 5.7, 5.7 included
            kept[-1] = VersionRule(sign + rule.rule, (last.span[0], rule.span[1]), bare=False)
        else:
            kept.append(rule)
    return tuple(kept)


def _open_ranges(text: str, smooth: str) -> list[VersionRule]:
    """Ranges with a sign at both ends, as one rule: `≥5.5 <5.8`; with both ends included `5.5-5.8`."""
    found: list[VersionRule] = []
    for match in _OPEN_RANGE.finditer(smooth):
        said = {
            key[0] if key[0] in "ab" else key.rstrip("23456"): match.span(key)
            for key, value in match.groupdict().items()
            if value
        }
        lower, upper = (tidy(text[slice(*said[name])].rstrip(" .-_")) for name in ("a", "b"))
        signs = {name: match.string[slice(*said[name])].strip() for name in ("low", "high") if name in said}
        low, high = _includes(signs.get("low", "≤")), _includes(signs.get("high", "≤"))
        if "a4" in match.groupdict() and match["a4"]:
            low, high = "low" in signs, "high" in signs
        if match["a6"]:
            lower, high = f"{lower}.0", "high" in signs  # 9.x 里 9.6 之前的
        if len(found) < MOST and not _overlaps(match.span(), found):
            rule = f"{lower}-{upper}" if low and high else f"{'≥' if low else '>'}{lower} {'≤' if high else '<'}{upper}"
            found.append(VersionRule(rule, match.span(), bare=False))
    return found


def _includes(sign: str) -> bool:
    """Whether a sign includes the version beside it: ≤, >=, 大于等于, (含)."""
    return bool(re.search(r"=|≤|≥|等于|^不[低高]于", sign)) or bool(re.match(r"[(（](?:含|包|inclu)", sign))


def with_exceptions(text: str, rules: Sequence[VersionRule]) -> str:
    """The rules of a clause one after the other; where words beside them take a version out (除 5.6 外的 5.x, 4.1（4.1.7 除外）),
    these words as they stand."""
    if not rules:
        return ""
    text = _own_out(text)
    start, end = rules[0].span[0], rules[-1].span[1]
    within = text[max(0, start - 12) : end + 24]
    found = _TAKEN_OUT.search(text, max(0, start - 12), end + 40)
    if found is None or not _NOT_ALL.search(plain(within)):
        return ", ".join(dict.fromkeys(rule.rule for rule in rules))
    words = text[min(start, found.start()) : max(end, found.end())]
    words = re.sub(r"[，,][^()（）]*(?=[)）])", "", words)  # （4.1.7 除外，那是给定制客户的）
    return " ".join(unicodedata.normalize("NFKC", words).split())[:200]


def sparing(text: str, spared: str) -> str:
    """A text that restricts a whole line of versions, with the one of it that a clause beside it spares: 5.x 12月21日起限制，5.9.3 不限."""
    kept = {rule.rule for rule in find_version_rules(spared) if rule.bare}
    for rule in find_version_rules(text)[::-1]:
        if rule.rule.endswith(".x") and (own := sorted(one for one in kept if one.startswith(rule.rule[:-1]))):
            text = f"{text[: rule.span[1]]}（{'、'.join(own)} 除外）{text[rule.span[1] :]}"
    return text


def _first(match: re.Match[str]) -> int:
    return match.start("a" if "a" in match.re.groupindex else "v")


def _rule(sign: str, match: re.Match[str], text: str) -> str:
    def said(group: str) -> str:
        return tidy(text[match.start(group) : match.end(group)].rstrip(" .-_"))

    if sign == "-":
        return f"{said('a')}-{said('b')}"
    if sign == "x":
        return f"{said('v')}.x"
    version = said("v")
    return f"{sign}{version}"


def _overlaps(span: tuple[int, int], found: list[VersionRule]) -> bool:
    return any(span[0] < rule.span[1] and rule.span[0] < span[1] for rule in found)
