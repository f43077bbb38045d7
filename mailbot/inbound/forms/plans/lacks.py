"""What a plan lacks: faults beside those of its reading, and what it may lack (SPEC 9 "Plans", `missing[]`)."""

import re
from collections.abc import Iterable, Sequence

from mailbot.campaign.commands import FilePlan
from mailbot.campaign.lacks import lacks_required, lacks_wanted
from mailbot.campaign.model import Campaign
from mailbot.campaign.outcome import Fault
from mailbot.inbound.writing import Line
from mailbot.late import late
from mailbot.rulebook.shapes import Kind

_MOST_NAMED = 5
# sync_interval, retry.max; no file, address or path.
_NAME = late(
    r"(?<![\w.@/\\-])[A-Za-z][A-Za-z0-9]*(?:[._][A-Za-z][A-Za-z0-9]*){1,5}(?![\w@/\\-]|\.\w)"
    r"(?<!\.(?:xlsx|docx|pptx))(?<!\.(?:xls|doc|pdf|txt|csv|zip|rar|exe|ini|cfg|log|xml|com|net|org))(?<!\.(?:cn|gz|7z))"
)
# Where more is told: 细节看 FAQ.v2, see wiki.corp.
_SEE = late(
    r"(?:见|看|参考|查阅|(?<![a-z])(?:see|read|check|refer to|look (?:at|in)))\s*(?=[a-z])[^，,。；;]{0,60}",
    re.IGNORECASE,
)
_SENTENCE = late(r"[。；;!！\n]|\.(?=\s|$)")
# What is not settled yet: 具体调到多少郑凯还没给我, 延到什么时候再定.
_OPEN = late(
    r"(?:还没|尚未|还未|没)[^，,。；;\d]{0,4}(?:给|定|出来|想好|谈好|确定)|待定|未定|另定|再[定议](?!制|期|向)|定(?:了|下来)再"
    r"|(?<![a-z])(?:tb[dac]|to be (?:decided|determined|agreed|confirmed)|not (?:yet )?(?:decided|settled|fixed)|still open)(?![a-z])"
)
_PUT_OFF = late(
    r"延[迟期后到至]|推[迟后]|宽限|缓一?缓|(?<![a-z])(?:delay\w*|later|postpone\w*|grace|extension)(?![a-z])"
)
_FIGURE = late(
    r"\d\s*[月日号/.-]|(?<![a-z])(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* \d|\d (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
)

_ELSE = late(
    r"下次|下一?[批版轮期]|[这本]次不|地址|路径|附件|总结|名单|原因|如有|不(?:再)?[延推]|因为|由于|(?<![a-z])(?:summary|because|since|next time|no (?:delay|extension))(?![a-z])"
)


def _is_open(sentence: str) -> bool:
    """Whether a sentence says of this plan that something of it is not settled yet."""
    return _OPEN.search(sentence.lower()) is not None and _ELSE.search(sentence.lower()) is None


def open_delays(plan: FilePlan, kind: Kind | None, lines: Iterable[Line]) -> list[Fault]:
    """The sentences that put a restriction off to a day not settled yet: 海外要延迟，延到什么时候等林涛谈完再定."""
    if kind is None or kind.node_of("delay") is None or any(one.key.partition("-")[0] == "delay" for one in plan.nodes):
        return []
    parts = [(part.strip(), line.place) for line in lines for part in _SENTENCE.split(line.text)]
    return [
        Fault(reason="not-understood", field="nodes", place=place, words=part[:120])
        for part, place in parts
        if _is_open(part) and _PUT_OFF.search(part.lower()) and not _FIGURE.search(part.lower())
    ]


def unset(plan: FilePlan, kind: Kind | None, lines: Iterable[Line]) -> list[Fault]:
    """The parameters that a plan without any names and gives no value; of one that has some, those whose value is said to be open."""
    if kind is None or "parameters" not in kind.required:
        return []
    known = {one.name for one in plan.parameters}
    parts = [(part, line.place) for line in lines for part in _SENTENCE.split(line.text)]
    told = [(part, place) for part, place in parts if not known or _is_open(part)]
    named = {m[0]: place for part, place in told for m in _NAME.finditer(_SEE.sub("", part)) if m[0] not in known}
    return [
        Fault(reason="parameter-without-value", field="parameters", place=place, words=name)
        for name, place in list(named.items())[:_MOST_NAMED]
    ]


def lacking(plan: FilePlan, kind: Kind | None, faults: Iterable[Fault]) -> list[Fault]:
    """`missing-version`, `missing-nodes`, `missing-owner` … for what the kind requires and neither the plan nor a fault speaks of."""
    if kind is None:
        required: Sequence[str] = ("nodes",)
    else:
        required = kind.required
    spoken = {fault.field.partition("[")[0].partition(".")[0] for fault in faults}
    missing = [
        Fault(reason=f"missing-{name.replace('_', '-')}", field=name, facts={"kind": kind.key if kind else ""})
        for name in lacks_required(plan, required, kind)
        if name not in spoken
    ]
    return [*_ownerless(plan, kind, faults), *missing]


def _ownerless(plan: FilePlan, kind: Kind | None, faults: Iterable[Fault]) -> list[Fault]:
    """Nodes that nobody owns, of whose owner no fault speaks, so that all is said at once."""
    spoken = {fault.field for fault in faults}
    found: list[Fault] = []
    for order, node in enumerate((n for n in plan.nodes if not n.drop), start=1):
        name = f"nodes[{order}].owner"
        standard = kind.node_of(node.key) if kind and node.key else None
        own = (
            node.owner or node.department or (standard is not None and (standard.department or node.key == "finalize"))
        )
        if not own and name not in spoken and kind is not None:
            words, facts = node.words or node.title, {"title": node.title}
            found.append(Fault(reason="missing-owner", field=name, place=node.place, words=words, facts=facts))
    return found


def wanting(plan: FilePlan, kind: Kind, campaign: Campaign | None) -> tuple[str, ...]:
    """Export names of what the plan may lack but lacks; of a revision what the campaign lacks as well."""
    return tuple(lacks_wanted(plan, kind, campaign))
