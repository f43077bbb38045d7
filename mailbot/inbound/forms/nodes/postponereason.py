"""reason_beside: why a node is put off, in its owner's words (SPEC 3)."""

import re
from collections.abc import Sequence

from mailbot.campaign.commands import AskPostponement, Command
from mailbot.campaign.model import Node
from mailbot.inbound.forms.clauses import clauses
from mailbot.inbound.forms.context import Context
from mailbot.inbound.forms.days.moments import Moment
from mailbot.inbound.forms.hearing import smooth
from mailbot.inbound.forms.issues.greeting import ungreeted
from mailbot.inbound.forms.nodes.moods import Said
from mailbot.inbound.forms.nodes.naming import node_mentions
from mailbot.late import late
from mailbot.value import replace

_REASON = late(
    r"(?:(?P<label>原因|理由|reason)|因为|由于|because)\s*(?:是|为|:|：|of)?\s*(.+)", re.IGNORECASE | re.DOTALL
)
_SENTENCE = late(r"[。；;！!\n]|\.\s")
_ASKED_FOR = (
    r"(?:申请|请求|需要|希望|想|麻烦|请|把|将|从|可能|能否|能不能|可否|可不可以|是否可以?|要|需)*\0+(?:[到至为]|\s"
    r"|吗)*\0*"
)
# 完成时间由 12月11日 调整为 …: what it was before.
_FROM_BEFORE = late(
    r"(?:[\u4e00-\u9fff]{0,4}(?:时间|日期))?[ \t]{0,3}(?:由|从|原定?于?"
    r"|原计划)[ \t]{0,3}(?:20\d\d ?[-/年.] ?)?\d{1,2} ?(?:月|[-/.]) ?\d{1,2} ?[日号]?[ \t]{0,3}(?=[\0\s，,]|$)"
)
_FIGURES = late(
    r"\d\s*(?:台|套|家|个|条|户)?\s*[/／]\s*\d|(?<!\d)\d+ (?:out )?of (?:the )?\d|\d\s*[%％]|百分之"
    r"|(?:已|完成|升级|下发|done|upgraded)[^，。；;\n]{0,6}\d"
)
_ASKING = late(r"(?:申请|请求|需要?|希望|想|要|只能|we (?:would like|need|have|want) to)\s*$", re.IGNORECASE)
_OF_THEM = late(r"^(?:都|均|全部|也|统一|一起|一并|再|一下)[\s，,、；;]+")  # 2、3 都延期到18日，等客户
# 组件升级可否…？请批准: no part of why.
_POLITE = late(
    r"(?:非常|十分|真|实在)?(?:抱歉|不好意思|对不起)|(?:这样)?(?:可以|行|好|同意)(?:吗|么|不)|如无(?:异议|问题)[^，,。；;]*|此致|敬礼"
    r"|(?:(?:还|敬|烦)?请|望|盼)(?:领导|您|经理|各位|予以?)*(?:批准|审批|同意|批示|支持|理解|知悉|批复|回复"
    r"|复)(?:一下|为盼|谢谢)?"
    r"|(?:多?谢谢?|感谢|辛苦)[^，。]{0,6}"
    r"|(?:请|麻烦|烦请|劳烦|辛苦)(?!假)[^，,。；;]{0,6}?(?:批一下|批下|批准一下|审批一下|审批下|审一下|同意一下"
    r"|审批|批)(?:谢谢|吧)?"
    r"|please approve|thanks|thank you|sorry(?: about (?:that|this))?",
    re.IGNORECASE,
)
_FOR_LEAVE = late(
    r"(?:还|敬|烦)?请(?:领导|您|经理|各位)?(?:予以)?(?:批准|同意|审批|批示|允许)(?:我们?|将"
    r"|把)?(?=[^，。；;\n\0]{0,60}\0)"
)
_LEFT_OVER = late(r"[\W_]*(?:延期?|改|推迟|就)?[到至为在][\W_]*")  # of 申请延期，到12月15日
_DANGLING = late(
    r"(?:^|[\s.,;:]+)(?:to|until|till|for|by|at|on|so|and|please|kindly|so please|and please)$"
    r"|^(?:to|until|till)\s",
    re.IGNORECASE,
)
_GREETED = late(
    r"^\s*(?:(?:各位|大家|你们?好|您好|领导|老师|同事|[\u4e00-\u9fff]{1,3}(?:总|工|经理|老师)|[\u4e00-\u9fff]{1,2}[哥姐]|[\u4e00-\u9fff]{2,3}(?=[你您]好)|hi|hello"
    r"|dear)[^，,：:\n\0。]{0,12}[，,：:\n。！!]\s*)+",
    re.IGNORECASE,
)
# 灰度这边估计得延到…: what of the clause that asks tells nothing of why.
_ASKS = (
    r"(?:这边|那边|我们?这?边?|可能|估计|预计|大概|恐怕|怕是|需要?|得|要|想|特此?|只能|只好|不得不|应该|至少|因此|所以|故|吧|了|的|希望"
    r"|完成|时间|节点|进度|升级|下发|(?<![a-z])(?:the|for|this|one|on|node|roll-?out|push|upgrade|restriction|could|can|we|i|get|have|until"
    r"|please|and|so|be|will|would|like|needs?|more time|to|as|since)(?![a-z])|[\s，,：:？?])"
)
_ASK_FIRST, _ASK_LAST = late(_ASKS, re.IGNORECASE), late(rf"{_ASKS}$", re.IGNORECASE)
_LONGEST_ASK = 12  # characters of one such word
_LEAST = 3  # letters of a reason
_SIGNED = late(
    r"(?:[\s，,。.!！~;；、？?]+(?:(?:best |kind |warm )?regards|br|cheers|thanks|thank you|多?谢谢?))*[\s，,。.!！~;；、？?]+"
    r"(?P<name>[\u4e00-\u9fff]{2,4}|[A-Z][a-z]+(?: [A-Z][a-z]+)?)(?:\s+[\u4e00-\u9fff]{2,8}[部区组])?[\s\d()（）+|/-]*$",
    re.IGNORECASE,
)
_SIGNS = " \0，,。；;.:：?？!！、"


def reason_beside(
    text: str, until: Moment | None, postponed: Sequence[Said], context: Context, *, node: Node | None, told: bool
) -> str:
    """What is left beside the date, the word and, where it was `told` how far the node is, the figures: 等客户窗口."""
    text = _unsigned(text, context)
    if m := _REASON.search(smooth(text)):
        # 原因： may go on for lines; 因为 gives its reason in its own sentence.
        told_in = text[m.start(2) : m.end(2)]
        words = told_in if m["label"] else _SENTENCE.split(told_in, maxsplit=1)[0]
        asked = min((len(words), *(s.start - m.start(2) for s in postponed if s.start > m.start(2))))
        begun = max((words.rfind(sign, 0, asked) for sign in "，,；;。\n"), default=-1)
        if asked < len(words) and not m["label"]:
            words = words[: begun if begun > 0 else asked]
        kept = _ASKING.sub("", words)
        lines = ["".join(p for p in _CLAUSE.findall(line) if not _is_polite(p)) for line in ungreeted(kept).split("\n")]
        return "\n".join(line.strip(_SIGNS) for line in lines).strip()[:500]
    rest = list(text)
    for said in postponed:
        if until is not None and _tells_why(text, said, until):
            continue  # 有 3 家客户要求放到周末做，申请延期到…: quoted whole, or not at all
        rest[said.start : said.end] = "\0" * (said.end - said.start)
    if until is not None:
        rest[until.span[0] : until.span[1]] = "\0" * (until.span[1] - until.span[0])
    for m in _FROM_BEFORE.finditer(smooth("".join(rest))):
        rest[m.start() : m.end()] = "\0" * (m.end() - m.start())
    for m in re.finditer(_ASKED_FOR, smooth("".join(rest))):
        rest[m.start() : m.end()] = "\0" * (m.end() - m.start())
    kept = "".join(rest)
    kept = _FOR_LEAVE.sub(lambda m: "\0" * len(m[0]), kept)
    titles = {smooth(node.title)} if node else set()
    parts = [kept[start:end] for start, end in clauses(kept) if not (told and _FIGURES.search(kept[start:end]))]
    words = "".join(
        _without_asking(part, context)
        for part in parts
        if not any(smooth(part).strip(_SIGNS) in t or _only_names(part, t) for t in titles)
        and not _is_polite(part)
        and not _LEFT_OVER.fullmatch(part)
    )
    words = words[greeted.end() :] if (greeted := _GREETED.match(smooth(words))) else words
    kept = " ".join(words.replace("\0", " ").split()).strip(_SIGNS)
    return _DANGLING.sub("", _OF_THEM.sub("", kept)).strip(_SIGNS)[:500]


_CLAUSE = late(r"[^，,。；;！!]*[，,。；;！!]*")


def _is_polite(part: str) -> bool:
    return _POLITE.fullmatch(smooth(part).strip(_SIGNS)) is not None


def _unsigned(text: str, context: Context) -> str:
    """The text with the sender's own name at its end, and the thanks before it, blanked."""
    person = context.rules.directory.person(context.person)
    signed = _SIGNED.search(text, max(0, len(text) - 80))
    if person is None or signed is None:
        return text
    name = signed["name"].replace(" ", "")
    own = name == person.name or (name.isascii() and name.casefold() in context.person.partition("@")[0])
    return text[: signed.start()] + " " * (len(text) - signed.start()) if own else text


def _without_asking(part: str, context: Context) -> str:
    """A clause with what it asks blanked: less the node's name and the words around it; '' where nothing is left."""
    if "\0" not in part:
        return part
    bare = part
    for named in reversed(node_mentions(part, context.campaign, context.rules)) if context.campaign else ():
        bare = bare[: named.start] + " " + bare[named.end :]
    bare = _unasked(" ".join(bare.replace("\0", " ").split()).strip(_SIGNS))
    if bare.startswith(("（", "(")) and bare.endswith(("）", ")")):
        bare = bare[1:-1]
    return f"{bare}，" if len(re.sub(r"[\W_]", "", bare)) >= _LEAST else ""


def _unasked(text: str) -> str:
    """A text without such words at its ends, word by word: a pattern that repeats them would try every way to part 我这边我这边."""
    start, end = 0, len(text)
    while (found := _ASK_FIRST.match(text, start)) is not None:
        start = found.end()
    while (found := _ASK_LAST.search(text, max(start, end - _LONGEST_ASK), end)) is not None:
        end = found.start()
    return text[start:end]


_NAMES = late(
    r"(?:请|把|将|那"
    r"|就)*(?:[\u4e00-\u9fff]{2,8}(?:[、/]|和|与|及))+[\u4e00-\u9fff]{2,4}的?[\u4e00-\u9fff]{0,6}?(?:都|也|均"
    r"|统一|全部|一起|一并)*"
)


def _only_names(part: str, title: str) -> bool:
    """华东、华南的组件升级都: several nodes named, and nothing of why."""
    words = smooth(part).strip(_SIGNS)
    return title[-2:] in words and bool(_NAMES.fullmatch(words))


_ASKS_ONLY = late(r"(?:所以|因此|因而|故|特此|特|现|我们?|这边|本部门|只好|只能|不得不|最终|整体|\s|[\W_])+")


def _tells_why(text: str, said: Said, until: Moment) -> bool:
    """Whether the word of putting off stands in a clause of its own that says something, apart from the day that is asked for."""
    start, end = said.clause
    if start <= until.span[0] < end or until.span[0] < start:
        return False
    beside = smooth(f"{text[start : said.start]}\0{text[said.end : end]}")
    return len(_ASKS_ONLY.sub("", re.sub(_ASKED_FOR, "", beside))) >= 4


def with_reason_above(commands: list[Command], text: str, part: str) -> list[Command]:
    """25 号是公众假期，组件升级可否顺延至…: why stands before the clause that names the node, where `part` begins."""
    asked = [x for x in commands if isinstance(x, AskPostponement)]
    at = text.find(part.strip()) if part.strip() else -1
    if len(asked) != 1 or asked[0].reason or at <= 0:
        return commands
    greeted = _GREETED.match(smooth(text[:at]))
    above = text[greeted.end() if greeted else 0 : at].strip(_SIGNS + "\n")
    return [replace(x, reason=above[:500]) if x is asked[0] else x for x in commands] if len(above) > 3 else commands
