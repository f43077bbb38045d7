"""kinds/*.toml."""

from typing import Annotated, Literal, Self

from mailbot.rulebook.basic import AT_LEAST_ONE, Key, Name, Shape, Text, Words, united
from mailbot.rulebook.shapes.people import Role
from mailbot.value import replace

Evidence = Literal[
    "none",  # the word 完成 is enough
    "version",  # the version submitted (build, release)
    "tests",  # every test named in `tests` is said to have passed
    "attachments",  # a file for each of `files`
    "counts",  # done, or progress as counts
    "restriction",  # the restricted versions and the effective time
    "delay",  # the versions and the date on which the delay ends
    "defects",  # closes by itself when every defect is closed
    "summary",  # the accepted summary
]


class KindNode(Shape, kw_only=True):
    """A standard node of a kind. `files` and `tests` list alternatives of spelling, one inner list for each wanted.

    No `department` means the business departments that the plan names. `manager` is the role that a reminder climbs to
    where the node's owner has no manager named. `names` holds titles and key when loaded.
    """

    key: Key
    title: Words
    names: tuple[Name, ...] = ()
    department: Name | None = None
    manager: Literal[Role.TECH_MANAGER, Role.TEST_MANAGER, Role.DEV_MANAGER] | None = None
    optional: bool = False
    evidence: Evidence = "none"
    tests: tuple[tuple[Name, ...], ...] = ()
    files: tuple[tuple[Name, ...], ...] = ()
    gate: Literal["defects"] | None = None

    def whole(self) -> Self:
        return replace(self, names=united(self.names, self.title.zh, self.title.en, self.key))


class Kind(Shape, kw_only=True):
    """A kind of campaign. `required`, `wanted` and `only` name fields (`nodes` too), `only` also the kind's own nodes:
    a plan that has one of them is of this kind. `synonyms` holds both names when loaded. `about` are words for what
    it is done to (服务端, client): a plan that says neither its kind nor anything of one kind alone is of the only one that it speaks of."""

    key: Key
    code: Annotated[str, Text("2 to 4 capital letters", pattern=r"[A-Z]{2,4}")]
    name: Words
    synonyms: tuple[Name, ...] = ()
    about: tuple[Name, ...] = ()
    counts: Words
    required: tuple[Key, ...]
    wanted: tuple[Key, ...] = ()
    only: tuple[Key, ...] = ()
    node: Annotated[tuple[KindNode, ...], AT_LEAST_ONE]

    def whole(self) -> Self:
        return replace(self, synonyms=united(self.synonyms, self.name.zh, self.name.en))

    @property
    def restricts_only(self) -> bool:
        """Whether it restricts versions and rolls none out."""
        keys = {node.key for node in self.node}
        return "restrict" in keys and "rollout" not in keys

    def node_of(self, key: str) -> KindNode | None:
        """The standard node behind a campaign's node key (`rollout-2` is a `rollout`)."""
        base = key.rsplit("-", 1)[0] if key.rsplit("-", 1)[-1].isdigit() else key
        return next((n for n in self.node if n.key == base), None)
