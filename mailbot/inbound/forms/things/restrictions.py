"""Restrictions as plans word them: `8.0 及以下版本 12 月 18 日零点起限制；海外的延迟到 1 月 15 日` (SPEC 1 版本限制、延迟限制)."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from mailbot.campaign.planned import Restriction, When
from mailbot.inbound.forms.days.dates import DateDoubt, Moment, Reader
from mailbot.inbound.forms.days.durations import Duration
from mailbot.inbound.forms.numerals import plain
from mailbot.inbound.forms.split_sentences import split_sentences
from mailbot.inbound.forms.things.restrictionclauses import (
    WARNS,
    Clause,
    clauses_of,
    read_clause,
    spoken_of,
    still_used,
    told_why,
)
from mailbot.inbound.forms.things.restrictionwords import BY, DELAYS, DONE_FIRST, EVERY, RESTRICTS, UNRESTRICTED
from mailbot.inbound.forms.things.versionrules import find_version_rules, sparing
from mailbot.late import late
from mailbot.value import Value, replace

_LONGEST = 4000
_THESE = late(r"限这|这(?:[两三四几]个|些)")
_THIS = late(r"(?:这次|本次|此次|这个|该)的?(?:版本)?限制")  # named, and not said of any versions
_MOST = 60

_WORKDAY = late(
    r"下班|收工|(?<![a-z])(?:eod|cob|close of business|end of (?:the )?(?:business |working )?day)(?![a-z])"
)
_UNTIL = late(r"\s*(?:即|也就是)?(?:到|至)?\s*\d")
_GOES_ON = late(
    r"\s*v?\d[\d.x]{0,16}[^\d，,]{0,8}?\s*\d{1,2} ?(?:月|/|-) ?\d{1,2}[日号]? ?(?:零点"
    r"|\d{1,2}[点:]\d{0,2})?(?:起|开始)?\s*"
)
_COUNTED = late(r"^(?!.*有).*\d ?(?:多|余)?(?:台|套|家|户)(?:以内|之内|内|封顶|为限)?\s*$")
_BRACKETS = late(r"[(（][^()（）]*[)）]")


class FoundRestriction(Value):
    """A restriction and where it stands in the text. `doubts` are dates that have to be asked about, as (field, doubt)."""

    restriction: Restriction
    words: str
    doubts: tuple[tuple[str, DateDoubt], ...] = ()
    reversed: bool = False  # delayed until before it begins
    moments: tuple[Moment, ...] = ()


def find_restrictions(
    text: str,
    dates: Reader,
    *,
    scopes: Sequence[str] = (),
    field: str = "",
    base: Restriction | None = None,
    target: str = "",
) -> tuple[FoundRestriction, ...]:
    """The restrictions that a text words, in its order.

    `scopes` are names of departments and regions that a restriction may be limited to. Where the text is a field's value,
    `field` is its key: in `restrictions` every version counts, in `effective` and `delayed` every date. `base` is what
    the text goes on from: its versions and start hold where the text gives none. `target` is the plan's own version, where it
    is known: any other that a clause bars is restricted.
    """
    found: list[FoundRestriction] = []
    said = base
    for sentence in split_sentences(text[:_LONGEST], "。；;！!？\n"):
        if len(found) >= _MOST:
            break
        smooth = plain(sentence)
        if not field and not RESTRICTS.search(smooth):
            clear = any(not rule.bare for rule in find_version_rules(sentence))
            goes_on = said is not None and _GOES_ON.fullmatch(smooth) is not None  # …起不能再连；7.1 1月6日起
            if not goes_on and (not DELAYS.search(smooth) or not (said or clear)):
                said = base
                if not DELAYS.search(smooth) or clear or not _alike(found):
                    continue
        if UNRESTRICTED.search(_BRACKETS.sub(" ", smooth)):  # 3.6.0～3.6.4（3.6.3 为定制版，不限制） restricts
            clauses = [(one, UNRESTRICTED.search(plain(one)) is None) for one in clauses_of(sentence, dates)]
            others = "，".join(one for one, bars in clauses if bars)  # 6.4 以下停用，6.5 不限
            sentence = sparing(others, "，".join(one for one, bars in clauses if not bars))
            sentence = sentence if find_version_rules(others) else ""
            if not sentence:
                continue
        if said is None and _alike(found):
            said = replace(
                found[0].restriction, delayed_until=None, scope=""
            )  # told of the one restriction before, whatever stands between
        told = tuple(found)
        for part in _parts(sentence, dates, scopes, field, target):
            if base is not None and field and not part.versions and EVERY.search(part.words):
                said = base  # 华南 4.x 延迟至 1月8日，海外全部延迟至 1月31日
            if not part.versions and said is not None:
                part.versions = part.bare  # 8.1 will be restricted on 8 January
            if not part.versions and said is None and field not in ("effective", "delayed", "restrictions"):
                continue
            if part.versions == "" and part.effective is None and part.delayed is None:
                continue
            one = _made(part, said, dates)
            if not field and not one.restriction.versions:
                continue
            found += _of_all(part, one, found, told)
            if said is None or part.versions or (part.effective and not part.scope):
                said = replace(one.restriction, delayed_until=None, scope="" if part.delayed else one.restriction.scope)
    return _one_list(found) if field == "restrictions" else tuple(_without_deadlines(found))


def _without_deadlines(found: Sequence[FoundRestriction]) -> list[FoundRestriction]:
    """Without what says only by when versions must be barred, of versions that are barred from a day: 圣诞前要限掉 … 12月17日上午9点起限制.
    What is put off beside it is put off from that day."""

    def by(one: FoundRestriction) -> bool:
        return bool(one.moments) and all(BY.search(moment.words) for moment in one.moments)

    deadlines = [one.restriction for one in found if by(one) and not one.restriction.delayed_until]
    loose = {(one.versions, one.effective) for one in deadlines if one.effective}
    begun = [one.restriction for one in found if one.moments and not by(one)]
    begun = [one for one in begun if not (one.delayed_until and (one.versions, one.effective) in loose)]
    kept: list[FoundRestriction] = []
    for one in found:
        said = one.restriction
        days = [
            other.effective
            for other in begun
            if other.versions == said.versions
            and other.effective
            and said.effective
            and other.effective.at.date() != said.effective.at.date()
        ]
        if not days or said in begun or (said.versions, said.effective) not in loose:
            kept.append(one)
        elif said.delayed_until:
            kept.append(replace(one, restriction=replace(said, effective=days[0])))
    return kept


def _alike(found: Sequence[FoundRestriction]) -> bool:
    """Whether all restrict the same versions."""
    return len({one.restriction.versions for one in found}) == 1 and bool(found[0].restriction.versions)


def _one_list(found: Sequence[FoundRestriction]) -> tuple[FoundRestriction, ...]:
    """Versions of a field with no word of their own beside them as one: ≤5.2; 5.4.x."""
    result: list[FoundRestriction] = []
    for one in found:
        before = result[-1] if result else None
        told = [(r.restriction, r.doubts) for r in (before, one) if r and r.restriction.versions]
        bare = [doubts for said, doubts in told if said == Restriction(versions=said.versions) and not doubts]
        if before is not None and len(bare) == 2 and before.restriction.versions != one.restriction.versions:
            versions = f"{before.restriction.versions}, {one.restriction.versions}"
            words = f"{before.words}；{one.words}"
            result[-1] = replace(before, restriction=replace(before.restriction, versions=versions), words=words)
        else:
            result.append(one)
    return tuple(result)


def when(moment: Moment) -> When:
    """The moment of a restriction; 下班前 and 晚上 are a day, and no hour from which versions are restricted."""
    if "evening" in moment.remarks:
        return When(at=moment.at - timedelta(seconds=1), timed=False)
    return When(at=moment.at, timed=moment.timed and _WORKDAY.search(plain(moment.words)) is None)


# --- one sentence ----------------------------------------------------------------------------------------------------


def _parts(sentence: str, dates: Reader, scopes: Sequence[str], field: str, target: str) -> Iterator[Clause]:
    """The clauses of a sentence, those that only go on with the one before joined to it."""
    parts: list[Clause] = []
    told = why = named = ""
    restricts = RESTRICTS.search(plain(sentence)) is not None or bool(find_version_rules(sentence))
    about, puts_off = restricts or DELAYS.search(plain(sentence)) is not None, False
    elsewhere = warned = False  # 升级我盯，华东12月8日，华南12月10日: days of another deed
    for clause in clauses_of(sentence, dates):
        if not clause.strip():
            continue
        elsewhere = (
            not field
            and (DONE_FIRST.search(plain(clause)) is not None or elsewhere)
            and not (find_version_rules(clause) or RESTRICTS.search(plain(clause)) or DELAYS.search(plain(clause)))
        )
        puts_off = puts_off or (not (field or restricts) and DELAYS.search(plain(clause)) is not None)
        part = read_clause(
            clause, dates, scopes, field, about=about and not elsewhere, puts_off=puts_off, target=target
        )
        if part.scope and not (field or part.versions or part.effective or part.delayed) and _COUNTED.search(clause):
            part.scope = ""  # 华东150台以内
        warned = warned or (WARNS.search(plain(clause)) is not None and not part.effective)
        if warned and part.delayed and not (part.scope or any(one.effective for one in parts)):
            part.effective, part.delayed = part.delayed, None  # 12月21日起先提醒5.8以下的升级，1月4日再限制
        until = _said_after(parts[-1], clause, dates) if parts else None
        if parts and parts[-1].later and isinstance(part.delayed, Moment) and not (part.versions or part.scope):
            until = part.delayed  # 想多留一个月，那就延到3月31日
        if until is not None:
            parts[-1].delayed, parts[-1].later = until, None  # 顺延一个月，到 2 月 4 日
            parts[-1].words = f"{parts[-1].words}，{part.words}"
            continue
        if part.delayed and not part.versions:
            part.versions = told
        if not field and (wrong := told_why(clause, dates)):
            part, why = Clause(clause.strip()), wrong
        elif why and not part.versions and (part.effective or RESTRICTS.search(_THIS.sub("", plain(clause)))):
            part.versions = why  # 6.0 以前的有漏洞，12月16日起限制
        elif (
            named
            and not part.versions
            and (part.effective or _THESE.search(clause))
            and RESTRICTS.search(plain(clause))
        ):
            part.versions = named
        named = "" if field or part.versions else spoken_of(clause, dates, target) or named
        told = "" if part.versions else still_used(clause, scopes) or told
        before = parts[-1] if parts else None
        listed = (
            field == "restrictions" and before is not None and not (before.effective or before.delayed or before.scope)
        )
        if before is not None and listed and part.versions and before.versions and not part.scope:
            part.versions, before.versions = ", ".join((before.versions, part.versions)), ""  # 5.0-5.4，5.6.1
        clash = before is not None and (
            (part.versions and before.versions)
            or (part.effective and before.effective)
            or (part.delayed and before.delayed)
            or (part.scope and (before.effective or before.delayed))
            or (part.scope and before.scope and part.scope != before.scope and (part.effective or part.delayed))
        )
        if before is None or clash:
            parts.append(part)
        else:
            before.words = f"{before.words}，{part.words}"
            before.versions = before.versions or part.versions
            before.scope = before.scope or part.scope
            before.effective = before.effective or part.effective
            before.delayed = before.delayed or part.delayed
            before.later = before.later or part.later
    yield from parts


def _said_after(before: Clause, clause: str, dates: Reader) -> Moment | None:
    """The day that a clause gives to a delay whose length alone was said before it."""
    if not isinstance(before.delayed, DateDoubt) or before.delayed.reason != "counts-from-due":
        return None
    read = dates.read_date(clause.strip().lstrip("即也就是到至")) if _UNTIL.match(clause) else None
    return read if isinstance(read, Moment) else None


def _of_all(
    part: Clause, one: FoundRestriction, before: Sequence[FoundRestriction], told: Sequence[FoundRestriction]
) -> list[FoundRestriction]:
    """A delay without versions is of every restriction that was worded in the sentences before (`told`); with 全部 also of those of
    its own."""
    several = before if EVERY.search(part.words) else told if len(told) == len(before) else ()
    every = EVERY.search(part.words) is not None  # 海外统一延后到 2 月 1 日, also of what is put off for all
    whole = [b.restriction for b in several if not b.restriction.scope and (every or not b.restriction.delayed_until)]
    if part.versions or not part.delayed or len(whole) < 2:
        return [one]
    said = one.restriction
    return [replace(one, restriction=replace(said, versions=r.versions, effective=r.effective)) for r in whole]


def _made(part: Clause, said: Restriction | None, dates: Reader) -> FoundRestriction:
    doubts: list[tuple[str, DateDoubt]] = []
    moments: list[Moment] = []
    # When it begins elsewhere (华东 12月18日起) says nothing of here.
    effective, delayed = said.effective if said and (not said.scope or said.scope == part.scope) else None, None
    if isinstance(part.effective, Moment):
        effective = when(part.effective)
        moments.append(part.effective)
    elif part.effective is not None:
        doubts.append(("effective", part.effective))
    if part.later and effective and (end := _end_of(part.later, effective, dates)):
        delayed = end
    elif isinstance(part.delayed, Moment):
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
    others = said is not None and part.versions and part.versions != said.versions
    if effective and delayed and part.effective is None and others and delayed.at < effective.at:
        restriction = replace(restriction, effective=None)  # a delay of others than those that begin last
        effective = None
    backwards = bool(effective and delayed and delayed.at < effective.at)
    return FoundRestriction(restriction, part.words, tuple(doubts), backwards, tuple(moments))


def _end_of(length: Duration, begin: When, dates: Reader) -> When | None:
    """Until when a delay is that is told by its length alone, from when versions are restricted: 港澳台晚一个月."""
    first = begin.at.astimezone(dates.workdays.zone).date()
    end = dates.after(first, length)
    return replace(begin, at=begin.at + (end - first)) if end else None
