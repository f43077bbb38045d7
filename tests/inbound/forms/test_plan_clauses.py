"""What a plan's sentences say that is no node, of people whom nobody knows, and of what was planned before."""

import pytest

from mailbot.campaign.lacks import lacks_required
from tests.inbound.forms.plan_mails import brief, plan_of, read

_SUBJECT = "【计划】星桥服务端 8.7.0 在线升级及版本限制"


@pytest.mark.parametrize(
    ("text", "stranger"),
    [
        ("张伟12月8日升完华东，周航12月9日升完华南。", "张伟"),
        ("华东由张伟12月8日前升完，周航12月9日升完华南。", "张伟"),
        ("华东由李想12月9日升完，华南由张伟负责，12月10日升完。", "张伟"),
        ("华东升级由外包的刘工负责，12月8日前完成；华南周航12月9日前升完。", "刘工"),
        ("华东升级：张伟，12月8日。华南升级：周航，12月9日。", "张伟"),
        ("- 华东：张伟 12月8日\n- 华南：周航 12月9日", "张伟"),
        ("1. 12月8日 华东 张伟 升级\n2. 12月9日 华南 周航 升级", "张伟"),
        ("1. 升级（华东 张伟）12月8日\n2. 升级（华南 周航）12月9日", "张伟"),
        ("华东 | 张伟 | 12月8日\n华南 | 周航 | 12月9日", "张伟"),
        ("Peter Schulz upgrades East China by Dec 8. Zhou Hang upgrades South China by Dec 9.", "Peter Schulz"),
        ("Zhou Hang upgrades South China by Dec 9. The restriction of 8.0 and below will be done by Peter Schulz on Dec 18.", "Peter Schulz"),
        ("- East China upgrade: Peter Schulz, Dec 8\n- South China upgrade: Zhou Hang, Dec 9", "Peter Schulz"),
        ("Tao upgrades overseas by Dec 9, Anna Tao does East China by Dec 4.", "Anna Tao"),
    ],
)
def test_who_is_in_no_directory_is_asked_about_and_not_taken_for_the_department(text: str, stranger: str) -> None:
    assert [(fault.reason, fault.words) for fault in read(_SUBJECT, text).faults] == [("unknown-owner", stranger)]


@pytest.mark.parametrize(
    ("text", "nodes"),
    [
        ("Dear Tao,\n\nTao upgrades overseas by Dec 9.", [("rollout", "lintao", "12-09 18:00")]),
        ("Servers will be upgraded by Dec 8 (Zhou Hang).", [("rollout", "zhouhang", "12-08 18:00")]),
        ("版本限制方面，韩冰12月18日完成。华东高峰过后孙丽12月8日升完。", [("restrict", "hanbing", "12-18 18:00"), ("rollout", "sunli", "12-08 18:00")]),
        ("华东的升级交给李想，最晚12月8日。", [("rollout", "lixiang", "12-08 18:00")]),
        ("升级：周航 12.10；限制8.0及以下：韩冰 12.14；总结：陈静 12.17。", [("rollout", "zhouhang", "12-10 18:00"), ("restrict", "hanbing", "12-14 18:00"), ("finalize", "chenjing", "12-17 18:00")]),
        # Who stands beside a place and a day upgrades it, though the title names the restriction, too.
        ("时间：\n12月4日 华东\n12月7日 华南\n\n责任人：华东孙丽，华南周航", [("rollout", "sunli", "12-04 18:00"), ("rollout-2", "zhouhang", "12-07 18:00")]),
        # What was planned before, and what it is changed to.
        ("原定的时间：周航12月7日前完成华南的升级。现在改为12月14日。", [("rollout", "zhouhang", "12-14 18:00")]),
        ("华南的升级原定12月7日，现改为12月14日，由周航负责。", [("rollout", "zhouhang", "12-14 18:00")]),
        ("原计划周航12月7日升完华南，现推迟到12月14日。华东孙丽12月8日升完。", [("rollout", "zhouhang", "12-14 18:00"), ("rollout-2", "sunli", "12-08 18:00")]),
        ("原定的时间：周航12月7日前完成华南的升级。", []),
        # Whose day is another's.
        ("华南升级 周航 12月8日\n华东升级 孙丽 时间同华南\n版本限制（8.0及以下） 韩冰 12月15日", [("rollout", "zhouhang", "12-08 18:00"), ("rollout-2", "sunli", "12-08 18:00"), ("restrict", "hanbing", "12-15 18:00")]),
        ("华南升级 周航 12月8日\n华东升级 孙丽 同上", [("rollout", "zhouhang", "12-08 18:00"), ("rollout-2", "sunli", "12-08 18:00")]),
        ("华南周航12月8日升完；华东孙丽，与华南一致。", [("rollout", "zhouhang", "12-08 18:00"), ("rollout-2", "sunli", "12-08 18:00")]),
        ("- South China upgrade: Zhou Hang, Dec 9\n- East China upgrade: Sun Li, same date as South China", [("rollout", "zhouhang", "12-09 18:00"), ("rollout-2", "sunli", "12-09 18:00")]),
        ("| 节点 | 负责人 | 时间 |\n|--|--|--|\n| 华东升级 | 孙丽 | 12月8日 |\n| 华南升级 | 周航 | 同上 |", [("rollout", "sunli", "12-08 18:00"), ("rollout-2", "zhouhang", "12-08 18:00")]),
        ("和华南周航沟通过，华东孙丽12月9日升完。", [("rollout", "sunli", "12-09 18:00")]),
        # What ends another deed, and what begins one.
        ("升级工作孙丽12月8日下班前收尾，周航12月9日。", [("rollout", "sunli", "12-08 18:00"), ("rollout-2", "zhouhang", "12-09 18:00")]),
        ("华东孙丽12月8日升完后，12月10日周航开始升华南，12月14日结束。", [("rollout", "sunli", "12-08 18:00"), ("rollout-2", "zhouhang", "12-14 18:00")]),
        ("版本从我这里拿，李想12月4日前拿走。", [("obtain", "lixiang", "12-04 18:00")]),
        ("12.18 韩冰 限8.0以下\n12.25 我 总结", [("restrict", "hanbing", "12-18 18:00"), ("finalize", "chenjing", "12-25 18:00")]),
        # What somebody is said to do in another clause, and when.
        ("孙丽、周航：\n孙丽你这边100台，12月8日前；周航你那边80台，12月10日前。", [("rollout", "sunli", "12-08 18:00"), ("rollout-2", "zhouhang", "12-10 18:00")]),
        ("请孙丽和周航分别负责华东和华南的升级，孙丽12月8日前、周航12月9日前。", [("rollout", "sunli", "12-08 18:00"), ("rollout-2", "zhouhang", "12-09 18:00")]),
        ("孙丽12月8日、周航12月9日，各自把自己那边升完。", [("rollout", "sunli", "12-08 18:00"), ("rollout-2", "zhouhang", "12-09 18:00")]),
        ("李想先灰度10台，周五前；没问题的话孙丽下周三前全量。周航跟孙丽同步。", [("rollout", "lixiang", "12-04 18:00"), ("rollout-2", "sunli", "12-09 18:00"), ("rollout-3", "zhouhang", "12-09 18:00")]),
        ("升级安排在12月8日（周二）晚上10点，华东和华南同时进行，孙丽、周航各负其责，当晚12点前结束。", [("rollout", "sunli", "12-09 00:00"), ("rollout-2", "zhouhang", "12-09 00:00")]),
        ("请各位12月4日前找我拿，然后孙丽12月8日完成升级。", [("obtain", "sunli", "12-04 18:00"), ("rollout", "sunli", "12-08 18:00")]),
        ("孙丽那边客户要等到12月14日以后才有窗口，定12月16日前升完。", [("rollout", "sunli", "12-16 18:00")]),
        ("1. 全量升级\n   时间：12月11日\n   负责人：孙丽\n\n2. 版本限制\n   时间：12月18日 0:00\n   负责人：韩冰\n   版本：8.0及以下", [("rollout", "sunli", "12-11 18:00"), ("restrict", "hanbing", "12-18 00:00")]),
        ("华东：孙丽。华南：周航。都在12月9日前升完。海外：林涛，12月16日。", [("rollout", "sunli", "12-09 18:00"), ("rollout-2", "zhouhang", "12-09 18:00"), ("rollout-3", "lintao", "12-16 18:00")]),
        ("To 孙丽：华东 12/8 前\nTo 周航：华南 12/9 前\n以上是服务端升级计划", [("rollout", "sunli", "12-08 18:00"), ("rollout-2", "zhouhang", "12-09 18:00")]),
        ("负责人：孙丽\n升级时间：12月8日", [("rollout", "sunli", "12-08 18:00")]),
        ("孙丽拿包12.3，升级12.8；周航拿包12.4，升级12.9；总结我来，12.15。", [("obtain", "sunli", "12-03 18:00"), ("rollout", "sunli", "12-08 18:00"), ("obtain-2", "zhouhang", "12-04 18:00"), ("rollout-2", "zhouhang", "12-09 18:00"), ("finalize", "chenjing", "12-15 18:00")]),
        ("华东 12月8日 孙丽（联系电话 13800000000）\n华南 12月9日 周航（联系电话 13900000000）", [("rollout", "sunli", "12-08 18:00"), ("rollout-2", "zhouhang", "12-09 18:00")]),
        ("孙丽那边12月8号能搞定，周航那边要12月9号。", [("rollout", "sunli", "12-08 18:00"), ("rollout-2", "zhouhang", "12-09 18:00")]),
        # Days in figures, whatever stands beside them.
        ("华南最晚12.10必须全部升级完毕，责任人周航\n林涛12月14日前完成海外的升级。", [("rollout", "zhouhang", "12-10 18:00"), ("rollout-2", "lintao", "12-14 18:00")]),
        ("华东定在12.10升完，孙丽来做；海外定在12/16升级到位，林涛来做。", [("rollout", "sunli", "12-10 18:00"), ("rollout-2", "lintao", "12-16 18:00")]),
        ("华南那边周航盯着，最晚12.10要升级完。8.0及以下版本12/22起限制，韩冰执行。", [("rollout", "zhouhang", "12-10 18:00"), ("restrict", "hanbing", "12-22 18:00")]),
        ("1. 12.9 版本限制（8.0及以下）（韩冰）\n2. 12.8 升级（孙丽）", [("restrict", "hanbing", "12-09 18:00"), ("rollout", "sunli", "12-08 18:00")]),
        ("1.海外林涛12月16日升完\n2.12/28我出总结", [("rollout", "lintao", "12-16 18:00"), ("finalize", "chenjing", "12-28 18:00")]),
        ("海外那边林涛盯着，最晚12月16日晚8点要升级到位。", [("rollout", "lintao", "12-16 20:00")]),
        ("By the 18th Zhou Hang upgrades South China.", [("rollout", "zhouhang", "12-18 18:00")]),
        # A day that stands before who does what by it, or in brackets beside another.
        ("第一阶段（12月4日前）：华东试点 20 台，由李想负责；\n第二阶段（12月11日前）：华东、华南全量，分别由孙丽、周航负责；", [("rollout", "lixiang", "12-04 18:00"), ("rollout-2", "sunli", "12-11 18:00"), ("rollout-3", "zhouhang", "12-11 18:00")]),
        ("华东孙丽 12月8日升完（含苏州、杭州两个机房），华南周航 12月9日升完（深圳机房12月7日先行）。", [("rollout", "sunli", "12-08 18:00"), ("rollout-2", "zhouhang", "12-09 18:00")]),
        ("升级：\n  华东 —— 孙丽 —— 12月8日\n限制（8.0及以下）：\n  韩冰 —— 12月18日零点", [("rollout", "sunli", "12-08 18:00"), ("restrict", "hanbing", "12-18 00:00")]),
        ("下周二前华东先升一半，下周五前全部升完，孙丽负责。", [("rollout", "sunli", "12-08 18:00"), ("rollout-2", "sunli", "12-11 18:00")]),
        # Who arranges or leads it all does not do it.
        ("请孙丽安排李想在12月4日前完成20台灰度，然后孙丽自己12月11日前把剩下的做掉。", [("rollout", "lixiang", "12-04 18:00"), ("rollout-2", "sunli", "12-11 18:00")]),
        ("本次升级由孙丽总牵头，华东12月8日、华南12月9日完成，各区执行人：李想、周航。", [("rollout", "lixiang", "12-08 18:00"), ("rollout-2", "zhouhang", "12-09 18:00")]),
        ("先灰度后全量。灰度12月4日，全量12月11日，都归孙丽；限制12月18日，归韩冰，限8.0及以下。", [("rollout", "sunli", "12-04 18:00"), ("rollout-2", "sunli", "12-11 18:00"), ("restrict", "hanbing", "12-18 18:00")]),
        ("1. 测试部：12月7日前提交缺陷报告及完整测试报告（吴敏）\n2. 华东：12月10日前升级（孙丽）", [("report", "wumin", "12-07 18:00"), ("rollout", "sunli", "12-10 18:00")]),
        # Who and when before what.
        ("负责人：孙丽\n节点：华东升级\n完成时间：12月8日\n\n负责人：周航\n节点：华南升级\n完成时间：12月9日", [("rollout", "sunli", "12-08 18:00"), ("rollout-2", "zhouhang", "12-09 18:00")]),
        ("产品：星桥服务端\n负责人：林涛\n完成时间：12月8日", [("rollout", "lintao", "12-08 18:00")]),
        # The hour in words, behind the day.
        ("Zhou Hang upgrades South China on Dec 9, noon.", [("rollout", "zhouhang", "12-09 12:00")]),
        ("升级由周航12月9日做，晚八点。", [("rollout", "zhouhang", "12-09 20:00")]),
        ("Han Bing restricts 8.0 and below from midnight on Dec 18.", [("restrict", "hanbing", "12-18 00:00")]),
        ("Zhou Hang upgrades South China by midnight on Dec 9.", [("rollout", "zhouhang", "12-10 00:00")]),
        ("Could you (孙丽) obtain the version by Dec 4, and upgrade East China by Dec 8?", [("obtain", "sunli", "12-04 18:00"), ("rollout", "sunli", "12-08 18:00")]),
        ("Could Sun Li please upgrade East China by Dec 8?", [("rollout", "sunli", "12-08 18:00")]),
        ("请华东孙丽12月8日升完，周航12月9日升完华南，可以吗？", [("rollout", "sunli", "12-08 18:00"), ("rollout-2", "zhouhang", "12-09 18:00")]),
    ],
)
def test_the_nodes_of_such_sentences(text: str, nodes: list[tuple[str, str, str]]) -> None:
    understood = read(_SUBJECT, text)
    assert [(key, owner, due) for key, owner, _, due in brief(understood)] == nodes
    assert [(fault.reason, fault.words) for fault in understood.faults] == []


@pytest.mark.parametrize(
    ("text", "aside"),
    [
        ("华南客户12月9日有大促活动。华东孙丽12月8日升完。", "华南客户12月9日有大促活动"),
        ("华东孙丽12月8日升完。海外客户12月20日封网。", "海外客户12月20日封网"),
        ("1. 华东升级 孙丽 12月8日\n\n海外暂缓。", "海外暂缓"),
        ("| 节点 | 负责人 | 时间 |\n|--|--|--|\n| 华东升级 | 孙丽 | 12月8日 |\n\n海外由林涛跟进。", "海外由林涛跟进"),
        ("| 节点 | 负责人 | 时间 |\n|--|--|--|\n| 华东升级 | 孙丽 | 12月8日 |\n\n冯雪待命。", "冯雪待命"),
    ],
)
def test_what_is_no_node_is_named_in_the_receipt(text: str, aside: str) -> None:
    understood = read(_SUBJECT, text)
    assert [(key, owner, due) for key, owner, _, due in brief(understood)] == [("rollout", "sunli", "12-08 18:00")]
    assert [remark.words for remark in plan_of(understood).remarks if remark.reason == "not-a-node"] == [aside]


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("华东孙丽12月8日升完，周航12月9日能升完华南吗？", ("not-understood", "周航12月9日能升完华南吗")),
        ("孙丽好，华东的升级12月8日前能不能完成，你看下。周航的华南定在12月9日。", ("not-understood", "孙丽好，华东的升级12月8日前能不能完成")),
        ("华东升级时间待孙丽确认；华南周航12月9日完成升级。", ("not-understood", "华东升级时间待孙丽确认")),
        ("华东孙丽12月8日升完。林涛的海外等通知。", ("not-understood", "林涛的海外等通知")),
        ("孙丽，你和李想商量一下，谁来做华东的升级，12月8日前完成；华南周航12月9日升完。", ("not-understood", "孙丽，谁来做华东的升级，12月8日前完成")),
        ("华东孙丽下周五升完，华南周航再下周五升完。", ("alternatives", "再下周五")),
        ("华东孙丽12月8日升完，华南周航大概12月初升完。", ("vague", "大概12月初")),
        ("华东孙丽12月8日升完，华南周航12月初某天升完。", ("vague", "12月初某天")),
        ("升级 孙丽 12月8日？\n升级 周航 12月9日", ("not-understood", "升级 孙丽 12月8日")),
        ("华东孙丽12月4日升完，韩冰执行。", ("not-understood", "韩冰执行")),
        ("华东升级由孙丽负责，12月3日，3点。", ("ambiguous-hour", "12月3日，3点")),
        ("- South China upgrade: Zhou Hang, Dec 9, midnight", ("ambiguous-hour", "Dec 9, midnight")),
        ("华南升级 周航 12月8日\n华东升级 孙丽 时间同海外", ("not-a-date", "时间同海外")),
    ],
)
def test_what_may_be_one_is_asked_about(text: str, asked: tuple[str, str]) -> None:
    assert [(fault.reason, fault.words) for fault in read(_SUBJECT, text).faults] == [asked]


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("升级：孙丽 12月4日\n版本限制：韩冰 春节后", ("vague", "春节后")),
        ("升级：孙丽 12月4日\n总结：王磊 待定", ("vague", "待定")),
        ("升级：孙丽 12月4日\n版本限制：韩冰", ("missing-due", "版本限制")),
        ("1. 升级：孙丽 12月4日\n2. 总结：王磊", ("missing-due", "总结")),
        ("1. 升级：孙丽 12月4日\n\n总结王磊来写。", ("missing-due", "总结")),
        ("1. 华东升级 孙丽 12月4日\n\n海外12月中旬。", ("vague", "12月中旬")),
        ("| 节点 | 负责人 | 时间 |\n|--|--|--|\n| 华东升级 | 孙丽 | 12月8日 |\n| 华南升级 | 周航 | 12月9日 |\n\n海外的升级林涛负责。", ("missing-due", "海外升级")),
    ],
)
def test_a_node_with_an_owner_and_no_day_is_asked_about_wherever_it_stands(text: str, asked: tuple[str, str]) -> None:
    assert [(fault.reason, fault.words) for fault in read(_SUBJECT, text).faults] == [asked]


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("升级：周航 12月8日\n升级（海外）：林涛 12月14日", ["升级", "升级（海外）"]),
        ("升级 首批20台 孙丽 12月4日\n升级 其余 孙丽 12月11日", ["升级（首批20台）", "升级（其余）"]),
        ("升级（第一批）孙丽 12月4日\n升级（第二批）孙丽 12月11日", ["升级（第一批）", "升级（第二批）"]),
        ("升级：孙丽 12月4日\n升级：周航 12月11日", ["升级（孙丽）", "升级（周航）"]),
        ("Upgrade (East China): Sun Li, Dec 8\nUpgrade (Overseas): Lin Tao, Dec 14", ["Upgrade (East China)", "Upgrade (Overseas)"]),
    ],
)
def test_nodes_of_one_title_keep_what_tells_them_apart(text: str, titles: list[str]) -> None:
    assert [node.title for node in plan_of(read(_SUBJECT, text)).nodes] == titles


def test_who_does_the_delay_words_no_second_restriction() -> None:
    text = "近期客服反馈3.2以下的客户端报错率很高。\n低于3.2的版本从12月15日起限制，海外延迟到2027年1月15日。孙丽12月15日前完成版本限制，林涛负责2027年1月15日的版本延迟限制。"
    plan = plan_of(read("【计划】海螺收银客户端 3.2 版本限制", text))
    assert [(one.versions, one.scope) for one in plan.restrictions] == [("<3.2", "海外")]


def test_an_upgrade_of_two_places_asks_both_departments() -> None:
    plan = plan_of(read(_SUBJECT, "华东、华南12月8日前完成升级。"))
    assert ([node.department for node in plan.nodes], plan.departments) == (["华东业务部"], ("华东业务部", "华南业务部"))


def test_a_verb_alone_is_called_as_its_node_is() -> None:
    assert [node.title for node in plan_of(read(_SUBJECT, "和华南周航沟通过，华东孙丽12月9日升完。")).nodes] == ["华东升级"]


def test_a_day_that_counts_from_a_holiday_is_asked_about_though_the_restriction_has_its_own() -> None:
    text = "限制从2027年1月11日起生效，限制6.0及以下。\n具体的版本限制配置请林涛安排在元旦节后做。"
    assert [(fault.reason, fault.words) for fault in read("【计划】星桥客户端 6.5 版本限制", text).faults] == [("vague", "元旦节后")]


def test_who_is_greeted_restricts_nothing_that_the_plan_restricts() -> None:
    text = "孙丽、周航、林涛，你们好：\n\n低于3.2的版本从12月15日起限制，海外因为圣诞旺季，延迟到2027年1月15日。孙丽12月15日前完成版本限制，林涛负责2027年1月15日的版本延迟限制。"
    assert [(key, owner) for key, owner, _, _ in brief(read("【计划】海螺收银客户端 3.7 版本限制", text))] == [("restrict", "sunli"), ("delay", "lintao")]


def test_an_evening_delays_nothing() -> None:
    text = "6.0及以下版本12月15日起限制。周航12月16日晚8点前完成华南的版本限制。"
    assert [(key, due) for key, _, _, due in brief(read("【计划】星桥客户端 6.5 版本限制", text))] == [("restrict", "12-16 20:00")]


def test_what_is_only_delayed_is_no_node() -> None:
    text = "- Overseas delayed until 29 Jan 2027\n- Restriction of 5.0 and below: Sun Li, Dec 15\n- Delay: Lin Tao, 29 Jan 2027"
    assert [key for key, _, _, _ in brief(read("[PLAN] Starbridge Client 6.5 version restriction", text))] == ["restrict", "delay"]


def test_a_plan_of_nothing_but_its_summary_lacks_nodes() -> None:
    assert lacks_required(plan_of(read(_SUBJECT, "总结：我 12月25日")), ("nodes",), None) == ["nodes"]


def test_figures_are_a_version_where_the_product_is_at_such_versions() -> None:
    understood = read("【计划】星桥服务端 12.3.0 在线升级", "华东孙丽把12.10升完，12月18日前。")
    assert [(key, owner, due) for key, owner, _, due in brief(understood)] == [("rollout", "sunli", "12-18 18:00")]


def test_who_only_helps_or_is_away_is_passed_over() -> None:
    plan = plan_of(read(_SUBJECT, "华东孙丽12月8日升完。由林涛配合，周航12月10日休假，12月20日开总结会。"))
    assert ([node.key for node in plan.nodes], [r.words for r in plan.remarks if r.reason == "not-a-node"]) == (["rollout"], [])


@pytest.mark.parametrize("said", ["代陈静发。", "陈静让我发的。", "受陈静委托整理发出。"])
def test_who_lets_another_write_the_mail_is_passed_over(said: str) -> None:
    plan = plan_of(read(_SUBJECT, f"{said}\n华东孙丽12月8日升完。"))
    assert [r.words for r in plan.remarks if r.reason == "not-a-node"] == []
