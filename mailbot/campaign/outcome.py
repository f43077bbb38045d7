"""What follows from a mail or a tick: the changes to the ledger and the notices to send, or why not."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal

import msgspec

from mailbot.campaign.changes import Change
from mailbot.value import Value

Purpose = Literal[
    "receipt", "fault", "notice", "reminder", "escalation", "finalize", "summary", "digest", "answer", "admin"
]


class Row(Value, kw_only=True):
    """A numbered row of a mail about several things, answerable by its number (SPEC 8 `rows`).

    `asks` says what an answer to the row means: `node` (完成, 延期, 预计), `issue`, `confirmation` (同意), `postponement`
    (同意 / 不同意), `summary`, `decision` for a lead, or `obtain`: where `person` gets the version.
    """

    n: int
    campaign: str
    asks: Literal["node", "issue", "confirmation", "postponement", "summary", "decision", "obtain"] = "node"
    node: str = ""
    issue: int | None = None
    postponement: int | None = None
    department: str = ""
    person: str = ""


class Notice(Value, kw_only=True):
    """A mail before it has words: `template` names its words, `facts` (JSON) fill them.

    `to` must act, `cc` should know. `once` is a unique key: a second notice with the same key is not queued. `at` is the
    earliest time it may leave (None: at once). `thread` is the Message-ID that it answers, `subject` the subject that
    it answers ('' where the template makes its own).
    """

    purpose: Purpose
    template: str
    to: tuple[str, ...]
    cc: tuple[str, ...] = ()
    campaign: str | None = None
    facts: Mapping[str, Any] = msgspec.field(default_factory=dict)
    rows: tuple[Row, ...] = ()
    once: str = ""
    at: datetime | None = None
    thread: str = ""
    subject: str = ""


class Receipt(Value, kw_only=True):
    """What one command did, for its sender: `template` names the words of this part, `facts` fill them."""

    template: str
    facts: Mapping[str, Any] = msgspec.field(default_factory=dict)


class Outcome(Value, kw_only=True):
    """`kind` is the word of SPEC 8 for what the command turned out to be (a progress that reached its total is a
    `node_result`). `receipt` None: its sender gets none (a note)."""

    kind: str
    changes: tuple[Change, ...] = ()
    notices: tuple[Notice, ...] = ()
    receipt: Receipt | None = None


class Fault(Value, kw_only=True):
    """One thing wrong with a mail. `reason` (kebab-case) names its words; `place` is the line or cell (`7`,
    `Sheet1!C7`, '' for the whole mail), `words` the words it is about, `nearest` valid ones, `facts` fill the text."""

    reason: str
    field: str = ""
    place: str = ""
    words: str = ""
    nearest: tuple[str, ...] = ()
    facts: Mapping[str, Any] = msgspec.field(default_factory=dict)


class Refused(Value, kw_only=True):
    """The sender's to mend, always mailed. `purpose` is `fault` (its content) or `answer` (a refusal of right, a
    campaign that is over); `changes` may record what has to be remembered (a refused submission)."""

    kind: str
    faults: tuple[Fault, ...]
    purpose: Literal["fault", "answer"] = "fault"
    changes: tuple[Change, ...] = ()


class Occasion(Value, kw_only=True):
    """Under what circumstances a command is decided.

    `person` speaks (an assistant's principal, a department's mailbox as `department`), `mailed` is when it was written,
    `had` are the people who had the mail themselves, `rows` the rows of the mail that it answers.
    """

    person: str
    mailed: datetime
    message_id: str = ""
    subject: str = ""
    department: str = ""
    had: frozenset[str] = frozenset()
    rows: tuple[Row, ...] = ()
    template: str = ""
