"""read_shifted: every open node of a plan put off by the same span: 整个计划往后顺延一周; understood_moves: nodes moved, as a revision (SPEC 1
"revised")."""

import re
from collections.abc import Iterable

from mailbot.campaign.model import Campaign, Node
from mailbot.campaign.outcome import Fault
from mailbot.inbound.forms.clauses import IF, clause_at, clauses, is_question
from mailbot.inbound.forms.context import Context, Understanding
from mailbot.inbound.forms.days.durations import Duration, find_delay
from mailbot.inbound.forms.hearing import smooth
from mailbot.inbound.forms.nodes.naming import node_mentions
from mailbot.inbound.forms.plans.changes.cover import without_cover
from mailbot.inbound.forms.plans.changes.filler import is_aside
from mailbot.inbound.forms.plans.changes.spanned import due_text
from mailbot.inbound.forms.plans.draft import Draft, Row
from mailbot.inbound.forms.plans.plan import understood
from mailbot.inbound.forms.plans.readers import readers_of
from mailbot.late import late
from mailbot.value import replace

_LONGEST = 300  # characters: an order is short
_SENTENCE = late(r"[。；;!！?？\n]")
_WHOLE = late(
    r"(?:整个|整体|全部|所有|各个?|全盘)(?:的)?(?:计划|策略|方案|节点|时间|排期|进度|日期"
    r"|安排)(?:的?(?:完成)?(?:时间|日期))?(?:上)?(?:都|均|统一|一律|整体|依次|相应|全部|要|需要?|得|往后|向后|再"
    r"|也|先|就|只能)*(?:顺延|推迟|延后|延期|后移|后延|推后|往后|向后|延|推|挪|晚|提前)"
    r"|(?:计划|策略|节点|时间|排期|进度)(?:的?(?:完成)?(?:时间|日期))?(?:都|均|要|需要?)?(?:整体|全部|统一"
    r"|一律)(?:都|均|往后|向后|再|要|得|需要?)*(?:顺延|推迟|延后|延期|后移|后延|推后|往后|向后|延|推|挪|晚|提前)"
    r"|(?:^|[，,。；;：:\n])\s*(?:(?:那|就|请|大家)*)(?:整体|全部|统一|一律)(?:往后|向后|都|再|要|均"
    r"|相应)*(?:顺延|推迟|延后|延期|后移|推)(?=\s*[\d一二三四五六七八九十两半])"
    r"|(?<![a-z])(?:push|move|shift|postpone|delay|slip"
    r"|extend)\w* (?:back )?(?:the (?:whole|entire) (?:plan|schedule|campaign)"
    r"|all (?:the )?(?:nodes|dates|milestones|due dates|deadlines)|everything(?= (?:back|by|out)(?![a-z])))"
    r"|(?<![a-z])(?:the (?:whole|entire) (?:plan|schedule)|everything(?= [^.;\n]{0,30} by (?:an?|one|two|three|\d))|all (?:the )?(?:nodes|dates|milestones)) (?:is|are"
    r"|will be|to be|slips?|moves?|shifts?)(?! (?:done|ready|complete|fine|ok|on track))[^.;\n]{0,20} (?:by"
    r"|back)(?![a-z])"
)
# 除首批外整个计划顺延一周: not every node, and which is not for us to guess. 负责人不变 takes nothing from it.
_EXCEPT = late(
    r"除|例外|不(?:含|包括)|其中"
    r"|(?<!负责人)(?<!人员)(?<!数量)(?<!区域)(?<!范围)(?<!有效期)(?<!内容)(?<!其[他余它])(?:都|均)?不(?:变|动)"
    r"|但|(?<![a-z])(?:except|apart from|but)(?![a-z])"
)
_TALKED_OF = late(
    r"建议|希望|申请|考虑|可能|讨论|是否|能否|不(?:会|用|能|要|必|打算|再)"
    r"|(?<![a-z])(?:could|can|may|might|suggest|propose|not|asked)(?![a-z])"
)
# 所有节点顺延三天。数量改为 600 台: half of it must not be recorded alone.
_CHANGES_MORE = late(
    r"(?:改|调|换|增加|提高|降|减少|放宽|扩大|缩小|延长|变更)(?:整|更|成)?[为到至成]|换成|改由|[追增]加|加上|去掉|删[除掉]|取消"
    r"|(?<![a-z])(?:change|raise|lower|add|drop|remove|replace)(?![a-z])"
)
# Under a condition it is no word yet; what others want (华南要求整个计划顺延) is asked about, 应客户要求 tells why.
_IF = late(rf"{IF}|(?:^|[，,])\s*若|的话|(?<![a-z])once(?![a-z])")
_WANTED = late(r"(?<!应)(?<!按)(?<!因)(?:(?!应|按|因|根据|由于|鉴于)[^，,。；;\n]){0,8}要求[^，,。；;\n]*$")


# 版本限制不动, 除了总结, except the restriction: what stays, by its name.
_STAYS = late(
    r"(?:^|[，,。；;、\n(（])\s*(?:但是?|其中"
    r"|不过)?\s*(?:(?:除了?|除去|不含|不包括|只有"
    r"|仅)\s*)?(?P<name>[^，,。；;、\n()（）]{2,24}?)(?:的?(?:完成)?(?:时间|日期))?(?:都"
    r"|均|仍|还是|保持|维持|一律)*(?:不变|不动|不延|不顺延|不推|照旧"
    r"|按原(?:计划|时间|日期))(?:[）)。.！!\s]*(?=$|[，,。；;、\n]))"
    r"|(?:除了?|除去|不含|不包括)(?P<but>[^，,。；;\n()（）]{2,24}?)(?:以外|之外|外)?(?=[，,。；;\n()（）]|$"
    r"|整个|整体|全部|所有|其[他余它])"
    r"|(?<![a-z])(?:except(?: for)?|apart from|but not) (?P<en>[^.,;\n]{2,40}?)(?= (?:stays?|remains?|which)"
    r"|[.,;\n]|$)"
)


def _left_where_they_are(line: str, campaign: Campaign, context: Context) -> tuple[str, frozenset[str]]:
    """The line without what it leaves out by name, and the nodes that it leaves out."""
    kept: set[str] = set()

    def named(m: re.Match[str]) -> str:
        words = m["name"] or m["but"] or m["en"]
        mentions = node_mentions(words, campaign, context.rules)
        keys = {key for n in mentions for key in n.keys}
        rest = words
        for n in reversed(mentions):
            rest = rest[: n.start] + rest[n.end :]
        if not keys or not all(n.key for n in mentions) or _OTHER_WORDS.sub("", rest):
            return m[0]
        kept.update(keys)
        return "，"

    return _STAYS.sub(named, line), frozenset(kept)


_OTHER_WORDS = late(r"[和与及、的\s]|节点|时间|日期|(?<![a-z])(?:the|and|node|date)(?![a-z])")


def read_shifted(context: Context) -> Understanding | None:
    """The PM's word as a revision with a new due time for each open node; asked about where it does not say by how much, or
    leaves something out. None where nothing of the kind is said, or only talked of."""
    campaign, text = context.led, context.text.strip()
    if campaign is None or campaign.over or len(text) > _LONGEST:
        return None
    text = without_cover(context, readers_of(context)).text.strip() if _WHOLE.search(smooth(text)) else ""
    line = smooth(text)
    said = _WHOLE.search(line)
    if said is None or any(r.asks in ("issue", "postponement") for r in context.thread.rows):
        return None
    start, end = clause_at(line, said.start())
    before = max((m.end() for m in _SENTENCE.finditer(line, 0, said.start())), default=0)
    if is_question(line[start:end]) or _TALKED_OF.search(line[start:end]) or _IF.search(line[before:end]):
        return None
    bare, stay = _left_where_they_are(line, campaign, context)
    delay = find_delay(bare)
    if (
        delay is None
        or _WANTED.match(line[start : said.start()])
        or delay.unit not in ("workday", "day", "week", "month")
        or _EXCEPT.search(bare)
        or line[said.start() : said.end()].endswith("提前")
    ):
        return _untold(text[start:end])
    parts = (bare[a:b] for a, b in clauses(bare))
    more = next((p for p in parts if _CHANGES_MORE.search(p) and not _WHOLE.search(p) and not is_aside(p)), "")
    return _untold(more) if more else _revision(delay, stay, campaign, context)


def _untold(words: str) -> Understanding:
    fault = Fault(reason="order-not-understood", field="text", words=words.strip(" ，,。；;\n")[:100])
    return Understanding(kind="revision", faults=(fault,))


def _revision(delay: Duration, stay: frozenset[str], campaign: Campaign, context: Context) -> Understanding:
    moved = [(n, due_text(n, delay, context)) for n in campaign.pending_nodes if n.key not in stay]
    return _in_their_words(understood_moves(moved, context), context.text.strip()[:100])


def understood_moves(due: Iterable[tuple[Node, str]], context: Context) -> Understanding:
    """The nodes moved to the days beside them, as a revision that leaves the others alone."""
    readers, place = readers_of(context), next((line.place for line in context.writing.lines), "0")
    rows = tuple(
        Row(
            texts={"title": node.title, "due": day},
            places={"due": place},
            place=place,
            whole=context.text.strip()[:300],
            mailed=context.mailed,
            number=node.order,
            node=node.key,
        )
        for node, day in due
    )
    draft = Draft(title=context.subject.bare, mailed=context.mailed, rows=rows, english=readers.english, partial=True)
    return understood(draft, context, readers)


def _in_their_words(read: Understanding, words: str) -> Understanding:
    """The receipt quotes 整个计划往后顺延一周, and no day that nobody wrote."""
    commands = tuple(
        replace(
            x,
            readings=tuple(replace(r, words=words) if r.field.endswith((".due", ".start")) else r for r in x.readings),
            remarks=tuple(m for m in x.remarks if m.reason != "no-time"),
        )
        for x in read.commands
    )
    readings = tuple(replace(r, words=words) if r.field.endswith((".due", ".start")) else r for r in read.readings)
    return replace(
        read, commands=commands, readings=readings, remarks=tuple(m for m in read.remarks if m.reason != "no-time")
    )
