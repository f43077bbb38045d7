"""Templates: a notice's facts become words, in text and HTML, in the reader's language (SPEC 5, `templates/README.md`).

What a sender wrote reaches a mail only through here, and inert: the sandbox runs no code of theirs, escaping leaves them
no tag, `inert` no control character. A template's fault is a TemplateError that names file and line, never more.
"""

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, Literal

import css_inline
import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from mailbot.errors import TemplateError
from mailbot.outbound.as_html import as_html
from mailbot.outbound.as_text import as_text
from mailbot.outbound.blocks import Block, Button, Content, Para, Span
from mailbot.outbound.buttons import ReplyTo, mailto
from mailbot.outbound.dialect import DialectError, read_blocks
from mailbot.outbound.inert import cut, inert
from mailbot.outbound.phrasing import Phrasing
from mailbot.outbound.subject_line import subject_line
from mailbot.outbound.understood import remarks_of, understood
from mailbot.outbound.wordlists import wordlist
from mailbot.rulebook.directory import Directory
from mailbot.rulebook.shapes import Company, Kind
from mailbot.value import Value

Language = Literal["zh", "en"]

# Gmail cuts a mail's HTML at about 102 KB and hides the rest; each try shows fewer rows and shorter quotes.
LARGEST = 98_000
_TRIES = ((150, 20_000), (60, 6_000), (25, 2_000), (10, 400))
LONGEST_TEXT = 200_000


class Rendered(Value):
    """`subject` is the template's own ('' where the mail answers another's)."""

    text: str
    html: str
    subject: str


class Reason(Value):
    """A fault's, refusal's or remark's words: what is so, and what would be right ('' where nothing need be done)."""

    message: str
    hint: str = ""


class Frame(Value, kw_only=True):
    """What a mail knows of itself besides its facts: when it is written, for whom, its mark and number; and where an
    answer goes: to `address` ('': no buttons), under `subject` ('': the template's own), to `message_id`."""

    now: datetime | None = None
    to: tuple[str, ...] = ()
    address: str = ""
    subject: str = ""
    message_id: str = ""
    mark: str = ""
    receipt: str = ""


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
        self._environments: dict[str, jinja2.Environment] = {}
        self._inliner = css_inline.CSSInliner(load_remote_stylesheets=False)

    def render(self, name: str, language: Language, facts: Mapping[str, Any], frame: Frame | None = None) -> Rendered:
        """The mail's words; TemplateError names file and line."""
        frame = frame or Frame()
        content = self._content(name, language, facts, frame)
        text = as_text(content.blocks, language, self._company.label)
        if len(text) > LONGEST_TEXT:
            text = f"{text[:LONGEST_TEXT].rstrip()} …\n\n{self._company.label}\n"
        return Rendered(text, self._html(content, language, frame), content.subject)

    def subject(self, name: str, language: Language, facts: Mapping[str, Any], frame: Frame | None = None) -> str:
        """The template's own subject, '' where it has none; TemplateError as `render`."""
        return self._content(name, language, facts, frame or Frame()).subject

    def reason(self, reason: str, language: Language, facts: Mapping[str, Any]) -> Reason:
        """The words of a reason. Never raises: an unknown reason, or one whose facts are missing, is still named, with
        the words that it is about and the nearest valid ones. `facts` may hold `words place field nearest`."""
        catalogue = self._catalogue(language)
        named = catalogue.get(reason, {})
        if "as" in named:  # another name of the same reason
            named = catalogue.get(named["as"], {})
        for entry in (named, catalogue.get("unknown", {})):
            try:
                message, hint = (
                    self._phrase(entry.get(part), language, {**facts, "reason": reason}) for part in ("message", "hint")
                )
            except Exception:  # a wrong entry, or facts of another shape: the next words, never none
                continue
            if message:
                return Reason(message, hint)
        words = str(facts.get("words") or "")[:200]
        return Reason(f"{reason}: {inert(words)}" if words else reason)

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
                    else:
                        self._environment("zh").parse(text)
                except jinja2.TemplateSyntaxError as error:
                    found.append(f"templates/{name}, line {error.lineno}: {error.message}")
                except (OSError, ValueError) as error:  # TOML and UTF-8 errors are ValueErrors, and say where
                    found.append(f"templates/{name}: {error}")
        return found

    def name_of(self, address: str) -> str:
        """The name of the directory, '' where it has none."""
        person = self._directory.person(address)
        return person.name if person else ""

    def phrasing(self, language: Language) -> Phrasing:
        """The words for facts, as the templates' filters give them."""
        return Phrasing(language, self._directory, self._company, self.kinds, self._words(language))

    # --- inside ------------------------------------------------------------------------------------------------

    def _content(self, name: str, language: Language, facts: Mapping[str, Any], frame: Frame) -> Content:
        path = f"{language}/{name}.html"
        context = {
            **facts,
            "facts": facts,
            "now": frame.now,
            "mark": frame.mark,
            "receipt": frame.receipt,
            "to": frame.to,
            "label": self._company.label,
        }
        try:
            markup = self._environment(language).get_template(path).render(context)
            return read_blocks(markup)
        except jinja2.TemplateNotFound as error:
            raise TemplateError(f"templates/{error.name}: there is no such template (asked for by {path})") from error
        except jinja2.TemplateSyntaxError as error:
            raise TemplateError(f"templates/{error.name or path}, line {error.lineno}: {error.message}") from error
        except DialectError as error:
            raise TemplateError(f"templates/{path}: {error}") from error
        except Exception as error:  # a template may fail in any way; the mail that caused the notice must not
            line = _line(error, self._folders)
            raise TemplateError(f"templates/{line or path}: {type(error).__name__}: {error}") from error

    def _html(self, content: Content, language: Language, frame: Frame) -> str:
        subject = subject_line(frame.subject or content.subject, frame.mark, language)
        reply_to = ReplyTo(address=frame.address, subject=subject, message_id=frame.message_id)
        link = partial(mailto, reply_to) if frame.address else _no_link
        html = ""
        for most, longest in _TRIES:
            body = as_html(content.blocks, language, link, most=most, longest=longest)
            html = self._skinned(body, content, language, frame)
            if len(html.encode()) <= LARGEST:
                return html
        # No list and no quote is left to be shortened: the text goes out whole, the HTML says where the rest is.
        words = "内容过长，请看纯文本部分或附件。" if language == "zh" else "Too long to show here: see the plain text."
        start = (*content.blocks[:1], Para((Span(words),), "small"))
        return self._skinned(as_html(start, language, link, most=1, longest=200), content, language, frame)

    def _skinned(self, body: str, content: Content, language: Language, frame: Frame) -> str:
        try:
            skin = self._environment(language).get_template("skin.html")
            page = skin.render(
                body=Markup(body),  # as_html has escaped all that is not its own
                language="zh-CN" if language == "zh" else "en",
                title=content.subject,
                preview=_preview(content.blocks),
                tone=content.tone,
                company=self._company.name,
                label=self._company.label,
                mark=frame.mark,
            )
            return self._inliner.inline(page)
        except (jinja2.TemplateError, css_inline.InlineError, TypeError, ValueError) as error:
            raise TemplateError(f"templates/skin.html: {type(error).__name__}: {error}") from error

    def _environment(self, language: Language) -> jinja2.Environment:
        if language not in self._environments:
            environment = _Environment(
                loader=jinja2.FileSystemLoader([str(f) for f in self._folders]),
                undefined=Absent,
                autoescape=True,
                finalize=_final,
                trim_blocks=True,
                lstrip_blocks=True,
                auto_reload=True,
            )
            _add_filters(environment, self.phrasing(language))
            environment.globals["reason_of"] = self._reason_of(language)
            environment.globals["understood"] = understood
            environment.globals["remarks_of"] = remarks_of
            environment.globals["language"] = language
            environment.globals["company"] = {"name": self._company.name, "bot": self._company.bot}
            self._environments[language] = environment
        return self._environments[language]

    def _reason_of(self, language: Language) -> Callable[..., Reason]:
        @jinja2.pass_context
        def reason_of(context: jinja2.runtime.Context, fault: Mapping[str, Any]) -> Reason:
            now = context.get("now")
            return self.reason(str(fault.get("reason", "")), language, {**facts_of(fault), "now": now})

        return reason_of

    def _phrase(self, source: object, language: Language, facts: Mapping[str, Any]) -> str:
        if not isinstance(source, str):
            return ""
        environment = self._environment(language)
        words = cut(" ".join(str(facts.get("words") or "").split()), 80)
        names = {k: v for k, v in facts.items() if isinstance(k, str)}
        template = _compiled(environment, source)
        shown = template.render(
            {
                "now": None,
                "place": "",
                "field": "",
                "nearest": (),
                **names,
                "words": words,
                "quoted": (f"“{words}”" if language == "zh" else f'"{words}"') if words else "",
                "options": environment.filters["options"](names.get("nearest")),
                "facts": names,
            }
        )
        return " ".join(Markup(shown).unescape().split())  # unescaped at once: reasons are plain text

    def _words(self, language: Language) -> dict[str, dict[str, str]]:
        return wordlist(self._folders, f"{language}/words.toml")

    def _catalogue(self, language: Language) -> dict[str, dict[str, str]]:
        return wordlist(self._folders, f"{language}/reasons.toml")


def default_folder() -> Path:
    """The templates that mailbot brings: inside the wheel, or at the top of a checkout."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "defaults" / "templates"
    return inside if inside.is_dir() else package.parent / "templates"


def facts_of(fault: Mapping[str, Any]) -> dict[str, Any]:
    """What a fault's or remark's words are made of: its own facts, and where and what it is about."""
    return {**(fault.get("facts") or {}), **{k: fault.get(k) or "" for k in ("field", "place", "words", "nearest")}}


class Absent(jinja2.StrictUndefined):
    """A fact that is not there. Of an object (`row.promised`, `facts.guidance`) it counts as false, so that what is
    optional can be asked for; to print it, or to ask for a name that nobody gave, is a template's fault."""

    def __bool__(self) -> bool:  # type: ignore[override]  # jinja2 types it as never returning
        if self._undefined_obj is jinja2.utils.missing:
            self._fail_with_undefined_error()
        return False

    __slots__ = ()


class _Environment(ImmutableSandboxedEnvironment):
    """Templates read facts and call our own filters, nothing else: mappings have items here, no methods but these."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        # `part.items`, `row.title`: a fact's key comes before a method of the dict or str that holds it.
        if isinstance(obj, Mapping):
            if attribute in obj:
                return obj[attribute]
            return self.undefined(obj=obj, name=attribute)
        return super().getattr(obj, attribute)


def _final(value: Any) -> Any:
    """What is printed: nothing for None, inert text for the rest; markup is the templates' own."""
    if value is None:
        return ""
    if isinstance(value, str) and not isinstance(value, Markup):
        return inert(value)
    return value


def _add_filters(environment: jinja2.Environment, phrasing: Phrasing) -> None:
    plain: dict[str, Callable[..., Any]] = {
        name: getattr(phrasing, name)
        for name in (
            "iso", "clock", "span", "person", "people", "department", "listing", "kind_name", "counts", "word", "field",
            "versions", "quantity", "validity", "restrictions", "progress", "percent", "number", "count", "place", "options", "due_words", "weekday",
        )
    }  # fmt: skip
    environment.filters.update(plain)
    environment.filters["cut"] = cut
    environment.filters["severity_name"] = partial(phrasing.word, table="severity")
    environment.filters["capitalize_first"] = lambda text: text[:1].upper() + text[1:]
    environment.filters["by_words"] = by_words
    environment.filters["oneline"] = lambda text: " ".join(str(text or "").split())

    for name in ("day", "month_day", "moment", "soon", "ago", "humane", "difference"):
        environment.filters[name] = _with_now(getattr(phrasing, name))
    for name in ("node", "node_title", "issue"):
        environment.filters[name] = _with_campaign(getattr(phrasing, name))
    environment.filters["reading"] = _with_now(phrasing.reading)


def _with_now(method: Callable[..., Any]) -> Callable[..., Any]:
    @jinja2.pass_context
    def shown(context: jinja2.runtime.Context, value: Any, *more: Any) -> Any:
        now = context.get("now")
        return method(value, *more, now if isinstance(now, datetime) else None)

    return shown


def _with_campaign(method: Callable[..., Any]) -> Callable[..., Any]:
    @jinja2.pass_context
    def shown(context: jinja2.runtime.Context, value: Any, campaign: Any = None) -> Any:
        return method(value, campaign if isinstance(campaign, Mapping) else context.get("campaign"))

    return shown


def by_words(pairs: Sequence[Sequence[Any]]) -> list[tuple[Any, list[Any]]]:
    """(number, words) pairs as (words, numbers), so that rows with the same reason share one sentence."""
    grouped: dict[Any, list[Any]] = {}
    for number, words in pairs:
        grouped.setdefault(words, []).append(number)
    return list(grouped.items())


@lru_cache(maxsize=2000)
def _compiled(environment: jinja2.Environment, source: str) -> jinja2.Template:
    """A reason's words as a template. A fact that is not there is nothing: better less said than nothing at all."""
    return environment.overlay(undefined=jinja2.ChainableUndefined).from_string(source)


def _line(error: BaseException, folders: Sequence[Path]) -> str:
    """`zh/receipt.html, line 12`: the innermost line of a template in an error's traceback, '' where there is none."""
    found, trace = "", error.__traceback__
    while trace is not None:
        file = Path(trace.tb_frame.f_code.co_filename)
        for folder in folders:
            if file.is_relative_to(folder):
                found = f"{file.relative_to(folder).as_posix()}, line {trace.tb_lineno}"
        trace = trace.tb_next
    return found


def _preview(content: tuple[Block, ...]) -> str:
    """The first sentence, which phones show below the subject."""
    first = next((b for b in content if isinstance(b, Para)), None)
    return re.sub(r"\s+", " ", "".join(s.text for s in first.spans))[:140] if first else ""


def _no_link(button: Button) -> str | None:
    """No address to answer to (a preview): the reply is shown instead."""
    return None
