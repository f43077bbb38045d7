"""The lines that a phone or a mail program puts below a mail: 发自我的iPhone, Sent from my Galaxy."""

import re

from mailbot.han import han
from mailbot.late import late

# "发自我的 iPhone" and its kin: the whole line, nothing else on it.
_DEVICE = r"[\w ().®™+'’/&\-（）!]{1,40}"
_BRANDS = r"(?:华为|荣耀|小米|红米|努比亚|中兴|魅族|一加|三星|联想|真我|苹果|酷派|锤子|摩托罗拉|诺基亚)"
_MADE_BY = (
    r"(?:手机|手機|平板|论客|iPhone|iPad|iPod|Android|安卓|Mac|MacBook|Windows|电脑|設備|设备|邮箱|郵箱|邮件"
    r"|郵件|信箱|客户端|客戶端|大师|大師|专业版|"
    r"Outlook|Foxmail|Mail|iOS|App|应用|应用程序|版|企业微信|钉钉|飞书|微信|移动端|手机端|电脑端|桌面端|网页版"
    r"|小程序|HUAWEI|HONOR|Harmony\S*|vivo|OPPO|Galaxy|Samsung|Pad|Phone)"
)
_IN_CHINESE = late(
    r"^[\s\-—_|>*]*(?:"
    r"(?:发自|發自|来自|來自|发送自|發送自|傳送自|传送自|寄自|发于)\s?(?:我的\s?[^，。；！？,;!?]{1,30}"
    r"|(?:HUAWEI|HONOR|vivo|OPPO|Xiaomi|Redmi|MI|Samsung|Galaxy|iPhone|iPad|OnePlus|realme|MEIZU)[\w +\-]{0,30}"
    r"|[^，。；！？,;!?:：]{0,30}" + _MADE_BY + r"(?:\s?\d{1,3}(?:\.\d+)*)?(?:<[^<>]{1,200}>)?)"
    r"|(?:从|從|由|用|使用|通过|透過)\s?(?:我的|Windows|Mac|iPhone|iPad|Outlook|Android|Samsung|Galaxy|HUAWEI"
    r"|Foxmail|WPS|新浪|阿里|钉钉|飞书|企业微信|网易|邮箱大师|QQ邮箱|行動|Yahoo"
    r"|奇摩)[^，。；！？,;!?]{0,30}(?:发送|傳送|寄出|发出|传送)"
    r"|(?:从|從|由)\s?(?:手机|手機|小米|红米|华为|荣耀|三星|魅族|一加|真我|联想|中兴|苹果|安卓|OPPO|vivo|realme"
    r"|Redmi|HONOR)[\w +]{0,12}(?:手机|手機|平板)?(?:发送|傳送|寄出|发出|传送)"
    r"|(?:通过|通過|经由|使用)\s?[^，。；！？,;!?:：]{1,16}?(?:邮箱|邮箱客户端|邮件客户端|手机版|移动端"
    r"|APP)(?:客户端)?\s?(?:发送|发出|傳送)"
    r"|(?:发自\s?(?:我的\s?)?"
    + _BRANDS
    + r"|来自\s?(?:我的\s?)?"
    + _BRANDS
    + r"(?=\s?(?:手机|平板|[A-Za-z0-9])))\s?(?:手机|平板)?[A-Za-z0-9 +]{0,20}(?:手机|平板)?"
    r"|发自\s?(?:网易|腾讯|阿里|新浪|搜狐|飞书|钉钉|企业微信)\s?\S{0,8}"
    r"|(?:[^，。,]{0,8}[，, ]\s?)?(?:手机|手機|路上|地铁上?|车上|高铁上?|机场|出差(?:途中|路上)|语音"
    r"|移动端)\s?(?:上)?(?:回复|回的?|回信|打的?字?|输入|书写|发送"
    r"|发的)?[，,、 ]\s?[^。,，]{0,14}[，,]?[^。,，]{0,6}(?:见谅|谅解|包涵|海涵|原谅)"
    r"|[由用]\s?[\w ]{1,16}(?:邮箱|邮件|邮)(?:发送|发出)|由\s?[A-Za-z][A-Za-z0-9 .]{1,24}\s?发送"
    r"|发自\s?[^，。；！？,;!?:：\s]{1,8}邮"
    r"|(?:获取|下载|取得|下載|獲取)\s?(?:适用于\s?\S{1,12}\s?的\s?)?Outlook(?:\s?for)?\s?[\w ]{0,20}(?:<[^<>]{1,200}>)?"
    r"|(?:获取|取得|下载)\s?(?:(?:适用于|適用於)\s?[\w ]{1,12}\s?的|(?:iOS|Android)\s?版)\s?(?:Outlook"
    r"|Foxmail)[^，。；！？]{0,12}"
    r"|(?:用|在|由|通过)?(?:手机|手機|移动端|手机端|平板)(?:上)?(?:邮件|回信|回复|回覆|打字|发送|编辑|输入|书写"
    r"|发出)(?:不便)?[，,、 ]\s?[^，。,]{0,12}(?:[，,][^，。,]{0,8})?(?:见谅|見諒|谅解|包涵|海涵|理解|原谅)"
    r"|签名由\s?网易邮箱大师\s?定制"
    r")[\s\-—_|。.*]*$",
    re.IGNORECASE,
)
_FOOTER = late(
    r"^[\s\-—_|>*]*(?:"
    r"(?:apologies|sorry|(?:please\s)?(?:excuse|pardon|forgive))\b[^.!?]{0,40}[,:–-]\s?(?:it\swas\s"
    r"|this\swas\s)?(?:sent|typed|written|dictated)\s(?:from|on|with|by)\s(?:my\s|a\s)?[\w ]{3,24}"
    r"|(?:Typed|Dictated|Tapped|Written)\s(?:on|with|from|by)\s(?:my\s|a\s)?(?:phone|mobile|iPhone|iPad|tablet"
    r"|thumbs?|smartphone)\b.{0,60}"
    r"|(?:Sent|Written|Composed|Posted)\s(?:from|via|using|with|by)\s(?:my\s|the\s|an?\s)?"
    + _DEVICE
    + r"(?:<[^<>]{1,200}>"
    r"|\([^()]{1,200}\))?(?:[.,]?\s{1,3}(?:please\s)?(?:excuse|pardon|forgive|sorry\sfor"
    r"|apologies\sfor)\b.{0,60})?"
    r"|Sent\s(?:from|via)\s(?:my"
    r"|the)\s(?=.{0,60}(?:Galaxy|smartphone|phone|tablet|5G))[\w +&.-]{1,30},\s(?:an?\s)?[\w +&.-]{1,40}"
    r"|(?:Get|Download"
    r"|Outlook)\s(?:(?:Outlook|BlueMail|TypeApp|Spark|Edison|myMail|[A-Z]\w{2,12} Mail)\s)?for\s(?:iOS|Android"
    r"|Windows|Mac)" + r"(?:\s?<[^<>]{1,200}>|\s?https?://\S{1,200})?"
    r"|Sent\s(?:on the (?:go|run|move)|mobile)"
    r"|(?:On the (?:go|road|move)|In transit|Travel(?:l)?ing|Mobile)\W{1,4}(?:sent|typed|written)\s(?:from"
    r"|on)\s(?:my\s)?[\w ]{3,24}"
    r"|(?:Via|From)\s(?:my\s)?(?:iPhone|iPad|mobile|Android)(?:\s\w{1,6})?"
    r"|Von\smein(?:em(?:/meiner)?|er)\s"
    + _DEVICE
    + r"\sgesendet|(?:Von\s)?(?:unterwegs|mobil)\s(?:gesendet|geschrieben|verschickt)"
    r"|(?:Gesendet|Diese Nachricht wurde)\s(?:von|mit|über|vom)\s(?:meinem\s|meiner\s)?"
    + _DEVICE
    + r"(?:gesendet)?(?:<[^<>]{1,200}>)?"
    r"|Envoy[ée]\s(?:de(?:puis)?|à partir de?|via|par)\s?(?:mon\s|d['’])?"
    + _DEVICE
    + r"(?:<[^<>]{1,200}>)?|T[ée]l[ée]charger\sOutlook\spour\s\w+(?:<[^<>]{1,200}>)?"
    r"|(?:Enviad[oa]|Mandado)\s(?:desde|do|de|a partir do|pelo)\s(?:mi\s|meu\s)?"
    + _DEVICE
    + r"|Obt(?:ener|er|enga)\s(?:o\s)?Outlook\s(?:para|for)\s\w+"
    r"|Inviato\s(?:da(?:l mio)?|con)\s"
    + _DEVICE
    + r"|(?:Verzonden|Verstuurd)\s(?:vanaf|met|via|vanuit)\s(?:mijn\s|een\s)?"
    + _DEVICE
    + r"(?:<[^<>]{1,200}>)?"
    r"|(?:Sendt|Skickat|Sänt)\s(?:fra|från|via|med)\s(?:min\s|mit\s)?"
    + _DEVICE
    + r"|Lähetetty\s"
    + _DEVICE
    + r"|Wysłan[eoy]\sz(?:e)?\s"
    + _DEVICE
    + r""
    r"|(?:Đã\sgửi|Gửi|Được gửi)\stừ\s"
    + _DEVICE
    + r"|ส่งจาก\s?[^,.;!?]{1,40}|(?:Dikirim|Dihantar|Terkirim)\s(?:dari|daripada)\s"
    + _DEVICE
    + r"|(?:تم الإرسال|أُ?رسلت?) من\s[^,.;!?]{1,40}|נשלח מ[^,.;!?]{1,40}|Στάλθηκε από\s[^,.;!?]{1,40}"
    r"|(?:Надіслано|Відправлено)\s(?:з|із)\s"
    + _DEVICE
    + r"|(?:Odoslané|Poslano|Poslato)\s(?:z|zo|s|sa)\s"
    + _DEVICE
    + r"|Trimis\s(?:de pe|de la|din)\s"
    + _DEVICE
    + r"|"
    + _DEVICE
    + r"(?:['’]?[a-zıüöğ]{2,4})?\sgönderildi|(?:Elküldve|Küldve)\s(?:az?\s)?[^,;!?]{1,30}"
    r"|[^,;!?.]{1,24}-r[óo]l küldve|मेरे [^,.;!?]{1,20} से भेजा गया"
    # The store's link below a mail from Outlook's app, in the languages that it is made for.
    r"|(?:Скачать|Скачайте|Завантажити|Pobierz|Hämta|Hent|Hanki|Lataa|Stáhnout|Získat|Stiahnuť|Preuzmi(?:te)?"
    r"|Descărcați|Obțineți|Λήψη|Tải|Baixe|Baixar|Scarica|"
    r"Ottieni|Descargar|Holen Sie sich|Obtenez|Obtenir|Dapatkan|ดาวน์โหลด)\s?[^.,;!?:：]{0,20}Outlook[^.,;!?:：]{0,30}"
    r"|Outlook\s[^.,;!?:：]{1,24}?\s?(?:downloaden|herunterladen|beziehen|abrufen|を入手|다운로드|beszerzése"
    r"|yükle)"
    r"|Outlook\s(?:pour|para|per|für|voor|para o)\s(?:iOS|Android)"
    r"|(?:Android|iOS) için Outlook['’]?\w{0,3} (?:edinin|indirin)"
    r"|Отправлено\s(?:с|из|от)\s"
    + _DEVICE
    + r"|Odesláno\sz\s"
    + _DEVICE
    + r"|"
    + _DEVICE
    + r"から送信|나의\s"
    + _DEVICE
    + r"에서\s보냄|"
    + _DEVICE
    + r"에서\s(?:보냄|전송|보냈습니다)"
    r")[\s\-—_|。.*]*$",
    re.IGNORECASE,
)
_SENT_FROM = late(
    r"^(?=[^。！？!?;；]{6,60}$)(?:(?=(?:envoy|enviad|mandad|inviat|verzonden|verstuurd|sendt|skicka|wysłan"
    r"|отправлен|надіслан|odeslán|odoslan|poslan|trimis|küld|lähetet|đã gửi|dikirim)"
    r"|"
    r".*(?:gesendet|verschickt|verzonden|verstuurd|gönderil\w+|küldve|보냄|전송)\W*$)"
    r"(?=.*(?:Outlook|Galaxy|iPhone|iPad|Android|Samsung|Huawei|Xiaomi|Redmi|OPPO|vivo|HONOR|Pixel|Nokia"
    r"|BlackBerry|Thunderbird|Yahoo|Gmail|Proton|Spark))"
    r"|"
    r"随时.{0,16}(?:来自|发自).{2,16}$|(?:发自|發自|来自|來自).{2,24}[，,].{0,12}(?:见谅|谅解|包涵)$)",
    re.IGNORECASE,
)
# Words that show that such a line is a sentence of the writer.
_NO_FOOTER = late(
    r"\b(?:is|was|are|were|will|desk|server|office|yesterday|today|all users)\b|[客用]户(?!端)|服务器|测试|问题"
    r"|同意|已完成|完成[了：:]"
)
_LINK = late(r"\[([^\[\]]{1,60})\]\([^()\s]{1,200}\)")
_FOOTER_BEGINS = frozenset(
    "手移平在发發来來傳传寄从從由用使通透获獲下取签swcpgdovetmilоon나odifđสتأנσнвkमpa地语高车出机路"
)


def footer(line: str) -> bool:
    """`发自我的 iPhone`, `Sent from my BlackBerry`: the whole line."""
    if "](" in line[:300]:
        line = _LINK.sub(r"\1", line[:300])
    if line.lstrip().startswith("<<"):
        line = line.strip(" \t<>")
    bare = line.strip(" \t-—_|>*\u3000")
    if bare[:1] in ("(", "（") and bare[-1:] in (")", "）"):
        line = bare = bare[1:-1].strip()
    if len(line) > 300 or (
        bare[:1].lower() not in _FOOTER_BEGINS
        and "Outlook" not in line
        and not line.rstrip(" \t。.").endswith(("送信", "보냄", "보냈습니다", "전송", "gönderildi", "küldve"))
    ):
        return False
    said = _IN_CHINESE if han(bare[:1]) else _FOOTER
    return bool(said.match(line)) and not _NO_FOOTER.search(line)


def sent_from(line: str) -> bool:
    """Whether a mail's last line says no more than from which device or program it was sent, in whatever words."""
    return bool(_SENT_FROM.match(line.strip())) and not _NO_FOOTER.search(line)
