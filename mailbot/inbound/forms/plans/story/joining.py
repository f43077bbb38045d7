"""Joining: what the clauses of one sentence have told so far, while they are joined to events (SPEC 3 "Body")."""

from collections.abc import Sequence

from mailbot.inbound.forms.plans.readers import Readers
from mailbot.inbound.forms.plans.story.event import Event, event_of
from mailbot.inbound.forms.plans.story.frame import Frame
from mailbot.inbound.forms.plans.story.pointing import pointed


class Joining:
    """`done` are the events with a day, `pending` the clauses that wait for one; `before` are the events of the sentences before,
    `parts` what the last one of them left."""

    def __init__(
        self,
        frames: Sequence[Frame],
        label: Frame | None,
        sentence: int,
        readers: Readers,
        before: Sequence[Event],
        parts: Sequence[Event],
    ) -> None:
        self.frames = frames
        self.label = label
        self.sentence = sentence
        self.readers = readers
        self.before = before
        self.parts = parts
        self.done: list[Event] = []
        self.pending: list[Event] = []
        self.lead: Event | None = None  # a day that stands before what is due on it
        self.led: object = None  # the clause that it was given to
        self.shared: tuple[object, Event] | None = None  # an event to which a clause gave one of several people

    def take_lead(self) -> None:
        """Takes a day that led to nothing, and says which part of a rollout is done by it, as an event of its own."""
        if self.lead is not None and self.led is None and (self.lead.count or self.lead.pace):
            self.done.append(self.lead)
        self.lead = None

    @property
    def last(self) -> Event | None:
        return self.done[-1] if self.done else None

    def event(self, frame: Frame) -> Event:
        """The event of a frame, with what it points at."""
        event = event_of(frame, self.sentence).with_day(self.label)
        return pointed(event, frame, (*self.before, *self.done), (*self.parts, *self.pending), self.readers)
