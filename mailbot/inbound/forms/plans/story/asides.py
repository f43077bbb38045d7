"""without_asides: a clause without what its brackets add with another day: 12月9日升完（深圳机房12月7日先行）."""

from mailbot.inbound.forms.numerals import plain
from mailbot.inbound.forms.people.mentions import Mentions
from mailbot.inbound.forms.plans.deeds import find_deeds
from mailbot.inbound.forms.plans.items import ItemReader
from mailbot.inbound.forms.plans.story.sentences import Clause
from mailbot.late import late
from mailbot.value import replace

_WORDS = late(r"[^\W\d_]")
_BRACKETS = late(r"[(（][^()（）]{7,}[)）]")  # shorter ones hold a day alone: （周五）


def without_asides(clause: Clause, items: ItemReader, mentions: Mentions) -> Clause:
    """The clause itself where it is not whole without its brackets: who, by when and what."""
    asides = [one.group() for one in _BRACKETS.finditer(clause.text) if _adds(one.group(), items)]
    bare = clause.text
    for one in asides:
        bare = bare.replace(one, " ", 1)
    whole = asides and items.days(bare) and find_deeds(plain(bare)) and mentions.find(bare)
    return replace(clause, text=bare) if whole else clause


def _adds(bracket: str, items: ItemReader) -> bool:
    """Whether a bracket has a day and says more than that: 周三（12 月 9 日） is one day."""
    days = items.days(bracket)
    for one in reversed(days):
        bracket = bracket[: one.span[0]] + bracket[one.span[1] :]
    return bool(days) and _WORDS.search(bracket) is not None
