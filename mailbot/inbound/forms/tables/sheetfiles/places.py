"""Cells' addresses as spreadsheet programs write them: `Sheet1!C7`."""

from mailbot.late import late

# As Excel does: letters, digits, dots and underscores need no quotes, unless the name begins with a digit or could be
# an address itself (A1, R1C1).
_PLAIN = late(r"[^\W\d][\w.]*")
_ADDRESS = late(r"[A-Za-z]{1,3}\d{1,7}|[Rr]\d*[Cc]\d*|[RrCc]")


def place(sheet: str, row: int, column: int) -> str:
    """The address of a cell; `row` and `column` count from 0."""
    return f"{quoted(sheet)}!{letters(column)}{row + 1}"


def quoted(sheet: str) -> str:
    """A sheet's name as it stands before the `!`."""
    if _PLAIN.fullmatch(sheet) and not _ADDRESS.fullmatch(sheet):
        return sheet
    return "'" + sheet.replace("'", "''") + "'"


def letters(column: int) -> str:
    """0 → A, 25 → Z, 26 → AA."""
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def column_of(letters: str) -> int:
    """A → 0, AA → 26; -1 for no letters."""
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return column - 1
