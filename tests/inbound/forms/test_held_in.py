"""Beside a value the receipt shows the clauses that hold it, not the beginning of a paragraph."""

import pytest

from mailbot.inbound.forms.plans.values.held_in import held_in

PHONE = "智汇服务端6.4.1在线升级 12月3号前李想先升10台 12月10号前孙丽升完剩下的 12月22号韩冰限制6.2及以下 数量200台以内 有效期到明年2月26号"
PARAGRAPH = "组件由我统一提供，请于 12 月 2 日前联系我。本次升级范围为华东、华南，数量不少于 50 套，不超过 1,260 套，有效期截至 2027 年 1 月 31 日。"
ENGLISH = "About the old version we have talked with Tao. The new version is 5.7.0, you can download it. It is valid until 30 June 2027."


@pytest.mark.parametrize(
    ("words", "value", "expected"),
    [
        ("数量：200台以内，有效期到明年2月26号", "不超过 200", "数量：200台以内，有效期到明年2月26号"),
        (PHONE, "6.2 及以下，2026-12-22 起", "12月22号韩冰限制6.2及以下"),
        (PHONE, "不超过 200", "数量200台以内"),
        (PHONE, "至 2027-02-26", "有效期到明年2月26号"),
        (PHONE, "官网获取", PHONE),
        (PARAGRAPH, "华东、华南", "本次升级范围为华东、华南"),
        (PARAGRAPH, "50 至 1,260", "数量不少于 50 套，不超过 1,260 套"),
        (PARAGRAPH, "至 2027-01-31", "有效期截至 2027 年 1 月 31 日"),
        ("下发分两批，都是当天18点前。范围就是华东和华南，500台以内。发完把回执截图给我看看，谢谢大家", "华东、华南", "范围就是华东和华南"),
        (ENGLISH, "5.7.0", "The new version is 5.7.0"),
        (ENGLISH, "至 2027-06-30", "It is valid until 30 June 2027"),
        ("第一批五十台，由华东先做，第二批华南，一共两百台以内，大家抓紧时间把这件事情办好，不要拖到年后", "", "第一批五十台，由华东先做，第二批华南，一共两百台以内，大家抓紧时间把这件事情办好，不要拖到年后"),
    ],
)
def test_beside_a_value_stand_the_clauses_that_hold_it(words: str, value: str, expected: str) -> None:
    assert held_in(words, value) == expected
