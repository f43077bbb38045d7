"""difference: what was edited in the rules, line by line, as the admin reads it (SPEC 7)."""

from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher

_MOST_LINES = 5000  # comparing is quadratic at its worst: of a longer file its name is told
_MOST_TOLD = 60
_WIDEST = 120


def difference(before: Mapping[str, str], after: Mapping[str, str]) -> list[str]:
    """`before`, `after`: the text of each file. One line a change: `reminders.toml:57: days = 3 → days = 2`; a line that is
    new or gone stands alone with `+` or `-`. Counted by the lines of the new file; at most 60, then how many more."""
    told = [line for name in sorted({*before, *after}) for line in _of_file(name, before.get(name), after.get(name))]
    return [*told[:_MOST_TOLD], *([f"… +{len(told) - _MOST_TOLD}"] if len(told) > _MOST_TOLD else [])]


def _of_file(name: str, before: str | None, after: str | None) -> Iterator[str]:
    if before == after:
        return
    if before is None or after is None:
        yield f"{'+' if before is None else '-'} {name}"
        return
    old, new = before.splitlines(), after.splitlines()
    if max(len(old), len(new)) > _MOST_LINES:
        yield name
        return
    for what, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "replace" and b - a == d - c:
            for was, (n, now) in zip(old[a:b], enumerate(new[c:d], start=c + 1), strict=True):
                yield f"{name}:{n}: {_short(was)} → {_short(now)}"
        elif what != "equal":
            yield from (f"{name}:{c + 1}: - {_short(line)}" for line in old[a:b] if line.strip())
            yield from (f"{name}:{n}: + {_short(line)}" for n, line in enumerate(new[c:d], start=c + 1) if line.strip())


def _short(line: str) -> str:
    line = " ".join(line.split())
    return line if len(line) <= _WIDEST else line[: _WIDEST - 1] + "…"
