"""admin_notices: what the admin is told of a mail: set aside, a person not proven, a mail that came back (SPEC 6, 9)."""

from mailbot.campaign.audience import to_admins
from mailbot.campaign.outcome import Notice
from mailbot.considering.considered import Considered
from mailbot.considering.returned import REFUSED_FOR_US, unreached
from mailbot.house import House
from mailbot.inbound.auth_results import read_auth_results
from mailbot.inbound.letter import Letter
from mailbot.rulebook.rules import Rules

_INTERNAL = "x-ms-exchange-organization-authas"


def admin_notices(considered: Considered, house: House) -> list[Notice]:
    """Of a person in the directory who is not proven, the first mail; of a bounce, one mail an entry and person, and one to
    their manager."""
    if considered.alarm:
        return _unproven(considered, house)
    if considered.bounced is not None and REFUSED_FOR_US in considered.reasons:
        return _refused(considered, house)
    if considered.bounced is not None and "returned" in considered.reasons:
        return _unreachable(considered, house)
    return []


def set_aside_notices(mail: int, error: str, house: House) -> list[Notice]:
    """A mail whose handling raised, once a mail however often it is tried. `error`: the traceback's last line."""
    return to_admins("set-aside", house.rules, f"set-aside:{mail}", mail=mail, error=error[:300])


def _unproven(considered: Considered, house: House) -> list[Notice]:
    letter = considered.letter
    facts = {
        "address": considered.written_from,
        "reason": considered.alarm,
        "header": (letter.header("authentication-results") or "")[:500],
        "line": line_to_change(considered.alarm, letter, house.rules),
    }
    return to_admins("unproven-sender", house.rules, f"unproven:{considered.person}", **facts)


def line_to_change(why: str, letter: Letter, rules: Rules) -> str:
    """The line of company.toml [identity] (of people.toml, for an assistant) that decides, with what the letter gives reason to add; '' where none would help.

    A server is proposed only where it is the one that handed the mail over: everything else in a mail that is not proven may
    be the work of its sender.
    """
    identity = rules.identity
    if why in ("no-header", "foreign-received"):
        written = (read_auth_results(v).server for v in letter.all("authentication-results"))
        by = (letter.header("received") or "").lower()
        found = next((s for s in written if s and f"by {s} " in f"{by} "), "")
        servers = dict.fromkeys((*identity.authserv_ids, *((found,) if found else ())))
        return f"authserv_ids = [{', '.join(map(_quoted, servers))}]"
    if why == "not-an-assistant":
        sender = letter.sender.address if letter.sender else ""
        return f"assistants = [{_quoted(sender)}]"
    if why in ("not-aligned", "nothing-passed", "dmarc-fail"):
        inside = letter.header(_INTERNAL) == "Internal" and not identity.internal
        proposed = (*identity.internal, *(("X-MS-Exchange-Organization-AuthAs: Internal",) if inside else ()))
        return f"internal = [{', '.join(map(_quoted, proposed))}]"
    return ""


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "").replace('"', "") + '"'


def _refused(considered: Considered, house: House) -> list[Notice]:
    """A mail came back for what the bot is or wrote: nobody is marked for it; the admin is told, once an entry."""
    post = house.ledger.outbox.get(considered.bounced or 0)
    if post.purpose == "admin":
        return []
    facts = {"entry": post.id, "to": list(post.to), "subject": post.subject, "returned": True}
    facts |= {"reply": considered.reasons[-1][:300]}
    return to_admins("delivery-failed", house.rules, f"failed:{post.id}", **facts)


def _unreachable(considered: Considered, house: House) -> list[Notice]:
    """Their manager and the admin are told of a person who cannot be reached. That one of these two mails came back itself is
    told to nobody but the admin, or it would go round for ever."""
    post = house.ledger.outbox.get(considered.bounced or 0)
    failed = unreached(post, considered.reasons)
    facts = {"subject": post.subject, "campaign": post.campaign, "entry": post.id}
    once = f"unreachable:{post.id}"
    told: list[Notice] = []
    if not failed:  # somebody of several: the report does not say who
        everybody = ", ".join((*post.to, *post.cc))
        told += to_admins("unreachable-admin", house.rules, f"{once}:admin", person=everybody, **facts)
    for address in failed:
        person = house.rules.directory.person(address)
        about = {**facts, "person": address}
        if person and person.manager and person.manager not in person.addresses and post.template != "unreachable":
            key = f"{once}:{address}"
            told.append(Notice(purpose="notice", template="unreachable", to=(person.manager,), facts=about, once=key))
        if post.purpose != "admin":
            told += to_admins("unreachable-admin", house.rules, f"{once}:{address}:admin", **about)
    return told
