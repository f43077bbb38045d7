"""What a plan's fields and rows say, as it is read: values, nodes, and what is said about their reading."""

import re
from collections.abc import Iterable
from typing import Any

from mailbot.campaign.commands import PlannedNode, Reading, Remark
from mailbot.campaign.model import Campaign
from mailbot.campaign.outcome import Fault
from mailbot.campaign.planned import Parameter, Quantity, Restriction, Validity
from mailbot.inbound.forms.numerals import plain
from mailbot.inbound.forms.people.people import is_blank
from mailbot.inbound.forms.plans.draft import Draft, Row, Said
from mailbot.inbound.forms.plans.readers import Readers
from mailbot.inbound.forms.plans.values.spoken import spoken_fields
from mailbot.late import late
from mailbot.rulebook.shapes import Kind
from mailbot.value import Mutable, field

_LONGEST = 2000  # of a paragraph; `held_in` leaves the clauses that hold the value

_OPEN = late(
    r"待定|未定|待确认|另定|另行通知|暂无|无|见附件|详见附件|见下表|见附表|如下|同上|tb[dac]|n/?a|none|see attach\w*",
    re.IGNORECASE,
)


class Values(Mutable):
    """What the fields say, as it is read: the values of a FilePlan by name, and what is said about the reading."""

    product: str = ""
    component: str = ""  # of the product, where that is what is upgraded
    version: str = ""
    channel: str = ""
    link: str = ""
    quantity: Quantity = field(default_factory=Quantity)
    regions: tuple[str, ...] = ()
    valid: Validity = field(default_factory=Validity)
    guidance: str = ""
    target_coverage: float | None = None
    restrictions: tuple[Restriction, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    without: tuple[str, ...] = ()  # parameters that are no longer sent out
    departments: tuple[str, ...] = ()
    pms: tuple[str, ...] = ()
    managers: tuple[tuple[str, str], ...] = ()
    title: str = ""
    owner: Said | None = None  # 负责人 said of the whole plan
    limit_words: str = ""  # versions that a version field restricts (客户端 5.4 及以下)
    given: set[str] = field(default_factory=set)
    readings: list[Reading] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def read(self, name: str, value: str, said: Said | None = None, *, rule: str = "", **at: str) -> None:
        """Notes what a value was read from."""
        self.given.add(name)
        place = at.get("place") or (said.field.place if said else "")
        words = at.get("words") or (said.field.words if said else "")
        self.readings.append(
            Reading(field=name, value=value, place=place, words=words[:_LONGEST], rule=rule or "field")
        )

    def fault(
        self, reason: str, name: str, said: Said, *, words: str = "", nearest: Iterable[str] = (), **facts: Any
    ) -> None:
        self.faults.append(
            Fault(
                reason=reason,
                field=name,
                place=said.field.place,
                words=(words or said.field.value)[:200],
                nearest=tuple(nearest),
                facts=facts,
            )
        )


class Nodes(Mutable):
    """The planned nodes in the order of the rows, with what is said about their reading. `departments` are those that
    have to confirm although they own no node: of helpers, and of nodes that several departments share."""

    nodes: list[PlannedNode] = field(default_factory=list)
    departments: list[str] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def said(self, order: int, name: str, value: str, row: Row, key: str, *, words: str = "") -> None:
        """Notes what a value of the row's node was read from: the text under `key`."""
        self.readings.append(
            Reading(
                field=f"nodes[{order}].{name}",
                value=value,
                place=row.at(key),
                words=(words or row.text(key) or row.whole)[:200],
                rule="row",
            )
        )


class Speech:
    """A draft's fields by key, with everything that their reading needs; what is read goes to `values`."""

    def __init__(
        self, draft: Draft, readers: Readers, kind: Kind | None, campaign: Campaign | None, values: Values
    ) -> None:
        self.draft = draft
        self.readers = readers
        self.kind = kind
        self.campaign = campaign
        self.values = values
        self.language = readers.rules.company.language
        self.spoken = spoken_fields(draft, readers)

    def said(self, key: str) -> list[Said]:
        """The fields of a key that say something; where none does, what running text says of it."""
        said = [s for s in self.draft.fields if s.field.key == key and s.field.value.strip()]
        return said or [s for s in self.spoken if s.field.key == key]

    def one(self, key: str, value_of: Any) -> Said | None:
        """The field of a key, where several say the same; a fault, and the first, where they differ."""
        said = self.said(key)
        values = {value_of(s): s for s in reversed(said)}
        if len(values) > 1:
            options = tuple(dict.fromkeys(s.field.value for s in said))
            self.values.fault("field-conflict", key, said[-1], nearest=options, field=key)
        return said[0] if said else None


def is_open(text: str) -> bool:
    """Whether a value says that it is given later, elsewhere or not at all: 待定, 见附件, -."""
    return is_blank(text) or _OPEN.fullmatch(plain(text).strip(" 。.")) is not None


def squeeze(text: str) -> str:
    """For comparing two values: without punctuation, width and case."""
    return re.sub(r"[\W_]+", "", plain(text))
