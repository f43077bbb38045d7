"""What the cells of a row say of its state: done, dropped, or how far it is."""

import re

from mailbot.campaign.model import Progress
from mailbot.inbound.forms.numerals import plain
from mailbot.inbound.forms.phrasefind import find_said
from mailbot.inbound.forms.plans.draft import Row
from mailbot.inbound.forms.things.amounts import find_count
from mailbot.rulebook.shapes import Phrases

_TICKS = frozenset(("√", "✓", "✔", "☑", "是", "y", "yes", "已", "100%", "完成", "ok"))
_DROPPED = frozenset(
    (
        "取消",
        "已取消",
        "删除",
        "删掉",
        "去掉",
        "不做了",
        "不要了",
        "不做",
        "作废",
        "cancelled",
        "canceled",
        "dropped",
        "removed",
    )
)


def state_of(row: Row, phrases: Phrases) -> tuple[bool, bool]:
    """(done, dropped) as the row's state says; anything in doubt is neither."""
    text = row.text("state") or (row.text("progress") if row.text("progress").strip() in ("100%", "100％") else "")
    bare = plain(text).strip(" 。.()（）")
    if not bare:
        return False, False
    if bare in _DROPPED:
        return False, True
    if bare in _TICKS:
        return True, False
    lists = {
        "done": (*phrases.done, *phrases.all_done),
        "not": (*phrases.not_done, *phrases.failed, *phrases.promise, *phrases.neutral, *phrases.postpone),
    }
    said = {one.name for one in find_said(text, lists)}
    return said == {"done"} and not re.search(r"未|没|不|否|待|\bnot?\b", bare), False


def says_dropped(text: str) -> bool:
    """Whether a cell says nothing but that the node is dropped."""
    return plain(text).strip(" 。.") in _DROPPED


def progress_of(row: Row) -> Progress | None:
    """How far a row is: 350/800, 45%, a number beside a total."""
    text = " ".join(filter(None, [row.text("progress"), row.text("state")]))
    count = find_count(text) if text else None
    if count is None:
        return None
    if count.progress:
        return count.progress
    total = find_count(f"1/{row.text('total')}") if row.text("total") else None
    if count.done is not None and total is not None and total.total:
        return Progress(done=count.done, total=total.total)
    return Progress(done=round(count.share * 100), total=100) if count.share is not None else None
