"""tags.toml, fields.toml, words.toml: what mails say."""

from typing import Literal, Self, get_args

from mailbot.rulebook.basic import Key, Name, Shape, Words, united
from mailbot.value import field, replace

TagKey = Literal["PLAN", "ISSUE", "RESULT", "QUERY", "HELP", "UNDO"]


TAG_KEYS: tuple[str, ...] = get_args(TagKey)


class Tag(Shape, kw_only=True):
    """A subject tag: its key (`PLAN`) and other spellings. `special` spellings say more: 缺陷 makes an issue a defect.

    `synonyms` holds every spelling when loaded, key and special ones too; the file need not repeat them.
    """

    key: TagKey
    special: dict[Name, Literal["defect", "summary", "handling_result", "progress"]] = field(default_factory=dict)
    synonyms: tuple[Name, ...] = ()

    def whole(self) -> Self:
        return replace(self, synonyms=united(self.synonyms, self.key, *self.special))

    def __hash__(self) -> int:
        return hash((self.key, tuple(sorted(self.special.items())), self.synonyms))


class Tags(Shape, kw_only=True):
    tag: tuple[Tag, ...]
    reply_prefixes: tuple[Name, ...]
    forward_prefixes: tuple[Name, ...]
    dry_run: tuple[Name, ...]


class FieldNames(Shape, kw_only=True):
    """A field (`字段：值`) or a column of a table: its export name and everything that people call it.

    `names` holds both titles and the key when loaded; the file need not repeat them.
    """

    key: Key
    title: Words
    names: tuple[Name, ...] = ()

    def whole(self) -> Self:
        return replace(self, names=united(self.names, self.title.zh, self.title.en, self.key))


class Fields(Shape, kw_only=True):
    """`column` serves every table: which columns a table has says what it is (nodes, coverage, parameters, issues);
    `section` the headings of a plan's sections, each key a topic."""

    field: tuple[FieldNames, ...]
    column: tuple[FieldNames, ...]
    section: tuple[FieldNames, ...] = ()


class Phrases(Shape, kw_only=True):
    """What an untagged reply may say: each list holds words that mean the same (SPEC 3 "Subject", SPEC 9 "Replies").

    Words contain each other (`没有异议` has `有异议` in it, `未完成` has `完成`): where two match at one place, the longer one
    counts. `neutral` holds what contains a word of some list and does not say it (`无法启动` is no 启动, `请确认` no 确认).
    """

    confirm: tuple[Name, ...]
    object: tuple[Name, ...]
    done: tuple[Name, ...]
    not_done: tuple[Name, ...]
    failed: tuple[Name, ...]
    all_done: tuple[Name, ...]
    postpone: tuple[Name, ...]
    promise: tuple[Name, ...]
    acknowledge: tuple[Name, ...]
    ask_raiser: tuple[Name, ...]
    not_reproduced: tuple[Name, ...] = ()
    reopen: tuple[Name, ...]
    close: tuple[Name, ...]
    handled: tuple[Name, ...]
    start: tuple[Name, ...]
    waive: tuple[Name, ...]
    cancel: tuple[Name, ...]
    pause: tuple[Name, ...]
    resume: tuple[Name, ...]
    hand_over: tuple[Name, ...]
    publish: tuple[Name, ...]
    undo: tuple[Name, ...]
    new_plan: tuple[Name, ...] = ()
    why: tuple[Name, ...]
    thanks: tuple[Name, ...]
    official_channel: tuple[Name, ...]
    pm_channel: tuple[Name, ...]
    rest: tuple[Name, ...] = ()  # 其余: the rows that the answer has not named
    neutral: tuple[Name, ...] = ()
