"""Whether a line gives the sender's own name, as a signature's first line does."""

import re
import unicodedata
from collections.abc import Sequence

from mailbot.han import WIDE
from mailbot.inbound.addresses import Address
from mailbot.late import late
from mailbot.value import Value

_PIECES = late(r"[/|｜,，;；、()（）\[\]【】<>《》\"“”'·•\t]+|\s[-–—_]\s|_")
_LABEL = late(r"^(?:(?:姓\s*名|name)\s*[:\t]\s*|by\s)", re.IGNORECASE)
_OFFICE = late(r"^\s*[【\[][^【】\[\]]{2,16}(?:部|中心|组|公司|集团|软件|科技)[】\]]\s*(?=\S)")  # 【示例软件】孙丽
_ICONS = late(r"^[\u2190-\u2bff\U0001f000-\U0001faff\ufe0f\s]+")
_HAN_FIRST = late(
    rf"^{WIDE}{{2,4}}\s?[(（/|｜]?\s?(?=[A-Z][a-z]+\b)"
)  # 孙丽（Sun Li） of one whose mail program writes Sun Li
_MARKED = late(r"^\s*[【\[《]([^【】\[\]《》]{2,6})[】\]》]\s*(\S.*)$")
_HUMBLY = late(r"\s*(?:[敬谨拜呈]?上|[敬谨]?启|顿首|代|代[发笔]|敬?呈)\s*$")
_TITLES = frozenset(
    ("i", "a", "v", "ppa", "ia", "iv", "gez", "dipl", "ing", "mag", "ir", "eng", "dr", "mr", "ms", "mrs", "prof")
)
_MOST = 12
_UNIT_ENDS = late(
    r"(?:部|部门|中心|组|科|处|室|公司|集团|区|软件|科技|大学|医院|課|社|팀|부|과|실|센터|team|dept\.?)$", re.IGNORECASE
)
_CALLS = late(r"请|由|转|改|给|和|与|让|联系|通知|负责")
_LATIN = late(r"[A-Z][\w.'’-]{0,24}(?:\s+[A-Z][\w.'’-]{0,24}){0,3}")
_INITIALLED = late(r"[A-Z]\.\s?[A-Z][\w'’-]{1,24}|[A-Z][\w'’-]{1,24}\s[A-Z]\.")
_WORD = late(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


class OwnName(Value):
    """The ways in which the sender's name may be written: Chinese ones without blanks, the words of Latin ones; Foxmail
    signs with the `addresses`."""

    han: tuple[str, ...] = ()
    words: tuple[frozenset[str], ...] = ()
    addresses: tuple[str, ...] = ()

    def begins(self, line: str) -> bool:
        """The line begins with the name, or is it: `孙 丽  区域经理`, `Li Sun | South China`. Of a Chinese name's
        line, what follows the name must not run on (`孙丽负责`)."""
        text = _LABEL.sub(
            "",
            _ICONS.sub(
                "",
                _OFFICE.sub("", unicodedata.normalize("NFKC", line[:120]).replace("丨", "|")).strip(
                    " *_@~-—–|/•·:\t【[《"
                ),
            ),
        )
        marked = _MARKED.match(line[:120])
        if (
            marked
            and marked[1].replace(" ", "") in self.han
            and not (_UNIT_ENDS.search(marked[2].split()[0]) or marked[2][0] in "|｜/-（(")
        ):
            return False  # 【孙丽】下面两个文件请替换
        for name in self.han:
            rest = _after(text, name)
            if rest is not None and (not _is_han(rest[:1]) or _HUMBLY.fullmatch(rest)):
                return True
        if len(text) == 2 and any(len(name) == 3 and name[1:] == text for name in self.han):
            return True  # the given name alone
        if len(text) == 1 and any(name[0] == text for name in self.han):
            return True  # 林, as a Japanese office signs
        if self._among(text) or text.strip("<>").casefold() in self.addresses:
            return True
        if not self.words:
            return False
        text = _HAN_FIRST.sub("", text)
        words = [word.casefold() for word in _WORD.findall(text[:60])]
        while words and words[0] in _TITLES:
            words.pop(0)
        if not words:
            return False
        first = len(_PIECES.split(text, maxsplit=1)[0])
        if (
            len(words) == 1
            and len(text) == first == len(words[0])
            and text[:1].isupper()
            and any(words[0] in name for name in self.words)
        ):
            return True  # the first name alone
        if self._initialled(text, words):
            return True
        beside = _WORD.findall(_PIECES.split(text, maxsplit=1)[0])
        if any(
            len(name) > 1
            and frozenset(words[: len(name)]) == name
            and beside[len(name) : len(name) + 1]
            and beside[len(name)][0].islower()
            for name in self.words
        ):
            return False  # "Sun Li commented on 231:"
        return any(
            (
                frozenset(words[: len(name)]) == name
                and (
                    len(name) > 1
                    or len(text) == first == len(words[0])
                    or _whole_name(_PIECES.split(text, maxsplit=1)[0])
                )
            )
            or (len(name) == 1 and len(words) > 1 and name <= {words[0] + words[1], words[1] + words[0]})
            for name in self.words
        )

    def _initialled(self, text: str, words: list[str]) -> bool:
        """`D. Ho`, `Daniel H.`, of Daniel Ho: the other of the two names in full."""
        alone = _PIECES.split(text, maxsplit=1)[0].strip()
        return bool(_INITIALLED.fullmatch(alone)) and any(
            len(name) > 1
            and len(words) == 2
            and all(any(part.startswith(word) if len(word) == 1 else part == word for part in name) for word in words)
            for name in self.words
        )

    def _among(self, text: str) -> bool:
        """`华东业务部-孙丽`, `产品部 孙丽`, `Sunny Sun 孙丽`: the name behind a unit or its Latin form; `许诺（代孙丽）`."""
        if any(f"代{name})" in text or f"代 {name})" in text for name in self.han):
            return True
        units = text[:60].split()
        for size in (1, 2):
            above = units[:-size]
            if (
                "".join(units[-size:]) in self.han
                and above
                and all(_UNIT_ENDS.search(unit) and len(unit) < 12 and not _CALLS.match(unit) for unit in above)
            ):
                return True
        pieces = [piece.strip() for piece in re.split(r"[-–—/|｜·•,，]", text[:60])]
        if len(pieces) > 1 and any(piece in self.han for piece in pieces[1:]) and _UNIT_ENDS.search(pieces[0]):
            return True
        latin, _, last = text[:60].rpartition(" ")
        return last in self.han and bool(_LATIN.fullmatch(latin.strip()))


def _whole_name(text: str) -> bool:
    """`Lisa Chan` of a sender who calls herself Lisa: two or three words, each with a capital, and no more."""
    words = text.split()
    return 1 < len(words) < 4 and all(_LATIN.fullmatch(word) and len(word) > 1 for word in words)


def own_name(sender: Sequence[Address]) -> OwnName:
    """The names of a mail's sender: of `孙丽(华东)`, `Sun Li/CORP`, `sun.li@…`. Empty where none can be told."""
    han: list[str] = []
    words: list[frozenset[str]] = []
    for address in sender[:_MOST]:
        for piece in _PIECES.split(unicodedata.normalize("NFKC", address.name[:200]))[:6]:
            bare = re.sub(r"\s+", "", piece)
            if 2 <= len(bare) <= 6 and all(map(_is_han, bare)) and "  " not in piece.strip():
                han.append(bare)
                family = piece.split()[0]
                if len(family) > 1 and len(family) < len(bare):
                    han.append(family)  # 佐藤 健 signs with 佐藤
                continue
            # `孙丽 Sun Li`, `Sunny Sun孙丽`, `孙丽 华东业务部`
            for run in _runs(piece):
                if 2 <= len(run) <= 4 and not _UNIT_ENDS.search(run):
                    han.append(run)
            latin = "".join(" " if _is_han(character) else character for character in piece)
            words.append(frozenset(word.casefold() for word in _WORD.findall(latin)[:4]))
        local = re.split(r"[._+\d-]+", address.address.partition("@")[0].casefold())
        words.append(frozenset(word for word in local[:3] if len(word) > 1))
    addresses = tuple(address.address.casefold() for address in sender[:_MOST] if address.address)
    return OwnName(tuple(dict.fromkeys(han)), tuple(dict.fromkeys(each for each in words if each)), addresses)


def _runs(text: str) -> list[str]:
    """The runs of Chinese characters."""
    return "".join(character if _is_han(character) else " " for character in text).split()


def _is_han(character: str) -> bool:
    """Chinese, Japanese or Korean. No pattern: the class of these 30,000 takes 3 ms to compile, of every mail's reading."""
    return ("⺀" <= character <= "鿿" and not "　" <= character <= "〿") or "가" <= character <= "힣"


def _after(text: str, name: str) -> str | None:
    """What stands behind the name that the text begins with; None where it does not. Blanks within count for nothing."""
    at = 0
    for character in name:
        while at < len(text) and text[at].isspace():
            at += 1
        if at >= len(text) or text[at] != character:
            return None
        at += 1
    return text[at:]
