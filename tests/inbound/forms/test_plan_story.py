"""Plans told in sentences: each clause's who, where, what and when, with what it leaves out carried from its neighbours."""

import pytest
from plan_mails import brief, plan_of, read

SU = "【计划】星桥服务端8.4.0在线升级及版本限制"
CR = "【计划】星桥客户端 5.8.0 版本限制"
Node = tuple[str, str, str]


def nodes(subject: str, text: str) -> list[Node]:
    understood = read(subject, text)
    plan_of(understood)
    return [(key, owner, due) for key, owner, _, due in brief(understood)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # The deed stands once, at the first of several.
        (
            "安排是这样：华东孙丽 12月4日前升完，华南周航 12月9日，海外林涛 12月16日。",
            [("rollout", "sunli", "12-04 18:00"), ("rollout-2", "zhouhang", "12-09 18:00"), ("rollout-3", "lintao", "12-16 18:00")],
        ),
        # The restriction itself is no second deed of who restricts.
        (
            "请孙丽在12月10日前完成升级。版本限制请韩冰12月15日下班前做好，8.1以下的版本从12月16日起限制。",
            [("rollout", "sunli", "12-10 18:00"), ("restrict", "hanbing", "12-15 18:00")],
        ),
        # On a phone, everything in one line.
        (
            "8.4.1官网有了，孙丽华东12/4升完，周航华南12/8，韩冰12/15限8.3以下，我12/22收尾",
            [("rollout", "sunli", "12-04 18:00"), ("rollout-2", "zhouhang", "12-08 18:00"), ("restrict", "hanbing", "12-15 18:00"), ("finalize", "chenjing", "12-22 18:00")],
        ),
        # 剩下的 is where the one before began; what it hangs on is no deed.
        (
            "华东这边李想12月4日18点前先升10台试试，稳定的话孙丽12月8日前把剩下的升完；华南等华东好了再动，周航12月10日完成全部。\n韩冰12月14日0点开始限制8.1及以下。",
            [("rollout", "lixiang", "12-04 18:00"), ("rollout-2", "sunli", "12-08 18:00"), ("rollout-3", "zhouhang", "12-10 18:00"), ("restrict", "hanbing", "12-14 00:00")],
        ),
        # One person, several days.
        (
            "周航 12 月 3 日升 20 台，12 月 4 日升到 100 台，12 月 11 日全部升完。升完之后韩冰 12 月 15 日晚上 10 点限制 4.7 以下。",
            [("rollout", "zhouhang", "12-03 18:00"), ("rollout-2", "zhouhang", "12-04 18:00"), ("rollout-3", "zhouhang", "12-11 18:00"), ("restrict", "hanbing", "12-15 22:00")],
        ),
        # The day first, and who does it behind.
        (
            "12月3日：孙丽取包\n12月4日：孙丽、李想在华东升级 20 台\n12月7日：华东全部\n12月14日：华南全部（周航）",
            [("obtain", "sunli", "12-03 18:00"), ("rollout", "sunli", "12-04 18:00"), ("rollout-2", "sunli", "12-07 18:00"), ("rollout-3", "zhouhang", "12-14 18:00")],
        ),
        # Who does what stands apart from when.
        (
            "三、时间安排\n灰度升级（华东 30 台）：12 月 3 日\n华东全量：12 月 9 日\n华南全量：12 月 16 日\n版本限制：12 月 23 日 0 点，8.3 及以下\n\n四、分工\n灰度和华东全量孙丽负责，华南周航负责，限制由韩冰执行。",
            [("rollout", "sunli", "12-03 18:00"), ("rollout-2", "sunli", "12-09 18:00"), ("rollout-3", "zhouhang", "12-16 18:00"), ("restrict", "hanbing", "12-23 00:00")],
        ),
        # Of one sentence, joined by 、.
        (
            "由华东业务部孙丽于 12 月 25 日前、华南业务部周航于 12 月 30 日前完成在线升级。技术部韩冰自 2027 年 1 月 6 日零时起对 8.3 及以下版本实施限制。",
            [("rollout", "sunli", "12-25 18:00"), ("rollout-2", "zhouhang", "12-30 18:00"), ("restrict", "hanbing", "01-06 00:00")],
        ),
        (
            "节奏：华东试点 12/3（李想，10台）→ 华东全量 12/8（孙丽）→ 华南 12/15（周航）→ 限制 12/22（韩冰，8.2及以下）",
            [("rollout", "lixiang", "12-03 18:00"), ("rollout-2", "sunli", "12-08 18:00"), ("rollout-3", "zhouhang", "12-15 18:00"), ("restrict", "hanbing", "12-22 18:00")],
        ),
        (
            "吴敏 12 月 15 日前完成遍历测试和完整测试，12 月 17 日提交缺陷报告和完整测试报告，12 月 18 日提交最终版本。",
            [("test", "wumin", "12-15 18:00"), ("report", "wumin", "12-17 18:00"), ("release", "wumin", "12-18 18:00")],
        ),
    ],
)  # fmt: skip
def test_each_clause_is_a_node_with_what_it_leaves_out(text: str, expected: list[Node]) -> None:
    assert nodes(SU, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "5.5 及以下的版本 12 月 15 日起限制登录；海外的延迟到 1 月 20 日。\n- 孙丽 12 月 3 日之前通知门店去官网下载新版本；\n- 华东的限制孙丽 12 月 15 日做，华南的周航同一天做；\n- 海外林涛 1 月 20 日完成延迟限制；",
            [("obtain", "sunli", "12-03 18:00"), ("restrict", "sunli", "12-15 18:00"), ("restrict-2", "zhouhang", "12-15 18:00"), ("delay", "lintao", "01-20 18:00")],
        ),
        (
            "Sun Li takes care of East China and Zhou Hang of South China, both restrict on 14 December. Lin Tao ends the delay for Overseas on 15 January.",
            [("restrict", "sunli", "12-14 18:00"), ("restrict-2", "zhouhang", "12-14 18:00"), ("delay", "lintao", "01-15 18:00")],
        ),
    ],
)  # fmt: skip
def test_restrictions_are_told_by_whom_and_not_for_whom(text: str, expected: list[Node]) -> None:
    assert nodes(CR, text) == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        # 韩冰 does what the technical department does; the deed before him is none of it.
        ("孙丽12月4日前升完，韩冰12月9日。周航12月11日升完。", "韩冰12月9日"),
    ],
)
def test_what_cannot_be_assigned_is_asked_about_at_its_clause(text: str, words: str) -> None:
    assert words in [fault.words for fault in read("【计划】星桥服务端8.4.0", f"{text}\n类型：SU").faults]


@pytest.mark.parametrize(
    "text",
    [
        "昨天测试部提交了 8.4.0，测试已经通过。",
        "请各位12月5日前回复确认。",
        "12月5日机房检修，请避开。",
        "8.0 及以下版本 12 月 18 日零点起限制，海外的延迟到 1 月 15 日。",
        "孙丽和周航12月8日开会讨论。",
    ],
)
def test_a_sentence_about_something_else_is_no_node(text: str) -> None:
    told = "孙丽 12月4日前升完华东，周航 12月9日前升完华南。"
    assert nodes(SU, f"{told}\n{text}") == [("rollout", "sunli", "12-04 18:00"), ("rollout-2", "zhouhang", "12-09 18:00")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # 18:00 前 bounds no version.
        (
            "请孙丽在 12 月 4 日（周五）18:00 前完成华东 300 台的升级，请周航在 12 月 11 日（周五）18:00 前完成华南 250 台。",
            [("rollout", "sunli", "12-04 18:00"), ("rollout-2", "zhouhang", "12-11 18:00")],
        ),
        # Who does it, of several: by the department where it is done, or in their order.
        (
            "华东 12 月 4 日完成升级，华南 12 月 11 日完成，负责人分别是李想、周航；",
            [("rollout", "lixiang", "12-04 18:00"), ("rollout-2", "zhouhang", "12-11 18:00")],
        ),
        (
            "华东：12月3日试点20台，12月4日升完\n华南：12月9日\n以上分别由李想、周航负责。",
            [("rollout", "lixiang", "12-03 18:00"), ("rollout-2", "lixiang", "12-04 18:00"), ("rollout-3", "zhouhang", "12-09 18:00")],
        ),
        # What begins and ends is one node; a day without its month is of the one before.
        ("华南的周航12月7日开始升级，12月11日结束。", [("rollout", "zhouhang", "12-11 18:00")]),
        ("12/4 孙丽升完华东，周航11号升完华南，12/18零点韩冰关掉8.6以下，1月8日我总结", [("rollout", "sunli", "12-04 18:00"), ("rollout-2", "zhouhang", "12-11 18:00"), ("restrict", "hanbing", "12-18 00:00"), ("finalize", "chenjing", "01-08 18:00")]),
    ],
)  # fmt: skip
def test_clauses_that_share_people_or_days_are_parted(text: str, expected: list[Node]) -> None:
    assert nodes(SU, text) == expected


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("孙丽12月4日下午5点前升完华东，周航12月7日中午12点前升完华南。", ["华东升级", "华南升级"]),
        ("孙丽12月4日前升完3点，周航12月9日前升完华南20点。", ["升级（3 点）", "华南升级（20 点）"]),  # sites
        ("● 灰度升级      孙丽      12月3日\n● 全量升级      周航      12月9日\n● 版本限制      韩冰      12月18日", ["灰度升级", "全量升级", "版本限制"]),
    ],
)  # fmt: skip
def test_a_title_counts_no_hours_and_bears_no_bullet(text: str, titles: list[str]) -> None:
    assert [node.title for node in plan_of(read(SU, text)).nodes] == titles


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("1) Upgrade South China - Zhou Hang - Dec 8 (Tue) 17:00", "12-08 17:00"),
        ("Zhou Hang upgrades South China by Dec 8 (Tue), 5 pm.", "12-08 17:00"),
        ("Zhou Hang upgrades South China by Tue, Dec 8, 17:00.", "12-08 17:00"),
        ("Zhou Hang upgrades South China by Tues, 8 December.", "12-08 18:00"),
    ],
)
def test_a_weekday_cut_short_beside_its_date_hides_no_hour(text: str, due: str) -> None:
    assert nodes("[PLAN] StarBridge Server 8.4.0 online upgrade", text) == [("rollout", "zhouhang", due)]


@pytest.mark.parametrize("text", ["1) Upgrade South China - Zhou Hang - Dec 8 (Wed) 17:00", "Zhou Hang upgrades South China by Wed, Dec 8."])
def test_a_weekday_cut_short_that_does_not_fit_is_asked_about(text: str) -> None:
    assert [fault.reason for fault in read("[PLAN] StarBridge Server 8.4.0 online upgrade", text).faults] == ["weekday-mismatch"]


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("1. 12月8日 版本限制，韩冰，20:00", "12-08 20:00"),
        ("- 12月8日 版本限制，韩冰，当天20:00", "12-08 20:00"),
        ("- 12月8日 版本限制，韩冰，晚上8点", "12-08 20:00"),
        ("版本限制：12月8日，韩冰，20:00前", "12-08 20:00"),
        ("- 12月8日 09:00 版本限制，韩冰，20:00", "12-08 09:00"),
        ("- 12月8日 版本限制，韩冰，9点开会", "12-08 18:00"),
    ],
)
def test_an_hour_that_stands_by_itself_behind_a_day_is_that_days(text: str, due: str) -> None:
    assert nodes(SU, text) == [("restrict", "hanbing", due)]


def test_a_weekday_beside_another_days_figures_is_asked_about() -> None:
    faults = read(SU, "孙丽12月4日前升完华东，下周五（12/18）周航升完华南。").faults
    assert [(fault.reason, fault.words) for fault in faults] == [("weekday-mismatch", "下周五（12/18）")]


@pytest.mark.parametrize(
    ("text", "versions", "day"),
    [
        ("孙丽12月4日升完华东，韩冰12/15限8.3以下", "<8.3", "2026-12-15"),
        ("孙丽12月4日升完华东。技术部12月16号把8.3以下限了", "<8.3", "2026-12-16"),
        ("华东试点 12/2（李想，10台）→ 华东全量 12/8（孙丽）→ 限制 12/22（韩冰，8.2及以下）→ 总结 12/29（我）", "≤8.2", "2026-12-22"),
        ("Sun Li upgrades East China by December 4. From 22 December Han Bing restricts all versions below 8.7.", "<8.7", "2026-12-22"),
    ],
)  # fmt: skip
def test_the_versions_that_somebody_restricts_are_the_plans_restriction(text: str, versions: str, day: str) -> None:
    (restriction,) = plan_of(read(SU, text)).restrictions
    assert (restriction.versions, restriction.effective and restriction.effective.at.date().isoformat()) == (versions, day)


def test_who_does_it_where_is_no_parameter() -> None:
    text = "heartbeat.timeout = 45\n- East China: Sun Li, Dec 4\n- South China: Zhou Hang, Dec 8\n- Overseas: Lin Tao, Dec 11"
    plan = plan_of(read("[PLAN] PR parameter rollout", text))
    assert [one.name for one in plan.parameters] == ["heartbeat.timeout"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # More of what the clause before does, with nobody named anew.
        ("华南由周航安排，12月10日灰度10台，12月17日前全部完成。", [("rollout", "zhouhang", "12-10 18:00"), ("rollout-2", "zhouhang", "12-17 18:00")]),
        # Several days in a list, several places with who is in each, people in the places' order.
        ("孙丽负责华东，周航负责华南。华东分两批升级，12 月 3 日 50 台、12 月 8 日剩余 150 台；华南一次升完，12 月 11 日。", [("rollout", "sunli", "12-03 18:00"), ("rollout-2", "sunli", "12-08 18:00"), ("rollout-3", "zhouhang", "12-11 18:00")]),
        ("第二步：灰度。华南30台，周航，12月4日。\n第三步：全量。华南、海外，12月14日，周航负责华南，林涛负责海外。", [("rollout", "zhouhang", "12-04 18:00"), ("rollout-2", "zhouhang", "12-14 18:00"), ("rollout-3", "lintao", "12-14 18:00")]),
        # Blanks for commas.
        ("10.0.1官网可下 华东周一孙丽 华南周三周航 12月18号韩冰限9.5以下", [("rollout", "sunli", "12-07 18:00"), ("rollout-2", "zhouhang", "12-09 18:00"), ("restrict", "hanbing", "12-18 18:00")]),
        # What begins, and by when it is done.
        ("孙丽下周一（12 月 7 日）开始，用一周时间（到 12 月 11 日）升完华东；周航晚一周，12 月 14 日到 12 月 18 日升华南。", [("rollout", "sunli", "12-11 18:00"), ("rollout-2", "zhouhang", "12-18 18:00")]),
        # 王磊 writes it and does none of it; what is said in brackets is no second deed.
        ("王磊这边定一下：孙丽12月4日把华东升掉（官网拿包），周航12月9日升华南。", [("rollout", "sunli", "12-04 18:00"), ("rollout-2", "zhouhang", "12-09 18:00")]),
        ("Li Xiang upgrades East China until Friday, 4 December, Zhou Hang South China until Wednesday, 9 December. Not before 2 December please.", [("rollout", "lixiang", "12-04 18:00"), ("rollout-2", "zhouhang", "12-09 18:00")]),
    ],
)  # fmt: skip
def test_what_a_clause_leaves_out_is_the_one_befores(text: str, expected: list[Node]) -> None:
    assert nodes("【计划】星桥服务端10.0.1在线升级", text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "升级培训：华东孙丽，12月8日",
        "升级期间孙丽12月8日值守",
        "11 月 30 日起官网可以下载",
    ],
)
def test_what_is_done_about_a_node_is_not_it(text: str) -> None:
    found = [(key, due) for key, _, _, due in brief(read(SU, f"孙丽12月4日前升完华东，周航12月9日前升完华南。\n{text}"))]
    assert [one for one in found if one[0].partition("-")[0] in ("rollout", "restrict", "obtain")] == [("rollout", "12-04 18:00"), ("rollout-2", "12-09 18:00")]


def test_the_kind_is_that_whose_thing_is_named_and_done_to() -> None:
    text = "Hi 大家，星桥服务端 10.0.8 upgrade plan 如下：\n- East: 孙丽 by 12/4\n- South: 周航 by 12/9\n- 限制 9.9 以下: 韩冰 12/16"
    assert plan_of(read("【计划】10.0.8", text)).campaign_kind == "server_upgrade"


@pytest.mark.parametrize(
    ("subject", "text", "expected"),
    [
        (SU, "吴敏 12 月 10 日测试完成并出报告，12 月 11 日发最终版。", [("test", "wumin", "12-10 18:00"), ("report", "wumin", "12-10 18:00"), ("release", "wumin", "12-11 18:00")]),
        (SU, "孙丽12月4日前升完华东。总结我会在 1 月 6 日之前发给大家。", [("rollout", "sunli", "12-04 18:00"), ("finalize", "chenjing", "01-06 18:00")]),
        (SU, "Sun Li upgrades East China by Dec 4. I'll send the summary on Dec 23.", [("rollout", "sunli", "12-04 18:00"), ("finalize", "chenjing", "12-23 18:00")]),
        (
            CR,
            "6.8 及以下版本：华东、华南 12 月 16 日起限制，分别由孙丽、周航执行；\n海外延迟到 2027 年 1 月 29 日，到期由林涛执行限制；",
            [("restrict", "sunli", "12-16 18:00"), ("restrict-2", "zhouhang", "12-16 18:00"), ("delay", "lintao", "01-29 18:00")],
        ),
    ],
)  # fmt: skip
def test_deeds_of_one_breath_are_each_a_node(subject: str, text: str, expected: list[Node]) -> None:
    assert nodes(subject, text) == expected


def test_a_line_between_those_that_list_nodes_is_asked_about() -> None:
    text = "孙丽 12 月 4 日前完成华东。\n周航 12 月 9 日前完成华南。\n林涛尽快完成海外。\n韩冰 12 月 15 日限制 10.9 以下。"
    assert [fault.words for fault in read("【计划】星桥服务端 11.0.6 升级", text).faults] == ["尽快"]


@pytest.mark.parametrize(
    ("place", "owner"), [("华东", "lixiang"), ("华南", "zhouhang")]
)  # 李想 is of 华东: what is done there in his sentence is his, not the contact's; elsewhere it is the contact's
def test_who_a_sentence_began_with_goes_on_at_his_own_place(place: str, owner: str) -> None:
    text = f"李想请在12月2日之前来我这里把组件取走，12月9日前完成{place}的组件升级。"
    nodes = brief(read("【计划】星桥计费 comsvr 3.2.1 组件升级", text))
    assert [(key, who, day) for key, who, _, day in nodes] == [("obtain", "lixiang", "12-02 18:00"), ("rollout", owner, "12-09 18:00")]
