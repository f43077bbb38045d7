"""wordlist: a TOML file of words (`words.toml`, `reasons.toml`) as all template folders together have it."""

import tomllib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any


def wordlist(folders: Sequence[Path], name: str) -> dict[str, dict[str, str]]:
    """Table by table, earlier folders winning, read anew where a file has changed. A faulty one of the company's own is
    passed over (`check` names it): a reason must always have words."""
    merged: dict[str, dict[str, str]] = {}
    for folder in reversed(folders):
        path = folder / name
        for table, values in _toml(path, _stamp(path)).items():
            if isinstance(values, dict):
                merged[table] = {**merged.get(table, {}), **values}
    return merged


def _stamp(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0


@lru_cache(maxsize=32)
def _toml(path: Path, stamp: int) -> dict[str, Any]:
    """The file as it was at `stamp`; nothing where there is none or it is faulty."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8")) if stamp else {}
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError):
        return {}
