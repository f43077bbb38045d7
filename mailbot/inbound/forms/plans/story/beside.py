"""beside: what a mail's sentences tell beside the nodes that its table or its lines list (SPEC 3 "Body")."""

from collections.abc import Sequence

from mailbot.campaign.commands import Remark
from mailbot.campaign.outcome import Fault
from mailbot.inbound.forms.days.dates import Moment
from mailbot.inbound.forms.nodes.names import node_keys
from mailbot.inbound.forms.plans.draft import Row
from mailbot.inbound.forms.plans.readers import Readers
from mailbot.inbound.forms.plans.story.told import Told, not_a_node
from mailbot.late import late
from mailbot.value import Value

_COUNTED = late(r"[\d一二两三四半]")  # 海外12月中旬, 海外晚一周


class _Work(Value):
    """What a row says, to be compared: the standard node, who (`homes` are their departments), and the day."""

    keys: frozenset[str]
    who: frozenset[str]
    homes: frozenset[str]
    day: object
    whole: bool


def beside(
    story: Told, rows: Sequence[Row], readers: Readers
) -> tuple[tuple[Row, ...], tuple[Fault, ...], tuple[Fault, ...], tuple[Remark, ...]]:
    """(the nodes that sentences tell of and no row lists, faults for those between lists of rows that are not whole, faults for
    clauses that the nodes may do without, remarks on what was told and taken for no node).

    Beside 版本限制 in a row what tells of a restriction repeats it; a rollout by somebody else on another day is one more.
    """
    known = [_work(row, readers) for row in rows]
    places = {int(row.place) for row in rows if row.place.isdecimal()}
    more: list[Row] = []
    left: list[Row] = []
    for row in (*story.rows, *story.shares):  # 海外的升级林涛负责, and no row has it
        if row.place.isdecimal() and int(row.place) in places:
            continue
        work = _work(row, readers)
        lacking = bool(work.keys) and bool(
            row.text("owner") or (work.who and _COUNTED.search(row.text("due")))
        )  # 版本延迟限制：林涛 春节后: asked about as every node is
        if (work.whole or lacking) and not any(_same(work, other) for other in known):
            more.append(row)
        elif (
            not work.whole
            and row.text("owner")
            and row.place.isdecimal()
            and places
            and min(places) < int(row.place) < max(places)
        ):
            left.append(row)  # 林涛尽快完成海外
    # 李想会在12月2日跟客户打招呼 is none of the plan's where a table has it; 华南周航负责 is a part of it that has no day.
    own = {row.place for row in (*rows, *more)}
    strangers = [
        one for one in story.unheard if one.who and (one.deeds or one.owning or one.where) and one.line.place not in own
    ]
    faults = [Fault(reason="not-understood", field="nodes", place=row.place, words=row.whole[:120]) for row in left]
    loose = [
        Fault(reason="not-understood", field="nodes", place=one.line.place, words=one.text[:120]) for one in strangers
    ]
    others = [
        one
        for one in (*story.asides, *story.unheard)
        if one not in strangers and (one.who or one.day) and one.line.place not in own
    ]
    return tuple(more), tuple(faults), tuple(loose), tuple(not_a_node(one) for one in others)


def _same(one: _Work, other: _Work) -> bool:
    """Whether both may be one node, however differently they are worded."""
    if one.who & other.who and one.day == other.day:
        return True
    if ("delay" in one.keys) != ("delay" in other.keys):
        return False  # some kinds call it a restriction
    return bool(one.keys & other.keys) and (
        one.keys != {"rollout"} or bool(one.who & (other.who | other.homes)) or not other.who
    )


def _work(row: Row, readers: Readers) -> _Work:
    keys = frozenset(node_keys(row.title, readers.kinds).values())
    named = readers.people.read(row.text("owner"), department=row.text("department"))
    directory = readers.rules.directory
    department = named.department or row.text("department")
    department = found.name if (found := directory.department(department)) is not None else department
    due = readers.dates(row.mailed).read_date(row.text("due")) if row.text("due") else None
    who = frozenset(filter(None, (*named.people, department)))
    day = due.day if isinstance(due, Moment) else None
    homes = frozenset(
        person.department
        for address in named.people
        if (person := directory.person(address)) is not None and person.department
    )
    return _Work(
        keys,
        who,
        homes,
        day,
        bool(keys) and day is not None and (bool(who) or named.everyone or keys == {"finalize"}) and not named.faults,
    )
