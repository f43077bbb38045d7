"""IssueItem and what is told of it before it is a command: its `字段：值`, how grave several are (第一个不急，第二个比较严重), who is to
handle it (SPEC 1)."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from mailbot.campaign.commands import Remark
from mailbot.inbound.forms.clauses import clauses, is_question
from mailbot.inbound.forms.context import Context
from mailbot.inbound.forms.fields.lines import read_fieldlines
from mailbot.inbound.forms.hearing import smooth
from mailbot.inbound.forms.numerals import read_number
from mailbot.inbound.forms.people.mentions import Mentions
from mailbot.inbound.forms.people.people import PeopleReader
from mailbot.inbound.forms.things.severity import grade
from mailbot.inbound.writing import Grid, Line
from mailbot.late import late
from mailbot.rulebook.shapes import Fields, Severities
from mailbot.value import Value, field


class IssueItem(Value):
    """`number` is the mail's own (None: it numbers nothing); `fields` what is told of this problem alone, by the fields' keys."""

    number: int | None
    title: str
    text: str
    place: str
    fields: dict[str, str] = field(default_factory=dict)


def issue_fields(lines: Sequence[Line], grids: Sequence[Grid], context: Context) -> dict[str, str]:
    """`字段：值` lines by the fields' keys; the first of each counts. 类型, which is a campaign's in a plan, is the issue's here."""
    names = {f.key: f.names for f in context.rules.fields.field}
    found: dict[str, str] = {}
    for one in read_fieldlines(lines, grids, names):
        if one.key and one.value.strip():
            found.setdefault("type" if one.key == "kind" else one.key, one.value.strip())
    return found


def field_key(name: str, context: Context) -> str:
    """The key of the field that a label names, '' for any other words."""
    return _keys(context.rules.fields).get(smooth(name).strip(), "")


@lru_cache(maxsize=8)
def _keys(fields: Fields) -> Mapping[str, str]:
    return {smooth(name): field.key for field in reversed(fields.field) for name in field.names}


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


def read_handlers(words: str, place: str, context: Context) -> tuple[tuple[str, ...], tuple[Remark, ...]]:
    """(addresses, remarks on names that nobody in the directory has). A department named is its contact."""
    if not words.strip():
        return (), ()
    named = PeopleReader(rules=context.rules, mentions=Mentions(context.rules), sender=context.person).read(
        words, place=place
    )
    contacts = [p.address for d in named.departments for p in context.rules.directory.contacts(d)]
    people = named.people or tuple(contacts)
    unknown = tuple(
        Remark(reason="handler-unknown", place=place, words=words.strip()[:60]) for fault in named.faults[:1]
    )
    return people, unknown
