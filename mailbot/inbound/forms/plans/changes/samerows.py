"""Which row a line means that names it by its owner or its department, or by a title that several share."""

import re
from collections.abc import Sequence
from datetime import tzinfo

from mailbot.campaign.model import Campaign
from mailbot.inbound.forms.people.people import PeopleReader
from mailbot.inbound.forms.plans.changes.change_words import CHANGE, CHANGES, ROW_OF
from mailbot.inbound.forms.plans.draft import Row
from mailbot.late import late
from mailbot.rulebook.directory import Directory
from mailbot.rulebook.folding import fold

_OF = late(
    r"\s*(?:业务部|部门|部|大?区|那边|这边)?(?:的|那个|那条|这个|节点)*(?: ?(?:upgrade|roll-?out|push|restriction|node|row|one)(?:'s|s)?(?: due| date| owner)*(?![a-z]))?\s*",
    re.IGNORECASE,
)
# 12月15日 改成 12月16日: the day that the row was due, before the one that it is to be.
_OLD_DAY = late(
    rf"\s*+(?:的|从|由|原定|原来的?|那个|节点"
    rf"|[:：])*\s*+(?:(?P<m>\d{{1,2}})\s*+[月/.\-]\s*+)?(?P<d>\d{{1,2}})\s*+[日号]?\s*+(?:[（(]?(?:周"
    rf"|星期)[一二三四五六日天][）)]?)?\s*+(?={CHANGE}\s*\d)"
)
# 华南改到12月15日; 海外延到… may be the end of a delay.
_MOVED = late(
    r"\s*(?:改到|改至|改成|推到|推至|推迟到|挪到|提前到|顺延到|is now due|is due|moves? to|to (?=[a-z]{3,9}\.? ?\d))",
    re.IGNORECASE,
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
        if called := [
            i for i in open_ if _begins_with_end(fold(rest), fold(rows[i].title))
        ]:  # 华南的下发推迟到… of 参数下发
            open_, rest = called, rest[_begins_with_end(fold(rest), fold(rows[called[0]].title)) :].strip()
        pointed = (
            (joint and joint.end() > length)
            or due_then
            or called
            or _MOVED.match(rest)
            or (text.isascii() and CHANGES.match(rest))
        )
        return (open_[0], rest) if not titled and len(open_) == 1 and pointed else None
    return None


def _begins_with_end(text: str, title: str) -> int:
    """How many characters, two at least, of a title's end a text begins with."""
    return next((n for n in range(min(len(title), len(text)), 1, -1) if text.startswith(title[-n:])), 0)


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


# 由李想接手, Li Xiang will take over the
_TAKES_OVER = late(
    r"\s*+(?:来|会|将|will |is going to |to )?\s*+(?:接手|接管|接替|接|负责|跟进|牵头|takes? over|take care of|handles?|owns?|runs?|leads?)(?:\s*\S{2,4}?负责的)?\s*(?:the )?"
)
_FROM_NOW = late(r"\s*(?:from (?:now|today|here)(?: on)?|now|instead)$", re.IGNORECASE)
_UPGRADE = late(r"(?:\s*(?:upgrade|roll-?out)|^upgrade )$", re.IGNORECASE)


def taken_over(text: str, rows: Sequence[Row], people: PeopleReader) -> tuple[int, str] | None:
    """(the row, who) of somebody said to carry it from now on; None where the text names no row, or says more."""
    bare = re.sub(r"^(?:以后|现在|改)?(?:由|换|让|请)", "", text.strip(" 。."))
    first = next(iter(people.mentions.find(bare)), None)
    if first is None or first.span[0] or first.kind != "person" or len(first.people) != 1:
        return None
    verb = _TAKES_OVER.match(bare, first.span[1])
    row = fold(_FROM_NOW.sub("", bare[verb.end() :])) if verb else ""
    names = {row, _UPGRADE.sub("", row), f"upgrade {_UPGRADE.sub('', row)}"}
    same = [i for i, one in enumerate(rows) if row and fold(one.title) in names]
    head = row.removesuffix("升级")  # 李想接手华东, 李想接手华东升级 of 华东组件升级
    same = same or [i for i, one in enumerate(rows) if len(head) > 1 and fold(one.title).startswith(head)]
    return (same[0], bare[: first.span[1]]) if len(same) == 1 else None


def shared(one: str, other: str) -> int:
    """How many characters two texts begin with alike, short of the whole of `other`."""
    length = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        length += 1
    return length if length < len(other) else 0
