"""tells_more, beside: what the sentences of a mail tell, against the nodes that its table or its lines list (SPEC 3 "Body")."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from mailbot.campaign.commands import Remark
from mailbot.campaign.outcome import Fault
from mailbot.inbound.forms.days.dates import Moment
from mailbot.inbound.forms.fields.lines import split_labels
from mailbot.inbound.forms.nodes.names import node_keys
from mailbot.inbound.forms.people.people import Named, is_blank
from mailbot.inbound.forms.people.strangers import find_strangers
from mailbot.inbound.forms.plans.draft import Row
from mailbot.inbound.forms.plans.readers import Readers
from mailbot.inbound.forms.plans.story.event import not_a_node
from mailbot.inbound.forms.plans.story.pointing import SAME_HOUR
from mailbot.inbound.forms.plans.story.told import Told
from mailbot.inbound.forms.tables.outline import unmarked
from mailbot.late import late
from mailbot.value import Value

_COUNTED = late(r"[\d一二两三四半]")  # 海外12月中旬, 海外晚一周
# A title that was cut from a sentence: 报告一起给出来, 灰度没问题就全量, 对5.4及以下版本进行限制.
_SPOKEN = late(r"[把对将就先再我请]|时候|需要|可以|给客户|进行|一起|一并|出来|没问题|提交\s*v?\d|[完掉了]\s*$")
_STOPS = ("。", ".", "！", "!", "？", "?", "；")


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
    keys = _keys(row, readers)
    named = _named(row, readers)
    directory = readers.rules.directory
    department = named.department or row.text("department")
    department = found.name if (found := directory.department(department)) is not None else department
    due = _due(row, readers)
    who = frozenset(filter(None, (*named.people, department)))
    day = due.day if due is not None else None
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


def tells_more(story: Told, listed: Sequence[Row], readers: Readers) -> bool:
    """Whether more of what is told is whole: a standard node, who, and when; or as much, with less that is not; or whether it has
    all that the lines list and more, several nodes standing in one line."""
    listed = [row for row in listed if not _is_cut(row, readers)]
    if any(_is_unknown(row, readers) for row in listed):
        return False  # East China upgrade - Peter Schulz - Dec 8: whom nobody knows
    theirs = _whole(
        [row for row in listed if not SAME_HOUR.search(row.whole.lower())], readers
    )  # whose hour is another's
    sure = len(theirs) == len(listed)
    told = [row for row in story.rows if not (sure and _is_restriction(row, listed, readers))]
    mine = _whole(told, readers)
    left, right = len(told) - len(mine), len(listed) - len(theirs)
    if len(told) < len(listed):
        return False
    if right == 0 and not set(theirs) <= set(mine):
        return False  # the lines are sure of something else
    places = Counter(row.place for row in told)
    asked = {one.line.place for one in story.unheard}  # 华东孙丽12月4日升完，华南周航负责
    if any(places[row.place] > 1 or (places[row.place] and row.place in asked) for row in listed) and set(
        theirs
    ) <= set(mine):
        return True
    nameless = any(_is_nameless(row, readers) for row in listed)
    return len(mine) > len(theirs) or (len(mine) == len(theirs) > 0 and (left < right or (nameless and not left)))


def _is_nameless(row: Row, readers: Readers) -> bool:
    """Whether a row's title names no node: 华东区域 200 台."""
    return not _keys(row, readers) or _SPOKEN.search(row.title) is not None


def _is_cut(row: Row, readers: Readers) -> bool:
    """Whether a row was cut from a sentence: `would like` of I would like Sun Li to get East China done by December 11."""
    text = row.whole.strip()
    return _is_nameless(row, readers) and row.number is None and text.endswith(_STOPS) and unmarked(text) == text


def _is_unknown(row: Row, readers: Readers) -> bool:
    """Whether a line gives the whole name of somebody whom the directory does not have."""
    owner = row.text("owner")
    named = owner.isascii() and find_strangers(owner, ()) == [(0, len(owner))]
    return named and bool(row.text("due")) and bool(readers.people.read(owner).faults)


def _is_restriction(row: Row, listed: Sequence[Row], readers: Readers) -> bool:
    """Whether a sentence says for whom a restriction begins, which nobody is named to do, beside a listed node that restricts:
    5.8 及以下的版本，华东、华南 12月14日起限制."""

    def limits(one: Row) -> bool:
        return bool({"restrict", "delay"} & _keys(one, readers))

    return (
        not row.text("owner") and limits(row) and any(limits(one) and not is_blank(one.text("owner")) for one in listed)
    )


def _whole(rows: Sequence[Row], readers: Readers) -> list[datetime]:
    """When those that are whole are due."""
    found = []
    for row in rows:
        due = _due(row, readers)
        named = _named(row, readers)
        who = named.owner or named.everyone or named.department or row.text("department")
        summary = _keys(row, readers) == {"finalize"} and is_blank(row.text("owner"))
        labelled = bool(named.faults) and any(key == "owner" for key, _ in split_labels(row.whole, readers.labels)[1])
        if due is not None and row.title and (labelled or ((who or summary) and not named.faults)):
            found.append(due.at)
    return found


def _keys(row: Row, readers: Readers) -> frozenset[str]:
    return frozenset(node_keys(row.title, readers.kinds).values())


def _named(row: Row, readers: Readers) -> Named:
    return readers.people.read(row.text("owner"), department=row.text("department"))


def _due(row: Row, readers: Readers) -> Moment | None:
    due = readers.dates(row.mailed).read_date(row.text("due")) if row.text("due") else None
    return due if isinstance(due, Moment) else None
