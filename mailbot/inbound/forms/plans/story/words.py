"""The words by which a told plan's clauses are told apart: what is over, what is somebody else's, who all do it, what comes later."""

from mailbot.late import late

__all__ = ["ASKS", "ATTRIBUTE", "BEGINS", "CONDITION", "EACH_ONE", "EVERY", "EVERYBODY", "FINISHES", "HANDED", "HELPS", "NOW", "OLD", "OTHER", "OWNING", "PAST", "PUT_OFF", "RULED", "SAME"]

# What a day or a name in a clause is for that is nobody's work of the plan.
OTHER = late(
    r"回复|答复|回个|回一下|联系|会议|不早于|开会|例会|评审|讨论|沟通|商量|协商|知悉|值班|值守|休假|请假|出差|答疑|意见|异议|提出|报名|名单|有效|授权|避开|如有|疑问|电话|上次|上一次|原计划|原定|昨天|前天|上周|审批|审阅|批示|同意(?![由在于将]|\s*\d)|知会|抄送|感谢|辛苦|会上|问题随时"
    r"|(?<![a-z])(?:reply|respond|confirm|feedback|contact|meeting|on leave|valid|let me know|questions?|agreed(?! to )|thanks?|thank you|yesterday|last (?:week|month|time)|has been|have been|was|were|already|not before|no earlier)(?![a-z])"
)
# What was planned before, and what it is changed to.
OLD = late(r"原[定计先本]|原来|[之先]前(?:定|说|安排|计划)|上[次回](?:定|说|安排)|本来|(?<![a-z])(?:originally|previously|formerly)(?![a-z])")
NOW = late(r"改[为到成在至期]|调整?[为到至成]|[推延顺]后?[迟期延]?[到至]|提前[到至]|现在?(?:定|为|是|安排)|(?<![a-z])(?:now|moved|changed|instead)(?![a-z])")
HANDED = late(r"可以?(?:从官网|自行|直接|在官网)?(?:下载|获取|领取)|可下|发给(?:你|您|大家|各位|各部门|各区)")  # no work, unless it is a summary
PAST = late(r"已经?(?!升级?的|限制?的)|[完好到过来出布]了(?=$|\W)|[有给发]了|了\s*$|昨|上周|(?<![a-z])(?:has|have|was|were|since|already)(?![a-z])")
FINISHES = late(r"完成|结束|到位|搞定|[做弄搞]完|收工|(?<![a-z])(?:finish(?:es|ed)?|done|complete[sd]?|ends?)(?![a-z])")
BEGINS = late(r"(?:开始|启动|动手|开工)(?:升级?|下?发|推|限制?)?[^，,。；;\d]{0,6}$|(?<![a-z])(?:starts?|begins?|starting|beginning)(?![a-z])")
SAME = late(r"同一?[天日]|当[天日](?![\d前下晚])|(?:on )?(?:the )?same (?:day|date)|(?<![a-z])so do(?:es)?(?![a-z])|(?<![a-z])likewise(?![a-z])|也一样|也是一样|同样(?=$|[\s，,])")
EVERY = late(r"都|均|各自|分别|统一|一[起并]|(?<![a-z])(?:both|all|each)(?![a-z])")
EACH_ONE = late(r"分别|各自|依次|(?<![a-z])respectively(?![a-z])")
OWNING = late(r"负责|[交派]给|归(?!档)|牵头|主责|执行|来[做办弄]|负责人|takes? care|responsible|in charge|leads?|owns?|handles?")
RULED = late(r"(?:旧|低|老|历史)(?:的)?版本|old(?:er)? versions")
# 升完以后, 等华东好了再, 没问题的话: when, not what.
CONDITION = late(
    r"(?:等|待|在)?[^，,。；;\d]{0,14}?(?:升级?|下?发|限制?|测试?|完成|做|搞|换|到位|获取|拿|稳定|正常)(?:完成|完毕|完|好|结束|通过|成功)?(?:了)?(?:之后|以后|后(?!天|续)|再(?=由|让|请)|的话|(?<=了)再)"
    r"|没(?:有)?问题(?:的话|后)?|等[^，,。；;\d]{0,10}(?:升|发|做|测|弄|搞|完成)[完好]?了?(?=$|[，,])|(?:after|once|when)(?: \w+){1,5}?(?: is| are| has| have)?(?: done| finished| complete[d]?| upgraded| stable)"
)
ATTRIBUTE = late(r"已(?:经)?(?:升级|升完|下发|升)[过好完]?的?(?:服务器|机器|门店|那批|部分)?")
EVERYBODY = late(r"大家|都(?=[来去]?(?:拿|取|领|下载))|每个部门|(?:两|三|四)个业务部门|(?<![a-z])every(?:one|body)(?![a-z])|(?<![a-z])all of you(?![a-z])")
PUT_OFF = late(r"延|晚(?=[一二两三几半\d]|于)|宽限|放宽|豁免|暂缓|可以?[到至用]|(?<![a-z])(?:until|till|grace|later|postpone\w*|delay\w*)(?![a-z])")
ASKS = late(r"请|尽快|客户|用户|(?<![a-z])(?:please|asap|customers?)(?![a-z])")
HELPS = late(r"总负责|总体|统筹|协调|把关|配合|协助|支持|跟进|具体|值守|对接")
