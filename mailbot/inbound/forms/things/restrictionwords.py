"""RESTRICTS, UNRESTRICTED, DELAYS, BY, EVERY, DONE_FIRST: the words that restrict, that put off and that tell of work (SPEC 1 版本限制、延迟限制)."""

import re

from mailbot.late import late

RESTRICTS = late(
    r"限制(?!在|性)|(?:老|旧|低)版本(?:是指|指的?是?|即|就是)"
    r"|(?<![上不下有权无期时受局年])限(?= ?v?\d{1,3}\.[\dx])|限死|限这"
    r"|(?:要|都|全|再|就|也|会|一并|开始|起|才|先)限(?=了|住|$|[，,。；;、\s])|(?:再|才|同时|一起|统一|[日号点])[切关停封断清](?=了|掉|$|[，,。；;、\s])|清(?=的[是为]|到)|挡在外|限用|禁用|禁止|禁登|封[禁停]"
    # what can no longer be done
    r"|(?:登录?|登陆|连|用|跑)不(?:上|了|进)|打不开|进不[去来]|启动不了|别想(?:再)?(?:登|用|连|进)|(?:不予|概不|不再?)受理"
    r"|(?:不[给让许准]|别[再让给]+)[^，,。；;]{0,16}?(?:登|用|连|接入|访问)"
    r"|(?:将|就|会|起|开始)(?:再也)?无法(?:再|继续)?(?:登录|登陆|使用|连接?|接入|访问)|不允许"
    r"|不再(?:支持|允许|接受|提供|能|让|准|许)|不(?:能|让|可以?|准|许)(?:再)?(?:登录|登陆|使用|运行|连接?|接入|用)"
    # what is taken from use
    r"|停用|停止(?:对)?[^，,。；;]{0,20}?(?:使用|支持|服务|登录|登陆)|停[服运]|(?<=[都全先再日号])停(?![机电车产业留顿盘])|[限封关停卡拦踢掐砍断切下清禁]掉|关停|(?:[把将给全都起要就会]|一[律并])[^，,。；;被]{0,14}?[拦挡堵](?:住|下来)"
    r"|踢(?:下线|出)|下线(?!升级|时间)|清退|清理(?!缓存|数据|日志|磁盘)|退役|淘汰|作废|拒绝(?:接入|登录|登陆|连接?|服务|访问)|屏蔽|拦截|关闭(?=[^，,。；;]{0,14}(?:登录|入口|接入|通道))"
    r"|(?<![a-z])(?:restrict|block(?!er)|disable|retire|disallow|discontinue|decommission|sunset|ban(?:ned|s)?(?![a-z])|barr?(?:ed|ing|s)(?![a-z]))"
    r"|(?<![a-z])(?:lock|shut|phas|kick|turn|switch|cut|throw|boot|push)[a-z]*(?: (?:it|them|theirs|those|these))? (?:out|off|away)(?![a-z])"
    r"|(?:shut|clos)(?:s|es|ed)? (?:the|its|our) doors? (?:on|to)|pull(?:s|ed|ing)? the plug|(?:has|have|needs?) to go(?! (?:to|over|through|up))"
    r"|(?<![a-z])(?:drop|end|stop|withdraw)(?:s|ped|ping|ed|ing)? (?:the )?(?:support|service)(?: for| of)?"
    r"|support (?:for|of) (?:[^,.;]|\.(?=\d|x)){1,30} (?:ends?|stops?|is over|expires?)|end of (?:life|support)|(?<![a-z])dropp?(?:ed|ing|s)?(?= (?:v|version )?\d)"
    r"|(?<![a-z])not (?:be )?(?:allowed|permitted|able|let) (?:to |in)(?:log|sign|connect|use|run|start)?|(?:won't|not|no longer) be (?:let in|accepted|served|admitted)"
    r"|no longer (?:support(?:ed)?|allowed|accepted|able|be able|connect|log|work|start|run)"
    r"|(?:can|could|will|may|must)(?: no longer|not|n't| not)(?: be able to)? (?:log|connect|start|run|work"
    r"|be used|be accepted|use)"
    r"|(?<![a-z])no(?:body|(?:thing| (?:clients?|servers?|versions?|one|app))(?:[^,.;]|\.(?=\d|x)){1,40}) ?(?:can|may|(?:will|should|shall|must|is to) be (?:able|allowed) to) (?:log|connect|start|run|use)"
    r"|(?<![a-z])(?:say(?:s|ing)? goodbye to|get(?:s|ting)? rid of)(?![a-z])"
    r"|stops? (?:working|being)|refused|rejected|denied"
)
UNRESTRICTED = late(
    r"(?:已经?|曾|早已)(?:于|在|经)?[^，,。；;]{0,14}(?:限制|禁用|停用)|不限制|不作限制|不做限制|无需限制"
    r"|不受限制|没有限制|不限(?!于)|not restricted|no restriction|unrestricted"
    # what goes wrong, or lasts minutes
    r"|(?:反馈|反映|投诉|抱怨|出现|遇到|发生|报错)[^，,。；;]{0,10}(?:打不开|不(?:上|了|进去)|起不来)"
    r"|下线(?:了|约?\s?[\d一二两三四五六七八九十]+ ?(?:分钟|个?小时))|for maintenance"
    # what is left as it is: 8.1 先不动
    r"|(?:先|暂时?|都|就)?不(?:动|碰|管)(?:它|他们?)?(?=\s*(?:[，,。；;)）]|$))|(?:先|暂时?|继续|予以|仍)保留|保留(?=\s*$)|照常(?:使?用|登录|运行)?|不受影响|再(?:观察|看看|等等)"
    r"|(?:still|remains?|stays?) (?:ok|okay|fine|usable|supported|allowed|untouched|as (?:it is|they are))(?!.*(?:until|till))"
    r"|(?:is|are) (?:fine|ok|okay|not (?:affected|touched))|unaffected|untouched"
)
DELAYS = late(
    r"缓一?缓|缓(?=[一二两三四半\d])|放一放|晚一?[点些]|来不及|等[到至]?(?=[^，,。；;]{0,14}\d[^，,。；;]{0,8}再)|延迟|延期|推迟|推[到至]|暂缓|缓限|延后|宽限|豁免|顺延|放宽到"
    r"|(?:可以?|允许)(?:继续|接着)?(?:用|使用|拖|留)?[到至](?=[^，,。]{0,10}\d|[^，,。]{0,4}[月年]底|\s*$)"
    r"|(?:再|多|另外?)?(?<!交)[给留](?=[一二两三四\d]{1,2} ?个?(?:周|月|天|星期|礼拜))|(?:再|多)[给留](?=\s*$)"
    r"|(?:可以?(?:拖|留|撑)?|给|留|放|缓|谈|拖|宽限?)[到至](?=[^，,。]{0,10}\d|[^，,。]{0,4}[月年]底|\s*$)"
    r"|(?:还|仍|仍然)(?:可以?|能)(?:继续)?(?:用|使用)[到至]|能(?:继续)?用到|晚(?:一)?点到"
    r"|(?<![今明昨当夜每早])晚(?:(?:[一二两三四五六]|\d{1,2})个?半?(?:周|天|月|星期|礼拜)|\s*$)|放宽至"
    r"|(?<![a-z])(?:may|can|could)(?: still| continue to)+ be used|(?<![a-z])still works?(?![a-z])|延至|延到"
    r"|(?<!for the )(?<!for my )delay(?:s|ed)?|postpone[d]?|deferred|grace|exten(?:d|ded|sion)|exempt(?:ed)?|put(?:s|ting)? off|(?:more|extra) time"
    r"|(?<![a-z])(?:keeps?|stays?|leaves?|spares?|goes|go|carry|carries|continues?)(?! (?:valid|effective|in (?:effect|force)))(?= [^.,;]{0,40}(?:until|till|through)(?![a-z]))"
    r"|(?<![a-z])(?:gets?|has|have|given|with|for|takes?|needs?) (?:an?|one|two|three|four|\d{1,2}) (?:extra|more|additional|further) (?:day|week|month)s?"
    r"|(?<![a-z])(?:an?|one|two|three|four|\d{1,2}) (?:day|week|month)s? (?:later|longer|after that)(?![a-z])"
    r"|(?:has|have|gets?|given|granted|more|extra|longer)(?: time|:)? (?:until|till)"
)
BY = late(r"前\s*$|^(?:before|by) ", re.IGNORECASE)  # the words of a day by which, not from which
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
