"""Whether a paragraph about the mail's confidentiality, viruses, paper … begins at a line, in whatever language."""

import re
from collections.abc import Sequence
from itertools import pairwise

from mailbot.han import columns
from mailbot.late import late

_TITLE = late(
    r"^[\s*]*(?:disclaimer|confidentiality notice|legal notice|免责声明|免責聲明|保密声明|保密提示|法律声明"
    r"|重要提示)[\s*:：]*$",
    re.IGNORECASE,
)
_BEGINS = late(
    r"^(?:[^\w\s]|\s)*(?:P\s?(?=请|請|please)"
    r"|[^\W\d_]{2,10}\d?[:：]\s?)?(?:(?:请注意|注意|警告|警示"
    r"|敬请注意)[:：!！]\s?(?=.{0,16}(?:邮件|郵件)(?:内容|及|所|为|含|中)|未经授权)"
    r"|以上(?:内容|信息)?(?:为|系|属|仅供)|本(?:邮件|电子邮件|郵件|電子郵件|信|信息|信件|邮)"
    r"|此(?:邮件|电子邮件|郵件|電子郵件|信|信件|电邮)|该(?:邮件|电子邮件)|这封(?:邮件|信)|免责声明|免責聲明"
    r"|保密(?:声明|提示|须知|通知|提醒)|重要(?:声明|提示|通知)|"
    r"(?:法律|隐私|安全|郑重)声明|声明[:：]|温馨提示[:：]?本邮件|商密|内部资料(?![已在放我的有和])|(?:公司)?机密"
    r"|环保提示|请(?:考虑|注意|保护|爱护)?(?:环保|环境)"
    r"|(?:请|请您)?在?打印(?:此|本)?(?:邮件)?之?前(?=.{0,30}(?:环|樹|树|地球|绿色))|请勿外传|除非(?:另有|明确)"
    r"|如(?:果)?您(?:不是|并非|非)|若您(?:不是|并非|非|误收)|如(?:误收|错收)|"
    r"(?:this|the)\s(?:e-?mail|message|communication|electronic (?:mail|message)|transmission"
    r"|information\s(?:contained\s)?(?:in|transmitted))"
    r"|"
    r"(?:important\s|legal\s|confidentiality\s|privacy\s|email\s|general\s)?(?:disclaimer|confidentiality"
    r"|notice)\b"
    r"|(?:strictly\s)?(?:private\s(?:and|&)\s)?confidential|"
    r"please\s(?:consider|think)\s(?:the\senvironment|before\sprinting|of\sthe\senvironment)"
    r"|(?:save|consider)\s(?:paper|the\senvironment)"
    r"|if\syou\s(?:are\snot\sthe|have\sreceived\sthis|received\sthis)|unless\s(?:otherwise|expressly)|"
    r"diese\se-?mail|ce\s(?:message|courriel)|este\s(?:mensaje|correo|e-?mail)|le\sinformazioni\scontenute"
    r"|esta\s(?:mensagem)|данное\sсообщение|any\sviews\sor\sopinions"
    r"|reply\sto\sthis\se-?mail\s(?:directly\sor|to)|you(?:'re|’re|\sare)\s(?:receiving|subscribed)"
    r"|you(?:'ve|’ve|\shave)?\sreceived\sthis\s(?:message|e-?mail|notification)\sbecause|to\s(?:un)?subscribe"
    r"|to\spost\sto\sthis|[\w.-]{1,60}\smailing\slist\b|(?:un)?subscribe[:\s]|visit\sthis\sgroup|view\sit\son"
    r"|来自.{1,20}(?:系统|平台)[，,]|要(?:退订|取消订阅)(?=.{0,30}(?:点击|链接|邮件|邮箱|群组|https?:))"
    r"|访问主题或回复|[此本该](?:消息|通知|提醒)由.{1,40}(?:发送|发出|生成)"
    r"|(?:取消订阅|退订|退出邮件(?:列表|组))(?=[:：\s|<(（]|请|$)"
    r"|您?(?:之所以)?收到(?:此|这封|该|本)(?:电子)?(?:邮件|消息|通知)[，,]?(?:是)?因|the\scontents?\sof\sthis"
    r"|all\s(?:information|e-?mails?)\s)",
    re.IGNORECASE,
)
# Secrecy and whom it is for, as an English one says it of the mail: "is strictly confidential", "contains privileged information".
_CONFIDENTIAL = (
    r"(?:^"
    r"|\b(?:is|are|be|as|may|strictly|private|and|or|/|contains?|containing|including|include|company|remain"
    r"|considered|treated)[\s,/]+"
    r"(?:(?:strictly|legally|highly|company|private|privileged|proprietary|and|or|and/or|may|be|also|considered"
    r"|to|deemed|information|that|which|is)[\s,/]+){0,6})"
    r"(?:confidential|privileged|proprietary)\b|confidentiality"
    r"|confidential\s(?:and/or|or\sprivileged"
    r"|and\s(?:privileged|proprietary|intended|may|is|are|for|contains?|legally|subject)|in\snature)\b"
)
_INTENDED = (
    r"\bintended\s(?:\w+\s)?(?:for|only|solely|exclusively|to\sbe)\b"
    r"|\b(?:an?|the|not|named|than)\sintended\s(?:recipients?|addressees?)\b(?!\s(?:of|for)\s)"
)
# What such a paragraph says somewhere. Secrecy, deletion and paper are also what people write about ("本邮件附件是保密协议，
# 请打印后签字", "this email confirms that the NDA covers anything marked confidential"): those words count in its formulas.
_SAYS = late(
    r"(?:含|包含|涉及|载有|为|系|属|属于|是|作为|内容|注意|须|请|予以|严格|承担|负有)(?:有|了"
    r"|的)?[^，。；！？,;]{0,14}(?:保密|机密|機密|秘密)(?!协议|合同|费|办|局|柜|室|部|培训|员)"
    r"|(?:保密|机密|機密)(?:的)?(?:信息|資訊|资讯|资料|文件|内容|性|责任|义务|级)|"
    r"商密|商业秘密|内部资料|请勿外传|勿外传|勿转发|未经授权|未经许可|未經授權|误收|錯收|错误收到|收件人使用"
    r"|指定的?(?:收件人|个人)|并非指定|病毒|法律责任|环保|[不仅]代表|版权|"
    r"(?:请|並|并|立即|立刻|即|将其|予以|彻底|自行)(?:删除|刪除|销毁|銷毀)|打印(?:此|本|该)?邮件"
    r"|(?:环境|地球|树|绿色|低碳|森林).{0,30}打印|打印.{0,30}(?:环境|地球|树|绿色|低碳|森林)|"
    + _CONFIDENTIAL
    + r"|"
    + _INTENDED
    + r"|unauthori[sz]ed|in\serror|disclos|liab(?:le|ility)|prohibited|"
    r"\b(?:please|and|or|then|immediately|must|should|to|kindly)\s(?:\w+\s){0,2}(?:delete|destroy)\b"
    r"|before\sprinting|print(?:ing)?\s(?:this|it)\b|"
    r"(?:consider|consideration|think|protect|save|mindful|respect)\s(?:\w+\s){0,3}environment|"
    r"\b(?:free|scan\w*|check\w*|contain\w*|damage|transmi\w+|swept)\b.{0,60}\bvirus"
    r"|\bvirus.{0,40}(?:\bfree|scan(?:ned|ning)|damage|transmi)|"
    r"vertraulich|confidentiel|confidencial|riservat|конфиденциальн|do\snot\s(?:necessarily\s)?represent|scanned"
    r"|unsubscribe|mailing\slist|subscribed|view\sit\son|manage\s(?:all\s)?notifications"
    r"|because\s(?:you\s|of\syour\s)|订阅|退订|[此本该](?:消息|通知|提醒)由|自动(?:发送|发出|生成)|[本此]邮件由"
    r"|请勿(?:直接)?回复|直接回复(?:此|本)邮件",
    re.IGNORECASE,
)
# In whatever language, such a paragraph speaks of the mail itself, of secrecy, and of whom it was meant for.
_ITSELF = late(
    r"邮件|郵件|信件|mail|e-?post\b|message|messag|mensaje|mensagem|bericht|nachricht|meddel|melding|besked"
    r"|viesti|wiadomo|zpráv|správ|üzenet|ileti|posta|correo|courriel|pesan|mesaj|"
    r"сообщени|письм|повідомлен|メール|메일|thư|poruk|sporočil|μήνυμα|อีเมล|رسالة|הודעה",
    re.IGNORECASE,
)
_SECRET = late(
    _CONFIDENTIAL
    + r"|保密|机密|機密|konfiden|confiden(?:c|z|tiel|ți)|vertraul|vertrouwel|riservat|poufn|důvěrn|dôvern|bizalmas"
    r"|gizli|luottamuks|fortroli|конфиденц|конфіденц|기밀|bảo mật|rahasia|εμπιστευτικ|povjerljiv|zaupn|ลับ|سري"
    r"|חסוי|秘密",
    re.IGNORECASE,
)
# Where the next thing begins though no blank line stands between: a signature's delimiter or a rule.
_ENDS = late(r"^\s*[-_=*—–─━]{2,}\s*$")
_FOLDED = 55  # a line of this width may go on in the next one
_MEANT_FOR = late(
    _INTENDED + r"|收件人|收信人|addressee|recipient(?!s?\sof\s)|destin[aá]t|bestemd|bestimmt|adress?at|geadresseerde"
    r"|empfänger|avsedd|mottagare|modtager|mottaker|beregnet|alıcı|címzett|adresát|адресат|получател|受信者|宛先"
    r"|수신|수취|người nhận|penerima|vastaanottaja|παραλήπτ|primatel|naslovnik|ผู้รับ|المستلم|נמען",
    re.IGNORECASE,
)


_PAPER = (
    r"(?:\btrees?\b|\benvironment|\bplanet\b|environnement|umwelt|m[ei]di?o\sambiente|ambiente\b|экологи|окружающ"
    r"|природ|[环環]境|[环環]保|地球|用纸|纸张|无纸|绿色|低碳|树木|森林|환경|milieu\b|środowisk|miljö|miljø)"
)
_PRINT = (
    r"(?:\bprint|打印|列印|印刷|imprim|impress|drucken|stampa|печат|인쇄|afdruk|drukowa|skriver\sut|utskrift|printe)"
)
_SPARE = (
    r"(?:before\s(?:you\s)?print|consider|think|\bsave|protect|unless|necessary|考虑|考慮|爱护|愛護|保护|保護"
    r"|珍惜|减少|節約|节约|尽量|必要|谨慎|三思|勿.{0,4}打印|"
    r"denken|prüfen|schonen|schützen|pensez|évite|respect|antes\sde|piens[ea]|pense|consider|подума|берег|прежде"
    r"|前に|考え|大切|생각|배려|denk\s|tänk|tenk|zanim)"
)
_IMPRINT = (
    r"^\W*registered\s(?:office|address|in)\b.{5,100}\b(?:company|registration|reg|no)\b.{0,20}\d{4}"
    r"|\bregistered\s(?:in|office|address|company|number|no\b)[^.!?]{2,80}(?:\d{5}|office|england|wales"
    r"|singapore)"
    r"|"
    r"\b(?:Amtsgericht|Registergericht|Handelsregister|Sitz\sder\sGesellschaft)\b.{2,120}\b(?:HR[AB]|DE)\s?\d{3}"
    r"|\bRCS\s\w+\s[A-Z]?\s?\d{3}|\bSIRE[NT]\b\W{0,3}\d{3}|\bCNPJ\b\W{0,3}\d{2}|ICP[备证]\s?(?:字第?)?\s?\d{5}"
)


# Lines that programs put below a mail, by what they are about; a writer's own last paragraph is about something else.
_ABOUT_THE_MAIL = late(
    # why it was sent
    r"(?:you|we)(?:'re|’re|\sare|\shave|'ve|’ve)?\s(?:received|receiving|getting|got)\s(?:this"
    r"|these).{0,40}\b(?:because|subscri)"
    r"|"
    r"[您你](?:之所以)?(?:会)?收到(?:了)?(?:这封|此封|此|该|本|这类|此类)(?:电子)?(?:邮件|消息|通知).{0,12}因|"
    # how to have no more of it
    r"(?:no\slonger|don't|do\snot|prefer\snot|rather\snot|stop).{0,60}unsubscribe"
    r"|unsubscribe.{0,16}(?:here|link|at\sany\stime|https?:)|click.{0,20}unsubscribe|"
    r"(?:不想|不愿|不再|不希望|无需).{0,24}(?:退订|取消订阅|设置)"
    r"|(?:点击|点此|访问).{0,8}(?:这里|此处|链接)?(?:进行)?(?:退订|取消订阅)[。.！]?$|"
    r"配信(?:停止|解除)|수신\s?거부|(?:newsletter|mailing).{0,30}abmelden|se\sdésabonner|darse\sde\sbaja"
    r"|cancelar\s(?:a\s|la\s)?(?:in|su)scri|"
    r"^[^.!?。]{0,60}\|[^.!?。]{0,40}unsubscribe|^\W*unsubscribe\s*[|·•]"
    r"|(?:notification|email|subscription)\s(?:preferences|settings)\s*$|"
    r"stop\sreceiving\s(?:these|this)"
    r"|(?:若要|如需|如要|想要|若需|如想).{0,6}(?:取消订阅|退订|退出(?:邮件|订阅|列表)).{0,24}$|"
    # what the company is followed by, and what it marks its papers with
    r"^\W*(?:欢迎(?:扫码|长按)?|(?:请|欢迎)?(?:微信)?扫(?:一扫|码|描(?:上方|下方)?二维码)"
    r"|长按识别.{0,6})关注.{2,40}$"
    r"|^\W*follow\sus\son\b|"
    r"^\W*(?:密级\s?[:：]\s?\S{1,8}|(?:仅限|仅供)(?:公司)?内部(?:使用|传阅|参考)"
    r"|(?:公司)?内部(?:公开|使用|资料|文件|邮件)(?:[，, ]\s?(?:严禁|请勿|禁止|不得|注意)\S{2,6})?)\W*$"
    r"|"
    r"^\W*(?:(?:company|internal|strictly|business|commercial)\s?[-–]?\s?(?:confidential|(?:use\s)?only)"
    r"|internal\suse\sonly|(?:classification|sensitivity)\s?[:：]\s?[\w ,/-]{3,30})\W*$"
    r"|"
    # what looked it over
    r"virus[-\s]?free|avast|scanned\s(?:by|for)|checked\s(?:by|for)\s(?:\w+\s)?(?:anti)?virus"
    r"|report\s(?:this|it).{0,24}(?:spam|phish|junk)|"
    r"^\W*(?:免责声明|免責聲明|法律声明|disclaimer"
    r"|haftungsausschluss)\s*[:：](?!.{0,40}(?:定稿|修改|换成|更新|[?？]))\s*\S"
    r"|"
    r"(?:邮件|郵件|信件)(?:[中里的])?(?:所述|表达)?的?(?:内容|內容|观点|意见|信息).{0,8}(?:仅|只|僅|不)(?:必然)?代表|"
    r"(?:邮件|e-?mail)的?\s?(?:传输|transmissions?).{0,24}(?:不保证|不能保证|无法保证|guaranteed|secure)|"
    r"[本此该]邮件(?:已|经)经?(?:过|由|通过)?.{0,20}(?:安全|病毒|杀毒|网关|卫士|MailGuard).{0,6}(?:检测|扫描"
    r"|查杀|检查)[。.]?$"
    r"|"
    r"(?:邮件(?:网关|系统)|[本此该]邮件).{0,20}(?:检测|扫描|查杀).{0,10}(?:未发现|无|没有).{0,4}(?:病毒|威胁|风险)|"
    r"^\W*(?:this\s(?:e-?mail|message)\sis\sa\sservice\s(?:from|of)|diese\se-?mail\sist\sein\sservice"
    r"|(?:powered|delivered|brought\sto\syou)\sby\s[^.!?]{2,40}\W*$)"
    r"|由.{2,24}(?:提供技术支持|提供支持|强力驱动)\W*$|"
    r"^\W*(?:免责|免責|法律)(?:声明|聲明|条款|條款|说明|提示)\W"
    r"|(?:^|[\s*=_-])(?:商业秘密|商業秘密|商密|内部资料|内部文件|公司机密|机密)[\s,，:：·]*(?:严禁|请勿|禁止"
    r"|注意|不得)(?:外传|外泄|保密|转发|扩散)"
    r"|"
    r"\bint[ée]grit[ée]\sde\sce\s(?:message|courriel)|발신\s?전용|회신(?:하실|이|은)?\s?(?:수\s)?(?:없|불가)"
    r"|\b(?:opinions|views)\s(?:expressed|presented|stated|contained)\b|"
    r"(?:Informationen\szum\s)?Datenschutz.{0,60}(?:https?://|www\.)"
    r"|^\W*privacy\s(?:notice|policy|statement)\b.{0,100}(?:https?://|www\.)"
    r"|^\W*this\sis\san?\sexternal\s(?:e-?mail|message)|"
    r"^\W*(?:antes\sde\simprimir|before\s(?:you\s)?print(?:ing)?|avant\sd['’]imprimer"
    r"|vor\sdem\s(?:aus)?drucken)\b.{0,20}(?:mail|mensa[jg]e|message|correo|courriel)"
    r"|"
    # whose it is
    r"^\W*(?:©|(?:copyright|\(c\))\s*(?:©\s*)?(?:19|20)\d\d)"
    r"|^.{0,80}(?:版权所有|保留所有权利|all\srights\sreserved)\W*$|"
    # paper, in whatever language
    rf"think.{{0,24}}before.{{0,12}}print|^(?=.*{_PAPER})(?=.*{_PRINT})(?=.*{_SPARE})|"
    # the company as the law wants it named, and what it does with the data of whom it writes to
    + _IMPRINT
    + r"|(?:RGPD|GDPR|DSGVO|LOPD|LGPD)\b.{0,80}\b(?:your|sus|tus|Ihre|vos|seus|suoi|personal)\b|"
    # safety, secrecy
    r"this\s(?:e-?mail|message)\b.{0,60}(?:internal\suse|not\sbe\s(?:forwarded|copied|disclosed|shared))|"
    # nobody reads the answers
    r"(?:此|本|该)(?:邮件)?[为系是由].{0,10}(?:系统|自动).{0,14}勿.{0,4}回复"
    r"|automat(?:ed|ically|isch|ique).{0,50}(?:do\snot|don't|nicht|ne\spas)|送信専用|"
    r"(?:温馨|安全|友情|特别|重要)(?:提示|提醒)[:：].{0,20}(?:勿|不要|谨防|警惕).{0,24}(?:密码|口令|转账|汇款"
    r"|诈骗|钓鱼|陌生)"
    r"|"
    r"(?:以上|上述|本|此)(?:邮件)?(?:内容|信息|邮件).{0,24}(?:严禁|请勿|禁止|不得|切勿)(?:外传|转发|外泄|泄露"
    r"|扩散|对外)"
    r"|"
    r"(?:本|この|当)(?:メール|電子メール).{0,60}(?:機密|誤って|破棄|削除)",
    re.IGNORECASE,
)


# The links that a system puts below its notices, in one line.
_LINKS = late(
    r"^(?=[^。！？!?]{8,120}$)(?=.*[|｜•·])(?:[^|｜•·]{1,30}[|｜•·]\s?){0,5}\s*(?:停止关注|取消关注"
    r"|管理(?:我的)?通知|通知设置|管理订阅|订阅设置|退订|隐私(?:政策|声明)|服务条款|帮助中心|添加评论|"
    r"stop\swatching|unwatch|manage\s(?:notifications?|preferences)|notification\ssettings|unsubscribe"
    r"|privacy(?:\s(?:policy|notice|statement))?|terms(?:\sof\s(?:use|service))?|help\sc(?:enter|entre)"
    r"|add\scomment|"
    r"view\sin\sbrowser|impressum|datenschutz|mentions\slégales|aviso\slegal)[^|｜•·]{0,14}(?:[|｜•·]|$)",
    re.IGNORECASE,
)


def disclaimer(lines: Sequence[str], place: int, *, below: bool) -> bool:
    """Such a paragraph begins at this line. `below`: it stands apart from the text above, so that it may begin with any words."""
    if _quoted(lines[place]) or lines[place].rstrip().endswith(("?", "？")):
        return False  # what is told of it, or asked
    if _begins(lines[place]) and (_TITLE.match(lines[place]) or _says(_opening(_paragraph(lines, place)))):
        return True
    above = next((line for line in reversed(lines[max(place - 3, 0) : place]) if line.strip()), "")
    if above.rstrip().endswith((":", "：")):
        return False  # what is announced is the writer's
    if _LINKS.match(lines[place][:200]):
        return True
    if not below:
        return False
    found = _paragraph(lines, place)
    opening = _opening(found)
    if _ABOUT_THE_MAIL.search(opening[:300]):
        return True
    hints = sum(bool(words.search(opening)) for words in (_SECRET, _MEANT_FOR, _ITSELF))
    return (hints > 1 or opening.endswith((":", "："))) and _speaks_of_itself(" ".join(found))


def told_at_length(lines: Sequence[str], place: int) -> bool:
    """The paragraph that begins here says more than one thing that such a paragraph says: "confidential numbers are on page 3" does not."""
    paragraph = _opening(_paragraph(lines, place))[:2000]
    return _speaks_of_itself(paragraph) or len({found.group(0).casefold() for found in _SAYS.finditer(paragraph)}) > 1


def _opening(paragraph: list[str]) -> str:
    """The paragraph's first line with those that it is folded into. HTML mails have no blank line between their paragraphs, so
    that a disclaimer may stand below the sender's last line: that one is no part of it."""
    opening = paragraph[0].rstrip()
    for above, line in pairwise(paragraph):
        if columns(above) <= _FOLDED or above.rstrip()[-1:] in tuple(".!?。！？"):
            break
        opening += " " + line.strip()
    return opening


def _quoted(line: str) -> bool:
    """A whole line in quote marks is what the sender tells of, be it a disclaimer's text."""
    said = line.strip()
    return len(said) > 2 and said[0] in '"“„«「『' and said[-1] in '"”“»」』'


def _paragraph(lines: Sequence[str], place: int) -> list[str]:
    found: list[str] = []
    for line in lines[place : place + 12]:
        if not line.strip() or (found and _ENDS.match(line[:80])):
            break
        found.append(line[:400])
    return found


def _begins(line: str) -> bool:
    """The first line of a paragraph about the mail's confidentiality, viruses, paper …"""
    return bool(_BEGINS.match(line[:200]))


def _speaks_of_itself(paragraph: str) -> bool:
    """The paragraph is on the mail that it stands in: secret, and for whom."""
    text = paragraph[:1200]
    return len(text) > 40 and bool(_SECRET.search(text) and _MEANT_FOR.search(text) and _ITSELF.search(text))


def _says(text: str) -> bool:
    """The words that such a paragraph has somewhere."""
    return bool(_SAYS.search(text[:2000]))
