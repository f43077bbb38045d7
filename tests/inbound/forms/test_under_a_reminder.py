"""What an owner answers to a reminder is understood or asked about; only thanks, talk and 在做 stay notes (SPEC 3, 9 "Replies")."""

import pytest
from sayings import CODE, campaign, says

from mailbot.campaign.outcome import Row

REMINDER = {"purpose": "reminder"}
ASKED = ["?node_result not-heard"]


def under_reminder(text: str) -> list[str]:
    return says(text, rows=(Row(n=1, campaign=CODE, asks="node", node="rollout"),), under=REMINDER)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        # Beside what is done, those that wait or failed are left: the node is not done.
        ("18台升好了，另外2台客户不让动", ["node_result rollout 18/20"]),
        ("18台已升级，另外2台下周升", ["node_result rollout 18/20"]),
        ("灰度18台升完，2台离线", ["node_result rollout 18/20"]),
        ("18台升好了，有2台报错", ["node_result rollout 18/20"]),
        ("20 台里 2 台失败，其余成功", ["node_result rollout failed 18/20"]),
        ("20 台里 2 台失败", ["node_result rollout failed"]),
        # 完成 closes beside figures where the rest is explained; else the receipt asks.
        ("升级完成。最终 18/20，另外 2 台客户已销户，不再升级。", ["node_result rollout done 18/20"]),
        ("Done: 18 of 20, the other 2 are decommissioned.", ["node_result rollout done 18/20"]),
        ("升级完成，18/20", ["node_result rollout 18/20"]),
        ("Could I get another week on this one? The customs are frozen until the 14th. New date would be Dec 16.", ["postponement rollout 12-16"]),
        ("客户冻结到14号，新的完成时间：12月16日", ["postponement rollout 12-16"]),
        ("18 servers done, the other 2 are offline", ["node_result rollout 18/20"]),
        # When it will be done, and that it failed.
        ("12月15日才能完成", ["promise rollout 12-15"]),
        ("昨晚没升上去", ["node_result rollout failed"]),
        ("周五下班前给结果", ["promise rollout 12-04"]),
        ("今晚升级，明天下午6点完成", ["promise rollout 12-04"]),
        ("18 台完成，另外两台明天", ["node_result rollout 18/20", "promise rollout 12-04"]),
        ("18 of 20 are done, the other two tomorrow", ["node_result rollout 18/20", "promise rollout 12-04"]),
        ("再给我们两个工作日吧", ["postponement rollout 12-07"]),
        # Told, and neither done nor a day for it: asked about.
        ("升级顺利，20台全过", ASKED),
        ("这边OK了，20台全升", ASKED),
        ("还差8台没升", ASKED),
        ("8 servers left", ASKED),
        ("升到第12台了", ASKED),
        ("Pilot is through.", ASKED),
        ("Doing it tonight.", ASKED),
        ("One more day please.", ASKED),
        ("今晚的窗口没用上，升级卡在脚本那步。", ASKED),
        # How far it is counts; the day is asked about.
        ("已升级 18 台，共 20 台，剩下的这周末和下周一夜里做", ["node_result rollout 18/20"]),
        ("剩下的下周一夜里做", ["?promise vague"]),
        ("We need an extra week for this: Dec 17.", ["postponement rollout 12-17"]),
        ("这周搞不定，要到下周二", ["postponement rollout 12-08"]),
        ("The pilot will slip by two days because of a power cut.", ["postponement rollout 12-05"]),
        ("上午升了5台，下午升了7台，累计12台，总数20", ["node_result rollout 12/20"]),
        ("还有2台", ASKED),
        ("客户要求取消这次升级", ASKED),
        ("升级包有问题，暂停升级，等研发", ["?issue issue-told"]),
        ("大概周五好（等客户窗口）", ["promise rollout 12-04"]),
        ("灰度这边大概周五好", ["promise rollout 12-04"]),
        ("灰度目前 12/20，剩下的下周二能搞定！", ["node_result rollout 12/20", "promise rollout 12-08"]),
        ("灰度升级的会周五开", ["?node_result not-heard"]),
        ("过半了", ASKED),
        ("不是我负责，是周航的", ASKED),
        ("已转李想处理", ASKED),
        ("做不了，客户不同意升级", ASKED),
        ("灰度升级取消吧", ASKED),
        # Talk.
        ("客户取消了预约，重新约了", ["note"]),
        ("领导不在，回来再说", ["note"]),
        ("收到，谢谢提醒", ["note"]),
        ("在弄了，有进展告诉你", ["note"]),
        ("还没开始", ["node_result rollout open"]),
        ("Noted, in progress.", ["node_result rollout open"]),
        ("已通知各门店12月18日起限制", ["note"]),
        ("我周五休假，有事找李想", ["note"]),
    ],
)
def test_an_answer_is_understood_or_asked_about(text: str, said: list[str]) -> None:
    assert under_reminder(text) == said


@pytest.mark.parametrize("text", ["周五下班前给结果", "已转李想处理", "Pilot is through.", "华东20台到8.2.1了"])
def test_the_same_words_that_answer_no_question_are_talk(text: str) -> None:
    assert says(text, to=campaign()) == ["note"]
