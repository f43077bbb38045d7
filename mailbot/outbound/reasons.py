"""reason: the words of a fault, a refusal or a remark, from the catalogue `reasons.toml`."""

from collections.abc import Mapping
from typing import Any

from mailbot.outbound.inert import cut, inert
from mailbot.outbound.sandbox import Sandbox
from mailbot.value import Value

Catalogue = Mapping[str, Mapping[str, str]]  # reason → its `message` and `hint`, or `as`: the reason whose words it has


class Reason(Value):
    """What is so, and what would be right ('' where nothing need be done)."""

    message: str
    hint: str = ""


def reason(name: str, facts: Mapping[str, Any], catalogue: Catalogue, sandbox: Sandbox) -> Reason:
    """Never raises: an unknown reason, or one whose facts are missing, is still named, with the words that it is about and
    the nearest valid ones. `facts` may hold `words place field nearest`."""
    named = catalogue.get(name, {})
    if "as" in named:  # another name of the same reason
        named = catalogue.get(named["as"], {})
    for entry in (named, catalogue.get("unknown", {})):
        try:
            message, hint = (_said(entry.get(part), {**facts, "reason": name}, sandbox) for part in ("message", "hint"))
        except Exception:  # a wrong entry, or facts of another shape: the next words, never none
            continue
        if message:
            return Reason(message, hint)
    words = str(facts.get("words") or "")[:200]
    return Reason(f"{name}: {inert(words)}" if words else name)


def facts_of(fault: Mapping[str, Any]) -> dict[str, Any]:
    """What a fault's or remark's words are made of: its own facts, and where and what it is about."""
    return {**(fault.get("facts") or {}), **{k: fault.get(k) or "" for k in ("field", "place", "words", "nearest")}}


def _said(source: object, facts: Mapping[str, Any], sandbox: Sandbox) -> str:
    if not isinstance(source, str):
        return ""
    words = cut(" ".join(str(facts.get("words") or "").split()), 80)
    names = {k: v for k, v in facts.items() if isinstance(k, str)}
    return sandbox.phrase(
        source,
        {
            "now": None,
            "place": "",
            "field": "",
            "nearest": (),
            **names,
            "words": words,
            "quoted": (f"“{words}”" if sandbox.language == "zh" else f'"{words}"') if words else "",
            "options": sandbox.phrasing.options(names.get("nearest")),
            "facts": names,
        },
    )
