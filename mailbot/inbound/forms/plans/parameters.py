"""A plan's parameters, from its fields, tables and lines that set one (SPEC 1 扩展参数)."""

import re
from collections.abc import Sequence

from mailbot.campaign.commands import Reading
from mailbot.campaign.model import Parameter
from mailbot.inbound.forms.plans.draft import Draft
from mailbot.inbound.forms.plans.readers import Readers
from mailbot.inbound.forms.plans.values import Values
from mailbot.inbound.forms.things.parameterlines import FoundParameter, find_parameters
from mailbot.inbound.forms.things.parameterlines import united as united_parameters
from mailbot.late import late
from mailbot.rulebook.shapes import Kind

__all__ = ["read_parameters"]

_IN_TITLE = late(r"(?<![\w.])[A-Za-z_][\w.\-]{1,60} ?[=＝] ?[\w.\-]{1,60}", re.ASCII)
_STAY = late(
    r"(?:再|另外?|还要?|需要?|并|同时)?(?:加|增加|新增|补充|追加|添加)(?:了|上)?(?:[一二两三四五六几\d]个|如下|以下|下列|的)*(?:扩展)?参数|补充参数|(?:其他|其它|其余|别的)(?:的)?(?:参数)?(?:都|均)?(?:不变|不动|照旧|保持)"
    r"|(?<![a-z])(?:additional parameters?|add (?:the )?parameters?|others? (?:unchanged|stay))",
    re.IGNORECASE,
)
_SWITCH = late(
    r"-?\d[\d.]*\s*(?:[a-z%‰]{0,4}|秒|分钟?|小时|毫秒|次|天|条|个|台|兆|[kmgKMG][bB]?)|true|false|on|off|yes|no|是|否|开|关|开启|关闭|启用|禁用|打开",
    re.IGNORECASE,
)


def read_parameters(
    draft: Draft, readers: Readers, kind: Kind | None, values: Values, *, known: Sequence[Parameter] = ()
) -> None:
    """Reads the parameters into `values`, and takes lines that set one out of the unknown fields. Of a revision that adds some,
    or leaves the others as they are, those `known` stay."""
    wanted = kind is not None and ("parameters" in kind.required or "parameters" in kind.only)
    found: list[FoundParameter] = []

    def take(several: Sequence[FoundParameter], place: str) -> None:
        for one in several:
            found.append(one)
            shown = f"{one.parameter.name} = {one.parameter.value}"
            values.readings.append(
                Reading(field="parameters", value=shown, place=place, words=one.words[:300], rule="field")
            )

    for said in draft.fields:
        if said.field.key == "parameters":
            for one in find_parameters(said.field.value) or _spaced(said.field.value):
                own = (line.place for line in said.field.lines if one.words in line.text)
                take((one,), next(own, said.field.place))
    for row in draft.parameters:
        name, value = row.text("parameter") or row.text("title"), row.text("value")
        if name and value:
            take(find_parameters(f"{name}={value}"), row.place)
    if wanted:
        loose: list[tuple[FoundParameter, str]] = []
        told = {row.place for row in draft.rows}
        for line, _ in draft.prose:
            for one in find_parameters(line.text):
                if "=" in one.words or (one.latin and line.place not in told):  # Overseas: Lin Tao, Dec 11
                    take((one,), line.place)
                elif _SWITCH.fullmatch(one.parameter.value):
                    loose.append((one, line.place))
        beside = {reading.place for reading in values.readings if reading.field == "parameters"}
        for one, place in loose:
            if not found or place in beside:  # net.keepalive 改为 60，心跳间隔改为 30 秒
                take((one,), place)
        if not found:  # 参数下发 net.mtu=1400
            for match in _IN_TITLE.finditer(draft.title):
                take(find_parameters(match.group()), "subject")
    texts = [*(line.text for line, _ in draft.prose), *(said.field.words for said in draft.fields)]
    stay = known and found and any(_STAY.search(text) for text in texts)
    values.parameters = united_parameters([*(_kept(one) for one in known), *found] if stay else found)
    if values.parameters:
        values.given.add("parameters")


def _kept(parameter: Parameter) -> FoundParameter:
    return FoundParameter(parameter, parameter.name, parameter.name.isascii())


def _spaced(text: str) -> tuple[FoundParameter, ...]:
    """`heartbeat.interval 30` in a field of parameters, a name and a value with a blank between them."""
    found: list[FoundParameter] = []
    for line in text.split("\n"):
        match = re.fullmatch(r"\s*(?:[-*•]\s*)?([A-Za-z_][\w.\-]{1,80}|[\u4e00-\u9fff]{2,20})\s+(\S{1,80})\s*", line)
        if match:
            found += find_parameters(f"{match[1]}={match[2]}")
    return tuple(found)
