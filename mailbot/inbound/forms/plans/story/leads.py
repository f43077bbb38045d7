"""without_lead: a clause without what leads to its node: 会上定的周航12月10日前升完华南, 感谢孙丽12月8日前能升完 (SPEC 3 "Body")."""

from mailbot.inbound.forms.days.dates import Moment
from mailbot.inbound.forms.numerals import plain
from mailbot.inbound.forms.people.mentions import Mentions
from mailbot.inbound.forms.plans.deeds import find_deeds
from mailbot.inbound.forms.plans.items import ItemReader
from mailbot.inbound.forms.plans.story.sentences import Clause
from mailbot.late import late
from mailbot.value import replace

_LEADS = late(
    r"(?:(?:会议|例会|周会|评审会?|碰头会|开会|会)(?:上|时)|昨天|前天|上周[一二三四五六日天]?|感谢|谢谢|多谢"
    r"|辛苦|讨论|沟通|商量|协商|电话|微信|联系|评审|碰)[里上中过了后完好下]*(?:一下|之后|以后)?(?:也|就|都"
    r"|已经?)?(?:定|说|讲|确认|商|约|敲|答应|同意)?[好定下]*(?:了|的|是)?(?:让|请|由)?"
    r"|(?<![a-z])(?:thanks? (?:you )?(?:to|for)"
    r"|as (?:discussed|agreed)(?: with [^,]{2,30}?| at [^,]{2,30}?| in [^,]{2,30}?)?,?"
    r"|it was (?:agreed|decided)(?: with [^,]{2,30}?)? that) "
)


def without_lead(clause: Clause, items: ItemReader, mentions: Mentions) -> Clause:
    """The clause as it stands where what follows the lead is not whole by itself: what is done, and a day to come. With whom it was talked
    about does it where nobody else is named."""
    smooth = plain(clause.text)
    lead = next(reversed(list(_LEADS.finditer(smooth))), None)
    if lead is None or len(smooth) != len(clause.text):
        return clause
    before, rest = clause.text[: lead.start()], clause.text[lead.end() :]
    if not (find_deeds(plain(rest)) and any(isinstance(one, Moment) for one in items.days(rest))) or any(
        isinstance(one, Moment) for one in items.days(before)
    ):
        return clause
    named = [one.words for one in mentions.find(before) if one.kind == "person"]
    here = any(one.kind in ("person", "address", "self", "department") for one in mentions.find(rest))
    return replace(clause, text=rest if here or len(named) != 1 else f"{named[0]}{rest}")
