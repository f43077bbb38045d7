"""The answers that a writer set in colour between the lines of a quote (`见下面红字`), which nothing else tells from it."""

from mailbot.inbound.quotes.marked import Marked
from mailbot.inbound.quotes.quote_headers import header_at
from mailbot.late import late

_NAMES = (("red", late(r"[红紅][字色]|[标標][红紅]|\bin red\b")), ("blue", late(r"[蓝藍][字色]|[标標][蓝藍]|\bin blue\b")), ("green", late(r"[绿綠][字色]|[标標][绿綠]|\bin green\b")))
_IN_COLOUR = late(r"彩色|有色字|颜色字|不同颜色|另色|(?:原文|邮件|行)[内中里下](?:批注|回复|答复|标注)|\bin colou?r\b|\binline\b")
_LONGEST = 400  # lines of the quote that are looked at


def coloured(marked: Marked, own: list[int], history: list[int]) -> list[int]:
    """Places in `history` of the sender's answers: the sender's text says in which colour they are, or that they stand
    between the lines and there is one colour alone; they are the fewer lines, and in the first mail that is quoted."""
    if not marked.tints or not history or not own:
        return []
    said = " ".join(marked.texts[place] for place in own if marked.texts[place].strip())[:2000]
    names = [name for name, words in _NAMES if words.search(said)]
    if not names and not _IN_COLOUR.search(said):
        return []
    quoted = _first_mail(marked, history)
    found = [place for place in quoted if place in marked.tints]
    if not names:
        names = sorted({marked.tints[place] for place in found})
    if len(names) != 1:
        return []
    answers = [place for place in found if marked.tints[place] == names[0]]
    return answers if 2 * len(answers) <= len(quoted) else []


def _first_mail(marked: Marked, history: list[int]) -> list[int]:
    """The filled lines below the first header of the quote, down to the next one."""
    filled: list[int] = []
    place, blocks = history[0], 0
    while place < min(len(marked.texts), history[0] + _LONGEST):
        header = header_at(marked.texts, place, marked.rules, place in marked.starts, marked.depths)
        if header is not None and header.start <= place:
            blocks += 1
            if blocks > 1:
                break
            place = max(header.end, place + 1)
            continue
        if marked.texts[place].strip():
            filled.append(place)
        place += 1
    return filled
