"""is_handled: whether a text says that something was done or decided about an issue: 已修复, 放到下个版本 (SPEC 1 处理结果)."""

import re

from mailbot.inbound.forms.clauses import clause_at, is_question
from mailbot.inbound.forms.hearing import Hearing
from mailbot.inbound.forms.issues.sure import sure
from mailbot.late import late

LABEL = late(
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
    r"|(?:都|全部?|均)(?:已经?)?(?:恢复(?:正常)?|正常)了(?![吗么没就再后])"
    r"|(?:改|修|处理|调|弄|搞|补|换|加|删|清)(?:好|完|掉|上|定|正)了"
    r"|已经?(?:都|全|全部)?(?:改|修|调|补|换|删|清)(?:好|完|掉|正)(?=$|[,，。；;\n])"
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
    r"|(?:都|全部?|均|已经?)?(?<![在着])(?:修|改)了(?=$|[,，。；;\n])|已经?[改修](?=$|[,，。；;\n])"
    r"|(?<![\d.])\d{1,4}\.\d{1,4}(?:\.\d{1,6}){0,4} ?(?:版本?|版本?[里中])?(?:里|中)?(?:已经?|会)?(?:修正|修复"
    r"|解决|合入|带上|更正)(?=$|[\W_])"
    r"|(?:不|无需|无须|不用|不再|不予|暂不)(?:做|作|予以|需要)?(?:处理|修复|修改|解决)"
    r"|(?:没有?|无)必要(?:改|修|处理|动|调)|(?:不必|不用|无需)(?:改|修|动)(?![复改正善])"
    r"|(?<!可能)(?<!应该)(?<!应)(?<!不)属于?(?:现场|客户|门店|网络|第三方|机房|运维|硬件|人为"
    r"|外部)[^，,。；;\n吗]{0,8}(?:配置|问题|原因|故障|环境|操作|限制)"
    r"|不算(?:是)?(?:产品)?(?:问题|缺陷|bug|故障)|(?:不是|并非|不属于|非)(?:产品)?\s?(?:问题|缺陷|bug|故障)"
    r"|(?:属于|是)(?:正常|设计|预期|配置|环境|操作|使用)[^，。；;\n]{0,6}(?:现象|行为|问题|如此|不当|错误|所致)"
    # 打印驱动要重装，操作步骤见附件
    r"|(?:操作|处理|解决|修复|规避|配置)?(?:步骤|方法|说明|手册|办法)(?:见|在|如)(?:附件|下|文档|邮件)"
    # 修复包 7.4.0.2 已经放到官网: it is there to be taken.
    r"|(?:修复包|修正包|热修复?|热补丁|补丁|hotfix|patch|修复版本?|新版本?|新包|新的(?=已|刚))[^，。；;\n]{0,20}?(?:已经?|刚"
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
    r"|(?:请|麻烦|烦请)[^，,。；;\n]{0,6}(?:用|换|装|升级?到?|更新到?)[^，,。；;\n]{0,6}\d\.\d[^，,。；;\n]{0,8}(?:试|测|验)"
    r"|(?<![a-z])(?:please )?(?:try|test|retry|retest|check)(?: it| this)?(?: again)? with (?:the |our |new )*(?:hot ?fix|patch|fix"
    r"|new build|build \d|version \d|v?\d+\.\d)"
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
    r"|(?:延期?|推迟|顺延|挪|放|移|留|排|安排|计划|列入|纳入|并入|转入?|归入|等(?!\s?v?[\d.]{3,20} ?(?:版本?)?(?:[,，。；;\s]|$)))(?:到|至|在|于"
    r"|进)? ?v?\d{1,4}(?:\.\d{1,4}){1,4} ?(?:版本?)?(?:中|里|时)?(?:再|统一|一并|一起|来)*(?:修复|处理|解决|修改"
    r"|改|优化|实现|考虑|跟进|做|(?=$|[,，。；;\n]))"
    r"|(?<![\d.])v?\d{1,4}(?:\.\d{1,4}){1,4} ?(?:版本?)?(?:中|里|时)?(?:再|统一|一并|一起)(?:修复|处理|解决|修改"
    r"|改|优化|实现|考虑|做)"
    r"|(?:本|这|当前)(?:个|次)?版本?(?:就|先|暂)?(?:时)?不(?:做|作|予|再)?(?:修复|处理|解决|修改|改|动|调整)"
    r"|(?<![a-z])(?:deferred|postponed|moved|pushed|scheduled) (?:to|for|until) (?:the )?(?:next|a later"
    r"|v?\d+\.\d)[^,.;]{0,12}"
    r"|(?<![a-z])(?:will be )?fixed in (?:the )?next (?:release|version)"
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


def is_handled(heard: Hearing) -> bool:
    """Whether something has been done about it: 已修复, in a clause that does not speak of what will be, and that it did not help
    is not said behind it (改参数了，没用)."""
    line = heard.text
    deferred = any(not is_question(line[slice(*clause_at(line, m.start()))]) for m in _DEFERRED.finditer(line))
    arranged = _ARRANGED.search(line)
    done = [
        m.end()
        for m in _FIXED.finditer(line)
        if sure(m.start(), m.end(), line) and not (arranged and _IN_VERSION.fullmatch(m[0]))
    ]
    done += [
        h.end
        for h in heard.heard
        if "handled" in h.meanings
        and h.words not in ("处理结果", "处理结论", "handling result")
        and sure(h.start, h.end, line)
    ]
    done += (
        []
        if done or _TO_FIND.search(line)
        else [m.end() for m in _ROLLED_OUT.finditer(line) if sure(m.start(), m.end(), line)]
    )
    tried = _TRIED.search(_OTHERS_TRY.sub("", line)) and not _SETTLED.search(line)
    if (_STILL_SOUGHT.search(line) or tried) and not LABEL.search(line):
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
# 改好了，麻烦再试一下: what whoever raised it is asked to do.
_OTHERS_TRY = late(
    r"(?:请|麻烦|烦请|劳烦|辛苦|您|你们?)[^，,。；;\n]{0,24}?(?:再|重新)?(?:试|测|验|看)(?:一下|一试|下|试|看|测)?"
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
