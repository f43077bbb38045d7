"""The words with which mail programs introduce what they quote, as data: labels of header blocks, verbs, separators.

Another program or language is one word here; how they are combined stands in `quote_headers`.
"""

import re
import unicodedata

from mailbot.late import late


def _words(text: str) -> list[str]:
    return [word.strip() for word in text.split("·") if word.strip()]


# Labels of the header block, as written, less spaces, asterisks and case.
_LABELS = {
    "from": """发件人·发信人·寄件人·寄件者·发送人·发送者·發件人·發信人·寄信人·發送人·from·sender·von·de·da·van·fra·från·od·от·от кого·
        差出人·送信者·보낸 사람·보낸사람·발신·보낸이·từ·จาก·dari·daripada·من·از·από·מאת·від·de la·saatja·nuo·feladó·kimden·gönderen·remetente·remitente·lähettäjä·mittente·expéditeur·absender·отправитель""",
    "date": """发送时间·发送日期·已发送·已傳送·已寄出·送出時間·发件时间·发信时间·发送於·日期·寄件日期·寄件時間·傳送時間·傳送日期·發送時間·發送日期·寄送時間·
        sent·sent at·sent on·sent time·send time·date·gesendet·gesendet am·datum·envoyé·envoyé le·enviado·enviado el·enviada em·enviado em·fecha·data·
        inviato·data invio·verzonden·sendt·dato·skickat·wysłano·data wysłania·отправлено·дата·送信日時·送信日·日時·日付·보낸 날짜·날짜·
        küldve·đã gửi·ngày·ส่ง·ส่งเมื่อ·วันที่·terkirim·dikirim·tanggal·dihantar·تم الإرسال·تاريخ الإرسال·التاريخ·ارسال·στάλθηκε·εστάλη·
        ημερομηνία·נשלח·תאריך·надіслано·trimis·poslano·poslato·odoslané·dátum·изпратено·saadetud·kuupäev·išsiųsta·enviat·發送于·
        lähetetty·päivämäärä·päiväys·gönderildi·tarih·odesláno·message du·datetime""",
    "to": """收件人·收信人·收件者·至·to·recipient·recipients·an·à·a·para·aan·til·till·do·komu·кому·宛先·받는 사람·받는사람·수신·받은 사람·받는이·đến·tới·ถึง·kepada·ke·إلى·به·προς·אל·către·до·prima·za·adressaat·saaja·kam·címzett·vastaanottaja·kime·
        alıcı·destinataire·destinatario·empfänger""",
    "cc": "抄送·抄送人·抄送至·抄送给·副本·副本抄送·cc·kopie·kopie an·copie·copie à·copia·cópia·con "
    "copia·kopia·kopi·копия·копія·참조·dw·สำเนา·đồng kính gửi·tembusan·نسخة·κοιν.·עותק",
    "subject": """主题·主題·主旨·标题·標題·subject·betreff·objet·asunto·assunto·oggetto·onderwerp·emne·ämne·temat·тема·件名·thema·sujet·
        제목·tárgy·chủ đề·เรื่อง·หัวข้อ·subjek·perihal·الموضوع·موضوع·θέμα·נושא·subiect·predmet·zadeva·относно·teema·assumpte·aihe·konu·předmět""",
    "more": """密送·密件抄送·密件副本·bcc·cci·重要性·优先级·優先級·附件·importance·priority·attachments·attachment·wichtigkeit·
        anlagen·reply-to·回复·回复至·答复·sensitivity·organization·messageid·message-id·x-mailer""",
}


def _folded(label: str) -> str:
    return unicodedata.normalize("NFKC", re.sub(r"[\s*_·　]+", "", label)).casefold()


_ROLES = {_folded(label): role for role, labels in _LABELS.items() for label in _words(labels)}
# The same in two languages: `发件人/From`, `From (发件人)`, `发件人 From`.
_TWICE = late(
    r"([^/|()\[\]-]{1,16}?)(?:[/|(\[-]|(?<=[^\x00-\x7f])(?=[a-z])|(?<=[a-z])(?=[^\x00-\x7f]))([^/|()\[\]-]{1,16})[)\]]?"
)
_BESIDE = {"时间": "date", "time": "date"}  # alone they head a field of a text


def role(label: str) -> str:
    """What a label stands for: from, date, to, cc, subject, more; empty where it is none of a header block."""
    folded = _folded(label)
    if folded in _ROLES:
        return _ROLES[folded]
    both = _TWICE.fullmatch(folded)
    if both is None:
        return ""
    one, other = (_ROLES.get(word) or _BESIDE.get(word, "") for word in both.groups())
    return one if one == other else ""


# What stands between the dashes of `-----Original Message-----`; also alone on a line where it is marked so.
_SEPARATORS = _words(
    """原始邮件·原始郵件·原始信息·原始訊息·原邮件·原郵件·原始信件·原始讯息·原始訊息·原信·邮件原件·郵件原件·源邮件·邮件原文·回复的原邮件·回复的邮件·回复的原始邮件·
    回覆的原郵件·引用的邮件·转发的原邮件·转发的邮件·转发邮件信息·转发邮件·转发的原始邮件·轉寄的郵件·轉寄郵件·已转发邮件·轉發的郵件·转发信息·轉寄訊息·
    被转发邮件·被转发的邮件·回复邮件·转发/回复邮件·回复/转发邮件·回复的邮件信息·引用邮件·原邮件信息·历史邮件·回复邮件原文·回复原文·引用内容·引用原文·
    Original Message·Original Messages·Original·Original Mail·Original E-mail·Original Email·Original-Nachricht·Originalnachricht·Original Appointment·
    原始约会·原始会议·原始約會·转发的消息·转发消息·原消息·原始消息·轉寄的訊息·回复的消息·Reply Message·Replied Message·Forwarded Message·Forwarded message·Forwarded Mail·Forwarded by·Forward·
    Ursprüngliche Nachricht·Ursprüngliche E-Mail·Weitergeleitete Nachricht·Antwort Nachricht·Message d'origine·Message d’origine·
    Message transféré·Message original·Mensaje original·Mensaje reenviado·Mensagem original·Mensagem encaminhada·Messaggio originale·
    Messaggio inoltrato·Oorspronkelijk bericht·Origineel bericht·Doorgestuurd bericht·Oprindelig meddelelse·Oprindelig besked·
    Original meddelelse·Videresendt meddelelse·Videresendt besked·Opprinnelig melding·Videresendt melding·Ursprungligt meddelande·
    Originalmeddelande·Vidarebefordrat meddelande·Alkuperäinen viesti·Välitetty viesti·Wiadomość oryginalna·Oryginalna wiadomość·
    Treść przekazanej wiadomości·Wiadomość przekazana·Исходное сообщение·Пересылаемое сообщение·Пересланное сообщение·
    Původní zpráva·Přeposlaná zpráva·Eredeti üzenet·Továbbított üzenet·Özgün ileti·Orijinal mesaj·İletilen mesaj·
    元のメッセージ·転送メッセージ·원본 메시지·원본 메일·Original Text·Reply Separator"""
)
# Above a header block also alone on a line, with no dashes.
TITLES = frozenset(_words("原文·原文如下·邮件原文如下·原邮件如下·原始邮件如下·原邮件内容"))
SEPARATORS = frozenset(re.sub(r"\s+", "", word).casefold() for word in _SEPARATORS)

# Whole lines that stand above a forwarded or quoted mail without dashes.
_ANNOUNCEMENTS = _words(
    """Begin forwarded message:·Begin reply message:·开始转发的邮件：·下面是被转发的邮件：·下面是转发的邮件：·以下是转发的邮件：·开始转发邮件：·
    下面是被轉寄的郵件：·開始轉寄的郵件：·開始轉寄郵件：·Anfang der weitergeleiteten Nachricht:·Anfang der weitergeleiteten E-Mail:·
    Début du message réexpédié :·Début du message transféré :·Inicio del mensaje reenviado:·Início da mensagem reencaminhada:·
    Início da mensagem encaminhada:·Inizio messaggio inoltrato:·Begin doorgestuurd bericht:·Start på videresendt besked:·
    Videresendt melding:·Vidarebefordrat brev:·Начало переадресованного сообщения:·転送されたメッセージ：·転送されたメッセージ:·
    Rozpoczęcie przekazanej wiadomości:·전달된 메시지 시작:"""
)
ANNOUNCEMENTS = frozenset(re.sub(r"\s+", "", word).casefold().rstrip(":：") for word in _ANNOUNCEMENTS)

# "On …, X wrote:" and its kin: what the line ends with.
WROTE = late(
    r"(?:wrote|writes|sent|写道|寫道|写到|寫到|写过|撰写|撰寫|來信寫道|来信写道|发送了|schrieb|schrieben sie"
    r"|schreibt|(?:folgendes\s)?geschrieben|a écrit|ha scritto|escribió|escribio|"
    r"escreveu|napisał(?:\(a\))?|napisała|schreef|schreef het volgende|geschreven|pisze|skrev|skrev følgende"
    r"|kirjoitti|написала?|"
    r"написал\(а\)|пишет|írta|yazdı|şunu yazdı|napsal(?:\(a\))?|napsala|đã viết|viết|เขียนว่า|เขียน|menulis"
    r"|a scris|έγραψε|пише|написав|написала|написа|napisao(?:/la)?(?:\sje)?|napisala(?:\sje)?|rakstīja"
    r"|napísal\(?a?\)?|je napisal|kirjutas|rašė|va escriure|ha escrit|כתב|כתבה|כתב/ה|كتب|نوشت|ने लिखा"
    r"|のメッセージ|のメール|書きました|님이 작성|작성)"
    r"\s*(?:[:：]\s*[-—_]*|[-—_]{2,})?$",
    re.IGNORECASE,
)
# How such a line begins, where it does not begin with the name or a date.
BEGINS = late(
    r"^[\s>*\-—_]*(?:在|于|於|周|週|星期|ในวันที่|(?:on|am|le|op|den|em|el|il|in data|w dniu|dnia|dne|på|a|at|in article"
    r"|pe|ma|ti|ke|to|la|su|dana|vào|pada)\b,?|(?:mon|tue|wed|thu|fri|sat|sun|пн|вт|ср|чт|пт|сб|вс|lun|mar|mer|jeu"
    r"|ven|sam|dim|ons|tis|tor|fre|lör|sön|tir|lør|søn|man|понедельник|вторник|среда|четверг|пятница|суббота"
    r"|воскресенье|jan|feb|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-zäöåø]*\b\.?,?)",
    re.IGNORECASE,
)

# A line above which the answer is to be written (help desks).
REPLY_ABOVE = late(
    r"^\s*#{2,}\s*-.{4,120}-\s*#{2,}\s*$"
    r"|^[\s#>*\-—_=+]*(?:(?:please )?(?:(?:type|write|add|enter) )?(?:your )?reply above (?:this"
    r"|the) line(?: to .{0,30}?)?"
    r"|"
    r"original message processed by.{0,20}|(?:please )?do not (?:delete|remove) this line(?: when replying)?|"
    r"(?:以下内容)?请(?:勿|不要)(?:编辑|修改|删除)(?:此|本|这|该)(?:行|线)(?:以下|之下|下方"
    r"|及以下)?(?:的)?(?:内容|文字)?"
    r"|(?:回复|答复|回覆)请?(?:写|填写|输入)?在(?:此|本|这)(?:行|线)(?:之?上|上方|以上|之上)"
    r"|(?:回复|答复|回覆)(?:时|邮件时)?[，,]?请(?:勿|不要)(?:删除|修改)(?:此|本|这|该)(?:行|线|分割线|分隔线)|"
    r"(?:请|請)?在(?:此|本|这|這|该)(?:线|行|線|横线|分割线|分隔线)(?:之?以?上|上方)(?:回复|回覆|答复|输入回复"
    r"|填写回复|(?:键入|输入|填写)(?:您的|你的)?(?:回复|答复)))[\s#>*\-—_=+。.:：<]*$",
    re.IGNORECASE,
)
