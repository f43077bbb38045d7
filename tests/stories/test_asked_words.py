"""Answers to queries and the words of notices: what was asked comes first, what is overdue is said (SPEC 3, 5)."""

import pytest
from plans import TITLE, TWO
from theatre import PlayHouse

PARAMETERS = """产品：星桥服务端
参数：heartbeat.interval = 60
参数：retry.max = 5

| 节点 | 部门 | 负责人 | 完成时间 |
| 华东下发 | 华东业务部 | 孙丽 | 2026-12-03 |
| 海外下发 | 海外业务部 | 林涛 | 2026-12-11 |
"""


@pytest.mark.parametrize("question", ["现在还剩哪些没完成？", "还有谁没做完", "哪些超期了？", "What is still open?"])
def test_a_query_after_what_is_open_is_answered_with_it_and_what_is_overdue(house: PlayHouse, question: str) -> None:
    house.receives(TITLE, TWO)
    house.replies("全量升级已完成", to=house.last(template="plan-opened"), sender="周航")
    house.passes(until="2026-12-08 10:00")
    house.receives("[查询] SU-2026-0001", question)
    answer = house.text(house.last(to="陈静", purpose="answer"))
    assert "已超期 1 个：灰度升级，孙丽，应于 12月3日（周四）18:00 完成。下一个：版本限制，韩冰，12月18日" in answer
    assert "还没完成的 3 个：灰度升级（孙丽，12月3日（周四），已超期）；版本限制" in answer


def test_a_plain_query_tells_the_standing_and_what_is_overdue(house: PlayHouse) -> None:
    house.receives(TITLE, TWO)
    house.passes(until="2026-12-08 10:00")
    house.receives("[查询] SU-2026-0001", "现在什么进展？")
    answer = house.text(house.last(to="陈静", purpose="answer"))
    assert "已超期 1 个：灰度升级" in answer
    assert "还没完成的" not in answer


def test_what_comes_next_and_is_long_due_is_called_overdue(house: PlayHouse) -> None:
    house.receives(TITLE, TWO)
    house.passes(until="2026-12-08 10:00")
    house.replies("全量升级已完成", to=house.last(template="plan-opened"), sender="周航")
    told = house.text(house.last(template="node-done"))
    assert "接下来：灰度升级，孙丽，应于 12月3日（周四）18:00 完成，已超期。" in told


def test_whoever_raised_an_issue_is_not_asked_to_respond_to_it(house: PlayHouse) -> None:
    house.receives(TITLE, TWO)
    house.receives("[缺陷] SU-2026-0001 打印超时", "并发打印 200 张时超时，一般。", sender="吴敏")
    assert "请韩冰、郑凯在" in house.text(house.last(template="issue-raised"))
    assert "韩冰、郑凯应在" in house.text(house.last(to="吴敏", purpose="receipt"))


def test_how_far_parameters_have_come_names_each_rollout_and_counts_a_place_once(house: PlayHouse) -> None:
    house.receives("[PLAN] 星桥服务端扩展参数下发", PARAMETERS)
    house.replies("华东下发已完成", to=house.last(template="plan-opened"), sender="孙丽")
    house.receives("[查询] PR-2026-0001 参数下发情况", "", sender="孙丽")
    before = house.text(house.last(to="孙丽", purpose="answer"))
    assert [line.split() for line in before.split("\n") if "下发  " in line] == [["华东下发", "已完成"], ["海外下发", "还没有进度"]]
    rows = "参数\t值\t数量\nheartbeat.interval\t60\t717\nheartbeat.interval\t30\t3\nretry.max\t5\t710\nretry.max\t3\t10"
    house.receives("[结果] PR-2026-0001 查询", rows)
    assert "覆盖 710/720，98.6%" in house.text(house.last(to="陈静", purpose="receipt"))


def test_a_product_s_latin_name_stands_apart_from_the_chinese_beside_it(house: PlayHouse) -> None:
    house.receives(TITLE, TWO.replace("星桥服务端", "StarBridge Server"))
    house.receives("[问题] SU-2026-0001 登录超时", "登录超时，一般。", sender="孙丽")
    assert "孙丽在 StarBridge Server 8.2.1（SU-2026-0001）提出" in house.text(house.last(template="issue-raised"))
    house.receives("[计划] SU-2026-0001", "状态：取消\n原因：客户不同意")
    assert "陈静取消了 StarBridge Server 8.2.1 的策略" in house.text(house.last(template="campaign-cancelled"))
