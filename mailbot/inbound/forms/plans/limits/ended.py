"""ended_by_nodes: until when a restriction is put off where only the nodes of a plan say it: 海外延迟限制 | 林涛 | 1月18日 (SPEC 1 延迟限制)."""

from collections.abc import Sequence

from mailbot.campaign.planned import Restriction
from mailbot.inbound.forms.days.dates import Moment
from mailbot.inbound.forms.nodes.names import node_keys
from mailbot.inbound.forms.plans.draft import Row
from mailbot.inbound.forms.plans.readers import Readers
from mailbot.inbound.forms.things.places import find_places
from mailbot.inbound.forms.things.restrictions import when
from mailbot.value import replace


def ended_by_nodes(
    found: Sequence[Restriction], rows: Sequence[Row], readers: Readers
) -> list[tuple[Restriction, Row]]:
    """The delays that rows tell of and no restriction of the plan has, each with its row: of the versions that are restricted, for whom
    the row names. None where it is not plain which versions are meant, or for whom."""
    versions = {one.versions for one in found}
    if len(versions) != 1 or not any(versions):
        return []
    began = [one.effective for one in found if one.effective is not None]
    ended: list[tuple[Restriction, Row]] = []
    for row in rows:
        place, due = _place(row, readers), readers.dates(row.mailed).read_date(row.text("due"))
        if "delay" not in node_keys(row.title, readers.kinds).values() or not place or not isinstance(due, Moment):
            continue
        until = when(due)
        known = any(
            one.delayed_until is not None
            and (not one.scope or place in one.scope or one.delayed_until.at.date() == until.at.date())
            for one in found
        )
        if not known and all(one.at < until.at for one in began):
            ended.append(
                (
                    Restriction(
                        versions=next(iter(versions)), delayed_until=replace(until, timed=due.timed), scope=place
                    ),
                    row,
                )
            )
    return ended


def _place(row: Row, readers: Readers) -> str:
    """The one place that a row is said to be for. Whose department its owner is of says nothing of it: 延迟限制：周航 may be of all."""
    told = (find_places(row.text(key), readers.rules.directory) for key in ("title", "region", "department"))
    names = next((dict.fromkeys(one.name for one in places) for places in told if places), {})
    return next(iter(names)) if len(names) == 1 else ""
