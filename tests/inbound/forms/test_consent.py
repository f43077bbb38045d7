"""Consent is heard only where it is given: by the sender, now, to all that was put (SPEC 3, 9 "Replies")."""

import pytest
from sayings import CODE, planning, says

from mailbot.campaign.outcome import Row

NOTICE = {"purpose": "notice", "template": "plan-opened"}
ROWS = (
    Row(n=1, campaign=CODE, asks="confirmation", department="华东业务部"),
    Row(n=2, campaign=CODE, asks="confirmation", department="华南业务部"),
)


def under_plan(text: str) -> list[str]:
    return says(text, to=planning(), rows=ROWS, under=NOTICE)


@pytest.mark.parametrize(
    "text",
    [
        "华东和华南都同意",
        "商量后同意",
        "和门店确认过了，同意",
        "下周的计划我们同意",
        "经与客户沟通，我部同意",
        "同意延期到 18 号，下不为例",
        "计划我看了，同意",
        "我这边没意见，名单周三给",
        "可以的",
        "可以，没问题",
        "我们这边可以",
        "华东可以",
        "这个计划可以",
        "可以按此执行",
        "可以执行",
        "可以，按计划来",
        "可以配合",
        "计划没问题，8号前可以下完",
        "同意。8号前可以下完",
        "8号前可以下完，同意",
        "好的，没问题",
        "华东没问题",
        "没问题，8号前可以下完",
        "同意，名单我周三给",
        "确认，测试机可以远程看",
        "好的，同意",
        "收到，同意，周三之前可以给名单",
        "没意见",
        "华东业务部没有意见",
        "时间、数量都没问题，同意",
        "我们同意，另外问一下：名单发给谁？",
        "同意。另外 500 台是两个区合计吗？",
        "行，就这么定",
        "Confirmed",
        "We confirm.",
        "East China confirms the plan",
        "I confirm",
        "We can confirm the plan",
        "Happy with the dates",
        "Looks good to us",
        "Yes, go ahead",
        "OK for us",
        "All fine from our side",
        "We agree with the plan. One question: who tells the resellers?",
        "同意此方案",
        "接受这个安排",
        "认可",
        "批准",
        "ok的",
        "确认收悉并同意",
        "已和门店沟通，我们同意",
        "看过了，没问题",
        "看过了没意见，按计划执行",
    ],
)
def test_consent_to_the_whole_is_heard(text: str) -> None:
    assert "confirmation" in under_plan(text)


@pytest.mark.parametrize(
    "text",
    [
        "可以安排 3 个人",
        "可以通过官网下载",
        "和客户确认后再答复",
        "我们再确认下",
        "周三前统一确认",
        "支持多语言吗",
        "下周确认",
        "还要跟门店确认",
        "周三之前可以给名单。",
        "可以下完。",
        "8 号之前可以下完。",
        "海外 60 台，8 号之前可以下完。",
        "测试机可以远程看。",
        "华东这边周三之前可以给名单。",
        "我们可以提供测试机",
        "可以的话晚两天",
        "没问题的话我明天确认",
        "名单可以晚点给吗？",
        "可以再商量一下吗",
        "Before we confirm, who tells the resellers?",
        "We can confirm once the build is out.",
        "We will confirm when the build is out",
        "I will confirm tomorrow",
        "Need to confirm with the reseller first.",
        "Let me confirm internally",
        "Can you confirm the date?",
        "To confirm: the pilot is 20 servers?",
        "Once we agree on the dates we will reply.",
        "We could accept it if the date moves.",
        "No issues so far on the pilot, 20 servers upgraded.",
        "确认函周五盖章",
        "确认单还没收到",
        "同意书还没签",
        "我去跟客户确认",
        "跟门店确认中",
        "支持 9.1 的驱动还没到",
        "支持人员下周才到位",
        "好的客户先升",
        "没问题的门店先升",
        "接受培训的人还没定",
        "行程还没定",
        "批准文号是多少",
        "明天确认",
        "等客户批准",
        "有效期没意见。区域呢？",
        "可以换个时间吗",
        "我们可以提供 20 台测试机，名单周三给",
        "这个版本支持 Windows 2008 吗",
        "还需要领导批准",
        "可以看一下日志吗",
        "我这边可以登录后台了",
        "Two questions before I confirm:\n1. Does the restriction apply to the Japanese build?\n2. Who tells the resellers?",
        "产品名没写错吧？\n500 台是两个区合计，对吗？\n有效期没意见。",
    ],
)
def test_no_consent_is_heard_where_none_is_given(text: str) -> None:
    assert not any("confirmation" in said for said in under_plan(text))


@pytest.mark.parametrize("text", ["有效期没意见。", "数量没问题，其他的我再看看", "区域同意", "时间没问题", "The dates are fine.", "数量可以，时间再看看"])
def test_consent_to_a_part_is_asked_about(text: str) -> None:
    assert under_plan(text) == ["?confirmation consent-in-part"]
