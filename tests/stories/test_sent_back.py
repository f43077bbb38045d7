"""What a fault offers is a plan: its corrected block and its filled sheet, sent back as they are, are taken (SPEC 5); where
several days may be meant, none is written, and the place to fill in is marked."""

import email
import email.policy
import io

import openpyxl
import pytest
from telling import said
from theatre import PlayHouse

from mailbot.delivery import octets_of

TITLE = "【计划】星桥服务端8.2.1在线升级及版本限制"
HEAD = "产品：星桥服务端\n版本：8.2.1\n"

FAULTY = {
    "a slip in a name": (
        f"{HEAD}灰度升级 孙力 12月3日\n版本限制 韩冰 12月18日\n",
        [("灰度升级", "2026-12-03"), ("版本限制", "2026-12-18")],
    ),
    "ranges backwards": (
        f"{HEAD}有效期：2027年3月31日至2026年12月1日\n数量：500~100台\n灰度升级 孙丽 12月3日\n版本限制 韩冰 12月18日\n",
        [("灰度升级", "2026-12-03"), ("版本限制", "2026-12-18")],
    ),
}
SEVERAL = {
    "an impossible day": (
        f"{HEAD}1. 灰度升级 孙丽 12月3日\n2. 全量升级 孙丽 2026年11月31日\n3. 版本限制 韩冰 12月18日\n",
        "2026年11月31日",
    ),
    "one day or another": (f"{HEAD}灰度升级 孙丽 12月3日或4日\n版本限制 韩冰 12月18日\n", "12月3日或4日"),
    "a weekday that does not fit, beside a restriction": (
        f"{HEAD}8.0 及以下版本 12月18日零点起限制；海外的延迟到 1月15日。\n灰度升级 孙丽 12月3日（周五）\n版本限制 韩冰 12月18日\n",
        "12月3日（周五）",
    ),
}


def _filled(octets: bytes, old: str, new: str) -> bytes:
    """The sheet with what is written into its one marked cell."""
    book = openpyxl.load_workbook(io.BytesIO(octets))
    (cell,) = [c for row in book.active.iter_rows() for c in row if c.fill.fgColor.rgb == "00FEF3C7"]  # type: ignore[union-attr]
    assert cell.value == old
    cell.value = new
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _sent_back(house: PlayHouse, text: str, how: str, filled: tuple[str, str] = ("", "")) -> str:
    """What becomes of the fault's block or sheet, sent back as it is, or with `filled` = (what was asked about, the answer)."""
    old, new = filled
    assert said(house.receives(TITLE, text)) == "rejected plan"
    post = house.last(to="陈静", purpose="fault")
    if how == "block":
        block = str(post.facts["corrected"])
        assert f"{old}〔请写明日期〕" in block or not old
        return said(house.replies(block.replace(f"{old}〔请写明日期〕", new) if old else block, to=post, sender="陈静"))
    mail = email.message_from_bytes(octets_of(post, house.house, house.now), policy=email.policy.default)
    sheets = [(str(a.get_filename()), a.get_content()) for a in mail.iter_attachments()]  # type: ignore[attr-defined]
    sheets = [(name, _filled(octets, old, new)) for name, octets in sheets] if old else sheets
    return said(house.replies("见附件", to=post, sender="陈静", attachments=sheets))


@pytest.mark.parametrize("how", ["block", "sheet"])
@pytest.mark.parametrize(("text", "nodes"), FAULTY.values(), ids=FAULTY)
def test_what_the_fault_offers_is_taken(house: PlayHouse, text: str, nodes: list[tuple[str, str]], how: str) -> None:
    assert _sent_back(house, text, how) == "accepted plan"
    campaign = house.campaign("SU-2026-0001")
    planned = [(n.title, n.due.astimezone(house.house.rules.zone).date().isoformat()) for n in campaign.nodes[:-1]]
    assert planned == nodes


@pytest.mark.parametrize("how", ["block", "sheet"])
@pytest.mark.parametrize(("text", "asked"), SEVERAL.values(), ids=SEVERAL)
def test_of_several_days_none_is_written(house: PlayHouse, text: str, asked: str, how: str) -> None:
    assert _sent_back(house, text, how) == "rejected plan"
    assert asked in [f["words"] for f in house.last(to="陈静", purpose="fault").facts["faults"]]


@pytest.mark.parametrize("how", ["block", "sheet"])
def test_nothing_is_lost_on_the_way(house: PlayHouse, how: str) -> None:
    text, asked = SEVERAL["a weekday that does not fit, beside a restriction"]
    assert _sent_back(house, text, how, (asked, "12月3日")) == "accepted plan"
    campaign = house.campaign("SU-2026-0001")
    zone = house.house.rules.zone
    limits = [
        (r.versions, r.scope, *(w and w.at.astimezone(zone).date().isoformat() for w in (r.effective, r.delayed_until)))
        for r in campaign.restrictions
    ]
    assert limits == [("≤8.0", "海外", "2026-12-18", "2027-01-15")]


def test_a_mark_may_stay_where_what_it_asks_for_is_written(house: PlayHouse) -> None:
    text, asked = SEVERAL["a weekday that does not fit, beside a restriction"]
    assert said(house.receives(TITLE, text)) == "rejected plan"
    post = house.last(to="陈静", purpose="fault")
    block = str(post.facts["corrected"]).replace(f"{asked}〔请写明日期〕", "12月4日〔请写明日期〕")
    assert said(house.replies(block, to=post, sender="陈静")) == "accepted plan"
    assert house.campaign().nodes[0].due.astimezone(house.house.rules.zone).date().isoformat() == "2026-12-04"


@pytest.mark.parametrize("how", ["block", "sheet"])
def test_ranges_come_back_the_right_way_round(house: PlayHouse, how: str) -> None:
    text, _ = FAULTY["ranges backwards"]
    assert _sent_back(house, text, how) == "accepted plan"
    campaign = house.campaign("SU-2026-0001")
    assert (campaign.quantity.min, campaign.quantity.max) == (100, 500)
    assert (str(campaign.valid.from_), str(campaign.valid.until)) == ("2026-12-01", "2027-03-31")


def test_what_is_added_to_an_english_mail_is_english(house: PlayHouse) -> None:
    text = "Hi all,\nproduct: Harbor Server\nPilot upgrade, sunli@corp.example, Dec 3\n"
    house.receives("[PLAN] Harbor Server online upgrade", text)
    assert str(house.last(to="陈静", purpose="fault").facts["corrected"]).startswith("Hi all,\nVersion: [please fill in]\n")


def test_a_plan_without_a_text_gets_the_lines_to_fill_in_its_readers_language(house: PlayHouse) -> None:
    house.receives("【计划】", "")
    assert str(house.last(to="陈静", purpose="fault").facts["corrected"]).startswith("策略类型：〔请填写〕")


def test_a_blank_left_open_is_asked_about_once_more(house: PlayHouse) -> None:
    text = "产品：星桥服务端\n灰度升级 孙丽 12月3日\n版本限制 韩冰 12月18日\n"
    house.receives("【计划】星桥服务端在线升级及版本限制", text)
    post = house.last(to="陈静", purpose="fault")
    assert str(post.facts["corrected"]).startswith("版本：〔请填写〕\n")
    assert said(house.replies(str(post.facts["corrected"]), to=post, sender="陈静")) == "rejected plan"
    again = house.last(to="陈静", purpose="fault")
    assert ([f["reason"] for f in again.facts["faults"]], str(again.facts["corrected"]).count("〔请填写〕")) == (
        ["missing-version"],
        1,
    )


def test_all_that_is_missing_is_said_at_once(house: PlayHouse) -> None:
    """Rows without an owner beside a doubtful date: nobody has to be asked twice."""
    house.receives(TITLE, f"{HEAD}灰度升级 12月3日\n全量升级 12月上旬\n版本限制 韩冰 12月18日\n")
    post = house.last(to="陈静", purpose="fault")
    assert sorted(f["field"] for f in post.facts["faults"]) == ["nodes[1].owner", "nodes[2].due", "nodes[2].owner"]


def test_each_place_to_put_right_is_marked_though_one_line_has_two(house: PlayHouse) -> None:
    house.receives(TITLE, f"{HEAD}12月3日或4日前完成灰度升级（孙丽），12月10日或11日前完成全量升级（周航）。\n")
    post = house.last(to="陈静", purpose="fault")
    block = str(post.facts["corrected"])
    assert [block.count("12月3日或4日前〔请写明日期〕"), block.count("12月10日或11日前〔请写明日期〕")] == [1, 1]
    block = block.replace("12月3日或4日前〔请写明日期〕", "12月3日前").replace("12月10日或11日前〔请写明日期〕", "12月11日前")
    assert said(house.replies(block, to=post, sender="陈静")) == "accepted plan"


def test_a_plan_without_nodes_is_told_what_else_was_understood(house: PlayHouse) -> None:
    house.receives(TITLE, "产品：星桥服务端\n版本：8.2.1（官网已发布）\n数量：不超过500台\n有效期：12月1日至明年3月31日\n")
    fields = house.last(to="陈静", purpose="fault").facts["plan"]["fields"]
    assert {key: fields[key] for key in ("product", "version", "quantity", "valid")} == {
        "product": "星桥服务端",
        "version": "8.2.1",
        "quantity": "不超过 500",
        "valid": "2026-12-01 至 2027-03-31",
    }
