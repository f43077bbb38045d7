"""grant_amounts: how many a plan's sentences say that it is for: 这批名额 150, 80 个 site，不要超, we have budget for 260 machines."""

import re
from collections.abc import Sequence

from mailbot.inbound.forms.numerals import plain
from mailbot.inbound.forms.plans.draft import Row, Said
from mailbot.inbound.forms.plans.readers import Readers
from mailbot.inbound.forms.plans.values.grant_sentences import GrantSentence, said_of
from mailbot.inbound.forms.things.amounts import in_figures
from mailbot.inbound.forms.things.places import find_places
from mailbot.inbound.forms.things.quantities import LEAST, LEAST_BEHIND, MOST, MOST_BEHIND
from mailbot.late import late

# Said of what is barred, was, is elsewhere or only may be.
BARRED = r"限制|延迟|延后|禁用|停用|老版|旧版|(?<![a-z])(?:restrict|block|lock|delay|postpone|may still)"
ELSEWHERE = late(
    rf"{BARRED}|(?:旧|老|原)的?(?:授权|许可|合同)|原来|去年|(?:升级?|下?发|推|跑|做|装|换|测)[完过]?了(?!$)|老客户|已经?|上周|上次|上个?月|之前|此前|目前|现有|现网|在用|反馈|反映"
    r"|投诉|故障|(?<![没无])问题|如果|若|是否|可能|吗|以后再|下一?批再|另行|另外通知"
    r"|(?<![a-z])(?:(?:was|were|ha[sv]e? been)(?! (?:granted|cleared|approved|authori|given|allowed))|ask(?:s|ed)?|wants?|decided"
    r"|already|currently|last|if|except|excluding|not in|not for|other than|reported|issue|problem|complain\w*"
    r"|later|next release)(?![a-z])"
)
UNIT = (
    r"(?:台套|台|套|家门店|家店|家|门店|户|个(?:终端|客户端|客户|门店|节点|服务器|点位|用户| ?(?:site|server|store|client|terminal|box)(?:e?s)?(?![a-z]))?|终端|客户端|服务器|点位"
    r"|(?:servers?|clients?|customers?|units?|installations?|installs|sites?|stores?|machines?|terminals?|devices?|sets?"
    r"|instances?|hosts?|seats?|nodes?|pcs|box(?:es)?|pos)(?![a-z]))"
)
_N = r"\d[\d,]{0,11}(?:\.\d+)? ?(?:万|千|k(?![a-z]))?"
_AND_N = rf"{_N}(?: ?{UNIT})?(?: ?(?:[-~]|至|到|to) ?{_N})? ?{UNIT}"
# 80 个 site，不要超
_NO_MORE = r"(?:[，, ]*(?:绝|可|也|都)?[不别勿](?:要|能|得|可以?|许|准)?再?[超多](?:了|出)?(?![过\d])|[，, ]*多一.都?不行|,? not (?:one|a single) more)"
_MOST_OF = late(
    rf"(?:{MOST}|(?<![a-z])(?:stay|keep(?: it)?|remain) (?:within|under|below))[^\d，,。;；.]{{0,8}}(?P<n>{_N} ?{UNIT})"
    rf"|{MOST} ?[发给放批]?(?P<n4>\d[\d,]{{1,11}})(?=\s*(?:$|[.,;)](?!\d)|(?:in )?total|overall|altogether|all in all|(?:(?:in|for) each|per|each) (?:region|department|area)|(?:in )?this (?:round|time)))"
    rf"|(?P<n2>{_N} ?{UNIT})(?:以下|{MOST_BEHIND}|{_NO_MORE})|(?<![\d.,])(?P<n3>{_N})(?= [a-z]|, ?not)(?:{MOST_BEHIND}|{_NO_MORE})"
)
_LEAST_OF = late(
    rf"{LEAST}[^\d，,。;；.]{{0,8}}(?P<n>{_N}(?: ?{UNIT}|(?=,? (?:and|but) {MOST})))|(?P<n2>{_N} ?{UNIT}){LEAST_BEHIND}"
)
_GRANTED = late(
    rf"(?:授权|许可|名额|额度|放开|开放|批了?|数量"
    rf"|规模)(?![^，,。]{{0,12}}(?:批次|第))[^\d，,。;；]{{0,10}}(?P<n>{_AND_N})"
    rf"|(?:总共|合计|一共|共计|总计|总数|总量|加起来|总的|(?<![^\s，,、])共(?=约? ?\d))[^\d，,。;；]{{0,6}}(?P<n5>{_AND_N})|(?<![a-z])to all (?P<n6>{_AND_N})"
    rf"|(?<![\d.,:/])(?P<n10>\d[\d,]{{1,8}}) (?:in total|altogether|all told)(?![a-z])"
    rf"|(?P<n2>{_AND_N})的?(?:授权|许可|名额|额度|量(?!级|产))|(?:名额|额度)(?:给|了|是|为|共|有|就|只|[:： ])*(?P<n9>\d{{2,6}}) ?$"
    rf"|(?P<n7>{_N}) licen[cs]es?(?![a-z])|(?P<n8>(?<![a-z])between {_N}(?: ?{UNIT})? and {_N} ?{UNIT})"
    rf"|(?<![a-z])(?:authori[sz]ed|authori[sz]ation|licen[cs]e[ds]?|quantity|allowance|quota|room|budget"
    rf"|permitted|cleared|approved)(?![a-z])[^\d.;]{{0,24}}?(?P<n3>{_AND_N})"
    rf"|(?P<n4>{_AND_N}) (?:are |is )?(?:authori[sz]ed|licen[cs]ed|permitted)",
)
# A clause that is a count and nothing besides: 大概60到80台的样子, 也就120台, 先按200台算.
_ALONE = late(
    rf"(?:数量|规模|量|台数|(?:这次|本次|此次|这批)(?:的量)?|总体)?(?:上|方面|这块)?(?:大概|大约|差不多|约|估计|预计|也就|就|只|不多|先|按|算|是|为|有|要|选|可以?|升级?"
    rf"|下?发|放|给|用|共|最终|打算|计划|[：: ])*(?P<n>{_AND_N})(?:左右|上下|吧|的?样子|这个数|的?规模|就?够了?啦?|就行|算|来|给|放|批|为准)*"
    rf"|(?:大概|大约|差不多|(?:终端|门店|客户|点|台|套|服务器|机器|总|数)[数量]|量|先|都|就|控制|压|在|是|[：: ])*(?P<n3>\d[\d,]{{2,8}}) ?(?:以内|之内|封顶|打住)"
    rf"|(?:quantity wise|in numbers|quantity|scope)?[,: ]*(?:somewhere|something|we are talking|we talk|talking|about|around|roughly|it is|that's|that is|that makes|they are|like| )*"
    rf"(?P<n2>(?:between )?{_N}(?: ?(?:and|to|-) ?{_N})? ?{UNIT})"
)
_AUTHORISED = late(r"授权|许可|名额|额度|(?<![a-z])(?:authori[sz]|licen[cs]|permi)")
_BATCH = late(
    r"首批|第.批|一期|二期|灰度|试点|先(?:升级?|上|下?发|做|试|拿|挑)|每天|每日|每批|每次|观察"
    r"|(?<![a-z])(?:first batch|batch|pilot|first|per day|a day|each day|daily|every day)(?![a-z])"
)
# 首批控制在 300 台以内 is how many where nothing follows it.
_FIRST = late(r"首批|第一批|一期|先")
_NEXT = late(r"第[二三四五2-5][批轮期]|二期|后续|其余|剩余|剩下|余下|下一?批|再扩|全量|全网")
_WHOLE = late(
    r"总|合计|共计|一共|加起来"
    r"|(?<![a-z])(?:altogether|in total|overall|in all|total|at (?:the )?(?:very )?most)(?![a-z])"
)
_PILOT = late(r"(?<![a-z])(?:pilot|trial|first batch|canary|test run|to begin|to start)(?![a-z])")
_NEAR = 60  # characters before a figure that may say what it counts
_EACH = late(rf"^[约各\s]*(?P<n>{_N} ?(?:{UNIT})?)")
# 120 servers in East China plus 80 in South China
_BEFORE_PLACE = late(rf"(?P<n>{_N})(?: ?{UNIT})? (?:in|for|at)(?: the)? $")
_TOP = late(rf"{MOST}[^\d，,。;；.]{{0,8}}(?P<n>{_N})|(?P<n2>{_N})(?: ?{UNIT})?(?:{MOST_BEHIND})")
_DOING = late(r"只|仅|加一[块起]|授权|许可|升级?|下发|开放|放开|名额|额度|数量|合计|共|加起来")
_COUNTS = late(_AND_N)
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


def granted_amount(sentences: Sequence[GrantSentence], rows: Sequence[Row], readers: Readers) -> Said | None:
    """The one upper and the one lower bound; none where several differ."""
    said = _Amounts()
    for sentence in sentences:
        for text, smooth in sentence.clauses:
            said.hear(text, in_figures(smooth), sentence, readers)
    goes_on = any(_NEXT.search(plain(words)) for words in (*(s.words for s in sentences), *(r.whole for r in rows)))
    said.sum_up({plain(place.name) for row in rows for place in find_places(row.whole, readers.rules.directory)})
    return said.quantity(goes_on)


class _Amounts:
    """What the clauses of a plan say of its quantity, each amount with the first sentence that does."""

    def __init__(self) -> None:
        self._tops: dict[str, GrantSentence] = {}
        self._lows: dict[str, GrantSentence] = {}
        self._granted: dict[str, GrantSentence] = {}
        self._alone: dict[str, GrantSentence] = {}
        self._first: dict[str, GrantSentence] = {}
        self._shares: dict[str, GrantSentence] = {}
        self._placed: dict[str, dict[str, GrantSentence]] = {}  # of each place
        self._authorised: set[str] = set()

    def hear(self, text: str, smooth: str, sentence: GrantSentence, readers: Readers) -> None:
        if ELSEWHERE.search(smooth):
            return
        if not sentence.english and _BATCH.search(smooth) and not _WHOLE.search(smooth):
            if _FIRST.search(smooth) and not _PACE.search(smooth) and (top := _MOST_OF.search(smooth)):
                self._first.setdefault(_amount(top), sentence)
            return
        if listed := shares(text, sentence, readers):
            self._shares.setdefault(listed, sentence)
            return
        if _PACE.search(smooth):
            return
        bare = (_without_places(smooth, readers) if sentence.english else smooth).strip(". ")
        one = _ALONE.fullmatch(bare)
        if one is not None and (one["n3"] or not ELSEWHERE.search(plain(sentence.words))):
            self._alone.setdefault(_amount(one), sentence)
        each = "每个" if _PER.search(smooth) else ""
        if placed := of_places(smooth, readers):
            for place, amount in placed.items():
                self._placed.setdefault(place, {}).setdefault(amount, sentence)
            return
        whole = plain(sentence.words)
        for found, pattern in ((self._tops, _MOST_OF), (self._lows, _LEAST_OF), (self._granted, _GRANTED)):
            for one in pattern.finditer(smooth):
                at = whole.find(one.group())
                if is_trial(whole, at, at + len(one.group())):
                    continue
                amount = each + _amount(one)
                if found is not self._granted or not any(amount in known for known in (*self._tops, *self._lows)):
                    found.setdefault(amount, sentence)
                    self._authorised |= {amount} if _AUTHORISED.search(one.group()) else set()

    def sum_up(self, others: set[str]) -> None:
        """What the places have, as shares of the whole, unless one has several amounts or there are `others` with none."""
        if self._placed and others <= {*self._placed} and all(len(one) == 1 for one in self._placed.values()):
            each = {place: next(iter(one.items())) for place, one in self._placed.items()}
            whole = "、".join(place + amount for place, (amount, _) in each.items())
            self._shares.setdefault(whole, next(said for _, said in each.values()))

    def quantity(self, goes_on: bool) -> Said | None:
        """`goes_on`: whether the plan speaks of more than a first batch."""
        tops, lows, granted = self._tops, self._lows, self._granted
        firm = {amount: said for amount, said in granted.items() if amount in self._authorised}
        if len(granted) > 1 and len(firm) == 1:
            granted = firm  # 总共大概600台，按650台授权
        if granted or len(tops) > 1:  # 各不超过100台，合计200台
            tops = {amount: said for amount, said in tops.items() if not amount.startswith("每个")}
        granted = granted or (self._shares if not tops else {})  # 华东 60、华南 45，一共 105 套 is said twice
        granted = granted or (self._alone if not tops and not lows else {})
        tops = tops if goes_on or tops or granted else self._first
        if len(tops) > 1 or len(lows) > 1 or (not tops and len(granted) > 1):
            return None
        parts = [f"不超过{amount}" for amount in tops] or [*granted]
        parts += [f"至少{amount}" for amount in lows]
        source = next(iter((*tops.values(), *granted.values(), *lows.values())), None)
        return said_of("quantity", "，".join(parts), source) if source else None


def bounds(smooth: str) -> bool:
    """Whether a sentence says how many at most, of all and not of a night or a site."""
    return _MOST_OF.search(smooth) is not None and _PACE.search(smooth) is None


def counts(smooth: str) -> bool:
    """Whether an English sentence says how many: around 70 boxes in Overseas."""
    return _COUNTS.search(smooth) is not None


def _amount(found: re.Match[str]) -> str:
    return next(value for key, value in found.groupdict().items() if key.startswith("n") and value)


def of_places(smooth: str, readers: Readers) -> dict[str, str]:
    """The upper bound that a clause gives for each place that it names: 华南不超过 80 台, East China may take up to 120 servers,
    South China up to 80; 华东、华南各不超过 200 台."""
    places = find_places(smooth, readers.rules.directory)
    if not places or _WHOLE.search(smooth) or _BATCH.search(smooth) or _PILOT.search(smooth):
        return {}
    if _PER.search(smooth):
        tops = [*_TOP.finditer(smooth, places[-1].span[1])]
        apart = smooth[places[-1].span[1] :].lstrip().startswith(("各", "分别", "each"))
        return {place.name: _amount(tops[0]) for place in places} if apart and len(places) > 1 == len(tops) else {}
    ends = [*(place.span[0] for place in places[1:]), len(smooth)]
    behind = [[*_TOP.finditer(smooth, place.span[1], end)] for place, end in zip(places, ends, strict=True)]
    before = [_BEFORE_PLACE.search(smooth[: place.span[0]]) for place in places]
    if all(len(found) == 1 for found in behind):
        return {place.name: _amount(found[0]) for place, found in zip(places, behind, strict=True)}
    if len(places) > 1 and all(before) and not re.search(r"\d", smooth[places[-1].span[1] :]):
        return {place.name: one["n"] for place, one in zip(places, before, strict=True) if one}
    return {}


def _without_places(smooth: str, readers: Readers) -> str:
    """An English sentence without where: around 70 boxes in Overseas → around 70 boxes."""
    for place in reversed(find_places(smooth, readers.rules.directory)):
        before = re.sub(r" (?:in|for|across|at)(?: the)? $", "", smooth[: place.span[0]])
        smooth = f"{before}{smooth[place.span[1] :]}"
    return smooth.strip()


def is_trial(smooth: str, start: int, end: int) -> bool:
    """Whether a figure of an English sentence is that of a pilot and not of all: start with a pilot in Overseas, up to 30 servers."""
    before = smooth[max(0, start - _NEAR) : start]
    found = list(_PILOT.finditer(before))
    return bool(found) and not _WHOLE.search(before, found[-1].end()) and not _WHOLE.search(smooth[start : end + 24])


def shares(text: str, sentence: GrantSentence, readers: Readers) -> str:
    """A clause that lists how many each of several regions has, where its sentence grants or says nothing else: 华东 35 套、华南 22 套."""
    smooth = in_figures(plain(text))
    parts = [part for part in re.split(r"[、，,]|(?<=[台套个家户]) ?(?:和|及) ?", smooth) if part.strip()]
    granting = _DOING.search(plain(sentence.words))
    if len(parts) < 2 or not (granting or sentence.words.strip(" \t，,。.-") == text.strip(" \t，,。.-")):
        return ""
    for part in parts:
        places = find_places(part, readers.rules.directory)
        rest = part[places[0].span[1] :].strip() if len(places) == 1 else ""
        each = _EACH.match(rest)
        lead = len(part[: places[0].span[0]].strip()) if places else 0
        if each is None or rest[each.end() :].strip(" 多来余)）") or lead > (4 if granting else 0):
            return ""
    return text.strip()
