"""Faults of rules files in words: the file, the line, the key, what was found, what was expected, the nearest valid word."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, time
from enum import Enum
from typing import Any, Literal, NamedTuple, get_args, get_origin

from mailbot.rulebook.annotations import bare, keys, metadata
from mailbot.rulebook.basic import AT_LEAST_ONE, Between, Choices, Made, Said, Shape, Text
from mailbot.rulebook.folding import nearest
from mailbot.rulebook.locate import Path, line_of
from mailbot.rulebook.reader import Wrong
from mailbot.value import Value


class Expected(NamedTuple):
    """`text` completes "expected …"; `words` are the valid ones, where they can be counted."""

    text: str
    words: tuple[str, ...] = ()


def expected(shape: type[Shape], path: tuple[str | int, ...]) -> Expected:
    """What `shape` wants at `path`; at a place that it does not know, what the last known one wants."""
    annotation: Any = shape
    name = ""
    for step in path:
        inner = bare(annotation)
        if isinstance(inner, type) and issubclass(inner, Shape):
            found = keys(inner).get(str(step))
            if found is None:
                break
            name, annotation = str(step), found.annotation
        elif get_origin(inner) is tuple:
            args = get_args(inner)
            annotation = args[0] if args[-1] is Ellipsis else args[int(step)]
        elif get_origin(inner) is dict:
            annotation = get_args(inner)[1]
    return Expected(_describe(annotation, name), tuple(_words(annotation)))


def shape_at(shape: type[Shape], path: tuple[str | int, ...]) -> type[Shape]:
    """The shape of the table that `path` leads to."""
    for step in path:
        if isinstance(step, str):
            inner = bare(keys(shape)[step].annotation)
            while get_origin(inner) is tuple:
                inner = bare(get_args(inner)[0])
            shape = inner
    return shape


def _describe(annotation: Any, name: str) -> str:
    plain, beside = bare(annotation), metadata(annotation)
    for said in beside:
        if isinstance(said, Text | Made | Said):
            return said.description
    if get_origin(plain) is tuple:
        inner = get_args(plain)[0]
        if isinstance(bare(inner), type) and issubclass(bare(inner), Shape):
            return f"tables, each under [[{name}]]"
        return f"a list{' of at least one' if AT_LEAST_ONE in beside else ''}, each {_describe(inner, name)}"
    words = tuple(_words(annotation))
    if words:
        return f"one of {', '.join(words)}" if len(words) > 1 else f"'{words[0]}'"
    if get_origin(plain) is dict:
        return "a table"
    if plain is bool:
        return "true or false"
    if plain is int:
        return "a whole number" + _bounds(next(said for said in beside if isinstance(said, Between)))
    return f"a table with the keys {', '.join(keys(plain))}"


def _bounds(within: Between) -> str:
    return f" of {within.least} or more" if within.most is None else f" from {within.least} to {within.most}"


def _words(annotation: Any) -> Iterable[str]:
    for said in metadata(annotation):
        if isinstance(said, Choices):
            return said.words()
    plain = bare(annotation)
    if get_origin(plain) is Literal:
        return [str(word) for word in get_args(plain)]
    if isinstance(plain, type) and issubclass(plain, Enum):
        return [str(word.value) for word in plain]
    return ()


_SLIPS = 3  # a misspelt key is a whole word: further off than a tag of four letters may be
_FULL_WIDTH = dict(zip("“”‘’＂＇＝，．【】［］｛｝：＃", "\"\"''\"'=,.[][]{}:#", strict=True))


class Fault(Value):
    """`path` is the key's way from the top of `file` ("people.toml"); `line` is set where there is no path to look up."""

    file: str
    path: Path
    text: str
    line: int | None = None

    def told(self, places: Mapping[Path, int]) -> str:
        """The fault as one line for whoever edits the rules. `places` are the file's lines by path."""
        line = self.line or line_of(self.path, places)
        where = f"{shown_path(self.path)}: " if self.path else ""
        return f"rules/{self.file}:{line}: {where}{self.text}"


def shown_path(path: Path) -> str:
    """`person[2].roles[0]`: list elements count from 0."""
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return text.removeprefix(".")


def shown(value: Any) -> str:
    """What was found, as its file may write it, cut to a length that a line holds."""
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, list | tuple):
        return "a list" if value else "an empty list"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date | time):
        return value.isoformat()
    text = repr(value)
    return text if len(text) <= 80 else text[:76] + "…" + text[-1]


def mistaken(found: Any, wanted: str, words: Iterable[str] = ()) -> str:
    """`found 'managr'; expected one of …; nearest: 'manager'`."""
    near = nearest(found, words, limit=_SLIPS) if isinstance(found, str) and not _too_short(found) else None
    return f"found {shown(found)}; expected {wanted}" + (f"; nearest: {near!r}" if near else "")


def _too_short(word: str) -> bool:
    """Of two letters, one is half the word: `cn` is no slip of `en`. Two Chinese characters say more."""
    return len(word) < 3 and word.isascii()


def shape_faults(file: str, shape: type[Shape], wrong: list[Wrong]) -> Iterator[Fault]:
    """What is wrong with a file's values, in words that the shapes give."""
    meant = {  # the key that each unknown one is nearest to: that it is missing is no second fault
        (*path[:-1], nearest(str(path[-1]), keys(shape_at(shape, path[:-1])), limit=_SLIPS))
        for what, path, _ in wrong
        if what == "unknown"
    }
    for what, path, found in wrong:
        if what == "unknown":
            known = keys(shape_at(shape, path[:-1]))
            near = nearest(str(path[-1]), known, limit=_SLIPS)
            yield Fault(
                file,
                path,
                f"unknown key; expected one of {', '.join(known)}" + (f"; nearest: {near!r}" if near else ""),
            )
        elif what == "found":
            wanted = expected(shape, path)
            yield Fault(file, path, mistaken(found, wanted.text, wanted.words))
        elif path not in meant:
            yield Fault(file, path, f"missing; expected {expected(shape, path).text}")


def unknown_file_fault(file: str, known: Iterable[str]) -> Fault:
    """A file that nobody reads: misspelt, or a copy that an editor or a file manager left behind."""
    return Fault(file, (), mistaken(file, f"one of {', '.join(known)}, kinds/*.toml", known), 1)


def octets_fault(file: str, octets: bytes, error: UnicodeDecodeError) -> Fault:
    """A file that is not UTF-8: Windows' Notepad may have saved it in the system's code page or in UTF-16."""
    line = octets.count(b"\n", 0, error.start) + 1
    return Fault(file, (), f"not UTF-8 (byte 0x{octets[error.start]:02x}); save the file as UTF-8", line)


def syntax_fault(file: str, text: str, error: tomllib.TOMLDecodeError) -> Fault:
    """A text that is not TOML, with what is most often behind it in a Chinese office."""
    found = re.fullmatch(r"(.*) \(at (?:line (\d+), column (\d+)|end of document)\)", str(error), re.DOTALL)
    said = found[1] if found else str(error)
    lines = text.replace("\r\n", "\n").split("\n")
    if found and found[2]:
        line, column = int(found[2]), int(found[3])
    else:
        line, column = len(text.rstrip().split("\n")), 0
    char = lines[line - 1][column - 1 : column] if column else ""
    if said.startswith(("Cannot overwrite", "Duplicate inline")):
        return Fault(file, (), f"not TOML: {_twice(lines, line, said)} is given twice", line)
    if declared := re.fullmatch(r"Cannot declare \((.*?),?\) twice", said):
        table = ".".join(re.findall(r"'([^']*)'", declared[1]))
        return Fault(file, (), f"not TOML: the table [{table}] is given twice; a list of tables is [[{table}]]", line)
    hint = ""
    if said == "Illegal character '\\n'":
        said, column = "a text without its closing quote", 0
    elif char in _FULL_WIDTH:
        hint = f"; found the full-width {char}; expected {_FULL_WIDTH[char]}"
    elif char > "\x7f":
        hint = f"; found {char!r}; expected a key in ASCII, or a text in quotes"
    elif re.search(r"[\[=,]\s*\d{1,2}:\d{2}\b(?!:)", lines[line - 1]):
        hint = '; a time of day stands in quotes ("09:00")'
    elif said == "Invalid value" and char.isalpha():
        hint = "; a text stands in quotes; yes and no are true and false"
    at = f" at column {column}" if column else ""
    return Fault(file, (), f"not TOML: {said}{at}{hint}", line)


def _twice(lines: list[str], line: int, said: str) -> str:
    """The key that a duplicate-key error is about: named by tomllib in an inline table, else on the statement's line."""
    if named := re.search(r"'(.+)'", said):
        return f"the key {named[1]!r}"
    for text in reversed(lines[:line]):
        if begun := re.match(r"\s*(?:([\w.\"'-]+)\s*=|(\[+)\s*([^\]\s]+))", text):
            return f"the key {begun[1]!r}" if begun[1] else f"the table [{begun[3]}]"
    return "a key"
