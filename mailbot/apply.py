"""apply: record changes, queue notices. One transaction holds both, so that neither is ever without the other."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Literal

from mailbot import __version__
from mailbot.campaign.changes import Change
from mailbot.campaign.evolve import evolve_all
from mailbot.campaign.model import Campaign
from mailbot.campaign.outcome import Notice
from mailbot.campaign.planner import wakes_at
from mailbot.campaign.post import Post
from mailbot.errors import TemplateError
from mailbot.house import House
from mailbot.outbound.frame import Frame
from mailbot.outbound.subject_line import subject_line
from mailbot.rulebook.rules import Rules
from mailbot.value import replace

_CALENDAR = "invitation"
# Mails about several campaigns bear a mark of their own; all others their campaign's code.
_OWN_MARK = ("reminder", "escalation", "digest")


def record(
    changes: Sequence[Change],
    before: Campaign | None,
    house: House,
    *,
    mail: int | None = None,
    tick: int | None = None,
    at_once: bool = False,
) -> Campaign | None:
    """Appends the entries and brings the state tables up to them. Returns the campaign as it now stands.

    What somebody does is looked at by the clock from the next working hour on; `at_once`: what puts nothing off."""
    after = evolve_all(before, tuple(changes))
    if after is not None and changes:
        house.ledger.entries.append(
            after.code, changes, mail=mail, tick=tick, rules=house.rules.hash, version=__version__
        )
        house.ledger.store.save(after, wakes_at(after, house.rules, since=None if at_once else changes[-1].at))
    return after


def queue(notices: Iterable[Notice], house: House, now: datetime, *, mail: int | None = None) -> list[Post]:
    """Puts notices into the outbox: one entry a language, only to addresses that the bot may write to, each once."""
    queued = []
    plans: dict[str, str] = {}
    for post in _with_calendars([p for notice in notices for p in posts(notice, house, now, plans=plans)]):
        entry = house.ledger.outbox.queue(post, finish=lambda p: _finished(p, house), mail=mail)
        if entry is not None:
            queued.append(entry)
    return queued


def _with_calendars(made: list[Post]) -> list[Post]:
    """The posts, an owner's calendar entries on the notice that they alone read beside them, where there is one: one mail, not two."""
    notices = [p for p in made if p.template != _CALENDAR]
    alone = {
        p.to[0]: n for n, p in reversed(list(enumerate(notices))) if p.purpose == "notice" and len(p.to + p.cc) == 1
    }
    left = []
    for post in (p for p in made if p.template == _CALENDAR):
        at = alone.get(post.to[0])
        if at is None or notices[at].campaign != post.campaign:
            left.append(post)
            continue
        beside = notices[at]
        facts = {**beside.facts, "calendar": [*beside.facts.get("calendar", ()), post.facts]}
        notices[at] = replace(beside, facts=facts)
    return [*notices, *left]


def posts(notice: Notice, house: House, now: datetime, *, plans: dict[str, str] | None = None) -> list[Post]:
    """A notice as outbox entries, one for each language among its readers; whoever may not be written to is left out.
    `plans` remembers the Message-IDs of campaigns' plans from one notice to the next."""
    rules = house.rules
    to = [a for a in dict.fromkeys(notice.to) if may_write_to(a, rules)]
    cc = [a for a in dict.fromkeys(notice.cc) if a not in to and may_write_to(a, rules)]
    references = _references(notice, house, {} if plans is None else plans)
    result = []
    for language in dict.fromkeys(language_of(a, rules) for a in (*to, *cc)):
        acting = tuple(a for a in to if language_of(a, rules) == language)
        knowing = tuple(a for a in cc if language_of(a, rules) == language)
        # Who only has to know, in a language of their own, is asked for nothing.
        facts = {**notice.facts, "knowing": True} if knowing and not acting else notice.facts
        result.append(
            Post(
                purpose=notice.purpose,
                template=notice.template,
                language=language,
                to=acting or knowing,
                cc=knowing if acting else (),
                subject=notice.subject,
                facts=facts,
                rows=notice.rows,
                campaign=notice.campaign,
                in_reply_to=notice.thread,
                references=references,
                once=f"{notice.once}/{language}" if notice.once else "",
                created=now,
                due=max(now, notice.at) if notice.at else now,
            )
        )
    return result


def may_write_to(address: str, rules: Rules) -> bool:
    """Only addresses of the directory and of the company's domains, never the bot's own (SPEC 2)."""
    address = address.lower()
    if address == rules.company.bot:
        return False
    person = rules.directory.person(address)
    if person is not None:
        return not person.left
    return rules.directory.mailbox(address) is not None or address.rpartition("@")[2] in rules.company.domains


def language_of(address: str, rules: Rules) -> Literal["zh", "en"]:
    person = rules.directory.person(address)
    return (person.language if person else None) or rules.company.language


def _references(notice: Notice, house: House, plans: dict[str, str]) -> tuple[str, ...]:
    """The campaign's plan and the mail answered, so that mail programs show one conversation."""
    code = notice.campaign
    if code and code not in plans:
        plans[code] = house.ledger.store.thread(code)
    return tuple(dict.fromkeys(m for m in (plans.get(code or "", ""), notice.thread) if m))


def _finished(post: Post, house: House) -> Post:
    """The post with everything that needs its number: mark, Message-ID, and the subject with the mark."""
    mark = f"D-{post.id}" if post.purpose in _OWN_MARK or not post.campaign else post.campaign
    domain = house.rules.company.bot.rpartition("@")[2]
    post = replace(post, mark=mark, message_id=house.signer.message_id(post.id, domain))
    return replace(post, subject=subject_line(_title(post, house), mark, post.language, reply=bool(post.subject)))


def _title(post: Post, house: House) -> str:
    """The subject answered, else the template's own."""
    if post.subject:
        return post.subject
    try:
        return house.templates.subject(
            post.template, post.language, post.facts, Frame(now=post.created, mark=post.mark)
        )
    except TemplateError:
        # Its words can be mended and written anew (`delivery` holds the entry); the mail that caused it is no worse for it.
        return house.rules.company.name
