"""Finds the lines with which mail programs introduce a quoted or forwarded mail. Each look is bounded, so that a scan
of a whole text is linear in its size."""

import re
from collections.abc import Sequence

from mailbot.inbound.quotes.attribution import attribution
from mailbot.inbound.quotes.header_block import LONGEST_LINE, Header, header_block, next_line
from mailbot.inbound.quotes.quote_words import ANNOUNCEMENTS, REPLY_ABOVE, SEPARATORS, TITLES, role
from mailbot.late import late
from mailbot.value import replace

# What a line is drawn with: dashes, and what Japanese signatures are framed in (`◆◇◆◇`, `_/_/_/`, `＊＊＊＊`).
_DRAWN = "-—–―_=*~·.#＿－─━＝…＊＋+／/＼＃～＾^☆★◆◇■□●○◎▲△▼▽♦♢▪▫┅┄┈═"
_RULE_BEGINS = frozenset(_DRAWN)
_BLANKS = late(r"(?:\s|&nbsp;)+")  # QQ mail writes its no-break spaces like that into plain text
_DASHES = "-—–―_=*~#＿－─━＝"
# What every header has somewhere; most lines have none of it and need no closer look.
_MAYBE = late(r"[:：|\t>】]|^\s*[-—–―_=*~#＿－─━＝·.]|wrote|[写寫]道|[回答][复覆復]|reply|processed by", re.IGNORECASE)


# Lotus Notes sums the quoted mail up in one line: `陈静 ---2026-11-23 10:11:12---各位好`.
_NOTES = late(
    r"^\s*\S[^-]{0,60} -{2,3} ?\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4} \d{1,2}:\d\d(?::\d\d)?(?: [AP]M)? ?-{2,3}", re.IGNORECASE
)
# Lotus Notes, and Foxmail 6: `======= 2026-11-23 10:11:12 您在来信中写道：=======`.
_NOTES_FORWARD = late(
    r"^\s*-{3,}\s?(?:Forwarded by|Weitergeleitet von|Transféré par|Reenviado por|Inoltrato da|转发人|轉寄人"
    r"|由)\s?.{1,140}\d.{0,20}-{3,}\s*$",
    re.IGNORECASE,
)
_NOTES_WROTE = late(r"^\s*[-=]{3,}\s?[\"“]?\S.{0,120}\s?(?:写道|写的?|wrote)\s?[:：]?\s?[-=]{3,}\s*$", re.IGNORECASE)


# Lotus Notes 7 and 8: the date alone below the name, then each label on a line of its own, its value below.
_DATE_LINE = late(
    r"^\s*\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4},?\s+(?:[上下]午\s?)?\d{1,2}:\d\d(?::\d\d)?(?:\s?[AP]M)?(?:\s[A-Z]{1,4})?\s*$",
    re.IGNORECASE,
)


def is_rule(text: str) -> bool:
    """A line of dashes, underscores, asterisks or their like."""
    bare = text.strip()
    if len(bare) < 5 or bare[0] not in _RULE_BEGINS:
        return False
    drawn = set(bare[:400].replace(" ", ""))
    return len(drawn) < 4 and drawn <= _RULE_BEGINS and len(bare.replace(" ", "")) > 4 and "  " not in bare


def header_at(
    lines: Sequence[str],
    place: int,
    rules: frozenset[int] = frozenset(),
    told: bool = False,
    depths: Sequence[int] = (),
) -> Header | None:
    """The header that begins at `place`, or one whose last line this is (`start` may lie up to four lines before).

    `rules` are places of horizontal rules; `told`: the mail program marked this line as the beginning of history;
    `depths` say which lines are quoted (where it is not given, a line that begins with `>` is).
    """
    line = lines[place]
    if not line.strip():
        if place in rules:
            return _below_rule(lines, place, rules)
        return None
    if len(line) > LONGEST_LINE or not _MAYBE.search(line):
        return None
    if len(line) < 8 and len(line.strip()) < 5 and not line.strip(" \t-—–_=*~"):
        return None  # no rule yet, and nothing said
    if _is_separator(line) or (len(line) < 200 and _NOTES_WROTE.match(line)):
        return _with_block(lines, place, rules)
    if len(line) < 200 and _NOTES_FORWARD.match(line):
        return _with_block(lines, place, rules)
    if len(line) < 120 and REPLY_ABOVE.match(line):
        return Header(place, place + 1)
    if is_rule(line):
        return _below_rule(lines, place, rules)
    if len(line) < 400 and _NOTES.match(line):
        return Header(place, place + 1)
    if len(line) < 60 and _DATE_LINE.match(line):
        return _stacked(lines, place)
    begins = _titled(lines, place) if ":" in line or "：" in line else place
    block = header_block(lines, place, marked=told or (place - 1 in rules) or begins < place)
    if block is not None:
        return replace(block, start=begins, weak=block.weak and begins == place and not told)
    return attribution(lines, place, depths)


def _stacked(lines: Sequence[str], place: int) -> Header | None:
    """The block of Lotus Notes around this line with the date: a name above, `To` and `Subject` alone on their lines."""
    found: dict[str, int] = {}
    for at in range(place + 1, min(place + 24, len(lines))):
        text = lines[at].strip()
        label = role(text.partition("\t")[0]) if text else ""
        if label and label not in found:
            found[label] = at
        if label == "subject":
            break
    above = place - 1 if place and lines[place - 1].strip() else place - 2
    if not {"to", "subject"} <= found.keys() or above < 0 or not lines[above].strip():
        return None
    end = next_line(lines, found["subject"] + 1, 3)
    return Header(above, found["subject"] + 1 if end is None else end + 1, lines[above].strip()[:200], block=True)


def _titled(lines: Sequence[str], place: int) -> int:
    """Where `原始邮件` stands alone above a block, as QQ mail has written it since 2023; else `place` itself."""
    above = next((at for at in range(place - 1, max(place - 5, -1), -1) if lines[at].strip()), -1)
    if above >= 0 and len(lines[above]) < 80 and _squeezed(lines[above]).strip("【】[]［］") in SEPARATORS | TITLES:
        return above
    return place


def _squeezed(line: str) -> str:
    return _BLANKS.sub("", line).strip(_DASHES + "\t:：").casefold()


def _is_separator(line: str) -> bool:
    if len(line) > 160:
        return False
    bare = line.strip(" \t>")
    if bare.endswith((":", "：")) and re.sub(r"\s+", "", bare).casefold().rstrip(":：") in ANNOUNCEMENTS:
        return True
    if len(bare) < 5 or bare[0] not in _DASHES:
        return False
    inner = _squeezed(bare)
    return (
        inner in SEPARATORS
        and bare[:2].strip(_DASHES) == ""
        and (bare[-2:].strip(_DASHES) == "" or bare[:3].strip(_DASHES) == "")
    )


def _with_block(lines: Sequence[str], place: int, rules: frozenset[int]) -> Header:
    """A separator, and the header block below it if there is one."""
    below = next_line(lines, place + 1, 3)
    if below is not None:
        block = header_block(lines, below, marked=True)
        if block:
            return Header(place, block.end, block.author, block=True)
        if is_rule(lines[below]):
            return Header(place, below + 1)
        said = _attribution_near(lines, below)
        if said:
            return Header(place, said.end, said.author)
    return Header(place, place + 1)


def _attribution_near(lines: Sequence[str], place: int) -> Header | None:
    for ending in range(place, min(place + 3, len(lines))):
        said = attribution(lines, ending)
        if said and said.start <= place:
            return said
    return None


def _below_rule(lines: Sequence[str], place: int, rules: frozenset[int]) -> Header | None:
    """A rule belongs to the header only where one follows; alone it is the writer's own."""
    below = next_line(lines, place + 1, 4)
    while below is not None and below - place < 6 and (below in rules or is_rule(lines[below])):
        below = next_line(lines, below + 1, 3)
    if below is None:
        return None
    if _is_separator(lines[below][:LONGEST_LINE]):
        found: Header | None = _with_block(lines, below, rules)
    else:
        found = header_block(lines, below, marked=True)
    return replace(found, start=_titled(lines, place)) if found else None
