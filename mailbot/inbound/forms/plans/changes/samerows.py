"""Which row a line means that names it by its owner or its department, or by a title that several share."""

from collections.abc import Sequence
from datetime import tzinfo

from mailbot.campaign.model import Campaign
from mailbot.inbound.forms.people.people import PeopleReader
from mailbot.inbound.forms.plans.changes.change_words import CHANGE, ROW_OF
from mailbot.inbound.forms.plans.draft import Row
from mailbot.late import late
from mailbot.rulebook.directory import Directory
from mailbot.rulebook.folding import fold

__all__ = ["of_old_day", "of_owner", "one_of", "row_of_department"]

_OF = late(r"\s*(?:业务部|部门|部|大?区|那边|这边)?(?:的|那个|那条|这个|节点)*\s*")
# 12月15日 改成 12月16日: the day that the row was due, before the one that it is to be.
_OLD_DAY = late(
    rf"\s*(?:的|从|由|原定|原来的?|那个|节点"
    rf"|[:：])*\s*(?:(?P<m>\d{{1,2}})\s*[月/.\-]\s*)?(?P<d>\d{{1,2}})\s*[日号]?\s*(?:[（(]?(?:周"
    rf"|星期)[一二三四五六日天][）)]?)?\s*(?={CHANGE}\s*\d)"
)
_LONGEST = 12  # characters of a department's name


def one_of(same: Sequence[int], rows: Sequence[Row], campaign: Campaign | None) -> int | None:
    """Of rows with one title the only one whose node is still open; None where there are several, or none."""
    if len(same) == 1:
        return same[0]
    open_ = {node.key for node in campaign.pending_nodes} if campaign else set()
    left = [i for i in same if rows[i].node in open_]
    return left[0] if len(left) == 1 else None


def row_of_department(
    text: str, rows: Sequence[Row], campaign: Campaign | None, directory: Directory, zone: tzinfo
) -> tuple[int, str] | None:
    """海外的升级改到12月17日, 海外的改到12月17日: the row of a department, by its title too where it has several, and what is said of it."""
    if campaign is None:
        return None
    for length in range(min(_LONGEST, len(text)), 1, -1):
        department = directory.department(text[:length])
        if department is None:
            continue
        joint = _OF.match(text, length)
        rest = text[joint.end() if joint else length :]
        known = {n.key: n for n in campaign.nodes if directory.department(n.department) is department}
        own = [i for i, row in enumerate(rows) if row.node in known]
        titled = [i for i in own if fold(rest).startswith(fold(rows[i].title))]
        if titled and (one := one_of(titled, rows, campaign)) is not None:
            return one, rest[len(rows[one].title) :].strip(" \t　:：，,-—")
        open_ = [i for i in own if known[rows[i].node].state == "pending"]
        if due_then := of_old_day(rest, rows, campaign, zone)[0]:
            open_ = [i for i in open_ if i in due_then]
        pointed = (joint and joint.end() > length) or due_then
        return (open_[0], rest) if not titled and len(open_) == 1 and pointed else None
    return None


def of_old_day(text: str, rows: Sequence[Row], campaign: Campaign | None, zone: tzinfo) -> tuple[list[int], str]:
    """(rows whose open nodes are due on the day that stands before the change, what follows it); ([], '') where none stands there."""
    found = _OLD_DAY.match(text)
    if found is None or campaign is None:
        return [], ""
    due = {node.key: node.due.astimezone(zone) for node in campaign.pending_nodes}
    that = [
        i
        for i, row in enumerate(rows)
        if (d := due.get(row.node)) and d.day == int(found["d"]) and d.month == int(found["m"] or d.month)
    ]
    return that, text[found.end() :]


def of_owner(text: str, rows: Sequence[Row], campaign: Campaign | None, people: PeopleReader) -> tuple[int, str] | None:
    """何婷那个节点改到12月21日, 何婷的升级改到12月21日: the row of somebody who has no other, or no other of that title, and what is
    said of it."""
    first = next(iter(people.mentions.find(text)), None)
    if first is None or first.span[0] or first.kind != "person" or len(first.people) != 1:
        return None
    rest = ROW_OF.sub("", text[first.span[1] :], count=1)
    owner = first.people[0].address
    known = {node.key: node.owner for node in campaign.nodes} if campaign else {}
    own = [i for i, r in enumerate(rows) if (known.get(r.node) or people.read(r.text("owner")).owner) == owner]
    bare = rest.removeprefix("的")
    titled = [i for i in own if rows[i].title and fold(bare).startswith(fold(rows[i].title))]
    if titled:
        own, rest = titled, bare[len(rows[titled[0]].title) :]
    return (own[0], rest) if len(own) == 1 else None
