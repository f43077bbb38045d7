"""rows_of: events as a plan's rows, titled in the words of the mail's language: 华东灰度升级, 版本限制."""

import re
from collections import Counter
from collections.abc import Sequence

from mailbot.inbound.forms.plans.deeds import find_deeds, pace_of
from mailbot.inbound.forms.plans.draft import Row
from mailbot.inbound.forms.plans.readers import Readers
from mailbot.inbound.forms.plans.story.event import Event
from mailbot.late import late

_NOUNS = {
    "rollout": ("升级", "upgrade"),
    "send": ("下发", "rollout"),
    "restrict": ("版本限制", "restriction"),
    "delay": ("延迟限制", "delayed restriction"),
    "obtain": ("版本获取", "obtain the version"),
    "finalize": ("总结", "summary"),
    "report": ("报告提交", "test report"),
    "release": ("最终版本提交", "final version"),
    "build": ("产品开发及提交测试", "development"),
    "fix": ("缺陷修复", "bug fixing"),
    "test": ("产品测试", "testing"),
}
_PACES = {
    "rest": ("其余", "remaining"),
    "all": ("全量", "full"),
    "canary": ("灰度", "canary"),
    "pilot": ("试点", "pilot"),
    "first batch": ("首批", "first batch"),
    "second batch": ("第二批", "second batch"),
    "third batch": ("第三批", "third batch"),
}
_DAY_OF_MONTH = late(r"(?:\d月|[A-Z][a-z]{2,8} )(\d{1,2})(?!\d)")
_BLANK = late(r"\s")
_VERB = late(r"[完好掉了]$|^[拿取领出]")
_BARE_PLACES = frozenset(("rollout", "send", "restrict", "delay", "obtain"))


def rows_of(events: Sequence[Event], readers: Readers) -> tuple[Row, ...]:
    """A row for each event, in their order; two of one title are told apart by who does them."""
    english = readers.english
    titles = [_title(one, readers) for one in events]
    counts = Counter(titles)
    rows = []
    for event, title in zip(events, titles, strict=True):
        owner = "、".join(event.who)
        called = event.who[0] if event.who else ""
        if counts[title] > 1 and called:
            title = f"{title} ({called})" if english else f"{title}（{called}）"
        texts = {"title": title, "owner": owner, "start": event.start, "due": event.day}
        if event.key in ("restrict", "delay"):
            texts["remark"] = event.versions
        if not owner:
            texts["department"] = event.office or "、".join(event.where)
            texts["owner"] = event.everyone if not texts["department"] else ""
        rows.append(
            Row(
                texts={key: text for key, text in texts.items() if text},
                mailed=readers.context.mailed,
                place=event.line.place,
                whole=event.text[:300],
                due_written=_written(event),
                supposed=event.supposed,
                own=not event.key,
            )
        )
    return tuple(rows)


def _written(event: Event) -> str:
    """A due day as its line has it, where its month was told elsewhere: the 15th for January 15, 28号 for 12月28日; '' else."""
    line = event.line.text
    day = _DAY_OF_MONTH.search(event.day)
    if day is None or _BLANK.sub("", event.day) in _BLANK.sub("", line):
        return ""
    found = re.search(rf"(?<![\d.:/-])(?:the )?{day[1]}(?:\s?[号日]|st|nd|rd|th)(?!\d)", line)
    return found.group() if found else ""


def noun_of(title: str, *, english: bool) -> str:
    """What a title that is nothing but a verb names: 升完 is 升级, 拿到组件 版本获取; '' for any other."""
    deeds = find_deeds(title.lower())
    whole = (
        len(deeds) == 1
        and deeds[0].span == (0, len(title))
        and deeds[0].base in _NOUNS
        and _VERB.search(title)
        and not pace_of(title)
    )
    return _NOUNS[deeds[0].base][english] if whole else ""


def _called(place: str, readers: Readers) -> str:
    """A place as the mail's language calls it: overseas in a Chinese mail is 海外."""
    found = readers.rules.directory.department(place)
    if readers.english or found is None or not place.isascii():
        return place
    return next((name for name in (*found.aliases, found.name) if not name.isascii()), place)


def _title(event: Event, readers: Readers) -> str:
    english = readers.english
    deed = next(
        (one for one in event.deeds if one.key == event.key), event.deeds[0]
    )  # the restriction is delayed until: a delay
    base = deed.base
    noun = _NOUNS[base][english] if base in _NOUNS else deed.words
    pace = _PACES[event.pace][english] if event.pace in _PACES else event.pace
    if pace in ("先行", "小范围", "试升") or (
        not pace and any(one.words.startswith("试") and one.words in event.text.lower() for one in event.deeds)
    ):
        pace = "试点"
    if base not in ("rollout", "send"):
        pace = ""
    where = "、".join(_called(name, readers) for name in event.where) if base in _BARE_PLACES else ""
    count = event.count if base in ("rollout", "send") and event.pace not in ("rest", "all") else ""
    if english:
        said = " ".join(filter(None, (where, pace, noun)))
        said = said[:1].upper() + said[1:]
        return f"{said} ({count})" if count else said
    return f"{where}{pace}{noun}" + (f"（{count}）" if count else "")
