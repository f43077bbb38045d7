"""Who stands in a value: people and departments with what is said beside each (牵头, 配合, 华东), and words that name nobody."""

import re

from mailbot.han import han
from mailbot.inbound.forms.numerals import plain
from mailbot.inbound.forms.people.mentions import Mention, Mentions
from mailbot.inbound.surnames import SURNAMES
from mailbot.late import late
from mailbot.rulebook.directory import Directory
from mailbot.rulebook.shapes import Department, Person
from mailbot.value import Mutable, Value, replace

_LEADS = late(r"牵头|主责|主办|主导|为主|负责|主|(?<![a-z])(?:lead(?:s|er)?|owner|responsible)(?![a-z])")
_HELPS = late(r"配合|协助|协同|协办|支持|支援|参与|辅助|辅|协|(?<![a-z])(?:support\w*|assist\w*|help\w*|with)(?![a-z])")
# What is written around names and says nothing about who is meant.
_FILLERS = late(
    r"总监|副?经理|主管|主任|工程师|老师|同学|同志|先生|女士|小姐|组长|部长|科长|处长|部门?联系人|联系人|对接人"
    r"|接口人|负责人|责任人|执行人|本人|团队|小组|等人|等(?!待)"
    r"|一起|共同|分别|各自|跟进|确认|安排|处理|执行|完成|全体|同事|电话|手机|分机|tel|mobile|ext|mr|ms|mrs|dr"
    r"|dept|team|group|contact|manager|director"
    r"|(?<![\u4e00-\u9fff])由|请|让|找|经理|工$|总$|哥$|姐$|的|区|组|部(?=$)"
)
_LIST = late(r"[、,，;；/／&＆+＋|｜\n]|(?:以及|和|与|及|跟)|(?<![a-z])and(?![a-z])")
_OPEN, _CLOSE = "(（[【<〈《", ")）]】>〉》"
_MARK_AHEAD = late(r"(?:主责?|牵头|负责|配合|协助|协同|协办|辅|支持)(?:人|人员)?\s*[:：]\s*$")
_PIECES = late(
    r"([、,，;；/／&＆+＋|｜\n()（）\[\]【】<>《》\s]+|^(?:以及|和|与|及|跟)|(?:以及|和|与|及|跟)$"
    r"|(?<![a-z])and(?![a-z]))"
)
_BLANK_WITHIN = late(r"(?<=[a-z])[ \xa0](?=[A-Z][a-z])")  # Peter Schulz is one
_NOTHING = late(r"[\s\xa0\u3000\W_\d]+")


class Party(Mutable):
    """One of those named: a person (or all that share the name) or a department, with what was said beside it."""

    mention: Mention
    hint: Department | None = None
    mark: str = ""  # lead | help
    words: str = ""
    inside: bool = False  # in brackets


class _Word(Value):
    text: str
    glued: bool
    outside: bool


class Parties(Value):
    """Who stands there, in order, and the words between them that are neither names, marks nor titles."""

    parties: tuple[Party, ...]
    strangers: tuple[str, ...]


def find_parties(text: str, mentions: Mentions, directory: Directory) -> Parties:
    """Whom a value names. Departments beside a person belong to them, titles (经理) and marks (牵头) too."""
    finding = _Finding(text, mentions, directory)
    finding.find()
    return Parties(tuple(finding.parties), tuple(finding.strangers))


def belongs(person: Person, department: Department, directory: Directory) -> bool:
    """Whether a person is a member or contact of a department."""
    own = directory.department(person.department) if person.department else None
    return own is department or any(a in department.contacts for a in person.addresses)


class _Finding:
    """One walk through the text, from mention to mention."""

    def __init__(self, text: str, mentions: Mentions, directory: Directory) -> None:
        self.parties: list[Party] = []
        self.strangers: list[str] = []
        self._text = text
        self._directory = directory
        self._mentions = [m for m in mentions.find(text) if not (m.kind == "self" and _glued(text, m))]
        self._marked = 0  # how many parties a mark behind them has reached
        self._ahead = ""  # a mark before names: 配合：周航

    def find(self) -> None:
        text = self._text
        hint: Department | None = None  # a department written before its person
        pos = 0
        for number, mention in enumerate(self._mentions):
            between = text[pos : mention.span[0]]
            if hint is not None and _LIST.search(between) and not self._member(mention, hint, between):
                self.parties.append(_department_party(hint))
                hint = None
            self._gap(between, before=number == 0, within=_depth(text, pos) > 0)
            pos = mention.span[1]
            inside = _depth(text, mention.span[0]) > 0
            last = self.parties[-1] if self.parties else None
            if mention.kind == "department" and mention.department is not None:
                if inside and last is not None and last.hint is None and last.mention.kind != "department":
                    last.hint = mention.department
                else:
                    hint = mention.department
            elif not (mention.kind == "role" and self._titles(number)):
                self.parties.append(Party(mention, hint, self._ahead, mention.words, inside))
                hint = None
        self._gap(text[pos:], before=not self._mentions, within=_depth(text, pos) > 0)
        if hint is not None:
            self.parties.append(_department_party(hint))

    def _gap(self, between: str, *, before: bool, within: bool) -> None:
        """What stands between two names: marks (牵头, 配合) for those before or behind, names of strangers."""
        mark = _mark(between)
        following = _MARK_AHEAD.search(plain(between))
        if mark and not following:
            for party in _reached(between, self.parties, self._marked, within=within):
                party.mark = party.mark or mark
        for word in _unknown(between, glued_left=bool(self.parties), before=before):
            last = self.parties[-1] if self.parties and word.glued and word.outside else None
            if last is not None and last.mention.kind == "person" and not last.mention.words.isascii():
                self.parties.pop()  # 王磊磊 is not 王磊
                word = replace(word, text=f"{last.words}{word.text}")
            self.strangers.append(word.text)
        if mark:
            self._ahead = mark if following else ""
            self._marked = len(self.parties)

    def _titles(self, number: int) -> bool:
        """Whether a role is only the title of the person beside it: 技术经理韩冰, 陈静（产品经理）."""
        role = self._mentions[number]
        for other in (number - 1, number + 1):
            if not 0 <= other < len(self._mentions) or self._mentions[other].kind not in ("person", "address"):
                continue
            first, last = sorted((role.span, self._mentions[other].span))
            if not _LIST.search(self._text[first[1] : last[0]]):
                return True
        return False

    def _member(self, mention: Mention, department: Department, between: str) -> bool:
        """华东/孙丽: a slash may join a department and its own person, and so may a line's end in a cell."""
        own = any(belongs(person, department, self._directory) for person in mention.people)
        return own and not re.search(r"[、,，;；&＆+＋]|和|与|及", between)


def _unknown(between: str, *, glued_left: bool, before: bool) -> list[_Word]:
    """Words between names that are neither separators nor fillers: names that the directory does not have."""
    found: list[_Word] = []
    start = 0
    for number, piece in enumerate(_PIECES.split(_BLANK_WITHIN.sub("\xb7", between))):
        begin, start = start, start + len(piece)
        if number % 2:
            continue  # what divides
        bare = _HELPS.sub("", _LEADS.sub("", _FILLERS.sub("", plain(piece).strip("@:：-—~·.。"))))
        bare = _NOTHING.sub("", bare)
        if len(bare) == 1 and bare in SURNAMES and len(whole := _NOTHING.sub("", plain(piece))) <= 3:
            bare = whole  # 刘工, of whom nobody is called 刘
        if not bare or (len(bare) < 2 and not (glued_left and begin == 0)):
            continue
        inside = _depth(between, begin) > 0 or (between[:begin].rstrip()[-1:] in _OPEN and begin > 0)
        if inside and not before:
            continue  # a note beside a name: （主要对接客户）
        shown = bare if bare.isascii() is False else _NOTHING.sub(" ", piece).strip()
        found.append(_Word(shown, glued=begin == 0 and glued_left, outside=not inside))
    outside = [word for word in found if word.outside]
    return outside or found


def _glued(text: str, mention: Mention) -> bool:
    """我 in the middle of a Chinese word says nobody."""
    after = text[mention.span[1] : mention.span[1] + 1]
    return mention.words == "我" and han(after) > 0 and not re.match(r"[自来负牵和与、本]", after)


def _department_party(department: Department) -> Party:
    return Party(Mention("department", department.name, (0, 0), department=department), words=department.name)


def _reached(between: str, parties: list[Party], marked: int, *, within: bool) -> list[Party]:
    """Whom a mark behind names reaches: all since the mark before; in brackets those in them, else the one before them."""
    spoken = _HELPS.search(plain(between)) or _LEADS.search(plain(between))
    opened = within or bool(spoken and _depth(between, spoken.start()))
    if not opened:
        return parties[marked:]
    inside = [party for party in parties[marked:] if party.inside]
    return inside if within and inside else parties[-1:]


def _mark(between: str) -> str:
    smooth = plain(between)
    if _HELPS.search(smooth):
        return "help"
    return "lead" if _LEADS.search(smooth) else ""


def _depth(text: str, end: int) -> int:
    """How many brackets are open before `end`."""
    depth = 0
    for char in text[:end]:
        if char in _OPEN:
            depth += 1
        elif char in _CLOSE and depth:
            depth -= 1
    return depth
