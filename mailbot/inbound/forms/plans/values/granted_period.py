"""granted_period: how long a plan's sentences say that it may be used: 版本可用到明年6月底, valid until 30 June (SPEC 1 有效时间)."""

from collections.abc import Callable, Sequence

from mailbot.inbound.forms.numerals import plain
from mailbot.inbound.forms.plans.draft import Said
from mailbot.inbound.forms.plans.readers import Readers
from mailbot.inbound.forms.plans.values.grant_sentences import GrantSentence, said_of
from mailbot.inbound.forms.things.places import find_places
from mailbot.inbound.forms.things.versionrules import find_version_rules
from mailbot.late import late

_SOON = r"[^，,。；;]{0,30}(?:\d|年底|月底?|季度|半年)"
_VALID = late(
    rf"(?<!最早)(?<!最早 )(?<!\d)(?P<until>(?!\d+(?:\.\d+)+ ?(?:版本?)?(?:还|仍|都|就|可以?)?能?用[到至])(?:20\d\d|\d{{1,2}} ?[年月./-]|[一二三四五六七八九十]{{1,3}}月|今年|明年"
    rf"|后年|本月|当月|下个?月|年底|年内|月底|上半年|下半年|即日|自|从|到|至|截至"
    rf"|截止到)[^，,。；;]{{0,34}}?)(?:之?内"
    rf"|期间|前|以前)?(?<!不)(?:有效(?!期)|可用|可以用|能用|都?[算在]?授权(?:期|范围)?内|(?:使用完毕?|[装升下用换][上完好]?的(?:才|都|就)算数?)(?=\W*$))"
    rf"|(?:有效|授权|licen[cs]e)(?:期|期限|时间)?[ :]?(?:为|是|一直|[都只先就]?[算走管写定][的]?)?(?P<until2>(?:从|自|到|至|截至|(?=\d[^，,。；;]{{1,16}}(?:到|至|[-~–—]))|截止到?"
    rf"|截止)(?={_SOON})[^，,。；;]{{2,34}})"
    # 时限就到明年1月底, 这批授权的期限是今年12月到明年5月, 采样打开到12月20日
    rf"|(?:时限|期限|限期|授权期|试用期|使用期|有效期|(?:开放|使用|授权|可用)(?:时间|时段|窗口))限?(?:就|只|先|是|为|定|一直|到底|[:： ])*"
    rf"(?P<until7>(?={_SOON})[^，,。；;]{{3,34}})"
    rf"|(?:打开|开启|生效|保留|维持|放开|开放|启用|[开放批])(?P<until8>[到至](?= ?(?:20\d\d|\d{{1,2}} ?[月./-]|[今明后]年|年底|月底|[一二三四五六七八九十]{{1,2}}月))[^，,。；;]{{2,24}})"
    rf"|^(?:过了?)?(?P<until9>(?:20\d\d|\d{{1,2}} ?[年月./-]|今年|明年|年底|月底)[^，,。；;]{{0,14}}?)(?:之?后|以后)(?:就|即|将|便)?"
    rf"(?:不[能得可准让]|无法|停止|禁止)(?:再|继续|以再)*(?:使?用)(?:了|的)?$"
    rf"|^(?:v? ?\d+(?:\.\d+){{1,3}} ?|两边|各部门|大家|这个版本|该版本|此版本|这个?参数|这一?[版批]|本[版次]|此次|这[些几两]个|参数|组件"
    rf"|版本|授权|许可|只|最多|最晚|先|暂时?|都|可以?|能|允许|统一)*(?:使用|用|授权|许可|开放|放开|有效)(?:时间"
    rf"|期)?(?P<until3>[到至](?={_SOON})[^，,。；;]{{2,34}})$"
    # 授权先给到3月底, 这组参数先用到明年6月30日
    rf"|^(?:这[组批套个一些两几]{{1,2}}|本次|此次)?(?:个?版本|参数|授权|许可|名额)(?:先|只|暂时?|都|统一|一律|就|可以?|能)*"
    rf"(?:给|批|放|开|使?用)(?P<until10>[到至](?={_SOON})[^，,。；;]{{2,34}})$"
    rf"|^(?:这个?版本?|该版本?|本版本?|参数|授权"
    rf"|许可)?(?:[从自]? ?(?P<begin>(?:20\d\d|\d{{1,2}} ?[年月./-]|今年|明年|本月|下个?月"
    rf"|即日)[^，,。；;到至]{{0,14}}?)(?:起"
    rf"|开始)?(?:可以?|能|一直|就|都)*(?:使?用))(?P<until5>[到至] ?[^，,。；;]{{2,24}})$"
    rf"|^(?:过了?)?(?:使用|本次|此次)?(?:授权|许可|有效期|使用权)?(?P<until6>(?:20\d\d|\d{{1,2}} ?[年月./-]|今年|明年|年底|月底)[^，,。；;]{{0,14}}?)(?:之?后)?(?:就"
    rf"|即|自动)?(?:到期|失效|作废|截止)$"
    rf"|^(?:授权|许可|参数|版本|都|统一"
    rf"|这[些两几]个参数)*(?P<until4>(?:到|至|截至)(?={_SOON})[^，,。；;]{{2,30}})(?:失效"
    rf"|到期|为?止)$"
)
_VALID_ENGLISH = late(
    r"(?<![a-z])(?:valid(?:ity)?|cleared|approved|permitted|entitled|permit|licen[cs]e|authori[sz]ed?|authori[sz]ation|licen[cs]ed?|(?:may|can) be used"
    r"|(?:you|we|they|all|everybody) (?:may|can) use (?:it|this|the)|good(?: to use(?: it)?)?"
    r"|use (?:is|of it is) allowed|(?:effective|validity) (?:time|period)|available(?= from [^;]{4,40}(?:until|till|through|to))|usable|runs|keep (?:it|(?:these|those|the|both) (?:new )?(?:values?|settings?|parameters?))|expires?|ends(?= on)"
    r"|appl(?:y|ies)|(?:stays?|remains?|is|are) in (?:force|effect))(?![a-z])[^.;]{0,60}?"
    r"(?<![a-z])(?P<until>(?:for (?:\w+ ){1,2}(?:day|week|month|year)s?,? (?:starting |counted )?from|from|since|as of|starting|with effect from|until|till|through|between|up to|on(?! \d+ (?!jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z])|not before|no earlier) [^;]{3,60})"
    r"|(?:^"
    r"|(?<=[, ]))(?:(?:and )?only |^(?=[^;,]{8,40}$))(?P<until5>(?:until|till|through|up to) (?:the )?(?:\d|end of|jan|feb|mar|apr|may"
    r"|jun|jul|aug|sep|oct|nov|dec)[^,;.]{2,40})"
    r"|^(?:(?:the|this|it|our) )?(?:(?:authori[sz]ation|permission|permit|licen[cs]e|grant|validity)(?: period)? )?(?P<until6>(?:ends(?<!^ends)|expires|runs out)"
    r" (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|\d|end of|at the end)[^,;.]{2,30})\W*$"
    r"|(?<![a-z])(?:valid(?:ity)?|authori[sz]ed|licen[cs]ed|the(?= period))(?: period)?(?::"
    r"| is)? (?P<until2>(?:\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[^;]{4,30}?(?:-|to|until"
    r"|through) ?(?:\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[^;]{3,30})"
)
_PUT_OFF = late(r"限制|延迟|往后|推[后迟到]|顺延|宽限|缓到|晚到|再关|restrict|delay|(?<!仍)失效(?=.)")
# What has a term of its own and is not this version.
_OF_SOMETHING_ELSE = late(
    r"(?:上个?|上一个?|前一个?|之前的?|原来的?|老|旧|低)版|(?:旧|老|原)的?(?:授权|许可)|原授权|旧授权|证书|合同(?=期|到|有效|的)|日志|备份|环境|(?<!使用)(?<!授权)窗口|机房|封网|维护|割接|会议|账号|密码|域名|活动|优惠"
    r"|(?<![a-z])(?:old(?:er)?|previous|last|former|certificates?|contracts?|logs?|backups?|window|freeze|support|maintenance|pilot|trial|tests?|holidays?)(?![a-z])"
)
# 都在问7.2什么时候能用 grants nothing, and 7.2 is no day in it.
_ASKS = late(r"什么时候|啥时候?|何时|几时|哪天|多久|能不能|(?<![a-z])when (?:can|will|may|is|are)(?![a-z])")
_DATED = late(r"\d|月|年底|季度|半年|(?<![a-z])(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*(?![a-z])")
# 最多 60 台，到明年3月底; 300 servers max. Ends March 31.
_UNTIL_ALONE = late(
    r"\s*(?:先|一直|可以?"
    r"|能)?(?P<until>(?:到|至|截至|截止到?)[^，,。；;]{2,24}?(?:[日号底止前]|\d|年底|月底))(?:为止|止)?\s*"
    r"|\s*Ends (?:on )?(?P<ends>[^,;.]{4,24})\W*"
)


# 总数 320 台以内，华东、华南两个区，从 12 月 1 日到明年 2 月 26 日
_DAY = r"(?:(?:20\d\d ?[年./-] ?|今年|明年)?\s?\d{1,2} ?(?:月 ?\d{1,2} ?[日号]?|[./-] ?\d{1,2}|月?底)|年底|明年底)"
_RANGE_ALONE = late(
    rf"(?:(?:使用|授权|有效)?(?:时间|期间|期限)(?:就?[是为]|[:：]|) ?)?(?P<range>[从自]? ?{_DAY} ?起? ?(?:到|至|[-~–—]{{1,2}}) ?{_DAY}(?:为?止)?)"
)


def _of_others(above: str, text: str, sentence: GrantSentence, subject: str) -> bool:
    """Whether a clause, or the one before it, speaks of a version that is not the subject's, or its sentence of versions that are restricted."""
    others = [r for r in find_version_rules(f"{above}，{text}") if not (r.bare and r.rule in subject)]
    return bool(others) or any(not rule.bare for rule in find_version_rules(sentence.words))


def granted_period(
    sentences: Sequence[GrantSentence], readers: Readers, *, beside: Callable[[GrantSentence], bool]
) -> Said | None:
    """The period of the first sentence that says one; `beside` tells whether one grants something else, so that `到明年3月底` in it is
    how long."""
    for earlier, sentence in zip((*sentences[:1], *sentences), sentences, strict=False):
        before = ""
        for text, smooth in sentence.clauses:
            above, before = before, text
            if (
                _PUT_OFF.search(smooth)
                or _ASKS.search(smooth)
                or _OF_SOMETHING_ELSE.search(f"{plain(above)}，{smooth}")
            ):
                continue
            pattern = _VALID_ENGLISH if sentence.english else _VALID
            found = pattern.search(smooth)
            until = (
                "".join(value for value in found.groups() if value) if found is not None else ""
            )  # 从12月1日用到明年3月31日
            if not until and (alone := _UNTIL_ALONE.fullmatch(text)) and beside(earlier if alone["ends"] else sentence):
                until = alone["until"] or f"until {alone['ends']}"
            if not until and (alone := _RANGE_ALONE.fullmatch(text.strip())) is not None and beside(sentence):
                until = alone["range"]
            if not _DATED.search(until):
                continue
            bare = found is not None and found.lastgroup in ("until3", "until4", "until8", "until9", "until10")
            if not (
                bare
                and (
                    find_places(text, readers.rules.directory)
                    or (find_places(above, readers.rules.directory) and not beside(sentence))
                    or _of_others(above, text, sentence, readers.context.subject.bare)
                )
            ):
                return said_of("valid", until, sentence)  # 5.4 可以用到12月31日, 海外用到1月底 put a restriction off
    return None
