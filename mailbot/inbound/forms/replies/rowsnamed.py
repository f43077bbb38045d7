"""named_exceptions, sorted_out: rows named by what they are about and not by number: 都好了，除了全量升级; 同意，限制今天下午弄 (SPEC 3)."""

from collections.abc import Sequence

from mailbot.campaign.outcome import Row
from mailbot.inbound.forms.clauses import clauses
from mailbot.inbound.forms.context import Context
from mailbot.inbound.forms.hearing import hear, smooth
from mailbot.inbound.forms.nodes.moods import moods
from mailbot.inbound.forms.nodes.naming import node_mentions
from mailbot.inbound.forms.replies.answers import agreement, is_weak
from mailbot.inbound.forms.replies.rowwise import Segment
from mailbot.inbound.forms.things.progress import read_progress
from mailbot.inbound.writing import Line
from mailbot.late import late
from mailbot.value import replace

__all__ = ["named_exceptions", "rows_named", "sorted_out"]

_EXCEPT = late(
    r"(?P<head>除了|除去|除(?![了去])|不算|(?<![a-z])(?:except(?: for)?|all but|apart from)\s)\s*(?P<name>[^，,。；;、\n]{2,24}?)\s*(?P<tail>之外|以外|外(?=[，,。；;其均都全\s]|$)|还没|没|未|(?=[，,。；;！!\n])|$)"
)
_NUMBERED = late(r"^\s*(?:第|#|row|item)?\s*(?:\d|[①-⑳]|[一二三四五六七八九十]{1,3}\s*(?:项|条|个|$))")
_THAT_ONE = late(r"(?P<name>[^\W\d_]{2,6}?)(?:的|这|那)?(?:那|这)(?:个|项|条|行|块)")
_SIGNS = " ，,。；;、"
_AGREED_ON = ("confirmation", "postponement", "decision")


def named_exceptions(lines: Sequence[Line], rows: Sequence[Row], context: Context) -> tuple[tuple[Line, ...], bool]:
    """The lines with each exception that names one row's node put as its number: 除了全量升级 → 除了第3项; and whether one
    names something that is no one row (除了两台离线的), so that 都完成了 is not said of every row."""
    kept, doubtful = [], False
    for line in lines:
        text = line.text
        m = _EXCEPT.search(smooth(text))
        name = text[m.start("name") : m.end("name")] if m else ""
        if m and not _NUMBERED.search(smooth(name)):
            meant = rows_named(name, rows, context)
            if len(meant) == 1:
                text = f"{text[: m.start('name')]}第{meant[0]}项{text[m.end('name') :]}"
            doubtful = doubtful or len(meant) != 1
        kept.append(replace(line, text=text) if text != line.text else line)
    return tuple(kept), doubtful


def _that_one(folded: str, rows: Sequence[Row], context: Context) -> tuple[int, ...]:
    """参数的那个, 升级那项: the rows whose titles, and no others', have these characters."""
    m = _THAT_ONE.search(folded)
    titles = {}
    for row in rows:
        campaign = context.campaigns.get(row.campaign)
        if campaign is not None and row.asks == "node":
            titles[row.n] = next((smooth(n.title) for n in campaign.nodes if n.key == row.node), "")
    return tuple(n for n, title in titles.items() if m and m["name"] in title)


def rows_named(words: str, rows: Sequence[Row], context: Context) -> tuple[int, ...]:
    """The numbers of the rows that words name: by a node's title or standard name, else by a campaign's code or product."""
    found: list[int] = []
    whole: list[int] = []
    folded = smooth(words)
    bare = folded.strip(" 这那个项的")
    for row in rows:
        campaign = context.campaigns.get(row.campaign)
        if campaign is None:
            continue
        if row.asks == "node":
            own = [n for n in node_mentions(words, campaign, context.rules) if row.node in n.keys]
            found += [row.n] if own else []
            title = next((smooth(n.title) for n in campaign.nodes if n.key == row.node), "")
            whole += [row.n] if title and (title in folded or (len(bare) > 1 and bare in title)) else []
        elif campaign.code.lower() in folded or (campaign.product and smooth(campaign.product) in folded):
            found.append(row.n)
    return tuple(whole or found) if len(whole or found) == 1 else _that_one(folded, rows, context) or tuple(whole or found)


def sorted_out(rows: Sequence[Row], context: Context) -> tuple[Segment, ...] | None:
    """An answer without numbers to rows of several sorts: each clause goes to the one row that it can mean, by the row's
    name, or by its sort (同意 is no word of a node). None where a clause that says something could mean several."""
    nodes = [r for r in rows if r.asks == "node"]
    agreed_on = [r for r in rows if r.asks in _AGREED_ON]
    if len(nodes) + len(agreed_on) != len(rows) or len(agreed_on) != 1 or not nodes:
        return None
    found: list[Segment] = []
    answered = False
    for start, end in clauses(smooth(context.text)):
        text = context.text[start:end].strip(_SIGNS)
        row = _meant(text, rows, nodes, agreed_on[0], found, context)
        if row is None:
            return None
        if not row:
            found[-1:] = [replace(found[-1], text=f"{found[-1].text}，{text}")] if found and text else found[-1:]
            continue
        answered = answered or row == agreed_on[0].n
        same = bool(found) and found[-1].numbers == (row,)
        if same:
            found[-1] = replace(found[-1], text=f"{found[-1].text}，{text}")
        else:
            found.append(Segment((row,), text, _line(context, start)))
    return tuple(found) if answered else None


def _meant(
    text: str, rows: Sequence[Row], nodes: Sequence[Row], agreed_on: Row, found: Sequence[Segment], context: Context
) -> int | None:
    """The number of the row that a clause is said of, 0 where it says nothing of its own, None where it may be several."""
    named = rows_named(text, rows, context)
    heard = hear(text, context.rules.phrases)
    if len(named) == 1:
        return named[0]
    if agreement(heard, text) is not None and not named:
        return None if is_weak(heard) else agreed_on.n
    if moods(text, context) or read_progress(text) is not None:
        if len(nodes) == 1 and not named:
            return nodes[0].n
        last = found[-1].numbers[0] if found else 0
        return last if any(r.n == last for r in nodes) and not named else None
    return 0 if not named else None


def _line(context: Context, at: int) -> int:
    lines = context.writing.lines
    return lines[min(context.text[:at].count("\n"), len(lines) - 1)].number if lines else 1
