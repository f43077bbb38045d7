"""read: what tomllib gives of a rules file becomes its shape, or every fault in it.

The rules are some six thousand words, read at the start of each command: how an annotation is read is found once, and a
word costs one call.
"""

import re
from collections.abc import Callable
from enum import Enum
from functools import cache
from typing import Any, Literal, NamedTuple, TypeVar, get_args, get_origin

from mailbot.rulebook.annotations import bare, keys, metadata
from mailbot.rulebook.basic import AT_LEAST_ONE, BLANK_IS_ABSENT, Between, Made, Shape, Text
from mailbot.rulebook.locate import Path

S = TypeVar("S", bound=Shape)


class Wrong(NamedTuple):
    """One fault: a key that is missing or unknown, or what was found at `path` and does not belong there."""

    what: Literal["missing", "unknown", "found"]
    path: Path
    found: Any = None

    def below(self, step: str | int) -> "Wrong":
        return self._replace(path=(step, *self.path))


# Reads a value; what is wrong with it is added to the list, and what it returns then is of no use.
_Reader = Callable[[Any, list[Wrong]], Any]


def read(shape: type[S], values: dict[str, Any]) -> S | list[Wrong]:
    """The values as `shape`; or, where anything is wrong, all that is, in the order of the shape's keys."""
    wrong: list[Wrong] = []
    made: S = _reader(shape)(values, wrong)
    return wrong or made


@cache
def _reader(annotation: Any) -> _Reader:
    inner = _plain(bare(annotation), metadata(annotation))
    if BLANK_IS_ABSENT in metadata(annotation):
        return lambda value, wrong: None if isinstance(value, str) and not value.strip() else inner(value, wrong)
    return inner


def _plain(kind: Any, beside: list[Any]) -> _Reader:
    for said in beside:
        if isinstance(said, Text):
            return _text(said)
        if isinstance(said, Made):
            return _made(said.make)
    if get_origin(kind) is Literal:
        return _word({word.value if isinstance(word, Enum) else word: word for word in get_args(kind)})
    if get_origin(kind) is dict:
        name, value = get_args(kind)
        return _table(_reader(name), _reader(value))
    if get_origin(kind) is tuple:
        first, *others = get_args(kind)
        if others == [Ellipsis]:
            return _list(_reader(first), 1 if AT_LEAST_ONE in beside else 0)
        return _row([_reader(each) for each in (first, *others)])
    if kind is bool:
        return _made(_boolean)
    if kind is int:
        return _number(next(said for said in beside if isinstance(said, Between)))
    if issubclass(kind, Enum):
        return _word({word.value: word for word in kind})
    return _shape(kind)


def _text(said: Text) -> _Reader:
    fits = re.compile(said.pattern).fullmatch if said.pattern else None

    def read_text(value: Any, wrong: list[Wrong]) -> Any:
        if isinstance(value, str):
            text = value.strip()
            if said.least <= len(text) <= said.most and (fits is None or fits(text)):
                return text.lower() if said.lower else text
        wrong.append(Wrong("found", (), value))
        return None

    return read_text


def _made(make: Callable[[Any], Any]) -> _Reader:
    def read_made(value: Any, wrong: list[Wrong]) -> Any:
        try:
            return make(value)
        except ValueError:
            wrong.append(Wrong("found", (), value))

    return read_made


def _boolean(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError("neither true nor false")
    return value


def _number(within: Between) -> _Reader:
    def whole(value: Any) -> int:
        if type(value) is not int or value < within.least or (within.most is not None and value > within.most):
            raise ValueError("no such number")
        return value

    return _made(whole)


def _word(words: dict[str, Any]) -> _Reader:
    def read_word(value: Any, wrong: list[Wrong]) -> Any:
        if isinstance(value, str) and value in words:
            return words[value]
        wrong.append(Wrong("found", (), value))
        return None

    return read_word


def _list(inner: _Reader, least: int) -> _Reader:
    def read_list(value: Any, wrong: list[Wrong]) -> Any:
        if not isinstance(value, list) or len(value) < least:
            wrong.append(Wrong("found", (), value))
            return None
        return tuple(_at(place, inner, item, wrong) for place, item in enumerate(value))

    return read_list


def _row(inner: list[_Reader]) -> _Reader:
    """A list of so many values, one of each sort."""

    def read_row(value: Any, wrong: list[Wrong]) -> Any:
        if not isinstance(value, list) or len(value) != len(inner):
            wrong.append(Wrong("found", (), value))
            return None
        return tuple(_at(n, each, item, wrong) for n, (each, item) in enumerate(zip(inner, value, strict=True)))

    return read_row


def _table(name: _Reader, inner: _Reader) -> _Reader:
    def read_table(value: Any, wrong: list[Wrong]) -> Any:
        if not isinstance(value, dict):
            wrong.append(Wrong("found", (), value))
            return None
        return {_at(key, name, key, wrong): _at(key, inner, item, wrong) for key, item in value.items()}

    return read_table


def _shape(shape: type[Shape]) -> _Reader:
    known = {key: (said.attribute, _reader(said.annotation), said.required) for key, said in keys(shape).items()}

    def read_shape(value: Any, wrong: list[Wrong]) -> Any:
        if not isinstance(value, dict):
            wrong.append(Wrong("found", (), value))
            return None
        sound, given = len(wrong), {}
        for key, (attribute, inner, required) in known.items():
            if key in value:
                given[attribute] = _at(key, inner, value[key], wrong)
            elif required:
                wrong.append(Wrong("missing", (key,)))
        wrong += [Wrong("unknown", (key,), item) for key, item in value.items() if key not in known]
        return shape(**given).whole() if len(wrong) == sound else None

    return read_shape


def _at(step: str | int, inner: _Reader, value: Any, wrong: list[Wrong]) -> Any:
    """What stands below a key or at a place of a list, with the way there put before what is wrong with it."""
    sound = len(wrong)
    made = inner(value, wrong)
    if len(wrong) > sound:
        wrong[sound:] = [fault.below(step) for fault in wrong[sound:]]
    return made
