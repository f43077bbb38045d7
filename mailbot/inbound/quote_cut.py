"""Parts the lines of a mail into what its sender wrote, what they quote, and their signature."""

import re

from mailbot.han import columns
from mailbot.inbound.coloured import coloured
from mailbot.inbound.quotes.armour import armour
from mailbot.inbound.quotes.earlier import UNKNOWN, Earlier, repeated
from mailbot.inbound.quotes.header_block import Header, next_line
from mailbot.inbound.quotes.marked import Marked
from mailbot.inbound.quotes.quote_headers import header_at, is_rule
from mailbot.inbound.quotes.quote_words import REPLY_ABOVE, WROTE
from mailbot.inbound.signatures.own_name import OwnName
from mailbot.inbound.signatures.signature import signature
from mailbot.late import late
from mailbot.value import Mutable, field

_NOBODY = OwnName()
# `>>> Chen Jing <chenjing@corp.example> 12/1/2026 4:20 PM >>>`, the mail below it without any mark.
_GROUPWISE = late(r"\d{1,2}:\d\d(?::\d\d)?(?:\s?[AP]M)?\s*>>>\s*$", re.IGNORECASE)
_STAMP = late(r"^\s*[^,，:：]{2,50}(?:[,，(（]\s?|\s-\s|\s{1,3})\S.{0,30}\d{1,4}.{0,20}\d{1,2}:\d\d.{0,16}$")
_LEADS_ON = late(r"[:：]\s*$")
# `通知信请客服按下面的样子发：`
_SAMPLE = late(
    r"(?:样子|樣子|模板|模版|格式|样例|样式|示例|范例|例子|草稿|初稿|文案|样|\b(?:template|sample|draft|example|wording|format|like\sthis)\b)[^。]{0,12}[:：]\s*$",
    re.IGNORECASE,
)
_WRAPPED = 60  # a quoted line of this width goes on in the next one


class Cut(Mutable):
    """Places of lines. `answered` gives the quoted line that a kept line answers; `shortened` what is left of a kept
    line that shared its line with a quote's header."""

    kept: list[int] = field(default_factory=list)
    history: list[int] = field(default_factory=list)
    signature: list[int] = field(default_factory=list)
    answered: dict[int, str] = field(default_factory=dict)
    shortened: dict[int, str] = field(default_factory=dict)


def says_who(line: str) -> bool:
    """The line announces a quote ("On …, X wrote:")."""
    return bool(line.strip()) and header_at([line, "> "], 0) is not None


def cut(marked: Marked, writer: OwnName = _NOBODY, *, answers: bool = True, earlier: Earlier = UNKNOWN) -> Cut:
    """Cut the history, then signatures from what is left, the last stretch first. `writer` is who signs;
    in a mail that answers nothing (`answers` is false) "… wrote:" is told, unless an address or marks show the mail program.
    `earlier` is the mail that is answered, where it is known."""
    parts = Cut()
    own = _own(marked, parts, answers)
    again = frozenset(repeated(marked.texts, own, earlier)) if answers else frozenset[int]()
    if again:
        own = _less(marked, own, again)
        parts.history = sorted({*parts.history, *again})
    answers_in_colour = frozenset(coloured(marked, own, parts.history, writer, earlier))
    if answers_in_colour:
        parts.history = [place for place in parts.history if place not in answers_in_colour]
        parts.shortened |= {place: marked.tails[place][1] for place in answers_in_colour if place in marked.tails}
    stretches = _stretches(own)
    first = next((place for place, text in enumerate(marked.texts) if text.strip()), 0)
    last = True
    for stretch in reversed(stretches):
        texts = [parts.shortened.get(place, marked.texts[place]) for place in stretch]
        at = {place: index for index, place in enumerate(stretch)}
        found = signature(
            texts,
            frozenset(at[place] for place in stretch if place in marked.fixed),
            frozenset(at[place] for place in stretch if place in marked.signed),
            last=last,
            alone=not parts.history,
            top=stretch[0] <= first,
            answers=answers,
            own=writer,
            earlier=earlier,
        )
        parts.kept += [stretch[index] for index in found.kept]
        parts.signature += [stretch[index] for index in found.signature]
        parts.history += [stretch[index] for index in found.history]
        last = last and not any(texts[index].strip() for index in found.kept)
    parts.kept += answers_in_colour
    parts.kept.sort()
    parts.signature.sort()
    parts.history.sort()
    _answers(marked, parts, answers_in_colour)
    return parts


def _less(marked: Marked, own: list[int], again: frozenset[int]) -> list[int]:
    """The own places less those that repeat the earlier mail, and less the rule above it."""
    first = min(again)
    left = [place for place in own if place not in again]
    above = [place for place in left if place < first]
    while above and (not marked.texts[above[-1]].strip() or _divides(marked.texts[above[-1]])):
        left.remove(above.pop())
    return left


def _own(marked: Marked, parts: Cut, answers: bool) -> list[int]:
    """The places of the sender's own lines; the others go to `parts.history`."""
    own: list[int] = []
    place, size = 0, len(marked.texts)
    packed = armour(marked.texts)
    comments: int | None = None  # how many the help desk, whose notice this is, has shown; None in anybody else's mail
    while place < size:
        if place in packed:
            parts.history.append(place)
            place += 1
            continue
        if marked.depths[place]:
            if place == 0 or not marked.depths[place - 1]:
                alone = _header_alone(marked, place)
                if alone:
                    parts.history.extend(range(place, size))
                    return own
            parts.history.append(place)
            place += 1
            continue
        if _from_the_desk(marked, place, own):
            parts.history.append(place)
            place, comments = place + 1, 0
            continue
        stamped = None if comments is None else _stamped(marked, place)
        if stamped is not None:
            # The newest comment is what the notice is about; those below are older.
            comments = (comments or 0) + 1
            parts.history.extend(range(place, stamped if comments == 1 else size))
            if comments > 1:
                return own
            place = stamped
            continue
        header = _header(marked, place)
        if header and _told(marked, header, answers):
            header = None
        if place in marked.starts or (header and not _quotes_below(marked, header.end)):
            start = min(place, header.start) if header else place
            if header and header.keep:
                parts.shortened[start] = header.keep
                own.append(start)
                start += 1
            while own and own[-1] >= start:
                own.pop()
            parts.history.extend(range(start, size))
            while own and (not marked.texts[own[-1]].strip() or _divides(marked.texts[own[-1]])):
                own.pop()
            return own
        if header:
            while own and own[-1] >= header.start:
                own.pop()
            first = header.start
            if header.keep:
                parts.shortened[first] = header.keep
                own.append(first)
                first += 1
            parts.history.extend(range(first, header.end))
            place = header.end
            continue
        own.append(place)
        place += 1
    return own


def _from_the_desk(marked: Marked, place: int, own: list[int]) -> bool:
    """The line above which an answer goes, with nothing above it: here the help desk itself writes, below."""
    line = marked.texts[place]
    return len(line) < 120 and bool(REPLY_ABOVE.match(line)) and not any(marked.texts[at].strip() for at in own)


def _stamped(marked: Marked, place: int) -> int | None:
    """Below a comment whose head begins with this rule: `Tara Wells, Nov 23, 2026, 10:11 GMT+8`."""
    if not is_rule(marked.texts[place]) and place not in marked.rules:
        return None
    at = next_line(marked.texts, place + 1, 3)
    return at + 1 if at is not None and _STAMP.match(marked.texts[at][:120]) else None


def _told(marked: Marked, header: Header, answers: bool) -> bool:
    """What the sender tells of a mail, or how one is to look: a block without an address or a whole date where nothing is
    answered or the line above announces it; "On Dec 1 10:00 server wrote:" with neither an address nor marked lines below."""
    if header.block:
        near = reversed(marked.texts[max(header.start - 4, 0) : header.start])
        above = next((text for text in near if text.strip() and not is_rule(text)), "")
        if answers:
            return header.weak and bool(_LEADS_ON.search(above[-20:]))
        return header.weak or bool(_SAMPLE.search(above[-30:]))
    if answers or header.author or header.keep or _quotes_below(marked, header.end):
        return False
    last = marked.texts[header.end - 1].rstrip(" \t*")
    return bool(WROTE.search(last[-60:])) and not is_rule(last) and last[:1] not in "-=_"


def _header_alone(marked: Marked, place: int) -> bool:
    """The quote that begins here holds a header block and nothing else, so that what it introduces stands below it."""
    end = place
    while end < len(marked.texts) and marked.depths[end] and end - place < 16:
        end += 1
    filled = [at for at in range(place, end) if marked.texts[at].strip()]
    if len(filled) == 1 and _GROUPWISE.search(marked.texts[filled[0]][-200:]):
        return True
    if len(filled) == 1 and REPLY_ABOVE.match(marked.texts[filled[0]][:120]):
        return True
    if not filled or end == len(marked.texts) or marked.depths[end]:
        return False
    header = header_at(marked.texts, filled[0], marked.rules)
    return header is not None and header.block and header.end > filled[-1]


def _header(marked: Marked, place: int) -> Header | None:
    if place in marked.introductions and marked.texts[place].strip():
        end = place + 1
        while end in marked.introductions and end < len(marked.texts):
            end += 1
        if _quotes_below(marked, end):
            return Header(place, end)
    return header_at(marked.texts, place, marked.rules, place in marked.starts, marked.depths)


def _quotes_below(marked: Marked, place: int) -> bool:
    """Below, the quote is marked line by line, so the sender's own words may follow it."""
    for below in range(place, min(place + 6, len(marked.texts))):
        if marked.texts[below].strip():
            return marked.depths[below] > 0
        if marked.depths[below]:
            return True
    return False


def _divides(text: str) -> bool:
    return is_rule(text) or (len(text.strip()) > 2 and not text.strip().strip("-=_—*"))


def _stretches(own: list[int]) -> list[list[int]]:
    stretches: list[list[int]] = []
    for place in own:
        if stretches and stretches[-1][-1] == place - 1:
            stretches[-1].append(place)
        else:
            stretches.append([place])
    return stretches


def _answers(marked: Marked, parts: Cut, in_colour: frozenset[int]) -> None:
    """Which quoted line each kept line stands below, or (`in_colour`) which line that it is set apart from. A quoted line folded by the mail program is put together again."""
    quoted: str | None = None
    kept = set(parts.kept)
    run: list[str] = []
    above = ""
    for place in range(len(marked.texts)):
        text = marked.texts[place].strip()
        if marked.depths[place]:
            if not text:
                run = []
                continue
            if not (run and columns(run[-1]) >= _WRAPPED and len(run) < 5 and not _begins_item(text)):
                run = []
            run.append(text)
            quoted = " ".join(run) if text.isascii() else "".join(run)
        elif place in kept and text and quoted is not None:
            parts.answered[place] = quoted
        elif place in in_colour:
            ends = marked.tails.get(place)
            parts.answered[place] = text.removesuffix(ends[1]).rstrip() if ends else above
        if text and place not in in_colour:
            above = text


def _begins_item(text: str) -> bool:
    return text[0].isdigit() or text[0] in "-*•·(（"
