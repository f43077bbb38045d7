"""han: how many characters of a text are Chinese.

No pattern: the class of these 21,000 takes 1 ms to compile, and a plan's reading asks in ten places.
"""


def han(text: str) -> int:
    """The number of CJK Unified Ideographs (U+4E00 to U+9FFF) in a text; kana, hangul and marks are none."""
    return sum("\u4e00" <= character <= "\u9fff" for character in text)
