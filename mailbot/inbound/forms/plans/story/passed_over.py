"""passed_over: who or which department a plan's sentences speak of without a day, and none of its nodes has (SPEC 3 "Nothing is ever
guessed silently")."""

import re
from collections.abc import Sequence

from mailbot.campaign.commands import Remark
from mailbot.inbound.forms.plans.draft import Row
from mailbot.inbound.forms.plans.readers import Readers
from mailbot.inbound.forms.plans.story.event import Event
from mailbot.inbound.forms.plans.story.told import Told, not_a_node
from mailbot.late import late

_EDGES = " \t\u3000，,。；;：:、！!（）()的和与及各位好"
_GREETING = late(r"(?<![a-z])(?:dear|hi|hello|hey|good morning|morning)(?![a-z])|尊敬的|亲爱的", re.IGNORECASE)
_MOST = 10
# Who helps; and who lets another write: 代陈静发, 陈静让我发的.
_HELPS = late(
    r"配合|协助|支[持援]|总负责|总体|协调|统筹|把关|值守|对接|代(?=.{1,8}[发转拟写])|[让叫托请]我|委托"
    r"|(?<![a-z])(?:help|assist|support|coordinat|on behalf|asked me)"
)


def passed_over(story: Told, rows: Sequence[Row], readers: Readers) -> tuple[Remark, ...]:
    """A remark for each such clause: 海外暂缓, 由林涛跟进. Who helps, and who is only greeted, is none."""
    directory = readers.rules.directory
    taken: set[str] = set()
    for row in rows:
        named = readers.people.read(row.text("owner"), department=row.text("department"))
        owners = [person for address in named.people if (person := directory.person(address)) is not None]
        taken |= {person.name for person in owners} | {person.department for person in owners if person.department}
        taken |= {*named.departments, named.department}
        found = directory.department(row.text("department")) if row.text("department") else None
        taken |= {found.name} if found is not None else set()
    said = [one for one in story.mentioned if not _HELPS.search(one.text) and _says_something(one, readers)]
    return tuple(not_a_node(one) for one in said if not _names(one, readers) & taken)[:_MOST]


def _names(event: Event, readers: Readers) -> set[str]:
    """The people and departments of a clause, by their names in the directory."""
    found = readers.people.mentions.find(event.text)
    names = {person.name for one in found for person in one.people}
    return names | {one.department.name for one in found if one.department is not None}


def _says_something(event: Event, readers: Readers) -> bool:
    rest = event.text
    for one in reversed(readers.people.mentions.find(rest)):
        rest = rest[: one.span[0]] + rest[one.span[1] :]
    return bool(_GREETING.sub("", rest).strip(_EDGES)) and bool(_names(event, readers))
