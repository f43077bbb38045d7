"""submission: a subject that hands a version over to test, without a tag: SU-2026-0007 8.2.1.36 提测 (SPEC 1 `build`)."""

from mailbot.campaign import commands as c
from mailbot.campaign.commands import Command
from mailbot.inbound.forms.clauses import is_question
from mailbot.inbound.forms.context import Context
from mailbot.inbound.forms.hearing import smooth
from mailbot.inbound.forms.nodes.evidence import with_evidence
from mailbot.inbound.forms.nodes.owner import answers_for, own_title
from mailbot.late import late

__all__ = ["submission"]

_SUBMITS = late(r"(?<![待未没前可])(?:提测|提交测试|转测试?|提交新?版本)(?![前后时的]|计划|环境|邮件|时间|延)|(?<![a-z])(?:submitted|handed over) (?:to|for) test(?![a-z])")
_NOT_NOW = late(r"预计|预期|计划|准备|打算|明[天早日]|后天|下周|稍后|晚点|争取|还没|尚未|未能|没能|暂缓|延[期后]|推迟|取消|如果|(?<![a-z])(?:will|plan|expect\w*|tomorrow|not|if|when)(?![a-z])")


def submission(context: Context) -> list[Command]:
    """The report of the build, with its version; [] where the title hands none over, the text speaks of a later day, or the
    sender answers for no build."""
    campaign, title = context.campaign, smooth(own_title(context))
    if campaign is None or not _SUBMITS.search(title) or is_question(title):
        return []
    if _NOT_NOW.search(f"{title}\n{smooth(context.text)}"):
        return []
    own = [n for n in campaign.nodes if n.base == "build" and n.state != "cancelled" and answers_for(n, context, campaign)]
    if len(own) != 1 or context.person in campaign.pms:
        return []
    text = context.text.strip() or own_title(context)
    report = with_evidence(c.ReportNode(node=own[0].key, done=True, text=text[:5000]), context)
    return [report] if isinstance(report, c.ReportNode) and report.version else []
