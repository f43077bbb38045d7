"""told: sentences in which a plan is told → its nodes, and the clauses that could not be assigned (SPEC 3 "Body", "Nothing is ever
guessed silently").

Each clause gives a frame (who, where, by when, what); frames that belong together are joined, and what a clause leaves out
is carried from its neighbours: 华东孙丽12月3日升完，华南周航12月8日.
"""

import re
from collections.abc import Sequence

from mailbot.inbound.forms.days.dates import DateDoubt
from mailbot.inbound.forms.plans.draft import Row
from mailbot.inbound.forms.plans.readers import Readers
from mailbot.inbound.forms.plans.story.carry import carried
from mailbot.inbound.forms.plans.story.event import Event, joined
from mailbot.inbound.forms.plans.story.frames import Framing
from mailbot.inbound.forms.plans.story.rows import rows_of
from mailbot.inbound.forms.plans.story.sentences import sentences
from mailbot.inbound.writing import Line
from mailbot.late import late
from mailbot.value import Value

__all__ = ["Told", "told"]

_LONGEST_HEADING = 14
_OTHER = late(r"^\W*(?:[^\W\d]{0,4}(?:值班|联系|评审|签[收字到]|名单|抄送|休假|请假|会议|审批|审核)\w{0,4}|备注|on duty|contacts?|review(?:ers)?|remarks?|notes?)\s*[:：]?$", re.IGNORECASE)
_FIGURE = late(r"\d")


class Told(Value):
    """The nodes of the sentences, and the events that lack what would make them one."""

    rows: tuple[Row, ...] = ()
    unheard: tuple[Event, ...] = ()


def told(lines: Sequence[Line], readers: Readers) -> Told:
    """What the lines tell. Linear in the text."""
    framing = Framing(readers)
    events: list[Event] = []
    shares: list[Event] = []
    for number, sentence in enumerate(sentences(_of_plan(lines))):
        label = framing.label(sentence[0])
        frames = [frame for clause in sentence if clause.text for frame in framing.frames(clause)]
        done, loose = joined(frames, label, number)
        events += done
        shares += loose
    events, unheard = carried(events, shares, readers)
    return Told(rows_of(events, readers), tuple(one for one in unheard if not _is_over(one)))


def _of_plan(lines: Sequence[Line]) -> list[Line]:
    """The lines without those below a heading of something else: 值班表： with its people and days."""
    kept: list[Line] = []
    barred = False
    last = None
    for line in lines:
        text = line.text.strip()
        if not text or (last is not None and line.number > last + 1):
            barred = False
        last = line.number
        if len(text) <= _LONGEST_HEADING and _OTHER.search(text) and not _FIGURE.search(text):
            barred = True
        if not barred:
            kept.append(line)
    return kept


def _is_over(event: Event) -> bool:
    return isinstance(event.moment, DateDoubt) and event.moment.reason in ("past", "within-30-days-past")
