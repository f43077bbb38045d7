"""outline: a mail's lines → its sections, as notices have them: 一、背景 / 【授权】 / ## 3. 计划 / ▶ 时间节点 / 要求： (SPEC 3 "Body")."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Protocol

from mailbot.inbound.writing import Line
from mailbot.late import late
from mailbot.value import Value, replace

_HAN = "一二三四五六七八九十"
_LONGEST_TITLE = 24
_LONGEST_BARE = 14  # of a heading that has no mark but its place
_BLANKS = " \t\xa0\u3000"
# What a heading may begin with; the first mark that a line has is its style, by which its siblings are known.
_MARKS = (
    ("hash", late(r"#{1,6}[ \t\xa0\u3000]*")),
    ("bold", late(r"(?:\*\*|__)[ \t]*(?=[^*_])")),
    ("part", late(rf"第[{_HAN}\d]{{1,3}}(?:部分|阶段|章|节)[、.．:： \t\u3000]*")),
    (
        "chinese",
        late(
            rf"[{_HAN}]{{1,3}}(?:[ \t\xa0\u3000]*[、，,.．:：]|[ \t\xa0\u3000]+(?=\S))[ \t\xa0\u3000]*",
        ),
    ),
    ("brackets", late(rf"[(（][ \t]*(?:[{_HAN}]{{1,3}}|\d{{1,2}})[ \t]*[)）][ \t\xa0\u3000、.．]*")),
    (
        "digits",
        late(r"\d{1,2}(?:[ \t]*[、)）]|[.．](?!\d|[xX*](?![a-zA-Z]))|[ \t\xa0\u3000]+(?=[^\W\d]))[ \t\xa0\u3000]*"),
    ),
    ("symbol", late(r"[▶►▷◆◇■□●○★☆▌▎◎※➤➢❖✦✅🔹🔸📌][\ufe0f \t\xa0\u3000]*")),
    ("ruled", late(r"[-—–=~＝]{2,}[ \t\xa0\u3000]*(?=[^-—–=~＝\s][^\n]*?[-—–=~＝]{2,}[ \t]*$)")),
    ("square", late(r"(?=[【〔〖［\[「])")),
)
_SQUARE = late(
    r"[【〔〖［\[「](?P<title>[^【】〔〕〖〗［］\[\]「」\n]{1,20})[】〕〗］\]」][ \t\xa0\u3000]*[:：]?",
)
_COLON = late(r"[:：]")
_STOP = late(r"[。；;！!？?]")
_ITEM = late(
    rf"[ \t\xa0\u3000]*(?:[(（]?(?:\d{{1,2}}|[{_HAN}]{{1,3}}|[a-h])[)）、]"
    rf"|(?:\d{{1,2}}|[a-h])[.．](?!\d|[xX*](?![a-zA-Z])|[a-z][\w.]*\s*[=＝])|[①-⑳]"
    rf"|\d{{1,2}}\.\d{{1,2}}(?=[ \t、])|[•·●○■□▪◆◇►▶➢➤*＊-][ \t\xa0\u3000]*)"
)
# 5.2 及以下 begins with a version.
_MARK = late(
    r"[ \t\xa0\u3000]*(?:[(（]?(?:\d{1,2}|[一二三四五六七八九十]{1,3}|[a-h])[)）、]"
    r"|(?:\d{1,2}|[a-h])[.．](?!\d|[xX*](?![a-zA-Z])|[a-z][\w.]*\s*[=＝])|[①-⑳]"
    r"|\d{1,2}\.\d{1,2}(?=[ \t\u3000、])(?![ \t\u3000]*(?:[及以之或和与至到~～版]|（?含|[、,，] ?\d))"
    r"|[•·●○■□▪◆◇►▶➢➤*＊-])[ \t\xa0\u3000.．、]*"
)
_DECIMAL = late(
    r"(?P<indent>[ \t\xa0\u3000]*)(?P<major>\d{1,2})[.．](?P<minor>\d{1,2})(?:[ \t\u3000、.．]+"
    r"|(?=[\u4e00-\u9fff]))(?=\D)(?! ?(?:[及以之或和与至到~～版系的]|开头|[（(]?含))"
)  # 8.1及以下 begins with a version
# What closes a letter: 请各部门回复确认, 特此通知, 以上, and who signs it.
_CLOSING = late(
    r"[ \t\xa0\u3000]*(?:特此|此致|顺祝|以上|妥否|谢谢|辛苦"
    r"|(?:如|若)果?(?:均|都|各部门)?(?:无|没有?)(?:异议|问题|意见)[^。\n]{0,10}(?:回复|确认|反馈|同意)"
    r"|如有(?:疑问|问题|不明)"
    r"|请(?:各|大家|诸位|你们?|您|于|在|尽快|[^，,。\n]{0,12}前)[^。\n]{0,24}(?:确认|回复|反馈|知悉)|thanks"
    r"|regards|please (?:confirm|reply))",
    re.IGNORECASE,
)
_ALONE = late(r"[ \t\xa0\u3000]*[^\W\d][^:：\n]{0,13}[:：][ \t\xa0\u3000]*")
_LISTS = ("schedule", "who", "when", "node")  # below these such a line (华东：) may head some of the items
_STRONG = ("hash", "bold", "part", "chinese", "symbol", "ruled", "square")


class TopicOf(Protocol):
    def __call__(self, title: str, *, marked: bool, alone: bool, colon: bool) -> str: ...


class Section(Value):
    """One section. `topic` is what its title says that it is about, '' where that is not known; `rest` what stands behind
    the title in the heading's own line; `lines` those below it (blank ones too) up to the next heading."""

    heading: Line
    title: str
    topic: str
    style: str
    rest: str = ""
    lines: tuple[Line, ...] = ()


class _Heading(Value):
    at: int
    style: str
    title: str
    topic: str
    rest: str
    indent: int


def outline(lines: Sequence[Line], topic_of: TopicOf) -> tuple[Section, ...]:
    """The sections in the order of the mail; what stands above the first heading, and behind a section's end, is in none.

    `topic_of` tells what a title is about ('' what it does not know), by whether it has a mark, whether nothing stands
    behind it, and whether a colon does. Marks that lists have, too (1. (一) ①), head sections
    only where two such lines are titles with something else below each. Linear in the text.
    """
    found = [one for at in range(len(lines)) if (one := _heading(lines, at, topic_of)) is not None]
    used = {one.style for one in found if one.topic and one.style.startswith(_STRONG)}
    if not used:
        weak = Counter(one.style for one in found if one.topic and not one.rest and _has_below(lines, one))
        used = {style for style, count in weak.most_common(1) if count > 1 and style != "bare"}
    # Below headings with marks, a line that is a date, a person or a node heads items of theirs.
    nested = ("who", "when", "node") if used else ()
    chosen = [
        one for one in found if one.style in used or (one.style == "bare" and one.topic and one.topic not in nested)
    ]
    sections: list[Section] = []
    for place, one in enumerate(chosen):
        stop = chosen[place + 1].at if place + 1 < len(chosen) else len(lines)
        below = _body(lines[one.at + 1 : stop], one)
        sections.append(Section(lines[one.at], one.title, one.topic, one.style, one.rest, tuple(below)))
    return tuple(sections)


def _heading(lines: Sequence[Line], at: int, topic_of: TopicOf) -> _Heading | None:
    """The heading that a line may be: a mark, a short title, perhaps a colon or a stop and what goes on behind it."""
    whole = lines[at].text.rstrip(_BLANKS)
    text = whole.lstrip(_BLANKS)
    indent = len(whole) - len(text)
    if not text or len(text) > 600:
        return None
    style = ""
    for name, mark in _MARKS * 2:
        match = mark.match(text)
        if match is not None and (match.end() or not style):
            style = style or (f"{name} {text[0]}" if name == "symbol" else name)
            text = text[match.end() :]
    if style in ("ruled", "bold"):
        text = text.rstrip("-—–=~＝*_ \t:：") if style == "ruled" else text.replace("**", "").replace("__", "")
    elif style:
        text = text.replace("**", "")
    square = _SQUARE.match(text)
    if square is not None:
        title, rest = square["title"].strip(_BLANKS), text[square.end() :].strip(_BLANKS)
    else:
        title, rest = _parted(text)
    if not title or (not style and len(title) > _LONGEST_BARE):
        return None
    if len(title) > _LONGEST_TITLE:
        return _Heading(at, style, title, "", rest, indent)  # an item that ends the section above
    if not style:
        colon = bool(_COLON.search(text))
        if not _heads(lines, at, rest, indent, colon=colon):
            return None
        style = "bare"
    topic = topic_of(title, marked=style != "bare", alone=not rest, colon=_COLON.search(text) is not None)
    return _Heading(at, style, title, topic, rest, indent)


def _parted(text: str) -> tuple[str, str]:
    """(title, what stands behind it): at a colon, else at a stop with something behind it, else all is the title."""
    colon, stop = _COLON.search(text), _STOP.search(text)
    if colon is not None and (stop is None or colon.start() < stop.start()):
        return text[: colon.start()].strip(_BLANKS), text[colon.end() :].strip(_BLANKS)
    if stop is not None:
        return text[: stop.start()].strip(_BLANKS), text[stop.end() :].strip(_BLANKS)
    return text.strip(_BLANKS), ""


def _heads(lines: Sequence[Line], at: int, rest: str, indent: int, *, colon: bool) -> bool:
    """Whether a line without a mark stands as a heading does: something right below it, and above it a blank line, or a colon
    behind its words, or what is below it indented."""
    if rest:
        return colon
    above = lines[at - 1].text.strip() if at else ""
    below = lines[at + 1].text if at + 1 < len(lines) else ""
    deeper = len(below) - len(below.lstrip(_BLANKS)) > indent
    return bool(below.strip() or colon) and (colon or not above or deeper)


def _has_below(lines: Sequence[Line], one: _Heading) -> bool:
    """Whether below a heading stands something that is no heading of its style: an item of another style or a plain line."""
    for line in lines[one.at + 1 : one.at + 4]:
        text = line.text.strip(_BLANKS)
        if text:
            style = next((name for name, mark in _MARKS if (m := mark.match(text)) is not None and m.end()), "")
            return style != one.style
    return False


def unmarked(text: str) -> str:
    """A line without its number or bullet."""
    found = _MARK.match(text)
    return (text[found.end() :] if found else text).strip(_BLANKS)


def unnumbered(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines of a section without their decimal numbers (3.1, 3.2), where they count up from one and so are no versions."""
    found = [(line, match) for line in lines if (match := _DECIMAL.match(line.text)) is not None]
    counted = [(match["major"], int(match["minor"])) for _, match in found]
    if not counted or counted != [(counted[0][0], n) for n in range(1, len(counted) + 1)]:
        return tuple(lines)
    bare = {line.number: f"{match['indent']}• {line.text[match.end() :]}" for line, match in found}
    return tuple(replace(line, text=bare[line.number]) if line.number in bare else line for line in lines)


def _body(lines: Sequence[Line], one: _Heading) -> Sequence[Line]:
    """The lines that belong to a heading: below one without a mark (授权：) up to a blank line, below 授权：500 台 with what is
    indented deeper; elsewhere up to plain words behind a blank line where the section's own lines are items or indented."""
    bare = one.style == "bare"
    marked = inner = said = gap = False
    for index, line in enumerate(lines):
        if not line.text.strip(_BLANKS):
            gap = True
            continue
        indent = len(line.text) - len(line.text.lstrip(_BLANKS))
        mark, deeper = _ITEM.match(line.text), indent > one.indent
        if bare and one.rest and (gap or not deeper):
            return lines[:index]
        if bare and not deeper and one.topic not in _LISTS and _ALONE.fullmatch(line.text):
            return lines[:index]
        # Every paragraph of a notice may be indented, so behind a list's blank line only items go on.
        ends = mark is None and (marked or bare or (inner and not deeper))
        if gap and said and (ends or _CLOSING.match(line.text)):
            return lines[:index]
        marked, inner = marked or mark is not None, inner or deeper
        said, gap = True, False
    return lines
