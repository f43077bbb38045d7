"""meant_node: the standard node that a row's title means: by its name, by the department alone, by a verb (SPEC 1, 9 "Plans")."""

from mailbot.inbound.forms.nodes.names import is_about, node_key
from mailbot.inbound.forms.plans.deeds import find_deeds
from mailbot.inbound.forms.plans.readers import Readers
from mailbot.inbound.forms.things.versionrules import find_version_rules
from mailbot.late import late
from mailbot.rulebook.shapes import Kind

_PARTICLES = late(r"^\s*(?:把|将)\s*|^\s*(?:的|版本的?)(?=限)|^\s*版本(?=\s*的?限)")
_SPREADING = ("rollout", "restrict")  # what departments do, one after the other


def meant_node(title: str, kind: Kind | None, readers: Readers) -> str:
    """The node's key in the plan's kind (in the first that knows the title, where the kind is open), '' for a node of its own."""
    if kind is None:
        return next((key for each in readers.kinds if (key := node_key(title, each))), "")
    return node_key(title, kind) or _by_place(title, kind, readers) or _by_verb(title, kind)


def _by_place(title: str, kind: Kind, readers: Readers) -> str:
    """Of a title that is nothing but a department's name: what the departments do in this kind."""
    bare = title.strip(" \t-–—:：·、,，")
    mentions = readers.people.mentions.find(bare)
    if len(mentions) != 1 or mentions[0].department is None or mentions[0].words != bare:
        return ""
    return next((key for key in _SPREADING if kind.node_of(key) is not None), "")


def _by_verb(title: str, kind: Kind) -> str:
    """Of a title without a node's name: an English one with one verb (`versions below 7.0 restricted`), or one that is
    nothing but a word for it (汇总)."""
    for rule in reversed(find_version_rules(title)):  # 限8.0以下
        title = title[: rule.span[0]] + title[rule.span[1] :] if not rule.bare else title
    title = _PARTICLES.sub("", title)  # 把8.0及以下的限掉
    deeds = find_deeds(title.strip().lower())
    keys = {deed.key for deed in deeds}
    whole = any(deed.span == (0, len(title.strip())) for deed in deeds)
    if len(keys) != 1 or not (whole or title.isascii()) or is_about(title):
        return ""
    (key,) = keys
    return key if kind.node_of(key) is not None else ""
