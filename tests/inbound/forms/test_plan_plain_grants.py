"""What a plan's authorisation is called in plain words: how many, how long, where and from whom; and what only sounds like it."""

from typing import Any

import pytest
from plan_mails import read


def told(text: str) -> dict[str, Any]:
    """The values of a plan that says this above two nodes."""
    understood = read("【计划】星桥服务端 8.2.1 升级", f"各位好：\n{text}\n灰度升级 孙丽 12月14日\n版本限制 韩冰 12月21日\n")
    assert not understood.faults
    return understood.fields


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("这次一共放五百台的量。", None, 500),
        ("先给三百套的名额。", None, 300),
        ("大概两百来台吧，不会再多。", None, 200),
        ("总量按合同是1200台，多一台都不行。", None, 1200),
        ("授权数量200台起，封顶350台。", 200, 350),
        ("大概60到80台的样子。", 60, 80),
        ("只选200个终端左右就够啦，不用全发。", None, 200),
        ("总数不能突破400台。", None, 400),
        ("量不大，也就一百二十台。", None, 120),
        ("最多也就放到 800 家门店。", None, 800),
        ("台数卡在 150。", None, 150),
        ("控制在三百台左右，别超。", None, 300),
        ("规模：两千台以内。", None, 2000),
        ("合同里签的是 90 套，按 90 套来。", None, 90),
        ("首批和后面加起来不超过 260 台。", None, 260),
        ("一共批下来 75 台。", None, 75),
        ("数量上不封顶，但至少要升 50 台。", 50, None),
        ("少则 100 台，多则 300 台。", 100, 300),
        ("100 台打底，300 台到顶。", 100, 300),
        ("不多，四十套。", None, 40),
        ("授权量定为1000个点。", None, 1000),
        ("华东和华南各不超过100台，合计200台。", None, 200),
        ("cap 是 160 套。", None, 160),
        ("授权按 600 台给。", None, 600),
        ("We are cleared for at most 150 servers.", None, 150),
        ("The permit covers 75 servers at most.", None, 75),
        ("No more than 40 boxes in total, please.", None, 40),
        ("The licence is for 120 sets.", None, 120),
        ("We have room for 300 clients.", None, 300),
        ("somewhere between 60 and 80 installations", 60, 80),
        ("The total must stay below 500 units.", None, 500),
        ("可升级的服务器上限为四百五十台。", None, 450),
        ("数量这块，先按 200 台算。", None, 200),
        ("按合同能升的一共是 480 台。", None, 480),
        ("名额有限，总共 66 个点。", None, 66),
        ("升级台数在 200 到 260 之间。", 200, 260),
        ("华东给 300 台，华南给 200 台，总共 500 台。", None, 500),
        ("两三百台吧。", None, 300),
        ("先按二百五十台的量准备授权。", None, 250),
        ("We have been granted 220 licences.", None, 220),
        ("Please do not exceed 90 units.", None, 90),
        ("Between 40 and 60 servers may be upgraded.", 40, 60),
        ("不得多于 180 套。", None, 180),
        ("最少升 60 台，最多不超过 150 台。", 60, 150),
        ("首批 20 台，总共不超过 400 台。", None, 400),
        ("In total not more than 75 servers.", None, 75),
        ("这次不要太大，先 cover 80 个 site，不要超。", None, 80),
        ("额度找赵磊批了 420 台，别超。", None, 420),
        ("Stay below 150 servers for now, that is what Zhao Lei has approved.", None, 150),
        ("Please keep it to no more than 400 servers.", None, 400),
        ("We have budget for 260 machines, not one more.", None, 260),
        ("反馈不错，这次正式铺开，大概在3000以内。", None, 3000),
        ("这次首批控制在 300 台以内。", None, 300),
        ("At least 120 servers in total.", 120, None),
        ("这批名额 150，都给华东。", None, 150),
        ("90 of them at the very most.", None, 90),
        ("All stores in East China, 350 tops.", None, 350),
        ("Scope: around 70 boxes in East China.", None, 70),
        ("About 60 stores, not more than 75.", None, 75),
        ("Max is 200.", None, 200),
        ("So 40 in total, please not more.", None, 40),
        ("终端数控制在 1500 以内。", None, 1500),
        ("We can give it to not more than 90 customers.", None, 90),
        ("总量压在 240 台。", None, 240),
        ("授权华东和华南用，华南 50 套，华东 110 套。", None, 160),
        ("华东 60、华南 45，一共 105 套。", None, 105),
        ("一共 180 台顶天了。", None, 180),
        ("上限一万五。", None, 15000),
        ("最多发一万五，超过要报批。", None, 15000),
        ("三百来台吧，不超四百。", None, 400),
        ("Total number can't exceed 350.", None, 350),
        ("The quantity can not be over 350.", None, 350),
    ],
)
def test_how_many(text: str, low: int | None, high: int | None) -> None:
    assert told(text).get("quantity") == {"min": low, "max": high}


@pytest.mark.parametrize(
    ("text", "begin", "until"),
    [
        ("授权从12月1日开始，到明年3月底为止。", "2026-12-01", "2027-03-31"),
        ("有效到春节前也就是1月29日。", None, "2027-01-29"),
        ("We are cleared for at most 150 servers, overseas only, from 1 December 2026 until 28 February 2027.", "2026-12-01", "2027-02-28"),
        ("时限就到明年元月底。", None, "2027-01-29"),
        ("license 从 12/1 到 2027/5/31。", "2026-12-01", "2027-05-31"),
        ("The parameters are good until 31 March 2027.", None, "2027-03-31"),
        ("The permit covers 75 servers at most and ends on 30 June 2027.", None, "2027-06-30"),
        ("采样打开到12月20日。", None, "2026-12-20"),
        ("这个版本能用到明年六月底。", None, "2027-06-30"),
        ("有效期就三个月，12月1日起。", "2026-12-01", "2027-02-28"),
        ("明年3月31日以后就不能再用了。", None, "2027-03-31"),
        ("12月1日生效，明年2月28日失效。", "2026-12-01", "2027-02-28"),
        ("用到明年年中，6月30号截止。", None, "2027-06-30"),
        ("截止到2027年4月30日都可以用。", None, "2027-04-30"),
        ("授权时间：自2026年12月1日零时至2027年5月31日24时。", "2026-12-01", "2027-05-31"),
        ("有效期限为2026年12月7日（含）至2027年1月31日（含）。", "2026-12-07", "2027-01-31"),
        ("过了2027年1月31日授权自动作废。", None, "2027-01-31"),
        ("The authorisation runs from 7 December to 31 January.", "2026-12-07", "2027-01-31"),
        ("Valid through 31 May 2027.", None, "2027-05-31"),
        ("The licence expires on 30 April 2027.", None, "2027-04-30"),
        ("合同上给的额度是不超过400台，时间是今年12月1日到明年6月30日，请各位心里有数。", "2026-12-01", "2027-06-30"),
        ("这批授权的期限是今年12月到明年5月。", "2026-12-01", "2027-05-31"),
        ("有效期到明年的3月15号，过期不候。", None, "2027-03-15"),
        ("本授权长期有效，12月1日起。", "2026-12-01", None),
        ("使用期限截至二〇二七年三月三十一日。", None, "2027-03-31"),
        ("参数只保留到12月31日，之后恢复原值。", None, "2026-12-31"),
        ("试用期到2027年1月15日。", None, "2027-01-15"),
        ("从今天起到年底都有效。", "2026-12-01", "2026-12-31"),
        ("只能用到1月底。", None, "2027-01-29"),
        ("授权自即日起至2027年6月30日。", "2026-12-01", "2027-06-30"),
        ("能用到明年五月底。", None, "2027-05-31"),
        ("有效期：12月起，明年3月止。", "2026-12-01", "2027-03-31"),
        ("有效期算到明年二月二十八号。", None, "2027-02-28"),
        ("授权两个月，从12月7日开始算。", "2026-12-07", "2027-02-06"),
        ("使用授权2027年4月30日到期。", None, "2027-04-30"),
        ("给大家开到1月31号。", None, "2027-01-31"),
        ("开放时间是12月7日到12月31日。", "2026-12-07", "2026-12-31"),
        ("这一版的使用窗口：12/7-2/28。", "2026-12-07", "2027-02-28"),
        ("Valid for three months from 7 December.", "2026-12-07", "2027-03-06"),
        ("It stays valid till end of June 2027.", None, "2027-06-30"),
        ("用到春节前最后一个工作日，2月5日。", None, "2027-02-05"),
        ("授权2027年全年有效。", "2027-01-01", "2027-12-31"),
        ("到2027年3月31日为止都算授权范围内。", None, "2027-03-31"),
        ("授权从今天起，到年底为止。", "2026-12-01", "2026-12-31"),
        ("授权三个月（12月10日-3月9日）。", "2026-12-10", "2027-03-09"),
        ("这版先用到明年一月三十一号。", None, "2027-01-31"),
        ("本授权自2026年12月8日生效，2027年12月7日失效。", "2026-12-08", "2027-12-07"),
        ("授权时间从12月8号到下个月月底。", "2026-12-08", "2027-01-29"),
        ("Everything is valid as of 8 December until 31 January 2027.", "2026-12-08", "2027-01-31"),
        ("The permission runs out on 31 March 2027.", None, "2027-03-31"),
        ("授权先给到3月底。", None, "2027-03-31"),
        ("有效期一年，从 12 月 14 号算。", "2026-12-14", "2027-12-13"),
        ("明年一季度末到期。", None, "2027-03-31"),
        ("license 从 3/1 生效到 8/31。", "2027-03-01", "2027-08-31"),
        ("参数到 2/26 止。", None, "2027-02-26"),
        ("8.2.1 能用到明年 9 月 30 日。", None, "2027-09-30"),
        ("1月1日0点生效，有效到 2027 年底。", "2027-01-01", "2027-12-31"),
        ("They apply until the end of March.", None, "2027-03-31"),
        ("Authorisation runs through 30 June 2027.", None, "2027-06-30"),
        ("Max is 200. East China. Through March 31.", None, "2027-03-31"),
        ("这组参数先用到明年6月30日，到时候再看要不要写进默认值。", None, "2027-06-30"),
        ("授权算到明年 6 月 30 号，过期自动失效。", None, "2027-06-30"),
        ("Validity is since December 3 till March 31.", "2026-12-03", "2027-03-31"),
        ("Effective time is from Dec 3 to May 31 next year.", "2026-12-03", "2027-05-31"),
        ("只要在 3 月底前装上的都算。", None, "2027-03-31"),
        ("请于3月31日前使用完毕，逾期需重新申请。", None, "2027-03-31"),
        ("The period is 3 December to 31 March.", "2026-12-03", "2027-03-31"),
    ],
)
def test_how_long(text: str, begin: str | None, until: str | None) -> None:
    assert told(text).get("valid") == {"from": begin, "until": until}


@pytest.mark.parametrize(
    ("text", "regions"),
    [
        ("专门给华南那批客户做的，别的区域不推。", ["华南"]),
        ("这次范围就华东华南海外三个区。", ["华东", "华南", "海外"]),
        ("量不大，三十来套，都在华东。", ["华东"]),
        ("这批名额 150，都给华东。", ["华东"]),
        ("region 只有华东。", ["华东"]),
        ("region 是华东 + 海外 only。", ["华东", "海外"]),
        ("Roll it out to all stores in South China, 350 tops.", ["South China"]),
        ("华东先来，华南跟上。", ["华东", "华南"]),
        ("华东华南一起铺开。", ["华东", "华南"]),
        ("upgrade 范围 East China + South China，upper limit 320 台。", ["East China", "South China"]),
        ("海外不动，就国内的华东华南。", ["华东", "华南"]),
        ("这回先在华东做，最多 200 家。", ["华东"]),
        ("Regions: wherever we have 9.x, that's East and South China.", ["East China", "South China"]),
        ("East China first, then Overseas.", ["East China", "Overseas"]),
        ("Around 70 boxes in East China.", ["East China"]),
        ("Mandatory for everybody in East China.", ["East China"]),
        ("这次总数不到 90 套（华东 50 多、华南 30 多），按 90 授权。", ["华东", "华南"]),
        ("Overseas installations only, 90 of them at the very most.", ["Overseas"]),
        ("适用于华东、华南地区。", ["华东", "华南"]),
        ("海外先不动，就华东、华南两家升。", ["华东", "华南"]),
        ("用的区域是华东和华南。", ["华东", "华南"]),
        ("范围就是华东和海外。", ["华东", "海外"]),
        ("华东、华南都在授权范围里。", ["华东", "华南"]),
        ("只放开华东一个区。", ["华东"]),
        ("仅限海外客户使用。", ["海外"]),
        ("这版只在华东、华南放量。", ["华东", "华南"]),
        ("涉及区域：华东大区、华南大区。", ["华东", "华南"]),
        ("面向的是华东和华南的客户。", ["华东", "华南"]),
        ("授权给到华东、华南、海外三个业务部。", ["华东", "华南", "海外"]),
        ("华北暂时不开放，先开放华东。", ["华东"]),
        ("升级对象：华东业务部和海外业务部的客户。", ["华东", "海外"]),
        ("先从华东、华南开始，海外等下一版。", ["华东", "华南"]),
        ("范围为华东、华南两地。", ["华东", "华南"]),
        ("区域上我们只考虑海外。", ["海外"]),
        ("华东、华南、海外三地同步升。", ["华东", "华南", "海外"]),
        ("仅华南的客户升级，其他地区不变。", ["华南"]),
        ("本次覆盖华东、华南两个大区。", ["华东", "华南"]),
        ("升级区域仅为海外。", ["海外"]),
        ("华东、华南可以开始用。", ["华东", "华南"]),
        ("三个区加一块儿不许超 90 台（华东 40、华南 30、海外 20）。", ["华东", "华南", "海外"]),
        ("适用区域是华东、华南、海外三处。", ["华东", "华南", "海外"]),
        ("涉及范围为华东、华南。", ["华东", "华南"]),
        ("只改华东华南，上限 700。", ["华东", "华南"]),
        ("华东华南外不用。", ["华东", "华南"]),
        ("除华东、华南以外都不升。", ["华东", "华南"]),
        ("8.2.1 本月内在华东、华南换掉老的 8.0。", ["华东", "华南"]),
    ],
)
def test_where(text: str, regions: list[str]) -> None:
    assert told(text).get("regions") == regions


@pytest.mark.parametrize(
    ("text", "channel"),
    [
        ("两个部门12月7日中午12点之前都要从我这里把安装包领走。", "pm"),
        ("三个部门从官网把8.2.1下好。", "official"),
        ("Package 我单独发，需要的 ping 我。", "pm"),
        ("安装包太大，请到我这儿拷贝。", "pm"),
        ("包我放在共享盘，找我要密码。", "pm"),
        ("8.2.1 已经上官网了，自己下。", "official"),
        ("版本官网可取。", "official"),
        ("版本还没挂官网，要的话跟我说一声。", "pm"),
        ("包在我手上，谁要谁找我。", "pm"),
        ("我会把升级包用邮件发给各部门联系人。", "pm"),
        ("版本不对外发布，由产品部统一分发。", "pm"),
        ("大家去官网下载页取最新的就是。", "official"),
        ("The installer can be downloaded from our website.", "official"),
        ("You can get the package from me any time.", "pm"),
        ("It is not public, so write to me and I will hand it out.", "pm"),
        ("Grab it from the official site.", "official"),
        ("The build has been posted on the official website.", "official"),
        ("I keep the package, just ask.", "pm"),
        ("官网昨天已同步上架。", "official"),
        ("安装包请向陈静申请。", "pm"),
        ("目标版本是8.2.1，从官网下。", "official"),
        ("Everyone takes 8.2.1 from the website.", "official"),
        ("No download page for this one; mail me and I send it.", "pm"),
        ("版本包请各部门到产品部领取", "pm"),
        ("8.2.1已经在官网放了三周，客户反映不错。", "official"),
        ("- 版本官网，800台以内", "official"),
        ("新安装包官网就有，适用华东和海外。", "official"),
        ("星桥8.2.1服务端官网发了。", "official"),
        ("要包的回我邮件，我单独给。", "pm"),
        ("安装包我来给，need 的话 email 我。", "pm"),
        ("下载地址见官网“服务支持-软件下载”。", "official"),
        ("升级包请在官网自助下载。", "official"),
        ("没上官网，我发。", "pm"),
        ("还没发布到官网，要包的同事邮件我。", "pm"),
        ("包已上传官网下载中心。", "official"),
        ("不用找我，官网有。", "official"),
        ("公司官网→下载中心→服务端。", "official"),
        ("Installer: official website.", "official"),
        ("The package isn't on the website; ask me for it.", "pm"),
        ("Ask me for the package.", "pm"),
        ("官网首页就能下。", "official"),
        ("版本放官网了，各位自取。", "official"),
        ("没有挂官网，找我单独要。", "pm"),
        ("新版本不公开，由我这边发。", "pm"),
        ("Please download it from our website.", "official"),
        ("It is not published; I will mail the package.", "pm"),
        ("8.2.1 在官网。", "official"),
        ("8.2.1 is out on 官网。", "official"),
        ("8.2.1 is ready, it's on the website now, help yourselves.", "official"),
        ("You'll find it on the official site.", "official"),
        ("8.2.1 went live on our website last week.", "official"),
        ("8.2.1 的包在官网挂了两周，反馈不错，这次正式铺开。", "official"),
        ("8.2.1 已 release 到官网，大家 download 即可。", "official"),
        ("服务端 8.2.1（官网已上传），这次就升它。", "official"),
        ("package 我手上有，直接 ping 我。", "pm"),
        ("Package is with me, just ping me.", "pm"),
        ("包在我网盘，私聊我拿链接。", "pm"),
        ("Everyone please take the installer from me until Friday.", "pm"),
        ("东西我这儿有，谁要找我。", "pm"),
        ("安装包有点大，要的话私信我。", "pm"),
    ],
)
def test_from_whom(text: str, channel: str) -> None:
    assert told(text).get("channel") == channel


@pytest.mark.parametrize(
    "text",
    [
        "上周有五百台掉线。",
        "影响12家门店。",
        "现网还有三百多台老版本。",
        "大概 20 台服务器内存不足，先不动。",
        "昨天测试部跑了 200 台，没有问题。",
        "灰度先做 20 台。",
        "首批不超过 50 台，第二批等通知。",
        "灰度 20 台以内，别超。",
        "赵磊批了孙丽的 3 台测试机，其余等通知。",
        "响应时间压在3000以内。",
        "客户说机器别超过 3 年的才升。",
        "孙丽先弄 20 台，别多。",
        "每个门店最多两台。",
        "首批五十台。",
        "去年我们一共升了 800 台。",
        "客户反馈约 30 台起不来。",
        "这次故障涉及 45 家。",
        "每晚不超过 40 台。",
        "孙丽那边有 120 台。",
        "大约需要 3 个小时。",
        "仓库里还有 60 台备用。",
        "一台服务器升级约 20 分钟。",
        "测试部11月底才给的版本。",
        "测试环境开放到12月10日。",
        "海外可以用到1月底。",
        "维护窗口开放到凌晨3点。",
        "上个版本的授权到12月31日到期。",
        "孙丽12月10日到期前要完成。",
        "合同期限是三年。",
        "老版本的授权期到12月15日。",
        "证书有效期到12月20日，另行更换。",
        "日志保留到12月31日。",
        "会议室用到下午5点。",
        "华东、华南上次升级都很顺利。",
        "这是为华东客户做的测试。",
        "昨天和华东、海外开了会。",
        "华东华南一起开个会。",
        "服务器都在华东机房。",
        "只有海外可以拖到 2月5日。",
        "问题都在海外。",
        "华东先来说说情况。",
        "先在华东试一下。",
        "Overseas first, then we will see.",
        "海外的问题已经解决。",
        "包太大。",
        "官网改版了。",
        "官网公告会更新。",
        "从官网反馈来看问题不少。",
        "由测试部提供报告。",
        "我会把总结发给各部门。",
        "安装包昨天测试部给了我。",
        "The package was tested by QA.",
        "I have the package here, tested by QA.",
        "Last month 80 servers went down.",
        "The old licence ends on 31 December.",
        "海外因为应用商店审核慢，往后放到 1 月 18 日，林涛到时候关。",
        "海外代理商年底盘点，放到 1 月 18 日。",
        "组件包在测试部吴敏手里，直接找她要。",
        "华东以外不是很急。",
        "林涛跟我要了一个月，到时候他自己关。",
        "除华东外都要升。",
        "The pilot covers 20 servers.",
        "请大家12月20日前回复。",
        "我们测了 200 台，都正常。",
        "旧授权 500 台，12月31日到期。",
        "低于 8.0 的 12月25日 都不能用了。",
        "7.4 能用到明年 9 月 30 日。",
        "Through 30 June the old contract applies.",
        "原来批的 300 台已经用完了。",
        "上次只放了 100 台，这次的量等商务定。",
        "数量待定，等商务回复。",
        "华东那边说 200 台可能不够。",
        "华南问能不能给 300 台，我还没答应。",
        "有效期商务还在谈，可能到3月。",
        "区域还没最后定，可能加上海外。",
        "官网上旧版下周下架。",
        "官网排期还没定。",
        "The customer asked for 300 licences, we have not decided.",
        "Last year the licence ended in June.",
        "每台大概 30 分钟。",
        "机房里共 40 台机器要巡检。",
        "昨天会上华东说没问题。",
        "海外时差大，晚上沟通。",
        "请把 3 台测试机留给测试部。",
        "这个问题影响了 60 台服务器，已修复。",
        "试点 20 台运行了两周。",
        "孙丽提到有 30 台要换机器。",
        "等 8.2.2 出来再扩到 500 台。",
        "老合同 300 台的授权到期了。",
        "12月31日前请续签服务合同。",
        "系统 12 月 20 日到 25 日维护。",
        "华东机房 12月20日到25日封网。",
        "海外 1月底要审计。",
        "官网上有操作手册。",
        "操作手册见官网。",
        "文档请到官网下载。",
        "官网上旧版还能下。",
        "安装包有问题直接私信我。",
        "活动页面已经上传官网。",
        "The manual is on the website.",
        "The announcement is on our website now.",
        "The old version is still on the website.",
        "About 40 customers asked for this fix.",
        "The freeze runs from 20 to 31 December.",
        "The trial period is 1 to 31 December.",
        "先改华东五台看看。",
        "12月10日前装上的旧版都算过期。",
        "12月10日前升完的都算第一批。",
        "12月10日前把旧包用完。",
        "上次只改了华东。",
        "一万五的预算批下来了，最多再加一点。",
        "Support for 7.x ends on 31 December.",
        "We measured 200 servers last week.",
        "客户大会上好几家连锁都在问7.2什么时候能用，咱们往前赶一赶。",
    ],
)
def test_what_is_told_of_other_things_grants_nothing(text: str) -> None:
    understood = read("【计划】星桥服务端 8.2.1 升级", f"各位好：\n{text}\n灰度升级 孙丽 12月14日\n版本限制 韩冰 12月21日\n")
    assert understood.fields.keys() & {"quantity", "valid", "regions", "channel"} == set()


@pytest.mark.parametrize(
    ("text", "product"),
    [
        ("极速收银客户端最近卡顿比较多，只选200个终端左右就够了。参数 trace_sample 设为 0.1。", "极速收银客户端"),
        ("星桥客户端心跳太密，把 heartbeat_interval 设成 60，下发就生效，不用发版。先控制在 800 个终端。", "星桥客户端"),
    ],
)
def test_a_count_of_clients_is_no_product_beside_the_one_that_is_named(text: str, product: str) -> None:
    assert read("【计划】参数下发", f"{text}\n参数下发 孙丽 12月14日\n").fields["product"] == product


def test_your_two_regions_are_those_of_the_two_who_do_it() -> None:
    text = "这次只在你们两个区做，海外不参与。\n孙丽12月16日前全部升完。周航12月18日前全部升完。"
    assert read("【计划】星桥服务端 8.2.1 升级", text).fields["regions"] == ["华东", "华南"]
    assert "regions" not in read("【计划】星桥服务端 8.2.1 升级", f"{text}林涛12月18日前全部升完。").fields


@pytest.mark.parametrize("these", ["只在这两个区", "就这俩区域"])
def test_these_two_regions_are_those_of_the_two_rows(these: str) -> None:
    text = f"李想 12/11 把华东搞定\n周航 12/14 把华南搞定\n{these}，别的区先别动。\nprint_timeout=15\n"
    assert read("【计划】扩展参数 print_timeout 下发", text).fields["regions"] == ["华东", "华南"]


def test_regions_that_leave_out_a_region_of_a_row_are_not_taken_whatever_else_the_row_says() -> None:
    text = "华东先做，孙丽姐 12月9日之前升 20 套。\n海外林涛哥那边 12 月 22 日之前如果没问题 15 套一次升完。"
    understood = read("【计划】星桥服务端 8.2.1 升级", text)
    assert len(understood.nodes) == 2
    assert "regions" not in understood.fields


def test_what_follows_the_nodes_of_a_line_in_sentences_of_its_own_is_read() -> None:
    text = "我的 plan：华东（孙丽）12/8 前 done，华南（周航）12/9 前 done。安装包我来给。cap 是 160 套，license 从 12/1 到 2027/6/30。"
    fields = read("【计划】星桥计费 comsvr 2.11.0 升级 timeline", text).fields
    assert (fields["channel"], fields["quantity"]["max"], fields["valid"]["until"]) == ("pm", 160, "2027-06-30")


@pytest.mark.parametrize(
    "text",
    [
        "升之前记得把库备一份。",
        "换的时候先停计费进程。",
        "建议晚上 10 点以后下，白天别动。",
        "btw 升级前先 backup。",
        "下发后抽 5 户看账单对不对。",
        "提醒门店提前升级。",
        "升级请避开早上 8 点到 10 点的高峰。",
        "Our guidance to the departments: take a snapshot first and never upgrade during the day.",
        "一台一台升，别一窝蜂。",
        "出问题就回退到 8.1，别硬扛。",
        "如果升级失败，先保留现场日志再回滚。",
        "下发后一周内有告警异常增多的，马上改回 30 并告诉我。",
        "升级失败的，先回退，再给郑凯报问题。",
        "推完盯半天 CPU，涨得厉害就调回 50。",
        "If print failures go up, revert to 30 and raise an issue with me.",
        "升级务必先做快照。",
        "Keep an eye on CPU for the first hour after the push.",
        "Tell the shops a week ahead.",
        "I'd like a backup of the billing database first.",
        "If you see queues building up, put the old value back and call me.",
        "Make sure nobody upgrades during business hours.",
        "Upgrade one site at a time, at most 5 sites a night.",
    ],
)
def test_a_sentence_that_tells_how_to_go_about_it_is_guidance(text: str) -> None:
    assert told(text).get("guidance") == text.rstrip("。.")


@pytest.mark.parametrize(
    "text",
    [
        "Please keep it to no more than 400 servers.",
        "No restriction is planned for this one.",
        "升级后由孙丽反馈结果。",
        "有问题随时找我。",
        "注意时间比较紧。",
        "建议大家看看要不要升级？",
        "上次升级失败了，已经回滚。",
        "孙丽那边有问题先停。",
        "If Sun Li is ill, hold the rollout.",
        "If anything is unclear, call me.",
    ],
)
def test_what_only_informs_or_asks_is_no_guidance(text: str) -> None:
    assert "guidance" not in told(text)


def test_how_many_one_place_has_is_not_how_many_all_have() -> None:
    text = "华东孙丽 12月18日升完，数量不超过 300；华南周航 12月21日升完。韩冰12月28日限制8.0及以下。"
    assert "quantity" not in read("【计划】星桥服务端 8.2.1 升级", text).fields


@pytest.mark.parametrize(
    ("subject", "text", "expected"),
    [
        ("【计划】掌柜App 老版本限制", "掌柜App 4.8 上架了，4.5及以前的12月21日开始限，孙丽。", {"kind": "client_restriction", "version": "4.8"}),
        ("【计划】移动端App限制", "掌柜App 6.0 上周五发布了。6.0的新包大家先装。孙丽12月18日起限制5.5及以下。", {"product": "掌柜App", "version": "6.0"}),
        ("【计划】掌柜App限制", "掌柜App 4.x 从12月21日起一律不让登录，最新的 5.2 官网可以下载，孙丽。", {"product": "掌柜App", "version": "5.2"}),
        ("【计划】8.6 服务端升级", "星桥服务端这次 8.6 的升级，孙丽12月14日升完。", {"product": "星桥服务端", "version": "8.6"}),
        ("[PLAN] gateway upgrade", "Nova Gateway 10.2.0 replaces 9.x. Sun Li upgrades by Dec 14.", {"product": "Nova Gateway", "version": "10.2.0"}),
        ("【计划】组件升级", "天衡计费的 billsvr 2.1.4 修了跨月重复出账。周航 12月8日 前换完。", {"component": "billsvr", "version": "2.1.4"}),
        ("【计划】天衡计费 ratesvr 3.0.5", "林涛 12月9日，孙丽 12月14日，各自换好。", {"kind": "component_upgrade", "product": "天衡计费", "component": "ratesvr"}),
        ("【计划】comsvr 升级", "天衡计费那边 comsvr 一直崩，研发给了 3.5.1。孙丽12月14日前升级完。", {"product": "天衡计费", "component": "comsvr"}),
        ("[PLAN] comsvr 3.4.2 for TelcoBill", "Sun Li upgrades it by December 11.", {"product": "TelcoBill", "component": "comsvr"}),
        ("[PLAN] taxsvr update", "taxsvr 2.0.1 for TelcoBill. Sun Li upgrades by Dec 18.", {"product": "TelcoBill", "component": "taxsvr"}),
        (
            "[PLAN] Component update billing",
            "We found a rounding issue in comsvr of Yunzhang, hence 4.0.3.\nSun Li: upgrade by Dec 15.",
            {"product": "Yunzhang", "component": "comsvr", "version": "4.0.3"},
        ),
        ("【计划】comsvr 3.0.2升级", "云计费的comsvr要单独升到3.0.2，孙丽12月14日前升完。", {"product": "云计费", "component": "comsvr"}),
        ("【计划】云计费里的 ratesvr 组件 1.2", "孙丽12月14日前升完。", {"product": "云计费", "component": "ratesvr"}),
        (
            "[PLAN] component upgrade comsvr 2.4.0 for 计费宝",
            "I inform you that the comsvr component of 计费宝 has now new version 2.4.0.\nSun Li: upgrade by Dec 15.",
            {"product": "计费宝", "component": "comsvr"},
        ),
        ("[PLAN] comsvr 2.4.0", "The comsvr component of 计费宝 is to be upgraded to 2.4.0.\nSun Li: upgrade by Dec 15.", {"product": "计费宝"}),
        # what only looks like it
        ("【计划】ratesvr 1.2 组件", "华东的ratesvr要升到1.2，孙丽12月14日前升完。", {"product": "ratesvr"}),
        ("【计划】星桥服务端升级", "8.1 修了又坏，7.9 也是。这次升到 8.2.1，孙丽12月14日升完。", {"version": "8.2.1"}),
        ("[PLAN] comsvr 3.4.2 for East China", "Sun Li upgrades it by December 11.", {"product": "comsvr"}),
    ],
)
def test_product_and_version_are_those_that_the_sentences_name(subject: str, text: str, expected: dict[str, str]) -> None:
    assert {key: value for key, value in read(subject, text).fields.items() if key in expected} == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("order.batch 现在是 100，改成 300 吧。孙丽12月9号前下发完。", {"order.batch": "300"}),
        ("session.timeout goes from 600 to 900 seconds, and retry.max from 3 to 5. Sun Li sends it out by Dec 10.", {"session.timeout": "900 seconds", "retry.max": "5"}),
        ("We will change two parameters:\nsync.window from 15 to 10 (minutes), and sync.retry to 4\nSun Li sends them out by Dec 10.", {"sync.window": "10", "sync.retry": "4"}),
        ("We distribute session_timeout with the value 1800 (seconds). Sun Li sends it out by Dec 10.", {"session_timeout": "1800"}),
        ("The new value for cache.ttl is 600. Sun Li sends it out by Dec 10.", {"cache.ttl": "600"}),
        ("pool.size 200 → 400，pool.idle 60 -> 30，两个一起下，孙丽12月10日前下发完。", {"pool.size": "400", "pool.idle": "30"}),
        ("pool.size 200→400，pool.idle 维持30不动，孙丽12月10日前下发完。", {"pool.size": "400"}),
        ("push_interval 从 5 提到 20，sync_batch 降到 30 秒，log_keep 提到下周再说，retry_max 放到 12月9日以后。孙丽 12/10 下发完。", {"push_interval": "20", "sync_batch": "30 秒"}),
        ("upload_batch 由 50 提高至 200，upload_interval 缩到 15 秒。孙丽 12/10 下发完。", {"upload_batch": "200", "upload_interval": "15 秒"}),
        ("cache.ttl 改 600，cache.mode 改 lazy。孙丽 12/10 下发完。", {"cache.ttl": "600", "cache.mode": "lazy"}),
    ],
)
def test_a_sentence_that_sets_parameters_tells_the_kind(text: str, expected: dict[str, str]) -> None:
    fields = read("【计划】调整一下", text).fields
    assert fields["kind"] == "parameter_rollout"
    assert {one["name"]: one["value"] for one in fields["parameters"]} == expected
