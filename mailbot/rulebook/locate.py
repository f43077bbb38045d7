"""Where a key stands in a TOML text: `lines(text)[("person", 2, "roles", 0)]` is its line, counted from 1.

tomllib gives values without places. This reads the same text once more, only when there is a fault to place, and only
texts that tomllib has taken: so it may trust the syntax.
"""

import re
from collections.abc import Mapping

Path = tuple[str | int, ...]

_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_STRING = re.compile(r'"""(?:\\.|[^\\])*?"{3,5}|' r"'''.*?'{3,5}|" r'"(?:\\.|[^"\\\n])*"|' r"'[^'\n]*'", re.DOTALL)
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_BARE_VALUE = re.compile(r"[^,\]}\n#]*")
_ESCAPE = re.compile(r'\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|["\\bfnrt])')


def lines(text: str) -> dict[Path, int]:
    """The line of each table, key and list element of a valid TOML text."""
    return _Locator(text.replace("\r\n", "\n")).read()


def line_of(path: Path, places: Mapping[Path, int]) -> int:
    """The line of `path`, or of the nearest thing around it that is written down; 1 for the file as a whole."""
    while path and path not in places:
        path = path[:-1]
    return places.get(path, 1)


class _Locator:
    def __init__(self, text: str):
        self.text = text
        self.at = 0
        self.places: dict[Path, int] = {}
        self.counts: dict[Path, int] = {}  # how often an array of tables ([[person]]) has been opened
        self._line = 1
        self._counted = 0

    def read(self) -> dict[Path, int]:
        table: Path = ()
        self._skip()
        while self.at < len(self.text):
            if self.text.startswith("[[", self.at):
                table = self._header(2)
            elif self.text.startswith("[", self.at):
                table = self._header(1)
            else:
                self._pair(table)
            self._skip()
        return self.places

    def _header(self, brackets: int) -> Path:
        line = self._line_here()
        self.at += brackets
        names = self._dotted()
        self.at += brackets
        path: Path = ()
        for name in names[:-1]:
            path = self._latest((*path, name))
        path = (*path, names[-1])
        self.places.setdefault(path, line)
        if brackets == 2:
            self.counts[path] = self.counts.get(path, 0) + 1
            path = self._latest(path)
        self.places[path] = line
        return path

    def _latest(self, path: Path) -> Path:
        return (*path, self.counts[path] - 1) if path in self.counts else path

    def _pair(self, table: Path) -> None:
        line = self._line_here()
        path = table
        for name in self._dotted():
            path = (*path, name)
            self.places.setdefault(path, line)
        self.at += 1  # =
        self._value(path)

    def _value(self, path: Path) -> None:
        self._skip()
        self.places.setdefault(path, self._line_here())
        if self.text.startswith("[", self.at):
            self._list(path)
        elif self.text.startswith("{", self.at):
            self._inline_table(path)
        else:
            found = _STRING.match(self.text, self.at) or _BARE_VALUE.match(self.text, self.at)
            self.at = found.end() if found else len(self.text)

    def _list(self, path: Path) -> None:
        self.at += 1
        number = 0
        while not self._closes("]"):
            self._value((*path, number))
            number += 1

    def _inline_table(self, path: Path) -> None:
        self.at += 1
        while not self._closes("}"):
            self._pair(path)

    def _closes(self, bracket: str) -> bool:
        """Past blanks and a comma; True, and past the bracket, at the end."""
        self._skip()
        if self.text.startswith(",", self.at):
            self.at += 1
            self._skip()
        if self.at < len(self.text) and self.text[self.at] != bracket:
            return False
        self.at += 1
        return True

    def _dotted(self) -> list[str]:
        names = []
        while True:
            self._skip()
            quoted = _STRING.match(self.text, self.at)
            found = quoted or _BARE_KEY.match(self.text, self.at)
            if found is None:
                raise ValueError(f"no key at {self.at}")  # not TOML: tomllib should have said so
            names.append(_unquoted(found[0]) if quoted else found[0])
            self.at = found.end()
            self._skip()
            if not self.text.startswith(".", self.at):
                return names
            self.at += 1

    def _skip(self) -> None:
        found = _BLANK.match(self.text, self.at)
        self.at = found.end() if found else self.at

    def _line_here(self) -> int:
        self._line += self.text.count("\n", self._counted, self.at)
        self._counted = self.at
        return self._line


def _unquoted(key: str) -> str:
    if key.startswith("'"):
        return key[1:-1]
    named = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
    return _ESCAPE.sub(lambda m: chr(int(m[1][1:], 16)) if m[1][0] in "uU" else named.get(m[1], m[1]), key[1:-1])
