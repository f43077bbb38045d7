"""says_more, talks, beside_names: whether a clause says more than who, where and when: then its work is its own, and not that of the clause before it."""

from collections.abc import Sequence

from mailbot.han import WIDE, han
from mailbot.inbound.forms.plans.readers import Readers
from mailbot.late import late

__all__ = ["beside_names", "says_more", "talks"]

_FEWEST = 3  # Chinese characters, or Latin words, that are none of the words below
# How, how many and by when something is done that another clause names.
_SAYS_HOW = late(
    r"[(（][^()（）]*[)）]"
    r"|(?:\d[\d,.]*|[十几]{1,2}"
    rf"|[一两三四五六七八九几]十?)\s*[台套家所个户辆间处](?:{WIDE}{{2}}(?=$|[，,。；;\s]|试|看|先|练|跑))?"
    r"|\d[\d,.]*\s*[^\W\d]?|完成|结束|到位|搞定|收工|[做弄搞给干走动][完好到掉了]?|练练手|试试水|效果|一次"
    r"|一口气|一把|得了|算了|有个|结果|吧|看着好|觉得稳|劳驾|烦请|有劳|麻烦|辛苦|务请|拜托|同一天?|当天|同日"
    r"|安排|组织|剩[下余]的?|其[余他它]的?|余下的?|全[部量面网体]?|所有|首批|分批|灰度|试点|先[行动]?|再|也|就"
    r"|部分|全权|策略|配置?[好完]?|等[^，,。；;]{0,12}|还|仍|只是?|改[为成到]|窗口|第[一二三四五六]批?"
    r"|分[一二两三四五几]批|[两三四]位|执行人|方面|[他她它]|都|均|各自?|分别|统一|一[起并动]|一同|同样|那?几台"
    r"|看看|试试"
    r"|负责|牵头|主责|执行|来|由|请|让|[交派]给|归|最[晚迟]|不?晚于|之?前|以前|之后|以后|为止|截止?|左右|开始"
    r"|启动|起|预计|计划|争取|务必|尽量|大概|大约|约|应该?|必须|须|需要?|要|可以|能|会|想|准备|打算"
    r"|延[后期迟]?|顺延|推[后迟]|提前|放宽|宽限|[早晚][一二两三几半]?|天|周|个?月|这?那?[边块里]的?|这|那|他们?"
    r"|她们?|我们?|你们?|自己|自行|团队|同事|同学|人|带人|部门?|区域?|大区|片区|客户|门店|机房|服务器|服务端"
    r"|客户端|终端|机器|版本|的?时间|日期|工作|定[在为于]?|放在?|安排在?|在|于|到|至|自|从|把|将|对|为|是|有|和"
    r"|与|及|并|的|了|吧|呢|啊|些|多|少|个|台|套|家|点|批|轮|期|号|日|好|内|中|上|下|里"
    r"|升级?|下?发|限制?|测试?|拿|取|领|获取|下载|推|布署?|部署|上线|切换?|割接|更新|等[^，,]{0,8}[好完]了?"
    r"|因[^，,]*|周[一二三四五六日天末]"
    r"|(?<![a-z])(?:by|before|until|till|wait|longer|goes|first|taking|doing|assuming|nothing|breaks|fine|okay"
    r"|good|on|at|in|from|of|for|to|and|then|but|with|the|a|an|all|each|both|rest|remaining|remainder|others?"
    r"|everything|else|ones?|will|should|shall|must|has|have|gets?|is|are|be|does?|do|takes?|over|care|handles?"
    r"|follows?|finish(?:es|ed)?|complet(?:es?|ed)|done|no|later|than|same|also|too|there|it|his|her|their|our"
    r"|my|team|people|side|region|area|part|day|week|latest|eod|servers?|clients?|sites?|stores?|customers?|end"
    r"|not|need(?:s|ed)?|work|so|more|one|two|three|four|well|respectively|dates?|stays?|starts?|begins?|another"
    r"|extra|longer|enough|weeks|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|would|could|great|like|glad|happy|if|please|that"
    r"|those|own(?:ed|s)?|due|look(?:s|ed)|after|responsible|charge|scheduled|planned|set|again|ready|through"
    r"|configured?|installed|asked|agreed|confirmed|promised|said|says?|told"
    r"|me|realistic|possible|feasible|doable|fine|ok)(?![a-z])"
)
_LATIN = late(r"[a-z]{2,}")
# What is said to somebody, or somebody is visited for.
_TALKS = late(
    r"走一?遍|过一遍|打招呼|打个招呼"
    r"|(?:跟|和|与|向|给|同)[^，,。；;]{0,10}?(?:说|讲|聊|过一?[遍下]|走一?遍|碰一?[下个头]|对一?[下遍]|核对|谈"
    r"|沟通|对接|交流|交代|汇报|通气|同步|提|打电话|打个电话|发通知|发邮件|确认)"
    r"|拜访|走访|回访|去看|见客户|打电话|发通知|发公告|发邮件|群里|出差|驻场"
    r"|(?:看一?[下看眼]|过一?[下眼]|盘一?[下盘]|跟一?下|问一?下)(?:整体|大家的?|各[自区家]的?)?(?:进度|进展|情况"
    r"|结果)"
    r"|复盘"
    r"|(?<![a-z])(?:calls?|visits?|meets?|emails?|writes? to|talks? to|speaks? (?:to|with)|informs?|briefs?"
    r"|tells?|checks? (?:in|back|the progress)|follows? up"
    r"|sends? (?:out )?(?:a|an|the|my|you)(?: \w+){0,2}? (?:update|reminder|note|mail|e-?mail|message|invitation"
    r"|invite))(?![a-z])"
)
_SMALL = late(
    r"(?<![a-z])(?:east|south|north|west|central|for|in|at|with|by|on|before|until|till|and|then|is"
    r"|the)(?![a-z])"
    r"|之?前|以前|然后|接着|再|由|是|的|到|在"
)
_WORDS = late(r"[a-z\u4e00-\u9fff]")


def says_more(text: str, known: Sequence[tuple[int, int]], *, fewest: int = _FEWEST) -> bool:
    """Whether a lower-case clause has words beside what is `known` of it (people, places, days) and how or how many.

    李想去华南拜访客户, 周末封网: such a clause is not asked to go on with the deed before it.
    """
    rest = text
    for start, end in known:
        rest = rest[:start] + " " * (end - start) + rest[end:]
    return _words(rest) >= fewest and _words(_SAYS_HOW.sub(" ", rest)) >= fewest


def _words(text: str) -> int:
    return han(text) + len(_LATIN.findall(text))


def talks(text: str) -> bool:
    """Whether a lower-case clause tells of a talk or a visit, and no node: 李想会在12月2日跟客户打招呼."""
    return _TALKS.search(text) is not None


def beside_names(text: str, day: str, readers: Readers) -> bool:
    """Whether a clause says anything besides names, places, its day and small words: East is Sun Li, Tao by Dec 3 do not."""
    rest = text
    for mention in reversed(readers.people.mentions.find(rest)):
        rest = rest[: mention.span[0]] + rest[mention.span[1] :]
    rest = (rest.replace(day, " ") if day else rest).lower()
    return _WORDS.search(_SMALL.sub(" ", rest)) is not None
