"""shared_grade, grades_by_number: how grave several issues are, told beside them: 以下均为严重; 第一个不急，第二个比较严重 (SPEC 1)."""

from collections.abc import Sequence

from mailbot.inbound.forms.clauses import clauses, is_question
from mailbot.inbound.forms.hearing import smooth
from mailbot.inbound.forms.numerals import read_number
from mailbot.inbound.forms.things.severity import grade
from mailbot.late import late
from mailbot.rulebook.shapes import Severities

_ALL = late(
    r"(?:均|都|全部|全|皆)(?:为|是|属于?|算)?|以[上下](?:问题|缺陷)|这[几些两三]个?|上述"
    r"|(?<![a-z])(?:all|both)(?![a-z])"
)
_NUMBER = r"(?:第?[(（]?(?:[一二三四五六七八九十]{1,2}|\d{1,2})[)）]?(?:个|条|项|点|号)?)"
_OF = late(
    rf"\s*(?:其中)?(?:的)?(?:问题|缺陷|issues? |no\.? ?"
    rf"|#)?(?P<n>{_NUMBER}(?:\s*(?:、|和|及|与|,|and)\s*{_NUMBER}){{0,9}})(?:两|三)?(?:个|条|项|点|号)?(?:问题"
    rf"|缺陷)?\s*(?=[\u4e00-\u9fff:：]|is |are )(?P<said>[^\n]{{1,24}})$"
)
_ONE = late(r"[一二三四五六七八九十]{1,2}|\d{1,2}")


def shared_grade(texts: Sequence[str], severities: Severities) -> str:
    """The severity of a clause that speaks of all the issues; '' where none does."""
    for text in texts:
        line = smooth(text[:2000])
        for a, b in clauses(line):
            if not (every := _ALL.search(line[a:b])) or is_question(line[a:b]):
                continue
            # 都不急 says it behind the word, 严重问题都在这里 before it.
            if found := grade("", line[a:b][every.end() :], severities)[0] or grade("", line[a:b], severities)[0]:
                return found
    return ""


def grades_by_number(texts: Sequence[str], severities: Severities) -> dict[int, str]:
    """Severities by the mail's own numbers, of clauses that grade some of its issues by them."""
    told: dict[int, str] = {}
    for text in texts:
        line = smooth(text[:2000])
        for a, b in clauses(line):
            if (m := _OF.match(line[a:b].rstrip(" ,，。.;；!"))) and (found := grade("", m["said"], severities)[0]):
                told |= {number: found for word in _ONE.findall(m["n"]) if (number := read_number(word))}
    return told
