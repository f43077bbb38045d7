"""leftover: whether a told clause that no reader took stops a plan, by what the plan lacks without it (SPEC 3 "Nothing is ever guessed silently")."""

from collections.abc import Sequence

from mailbot.campaign.commands import PlannedNode, Remark
from mailbot.campaign.outcome import Fault
from mailbot.inbound.forms.days.dates import Moment
from mailbot.inbound.forms.numerals import plain
from mailbot.inbound.forms.plans.readers import Readers
from mailbot.inbound.forms.plans.story.by_kind import is_else
from mailbot.inbound.forms.plans.story.words import ANSWERS, BUSY, DEADLINE, STATES
from mailbot.rulebook.shapes import Kind

_LONGEST = 14  # characters of a clause that may be a row: who and by when
_CARRIED_OUT = ("rollout", "restrict")  # of a kind that has both the first carries the matter


def leftover(
    clauses: Sequence[Fault],
    dated: Sequence[Remark],
    nodes: Sequence[PlannedNode],
    kind: Kind | None,
    readers: Readers,
) -> tuple[list[Fault], tuple[Remark, ...]]:
    """(those that are asked about, remarks on those that are named in the receipt and change nothing). `dated` have a day and no word
    for a node's work.

    Asked about are all where the plan has no node that carries its matter, and each that names whom no node is given to, or
    says by when somebody is to do what no node has: it may be theirs.
    """
    key = next((key for key in _CARRIED_OUT if kind is not None and kind.node_of(key) is not None), "")
    whole = [one for one in nodes if not one.drop and (one.owner or one.department) and one.due is not None]
    complete = any(one.key.partition("-")[0] == key for one in whole)
    owed = [one for one in dated if _is_owed(one.words, whole, kind, readers)]
    dated = [one for one in dated if one not in owed]
    clauses = [
        *clauses,
        *(Fault(reason="not-understood", field="nodes", place=one.place, words=one.words) for one in owed),
    ]
    said_at = {(one.place, one.words): one for one in clauses}
    clauses = list(said_at.values())
    asked = [
        one
        for one in clauses
        if not complete or _is_anothers(one, whole, kind, readers) or _is_owed(one.words, whole, kind, readers)
    ]
    if whole and not complete and not asked:
        rows = [one for one in dated if len(one.words) <= _LONGEST and not BUSY.search(one.words)]  # 丽姐 12月9日
        asked = [Fault(reason="not-understood", field="nodes", place=one.place, words=one.words) for one in rows]
        dated = [one for one in dated if one not in rows]
    said = [one for one in clauses if one not in asked]
    return asked, (*dated, *(Remark(reason="not-a-node", place=one.place, words=one.words) for one in said))


def _is_owed(text: str, nodes: Sequence[PlannedNode], kind: Kind | None, readers: Readers) -> bool:
    """Whether a clause says by when somebody with a part in such plans is to do what may be a node's work, and no preparation,
    talk or aside: 李想12月11日下班前下完."""
    smooth = plain(text).lower()
    if not DEADLINE.search(smooth) or is_else(smooth) or any(one.search(smooth) for one in (ANSWERS, STATES)):
        return False
    named = [one for one in readers.people.mentions.find(text) if one.kind in ("person", "address")]
    works = {node.department for node in kind.node if node.key != "finalize"} if kind is not None else set()
    homes = {one.department for mention in named for one in mention.people if one.department}
    if not any(readers.rules.directory.is_business(one) or one in works for one in homes):
        return False
    days = [one.day for one in readers.items(readers.context.mailed).days(text) if isinstance(one, Moment)]
    people = {one.address for mention in named for one in mention.people}
    theirs = any(one.owner in people for one in nodes)
    return not (theirs and any(one.due is not None and one.due.date() in days for one in nodes))  # or taken back


def _is_anothers(clause: Fault, nodes: Sequence[PlannedNode], kind: Kind | None, readers: Readers) -> bool:
    """Whether a clause names a department with a part in such plans, or somebody of it, and no node is theirs."""
    directory = readers.rules.directory
    homes = {home for one in nodes for home in (one.department, *_homes((one.owner, *one.helpers), readers)) if home}
    works = {node.department for node in kind.node if node.key != "finalize"} if kind is not None else set()
    for one in readers.people.mentions.find(clause.words):
        named = {one.department.name} if one.department is not None else {p.department for p in one.people}
        if any(name and name not in homes and (directory.is_business(name) or name in works) for name in named):
            return True
    return False


def _homes(addresses: Sequence[str], readers: Readers) -> set[str]:
    people = (readers.rules.directory.person(one) for one in addresses if one)
    return {one.department for one in people if one is not None and one.department}
