"""What colleagues write beside the forms: a PM's other date while planning, a request for the version, a passed-on mail."""

import pytest
from plans import TITLE, TWO
from telling import exported, heard, nodes, reasons, said, states
from theatre import PlayHouse


@pytest.fixture
def planned(house: PlayHouse) -> PlayHouse:
    assert said(house.receives(TITLE, TWO.replace("官网：https://www.corp.example/xq/8.2.1", "获取方式：找产品经理"))) == "accepted plan"
    return house


@pytest.mark.parametrize("text", ["好的，那全量升级改到12月16日", "行，全量升级推迟到12月16日吧", "OK，全量升级调整到 12/16"])
def test_a_pms_other_date_while_planning_is_a_revision(planned: PlayHouse, text: str) -> None:
    planned.replies("不同意，12月11日太赶", to=planned.last(template="plan-opened"), sender="周航")
    done = planned.replies(text, to=planned.last(template="plan-objected"), sender="陈静")
    node = planned.campaign().node("rollout-2")
    assert (said(done), planned.campaign().revision) == ("accepted revision", 2)
    assert (planned.local(node.due), node.postponed_from) == ("2026-12-16 18:00", None)
    assert [n.key for n in planned.campaign().nodes] == ["rollout", "rollout-2", "restrict", "finalize"]
    assert [n.order for n in planned.campaign().nodes] == [1, 2, 3, 4]
    assert planned.verifies()


def test_a_pms_other_date_while_tracking_is_a_postponement(planned: PlayHouse) -> None:
    opened = planned.last(template="plan-opened")
    for who in ("孙丽", "周航"):
        planned.replies("同意", to=opened, sender=who)
    done = planned.replies("全量升级改到12月16日", to=opened, sender="陈静")
    node = planned.campaign().node("rollout-2")
    assert (said(done), planned.campaign().revision) == ("accepted postponement", 1)
    assert planned.local(node.postponed_from) == "2026-12-11 18:00"


@pytest.mark.parametrize("text", ["转给李想看下", "转给李想", "已转给李想确认"])
def test_a_colleague_passes_a_mail_on_and_hands_nothing_over(planned: PlayHouse, text: str) -> None:
    assert said(planned.replies(text, to=planned.last(template="plan-opened"), sender="孙丽")) == "accepted note"


@pytest.mark.parametrize(
    "text",
    [
        "麻烦提供一下 8.2.1 安装包",
        "请把升级包发我一份，谢谢",
        "我们明天开始，申请领取版本。",
        "升级包发一下",
        "Could you send us the installer?",
    ],
)
def test_a_department_asks_for_the_version_in_any_mail(planned: PlayHouse, text: str) -> None:
    opened = planned.last(template="plan-opened")
    asked = planned.replies(text, to=opened, sender="周航")
    assert said(asked) == "accepted query"
    request = planned.last(to="陈静", template="obtain-requested")
    assert text in planned.text(request)
    assert said(planned.replies("已放到 ftp://ftp.corp.example/xq", to=request, sender="陈静")) == "accepted note"
    assert "ftp.corp.example/xq" in planned.text(planned.last(to="周航", template="obtain-answered"))


def test_a_department_that_has_been_told_where_says_that_it_has_it(house: PlayHouse) -> None:
    plan = "产品：星桥服务端\n版本：8.2.1\n获取方式：找我要\n1. 12月2日前 版本获取（孙丽）\n2. 12月9日前 全量升级（周航）\n"
    house.receives(TITLE, plan)
    house.replies("同意，麻烦给一下安装包", to=house.last(template="plan-opened"), sender="孙丽")
    assert house.campaign().part("华东业务部").answer == "confirmed"
    house.replies("链接 https://pan.corp.example/s/59x 提取码 8k2d", to=house.last(template="obtain-requested"), sender="陈静")
    told = house.last(to="孙丽", template="obtain-answered")
    assert "提取码 8k2d" in house.text(told)
    assert said(house.replies("拿到了，谢谢", to=told, sender="孙丽")) == "accepted node_result"
    assert states(house) == {"obtain": "done", "rollout": "pending", "finalize": "pending"}


@pytest.mark.parametrize(
    "text", ["请提供 8.0 版本的测试报告", "希望版本限制放到月底", "请大家给一下版本号", "需要给客户发通知，版本问题不大"]
)
def test_a_word_about_versions_asks_for_none(planned: PlayHouse, text: str) -> None:
    since = len(planned.posts())
    planned.replies(text, to=planned.last(template="plan-opened"), sender="周航")
    assert [line for line in heard(planned, since) if "obtain" in line] == []


def test_a_tagged_result_is_never_passed_over_in_silence(planned: PlayHouse) -> None:
    done = planned.receives("【结果】SU-2026-0001 版本限制", "旧版本，低版本，都设好了，请查收限制清单。", sender="韩冰")
    assert (said(done), reasons(planned, done)) == ("rejected node_result", ["evidence-missing-restriction"])
    assert states(planned)["restrict"] == "pending"


@pytest.mark.parametrize("subject", ["【计划】SU-2026-0001 状态：取消", "[PLAN] [SU-2026-0001] status: cancelled"])
def test_an_order_stands_in_the_subject_with_its_reason_below(planned: PlayHouse, subject: str) -> None:
    assert said(planned.receives(subject, "需求变更，不做了")) == "accepted cancellation"
    assert planned.campaign().stage == "cancelled"
    assert "需求变更，不做了" in planned.text(planned.last(to="孙丽", template="campaign-cancelled"))


def test_a_restriction_and_its_delay_for_some_are_one(house: PlayHouse) -> None:
    plan = TWO + "\n8.0 及以下版本 12 月 18 日零点起限制；海外的延迟到 1 月 15 日。\n"
    assert said(house.receives(TITLE, plan)) == "accepted plan"
    assert exported(house)["restrictions"] == [
        {
            "versions": "≤8.0",
            "effective": "2026-12-18T00:00:00+08:00",
            "delayed_until": "2027-01-15",
            "scope": "海外",
        }
    ]
    assert "8.0 及以下，2026-12-18 00:00 起；海外延迟到 2027-01-15" in house.text(house.last(to="陈静", purpose="receipt"))


def test_a_longer_delay_for_some_leaves_the_others_answers(house: PlayHouse) -> None:
    plan = TWO + "\n部门：华东业务部、华南业务部、海外业务部\n\n8.0 及以下版本 12 月 18 日零点起限制；海外的延迟到 1 月 15 日。\n"
    house.receives(TITLE, plan)
    opened = house.last(template="plan-opened")
    for who in ("孙丽", "周航", "林涛"):
        house.replies("同意", to=opened, sender=who)
    assert said(house.receives("【计划】SU-2026-0001 修订", plan.replace("1 月 15 日", "1 月 29 日"))) == "accepted revision"
    assert {p.name: p.answer for p in house.campaign().departments if p.asks} == {
        "华东业务部": "confirmed",
        "华南业务部": "confirmed",
        "海外业务部": "pending",
    }


def test_fix_waits_until_the_last_defect_is_closed_also_if_all_are_answered(house: PlayHouse) -> None:
    plan = TWO.replace("| 灰度升级", "| 缺陷修复 | 研发部 | 冯雪 | 2026-12-02 |\n| 灰度升级")
    house.receives(TITLE, plan)
    house.receives("【缺陷】SU-2026-0001 日志乱码", "严重程度：一般", sender="吴敏")
    house.replies("处理结果：已在 8.2.2 修复", to=house.last(template="issue-raised"), sender="郑凯")
    refused = house.receives("【完成】SU-2026-0001 缺陷修复", "都修好了", sender="冯雪")
    assert (said(refused), reasons(house, refused)) == ("rejected node_result", ["defects-unclosed"])
    house.replies("验证通过", to=house.last(to="吴敏", template="issue-answered"), sender="吴敏")
    assert states(house)["fix"] == "done"


@pytest.mark.parametrize("text", ["【查询】云顶参数下发情况", "[QUERY] 参数下发到哪里了"])
def test_a_question_without_a_code_is_about_the_product_it_names(house: PlayHouse, text: str) -> None:
    plan = "产品：云顶\n参数：heartbeat=30\n1. 12月10日前 参数下发（孙丽）\n"
    assert said(house.receives("【计划】云顶扩展参数下发", plan)) == "accepted plan"
    assert said(house.receives(text, "", sender="孙丽")) == "accepted query"
    assert "陈静" in house.text(house.last(to="孙丽", template="parameters"))


def test_a_summary_keeps_no_heading_and_no_waiver(house: PlayHouse) -> None:
    house.receives(TITLE, TWO)
    text = "总结：整体平稳。\n放行：全量升级转下一期\n\n版本\t数量\n8.2.1\t480\n8.0\t20\n"
    assert said(house.receives("【总结】SU-2026-0001", text)) == "accepted summary"
    assert exported(house)["summary"] == "整体平稳。"
    assert "总结：" not in house.text(house.last(to="陈静", purpose="receipt")).partition("我这样理解")[2].partition("整体")[0]


def test_a_title_says_which_node_is_reported_where_the_text_mentions_anothers(planned: PlayHouse) -> None:
    text = "已对完成升级的 86 台生效，限制 8.0 以下，11月30日0:00 起"
    done = planned.receives("【结果】SU-2026-0001 版本限制", text, sender="韩冰")
    assert (said(done), states(planned)["restrict"]) == ("accepted node_result", "done")


def test_another_pm_whom_the_plan_names_is_told_of_it(house: PlayHouse) -> None:
    house.receives(TITLE, TWO + "\n产品经理：陈静、王磊\n")
    assert "wanglei@corp.example" in house.last(template="plan-opened").cc


def test_counts_written_with_commas_are_no_part_of_the_summary(house: PlayHouse) -> None:
    house.receives(TITLE, TWO)
    text = "总结：其余转下期。\n\n版本,数量\n8.2.1,480\n8.0,20\n\n放行：客户要求\n"
    assert said(house.receives("【总结】SU-2026-0001", text)) == "accepted summary"
    assert exported(house)["summary"] == "其余转下期。"


def test_what_is_done_has_reached_its_total(planned: PlayHouse) -> None:
    planned.receives("【进度】SU-2026-0001 全量升级", "已升级 320 / 500", sender="周航")
    planned.receives("【结果】SU-2026-0001 全量升级", "已全部升级完成", sender="周航")
    node = next(n for n in exported(planned)["nodes"] if n["key"] == "rollout-2")
    assert (node["state"], node["progress"]) == ("done", {"done": 500, "total": 500})


def test_the_first_builds_number_leaves_the_campaigns_version(house: PlayHouse) -> None:
    house.receives(TITLE, TWO.replace("| 灰度升级", "| 提交测试 | 研发部 | 郑凯 | 2026-12-01 |\n| 灰度升级"))
    first = house.receives("【结果】SU-2026-0001 提交测试", "8.2.1 已提交测试，构建号 8.2.1.1021。", sender="郑凯")
    assert (said(first), house.campaign().version) == ("accepted node_result", "8.2.1")
    assert house.campaign().node("build").evidence == ("version:8.2.1.1021",)
    following = house.receives("【结果】SU-2026-0001 提交测试", "版本：8.2.1.1044", sender="郑凯")
    assert (said(following), house.campaign().version) == ("accepted node_result", "8.2.1.1044")


def test_a_build_written_behind_the_version_leaves_it_too(house: PlayHouse) -> None:
    house.receives(TITLE, TWO.replace("| 灰度升级", "| 提交测试 | 研发部 | 郑凯 | 2026-12-01 |\n| 灰度升级"))
    first = house.receives("【结果】SU-2026-0001 提交测试", "8.2.1 build 1021 已提交测试。", sender="郑凯")
    assert (said(first), house.campaign().version) == ("accepted node_result", "8.2.1")
    following = house.receives("【结果】SU-2026-0001 提交测试", "8.2.2 build 1044 已提交测试。", sender="郑凯")
    assert (said(following), house.campaign().version) == ("accepted node_result", "8.2.2 build 1044")


def test_a_summary_tells_of_what_was_left_undone_and_of_each_region(house: PlayHouse) -> None:
    house.receives(TITLE, TWO + "\n区域：华东、华南\n")
    text = "放行：其余转下期\n\n区域\t版本\t数量\n华东\t8.2.1\t98\n华东\t8.0\t2\n海外\t8.2.1\t10\n"
    assert said(house.receives("【总结】SU-2026-0001 整体平稳", text)) == "accepted summary"
    summary = house.text(house.last(purpose="summary"))
    wanted = ("全量升级 周航", "没有完成", "华东 98/100（98%）", "海外 10/10（100%，不在授权区域内）")
    assert [w for w in wanted if w not in summary] == []


def test_a_revision_by_its_table_misses_nothing_that_the_plan_says(planned: PlayHouse) -> None:
    table = TWO.partition("\n\n")[2].replace("2026-12-11", "2026-12-14")
    done = planned.replies("计划调整如下：\n\n" + table, to=planned.last(to="陈静", purpose="receipt"), sender="陈静")
    assert said(done) == "accepted revision"
    missing = planned.text(planned.last(to="陈静", purpose="receipt")).partition("没写、也可以不写：")[2].partition("\n")[0]
    assert missing == "区域、限制、指导意见、目标覆盖率。"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("queue.size = 4096", "4096"),
        ("queue.size 改为 4096", "4096"),
        ("tls.min=1.3\nqueue.size: 8192", "8192"),
        ("好的，那改成：\nqueue.size = 4096\n谢谢", "4096"),
    ],
)
def test_a_pms_line_sets_a_parameter_anew(house: PlayHouse, text: str, expected: str) -> None:
    plan = "产品：云顶\n参数：\ntls.min = 1.2\nqueue.size = 2048\n节点：\n1. 12月10日前 参数下发（孙丽）\n"
    house.receives("【计划】云顶扩展参数下发", plan)
    assert said(house.replies(text, to=house.last(to="陈静", purpose="receipt"), sender="陈静")) == "accepted revision"
    assert [p.name for p in house.campaign().parameters] == ["tls.min", "queue.size"]
    assert house.campaign().parameters[1].value == expected


def test_a_revision_that_lists_one_parameter_leaves_the_others(house: PlayHouse) -> None:
    plan = "产品：云顶\n参数：\ntls.min = 1.2\nqueue.size = 2048\n节点：\n1. 12月10日前 参数下发（孙丽）\n"
    house.receives("【计划】云顶扩展参数下发", plan)
    assert said(house.receives("【计划】PR-2026-0001", "参数：\nqueue.size = 4096\nretry = 3")) == "accepted revision"
    assert [(p.name, p.value) for p in house.campaign().parameters] == [("tls.min", "1.2"), ("queue.size", "4096"), ("retry", "3")]


def test_a_revision_repeats_a_restriction_that_is_in_force(house: PlayHouse) -> None:
    plan = TWO + "\n版本限制：8.0 及以下，12月3日起限制\n"
    house.receives(TITLE, plan)
    house.passes(until="2026-12-07 10:00")
    later = plan.replace("2026-12-11", "2026-12-14")
    assert said(house.receives("【计划】SU-2026-0001 修订", later)) == "accepted revision"
    assert exported(house)["restrictions"][0]["effective"] == "2026-12-03"
    moved = later.replace("12月3日起", "12月4日起")
    assert said(house.receives("【计划】SU-2026-0001 修订", moved)) == "rejected revision"


def test_a_submission_of_today_is_no_promise(house: PlayHouse) -> None:
    house.receives(TITLE, TWO.replace("| 灰度升级", "| 提交测试 | 研发部 | 郑凯 | 2026-12-01 |\n| 灰度升级"))
    done = house.receives("【结果】SU-2026-0001 提交测试", "版本：8.2.1.77，今天提交", sender="郑凯")
    assert (said(done), states(house)["build"]) == ("accepted node_result", "done")


def test_a_batch_with_its_total_is_progress(planned: PlayHouse) -> None:
    done = planned.receives("【进度】SU-2026-0001 全量升级", "第一批 15 套已完成，共 50 套", sender="周航")
    progress = planned.campaign().node("rollout-2").progress
    assert (said(done), progress and (progress.done, progress.total)) == ("accepted progress", (15, 50))


@pytest.mark.parametrize("text", ["新计划", "是新计划，不是修订", "另开一个，谢谢"])
def test_the_same_plan_again_may_be_another_one(planned: PlayHouse, text: str) -> None:
    again = TWO.replace("获取方式：找产品经理", "").replace("2026-12-11", "2026-12-18")
    assert said(planned.receives("【计划】星桥服务端8.2.1在线升级（第二批客户）", again)) == "rejected plan"
    opened = planned.replies(text, to=planned.last(to="陈静", purpose="fault"), sender="陈静")
    assert (said(opened), opened.campaign) == ("accepted plan", "SU-2026-0002")


@pytest.mark.parametrize("text", ["修订 SU-2026-0001", "修订", "是的，修订它。"])
def test_a_codeless_plan_of_one_node_answered_by_revision_leaves_the_other_nodes(planned: PlayHouse, text: str) -> None:
    one = "产品：星桥服务端\n版本：8.2.1\n\n| 节点 | 部门 | 负责人 | 完成时间 |\n| 收尾升级 | 海外业务部 | 林涛 | 2026-12-16 |\n"
    assert said(planned.receives("【计划】星桥服务端8.2.1在线升级", one)) == "rejected plan"
    revised = planned.replies(text, to=planned.last(to="陈静", purpose="fault"), sender="陈静")
    assert said(revised) == "accepted revision"
    assert nodes(planned) == [
        "rollout 孙丽 12-03 18:00 pending",
        "rollout-2 周航 12-11 18:00 pending",
        "restrict 韩冰 12-18 18:00 pending",
        "finalize 陈静 12-25 18:00 pending",
        "rollout-3 林涛 12-16 18:00 pending",
    ]


def test_a_subject_says_that_it_is_another_plan(planned: PlayHouse) -> None:
    opened = planned.receives("【计划】星桥服务端8.2.1在线升级（新计划，第二批客户）", TWO)
    assert (said(opened), opened.campaign) == ("accepted plan", "SU-2026-0002")


def test_an_admin_without_a_part_hands_over_and_nothing_else(planned: PlayHouse) -> None:
    assert said(planned.receives("【计划】SU-2026-0001", "状态：取消", sender="何平")) == "rejected cancellation"
    assert said(planned.receives("【计划】SU-2026-0001", "移交：王磊", sender="何平")) == "accepted handover"
    assert planned.campaign().pm == "wanglei@corp.example"


def test_a_fault_writes_none_of_several_dates(house: PlayHouse) -> None:
    assert said(house.receives(TITLE, TWO.replace("2026-12-11", "12月11日（周四）"))) == "rejected plan"
    text = house.text(house.last(to="陈静", purpose="fault"))
    assert ("12月11日（周四）〔请写明日期〕" in text, "我改了" in text) == (True, False)
