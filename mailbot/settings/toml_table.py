"""TomlTable: one table of `mailbot.toml`, read key by key, all its faults collected."""

import difflib
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal

from mailbot.settings.secret import Secret

FILE = "mailbot.toml"


class TomlTable:
    """One table of the document: gives checked values, collects faults, remembers which keys it was asked for."""

    def __init__(
        self, name: str, values: Mapping[str, Any], faults: list[str], folder: Path, environ: Mapping[str, str]
    ):
        self.name, self.values, self.faults = name, values, faults
        self.folder, self.environ = folder, environ
        self.known: list[str] = []

    def fault(self, key: str, found: object, expected: str, nearest: str = "") -> None:
        """`found` None: the value is missing, or is not to be shown."""
        place = f"[{self.name}] {key}" if self.name else key
        shown = "" if found is None else f"found {_shown(found)}, "
        self.faults.append(
            f"{FILE}: {place}: {shown}expected {expected}" + (f'; nearest "{nearest}"' if nearest else "")
        )

    def _get(self, key: str, kind: type, expected: str) -> Any:
        self.known.append(key)
        value = self.values.get(key)
        if value is None or (isinstance(value, kind) and not (kind is int and isinstance(value, bool))):
            return value
        hidden = (key.startswith(("password", "token")) and not key.endswith("_expires")) or key == "url"
        self.fault(key, None if hidden else value, expected)
        return None

    def text(self, key: str, default: str | None = None) -> str:
        value = self._get(key, str, "text in quotes")
        if value is not None and (not value.strip() or not value.isprintable()):
            self.fault(key, None, "one line of text, not empty")
            return default or ""
        if value is None and default is None:
            if key not in self.values:
                self.fault(key, None, "a value; it is missing")
            return ""
        return str(value.strip() if value is not None else default)

    def number(self, key: str, default: int, least: int, most: int) -> int:
        value = self._get(key, int, f"a whole number from {least} to {most}")
        if value is None:
            return default
        if not least <= value <= most:
            self.fault(key, value, f"a whole number from {least} to {most}")
        return int(value)

    def flag(self, key: str, default: bool) -> bool:
        value = self._get(key, bool, "true or false")
        return default if value is None else bool(value)

    def day(self, key: str) -> date | None:
        value = self._get(key, date, "a day: 2027-01-31")
        return value.date() if isinstance(value, datetime) else value

    def choice(self, key: str, words: Sequence[str], default: str) -> Any:
        value = self._get(key, str, _either(words))
        if value is None:
            return default
        if value not in words:
            self.fault(key, value, _either(words), _nearest(value, words))
            return default
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; () where there is none."""
        value = self._get(key, list, 'a list: ["one", "another"]') or []
        if not all(isinstance(text, str) and text.strip() and text.isprintable() for text in value):
            self.fault(key, None, 'a list of texts, none of them empty: ["one", "another"]')
            return ()
        return tuple(text.strip() for text in value)

    def secret(self, *, needed: bool, called: str = "password") -> Secret | None:
        """At most one of password_env, password_file, password_command; exactly one where it is `needed`. `called`: the word
        before the underscore."""
        env, file, command = three = (f"{called}_env", f"{called}_file", f"{called}_command")
        if called in self.values:
            self.known.append(called)
            self.fault(called, None, f"no {called} in this file: name its place by one of {', '.join(three)}")
        given = [key for key in three if key in self.values]
        for key in (env, file):
            self.text(key, "")
        argv = self._get(command, list, 'a list: ["program", "argument"]') or []
        if command in given and (not argv or not all(isinstance(word, str) and word for word in argv)):
            self.fault(command, None, 'a list of words: ["program", "argument"]')
            argv = []
        if len(given) > 1:
            self.fault(given[1], None, f"only one of {', '.join(three)}")
        if not given:
            if needed and called not in self.values:
                self.fault(env, None, f"one of {', '.join(three)}; none is there")
            return None
        if given[0] == command:
            return Secret("command", tuple(argv), self.folder, self.environ, called) if argv else None
        kind: Literal["env", "file"] = "env" if given[0] == env else "file"
        place = self.values[given[0]]
        return Secret(kind, (place,), self.folder, self.environ, called) if isinstance(place, str) else None

    def table(self, key: str) -> "TomlTable | None":
        values = self._get(key, dict, "a table")
        if values is None:
            return None
        name = f"{self.name}.{key}" if self.name else key
        return TomlTable(name, values, self.faults, self.folder, self.environ)

    def tables(self, key: str) -> "list[TomlTable]":
        """The tables of a list of tables (`[[backend]]`), each named with its number."""
        values = self._get(key, list, f"tables, each headed [[{key}]]") or []
        if not all(isinstance(value, dict) for value in values):
            self.fault(key, None, f"tables, each headed [[{key}]]")
            return []
        return [
            TomlTable(f"{key} {n}", value, self.faults, self.folder, self.environ) for n, value in enumerate(values, 1)
        ]

    def empty(self, key: str) -> "TomlTable":
        return TomlTable(key, {}, self.faults, self.folder, self.environ)

    def refuse_the_rest(self) -> None:
        """A key that nobody asked for is misspelt: say which was meant. Its value is not shown, it may be a secret."""
        for key in self.values:
            if key not in self.known:
                spare = [known for known in self.known if known not in ("password", "token")]
                self.fault(key, None, f"a known key ({', '.join(spare)})", _nearest(key, spare))


def _shown(value: object) -> str:
    text = f'"{value}"' if isinstance(value, str) else repr(value)
    return text if len(text) <= 60 else text[:57] + "…"


def _either(words: Sequence[str]) -> str:
    return " or ".join(f'"{word}"' for word in words)


def _nearest(word: str, words: Sequence[str]) -> str:
    return next(iter(difflib.get_close_matches(word.casefold(), words, n=1, cutoff=0.5)), "")
