"""tint: in which colour a writer set a text apart: `red`, `green`, `blue`, `yellow` (the text marker's); `dark blue` is that of Outlook's replies, which
may be whole mails; empty for black, grey and other dark tones."""

import re
from collections.abc import Mapping

from mailbot.late import late

_NAMED = {
    "red": "red", "crimson": "red", "firebrick": "red", "darkred": "red", "orangered": "red", "tomato": "red", "magenta": "red", "fuchsia": "red",
    "blue": "blue", "royalblue": "blue", "dodgerblue": "blue", "mediumblue": "blue", "deepskyblue": "blue", "darkblue": "blue", "purple": "blue",
    "green": "green", "limegreen": "green", "forestgreen": "green", "seagreen": "green", "darkgreen": "green", "lime": "green",
}  # fmt: skip
_HEX = late(r"#([0-9a-f]{6}|[0-9a-f]{3})$", re.IGNORECASE)
_RGB = late(r"rgba?\(\s*(\d{1,3})\s*[, ]\s*(\d{1,3})\s*[, ]\s*(\d{1,3})")
_INK = frozenset(((0x1F, 0x49, 0x7D), (0x00, 0x20, 0x60), (0x17, 0x36, 0x5D), (0x24, 0x40, 0x61), (0x1F, 0x4E, 0x79)))
_HIGHLIGHT = late(
    r"\s*(?:yellow|gold|#ff[ef][0-9a-f](?:00|33|66)|#ff0|rgb\(\s*255\s*,\s*2[45]\d\s*,\s*(?:0|51|102)\s*\))"
)
_BRIGHT = 100  # of 255, between the strongest and the weakest of the three


def tint(attributes: Mapping[str, str], css: Mapping[str, str]) -> str:
    """Of an element by its `style` or `<font color>`. A link's colour says nothing and is not asked for."""
    if _HIGHLIGHT.match(css.get("background") or css.get("background-color") or css.get("mso-highlight") or ""):
        return "yellow"
    colour = (css.get("color") or attributes.get("color", "")).strip().casefold()[:40]
    if not colour or colour in _NAMED:
        return _NAMED.get(colour, "")
    written = _HEX.match(colour)
    if written:
        digits = written[1] if len(written[1]) == 6 else "".join(digit * 2 for digit in written[1])
        parts = [int(digits[at : at + 2], 16) for at in (0, 2, 4)]
    else:
        found = _RGB.match(colour)
        parts = [int(part) for part in found.groups()] if found else []
    if tuple(parts) in _INK:
        return "dark blue"
    if not parts or max(parts) - min(parts) < _BRIGHT:
        return ""
    return ("red", "green", "blue")[parts.index(max(parts))]
