"""The line "On …, X wrote:" in any language, folded or not, that introduces a quote; names_writer: one that does not say when: `Tom writes:`."""

import re
from collections.abc import Sequence

from mailbot.inbound.quotes.header_block import LONGEST_LINE, TIME, Header, next_line
from mailbot.inbound.quotes.quote_words import BEGINS, WROTE
from mailbot.inbound.surnames import COMPOUND_SURNAMES, SURNAMES
from mailbot.late import late

_DAY = late(
    r"(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|\d{1,2}\s?月\s?\d{1,2}\s?日"
    r"|(?<![\d:：])\d{1,2}(?:st|nd|rd|th|\.)?(?:\sde)?[\s-][^\W\d_]{3,12}\.?,?(?:\s(?:de\s|г\.\s)?\d{4}|,|\b)"
    r"|[^\W\d_]{3,12}\.?[\s-]\d{1,2}(?:st|nd|rd|th)?,?(?:\s\d{4}|\b)",
    re.IGNORECASE,
)
_BRACKETED_END = late(
    r"[<(\[“\"'（＜][^<>()\s]{0,100}@[^<>()\s]{1,100}(?:\s*<[^<>]{0,150}>)?\s*[>)\]”\"'）＞]+\s*[:：]$"
)
# GitHub hides the address in the notices that it makes: `冯雪 ***@***.***> wrote:`, with no `<` before it.
_MASKED = late(r"(?<![<*])\*{0,3}@\*{3}\.\*{3}>")
_YEAR = late(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_ENDINGS = (":", "：", "-", "—", "_", ">")
_ADDRESSED = late(r"^\s*[^<>:：。，]{0,60}<[^<>@\s]{1,80}@[^<>@\s]{1,80}>\s*$")
_NO_FOLD = (":", "：", "。", "！", "？", "wrote", "写道", "寫道")  # a line that ends so does not go on in the next
_SAYS = late(
    r"\b(?:schrieb|schreef|skrev|kirjoitti|yazdı|írta|scrisse|napsala?|napisała?|napisao|wrote|escreveu|escribió"
    r"|kirjutas|rakstīja|rašė)\b"
    r"|a écrit|쓴 글|さん|\bвы\sписали\b",
    re.IGNORECASE,
)
_NAME_FIRST = late(
    r"(?!The\s|Our\s|My\s|A\s)[A-ZÀ-ÞА-Я][\w.'’-]{1,24}(?:\s[A-ZÀ-ÞА-Я][\w.'’-]{0,24}){1,3}\s(?:schrieb|schreef"
    r"|skrev|kirjoitti|wrote|escreveu|a écrit)\b"
)
_HAN = late(r"[⺀-鿿]")
_FIGURES = late(r"(?<![\w@.-])\d{1,4}(?![\w@])|(?<!\d)(?=\d{6}(?!\d)|\d{8}(?!\d))\d{4}")
_DIGIT_OR_AT = late(r"[\d@]")
# "At 10:05 it wrote:" goes on in the sender's own text.
_TOLD_BY = late(
    r"\b(?:it|he|she|they|we|i|which|that|who|then|log|server|service|client|system|customer)\s+(?:wrote|writes"
    r"|said|sent)\W*$",
    re.IGNORECASE,
)
# Whose words are told in a text, not quoted by a mail program.
_TOLD_OF = late(r"客户|用户|客戶|用戶|门店|门市|对方|厂商|现场")


def attribution(lines: Sequence[str], place: int, depths: Sequence[int] = ()) -> Header | None:
    """`On …, X wrote:` that ends at `place`, folded over up to five lines; above marked lines also `X writes:`."""
    said = _dated(lines, place, depths)
    if said is None and names_writer(lines[place]) and _quoted_below(lines, place, depths):
        return Header(place, place + 1, _attributed(lines[place]))
    return said


def _dated(lines: Sequence[str], place: int, depths: Sequence[int]) -> Header | None:
    line = lines[place].rstrip(" \t*")
    if not line.endswith(_ENDINGS) and not line.lower().endswith(("wrote", "写道", "寫道")):
        return None
    if line.endswith(">") and not _quoted_below(lines, place, depths):
        return None
    if not any(_DIGIT_OR_AT.search(lines[near][:LONGEST_LINE]) for near in range(max(place - 4, 0), place + 1)):
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
        if said == 2 and start and "@" not in joined and _ADDRESSED.match(lines[start - 1][:200]):
            return Header(start - 1, place + 1, _attributed(lines[start - 1]))
        if said == 2:
            return Header(start, place + 1, _attributed(joined))
        if said and fallback is None:
            fallback = Header(start, place + 1, _attributed(joined))
    return fallback or _shared_line(lines, place, depths)


def _glue(piece: str, joined: str) -> str:
    return piece + joined if piece.endswith(("<", "(", "@")) else f"{piece} {joined}"


def _quoted_below(lines: Sequence[str], place: int, depths: Sequence[int]) -> bool:
    below = next_line(lines, place + 1, 3)
    return below is not None and (depths[below] > 0 if depths else lines[below].lstrip().startswith(">"))


def _is_attribution(text: str, quoted_below: bool) -> int:
    """2: certainly, and it begins here; 1: it ends so, but may begin earlier; 0: not."""
    text = _MASKED.sub("<***@***.***>", text)
    who = "@" in text
    verb = WROTE.search(text)
    if not (verb or who or quoted_below or _SAYS.search(text)):
        return 0
    when = bool(_DAY.search(text))
    clock = bool(TIME.search(text))
    begins = bool(BEGINS.match(text)) or text[0].isdigit()
    named = bool(re.match(r"[^,，。；;:：]{1,60}[<(（＜\[][^<>()\s]{0,100}@", text))
    balanced = text.count("<") >= text.count(">") - text.count("->")
    if not balanced:
        return 0
    if verb:
        if not quoted_below and not who and _TOLD_BY.search(text[-60:]):
            return 0
        ended = verb.group(0).rstrip().endswith((":", "：", "-", "—", "_"))
        if not ended and not quoted_below and not (when and who):
            return 0
        if begins and when and (clock or who):
            return 2
        dated = quoted_below or text[:2].lower() == "on" or (bool(_YEAR.search(text)) and not _HAN.search(text))
        if begins and when and ended and dated and _short(text):
            return 2
        if named and (when or clock):
            return 2
        if when and clock:
            return 1 if _short(text) and not _TOLD_OF.search(text) else 0
        return 1 if who and (quoted_below or when or clock or named) else 0
    if _BRACKETED_END.search(text[-320:]) and when and clock and begins and (quoted_below or _YEAR.search(text)):
        return 2
    if quoted_below and when and clock and ("写于" in text or "寫於" in text) and _short(text):
        return 2
    if quoted_below and who and when and begins and text.endswith(">"):
        return 2
    # Where the verb stands before the name: `Am 01.12.2026 um 16:20 schrieb Chen Jing:`.
    if (
        when
        and clock
        and text.endswith((":", "："))
        and len(text) < 300
        and _SAYS.search(text)
        and (who or (_short(text) and (quoted_below or _NAME_FIRST.match(text))))
    ):
        return 2
    # In a language that is not in the lists: an address, a day and a time, a colon, and the quote itself below.
    if (
        quoted_below
        and who
        and clock
        and text.endswith((":", "："))
        and len(_FIGURES.findall(text)) > 2
        and len(text) < 300
    ):
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


_SHARED = late(r"^(.{1,600}?)[\s]*(?:-{2,}\s*)?(?<![\w])(On\s(?:\w{3},\s)?.{6,160}\swrote:)$")


def _shared_line(lines: Sequence[str], place: int, depths: Sequence[int]) -> Header | None:
    """`reply On Wed, Apr 4, 2012 at 3:59 PM, bob@example.com wrote:` with the quote below."""
    if not _quoted_below(lines, place, depths):
        return None
    found = _SHARED.match(lines[place])
    if not found or not _is_attribution(found.group(2), True):
        return None
    return Header(place, place + 1, _attributed(found.group(2)), keep=found.group(1).rstrip(" -"))


_LATIN = r"[^\W\d_a-z][\w.'’-]{0,24}(?:\s[^\W\d_a-z][\w.'’-]{0,24}){0,3}"
_ADDRESS = r"[<(\[][^<>()\s]{1,80}@[^<>()\s]{1,80}[>)\]]"
_DATE = r"[\[(][^\[\]()]{0,12}\d{2,4}[-/.]\d{1,2}[-/.]\d{1,4}[^\[\]()]{0,24}[\])]"
_SAID = r"(?:wrote|writes|said|says|schrieb|schreibt|a écrit|escribió|ha scritto|skrev|schreef)"
# NetNews and mail programs of Unix write these; the quote's own marks must stand below.
_LINES = late(
    rf"^\W{{0,4}}(?:"
    rf"(?:引用|引述|Quoting|Zitat von|Citat från|Citando a?|Citation de"
    rf"|Citaat van)\s.{{1,80}}(?:{_ADDRESS}\s?[:：]?|{_DATE}:?)"
    rf"|(?:Once upon a time,|Thus (?:spake|said)|Also sprach"
    rf"|According to)\s{_LATIN}(?:\s?{_ADDRESS})?(?:\s{_SAID})?\s?(?:{_DATE})?:"
    rf"|(?P<who>{_LATIN})(?:\s?{_ADDRESS})?\s{_SAID}(?:\s(?:on|at)\s.{{4,60}}"
    rf"|\sin\s(?:message\s|article\s)?.{{3,90}})?\s?(?::|\.\.\.)"
    rf"|{_LATIN}(?:\s?{_ADDRESS})?\s{_DATE}:"
    rf"|(?:Am|Den|Op)\s.{{1,40}}\d{{4}}.{{0,30}}\s{_SAID}\s{_LATIN}:"
    rf"|(?P<han>[⺀-鿿]{{2,4}})\s?(?:写道|寫道|写|说|說)\s?[:：]"
    rf"|(?P<wrote>[⺀-鿿]{{2,4}}|{_LATIN})\s(?:wrote|写于)\s(?:on|at)\s.{{0,30}}\d.{{0,30}}[:：]"
    rf"|[^:：]{{1,40}}\svia\s[^:：]{{1,60}}\s{_SAID}\s?:"
    rf"|In (?:message|article)\s<[^<>]{{3,90}}>,?\s.{{1,60}}\s{_SAID}:?"
    rf"|\d{{4}}-\d\d-\d\d \d\d?:\d\d GMT[+-]\d\d:\d\d .{{1,60}}"
    rf"|\[[^\[\]<>]{{1,40}}{_ADDRESS}\]"
    rf")$"
)
_NOT_A_NAME = frozenset(
    ("he", "she", "they", "it", "i", "we", "you", "who", "customer", "support", "server", "user", "the")
)


def names_writer(line: str) -> bool:
    """`line` names a person and says no more than that they wrote. True also of `陈静写道：`, not of `客户说：`."""
    text = line.strip(" \t*_>")
    if not 3 < len(text) < 200 or (text[-1] not in ":：.)]" and not text.startswith(("In ", "19", "20"))):
        return False
    # Every way but the Chinese one has a space: 各位好： is not looked at, nor the pattern compiled for it.
    if text[0] != "[" and not any(character.isspace() or character in "写寫说說" for character in text):
        return False
    found = _LINES.match(text)
    if found is None:
        return False
    han, latin = found["han"], found["who"]
    if han and not (han[0] in SURNAMES or han.startswith(COMPOUND_SURNAMES)):
        return False
    return not (latin and latin.split()[0].casefold() in _NOT_A_NAME)
