"""tags.toml, fields.toml, words.toml, severities.toml: a word means one thing."""

from collections.abc import Iterator

from mailbot.rulebook.checks.spoken import Spoken, clashes, named
from mailbot.rulebook.faults import Fault, mistaken
from mailbot.rulebook.folding import fold, nearest
from mailbot.rulebook.locate import Path
from mailbot.rulebook.shapes import TAG_KEYS, FieldNames, Fields, Phrases, Severities, Tags

# What the reading of mails relies on; a company may add keys of its own.
FIELD_KEYS = tuple(
    (
        "kind title campaign product component version channel link quantity regions valid guidance restrictions "
        "effective delayed parameters departments target_coverage t_day status answer pm tech_manager test_manager "
        "dev_manager hand_over nodes node owner due start done_at progress until reason waiver tests attachments number "
        "type severity symptom impact steps environment result cause fixed_in summary lessons coverage receipt remark"
    ).split()
)
COLUMN_KEYS = tuple(
    (
        "number title key owner helpers department start due done_at state progress total remark version count share "
        "region parameter value effective delayed_until issue symptom severity impact result"
    ).split()
)
SECTION_KEYS = ("background", "guidance", "authorisation", "facts", "schedule", "request")
# Lists of words.toml that contradict each other under one mail.
_OPPOSITES = (
    ("confirm", "object"),
    ("done", "not_done"),
    ("done", "failed"),
    ("all_done", "not_done"),
    ("close", "reopen"),
    ("pause", "resume"),
    ("cancel", "resume"),
    ("official_channel", "pm_channel"),
)


def tag_faults(tags: Tags) -> Iterator[Fault]:
    file = "tags.toml"
    yield from _once(file, "tag", [tag.key for tag in tags.tag], TAG_KEYS)
    words: list[Spoken] = []
    for n, tag in enumerate(tags.tag):
        words.append(Spoken(file, ("tag", n, "key"), tag.key, tag.key))
        words += [Spoken(file, ("tag", n, "special", word), word, tag.key) for word in tag.special]
        words += [
            Spoken(file, ("tag", n, "synonyms", i), word, tag.key)
            for i, word in enumerate(tag.synonyms)
            if word != tag.key and word not in tag.special
        ]
    yield from clashes(words, "a word that no other tag has")
    prefixes = [Spoken(file, ("reply_prefixes", i), word, "a reply") for i, word in enumerate(tags.reply_prefixes)]
    prefixes += [
        Spoken(file, ("forward_prefixes", i), word, "a forward") for i, word in enumerate(tags.forward_prefixes)
    ]
    yield from clashes(prefixes, "a prefix of replies or of forwards, not of both")


def field_faults(fields: Fields) -> Iterator[Fault]:
    file = "fields.toml"
    things: tuple[tuple[str, tuple[FieldNames, ...], tuple[str, ...]], ...]
    things = (("field", fields.field, FIELD_KEYS), ("column", fields.column, COLUMN_KEYS))
    if fields.section:  # a working folder older than the sections has none
        things += (("section", fields.section, SECTION_KEYS),)
    for table, found, wanted in things:
        yield from _once(file, table, [f.key for f in found], wanted)
        words = [
            spoken
            for n, f in enumerate(found)
            for spoken in named(file, (table, n), f.key, f.key, (f.title.zh, f.title.en), f.names)
        ]
        yield from clashes(words, f"a name that no other {table} has")


def phrase_faults(phrases: Phrases) -> Iterator[Fault]:
    for one, other in _OPPOSITES:
        words = [
            Spoken("words.toml", (key, i), word, key)
            for key in (one, other)
            for i, word in enumerate(getattr(phrases, key))
        ]
        yield from clashes(words, f"a phrase of '{one}' or of '{other}', not of both")


def severity_faults(severities: Severities) -> Iterator[Fault]:
    file = "severities.toml"
    known = [s.name for s in severities.severity]
    if severities.default not in known:
        yield Fault(file, ("default",), mistaken(severities.default, f"one of {', '.join(known)}", known))
    words: list[Spoken] = []
    for n, s in enumerate(severities.severity):
        words.append(Spoken(file, ("severity", n, "name"), s.name, s.name))
        words += [
            w for w in named(file, ("severity", n), s.name, "", (s.title.zh, s.title.en), s.names) if w.word != s.name
        ]
        if s.respond[-1] == s.resolve[-1] and int(s.respond[:-1]) > int(s.resolve[:-1]):
            text = f"found {s.respond!r} to respond, {s.resolve!r} to resolve; expected no more time to respond than to resolve"
            yield Fault(file, ("severity", n, "respond"), text)
    yield from _twice(file, "severity", "name", [fold(name) for name in known], known)
    yield from clashes(words, "a name that no other severity has")


def _once(file: str, table: str, found: list[str], wanted: tuple[str, ...]) -> Iterator[Fault]:
    """Each key stands once, and each that is wanted stands there."""
    yield from _twice(file, table, "key", found, found)
    for key in wanted:
        if key not in found:
            near = nearest(key, [other for other in found if other not in wanted], limit=3)
            text = f"missing; expected a [[{table}]] with the key {key!r}" + (f"; nearest: {near!r}" if near else "")
            yield Fault(file, (table,), text)


def _twice(file: str, table: str, key: str, found: list[str], shown: list[str]) -> Iterator[Fault]:
    for n, value in enumerate(found):
        if value in found[:n]:
            path: Path = (table, n, key)
            yield Fault(
                file, path, mistaken(shown[n], f"a {key} of its own; {table}[{found.index(value)}] has this one")
            )
