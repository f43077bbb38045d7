"""Texts that mean the same are the same once folded; a misspelt word finds its neighbour."""

import pytest
from hypothesis import given, strategies as st

from mailbot.rulebook.folding import fold, nearest
from mailbot.rulebook.traditional import PHRASES, SIMPLIFIED


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("", ""),
        ("ＰＬＡＮ", "plan"),
        ("［計劃］", "[计划]"),
        ("計畫", "计划"),
        ("計画", "计画"),
        ("規畫與策畫", "规划与策划"),
        ("畫面", "画面"),
        ("版本：Ｖ８．２．１", "版本:v8.2.1"),
        ("①", "1"),
        ("處理結果", "处理结果"),
        ("撤銷", "撤销"),
        ("回覆: 確認", "回复: 确认"),
        ("覆蓋範圍", "覆盖范围"),
        ("發佈產品", "发布产品"),
        ("負責人", "负责人"),
        ("問題節點時間說明週報", "问题节点时间说明周报"),
        ("  负责人\u3000\n(部门)\t ", "负责人 (部门)"),
        ("负\u200b责\ufeff人", "负责人"),
        ("负责人\u202e", "负责人"),
        ("SU–2026—0007", "su-2026-0007"),
        ("8〜9点", "8~9点"),
        ("“同意”", '"同意"'),
        ("a\x00b", "ab"),
        ("Straße", "strasse"),
        ("没有繁体", "没有繁体"),
    ],
)
def test_what_means_the_same_is_folded_to_one_form(written: str, folded: str) -> None:
    assert fold(written) == folded


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_the_cache_keeps_no_long_text() -> None:
    assert fold("計" * 5000) == "计" * 5000


def test_no_simplified_form_is_itself_mapped_on() -> None:
    assert [form for form in SIMPLIFIED.values() if ord(form) in SIMPLIFIED] == []
    assert [meant for _, meant in PHRASES if fold(meant) != meant] == []


@pytest.mark.parametrize(
    ("word", "words", "limit", "found"),
    [
        ("PALN", ["ISSUE", "PLAN", "RESULT"], 1, "PLAN"),
        ("plann", ["ISSUE", "PLAN", "RESULT"], 1, "PLAN"),
        ("RESLUT", ["ISSUE", "PLAN", "RESULT"], 1, "RESULT"),
        ("ISUE", ["ISSUE", "PLAN", "RESULT"], 1, "ISSUE"),
        ("計画", ["结果", "计划"], 1, "计划"),
        ("记划", ["结果", "计划"], 1, "计划"),
        ("计划划", ["结果", "计划"], 1, "计划"),
        ("负责任", ["负责人", "版本"], 1, "负责人"),
        ("８．２．1", ["8.2.1", "8.2.2"], 1, "8.2.1"),
        ("严种", ["严重", "一般"], 1, "严重"),
        ("QUREY", ["QUERY", "HELP"], 2, "QUERY"),
        ("RSLT", ["RESULT"], 1, None),
        ("RSLT", ["RESULT"], 2, "RESULT"),
        ("X", ["Y"], 1, None),
        ("ab", ["xy"], 2, None),
        ("", ["PLAN"], 1, None),
        ("PLAN", [], 1, None),
        ("a" * 65, ["a" * 65], 1, None),
    ],
)
def test_a_misspelt_word_finds_the_nearest_one(word: str, words: list[str], limit: int, found: str | None) -> None:
    assert nearest(word, words, limit=limit) == found


def test_of_equally_near_words_the_first_wins() -> None:
    assert nearest("版水", ["版本", "版次"]) == "版本"
