"""Lines of a plan with a day beside free words, and lines that name a department alone."""

import pytest
from plan_mails import brief, plan_of, read

Node = tuple[str, str, str]


def nodes(subject: str, text: str) -> list[Node]:
    understood = read(subject, text)
    plan_of(understood)
    return [(key, owner, due) for key, owner, _, due in brief(understood)]


def test_days_in_a_column_beside_free_words_are_lines_and_no_table() -> None:
    text = (
        "Server 8.4.0 is on the official site.\n\nSchedule\n"
        "  Dec 2   - everyone downloads the package\n"
        "  Dec 4   - pilot on 20 servers (Sun Li)\n"
        "  Dec 11  - full rollout, 华南 (周航)\n"
        "  Dec 21  - versions below 8.0 restricted by Han Bing\n"
        "  Dec 28  - summary (me)\n"
    )
    assert nodes("[PLAN] Starbridge server 8.4.0 online upgrade", text) == [
        ("obtain", "sunli", "12-02 18:00"),
        ("rollout", "sunli", "12-04 18:00"),
        ("rollout-2", "zhouhang", "12-11 18:00"),
        ("restrict", "hanbing", "12-21 18:00"),
        ("finalize", "chenjing", "12-28 18:00"),
    ]


@pytest.mark.parametrize(
    ("line", "done"),
    [
        ("- Sun Li: East China upgrade, Dec 4 18:00 done", False),
        ("- Sun Li: East China upgrade, done by Dec 4", False),
        ("- Sun Li: East China upgrade, completed on Dec 4", False),
        ("- 孙丽：华东 upgrade，12/4 18:00 done", False),
        # What stands apart from the day says how far it is.
        ("- East China upgrade - Sun Li - Dec 4 - done", True),
        ("- 华东升级 孙丽 12月4日 已完成", True),
    ],
)
def test_what_is_done_by_a_day_to_come_is_not_done(line: str, done: bool) -> None:
    plan = plan_of(read("[PLAN] Starbridge server 8.4.0 online upgrade", f"{line}\n- Zhou Hang: South China upgrade, Dec 9"))
    assert [(node.owner, node.done) for node in plan.nodes][:1] == [("sunli@corp.example", done)]


def test_lines_of_departments_are_what_departments_do_in_that_kind() -> None:
    text = "产品：星桥网关\n参数：net.mtu = 1400\n\n- 华东：孙丽，12月4日\n- 华南：周航，12月8日\n- 培训：李想，12月9日"
    assert nodes("【计划】参数下发", text) == [
        ("rollout", "sunli", "12-04 18:00"),
        ("rollout-2", "zhouhang", "12-08 18:00"),
        ("node-1", "lixiang", "12-09 18:00"),
    ]


def test_a_row_called_like_a_sum_with_an_owner_and_a_day_is_a_node() -> None:
    text = "产品：ratesvr\n版本：5.2.7\n\n组件升级    孙丽    12/18\n组件升级    周航    12/22\n汇总      陈静   12/29\n合计      2      3"
    assert nodes("【计划】ratesvr 组件升级", text)[-1] == ("finalize", "chenjing", "12-29 18:00")


def test_a_name_that_ends_in_v_keeps_it() -> None:
    assert plan_of(read("【计划】组件升级", "billsrv 4.1.0 已经放行。\n孙丽 12月4日前换完华东")).product == "billsrv"


def test_a_line_that_words_the_restriction_of_a_node_beside_it_is_no_second_node() -> None:
    text = "官网有\n升级 周航 12月8日\n版本限制 韩冰 12月14日\n5.3及以下12月14日限制\n"
    understood = read("【计划】天枢网关服务端5.4.3在线升级", text)
    assert [(r["versions"], r["effective"]) for r in understood.fields["restrictions"]] == [("≤5.3", "2026-12-14")]
    assert nodes("【计划】天枢网关服务端5.4.3在线升级", text)[1:] == [("restrict", "hanbing", "12-14 18:00")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("请下发扩展参数report_interval=120，只做华南，不超过1500个客户端。", [("report_interval", "120")]),
        ("把扩展参数 report_interval=120 下发一下。", [("report_interval", "120")]),
        ("参数：hosts = 10.1.1.1，10.1.1.2", [("hosts", "10.1.1.1，10.1.1.2")]),
        ("参数：banner = 欢迎使用", [("banner", "欢迎使用")]),
    ],
)
def test_a_parameter_in_a_sentence_ends_with_its_clause(text: str, expected: list[tuple[str, str]]) -> None:
    plan = plan_of(read("【计划】星桥客户端参数下发", f"{text}\n\n参数下发 孙丽 12月4日"))
    assert [(one.name, one.value) for one in plan.parameters] == expected
