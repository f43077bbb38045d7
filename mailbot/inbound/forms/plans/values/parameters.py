"""A plan's parameters, from its fields, tables and lines that set one (SPEC 1 扩展参数)."""

import re
from collections.abc import Sequence
from itertools import pairwise

from mailbot.campaign.commands import Reading
from mailbot.campaign.outcome import Fault
from mailbot.campaign.planned import Parameter
from mailbot.inbound.forms.plans.draft import Draft
from mailbot.inbound.forms.plans.readers import Readers
from mailbot.inbound.forms.plans.values.values import Values
from mailbot.inbound.forms.things.parameterlines import FoundParameter, find_parameters, united as united_parameters
from mailbot.inbound.forms.things.parametersaid import ended, said_parameters
from mailbot.late import late
from mailbot.rulebook.shapes import Kind

_IN_TITLE = late(r"(?<![\w.])[A-Za-z_][\w.\-]{1,60} ?[=＝] ?[\w.\-]{1,60}", re.ASCII)
_STAY = late(
    r"(?:再|另外?|还要?|需要?|并|同时)?(?:加|增加|新增|补充|追加|添加)(?:了|上)?(?:[一二两三四五六几\d]个|如下"
    r"|以下|下列|的)*(?:扩展)?参数"
    r"|补充参数|(?:其他|其它|其余|别的)(?:的)?(?:参数)?(?:都|均)?(?:不变|不动|照旧|保持)"
    r"|(?<![a-z])(?:additional parameters?|add (?:the )?parameters?|others? (?:unchanged|stay))",
    re.IGNORECASE,
)
_NAME_FIELD = late(r"(?:扩展)?参数(?:名称?|项|代码)|parameter(?: name)?|param(?: name)?|配置项", re.IGNORECASE)
_VALUE_FIELD = late(r"(?:参数|设定|设置|下发|目标|新)?(?:取)?值|(?:parameter |new )?value", re.IGNORECASE)
_OPEN = late(
    r"(?:^|[\s/，,（(])(?:待定|[还尚]?[没未]定|待确认|另定|tb[dac]|to be \w+|be$)\W*$", re.IGNORECASE
)  # log.level=INFO/WARN 待定
_MEASURE = late(
    r"毫秒|微秒|秒钟?|分钟?|小时|天|日|次|条|个|台|兆|字节|倍|[%‰]|[kmgt]?b(?:ps|/s)?|[kmg]i?b|[mun]?s|min|h"
    r"|hours?|days?|seconds?|minutes?|times?|hz|khz|mhz|px",
    re.IGNORECASE,
)
_NO_VALUE = late(r"(?:取消|去掉|删除|删掉|移除|作废|不再?下?发?了?|不变|照旧)[。.]?")  # cache.size 取消
_SWITCH = late(
    r"-?\d[\d.]*\s*(?:[a-z%‰]{0,4}|秒|分钟?|小时|毫秒|次|天|条|个|台|兆|[kmgKMG][bB]?)|true|false|on|off|yes|no"
    r"|是|否|开|关|开启|关闭|启用|禁用|打开",
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
            if _OPEN.search(one.parameter.value):
                fault = Fault(reason="not-understood", field="parameters", place=place, words=one.words[:200])
                values.faults += [] if fault in values.faults else [fault]
                continue
            found.append(one)
            shown = f"{one.parameter.name} = {one.parameter.value}"
            values.readings.append(
                Reading(field="parameters", value=shown, place=place, words=one.words[:300], rule="field")
            )

    pairs = _pairs(draft)
    paired = {place for _, _, place in pairs}
    for said in draft.fields:
        if said.field.key == "parameters" and said.field.place not in paired:
            for one in _of_field(said.field.value):
                own = (line.place for line in said.field.lines if one.words in line.text)
                take((one,), next(own, said.field.place))
    for row in draft.parameters:
        name, value = row.text("parameter") or row.text("title"), row.text("value")
        unit = _MEASURE.fullmatch(row.text("department").strip())
        if name and value:
            take(
                find_parameters(f"{name}={value}{f' {unit.group()}' if unit and value[-1].isdigit() else ''}"),
                row.place,
            )
    for name, value, place in pairs:
        take(find_parameters(f"{name}={value}"), place)
    if wanted:
        loose: list[tuple[FoundParameter, str]] = []
        names: set[str] = set()
        rows = {row.place for row in draft.rows}
        for line, _ in draft.prose:
            told = said_parameters(line.text)
            several = ended(find_parameters(line.text), told)
            clear = [
                one for one in several if "=" in one.words or (one.latin and line.place not in rows)
            ]  # Overseas: Lin Tao, Dec 11
            loose += [
                (one, line.place) for one in several if one not in clear and _SWITCH.fullmatch(one.parameter.value)
            ]
            # 研发的意见是把 max_conn 从 200 调到 500，同时…
            names |= {one.parameter.name for one in (*found, *clear)}
            clear += [one for one in told if one.parameter.name not in names]
            take(sorted(clear, key=lambda one: line.text.find(one.parameter.name)), line.place)
        for row in draft.rows:  # a.b=3 和 c.d=4 给华东的门店，孙丽12月7日前下发
            names = {one.parameter.name for one in found}
            take([one for one in said_parameters(row.whole) if one.parameter.name not in names], row.place)
        names = {one.parameter.name for one in found}
        beside = {reading.place for reading in values.readings if reading.field == "parameters"}
        for one, place in loose:
            if not names or place in beside:  # net.keepalive 改为 60，心跳间隔改为 30 秒
                take((one,), place)
        if not found:  # 参数下发 net.mtu=1400
            for match in _IN_TITLE.finditer(draft.title):
                take(find_parameters(match.group()), "subject")
    texts = [*(line.text for line, _ in draft.prose), *(said.field.words for said in draft.fields)]
    values.without = tuple(
        n for said in draft.fields if said.field.key == "without" for n in said.field.value.split("\n")
    )
    known = [one for one in known if one.name not in values.without]
    stay = known and (values.without or (found and any(_STAY.search(text) for text in texts)))
    values.parameters = united_parameters([*(_kept(one) for one in known), *found] if stay else found)
    if values.parameters:
        values.given.add("parameters")


def _of_field(text: str) -> tuple[FoundParameter, ...]:
    """The parameters of a field's value: lines that set one each, a name and a value with a blank between them, or a sentence."""
    told = said_parameters(text)
    found = ended(find_parameters(text), told) or _spaced(text)
    names = {one.parameter.name for one in found}
    return (*found, *(one for one in told if one.parameter.name not in names and "=" in one.words))


def _pairs(draft: Draft) -> list[tuple[str, str, str]]:
    """(name, value, place of the value) of two fields one after the other: 参数名称：gps.interval over 参数值：5秒."""
    found: list[tuple[str, str, str]] = []
    for named, valued in pairwise(draft.fields):
        if _NAME_FIELD.fullmatch(named.field.name.strip()) and _VALUE_FIELD.fullmatch(valued.field.name.strip()):
            name, value = named.field.value.strip(), valued.field.value.split("\n")[0].strip()
            if name and value and "\n" not in name:
                found.append((name, value, valued.field.place))
    return found


def _kept(parameter: Parameter) -> FoundParameter:
    return FoundParameter(parameter, parameter.name, parameter.name.isascii())


def _spaced(text: str) -> tuple[FoundParameter, ...]:
    """`heartbeat.interval 30` in a field of parameters, a name and a value with a blank between them."""
    found: list[FoundParameter] = []
    for line in text.split("\n"):
        match = re.fullmatch(r"\s*(?:[-*•]\s*)?([A-Za-z_][\w.\-]{1,80}|[\u4e00-\u9fff]{2,20})\s+(\S{1,80})\s*", line)
        if match and not _NO_VALUE.fullmatch(match[2]):
            found += find_parameters(f"{match[1]}={match[2]}")
    return tuple(found)
