"""What each line of a mail's end looks like: matter, a sentence, a name, a way to reach somebody, a closing …"""

import re
from collections.abc import Sequence

from mailbot.han import columns, han
from mailbot.inbound.quotes.quote_headers import is_rule
from mailbot.inbound.signatures import signature_words as words
from mailbot.inbound.signatures.announced import announced
from mailbot.inbound.signatures.disclaimer import disclaimer, told_at_length
from mailbot.inbound.signatures.footers import footer, sent_from
from mailbot.inbound.signatures.slogan import advertises
from mailbot.late import late

_DELIMITER = late(r"^\s*(?:--|—-|-—|––|__|~~)\s*$")
_DASH = late(r"^\s*(?:—{1,4}|–{1,4}|-{3,4}|\*{3,4}|={3,4})\s*$")
_FIELD = late(r"^[\s*•·\-]*([^\s:：][^:：]{0,16}?)\s*[:：]\s*\S")
_LATIN_FIELD = late(r"^[\s*]*[A-Za-zÀ-ɏΑ-ϿЀ-ӿ][A-Za-zÀ-ɏΑ-ϿЀ-ӿ .'’/&-]{0,30}:\s+\S|^[^:]{3,60}\|[^:]{3,40}:\s+\S")
_SETTING = late(r"^\s*[\w.\-]{1,60}\s*[=＝]\s*\S")
_ITEM = late(r"^\s*(?:\d{1,2}\s?[.、)）．](?!\d)|[（(]\d{1,2}[)）]|[①-⑳]|[•·●○■◆]\s?|[-*+]\s)\s*\S")
_MATTER = late(
    r"同意|确认|確認|完成|延期|推迟|撤销|撤銷|放行|解决|解決|处理结果|進度|进度|反对|反對|收到|取消|恢复|暂停"
    r"|启动|移交|已经|已升级|预计|預計|"
    r"\d\s?[%％]|\d\s?/\s?\d|\d\s?(?:台|个|家|条|小时|工作日|天)|验证|附件|补充|备注|备註|另[：:，,外]|\bP\.?S\b"
    r"|注[：:]|问题|版本|升级|计划|节点|"
    r"\b(?:done|agree|agreed|confirm|confirmed|approved|reject|rejected|yes|no(?!\.?\s?\d)|ok|issue|version"
    r"|upgrade|plan|attached)\b",
    re.IGNORECASE,
)
_WHEN = late(
    r"\d{1,2}\s?月\s?\d{1,2}|(?<!\d)(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}(?!\d)|(?<!\d)\d{1,2}[:：]\d{2}(?!\d)"
    r"|[上下本这]周|今天|明天|后天|月底|周[一二三四五六日天]|T\+\d"
    r"|\b(?:today|tomorrow|monday|tuesday|wednesday|thursday|friday)\b",
    re.IGNORECASE,
)
_DATE_ALONE = late(
    r"^\s*\d{4}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}\s?日?(?:\s+\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)?\s*$"
)
SENTENCE_END = late(r"[。！？；!?;…]\s*$|[^.]\w{3,}\.\s*$")
_ORNAMENT = late(
    r"^[^\w\s<>(\[+@\"'“《【—–\-*_|=~#&^$%.,:;!?。，：；！？、（）/\\]+\s*"
    r"|\s*[^\w\s<>)\]@\"'”》】—–\-*_|=~#&^$%.,:;!?。，：；！？、（）/\\]+$"
)
_HANDLE = late(r"^@\w{2,30}$")
_CARD = late(r"([^\s<>@]{1,24}(?: [^\s<>@]{1,24}){0,3}?)\s*<\s*[\w.+'&=-]{1,60}@[\w.-]{1,80}\s*>")
_LINKS = late(r"https?://\S{3,200}|www\.\S{3,120}|[\w.+'&=-]{1,60}@[\w.-]{1,80}", re.IGNORECASE)
_NUMBER = late(r"^\+?[\d\s().-]{7,22}$")
TOKENS = late(r"[|｜/·•,，、;；\t\s()（）]+|\s[-–—]\s")
_SMALL = frozenset(
    (
        "@ of and the at for & de der van von da di la le del y et und i и in they them she her hers he him his mr ms mrs "
        "dr"
    ).split()
)
_ASIDE = late(r"[（(][^（()）]{0,40}[)）]")
_STARS = " \t　☆★◆◇■□●○◎*+"
LOOKED_AT = 200  # a signature stands in the last lines; those before are content whatever they look like


def is_name(text: str) -> bool:
    """Looks like a person's name: two to four characters with a known family name, or one to four capitalised words."""
    text = text.strip(" *_@")
    bare = text.replace(" ", "").replace("　", "")
    if 1 < len(bare) < 5 and han(bare) + bare.count("·") == len(bare):
        if len(bare) < 4 and bare[0] in "小老阿":
            bare = bare[1:]
        return bare[0] in words.SIGNED_SURNAMES or bare.startswith(words.SIGNED_COMPOUND_SURNAMES)
    pieces = text.split()
    return 0 < len(pieces) <= 4 and all(_capitalised(piece) for piece in pieces)


def _capitalised(word: str) -> bool:
    return bool(re.fullmatch(r"[^\W\d_][\w.'’\-]{0,24}", word)) and word[0].isupper() and word[0] > "@"


def line_kinds(lines: Sequence[str], fixed: frozenset[int], signed: frozenset[int], top: bool = False) -> list[str]:
    """Each line's kind: H matter, h a sentence, L a field with a Latin label or cells divided by `|`, P plain, N names and units, S ways to
    reach somebody, C closing, T thanks, D disclaimer, F footer, R rule, - delimiter, Y a date alone, B blank, G in the signature's container."""
    lines = _unframed(lines)
    kinds: list[str] = []
    disclaiming = False
    named = announced(lines, max(len(lines) - LOOKED_AT, 0))
    looked_at = len(lines) - LOOKED_AT
    for place, line in enumerate(lines):
        if place < looked_at:
            kinds.append("B" if not line.strip() else "F" if footer(line) else "H")
            continue
        kind = line_kind(line, place in fixed)
        if kind == "B":
            disclaiming = False
        elif disclaiming and kind != "H":
            kind = "D"
        elif place in named:
            kind = "h" if kind == "F" or (kind in "HhLPNS" and disclaimer(lines, place, below=True)) else kind
        elif (
            kind in "HhLPNS"
            and place not in fixed
            and disclaimer(lines, place, below=bool(kinds) and kinds[-1] in "BR-DNS")
        ):
            if top and all(each in "BR-" for each in kinds) and not told_at_length(lines, place):
                kind = "h"  # "Unsubscribe me please." is what the mail says
            else:
                kind, disclaiming = "D", True
        else:
            disclaiming = False
        if place in signed and (kind in "hPN" or (kind == "H" and advertises(line))):
            kind = "G"
        kinds.append(kind)
    _ticketed(lines, kinds)
    last = next((place for place in range(len(kinds) - 1, -1, -1) if kinds[place] != "B"), 0)
    if last > 1 and kinds[last - 1] == "B" and sent_from(lines[last][:200]):
        kinds[last] = "F"
    return kinds


def _ticketed(lines: Sequence[str], kinds: list[str]) -> None:
    """`Ref:MSG0299331` alone below a signature is the help desk's."""
    filled = [place for place in range(max(len(kinds) - LOOKED_AT, 0), len(kinds)) if kinds[place] != "B"][-7:]
    if len(filled) < 3 or kinds[filled[-2]] in "Hh" or (filled[-1] == filled[-2] + 1 and kinds[filled[-2]] != "D"):
        return
    if any(kinds[place] in "NSD" for place in filled[:-1]) and words.TICKET.match(lines[filled[-1]][:200]):
        kinds[filled[-1]] = "F"


def _unframed(lines: Sequence[str]) -> Sequence[str]:
    """The lines with the stars taken off that frame a signature: `****` above and below, `* 韩冰` between."""
    rules = [place for place in range(max(len(lines) - LOOKED_AT, 0), len(lines)) if lines[place].startswith("***")]
    if len(rules) < 2 or not 1 < rules[-1] - rules[-2] < 14:
        return lines
    within = range(rules[-2] + 1, rules[-1])
    if not all(lines[place].startswith("*") for place in within):
        return lines
    return [line.strip("* \t") if place in within else line for place, line in enumerate(lines)]


def formed(line: str) -> bool:
    """Matter by its form alone: `公众号：星桥实施`. It says nothing of a day, a figure or a decision."""
    text = _LINKS.sub(" ", line)
    return (
        bool(_FIELD.match(text))
        and len(text) < 60
        and not (_MATTER.search(text) or _WHEN.search(text) or _ITEM.match(text))
    )


def line_kind(line: str, fixed: bool = False) -> str:
    """The kind of a line for itself; `fixed`: it is a row of a table."""
    text = line.strip()
    if 1 < len(text) < 200:
        text = _ORNAMENT.sub("", text) or text  # "📱 +1 555…"; a line that is all ornament (👍) is an answer
    if not text or not text.strip("| ") or text == "&nbsp;":
        return "B"
    if len(text) > 400:
        return "H"
    if footer(text):
        return "F"
    if is_rule(text) or _DASH.match(text) or is_rule(line.strip(_STARS)):
        return "R"
    if _DELIMITER.match(text):
        return "-"
    reach = reaches(text.replace("\t", "：") if text.count("\t") == 1 else text)
    if not fixed and "\t" not in text and text[0] not in "|｜" and _tabular(text) and not reach:
        # `Example AG | Main St. 1 | 60311 Frankfurt` may stand in a signature; a row of a table has more to say.
        return "H" if len(text) > 120 or _MATTER.search(text) or _WHEN.search(text) else "N" if _named(text) else "L"
    if fixed or _tabular(text):
        return (
            "S"
            if reach
            else "N"
            if text.count("\t") < 2 and _named(text) and is_name(text.split()[0]) and fixed
            else "H"
        )
    if len(text) < 120 and words.is_address(text) and not SENTENCE_END.search(text) and not _MATTER.search(text):
        return "S"
    if words.CLOSING.match(text) or _closes_twice(text):
        return "C"
    if words.THANKS.match(text):
        return "T"
    if _DATE_ALONE.match(text):
        return "Y"
    if reach or _is_card(text):
        return "S"
    if (words.UNIT.search(text) and _named(text)) or words.PERSONAL.match(text):
        return "N"
    if _LATIN_FIELD.match(text) and not (_MATTER.search(text) or _WHEN.search(text) or _ITEM.match(text)):
        return "L"
    bare = _ASIDE.sub("", text)
    if bare != text and words.UNIT.search(bare) and _named(bare):
        return "N"
    said = _LINKS.sub(" ", text)  # the `no` of www.corp.no decides nothing
    if _FIELD.match(said) or _SETTING.match(text) or _ITEM.match(text) or _MATTER.search(said) or _WHEN.search(said):
        return "H"
    if _named(text):
        return "N"
    if SENTENCE_END.search(text) or columns(text) > 80 or (len(text) > 20 and ("，" in text or ", " in text)):
        return "h"
    return "P" if any(character.isalnum() for character in text) else "h"


def _tabular(text: str) -> bool:
    cells = [cell for cell in re.split(r"[\t|｜]", text) if cell.strip()]
    return len(cells) > 2 or (len(cells) == 2 and "\t" in text)


def reaches(text: str) -> bool:
    """A phone number, address, web page, or a picture of one; not a sentence that mentions it."""
    if words.MAILBOX.match(text) or words.SITE.match(text) or words.PICTURE.match(text) or _HANDLE.match(text):
        return True
    if _NUMBER.match(text) and sum(character.isdigit() for character in text) >= 7:
        return True
    if columns(text) > 120 or _MATTER.search(_LINKS.sub(" ", text)):
        return False
    if words.REACH.search(text):
        named = _FIELD.match(text)
        return not named or bool(words.REACH.search(text[: named.end()])) or _named(named.group(1))
    labelled = words.REACH_FIELD.match(text)
    if labelled and sum(character.isdigit() for character in labelled.group(1)) * 2 >= len(labelled.group(1)):
        return True  # 校园卡热线：6000
    phone = words.PHONE.search(text)
    if phone and not _WHEN.search(text):
        rest = words.PHONE.sub(" ", text)
        return (
            not any(character.isalnum() for character in rest)
            or all(_labels(each.strip(" :：-")) for each in re.split(r"[/／、|｜·]", rest.strip(" |·/:：-")))
            or _named(rest.strip(" |·/:：-"))
        )
    return False


def _labels(text: str) -> bool:
    """`手机`, `值班电话`; or where the number is: `技术部`."""
    return bool(
        words.REACH_LABEL.fullmatch(text)
        or (len(text) < 9 and words.REACH_LABEL.fullmatch(text[-2:]))
        or words.UNIT.search(text)
    )


def _closes_twice(text: str) -> bool:
    """`Best regards / 顺祝商祺！`"""
    halves = re.split(r"[/|｜]", text) if len(text) < 60 else [text]
    return len(halves) > 1 and all(words.CLOSING.match(half.strip()) for half in halves)


def _is_card(text: str) -> bool:
    """`孙丽 <sunli@corp.example>`, as QQ mail signs since 2023."""
    found = _CARD.fullmatch(text)
    return found is not None and is_name(found.group(1))


def _named(text: str) -> bool:
    """Nothing but names, titles, departments and companies."""
    tokens = [token for token in TOKENS.split(text.strip(" *_!！.【】")) if token]
    if not tokens or len(tokens) > 10:
        return False
    if is_name(text):
        return True
    if (
        text.endswith(".")
        and len(tokens) > 2
        and any(token.casefold() in _SMALL for token in tokens[1:-1])
        and not words.UNIT.search(text)
    ):
        return False  # "Ask for Daniel."
    return all(
        token.casefold() in _SMALL
        or bool(words.UNIT.search(token))
        or bool(words.TITLE.search(token))
        or is_name(token)
        or _capitalised(token)
        or (token[0] in "<[" and "@" in token)
        for token in tokens
    )
