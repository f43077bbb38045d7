"""What stands in a plan's title before and behind the product's name, and is no part of it: 恳请支持：…, 12月…, …在线升级至."""

import re

from mailbot.inbound.forms.plans.values.sorts import TITLE_SORT
from mailbot.late import late

# Where a title is cut into parts. A hyphen between two Latin words joins them: T-POS.
JOINTS = late(
    r"[：:|｜，,；;。！!？?《》〈〉“”\"「」『』【】\[\]〔〕［］（）()+＋—–/／]+|(?<![A-Za-z\d])[-－_~]+"
    r"|[-－_~]+(?![A-Za-z\d])"
)
_WHOM = (
    r"(?:各位|大家|诸位|各(?:业务)?部门?|各业务|业务部门?|相关部门|领导|同事们?|老师们?|你们|一起|共同|帮忙|帮|予以"
    r"|给予)*"
)
_WHAT = (
    r"(?:看一?[下看]|支持|协助|配合|知悉|周知|确认|审阅|审核|审批|评审|会签|查收|查阅|关注|批示|落实|执行|按时"
    r"|及时|尽快|抓紧|完成|回复|反馈|讨论|一下|为盼|好)*"
)
_ASKING = (
    rf"(?:(?:恳请|烦请|敬请|恭请|麻烦|拜托|还请|有劳|请|望|盼){_WHOM}{_WHAT}"
    rf"|(?:各位|大家|诸位)(?:同事|领导|老师)?们?{_WHAT})"
)
_WHEN = (
    r"(?:(?:20)?\d\d年 ?)?(?:20\d\d ?)?(?:于|在)?(?:[qQ][1-4]|第?[一二三四]季度|\d{1,2}月份?(?:\d{1,2}[日号])?"
    r"|\d{1,2}/\d{1,2}|本周|下周|这周|本月|下月|年[底内前末]|月[底内初末]|今年|明年|近期|元旦|春节|国庆|五一"
    r"|双十[一二]|双1[12])(?:之?[前内起底初])?"
)
_BATCH = r"第[一二三四五六七八九十\d]{1,2}(?:批次?|轮|期|阶段)"
BEFORE = late(
    rf"\s*(?:\d{{1,2}}[.、)）](?!\d)|{_ASKING}"
    rf"|(?:测试|研发)部?门?(?:昨天|今天)?已?(?:提交|发布|提供|通过|给出)了?|[旧老低]版本?的?(?=..)|{_WHEN}"
    rf"|{_BATCH}|关于|有关|针对|(?:对(?!账)|将(?!军)|把)(?=.*(?:升|限|更新|下发|进行|实施|做|推))|新版本?(?=.)"
    rf"|新一轮"
    r"|(?:the|upgrade of|upgrade|rollout of|restriction of|(?:block|retir|restrict|disabl|mov|switch|phas)(?:e|ing)(?: out)?(?: of| to)?|(?:retirement|sunset|move|switch) (?:of|to)|plan for|fyi|urgent|important|reminder|notice|draft"
    r"|please (?:support|review|confirm|note|approve)(?: the)?)(?![A-Za-z]))\s*",
    2,
)
# English words before a name that has Chinese in it: For 星桥客户端, rid of the old 掌柜App.
ENGLISH_BEFORE = late(
    r"(?<![A-Za-z\d])(?:a|an|the|our|your|their|its|this|that|these|those|all|any|each|every|some|both|only|old|older|new"
    r"|newer|latest|current|existing|of|for|to|in|on|at|by|from|with|about|regarding|and|or|but|also|as|we|you|i|they|it"
    r"|please|pls|plan|is|are|will|be|get|use|using|upgrad(?:e|es|ing)|updat(?:e|es|ing)|restrict(?:s|ing|ions?)?|roll(?:out)?|push|release"
    r"|install|replace|versions?|clients?|servers?|customers|users|shops|stores|component|parameters?)[ \u3000]+",
    re.IGNORECASE,
)
# What a mail calls itself, and what it does: 通知平台 and 发布中心 are names none the less.
PAPER = late(
    r"\s*(?:重要|紧急|加急|特急|急件|最终版?|修订|修改|征求意见|送审|讨论|意见|新版)*"
    r"(?:通知|公告|通告|告知|提醒|预告|草案|草稿|初稿|终稿|定稿|[修审送]?[订改审]稿|意见稿|讨论稿|征求意见稿?"
    r"|待确认|待定|待审|拟定|重要|紧急|加急|特急|补发|重发|更正|发版|发布|推广|上线|变更|调整)\s*"
)
VERB = late(
    r"\s*(?:完成|开展|实施|进行|推进|启动|做好|安排|升级|更新|限制|下发|替换|部署|切换|强制|全面|正式|本次|此次"
    r"|这次|请确认|修订|新增|停止使用|停用|禁用|限用|封停|关停|清退|淘汰)\s*(?:的)?"
)
# Where what is done to the product begins: the name stands before it.
DEED = late(
    r"(?:(?:组件|产品)?的?(?:在线|线上|独立|单独|强制|全网|全量|全面|统一|灰度|版本)*(?:升级|升至|升到|更新|迁移"
    r"|切换)"
    r"|的?版本的?(?:限制|延迟|管控|收敛|停用)"
    r"|的?[旧老低新]的?(?:客户端)?版本?|的?历史版本|限[制版]|强制|停用|下线|推广|下发|发布|上线|扩展参数|参数|全网|全量"
    rf"|(?<![a-z])(?:online |version )?(?:upgrad|restrict|roll-?out|update))(?!{TITLE_SORT}|中心|系统|平台)",
    2,
)
BEHIND = late(
    r"(?:的|[从自由]|到|至|为|(?<=[端器台统关件品手屏机通A-Za-z \d])[升换]|在线|统一|目标|最新|最终|正式|稳定"
    r"|[旧老低新]|(?:新|旧|老|正式|最终|稳定)?版本|[新旧老]版|[-–—_、/\s]|(?<![A-Za-z])(?:[vV]|to|version)"
    r"|(?<= )(?:ha[sd]|have|is|are|was|will|must|goes|gets|be|been|now|new|its|available))$",
)
