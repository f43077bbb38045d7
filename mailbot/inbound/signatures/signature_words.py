"""The words by which signatures, mobile footers, disclaimers and banners are known, as data."""

import re

from mailbot.inbound.surnames import COMPOUND_SURNAMES, SURNAMES
from mailbot.late import late

# A line that closes a letter; what follows is who wrote it.
CLOSING = late(
    r"^[\s\-—_*|]*(?:(?:此致|敬礼|敬禮|此致\s?敬礼|此致\s?敬禮|祝好|祝\s好|顺祝\S{0,4}商祺|順頌商祺"
    r"|[顺順][颂頌祝]\s?\S{0,4}|即颂\S{0,4}|敬颂\S{0,4}|商祺|"
    r"致|礼|祝\s?(?:您|你|大家|各位|工作|商|万|身体|生活|一切|周末|节日|新年)\S{0,16}(?:\s\S{1,10})?"
    r"|敬祝\s?\S{0,8}|敬上|谨启|謹啟|谨上|敬启|顿首|拜上|此祝\S{0,4}|"
    r"致(?:以)?(?:敬|礼|最诚挚的\S{0,4}|诚挚的\S{0,4}))"
    r"|(?:(?:with\s)?(?:(?:my|our|the)\s)?(?:very\s)?(?:best|kind|kindest|warm|warmest|many"
    r"|many thanks and)\s(?:and\s\w+\s)?(?:regards?|wishes|rgds)(?:\sto\s\w+)?)"
    r"|(?:kind|best|warm)?\s?(?:thank\s?you|thanks)\s(?:and|&)\s(?:kind|best|warm)\s(?:regards|wishes)|regards"
    r"|rgds|best|x{1,3}|xoxo|br|b\.?\s?r\.?|kr|cheers|ciao"
    r"|(?:many\s)?(?:thanks|thank\syou)\s?(?:&|and|/|,|\+)\s?(?:best\s|kind\s|warm\s)?(?:regards|rgds|br)"
    r"|(?:yours\s)?(?:sincerely|faithfully|truly)(?:\syours)?|yours|respectfully|cordially|all the best|take care"
    r"|mit\s(?:freundlichen?|besten?|herzlichen?)\s\w{3,12}"
    r"|(?:viele|beste|liebe|herzliche|freundliche|schöne)\sgr(?:ü|ue)(?:ß|ss)e(?:\saus\s\w{3,20})?|mfg|vg|lg"
    r"|gru(?:ß|ss)"
    r"|(?:bien\s)?cordialement|cdlt|(?:bien\s)?à\s(?:vous|toi)|(?:meilleures\s)?salutations(?:\sdistinguées)?"
    r"|bonne\s(?:journée|soirée|fin\sde\sjournée|continuation)|saludos(?:\scordiales)?|un\s(?:cordial\s)?saludo"
    r"|gracias\sy\s(?:un\s)?saludos?|atentamente|atenciosamente|att|abs|abraços?|cumprimentos"
    r"|cordiali\ssaluti|distinti\ssaluti|saluti|(?:met\s)?vriendelijke?\sgroet(?:en)?|groet(?:en|jes)?|mvg"
    r"|(?:med\s)?(?:v[eä]nlig|bästa|venlige?|vennlig)\s?(?:h[iä]lsn?(?:ing|en|inger)|hilsen|hilsener)|mvh|hilsen"
    r"|kh|vh|hälsningar"
    r"|z\spowa[żz]aniem|pozdrawiam(?:\sserdecznie)?|с\sуважением|s\spozdravem|üdvözlettel|saygılarımla|敬具|감사합니다)"
    r"[\s,，.。!！~～\-—*]*$",
    re.IGNORECASE,
)
# A word of thanks that may close a letter; it stays, being the writer's word ("谢谢" alone is an answer).
THANKS = late(
    r"^[\s*]*(?:以上"
    r"|(?:以上[，,]?\s?)?(?:谢谢|謝謝|多谢|感谢|感謝|谢了|辛苦了|拜托了|拜謝|万分感谢|非常感谢)(?:您|你|大家"
    r"|各位|支持|配合|合作|啦|了|您的\S{1,6}|大家\S{1,6}|各位\S{1,8}|！|!|，|、|\s|辛苦了){0,3}"
    r"|(?:many\s|much\s)?(?:thanks|thank\syou|thx|tks|ty"
    r"|appreciated)(?:\s(?:a lot|so much|very much|in advance|all|again|everyone|you"
    r"|for your (?:help|support|time)))?"
    r"|merci(?:\sd['’]avance)?|danke(?:\sschön)?|vielen\sdank|gracias|obrigad[oa]|grazie|bedankt|tak|tack|takk"
    r"|dziękuję|спасибо|(?:以上、?)?(?:どうぞ|何卒)?(?:宜しく|よろしく)お願い(?:いた|致|申し上げ)?(?:し)?ます"
    r"|ありがとうございま(?:す|した))[\s,，.。!！~～*]*$",
    re.IGNORECASE,
)

# What marks a line as part of a signature: ways to reach somebody.
_REACH = (
    r"工单(?:编?号|ID)?|ticket(?:\s?(?:id|no))?|电\s?话|電\s?話|手\s?机|手\s?機|移动电话|分\s?机|分\s?機|座\s?机"
    r"|固\s?话|直\s?线|内线|总机|传\s?真|傳\s?真|邮\s?箱|郵\s?箱|邮\s?件|电子邮件|邮\s?编|郵\s?編|地\s?址"
    r"|网\s?址|網\s?址|官\s?网|"
    r"微\s?信(?:同?号)?|钉\s?钉(?:号)?|飞书(?:号)?|企业微信号|短\s?号|集群号|QQ|MSN|Skype|WeChat|Tel(?:ephone)?"
    r"|Phone|Mobile|Mob|Cell|Fax|Ext|E-?mail|Mail|Add(?:ress)?|Web(?:site)?|Url|Hotline|客服(?:热线|电话)?|热线"
    r"|电邮|"
    r"公\s?众\s?号|Teams|Slack|Zoom|WhatsApp|Telegram|Signal|企微|企业微信|视频号|(?:服务|营业|办公|值班)时间"
    r"|(?:opening|office|business)\shours|"
    r"Direct|Office|办公室|工位|座位|手提|行动电话|行動電話|行動|公司(?:地址|网址|电话)?|工号|员工号|LinkedIn"
    r"|Twitter|Telefon|Tlf|Mobil|Tél|Port|тел|телефон|моб|факс|전화|휴대폰|팩스|携帯|電話番号"
)
# What a signature says of a person in fields: `姓名：孙丽`.
PERSONAL = late(
    r"^\s*(?:姓\s*名|部\s*门|职\s*[位务称]|岗\s*位|單位|单\s*位|公\s*司|座右铭|个性签名"
    r"|口\s*号)\s*[:：]\s*\S.{0,30}$"
)
REACH_LABEL = late(rf"(?:{_REACH}|联系(?:方式|电话))", re.IGNORECASE)
REACH = late(
    rf"(?:^|[\s|/·,，;；(（])(?:{_REACH})\s?[.：:）)]\s?\S|(?:^|[\s|/·])[TMPFEWHA]\s?[:：]\s?\S"
    rf"|(?:^|[\s|/·])[TMF]\.\s?[\d+(]|(?:分机|内线|内線|内선|내선|Ramal|Durchwahl|poste)\s?\d"
    rf"|(?<=[部科课課室처팀])\s?#\d{{2,6}}$|(?:^|\s)(?:Ext|x)\.?\s?\d{{2,6}}\b",
    re.IGNORECASE,
)
REACH_FIELD = late(rf"[^\s:：]{{1,8}}(?:{_REACH})\s?[:：]\s?([\d+()（）转 /-]{{3,30}})$", re.IGNORECASE)
# What a help desk puts alone below a mail to find its ticket again.
TICKET = late(
    r"^\s*[\[{(<]*(?:ref|thread|ticket(?:\s?id)?|case(?:\s?id)?|request(?:\s?id)?|msg"
    r"|工单(?:编?号)?)\s?[:：#]+\s?[\w.:#/=+-]{4,80}[\])}>]*\s*$"
    r"|^\s*\[[A-Z0-9]{5,10}-[A-Z0-9]{4,6}\]\s*$",
    re.IGNORECASE,
)
PHONE = late(
    r"(?<![\d.])(?:\+?\d{1,3}[\s-]?)?(?:\(?\d{2,5}\)?[\s.-]?)\d{3,4}[\s.-]?\d{3,5}(?:[\s-]?(?:ext\.?|转"
    r"|-)\s?\d{1,6})?(?![\d.])",
    re.IGNORECASE,
)
MAILBOX = late(
    r"^[\s|*<(\[（：:]*(?:mailto:)?[\w.+'&=-]{1,60}@[\w-]{1,60}(?:\.[\w-]{1,40}){1,5}[\s|*>)\]）]*(?:<mailto:[^<>]{1,120}>)?$",
)
SITE = late(r"^[\s|*<]*(?:https?://\S{3,200}|www\.\S{3,120})(?:\s?<[^<>]{1,200}>)?[\s|*>]*$", re.IGNORECASE)
WEB = late(r"https?://\S|(?<![\w.])www\.\w", re.IGNORECASE)
PICTURE = late(
    r"^\s*(?:\[cid:[^\]]{1,120}\]|\[(?:图片|圖片|image|logo)[^\]]{0,60}\]|<[^<>]{1,60}\.(?:png|gif|jpe?g)>)\s*$",
    re.IGNORECASE,
)

# Also those that are everyday words: a line of two to four characters among addresses and telephones is a name; and the
# traditional ones.
SIGNED_SURNAMES = SURNAMES | frozenset(
    "云奚时平和禹米计伏成席麻强路娄危童盛支管经干单杭诸曲芮隗山秋祖宿怀胥能双逄扶堵扈浦别庾都东晁勾融蒯相后荆红竺权桓公楼付帅门"
    "趙錢孫吳鄭馮陳衛蔣韓楊許呂張嚴謝鄒竇雲蘇魯韋馬鳳費賀湯羅畢鄔樂時齊顧黃蕭貝計談龐紀項藍閔賈婁顏鍾駱盧經應鄧單諸龔陸榮車劉葉龍賴喬聞黨譚貢勞邊莊閻連習魚鞏聶簡饒關紅遊權蓋"
)
SIGNED_COMPOUND_SURNAMES = (*COMPOUND_SURNAMES, "歐陽", "司馬", "諸葛", "東方", "尉遲", "公孫")
# Departments, companies and titles, told by their last words.
UNIT = late(
    r"^(?:株式会社|有限会社|㈱|주식회사|\(주\)).{1,16}$"
    r"|(?:部|部门|部門|中心|小组|组|組|科|处|處|室|公司|集团|集團|团队|團隊|分公司|事业部|事業部|办事处|大区"
    r"|分行|软件|科技|股份|大学|学校|医院|事务所|支行|研究院|研究所|学院|实验室|委员会|株式会社|有限会社"
    r"|合同会社|課|주식회사|"
    r"Dept\.?|Department|Division|Center|Centre|Team|Group|Inc\.?|Ltd\.?|LLC|GmbH|AG|Corp\.?|Corporation|Company"
    r"|Co\.?|Limited|Office|Software|Technologies|Technology|Systems|Solutions)[\s.]*$",
    re.IGNORECASE,
)
TITLE = late(
    r"(?:经理|經理|总监|總監|工程师|工程師|讲师|教授|医生|医师|护士|律师|合伙人|老师|主管|专员|專員|助理|总裁"
    r"|總裁|主任|组长|組長|部长|部長|总经理|架构师|分析师|顾问|负责人|秘书|代表|研究员|科长|处长|总工|会计"
    r"|设计师|程序员|运维|测试|研发|产品|客服|销售|"
    r"Manager|Director|Engineer|Officer|President|Assistant|Lead|Leader|Head|Analyst|Developer|Architect"
    r"|Consultant|Specialist|Coordinator|Executive|Secretary|Designer|CEO|CTO|CFO|COO|CIO|VP|PM|Ph\.?D\.?"
    r"|Founder|Partner|Professor|Scientist|Administrator|Supervisor|Owner|Representative|Sales|Support)[\s.]*$",
    re.IGNORECASE,
)

# Where a company sits, as a signature says it: a whole line of it.
_ENGLISH_ADDRESS = late(
    r"^(?:(?:unit|room|rm|suite|floor|no)\b.{0,100}"
    r"|.{0,100}\b(?:road|rd|street|st|avenue|ave|tower|building|plaza|district)\b.{0,60})$",
    re.IGNORECASE,
)
_CHINESE_ADDRESS = late(
    r"^(?:[⺀-鿿]{2,8}(?:省|市|区|县|镇|新区|开发区)){1,4}[⺀-鿿]{2,16}(?:路|街|大道|巷|弄|园|园区|广场|大厦).{0,40}$",
)


def is_address(line: str) -> bool:
    """`上海市浦东新区张江路 88 号`, `Room 502, 88 Keyuan Road`: a whole line, with a figure in it."""
    if line.lstrip().startswith("〒"):
        return True
    return any(c.isdecimal() for c in line[:101]) and bool(_ENGLISH_ADDRESS.match(line) or _CHINESE_ADDRESS.match(line))


# What a list, a forum, a tracker or a help desk puts below each mail that it sends on.
NOTICE = late(
    r"unsubscribe|you receive all messages|mute this topic|mailing\slist|notification\s(?:settings|preferences)"
    r"|reply\sto\sthis\s(?:e-?mail|message)|view\s(?:it\s|this\s.{0,20})?on(?:line)?\b"
    r"|you(?:'re|’re|\sare)\s(?:receiving|subscribed)"
    r"|(?:have\s)?received\sthis\s(?:message|e-?mail|notification)\sbecause|^message\sid:"
    r"|(?:退订|取消订阅)(?=.{0,30}(?:点击|链接|邮件|邮箱|群组|https?:))|(?:您|你)订阅了|通知设置"
    r"|回复(?:此|本|这封)(?:电子)?邮件|收到(?:此|这封|该|本)(?:电子)?(?:邮件|消息|通知).{0,4}因"
    r"|由.{1,24}(?:自动)?(?:发送|发出|生成)\s*$|请勿(?:直接)?回复",
    re.IGNORECASE,
)
# A line that announces what stands below it; "8.0 及以下" and "8.0 or below" are versions.
POINTS_DOWN = late(
    r"[:：]\s*$|如下|见下|下表|下面|(?<![及或\d])(?<!\d\s)以下|(?<!and\s)(?<!or\s)\bbelow\b(?!\s\d)", re.IGNORECASE
)
# Put by gateways above a mail from outside.
BANNER = late(
    r"^[\s*\-—_=>!⚠️\[【（(]*(?:caution|warning|external(?:\s(?:e-?mail|sender|message))?|achtung|vorsicht"
    r"|warnung|attention|atenci[óo]n|precauci[óo]n|attenzione|aten[çc][ãa]o|cuidado|\[?ext(?:ernal)?\]|注意|警告"
    r"|安全提示|安全提醒|外部邮件(?:提醒|警示)?|外部邮件)[\]】）):：!\s*\-]"
    # of mail from outside, or of what not to open
    r"(?=.{0,200}(?:outside|originated|\bextern|sender|absender|expéditeur|remitente|mittente|外部|来源|外来|非本公司|"
    r"(?:click|links?\b|attachments?|链接|附件|点击).{0,60}(?:unless|recogni[sz]e|trust|suspicious|phish|可疑"
    r"|陌生|未知|诈骗|病毒)"
    r"|(?:don['’]?t|do\snot|never|careful|谨慎|请勿|切勿|勿|小心|警惕|不要).{0,24}(?:click|open|链接|附件|点击"
    r"|打开)))",
    re.IGNORECASE,
)
BANNER_ALONE = late(
    r"^[\s*\[【（(<]*(?:external|ext|extern|外部"
    r"|外来)(?:\s?(?:e-?mail|sender|mail|message|邮件|郵件))?[\]】）)>*\s:：!！]*$"
    r"|^\W{0,3}外部(?:邮件|郵件)[，,：:！!].{0,30}$"
    r"|^\W{0,3}(?:you|some people who received this message)\sdo(?:n't|n’t"
    r"|\snot)\soften\sget\s(?:e-?)?mail\sfrom\b"
    r"|^\W{0,3}[您你](?:通常|一般|平时)?(?:不会|不常|不经常|并不经常|很少)收到来自.{1,80}的(?:电子)?邮件"
    r"|^\W{0,3}(?:此|本|该|这封)(?:封)?(?:邮件|郵件)(?:为|是|系|来自|來自).{0,6}(?:外部|外来|外网|公司外|站外"
    r"|組織外)"
    r"|^\W{0,12}(?:(?:安全)?提[示醒][:：]\s?)?(?:(?:此|本|该|这封)邮件(?:可能|疑似)(?:有|存在|为|是"
    r"|含).{0,4}(?:风险|钓鱼|欺诈|可疑|病毒|垃圾)"
    r"|(?:对方|发件人|发信人).{0,6}不在.{0,6}(?:通讯录|联系人)|(?:谨防|警惕|当心)(?:钓鱼|诈骗|假冒)).{0,40}$",
    re.IGNORECASE,
)
# In whatever words: alone above a blank line, of mail and of outside, with a warning or whence it came.
BANNER_SAYS = late(
    r"^(?=.{0,200}$)(?=.*(?:\bexternal|\boutside|\bextern\w{0,2}\b|esterno|externo|extérieur|ausserhalb"
    r"|außerhalb|外部|外来|外來|外网|站外))"
    r"(?=.*(?:mail|message|sender|nachricht|absender|mensaje|messaggio|courriel|邮件|郵件|发件人|寄件|邮箱|メール))"
    r"(?:.*(?:originate|\bcame\b|\bcomes?\b|kommt|stammt|provient|proviene|来自|來自|谨慎|警惕|小心|谨防|诈骗"
    r"|链接|點擊|点击|\bclick|\blinks?\b|phish)"
    r"|[\W_]*[【\[(*][^\]】)]*[】\])*]+[\W_]*$)",
    re.IGNORECASE,
)
# Beginning with the mail that it stands in.
BANNER_OF_ITSELF = late(
    r"^\W*(?:(?:this|diese|cette?|ce|este|esta|questa|questo)\s|此|本|该|这封|[\[【(（])", re.IGNORECASE
)
# Some gateways frame theirs: `ZjQcmQRYFpfptBannerStart` … `ZjQcmQRYFpfptBannerEnd`.
BANNER_BEGINS, BANNER_ENDS = late(r"Banner\s?Start\b"), late(r"Banner\s?End\b")
BANNER_GOES_ON = late(
    r"\bclick|\blinks?\b|attachments?\b|\bsender\b|phish|链接|附件|点击|可疑|钓鱼|发件人(?:身份)?", re.IGNORECASE
)
# A file too large for the mail, shown as a card below the text (SPEC 9: it counts as evidence).
CARD = late(r"超大附件|云附件|雲附件|大附件|文件中转站|从.{1,12}发来的|进入下载页面|下载页面[:：]|传输助手")
