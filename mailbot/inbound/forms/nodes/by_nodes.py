"""by_nodes: a text about nodes: each node that it names with what is said of it (SPEC 3, 9 "Replies")."""

from collections.abc import Sequence

from mailbot.campaign import commands as c
from mailbot.campaign.commands import Command, Remark
from mailbot.campaign.model import Campaign, Node
from mailbot.campaign.outcome import Fault
from mailbot.inbound.forms.clauses import clauses
from mailbot.inbound.forms.context import Context
from mailbot.inbound.forms.found import Found, asks, noted_beside
from mailbot.inbound.forms.hearing import hear, smooth
from mailbot.inbound.forms.nodes.carried import carried, of_the_named
from mailbot.inbound.forms.nodes.done_on import done_on, label_each
from mailbot.inbound.forms.nodes.eachday import own_days
from mailbot.inbound.forms.nodes.evidence import passed_tests, with_evidence
from mailbot.inbound.forms.nodes.meant import (
    all_done,
    holds_up,
    node_of_field,
    resolved,
    tells_why,
    told_of,
    without_verbs,
)
from mailbot.inbound.forms.nodes.moods import moods
from mailbot.inbound.forms.nodes.naming import node_mentions
from mailbot.inbound.forms.nodes.owner import answers_for, named_in_reply, own_title
from mailbot.inbound.forms.nodes.postponereason import with_reason_above
from mailbot.inbound.forms.nodes.unnamed import by_verb, by_whom
from mailbot.inbound.forms.nodes.words import node_commands
from mailbot.inbound.forms.tables.progresstable import told_by_table
from mailbot.late import late
from mailbot.value import Value, replace

_COUNTS = late(r"(?:\d|[一二两三四五六七八九十百千万]{2,})\s*[台个家套户点]")


class _Part(Value):
    """What is said of one node; `key` '' where the text names none, `doubtful` the nodes that its name may mean."""

    key: str
    text: str
    place: str
    doubtful: tuple[str, ...] = ()


def by_nodes(context: Context, *, tagged: bool) -> Found:
    """The commands of a text about nodes. A text that names none is about the thread's node, else (key '') the sender's one
    open node; `decide` asks where there are several."""
    campaign = context.campaign
    assert campaign is not None
    text = _text(context, tagged)
    if not tagged and not text.strip():
        return [], []
    fallback = _fallback(context, text, campaign)
    if fallback == "" and len(own := campaign.open_of(context.person)) > 1 and all_done(text, context, len(own)):
        return [c.ReportAll(keys=tuple(n.key for n in own), text=text.strip()[:2000])], []
    field = node_of_field(context, campaign)
    parts = [_Part(field, text, _place(context))] if field else _parts(text, fallback, context, campaign)
    if tagged and _only_mentioned(parts, fallback, context, campaign):
        # 【结果】版本限制: 已对完成升级的 86 台生效
        parts = [_Part(fallback, text, _place(context))]
    commands: list[Command] = []
    faults: list[Fault] = []
    others: list[Fault] = []  # 华南还有几台没升完, of who has no part in it: a remark beside a result
    alone = len(parts) == 1
    for part in parts:
        if part.doubtful:
            said = node_commands(part.text, "", context, place=part.place, tagged=tagged and alone)
            if said[0] or said[1]:
                theirs = not any(answers_for(campaign.node(key), context, campaign) for key in part.doubtful)
                (others if theirs else faults).append(_which(part, campaign, said))
            continue
        told = bool(tagged and context.subject.tag and context.subject.tag.special == "progress")
        more, wrong = node_commands(
            part.text,
            part.key,
            context,
            place=part.place,
            tagged=tagged and alone,
            node=_node(part.key, context, campaign),
            figures=told,
        )
        commands += [_by_tag(x, context) for x in more]
        faults += wrong
    if tagged and not commands and not faults:
        # 【完成】报告提交: 两份都在附件里，缺陷报告和完整测试报告. The mail says it as a whole.
        key = fallback or next((p.key for p in parts if p.key), "")
        more, faults = node_commands(
            text, key, context, place=_place(context), tagged=True, node=_node(key, context, campaign)
        )
        commands = [_by_tag(x, context) for x in more]
    faults += [] if commands else others
    if not tagged and not faults and all(isinstance(x, c.ReportNode) and x.done is False for x in commands):
        return [], []  # 客户还没同意: nothing that is to be recorded of a node
    if commands and isinstance(commands[0], c.ReportNode) and commands[0].done is False:
        commands = [*commands[1:], commands[0]]  # the mail is what it records first
    commands = with_reason_above(
        _own_only(of_the_named(commands), context, campaign), text, parts[0].text if parts else ""
    )
    if commands and faults and all(f.reason == "progress-without-total" for f in faults):
        # 灰度已完成 20 台，全量 350 / 800: what is understood counts, and the receipt asks for the other's total.
        commands, faults = noted_beside(commands, faults), []
    return [with_evidence(command, context) for command in _labelled(commands, text, context)], faults


def _labelled(commands: list[Command], text: str, context: Context) -> list[Command]:
    """完成日期 2026.12.1，版本获取已完成: the day of a label anywhere in a mail that tells of one node."""
    done = [x for x in commands if isinstance(x, c.ReportNode)]
    if len(done) != 1 or not done[0].done or done[0].done_at is not None or (at := done_on(text, (), context)) is None:
        return commands
    return [replace(x, done_at=at) if x is done[0] else x for x in commands]


# --- which nodes -----------------------------------------------------------------------------------------------------


def _text(context: Context, tagged: bool) -> str:
    """The text, and above it the title where the sender put it anew and it says something of a node."""
    title, text = own_title(context), label_each(told_by_table(context), context)
    text = carried(text, context, context.campaign) if context.campaign is not None else text
    if not tagged or not title:
        return text
    says = any(s.mood != "promise" for s in moods(title, context))
    return f"{title}\n{text}".strip() if says or not text.strip() else text


def _parts(text: str, fallback: str, context: Context, campaign: Campaign) -> list[_Part]:
    """The text cut by what its clauses are about, in its order."""
    mentions = without_verbs(node_mentions(text, campaign, context.rules), text, fallback, context, campaign)
    mentions = (*mentions, *by_whom(text, mentions, context, campaign))
    if not node_mentions(own_title(context), campaign, context.rules):
        mentions = (*mentions, *by_verb(text, mentions, context, campaign))
    if not mentions:
        return [_Part(fallback, text, _place(context))]
    said = moods(text, context)
    parts: list[_Part] = []
    current: list[_Part] = [_Part(fallback, "", _place(context))]
    even = smooth(text)
    for start, end in clauses(even):
        named = [n for n in mentions if start <= n.start < end]
        own = [s for s in said if start <= s.start < end]
        if named and fallback and tells_why(even[start:end]):
            named = []  # 由于全量升级顺延，版本限制相应顺延至…
        if named and holds_up(named, even[start:end], end < len(even), context, campaign):
            continue
        if named:
            meant = told_of(named, own, text, fallback, context, campaign)
            if len(current) == 1 and current[0].key and any(current[0].key in doubtful for _, doubtful in meant):
                meant = []  # 灰度升级：升级已完成
            if meant:
                parts += [p for p in current if p.text.strip() and p not in parts]
                place = _line_of(text, start, context)
                current = [next((p for p in parts if p.key == k and k), _Part(k, "", place, d)) for k, d in meant]
                parts = [p for p in parts if p not in current]
        current = [replace(p, text=p.text + text[start:end]) for p in current]
    parts += [p for p in current if p.text.strip()]
    texts = own_days([(p.key, p.text) for p in parts], context, campaign)
    parts = [replace(p, text=told) for p, told in zip(parts, texts, strict=True)]
    named_parts = [p for p in parts if p.key != fallback or p.doubtful]
    if (
        named_parts
        and parts[0].key == fallback
        and not fallback
        and not any(node_commands(parts[0].text, "", context, tagged=False))
    ):
        head, *parts = parts  # 各位好，
        if len(parts) == 1 and _COUNTS.search(head.text):
            parts = [replace(parts[0], text=head.text + parts[0].text)]  # 华东 1200 个点，到今天下发了 960 个
    return parts


def _only_mentioned(parts: Sequence[_Part], title: str, context: Context, campaign: Campaign) -> bool:
    """Whether the sender answers for the title's node and for none of those that the text cuts itself into, and the text
    does not name the title's node for itself (a table with a row for each)."""
    if any(
        p.key == title and any(title in n.keys for n in node_mentions(p.text, campaign, context.rules)) for p in parts
    ):
        return False
    others = {key for part in parts for key in (part.key, *part.doubtful) if key} - {title}
    return bool(others) and [title] == [
        k for k in (title, *others) if k and answers_for(campaign.node(k), context, campaign)
    ]


def _fallback(context: Context, text: str, campaign: Campaign) -> str:
    """The node that a text which names none is about: the title's, the thread's, the one that its verb fits."""
    title = {n.key for n in node_mentions(own_title(context), campaign, context.rules)}
    if len(title) == 1 and "" not in title:
        return title.pop()
    thread = {r.node for r in context.thread.rows if r.asks == "node" and r.node and r.campaign == campaign.code}
    if len(thread) == 1:
        return thread.pop()
    if not title and context.thread.answered is None and (bare := named_in_reply(context, campaign)):
        return bare
    if title:
        keys = tuple(
            dict.fromkeys(k for n in node_mentions(own_title(context), campaign, context.rules) for k in n.keys)
        )
        found = resolved(keys, context, campaign)
        if len(found) == 1:
            return found[0]
    own = campaign.open_of(context.person)
    bases = frozenset(b for s in moods(text, context) for b in s.bases)
    fitting = [n for n in own if n.base in bases]
    if len(fitting) > 1 and passed_tests(text, context):
        fitting = [n for n in fitting if n.base == "test"]  # both tests passed: no report, and no release
    return fitting[0].key if len(fitting) == 1 and len(own) > 1 else ""


def _node(key: str, context: Context, campaign: Campaign) -> Node | None:
    if key:
        return campaign.node(key)
    own = campaign.open_of(context.person)
    return own[0] if len(own) == 1 else None


# --- what is said of them --------------------------------------------------------------------------------------------


def _by_tag(command: Command, context: Context) -> Command:
    """【完成】 in the subject says it, where the text says nothing else."""
    tag = context.subject.tag
    if not isinstance(command, c.ReportNode) or tag is None or not tag.fresh:
        return command
    if command.done is not None or command.progress or command.failed or tag.special == "progress":
        return command
    text = f"{own_title(context)}\n{context.text}"
    if any(s.mood in ("part", "not_done", "future", "promise", "postpone") for s in moods(text, context)):
        return command
    return replace(command, done=True) if hear(tag.words, context.rules.phrases).says("done") else command


def _own_only(commands: list[Command], context: Context, campaign: Campaign) -> list[Command]:
    """Of several nodes those that the sender answers for; what they tell of the others' is remarked on, and not recorded."""
    keyed = [(x, key) for x in commands if (key := getattr(x, "node", ""))]
    others = [campaign.node(key) for x, key in keyed if not answers_for(campaign.node(key), context, campaign)]
    if not others or len(others) == len(keyed):
        return commands
    theirs = {n.key for n in others}
    own = [x for x in commands if getattr(x, "node", "") not in theirs]
    remarks = tuple(
        Remark(reason="not-your-node", facts={"node": n.key, "title": n.title, "owner": n.owner}) for n in others
    )
    return [replace(x, remarks=(*x.remarks, *remarks)) if x is own[0] else x for x in own]


def _which(part: _Part, campaign: Campaign, said: Found) -> Fault:
    kind = said[0][0].kind if said[0] else str(said[1][0].facts.get("kind", "node_result"))
    names, words = (campaign.node(k).title for k in part.doubtful), part.text.strip()[:200]
    return asks("node-ambiguous", kind, words, field="node", place=part.place, nearest=names)


def _place(context: Context) -> str:
    return str(context.writing.lines[0].number) if context.writing.lines else ""


def _line_of(text: str, at: int, context: Context) -> str:
    """The place of the line that holds this character of the text."""
    wanted = text[at:].lstrip("\n").partition("\n")[0].strip()
    return next((line.place for line in context.writing.lines if wanted and wanted[:40] in line.text), _place(context))
