"""subject: the grammar of a subject line (SPEC 3 "Subject"): prefixes, tags, codes, marks, and the title that is left.

    [TAG] [CODE] free title

Brackets may be any of `[] 【】 ［］ 〔〕 () （）`; width, case, script and order do not matter.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from mailbot.inbound.codes import CODE, MARK, RECEIPT, codes_at, without_spans
from mailbot.inbound.forms.numerals import plain
from mailbot.inbound.letter import Letter
from mailbot.late import late
from mailbot.rulebook.folding import fold, nearest
from mailbot.rulebook.shapes import Tags
from mailbot.value import Value

_OPEN, _CLOSE = "[【［〔(（「『〖", "]】］〕)）」』〗"
# Words of the office that are one character away from a tag and are none: 【规划】 is not a misspelt 【计划】.
_OTHER_WORDS = frozenset(
    (
        "规划 企划 策划 谋划 筹划 计算 计时 计数 计量 会计 统计 设计 预计 审计 方向 方法 方式 方面 对方 官方 "
        "档案 预案 提案 答案 草案 备案 图案 战略 政策 决策 对策 简略 攻略 话题 主题 标题 课题 议题 专题 试题 "
        "题目 疑问 访问 顾问 询问 慰问 成果 效果 后果 结构 结论 结束 结算 结项 结案 完善 完整 完毕 完全 达成 "
        "进程 进口 进场 程度 制度 速度 力度 季度 年度 月度 总部 总监 总体 总会 小结 归结 终结 团结 冻结 缺点 "
        "缺少 缺货 缺勤 查看 查收 查找 检查 调查 审查 抽查 询价 征询 帮忙 协助 互助 补助 模型 规模 模拟 模式 "
        "面板 老板 撤离 撤换 注销 取消 营销 核销 报销 直销 异动 正常 日常 反常 事故 典故 指标 指示 故事 bag "
        "bud big bus help plant plane plans"
    ).split()
)
_BETWEEN = " ,，、:：-–—"  # what may stand between a code and the tag behind it
_MOST = 2000  # characters of a subject that are read


class SpokenTag(Value):
    """A tag as spoken: `key` (PLAN), `special` (defect, summary, handling_result, progress or ''), `dry_run` (`[PLAN?]`),
    the sender's `words`, and `fresh`: it stands before every prefix or there is none, so it was put anew (SPEC 9).
    `bare`: without a bracket, at the head of the subject (问题：…, 查询 SU-2026-0007)."""

    key: str
    words: str
    special: str = ""
    dry_run: bool = False
    fresh: bool = True
    bare: bool = False


class Subject(Value):
    """`codes` are campaign codes in the order written (`SU-2026-0007`), `marks` numbers of `D-1042`; `bare` is the title
    without prefixes, tags, codes and marks; `near` a tag probably meant by a bracketed word that is none; `opening` one whose
    word opens the title with nothing but a blank or a sign behind it (策略 掌柜App 3.3.1)."""

    written: str
    bare: str
    tags: tuple[SpokenTag, ...] = ()
    codes: tuple[str, ...] = ()
    marks: tuple[int, ...] = ()
    reply: bool = False
    forward: bool = False
    near: tuple[tuple[str, str], ...] = ()
    opening: SpokenTag | None = None

    @property
    def tag(self) -> SpokenTag | None:
        """The tag that counts: one put anew before the first inherited one, in a bracket before one without (PLAN: … [PLAN])."""
        fresh = [t for t in self.tags if t.fresh]
        return next((t for t in fresh if not t.bare), None) or next(iter(fresh or self.tags), None)

    @property
    def key(self) -> str:
        """For comparing bare subjects."""
        return fold(self.bare)


def read_subject(written: str, tags: Tags, codes: frozenset[str]) -> Subject:
    """Reads a decoded subject. `codes` are the codes of the kinds (SU, CR …): other letters make no campaign code."""
    words = _Words.of(tags)
    rest = unicodedata.normalize("NFC", written)[:_MOST].strip()
    spoken: list[SpokenTag] = []
    near: list[tuple[str, str]] = []
    reply = forward = False
    title: list[str] = []
    ahead = ""  # 【预检】 that stands before its tag
    while rest:
        prefix = words.prefix(rest)
        if prefix is not None:
            length, is_forward = prefix
            reply, forward = reply or not is_forward, forward or is_forward
            rest = rest[length:].lstrip()
            continue
        coded = bool(title) and not without_spans(
            "".join(title), [at for _, at in codes_at("".join(title), codes)]
        ).strip(_BETWEEN)
        headed = None if spoken or reply or forward or (title and not coded) else words.head(rest, codes, coded=coded)
        if headed is not None:
            (key, special, dry), length = headed
            spoken.append(SpokenTag(key, rest[:length].strip(" :："), special, dry, bare=True))
            rest = rest[length:].lstrip(" :：")
            continue
        inner = _bracketed(rest)
        if inner is not None:
            content, length = inner
            meant = words.tag(content)
            if meant is not None:
                key, special, dry = meant
                spoken.append(SpokenTag(key, content, special, dry or bool(ahead), fresh=not (reply or forward)))
                ahead = ""
            elif CODE.search(plain(content)) or MARK.search(plain(content)):
                title.append(content + " ")
            elif words.is_dry_run(content) and spoken:
                spoken[-1] = SpokenTag(spoken[-1].key, spoken[-1].words, spoken[-1].special, True, spoken[-1].fresh)
            elif words.is_dry_run(content) and not "".join(title).strip():
                ahead = rest[:length]
            else:
                guess = words.near(content)
                if guess and not "".join(title).strip():
                    near.append((content, guess))
                elif not _list_prefix(content, title, spoken):
                    title.append(rest[:length])
            rest = rest[length:].lstrip()
            continue
        cut = min((i for i in (rest.find(c, 1) for c in _OPEN) if i > 0), default=len(rest))
        opening = next(codes_at(rest, codes), None)
        if opening is not None and not rest[: opening[1][0]].strip(_BETWEEN):
            cut = min(cut, _past(rest, opening[1][1]))  # SU-2026-0007 问题反馈: the tag may follow
        title.append(rest[:cut])
        rest = rest[cut:]
    text = ahead + "".join(title)
    places = list(codes_at(text, codes))
    found_codes = tuple(dict.fromkeys(code for code, _ in places))
    marks = tuple(dict.fromkeys(int(m[1]) for m in MARK.finditer(without_spans(plain(text), [at for _, at in places]))))
    bare = without_spans(text, [at for _, at in places] + [m.span() for m in MARK.finditer(plain(text))])
    bare = " ".join(re.sub(r"[\[【［〔(（]\s*[\]】］〕)）]", " ", bare).split()).strip(" :：-–—,，")
    return Subject(
        written=written,
        bare=bare,
        tags=tuple(spoken),
        codes=found_codes,
        marks=marks,
        reply=reply,
        forward=forward,
        near=tuple(near) if not spoken else (),
        opening=words.opening(bare) if not (spoken or reply or forward) else None,
    )


def read_tag(content: str, tags: Tags) -> SpokenTag | None:
    """The tag that a bracket's content spells (`问题`, `PLAN?`), spoken anew; None where it spells none."""
    meant = _Words.of(tags).tag(content)
    return SpokenTag(meant[0], content, meant[1], meant[2]) if meant else None


def _past(text: str, at: int) -> int:
    """The place behind white space and signs from `at` on; never the text's end, so that what follows is read."""
    while at < len(text) and text[at] in _BETWEEN:
        at += 1
    return at


def _bracketed(text: str) -> tuple[str, int] | None:
    """(content, length with brackets) of a bracket that opens the text; any closing bracket closes it."""
    if text[0] not in _OPEN:
        return None
    end = next((i for i, c in enumerate(text[1:60], start=1) if c in _CLOSE), None)
    return (text[1:end].strip(), end + 1) if end else None


def _list_prefix(content: str, title: list[str], spoken: list[SpokenTag]) -> bool:
    """`[corp-news]` before anything else: a list's prefix, looked through."""
    return not "".join(title).strip() and not spoken and bool(re.fullmatch(r"[A-Za-z][\w.+-]{1,30}", content))


class _Words(Value):
    """The spellings of `rules/tags.toml`, folded once."""

    tags: dict[str, tuple[str, str]]
    replies: tuple[str, ...]
    forwards: tuple[str, ...]
    dry_run: tuple[str, ...]

    @classmethod
    @lru_cache(maxsize=8)
    def of(cls, tags: Tags) -> "_Words":
        spellings: dict[str, tuple[str, str]] = {}
        for tag in tags.tag:
            for word in (tag.key, *tag.synonyms):
                spellings[_tight(word)] = (tag.key, "")
            for word, special in tag.special.items():
                spellings[_tight(word)] = (tag.key, special)
        lists = (tags.reply_prefixes, tags.forward_prefixes, tags.dry_run)
        replies, forwards, dry_run = (
            tuple(sorted({_tight(w) for w in words}, key=len, reverse=True)) for words in lists
        )
        return cls(spellings, replies, forwards, dry_run)

    def prefix(self, text: str) -> tuple[int, bool] | None:
        """(length, is it a forward) of a reply or forward prefix that opens the text: `Re:`, `回复：`, `Re[2]:`, `答复(3)：`."""
        head = re.match(r"\s*([^\W\d_]{1,12})\s*(?:[\[(（]\d{1,3}[\])）]|[*^]\d{1,3}|\d{1,2})?\s*[:：]", text)
        if head is None:
            return None
        word = _tight(head[1])
        if word in self.replies:
            return head.end(), False
        if word in self.forwards:
            return head.end(), True
        return None

    def tag(self, content: str) -> tuple[str, str, bool] | None:
        """(key, special, dry run) of a bracket's content: `PLAN`, `计划预检`, `plan ?`."""
        word = _tight(content)
        if word in self.tags:
            return (*self.tags[word], False)
        for mark in self.dry_run:
            for bare in (word.removesuffix(mark), word.removeprefix(mark)):
                bare = bare.strip("-_:：·")
                if bare != word and bare in self.tags:
                    return (*self.tags[bare], True)
        # Twice the same, as some write for readers of both languages: 【计划/PLAN】.
        pieces = [_tight(piece) for piece in re.split(r"[\s/／|｜·、&+-]+", content.strip())]
        if 1 < len(pieces) < 4 and all(piece in self.tags for piece in pieces):
            meant = {self.tags[piece] for piece in pieces}
            if len({key for key, _ in meant}) == 1:
                return (*max(meant, key=lambda each: each[1]), False)
        return None

    def head(
        self, text: str, codes: frozenset[str], *, coded: bool = False
    ) -> tuple[tuple[str, str, bool], int] | None:
        """(tag, length) of a tag that opens a subject without a bracket: before a colon or a campaign's code; of what
        everybody may ask (查询, 帮助, 撤销 R-1042) also as the whole subject, and behind a code (`coded`) of issues and
        results, too."""
        word = re.match(
            r"[^\W\d_]{2,12}?(?:[?？])?(?=\s*[:：]|\s*$|[\s\-–—|｜/·]*[\[【(（［〔]?\s*[A-Za-zＡ-Ｚａ-ｚ]{1,4}\s?[-—－_]\s?\d)",
            text,
        )
        meant = self.tag(word[0]) if word else None
        if word is None or meant is None:
            return None
        rest = text[word.end() :].lstrip()
        asked = meant[0] in ("QUERY", "HELP", "UNDO")
        if coded and (meant[0] == "PLAN" or meant[1] == "summary"):
            return None
        if rest[:1] in (":", "："):
            return meant, len(text) - len(rest) + 1
        if coded and not rest and meant[0] in ("ISSUE", "RESULT"):
            return meant, word.end()
        follows = CODE.match(plain(rest).lstrip("[【(（［〔 -|/·"))
        if (follows and follows[1].upper() in codes) or (asked and (not rest or RECEIPT.match(plain(rest)))):
            return meant, word.end()
        return None

    def opening(self, title: str) -> SpokenTag | None:
        """The tag whose word opens a title, for want of a bracket: 策略 掌柜App 3.3.1, Plan - Star Client, 方案掌柜App."""
        word = re.match(r"[A-Za-z]{2,12}(?![A-Za-z])[?？]?|[\u3400-\u9fff]{2,8}[?？]?", title)
        heads = [word[0][:length] for length in range(len(word[0]), 1, -1)] if word else []
        if word and word[0][0].isascii():
            heads = heads[:1]
        found = next(((head, meant) for head in heads if (meant := self.tag(head))), None)
        return SpokenTag(found[1][0], found[0], found[1][1], found[1][2], bare=True) if found else None

    def is_dry_run(self, content: str) -> bool:
        return _tight(content) in self.dry_run

    def near(self, content: str) -> str | None:
        """The tag's spelling probably meant, in the script that the sender used."""
        word = _tight(content).rstrip("?？")
        if not 2 <= len(word) <= 12 or word in _OTHER_WORDS:
            return None
        return nearest(word, self.tags)

    def spellings(self) -> Iterator[str]:
        yield from self.tags


def _tight(text: str) -> str:
    return fold(text).replace(" ", "")


_BRACKET = late(r"\[([\w.+ -]{1,40})\]\s?")
_NAME = late(r"[\w+-]{2,60}(?=[@.])")
_HEADERS = tuple("list-id list-post mailing-list x-mailing-list x-beenthere x-list list-unsubscribe list-help".split())
# What list programs put behind the list's name in the addresses of its services; in Sender only such a one tells a list.
_SERVICES = late(r"-(?:bounces?|owner|request|leave|unsubscribe|admin|subscribe)$")


def without_list_prefix(letter: Letter, keys: frozenset[str]) -> str:
    """The letter's subject without `[name]` of the list by which it came (RFC 2919, 2369). Of a list that is named as one of
    the tags' `keys`, the bracket may be either; then it is the tag."""
    addressed = [name for header in _HEADERS for name in _NAME.findall((letter.header(header) or "")[:2000])]
    addressed += [name for name in _NAME.findall((letter.header("sender") or "")[:400]) if _SERVICES.search(name)]
    names = {fold(_SERVICES.sub("", name)) for name in addressed}
    found = _BRACKET.search(letter.subject) if names else None
    if found is None or fold(found.group(1)) not in names or fold(found.group(1)) in keys:
        return letter.subject
    return letter.subject[: found.start()] + letter.subject[found.end() :]
