"""What a plan mail says before it is understood: fields and rows as texts with their places, each read at its own mail's time.

Texts are kept so long since a reply to a fault replaces some of them by others, written on another day (SPEC 5).
"""

from collections.abc import Mapping
from datetime import datetime

from mailbot.campaign.commands import Remark
from mailbot.campaign.outcome import Fault
from mailbot.inbound.forms.fields.lines import FieldValue
from mailbot.inbound.writing import Line
from mailbot.value import Value, field


class Said(Value):
    """A field with the time of the mail that it stands in. `file` names the attachment that it was read from."""

    field: FieldValue
    mailed: datetime
    file: str = ""


class Row(Value, kw_only=True):
    """One node's row: `texts` by column (title, owner, helpers, department, start, due, done_at, state, progress, total,
    remark, region), `places` beside them. `number` is the row's own, None without; `drop` says that it is to be taken
    out; `add` that it is a new one; `node` is the campaign's node that it is, where that is known; `supposed` that what is
    done is understood from the plan's kind alone. `whole` is the row as written, `due_written` the due day as the mail has it
    where its text was completed: the 15th, 28号."""

    texts: Mapping[str, str]
    mailed: datetime
    places: Mapping[str, str] = field(default_factory=dict)
    place: str = ""
    whole: str = ""
    due_written: str = ""
    number: int | None = None
    drop: bool = False
    add: bool = False
    file: str = ""
    node: str = ""
    supposed: bool = False
    own: bool = False  # a node of none of the kind's: what it is called by says nothing

    def text(self, key: str) -> str:
        return self.texts.get(key, "")

    def at(self, key: str) -> str:
        """Where a column's text stands; the row's place where that is not known."""
        return self.places.get(key) or self.place

    @property
    def title(self) -> str:
        return self.text("title")


class Draft(Value, kw_only=True):
    """Everything that a mail (with those whose faults it mends) says of a plan.

    `prose` are the lines that are neither fields nor rows, each with its mail's time, `background` those that tell why;
    `parameters` and `limits` are rows of
    tables of parameters (name, value) and of restrictions (version, effective, delayed_until, region, department).
    `granted` is what columns beside the nodes grant, which anything said goes over;
    `days` are remarks on clauses with a day, for those that nothing takes; `headings` are the texts above tables with their places; `title` is the subject without tags; `english` that the mail is written in it, `partial` that it changes only some of a
    plan; `loose` are faults of told clauses that only count where the plan lacks what they may be.
    """

    title: str
    mailed: datetime
    fields: tuple[Said, ...] = ()
    rows: tuple[Row, ...] = ()
    parameters: tuple[Row, ...] = ()
    limits: tuple[Row, ...] = ()
    prose: tuple[tuple[Line, datetime], ...] = ()
    background: tuple[tuple[Line, datetime], ...] = ()
    faults: tuple[Fault, ...] = ()
    loose: tuple[Fault, ...] = ()
    remarks: tuple[Remark, ...] = ()
    days: tuple[Remark, ...] = ()
    granted: tuple[Said, ...] = ()
    headings: tuple[tuple[str, str], ...] = ()
    english: bool = False
    partial: bool = False
