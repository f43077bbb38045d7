"""What the annotations of the shapes say: their keys, and what stands beside a type."""

from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, NamedTuple, Union, get_args, get_origin, get_type_hints

from mailbot.rulebook.basic import Shape
from mailbot.value import fields


class FileKey(NamedTuple):
    """A key of a table: the attribute that holds it (`from_` for `from`), its annotation, whether it must be given."""

    attribute: str
    annotation: Any
    required: bool


@cache
def keys(shape: type[Shape]) -> dict[str, FileKey]:
    """The keys of a table as its file writes them, in order."""
    hints = get_type_hints(shape, include_extras=True)
    names = zip(shape.__struct_encode_fields__, shape.__struct_fields__, strict=True)
    required = {field.name for field in fields(shape) if field.required}
    return {key: FileKey(name, hints[name], name in required) for key, name in names}


def metadata(annotation: Any) -> list[Any]:
    """What stands beside a type in `Annotated`, inside `| None` too."""
    if get_origin(annotation) is Annotated:
        inner, *beside = get_args(annotation)
        return beside + metadata(inner)
    if get_origin(annotation) in (Union, UnionType):
        return [said for part in get_args(annotation) if part is not NoneType for said in metadata(part)]
    return []


def bare(annotation: Any) -> Any:
    """The type without `Annotated` and `| None`."""
    while True:
        if get_origin(annotation) is Annotated:
            annotation = get_args(annotation)[0]
        elif get_origin(annotation) in (Union, UnionType):
            annotation = next(part for part in get_args(annotation) if part is not NoneType)
        else:
            return annotation
