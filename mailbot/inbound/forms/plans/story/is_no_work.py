"""is_no_work: whether a clause is nobody's deed of the plan, but of others, of before or around it (SPEC 3 "Body")."""

from mailbot.inbound.forms.plans.deeds import find_deeds
from mailbot.inbound.forms.plans.items import ItemReader
from mailbot.inbound.forms.plans.readers import Readers
from mailbot.inbound.forms.plans.story.background import is_background
from mailbot.inbound.forms.plans.story.words import HANDED, HANDED_TO_ALL, OTHER, PUBLISHED
from mailbot.late import late

_GRANTED = late(r"(?:has|have) been (?:granted|given|allowed|offered|assigned)")
_SOMETIME = late(r"昨|前天|上[周个月次回]|[周日天月号期]|(?<![a-z])(?:yesterday|last|on|in|today|this)(?![a-z])")
_FIGURE = late(r"\d|[一二三四五六七八九十]+[月号日]")


def is_no_work(text: str, smooth: str, readers: Readers, items: ItemReader) -> bool:
    """Whether a clause tells what others did, gave or want; `smooth` is its text in lower case."""
    if OTHER.search(_GRANTED.sub(" ", smooth)) or (
        _hands_over(smooth, items) and not any(one.base == "finalize" for one in find_deeds(smooth))
    ):
        return True
    if _is_background(text, smooth, readers, items):
        return True
    return PUBLISHED.search(smooth) is not None and not any(
        one.kind in ("person", "department", "address") for one in readers.people.mentions.find(text)
    )


def _is_background(text: str, smooth: str, readers: Readers, items: ItemReader) -> bool:
    business = readers.rules.directory.is_business
    mentions = readers.people.mentions.find(text)
    named = any(
        one.kind in ("person", "address", "everyone") or (one.department is not None and business(one.department.name))
        for one in mentions
    )
    days = items.days(text)
    return is_background(
        smooth,
        named=named,
        deeds=bool(find_deeds(smooth)),
        day=bool(days) or _SOMETIME.search(smooth) is not None,
        dated=any(_FIGURE.search(one.words) for one in days),
    )


def _hands_over(smooth: str, items: ItemReader) -> bool:
    """Whether a clause says where the version comes from: no work, but for what somebody hands over by a day."""
    return HANDED.search(smooth) is not None or (HANDED_TO_ALL.search(smooth) is not None and not items.days(smooth))
