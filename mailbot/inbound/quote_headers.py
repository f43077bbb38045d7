"""Finds the lines with which mail programs introduce a quoted or forwarded mail. Each look is bounded, so that a scan
of a whole text is linear in its size."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mailbot.inbound.quote_words import ANNOUNCEMENTS, BEGINS, REPLY_ABOVE, SEPARATORS, WROTE, role

_LONGEST_LINE = 1000
_LABEL = re.compile(r"^[\s>|*_•]*([^\s:：\t|*_][^:：\t|*_]{0,28}?)[\s*_]*(?:[:：]|[\t|](?=.*\S))[\s*_]*(.*)$")
_LABEL_ENDS = re.compile(r"[:：\t|]")
# Several labels on one line, as 钉钉 and some phones write them.
_MORE_LABELS = re.compile(
    r"(?<=[\s;；,，>）)])(发件人|发送时间|发送日期|收件人|抄送|主题|日期|From|Sent|Date|To|Cc|Subject|Objet)\s*[:：]"
)
_TIME = re.compile(r"\d{1,2}\s?(?:[:：.]|h|时|時|点|點)\s?\d{2}|\d{1,2}\s?[ap]\.?m\b|\d\s?Uhr|[上下]午", re.IGNORECASE)
_DAY = re.compile(
    r"(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|\d{1,2}\s?月\s?\d{1,2}\s?日"
    r"|\d{1,2}(?:st|nd|rd|th|\.)?(?:\sde)?[\s-][^\W\d_]{3,12}\.?,?(?:\s(?:de\s|г\.\s)?\d{4}|,|\b)"
    r"|[^\W\d_]{3,12}\.?[\s-]\d{1,2}(?:st|nd|rd|th)?,?(?:\s\d{4}|\b)",
    re.IGNORECASE,
)
_BRACKETED_END = re.compile(
    r"[<(\[“\"'（＜][^<>()\s]{0,100}@[^<>()\s]{1,100}(?:\s*<[^<>]{0,150}>)?\s*[>)\]”\"'）＞]+\s*[:：]$"
)
_RULE = re.compile(r"^\s*(?:[-—–―_=*~·.#＿－─━]\s?){5,}\s*$")
_RULE_BEGINS = "-—–―_=*~·.#＿－─━"
_DASHES = "-—–―_=*~#＿－─━"
_ENDINGS = (":", "：", "-", "—", "_", ">")
_NO_FOLD = (":", "：", "。", "！", "？", "wrote", "写道", "寫道")  # a line that ends so does not go on in the next
_DIGIT_OR_AT = re.compile(r"[\d@]")
# What every header has somewhere; most lines have none of it and need no closer look.
_MAYBE = re.compile(r"[:：|\t>]|^\s*[-—–―_=*~#＿－─━·.]|wrote|[写寫]道|[回答][复覆復]|reply|processed by", re.IGNORECASE)
_NO_PERSON = re.compile(r"^[vV≤≥<>=]*\d")
# Whose words are told in a text, not quoted by a mail program.
_TOLD_OF = re.compile(r"客户|用户|客戶|用戶|门店|门市|对方|厂商|现场")


@dataclass(frozen=True, slots=True)
class Header:
    """Lines [start, end) introduce somebody else's mail. `author` is as written there; `keep` is what the sender wrote
    on the first of these lines before it ("reply On Mon, … wrote:")."""

    start: int
    end: int
    author: str = ""
    keep: str = ""
    block: bool = False


def is_rule(text: str) -> bool:
    """A line of dashes, underscores, asterisks or their like."""
    bare = text.strip()
    return len(bare) > 4 and bare[0] in _RULE_BEGINS and bool(_RULE.match(bare[:400]))


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
    if len(line) > _LONGEST_LINE or not _MAYBE.search(line):
        return None
    if _is_separator(line):
        return _with_block(lines, place, rules)
    if len(line) < 120 and REPLY_ABOVE.match(line):
        return Header(place, place + 1)
    if is_rule(line):
        return _below_rule(lines, place, rules)
    return header_block(lines, place, marked=told or (place - 1 in rules)) or _attribution(lines, place, depths)


def _is_separator(line: str) -> bool:
    if len(line) > 160:
        return False
    bare = line.strip(" \t>")
    if bare.endswith((":", "：")) and re.sub(r"\s+", "", bare).casefold().rstrip(":：") in ANNOUNCEMENTS:
        return True
    if len(bare) < 5 or bare[0] not in _DASHES:
        return False
    inner = re.sub(r"\s+", "", bare.strip(_DASHES + " \t:：")).casefold()
    return (
        inner in SEPARATORS
        and bare[:2].strip(_DASHES) == ""
        and (bare[-2:].strip(_DASHES) == "" or bare[:3].strip(_DASHES) == "")
    )


def _with_block(lines: Sequence[str], place: int, rules: frozenset[int]) -> Header:
    """A separator, and the header block below it if there is one."""
    below = _next(lines, place + 1, 3)
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
        said = _attribution(lines, ending)
        if said and said.start <= place:
            return said
    return None


def _below_rule(lines: Sequence[str], place: int, rules: frozenset[int]) -> Header | None:
    """A rule belongs to the header only where one follows; alone it is the writer's own."""
    below = _next(lines, place + 1, 4)
    while below is not None and below - place < 6 and (below in rules or is_rule(lines[below])):
        below = _next(lines, below + 1, 3)
    if below is None:
        return None
    if _is_separator(lines[below][:_LONGEST_LINE]):
        found: Header | None = _with_block(lines, below, rules)
    else:
        found = header_block(lines, below, marked=True)
    return Header(place, found.end, found.author, block=found.block) if found else None


def _next(lines: Sequence[str], place: int, within: int) -> int | None:
    for candidate in range(place, min(place + within, len(lines))):
        if lines[candidate].strip():
            return candidate
    return None


def _roles(line: str) -> list[tuple[str, str]]:
    """The labels of a line, each with its value."""
    if len(line) > _LONGEST_LINE:
        return []
    if not _LABEL_ENDS.search(line[:60]):
        return []
    found = _LABEL.match(line)
    if not found:
        return []
    first = role(found.group(1))
    if not first:
        return []
    value = found.group(2).strip(" \t|*_")
    roles = [(first, value)]
    others = list(_MORE_LABELS.finditer(line, found.start(2)))
    if others:
        roles[0] = (first, line[found.start(2) : others[0].start()].strip())
        roles += [(role(other.group(1)), line[other.end() :].strip()) for other in others]
    return roles


def header_block(lines: Sequence[str], place: int, marked: bool = False) -> Header | None:
    """The block `发件人: … / 发送时间: … / 收件人: … / 主题: …`, in any order and language, that begins at `place`.

    Three different labels make one; two do where an address stands beside the sender. A line or mark of the mail
    program above it (`marked`) is as good as one label. One `发件人：` in a text is a field of the text.
    """
    first = _roles(lines[place])
    if not first:
        return None
    roles: dict[str, str] = {}
    last, strange = place, 0
    for at in range(place, min(place + 24, len(lines))):
        line = lines[at]
        if not line.strip():
            # Some programs put blank lines between; after a subject or a second blank line the block is over.
            following = _roles(lines[at + 1]) if at + 1 < len(lines) else []
            if not following or following[0][0] in roles or ("subject" in roles and len(roles) > 2):
                break
            continue
        labels = _roles(line)
        if labels:
            if any(label in roles for label, _ in labels):
                break
            roles.update(labels)
            last, strange = at, 0
            continue
        strange += 1
        if strange > 3 or (roles and "subject" in roles and len(roles) > 3):
            break
    evidence = len(roles.keys() - {"more"})
    if "from" not in roles:
        # Some programs of 2012 give no From; then everything else has to be there.
        whole = "date" in roles and "to" in roles and "@" in roles["to"] and bool(_TIME.search(roles["date"]))
        return _block(lines, place, last, roles) if whole else None
    if _NO_PERSON.match(roles["from"]) and "@" not in roles["from"]:
        return None  # From: 8.0 / To: 8.2 / Date: … is a plan
    if not ("subject" in roles or _TIME.search(roles.get("date", "")) or any("@" in value for value in roles.values())):
        return None
    author = roles["from"] or (lines[place + 1].strip() if place + 1 < len(lines) else "")
    if evidence >= 3 or (evidence == 2 and (marked or "@" in author)) or (marked and "@" in author):
        return _block(lines, place, last, roles)
    return None


def _block(lines: Sequence[str], place: int, last: int, roles: dict[str, str]) -> Header:
    end = last + 1
    # Folded addresses below the last label.
    while end < len(lines) and end - last < 4 and re.fullmatch(r"[\s>]*\S{0,80}@\S{0,80}[>;,；\s]*", lines[end][:400]):
        end += 1
    author = roles.get("from", "")
    if not author and end > place + 1:
        author = lines[place + 1].strip() if not _roles(lines[place + 1]) else ""
    return Header(place, end, _author(author), block=True)


def _author(value: str) -> str:
    value = re.sub(r"\s*\[mailto:([^\]]*)\]", r" <\1>", value)
    value = re.sub(r"<mailto:[^>]*>", "", value).strip(" *_|\t;；,，")
    return value[:200]


def _attribution(lines: Sequence[str], place: int, depths: Sequence[int] = ()) -> Header | None:
    """`On …, X wrote:` that ends at `place`, folded over up to five lines."""
    line = lines[place].rstrip(" \t*")
    if not line.endswith(_ENDINGS) and not line.lower().endswith(("wrote", "写道", "寫道")):
        return None
    if line.endswith(">") and not _quoted_below(lines, place, depths):
        return None
    if not any(_DIGIT_OR_AT.search(lines[near][:_LONGEST_LINE]) for near in range(max(place - 4, 0), place + 1)):
        return None
    joined, fallback = "", None
    for start in range(place, max(place - 5, -1), -1):
        piece = lines[start].strip(" \t*_") if start < place else line.strip(" \t*_")
        if depths and depths[start] != depths[place]:
            break
        if not piece or (start < place and (piece.endswith(_NO_FOLD) or len(piece) > 300)):
            break
        joined = (
            f"{piece} {joined}".strip() if piece.endswith((">", ",", "，")) or start == place else _glue(piece, joined)
        )
        if len(joined) > 700:
            break
        said = _is_attribution(joined, _quoted_below(lines, place, depths))
        if said == 2:
            return Header(start, place + 1, _attributed(joined))
        if said and fallback is None:
            fallback = Header(start, place + 1, _attributed(joined))
    return fallback or _shared_line(lines, place, depths)


def _glue(piece: str, joined: str) -> str:
    return piece + joined if piece.endswith(("<", "(", "@")) else f"{piece} {joined}"


def _quoted_below(lines: Sequence[str], place: int, depths: Sequence[int]) -> bool:
    below = _next(lines, place + 1, 3)
    return below is not None and (depths[below] > 0 if depths else lines[below].lstrip().startswith(">"))


def _is_attribution(text: str, quoted_below: bool) -> int:
    """2: certainly, and it begins here; 1: it ends so, but may begin earlier; 0: not."""
    when = bool(_DAY.search(text))
    clock = bool(_TIME.search(text))
    who = "@" in text
    verb = WROTE.search(text)
    begins = bool(BEGINS.match(text)) or text[0].isdigit()
    named = bool(re.match(r"[^,，。；;:：]{1,60}[<(（＜\[][^<>()\s]{0,100}@", text))
    balanced = text.count("<") >= text.count(">") - text.count("->")
    if not balanced:
        return 0
    if verb:
        ended = verb.group(0).rstrip().endswith((":", "：", "-", "—", "_"))
        if not ended and not quoted_below and not (when and who):
            return 0
        if begins and when and (clock or who):
            return 2
        if begins and when and ended and (quoted_below or text[:2].lower() == "on") and _short(text):
            return 2
        if named and (when or clock):
            return 2
        if when and clock:
            return 1 if _short(text) and not _TOLD_OF.search(text) else 0
        return 1 if who and (quoted_below or when or clock or named) else 0
    if _BRACKETED_END.search(text[-320:]) and when and clock and begins:
        return 2
    if quoted_below and who and when and begins and text.endswith(">"):
        return 2
    return 0


def _short(text: str) -> bool:
    return len(text) < 120 and not _sentence(text)


def _sentence(text: str) -> bool:
    """More than a name and a date: it has the punctuation or the length of a sentence."""
    return len(text) > 160 or any(mark in text for mark in "。；！？") or text.count("，") > 3


def _attributed(text: str) -> str:
    address = re.search(
        r"[\"“']?([^\"“”'<>,，:：\d()]{0,60}?)[\"”']?\s*[<(（＜\[]\s*(?:mailto:)?([^<>()\s]{1,100}@[^<>()\s]{1,100}?)[>)）＞\]]",
        text,
    )
    if address:
        return f"{address.group(1).strip()} <{address.group(2)}>".strip()
    return ""


_SHARED = re.compile(r"^(.{1,600}?)[\s]*(?:-{2,}\s*)?(?<![\w])(On\s(?:\w{3},\s)?.{6,160}\swrote:)$")


def _shared_line(lines: Sequence[str], place: int, depths: Sequence[int]) -> Header | None:
    """`reply On Wed, Apr 4, 2012 at 3:59 PM, bob@example.com wrote:` with the quote below."""
    if not _quoted_below(lines, place, depths):
        return None
    found = _SHARED.match(lines[place])
    if not found or not _is_attribution(found.group(2), True):
        return None
    return Header(place, place + 1, _attributed(found.group(2)), keep=found.group(1).rstrip(" -"))
