"""said_parameters: parameters that a sentence sets, wherever in it: 研发的意见是把 max_conn 从 200 调到 500, set log.level to WARN and
cache.size to 512 MB, heartbeat.interval 30s (SPEC 1 扩展参数). Only names that are plainly a program's."""

import re
from collections.abc import Sequence

from mailbot.campaign.planned import Parameter
from mailbot.inbound.forms.things.parameterlines import SET_VERBS, FoundParameter
from mailbot.inbound.forms.things.parametervalue import own_part, value_of
from mailbot.late import late

_LONGEST = 4000
_MOST = 200
# A name with a dot, a stroke below or a capital within; in front of a Chinese verb any Latin word.
_PLAIN = r"[A-Za-z][A-Za-z\d\-]{0,40}(?:[._][A-Za-z\d\-\[\]]{1,40}){1,8}|[a-z]{2,20}[A-Z][A-Za-z\d]{1,40}"
_NAME = rf"(?<![A-Za-z\d_.@/\-])(?P<name>{_PLAIN})(?![A-Za-z\d_@])"
_ANY = rf"(?<![A-Za-z\d_.@/\-])(?P<name>{_PLAIN}|[A-Za-z][A-Za-z\d\-]{{2,40}})(?![A-Za-z\d_@])"
# sync.interval 麻烦帮忙改成 60, retry.limit 也从 3 放到 6
_SOFT = r"(?:这次|本次|此次|这回|也|都|统一|全部|就|再|先|则|同样|麻烦|请|帮忙?|帮我|你们?|给我|一起|顺便|[，,] ?(?=请|麻烦|帮))*"
_HAN_VALUE = r"(?!\d{1,2} ?[月号]|下个?[周月]|明[天年]|后天|[年月]底)(?P<value>[^\s，,。；;（()）、\n][^，,。；;（()）、\n]{0,60})"
_ENGLISH_VALUE = (
    r"(?P<value>[^\s,;()\n]{1,40}?(?: ?(?:ms|s|sec|seconds?|min|minutes?|hours?|days?|[KMGT]i?B|MB|KB|times?"
    r"|%))?)(?=[,;.)]?(?:\s"
    r"|$)"
    r"|[,;)])"
)
# keepalive.interval = 45 and keepalive.retries=3 for X; report_interval=120 下发一下
_EQUAL_VALUE = (
    r"(?P<value>[^\s，,。；;、（()）]{1,80}(?: ?(?:ms|s|sec|seconds?|min|minutes?|hours?|days?|[KMGT]i?B|MB|KB"
    r"|times?|%|毫秒|秒|分钟?|小时|天|次|条|个|兆)(?![A-Za-z\d]))?)"
)
_PATTERNS = tuple(
    late(pattern.replace(r"\s*", r"\s{0,12}"))  # several stand side by side
    for pattern in (
        rf"{_NAME}\s*={{1,2}}\s*{_EQUAL_VALUE}",
        rf"{_ANY}\s*[(（]\s*(?:取|设定"
        rf"|新)?值\s*[:：=为是]?\s*(?P<value>[^\s，,。；;（()）][^，,。；;（()）\n]{{0,40}})[)）]",
        rf"{_ANY}\s*(?:的?(?:值|取值|大小|设置))?\s*{_SOFT}\s*(?:由|从)\s*(?:原来的?|默认的?"
        rf"|现在的?)?\s*[^，,。；;\n]{{1,30}}?\s*{SET_VERBS}\s*(?:了)?\s*{_HAN_VALUE}",
        rf"{_ANY}\s*(?:的?(?:值|取值|大小|设置))?\s*{_SOFT}\s*{SET_VERBS}\s*{_HAN_VALUE}",
        # order.batch 现在是 100，改成 300 吧; cache.ttl 改 600; pool.size 200→400
        rf"{_NAME}\s*(?:现在|目前|当前|原来|原先|默认|之前)的?(?:值)?(?:是|为|=)?\s*[^\s，,。；;]{{1,20}}\s*[，,]?\s*{_SOFT}{SET_VERBS}\s*{_HAN_VALUE}",
        # push_interval 从 5 提到 20; 提到下周 says when
        rf"{_NAME}\s*{_SOFT}\s*(?:[由从]\s*[^\s，,。；;]{{1,20}}?\s*)?(?:改|调|设|换|[提升降加减放缩拉压扩抬][到至])\s*(?!\d{{1,2}} ?[月号])(?P<value>-?[A-Za-z\d][A-Za-z\d.%_-]{{0,30}}(?: ?(?:毫秒|秒|分钟|小时|[天次条个兆])(?![^\s，,。；;]))?)",
        rf"{_NAME}\s*[^\s，,。；;=→]{{1,20}}\s?(?:->|→|=>)\s?(?P<value>[^\s，,。；;（()）、]{{1,40}})",
        rf"{_NAME}\s*[，,:：]?\s*(?:取|设定|新)?值\s*[:：=为是]?\s*{_HAN_VALUE}",
        rf"(?:(?<![A-Za-z])(?i:set|sets|setting|chang\w+|rais\w+|increas\w+|lower\w*|reduc\w+|adjust\w*|bump\w*"
        rf"|switch\w*|and)"
        rf"|[,:：])\s*(?:the )?(?:parameter )?{_NAME}\s+(?:from \S{{1,20}}(?: \w{{1,8}})? )?to {_ENGLISH_VALUE}",
        rf"{_NAME}\s+(?:is|are|will be|goes|must be|should be"
        rf"|gets)(?: now)?(?: (?:set|raised|changed|increased|lowered|reduced|adjusted|up"
        rf"|down))?(?: from \S{{1,20}}(?: \w{{1,8}})?)? to {_ENGLISH_VALUE}",
        # session_timeout with the value 1800, the new value for log.level is WARN
        rf"{_NAME},?\s+(?:with|at|to|has|gets|takes)(?: the| a)?(?: new)? value(?: of| is|:)? {_ENGLISH_VALUE}",
        rf"(?i:value) (?:of|for) {_NAME} (?:is|becomes|will be|should be|must be)(?: now)?(?: set to)? {_ENGLISH_VALUE}",
        rf"{_NAME}\s+(?:up |down )?from \S{{1,20}}(?: \w{{1,8}})? to {_ENGLISH_VALUE}",
        rf"{_NAME}\s+(?:(?:should|must|will|shall|can|needs? to|has to|is to)(?: now)? )?(?:becomes?|equals?"
        r"|(?:go|move|drop|rise|change|switch)(?:es|s)? (?:up |down |back )?to"
        r"(?! (?:all|every|the|our|your|both|east|west|south|north|overseas|customers|stores|production)(?![a-z]))"
        rf"|be(?= (?:-?\d|on|off|true|false|yes|no|enabled|disabled|warn|info|debug|error)(?![a-z]))) {_ENGLISH_VALUE}",
        rf"{_NAME}\s+(?P<value>-?\d{{1,12}}(?:\.\d{{1,6}})?(?![\d.])\s*(?:ms|s|sec|min|h|[KMGT]i?B|MB|KB|%|毫秒"
        rf"|秒|分钟?|小时|天|次|条|个|兆)?)(?![A-Za-z\d]"
        rf"|\s?(?:->|→|=>|~|到|至|调|改))",
    )
)


# What the sentence goes on with behind a value: log.level=warn 两个参数, retries=3 for Orion Server, =120 下发一下.
_GOES_ON = late(
    r"\s*(?:(?:这|那)?[两二三四五六七八几\d]{1,2}个(?:扩展)?参数|等?(?:扩展)?参数"
    r"|(?:下发|推送|发下去|发给|配置|统一)[\u4e00-\u9fff]{0,12}"
    r"|(?:for|on|to|in) (?:all|the|every|each|our|[A-Z])[^=]{0,60})\s*[。.]?"
)


def ended(found: Sequence[FoundParameter], told: Sequence[FoundParameter]) -> tuple[FoundParameter, ...]:
    """The parameters of a line as lines set them, each value ended where the sentences of the line (`told`) end it: another is set
    behind it, or words follow that are none of a value."""
    values = {one.parameter.name: one for one in told}

    def one_of(one: FoundParameter) -> FoundParameter:
        less = values.get(one.parameter.name)
        if less is None or not one.parameter.value.startswith(less.parameter.value):
            return one
        rest = one.parameter.value[len(less.parameter.value) :]
        others = any(name in rest for name in values if name != one.parameter.name)
        return less if others or _GOES_ON.fullmatch(rest) else one

    return tuple(one_of(one) for one in found)


def said_parameters(text: str) -> tuple[FoundParameter, ...]:
    """The parameters in running text, in its order, each name once. Linear in the text."""
    found: dict[int, FoundParameter] = {}
    names: set[str] = set()
    for pattern in _PATTERNS:
        for match in pattern.finditer(text[:_LONGEST]):
            if text[: match.start()].rstrip().endswith(("由", "从", "from")):
                continue  # log.level 由 info 改为 debug
            name, value = match["name"], value_of(own_part(match["value"]))
            if (
                name in names
                or not value
                or match["value"].endswith("的话")
                or len(found) >= _MOST
                or re.fullmatch(r"v?\d+(?:\.\d+){2,}", value)
            ):
                continue
            names.add(name)
            found[match.start("name")] = FoundParameter(
                Parameter(name=name, value=value), match.group().strip(" ,，"), True
            )
    return tuple(found[at] for at in sorted(found))
