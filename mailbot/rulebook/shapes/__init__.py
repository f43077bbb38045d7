"""The shapes of `rules/*.toml`: checked, frozen values, named as the files name them (SPEC 7).

Every model forbids unknown keys, so that a misspelt key is an error with a name and a line, never a silent default.
"""

from mailbot.rulebook.basic import (
    Key as Key,
    Language as Language,
    MailAddress as MailAddress,
    Name as Name,
    Shape as Shape,
    Words as Words,
)
from mailbot.rulebook.shapes.kinds import Evidence as Evidence, Kind as Kind, KindNode as KindNode
from mailbot.rulebook.shapes.people import (
    MANAGERS as MANAGERS,
    Away as Away,
    Company as Company,
    CompanyFile as CompanyFile,
    Department as Department,
    Identity as Identity,
    People as People,
    Person as Person,
    Role as Role,
)
from mailbot.rulebook.shapes.process import (
    Calendar as Calendar,
    Digest as Digest,
    Holiday as Holiday,
    Item as Item,
    Limits as Limits,
    Override as Override,
    Process as Process,
    Reminders as Reminders,
    Severities as Severities,
    Severity as Severity,
    Step as Step,
    Whom as Whom,
    Year as Year,
)
from mailbot.rulebook.shapes.rights import ACTS as ACTS, Act as Act, Right as Right, Rights as Rights, Who as Who
from mailbot.rulebook.shapes.words import (
    TAG_KEYS as TAG_KEYS,
    FieldNames as FieldNames,
    Fields as Fields,
    Phrases as Phrases,
    Tag as Tag,
    TagKey as TagKey,
    Tags as Tags,
)
