"""split_sentences: a text parted at its full stops, Chinese and English."""

from mailbot.han import han
from mailbot.late import late

_STOP = late(r"[。；;！!？?\n]|\.\s+")


def split_sentences(text: str, stops: str = "。；;！!？?\n") -> list[str]:
    """The sentences of a text, none empty, without the stops between them. Linear.

    A dot parts where a small letter, a figure, a bracket or a Chinese character stands before it, and behind its blank a
    capital, a bracket or a Chinese character: not in 8.2.1, nor in "approx. 500".
    """
    found: list[str] = []
    start = 0
    for stop in _STOP.finditer(text):
        if stop.group() in stops or (
            stop.group()[0] == "."
            and (
                ("\n" in stops and "\n" in stop.group())
                or _parts(text[stop.start() - 1 : stop.start()], text[stop.end() : stop.end() + 1])
            )
        ):
            found.append(text[start : stop.start()])
            start = stop.end()
    found.append(text[start:])
    return [one for one in found if one]


def _parts(before: str, behind: str) -> bool:
    return ("a" <= before <= "z" or before == ")" or before.isdecimal() or han(before) > 0) and (
        "A" <= behind <= "Z" or behind == "(" or han(behind) > 0
    )
