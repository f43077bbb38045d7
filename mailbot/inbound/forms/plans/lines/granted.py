"""Granted: what the lines of an authorisation say without a field's name: 用到明年6月30号, 只在华东、华南, 500 台以内 (SPEC 1)."""

import re
from collections.abc import Iterator, Sequence

from mailbot.inbound.forms.days.dates import DateDoubt
from mailbot.inbound.forms.days.validity import joined_period
from mailbot.inbound.forms.fields.lines import FieldValue, split_labels
from mailbot.inbound.forms.numerals import plain
from mailbot.inbound.forms.plans.items import ItemReader
from mailbot.inbound.forms.plans.readers import ROW_FIELDS, Readers
from mailbot.inbound.forms.plans.values.grant_amounts import UNIT
from mailbot.inbound.forms.things.quantities import read_quantity
from mailbot.inbound.forms.things.regions import granted_by_region, joined_exceptions, listed_regions, spoken_regions
from mailbot.inbound.writing import Line
from mailbot.late import late
from mailbot.value import replace

_CLAUSES = late(r"[，；;。\n]|,(?!\d{3}(?!\d))|(?<=[\u4e00-\u9fff])[ \u3000]{2,}")
# What an authorisation says without a field's name: 用到明年6月30号, 只在华东、华南.
_WHERE = late(
    r"^(?:(?:只|仅)(?!\w{0,2}[在限给做用供面])|(?:只|仅)?(?:在|限于?|给|做|用于|供|面向)|区域[为是]|范围[为是]"
    r"|限)+"
    r"|(?:两|三|四)?(?:个)?(?:大区|区域|地区)?(?:内)?(?:使用|升级|推广|下发|用)?$"
)
_UNTIL = late(r"^(?:(?:可以?)?(?:使?用|有效)(?=[到至]))|有效$|有效期")
_DAY = late(r"\d{4}|年|月|\d[./-]\d|长期|永久|即日|until|till|through")
LABEL = late(r"(?P<label>[^\W\d][^:：\n，,]{0,11}?)(?:[:：]|[ \t\u3000]+(?=\S))[ \t\u3000]*(?P<value>\S.*)")
# 12.1-3.31 is a period by its figures alone, 所有已升到 8.2 的服务器 is none.
_FIGURES_ALONE = late(r"(?:[\d\s./\-~至到从自起止截前内为是用可以能使授权有效期限间时先都只开放本次版]|有效期?|授权)+")
_SAID_DAY = late(r"年|月|长期|永久|即日|until|till|through|20\d\d ?[./-]")
_UNIT = late(rf"\d ?(?:万|千)? ?{UNIT}")
_ANY = late(r"(?:数量|台数|套数)?(?:不限|无上限|不设上限)(?:数量|台数|套数)?")
_NAMES = late(r"(?:使用|本次)?(?:授权|许可)(?:范围|情况|内容)?|(?:使用|授权)?(?:期限|时限)|名额|额度|范围")
_GIVEN = late(r"^(?:授权|许可|开放|分配|发放)?(?:给|予)?")  # 授权给华东业务部 120 套
_SUM = late(r"(?:两边|三边|两地|三地|全部)?(?:加起来|合计|总计|共计|总共|一共|总数|共|in total|total)")
_OWN_NAMES = {
    "quantity": ("数量", "台数", "套数", "总量", "上限", "额度", "多少"),
    "regions": ("范围", "区域", "地区", "地域", "哪里", "大区"),
    "valid": ("时间", "期限", "时限", "日期", "有效", "有效期", "到期", "多久"),
    "channel": ("渠道", "获取", "来源", "出处", "下载"),
}
_OWN = {name: key for key, names in _OWN_NAMES.items() for name in names}


def is_total(clause: str) -> bool:
    """Whether a clause sums up what others give: 合计不超过 200 套."""
    return _SUM.match(plain(clause).strip()) is not None


def granted_beside(values: Sequence[FieldValue], readers: Readers, items: ItemReader) -> tuple[FieldValue, ...]:
    """What cells of a form say of the authorisation under names that no field has there: 授权 | 华东 80 / 华南 60, 期限 | 2026/12/01-2027/11/30."""
    grants, known = Granted(readers, items), {one.key for one in values}
    found: list[FieldValue] = []
    for one in values:
        if one.key not in (None, "due") or not _NAMES.fullmatch(plain(one.name).strip()):
            continue
        text = f"{one.name}：{one.value}"
        each = granted_by_region(text, readers.rules.directory)
        said = [*each.items()] or [(key, value) for key, _, value, _ in grants.of_line(Line(0, text), text)]
        found += [replace(one, key=key, value=value, near="") for key, value in said if key not in known]
    return tuple(found)


class Granted:
    """Reads the clauses of one mail's authorisation."""

    def __init__(self, readers: Readers, items: ItemReader) -> None:
        self._readers = readers
        self._items = items

    def of_line(self, line: Line, text: str) -> Iterator[tuple[str, str, str, Line]]:
        """(key, name, value) of what a line under 授权 says, by a name that means it there (期限：明年6月底), else by what its
        clauses are (500 台以内，华东华南)."""
        text = joined_period(joined_exceptions(text))
        label = LABEL.fullmatch(text)
        named = _OWN.get(label["label"].strip()) if label is not None else None
        known = self._readers.known.key(label["label"]) if label is not None else None
        if label is not None and named is not None and known in (None, "quantity", "regions", "valid", *ROW_FIELDS):
            first, *others = _CLAUSES.split(label["value"])
            kinds = [self._kind_of(clause.strip()) for clause in others]
            mixed = bool(kinds) and all(kinds) and any(kind and kind[0] != named for kind in kinds)
            if known in (None, *ROW_FIELDS) or mixed:
                yield named, label["label"], first if mixed else label["value"], line
                yield from (
                    (kind[0], "", kind[1], line) for kind in kinds if kind and mixed
                )  # 套数 120 以内；华南；到明年6月底
                return
        lead, labelled = split_labels(text, self._readers.known)  # 范围：海外；数量：300 台以内
        for key, value in labelled:
            if key == "due" and (kind := self._kind_of(value)) is not None and kind[0] == "valid":
                yield "valid", "", kind[1], line  # 适用：海外；期限：2027年3月31日前有效
        colons = ":" in text or "：" in text  # 数量 2,000 以内，有效期到…: names that begin clauses
        for clause in _CLAUSES.split(lead if labelled and colons else text):
            if (found := self._kind_of(clause.strip())) is not None:
                yield found[0], "", found[1], line

    def left_over(self, text: str) -> str:
        """The clauses of a line under 授权 that are no quantity, regions or period by themselves: 新版本已在官网发布，各部门自行下载."""
        clauses = [one.strip() for one in _CLAUSES.split(text) if one.strip()]
        return "，".join(one for one in clauses if self._kind_of(one) is None)

    def places(self, words: str) -> str:
        """The departments that words count for: 华东、华南共 280 台."""
        words = _GIVEN.sub("", words.strip())
        found = [one for one in self._readers.people.mentions.find(words[:60]) if one.kind == "department"]
        return "、".join(one.words for one in found) if found and not found[0].span[0] else ""

    def _kind_of(self, clause: str) -> tuple[str, str] | None:
        """(key, value) of words that are a quantity, regions or a period by themselves."""
        smooth = plain(clause).strip(" .。")
        if not 1 < len(smooth) <= 60:
            return None
        where = _WHERE.sub("", clause.strip(" 。."))
        directory = self._readers.rules.directory
        if places := listed_regions(where, directory) or spoken_regions(clause, directory):
            return "regions", places
        named = [one for one in self._readers.people.mentions.find(where) if one.kind == "department"]
        if named and "".join(one.words for one in named) == where.strip():
            return "regions", "、".join(one.words for one in named)  # 华东华南
        counted = bool(_UNIT.search(smooth)) and not re.search(r"每|各|先(?!控制|按|限|定)|首批|灰度|试点", smooth)
        if _ANY.fullmatch(smooth) or (counted and not read_quantity(clause).reason):
            return "quantity", clause
        mine = any(one.kind in ("person", "address", "self") for one in self._readers.people.mentions.find(clause))
        dated = _DAY.search(smooth) and (_SAID_DAY.search(smooth) or _FIGURES_ALONE.fullmatch(smooth))
        if dated and not _UNIT.search(smooth) and not mine:
            words = _UNTIL.sub("", clause)
            period = self._items.dates.read_range(words)
            said = "有效" in smooth if isinstance(period, DateDoubt) else period[0] or period[1] or "长期" in smooth
            if said:  # 12月1日起一年有效 is asked about
                return "valid", words
        return None
