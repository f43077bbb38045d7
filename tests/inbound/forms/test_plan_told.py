"""Plans told in sentences, clause by clause: who, what and until when, however the clauses share it out."""

import pytest

from tests.inbound.forms.plan_mails import brief, plan_of, read

_SUBJECT = "【计划】星桥服务端 8.7.0 在线升级"


@pytest.mark.parametrize(
    ("text", "nodes"),
    [
        # Several, each with their own place.
        ("8.4以下下周五下班前限制掉，华东孙丽负责，华南周航负责。", [("restrict", "sunli", "12-11 18:00"), ("restrict-2", "zhouhang", "12-11 18:00")]),
        ("12月12日起，华东、华南限制7.1及以下（孙丽、周航分别执行）。", [("restrict", "sunli", "12-12 18:00"), ("restrict-2", "zhouhang", "12-12 18:00")]),
        ("华东、华南 12/4 升级完，各自负责人孙丽、周航。", [("rollout", "sunli", "12-04 18:00"), ("rollout-2", "zhouhang", "12-04 18:00")]),
        ("孙丽华东12/4前升好，周航华南12/7前，林涛海外的给到12/11。", [("rollout", "sunli", "12-04 18:00"), ("rollout-2", "zhouhang", "12-07 18:00"), ("rollout-3", "lintao", "12-11 18:00")]),
        (
            "华东业务部由孙丽牵头，须于12月4日前完成首批灰度升级，12月16日前完成全量升级；华南业务部由周航牵头，须于12月18日前完成全量升级。",
            [("rollout", "sunli", "12-04 18:00"), ("rollout-2", "sunli", "12-16 18:00"), ("rollout-3", "zhouhang", "12-18 18:00")],
        ),
        ("12月9日之前华东先升100台，孙丽12月14日把华东剩下的升完。", [("rollout", "sunli", "12-09 18:00"), ("rollout-2", "sunli", "12-14 18:00")]),
        # A delay is nobody's rollout, and somebody's where he is named.
        ("孙丽12月4日升完华东。8.0及以下12月21日0点起限制，韩冰执行，海外顺延一个月，到1月21日。", [("rollout", "sunli", "12-04 18:00"), ("restrict", "hanbing", "12-21 00:00")]),
        ("East China (孙丽) finishes the upgrade by Dec 4. 韩冰 restricts 8.0 and below from Dec 21; South China has until 8 January.", [("rollout", "sunli", "12-04 18:00"), ("restrict", "hanbing", "12-21 18:00")]),
        ("East China finishes the upgrade by December 4 (孙丽), South China has until December 9 (周航).", [("rollout", "sunli", "12-04 18:00"), ("rollout-2", "zhouhang", "12-09 18:00")]),
        ("12月28日起限制8.2及以下，由韩冰操作；海外延迟到2027年2月1日。", [("restrict", "hanbing", "12-28 18:00")]),
        # A reason's day is none of the plan's; what was agreed to is.
        ("华南业务部（周航）同意在12月9日之前完成升级；海外业务部（林涛）因客户年末封网，升级时间定为1月13日之前。", [("rollout", "zhouhang", "12-09 18:00"), ("rollout-2", "lintao", "01-13 18:00")]),
        ("为配合年底安全整改，现就8.7.0的在线升级及旧版本限制工作安排如下：\n华东孙丽12月18日升完。", [("rollout", "sunli", "12-18 18:00")]),
        ("给客户的说法：请尽快升级到8.7.0。\n华东孙丽12月18日升完。", [("rollout", "sunli", "12-18 18:00")]),
        # A day that counts from the node told before.
        ("华东孙丽12月4日升完，一周后华南周航升完。", [("rollout", "sunli", "12-04 18:00"), ("rollout-2", "zhouhang", "12-11 18:00")]),
        ("East China finishes the upgrade by December 4 (孙丽). Overseas follows a week later, by December 16, 林涛 in charge.", [("rollout", "sunli", "12-04 18:00"), ("rollout-2", "lintao", "12-16 18:00")]),
        ("孙丽 will do East China by December 16, 3 pm.", [("rollout", "sunli", "12-16 15:00")]),
        # Everybody's, and what R&D and Test hand over.
        ("组件找我拿，12月7日前大家都要拿到。华东孙丽12月14日升完。", [("obtain", "sunli", "12-07 18:00"), ("rollout", "sunli", "12-14 18:00")]),
        ("版本大家12月7日前自己下好。华东孙丽12月14日升完。", [("obtain", "sunli", "12-07 18:00"), ("rollout", "sunli", "12-14 18:00")]),
        ("我12月7日发给各业务部门。华东孙丽12月14日升完。", [("obtain", "sunli", "12-07 18:00"), ("rollout", "sunli", "12-14 18:00")]),
        (
            "研发冯雪12月3日提交版本，测试吴敏12月8日前测完（遍历+完整），报告12月9日给出，最终版本12月10日提交。",
            [("build", "fengxue", "12-03 18:00"), ("test", "wumin", "12-08 18:00"), ("report", "wumin", "12-09 18:00"), ("release", "wumin", "12-10 18:00")],
        ),
        ("华东、华南分别于12月16日、12月18日前完成升级，责任人分别为孙丽、周航。", [("rollout", "sunli", "12-16 18:00"), ("rollout-2", "zhouhang", "12-18 18:00")]),
        (
            "Sun Li picks up the package by December 3 and upgrades East China by December 8. Zhou Hang does the same in South China, package by December 4"
            " and upgrade by December 9. Lin Tao takes overseas, to be finished no later than 14 December.",
            [("obtain", "sunli", "12-03 18:00"), ("rollout", "sunli", "12-08 18:00"), ("obtain-2", "zhouhang", "12-04 18:00"), ("rollout-2", "zhouhang", "12-09 18:00"), ("rollout-3", "lintao", "12-14 18:00")],
        ),
        ("华东孙丽12月18日升完。\nI will send out the summary by Dec 23.", [("rollout", "sunli", "12-18 18:00"), ("finalize", "chenjing", "12-23 18:00")]),
        # Whom a mail greets does nothing by that, and 升到 2.9 is no day.
        ("孙姐好，comsvr 升到 2.9，计划：\n版本获取：孙丽，12月7日\n组件升级：孙丽，12月14日", [("obtain", "sunli", "12-07 18:00"), ("rollout", "sunli", "12-14 18:00")]),
        ("孙经理好，\n你那边由李想12月15日前升完。", [("rollout", "lixiang", "12-15 18:00")]),
        ("周航，8.7.0 测完了，包在我这，你来拿。\n12月9日前先升级5套试点，12月15日前全部升级完，都是你负责。", [("rollout", "zhouhang", "12-09 18:00"), ("rollout-2", "zhouhang", "12-15 18:00")]),
        # Whoever began goes on at home, and elsewhere whose it is does.
        ("李想先升5台试试，12月2日前弄完，没问题的话12月11日前把华东剩下的都升了。", [("rollout", "lixiang", "12-02 18:00"), ("rollout-2", "lixiang", "12-11 18:00")]),
        ("李想先升5台试试，12月2日前弄完，没问题的话12月11日前把华南剩下的都升了。", [("rollout", "lixiang", "12-02 18:00"), ("rollout-2", "zhouhang", "12-11 18:00")]),
        ("Lin Tao will upgrade the ten pilot servers by December 2 and the remaining ones by December 16, 17:00.", [("rollout", "lintao", "12-02 18:00"), ("rollout-2", "lintao", "12-16 17:00")]),
        # What was said of the plan before it, and what was not done.
        ("大家最近都忙，跟领导商量后往后放了：周航12月7日前完成华南的升级，林涛12月11日前完成海外的升级。", [("rollout", "zhouhang", "12-07 18:00"), ("rollout-2", "lintao", "12-11 18:00")]),
        ("时间是她昨天跟两位说定的：周航12月7日中午12点前完成华南的升级，林涛12月11日前完成海外的升级。", [("rollout", "zhouhang", "12-07 12:00"), ("rollout-2", "lintao", "12-11 18:00")]),
        ("各位，原定的时间：周航12月7日前完成华南的升级。林涛12月11日前完成海外的升级。", [("rollout", "lintao", "12-11 18:00")]),
        ("11月3日和11月12日连着两次投诉，但现场一直没人升。\n林涛12月11日前完成海外的升级。", [("rollout", "lintao", "12-11 18:00")]),
        ("请李想12月1日前来取。华东由李想12月8日前升完。", [("obtain", "lixiang", "12-01 18:00"), ("rollout", "lixiang", "12-08 18:00")]),
        # A heading of steps, columns without names.
        ("Steps:\n1) Upgrade South China - 周航 - Dec 8 (Tue)\n2) Summary - 陈静 - Dec 22", [("rollout", "zhouhang", "12-08 18:00"), ("finalize", "chenjing", "12-22 18:00")]),
        ("版本获取\t华东\t孙丽\t12月7日\n升级\t华东\t李想\t12月9日\n总结\t产品\t陈静\t12月22日", [("obtain", "sunli", "12-07 18:00"), ("rollout", "lixiang", "12-09 18:00"), ("finalize", "chenjing", "12-22 18:00")]),
        ("升级\t华东\t12月9日\n升级\t华南\t12月10日\n总结\t陈静\t12月22日", [("rollout", "sunli", "12-09 18:00"), ("rollout-2", "zhouhang", "12-10 18:00"), ("finalize", "chenjing", "12-22 18:00")]),
        # What is taken back is replaced by what is said instead.
        ("华东孙丽12月4日，不对，12月7日升完。华南周航12月9日升完。", [("rollout", "sunli", "12-07 18:00"), ("rollout-2", "zhouhang", "12-09 18:00")]),
        ("华东孙丽12月4日升完；李想那边12月11日把华南……哦不，华南是周航，周航12月11日升完。", [("rollout", "sunli", "12-04 18:00"), ("rollout-2", "zhouhang", "12-11 18:00")]),
        ("Sun Li upgrades East China by December 4 - sorry, I mean December 7.", [("rollout", "sunli", "12-07 18:00")]),
        ("华东孙丽12月4日升完，版本不对的先记下来。不对的地方请指出。", [("rollout", "sunli", "12-04 18:00")]),
        # A day on which somebody can do nothing is nobody's.
        ("华东孙丽12月4日升完。周航12月8日前来不及，12月10日升完华南。", [("rollout", "sunli", "12-04 18:00"), ("rollout-2", "zhouhang", "12-10 18:00")]),
        ("孙丽说12月4日前动不了。周航12月10日升完华南。", [("rollout", "zhouhang", "12-10 18:00")]),
        # One who ends what was shared out sums nothing up; the PM does.
        ("孙丽12月4日升30台；剩下的华东华南一起铺开，孙丽负责华东，周航负责华南，12月16号之前收尾。", [("rollout", "sunli", "12-04 18:00"), ("rollout-2", "sunli", "12-16 18:00"), ("rollout-3", "zhouhang", "12-16 18:00")]),
        ("周航12月9日升完华南，12月28日我收尾。", [("rollout", "zhouhang", "12-09 18:00"), ("finalize", "chenjing", "12-28 18:00")]),
        ("周航12月9日升完华南。12月15日我收口", [("rollout", "zhouhang", "12-09 18:00"), ("finalize", "chenjing", "12-15 18:00")]),
        ("周航12月9日升完华南。12月15日我来出结论。", [("rollout", "zhouhang", "12-09 18:00"), ("finalize", "chenjing", "12-15 18:00")]),
        # Each of two who were named, however they are called.
        ("灰度孙丽12月4日，20台；全量她和周航都是12月11日之前，各管各的。", [("rollout", "sunli", "12-04 18:00"), ("rollout-2", "sunli", "12-11 18:00"), ("rollout-3", "zhouhang", "12-11 18:00")]),
        (
            "Zhou Hang will upgrade South China on Dec 9, Li Xiang East China on Dec 11. Both of you should have the package by December 4, noon.",
            [("rollout", "zhouhang", "12-09 18:00"), ("rollout-2", "lixiang", "12-11 18:00"), ("obtain", "zhouhang", "12-04 12:00"), ("obtain-2", "lixiang", "12-04 12:00")],
        ),
        ("丽姐12月4日前升完，小航12月9日前升完，冰姐12月15日零点限制8.0及以下。", [("rollout", "sunli", "12-04 18:00"), ("rollout-2", "zhouhang", "12-09 18:00"), ("restrict", "hanbing", "12-15 00:00")]),
        ("华东、华南 12 月 14 号起限制 6.2 及以下，华东是孙丽，华南是周航。", [("restrict", "sunli", "12-14 18:00"), ("restrict-2", "zhouhang", "12-14 18:00")]),
        # A department that takes the version installs it, too.
        ("华东业务部于12月3日前领取安装包，12月9日前完成升级。", [("obtain", "sunli", "12-03 18:00"), ("rollout", "sunli", "12-09 18:00")]),
        ("孙丽 12 月 14 号拿版本，18 号前华东全部升完（300 台左右，最多 350）。", [("obtain", "sunli", "12-14 18:00"), ("rollout", "sunli", "12-18 18:00")]),
        # An hour in a line of its own is that of all days without one.
        ("孙丽12月4日升完华东。\n周航12月9日升完华南。\n以上时间都是下午5点前。", [("rollout", "sunli", "12-04 17:00"), ("rollout-2", "zhouhang", "12-09 17:00")]),
        ("1. 华东升级 孙丽 12月4日 10:00\n2. 华南升级 周航 12月9日\n以上均为当天20:00前完成。", [("rollout", "sunli", "12-04 10:00"), ("rollout-2", "zhouhang", "12-09 20:00")]),
        ("1. 华东升级 孙丽 12月4日\n2. 华南升级 周航 12月9日\n以上时间均为北京时间。", [("rollout", "sunli", "12-04 18:00"), ("rollout-2", "zhouhang", "12-09 18:00")]),
        ("孙丽暂定12月4日升华东，版本待定。", [("rollout", "sunli", "12-04 18:00")]),
        ("孙丽：华东12月3日22点到12月4日早上6点升完\n周航：华南12月7日晚同样时间", [("rollout", "sunli", "12-04 06:00"), ("rollout-2", "zhouhang", "12-08 06:00")]),
        ("孙丽华东12月4日晚上八点前升完，周航华南12月8日晚上同样时间。", [("rollout", "sunli", "12-04 20:00"), ("rollout-2", "zhouhang", "12-08 20:00")]),
        ("孙丽12月4日前升完华东。总结我元旦前交，就定12月30日吧。", [("rollout", "sunli", "12-04 18:00"), ("finalize", "chenjing", "12-30 18:00")]),
        ("孙丽12月4日升华东，升完再跟我对一下。", [("rollout", "sunli", "12-04 18:00")]),
        ("孙丽12月4日升华东，名单还没确认。", [("rollout", "sunli", "12-04 18:00")]),
        # What is told as over, what others do meanwhile, and what is done only if it goes wrong.
        ("星桥服务端8.7.0今天吴敏给我了，要的找我拿\n孙丽12月9日升完华东的\n8.2.0和8.2.1有内存泄漏，12月21号0点起不让用了，韩冰到时候操作", [("rollout", "sunli", "12-09 18:00"), ("restrict", "hanbing", "12-21 00:00")]),
        ("8.3.9 的完整测试全绿，官网刚更新了。孙丽12月4日升完华东。", [("rollout", "sunli", "12-04 18:00")]),
        ("9.1 今天提测通过，官网可以下。孙丽12月4日升完华东。", [("rollout", "sunli", "12-04 18:00")]),
        ("吴敏12月2日前完成完整测试。孙丽12月4日升完华东。", [("test", "wumin", "12-02 18:00"), ("rollout", "sunli", "12-04 18:00")]),
        ("孙丽12月4日升华东，如果当天没升完，就12月7日接着升。", [("rollout", "sunli", "12-04 18:00")]),
        ("孙丽12月4日升华东，要是没出问题，周航12月9日升华南。", [("rollout", "sunli", "12-04 18:00"), ("rollout-2", "zhouhang", "12-09 18:00")]),
        ("华东由孙丽负责，李想配合，12月4日前升完；华南由周航负责，12月9日前升完。", [("rollout", "sunli", "12-04 18:00"), ("rollout-2", "zhouhang", "12-09 18:00")]),
        ("Sun Li kicks off East China on December 7 and should be through by December 11.", [("rollout", "sunli", "12-11 18:00")]),
        (
            "Zhou Hang should pick it up by Dec 2 and have the South China servers upgraded by Dec 11. Lin Tao needs it later: pick-up by Dec 4, upgrade done by Dec 18, 3 pm.",
            [("obtain", "zhouhang", "12-02 18:00"), ("rollout", "zhouhang", "12-11 18:00"), ("obtain-2", "lintao", "12-04 18:00"), ("rollout-2", "lintao", "12-18 15:00")],
        ),
        # An hour, or a day, that points at the day before it.
        ("孙丽12月4日中午12点前升完华东，周航同一天下班前升完华南。", [("rollout", "sunli", "12-04 12:00"), ("rollout-2", "zhouhang", "12-04 18:00")]),
        ("5.5及以下版本从12月17日零点开始限制，华东由孙丽执行，华南由周航执行，都要求当天18点前完成。", [("restrict", "sunli", "12-17 18:00"), ("restrict-2", "zhouhang", "12-17 18:00")]),
        ("12月3日晚8点到12月4日凌晨2点孙丽升华东，12月9日同一时段周航升华南。", [("rollout", "sunli", "12-04 02:00"), ("rollout-2", "zhouhang", "12-10 02:00")]),
        ("孙丽带华东12月4日前升完；周航带华南12月9日前升完，林涛的海外跟华南一起。", [("rollout", "sunli", "12-04 18:00"), ("rollout-2", "zhouhang", "12-09 18:00"), ("rollout-3", "lintao", "12-09 18:00")]),
        ("孙丽12月4日升华东，周航也是。", [("rollout", "sunli", "12-04 18:00"), ("rollout-2", "zhouhang", "12-04 18:00")]),
    ],
)
def test_each_node_of_what_is_told_is_found(text: str, nodes: list[tuple[str, str, str]]) -> None:
    understood = read(_SUBJECT, text)
    assert [(key, owner, due) for key, owner, _, due in brief(understood)] == nodes
    assert [(fault.reason, fault.words) for fault in understood.faults] == []


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("华东由李想12月9日前升完，华南由周航升级，时间待定，等他们机房通知。", [("vague", "待定")]),
        ("华东由李想12月9日前升完；华南由周航升级。", [("missing-due", "华南升级")]),
        ("华东孙丽12月4日升完，华南周航负责。", [("not-understood", "华南周航负责")]),
        ("华东孙丽12月4日升完，华南周航12月11日升完。\n一周后我出总结。", [("after-event", "一周后")]),
        ("Sun Li upgrades East China by December 4.\nSummary from me a week later.", [("after-event", "a week later")]),
        ("华东孙丽12月4日升完。华南12月9日升完，谁来做还没定，周航或者李想。", [("missing-owner", "周航或者李想")]),
        ("Sun Li upgrades East China by December 4. Zhou Hang or Li Xiang upgrades South China by December 9.", [("missing-owner", "Zhou Hang or Li Xiang")]),
        ("Sun Li upgrades East China by December 4. Short upgrades South China by December 9.", [("unknown-owner", "Short")]),
        ("1. 在线升级（华东）  负责人：小刘   12月2日\n2. 在线升级（海外）  负责人：林涛   12月4日", [("unknown-owner", "小刘")]),
        ("华东孙丽12月4日升完，两天后华南周航升完。", [("after-event", "两天后")]),
        ("华东孙丽暂定12月4日升完，到时候再最后确认。", [("vague", "12月4日")]),
        ("华东孙丽12月4日前，不过时间我还没跟他敲定。", [("vague", "12月4日前")]),
        ("孙丽12月4日升华东，客户还没点头。", [("vague", "12月4日")]),
        ("孙丽说华东应该12月4日能升完，还没最后定。", [("vague", "12月4日")]),
        ("孙丽华东要么12月4日要么12月8日。", [("alternatives", "12月4日要么12月8日")]),
        ("华东的孙丽，我跟他再对一下，初步是12月4日。", [("not-understood", "华东的孙丽，我跟他再对一下，初步是12月4日")]),
        ("1. 华东升级 孙丽 12月4日（待定）", [("vague", "12月4日（待定）")]),
        ("华东孙丽12月4日升完。限制暂定12月15日，韩冰，等华东升完再最后确认。", [("vague", "12月15日")]),
        ("Sun Li upgrades East China on December 4, to be confirmed.", [("vague", "December 4")]),
        ("Sun Li upgrades East China by December 4; Zhou Hang needs two more days than that for South China.", [("not-understood", "Zhou Hang needs two more days than that for South China")]),
        ("Sun Li finishes East China by December 4; Zhou Hang hasn't confirmed December 9 for South China yet.", [("not-understood", "Zhou Hang hasn't confirmed December 9 for South China yet")]),
        ("孙丽：12月4日前华东试点10台，12月11日前全部。\n周航：同上。", [("missing-due", "升级")]),
        # Who only helps, or does what has its day already, lacks none.
        ("华东由李想12月9日前升完，林涛配合升级。", []),
        ("华东12月9日前升完，升级由李想负责。", []),
    ],
)
def test_what_lacks_its_day_is_asked_about(text: str, asked: list[tuple[str, str]]) -> None:
    understood = read(_SUBJECT, text)
    assert [(fault.reason, fault.words) for fault in understood.faults] == asked


def test_a_bulleted_node_heads_no_section() -> None:
    text = "时间安排：\n● 12月4日前，华东升级（孙丽）\n● 12月20日，产品部总结（陈静）\n\n有问题随时找我，请各部门周三前回复确认。"
    assert [(key, owner, due) for key, owner, _, due in brief(read(_SUBJECT, text))] == [("rollout", "sunli", "12-04 18:00"), ("finalize", "chenjing", "12-20 18:00")]


def test_ticks_below_days_are_nodes_whatever_their_rows_are_called() -> None:
    rows = [["事项", "负责人", "12/3", "12/4", "12/18"], ["华东升级", "孙丽", "■", "■", ""], ["版本限制（8.0及以下）", "韩冰", "", "", "■"]]
    html = "<table>" + "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows) + "</table>"
    assert [(key, owner, due) for key, owner, _, due in brief(read(_SUBJECT, html=html))] == [("rollout", "sunli", "12-04 18:00"), ("restrict", "hanbing", "12-18 18:00")]


def test_the_departments_of_nodes_across_are_not_those_of_the_plan() -> None:
    rows = [["节点", "版本获取", "版本限制", "总结"], ["负责人", "李想", "孙丽", "陈静"], ["部门", "华东", "华东", "产品部"], ["完成日期", "12/7", "12/8", "1/22"]]
    html = "<table>" + "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows) + "</table>"
    understood = read("【计划】星桥客户端 6.4.2 版本限制", "", html=html)
    assert "产品部" not in {name for command in understood.commands for name in getattr(command, "departments", ())}


def test_a_restriction_later_than_the_others_is_a_delay_where_the_kind_has_one() -> None:
    text = "12/14起7.3以下不让登了，限制由华东孙丽、华南周航各自弄好；海外林涛那边晚一个月，1/14再限。"
    assert [(key, owner) for key, owner, _, _ in brief(read("【计划】星桥客户端7.5.0版本限制", text))][-1] == ("delay", "lintao")


@pytest.mark.parametrize(
    ("text", "nodes"),
    [
        ("华东孙丽、华南周航自己按这个时间去关。\n海外林涛说圣诞节前动不了，给到1月12号，由林涛负责到期后关掉。", [("restrict", "sunli", "12-15"), ("restrict", "zhouhang", "12-15"), ("delay", "lintao", "01-12")]),
        ("华东孙丽执行，华南周航执行。海外有两个大客户还在割接，林涛申请多留四周，我同意了，到 1 月 19 日再切。", [("restrict", "sunli", "12-15"), ("restrict", "zhouhang", "12-15"), ("delay", "lintao", "01-19")]),
        ("执行人：华东孙丽、华南周航、海外林涛。海外推迟到1月15日。", [("restrict", "sunli", "12-15"), ("restrict", "zhouhang", "12-15"), ("delay", "lintao", "01-15")]),
        ("华东孙丽执行，华南周航执行。至于海外，林涛那边的客户在封网，限制给他们宽到 1 月 12 日。", [("restrict", "sunli", "12-15"), ("restrict", "zhouhang", "12-15"), ("delay", "lintao", "01-12")]),
        ("Sun Li (East China) and Zhou Hang (South China) switch it on that morning at 8.", [("restrict", "sunli", "12-15 08:00"), ("restrict", "zhouhang", "12-15 08:00")]),
        ("Sun Li does East China the same day at 9:30 am, Zhou Hang South China that evening at 10.", [("restrict", "sunli", "12-15 09:30"), ("restrict", "zhouhang", "12-15 22:00")]),
        ("海外 1 月 4 日，林涛操作，个别大客户可以拖到 1 月 29 日，也由林涛跟。", [("restrict", "lintao", "01-04"), ("delay", "lintao", "01-29")]),
    ],
)
def test_what_a_restriction_leaves_to_others_is_theirs(text: str, nodes: list[tuple[str, str, str]]) -> None:
    found = brief(read("【计划】星桥客户端5.8旧版本停用", f"5.8 官网已发布。5.5 以下的12月15日起限制。{text}"))
    cut = max(len(due) for _, _, due in nodes)
    assert sorted((key.partition("-")[0], owner, due[:cut]) for key, owner, _, due in found) == sorted(nodes)


def test_done_by_a_day_to_come_is_not_done() -> None:
    understood = read(_SUBJECT, "- 孙丽：华东升级，12/4 18:00 done\n- 周航：华南升级，12/9 12:00 前")
    assert [node["state"] for node in understood.nodes] == ["pending", "pending"]


def test_nodes_called_alike_bear_the_place_whose_they_are() -> None:
    understood = read(_SUBJECT, "12月7日 版本限制 华东（孙丽）\n12月8日 版本限制 华南（周航）")
    assert [node.title for node in plan_of(understood).nodes] == ["版本限制（华东）", "版本限制（华南）"]


def test_a_column_that_says_only_which_part_is_a_node_across() -> None:
    rows = [["Region", "Who", "Pilot", "Everything else"], ["East China", "孙丽", "Dec 3", "Dec 8"], ["South China", "周航", "Dec 4", "Dec 10"]]
    html = "<table>" + "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows) + "</table>"
    found = [(owner, due) for _, owner, _, due in brief(read("[PLAN] 星桥服务端 8.5.2 online upgrade", html=html))]
    assert found == [("sunli", "12-03 18:00"), ("sunli", "12-08 18:00"), ("zhouhang", "12-04 18:00"), ("zhouhang", "12-10 18:00")]


@pytest.mark.parametrize(
    ("text", "nodes"),
    [
        # More of the same, said of what remains, with a day of its own; `no later than` puts nothing off.
        ("Sun Li's team in East China needs to be done by 11 December, with the pilot finished no later than 3 December.", [("rollout", "sunli", "12-11 18:00"), ("rollout-2", "sunli", "12-03 18:00")]),
        ("Li, please have the first 20 servers in East China upgraded by 3 December; the remaining ones should follow by 11 December.", [("rollout", "sunli", "12-03 18:00"), ("rollout-2", "sunli", "12-11 18:00")]),
        ("East China goes first. Sun Li will do the pilot stores by 3 December, then the whole region by 11 December.", [("rollout", "sunli", "12-03 18:00"), ("rollout-2", "sunli", "12-11 18:00")]),
        ("We start with East China: Sun Li upgrades a handful of servers until 3 December, everything else there by 11 December.", [("rollout", "sunli", "12-03 18:00"), ("rollout-2", "sunli", "12-11 18:00")]),
        # The day of a reason, of what somebody said and of what was.
        ("Zhou Hang, your customers in South China are busy in early December, so you have until 16 December.", [("rollout", "zhouhang", "12-16 18:00")]),
        ("As for South China, Zhou Hang told me that 16 December is realistic, so let us go with that.", [("rollout", "zhouhang", "12-16 18:00")]),
        ("Sorry for the delay, the release slipped because of a bug we found on 12 November.\n\nSun Li has until 11 December for East China. Han Bing restricts 8.0 and below on 21 December.", [("rollout", "sunli", "12-11 18:00"), ("restrict", "hanbing", "12-21 18:00")]),
        # Each in a line of its own they are sentences still.
        (
            "I would like Sun Li to get East China done by December 11.\n\nOverseas is with Lin Tao and should be complete by 2026-12-16.\n\nExpect my summary on Dec 30.\n\nLet me know by Wednesday if anything clashes.",
            [("rollout", "sunli", "12-11 18:00"), ("rollout-2", "lintao", "12-16 18:00"), ("finalize", "chenjing", "12-30 18:00")],
        ),
        ("Zhou Hang takes South China, due 16 December. Expect my summary on 30 December.", [("rollout", "zhouhang", "12-16 18:00"), ("finalize", "chenjing", "12-30 18:00")]),
        # No name, and no end of the plan's work; who is spoken of again, and why it is then.
        ("Sun Li upgrades East China by December 11.\nShort summary from my side on 30 December. Ends March 31.", [("rollout", "sunli", "12-11 18:00"), ("finalize", "chenjing", "12-30 18:00")]),
        ("Sun Li upgrades East China by December 11. I'll wrap things up on Dec 30.", [("rollout", "sunli", "12-11 18:00"), ("finalize", "chenjing", "12-30 18:00")]),
        ("We start in East China with Sun Li on December 4, and provided all is well, Zhou Hang follows suit a week later.", [("rollout", "sunli", "12-04 18:00"), ("rollout-2", "zhouhang", "12-11 18:00")]),
        ("Sun Li upgrades East China by December 11. Lin Tao has 12 servers; his will be upgraded on the 21st.", [("rollout", "sunli", "12-11 18:00"), ("rollout-2", "lintao", "12-21 18:00")]),
        ("Sun Li: East China, by December 11.\nLin Tao: Overseas, he needs to wait for the freeze to be over so January 8.", [("rollout", "sunli", "12-11 18:00"), ("rollout-2", "lintao", "01-08 18:00")]),
        ("Please download it from 官网. East China by Sun Li before December 11, Overseas Lin Tao needs a bit longer so 12/18.", [("rollout", "sunli", "12-11 18:00"), ("rollout-2", "lintao", "12-18 18:00")]),
        # With whom it was agreed; what follows a part is no whole of it; whose month it is.
        ("This is agreed with Sun Li, Zhou Hang and Lin Tao on Tuesday. Sun Li upgrades 15 pilot shops by December 9. If nothing breaks, all of East China follows by Dec 18.", [("rollout", "sunli", "12-09 18:00"), ("rollout-2", "sunli", "12-18 18:00")]),
        ("Agreed with Sun Li, and Zhou Hang does South China by December 9.", [("rollout", "zhouhang", "12-09 18:00")]),
        ("Sun Li upgrades East China by December 9. Lin Tao does Overseas in January, no later than the 15th.", [("rollout", "sunli", "12-09 18:00"), ("rollout-2", "lintao", "01-15 18:00")]),
        ("Sun Li upgrades East China by December 9. Lin Tao does Overseas, no later than the 15th. Results will be collected by me until 22 December.", [("rollout", "sunli", "12-09 18:00"), ("rollout-2", "lintao", "12-15 18:00"), ("finalize", "chenjing", "12-22 18:00")]),
        ("Sun Li does East China on December 9 and Zhou Hang South China on the 11th (his day). 400 servers at most.", [("rollout", "sunli", "12-09 18:00"), ("rollout-2", "zhouhang", "12-11 18:00")]),
        ("Sun Li does East China by Wednesday the 9th, Zhou Hang South China on Fri 11th.", [("rollout", "sunli", "12-09 18:00"), ("rollout-2", "zhouhang", "12-11 18:00")]),
        ("Zhou Hang takes South China, due 16 December.\nI'll write up the results by December 30.", [("rollout", "zhouhang", "12-16 18:00"), ("finalize", "chenjing", "12-30 18:00")]),
    ],
)  # fmt: skip
def test_an_english_letter_tells_its_nodes(text: str, nodes: list[tuple[str, str, str]]) -> None:
    understood = read("[PLAN] Xingqiao Server 8.7.0 upgrade", f"Hi all,\n\nXingqiao Server 8.7.0 is on the official website.\n\n{text}")
    plan_of(understood)
    assert [(key, owner, due) for key, owner, _, due in brief(understood)] == nodes


def test_what_leads_on_to_the_plan_is_no_field_that_takes_it_in() -> None:
    text = "大家好，跟各业务部商量过了，结果如下：\n华东12月14日起限制6.2及以下，孙丽负责。"
    assert brief(read("【计划】星桥客户端7.0版本限制", text)) == [("restrict", "sunli", (), "12-14 18:00")]


def test_nobody_may_log_in_restricts_and_who_shuts_it_off_later_has_the_delay() -> None:
    text = "Nobody will be able to log in with 4.x from 18 December. Sun Li takes care of the East, Zhou Hang of the South. Lin Tao's customers overseas get until 15 January, he'll pull the plug then.\nSummary from me on 22 January, or a week later."
    understood = read("[PLAN] Xingqiao client 4.x is retired", f"5.3 is on the official site. {text}")
    assert [(key, owner, due) for key, owner, _, due in brief(understood)][:3] == [("restrict", "sunli", "12-18 18:00"), ("restrict-2", "zhouhang", "12-18 18:00"), ("delay", "lintao", "01-15 18:00")]
    (limit,) = understood.fields["restrictions"]
    assert (limit["versions"], limit["scope"], limit["delayed_until"][:10]) == ("4.x", "overseas", "2027-01-15")


def test_an_english_plan_ends_with_its_final_summary() -> None:
    understood = read("[PLAN] Xingqiao Server 8.7.0 upgrade", "Sun Li upgrades East China by December 11. My summary follows on December 30.")
    assert [node["title"] for node in understood.nodes][-1] == "Final summary"


def test_nodes_of_one_sentence_bear_each_the_name_of_their_own_owner() -> None:
    text = "5.7 以前的（含 5.7）漏洞比较多，安全部那边催得紧，我们定在12月22日零点切掉。华东孙丽执行，华南周航执行。\n总结我1月25日发。"
    titles = [node["title"] for node in read("【计划】星桥客户端 6.1 及老版本处理", text).nodes if node["key"].startswith("restrict")]
    assert len(set(titles)) == len(titles) == 2


@pytest.mark.parametrize(
    ("text", "nodes"),
    [
        (
            "周航你先挑 20 家店试，12月4日前下好；没问题12月11日前华南全下。",
            [("rollout", "zhouhang", "12-04 18:00"), ("rollout-2", "zhouhang", "12-11 18:00")],
        ),
        # A whole beside all that is done in it is told twice.
        ("只动华南，12月内做完。周航12月4日前下发。", [("rollout", "zhouhang", "12-04 18:00")]),
    ],
)
def test_the_rest_of_a_place_is_a_node_beside_its_first_part(text: str, nodes: list[tuple[str, str, str]]) -> None:
    understood = read("【计划】扩展参数下发", f"queue.size=500\n{text}")
    assert [(key, owner, day) for key, owner, _, day in brief(understood)] == nodes


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("孙丽12月21日前升完华东，周航28号前升完华南。", ["12月21日前", "28号"]),
        ("Sun Li upgrades East China by Dec 21, Zhou Hang upgrades South China by the 28th.", ["Dec 21", "the 28th"]),
        ("孙丽 12 月 21 日前升完华东，周航 12 月 28 日前升完华南。", ["12 月 21 日前", "12 月 28 日前"]),
    ],
)
def test_a_day_is_shown_as_it_was_written(text: str, written: list[str]) -> None:
    understood = read(_SUBJECT, text)
    assert [one.words for one in understood.readings if one.field.endswith(".due")] == written
