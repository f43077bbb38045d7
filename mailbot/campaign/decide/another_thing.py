"""another_thing: what a report names that is none of its campaign: comsvr 升级全部完成 under a reminder of the server's roll-out.

A row alone says which node is meant only where the mail does not say otherwise (SPEC 3: nothing is guessed silently).
"""

import re

from mailbot.campaign.case import Case
from mailbot.campaign.model import Campaign, Node
from mailbot.rulebook.folding import fold

_CARRIED_OUT = ("rollout", "obtain")
_LONGEST = 2000
# A name in Latin letters right before the word of the work, with its version between them: comsvr 2.9.0 升级完成.
_NAMED = re.compile(
    r"(?<![a-z0-9.@/_-])(?P<name>[a-z][a-z0-9_-]{3,30})(?: ?v?\d{1,4}(?:\.\d{1,6}){1,4})?[ ]{0,2}(?:组件|模块"
    r"|服务)?的?(?:在线)?(?:升级|更新|替换|部署)(?!包|到|至|为|日志|脚本)"
)
# What machines and places are called, whatever is put on them.
_ANYTHING = frozenset(
    (
        "server servers client clients windows linux win7 win10 win11 android iphone ipad macos ubuntu centos "
        "docker oracle mysql store stores pilot beta online hotfix patch"
    ).split()
)


def another_thing(text: str, node: Node, case: Case) -> tuple[str, str]:
    """(the words, the code of the sender's open campaign that they fit, '' where none does); ('', '') where nothing else is named."""
    campaign, line = case.present, fold(text[:_LONGEST])
    if node.base not in _CARRIED_OUT or fold(node.title) in line or campaign.code.casefold() in line:
        return "", ""
    own = _words(campaign)
    if campaign.product and fold(campaign.product) in line:
        return "", ""
    for other in case.others:
        if (
            other.code != campaign.code
            and not other.over
            and other.product
            and fold(other.product) in line
            and fold(other.product) not in own
        ):
            return other.product, other.code
    known = {fold(name) for name in case.rules.directory.names()}
    for m in _NAMED.finditer(line):
        name = m["name"]
        if name not in _ANYTHING and name not in known and name not in own:
            theirs = next(
                (o.code for o in case.others if o.code != campaign.code and not o.over and name in _words(o)), ""
            )
            return name, theirs
    return "", ""


def _words(campaign: Campaign) -> str:
    """Everything that the campaign calls itself by."""
    told = (campaign.title, campaign.thing, campaign.version, campaign.guidance, campaign.link)
    nodes = (word for n in campaign.nodes for word in (n.title, n.remark, n.department))
    return fold(" ".join((*told, *nodes, *(p.name for p in campaign.parameters))))
