"""bared: a clause of changes without what only leads to it; smoothed: what it says of a row, as the row's own reader reads it."""

import re

from mailbot.inbound.forms.fields.lines import FieldNames
from mailbot.inbound.forms.plans.changes.change_words import (
    ACCORDINGLY,
    CHANGE,
    CHANGES,
    FROM_BEFORE,
    INSTEAD,
    IS,
    MOVES,
    OF_DEPARTMENT,
    TO_OWNER,
)
from mailbot.late import late
from mailbot.rulebook.directory import Directory

# 一是把孙丽那行改到12月9日吧; 另外，上封里的全量升级应为12月11日; so please move 全量升级 to Dec 14
_OPENS = late(
    r"(?:(?:(?:第?[一二三四五]|其[一二三四五])(?:是|、|[:：]|来|，)|首先|其次|再次|最后|另外|此外|还有|以及|同时|再就是|顺便|那么?|所以|因此|因而|于是"
    r"|(?<![a-z])(?:so|also|and|then|therefore|in addition|besides|please note(?: that)?|note that|fyi)(?![a-z]))[，,、:：\s]*"
    r"|(?:应|按照?|根据|依|采纳)[^，,。；;\d]{1,16}?(?:要求|建议|意见|申请|请求|提议)[，,]?\s*(?!的)|(?:请|麻烦|烦请)?(?:各位|大家)?(?:把|将)(?!来)|(?<![a-z])the (?=[a-z\u4e00-\u9fff])"
    r"|(?:上一?封|刚才那?封|之前那?封|前一?封|昨天那?封)(?:邮件|信|计划|通知)?(?:里面?|中)?的?)",
    re.IGNORECASE,
)
_CLOSES = late(r"(?<=[\u4e00-\u9fff\dA-Za-z])(?:吧|哈|哦|啊|呀|(?:就)?(?:行|好|可以|即可)了?|一下)[。.!！~\s]*$")
# 孙莉写错了，应为孙丽; 全量升级日期写错了，应为12月11日
_WRONG = late(
    r"(?:(?:的)?(?:完成)?(?:时间|日期))?(?:是)?(?:我)?(?:给)?(?:写错|打错|填错|搞错|弄错|记错|笔误|手误|错)了?[，,。；;\s]*(?:正确的?)?(?=应|改[为成到]|是(?!否))"
)
# 更正：…, 两处调整：…, 代陈静调整一下：… on one line with what is changed
_HEAD = late(
    r"^[^\d:：，,。；;]{0,12}?(?:改|调整|修改|更新|变更|更正|纠正|修订|补充(?=说明|一下)|变化|变动|update|change|correction)[^\d:：，,。；;改]{0,12}[:：]\s*(?=\S)",
    re.IGNORECASE,
)


_COMES = late(r"(?<=[\u4e00-\u9fff])来(?=负责|做|接手|跟进|弄|牵头|跟)")
# 灰度由孙丽接手, 获取那个让李想来弄
CARRIES = late(
    r"(?:改?由|换成?|让|交给)(?P<who>[\u4e00-\u9fff]{2,3}?)来?(?:负责|接手|接管|接|跟进?|盯|弄|做|写)(?=$|[，,。；;])"
)
# 版本是8.2.1.3051，不是8.2.1; @孙丽 你的节点调整到12月9号
_NOT_THAT = late(r"[，,]\s*(?:而)?不是[^，,。；;]{1,24}[。.]?$")
_YOURS = late(r"^\s*@?(?P<who>[\u4e00-\u9fff]{2,4})[\s，,:：]*(?:请)?(?:你|您)(?=的|那|这)")


# The owner of 华东升级 is now Li Xiang; New owner for South China: Li Xiang; The delay for Overseas is extended to…; East China can't
# be done on the 9th, it will be done on the 14th; Overseas moves to Dec 22 because of the freeze; Li Xiang will do Overseas instead.
_WHAT = "owner|due date|deadline|date"
_WHO = "[A-Z][a-z]+ [A-Z][a-z]+"
_ENGLISH = (
    (
        rf"^\s*(?i:sorry,? ?)?(?i:the )?(?i:({_WHAT})) (?:of|for) (?:the )?([^,.;:]{{2,40}}?) (?:is now|should be|becomes|changes to|is|to)(?=\s)",
        r"\2 \1: ",
    ),
    (
        rf"^\s*(?i:(?:the )?new ({_WHAT})) (?:of|for) (?:the )?([^,.;:]{{2,40}}?)(?:\s+upgrade)?\s*(?:[:：]|is(?=\s))",
        r"\2 \1: ",
    ),
    (r"^(?i:the )?(?i:delay|extension|grace period) (?:for|of) (?:the )?(?=[^,;]{2,40}? (?:is|has been|moves) )", ""),
    (
        r"^(?i:the )?(?:(?i:upgrade|restriction|roll-?out) (?:in|of|for) (?:the )?)?([A-Za-z ]{2,40}?) (?:can(?:'t|not| not)|won't|will not|is not going to) [^,;.]{2,60}[,;] "
        r"?(?:but |so |and )?(?:it |they |that |this )?(?:will|is|are|'ll)(?: now| only| be)*(?: done| finished| completed?| ready| moved| postponed| due)? (?:on|by|to|until) ",
        r"\1 moves to ",
    ),
    (r"(?<=\d)(st|nd|rd|th)?,? (?:because|since|as|due to)(?: of)? [^\d,;.]{3,60}[.]?$", r"\1"),
    (
        rf"^({_WHO}) (?:will |is to |is going to )?(?:takes? over|do(?:es)?|takes?|handles?|runs?|upgrades?|restricts?) (?:the )?([A-Za-z ]{{3,40}}?)"
        rf"(?: instead(?: of [^,;.]{{2,24}})?| from {_WHO})[.]?$",
        r"\2 owner: \1",
    ),
    (rf"^([A-Za-z ]{{3,40}}): ({_WHO}) instead of [^,;.]{{2,24}}[.]?$", r"\1 owner: \2"),
)
_PLAIN = tuple((late(said), plain) for said, plain in _ENGLISH)


def plainly(text: str) -> str:
    """South China: Li Xiang instead of Zhou Hang → South China owner: Li Xiang."""
    for said, plain in _PLAIN:
        text = said.sub(plain, text, count=1)
    return text


def bared(text: str) -> str:
    """一是把孙丽那行改到12月9日吧 → 孙丽那行改到12月9日."""
    text = CARRIES.sub(r"由\g<who>负责", text, count=1)
    text = _YOURS.sub(r"\g<who>", _NOT_THAT.sub("", text), count=1)
    text = _WRONG.sub("", _HEAD.sub("", text, count=1), count=1)
    while (found := _OPENS.match(text)) and found.end() < len(text):
        text = text[found.end() :]
    return _CLOSES.sub("", MOVES.sub("", text, count=1))


def smoothed(rest: str, labels: FieldNames) -> str:
    """负责人改为周航 → 负责人：周航; 改到12月15日 → 12月15日; 就是12月11日 → 12月11日."""
    rest = FROM_BEFORE.sub("", rest.removeprefix("的"), count=1)
    rest = _COMES.sub("", rest)
    rest = TO_OWNER.sub("\n负责人：", INSTEAD.sub("", ACCORDINGLY.sub("", rest), count=1))
    text = re.sub(
        rf"([\u4e00-\u9fff]{{2,8}}?)\s*{CHANGE}\s*[:：]?\s*",
        lambda m: f" {m[1]}：" if labels.key(m[1]) else f"{m[1]} ",
        rest,
    )
    for opening in (CHANGES, IS):
        if found := opening.match(text):
            text = f" {text[found.end() :]}"
    return re.sub(
        r"^\s*([\u4e00-\u9fff]{2,8}?)(?=[\u4e00-\u9fff@\d])",
        lambda m: f"{m[1]}：" if labels.key(m[1]) else m[1],
        text,
    )


def of_department(text: str, directory: Directory) -> str:
    """华东的王伟 → 王伟（华东）, where 华东 is a department."""
    return OF_DEPARTMENT.sub(lambda m: f"{m[2]}（{m[1]}）" if directory.department(m[1]) else m[0], text)
