"""The shapes of `rules/*.toml`: checked, frozen values, named as the files name them (SPEC 7).

Every model forbids unknown keys, so that a misspelt key is an error with a name and a line, never a silent default.
"""

from mailbot.rulebook.basic import Key, Language, MailAddress, Name, Shape, Words
from mailbot.rulebook.shapes.kinds import Evidence, Kind, KindNode
from mailbot.rulebook.shapes.people import (
    MANAGERS,
    Away,
    Company,
    CompanyFile,
    Department,
    Identity,
    People,
    Person,
    Role,
)
from mailbot.rulebook.shapes.process import (
    Calendar,
    Digest,
    Holiday,
    Item,
    Limits,
    Override,
    Process,
    Reminders,
    Severities,
    Severity,
    Step,
    Whom,
    Year,
)
from mailbot.rulebook.shapes.rights import ACTS, Act, Right, Rights, Who
from mailbot.rulebook.shapes.words import TAG_KEYS, FieldNames, Fields, Phrases, Tag, TagKey, Tags

__all__ = [
    "ACTS",
    "MANAGERS",
    "TAG_KEYS",
    "Act",
    "Away",
    "Calendar",
    "Company",
    "CompanyFile",
    "Department",
    "Digest",
    "Evidence",
    "FieldNames",
    "Fields",
    "Holiday",
    "Identity",
    "Item",
    "Key",
    "Kind",
    "KindNode",
    "Language",
    "Limits",
    "MailAddress",
    "Name",
    "Override",
    "People",
    "Person",
    "Phrases",
    "Process",
    "Reminders",
    "Right",
    "Rights",
    "Role",
    "Severities",
    "Severity",
    "Shape",
    "Step",
    "Tag",
    "TagKey",
    "Tags",
    "Who",
    "Whom",
    "Words",
    "Year",
]
