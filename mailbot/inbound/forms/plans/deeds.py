"""find_deeds: the verbs and names of what is to be done in a clause → the standard node that each means (SPEC 1)."""

from mailbot.han import WIDE
from mailbot.late import late
from mailbot.value import Value

# Of words at one place the longest counts: 延迟限制 is no 限制, 提交测试 no 测试, 总结报告 no 报告.
_DEEDS = {
    "delay": late(
        r"延[迟期后](?:版本)?限制|限制延[迟期后]|(?:延迟期?|delay ?)(?:结束|到期|截止|放开)|(?:结束|解除|放开)延迟(?:限制)?"
        r"|(?:延迟|delay)(?=[到至])|可?以?(?:继续)?[使可]?用[到至]|延到|延至"
        r"|(?:ends?|lifts?|ending|lifting) (?:of )?the delay|the delay ends|put(?:s|ting)? off (?:until|till|to)|delay(?:s|ed)? (?:until|till|to)"
        r"|delay for [^,;]{2,30}? (?:until|till|to)(?![a-z])|delayed restrictions?|end of (?:the )?delay"
    ),
    "restrict": late(
        r"(?<!没有)(?<!有这个)(?<!没这个)(?<!没有此)(?<![无不])(?:版本)?限制(?:登录|使用|接入)?"
        r"|(?<![上不有权无期时受局年])(?<!(?<!以)下)限(?=掉|版(?!本)|了|住|死|旧|老|低|\s*v?\d|$)|封掉"
        r"|关掉(?=\s*v?\d|旧|老|低)|封禁|禁用|停用|卡掉|拦掉"
        r"|(?<![a-z])(?:restrict(?:s|ed|ing|ions?)?|block(?:s|ed|ing)?|lock(?:s|ed|ing)? out|ban(?:s|ned|ning)?"
        r"|(?:cut|shut|switch|turn)(?:s|es|ed|t?ing)? (?:(?:it|them|those|these|theirs|his|hers|everything|anything) )?off|shut(?:s|ting)? (?:(?:it|them) )?(?:out|down)|clos(?:es?|ed|ing) (?:(?:it|them|those|these) )?(?:off|down)"
        r"|gets? the boot|pull(?:s|ed|ing)? the plug(?: on)?|retir(?:es?|ed|ing)|phas(?:es?|ed|ing) out|disabl(?:es?|ed|ing))(?![a-z])"
    ),
    "obtain": late(
        r"(?:安装包|升级包|组件包?|版本包?|程序包?|包)[^，,。；;日\d]{0,6}?(?:拿|取|领|下|拷|要|收)(?:下来|过去"
        r"|过来|回去|回来|走|到手)"
        r"|(?<!不)取得(?:版本|组件包?|安装包|升级包|新版本)?(?!联系|同意|成|一致|进展|效果|联络)"
        r"|(?:版本|组件|安装包|升级包)?(?<!可)(?<!可以)(?<!能)(?:获取|领取|下载)(?:版本|组件|安装包|升级包"
        r"|新版本)?"
        r"|(?:拿|取|领)到?(?:包|版本|组件|安装包|升级包|[新本]版本?)"
        r"|(?:版本|组件|安装包|升级包|包)\S{0,2}(?:拿|取|领)(?:到手|到位|到|好|走)|(?:拿|取|领)到手"
        r"|(?:拿|取|领)[走完](?=$|[\s，,。；;])"
        r"|(?<![\d以])(?<![回往本])来[拿取领拷](?=[走好完]|\s*$|[\s，,。；;])[走好完]?"
        r"|(?:自己|自行|各自)(?:来|去)?[拿取领拷下]走?(?=\s*$|[\s，,。；;])"
        r"|(?:拿|取|领)到(?=\s*(?:$|[，,并]))|(?<!以)(?<![之在线乡当如])下(?=[好完]|载好)[好完]?"
        r"|(?:找我|[来到]我这(?:里|儿|边)?|从官网|去官网|到官网)(?:来|去)?(?:[拿取领要]| ?get(?![a-z]))(?:好|走|完|包|版本|组件)?"
        r"|(?<=[日前])(?:来|去)?[拿取领](?=$|[\s，,。；;])|[拿取领]一下(?!意见|情况|进度)"
        r"|[拿取领]好(?=$|[\s，,。；;])|发给(?=你们|大家|各位|\u2588)|到手|收到?(?=组件|安装包|升级包|版本包)"
        r"|(?<![a-z])(?:obtain(?:s|ed|ing)?"
        r"|(?:gets?|getting) (?:the(?! boot)|hold of|your|(?!until|till|by|on|to)[a-z]+ \d"
        r"|it(?! (?:done|out|over|up|right|all|upgraded|ready|finished|installed|in|into|to|going)(?![a-z])))"
        r"|download(?:s|ed|ing)?|fetch(?:es|ed|ing)?"
        r"|(?:take|get|grab|have)s? (?:it|the (?:package|component|version|build|installer)) from (?:me|us)"
        r"|pick(?:s|ed|ing)? (?:(?:it|them|this|that|theirs|the \w+) )?up|pick-?ups?|collect(?:s|ed|ing)?|collection"
        r"|ha(?:ve|s) the (?:package|component|installer|build)(?: in hand)?(?= (?:by|before|on) )|packages?(?= (?:by|before|on) ))(?![a-z])"
    ),
    "finalize": late(
        r"(?:策略|最终|项目|工作)?总结(?!会)(?:报告)?|小结|收尾|收官|收口(?!径)|扫尾|收个尾|(?<=[我日\u2588来再会])(?:闭环|交卷)|出(?:个|一下)?结论|汇总|结项|结案|(?<!份)归档|关闭策略"
        r"|最终确[定认]|(?<=[日号前])结(?=$|[了束]?[\s。])"
        r"|(?<![a-z])(?:summar(?:y|ies|i[sz]es?|i[sz]ing)|write-?up"
        r"|wraps?[ -]?(?:(?:it|this|things) )?up(?! (?:the )?(?:east|west|south|north|central|overseas?|all|both|everything"
        r"|their|his|her|rest|remaining|upgrade|roll-?out|\u2588))"
        r"|wrap-?up|writ(?:es?|ing) up (?:the |our |what )?(?:results?|outcomes?|conclusions?|experiences?|lessons)"
        r"|(?:writ(?:es?|ing) (?:it|this|things|everything)(?: all)? up|clos(?:es?|ing) (?:it|this|things|everything) (?:out|off|up))"
        r"|closes?(?! of)(?! (?:the|its|their|our|all|this|that|these|those|his|her) (?!campaign|project|plan"
        r"|strategy))(?: out"
        r"| it| the campaign)?"
        r"|close-?out|final report|report (?:(?:comes|follows|will come) )?(?:from|by) me|conclusion|finali[sz]es?|results? (?:will be|are|is|to be|get) (?:collected|gathered|compiled)|(?:collects?|gathers?|compiles?) (?:the |all )?(?:the )?results)(?![a-z])"
    ),
    "report": late(
        r"(?:提交|出具|发出?|给出|出)?(?:(?:缺陷|测试|遍历测试|完整测试)(?:报告|清单)[及和与、]?)+(?:提交)?"
        r"|报告提交|提交报告|出具?报告"
        r"|(?<![总结汇周])报告(?=\s*日{3,}|也?(?:于|在)?[同当次][一天日]|\s*(?:给出|提交|出来|交))(?:给出|提交|出来"
        r"|交)?"
        r"|(?<![a-z])(?:(?:send|hand|issu|submit|deliver|circulat|shar)(?:e?s|t?ed|t?ing|e)? (?:(?:out|in|round) )?(?:the |her |his |their )?)?(?:test|defect|bug) (?:and \w+ )*reports?(?![a-z])"
        r"|(?<![a-z])(?:send|hand|issu|submit|deliver|circulat|shar)(?:e?s|t?ed|t?ing|e)? (?:(?:out|in|round) )?(?:the|her|his|their) reports?(?![a-z])"
    ),
    "release": late(
        r"(?:提交|发布|提供|出|交付)?(?:最终|正式)(?:版本?|组件)(?:提交|发布|交付|提供)?|发布版本|出正式版|定版"
        r"|(?<![a-z])final (?:version|release|build)(?![a-z])"
    ),
    "build": late(
        r"(?:产品)?开发(?:完成)?[并及和、]*(?:提交测试|提测)?|提交测试"
        r"|(?:提交|交|给到?)[^，,。；;]{0,16}?(?:到|给)?测试(?:部|组)?(?!报告)(?=$|[\s，,。；;（(])"
        r"|提交(?:版本|\s*v?\d[\d.]*|(?:正式|首个|测试|完整|全部)?构建)|版本提交|转测试?|提测|编码"
        r"|(?<![a-z])(?:develop(?:s|ment|ing)?(?: and submits?[\w ]{0,20})?"
        r"|submit(?:s|ted|ting)?(?: \w+){0,4} (?:to|for) test(?:ing)?|hand(?:s|ed|ing)? (?:it |\w+ )?over to (?:test(?:ing)?|qa)"
        r"|(?:submit|deliver|hand|provid|suppl)(?:e|y|s|es|ies|t?ed|t?ing)? (?:over )?(?:the|a|their|his|her) (?:test )?build(?: over)?(?: (?:to|for) (?:qa|test(?:ing)?))?"
        r"|(?:test )?build(?: (?:is|to be|will be))? (?:submitted|handed over|delivered|due|ready)(?: (?:to|for) (?:qa|test(?:ing)?))?)(?![a-z])"
    ),
    "fix": late(
        r"缺陷(?=[^，,]{0,24}(?:改完|修完|改[好掉]|修[好掉]|清[零掉]|解决))|(?:缺陷|bug|问题)\S{0,2}(?:修复|修改|清零|改完|修完)"
        r"|修复(?:全部|所有|剩余|遗留)?(?:缺陷|bug|问题)?|修完"
        r"|(?<![a-z])(?:fix(?:es|ing)?(?: (?:all|the))*(?: (?:defects|bugs))?|bug ?fix(?:es|ing)?)(?![a-z])"
    ),
    "test": late(
        r"(?:(?:遍历|完整|全面|回归|产品|版本|系统|功能|验证)测试[及和与、]?)+"
        r"|回归(?=完|$|[\s，,。；;])|测试(?![部员组库机报经环服账门版人])|测完"
        r"|(?<![a-z])(?:(?:traversal|complete|full|regression|product)(?: (?:and|&) (?:complete|full))? test(?:s"
        r"|ing)?"
        r"|test(?:s|ing)|tests?|tested(?= (?:by|before|until|no later than|on) )|(?:ha(?:s|ve)|gets?) it tested|have tested(?= it))(?![a-z])"
    ),
    "send": late(
        r"(?:参数)?下发(?:完成?|到位|好)?|(?<=[台家店机套边])下(?=$|[\s，,。；;])|全[下推发](?=$|[\s，,。；;])|推送(?:完成?|到位|好)?"
        r"|(?<![研开])发(?=完|到|了\s*(?:$|[，,])|[满够]?\s*(?:前|约)?\d|华|海|全|剩|其|\u2588)(?:完|到位?)?"
        r"|推(?=完|到(?!\s*(?:\d|日|[年月明下本后元春节周]))|满|了|\s*\d|华|海|全|剩)(?:完|到)?"
        r"|(?<![a-z])(?:send(?:s|ing)?(?: out)?(?!(?: out)? (?:the|a|an|my|you|everyone)(?! (?:new )?(?:param|value))(?![a-z]))|sent out"
        r"|push(?:es|ed|ing)?(?: out)?|roll(?:s|ed|ing)?[ -]?(?:it )?out|rollout)(?![a-z])"
    ),
    "rollout": late(
        r"(?:在线|组件|服务端|服务器|版本|灰度|试点|全量|全面|全部|首批|现场|分批"
        r"|第[一二三四五]批)*升级(?![包前时期中文件方计安]|分[一两三四五几批])(?:完成?|好|到位)?"
        r"|(?<![上提晋直飞攀])升(?=[完好到掉上满了]|\s*(?:前|约|首批)?\d|$|[一二两三四五六七八九十几剩其全余华海\u2588]"
        r"|[\s，,。；;])(?:[完好掉]|到|上去|满)?"
        rf"|先升|(?<=[再后着])升(?={WIDE})(?![级值])"
        r"|(?<![测考面尝口笔])试(?:一试|试|一下)?(?=完|水|好(?!像)|(?:前|约|个)?\d|[几两三五十]+[台套家个点]|看"
        r"|$|[\s，,。；;])(?:完|好)?"
        r"|试升|灰度|试点|首批|全量"
        r"|升级(?=(?:完成)?(?:时间|日期|期限)[是为定在于：:]*\s*日{3,})|部署|上线|割接|切换|铺开|铺完|装完"
        r"|替换(?=$|[\s，,。；;：:]|完|掉|好)|换(?=\s*\d|完|掉|好|上|成|了)(?:完|掉|好|上)?|(?<![以之早晚马网线])上(?=\s*\d+\s*[台家套个]|完)完?|全上"
        r"|更新(?:完成?|到位|好)"
        r"|(?<![a-z])(?:(?:pilot|canary|full|online|gr[ae]y|component|server)? ?upgrad(?:e|es|ed|ing)"
        r"|migrat(?:es?|ed|ing)|swap(?:s|ped|ping)?|install(?:s|ed|ing)?(?! (?:package|guide))|deploy(?:s|ed|ing|ment)?|pilots?|canary"
        r"|(?<!an )(?<!short )(?<!brief )(?<!quick )(?<!status )(?<!weekly )(?<!progress )updat(?:e|es|ing)"
        r"|(?:servers?|machines|stores|shops|boxes|clients|sites|customers|devices)[^,;.]{0,20}? gets? (?:it|the new (?:version|build))|(?:ha(?:s|ve)|gets?|moves?|brings?) (?:[^\s,;]+ ){1,5}?(?:on|onto|up to|to) v?\d{1,3}\.\d{1,4}(?:\.\d{1,4}|(?= (?:by|before|until)))|go(?:es)? live|kick(?:s|ed|ing)? (?:things |it |this |us )?off(?! meeting)"
        r"|wraps? up(?= (?:the rest|all|everything))|first batch|second batch|third batch)(?![a-z])"
    ),
}
_PACE = late(
    r"灰度|试点|试升|首批|先行|小范围|第[一二三四五]批|全量|全部|全面|剩下|剩余|其余|余下"
    r"|(?<![a-z])(?:the (?:whole|entire) (?:region|area|country)|all of (?:them|it)|all the others|everywhere|full(?= (?:rollout|upgrade|deployment))|pilot"
    r"|canary|first batch|second batch|third batch|(?:the )?rest(?= of)|the rest|everything else|all others"
    r"|remaining|remainder)(?![a-z])"
)
_REST = frozenset(
    (
        "rest",
        "剩下",
        "剩余",
        "其余",
        "余下",
        "the rest",
        "everything else",
        "all others",
        "all the others",
        "remaining",
        "remainder",
    )
)
_ALL = frozenset(
    (
        "the whole region",
        "the entire region",
        "the whole area",
        "the entire area",
        "the whole country",
        "the entire country",
        "全量",
        "全部",
        "全面",
        "all of them",
        "all of it",
        "everywhere",
        "full",
    )
)


# What is done about a deed and is not it: 升级培训, 限制通知.
_ABOUT = late(
    r"\s*(?:前的?|后的?|的)?(?:培训|通知|准备|评审|检查|演练|公告|申请|审批|方案|计划|预案|备份|宣贯|回访|巡检"
    r"|评估|调研|文档|手册|清单|名单|窗口|情况|效果|风险|进展|监控|观察|保障|期间"
    r"|(?:training|notices?|notification|preparation|review|meeting|backup|plan)(?![a-z]))"
)


_NOBODY = late(
    r"(?:(?:还|正|仍|一直|都)在|(?:没有?人|无人)[来去肯能会]?|不(?:太|大)?(?:方便|便|宜|适合|想|愿意?|肯|敢|做|搞)|没法|没办法|无法)$"
)  # 现场一直没人升, 年底不方便升级, 客户还在割接: what is not done, or is being done by others, and no deed

_OTHER = late(
    r"培训|通知|准备|评审|检查|演练|公告|申请|审批|备份|宣贯|宣导|回访|巡检|评估|调研|摸底|排查|脚本|手册|清单"
    r"|名单|发放|采购|(?<![a-z])(?:training|notif\w+|prepar\w+|review|meeting|backup|survey|audit)(?![a-z])"
)


class Deed(Value):
    """What is done: `base` a standard node's key (`send` for a rollout that sends something), where it stands in the clause."""

    base: str
    words: str
    span: tuple[int, int]
    bound: bool = False  # it says what happens to versions (不让登录了), not that somebody does it

    @property
    def key(self) -> str:
        return "rollout" if self.base == "send" else self.base


def find_deeds(text: str) -> tuple[Deed, ...]:
    """The deeds of a clause in order, the longest at each place. `text` is lower case. Linear."""
    found = [
        Deed(base, m.group(), m.span()) for base, pattern in _DEEDS.items() for m in pattern.finditer(text) if m.group()
    ]
    found.sort(key=lambda one: one.span[0] - one.span[1])
    kept: list[Deed] = []
    for one in found:
        if not any(one.span[0] < other.span[1] and other.span[0] < one.span[1] for other in kept):
            kept.append(one)
    kept = [one for one in kept if not _NOBODY.search(text[: one.span[0]])]
    kept = [one for one in kept if one.base == "finalize" or not _ABOUT.match(text, one.span[1])]
    outside = [one for one in kept if not _bracketed(text, one.span[0])]
    return tuple(sorted(outside or kept, key=lambda one: one.span))


def names_other(text: str) -> bool:
    """Whether a lower-case text speaks of work that is no standard node: 培训, 通知."""
    return _OTHER.search(text) is not None


def names_rollout(text: str) -> bool:
    """Whether a lower-case text speaks of a rollout at all: upgrade plan 如下."""
    return _DEEDS["rollout"].search(text) is not None or _DEEDS["send"].search(text) is not None


def _bracketed(text: str, at: int) -> bool:
    before = text[:at]
    return max(before.rfind("("), before.rfind("（")) > max(before.rfind(")"), before.rfind("）"))


def pace_of(text: str) -> str:
    """Which part of a rollout a clause speaks of: 灰度, 试点, 首批, `rest`, `all`, '' where it says nothing."""
    words = [m.group() for m in _PACE.finditer(text)]
    if any(one in _REST for one in words):
        return "rest"
    own = [one for one in words if one not in _ALL]
    return own[0] if own else "all" if words else ""
