"""Which column a table's header cell names, by the names in the rules and the ways in which people widen them."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache

from mailbot.late import late
from mailbot.rulebook.folding import fold, nearest
from mailbot.value import Value

SURE = 75  # the same name but for words that say nothing ("计划完成日期" for 完成时间)
LIKELY = 55  # it ends with the name (计划上线时间)
_LONGEST = 28  # folded characters; longer is a sentence, not a header
_REMEMBERED = 1000  # header cells, of all mails
_CLOSE = 8  # two half-known headers nearer to each other than this are a doubt

_BRACKETS = late(r"\(([^()]*)\)|\[([^\[\]]*)\]|【([^【】]*)】|〔([^〔〕]*)〕")
_NOT_WORD = late(r"(?:[^\w%#]|_)+")  # % and # are names
_EITHER = late(
    r"[/、&|\\;,\n]|(?<=\w\w)[及和与或](?=\w\w)|(?<=[\u4e00-\u9fff])\s*(?=[a-z]{2})|(?<=[a-z]{2})\s*(?=[\u4e00-\u9fff])"
)
# 计划时间（开始-结束） is one column of both, whose end is due.
_RANGE = late(r"(?:开始|起始|起)\W{0,3}(?:结束|完成|截止|终止|止)|\b(?:start|begin)\w*\W{0,3}(?:end|finish)")
_BEFORE = late(
    "^(?:#|本次|当前|主要|具体|相关|各|任务|项目|工作|计划|预计|预期|预定|约定|拟定|拟|要求|目标|最晚|最迟|最后|截止"
    "|planned|plan|target|expected)+"
)
_AFTER = late("(?:名称|姓名|名字|人员|日期|时间|时限|期限|时点|日|内容|信息|事项|栏|号|项|名|%|date|time|name|s)+$")
# Said of a column, these make it another thing than its last word does: 实际完成时间, 原负责人, 配合部门, 客户联系人.
_OTHER = late(
    r"实际|原定|^原(?!因)|上次|上期|上一|变更前|调整前|修改前|旧|审核|审批|批准|抄送|协办|协助|协同|配合|参与"
    r"|会签|知会|验收|复核"
    r"|监督|上级|汇报|客户(?!端)|填表|制表|编制|创建|录入|更新|填写|登记|上报|开始|起始|启动|actual|original"
    r"|previous|former"
    r"|\bold\b|review|approv|creat|updat|start|begin"
)
# A name followed by one of these is something about it, not it: 负责人电话, 节点数量, 版本说明.
_ABOUT = late(
    "(?:电话|手机|分机|联系方式|工号|职务|岗位|部门|数|数量|个数|占比|比例|确认|签字|签名|意见|备注|说明|原因|是否.*|链接|地址"
    "|类型|状态|情况|phone|tel|mobile|counts?|notes?|type|status|state)$"
)
_PLAN = late("^(?:计划|要求|目标|最晚|最迟|调整后|变更后|修改后|新|plan(?:ned)?|target|new)")
_PLANNED = late("计划|要求|截止|目标|最晚|最迟|调整后|变更后|修改后|新|plan|target|due|deadline|new")


class Match(Value):
    """That a column's header names a key, and how surely (1–100)."""

    column: int
    key: str
    score: float


def headers_of(columns: Mapping[str, Collection[str]]) -> "Headers":
    """The `Headers` of these columns, made once for all tables of all mails."""
    return _headers_of(tuple((key, tuple(names)) for key, names in columns.items()))


@lru_cache(maxsize=16)
def _headers_of(columns: tuple[tuple[str, tuple[str, ...]], ...]) -> "Headers":
    return Headers(dict(columns))


class Headers:
    """The names of all columns, ready to be looked for. `columns` maps a key to its names in the rules."""

    def __init__(self, columns: Mapping[str, Collection[str]]) -> None:
        self._names: dict[str, str] = {}
        self._cores: dict[str, str] = {}
        self._spaced: dict[str, str] = {}
        self._rank: dict[str, float] = {}
        self._order = {key: order for order, key in enumerate(columns)}
        for key, names in columns.items():
            for rank, written in enumerate(names):
                if name := squeeze(written):
                    self._rank.setdefault(name, 0.5 - rank / (2 * len(names)))
                    self._names.setdefault(name, key)
                    self._cores.setdefault(_core(name), key)
                    self._spaced.setdefault(name, _spaced(written) if name.isascii() else "")
        self._read: dict[str, dict[str, float]] = {}

    def keys(self, text: str) -> dict[str, float]:
        """The keys that a header cell may name, each with how surely (1–100)."""
        if len(text) > 4 * _LONGEST:
            return {}
        if text not in self._read:
            best: dict[str, float] = {}
            planned = 2 if _PLANNED.search(squeeze(text)) else 0
            readings = list(self._full_names(text)) or list(self._half_names(text))
            for name, score in readings:
                key = self._names.get(name) or self._cores[name]
                # Of two full names (阶段 | 任务) the one that stands first in the rules is meant.
                rank = self._rank[name] if score > 90 and name in self._rank else 0
                best[key] = max(best.get(key, 0), score + planned + rank)
            if len(self._read) >= _REMEMBERED:
                self._read.clear()
            self._read[text] = best
        return self._read[text]

    def keys_in_group(self, above: str, below: str) -> dict[str, float]:
        """The same for a header in two rows: a group ("计划时间") over a column's own word ("结束")."""
        if not below or squeeze(above) == squeeze(below):
            return self.keys(above)
        if not above:
            return self.keys(below)
        # 实际 | 完成时间 is not 完成时间; else the whole, if it is a name, says more than its lower half.
        found = {} if _OTHER.search(fold(above)) else dict(self.keys(below))
        for text in (f"{above}{below}", f"{below}{above}"):
            for key, score in self.keys(text).items():
                if score >= SURE:
                    found[key] = max(found.get(key, 0), score + 1)
        return found

    def assign(self, cells: Sequence[dict[str, float]]) -> tuple[Match, ...]:
        """One column a key and one key a column, the best first, in the order of the columns.

        In doubt between two half-known names, none: in 提测时间 | 发布时间 neither is *the* time, and whoever needs
        one asks.
        """
        ranked = sorted(
            (Match(column, key, score) for column, keys in enumerate(cells) for key, score in keys.items()),
            key=lambda match: (-match.score, match.column, self._order[match.key]),
        )
        doubtful = {
            one.key for one, other in _neighbours(ranked) if one.score < SURE and one.score - other.score < _CLOSE
        }
        taken: dict[str, Match] = {}
        used: set[int] = set()
        for match in ranked:
            if (
                match.key not in taken
                and match.column not in used
                and not (match.score < SURE and match.key in doubtful)
            ):
                taken[match.key] = match
                used.add(match.column)
        return tuple(sorted(taken.values(), key=lambda match: match.column))

    def names(self, text: str) -> bool:
        """Whether a text is one of the names, give or take a note in brackets."""
        return len(text) <= 4 * _LONGEST and any(score > SURE for _, score in self._full_names(text))

    def exact(self, text: str) -> str | None:
        """The key that has just this name, or None."""
        return self._names.get(squeeze(text)) if len(text) <= _LONGEST else None

    def _full_names(self, text: str) -> Iterator[tuple[str, int]]:
        """Names (or cores of names) that the whole text may be, each with how surely."""
        lines, whole, bare, inside = _parts(text)
        if not whole or len(whole) > _LONGEST:
            return
        if _OTHER.search(lines):
            # Only a full name counts here; what turns the name may stand in brackets: 完成时间（实际）.
            candidates = [whole, inside + bare, _core(whole), _core(inside + bare)]
            candidates += [bare, _core(bare)] if _OTHER.search(bare) else []
        else:
            # Beside 计划完成时间, a bare 完成时间 may be the actual one.
            planned = "" if whole in self._names or bare in self._names else _PLAN.sub("", whole)
            candidates = [planned, whole, bare, _core(bare) if bare else inside]
            for part in _EITHER.split(_BRACKETS.sub(" ", lines))[:4]:
                if squeeze(part) in self._names:
                    yield squeeze(part), 86
        for position, candidate in enumerate(candidates):
            if candidate in self._names:
                yield candidate, 98 - position
            elif candidate in self._cores:
                yield candidate, SURE

    def _half_names(self, text: str) -> Iterator[tuple[str, int]]:
        """Names within a longer header: what it ends with says what it is (计划上线时间), what it begins with less.

        English names are whole words. A slip of the pen is looked through in them only: of two Chinese words with one
        character changed, both may well be right (生效时间, 有效时间).
        """
        lines, whole, bare, inside = _parts(text)
        if _OTHER.search(lines) or not whole or len(whole) > _LONGEST:
            return
        text, bare = _BRACKETS.sub(" ", lines) if bare else inside, bare or inside
        words = _spaced(text)
        about = _ABOUT.search(bare) is not None
        for name, spaced in self._spaced.items():
            if not 1 < len(name) < len(bare):
                continue
            header, part = (words, spaced) if name.isascii() else (bare, name)
            closeness = 10 * len(name) // len(bare)
            if header.endswith(part):
                yield name, LIKELY + closeness
            elif header.startswith(part) and not about:
                yield name, 42 + closeness
            elif part in header and not about and len(bare) <= 12:
                yield name, 32 + closeness
        if bare.isascii() and len(bare) > 4 and (near := nearest(bare, filter(str.isascii, self._names))) is not None:
            yield near, 62


def squeeze(text: str) -> str:
    """`text` folded, without spaces and punctuation: `* 负责人：` → `负责人`."""
    return _NOT_WORD.sub("", fold(text))


def _parts(text: str) -> tuple[str, str, str, str]:
    """A header's folded lines; the same squeezed; squeezed without what stands in brackets; and what stands there."""
    lines = _RANGE.sub(" ", "\n".join(fold(line) for line in text.splitlines()))
    inside = " ".join(part for parts in _BRACKETS.findall(lines) for part in parts)
    return lines, squeeze(lines), squeeze(_BRACKETS.sub(" ", lines)), squeeze(inside)


def _spaced(text: str) -> str:
    """Folded words, a space before, between and after them."""
    return f" {_NOT_WORD.sub(' ', fold(text)).strip()} "


def another_thing(text: str) -> bool:
    """Whether a header says that its column is not the plain thing: 实际完成时间, 审核人."""
    return _OTHER.search(fold(text)) is not None


def _core(bare: str) -> str:
    """A name without the words that say nothing; as it is, if nothing would be left."""
    core = _AFTER.sub("", bare) or bare
    return _BEFORE.sub("", core) or core


def _neighbours(ranked: Sequence[Match]) -> Iterator[tuple[Match, Match]]:
    """The best and the second best match of each key, where there are two (of different columns)."""
    first: dict[str, Match] = {}
    second: set[str] = set()
    for match in ranked:
        if match.key not in first:
            first[match.key] = match
        elif match.key not in second:
            second.add(match.key)
            yield first[match.key], match
