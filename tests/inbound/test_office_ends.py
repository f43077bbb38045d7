"""What stands above and below a mail's text: banners, closing paragraphs, cards and frames; and texts that only look so."""

import pytest

from mailbot.inbound.addresses import Address
from mailbot.inbound.quoting import written

TEXT = "方案已看过，没有意见。\n下周一开始准备。"
ZHANG = (Address("张三", "zhangsan@corp.example"),)
NICK = (Address("fenglin", "fenglin_trade@office.example"),)

BANNERS = [
    "此邮件可能有风险，请核实发件人身份后再操作。", "提示：对方不在您的通讯录中，请注意甄别。",
    "[EXTERNAL]", "[EXT]", "You don't often get email from a@b.example. Learn why this is important", "【外部邮件，谨防诈骗】",
    "[You don't often get email from a@b.example. Learn why this is important at https://b.example/Learn ]",
    "Some people who received this message don't often get email from a@b.example.", "此邮件为外部邮件，发件人 a@b.example 不在您的通讯录中。",
    "⚠️ This email originated outside of your organization.", "警惕：此邮件来自外部邮箱，请勿轻信转账要求！", "EXTERN: Diese Nachricht kommt von ausserhalb.",
    "ZjQcmQRYFpfptBannerStart\nThis Message Is From an External Sender\nIt came from outside.\nZjQcmQRYFpfptBannerEnd",
]  # fmt: skip


@pytest.mark.parametrize("banner", BANNERS)
def test_a_gateways_banner_is_no_content(banner: str) -> None:
    assert written(f"{banner}\n\n{TEXT}", "").text == TEXT


CLOSING = [
    "请注意：邮件内容为公司机密，请勿外传。", "警告：未经授权披露本邮件内容将承担法律责任。", "本邮件已经过火绒安全扫描。", "节约用纸，从我做起。请在打印前三思。", "绿色办公，请勿随意打印此邮件。",
    "示例软件严格遵守个人信息保护法，如需退出邮件列表请回复“退订”。", "欢迎关注示例软件公众号，了解更多产品资讯", "仅限内部使用", "公司内部文件，严禁外传", "密级：内部", "Internal Use Only", "Company Confidential",
    "Classification: Internal", "[工单 #10234] 由 示例服务台 提供支持", "이 메일은 지정된 수취인만을 위한 것이며 기밀 정보를 포함할 수 있습니다.", "来自华为Mate 60", "来自荣耀 100", "发自努比亚", "发自 网易灵犀办公",
    "在路上，手机回复，请见谅", "地铁上回的，有错字见谅", "语音输入，如有错字敬请谅解", "Please excuse any typos - sent from my phone", "삼성 Galaxy 스마트폰에서 보냈습니다.", "取得 iOS 版 Outlook",
    "本メールには機密情報が含まれている場合があります。誤って受信された場合は削除してください。", "以上邮件内容仅供内部参考，严禁外传！",
    "温馨提示：请不要在邮件中发送密码。", "安全提醒：请勿向陌生人转账。", "Think before you print.", "Virus-free. www.example.com", "This email is a service from Sample Support. Delivered by Zendesk | Privacy Policy",
    "Click here to report this email as spam.", "If you no longer wish to receive these emails, unsubscribe here.", "Manage your subscription | Unsubscribe",
    "如不想再收到此类邮件，请点击退订。", "如果您不想继续收到此类邮件，请点击这里退订", "你收到这封邮件是因为你在该项目中。查看详情 https://b.example",
    "You received this because you are subscribed to topic X.\nReply to this email directly or view it on GitHub:\nhttps://b.example/1",
    "Unsubscribe | Notification Preferences", "您收到此邮件是因为您订阅了会员通讯。\n如不想再收到，请点击退订。",
    "Please note that this email is for internal use only and must not be forwarded.", "声明：本邮件仅代表个人观点，与公司无关。",
    "保护环境，从我做起，请尽量不要打印此邮件。", "Denne e-post er fortrolig og kun beregnet for adressaten.", "此为系统邮件，请勿回复。",
    "This is an automated message, please do not reply.", "To stop receiving these emails, click here.", "若要取消订阅，请发送邮件至 leave@b.example",
    "您之所以收到这封邮件，是因为您是项目成员。", "发自我的荣耀手机，如有错字请见谅",
    "Von meinem/meiner Galaxy gesendet", "从手机发送", "手机邮件，见谅", "On the go - sent from my phone", "用 Foxmail 手机版发送", "Von unterwegs gesendet",
    "【免责条款】本邮件所载内容不构成任何法律承诺，一切以正式合同为准。", "商业秘密 严禁外传", "이 메일은 발신 전용입니다. 회신하실 수 없습니다.", "Informationen zum Datenschutz finden Sie unter https://b.example/datenschutz",
    "L'intégrité de ce message n'étant pas assurée, la société ne peut en être tenue responsable.", "Antes de imprimir este mensaje, por favor compruebe que es necesario.",
    "Privacy notice: we process your data as described at https://b.example/privacy.", "来自企业微信移动端", "手机打字，错别字请见谅", "Outlook für iOS beziehen", "Obtenez Outlook pour iOS", "Outlook pour iOS",
    "© 2026 示例公司 版权所有", "沪ICP备12345678号", "Copyright © 2026 Sample Inc. All rights reserved.", "停止关注页面 | 管理通知", "View page • Add comment • Like", "Privacy policy | Terms | Help center",
    "免责声明：邮件传输不保证安全，由此造成的损失我司不承担责任。", "免责声明：本邮件不构成要约。", "邮件内容仅代表个人意见", "—— 示例公司邮件网关 已检测，未发现病毒 ——", "Yahoo!メールアプリから送信", "Outlook for Androidを入手",
    "Pensez à l'environnement avant d'imprimer ce message.", "Bitte denken Sie an die Umwelt, bevor Sie diese E-Mail drucken.", "Antes de imprimir este correo, piense en el medio ambiente.",
    "Sample Ltd. Registered in England and Wales No. 01234567.", "Sitz der Gesellschaft: München, Amtsgericht München HRB 123456", "ok GmbH, Handelsregister Bonn HRB 12345",
    "En cumplimiento del RGPD, le informamos de que sus datos son tratados por Ejemplo, S.L.", "This communication is for the addressee and may contain proprietary, confidential or privileged information.",
    "Von Outlook für iOS gesendet", "随时随地收发邮件，来自网易邮箱手机版",
]  # fmt: skip


@pytest.mark.parametrize("closing", CLOSING)
def test_a_last_paragraph_on_the_mail_itself_is_no_content(closing: str) -> None:
    assert written(f"{TEXT}\n\n{closing}", "").text == TEXT


@pytest.mark.parametrize("text", ["8.0.9 算不算 8.0 及以下？", "Does it hold for 8.0 and below?"])
def test_a_version_above_a_name_announces_nobody(text: str) -> None:
    assert written(f"{text}\n\n张三\n测试部 8455", "", sender=ZHANG).text == text


CARDS = [
    ("【张三】示例公司 产品部\n电话 021-55556666", ZHANG), ("产品部 张三", ZHANG), ("许诺（代张三）\n产品部助理", ZHANG),
    ("张三 / 产品经理 / 分机8123", NICK), ("张三 13812345678", NICK), ("AAA建材老王 13900001111", NICK), ("王五 代\n市场部经理", NICK),
    ("研发中心\n张三", ZHANG), ("张三\n青翼机房\nOn-call: 6110 (7x24)", ZHANG),
    ("xx\nNina\n\nNina Hart · Creative Director\nAgency Ltd · 5 Brick Lane · London\n@agency on Instagram", (Address("Nina", "nina@agency.example"),)),
    ("Z. San\n(he/him)", (Address("Zhang San", "zs@agency.example"),)), ("示例软件 · 质量中心\n张三（工号 10233）\nTel：8305", ZHANG),
    ("敬祝 商祺\n張三 San Zhang\n範例股份有限公司 品保部\n電話：02-5555-0100 分機 305\n行動：0955-010-010", (Address("張三", "zs@corp.example"),)),
    ("————\n张三  测试部\n手机/微信 13900139000", ZHANG), ("示例软件 测试部 张三\n· 质量第一 · 客户至上 ·", ZHANG), ("张三\n示例大学 计算机学院 讲师\n办公室：信息楼 305", ZHANG),
    ("------------------\n信息部-张三\nStay hungry, stay foolish.\n工单走 OA", ZHANG),
    ("张三  2026/11/20", ZHANG), ("[image: logo.png]\n张三 San\nHR BP", ZHANG), ("佐藤\n内線 305", (Address("佐藤 健", "sato@corp.example"),)),
    ("株式会社サンプル\n品質保証部　佐藤 健\nsato@corp.example", (Address("佐藤 健", "sato@corp.example"),)), ("품질팀 김민수", (Address("김민수", "kim@corp.example"),)),
    ("怡君\n品保部 #305", (Address("林怡君", "lin@corp.example"),)), ("Bonne journée\nClaire DUBOIS\nChargée de clientèle\nTél : 04 55 55 01 00", (Address("Claire Dubois", "c@corp.example"),)),
    ("Herzliche Grüße aus München\nDipl.-Ing. Eva Weiß\nProjektleiterin\nTel.: 089 5555-123", (Address("Eva Weiß", "e@corp.example"),)),
    ("San\nProduct | Shanghai", (Address("San Zhang", "sz@agency.example"),)),
    ("📞 021-55556666  📧 zs@corp.example\n🏢 上海市浦东新区张江路 88 号", NICK), ("📱 138 0000 0000", NICK), ("📍深圳市南山区科技园", NICK),
    ("张三\n研发一组\nTeams: zhangsan", NICK), ("张三\n产品部\n---\n示例公司，让沟通更简单", NICK),
]  # fmt: skip


@pytest.mark.parametrize(("card", "sender"), CARDS)
def test_a_card_below_a_whole_sentence_is_the_signature(card: str, sender: tuple[Address, ...]) -> None:
    assert written(f"{TEXT}\n\n{card}", "", sender=sender).text == TEXT


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize("rule", ["━━━━━━━━━", "-----------", "◆◇◆◇◆◇◆◇", "_/_/_/_/_/_/", "＊＊＊＊＊＊", "☆★☆★☆★"])
def test_a_closed_frame_that_tells_how_to_reach_somebody_is_cut_whole(rule: str, gap: str) -> None:
    frame = [rule, "東海電気株式会社　購買部", "鈴木 一郎", "〒460-0008　愛知県名古屋市中区栄3-1-1", "TEL：052-000-0000", rule]
    assert written(f"{TEXT}\n\n{gap.join(frame)}", "", sender=NICK).text == TEXT


OWN = [
    "同意。\n\n手机端升级慢，请各位见谅", "同意。\n\n来自小米的反馈：打不开", "客户从哪来的？\n\n来自华为", "同意。\n\n在路上，晚到十分钟见谅", "同意。\n\n这版仅限内部使用", "同意。\n\n请注意：8.2.1 只给华东用。",
    "同意。\n\n内部资料已上传共享盘", "同意。\n\n密级：内部\n版本：8.2.1", "同意。\n\nSorry for the delay - sent the build to Test today", "同意。\n\n如需退出灰度，请联系我。", "同意。\n\n请关注12月3日的灰度",
    "Confidential: the price is 4.20 per unit.\nDo not tell the broker.", "To unsubscribe the old webhook, call DELETE /hooks/12.\nThen tell me.",
    "Please consider the environment variable PATH before printing.\nIt is wrong on node 3.", "大家好，\n--\n一号楼停水\n--\n二号楼停电\n请互相转告。",
    "> 100 ms 的请求要记日志\n其余不用。", "清单：\n---------------\n产品：星桥 版本：8.2.1\n联系人电话：13900000000\n---------------",
    "安全提醒：请各门店今天修改默认密码。", "各位：\n\n温馨提示：明天 18:00 停电，请提前关机。", "大家好，\n\n请退订旧的通知邮件列表，改订新的。",
    "外部邮件网关今晚升级。\n\n请各部门知悉。", "External partners agreed.\n\nWe start on Monday.", "同意。\n\n外部客户的邮件请先审核再转发。",
    "Confirmed.\n\nPlease do not reply to the customer before Friday.", "计划改期。\n\n打印前请先确认纸张。", "结论如下。\n\n这个需求来自QQ邮箱客户端",
    "OK.\n\nPlease check the mail sent from Outlook", "日志已发。\n\n验证码已发送到您的手机", "结论：通过。\n\n病毒扫描 8.2.1 安装包：未发现病毒。",
    "各位：\n\n本邮件附件是保密协议，请打印后签字。", "各位：\n\n本邮件说明保密培训的安排，请周五前报名。", "好的。\n\n请把环保局的合同打印三份。",
    "Dear Sam,\nThis email confirms our call: the NDA covers any information marked confidential and lasts two years.\nThe intended recipient of the samples is your Suzhou lab.\nPlease sign both.",
    "Hi,\n\nThis message is about the new confidential folder. We will move it on Friday.", "Hi all,\n\nThe information in the old wiki was deleted. I will restore it tonight.",
    "Hi,\n\nPlease print the environment report before Friday.", "Hallo,\n\nbitte prüfen Sie HRB 123456 im Vertrag.",
    "Our lawyers ask for this in every mail:\n\"This e-mail is intended only for the addressee. If you have received it in error, please delete it.\"\nDo we have a place for it?",
    "You can reach the desk at +65 6555 0100.\nAsk for Daniel.", "From: field must show the brand.\nTo: stays.\nSubject: no prefix.\nThat is all.",
    "菜单顺序改成：\n\n首页 | 帮助中心 | 关于我们", "结论如下。\n\nCopyright：法务还没回复。",
    "Please change the relay:\n\nFrom: smtp-old.corp.example\nTo: smtp-new.corp.example\nDate: Saturday 22:00\n\nI will watch the queue.",
    "__________\n签字处（请打印后手签）", "--\nSorry, sent too early. The number is 42.", "External auditors arrive at 9. Click here for the agenda: https://b.example/a",
    "菜单改好了。\n\n注意：附件带宏，打开前先断网。",
    "小李，\n客户问我们有没有备案号，ICP备案号是多少？", "开票信息。\n\n统一社会信用代码：91310000MA1XXXXX1X", "Hi,\n\ndoes the mail gateway keep a message that is confidential and sent in error?",
    "已确定接口人。\n\n李四 13900001111", "请客户安装：\n\n张三 13812345678\n李四 13912345678", "请联系华东业务部。\n\n转产品部 张三",
]  # fmt: skip


@pytest.mark.parametrize("text", OWN)
def test_a_text_that_only_looks_so_is_kept_whole(text: str) -> None:
    assert written(text, "", sender=NICK).text == text


POSTSCRIPTS = [
    ("好的，周四见。", "张三\n行政部", "另：车牌要登记。"), ("好的。", "张三\n信息部 | 分机 8500", "又及：密码另发。"), ("OK.", "--\n张三 | 021-55556666", "P.S. 名单下午发。"),
]  # fmt: skip


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize("end", ["", "\n\n发自我的 iPhone"])
@pytest.mark.parametrize(("text", "card", "more"), POSTSCRIPTS)
def test_a_signature_above_a_postscript_is_cut_and_the_postscript_kept(text: str, card: str, more: str, gap: str, end: str) -> None:
    assert [line for line in written(f"{text}\n\n{card}{gap}{more}{end}", "", sender=ZHANG).text.split("\n") if line] == [text, more]


@pytest.mark.parametrize("text", ["联系人：\n张三\n分机 8500\n另：车牌要登记。", "分工如下。\n\n张三\n今晚值班\n\n另外，明天停电。"])
def test_a_person_named_above_an_afterthought_is_kept(text: str) -> None:
    assert written(text, "", sender=ZHANG).text == text


OF_ONESELF = [
    "分工：\n张三 12月3日\n李四 12月5日", "截图如下：\n[image: 1.png]",
    "名单发了。\n\n张三\n名单在图里。", "请客户找\n张三\n产品部\n电话 021-55556666", "集合：\n\n📍地点：公司门口",
    "同意上线。\n\n张三\n（本条同时代表七省业务部意见）",
    "负责人定了。\n\n张三\n负责 A 机房", "分工如下。\n\n张三\n今晚值班\n处理告警", "请转告下面两位。\n\n张三\n李四",
    "各位好。\n\n青翼机房改造，由\n张三\n牵头",
]


@pytest.mark.parametrize("text", OF_ONESELF)
def test_what_one_has_to_do_oneself_is_no_signature(text: str) -> None:
    assert written(text, "", sender=ZHANG).text == text


def test_of_a_help_desks_notice_the_newest_comment_is_read() -> None:
    text = (
        "##- Please type your reply above this line -##\n\nYour request has been updated.\n\n--------------------\n\nTara Wells, Nov 23, 2026, 10:11 GMT+8"
        "\n\nHello Jun,\nplease connect it directly.\n\n--------------------\n\nJun Ma, Nov 22, 2026, 16:40 GMT+8\n\nThe printer is offline.\n\n--------\nDelivered by Zendesk"
    )
    assert [line for line in written(text, "").text.split("\n") if line] == ["Your request has been updated.", "Hello Jun,", "please connect it directly."]


@pytest.mark.parametrize("text", [
    "> EPDM but would take Viton if the delivery is before the tenth of\nDecember.\n> Sun Wei\nOK for us.",
    "OK for us.\n\nOn Thu, Nov 19, 2026 at 4:12 PM Li <li@b.example> wrote:\n\n> Dear Aisha, could you send the relay settings as left on site, and which\n> group is active at\nthe moment?\n> Regards",
    "OK for us.\n\nCJ> 周三能开始吗？\n\nOn Thu, Nov 19, 2026 at 4:12 PM Li <li@b.example> wrote:\n> x",
])  # fmt: skip
def test_a_quoted_line_that_ran_over_is_quoted(text: str) -> None:
    assert written(text, "").text == "OK for us."


_PAGE = "<p>Hi,</p><p>the update is done.</p><p>Send me the file.</p>{}<div class='moz-signature'>-- <br>Eva<br>{}</div>"


def test_a_consignee_above_a_disclaimer_is_none_of_it() -> None:
    lines = ["快递地址：", "杭州市文三路 90 号", "收件人 何平", "电话 13700137000", "本邮件可能含有机密信息，若您并非指定收件人，请勿阅读。"]
    assert written("", "".join(f"<p>{line}</p>" for line in lines)).text.split("\n") == lines[:-1]


@pytest.mark.parametrize("closing", ["", "Regards,"])
@pytest.mark.parametrize("secret", ["This e-mail is confidential and intended for the addressee only.", "Esta mensagem é confidencial e destinada só ao destinatário."])
def test_paragraphs_of_a_page_are_none_of_the_disclaimer_below_the_delimiter(closing: str, secret: str) -> None:
    text = written("", _PAGE.format(closing, secret)).text.removesuffix(closing)
    assert " ".join(text.split()) == "Hi, the update is done. Send me the file."


HEADS = [
    "Вы писали 20 ноября 2026 г., 10:00:00:\n\nX> Можем начать?", "Am Freitag, 20. November 2026 um 10:00 schrieben Sie:\n\nX> Geht es?",
    "Am Freitag, 20. November 2026 um 10:00:00 MEZ hat Li Wei <liwei@corp.example> Folgendes geschrieben:\n\nGeht es?",
    "-----Original Messages-----\nFrom:\"Li Wei\" <liwei@corp.example>\nSent Time:2026-11-20 10:00:00 (Friday)\nTo: a@b.example\nSubject: x\n\nWhen?",
    "-------- 原始信息 --------\n发件人： 李伟 <liwei@corp.example>\n日期： 20/11/2026 10:00 (GMT+08:00)\n收件人： a@b.example\n主题： x\n\n哪天？",
]


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize("own", [TEXT, "发件人：统一用 notice@corp.example\n收件人：门店店长\n主题：停机通知\n以上三项定了。"])
def test_what_stands_below_a_mail_programs_head_is_history(own: str, head: str) -> None:
    assert written(f"{own}\n\n{head}", "", sender=ZHANG).text == own


def test_a_card_in_a_table_with_a_logo_is_the_signature() -> None:
    card = "<table><tr><td><img src='cid:l'></td><td><b>张三</b><br>产品部 高级经理<br>T: 021-55667788<br>www.corp.example</td></tr></table>"
    assert written("", f"<div>同意</div>{card}", sender=ZHANG).text == "同意"


def test_of_a_trackers_notice_the_issue_below_the_comment_is_quoted() -> None:
    text = (
        "Zhang San commented on SHOP-231:\n--------------------\n\nThe pool is 50 now.\n\n> Login takes 40 s\n> ----------------\n>\n>                 Key: SHOP-231\n"
        ">            Priority: Major\n\n\n--\nThis message was sent by Atlassian Jira\n(v8.20.10#820010)"
    )
    sender = (Address("Zhang San (Jira)", "jira@corp.example"),)
    assert written(text, "", answers=False, sender=sender).text == "Zhang San commented on SHOP-231:\n--------------------\n\nThe pool is 50 now."


@pytest.mark.parametrize("text", ["注意：附件带宏，打开前先断网。", "CAUTION: the sender valve is hot.", "外部邮件一律先过网关。"])
@pytest.mark.parametrize("card", ["张三\n测试部 | 分机 8305", "本邮件及附件含有保密信息，仅供收件人使用，如误收请删除。"])
def test_a_warning_that_is_all_that_is_written_is_the_senders(text: str, card: str) -> None:
    assert written(f"{text}\n\n{card}", "", sender=ZHANG).text == text


FIRST = [
    "这封邮件请勿转发，里面有客户的身份证号。", "退订：回复 TD\n这句要加到短信模板里。", "Confidential numbers are on page 3, please shred it after reading.",
    "Unsubscribe me please.", "To unsubscribe a customer, open their profile and press Remove.", "--\nSorry, sent too early. The number is 42.", "主题：年会\n时间：12 月 26 日\n地点：一楼大厅\n主持：张三",
]  # fmt: skip
_BLOCK = "<div><b>发件人:</b> 许诺 &lt;x@corp.example&gt;<br><b>发送时间:</b> 2026年11月20日 10:00<br><b>收件人:</b> 张三<br><b>主题:</b> x</div><p>原文。</p>"
_SECRET = "<p>本邮件及附件含有保密信息，仅供收件人使用，如误收请删除。</p>"


@pytest.mark.parametrize("below", ["", _SECRET, _BLOCK, _SECRET + _BLOCK])
@pytest.mark.parametrize("text", FIRST)
def test_what_a_mail_begins_with_is_its_matter_whatever_stands_below(text: str, below: str) -> None:
    assert written("", "".join(f"<p>{line}</p>" for line in text.split("\n")) + below, sender=ZHANG).text == text


@pytest.mark.parametrize("greeting", ["林様", "王总", "林工"])
def test_who_is_greeted_by_name_alone_is_no_list_of_people(greeting: str) -> None:
    assert written(f"{greeting}\n方案已看过，没有意见。\n\n张三", "", sender=ZHANG).text == f"{greeting}\n方案已看过，没有意见。"


def test_a_mail_of_nothing_but_afterthoughts_is_read() -> None:
    assert written("另：停电。\n张三\n" * 3000, "", sender=ZHANG).text.startswith("另：停电。")
