"""What a rules file should have said at a place: the description and the valid words, read off the shapes themselves."""

from collections.abc import Iterable
from enum import Enum
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin, get_type_hints

from annotated_types import Ge, Le, MinLen
from pydantic.fields import FieldInfo

from mailbot.rulebook.basic import Choices, Shape


class Expected(NamedTuple):
    """`text` completes "expected …"; `words` are the valid ones, where they can be counted."""

    text: str
    words: tuple[str, ...] = ()


def expected(shape: type[Shape], path: tuple[str | int, ...]) -> Expected:
    """What `shape` wants at `path`; at a place that it does not know, what the last known one wants."""
    annotation: Any = shape
    field: FieldInfo | None = None
    name = ""
    for step in path:
        inner = _bare(annotation)
        if isinstance(inner, type) and issubclass(inner, Shape):
            found = {f.alias or n: (n, f) for n, f in inner.model_fields.items()}.get(str(step))
            if found is None:
                break
            name, field = str(step), found[1]
            annotation = get_type_hints(inner, include_extras=True)[found[0]]
        elif get_origin(inner) is tuple:
            args = get_args(inner)
            annotation = args[0] if args[-1] is Ellipsis else args[int(step)]
            field = None
        elif get_origin(inner) is dict:
            annotation, field = get_args(inner)[1], None
    return Expected(_describe(annotation, field, name), tuple(_words(annotation)))


def keys(shape: type[Shape]) -> tuple[str, ...]:
    """The keys of a table, as its file writes them."""
    return tuple(f.alias or name for name, f in shape.model_fields.items())


def shape_at(shape: type[Shape], path: tuple[str | int, ...]) -> type[Shape]:
    """The shape of the table that `path` leads to."""
    for step in path:
        if isinstance(step, str):
            names = {f.alias or n: n for n, f in shape.model_fields.items()}
            inner = _bare(get_type_hints(shape, include_extras=True)[names[step]])
            while get_origin(inner) is tuple:
                inner = _bare(get_args(inner)[0])
            shape = inner
    return shape


def _describe(annotation: Any, field: FieldInfo | None, name: str) -> str:
    said = _description(annotation)
    if said:
        return said
    bare = _bare(annotation)
    if get_origin(bare) is tuple:
        inner = get_args(bare)[0]
        if isinstance(_bare(inner), type) and issubclass(_bare(inner), Shape):
            return f"tables, each under [[{name}]]"
        least = any(isinstance(m, MinLen) and m.min_length for m in (field.metadata if field else ()))
        return f"a list{' of at least one' if least else ''}, each {_describe(inner, None, name)}"
    words = tuple(_words(annotation))
    if words:
        return f"one of {', '.join(words)}" if len(words) > 1 else f"'{words[0]}'"
    if get_origin(bare) is dict:
        return "a table"
    if bare is bool:
        return "true or false"
    if bare is int:
        return "a whole number" + _bounds(field)
    return f"a table with the keys {', '.join(keys(bare))}"


def _bounds(field: FieldInfo | None) -> str:
    low = next((m.ge for m in (field.metadata if field else ()) if isinstance(m, Ge)), None)
    high = next((m.le for m in (field.metadata if field else ()) if isinstance(m, Le)), None)
    if low is not None and high is not None:
        return f" from {low} to {high}"
    return f" of {low} or more" if low is not None else ""


def _words(annotation: Any) -> Iterable[str]:
    choices = next((m for m in _metadata(annotation) if isinstance(m, Choices)), None)
    if choices is not None:
        return choices.words()
    bare = _bare(annotation)
    if get_origin(bare) is Literal:
        return [str(word) for word in get_args(bare)]
    if isinstance(bare, type) and issubclass(bare, Enum):
        return [str(word.value) for word in bare]
    return ()


def _description(annotation: Any) -> str:
    return next((m.description for m in _metadata(annotation) if isinstance(m, FieldInfo) and m.description), "")


def _metadata(annotation: Any) -> list[Any]:
    """What stands beside a type in `Annotated`, inside `| None` too."""
    if get_origin(annotation) is Annotated:
        inner, *metadata = get_args(annotation)
        return metadata + _metadata(inner)
    if get_origin(annotation) in (Union, UnionType):
        return [m for part in get_args(annotation) if part is not NoneType for m in _metadata(part)]
    return []


def _bare(annotation: Any) -> Any:
    """The type without `Annotated` and `| None`."""
    while True:
        if get_origin(annotation) is Annotated:
            annotation = get_args(annotation)[0]
        elif get_origin(annotation) in (Union, UnionType):
            annotation = next(part for part in get_args(annotation) if part is not NoneType)
        else:
            return annotation
