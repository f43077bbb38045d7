"""A mail passed on inline: its content and its author, where nothing is written above it."""

import re

from mailbot.inbound.addresses import read_addresses
from mailbot.inbound.quote_cut import Cut, cut
from mailbot.inbound.quotes.header_block import Header
from mailbot.inbound.quotes.marked import Marked
from mailbot.inbound.quotes.quote_headers import header_at
from mailbot.inbound.signatures.own_name import own_name
from mailbot.inbound.signatures.signature import only_signs
from mailbot.late import late
from mailbot.value import Value

_DEEP = 6
# Words that only hand a mail on.
_HANDED_ON = late(
    r"^[\s*\-—]*(?:fyi|fw|fwd|forward(?:ed|ing)?|see\s(?:below|attached)"
    r"|please\ssee\s(?:below|the\s(?:forwarded\s)?(?:mail|message)\sbelow)|as\sbelow|"
    r"(?:请|请您|请各位|烦请|麻烦)?(?:知悉|查收|阅|查阅|参考|阅示|登记|处理|看下面|见下|见下文|见下方|见附"
    r"|看一下|转发|转阅)"
    r"|如下|见下|见下文|见下方|以下|如题|供参考|仅供参考|转发(?:给?(?:您|你们?|各位|大家))?|转(?:给(?:您|你们?|各位|大家))?|转发如下|详见下文|详见下方|見下|請參考)"
    r"(?:[,，\s]*(?:谢谢|thanks|thank you))?[\s.。!！:：~]*$",
    re.IGNORECASE,
)
_GREETING = late(
    r"^[\s*]*(?:(?:hi|hello|dear|hey)\b[^.。!！?？]{0,30}"
    r"|[^，。,.:：]{0,14}(?:你好|您好|各位好|大家好|早上好|上午好|下午好|好)|(?:各位|大家)[^，。,.:：]{0,8}"
    r"|尊敬的[^，。,.]{0,12})[\s,，:：!！.。]*$",
    re.IGNORECASE,
)


class Forwarded(Value):
    """The mail passed on: its lines, where they stand in the outer mail, and who wrote it."""

    marked: Marked
    places: list[int]
    cut: Cut
    author: str


def forwarded_mail(marked: Marked, outer: Cut) -> Forwarded | None:
    """The topmost mail passed on that says something, or None where something is written above it.

    `outer` is the mail's own cut. A mail passed on twice with nothing added is looked through.
    """
    above = [marked.texts[place] for place in outer.kept if not _says_nothing(marked.texts[place])]
    if not only_signs(above):
        return None
    places, inner, found = list(range(len(marked.texts))), marked, None
    for _ in range(_DEEP):
        header = _first_header(inner)
        if header is None:
            break
        below = list(range(header.end, len(inner.texts)))
        depth = _depth_below(inner, below)
        if depth:
            below = _quoted(inner, below, depth)
        places = [places[place] for place in below]
        inner = inner.part(below, depth)
        found = Forwarded(inner, places, cut(inner, own_name(read_addresses(header.author))), header.author)
        if any(not _says_nothing(inner.texts[place]) for place in found.cut.kept):
            break
    return found


def _says_nothing(text: str) -> bool:
    return not text.strip() or (len(text) < 60 and bool(_HANDED_ON.match(text) or _GREETING.match(text)))


def _first_header(marked: Marked) -> Header | None:
    for place in range(len(marked.texts)):
        header = header_at(marked.texts, place, marked.rules, place in marked.starts)
        if header:
            return header
    return None


def _depth_below(marked: Marked, below: list[int]) -> int:
    return next((marked.depths[place] for place in below if marked.texts[place].strip()), 0)


def _quoted(marked: Marked, below: list[int], depth: int) -> list[int]:
    """The lines of the quote that begins below, up to where it ends."""
    taken: list[int] = []
    for place in below:
        if marked.depths[place] < depth and marked.texts[place].strip():
            break
        taken.append(place)
    return taken
