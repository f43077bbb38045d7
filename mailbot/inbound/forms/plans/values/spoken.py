"""Fields told in sentences without a colon: `数量不超过 3000 台`, `有效期到明年3月底`, `版本是 8.2.1`."""

import re
from collections.abc import Mapping
from datetime import datetime
from itertools import chain

from mailbot.han import WIDE
from mailbot.inbound.forms.days.validity import joined_period
from mailbot.inbound.forms.fields.lines import FieldValue
from mailbot.inbound.forms.nodes.names import node_keys
from mailbot.inbound.forms.numerals import plain
from mailbot.inbound.forms.plans.authorises import tells_period
from mailbot.inbound.forms.plans.draft import Draft, Row, Said
from mailbot.inbound.forms.plans.readers import Readers
from mailbot.inbound.forms.plans.values.grant_amounts import UNIT, is_trial
from mailbot.inbound.forms.plans.values.grants import grants, has_places_of
from mailbot.inbound.forms.split_sentences import split_sentences
from mailbot.inbound.forms.things.amounts import evened
from mailbot.inbound.forms.things.places import find_places
from mailbot.inbound.forms.things.quantities import LEAST, MOST, read_quantity
from mailbot.inbound.forms.things.regions import (
    granted_by_region,
    joined_exceptions,
    listed_regions,
    read_list,
    read_regions,
    spoken_regions,
)
from mailbot.inbound.writing import Line
from mailbot.late import late
from mailbot.value import replace

# The comma of Dec 1, 2026 parts nothing.
_CLAUSES = late(
    r"(?:[，。；;！!？?\n]|,(?!\s?20\d\d(?!\d)|(?<=\d,)\d{3}(?!\d)))+"
    rf"|(?<=[\w)])\.\s+(?=[A-Z]|{WIDE})"
)
_CHANGED = (
    r"(?:改为|改成|改到|调整为|调整到|调整至|换成|换为|更换为|变更为|变为|更新为|增加到|增加至|扩大到|扩大至|扩大为"
    r"|减少到|减到|提高到|延长到|延长至|缩短到|缩短至)"
)
_KEYS = {
    "quantity": late(
        rf"\s*(?:先|暂时?|暂定|初步|目前|整体|一共)?(?:{_CHANGED}|[≤≥<>=]|为|是|在|控制在|卡|压|封|定|按|限|约|不(?![大小多少够足变定确])|别|最|至|上限"
        rf"|共|总共|\d)"
    ),
    "valid": late(
        rf"\s*(?:先|暂时?|暂定)?(?:写|定|给|开|放|用)?(?:{_CHANGED}|为|是|从|自|到|至|截[至止]|\d"
        rf"|(?:今|明|后|次)年|即日|本月|下个?月|[一二两三四五六七八九十半]{{1,2}}个?(?:年|月|季度))"
    ),
    "regions": late(
        rf"\s*(?:先|暂时?|暂定)?(?:{_CHANGED}|放开|开放|放|开|定在|定为|圈定|就|为|是|包括|包含|限于|仅限|限"
        rf"|涉及)"
    ),
    "version": late(rf"\s*(?:{_CHANGED}|升到|升至|用|为|是|号是|号为)\s*[vV]?\d"),
    "target_coverage": late(r"\s*(?:为|是|达到|不低于|定为|\d)"),
}
# 不超过 500 台, 300 台以内 and 至少升 80 套, by themselves between commas.
_FIGURE = r"(?:\d[\d,.]{0,11} ?(?:万|千)?|[一二两三四五六七八九十百千万]{2,8}) ?"
_DOES = r"(?:能|要|得|可以?|先)?(?:升级|升|下发|发放?|放|推送?|覆盖|完成|用)?"
_BOUND = late(
    rf"(?:授权|总数|总量|合计|总共|一共|共|数量|规模){{0,2}}(?:(?P<least>{LEAST})"
    rf"|(?P<most>{MOST}{{1,2}})|(?P<after>))"
    rf"(?P<does>{_DOES}) ?{_FIGURE}(?:{UNIT}|(?(most)(?<=\d\d)|(?!)))(?(after)(?:以内|之内|封顶|为限|为上限)"
    rf"|(?:以内|之内)?)"
)
# 授权 100–150 套, 名额 400
_GRANTED = late(
    rf"(?:本次|此次|这次|这版|共|总共|总计|一共|最终|就|也就|只|仅)*(?:授权|许可|名额|放开|开放|额度|授权数量"
    rf"|授权名额|(?:的)?量|(?<=[只仅])[放批给]|可(?:以)?(?:升级?|下发|使用|用|装))(?:给|了|出)?(?:约|为|是"
    rf"|共)? ?\d[\d,]{{0,8}}(?: ?{UNIT})?(?: ?[-~–—至到] ?\d[\d,]{{0,8}})? ?{UNIT}",
)
# 请华东、海外两个部门今天内回复确认
_CONFIRM = late(
    r"(?:请|烦请|麻烦|还请|需要?)(?P<who>[^请\d]{2,30}?)(?:这|那)?(?:[两二三四几]个"
    r"|[两二三四几]家)?(?:业务)?(?:部门|区域)?(?:的?(?:同事|负责人|联系人)们?)?(?:请)?(?:各自|分别|都|也|一起"
    r"|务必|尽快)*"
    r"(?:于|在)?(?:[\d月日号点:：\s]{0,12}|今天|明天|本周[一二三四五]?|周[一二三四五]|下班"
    r"|[今明]天下班)*(?:之?内|之?前)?(?:回复|邮件|回邮件|书面)*确认(?:一下|下|即可|为盼)?",
)
_PLACED = late(rf"(?P<place>[^\W\d]{{2,12}}?) ?(?P<count>(?:共|约|不超过|最多)? ?{_FIGURE}{UNIT}(?:以内)?)")
_ABOUT = late(r"左右|上下|大概|大约|约")
_TOTAL = late(r"总|合计")  # goes over 首批不超过 20 台
_SCOPE = late(
    r".{0,6}(?:范围|对象)|scope|(?:只|仅)(?:给|供|限于?|对|在|向).{0,14}"
)  # a field that is known by its value: 范围：华东、华南
_AIMED_AT = late(r"(?:目标|最终|推荐|建议|推广|替换)版本号?\s*[vV]?\d{1,4}(?:\.\d{1,6}){1,3}")
_PRODUCT = late(r"产品(?:名称)?[ \t\u3000]+(?P<name>[^\s：:，,。]{2,24})")  # 产品 锦鲤平台
_FOR = late(r"^(?:只|仅|先)?(?:给|供|限于?|面向)(?=.)")  # 给华南，上限 100
_LIMITING = frozenset(("quantity", "valid"))
_VERBS = late(
    rf"^\s*(?:先|暂时?|暂定|初步|目前|整体|一共)?(?:{_CHANGED}|放开|开放|定在|圈定|放(?=[^\d])|就(?=[^\d])|升到"
    rf"|升至|为|是|在|控制在|包括|包含|限于|仅限|涉及|定为|达到|号是|号为)\s*"
)
_NUMBER = late(r"^\s*(?:[(（]?\d{1,2}[)）、]|\d{1,2}[.．](?!\d)|[①-⑳]|[一二三四五六七八九十]{1,2}[、.．]|[•·●-])\s*")
_LONGEST = 14
_LONGEST_ROW = 300
_MOST = 200


def spoken_fields(draft: Draft, readers: Readers) -> tuple[Said, ...]:
    """One field a key at most, from clauses of running text that begin with its name and go on with its value."""
    found: dict[str, Said] = {}
    bounds: dict[str, tuple[str, Line, datetime]] = {}
    directory = readers.rules.directory
    for line, mailed in draft.prose[:_MOST]:
        by_region = (granted_by_region(one, directory).items() for one in split_sentences(line.text[:2000]))
        for name, value in chain.from_iterable(by_region):
            one = FieldValue(key=name, name="", value=value, place=line.place, words=line.text.strip())
            found.setdefault(name, Said(one, mailed))
        clauses = _CLAUSES.split(joined_period(joined_exceptions(line.text[:2000])))
        bare = next(
            (
                named
                for c in clauses
                if "regions" not in found and (named := listed_regions(_FOR.sub("", c.strip()), directory))
            ),
            "",
        )
        if (
            bare
            and has_places_of(draft.rows, read_regions(bare), readers)
            and any(_limits(clause.strip(), readers) for clause in clauses)
        ):  # 60 台以内，华东，12月1日至1月31日有效
            one = FieldValue(key="regions", name="", value=bare, place=line.place, words=line.text.strip())
            found["regions"] = Said(one, mailed)
        for clause in clauses:
            text = _NUMBER.sub("", clause).strip().rstrip(".:：")
            figured = evened(text)
            if (placed := _PLACED.fullmatch(figured)) is not None and not found.keys() & {"quantity", "regions"}:
                place = listed_regions(placed["place"], directory)
                if place and any(_limits(other.strip(), readers) for other in clauses if other is not clause):
                    for name, value in (("quantity", placed["count"]), ("regions", place)):  # 华南 40 套，用到明年年底
                        found[name] = Said(
                            FieldValue(key=name, name="", value=value, place=line.place, words=line.text.strip()),
                            mailed,
                        )
            if bound := _BOUND.fullmatch(figured):
                at = plain(line.text).find(plain(text))
                if text.isascii() and at >= 0 and is_trial(plain(line.text), at, at + len(text)):
                    continue
                side = "least" if bound["least"] else "most"
                if side not in bounds or _TOTAL.match(text):
                    bounds[side] = (_without(figured, bound), line, mailed)
                continue
            if (
                (asked := _CONFIRM.fullmatch(text)) is not None
                and "departments" not in found
                and _are_departments(asked["who"], readers)
            ):
                one = FieldValue(
                    key="departments", name="", value=asked["who"], place=line.place, words=line.text.strip()
                )
                found["departments"] = Said(one, mailed)
            if "product" not in found and (product := _PRODUCT.fullmatch(text)) is not None:
                one = FieldValue(key="product", name="", value=product["name"], place=line.place, words=text)
                found["product"] = Said(one, mailed)
            if (
                "regions" not in found
                and (places := spoken_regions(text, directory))
                and ("先" not in text or _all_places(places, line, draft, readers))
            ):
                one = FieldValue(key="regions", name="", value=places, place=line.place, words=line.text.strip())
                found["regions"] = Said(one, mailed)
            for end in range(min(len(text) - 1, _LONGEST), 1, -1):
                key = readers.known.key(text[:end])
                if key is None or key not in _KEYS or (key == "valid" and text.isascii()):
                    continue
                rest = text[end:]
                alone = key == "regions" and listed_regions(rest, directory)  # 授权区域华东、华南
                if (_KEYS[key].match(rest) or alone or _AIMED_AT.fullmatch(text)) and key not in found:
                    value = _VERBS.sub("", rest).strip()
                    one = FieldValue(key=key, name=text[:end], value=value, place=line.place, words=line.text.strip())
                    found[key] = Said(one, mailed)
                    break  # 有效期至明年3月底 is read by 有效期
    for said in draft.fields if "regions" not in found else ():
        if (
            said.field.key is None
            and _SCOPE.fullmatch(plain(said.field.name))
            and (places := listed_regions(_CLAUSES.split(said.field.value)[0], directory))
        ):
            found["regions"] = Said(replace(said.field, key="regions", value=places), said.mailed)
            break
    open_ = found.get("quantity")  # 数量不设上限，至少升 80 套
    if open_ is not None and bounds and (half := _other_half(open_, bounds)):  # 授权数量200台起，封顶350台
        found["quantity"] = replace(open_, field=replace(open_.field, value=f"{open_.field.value}，{half}"))
    elif bounds and (
        open_ is None or not any(map(str.isdigit, open_.field.value)) or _ABOUT.search(open_.field.value)
    ):  # 30 套左右，最多 40 套
        _, line, mailed = next(iter(bounds.values()))
        value = "，".join(text for text, _, _ in bounds.values())
        one = FieldValue(key="quantity", name="", value=value, place=line.place, words=line.text.strip())
        found["quantity"] = Said(one, mailed)
    if "quantity" not in found and (only := _of_only_rollout(draft, readers)) is not None:
        found["quantity"] = only
    said_keys = {said.field.key for said in draft.fields if said.field.value.strip()}
    wanted = frozenset(("regions", "quantity", "valid")) - found.keys() - said_keys
    if wanted:
        found.update(grants(draft.prose[:_MOST], draft.rows, readers, wanted))
        wanted -= found.keys()
        found.update({said.field.key: said for said in draft.granted if said.field.key in wanted})
    if "quantity" in found and _is_of_one_place(found["quantity"], draft, readers):
        del found["quantity"]
    return tuple(found.values())


def _other_half(said: Said, bounds: Mapping[str, tuple[str, Line, datetime]]) -> str:
    """The bound that a quantity lacks and another clause says; '' where it has both, or neither fits."""
    quantity = read_quantity(said.field.value).quantity
    lacking = [side for side, n in (("least", quantity.min), ("most", quantity.max)) if n is None]
    return bounds[lacking[0]][0] if len(lacking) == 1 and [*bounds] == lacking else ""


def _is_of_one_place(said: Said, draft: Draft, readers: Readers) -> bool:
    """Whether a quantity is said of what one person does at a place, of several: 华东孙丽那边 12 月 18 号装完，数量不超过 300；华南周航 …."""
    sentences = split_sentences(said.field.words, "。；;！!？?\n")
    sentence = next((one for one in sentences if said.field.value in one), "")
    places = [place.name for place in find_places(sentence, readers.rules.directory)]
    named = any(one.kind in ("person", "address") for one in readers.people.mentions.find(sentence))
    return named and bool(places) and not _TOTAL.search(sentence) and not has_places_of(draft.rows, places, readers)


def _of_only_rollout(draft: Draft, readers: Readers) -> Said | None:
    """How many the only row that rolls out says: 周航 12月3日前升级完，30套以内; of several rows each says its own."""
    rows = [row for row in draft.rows if "rollout" in node_keys(row.title, readers.kinds).values()]
    if len(rows) != 1 or rows[0].places:
        return None
    for clause in _CLAUSES.split(rows[0].whole[:_LONGEST_ROW]):
        if _BOUND.fullmatch(evened(clause).strip()):
            one = FieldValue(
                key="quantity", name="", value=clause.strip(), place=rows[0].place, words=rows[0].whole.strip()
            )
            return Said(one, rows[0].mailed)
    return None


def _are_departments(text: str, readers: Readers) -> bool:
    """Whether words name business departments, and nothing besides."""
    found = [one for one in readers.people.mentions.find(text) if one.department is not None]
    left = text
    for one in reversed(found):
        left = left[: one.span[0]] + left[one.span[1] :]
    directory = readers.rules.directory
    return (
        bool(found)
        and not left.strip(" 、，,和与及以")
        and all(one.department is not None and directory.is_business(one.department.name) for one in found)
    )


def _all_places(places: str, line: Line, draft: Draft, readers: Readers) -> bool:
    """Whether regions are all the places of their line and of the plan's rows: 先在华东下发，没问题再下华南 goes on."""
    said = Row(texts={}, mailed=draft.mailed, whole=line.text)
    return has_places_of((said, *draft.rows), read_list(places), readers)


def _limits(text: str, readers: Readers) -> bool:
    """Whether a clause says how many, or how long: 300 台以内, 数量 300, 用到明年6月底."""
    named = any(
        key in _LIMITING and _KEYS[key].match(text, end)
        for end in range(2, min(len(text), 7))
        if (key := readers.known.key(text[:end]))
    )
    return named or tells_period(text) or bool(_BOUND.fullmatch(plain(text)) or _GRANTED.fullmatch(plain(text)))


def _without(text: str, bound: re.Match[str]) -> str:
    """A bound without what is done between its word and its figure: 至少升 80 套."""
    if "does" not in bound.re.groupindex or not bound["does"]:
        return text
    start, end = bound.span("does")
    return text[:start] + text[end:]
