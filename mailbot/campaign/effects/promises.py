"""settled: promises once it is known whether the last was kept."""

from mailbot.campaign.model import Promise
from mailbot.value import replace


def settled(promises: tuple[Promise, ...], *, kept: bool) -> tuple[Promise, ...]:
    """The promises with the last one, if it still stood, settled."""
    if promises and promises[-1].kept is None:
        return (*promises[:-1], replace(promises[-1], kept=kept))
    return promises
