"""Fields told in sentences without a colon: `数量不超过 3000 台`, `有效期到明年3月底`, `版本是 8.2.1`."""

from mailbot.inbound.forms.fieldlines import FieldValue
from mailbot.inbound.forms.numerals import plain
from mailbot.inbound.forms.plan_draft import Draft, Said
from mailbot.inbound.forms.plan_readers import Readers
from mailbot.inbound.forms.regions import listed_regions, spoken_regions
from mailbot.late import late

__all__ = ["spoken_fields"]

_CLAUSES = late(r"[，,。；;！!？?\n]+")
_KEYS = {
    "quantity": late(r"\s*(?:为|是|在|控制在|限|约|不|最|至|上限|共|总共|\d)"),
    "valid": late(r"\s*(?:为|是|从|自|到|至|截[至止]|\d)"),
    "regions": late(r"\s*(?:为|是|包括|包含|限于|仅限|限|涉及)"),
    "version": late(r"\s*(?:为|是|号是|号为)\s*[vV]?\d"),
    "target_coverage": late(r"\s*(?:为|是|达到|不低于|定为|\d)"),
}
# 不超过 500 台, by itself between commas.
_BOUND = late(
    r"(?:授权|总数|总量|首批|合计|总共)?(?:不超过|不多于|最多|至多|上限|控制在) ?[\d,.]{1,12} ?(?:万|千)? ?(?:台套|台|套|个|家|门店|点|户|终端|客户端|服务器)(?:以内|之内)?"
)
_BOUND_ENGLISH = late(
    r"(?:max(?:imum)?(?: of)?|up to|at most|no more than|not more than) ?[\d,.]{1,12} ?(?:servers?|clients?|units?|installations?|sites?|stores?|machines?|terminals?|devices?)(?: in total)?"
)
_PRODUCT = late(r"产品(?:名称)?[ \t\u3000]+(?P<name>[^\s：:，,。]{2,24})")  # 产品 锦鲤平台
# 12月底前有效
_VALID = late(
    r"(?:授权|版本|本次授权)?(?:在)?(?P<until>(?:\d|[一二三四五六七八九十今明次]|年底|月底)[^，,。；;]{1,30}?)有效"
)
_VERBS = late(r"^\s*(?:为|是|在|控制在|包括|包含|限于|仅限|涉及|定为|达到|号是|号为)\s*")
_LONGEST = 14
_MOST = 200


def spoken_fields(draft: Draft, readers: Readers) -> tuple[Said, ...]:
    """One field a key at most, from clauses of running text that begin with its name and go on with its value."""
    found: dict[str, Said] = {}
    directory = readers.rules.directory
    for line, mailed in draft.prose[:_MOST]:
        for clause in _CLAUSES.split(line.text[:2000]):
            text = clause.strip().removesuffix(".")
            if "quantity" not in found and (_BOUND.fullmatch(plain(text)) or _BOUND_ENGLISH.fullmatch(plain(text))):
                words = line.text.strip()
                one = FieldValue(key="quantity", name="", value=text, place=line.place, words=words)
                found["quantity"] = Said(one, mailed)
                continue
            if "product" not in found and (product := _PRODUCT.fullmatch(text)) is not None:
                one = FieldValue(key="product", name="", value=product["name"], place=line.place, words=text)
                found["product"] = Said(one, mailed)
            if "valid" not in found and (until := _VALID.fullmatch(text)) is not None:
                one = FieldValue(key="valid", name="", value=until["until"], place=line.place, words=line.text.strip())
                found["valid"] = Said(one, mailed)
            if "regions" not in found and (places := spoken_regions(text, directory)):
                one = FieldValue(key="regions", name="", value=places, place=line.place, words=line.text.strip())
                found["regions"] = Said(one, mailed)
            for end in range(min(len(text) - 1, _LONGEST), 1, -1):
                key = readers.known.key(text[:end])
                if key is None or key not in _KEYS:
                    continue
                rest = text[end:]
                alone = key == "regions" and listed_regions(rest, directory)  # 授权区域华东、华南
                if (_KEYS[key].match(rest) or alone) and key not in found:
                    value = _VERBS.sub("", rest).strip()
                    one = FieldValue(key=key, name=text[:end], value=value, place=line.place, words=line.text.strip())
                    found[key] = Said(one, mailed)
                break
    return tuple(found.values())
