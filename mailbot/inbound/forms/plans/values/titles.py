"""title_versions: which versions a plan's title aims at (星桥服务端8.2.1在线升级)."""

import re

from mailbot.inbound.forms.numerals import plain
from mailbot.inbound.forms.things.restrictionwords import RESTRICTS
from mailbot.inbound.forms.things.versionrules import find_version_rules
from mailbot.inbound.forms.things.versions import find_versions
from mailbot.late import late

_LISTED = late(r"(?: ?版本?)? ?(?:[、/和与及&]|and) ?v?")

# 限制 5.2, 替代 8.0, retiring version 5.3: what is not aimed at.
_NO_TARGET = late(
    rf"(?:{RESTRICTS.pattern}|低于|替代|替换|取代|代替|作废|replaces|replacing|supersedes)"
    r"(?:e?[sd]|e?ing|e?ment)?(?: (?:of|the|old(?:er)?|versions?|clients?)){0,3}\s*(?:旧|老|原)?(?:版本?)?$"
)


def title_versions(title: str) -> tuple[str, ...]:
    """The versions that a title aims at: none that it restricts (限制 8.0 及以下), and of `8.0 升级到 8.2.1` the last."""
    title = re.sub(r"(?<=[^\W\d])_(?=[vV]?\d)", " ", title)  # 星桥服务端_8.2.1
    smooth = plain(title)
    barred = [rule.span for rule in find_version_rules(title) if not rule.bare]
    found: list[tuple[str, tuple[int, int]]] = []
    for version, span in find_versions(title, loose=True):
        before = smooth[: span[0]].rstrip()
        if any(a < span[1] and span[0] < b for a, b in barred) or _NO_TARGET.search(before):
            barred.append(span)
            continue
        if any(b <= span[0] and _LISTED.fullmatch(smooth[b : span[0]]) for _, b in barred):
            barred.append(span)  # 限制 5.2、5.3
            continue
        if not before and version.count(".") == 1 and "v" not in smooth[: span[1]]:
            continue  # 12.3 星桥升级: a date
        if found and re.search(r"(?:升级?|更新)?(?:到|至)|->|→|to", smooth[found[-1][1][1] : span[0]]):
            found.pop()
        found.append((version, span))
    return tuple(dict.fromkeys(version for version, _ in found))
