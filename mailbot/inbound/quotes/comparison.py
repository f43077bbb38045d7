"""comparison: whether a line that begins like a quoted one may be the writer's: `> 8.2 的不限制`, `>= 8.1`, `>> 重点 <<`."""

from mailbot.late import late

_COMPARISON = late(
    r"^[ \t]*>{1,3}\s*(?:=|\d+(?:\.\d+)*\s*(?:[a-zA-Z%]{1,4}\s*)?(?:的|以|版|及|则|台|个|不|限|[：:，,]|%|$))"
    r"|<<+\s*$"
)


def comparison(line: str) -> bool:
    """Also `>` indented as no mail program does. Where other lines are quoted beside it, it is one of them."""
    return line.startswith("  ") or bool(_COMPARISON.search(line[:200]))
