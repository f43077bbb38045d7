"""What is to be done, in a line of free words: the piece between names and dates that names it, and what is left beside."""

import re
from collections.abc import Sequence

from mailbot.han import WIDE
from mailbot.inbound.forms.nodes.names import is_node_name, node_keys
from mailbot.inbound.forms.plans.itemowners import Spans
from mailbot.late import late
from mailbot.rulebook.directory import Directory
from mailbot.rulebook.shapes import Kind

_SPLIT = late(
    r"[，,;；。：:|｜\n\t]|\s+[-–—/~→]+\s*|[-–—→]{2,}|\s{2,}"
    rf"|(?<={WIDE}|[）)])[ \u3000]+(?={WIDE}|[（(])"
    rf"|(?<={WIDE})[ \u3000]*[/／–—-][ \u3000]*(?=$|\s)|[()（）【】]"
)
_EDGES = " \t\xa0\u3000，,。；;、：:—–-~·•|/.()（）[]【】→>@*#\"'“”"
_HEAD = late(
    r"^(?:由|来|请|把|将|并|会(?![议员])|而后|然后|随后|最后|再|带着|带人|带队|先|需|要|应|将|出(?=总结|报告)|计划|预计|拟"
    r"|开始|完成|进行|开展|执行|组织|前|之前|以前|于|在(?!线|网)|到|负责人?|牵头|做完|做|搞定|搞|的|和|与|及|to "
    r"|by |complete |finish |will |should |the |please |kindly |we |i |send |do )+",
    re.IGNORECASE,
)
_TAIL = late(
    r"(?:前完成|完成|负责人?|牵头|跟进|执行|之前|以前|前|做完|做了|做好|搞定|弄完|弄好|掉|截止|请|麻烦|让|由|在"
    r"|于|到|的| by| on| to| before| is| due)+$",
    re.IGNORECASE,
)
_JOINTS = late(r"to|by|for|owner|给|致|请|由", re.IGNORECASE)
_STATE = late(
    r"[(（]?(?:✓|✔|√|☑|已经?(?:全部)?(?:完成|做完|办结|结束|搞定|上线|升级完|下发完)了?"
    r"|(?<![a-z])(?:done|completed|finished)(?![a-z]))[)）]?$"
)


class TitleInWords:
    """Finds the title of one line whose dates and owners are taken. `kinds` tell what names a node."""

    def __init__(self, directory: Directory, kinds: Sequence[Kind]) -> None:
        self._directory = directory
        self._kinds = kinds

    def read(self, spans: Spans, texts: dict[str, str]) -> tuple[str, str]:
        """(title, what is left beside it): of the pieces between names and dates the one that names a node, else the first."""
        pieces: list[str] = []
        written: dict[str, str] = {}
        for piece in _SPLIT.split(spans.rest()):
            bare = (piece or "").strip(_EDGES)
            state = _STATE.search(bare)
            if state and "state" not in texts and len(bare) <= 12:
                texts["state"] = state.group().strip("()（）")
                bare = bare[: state.start()].strip(_EDGES)
            whole, bare = bare, "" if _JOINTS.fullmatch(bare) else self._trimmed(bare)
            if bare and bare not in pieces:
                pieces.append(bare)
                written[bare] = whole
        if texts.get("title"):
            return texts["title"].strip(), "；".join(written[p] for p in pieces)
        if not pieces:
            return "", ""
        if "延迟" in pieces and "限制" in pieces:  # 延迟至1月20日限制
            pieces.insert(0, "延迟限制")
            written["延迟限制"] = "延迟限制"
        chosen = next((p for p in pieces if is_node_name(p, self._kinds) and not self._is_office(p)), None)
        # 测试部：12月7日前提交缺陷报告: a department does what another piece names
        chosen = (
            chosen
            or next((p for p in sorted(pieces, key=self._is_office) if node_keys(p, self._kinds)), None)
            or pieces[0]
        )
        return chosen[:120], "；".join(written[p] for p in pieces if p is not chosen)

    def _is_office(self, text: str) -> bool:
        return self._directory.department(text) is not None

    def _trimmed(self, text: str) -> str:
        """A piece without the words that tie it to names and dates: 前完成, 由."""
        text = text.strip(_EDGES)
        if is_node_name(text, self._kinds, exact=True):
            return text
        for _ in range(3):
            bare = _HEAD.sub("", _TAIL.sub("", text)).strip(_EDGES)
            if bare == text or (node_keys(text, self._kinds) and not node_keys(bare, self._kinds)):
                break  # 两个区全部升完 without 升完 is no node's name
            text = bare
        return text
