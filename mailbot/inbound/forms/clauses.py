"""clauses, is_question: a text cut into its clauses, and whether one of them asks; IF: what makes a clause a condition."""

from mailbot.late import late

_BREAK = late(r"[，。；;！!？?\n…]+|(?<!\d),|,(?!\d)|(?<!\d)\.|\.(?=\s|$)")
_QUESTION = late(
    r"[?？]\s*$|(?:吗|么|呢|没有|没|与否|不)[\s。！!~]*$|是否|是不是|有没有|能否|能不能|可否|可不可以|何时"
    r"|什么时候|几时|多久|怎么样了|如何了"
    r"|(?<![a-z])(?:when|have you|has it|is it|are you|did you|could you|can you|any update)(?![a-z])"
)
_STATEMENT_END = late(r"(?:还没有|还没|尚没有|并没有|都没有|都没|仍没有|什么)[\s。！!~]*$")

# Under a condition nothing is done, agreed to or promised. A piece for larger patterns on smoothed text: 若 and 如 alone stand in
# other words too (若干, 如期), so that each reader says where it takes them for one.
IF = (
    r"(?:如果|(?<![主重需必])要是|假如|假设|假使|倘若|万一|一旦|只要|除非"
    r"|(?<![a-z])(?:if|unless|assuming|as long as)(?![a-z]))"
)


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
