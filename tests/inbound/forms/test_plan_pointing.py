"""Plans told in sentences that point back and forth: who, where and when stand in different clauses, and are one node."""

import pytest

from tests.inbound.forms.plan_mails import brief, read

_SUBJECT = "【计划】星桥服务端 8.7.0 在线升级"


@pytest.mark.parametrize(
    ("text", "nodes"),
    [
        # The day of what was told before, in its sentence or in the one before it.
        ("华东请李想负责升级，12月15日前升好；华南请周航负责，时间相同。", [("rollout", "lixiang", "12-15 18:00"), ("rollout-2", "zhouhang", "12-15 18:00")]),
        ("周航12月18日前升完华南。韩冰同一天把8.1以下的限掉。", [("rollout", "zhouhang", "12-18 18:00"), ("restrict", "hanbing", "12-18 18:00")]),
        ("East China is upgraded by Sun Li by December 8. The same goes for Zhou Hang in South China.", [("rollout", "sunli", "12-08 18:00"), ("rollout-2", "zhouhang", "12-08 18:00")]),
        # The first and the second of two, and each with what is theirs.
        ("华东和华南的升级分别由孙丽和周航负责，前者12月8日前完成，后者12月11日前完成。", [("rollout", "sunli", "12-08 18:00"), ("rollout-2", "zhouhang", "12-11 18:00")]),
        ("请孙丽和周航各自把自己区域的服务器升级好，截止时间都是12月11日17:00。", [("rollout", "sunli", "12-11 17:00"), ("rollout-2", "zhouhang", "12-11 17:00")]),
        ("Sun Li and Zhou Hang upgrade East China and South China respectively; both need to be done by December 11.", [("rollout", "sunli", "12-11 18:00"), ("rollout-2", "zhouhang", "12-11 18:00")]),
        (
            "Please get the package from me by December 4 (孙丽 and 林涛 each for their own department), and upgrade by 11 December in East China and by 18 December in Overseas.",
            [("obtain", "sunli", "12-04 18:00"), ("obtain-2", "lintao", "12-04 18:00"), ("rollout", "sunli", "12-11 18:00"), ("rollout-2", "lintao", "12-18 18:00")],
        ),
        # Who does it, in a clause or a sentence of its own.
        ("华东孙丽12月4日升完。总结由我来写，12月28日前发给大家。", [("rollout", "sunli", "12-04 18:00"), ("finalize", "chenjing", "12-28 18:00")]),
        (
            "East China is upgraded by Sun Li by December 8. Servers on 8.0 and below will be restricted from December 28; 韩冰 takes care of that.",
            [("rollout", "sunli", "12-08 18:00"), ("restrict", "hanbing", "12-28 18:00")],
        ),
        ("We would like to start with a pilot in Overseas, up to 30 servers, which Lin Tao (林涛) will finish by December 4.", [("rollout", "lintao", "12-04 18:00")]),
        ("华东12月8日前升完。这件事我和孙丽、李想都聊过，由李想具体执行，孙丽把关。", [("rollout", "lixiang", "12-08 18:00")]),
        # Whom one speaks with, who decides, and what was handed over do nothing by that.
        ("和韩冰、周航商量后，华东由孙丽12月8日前升完。", [("rollout", "sunli", "12-08 18:00")]),
        ("产品部决定这次把老版本限掉。\n华东由孙丽12月8日前升完，8.0及以下12月21日零点限制，韩冰负责。", [("rollout", "sunli", "12-08 18:00"), ("restrict", "hanbing", "12-21 00:00")]),
        ("测试部周五给了8.7.0的正式版，官网已挂。华东由孙丽12月8日前升完。", [("rollout", "sunli", "12-08 18:00")]),
        (
            "拿到最终版本后由我发给各业务部门（暂不上官网），华东、华南12月14日开始升级，12月25日前完成，分别由孙丽和周航负责。",
            [("rollout", "sunli", "12-25 18:00"), ("rollout-2", "zhouhang", "12-25 18:00")],
        ),
        ("计划12月7日起由孙丽组织华东升级，历时一周，12月11日收工。", [("rollout", "sunli", "12-11 18:00")]),
    ],
)
def test_what_clauses_share_out_is_put_together(text: str, nodes: list[tuple[str, str, str]]) -> None:
    understood = read(_SUBJECT, f"各位好，\n{text}\n以上请各部门回复确认。")
    assert not understood.faults
    found = [(key, owner, due) for key, owner, _, due in brief(understood)]
    assert [one for one in found if one[0] != "finalize"] == [one for one in nodes if one[0] != "finalize"]
    assert all(one in found for one in nodes)
