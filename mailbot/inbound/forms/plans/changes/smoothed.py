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

__all__ = ["bared", "of_department", "smoothed"]

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
# 版本是8.2.1.3051，不是8.2.1; @孙丽 你的节点调整到12月9号
_NOT_THAT = late(r"[，,]\s*(?:而)?不是[^，,。；;]{1,24}[。.]?$")
_YOURS = late(r"^\s*@?(?P<who>[\u4e00-\u9fff]{2,4})[\s，,:：]*(?:请)?(?:你|您)(?=的|那|这)")


# The owner of 华东升级 is now Li Xiang
_OF_ROW = late(
    r"^\s*(?:sorry,? ?)?(?:the )?(?P<what>owner|due date|deadline|date) (?:of|for) (?:the )?(?P<row>[^,.;:]{2,40}?) (?:is now|should be|becomes|changes to|is|to)(?=\s)"
    r"|^\s*(?:the )?new (?P<new>owner|due date|deadline|date) (?:of|for) (?:the )?(?P<of>[^,.;:]{2,40}?)(?:\s+upgrade)?\s*(?:[:：]|is(?=\s))",
    re.IGNORECASE,
)


def bared(text: str) -> str:
    """一是把孙丽那行改到12月9日吧 → 孙丽那行改到12月9日."""
    text = _OF_ROW.sub(lambda m: f"{m['row'] or m['of']} {m['what'] or m['new']}: ", text, count=1)
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
