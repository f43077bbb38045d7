"""by_parameter: how far each parameter of a rollout has come, where a report tells of them one by one (SPEC 1 `PR`)."""

import re

from mailbot.campaign.model import Campaign
from mailbot.campaign.planned import ParameterProgress
from mailbot.inbound.forms.hearing import smooth
from mailbot.inbound.forms.things.amounts import find_count
from mailbot.late import late
from mailbot.rulebook.folding import fold

_MOST = 50
_END = late(r"[。；;\n]")
# A table's row: the name, what is done, of how many.
_CELLS = late(r"^[\s|:：]*(?:[^\s|]{1,40}[\s|]+)?(?P<done>\d[\d,]{0,9})[\s|]+(?P<total>\d[\d,]{0,9})[\s|]*$")

_JOINS = late(r"[ \t]*(?:、|,|，|/|&|\+|和|与|及|以及|还有|(?<![a-z])and(?![a-z]))[ \t]*(?:参数)?[ \t]*")
_EACH_ITS_OWN = late(r"分别|依次|各自|其中|前者|后者|(?<![a-z])(?:respectively|the (?:former|latter))(?![a-z])")
_FIGURE = late(r"\d[\d,]*\s*/\s*\d|\d\s*[%％]|\d\s*[台套家个户]")


def named_parameters(text: str, campaign: Campaign) -> tuple[tuple[str, int, int], ...]:
    """(name, start, end) of each parameter of the campaign in the text, in its order; () where a node is called by one: then
    the name is the node's."""
    line = smooth(text[:5000])
    names = [p.name for p in campaign.parameters[:_MOST]]
    titles = " ".join(fold(n.title) for n in campaign.nodes)
    if any(fold(name) in titles for name in names):
        return ()
    found = []
    for name in names:
        for m in re.finditer(rf"(?<![\w.]){re.escape(smooth(name))}(?![\w]|\.\w)", line, re.IGNORECASE):
            found.append((name, m.start(), m.end()))
    return tuple(sorted(found, key=lambda f: f[1]))


def parameter_progress(text: str, campaign: Campaign) -> tuple[ParameterProgress, ...]:
    """The figure behind each parameter's name, up to the next name or the sentence's end; the last one said of each. One figure
    behind names in a row is of them all, unless it may be only one's (分别, a second figure)."""
    line = smooth(text[:5000])
    named = named_parameters(text, campaign)
    told: dict[str, ParameterProgress] = {}
    row: list[str] = []
    for n, (name, _, end) in enumerate(named):
        stop = named[n + 1][1] if n + 1 < len(named) else len(line)
        ends = _END.search(line, end, stop)
        said = line[end : ends.start() if ends else stop]
        if n + 1 < len(named) and _JOINS.fullmatch(line[end:stop]):
            row.append(name)  # upload.batch 和 log.level 都已下发，350/350
            continue
        together, row = (*row, name), []
        if len(together) > 1 and (_EACH_ITS_OWN.search(said) or len(_FIGURE.findall(said)) > 1):
            continue
        if cells := _CELLS.match(said):
            done, total = (int(cells[k].replace(",", "")) for k in ("done", "total"))
        else:
            count = find_count(said)
            if count is None or count.done is None or not count.total:
                if count is None or count.share is None:
                    continue
                done, total = round(count.share * 100), 100
            else:
                done, total = count.done, count.total
        if 0 < total >= done:
            told |= {one: ParameterProgress(name=one, done=done, total=total) for one in together}
    return tuple(told.values())
