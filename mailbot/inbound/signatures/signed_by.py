"""Whether a signature begins at a line because somebody signs there: below a closing, or with the sender's own name."""

import re
from collections.abc import Sequence

from mailbot.inbound.signatures import signature_words as words
from mailbot.inbound.signatures.card import one_line
from mailbot.inbound.signatures.own_name import OwnName
from mailbot.inbound.signatures.signature_kinds import SENTENCE_END, TOKENS, is_name
from mailbot.inbound.signatures.slogan import advertises, slogan
from mailbot.late import late

_HAN_NAME = late(r"[⺀-鿿]{2,4}$")
# What the line above ends with where the name below is its object ("负责人改为", "handed over to").
_GOES_ON = late(
    r"(?:(?<![收得看达找遇])到|至|为|(?<!不)是|(?<!现)在|于|(?<![修更])改|(?<!理)由|给|请|和|与|及|、"
    r"|\s(?:by|to|is|be|now))$",
    re.IGNORECASE,
)
# The line below may be who to turn to.
_PERSONS = late(
    r"联系(?!我)|名单|聯絡|负责|电话|对接|接口人|人选|找(?!我)|打给|致电|手机|客户|用户"
    r"|\b(?:contact|call|reach|number|phone|person|customer|owner)\b",
    re.IGNORECASE,
)
_DUTY = late(r"\s*(?:负责(?!人)|值班|跟进|处理|安排|牵头|协助|配合|今|明|本周|下周)")
_TOLD = late(r"[^\W\dA-Za-z_]{13}")  # so many characters without a pause are a sentence; a motto is shorter
_DOES = late(r"[请由把将了要]|负责|联系|安排|处理|值班|跟进|\b(?:will|please|does|is|has)\b", re.IGNORECASE)
_SPEAKS = late(r"我(?!司)|请(?!勿)|麻烦|\bI(?:'|’|\s)|\bplease\b|\blet\sme\b")
_SERVES = late(r"关注|扫码|扫描|拨打|致电|热线|咨询|联系我们|欢迎|访问|\b(?:our|visit|contact\sus)\b", re.IGNORECASE)

_LEADS_ON = late(r"[:：]\s*$")  # `冯雪 评论了 XQ-1182:`, `【冯雪】下面两个文件请替换：`: what stands below is theirs
_REPORTS = late(r"\s*(?:已|未|不|没|均|都)")
_SPOKEN = late(r"[。？！]\s*$")
_FOR = late(r"\s?(?:[（(]代.{0,8}[)）]|代\s*$|[（(]代[)）])")  # 王五 代, 许诺（代陈静）
_ITEM = late(r"\s*(?:\d{1,2}[.、)）](?!\d)|[-•·*]\s|[（(]\d)")
_CELLS, _FIELD = late(r"[|｜\t]|\s{3}"), late(r"^[^，。；,;]{1,16}[:：]|\d\s*[日号]?\s*$")
_ICON = late(r"(?:[📞📱☎📧✉📩🏢📍🌐📠]\ufe0f?\s?[^📞📱☎📧✉📩🏢📍🌐📠]{4,60}){1,4}$")
_MOST_OFFICES = 3
_LONGEST_CELL = 32  # columns
_SAID = late(r"[，。；！？：:]|[!?;…,.~～]$|^\s*(?:[-•·*]|\d{1,2}[.、)）])\s?\S")


def signed_by(lines: Sequence[str], kinds: list[str], place: int, end: int, own: OwnName) -> bool:
    """The lines [place, end) are a signature: `kinds` as in `signature_kinds`, no matter (H) among them."""
    if kinds[place] == "C":
        return _closes(lines, kinds, place, end, own)
    return (
        _own_block(lines, kinds, place, end, own)
        or _anybody(lines, kinds, place, end, own)
        or _in_one_line(lines, kinds, place, end, own)
        or _by_icons(lines, kinds, place, end)
    )


def _closes(lines: Sequence[str], kinds: list[str], place: int, end: int, own: OwnName) -> bool:
    """Below the closing stands the sender's name, or anybody's, and whatever their company puts below it."""
    filled = [at for at in range(place + 1, end) if kinds[at] != "B"]
    if not filled or len(filled) > 16:
        return False
    loose = sum(kinds[at] in "hPLT" for at in filled[1:])
    if own.begins(lines[filled[0]]):
        return loose <= len(filled) - loose or not any(kinds[at] in "hT" for at in filled[1:])
    if any(kinds[at] == "h" and kinds[at - 1] == "B" and _goes_on_writing(lines[at]) for at in filled[1:]):
        return False  # a letter drafted in the mail, of which the sender speaks below it
    return kinds[filled[0]] == "N" and loose <= len(filled) - loose + 1


def _goes_on_writing(line: str) -> bool:
    """A question or a sentence of somebody who speaks; no company's words, which it puts below its name."""
    said = line.strip()
    return said.endswith(("?", "？")) or (
        bool(SENTENCE_END.search(said) and _SPEAKS.search(said))
        and not (words.WEB.search(said) or _SERVES.search(said))
    )


def _own_block(lines: Sequence[str], kinds: list[str], place: int, end: int, own: OwnName) -> bool:
    """The last lines, from the sender's own name on, below a blank line, a closing or a whole sentence."""
    if kinds[place] not in "NPS" or not own.begins(lines[place]) or _LEADS_ON.search(lines[place]):
        return False
    below = [at for at in range(place + 1, end) if kinds[at] != "B"]
    loose = sum(kinds[at] in "hPL" for at in below)
    ruled = place > 0 and kinds[place - 1] == "R" and len(below) < 6  # QQ mail's own rule above the card
    if len(below) > 14 or (loose > len(below) - loose + 1 and not ruled and not _apart(lines, kinds, place, below)):
        return False
    if any(_HAN_NAME.match(lines[at].strip()) and is_name(lines[at]) and not own.begins(lines[at]) for at in below):
        return False  # a list of people
    filled = [at for at in range(place - 1, -1, -1) if kinds[at] != "B" and not words.PICTURE.match(lines[at])][:2]
    card = one_line(lines[place], own)
    clear = card or any(kinds[at] in "SCDF" for at in below)
    if not filled:
        return clear and any(kinds[at] == "S" for at in below)
    if any(kinds[at] in "Ph" and _REPORTS.match(lines[at]) for at in below):
        return False
    if not clear and any(_SPOKEN.search(lines[at]) and not advertises(lines[at]) for at in below):
        return False  # what is written below the name alone
    if not clear and (
        _under_items(lines, kinds, place)
        or any(_DUTY.match(lines[at]) or (kinds[at] in "Ph" and _TOLD.search(lines[at])) for at in below)
    ):
        return False
    above = filled[0]
    said = lines[above].rstrip()
    if _announces(said) and not said.endswith(("。", "！")):  # 我的回答写在下面了。
        return False
    apart = bool(below) and above < place - 1 and "B" not in kinds[filled[-1] : above] and _of_unit(lines[below[0]])
    cells = [at for at in filled if kinds[at] != "R"]
    if (
        not clear
        and not apart
        and all(_cell(lines[at]) for at in cells)
        and (len(cells) > 1 or (not below and any(map(str.isdigit, said))))
    ):
        return False  # the cells of a table, one a line: 总结 / 12月25日 / 陈静
    if above == place - 1 and kinds[above] == "N" and not is_name(said) and words.UNIT.search(said.strip("【】 ")):
        return office_above(lines, kinds, place) < place
    if above < place - 1 or kinds[above] in "CTR-" or "\t" in said or SENTENCE_END.search(said):
        return True
    # Directly below the text: the whole card, with where they work beside the name and how to reach them below.
    if _PERSONS.search(said):
        return False
    reached = any(kinds[at] == "S" for at in below)
    told = below and (_of_unit(lines[below[0]]) or advertises(lines[below[-1]]))
    named = not words.UNIT.search(TOKENS.split(lines[place].strip())[0])  # 华东业务部 | 孙丽 | 300 may be a row
    if kinds[above] in "Hh" and named and (card or reached or told or kinds[place] == "S") and not _lists(said):
        return True
    if not reached:
        return False
    return (len(TOKENS.split(lines[place].strip())) > 1 and _of_unit(lines[place])) or (
        kinds[above] != "N" and _of_unit(lines[below[0]])
    )


def _lists(line: str) -> bool:
    """An item, a row or a field, whose owner may stand below it."""
    return bool(_ITEM.match(line) or _CELLS.search(line) or _FIELD.search(line[:40]))


def office_above(lines: Sequence[str], kinds: list[str], place: int) -> int:
    """Where the lines begin that say, directly above the name at `place` and apart from the text, where its bearer works: a company,
    a department; `place` itself if there are none."""
    top = place
    while top and place - top < _MOST_OFFICES and kinds[top - 1] == "N" and not is_name(lines[top - 1]):
        top -= 1
    return top if top == 0 or kinds[top - 1] in "BCTR-" or SENTENCE_END.search(lines[top - 1]) else place


def _apart(lines: Sequence[str], kinds: list[str], place: int, below: list[int]) -> bool:
    """The name alone on its line, apart from a whole sentence, and below it a few short lines that tell nobody to do anything."""
    if (
        len(below) > 5
        or len(lines[place].split()) > 2
        or not place
        or kinds[place - 1] != "B"
        or any(kinds[at] not in "PLNSDFR" for at in below)
    ):
        return False
    above = next((at for at in range(place - 1, -1, -1) if kinds[at] != "B"), place)
    return bool(SENTENCE_END.search(lines[above])) and not any(
        len(lines[at]) > 30 or _DOES.search(lines[at]) for at in below
    )


def _under_items(lines: Sequence[str], kinds: list[str], place: int) -> bool:
    """Names stand on lines of their own in this text, or this one is indented below an item: an owner, no signature."""
    greeting = next((at for at in range(place) if kinds[at] != "B"), place)  # 林様, 王总
    if any(
        kinds[at] == "N" and _HAN_NAME.match(lines[at].strip()) and is_name(lines[at])
        for at in range(max(place - 60, greeting + 1), place)
    ):
        return True
    indent = len(lines[place]) - len(lines[place].lstrip())
    above = next((at for at in range(place - 1, -1, -1) if kinds[at] != "B"), place)
    return (
        0 < indent < 7 and len(lines[above]) - len(lines[above].lstrip()) < indent and bool(_ITEM.match(lines[above]))
    )


def _anybody(lines: Sequence[str], kinds: list[str], place: int, end: int, own: OwnName) -> bool:
    """A name and below it where they work, or the day, after a whole sentence and a blank line; a list of owners is
    announced. Without the sentence, a wide gap above or a footer below tells it, unless the sender is somebody else."""
    if kinds[place] != "N" or not place or kinds[place - 1] != "B" or not _one_name(lines[place]):
        return False
    below = [at for at in range(place + 1, end) if kinds[at] not in "BDFR"]
    if len(below) > 1 and slogan(lines[below[-1]]) and kinds[below[-1]] in "Ph" and _of_unit(lines[below[0]]):
        below.pop()
    if not 0 < len(below) < 4:
        return False
    if any(kinds[at] != "N" for at in below):
        if [kinds[at] for at in below] != ["Y"]:
            return False
    elif any(is_name(lines[at]) for at in below[1:]) or not _of_unit(lines[below[0]]):
        return False
    filled = [at for at in range(place - 1, -1, -1) if kinds[at] != "B"][:2]
    if not filled or _announces(lines[filled[0]]):
        return False
    if SENTENCE_END.search(lines[filled[0]]):
        return True
    stranger = bool(own.han) and not own.begins(lines[place])
    apart = place - filled[0] > 2 or any(kinds[at] in "DF" for at in range(place, end))
    return (
        apart
        and not stranger
        and kinds[filled[0]] in "HhTC"
        and not (len(filled) > 1 and all(_cell(lines[at]) for at in filled))
    )


def _in_one_line(lines: Sequence[str], kinds: list[str], place: int, end: int, own: OwnName) -> bool:
    """`张三 / 产品经理 / 分机8123`, `老王 13900001111`, alone below a whole sentence that speaks of nobody to call. Of a sender
    with a Chinese name, that name alone."""
    if (
        kinds[place] != "S"
        or not place
        or kinds[place - 1] != "B"
        or any(kinds[at] not in "BDFR" for at in range(place + 1, end))
    ):
        return False
    tokens = [token for token in TOKENS.split(lines[place].strip(" *_")) if token]
    if not 1 < len(tokens) < 6 or (own.han and not own.begins(lines[place])):
        return False
    filled = [at for at in range(place - 1, -1, -1) if kinds[at] != "B"][:2]
    if not filled or not SENTENCE_END.search(lines[filled[0]]) or any(_PERSONS.search(lines[at]) for at in filled):
        return False
    return is_name(tokens[0]) or (
        len(tokens) == 2 and len(tokens[0]) < 9 and tokens[0][-1] > "⺀" and tokens[1].isdecimal()
    )


def _by_icons(lines: Sequence[str], kinds: list[str], place: int, end: int) -> bool:
    """`📞 021-55667788  📧 sunli@corp.example`, `📱 138…`: nothing but ways to reach the writer, told by their pictures. An invitation's
    `📍地点：` has a label."""
    above = lines[place - 1] if place else ""
    if not (above and SENTENCE_END.search(above)) and (
        not place or set(kinds[:place]) == {"B"} or kinds[place - 1] != "B"
    ):
        return False
    filled = [lines[at].strip() for at in range(place, end) if kinds[at] not in "BDFR"]
    iconed = [line for line in filled if _ICON.match(line) and len(line) < 80 and not _SAID.search(line)]
    return bool(filled) and len(iconed) == len(filled)


def _of_unit(line: str) -> bool:
    return any(words.UNIT.search(token) or words.TITLE.search(token) for token in TOKENS.split(line.strip()) if token)


def _announces(line: str) -> bool:
    said = line.rstrip()
    return bool(words.POINTS_DOWN.search(said[-40:])) or bool(_GOES_ON.search(said[-8:]))


def _one_name(line: str) -> bool:
    """`孙丽`, `Sun Li`, or both of them: `孙丽 Sun Li`."""
    line = _FOR.sub("", line)
    tokens = line.split()
    return is_name(line) or (
        len(tokens) > 1 and is_name(tokens[0]) and line[:1] > "⺀" and is_name(" ".join(tokens[1:]))
    )


def _cell(line: str) -> bool:
    text = line.strip()
    wide = sum(1 for character in text if character > "⺀")
    return len(text) + wide < _LONGEST_CELL and "\t" not in text and not _SAID.search(text)
