"""Topics: what the title of a plan's section is about, by the rules' words, fields' names, nodes, people and dates."""

from mailbot.inbound.forms.days.moments import Moment
from mailbot.inbound.forms.fields.names import NOTE
from mailbot.inbound.forms.nodes.names import is_node_name, node_keys
from mailbot.inbound.forms.numerals import plain
from mailbot.inbound.forms.plans.readers import NODELIKE, Readers
from mailbot.late import late
from mailbot.rulebook.folding import fold

# Under these a line is a field or words about one, and a node only with an owner and a time of its own.
FIELDS = frozenset(("authorisation", "facts"))
# What heads nodes: their time, their department or owner, or what they are.
HEADS = frozenset(("schedule", "when", "who", "node"))
_INLINE = frozenset(("background", "guidance", "authorisation", "request"))  # 背景：… in one line
_BY_KEY = {"guidance": "guidance", "quantity": "authorisation", "regions": "authorisation", "valid": "authorisation"}
_FACTS = frozenset(
    ("product", "component", "version", "channel", "link", "parameters", "restrictions", "effective", "delayed")
)
_EDGES = " \t\xa0\u3000:：，,。.、()（）-—*#"
_THINGS = late(r"(?:内容|范围|对象|要求|说明|策略|版本|时间|日期|方式|渠道)$")  # 限制范围 says what, 版本限制 is done
_SAYS_NOTHING = late(r"^(?:有|以下|如下|下列|几点|具体|主要|本次|此次|有关|相关|各项)+(?=.{2})|(?<=..)(?:如下|为|是)$")
_AND = late(r"[与和及、/]")
_SQUEEZE = late(r"[\W_]+")


class Topics:
    """Tells a title's topic, '' where it is none."""

    def __init__(self, readers: Readers) -> None:
        self._readers = readers
        self._words = {
            _SQUEEZE.sub("", fold(name)): section.key
            for section in readers.rules.fields.section
            for name in section.names
        }
        self._longest = max(map(len, self._words), default=0)
        self._dates = readers.dates(readers.context.mailed, done=True)

    def __call__(self, title: str, *, marked: bool, alone: bool, colon: bool) -> str:
        """`marked`: the title has a heading's mark; without one it has to be a word of the rules itself, and with a colon
        (`alone`: nothing stands behind it) one that no field has for its name."""
        bare = NOTE.sub("", title).strip(_EDGES)
        if not bare or len(bare) > 40:
            return ""
        bare = _SAYS_NOTHING.sub("", bare) or bare
        squeezed = _SQUEEZE.sub("", fold(bare))
        said = self._words.get(squeezed, "")
        if not marked:
            key = self._readers.known.key(bare) or (None if alone else self._readers.labels.key(bare))
            if key not in (None, "remark", "node", "nodes", "steps", *(["guidance"] if alone else [])) and colon:
                return ""  # a field, whose reader knows what of the lines below is its value
            if not alone:
                return said if said in _INLINE else ""
            return said or self._by_key(bare) or self._head(bare)
        if said := said or self._by_key(bare) or self._head(bare):
            return said
        if is_node_name(bare, self._readers.kinds) and not _THINGS.search(bare):
            return "node"
        within = self._within(squeezed)
        return within or ("node" if node_keys(bare, self._readers.kinds) and not _THINGS.search(bare) else "")

    def _by_key(self, bare: str) -> str:
        """By the field that a title names: 指导意见, 数量范围, 升级版本; a node's name (版本限制) heads nodes."""
        key = self._readers.known.key(bare) or ""
        if (
            key in NODELIKE - {"parameters", "component"}
            and is_node_name(bare, self._readers.kinds)
            and not _THINGS.search(bare)
        ):
            return "node"
        if not key and len(parts := _AND.split(bare)) > 1:  # 数量与区域
            topics = {self._by_key(part) for part in parts if part}
            return topics.pop() if len(topics) == 1 else ""
        return _BY_KEY.get(key, "facts" if key in _FACTS else "")

    def _head(self, bare: str) -> str:
        """`when` of a title that is a date, `who` of one that names a person or department, with nothing besides."""
        words = plain(bare)
        for one in self._dates.find_dates(words):
            left = words[: one.span[0]] + words[one.span[1] :]
            if isinstance(one, Moment) and not left.strip(_EDGES + "前起") and not words.isdigit():
                return "when"
        left, last = "", 0
        found = self._readers.people.mentions.find(bare)
        for mention in found:
            left += bare[last : mention.span[0]]
            last = mention.span[1]
        left += bare[last:]
        return "who" if found and not left.strip(_EDGES + "、和与及/区这边") else ""

    def _within(self, squeezed: str) -> str:
        """By the longest of the rules' words in a title; of two that which it ends with (升级要求 are requirements)."""
        best = (False, 0, "")
        for start in range(len(squeezed)):
            for end in range(min(len(squeezed), start + self._longest), start, -1):
                word = squeezed[start:end]
                topic = self._words.get(word)
                # English words count whole only, and squeezed they show no edges: what begins or ends the title does.
                if topic and (len(word) > 1) and (not word.isascii() or start == 0 or end == len(squeezed)):
                    best = max(best, (end == len(squeezed), end - start, topic))
                    break
        return best[2]
