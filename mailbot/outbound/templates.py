"""Templates: a notice's facts become words, in text and HTML, in the reader's language (SPEC 5, `templates/README.md`).

What a sender wrote reaches a mail only through here, and inert: the sandbox runs no code of theirs, escaping leaves them
no tag, `inert` no control character.
"""

import tomllib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from mailbot.errors import TemplateError
from mailbot.outbound.as_text import as_text
from mailbot.outbound.blocks import Content, Para, Span
from mailbot.outbound.dialect import DialectError, read_blocks
from mailbot.outbound.frame import Frame
from mailbot.outbound.own_words import with_own_words
from mailbot.outbound.phrasing import Phrasing
from mailbot.outbound.reasons import Catalogue, Reason, facts_of, reason
from mailbot.outbound.sandbox import Language, Sandbox, with_now
from mailbot.outbound.skin import Skin
from mailbot.outbound.understood import remarks_of, understood
from mailbot.rulebook.directory import Directory
from mailbot.rulebook.other_language import department_names, evidence_read, titles_read
from mailbot.rulebook.shapes import Company, Kind
from mailbot.value import Value, replace


def wordlist(folders: Sequence[Path], name: str) -> dict[str, dict[str, str]]:
    """Table by table, earlier folders winning, read anew where a file has changed. A faulty one of the company's own is
    passed over (`check` names it): a reason must always have words."""
    merged: dict[str, dict[str, str]] = {}
    for folder in reversed(folders):
        path = folder / name
        for table, values in _toml(path, _stamp(path)).items():
            if isinstance(values, dict):
                merged[table] = {**merged.get(table, {}), **values}
    return merged


def _stamp(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0


@lru_cache(maxsize=32)
def _toml(path: Path, stamp: int) -> dict[str, Any]:
    """The file as it was at `stamp`; nothing where there is none or it is faulty."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8")) if stamp else {}
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError):
        return {}


LONGEST_TEXT = 200_000


class Rendered(Value):
    """`subject` is the template's own ('' where the mail answers another's)."""

    text: str
    html: str
    subject: str


class Templates:
    """The templates of `folders`, earlier ones first: a working folder's own file replaces the default of its name."""

    def __init__(
        self,
        folders: Sequence[Path],
        directory: Directory,
        company: Company,
        kinds: Mapping[str, Kind] | None = None,
    ):
        self._folders = [f for f in folders if f.is_dir()]
        self._company = company
        self._directory = directory
        self.kinds: Mapping[str, Kind] = kinds or {}
        self._sandboxes: dict[str, Sandbox] = {}
        self._skin = Skin(company)

    def render(self, name: str, language: Language, facts: Mapping[str, Any], frame: Frame | None = None) -> Rendered:
        """The mail's words; TemplateError names file and line."""
        frame = frame or Frame()
        content = self._content(name, language, facts, frame)
        text = as_text(content.blocks, language, self._company.label)
        if len(text) > LONGEST_TEXT:
            text = f"{text[:LONGEST_TEXT].rstrip()} …\n\n{self._company.label}\n"
        return Rendered(text, self._skin.page(content, self._sandbox(language), frame), content.subject)

    def subject(self, name: str, language: Language, facts: Mapping[str, Any], frame: Frame | None = None) -> str:
        """The template's own subject, '' where it has none; TemplateError as `render`."""
        return self._content(name, language, facts, frame or Frame()).subject

    def reason(self, name: str, language: Language, facts: Mapping[str, Any]) -> Reason:
        """The words of a reason, never none (see `reasons`)."""
        return reason(name, facts, self.catalogue(language), self._sandbox(language))

    def catalogue(self, language: Language) -> Catalogue:
        """The words of all reasons."""
        return wordlist(self._folders, f"{language}/reasons.toml")

    def faults(self) -> list[str]:
        """What is wrong with the templates themselves, one line a fault, with file and line (for `mailbot check`)."""
        found = []
        for folder in self._folders:
            for path in sorted(p for p in folder.rglob("*") if p.suffix in (".html", ".toml")):
                name = path.relative_to(folder).as_posix()
                try:
                    text = path.read_text(encoding="utf-8")
                    if path.suffix == ".toml":
                        tomllib.loads(text)
                    elif fault := self._sandbox("zh").faulty(text):
                        found.append(f"templates/{name}, {fault}")
                except (OSError, ValueError) as error:  # TOML and UTF-8 errors are ValueErrors, and say where
                    found.append(f"templates/{name}: {error}")
        return found

    def name_of(self, address: str) -> str:
        """The name of the directory, '' where it has none."""
        person = self._directory.person(address)
        return person.name if person else ""

    def phrasing(self, language: Language) -> Phrasing:
        """The words for facts, as the templates' filters give them."""
        words = wordlist(self._folders, f"{language}/words.toml")
        return Phrasing(language, self._directory, self._company, self.kinds, words)

    def _content(self, name: str, language: Language, facts: Mapping[str, Any], frame: Frame) -> Content:
        path = f"{language}/{name}.html"
        written, names = self._company.language, department_names(self._directory, language)
        titles = titles_read(self.kinds, written, language)
        departments = names if written != language else {}
        facts = with_own_words(facts, titles, departments, names, evidence_read(self.kinds, language))
        context = {
            **facts,
            "facts": facts,
            "now": frame.now,
            "mark": frame.mark,
            "receipt": frame.receipt,
            "to": frame.to,
            "label": self._company.label,
        }
        markup = self._sandbox(language).page(path, context)
        try:
            content = read_blocks(markup)
            return replace(content, blocks=(*content.blocks, *self._calendar_line(language, facts)))
        except DialectError as error:
            raise TemplateError(f"templates/{path}: {error}") from error
        except Exception as error:  # however it fails: the mail that caused the notice must not
            raise TemplateError(f"templates/{path}: {type(error).__name__}: {error}") from error

    def _calendar_line(self, language: Language, facts: Mapping[str, Any]) -> tuple[Para, ...]:
        """That the mail carries its reader's calendar entries, too."""
        words = wordlist(self._folders, f"{language}/words.toml").get("calendar", {})
        says = dict.fromkeys("cancel" if one.get("cancel") else "publish" for one in facts.get("calendar") or ())
        return tuple(Para((Span(words.get(name, ".ics")),), "small") for name in says)

    def _sandbox(self, language: Language) -> Sandbox:
        if language not in self._sandboxes:
            names = {
                "reason_of": with_now(lambda fault, now: self._reason_of(fault, language, now)),
                "understood": understood,
                "remarks_of": remarks_of,
                "language": language,
                "company": {"name": self._company.name, "bot": self._company.bot},
            }
            self._sandboxes[language] = Sandbox(self._folders, language, self.phrasing(language), names)
        return self._sandboxes[language]

    def _reason_of(self, fault: Mapping[str, Any], language: Language, now: Any) -> Reason:
        return self.reason(str(fault.get("reason", "")), language, {**facts_of(fault), "now": now})


def default_folder() -> Path:
    """The templates that mailbot brings: inside the wheel, or at the top of a checkout."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "defaults" / "templates"
    return inside if inside.is_dir() else package.parent / "templates"
