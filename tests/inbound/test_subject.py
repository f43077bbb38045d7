"""The grammar of subjects: tags, codes and marks in any brackets, width, case, script and order; what is spoken (SPEC 3, 9)."""

import pytest
from sayings import rules

from mailbot.inbound.codes import find_receipt
from mailbot.inbound.subject import Subject, read_subject

CODES = frozenset({"SU", "CR", "CU", "PR"})


def read(written: str) -> Subject:
    return read_subject(written, rules().tags, CODES)


@pytest.mark.parametrize(
    ("written", "tag", "special"),
    [
        ("[PLAN] x", "PLAN", ""),
        ("[plan] x", "PLAN", ""),
        ("[ PLAN ] x", "PLAN", ""),
        ("【PLAN】x", "PLAN", ""),
        ("［ＰＬＡＮ］x", "PLAN", ""),
        ("〔PLAN〕x", "PLAN", ""),
        ("(PLAN) x", "PLAN", ""),
        ("（PLAN）x", "PLAN", ""),
        ("【计划】x", "PLAN", ""),
        ("【計劃】x", "PLAN", ""),
        ("【計畫】x", "PLAN", ""),
        ("【方案】x", "PLAN", ""),
        ("【策略】x", "PLAN", ""),
        ("【问题】x", "ISSUE", ""),
        ("【問題】x", "ISSUE", ""),
        ("【缺陷】x", "ISSUE", "defect"),
        ("[BUG] x", "ISSUE", "defect"),
        ("[Bug] x", "ISSUE", "defect"),
        ("[ISSUE] x", "ISSUE", ""),
        ("【结果】x", "RESULT", ""),
        ("【結果】x", "RESULT", ""),
        ("【完成】x", "RESULT", ""),
        ("【进度】x", "RESULT", "progress"),
        ("【处理结果】x", "RESULT", "handling_result"),
        ("【處理結果】x", "RESULT", "handling_result"),
        ("【总结】x", "RESULT", "summary"),
        ("[RESULT] x", "RESULT", ""),
        ("【查询】x", "QUERY", ""),
        ("[QUERY]", "QUERY", ""),
        ("【帮助】", "HELP", ""),
        ("【模板】", "HELP", ""),
        ("[HELP]", "HELP", ""),
        ("【撤销】R-1042", "UNDO", ""),
        ("[UNDO] R-1042", "UNDO", ""),
        ("x [PLAN]", "PLAN", ""),
        ("[SU-2026-0007] [PLAN] x", "PLAN", ""),
        ("[PLAN][SU-2026-0007]x", "PLAN", ""),
        ("[corp-news] [PLAN] x", "PLAN", ""),
        ("星桥服务端升级（计划）", "PLAN", ""),
        ("PLAN: x [PLAN]", "PLAN", ""),
    ],
)
def test_a_tag_is_known_however_it_is_written(written: str, tag: str, special: str) -> None:
    found = read(written).tag
    assert found is not None
    assert (found.key, found.special, found.dry_run, found.fresh) == (tag, special, False, True)


@pytest.mark.parametrize(
    ("written", "tag"),
    [("[PLAN?] x", "PLAN"), ("[PLAN ?] x", "PLAN"), ("【计划？】x", "PLAN"), ("【计划预检】x", "PLAN"), ("【预检计划】x", "PLAN"), ("【计划】【预检】x", "PLAN"), ("[RESULT?] x", "RESULT"), ("【问题预检】x", "ISSUE")],
)
def test_a_question_mark_or_a_word_makes_a_dry_run(written: str, tag: str) -> None:
    found = read(written).tag
    assert found is not None
    assert (found.key, found.dry_run) == (tag, True)


@pytest.mark.parametrize(
    ("written", "fresh"),
    [
        ("[PLAN] x", True),
        ("Re: [PLAN] x", False),
        ("RE: RE: [PLAN] x", False),
        ("回复: 【计划】x", False),
        ("回复：【计划】x", False),
        ("答复: 【计划】x", False),
        ("回覆: 【計劃】x", False),
        ("Fwd: [PLAN] x", False),
        ("转发：【计划】x", False),
        ("轉寄: 【計劃】x", False),
        ("Re[2]: [PLAN] x", False),
        ("Re: Fwd: 回复： 答复: [PLAN] x", False),
        ("[PLAN] Re: x", True),
        ("【结果】Re: 【问题】x", True),
        ("[外部] Re: [PLAN] x", False),
        ("Re: x [PLAN]", False),
        ("AW: [PLAN] x", False),
    ],
)
def test_a_tag_behind_a_prefix_is_inherited(written: str, fresh: bool) -> None:
    found = read(written).tag
    assert found is not None
    assert found.fresh is fresh


def test_a_tag_put_anew_counts_before_the_inherited_one() -> None:
    found = read("【结果】Re: 【问题】SU-2026-0007 x")
    assert [(t.key, t.fresh) for t in found.tags] == [("RESULT", True), ("ISSUE", False)]
    assert found.tag is not None
    assert found.tag.key == "RESULT"
    assert found.reply


@pytest.mark.parametrize(
    ("written", "codes"),
    [
        ("[SU-2026-0007] x", ("SU-2026-0007",)),
        ("SU-2026-0007 x", ("SU-2026-0007",)),
        ("su-2026-0007", ("SU-2026-0007",)),
        ("【ＳＵ－２０２６－０００７】x", ("SU-2026-0007",)),
        ("SU–2026–0007", ("SU-2026-0007",)),
        ("SU-2026-7", ("SU-2026-0007",)),
        ("SU 2026 0007", ()),
        ("x SU-2026-0007 y CR-2026-0011", ("SU-2026-0007", "CR-2026-0011")),
        ("SU-2026-0007 SU-2026-0007", ("SU-2026-0007",)),
        ("AB-2026-0007 x", ()),
        ("8.2.1 SU-2026", ()),
        ("回复: 【计划】x [SU-2026-0007]", ("SU-2026-0007",)),
        ("SU-2026-00071", ("SU-2026-00071",)),
    ],
)
def test_codes_are_found_anywhere(written: str, codes: tuple[str, ...]) -> None:
    assert read(written).codes == codes


@pytest.mark.parametrize(("written", "marks"), [("x [D-1042]", (1042,)), ("回复: 请处理：2 项超期 [D-1042]", (1042,)), ("d-7", (7,)), ("【Ｄ－１０４２】", (1042,)), ("3D-1042", ()), ("x", ())])
def test_marks_are_found(written: str, marks: tuple[int, ...]) -> None:
    assert read(written).marks == marks


@pytest.mark.parametrize("between", [" ", "-", " - ", "｜", " · ", ""])
@pytest.mark.parametrize(
    ("word", "tag"),
    [("计划", "PLAN"), ("方案", "PLAN"), ("策略", "PLAN"), ("升级计划", "PLAN"), ("實施計劃", "PLAN"), ("Plan", "PLAN"), ("PLAN", "PLAN"), ("问题", "ISSUE"), ("缺陷", "ISSUE"), ("问题反馈", "ISSUE"), ("Issue", "ISSUE"), ("结果", "RESULT"), ("进度", "RESULT"), ("Result", "RESULT"), ("查询", "QUERY")],
)
def test_a_tag_without_bracket_opens_a_title_whatever_its_spelling(word: str, tag: str, between: str) -> None:
    found = read(f"{word}{between}掌柜App 3.3.1")
    assert found.tag is None
    assert found.opening is not None
    assert (found.opening.key, found.opening.words) == (tag, word)


@pytest.mark.parametrize("written", ["周五团建", "规划 掌柜App", "Planning 3.3.1", "Re: 计划 掌柜App", "掌柜App 计划", "[PLAN] 计划 掌柜App"])
def test_a_tag_opens_only_a_title_of_its_own(written: str) -> None:
    assert read(written).opening is None


@pytest.mark.parametrize(
    ("written", "near"),
    [
        ("[PALN] x", (("PALN", "plan"),)),
        ("【計画】x", (("計画", "计划"),)),
        ("[PLNA] x", (("PLNA", "plan"),)),
        ("[RESLUT] x", (("RESLUT", "result"),)),
        ("[ISSEU] x", (("ISSEU", "issue"),)),
        ("【问提】x", (("问提", "问题"),)),
        ("【结过】x", (("结过", "结果"),)),
        ("[HELPP]", (("HELPP", "help"),)),
        ("[QUERRY] x", (("QUERRY", "query"),)),
        ("【计化】x", (("计化", "计划"),)),
        ("[PLAN] [PALN] x", ()),
        ("[corp-news] x", ()),
        ("【通知】x", ()),
        ("【重要】x", ()),
        ("【紧急】x", ()),
        ("【会议】x", ()),
        ("[EXTERNAL] x", ()),
        ("[外部邮件] x", ()),
        ("【周报】x", ()),
        ("【转发】x", ()),
        ("【公告】系统维护", ()),
        ("(转) x", ()),
        ("【请假】张三", ()),
        ("[JIRA] (ABC-123) x", ()),
        ("【华东】x", ()),
        ("[update] x", ()),
        ("【报告】x", ()),
        ("【总部】通知", ()),
        ("【反馈】x", ()),
        ("【规划】2027年", ()),
        ("【成果】x", ()),
        ("【话题】x", ()),
        ("【主题】x", ()),
    ],
)
def test_a_near_miss_knows_the_tag_probably_meant(written: str, near: tuple[tuple[str, str], ...]) -> None:
    assert [(a, b.lower()) for a, b in read(written).near] == list(near)


@pytest.mark.parametrize(
    ("written", "bare"),
    [
        ("【计划】星桥服务端8.2.1在线升级及版本限制", "星桥服务端8.2.1在线升级及版本限制"),
        ("Re: 回复: 【计划】[SU-2026-0007] 星桥服务端 8.2.1", "星桥服务端 8.2.1"),
        ("[corp-news] [PLAN] x", "x"),
        ("[PLAN] [SU-2026-0007]", ""),
        ("请处理：2 项超期 [D-1042]", "请处理：2 项超期"),
        ("【计划】x（第二版）", "x（第二版）"),
        ("", ""),
        ("Re:", ""),
    ],
)
def test_the_bare_title(written: str, bare: str) -> None:
    assert read(written).bare == bare


@pytest.mark.parametrize(("text", "number"), [("撤销 R-1042", 1042), ("撤销R-1042", 1042), ("UNDO r-7", 7), ("撤销 R1042", 1042), ("撤销 Ｒ－１０４２", 1042), ("撤销", None), ("PR-2026-0003", None), ("CR-2026-0011 R-5", 5)])
def test_the_number_of_a_receipt(text: str, number: int | None) -> None:
    assert find_receipt(text) == number


def test_a_hostile_subject_takes_no_time() -> None:
    for text in ("[" * 5000, "Re: " * 3000, "【计划】" * 2000, "[PLAN?]" * 900, "SU-2026-0007 " * 900):
        assert read(text).written == text


@pytest.mark.parametrize("written", ["【预检】【计划】x", "[?][PLAN] x", "【计划】【预检】x", "[PLAN?] x", "【预检】Re: 【计划】x"])
def test_the_word_for_a_dry_run_stands_on_either_side(written: str) -> None:
    found = read(written)
    assert [(tag.key, tag.dry_run) for tag in found.tags] == [("PLAN", True)]
    assert found.bare == "x"


def test_the_word_for_a_dry_run_alone_is_the_title() -> None:
    assert (read("【预检】星桥").tags, read("【预检】星桥").bare) == ((), "【预检】星桥")


@pytest.mark.parametrize(
    ("written", "key", "special"),
    [
        ("【计划/PLAN】x", "PLAN", ""), ("[PLAN 计划] x", "PLAN", ""), ("【问题｜BUG】x", "ISSUE", "defect"),
        ("【结果 / RESULT】x", "RESULT", ""), ("【问题/计划】x", None, None), ("【计划/评审】x", None, None),
    ],
)  # fmt: skip
def test_a_tag_in_both_languages_is_one(written: str, key: str | None, special: str | None) -> None:
    found = read(written).tag
    assert (found and found.key, found and found.special) == (key, special)


@pytest.mark.parametrize("prefix", ["Ynt:", "BLS:", "Vá:", "返信: ", "Re^2: ", "ΑΠ: ", "Отв: ", "自动回复: ", "İLT: ", "転送: "])
def test_prefixes_of_other_languages_are_looked_through(prefix: str) -> None:
    found = read(f"{prefix} [PLAN] x")
    assert (found.reply or found.forward, found.bare, found.tag and found.tag.fresh) == (True, "x", False)
