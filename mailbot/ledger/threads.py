"""threads: which conversation a mail belongs to, asked of the ledger in the order of SPEC 3 "Thread"."""

from collections.abc import Iterator, Sequence
from typing import Any

from mailbot.campaign import changes as c
from mailbot.campaign.outcome import Row
from mailbot.campaign.post import Post
from mailbot.campaign.thread import NO_THREAD, Answered, How, Thread
from mailbot.ledger.archive import Archive
from mailbot.ledger.entries import Entries
from mailbot.ledger.mails import Mail
from mailbot.ledger.outbox import Outbox
from mailbot.ledger.store import Store
from mailbot.rulebook.folding import fold
from mailbot.value import Value, replace

# Bounds for hostile References: the newest count; and how many ancestors of the mails found are looked up.
_MOST_REFERENCES = 50
_HIGHEST_CLIMB = 20
_MOST_SUBJECTS = 40  # of the bot's own mails to somebody in a campaign, the latest first


class Threads:
    def __init__(self, store: Store, archive: Archive, outbox: Outbox, entries: Entries):
        self._store, self._archive, self._outbox, self._entries = store, archive, outbox, entries

    def find(
        self,
        *,
        codes: Sequence[str] = (),
        message_ids: Sequence[str] = (),
        mark: int | None = None,
        token: str | None = None,
        bare_subject: str = "",
        subject: str = "",
        participants: frozenset[str] = frozenset(),
        sender: str = "",
    ) -> Thread:
        """The thread of a mail.

        `codes`: campaign codes in the subject (the first counts); `message_ids`: In-Reply-To, then References, newest
        first; `subject`: as it was written, which finds the bot's own mail again where a client dropped References (the
        link of a button gives none); `mark`: 1042 of `D-1042`; `token`: the code or `D-1042` of the address written to, its proof checked by
        the caller; `participants`: whom else the sender speaks for (their other addresses, principals, names of
        departments). An unknown code is `denied`; whether the sender has a part in a known one is the caller's to judge.
        """
        me = frozenset(who.lower() for who in (sender, *participants) if who) | participants
        marks: list[tuple[How, int | None]] = [("mark", mark), ("token", _number(token))]
        found = self._answered(message_ids, [(how, n) for how, n in marks if n is not None], me)
        if codes:
            code = codes[0].upper()
            if not self._store.exists(code):
                return Thread(how="code", denied=code)
            if found is not None and found.campaign not in (None, code):
                return Thread(campaign=code, how="code", conflict=found.campaign or "")
            found = found or self._by_own_subject(code, subject, me)
            return Thread(campaign=code, how="code", answered=found.answered if found else None)
        if found is not None:
            return Thread(campaign=found.campaign, how=found.how, answered=found.answered)
        if token is not None and self._store.exists(token.upper()):
            return Thread(campaign=token.upper(), how="token")
        mine = [code for code in self._store.of_subject(bare_subject) if self._store.participants(code) & me]
        return Thread(campaign=mine[0], how="subject") if len(mine) == 1 else NO_THREAD

    def _answered(self, message_ids: Sequence[str], marks: "_Marks", me: frozenset[str]) -> "_Found | None":
        """The nearest mail of the conversation that says what an answer means; else the nearest that is known."""
        nearest: _Found | None = None
        for found in self._conversation(message_ids, marks, me):
            if nearest is not None and not nearest.same_talk(found):
                continue
            if found.answered.rows or (nearest is None and found.answered.purpose == "fault"):
                return found  # a fault is answered about the mail that it rejected
            nearest = nearest or found
        return nearest

    def _conversation(self, message_ids: Sequence[str], marks: "_Marks", me: frozenset[str]) -> "Iterator[_Found]":
        """Mails that the bot has sent or seen: those referred to, in the order given; then those of the marks; then
        what the first ones answered, and so on, for clients that give In-Reply-To alone."""
        seen: set[str] = set()
        referred: list[str] = []
        for message_id in message_ids[:_MOST_REFERENCES]:
            yield from self._known(message_id, seen, referred, me)
        for how, number in marks:
            yield from self._marked(how, number, me)
        for _ in range(_HIGHEST_CLIMB):
            if not referred:
                break
            yield from self._known(referred.pop(0), seen, referred, me)

    def _known(self, message_id: str, seen: set[str], referred: list[str], me: frozenset[str]) -> "Iterator[_Found]":
        if not message_id or message_id in seen:
            return
        seen.add(message_id)
        if post := self._outbox.by_message_id(message_id):
            yield self._of_post(post, me)
        elif (mail := self._archive.find(message_id)) and mail.verdict in ("accepted", "rejected"):
            yield self._of_mail(mail)
            referred.append(mail.in_reply_to)

    def _marked(self, how: How, number: int, me: frozenset[str]) -> "Iterator[_Found]":
        """A mail about several things, by the mark in its subject or address: for its addressee alone."""
        try:
            post = self._outbox.get(number)
        except KeyError:
            return
        if _is_for(post, me):
            yield replace(self._of_post(post, me), how=how)

    def _by_own_subject(self, code: str, subject: str, me: frozenset[str]) -> "_Found | None":
        """The latest mail of the bot to the sender in a campaign whose whole subject, its mark among it, stands at the end of
        the answer's."""
        written = fold(subject)
        for post in self._outbox.latest_to(me, campaign=code, limit=_MOST_SUBJECTS):
            own = fold(post.subject.removeprefix("回复: ").removeprefix("Re: "))
            if len(own) > len(code) + 2 and written.endswith(own):
                return self._of_post(post, me)
        return None

    def _of_post(self, post: Post, me: frozenset[str]) -> "_Found":
        """A mail that the bot sent. Rows of a mail about several campaigns are for its addressee only."""
        cause = self._archive.find(post.in_reply_to) if post.in_reply_to else None
        rows = post.rows if post.campaign is not None or _is_for(post, me) else ()
        if not rows and cause is not None and post.purpose == "receipt":
            # Its reader answers about what the receipt is of: the issues (严重, 已解决), or the one node (剩下 8 台也升完了).
            did = self._rows_of(cause)
            rows = tuple(r for r in did if r.asks == "issue") or _of_one_node(did)
        answered = Answered(
            message_id=post.message_id,
            purpose=post.purpose,
            template=post.template,
            tag=cause.tag if cause else "",
            rows=rows,
            outbox=post.id,
            mail=self._outbox.cause(post.id) or (cause.id if cause else None),
        )
        return _Found(answered, post.campaign or _only_campaign(post.rows))

    def _of_mail(self, mail: Mail) -> "_Found":
        """A mail that the bot read: its rows are what it did."""
        rows = self._rows_of(mail)
        answered = Answered(
            message_id=mail.message_id,
            kind=mail.kind,
            tag=mail.tag,
            verdict=mail.verdict,
            rows=rows,
            mail=mail.id,
        )
        return _Found(answered, mail.campaign or _only_campaign(rows))

    def _rows_of(self, mail: Mail) -> tuple[Row, ...]:
        return rows_of([(entry.campaign, entry.change) for entry in self._entries.of_mail(mail.id)])


_Marks = Sequence[tuple[How, int]]


class _Found(Value):
    """A mail that is answered; `campaign` is None where it is about several or none."""

    answered: Answered
    campaign: str | None
    how: How = "reference"

    def same_talk(self, other: "_Found") -> bool:
        return self.campaign is None or other.campaign is None or self.campaign == other.campaign


def rows_of(changes: Sequence[tuple[str, c.Change]]) -> tuple[Row, ...]:
    """What an answer to a mail that made these changes means, row by row.

    Issues stand under the mail's own numbers where it gave any, else under the campaign's; everything else is numbered in its order, and a thing
    that the mail touched twice has one row.
    """
    rows: list[Row] = []
    for campaign, change in changes:
        row = _row_of(campaign, change)
        if row is not None and not any(replace(row, n=known.n) == known for known in rows):
            rows.append(replace(row, n=0) if row.n in {known.n for known in rows} else row)
    taken = {row.n for row in rows if row.n > 0}
    free = (n for n in range(1, len(rows) + len(taken) + 1) if n not in taken)
    return tuple(row if row.n > 0 else replace(row, n=next(free)) for row in rows)


def _of_one_node(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """The node that a mail's report, promise or request was of, where it is one; () where the mail did more."""
    nodes = {(r.campaign, r.node) for r in rows}
    if len(nodes) != 1 or any(r.asks not in ("node", "postponement") for r in rows):
        return ()
    return (Row(n=1, campaign=rows[0].campaign, asks="node", node=rows[0].node),)


def _row_of(campaign: str, change: c.Change) -> Row | None:
    """`n` is 0 where the mail gave no number."""
    made: dict[str, Any]
    match change:
        case c.IssueRaised(issue=issue):
            made = {"asks": "issue", "issue": issue.number, "n": issue.own_number or 0}
        case c.CampaignOpened() | c.PlanRevised():
            made = {"asks": "confirmation"}
        case c.PostponementAsked(postponement=asked):
            made = {"asks": "postponement", "postponement": asked.number, "node": asked.node}
        case c.NodeDone(key=key) | c.NodeProgressed(key=key) | c.NodePromised(key=key):
            made = {"asks": "node", "node": key}
        case c.SubmissionRefused(submission=submission):
            made = {"asks": "node", "node": submission.node}
        case c.VersionRequested(by=by, department=department):
            made = {"asks": "obtain", "person": by, "department": department}
        case c.SummaryAccepted():
            made = {"asks": "summary"}
        case (
            c.IssueAnswered(number=number)
            | c.IssueAcknowledged(number=number)
            | c.IssueGraded(number=number)
            | c.IssuePromised(number=number)
            | c.IssueQuestioned(number=number)
            | c.IssueSupplemented(number=number)
            | c.IssueReopened(number=number)
            | c.IssueClosed(number=number, how="word")
        ):
            made = {
                "asks": "issue",
                "issue": number,
                "n": number,
            }  # who answers about 1 and 3 is answered about 1 and 3
        case _:
            return None
    return Row(campaign=campaign, **{"n": 0, **made})


def _number(token: str | None) -> int | None:
    """1042 of `D-1042`."""
    head, _, number = (token or "").upper().partition("-")
    return int(number) if head == "D" and number.isascii() and number.isdigit() and len(number) < 12 else None


def _only_campaign(rows: Sequence[Row]) -> str | None:
    about = {row.campaign for row in rows}
    return about.pop() if len(about) == 1 else None


def _is_for(post: Post, me: frozenset[str]) -> bool:
    return not me.isdisjoint(address.lower() for address in (*post.to, *post.cc))
