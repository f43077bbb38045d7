"""clauses, clause_at, is_question, follows_if: a text cut into its clauses, whether one of them asks, and whether it says what only follows
from a condition; IF: what makes a clause one."""

from functools import lru_cache

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
# What is put off to a time that nobody names, and what its teller does not vouch for.
LATER = (
    r"(?:稍[后晚等候]|晚(?:[点些]|一点)|待会|回头|过(?:一?会|[几两]天|阵子)|一会儿?(?=就|再)|随后|改[天日]|届时|到时(?!间)|很快|不久(?!前)"
    r"|抓紧|抽空|(?<![a-z])(?:later|soon|shortly|in a (?:while|bit|moment)|eventually)(?![a-z]))"
)
UNSURE = (
    r"(?:(?<![不尽])可能|听说|据说|以为|算是|也许|或许|大概率|说不定|(?:应该|大概|估计)(?=$|已|是|都|[升做弄发推装测搞解修恢])|好像|似乎|貌似|看样子"
    r"|(?<![a-z])(?:probably|likely|maybe|perhaps|possibly|presumably|apparently|reportedly|supposedly|seems?|appears?|looks like"
    r"|(?:we|i) (?:think|believe|guess))(?![a-z]))"
)
_CONDITION = late(rf"{IF}|(?<![\u4e00-\u9fff])(?:若(?!干)|如(?=[能可无有没]))")
_SENTENCE_ENDS = late(r"[。；;！!？?\n]|\.(?=\s|$)")
_LONGEST_CONDITION = 120
# 如有问题请联系我，已全部完成: what follows is said already.
_FOLLOWED = late(
    r"请|再|就|则|便|联系|告诉|告知|反馈|通知|[找叫喊]我"
    r"|(?<![a-z])(?:let|tell|call|contact|ask|please|will|we'll|i'll|would)(?![a-z])"
)
_SO = late(r"就|则|便|才|那(?![边个些天里])|算(?!上)")
# 如果没记错，昨天就完成了: of what has been it only says how sure it is.
_HAS_BEEN = late(
    r"已|昨|前天|上周|刚|早就|^\s*(?:但|不过|可是|而|却|目前|现在|实际)"
    r"|(?<![a-z])(?:already|now|was|were|has|have|had|yesterday|just)(?![a-z])"
)


@lru_cache(maxsize=32)
def clauses(text: str) -> tuple[tuple[int, int], ...]:
    """The spans of a text's clauses, their closing sign included."""
    found, start = [], 0
    for m in _BREAK.finditer(text):
        found.append((start, m.end()))
        start = m.end()
    if start < len(text):
        found.append((start, len(text)))
    return tuple(found)


def clause_at(text: str, at: int) -> tuple[int, int]:
    """The span of the clause in which a place of the text lies; the whole text's where it lies in none."""
    return next(((start, end) for start, end in clauses(text) if start <= at < end), (0, len(text)))


def is_question(clause: str) -> bool:
    """Whether a clause asks: 完成了吗？, 是否完成."""
    return bool(_QUESTION.search(clause)) and not _STATEMENT_END.search(clause)


def follows_if(text: str, start: int, end: int) -> bool:
    """Whether a word that ends at `end`, in the clause that begins at `start`, says what follows from a condition before it in its
    sentence: 如果明天正常，就关闭. Nothing is so yet."""
    low = max(0, start - _LONGEST_CONDITION)
    low = max((m.end() for m in _SENTENCE_ENDS.finditer(text, low, start)), default=low)
    condition = max((m.end() for m in _CONDITION.finditer(text, low, start)), default=-1)
    clause = text[start:end]
    if condition < 0 or _FOLLOWED.search(text, condition, start) or _HAS_BEEN.search(clause):
        return False
    return clause.isascii() or bool(_SO.search(clause))
