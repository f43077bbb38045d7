"""Tells a signature, disclaimer, mobile footer or gateway's banner from what the sender wrote.

To lose content is worse than to keep a signature's line: what looks like a field, a table, a list, a date or an answer
is content wherever it stands, and everything above it too.
"""

import re
from collections.abc import Sequence

from mailbot.inbound.quotes.earlier import UNKNOWN, Earlier
from mailbot.inbound.signatures import signature_words as words
from mailbot.inbound.signatures.card import carded
from mailbot.inbound.signatures.footers import footer
from mailbot.inbound.signatures.own_name import OwnName
from mailbot.inbound.signatures.signature_kinds import (
    LOOKED_AT,
    SENTENCE_END,
    TOKENS,
    is_name,
    line_kinds,
)
from mailbot.inbound.signatures.signed_by import office_above, signed_by
from mailbot.inbound.signatures.surround import banner, framed, noticed, postscript
from mailbot.late import late
from mailbot.value import Mutable, field

_BY = late(r"^\s*(?:——+\s?|--\s?|[-–—/~](?=\S))(\S.{0,40})$")
_LONGEST_TAIL = 40
_SHORT = 60  # one line of so many characters is no mail that a phone quotes
_NOBODY = OwnName()
_GREETS = late(
    r"^\s*(?:hi|hello|dear|hey|hallo|bonjour|hola|各位|大家|[你您]好)|[,，:：]\s*$|[好!！]\s*$", re.IGNORECASE
)
_ASKS = late(r"^\s*(?:请|麻烦|烦请|以上|另|please\b)", re.IGNORECASE)


class Parts(Mutable):
    """Places of a stretch of lines: what was written, its signature and the like, and history below a footer."""

    kept: list[int] = field(default_factory=list)
    signature: list[int] = field(default_factory=list)
    history: list[int] = field(default_factory=list)

    @property
    def parts(self) -> tuple[list[int], list[int], list[int]]:
        return self.kept, self.signature, self.history


def signature(
    lines: Sequence[str],
    fixed: frozenset[int] = frozenset(),
    signed: frozenset[int] = frozenset(),
    *,
    last: bool = True,
    alone: bool = False,
    top: bool = False,
    answers: bool = True,
    own: OwnName = _NOBODY,
    afterthought: bool = True,
    earlier: Earlier = UNKNOWN,
) -> Parts:
    """Part a stretch of the sender's own lines. `fixed` are rows of tables; `signed` stand where the mail program puts
    the signature; `top`: nothing is written above it in the mail; where more was written below (`last` is false), only footers are taken out; where the stretch stands
    `alone`, without any quote, what its first line begins with is its matter; in a mail that `answers` nothing, a footer has no quote below it. A P.S. is looked for below the signature (`afterthought`). `own` is the sender's name: the block that begins with it is a signature on less evidence than one of a stranger's."""
    places = range(len(lines))
    if not last:
        footers = [place for place in places if footer(lines[place])]
        return Parts([place for place in places if place not in set(footers)], footers)
    after = postscript(lines) if own != _NOBODY and afterthought else None
    if after is not None:
        above = signature(
            lines[:after], fixed, signed, alone=alone, top=top, answers=answers, own=own, afterthought=False
        )
        if any(own.begins(lines[place]) for place in above.signature) and above.kept and not above.history:
            below = signature(
                lines[after:], _below(fixed, after), _below(signed, after), answers=answers, own=own, afterthought=False
            )
            return Parts(
                *(
                    here + [after + place for place in there]
                    for here, there in zip(above.parts, below.parts, strict=True)
                )
            )
    kinds = carded(lines, line_kinds(lines, fixed, signed, top), own)
    warned = banner(lines)
    dropped = {place for place in places if kinds[place] == "F"} | warned
    history = _below_footer(lines, kinds, earlier) if answers else set()
    end = min(history, default=len(lines))
    card = next((place for place in range(end) if words.CARD.search(lines[place][:300])), end)
    if alone:
        first = next((place for place in range(end) if kinds[place] != "B"), end)
        while first < end and kinds[first] == "D":
            kinds[first] = "h"
            first += 1
    start = _start(lines, kinds, card, signed, own, top)
    if start < card and own.begins(lines[start]):
        start = office_above(lines, kinds, start)
    pictures = start < card and not words.POINTS_DOWN.search(_filled_above(lines, start)[-40:])
    while (
        start and start < card and (kinds[start - 1] in "BR-" or (pictures and words.PICTURE.match(lines[start - 1])))
    ):
        start -= 1
    if start == card == end:
        while start and kinds[start - 1] in "B-":
            start -= 1  # a delimiter with nothing below it
    dropped.update(range(start, card))
    if warned and all(place in dropped or kinds[place] == "B" for place in range(end)):
        dropped -= warned  # nothing else is written: it warns of something itself
    return Parts(
        kept=[place for place in places if place not in dropped and place not in history],
        signature=sorted(place for place in dropped if place not in history),
        history=sorted(history),
    )


def _filled_above(lines: Sequence[str], place: int) -> str:
    """The last line above that says something: no blank one, no picture."""
    near = reversed(lines[max(place - 7, 0) : place])
    return next((line for line in near if line.strip() and not words.PICTURE.match(line)), "")


def _below(places: frozenset[int], top: int) -> frozenset[int]:
    return frozenset(place - top for place in places if place >= top)


def only_signs(lines: Sequence[str]) -> bool:
    """Nothing but a name, a closing and how to reach the person; no word to anybody."""
    kinds = [kind for kind in line_kinds(lines[:_LONGEST_TAIL], frozenset(), frozenset()) if kind != "B"]
    return len(lines) <= _LONGEST_TAIL and all(kind in "NSCTDFRY-" for kind in kinds)


def _start(lines: Sequence[str], kinds: list[str], end: int, signed: frozenset[int], own: OwnName, top: bool) -> int:
    """Where the signature begins; `end` if there is none."""
    while end and kinds[end - 1] == "B":
        end -= 1
    passed_on = noticed(lines, kinds, end)
    if passed_on is not None:
        return _start(lines, kinds, passed_on, signed, own, top)
    drawn = framed(lines, kinds, end)
    if drawn is not None:
        return drawn
    last_matter = max((place for place in range(end) if kinds[place] == "H"), default=-1)
    last_sentence = max((place for place in range(end) if kinds[place] in "HhL"), default=-1)
    for place in range(max(last_matter + 1, end - LOOKED_AT), end):
        kind = kinds[place]
        tail = [kind for kind in kinds[place + 1 : end] if kind != "B"]
        if len(tail) > _LONGEST_TAIL:
            continue
        if place in signed and kind != "B":
            if all(follower in signed or kinds[follower] in "BDFSNRP" for follower in range(place, end)):
                return place
        elif kind == "-" or (kind == "R" and place + 1 in signed):
            if (
                tail
                and len(tail) <= 16
                and _delimits(lines, kinds, place, end)
                and (not top or _below_text(lines, kinds, place, own))
            ):
                return place
        elif signed_by(lines, kinds, place, end, own):
            return place
        elif place <= last_sentence:
            continue
        elif kind in "DF":
            return place
        elif kind == "Y":
            if _dated_below(lines, kinds, place, tail):
                return place
        elif kind == "C":
            if _signs(tail, dated=True):
                return place
        elif kind == "T":
            if tail and _signs(tail, dated=[each for each in tail if each not in "DF"] == ["N", "Y"]):
                return place + 1
        elif kind == "R":
            if (
                tail
                and _signs(tail)
                and any(each in "NSDF" for each in tail)
                and (not top or _below_text(lines, kinds, place, own))
            ):
                return place
        elif _signs_by_hand(lines, kinds, place, end) or _reachable(lines, kinds, place, end, own):
            return place
    return end


def _below_text(lines: Sequence[str], kinds: list[str], place: int, own: OwnName) -> bool:
    """Something is written above the delimiter; else what stands below it is the mail, if it names neither its sender nor a way
    to reach anybody."""
    if any(kind not in "BR-" for kind in kinds[:place]):
        return True
    below = [at for at in range(place + 1, len(kinds)) if kinds[at] != "B"]
    first = below[0]
    return (
        own.begins(lines[first])
        or kinds[first] in "SDFG"
        or (kinds[first] == "N" and any(kinds[at] in "SG" for at in below))
    )


def _delimits(lines: Sequence[str], kinds: list[str], place: int, end: int) -> bool:
    """`--` begins a signature, or it is one of the lines with which the writer divides the text."""
    filled = [at for at in range(place + 1, end) if kinds[at] != "B"]
    others = "-" in kinds[:place] + kinds[place + 1 : end]
    clear = any(kinds[at] in "SDFG" or (kinds[at] == "N" and not others) for at in filled)
    if any(kinds[at] == "L" for at in filled) and kinds[filled[0]] != "N":
        return False
    return clear or not (others or any(_ASKS.match(lines[at]) for at in filled))


def _signs(tail: list[str], dated: bool = False) -> bool:
    """The lines below a closing or a rule may be a signature: no matter in them, and few that say nothing clear."""
    if any(kind in "HhL" for kind in tail) or (not dated and "Y" in tail):
        return False
    plain = tail.count("P")
    clear = sum(tail.count(kind) for kind in "SDFG")
    named = tail.count("N")
    return plain == 0 or (clear > 0 and plain <= clear + named + 1) or (dated and 1 < named >= plain)


def _dated_below(lines: Sequence[str], kinds: list[str], place: int, tail: list[str]) -> bool:
    """The day far below the text, and perhaps a name, which Foxmail 6 puts into each mail. A day that is announced
    ("延期到") is content."""
    above = next((at for at in range(place - 1, -1, -1) if kinds[at] != "B"), place)
    if place - above < 3 or set(tail) - set("NRC") or len(tail) > 2:
        return False
    return not words.POINTS_DOWN.search(lines[above][-40:]) and not lines[above].rstrip().endswith(
        tuple("到至为是在于改")
    )


def _signs_by_hand(lines: Sequence[str], kinds: list[str], place: int, end: int) -> bool:
    """`-Abhishek Kona`, `/John`, `—— 张三` as the last line of all."""
    found = _BY.match(lines[place])
    if not found or any(kind in "HhLT" for kind in kinds[place + 1 : end]):
        return False
    above = [kind for kind in kinds[:place] if kind != "B"]
    name = found.group(1)
    if not above or not is_name(name):
        return False
    return bool(place) and (kinds[place - 1] == "B" or lines[place].lstrip().startswith(("——", "--")))


def _reachable(lines: Sequence[str], kinds: list[str], place: int, end: int, own: OwnName) -> bool:
    """A block at the end that begins with a name and tells how to reach the person, below a blank line or a sentence."""
    if kinds[place] != "N" or not any(kinds[above] not in "B" for above in range(place)):
        return False
    tokens = [token for token in TOKENS.split(lines[place].strip(" *_")) if token]
    if not is_name(lines[place]) and not is_name(tokens[0]):
        return False
    block = kinds[place:end]
    if any(kind in "HhLCTY" for kind in block) or block.count("S") == 0:
        return False
    if len(block) < 2 and not (len(tokens) > 2 and "|" in lines[place] and words.PHONE.search(lines[place])):
        return False
    if block.count("P") > block.count("S"):
        return False
    above = next((at for at in range(place - 1, -1, -1) if kinds[at] != "B"), 0)
    if words.POINTS_DOWN.search(lines[above][-40:]) or (
        len(tokens[0]) > 1 and tokens[0] in lines[above] and not own.begins(lines[place])
    ):
        return False  # 负责人改为周航。
    return kinds[place - 1] == "B" or "\t" in lines[place] or bool(SENTENCE_END.search(lines[place - 1]))


def _below_footer(lines: Sequence[str], kinds: list[str], earlier: Earlier) -> set[int]:
    """Some phones quote without any mark: below their footer, with an answer above it, everything is history, unless
    the answer points to it ("见下表：") or it is plainly the sender's: an afterthought, or not of the `earlier` mail."""
    for place, kind in enumerate(kinds):
        if kind != "F":
            continue
        above = [at for at in range(place) if kinds[at] not in "BF"]
        if not above:
            return set()
        if words.POINTS_DOWN.search(lines[above[-1]][-40:]) or not any(
            each in "HhLPNSCT" for each in kinds[place + 1 :]
        ):
            return set()
        card = next((at for at in range(place + 1, len(lines)) if words.CARD.search(lines[at][:300])), len(lines))
        below = [at for at in range(place + 1, card) if kinds[at] not in "BDF"]
        if below and _of_the_sender(lines, below, earlier):
            return set()
        return set(range(place + 1, card))
    return set()


def _of_the_sender(lines: Sequence[str], below: list[int], earlier: Earlier) -> bool:
    """What was written below the phone's footer: `补充：杭州两台除外。`; of the mail that is answered it has nothing."""
    if postscript(["…", lines[below[0]]]) is not None:
        return True
    if len(below) > _LONGEST_TAIL or not earlier.text:
        return len(below) == 1 and len(lines[below[0]]) < _SHORT and not _GREETS.match(lines[below[0]])
    told = [earlier.tells(lines[at]) for at in below]
    return False in told and True not in told
