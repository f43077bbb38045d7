"""Campaign codes, marks of issues and numbers of receipts in a text: `SU-2026-0007`, `D-1042`, `R-1042`."""

from collections.abc import Iterator

from mailbot.inbound.forms.numerals import plain
from mailbot.late import late

# On text that went through `plain`: half-width, lower case, every dash a hyphen.
CODE = late(r"(?<![a-z0-9])([a-z]{2,4}) ?[-_] ?(\d{4}) ?[-_] ?(\d{1,6})(?!\d)")
MARK = late(r"(?<![a-z0-9])d ?- ?(\d{1,9})(?!\d)")
RECEIPT = late(r"(?<![a-z0-9])r ?-? ?(\d{1,9})(?!\d)")
_MOST = 2000  # characters that are read for one of them


def find_codes(text: str, codes: frozenset[str]) -> tuple[str, ...]:
    """Campaign codes in running text, once each."""
    return tuple(dict.fromkeys(code for code, _ in codes_at(text[:100_000], codes)))


def without_codes(text: str, codes: frozenset[str]) -> str:
    """Running text less the campaign codes in it."""
    return " ".join(without_spans(text, [at for _, at in codes_at(text, codes)]).split())


def strange_code(text: str, codes: frozenset[str]) -> str:
    """What is written like a campaign's code and begins as none does (SV-2026-0001); '' where there is none."""
    found = (m for m in CODE.finditer(plain(text[:_MOST])) if m[1].upper() not in codes and m[2].startswith("20"))
    return next((f"{m[1].upper()}-{m[2]}-{m[3].zfill(4)}" for m in found), "")


def find_receipt(text: str) -> int | None:
    """The number of a receipt, `R-1042`."""
    found = RECEIPT.search(plain(text[:_MOST]))
    return int(found[1]) if found else None


def codes_at(text: str, codes: frozenset[str]) -> Iterator[tuple[str, tuple[int, int]]]:
    """(code, span): `su-2026-7` is SU-2026-0007."""
    for m in CODE.finditer(plain(text)):
        letters = m[1].upper()
        if letters in codes:
            yield f"{letters}-{m[2]}-{m[3].zfill(4)}", m.span()


def without_spans(text: str, spans: list[tuple[int, int]]) -> str:
    """The text with a blank in place of each span."""
    for start, end in sorted(spans, reverse=True):
        text = f"{text[:start]} {text[end:]}"
    return text
