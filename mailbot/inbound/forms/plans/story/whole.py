"""tells_more: whether the sentences of a mail give more of its plan than its lines one by one (SPEC 3 "Body")."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from mailbot.inbound.forms.days.dates import Moment
from mailbot.inbound.forms.fields.lines import split_labels
from mailbot.inbound.forms.nodes.names import node_keys
from mailbot.inbound.forms.people.people import is_blank
from mailbot.inbound.forms.people.strangers import find_strangers
from mailbot.inbound.forms.plans.draft import Row
from mailbot.inbound.forms.plans.readers import Readers
from mailbot.inbound.forms.plans.story.told import Told
from mailbot.inbound.forms.tables.outline import unmarked
from mailbot.late import late

__all__ = ["tells_more"]

# A title that was cut from a sentence: 报告一起给出来, 灰度没问题就全量, 对5.4及以下版本进行限制.
_SPOKEN = late(r"[把对将就先再我请]|时候|需要|可以|给客户|进行|一起|一并|出来|没问题|提交\s*v?\d|[完掉了]\s*$")
_STOPS = ("。", ".", "！", "!", "？", "?", "；")


def tells_more(story: Told, listed: Sequence[Row], readers: Readers) -> bool:
    """Whether more of what is told is whole: a standard node, who, and when; or as much, with less that is not; or whether it has
    all that the lines list and more, several nodes standing in one line."""
    listed = [row for row in listed if not _is_cut(row, readers)]
    if any(_is_unknown(row, readers) for row in listed):
        return False  # East China upgrade - Peter Schulz - Dec 8: whom nobody knows
    theirs = _whole(listed, readers)
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
    return not node_keys(row.title, readers.kinds) or _SPOKEN.search(row.title) is not None


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
        return bool({"restrict", "delay"} & set(node_keys(one.title, readers.kinds).values()))

    return (
        not row.text("owner") and limits(row) and any(limits(one) and not is_blank(one.text("owner")) for one in listed)
    )


def _whole(rows: Sequence[Row], readers: Readers) -> list[datetime]:
    """When those that are whole are due."""
    found = []
    for row in rows:
        due = readers.dates(row.mailed).read_date(row.text("due")) if row.text("due") else None
        keys = set(node_keys(row.title, readers.kinds).values())
        named = readers.people.read(row.text("owner"), department=row.text("department"))
        who = named.owner or named.everyone or named.department or row.text("department")
        summary = keys == {"finalize"} and is_blank(row.text("owner"))
        labelled = bool(named.faults) and any(key == "owner" for key, _ in split_labels(row.whole, readers.labels)[1])
        if isinstance(due, Moment) and row.title and (labelled or ((who or summary) and not named.faults)):
            found.append(due.at)
    return found
