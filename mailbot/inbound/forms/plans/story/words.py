"""The words by which a told plan's clauses are told apart: what is over, what is somebody else's, who all do it, what comes later."""

from mailbot.late import late

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
    r"可以?(?:从官网|自行|直接|在官网)?(?:下载|获取|领取)|可下|随时[^，,。；;\d]{0,8}[拿取领要]"
    r"|(?:包|版本|组件|程序)[^，,。；;]{0,8}(?:给到|发给|转给|发到|传给)(?!.*(?:升|限))"
    r"|由(?:我|本人|产品部|产品经理)[^，,。；;\d]{0,4}(?:提供|发放|分发)|发给(?:你|您|大家|各位|各部门|各区)"
)  # no work, unless it is a summary
FINISHES = late(
    r"完成|结束|到位|搞定|[做弄搞收]完|收工"
    r"|(?<![a-z])(?:finish(?:es|ed)?|finishing|completing|ending|done|complete[sd]?|ends?|be through)(?![a-z])"
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
    r"延|推(?:迟|后|到|至)|(?:放|缓|留|拖|给|要|宽限?)(?:他们?|她们?|客户|门店|学校)?[到至]|等[到至]?(?=[^，,。；;]{0,16}再)|再给|[多再](?:留|缓|宽限)(?=[一二两三四五六七八九十半几\d])|[到至][^，,。；;]{2,12}再(?=[切关停限卡封断])"
    r"|晚(?=[一二两三几半\d](?!\d?\s*[点时:：])|于|到)|宽限|放宽|豁免|暂缓|(?:可以?|允许)[到至用]"
    r"|(?<![a-z])(?:until|till|grace|(?<!no )later|postpone\w*|delay\w*|extension|put(?:s|ting)? off|(?:more|extra) time)(?![a-z])"
)
HELPS = late(
    r"总负责|总体|统筹(?!落地|推进|实施|推广)|协调|把关|配合|协助|支持|跟进|具体(?!由|执行|操作|负责|实施|来[做办])|值守|对接"
)
FORMER = late(r"^(?:其中)?前者|^(?:and |with )?the (?:former|first(?= (?:one )?(?:by|on|until|before)))(?![a-z])")
LATTER = late(r"^(?:而|其中)?后者|^(?:and |with )?the (?:latter|second(?= (?:one )?(?:by|on|until|before)))(?![a-z])")
NEXT_DAY = late(
    r"次日|翌日|第二天|隔天(?!就)|转天"
    r"|(?<![a-z])(?:(?:on )?the (?:next|following) day|the day after)(?! tomorrow)(?![a-z])"
)
# Each does what is theirs: 孙丽和周航各自把自己区域的服务器升级好.
OWN_PARTS = late(
    r"各[升做换发限管弄搞]各的|各(?:自)?一半|(?:各自|自己|本)(?:的|所在的?|负责的?|管的?)?(?:区域?|业务区|部门|大区|片区|地区|辖区|那[块边]|这[块边]"
    r"|范围|部分)"
    r"|(?<![a-z])(?:their |the (?=own|respective))(?:own |respective )*(?:regions?|departments?|areas?|sides?|parts?|territor(?:y|ies))(?![a-z])"
)
# Why nothing can be done on a day.
BUSY = late(
    r"(?<![帮别])忙(?![完好])|走不开|封网|封板|封版|封账|封盘|冻结|大促|促销|盘点|对账|结账|结算|停电|检修|放假"
    r"|(?<![a-z])(?:busy|freez\w+|frozen|freeze|holidays?|stocktak\w+|closing)(?![a-z])"
)
# What is to be answered, and by when, is no work: 请周三之前跟我说.
ANSWERS = late(
    r"确认|反馈|告诉|告知|跟我[说讲]|说一声|吱一?声|回[复我个一话音]|知会|提出?来|没问题|看[看一]"
    r"|(?<![a-z])(?:tell|let|know|shout|reply|respond|answer|confirm|object|say)(?![a-z])"
)
DEADLINE = late(
    r"(?:[日号点天午晚底夜]|班|[周期][一二三四五六日天]|:\d\d|\d)\s*(?:之前|以前|前(?!面|期|端|台|后|一))|给到|[做弄搞下升推换发铺配限装]完"
    r"|(?<![a-z])(?:by|until|till|no later than)(?![a-z])"
)
# How things are, what was said, what is open: nothing that is to be done.
STATES = late(
    r"[说讲](?!好|定|服|[一1]声)|担心|[日号前](?:都|一直|还)?(?:在(?!线)|不(?![晚迟超少低]))|没空|有空|没时间|有事|不开|知道|清楚|认识|再[看议]"
    r"|[约谈定商]好的?(?:是|在|了|$|\d)"
    r"|(?<![a-z])(?:says?|said|ready|agreed|able|can)(?![a-z])"
)
ENDINGS = frozenset(
    "收尾|收官|收口|扫尾|收个尾|闭环|交卷|wrap up|wraps up|wrap it up|wrap this up|wrap things up".split("|")
)
SPREADING = frozenset(("rollout", "restrict", "obtain"))  # what several departments do one after the other
BETWEEN = late(r"[、和与，,]| and ")  # what parts the days of a list
