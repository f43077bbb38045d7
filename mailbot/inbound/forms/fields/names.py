"""The names of fields, as the rules list them and as people widen them: 本次升级版本, 数量（台）, 有效期如下."""

import re
from collections.abc import Collection, Iterator, Mapping

from mailbot.han import WIDE
from mailbot.late import late
from mailbot.rulebook.folding import fold, nearest

LONGEST_LABEL = 40
NOTE = late(r"[(（\[【][^()（）\[\]【】]{0,24}[)）\]】]")
_MOST_UNKNOWN = 50  # labels whose nearest name is looked for
_BEFORE = ("本次", "此次", "这次", "该次", "具体", "主要", "本", "拟", "计划", "the")
_AFTER = ("如下", "是", "为", "信息", "要求", "情况", "明细", "说明", "就一句", "就一条", "就两条")
_OF = late(
    rf"[^的]{{2,12}}的(?P<of>{WIDE}{{2,6}}?)[是为]?"
    r"|(?:the |our )?(?P<english>[a-z]+) (?:of|from|for|by) [a-z&' ]{2,30}",
    re.IGNORECASE,
)
_OWNED = frozenset(("guidance", "quantity", "valid", "regions"))
# 组件获取方式, 参数有效期, 门店数量: of what the plan speaks, before the name of a field.
_OF_WHAT = late(
    r"(?:组件|参数|软件|程序|安装包|升级包|客户端|服务端|服务器|门店|终端|设备|产品|授权|许可|升级|下发|推广"
    r"|试用|适用|本期|本版|整体){1,2}(?=...|数量|区域|地区)"
)
_OF_THINGS = frozenset(("channel", "guidance", "link", "quantity", "valid", "regions"))
_PUNCTUATION = late(r"[\W_]+")


class FieldNames:
    """The names of fields, ready to be looked for: `names` maps each key to what people call it (rules/fields.toml)."""

    def __init__(self, names: Mapping[str, Collection[str]]) -> None:
        self.written = tuple(name for several in names.values() for name in several)
        self._bare = {name: _squeeze(name) for name in self.written}
        self._keys: dict[str, str] = {}
        for key, several in names.items():
            for name in several:
                self._keys.setdefault(self._bare[name], key)
        self._read: dict[str, str | None] = {}
        self._nears: dict[str, str] = {}

    def key(self, label: str) -> str | None:
        """The key that a label names, looking through width, notes in brackets and words that say nothing (本次…)."""
        if len(label) > LONGEST_LABEL:
            return None
        if label not in self._read:
            self._read[label] = next((self._keys[c] for c in _readings(label) if c in self._keys), None) or self._owned(
                label
            )
        return self._read[label]

    def _owned(self, label: str) -> str | None:
        """What is somebody's or of something: 产品部给的指导意见, the guidance of the product department, quantity of servers."""
        squeezed = _squeeze(NOTE.sub("", label))
        if (thing := _OF_WHAT.match(squeezed)) is not None and self._keys.get(squeezed[thing.end() :]) in _OF_THINGS:
            return self._keys[squeezed[thing.end() :]]
        found = _OF.fullmatch(label.strip())
        key = self._keys.get(_squeeze(found["of"] or found["english"])) if found else None
        return key if key in _OWNED and (key == "guidance" or (found and found["english"])) else None

    def near(self, label: str) -> str:
        """The known name nearest to a label that is none, '' where none is near (and from the 50th label on)."""
        if label not in self._nears:
            self._nears[label] = self._nearest(_squeeze(label)) if len(self._nears) < _MOST_UNKNOWN else ""
        return self._nears[label]

    def _nearest(self, wanted: str) -> str:
        if not 1 < len(wanted) <= 24:
            return ""
        found = nearest(wanted, self.written, limit=1 if len(wanted) < 6 else 2)
        if found is None:
            parts = [(n, bare) for n, bare in self._bare.items() if len(n) > 1 and (bare in wanted or wanted in bare)]
            found = min(parts, key=lambda part: abs(len(part[1]) - len(wanted)), default=(None, ""))[0]
        return found or ""


def _readings(label: str) -> Iterator[str]:
    """What a label may be a name as: itself, without a note in brackets, without words that say nothing."""
    whole = _squeeze(label)
    bare = _squeeze(NOTE.sub("", label))
    yield whole
    yield bare
    for word in _BEFORE:
        if bare.startswith(word) and len(bare) > len(word) + 1:
            yield bare[len(word) :]
    for word in _AFTER:
        if bare.endswith(word) and len(bare) > len(word) + 1:
            yield bare[: -len(word)]


def _squeeze(text: str) -> str:
    return _PUNCTUATION.sub("", fold(text)) or fold(text)
