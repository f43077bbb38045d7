"""RESTRICTS, DELAYS, EVERY, DONE_FIRST: the words that restrict, that put off and that tell of work (SPEC 1 版本限制、延迟限制)."""

from mailbot.late import late

RESTRICTS = late(
    r"限制(?!在|性)|(?:老|旧|低)版本(?:是指|指的?是?|即|就是)"
    r"|(?<![上不下有权无期时受局年])限(?= ?v?\d{1,3}\.[\dx])|限掉|限死"
    r"|(?:起|开始|之后|以后)(?:就|将|会|再|都|全|也)*(?:登录?|连|用)不(?:上|了|进)|(?:关|停|卡|拦|踢|掐|砍)掉|关停"
    r"|(?:不[给让许准]|别[再让给]+)[^，,。；;]{0,16}?(?:登|用|连|接入|访问)|(?:要|都|全|再|就|也|会|一并|开始|起|才|先)限(?=了|住|$|[，,。；;、\s])|禁用|停用|禁止|封禁"
    r"|封掉|封停|(?:将|就|会|起|开始)(?:再也)?无法(?:再|继续)?(?:登录|登陆|使用|连接?|接入|访问)|不再支持|不允许"
    r"|不再(?:允许|接受|提供|能|让|准|许)|停止(?:对)?[^，,。；;]{0,20}?(?:使用|支持|服务|登录|登陆)|停止使用"
    r"|不(?:能|让|可以?|准|许)(?:再)?(?:登录|登陆|使用|运行|连接?|接入|用)|限用|停止支持|restrict|block(?!er)"
    r"|disable|retire|disallow|lock(?:ed|s)? out|shuts? out|(?:shut|clos)(?:s|es|ed)? (?:the|its|our) doors? (?:on|to)|turn(?:s|ed)? away|cut(?:s|ting)? off|switch(?:es|ed)? (?:it |them )?off|shut(?:s|ting)? off"
    r"|(?<![a-z])not (?:be )?(?:allowed|permitted|able) to (?:log|sign|connect|use|run|start)"
    r"|no longer (?:support(?:ed)?|allowed|accepted|able|be able|connect|log|work|start|run)"
    r"|(?:can|could|will|may|must)(?: no longer|not|n't| not)(?: be able to)? (?:log|connect|start|run|work"
    r"|be used|be accepted|use)"
    r"|stops? (?:working|being)|refused|rejected"
)
DELAYS = late(
    r"缓一?缓|放一放|晚一?[点些]|来不及|等[到至]?(?=[^，,。；;]{0,14}\d[^，,。；;]{0,8}再)|延迟|延期|推迟|暂缓|缓限|延后|宽限|豁免|顺延|放宽到"
    r"|可以?(?:继续|接着)?(?:用|使用)[到至]"
    r"|(?:再|多|另外?)?(?<!交)[给留](?=[一二两三四\d]{1,2} ?个?(?:周|月|天|星期|礼拜))|(?:再|多)[给留](?=\s*$)"
    r"|(?:可以?(?:拖|留|撑)?|给|留|放|缓|宽限)[到至](?=[^，,。]{0,10}\d|[^，,。]{0,4}[月年]底|\s*$)"
    r"|(?:还|仍|仍然)(?:可以?|能)(?:继续)?(?:用|使用)[到至]|能(?:继续)?用到|晚(?:一)?点到"
    r"|(?<![今明昨当夜每早])晚(?:(?:[一二两三四五六]|\d{1,2})个?半?(?:周|天|月|星期|礼拜)|\s*$)|放宽至"
    r"|(?<![a-z])(?:may|can|could)(?: still| continue to)+ be used|(?<![a-z])still works?(?![a-z])|延至|延到"
    r"|(?<!for the )(?<!for my )delay(?:s|ed)?|postpone[d]?|deferred|grace|exten(?:d|ded|sion)|exempt(?:ed)?|put(?:s|ting)? off|(?:more|extra) time"
    r"|(?<![a-z])(?:keeps?|stays?|leaves?|spares?)(?= [^.,;]{0,40}(?:until|till)(?![a-z]))"
    r"|(?:has|have|gets?|given|granted|more|extra)(?: time)? (?:until|till)"
)
EVERY = late(r"全部|所有|均|统一|都|(?<![a-z])all(?![a-z])")
# What is rolled out by a day of its own says nothing of whom another clause restricts; 华东升完后 may.
DONE_FIRST = late(
    r"(?<!不方便)(?<!不便)(?<!法)(?<!不能)(?<![未没])(?:升级|下发|灰度|试点"
    r"|全量)(?![的前后])(?!.*(?:后|之前|以前)\s*$)"
    r"|完成[^，,。；;]{0,12}(?:升级|下发|灰度|试点|全量)(?!.*[后前]\s*$)"
    r"|(?<!不方便)(?<!不便)(?<!法)(?<!不能)(?<![未没])(?:升级|灰度|全量|下发)\s*$"
    r"|(?:升级?|发|装|换|推|更新)(?:完成?|好|掉|到|上去|下去)(?!.*[后前]\s*$)"
    r"|(?<![a-z])(?:upgrad|roll)(?:es|e|s)?(?![a-z])"
)
