"""The words by which a told plan's clauses are told apart: what is over, what is somebody else's, who all do it, what comes later."""

import re

from mailbot.late import late

__all__ = [
    "ANSWERS",
    "ASKS",
    "ATTRIBUTE",
    "BEGINS",
    "BETWEEN",
    "BUSY",
    "CONDITION",
    "DAYS_END",
    "DOES_IT",
    "EACH_ONE",
    "EFFECTIVE",
    "ENDINGS",
    "EVERY",
    "EVERYBODY",
    "FINISHES",
    "FORMER",
    "GAVE",
    "HANDED",
    "HANDED_TO_ALL",
    "HELPS",
    "IT",
    "ITS_DAY",
    "LATTER",
    "NEXT_DAY",
    "NOW",
    "OLD",
    "OTHER",
    "OWNING",
    "OWN_PARTS",
    "PARTLY",
    "PAST",
    "PRONOUN",
    "PUBLISHED",
    "PUT_OFF",
    "RELATIVE",
    "REPORTS",
    "RESTATES",
    "RULED",
    "SAME",
    "SAME_HOUR",
    "SOON",
    "SPREADING",
    "THEN_IS",
    "UNSETTLED",
    "WAITS",
]

# What a day or a name in a clause is for that is nobody's work of the plan.
OTHER = late(
    r"回报|下列|每[天晚日周](?=[^，,。；;]{0,6}\d)|当时|那时|去年|前年|曾经|总结会|启动会|协调会|说明会|总牵头|总负责|统筹(?!落地|推进|实施|推广)|总协调|回复|答复|回个|回一下"
    r"|联系(?![^，,。；;]{0,6}(?:获取|领取|拿|取|要版|要包|下载))|会议|不早于|开会|例会|评审|讨论|沟通|商量|协商"
    r"|知悉|值班|值守|休假|请假|出差|答疑|(?<!没有)(?<![没无])(?:意见|异议)|另行通知|不参与|不负责|不涉及|提出"
    r"|报名|名单|有效|授权|避开|如有|疑问|电话|上次|上一次|原计划|原定|昨天|前天|上周|审批|审阅|批示"
    r"|(?:不(?:会|用)?(?=动)|不(?:宜|要|能|可|得|便|方便|建议|适合|准备|打算)|没法|无法|切?勿)[^，,。；;]{0,3}(?:动(?!手)|操作|变更|改动|碰|折腾)"
    r"|同意(?![由在于将把]|\s*\d)|知会|抄送|感谢|辛苦|会上|问题随时"
    r"|(?<![a-z])(?:reply|respond|confirm|feedback|contact|meeting|on leave|valid|let me know|questions?"
    r"|agreed(?! (?:to|on|that|with [^,]{3,30} that) )|thanks?|thank you|yesterday|last (?:week|month|time)"
    r"|has been|have been|was|were|already|not before|no earlier)(?![a-z])"
)
# When the version is published, which is nobody's node: 今天上官网, 官网明天发.
PUBLISHED = late(
    r"(?:上|挂|发布?|放|传|更新|出现)(?:到|在|至)?了?官网"
    r"|官网[^，,。；;]{0,6}(?:上|发|挂|更新|发布|有)(?:布|线|架|出来?|了|好|$)"
    r"|(?<![a-z])on (?:the|our) (?:web ?site|download page)(?![a-z])"
)
# What was planned before, and what it is changed to.
OLD = late(
    r"原[定计先本]|原来|[之先]前(?:定|说|安排|计划)|上[次回](?:定|说|安排)|本来"
    r"|(?<![a-z])(?:originally|previously|formerly)(?![a-z])"
)
NOW = late(
    r"改[为到成在至期]|调整?[为到至成]|[推延顺]后?[迟期延]?[到至]|提前[到至]|现在?(?:定|为|是|安排)"
    r"|(?<![a-z])(?:now|moved|changed|instead)(?![a-z])"
)
HANDED = late(
    r"可以?(?:从官网|自行|直接|在官网)?(?:下载|获取|领取)|可下"
    r"|(?:包|版本|组件|程序)[^，,。；;]{0,8}(?:给到|发给|转给|发到|传给)(?!.*(?:升|限))"
    r"|由(?:我|本人|产品部|产品经理)[^，,。；;\d]{0,4}(?:提供|发放|分发)|发给(?:你|您|大家|各位|各部门|各区)"
)  # no work, unless it is a summary
HANDED_TO_ALL = late(
    r"发给(?:各个?|相关|所有|每个)?(?:业务)?部门?(?![a-z])"
    r"|(?<![a-z])(?:send|hand|give)s? (?:it |the (?:package|installer|component|version) )?(?:out )?to (?:all"
    r"|each|every|the) (?:business )?departments?"
)
PAST = late(
    r"(?:测试|验证|验收)(?:都|全部|已经?)?通过(?!以?后|之后|再)|已经?(?!升级?的|限制?的)|[完好到过来出布]了(?=$|\W)|[有给发]了|了\s*$|昨|上周"
    r"|(?<![a-z])(?:has(?! to(?![a-z]))|(?<!will )(?<!'ll )(?<!to )(?<!should )(?<!must )have(?! to(?![a-z]))"
    r"|was|were|since|already)(?![a-z])"
)
GAVE = late(r"[给交发测做修][完好到过]?了(?!吧|就)")  # 测试部周五给了正式版: last Friday
FINISHES = late(
    r"完成|结束|到位|搞定|[做弄搞]完|收工"
    r"|(?<![a-z])(?:finish(?:es|ed)?|finishing|completing|ending|done|complete[sd]?|ends?)(?![a-z])"
)
BEGINS = late(
    r"(?:开始|启动|动手|开工)(?:升级?|下?发|推|限制?)?[^，,。；;\d]{0,6}$"
    r"|(?<![a-z])(?:starts?|begins?|starting|beginning)(?![a-z])"
)
SAME = late(
    r"同步(?=[把将升换做限]|完成|进行)|同一?[天日]|(?:时间|日期)(?:都|也|与?之?前)?(?:相同|一样|一致)(?=$|\W)"
    r"|(?<![a-z])(?:the same (?:goes|applies|holds)|(?:confirm|promise|sa)(?:s|ed|id|ys) the same)(?![a-z])"
    r"|当[天日](?![\d前下晚])|(?:on )?(?:the )?same (?:day|date)|(?:on )?that (?:same )?day"
    r"|那天(?=[限升由把再才来执])|(?<![a-z])so (?:do(?:es)?|will|should|must|is|are|has|have)(?= [a-z\u2588])"
    r"|(?<![a-z])likewise(?![a-z])|也一样|也是一样|同样(?=$|[\s，,])"
)
EVERY = late(r"都|均|各自|分别|统一|一[起并]|(?<![a-z])(?:both|all|each)(?![a-z])")
EACH_ONE = late(
    r"分别|各自(?!(?:的|所在的?|负责的?)?(?:区域?|部门|大区|片区|地区|辖区|范围|部分|那[块边]|客户))|依次|(?<![a-z])respectively(?![a-z])"
)
OWNING = late(
    r"负责|盯[着紧]?|[交派]给|归(?!档)|牵头|主责|执行|来[做办弄]|负责人|(?<![a-z])owner|takes? care|looks? after"
    r"|looked after|owned|handled|responsible|in charge|leads?|owns?|handles?"
    r"|takes?(?! (?:place|part|about|up|\d))"
    r"|(?<![a-z])does(?= (?:the )?(?:east|west|south|north|central|overseas?|\u2588))"
)
# What is done to make a restriction hold: 周航9:30前配好.
DOES_IT = late(
    r"[配设弄做搞办调改][置定]?(?:好|完|到位|妥|成)|配置|设置|操作|执行|生效|打开|开启|(?<![a-z])flips?(?![a-z])"
    r"|switch(?:es)? it|启用|落实|到位|搞定|完成|负责"
    r"|(?<![a-z])(?:sets? (?:it )?up|configures?|switch(?:es)? (?:it|them) (?:on|off)|in place"
    r"|does (?:it|this|that))(?![a-z])"
)
RULED = late(r"(?:旧|低|老|历史)(?:的)?版本|old(?:er)? versions")
# What is waited for, and by whom: 等林涛升完再做, 等周航做完没事.
WAITS = late(
    r"等[^，,。；;\d]{1,16}?再(?=[动升做来开弄上发限推])|"
    r"等[^，,。；;\d]{1,14}?(?:完|好|掉|到|结束|稳定|正常|通过)了?(?:没(?:什么)?(?:事|问题|异常))?(?:之后|以后|后)?(?:再|才)"
    r"|等[^，,。；;\d]{1,14}?(?:完|好|掉)了?没(?:什么)?(?:事|问题|异常)"
)
# 升完以后, 等华东好了再, 没问题的话: when, not what.
CONDITION = late(
    r"(?:升级|下发|限制|测试)的?(?:时候|过程中)"
    r"|(?:[等待]|(?<!现)在(?!线))?(?:(?![等待]|(?<!现)在(?!线))[^，,。；;\d]){0,14}?(?:升级?|下?发|限制?|测试?"
    r"|完成|结束|做|搞|换|到位|获取|拿|(?<![日号前])[拿取收领]到[^，,。；;\d]{0,8}|稳定|正常)(?:全部|都"
    r"|全)?(?:完成|完毕|完|好|结束|通过|成功)?(?:了)?(?:之后|以后|后(?!天|续)|再(?=由|让|请)|的话|(?<=了)再)"
    r"|(?:灰度|试点|试升|首批|前面|这批|那批|第[一二三]批|升级?|下?发|推)[^，,。；;\d]{0,6}?没(?:有)?(?:什么"
    r"|啥)?(?:问题|动静|异常|毛病)(?:的话|后)?(?:了)?(?:就|再|则)?"
    r"|没(?:有)?问题(?:的话|后)?|观察[^，,。；;]{1,10}?(?:之后|以后|后再?|再(?=由|让|请))"
    r"|等[^，,。；;\d]{0,10}(?:升|发|做|测|弄|搞|完成)[完好]?了?(?=$|[，,])"
    r"|(?:before|until|as soon as)(?: \w+){1,4}? (?:starts?|begins?|goes|follows?)(?![a-z])"
    r"|(?:after|once|when)(?: \w+){1,5}?(?: is| are| has| have)?(?: done| finished| complete[d]?| upgraded"
    r"| stable)"
)
ATTRIBUTE = late(
    r"除(?:了)?[^，,。；;]{1,12}?(?:以外|之外|外)"
    r"|已(?:经)?(?:升级|升完|下发|升)[过好完]?的?(?:服务器|机器|门店|那批|部分)?"
)
EVERYBODY = late(
    r"(?<![跟给和向对同与])大家(?!们?[好早晚]|[上下中]午|辛苦)|各自(?=下载|获取|领取?|拿|取)|(?<=请)(?:各位|大家)(?=\s?[a-z])"
    r"|各位(?=[\d一二三四五六七八九十本下这周月都请找来自])|都(?=[来去]?(?:拿|取|领|下载))|每个部门"
    r"|[两三四几]个(?:业务)?部门(?![长])|(?<![a-z])every(?:one|body)(?![a-z])|(?<![a-z])all of you(?![a-z])"
)
PUT_OFF = late(
    r"延|推(?:迟|后)|(?:放|缓|留|拖|给|要|宽限)(?:他们?|她们?|客户|门店|学校)?[到至]|等[到至]?(?=[^，,。；;]{0,16}再)|再给"
    r"|晚(?=[一二两三几半\d](?!\d?\s*[点时:：])|于|到)|宽限|放宽|豁免|暂缓|可以?[到至用]"
    r"|(?<![a-z])(?:until|till|grace|(?<!no )later|postpone\w*|delay\w*|extension|put(?:s|ting)? off|(?:more|extra) time)(?![a-z])"
)
PARTLY = late(r"先|一半|半数|部分|几台|三分之|四分之")
EFFECTIVE = late(r"起(?:生效|执行|实施)|生效")
SOON = late(r"尽[快早]|抓紧|及[早时]|马上|立[即刻]|asap|soon|at once|immediately")
ASKS = late(r"请|尽快|客户|用户|(?<![a-z])(?:please|asap|customers?)(?![a-z])")
# That a day is not settled.
UNSETTLED = late(
    r"待|等[^，,。；;\d]{0,6}(?:通知|消息|确认|回复|安排|窗口)|未定|另定|另行|再[定说看议]|视情况|看情况"
    r"|(?<![a-z])(?:tb[acd]|to be (?:confirmed|agreed|decided))(?![a-z])"
)
HELPS = late(
    r"总负责|总体|统筹(?!落地|推进|实施|推广)|协调|把关|配合|协助|支持|跟进|具体(?!由|执行|操作|负责|实施|来[做办])|值守|对接"
)
FORMER = late(r"^(?:其中)?前者|^(?:and |with )?the (?:former|first(?= (?:one )?(?:by|on|until|before)))(?![a-z])")
LATTER = late(r"^(?:而|其中)?后者|^(?:and |with )?the (?:latter|second(?= (?:one )?(?:by|on|until|before)))(?![a-z])")
# Each does what is theirs: 孙丽和周航各自把自己区域的服务器升级好.
OWN_PARTS = late(
    r"各[升做换发限管弄搞]各的|(?:各自|自己|本)(?:的|所在的?|负责的?|管的?)?(?:区域?|业务区|部门|大区|片区|地区|辖区|那[块边]|这[块边]"
    r"|范围|部分)"
    r"|(?<![a-z])their (?:own |respective )*(?:regions?|departments?|areas?|sides?|parts?|territor(?:y|ies))(?![a-z])"
)
# Who answers for what was told before: 由韩冰来做, Bing Han takes care of that; and not who helps with it.
ANSWERS = late(
    r"负责(?!人)|[交派]给|归|牵头|主责|执行|来[做办弄]|操作|跟进|take[sn]? care|look(?:s|ed)? after|responsible"
    r"|in charge|own(?:s|ed)|handle[sd]?|do(?:es)? (?:it|this|that)"
)
RELATIVE = late(r"^(?:which|who|whose|that|where)(?![a-z])")
RESTATES = late(r"^(?:也就是|也即|亦即|即)(?!使|便|可|将|刻|日)|^(?:i\.e\.|that is(?=[ ,])|namely|in other words)")
PRONOUN = late(r"(?<!其)[他她](?!们|人|的)|(?<![a-z])(?:he|she)(?![a-z])", re.IGNORECASE)
# Told of the past and meant for what comes: Zhou Hang has asked for a later date.
REPORTS = late(
    r"(?:够|行|可以|得|算)了|已经?(?:同意|答应|承诺|确认|申请|说好|定好|约好)了?"
    r"|(?<![a-z])(?:has|have|had) been (?:granted|given|allowed|offered|assigned)"
    r"|(?<![a-z])(?:has|have|had)?\s*(?:asked|agreed|confirmed|promised|offered|requested|told|said|volunteered"
    r"|committed)(?![a-z])"
)
SAME_HOUR = late(r"同一(?:时间|时刻|时段)|同样的时间|(?<![a-z])(?:at )?the same (?:time|hour)(?! as)(?![a-z])")
NEXT_DAY = late(
    r"次日|翌日|第二天|隔天(?!就)|转天"
    r"|(?<![a-z])(?:(?:on )?the (?:next|following) day|the day after)(?! tomorrow)(?![a-z])"
)
# What was told before without a day: Sun Li does it on December 3.
IT = late(
    r"^(?:and )?(?:this|that|it) (?:is|will be|falls|goes)(?![a-z])"
    r"|(?<![a-z])(?:do(?:es)?|handles?|takes?|runs?|starts?) (?:it|this|that)(?![a-z])|这个|这[件项]|此事|该项"
)
# Why nothing can be done on a day.
BUSY = late(
    r"(?<![帮别])忙(?![完好])|走不开|封网|封板|封版|封账|封盘|冻结|大促|促销|盘点|对账|结账|结算|停电|检修|放假"
    r"|(?<![a-z])(?:busy|freez\w+|frozen|freeze|holidays?|stocktak\w+|closing)(?![a-z])"
)
# A sentence of its own that gives the day of what the one before told: 时间是12月8日, His target is December 14.
ITS_DAY = late(
    r"^(?:升级|完成|截止|下发|限制)?(?:时间|日期|期限|截止)"
    r"|^(?:and |so )?(?:his|her|their|its|the) (?:target|date|deadline|due date|turn|slot|window)(?![a-z])"
    r"|^(?:it is |it's )?due(?![a-z])",
    re.IGNORECASE,
)
# 12月5日升一半，12月12日升完，…均为下班前: no day of its own.
DAYS_END = late(
    r"\s*(?:均|都|一律|统一)?(?:为|是|在)?\s*(?:当[天日])?\s*(?:下班|收工)(?:之前|以前|前)?\s*"
    r"|\s*(?:both |all |each )?(?:by )?(?:eod|cob|(?:the )?close of business"
    r"|end of (?:the )?(?:business )?day)\s*",
    re.IGNORECASE,
)
THEN_IS = late(r"^(?:最后|其次|然后|接着)是|^(?:and )?(?:finally|then|lastly)(?= comes?(?![a-z]))")
ENDINGS = frozenset(("收尾", "收官", "wrap up", "wraps up", "wrap it up"))
SPREADING = frozenset(("rollout", "restrict", "obtain"))  # what several departments do one after the other
BETWEEN = late(r"[、和与，,]| and ")  # what parts the days of a list
