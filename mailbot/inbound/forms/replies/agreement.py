"""agreement: whether a text consents, 同意, or objects, whatever it is that was put to its sender (SPEC 9 "Replies").

A consent that nobody gave costs more than a question: the word counts only where it is said of what was put (可以, not 可以给名单),
by the sender, now and without a condition.
"""

from mailbot.inbound.forms.clauses import IF, LATER, UNSURE, clause_at, is_question
from mailbot.inbound.forms.hearing import Heard, Hearing
from mailbot.late import late

_FINE_WORDS = frozenset(("no problem", "yes", "sure", "go ahead", "works for me", "works for us", "+1"))
_WEAK = frozenset(
    ("好的|好|行|行的|可以|ok|okay|是的|没问题|没有问题|yes|sure|fine|no problem|支持|可行|无问题").split("|")
)


def is_weak(heard: Hearing) -> bool:
    """好的, OK and their like alone: heard as easily as 收到. An objection is never weak."""
    words = {h.words for h in heard.heard if h.meanings & {"confirm"}}
    return bool(words) and words <= _WEAK


_BUT = late(r"但是?|不过|只是|(?<![a-z])(?:but|however)(?![a-z])")
# Whose consent: 客户同意了, 领导还没同意 say it of somebody else.
_OTHERS = late(
    r"(?:环境|网络|安装包|机器|数据库|硬件|接口|客户|门店|领导|总监|他们|对方|对方部门|他|她|甲方|用户|系统|网关"
    r"|服务器?|站点|设备|终端|安装|连接|请求|被|\d\s*[台家套个户点]"
    r"|(?<![a-z])(?:customers?|clients?|boss|they|he|she|it|servers?|stores?|sites?|gateways?|systems?|devices?"
    r"|machines?|users?|push|install\w*|upgrades?|updates?|connections?|requests?|was|were|been"
    r"|being)(?![a-z]))[^，,。；;\n]{0,6}$"
)
# 2 sites in Dubai refuse the connection
_MACHINES = late(
    r"(?<![a-z])(?:sites?|servers?|stores?|gateways?|devices?|machines?|clients?|customers?|systems?|scripts?"
    r"|installers?|firewalls?)(?![a-z])[^,.;\n]{0,20}$"
)
# 服务端这个也同意, 网关的计划我们同意: the campaign that is agreed to, not who agrees.
_TOPIC = late(
    r"(?:系统|网关|服务[器端]|客户端|站点|设备|终端)(?:在线)?(?:升级|更新"
    r"|下发)?(?:(?:这|那)(?:一?[个份版次])(?:的?(?:计划|方案|安排))?|的?(?:计划|方案|安排))[，,\s]*(?:我们?|我部"
    r"|我方|我这边|这边|我们这边)?\s*(?:也|都|是|就|还是|一样|同样)*\s*$"
)
# 已转给李想确认, 让许文看下再确认: asked of a colleague.
_PASSED_ON = late(
    r"(?:转给|转发给?|转交给?|交给|交由|发给|通知|联系|让|叫|找|问|@|forward(?:ed)? (?:it |this )?to|asked"
    r"|let)\s*(?!我)[^，。；;:：\n]{1,14}$"
)
_NEGATED = late(
    r"(?:还没|没有|没|未|尚未|并未|还未|不|(?<![级类区个特分鉴辨识告性派差识])别|不要|无法|不能|难以?|恕|暂不"
    r"|先不|(?<![a-z])(?:not|never|cannot|can't|don't|doesn't|isn't|haven't|hasn't)\s)[^，。；;\n]{0,4}$"
)
_CONDITIONAL = late(
    rf"(?:{IF}|{UNSURE}|{LATER}|应该|大概|部分|若|如|等|待|是否|谁|请|麻烦|烦请|需要?|(?<![失有无在看观])[望盼]"
    r"|(?<![a-z])(?:once|when|whether|please|to|will)\s)[^，。；;\n]{0,10}$"
    r"|(?:[明后]天|明日|周[一二三四五六日天末]|下周|月底|稍[后晚]|晚[点些]|回头|尽快|马上)(?:上午|下午|晚上"
    r"|之?前|以内|内|左右|再|会|才|给|能|可以|统一|我们?|就|一起|回复|答复)*$"
    r"|(?<![a-z])(?:before|after|until|till|unless|could|would|might|may|should|shall|let|going to|how|cannot"
    r"|not sure)(?![a-z])[^.;\n]{0,16}$"
)
# 同意后, 同意与否, 同意一半, agree later
_NOT_WHOLLY = late(
    r"(?:后|之后|以后|前|之前|的话|时|吗|么|与否|一半|一?部分)|\s*(?:it |this )?(?:later|tomorrow|next week|in part)(?![a-z])"
)
_NO_OBJECTION = late(
    rf"(?:没有|没|无|不再|不会|并不|{IF}|如|若|是否|有无|(?<![a-z])(?:no|not|any)\s)[^，。；;\n]{{0,3}}$"
)
# 跟门店确认中, 再确认: what is asked of others, and no consent of one's own; 和门店确认过了 tells that it was.
_ASKING = late(r"(?:去|找|跟|和|与|同|向|先|再|还|得|要|需)[^，。；;\n]{0,8}$")
_WITH_OTHERS = late(r"(?:跟|和|与|同|向|找)[^，。；;\n]{1,8}$")  # 跟物业确认过: of something else
_ASKED = late(r"(?:过|好|完|无误|没问题|没有问题|了(?!再))")
# We can confirm once the build is out: not yet.
_NOT_YET = late(r"[^.;\n]{0,40}?(?<![a-z])(?:once|when|after|as soon as|if|until|unless)(?![a-z])")
# No issues so far: what was found, and no word on the plan.
_SO_FAR = late(r"\s*(?:so far|found|seen|reported|observed|during|after|yet|in the (?:test|pilot))(?![a-z])")
_DEED_TOLD = late(
    r"(?<![a-z])(?:upgraded|done|finished|completed|restricted|rolled out|installed)(?![a-z])[^.;\n]{0,40}$"
)
# 可以 is consent where it says all; before a deed (可以给名单) it is "can". 好的客户, 支持人员, 确认函, 没问题的门店 are other words.
_ALONE = late(r"[的了啦呀啊吧哦哈呢哒滴]*\s*(?:$|[\W_]|(?:但是?|不过|只是|就|都|请|谢谢|感谢|辛苦)|(?<=[a-z])\s)")
_GOES_ON = late(
    r"(?:我们?|就|也|都|先|那就|请|并|且|则)*(?:按|照|依(?!赖|然)|配合|执行|实施|推进|开始|启动|这样|这么|该|这"
    r"|此|本(?!地|来)|上述|以上|贵|整个|计划|方案|策略|延(?=[，,。；;！!\s]|$)|延期|延到|延至|推迟|顺延"
    r"|改[到为成]|调整[到为]|提前到|放到|\d{1,2} ?[月号日/])"
)
_NOT_THE_WORD = late(
    r"单|函|书|信(?!息)|邮件|表(?!示)|人(?!$|[\W_])|一下|下(?!$|[\W_])|中(?!$|[\W_])|码|窗|文号|文件|材料|流程"
    r"|培训|测试|反馈|结果|情况|时间是|时|后|前|过程|条件|度|率|老|的(?=[\u4e00-\u9fff])(?!时候)"
)
_MODAL = frozenset(
    (
        "可以 可行 行 行的 好 好的 支持 接受 认可 批准 批 准 准予 没问题 没有问题 无问题 可以的 我们配合 全力配合 "
        "积极配合 按计划推进 按计划走 按计划来 按计划配合 按这个走 按这个办 按这个执行"
    ).split()
)
# 有效期没意见, the dates are fine: said of a part of what was put.
_OF_PART = late(
    r"(?:^|[\s，,、。；;：:\n])(?:其中|至于|关于|对于?|另外|但|不过|我们(?:这边)?(?:对)?|这边|这个"
    r"|该)*(?:的)?(?:(?:有效期?|数量|台数|区域|范围|版本号?|产品名?|渠道|参数|名单|指导意见|限制|延迟|升级|时间"
    r"|日期|排期|节点|方式|人员|负责人)(?:和|与|及|、|跟|范围|限制|时间|日期|点|安排|上|方面|这块|这里|这个"
    r"|这一?[项条点])*)+(?:我们?"
    r"|这边|上|都|也|是|倒|基本|本身|部分|已经?)*$"
    r"|(?<![a-z])(?:the )?(?:dates?|quantity|numbers?|regions?|validity|versions?|timing|schedule for"
    r"|scope)(?: itself)? (?:is |are |look |looks |seem |seems )?(?:all |both )?$"
)


def _consents(h: Heard, line: str) -> bool:
    """Whether a word of consent is one where it stands: no other word begins with it, no deed hangs on it, and it is said of
    all that was put; of a part of it (有效期没意见) no consent to the rest is heard."""
    first, last = clause_at(line, h.start)
    after = line[h.end : h.end + 60]
    if h.words.isascii():
        other = bool(h.words not in _FINE_WORDS and _NOT_YET.match(line[h.end : last])) or bool(
            h.words.startswith("no ")
            and (_SO_FAR.match(after) or _DEED_TOLD.search(line[max(0, h.start - 80) : h.start]))
        )
    else:
        asking = (
            "确认" in h.words
            and _ASKING.search(line[first : h.start])
            and (_WITH_OTHERS.search(line[first : h.start]) or not _ASKED.match(after))
        )
        other = (
            bool(asking or _NOT_THE_WORD.match(after))
            or (h.words.endswith("ok") and after.startswith("了"))
            or (h.words in _MODAL and not _ALONE.match(after) and not _GOES_ON.match(after))
        )
    return not other and not _OF_PART.search(line[first : h.start])


def agrees_in_part(heard: Hearing) -> bool:
    """有效期没意见，区域也可以: consent to parts of what was put, and to nothing else."""
    found = [h.start for h in heard.heard if "confirm" in h.meanings]
    return any(_OF_PART.search(heard.text[clause_at(heard.text, at)[0] : at]) for at in found)


# The whole answer to a question that wants one of two: 1 no.
_DAY_OFF = late(
    r"(?<![a-z])(?:\d{1,2}(?:st|nd|rd|th)?|dates?|days?|schedule|timing|deadline|plan|week) (?:does not|do not"
    r"|doesn't|don't|won't|will not|cannot|can't) work(?: for (?:us|me))?(?![a-z ])"
)
_NO = late(
    r"\s*(?:(?:sorry|well|hi|hello|afraid|i'm afraid"
    r"|unfortunately)(?: [a-z]{2,12})?[,.]?\s+){0,2}no(?=\s*[,.;!\n]"
    r"|\s*$)"
)
_BARE = {"yes": True, "no": False, "nope": False, "是": True, "否": False}


def agreement(heard: Hearing, text: str) -> bool | None:
    """True for consent, False for an objection, None where the text says neither, or asks."""

    def stands(meaning: str) -> bool:
        for h in heard.heard:
            if meaning not in h.meanings or (meaning == "confirm" and not _consents(h, heard.text)):
                continue
            first, last = clause_at(heard.text, h.start)
            before = heard.text[max(first, h.start - 20) : h.start]
            after = heard.text[h.end : min(last, h.end + 6)]
            but = _BUT.search(heard.text, h.end, last)  # we're fine with it, but can we …?
            if is_question(heard.text[first : but.start() if but else last]):
                continue
            if meaning == "object" and _MACHINES.search(before):
                continue
            if _OTHERS.search(before) and not (h.words not in _WEAK and _TOPIC.search(before)):
                continue
            if meaning == "confirm" and _PASSED_ON.search(before):
                continue
            if meaning == "confirm" and (_NEGATED.search(before) or _CONDITIONAL.search(before)):
                continue
            if meaning == "confirm" and _NOT_WHOLLY.match(after):
                continue
            if meaning == "object" and _NO_OBJECTION.search(before):
                continue
            return True
        return False

    if stands("object") or _DAY_OFF.search(heard.text):
        return False
    if stands("confirm"):
        return True
    return _BARE.get(text.strip(" \t\n。.!！,，").casefold(), False if _NO.match(heard.text) else None)
