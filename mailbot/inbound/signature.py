"""Tells a signature, disclaimer, mobile footer or gateway's banner from what the sender wrote.

To lose content is worse than to keep a signature's line: what looks like a field, a table, a list, a date or an answer
is content wherever it stands, and everything above it too.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from mailbot.inbound import signature_words as words
from mailbot.inbound.quote_headers import is_rule

_DELIMITER = re.compile(r"^\s*(?:--|—-|-—|––|__|~~)\s*$")
_DASH = re.compile(r"^\s*(?:—{1,3}|–{1,3}|-{3,4}|\*{3,4}|={3,4})\s*$")
_BY = re.compile(r"^\s*(?:——+\s?|--\s?|[-–—/~](?=\S))(\S.{0,40})$")
_FIELD = re.compile(r"^[\s*•·\-]*([^\s:：][^:：]{0,16}?)\s*[:：]\s*\S")
_ITEM = re.compile(r"^\s*(?:\d{1,2}\s?[.、)）．](?!\d)|[（(]\d{1,2}[)）]|[①-⑳]|[•·●○■◆]\s?|[-*+]\s)\s*\S")
_MATTER = re.compile(
    r"同意|确认|確認|完成|延期|推迟|撤销|撤銷|放行|解决|解決|处理结果|進度|进度|反对|反對|收到|取消|恢复|暂停|启动|移交|已经|已升级|预计|預計|"
    r"\d\s?[%％/]\s?\d*|\d\s?(?:台|个|家|条|小时|工作日|天)|验证|附件|补充|备注|备註|另[：:，,外]|P\.?S\b|注[：:]|问题|版本|升级|计划|节点|"
    r"\b(?:done|agree|agreed|confirm|confirmed|approved|reject|rejected|yes|no|ok|issue|version|upgrade|plan|attached)\b",
    re.IGNORECASE,
)
_WHEN = re.compile(
    r"\d{1,2}\s?月\s?\d{1,2}|(?<!\d)(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}(?!\d)|(?<!\d)\d{1,2}[:：]\d{2}(?!\d)|[上下本这]周|今天|明天|后天|月底|周[一二三四五六日天]|T\+\d"
    r"|\b(?:today|tomorrow|monday|tuesday|wednesday|thursday|friday)\b",
    re.IGNORECASE,
)
_DATE_ALONE = re.compile(r"^\s*\d{4}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}\s?日?\s*$")
_SENTENCE_END = re.compile(r"[。！？；!?;…]\s*$|[^.]\w{3,}\.\s*$")
_POINTS_DOWN = re.compile(r"[:：]\s*$|如下|见下|下表|下面|以下|\bbelow\b", re.IGNORECASE)
_ORNAMENT = re.compile(
    r"^[^\w\s<>(\[+@\"'“《【—–\-*_|=~#&^$%.,:;!?。，：；！？、（）/\\]+\s*|\s*[^\w\s<>)\]@\"'”》】—–\-*_|=~#&^$%.,:;!?。，：；！？、（）/\\]+$"
)
_DISCLAIMER_TITLE = re.compile(
    r"^[\s*]*(?:disclaimer|confidentiality notice|legal notice|免责声明|免責聲明|保密声明|保密提示|法律声明|重要提示)[\s*:：]*$",
    re.IGNORECASE,
)
_HANDLE = re.compile(r"^@\w{2,30}$")
_NUMBER = re.compile(r"^\+?[\d\s().-]{7,22}$")
_TOKENS = re.compile(r"[|｜/·•,，、;；\t\s()（）]+|\s[-–—]\s")
_SMALL = frozenset(
    (
        "@",
        "of",
        "and",
        "the",
        "at",
        "for",
        "&",
        "de",
        "der",
        "van",
        "von",
        "da",
        "di",
        "la",
        "le",
        "del",
        "y",
        "et",
        "und",
        "i",
        "и",
        "in",
    )
)
_LONGEST_TAIL = 40
_LOOKED_AT = 200  # a signature stands in the last lines; those before are content whatever they look like
_FOOTER_BEGINS = frozenset("发發来來傳传寄从從由用使通透获獲下取签swcpgdovetmilоon나odi")


@dataclass(slots=True)
class Parts:
    """Places of a stretch of lines: what was written, its signature and the like, and history below a footer."""

    kept: list[int] = field(default_factory=list)
    signature: list[int] = field(default_factory=list)
    history: list[int] = field(default_factory=list)


def signature(
    lines: Sequence[str],
    fixed: frozenset[int] = frozenset(),
    signed: frozenset[int] = frozenset(),
    *,
    last: bool = True,
) -> Parts:
    """Part a stretch of the sender's own lines. `fixed` are rows of tables; `signed` stand where the mail program puts
    the signature; where more was written below (`last` is false), only footers are taken out."""
    places = range(len(lines))
    if not last:
        footers = [place for place in places if footer(lines[place])]
        return Parts([place for place in places if place not in set(footers)], footers)
    kinds = _kinds(lines, fixed, signed)
    dropped = {place for place in places if kinds[place] == "F"} | _banner(lines)
    history = _below_footer(lines, kinds)
    end = min(history, default=len(lines))
    card = next((place for place in range(end) if words.CARD.search(lines[place][:300])), end)
    start = _start(lines, kinds, card, signed)
    while start and start < card and kinds[start - 1] == "B":
        start -= 1
    dropped.update(range(start, card))
    return Parts(
        kept=[place for place in places if place not in dropped and place not in history],
        signature=sorted(place for place in dropped if place not in history),
        history=sorted(history),
    )


def footer(line: str) -> bool:
    """`发自我的 iPhone`, `Sent from my BlackBerry`: the whole line."""
    bare = line.lstrip(" \t-—_|>*\u3000")
    if len(line) > 300 or (
        bare[:1].lower() not in _FOOTER_BEGINS and not line.rstrip(" \t。.").endswith(("送信", "보냄", "전송"))
    ):
        return False
    return bool(words.FOOTER.match(line)) and not words.NO_FOOTER.search(line)


def is_name(text: str) -> bool:
    """Looks like a person's name: two to four characters with a known family name, or one to four capitalised words."""
    text = text.strip(" *_@")
    bare = text.replace(" ", "").replace("　", "")
    if re.fullmatch(r"[\u4e00-\u9fff·]{2,4}", bare):
        return bare[0] in words.SURNAMES or bare.startswith(words.COMPOUND_SURNAMES)
    pieces = text.split()
    return 0 < len(pieces) <= 4 and all(_capitalised(piece) for piece in pieces)


def _capitalised(word: str) -> bool:
    return bool(re.fullmatch(r"[^\W\d_][\w.'’\-]{0,24}", word)) and word[0].isupper() and word[0] > "@"


def _kinds(lines: Sequence[str], fixed: frozenset[int], signed: frozenset[int]) -> list[str]:
    """Each line's kind: H matter, h a sentence, P plain, N names and units, S ways to reach somebody, C closing,
    T thanks, D disclaimer, F footer, R rule, - delimiter, Y a date alone, B blank, G in the signature's container."""
    kinds: list[str] = []
    disclaiming = False
    looked_at = len(lines) - _LOOKED_AT
    for place, line in enumerate(lines):
        if place < looked_at:
            kinds.append("B" if not line.strip() else "F" if footer(line) else "H")
            continue
        kind = _kind(line, place in fixed)
        if kind == "B":
            disclaiming = False
        elif disclaiming and kind != "H":
            kind = "D"
        elif kind in "HhPNS" and place not in fixed and words.begins_disclaimer(line):
            rest = " ".join(_paragraph(lines, place))
            if _DISCLAIMER_TITLE.match(line) or words.says_disclaimer(rest):
                kind, disclaiming = "D", True
        else:
            disclaiming = False
        if place in signed and kind in "hPN":
            kind = "G"
        kinds.append(kind)
    return kinds


def _paragraph(lines: Sequence[str], place: int) -> list[str]:
    found: list[str] = []
    for line in lines[place : place + 12]:
        if not line.strip():
            break
        found.append(line[:400])
    return found


def _kind(line: str, fixed: bool) -> str:
    text = line.strip()
    if 1 < len(text) < 200:
        text = _ORNAMENT.sub("", text) or text  # "📱 +1 555…"; a line that is all ornament (👍) is an answer
    if not text or not text.strip("| "):
        return "B"
    if len(text) > 400:
        return "H"
    if footer(text):
        return "F"
    if is_rule(text) or _DASH.match(text):
        return "R"
    if _DELIMITER.match(text):
        return "-"
    reach = _reaches(text)
    if fixed or _tabular(text):
        return "S" if reach else "H"
    if words.CLOSING.match(text):
        return "C"
    if words.THANKS.match(text):
        return "T"
    if _DATE_ALONE.match(text):
        return "Y"
    if reach:
        return "S"
    if words.UNIT.search(text) and _named(text):
        return "N"
    if _FIELD.match(text) or _ITEM.match(text) or _MATTER.search(text) or _WHEN.search(text):
        return "H"
    if _named(text):
        return "N"
    if _SENTENCE_END.search(text) or _width(text) > 80 or (len(text) > 20 and ("，" in text or ", " in text)):
        return "h"
    return "P" if any(character.isalnum() for character in text) else "h"


def _width(text: str) -> int:
    return len(text) + sum(1 for character in text if character > "⺀")


def _tabular(text: str) -> bool:
    cells = [cell for cell in re.split(r"[\t|｜]", text) if cell.strip()]
    return len(cells) > 2 or (len(cells) == 2 and "\t" in text)


def _reaches(text: str) -> bool:
    """A phone number, address, web page, or a picture of one; not a sentence that mentions it."""
    if words.MAILBOX.match(text) or words.SITE.match(text) or words.PICTURE.match(text) or _HANDLE.match(text):
        return True
    if _NUMBER.match(text) and sum(character.isdigit() for character in text) >= 7:
        return True
    if _width(text) > 120 or _MATTER.search(text):
        return False
    if words.REACH.search(text):
        named = _FIELD.match(text)
        return not named or bool(words.REACH.search(text[: named.end()])) or _named(named.group(1))
    phone = words.PHONE.search(text)
    if phone and not _WHEN.search(text):
        rest = text.replace(phone.group(0), " ")
        return not rest.strip(" +()-|·/:：") or _named(rest.strip(" |·/:：-"))
    return False


def _named(text: str) -> bool:
    """Nothing but names, titles, departments and companies."""
    tokens = [token for token in _TOKENS.split(text.strip(" *_!！.")) if token]
    if not tokens or len(tokens) > 10:
        return False
    if is_name(text):
        return True
    return all(
        token.casefold() in _SMALL
        or bool(words.UNIT.search(token))
        or bool(words.TITLE.search(token))
        or is_name(token)
        or _capitalised(token)
        or (token[0] in "<[" and "@" in token)
        for token in tokens
    )


def _start(lines: Sequence[str], kinds: list[str], end: int, signed: frozenset[int]) -> int:
    """Where the signature begins; `end` if there is none."""
    while end and kinds[end - 1] == "B":
        end -= 1
    last_matter = max((place for place in range(end) if kinds[place] == "H"), default=-1)
    last_sentence = max((place for place in range(end) if kinds[place] in "Hh"), default=-1)
    for place in range(max(last_matter + 1, end - _LOOKED_AT), end):
        kind = kinds[place]
        tail = [kind for kind in kinds[place + 1 : end] if kind != "B"]
        if len(tail) > _LONGEST_TAIL:
            continue
        if place in signed and kind != "B":
            if all(follower in signed or kinds[follower] in "BDFSNRP" for follower in range(place, end)):
                return place
        elif kind == "-" or (kind == "R" and place + 1 in signed):
            if tail and len(tail) <= 16:
                return place
        elif place <= last_sentence:
            continue
        elif kind in "DF":
            return place
        elif kind == "C":
            if _signs(tail, dated=True):
                return place
        elif kind == "T":
            if tail and _signs(tail):
                return place + 1
        elif kind == "R":
            if tail and _signs(tail) and any(each in "NSDF" for each in tail):
                return place
        elif _signs_by_hand(lines, kinds, place, end) or _reachable(lines, kinds, place, end):
            return place
    return end


def _signs(tail: list[str], dated: bool = False) -> bool:
    """The lines below a closing or a rule may be a signature: no matter in them, and few that say nothing clear."""
    if any(kind in "Hh" for kind in tail) or (not dated and "Y" in tail):
        return False
    plain = tail.count("P")
    clear = sum(tail.count(kind) for kind in "SDFG")
    return plain == 0 or (clear > 0 and plain <= clear + tail.count("N") + 1)


def _signs_by_hand(lines: Sequence[str], kinds: list[str], place: int, end: int) -> bool:
    """`-Abhishek Kona`, `/John`, `—— 张三` as the last line of all."""
    found = _BY.match(lines[place])
    if not found or any(kind in "HhT" for kind in kinds[place + 1 : end]):
        return False
    above = [kind for kind in kinds[:place] if kind != "B"]
    name = found.group(1)
    if not above or not is_name(name):
        return False
    return bool(place) and (kinds[place - 1] == "B" or lines[place].lstrip().startswith(("——", "--")))


def _reachable(lines: Sequence[str], kinds: list[str], place: int, end: int) -> bool:
    """A block at the end that begins with a name and tells how to reach the person, below a blank line or a sentence."""
    if kinds[place] != "N" or not any(kinds[above] not in "B" for above in range(place)):
        return False
    tokens = [token for token in _TOKENS.split(lines[place].strip(" *_")) if token]
    if not is_name(lines[place]) and not is_name(tokens[0]):
        return False
    block = kinds[place:end]
    if any(kind in "HhCTY" for kind in block) or block.count("S") == 0 or len(block) < 2:
        return False
    if block.count("P") > block.count("S"):
        return False
    above = next((at for at in range(place - 1, -1, -1) if kinds[at] != "B"), 0)
    if _POINTS_DOWN.search(lines[above][-40:]):
        return False
    return kinds[place - 1] == "B" or bool(_SENTENCE_END.search(lines[place - 1]))


def _below_footer(lines: Sequence[str], kinds: list[str]) -> set[int]:
    """Some phones quote without any mark: below their footer, with an answer above it, everything is history, unless
    the answer points to it ("见下表：")."""
    for place, kind in enumerate(kinds):
        if kind != "F":
            continue
        above = [at for at in range(place) if kinds[at] not in "BF"]
        if not above:
            return set()
        if _POINTS_DOWN.search(lines[above[-1]][-40:]) or not any(each in "HhPNSCT" for each in kinds[place + 1 :]):
            return set()
        card = next((at for at in range(place + 1, len(lines)) if words.CARD.search(lines[at][:300])), len(lines))
        return set(range(place + 1, card))
    return set()


def _banner(lines: Sequence[str]) -> set[int]:
    """The gateway's warning about mail from outside, in the first lines."""
    for place, line in enumerate(lines[:6]):
        if not line.strip():
            continue
        if not words.BANNER.match(line[:400]):
            return set()
        end = place
        while end < len(lines) and end < place + 4 and lines[end].strip():
            end += 1
        return set(range(place, end))
    return set()
