"""han, columns: how many characters of a text are Chinese, and how wide a line stands that has some.

No pattern: the class of these 21,000 takes 1 ms to compile, and a plan's reading asks in ten places.
"""


def han(text: str) -> int:
    """The number of CJK Unified Ideographs (U+4E00 to U+9FFF) in a text; kana, hangul and marks are none."""
    return sum("\u4e00" <= character <= "\u9fff" for character in text)


def columns(text: str) -> int:
    """How wide a text stands: a Chinese, Japanese or Korean character takes two columns."""
    return len(text) + sum(1 for character in text if character > "⺀")
