"""Plans as they are spoken: lines without commas, deeds named by what is done to make them hold, who only watches, lengths of time."""

from typing import Any

import pytest

from tests.inbound.forms.plan_mails import brief, read

_SU, _CR, _CU = "【计划】星桥服务端 8.7.0 在线升级及版本限制", "【计划】星桥客户端 5.6 版本限制", "【计划】计费组件 comsvr 3.6 升级"
_PR = "【计划】扩展参数下发"


def _nodes(subject: str, text: str) -> list[tuple[str, str, str]]:
    return [(key, owner, due) for key, owner, _, due in brief(read(subject, text)) if owner or due]


def _limits(subject: str, text: str) -> list[tuple[str, Any, Any, Any]]:
    return [(r["versions"], (r["effective"] or "")[:16], r["delayed_until"], r["scope"]) for r in read(subject, text).fields.get("restrictions") or []]


@pytest.mark.parametrize(
    ("subject", "text", "nodes"),
    [
        # Blanks for commas, days in figures behind any word.
        (
            _SU,
            "孙丽你好 8.7.0今天官网上了 华东150台以内 孙丽12.7之前升完 然后韩冰12.9把8.3以下的限掉 我12.16写总结 辛苦各位",
            [("rollout", "sunli", "12-07 18:00"), ("restrict", "hanbing", "12-09 18:00"), ("finalize", "chenjing", "12-16 18:00")],
        ),
        (_SU, "孙丽12.4前升华东，没事的话12.7前华南周航也升了，总结我来12.18", [("rollout", "sunli", "12-04 18:00"), ("rollout-2", "zhouhang", "12-07 18:00"), ("finalize", "chenjing", "12-18 18:00")]),
        (_SU, "12.7前华南周航也升了 总结12.18我来", [("rollout", "zhouhang", "12-07 18:00"), ("finalize", "chenjing", "12-18 18:00")]),
        (_SU, "8.7.0明天上官网，孙丽12月7日升华东。", [("rollout", "sunli", "12-07 18:00")]),
        # An hour of the day told before is that of all who do it then.
        (_CR, "5.1及以下12月7日起限制，孙丽负责华东，周航负责华南，当天10点前做完。", [("restrict", "sunli", "12-07 10:00"), ("restrict-2", "zhouhang", "12-07 10:00")]),
        # What is done to make a restriction hold is the restriction's node.
        (_CR, "12月7日起限制 5.9 及更早的版本，周航在 12月7日 9:30 前配好。", [("restrict", "zhouhang", "12-07 09:30")]),
        (_CR, "4.2 以及更老的客户端从 12 月 9 日早 9 点起不让登录了，华东是孙丽去配，华南周航去配。", [("restrict", "sunli", "12-09 09:00"), ("restrict-2", "zhouhang", "12-09 09:00")]),
        (_SU, "12月9日升级，华东是孙丽，华南是周航。", [("rollout", "sunli", "12-09 18:00"), ("rollout-2", "zhouhang", "12-09 18:00")]),
        # Words for a delay.
        (_CR, "5.2以下12月14日起限制，孙丽负责。海外放到12月31日再限，林涛。", [("restrict", "sunli", "12-14 18:00"), ("delay", "lintao", "12-31 18:00")]),
        (_CR, "5.2以下12月14日起限制，孙丽负责，海外等1月11日再说，林涛负责。", [("restrict", "sunli", "12-14 18:00"), ("delay", "lintao", "01-11 18:00")]),
        (_CR, "5.2以下12月14日起停用，孙丽执行；海外再给四周，即2027年1月11日到期，由林涛负责。", [("restrict", "sunli", "12-14 18:00"), ("delay", "lintao", "01-11 18:00")]),
        # The package is fetched.
        (_CU, "华东业务部李想于 12 月 4 日前取得组件包，由孙丽组织在 12 月 16 日前完成升级", [("obtain", "lixiang", "12-04 18:00"), ("rollout", "sunli", "12-16 18:00")]),
        (_CU, "李想 12月4日前把组件包下下来，华东的升级由孙丽负责，12月9日前完成", [("obtain", "lixiang", "12-04 18:00"), ("rollout", "sunli", "12-09 18:00")]),
        # Who watches over it, or helps, does not do it.
        (_SU, "升级我亲自盯，华东12月8日，华南12月10日。", [("rollout", "sunli", "12-08 18:00"), ("rollout-2", "zhouhang", "12-10 18:00")]),
        (_SU, "12月8日和12月10日前分别把华东、华南的升完。李想协助孙丽。", [("rollout", "sunli", "12-08 18:00"), ("rollout-2", "zhouhang", "12-10 18:00")]),
        # To try is to begin; 你 goes on until somebody else is spoken to; each of two their own part.
        (_SU, "先让李想带着挑20来台试一试，12月9日之前试完；没问题的话，孙丽这边12月11日之前把华东剩下的都升掉", [("rollout", "lixiang", "12-09 18:00"), ("rollout-2", "sunli", "12-11 18:00")]),
        (_CU, "周航上回吃过亏，这回你先来，12月4号之前挑5家升一下看看；要是没动静，你12月11号之前把剩下的都升了", [("rollout", "zhouhang", "12-04 18:00"), ("rollout-2", "zhouhang", "12-11 18:00")]),
        (_CU, "林涛：\n\n组件包我已经传到内部网盘，你找我要提取码，本周四前取走；升级请在12月17日18点前做完。\n\n总结放在12月24日，由我负责。", [("obtain", "lintao", "12-03 18:00"), ("rollout", "lintao", "12-17 18:00"), ("finalize", "chenjing", "12-24 18:00")]),
        (_CR, "自 12 月 21 日起，对 5.4 及以下版本进行限制，由孙丽、周航分别负责本区域的实施。", [("restrict", "sunli", "12-21 18:00"), ("restrict-2", "zhouhang", "12-21 18:00")]),
        (_CR, "自 12 月 21 日起，对 5.4 及以下版本进行限制，由孙丽、周航分别负责。", [("restrict", "sunli", "12-21 18:00"), ("restrict-2", "zhouhang", "12-21 18:00")]),
        ("星桥客户端 5.8 version restriction [计划]", "5.5及以下从12/16开始restrict，owner是孙丽（华东）和周航（华南）。海外这边Tao说customer还在freeze period，所以delay到1/29，owner林涛。", [("restrict", "sunli", "12-16 18:00"), ("restrict-2", "zhouhang", "12-16 18:00"), ("delay", "lintao", "01-29 18:00")]),
        (_PR, "print.retry=5。下发分两批，第一批孙丽12月2日下完，第二批周航12月8日下完，都是当天17点前。", [("rollout", "sunli", "12-02 17:00"), ("rollout-2", "zhouhang", "12-08 17:00")]),
        (_CU, "研发冯雪 12月3日 提交 3.6.0 到测试，测试部吴敏 12月4日 测完，孙丽 12月9日 华东升级。", [("build", "fengxue", "12-03 18:00"), ("test", "wumin", "12-04 18:00"), ("rollout", "sunli", "12-09 18:00")]),
        (_CU, "1、研发冯雪 12月3日 提交 3.6.0 到测试\n2、测试部吴敏 12月4日 测完，报告一起给出来\n3、孙丽 12月9日 华东升级", [("build", "fengxue", "12-03 18:00"), ("test", "wumin", "12-04 18:00"), ("rollout", "sunli", "12-09 18:00")]),
        # English requests and short lines.
        ("[PLAN] parameter rollout", "Hi Tao, please set print.timeout = 20 on Store Helper. Could you push it to a first batch of about ten stores by Friday 4 December, and to all of them by 8 December?", [("rollout", "lintao", "12-04 18:00"), ("rollout-2", "lintao", "12-08 18:00")]),
        ("[PLAN] parameter rollout", "Extended parameters for StarBridge Server:\nupload.retry = 4\n\nTao by Dec 3, Sun Li by Dec 7.", [("rollout", "lintao", "12-03 18:00"), ("rollout-2", "sunli", "12-07 18:00")]),
        ("[PLAN] parameter rollout", "Hi Tao,\n\nCould you push the following to all overseas servers:\n\n * session_timeout = 1800\n\nOwner: 林涛\nDue: 2 December 2026, 17:00\n", [("rollout", "lintao", "12-02 17:00")]),
        (_SU, "East China 孙丽 12/3 EOD 前 done，South China 周航 12/8 EOD，restrict <8.0 韩冰 12/15 9am。", [("rollout", "sunli", "12-03 18:00"), ("rollout-2", "zhouhang", "12-08 18:00"), ("restrict", "hanbing", "12-15 09:00")]),
        # Why, and then when; a bare day is of the month told before; one who does several.
        (_SU, "孙丽12月3日升完华东。华南那边周航说人手不够，要到 12 月 10 日。5.0 以下的韩冰 15 号中午 12 点限掉，我 18 号出总结。", [("rollout", "sunli", "12-03 18:00"), ("rollout-2", "zhouhang", "12-10 18:00"), ("restrict", "hanbing", "12-15 12:00"), ("finalize", "chenjing", "12-18 18:00")]),
        (_SU, "孙丽 12.2 之前把华东弄完，林涛那边圣诞忙，放到 1.8。老规矩，8.0 以下韩冰 12.11 早上 8 点关掉。", [("rollout", "sunli", "12-02 18:00"), ("rollout-2", "lintao", "01-08 18:00"), ("restrict", "hanbing", "12-11 08:00")]),
        (_SU, "烦请孙丽于 12 月 7 日 18 点前完成华东 150 台的升级，劳驾周航在同一天完成华南 100 台。", [("rollout", "sunli", "12-07 18:00"), ("rollout-2", "zhouhang", "12-07 18:00")]),
        (_SU, "孙丽 12 月 2 日升 10 台。限制放在 12 月 16 日 10:00，5.1 以下全部不能再用，韩冰来做。", [("rollout", "sunli", "12-02 18:00"), ("restrict", "hanbing", "12-16 10:00")]),
        (_SU, "时间安排：12/2 取包，12/4 前灰度 20 台，12/18 0 点限制 5.0 及以下。前两项都是孙丽（华东），限制韩冰。", [("obtain", "sunli", "12-02 18:00"), ("rollout", "sunli", "12-04 18:00"), ("restrict", "hanbing", "12-18 00:00")]),
        ("【计划】关于云枢服务端升级的函", "版本由产品部提供，请向王磊索取，12 月 4 日前各业务部门须完成领取。\n华东业务部应于 12 月 9 日 17 时前完成全部升级，责任人孙丽。", [("obtain", "sunli", "12-04 18:00"), ("rollout", "sunli", "12-09 17:00")]),
        (
            "[PLAN] Ledger Client 3.3 restriction",
            "3.0 and older get cut off Dec 14. East is Sun Li, south Zhou Hang. Overseas gets until Jan 15, Tao to switch it off then.",
            [("restrict", "sunli", "12-14 18:00"), ("restrict-2", "zhouhang", "12-14 18:00"), ("delay", "lintao", "01-15 18:00")],
        ),
        (
            "[PLAN] StarBridge Server 8.3.0 online upgrade",
            "East China goes first, with Sun Li taking 80 servers by this Friday. Assuming nothing breaks, she does the remaining 240 by 9 December, and Zhou Hang gets South China done the same day. I'll have the summary out by the 18th.",
            [("rollout", "sunli", "12-04 18:00"), ("rollout-2", "sunli", "12-09 18:00"), ("rollout-3", "zhouhang", "12-09 18:00"), ("finalize", "chenjing", "12-18 18:00")],
        ),
        ("[PLAN] Component comsvr 3.7 upgrade", "Li Xiang, I need East China upgraded no later than Dec 8; Zhou Hang, South China can wait until Dec 11 but not longer.", [("rollout", "lixiang", "12-08 18:00"), ("rollout-2", "zhouhang", "12-11 18:00")]),
        # What begins, and who watches that it does; deeds told as requests, in short words, between @names.
        (
            _CR,
            "跟大家说下哈，5.1 和更早的客户端 12 月 16 号晚上 8 点开始就登不上了，华东孙丽盯着切，华南周航切，海外林涛那边客户多，宽限到明年 1 月 20 号。",
            [("restrict", "sunli", "12-16 20:00"), ("restrict-2", "zhouhang", "12-16 20:00"), ("delay", "lintao", "01-20 18:00")],
        ),
        (_CR, "由孙丽、周航、林涛分别负责华东、华南、海外，5.0 以下版本自 12 月 15 日上午 9 点起限制登录，其中海外延迟到 2027 年 1 月 15 日。", [("restrict", "sunli", "12-15 09:00"), ("restrict-2", "zhouhang", "12-15 09:00"), ("delay", "lintao", "01-15 18:00")]),
        (_SU, "华东的升级交由李想，时限为 12 月 7 日；华南交由周航，时限 12 月 9 日。", [("rollout", "lixiang", "12-07 18:00"), ("rollout-2", "zhouhang", "12-09 18:00")]),
        (_SU, "12 月 3 日晚上 10 点孙丽在华东升 10 台，12 月 4 日收尾。", [("rollout", "sunli", "12-03 22:00"), ("rollout-2", "sunli", "12-04 18:00")]),
        (_SU, "再下一周的周三（12 月 9 日）周航升华南。", [("rollout", "zhouhang", "12-09 18:00")]),
        (_SU, "@孙丽 12/4 前把华东升了 @周航 12/9 前把华南升了 @韩冰 12/16 0点把 3.1 以下限掉", [("rollout", "sunli", "12-04 18:00"), ("rollout-2", "zhouhang", "12-09 18:00"), ("restrict", "hanbing", "12-16 00:00")]),
        (_SU, "取包 12.2，孙丽；华东 12.4，孙丽；华南 12.9，周航；限制 12.16 早 9 点，韩冰，3.1 以下。", [("obtain", "sunli", "12-02 18:00"), ("rollout", "sunli", "12-04 18:00"), ("rollout-2", "zhouhang", "12-09 18:00"), ("restrict", "hanbing", "12-16 09:00")]),
        (_CU, "李想你好，comsvr 3.6 的包我放网盘了，密码找我。麻烦 12 月 3 号前取一下，12 月 7 号下班前把你们那边的装上，装完回我一声。", [("obtain", "lixiang", "12-03 18:00"), ("rollout", "lixiang", "12-07 18:00")]),
        (_SU, "我是这么打算的，大家看行不行：李想那边先拿十几台练练手，12月9日之前弄完；觉得稳了，孙丽就把华东其他的升了，12月16日之前吧。", [("rollout", "lixiang", "12-09 18:00"), ("rollout-2", "sunli", "12-16 18:00")]),
        (_CU, "孙丽你跟信息中心约晚上弄，12月4号之前先弄3所学校看看效果。周航那边学校少，12月11号之前一次弄完得了。", [("rollout", "sunli", "12-04 18:00"), ("rollout-2", "zhouhang", "12-11 18:00")]),
        (_SU, "星桥服务端8.7这周release，孙丽先做pilot，12/4之前finish；然后林涛12/18之前完成overseas的upgrade。", [("rollout", "sunli", "12-04 18:00"), ("rollout-2", "lintao", "12-18 18:00")]),
        ("[PLAN] Component comsvr 3.7 upgrade", "Dear Tao,\nWould it be possible for your team to collect comsvr 3.7 from me by this Thursday and to have all overseas installations upgraded by Friday, 11 December?", [("obtain", "lintao", "12-03 18:00"), ("rollout", "lintao", "12-11 18:00")]),
        (
            "[PLAN] StarBridge Server 8.3.0 online upgrade",
            "Sun Li kicks off with 30 servers in East China on Wednesday 2 December and wraps up the rest by the following Wednesday.",
            [("rollout", "sunli", "12-02 18:00"), ("rollout-2", "sunli", "12-09 18:00")],
        ),
        # How long it takes is no day where one is told.
        (_SU, "12 月 14 日，轮到周航，华南一天之内搞定。", [("rollout", "zhouhang", "12-14 18:00")]),
        (_SU, "孙丽12月2日前升华东，华南等华东结束后两天，周航12月4日升完。", [("rollout", "sunli", "12-02 18:00"), ("rollout-2", "zhouhang", "12-04 18:00")]),
    ],
)
def test_what_is_spoken_is_understood(subject: str, text: str, nodes: list[tuple[str, str, str]]) -> None:
    assert _nodes(subject, text) == nodes
    assert [fault.words for fault in read(subject, text).faults if fault.field != "kind" and not fault.reason.startswith("missing-")] == []


@pytest.mark.parametrize(
    ("subject", "text", "asked"),
    [
        (_SU, "孙丽12月4日前升华东，周航下周把华南升了。", [("vague", "下周")]),
    ],
)
def test_what_is_spoken_loosely_is_asked_about(subject: str, text: str, asked: list[tuple[str, str]]) -> None:
    assert [(fault.reason, fault.words) for fault in read(subject, text).faults] == asked


@pytest.mark.parametrize(
    ("subject", "text", "limits"),
    [
        (_CR, "5.1及以下12月7日起限制，孙丽负责华东，周航负责华南，当天10点前做完。海外放到12月31日再限，林涛盯一下。", [("≤5.1", "2026-12-07", "2026-12-31", "海外")]),
        (_CR, "5.2以下12月14日起限制，孙丽负责，海外等1月11日再说，林涛负责。", [("<5.2", "2026-12-14", "2027-01-11", "海外")]),
        (_CR, "4.2 以及更老的客户端从 12 月 9 日早 9 点起不让登录了，华东是孙丽去配。", [("≤4.2", "2026-12-09T09:00", None, None)]),
        (_SU, "8.1以下12月14日起限制，升级我亲自盯，华东12月8日，华南12月10日。", [("<8.1", "2026-12-14", None, None)]),
        (_SU, "8.7.0今天官网上了 华东150台以内 孙丽12.7之前升完 然后韩冰12.9把8.3以下的限掉 我12.16写总结", [("<8.3", "2026-12-09", None, None)]),
        (_CR, "5.2以下，华东、海外等区域12月14日起限制，孙丽负责。", [("<5.2", "2026-12-14", None, "华东、海外")]),
    ],
)
def test_what_is_restricted_is_not_mixed_with_other_work(subject: str, text: str, limits: list[tuple[str, Any, Any, Any]]) -> None:
    assert _limits(subject, text) == limits


@pytest.mark.parametrize(
    ("text", "asked", "said"),
    [
        ("华东12月11日升级。李想12月4日升完华东。", [], ["华东12月11日升级"]),
        ("孙丽12月8日升完华东，客户没意见的话，否则顺延一周。", [], ["否则顺延一周"]),
        ("孙丽12月8日升完华东，12月10日之前再看。", [], ["12月10日之前再看"]),
        ("孙丽12月8日升完华东。请周三之前跟我说。", [], []),
    ],
)
def test_a_day_that_nothing_takes_is_asked_about_or_named(text: str, asked: list[str], said: list[str]) -> None:
    understood = read(_SU, text)
    assert [fault.words for fault in understood.faults] == asked
    assert [remark.words for remark in understood.remarks if remark.reason == "not-a-node"] == said


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("8.7.0 先灰度，孙丽，12/3\n灰度没问题就全量，孙丽，12/9\n对 8.1 及以下版本进行限制，韩冰，12/22\n总结我写，12/28", ["灰度升级", "全量升级", "版本限制", "最终确定"]),
        ("李想先试20台，12月9日之前试完。", ["试点升级（20 台）"]),
        ("华东业务部孙丽12月9日前把华东升完。", ["华东业务部升级"]),
    ],
)
def test_titles_are_names_and_no_sentences(text: str, titles: list[str]) -> None:
    assert [node["title"] for node in read(_SU, text).nodes] == titles


_ESU, _ECR, _ECU, _EPR = "[PLAN] Star server 8.3.0 server upgrade", "[PLAN] Star client 6.2.0 version restriction", "[PLAN] comsvr 2.7.0 component upgrade", "[PLAN] parameter rollout order.batch=300"


@pytest.mark.parametrize(
    ("subject", "text", "nodes"),
    [
        # Two deeds of one person, each with its day.
        (
            _ECU,
            "Zhou Hang should pick it up by Dec 4 and have the South China component upgraded by Dec 11. Lin Tao needs it a little later: pick-up by Dec 7, upgrade done by Dec 18, 3 pm.",
            [("obtain", "zhouhang", "12-04 18:00"), ("rollout", "zhouhang", "12-11 18:00"), ("obtain-2", "lintao", "12-07 18:00"), ("rollout-2", "lintao", "12-18 15:00")],
        ),
        (
            _ECU,
            "Component upgraded by: Sun Li, 4 Dec, 5 pm. South China is on Hang's plate - obtained by 3 Dec and upgraded by 8 Dec.",
            [("rollout", "sunli", "12-04 17:00"), ("obtain", "zhouhang", "12-03 18:00"), ("rollout-2", "zhouhang", "12-08 18:00")],
        ),
        (_ECU, "Getting the package: Sun Li by 3 Dec, Zhou Hang by 4 Dec.", [("obtain", "sunli", "12-03 18:00"), ("obtain-2", "zhouhang", "12-04 18:00")]),
        # Whose it is.
        (
            _ESU,
            "Upgrade of East China by Dec 4 is with Sun Li. The restriction of everything below 8.0 falls to Han Bing, planned for Dec 15. Once that's in place, I'll write it all up by Dec 18.",
            [("rollout", "sunli", "12-04 18:00"), ("restrict", "hanbing", "12-15 18:00"), ("finalize", "chenjing", "12-18 18:00")],
        ),
        (_ESU, "East China's upgrade has been scheduled for 4 December and will be carried out by Sun Li.", [("rollout", "sunli", "12-04 18:00")]),
        (_ESU, "Sun Li, could you get East sorted by COB Friday 4 Dec please? Zhou Hang, yours can wait until Tuesday 8 Dec, but no later than noon.", [("rollout", "sunli", "12-04 18:00"), ("rollout-2", "zhouhang", "12-08 12:00")]),
        (_EPR, "order.batch=300 needs to be on all East China shops by EOW (owner: Sun Li) and on all South China shops by end of next week (owner: Zhou Hang).", [("rollout", "sunli", "12-04 18:00"), ("rollout-2", "zhouhang", "12-11 18:00")]),
        # Research and test.
        (
            _ESU,
            "Zheng Kai will submit the build by 4 Dec, testing to be completed by Wu Min by 8 Dec, test report due 9 Dec.",
            [("build", "zhengkai", "12-04 18:00"), ("test", "wumin", "12-08 18:00"), ("report", "wumin", "12-09 18:00")],
        ),
        (
            _ESU,
            "Zheng Kai's team hands over the build to QA on Friday, and Wu Min expects to have it tested by Wednesday, 9 December. She'll send out the report the day after.",
            [("build", "zhengkai", "12-04 18:00"), ("test", "wumin", "12-09 18:00"), ("report", "wumin", "12-10 18:00")],
        ),
        # Both.
        (
            _ECU,
            "Zhou Hang will upgrade the 8 sites in South China on Wednesday, Li Xiang the 6 in East China on Friday. Both of you should have the package by tomorrow noon.",
            [("rollout", "zhouhang", "12-02 18:00"), ("rollout-2", "lixiang", "12-04 18:00"), ("obtain", "zhouhang", "12-02 12:00"), ("obtain-2", "lixiang", "12-02 12:00")],
        ),
        (_ECU, "Dear Sun Li, dear Hang,\n\nyou both will have two weeks for the upgrade, i.e. until 15 December.", [("rollout", "sunli", "12-15 18:00"), ("rollout-2", "zhouhang", "12-15 18:00")]),
        (_EPR, "Please push it to East China (Sun Li) by 9 December and to South China (Zhou Hang) by 11 December, 3 pm both.", [("rollout", "sunli", "12-09 15:00"), ("rollout-2", "zhouhang", "12-11 15:00")]),
        (_ESU, "Live in East on 10 Dec (Sun Li), in South on 14 Dec (Zhou Hang). All by 8 pm please.", [("rollout", "sunli", "12-10 20:00"), ("rollout-2", "zhouhang", "12-14 20:00")]),
        # Days that lean on the one before.
        (_ESU, "Zhou Hang takes South on Monday, Li Xiang East on Wednesday.", [("rollout", "zhouhang", "12-07 18:00"), ("rollout-2", "lixiang", "12-09 18:00")]),
        (_ESU, "Han Bing restricts everything below 8.0 on Monday. Sun Li does East by Friday 4 December.", [("restrict", "hanbing", "12-07 18:00"), ("rollout", "sunli", "12-04 18:00")]),
        (_ESU, "Sun Li has East upgraded by 11 December. Han Bing would then restrict versions below 8.0 on the Monday after.", [("rollout", "sunli", "12-11 18:00"), ("restrict", "hanbing", "12-14 18:00")]),
        (_ESU, "Sun Li does a pilot with 10 servers on Thursday, the remaining East servers by the 7th. Hang does South on the 9th and 10th.", [("rollout", "sunli", "12-03 18:00"), ("rollout-2", "sunli", "12-07 18:00"), ("rollout-3", "zhouhang", "12-10 18:00")]),
        (_EPR, "order.batch = 300 is being pushed to East China on Thursday (Sun Li) and to South China the day after (Zhou Hang).", [("rollout", "sunli", "12-03 18:00"), ("rollout-2", "zhouhang", "12-04 18:00")]),
        (_ESU, "Han Bing will restrict everything below 8.0 on 17 December, and at 20:00.", [("restrict", "hanbing", "12-17 20:00")]),
        (_ESU, "The upgrade of South China has been moved to 14 December, Zhou Hang does it. Sun Li starts on Dec 7 and should be finished by Dec 9.", [("rollout", "zhouhang", "12-14 18:00"), ("rollout-2", "sunli", "12-09 18:00")]),
        # What a sentence of its own takes back; whose visit or laptop is no work.
        (
            _ESU,
            "Sun Li upgrades East China by 4 December. No, sorry, that's Zhou Hang, he takes South by 4 December and Sun Li East by 9 December.",
            [("rollout", "zhouhang", "12-04 18:00"), ("rollout-2", "sunli", "12-09 18:00")],
        ),
        (_ESU, "Sun Li visits the customers in East China on 2 December and upgrades them on 4 December.", [("rollout", "sunli", "12-04 18:00")]),
        (_ESU, "Sun Li gets a new laptop on 2 December. East China is upgraded by her on 4 December.", [("rollout", "sunli", "12-04 18:00")]),
        # What is switched off, by whom and where; what is put off.
        (
            _ECR,
            "East China and South China will switch theirs off on December 14 at 6 pm; Zhou Hang takes South, Sun Li East. Overseas asked for more time, so they keep going until January 29 - Lin Tao will shut it off then.",
            [("restrict", "sunli", "12-14 18:00"), ("restrict-2", "zhouhang", "12-14 18:00"), ("delay", "lintao", "01-29 18:00")],
        ),
        (_ECR, "Sun Li restricts 5.8 and older in East on 11 December. For Overseas the restriction is postponed to 15 January; responsible: Lin Tao.", [("restrict", "sunli", "12-11 18:00"), ("delay", "lintao", "01-15 18:00")]),
        (_ECR, "Sun Li is ready with hers by 4 December and blocks everything below 6.0 on 11 December.", [("restrict", "sunli", "12-11 18:00")]),
        # No work of the plan.
        (_ESU, "I'm sending out the release notes on 4 December. Sun Li upgrades East China by 8 December.", [("rollout", "sunli", "12-08 18:00")]),
        (_ECU, "Hi Hang,\n\nthe package is on the share, you'll find it there from Monday. The upgrade needs to be finished in South by the 9th, 5:30pm at the latest.", [("rollout", "zhouhang", "12-09 17:30")]),
    ],
)
def test_an_english_plan_is_understood(subject: str, text: str, nodes: list[tuple[str, str, str]]) -> None:
    assert _nodes(subject, text) == nodes
    assert read(subject, text).faults == ()


@pytest.mark.parametrize(
    ("subject", "text", "asked"),
    [
        (_ECR, "East China (Sun Li) switches 5.x off on December 14 at midnight.", "ambiguous-hour"),
        (_ESU, "Sun Li does East on 11 and 18 December.", "alternatives"),
        (_ESU, "Sun Li can do East China either on 4 December or on 7 December.", "alternatives"),
        (_ESU, "Sun Li upgrades East China by 4 December. No, sorry, it's not that easy.", "not-understood"),
    ],
)
def test_an_english_plan_that_may_mean_two_things_is_asked_about(subject: str, text: str, asked: str) -> None:
    assert asked in {fault.reason for fault in read(subject, text).faults}
