"""submission, with_submission, yet_to_submit: a version handed over to test in a mail that is about something else: SU-2026-0007 8.2.1.36 提测
as a subject, 8.2.1.36 已提交，修复了缺陷 2、3 in a handling result (SPEC 1 `build`)."""

import re

from mailbot.campaign import commands as c
from mailbot.campaign.commands import Command
from mailbot.campaign.model import Campaign
from mailbot.campaign.outcome import Fault
from mailbot.inbound.forms.clauses import IF, LATER, clauses, is_question
from mailbot.inbound.forms.context import Context
from mailbot.inbound.forms.days.moments import Moment
from mailbot.inbound.forms.found import Found
from mailbot.inbound.forms.hearing import smooth
from mailbot.inbound.forms.nodes.evidence import with_evidence
from mailbot.inbound.forms.nodes.owner import answers_for, own_title
from mailbot.late import late

_SUBMITS = late(
    r"(?<![待未没前可])(?:提测|提交测试|转测试?|(?:重新|再次)提交|提交新?版本)(?![前后时的]|计划|环境|邮件|时间|延)"
    r"|(?<![a-z])(?:submitted|handed over) (?:to|for) test(?![a-z])"
)
_NOT_NOW = late(
    rf"{LATER}|预计|预期|计划|准备|打算|明[天早日]|后天|下周|争取|还没|尚未|未能|没能|暂缓|延[期后]|推迟|取消"
    rf"|{IF}|(?<![a-z])(?:will|plan|expect\w*|tomorrow|not|when)(?![a-z])"
)


# A version, and in its clause that it was submitted: 2.8.0.34 已提交测试, 已提交 2.8.0.34.
_VERSION = r"(?<![\d.])v?\d{1,4}\.\d{1,4}(?:\.\d{1,6}){1,4}(?![\d.]*\d)"
_HANDED = (
    r"(?:已经?|刚刚?|今天|均已)(?:经)?(?:提交(?:给)?(?:测试(?:部|组)?)?|提测|转测试?|交付测试)(?:了)?"
    r"|(?:提测|转测试?)了|(?:has been |was |is )?submitted (?:to|for) test(?:ing)?"
)
_BESIDE = late(
    rf"{_VERSION}[^，,。；;\n]{{0,12}}?(?:{_HANDED})|(?:{_HANDED})[^，,。；;\n]{{0,8}}?{_VERSION}"
    rf"|^\W*{_VERSION} ?(?:提测|转测)\W*$",
    re.IGNORECASE,
)
_FIX_ONLY = late(r"代码|补丁|热修|分支|pr(?![a-z])|patch|hotfix|commit", re.IGNORECASE)


def with_submission(commands: list[Command], faults: list[Fault], context: Context) -> Found:
    """The commands, and beside a handling result the report of the build that it tells of besides."""
    answered = not faults and any(isinstance(x, c.AnswerIssues) for x in commands)
    return [*commands, *(_beside(context) if answered else [])], faults


def _beside(context: Context) -> list[Command]:
    """[] where the text tells of no build, or of a later day, or where the sender answers for none."""
    campaign, line = context.campaign, smooth(f"{own_title(context)}\n{context.text}"[:5000])
    said = [line[a:b] for a, b in clauses(line) if _BESIDE.search(line[a:b])]
    if (
        campaign is None
        or len(said) != 1
        or is_question(said[0])
        or _NOT_NOW.search(said[0])
        or _FIX_ONLY.search(said[0])
    ):
        return []
    return _of_the_build(context, campaign)


def submission(context: Context) -> list[Command]:
    """The report of the build, with its version; [] where the title hands none over, the text speaks of a later day, or the
    sender answers for no build."""
    campaign, title = context.campaign, smooth(own_title(context))
    if campaign is None or not _SUBMITS.search(title) or is_question(title):
        return []
    if _NOT_NOW.search(f"{title}\n{smooth(context.text)}"):
        return []
    return _of_the_build(context, campaign)


def _of_the_build(context: Context, campaign: Campaign) -> list[Command]:
    own = [
        n for n in campaign.nodes if n.base == "build" and n.state != "cancelled" and answers_for(n, context, campaign)
    ]
    if len(own) != 1 or context.person in campaign.pms:
        return []
    text = context.text.strip() or own_title(context)
    report = with_evidence(c.ReportNode(node=own[0].key, done=True, text=text[:5000]), context)
    return [report] if isinstance(report, c.ReportNode) and report.version else []


_HANDS_OVER = late(r"提测|转测|送测|提交|(?<![a-z])submit")
_TO_HAND_OVER = late(r"(?:待|还没|尚未|未|等着?)(?:提测|转测|送测|提交)")


def submits(clause: str) -> bool:
    """Whether a clause (smoothed) speaks of handing a version over, at whatever time."""
    return bool(_HANDS_OVER.search(clause))


def yet_to_submit(text: str, context: Context) -> bool:
    """Whether a text about a build says that it is still to be handed over to test, whatever is finished."""
    line = smooth(text)
    ahead = [d.span[0] for d in context.dates().find_dates(text) if isinstance(d, Moment) and d.at > context.mailed]
    spans = [(a, b) for a, b in clauses(line) if submits(line[a:b])]
    return bool(_TO_HAND_OVER.search(line)) or any(a <= at < b for a, b in spans for at in ahead)
