"""tells_why, holds_up: clauses that name a node and are only the reason of what is said of another (SPEC 9 "Replies")."""

from collections.abc import Sequence

from mailbot.campaign.model import Campaign
from mailbot.inbound.forms.clauses import is_question
from mailbot.inbound.forms.context import Context
from mailbot.inbound.forms.nodes.naming import Named
from mailbot.inbound.forms.nodes.owner import answers_for
from mailbot.late import late

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
