"""grant_sentences: the sentences of a plan that may grant something, each with its clauses in which nobody is named."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from mailbot.han import han
from mailbot.inbound.forms.days.validity import joined_period
from mailbot.inbound.forms.fields.lines import FieldValue
from mailbot.inbound.forms.numerals import plain
from mailbot.inbound.forms.plans.draft import Said
from mailbot.inbound.forms.plans.readers import Readers
from mailbot.inbound.forms.split_sentences import split_sentences
from mailbot.inbound.forms.things.regions import joined_exceptions
from mailbot.inbound.writing import Line
from mailbot.late import late
from mailbot.value import Value

_MOST = 200  # sentences
_LONGEST = 400
_CLAUSES = late(r"[，；;。]|,(?!\d)")


class GrantSentence(Value):
    """`clauses` as (text, its plain form); in English the sentence is one."""

    words: str
    clauses: tuple[tuple[str, str], ...]
    english: bool
    line: Line
    mailed: datetime


def grant_sentences(prose: Iterable[tuple[Line, datetime]], readers: Readers) -> Iterator[GrantSentence]:
    left = _MOST
    for line, mailed in prose:
        for words in split_sentences(joined_period(joined_exceptions(line.text[: 5 * _LONGEST]))):
            if left <= 0:
                return
            if not 4 <= len(words.strip()) <= _LONGEST:
                continue
            left -= 1
            english = not han(words)
            parts = [words] if english else _CLAUSES.split(words)
            named = [m.words for m in readers.people.mentions.find(words) if m.kind in ("person", "address")]
            own = [part for part in parts if part.strip() and not any(name in part for name in named)]
            if own:
                yield GrantSentence(words, tuple((part, plain(part)) for part in own), english, line, mailed)


def said_of(key: str, value: str, sentence: GrantSentence) -> Said:
    words = sentence.words.strip()
    return Said(FieldValue(key=key, name="", value=value, place=sentence.line.place, words=words), sentence.mailed)
