"""Consent is heard only where it is given: by the sender, now, to all that was put (SPEC 3, 9 "Replies")."""

import pytest
from sayings import CODE, asked_postponement, at, campaign, context, planning, says

from mailbot.campaign.outcome import Row
from mailbot.inbound.interpret import interpret

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


@pytest.mark.parametrize(
    "text",
    [
        "有效期没意见。",
        "数量没问题，其他的我再看看",
        "区域同意",
        "时间没问题",
        "The dates are fine.",
        "数量可以，时间再看看",
    ],
)
def test_consent_to_a_part_is_asked_about(text: str) -> None:
    assert under_plan(text) == ["?confirmation consent-in-part"]


UNCLEAR = ["?confirmation answer-unclear"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        # In whatever words a department objects,
        ("As it stands I have to object.", ["objection"]),
        ("Afraid we'll have to say no to this one.", ["objection"]),
        ("I can't sign off on this.", ["objection"]),
        ("We're against this, the stores are closed that week.", ["objection"]),
        ("恕难同意，门店旺季不能动。", ["objection"]),
        ("华东持保留意见。", ["objection"]),
        ("这个计划有问题，我们不认。", ["objection"]),
        # or agrees, in its own name or its department's.
        ("Works for East China.", ["confirmation"]),
        ("We're on board.", ["confirmation"]),
        ("You've got our go-ahead.", ["confirmation"]),
        ("我们不反对", ["confirmation"]),
        ("华东ok", ["confirmation"]),
        ("华东业务部没啥问题，就按这个走。", ["confirmation"]),
        ("收到，按计划配合", ["confirmation"]),
        # What must happen first.
        ("原则同意，但限制要晚一周。", ["?confirmation conditional-answer"]),
        ("限制时间改到1月我们就同意。", ["?confirmation conditional-answer"]),
        ("We can live with this, but only if the restriction moves to January.", ["?confirmation conditional-answer"]),
        # Whoever is asked, and says something on it that is neither: asked about.
        ("We could accept it if the date moves.", UNCLEAR),
        ("OK only if the date moves to January.", UNCLEAR),
        ("如果测试通过了我就同意", UNCLEAR),
        ("Fine for us if the restriction starts after Christmas.", UNCLEAR),
        ("-1 from us", UNCLEAR),
        *((text, UNCLEAR) for text in ("可能同意", "应该没问题", "也许可以", "好像没问题", "probably ok", "should be fine")),
        *((text, UNCLEAR) for text in ("稍后同意", "明天回复同意", "部分同意", "同意一半", "we will agree later")),
        ("这个方案华东这边过不了。", UNCLEAR),
        ("12月不能限制，请改。", UNCLEAR),
        ("我们领导不同意这个计划。", UNCLEAR),
        # Not yet, a question, of others.
        ("收到，我先跟领导汇报一下。", ["note"]),
        ("这个我要跟客户确认后再答复", ["note"]),
        ("Will get back to you on Friday.", ["note"]),
        ("随后确认", ["note"]),
        ("改天确认", ["note"]),
        ("Let me check with my team first.", ["note"]),
        ("客户不同意周末停机", ["note"]),
        ("测试环境没啥问题", ["note"]),
        ("网络没毛病", ["note"]),
        ("按计划来说是下周", ["note"]),
        ("今晚按计划推进门店培训", ["note"]),
        ("积极配合客户做测试", ["note"]),
        ("个人觉得没什么问题，等我跟领导汇报完再正式答复。", ["note"]),
        ("Personally I am fine with it, the formal answer follows on Friday.", ["note"]),
        ("周航那边同意了吗？", ["note"]),
        ("跟物业确认过，周五恢复供电", ["note"]),
        ("Pushed to 58 sites; 2 sites in Dubai refuse the connection.", ["note"]),
        ("原则上同意，细节周五会上再定", ["?confirmation conditional-answer"]),
        ("East China rejects the date.", ["objection"]),
    ],
)
def test_who_is_asked_for_consent_is_understood_or_asked(text: str, said: list[str]) -> None:
    assert under_plan(text) == said


@pytest.mark.parametrize("text", ["-1 from us", "12月不能限制，请改。"])
def test_who_has_answered_or_was_not_asked_is_not_asked_again(text: str) -> None:
    assert says(text, to=planning(), rows=ROWS, under=NOTICE, sender="韩冰") == ["note"]
    assert says(text, to=campaign(), rows=ROWS, under=NOTICE) == ["note"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("OK, agreed - the 15th is fine, but please no later than that.", ["decision 1 agreed"]),
        ("Fine, but not a day later.", ["decision 1 agreed"]),
        ("同意，但不要晚于15号", ["decision 1 agreed"]),
        ("那就15号", ["decision 1 agreed"]),
        ("就按新时间走", ["decision 1 agreed"]),
        ("也只能这样了", ["decision 1 agreed"]),
        ("Take until the 15th.", ["decision 1 agreed"]),
        ("延不了", ["decision 1 refused"]),
        ("Sorry, no extension.", ["decision 1 refused"]),
        # Another day, also one whose number has been in this month.
        ("10号之前可以", ["?decision decision-other-date"]),
        ("同意，但不能晚于12号", ["?decision decision-other-date"]),
        ("Only if the full rollout is not affected.", ["?decision answer-unclear"]),
        ("OK but this is the last time.", ["decision 1 agreed"]),
        ("请按计划执行", ["?decision answer-unclear"]),
        ("我先问下周航再答复", ["note"]),
        ("先不批，等周五例会讨论。", ["note"]),
        ("先不批", ["decision 1 refused"]),
        ("为什么要延这么久？", ["note"]),
        ("Let me think about it.", ["note"]),
    ],
)
def test_what_the_pm_decides_is_understood_or_asked(text: str, said: list[str]) -> None:
    row = Row(n=1, campaign=CODE, asks="postponement", node="rollout", postponement=1)
    of = campaign(postponements=(asked_postponement(),))
    assert says(text, sender="陈静", to=of, rows=(row,), mailed=at("11-30 10:00")) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("同意，但灰度升级希望放到12月14日", "?confirmation conditional-answer"),
        ("The plan is fine with us, with one exception: the Ningbo site is closed that week.", "?confirmation conditional-answer"),
        ("Dec 11 is OK for us, Dec 25 is not.", "?confirmation conditional-answer"),
        ("Approved, apart from the Ningbo site.", "?confirmation conditional-answer"),
        ("OK from our side, only Ningbo needs another week.", "?confirmation conditional-answer"),
        ("同意，宁波除外", "?confirmation conditional-answer"),
        ("同意大部分，除了全量那天", "?confirmation conditional-answer"),
        ("没问题，唯一的问题是全量那天有大促", "?confirmation conditional-answer"),
        ("同意，就一点：宁波别在周五升", "?confirmation conditional-answer"),
        ("同意，没有例外。", "confirmation"),
        ("同意，除了这个没别的意见", "confirmation"),
        ("Agreed without exception.", "confirmation"),
        ("同意，全量升级最好排到12月14日那一周", "?confirmation conditional-answer"),
        ("Agreed, but we would prefer Dec 14 for the pilot upgrade.", "?confirmation conditional-answer"),
        ("Agreed. Could we start on Dec 8 instead?", "?confirmation conditional-answer"),
        # A day beside consent that moves nothing.
        ("同意，不过12月5日我休假，有事找李想", "confirmation"),
        ("同意，希望12月8日前能拿到安装包", "confirmation"),
    ],
)
def test_consent_with_another_day_wished_for_is_asked_about(text: str, said: str) -> None:
    assert under_plan(text) == [said]


@pytest.mark.parametrize("ending", ["望批准", "望领导同意", "盼同意", "请批准", "希望您能同意"])
def test_who_hopes_for_consent_asks_and_gives_none(ending: str) -> None:
    assert says(f"客户要年底盘点后再动，全量升级申请延期到12月17日，{ending}。", sender="周航", to=campaign(), under=NOTICE) == [
        "postponement rollout-2 12-17"
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Agreed, but please remember to send the package.", "confirm"),
        ("No issues from our side.", "confirm"),
        ("No issues, the upgrade will be done by December 3.", "confirm"),
        # Another day is no consent to this one.
        ("ok for us but pls make it 22 dec", "conditional"),
        ("OK, but December 22 please.", "conditional"),
        ("Agreed, although the 22nd would suit us better", "conditional"),
        # What came of the work is none either.
        ("All 120 servers in East China have been upgraded this morning, no issues.", "done"),
    ],
)
def test_english_consent_is_to_what_was_put(text: str, said: str) -> None:
    understood = interpret(context(text, to=planning(), rows=ROWS[:1], under=NOTICE))
    named = {"conditional": [one.reason for one in understood.faults], "done": [understood.kind]}.get(said, [type(one).__name__ for one in understood.commands][:1])
    assert named == {"confirm": ["ConfirmPlan"], "conditional": ["conditional-answer"], "done": ["node_result"]}[said]


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("Please put the whole thing on hold until further notice.", "PauseCampaign"),
        ("Please put this on hold for now.", "PauseCampaign"),
        ("Everything moves back by a week.", "FilePlan"),
        # Of a part of it, under a condition, or of nothing.
        ("Overseas is on hold for now.", "KeepNote"),
        ("If they refuse, put the whole thing on hold.", "KeepNote"),
        ("Everything moves back to normal.", "KeepNote"),
    ],
)
def test_the_pms_english_orders_are_on_the_whole_campaign(text: str, command: str) -> None:
    assert [type(one).__name__ for one in interpret(context(text, sender="陈静", to=campaign())).commands] == [command]
