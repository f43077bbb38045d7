"""kinds/*.toml: kinds that can be told apart, with nodes that can be told apart and be closed."""

from collections.abc import Iterator, Mapping

from mailbot.rulebook.checks.spoken import Spoken, clashes, named
from mailbot.rulebook.faults import Fault, mistaken
from mailbot.rulebook.shapes import Fields, Kind


def kind_faults(kinds: Mapping[str, Kind], fields: Fields | None) -> Iterator[Fault]:
    """`kinds` by file name. `fields` None: fields.toml is faulty itself, and what depends on it is not looked at."""
    for file, kind in kinds.items():
        yield from _nodes(file, kind)
        if fields:
            yield from _field_keys(file, kind, [f.key for f in fields.field])
    keys = [Spoken(file, ("key",), kind.key, f"rules/{file}") for file, kind in kinds.items()]
    codes = [Spoken(file, ("code",), kind.code, f"rules/{file}") for file, kind in kinds.items()]
    same = [*clashes(keys, "a key that no other kind has"), *clashes(codes, "a code that no other kind has")]
    if same:  # a copy not yet changed: that all its names clash too is no news
        yield from same
        return
    words = [
        spoken
        for file, kind in kinds.items()
        for spoken in named(file, (), f"rules/{file}", "", (kind.name.zh, kind.name.en), kind.synonyms, "synonyms")
    ]
    yield from clashes(words, "a name that no other kind has")
    only = [
        Spoken(file, ("only", i), key, f"rules/{file}")
        for file, kind in kinds.items()
        for i, key in enumerate(kind.only)
    ]
    yield from clashes(only, "what only this kind has")


def _nodes(file: str, kind: Kind) -> Iterator[Fault]:
    seen: list[str] = []
    for n, node in enumerate(kind.node):
        if node.key in seen:
            text = mistaken(node.key, f"a key of its own; node[{seen.index(node.key)}] has this one")
            yield Fault(file, ("node", n, "key"), text)
        seen.append(node.key)
        for evidence, lists, words in (("tests", "tests", node.tests), ("attachments", "files", node.files)):
            if node.evidence == evidence and not words:
                text = f"missing; expected what is wanted, since the evidence is {evidence!r}"
                yield Fault(file, ("node", n, lists), text)
            elif words and node.evidence != evidence:
                text = f"found a list; expected none, since the evidence is {node.evidence!r} and not {evidence!r}"
                yield Fault(file, ("node", n, lists), text)
            for i, alternatives in enumerate(words):
                if not alternatives:
                    yield Fault(file, ("node", n, lists, i), "found an empty list; expected at least one name")
        if node.gate and node.evidence != "version":
            text = mistaken(node.gate, f"no gate, since the evidence is {node.evidence!r} and not 'version'")
            yield Fault(file, ("node", n, "gate"), text)
    if not any(node.key == "finalize" and node.evidence == "summary" for node in kind.node):
        yield Fault(file, ("node",), 'missing; expected a [[node]] with key = "finalize" and evidence = "summary"')
    words_of_nodes = [
        spoken
        for n, node in enumerate(kind.node)
        for spoken in named(file, ("node", n), node.key, node.key, (node.title.zh, node.title.en), node.names)
    ]
    yield from clashes(words_of_nodes, "a name that no other node of this kind has")


def _field_keys(file: str, kind: Kind, fields: list[str]) -> Iterator[Fault]:
    nodes = [node.key for node in kind.node]
    for name, keys, wanted, known in (
        ("required", kind.required, "the key of a field in fields.toml", fields),
        ("wanted", kind.wanted, "the key of a field in fields.toml", fields),
        ("only", kind.only, "the key of a field in fields.toml or of a node of this kind", fields + nodes),
    ):
        for i, key in enumerate(keys):
            if key not in known:
                yield Fault(file, (name, i), mistaken(key, wanted, known))
