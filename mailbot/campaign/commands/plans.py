"""What is asked of a plan and of the campaign as a whole: filed, confirmed, stopped, handed over."""

from datetime import date, datetime
from typing import ClassVar, Literal

from mailbot.campaign.commands.command import Command
from mailbot.campaign.model import Progress
from mailbot.campaign.planned import Parameter, Quantity, Restriction, Validity
from mailbot.value import Value


class PlannedNode(Value, kw_only=True):
    """One row of a plan. `key` is the standard node's key ('' where none fits: then it is a node of the company's own,
    keyed by `node-N`), `node` that of the campaign's node which it names by its number; `done` says the row reads 已完成;
    `drop` that a revision takes it out, `add` that it is none of those there are."""

    title: str
    key: str = ""
    node: str = ""
    owner: str = ""
    helpers: tuple[str, ...] = ()
    department: str = ""
    due: datetime | None = None
    timed: bool = False
    start: date | None = None
    done: bool = False
    drop: bool = False
    add: bool = False
    progress: Progress | None = None
    remark: str = ""
    place: str = ""
    words: str = ""


class FilePlan(Command, kw_only=True):
    """Opens a campaign, or (with a campaign) revises it. `given` names the fields that the mail spoke of; a revision
    leaves the others alone. `partial` says that only some rows were written (an answer 只写要改的行), `rest_stays` that
    nothing else moves with them (其余不变 beside a row's new 完成时间), `anew` that it is
    another campaign beside one for the same product and version."""

    kind: ClassVar[str] = "plan"
    campaign_kind: str = ""
    title: str = ""
    product: str = ""
    component: str = ""
    version: str = ""
    channel: Literal["", "official", "pm"] = ""
    link: str = ""
    quantity: Quantity = Quantity()
    regions: tuple[str, ...] = ()
    valid: Validity = Validity()
    guidance: str = ""
    target_coverage: float | None = None
    restrictions: tuple[Restriction, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    without: tuple[str, ...] = ()  # parameters that are no longer sent out
    departments: tuple[str, ...] = ()
    pms: tuple[str, ...] = ()
    managers: tuple[tuple[str, str], ...] = ()
    nodes: tuple[PlannedNode, ...] = ()
    given: frozenset[str] = frozenset()
    partial: bool = False
    rest_stays: bool = False
    anew: bool = False


class CancelCampaign(Command, kw_only=True):
    kind: ClassVar[str] = "cancellation"
    reason: str = ""


class PauseCampaign(Command, kw_only=True):
    kind: ClassVar[str] = "pause"
    reason: str = ""


class ResumeCampaign(Command, kw_only=True):
    kind: ClassVar[str] = "resumption"


class StartCampaign(Command, kw_only=True):
    """启动: the PM goes on without waiting for confirmations, over objections too."""

    kind: ClassVar[str] = "start"


class HandOver(Command, kw_only=True):
    """移交：姓名."""

    kind: ClassVar[str] = "handover"
    to: str = ""


class ConfirmPlan(Command, kw_only=True):
    """`department` '' means the sender's own; `asked` is a question beside it that the PM has not had."""

    kind: ClassVar[str] = "confirmation"
    department: str = ""
    words: str = ""
    asked: str = ""


class ObjectToPlan(Command, kw_only=True):
    kind: ClassVar[str] = "objection"
    department: str = ""
    words: str = ""
