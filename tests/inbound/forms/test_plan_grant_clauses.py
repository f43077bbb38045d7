"""What one clause of running text grants: how many, until when, where, and where the version is had (SPEC 1 "authorisation")."""

import pytest

from tests.inbound.forms.plan_mails import brief, read

_SUBJECT = "【计划】云仓服务端 8.2.1 在线升级"
_NODES = "\n华东升级 孙丽 12月7日\n华南升级 周航 12月8日"


def granted(text: str, key: str) -> object:
    """What a line above two rows says, which stay two."""
    understood = read(_SUBJECT, f"{text}{_NODES}")
    assert (understood.faults, len(understood.nodes)) == ((), 2)
    return understood.fields.get(key)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("满打满算300台，多了别升。", None, 300),
        ("满打满算也就300台。", None, 300),
        ("顶多300台。", None, 300),
        ("撑死300台。", None, 300),
        ("限300台。", None, 300),
        ("这次只放300台。", None, 300),
        ("这次的量是300台。", None, 300),
        ("可升级300台。", None, 300),
        ("数量30台左右，最多40台。", None, 40),
        ("数量：30台左右，最多40台", None, 40),
        ("大概300台，别超过350台。", None, 350),
        ("至少100台，最多300台。", 100, 300),
    ],
)
def test_a_clause_says_how_many(text: str, low: int | None, high: int | None) -> None:
    assert granted(text, "quantity") == {"min": low, "max": high}


@pytest.mark.parametrize(
    ("text", "begin", "until"),
    [
        ("从12月1日用到明年3月31日。", "2026-12-01", "2027-03-31"),
        ("总量300台封顶，从 12 月 1 日用到明年 3 月 31 日。", "2026-12-01", "2027-03-31"),
        ("这个版本用到明年3月31日。", None, "2027-03-31"),
        ("过了明年3月31日就失效。", None, "2027-03-31"),
        ("明年3月31日到期。", None, "2027-03-31"),
        ("使用时间从12月1日到明年3月31日。", "2026-12-01", "2027-03-31"),
        ("有效期四个月，12月1日到明年3月31日。", "2026-12-01", "2027-03-31"),
        ("有效期：四个月（2026年12月1日至2027年3月31日）", "2026-12-01", "2027-03-31"),
        ("用到年底后再说，先写到明年3月31号吧。", None, "2027-03-31"),
        ("参数有效期为12月1日至明年3月31日。", "2026-12-01", "2027-03-31"),
        ("有效期：12/1-3/31，版本上周五上了官网。", "2026-12-01", "2027-03-31"),
        # beside what a node may be made of
        ("可以用到明年3月31日，面向华东、华南，总共不超300台，官网下载", None, "2027-03-31"),
        ("12月1日起可用，到明年3月31日止；开放区域为华东、华南，总量300台封顶；官网已发布。", "2026-12-01", "2027-03-31"),
        ("可以用到明年3月31日，包由我提供。", None, "2027-03-31"),
        ("区域华东、华南；官网上那个就是，期限12月1日~明年3月31日", "2026-12-01", "2027-03-31"),
        ("从12月1日用到明年3月31日，华东、华南都可以升。", "2026-12-01", "2027-03-31"),
    ],
)
def test_a_clause_says_how_long(text: str, begin: str | None, until: str) -> None:
    assert granted(text, "valid") == {"from": begin, "until": until}


@pytest.mark.parametrize(
    "text",
    [
        "华东华南都算在内。",
        "区域放开华东华南。",
        "区域先放华东跟华南。",
        "区域是华东加华南。",
        "区域限华东、华南两地。",
        "华东、华南可用。",
        "华东华南能用，海外先不放。",
        "华东和华南两个区，有效期到明年3月31日。",
        "区域：华东/华南，安装包请找陈静领取",
    ],
)
def test_a_clause_says_where(text: str) -> None:
    assert granted(text, "regions") == ["华东", "华南"]


@pytest.mark.parametrize(
    ("text", "channel"),
    [
        ("8.2.1（官网上那个就是）。", "official"),
        ("版本上周五上了官网。", "official"),
        ("直接去官网取。", "official"),
        ("版本我这边给。", "pm"),
        ("官网还没上，先找我要。", "pm"),
    ],
)
def test_a_clause_says_where_the_version_is_had(text: str, channel: str) -> None:
    assert granted(text, "channel") == channel


@pytest.mark.parametrize(
    ("text", "field", "words"),
    [
        ("有效期：12/1-3/31，华东到4/30", "valid", "12/1-3/31，华东到4/30"),
    ],
)
def test_what_says_too_little_or_too_much_is_asked_about(text: str, field: str, words: str) -> None:
    assert [(fault.field, fault.words) for fault in read(_SUBJECT, f"{text}{_NODES}").faults] == [(field, words)]


def test_a_delays_end_is_no_period_of_the_plan() -> None:
    understood = read("【计划】星桥客户端 5.6 版本限制", "5.2以下12月14日起停用，孙丽执行；海外再给四周，即2027年1月11日到期，由林涛负责。")
    assert [(key, owner) for key, owner, _, _ in brief(understood)] == [("restrict", "sunli"), ("delay", "lintao")]


_ENGLISH_NODES = "\n\n- East China upgrade: Sun Li, Dec 7\n- South China upgrade: Zhou Hang, Dec 8"


@pytest.mark.parametrize(
    ("text", "key", "value"),
    [
        ("Please don't go above 300 servers in total.", "quantity", {"min": None, "max": 300}),
        ("Please stay within 300 servers.", "quantity", {"min": None, "max": 300}),
        ("The cap is 300 servers.", "quantity", {"min": None, "max": 300}),
        ("We have licences for 300 servers.", "quantity", {"min": None, "max": 300}),
        ("Between 100 and 300 servers.", "quantity", {"min": 100, "max": 300}),
        ("At least 100 and at most 300 servers.", "quantity", {"min": 100, "max": 300}),
        ("Quantity: up to 300. The version stays valid through March 31, 2027.", "quantity", {"min": None, "max": 300}),
        ("You're good to use it from December 1 through March 31, 2027.", "valid", {"from": "2026-12-01", "until": "2027-03-31"}),
        ("We can use it till 31 March 2027.", "valid", {"from": None, "until": "2027-03-31"}),
        ("The validity period is December 1 to March 31, 2027.", "valid", {"from": "2026-12-01", "until": "2027-03-31"}),
        ("It can be used until March 31, 2027. The build is published.", "valid", {"from": None, "until": "2027-03-31"}),
        ("Obtain it from the PM. Valid from December 1, 2026 to March 31, 2027.", "channel", "pm"),
        ("It is for East China and South China.", "regions", ["East China", "South China"]),
        ("Limited to East China and South China.", "regions", ["East China", "South China"]),
        ("Only for East China and South China. Quantity: up to 300.", "regions", ["East China", "South China"]),
        ("It has been published on our website.", "channel", "official"),
        ("Available from the official site", "channel", "official"),
    ],
)
def test_english_sentences_grant_as_well(text: str, key: str, value: object) -> None:
    understood = read("[PLAN] StarBridge Server 8.2.1 online upgrade", f"{text}{_ENGLISH_NODES}")
    assert (understood.faults, len(understood.nodes), understood.fields.get(key)) == ((), 2, value)


@pytest.mark.parametrize("text", ["华东、华南各不超过 200 台。", "授权：华东、华南各不超过 200 台，有效期至 2027 年 5 月底"])
def test_how_many_each_of_named_regions_may_have_is_summed(text: str) -> None:
    assert granted(text, "quantity") == {"min": None, "max": 400}


def test_how_many_each_region_may_have_is_guidance_where_nobody_counts_the_regions() -> None:
    understood = read(_SUBJECT, f"每个区最多 200 台。{_NODES}")
    assert (understood.faults, understood.fields.get("quantity"), understood.fields["guidance"]) == ((), None, "每个区最多 200 台")
    assert [one.words for one in understood.remarks if one.reason == "each-as-guidance"] == ["每个区最多 200 台"]


def test_how_many_each_may_have_stands_beside_other_guidance() -> None:
    understood = read(_SUBJECT, f"每个区最多 200 台。升级前务必备份数据库。{_NODES}")
    (shown,) = [one.value for one in understood.readings if one.field == "guidance"]
    assert (understood.fields["guidance"], shown) == ("每个区最多 200 台\n升级前务必备份数据库", "每个区最多 200 台；升级前务必备份数据库")


@pytest.mark.parametrize(
    ("text", "key", "written"),
    [
        ("授权一年，从 12 月 7 日算起。", "valid", "授权一年，从 12 月 7 日算起"),
        ("在华东、华南换掉老的 7.9。", "regions", "在华东、华南换掉老的 7.9"),
    ],
)
def test_a_value_is_shown_beside_the_sentence_as_it_was_written(text: str, key: str, written: str) -> None:
    understood = read(_SUBJECT, f"{text}{_NODES}")
    assert [one.words for one in understood.readings if one.field == key] == [written]


def test_how_many_each_may_have_is_asked_about_in_a_field() -> None:
    (fault,) = read(_SUBJECT, f"数量：每个区域不超过 200 台{_NODES}").faults
    assert (fault.reason, fault.words) == ("quantity-each", "每个区域不超过 200 台")


def test_all_shops_of_a_region_are_no_region() -> None:
    assert granted("生效范围：华东 全部门店", "regions") == ["华东"]


@pytest.mark.parametrize(
    ("text", "key", "value"),
    [
        ("总数 320 台以内，华东、华南两个区，从 12 月 1 日到明年 2 月 26 日。", "valid", {"from": "2026-12-01", "until": "2027-02-26"}),
        ("有效期明年 1 月 1 日到 12 月 31 日，数量最多 800。", "valid", {"from": "2027-01-01", "until": "2027-12-31"}),
        ("适用期限：2026 年 12 月 1 日至 2027 年 5 月 31 日", "valid", {"from": "2026-12-01", "until": "2027-05-31"}),
        ("下发范围：华东 300 家、华南 50 家，共 350 家", "quantity", {"min": None, "max": 350}),
        ("下发范围：华东 300 家、华南 50 家", "quantity", {"min": None, "max": 350}),
        ("下发范围：华东、华南", "quantity", None),
    ],
)
def test_what_stands_beside_a_grant_is_one(text: str, key: str, value: object) -> None:
    assert granted(text, key) == value
