"""Sandbox: where templates run: they read facts and call our own filters, nothing else. The only importer of jinja2.

A template's fault is a TemplateError that names file and line, never more.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, Literal

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from mailbot.errors import TemplateError
from mailbot.outbound.inert import cut, inert
from mailbot.outbound.phrasing import Phrasing

Language = Literal["zh", "en"]


class Sandbox:
    """The templates of `folders` in one language, earlier folders first. `names`: what every template may call or print."""

    def __init__(self, folders: Sequence[Path], language: Language, phrasing: Phrasing, names: Mapping[str, Any]):
        self.language: Language = language
        self.phrasing = phrasing
        self._folders = folders
        self._environment = _Environment(
            loader=jinja2.FileSystemLoader([str(f) for f in folders]),
            undefined=_Absent,
            autoescape=True,
            finalize=_apart if language == "zh" else _final,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=True,
        )
        self._environment.filters.update(_filters(phrasing))
        self._environment.globals.update(names)

    def page(self, path: str, facts: Mapping[str, Any]) -> str:
        """A template's markup, `path` below its folder. Raises TemplateError."""
        try:
            return _spaced(self._environment.get_template(path).render(facts))
        except jinja2.TemplateNotFound as error:
            raise TemplateError(f"templates/{error.name}: there is no such template (asked for by {path})") from error
        except jinja2.TemplateSyntaxError as error:
            raise TemplateError(f"templates/{error.name or path}, line {error.lineno}: {error.message}") from error
        except Exception as error:  # a template may fail in any way; the mail that caused the notice must not
            line = _line(error, self._folders)
            raise TemplateError(f"templates/{line or path}: {type(error).__name__}: {error}") from error

    def phrase(self, source: str, facts: Mapping[str, Any]) -> str:
        """A sentence of a catalogue with its facts filled in, as plain text. May raise anything."""
        shown = _compiled(self._environment, source).render(facts)
        return " ".join(Markup(_spaced(shown)).unescape().split())  # unescaped at once: it is no markup

    def faulty(self, source: str) -> str:
        """What is wrong with a template's grammar, `line 3: …`; '' where nothing is."""
        try:
            self._environment.parse(source)
        except jinja2.TemplateSyntaxError as error:
            return f"line {error.lineno}: {error.message}"
        return ""


# Where this sign stands beside a name, Chinese and Latin letters that meet there are set apart, be it through <b>: 在 StarBridge 提出.
_SIGN = "&#x2063;"
_BESIDE = re.compile(
    r"(?<=[\u4e00-\u9fff])(?P<before>(?:<[bm]>)?)&#x2063;(?=[A-Za-z0-9])"
    r"|(?<=[A-Za-z0-9])&#x2063;(?P<behind>(?:</[bm]>)?)(?=[\u4e00-\u9fff])|&#x2063;"
)


def _spaced(markup: str) -> str:
    def set_apart(found: re.Match[str]) -> str:
        if found["before"] is not None:
            return f" {found['before']}"
        return f"{found['behind']} " if found["behind"] is not None else ""

    return _BESIDE.sub(set_apart, markup.replace(_SIGN + _SIGN, _SIGN))


class _Absent(jinja2.StrictUndefined):
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


def _apart(value: Any) -> Any:
    """The same for a Chinese template, a name in Latin letters set apart from the Chinese around it (`_spaced`)."""
    value = _final(value)
    if not isinstance(value, str) or isinstance(value, Markup) or not value:
        return value
    first, last = (_SIGN if edge.isascii() and edge.isalpha() else "" for edge in (value[0], value[-1]))
    return Markup(first) + escape(value) + Markup(last) if first or last else value


def _filters(phrasing: Phrasing) -> dict[str, Callable[..., Any]]:
    plain = (
        "beyond", "iso", "clock", "span", "person", "people", "department", "listing", "kind_name", "counts", "word", "field",
        "versions", "quantity", "validity", "restrictions", "progress", "percent", "number", "count", "place", "options", "due_words", "weekday",
    )  # fmt: skip
    dated = ("day", "month_day", "moment", "soon", "by", "ago", "humane", "difference", "reading")
    of_campaign = ("node", "node_title", "issue")
    return {
        **{name: getattr(phrasing, name) for name in plain},
        **{name: with_now(getattr(phrasing, name)) for name in dated},
        **{name: _with_campaign(getattr(phrasing, name)) for name in of_campaign},
        "cut": cut,
        "severity_name": partial(phrasing.word, table="severity"),
        "capitalize_first": lambda text: text[:1].upper() + text[1:],
        "by_words": by_words,
        "oneline": lambda text: " ".join(str(text or "").split()),
    }


def with_now(method: Callable[..., Any]) -> Callable[..., Any]:
    """The same for templates, who need not hand over the `now` that it wants last: it is the mail's."""

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
