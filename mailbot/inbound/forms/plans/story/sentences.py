"""sentences: lines of running text → sentences of clauses, each with the label that stands before it (SPEC 3 "Body")."""

import re
from collections.abc import Sequence

from mailbot.han import WIDE
from mailbot.inbound.forms.clauses import is_question
from mailbot.inbound.forms.tables.outline import unmarked
from mailbot.inbound.forms.things.versionrules import find_version_rules
from mailbot.inbound.writing import Line
from mailbot.late import late
from mailbot.value import Value, replace

_LONGEST = 2000
_MOST, _LONGEST_CLAUSE = 300, 400  # clauses, characters
_STOP = late(
    rf"[。；;！!？?\n]+|(?:(?<=[a-z)\d])|(?<={WIDE}))(?<!i\.e)(?<!e\.g)\.\s+(?=[A-Z*]|{WIDE}|\d+ [a-z]+ (?:tops|max|at most|in (?:all|total)|altogether)|\d+\.\d[\d.]* (?:is|can|has|will|was|stays?)(?![a-z]))|\.\s*$|(?<!\s)\s*(?=[②-⑳])"
    r"|(?<!\s)\s+(?=\d{1,2}[)）、][^\d])"
)
_BREAK = late(
    r"[，,](?!\d{3}(?!\d)| ?20\d\d"
    r"|\s*(?:from |at )?\d{1,2}(?:[:：]\d\d|\s*(?:[ap]\.?m\b|noon))(?! (?:for )?(?:both|each|all)(?![a-z])))(?!(?:(?<=day[,，])"
    r"|(?<=(?<![a-z])(?:mon|tue|wed|thu|fri|sat)[,，])|(?<=(?<![a-z])(?:tues|thur)[,，]))\s*(?:\d|jan|feb|mar"
    r"|apr|may|jun|jul|aug|sep|oct|nov|dec|the \d))"
    r"|\s+(?=so (?:(?:that'?s|it'?s|it will be|until|till|by|on|not before|only) ){0,2}(?:\d|(?:the )?\d|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* \d))|(?<=\d):\s+(?=[A-Z][a-z]+ [A-Z])|[\t|｜]|\s*(?:(?:→|⇒|➡|➔|[-=]+>)(?!(?<=\d.)\d|(?<=\d [→⇒➡➔>]) \d+(?![\d./:月-])|(?<=\d [-=]>) \d+(?![\d./:月-]))|——+|—>)\s*|\s{2,}|(?<!\d)\s[-–—~]\s"
    r"|\s[-–—~]\s(?!\d)",
    re.IGNORECASE,
)
_ARROW = late(
    r"(?<!\s)\s*(?:(?:→|⇒|➡|➔|[-=]+>)(?!(?<=\d.)\d|(?<=\d [→⇒➡➔>]) \d+(?![\d./:月-])|(?<=\d [-=]>) \d+(?![\d./:月-]))|——+|—>)\s*"
)  # pool.size 200→400, or 200 -> 400, is no step
_LABEL = late(r"(?<!\d)[:：]|[:：](?!\d)")
_LINK = late(
    r"^\s*(?:and|then|but|while|&|然后|随后|接着|再|并且?|而|且|同时|其中|之后|后续|最后|最终"
    r"|另外)[\s,，]*(?=\S)"
)
_OWNER = late(
    r"^\s*((?:responsible|in charge|owner|lead)(?: is)?)\s*:\s*(?=\S)", re.IGNORECASE
)  # ; responsible: Lin Tao
_LONGEST_LABEL = 40
_ASKED = late(r"\s*[?？]")
_WHETHER = late(
    r"(?:还没有?|尚未)(?:确认|定下?|答[复应]|回[复我]|同意|松口)|(?<![a-z])(?:has|have)(?:n't| not) (?:yet )?(?:confirmed|agreed|answered|replied|decided)(?![a-z])"
    r"|(?:^|由|看|让)谁来?(?=[做负执升])|哪位来|能否|能不能|可否|可不可以|是否|是不是|行不行|来不来得及|来得及吗"
)
_REACHED = late(
    r"[(（][^()（）]*(?:电话|手机|分机|邮箱|微信|(?<![a-z])(?:tel|mobile|ext|phone))[^()（）]*[)）]",
    re.IGNORECASE,
)  # 孙丽（联系电话 …）
_PLEASE = late(
    r"请(?!问)|麻烦"
    r"|(?<![a-z])(?:please|(?:could|can|would|will) (?:you|your|we)|(?:would|could) it be possible"
    r"|would you mind|(?:may|might|can|could) i ask)(?![a-z])",
    re.IGNORECASE,
)  # a request, however it is put
# 时间是她昨天跟两位说定的：周航12月7日…: what leads to the plan is no part of its first clause; 原定的时间：… is none of the plan.
# 跟领导商量后往后放了：烦请李想…: so is of whom it was talked with.
_TALKED = r"(?:商量|沟通|讨论|协商)[^：:，,\d]{0,6}(?:后|过|了|下来|好|完)[^：:，,\d]{0,10}"
_LEADS = late(
    rf"^(?![^：:]*(?:原[定计先来]|上[次回周个]|之前|以前|旧))[^：:]{{0,60}}?(?:[定好]的|商量的|打算的?|如下|具体[是为]"
    rf"|分别[是为]|我[^：:，,\d]{{0,4}}(?:捋|排|理|列|定|想|过|拟)[^：:，,\d]{{0,6}}"
    rf"|是这样|行不行|行吗|可以吗|可不可以|好不好|怎么样|如何|{_TALKED})\s*[：:]\s*(?=\D)"
)
_HOPES = late(r"(?:没问题|可以|行|好|成)吧\s*$")  # 11月27号提测没问题吧: no question that waits for its answer
# between December 7 and December 11: a range, and no two days.
_BETWEEN = late(r"(?<![a-z])between ([^,;]{0,20}?\d[^,;]{0,20}?) and (?=[^,;]{0,14}\d)", re.IGNORECASE)
# agreed with Sun Li, Zhou Hang and Lin Tao on Tuesday: none of them does anything by that.
_AGREED = late(
    r"(?<![a-z])(?:agreed|discussed|aligned|coordinated|settled|checked|talked|spoke|spoken|planned) (?:(?:this|it|that|all) )?with [A-Z]\w+(?:(?:, and |, | and | )[A-Z]\w+){1,9}"
    r"(?= (?:on|at|in|last|this|yesterday|today)(?![a-z])|[.;:]|\s*$)"
)
_NUMBERED = late(r"^\s*(?:[①-⑳]|[(（]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})(?:[)）、]|[.．](?!\d)))\s*")


class Clause(Value):
    """A clause of a line. `label` is what stands before a colon in that line (孙丽：…); `asks` that it is a question, `carried`
    that the label is that of the sentence before."""

    text: str
    line: Line
    label: str = ""
    asks: bool = False
    carried: bool = False


def sentences(lines: Sequence[Line]) -> list[list[Clause]]:
    """The sentences of the lines, a line's end being the end of one. Linear in the text."""
    found: list[list[Clause]] = []
    left = _MOST
    for line in lines:
        if left <= 0:
            break
        text = _REACHED.sub("", line.text.strip()[:_LONGEST])
        if not any(rule.span[0] == 0 for rule in find_version_rules(text)):  # 8.0 及以下 begins with no number
            text = _NUMBERED.sub("", unmarked(text) or text)
        text = _AGREED.sub(lambda one: one.group().replace(",", " and"), _BETWEEN.sub(r"from \1 to ", text))
        label = ""
        for sentence in _outside(text, _STOP):
            own, rest = _labelled(_NUMBERED.sub("", sentence))
            label = own or label  # 华东：12月3日试点；12月8日升完 goes on with it
            some = [
                Clause(one.strip()[:_LONGEST_CLAUSE], line, label, carried=not own)
                for one in _outside(rest, _BREAK)
                if one.strip()
            ]
            some = [replace(one, text=_HOPES.sub("", _LEADS.sub("", one.text))) for one in some]
            some = [replace(one, asks=_WHETHER.search(one.text) is not None) for one in some]
            if (
                some
                and (_ASKED.match(line.text, line.text.find(sentence) + len(sentence)) or is_question(some[-1].text))
                and not (_PLEASE.search(sentence) or _HOPES.search(sentence))
            ):
                some[-1] = replace(some[-1], asks=True)
            some = some[: max(0, left)] or ([Clause("", line, label)] if own and not rest.strip() else [])
            left -= len(some)
            if some:
                found.append(some)
    return found


def steps(line: Line) -> list[Line]:
    """A line parted where an arrow leads from one node to the next, each part at its place."""
    if len(line.text) > _LONGEST:
        return [line]
    return [replace(line, text=text) for text in _outside(line.text, _ARROW)] or [line]


def _labelled(text: str) -> tuple[str, str]:
    """(what stands before a line's first colon, the rest)."""
    text = _OWNER.sub(r"\1 ", text)
    for mark in _LABEL.finditer(text[:_LONGEST_LABEL]):
        before = text[: mark.start()]
        if (
            not re.search(r"[，,。；;！!？?]", before)
            and before.count("（") == before.count("）")
            and before.count("(") == before.count(")")
        ):
            return before.strip(), text[mark.end() :]
        break
    return "", text


def _outside(text: str, sign: re.Pattern[str]) -> list[str]:
    """The text parted at signs that stand in no brackets."""
    depths: list[int] = []
    depth = 0
    for char in text:
        depth += char in "(（【["
        depth -= char in ")）】]" and depth > 0
        depths.append(depth)
    parts, start = [], 0
    for mark in sign.finditer(text):
        if depths[mark.start()] == 0:
            parts.append(text[start : mark.start()])
            start = mark.end()
    parts.append(text[start:])
    return [one for one in parts if one.strip()]
