"""Which nodes the names of a text mean: in a clause (`told_of`), of several the sender's (`resolved`), a field's (`node_of_field`),
none where the name is a verb (`without_verbs`) or only the reason of something else (`tells_why`, `holds_up`), everything where
全部完成 names none (`all_done`; SPEC 9 "Replies")."""

import itertools
import re
from collections.abc import Sequence

from mailbot.campaign.model import Campaign
from mailbot.inbound.forms.clauses import is_question
from mailbot.inbound.forms.context import Context
from mailbot.inbound.forms.hearing import hear, smooth
from mailbot.inbound.forms.nodes.moods import Said
from mailbot.inbound.forms.nodes.naming import Named, node_mentions
from mailbot.inbound.forms.nodes.owner import answers_for
from mailbot.inbound.forms.numerals import read_number
from mailbot.late import late
from mailbot.rulebook.folding import fold

_LIST = late(r"[\s、,，/&+]*(?:和|及|与|以及|还有|(?<![a-z])and(?![a-z]))?[\s、,，/&+]*(?:节点)?")


def resolved(keys: tuple[str, ...], context: Context, campaign: Campaign) -> tuple[str, ...]:
    """Of the nodes that a name may mean the thread's, else the sender's own open one."""
    if len(keys) < 2:
        return keys
    thread = [r.node for r in context.thread.rows if r.asks == "node" and r.node in keys]
    if len(set(thread)) == 1:
        return (thread[0],)
    nodes = [campaign.node(k) for k in keys]
    mine = [n.key for n in nodes if context.person in n.carriers and n.state == "pending"]
    if len(mine) == 1:
        return (mine[0],)
    theirs = [n.key for n in nodes if n.state == "pending" and not mine and answers_for(n, context, campaign)]
    return (theirs[0],) if len(theirs) == 1 else keys


def labelled(named: Named, text: str, campaign: Campaign) -> tuple[str, ...]:
    """参数下发：已下发 85 台 is of the node that is called so, beside 参数下发（海外）; else all that the name may mean."""
    exact = tuple(k for k in named.keys if smooth(campaign.node(k).title) == smooth(named.words))
    return exact if len(exact) == 1 and text[named.end : named.end + 1] in ("：", ":") else named.keys


def node_of_field(context: Context, campaign: Campaign) -> str:
    """The node that a field names (`节点：版本限制`), '' where none does or the field's words fit no node."""
    names = {fold(n) for f in context.rules.fields.field if f.key == "node" for n in f.names}
    for line in context.writing.lines:
        head, colon, value = line.text.replace("：", ":").partition(":")
        if colon and fold(head) in names:
            found = list(node_mentions(value, campaign, context.rules))
            if found:
                keys = resolved(found[0].keys, context, campaign)
                return keys[0] if len(keys) == 1 else ""
            wanted = fold(value)
            return next((n.key for n in campaign.nodes if fold(n.key) == wanted), "")
    return ""


_APOLOGY = late(r"(?<![a-z])(?:sorry|apolog\w+|excuse\w*)\s+(?:for|about)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
# 已升级的 600 台, 升级完成的服务器: what a result of another node counts, no node of its own.
_ATTRIBUTE = late(r"(?:完成|完|好|成功|过|后)?的(?!话)|后")


def without_verbs(
    mentions: Sequence[Named], text: str, fallback: str, context: Context, campaign: Campaign
) -> tuple[Named, ...]:
    """The mentions that name what the text is about. `fallback` is the title's or the thread's node, '' where there is none."""
    kept = [n for n in mentions if not _is_verb(n, text, context, campaign)]
    if fallback:
        kept = [n for n in kept if not _is_over(n, fallback, campaign)]
        kept = [n for n in kept if fallback in n.keys or not _ATTRIBUTE.match(smooth(text[n.end : n.end + 6]))]
    return tuple(kept)


def _is_verb(named: Named, text: str, context: Context, campaign: Campaign) -> bool:
    """全量今天收尾: of who has no part in the summary, what they bring to an end is their own node. Sorry for the delay names none."""
    if _APOLOGY.search(text[max(0, named.start - 40) : named.start]):
        return True
    nodes = [campaign.node(key) for key in named.keys]
    return text[named.start : named.end] == "收尾" and not any(
        n.base != "finalize" or answers_for(n, context, campaign) for n in nodes
    )


def _is_over(named: Named, fallback: str, campaign: Campaign) -> bool:
    """缺陷修复: 周一修完提测. A verb that is the name of nodes which are done, where the title's own node is open."""
    nodes = [campaign.node(key) for key in named.keys]
    if campaign.node(fallback).state != "pending" or any(n.key == fallback or n.state == "pending" for n in nodes):
        return False
    return all(smooth(named.words) != smooth(n.title) for n in nodes)


_REASON = late(r"\s*(?:由于|因为|因(?!此)|鉴于|受|(?<![a-z])(?:because|since|due to|as)(?![a-z]))")
# 前面升级推迟了，…预计下周二: why, and not of what the writer reports.
_HELD_UP = late(
    r"推迟了?|晚了|延期了?|延后了?|顺延了?|滞后|慢了|拖了|卡住"
    r"|(?:还|尚)?(?:没有?|未)(?:做|升|弄|发|推|测|完成?|到位|跟上|结束)"
    r"|(?<![a-z])(?:slipped|delayed|late|behind|postponed|not (?:yet )?(?:done|finished))(?![a-z])"
)


def tells_why(clause: str) -> bool:
    """Whether a clause (smoothed) begins as a reason does: 由于全量升级顺延."""
    return bool(_REASON.match(clause))


def holds_up(named: Sequence[Named], clause: str, goes_on: bool, context: Context, campaign: Campaign) -> bool:
    """Whether a clause with more behind it tells that others' nodes are late, which the writer does not answer for."""
    keys = {key for n in named for key in n.keys}
    return (
        goes_on
        and bool(_HELD_UP.search(clause))
        and not is_question(clause)
        and not any(answers_for(campaign.node(key), context, campaign) for key in keys)
    )


_WHOLE = late(
    r"[\W_]+|节点|事项|工作|任务|我的|我这边|我部|我们|这边|以上|上述|各项|所有|几项|项|名下|负责|本周|目前|现已"
    r"|已经|已|的"
)


_COUNTED = late(r"(?P<n>[两二三四五六七八九十]|\d{1,2})\s*(?:个|项)(?=节点|事项|任务|工作|都|均|全|已|也)")


def all_done(text: str, context: Context, many: int) -> bool:
    """全部完成 of so `many` nodes, with nothing beside it that would tell of what; 两个节点都完成了 is of two."""
    said = _COUNTED.search(smooth(text))
    if said is not None and read_number(said["n"]) != many:
        return False
    heard = hear(text, context.rules.phrases)
    if not heard.says("all_done") or heard.says("not_done", "failed", "promise", "postpone", "rest"):
        return False
    rest = list(heard.text)
    for h in heard.heard:
        if h.meanings & {"all_done", "thanks"}:
            rest[h.start : h.end] = " " * (h.end - h.start)
    return not _WHOLE.sub("", _COUNTED.sub("", "".join(rest)))


def told_of(
    named: Sequence[Named], said: Sequence[Said], text: str, fallback: str, context: Context, campaign: Campaign
) -> list[tuple[str, tuple[str, ...]]]:
    """(key, or '' with the keys it may be) of the nodes that a clause is about; [] where it only mentions them."""
    single = {n.key for n in named if n.key}
    # 灰度 20 台全部升级完成: a name that fits several is the one that another name in the clause says.
    named = [n for n in named if n.key or not single & set(n.keys)]
    if len(single) == 1 and all(n.key for n in named):
        return [(single.pop(), ())]
    if len({n.keys for n in named}) == 1:
        named = named[:1]  # 参数下发：已下发 85 台: the verb names what the title does
    if len(named) > 1 and not _is_list(named, text):
        # Several, and no list of them: which is meant is asked, where anything is said.
        return [("", tuple(dict.fromkeys(k for n in named for k in n.keys)))] if said else []
    found: list[tuple[str, tuple[str, ...]]] = []
    for mention in named:
        keys = (fallback,) if fallback in mention.keys else resolved(mention.keys, context, campaign)
        keys = keys if len(keys) == 1 else labelled(mention, text, campaign)
        found.append((keys[0], ()) if len(keys) == 1 else ("", keys))
    return list(dict.fromkeys(found))


def _is_list(named: Sequence[Named], text: str) -> bool:
    line = smooth(text)
    return all(_LIST.fullmatch(line[a.end : b.start]) for a, b in itertools.pairwise(named))
