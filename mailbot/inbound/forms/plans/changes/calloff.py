"""called_off: the campaign called off or paused in a PLAN mail's own words: `取消：星桥服务端 8.2.1`, 客户不升了，本策略取消 (SPEC 1); taken_out:
some of its parameters or one of its regions: 不再下发 cache.size, 华南这次不做了."""

import re
from collections.abc import Iterator

from mailbot.campaign.model import Campaign
from mailbot.inbound.forms.clauses import IF
from mailbot.inbound.forms.phrasefind import find_said
from mailbot.inbound.forms.plans.draft import Draft
from mailbot.late import late
from mailbot.rulebook.directory import Directory
from mailbot.rulebook.folding import fold
from mailbot.rulebook.shapes import Phrases
from mailbot.value import Value

_MOST_LINES = 12
_LONGEST_CLAUSE = 60
_BESIDE = frozenset(("reason", "campaign", "product", "version", "title", None))
_CLAUSES = late(r"[，,。；;！!？?：:\n]+")
_WHOLE = late(r"策略|计划|方案|本次|此次|这次|该项|整个|campaign|plan", re.IGNORECASE)
_SMALL = late(
    r"策略|计划|方案|本次|此次|这次|该项|整个|这个|升级|下发|版本|限制|请|先|将|把|的|吧|了|掉|本|该|此|campaign"
    r"|plan|the",
    re.IGNORECASE,
)
_OPEN = late(
    rf"{IF}|若|倘|是否|可能|考虑|要不要|能否|不要|别|不得|[?？]|(?<![a-z])(?:whether|may|might)(?![a-z])",
    re.IGNORECASE,
)
# 原计划 12月5日 的升级取消，改到 12月8日 calls nothing off.
_CHANGES = late(
    r"改[到为成至期]|调整|推迟|延[期后迟至到]|顺延|换成|修订|(?<![a-z])(?:change|move|postpone|delay)", re.IGNORECASE
)
_PUNCTUATION = late(r"[\W_]+")


def called_off(
    draft: Draft, campaign: Campaign, phrases: Phrases, words: tuple[str, ...]
) -> tuple[str, str, str] | None:
    """(which of `words`: cancel, pause …; the text that says it; its place), None where the mail says anything else.

    The title says it where it names nothing beside the campaign; a sentence where it speaks of the plan, and of none of its
    nodes: 取消全量升级 takes a node out.
    """
    if draft.rows or draft.parameters or draft.limits or any(said.field.key not in _BESIDE for said in draft.fields):
        return None
    lists = {name: getattr(phrases, name) for name in words} | {"neutral": phrases.neutral}
    changes = any(_CHANGES.search(line.text) for line, _ in draft.prose)
    for text, place, title in _texts(draft):
        if len(text) > _LONGEST_CLAUSE or _OPEN.search(text):
            continue
        found = find_said(text, lists)
        names = {one.name for one in found}
        if len(names) != 1 or "neutral" in names:
            continue
        if not title and changes:
            continue
        if _of_a_node(text, campaign):
            continue
        rest = _rest(text, found[0].word, campaign)
        if not rest or (not title and _of_plan(text, campaign)):
            return names.pop(), text, place
    return None


def _texts(draft: Draft) -> Iterator[tuple[str, str, bool]]:
    yield draft.title, "subject", True
    for line, _ in draft.prose[:_MOST_LINES]:
        for clause in _CLAUSES.split(line.text[:1000]) if not _OPEN.search(line.text[:1000]) else ():
            if clause.strip():
                yield clause.strip(), line.place, False


def _rest(text: str, word: str, campaign: Campaign) -> str:
    """What a text says beside the word, the campaign's own names and words that say nothing."""
    rest = fold(text).replace(fold(word), " ", 1)
    for name in (campaign.code, campaign.title, campaign.product, f"v{campaign.version}", campaign.version):
        if name:
            rest = rest.replace(fold(name), " ")
    return _PUNCTUATION.sub("", _SMALL.sub("", rest))


def _of_a_node(text: str, campaign: Campaign) -> bool:
    """取消版本限制 names a node, and neither the campaign nor 本次升级 as a whole."""
    smooth = fold(text)
    if _WHOLE.search(smooth):
        return False
    for name in (campaign.title, campaign.product):
        smooth = smooth.replace(fold(name), " ") if name else smooth
    return any(fold(node.title) in smooth for node in campaign.nodes)


def _of_plan(text: str, campaign: Campaign) -> bool:
    smooth = fold(text)
    if any(fold(node.title) in smooth for node in campaign.nodes):
        return False
    return _WHOLE.search(smooth) is not None or bool(campaign.product and fold(campaign.product) in smooth)


_DEED = r"(?:下发|推送|升级|参与|参加|[下发推升做搞上要弄用])"
_OUT = r"(?:取消|去掉|删掉|删除|移除|拿掉|撤掉|退出(?:这次|本次)?(?:下发|升级|策略)?)(?:掉|了|吧)?"
_SMALLS = r"(?:先|也|都|就|全部|一起|暂时?)*"
_TAKEN_OUT = late(
    rf"(?:扩展)?(?:参数|区域|地区)?\s*(?P<names>[^，,。；;]{{2,60}}?)\s*(?:这[两三几]?个|这)?(?:参数|区域|地区|部门|那边|这边)?\s*"
    rf"(?:{_SMALLS}(?:这次|本次|这回|这期|本期|这一?版){_SMALLS}不再?{_DEED}了?|{_SMALLS}不再{_DEED}了?|(?P<yet>先|暂时?)?{_SMALLS}不{_DEED}了"
    rf"|{_SMALLS}{_OUT})[。.!！\s]*"
    rf"|(?:请|这次|本次)*(?:不再(?:下发|推送|发)|取消|去掉|删掉|删除|移除|拿掉|撤掉)(?:扩展)?(?:参数)?\s*(?P<first>[^，,。；;]{{2,60}}?)(?:这?个?参数)?(?:了|吧)?[。.!！\s]*"
    rf"|(?:please )?(?:also )?(?:remove|drop|take out|leave out|skip) (?:the )?(?:parameters? )?(?P<en>[^,;]{{2,60}}?)(?: parameters?)?"
    rf"(?: from (?:the |this )?(?:plan|campaign|roll-?out|list))?[.!\s]*",
    re.IGNORECASE,
)
_JOINS = late(r"\s*(?:[、/,]|和|与|及|以及|(?<![a-z])and(?![a-z]))\s*|\s+", re.IGNORECASE)


_LONGEST_OUT = 100  # characters


class TakenOut(Value):
    """Names of the campaign's parameters, or of one of its regions; `sure` where it is not only for the time being."""

    parameters: tuple[str, ...] = ()
    region: str = ""
    sure: bool = True


def taken_out(clause: str, campaign: Campaign) -> TakenOut | None:
    """What of the plan a clause takes out; None where it names anything else."""
    found = _TAKEN_OUT.fullmatch(clause) if len(clause) <= _LONGEST_OUT else None
    if found is None:
        return None
    words = [one for one in _JOINS.split((found["names"] or found["first"] or found["en"]).strip()) if one]
    known = {fold(p.name): p.name for p in campaign.parameters}
    if words and all(fold(word) in known for word in words):
        return TakenOut(parameters=tuple(dict.fromkeys(known[fold(word)] for word in words)))
    places = {fold(name): name for name in campaign.regions}
    named = places.get(fold(words[0].removesuffix("业务部"))) if len(words) == 1 else None
    return TakenOut(region=named, sure=not found["yet"]) if named else None


def regions_left(out: TakenOut, campaign: Campaign, directory: Directory) -> tuple[tuple[str, ...], frozenset[str]]:
    """The other regions, and the keys of the nodes that go with the one taken out; ((), none) where that is not for us to say:
    nothing would be left, its work has begun or may be everybody's, or it has a restriction of its own."""
    left = tuple(name for name in campaign.regions if name != out.region)
    department = directory.department(out.region)
    live = [n for n in campaign.nodes if n.state != "cancelled" and n.base != "finalize"]
    own = [n for n in live if department and n.department == department.name]
    unclear = any(n.state != "pending" or n.progress or n.helpers or out.region not in n.title for n in own)
    restricted = any(out.region in r.scope for r in campaign.restrictions)
    if not left or len(own) == len(live) or unclear or restricted or not out.sure:
        return (), frozenset()
    return left, frozenset(n.key for n in own)
