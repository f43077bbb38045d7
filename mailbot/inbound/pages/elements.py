"""The open elements of an HTML text while it is read, and what they mean together for the text that comes next; tint: in which colour it
is set apart."""

import re
from collections.abc import Mapping

from mailbot.inbound import tags_meaning as meaning
from mailbot.late import late
from mailbot.value import Mutable, Value, field

# <head> is not among them: many mails never close it, and what it holds is skipped by itself.
_SKIPPED = frozenset(
    ("script", "style", "title", "textarea", "select", "object", "noscript", "noembed", "noframes", "svg", "math",
     "template", "xml")
)  # fmt: skip
_EFFECTIVE = _SKIPPED | {"s", "del", "strike", "blockquote", "pre"}  # these mean something without any attribute


class _Effects(Value):
    hidden: bool = False
    struck: bool = False
    quote: bool = False
    introduction: bool = False
    signature: bool = False
    pre: bool = False
    tint: str = ""


_PLAIN = _Effects()


class _Element(Mutable):
    name: str
    index: int
    effects: _Effects = _PLAIN
    counter: int | None = None  # of an <ol>: the number last given
    closed: bool = False


class Elements(Mutable):
    """A stack that forgives: an end tag closes what it can, an inline one never a block. Each call takes time bounded by
    what it closes."""

    stack: list[_Element] = field(default_factory=list)
    by_name: dict[str, list[_Element]] = field(default_factory=dict)
    hidden: int = 0
    struck: int = 0
    quotes: int = 0
    introductions: int = 0
    signatures: int = 0
    pre: int = 0
    tints: dict[str, int] = field(default_factory=dict)

    @property
    def tint(self) -> str:
        """The one colour that is open; empty where there is none, or one within another."""
        opened = [name for name, times in self.tints.items() if times]
        return opened[0] if len(opened) == 1 else ""

    def __len__(self) -> int:
        return len(self.stack)

    def push(self, name: str, attributes: dict[str, str], css: dict[str, str], counter: int | None = None) -> None:
        element = _Element(name, len(self.stack), _effects(name, attributes, css), counter)
        self._count(element.effects, 1)
        self.stack.append(element)
        self.by_name.setdefault(name, []).append(element)

    def close_block(self, name: str, floor: int) -> None:
        """Close the innermost block of this name above `floor`, and whatever is open in it."""
        held = self.by_name.get(name)
        if held and held[-1].index >= floor:
            self.pop_to(held[-1].index)

    def close_inline(self, name: str, floor: int) -> None:
        """End an inline element's effects, though a block opened in it may still be open."""
        held = self.by_name.get(name)
        if not held or held[-1].index < floor:
            return
        element = held.pop()
        self._count(element.effects, -1)
        element.closed = True
        while self.stack and self.stack[-1].closed:
            self.stack.pop()

    def close_implied(self, name: str, floor: int) -> None:
        """A block ends an open <p>; an item of a list ends the item before."""
        for implied, barrier in (("p", ""), ("li", "ul ol"), ("dd", "dl"), ("dt", "dl")):
            if implied in ("dd", "dt") and name not in ("dd", "dt"):
                continue
            if implied == "li" and name != "li":
                continue
            held = self.by_name.get(implied)
            if not held or held[-1].index < floor:
                continue
            last = held[-1].index
            if implied == "p":
                # Only inline elements may stand between; anything else closed the <p> when it opened.
                self.pop_to(last)
            elif all(not (self.by_name.get(b) and self.by_name[b][-1].index > last) for b in barrier.split()):
                self.pop_to(last)

    def pop_to(self, index: int) -> None:
        """Close all elements from this place of the stack on."""
        while len(self.stack) > index:
            element = self.stack.pop()
            if not element.closed:
                self._count(element.effects, -1)
                self.by_name[element.name].pop()

    def marker(self, attributes: dict[str, str]) -> str:
        """What stands before a list's next item: its number or a dash."""
        lists = [self.by_name[name][-1] for name in ("ol", "ul") if self.by_name.get(name)]
        inner = max(lists, key=lambda element: element.index, default=None)
        if inner is None or inner.counter is None:
            return "- "
        given = attributes.get("value", "")
        inner.counter = int(given) if given.isascii() and given.isdigit() and len(given) < 6 else inner.counter + 1
        return f"{inner.counter}. "

    def _count(self, effects: _Effects, step: int) -> None:
        if effects is _PLAIN:
            return
        self.hidden += step * effects.hidden
        self.struck += step * effects.struck
        self.quotes += step * effects.quote
        self.introductions += step * effects.introduction
        self.signatures += step * effects.signature
        self.pre += step * effects.pre
        if effects.tint:
            self.tints[effects.tint] = self.tints.get(effects.tint, 0) + step


def _effects(name: str, attributes: dict[str, str], css: dict[str, str]) -> _Effects:
    if not attributes and name not in _EFFECTIVE:
        return _PLAIN
    found = _Effects(
        hidden=name in _SKIPPED or meaning.is_hidden(name, attributes, css),
        struck=meaning.is_struck(name, css),
        quote=meaning.is_quote(name, attributes, css),
        introduction=meaning.is_introduction(attributes),
        signature=meaning.is_signature(attributes),
        pre=name == "pre",
        tint="" if name == "a" else tint(attributes, css),
    )
    return _PLAIN if found == _PLAIN else found


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
    """Of an element by its `style` or `<font color>`: `red`, `green`, `blue`, `yellow` (the text marker's), `dark blue` (Outlook's
    replies', which may be whole mails); '' for black, grey and other dark tones. A link's colour is not asked for."""
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
