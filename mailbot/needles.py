"""needles: words of which every match of a regular expression has at least one, told from its source.

Told in a twelfth of the time that compiling it takes. What is not known for certain is not told.
"""

import re

_PLAIN = r"[^]\\[(){}|.^$*+?]"
_CHARACTER = r"\\u\w{4}|\\x\w\w|\\[nt0]|\\[^\w]"
_CLASS = r"\[\^?\]?(?:[^]\\]|\\.)*\]"
_GROUP = r"\((?:\?(?:[:>]|P<\w+>|<?=))?"
_REST = rf"(?:[^][()\\]|\\.|{_CLASS})*\)"  # of a group without groups in it
_MAYBE = r"(?:[*?]|\{0?,\d*\})[?+]?"
_TIMES = r"(?:[*+?]|\{\d*,?\d*\})?[?+]?"
# No group is repeated possessively: Python 3.11 before 3.11.5 goes on behind what such a group has read of a try that failed.
# One token of a pattern, the most frequent first. A character that is repeated is one for itself.
_TOKEN = re.compile(
    rf"(?P<run>(?:{_PLAIN}(?![*+?{{]))+)"
    rf"|(?P<nothing>(?:\(\?<?!{_REST}|\((?:\?:|\?P<\w+>)?{_REST}{_MAYBE}|{_CLASS}{_MAYBE}|\[\^(?:[^]\\]|\\.)+\]{_TIMES}"
    rf"|(?:\\[dDwWsS]|\.|\(\?P=\w+\)){_TIMES}|[\^$]|\\[bBAZ])+)"
    rf"|(?P<bar>\|(?:{_PLAIN}++\|)*)"
    rf"|(?P<words>{_GROUP}(?P<said>(?:{_PLAIN}++\|)*{_PLAIN}++)\)(?!{_MAYBE}){_TIMES})"
    rf"|(?P<some>\[(?P<characters>(?:[^]\\[^-]|{_CHARACTER})(?:[^]\\[-]|{_CHARACTER})*-?)\]{_TIMES})"
    rf"|(?P<range>{_CLASS}{_TIMES})"
    rf"|(?P<one>(?:{_CHARACTER}|[^\\[()|.^$*+?]){_TIMES})"
    r"|(?P<unlike>\(\?(?:<?!|i:))"
    rf"|(?P<open>{_GROUP}(?!\?))"
    rf"|(?P<close>\){_TIMES})"
    r"|(?P<odd>.)",
    re.DOTALL,
)
_ONE = re.compile(rf"{_CHARACTER}|.", re.DOTALL)
_NONE = frozenset[str]()
_MANY = 120


def needles(pattern: str) -> frozenset[str]:
    """None where the matches have no few words in common, or something in the pattern is not known here."""
    outer: list[tuple[list[frozenset[str]], frozenset[str] | None, bool]] = []
    pieces: list[frozenset[str]] = []  # what this branch needs: one of each
    told: frozenset[str] | None = _NONE  # of the branches before it; None: one of them needs nothing
    run = ""  # characters in a row
    for token in _TOKEN.finditer(pattern):
        kind, said = token.lastgroup, token[0]
        if kind == "run":
            run += said
            continue
        if kind == "one":
            character = _ONE.findall(said)[0]
            times = said[len(character) :]
            if not _may_lack(times):
                run += _read(character)
            if not times:
                continue
        if kind == "words" and run and said[1:2] == "?" and said[2] in ":P":
            pieces.append(frozenset([run + word for word in token["said"].split("|")]))
            run = ""
            continue
        if run:
            pieces.append(frozenset((run,)))
            run = ""
        if kind == "bar":
            told = told | _best(pieces) if pieces and told is not None else None
            if told is not None and len(said) > 1:
                told = told.union(said[1:-1].split("|"))
            pieces = []
        elif kind == "words":
            pieces.append(frozenset(token["said"].split("|")))
        elif kind == "some":
            pieces.append(frozenset(map(_read, _ONE.findall(token["characters"]))))
        elif kind == "open" or kind == "unlike":
            outer.append((pieces, told, kind == "unlike"))
            pieces, told = [], _NONE
        elif kind == "close" and outer:
            inner = told | _best(pieces) if pieces and told is not None else _NONE
            pieces, told, unlike = outer.pop()
            if inner and len(inner) < _MANY and not unlike and not _may_lack(said[1:]):
                pieces.append(inner)
        elif kind == "close" or kind == "odd":
            return _NONE
    if run:
        pieces.append(frozenset((run,)))
    return told | _best(pieces) if pieces and told is not None and not outer else _NONE


def _read(character: str) -> str:
    """A character, from how the pattern writes it."""
    if character[0] != "\\":
        return character
    if character[1] in "xu":
        return chr(int(character[2:], 16))
    return {"n": "\n", "t": "\t", "0": "\0"}.get(character[1], character[1])


def _may_lack(times: str) -> bool:
    return times[:1] in {"*", "?"} or times[:2] in {"{0", "{,"}


def _best(pieces: list[frozenset[str]]) -> frozenset[str]:
    """The piece that says most: few words, and long ones."""
    return pieces[0] if len(pieces) == 1 else min(pieces, key=_weight)


def _weight(words: frozenset[str]) -> float:
    return sum([3 if word in _EVERYDAY else _WEIGHTS[min(len(word), 5)] for word in words])


_WEIGHTS = (1, 1, 0.3, 0.05, 0.015, 0.005)  # of words by their length
_EVERYDAY = frozenset(" .-:：(（,，/的日月号前后上下到")
