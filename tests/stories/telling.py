"""What stories look at, as short lines: stages, nodes, departments, a mail's verdict, what was sent to whom."""

from typing import Any

from theatre import PEOPLE, PlayHouse

from mailbot.campaign.post import Post
from mailbot.campaign.view import view
from mailbot.on_mail import Disposition

NAMES = {address: name for name, address in PEOPLE.items()}


def said(done: Disposition) -> str:
    """`accepted plan`."""
    return f"{done.verdict} {done.kind}"


def nodes(house: PlayHouse, code: str = "") -> list[str]:
    """`rollout 孙丽 12-03 18:00 pending`, in the plan's order."""
    return [
        f"{n.key} {NAMES.get(n.owner, n.owner)} {house.local(n.due)[5:]} {n.state}" for n in house.campaign(code).nodes
    ]


def states(house: PlayHouse, code: str = "") -> dict[str, str]:
    """Each node's state by its key."""
    return {n.key: n.state for n in house.campaign(code).nodes}


def answers(house: PlayHouse, code: str = "") -> dict[str, str]:
    """Each department's answer."""
    return {p.name: p.answer for p in house.campaign(code).departments if p.asks}


def exported(house: PlayHouse, code: str = "") -> dict[str, Any]:
    """The campaign as `export --json` gives it."""
    return view(house.campaign(code), house.house.rules.zone)


def reasons(house: PlayHouse, done: Disposition) -> list[str]:
    """Why a mail was not taken."""
    return list(house.house.ledger.archive.get(done.mail).reasons)


def heard(house: PlayHouse, since: int = 0) -> list[str]:
    """`notice plan-opened → 孙丽、周航 (吴敏)` of each outbox entry from the `since`th on."""

    def who(addresses: tuple[str, ...]) -> str:
        return "、".join(NAMES.get(a, a) for a in addresses)

    return [
        f"{p.purpose} {p.template} → {who(p.to)}" + (f" ({who(p.cc)})" if p.cc else "") for p in house.posts()[since:]
    ]


def receipt_to(house: PlayHouse, person: str) -> Post:
    return house.last(to=person, purpose="receipt")
