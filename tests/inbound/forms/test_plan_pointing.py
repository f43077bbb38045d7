"""Plans told in sentences that point back and forth: who, where and when stand in different clauses, and are one node."""

import pytest

from tests.inbound.forms.plan_mails import brief, read

_SUBJECT = "【计划】星桥服务端 8.7.0 在线升级"


@pytest.mark.parametrize(
    ("text", "nodes"),
    [
        # The day of what was told before, in its sentence or in the one before it.
        ("华东请李想负责升级，12月15日前升好；华南请周航负责，时间相同。", [("rollout", "lixiang", "12-15 18:00"), ("rollout-2", "zhouhang", "12-15 18:00")]),
        ("周航12月18日前升完华南。韩冰同一天把8.1以下的限掉。", [("rollout", "zhouhang", "12-18 18:00"), ("restrict", "hanbing", "12-18 18:00")]),
        ("East China is upgraded by Sun Li by December 8. The same goes for Zhou Hang in South China.", [("rollout", "sunli", "12-08 18:00"), ("rollout-2", "zhouhang", "12-08 18:00")]),
        # The first and the second of two, and each with what is theirs.
        ("华东和华南的升级分别由孙丽和周航负责，前者12月8日前完成，后者12月11日前完成。", [("rollout", "sunli", "12-08 18:00"), ("rollout-2", "zhouhang", "12-11 18:00")]),
        ("请孙丽和周航各自把自己区域的服务器升级好，截止时间都是12月11日17:00。", [("rollout", "sunli", "12-11 17:00"), ("rollout-2", "zhouhang", "12-11 17:00")]),
        ("Sun Li and Zhou Hang upgrade East China and South China respectively; both need to be done by December 11.", [("rollout", "sunli", "12-11 18:00"), ("rollout-2", "zhouhang", "12-11 18:00")]),
        (
            "Please get the package from me by December 4 (孙丽 and 林涛 each for their own department), and upgrade by 11 December in East China and by 18 December in Overseas.",
            [("obtain", "sunli", "12-04 18:00"), ("obtain-2", "lintao", "12-04 18:00"), ("rollout", "sunli", "12-11 18:00"), ("rollout-2", "lintao", "12-18 18:00")],
        ),
        # Who does it, in a clause or a sentence of its own.
        ("华东孙丽12月4日升完。总结由我来写，12月28日前发给大家。", [("rollout", "sunli", "12-04 18:00"), ("finalize", "chenjing", "12-28 18:00")]),
        (
            "East China is upgraded by Sun Li by December 8. Servers on 8.0 and below will be restricted from December 28; 韩冰 takes care of that.",
            [("rollout", "sunli", "12-08 18:00"), ("restrict", "hanbing", "12-28 18:00")],
        ),
        ("We would like to start with a pilot in Overseas, up to 30 servers, which Lin Tao (林涛) will finish by December 4.", [("rollout", "lintao", "12-04 18:00")]),
        ("华东12月8日前升完。这件事我和孙丽、李想都聊过，由李想具体执行，孙丽把关。", [("rollout", "lixiang", "12-08 18:00")]),
        # Whom one speaks with, who decides, and what was handed over do nothing by that.
        ("和韩冰、周航商量后，华东由孙丽12月8日前升完。", [("rollout", "sunli", "12-08 18:00")]),
        ("产品部决定这次把老版本限掉。\n华东由孙丽12月8日前升完，8.0及以下12月21日零点限制，韩冰负责。", [("rollout", "sunli", "12-08 18:00"), ("restrict", "hanbing", "12-21 00:00")]),
        ("测试部周五给了8.7.0的正式版，官网已挂。华东由孙丽12月8日前升完。", [("rollout", "sunli", "12-08 18:00")]),
        (
            "拿到最终版本后由我发给各业务部门（暂不上官网），华东、华南12月14日开始升级，12月25日前完成，分别由孙丽和周航负责。",
            [("rollout", "sunli", "12-25 18:00"), ("rollout-2", "zhouhang", "12-25 18:00")],
        ),
        ("计划12月7日起由孙丽组织华东升级，历时一周，12月11日收工。", [("rollout", "sunli", "12-11 18:00")]),
        ("华东由孙丽12月8日前升完。版本周五交给了测试部，不影响。", [("rollout", "sunli", "12-08 18:00")]),
        ("12月8日前孙丽完成华东升级，12月21日零点韩冰限制8.1以下。", [("rollout", "sunli", "12-08 18:00"), ("restrict", "hanbing", "12-21 00:00")]),
        # He and she are whom the clause before speaks of, not who did the deed before.
        ("孙丽12月8日之前把华东升完。周航那边我已经沟通过，他12月10日前完成华南。", [("rollout", "sunli", "12-08 18:00"), ("rollout-2", "zhouhang", "12-10 18:00")]),
        ("华东的20台试点放在12月4日，孙丽盯；12月9日全量升级，还是她。", [("rollout", "sunli", "12-04 18:00"), ("rollout-2", "sunli", "12-09 18:00")]),
        ("华南的升级从12月7日开始，周航承诺12月11日完成。", [("rollout", "zhouhang", "12-11 18:00")]),
        # Several days and several people or parts, told apart.
        ("升级：孙丽负责华东，周航负责华南，林涛负责海外。完成时间依次是12月8日、12月10日、12月16日。", [("rollout", "sunli", "12-08 18:00"), ("rollout-2", "zhouhang", "12-10 18:00"), ("rollout-3", "lintao", "12-16 18:00")]),
        ("华东的灰度和全量都由孙丽负责，时间分别是12月4日和12月10日。", [("rollout", "sunli", "12-04 18:00"), ("rollout-2", "sunli", "12-10 18:00")]),
        ("升级的节奏是先华东后华南，前者12月4日，后者12月9日，负责人还是孙丽和周航。", [("rollout", "sunli", "12-04 18:00"), ("rollout-2", "zhouhang", "12-09 18:00")]),
        ("本次升级12月11日前完成。华东、华南分别由孙丽、周航负责。", [("rollout", "sunli", "12-11 18:00"), ("rollout-2", "zhouhang", "12-11 18:00")]),
        ("升级由孙丽（华东）、林涛（海外）两位负责，要求12月15日前全部完成，其中海外因为时差可以放宽到12月18日。", [("rollout", "sunli", "12-15 18:00"), ("rollout-2", "lintao", "12-18 18:00")]),
        ("组件由孙丽和林涛来升，孙丽的部分12月9日前，林涛的部分12月16日前。", [("rollout", "sunli", "12-09 18:00"), ("rollout-2", "lintao", "12-16 18:00")]),
        ("升级由各业务部门自行组织，负责人：华东孙丽、华南周航，均须在12月11日18时前完成，完成后当日报韩冰。", [("rollout", "sunli", "12-11 18:00"), ("rollout-2", "zhouhang", "12-11 18:00")]),
        ("总体时间：12月7日至12月18日。其中华东7日至9日（孙丽），华南10日至14日（周航）。", [("rollout", "sunli", "12-09 18:00"), ("rollout-2", "zhouhang", "12-14 18:00")]),
        ("Zhou Hang can begin in South China on December 9. He is expected to be done by December 14.", [("rollout", "zhouhang", "12-14 18:00")]),
        ("The servers in East China are going to be upgraded next. Sun Li does it on December 3, from 22:00 to 23:30.", [("rollout", "sunli", "12-03 23:30")]),
        ("Zhou Hang upgrades South China between December 7 and December 11.", [("rollout", "zhouhang", "12-11 18:00")]),
        # Who writes and expects does nothing by that, nor what was agreed before a condition.
        ("I expect East China to be upgraded by Sun Li within the first week of December, that is by December 4.", [("rollout", "sunli", "12-04 18:00")]),
        ("We have agreed with Sun Li that East China will be upgraded by December 8, while Zhou Hang will need until December 11 for South China because of the data centre move.", [("rollout", "sunli", "12-08 18:00"), ("rollout-2", "zhouhang", "12-11 18:00")]),
        ("East China needs to be finished before South China starts, so Sun Li has until December 8.", [("rollout", "sunli", "12-08 18:00")]),
        ("孙丽这次不参与，华东由李想全权负责，12月8日前升完。", [("rollout", "lixiang", "12-08 18:00")]),
        ("原计划周航12月8日升级华南，现在客户要求推后一周，改成12月15日。", [("rollout", "zhouhang", "12-15 18:00")]),
        ("限制的事请韩冰在升级全部结束后的第二个工作日做，即12月14日。华东由孙丽12月10日前升完。", [("restrict", "hanbing", "12-14 18:00"), ("rollout", "sunli", "12-10 18:00")]),
        ("华东孙丽12月8日升完，两批都升完、观察三个工作日以后，由韩冰在12月21日零点把8.1及以下限掉。", [("rollout", "sunli", "12-08 18:00"), ("restrict", "hanbing", "12-21 00:00")]),
        ("海外的林涛和华东的孙丽分别在12月10日和12月18日前完成升级。", [("rollout", "lintao", "12-10 18:00"), ("rollout-2", "sunli", "12-18 18:00")]),
        ("华东和华南由孙丽、周航负责升级，前者12月8日前完成，后者12月16日前完成。", [("rollout", "sunli", "12-08 18:00"), ("rollout-2", "zhouhang", "12-16 18:00")]),
        ("周航12月10日前升完华南，林涛因为客户原因要到12月16日才能升完海外。", [("rollout", "zhouhang", "12-10 18:00"), ("rollout-2", "lintao", "12-16 18:00")]),
        ("华东由孙丽负责、李想配合，华南由周航负责，升级时间华东为12月8日、华南为12月10日，均为下班前。", [("rollout", "sunli", "12-08 18:00"), ("rollout-2", "zhouhang", "12-10 18:00")]),
        ("8.7.0的升级计划跟上次一样，华东孙丽、华南周航、海外林涛，只是时间改成12月9日、12月11日、12月16日。", [("rollout", "sunli", "12-09 18:00"), ("rollout-2", "zhouhang", "12-11 18:00"), ("rollout-3", "lintao", "12-16 18:00")]),
        ("除海外外，各区域均须在12月11日前完成升级，华东责任人孙丽，华南责任人周航。海外责任人林涛，可放宽至12月18日。", [("rollout", "sunli", "12-11 18:00"), ("rollout-2", "zhouhang", "12-11 18:00"), ("rollout-3", "lintao", "12-18 18:00")]),
        ("华东的升级由孙丽负责。时间是12月8日。", [("rollout", "sunli", "12-08 18:00")]),
        ("孙丽已经同意把华东的升级提前到12月4日。", [("rollout", "sunli", "12-04 18:00")]),
        ("华东12月4日升一半，12月11日升完，孙丽统筹，李想现场执行。", [("rollout", "lixiang", "12-04 18:00"), ("rollout-2", "lixiang", "12-11 18:00")]),
        ("林涛负责海外的升级，先升新加坡，12月4日；再升法兰克福，12月8日。", [("rollout", "lintao", "12-04 18:00"), ("rollout-2", "lintao", "12-08 18:00")]),
        ("研发12月2日前提测，由郑凯负责；华东孙丽12月8日升完。", [("build", "zhengkai", "12-02 18:00"), ("rollout", "sunli", "12-08 18:00")]),
        ("Could Sun Li please take East China and Zhou Hang South China? The deadline for both is December 10, close of business.", [("rollout", "sunli", "12-10 18:00"), ("rollout-2", "zhouhang", "12-10 18:00")]),
        ("Three colleagues upgrade: Sun Li in East China, Zhou Hang in South China and Lin Tao in Overseas. The dates are December 8, December 10 and December 16 respectively.", [("rollout", "sunli", "12-08 18:00"), ("rollout-2", "zhouhang", "12-10 18:00"), ("rollout-3", "lintao", "12-16 18:00")]),
        ("East China and South China are upgraded by Sun Li and Zhou Hang respectively, the former by Dec 8 and the latter by 14 December.", [("rollout", "sunli", "12-08 18:00"), ("rollout-2", "zhouhang", "12-14 18:00")]),
        ("By December 11, Lin Tao will have upgraded Overseas. Zhou Hang will upgrade South China by December 8, and so will Sun Li in East China.", [("rollout", "lintao", "12-11 18:00"), ("rollout-2", "zhouhang", "12-08 18:00"), ("rollout-3", "sunli", "12-08 18:00")]),
        ("Our plan is to have East China upgraded first. This is Sun Li's job, and her target is December 8. Once that is done, Zhou Hang starts with South China. His target is December 14.", [("rollout", "sunli", "12-08 18:00"), ("rollout-2", "zhouhang", "12-14 18:00")]),
        ("孙丽和周航都在12月9日升级，孙丽升华东，周航升华南，如遇异常立即停止并通知韩冰。", [("rollout", "sunli", "12-09 18:00"), ("rollout-2", "zhouhang", "12-09 18:00")]),
        ("孙丽取包时间12月2日，升级时间12月4日；林涛取包时间12月3日，升级时间12月8日。", [("obtain", "sunli", "12-02 18:00"), ("rollout", "sunli", "12-04 18:00"), ("obtain-2", "lintao", "12-03 18:00"), ("rollout-2", "lintao", "12-08 18:00")]),
        ("We need the upgrade to be done in both regions by December 10: Sun Li in East China, Zhou Hang in South China.", [("rollout", "sunli", "12-10 18:00"), ("rollout-2", "zhouhang", "12-10 18:00")]),
        ("It would be great if Sun Li could have East China ready by December 8 and if Zhou Hang could follow with South China by December 10.", [("rollout", "sunli", "12-08 18:00"), ("rollout-2", "zhouhang", "12-10 18:00")]),
        # A day that counts from the one before, and one said again.
        ("吴敏那边12月3日测完，报告同日给出，最终版本次日提交。华东由孙丽12月8日前升完。", [("test", "wumin", "12-03 18:00"), ("report", "wumin", "12-03 18:00"), ("release", "wumin", "12-04 18:00"), ("rollout", "sunli", "12-08 18:00")]),
        ("孙丽12月4日前找我拿包。拿到以后一周内升完，也就是12月11日前。", [("obtain", "sunli", "12-04 18:00"), ("rollout", "sunli", "12-11 18:00")]),
        ("先由孙丽在华东升级，12月2日前完成，观察两天后再由周航在华南升级，12月7日前完成。", [("rollout", "sunli", "12-02 18:00"), ("rollout-2", "zhouhang", "12-07 18:00")]),
        ("East China is on Sun Li, due December 8. South China is on Zhou Hang, due two days later, i.e. December 10.", [("rollout", "sunli", "12-08 18:00"), ("rollout-2", "zhouhang", "12-10 18:00")]),
        ("East China will be upgraded by Sun Li, starting December 7 and finishing by December 11. South China, which is looked after by Zhou Hang, follows a week later.", [("rollout", "sunli", "12-11 18:00"), ("rollout-2", "zhouhang", "12-18 18:00")]),
        ("East China (Sun Li) by December 8. After that, versions older than 8.1 are to be blocked by 韩冰 as of December 21.", [("rollout", "sunli", "12-08 18:00"), ("restrict", "hanbing", "12-21 18:00")]),
        ("The upgrade is pushed to East China by Sun Li on December 2 at 8 pm and to South China by Zhou Hang on December 3 at the same time.", [("rollout", "sunli", "12-02 20:00"), ("rollout-2", "zhouhang", "12-03 20:00")]),
    ],
)
def test_what_clauses_share_out_is_put_together(text: str, nodes: list[tuple[str, str, str]]) -> None:
    understood = read(_SUBJECT, f"各位好，\n{text}\n以上请各部门回复确认。")
    assert not understood.faults
    found = [(key, owner, due) for key, owner, _, due in brief(understood)]
    assert [one for one in found if one[0] != "finalize"] == [one for one in nodes if one[0] != "finalize"]
    assert all(one in found for one in nodes)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        # Where nobody works on the day after, and what days count from nobody can know.
        ("华东孙丽12月4日升完，华南周航次日升完。", "次日"),
        ("East China is on Sun Li, due December 8. South China is on Zhou Hang, due two days later.", "two days later"),
        ("华东孙丽12月8日升完，海外林涛比华东晚两天。", "两天"),
    ],
)
def test_what_cannot_be_counted_is_asked_about(text: str, asked: str) -> None:
    assert [fault.words for fault in read(_SUBJECT, text).faults] == [asked]


def test_a_surname_is_no_sunday_and_a_reason_no_place() -> None:
    understood = read("【计划】星桥客户端 5.6 版本限制", "Clients 5.3 and older must be restricted by Sun Li on December 14. Overseas customers get until January 15.")
    assert [(one["effective"], one["delayed_until"]) for one in understood.fields["restrictions"]] == [("2026-12-14", "2027-01-15")]
    understood = read("【计划】星桥客户端 5.6 版本限制", "12月14日起限制5.3及以下，由孙丽执行。海外的客户圣诞节前后不方便升级，所以延迟到2027年1月15日。")
    assert [(one["delayed_until"], one["scope"]) for one in understood.fields["restrictions"]] == [("2027-01-15", "海外")]
    understood = read("【计划】星桥客户端 5.6 版本限制", "5.3以下12月14日起限制，由孙丽执行。海外客户年底封网，延迟到1月15日，由林涛负责。")
    assert [(key, owner, due) for key, owner, _, due in brief(understood) if owner == "lintao"] == [("delay", "lintao", "01-15 18:00")]
    understood = read("[PLAN] StarBridge Client 5.6 restriction", "From December 14 clients older than 5.4 can no longer log in. 孙丽 configures this for East China. Overseas is exempt until January 29; Lin Tao will restrict it on that day.")
    assert [(one["effective"], one["delayed_until"], one["scope"]) for one in understood.fields["restrictions"]] == [("2026-12-14", "2027-01-29", "Overseas")]
    assert [due for _, owner, _, due in brief(understood) if owner == "lintao"] == ["01-29 18:00"]
    understood = read(_SUBJECT, "由孙丽12月8日前升级华东，最后韩冰12月21日限制8.1及以下。")
    assert [one["scope"] for one in understood.fields["restrictions"]] == [None]
    understood = read(_SUBJECT, "12月8日前孙丽完成华东升级，12月21日零点韩冰限制8.1以下。")
    assert [one["scope"] for one in understood.fields["restrictions"]] == [None]
