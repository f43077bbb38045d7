"""own_marks, comparison: lines of a reply that begin like quoted ones and that no mail program quoted: a prompt, a log, a list that the
writer set apart; `> 8.2 的不限制`, `>= 8.1`, `>> 重点 <<`."""

from collections.abc import Callable, Iterator, Sequence

from mailbot.inbound.quotes.earlier import Earlier
from mailbot.inbound.quotes.quote_headers import header_at
from mailbot.late import late

# What the line directly above says of what it shows, where the mail that is answered is not known.
_SHOWS = late(
    r"(?:日志|日誌|报错|錯誤|错误|输出|回显|堆栈|控制台|命令|终端|返回|截取|打印|(?<![答复覆])如下|这样|改[成为]"
    r"|建议|草稿|拟了|文案|\blogs?\b|\boutput|\berrors?\b|\btrace|\bconsole|\bcommands?\b|\bterminal|"
    r"\bfollowing|\bsuggest|\bpropos|\bdraft|\bwording)[^。!?？]{0,12}[:：]\s*$",
)
_TELLS = late(
    r"^(?!.*(?:[回答][复覆答案]|答|各位|大家|你好|您好"
    r"|\b(?:hi|hello|dear|hey|answers?|repl(?:y|ies))\b)[^。]{0,8}[:：]).{3,40}[:：]\s*$",
)
_PROMPT = late(r"\s*(?:\$|#|[A-Za-z]:\\[^>]{0,40}>|PS\s[^>]{0,40}>|\w{1,12}[#>])\s?[a-z./]")
_CODE = late(r">>> (?:[A-Za-z_][\w.]*\s?[(=\[]|(?:import|from|for|if|def|with|del)\s)")
_HEAD = late(r"\d[:：]\d\d.{0,12}>\s*$")  # GroupWise's, with all that it quotes below it
_MOST_BLOCKS, _MOST_LINES = 40, 60


def own_marks(
    lines: Sequence[str],
    quoted: Sequence[bool],
    introduces: Callable[[str], bool],
    earlier: Earlier,
    *,
    drawn: bool = False,
) -> frozenset[int]:
    """Places of such lines among the `quoted` ones. A block that nobody is said to have written is the sender's if the mail that
    is answered has no line of it; where that mail is not known, only below a line that announces it as a log or a draft, or, of
    blocks that are `drawn` in HTML, if it is the only one and stands amid the text, announced by a colon."""
    blocks = list(_blocks(quoted))[:_MOST_BLOCKS]
    introduced = [block for block in blocks if _introduced(lines, block, introduces)]
    own: set[int] = set()
    if len(introduced) == len(blocks):
        return frozenset()
    alone = len(blocks) - len(introduced) == 1
    known = bool(earlier.text) and all(_of_earlier(lines, block, earlier) for block in introduced)
    for block in blocks:
        if block in introduced or len(block) > _MOST_LINES:
            continue
        told = [earlier.tells(lines[place]) for place in block] if known else []
        above = lines[block.start - 1] if block.start else ""
        shown = bool(_SHOWS.search(above[-40:]) or _PROMPT.match(above[:80])) or _prompts(lines, block, blocks)
        shown = shown or (alone and (_amid(lines, block) if drawn else _compares(lines, block, blocks)))
        if (known and True not in told and (False in told or shown)) or (not known and shown):
            own.update(block)
    return frozenset(own)


def _blocks(quoted: Sequence[bool]) -> Iterator[range]:
    begins: int | None = None
    for place, marked in enumerate((*quoted, False)):
        if marked and begins is None:
            begins = place
        elif not marked and begins is not None:
            yield range(begins, place)
            begins = None


def _introduced(lines: Sequence[str], block: range, introduces: Callable[[str], bool]) -> bool:
    if _HEAD.search(lines[block.start][-40:]):
        return True
    above = [line for line in lines[max(block.start - 3, 0) : block.start] if line.strip()][-2:]
    if any(introduces(line) for line in above) or (len(above) == 2 and introduces(" ".join(above))):
        return True
    inner = [lines[place].lstrip("> ") for place in block[:8]]
    return any(header_at(inner, at) for at in range(min(len(inner), 3)))


def _amid(lines: Sequence[str], block: range) -> bool:
    """`客户原话：` above, and more of the sender's text below; `回答如下：` leads on to answers, not to the quote."""
    above = next((lines[at] for at in range(block.start - 1, max(block.start - 4, -1), -1) if lines[at].strip()), "")
    return bool(_TELLS.search(above[-40:])) and any(line.strip() for line in lines[block.stop : block.stop + 20])


def _compares(lines: Sequence[str], block: range, blocks: Sequence[range]) -> bool:
    """`> 8.0：不限制`, and the only quote beside it says whose it is."""
    return len(blocks) > 1 and all(comparison(lines[place]) for place in block)


def _prompts(lines: Sequence[str], block: range, blocks: Sequence[range]) -> bool:
    """`>>> print(1)`: three marks, and nowhere fewer."""
    return bool(_CODE.match(lines[block.start][:80])) and all(
        lines[place].startswith(">>> ") for each in blocks for place in each
    )


def _of_earlier(lines: Sequence[str], block: range, earlier: Earlier) -> bool:
    """What is introduced is the mail that is known, not one before it."""
    told = [earlier.tells(lines[place]) for place in block[:_MOST_LINES]]
    return told.count(True) >= told.count(False)


_COMPARISON = late(
    r"^[ \t]*>{1,3}\s*(?:=|\d+(?:\.\d+)*\s*(?:[a-zA-Z%]{1,4}\s*)?(?:的|以|版|及|则|台|个|不|限|[：:，,]|%|$))"
    r"|<<+\s*$"
)


def comparison(line: str) -> bool:
    """Also `>` indented as no mail program does. Where other lines are quoted beside it, it is one of them."""
    return line.startswith("  ") or bool(_COMPARISON.search(line[:200]))
