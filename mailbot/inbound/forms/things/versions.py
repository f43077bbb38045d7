"""find_versions, read_version: the versions that words name: `V8.2.1（官网已发布）`, `8.2.1.3051`, `8.2 build 12` (SPEC 1)."""

import re
import unicodedata
from itertools import pairwise

from mailbot.inbound.forms.numerals import plain
from mailbot.late import late
from mailbot.value import Value

LONGEST = 4000
MOST = 200  # versions in a text

_SUFFIX = (
    r"(?:[-_. ]?(?:alpha|beta|rc|sp|hotfix|hf|patch|preview|snapshot|release|final"
    r"|ga)(?![a-z])[-_. ]?\d{0,8}(?:\.\d{1,6}){0,3}"
    r"|[-_+][a-z0-9]{1,12}(?:[-_.][a-z0-9]{1,12}){0,3}(?<![-_+][xv])|(?:[pbr]|sp|rc)\d{1,6})?"
    r"(?:[ ,]?[(\[]?[ ]?(?:build|构建号?|内部版本号?)[ :#.]{0,2}\d{1,10}[)\]]?)?"
)
CORE = rf"(?:\d{{1,5}}(?:\.\d{{1,10}}){{0,5}}\.[x*](?![a-z])|\d{{1,5}}(?:\.\d{{1,10}}){{1,6}}(?![\d%％]){_SUFFIX})"
_SIGN = r"(?:(?:version|ver|v|版本号?|版)[.:： ]{0,2}(?=\d))?"
# 8.2.1 anywhere; 8.2, V9 only where a sign or a word says that it is a version.
_VERSION = late(rf"(?<![a-z0-9_.])(?<!\d[-/]){_SIGN}(?P<v>{CORE})|(?<![a-z0-9_.])v(?P<single>\d{{1,5}})(?![\d.a-z])")
_NAMED = late(r"(?<![a-z0-9_.])[a-z]{3,20}(?P<v>\d{1,3}(?:\.\d{1,6}){1,4})(?![\d.a-z])")
DATE = late(r"(?:19|20)\d\d\.(?:0?[1-9]|1[0-2])\.(?:0?[1-9]|[12]\d|3[01])(?!\d)")
_ARROW = late(r"-{0,2}[>→⇒]|→|=>|升级?[到至为成]?|更新[到至为]|替换为|变更为|改为|(?<![a-z])to(?![a-z])|至|到")
STROKES = late(r"(?<![\d.])\d{1,4}\.\d[\d.x]{0,16}(?:/\d{1,4}\.\d[\d.x]{0,16})+")  # 8.0/8.1/8.2
_BRACKETS = late(r"[(（\[【][^()（）\[\]【】]*[)）\]】]")


class VersionRead(Value):
    """The version that a value names, without its V and as written otherwise; '' where it names none, or several
    (`others` then holds them)."""

    version: str
    words: str = ""
    others: tuple[str, ...] = ()


def find_versions(text: str, *, loose: bool = False) -> tuple[tuple[str, tuple[int, int]], ...]:
    """The versions in running text as (version, span): three figures or more, or with a sign (V8, 版本 8.2).

    `loose`: two figures alone count too, as in a title (星桥客户端 5.6), where they are no date.
    """
    found = [(version, span) for version, span, sure in _versions(text) if sure or loose]
    if loose and not found:  # comsvr5.0组件升级
        found = [(named["v"], named.span("v")) for named in _NAMED.finditer(plain(text[:LONGEST]))]
    return tuple(found[:MOST])


def read_version(text: str) -> VersionRead:
    """The one version of a value. Of `8.0 升级到 8.2.1` it is the last; what stands in brackets does not count."""
    text = text[:LONGEST]
    outside = _BRACKETS.sub(lambda found: " " * len(found.group()), text)
    keep = _build_kept(text, outside)
    found = _versions(keep) or _versions(text)
    if not found:
        single = re.fullmatch(
            r"\s*(?:v|ver\.?|version|版本|r)?[ .]?(\d{1,6}(?:\.\d{1,10}){0,5})\s*(?:版本?)?\s*", plain(outside)
        )
        return VersionRead(single[1], text.strip()) if single else VersionRead("")
    versions = list(dict.fromkeys(version for version, _, _ in found))
    if len(versions) == 1 and (several := STROKES.search(plain(keep))) is not None:
        versions = several.group().split("/")  # 8.2.1/8.2.2
        return VersionRead("", text.strip(), tuple(versions))
    if len(versions) > 1:
        between = [plain(keep)[a[1][1] : b[1][0]] for a, b in pairwise(found)]
        if not _ARROW.search(between[-1]):
            return VersionRead("", text.strip(), tuple(versions))
    version, span, _ = found[-1]
    return VersionRead(version, text[span[0] : span[1]].strip())


def _build_kept(text: str, outside: str) -> str:
    """The text without brackets, but for one that holds a build's number, which is part of the version."""
    kept = list(outside)
    for found in _BRACKETS.finditer(text):
        if re.fullmatch(
            r"[(（\[【] ?(?:build|构建号?|内部版本号?)?[ :：#.]{0,2}\d{3,10} ?[)）\]】]", found.group(), re.IGNORECASE
        ):
            inner = found.group()
            if inner[1:].strip()[:1].isdigit():  # 8.2.1(3051)
                inner = f".{inner[1:-1].strip()}".ljust(len(inner))
                before = "".join(kept[: found.start()]).rstrip()
                kept[len(before) : found.end()] = list(inner.ljust(found.end() - len(before)))
            else:
                kept[found.start() : found.end()] = list(inner)
    return "".join(kept)


def _versions(text: str) -> list[tuple[str, tuple[int, int], bool]]:
    """(version, span, sure) of each version in a text; unsure are two figures without a sign, which may be a date."""
    text = text[:LONGEST]
    smooth = plain(text)
    found: list[tuple[str, tuple[int, int], bool]] = []
    for match in _VERSION.finditer(smooth):
        if len(found) >= MOST:
            break
        group = "v" if match["v"] else "single"
        start, end = match.span(group)
        signed = match.start() < start
        if group == "v" and not signed and DATE.match(smooth, start):
            continue
        words = text[start:end].rstrip(" .-_")
        sure = signed or words.count(".") >= 2 or smooth[end : end + 2].lstrip()[:1] == "版" or ".x" in words.lower()
        found.append((tidy(words), (match.start(), start + len(words)), sure))
    return found


def tidy(words: str) -> str:
    """A version as it is kept: half-width, its build's number without brackets, single blanks."""
    text = unicodedata.normalize("NFKC", words).replace("*", "x").replace("X", "x")
    text = re.sub(r"\s*[(\[,]\s*|\s*[)\]]\s*", " ", text)
    return " ".join(text.split())


# --- rules of versions -------------------------------------------------------------------------------------------------
