"""What the sender wrote, without what they quote: the one place that chooses between a mail's text and its HTML."""

import re
from collections.abc import Sequence

from mailbot.inbound.addresses import Address
from mailbot.inbound.forwarded import forwarded_mail
from mailbot.inbound.pages.markup import read_page
from mailbot.inbound.quote_cut import cut, says_who
from mailbot.inbound.quotes.earlier import UNKNOWN, Earlier
from mailbot.inbound.quotes.marked import Marked, from_page, from_text
from mailbot.inbound.signatures.own_name import OwnName, own_name
from mailbot.inbound.writing import Grid, Line, Writing
from mailbot.late import late
from mailbot.value import Value, field

_LONGEST, _MOST_LINES = 2_000_000, 30_000  # what nobody writes by hand is not read to its end
# What programs put into the text part when only the HTML part says something.
_STUB = late(
    r"html[\s-]?(?:version|format|邮件|格式|版本|形式|mail|e-?mail|message)|(?:not|n't)\ssupport\shtml"
    r"|(?:view|open).{0,40}browser|请(?:使用|用|切换).{0,20}html|"
    r"不支持.{0,8}html|multi-part message in mime|无法显示(?:此|该|这封)?邮件|此邮件为?富文本|this is an? html",
    re.IGNORECASE,
)
_BLANK = late(r"\s+")


class _Reading(Value):
    writing: Writing
    structural: bool = False  # the mail program itself marked where the quote begins
    coloured: bool = False  # answers are told by their colour, which the text part has lost


class _How(Value):
    """What is known of the mail besides its parts, as `written` says."""

    forwarded: bool = False
    answers: bool = True
    own: OwnName = OwnName()
    earlier: Earlier = field(default_factory=lambda: UNKNOWN)


def written(
    text: str,
    html: str,
    *,
    forwarded: bool = False,
    answers: bool = True,
    sender: Sequence[Address] = (),
    earlier: Earlier = UNKNOWN,
) -> Writing:
    """What the sender newly wrote in a mail with these decoded parts (either may be empty).

    Lines are counted from 1 in the part that was chosen: the HTML where it has a table in what was written or the text
    says nothing, otherwise the text. `forwarded`: the subject says 转发/Fwd; then a mail passed on inline is the content
    if nothing is written above it (SPEC 9 "Plans"), else it is history. `answers`: the mail is a reply; in one that is
    none, lines with `>` that nobody is said to have written are the sender's own. `sender` is who signs; `earlier` the mail
    that is answered, where the bot has it: what is repeated of it is quoted, what it does not have was not quoted from it. Linear in the size of both; never raises.
    """
    text, html = text[:_LONGEST], html[:_LONGEST]
    how = _How(forwarded=forwarded, answers=answers, own=own_name(sender), earlier=earlier if answers else UNKNOWN)
    if text.count("\n") > _MOST_LINES:
        text = "\n".join(text.split("\n", _MOST_LINES)[:_MOST_LINES])
    plain = _from_text(text, how) if text.strip() else None
    if not html.strip():
        return plain.writing if plain else Writing()
    rich = _from_html(html, how)
    if plain is None or _is_stub(text):
        return rich.writing
    return _better(plain, rich).writing


def _better(plain: _Reading, rich: _Reading) -> _Reading:
    from_text, from_html = _BLANK.sub("", plain.writing.text), _BLANK.sub("", rich.writing.text)
    if not from_html:
        # The HTML may hold nothing but the quote; then so does the text, unless its quote is not marked.
        return rich if rich.structural and rich.writing.quoted else plain
    if rich.writing.grids or rich.coloured or not from_text:
        return rich
    if rich.structural and len(from_html) < len(from_text) and from_text.startswith(from_html):
        return rich  # the text has no mark where the quote begins
    if rich.writing.quoted and not plain.writing.quoted and from_text.startswith(from_html):
        return rich  # the text has lost its line breaks, and with them the header above its quote
    lines = sum(1 for line in plain.writing.lines if line.text.strip())
    if (
        lines * 3 <= sum(1 for line in rich.writing.lines if line.text.strip())
        and len(from_html) * 5 > len(from_text) * 4
    ):
        return rich  # the text has lost its line breaks
    return plain


def _is_stub(text: str) -> bool:
    return len(text) < 400 and bool(_STUB.search(text))


def _from_text(text: str, how: _How) -> _Reading:
    marked = from_text(text, says_who, how.answers, how.earlier)
    return _Reading(_writing(marked, (), how, "text"))


def _from_html(html: str, how: _How) -> _Reading:
    page = read_page(html)
    marked, grids = from_page(page, says_who, how.answers, how.earlier), page.grids
    structural = bool(page.quote_starts) or any(page.depths)
    del page  # its lines stand in `marked`: a large page is not held twice
    writing = _writing(marked, grids, how, "html")
    coloured = any(
        line.quoted and (line.number - 1 in marked.tints or line.number - 1 in marked.tails) for line in writing.lines
    )
    return _Reading(writing, structural, coloured)


def _writing(marked: Marked, grids: tuple[Grid, ...], how: _How, source: str) -> Writing:
    parts = cut(marked, how.own, answers=how.answers, earlier=how.earlier)
    places: Sequence[int] = range(len(marked.texts))
    passed_on = forwarded_mail(marked, parts) if how.forwarded else None
    if passed_on is not None:
        marked, parts, places = passed_on.marked, passed_on.cut, passed_on.places
    lines = [
        Line(places[at] + 1, parts.shortened.get(at, marked.texts[at]), parts.answered.get(at)) for at in parts.kept
    ]
    first = next((at for at, line in enumerate(lines) if line.text.strip()), len(lines))
    lines = lines[first:]
    while lines and not lines[-1].text.strip():
        lines.pop()
    numbers = {str(line.number) for line in lines} if grids else frozenset[str]()
    kept = (Grid(tuple(row for row in grid.rows if row[0].place in numbers), grid.source) for grid in grids)
    return Writing(
        lines=tuple(lines),
        grids=tuple(grid for grid in kept if grid.rows),
        quoted=_text(marked, parts.history),
        signature=_text(marked, parts.signature),
        forwarded=passed_on is not None,
        forwarded_from=passed_on.author if passed_on else "",
        source=source,
    )


def _text(marked: Marked, places: list[int]) -> str:
    return "\n".join(marked.texts[place] for place in places).strip()
