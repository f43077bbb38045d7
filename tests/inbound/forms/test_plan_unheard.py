"""A sentence that gives somebody a day and makes no node is understood from the plan's kind, named in the receipt where the plan lacks nothing
without it, and asked about where it may be what is missing."""

import pytest
from plan_mails import brief, plan_of, read

SU = "【计划】星桥服务端8.2.1在线升级及版本限制"
TOLD = "12月8日前孙丽把灰度升级做完。"


@pytest.mark.parametrize(
    "more",
    [
        "韩冰12月21日0点把老版本都卡死在门外。",
        "华东这边李想12月9日那几台先动一动看看。",
    ],
)
def test_what_somebody_has_to_do_by_a_day_is_recorded_or_asked_about(more: str) -> None:
    understood = read(SU, TOLD + "\n" + more)
    asked = [fault.words for fault in understood.faults if fault.reason == "not-understood"]
    assert len(brief(understood)) > 1 or asked == [more.rstrip("。")]


@pytest.mark.parametrize(
    "more",
    [
        "请孙丽、周航12月1日前回复确认。",
        "孙丽12月2日至12月4日休假，有事联系李想。",
        "数量 500 台以内，有效期到明年3月31日。",
        "周航上周五已经看过方案。",
    ],
)
def test_days_to_answer_by_or_to_be_away_are_no_work(more: str) -> None:
    understood = read(SU, TOLD + "\n" + more)
    assert [fault.words for fault in understood.faults if fault.reason == "not-understood"] == []


CR = "【计划】星桥客户端5.7版本限制"
PR = "【计划】星桥服务端心跳参数下发"


@pytest.mark.parametrize(
    ("subject", "more", "node"),
    [
        (SU, "周航12月10日前把华南啃下来", "rollout zhouhang 12-10"),
        (SU, "华南交周航，12月10号前务必收口", "rollout zhouhang 12-10"),
        (SU, "没幺蛾子的话周航12/10把华南全覆盖", "rollout zhouhang 12-10"),
        (SU, "周航这边12月10号", "rollout zhouhang 12-10"),
        (SU, "韩冰12月21日把老版本都卡死在门外", "restrict hanbing 12-21"),
        (SU, "吴敏、周航都知道了，华南那几家客户周航盯着点，12月10号前收口", "rollout zhouhang 12-10"),
        (CR, "周航12月16日上午9点前把开关打开", "restrict zhouhang 12-16"),
        (CR, "周航12月16日把5.0以下的卡在门外", "restrict zhouhang 12-16"),
        (CR, "5.0及以下12月15日限制，孙丽负责；林涛那边改造没做完，可以放到1月8日", "delay lintao 01-08"),
    ],
)
def test_what_nobody_words_is_the_one_node_that_its_people_have_in_this_kind_of_plan(subject: str, more: str, node: str) -> None:
    understood = read(subject, ("孙丽12月15日限制5.0及以下。" if subject is CR else TOLD) + "\n" + more + "。")
    found = [f"{key.partition('-')[0]} {owner} {day[:5]}" for key, owner, _, day in brief(understood)]
    assert ([fault.words for fault in understood.faults], node in found) == ([], True)
    assert [remark.words for remark in understood.remarks if remark.reason == "not-a-node"] == []


def test_it_is_said_what_is_only_supposed() -> None:
    (remark,) = [one for one in read(SU, TOLD + "韩冰12月21日把老版本都卡死在门外。").remarks if one.reason == "deed-supposed"]
    assert (remark.words, remark.facts["title"]) == ("韩冰12月21日把老版本都卡死在门外", "版本限制")


@pytest.mark.parametrize(
    "more",
    [
        "周航12月4日前把客户的名单整理好",
        "周航12月4日前带队去客户那里走一趟",
        "周航12月4日前把旧磁盘清一清",
        "周航12月4日前跟财务对完账",
        "周航12月4日搬家请一天假",
        "周航12月9日参加产品大会",
        "韩冰12月4日前加一台跳板机",
        "周航12月4日前跟客户约好窗口",
        "孙丽12月15日再捋一遍",
        "周航12月4日前准备好备件",
        "李想12月4日前拜访完客户",
        "吴敏12月4日前搞定",
        "韩冰12月4日前在机房值守",
        "周航12月4日前把包从官网弄下来",
        "王磊12月4日前把关",
    ],
)
def test_what_is_made_ready_or_may_be_one_of_several_is_no_node_unasked(more: str) -> None:
    assert [key for key, *_ in brief(read(SU, TOLD + "\n" + more + "。"))][:1] == ["rollout"]
    assert "deed-supposed" not in [remark.reason for remark in read(SU, TOLD + "\n" + more + "。").remarks]


def test_a_day_of_the_week_behind_the_week_that_it_is_of_is_asked_about() -> None:
    understood = read(SU, "孙丽先升华东，12月14日那周做完，最晚到周五。周航12月10日升完华南。")
    assert [fault.words for fault in understood.faults] == ["12月14日那周"]


@pytest.mark.parametrize("words", ["具体分工：华东业务部由孙丽统筹落地，截至12月7日。韩冰12月21日限制8.0及以下。", "升级如下：各自所在机房12月7日，孙丽。"])
def test_no_day_is_lost_in_a_field_that_is_not_known(words: str) -> None:
    understood = read(SU, words)
    said = [*(row[3][:5] for row in brief(understood)), *(one.words for one in (*understood.faults, *understood.remarks))]
    assert any("12-07" in one or "12月7日" in one for one in said)


@pytest.mark.parametrize(
    "clause",
    [
        "12月20日前完成全网切换",
        "华东12月15日之前统一切换",
        "限制的时候给客户留点缓冲，实在不行12月30日再看",
        "陈静让我把升级的安排写给两位",
        "周航上回吃过亏，12月2日先看看再说",
        "确保元旦前平稳收官",
        "又到年底了，跟大家聊一下升级的安排",
    ],
)
def test_what_is_no_node_does_not_stop_a_plan_that_has_all_of_its_own(clause: str) -> None:
    understood = read(SU, f"{clause}。孙丽12月8日前升完华东。周航12月10日前升完华南。韩冰12月21日限制8.0及以下。")
    found = [f"{key.partition('-')[0]} {owner} {day[:5]}" for key, owner, _, day in brief(understood)]
    assert ([fault.words for fault in understood.faults], found) == ([], ["rollout sunli 12-08", "rollout zhouhang 12-10", "restrict hanbing 12-21"])


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("孙丽12月8日前升完华东。华南周航负责。", "华南周航负责"),
        ("孙丽12月8日前升完华东。林涛的海外等通知。", "林涛的海外等通知"),
        ("孙丽12月8日前升完华东。华南就让马骏来做吧，12月14日前。", "马骏"),
        ("孙丽好，华东的升级12月8日前能不能完成，你看下。", "孙丽好，华东的升级12月8日前能不能完成"),
        ("大家排个档期：\n珍姐 12月9日\n8.0以前的12月18日让韩冰关门", "珍姐 12月9日"),
        ("孙丽12月7日起分三天升完，周航12月10日升完。", "12月7日起分三天"),
        ("孙丽12月8日前升完华东。华南换刘洋来做，12月14日前升完，周航知道这事。", "刘洋"),
        ("孙丽12月8日前升完华东。华南负责人换成刘洋了，12月14日前升完。", "刘洋"),
        ("孙丽12月8日前升完华东。周航休假，刘洋替他做华南，12月14日前升完。", "刘洋"),
        ("孙丽12月8日前升完华东。华南这块周航交给刘洋了，12月14日前升完。", "刘洋"),
    ],
)
def test_what_may_be_what_the_plan_lacks_is_asked_about(text: str, asked: str) -> None:
    assert asked in [fault.words for fault in read(SU, text).faults]


@pytest.mark.parametrize(
    ("subject", "text", "nodes"),
    [
        (SU, "请孙丽于12月4日18:00前、周航于12月8日18:00前、林涛于12月11日前完成各自区域的升级工作。", ["rollout sunli 12-04", "rollout zhouhang 12-08", "rollout lintao 12-11"]),
        (SU, "周航12月3日把广州的换了，12月8日把深圳的换了，12月10日把剩下的都换了。", ["rollout zhouhang 12-03", "rollout zhouhang 12-08", "rollout zhouhang 12-10"]),
        (SU, "孙丽12.3—12.9\n周航12.7—12.11", ["rollout sunli 12-09", "rollout zhouhang 12-11"]),
        (SU, "hi 孙丽\n12月9日前升完华东。\n周航，华南你晚点做就行，12/16前。", ["rollout sunli 12-09", "rollout zhouhang 12-16"]),
        (SU, "孙丽、周航：拿到之后一周内升掉，也就是12月8日之前，各升各的。", ["rollout sunli 12-08", "rollout zhouhang 12-08"]),
        (SU, "孙丽12月8日前升完华东。华南这块周航交给李想了，12月14日前升完。", ["rollout sunli 12-08", "rollout lixiang 12-14"]),
        (SU, "孙丽12月8日前升完华东。周航接着把华南全部门店都换了，顶多30家，12月14日前。", ["rollout sunli 12-08", "rollout zhouhang 12-14"]),
        (PR, "hb.interval=45。孙丽12月9日中午12点前华东先推。没问题的话周航28号把华南推了。", ["rollout sunli 12-09", "rollout zhouhang 12-28"]),
        (CR, "5.2 and below 12月14日起限制，孙丽负责；周航 12/9 前去官网 get 5.5.3 的 package。", ["restrict sunli 12-14", "obtain zhouhang 12-09"]),
        (SU, "孙丽、周航：\n请你们俩12月9日前各升10家做试点，12月16日前全部升完。", ["rollout sunli 12-09", "rollout zhouhang 12-09", "rollout sunli 12-16", "rollout zhouhang 12-16"]),
        (SU, "所有门店必须在12月30日18:00之前升到8.2.1。\n华东约120家，孙丽；华南约90家，周航；海外30家，林涛。", ["rollout sunli 12-30", "rollout zhouhang 12-30", "rollout lintao 12-30"]),
        (CR, "5.0及以下12月14日起限制，孙丽负责，海外 delay 到12月31日；overseas 的 delay 结束由林涛 follow。", ["restrict sunli 12-14", "delay lintao 12-31"]),
        (SU, "华东那边孙丽休年假，这次由李想代劳，12月8日之前升完；周航12月10日前升完华南。", ["rollout lixiang 12-08", "rollout zhouhang 12-10"]),
        # A day of the month is the next one behind that told before it, and leans on no end of the year.
        (SU, "周航晚一周，12月9日前拿包，18日前升完。", ["obtain zhouhang 12-09", "rollout zhouhang 12-18"]),
        (SU, "海外年底封网，所以林涛最早做，9 日完成；孙丽 28 日完成；周航放在最后，元旦后的 1 月 6 日完成。", ["rollout lintao 12-09", "rollout sunli 12-28", "rollout zhouhang 01-06"]),
        (SU, "8.0以下12月21日起限制，韩冰执行。孙丽15日前升完。", ["restrict hanbing 12-21", "rollout sunli 12-15"]),
        (SU, "孙丽12月28日升完。Report from me on 5 January.", ["rollout sunli 12-28", "finalize chenjing 01-05"]),
        (SU, "孙丽12月28日升完。Report problems to me until 5 January.", ["rollout sunli 12-28"]),
        (CR, "低于5.0的12月14日起弹窗提醒，12月28日起限制登录，孙丽负责。", ["restrict sunli 12-28"]),
        (CR, "12月14日起先提醒5.0以下的升级，12月28日再限制，孙丽负责。", ["restrict sunli 12-28"]),
        (SU, "孙丽12月28日升完，我5号总结。", ["rollout sunli 12-28", "finalize chenjing 01-05"]),
        (SU, "孙丽12月30日前升完，周航31号升完。", ["rollout sunli 12-30", "rollout zhouhang 12-31"]),
        (SU, "海外给林涛，12月17日前。孙丽12月8日前升完华东。", ["rollout lintao 12-17", "rollout sunli 12-08"]),
        (CR, "5.0以下12月24日零点起全部限制登录。谁负责？孙丽、周航、林涛各管各的。", ["restrict sunli 12-24", "restrict zhouhang 12-24", "restrict lintao 12-24"]),
        (CR, "5.0以下12月14日起限制，华东孙丽，华南周航。海外拖到1月20号，林涛收尾。", ["restrict sunli 12-14", "restrict zhouhang 12-14", "delay lintao 01-20"]),
        (SU, "孙丽12月8日前升完华东。12月21日把8.0及以下的限掉，我好让韩冰去配。", ["rollout sunli 12-08", "restrict hanbing 12-21"]),
        (SU, "一共40套，孙丽 25 套、周航 15 套。\n两位都是 12 月 11 日前换完。", ["rollout sunli 12-11", "rollout zhouhang 12-11"]),
        (SU, "周航：你华南先来，12.9；孙丽：等周航做完没事你再来，12.14。", ["rollout zhouhang 12-09", "rollout sunli 12-14"]),
        (SU, "林涛12月18日前升完海外。8.0以下的限制等林涛升完再做，12月28日，韩冰。", ["rollout lintao 12-18", "restrict hanbing 12-28"]),
        (SU, "周航12月14日升完华南，两边升完韩冰12月28日把6.9以下限了，孙丽12月9日升完华东。", ["rollout zhouhang 12-14", "restrict hanbing 12-28", "rollout sunli 12-09"]),
        (SU, "①孙丽：12.09 全部；\n②周航：12.11 全部；", ["rollout sunli 12-09", "rollout zhouhang 12-11"]),
        (SU, "灰度没问题就全量，孙丽、周航各升各的，12/15 之前", ["rollout sunli 12-15", "rollout zhouhang 12-15"]),
        (CR, "5.0及以下12月14日早8点起登不进去，孙丽去配。门店请在12月9日前都装上。", ["restrict sunli 12-14"]),
        (SU, "8.2.1 周五已经由测试部给出最终版本。孙丽12月9日升完华东。", ["rollout sunli 12-09"]),
        (SU, "孙丽你先把苏州那40台做了，12月4日；剩下的华东你12月9号前做完。周航你华南等孙丽跑一周没事再动，12月11号前。", ["rollout sunli 12-04", "rollout sunli 12-09", "rollout zhouhang 12-11"]),
        (SU, "华东孙丽分两批，12月4日一批、12月8日一批；华南300家，周航12月9日一批做完。", ["rollout sunli 12-04", "rollout sunli 12-08", "rollout zhouhang 12-09"]),
        (SU, "孙丽：12月8日下班前华东推完；\n周航：12月9日下班前华南推完。\n韩冰年后再限8.5。", ["rollout sunli 12-08", "rollout zhouhang 12-09"]),
        (CR, "孙丽，早。\n5.0 以下从 12 月 16 日起限制登录。你们 12 月 9 日前完成版本获取，12 月 16 日完成版本限制，李想配合。", ["obtain sunli 12-09", "restrict sunli 12-16"]),
        (CR, "(1) 12月4日前，孙丽取新版；\n(2) 12月15日，孙丽把5.9以下的限制打开；\n(3) 海外的客户年底封账，限制顺延到1月19日，林涛。", ["obtain sunli 12-04", "restrict sunli 12-15", "delay lintao 01-19"]),
        (SU, "8.2.1定在12月中旬之前推完，具体是：华南12月7日，海外12月10日，华东12月14日。", ["rollout zhouhang 12-07", "rollout lintao 12-10", "rollout sunli 12-14"]),
        (SU, "孙丽你客户多，分两批，第一批12月4号前升30台，剩下的12月10号前。周航一批就够了，12月8号前。", ["rollout sunli 12-04", "rollout sunli 12-10", "rollout zhouhang 12-08"]),
        (PR, "hb.interval=45。华南周三（12月2日）晚上先下发两家门店看看，没问题的话12月8日前全下。海外林涛12月10日前下完就好。", ["rollout zhouhang 12-03", "rollout zhouhang 12-08", "rollout lintao 12-10"]),
        (CR, "孙丽，周航，林涛：\n我的意思是12月14号上午九点把4.8及以下统一限，三家一起动手，各管各的片区。", ["restrict sunli 12-14", "restrict zhouhang 12-14", "restrict lintao 12-14"]),
        (SU, "冯雪那边代码已经封了，12月4号提测没问题吧？孙丽12月14日升完华东。", ["build fengxue 12-04", "rollout sunli 12-14"]),
        (SU, "冯雪那边12月4号提测没问题吧？孙丽12月14日升完华东。", ["build fengxue 12-04", "rollout sunli 12-14"]),
        (SU, "时间表我捋了一遍：研发冯雪12月4日前把6.0.0交给测试。孙丽12月14日升完华东。", ["build fengxue 12-04", "rollout sunli 12-14"]),
        (SU, "孙丽从12月7日开始升，每天升30台左右，12月18日收尾。", ["rollout sunli 12-18"]),
        (SU, "林涛你好，\n麻烦安排升到8.2.1。12月4日前先升雅加达一家，其他几家12月16日前升完。", ["rollout lintao 12-04", "rollout lintao 12-16"]),
        (SU, "孙丽12月4号前找我拿包，10号前升完。", ["obtain sunli 12-04", "rollout sunli 12-10"]),
        (SU, "孙丽这两周内找个晚上升了就行，最迟别过12月9号。", ["rollout sunli 12-09"]),
        (SU, "孙丽12月9日前升完华东。林涛12月4日前报一个清单给我就行。", ["rollout sunli 12-09", "node lintao 12-04"]),
        (CR, "孙丽、周航：\n5.0以下12月14号开始限，你俩各管自己那块。\n海外没有这个产品。\n5.7官网下，12月9号前让门店都更新。", ["restrict sunli 12-14", "restrict zhouhang 12-14"]),
        (CR, "5.5以前的版本12月15日起限制，孙丽执行。林涛提到海外门店圣诞季不动系统，延到2027年1月11日，由林涛处理。", ["restrict sunli 12-15", "delay lintao 01-11"]),
        (SU, "孙丽反馈她那边12月8日可以，周航反馈他那边12月10日可以，就这么定了。", ["rollout sunli 12-08", "rollout zhouhang 12-10"]),
        (SU, "华东12月14日前升完，华南12月17日前升完。林涛想先在迪拜试两台，自己掌握。", ["rollout sunli 12-14", "rollout zhouhang 12-17"]),
        (SU, "韩冰、孙丽、周航：\n12月21日限制8.0以下，韩冰负责。两个部门12月4日前来拿包。华东12月9日升完，华南12月14日升完。", ["restrict hanbing 12-21", "obtain sunli 12-04", "rollout sunli 12-09", "rollout zhouhang 12-14"]),
        (SU, "吴敏，测试12月4日前做完，报告 7 日交过来，最终版本 8 日给我。孙丽12月14日升完华东。", ["test wumin 12-04", "report wumin 12-07", "release wumin 12-08", "rollout sunli 12-14"]),
        (CR, "5.5以前的版本12月15日起限制，孙丽执行；海外门店因为带宽原因，推到1月底，由林涛跟。", ["restrict sunli 12-15", "delay lintao 01-29"]),
        (SU, "孙丽、周航，两位好：\n麻烦12月4日前取包，12月16日前升级完成。", ["obtain sunli 12-04", "obtain zhouhang 12-04", "rollout sunli 12-16", "rollout zhouhang 12-16"]),
        (SU, "孙丽、周航好，\n请于12月16日前升级完成。华东孙丽12月9日前升完。", ["rollout sunli 12-09"]),
        (SU, "李想12月9日前升完华东其他的，自己杭州那5套12月7日就可以升。", ["rollout lixiang 12-07", "rollout lixiang 12-09"]),
        (CR.replace("客户端", "客户端6.0上线后", 1), "5.5以前的版本不再允许登录。孙丽负责华东，周航负责华南，12月28日零点生效。", ["restrict sunli 12-28", "restrict zhouhang 12-28"]),
        (SU, "孙丽12月4日前随时可以找我拿包，12月9日前升完华东。", ["rollout sunli 12-09"]),
        (SU, "孙丽12月4日前拿包，12月9日前把杭州4套升完；周航12月7日拿，12月14日前广州5套。", ["obtain sunli 12-04", "rollout sunli 12-09", "obtain zhouhang 12-07", "rollout zhouhang 12-14"]),
        (CR, "孙丽、周航、林涛：\n12月22日零点起，低于6.0的一律限制登录，你们三位各限各的区。", ["restrict sunli 12-22", "restrict zhouhang 12-22", "restrict lintao 12-22"]),
    ],
)
def test_each_has_the_day_and_the_people_that_are_its_own(subject: str, text: str, nodes: list[str]) -> None:
    understood = read(subject, text)
    found = [f"{key.partition('-')[0]} {owner} {day[:5]}" for key, owner, _, day in brief(understood)]
    assert ([fault.words for fault in understood.faults], sorted(found)) == ([], sorted(nodes))


def test_who_stands_for_another_by_a_name_that_nobody_has_owns_nothing_unasked() -> None:
    understood = read(SU, "周航12月9日前把华南的升完；华东孙丽在休产检假，就由小高（高洁）顶上，12月11日前升完。")
    assert [(key, owner) for key, owner, *_ in brief(understood)] == [("rollout", "zhouhang"), ("rollout-2", "")]


def test_a_long_rule_behind_a_name_is_read_at_once() -> None:
    nodes = brief(read(SU, f"周航{'-' * 1500}x，\n孙丽12月8日升完华东。"))  # 10 s, when three runs of marks could share it
    assert [(key, owner) for key, owner, *_ in nodes] == [("rollout", "sunli")]


WHOLE = "孙丽12月8日前升完华东。周航12月10日前升完华南。韩冰12月21日限制8.0及以下。"


@pytest.mark.parametrize(
    ("clause", "titles"),
    [
        ("周航12月7日之前先弄一下深圳那头", ["zhouhang 弄一下深圳那头"]),
        ("李想12月7日前处理掉南京的尾巴", ["lixiang 处理掉南京的尾巴"]),
        ("Li Xiang sorts the Nanjing boxes by 7 December", ["lixiang sorts the Nanjing boxes"]),
        ("吴敏12月4日前再跑一遍压测", ["wumin 跑一遍压测"]),
        ("孙丽12月4日把备份做掉", ["sunli 备份做掉"]),
        ("韩冰31日上午10点前给我一份还没升级的名单", ["hanbing 给我一份还没升级的名单"]),
        ("韩冰同步观察连接数，12月26日给我一个观察结论", ["hanbing 同步观察连接数"]),
        ("林涛12月4日前报一个清单给我就行", ["lintao 报一个清单给我就行"]),
        ("华东（孙丽）、华南（周航）请在12月18日下班前通知到所有客户", ["sunli 通知到所有客户（孙丽）", "zhouhang 通知到所有客户（周航）"]),
        ("孙丽、周航12月3日前各自通知客户", ["sunli 各自通知客户（孙丽）", "zhouhang 各自通知客户（周航）"]),
        ("吴敏12月11日前把升级手册发给他们俩", ["wumin 升级手册发给他们俩"]),
        ("郑凯12月3日给门店做一次培训", ["zhengkai 给门店做一次培训"]),
        ("李想会在12月2日跟客户打招呼", ["lixiang 跟客户打招呼"]),
        ("周航12月9日参加产品大会", []),
        ("周航12月9日前都在客户那里", []),
        ("有问题12月3日前找韩冰", []),
        ("12月9日前林涛都联系得上", []),
        ("孙丽和周航已经约好12月9日碰头", []),
        ("如果韩冰12月21日没配好，孙丽12月22日再配一遍", []),
        ("周航12月1日已经把名单给我了", []),
        ("客户要求12月9日前给答复", []),
    ],
)
def test_what_somebody_is_to_do_by_a_day_is_a_node_in_the_senders_words(clause: str, titles: list[str]) -> None:
    understood = read(SU, f"{WHOLE}{clause}。")
    own = [node for node in plan_of(understood).nodes if not node.key]
    assert ([fault.words for fault in understood.faults], [f"{n.owner.partition('@')[0]} {n.title}" for n in own]) == ([], titles)


@pytest.mark.parametrize(
    "clause",
    [
        "周航12月7日前都在外地",
        "李想12月2日前给我回话",
        "请孙丽12月3日前确认",
        "孙丽12月3日下午3点开会前碰一下",
        "周航那边12月10日前封网",
        "周航担心12月10日前做不完",
        "孙丽说12月4日前客户那边不方便",
        "孙丽在12月8日前有两个同事支援",
        "李想孩子12月8日前住院",
        "李想12月8日前借调到测试部",
        "Li Xiang can be reached until December 8",
        "周航昨天下班前已经弄完",
        "Sun Li is out until Thursday",
        "Zhou Hang is sick until Thursday",
        "Zhou Hang has no access until December 4",
        "Li Xiang is not in the office until 7 December",
        "Li Xiang returns by 4 December",
        "李想12月5日前停职",
        "李想12月4日前人在海外",
        "李想病假到12月4日前",
        "Please let Sun Li know by 3 December",
    ],
)
def test_asides_with_a_deadline_stop_no_whole_plan(clause: str) -> None:
    understood = read(SU, f"{clause}。{WHOLE}")
    assert ([fault.words for fault in understood.faults], len(brief(understood))) == ([], 3)


SENT = "hb.interval=45。孙丽12月8日前下发完华东。周航12月10日前下发完华南。"
LIMITED = "5.0及以下12月14日起限制，华东孙丽，华南周航。"


@pytest.mark.parametrize(
    ("subject", "text", "asked"),
    [
        (PR, SENT + "另一个是 sync.max，准备调大，具体调到多少郑凯还没给我。", ["sync.max"]),
        (PR, SENT + "sync.max 的数值待定。", ["sync.max"]),
        (PR, SENT + "另一个是 sync.max，值还没定。", ["sync.max，值还没定"]),
        (PR, SENT + "sync.max 这次不动。总结的模板还没定。", []),
        (PR, SENT + "sync.max 下次再定，这次不发。", []),
        (CR, LIMITED + "海外要延迟，延到哪天等林涛谈完再定。", ["海外要延迟，延到哪天等林涛谈完再定"]),
        (CR, LIMITED + "Overseas gets a delay, until when is to be decided.", ["Overseas gets a delay, until when is to be decided"]),
        (CR, LIMITED + "海外拖到1月20号，林涛收尾。如果还要延后，届时再定。", []),
        (CR, LIMITED + "海外不延迟，名单另定。", []),
        (CR, LIMITED + "如有延迟，原因再定。", []),
        (PR, SENT + "ui.theme 再定制的事不在这里。", []),
        (CR, LIMITED + "这次时间推迟是因为方案还没定下来。", []),
    ],
)
def test_a_value_or_a_delay_that_is_said_to_be_open_is_asked_about(subject: str, text: str, asked: list[str]) -> None:
    assert [fault.words for fault in read(subject, text).faults] == asked


@pytest.mark.parametrize(
    ("subject", "text", "nodes"),
    [
        (PR, "hb.interval=45。李想先在华东挑50家试，12月7日下班前下完。周航12月10日前下发完华南。", ["rollout lixiang 12-07", "rollout zhouhang 12-10"]),
        (PR, "hb.interval=45。周航12月1日下午4点前先给深圳那两台下，看一晚上。孙丽12月8日华东全下。", ["rollout zhouhang 12-01", "rollout sunli 12-08"]),
        (SU, "孙丽12月8日前升完华东，周航客户那边有月底结账，给到12月14号。", ["rollout sunli 12-08", "rollout zhouhang 12-14"]),
        (CR, "We block everything up to 5.0 on 8 December at 00:00.\nSun Li + Zhou Hang do it, each for the own region.", ["restrict sunli 12-08", "restrict zhouhang 12-08"]),
    ],
)
def test_a_deadline_told_behind_its_reason_or_beside_its_deed_is_that_persons(subject: str, text: str, nodes: list[str]) -> None:
    understood = read(subject, text)
    found = [f"{key.partition('-')[0]} {owner} {day[:5]}" for key, owner, _, day in brief(understood)]
    assert ([fault.words for fault in understood.faults], found) == ([], nodes)
