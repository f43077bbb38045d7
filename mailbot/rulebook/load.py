"""load_rules: folders of TOML files become one checked, frozen `Rules`, or one `RulesError` with every fault in them."""

import hashlib
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from mailbot.errors import RulesError
from mailbot.rulebook.checks.kinds import kind_faults
from mailbot.rulebook.checks.people import company_faults, people_faults
from mailbot.rulebook.checks.process import calendar_faults, reminder_faults, rights_faults
from mailbot.rulebook.checks.words import field_faults, phrase_faults, severity_faults, tag_faults
from mailbot.rulebook.directory import directory_of
from mailbot.rulebook.faults import Fault, octets_fault, shape_faults, syntax_fault, unknown_file_fault
from mailbot.rulebook.locate import line_of, lines
from mailbot.rulebook.reader import read
from mailbot.rulebook.rules import Rules
from mailbot.rulebook.shapes import (
    Calendar,
    CompanyFile,
    Digest,
    Fields,
    Kind,
    Limits,
    People,
    Phrases,
    Process,
    Reminders,
    Rights,
    Severities,
    Shape,
    Tags,
)

FILES: Mapping[str, type[Shape]] = {
    "company.toml": CompanyFile,
    "people.toml": People,
    "tags.toml": Tags,
    "fields.toml": Fields,
    "words.toml": Phrases,
    "severities.toml": Severities,
    "process.toml": Process,
    "rights.toml": Rights,
    "limits.toml": Limits,
    "digest.toml": Digest,
    "reminders.toml": Reminders,
    "calendar.toml": Calendar,
}
_KINDS = "kinds/"
_S = TypeVar("_S", bound=Shape)


def load_rules(folders: Sequence[Path]) -> Rules:
    """The rules of `folders`, in order of precedence: a working folder's `rules/` first, then the defaults.

    A file of an earlier folder replaces the same file of a later one whole, kinds too. Raises RulesError with every fault.
    """
    return read_rules(rules_files(folders))


def rules_files(folders: Sequence[Path]) -> dict[str, bytes]:
    """Name ("tags.toml", "kinds/server_upgrade.toml") → octets of each file in force, by name; hidden files are none."""
    found: dict[str, bytes] = {}
    for folder in folders:
        for path in (*folder.glob("*.toml"), *folder.glob(f"{_KINDS}*.toml")):
            name = path.relative_to(folder).as_posix()
            if name not in found and not path.name.startswith(".") and path.is_file():
                found[name] = path.read_bytes()
    return dict(sorted(found.items()))


def read_rules(files: Mapping[str, bytes]) -> Rules:
    """The rules that these files hold, by name. Raises RulesError with every fault of every file."""
    shapes: dict[str, Shape] = {}
    texts: dict[str, str] = {}
    faults: list[Fault] = []
    for name in sorted({*FILES, *files}):
        try:
            shapes[name] = _read_file(name, files, texts)
        except _Faulty as faulty:
            faults += faulty.faults
    faults += _disagreements(shapes)
    if faults:
        raise RulesError(_told(faults, texts))
    return _rules(shapes, rules_hash(files))


def rules_hash(files: Mapping[str, bytes]) -> str:
    """SHA-256 over names and octets, whatever their order."""
    digest = hashlib.sha256()
    for name, octets in sorted(files.items()):
        digest.update(f"{name}\0{len(octets)}\0".encode())
        digest.update(octets)
    return digest.hexdigest()


def default_folder() -> Path:
    """The rules that mailbot brings along: inside an installed wheel, or at the top of a checkout."""
    package = Path(__file__).resolve().parent.parent
    carried = package / "defaults" / "rules"
    return carried if carried.is_dir() else package.parent / "rules"


class _Faulty(Exception):
    def __init__(self, *faults: Fault):
        self.faults = faults


def _read_file(name: str, files: Mapping[str, bytes], texts: dict[str, str]) -> Shape:
    """One file as its shape; what is TOML is left in `texts`. Raises _Faulty."""
    shape = Kind if name.startswith(_KINDS) else FILES.get(name)
    if shape is None:
        raise _Faulty(unknown_file_fault(name, FILES))
    if name not in files:
        raise _Faulty(Fault(name, (), "the file is missing"))
    try:
        text = files[name].decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _Faulty(octets_fault(name, files[name], error)) from error
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _Faulty(syntax_fault(name, text, error)) from error
    texts[name] = text
    made = read(shape, values)
    if isinstance(made, list):
        raise _Faulty(*shape_faults(name, shape, made))
    return made


def _told(faults: list[Fault], texts: Mapping[str, str]) -> list[str]:
    """The faults as lines for people, in the order of files and lines, each once."""
    places = {file: lines(texts[file]) if file in texts else {} for file in {fault.file for fault in faults}}
    inorder = sorted(faults, key=lambda f: (f.file, f.line or line_of(f.path, places[f.file])))
    return list(dict.fromkeys(fault.told(places[fault.file]) for fault in inorder))


def _one(read: Mapping[str, Shape], name: str, shape: type[_S]) -> _S | None:
    found = read.get(name)
    return found if isinstance(found, shape) else None


def _kinds(read: Mapping[str, Shape]) -> dict[str, Kind]:
    return {name: shape for name, shape in read.items() if isinstance(shape, Kind)}


def _disagreements(read: Mapping[str, Shape]) -> Iterator[Fault]:
    """The faults that a shape cannot say, of those files that have theirs."""
    company, people = _one(read, "company.toml", CompanyFile), _one(read, "people.toml", People)
    fields = _one(read, "fields.toml", Fields)
    if company:
        yield from company_faults(company.company)
    if people:
        yield from people_faults(people, company.company if company else None)
    if tags := _one(read, "tags.toml", Tags):
        yield from tag_faults(tags)
    if fields:
        yield from field_faults(fields)
    if phrases := _one(read, "words.toml", Phrases):
        yield from phrase_faults(phrases)
    if severities := _one(read, "severities.toml", Severities):
        yield from severity_faults(severities)
    if rights := _one(read, "rights.toml", Rights):
        yield from rights_faults(rights)
    if reminders := _one(read, "reminders.toml", Reminders):
        yield from reminder_faults(reminders)
    if calendar := _one(read, "calendar.toml", Calendar):
        yield from calendar_faults(calendar, people)
    yield from kind_faults(_kinds(read), fields)


def _rules(read: Mapping[str, Shape], hash: str) -> Rules:
    def the(name: str, shape: type[_S]) -> _S:
        found = read[name]
        assert isinstance(found, shape)
        return found

    company = the("company.toml", CompanyFile)
    return Rules(
        company=company.company,
        identity=company.identity,
        directory=directory_of(the("people.toml", People)),
        tags=the("tags.toml", Tags),
        fields=the("fields.toml", Fields),
        phrases=the("words.toml", Phrases),
        kinds={kind.key: kind for kind in _kinds(read).values()},
        severities=the("severities.toml", Severities),
        process=the("process.toml", Process),
        rights=the("rights.toml", Rights),
        limits=the("limits.toml", Limits),
        digest=the("digest.toml", Digest),
        reminders=the("reminders.toml", Reminders),
        calendar=the("calendar.toml", Calendar),
        hash=hash,
    )
