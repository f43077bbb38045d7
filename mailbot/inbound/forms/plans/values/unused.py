"""unused: what a plan's sentences grant in words that no reader took, so that the receipt names it instead of calling it unwritten."""

from collections.abc import Iterable, Sequence

from mailbot.campaign.commands import Reading, Remark
from mailbot.inbound.forms.numerals import plain
from mailbot.inbound.forms.plans.draft import Draft
from mailbot.inbound.forms.plans.values.values import Values
from mailbot.inbound.forms.split_sentences import split_sentences
from mailbot.inbound.forms.things.places import find_places
from mailbot.late import late
from mailbot.rulebook.directory import Directory

_MOST = 200  # sentences
_SPACE = late(r"\s+")
_COMMA = late(r"[，,](?!\d{3}(?!\d))")
_FIGURE = r"(?:\d[\d,.]*|[一两二三四五六七八九十百千]{1,6})"
_COUNT = late(
    rf"{_FIGURE} ?(?:多|来)?(?:台套|台|套|家|个(?=点|门店|客户|终端|网点)|户|张"
    rf"|(?:servers?|clients?|sites?|stores?|shops?|units?|machines?|licen[cs]es?|terminals?|seats?"
    rf"|boxes)(?![a-z]))"
)
_BOUND = late(
    r"超过|超出|以内|之内|最多|顶多|至多|上限|封顶|总共|一共|总计|合计|总数|总量|满打满算|授权|名额|额度|数量"
    r"|规模|控制在|撑死|打住|加起来|合起来|(?:名|定|批|给|放)(?:额|量|了)?(?:就|只|也就)?(?=[一两\d百十])"
    r"|(?<![a-z])(?:max(?:imum)?|at most|up to|more than|above|beyond|exceed|limit|cap(?:ped)?|in total"
    r"|altogether|overall|all told)(?![a-z])"
)
_WHERE = late(
    r"范围|区域|[只仅](?=[给在限有做对供用])|限于|参与|涉及|覆盖|适用|开放|[之以]?外的?(?:先|都|也|暂时?|一律)*不|(?<![a-z])(?:only|scope|regions?|nowhere)(?![a-z])"
)
_HAD = late(
    r"(?:安装包|升级包|组件包?|程序包|新?版本)[^，,。]{0,4}在[^，,。]{1,10}(?:手[里上]|[那这][里边儿]|处)|(?<![a-z])(?:package|installer|component) (?:is|sits) with "
)  # 组件包在测试部吴敏手里, who is no PM
_SITE = late(r"官网|官方网站|(?<![a-z])(?:official (?:web)?site|web ?site|download page)(?![a-z])")
_USED_UNTIL = late(
    r"有效|(?:可以?|能)?用[到至]|使用[到至]|到期|授权期|使用期"
    r"|(?<![a-z])(?:valid|validity|expires?|expiry|good (?:to|for|until)|use it (?:from|until|till))(?![a-z])"
)
_DAY = late(
    r"\d ?[月日号年]|[今明后]年|元旦|春节|五一|国庆|[一二三四五六七八九十]月|\d{4}-\d|[年月]底"
    r"|(?<![a-z])(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
)


def unused(
    draft: Draft, values: Values, readings: Sequence[Reading], remarks: Iterable[Remark], directory: Directory
) -> tuple[Remark, ...]:
    """A remark for the first clause that seems to give the quantity, the regions, the channel or the validity, each where the plan has
    none and no row, reading or remark has the clause. Linear in the text."""
    lacking = {
        "quantity": values.quantity.min is None and values.quantity.max is None,
        "regions": not values.regions,
        "channel": not values.channel,
        "valid": values.valid.from_ is None and values.valid.until is None,
    }
    told = [*(row.whole for row in draft.rows), *(one.words for one in readings), *(one.words for one in remarks)]
    said = "\n".join(map(_bare, told))
    found: dict[str, Remark] = {}
    clauses = (
        (line, clause)
        for line, _ in draft.prose
        for sentence in split_sentences(line.text[:2000])
        for clause in _COMMA.split(sentence)
    )
    for (line, clause), _ in zip(clauses, range(_MOST), strict=False):
        for name in _grants(plain(clause), directory):
            if lacking[name] and name not in found and _bare(clause) not in said:
                found[name] = Remark(
                    reason="not-taken", place=line.place, words=clause.strip()[:80], facts={"name": name}
                )
    return tuple(found.values())


def _grants(clause: str, directory: Directory) -> list[str]:
    """What a clause, in its plain form, seems to give."""
    return [
        name
        for name, gives in (
            ("quantity", _COUNT.search(clause) and _BOUND.search(clause)),
            ("regions", _WHERE.search(clause) and find_places(clause, directory)),
            ("channel", _HAD.search(clause) or _SITE.search(clause)),
            ("valid", _USED_UNTIL.search(clause) and _DAY.search(clause)),
        )
        if gives
    ]


def _bare(words: str) -> str:
    return _SPACE.sub("", plain(words))
