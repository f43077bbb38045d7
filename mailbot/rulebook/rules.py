"""Rules: everything that the rules files say, as one frozen value handed to whoever decides."""

from collections.abc import Mapping
from functools import cached_property
from zoneinfo import ZoneInfo

from mailbot.rulebook.directory import Directory
from mailbot.rulebook.other_language import department_names, title_read, titles_read
from mailbot.rulebook.shapes import (
    Calendar,
    Company,
    Digest,
    Fields,
    Identity,
    Kind,
    Limits,
    Phrases,
    Process,
    Reminders,
    Rights,
    Severities,
    Severity,
    Tags,
)
from mailbot.value import Value


class Rules(Value, dict=True):
    """One consistent set of rules. `hash` is the SHA-256 of all files; it stands beside each entry made under them."""

    company: Company
    identity: Identity
    directory: Directory
    tags: Tags
    fields: Fields
    phrases: Phrases
    kinds: Mapping[str, Kind]
    severities: Severities
    process: Process
    rights: Rights
    limits: Limits
    digest: Digest
    reminders: Reminders
    calendar: Calendar
    hash: str

    @cached_property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.company.timezone)

    def in_other_language(self, title: str) -> str:
        """What a node of this title is called to whoever does not read the company's language; '' where it stays as it is."""
        return title_read(title, *self._other_words)

    @cached_property
    def _other_words(self) -> tuple[Mapping[str, str], Mapping[str, str]]:
        written = self.company.language
        read = "en" if written == "zh" else "zh"
        return titles_read(self.kinds, written, read), department_names(self.directory, read)

    def severity(self, name: str) -> Severity:
        return next(s for s in self.severities.severity if s.name == name)
