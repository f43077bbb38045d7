"""What a plan's sentences seem to grant and no reader took is named in the receipt; what was taken, or grants nothing, is not."""

import pytest
from plan_mails import read

SU = "【计划】星桥服务端8.2.1在线升级及版本限制"
TOLD = "12月8日前孙丽把灰度升级做完。"


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("五百台这个数量是道坎，再多机房扛不住。", {"quantity": "五百台这个数量是道坎"}),
        ("安装包我已经传到官方网站那边去了。", {"channel": "安装包我已经传到官方网站那边去了"}),
        ("这批授权大家用到明年五一左右都没问题。", {"valid": "这批授权大家用到明年五一左右都没问题"}),
        ("Do not let it grow beyond 500 boxes overall.", {"quantity": "Do not let it grow beyond 500 boxes overall."}),
        ("组件包在测试部那边，找他们要。", {"channel": "组件包在测试部那边"}),
        ("华北那边的连锁店也算在范围之内吧。", {"regions": "华北那边的连锁店也算在范围之内吧"}),
        # taken
        ("数量 500 台以内，有效期到明年3月31日，官网已发布。", {}),
        ("数量 500 台以内，其中灰度撑死五十台。", {}),
        # grants nothing
        ("上次影响了 12 家门店，这次大家小心。", {}),
        ("分三批做，每批之间隔两天。", {}),
        ("合同有效期的事另说。", {}),
        ("海外昨天只来了两个人开会。", {}),
        ("安装包在虚拟机里测过。", {}),
    ],
)
def test_what_seems_to_be_granted_and_was_not_taken_is_named(more: str, expected: dict[str, str]) -> None:
    remarks = read(SU, TOLD + "\n" + more).remarks
    assert {str(one.facts["name"]): one.words for one in remarks if one.reason == "not-taken"} == expected
