"""circumstances: what a mail is read with: its thread, its campaign, for whom its sender speaks, the rejected mail that it mends."""

from datetime import datetime

from mailbot.campaign.acting import acting
from mailbot.campaign.case import company_days
from mailbot.campaign.thread import Thread
from mailbot.errors import TemplateError
from mailbot.house import House
from mailbot.inbound.addresses import Address
from mailbot.inbound.codes import find_codes
from mailbot.inbound.forms.context import Context
from mailbot.inbound.letter import Letter, read_letter
from mailbot.inbound.pages.markup import read_page
from mailbot.inbound.quotes.earlier import UNKNOWN, Earlier
from mailbot.inbound.quoting import written
from mailbot.inbound.screen import Screened, screen
from mailbot.inbound.signatures.signoff import without_signoff
from mailbot.inbound.subject import Subject, read_subject, without_list_prefix
from mailbot.inbound.texttag import text_tag
from mailbot.inbound.writing import Writing
from mailbot.late import late
from mailbot.rulebook.folding import fold
from mailbot.rulebook.rules import Rules
from mailbot.value import replace

_MOST_EARLIER = 5  # faults answered by faults: how far back a rejected mail's values are taken from
_REVISES = late(
    r"(?:是的?|对)?[,，、 ]*(?:就是|这是|算|按)?(?:修订|修改)(?:它|版|的|原计划|原来的|现有的?)?(?:计划)?"
    r"|(?:it is )?(?:a )?revis(?:e|ion)(?: it)?"
)
_MOST_SIGN = 6  # people of a department whose mailbox wrote
_MOST_OCTETS = 2_000_000  # of an answered mail that a reply is compared with
_ABOUT_SEVERAL = ("fault", "digest")
_CODE_IN_TEXT = ("ISSUE", "RESULT", "QUERY")
_NAMED_WITHIN = 2000  # characters of a text in which a code is looked for


def circumstances(
    letter: Letter, screened: Screened, house: House, now: datetime, *, earlier: int = _MOST_EARLIER
) -> Context:
    """The mail with all that decides how it is read. `earlier`: how many rejected mails before it are looked up."""
    subject = subject_of(letter, house.rules)
    names = _of_the_sender(letter, screened, house.rules)
    whole = writing_of(letter, subject, answered_mail(letter, house), _who_may_sign(screened, house.rules))
    subject, writing = text_tag(subject, whole, house.rules.tags, _prefixes(house.rules))
    whole, writing = without_signoff(whole, *names), without_signoff(writing, *names)
    thread = _thread_by_head_or_text(letter, subject, writing, screened, house)
    campaign = house.ledger.store.load(thread.campaign) if thread.campaign else None
    campaigns = {o.code: o for o in house.ledger.store.load_many(dict.fromkeys(r.campaign for r in thread.rows))}
    if campaign is not None:
        campaigns[campaign.code] = campaign
    mailed = (letter.date or now).astimezone(house.rules.zone)
    return Context(
        letter=letter,
        subject=subject,
        writing=writing,
        whole=whole,
        person=acting(screened.person, screened.address, screened.department, campaign, house.rules, mailed.date()),
        department=screened.department,
        mailed=mailed,
        rules=house.rules,
        days=company_days(house.rules),
        campaign=campaign,
        thread=thread,
        campaigns=campaigns,
        earlier=_mended(thread, screened, house, now, earlier),
    )


def _of_the_sender(letter: Letter, screened: Screened, rules: Rules) -> tuple[list[str], list[str]]:
    """Their names, as the directory and the mail's header write them, and their department's."""
    person = rules.directory.person(screened.person)
    names = [*(a.name for a in letter.from_), *([person.name] if person else [])]
    names += [first for name in names if name.isascii() and len(first := name.split(" ")[0]) > 1]
    department = rules.directory.department(person.department) if person and person.department else None
    return names, [department.name, *department.aliases] if department else []


def _who_may_sign(screened: Screened, rules: Rules) -> tuple[Address, ...]:
    """The sender as the directory names them, who wrote it for them, and of a shared mailbox the people of its department: mail
    programs write `Sun Li`, `sunli` or the department in From where 孙丽 signs."""
    found = [
        rules.directory.person(address)
        for address in dict.fromkeys((screened.person, screened.address, screened.via))
        if address
    ]
    people = [person for person in found if person is not None]
    if screened.department:
        people += [person for person in rules.directory.people if person.department == screened.department][:_MOST_SIGN]
    return tuple(Address(person.name, person.addresses[0] if person.addresses else "") for person in people)


def subject_of(letter: Letter, rules: Rules) -> Subject:
    """The letter's subject by the grammar of SPEC 3."""
    keys = frozenset(fold(tag.key) for tag in rules.tags.tag)
    return replace(
        read_subject(without_list_prefix(letter, keys), rules.tags, _prefixes(rules)), written=letter.subject
    )


def answered_mail(letter: Letter, house: House) -> Earlier:
    """The mail that this one answers, if the bot has sent or taken it; a rejected one is sent anew, with corrections."""

    def texts() -> tuple[str, str]:
        octets = next(
            (found for id in (*letter.in_reply_to[:1], *letter.references[-1:]) if (found := _octets_of(id, house))),
            b"",
        )
        if not octets or len(octets) > _MOST_OCTETS:
            return "", ""
        answered = read_letter(octets)
        whole = (
            answered.text if answered.text.strip() else "\n".join(line.text for line in read_page(answered.html).lines)
        )
        return whole, written(answered.text, answered.html, sender=answered.from_).text

    return Earlier(texts)


def _octets_of(message_id: str, house: House) -> bytes:
    """Of a mail that the bot sent, or is about to send, or took; empty where it has none."""
    if post := house.ledger.outbox.by_message_id(message_id):
        from mailbot.outbound.write import write  # what a mail is written with is loaded for an answer to one alone

        try:
            return house.ledger.outbox.octets(post.id) or write(
                post, house.templates, house.rules.company, now=post.created
            )
        except TemplateError:
            return b""  # the admin is told when it is to be sent
    mail = house.ledger.archive.find(message_id)
    kept = mail is not None and mail.verdict == "accepted" and house.ledger.archive.has_octets(mail.id)
    return house.ledger.archive.octets(mail.id) if mail is not None and kept else b""


def writing_of(
    letter: Letter, subject: Subject, earlier: Earlier = UNKNOWN, signs: tuple[Address, ...] = ()
) -> Writing:
    """What its sender wrote; who else `signs` for them. Of a mail that is forwarded, not answered, what is forwarded counts: inline, or as the mail that
    is attached where nothing is written beside it (SPEC 3 "Body")."""
    answers = subject.reply or subject.forward or letter.answers
    own = written(
        letter.text,
        letter.html,
        forwarded=subject.forward and not subject.reply,
        answers=answers,
        sender=(*letter.from_[:3], *signs),
        earlier=earlier,
    )
    if own.text.strip() or subject.reply or not letter.attached_letters:
        return own
    inner = letter.attached_letters[0]
    author = next((f"{a.name} <{a.address}>" if a.name else a.address for a in inner.from_), "")
    return replace(
        written(inner.text, inner.html, sender=inner.from_), forwarded=True, forwarded_from=author, attached=True
    )


def _mended(thread: Thread, screened: Screened, house: House, now: datetime, depth: int) -> Context | None:
    """The rejected mail that this one mends: the one whose fault it answers, if it is the sender's own."""
    answered = thread.answered
    if depth == 0 or answered is None or answered.purpose != "fault" or answered.mail is None:
        return None
    mail = house.ledger.archive.get(answered.mail)
    if mail.verdict != "rejected" or not house.ledger.archive.has_octets(mail.id):
        return None
    letter = read_letter(house.ledger.archive.octets(mail.id))
    before = screen(letter, house.rules, released=True, entry_of=house.signer.entry)
    if before.person != screened.person:
        return None
    return circumstances(letter, before, house, now, earlier=depth - 1)


def _thread_by_head_or_text(
    letter: Letter, subject: Subject, writing: Writing, screened: Screened, house: House
) -> Thread:
    """The mail's thread. 哪个策略？ is answered in the text as often as in the subject: there a code counts under a fault, and
    under a digest, which is about all of them; and under a new 【问题】, 【结果】 or 【查询】 that is in no thread."""
    thread = _thread(letter, subject, screened, house)
    if thread.campaign is None and thread.answered is not None and thread.answered.purpose in _ABOUT_SEVERAL:
        named = find_codes(writing.text[:_NAMED_WITHIN], _prefixes(house.rules)) or _double(thread, writing, house)
        if len(named) == 1:
            by_text = _thread(letter, replace(subject, codes=named), screened, house)
            return replace(by_text, answered=thread.answered)
    if (
        thread.campaign is None
        and thread.answered is None
        and not thread.denied
        and not subject.codes
        and (tag := subject.tag)
        and tag.fresh
        and tag.key in _CODE_IN_TEXT
    ):
        named = find_codes(writing.text[:_NAMED_WITHIN], _prefixes(house.rules))
        if len(named) == 1:
            return _thread(letter, replace(subject, codes=named), screened, house)
    return thread


def _double(thread: Thread, writing: Writing, house: House) -> tuple[str, ...]:
    """修订 alone, in answer to 修订还是新的？, means the campaign that the question named."""
    text = fold(writing.text[:_NAMED_WITHIN]).strip(" \n。.!,，~")
    if thread.answered is None or thread.answered.outbox is None or _REVISES.fullmatch(text) is None:
        return ()
    faults = house.ledger.outbox.get(thread.answered.outbox).facts.get("faults") or ()
    return tuple(
        str(f["facts"]["code"]) for f in faults if f.get("reason") == "duplicate-plan" and f["facts"].get("code")
    )


def _thread(letter: Letter, subject: Subject, screened: Screened, house: House) -> Thread:
    token = next((m for a in (*letter.to, *letter.cc) if (m := house.signer.mark(a.address.partition("@")[0]))), None)
    return house.ledger.threads.find(
        codes=subject.codes,
        message_ids=tuple(dict.fromkeys((*letter.in_reply_to, *reversed(letter.references)))),
        mark=subject.marks[0] if subject.marks else None,
        token=token,
        # A PLAN tag that is spoken anew opens a campaign: it is not threaded by its bare subject (SPEC 9 "Replies").
        bare_subject="" if subject.tag and subject.tag.key == "PLAN" and subject.tag.fresh else subject.bare,
        subject=letter.subject or "",
        participants=_names_of(screened, house.rules),
        sender=screened.person,
    )


def _names_of(screened: Screened, rules: Rules) -> frozenset[str]:
    """Addresses and departments under which the sender may be known to a campaign: their own, and of those they speak for."""
    directory = rules.directory
    names = {screened.department, *(p.address for p in directory.principals(screened.address))}
    person = directory.person(screened.person)
    if person is not None:
        names |= {*person.addresses, person.department or ""}
        names |= {d.name for d in directory.departments if any(a in d.contacts for a in person.addresses)}
    return frozenset(name for name in names if name)


def _prefixes(rules: Rules) -> frozenset[str]:
    """What a campaign's code may begin with."""
    return frozenset(kind.code for kind in rules.kinds.values())
