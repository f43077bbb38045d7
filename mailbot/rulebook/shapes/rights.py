"""rights.toml."""

from typing import Literal, get_args

from mailbot.rulebook.basic import Shape

Who = Literal[
    "pm",  # who leads the campaign; of a new plan, anybody with the role pm
    "other_pm",  # another PM whom the plan names
    "owner",  # of the node
    "node_department",  # a member of the node's department
    "department",  # a member of a department that has to confirm
    "contact",  # the contact of such a department
    "manager",  # the technical, test and R&D managers of the campaign
    "raiser",  # who raised the issue
    "lead",
    "admin",
    "part",  # anybody with a part in the campaign
    "anyone",  # anybody in the directory
]


Act = Literal[
    "plan",
    "revision",
    "cancellation",
    "pause",
    "resumption",
    "start",
    "handover",
    "confirmation",
    "objection",
    "node_result",
    "progress",
    "promise",
    "postponement",
    "decision",
    "waiver",
    "issue",
    "acknowledgement",
    "question",
    "handling_result",
    "reopening",
    "closure",
    "summary",
    "query",
    "help",
    "undo",
    "note",
]


ACTS: tuple[str, ...] = get_args(Act)


class Right(Shape, kw_only=True):
    """Who may do what: `act` is a command's kind as `explain` prints it."""

    act: Act
    may: tuple[Who, ...]


class Rights(Shape, kw_only=True):
    right: tuple[Right, ...]

    def may(self, act: str) -> tuple[Who, ...]:
        return next((r.may for r in self.right if r.act == act), ())
