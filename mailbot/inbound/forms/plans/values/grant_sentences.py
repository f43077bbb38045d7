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
from mailbot.inbound.forms.things.places import find_places
from mailbot.inbound.forms.things.regions import joined_exceptions
from mailbot.inbound.writing import Line
from mailbot.late import late
from mailbot.value import Value

_MOST = 200  # sentences
_LONGEST = 400
# 80 个 site，不要超 is one clause
_CLAUSES = late(
    r"(?:[，；;。]|,(?!\d)|[(（](?=[^()（）]{0,30}\d[^()（）]{0,30}、))(?! ?(?:绝|可|也|都)?(?:[不别勿](?:要|能|得|可以?|许|准)?再?[超多](?:了|出)?|多一.都?不行)(?:[，；;。]|$))"
)
_SHARE = late(r"\s*[^\W\d]{2,8}? ?约? ?\d[\d,]{0,8} ?[台套家户个点]?\s*")
# 赵磊批了 420 台, what Zhao Lei has approved: whoever allows it does none of it.
_APPROVES = late(
    r"(?:总|经理|那边|已经?|只|就|也|都|给|才)*(?:批|点头|同意|拍板|签|核|答应)"
    r"| (?:has |have |had |only |already )*(?:approved|agreed|signed|granted|cleared|allowed|gave|given|ok)"
)
_APPROVED_BY = late(r"(?<![a-z])(?:approved|agreed|signed off|granted|cleared|allowed) (?:by|with) $")


class GrantSentence(Value):
    """`clauses` as (text, its plain form); in English the sentence is one. `written` is the sentence as the mail has it."""

    words: str
    written: str
    clauses: tuple[tuple[str, str], ...]
    english: bool
    line: Line
    mailed: datetime


def grant_sentences(prose: Iterable[tuple[Line, datetime]], readers: Readers) -> Iterator[GrantSentence]:
    left = _MOST
    for line, mailed in prose:
        text = line.text[: 5 * _LONGEST]
        told, written = split_sentences(joined_period(joined_exceptions(text))), split_sentences(text)
        for words, own_words in zip(told, written if len(written) == len(told) else told, strict=True):
            if left <= 0:
                return
            if not 4 <= len(words.strip()) <= _LONGEST:
                continue
            left -= 1
            english = not han(words)
            parts = [words] if english else [*_in_lists(_CLAUSES.split(words), readers)]
            smooth = plain(words)
            named = [
                m.words
                for m in readers.people.mentions.find(words)
                if m.kind in ("person", "address")
                and not _APPROVES.match(smooth, m.span[1])
                and not _APPROVED_BY.search(smooth[: m.span[0]])
            ]
            own = [part for part in parts if part.strip() and not any(name in part for name in named)]
            if own:
                yield GrantSentence(words, own_words, tuple((part, plain(part)) for part in own), english, line, mailed)


def _in_lists(parts: Iterable[str], readers: Readers) -> Iterator[str]:
    """Clauses, those that say of a region how many each as one: 海外 50 套，华东 110 套."""
    listed: list[str] = []
    for part in parts:
        if _SHARE.fullmatch(plain(part)) and find_places(part, readers.rules.directory):
            listed.append(part)
            continue
        yield from ["、".join(listed)] if listed else []
        listed = []
        yield part
    yield from ["、".join(listed)] if listed else []


def said_of(key: str, value: str, sentence: GrantSentence) -> Said:
    words = sentence.written.strip()
    return Said(FieldValue(key=key, name="", value=value, place=sentence.line.place, words=words), sentence.mailed)
