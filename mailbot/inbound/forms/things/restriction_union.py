"""united, completed, settled, put_off, covers: restrictions said in several places as one list, and held against those that the campaign has (SPEC 1, 9)."""

from collections.abc import Sequence
from datetime import date, datetime

from mailbot.campaign.planned import Restriction, When
from mailbot.inbound.forms.things.restrictions import FoundRestriction
from mailbot.value import replace


def united(found: Sequence[Restriction]) -> tuple[Restriction, ...]:
    """Restrictions without doubles: what one lacks and another of the same versions and scope has is filled in."""
    kept: list[Restriction] = []
    for one in found:
        for index, other in enumerate(kept):
            if _same(one, other):
                kept[index] = replace(
                    other,
                    versions=other.versions or one.versions,
                    effective=_fuller(other.effective, one.effective),
                    delayed_until=_fuller(other.delayed_until, one.delayed_until),
                )
                break
        else:
            kept.append(one)
    return _with_delays(kept)


def completed(found: tuple[Restriction, ...], known: Sequence[Restriction]) -> tuple[Restriction, ...]:
    """延迟限制改到 1月15日 of a revision names no versions: of the campaign's restrictions the one that it can only mean has
    another day, and the others stay. What could be several is left as it was read."""
    if not known or not found or any(one.versions for one in found):
        return found
    result = list(known)
    for one in found:
        meant = [n for n, r in enumerate(result) if _may_be(one, r)]
        if len(meant) != 1:
            return found
        old = result[meant[0]]
        result[meant[0]] = replace(
            old, effective=one.effective or old.effective, delayed_until=one.delayed_until or old.delayed_until
        )
    return tuple(result)


def _may_be(one: Restriction, old: Restriction) -> bool:
    if one.scope:
        return one.scope == old.scope
    return bool(old.delayed_until) if one.delayed_until and not one.effective else True


def _with_delays(kept: Sequence[Restriction]) -> tuple[Restriction, ...]:
    """A restriction of all and its one delay for some are one: `≤8.0` from 12-18, 海外 delayed until 1-15 (`scope` says for
    whom the delay is). Where several have a delay of their own, each stands for itself beside the restriction of all."""
    kept = _without_narrower(_put_off_by_beginning(kept))
    result = list(kept)
    for whole in kept:
        if whole.scope or whole.delayed_until:
            continue
        delays = [r for r in result if _delays(r, whole)]
        if len(delays) == 1:
            result = [r for r in result if r is not delays[0]]
            at = next(n for n, r in enumerate(result) if r is whole)
            result[at] = replace(delays[0], effective=_fuller(whole.effective, delays[0].effective))
    result = _of_one_place(result)
    apart = {r.versions for r in result if r.scope and r.effective}
    result = [
        r for r in result if r.scope or r.effective or r.delayed_until or r.versions not in apart
    ]  # begins for each apart
    begins = {r.effective for r in kept if r.effective and not r.scope}
    if len(begins) == 1:  # 4.1 of 华南 is put off from when everything begins
        (begin,) = begins
        later = [r.delayed_until is not None and r.effective is None and r.delayed_until.at > begin.at for r in result]
        result = [replace(r, effective=begin) if delays else r for r, delays in zip(result, later, strict=True)]
    return tuple(result)


def _put_off_by_beginning(kept: Sequence[Restriction]) -> list[Restriction]:
    """What begins for some later than for all is put off for them: 8.0 及以下 12月15日起限制，海外1月22日再限."""
    begins = {r.versions: r.effective for r in kept if r.effective and not (r.scope or r.delayed_until)}

    def later(one: Restriction) -> bool:
        begin = begins.get(one.versions)
        return bool(one.scope and one.effective and not one.delayed_until and begin and begin.at < one.effective.at)

    return [replace(one, effective=None, delayed_until=one.effective) if later(one) else one for one in kept]


def _without_narrower(kept: Sequence[Restriction]) -> list[Restriction]:
    """Without a delay that another tells of a wider place (海外延迟到1月20日 in a field, 海外部分客户…给到1月20日 in the text), or that another
    says for whom it is: 大客户可以用到1月20日，1月20日孙丽负责收掉."""

    def narrower(one: Restriction) -> bool:
        return any(
            one.scope != wide.scope
            and ((wide.scope and wide.scope in one.scope) or not one.scope)
            and (one.versions, one.delayed_until) == (wide.versions, wide.delayed_until)
            for wide in kept
            if one.delayed_until
        )

    return [one for one in kept if not narrower(one)]


def _of_one_place(result: list[Restriction]) -> list[Restriction]:
    """What begins for one place and is put off for another, or for some, is one: 华东12月14日开始限制…，海外延迟到1月20日."""
    begun = [r for r in result if r.effective and not r.delayed_until]
    later = [r for r in result if r.delayed_until and r.effective in (None, *(one.effective for one in begun))]
    if len(result) != 2 or len(begun) != 1 or len(later) != 1 or begun[0].versions != later[0].versions:
        return result
    one, other = begun[0], later[0]
    if not one.scope or not (one.effective and other.delayed_until and one.effective.at < other.delayed_until.at):
        return result
    return [replace(other, effective=one.effective, scope=other.scope or one.scope)]


def _delays(one: Restriction, whole: Restriction) -> bool:
    """Whether one only puts off for some what another restricts for all."""
    return bool(
        one.scope and one.delayed_until and one.versions == whole.versions and _agree(one.effective, whole.effective)
    )


def settled(one: FoundRestriction, known: Sequence[Restriction]) -> FoundRestriction:
    """The restriction without doubts on days that have passed where a restriction of the campaign has the same day: a
    revision may repeat what it leaves alone (SPEC 9 "Plans")."""
    restriction, doubts = one.restriction, []
    for name, doubt in one.doubts:
        days = {c.date() if isinstance(c, datetime) else c for c in doubt.candidates}
        same = _of_days(known, name, days) if doubt.reason in ("past", "within-30-days-past") else None
        if same is None:
            doubts.append((name, doubt))
        elif name == "effective":
            restriction = replace(restriction, effective=same)
        else:
            restriction = replace(restriction, delayed_until=same)
    return replace(one, restriction=restriction, doubts=tuple(doubts))


def _of_days(known: Sequence[Restriction], name: str, days: set[date]) -> When | None:
    moments = [r.effective if name == "effective" else r.delayed_until for r in known]
    return next((m for m in moments if m is not None and m.at.date() in days), None)


def _same(one: Restriction, other: Restriction) -> bool:
    """Whether two speak of one thing: the same part of the field and versions, and nothing that they give differently."""
    return (
        one.scope == other.scope
        and (one.versions == other.versions or not one.versions or not other.versions)
        and _agree(one.effective, other.effective)
        and _agree(one.delayed_until, other.delayed_until)
    )


def _agree(one: When | None, other: When | None) -> bool:
    if one is None or other is None:
        return True
    return one.at == other.at or (one.timed != other.timed and one.at.date() == other.at.date())


def _fuller(one: When | None, other: When | None) -> When | None:
    if one is None or other is None:
        return one or other
    return one if one.timed else other


def put_off(one: Restriction, until: When | None) -> Restriction:
    """A restriction that begins before a delay of everything ends, delayed; any other as it is."""
    later = one.effective is not None and until is not None and one.effective.at >= until.at
    return one if one.scope or one.delayed_until or later else replace(one, delayed_until=until)


def covers(known: Restriction, one: Restriction) -> bool:
    """Whether a restriction that is known says all that another one does."""
    return (
        known.versions == one.versions
        and known.scope == one.scope
        and (
            (one.effective is None or one.effective == known.effective)
            and (one.delayed_until is None or one.delayed_until == known.delayed_until)
        )
    )
