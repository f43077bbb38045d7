"""unnested: settings as YAML has them, with each name whole: `upload:` over `  retry: 4` sets upload.retry (SPEC 1 扩展参数)."""

from collections.abc import Callable, Container, Sequence

from mailbot.inbound.writing import Line
from mailbot.late import late
from mailbot.value import replace

_PARENT = late(r"(?P<indent>[ \t]*)(?P<name>[a-z_][\w.-]{0,60}):[ \t]*")
_CHILD = late(r"(?P<indent>[ \t]+)(?P<name>[a-z_][\w.-]{0,60}):[ \t]+(?P<value>\S.*)")


def unnested(lines: Sequence[Line], key_of: Callable[[str], str | None], rows: Container[str]) -> tuple[Line, ...]:
    """The lines, those below the name of a group and further in with that name before their own; the group's line is blank then.

    A group is of settings where it names something that is no field of a plan (`key_of`), and nothing of the fields `rows`, which a
    node has: `parameters:` groups nothing, and `rollout:` over `due: Dec 7` is a node. Linear.
    """
    found = list(lines)
    start = 0
    while start < len(lines):
        parent = _PARENT.fullmatch(lines[start].text)
        end = start + 1
        if parent is not None and key_of(parent["name"]) is None:
            while end < len(lines) and lines[end].text.strip() and _depth(lines[end].text) > _depth(lines[start].text):
                end += 1
            below = lines[start + 1 : end]
            children = [
                one["name"]
                for line in below
                if (one := _CHILD.fullmatch(line.text) or _PARENT.fullmatch(line.text)) is not None
            ]
            keys = [key_of(name) for name in children]
            if None in keys and not any(key in rows for key in keys if key):
                found[start:end] = _whole(lines[start:end])
        start = end
    return tuple(found)


def _whole(lines: Sequence[Line]) -> list[Line]:
    """The lines of one group with their names whole."""
    groups: list[tuple[int, str]] = []
    found: list[Line] = []
    for line in lines:
        depth = _depth(line.text)
        groups = [one for one in groups if one[0] < depth]
        if (parent := _PARENT.fullmatch(line.text)) is not None:
            groups.append((depth, parent["name"]))
            line = replace(line, text="")
        elif (child := _CHILD.fullmatch(line.text)) is not None:
            line = replace(line, text=f"{'.'.join((*(name for _, name in groups), child['name']))} = {child['value']}")
        found.append(line)
    return found


def _depth(text: str) -> int:
    return len(text) - len(text.lstrip(" \t"))
