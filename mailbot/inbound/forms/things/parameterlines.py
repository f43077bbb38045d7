"""Extended parameters: `heartbeat.interval = 30`, `心跳间隔：30 秒`, `由 60 改为 30`, tables 参数 | 值 (SPEC 1 扩展参数)."""

import re
from collections.abc import Sequence

from mailbot.campaign.planned import Parameter
from mailbot.inbound.forms.things.parametervalue import own_part, value_of
from mailbot.late import late
from mailbot.value import Value

_LONGEST = 8000
# Full-width letters and figures, and what stands within a name: ａｕｄｉｏ．ｃｏｄｅｃ＝ｏｐｕｓ.
_WIDE = {ord(wide): chr(ord(wide) - 0xFEE0) for wide in "＝．＿－"} | {
    code: chr(code - 0xFEE0)
    for start, n in ((0xFF10, 10), (0xFF21, 26), (0xFF41, 26))
    for code in range(start, start + n)
}
_MOST = 500

_LATIN = r"[A-Za-z_][\w.\-\[\]/]{0,99}"
_DOTTED = r"[A-Za-z][A-Za-z\d]{0,40}(?:[._][A-Za-z\d]{1,40}){1,8}"  # plainly a program's name
_HAN = r"[\u4e00-\u9fffA-Za-z_][\u4e00-\u9fff\w.\-（）()]{0,39}"
SET_VERBS = (
    r"(?:(?:设[置定]?|调[整高低大小]?|修?改|变更?|配置?|提[高升]|降低?|增加?|加大?|放[大宽]?|压|减[少小]?|缩[短小]?|延长)"
    r"[为成到至]|更新[为成]|置为|取值为?)"
)
_SET = rf"(?:==?|＝|：|:|->|→|=>|{SET_VERBS})"
_LEAD = (
    r"(?:(?:这次|本次|此次|现在?|拟|计划|决定|统一|同时|另外|还|也|并|再|需要?|要|请)*(?:把|将)|参数|扩展参数|请把"
    r"|请将|需要把|需要将|需把|需将|要把|要将|再把|再将|并把|并将|同时把|同时将|将|把|parameter)"
)
_INTRODUCED = late(
    rf"[\u4e00-\u9fff\d，, ]{{0,30}}(?:参数|如下|为|加上|增加|新增"
    rf"|补充)[\u4e00-\u9fff]{{0,4}}[:：]\s*(?={_LATIN}[ \t\u3000]*(?:{_SET}|由|从))"
    rf"|[\u4e00-\u9fff\d，、, ]{{1,40}}[:：]\s*(?={_DOTTED}[ \t\u3000]*(?:[=＝]|由|从))"  # 调整内容：cache.size 由 256 调整为 512
)
_NOTED = late(rf"[(（]\s*({_LATIN}\s*[=＝]\s*[^()（）\s]{{1,60}})\s*[)）]")
_TOLD = late(rf"[ \t\u3000]*{SET_VERBS}")
# 请下发扩展参数report_interval: the name of a program's parameter behind what is done with it.
_OWN_NAME = late(
    r"[\u4e00-\u9fff](?:参数|把|将|下发|调整|修改|设置|配置|更新)\s*(?P<name>[A-Za-z_][\w.\-]{1,80})$"
    r"|[\u4e00-\u9fff]\s*(?P<plain>[A-Za-z][A-Za-z\d]*(?:[_.][A-Za-z\d]+)+)$",  # 日志级别log_level
    re.ASCII,
)
_HAN_CLAUSE = late(r"[，；。]\s*[\u4e00-\u9fff]{2}")
_SENT = late(r"\s+(?:下发|推送|发)[\u4e00-\u9fff]{0,6}$")
_CLAUSE_END = late(r"[，。；]|[,;](?=\s*[\u4e00-\u9fff])")
# log.keep = 30，其他不变
_REST = late(
    r"[，,；;。]\s{0,3}(?:其他|其它|其余|别的|剩下|余下|(?:the )?(?:others?|rest)(?![a-z]))[^\n=＝]{0,30}$",
    re.IGNORECASE,
)
_EQUAL = late(rf"(?P<name>{_LATIN}|{_HAN})[ \t\u3000]*{_SET}[ \t\u3000]*(?P<value>\S.*)", re.DOTALL)
_FROM_TO = late(
    rf"(?P<name>{_LATIN}|{_HAN}?)[ \t\u3000]*(?:[:：=]?[ \t\u3000]*(?:由|从)(?:原来的?)?|[:：=]"
    rf"|(?<=[ \t\u3000])(?=\S{{1,20}} {{0,8}}(?:->|→"
    rf"|=>)))[ \t\u3000]*(?P<old>[^\s，,。；;→]{{1,40}}[ ]?[^\s\d，,。；;→]{{0,6}}?)[ \t\u3000]*"
    rf"(?:(?![放压]){SET_VERBS}|->"
    r"|→|=>|to)[ \t\u3000]*(?P<value>[^，,。；;]{1,80})"
)
_PIECES = late(
    r"[；;。\n]|[、，,](?=\s*[A-Za-z_\u4e00-\u9fff][\w.\-\u4e00-\u9fff]{0,40}\s*(?:=|＝|:(?!\d)|：|由|从))"
    rf"|[、，,](?=\s*(?:{_LEAD}\s*)?{_LATIN}\s+\S{{1,20}}\s?(?:->|→|=>))"
    rf"|[、，,](?=\s*(?:{_LEAD}\s*)?[A-Za-z_\u4e00-\u9fff][\w.\-\u4e00-\u9fff]{{0,40}}?\s*{SET_VERBS})"
    rf"|(?:以及|和|并|及|与)(?=\s*(?:{_LEAD}\s*)?[A-Za-z_][\w.\-]{{0,40}}\s*(?:[=＝]|{SET_VERBS}))"
    rf"|\s+and\s+(?=[A-Za-z_][\w.\-]{{0,40}}\s*=)"
)
_MARKER = late(r"^\s*(?:[-*•·●■]\s*|[(（]?\d{1,2}[)）.、]\s*(?!\d)|[①-⑳]\s*)")
# 参数名：limit.qps over 参数值：2000.
_PAIR = late(
    rf"参数名称?[ \t\u3000]*[:：=][ \t\u3000]*(?P<name>{_LATIN}"
    rf"|{_HAN})[ \t\u3000]*[\n，,；;][ \t\u3000]*(?:参数)?(?:取"
    rf"|设定)?值[ \t\u3000]*[:：=][ \t\u3000]*(?P<value>[^\n]*)"
)
_PARTS = frozenset(
    (
        "名",
        "值",
        "名称",
        "取值",
        "默认值",
        "默认",
        "原值",
        "旧值",
        "原来",
        "单位",
        "说明",
        "备注",
        "取值范围",
        "类型",
        "生效方式",
        "default",
        "old",
        "unit",
    )
)  # of a parameter, and none themselves
# retry.limit 也从 3: a name and its old value, which said_parameters tells apart.
_WITH_OLD = late(r"[A-Za-z\d_][^\x00-\xff]{0,6}[由从]\s?\S+$")
_MARKED = late(r"[:：=由从]")
_QUOTED = late(r"[\"“](?P<own>[^\"“”\n]{1,500})[\"”]\s*(?:$|[，,；;。、（(])")
_REMARK = late(
    r"(?<=[\w%])\s*（(?!(?:毫秒|秒钟?|分钟?|小时|天|次|条|个|台|兆|字节)）)[^（）]*[\u4e00-\u9fff][^（）]*）$"
)  # true（打开新界面）


class FoundParameter(Value):
    """A parameter with the words that it was read from; `latin` says that its name is a program's, not prose."""

    parameter: Parameter
    words: str
    latin: bool


def find_parameters(text: str) -> tuple[FoundParameter, ...]:
    """The parameters in a value or line, in order; pieces that set nothing are passed over."""
    found: list[FoundParameter] = []
    for piece in _PIECES.split(_PAIR.sub(r"\g<name>=\g<value>", text[:_LONGEST].translate(_WIDE))):
        words = re.sub(rf"^(?:{_LEAD})+\s+", "", _MARKER.sub("", piece).strip())
        if (inner := _INTRODUCED.match(words)) is not None:
            words = words[inner.end() :]  # 再加两个参数：retry.wait = 2s
        match = _FROM_TO.fullmatch(words) or _EQUAL.fullmatch(words)
        if match is None and (noted := _NOTED.search(words)) is not None:
            match = _EQUAL.fullmatch(noted[1])  # 开启 gzip（gzip.enable=true）
        if match is None or len(found) >= _MOST:
            continue
        name = re.sub(r"^(?:参数|扩展参数|将|把|请将|请把|parameter)\s*", "", match["name"]).strip()
        if (own := _OWN_NAME.search(name)) is not None:
            name = own["name"] or own["plain"]
        value = match["value"]
        if (quoted := _QUOTED.match(value)) is not None:
            found.append(FoundParameter(Parameter(name=name, value=quoted["own"][:500]), words, name.isascii()))
            continue  # greeting="你好，世界"
        told = _TOLD.match(words, match.end("name")) or _HAN_CLAUSE.search(value)
        if name.isascii() and told and (end := _CLAUSE_END.search(value)):
            value = value[: end.start()]  # …改为 300，其他参数不动; =120，只做华南
        if value.rstrip().endswith("的话"):
            continue  # log.keep 改成 30 的话: nothing is set
        value = own_part(_SENT.sub("", value)) if name.isascii() else value
        value = value_of(_REST.sub("", value))
        value = _REMARK.sub("", value) if name.isascii() else value
        if not name.isascii() and match.re.groupindex.get("old") and not _MARKED.search(words):
            continue  # 版本 8.1 → 8.2
        if not name.isascii() and _WITH_OLD.search(name):
            continue
        if name and value and name not in _PARTS:
            latin = name.isascii()
            found.append(FoundParameter(Parameter(name=name, value=value), words, latin))
    return tuple(found)


def united(found: Sequence[FoundParameter]) -> tuple[Parameter, ...]:
    """Each name once, with the value that stands last."""
    values: dict[str, Parameter] = {}
    for one in found:
        values[one.parameter.name] = one.parameter
    return tuple(values.values())
