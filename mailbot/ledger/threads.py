"""threads: which conversation a mail belongs to, asked of the ledger in the order of SPEC 3 "Thread"."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from mailbot.campaign import changes as c
from mailbot.campaign.outcome import Row
from mailbot.campaign.post import Post
from mailbot.campaign.thread import NO_THREAD, Answered, Thread
from mailbot.ledger.archive import Archive, Mail
from mailbot.ledger.entries import Entries
from mailbot.ledger.meta import Meta
from mailbot.ledger.outbox import Outbox
from mailbot.ledger.store import Store

# Bounds for hostile References: the newest count, and a mail's ancestors are climbed this far.
_MOST_REFERENCES = 50
_HIGHEST_CLIMB = 20
TOKEN_LENGTH = 6


class Threads:
    def __init__(self, store: Store, archive: Archive, outbox: Outbox, entries: Entries, meta: Meta):
        self._store, self._archive, self._outbox, self._entries, self._meta = store, archive, outbox, entries, meta

    def token(self, code: str) -> str:
        """The part that stands behind the code in the Reply-To address (`bot+SU-2026-0007.k3f9…@…`)."""
        return self._meta.sign(f"thread:{code.upper()}", TOKEN_LENGTH)

    def find(
        self,
        *,
        codes: Sequence[str] = (),
        message_ids: Sequence[str] = (),
        mark: int | None = None,
        token: tuple[str, str] | None = None,
        bare_subject: str = "",
        participants: frozenset[str] = frozenset(),
        sender: str = "",
    ) -> Thread:
        """The thread of a mail.

        `codes`: campaign codes in the subject (the first counts); `message_ids`: In-Reply-To, then References, newest
        first; `mark`: 1042 of `D-1042`; `token`: (code, secret part) of the address written to; `participants`:
        whom else the sender speaks for (their other addresses, principals, names of departments). An unknown code is
        `denied`; whether the sender has a part in a known one is the caller's to judge.
        """
        me = frozenset(who.lower() for who in (sender, *participants) if who) | participants
        answered = self._answered(message_ids, mark, me)
        led_to = self._campaign_of(answered)
        if codes:
            code = codes[0].upper()
            if not self._store.exists(code):
                return Thread(how="code", denied=code)
            if led_to not in (None, code):
                return Thread(campaign=code, how="code", conflict=led_to or "")
            return Thread(campaign=code, how="code", answered=answered)
        if answered is not None:
            by_mark = mark is not None and answered.outbox == mark and answered.message_id not in message_ids
            return Thread(campaign=led_to, how="mark" if by_mark else "reference", answered=answered)
        if token is not None and token[1].lower() == self.token(token[0]) and self._store.exists(token[0].upper()):
            return Thread(campaign=token[0].upper(), how="token")
        mine = [code for code in self._store.of_subject(bare_subject) if self._store.participants(code) & me]
        return Thread(campaign=mine[0], how="subject") if len(mine) == 1 else NO_THREAD

    # --- what is answered -------------------------------------------------------------------------------------------

    def _answered(self, message_ids: Sequence[str], mark: int | None, me: frozenset[str]) -> Answered | None:
        """The nearest mail that is referred to and says what an answer means; else the nearest that is known."""
        nearest: Answered | None = None
        for answered in self._known(message_ids, me):
            if answered.rows and (nearest is None or self._same_talk(nearest, answered)):
                return answered
            nearest = nearest or answered
        marked = self._marked(mark, me)
        if marked is not None and (nearest is None or (not nearest.rows and self._same_talk(nearest, marked))):
            return marked
        return nearest

    def _known(self, message_ids: Sequence[str], me: frozenset[str]) -> Iterator[Answered]:
        """Mails that the bot has sent or seen, in the order given, then what the first of them answered, and so on."""
        seen: set[str] = set()
        waiting = list(message_ids[:_MOST_REFERENCES])
        climbed = 0
        while waiting:
            message_id = waiting.pop(0)
            if not message_id or message_id in seen:
                continue
            seen.add(message_id)
            if post := self._outbox.by_message_id(message_id):
                yield self._of_post(post, me)
            elif (mail := self._archive.find(message_id)) and mail.verdict in ("accepted", "rejected"):
                yield self._of_mail(mail)
                if mail.in_reply_to and climbed < _HIGHEST_CLIMB:
                    # Clients that give In-Reply-To alone: the mail answered knows what it answered itself.
                    waiting.append(mail.in_reply_to)
                    climbed += 1

    def _marked(self, mark: int | None, me: frozenset[str]) -> Answered | None:
        if mark is None:
            return None
        try:
            post = self._outbox.get(mark)
        except KeyError:
            return None
        return self._of_post(post, me) if _is_for(post, me) else None

    def _same_talk(self, nearer: Answered, other: Answered) -> bool:
        one, two = self._campaign_of(nearer), self._campaign_of(other)
        return one is None or two is None or one == two

    def _campaign_of(self, answered: Answered | None) -> str | None:
        """The campaign that a mail is about; None where it is about several or none."""
        if answered is None:
            return None
        if answered.outbox is not None:
            campaign = self._outbox.get(answered.outbox).campaign
        else:
            campaign = self._archive.get(answered.mail).campaign if answered.mail is not None else None
        if campaign is None:
            about = {row.campaign for row in answered.rows}
            campaign = about.pop() if len(about) == 1 else None
        return campaign

    def _of_post(self, post: Post, me: frozenset[str]) -> Answered:
        """A mail that the bot sent. Rows of a mail about several campaigns are for its addressee only."""
        cause = self._archive.find(post.in_reply_to) if post.in_reply_to else None
        rows = post.rows if post.campaign is not None or _is_for(post, me) else ()
        return Answered(
            message_id=post.message_id,
            purpose=post.purpose,
            template=post.template,
            tag=cause.tag if cause else "",
            rows=rows,
            outbox=post.id,
            mail=self._outbox.cause(post.id) or (cause.id if cause else None),
        )

    def _of_mail(self, mail: Mail) -> Answered:
        """A mail that the bot read: its rows are what it did."""
        changes = [(entry.campaign, entry.change) for entry in self._entries.of_mail(mail.id)]
        return Answered(
            message_id=mail.message_id,
            kind=mail.kind,
            tag=mail.tag,
            verdict=mail.verdict,
            rows=rows_of(changes),
            mail=mail.id,
        )


def rows_of(changes: Sequence[tuple[str, c.Change]]) -> tuple[Row, ...]:
    """What an answer to a mail that made these changes means, row by row.

    Issues stand under the mail's own numbers where it gave any; everything else is numbered in its order, and a thing
    that the mail touched twice has one row.
    """
    rows: list[Row] = []
    for campaign, change in changes:
        row = _row_of(campaign, change)
        if row is not None and not any(replace(row, n=known.n) == known for known in rows):
            rows.append(row)
    taken = {row.n for row in rows if row.n > 0}
    free = (n for n in range(1, len(rows) + len(taken) + 1) if n not in taken)
    return tuple(row if row.n > 0 else replace(row, n=next(free)) for row in rows)


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
        case c.SummaryAccepted():
            made = {"asks": "summary"}
        case (
            c.IssueAnswered(number=number)
            | c.IssueAcknowledged(number=number)
            | c.IssueQuestioned(number=number)
            | c.IssueSupplemented(number=number)
            | c.IssueReopened(number=number)
            | c.IssueClosed(number=number, how="word")
        ):
            made = {"asks": "issue", "issue": number}
        case _:
            return None
    return Row(campaign=campaign, **{"n": 0, **made})


def _is_for(post: Post, me: frozenset[str]) -> bool:
    return not me.isdisjoint(address.lower() for address in (*post.to, *post.cc))
