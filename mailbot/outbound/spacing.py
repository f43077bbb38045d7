"""tidy: blanks as a person would set them, whatever the template's own line breaks and indents."""

import re

from mailbot.outbound.blocks import Inline, Span

_BLANKS = re.compile(r"[ \t\r\n\f\v]+")


def tidy(spans: Inline) -> Inline:
    """Runs of blanks become one, none at either end. A line break of the template between two Chinese letters is no
    blank at all: Chinese is written without."""
    result: list[Span] = []
    pending = ""  # blanks seen since the last word
    last = ""
    for span in spans:
        if span.style == "break":
            if result and result[-1].style != "break":
                result.append(span)
            pending, last = "", ""
            continue
        text, before = "", ""
        for number, piece in enumerate(_pieces(span.text)):
            if piece.isspace():
                pending += piece
                continue
            gap = _gap(last, pending, piece[0])
            if number == 0 or not text:
                before = gap
            else:
                text += gap
            text += piece
            pending, last = "", piece[-1]
        if not text:
            continue
        if before:
            # A blank belongs to the plain words, so that a pill or link is not widened by it.
            if result and result[-1].style in ("", "m", "b", "note"):
                result[-1] = Span(result[-1].text + before, result[-1].style)
            elif span.style in ("", "m", "b", "note"):
                text = before + text
            else:
                result.append(Span(before))
        result.append(Span(text, span.style, span.tone, span.href))
    while result and result[-1].style == "break":
        result.pop()
    return tuple(result)


def _pieces(text: str) -> list[str]:
    pieces: list[str] = []
    end = 0
    for found in _BLANKS.finditer(text):
        if found.start() > end:
            pieces.append(text[end : found.start()])
        pieces.append(found[0])
        end = found.end()
    if end < len(text):
        pieces.append(text[end:])
    return pieces


def _gap(last: str, blanks: str, first: str) -> str:
    if not last or not blanks:
        return ""
    if "\n" in blanks and (_is_cjk(last) or _is_cjk(first)):
        return ""
    return " "


def _is_cjk(letter: str) -> bool:
    return (
        "\u2e80" <= letter <= "\u9fff"  # letters and their punctuation
        or "\uff00" <= letter <= "\uffef"  # full-width forms
        or letter in "“”‘’…—·"
    )
