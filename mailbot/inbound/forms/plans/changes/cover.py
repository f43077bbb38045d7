"""without_cover: a revision without the sentence above its table that only says what has changed in it."""

import re

from mailbot.inbound.forms.context import Context
from mailbot.inbound.forms.plans.changes.change_words import CHANGED
from mailbot.inbound.forms.plans.readers import Readers
from mailbot.late import late
from mailbot.value import replace

_MOST_LINES, _LONGEST = 6, 300  # of what stands above a plan, and characters of each
_SAYS_CHANGE = late(
    rf"{CHANGED}|不变|不动|照旧|照原|推迟|延[到后期迟]|顺延|提前|往[前后]|[推挪放]到|调整|修订|更新|变更|改动"
    r"|(?<![a-z])(?:revised|updated|changed|moved|postponed|unchanged)(?![a-z])",
    re.IGNORECASE,
)
_FIGURE = late(r"\d+(?:\s*[月/.-]\s*\d+)?")
_LEAST_FIGURES = 4  # below: as many as a row or two of a plan have


def without_cover(context: Context, readers: Readers) -> Context:
    """孙丽、林涛：海外延到1月22日，华东不变。修订后的计划： above the plan itself tells its readers what to look for. Every figure of
    it stands below again, so that nothing is lost, and no node, owner or limit is made of it a second time."""
    lines = [line for line in context.writing.lines if line.text.strip()]
    cover: dict[str, frozenset[str]] = {}
    for line in lines[:_MOST_LINES]:
        head, colon, value = line.text.replace("：", ":").partition(":")
        if (colon and value.strip() and readers.known.key(head.strip())) or len(line.text) > _LONGEST:
            break
        if _SAYS_CHANGE.search(line.text):
            cover[line.place] = _figures(line.text)
    if not cover:
        return context
    below = [line.text for line in lines if line.place not in cover]
    below += [cell.text for grid in context.writing.grids for row in grid.rows for cell in row]
    given = frozenset[str]().union(*map(_figures, below))
    told = {place for place, figures in cover.items() if figures <= given}
    if len(given) < _LEAST_FIGURES or not told:
        return context
    kept = tuple(line for line in context.writing.lines if line.place not in told)
    return replace(context, writing=replace(context.writing, lines=kept))


def _figures(text: str) -> frozenset[str]:
    """12月9日, 12/09 and 500 as they may be repeated: 12.9, 500."""
    return frozenset(".".join(str(int(n)) for n in re.findall(r"\d{1,12}", one)) for one in _FIGURE.findall(text))
