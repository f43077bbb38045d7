"""is_conditional, without_warnings: whether a consent hangs on something; a warning beside it (不过别再往后拖了) is no condition.
asked_again: the fault that asks for a plain answer."""

from typing import Any

from mailbot.campaign.outcome import Fault
from mailbot.inbound.forms.clauses import IF
from mailbot.inbound.forms.found import asks
from mailbot.inbound.forms.hearing import smooth
from mailbot.late import late

# 有条件同意: consent that hangs on something. A remark beside it (同意，请注意避开周末) is none.
_CONDITION = late(
    r"有条件|附条件|否则|不然的话|前提|条件(?:是|为|:|：)|只要|除非"
    r"|除[^，。]{1,20}(?:外|以外)[^，。]{0,6}(?:同意|可以|无异议|没意见)"
    rf"|(?:{IF}|若|如)[^。；;\n]{{1,40}}(?:则|就|可以?|便)?[^。；;\n]{{0,10}}(?:同意|可以|没问题|无异议)"
    r"|(?:但|但是|不过|只是|然而|可是)[^。；;\n]{0,40}(?:推迟|延期|延后|延到|延至|顺延|推后|推到|推至|往后|挪到?"
    r"|晚一?点|改到|改为|改成|调整|能否|能不能|可否|可不可以|太赶|赶不|提前|增加|减少|去掉|取消|删除|否则|不然"
    r"|不能|不要|不宜|暂不|暂缓|除外|另外|单独|保留|需要?先|必须|才能|之前要|前提|要?晚\s*[一二两三四五六几半\d]"
    r"|缩短|放宽|太紧|太急|太短|来不及|有困难|有难度|不够|不足|有顾虑|有疑问|建议(?!各))"
    r"|(?:但|但是|不过|只是|然而|可是)[^。；;\n]{0,30}?(?:得(?!到|出|知)|要(?:推|延|改)|要等|等(?!于|级)"
    r"|先(?!说)|才(?!能力)|再(?:限|升|推|下发|开始|执行|做)|还没|尚未|没有?(?!问题|意见|异议|其他|别的)"
    r"|不(?:了|上|行))"
    # 改到1月我们就同意: what comes first must be done first.
    r"|(?:改|推|延|调|挪|放|加|减|换|提前|去掉|解决|保证)[^。；;\n]{0,24}?(?<!那)(?:就|才|便|方可|方能)(?:能|都"
    r"|可以|会)?(?:同意|可以|没问题|没意见|无异议|接受|支持|配合|行)"
    r"|(?<![a-z])though(?=[\s.!,;]|$)"
    r"|(?:建议|希望|要求|请|能否|能不能|可否|可不可以)(?:将|把)?[^，。；;\n]{0,16}(?:推迟|延期|延后|延到|延至"
    r"|顺延|推后|推到|推至|往后|挪到?|改到|改为|改成|调整为?|提前到)"
    r"|(?:先|再)看[^，。；;\n]{0,10}(?:再说|再定|再议|情况)|(?:以后|到时|届时|下周|过后|之后)再(?:说|定|议)"
    r"|看情况再"
    r"|(?:细节|具体|其他|其它|其余|时间|日期|数量)[^，,。；;\n]{0,8}(?:再|另行?)(?:定|议|说|谈|商|讨论|确认)"
    r"|(?<![a-z])(?:provided|providing|on condition|as long as|unless|subject to|conditional\w*|only if"
    r"|if [^.;\n]{1,60}(?:agree|ok|fine))(?![a-z])"
    r"|(?<![a-z])but(?![a-z])[^.;\n]{0,60}(?<![a-z])(?:can we|could we|may we|one more|more time|another"
    r"|postpone|delay|later|move|change|extend|tight|first|must|need|until|cannot|can't|not|only|before|after"
    r"|except|concern\w*|however)(?![a-z])"
    # ok but pls make it 22 dec, OK, but December 22 please
    r"|(?<![a-z])(?:but|just|only|al?though)(?![a-z])[^.;\n]{0,60}(?<![a-z])(?:make (?:it|that|this)|suits?|prefer|better|rather|instead)(?![a-z])"
    r"|(?<![a-z])but (?:please |pls )?(?:for |on |by |until |from )?(?:the )?(?:[a-z]{3,9}\.? )?\d{1,2}(?:st|nd|rd|th)?(?: [a-z]{3,9})?(?:,? (?:please|pls))?\s*(?:$|[.!;\n])"
    r"|(?<![a-z])(?:not (?:before|until|earlier)|no earlier than|only (?:after|from|if|once)|except(?: for)?"
    r"|excluding|(?:with|has|have|just|but) (?:(?:an?|one|two|three|some|few|following|minor|small) ){1,4}"
    r"(?:exceptions?|caveats?|reservations?|conditions?|concerns?)"
    r"|with the (?:exception|caveat|reservation|condition|proviso)|apart from|save for|other than(?! th)|(?<!set )aside"
    r"|only [^.;,\n]{1,24} (?:needs?|wants?|cannot|can't|must|has to|have to)"
    r"|(?:is|are|does|do|was|will)(?: not|n't)(?=\s*(?:$|[.!;])))(?![a-z])"
    # 宁波除外, 有一个例外: …, 就一点：…
    r"|(?<![无没])(?<!没有)(?<!无一)(?:除外|例外)|除了(?!这|此|上面|上述|以上)[^，。；;\n]{1,20}(?=$|[，。；;])"
    r"|(?:[就只仅]有?[一1]\s?[个点条]|[只仅]有|唯一)的?小?(?:问题|顾虑|要求|意见)(?![想请])|[就只仅]有?[一1]\s?[个点条][:：]"
    r"|不(?:能)?(?:早于|在[^，。]{1,10}之?前)|(?<![a-z])(?:in principle|conditionally),? but(?![a-z])"
)
_NO_DOUBT = late(r"无条件")
# 不过别再往后拖了, 但这是最后一次: a warning beside consent, on which nothing hangs.
_WARNING = late(
    r"(?:请|务必|以后|后面|之后|千万|绝对|可)?(?:就)?(?:不能|不可以?|不要|别|不许|不得|不准|不允许|勿)(?:再"
    r"|又)(?:继续)?(?:往后|向后|无限期|一再|随便)?(?:再)?(?:拖延?|延期?|推迟?|顺延|变更?|改期?|晚|耽误"
    r"|往后)?(?:了|哦|啊)?(?=$|[\W_])"
    r"|(?:这|此次|本次)?(?:已经?)?(?:就?是|为)?最后一次(?:延期)?(?:了|机会)?(?=$|[\W_])|下不为例|仅此一次"
    r"|[^，,。；;\n]{0,16}(?:就?是|为)(?:死线|底线|最后期限|截止日期?|deadline)(?:了)?(?=$|[\W_])"
    r"|(?:请|务必|一定|必须|要|得)+(?:抓紧|盯紧|盯住|按时|按期|如期|准时|保证|确保|注意)[^，,。；;\n]{0,8}(?=$"
    r"|[\W_])"
    r"|(?<![a-z])(?:this is the (?:very )?last (?:time|extension|one)"
    r"|no (?:more|further) (?:delays?|extensions?|slips?|postponements?)(?: after (?:this|that))?"
    r"|(?:please )?do(?:n't| not) (?:slip|delay|postpone)(?: it| this)? (?:again|any further)"
    r"|(?:but )?(?:please )?(?:no|not)(?: a day| any)? later(?: than (?:that|this|then))?(?! than))(?![a-z])"
)


def is_conditional(text: str) -> bool:
    """同意，前提是…, 可以，但限制要晚一周, agreed provided that …"""
    line = without_warnings(text)
    return bool(_CONDITION.search(line)) and not _NO_DOUBT.search(line)


def without_warnings(text: str) -> str:
    """The text, smoothed, without what only warns."""
    return _WARNING.sub("", smooth(text))


def asked_again(kind: str, words: str, *, reason: str = "conditional-answer", **facts: Any) -> Fault:
    """Asks for 同意 or 不同意, of a plan (`confirmation`) or a postponement (`decision`)."""
    return asks(reason, kind, words[:200], field="answer", **facts)
