"""unheard: the sentences of a plan that is told in prose which give somebody a day and made no node: asked about, never left out
(SPEC 3 "Nothing is ever guessed silently")."""

from collections.abc import Iterable, Sequence
from datetime import date

from mailbot.campaign.outcome import Fault
from mailbot.inbound.forms.days.dates import DateDoubt, Moment
from mailbot.inbound.forms.plans.draft import Row
from mailbot.inbound.forms.plans.readers import Readers
from mailbot.inbound.writing import Line
from mailbot.late import late

__all__ = ["unheard"]

_MOST = 60  # sentences with a day
_LONGEST = 400
_SENTENCES = late(r"[。；;！!？?\n]+|(?<=[a-z)])\.\s")
_DAY = late(r"\d|[今明后]天|(?:周|星期|礼拜)[一二三四五六日天]|月[底初末]|day|week|month")
# Days that are nobody's work of the plan: to answer by, to meet on, to be away.
_OTHER = late(
    r"回复|答复|确认|反馈|联系|会议|开会|例会|评审|讨论|沟通|商量|知悉|值班|休假|请假|出差|答疑|意见|报名|名单|有效|授权|之前的|上次|如果|若|(?<![a-z])(?:may be used|can be used|usable|reply|respond|confirm|feedback|contact|meeting|leave|valid|if|let me know)(?![a-z])"
)


def unheard(lines: Iterable[Line], rows: Sequence[Row], readers: Readers) -> tuple[Fault, ...]:
    """A fault for each sentence with a person and a day to come that no row has. Linear in the text."""
    if not rows:
        return ()  # that there is no node is said already
    mailed = readers.context.mailed
    dates = readers.dates(mailed)
    known = {day for row in rows for key in ("due", "start") if (day := _day(dates.read_date(row.text(key)) if row.text(key) else None))}
    found: list[Fault] = []
    left = _MOST
    for line in lines:
        for sentence in _SENTENCES.split(line.text[: 5 * _LONGEST]):
            if left <= 0 or not 4 <= len(sentence.strip()) <= _LONGEST or not _DAY.search(sentence) or _OTHER.search(sentence):
                continue
            left -= 1
            named = [one for one in readers.people.mentions.find(sentence) if one.kind == "person"]
            ahead = [one.day for one in dates.find_dates(sentence) if isinstance(one, Moment) and one.at > mailed]
            if named and ahead and not set(ahead) <= known:
                found.append(Fault(reason="not-understood", field="nodes", place=line.place, words=sentence.strip()[:120]))
    return tuple(found)


def _day(read: Moment | DateDoubt | None) -> date | None:
    return read.day if isinstance(read, Moment) else None
