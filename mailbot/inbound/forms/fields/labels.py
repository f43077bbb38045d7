"""split_labels: the names of fields within a line, and what stands behind each: 产品：星桥服务端  版本：8.2.1 (SPEC 3 "Body")."""

import re
from collections.abc import Iterator

from mailbot.han import WIDE
from mailbot.inbound.forms.fields.names import LONGEST_LABEL, NOTE, FieldNames
from mailbot.inbound.forms.fields.parts import field_behind, parted_value, unmarked
from mailbot.late import late
from mailbot.rulebook.folding import fold

_LONGEST_LINE = 4000  # characters of a line that are looked at for labels
# Where a value begins. Times, URLs, ratios and C:\ have a figure or a letter on one side and no known name.
_MARK = late(r"[:：∶﹕︰]|[=＝](?![=＝])")
# What may stand between two fields of one line; an unknown name needs a hard one.
_SOFT = " \t\xa0\u3000,，;；。|｜(（【[●•·◆■▪*＊>"
_HARD = late(r"[ \xa0]{2,}|[\t\u3000;；|｜。]+|^")
_GAP = late(r"[ \xa0]{2,}|[\t\u3000]")
LINE_OPENING = late(
    r"[\s\xa0\u3000]*(?:[*＊#>•·●○■□▪◆◇►▶➢➤√✓☑\-–—]+"
    r"|[(（]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）.、．](?!\d|[xX*](?![a-zA-Z]))|[①-⑳]"
    r"|第?[一二三四五六七八九十]{1,2}[、.．])*"
    r"[\s\xa0\u3000]*(?:\*\*|__)?"
)
_BRACKETED = late(r"[【〔\[［「](?P<name>[^【】〔〕\[\]［］「」:：]{1,16})[】〕\]］」][ \t\u3000]*[:：]?")
_EDGES = " \t\xa0\u3000*＊_`#>•·●■▪◆\"'“”‘’「」《》"
_GREETING = late(
    r"(?:各位|大家|你们?|您|诸位|同事|领导|老师|hi|hello|dear|all|team|早上|上午|下午|晚上|好$|you|everyone)",
    re.IGNORECASE,
)
_SPACED = late(rf"(?<![^\s，,；;|])({WIDE}{{2,8}})[ \xa0\u3000]{{1,4}}(?=[^\s:：=＝])")
# An English word before an English name, in one phrase with it.
_WITHIN = late(r"[A-Za-z]{2,} $")
_SPREAD = late(r"[\s\xa0\u3000]*(?P<name>[\u4e00-\u9fff](?:[ \xa0\u3000]{1,8}[\u4e00-\u9fff]){1,3})[ \xa0\u3000]*[:：]")
_SCHEME = late(r"(?:https?|ftp|file|mailto|tel|smb|ssh|cid)$", re.IGNORECASE)
_WORDS = late(r"[a-z][\w&'/.-]*(?: [\w&'/.-]+){0,3}")
_NEXT_NUMBER = late(r"(?:^|[\s,，;；。])[(（]?(?:\d{1,2}|[一二三四五六七八九十]{1,2})[)）.、．]\s*$")
# Fields whose values are sentences, and so may go on below though they began beside the label.
PROSE = frozenset(
    re.findall(
        r"\w+",
        "guidance remark reason summary lessons symptom impact steps environment result cause restrictions parameters "
        "waiver delayed answer fixed_in",
    )
)
_CLAUSE = late(r"[,，。;；!！?？、]|(?<=[^\W\d_])的(?=[^\W\d_])")


def split_labels(text: str, known: FieldNames) -> tuple[str, tuple[tuple[str, str], ...]]:
    """(what stands before the labels, (key, value) of each known one): `灰度升级  负责人：孙丽` → `灰度升级`, owner 孙丽.

    In each line; a name of two characters or more counts without a colon too, where blanks follow it (负责人 孙丽).
    """
    leads: list[str] = []
    said: list[tuple[str, str]] = []
    for line in text.split("\n"):
        pieces = _labels(_with_marks(line[:_LONGEST_LINE], known), known)
        labelled = [piece for piece in pieces if piece[3] is not None]
        line = _with_marks(line[:_LONGEST_LINE], known)
        leads.append(line[: labelled[0][0]] if labelled else line)
        for position, (_, end, _, key) in enumerate(labelled):
            stop = labelled[position + 1][0] if position + 1 < len(labelled) else len(line)
            value, mark, rest = parted_value(line[end:stop])
            if mark and key not in PROSE:
                leads[-1] = f"{leads[-1]}；{rest}"  # 协助：周航；12月14日: what stands behind is the line's own again
            else:
                value = line[end:stop]
            said.append((key or "", unmarked(value.strip(" \t\xa0\u3000,，;；|｜。、(（-—"))))
    return "\n".join(lead.rstrip(" \t\xa0\u3000-—|｜") for lead in leads), tuple(said)


def _with_marks(line: str, known: FieldNames) -> str:
    """The line with a colon after names that stand between blanks: `2 负责人 周航`."""
    return _SPACED.sub(lambda m: f"{m[1]}：" if known.key(m[1]) else m[0], line)


def pieces_of(text: str, known: FieldNames, *, at_start: bool = False) -> Iterator[tuple[str, str | None, str]]:
    """(name, key, value) of the fields in one line, in order. `at_start`: only whether the line begins with one."""
    text = _closed_up(text, known)
    labels = _labels(text[:_LONGEST_LINE], known)
    for position, (start, end, name, key) in enumerate(labels):
        if at_start and position == 0:
            opening = LINE_OPENING.match(text)
            if start > (opening.end() if opening else 0):
                return
        stop = labels[position + 1][0] if position + 1 < len(labels) else len(text)
        value = text[end:stop].strip(" \t\xa0\u3000")
        if start and text[start - 1] in "(（" and not ({"(", "（"} & set(value)):
            value = re.split(r"[)）]", value)[0]  # 关闭上传（产品：雨燕终端）。
        if position + 1 < len(labels):
            value = _NEXT_NUMBER.sub("", value).rstrip(",，;；|｜。、(（【[ \t\xa0\u3000-—")
        if key is not None and key not in PROSE and (behind := field_behind(value, known)) is not None:
            yield name, key, unmarked(behind[0])
            yield behind[1:]
        else:
            yield name, key, unmarked(value)


def _closed_up(text: str, known: FieldNames) -> str:
    """A line whose label is spread over a column's width, without the blanks in it: 产    品：… → 产品：…."""
    if text.lstrip()[1:2] not in (" ", "\xa0", "\u3000"):
        return text
    found = _SPREAD.match(text)
    bare = re.sub(r"\s+", "", found["name"]) if found else ""
    return f"{text[: found.start('name')]}{bare}{text[found.end('name') :]}" if found and known.key(bare) else text


def _labels(text: str, known: FieldNames) -> list[tuple[int, int, str, str | None]]:
    """(start, end of the mark, name, key) of each label. The first of a line may be unknown, or follow a hard gap."""
    found: list[tuple[int, int, str, str | None]] = []
    opening = LINE_OPENING.match(text)
    begin = opening.end() if opening else 0
    for match in _BRACKETED.finditer(text):
        key = known.key(match["name"])
        if key is not None and (match.start() <= begin or found or text[match.start() - 1] in _SOFT):
            found.append((match.start(), match.end(), match["name"], key))
    taken = [(start, end) for start, end, _, _ in found]
    floor = begin
    for mark in _MARK.finditer(text):
        if any(start <= mark.start() < end for start, end in taken) or mark.start() < floor:
            continue
        label = _label_before(text, mark, floor, begin, known)
        if label is None:
            continue
        start, name, key = label
        if any(start < end and other < mark.end() for other, end in taken):
            continue
        found.append((start, mark.end(), name, key))
        floor = mark.end()
    return sorted(found)


def _label_before(
    text: str, mark: re.Match[str], floor: int, begin: int, known: FieldNames
) -> tuple[int, str, str | None] | None:
    end = mark.start()
    after = text[mark.end() : mark.end() + 2]
    if after.startswith("//") or (after[:1] == "\\" and end - floor < 3):
        return None
    low = max(floor, end - LONGEST_LABEL)
    window = text[low:end]
    # The longest known name that ends here and begins at a boundary.
    for offset in range(len(window)):
        at = low + offset
        if (at > floor and text[at - 1] not in _SOFT) or _GAP.search(window[offset:].rstrip()):
            continue
        if floor == begin < at and _WITHIN.search(text[floor:at]) and text[at:end].isascii():
            continue  # Guidance from product: … is no product
        key = known.key(window[offset:])
        if key is not None:
            return at, window[offset:].strip(_EDGES), key
    if mark.group() in "=＝" or _SCHEME.search(window):
        return None
    hard = [low + gap.end() for gap in _HARD.finditer(window) if low + gap.end() >= floor]
    start = max([*(at for at in hard if at > low), *([begin] if low <= begin else [])], default=-1)
    if start < 0 or start > end or (start == begin and floor > begin):
        return None
    name = text[start:end].strip(_EDGES)
    return (start, name, None) if _may_be_label(name, text[mark.end() :]) else None


def _may_be_label(name: str, after: str) -> bool:
    """Whether an unknown text before a colon can be a field's name: a few words, no figure before a figure (18:00)."""
    bare = NOTE.sub("", name).strip()
    if not any(map(str.isalnum, bare)) or len(bare) > 24 or _CLAUSE.search(bare) or _GREETING.search(bare):
        return False
    if bare[-1].isdigit() and after.lstrip()[:1].isdigit():
        return False
    if bare.isascii():
        return bool(_WORDS.fullmatch(fold(bare)))
    return len(bare) <= 12
