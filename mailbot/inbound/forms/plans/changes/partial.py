"""Whether the table of a reply or a revision is the whole plan, or only the rows that change (SPEC 5, 9 "Plans")."""

from collections.abc import Collection, Sequence

from mailbot.campaign.commands import PlannedNode
from mailbot.campaign.model import Campaign
from mailbot.inbound.forms.plans.changes.patch import Patch
from mailbot.inbound.forms.plans.draft import Draft, Row
from mailbot.late import late
from mailbot.rulebook.folding import fold

# 其余节点不变, only the following rows change
_REST = late(
    r"(?:其他|其它|其余|别的|剩下|余下|未列|未提|没提)[^\n。；;]{0,14}?(?:不变|不动|不改|不调整|不做调整|照旧"
    r"|照原计划|照原来|维持|保持|按原计划)"
    r"|(?:只|仅|就)(?:列|写|改|调|调整|变更|更新|涉及)[^\n。；;]{0,14}?(?:节点|行|项|改动|变化|变动|调整|部分)"
    r"|(?:the )?(?:rest|others?|everything else)[^\n.;]{0,30}?(?:unchanged|as (?:it|they) (?:is|are)|stays?|same)"
    r"|(?:only|just) the (?:following|changed|affected)"
)
# 以此为准, the complete plan anew
_WHOLE = late(
    r"以(?:此|本|这)\S{0,6}为准|(?:完整|整份|整个|全部)的?(?:新)?(?:计划|方案|节点|安排)"
    r"|(?:重新|重)(?:发|下发|制定|排|编)[^\n。；;]{0,8}(?:计划|方案|节点)"
    r"|替换(?:原|之前|上|旧)|作废|(?:new|full|complete|entire|whole) (?:plan|schedule)|supersedes?|replaces?"
)

_DROPS = late(r"去掉|删除|删掉|取消|不做|不再做|砍掉|合并|减少|remove|drop|cancel|merge")


def speaks_of_some(
    draft: Draft,
    planned: Sequence[PlannedNode],
    given: Collection[str],
    campaign: Campaign | None,
    text: str,
    *,
    codeless: bool = False,
) -> bool:
    """Whether a revision's table speaks of a few nodes only, so that the others are not left out but left alone: where the
    mail says so, where it is no whole plan (product and version, or 以此为准) and names none but nodes that are there, or no
    more than half of them. `codeless`: it had to name product and version to be a plan at all."""
    if campaign is None or not draft.rows:
        return False
    smooth = fold(text)
    whole = {"product", "version"} <= set(given) or _WHOLE.search(smooth) is not None
    if _REST.search(smooth):
        return not (whole and _DROPS.search(smooth))  # 去掉了灰度，其余不变 above the whole plan
    present = [n for n in campaign.nodes if n.state == "pending" and n.base != "finalize"]
    named = [row for row in draft.rows if not row.drop]
    if whole:
        return codeless and len(named) * 2 <= len(present) and not _WHOLE.search(smooth)
    return len(named) * 2 <= len(present) or bool(left_alone(planned, campaign))


def left_alone(planned: Sequence[PlannedNode], campaign: Campaign) -> tuple[str, ...]:
    """The titles of the open nodes that rows leave out, where each row is one of the campaign's nodes; () where a row is new,
    since then it may stand for one that is not named."""
    keys = [node.key for node in planned]
    known = {node.key for node in campaign.nodes if node.state != "cancelled"}
    if len(set(keys)) != len(keys) or not set(keys) <= known:
        return ()
    return tuple(n.title for n in campaign.nodes if n.state == "pending" and n.base != "finalize" and n.key not in keys)


def rows_over(before: Draft, own: Draft) -> Patch | None:
    """The rows of a reply's table as changes to those of the mail that it mends, each by its title, or its number where no
    title is the same; None where the reply brings more than what changes, or none of its rows is known."""
    live = [row for row in before.rows if not row.drop]
    if not own.rows or len(own.rows) >= len(live):
        return None
    changed: list[tuple[int | None, Row]] = []
    taken: set[int] = set()
    for row in own.rows:
        index = _same(row, before.rows, taken)
        if index is not None:
            taken.add(index)
        changed.append((index, row))
    if not taken or len(taken) * 2 < len(own.rows):
        return None
    return Patch(rows=changed, fields=list(own.fields), leftover=[line for line, _ in own.prose])


def _same(row: Row, rows: Sequence[Row], taken: Collection[int]) -> int | None:
    """The row of the title, told apart by its owner where several have it; else the one of the number, if its title is a part
    of the other: a table of corrections may count its own rows."""
    titled = [i for i, old in enumerate(rows) if i not in taken and not old.drop and fold(old.title) == fold(row.title)]
    if len(titled) > 1:
        owned = [i for i in titled if fold(rows[i].text("owner")) == fold(row.text("owner"))]
        titled = owned if len(owned) == 1 else [i for i in titled if rows[i].number == row.number is not None]
    if titled:
        return titled[0] if len(titled) == 1 else None
    numbered = [
        i
        for i, old in enumerate(rows)
        if i not in taken and old.number == row.number is not None and _akin(fold(old.title), fold(row.title))
    ]
    return numbered[0] if len(numbered) == 1 else None


def _akin(one: str, other: str) -> bool:
    return one in other or other in one
