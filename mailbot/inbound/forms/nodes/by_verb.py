"""by_verb: the writer's own nodes where only a verb names them: 组件昨天已拿到，现在升了 40% (SPEC 9 "Replies").

Without it the node of the first clause would take what the next ones say of another.
"""

from mailbot.campaign.model import Campaign
from mailbot.inbound.forms.clauses import clauses
from mailbot.inbound.forms.context import Context
from mailbot.inbound.forms.hearing import smooth
from mailbot.inbound.forms.nodes.moods import Said, moods
from mailbot.inbound.forms.nodes.naming import Named
from mailbot.late import late

# 升了 40%, 已推 30 家, 40 of 120 upgraded: work told by a figure.
_COUNTED = late(
    r"(?:升级?|更新|部署|安装|装|切换?|下发|推送?|发)(?:到|了|好|完|成|至)*\s*(?:大概|大约|约|近"
    r"|差不多)?\s*(?:\d[\d,.]*\s*(?:%|台|家|套|个(?!月|工作日|小时)|户|点|/)|[一二三四五六七八九]成|一半|大半)"
    r"|\d\s*%?\s*(?:of (?:the )?[\w ]{1,20})?(?:servers?|clients?|sites?|stores?|units?)?\s*(?:have |has |are "
    r"|is |been )*(?:upgraded|rolled out|deployed|installed|pushed)"
)


def by_verb(text: str, mentions: tuple[Named, ...], context: Context, campaign: Campaign) -> tuple[Named, ...]:
    """A mention for each clause that names no node and whose verb only one of the writer's several open nodes fits."""
    own = campaign.open_of(context.person)
    if len(own) < 2:
        return ()
    line = smooth(text)
    said = moods(text, context)
    found: list[Named] = []
    for start, end in clauses(line):
        if any(start <= m.start < end for m in mentions):
            continue
        bases = _bases(line, start, end, said)
        fitting = [n.key for n in own if n.base in bases]
        if len(fitting) == 1:
            found.append(Named((fitting[0],), start, end, text[start:end]))
    return tuple(found)


def _bases(line: str, start: int, end: int, said: tuple[Said, ...]) -> frozenset[str]:
    told = [s.bases for s in said if start <= s.start < end and s.bases]
    if told:
        return frozenset.intersection(*told)
    return frozenset({"rollout"}) if _COUNTED.search(line, start, end) else frozenset()
