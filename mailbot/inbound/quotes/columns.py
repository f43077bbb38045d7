"""How wide a line of a mail stands: a Chinese, Japanese or Korean character takes two columns."""


def columns(text: str) -> int:
    return len(text) + sum(1 for character in text if character > "⺀")
