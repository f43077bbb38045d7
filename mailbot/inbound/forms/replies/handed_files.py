"""handed_beside: nodes whose files come with a mail: 缺陷报告、完整测试报告见附件 (SPEC 1, 9 "Replies")."""

from collections.abc import Sequence

from mailbot.campaign import commands as c
from mailbot.campaign.commands import Command
from mailbot.campaign.model import Node
from mailbot.inbound.forms.context import Context
from mailbot.inbound.forms.hearing import Hearing
from mailbot.inbound.forms.nodes.evidence import brings_files, with_evidence
from mailbot.late import late

_HANDED = late(
    r"附件|请(?:查收|查阅|审阅|知悉)|附上|随信|(?<![a-z])(?:attached|attachments?|enclosed|please find)(?![a-z])"
)
_LATER = late(
    r"[明后]天|稍后|晚[点些]|后补|随后|补发|下午|下周|周[一二三四五]"
    r"|(?<![a-z])(?:tomorrow|later|follow\w*)(?![a-z])"
)
_DRAFT = late(
    r"初稿|草稿|样例|模板|讨论稿|征求意见|初版|[?？]|还没|未|先(?:看|审|过目)|帮(?:忙)?(?:看|审)"
    r"|(?<![a-z])(?:drafts?|template|samples?|preliminary|not)(?![a-z])"
)


def handed_beside(told: Sequence[Command], own: Sequence[Node], heard: Hearing, context: Context) -> list[Command]:
    """遍历、完整测试都通过了。两份报告见附件: the node of the writer's `own` whose files come with the mail, where its text tells of
    others only, or (`told` empty) of none."""
    if not _HANDED.search(heard.text) or _DRAFT.search(heard.text):
        return []
    keys = {getattr(x, "node", "") for x in told}
    # Of two reports that the text names one is not there: decided as handed over, so that it is asked for.
    said = not told and not _LATER.search(heard.text)
    handed = [n for n in own if n.key not in keys and "" not in keys and brings_files(n, context, said=said)]
    return [
        with_evidence(c.ReportNode(node=n.key, done=True, text=context.text.strip()[:5000]), context) for n in handed
    ]
