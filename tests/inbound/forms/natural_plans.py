"""Plan mails as product managers write them, each with what a colleague would understand: the table of test_plan_natural."""

from dataclasses import dataclass, field
from typing import Any

Node = tuple[str, str, tuple[str, ...], str]


@dataclass(frozen=True)
class Mail:
    """`fields` are those that must be so (others may be there), `nodes` all: (key, owner, helpers, due), `asks` whom the
    plan has to be confirmed by."""

    name: str
    subject: str
    text: str
    kind: str
    nodes: tuple[Node, ...]
    fields: dict[str, Any] = field(default_factory=dict)
    asks: tuple[str, ...] | None = None
    html: str = ""


SU, CR, CU, PR = "server_upgrade", "client_restriction", "component_upgrade", "parameter_rollout"
EAST, SOUTH, ABROAD = "华东业务部", "华南业务部", "海外业务部"
MAX_500 = {"min": None, "max": 500}

MAILS = (
    Mail(
        "sample-of-the-specification",
        "【计划】星桥服务端8.2.1在线升级及版本限制",
        """各位好，
测试部昨天给了星桥服务端 V8.2.1 的最终版本，和大家商量后计划如下，请今天内回复确认：

产品：星桥服务端          版本：V8.2.1（官网已发布）
数量：首批不超过 500 台    区域：华东、华南      有效期：12月1日至明年3月31日
8.0 及以下版本 12 月 18 日零点起限制；海外的延迟到 1 月 15 日。

| 节点       | 负责人        | 完成时间      | 备注               |
| 灰度升级    | 孙丽（华东）    | 12月3日 18:00 | 先 20 台            |
| 全量升级    | 孙丽、周航      | 12/11        |                    |
| 版本限制    | 韩冰（技术部）   | 12月18日 0点   |                    |
| 总结       | 陈静          | 12月25日      |                    |

谢谢！
陈静
———————————
产品部 | 分机 8123
本邮件及附件含有公司保密信息……
""",
        SU,
        (
            ("rollout", "sunli", (), "12-03 18:00"),
            ("rollout-2", "sunli", ("zhouhang",), "12-11 18:00"),
            ("restrict", "hanbing", (), "12-18 00:00"),
            ("finalize", "chenjing", (), "12-25 18:00"),
        ),
        {
            "title": "星桥服务端8.2.1在线升级及版本限制",
            "product": "星桥服务端",
            "version": "8.2.1",
            "channel": "official",
            "quantity": MAX_500,
            "regions": ["华东", "华南"],
            "valid": {"from": "2026-12-01", "until": "2027-03-31"},
            "restrictions": [
                {
                    "versions": "≤8.0",
                    "effective": "2026-12-18T00:00:00+08:00",
                    "delayed_until": "2027-01-15",
                    "scope": "海外",
                },
            ],
        },
        (EAST, SOUTH),
    ),
    Mail(
        "numbered-with-fields",
        "【计划】星桥客户端5.6版本限制及版本延迟限制",
        """各位同事：
客户端 5.4 及以下版本计划限制，安排如下：
产品：星桥客户端
版本：V5.6
获取方式：官网
区域：华东、华南、海外
有效期：2026年12月1日至2027年6月30日
版本限制：5.4 及以下
生效时间：12月18日零点
延迟限制：海外延迟到 1月15日
涉及部门：华东业务部、华南业务部、海外业务部

1. 版本获取：孙丽、周航、林涛  12月4日
2. 版本限制：孙丽  12月18日 00:00
3. 延迟限制（海外）：林涛 1月15日
4. 总结 陈静 1月22日
""",
        CR,
        (
            ("obtain", "sunli", ("zhouhang", "lintao"), "12-04 18:00"),
            ("restrict", "sunli", (), "12-18 00:00"),
            ("delay", "lintao", (), "01-15 18:00"),
            ("finalize", "chenjing", (), "01-22 18:00"),
        ),
        {
            "product": "星桥客户端",
            "version": "5.6",
            "channel": "official",
            "regions": ["华东", "华南", "海外"],
            "valid": {"from": "2026-12-01", "until": "2027-06-30"},
            "restrictions": [
                {
                    "versions": "≤5.4",
                    "effective": "2026-12-18T00:00:00+08:00",
                    "delayed_until": "2027-01-15",
                    "scope": "海外",
                },
            ],
        },
        (EAST, SOUTH, ABROAD),
    ),
    Mail(
        "official-letter-in-sections",
        "[计划] 星桥POS客户端 V5.6.2 版本限制 请各部门确认",
        """各位领导、同事：

    大家好！现将星桥POS客户端V5.6.2版本限制及延迟限制计划发给大家，请于今日下班前回复确认。

    一、基本信息
    1. 产品名称：星桥POS客户端
    2. 目标版本：V5.6.2.1108
    3. 版本获取方式：官网自行下载 https://www.corp.example/download/pos
    4. 授权数量：3000套
    5. 适用区域：华东、华南、海外
    6. 有效期限：2026年12月1日—2027年5月31日
    7. 指导意见：请先在测试门店验证，再分批推广；升级前务必备份。

    二、限制要求
    1. 5.4.0及以下版本自2026年12月18日零点起限制登录；
    2. 海外业务部的5.4.0及以下版本延迟限制至2027年1月15日。

    三、时间节点
    1. 版本获取   孙丽、周航、林涛   2026年12月4日
    2. 版本限制   孙丽   2026年12月18日 00:00
    3. 版本延迟限制   林涛   2027年1月15日
    4. 最终确定   陈静   2027年1月22日

    如有疑问请及时与我联系，谢谢！
""",
        CR,
        (
            ("obtain", "sunli", ("zhouhang", "lintao"), "12-04 18:00"),
            ("restrict", "sunli", (), "12-18 00:00"),
            ("delay", "lintao", (), "01-15 18:00"),
            ("finalize", "chenjing", (), "01-22 18:00"),
        ),
        {
            "product": "星桥POS客户端",
            "version": "5.6.2.1108",
            "channel": "official",
            "link": "https://www.corp.example/download/pos",
            "quantity": {"min": None, "max": 3000},
            "guidance": "请先在测试门店验证，再分批推广；升级前务必备份。",
            "restrictions": [
                {
                    "versions": "≤5.4.0",
                    "effective": "2026-12-18T00:00:00+08:00",
                    "delayed_until": "2027-01-15",
                    "scope": "海外业务部",
                },
            ],
        },
        (EAST, SOUTH, ABROAD),
    ),
    Mail(
        "tabs-with-start-and-end",
        "[PLAN] comsvr 3.4.0 组件升级",
        """产品：星桥计费
组件：comsvr
版本：3.4.0.211
获取方式：找我拿
数量：200台以内

节点\t负责人\t开始\t完成
组件获取\t孙丽\t12月1日\t12月2日
组件升级\t孙丽、周航\t12月3日\t12月11日 18:00
""",
        CU,
        (("obtain", "sunli", (), "12-02 18:00"), ("rollout", "sunli", ("zhouhang",), "12-11 18:00")),
        {"product": "星桥计费", "version": "3.4.0.211", "channel": "pm", "quantity": {"min": None, "max": 200}},
        (EAST, SOUTH),
    ),
    Mail(
        "parameters-and-sentences",
        "【计划】心跳间隔参数下发",
        """大家好，

为降低服务端压力，计划下发以下扩展参数：
heartbeat.interval = 30（原 60）
retry.max = 5

范围：全部门店，数量不超过 3000 台，12月10日前由孙丽和周航完成下发，12月15日陈静总结。
""",
        PR,
        (("rollout", "sunli", ("zhouhang",), "12-10 18:00"), ("finalize", "chenjing", (), "12-15 18:00")),
        {
            "quantity": {"min": None, "max": 3000},
            "parameters": [{"name": "heartbeat.interval", "value": "30"}, {"name": "retry.max", "value": "5"}],
        },
        (EAST, SOUTH),
    ),
    Mail(
        "english",
        "[PLAN] Xingqiao Server 8.2.1 online upgrade and version restriction",
        """Hi all,

Product: Xingqiao Server   Version: V8.2.1 (published on the website)
Quantity: up to 500 servers
Regions: East China, South China
Valid: Dec 1, 2026 to Mar 31, 2027
Versions 8.0 and below will be restricted from Dec 18, 00:00; overseas delayed until Jan 15, 2027.

1. Pilot upgrade - Sun Li - Dec 3
2. Full upgrade - Sun Li, Zhou Hang - Dec 11, 6pm
3. Restriction - Han Bing - Dec 18
4. Summary - me - Dec 25

Thanks,
Chen Jing
""",
        SU,
        (
            ("rollout", "sunli", (), "12-03 18:00"),
            ("rollout-2", "sunli", ("zhouhang",), "12-11 18:00"),
            ("restrict", "hanbing", (), "12-18 18:00"),
            ("finalize", "chenjing", (), "12-25 18:00"),
        ),
        {
            "product": "Xingqiao Server",
            "version": "8.2.1",
            "channel": "official",
            "quantity": MAX_500,
            "regions": ["East China", "South China"],
            "valid": {"from": "2026-12-01", "until": "2027-03-31"},
        },
        (EAST, SOUTH),
    ),
    Mail(
        "english-table",
        "[PLAN] Upgrade of comsvr component to 3.4.0",
        """Product: Xingqiao Billing
Version: 3.4.0
Obtained from: ask me
Quantity: 100-300
Region: Overseas
Valid until: 2027-03-31
Guidance: back up first

| Task | Owner | Due date | Remarks |
|------|-------|----------|---------|
| Component upgrade | Lin Tao | 2026-12-10 | after backup |
| Final summary | PM | Dec 17 | |
""",
        CU,
        (("rollout", "lintao", (), "12-10 18:00"), ("finalize", "chenjing", (), "12-17 18:00")),
        {
            "channel": "pm",
            "quantity": {"min": 100, "max": 300},
            "regions": ["Overseas"],
            "valid": {"from": None, "until": "2027-03-31"},
            "guidance": "back up first",
        },
        (ABROAD,),
    ),
    Mail(
        "one-sentence",
        "【计划】星桥服务端8.2.1升级",
        "孙丽12月3日前完成灰度升级，周航12月11日前完成全量升级，12月18日韩冰做版本限制，月底前我来总结。\n",
        SU,
        (
            ("rollout", "sunli", (), "12-03 18:00"),
            ("rollout-2", "zhouhang", (), "12-11 18:00"),
            ("restrict", "hanbing", (), "12-18 18:00"),
            ("finalize", "chenjing", (), "12-31 18:00"),
        ),
        {"product": "星桥服务端", "version": "8.2.1"},
        (EAST, SOUTH),
    ),
    Mail(
        "traditional-characters",
        "【計劃】星橋服務端8.2.1線上升級及版本限制",
        """各位好，
產品：星橋服務端
版本：V8.2.1（官網已發佈）
數量：不超過500台
區域：華東、華南
8.0及以下版本12月18日零點起限制。
節點\t負責人\t完成時間
灰度升級\t孫麗\t12月3日
全量升級\t周航\t12月11日
版本限制\t韓冰\t12月18日
""",
        SU,
        (
            ("rollout", "sunli", (), "12-03 18:00"),
            ("rollout-2", "zhouhang", (), "12-11 18:00"),
            ("restrict", "hanbing", (), "12-18 18:00"),
        ),
        {
            "product": "星橋服務端",
            "version": "8.2.1",
            "channel": "official",
            "quantity": MAX_500,
            "regions": ["华东", "华南"],
        },
        (EAST, SOUTH),
    ),
    Mail(
        "blocks-of-fields",
        "【计划】星桥服务端8.2.1在线升级",
        """节点：灰度升级
负责人：孙丽
完成时间：12月3日 18:00

节点：全量升级
负责人：周航
完成时间：12月11日
备注：分三批
""",
        SU,
        (("rollout", "sunli", (), "12-03 18:00"), ("rollout-2", "zhouhang", (), "12-11 18:00")),
        {"version": "8.2.1"},
    ),
    Mail(
        "chatty-bullets",
        "【方案】comsvr组件升级",
        """Hi all，

comsvr 3.4.0 已通过测试，计划这样安排：

- 12/4 前：孙丽把华东的 20 家试点门店升完（试点升级）
- 12/11 前：孙丽、周航完成全量升级
- 12/18：我来做总结

版本找我要。目标覆盖率 98%。
谢谢
""",
        CU,
        (
            ("rollout", "sunli", (), "12-04 18:00"),
            ("rollout-2", "sunli", ("zhouhang",), "12-11 18:00"),
            ("finalize", "chenjing", (), "12-18 18:00"),
        ),
        {"version": "3.4.0", "channel": "pm", "target_coverage": 0.98},
    ),
    Mail(
        "parameters-in-a-block-and-a-headless-table",
        "[PLAN] PR 心跳参数",
        """产品: 星桥服务端
参数:
  heartbeat.interval = 30
  heartbeat.retry = 3
数量: 全部门店
涉及部门: 华东业务部、华南业务部
节点:
  参数下发  各业务部门  12月8日 18:00
  总结  PM  12月15日
""",
        PR,
        (("rollout", "sunli", ("zhouhang",), "12-08 18:00"), ("finalize", "chenjing", (), "12-15 18:00")),
        {
            "title": "心跳参数",
            "product": "星桥服务端",
            "parameters": [{"name": "heartbeat.interval", "value": "30"}, {"name": "heartbeat.retry", "value": "3"}],
        },
        (EAST, SOUTH),
    ),
    Mail(
        "dashes",
        "计划：星桥服务端8.2.1在线升级【计划】",
        """产品：星桥服务端
版本：8.2.1
灰度升级（华东20台）——孙丽——12月3日
全量升级——孙丽/周航——12月11日下班前
版本限制（≤8.0）——韩冰——12月18日0:00
""",
        SU,
        (
            ("rollout", "sunli", (), "12-03 18:00"),
            ("rollout-2", "sunli", ("zhouhang",), "12-11 18:00"),
            ("restrict", "hanbing", (), "12-18 00:00"),
        ),
        {
            "restrictions": [
                {"versions": "≤8.0", "effective": "2026-12-18T00:00:00+08:00", "delayed_until": None, "scope": None}
            ]
        },
    ),
    Mail(
        "node-colon-date-and-name",
        "【计划】星桥服务端8.2.1在线升级",
        """请大家按下面的安排执行：
灰度升级：12月3日（孙丽）
全量升级：12月11日（孙丽、周航）
版本限制：12月18日（韩冰）
总结：12月25日（陈静）

版本限制：8.0及以下
获取方式：官网
""",
        SU,
        (
            ("rollout", "sunli", (), "12-03 18:00"),
            ("rollout-2", "sunli", ("zhouhang",), "12-11 18:00"),
            ("restrict", "hanbing", (), "12-18 18:00"),
            ("finalize", "chenjing", (), "12-25 18:00"),
        ),
        {
            "channel": "official",
            "restrictions": [{"versions": "≤8.0", "effective": "2026-12-18", "delayed_until": None, "scope": None}],
        },
    ),
    Mail(
        "one-owner-for-all",
        "【计划】星桥服务端8.2.1在线升级",
        "负责人：孙丽\n1. 灰度升级 12月3日\n2. 全量升级 12月11日\n",
        SU,
        (("rollout", "sunli", (), "12-03 18:00"), ("rollout-2", "sunli", (), "12-11 18:00")),
    ),
    Mail(
        "departments-across",
        "【计划】星桥服务端8.2.1在线升级",
        """| 序号 | 事项 | 华东 | 华南 |
|---|---|---|---|
| 1 | 灰度升级 | 12月3日 | 12月4日 |
| 2 | 全量升级 | 12月10日 | 12月11日 |
""",
        SU,
        (
            ("rollout", "sunli", (), "12-03 18:00"),
            ("rollout-2", "zhouhang", (), "12-04 18:00"),
            ("rollout-3", "sunli", (), "12-10 18:00"),
            ("rollout-4", "zhouhang", (), "12-11 18:00"),
        ),
        {},
        (EAST, SOUTH),
    ),
    Mail(
        "every-standard-node-by-department",
        "【计划】星桥服务端8.2.1在线升级及版本限制",
        """节点\t部门\t计划完成时间
产品开发及提交测试\t研发部\t12月2日
产品测试（遍历测试、完整测试）\t测试部\t12月7日
报告提交\t测试部\t12月8日
最终版本提交\t测试部\t12月9日
版本获取\t业务部门\t12月10日
服务端在线升级\t业务部门\t12月18日
版本限制\t技术部\t12月25日
最终确定\t产品部\t12月31日
涉及部门：华东业务部、华南业务部
""",
        SU,
        (
            ("build", "zhengkai", (), "12-02 18:00"),
            ("test", "wumin", (), "12-07 18:00"),
            ("report", "wumin", (), "12-08 18:00"),
            ("release", "wumin", (), "12-09 18:00"),
            ("obtain", "sunli", ("zhouhang",), "12-10 18:00"),
            ("rollout", "sunli", ("zhouhang",), "12-18 18:00"),
            ("restrict", "hanbing", (), "12-25 18:00"),
            ("finalize", "chenjing", (), "12-31 18:00"),
        ),
        {},
        (EAST, SOUTH),
    ),
    Mail(
        "no-header",
        "【计划】星桥服务端8.2.1在线升级",
        "灰度升级\t孙丽\t12月3日\n全量升级\t周航\t12月11日\n版本限制\t韩冰\t12月18日\n",
        SU,
        (
            ("rollout", "sunli", (), "12-03 18:00"),
            ("rollout-2", "zhouhang", (), "12-11 18:00"),
            ("restrict", "hanbing", (), "12-18 18:00"),
        ),
    ),
    Mail(
        "nodes-across",
        "【计划】星桥服务端8.2.1在线升级",
        "节点\t灰度升级\t全量升级\t版本限制\n负责人\t孙丽\t周航\t韩冰\n完成时间\t12月3日\t12月11日\t12月18日\n",
        SU,
        (
            ("rollout", "sunli", (), "12-03 18:00"),
            ("rollout-2", "zhouhang", (), "12-11 18:00"),
            ("restrict", "hanbing", (), "12-18 18:00"),
        ),
    ),
    Mail(
        "restrictions-by-region-in-a-table",
        "【计划】星桥客户端5.6版本限制",
        """版本：5.6
| 区域 | 限制版本 | 生效时间 | 延迟至 |
|---|---|---|---|
| 华东 | 5.4及以下 | 12月18日 | |
| 华南 | 5.4及以下 | 12月25日 | |
| 海外 | 5.2及以下 | 12月18日 | 1月15日 |

| 节点 | 负责人 | 时间 |
|---|---|---|
| 版本限制 | 各业务部门 | 12月25日 |
| 延迟限制 | 林涛 | 1月15日 |
""",
        CR,
        (("restrict", "sunli", ("zhouhang", "lintao"), "12-25 18:00"), ("delay", "lintao", (), "01-15 18:00")),
        {
            "restrictions": [
                {"versions": "≤5.4", "effective": "2026-12-18", "delayed_until": None, "scope": "华东"},
                {"versions": "≤5.4", "effective": "2026-12-25", "delayed_until": None, "scope": "华南"},
                {"versions": "≤5.2", "effective": "2026-12-18", "delayed_until": "2027-01-15", "scope": "海外"},
            ]
        },
        (EAST, SOUTH, ABROAD),
    ),
    Mail(
        "parameters-in-a-table",
        "【计划】扩展参数下发",
        """产品：星桥服务端
| 参数 | 参数值 | 说明 |
|---|---|---|
| heartbeat.interval | 30 | 秒 |
| log.level | warn | |

• 第一批下发 孙丽 12月3日
• 第二批下发 周航 12月8日
""",
        PR,
        (("rollout", "sunli", (), "12-03 18:00"), ("rollout-2", "zhouhang", (), "12-08 18:00")),
        {"parameters": [{"name": "heartbeat.interval", "value": "30"}, {"name": "log.level", "value": "warn"}]},
        (EAST, SOUTH),
    ),
    Mail(
        "outline-with-sections",
        "【计划】星桥服务端8.2.1在线升级及版本限制",
        """各位好：
计划如下：
一、产品：星桥服务端
二、版本：V8.2.1，官网下载
三、授权数量：不超过500台
四、授权区域：华东、华南
五、节点：
1）灰度升级，孙丽，12月3日
2）全量升级，周航，12月11日
3）版本限制，韩冰，12月18日
六、8.0及以下版本12月18日起限制
""",
        SU,
        (
            ("rollout", "sunli", (), "12-03 18:00"),
            ("rollout-2", "zhouhang", (), "12-11 18:00"),
            ("restrict", "hanbing", (), "12-18 18:00"),
        ),
        {
            "channel": "official",
            "quantity": MAX_500,
            "restrictions": [{"versions": "≤8.0", "effective": "2026-12-18", "delayed_until": None, "scope": None}],
        },
    ),
    Mail(
        "by-departments-in-sentences",
        "【计划】星桥服务端8.2.1在线升级及版本限制",
        """产品：星桥服务端
版本：8.2.1
产品经理：陈静、王磊
测试经理：吴敏
指导意见：
1、先备份数据库；
2、升级窗口 22:00-次日 2:00；
3、失败立即回滚。

时间安排：
1、12月3日前，华东业务部完成灰度升级；
2、12月11日前，华南业务部完成全量升级；
3、12月18日零点，技术部设置版本限制（8.0及以下）；
4、12月25日，产品部总结。
""",
        SU,
        (
            ("rollout", "sunli", (), "12-03 18:00"),
            ("rollout-2", "zhouhang", (), "12-11 18:00"),
            ("restrict", "hanbing", (), "12-18 00:00"),
            ("finalize", "chenjing", (), "12-25 18:00"),
        ),
        {
            "pms": ["chenjing@corp.example", "wanglei@corp.example"],
            "managers": {"test_manager": "wumin@corp.example"},
            "guidance": "1、先备份数据库；\n2、升级窗口 22:00-次日 2:00；\n3、失败立即回滚。",
            "restrictions": [
                {"versions": "≤8.0", "effective": "2026-12-18T00:00:00+08:00", "delayed_until": None, "scope": None}
            ],
        },
        (EAST, SOUTH),
    ),
    Mail(
        "t-day",
        "【计划】星桥服务端8.2.1在线升级",
        "版本：8.2.1\nT日：12月10日\n节点 | 负责人 | 时间\n灰度升级 | 孙丽 | T+3\n全量升级 | 周航 | T+5\n总结 | 陈静 | T+10\n",
        SU,
        (
            ("rollout", "sunli", (), "12-15 18:00"),
            ("rollout-2", "zhouhang", (), "12-17 18:00"),
            ("finalize", "chenjing", (), "12-24 18:00"),
        ),
    ),
    Mail(
        "a-row-that-is-done",
        "【计划】星桥服务端8.2.1在线升级",
        """版本：8.2.1
节点\t负责人\t完成时间\t状态
版本获取\t孙丽\t11月28日\t已完成
灰度升级\t孙丽\t12月3日\t进行中
""",
        SU,
        (("obtain", "sunli", (), "11-28 18:00"), ("rollout", "sunli", (), "12-03 18:00")),
    ),
    Mail(
        "forwarded",
        "转发: 【计划】星桥服务端8.2.1在线升级",
        """
-----原始邮件-----
发件人: 王磊 <wanglei@corp.example>
发送时间: 2026年11月30日 17:00
收件人: 陈静
主题: 星桥服务端8.2.1在线升级

版本：8.2.1
灰度升级 孙丽 12月3日
全量升级 周航 12月11日
""",
        SU,
        (("rollout", "sunli", (), "12-03 18:00"), ("rollout-2", "zhouhang", (), "12-11 18:00")),
    ),
    Mail(
        "semicolons",
        "【计划】星桥服务端8.2.1在线升级",
        "产品 星桥服务端，版本 8.2.1，官网已发布。灰度升级孙丽12月3日；全量升级周航12月11日；总结我来，12月25日。\n",
        SU,
        (
            ("rollout", "sunli", (), "12-03 18:00"),
            ("rollout-2", "zhouhang", (), "12-11 18:00"),
            ("finalize", "chenjing", (), "12-25 18:00"),
        ),
        {"channel": "official"},
    ),
    Mail(
        "dates-first-in-figures",
        "【计划】星桥服务端8.2.1在线升级",
        "版本：8.2.1\n* 12/3 灰度升级 - 孙丽\n* 12/11 全量升级 - 周航\n* 12/18 0:00 版本限制 - 韩冰\n* 12/25 总结 - 陈静\n",
        SU,
        (
            ("rollout", "sunli", (), "12-03 18:00"),
            ("rollout-2", "zhouhang", (), "12-11 18:00"),
            ("restrict", "hanbing", (), "12-18 00:00"),
            ("finalize", "chenjing", (), "12-25 18:00"),
        ),
    ),
    Mail(
        "batches",
        "【计划】星桥服务端8.2.1在线升级",
        "第一批：华东，孙丽，12月3日，20台\n第二批：华南，周航，12月8日，480台\n",
        SU,
        (("rollout", "sunli", (), "12-03 18:00"), ("rollout-2", "zhouhang", (), "12-08 18:00")),
        {},
        (EAST, SOUTH),
    ),
    Mail(
        "kind-in-brackets-of-the-title",
        "【计划】8.2.1 升级及版本限制（服务端）",
        "产品：星桥服务端\n1、灰度升级，孙丽，下周五\n2、全量升级，周航，12月中旬前一天 12月14日\n",
        SU,
        (("rollout", "sunli", (), "12-11 18:00"), ("rollout-2", "zhouhang", (), "")),
    ),
    Mail(
        "outlook-table-with-two-header-rows",
        "【计划】星桥服务端8.2.1在线升级及版本限制",
        "",
        SU,
        (
            ("rollout", "sunli", (), "12-03 18:00"),
            ("rollout-2", "zhouhang", (), "12-11 18:00"),
            ("restrict", "hanbing", (), "12-18 18:00"),
        ),
        {"product": "星桥服务端", "version": "8.2.1", "channel": "official"},
        (EAST, SOUTH),
        html="""<html><body><div class="WordSection1"><p class="MsoNormal">各位好，</p>
<p class="MsoNormal"><b>产品</b>：星桥服务端&nbsp;&nbsp;&nbsp;&nbsp;<b>版本</b>：V8.2.1</p>
<p class="MsoNormal"><b>获取方式：</b>官网下载</p>
<table class="MsoNormalTable" border=1>
<tr><td>序号</td><td>节点</td><td>责任部门</td><td>负责人</td><td colspan=2>计划时间</td><td>备注</td></tr>
<tr><td></td><td></td><td></td><td></td><td>开始</td><td>结束</td><td></td></tr>
<tr><td>1</td><td>灰度升级</td><td>华东业务部</td><td>孙丽</td><td>2026/12/1</td><td>2026/12/3</td><td>先20台</td></tr>
<tr><td>2</td><td>全量升级</td><td>华南</td><td>周航</td><td>2026/12/4</td><td>2026/12/11 18:00</td><td></td></tr>
<tr><td>3</td><td>版本限制</td><td>技术部</td><td></td><td></td><td>12月18日</td><td></td></tr>
</table><p class="MsoNormal">以上。</p></div></body></html>""",
    ),
    Mail(
        "form-as-a-table-of-four-columns",
        "【计划】计费组件升级",
        "",
        CU,
        (("rollout", "sunli", (), "12-10 18:00"), ("finalize", "chenjing", (), "12-15 18:00")),
        {
            "product": "星桥计费",
            "version": "3.4.0",
            "quantity": {"min": None, "max": 200},
            "regions": ["华东", "华南"],
            "valid": {"from": "2026-12-01", "until": "2027-03-31"},
            "guidance": "先备份再升级",
        },
        (EAST,),
        html="""<table><tr><td>产品名称</td><td>星桥计费</td><td>组件</td><td>comsvr</td></tr>
<tr><td>目标版本</td><td>3.4.0</td><td>数量范围</td><td>不超过200台</td></tr>
<tr><td>区域范围</td><td>华东、华南</td><td>有效期</td><td>2026-12-01 至 2027-03-31</td></tr>
<tr><td>指导意见</td><td colspan=3>先备份再升级</td></tr></table><p>节点：</p>
<table><tr><th>任务</th><th>责任人</th><th>截止日期</th></tr><tr><td>组件升级</td><td>孙丽</td><td>12/10</td></tr>
<tr><td>总结</td><td>陈静</td><td>12/15</td></tr></table>""",
    ),
    Mail(
        "half-width-colons-and-a-delay-for-a-region",
        "【计划】星桥服务端8.2.1在线升级及版本限制",
        """产品:星桥服务端
版本:V8.2.1.3051
获取方式:联系产品经理
数量范围:20-500台
区域范围:华东,华南
有效时间:2026/12/01-2027/03/31
版本限制:V8.0及以下
限制时间:2026/12/18 00:00
延迟限制:海外 2027/01/15
指导意见:先灰度后全量
节点:
1)灰度升级 孙丽 2026/12/03 18:00
2)全量升级 周航 2026/12/11 18:00
3)版本限制 韩冰 2026/12/18 00:00
""",
        SU,
        (
            ("rollout", "sunli", (), "12-03 18:00"),
            ("rollout-2", "zhouhang", (), "12-11 18:00"),
            ("restrict", "hanbing", (), "12-18 00:00"),
        ),
        {
            "version": "8.2.1.3051",
            "channel": "pm",
            "quantity": {"min": 20, "max": 500},
            "valid": {"from": "2026-12-01", "until": "2027-03-31"},
            "guidance": "先灰度后全量",
            "restrictions": [
                {
                    "versions": "≤8.0",
                    "effective": "2026-12-18T00:00:00+08:00",
                    "delayed_until": "2027-01-15",
                    "scope": "海外",
                },
            ],
        },
        (EAST, SOUTH),
    ),
    Mail(
        "ranges-and-several-owners-in-cells",
        "【计划】星桥服务端8.2.1在线升级及版本限制",
        """版本：8.2.1
| 阶段 | 任务 | 责任人/部门 | 起止时间 | 交付物 |
|---|---|---|---|---|
| 3.1 | 灰度升级 | 孙丽/华东业务部 | 12月1日-12月3日 | 灰度报告 |
| 3.2 | 全量升级 | 华东：孙丽；华南：周航 | 12.4-12.11 | |
| 3.3 | 版本限制 | 技术部（韩冰） | 12月18日(周五) 0:00 | |
| 3.4 | 总结 | 我 | T+15 | |
""",
        SU,
        (
            ("rollout", "sunli", (), "12-03 18:00"),
            ("rollout-2", "sunli", ("zhouhang",), "12-11 18:00"),
            ("restrict", "hanbing", (), "12-18 00:00"),
            ("finalize", "chenjing", (), "12-22 18:00"),
        ),
        {},
        (EAST, SOUTH),
    ),
    Mail(
        "a-notice-in-prose-with-listed-dates",
        "【计划】关于12月份星桥服务端升级到8.2.1的通知",
        """大家好，

经与各部门沟通，星桥服务端拟于12月升级至8.2.1，具体安排如下，请知悉并回复确认。

授权范围：华东、华南，不超过500台，有效期到明年3月底。
升级前请阅读指导意见：务必先备份；务必在22点后操作。

12月3日 灰度升级 孙丽
12月11日 全量升级 周航
12月18日 版本限制 韩冰
""",
        SU,
        (
            ("rollout", "sunli", (), "12-03 18:00"),
            ("rollout-2", "zhouhang", (), "12-11 18:00"),
            ("restrict", "hanbing", (), "12-18 18:00"),
        ),
        {"version": "8.2.1", "quantity": MAX_500, "valid": {"from": None, "until": "2027-03-31"}},
    ),
    Mail(
        "nodes-named-like-fields",
        "【计划】星桥服务端8.2.1在线升级",
        """版本获取：孙丽、周航，12月2日前从官网下载
灰度升级：孙丽，12月3日
全量升级：周航，12月11日
版本限制：8.0及以下，12月18日零点起，韩冰负责
""",
        SU,
        (
            ("obtain", "sunli", ("zhouhang",), "12-02 18:00"),
            ("rollout", "sunli", (), "12-03 18:00"),
            ("rollout-2", "zhouhang", (), "12-11 18:00"),
            ("restrict", "hanbing", (), "12-18 00:00"),
        ),
        {
            "channel": "official",
            "restrictions": [
                {"versions": "≤8.0", "effective": "2026-12-18T00:00:00+08:00", "delayed_until": None, "scope": None}
            ],
        },
    ),
    Mail(
        "rows-of-labels-below-numbers",
        "【计划】星桥服务端8.2.1在线升级",
        """1、灰度升级
   负责人：孙丽
   完成时间：12月3日
2、全量升级
   负责人：周航
   完成时间：12月11日
   备注：12月5日开始通知客户
3、版本限制
   负责人：韩冰
   完成时间：12月18日
""",
        SU,
        (
            ("rollout", "sunli", (), "12-03 18:00"),
            ("rollout-2", "zhouhang", (), "12-11 18:00"),
            ("restrict", "hanbing", (), "12-18 18:00"),
        ),
    ),
    Mail(
        "merged-cells",
        "【计划】星桥服务端8.2.1在线升级及版本限制",
        "",
        SU,
        (
            ("rollout", "sunli", (), "12-03 18:00"),
            ("rollout-2", "sunli", (), "12-11 18:00"),
            ("rollout-3", "zhouhang", (), "12-14 18:00"),
            ("restrict", "hanbing", (), "12-18 18:00"),
        ),
        {},
        (EAST, SOUTH),
        html="""<p>版本：8.2.1</p><table border=1><tr><td>部门</td><td>节点</td><td>负责人</td><td>完成时间</td></tr>
<tr><td rowspan=2>华东业务部</td><td>灰度升级</td><td rowspan=2>孙丽</td><td>12月3日</td></tr>
<tr><td>全量升级</td><td>12月11日</td></tr><tr><td>华南业务部</td><td>全量升级</td><td>周航</td><td>12月14日</td></tr>
<tr><td>技术部</td><td>版本限制</td><td>韩冰</td><td>12月18日</td></tr></table>""",
    ),
    Mail(
        "restrictions-by-department-in-lines",
        "【计划】客户端版本限制及延迟限制（星桥客户端）",
        """产品：星桥客户端
目标版本：5.6.0
一、限制版本：
华东业务部：5.2及以下，2026年12月18日起限制
华南业务部：5.4及以下，2026年12月25日起限制
海外业务部：5.4及以下，延迟至2027年1月31日
二、节点
华东版本限制 孙丽 12月18日
华南版本限制 周航 12月25日
海外延迟限制 林涛 1月31日
""",
        CR,
        (
            ("restrict", "sunli", (), "12-18 18:00"),
            ("restrict-2", "zhouhang", (), "12-25 18:00"),
            ("delay", "lintao", (), "01-31 18:00"),
        ),
        {
            "version": "5.6.0",
            "restrictions": [
                {"versions": "≤5.2", "effective": "2026-12-18", "delayed_until": None, "scope": EAST},
                {"versions": "≤5.4", "effective": "2026-12-25", "delayed_until": None, "scope": SOUTH},
                {"versions": "≤5.4", "effective": None, "delayed_until": "2027-01-31", "scope": ABROAD},
            ],
        },
        (EAST, SOUTH, ABROAD),
    ),
    Mail(
        "several-restrictions-in-a-field",
        "【计划】客户端版本限制",
        """版本：5.6
限制：5.0以下12月18日起限制；5.0-5.4 1月15日起限制；海外全部延迟到2027年3月31日
版本限制 孙丽 12月18日
""",
        CR,
        (("restrict", "sunli", (), "12-18 18:00"),),
        {
            "restrictions": [
                {"versions": "<5.0", "effective": "2026-12-18", "delayed_until": "2027-03-31", "scope": "海外"},
                {"versions": "5.0-5.4", "effective": "2027-01-15", "delayed_until": "2027-03-31", "scope": "海外"},
            ]
        },
    ),
    Mail(
        "numbered-parameters-and-nodes-without-owners",
        "【计划】扩展参数的下发实施",
        """产品：星桥服务端
扩展参数：
1. heartbeat.interval：30
2. heartbeat.retry：5
3. 日志级别：warn
指导意见：分批下发
业务部门：华东、华南
参数下发 12月8日
总结 12月15日
""",
        PR,
        (("rollout", "sunli", ("zhouhang",), "12-08 18:00"), ("finalize", "chenjing", (), "12-15 18:00")),
        {
            "parameters": [
                {"name": "heartbeat.interval", "value": "30"},
                {"name": "heartbeat.retry", "value": "5"},
                {"name": "日志级别", "value": "warn"},
            ],
            "guidance": "分批下发",
        },
        (EAST, SOUTH),
    ),
    Mail(
        "english-sentences",
        "[PLAN] Parameter rollout: heartbeat",
        """Product: Xingqiao Server
heartbeat.interval = 30
Regions: East China and South China
Please finish the rollout by Dec 8 (Sun Li). I will send the summary by Dec 15.
""",
        PR,
        (("rollout", "sunli", (), "12-08 18:00"), ("finalize", "chenjing", (), "12-15 18:00")),
        {"regions": ["East China", "South China"]},
    ),
    Mail(
        "marks-in-brackets",
        "【计划】comsvr组件升级3.4.0",
        """升级包找产品经理领取。
数量：东区100台，南区200台
1) 组件获取——孙丽——12.2
2) 组件升级——孙丽（主）周航（协）——12.11
3) 总结——陈静——12.18
""",
        CU,
        (
            ("obtain", "sunli", (), "12-02 18:00"),
            ("rollout", "sunli", ("zhouhang",), "12-11 18:00"),
            ("finalize", "chenjing", (), "12-18 18:00"),
        ),
        {"version": "3.4.0", "channel": "pm", "quantity": {"min": None, "max": 300}},
    ),
)
