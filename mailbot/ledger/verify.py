"""verify: project the entries anew with `evolve` and compare with the state tables (SPEC 4)."""

from collections.abc import Iterator
from itertools import zip_longest
from typing import Any

from peewee import chunked

from mailbot.campaign.model import Campaign
from mailbot.ledger.entries import Entries
from mailbot.ledger.store import Store
from mailbot.value import Value, fields

_BATCH = 200


class Difference(Value, kw_only=True):
    """`field` is a field of the campaign (`nodes[1].due`), '' where the whole campaign is missing on one side or its
    entries cannot be projected; `projected` is what the entries say, `stored` what the tables say."""

    campaign: str
    field: str
    projected: str
    stored: str


def verify(store: Store, entries: Entries) -> Iterator[Difference]:
    """Every difference between the entries and the state, campaign by campaign; nothing where they agree."""
    codes = list(dict.fromkeys((*store.codes(), *entries.campaigns())))
    for batch in chunked(codes, _BATCH):
        stored = {campaign.code: campaign for campaign in store.load_many(batch)}
        for code in batch:
            yield from _of_one(code, entries, stored.get(code))


def _of_one(code: str, entries: Entries, stored: Campaign | None) -> Iterator[Difference]:
    try:
        projected = entries.project(code)
    except ValueError as error:
        yield Difference(campaign=code, field="", projected=str(error), stored=_named(stored))
    else:
        yield from differences(code, projected, stored)


def differences(code: str, projected: Campaign | None, stored: Campaign | None) -> Iterator[Difference]:
    """What differs between two states of one campaign."""
    if projected is not None and stored is not None:
        for field, one, other in _unequal("", projected, stored):
            yield Difference(campaign=code, field=field, projected=repr(one), stored=repr(other))
    elif projected is not stored:
        yield Difference(campaign=code, field="", projected=_named(projected), stored=_named(stored))


def _unequal(path: str, one: Any, other: Any) -> Iterator[tuple[str, Any, Any]]:
    """The smallest parts that differ, with their paths."""
    if one == other:
        return
    if type(one) is type(other) and isinstance(one, Value):
        for f in fields(one):
            yield from _unequal(f"{path}.{f.name}".lstrip("."), getattr(one, f.name), getattr(other, f.name))
    elif isinstance(one, tuple) and isinstance(other, tuple):
        for index, (left, right) in enumerate(zip_longest(one, other)):
            yield from _unequal(f"{path}[{index}]", left, right)
    else:
        yield path, one, other


def _named(side: Campaign | None) -> str:
    return "no campaign" if side is None else "a campaign"
