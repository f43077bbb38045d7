"""unlisted: words of 完成 that no list can hold: 已于昨晚顺利升级完毕, 弄好了, ✓."""

from collections.abc import Iterator

from mailbot.inbound.forms.hearing import Heard, Hearing
from mailbot.late import late

_VERB = (
    r"(?:下下来|下回来|拿到手|拿回来|取回来|完成|升级|下发|推送|推广|更新|部署|上线|取(?=[了到\s，,。；;]|$)|限制"
    r"|封禁|禁用|停用|拦截|拦(?=了)|设置|配置|开启|启用|生效|提交|提测|转测试?|上传|交付|发布|发出|发送|提供|获取|领取|下载|拿到"
    r"|处理|修复|办理|执行|实施|切换|割接|安装|落实|收尾|升|发|装|做|办|弄|搞|测|改|切|推|下(?=[完好]))"
)
_ALREADY = late(
    rf"(?:已|已经|业已|均已|都已|也已|现已|全部已|今已)(?:经|从[^，。；,;\n]{{1,10}}?(?=[拿取获领下])"
    rf"|于[^，。；,;\n]{{1,16}}|在[^，。；,;\n]{{1,14}}|全部|全[量网](?!推送\S{{0,3}}包)|全|都|均|按[^，。；,;\n]{{1,6}}|如期|顺利|成功|陆续"
    rf"|正式|统一|一并|提前|\s){{0,3}}"
    rf"{_VERB}(?:完成|完毕|成功|完|好|掉|成|毕|妥|到位|结束|上去|下去|了|啦)*"
)
# 已将剩余的服务器全部升级, 已对 8.0 及以下版本设置限制.
_ALREADY_TO = late(
    rf"已(?:经)?(?:对|将|把|为"
    rf"|给)(?:(?!安排|计划|准备|申请|预约|通知|联系|协调|沟通|要求|建议|已|未|没"
    rf"|不)[^，。；,;\n]){{1,30}}?{_VERB}(?:完成"
    rf"|完毕|成功|完|好|掉|成|毕|妥|到位|结束|上|下去|了)*"
)
# 已从今天零点起限制, 限制已经开始了: what has begun is in force; 已开始升级 is no such work.
_IN_FORCE = late(
    r"(?:已|已经|业已|均已|都已|也已"
    r"|现已)(?:经)?(?:(?:从|自|于|在|按)(?:(?!已|未|没|不|准备|计划|打算)[^，。；,;\n]){1,16}?)?(?:起|开始|启动"
    r"|正式|全面|统一|实施|执行|对(?:(?!已|未|没|不)[^，。；,;\n]){1,16}?){1,3}(?:进行|实施|执行)?(?:限制|封禁"
    r"|禁用|停用|拦截|起限)(?:登录|连接|使用)?(?:了|啦)?(?!期|前|之前|准备|方案|计划|工作)"
    r"|(?:限制|封禁|禁用|停用)(?:策略|规则|开关|措施)?(?:今天|昨天|今早|刚刚?)?(?:已|已经|都已|也已"
    r"|现已)(?:经)?(?:从[^，。；,;\n]{1,12}?)?(?:开始|启动|打开|开启|起效|上线|上)(?:了|啦)?(?![\u4e00-\u9fff])"
)
# 昨晚最后一批升完, 昨晚刷完最后两家: at the clause's end 完 needs no 了.
_VERB_ENDED = late(
    rf"(?:都|全部|均|全都?)(?:已经?)?(?:换|切|升|更新|升级|切换)(?:成|到|为)了?(?:新|最新"
    rf"|目标)版本?了?(?=[，,。；;！!\s]|$)"
    rf"|(?:都|全部?|均|全都)(?:已经?)?(?:(?:升级?|下发?|推送?|发|限制?|装|更新|部署|切|生效)了|生效)(?=[，,。；;！!\s]|$)"
    rf"|(?:全部|全都|均)(?:已经?)?(?:上线|到位|切换?完|割接?完)(?=[，,。；;！!\s]|$)"
    rf"|(?:灰度|试点|升级|下发|测试|割接|推送|切换|限制)(?:工作|任务|全部|均|都|已经?"
    rf"|顺利)*结束了?(?=[，,。；;！!\s]|$)"
    rf"|(?:升级?|下发|推送?|发|更新|部署|安装|装|限制|测试?|跑|做|弄|搞|办|刷|换|铺)完"
    rf"(?:的|(?<=[晚天早晨午日号刚才已经].完)了?最后的?[一两二三四五六七八九十几\d]{{1,3}}[台套家个批户店站])?(?=[，,。；;！!\s]|$)"
    rf"|(?:全部|都|均|全)(?:已经?)?(?:到|升到|更新到"
    rf"|升级到) ?v?\d{{1,4}}(?:\.\d{{1,6}}){{1,4}}(?:版本?)?了?(?=[，,。；;！!\s]|$)"
    rf"|(?:全部|都|均|全)(?:已经?)?在 ?v?\d{{1,4}}(?:\.\d{{1,6}}){{1,4}} ?(?:上|版本上?)了?(?=[，,。；;！!\s]|$)"
    rf"|(?:下下来|下回来|拿到手|拿回来|取回来|提交测试|提测|转测试?|送测)了"
    rf"|(?:{_VERB}|[跑刷铺](?=完[毕了啦](?![一两二半几])))(?:完毕|完了|好了|完啦|好啦|掉了|成了|上了|下去了|完成了|成功了|到位了?|结束了?)"
)
# 遍历测试、完整测试都通过了
_ON_VERSION = late(
    r"(?<![a-z])all (?:of (?:the|our|them|these) )?(?:\d{1,6} )?(?:[a-z]+ ){0,3}(?:are |is )?(?:now "
    r"|already )?(?:on|at|running|moved to|upgraded to) (?:version )?v?\d{1,4}(?:\.\d{1,6}){1,4}(?![\d.]*\d)"
    r"|(?<![a-z])(?:all|every) (?:of (?:the|our|them|these) )?(?:\d{1,6} )?(?:[a-z]+ ){0,3}(?:are|is|have been|has been) (?:now "
    r"|already )?(?:live )?(?:on|running) the (?:new|latest|target) (?:[a-z_]+ ){0,4}?(?:version|build|values?|settings|parameters)(?![a-z])"
)
_PASSED = late(
    r"(?:测试|遍历|完整|回归|结论|结果)\s*[:：]\s*(?:已经?|均|全部)?通过(?=[\W_]|$)"
    r"|(?<!没)(?<!不)(?<!未)全绿了?(?=[，,。；;！!\s]|$)"
    r"|(?:测试|用例|遍历|完整|回归|两项|两轮|[\d]+ ?[条个]用例)[^，,。；;\n没未不]{0,6}?(?:都|均"
    r"|全部?)(?:已经?)?通过(?=[，,。；;！!\s]|$)"
    r"|(?:遍历|完整|测试|用例|回归|轮)[^，,。；;\n没未不]{0,8}?(?:都|均"
    r"|全部?)?(?:已经?)?(?:测)?过了(?=[，,。；;！!\s]|$)"
    r"|(?:(?:都|均|全部?|已经?|也|顺利|一次性?)+(?:已经?)?(?:测试)?通过|(?<![没未不])通过)了"
)
# Got the package yesterday, we've received the installer
_GOT = late(
    r"(?<![a-z])(?:got|received|fetched"
    r"|picked up)(?= (?:hold of )?(?:the |our |all |my )?(?:new |final |install\w* |upgrade |component |client "
    r"|server |v?\d[\d.]* ){0,3}(?:packages?|version|component|installer|build|binar\w+|files?)(?![a-z]))"
)
# 安装包昨天从官网下完了, the restriction has been set
_OF_ITS_OBJECT = late(
    r"(?<=[包本件质序])[^，,。；;\n]{0,14}?(?:下|拷|取|领)(?:到|回|过)?(?:来|去|手)?(?:好|完)(?:了"
    r"|啦)?(?=[，,。；;！!\s]|$)"
    r"|(?<![a-z])restrictions? (?:is|are|was|were|has been|have been) (?:now |already )?(?:set|active|applied"
    r"|live|switched on|turned on)(?![a-z])"
)
_DONE_SIGN = late(r"[✓✔☑√✅]|(?<![a-z])(?:y|yes done)(?![a-z])")
# 8.x 客户端 is a version, and no cross.
_OPEN_SIGN = late(r"[✗✘☒❌]|(?<=[\d\s、.：:])(?<!\d\.)[×xX](?=\s|[，,。；;\n]|$)")
# 还剩两台, 5 left, 还在跑: part of the work is open, whatever else is done.
_LEFT = late(
    r"(?<!已)(?<!经)(?<!全部)(?<!都)补(?:推|升|下发|装|升级|做)(?![完好齐了掉过])"
    r"|(?:还|尚|只|仅)?(?:剩余?|(?<!其)余|差)(?:下|的)?\s*(?:最后)?(?!0\s*[台家个户套点]|零)(?:\d{1,9}"
    r"|[一二两三四五六七八九十几]{1,4})\s*(?:多|来|余)?(?:台|家|户|套|个(?!月|工作日|小时|星期|问题|缺陷)|点"
    r"|门店"
    r"|客户)(?![^，,。；;\n]{0,6}?(?:也|都|全部|均|已经?)(?:已经?|都|全部)?(?:升|做|弄|发|推|下发|完成|搞|装|切"
    r"|测|处理|更新|好了))"
    r"|(?:还有|尚有|仍有)\s*(?!0\s*[台家个户套点]|零)(?:\d{1,9}|[一二两三四五六七八九十几]{1,4})\s*(?:多|来"
    r"|余)?(?:台|家|户|套|个|点)[^，。；;\n]{0,6}?(?:没有?|未|待)(?:升|下|推|发|做|装|完|更|处|限|弄|搞|动|部)"
    # 推完了，但是有 6 个站点没生效; where they are right by now nothing is left.
    r"|(?:但|不过|只是|还|仍|另|其中)[是有]{0,2}\s*(?!0\s*[台家个户套点]|零)(?:\d{1,9}"
    r"|[一二两三四五六七八九十几]{1,4})\s*(?:多|来|余)?(?:台|家|户|套|个|点)[^，。；;\n]{0,8}?(?:没有?|未"
    r"|不)(?:生效|成功|上[线去]?|连上|起来|通过|响应|正常|推|升|下发"
    r"|完成)(?![^。；;\n]{0,16}?(?:后|已经?|现在)(?:都|已经?|全部|也|就)*(?:正常|恢复|好了|成功|生效|解决))"
    # 已下发，等确认生效后再报完成
    r"|再(?:报|回复?|算)(?:完成|结果)|才算(?:完成|数|完)"
    r"|(?:等|待)[^，,。；;\n]{0,10}?(?:确认|验证|生效|验收)[^，,。；;\n]{0,4}?(?:后|再)(?:再)?(?:报|算|回|完成"
    r"|关)"
    # Bangkok follows on Monday
    r"|(?<![a-z])(?:follows?|to follow|will follow|comes? next)(?= (?:on|next|tomorrow|later|this|in)|[.,;\s]*$)"
    r"|(?:还|仍|仍然|依然)(?:是)?(?:正)?在(?:跑|做|升级?|下发|推送?|测试?|进行|弄|搞|赶|排|更新|部署|安装|等(?!着看))"
    r"|(?<![a-z])(?:still )?needs? (?:about |around |at least |roughly )?(?:another"
    r"|(?:a|an|one|two|three|four|\d{1,2}|a few|a couple of"
    r"|some)(?: or (?:two|three|\d))? more) (?:\d{1,2} )?(?:(?:working|business|calendar) )?(?:days?"
    r"|weeks?|month)(?![a-z])"
    r"|(?<![\d.])[1-9]\d{0,6}\s*(?:servers?|stores?|sites?|clients?|units?|more)?\s*(?:are\s"
    r"|is\s)?(?:still\s)?(?:left|remaining|to\sgo|pending|outstanding)(?![a-z])"
)
# we would like to extend the overseas rollout by one week: what is put off stands between.
_PUTS_OFF = late(
    r"(?<![a-z])(?:ask\w*|request\w*|like|need|want|please|could|can|may|must|have|wish|hope|propose"
    r"|suggest)\s(?:[a-z']+\s){0,5}?(?:extend|postpone|delay|defer|reschedule|put off|push back"
    r"|move)\s[^.;,\n]{1,60}?\s(?:by|to|until|till)(?![a-z])"
    # Could I get another week on this one?
    r"|(?<![a-z])(?:could|can|may|might) (?:i|we|you) (?:please )?(?:get|have|give (?:me|us)|grant (?:me|us)) (?:another|an? (?:extra|additional|more)"
    r"|(?:one|two|three|a few|some|\d{1,2}) more) (?:(?:working|business) )?(?:days?|weeks?|time)(?![a-z])"
    # Move the overseas upgrade to Dec 21 please.
    r"|(?:(?<=[.;,，。；\n] )|(?<=[.;,，。；\n])|^\s*)(?:move|push|shift|reschedule"
    r"|postpone)\s(?![^.;,\n]{0,40}(?<![a-z])(?:servers?|sites?|clients?|files?|packages?"
    r"|data)(?![a-z]))[^.;,\n]{1,60}?\s(?:to"
    r"|until"
    r"|till)(?![a-z])(?=\s(?:\d|the \d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|next"
    r"|tomorrow))"
)
# 再给我们两个工作日: how much later
_MORE_TIME = late(
    r"(?:再(?:给|宽限|缓|多|容)|多给|宽限|缓)(?:我们?|咱们?|我这边|一下)?\s*(?:[一两二三四五六七八九十半]{1,3}|\d{1,2})\s*(?:个?工作日"
    r"|天|周|个?星期|个?礼拜)"
)
_NEW_TIME = late(
    r"新的?(?:完成)?(?:时间|日期)\s*(?:改?为|是|定在|定为|[:：])+\s*(?=\d|[下本]?周|月底|[一二三四五六七八九十])"
)
_POSTPONE = frozenset({"postpone"})
_DONE = frozenset({"done"})
_OF_WORK = frozenset(
    {
        "done",
        "all_done",
        "not_done",
        "failed",
        "postpone",
        "promise",
        "handled",
        "acknowledge",
        "rest",
        "close",
        "reopen",
    }
)  # 都换成新版本了 hands nothing over
_NOT = frozenset({"not_done"})


def unlisted(heard: Hearing) -> Iterator[Heard]:
    """What the text says in such words, each as a phrase heard (clause -1); a phrase of the rules at the place counts instead."""
    yield from _patterns(heard.text, heard)
    yield from _signs(heard.text)
    if not any("postpone" in h.meanings and h.words.endswith((" to", " until", " by")) for h in heard.heard):
        yield from (Heard(_POSTPONE, m[0], m.start(), m.end(), -1) for m in _PUTS_OFF.finditer(heard.text))
    for pattern in () if heard.says("postpone") else (_MORE_TIME, _NEW_TIME):
        yield from (Heard(_POSTPONE, m[0], m.start(), m.end(), -1) for m in pattern.finditer(heard.text))
    spans = [(h.start, h.end) for h in heard.heard if h.meanings & {"not_done", "done", "all_done"}]
    for m in _LEFT.finditer(heard.text):
        if not any(m.start() < end and start < m.end() for start, end in spans):
            yield Heard(_NOT, m[0], m.start(), m.end(), -1)


def _patterns(text: str, heard: Hearing) -> Iterator[Heard]:
    # 已按计划于今天零点生效 plans nothing.
    planned = [h.start for h in heard.heard if h.words.startswith("计划") and text[h.start - 1 : h.start] == "按"]
    taken = [
        (h.start, h.end)
        for h in (*(h for h in heard.heard if h.meanings & _OF_WORK), *heard.hushed)
        if h.start not in planned
    ]
    covered = bytearray(len(text) + 1)
    for start, end in taken:
        covered[start:end] = b"\1" * (end - start)
    for pattern in (_ALREADY, _ALREADY_TO, _IN_FORCE, _VERB_ENDED, _PASSED, _ON_VERSION, _GOT, _OF_ITS_OBJECT):
        for m in pattern.finditer(text):
            if any(covered[m.start() : m.end()]):
                continue
            covered[m.start() : m.end()] = b"\1" * (m.end() - m.start())
            yield Heard(_DONE, m[0], m.start(), m.end(), -1)


def _signs(text: str) -> list[Heard]:
    """1 ✓, 2 ×: signs in an answer by rows."""
    done = [Heard(_DONE, m[0], m.start(), m.end(), -1) for m in _DONE_SIGN.finditer(text)]
    return done + [Heard(_NOT, m[0], m.start(), m.end(), -1) for m in _OPEN_SIGN.finditer(text)]
