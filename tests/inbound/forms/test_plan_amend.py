"""Lines that change a plan, in a reply to its receipt or to its faults: only they are taken, at the row that they name."""

from datetime import UTC, datetime
from time import process_time

import pytest
from plan_mails import CAMPAIGN, CHEN, LATER, MAILED, SUN, ZHOU, brief, context_of, due, plan_of, read
from sayings import at, campaign as running, context, node

from mailbot.campaign.commands import FilePlan
from mailbot.campaign.model import Campaign
from mailbot.campaign.planned import Parameter, Restriction, When
from mailbot.campaign.thread import Answered, Thread
from mailbot.inbound.forms.context import Context, Understanding
from mailbot.inbound.forms.plans.replies import read_amendment
from mailbot.inbound.interpret import interpret
from mailbot.value import replace

REPLY = "回复: 【计划】星桥服务端8.2.1在线升级及版本限制 [SU-2026-0007]"


def amend(text: str, *, sender: str = CHEN, thread: Thread | None = None) -> Understanding | None:
    more = {"thread": thread} if thread else {}
    return read_amendment(context_of(REPLY, text, campaign=CAMPAIGN, mailed=LATER, sender=sender, **more))  # type: ignore[arg-type]


def amendment(text: str) -> FilePlan:
    understood = amend(text)
    assert understood is not None
    assert understood.kind == "revision"
    plan = plan_of(understood)
    assert plan.partial
    return plan


def test_a_node_whose_day_is_untouched_shows_it_in_the_companys_zone():
    """The ledger keeps moments in UTC."""
    kept = replace(CAMPAIGN, nodes=tuple(replace(n, due=n.due.astimezone(UTC)) for n in CAMPAIGN.nodes))
    understood = read_amendment(context_of(REPLY, "2 负责人 周航", campaign=kept, mailed=LATER))
    assert understood is not None
    (row,) = understood.nodes
    old = next(n for n in CAMPAIGN.nodes if n.key == row["key"])
    assert datetime.fromisoformat(row["due"]) == old.due
    assert row["due"].endswith("+08:00")


# --- to a receipt ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "key", "owner", "when"),
    [
        ("2 负责人 周航", "rollout-2", ZHOU, None),
        ("2 负责人：周航", "rollout-2", ZHOU, None),
        ("2 负责人改为周航", "rollout-2", ZHOU, None),
        ("第2行负责人改为周航", "rollout-2", ZHOU, None),
        ("2 周航", "rollout-2", ZHOU, None),
        ("孙丽、周航：\n把全量升级那行改到12月15日吧，其余照旧。", "rollout-2", "", due(12, 15)),
        ("更正：上封里全量升级日期写错了，应为12月15日。抱歉。", "rollout-2", "", due(12, 15)),
        ("代陈静调整一下：全量升级由孙丽改为周航负责，12月15日完成。", "rollout-2", ZHOU, due(12, 15)),
        ("另外请把全量升级挪到12月15日就行", "rollout-2", "", due(12, 15)),
        ("因封网，全量升级晚两个工作日，其余节点不受影响。", "rollout-2", "", due(12, 15)),
        ("限制整体推一周，其它不动。", "restrict", "", due(12, 25, 0)),
        ("1、全量升级由12月11日调整为12月15日；\n2、其余不变。\n请孙丽重新确认。", "rollout-2", "", due(12, 15)),
        ("周总、孙丽：全量升级跟着推到12月15日，其他照旧，请重新确认。", "rollout-2", "", due(12, 15)),
        ("由周航接手全量升级，时间不变。", "rollout-2", ZHOU, None),
        ("周航接手全量", "rollout-2", ZHOU, None),
        ("全量后面的收尾改由周航跟，时间不变。", "rollout-2", ZHOU, None),
        ("全量让周航来盯，12月15日完成", "rollout-2", ZHOU, due(12, 15)),
        ("按客户的建议，全量升级改到12月15日；如有问题请联系我。", "rollout-2", "", due(12, 15)),
        ("应客户要求把全量升级改到12月15日", "rollout-2", "", due(12, 15)),
        ("因为客户可能来不及，全量升级改到12月15日", "rollout-2", "", due(12, 15)),
        ("（1）全量升级负责人由孙丽换成周航；\n（2）其余维持不变。", "rollout-2", ZHOU, None),
        ("总结的负责人换成周航，日期顺延到12月28号", "finalize", ZHOU, due(12, 28)),
        ("Zhou Hang asked for more time, so the restriction is now due on Dec 22. No other changes.", "restrict", "", due(12, 22, 0)),
        ("全量升级换周航来负责。", "rollout-2", ZHOU, None),
        ("Sun Li is on leave from next Monday. Zhou Hang will take over 全量升级.", "rollout-2", ZHOU, None),
        ("The owner of 全量升级 is now Zhou Hang. Everything else stays.\n\nJing", "rollout-2", ZHOU, None),
        ("The restriction moves to Dec 21, 0:00. Everything else stays.", "restrict", "", due(12, 21, 0)),
        ("@韩冰 你的节点调整到12月22号。", "restrict", "", due(12, 22, 0)),
        ("全量升级完成时间由12月11日调整为12月15日", "rollout-2", "", due(12, 15)),
        ("全量升级的时间从12月11日改成12月15日", "rollout-2", "", due(12, 15)),
        ("2、周航", "rollout-2", ZHOU, None),
        ("请改一下：\n2 负责人 周航\n谢谢！", "rollout-2", ZHOU, None),
        ("2 12月15日", "rollout-2", "", due(12, 15)),
        ("2 完成时间 12月15日 12:00", "rollout-2", "", due(12, 15, 12)),
        ("2. 负责人改为周航，完成时间改为12月15日", "rollout-2", ZHOU, due(12, 15)),
        ("全量升级 改到12月15日", "rollout-2", "", due(12, 15)),
        ("全量升级：12月15日", "rollout-2", "", due(12, 15)),
        ("总结 12月28日", "finalize", "", due(12, 28)),
        ("最终确定推迟到12月28日", "finalize", "", due(12, 28)),
        ("补一条：升级之前先做门店培训，孙丽负责，12月10日前做完。", "", SUN, due(12, 10)),
        ("计划里漏了一步，升级之前请孙丽12月10日前做完门店培训。", "", SUN, due(12, 10)),
        ("还要加一个环节：门店培训，孙丽，12月10日。其他不动。", "", SUN, due(12, 10)),
        ("One more step: store training, owner Sun Li, by Dec 10.", "", SUN, due(12, 10)),
        ("One change please: the restriction follows on Dec 22 at 00:00. Everything else stays.", "restrict", "", due(12, 22, 0)),
        ("restriction Dec 22 00:00", "restrict", "", due(12, 22, 0)),
        ("增加节点：客户培训 孙丽 12月10日", "", SUN, due(12, 10)),
        ("韩冰那个节点改到12月22日", "restrict", "", due(12, 22, 0)),
        ("版本限制 12/18→12/22", "restrict", "", due(12, 22, 0)),  # it begins at its own hour
        ("版本限制改到12月22日下班前", "restrict", "", due(12, 22)),
        ("版本限制改到12月22日上午10点", "restrict", "", due(12, 22, 10)),
        ("韩冰的时间推迟到12月22日", "restrict", "", due(12, 22, 0)),
        ("总结改到12月30日", "finalize", "", due(12, 30)),
        ("- 全量升级：孙丽 → 周航", "rollout-2", ZHOU, None),
        ("2 负责人：孙丽 → 周航", "rollout-2", ZHOU, None),
        ("全量升级：12.11 改 12.16", "rollout-2", "", due(12, 16)),
        ("全量升级：12/11 -> 12/16", "rollout-2", "", due(12, 16)),
        ("收到孙丽的反馈，全量升级改由周航负责，时间不变。", "rollout-2", ZHOU, None),
        ("Please move 全量升级 to Dec 15 and change its owner to 周航.", "rollout-2", ZHOU, due(12, 15)),
        ("全量就是12月15日，周二，写错了", "rollout-2", "", due(12, 15)),
        ("全量是华南的周航", "rollout-2", ZHOU, None),
    ],
)
def test_a_line_changes_the_row_that_it_names(text: str, key: str, owner: str, when: datetime | None) -> None:
    (node,) = amendment(text).nodes
    assert (node.key, node.owner, node.due) == (key, owner, when)


def test_one_line_may_change_several_rows() -> None:
    nodes = amendment("好的，按你说的改：\n\n第2条改到12月15日，第3条改成 12月22日 20:00。").nodes
    assert [(n.key, n.due) for n in nodes] == [("rollout-2", due(12, 15)), ("restrict", due(12, 22, 20))]


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("全量升级改到12月15日，数量改成800", {"quantity"}),
        ("全量升级改到12月15日，数量：800", {"quantity"}),
        ("好的，全量升级改到12月15日，有效期延长到明年6月底", {"valid"}),
        ("全量升级改到12月15日；版本改为 8.2.2", {"version"}),
        ("两处调整：一是全量升级推迟到12月15日，二是数量从500改成800，原因是客户年终结算。", {"quantity"}),
        ("全量升级改到12月15日，数量相应降到300", {"quantity"}),
        ("1. 全量升级改到12月15日\n3. 数量 500→800", {"quantity"}),
    ],
)
def test_a_line_may_change_a_row_and_a_field(text: str, given: set[str]) -> None:
    plan = amendment(text)
    assert ([node.due for node in plan.nodes], set(plan.given) & {"quantity", "valid", "version"}) == ([due(12, 15)], given)


def test_each_sentence_of_a_line_changes_something() -> None:
    plan = amendment("全量是华南的周航；版本限制就是12月22日，之前写错了；数量是100到500台。")
    assert [(n.key, n.owner, n.due) for n in plan.nodes] == [("rollout-2", ZHOU, None), ("restrict", "", due(12, 22, 0))]
    assert (plan.quantity.min, plan.quantity.max) == (100, 500)


@pytest.mark.parametrize(
    ("text", "dropped"),
    [
        ("再加一个节点：客户培训，孙丽，12月10日。全量升级取消，直接限制。", ["全量升级"]),
        ("全量升级取消，版本限制也取消", ["全量升级", "版本限制"]),
        ("全量升级这行删掉吧，并到灰度里；最终确定是孙丽", ["全量升级"]),
        ("全量升级先不做了，去掉，周航这边不用管了。灰度升级不变。", ["全量升级"]),
        ("取消全量升级这个节点，数量相应降到300", ["全量升级"]),
    ],
)
def test_a_row_is_dropped_with_the_reason_behind_it(text: str, dropped: list[str]) -> None:
    assert [n.title for n in amendment(text).nodes if n.drop] == dropped


def test_a_row_is_split_in_two() -> None:
    plan = amendment("全量升级拆成两个：全量升级（华东）孙丽 12月14日，全量升级（华南）周航 12月15日，其他节点不变。")
    assert [(n.key, n.title, n.owner, n.due) for n in plan.nodes] == [
        ("rollout-2", "全量升级（华东）", SUN, due(12, 14)),
        ("rollout", "全量升级（华南）", ZHOU, due(12, 15)),
    ]


def test_the_parts_of_a_row_that_are_only_counted_keep_its_name() -> None:
    plan = amendment("全量升级拆成两批：第一批 12月14日（孙丽），第二批 12月15日（周航）。")
    assert [(n.title, n.owner, n.due) for n in plan.nodes] == [
        ("全量升级（第一批）", SUN, due(12, 14)),
        ("全量升级（第二批）", ZHOU, due(12, 15)),
    ]


def test_a_row_is_added_below_the_line_that_says_so() -> None:
    (node,) = amendment("加一行：\n海外升级 林涛 12月16日").nodes
    assert (node.title, node.owner, node.due) == ("海外升级", "lintao@corp.example", due(12, 16))


@pytest.mark.parametrize("text", ["全量升级改到12月15日，区域也加上海外", "区域增加海外"])
def test_a_region_is_added_to_those_that_there_are(text: str) -> None:
    assert amendment(text).regions == (*CAMPAIGN.regions, "海外")


def test_why_something_changes_may_stand_before_it() -> None:
    (node,) = amendment("孙丽休假，全量升级换成周航负责").nodes
    assert (node.key, node.owner) == ("rollout-2", ZHOU)


def test_a_row_is_dropped_beside_another_change() -> None:
    nodes = amendment("全量升级改到12月9日（周三），负责人改成李想；取消版本限制").nodes
    assert [(node.key, node.title, node.drop) for node in nodes] == [
        ("rollout-2", "全量升级", False),
        ("restrict", "版本限制", True),
    ]


def test_each_line_changes_its_own_row() -> None:
    nodes = amendment("2 负责人：周航\n3 完成时间 12月22日").nodes
    assert [(n.key, n.owner, n.due) for n in nodes] == [("rollout-2", ZHOU, None), ("restrict", "", due(12, 22, 0))]


def test_a_new_due_time_leaves_the_helpers() -> None:
    assert amendment("2 12月15日").nodes[0].helpers == (ZHOU,)
    assert amendment("2 周航").nodes[0].helpers == ()


@pytest.mark.parametrize("text", ["2 删除", "2 不做了", "删除 全量升级", "去掉第2行"])
def test_a_row_can_be_dropped(text: str) -> None:
    (node,) = amendment(text).nodes
    assert (node.key, node.drop) == ("rollout-2", True)


def test_a_row_can_be_renamed() -> None:
    (node,) = amendment("2 标题改为 全网升级").nodes
    assert (node.key, node.title) == ("rollout-2", "全网升级")


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("版本：8.2.2", {"version": "8.2.2"}),
        ("版本 8.2.2", {"version": "8.2.2"}),
        ("版本改成8.2.1.3051", {"version": "8.2.1.3051"}),
        ("数量改为 800", {"quantity": {"min": None, "max": 800}}),
        ("有效期延长到明年6月30日", {"valid": {"from": "2026-12-01", "until": "2027-06-30"}}),
        ("指导意见：先备份再升级", {"guidance": "先备份再升级"}),
        ("指导意见：先备份->再升级", {"guidance": "先备份->再升级"}),
        ("区域：华东、华南、海外", {"regions": ["华东", "华南", "海外"]}),
        ("数量：500→800。", {"quantity": {"min": None, "max": 800}}),
        ("Raise the cap from 500 to 800.", {"quantity": {"min": None, "max": 800}}),
        ("更正一下：版本是8.2.1.3051，不是8.2.1。", {"version": "8.2.1.3051"}),
        ("数量从500改成800", {"quantity": {"min": None, "max": 800}}),
        ("跟业务碰了一下，量放宽到800台，有效期不变。", {"quantity": {"min": None, "max": 800}}),
        ("数量从500台加到800台", {"quantity": {"min": None, "max": 800}}),
        ("区域追加海外，上限提到800台", {"regions": ["海外"], "quantity": {"min": None, "max": 800}}),
    ],
)
def test_a_field_alone_changes_the_field(text: str, given: dict[str, object]) -> None:
    understood = amend(text)
    assert understood is not None
    assert plan_of(understood).given == frozenset(given)
    assert {k: v for k, v in understood.fields.items() if k in given} == given


@pytest.mark.parametrize(
    "text",
    [
        "同意",
        "好的，收到",
        "2 完成",
        "灰度升级已完成",
        "12月15日完成",
        "另外客户说窗口要等等",
        "全量是孙丽之前那批",
        "全量升级（华东）12月14日，全量升级（华南）12月15日",
        "华东先不升，全量升级改到12月15日",
        "1 负责人换成周航，海外延迟到2月5日，最终确定相应改到2月24日。",
        "全量升级改到12月15日，海外12月20日",
        "获取方式改为向我索取；指导意见补充：升级前备份数据库。",
        "版本是测试部昨天给的",
        "全量就是12月15日要给客户看的那个",
        "2 负责人 周航\n另外客户那边说窗口要等一等，你们看看怎么办",
        "谢谢",
        "",
    ],
)
def test_what_says_more_or_less_is_no_amendment(text: str) -> None:
    assert amend(text) is None


def test_only_the_pm_amends() -> None:
    assert amend("2 负责人 周航", sender=SUN) is None


def test_the_rows_of_a_reminder_are_other_rows() -> None:
    thread = Thread(campaign="SU-2026-0007", answered=Answered(message_id="<r@corp.example>", purpose="reminder"))
    assert amend("2 12月15日", thread=thread) is None


def test_a_faulty_amendment_is_asked_about() -> None:
    understood = amend("2 负责人 张三\n3 2月30日")
    assert understood is not None
    assert [(f.reason, f.place, f.words) for f in understood.faults] == [
        ("unknown-owner", "1", "张三"),
        ("impossible-date", "2", "2月30日"),
    ]


# --- to a fault --------------------------------------------------------------------------------------------------------

SUBJECT = "【计划】星桥服务端8.2.1在线升级及版本限制"
FAULTY = """产品：星桥服务端 版本：V8.2.1
8.0及以下版本12月18日起限制。
| 节点 | 负责人 | 完成时间 |
|---|---|---|
| 灰度升级 | 孙莉 | 12月3日 |
| 全量升级 | 周航 | 2月30日 |
| 版本限制 | 韩冰 | 12月18日 |
"""
MENDED = [
    ("rollout", "sunli", (), "12-03 18:00"),
    ("rollout-2", "zhouhang", (), "12-11 18:00"),
    ("restrict", "hanbing", (), "12-18 18:00"),
]


def mend(text: str, earlier: Context, subject: str = f"回复: {SUBJECT}") -> Understanding:
    return read(subject, text, earlier=earlier, mailed=MAILED.replace(day=2))


@pytest.mark.parametrize(
    "text",
    [
        "1 负责人 孙丽\n2 完成时间 12月11日",
        "灰度升级 负责人 孙丽\n全量升级 12月11日",
        "灰度升级：孙丽\n全量升级：下周五",
        "负责人：孙丽\n完成时间：12月11日",
        FAULTY.replace("孙莉", "孙丽").replace("2月30日", "12月11日"),
        "更正如下：\n1、灰度升级，孙丽，12月3日\n2、全量升级，周航，12月11日\n谢谢",
    ],
)
def test_a_reply_to_a_fault_needs_only_the_lines_that_were_wrong(text: str) -> None:
    understood = mend(text, context_of(SUBJECT, FAULTY))
    plan = plan_of(understood)
    assert brief(understood) == MENDED
    assert (plan.title, plan.product, plan.version) == ("星桥服务端8.2.1在线升级及版本限制", "星桥服务端", "8.2.1")
    assert [r.versions for r in plan.restrictions] == ["≤8.0"]


@pytest.mark.parametrize(
    ("lines", "answer", "expected"),
    [
        # the fault's items: 1 the quantity, 2 the third row
        (("数量：500-100", "灰度升级 孙丽 12月3日", "全量升级 周航 12月11日", "版本限制 韩冰 尽快"), "1 100-500\n2 12月18日", "12-18"),
        (("数量：500-100", "灰度升级 孙丽 12月3日", "全量升级 周航 12月11日", "版本限制 韩冰 尽快"), "1 100到500台，2 12月18日", "12-18"),
        (("数量：500-100", "灰度升级 孙丽 12月3日", "全量升级 周航 12月11日", "版本限制 韩冰 尽快"), "1 100-500  2 选12月18日", "12-18"),
        # rows numbered by their writer, one of whose numbers is another's item
        (("数量：500-100", "1. 灰度升级 孙丽 下周", "2. 全量升级 周航 尽快", "3. 版本限制 韩冰 12月18日"), "数量：100-500\n2 12月11日", "?"),
    ],
)
def test_numbers_in_an_answer_are_the_items_of_the_fault(lines: tuple[str, ...], answer: str, expected: str) -> None:
    understood = mend(answer, context_of(SUBJECT, "产品：星桥服务端\n版本：8.2.1\n" + "\n".join(lines) + "\n"))
    assert understood.fields["quantity"] == {"min": 100, "max": 500}
    if expected == "?":
        assert [f.words for f in understood.faults] == ["下周", "尽快"]
    else:
        assert brief(understood)[-1][-1] == f"{expected} 18:00"
        assert brief(understood)[0] == ("rollout", "sunli", (), "12-03 18:00")


def test_a_table_of_corrections_may_count_its_own_rows() -> None:
    table = "| 序号 | 节点 | 负责人 | 完成时间 |\n| 1 | {} | 孙丽 | {} |\n| 2 | 全量升级 | 周航 | {} |\n"
    faulty = "产品：星桥服务端\n版本：8.2.1\n" + table.format("灰度升级", "12月3日", "下周") + "| 3 | 版本限制 | 韩冰 | 12月18日 |\n"
    understood = mend(table.format("版本获取", "12月2日", "12月11日"), context_of(SUBJECT, faulty))
    assert [(n["title"], n["due"][5:10]) for n in understood.nodes] == [
        ("灰度升级", "12-03"),
        ("全量升级", "12-11"),
        ("版本限制", "12-18"),
        ("版本获取", "12-02"),
    ]


@pytest.mark.parametrize("text", ["孙莉莉写错了，是孙丽。", "孙莉莉应为孙丽", "孙莉莉 → 孙丽", "孙莉莉笔误，应该是孙丽"])
def test_a_mistaken_name_is_put_right_by_its_own_words(text: str) -> None:
    earlier = context_of(SUBJECT, "版本：8.2.1\n1. 12月8日 灰度升级（孙莉莉）\n2. 12月11日 全量升级（周航）\n")
    assert [n.owner for n in plan_of(mend(text, earlier)).nodes] == [SUN, ZHOU]


def test_what_is_still_wrong_is_asked_about_again() -> None:
    understood = mend("1 孙丽", context_of(SUBJECT, FAULTY))
    assert [(f.reason, f.words) for f in understood.faults] == [("impossible-date", "2月30日")]


def test_dates_of_the_reply_count_from_its_own_day() -> None:
    understood = mend("1 孙丽\n2 明天下班前", context_of(SUBJECT, FAULTY))
    assert brief(understood)[1] == ("rollout-2", "zhouhang", (), "12-03 18:00")


@pytest.mark.parametrize(
    ("subject", "plan", "answer", "name", "value"),
    [
        ("【计划】星桥8.2.1升级", "灰度升级 孙丽 12月3日\n", "服务端升级", "kind", "server_upgrade"),
        ("【计划】星桥8.2.1升级", "灰度升级 孙丽 12月3日\n", "策略类型：服务端在线升级", "kind", "server_upgrade"),
        ("【计划】星桥服务端升级", "灰度升级 孙丽 12月3日\n", "8.2.1", "version", "8.2.1"),
        ("【计划】星桥服务端升级", "灰度升级 孙丽 12月3日\n", "版本：8.2.1\n谢谢", "version", "8.2.1"),
        (
            "【计划】星桥服务端8.2.1升级",
            "数量：500-100\n灰度升级 孙丽 12月3日\n",
            "100-500",
            "quantity",
            {"min": 100, "max": 500},
        ),
    ],
)
def test_one_short_value_answers_the_one_thing_asked(
    subject: str, plan: str, answer: str, name: str, value: object
) -> None:
    understood = mend(answer, context_of(subject, plan), f"回复: {subject}")
    assert understood.faults == ()
    assert understood.fields[name] == value


def test_a_bare_name_or_date_answers_for_the_one_row_asked_about() -> None:
    earlier = context_of("【计划】星桥服务端8.2.1升级", "灰度升级 孙丽 12月3日\n全量升级 周航 尽快\n")
    assert brief(mend("12月11日", earlier)) == MENDED[:2]
    earlier = context_of("【计划】星桥服务端8.2.1升级", "灰度升级 孙丽 12月3日\n全量升级 周行 12月11日\n")
    assert brief(mend("周航", earlier)) == MENDED[:2]


@pytest.mark.parametrize("words", ["8.0及以下2月30日起限制", "版本限制：8.0及以下，2月30日起"])
@pytest.mark.parametrize(
    "answer", ["8.0及以下12月18日起限制", "12月18日", "生效时间：12月18日", "版本限制：8.0及以下，12月18日起"]
)
def test_a_reworded_restriction_replaces_the_faulty_one(words: str, answer: str) -> None:
    earlier = context_of("【计划】星桥服务端8.2.1升级", f"灰度升级 孙丽 12月3日\n{words}\n")
    plan = plan_of(mend(answer, earlier))
    (restriction,) = plan.restrictions
    assert (restriction.versions, restriction.effective and restriction.effective.at.day) == ("≤8.0", 18)


def test_faults_can_be_mended_one_after_the_other() -> None:
    first = context_of("【计划】星桥服务端8.2.1升级", "灰度升级 孙丽 12月3日\n全量升级 周某 尽快\n")
    second = context_of("回复: 【计划】星桥服务端8.2.1升级", "全量升级 完成时间 12月11日", earlier=first)
    assert brief(mend("负责人 周航", second)) == MENDED[:2]


@pytest.mark.parametrize("line", ["总结" + " " * 20_000 + "x", "孙丽：" * 5_000 + "全量升级改到12月15日"], ids=["blanks", "salutes"])
def test_a_hostile_line_is_read_in_time(line: str) -> None:
    begun = process_time()
    amend(line)
    assert process_time() - begun < 5


# --- what is taken out, until when it is delayed --------------------------------------------------------------------------

SENT = tuple(Parameter(name=name, value=value) for name, value in (("cache.size", "256"), ("retry.max", "5"), ("sync.interval", "30")))
ROLLOUT = running(
    code="PR-2026-0003",
    kind="parameter_rollout",
    title="掌柜App 扩展参数下发",
    regions=("华东", "华南"),
    parameters=SENT,
    nodes=(
        node("rollout", "华东参数下发", "孙丽", "12-04 18:00", department="华东业务部"),
        node("rollout-2", "华南参数下发", "周航", "12-08 18:00", order=2, department="华南业务部"),
    ),
)


def told(text: str, to: Campaign = ROLLOUT) -> Understanding:
    return interpret(context(text, sender="陈静", to=to, subject=f"回复: {to.title} [{to.code}]"))


@pytest.mark.parametrize(
    ("text", "without"),
    [
        ("不再下发 cache.size", ("cache.size",)),
        ("参数 cache.size 取消", ("cache.size",)),
        ("retry.max 去掉，其他不变", ("retry.max",)),
        ("sync.interval 先不发了，等 1 月版本一起", ("sync.interval",)),
        ("cache.size 和 retry.max 这次都不下发了", ("cache.size", "retry.max")),
        ("retry.max 改成 3，cache.size 不下了", ("cache.size",)),
        ("please drop cache.size", ("cache.size",)),
    ],
)
def test_parameters_are_taken_out(text: str, without: tuple[str, ...]) -> None:
    plan = plan_of(told(text))
    assert plan.without == without
    assert not {p.name for p in plan.parameters} & {*without}


@pytest.mark.parametrize("text", ["华南这次不做了", "华南不参与了，其余照旧", "华南这次先不下，华南参数下发这个节点取消"])
def test_a_region_is_taken_out_with_its_nodes(text: str) -> None:
    plan = plan_of(told(text))
    assert (plan.regions, {(n.key or n.title, n.drop) for n in plan.nodes}) == (("华东",), {("rollout-2", True)})


@pytest.mark.parametrize(
    ("text", "to"),
    [
        ("华南先不做了", ROLLOUT),
        ("华东、华南都不做了", ROLLOUT),
        ("cache.size、retry.max、sync.interval 都不下发了", ROLLOUT),
        # 全量升级 of 华南业务部 may be everybody's.
        ("华南这次不做了", running(regions=("华东", "华南"))),
        ("孙丽如果忙不过来，换李想", running()),
    ],
)
def test_what_may_take_out_more_is_asked_about(text: str, to: Campaign) -> None:
    understood = told(text, to)
    assert (understood.kind, understood.commands, bool(understood.faults)) == ("revision", (), True)


@pytest.mark.parametrize("text", ["cache.size 下发不了", "cache.size 华南不下发吗？", "华南还没下发"])
def test_what_takes_nothing_out(text: str) -> None:
    assert not any(isinstance(x, FilePlan) for x in told(text).commands)


DELAYED = running(
    restrictions=(
        Restriction(versions="≤8.0", effective=When(at=at("12-18 00:00"), timed=True)),
        Restriction(versions="≤8.0", scope="海外", delayed_until=When(at=at("12-28 18:00"))),
    )
)


@pytest.mark.parametrize(
    "text", ["海外延到 1 月 31 日", "延迟限制：海外延到 1 月 31 日，其他不变", "海外的延迟限制延到 1 月 31 日", "8.0 及以下海外延迟到1月31日"]
)
def test_a_delay_ends_later_and_no_node_moves(text: str) -> None:
    plan = plan_of(told(text, DELAYED))
    ends = [(r.scope, r.delayed_until.at.date().isoformat() if r.delayed_until else "") for r in plan.restrictions]
    assert (plan.nodes, ends) == ((), [("", ""), ("海外", "2027-01-31")])


@pytest.mark.parametrize(
    ("text", "moved"),
    [
        ("全量到12月16日，版本限制到12月21日", ["rollout-2 12-16", "restrict 12-21"]),
        ("限制顺延到 12月21日，全量到 12月16日", ["restrict 12-21", "rollout-2 12-16"]),
        # Half of it must not be recorded alone.
        ("同意暂停全量，整体往后延 3 天，全量到 12月16日，限制相应顺延到 12月21日", []),
    ],
)
def test_each_node_has_its_own_new_day(text: str, moved: list[str]) -> None:
    understood = told(text, running(restrictions=(Restriction(versions="≤8.0", effective=When(at=at("12-18 00:00"), timed=True)),)))
    nodes = [n for x in understood.commands if isinstance(x, FilePlan) for n in x.nodes]
    assert [f"{n.key} {n.due:%m-%d}" for n in nodes if n.due] == moved
    assert bool(understood.faults) is not bool(moved)


@pytest.mark.parametrize("text", ["限制推迟到12月20日，海外延迟到1月31日", "延迟限制：8.0 及以下，海外延到 1 月 31 日"])
def test_a_delay_beside_another_limit_is_asked_about(text: str) -> None:
    assert told(text, DELAYED).faults


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("孙丽休假，华东参数下发交给李想，12月7日前完成", "lixiang@corp.example"),
        ("华东参数下发的负责人换成周航，孙丽去支持别的项目了", ZHOU),
    ],
)
def test_a_node_is_given_to_somebody_else_and_why(text: str, owner: str) -> None:
    assert [(n.key, n.owner) for n in plan_of(told(text)).nodes] == [("rollout", owner)]


CLIENTS = running(
    kind="client_restriction",
    nodes=(
        node("obtain", "版本获取", "周航", "12-04 18:00", order=1),
        node("restrict", "版本限制", "孙丽", "12-15 18:00", order=2),
        node("delay", "版本延迟限制", "林涛", "12-28 18:00", order=3),
    ),
    restrictions=(
        Restriction(versions="≤5.6", effective=When(at=at("12-15 18:00"), timed=True)),
        Restriction(versions="≤5.6", scope="海外", delayed_until=When(at=at("12-28 18:00"))),
    ),
)


@pytest.mark.parametrize(
    ("text", "changed"),
    [
        ("1）版本限制交给李想做；2）延迟限制推迟到2月1日。其余照旧。", ["restrict lixiang", "delay 02-01"]),  # counts the changes
        ("版本限制改由李想负责；\n版本延迟限制推迟到2月1日完成。\n其他不动。", ["restrict lixiang", "delay 02-01"]),
        ("版本获取顺延到12月10日完成，版本限制由李想负责", ["obtain 12-10", "restrict lixiang"]),
        ("延迟限制延到2月3日，限制交给李想", ["delay 02-03", "restrict lixiang"]),
        ("海外延迟到2月5日，获取延到12月9日", ["delay 02-05", "obtain 12-09"]),
        ("2 改到12月20日", ["restrict 12-20"]),
        # Half of it must not be recorded alone.
        ("延迟限制延到2月3日，获取那个让李想来弄", []),
    ],
)
def test_a_node_is_named_by_what_it_does_before_its_number(text: str, changed: list[str]) -> None:
    understood = told(text, CLIENTS)
    nodes = [n for x in understood.commands if isinstance(x, FilePlan) for n in x.nodes]
    said = [f"{n.key} {n.due:%m-%d}" if n.due else f"{n.key} {n.owner.partition('@')[0]}" for n in nodes]
    assert sorted(said) == sorted(changed)
    assert bool(understood.faults) is not bool(changed)


ENGLISH = running(
    nodes=(
        node("rollout", "East China upgrade", "孙丽", "12-09 18:00", department="华东业务部"),
        node("rollout-2", "South China upgrade", "周航", "12-11 18:00", order=2, department="华南业务部"),
        node("delay", "Overseas delayed restriction", "林涛", "01-15 18:00", order=3, department="海外业务部"),
    )
)


@pytest.mark.parametrize(
    ("text", "changed"),
    [
        ("New owner for South China: Li Xiang", ["rollout-2 lixiang"]),
        ("Li Xiang takes over South China from Zhou Hang.", ["rollout-2 lixiang"]),
        ("South China: Li Xiang instead of Zhou Hang", ["rollout-2 lixiang"]),
        ("South China is delayed until the 15th.", ["rollout-2 12-15"]),
        ("South China upgrade is preponed to 10th Dec.", ["rollout-2 12-10"]),
        ("South China is extended to the 4th because of the freeze", ["rollout-2 01-04"]),
        ("The delay for Overseas is extended to January 29.", ["delay 01-29"]),
        ("The upgrade in East China can't take place on December 9, it will be done on December 14.", ["rollout 12-14"]),
        ("East China moves to Dec 14 because of the freeze, Li Xiang takes over South China from Zhou Hang. Everything else stays.", ["rollout 12-14", "rollout-2 lixiang"]),
        # Said, and not to what, or not for sure: asked about.
        ("Overseas is out, we will do them next year.", []),
        ("Zhou Hang is ill. Li Xiang will do South China instead of him, same date.", []),
        ("Sun Li needs two more days for East China, so the 11th it is.", []),
    ],
)  # fmt: skip
@pytest.mark.parametrize("tag", ["Re: [PLAN]", "[PLAN]"])
def test_english_changes_name_their_row_by_its_place(text: str, changed: list[str], tag: str) -> None:
    understood = interpret(context(text, sender="陈静", to=ENGLISH, subject=f"{tag} Star server upgrade [{ENGLISH.code}]"))
    plans = [one for one in understood.commands if isinstance(one, FilePlan)]
    old = {one.key: one for one in ENGLISH.nodes}
    found = [
        f"{n.key} {n.owner.partition('@')[0] if n.owner and n.owner != old[n.key].owner else n.due and f'{n.due:%m-%d}'}"
        for plan in plans
        for n in plan.nodes
        if (n.owner and n.owner != old[n.key].owner) or (n.due and n.due != old[n.key].due)
    ]
    assert sorted(found) == changed
    assert bool(understood.faults) is not bool(changed)
    assert all((plan.given, plan.regions) == (frozenset(), ()) for plan in plans)


def test_a_day_on_which_it_might_be_done_is_asked_about() -> None:
    text = "East China can't take place on December 9, it might be done on December 14."
    understood = interpret(context(text, sender="陈静", to=ENGLISH, subject=f"[PLAN] Star server upgrade [{ENGLISH.code}]"))
    assert [(one.reason, one.words) for one in understood.faults] == [("vague", "December 14")]
