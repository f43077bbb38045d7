"""carded: the kinds of a mail's last lines, where a card begins with the sender's name: what is a field, a day or a motto there tells
more of the person."""

from collections.abc import Sequence

from mailbot.inbound.signatures import signature_words as words
from mailbot.inbound.signatures.own_name import OwnName
from mailbot.inbound.signatures.signature_kinds import SENTENCE_END, formed, reaches
from mailbot.inbound.signatures.slogan import slogan
from mailbot.late import late

_NAME_AND_DAY = late(r"^\s*[^\d\s]{2,12}\s+\d{4}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}\s?日?\s*$")
_DAY = late(r"^\s*(?:\d{1,2}\s?[-/.]\s?\d{1,2}|\d{1,2}\s?月\s?\d{1,2}\s?[日号])\s*$")
_HOURS = late(
    r"^\s*(?:(?:工作|办公|服务|营业|上班|值班|在线)时间|hours"
    r"|(?:opening|office|business|working)\shours)\s*[:：].{3,60}$"
    r"|^\s*(?:周一|星期一|工作日|Mon(?:day)?\b).{0,30}\d{1,2}[:：]\d\d\s?[-–—~至到].{0,4}\d{1,2}[:：]\d\d.{0,12}$"
)
_LEADS_ON = late(r"[:：。？！?!]\s*$")
_LONGEST_CARD, _LONGEST_HEAD = 12, 80


def carded(lines: Sequence[str], kinds: list[str], own: OwnName) -> list[str]:
    """The kinds (`signature_kinds.line_kinds`), those of the card told as of a signature's lines. A card stands below the last
    `--`, or apart from what is above it and begins with `own`; one that has a line of matter is none."""
    filled = [place for place, kind in enumerate(kinds) if kind != "B"]
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
    if len(card) > 1 + (not marked) and kinds[card[-1]] == "H" and slogan(lines[card[-1]], strict=True):
        kinds[card[-1]] = "P"  # 让每一次升级都安心
    return kinds
