"""shared_out: a row whose cell names a day for each owner, `孙丽 12月21日；周航 12月23日` → a row for each (SPEC 3 "Body")."""

import re
from collections.abc import Iterable, Sequence

from mailbot.inbound.forms.days.dates import Moment
from mailbot.inbound.forms.people.people import is_blank
from mailbot.inbound.forms.plans.draft import Row
from mailbot.inbound.forms.plans.readers import Readers
from mailbot.late import late
from mailbot.value import Value, replace

_LONGEST = 200
_SIGNS = (
    late(r"[；;\n]"),
    late(r"[，,]"),
    late(r"、"),
)  # the widest first: 孙丽、李想 12月21日；周航 12月23日
_BEFORE = late(r"\s*(?:之前|以前|前|下班前|止)")
_EDGES = " \t\xa0\u3000：:，,。（()）-–—/"


class _Share(Value):
    """Who is to do it (as written), what to call them in a title, and until when."""

    who: str
    called: str
    due: str


def shared_out(rows: Sequence[Row], readers: Readers) -> tuple[Row, ...]:
    """The rows, each whose owner's or day's cell names several with a day each parted into as many, and a day that stands in
    the owner's cell put where it belongs; all others as they are."""
    return tuple(part for row in rows for part in _parted(row, readers))


def _parted(row: Row, readers: Readers) -> Iterable[Row]:
    if beside := _side_by_side(row, readers):
        return beside
    for cell, other in (("owner", "due"), ("due", "owner")):
        if cell == "owner" and not is_blank(row.text(other)):
            continue
        shares = _shares(row.text(cell), row, readers)
        if cell == "owner" and not shares and (one := _share(row.text(cell)[:_LONGEST], row, readers)):
            return [_with(row, replace(one, called=""), cell, one.who)]  # 负责人及时间：孙丽 12月3日
        if len(shares) > 1:
            owners = row.text("owner") if cell == "due" else ""
            return [_with(row, share, cell, _owner(share.who, owners, readers)) for share in shares]
    return [row]


def _side_by_side(row: Row, readers: Readers) -> list[Row]:
    """As many owners as days, each in a line of its own cell: 孙丽（华东） / 周航（华南） beside 12月8日 / 12月10日."""
    owners, days = (
        [part for part in row.text(key)[:_LONGEST].splitlines() if part.strip()] for key in ("owner", "due")
    )
    if len(owners) != len(days) or len(owners) < 2:
        return []
    dates = readers.dates(row.mailed)
    named = [readers.people.mentions.find(owner) for owner in owners]
    if not all(named) or not all(isinstance(dates.read_date(day), Moment) for day in days):
        return []
    called = [next((one for one in found if one.department), found[0]).words for found in named]
    called = called if len(set(called)) == len(called) else ["" for _ in called]
    return [
        _with(row, _Share(owner, name, day), "due", owner)
        for owner, name, day in zip(owners, called, days, strict=True)
    ]


def _shares(text: str, row: Row, readers: Readers) -> list[_Share]:
    """[] where not every part of a cell has somebody and one day."""
    if len(text) > _LONGEST:
        return []
    for sign in _SIGNS:
        parts = [part for part in sign.split(text) if part.strip()]
        if len(parts) < 2:
            continue
        shares = [share for part in parts if (share := _share(part, row, readers))]
        if len(shares) == len(parts):
            return shares
    return []


def _share(part: str, row: Row, readers: Readers) -> _Share | None:
    found = readers.dates(row.mailed).find_dates(part)
    if len(found) != 1:
        return None
    start, end = found[0].span
    before = _BEFORE.match(part, end)
    end = before.end() if before else end
    who = f"{part[:start]} {part[end:]}".strip(_EDGES)
    named = readers.people.mentions.find(who)
    if (
        not named
        or re.search(r"\d", who)
        or any(one.kind not in ("person", "department", "address", "self") for one in named)
    ):
        return None
    called = next((one for one in named if one.department), named[0])
    return _Share(who, called.words, part[start:end])


def _owner(who: str, owners: str, readers: Readers) -> str:
    """Of the row's owners those of the department that a day stands for: 华东12月21日 beside 孙丽、周航 is 孙丽's."""
    departments = [one.department for one in readers.people.mentions.find(who) if one.department]
    named = [one for one in readers.people.mentions.find(owners) if one.kind == "person" and len(one.people) == 1]
    own = [one.words for one in named if any(one.people[0].department == d.name for d in departments if d)]
    return "、".join(own) or who


def _with(row: Row, share: _Share, cell: str, owner: str) -> Row:
    title = f"{row.title}（{share.called}）" if row.title and share.called else row.title
    places = {**row.places, "owner": row.at(cell), "due": row.at(cell)}
    return replace(
        row, texts={**row.texts, "title": title, "owner": owner, "due": share.due}, places=places, number=None
    )
