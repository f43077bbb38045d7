"""grade, read_grade: how grave an issue is, in its field or in words: 严重, 影响不大, P1 (SPEC 1, rules/severities.toml)."""

import re
from collections.abc import Iterator

from mailbot.inbound.forms.clauses import clauses, is_question
from mailbot.inbound.forms.hearing import smooth
from mailbot.late import late
from mailbot.rulebook.folding import fold
from mailbot.rulebook.shapes import Severities

_NOT = late(
    r"(?:不|没有?|并不|不太|不是很|不算|不是|并非|谈不上|(?<![a-z])(?:not|isn't|no)\s)\s*(?:算|太|很|是|特别"
    r"|那么|怎么|very|so|that)?\s*$"
)
# Words that are severities as a field's value, and anything in a sentence: 正常, 建议, 提示, 高级, high.
_ONLY_AS_VALUE = frozenset(
    (
        "正常 一般性 提示 建议 建议性 高级 中级 低级 最高 最低 普通 中等 次要 加急 重大 normal high highest low lowest "
        "serious middle medium major minor ordinary moderate slight suggestion serious urgent emergency trivial fatal"
    ).split()
)
# 一般 and its like are a severity as a clause of their own (…，一般。), not in 一般情况下.
_ALONE = frozenset(
    (
        "一般",
        "轻微",
        "不急",
        "不紧急",
        "致命",
        "紧急",
        "特急",
        "阻塞",
        "阻断",
        "blocker",
        "blocking",
        *(f"{letter}{n}" for letter in "ps" for n in range(5)),
    )
)
# Export crashes, minor.
_ALONE_ENGLISH = late(
    r"(?:^|[,.;:(!?\n]|\s[-–—])\s*(?P<word>critical|high|major|medium|moderate|minor|low|trivial|urgent|serious"
    r"|fatal)\s*(?=$|[,.;)!\n])"
)
_AVERTED = late(
    r"(?:避免|防止|没有|没|无|未|不会|修复了?|解决了?"
    r"|(?<![a-z])(?:no|not|avoids?|without|fixed)\s)[^，。；;\n]{0,6}$"
)
_LABEL = late(
    r"(?:严重程度|严重级别|严重等级|严重性|级别|等级|优先级|紧急程度|问题级别|问题等级|severity|level|priority"
    r"|urgency)\s*(?:改为|改成|调整为|应为|应该是|是|为|to|is|should be|[:：=])*\s*",
    re.IGNORECASE,
)
_LEVEL = late(r"(?<![\w])(?P<word>[\u4e00-\u9fff]{1,3}?)级(?:别)?(?=$|[\W_]|问题|缺陷)")  # 建议级, 致命级
_RANK = late(
    r"(?<![a-z])(?P<rank>critical|highest|high|major|medium|moderate|normal|minor|lowest|low"
    r"|trivial)[ -](?:priority|severity)(?![a-z])"
)
_BARE = late(
    r"\s*(?:这个|该|此)?(?:问题"
    r"|缺陷)?\s*(?:[\d、]+\s*)?(?:(?:严重程度|级别|等级|优先级|severity|priority)\s*)?(?:请|麻烦|烦请|希望|建议"
    r"|应该?|要|得|先|就|那就|还是)*(?:改为|改成|调为|调整为|升级?为|升级?到|提为|提到|降级?为|降级?到|定为"
    r"|定级为|应为|应该是|按|算|是|为|to|is|should be|[:：=])*\s*(?P<word>[\w+-]{1,12}?)\s*(?:问题|级别|级"
    r"|来?处理|吧|的|了|，|,){0,3}[\s。.!！，,；;]*"
)


def grade(value: str, text: str, severities: Severities) -> tuple[str, str]:
    """(severity, the words that say it): the field's value, else a word in the text; ('', '') where neither says one."""
    wanted = fold(value).strip(" 。.!！")
    if wanted:
        for severity in severities.severity:
            if any(fold(name) in (wanted, f"{wanted}级") for name in (severity.name, *severity.names)):
                return severity.name, value.strip()  # A, 一 in a column 等级
        found = _in(smooth(value), severities, value=True)
        if found[0]:
            return found
    line = smooth(text)
    if label := _LABEL.search(line):
        word = re.match(r"[\w+-]{1,10}", line[label.end() :])
        if word:
            for severity in severities.severity:
                if any(fold(name) == fold(word[0]) for name in (severity.name, *severity.names)):
                    return severity.name, word[0]
    if behind := _RANK.search(line):
        for severity in severities.severity:
            if any(fold(name) == behind["rank"] for name in (severity.name, *severity.names)):
                return severity.name, behind[0]
    for level in _LEVEL.finditer(line):
        for severity in severities.severity:
            if any(fold(name) in (level["word"], level[0]) for name in (severity.name, *severity.names)):
                return severity.name, level[0]
    found = _in(line, severities, value=False)
    if not found[0] and (alone := _ALONE_ENGLISH.search(line)):
        found = next(
            (
                (s.name, alone["word"])
                for s in severities.severity
                if any(fold(n) == alone["word"] for n in (s.name, *s.names))
            ),
            found,
        )
    return found if found[0] else _by_symptom(line, severities)


def _by_symptom(line: str, severities: Severities) -> tuple[str, str]:
    """What it does, where no word grades it: 客户端崩溃, 不影响使用. The gravest counts: the rules begin with it."""
    for severity in severities.severity:
        for symptom in severity.symptoms:
            word = smooth(symptom)
            if any(
                not _NOT.search(line[max(0, at - 8) : at]) and not _AVERTED.search(line[max(0, at - 12) : at])
                for at in _places(word, line)
            ):
                return severity.name, symptom
    return "", ""


def read_grade(text: str, severities: Severities) -> str:
    """The severity of a text that says nothing else (严重, 严重程度：严重, 改为一般), '' for any other text."""
    line = smooth(text.strip())
    found = _BARE.fullmatch(line) if len(line) < 40 else None
    if found is None:
        return ""
    word = fold(found["word"])
    return next((s.name for s in severities.severity if any(fold(n) == word for n in (s.name, *s.names))), "")


# 影响面大，按严重处理吧: a clause that sets it, beside others.
_SETS = late(r"(?:改为|改成|调为|调整为|升级?为|升级?到|提为|提到|降级?为|降级?到|定为|定级为|应为|按)")


def read_set_grade(text: str, severities: Severities) -> str:
    """The severity that one clause of a text sets in so many words, '' where none or several do."""
    line = smooth(text)
    found = {
        grade
        for a, b in clauses(line)
        if _SETS.search(line[a:b]) and not is_question(line[a:b]) and (grade := read_grade(line[a:b], severities))
    }
    return found.pop() if len(found) == 1 else ""


def _in(line: str, severities: Severities, *, value: bool) -> tuple[str, str]:
    """The longest name in a text; of equally long ones the gravest, since the rules begin with it."""
    best: tuple[int, str, str] | None = None
    for severity in severities.severity:
        for name in dict.fromkeys((severity.name, *severity.names)):
            word = smooth(fold(name))
            if len(word) < 2 or (not value and word in _ONLY_AS_VALUE):
                continue
            if best is not None and len(word) <= best[0]:
                continue
            if any(
                not _NOT.search(line[max(0, at - 8) : at])
                and (value or word not in _ALONE or _stands(line, at, len(word)))
                for at in _places(word, line)
            ):
                best = (len(word), severity.name, name)
    return (best[1], best[2]) if best else ("", "")


def _places(word: str, line: str) -> Iterator[int]:
    at = line.find(word)
    while at >= 0:
        before, after = line[at - 1 : at], line[at + len(word) : at + len(word) + 1]
        if not (word.isascii() and ((before.isascii() and before.isalnum()) or (after.isascii() and after.isalnum()))):
            yield at
        at = line.find(word, at + 1)


def _stands(line: str, start: int, length: int) -> bool:
    before, after = line[start - 1 : start], line[start + length : start + length + 2]
    if line[start].isascii() and after[:1] == " " and after.strip():
        return False  # S1 型终端
    return (not before or not before.isalnum()) and (
        not after
        or not after[0].isalnum()
        or after in ("问题", "缺陷", "级别")
        or (after[0] in "吧的" and not after[1:].isalnum())
    )
