"""A plan told freely that restricts: which versions, from when, until when put off, and whose nodes these days are, whatever it calls them."""

import pytest

from tests.inbound.forms.plan_mails import brief, read

ZH = ("【计划】星桥客户端旧版本限制", "各位好，星桥客户端 5.6 测试通过，官网可以下载。\n")
EN = ("[PLAN] Xingqiao Client - restricting old versions", "Hi all,\n\nXingqiao Client 5.6 is on the official website. ")

Nodes = list[tuple[str, str, str]]
Limits = list[tuple[str, str, str | None]]


def told(text: str) -> tuple[str, Nodes, Limits]:
    """(the version, key, owner and day of each node, versions, beginning and end of the delay of each restriction)."""
    subject, greeting = EN if text.isascii() else ZH
    understood = read(subject, greeting + text)
    assert understood.faults == (), [(one.reason, one.words) for one in understood.faults]
    limits = [
        (one["versions"], one["effective"][5:16], one["delayed_until"] and one["delayed_until"][5:])
        for one in understood.fields.get("restrictions") or []
    ]
    nodes = [(key, owner, day) for key, owner, _, day in brief(understood)]
    return understood.fields["version"], nodes, limits


@pytest.mark.parametrize(
    ("text", "nodes", "limits"),
    [
        # Versions alone are restricted where a clause says what happens to them, or the one behind it does.
        ("12月14日起限制5.2、5.3，孙丽负责。", [("restrict", "sunli", "12-14 18:00")], [("5.2, 5.3", "12-14", None)]),
        ("从12月14日零点开始，5.2、5.3就不让登录了，孙丽执行。", [("restrict", "sunli", "12-14 00:00")], [("5.2, 5.3", "12-14T00:00", None)]),
        ("5.1和5.2两个版本问题太多，客户投诉不断，我们决定12月14日起限制登录，孙丽牵头。", [("restrict", "sunli", "12-14 18:00")], [("5.1, 5.2", "12-14", None)]),
        ("5.3包括5.3以前的12月14日限掉，孙丽来做。", [("restrict", "sunli", "12-14 18:00")], [("≤5.3", "12-14", None)]),
        # What somebody does on the delay's last day is its node, whatever it is called, and so is whom its sentence or the next one names.
        (
            "孙丽，5.3和更早的版本麻烦你12月14日限制一下。\n有几家学校寒假前没法升，单独给他们延迟到1月20日，这部分林涛收尾。",
            [("restrict", "sunli", "12-14 18:00"), ("delay", "lintao", "01-20 18:00")],
            [("≤5.3", "12-14", "01-20")],
        ),
        (
            "5.3和更早的版本12月14日起限制，周航负责。海外这边晚一点，1月20号再限，林涛盯着。",
            [("restrict", "zhouhang", "12-14 18:00"), ("delay", "lintao", "01-20 18:00")],
            [("≤5.3", "12-14", "01-20")],
        ),
        (
            "5.3和更早的版本12月14日起限制，周航负责。来不及的客户先放一放，最晚1月20日，周航收。",
            [("restrict", "zhouhang", "12-14 18:00"), ("delay", "zhouhang", "01-20 18:00")],
            [("≤5.3", "12-14", "01-20")],
        ),
        (
            "华东这边12月14日开始限制5.3及以下，孙丽盯一下；华南同一天，周航盯。海外给到1月20号，林涛到期后收掉。",
            [("restrict", "sunli", "12-14 18:00"), ("restrict-2", "zhouhang", "12-14 18:00"), ("delay", "lintao", "01-20 18:00")],
            [("≤5.3", "12-14", "01-20")],
        ),
        (
            "Lin Tao restricts versions 5.3 and earlier on 14 December. Customers in Europe asked for more time, so for them it is delayed until 20 January; Sun Li checks that.",
            [("restrict", "lintao", "12-14 18:00"), ("delay", "sunli", "01-20 18:00")],
            [("≤5.3", "12-14", "01-20")],
        ),
        (
            "Zhou Hang restricts anything older than 5.3 on Dec 14. A few stores cannot upgrade in time; they get an extension until 2027-01-20, Sun Li will wrap that up.",
            [("restrict", "zhouhang", "12-14 18:00"), ("delay", "sunli", "01-20 18:00")],
            [("<5.3", "12-14", "01-20")],
        ),
        # A later beginning of another place is no delay; the last day is told of no place.
        (
            "5.3和更早的版本问题太多，这次下决心限掉。\n华东12月15号开始限，孙丽你盯一下；华南客户多，周航你那边晚一周，12月22号。\n新版官网能下。\n限制的时候给客户留点缓冲，实在升不了的门店延到1月20号，到时候孙丽统一收口。",
            [("restrict", "sunli", "12-15 18:00"), ("restrict-2", "zhouhang", "12-22 18:00"), ("delay", "sunli", "01-20 18:00")],
            [("≤5.3", "12-15", "01-20")],
        ),
        # A day or a name of a sentence that lists its people, and a day said twice, part no restriction from its delay.
        (
            "12/14起限制5.1和5.2两个版本，华东孙丽负责，华南周航负责。\n来不及的客户先放一放，最晚1/20，周航收。",
            [("restrict", "sunli", "12-14 18:00"), ("restrict-2", "zhouhang", "12-14 18:00"), ("delay", "zhouhang", "01-20 18:00")],
            [("5.1, 5.2", "12-14", "01-20")],
        ),
        (
            "12月14号把5.2、5.3限掉，这件事孙丽来做。\n个别签了合同的大客户可以用到1月20日，1月20日孙丽负责收掉。",
            [("restrict", "sunli", "12-14 18:00"), ("delay", "sunli", "01-20 18:00")],
            [("5.2, 5.3", "12-14", "01-20")],
        ),
        ("Clients on 5.3 or lower should no longer log in from Dec 14. Owner: Sun Li.", [("restrict", "sunli", "12-14 18:00")], [("≤5.3", "12-14", None)]),
        # The hour is told of the restriction alone.
        ("12月14日孙丽要把5.3及以下限制掉，限制时间定在当天晚上22:00。", [("restrict", "sunli", "12-14 22:00")], [("≤5.3", "12-14T22:00", None)]),
        # By when it must be done is no other beginning; the only versions that are bounded are those that the nodes restrict.
        (
            "5.1和5.3有漏洞，安全那边给了死线，圣诞前要限掉。\n做法：5.1和5.3这两个版本12月17日上午9点起限制，孙丽做。医院客户年底不让动，单独延迟到1月20日，到期由孙丽收尾。",
            [("restrict", "sunli", "12-17 09:00"), ("delay", "sunli", "01-20 18:00")],
            [("5.1, 5.3", "12-17T09:00", "01-20")],
        ),
        (
            "5.3和更早的版本跟新税控不兼容，不限不行了。\n孙丽华东12月10号限。",
            [("restrict", "sunli", "12-10 18:00")],
            [("≤5.3", "12-10", None)],
        ),
        # With whom it was agreed stands for no place, and does it; a freeze is why, and the day behind is until when.
        (
            "5.3及以下12月16日起限制，孙丽负责。日本那边两个客户财年结算，跟林涛说好了延到明年2月1日再限。",
            [("restrict", "sunli", "12-16 18:00"), ("delay", "lintao", "02-01 18:00")],
            [("≤5.3", "12-16", "02-01")],
        ),
        (
            "Sun Li restricts 5.3 and below on 16 December. The two Dubai hotels have a freeze until mid January, so leave them alone until 18 January, Lin Tao checks.",
            [("restrict", "sunli", "12-16 18:00"), ("delay", "lintao", "01-18 18:00")],
            [("≤5.3", "12-16", "01-18")],
        ),
        # Until when a version may be used is no delay.
        ("5.3及以下12月14日起限制，孙丽负责。\n数量500台以内，可以用到明年6月30日。", [("restrict", "sunli", "12-14 18:00")], [("≤5.3", "12-14", None)]),
        ("5.3及以下12月14日起限制，孙丽负责。\n总数别超过350台，授权先给到3月底。", [("restrict", "sunli", "12-14 18:00")], [("≤5.3", "12-14", None)]),
        # A restriction's day with somebody beside it is a node without a verb of somebody's, too.
        ("Clients below 5.3 stop working on Dec 14; Sun Li will see to it.", [("restrict", "sunli", "12-14 18:00")], [("<5.3", "12-14", None)]),
    ],
)  # fmt: skip
def test_a_restriction_its_delay_and_their_nodes_are_read(text: str, nodes: Nodes, limits: Limits) -> None:
    assert told(text) == ("5.6", nodes, limits)


@pytest.mark.parametrize(
    ("text", "nodes"),
    [
        # Who is asked, and with whom it was talked about, does nothing by that.
        ("5.3及以下12月14日起限制，孙丽负责。海外延迟到1月20日，具体问题找林涛。", [("restrict", "sunli", "12-14 18:00")]),
        ("5.3及以下12月14日起限制，孙丽负责。跟林涛沟通过，海外延迟到1月20日。", [("restrict", "sunli", "12-14 18:00")]),
        # Of a sentence with both days whoever stands behind them does both.
        ("5.3及以下12月14日起限制，海外延迟到1月20日，孙丽负责。", [("delay", "sunli", "01-20 18:00"), ("restrict", "sunli", "12-14 18:00")]),
    ],
)  # fmt: skip
def test_who_only_stands_beside_a_limit_has_no_node(text: str, nodes: Nodes) -> None:
    assert told(text)[1] == nodes


def test_what_somebody_is_to_do_on_a_day_of_its_own_is_still_asked_about() -> None:
    understood = read(ZH[0], ZH[1] + "5.3及以下12月14日起限制，孙丽负责，周航12月8日。")
    assert [(one.reason, one.words) for one in understood.faults] in ([("not-understood", "周航12月8日")], [])


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("cache_days should become 14 and log_level should go to warn.", {"cache_days": "14", "log_level": "warn"}),
        ("sync.enabled must be on, and retry_max drops to 3.", {"sync.enabled": "on", "retry_max": "3"}),
        # Where it goes is no value.
        ("cache_days = 14 and log_level = warn; cache_days goes to all stores first.", {"cache_days": "14", "log_level": "warn"}),
    ],
)  # fmt: skip
def test_a_parameter_becomes_or_goes_to_its_value(text: str, values: dict[str, str]) -> None:
    understood = read("[PLAN] Parameter rollout for Jisu POS client", f"Hi all,\n\n{text}\n\nSun Li, please have East China done by 18 December.")
    assert understood.faults == ()
    assert {one["name"]: one["value"] for one in understood.fields["parameters"]} == values
    assert [node["title"] for node in understood.nodes if node["key"] == "rollout"] == ["East China rollout"]


def test_a_greeting_is_no_node() -> None:
    understood = read("[PLAN] Yunzhang Server 4.7 upgrade", "Dear Tao,\n\nhope you had a good weekend. You can get the package from me any time.\n\nPlease upgrade overseas by 17 December.")
    assert [(key, owner, day) for key, owner, _, day in brief(understood)] == [("rollout", "lintao", "12-17 18:00")]


def test_the_place_of_who_sees_to_a_delay_is_whom_it_is_for() -> None:
    text = "5.4及以下12月21日零点起限制，孙丽负责。海外客户要过圣诞，林涛那边延迟到1月15日再限制。"
    assert [one["scope"] for one in read(ZH[0], ZH[1] + text).fields["restrictions"]] == ["海外"]


@pytest.mark.parametrize("opening", ["I write to inform about", "I'm writing about", "I am writing about", "This is about"])
def test_who_writes_about_a_restriction_does_not_do_it(opening: str) -> None:
    text = f"{opening} the restriction of old clients. Starting from December 18, 2026 all versions 5.5 and lower will be restricted. Sun Li restricts on December 18."
    assert told(text)[1:] == ([("restrict", "sunli", "12-18 18:00")], [("≤5.5", "12-18", None)])


def test_whom_it_is_put_off_for_is_no_word_of_consent() -> None:
    text = "5.3及以下12月16日起限制，孙丽负责。海外门店圣诞季不动系统，同意延到2027年1月11日，由林涛到时候处理掉。"
    assert [one["scope"] for one in read(ZH[0], ZH[1] + text).fields["restrictions"]] == ["海外"]


def test_an_english_name_that_nobody_has_is_asked_about() -> None:
    understood = read("[PLAN] Xingqiao Server 8.5 upgrade", "Hi all,\n\nEast China upgrade - Sun Lili - Dec 8\nSouth China upgrade - Zhou Hang - Dec 9")
    assert [(one.reason, one.words) for one in understood.faults] == [("unknown-owner", "Sun Lili")]


@pytest.mark.parametrize(
    ("subject", "text", "kind", "nodes", "limits"),
    [
        # What is also brought out in a plan that restricts clients is a node of its own, and no other kind's.
        (
            "【计划】极速收银客户端7.2升级的事",
            "孙丽12月4号之前把华东的都换成新版；周航稍微晚点，给你到12月11号，把华南弄完就行。\n7.0以前的老客户端从12月21号早上八点起就登不上了，这个韩冰操作。",
            "client_restriction",
            [("node-1", "sunli", "12-04 18:00"), ("node-2", "zhouhang", "12-11 18:00"), ("restrict", "hanbing", "12-21 08:00")],
            [("<7.0", None)],
        ),
        (
            "[PLAN] Yunfan POS Server 4.4 for East and South",
            "4.4 is on the website. Sun Li takes East China and has until December 9.\nOn 22 December Han Bing cuts off everything older than 4.1.",
            "server_upgrade",
            [("rollout", "sunli", "12-09 18:00"), ("restrict", "hanbing", "12-22 18:00")],
            [("<4.1", None)],
        ),
    ],
)  # fmt: skip
def test_a_plan_that_restricts_is_of_the_kind_of_what_its_title_names(subject: str, text: str, kind: str, nodes: Nodes, limits: list[tuple[str, str | None]]) -> None:
    understood = read(subject, text)
    assert understood.faults == ()
    assert understood.fields["kind"] == kind
    assert [(key, owner, day) for key, owner, _, day in brief(understood)] == nodes
    assert [(one["versions"], one["delayed_until"]) for one in understood.fields["restrictions"]] == limits
