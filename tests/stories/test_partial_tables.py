"""Tables of the rows that change: in a revision and in a reply to a fault, the rows that they leave out stay (SPEC 5)."""

import pytest
from plans import TITLE, TWO
from telling import exported, nodes, said
from theatre import PlayHouse

HEAD = "产品：星桥服务端\n版本：8.2.1\n限制：8.0 及以下，12月18日0点起\n\n"
PLAN = """| 节点 | 负责人 | 完成时间 |
| 灰度升级 | 孙丽 | {pilot} |
| 全量升级 | 周航 | {full} |
| 版本限制 | 韩冰 | 12月18日 0点 |
| 最终确定 | 陈静 | 12月25日 |
"""
WHOLE = HEAD + PLAN.format(pilot="12月3日", full="12月11日")
BEFORE = [
    "rollout 孙丽 12-03 18:00 pending",
    "rollout-2 周航 12-11 18:00 pending",
    "restrict 韩冰 12-18 00:00 pending",
    "finalize 陈静 12-25 18:00 pending",
]
TWO_ROWS = "| 节点 | 负责人 | 完成时间 |\n| 全量升级 | 周航 | 12月16日 22:00 |\n| 最终确定 | 陈静 | 12月29日 |\n"


def outlook(text: str) -> str:
    """A text table as Outlook's HTML."""
    rows = [line.strip(" |").split("|") for line in text.splitlines() if line.startswith("|")]
    cells = ["".join(f"<td valign=top><p class=MsoNormal>{c.strip()}<o:p></o:p></p></td>" for c in row) for row in rows]
    before = "".join(f"<p class=MsoNormal>{line}</p>" for line in text.splitlines() if line and not line.startswith("|"))
    return f"{before}<table class=MsoNormalTable border=1>{''.join(f'<tr>{c}</tr>' for c in cells)}</table>"


@pytest.mark.parametrize("html", [True, False])
@pytest.mark.parametrize("words", ["以下两个节点有调整，其余节点不变：\n", "节点调整如下\n", "", "The rest stays as it is.\n"])
def test_a_table_of_the_rows_that_change_leaves_the_others(house: PlayHouse, words: str, html: bool) -> None:
    house.receives(TITLE, WHOLE)
    text = words + TWO_ROWS
    subject = "【计划】[SU-2026-0001] 部分节点调整"
    done = house.receives(subject, "" if html else text, html=outlook(text) if html else "")
    changed = ["rollout-2 周航 12-16 22:00 pending", "finalize 陈静 12-29 18:00 pending"]
    assert (said(done), nodes(house)) == ("accepted revision", [BEFORE[0], changed[0], BEFORE[2], changed[1]])


def test_what_such_a_table_left_alone_is_said(house: PlayHouse) -> None:
    house.receives(TITLE, WHOLE)
    house.receives("【计划】[SU-2026-0001] 调整", TWO_ROWS)
    assert "灰度升级、版本限制这次没有写，保持不变" in house.text(house.last(to="陈静", purpose="receipt"))


@pytest.mark.parametrize("words", ["计划重新发一遍，以此为准：\n", "原计划作废，新的如下\n", "产品：星桥服务端\n版本：8.2.1\n"])
def test_a_whole_plan_drops_what_it_leaves_out(house: PlayHouse, words: str) -> None:
    house.receives(TITLE, WHOLE)
    text = PLAN.format(pilot="12月3日", full="12月16日").replace("| 灰度升级 | 孙丽 | 12月3日 |\n", "")
    assert said(house.receives("【计划】[SU-2026-0001] 第二版", words + text)) == "accepted revision"
    assert [n.split()[0] for n in nodes(house) if n.endswith("cancelled")] == ["rollout"]


@pytest.mark.parametrize("html", [True, False])
def test_a_fault_is_answered_by_a_table_of_the_rows_that_were_wrong(house: PlayHouse, html: bool) -> None:
    assert said(house.receives(TITLE, HEAD + PLAN.format(pilot="下周", full="12月11日或12日"))) == "rejected plan"
    mended = "更正如下：\n| 节点 | 负责人 | 完成时间 |\n| 灰度升级 | 孙丽 | 12月3日 |\n| 全量升级 | 周航 | 12月11日 |\n"
    fault = house.last(to="陈静", purpose="fault")
    done = house.replies("" if html else mended, to=fault, sender="陈静", html=outlook(mended) if html else "")
    assert (said(done), nodes(house)) == ("accepted plan", BEFORE)


@pytest.mark.parametrize(
    ("text", "effective"),
    [
        ("版本限制推迟到12月22日零点", ["2026-12-22T00:00:00+08:00"]),
        ("版本限制 12/18→12/21", ["2026-12-21T00:00:00+08:00"]),
        ("版本限制推迟到12月22日下班前", ["2026-12-22T18:00:00+08:00"]),
        ("| 节点 | 完成时间 |\n| 版本限制 | 12月22日 0点 |\n| 全量升级 | 12月15日 |\n", ["2026-12-22T00:00:00+08:00"]),
        ("全量升级改到12月14日", ["2026-12-18T00:00:00+08:00"]),
        ("限制：8.1 及以下，12月21日起\n", ["2026-12-21"]),
    ],
)
def test_a_restriction_moves_with_its_node(house: PlayHouse, text: str, effective: list[str]) -> None:
    house.receives(TITLE, WHOLE)
    assert said(house.replies(text, to=house.last(template="receipt"), sender="陈静")) == "accepted revision"
    assert [r["effective"] for r in exported(house)["restrictions"]] == effective


def test_a_restriction_of_another_day_stays_when_the_node_moves(house: PlayHouse) -> None:
    house.receives(TITLE, WHOLE.replace("12月18日0点起", "12月28日0点起"))
    house.replies("版本限制推迟到12月22日零点", to=house.last(template="receipt"), sender="陈静")
    assert [r["effective"] for r in exported(house)["restrictions"]] == ["2026-12-28T00:00:00+08:00"]


def test_a_final_node_that_the_plan_names_stays_when_the_last_node_moves(house: PlayHouse) -> None:
    house.receives(TITLE, WHOLE)
    house.replies("版本限制推迟到12月22日零点，其他不变", to=house.last(template="receipt"), sender="陈静")
    assert nodes(house)[-1] == "finalize 陈静 12-25 18:00 pending"


def test_the_receipt_says_that_the_final_node_was_added(house: PlayHouse) -> None:
    house.receives(TITLE, WHOLE.replace("| 最终确定 | 陈静 | 12月25日 |\n", ""))
    (line,) = [x for x in house.text(house.last(template="receipt")).splitlines() if "最终确定" in x]
    assert line.endswith("← 没有写，按规定排在最后一个节点之后")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("更新一下这个节点：\n| 节点 | 负责人 | 完成时间 |\n| 全量升级 | 李想 | 12月14日 |\n", "accepted revision"),
        ("授权有两处变化：\n| 数量范围 | 不超过 800 台 |\n| 有效时间 | 2026-12-01 至 2027-06-30 |\n", "accepted revision"),
        ("调整如下，其他不变：\n| 节点 | 调整 |\n| 灰度升级 | 取消 |\n| 全量升级 | 改到12月14日 |\n", "accepted revision"),
        ("| 节点 | 负责人 | 状态 |\n| 全量升级 | 周航 | 进行中 |\n", "accepted note"),
        ("| 版本 | 数量 |\n| 8.2.1 | 320 |\n| 8.0 | 80 |\n", "accepted note"),
    ],
)
def test_a_reply_with_a_table_of_only_what_changes(house: PlayHouse, text: str, expected: str) -> None:
    house.receives(TITLE, WHOLE)
    done = house.replies("", html=outlook(text), to=house.last(template="receipt"), sender="陈静")
    assert (said(done), house.campaign().revision) == (expected, 2 if "revision" in expected else 1)


PARAMETERS = """产品：收银终端
区域：华东

| 参数名 | 参数值 |
| a.size | 64 |
| b.mode | {mode} |
| c.ttl | 30 |

| 节点 | 负责人 | 完成时间 |
| 参数下发 | 孙丽 | {due} |
| 最终确定 | 陈静 | 12月11日 |
"""
ONE_PARAMETER = "参数有一处调整：\n| 参数名 | 参数值 |\n| b.mode | safe |\n"


def test_a_table_of_one_parameter_sets_it_and_keeps_the_others(house: PlayHouse) -> None:
    expected = [("a.size", "64"), ("b.mode", "safe"), ("c.ttl", "30")]
    house.receives("【计划】收银终端参数下发", PARAMETERS.format(mode="fast", due="12月4日"))
    done = house.replies(ONE_PARAMETER, to=house.last(template="receipt"), sender="陈静")
    assert (said(done), [(p.name, p.value) for p in house.campaign().parameters]) == ("accepted revision", expected)


def test_a_table_of_one_parameter_answers_a_fault(house: PlayHouse) -> None:
    expected = [("a.size", "64"), ("b.mode", "safe"), ("c.ttl", "30")]
    house.receives("【计划】收银终端参数下发", PARAMETERS.format(mode="", due="下周"))
    answer = f"{ONE_PARAMETER}\n参数下发 12月4日\n"
    done = house.replies(answer, to=house.last(to="陈静", purpose="fault"), sender="陈静")
    assert (said(done), [(p.name, p.value) for p in house.campaign().parameters]) == ("accepted plan", expected)


def test_the_end_of_a_delay_is_moved_with_its_node(house: PlayHouse) -> None:
    plan = "产品：星桥客户端\n版本：5.9.0\n限制：5.6及以下，12月21日0点起；海外延迟到1月15日\n\n"
    rows = "| 节点 | 负责人 | 完成时间 |\n| 版本限制 | 孙丽 | 12月21日 0点 |\n| 版本延迟限制 | 李想 | 1月15日 |\n"
    house.receives("【计划】星桥客户端5.9版本限制", plan + rows)
    text = "1 负责人换成周航，海外延迟到2月5日，最终确定相应改到2月24日。"
    assert said(house.replies(text, to=house.last(template="receipt"), sender="陈静")) == "accepted revision"
    assert nodes(house) == [
        "restrict 周航 12-21 00:00 pending",
        "delay 李想 02-05 18:00 pending",
        "finalize 陈静 02-24 18:00 pending",
    ]
    assert [r["delayed_until"] for r in exported(house)["restrictions"]] == ["2027-02-05"]


def test_an_owner_and_another_day_in_one_reply_are_a_revision(house: PlayHouse) -> None:
    house.receives(TITLE, WHOLE)
    text = "全量升级的负责人改为孙丽，周航配合；最终确定12月28日。"
    done = house.replies(text, to=house.last(template="receipt"), sender="陈静")
    assert (said(done), nodes(house)[1], nodes(house)[3]) == (
        "accepted revision",
        "rollout-2 孙丽 12-11 18:00 pending",
        "finalize 陈静 12-28 18:00 pending",
    )


SAME = TWO.replace("灰度升级", "升级").replace("全量升级", "升级")


@pytest.mark.parametrize(
    ("change", "moved"),
    [
        ("华南的升级改到 12月17日", {"rollout-2": "12-17"}),
        ("华南升级改到 12月17日", {"rollout-2": "12-17"}),
        ("华南那边的改到 12月17日", {"rollout-2": "12-17"}),
        ("李想的升级改到 12月17日", {"rollout-2": "12-17"}),
        ("升级改到 12月17日", None),
    ],
)
def test_of_two_rows_with_one_title_the_department_says_which(house: PlayHouse, change: str, moved: dict[str, str] | None) -> None:
    house.receives(TITLE, SAME.replace("周航", "李想"))
    done = house.receives("【计划】SU-2026-0001", change)
    due = {n.key: house.local(n.due)[5:10] for n in house.campaign().nodes}
    assert said(done) == ("accepted revision" if moved else "rejected revision")
    assert [(n.title, n.owner) for n in house.campaign().nodes[:2]] == [("升级（华东）", "sunli@corp.example"), ("升级（华南）", "lixiang@corp.example")]
    assert {k: due[k] for k in ("rollout", "rollout-2")} == {"rollout": "12-03", "rollout-2": "12-11", **(moved or {})}


def test_of_two_rows_with_one_title_the_open_one_is_meant(house: PlayHouse) -> None:
    house.receives(TITLE, SAME)
    house.receives("【结果】SU-2026-0001 升级", "华东升级已完成", sender="孙丽")
    assert said(house.receives("【计划】SU-2026-0001", "升级改到 12月17日")) == "accepted revision"
    assert house.local(house.campaign().node("rollout-2").due) == "2026-12-17 18:00"


def test_an_apology_for_a_delay_names_no_node(house: PlayHouse) -> None:
    rows = "| 节点 | 负责人 | 完成时间 |\n| 版本获取 | 林涛 | 12月4日 |\n| 版本延迟限制 | 李想 | 1月15日 |\n"
    plan = "产品：星桥客户端\n版本：5.9.0\n限制：5.6及以下，12月21日0点起；华东延迟到1月15日\n\n"
    house.receives("【计划】星桥客户端5.9版本限制", plan + rows)
    text = "Sorry for the delay, I will get it done by 7 December."
    done = house.replies(text, to=house.last(template="receipt"), sender="林涛")
    assert (said(done), [n.key for n in house.campaign().nodes if n.promised]) == ("accepted promise", ["obtain"])


def test_a_rows_new_day_leaves_the_restriction_alone_where_the_rest_stays(house: PlayHouse) -> None:
    house.receives(TITLE, WHOLE.replace("12月18日0点起", "12月18日起").replace("12月18日 0点", "12月18日 18:00"))
    house.replies("就改这一行，其余不变：\n版本限制 完成时间 12月22日 18:00", to=house.last(template="receipt"), sender="陈静")
    assert [r["effective"] for r in exported(house)["restrictions"]] == ["2026-12-18"]
    assert "限制的生效时间没有跟着改" in house.text(house.last(template="receipt"))


def test_a_restriction_that_moves_with_its_node_keeps_a_bare_day_and_is_told(house: PlayHouse) -> None:
    house.receives(TITLE, WHOLE.replace("12月18日0点起", "12月18日起").replace("12月18日 0点", "12月18日 18:00"))
    house.replies("版本限制 完成时间 12月22日 18:00", to=house.last(template="receipt"), sender="陈静")
    assert [r["effective"] for r in exported(house)["restrictions"]] == ["2026-12-22"]
    assert "已跟着节点一起改" in house.text(house.last(template="receipt"))
    house.replies("生效时间：12月18日", to=house.last(template="receipt"), sender="陈静")
    assert [r["effective"] for r in exported(house)["restrictions"]] == ["2026-12-18"]
