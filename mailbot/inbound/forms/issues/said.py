"""IssueSaid: what the words of a text about issues say, whoever says them: done about it, unsolved, verified, asked."""

import re
from collections.abc import Sequence

from mailbot.inbound.forms.clauses import clauses, is_question
from mailbot.inbound.forms.context import Context
from mailbot.inbound.forms.hearing import Heard, Hearing, hear, smooth
from mailbot.late import late
from mailbot.value import Value

__all__ = ["IssueSaid"]

_LABEL = late(
    r"(?:^|\n|[。；;，,]|\.(?=\s))\s*(?:(?:问题|缺陷|(?:issue|defect|bug)s?)[\s\d、,，和and&#]*[:：]?\s*"
    r"|\d+[.、]\s*)?(?:的)?(?:处理结果|处理结论|处理意见|处理情况|处理方案|处理措施|解决方案|解决办法|解决措施"
    r"|修复方案|规避(?:方法|办法|措施|方案)|临时(?:方案|措施|办法)|结论|结果|答复|handling result|resolution"
    r"|solution|workaround|result|answer|fix)\s*(?:如下|是|为)?\s*[:：]\s*",
    re.IGNORECASE,
)
_FIXED = late(
    r"(?:已|已经|均已|都已|现已|也已|已于"
    r"|已在)(?:(?!安排|通知|转|联系|请|要求|开始|着手|准备|计划|收到|知|定位|复现|确认|了解|排查"
    r"|分析)[^，。；;\n]){0,18}?(?:修复"
    r"|解决|处理|排除|恢复|合入|合并|修正|更正|修改|改好|改正|发布|推送|下发|替换|调整|优化|完成|关闭|回退|改回"
    r"|打补丁|升级|重启|更新|规避|切换|切到|切回|补上|补到|补齐|带上|加上|增加|放开|开通|停用|下线|重建|重装"
    r"|重新|迁移|改用|撤回|纠正|更换|刷新|清理|扩容|限流|授权|重做|重发)"
    r"|已(?:经)?(?:将|把|对|给)[^，。；;\n]{1,30}?(?:改为|改成|改到|设为|设置|配置|调到|调大|调小|换成|扩容|清理"
    r"|释放|重发|补发|禁用|启用|加上|去掉|删除)"
    r"|(?:改|修|处理|调|弄|搞|补|换|加|删|清)(?:好|完|掉|上|定|正)了"
    r"|重新[签装配建发做生][^，。；;\n]{0,8}?了(?![吗么没就再后])|(?<![可还])不改(?!变|动|善|进)"
    r"|(?<!还)不修(?![复改正])|(?:先|就|这次|暂时)不(?:改|修|动)"
    r"|(?:即可|就可以?|便可|可以|能够?|可)(?:解决|恢复|修复|规避|避免|正常)"
    r"|(?:重启|升级|更新|替换|修改|调整|回退|重装|清理|更换)[^，。；;\n]{0,24}(?:后|之后|即可|就)(?:已|就|便|可"
    r"|能|全部|都|均)*(?:恢复|正常|解决|好了|可用)"
    # 清缓存即可, 导入新证书就行: a remedy; 提供日志即可 asks for something.
    r"|(?:^|[,，。；;：:\n]|只要|只需要?"
    r"|您?直接)\s*(?!请?(?:把[^,，。；;\n]{0,8}(?:发|给|传|贴|补)|提供|补充|发|给|贴|截|上传|等|看|说明|告诉"
    r"|反馈|回复|确认|如果|若))[^,，。；;\n]{2,24}(?:即可"
    r"|就行|就好|便可|就可以)了?(?=$|[\W_])"
    # 补了授权, 改了读取路径: a remedy; 加了日志, 换了台机器 is a way to find one. 2.8.0.34 修正: the version that brings it.
    r"|(?:补|加|改|换|修|删|去掉|增加|修改|调整|修正|更新|替换)(?:上|掉|好|正|大|小|成|为"
    r"|复)?了(?![吗么没吧个几两三半]|一半|一部分|部分|一?[下点些]"
    r"|(?:日志|打印|埋点|监控|会|群|班|单|机器|台|环境|测试|密码|\d)|(?:一|\d)\s*[个台])[^,，。；;\n]"
    r"|(?:换|改|修|补|删|调|清|关|停|禁)(?!了|个|到"
    r"|过)(?:(?!日志|复现|试|看|会|还|不|没|未|请|客户|门店)[^,，。；;\n]){1,12}(?<![个次遍台天])了(?=$"
    r"|[,，。；;\n])"
    r"|(?:都|全部?|均|已经?)?(?<![在着])(?:修|改)了(?=$|[,，。；;\n])|已经?改(?=$|[,，。；;\n])"
    r"|(?<![\d.])\d{1,4}\.\d{1,4}(?:\.\d{1,6}){0,4} ?(?:版本?|版本?[里中])?(?:里|中)?(?:已经?|会)?(?:修正|修复"
    r"|解决|合入|带上|更正)(?=$|[\W_])"
    r"|(?:不|无需|无须|不用|不再|不予|暂不)(?:做|作|予以|需要)?(?:处理|修复|修改|解决)"
    r"|(?:没有?|无)必要(?:改|修|处理|动|调)|(?:不必|不用|无需)(?:改|修|动)(?![复改正善])"
    r"|(?<!可能)(?<!应该)(?<!应)(?<!不)属于?(?:现场|客户|门店|网络|第三方|机房|运维|硬件|人为"
    r"|外部)[^，,。；;\n吗]{0,8}(?:配置|问题|原因|故障|环境|操作|限制)"
    r"|不算(?:是)?(?:产品)?(?:问题|缺陷|bug|故障)|(?:不是|并非|不属于|非)(?:产品)?\s?(?:问题|缺陷|bug|故障)"
    r"|(?:属于|是)(?:正常|设计|预期|配置|环境|操作|使用)[^，。；;\n]{0,6}(?:现象|行为|问题|如此|不当|错误|所致)"
    # 修复包 7.4.0.2 已经放到官网: it is there to be taken.
    r"|(?:修复包|修正包|热修复?|热补丁|补丁|hotfix|patch|修复版本?|新版本?|新包)[^，。；;\n]{0,20}?(?:已经?|刚"
    r"|都)+(?:放|上传|上架|挂|发|推|给|提供|交付|打|出|同步|传)"
    # 不是我们的问题，第三方网关超时 3 秒，建议业务改成 10 秒
    r"|(?:不是|并非|不属于)我们(?:这边|产品|软件|系统|程序)?的?(?:问题|缺陷|bug)[^。；;\n]{0,60}?(?:建议|请|让"
    r"|可以|需要?)[^。；;\n]{0,30}?(?:改|调|设|换|升级|配置|加|放开|重启|清)"
    # 缺陷 1、2 修复, in a list of what a version brings
    r"|(?:缺陷|问题|bug) ?\d{1,3}(?:[、,和 ]{1,3}\d{1,3}){0,9} ?(?:修复|解决)(?=[，,。；;！!\s]|$)"
    r"|(?:已经?|刚)(?:打|出|做|给|发|上传|放|提供|推)(?:好|出|上|到|了)*[^，。；;\n]{0,6}?(?:修复包|修正包"
    r"|热修复?|热补丁|补丁|hotfix|patch)"
    r"|(?<![a-z])(?:we |i |have |has |and )?(?:replaced|reissued|renewed|reinstalled|reconfigured"
    r"|restarted) (?:it|them|the|all|both)(?![a-z])"
    r"|(?<![a-z])(?:it's|it is|this is) (?:a |an )?(?:configuration|environment|network|user|setup) (?:issue"
    r"|problem|error|mistake)(?![a-z])"
    r"|(?<![a-z])no (?:code |software |further )?(?:change|fix|patch|action)s? (?:on our side |in our code "
    r"|here )?(?:is |are )?(?:needed|required|necessary)"
    r"|(?<![a-z])root cause\s*[:：is]{1,3}[^\n]{3,160}?[.,;] (?:so )?(?:please|just|you can|they (?:should|can)"
    r"|the customer (?:should|can)) (?:set|change|update|upgrade|restart|replace|add|open|allow|configure"
    r"|disable|enable|reinstall|use|clear|increase|reduce|switch)(?![a-z])"
    r"|(?<![a-z])(?:(?:solves|fixes|resolves|cures) (?:it|this|that|the)|corrected)(?![a-z])"
    r"|(?<![a-z])(?:fixed in|fixed|resolved|patched|rolled back|reverted|hotfixed)(?![a-z])"
    r"|(?:merged|released|shipped|deployed) (?:in|to|with|a fix)"
)
# 延期到下个版本处理, 本版不改: what is done about it is that it waits, and that is decided.
_DEFERRED = late(
    r"(?:延期?|推迟|挪|放|移|留|排|转|顺延)(?:到|至|在|入)?(?:下个?|下一个?|后续)(?:大|小)?(?:版本|迭代)(?:中"
    r"|里)?(?=[，,。；;！!\s]|$)"
    r"|(?:延期?|推迟|延后|顺延|挪|放|移|留|排|安排|计划|列入|纳入|转入?|归入)?(?:到|至|在|于|进)?(?:下个?"
    r"|下一个?|后续|后面的?)(?:大|小)?(?:版本?|迭代|期)(?:中|里|时)?(?:再|统一|一并|一起)?(?:修复|处理|解决|修改"
    r"|改|优化|实现|考虑|跟进|做|说|议)"
    # 放到 8.4 里一起改, 转 8.4 处理, 8.4 再改
    r"|(?:延期?|推迟|顺延|挪|放|移|留|排|安排|计划|列入|纳入|并入|转入?|归入|等)(?:到|至|在|于"
    r"|进)? ?v?\d{1,4}(?:\.\d{1,4}){1,4} ?(?:版本?)?(?:中|里|时)?(?:再|统一|一并|一起|来)*(?:修复|处理|解决|修改"
    r"|改|优化|实现|考虑|跟进|做|(?=$|[,，。；;\n]))"
    r"|(?<![\d.])v?\d{1,4}(?:\.\d{1,4}){1,4} ?(?:版本?)?(?:中|里|时)?(?:再|统一|一并|一起)(?:修复|处理|解决|修改"
    r"|改|优化|实现|考虑|做)"
    r"|(?:本|这|当前)(?:个|次)?版本?(?:就|先|暂)?(?:时)?不(?:做|作|予|再)?(?:修复|处理|解决|修改|改|动|调整)"
    r"|(?<![a-z])(?:deferred|postponed|moved|pushed|scheduled) (?:to|for|until) (?:the )?(?:next|a later"
    r"|v?\d+\.\d)[^,.;]{0,12}"
    r"|(?<![a-z])(?:will be )?fixed in (?:the )?next (?:release|version)"
)
_DECLINED = late(
    r"(?:^|[\s，,。；;：:])(?:已经?|先|都)?转(?:给|交|由)?(?:研发|测试|技术|产品|开发|运维|业务)(?:部门?|经理"
    r"|那边|同事)?了?(?=$|[\s，,。；;])"
    r"|不归我|不是我(?:们)?(?:负责|处理|的)|不属于我|不由我|不该我|与我(?:们)?无关|找错人"
    r"|请(?:转|让|找|由)[^，。；;\n]{1,12}(?:处理|答复|看|跟进|回复)"
    r"|转(?:给|交|由)?[^,，。；;\n]{1,8}(?:处理|跟进|排查|解决)(?=$|[,，。；;\n])"
    r"|请(?:研发|开发|测试|技术|产品|运维|业务|[\u4e00-\u9fff]{1,3}[总工])[^，。；;\n]{0,6}(?:处理|答复|看|跟进"
    r"|回复|确认)"
    r"|转(?:给)?[^，。；;\n]{1,8}(?:处理|跟进)?了?(?=[。.!！~\s]*$)"
    r"|(?<![a-z])(?:not (?:mine|my|ours|our)|please ask|over to|belongs to)(?![a-z])"
)
_FUTURE = late(
    r"预计|预期|估计|计划|打算|争取|力争|尽快|尽量|马上|立即|即将|将(?!\S{0,12}已)|准备|拟|希望|需要|需要?在"
    r"|要在|会(?!议|员)|明天|明早|后天|今晚|下周|稍后|随后|正在|在处理|中(?=$|[，。；;])|待|等|如果|若|一旦|请"
    r"|麻烦|能否|是否"
    r"|(?<![a-z])(?:will|'ll|going to|to be|being|shall|should|plan\w*|expect\w*"
    r"|by (?:mon|tue|wed|thu|fri|tomorrow|the end)|tomorrow|soon|if|when|once|please|can|could|not|cannot|isn't"
    r"|hasn't|yet)(?![a-z])"
)
# 8.4.2.2 刚刚推下去了, 补丁已经打上去了: the version that brings it; one that brings logs is a way to find it.
_ROLLED_OUT = late(
    r"(?:\d{1,4}(?:\.\d{1,6}){1,5}|补丁|热修复|修复包|修正包|新版本?|新包"
    r"|(?<![a-z])(?:patch|hot ?fix)(?![a-z]))\s*(?:版本?|包)?\s*(?:也|都|全部|已经?|刚刚?|刚才|今早|今天|昨晚"
    r"|昨天|中午|上午|下午|给)*\s*(?:推|发|下发|推送|更|更新|换|替换|打|装|部署|升|升级"
    r"|上)(?:到[^，,。；;\n]{1,12})?(?:下去|上去|出去|过去|完|好|上"
    r"|到位)了(?!\s*(?:[吗么没吧就再才后]|之后|以后))"
)
_TO_FIND = late(
    r"日志|埋点|打印|调试|诊断|抓(?:包|取|日志|现场)?|复现|定位|排查|观察点"
    r"|(?<![a-z])(?:debug|logging|logs?|trace|diagnos\w*)(?![a-z])"
)
_NEGATED = late(
    r"(?:还没|没有|没|未|尚未|仍未|并未|还未|不能|无法|暂不|先不|不要|(?<![级类区个特分鉴辨识告性派差识])别|没能"
    r"|未能|不|(?<![a-z])(?:not|never|cannot|can't|isn't|hasn't|haven't|won't)\s)[^，。；;\n已]{0,6}$"
)
# 没复现 tells of this one try, 无法复现 that it cannot be.
_THIS_TIME = late(r"没|未|(?:could|did) ?n.t|could not|did not")
# 日志能发一份吗, 系统版本也写一下: something that whoever raised it has to bring.
_MATTER = (
    r"(?:日志|dump|截图|录屏|抓包|报文|版本|环境|配置|步骤|现象|账号|单号|时间点|堆栈|信息|样本|数据|型号|ip|logs?"
    r"|screenshots?|trace|version|steps|details)"
)
_WANTS = late(
    rf"(?:请|麻烦|烦请|让)[^，,。；;\n]{{0,6}}(?:确认|核实|告知|反馈|说明|提供|查)(?:一下"
    rf"|下)?[^，,。；;\n]{{0,8}}{_MATTER}"
    rf"|"
    rf"(?:需要|还?缺|还?差|要有|得有)[^，,。；;\n]{{0,8}}{_MATTER}(?=$|[\W_]|才|再|来|看|定位|分析)|"
    r"(?:麻烦|请|劳烦|辛苦|方便的话|能否|能不能|可以)[^，。；;\n]{0,6}(?:发|传|给|提供|贴|截)(?:我|我们"
    r"|过来)?(?:一份|一下|一个|个|张图|过来)"
    rf"|{_MATTER}[^，。；;\n]{{0,10}}(?:(?:能|可以|方便|麻烦|请|再|也|先|都)[^，。；;\n]{{0,4}}(?:发|给|贴|提供"
    rf"|补|传|写|附|截|抓)"
    rf"|(?:发|给|贴|补|传|写|附|截|抓)(?:一下|下|一份|一个|个|给我|过来|我))"
    rf"|(?:能|可以|方便|麻烦|请|再|先)[^，。；;\n]{{0,6}}(?:发|给|贴|提供|补充?|传|写|附|截|抓)(?:一下|下|一份"
    rf"|一个|个|些|张|给我|我|过来)?[^，。；;\n]{{0,10}}{_MATTER}",
)
_UNSOLVED = late(
    r"(?:复测|验证|回归|重测|再测|重试|再试|试了|测了|升级后|更新后|装了|重启后)[^，。；;\n]{0,12}?(?:没过"
    r"|没通过|不过关|未过|未通过|不通过|过不了|不行|失败|不ok|没好|没解决|没用|不管用|没效果|依旧|依然|照样|照旧"
    r"|还是[^，。；;\n]{0,10}(?:不|没|报错|空白|崩|卡|慢|失败|有|这样|一样|异常|重复))"
    # 仍连不上, 又坏了
    r"|(?:还是|仍然?|依然|依旧|照样|还)(?:会|在)?[\u4e00-\u9fff]{0,2}?[连登用打进启升装传查点收发印]不(?:上|了"
    r"|开|来|通|动|到|出|下|进|起)(?:来|去)?"
    r"|(?<![\u4e00-\u9fff])(?:现在|今天|今早|刚才|刚刚|早上|昨晚)?又(?:坏|挂|断|崩|卡|掉|停|不行|连不上|打不开"
    r"|用不了)了?(?=$|[\W_])"
    r"|(?:还是|仍然?|依然|依旧|照样|还)(?:会|在|能)?(?:报错|报|空白|崩溃|卡死|卡|失败|异常|打不开|起不来|出现"
    r"|存在|重复|乱码)"
    # 4 台好了，还有 1 台起不来
    r"|(?:还有|仍有|另有|剩下?|其中|但)(?:的)? ?(?:\d{1,5}|[一二两三四五六七八九十几]{1,3}) ?(?:台|家|个|套|户"
    r"|处|条)[^，,。；;\n]{0,10}?(?:起不来|打不开|不行|没好|不好|报错|有问题|失败|不正常|异常|一样|老样子|没解决"
    r"|没恢复|没变化|连不上|不能用|用不了)"
    # 5 没过，凌晨还是没切割
    r"|(?<![^\W\d_])(?:还是|仍然?|依然|也|都|又)?(?:没有?过|没有?通过|未通过|不通过|不过关"
    r"|过不了)(?=了?(?:$|[\W_]))"
    r"|(?:还是|依然|仍然?|依旧|照样)(?:没有?|不)(?!问题|异常|清楚|确定|知道|一定|明白|太|时间|空|来得及|机会|人"
    r"|收到|看到|想|敢|大)[^，,。；;\n]{1,8}"
    r"|验证[:：][^\n]{0,60}?(?:未|不|没有?)通过|没有?(?:改|修|弄|搞|处理|解决)(?:好|掉|完|对|干净|到位)"
    r"|又(?:会|开始|有[^,，。；;\n]{1,6})?[^,，。；;\n了的]{0,6}?(?:不来|不了|不开|不上|不动|不通|不出|失败|报错"
    r"|报警|崩|卡死|卡住|挂|断|重复|丢|空白|出错|异常|死机|黑屏|掉线|宕机|出现|发生)了?"
    r"|(?<![a-z])still \d"
    r"|(?<![a-z])still (?:shows?|showing|gets?|getting|ha(?:s|ve|d)|having|see|sees|seeing|reads?|returns?"
    r"|reports?|displays?|present|missing|empty|occurs?|occurring|appears?|there|reproduc\w+|an issue|not|no"
    r"|doesn't|isn't|can't|cannot|the case|crashes|wrong)(?![a-z])"
    r"|(?<![a-z])(?:still|again)(?![a-z])[^,.;\n]{0,30}(?<![a-z])(?:blank|crash\w*|fail\w*|error\w*|wrong|broken"
    r"|slow|the same|stuck|see\w*|happen\w*)(?![a-z])"
)
_VERIFIED = late(
    r"验证(?:已)?(?:通过|ok|完成|无误|没问题|成功)|已验证|复测(?:已)?(?:通过|ok)|回归(?:测试)?(?:已)?通过"
    r"|确认(?:已经?|问题已?)?(?:解决|修复|关闭|恢复)"
    r"|(?:可以?|请|同意|申请)(?:以)?关(?:闭|掉|(?=[，,。；;！!\s]|$))"
    r"|关闭(?:吧|了|该问题|此问题|问题|$|[，。！])|问题(?:已经?)?关闭|验证[:：][^\n]{0,60}?(?<![未不没])通过"
    r"|不用(?:再)?(?:处理|管|查|看)了?|无需处理|误报|撤销(?:该|此|这个)?问题|关单|结单"
    # 关了吧, 那就关掉吧, as a clause of its own: 把自动更新关了吧 is of something else.
    r"|(?<!\w)(?:那|那就|就|可以|都|也|直接|一起|先|麻烦|帮忙|(?:把)?(?:这个|这条|该|此|它)(?:问题)?)*关(?:掉"
    r"|闭)?了?吧(?!\w)"
    r"|(?<![a-z])(?:verified|verification passed|confirmed (?:fixed|resolved)|(?:you|we) can close|can be closed"
    r"|please close|close (?:it|this)|closed|false alarm)(?![a-z])"
    r"|(?<![a-z])(?:works?|working"
    r"|(?:is|are|looks?|all|back to) (?:fine|ok|good|normal))(?: (?:fine|well|ok|again|correctly|properly"
    r"|as expected))?(?: (?:on|in|at|for|with) [^,.;\n]{1,30}?)? now(?![a-z])"
    r"|(?<![a-z])(?:works|working) (?:fine|well|correctly|properly|as expected|again)(?![a-z])"
)
# The whole answer to 请验证.
_FINE = late(
    r"(?:(?:这边|我们?|看了|试了|试过|测了|测过|验了|看过|现在|目前|都|已经?|一切|下|一下|了|确实|是"
    r"|\d+ ?[台家个套处]|[两三四五六七八九十几][台家个套处]|重启|升级|更新|重装|登录|打印|使用|运行|现场|客户"
    r"|门店|服务|设备|机器|之?后|全部|均|也|就|的)*(?:没有?问题|无问题|没毛病|正常)(?:了|的|啦|哈)?"
    r"|(?:all |looks |it's |is )?(?:good|fine|ok) (?:here|now|on our side|from our side|for us)|confirmed|passed"
    r"|(?:(?:这|这边|两|三|几|个|都|全部|均|也|已经?|全)*(?:验证|复测|回归|测试)?通过(?:了|的)?)|ok了?)"
)
_SEEMS = late(r"好像|似乎|貌似|看样子|(?<![a-z])(?:seems?(?: to be)?|looks like|apparently)(?![a-z])[^,.;\n]{0,8}$")
_SPACES = late(r"[\s\W_]+")
# Said by somebody who answers for no issue, these end one, too; said by a manager they are its handling result.
_SOLVED = late(
    r"(?:问题|故障|缺陷)?(?:已经?|都|均|全部)+(?:已经?)?(?:解决|修复)"
    r"|(?<![a-z])(?:(?:is|are|been|now) (?:fixed|resolved|solved)|issue resolved|problem solved)(?![a-z])"
)
_TAKES = late(
    r"我来|我负责|我处理|我跟|我看|由我|交给我|我们来|我们处理|我们跟|我接|收到|on it|i'll|i will|mine|taking"
)
# 已定位，根因是…: what was found out is no result yet.
_FOUND_OUT = late(
    r"\s*(?:问题|缺陷)?(?:已经?|初步|基本)?(?:已经?)?(?:定位|复现|排查|分析|收到|安排|转(?!正)|反馈|联系)"
    r"|\s*(?:根因|原因|初步(?:判断|怀疑)|怀疑)"
)
_NOT_YET = late(
    r"\s*(?:问题|缺陷)?(?:目前|现在)?(?:还没有?|还未|尚未|暂未|仍未|未|没有?)(?!有?问题|异常)"
    r"|\s*(?:not|still not|no fix)(?![a-z])"
)
_HANDS_ON = late(r"(?:归|由|让|找|交给|转给?|给|请|等|问|@|是|(?<![a-z])(?:ask|to|for|by|with)\s)\s*")
# 暂时没再出现，先观察几天: it is not over yet.
_WATCHED = late(
    r"观察|暂时|目前(?:来看)?还?(?:没|未)|再看(?!不)|先看看|再跟(?:踪|一下)|再等等"
    r"|(?<![a-z])(?:for now|so far|keep watching|will monitor|monitor(?:ing)?)(?![a-z])"
)
_KEEPS_OPEN = late(
    r"(?:先|暂时?|还|暂且|不要|别|不能|不可以|不予)(?:先|不|别|不要|不能)*(?<=不|别|要|能|以|予)关(?!系|注|心|联"
    r"|于|掉了)(?:闭|掉|单)?"
    r"|(?<![a-z])(?:do not|don't|not) close|keep (?:it |this )?open(?![a-z])"
)
_ENDS_IT = late(r"关闭|关掉|关单|结单|验证通过|确认解决|(?<![a-z])(?:close|closed|verified)(?![a-z])")
_SHORT_WORD = 16  # characters of 问题 2：收到，我来处理: with more, something is said
_HOLLOW = late(
    r"(?:还|正)?在(?:想|看|查|找)[^，,。；;]{0,4}|还没(?:想好|定|有)[^，,。；;]{0,4}|待定|待确认|暂无|无|没有"
    r"|处理中|正在.{0,6}|tbd|pending|n/?a|-+",
    re.IGNORECASE,
)


class IssueSaid(Value):
    """What a text about issues says, whoever says it. `handled` a thing done or decided; `declines` that it is for somebody else; `labelled` under 处理结果：; `to_come` nothing
    but what will be; `verified` a word that ends an issue even before it was answered; `fine` 没问题, with nothing beside it."""

    handled: bool
    declines: bool
    labelled: bool
    to_come: bool
    only_to_come: bool
    result: str
    asks: bool
    reopened: bool
    closed: bool
    verified: bool
    fine: bool
    solved: bool
    takes: bool
    polite: bool
    thanks: bool

    @staticmethod
    def heading(words: str) -> str:
        """处理结果： at the end of a text, above what is said of each issue; '' where it ends otherwise."""
        return next((m[0].strip() for m in _LABEL.finditer(words) if not words[m.end() :].strip()), "")

    @classmethod
    def of(cls, words: str, context: Context) -> "IssueSaid":
        heard = hear(words, context.rules.phrases)
        line = heard.text
        label = _LABEL.search(words)
        spans = clauses(line)
        ask = _first(heard.heard, "ask_raiser", spans, line)
        handled = _handled(line, heard.heard, spans)
        # 无法复现 settles it for now, unless more is asked for: 无法复现，请补充日志.
        wants = ask or any(_WANTS.search(line[a:b]) for a, b in spans)
        unseen = any("not_reproduced" in h.meanings and not _THIS_TIME.match(h.words) for h in heard.heard)
        handled = handled or (
            unseen and not wants and not _WATCHED.search(line) and not any(is_question(line[a:b]) for a, b in spans)
        )
        future = bool(_FUTURE.search(line)) or heard.says("promise", "not_done")
        result = words[label.end() :].strip() if label else words
        hollow = bool(label) and bool(_HOLLOW.fullmatch(result.strip(" 。.！!")))
        if label and not hollow and result:
            to_come = False if handled else _only_to_come(smooth(result))
        else:
            to_come = hollow or (future and not handled) or heard.only("acknowledge", "promise")
        question = bool(spans) and is_question(line[spans[-1][0] : spans[-1][1]]) and not handled
        return cls(
            handled=handled,
            declines=bool(_DECLINED.search(line)) or _for_another(line, context),
            labelled=label is not None and bool(result) and not hollow,
            to_come=to_come,
            only_to_come=hollow or _only_to_come(smooth(result)),
            result=result,
            asks=ask
            or (heard.says("not_reproduced") and any(is_question(line[a:b]) for a, b in spans))
            or (question and _asks_back(line))
            or wants,
            reopened=_clear(_UNSOLVED, line, spans) or _first(heard.heard, "reopen", spans, line),
            closed=not _KEEPS_OPEN.search(line)
            and not (_WATCHED.search(line) and not _ENDS_IT.search(line))
            and (_first(heard.heard, "close", spans, line) or _clear(_VERIFIED, line, spans)),
            verified=_clear(_VERIFIED, line, spans),
            fine=_all_fine(line, spans, heard),
            solved=_clear(_SOLVED, line, spans),
            takes=bool(_TAKES.search(line)),
            polite=heard.only("acknowledge", "thanks"),
            thanks=heard.only("thanks"),
        )


def _all_fine(line: str, spans: Sequence[tuple[int, int]], heard: Hearing) -> bool:
    """没问题, or 行 of whoever has looked, and nothing beside it but thanks and that it was looked at."""
    parts = [part for a, b in spans if (part := _SPACES.sub(" ", line[a:b]).strip())]
    looked = any(_LOOKED.fullmatch(part) for part in parts)
    fine = [bool(_FINE.fullmatch(part) or (looked and _WEAK.fullmatch(part))) for part in parts]
    beside = (part for part, good in zip(parts, fine, strict=True) if not good)
    return any(fine) and all(
        _LOOKED.fullmatch(part) or _HEARD.fullmatch(part) or _thanks(part, heard) for part in beside
    )


_WEAK = late(r"(?:可以|行|ok|好)(?:了|的|啦)?")  # 验了，行: by itself no more than a 收到
_LOOKED = late(
    r"(?:我|我们|这边|刚才?|已经?|今天|昨天|又|在|现场|门店|\d+ ?[家台个])*(?:看|试|测|验|查|验证|测试|复测"
    r"|回归)(?:了|过|过了)?(?:一下|下|一遍|两遍|几次)?"
)
_HEARD = late(r"(?:收到|好的|各位好|大家好|hi|hello|你好|您好)")


def _thanks(part: str, heard: Hearing) -> bool:
    return any("thanks" in h.meanings and h.words in part for h in heard.heard) and len(part) <= (
        40 if part.isascii() else 12
    )


def _for_another(line: str, context: Context) -> bool:
    """归祝强, 等祝强结论, 由测试部看: it is for somebody of the directory, not for whoever writes."""
    directory = context.rules.directory
    own = directory.person(context.person)
    mine = {smooth(own.name), smooth(own.department or "")} if own else set()
    return any(
        (after := line[m.end() : m.end() + 24])
        and any(
            len(name) > 1 and name not in mine and after.startswith(name) for name in map(smooth, directory.names())
        )
        for m in _HANDS_ON.finditer(line)
    )


def _handled(line: str, heard: Sequence[Heard], spans: Sequence[tuple[int, int]]) -> bool:
    """Whether something has been done about it: 已修复, in a clause that does not speak of what will be, and that it did not help
    is not said behind it (改参数了，没用)."""
    deferred = any(not is_question(line[a:b]) for m in _DEFERRED.finditer(line) for a, b in spans if a <= m.start() < b)
    arranged = _ARRANGED.search(line)
    done = [
        m.end()
        for m in _FIXED.finditer(line)
        if _sure(m.start(), m.end(), line, spans) and not (arranged and _IN_VERSION.fullmatch(m[0]))
    ]
    done += [
        h.end
        for h in heard
        if "handled" in h.meanings
        and h.words not in ("处理结果", "处理结论", "handling result")
        and _sure(h.start, h.end, line, spans)
    ]
    done += (
        []
        if done or _TO_FIND.search(line)
        else [m.end() for m in _ROLLED_OUT.finditer(line) if _sure(m.start(), m.end(), line, spans)]
    )
    if (_STILL_SOUGHT.search(line) or (_TRIED.search(line) and not _SETTLED.search(line))) and not _LABEL.search(line):
        return deferred
    return deferred or bool(done and not _NO_HELP.search(line, max(done)))


# 已安排覃朗修，2.8.0.34 里带上: a version that will bring it, of work that is only arranged.
_ARRANGED = late(
    r"(?:已经?|刚)?(?:安排|交给|转给|让|请|指派给?|分给)[^，,。；;\n]{1,10}?(?:去|来)?(?:修|改|处理|跟进|看|查"
    r"|排查|定位)"
)
# 已重启一台试试，观察中; 代码改完了，还没测: tried, and not yet known to help.
_TRIED = late(
    r"试试|试一下|试一试|看看(?:效果|行不行|能不能)|观察中|(?:继续|再|先)观察|还没有?(?:自?测|验)"
    r"|(?<![a-z])(?:to see if|watching|not tested yet|still to be tested)(?![a-z])"
)
_SETTLED = late(
    r"已(?:经)?(?:全部|都|完全)?(?:修复|解决|排除|恢复)|(?:都|全部)?(?:解决|修复|恢复)了|恢复正常"
    r"|(?<![a-z])(?:fixed|resolved|solved)(?![a-z])"
)
# 业务已恢复。根因研发继续查，明天中午前同步结论: it goes on.
_STILL_SOUGHT = late(
    r"(?:根因|原因|根本原因)[^，,。；;\n]{0,6}(?:继续|还在|仍在|正在|再|待|另行)(?:查|排查|定位|分析|跟|找|确认)"
    r"|(?:继续|还在|仍在|接着)(?:排查|定位|分析|查|跟进)[^，,。；;\n]{0,6}(?:根因|原因)"
    r"|(?:根因|原因)(?:还)?(?:没有?|未|尚未)(?:查|找|定位|明确|清楚)"
    r"|(?<![a-z])(?:root cause|cause)[^.;\n]{0,20}(?:still|under investigation|being investigated|not (?:yet )?known)"
)
_IN_VERSION = late(r"\d{1,4}\.\d{1,4}(?:\.\d{1,6}){0,4} ?(?:版本?)?(?:里|中)?(?:会)?(?:修正|修复|解决|合入|带上|更正)")

_NO_HELP = late(
    r"没用|没有用|不管用|没效果|没有效果|不起作用"
    r"|(?:还是|仍然?|依然|依旧|照样|还)(?:会|在)?(?:不行|不好|报错|失败|一样|老样子|有问题|复现|出现|没好|没解决"
    r"|起不来|打不开)"
    r"|还在观察"
    r"|(?<![a-z])(?:did not help|didn't help|no effect"
    r"|still (?:fails?|failing|broken|the same|happens))(?![a-z])"
)


def _clear(pattern: re.Pattern[str], line: str, spans: Sequence[tuple[int, int]]) -> bool:
    return any(_sure(m.start(), m.end(), line, spans) for m in pattern.finditer(line))


def _sure(start: int, end: int, line: str, spans: Sequence[tuple[int, int]]) -> bool:
    """Neither negated nor to come nor a question nor a condition, in its clause."""
    first, last = next(((s, e) for s, e in spans if s <= start < e), (0, len(line)))
    before, after = line[max(first, start - 30) : start], line[end : min(last, end + 20)]
    word = line[start:end]
    if (
        _NEGATED.search(before)
        or _SEEMS.search(before)
        or is_question(line[first:last])
        or re.search(r"(?:后|以后|之后)再?$|[再才]$", before)
    ):
        return False
    if re.match(
        r"(?:后再?|之后再?|以后|前|之前|时|的话|中(?=$|[\W_])|吗|么|没有?$|的(?!$|[\W_]))", after
    ) and not word.endswith(("恢复", "正常")):
        return False
    future = list(_FUTURE.finditer(before))
    return (
        not future
        or bool(re.search(r"已|了", before[future[-1].end() :]))
        or (word.startswith(("已", "均已", "都已", "现已")) and not re.search(r"预计|待|等|如果|若|一旦|请", before))
    )


def _first(heard: Sequence[Heard], meaning: str, spans: Sequence[tuple[int, int]], line: str) -> bool:
    """Whether a phrase of this meaning stands, not negated (除非它自己否定), not asked, not conditional."""
    for h in heard:
        if meaning not in h.meanings:
            continue
        first, last = next(((s, e) for s, e in spans if s <= h.start < e), (0, len(line)))
        before, after = line[max(first, h.start - 20) : h.start], line[h.end : min(last, h.end + 10)]
        if meaning == "ask_raiser":
            return True
        if is_question(line[first:last]) or re.search(
            r"如果|若|一旦|是否|等|待|请(?!关闭)|(?<![a-z])(?:if|whether|once|when)(?![a-z])", before
        ):
            continue
        if re.match(r"后再?|之后|以后|前|之前|的话|的(?!$|[\W_])", after):
            continue
        if meaning == "close" and re.search(r"(?:后|以后|之后)再?$|[再才]$", before):
            continue
        if meaning == "close" and (
            _NEGATED.search(before) or _SEEMS.search(before) or re.search(r"将|会|预计|计划|明天|will", before)
        ):
            continue
        return True
    return False


def _only_to_come(line: str) -> bool:
    """Under 处理结果：nothing but what will be: 正在定位，预计明天修复; a 收到 beside it is no result either."""
    parts = [line[s:e] for s, e in clauses(line)]
    return bool(parts) and all(
        _FUTURE.search(part)
        or _FOUND_OUT.match(part)
        or _NOT_YET.match(part)
        or (_TAKES.search(part) and len(part) < _SHORT_WORD)
        or not re.search(r"[\w]", part)
        for part in parts
    )


def _asks_back(line: str) -> bool:
    return bool(
        re.search(
            r"请问|能否|能不能|可否|哪|几|多少|什么|是否|有没有|有无|怎么|如何"
            r"|(?<![a-z])(?:which|what|how|when|where|do you|does|did|is it|are there|can you|could you)(?![a-z])",
            line,
        )
    )
