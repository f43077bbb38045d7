"""is_background, is_no_work, says_more, talks, beside_names: what a clause tells that is nobody's deed of the plan (SPEC 3 "Body")."""

from collections.abc import Sequence

from mailbot.han import WIDE, han
from mailbot.inbound.forms.plans.deeds import find_deeds
from mailbot.inbound.forms.plans.items import ItemReader
from mailbot.inbound.forms.plans.readers import Readers
from mailbot.inbound.forms.plans.story.words import HANDED
from mailbot.late import late

# What a day or a name in a clause is for that is nobody's work of the plan.
_OTHER = late(
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
_HANDED_TO_ALL = late(
    r"发给(?:各个?|相关|所有|每个)?(?:业务)?部门?(?![a-z])"
    r"|(?<![a-z])(?:send|hand|give)s? (?:it |the (?:package|installer|component|version) )?(?:out )?to (?:all"
    r"|each|every|the) (?:business )?departments?"
)
# When the version is published, which is nobody's node: 今天上官网, 官网明天发.
_PUBLISHED = late(
    r"(?:上|挂|发布?|放|传|更新|出现)(?:到|在|至)?了?官网"
    r"|官网[^，,。；;]{0,6}(?:上|发|挂|更新|发布|有)(?:布|线|架|出来?|了|好|$)"
    r"|(?<![a-z])on (?:the|our) (?:web ?site|download page)(?![a-z])"
)
# Who is away does nothing of the plan that is not said: 李想下周休年假.
_AWAY = late(
    r"生日|结婚|婚礼|住院|生病|手术|借调|支援|搬家|年会|大会|回国|看病|聚餐|团建|休(?:[^，,。；;\d升]{0,3})假|[年婚产病]假|停职|陪产|调休|请假|出差"
    r"|(?:在|去|到)[^，,。；;\d]{0,6}(?:现场|总部|外地|展会|培训)(?:$|[，,。；;待呆盯办驻])"
    r"|不在(?:公司|办公室|国内|岗)|(?<!责)人在(?:海外|国外|外地|医院)"
    r"|(?<![a-z])(?:travel+ing|on (?:annual |sick |parental |maternity )?leave"
    r"|on (?:vacation|holidays?|a (?:business )?trip)|(?:out of|not in) (?:the )?office|ooo|sick|no access|(?:returns?|(?:is|be) back) (?:by|on|from)"
    r"|away (?:on|all)|(?:is|are|will be) (?:out|off|away)|(?:can|may) (?:only )?be reached|(?:is|are) reachable|seconded)(?![a-z])"
)
# What was, told with a day of the week that is read as one to come: 郑凯周五已经把包打好了, QA signed off the build on Friday.
_WAS = late(
    r"(?<![未没])(?:已经?|刚刚?|早[就已])[^，,。；;]{0,14}?(?:了|过|好|完|妥)(?=$|[\s，,。；;])"
    r"|(?:问|提|说|讲|聊|谈|催|碰|来|试|报|提醒|反馈|沟通|讨论|确认)过(?:了|$|[这那一两三几他她我你此])"
    r"|[给交发传][给到]?(?:我们?|产品部)了(?=$|[，,。；;])|附件(?:里|中)?(?:是|有|为)|刚给了|刚[交发出]了"
    r"|(?<![a-z])(?:signed (?:\w+ )?off|came|went|gave|told|said|asked|mentioned|wrote|sent|shipped|found|saw"
    r"|met|spoke|talked|discussed|decided|reported|handed|got|made|built|ran|began|brought|held|raised|showed"
    r"|crashed|failed|passed|approved)(?![a-z])"
    r"|(?<![a-z])(?:finished|completed|tested|delivered|released|published|fixed"
    r"|verified)(?! (?:on|by|before|until|in|from|this|next)(?![a-z]))(?= [a-z])"
    r"|(?<![a-z])(?:was|were|had been|has been|have been|had an?)(?![a-z])"
    r"|(?<![a-z])(?:hope|trust) (?:you|this|everyone|all)(?![a-z])|愉快|快乐|过得[^，,。；;]{0,6}[吗吧]?$"
)
_BY = late(
    r"(?<![a-z])(?:by|before|until|till|no later than)(?![a-z])|之?前(?![面期端台])|以前|起|[开][始工]"
    r"|(?<![a-z])(?:will|shall|can|should|must|going to)(?![a-z])"
)
# What somebody outside of the plan wants of it: 信息安全那边要求年前处理掉, the management asked us to close this.
_DEMANDS = late(
    r"(?:领导|老板|客户|用户|总部|集团|公司|上面|上级|甲方|监管|银行|银联|税务|工商|审计|安全|信安|法务|财务"
    r"|市场|运营|销售|[总局行])(?:们|局|部|那边|这边|方面|部门|团队|也|都|一直|又)*(?:要求|希望|催|想|盼|说|通知"
    r"|规定|强调|提出|反映|投诉|问|盯)"
    r"|(?<![a-z])(?:asked|told|wants?|wanted|urged?|urges|pushed|pushes|pushing|expects?|expected) (?:us|me"
    r"|everyone|everybody)(?: all)? to(?![a-z])"
)
# What is to be done afterwards, by nobody: 下发后次日请抽查磁盘占用; and who gave what stands below.
_AFTERWARDS = late(
    r"^(?:升级?|下发|限制|更新|完成|上线|生效)[完好]?(?:完成)?(?:以后|之后"
    r"|后)(?:的?(?:次日|第二天|当天|隔天|\d{1,2}(?:天|小时|个?工作日)内|[一两三]天内))?[，,]?(?:请|需要?|应|务必"
    r"|记得|要)"
    r"|(?:给|提供|定|发来|整理)的?(?:值|参数|清单|名单|地址|链接)[^，,。；;]{0,4}(?:如下|见|在下)"
)
_WISHES = late(
    r"(?:确保|力保|保证|务求)[^，,。；;\d]{0,4}(?=年|元旦|春节|节|月底|下周|本周)"
    r"|(?:我们?|本来|这次|就是|也|都)?(?:不?想|希望|盼|争取|力争|打算|目标是)[^，,。；;\d]{0,4}(?:在|赶在|能在|于)"
    r"|(?<![a-z])(?:(?:i|we)(?:'d| would)? (?:really )?(?:like|love|want|hope|wish|need|aim|prefer)"
    r"|hop(?:e|ing) to|aim(?:ing)? to|keen to|in order to)(?![a-z])"
)
_GRANTED = late(
    r"(?:has|have) been (?:granted|given|allowed|offered|assigned|scheduled|planned|set|fixed|arranged|agreed|pencilled|moved|postponed|pushed|shifted|brought forward)"
)
_LISTS = late(r"(?:[给交发报列出]|整理|统计|收集|提供)[^，,。；;]{0,20}名单")  # which somebody is to make
_SOMETIME = late(r"昨|前天|上[周个月次回]|[周日天月号期]|(?<![a-z])(?:yesterday|last|on|in|today|this)(?![a-z])")
_FIGURE = late(r"\d|[一二三四五六七八九十]+[月号日]")
_FEWEST = 3  # Chinese characters, or Latin words, that are none of the words below
# How, how many and by when something is done that another clause names.
_SAYS_HOW = late(
    r"(?<![\w.])[a-z]\w{0,40}[._]\w[\w.]{0,40}(?: ?= ?[\w.]{1,20})?|[(（][^()（）]*[)）]"
    r"|(?:\d[\d,.]*|[十几]{1,2}"
    rf"|[一两三四五六七八九几]十?)\s*[台套家所个户辆间处](?:{WIDE}{{2}}(?=$|[，,。；;\s]|试|看|先|练|跑))?"
    r"|\d[\d,.]*\s*[^\W\d]?|完成|结束|到位|搞定|收工|[做弄搞给干走动][完好到掉了]?|练练手|试试水|效果|一次"
    r"|一口气|一把|得了|算了|有个|结果|吧|看着好|觉得稳|劳驾|烦请|有劳|麻烦|辛苦|务请|拜托|同一天?|当天|同日"
    r"|安排|组织|剩[下余]的?|其[余他它]的?|余下的?|全[部量面网体]?|所有|首批|分批|灰度|试点|先[行动]?|再|也|就"
    r"|部分|全权|策略|配置?[好完]?|等[^，,。；;]{0,12}|还|仍|只是?|改[为成到]|窗口|第[一二三四五六]批?"
    r"|分[一二两三四五几]批|[两三四]位|执行人|方面|[他她它]|都|均|各自?|分别|统一|一[起并动]|一同|同样|那?几台"
    r"|看看|试试|所以|最[早先后]|按(?:照)?(?:这个|此|该|上述|以上|同样的?)?(?:时间|日期|计划|节奏|要求)|按时|准时|到[点期时]|届时"
    r"|去(?=[关切停限卡升做弄装换执处])|[关切停](?=$|掉|好|了)"
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
    r"|my|team|people|side|region|area|part|day|week|latest|eod|flips?|switch|servers?|clients?|sites?|stores?|shops?|machines?|boxes|branch(?:es)?|customers?|owners?|end"
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


def is_background(text: str, *, named: bool, deeds: bool, day: bool, dated: bool) -> bool:
    """Of a clause in lower case. `named`: it names a person or department besides the sender; `deeds`: it has a word for a node's work;
    `day`: it gives a day; `dated`: one in figures, which is a plan's sooner than 上周五, before Christmas or on Friday."""
    if not dated and _AFTERWARDS.search(text):
        return True
    if not deeds and _AWAY.search(text):
        return True
    if day and not dated and _WAS.search(text) and not _BY.search(text):
        return True
    if not named and not (deeds and dated and not text.isascii()) and _DEMANDS.search(text):
        return True
    return not named and not dated and _WISHES.search(text) is not None


def is_no_work(text: str, smooth: str, readers: Readers, items: ItemReader) -> bool:
    """Whether a clause tells what others did, gave or want; `smooth` is its text in lower case."""
    if _OTHER.search(_GRANTED.sub(" ", _LISTS.sub(" ", smooth))) or (
        _hands_over(smooth, items) and not any(one.base == "finalize" for one in find_deeds(smooth))
    ):
        return True
    if _is_background(text, smooth, readers, items):
        return True
    return _PUBLISHED.search(smooth) is not None and not any(
        one.kind in ("person", "department", "address") for one in readers.people.mentions.find(text)
    )


def _is_background(text: str, smooth: str, readers: Readers, items: ItemReader) -> bool:
    business = readers.rules.directory.is_business
    mentions = readers.people.mentions.find(text)
    named = any(
        one.kind in ("person", "address", "everyone") or (one.department is not None and business(one.department.name))
        for one in mentions
    )
    days = items.days(text)
    return is_background(
        smooth,
        named=named,
        deeds=bool(find_deeds(smooth)),
        day=bool(days) or _SOMETIME.search(smooth) is not None,
        dated=any(_FIGURE.search(one.words) for one in days),
    )


def _hands_over(smooth: str, items: ItemReader) -> bool:
    """Whether a clause says where the version comes from: no work, but for what somebody hands over by a day."""
    return HANDED.search(smooth) is not None or (_HANDED_TO_ALL.search(smooth) is not None and not items.days(smooth))


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
