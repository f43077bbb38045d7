"""reason_beside: why a node is put off, in its owner's words (SPEC 3)."""

import re
from collections.abc import Sequence

from mailbot.campaign.model import Node
from mailbot.inbound.forms.clauses import clauses
from mailbot.inbound.forms.days.moments import Moment
from mailbot.inbound.forms.hearing import smooth
from mailbot.inbound.forms.nodes.moods import Said
from mailbot.late import late

__all__ = ["reason_beside"]

_REASON = late(r"(?:(?P<label>原因|理由|reason)|因为|由于|because)\s*(?:是|为|:|：|of)?\s*(.+)", re.IGNORECASE | re.DOTALL)
_SENTENCE = late(r"[。；;！!\n]|\.\s")
_ASKED_FOR = r"(?:申请|请求|需要|希望|想|麻烦|请|把|将|从|可能|能否|能不能|要|需)*\0+(?:[到至为]|\s|吗)*\0*"
_FIGURES = late(r"\d\s*(?:台|套|家|个|条|户)?\s*[/／]\s*\d|\d\s*[%％]|百分之|(?:已|完成|升级|下发|done|upgraded)[^，。；;\n]{0,6}\d")
_ASKING = late(r"(?:申请|请求|需要?|希望|想|要|只能|we (?:would like|need|have|want) to)\s*$", re.IGNORECASE)
_OF_THEM = late(r"^(?:都|均|全部|也|统一|一起|一并|再|一下)[\s，,、；;]+")  # 2、3 都延期到18日，等客户
_SIGNS = " \0，,。；;.:：?？!！、"


def reason_beside(text: str, until: Moment | None, postponed: Sequence[Said], *, node: Node | None, told: bool) -> str:
    """What is left beside the date, the word and, where it was `told` how far the node is, the figures: 等客户窗口."""
    if m := _REASON.search(text):
        # 原因： may go on for lines; 因为 gives its reason in its own sentence.
        words = m[2] if m["label"] else _SENTENCE.split(m[2], maxsplit=1)[0]
        asked = min((len(words), *(s.start - m.start(2) for s in postponed if s.start > m.start(2))))
        begun = max((words.rfind(sign, 0, asked) for sign in "，,；;。\n"), default=-1)
        if asked < len(words) and not m["label"]:
            words = words[: begun if begun > 0 else asked]
        kept = _ASKING.sub("", words)
        return kept.strip(" ，,。；;.")[:500]
    rest = list(text)
    for said in postponed:
        rest[said.start : said.end] = "\0" * (said.end - said.start)
    if until is not None:
        rest[until.span[0] : until.span[1]] = "\0" * (until.span[1] - until.span[0])
    kept = re.sub(_ASKED_FOR, "\0", "".join(rest))
    titles = {smooth(node.title)} if node else set()
    parts = [kept[start:end] for start, end in clauses(kept) if not (told and _FIGURES.search(kept[start:end]))]
    words = "".join(part for part in parts if smooth(part).strip(_SIGNS) not in titles)
    kept = " ".join(words.replace("\0", " ").split()).strip(_SIGNS)
    return _OF_THEM.sub("", kept)[:500]
