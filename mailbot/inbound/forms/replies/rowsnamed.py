"""rows_named, sorted_out and their like: rows named by what they are about and not by number: 都好了，除了全量升级 (`named_exceptions`);
同意，限制今天下午弄; 另一项周一 (`other_named`); 全部完成，服务端 38/40 (`counted_apart`); what is in no row (`of_another`; SPEC 3)."""

import re
from collections.abc import Sequence

from mailbot.campaign.model import Node
from mailbot.campaign.outcome import Row
from mailbot.inbound.forms.clauses import clauses
from mailbot.inbound.forms.context import Context
from mailbot.inbound.forms.hearing import hear, smooth
from mailbot.inbound.forms.nodes.moods import Said, moods
from mailbot.inbound.forms.nodes.naming import node_mentions
from mailbot.inbound.forms.replies.agreement import agreement, is_weak
from mailbot.inbound.forms.replies.rowwise import Segment
from mailbot.inbound.forms.things.progress import read_progress
from mailbot.inbound.writing import Line
from mailbot.late import late
from mailbot.value import replace

_EXCEPT = late(
    r"(?P<head>除了|除去|除(?![了去])|不算"
    r"|(?<![a-z])(?:except(?: for)?|all but|apart from)\s)\s*(?P<name>[^，,。；;、\n]{2,24}?)\s*(?P<tail>之外"
    r"|以外|外(?=[，,。；;其均都全\s]|$)|还没|没|未|(?=[，,。；;！!\n])|$)"
)
_NUMBERED = late(r"^\s*(?:第|#|row|item)?\s*(?:\d|[①-⑳]|[一二三四五六七八九十]{1,3}\s*(?:项|条|个|$))")
_THAT_ONE = late(r"(?P<name>[^\W\d_]{2,6}?)(?:的|这|那)?(?:那|这)(?:个|项|条|行|块)")
_EACH = late(r"[一-鿿](?:和|与|及|、|以及|跟)[一-鿿][^，,。；;]{0,8}?(?:都|均|全部|全)")
_HAN_PAIR = late(r"[\u4e00-\u9fff]{2}")
_FIGURES = late(r"\d[\d,.]*\s*(?:[%/台套家户个]|of)?\s*")
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
                # 除了全量升级还差 5 台: what is said of it stands for itself.
                said = _behind_title(name, meant[0], rows, context)
                text = f"{text[: m.start('name')]}第{meant[0]}项{said}{text[m.end('name') :]}"
            doubtful = doubtful or len(meant) != 1
        kept.append(replace(line, text=text) if text != line.text else line)
    return tuple(kept), doubtful


_THE_OTHER = late(
    r"(?:另外?一?|剩下的?(?:那)?一?|还有一)[个项条](?!客户|门店|问题|月)|(?<![a-z])the other one(?![a-z])"
)


def other_named(lines: Sequence[Line], rows: Sequence[Row], context: Context) -> tuple[Line, ...]:
    """灰度升级完成，另一项周一, of two rows: the other one put as its number; the lines as they are where none or both are named."""
    if len(rows) != 2 or not any(_THE_OTHER.search(smooth(line.text)) for line in lines):
        return tuple(lines)
    named = {n for a, b in clauses(smooth(context.text)) for n in rows_named(context.text[a:b], rows, context)}
    left = [r.n for r in rows if r.n not in named]
    if len(left) != 1:
        return tuple(lines)
    return tuple(replace(line, text=_THE_OTHER.sub(f"第{left[0]}项", line.text)) for line in lines)


def of_another(words: str, rows: Sequence[Row], context: Context) -> Node | None:
    """The node that words name by its whole title where it is in no row (海外参数下发, of somebody else); None where a row is named, too."""
    folded = smooth(words)
    campaigns = [x for r in rows if (x := context.campaigns.get(r.campaign)) is not None]
    asked = {(r.campaign, r.node) for r in rows}
    named = [(len(t), x, n) for x in campaigns for n in x.nodes if (t := smooth(n.title)) in folded]
    if not named:
        return None
    _, campaign, node = max(named, key=lambda one: one[0])
    return None if (campaign.code, node.key) in asked or rows_named(words, rows, context) else node


def _behind_title(name: str, number: int, rows: Sequence[Row], context: Context) -> str:
    """；2 还差 5 台, of 参数下发还差 5 台 and row 2; '' where the name is all."""
    title = next((_title(r, context) for r in rows if r.n == number), "")
    at = smooth(name).find(title) if title else -1
    said = name[at + len(title) :].strip() if at >= 0 else ""
    return f"；{number}、{said}" if any(ch.isdigit() for ch in said) else ""


def counted_apart(found: Sequence[Segment], rows: Sequence[Row], context: Context) -> tuple[Segment, ...]:
    """全部完成，灰度 20/20，服务端 38/40: a clause that names one row and its figure is of that row, and what stands before it of the others."""
    kept: list[Segment] = []
    for segment in found:
        own: list[Segment] = []
        head = ""
        for start, end in clauses(smooth(segment.text)) if not segment.numbers and len(rows) > 1 else ():
            text = segment.text[start:end]
            named = rows_named(text, rows, context)
            if len(named) == 1 and read_progress(text) is not None:
                own.append(Segment(named, text.strip(_SIGNS), segment.line))
            elif own and not named:
                own[-1] = replace(own[-1], text=f"{own[-1].text}，{text.strip(_SIGNS)}")
            else:
                head += text
        kept += [replace(segment, text=head.strip(_SIGNS), rest=True), *own] if own else [segment]
    return tuple(kept)


def _that_one(folded: str, rows: Sequence[Row], context: Context) -> tuple[int, ...]:
    """参数的那个, 升级那项: the rows whose titles, and no others', have these characters."""
    m = _THAT_ONE.search(folded)
    titles = {}
    for row in rows:
        if title := _title(row, context):
            titles[row.n] = title
    return tuple(n for n, title in titles.items() if m and m["name"] in title)


def rows_named(words: str, rows: Sequence[Row], context: Context) -> tuple[int, ...]:
    """The numbers of the rows that words name: by a node's title or standard name, else by a campaign's code or product."""
    found: list[int] = []
    whole: list[int] = []
    folded = smooth(words)
    bare = _FIGURES.sub("", folded).strip(" 这那个项的，,")  # 服务端 38/40
    for row in rows:
        campaign = context.campaigns.get(row.campaign)
        if campaign is None:
            continue
        if row.asks == "node":
            own = [n for n in node_mentions(words, campaign, context.rules) if row.node in n.keys]
            found += [row.n] if own else []
            title = _title(row, context)
            # 海外参数下发 is another's node, whose title 参数下发 only ends.
            longer = [t for n in campaign.nodes if title != (t := smooth(n.title)) and title in t and t in folded]
            if longer and title not in re.sub("|".join(map(re.escape, longer)), "", folded):
                continue
            whole += [row.n] if title and (title in folded or (len(bare) > 1 and bare in title)) else []
        alone = row.asks != "node" or sum(r.campaign == row.campaign for r in rows) == 1
        if alone and (campaign.code.lower() in folded or (campaign.product and smooth(campaign.product) in folded)):
            found.append(row.n)
    return (
        tuple(whole or found) if len(whole or found) == 1 else _that_one(folded, rows, context) or tuple(whole or found)
    )


def sorted_out(rows: Sequence[Row], context: Context, lines: Sequence[Line] = ()) -> tuple[Segment, ...] | None:
    """An answer without numbers to rows of several sorts or campaigns: each clause goes to the one row that it can mean, by the
    row's name, by words that no other row's title has, by the verb, or by its sort (同意 is no word of a node). None where a
    clause that says something could mean several. `lines`: a part of the mail, in place of its whole text."""
    nodes = [r for r in rows if r.asks == "node"]
    agreed_on = [r for r in rows if r.asks in _AGREED_ON]
    others = len(nodes) + len(agreed_on) < len(rows)  # issues: a clause that names nothing may be theirs
    if not lines and (len(rows) < 2 or not (nodes or agreed_on)):
        return None
    found: list[Segment] = []
    for number, written in [(x.number, x.text) for x in lines] or [(0, context.text)]:
        for start, end in clauses(smooth(written)):
            text = written[start:end].strip(_SIGNS)
            meant = _meant(text, nodes, agreed_on, found, others, context)
            if meant is None:
                return None
            if found and text and meant in ((), found[-1].numbers):
                found[-1] = replace(found[-1], text=f"{found[-1].text}，{text}")
            elif meant:
                found.append(Segment(meant, text, number or _line(context, start)))
    told = {n for s in found for n in s.numbers}
    sure = lines or any(r.n in told for r in agreed_on) or (len(told) > 1 and len({r.campaign for r in nodes}) > 1)
    return tuple(found) if sure else None


def _meant(
    text: str, nodes: Sequence[Row], agreed_on: Sequence[Row], found: Sequence[Segment], others: bool, context: Context
) -> tuple[int, ...] | None:
    """The numbers of the rows that a clause is said of, () where it says nothing of its own, None where it may be several."""
    named = rows_named(text, (*agreed_on, *nodes), context)
    heard = hear(text, context.rules.phrases)
    if not named and of_another(text, (*agreed_on, *nodes), context) is not None:
        return (0,)
    if _EACH.search(heard.text) and (each := tuple(sorted({*named, *_pointed(text, (), nodes, context)}))):
        return each  # 下发和升级也都完成了
    if len(named) == 1:
        return named
    if not named and agreement(heard, text) is not None:
        if is_weak(heard):
            return None if agreed_on and not found else ()
        return (agreed_on[0].n,) if len(agreed_on) == 1 else None
    titles = [title for r in nodes if (title := _title(r, context))]
    said = moods(text, context, whole=titles)
    if said or read_progress(text) is not None:
        pointed = _pointed(text, said, [r for r in nodes if not named or r.n in named], context)
        if len(pointed) == 1:
            return pointed
        if pointed or named:
            return None
        if len(nodes) == 1 and not others:
            return (nodes[0].n,)
        last = found[-1].numbers if found else ()
        return last if last and {r.n for r in nodes} >= set(last) else None
    return () if not named else None


def _title(row: Row, context: Context) -> str:
    """The smoothed title of a row's node, '' where it has none."""
    campaign = context.campaigns.get(row.campaign)
    return (
        next((smooth(n.title) for n in campaign.nodes if n.key == row.node), "")
        if campaign and row.asks == "node"
        else ""
    )


def _pointed(text: str, said: Sequence[Said], nodes: Sequence[Row], context: Context) -> tuple[int, ...]:
    """参数都推下去了, 包已经下载了: the rows whose titles alone have two characters of the clause, else those that its verb fits."""
    titles: dict[int, str] = {}
    bases: dict[int, str] = {}
    for row in nodes:
        if title := _title(row, context):
            titles[row.n], bases[row.n] = title, row.node.rpartition("-")[0] or row.node
    line = smooth(text)
    pairs = {line[i : i + 2] for i in range(len(line) - 1) if _HAN_PAIR.match(line, i)}
    own = tuple(
        n
        for n, t in titles.items()
        if any(p in t and not any(p in o for m, o in titles.items() if m != n) for p in pairs)
    )
    if own:
        return own
    verbs = {base for s in said for base in s.bases}
    return tuple(n for n, base in bases.items() if base in verbs)


def _line(context: Context, at: int) -> int:
    lines = context.writing.lines
    return lines[min(context.text[:at].count("\n"), len(lines) - 1)].number if lines else 1
