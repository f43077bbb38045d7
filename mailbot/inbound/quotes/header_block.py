"""The block `发件人: … / 发送时间: … / 收件人: … / 主题: …` that stands above a quoted or forwarded mail."""

import re
from collections.abc import Sequence
from functools import lru_cache

from mailbot.inbound.quotes.quote_words import role
from mailbot.late import late
from mailbot.value import Value

LONGEST_LINE = 1000
_LABEL = late(r"^[\s>|*_•【]*([^\s:：\t|*_】][^:：\t|*_】]{0,28}?)[\s*_]*(?:】?[:：]|】|[\t|](?=.*\S))[\s*_]*(.*)$")
_LABEL_ENDS = late(r"[:：\t|】]")
# Several labels on one line, as 钉钉 and some phones write them.
_MORE_LABELS = late(
    r"(?<=[\s;；,，>）)])(发件人|发送时间|发送日期|收件人|抄送|主题|日期|From|Sent|Date|To|Cc|Subject|Objet)\s*[:：]"
)
_DATED = late(r"(?<!\d)(?:19|20)\d\d(?!\d).*\d[:：.]\d\d", re.DOTALL)
_YEAR = late(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_CLOCK = late(r"\d[:：]\d\d|\d\s?[点點时時h]|\d\s?[ap]\.?m|[上下]午", re.IGNORECASE)
_DAY = late(r"(?:19|20)\d\d|\d{1,2}\s?[-/.月]\s?\d{1,2}|\d{1,2}\.?\s[^\W\d_]{3}|[^\W\d_]{3}\.?\s\d{1,2}\b(?![:：])")
TIME = late(r"\d{1,2}\s?(?:[:：.]|h|时|時|点|點)\s?\d{2}|\d{1,2}\s?[ap]\.?m\b|\d\s?Uhr|[上下]午", re.IGNORECASE)
_ENDED = late(r"[。！？!?]\s*$|\w{3}\.\s*$")
_NO_PERSON = late(r"^[vV≤≥<>=]*\d")


class Header(Value):
    """Lines [start, end) introduce somebody else's mail. `author` is as written there; `keep` is what the sender wrote
    on the first of these lines before it ("reply On Mon, … wrote:"); a `weak` block has neither an address nor a day with its
    year and time, as every mail program writes it."""

    start: int
    end: int
    author: str = ""
    keep: str = ""
    block: bool = False
    weak: bool = False


Roles = tuple[tuple[str, str], ...]


def _roles(line: str) -> Roles:
    """The labels of a line, each with its value."""
    return _labels(line) if len(line) <= LONGEST_LINE and _LABEL_ENDS.search(line[:60]) else ()


@lru_cache(64)  # a line is looked at once for each of the 24 above it at which a block may begin
def _labels(line: str) -> Roles:
    found = _LABEL.match(line)
    if not found:
        return ()
    first = role(found.group(1))
    if not first:
        return ()
    value = found.group(2).strip(" \t|*_")
    roles = [(first, value)]
    others = list(_MORE_LABELS.finditer(line, found.start(2)))
    if others:
        roles[0] = (first, line[found.start(2) : others[0].start()].strip())
        roles += [(role(other.group(1)), line[other.end() :].strip()) for other in others]
    return tuple(roles)


def header_block(lines: Sequence[str], place: int, marked: bool = False) -> Header | None:
    """The block `发件人: … / 发送时间: … / 收件人: … / 主题: …`, in any order and language, that begins at `place`.

    It names a sender and a date; two labels do where the sender has an address and the date a year and a time. Below a
    line or mark of the mail program (`marked`) any two do. One `发件人：` in a text is a field of the text.
    """
    first = _roles(lines[place])
    if not first:
        return None
    if _stands_above(lines, place, first):
        return None
    roles: dict[str, str] = {}
    last, strange, guessed = place, 0, False
    for at in range(place, min(place + 24, len(lines))):
        line = lines[at]
        if not line.strip():
            # Some programs put blank lines between; after a subject or a second blank line the block is over.
            following = _roles(lines[at + 1]) if at + 1 < len(lines) else ()
            if strange and "from" not in roles:
                break  # what stands above the blank line is a text with a `To:` or `主题：` of its own
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
        if (_ENDED.search(line[-8:]) and "@" not in line) or line.lstrip().startswith("--"):
            break  # the writer goes on below three lines of a text on mails; the next program's header begins
        if "date" not in roles and "from" in roles and not strange and _LABEL.match(line) and _DATED.search(line[:200]):
            roles["date"], guessed = line, True  # a label in a language we do not know, or "发生时间：" in a text
            last = at
            continue
        if "from" not in roles and "@" not in line and _LABEL.match(line):
            break  # 主题：年会 / 时间：… / 地点：… is a notice, though a mail program's block stand below it
        strange += 1
        if strange > 3 or (roles and "subject" in roles and len(roles) > 3):
            break
    evidence = len(roles.keys() - {"more"})
    if "from" not in roles:
        # Some programs of 2012 give no From; then everything else has to be there.
        whole = "date" in roles and "to" in roles and "@" in roles["to"] and bool(TIME.search(roles["date"]))
        return _block(lines, place, last, roles) if whole else None
    if _NO_PERSON.match(roles["from"]) and "@" not in roles["from"]:
        return None  # From: 8.0 / To: 8.2 / Date: … is a plan
    date, addressed = roles.get("date", ""), any("@" in value for value in roles.values())
    weak = not (addressed or len(first) > 2 or (_YEAR.search(date) and _CLOCK.search(date)))
    if not (len(first) > 2 or "subject" in roles or TIME.search(date) or addressed):
        return None
    if not marked and "subject" not in roles and "@" not in roles["from"] and not _DAY.search(date):
        return None  # From: smtp-old.corp.example / To: … / Date: Saturday 22:00 is what is to be done
    author = roles["from"] or (lines[place + 1].strip() if place + 1 < len(lines) else "")
    # A text on mails ("发件人：… 主题：… 影响：…") has no date as programs write it.
    dated = "date" in roles and (
        evidence > 2 + guessed or ("@" in author and bool(_DATED.search(roles["date"][:200])) and not guessed)
    )
    if dated or (marked and (evidence > 1 or "@" in author)):
        return _block(lines, place, last, roles, weak)
    return None


def _stands_above(lines: Sequence[str], place: int, first: Roles) -> bool:
    """`答复：可以。` above a blank line and a block that begins with 发件人 and says all: the writer's."""
    if place + 2 >= len(lines) or lines[place + 1].strip() or any(label == "from" for label, _ in first):
        return False
    below = next_line(lines, place + 2, 3)
    roles = _roles(lines[below]) if below is not None else ()
    return below is not None and bool(roles) and roles[0][0] == "from" and header_block(lines, below) is not None


def _block(lines: Sequence[str], place: int, last: int, roles: dict[str, str], weak: bool = False) -> Header:
    end = last + 1
    # Folded addresses below the last label.
    while end < len(lines) and end - last < 4 and re.fullmatch(r"[\s>]*\S{0,80}@\S{0,80}[>;,；\s]*", lines[end][:400]):
        end += 1
    author = roles.get("from", "")
    if not author and end > place + 1:
        author = lines[place + 1].strip() if not _roles(lines[place + 1]) else ""
    return Header(place, end, _author(author), block=True, weak=weak)


def _author(value: str) -> str:
    value = re.sub(r"\s*\[mailto:([^\]]*)\]", r" <\1>", value)
    value = re.sub(r"<mailto:[^>]*>", "", value).strip(" *_|\t;；,，")
    return value[:200]


def next_line(lines: Sequence[str], place: int, within: int) -> int | None:
    """The first line with text among the `within` from `place` on."""
    for candidate in range(place, min(place + within, len(lines))):
        if lines[candidate].strip():
            return candidate
    return None
