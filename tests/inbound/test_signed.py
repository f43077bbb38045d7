"""Signatures known by the sender's own name, what stands below closings and delimiters, and quotes in mails that answer nothing."""

import pytest

from mailbot.inbound.addresses import Address
from mailbot.inbound.quoting import written
from mailbot.inbound.signatures.own_name import own_name

SUN = (Address("孙丽", "sunli@corp.example"),)

SIGNED = [
    ("已升级 320 / 500，剩下的等窗口\n\n\n孙丽\n华东业务部", "已升级 320 / 500，剩下的等窗口"),
    ("同意执行。\n\n孙丽\n华东业务部 | 示例软件\n————————\n稳定 · 可靠 · 高效", "同意执行。"),
    ("同意执行。\n\n孙 丽 Sun Li\n区域经理\nDesk: 3-5-12", "同意执行。"),
    ("Agreed.\n\nSun Li\nEast China", "Agreed."),
    ("申请延期到 12月15日，等客户窗口\n\n孙丽", "申请延期到 12月15日，等客户窗口"),
    ("都处理完了。\n孙丽", "都处理完了。"),
    # What must stay: a list of people, what is announced above, a line that goes on, matter below.
    ("以下同事负责：\n\n孙丽\n周航", "以下同事负责：\n\n孙丽\n周航"),
    ("负责人改为\n\n孙丽", "负责人改为\n\n孙丽"),
    ("参加的人\n\n孙丽\n周航\n韩冰", "参加的人\n\n孙丽\n周航\n韩冰"),
    ("版本限制已配好。\n\n孙丽负责的两台除外", "版本限制已配好。\n\n孙丽负责的两台除外"),
    ("版本限制已配好。\n\n孙丽\n12月3日 完成全量", "版本限制已配好。\n\n孙丽\n12月3日 完成全量"),
    ("参加的人\n孙丽", "参加的人\n孙丽"),
    ("孙丽\n华东业务部", "孙丽\n华东业务部"),
    ("同意\n\n姓名：孙丽\n部门：华东业务部\n电话：13800001234", "同意"),
    ("产品：星桥\n说明：修复缺陷\n\n孙丽\n让连接更简单\n华东业务部", "产品：星桥\n说明：修复缺陷"),
    ("总结\n\n12月25日\n\n孙丽", "总结\n\n12月25日\n\n孙丽"),
    ("节点\n\n负责人\n\n总结\n\n孙丽", "节点\n\n负责人\n\n总结\n\n孙丽"),
    ("总结\n\n12月25日\n\n孙丽\n\n华东业务部", "总结\n\n12月25日\n\n孙丽\n\n华东业务部"),
    ("改由我负责：\n孙丽\n华东业务部", "改由我负责：\n孙丽\n华东业务部"),
    ("1. 12月3日 灰度升级\n\n   周航\n\n2. 12月25日 总结\n\n   孙丽", "1. 12月3日 灰度升级\n\n   周航\n\n2. 12月25日 总结\n\n   孙丽"),
    ("1. 12月25日 总结\n\n   孙丽", "1. 12月25日 总结\n\n   孙丽"),
    ("1. 灰度同意\n2. 全量延期到12月15日\n\n孙丽", "1. 灰度同意\n2. 全量延期到12月15日"),
    ("同意。\n\n孙丽\n2026-12-02 10:12", "同意。"),
    ("已收到\n\n孙丽", "已收到"),
    ("收到\n\n孙丽\n华东业务部，服务到家", "收到"),
    ("延到明天\n\nsunli@corp.example", "延到明天"),
    ("全量升级交给\n\n孙丽", "全量升级交给\n\n孙丽"),
    ("延期到\n\n孙丽", "延期到\n\n孙丽"),
    ("已下发。\n\n孙丽\n微信：sunli_corp\n座右铭：今日事今日毕", "已下发。"),
    ("同意。\n\n\n华东业务部-孙丽\n内线 6123", "同意。"),
    ("同意\n\nSunny Sun 孙丽\nRegional Manager 区域经理", "同意"),
    ("同意\n\n【示例软件】\n孙丽｜区域经理\n☎ 021-5555 8123  📱 138 0000 1234\n🏠 上海市浦东新区示例路88号", "同意"),
    ("同意\n\n孙丽（Sun Li）\n示例软件 | 华东业务部\n让每一次升级都安心\n\n----------\n本邮件由示例软件邮件安全网关检测，未发现病毒。", "同意"),
    ("同意\n\n姓名\t孙丽\n部门\t华东业务部\n电话\t021-55556123", "同意"),
    ("同意\n\n👤 孙丽\n🏢 华东业务部", "同意"),
    ("同意\n\n孙丽 | 华东业务部\n飞书号：sunli", "同意"),
    ("The owner is now\n\n孙丽", "The owner is now\n\n孙丽"),
    ("同意\n\n————————\n孙丽\n示例软件华东\n长风破浪会有时，直挂云帆济沧海", "同意"),
    ("同意。\n\n发自我的 iPhone\n\n补充：杭州两台除外。", "同意。\n\n\n补充：杭州两台除外。"),
    ("同意。\n\n发自我的 iPhone\n\n杭州两台除外。", "同意。\n\n\n杭州两台除外。"),
    ("同意。\n\n发自我的 iPhone\n\n各位好，请确认计划。\n1 灰度 12月3日\n陈静", "同意。"),
    ("步骤一\n--\n步骤二\n--\n步骤三", "步骤一\n--\n步骤二\n--\n步骤三"),
    ("同意\n\n孙丽\n示例软件 · 华东业务部\n工作时间：周一至周五 9:00-18:00", "同意"),
    ("同意\n\n孙丽\t华东业务部\n电话\t021-55556123", "同意"),
    ("全量已升完。\n\n孙丽\n11/23", "全量已升完。"),
    ("全量已升完。\n\n孙丽\n12月3日 全量升级", "全量已升完。\n\n孙丽\n12月3日 全量升级"),
    ("同意\n\n【示例软件】孙丽\n华东业务部 · 值班电话 400-800-1234", "同意"),
    ("同意\n\nby 孙丽", "同意"),
    ("同意\n\n孙丽上", "同意"),
    ("全量已升完。\n\n孙丽上海出差\n周五回", "全量已升完。\n\n孙丽上海出差\n周五回"),
    ("同意。\n\n【孙丽】灰度\n【周航】全量", "同意。\n\n【孙丽】灰度\n【周航】全量"),
    ("负责人改为周航。\n\n周航\n华南业务部\n13800002222", "负责人改为周航。\n\n周航\n华南业务部\n13800002222"),
    ("我的回答写在下面了。\n\n孙丽 | 华东业务部", "我的回答写在下面了。"),
    ("灰度已完成，共 20 台。\n明天继续。\n\n-- \n孙丽 华东业务部\n让每一次升级都安心", "灰度已完成，共 20 台。\n明天继续。"),
    ("灰度已完成。\n--\n孙丽\n华东业务部\n版本稳，客户安", "灰度已完成。"),
    ("灰度已完成。\n--\n孙丽\n全量升级已完成", "灰度已完成。\n--\n孙丽\n全量升级已完成"),
    ("链接见单子\n\n孙丽 评论了 XQ-1182:\n-------------------\n\n根因是旧表没有主键。\n8.2.1.4 已提交测试。", "链接见单子\n\n孙丽 评论了 XQ-1182:\n-------------------\n\n根因是旧表没有主键。\n8.2.1.4 已提交测试。"),
    ("链接见单子\n\n孙丽 评论\n-------\n根因是旧表没有主键。", "链接见单子\n\n孙丽 评论\n-------\n根因是旧表没有主键。"),
    ("处理结果：已修复。\n\n【孙丽】下面两个文件请替换：\na.dll\nb.dll", "处理结果：已修复。\n\n【孙丽】下面两个文件请替换：\na.dll\nb.dll"),
    ("同意\n\n孙丽   Sun Li\n-------------\n示例软件股份有限公司（股票代码：600000）\n手机：13800001234", "同意"),
]


QUOTE = "\n-------- 原始邮件 --------\n发件人： 陈静 <c@corp.example>\n日期： 2026年12月1日周二 10:05\n主 题： 计划\n各位好"
CARDS = [
    "孙丽 | 华东业务部 | 8123", "孙丽｜华东业务部｜8123", "孙丽丨华东业务部丨8123", "孙丽 · 华东业务部 · 8123", "孙丽 - 华东业务部 - 8123",
    "孙丽 / 华东业务部", "华东业务部 | 孙丽 | 8123", "孙丽 | 华东业务部 | 8123\n发自我的华为手机", "- 孙丽\n- 华东业务部\n- 021-55556123",
    "* 孙丽\n* 示例软件 华东业务部\n* 手机 13800001234", "孙丽\n华东业务，使命必达！", "孙丽 | 华东业务部\n客户第一，拥抱变化。",
]  # fmt: skip


@pytest.mark.parametrize("card", CARDS)
@pytest.mark.parametrize("quote", ["", QUOTE, "\n" + QUOTE], ids=["alone", "above a quote", "apart"])
def test_a_card_of_the_sender_is_no_content_whatever_stands_below_it(card: str, quote: str) -> None:
    assert written(f"华东知道了。\n\n{card}{quote}", "", sender=SUN).text == "华东知道了。"
    with_a_file = written(f"同意。\n\n{card}\n附件：灰度记录.xlsx{quote}", "", sender=SUN).text
    assert with_a_file.split() == ["同意。", "附件：灰度记录.xlsx"]


@pytest.mark.parametrize("card", ["孙丽 | 华东业务部 | 8123", "孙丽\n华东业务部\n021-55556123", "孙丽\n用心服务每一位客户"])
def test_a_card_directly_below_a_sentence_without_a_full_stop_is_one(card: str) -> None:
    assert written(f"华东同意这个计划\n{card}{QUOTE}", "", sender=SUN).text == "华东同意这个计划"


def test_a_slogan_in_the_programs_own_container_is_no_content_whatever_words_it_has() -> None:
    html = '<div>华东同意这个计划</div><div class="__aliyun_signature_wrap"><div>孙丽</div><div>让升级更简单</div></div>'
    assert written("", html, sender=SUN).text == "华东同意这个计划"
    assert written("同意。\n\n孙丽\n让升级更简单", "", sender=SUN).text == "同意。"
    assert written("同意。\n\n孙丽\n升级已完成", "", sender=SUN).text == "同意。\n\n孙丽\n升级已完成"


def test_the_title_of_a_quote_may_stand_above_a_rule() -> None:
    block = f"发件人：{WHO}<br>发件时间：2026年12月1日 10:05<br>收件人：孙丽<br>主题：计划"
    assert written("", f"<div>同意。</div><div>原始邮件</div><hr><div>{block}</div><div>各位好</div>", sender=SUN).text == "同意。"


ROWS = [
    "各部门对接人：\n周航 | 华南业务部 | 8124\n孙丽 | 华东业务部 | 8123", "姓名 | 部门 | 分机\n孙丽 | 华东业务部 | 8123", "参加的人\n孙丽 | 华东业务部 | 8123",
    "升级当天请找\n孙丽 | 华东业务部 | 8123", "各区完成台数\n华东业务部 | 孙丽 | 300", "1. 灰度升级 12月11日\n孙丽\n华东业务部", "节点：全量升级\n孙丽\n华东业务部",
    "完成情况\n- 灰度升级 已完成\n- 孙丽\n- 华东业务部", "同意。\n\n孙丽\n华东没问题！", "同意。\n\n孙丽\n请让每台都升级！", "灰度 320/500\n孙丽 | 华东业务部 | 完成",
    "灰度 320/500，归属\n孙丽 | 华东业务部 | 21台", "12月11日\n孙丽 13800001234", "例外名单已确认\n孙丽\n13800001234", "客户要改联系电话\n孙丽\n电话：13800001234", "请看附件。\n附件：灰度记录.xlsx", "已完成的：\n\n孙丽，华东业务部，320",
]  # fmt: skip


@pytest.mark.parametrize("text", ROWS)
def test_what_names_the_sender_in_a_list_or_says_more_is_content(text: str) -> None:
    assert written(text, "", sender=SUN).text == text


@pytest.mark.parametrize(("text", "expected"), SIGNED)
def test_the_block_with_the_senders_own_name_is_the_signature(text: str, expected: str) -> None:
    assert written(text, "", sender=SUN).text == expected


CLOSED = [
    ("Agreed.\n\nKind regards,\n\nAnna Müller\nHead of Operations\n\nHauptstraße 12\n80331 München\nGermany\n\nRegister: HRB 12345", "Agreed."),
    ("Agreed.\n\nBest,\nSam Taylor (they/them)\nEngineer\nExample Inc. | Meet: https://cal.corp.example/sam", "Agreed."),
    ("同意。\n\nBest Regards!\n\n孙 丽\n\nAdd: No.88 Example Rd, Shanghai\n\nTel: 021-5555 8123\n\nHttp://www.corp.example", "同意。"),
    ("同意。\n\n祝 工作顺利，身体健康！\n----------------\n姓名：孙丽\n部门：华东业务部\n电话：021-55558123", "同意。"),
    ("同意。\n………………………………\n孙丽\n华东业务部", "同意。"),
    ("Approved\n-- \nJonas Sterr\nOwner | Example\n\nTraining: training@corp.example", "Approved"),
    ("收到\n\n--\n孙丽  华东业务部\n微信同号：13800001234\n让服务更简单！", "收到"),
    ("请补充日志，谢谢！\n\n李雷 Lei Li\n研发部\n示例软件", "请补充日志，谢谢！"),
    ("同意\n\n🌱 请在打印前考虑是否必要，保护环境从我做起", "同意"),
    ("ACHTUNG: Diese E-Mail stammt von einem externen Absender. Bitte öffnen Sie keine Links.\n\nFreigegeben.", "Freigegeben."),
    ("同意\n\n===== 2026-12-01 16:20:11 您在来信中写道：=====\n\n>各位好\n>\n= = = = = = = = = =\n\n　　致\n礼！\n\n　　孙丽\n　　2026-12-02", "同意"),
    ("同意\n\n### 请不要编辑此行以下的内容 ###\n\n您的工单有更新", "同意"),
    # What must stay.
    ("三个问题：\n--\n1. 端口被占\n2. 启动慢\n--\n请逐条答复，谢谢", "三个问题：\n--\n1. 端口被占\n2. 启动慢\n--\n请逐条答复，谢谢"),
    ("变更：\n--\n产品：星桥\n负责人：周航", "变更：\n--\n产品：星桥\n负责人：周航"),
    ("Best regards to all.\n\nOwner: Tom\nStatus: paused", "Best regards to all.\n\nOwner: Tom\nStatus: paused"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CLOSED)
def test_what_stands_below_a_closing_or_a_delimiter_is_the_signature(text: str, expected: str) -> None:
    assert written(text, "").text == expected


WHO = "Chen Jing <c@corp.example>"


@pytest.mark.parametrize(
    "line",
    [
        f"Vào Th 3, 1 thg 12, 2026 vào lúc 10:00 {WHO}\nđã viết:", f"ในวันที่ อ. 1 ธ.ค. 2026 เวลา 10:00 {WHO} เขียนว่า:",
        f"Pada tanggal Sel, 1 Des 2026 pukul 10.00 {WHO}\nmenulis:", f"вт, 1 груд. 2026 р. о 10:00 {WHO} пише:",
        "Στις Τρί 1 Δεκ 2026 στις 10:00 π.μ., ο χρήστης Chen Jing <\nc@corp.example> έγραψε:",
        f"בתאריך יום ג׳, 1 בדצמ׳ 2026 ב-10:00 מאת {WHO}:", f"في الثلاثاء، ١ ديسمبر ٢٠٢٦ في ١٠:٠٠ ص بواسطة {WHO}:",
        f"{WHO} ezt írta (időpont: 2026. dec. 1., K,\n10:00):", f"* {WHO} [2026-12-01 16:20]:",
    ],
)  # fmt: skip
def test_the_line_above_marked_quotes_is_known_in_any_language(line: str) -> None:
    assert written(f"OK\n\n{line}\n\n> hello\n", "").text == "OK"


@pytest.mark.parametrize(
    "labels",
    [
        ("Từ", "Đã gửi", "Đến", "Chủ đề"), ("จาก", "ส่ง", "ถึง", "เรื่อง"), ("Dari", "Terkirim", "Kepada", "Subjek"),
        ("من", "تم الإرسال", "إلى", "الموضوع"), ("Από", "Στάλθηκε", "Προς", "Θέμα"), ("Від", "Надіслано", "Кому", "Тема"),
        ("Sender", "Sent At", "Recipient", "Subject"), ("发件人/From", "发送时间/Sent", "收件人/To", "主题/Subject"),
        ("发件人 From", "时间 Date", "收件人 To", "主题 Subject"), ("发件人(From)", "日期(Date)", "收件人(To)", "主题(Subject)"),
        ("From/发件人", "Date/日期", "To/收件人", "Subject/主题"), ("发件人（From）", "发送时间（Sent）", "收件人（To）", "主题（Subject）"),
    ],
)  # fmt: skip
def test_header_blocks_are_known_in_more_languages(labels: tuple[str, str, str, str]) -> None:
    block = "\n".join(
        f"{label}: {value}" for label, value in zip(labels, (WHO, "2026-12-01 10:00", "Sun Li", "x"), strict=True)
    )
    assert written(f"OK\n\n{block}\n\nhello", "").text == "OK"


@pytest.mark.parametrize(
    "quote",
    [
        "Chen Jing/CORP \n12/01/2026 04:20 PM\n\nTo\nSun Li/CORP@CORP\ncc\n\nSubject\n[PLAN] x\n\n\nhello",
        ">>> Chen Jing <c@corp.example> 12/1/2026 4:20 PM >>>\nhello\nall",
        "-----陈静/产品部/CORP 写的: -----\n收件人: 孙丽/CORP@CORP\n发件人: 陈静/CORP\n日期: 2026-12-01 10:05\n主题: x\n\nhello",
        "【发件人】陈静 <c@corp.example>\n【发送时间】2026-12-01 10:05\n【收件人】孙丽\n【主题】计划\n\nhello",
    ],
    ids=["notes", "groupwise", "notes in Chinese", "brackets"],
)
def test_programs_that_mark_no_line_of_their_quote_are_known(quote: str) -> None:
    assert written(f"OK\n\n{quote}", "").text == "OK"


OWN_MARKS = [
    "执行的命令：\n> systemctl restart comsvr\n输出里有 error。",
    ">>> import comsvr\n>>> comsvr.start()\nRuntimeError",
    "说明：\n> 注意备份\n灰度升级 孙丽 12月3日",
]


@pytest.mark.parametrize("text", OWN_MARKS)
def test_in_a_mail_that_answers_nothing_lines_with_marks_are_the_senders(text: str) -> None:
    assert written(text, "", answers=False).text == text


@pytest.mark.parametrize(
    "text",
    [
        "同意\n\n在 2026/12/1 10:05, 陈静 写道:\n> 各位好",
        f"同意\n\n> 在 2026年12月1日，10:05，{WHO} 写道：\n> \n> 各位好",
        f"同意\n\n> From: {WHO}\n> Date: 1 Dec 2026 10:05\n> To: Sun Li\n> Subject: x\n>\n> hello",
    ],
)
def test_a_quote_that_names_its_writer_is_one_in_any_mail(text: str) -> None:
    assert written(text, "", answers=False).text == "同意"


@pytest.mark.parametrize(
    ("name", "address", "line", "expected"),
    [
        ("孙丽(华东)", "sl@corp.example", "孙  丽｜区域经理", True),
        ("Sun Li/East/CORP", "x@corp.example", "Li SUN, East China", True),
        ("", "li.sun@corp.example", "Sun Li", True),
        ("", "sunli@corp.example", "Sun Li", True),
        ("孙丽", "sl@corp.example", "孙丽萍", False),
        ("孙丽", "sl@corp.example", "孙丽负责", False),
        ("Tom", "tom@corp.example", "Tom will do it", False),
        ("Tom", "tom@corp.example", "Tom", True),
        ("", "", "", False),
    ],
)
def test_a_line_begins_with_the_senders_name(name: str, address: str, line: str, expected: bool) -> None:
    assert own_name([Address(name, address)]).begins(line) is expected


MORE = [
    ("OK\n\nОтправлено с iPhone", "OK"),
    ("OK\n\nSent from my cell, please excuse any typos.", "OK"),
    ("OK\n\n<<sent by galaxy>>", "OK"),
    ("OK\n\nSent from [Some Mail](https://mail.corp.example/) for iOS", "OK"),
    ("OK\n\nSent via the Samsung Galaxy S21 5G, an ABC 5G smartphone", "OK"),
    ("OK\n\n使用 Foxmail 手机版发送", "OK"),
    ("OK\n\nСкачать Outlook для iOS", "OK"),
    ("OK\n\nOutlook for iOS を入手", "OK"),
    ("OK\n\nHämta Outlook för iOS", "OK"),
    ("Outlook for iOS works", "Outlook for iOS works"),
    ("OK for us.\n\nMit freundlichen Grüßen / Best regards\n\ni. A. Hans Meier\nIT\n\nBeispiel GmbH\nTel.: +49 30 123456", "OK for us."),
    ("已补充\n\n-- 回复请写在此行之上 --\n\n客服小王", "已补充"),
    ("320/500，剩下的等客户窗口\n\n\n周航\n华东业务部", "320/500，剩下的等客户窗口"),
    ("全部完成\n\n周航\n华东业务部\n\n发自我的 iPhone", "全部完成"),
    ("已完成，谢谢\n\n周航\n2026年12月2日\n\n发自我的 iPhone", "已完成，谢谢"),
    ("新负责人\n\n周航\n华东业务部\n\n发自我的 iPhone", "新负责人\n\n周航\n华东业务部"),
    ("负责人改为\n\n\n周航\n华东业务部", "负责人改为\n\n\n周航\n华东业务部"),
    ("확인\n\n감사합니다.\n\n김철수 과장 / 운영팀\n(주)샘플\nT. 02-123-4567", "확인"),
    ("了解です。\n\n☆━━━━━━━━☆\n　株式会社サンプル　山田太郎\n　mail：yamada@corp.example\n☆━━━━━━━━☆", "了解です。"),
    ("Согласны.\n\nС уважением,\nИван Петров\nНачальник отдела\nООО «Пример»\nтел.: +7 495 123-45-67", "Согласны."),
    ("Fine with me.\n\n-- \nTom\n\n-- \nops mailing list\nTo unsubscribe: https://lists.corp.example/ops", "Fine with me."),
    ("Works.\n\n-=-=-=-=-=-=-\nLinks: You receive all messages sent to this group.\nMute This Topic: https://g.corp.example/1\n-=-=-=-=-=-=-", "Works."),
    ("同意。\n通过新浪邮箱客户端发送", "同意。"),
    ("同意。\n\n韩冰\n技术支持部 #6123", "同意。"),
    ("已处理。\n\n转研发部 #6123", "已处理。\n\n转研发部 #6123"),
    ("注意：此邮件来自外部，请勿随意点击链接或打开附件。\n我们已完成升级。", "我们已完成升级。"),
    ("CAUTION: This mail originated from outside.\nDo not click links unless you know the sender.\nDone.", "Done."),
    ("注意：外部客户反馈附件打不开", "注意：外部客户反馈附件打不开"),
    ("【外部邮件】请谨慎点击链接。\nCAUTION: This email originated from outside of the organization.\n\n已收到。", "已收到。"),
    ("CAUTION: This email originated from outside.\n\n[You don't often get email from a@partner.example. Learn why this is important at https://aka.example/x ]\n\nDone.", "Done."),
    ("[外部邮件] 本邮件来自公司外部。\n\n您通常不会收到来自 a@partner.example 的电子邮件。了解为什么这一点很重要\n\n已收到。", "已收到。"),
    ("[外部邮件]\n\n注意：附件里的链接已失效\n同意", "注意：附件里的链接已失效\n同意"),
    ("【外部邮件】请谨慎点击链接。\n\n客户来自外部邮箱的邮件打不开。\n\n请处理", "客户来自外部邮箱的邮件打不开。\n\n请处理"),
    ("参数：\nheartbeat | 30 | 秒\ncache | 512 | MB", "参数：\nheartbeat | 30 | 秒\ncache | 512 | MB"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), MORE)
def test_signatures_footers_and_banners_of_many_offices(text: str, expected: str) -> None:
    assert written(text, "").text == expected


_SECRET = "本邮件及其附件含有保密信息，仅供收件人使用；如误收，请删除。"
_SECRET_EN = "This message may contain confidential information and is intended for the addressee only."
_WHOLE = [
    f"请把邮件的页脚换成下面这段：\n{_SECRET}\n{_SECRET_EN}\n换好后发一封看看有没有乱码。",
    f"请把页脚换成：\n“{_SECRET}”\n换好后告诉我。",
    f"Hi Li Xiang,\nlegal has approved the text.\nPlease use this footer:\n{_SECRET_EN}\nThen send me a test mail.",
    "1. 邮件末尾总有一行\n发自我的 iPhone\n能不能统一去掉？\n2. 转发的时候能不能不带附件？",
    "邮件末尾总有一行：\n\n发自我的 iPhone\n\n能不能去掉？\n周五前要答复客户。",
    "Here is the text:\n\nDear customer,\nPlease update soon.\nKind regards,\nSample Software Support\nsupport@corp.example | +65 6555 0100\n\nIs the date right for Indonesia as well?",
    "通知拟了一稿：\n\n请在 12 月 18 日前升级。\n此致\n敬礼\n示例软件客服中心\n电话 400-555-0100\n\n对印尼也适用吗？中午前没意见我就发了。",
]


@pytest.mark.parametrize("text", _WHOLE)
def test_footers_disclaimers_and_closings_that_the_text_is_about_are_its_matter(text: str) -> None:
    assert written(text, "").text == text


_REAL = [
    ("同意\n发自我的 iPhone\n\n各位好\n计划如下，请确认。", "同意"),
    ("请看最后一行\n\n发自我的 iPhone", "请看最后一行"),
    ("内容见附件：\n\n发自我的 iPhone", "内容见附件："),
    (f"文案已改，详见附件文字：\n\n{_SECRET}", "文案已改，详见附件文字："),
    (f"请将数量改成：\n100 台\n\n{_SECRET}", "请将数量改成：\n100 台"),
    (f"同意。\n\n免责声明：\n{_SECRET}", "同意。"),
    (f"OK.\n\nPlease note the following disclaimer:\n{_SECRET_EN}", "OK."),
    (f"Please use this footer:\n{_SECRET_EN}\n\nBest regards\nSun Li\nSales Dept.\nTel: 021-8000 0000\n\n{_SECRET_EN}", f"Please use this footer:\n{_SECRET_EN}"),
    ("Done.\n\nKind regards,\nTao Lin\nSample Software\n+65 6555 0100\n\nNeed help? Please visit www.corp.example.", "Done."),
    ("同意。\n\n顺祝商祺\n示例软件股份有限公司\n电话：021-80000000\n\n请扫码关注我们！", "同意。"),
]


@pytest.mark.parametrize(("text", "expected"), _REAL)
def test_footers_disclaimers_and_closings_below_any_text_are_none_of_it(text: str, expected: str) -> None:
    assert written(text, "").text == expected


def test_in_a_mail_that_answers_nothing_a_footer_cuts_only_itself() -> None:
    assert written("周五上线。\n\n发自我的 iPhone\n\n另请带上投影仪。", "", answers=False).text == "周五上线。\n\n\n另请带上投影仪。"


@pytest.mark.parametrize("line", ["原文：", "【原邮件】", "邮件原文如下：", "----转发/回复邮件----", "----- 回复邮件 -----"])
def test_a_title_stands_above_the_block(line: str) -> None:
    block = "发件人：陈静\n发送时间：2026-12-01 16:20\n收件人：孙丽\n主题：计划\n\n各位好"
    assert written(f"同意。\n\n{line}\n{block}", "").text == "同意。"


SAMPLE = "发件人：客服中心\n收件人：全部 6.0 及以下版本的客户\n发送时间：{}\n主题：请升级星桥客户端\n\n正文我明天给。"
NOTICES = [
    f"通知信请客服这样发。\n\n{SAMPLE.format('1月18日 9:00')}",
    f"通知信请客服按下面的样子发：\n\n{SAMPLE.format('2027年1月18日 9:00')}",
    f"通知信请客服按下面的格式发：\n------------\n{SAMPLE.format('1月18日 9:00')}",
    "The notice is to go out like this:\n\nFrom: Customer Service\nTo: all customers on 6.0\nSent: 18 January, 9 am\nSubject: Please upgrade\n\nThe text follows.",
    "接线：From 电源 / To 主板\nFrom: 5.6 to 5.8\nTo: 8.2",
    "日期：2026-12-03\n主题：灰度升级\n发件人：陈静\n\n请各部门按时参加。",
    "错误信息：\nOn Dec 1 10:00 server wrote:\n  disk full\n请看",
]


@pytest.mark.parametrize("text", NOTICES)
def test_in_a_mail_that_answers_nothing_what_only_looks_like_a_header_is_content(text: str) -> None:
    assert written(text, "", answers=False).text == text


def test_what_is_a_notice_in_a_new_mail_is_history_in_an_answer() -> None:
    assert written("同意\n\n发件人：陈静\n日期：2026-12-01\n主题：计划\n\n各位好", "").text == "同意"
    assert written("同意\n\n发件人：陈静 发送时间：2026年12月1日 收件人：孙丽\n\n各位好", "").text == "同意"
    assert written(f"同意\n\n{SAMPLE.format('1月18日 9:00')}", "").text == "同意"


def test_an_answer_may_announce_how_a_letter_is_to_look() -> None:
    text = f"通知信请客服这样发：\n\n{SAMPLE.format('1月18日 9:00')}"
    assert written(text, "").text == text
    assert written(f"请看下面：\n\n{SAMPLE.format('2027年1月18日 9:00')}", "", answers=False).text == "请看下面："


def test_the_name_above_the_line_that_says_when_belongs_to_it() -> None:
    assert written("同意\n\n陈静 <c@corp.example>\n于2026年12月1日周二 16:20写道：\n\n> 各位好", "").text == "同意"


@pytest.mark.parametrize(
    "line",
    [
        "##- Bitte geben Sie Ihre Antwort oberhalb dieser Zeile ein. -##", "##- 请在此行上方键入您的回复 -##",
        "##- 返信はこの行より上に入力してください -##", "--- Reply ABOVE THIS LINE to add a comment ---",
        ">>>>>>>>>> Please reply above this line <<<<<<<<<<", "-- reply above this line --",
    ],
)  # fmt: skip
def test_nothing_below_the_help_desks_line_is_new(line: str) -> None:
    assert written(f"OK\n\n{line}\n\nYour request was updated", "").text == "OK"


@pytest.mark.parametrize(
    "line",
    [
        "引用 孙丽 <sunli@corp.example>：", "Quoting Sun Li <sunli@corp.example>:", "孙丽 wrote on 2026-12-02 10:00:", "Sun Li writes:",
        "陈静写道：", "Quoting Sun Li (2026-12-01 10:05:11)", "Once upon a time, Sun Li <s@corp.example> said:", "Also sprach Sun Li:",
        "Sun Li wrote in <abc@corp.example>:", "Sun Li wrote in message news:abc@corp.example...", "Sun Li [2026-12-01 10:05 +0800]:",
        "Am Dienstag, 1. Dezember 2026 schrieb Sun Li:", "[孙丽 <s@corp.example>]", "Am 01.12.2026 um 16:20 schrieb Sun Li:",
        "On Tue, 1 Dec 2026 10:05:11 +0800\nSun Li <s@corp.example> wrote:",
    ],
)  # fmt: skip
def test_who_is_quoted_is_named_in_few_words(line: str) -> None:
    assert written(f"OK\n\n{line}\n> hello", "").text == "OK"


@pytest.mark.parametrize(
    "line",
    [
        "Max Meier <m@corp.example> schrieb am Fr., 28. Apr. 2026 um 11:53 Uhr:", "Max Meier schrieb am 01.12.2026 um 10:05:",
        "Max Meier <m@corp.example> a écrit le 01/12/2026 à 10:05 :", "Max Meier <m@corp.example> escreveu no dia terça, 1/12/2026 à(s) 10:05:",
        "El jueves, 21 de noviembre de 2026, max escribió:", "суббота, 14 марта 2026 г. пользователь max написал:",
        "Kuupäev T, 1. detsember 2026 kell 10:05 kirjutas Max <m@corp.example>:",
    ],
)  # fmt: skip
def test_who_wrote_when_is_known_without_marks_below(line: str) -> None:
    assert written(f"OK\n\n{line}\n\nhello\nthere", "").text == "OK"


@pytest.mark.parametrize("line", ["The server wrote on 01.12.2026 at 10:05:", "Our gateway wrote this at 10:05 on 01.12.2026:"])
def test_what_a_machine_wrote_is_the_senders_own_words(line: str) -> None:
    assert written(f"See:\n\n{line}\n\nERROR 500", "").text == f"See:\n\n{line}\n\nERROR 500"


@pytest.mark.parametrize("line", ["The customer says:", "He said:", "客户说：", "关于：", "See the log of 2026-12-01:", "回答第 2 点："])
def test_what_introduces_a_quote_in_the_senders_own_words_is_kept(line: str) -> None:
    assert written(f"Hi.\n{line}\n> hello\nOk.", "").text == f"Hi.\n{line}\nOk."


def test_notes_names_the_quoted_mail_in_a_table_of_html() -> None:
    html = (
        "<font>Agreed</font><br><br><table><tr><td><b>Chen Jing &lt;c@corp.example&gt;</b><p>12/01/2026 04:20 PM<td><table>"
        "<tr><td>To<td>Sun Li/CORP<tr><td>cc<td>bot<tr><td>Subject<td>[PLAN] x</table></table><br><tt>Hi all</tt>"
    )
    assert written("", html).text == "Agreed"


def test_a_text_that_lost_its_line_breaks_gives_way_to_the_html() -> None:
    block = "发件人: 陈静 <c@corp.example> 发送时间: 2026-12-01 16:20 收件人: 孙丽 主题: 计划"
    html = "<div>同意</div><hr><div>" + block.replace("<", "&lt;").replace(" 发送", "<br>发送").replace(" 主题", "<br>主题") + "</div>各位好"
    assert written(f"同意 {block} 各位好", html).text == "同意"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>请看客户原话：</p><blockquote>升级后打不开</blockquote><p>请处理。</p>", "请看客户原话：\n升级后打不开\n请处理。"),
        ('<blockquote type="cite"><p>灰度 12月3日</p></blockquote><p>以上</p>', "灰度 12月3日\n以上"),
        ('<p>好</p><blockquote type="cite"><div>2026年12月1日 16:20，陈静 &lt;c@corp.example&gt; 写道：</div><p>各位</p></blockquote>', "好"),
        ("<p>好</p><div>在 2026/12/1 16:20, 陈静 写道:</div><blockquote><p>各位</p></blockquote>", "好"),
    ],
)
def test_in_a_mail_that_answers_nothing_a_blockquote_is_the_senders_unless_it_names_its_writer(html: str, expected: str) -> None:
    assert "\n".join(line for line in written("", html, answers=False).text.split("\n") if line) == expected


def test_what_is_indented_by_forty_pixels_is_no_quote() -> None:
    assert written("", '<blockquote style="margin-left:40px"><p>灰度 12月3日</p></blockquote><p>同意</p>').text == "灰度 12月3日\n同意"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>节点</p><table border=1><tr><td>灰度<td>12月3日</table><p>孙丽<br>华东业务部</p>", "节点\n灰度\t12月3日"),
        ("<span>同意<br>12月3日开始<br></span><span>孙丽 | 华东业务部<br>电话 021-55558123</span>", "同意\n12月3日开始"),
        ("<p>联系方式<br>孙丽 13800001111<br>周航 13900002222</p>", "联系方式\n孙丽 13800001111\n周航 13900002222"),
    ],
)
def test_a_card_directly_below_the_text_is_known_by_its_unit(html: str, expected: str) -> None:
    assert written("", html, sender=SUN).text == expected


def test_notes_says_who_passed_a_mail_on() -> None:
    assert written("OK\n\n----- 转发人 孙丽/CORP 时间 2026-12-02 10:00 -----\n\n发件人：陈静/CORP\n日期：2026-12-01 16:20\n\n各位", "").text == "OK"


def test_the_company_and_the_department_may_stand_above_the_name() -> None:
    sato = (Address("佐藤 健", "sato@corp.example"),)
    card = "株式会社サンプル\n営業本部 第一営業部\n佐藤 健（Sato Takeshi）\nTEL：03-5555-0123\nMail：sato@corp.example"
    assert written(f"承知しました。\n\n{card}", "", sender=sato).text == "承知しました。"
    assert written("担当部署\n営業部\n佐藤 健", "", sender=sato).text == "担当部署\n営業部\n佐藤 健"


def test_a_japanese_signature_of_the_family_name_and_the_department_is_one() -> None:
    hayashi = (Address("林涛", "lintao@corp.example"),)
    assert written("承認いたします。\nよろしくお願いいたします。\n\n林\n海外営業部", "", sender=hayashi).text == "承認いたします。\nよろしくお願いいたします。"


@pytest.mark.parametrize("name", ["孙丽 Sun Li", "Sun Li 孙丽", "孙丽 华东业务部", "Sunny Sun孙丽", "Sun Li"])
def test_a_sender_whose_program_writes_the_name_in_both_scripts_signs_with_either(name: str) -> None:
    sender = (Address(name, "sunli@corp.example"),)
    for signed in ("孙丽（Sun Li）\n华东业务部", "Sun Li\n华东业务部"):
        assert written(f"1. 灰度同意\n2. 全量延期到12月15日\n\n{signed}", "", sender=sender).text == "1. 灰度同意\n2. 全量延期到12月15日"


def test_the_title_of_a_quote_stands_up_to_three_blank_lines_above_it() -> None:
    text = "同意\n\n周航\n\n\n   原始邮件\n   \n     \n发件人：陈静 <chenjing@corp.example>\n发件时间：2026年11月20日 16:20\n收件人：周航\n主题：计划\n\n请确认"
    assert written(text, "", sender=(Address("周航", "zhouhang@corp.example"),)).text == "同意"
