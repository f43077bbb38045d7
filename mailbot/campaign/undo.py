"""undo_mail: takes back what one mail did, as long as nothing has been built on it (SPEC 3 "Subject", 9 "Rights")."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from mailbot.campaign import changes as c
from mailbot.campaign.audience import left_out
from mailbot.campaign.case import Case
from mailbot.campaign.commands import UndoMail
from mailbot.campaign.decide.differences import differences
from mailbot.campaign.decide.invitations import follow
from mailbot.campaign.evolve import evolve_all
from mailbot.campaign.outcome import Outcome, Refused
from mailbot.campaign.rights import may
from mailbot.value import asdict, replace

# Nothing is built on a plan by reminding of it, or by a word on the timeline.
_LIGHT = (c.Noted, c.VersionRequested, c.StepsReminded, c.RemindersWithdrawn, c.Warned)
_MOST_NAMED = 10  # receipts named as what to take back first


def _is_light(change: c.Change) -> bool:
    """Neither by counts that the bot has fetched itself: those of the next day replace them."""
    return isinstance(change, _LIGHT) or (isinstance(change, c.CoverageReported) and bool(change.source))


_WHOLE = (
    c.CampaignOpened,
    c.PlanRevised,
    c.StageReached,
    c.CampaignPaused,
    c.CampaignResumed,
    c.HandedOver,
    c.MailUndone,
)


def undo_mail(
    command: UndoMail,
    case: Case,
    *,
    mail: str | None,
    sender: str,
    own: Sequence[int],
    history: Sequence[tuple[int, c.Change]],
    receipt: int | None,
    taken_back: frozenset[int] = frozenset(),
    told: tuple[str, ...] = (),
    receipts: Mapping[int, str] = MappingProxyType({}),
) -> Outcome | Refused:
    """`own` are the ids of the entries that the mail made, `history` all entries of its campaign (id, change), in order;
    `taken_back` those of other mails that were undone, and of their undoing: nothing stands on them; `told` who has had a
    notice of what the mail did, and must hear that it no longer counts; `receipts` the numbers of what came later, by the
    entry's id.

    For the mail's sender or the PM. The campaign is projected anew without the mail's entries; an undone new plan leaves a
    cancelled campaign.
    """
    words = f"R-{receipt}" if receipt is not None else ""
    if mail is None or not own or case.campaign is None:
        return case.refused("undo", "nothing-to-undo", right=True, words=words)
    if case.by != sender and not may("undo", case):
        return case.refused("undo", "no-right", right=True, act="undo", words=words)
    mine = [change for id, change in history if id in own]
    history = [(id, change) for id, change in history if id in own or id not in taken_back]
    later = [(id, change) for id, change in history if id > max(own) and id not in own and not _is_light(change)]
    if any(isinstance(change, c.MailUndone) and change.message_id == mail for _, change in later):
        return case.refused("undo", "already-undone", right=True, words=words)
    touched = {key for change in mine for key in _touches(change)}
    built = [(id, change) for id, change in later if "*" in touched or _touches(change) & (touched | {"*"})]
    if built:
        # The newest is taken back first, or the next would be built on in its turn.
        first = list(dict.fromkeys(receipts[id] for id, _ in reversed(built) if id in receipts))
        by = next((change.by for _, change in built if change.by), "")
        return case.refused(
            "undo",
            "undo-built-on",
            right=True,
            words=words,
            by=by,
            at=built[0][1].at.isoformat(),
            later=first[:_MOST_NAMED],
        )
    rest = tuple(change for id, change in history if id not in own)
    if isinstance(mine[0], c.CampaignOpened):
        nodes = tuple(replace(n, state="cancelled") if n.state == "pending" else n for n in case.campaign.nodes)
        before = replace(case.campaign, stage="cancelled", stage_since=case.now, nodes=nodes)
    else:
        projected = evolve_all(None, rest)
        if projected is None:
            return case.refused("undo", "nothing-to-undo", right=True, words=words)
        before = projected
    change = c.MailUndone(at=case.now, by=case.by, message_id=mail, campaign=before)
    people = left_out((*told, sender, case.campaign.pm), case.by)
    what = sorted({type(m).__name__ for m in mine})
    lines = differences(case.campaign, before, case.rules) if any(isinstance(m, c.PlanRevised) for m in mine) else ()
    told_of = [asdict(d) for d in lines]
    notices = case.tell(before, "undone", people, receipt=words, what=what, differences=told_of)
    return case.outcome("undo", (change,), notices + follow(case.campaign, before, case), words=words, what=what)


def _touches(change: c.Change) -> set[str]:
    """What a change is about: a node, an issue, a department …, or `*` for the campaign as a whole."""
    if isinstance(change, _WHOLE):
        return {"*"}
    found: set[str] = set()
    for name in ("key", "number", "version"):
        value = getattr(change, name, None)
        if value is not None:
            kind = "postponement" if isinstance(change, c.PostponementDecided) else name
            found.add(f"{kind}:{value}")
    match change:
        case c.DepartmentAnswered(part=part):
            found.add(f"part:{part.name}")
        case c.IssueRaised(issue=issue):
            found.add(f"number:{issue.number}")
        case c.PostponementAsked(postponement=asked):
            found |= {f"postponement:{asked.number}", f"key:{asked.node}"}
        case c.NodesOpened(nodes=nodes):
            found |= {f"key:{n.key}" for n in nodes}
        case c.NodesCancelled(keys=keys):
            found |= {f"key:{key}" for key in keys}
        case c.CoverageReported() | c.SummaryAccepted():
            found.add("summary")
    return found
