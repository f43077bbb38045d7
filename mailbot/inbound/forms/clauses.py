"""clauses, is_question: a text cut into its clauses, and whether one of them asks."""

from mailbot.late import late

_BREAK = late(r"[，。；;！!？?\n…]+|(?<!\d),|,(?!\d)|(?<!\d)\.|\.(?=\s|$)")
_QUESTION = late(
    r"[?？]\s*$|(?:吗|么|呢|没有|没|与否|不)[\s。！!~]*$|是否|是不是|有没有|能否|能不能|可否|可不可以|何时"
    r"|什么时候|几时|多久|怎么样了|如何了"
    r"|(?<![a-z])(?:when|have you|has it|is it|are you|did you|could you|can you|any update)(?![a-z])"
)
_STATEMENT_END = late(r"(?:还没有|还没|尚没有|并没有|都没有|都没|仍没有|什么)[\s。！!~]*$")


def clauses(text: str) -> tuple[tuple[int, int], ...]:
    """The spans of a text's clauses, their closing sign included."""
    found, start = [], 0
    for m in _BREAK.finditer(text):
        found.append((start, m.end()))
        start = m.end()
    if start < len(text):
        found.append((start, len(text)))
    return tuple(found)


def is_question(clause: str) -> bool:
    """Whether a clause asks: 完成了吗？, 是否完成."""
    return bool(_QUESTION.search(clause)) and not _STATEMENT_END.search(clause)
