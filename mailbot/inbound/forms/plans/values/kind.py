"""Which kind of campaign a plan opens: by a field, a code, its title, or what only one kind contains (SPEC 9 "Plans")."""

import re
from collections.abc import Iterable, Sequence

from mailbot.campaign.commands import Reading
from mailbot.campaign.outcome import Fault
from mailbot.han import WIDE
from mailbot.inbound.forms.nodes.names import is_node_name, node_keys
from mailbot.inbound.forms.numerals import plain
from mailbot.inbound.forms.plans.draft import Draft
from mailbot.inbound.forms.plans.values.component import COMPONENT_NAME
from mailbot.inbound.forms.plans.values.kindnames import LONGEST_TITLE, find_name, named_kinds, tight
from mailbot.inbound.forms.things.parameterlines import find_parameters
from mailbot.inbound.forms.things.parametersaid import said_parameters
from mailbot.inbound.forms.things.restrictionwords import RESTRICTS
from mailbot.inbound.subject import Subject
from mailbot.late import late
from mailbot.rulebook.folding import fold
from mailbot.rulebook.rules import Rules
from mailbot.rulebook.shapes import Kind
from mailbot.value import Value

_CODE_FIRST = late(rf"[\[【［〔(（「]?\s*([A-Za-z]{{2,4}})\s*(?:[\]】］〕)）」]\s*|[:：\-_]\s*|\s+|(?={WIDE})|$)")
_IN_BRACKETS = late(r"[(（【\[〔]([^()（）【】\[\]〔〕]{1,40})[)）】\]〕]")
_DOTTED = late(r"[A-Za-z][\w-]*(?:[._][\w-]+)+", re.ASCII)
_PROSE = 40  # lines that are looked at


class FoundKind(Value):
    """The kind's key ('' where it has to be asked), the words that say it, where, and by which rule.

    `tied` are the kinds that are equally likely, all of them where nothing says any.
    """

    key: str
    place: str = ""
    words: str = ""
    rule: str = ""
    tied: tuple[str, ...] = ()
    field: bool = False


def read_kind(draft: Draft, subject: Subject, rules: Rules) -> FoundKind:
    """The draft's kind. The longest name wins; between kinds that are named alike none does."""
    kinds = tuple(rules.kinds.values())
    said = next((s.field for s in reversed(draft.fields) if s.field.key == "kind" and s.field.value), None)
    if said is not None:
        found = named_kinds(said.value, kinds, exact=True)
        key = found[0] if len(found) == 1 else ""
        return FoundKind(key, said.place, said.value, "kind-field", tuple(found), field=True)
    if (code := _code(subject, kinds)) is not None:
        return FoundKind(code.key, "subject", code.code, "kind-code")
    product = next((s.field.value for s in draft.fields if s.field.key == "product"), "")
    inner = " ".join(_IN_BRACKETS.findall(draft.title))
    for text in (draft.title, f"{inner} {_IN_BRACKETS.sub(' ', draft.title)}", f"{product} {draft.title}"):
        found = named_kinds(text, kinds)
        if found:
            key = found[0] if len(found) == 1 else ""
            return FoundKind(key, "subject", draft.title, "kind-title", tied=tuple(found))
    for text, place in draft.headings:
        if len(found := named_kinds(text, kinds)) == 1:
            return FoundKind(found[0], place, text, "kind-title", tied=tuple(found))
    content = (
        _by_restricted(draft, kinds) or _by_content(draft, kinds) or _by_prose(draft, kinds) or _by_thing(draft, kinds)
    )
    if content is not None:
        return content
    if (about := _by_subject_matter(draft, kinds)) is not None:
        return about
    likely = [k.key for k in _fitting(draft, kinds)] or [k.key for k in kinds]
    return FoundKind("", "subject", draft.title, tied=tuple(likely))


def _code(subject: Subject, kinds: Sequence[Kind]) -> Kind | None:
    """`[SU]`, `SU：…`, `SU 星桥 8.2.1`, `SU-2026-0007`: the letters by themselves, before the title."""
    codes = {kind.code: kind for kind in kinds}
    for code in subject.codes:
        if code.partition("-")[0] in codes:
            return codes[code.partition("-")[0]]
    for inner in re.findall(r"[\[【［〔(（「]\s*([A-Za-z]{2,4})\s*[\]】］〕)）」]", subject.written[:500]):
        if inner.upper() in codes:
            return codes[inner.upper()]
    match = _CODE_FIRST.match(subject.bare)
    return codes.get(match[1]) if match else None


def without_code(title: str, rules: Rules) -> str:
    """A title without the letters of its kind before it: `[SU] 星桥服务端` → `星桥服务端`."""
    match = _CODE_FIRST.match(title)
    if match is None or match[1].upper() not in {kind.code for kind in rules.kinds.values()}:
        return title
    return title[match.end() :].strip(" :：-–—_,，") or title


# 云账服务端9.2在线升级（代陈静发）: who sends it is no part of what it is about.
_ON_BEHALF = late(
    r"\s*[（(【\[]\s*(?:代|受)[^（()）【】\[\]]{1,8}?(?:发出?|发送|发布|转发?|拟|写|报|提交|委托"
    r"|通知)\s*[)）】\]]"
    r"|\s*[(（]\s*(?:on behalf of|sent for|for)\s[^()（）]{1,40}[)）]",
    re.IGNORECASE,
)


def without_sender(title: str) -> str:
    """A title without for whom it is sent."""
    return _ON_BEHALF.sub("", title).strip() or title


def _by_restricted(draft: Draft, kinds: Sequence[Kind]) -> FoundKind | None:
    """Of a plan that restricts, the only kind whose matter the title names: 极速收银客户端7.2 restricts clients, whatever else it tells."""
    title = fold(draft.title)
    named = [kind for kind in kinds if any(find_name(title, fold(word), 0) >= 0 for word in kind.about)]
    if len(named) != 1 or named[0].node_of("restrict") is None:
        return None
    text = "\n".join([*(line.text for line, _ in draft.prose[:_PROSE]), *(row.whole for row in draft.rows[:_PROSE])])
    return FoundKind(named[0].key, "subject", draft.title, "kind-title") if RESTRICTS.search(plain(text)) else None


def _by_content(draft: Draft, kinds: Sequence[Kind]) -> FoundKind | None:
    """What only one kind contains: its own fields and nodes first, then the nodes that only it has together."""
    for kind in kinds:
        for key in kind.only:
            said = next((s.field for s in draft.fields if s.field.key == key and s.field.value), None)
            if said is not None:
                return FoundKind(kind.key, said.place, said.words, "kind-content")
            if key == "parameters" and draft.parameters:
                row = draft.parameters[0]
                return FoundKind(kind.key, row.place, row.whole, "kind-content")
            if key == "parameters" and (line := _parameter_line(draft)):
                return FoundKind(kind.key, line[1], line[0], "kind-content")
            if key == "component" and COMPONENT_NAME.search(plain(draft.title)):
                return FoundKind(kind.key, "subject", draft.title, "kind-content")
            for row in draft.rows:
                if node_keys(row.title, [kind]).get(kind.key) == key:
                    return FoundKind(kind.key, row.place, row.title, "kind-content")
    fit = _fitting(draft, kinds)
    if len(fit) == 1:
        titles = [row.title for row in draft.rows if node_keys(row.title, fit)]
        place = next(row.place for row in draft.rows if row.title in titles)
        return FoundKind(fit[0].key, place, "、".join(titles[:4]), "kind-content")
    return None


def _by_subject_matter(draft: Draft, kinds: Sequence[Kind]) -> FoundKind | None:
    """The only kind whose matter (服务端, client) the title names, else the text, and which knows every node that any kind knows."""
    title, text = (
        fold(draft.title),
        fold(
            "\n".join([*(line.text for line, _ in draft.prose[:_PROSE]), *(row.whole for row in draft.rows[:_PROSE])])
        ),
    )
    fitting = _fitting(draft, kinds)
    if not fitting:
        return None  # 服务端组会议 is no campaign
    for words, place in ((title, "subject"), (text, "")):
        named = {kind.key: word for kind in kinds for word in kind.about if find_name(words, fold(word), 0) >= 0}
        if len(named) == 1:
            key, word = next(iter(named.items()))
            if all(kind.key != key for kind in fitting):
                return None
            line = next((line for line, _ in draft.prose if fold(word) in fold(line.text)), None)
            at, said = (place, draft.title) if place else (line.place, line.text.strip()) if line else ("", word)
            return FoundKind(key, at, said, "kind-content")
        if named:
            return None
    return None


def _fitting(draft: Draft, kinds: Sequence[Kind]) -> list[Kind]:
    """The kinds that know every node which any kind knows: 升级 with 版本限制 is a server's."""
    titles = [row.title for row in draft.rows if node_keys(row.title, kinds)]
    fit = [kind for kind in kinds if titles and all(is_node_name(title, [kind]) for title in titles)]
    return fit or [kind for kind in kinds if titles and all(node_keys(title, [kind]) for title in titles)]


def _parameter_line(draft: Draft) -> tuple[str, str] | None:
    """A line that sets a program's parameter: heartbeat.interval = 30, session.timeout goes from 600 to 900."""
    texts = [(line.text, line.place) for line, _ in draft.prose[:_PROSE]] + [
        (row.whole, row.place) for row in draft.rows[:_PROSE]
    ]
    for text, place in texts:
        told = [one for one in said_parameters(text) if _DOTTED.fullmatch(one.parameter.name)]
        if told or ("=" in text and any(one.latin and "=" in one.words for one in find_parameters(text))):
            return text.strip(), place
    return None


def _by_prose(draft: Draft, kinds: Sequence[Kind]) -> FoundKind | None:
    """A kind's name in the body, where only one kind is named there."""
    found: dict[str, tuple[str, str]] = {}
    words = [(line.text, line.place) for line, _ in draft.prose[:_PROSE]]
    words += [
        (f"{s.field.name} {s.field.value}", s.field.place)
        for s in draft.fields
        if s.field.key in ("version", "product", "title")
    ]
    for text, place in words:
        for key in named_kinds(text, kinds):
            found.setdefault(key, (place, text.strip()))
    if len(found) != 1:
        return None
    key, (place, text) = next(iter(found.items()))
    return FoundKind(key, place, text, "kind-content")


def _by_thing(draft: Draft, kinds: Sequence[Kind]) -> FoundKind | None:
    """The only kind of which the mail names the thing and a node what is done to it: 星桥服务端 10.0.8, and 华东升级 below (服务端…升级)."""
    words = [draft.title, *(s.field.value for s in draft.fields if s.field.key in ("product", "version", "title"))]
    words += [line.text for line, _ in draft.prose[:_PROSE]]
    texts = [tight(text[:LONGEST_TITLE]) for text in words]
    titles = [tight(row.title[:LONGEST_TITLE]) for row in draft.rows]
    found: dict[str, str] = {}
    for kind in kinds:
        for name in kind.synonyms:
            parts = [part for part in (tight(p) for p in re.split(r"…|\.\.\.", name)) if part]
            if len(parts) != 2 or not any(find_name(title, parts[1], 0) >= 0 for title in titles):
                continue
            thing = next((words[at] for at, text in enumerate(texts) if find_name(text, parts[0], 0) >= 0), None)
            if thing is not None:
                found.setdefault(kind.key, thing)
    if len(found) != 1:
        return None
    key, thing = next(iter(found.items()))
    return FoundKind(key, "subject" if thing == draft.title else "", thing.strip(), "kind-content")


def kind_names(keys: Iterable[str], rules: Rules) -> tuple[str, ...]:
    """The kinds' names in the company's language, for a fault."""
    return tuple(rules.kinds[key].name.in_(rules.company.language) for key in keys if key in rules.kinds)


def kind_faults(found: FoundKind, title: str, rules: Rules) -> list[Fault]:
    """The fault that asks for the kind, with those that are equally likely."""
    if found.key:
        return []
    tied = found.tied or tuple(rules.kinds)
    return [
        Fault(
            reason="unknown-kind",
            field="kind",
            place=found.place if found.field else "",
            words=found.words or title,
            nearest=kind_names(tied, rules),
        )
    ]


def kind_reading(found: FoundKind, rules: Rules) -> tuple[Reading, ...]:
    """What said the kind; nothing where it is the campaign's own."""
    if not found.key or found.rule == "campaign":
        return ()
    name = kind_names((found.key,), rules)[0]
    return (Reading(field="kind", value=name, place=found.place, words=found.words[:300], rule=found.rule),)
