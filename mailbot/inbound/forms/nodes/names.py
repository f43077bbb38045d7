"""Titles of nodes → standard nodes: `全量升级` is a rollout, `测试环境准备` is no test (rules/kinds, SPEC 1)."""

import re
from collections.abc import Iterable

from mailbot.inbound.forms.numerals import plain
from mailbot.inbound.forms.things.versionrules import find_version_rules
from mailbot.late import late
from mailbot.rulebook.folding import fold
from mailbot.rulebook.shapes import Kind

_LONGEST = 120
_REMEMBERED = 5000  # titles
_BRACKETS = late(r"[(（\[【][^()（）\[\]【】]*[)）\]】]")
_COUNT = late(
    r"(?:前|共|约|首批|不超过)?\d[\d,.]*\s*(?:万|千)?(?:台套|台|套|个|家|门店|点|户)(?:门店|服务器|客户端|终端)?"
)
_PLACE = late(r"测试(?:机|库|服务器|账号|门店)(?:上|里)?")  # where, and no test
# What is done about a node and is not the node: 升级培训, 测试环境准备, 限制通知.
_ABOUT = late(
    r"(?:培训|通知|准备|评审|检查|演练|回顾|公告|沟通|协调会?|会议?|例会|申请|审批|审核|方案|计划|预案|环境"
    r"|环境搭建|搭建|备份|宣贯|宣导|回访|巡检|评估|调研|文档|手册|脚本|清单|名单"
    r"|确认|反馈|范围|窗口|情况|问题|效果|风险|进展|监控|观察|保障|答疑|摸底|排查|验收|抽检|抽查|training|notice|notification"
    r"|preparation|review|meeting|backup|communication|survey|plan|checklist|monitoring)$"
)
_TAIL = late(r"(?:完成|实施|执行|工作|阶段|节点|事项|到|至|完毕|开始|启动|上|等|的|及|和|与|completed?|done)+$")
_THINGS = late(r"(?:升级|下发)(?:包|文件|程序|介质|工具|率|数量)")  # 把升级包发到各部门 upgrades nothing
_HEAD = late(r"^(?:完成|进行|开展|实施|组织|执行|启动|开始|做好|做|complete |finish |start |carry out |the )+")
WHEN = late(
    r"^\s*[^\s\d]{1,8}?(?:之?[前后]|以[前后])(?:先|再|要|需|得)*(?=\S{2})"
)  # 升级之前先备份数据库 upgrades nothing
_SPACE = late(r"[\s\W_]+")


def node_key(title: str, kind: Kind) -> str:
    """The key of the kind's standard node that a title names, '' where it names none.

    The whole title first, then what it ends with (Chinese says last what a thing is), then the longest name within;
    brackets, versions and counts are looked through.
    """
    return _index_of(kind).key(title[:_LONGEST])


def node_keys(title: str, kinds: Iterable[Kind]) -> dict[str, str]:
    """Kind → key, for the kinds that know the title."""
    return {kind.key: key for kind in kinds if (key := node_key(title, kind))}


def is_node_name(text: str, kinds: Iterable[Kind], *, exact: bool = False) -> bool:
    """Whether a text is just a standard node's name, give or take 完成 (unless `exact`) and punctuation."""
    whole = _squeeze(fold(text[:_LONGEST]))
    if exact:
        return any(whole in _index_of(kind).names for kind in kinds)
    bare = _squeeze(_HEAD.sub("", fold(text[:_LONGEST])))
    tail = _TAIL.sub("", bare)
    return any(bare in (names := _index_of(kind).names) or tail in names for kind in kinds)


def is_about(title: str) -> bool:
    """Whether a title ends with what is done about a node and is not the node: 升级培训, upgrade notice."""
    return _ABOUT.search(fold(title[:_LONGEST]).strip()) is not None


class _Index:
    """The names of one kind's nodes: squeezed name → key. Titles are looked up once."""

    def __init__(self, kind: Kind) -> None:
        self.kind = kind
        self.names: dict[str, str] = {}
        for node in kind.node:
            for name in node.names:
                self.names.setdefault(_squeeze_words(fold(name)), node.key)
                self.names.setdefault(_squeeze(fold(name)), node.key)
        self._longest = max(map(len, self.names))
        self._read: dict[str, str] = {}

    def key(self, title: str) -> str:
        if title not in self._read:
            if len(self._read) > _REMEMBERED:
                self._read.clear()
            self._read[title] = self._find(title)
        return self._read[title]

    def _find(self, title: str) -> str:
        names = self.names
        whole = _squeeze(fold(title))
        if whole in names:
            return names[whole]
        bare = _bare(title)
        for text in (bare, _TAIL.sub("", bare), _TAIL.sub("", _HEAD.sub("", bare))):
            squeezed = _squeeze(text)
            if squeezed in names:
                return names[squeezed]
        text = _TAIL.sub("", bare) or bare
        about = _ABOUT.search(text)
        best: tuple[int, int, str] | None = None
        for start in range(len(text)):
            for end in range(min(len(text), start + self._longest), start + 1, -1):
                key = names.get(text[start:end])
                if key is None or (about and end < len(text)) or not _whole_words(text, start, end):
                    continue
                rank = (int(end == len(text)), end - start)
                if best is None or rank > best[:2]:
                    best = (*rank, key)
                break  # shorter ones from here are within it
        return best[2] if best else ""


_INDEXES: dict[int, _Index] = {}  # by the kind's identity, which its index keeps alive


def _index_of(kind: Kind) -> _Index:
    found = _INDEXES.get(id(kind))
    if found is None:
        if len(_INDEXES) > 64:
            _INDEXES.clear()  # rules were edited many times while the service ran
        found = _INDEXES[id(kind)] = _Index(kind)
    return found


def _whole_words(text: str, start: int, end: int) -> bool:
    """Latin names are whole words."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (before.isascii() and before.isalnum() and text[start].isascii()) and not (
        after.isascii() and after.isalnum() and text[end - 1].isascii()
    )


def _bare(title: str) -> str:
    """Folded and squeezed, without brackets, versions and counts."""
    title = _THINGS.sub(" ", title) or title
    text = _BRACKETS.sub(" ", title) if _BRACKETS.sub("", title).strip() else title
    smooth = plain(text)
    for rule in reversed(find_version_rules(text)):
        smooth = smooth[: rule.span[0]] + " " + smooth[rule.span[1] :]
    return _squeeze_words(fold(_COUNT.sub(" ", _PLACE.sub(" ", WHEN.sub("", smooth)))))


def _squeeze(folded: str) -> str:
    return _SPACE.sub("", folded)


def _squeeze_words(folded: str) -> str:
    """Without punctuation, blanks kept between Latin words only."""
    words = _SPACE.sub(" ", folded).strip()
    return re.sub(r"(?<![a-z0-9]) | (?![a-z0-9])", "", words)
