"""grants: what the sentences of a plan say of where, how many and how long, without a field's name (SPEC 1 "authorisation").

`这一版只给华东和华南用，两边加起来别超过 120 台` and `We may upgrade up to 300 servers in East China` are as good as 区域 and 数量.
Bold readings: a clause with a person in it is somebody's work, one on restrictions, on what was or on what is not meant says nothing here.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from mailbot.inbound.forms.numerals import plain
from mailbot.inbound.forms.plans.draft import Row, Said
from mailbot.inbound.forms.plans.readers import Readers
from mailbot.inbound.forms.plans.values.grant_sentences import GrantSentence, grant_sentences, said_of
from mailbot.inbound.forms.plans.values.granted_period import granted_period
from mailbot.inbound.forms.things.amounts import in_figures
from mailbot.inbound.forms.things.places import Place, find_places
from mailbot.inbound.forms.things.regions import without_exceptions
from mailbot.inbound.writing import Line
from mailbot.late import late
from mailbot.rulebook.folding import fold

__all__ = ["UNIT", "grants", "has_places_of", "is_trial"]

# Said of what is barred, was, is elsewhere or only may be.
_ELSEWHERE = late(
    r"限制|延迟|延后|(?:旧|老|原)的?(?:授权|许可|合同)|原来|禁用|去年|(?:升级?|下?发|推|跑|做|装|换|测)[完过]?了(?!$)|停用|老版|旧版|老客户|已经?|上周|上次|上个?月|之前|此前|目前|现有|现网|在用|反馈|反映"
    r"|投诉|故障|(?<![没无])问题|如果|若|是否|可能|吗|以后再|下一?批再|另行|另外通知"
    r"|(?<![a-z])(?:restrict\w*|block\w*|lock\w*|may still|delay\w*|postpone\w*|(?:was|were|ha[sv]e? been)(?! (?:granted|cleared|approved|authori|given|allowed))|ask(?:s|ed)?|wants?|decided"
    r"|already|currently|last|if|except|excluding|not in|not for|other than|reported|issue|problem|complain\w*"
    r"|later|next release)(?![a-z])"
)
_EXCLUDES = late(r"(?<!别)(?:不(?!超|多于|少于|低于|能超|得超|可以?超|要超|止)|除|别的|其他|其它|其余|以外|勿|暂缓)")
_BOUNDS = late(r"(?:不|别)(?:能|得|可以?|要)?(?:超过?|多于|少于|低于)")

# --- where ---
_TRIAL = late(r"试[点用跑行]|灰度|试运行|(?<![a-z])(?:pilot|trial|try|test)(?![a-z])")  # 先在华东试点 authorises nobody
_JOIN = late(r"\s*(?:[、/＋+&,，]|和|与|及|以及|跟|,? ?(?:and|as well as)(?![a-z])|[、,])\s*|\s+")
_FRAME = late(
    r"(?:只|仅|先|限于?|就|授权|许可|开放|放开|批|供|面向(?:的是)?|覆盖|涉及|适用|推广|考虑|从|在|给|对|范围[是为])"
    r"(?:先|给|在|对|于|到|做|动|搞|碰|用于|升级?|发|下发|开放|推广|放开|实施|使用|授权|范围|是|为|你们|他们|[ ])*$"
)
_IN = late(r"(?:在|给|对|从)\s*$")
_USED = late(
    r"^[^，,。]{0,12}?(?:使用|用|升级?|下发|推广|部署|上线|实施|开放|有效|生效|执行|开始|做起|起步|放量|[做出开]的|准备的|下(?=[，,。；; ]|$))"
)
_THEN = late(r"(?:再|然后|随后|接着)(?:升级?|下发?|推广?|发|做|放|开放?|到|去|在)*$")
_ALL_OF = late(
    r"^的?(?:客户|门店|用户|终端|服务器|机器)?(?:都|全部|统一|一律)(?:要|得|需要|可以)?(?:先)?(?:升级?|下发?|换"
    r"|装|做|上|推|更新)(?![^，,。]*[了过])"
)  # 海外的都要下
_THESE = late(
    r"(?:在|给|对|供|面向|限于?|仅|只|就)(?:上述|以上|这)(?:(?P<count>[两二三四俩仨])个?|几个?|些)?(?:大?区域?|地区|部门|业务部门?"
    r"|地方|家)"
)
_NUMBERS = {"两": 2, "俩": 2, "仨": 3, "二": 2, "三": 3, "四": 4}
_COUNTED = late(r"^(?:这|那)?[两二三四五2-5]个?(?:大?区域?|地区|部门|业务部)")  # 参与的有华东、华南两个区域
_LISTED = late(r"(?:有|是|为|包括|包含|涉及|在)\s*$")
_LATER = late(r"^(?:再|晚|随后|之后|跟着|稍后|第二)")  # 先给华东下，华南晚两天
_ENGLISH = late(r"(?<![a-z])(?:in|for|across|to|within|throughout|covers?|only)(?: (?:the|all of|both|all))*\s*$")
_ENGLISH_ONLY = late(r"^ (?:customers? |sites? |clients? )?only(?![a-z])")
_GRANTING = late(
    r"(?<![a-z])(?:upgrad\w*|roll\w*|authori[sz]\w*|licen[cs]\w*|valid|may|allow\w*|permit\w*|set|everywhere"
    r"|install\w*|releas\w*|available|us(?:ed?|able)|send|sent|deploy\w*|open|applies|apply|scope|covers?|only"
    r"|distribut\w*|push\w*)(?![a-z])"
)

# --- how many ---
UNIT = (
    r"(?:台套|台|套|家门店|家|门店|户|个(?:终端|客户端|客户|门店|节点|服务器|点位|用户)?|终端|客户端|服务器|点位"
    r"|(?:servers?|clients?|units?|installations?|installs|sites?|stores?|machines?|terminals?|devices?|sets?"
    r"|instances?|hosts?|seats?|nodes?|pcs|box(?:es)?|pos)(?![a-z]))"
)
_N = r"\d[\d,]{0,11}(?:\.\d+)? ?(?:万|千|k(?![a-z]))?"
_AND_N = rf"{_N}(?: ?{UNIT})?(?: ?(?:[-~]|至|到|to) ?{_N})? ?{UNIT}"
_MOST_OF = late(
    rf"(?:(?:不|别)(?:能|得|可以?|要)?超过?|别过|不[能得要]过|不[会能可得要]?再?多于|不[能得可会]?突破|至多|最多|多则|上限|控制在|卡在|封顶"
    rf"|(?<![a-z])(?:up to|at most|no more than|not more than|not exceed(?:ing)?|max(?:imum)?(?: of)?|limited to"
    rf"|capped at|(?:go|going) (?:above|over|beyond)|(?:stay|keep(?: it)?|remain) (?:within|under|below)"
    rf"|(?:cap|limit|ceiling|quota|allowance) ?(?:is|是|为)))"
    rf"[^\d，,。;；.]{{0,8}}(?P<n>{_N} ?{UNIT})"
    rf"|(?<![a-z])(?:max(?:imum)?(?: of)?|up to|at most"
    rf"|no more than) (?P<n4>\d[\d,]{{1,11}})(?=\s*(?:$|[.,;)](?!\d)|(?:in )?total|overall|altogether))"
    rf"|(?P<n2>{_N} ?{UNIT})(?:以内|之内|以下|封顶|到顶|打住|为限|为上限| at (?:the )?(?:very )?most"
    rf"| max(?:imum)?(?![a-z]))"
    rf"|(?<=[, ])(?P<n3>{_N}) at (?:the )?(?:very )?most",
)
_LEAST_OF = late(
    rf"(?:至少|最少|少则|少说|起码|保底|不少于|不低于"
    rf"|(?<![a-z])(?:at least|no fewer than|no less than"
    rf"|minimum(?: of)?))[^\d，,。;；.]{{0,8}}(?P<n>{_N}(?: ?{UNIT}"
    rf"|(?=,? (?:and|but) (?:at most|no more|up to|max))))"
    rf"|(?P<n2>{_N} ?{UNIT})(?:起步|打底|保底| or more| at (?:the )?(?:very )?least)"
)
_GRANTED = late(
    rf"(?:授权|许可|名额|额度|放开|开放|批了?|数量"
    rf"|规模)(?![^，,。]{{0,12}}(?:批次|第))[^\d，,。;；]{{0,10}}(?P<n>{_AND_N})"
    rf"|(?:总共|合计|一共|共计|总计|总数|总量|加起来|总的)[^\d，,。;；]{{0,6}}(?P<n5>{_AND_N})|(?<![a-z])to all (?P<n6>{_AND_N})"
    rf"|(?P<n2>{_AND_N})的?(?:授权|许可|名额|额度|量(?!级|产))"
    rf"|(?P<n7>{_N}) licen[cs]es?(?![a-z])|(?P<n8>(?<![a-z])between {_N}(?: ?{UNIT})? and {_N} ?{UNIT})"
    rf"|(?<![a-z])(?:authori[sz]ed|authori[sz]ation|licen[cs]e[ds]?|quantity|allowance|quota|room"
    rf"|permitted|cleared|approved)(?![a-z])[^\d.;]{{0,24}}?(?P<n3>{_AND_N})"
    rf"|(?P<n4>{_AND_N}) (?:are |is )?(?:authori[sz]ed|licen[cs]ed|permitted)",
)
# A clause that is a count and nothing besides: 大概60到80台的样子, 也就120台, 先按200台算.
_ALONE = late(
    rf"(?:数量|规模|量|台数|这次|本次|此次|这批|总体)?(?:上|方面|这块)?(?:大概|大约|差不多|约|估计|预计|也就|就|只|不多|先|按|算|是|为|有|要|选|升级?"
    rf"|下?发|放|给|用|共|最终|打算|计划|[：: ])*(?P<n>{_AND_N})(?:左右|上下|吧|的?样子|这个数|的?规模|就?够了?啦?|就行|算|来|给|放|批|为准)*"
    rf"|(?:quantity wise|in numbers|quantity)?[, ]*(?:somewhere|something|we are talking|we talk|talking|about|around|roughly|it is|they are|like| )*"
    rf"(?P<n2>(?:between )?{_N}(?: ?(?:and|to|-) ?{_N})? ?{UNIT})"
)
_AUTHORISED = late(r"授权|许可|名额|额度|(?<![a-z])(?:authori[sz]|licen[cs]|permi)")
_BATCH = late(
    r"首批|第.批|一期|二期|灰度|试点|先(?:升级?|上|下?发|做|试|拿|挑)|每天|每日|每批|每次|观察"
    r"|(?<![a-z])(?:first batch|batch|pilot|first|per day|a day|each day|daily|every day)(?![a-z])"
)
_WHOLE = late(
    r"总|合计|共计|一共|加起来"
    r"|(?<![a-z])(?:altogether|in total|overall|in all|total|at (?:the )?(?:very )?most)(?![a-z])"
)
_PILOT = late(r"(?<![a-z])(?:pilot|trial|first batch|canary|test run|to begin|to start)(?![a-z])")
_NEAR = 60  # characters before a figure that may say what it counts
_EACH = late(rf"^[约各\s]*(?P<n>{_N} ?(?:{UNIT})?)")
_DOING = late(r"只|仅|授权|许可|升级?|下发|开放|放开|名额|额度|数量|合计|总共")
_PER = late(
    r"每个?(?:区|部门|门店|客户|家)|各(?:区|部门|自|[ \d]|不超过|不能超|最多|至多|限|约|为)"
    r"|(?<![a-z])(?:per|each|every) (?:region|department|area|site|customer)"
)

# 每个门店最多 2 台 is how to go about it
_PACE = late(
    r"每(?:个|家|一家|一个)?(?:门店|店|客户|网点|单位|站点|机房|天|日|晚|批|次|周)"
    r"|(?:单个|单)(?:门店|店|客户|网点|站点)"
    r"|(?<![a-z])(?:per|each|every|a) (?:site|store|shop|customer|branch|day|night|batch|week)(?![a-z])"
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
    if "quantity" in wanted and (said := _quantity(sentences, readers)) is not None:
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
        _regions((sentence,), rows, readers) is not None or _quantity((sentence,), readers) is not None
    )


# --- where -----------------------------------------------------------------------------------------------------------


def _regions(sentences: Sequence[GrantSentence], rows: Sequence[Row], readers: Readers) -> Said | None:
    directory = readers.rules.directory
    for sentence in sentences:
        names: list[str] = []
        before: list[str] = []
        for text, smooth in sentence.clauses:
            if _shares(text, smooth, readers) and _DOING.search(plain(sentence.words)):
                names += [place.name for place in find_places(text, directory)]  # 授权给华东 200、华南 150
                continue
            if (these := _THESE.search(smooth)) is not None:
                # 经和华东、海外沟通，计划在上述两个区域推广; 只在这两个区, below the rows of two
                meant = before or list(dict.fromkeys(p.name for row in rows for p in find_places(row.whole, directory)))
                names += meant if before or len(meant) == _NUMBERS.get(these["count"] or "") else []
                continue
            before = [place.name for place in find_places(text, directory)] or before
            text, out = without_exceptions(text)  # 只给华东和华南（不含深圳）用
            smooth = plain(text)
            bare = _BOUNDS.sub("", smooth)
            if _ELSEWHERE.search(smooth) or _EXCLUDES.search(bare) or _TRIAL.search(smooth):
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


def has_places_of(rows: Sequence[Row], names: Iterable[str], readers: Readers) -> bool:
    """Whether regions leave out no place of a row: 华东先升 says nothing of the plan as a whole where 华南 follows."""
    directory = readers.rules.directory

    def same(name: str) -> str:
        found = directory.department(name)
        return fold(found.name if found else name)

    known = {same(without_exceptions(name)[0]) for name in names}
    others = [
        p.name for row in rows if not _ELSEWHERE.search(plain(row.whole)) for p in find_places(row.whole, directory)
    ]
    return all(same(name) in known for name in others)


def _framed(smooth: str, places: Sequence[Place], follows: bool) -> list[Place]:
    """The places of a Chinese clause that it says the plan is for: 只给华东和华南用; 再下华南 where the clause before does."""
    found: list[Place] = []
    for run in _runs(smooth, places):
        before, after = smooth[: run[0].span[0]], smooth[run[-1].span[1] :]
        framed = _FRAME.search(before) and (not _IN.search(before) or _USED.search(after))
        framed = framed or _ALL_OF.search(after) or (_COUNTED.search(after) and _LISTED.search(before))
        if framed or (follows and (_THEN.search(before) or (not before.strip() and _LATER.search(after)))):
            found += run
    return found


def _english(smooth: str, places: Sequence[Place]) -> list[Place]:
    if not _GRANTING.search(smooth):
        return []
    framed = (
        r
        for r in _runs(smooth, places)
        if _ENGLISH.search(smooth[: r[0].span[0]]) or _ENGLISH_ONLY.search(smooth[r[-1].span[1] :])
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


# --- how many --------------------------------------------------------------------------------------------------------


def _quantity(sentences: Sequence[GrantSentence], readers: Readers) -> Said | None:
    """The one upper and the one lower bound; none where several differ."""
    tops: dict[str, GrantSentence] = {}
    lows: dict[str, GrantSentence] = {}
    granted: dict[str, GrantSentence] = {}
    alone: dict[str, GrantSentence] = {}
    authorised: set[str] = set()
    for sentence in sentences:
        for text, smooth in sentence.clauses:
            smooth = in_figures(smooth)
            batch = _BATCH.search(smooth) is not None and _WHOLE.search(smooth) is None
            if _ELSEWHERE.search(smooth) or (batch and not sentence.english):
                continue
            shares = _shares(text, smooth, readers)
            if shares and _DOING.search(plain(sentence.words)):
                granted.setdefault(shares, sentence)
                continue
            if _PACE.search(smooth):
                continue
            if (one := _ALONE.fullmatch(smooth.strip())) and not _ELSEWHERE.search(plain(sentence.words)):
                alone.setdefault(one["n"] or one["n2"], sentence)
            each = "每个" if _PER.search(smooth) else ""
            for found, pattern in ((tops, _MOST_OF), (lows, _LEAST_OF), (granted, _GRANTED)):
                for one in pattern.finditer(smooth):
                    at = (whole := plain(sentence.words)).find(one.group())
                    if is_trial(whole, at, at + len(one.group())):
                        continue
                    amount = each + next(
                        value for key, value in one.groupdict().items() if key.startswith("n") and value
                    )
                    if found is not granted or not any(amount in known for known in (*tops, *lows)):
                        found.setdefault(amount, sentence)
                        authorised |= {amount} if _AUTHORISED.search(one.group()) else set()
    if (
        len(granted) > 1
        and len(firm := {amount: said for amount, said in granted.items() if amount in authorised}) == 1
    ):
        granted = firm  # 总共大概600台，按650台授权
    if granted or len(tops) > 1:  # 各不超过100台，合计200台
        tops = {amount: said for amount, said in tops.items() if not amount.startswith("每个")}
    granted = granted or (alone if not tops and not lows else {})
    if len(tops) > 1 or len(lows) > 1 or (not tops and len(granted) > 1):
        return None
    parts = [f"不超过{amount}" for amount in tops] + [f"至少{amount}" for amount in lows]
    if not tops:
        parts = [*granted, *(f"至少{amount}" for amount in lows)]
    source = next(iter((*tops.values(), *granted.values(), *lows.values())), None)
    return said_of("quantity", "，".join(parts), source) if source else None


def is_trial(smooth: str, start: int, end: int) -> bool:
    """Whether a figure of an English sentence is that of a pilot and not of all: start with a pilot in Overseas, up to 30 servers."""
    before = smooth[max(0, start - _NEAR) : start]
    found = list(_PILOT.finditer(before))
    return bool(found) and not _WHOLE.search(before, found[-1].end()) and not _WHOLE.search(smooth[start : end + 24])


def _shares(text: str, smooth: str, readers: Readers) -> str:
    """A clause that lists how many each of several regions has: 华东 35 套、华南 22 套."""
    parts = [part for part in re.split(r"[、]|(?<=[台套个家户]) ?(?:和|及) ?", smooth) if part.strip()]
    if len(parts) < 2:
        return ""
    for part in parts:
        places = find_places(part, readers.rules.directory)
        rest = part[places[0].span[1] :].strip() if len(places) == 1 else ""
        each = _EACH.match(rest)
        if each is None or rest[each.end() :].strip() or len(part[: places[0].span[0]].strip()) > 4:
            return ""
    return text.strip()
