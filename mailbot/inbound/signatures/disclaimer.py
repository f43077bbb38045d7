"""Whether a paragraph about the mail's confidentiality, viruses, paper … begins at a line, in whatever language."""

import re
from collections.abc import Sequence

from mailbot.late import late

_TITLE = late(
    r"^[\s*]*(?:disclaimer|confidentiality notice|legal notice|免责声明|免責聲明|保密声明|保密提示|法律声明|重要提示)[\s*:：]*$",
    re.IGNORECASE,
)
_BEGINS = late(
    r"^(?:[^\w\s]|\s)*(?:P\s?(?=请|請|please)|[^\W\d_]{2,10}\d?[:：]\s?)?(?:以上(?:内容|信息)?(?:为|系|属|仅供)|本(?:邮件|电子邮件|郵件|電子郵件|信|信息|信件|邮)|此(?:邮件|电子邮件|郵件|電子郵件|信|信件|电邮)|该(?:邮件|电子邮件)|这封(?:邮件|信)|免责声明|免責聲明|保密(?:声明|提示|须知|通知|提醒)|重要(?:声明|提示|通知)|"
    r"(?:法律|隐私|安全|郑重)声明|声明[:：]|温馨提示[:：]?本邮件|商密|内部资料|(?:公司)?机密|环保提示|请(?:考虑|注意|保护|爱护)?(?:环保|环境)|(?:请|请您)?在?打印(?:此|本)?(?:邮件)?之?前(?=.{0,30}(?:环|樹|树|地球|绿色))|请勿外传|除非(?:另有|明确)|如(?:果)?您(?:不是|并非|非)|若您(?:不是|并非|非|误收)|如(?:误收|错收)|"
    r"(?:this|the)\s(?:e-?mail|message|communication|electronic (?:mail|message)|transmission|information\s(?:contained\s)?(?:in|transmitted))|"
    r"(?:important\s|legal\s|confidentiality\s|privacy\s|email\s|general\s)?(?:disclaimer|confidentiality|notice)\b|(?:strictly\s)?(?:private\s(?:and|&)\s)?confidential|"
    r"please\s(?:consider|think)\s(?:the\senvironment|before\sprinting|of\sthe\senvironment)|(?:save|consider)\s(?:paper|the\senvironment)|if\syou\s(?:are\snot\sthe|have\sreceived\sthis|received\sthis)|unless\s(?:otherwise|expressly)|"
    r"diese\se-?mail|ce\s(?:message|courriel)|este\s(?:mensaje|correo|e-?mail)|le\sinformazioni\scontenute|esta\s(?:mensagem)|данное\sсообщение|any\sviews\sor\sopinions|reply\sto\sthis\se-?mail\s(?:directly\sor|to)|you(?:'re|’re|\sare)\s(?:receiving|subscribed)|you(?:'ve|’ve|\shave)?\sreceived\sthis\s(?:message|e-?mail|notification)\sbecause|to\s(?:un)?subscribe|to\spost\sto\sthis|[\w.-]{1,60}\smailing\slist\b|(?:un)?subscribe[:\s]|visit\sthis\sgroup|view\sit\son|来自.{1,20}(?:系统|平台)[，,]|要(?:退订|取消订阅)(?=.{0,30}(?:点击|链接|邮件|邮箱|群组|https?:))|访问主题或回复|[此本该](?:消息|通知|提醒)由.{1,40}(?:发送|发出|生成)|(?:取消订阅|退订|退出邮件(?:列表|组))(?=[:：\s|<(（]|请|$)|您?(?:之所以)?收到(?:此|这封|该|本)(?:电子)?(?:邮件|消息|通知)[，,]?(?:是)?因|the\scontents?\sof\sthis|all\s(?:information|e-?mails?)\s)",
    re.IGNORECASE,
)
_SAYS = late(
    r"保密|机密|機密|商密|商业秘密|内部资料|请勿外传|勿外传|勿转发|未经授权|未经许可|未經授權|误收|錯收|错误收到|收件人使用|指定的?(?:收件人|个人)|并非指定|删除|刪除|病毒|法律责任|环保|打印|[不仅]代表|版权|"
    r"confidential|privileged|intended|unauthori[sz]ed|in\serror|delete|virus|disclos|liab|printing|environment|prohibited|proprietary|"
    r"vertraulich|confidentiel|confidencial|riservat|конфиденциальн|do\snot\s(?:necessarily\s)?represent|scanned|unsubscribe|mailing\slist|subscribed|view\sit\son|manage\s(?:all\s)?notifications|because\sof\syour\saccount|订阅|退订|[此本该](?:消息|通知|提醒)由|自动(?:发送|发出|生成)|[本此]邮件由|请勿(?:直接)?回复|直接回复(?:此|本)邮件",
    re.IGNORECASE,
)
# In whatever language, such a paragraph speaks of the mail itself, of secrecy, and of whom it was meant for.
_ITSELF = late(
    r"邮件|郵件|信件|mail|e-?post\b|message|messag|mensaje|mensagem|bericht|nachricht|meddel|melding|besked|viesti|wiadomo|zpráv|správ|üzenet|ileti|posta|correo|courriel|pesan|mesaj|"
    r"сообщени|письм|повідомлен|メール|메일|thư|poruk|sporočil|μήνυμα|อีเมล|رسالة|הודעה",
    re.IGNORECASE,
)
_SECRET = late(
    r"保密|机密|機密|confiden|konfiden|conf?iden[tcz]|vertraul|vertrouwel|riservat|poufn|důvěrn|dôvern|bizalmas|gizli|luottamuks|fortroli|конфиденц|конфіденц|기밀|bảo mật|rahasia|εμπιστευτικ|povjerljiv|zaupn|ลับ|سري|חסוי|秘密",
    re.IGNORECASE,
)
_MEANT_FOR = late(
    r"收件人|收信人|intended|addressee|recipient|destin[aá]t|bestemd|bestimmt|adress?at|geadresseerde|empfänger|avsedd|mottagare|modtager|mottaker|beregnet|alıcı|címzett|adresát|адресат|получател|受信者|宛先|수신|người nhận|penerima|vastaanottaja|παραλήπτ|primatel|naslovnik|ผู้รับ|المستلم|נמען",
    re.IGNORECASE,
)


# Lines that programs put below a mail, by what they are about; a writer's own last paragraph is about something else.
_ABOUT_THE_MAIL = late(
    # why it was sent
    r"(?:you|we)(?:'re|’re|\sare|\shave|'ve|’ve)?\s(?:received|receiving|getting|got)\s(?:this|these).{0,40}\b(?:because|subscri)|"
    r"[您你](?:之所以)?(?:会)?收到(?:了)?(?:这封|此封|此|该|本|这类|此类)(?:电子)?(?:邮件|消息|通知).{0,12}因|"
    # how to have no more of it
    r"(?:no\slonger|don't|do\snot|prefer\snot|rather\snot|stop).{0,60}unsubscribe|unsubscribe.{0,16}(?:here|link|at\sany\stime|https?:)|click.{0,20}unsubscribe|"
    r"(?:不想|不愿|不再|不希望|无需).{0,24}(?:退订|取消订阅|设置)|(?:点击|点此|访问).{0,8}(?:这里|此处|链接)?(?:进行)?(?:退订|取消订阅)[。.！]?$|"
    r"配信(?:停止|解除)|수신\s?거부|(?:newsletter|mailing).{0,30}abmelden|se\sdésabonner|darse\sde\sbaja|cancelar\s(?:a\s|la\s)?(?:in|su)scri|"
    r"^[^.!?。]{0,60}\|[^.!?。]{0,40}unsubscribe|^\W*unsubscribe\s*[|·•]|(?:notification|email|subscription)\s(?:preferences|settings)\s*$|"
    r"stop\sreceiving\s(?:these|this)|(?:若要|如需|如要|想要).{0,6}(?:取消订阅|退订)|"
    # what looked it over
    r"virus[-\s]?free|avast|scanned\s(?:by|for)|checked\s(?:by|for)\s(?:\w+\s)?(?:anti)?virus|report\s(?:this|it).{0,24}(?:spam|phish|junk)|"
    # paper, safety, secrecy
    r"think.{0,24}before.{0,12}print|\b(?:trees?|paper|environment|planet)\b.{0,40}\bprint|\bprint.{0,60}\b(?:trees?|environment|planet)\b|(?:环境|环保|地球|低碳).{0,30}打印|打印.{0,30}(?:环境|环保|地球|低碳)|"
    r"this\s(?:e-?mail|message)\b.{0,60}(?:internal\suse|not\sbe\s(?:forwarded|copied|disclosed|shared))|"
    # nobody reads the answers
    r"(?:此|本|该)(?:邮件)?[为系是由].{0,10}(?:系统|自动).{0,14}勿.{0,4}回复|automat(?:ed|ically|isch|ique).{0,50}(?:do\snot|don't|nicht|ne\spas)|送信専用|"
    r"(?:温馨|安全|友情|特别|重要)(?:提示|提醒)[:：].{0,20}(?:勿|不要|谨防|警惕).{0,24}(?:密码|口令|转账|汇款|诈骗|钓鱼|陌生)|"
    r"(?:以上|上述|本|此)(?:邮件)?(?:内容|信息|邮件).{0,24}(?:严禁|请勿|禁止|不得|切勿)(?:外传|转发|外泄|泄露|扩散|对外)|"
    r"(?:本|この|当)(?:メール|電子メール).{0,60}(?:機密|誤って|破棄|削除)",
    re.IGNORECASE,
)


def disclaimer(lines: Sequence[str], place: int, *, below: bool) -> bool:
    """Such a paragraph begins at this line. `below`: it stands apart from the text above, so that it may begin with any words."""
    if _begins(lines[place]) and (_TITLE.match(lines[place]) or _says(" ".join(_paragraph(lines, place)))):
        return True
    if not below:
        return False
    paragraph = " ".join(_paragraph(lines, place))
    return bool(_ABOUT_THE_MAIL.search(paragraph[:300])) or _speaks_of_itself(paragraph)


def _paragraph(lines: Sequence[str], place: int) -> list[str]:
    found: list[str] = []
    for line in lines[place : place + 12]:
        if not line.strip():
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
