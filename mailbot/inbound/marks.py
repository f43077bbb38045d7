"""The marks that a corrected text bears where its sender is to write something, and a text without those that were left in it (SPEC 5)."""

from mailbot.late import late

# What is asked for → the mark, by language.
MARKS = {
    "value": {"zh": "〔请填写〕", "en": "[please fill in]"},
    "day": {"zh": "〔请写明日期〕", "en": "[please give the day]"},
    "person": {"zh": "〔请写明是谁〕", "en": "[please say who]"},
    "words": {"zh": "〔请改写〕", "en": "[please reword]"},
}
_LEFT = late(r"[〔\[](?:请(?:填写|写明日期|写明是谁|改写)|please (?:fill in|give the day|say who|reword))[〕\]]")


def without_marks(text: str) -> str:
    """What the sender wrote beside a mark counts, whether or not they took it out."""
    return _LEFT.sub("", text)
