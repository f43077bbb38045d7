"""What was written between lines that a mail program quotes with another mark than `>`; what only looks so is kept."""

import pytest

from mailbot.inbound.addresses import Address
from mailbot.inbound.quoting import written

MARKS = [
    ("initials", "CJ> 哪天升级？\n12月3日。\n\nCJ> 谁值守？\n孙丽。", "12月3日。\n\n孙丽。"),
    ("initials, quoted twice", "CJ>> 哪天？\nSL> 12月3日\nCJ>> 谁？\nSL> 孙丽\n就这样。", "就这样。"),
    ("one line below who wrote", "On Tue, Dec 1, 2026 at 10:05 AM, Chen Jing wrote:\nCJ> When?\nDecember 3rd.", "December 3rd."),
    ("wide", "＞哪天升级？\n12月3日。\n＞谁值守？\n孙丽。", "12月3日。\n孙丽。"),
    ("small", "﹥ 哪天升级？\n﹥ 谁值守？\n12月3日，孙丽。", "12月3日，孙丽。"),
    ("bars below who wrote", "陈静 在 2026/12/1 10:05 写道:\n| 哪天升级？\n12月3日。\n| 谁值守？\n孙丽。", "12月3日。\n孙丽。"),
    ("a terminal's prompt", "报错如下：\nSQL> select 1\nORA-00942\nSQL> exit", "报错如下：\nSQL> select 1\nORA-00942\nSQL> exit"),
    ("two plans", "A> 先灰度\nB> 先全量\n我选 A。", "A> 先灰度\nB> 先全量\n我选 A。"),
    ("a table", "同意，按下表：\n| 节点 | 时间 |\n| 灰度 | 12月3日 |", "同意，按下表：\n| 节点 | 时间 |\n| 灰度 | 12月3日 |"),
    ("a wide comparison", "限制范围：\n＞ 8.0 的不限制", "限制范围：\n＞ 8.0 的不限制"),
    ("a comparison between quotes", "> 影响哪些？\n影响：< 8.2.1\n>= 8.2.1 不受影响\n>8.3 也不受影响\n\n> 修了吗\n修了", "影响：< 8.2.1\n>= 8.2.1 不受影响\n>8.3 也不受影响\n修了"),
    ("a comparison quoted", ">影响哪些？\n>= 8.2.1 的呢\n都不受影响", "都不受影响"),
    ("a tail of the quote, broken by columns", "十点前上传。\n\n> 我这边单机也能复现，切换不是必要条件，等 30 秒心跳超时以后再登录就\n会\n> 报 E-2031。", "十点前上传。"),
    ("a tail, three levels deep", "十点前上传。\n\n>>> 先用第一个账号进收银界面再退出，拔掉网线等三十秒，然后再用第一\n次登\n>>> 录的账号进收银界面。", "十点前上传。"),
    ("a Japanese tail", "了解しました。\n\n> 端末の更新は十二月七日の週でいかがでしょうか。ご都合の悪い場合はお知らせ\nください。\n> よろしく。", "了解しました。"),
    ("answers below short lines", "> 可以升吗？\n会\n> 什么时候？\n周三", "会\n周三"),
    ("an answer below a long item", "> 1. 本次升级要停机多长时间以及需要通知到的客户和部门的全部人员的名单表\n孙丽来列\n> 2. 回退方案", "孙丽来列"),
    ("an answer below a long question", "> 请问本次升级是否需要停机以及停机多长时间以及需要通知哪些客户和部门的人\n孙丽来定\n> 回退方案有没有", "孙丽来定"),
    ("an answer apart from a long line", "> 我这边单机也能复现，切换不是必要条件，等 30 秒心跳超时以后再登录就\n\n会\n> 报 E-2031。", "会"),
    ("an address that GitHub hides", "Approved.\n\nOn Fri, Nov 20, 2026 at 15:02 冯雪 ***@***.***> wrote:\n\n> one\n> two", "Approved."),
    ("a hidden address, folded", "Approved.\n\nOn Fri, Nov 20, 2026 at 3:02 PM Feng Xue ***@***.***>\nwrote:\n\n> one", "Approved."),
    ("a comparison above a quote", "> 8.0：不限制\n= 8.0：12月18日限制\n\n陈静 <c@corp.example> 于2026年11月20日周五 16:20写道：\n\n> 限制哪些？", "> 8.0：不限制\n= 8.0：12月18日限制"),
    ("what is set between marks", ">> 重点 <<\n先灰度，后全量", ">> 重点 <<\n先灰度，后全量"),
    ("an indented mark of the writer's", "两点：\n  > 必须做的，\n  - 可选的。\n没有别的。", "两点：\n  > 必须做的，\n  - 可选的。\n没有别的。"),
]


@pytest.mark.parametrize(("text", "kept"), [row[1:] for row in MARKS], ids=[row[0] for row in MARKS])
def test_only_the_lines_without_a_quote_mark_are_the_senders(text: str, kept: str) -> None:
    reading = written(text, "", sender=(Address("孙丽", "sunli@corp.example"),)).text
    assert [line for line in reading.split("\n") if line] == [line for line in kept.split("\n") if line]


HEADED = [
    ("an answer that begins like a label", "答复：可以。\n\n发件人: 陈静 <c@corp.example>\n发送时间: 2026年12月1日 10:00\n收件人: 孙丽\n主题: 上线时间\n\n请回复", "答复：可以。"),
    ("Thunderbird's forward in Chinese", "同意。\n\n-------- 转发的消息 --------\n主题: \t计划\n日期: \tFri, 20 Nov 2026 16:20:11 +0800\n发件人: \t陈静 <c@corp.example>\n\n请回复", "同意。"),
    ("From 和 To 是日期", "From: 12月1日\nTo: 12月15日\n分两批上线。\n\n*From:* 陈静 <c@corp.example>\n*Sent:* Tuesday, December 1, 2026 10:00 AM\n*To:* 孙丽\n*Subject:* 上线时间\n\n请回复", "From: 12月1日\nTo: 12月15日\n分两批上线。"),
    ("a subject of one's own", "主题：8.2.1 上线\n下周三开始，分两批。\n\n发件人: 陈静 <c@corp.example>\n发送时间: 2026年12月1日 10:00\n收件人: 孙丽\n主题: 上线时间\n\n请回复", "主题：8.2.1 上线\n下周三开始，分两批。"),
]


@pytest.mark.parametrize(("text", "kept"), [row[1:] for row in HEADED], ids=[row[0] for row in HEADED])
def test_a_text_with_a_label_of_its_own_is_no_part_of_the_header_below_it(text: str, kept: str) -> None:
    assert written(text, "").text == kept


CARDS = [
    ("已升级 320/500。\n--\n唐  森\n实施部 华东区\n公众号：星桥实施", "已升级 320/500。"),
    ("已升级 320/500。\n--\n唐森\n实施部\n吉祥物：小蓝", "已升级 320/500。"),
    ("VPN 已开通。\n\n=====================\n信息技术部服务台\n内线 8000 | it@corp.example\n服务时间：工作日 8:30-17:30\n=====================", "VPN 已开通。"),
    ("已升级。\n\n-- \nJørn Støylen -- http://www.example.no\n924 38 051 -- jorn@example.no", "已升级。"),
    ("封网前都可以升级。\n\n林可儿\n新付科技（新加坡）有限公司\n用心支付，连接世界", "封网前都可以升级。"),
    ("已开通。\n\n林可儿\n______________________\n网络与信息中心\n校园卡热线：6000", "已开通。"),
    ("Retest, please.\n\nRavi Kumar | L2 Support\nIT Service Desk\nExt: 4455\n\nRef:MSG0299331", "Retest, please."),
    ("工单号记一下：\n\nRef:MSG0299331", "工单号记一下：\n\nRef:MSG0299331"),
    ("Not before January.\n\n-- \nChloe\t\"Simple is reliable\"", "Not before January."),
    ("数据已补传。\n\n林可儿\n水文信息处 处长\n\n说明：本邮件由内网邮件系统发出，外网回复可能延迟。", "数据已补传。"),
    ("已获取，校验一致。\n\n林可儿\n药学信息组\n\n注意：以上为内部信息，未经许可不得外传。", "已获取，校验一致。"),
    ("Akkoord.\n\nDit bericht is uitsluitend bestemd voor de geadresseerde en kan vertrouwelijke informatie bevatten.", "Akkoord."),
    ("Souhlasím.\n\nTato zpráva je důvěrná a je určena pouze pro adresáta.", "Souhlasím."),
    ("This message went to the wrong recipient, and it held confidential figures.\nPlease raise it as an issue.",
     "This message went to the wrong recipient, and it held confidential figures.\nPlease raise it as an issue."),
    ("方案：\n--\n唐森\n版本：8.2.2\n完成时间：12月3日", "方案：\n--\n唐森\n版本：8.2.2\n完成时间：12月3日"),
    ("请转给下面的同事：\n\n林可儿\n新付科技有限公司\n请他今天回电", "请转给下面的同事：\n\n林可儿\n新付科技有限公司\n请他今天回电"),
]


@pytest.mark.parametrize(("text", "kept"), CARDS)
def test_a_card_is_told_by_the_name_it_begins_with_and_by_saying_nothing_of_the_matter(text: str, kept: str) -> None:
    assert written(text, "", sender=(Address("Chloe Lim", "chloe@example.net"),)).text == kept


OWN = [
    ("排产表：\n11/9  一车间  500\n11/11 检修\n合计  950\n\n宋应星\n生产计划科", "排产表：\n11/9  一车间  500\n11/11 检修\n合计  950"),
    ("节点\n\n总结\n\n12月25日\n\n宋应星\n产品部", "节点\n\n总结\n\n12月25日\n\n宋应星\n产品部"),
    ("总结\n12月25日\n宋应星\n产品部", "总结\n12月25日\n宋应星\n产品部"),
]


@pytest.mark.parametrize(("text", "kept"), OWN)
def test_the_senders_name_and_office_stand_apart_from_a_table_above(text: str, kept: str) -> None:
    assert written(text, "", sender=(Address("宋应星", "songyx@corp.example"),)).text == kept


TOLD = [
    "At 10:00 the service stopped; at 10:05 it wrote:\n  fatal: licence expired\nand did not start again until 11:00.",
    "On Tuesday, December 1, 2026 at 10:05 the server wrote:\nlicence expired",
]


@pytest.mark.parametrize("text", TOLD)
def test_what_is_told_in_the_senders_own_text_is_no_quote(text: str) -> None:
    assert written(text, "").text == text


def test_a_name_a_stamp_and_a_colon_above_marked_lines_introduce_them() -> None:
    assert written("* Chen Jing (chenjing@corp.example) [261103 10:00]:\n\n> Is there a freeze?\n\nYes.", "").text == "Yes."


DESKS = [
    ("##- Please type your reply above this line -##\n\nYour request (8812) has been received.", "Your request (8812) has been received."),
    ("还是登不上。\n\n-- 请在此行之上回复 --\n\n王磊 评论：\n已解锁。", "还是登不上。"),
]


@pytest.mark.parametrize(("text", "kept"), DESKS)
def test_below_the_help_desks_line_stands_what_it_says_itself_where_nothing_stands_above(text: str, kept: str) -> None:
    assert written(text, "").text == kept


CALLED = [
    ("Signed copy attached.\n\nLisa Chan\nLegal", "Signed copy attached."),
    ("Signed copy attached.\n\nLisa signed it\nLegal has it too", "Signed copy attached.\n\nLisa signed it\nLegal has it too"),
]


@pytest.mark.parametrize(("text", "kept"), CALLED)
def test_who_writes_under_a_first_name_signs_with_the_whole_one(text: str, kept: str) -> None:
    assert written(text, "", sender=(Address("Lisa", "lisa@corp.example"),)).text == kept
