"""said_of_known: an issue mail that tells more of an issue which is there: 问题 1 补充, 同问题 2，今天又有 3 台: asked about, raised no second time."""

from mailbot.campaign.model import Issue
from mailbot.campaign.outcome import Fault
from mailbot.inbound.forms.context import Context
from mailbot.inbound.forms.found import asks
from mailbot.inbound.forms.hearing import smooth
from mailbot.inbound.forms.nodes.naming import issue_mentions
from mailbot.inbound.forms.nodes.owner import own_title
from mailbot.late import late

# What stands behind the issue's number in a title that tells more of it.
_MORE = late(
    r"\W*(?:的)?(?:补充(?:说明|材料|信息|日志|情况)?|追加|更新|进展|最新情况|后续|跟进|又出现|再次出现"
    r"|follow[- ]?up|update|more (?:info|details|logs))\W*",
)
_SAME = late(
    r"\s*(?:和|与|跟|同|类似|像|也是|还是|这(?:个|也)是|同样是|与之前)\s*$"
    r"|(?<![a-z])(?:same as|like|duplicate of|see|again)\s*$"
)
_ALIKE = late(r"\s*(?:一样|相同|同样|类似|是?同一个|，|,|。|:|：|$)")


def said_of_known(context: Context) -> Fault | None:
    """The fault that names the issue meant; None for an issue of its own. A word that is said of the issue (还没解决, 严重程度)
    was read before."""
    campaign = context.campaign
    known = {i.number: i for i in campaign.issues} if campaign is not None else {}
    title = smooth(own_title(context))
    for mention in issue_mentions(title):
        if (
            len(mention.numbers) == 1
            and mention.numbers[0] in known
            and not title[: mention.start].strip(" :：-")
            and _MORE.fullmatch(title[mention.end :])
        ):
            return _asked(known[mention.numbers[0]], own_title(context))
    head = smooth(context.text[:200]).lstrip()
    first = next(iter(issue_mentions(head)), None)
    if first is None or len(first.numbers) != 1 or first.numbers[0] not in known:
        return None
    before = head[: first.start]
    return (
        _asked(known[first.numbers[0]], context.text.strip()[:80])
        if len(before) <= 14 and _SAME.match(before) and _ALIKE.match(head, first.end)
        else None
    )


def _asked(issue: Issue, words: str) -> Fault:
    return asks("issue-known", "issue", words.strip(), field="issue", number=issue.number, title=issue.title)
