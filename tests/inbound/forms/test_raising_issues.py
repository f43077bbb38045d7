"""Issue mails as people write them: how many problems one tells of, what each is called, how grave it is, and whose (SPEC 1, 3)."""

from typing import Any

import pytest
from sayings import CODE, PEOPLE, campaign, context, says

from mailbot.campaign.commands import RaiseIssue
from mailbot.inbound.interpret import interpret


def raised(text: str, title: str = "华南反馈", tag: str = "【问题】", **more: Any) -> list[RaiseIssue]:
    subject = more.pop("subject", f"{tag}{CODE} {title}")
    understood = interpret(context(text, sender="孙丽", subject=subject, to=campaign(), **more))
    assert understood.kind == "issue"
    return [x for x in understood.commands if isinstance(x, RaiseIssue)]


def titles(text: str, title: str = "华南反馈", **more: Any) -> list[str]:
    return [x.title for x in raised(text, title, **more)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("静姐，灰度这边碰到两个问题：一是升级包经常下载中断，要重试三四次；二是小票抬头变成乱码。", ["升级包经常下载中断，要重试三四次", "小票抬头变成乱码"]),
        ("第一，升级助手一启动就闪退；\n第二，许可证变成试用版，要重新导入。", ["升级助手一启动就闪退", "许可证变成试用版，要重新导入"]),
        ("首先，识别不到打印机；其次，打出来是空白页；最后，标签机走纸不停。", ["识别不到打印机", "打出来是空白页", "标签机走纸不停"]),
        ("主要有以下问题：\n（一）副屏黑屏；\n（二）启动要 5 分钟以上。", ["副屏黑屏", "启动要 5 分钟以上"]),
        ("有两个问题：1、导入失败，提示超时；2、小票乱码。", ["导入失败，提示超时", "小票乱码"]),
        ("有两个问题：打印出来是空白页，另外登录很慢", ["打印出来是空白页", "登录很慢"]),
        ("一个是导出报错，另一个是打印很慢。", ["导出报错", "打印很慢"]),
        ("报表打不开。另外，导出的日期变成了数字。", ["报表打不开", "导出的日期变成了数字"]),
        ("Login returns 502 after the upgrade. Also, the export is missing the VAT column.", ["Login returns 502 after the upgrade", "the export is missing the VAT column"]),
        ("- [High] Login returns 502\n- [Low] Typo on the About page", ["Login returns 502", "Typo on the About page"]),
        ("问题描述：\n1. 小票乱码\n2. 查询超时", ["小票乱码", "查询超时"]),
        ("门店反馈如下： ① 语音断断续续 ② 分辨率不对 ③ 厨打单漏打", ["语音断断续续", "分辨率不对", "厨打单漏打"]),
        ("一、升级情况\n升级 12 台，失败 2 台。\n二、存在问题\n1. 副屏黑屏\n2. 脚本报错\n三、下一步计划\n继续升级。", ["副屏黑屏", "脚本报错"]),
        ("BUG-2001 【严重】 改价后缓存不刷新\nBUG-2005 【轻微】 按钮文字显示不全", ["改价后缓存不刷新", "按钮文字显示不全"]),
        ("1. 断网闪退\n步骤：打开后拔网线\n2. 保存后按钮变灰，无法再点", ["断网闪退", "保存后按钮变灰，无法再点"]),
        ("1. 断网闪退\n步骤：\n(1) 打开\n(2) 拔网线\n2. 保存无法再点", ["断网闪退", "保存无法再点"]),
        ("环境：测试二区\n1. 断网闪退\n2. 保存无法再点", ["断网闪退", "保存无法再点"]),
        ("第1个问题：副屏黑屏\n第2个问题：扫码枪没反应", ["副屏黑屏", "扫码枪没反应"]),
        ("【1】副屏黑屏\n【2】扫码枪没反应", ["副屏黑屏", "扫码枪没反应"]),
        ("1. App crashes on login - 严重\n2. Logo wrong -", ["App crashes on login", "Logo wrong"]),
        ("#1 Printer queue hangs\n#2 Search takes 10 seconds", ["Printer queue hangs", "Search takes 10 seconds"]),
        ("a) Printer queue hangs\nb) Search takes 10 seconds", ["Printer queue hangs", "Search takes 10 seconds"]),
        ("Bug 1 - Printer queue hangs\nBug 2 - Search takes 10 seconds", ["Printer queue hangs", "Search takes 10 seconds"]),
        ("1) PDF is cut at page 2. Severity: low\n2) Login fails. Severity: high", ["PDF is cut at page 2", "Login fails"]),
        ("门店反馈的问题：\n- 开机界面的时间\n- 打印很慢", ["开机界面的时间", "打印很慢"]),
        ("主要有：一是叫号器没声音 二是副屏黑屏 三是首次启动很慢", ["叫号器没声音", "副屏黑屏", "首次启动很慢"]),
        ("副屏黑屏\t严重\t韩冰\n扫码枪没反应\t一般\t郑凯", ["副屏黑屏", "扫码枪没反应"]),
        ("1 | 副屏黑屏 | 严重 | 华东\n2 | 扫码枪没反应 | 一般 | 华南", ["副屏黑屏", "扫码枪没反应"]),
        ("碰到两个问题：\n打印出来是空白页\n会员卡读不出来\n请帮忙看看", ["打印出来是空白页", "会员卡读不出来"]),
        ("1. Severity: High\n   Servers reboot every night and cannot recover.\n2. Severity: Low\n   A label is cut off.", ["Servers reboot every night and cannot recover", "A label is cut off"]),
    ],
)
def test_several_problems_told_in_words_are_as_many_issues(text: str, expected: list[str]) -> None:
    assert titles(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "报表打不开。另外日志里有大量告警，见附件。",
        "报表打不开。另外，重启也不行。",
        "一、问题现象\n报表打不开\n二、影响范围\n华南 12 家\n三、已采取措施\n重启过",
        "报表打不开\n复现步骤：1、登录后台；2、点击报表；3、选择日期",
        "报表打不开，日志如下：\n2026-12-02 09:12:01 ERROR start failed\n1) retry 1 failed\n2) retry 2 failed\n\n请看一下。",
        "报表打不开\n现象：\n1. 升级后重启\n2. 服务起来了\n3. 日志没有报错",
        "问题描述：\n1. 升级完成后重启服务\n2. 等 10 分钟\n3. 报表打不开",
        "报表打不开，影响：\n- 华南 12 家\n- 华东 3 家",
        "报表打不开\n09:10 开始升级\n09:25 失败\n09:40 回退",
        "报表打不开，1、2 号店都是",
        "报表打不开\n【步骤】\n1、进入报表\n2、点击打开，提示失败",
        "报表打不开，提示缺少运行库。\n1) 已装 VC++ 2017\n2) 系统 Win2016",
        "报表打不开，两个问题单已合并：\n重启无效\n谢谢",
    ],
)
def test_one_problem_stays_one_whatever_is_counted_in_it(text: str) -> None:
    assert titles(text, "报表打不开") == ["报表打不开"]


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        ("灰度升级碰到的情况", "各位好：\n会员积分查询报 500，请尽快看一下。", "会员积分查询报 500"),
        ("补充：又发现一个", "上午那个之外，又发现一个：审核后库存没有变化。", "审核后库存没有变化"),
        ("接口", "问题：对账接口返回字段缺失\n建议：恢复旧字段", "对账接口返回字段缺失"),
        ("接口", "请帮忙看看", "接口"),
        ("小票打印慢", "问题：打印队列堵塞，无法清空", "小票打印慢"),
        ("", "升级后打印服务起不来了，谁看下？", "升级后打印服务起不来了"),
        ("", "静姐，升级后脚本执行失败，报 ORA-01658，请研发处理，比较急。", "升级后脚本执行失败，报 ORA-01658"),
        ("", "Hi Jing,\n\nthe upgrade agent crashes after the download, can someone help?", "the upgrade agent crashes after the download"),
        ("【严重】导出报错", "见附件", "导出报错"),
        ("Blocker: migration fails", "see the log", "migration fails"),
        ("问题反馈", "影响：12 家门店\n小票打印乱码", "小票打印乱码"),
        ("日志", "服务自己退出，日志如下：\n2026-12-02 09:12:01 ERROR start failed", "服务自己退出"),
        ("日结", "日结跑不出来了，急！！！", "日结跑不出来了"),
        ("权限", "有个问题请教下：店长账号看不到日报菜单，是权限变了还是 bug？", "店长账号看不到日报菜单"),
        ("同步延迟", "门店无法及时收到改价", "同步延迟"),
        ("版本限制误伤", "8.1 的也登录不了", "版本限制误伤"),
        ("", "升级完第 3 台后，服务端口 8080 被占用导致网关无法启动，重启后恢复正常，不确定会不会复现", "升级完第 3 台后，服务端口 8080 被占用导致网关无法启动"),
        ("扫码枪换口", "扫码枪都没反应，很急", "扫码枪换口"),
    ],
)
def test_an_issue_is_called_by_what_goes_wrong(title: str, text: str, expected: str) -> None:
    assert titles(text, title) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1) [Critical] Export crashes\n2) [Minor] Symbol missing", [("Export crashes", "严重"), ("Symbol missing", "轻微")]),
        ("(1) P1 - sync does not start\n(2) P3 - labels are still in Chinese", [("sync does not start", "严重"), ("labels are still in Chinese", "轻微")]),
        ("助手有两处问题，都不紧急：\n1、进度条不关闭\n2、日志报错", [("进度条不关闭", "轻微"), ("日志报错", "轻微")]),
        ("1. 升级后 CPU 高，严重\n2. 导入失败，高", [("升级后 CPU 高", "严重"), ("导入失败", "严重")]),
        ("1. 严重：导入失败\n2. 轻微：图标错位", [("导入失败", "严重"), ("图标错位", "轻微")]),
        ("以下问题均为严重：\n1）退货不回库存\n2）会员价不生效", [("退货不回库存", "严重"), ("会员价不生效", "严重")]),
        ("1、登录白屏\n2、导出乱码\n\n第一个比较严重，第二个不急。", [("登录白屏", "严重"), ("导出乱码", "轻微")]),
        ("都不影响营业：1）时钟慢；2）皮肤不保存。", [("时钟慢", "轻微"), ("皮肤不保存", "轻微")]),
        ("（1）高危：接口越权；\n（2）低危：响应头泄露版本", [("接口越权", "严重"), ("响应头泄露版本", "轻微")]),
        ("1、登录白屏\n2、导出乱码（一般）\n\n以上都是严重级别。", [("登录白屏", "严重"), ("导出乱码", "一般")]),
        ("1、登录白屏（安全测试，严重）\n2、【打印】导出乱码", [("登录白屏", "严重"), ("【打印】导出乱码", "")]),
    ],
)
def test_each_of_several_issues_has_its_own_grade_or_what_is_said_of_all(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(x.title, x.severity) for x in raised(text)] == expected


def test_a_grade_in_the_subject_counts_and_is_no_part_of_the_title() -> None:
    assert [(x.title, x.severity) for x in raised("接到徐汇店电话", "会员积分清零（紧急）")] == [("会员积分清零", "严重")]


def table(*rows: tuple[str, ...]) -> str:
    return "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)


@pytest.mark.parametrize(
    ("header", "row", "expected"),
    [
        (("序号", "问题描述", "严重程度", "所属节点", "处理人"), ("1", "打印服务要手工重启", "一般", "灰度升级", "冯雪"), ("打印服务要手工重启", "problem", "rollout", "冯雪")),
        (("序号", "标题", "严重程度", "涉及节点"), ("1", "会员查询报错", "严重", "灰度升级"), ("会员查询报错", "problem", "rollout", "")),
        (("编号", "类型", "标题", "级别", "责任人"), ("Q-01", "缺陷", "脚本报错", "严重", "冯雪"), ("脚本报错", "defect", "", "冯雪")),
        (("编号", "问题类型", "现象", "级别"), ("1", "缺陷", "脚本报错", "严重"), ("脚本报错", "defect", "", "")),
        (("缺陷ID", "摘要", "严重性", "状态"), ("D-31", "金额四舍五入错误", "致命", "新建"), ("金额四舍五入错误", "problem", "", "")),
        (("编号", "具体问题", "分类", "对应节点", "指派给"), ("1", "重启后授权丢失", "缺陷", "灰度升级", "冯雪"), ("重启后授权丢失", "defect", "rollout", "冯雪")),
        (("编号", "问题点", "等级", "开发负责人"), ("1", "重启后授权丢失", "A", "冯雪"), ("重启后授权丢失", "problem", "", "冯雪")),
        (("编号", "哪里不对", "级别", "门店"), ("BUG-7", "日结报表少一天", "高", "静安"), ("日结报表少一天", "problem", "", "")),
    ],
)
def test_a_table_tells_of_each_problem_its_title_sort_node_and_handler(header: tuple[str, ...], row: tuple[str, ...], expected: tuple[str, ...]) -> None:
    html = f"<p>见表：</p><table>{table(header, row)}</table>"
    found = [(x.title, x.type, x.node, *x.handlers) for x in raised("见表", html=html)]
    assert found == [(*expected[:3], *([PEOPLE[expected[3]]] if expected[3] else []))]


def test_words_of_problems_in_a_column_of_sorts_are_no_header() -> None:
    html = f"<table><tr><td colspan=5>问题清单</td></tr>{table(('编号', '类型', '标题', '级别', '责任人'), ('1', '缺陷', '脚本报错', '严重', '冯雪'), ('2', '问题', '缺少步骤', '一般', '韩冰'))}</table>"
    assert [(x.title, x.type, x.severity) for x in raised("见表", html=html)] == [("脚本报错", "defect", "严重"), ("缺少步骤", "problem", "一般")]


def test_the_fields_of_an_issue_say_its_sort_and_who_is_to_handle_it() -> None:
    [issue] = raised("标题：下载失败\n类型：缺陷\n级别：一般\n节点：全量升级\n处理人：冯雪")
    assert (issue.title, issue.type, issue.severity, issue.node, issue.handlers) == ("下载失败", "defect", "一般", "rollout-2", (PEOPLE["冯雪"],))
    assert [(r.field, r.value) for r in issue.readings] == [("title", "下载失败"), ("severity", "一般"), ("node", "全量升级"), ("assignees", "冯雪")]
    [stranger] = raised("标题：下载失败\n处理人：欧阳不在")
    assert (stranger.handlers, [r.reason for r in stranger.remarks]) == ((), ["handler-unknown", "no-severity"])


def test_more_problems_announced_than_found_is_said() -> None:
    [issue] = raised("有三个问题，打印很慢，见附件", "升级后打印慢")
    assert [(r.reason, r.facts) for r in issue.remarks if r.reason != "no-severity"] == [("issues-announced", {"told": 3, "taken": 1})]


def test_what_is_told_is_shown_without_the_fields_beside_it_the_greeting_and_the_thanks() -> None:
    [issue] = raised("韩经理，\n\n标题：单据重复\n严重程度：严重\n节点：灰度升级\n处理人：冯雪\n复现步骤：\n1. 拔网线\n2. 结账\n期望结果：只有一条\n\n谢谢！")
    assert issue.text == "复现步骤：\n1. 拔网线\n2. 结账\n期望结果：只有一条"
    assert [x.text for x in raised("1. 【严重】登录白屏，3 家\n2. 导出乱码（一般）\n用 8.2 没有")] == ["登录白屏，3 家", "导出乱码\n用 8.2 没有"]


def test_a_trackers_number_is_told_and_counts_nothing() -> None:
    html = f"<table>{table(('缺陷编号', '缺陷标题', '级别'), ('BUG-1187', '内存溢出', '严重'), ('Q-02', '任务重复执行', '一般'))}</table>"
    assert [(x.own_number, x.text) for x in raised("见表", html=html)] == [(None, "内存溢出\n编号：BUG-1187"), (2, "任务重复执行")]


def test_a_form_of_two_pairs_a_row_is_one_issue() -> None:
    rows = (("反馈表", "", "", ""), ("问题标题", "无法打印日结单", "严重程度", "严重"), ("所属节点", "灰度升级", "影响范围", "2 家门店"), ("问题描述", "点击后无反应", "", ""))
    assert [(x.title, x.severity, x.node) for x in raised("见表", html=f"<table>{table(*rows)}</table>")] == [("无法打印日结单", "严重", "rollout")]


@pytest.mark.parametrize(
    ("text", "sender", "said"),
    [
        ("We found a problem: the clients in Singapore can not connect any more. Who can help?", "林涛", ["?issue issue-told"]),
        ("升级后打印服务起不来了，谁看下", "孙丽", ["?issue issue-told"]),
        ("12 月 10 日要是占比还在一成以上，限制时先打个招呼，别让客户第二天一早打不开。", "孙丽", ["note"]),
        ("先备份，以免升级后打不开", "孙丽", ["note"]),
        ("Please back up first, to avoid that clients cannot connect.", "孙丽", ["note"]),
    ],
)
def test_a_fault_told_in_passing_is_asked_about_and_a_wish_is_none(text: str, sender: str, said: list[str]) -> None:
    assert says(text, sender=sender, to=campaign()) == said
