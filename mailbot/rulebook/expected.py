"""What a rules file should have said at a place: the description and the valid words, read off the shapes themselves."""

from collections.abc import Iterable
from enum import Enum
from typing import Any, Literal, NamedTuple, get_args, get_origin

from mailbot.rulebook.annotations import bare, keys, metadata
from mailbot.rulebook.basic import AT_LEAST_ONE, Between, Choices, Made, Said, Shape, Text


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
