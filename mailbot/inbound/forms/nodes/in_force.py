"""in_force, is_to_be: whether a text tells that a restriction is in force, or only when it will be (SPEC 1 `restrict`)."""

from datetime import datetime

from mailbot.inbound.forms.clauses import IF, clauses, is_question
from mailbot.inbound.forms.days.moments import Moment
from mailbot.inbound.forms.hearing import smooth
from mailbot.inbound.forms.nodes.heard import About
from mailbot.inbound.forms.things.versionrules import find_version_rules
from mailbot.late import late

# 计划 12 月 18 日零点限制 8.4 及以下版本: the versions and the day, and still no result.
_TO_BE = late(
    rf"计划|打算|准备|拟|将(?!于?今)|待|等|{IF}|预[计期定]"
    r"|(?<![a-z])(?:will|plan\w*|going to|to be|should|once|set for|scheduled)(?![a-z])"
)


def is_to_be(about: About) -> bool:
    return _closed_by(about) in ("restriction", "delay") and bool(_TO_BE.search(smooth(about.text)))


def _closed_by(about: About) -> str:
    """What closes the node that is spoken of, '' where that is not known."""
    kind = about.context.rules.kinds.get(about.context.campaign.kind) if about.context.campaign else None
    standard = kind.node_of(about.key) if kind and about.key else None
    return standard.evidence if standard else ""


_FROM = late(r"起|开始|生效|(?<![a-z])(?:effective|in force|in effect|since|from)(?![a-z])")


def in_force(about: About) -> datetime | None:
    """Since when the restriction is in force that a text tells of with its versions; None where it is still to come."""
    if _closed_by(about) != "restriction" or not find_version_rules(about.text) or is_to_be(about):
        return None
    line = smooth(about.text)
    spans = [(a, b) for a, b in clauses(line) if _FROM.search(line[a:b]) and not is_question(line[a:b])]
    days = [d for d in about.context.dates(done=True).find_dates(about.text) if isinstance(d, Moment)]
    since = [d.at for d in days if d.timed and any(a <= d.span[0] < b for a, b in spans)]
    return since[0] if len(since) == 1 and since[0] <= about.context.mailed else None
