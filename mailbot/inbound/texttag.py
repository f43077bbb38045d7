"""text_tag, split_off: a tag that opens the text or a part of it, in brackets: 【问题】… under Fw: or below a progress (SPEC 3)."""

from mailbot.inbound.codes import find_codes, without_codes
from mailbot.inbound.subject import SpokenTag, Subject, read_tag
from mailbot.inbound.writing import Line, Writing
from mailbot.late import late
from mailbot.rulebook.shapes import Tags
from mailbot.value import replace

# Not PLAN: a plan is a form of its own, and whoever quotes one in a reply opens none.
_KEYS = ("ISSUE", "RESULT", "QUERY")
_LONGEST = 300
_HEAD = late(r"^\s*[*＊]{0,2}\s*[\[【［〔](?P<tag>[^\[\]【】［］〔〕]{1,20})[\]】］〕]\s*[*＊]{0,2}\s*[:：]?\s*")
_NOTHING = late(r"^\s*(?:暂?无|没有|暂时没有|无问题|none|n/?a|-+|/)?\s*[。.]?\s*$")


def text_tag(subject: Subject, writing: Writing, tags: Tags, codes: frozenset[str]) -> tuple[Subject, Writing]:
    """The subject as if it bore the tag, and the code, that the text's first line begins with, and the text without them;
    both unchanged where the sender's own subject has a tag."""
    if subject.tag is not None and subject.tag.fresh:
        return subject, writing
    first = next((n for n, line in enumerate(writing.lines) if line.text.strip()), None)
    found = _tagged(writing.lines[first], tags) if first is not None else None
    if first is None or found is None:
        return subject, writing
    tag, rest = found
    named = find_codes(rest, codes)
    line = replace(writing.lines[first], text=without_codes(rest, codes) if named else rest)
    lines = (*writing.lines[:first], line, *writing.lines[first + 1 :])
    return replace(subject, tags=(tag, *subject.tags), codes=subject.codes or named, near=()), replace(
        writing, lines=lines
    )


def split_off(writing: Writing, tags: Tags) -> tuple[Writing, SpokenTag, Writing] | None:
    """(what stands above, the tag, what stands below it) where a line below other text begins with 【问题】; None elsewhere."""
    above = False
    for n, line in enumerate(writing.lines):
        found = _tagged(line, tags) if above else None
        if found is not None and found[0].key == "ISSUE":
            rest = writing.lines[n + 1 :]
            if _NOTHING.match(found[1]) and (found[1].strip() or not any(x.text.strip() for x in rest)):
                continue  # 【问题】无
            below = (replace(line, text=found[1]), *rest)
            return replace(writing, lines=writing.lines[:n]), found[0], replace(writing, lines=below, grids=())
        above = above or bool(line.text.strip())
    return None


def _tagged(line: Line, tags: Tags) -> tuple[SpokenTag, str] | None:
    m = _HEAD.match(line.text[:_LONGEST])
    tag = read_tag(m["tag"], tags) if m else None
    if m is None or tag is None or tag.key not in _KEYS or tag.special == "summary":
        return None
    return tag, line.text[m.end() :]
