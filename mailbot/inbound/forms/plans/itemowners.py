"""Who is to do it, in a line of free words: the names that count there, taken out of the text with what joins them."""

import re
from collections.abc import Mapping, Sequence

from mailbot.inbound.forms.nodes.names import is_node_name
from mailbot.inbound.forms.people.mentions import Mention
from mailbot.inbound.forms.people.people import PeopleReader
from mailbot.inbound.forms.people.strangers import find_strangers
from mailbot.inbound.surnames import looks_like_name
from mailbot.late import late
from mailbot.rulebook.folding import fold
from mailbot.rulebook.shapes import Kind
from mailbot.value import Mutable, field

_NAMED_HERE = late(
    r"(?:负责人|责任人|执行人|由|@)\s*[:：]?\s*(?P<a>[\u4e00-\u9fff]{2,4}?)(?=$|[\s，,。；;、）)(（]|负责|牵头"
    r"|完成|执行|跟进|在|于)"
    r"|(?P<b>[\u4e00-\u9fff]{2,3})(?=负责|牵头|主责)",
)
# 和各业务部门商量下来，请李想…: with whom it was agreed, not who does it.
_CONSULTED = late(
    r"(?:和|与|跟|同|经|找)[^，,。；;\n]{1,30}?(?:商量|沟通|讨论|协商|商议|商定|商谈|说好|约好|谈好|谈妥|对齐"
    r"|对过|核对|聊过|聊了|达成|确认过|确认后|评审|同意)"
    r"|[\u4e00-\u9fff]{2,4}(?:都|均|已经?|也)*(?:同意|已确认|确认过|确认后)(?=[，,。；;后]|$)"
    r"|(?<![A-Za-z])(?:agreed|discussed|aligned|talked|spoke|checked) (?:it )?(?:with|to) [^,.;\n]{1,40}",
)
_LEADER = late(r"(?P<department>[\u4e00-\u9fff]{2,8}?)(?:的)?(?:负责人|联系人|责任人)?(?:是|为|由|[:：])?\s*$")
_MARK_BEHIND = late(
    r"\s*[(（](?:主责?|牵头|负责|协助?|配合|协同|支持)[)）]"
    r"|\s*(?:[)）](?=.))?\s*(?:来)?(?:牵头|主责|负责|配合|协助|协同|支持)"
)
_IN_BRACKETS = late(
    r"[(（【\[]\s*(?P<names>[\u4e00-\u9fff]{2,4}(?:\s*[、,，/和及 ]\s*[\u4e00-\u9fff]{2,4}){0,5})\s*[)）】\]]",
)


class Spans(Mutable):
    """What of a text was taken, so that the rest is the title."""

    text: str
    taken: list[tuple[int, int]] = field(default_factory=list)

    def take(self, span: tuple[int, int]) -> None:
        self.taken.append(span)

    def free(self, span: tuple[int, int]) -> bool:
        return not any(a < span[1] and span[0] < b for a, b in self.taken)

    def rest(self) -> str:
        """The text with what was taken replaced by a comma, which divides as it did."""
        rest, pos = [], 0
        for start, end in sorted(self.taken):
            rest.append(self.text[pos:start])
            rest.append("，")
            pos = max(pos, end)
        rest.append(self.text[pos:])
        return "".join(rest)


class OwnersInWords:
    """Finds the owners of one line. `kinds` tell which words are nodes and no names."""

    def __init__(self, people: PeopleReader, kinds: Sequence[Kind]) -> None:
        self._people = people
        self._kinds = kinds

    def read(self, spans: Spans, texts: dict[str, str]) -> bool:
        """Whether anybody is named; their names go to `texts`, out of the spans."""
        if texts.get("owner") or texts.get("department"):
            return True
        text = spans.text
        asked = [match.span() for match in _CONSULTED.finditer(text)]
        mentions = [m for m in self._people.mentions.find(text) if spans.free(m.span) and self._counts(m, spans)]
        mentions = [m for m in mentions if not any(a <= m.span[0] < b for a, b in asked)]
        mentions = self._but_the_title(_beside_people(text, mentions), spans)
        pieces: list[tuple[int, int]] = [self._with_department(text, m) for m in mentions]
        # 李想（华东业务部）: the department tells which 李想, and is no helper.
        pieces = [p for p in pieces if not any(q != p and q[0] <= p[0] and p[1] <= q[1] for q in pieces)]
        for match in _IN_BRACKETS.finditer(text):
            words = re.split(r"[、,，/和及 ]+", match["names"].strip())
            inside = [s for s in pieces if match.start() <= s[0] < match.end()]
            if inside or not spans.free(match.span()) or is_node_name(match["names"], self._kinds):
                continue
            if all(map(looks_like_name, words)):
                pieces.append(match.span("names"))
        if all(m.kind == "department" for m in mentions) and len(pieces) <= len(mentions):
            # East China upgrade: Peter Schulz, Dec 8 is his whom nobody knows, and not the department's.
            pieces = self._strangers(spans, pieces) or pieces
        if not pieces:
            return False
        texts["owner"] = self._snippet(
            text, sorted(pieces), spans, {m.span: said for m in mentions if (said := self._settled(text, m))}
        )
        return True

    def _settled(self, text: str, mention: Mention) -> str:
        """华东负责人李伟, of two people of that name: the department settles it, as 李伟（华东） does; '' where none is named."""
        if mention.kind != "person" or len(mention.people) < 2:
            return ""
        before = _LEADER.search(text[max(0, mention.span[0] - 24) : mention.span[0]])
        known = before is not None and self._people.rules.directory.department(before["department"]) is not None
        return f"{mention.words}（{before['department']}）" if before is not None and known else ""

    def _but_the_title(self, mentions: list[Mention], spans: Spans) -> list[Mention]:
        """测试 何川 12月8日: where nothing else would be the title, a department's short name that names a node is it."""
        people = [m for m in mentions if m.kind in ("person", "address", "self")]
        titles = [m for m in mentions if m.kind == "department" and is_node_name(m.words, self._kinds)]
        if not people or not titles:
            return mentions
        rest = "".join(
            ch
            for n, ch in enumerate(spans.text)
            if spans.free((n, n + 1)) and not any(m.span[0] <= n < m.span[1] for m in mentions)
        )
        if any(ch.isalpha() for ch in rest):  # its number is no title
            return mentions
        return [m for m in mentions if m is not titles[0]]

    def _with_department(self, text: str, mention: Mention) -> tuple[int, int]:
        """A person's span with the department in brackets behind: 王伟（研发）, whatever else is called 研发."""
        start, end = mention.span
        behind = (
            re.match(r"\s*[(（]([^()（）\d]{2,12})[)）]", text[end : end + 20]) if mention.kind == "person" else None
        )
        known = behind is not None and self._people.rules.directory.department(behind[1].strip()) is not None
        return (start, end + behind.end()) if behind is not None and known else mention.span

    def _counts(self, mention: Mention, spans: Spans) -> bool:
        """Whether a name in running text names who does it: 测试 in 测试报告 does not, nor does 华东 in 华东升级."""
        text = spans.text
        before, after = text[: mention.span[0]], text[mention.span[1] :]
        if mention.kind in ("person", "address", "everyone"):
            return True
        if mention.kind == "self":
            if before and before[-1].isalnum() and spans.free((mention.span[0] - 1, mention.span[0])):
                turn = before.endswith(("由", "最后", "然后", "最终", "随后", "再", "之后", "后", "届时"))
                return turn or re.match(r"来(?:$|[\W做写负汇整收统出])", after) is not None
            return mention.words not in ("i", "I", "自己") and bool(
                re.match(
                    r"来"
                    r"|(?:自己|本人)?(?:负责|牵头|完成|跟|做|写|出|发|提交|汇总|收|统计|整理|总结|这边|在?\d|$"
                    r"|[\s，,；;）)])",
                    after,
                )
            )
        edge_before = not before or not before[-1].isalnum() or not spans.free((mention.span[0] - 1, mention.span[0]))
        edge_after = not after or not after[0].isalnum() or not spans.free((mention.span[1], mention.span[1] + 1))
        if mention.kind == "role":
            return bool(edge_before and (edge_after or re.match(r"负责|牵头|完成|跟进", after)))
        if mention.full:
            return edge_before or before.endswith(("由", "请"))
        return bool(
            edge_before and (edge_after or re.match(r"负责|牵头|完成", after)) and not re.match(r"\s*[:：]", after)
        ) or (before.endswith("由") and bool(re.match(r"负责|牵头|完成", after)))

    def _strangers(self, spans: Spans, known: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """Names that the directory does not have: 由张三负责, or 张三 alone between gaps or behind what is `known`."""
        text = spans.text
        for match in _NAMED_HERE.finditer(text):
            group = "a" if match["a"] else "b"
            if spans.free(match.span(group)) and looks_like_name(match[group]) and not self._is_word(match[group]):
                return [match.span(group)]
        found = [span for span in find_strangers(text, [*spans.taken, *known]) if not self._is_word(text[slice(*span)])]
        return found if len(found) == 1 else []

    def _is_word(self, text: str) -> bool:
        return any(fold(text) in fold(name) for kind in self._kinds for node in kind.node for name in node.names)

    def _snippet(
        self, text: str, pieces: list[tuple[int, int]], spans: Spans, settled: Mapping[tuple[int, int], str]
    ) -> str:
        """The names with what joins and marks them, taken out of the text."""
        words = ""
        end = -1
        for start, stop in pieces:
            between = text[end:start] if end >= 0 else ""
            joined = end >= 0 and re.fullmatch(
                r"\s*(?:[、,，/／&＆+＋]|和|与|及|以及|and)?\s*(?:[(（]\s*)?"
                r"|\s*(?:牵头|负责|主责|配合|协助|协同|支持)?[)）]?\s*[、,，;；]?\s*(?:由)?\s*",
                between,
            )
            # 华东-李想：升级 is 李想's
            of = end >= 0 and re.fullmatch(r"\s*[-–—·]\s*", between) is not None
            of = of and self._people.rules.directory.department(words) is not None
            if (joined or of) and not any(a < start and end < b for a, b in spans.taken):
                words += between + settled.get((start, stop), text[start:stop])
                spans.take((end, start))
            else:
                words += ("、" if words else "") + settled.get((start, stop), text[start:stop])
            tail = _MARK_BEHIND.match(text[stop:])
            spans.take((start, stop))
            end = stop
            if tail:
                words += tail.group()
                spans.take((stop, stop + tail.end()))
                end = stop + tail.end()
        depth = words.count("（") + words.count("(") - words.count("）") - words.count(")")
        return words + "）" * max(0, depth)


def _beside_people(text: str, mentions: list[Mention]) -> list[Mention]:
    """Where people are named, a department counts only right beside one (孙丽（华东）): 延迟限制（海外）：林涛 is 林涛's."""
    people = [m for m in mentions if m.kind in ("person", "address", "self")]
    if not people:
        return mentions

    def beside(one: Mention) -> bool:
        gaps = [
            text[one.span[1] : p.span[0]] if p.span[0] >= one.span[1] else text[p.span[1] : one.span[0]] for p in people
        ]
        return any(len(gap) < 3 and re.fullmatch(r"[\s(（/·-]*", gap) for gap in gaps)

    return [m for m in mentions if m.kind != "department" or beside(m)]
