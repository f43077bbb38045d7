"""carded, one_line: the kinds of a mail's last lines, where a card begins with the sender's name: what is a field, a day or a motto
there tells more of the person; a card of one line."""

import re
from collections.abc import Sequence

from mailbot.inbound.signatures import signature_words as words
from mailbot.inbound.signatures.own_name import OwnName
from mailbot.inbound.signatures.signature_kinds import SENTENCE_END, formed, line_kind, reaches
from mailbot.inbound.signatures.slogan import advertises, slogan
from mailbot.late import late

_NAME_AND_DAY = late(r"^\s*[^\d\s]{2,12}\s+\d{4}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}\s?日?\s*$")
_DAY = late(r"^\s*(?:\d{1,2}\s?[-/.]\s?\d{1,2}|\d{1,2}\s?月\s?\d{1,2}\s?[日号])\s*$")
_HOURS = late(
    r"^\s*(?:(?:工作|办公|服务|营业|上班|值班|在线)时间|hours"
    r"|(?:opening|office|business|working)\shours)\s*[:：].{3,60}$"
    r"|^\s*(?:周一|星期一|工作日|Mon(?:day)?\b).{0,30}\d{1,2}[:：]\d\d\s?[-–—~至到].{0,4}\d{1,2}[:：]\d\d.{0,12}$"
)
_PIECES = late(r"\s*[|｜丨│/／·•]\s*|\s+[-–—]\s+|(?<=[^\x00-\x7f])[-–—，,]\s?|\s{2,}|\t")
_EXTENSION = late(r"(?:分机|内线|短号|ext\.?|☎|#|tel\.?|电话|手机)?\s?[:：]?\s?\+?\d[\d\s-]{2,18}", re.IGNORECASE)
_BULLET = late(r"^\s*([-*+>])\s+(?=\S)")
_LEADS_ON = late(r"[:：。？！?!]\s*$")
_LONGEST_CARD, _LONGEST_HEAD = 12, 80


def carded(lines: Sequence[str], kinds: list[str], own: OwnName) -> list[str]:
    """The kinds (`signature_kinds.line_kinds`), those of the card told as of a signature's lines. A card stands below the last
    `--`, or apart from what is above it and begins with `own`; one that has a line of matter is none."""
    filled = [place for place, kind in enumerate(kinds) if kind != "B"]
    kinds = _listed(lines, kinds, filled[-_LONGEST_CARD:], own)
    for place in filled[-4:]:
        if kinds[place] in "HhLP" and one_line(lines[place], own) and not _row(lines, place):
            kinds[place] = "N"
    for place in filled[-2:]:
        if kinds[place] == "H" and _NAME_AND_DAY.match(lines[place][:60]) and own.begins(lines[place]):
            kinds[place] = "N"
    ends = [place for place in filled if kinds[place] not in "DF"]
    while ends and kinds[ends[-1]] == "R":
        ends.pop()
    last = max((place for place, kind in enumerate(kinds) if kind == "-"), default=-1)
    below = [place for place in ends if place > last]
    if last >= 0 and below and len(below) <= _LONGEST_CARD:
        named = own.begins(lines[below[0]].partition("\t")[0])
        if named or kinds[below[0]] == "N":
            kinds[below[0]] = "N"  # and a motto beside the name
            return _told(lines, kinds, below, marked=True)
    ends = ends[-_LONGEST_CARD:]
    for at in range(len(ends) - 1, -1, -1):
        if _heads(lines, kinds, ends[at], own):
            told = _told(lines, kinds, ends[at:], marked=False)
            return told if not any(told[place] == "H" for place in ends[at:]) else kinds
    return kinds


def one_line(line: str, own: OwnName) -> bool:
    """`韩冰 | 技术部 | 8201`, `华东业务部 · 孙丽 · 8123`: the name, and where they work or how to reach them; nothing else."""
    pieces = [piece for piece in _PIECES.split(line.strip(" \t*_|｜")[:120]) if piece]
    if not 1 < len(pieces) < 7 or len(line) > _LONGEST_HEAD:
        return False
    first = 0 if own.begins(pieces[0]) else 1 if own.begins(pieces[1]) and words.UNIT.search(pieces[0]) else -1
    others = [piece for at, piece in enumerate(pieces) if at != first]
    return (
        first >= 0
        and len(pieces[first]) < 24
        and all(_EXTENSION.fullmatch(piece) or reaches(piece) or line_kind(piece) == "N" for piece in others)
        and any(words.UNIT.search(piece) or words.TITLE.search(piece) or reaches(piece) for piece in others)
    )


def _row(lines: Sequence[str], place: int) -> bool:
    """The line above is parted likewise: rows of a table."""
    above = next((lines[at] for at in range(place - 1, max(place - 3, -1), -1) if lines[at].strip()), "")
    return len([piece for piece in _PIECES.split(above.strip(" \t*_|｜")[:120]) if piece]) > 2


def _listed(lines: Sequence[str], kinds: list[str], last: list[int], own: OwnName) -> list[str]:
    """Where the last lines are a list that begins with the sender's name (`- 孙丽`, `- 华东业务部`), the kinds of its items."""
    begins = len(last)
    while begins and (_BULLET.match(lines[last[begins - 1]]) or kinds[last[begins - 1]] in "DF"):
        begins -= 1
    items = [place for place in last[begins:] if kinds[place] not in "DF"]
    if len(items) < 2 or not last[:begins] or not own.begins(_BULLET.sub("", lines[items[0]])):
        return kinds
    told = [line_kind(_BULLET.sub("", lines[place])) for place in items]
    if set(told) - set("NSP"):
        return kinds
    return [told[items.index(place)] if place in items else kind for place, kind in enumerate(kinds)]


def _heads(lines: Sequence[str], kinds: list[str], place: int, own: OwnName) -> bool:
    """The sender's name begins this line, apart from the text above."""
    if not place or len(lines[place]) > _LONGEST_HEAD or _LEADS_ON.search(lines[place]):
        return False
    if kinds[place - 1] not in "BRCT-" and not SENTENCE_END.search(lines[place - 1]):
        return False
    return own.begins(lines[place]) or own.begins(lines[place].partition("\t")[0])


def _told(lines: Sequence[str], kinds: list[str], card: list[int], *, marked: bool) -> list[str]:
    """`card` are the filled places; `marked`: a delimiter stands above, so that fields may be of any name."""
    kinds = list(kinds)
    for place in card:
        if kinds[place] not in "HP":
            continue
        field = lines[place].strip().replace("\t", "：", 1)
        if _HOURS.match(lines[place][:100]) or ("\t" in lines[place] and reaches(field)):
            kinds[place] = "S"
        elif "\t" in lines[place] and (place == card[0] or words.PERSONAL.match(field)):
            kinds[place] = "N"
        elif kinds[place] == "H" and place == card[-1] and len(card) < 4 and _DAY.match(lines[place][:20]):
            kinds[place] = "Y"
        elif marked and kinds[place] == "H" and formed(lines[place]):
            kinds[place] = "L"
    last = lines[card[-1]]
    if (
        len(card) > 1
        and kinds[card[-1]] == "H"
        and (advertises(last) or (len(card) > 1 + (not marked) and slogan(last, strict=True)))
    ):
        kinds[card[-1]] = "P"  # 让每一次升级都安心
    return kinds
