"""The present state of a campaign: frozen values, drawn from the ledger's entries by `evolve` (SPEC 1, 4, 8).

People are addresses (a person's first, lower case); instants are aware datetimes; states are the words of the export.
"""

from datetime import date, datetime
from typing import Any, Literal

from mailbot.campaign.planned import Parameter, ParameterProgress, Quantity, Restriction, Validity
from mailbot.value import Value, replace

Stage = Literal["planning", "tracking", "finalizing", "closed", "cancelled"]
NodeState = Literal["pending", "done", "cancelled"]
IssueState = Literal["open", "answered", "closed", "reopened"]
Answer = Literal["pending", "confirmed", "objected"]


class CoverageRow(Value, kw_only=True):
    """One row of the last query: a version's (or a parameter value's) count; `share` is a fraction of 1."""

    count: int
    share: float
    version: str = ""
    parameter: str = ""
    value: str = ""
    region: str = ""


class Progress(Value, kw_only=True):
    done: int
    total: int


class Part(Value, kw_only=True):
    """A department that has a part in the campaign, and its answer to the plan. `asks` is False: it need not confirm."""

    name: str
    asks: bool = True
    answer: Answer = "pending"
    by: str = ""
    at: datetime | None = None
    words: str = ""
    since: datetime | None = None
    term: int = 1


class Promise(Value, kw_only=True):
    """承诺: a day or instant until which its giver wants no reminder; kept, broken, or not yet known (None)."""

    until: datetime
    by: str
    at: datetime
    kept: bool | None = None


class _Promised(Value, kw_only=True):
    """What somebody may promise."""

    promises: tuple[Promise, ...] = ()

    @property
    def promised(self) -> datetime | None:
        """The promise that stands (an instant), or None."""
        return self.promises[-1].until if self.promises and self.promises[-1].kept is None else None


class Node(_Promised, kw_only=True):
    """节点. `term` counts due times (a new one begins when it is set anew, or the owner changes; DESIGN 5).

    `baseline` is the due time of the first plan that had the node; `postponed_from` that before the last agreed postponement.
    `order` is its row in the plan, from 1. `follows`: no plan named it (`finalize`, which moves with the last one).
    `parameters` are those told of one by one, `reported_at` is of NodeDone.
    """

    key: str
    title: str
    due: datetime
    order: int
    department: str = ""
    owner: str = ""
    helpers: tuple[str, ...] = ()
    timed: bool = False
    start: date | None = None
    state: NodeState = "pending"
    done_at: datetime | None = None
    done_by: str = ""
    progress: Progress | None = None
    moved_at: datetime | None = None
    postponed_from: datetime | None = None
    baseline: datetime | None = None
    term: int = 1
    set_at: datetime | None = None
    remark: str = ""
    note: str = ""
    link: str = ""
    evidence: tuple[str, ...] = ()
    proof: str = ""
    reported_at: datetime | None = None
    follows: bool = False
    parameters: tuple[ParameterProgress, ...] = ()

    @property
    def base(self) -> str:
        """The standard node behind the key: `rollout-2` is a `rollout`."""
        head, _, tail = self.key.rpartition("-")
        return head if tail.isdigit() else self.key

    @property
    def carriers(self) -> tuple[str, ...]:
        """Who carries it out: its owner and those who help; '' where it has no owner."""
        return (self.owner, *self.helpers)


class Postponement(Value, kw_only=True):
    """延期 asked for: decided by the PM alone. `state` ∈ pending, agreed, refused, withdrawn."""

    number: int
    node: str
    until: datetime
    timed: bool
    asked_by: str
    asked_at: datetime
    reason: str = ""
    state: Literal["pending", "agreed", "refused", "withdrawn"] = "pending"
    decided_by: str = ""
    decided_at: datetime | None = None


class Issue(_Promised, kw_only=True):
    """问题. `respond_due` and `due` run while `waiting_on` is `assignees`; `paused_at` is when the turn passed over.
    `set_at` is when the term began (None: when it was raised)."""

    number: int
    title: str
    raised_by: str
    raised_at: datetime
    assignees: tuple[str, ...]
    respond_due: datetime
    due: datetime
    text: str = ""
    type: Literal["problem", "defect"] = "problem"
    severity: str = ""
    node: str = ""
    state: IssueState = "open"
    owner: str = ""
    waiting_on: Literal["assignees", "raiser"] = "assignees"
    paused_at: datetime | None = None
    responded_at: datetime | None = None
    result: str = ""
    answered_by: str = ""
    answered_at: datetime | None = None
    result_said_at: datetime | None = None  # when the mail with the result was written
    closed_at: datetime | None = None
    closed_how: Literal["", "word", "silence", "waived", "cancelled"] = ""
    question: str = ""
    term: int = 1
    set_at: datetime | None = None
    own_number: int | None = None
    mail: str = ""

    @property
    def unsettled(self) -> bool:
        return self.state in ("open", "reopened")

    @property
    def unclaimed(self) -> bool:
        """No assignee has said a word; one that was reopened waits for it anew."""
        return not self.owner or (self.state == "reopened" and self.responded_at is None)


class Submission(Value, kw_only=True):
    """A build that the defect gate refused; it counts as it stood once the PM lets it pass (放行)."""

    version: str
    node: str
    by: str
    at: datetime
    mail: str


class Reminded(Value, kw_only=True):
    """A step of the ladder that a person has had: each (item, term, step, person) at most once (DESIGN 5)."""

    item: str
    term: int
    step: str
    person: str
    at: datetime
    merged: bool = False


class Campaign(Value, kw_only=True):
    """产品策略. `title` is the plan's subject without tags; `pms[0]` leads. See SPEC 8 for the exported names."""

    code: str
    kind: str
    title: str
    pms: tuple[str, ...]
    opened_at: datetime
    product: str = ""
    component: str = ""  # of the product, where that is what is upgraded (comsvr)
    version: str = ""
    stage: Stage = "planning"
    stage_since: datetime | None = None
    revision: int = 1
    channel: Literal["", "official", "pm"] = ""
    link: str = ""
    departments: tuple[Part, ...] = ()
    quantity: Quantity = Quantity()
    regions: tuple[str, ...] = ()
    valid: Validity = Validity()
    guidance: str = ""
    target_coverage: float | None = None
    restrictions: tuple[Restriction, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    managers: tuple[tuple[str, str], ...] = ()  # (role, address) where the plan names its own
    nodes: tuple[Node, ...] = ()
    issues: tuple[Issue, ...] = ()
    postponements: tuple[Postponement, ...] = ()
    submissions: tuple[Submission, ...] = ()
    waived: tuple[tuple[str, str], ...] = ()  # (version as written, reason)
    coverage: tuple[CoverageRow, ...] = ()
    coverage_at: datetime | None = None
    coverage_said_at: datetime | None = None  # when the mail with it was written
    coverage_by: str = ""
    coverage_source: str = ""  # the back end that it was fetched from, '' where a person sent it
    fetched_at: datetime | None = None  # when a back end last gave its counts, also where a person's came after it
    summary: str = ""
    paused: datetime | None = None
    pauses: tuple[tuple[datetime, datetime], ...] = ()  # (since, until) of those that are over
    reminded: tuple[Reminded, ...] = ()
    warned: tuple[str, ...] = ()
    raisers: tuple[str, ...] = ()
    thread: str = ""  # Message-ID of the plan
    baseline: tuple[tuple[str, datetime], ...] = ()

    @property
    def pm(self) -> str:
        return self.pms[0]

    @property
    def thing(self) -> str:
        """What is upgraded or restricted, as people call it: the product, with its component where that is it."""
        named = self.component.casefold() in self.product.casefold()
        return self.product if named else f"{self.product} {self.component}".strip()

    @property
    def over(self) -> bool:
        return self.stage in ("closed", "cancelled")

    def node(self, key: str) -> Node:
        """The node of that key; KeyError where there is none."""
        for node in self.nodes:
            if node.key == key:
                return node
        raise KeyError(key)

    def issue(self, number: int) -> Issue:
        """The issue of that number; KeyError where there is none."""
        for issue in self.issues:
            if issue.number == number:
                return issue
        raise KeyError(number)

    def part(self, department: str) -> Part | None:
        return next((p for p in self.departments if p.name == department), None)

    @property
    def pending_nodes(self) -> tuple[Node, ...]:
        return tuple(n for n in self.nodes if n.state == "pending")

    def open_of(self, person: str) -> list[Node]:
        """The open nodes that somebody carries out; the summary asks for itself."""
        return [n for n in self.pending_nodes if person in n.carriers and n.base != "finalize"]

    @property
    def unanswered(self) -> list[str]:
        """The departments that are asked to confirm and have said nothing."""
        return [p.name for p in self.departments if p.asks and p.answer == "pending"]

    def with_node(self, key: str, **changes: Any) -> "Campaign":
        return replace(self, nodes=tuple(replace(n, **changes) if n.key == key else n for n in self.nodes))

    def with_issue(self, number: int, **changes: Any) -> "Campaign":
        return replace(self, issues=tuple(replace(i, **changes) if i.number == number else i for i in self.issues))
