"""shared_out: which of several people does which of several events (SPEC 3 "Body")."""

from collections.abc import Sequence

from mailbot.inbound.forms.plans.readers import Readers
from mailbot.inbound.forms.plans.story.event import Event


def shared_out(
    events: Sequence[Event], persons: Sequence[tuple[str, str]], readers: Readers
) -> list[tuple[int, tuple[str, str]]]:
    """Which of several people does which of the events: who is of the department where it is done, else, where they are as many,
    in their order."""
    directory = readers.rules.directory
    found: list[tuple[int, tuple[str, str]]] = []
    for at, event in enumerate(events):
        homes = {d.name for name in event.where if (d := directory.department(name)) is not None}
        own = [person for person in persons if person[1] in homes]
        if len(own) == 1:
            found.append((at, own[0]))
        elif len(events) == len(persons):
            found.append((at, persons[at]))
    return found
