"""read_handlers: who is to handle an issue, as its raiser names them: 处理人：冯雪 (SPEC 1: beside the three managers)."""

from mailbot.campaign.commands import Remark
from mailbot.inbound.forms.context import Context
from mailbot.inbound.forms.people.mentions import Mentions
from mailbot.inbound.forms.people.people import PeopleReader


def read_handlers(words: str, place: str, context: Context) -> tuple[tuple[str, ...], tuple[Remark, ...]]:
    """(addresses, remarks on names that nobody in the directory has). A department named is its contact."""
    if not words.strip():
        return (), ()
    named = PeopleReader(rules=context.rules, mentions=Mentions(context.rules), sender=context.person).read(
        words, place=place
    )
    contacts = [p.address for d in named.departments for p in context.rules.directory.contacts(d)]
    people = named.people or tuple(contacts)
    unknown = tuple(
        Remark(reason="handler-unknown", place=place, words=words.strip()[:60]) for fault in named.faults[:1]
    )
    return people, unknown
