"""What a plan's mail tells beside its nodes changes none of them: what has been, who is away, why, what others want; and what only leads to a
node does not hide it."""

import pytest
from plan_mails import brief, read

SU = "【计划】星桥服务端8.2.1在线升级及版本限制"
TOLD = ("孙丽12月8日前升完华东", "周航12月10日前升完华南", "韩冰12月18日起限制8.0及以下")
NODES = [("rollout", "sunli", (), "12-08 18:00"), ("rollout-2", "zhouhang", (), "12-10 18:00"), ("restrict", "hanbing", (), "12-18 18:00")]
ENGLISH = "[PLAN] StarBridge Server 8.2.1 online upgrade and version restriction"
IN_ENGLISH = (
    "Sun Li will upgrade East China by December 8",
    "Zhou Hang will upgrade South China by December 10",
    "Han Bing will restrict 8.0 and below from December 18",
)


@pytest.mark.parametrize(
    "more",
    [
        "郑凯那边周五已经把包打好了",
        "王总周二问过这个事",
        "李想下周休年假",
        "孙丽这几天在客户现场",
        "我12月15号再来看一下进度",
        "领导要求年前必须处理掉",
        "信息安全那边催着元旦前解决",
        "我们想赶在春节前把事情办完",
        "8.1以前的版本有安全漏洞",
        "8.1在上海几家门店出过蓝屏",
        "@孙丽 @周航 同步一下这次的升级安排",
        "附件里是测试部11月20日出的报告",
    ],
)
@pytest.mark.parametrize("layout", ["first", "between", "lines"])
def test_what_is_no_node_changes_no_node(more: str, layout: str) -> None:
    parts = [TOLD[0], more, *TOLD[1:]] if layout == "between" else [more, *TOLD]
    understood = read(SU, "\n".join(f"{one}。" for one in parts) if layout == "lines" else "。".join(parts) + "。")
    assert ([(fault.reason, fault.words) for fault in understood.faults], brief(understood)) == ([], NODES)
    assert [(one["versions"], one["effective"]) for one in understood.fields["restrictions"]] == [("≤8.0", "2026-12-18")]


@pytest.mark.parametrize(
    "more",
    [
        "QA signed off the build on Friday",
        "QA finished the full test on Thursday",
        "The build came out of QA on Friday",
        "Testing was completed on November 18",
        "Han Bing told me on Monday that the switch is ready",
        "I'd like to get it out before the Christmas freeze",
        "The management asked us to close this before year end",
        "Finance closes the books at the end of December",
        "I'll be travelling from December 3 to December 4",
        "I will send a short update next week",
    ],
)
@pytest.mark.parametrize("layout", ["first", "between", "lines"])
def test_what_is_no_node_changes_no_node_in_english_either(more: str, layout: str) -> None:
    parts = [IN_ENGLISH[0], more, *IN_ENGLISH[1:]] if layout == "between" else [more, *IN_ENGLISH]
    understood = read(ENGLISH, "\n".join(f"{one}." for one in parts) if layout == "lines" else ". ".join(parts) + ".")
    assert ([(fault.reason, fault.words) for fault in understood.faults], brief(understood)) == ([], NODES)


@pytest.mark.parametrize(
    ("text", "nodes"),
    [
        ("会上定的周航12月10日前升完华南，孙丽12月8日前升完华东。", ["zhouhang 12-10", "sunli 12-08"]),
        ("感谢周航12月10日前能升完华南。孙丽12月8日前升完华东。", ["zhouhang 12-10", "sunli 12-08"]),
        ("跟孙丽讨论后定12月8日前升完华东；周航12月10日前升完华南", ["sunli 12-08", "zhouhang 12-10"]),
        ("昨天电话里跟周航确认过了12月10日前升完华南。孙丽12月8日前升完华东。", ["zhouhang 12-10", "sunli 12-08"]),
        ("Thanks to Sun Li for upgrading East China by December 8. Zhou Hang upgrades South China by December 10.", ["sunli 12-08", "zhouhang 12-10"]),
        # What is only talked about is no node.
        ("孙丽12月8日前升完华东。请周航12月2日前联系客户升级的事。", ["sunli 12-08"]),
    ],
)
def test_what_leads_to_a_node_does_not_hide_it(text: str, nodes: list[str]) -> None:
    understood = read("【计划】星桥服务端8.2.1升级", text)
    assert [f"{owner} {due[:5]}" for _, owner, _, due in brief(understood)] == nodes


CR = "【计划】星桥客户端5.7版本限制"


@pytest.mark.parametrize(
    ("subject", "text", "restrictions"),
    [
        (CR, "大家好，5.8及以前的客户端从12月28日零点开始限制登录，华东孙丽，华南周航。海外林涛那边客户圣诞放假，延迟限制到1月18日。", [("≤5.8", "2026-12-28T00:00:00+08:00", "2027-01-18", "海外")]),
        (CR, "1. 12月16日 华东开始限制 6.0 及以下（孙丽）\n2. 12月18日 华南开始限制 6.0 及以下（周航）\n3. 1月15日 海外延迟限制截止（林涛）", [("≤6.0", "2026-12-16", None, "华东"), ("≤6.0", "2026-12-18", None, "华南"), ("≤6.0", None, "2027-01-15", "海外")]),
        ("【计划】会员通服务端3.6.0 在线升级及版本限制", "事项\t谁来做\t什么时候\n华东升级\t孙丽\t12月8日\n限制 3.3 及以下\t韩冰\t12月23日 9:00\n\n海外的客户少，限制延迟到 1 月 20 日。", [("≤3.3", "2026-12-23T09:00:00+08:00", "2027-01-20", "海外")]),
        (
            "[PLAN] StarBridge Client 5.7.0 version restriction",
            "The version 5.3 and lower will be restricted from 15th December, Sun Li is responsible for East China and Zhou Hang is responsible for South China. "
            "For oversea customers, because they are need more time, the restriction is delayed until 22 January 2027, Lin Tao please take care of it.",
            [("≤5.3", "2026-12-15", "2027-01-22", "oversea")],
        ),
        # Whose node it is says nothing of whom it is for.
        (CR, "限制：5.2 以下，12 月 15 日起\n延迟限制：周航 2027-02-26\n版本限制：孙丽 12月15日", [("<5.2", "2026-12-15", None, None)]),
    ],
)
def test_a_delay_is_of_those_for_whom_it_is_told(subject: str, text: str, restrictions: list[tuple[str, str, str | None, str | None]]) -> None:
    understood = read(subject, text)
    found = [(one["versions"], one["effective"], one["delayed_until"], one["scope"]) for one in understood.fields["restrictions"]]
    assert ([fault.words for fault in understood.faults], found) == ([], restrictions)


@pytest.mark.parametrize(
    ("text", "versions"),
    [
        ("背景是 6.0 以前的扫码库有安全漏洞，所以做这次限制。\n1. 12月16日 华东开始限制 5.0 及以下（孙丽）", "≤5.0"),
        ("5.0以下的客户端老是闪退，投诉很多。5.2及以下12月16日起限制，孙丽负责华东。", "≤5.2"),
        ("5.0以下的客户端有安全漏洞，12月16日起限制，孙丽负责华东。", "<5.0"),
        ("5.0以下的客户端老是闪退，客户意见很大，所以要限掉，孙丽12月16日限制华东。", "<5.0"),
    ],
)
def test_what_is_wrong_with_versions_restricts_them_only_where_no_others_are(text: str, versions: str) -> None:
    assert [one["versions"] for one in read(CR, text).fields["restrictions"]] == [versions]


@pytest.mark.parametrize(
    "text",
    [
        "5.2及以下12月16日起限制。孙丽负责华东，周航负责华南。",
        "5.2 and below will be restricted from December 16. Sun Li does East China, Zhou Hang does South China.",
    ],
)
def test_who_is_named_for_each_place_restricts_there(text: str) -> None:
    assert brief(read(CR, text)) == [("restrict", "sunli", (), "12-16 18:00"), ("restrict-2", "zhouhang", (), "12-16 18:00")]


@pytest.mark.parametrize("asked", ["请于12月4日前联系我获取。", "两位请12月4日之前找我要包。", "Please download the package by December 4."])
def test_a_request_to_all_to_obtain_the_version_is_all_departments_node(asked: str) -> None:
    understood = read("【计划】星桥服务端8.2.1升级", f"{asked} 孙丽12月8日升完华东，周航12月14日升完华南。")
    assert ([fault.words for fault in understood.faults], brief(understood)[0]) == ([], ("obtain", "sunli", ("zhouhang",), "12-04 18:00"))


@pytest.mark.parametrize("day", ["过完节", "过了年", "过完国庆", "长假后", "节后"])
def test_behind_a_holiday_is_no_day(day: str) -> None:
    understood = read("【计划】星桥服务端8.2.1升级", f"孙丽12月8日升完华东，周航{day}升完华南。")
    assert [(fault.reason, fault.words) for fault in understood.faults] == [("vague", day)]


@pytest.mark.parametrize("restricted", ["5.3及以下12月15日起限制", "自12月15日起对5.3及以下的客户端进行限制", "12月15号把5.3和更早的版本限掉", "大家好，12月15日开始，5.3及以下版本不让登录了"])
@pytest.mark.parametrize("who", ["华东孙丽，华南周航", "由孙丽、周航分别负责华东和华南", "执行人：华东孙丽、华南周航", "华东归孙丽，华南归周航"])
@pytest.mark.parametrize(
    "delayed",
    [
        "海外暂缓，1月22日再限，林涛负责",
        "海外林涛那边圣诞放假，推迟到1月22日",
        "海外部分宽限到1月22日，林涛负责",
        "海外因为圣诞封网，延后到1月22日限制，负责人林涛",
        "海外的客户少，限制延迟到1月22日，由林涛负责",
    ],
)
def test_a_restriction_its_owners_and_its_delay_are_told_in_sentences_of_their_own(restricted: str, who: str, delayed: str) -> None:
    understood = read(CR, f"{restricted}。\n{who}。\n{delayed}。")
    found = [(one["versions"], one["effective"][:10], one["delayed_until"], one["scope"]) for one in understood.fields["restrictions"]]
    assert ([fault.words for fault in understood.faults], found) == ([], [("≤5.3", "2026-12-15", "2027-01-22", "海外")])
    assert sorted((key.partition("-")[0], owner, due[:5]) for key, owner, _, due in brief(understood)) == [("delay", "lintao", "01-22"), ("restrict", "sunli", "12-15"), ("restrict", "zhouhang", "12-15")]


@pytest.mark.parametrize(
    ("subject", "text", "nodes", "restrictions"),
    [
        (
            CR,
            "12月18号开始，3.0和更早的版本就不让登录了：华东这块孙丽负责，海外这块林涛负责。\n\n林涛说圣诞节前后海外客户找不到人，海外就给到1月22号。",
            ["restrict sunli 12-18", "restrict lintao 12-18", "delay lintao 01-22"],
            [("≤3.0", "2026-12-18", "2027-01-22", "海外")],
        ),
        (
            CR,
            "为什么又限制？因为 5.2 及以下用的证书 1 月底到期，请理解。\n\n1) 12月14日 限制 5.2 及以下，华东（孙丽）\n2) 12月14日 限制 5.2 及以下，华南（周航）\n3) 海外延迟限制到 1月22日（林涛）",
            ["restrict sunli 12-14", "restrict zhouhang 12-14", "delay lintao 01-22"],
            [("≤5.2", "2026-12-14", "2027-01-22", "海外")],
        ),
        (
            "[PLAN] About the restriction of StarBridge Client old versions",
            "The version 2.4 and lower have a security problem, so we must to restrict them. The restriction will start at 17th December. "
            "Zhou Hang will do it for South China, Lin Tao will do it for oversea. The new version is 2.8.1. Please get it before 3rd December, Zhou Hang and Lin Tao.",
            ["restrict zhouhang 12-17", "restrict lintao 12-17", "obtain zhouhang 12-03"],
            [("≤2.4", "2026-12-17", None, None)],
        ),
        (
            SU,
            "工作\t负责\t截止\n华东升级\t孙丽\t12月9日\n老版本限制\t韩冰\t12月21日 20:00\n\n老版本指 7.2 及以下。",
            ["rollout sunli 12-09", "restrict hanbing 12-21"],
            [("≤7.2", "2026-12-21T20:00:00+08:00", None, None)],
        ),
    ],
)
def test_what_is_said_of_a_restriction_elsewhere_is_put_together(subject: str, text: str, nodes: list[str], restrictions: list[tuple[str, str, str | None, str | None]]) -> None:
    understood = read(subject, text)
    found = [(one["versions"], one["effective"], one["delayed_until"], one["scope"]) for one in understood.fields["restrictions"]]
    assert ([fault.words for fault in understood.faults], found) == ([], restrictions)
    assert [f"{key.partition('-')[0]} {owner} {due[:5]}" for key, owner, _, due in brief(understood)] == nodes


@pytest.mark.parametrize(
    ("subject", "text", "nodes"),
    [
        (
            "[PLAN] StarBridge Server 8.2.1 online upgrade",
            "Li Xiang kicks things off with a handful of servers by December 3. Sun Li finishes East China by December 10 and Zhou Hang wraps up South China by December 15.",
            ["rollout lixiang 12-03", "rollout sunli 12-10", "rollout zhouhang 12-15"],
        ),
        ("【计划】星桥服务端8.2.1升级", "下个月要升级几百台，郑凯给的清单如下。周航先来，12月3日之前升完华南；孙丽12月14日之前升完华东。\n升级后次日请抽查磁盘占用。", ["rollout zhouhang 12-03", "rollout sunli 12-14"]),
    ],
)
def test_what_is_announced_or_asked_for_afterwards_is_no_node_of_its_own(subject: str, text: str, nodes: list[str]) -> None:
    understood = read(subject, text)
    assert ([fault.words for fault in understood.faults], [f"{key.partition('-')[0]} {owner} {due[:5]}" for key, owner, _, due in brief(understood)]) == ([], nodes)


def test_what_begins_elsewhere_later_is_put_off_there() -> None:
    (one,) = read(CR, "5.3及以下12月15日起限制，海外1月22日再限。").fields["restrictions"]
    assert (one["versions"], one["effective"], one["delayed_until"], one["scope"]) == ("≤5.3", "2026-12-15", "2027-01-22", "海外")


def test_rows_that_restrict_from_days_of_their_own_restrict_where_they_say() -> None:
    understood = read(CR, "1. 12月16日 华东限制 5.0 及以下（孙丽）\n2. 12月18日 华南限制 5.0 及以下（周航）")
    assert [(one["effective"], one["scope"]) for one in understood.fields["restrictions"]] == [("2026-12-16", "华东"), ("2026-12-18", "华南")]


@pytest.mark.parametrize("restricted", ["Starting December 15, versions 5.3 and below will be blocked", "5.3 and lower can no longer log in from December 15"])
@pytest.mark.parametrize("who", ["Owners: Sun Li (East China) and Zhou Hang (South China)", "East China is handled by Sun Li, South China by Zhou Hang", "Sun Li will do it for East China, Zhou Hang for South China"])
@pytest.mark.parametrize(
    "delayed",
    [
        "Overseas customers have until January 22; Lin Tao is responsible",
        "Lin Tao asked for more time for Overseas, so there it is postponed to January 22",
        "Because of the holidays, Overseas gets a grace period until January 22, owned by Lin Tao",
    ],
)
def test_so_they_are_in_english(restricted: str, who: str, delayed: str) -> None:
    understood = read("[PLAN] StarBridge Client 5.7 version restriction", f"Hi all,\n\n{restricted}. {who}. {delayed}.")
    found = [(one["versions"], one["effective"][:10], one["delayed_until"], one["scope"]) for one in understood.fields["restrictions"]]
    assert ([fault.words for fault in understood.faults], found) == ([], [("≤5.3", "2026-12-15", "2027-01-22", "Overseas")])
    assert sorted((key.partition("-")[0], owner, due[:5]) for key, owner, _, due in brief(understood)) == [("delay", "lintao", "01-22"), ("restrict", "sunli", "12-15"), ("restrict", "zhouhang", "12-15")]


@pytest.mark.parametrize(
    ("days", "begins"),
    [(("12月15日", "12月15日"), [("2026-12-15", None)]), (("12月15日", "12月17日"), [("2026-12-15", "华东"), ("2026-12-17", "华南")])],
)
def test_a_restriction_begins_when_the_nodes_that_restrict_do(days: tuple[str, str], begins: list[tuple[str, str | None]]) -> None:
    understood = read(CR, f"这次把 5.2 及以下都限掉。\n\n节点\t负责人\t时间\n华东版本限制\t孙丽\t{days[0]}\n华南版本限制\t周航\t{days[1]}")
    assert [(one["effective"], one["scope"]) for one in understood.fields["restrictions"]] == begins
