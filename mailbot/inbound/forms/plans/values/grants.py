"""grants: what the sentences of a plan say of where, how many and how long, without a field's name (SPEC 1 "authorisation").

`这一版只给华东和华南用，两边加起来别超过 120 台` and `We may upgrade up to 300 servers in East China` are as good as 区域 and 数量.
Bold readings: a clause with a person in it is somebody's work, one on restrictions, on what was or on what is not meant says nothing here.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from mailbot.inbound.forms.days.validity import joined_period
from mailbot.inbound.forms.fields.lines import FieldValue
from mailbot.inbound.forms.numerals import plain
from mailbot.inbound.forms.plans.draft import Row, Said
from mailbot.inbound.forms.plans.readers import Readers
from mailbot.inbound.forms.things.places import Place, find_places
from mailbot.inbound.forms.things.things import joined_exceptions, without_exceptions
from mailbot.inbound.forms.things.versions import find_version_rules
from mailbot.inbound.writing import Line
from mailbot.late import late
from mailbot.rulebook.folding import fold
from mailbot.value import Value

__all__ = ["UNIT", "grants"]

_MOST = 200  # sentences
_LONGEST = 400
_SENTENCES = late(r"[。；;！!？?\n]+|(?<=[a-z\d)\u4e00-\u9fff])\.\s+(?=[A-Z\u4e00-\u9fff])")
_HAN = late(r"[\u4e00-\u9fff]")
_CLAUSES = late(r"[，；;。]|,(?!\d)")
# Said of what is barred, was, is elsewhere or only may be.
_ELSEWHERE = late(
    r"限制|延迟|延后|禁用|停用|老版|旧版|老客户|已经?|上周|上次|上个?月|之前|此前|目前|现有|现网|在用|反馈|反映|投诉|故障|(?<![没无])问题|如果|若|是否|可能|吗|以后再|下一?批再|另行|另外通知"
    r"|(?<![a-z])(?:restrict\w*|block\w*|lock\w*|may still|delay\w*|postpone\w*|was|were|has been|have been|already|currently|last|if|except|excluding|not in|not for|other than|reported|issue|problem|complain\w*|later|next release)(?![a-z])"
)
_EXCLUDES = late(r"(?<!别)(?:不(?!超|多于|少于|低于|能超|得超|可以?超|要超|止)|除|别的|其他|其它|其余|以外|勿|暂缓)")
_BOUNDS = late(r"(?:不|别)(?:能|得|可以?|要)?(?:超过?|多于|少于|低于)")

# --- where ---
_TRIAL = late(r"试[点用跑行]|灰度|试运行|(?<![a-z])(?:pilot|trial|try|test)(?![a-z])")  # 先在华东试点 authorises nobody
_JOIN = late(r"\s*(?:[、/＋+&,，]|和|与|及|以及|跟|,? ?(?:and|as well as)(?![a-z])|[、,])\s*|\s+")
_FRAME = late(
    r"(?:只|仅|先|限于?|就|授权|许可|开放|放开|批|供|面向|覆盖|涉及|适用|推广|在|给|对|范围[是为])"
    r"(?:先|给|在|对|于|到|做|动|搞|碰|用于|升级?|发|下发|开放|推广|放开|实施|使用|授权|范围|是|为|[ ])*$"
)
_IN = late(r"(?:在|给|对)\s*$")
_USED = late(r"^[^，,。]{0,12}?(?:使用|用|升级?|下发|推广|部署|上线|实施|开放|有效|生效|执行)")
_THEN = late(r"(?:再|然后|随后|接着)(?:升级?|下发?|推广?|发|做|放|开放?|到|去|在)*$")
_ALL_OF = late(r"^的?(?:客户|门店|用户|终端|服务器|机器)?(?:都|全部|统一|一律)(?:要|得|需要|可以)?(?:先)?(?:升级?|下发?|换|装|做|上|推|更新)(?![^，,。]*[了过])")  # 海外的都要下
_THESE = late(r"(?:在|给|对|供|面向|限于?|仅|只)(?:上述|以上|这)(?:[两二三四几]个?|些)?(?:大?区域?|地区|部门|业务部门?|地方|家)")
_COUNTED = late(r"^(?:这|那)?[两二三四五2-5]个?(?:大?区域?|地区|部门|业务部)")  # 参与的有华东、华南两个区域
_LISTED = late(r"(?:有|是|为|包括|包含|涉及|在)\s*$")
_LATER = late(r"^(?:再|晚|随后|之后|跟着|稍后|第二)")  # 先给华东下，华南晚两天
_ENGLISH = late(r"(?<![a-z])(?:in|for|across|to|within|throughout|covers?|only)(?: (?:the|all of|both|all))*\s*$")
_ENGLISH_ONLY = late(r"^ (?:customers? |sites? |clients? )?only(?![a-z])")
_GRANTING = late(
    r"(?<![a-z])(?:upgrad\w*|roll\w*|authori[sz]\w*|licen[cs]\w*|valid|may|allow\w*|permit\w*|set|everywhere|install\w*|releas\w*|available|us(?:ed?|able)|send|sent|deploy\w*|open|applies|apply|scope|covers?|only|distribut\w*|push\w*)(?![a-z])"
)

# --- how many ---
UNIT = (
    r"(?:台套|台|套|家门店|家|门店|户|个(?:终端|客户端|客户|门店|节点|服务器|点位|用户)?|终端|客户端|服务器|点位"
    r"|(?:servers?|clients?|units?|installations?|installs|sites?|stores?|machines?|terminals?|devices?|sets?|instances?|hosts?|seats?|nodes?|pcs)(?![a-z]))"
)
_N = r"\d[\d,]{0,11}(?:\.\d+)? ?(?:万|千|k(?![a-z]))?"
_AND_N = rf"{_N}(?: ?{UNIT})?(?: ?(?:[-~]|至|到|to) ?{_N})? ?{UNIT}"
_MOST_OF = late(
    rf"(?:(?:不|别)(?:能|得|可以?|要)?超过?|别过|不[能得要]过|不多于|至多|最多|上限|控制在|封顶|(?<![a-z])(?:up to|at most|no more than|not more than|not exceed(?:ing)?|max(?:imum)?(?: of)?|limited to|capped at))"
    rf"[^\d，,。;；.]{{0,8}}(?P<n>{_N} ?{UNIT})|(?<![a-z])(?:max(?:imum)?(?: of)?|up to|at most|no more than) (?P<n4>\d[\d,]{{1,11}})(?=\s*(?:$|[.,;)](?!\d)|(?:in )?total|overall|altogether))|(?P<n2>{_N} ?{UNIT})(?:以内|之内|以下|封顶|为限|为上限| at (?:the )?(?:very )?most| max(?:imum)?(?![a-z]))"
    rf"|(?<=[, ])(?P<n3>{_N}) at (?:the )?(?:very )?most",
    needs=" aclmnu上不为之以封控最至超别",
)
_LEAST_OF = late(
    rf"(?:至少|最少|不少于|不低于|(?<![a-z])(?:at least|no fewer than|no less than|minimum(?: of)?))[^\d，,。;；.]{{0,8}}(?P<n>{_N} ?{UNIT})|(?P<n2>{_N} ?{UNIT})(?:起步| or more| at (?:the )?(?:very )?least)"
)
_GRANTED = late(
    rf"(?:授权|许可|名额|额度|放开|开放|批了?|数量|规模)(?![^，,。]{{0,12}}(?:批次|第))[^\d，,。;；]{{0,10}}(?P<n>{_AND_N})"
    rf"|(?:总共|合计|一共|共计|总计|总数)[^\d，,。;；]{{0,6}}(?P<n5>{_AND_N})|(?<![a-z])to all (?P<n6>{_AND_N})"
    rf"|(?P<n2>{_AND_N})的?(?:授权|许可|名额|额度|量(?!级|产))"
    rf"|(?<![a-z])(?:authori[sz]ed|authori[sz]ation|licen[cs]ed?|quantity|allowance|quota|permitted)(?![a-z])[^\d.;]{{0,24}}?(?P<n3>{_AND_N})|(?P<n4>{_AND_N}) (?:are |is )?(?:authori[sz]ed|licen[cs]ed|permitted)",
    needs=" alpq一共合名总开批授放数规许量额",
)
_BATCH = late(
    r"首批|第.批|一期|二期|灰度|试点|先(?:升级?|上|下?发|做|试|拿|挑)|每天|每日|每批|每次|观察|(?<![a-z])(?:first batch|batch|pilot|first|per day|a day|each day|daily|every day)(?![a-z])"
)
_EACH = late(rf"^[约各\s]*(?P<n>{_N} ?(?:{UNIT})?)")
_DOING = late(r"只|仅|授权|许可|升级?|下发|开放|放开|名额|额度|数量|合计|总共")
_PER = late(r"每个?(?:区|部门|门店|客户|家)|各(?:区|部门|\d)|(?<![a-z])(?:per|each|every) (?:region|department|area|site|customer)")

# --- how long ---
_VALID = late(
    r"(?<!最早)(?<!最早 )(?<!\d)(?P<until>(?:20\d\d|\d{1,2} ?[年月./-]|[一二三四五六七八九十]{1,3}月|今年|明年|后年|本月|当月|下个?月|年底|年内|月底|上半年|下半年|即日|自|从|到|至|截至|截止到)[^，,。；;]{0,34}?)(?:之?内|期间|前|以前)?(?:有效(?!期)|可用|可以用|能用)"
    r"|(?:有效|授权)(?:期|期限|时间)?(?:为|是|一直)?(?P<until2>(?:从|自|到|至|截至|截止到?|截止)(?=[^，,。；;]{0,30}(?:\d|年底|月底|[一二三四五六七八九十]月))[^，,。；;]{2,34})"
    r"|^(?:两边|各部门|大家|这一?[版批]|本[版次]|此次|这[些几两]个|参数|组件|版本|授权|许可|先|暂时?|都|可以?|能|允许|统一)*(?:使用|用|授权|许可|开放|放开|有效)(?:时间|期)?(?P<until3>[到至](?=[^，,。；;]{0,30}(?:\d|年底|月底))[^，,。；;]{2,34})$"
    r"|^(?:授权|许可|参数|版本|都|统一|这[些两几]个参数)*(?P<until4>(?:到|至|截至)(?=[^，,。；;]{0,30}(?:\d|年底|月底))[^，,。；;]{2,30})(?:失效|到期|为止)$"
)
_VALID_ENGLISH = late(
    r"(?<![a-z])(?:valid(?:ity)?|authori[sz]ed?|authori[sz]ation|licen[cs]ed?|(?:may|can) be used|usable|runs|expires?|(?:stays?|remains?|is|are) in (?:force|effect))(?![a-z])[^.;]{0,60}?"
    r"(?<![a-z])(?P<until>(?:from|until|till|through|between|up to|on|not before|no earlier) [^;]{3,60})"
    r"|(?<![a-z])(?:valid(?:ity)?|authori[sz]ed|licen[cs]ed)(?: period)?:? (?P<until2>(?:\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[^;]{4,30}?(?:-|to|until|through) ?(?:\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[^;]{3,30})"
)
_PUT_OFF = late(r"限制|延迟|restrict|delay|(?<!仍)失效(?=.)")
_DATED = late(r"\d|月|年底|(?<![a-z])(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*(?![a-z])")


class _Sentence(Value):
    """`clauses` as (text, its plain form); in English the sentence is one."""

    words: str
    clauses: tuple[tuple[str, str], ...]
    english: bool
    line: Line
    mailed: datetime


def grants(
    prose: Iterable[tuple[Line, datetime]], rows: Sequence[Row], readers: Readers, wanted: frozenset[str]
) -> dict[str, Said]:
    """The fields of `wanted` (`regions`, `quantity`, `valid`) that sentences say. Regions that leave out the place of a row are none:
    the text has said more than was understood."""
    sentences = tuple(_sentences(prose, readers))
    found: dict[str, Said] = {}
    if "regions" in wanted and (said := _regions(sentences, rows, readers)) is not None:
        found["regions"] = said
    if "quantity" in wanted and (said := _quantity(sentences, readers)) is not None:
        found["quantity"] = said
    if "valid" in wanted and (said := _valid(sentences, readers)) is not None:
        found["valid"] = said
    return found


def _sentences(prose: Iterable[tuple[Line, datetime]], readers: Readers) -> Iterator[_Sentence]:
    left = _MOST
    for line, mailed in prose:
        for words in _SENTENCES.split(joined_period(joined_exceptions(line.text[: 5 * _LONGEST]))):
            if left <= 0:
                return
            if not 4 <= len(words.strip()) <= _LONGEST:
                continue
            left -= 1
            english = not _HAN.search(words)
            parts = [words] if english else _CLAUSES.split(words)
            named = [m.words for m in readers.people.mentions.find(words) if m.kind in ("person", "address")]
            own = [part for part in parts if part.strip() and not any(name in part for name in named)]
            if own:
                yield _Sentence(words, tuple((part, plain(part)) for part in own), english, line, mailed)


def _said(key: str, value: str, sentence: _Sentence) -> Said:
    words = sentence.words.strip()
    return Said(FieldValue(key=key, name="", value=value, place=sentence.line.place, words=words), sentence.mailed)


# --- where -----------------------------------------------------------------------------------------------------------


def _regions(sentences: Sequence[_Sentence], rows: Sequence[Row], readers: Readers) -> Said | None:
    directory = readers.rules.directory

    def same(name: str) -> str:
        found = directory.department(name)
        return fold(found.name if found else name)

    for sentence in sentences:
        names: list[str] = []
        before: list[str] = []
        for text, smooth in sentence.clauses:
            if _shares(text, smooth, readers) and _DOING.search(plain(sentence.words)):
                names += [place.name for place in find_places(text, directory)]  # 授权给华东 200、华南 150
                continue
            if _THESE.search(smooth) and before:
                names += before  # 经和华东、海外沟通，计划在上述两个区域推广
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
        known = {same(without_exceptions(name)[0]) for name in names}
        others = [p.name for row in rows if not _ELSEWHERE.search(plain(row.whole)) for p in find_places(row.whole, directory)]
        if all(same(name) in known for name in others):
            return _said("regions", "、".join(dict.fromkeys(names)), sentence)
        return None
    return None


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
    framed = (r for r in _runs(smooth, places) if _ENGLISH.search(smooth[: r[0].span[0]]) or _ENGLISH_ONLY.search(smooth[r[-1].span[1] :]))
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


def _quantity(sentences: Sequence[_Sentence], readers: Readers) -> Said | None:
    """The one upper and the one lower bound; none where several differ."""
    tops: dict[str, _Sentence] = {}
    lows: dict[str, _Sentence] = {}
    granted: dict[str, _Sentence] = {}
    for sentence in sentences:
        for text, smooth in sentence.clauses:
            if _ELSEWHERE.search(smooth) or (_BATCH.search(smooth) and not sentence.english):
                continue
            shares = _shares(text, smooth, readers)
            if shares and _DOING.search(plain(sentence.words)):
                granted.setdefault(shares, sentence)
                continue
            each = "每个" if _PER.search(smooth) else ""
            for found, pattern in ((tops, _MOST_OF), (lows, _LEAST_OF), (granted, _GRANTED)):
                for one in pattern.finditer(smooth):
                    amount = each + next(value for key, value in one.groupdict().items() if key.startswith("n") and value)
                    if found is not granted or not any(amount in known for known in (*tops, *lows)):
                        found.setdefault(amount, sentence)
    if len(tops) > 1 or len(lows) > 1 or (not tops and len(granted) > 1):
        return None
    parts = [f"不超过{amount}" for amount in tops] + [f"至少{amount}" for amount in lows]
    if not tops:
        parts = [*granted, *(f"至少{amount}" for amount in lows)]
    source = next(iter((*tops.values(), *granted.values(), *lows.values())), None)
    return _said("quantity", "，".join(parts), source) if source else None


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


# --- how long --------------------------------------------------------------------------------------------------------


def _valid(sentences: Sequence[_Sentence], readers: Readers) -> Said | None:
    for sentence in sentences:
        for text, smooth in sentence.clauses:
            if _PUT_OFF.search(smooth):
                continue
            pattern = _VALID_ENGLISH if sentence.english else _VALID
            found = pattern.search(smooth)
            until = next((value for value in found.groups() if value), "") if found is not None else ""
            if not _DATED.search(until):
                continue
            bare = found is not None and found.lastgroup in ("until3", "until4")
            if not (bare and (find_places(text, readers.rules.directory) or find_version_rules(sentence.words))):
                return _said("valid", until, sentence)  # 5.4 可以用到12月31日, 海外用到1月底 put a restriction off
    return None
