"""of_nodes: 升级已完成 of an owner in the plan's thread, which no tag says, and 两份报告见附件: nodes whose files come with a mail
(SPEC 1, 9 "Replies")."""

from collections.abc import Sequence

from mailbot.campaign import commands as c
from mailbot.campaign.commands import Command
from mailbot.campaign.model import Node
from mailbot.inbound.forms.clauses import LATER, clauses, is_question
from mailbot.inbound.forms.context import Context
from mailbot.inbound.forms.found import Found
from mailbot.inbound.forms.nodes.by_nodes import by_nodes
from mailbot.inbound.forms.nodes.evidence import brings_files, with_evidence
from mailbot.inbound.forms.nodes.heard import undated
from mailbot.inbound.forms.nodes.moods import moods
from mailbot.inbound.forms.nodes.naming import Named, node_mentions
from mailbot.inbound.forms.nodes.owner import answers_for, own_title
from mailbot.inbound.forms.nodes.setbacks import cannot
from mailbot.inbound.forms.nodes.unnamed import by_verb, by_whom
from mailbot.inbound.forms.things.progress import AHEAD, read_progress, tells_progress
from mailbot.late import late

# 苏晴反馈已完成，待确认: what a PM has heard, and does not vouch for.
_HEARSAY = late(
    r"(?:有?待|尚未|还没|未经)(?:进一步|最终|现场|书面|我)?(?:确认|核实)|据(?:说|反馈|了解|悉)|听说"
    r"|应该(?:已|是|都)|(?<![a-z])(?:to be confirmed|reportedly|i heard|apparently)(?![a-z])"
)


def of_nodes(context: Context) -> Found:
    """升级已完成 in the plan's thread is its owner's result. What somebody says of another's node there is talk."""
    campaign, rows = context.campaign, context.thread.rows
    if campaign is None or (rows and all(r.asks == "issue" for r in rows)):
        return [], []
    mentions = node_mentions(context.text, campaign, context.rules)
    said = moods(context.text, context, whole=[n.words for n in mentions])
    mentions = (*mentions, *(owned := by_whom(context.text, mentions, context, campaign)))
    own = campaign.open_of(context.person)
    named = [campaign.node(k) for n in mentions for k in n.keys]
    if not own and not any(answers_for(n, context, campaign) for n in named):
        return [], []
    # The PM tells, asks and urges about everybody's nodes; only a clear word about one is a report.
    others = context.person in campaign.pms and not any(context.person in n.carriers for n in named)
    if others and (
        not mentions
        or _HEARSAY.search(context.heard.text)
        or not (
            any(s.mood in ("done", "all_done", "postpone", *(("part",) if owned else ())) for s in said)
            or _counted(mentions, context)
        )
    ):
        return [], []
    if not said and (handed := handed_beside((), own, context)):
        return handed, []  # 缺陷报告、完整测试报告见附件: both reports from their owner
    if (
        not said
        and cannot(context.text) is None
        and not _figures(context, mentions or node_mentions(own_title(context), campaign, context.rules))
    ):
        return [], []
    if (
        not mentions
        and len([r for r in rows if r.asks == "node"]) > 1
        and not by_verb(context.text, (), context, campaign)
    ):
        return [], []  # _of_many asks which
    commands, faults = by_nodes(context, tagged=False)
    return [*commands, *(handed_beside(commands, own, context) if commands and not faults else ())], faults


def _counted(mentions: Sequence[Named], context: Context) -> bool:
    """全量升级到现在推了 300/480, told by the PM of the one node that the mail names."""
    clause = next((c for a, b in clauses(context.text) if _SHARE.search(c := context.text[a:b])), "")
    asked = is_question(clause) or _WISHED.search(clause) or AHEAD in undated(clause, context)
    one = len({key for n in mentions for key in n.keys}) == 1
    return one and not asked and read_progress(undated(context.text, context)) is not None


_WISHED = late(r"请|麻烦|务必|抓紧|至少|不少于|目标|(?<!需)要(?!求)|(?<![a-z])(?:please|must|should|need)(?![a-z])")
_SHARE = late(r"\d|[一二两三四五六七八九]成|[一二两三四五六七八九十百千万]{2,}\s*[台个家套户点]")


def _figures(context: Context, mentions: Sequence[object]) -> bool:
    """80% counts as progress where the mail names a node, says little else, or says it in words of work."""
    if not _SHARE.search(context.text):
        return False
    return (
        bool(mentions)
        or len(context.text.strip()) <= 30
        or tells_progress(undated(context.text, context))
        or tells_progress(undated(context.text, context, steps=True))
    )


_HANDED = late(
    r"附件|请(?:查收|查阅|审阅|知悉)|附上|随信|(?<![a-z])(?:attached|attachments?|enclosed|please find)(?![a-z])"
)
_LATER = late(rf"{LATER}|[明后]天|后补|补发|下午|下周|周[一二三四五]|(?<![a-z])(?:tomorrow|follow\w*)(?![a-z])")
_DRAFT = late(
    r"初稿|草稿|样例|模板|讨论稿|征求意见|初版|[?？]|还没|未|先(?:看|审|过目)|帮(?:忙)?(?:看|审)"
    r"|(?<![a-z])(?:drafts?|template|samples?|preliminary|not)(?![a-z])"
)


def handed_beside(told: Sequence[Command], own: Sequence[Node], context: Context) -> list[Command]:
    """遍历、完整测试都通过了。两份报告见附件: the node of the writer's `own` whose files come with the mail, where its text tells of
    others only, or (`told` empty) of none."""
    line = context.heard.text
    if not _HANDED.search(line) or _DRAFT.search(line):
        return []
    keys = {getattr(x, "node", "") for x in told}
    # Of two reports that the text names one is not there: decided as handed over, so that it is asked for.
    said = not told and not _LATER.search(line)
    handed = [n for n in own if n.key not in keys and "" not in keys and brings_files(n, context, said=said)]
    return [
        with_evidence(c.ReportNode(node=n.key, done=True, text=context.text.strip()[:5000]), context) for n in handed
    ]
