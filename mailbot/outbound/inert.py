"""inert: a text that anybody may have written, made harmless to show; cut: its beginning."""

import unicodedata
from typing import Any


def inert(text: str) -> str:
    """The text without what could act on its reader's program: control characters (tabs and line ends stay), lone
    surrogates, and characters that turn the writing direction (`gpj.exe` shown as `exe.jpg`)."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_calm(c) for c in text)


def _calm(letter: str) -> str:
    if letter in "\n\t":
        return letter
    category = unicodedata.category(letter)
    if category == "Cs":
        return "\ufffd"
    if category == "Cc" or "\u202a" <= letter <= "\u202e" or "\u2066" <= letter <= "\u2069":
        return ""
    return "\n" if category in ("Zl", "Zp") else letter


def cut(text: Any, longest: int = 400) -> str:
    """The text's beginning, at most `longest` characters, with a mark where it goes on."""
    words = str(text or "")
    return words if len(words) <= longest else words[: longest - 1].rstrip() + "…"
