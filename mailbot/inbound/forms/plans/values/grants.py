"""grants: what the sentences of a plan say of where, how many and how long, without a field's name (SPEC 1 "authorisation").

`这一版只给华东和华南用，两边加起来别超过 120 台` and `We may upgrade up to 300 servers in East China` are as good as 区域 and 数量.
Bold readings: a clause with a person in it is somebody's work, one on restrictions, on what was or on what is not meant says nothing here.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from mailbot.inbound.forms.numerals import plain
from mailbot.inbound.forms.plans.draft import Row, Said
from mailbot.inbound.forms.plans.readers import Readers
from mailbot.inbound.forms.plans.values.grant_amounts import (
    BARRED,
    ELSEWHERE,
    counts,
    granted_amount,
    of_places,
    shares,
)
from mailbot.inbound.forms.plans.values.grant_sentences import GrantSentence, grant_sentences, said_of
from mailbot.inbound.forms.plans.values.granted_period import granted_period
from mailbot.inbound.forms.things.places import Place, find_places
from mailbot.inbound.forms.things.regions import without_exceptions
from mailbot.inbound.forms.things.restrictionwords import DELAYS
from mailbot.inbound.writing import Line
from mailbot.late import late
from mailbot.rulebook.folding import fold

_EXCLUDES = late(r"(?<!别)(?:不(?!超|多于|少于|低于|能超|得超|可以?超|要超|止)|除|别的|其他|其它|其余|以外|勿|暂缓)")
_BARS = late(BARRED)
_BOUNDS = late(r"(?:不|别)(?:能|得|可以?|要)?(?:超过?|多于|少于|低于)")

# --- where ---
_TRIAL = late(
    r"试[点用跑行]|先[^，,。]{0,8}试|灰度|试运行|(?<![a-z])(?:pilot|trial|try|test)(?![a-z])"
)  # 先在华东试点 authorises nobody
_JOIN = late(r"\s*(?:[、/＋+&,，]|和|与|及|以及|跟|,? ?(?:and|as well as)(?![a-z])|[、,])\s*|\s*")
_FRAME = late(
    r"(?:只|仅|先|限于?|就|授权|许可|开放|放开|批|供|面向(?:的是)?|覆盖|涉及|适用|推广|考虑|从|在|给|对|都(?=[在给是])|(?:范围|(?<![a-z])regions?|(?<![a-z])scope)[是为就 :：]*)"
    r"(?:先|给|在|对|于|到|有|做|动|搞|碰|用于|升级?|发|下发|开放|推广|放开|实施|使用|授权|范围|是|为|你们|他们|[ ])*$|[只仅][改推换铺装动]$"
)
_WITHIN = late(r"(?:国内|境内)的(?=..)")  # 就国内的华东华南
_IN = late(r"(?:在|给|对|从)\s*$")
_ALL_IN, _END = late(r"都[在给]\s*$"), late(r"(?:大?区|地区|这边|那边)?\W*$")
_USED = late(
    r"^[^，,。]{0,12}?(?:使用|用|升级?|下发|推广|部署|上线|实施|开放|有效|生效|执行|开始|做起|起步|放量|[做出开]的|准备的|换[掉成上下]|[替更]换|铺|试|[做搞弄下](?=[，,。；; ]|$))"
)
_THEN = late(r"(?:再|然后|随后|接着)(?:升级?|下发?|推广?|发|做|放|开放?|到|去|在)*$")
_ALL_OF = late(
    r"^的?(?:客户|门店|用户|终端|服务器|机器)?(?:都|全部|统一|一律)(?:要|得|需要|可以)?(?:先)?(?:升级?|下发?|换"
    r"|装|做|上|推|更新)(?![^，,。]*[了过])"
)  # 海外的都要下
_THESE = late(
    r"(?:在|给|对|供|面向|限于?|仅|只|就)(?:上述|以上|这|[你咱他]们)(?:(?P<count>[两二三四俩仨])个?|几个?|些)?(?:大?区域?|地区|部门|业务部门?"
    r"|地方|家)"
)
_NUMBERS = {"两": 2, "俩": 2, "仨": 3, "二": 2, "三": 3, "四": 4}
_COUNTED = late(r"^(?:这|那)?[两二三四五2-5]个?(?:大?区域?|地区|部门|业务部)")  # 参与的有华东、华南两个区域
_LISTED = late(r"(?:有|是|为|包括|包含|涉及|在)\s*$")
# 华东华南一起铺开; 华东先来，华南跟上
_TOGETHER = late(
    r"^(?:两边|两个区|[都全]|这次|先)*(?:一起|一并|同步|同时|全面)(?:铺开?|推开?|上|下|做|来|搞|升级?|放开)"
)
_BEGINS = late(r"^(?:先来|先上|先行|先走|打头阵?|先做)\W*$")
_LATER = late(r"^(?:跟上|跟进|再|晚|随后|之后|跟着|稍后|第二)")  # 先给华东下，华南晚两天
_ENGLISH = late(r"(?<![a-z])(?:in|for|across|to|within|throughout|covers?|only)(?: (?:the|all of|both|all))*\s*$")
_SORT = r"(?: (?:customer|site|client|installation|store|shop|server|box|machine)(?:e?s)?)?"
_ENGLISH_ONLY = late(rf"^{_SORT} only(?![a-z])")
_ENGLISH_ALONE = late(
    rf"\W*(?:only )?\0(?:,? (?:first|goes first|to start with),? (?:and )?then \0)?{_SORT}(?: only)?\W*"
)
_GRANTING = late(
    r"(?<![a-z])(?:upgrad\w*|roll\w*|authori[sz]\w*|licen[cs]\w*|valid|may|allow\w*|permit\w*|set|everywhere"
    r"|install\w*|releas\w*|available|us(?:ed?|able)|send|sent|deploy\w*|open|applies|apply|scope|covers?|only"
    r"|distribut\w*|push\w*|mandatory|compulsory|everybody|everyone|all (?:the |our )?(?:stores|shops|sites|servers|clients|customers))(?![a-z])"
)


def grants(
    prose: Iterable[tuple[Line, datetime]], rows: Sequence[Row], readers: Readers, wanted: frozenset[str]
) -> dict[str, Said]:
    """The fields of `wanted` (`regions`, `quantity`, `valid`) that sentences say. Regions that leave out the place of a row are none:
    the text has said more than was understood."""
    sentences = tuple(grant_sentences(prose, readers))
    found: dict[str, Said] = {}
    if "regions" in wanted and (said := _regions(sentences, rows, readers)) is not None:
        found["regions"] = said
    if "quantity" in wanted and (said := granted_amount(sentences, rows, readers)) is not None:
        found["quantity"] = said
    if (
        "valid" in wanted
        and (said := granted_period(sentences, readers, beside=_grants_else(rows, readers))) is not None
    ):
        found["valid"] = said
    return found


def _grants_else(rows: Sequence[Row], readers: Readers) -> Callable[[GrantSentence], bool]:
    """Whether a sentence says where, or how many, so that a period in it is how long."""
    return lambda sentence: (
        _regions((sentence,), rows, readers) is not None or granted_amount((sentence,), rows, readers) is not None
    )


# --- where -----------------------------------------------------------------------------------------------------------


def _regions(sentences: Sequence[GrantSentence], rows: Sequence[Row], readers: Readers) -> Said | None:
    directory = readers.rules.directory
    for sentence in sentences:
        names: list[str] = []
        before: list[str] = []
        for text, smooth in sentence.clauses:
            if shares(text, sentence, readers) or (not ELSEWHERE.search(smooth) and of_places(smooth, readers)):
                names += [
                    place.name for place in find_places(text, directory)
                ]  # 授权给华东 200、华南 150; 华东 150 台以内
                continue
            if (these := _THESE.search(smooth)) is not None:
                # 经和华东、海外沟通，计划在上述两个区域推广; 只在这两个区, below the rows of two
                meant = before or _places_of(rows, readers)
                names += meant if before or len(meant) == _NUMBERS.get(these["count"] or "") else []
                continue
            before = [place.name for place in find_places(text, directory)] or before
            text, out = without_exceptions(_WITHIN.sub("", text))  # 只给华东和华南（不含深圳）用
            smooth = plain(text)
            bare = _BOUNDS.sub("", smooth)
            if any(one.search(smooth) for one in (ELSEWHERE, _TRIAL, DELAYS)) or _EXCLUDES.search(bare):
                continue
            places = find_places(text, directory)
            framed = _english(smooth, places) if sentence.english else _framed(smooth, places, bool(names))
            names += [place.name for place in framed]
            if framed and out:
                names[-1] += out
        if not names:
            continue
        return (
            said_of("regions", "、".join(dict.fromkeys(names)), sentence)
            if has_places_of(rows, names, readers)
            else None
        )
    return None


def _places_of(rows: Sequence[Row], readers: Readers) -> list[str]:
    """The places of rows, else the departments of those who do them."""
    directory = readers.rules.directory
    named = [p.name for row in rows for p in find_places(row.whole, directory)]
    if not named:
        owners = [one for row in rows for one in readers.people.mentions.find(row.text("owner")) if one.people]
        own = [directory.department(one.people[0].department or "") for one in owners]
        named = [one.name for one in own if one is not None and directory.is_business(one.name)]
    return list(dict.fromkeys(named))


def has_places_of(rows: Sequence[Row], names: Iterable[str], readers: Readers) -> bool:
    """Whether regions leave out no place of a row: 华东先升 says nothing of the plan as a whole where 华南 follows."""
    directory = readers.rules.directory

    def same(name: str) -> str:
        found = directory.department(name)
        return fold(found.name if found else name)

    known = {same(without_exceptions(name)[0]) for name in names}
    others = [p.name for row in rows if not _BARS.search(plain(row.whole)) for p in find_places(row.whole, directory)]
    return all(same(name) in known for name in others)


def _framed(smooth: str, places: Sequence[Place], follows: bool) -> list[Place]:
    """The places of a Chinese clause that it says the plan is for: 只给华东和华南用; 再下华南 where the clause before does."""
    found: list[Place] = []
    for run in _runs(smooth, places):
        before, after = smooth[: run[0].span[0]], smooth[run[-1].span[1] :]
        used = not _IN.search(before) or _USED.search(after) or (_ALL_IN.search(before) and _END.match(after))
        framed = (
            (used and _FRAME.search(before)),
            _TOGETHER.search(after),
            _ALL_OF.search(after),
            _COUNTED.search(after) and _LISTED.search(before),
            not before.strip() and _BEGINS.search(after),
            follows and _THEN.search(before),
            follows and not before.strip() and _LATER.search(after),
        )
        if any(framed):
            found += run
    return found


def _english(smooth: str, places: Sequence[Place]) -> list[Place]:
    runs = _runs(smooth, places)
    bare = smooth
    for run in reversed(runs):
        bare = f"{bare[: run[0].span[0]]}\0{bare[run[-1].span[1] :]}"
    if _ENGLISH_ALONE.fullmatch(bare):
        return [*places]  # South China only. East China first, then Overseas.
    if not _GRANTING.search(smooth) and not counts(smooth):
        return []
    framed = (
        r for r in runs if _ENGLISH.search(smooth[: r[0].span[0]]) or _ENGLISH_ONLY.search(smooth[r[-1].span[1] :])
    )
    return [place for run in framed for place in run]


def _runs(smooth: str, places: Sequence[Place]) -> list[list[Place]]:
    """Places in one list: 华东、华南和海外."""
    runs: list[list[Place]] = []
    for place in places:
        if runs and _JOIN.fullmatch(smooth[runs[-1][-1].span[1] : place.span[0]]):
            runs[-1].append(place)
        else:
            runs.append([place])
    return runs
