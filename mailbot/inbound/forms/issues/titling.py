"""bare_title, graded_title, own_words, mail_title: what an issue is called: without its grade, the greeting before it and the asks behind it (SPEC 1, 9)."""

import re
from itertools import pairwise

from mailbot.inbound.forms.context import Context
from mailbot.inbound.forms.issues.greeting import ADDRESS, GREETING
from mailbot.inbound.forms.issues.item import field_key
from mailbot.inbound.forms.issues.logged import log_lines
from mailbot.inbound.forms.issues.symptoms import SYMPTOM
from mailbot.inbound.forms.nodes.naming import issue_mentions, node_mentions
from mailbot.inbound.forms.things.severity import read_grade
from mailbot.late import late
from mailbot.rulebook.shapes import Severities

_ENOUGH = 30  # characters of one that says what goes wrong: then no more than what else does
_LONGEST = 60  # characters of a title that is taken from running words
_THING = 4  # characters of a subject that only names a thing
# What goes wrong in two or three characters, which a longer text has in other words: 同步延迟, 升级回滚.
_WRONG = late(r"延迟|回滚|回退|误伤|误限|暂停|受阻|拦截|告警|报警|[卡慢错坏丢漏断乱停崩死空]$")
# What a line says before it comes to the matter: 反馈一个问题：, 现上报以下问题, another thing:
_LEAD_IN = late(
    r"^\s*(?:[^，。；;\n]{0,16}(?:反馈|上报|报告|发现|遇到|碰到|出现|存在|如下|以下)[^，。；;\n]{0,12}(?:问题"
    r"|缺陷|故障|情况|bug)?[^，。；;\n]{0,8})[:：。]?\s*$",
    re.IGNORECASE,
)
_BEFORE = late(
    r"^\s*(?:[^。；;：:\n]{0,24}?(?:一个|几个|如下|以下|问题|缺陷|情况)[^。；;，,：:\n]{0,5}[：:]\s*"
    r"|(?:[^，,。；;：:\n]{0,16}?(?:反馈|上报|报告|发现|遇到|碰到|出现|存在|有|了|报)(?:了"
    r"|到)?(?:[一两二三四五六七八九十几\d]+|一些|如下|以下|下面)?(?:个|条|项|点)?(?:新的?|新)?(?:问题|缺陷|故障"
    r"|情况|bug)(?:如下)?"
    r"|问题(?:描述|现象)?|现象|另外|此外|还有"
    r"|(?:we|i) (?:have )?(?:found|noticed|see|saw|have|hit|got) (?:a|an|another|one"
    r"|the following) (?:new )?(?:problem|issue|bug|defect)"
    r"|another (?:one|issue|problem)|also|in addition)\s*[，,：:]\s*)+",
    re.IGNORECASE,
)
# What is asked behind it: 请研发处理, 比较急, 谁看下
_ASKS = late(
    r"\s*(?:也|还|都|所以|现在|目前)?(?:请|麻烦|烦请|劳烦|辛苦|有劳|帮忙|帮我|望|盼|求|谁|有人|哪位|能否|能不能"
    r"|可否|可不可以|是否可以|怎么(?:办|处理|解决|回事|弄)|什么(?:情况|原因)|是什么原因"
    r"|(?:日志|截图|详情|附件|现象)?(?:如下|见附|如附)|详见|见附件|是[^，,。；;\n]{1,12}还是|是不是"
    r"|需要(?:研发|技术|测试|尽快|马上|远程)|(?:比较|很|挺|非常|特别|有点|不太|不)?(?:急|着急|紧急)|尽快|谢谢"
    r"|感谢|多谢|please|pls|could (?:you|someone|anyone)|can (?:you|someone|anyone)|who can"
    r"|any (?:idea|one|help)|kindly|thanks|thank you|asap|urgent)",
    re.IGNORECASE,
)
_HEAD = late(
    r"^\s*(?:[【\[（(](?P<in>[^【\[（(】\])）]{1,16})[】\])）]"
    r"|(?P<word>[\w一-鿿]{1,10})(?: one)?\s*(?:[:：|｜/]|[-–—]{1,2}(?=\s)|级\s*[:：，,]))\s*",
    re.IGNORECASE,
)
_LABEL = late(r"([^\s:：]{1,12})\s*[:：]")
_TAIL = late(r"\s*[【\[（(](?P<in>[^【\[（(】\])）]{1,20})[】\])）]\s*$")
# Words of a subject that say no more than that there are problems.
_NOTHING = late(
    r"关于|有关|对于|问题|缺陷|故障|异常|bugs?|情况|反馈|上报|汇总|清单|列表|报告|说明|补充|更新|发现|碰到|遇到"
    r"|出现|存在|几个?|[一两二三四五六七八九十百\d]+(?:个|项|点|条|处|轮|次|批|家|台|月|日|号|则)?|第|升级|灰度"
    r"|全量|试点|测试|完整|遍历|回归|复测|冒烟|验证|现场|门店|客户|用户|服务端|客户端|组件|参数|下发|版本"
    r"|过程中?|期间|之后|以后|之前|今天|昨天|今日|昨日|本周|上午|下午|紧急|加急|急|求助|协助|帮忙|处理|看一下"
    r"|看看|麻烦|请|各位|严重|一般|轻微|这些?|那些?|都是?|均为|新增|新的?|[的中后时又还再现在了和及与区内为是]"
    r"|(?<![a-z])(?:asap|issues?|problems?|defects?|findings?|found|report(?:ed|s)?|list|of|in|on|at|the|after"
    r"|during|with|from|about|for|some|an?|and|our|new|one|two|three|four|five|six|more|first|second|round"
    r"|upgrade|pilot|rollout|test(?:ing|s)?|smoke|regression|urgent|help|needed|please|feedback|summary|server"
    r"|client|version|region|v)(?![a-z])"
    r"|[\W_]",
    re.IGNORECASE,
)


def graded_title(title: str, severities: Severities) -> tuple[str, str]:
    """(the title without its grade, the words of the grade): 【严重】登录失败, P1 - login fails, 登录失败（一般）, 登录失败，严重程度：一般."""
    said = ""
    if (
        (head := _HEAD.match(title))
        and (words := _grade(head["in"] or head["word"], severities))
        and title[head.end() :].strip()
    ):
        title, said = title[head.end() :], words
    if (tail := _TAIL.search(title)) and (words := _grade(tail["in"], severities)) and title[: tail.start()].strip():
        title, said = title[: tail.start()], said or words
    first, *rest = re.findall(r"[，,、\s]?[^，,、\s]*", title)
    # 高 behind a blank is what goes wrong (升级后 CPU 高), behind a comma a grade.
    graded = [
        (before, one)
        for before, one in pairwise((first, *rest))
        if first.strip() and read_grade(one[1:], severities) and (one[2:] or one[:1] in "，,、")
    ]
    beside = [one for before, one in graded if not _SAYS.search(before)]
    title = first + "".join(one for one in rest if one not in beside)
    return title.strip().rstrip(" -–—,，:："), said or next((one[1:].strip() for _, one in graded), "")


_SAYS = late(r"(?<![a-z])(?:is|are|was|looks?|very|quite|pretty|rather|really|so)$", re.IGNORECASE)  # This is serious


def _grade(words: str, severities: Severities) -> str:
    """The words where they grade, or one of their parts does: 安全测试，严重; '' else."""
    return next(
        (part for part in (words, *re.split(r"[，,、/|\s]", words)) if part.strip() and read_grade(part, severities)),
        "",
    )


def own_words(text: str, severities: Severities, most: int = _LONGEST) -> str:
    """The first sentence of running words as a title: without the address, 发现一个问题： and the asks around it."""
    text = ADDRESS.sub("", text.strip(), count=1)
    if (lead := _BEFORE.match(text)) and not SYMPTOM.search(lead[0]):
        text = text[lead.end() :]
    sentence = re.split(r"[。；;！!？?\n]|\.\s", text.strip(), maxsplit=1)[0]
    sentence, _ = graded_title(sentence, severities)
    clauses = re.split(r"(?<=[，,])", sentence)
    kept = [clauses[0]]
    for clause in clauses[1:]:
        enough = (
            len("".join(kept)) + len(clause) > _ENOUGH and SYMPTOM.search("".join(kept)) and not SYMPTOM.search(clause)
        )
        if _ASKS.match(clause) or enough or sum(map(len, kept)) + len(clause) > most:
            break
        kept.append(clause)
    return "".join(kept).strip(" ，,：:.\t")[:most]


def mail_title(context: Context, fields: dict[str, str]) -> str:
    """The title of a mail that is one issue: of its field, else its subject's where that says more than that there is a problem
    (a reply bears somebody else's), else its own first words about what goes wrong."""
    if fields.get("title"):
        return fields["title"].split("\n")[0].strip()
    subject = "" if context.subject.reply else bare_title(context)
    severities = context.rules.severities
    labelled = own_words(fields.get("symptom", ""), severities)
    topic, told, title = _topic(subject, context), _told(context), graded_title(subject, severities)[0]
    # 接口, 扫码支付 name the thing; what is wrong with it is told in the mail.
    if topic and (
        SYMPTOM.search(subject)
        or _WRONG.search(topic)
        or issue_mentions(subject)
        or not SYMPTOM.search(labelled or told)
        or len(_NOTHING.sub("", subject)) > _THING
    ):
        return title
    return labelled or (told if SYMPTOM.search(told) or not title else title)


def bare_title(context: Context) -> str:
    """The subject without tag, code and the campaign's own title."""
    bare = context.subject.bare
    campaign = context.campaign
    if campaign is not None and campaign.title:
        bare = re.sub(re.escape(campaign.title), " ", bare)
    return " ".join(bare.split()).strip(" ,，:：-—")


def _topic(subject: str, context: Context) -> str:
    """What a subject says beyond that there are problems, and where; '' of 华南反馈, 灰度升级碰到的情况, 补充：又发现一个."""
    campaign, rules = context.campaign, context.rules
    if campaign is None or len(subject) > _LONGEST or issue_mentions(subject):
        return subject
    known = [
        campaign.product,
        campaign.version,
        *(name for d in rules.directory.departments for name in (d.name, *d.aliases)),
        *campaign.regions,
    ]
    for named in reversed(node_mentions(subject, campaign, rules)):
        subject = subject[: named.start] + " " + subject[named.end :]
    for name in sorted(filter(None, known), key=len, reverse=True):
        subject = re.sub(re.escape(name), " ", subject, flags=re.IGNORECASE)
    return _NOTHING.sub("", subject)


def _told(context: Context) -> str:
    """The first sentence of the mail that says what goes wrong, else its first that is neither greeting nor heading."""
    severities, logged = context.rules.severities, log_lines(context.writing.lines)
    said = [
        words
        for line in context.writing.lines
        if (t := line.text.strip())
        and line.number not in logged
        and not GREETING.match(t)
        and (SYMPTOM.search(t) or not _LEAD_IN.match(t))
        and not _labelled(t, context)
        for sentence in re.split(r"[。；;！!？?]|\.\s", t)
        if (words := own_words(sentence, severities)) and not _ASKS.match(sentence) and not GREETING.match(sentence)
    ]
    return next((words for words in said if SYMPTOM.search(words)), said[0] if said else "")


def _labelled(line: str, context: Context) -> bool:
    """影响：12 家: a circumstance, under its name."""
    label = _LABEL.match(line)
    return label is not None and field_key(label[1], context) not in ("", "symptom", "title")
