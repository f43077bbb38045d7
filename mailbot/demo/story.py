"""story: six weeks of office mail about a server upgrade and a parameter rollout, in an invented company.

Each scene is one mail as its writer means it; `programs` gives it its shape. Nobody in it writes for a robot.
"""

from collections.abc import Mapping

from mailbot.demo.programs import Program, Table
from mailbot.value import Value, field


class Scene(Value, kw_only=True):
    """Who mails what, and when (the company's time).

    `answers` are words in the subject of a mail that lies in the writer's inbox: the latest one is answered, to
    everybody who had it. `to` and `cc` are names; "bot" is the bot, who is written to where nobody is named. `sheets` are workbooks to attach, by file name.
    """

    at: str
    who: str
    text: str
    subject: str = ""
    to: tuple[str, ...] = ()
    cc: tuple[str, ...] = ()
    answers: str = ""
    program: Program = "plain"
    table: Table = ()
    sheets: Mapping[str, Table] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)


BEGIN, END = "2026-09-08 09:00", "2026-10-20 10:00"

SIGNATURES = {
    "陈静": "陈静\n———————————\n产品部 | 分机 8123\n本邮件及附件含有公司保密信息，仅限收件人使用，如误收请立即删除。",
    "王磊": "王磊\n产品部  分机 8130",
    "孙丽": "孙丽\n华东业务部\nsunli@corp.example",
    "韩冰": "韩冰\n技术部\nhanbing@corp.example",
    "郑凯": "郑凯\n研发部",
}
STRANGERS = {"优惠中心": "deals@cheap-licences.example"}

_PLAN = """\
各位好：

测试部上周五交付了海棠收银服务端 V5.3.0 的最终版本，和各区域商量后安排如下，请今天下班前回复确认。

产品：海棠收银服务端        版本：V5.3.0（官网已发布）
数量：不超过 1000 台        区域：华东、华南、海外        有效期：9月8日至12月31日
5.1 及以下版本 10 月 12 日零点起限制。
指导意见：先升级单店，隔一个营业日再升级连锁店；升级前请备份数据库。
目标覆盖率：95%

{table}

有问题随时找我，谢谢！"""

_PLAN_TABLE = (
    ("节点", "负责人", "完成时间", "备注"),
    ("灰度升级", "孙丽（华东）", "9月11日 18:00", "先 20 家门店"),
    ("华东全量升级", "孙丽", "9月18日", ""),
    ("海外升级", "林涛", "9月22日", ""),
    ("华南全量升级", "周航", "9/23", "避开商场店庆"),
    ("版本限制", "韩冰（技术部）", "10月12日 10点", ""),
    ("总结", "陈静", "10月19日", ""),
)

SCENES: tuple[Scene, ...] = (
    Scene(
        at="2026-09-08 09:12",
        who="陈静",
        subject="【计划】海棠收银服务端5.3.0在线升级及版本限制",
        to=("孙丽", "周航", "韩冰"),
        cc=("林涛", "bot"),
        text=_PLAN,
        table=_PLAN_TABLE,
        program="outlook",
    ),
    Scene(
        at="2026-09-08 09:14",
        who="吴敏",
        answers="海棠",
        to=("bot",),
        subject="自动回复: 海棠收银服务端5.3.0在线升级及版本限制",
        text="您好，我今天外出培训，不能及时回复邮件，明天上班后处理。急事请电话联系。\n吴敏",
        headers={"Auto-Submitted": "auto-replied", "X-Auto-Response-Suppress": "All"},
    ),
    Scene(
        at="2026-09-08 09:47",
        who="优惠中心",
        subject="【计划】正版授权年中特惠，低至三折",
        text="尊敬的客户：\n\n点击领取优惠，仅限今天！回复 TD 退订。",
    ),
    Scene(at="2026-09-08 10:05", who="孙丽", answers="【计划】海棠", text="同意。", program="iphone"),
    Scene(
        at="2026-09-08 14:20",
        who="周航",
        answers="【计划】海棠",
        text="不同意，9月23日那周商场店庆还没结束，门店不让动系统，华南至少要推到 9月24日。",
        program="qq",
    ),
    Scene(
        at="2026-09-09 09:40",
        who="陈静",
        answers="【计划】海棠",
        text="请改一下：\n\n华南全量升级 完成时间 9月24日\n\n谢谢！",
        program="outlook",
    ),
    Scene(at="2026-09-09 10:02", who="周航", answers="请确认", text="同意，谢谢。", program="qq"),
    Scene(at="2026-09-09 16:30", who="林涛", answers="D-", text="Agreed.", program="outlook-phone"),
    Scene(at="2026-09-11 16:40", who="孙丽", answers="D-", text="已完成，20 家门店都正常。", program="foxmail"),
    Scene(
        at="2026-09-15 10:30",
        who="孙丽",
        subject="【问题】{SU} 升级后部分门店无法启动",
        text="现象：升级后收银服务起不来，重启三次才能进系统\n影响：12 "
        "家门店，严重\n已采取措施：先停了第二批\n\n请尽快看一下，谢谢。",
        program="foxmail",
    ),
    Scene(at="2026-09-15 11:02", who="郑凯", answers="无法启动", text="收到，我来看。", program="iphone"),
    Scene(
        at="2026-09-15 16:45",
        who="郑凯",
        answers="无法启动",
        text="处理结果：5.3.0 启动时等待打印机超时，已出热修复 5.3.0.2，今晚推送到这 12 家门店。",
        program="foxmail",
    ),
    Scene(
        at="2026-09-16 09:25",
        who="孙丽",
        answers="无法启动",
        text="验证通过，12 家今早都正常开机，辛苦。",
        program="iphone",
    ),
    Scene(
        at="2026-09-17 16:20",
        who="孙丽",
        answers="D-",
        text="进度：已升级 320 / 500，剩下的等客户窗口，申请延期到 9月28日",
        program="iphone",
    ),
    Scene(at="2026-09-17 17:05", who="陈静", answers="延期", text="同意", program="iphone"),
    Scene(
        at="2026-09-21 10:10",
        who="王磊",
        subject="【计划】心跳间隔参数下发",
        text=(
            "各位好，门店掉线误报比较多，准备把心跳间隔放宽：\n\n产品：海棠收银客户端\n参数：心跳间隔 = "
            "30\n区域：华东\n"
            "有效期：9月21日至12月31日\n\n1. 9月30日（周二）前 完成参数下发（孙莉）\n2. 10月14日 总结（王磊）"
        ),
        program="foxmail",
    ),
    Scene(
        at="2026-09-21 10:32",
        who="王磊",
        answers="心跳间隔",
        text="1. 9月30日（周三）前 完成参数下发（孙丽）",
        program="foxmail",
    ),
    Scene(at="2026-09-21 11:15", who="孙丽", answers="请确认", text="同意", program="iphone"),
    Scene(
        at="2026-09-22 15:30",
        who="林涛",
        subject="[RESULT] {SU} Overseas upgrade finished",
        text="Hi,\n\nall 86 servers are on 5.3.0 now, 86 / 86. No complaints so far.\n\nBest,\nTao Lin",
    ),
    Scene(at="2026-09-28 11:10", who="周航", answers="D-", text="为什么催我？上周五不是放假吗", program="qq"),
    Scene(
        at="2026-09-28 17:30",
        who="孙丽",
        subject="【完成】{SU} 华东全量升级",
        text="华东全量升级已全部完成，500 / 500。",
        program="outlook",
    ),
    Scene(
        at="2026-09-29 10:00",
        who="韩冰",
        subject="【查询】{SU}",
        text="现在到哪一步了？限制那天我要排人。",
        program="foxmail",
    ),
    Scene(at="2026-09-30 16:10", who="孙丽", answers="D-", text="参数下发已完成，500 / 500", program="iphone"),
    Scene(
        at="2026-10-08 10:20",
        who="周航",
        answers="D-",
        text="国庆门店都在做活动没法停机，预计 10月9日下班前完成。",
        program="qq",
    ),
    Scene(
        at="2026-10-09 16:50",
        who="周航",
        answers="D-",
        text="华南全量升级已完成，320/320。",
        program="qq",
    ),
    Scene(
        at="2026-10-12 10:15",
        who="韩冰",
        answers="D-",
        text="版本限制已完成：5.1 及以下版本，10月12日 10:00 起生效，已升级的服务器不受影响。",
        program="foxmail",
    ),
    Scene(
        at="2026-10-13 15:00",
        who="陈静",
        answers="总结",
        text=(
            "总结：本次升级按计划完成，三个区域共升级 861 台，5.1 及以下版本已限制。\n"
            "经验：打印机超时的问题灰度没有测到，下次灰度要带外设；店庆、国庆这样的窗口期要提前和门店确认。\n\n在网版本见附件。"
        ),
        sheets={
            "在网服务端版本-20261013.xlsx": (
                ("版本", "数量"),
                ("5.3.0", "861"),
                ("5.2.4", "32"),
                ("5.1.7", "11"),
                ("4.9.2", "2"),
            )
        },
        program="outlook",
    ),
    Scene(
        at="2026-10-14 11:30",
        who="王磊",
        answers="总结",
        text="总结：心跳间隔已全部下发，掉线误报明显减少。\n\n{table}",
        table=(("参数", "值", "数量"), ("心跳间隔", "30", "497"), ("心跳间隔", "10", "3")),
        program="foxmail",
    ),
)
