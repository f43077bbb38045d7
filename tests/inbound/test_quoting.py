"""What was written and what was quoted, signed or appended, in short replies; the choice between text and HTML."""

import pytest

from mailbot.inbound.quoting import written
from mailbot.inbound.signatures.footers import footer
from mailbot.inbound.signatures.signature_kinds import is_name
from mailbot.inbound.writing import Writing

SHORT = [
    ('方案没问题。\n\nBest regards / 顺祝商祺！\n孙丽 Sun Li\n华东业务部 高级经理', '方案没问题。'),
    ('已回退，客户恢复正常。\n\n*******************\n* 韩冰 技术部\n* 电话 13900000003\n*******************', '已回退，客户恢复正常。'),
    ('***\n* 灰度升级 12月3日\n* 全量升级 12月11日\n***', '***\n* 灰度升级 12月3日\n* 全量升级 12月11日\n***'),
    ('周五前完成\n\nP 请考虑环境保护，非必要请勿打印本邮件。', '周五前完成'),
    ('已确认，无异议。\n\n孙丽\n华东业务部\n\n> 各位好', '已确认，无异议。'),
    ('全量升级改由下面的同事负责。\n\n孙丽\n华东业务部', '全量升级改由下面的同事负责。\n\n孙丽\n华东业务部'),
    ('请通知各部门。\n\n孙丽\n华东业务部\n周航\n华南业务部', '请通知各部门。\n\n孙丽\n华东业务部\n周航\n华南业务部'),
    ('全部完成\n\n孙丽\n孙丽 <sunli@corp.example>\n\n\n\n原始邮件\n发件人：陈静 <c@corp.example>\n发件时间：2026年12月1日 10:05\n收件人：孙丽\n主题：计划\n\n各位好', '全部完成'),
    ('同意\n\n&nbsp;\n\n------------------&nbsp;原始邮件&nbsp;------------------\n发件人: "陈静"<c@corp.example&gt;;\n发送时间:&nbsp;2026年12月1日(星期二) 上午10:05\n主题:&nbsp;计划\n\n各位好', '同意'),
    ('同意\n\n\n\n2026-12-02 \n\n\n\n孙丽 \n\n\n\n发件人： 陈静 \n发送时间： 2026-12-01  10:05:33 \n收件人： 孙丽 \n主题： 计划 \n\n各位好', '同意'),
    ('申请把全量升级延期到\n\n\n\n2026-12-15\n', '申请把全量升级延期到\n\n\n\n2026-12-15'),
    ('完成时间改为下面这天\n2026-12-15\n', '完成时间改为下面这天\n2026-12-15'),
    ('-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n同意\n-----BEGIN PGP SIGNATURE-----\n\niQEzBAEBCAAdFiEE\n=abcd\n-----END PGP SIGNATURE-----\n', '同意'),
    ('日志见附件\n\nbegin 644 a.log\n#0V%T\n`\nend\n', '日志见附件'),
    ('证书如下：\n-----BEGIN CERTIFICATE-----\nMIID\n-----END CERTIFICATE-----\n\nbegin 644 开头的命令不认', '证书如下：\n-----BEGIN CERTIFICATE-----\nMIID\n-----END CERTIFICATE-----\n\nbegin 644 开头的命令不认'),
    ('问题：客户端邮件通知格式错\n发件人：notice@corp.example\n主题：空\n影响：全部\n严重程度：轻微', '问题：客户端邮件通知格式错\n发件人：notice@corp.example\n主题：空\n影响：全部\n严重程度：轻微'),
    ('问题：收不到通知\n发件人：notice@corp.example\n主题：空\n发生时间：2026-12-05 10:00\n影响：全部', '问题：收不到通知\n发件人：notice@corp.example\n主题：空\n发生时间：2026-12-05 10:00\n影响：全部'),
    ('问题：收不到通知\n发件人：notice@corp.example\n收件人：a@corp.example\n时间：2026-12-05 10:00', '问题：收不到通知\n发件人：notice@corp.example\n收件人：a@corp.example\n时间：2026-12-05 10:00'),
    ('大家好，\n\n发布人：陈静\n发布时间：2026-12-01 10:05\n收件部门：华东\n主题：升级', '大家好，\n\n发布人：陈静\n发布时间：2026-12-01 10:05\n收件部门：华东\n主题：升级'),
    ('步骤\n->灰度\n=>全量', '步骤\n->灰度\n=>全量'),
    ('|节点|负责人|\n|---|---|\n|灰度|孙丽|', '|节点|负责人|\n|---|---|\n|灰度|孙丽|'),
    ('计划\n\n---\n\n产品：星桥', '计划\n\n---\n\n产品：星桥'),
    ('说明：\n> 注意备份\n灰度升级 孙丽 12月3日', '说明：\n灰度升级 孙丽 12月3日'),
    ('完成\n\n---原始邮件---\n**发件人：**陈静<c@corp.example>\n**日期：**2026年12月1日 10:05\n**主题：**x\nhi', '完成'),
    ('Approved.\n\nFrom: Chen Jing\nSent: 01 December 2026 10:05\nTo: Sun Li; Zhou Hang\nSubject: RE: [PLAN] x\n\nhello', 'Approved.'),
    ('동의합니다.\n\nFrom: "진정" <c@corp.example>\nTo: "손려" <s@corp.example>\nSent: 2026-12-01 (화) 10:05:33\nSubject: x\n\nhi', '동의합니다.'),
    ('同意\n--\n孙丽\n', '同意'),
    ('收到，今晚处理。\n\n\n\n孙丽\n华东业务部\n电话：021-8000 0000\n', '收到，今晚处理。'),
    ('1. 灰度升级 完成\n2. 参数下发 延期到12月15日\n\n谢谢！\n孙丽\n华东业务部 经理\n', '1. 灰度升级 完成\n2. 参数下发 延期到12月15日\n\n谢谢！'),
    ('同意。\n\nBR,\nSun Li', '同意。'),
    ('同意。\n\n以上，谢谢。\n孙丽', '同意。\n\n以上，谢谢。'),
    ('申请延期到 12月15日\n原因：客户窗口\n\n孙丽', '申请延期到 12月15日\n原因：客户窗口\n\n孙丽'),
    ('全部完成\n\n发自我的华为手机\n', '全部完成'),
    ('全部完成\n发自我的iPhone', '全部完成'),
    ('问题1：无法启动\n问题2：登录慢\n\n祝工作顺利！\n韩冰\n技术部\n2026-12-05', '问题1：无法启动\n问题2：登录慢'),
    ('现象：……\n\n顺祝商祺\n\n韩冰 | 技术部\n示例软件股份有限公司\nMobile: 139 0000 0003\nE-mail: hanbing@corp.example\n\n公司地址：上海市示例路 8 号\n邮编：200000', '现象：……'),
    ('版本：8.2.1\n负责人：孙丽\n电话：13800000000', '版本：8.2.1\n负责人：孙丽\n电话：13800000000'),
    ('请将版本发给下列同事：\n孙丽 sunli@corp.example\n周航 zhouhang@corp.example', '请将版本发给下列同事：\n孙丽 sunli@corp.example\n周航 zhouhang@corp.example'),
    ('官网链接：\nhttps://www.corp.example/download/8.2.1\n', '官网链接：\nhttps://www.corp.example/download/8.2.1'),
    ('版本已发布\nhttps://www.corp.example/download/8.2.1', '版本已发布\nhttps://www.corp.example/download/8.2.1'),
    ('产品：星桥\n版本：8.2.1\n\n陈静\n产品部\n', '产品：星桥\n版本：8.2.1\n\n陈静\n产品部'),
    ('指导意见：先灰度，再全量。\n谢谢大家支持！\n\n陈静\n13800000000', '指导意见：先灰度，再全量。\n谢谢大家支持！'),
    ('计划如下：\n--------------------\n产品：星桥\n版本：8.2.1\n--------------------\n节点：灰度升级 孙丽 12月3日\n--------------------\n陈静\n产品部\n分机：8123', '计划如下：\n--------------------\n产品：星桥\n版本：8.2.1\n--------------------\n节点：灰度升级 孙丽 12月3日'),
    ('Hi,\n\nDone.\n\nRegards\nSun Li\n\nOn 3 Dec 2026, at 09:01, Bot <b@corp.example> wrote:\n\n1 canary\n2 params', 'Hi,\n\nDone.'),
    ('同意\n\n> 发件人: 陈静 <c@corp.example>\n> 日期: 2026年12月1日\n> 主题: 计划\n> 收件人: 孙丽\n>\n> 各位好', '同意'),
    ('同意\r\n\r\n\r\n\r\n---原始邮件---\r\n发件人: "陈静"<c@corp.example>\r\n发送时间: 2026年12月1日(周二) 上午10:05\r\n收件人: "孙丽"<s@corp.example>;\r\n主题: 计划\r\n\r\n各位好', '同意'),
    ('同意\n\n---Original---\nFrom: "陈静"<c@corp.example>\nDate: Tue, Dec 1, 2026 10:05 AM\nTo: "孙丽"<s@corp.example>;\nSubject: 计划\n\n各位好', '同意'),
    ('同意\n\n发件人：陈静 发送时间：2026-12-01 10:05 收件人：孙丽 主题：计划\n各位好', '同意'),
    ('同意\n\n陈静 写于 2026年12月1日 10:05：\n> 各位好', '同意'),
    ('同意\n\n2026年12月1日 10:05，陈静 <c@corp.example> 写道：\n\n各位好', '同意'),
    ('同意\n\n2026年12月1日星期二，陈静 <c@corp.example> 写道：\n> 各位好', '同意'),
    ('同意\n\n在2026年12月01日 10:05，陈静<c@corp.example>写道:\n各位好', '同意'),
    ('同意\n\n在 2026年12月1日星期二，10:05 陈静 <c@corp.example> 写道：\n\n> 各位好', '同意'),
    ('同意\n\n\n\n\n\n\n\n\n\n--\n\n发自我的手机,\n谢谢！\n\n\n在 2026-12-01 10:05:33，"陈静" <c@corp.example> 写道：\n\n各位好', '同意'),
    ('处理结果：\n1、已修复\n2、今晚推送\n\n研发部-李想\n', '处理结果：\n1、已修复\n2、今晚推送\n\n研发部-李想'),
    ('进度 320/500\n\n-----邮件原件-----\n发件人: bot\n\n1 灰度', '进度 320/500'),
    ('您好！\n\n    华东已确认。\n\n                          华东业务部 孙丽\n                          2026年12月2日\n', '您好！\n\n    华东已确认。\n\n                          华东业务部 孙丽\n                          2026年12月2日'),
    ('同意。\n\n================\n孙丽\n华东业务部\nTel：021-80000000\n================', '同意。'),
    ('同意。\n\n***********************\n本邮件及其附件含有示例软件公司的保密信息，仅限于发送给上面地址中列出的个人或群组。\nThis e-mail and its attachments contain confidential information from Example.\n***********************', '同意。'),
    ('同意\n本邮件及其附件含有公司保密信息，仅限于发送给上面地址中列出的个人或群组。禁止任何其他人以任何形式使用。', '同意'),
    ('同意\n\n商密 · 内部资料 请勿外传', '同意'),
    ('1 完成\n2 完成\n3 预计周五\n\n孙丽\nSun Li\n华东业务部 East China Dept.\n示例软件有限公司\nT: +86 21 8000 0000 | M: +86 138 0000 0000\nwww.corp.example', '1 完成\n2 完成\n3 预计周五'),
    ('完成\n\n来自 Outlook for iOS', '完成'),
    ('完成\n\n下载 Outlook for Android', '完成'),
    ('完成\n\nGet Outlook for Android', '完成'),
    ('完成\n\n发送自 Windows 10 版邮件应用', '完成'),
    ('完成\n\n发自HUAWEI Mate 60 Pro', '完成'),
    ('完成\n\n发自vivo电子邮件', '完成'),
    ('完成\n\n发自OPPO手机邮箱', '完成'),
    ('完成\n\n发自网易邮箱手机版', '完成'),
    ('完成\n\n来自QQ邮箱手机版', '完成'),
    ('完成\n\n从 Samsung Galaxy 智能手机发送', '完成'),
    ('完成\n\n來自我的 iPhone', '完成'),
    ('完成\n\n從我的 iPhone 傳送', '完成'),
    ('来自移动端的用户反馈：\n无法登录', '来自移动端的用户反馈：\n无法登录'),
    ('来自华东业务部\n无法登录', '来自华东业务部\n无法登录'),
    ('使用客户端：Windows 版\n问题：闪退', '使用客户端：Windows 版\n问题：闪退'),
    ('用手机发送\n验证码收不到', '用手机发送\n验证码收不到'),
    ('From the test team: both passed.\nTo be released on Friday.', 'From the test team: both passed.\nTo be released on Friday.'),
    ('时间：12月3日 18:00\n收件人：客户\n主题：升级通知\n内容：请升级', '时间：12月3日 18:00\n收件人：客户\n主题：升级通知\n内容：请升级'),
    ('On Monday we will start:\n1. canary\n2. full', 'On Monday we will start:\n1. canary\n2. full'),
    ('On Dec 3, 2026 at 10:00 the following nodes are due:\n1. canary\n2. full', 'On Dec 3, 2026 at 10:00 the following nodes are due:\n1. canary\n2. full'),
    ('12月3日 10:00 孙丽 (sunli@corp.example):\n完成灰度升级', '12月3日 10:00 孙丽 (sunli@corp.example):\n完成灰度升级'),
    ('请于 2026-12-03 10:00 前回复陈静 <chenjing@corp.example>：\n1. 数量\n2. 区域', '请于 2026-12-03 10:00 前回复陈静 <chenjing@corp.example>：\n1. 数量\n2. 区域'),
    ('放行：已与客户确认\n\nThanks & Best Regards\n————————————————————\n陈静 Chen Jing\n产品部/产品经理\n示例软件', '放行：已与客户确认'),
    ('参数：\nheartbeat.interval = 30\nretry.max = 5\n--\n陈静', '参数：\nheartbeat.interval = 30\nretry.max = 5'),
    ('参数：\n--\nheartbeat.interval = 30\nretry.max = 5', '参数：\n--\nheartbeat.interval = 30\nretry.max = 5'),
    ('撤销 R-1042\n\n孙丽', '撤销 R-1042\n\n孙丽'),
    ('同意，谢谢\n\n\n\n\n| 孙丽 |\n| sunli@corp.example |\n签名由网易邮箱大师定制\n\n在2026年12月1日 10:05，陈静<c@corp.example> 写道：\n各位好', '同意，谢谢'),
    ('谢谢\n\n孙丽\n\nFrom: 陈静\nSent: 2026-12-01 10:05\nTo: 孙丽\nSubject: x\n\nhi', '谢谢'),
    ('未解决，仍然报错：\n\n2026-12-05 16:02:11 ERROR boot: timeout\n2026-12-05 16:02:12 ERROR boot: retry\n', '未解决，仍然报错：\n\n2026-12-05 16:02:11 ERROR boot: timeout\n2026-12-05 16:02:12 ERROR boot: retry'),
    ('日志如下\n-----------\nFrom: client\nTo: server\nStatus: 500\n-----------\n请看', '日志如下\n-----------\nFrom: client\nTo: server\nStatus: 500\n-----------\n请看'),
    ('方案见上次邮件。\n\n此邮件为系统自动发送，请勿回复。', '方案见上次邮件。'),
    ('同意\n\n从小米手机发送\n陈静 <c@corp.example> 在 2026年12月1日 上午10:05写道：\n\n> 各位', '同意'),
    ('没问题。\n\n陈静 ---2026-12-01 10:05:33---各位好， 请确认\n\n发件人: 陈静/CORP\n收件人: 孙丽/CORP@CORP\n日期: 2026-12-01 10:05\n主题: x\n各位', '没问题。'),
    ('已合并。\n\n-- \nReply to this email directly or view it on GitLab: https://git.corp.example/x#note_8\nYou\'re receiving this email because of your account on git.corp.example.', '已合并。'),
    ('大家看一下灰度。\n\n孙丽\n_______________________________________________\nops mailing list -- ops@lists.corp.example\nTo unsubscribe send an email to ops-leave@lists.corp.example\nhttps://lists.corp.example/ops/', '大家看一下灰度。\n\n孙丽'),
    ('证书过期，下午换。\n\n> 登录不了\n> 急\n\n-- \n技术支持\n工单号: 2026120110000123', '证书过期，下午换。'),
    ('下周二前给结果。\n\n孙丽\n--------------------------\n★ 智慧门店 ★\n★ 2026 年发布会火热报名中：https://www.corp.example/expo ★', '下周二前给结果。\n\n孙丽'),
    ('升级窗口周四晚。\n\n--\n您收到此邮件是因为您订阅了“ops”群组。\n要退订此群组，请发送电子邮件到 ops+unsubscribe@groups.corp.example。', '升级窗口周四晚。'),
    ('重启后恢复。\n\n---\n访问主题或回复此电子邮件以回应。\n要退订这些电子邮件，请点击此处。', '重启后恢复。'),
    ('@lintao 8.2.2 修了。\n\n—\nReply to this email directly, view it on GitHub, or unsubscribe.\nYou are receiving this because you were mentioned.Message ID: <corp/xq/12@github.com>', '@lintao 8.2.2 修了。'),
    ('状态 从 新建 变更为 已解决\n\n-- \n您收到此通知，是因为您参与了此问题。\n要更改您的通知设置，请点击: http://r.corp.example/my', '状态 从 新建 变更为 已解决'),
    ('同意\n来自 OA 系统，请勿直接回复', '同意'),
    ('已恢复，请验证。\n\n-- 回复时请勿删除此行 --\n\n> 连不上', '已恢复，请验证。'),
    ('好的。\n\n ( 发自139邮箱手机客户端 )\n\n----回复邮件原文----\n发件人:陈静<c@corp.example>\n发送时间:2026-12-01 10:05:33\n主题:x\n请确认', '好的。'),
    ('可以。\n\n-----陈静/CORP 写道: -----\n收件人: 孙丽/CORP@CORP\n发件人: 陈静/CORP\n日期: 2026-12-01 10:05\n主题: x\n\n请确认', '可以。'),
    ('The delay is fine until January 15.\n\nJohn Smith\nHead of Overseas Business\nExample Tech (HK) Ltd.\nUnit 1203, 12/F, Some Tower, 88 Some Road, Hong Kong\nT: +852 2345 6789', 'The delay is fine until January 15.'),
    # what only looks like such a footer
    ('退订接口：\n---\n要退订的门店 12 家，12月3日 前处理', '退订接口：\n---\n要退订的门店 12 家，12月3日 前处理'),
    ('影响门店：\n上海市某某区示例路 88 号\n杭州市示例区示例大道 3 号', '影响门店：\n上海市某某区示例路 88 号\n杭州市示例区示例大道 3 号'),
    ('节点负责人\n孙丽\n--------------------------\n灰度升级 12月3日', '节点负责人\n孙丽\n--------------------------\n灰度升级 12月3日'),
    ('To unsubscribe a store:\n1. open the console\n2. press stop', 'To unsubscribe a store:\n1. open the console\n2. press stop'),
    ('退订功能报错，影响 12 家门店', '退订功能报错，影响 12 家门店'),
    ('从备用手机发送\n验证码收不到', '从备用手机发送\n验证码收不到'),
    ('同意\n\n发件人: 陈静\n已发送: 2026年12月1日 10:05\n收件人: 孙丽\n主题: 计划\n\n各位', '同意'),
    ('同意\n\n发件人: strategy\n发送时间: 2026年12月1日 10:05\n答复: x\n收件人: 孙丽\n主题: 计划\n\n各位', '同意'),
    ('同意\n\n寄件者： 陳靜\n已傳送： 2026年12月1日\n收件者： 孫麗\n主旨： 計劃\n\n各位', '同意'),
    ('同意\n\n----------------------------------------------------------------------\n\n陈静 <c@corp.example> 于 2026年12月1日周二 10:05写道：\n各位', '同意'),
    ('[同意]\n\n________________________________________\n发件人: 陈静 [c@corp.example]\n发送时间: 2026年12月1日 10:05\n收件人: 孙丽\n主题: 计划\n\n各位', '[同意]'),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SHORT)
def test_short_replies_keep_what_was_written(text: str, expected: str) -> None:
    assert written(text, "").text == expected


ATTRIBUTIONS = [
    "On Mon, Dec 1, 2026 at 10:05 AM Chen Jing <c@corp.example> wrote:",
    "On Dec 1, 2026, at 10:05, Chen Jing <c@corp.example> wrote:",
    "On 01/12/2026 10:05, Chen Jing wrote:",
    "On 2026-12-01 10:05, Chen Jing wrote:",
    "在 2026年12月1日，上午10:05，陈静 <c@corp.example> 写道：",
    "在2026年12月1日 10:05，陈静<c@corp.example> 写道：",
    '在 2026-12-01 10:05:33，"陈静" <c@corp.example> 写道：',
    "在 2026/12/1 10:05, 陈静 写道:",
    "于 2026/12/1 上午10:05, 陈静 写道:",
    "於 2026年12月1日 上午10:05，陳靜 <c@corp.example> 寫道：",
    "陈静 <c@corp.example> 于2026年12月1日周二 10:05写道：",
    "陳靜 <c@corp.example> 於 2026年12月1日 週二 上午10:05寫道：",
    "2026年12月1日 10:05，陈静 <c@corp.example> 写道：",
    "2026年12月1日 周二 10:05 陈静 <c@corp.example> 写道：",
    "---- 在 2026年12月1日 10:05 陈静<c@corp.example> 写道 ----",
    "发自我的 iPhone 在 2026年12月1日，10:05，陈静 <c@corp.example> 写道：",
    "Am 01.12.2026 um 10:05 schrieb Chen Jing <c@corp.example>:",
    "Le 1 déc. 2026 à 10:05, Chen Jing <c@corp.example> a écrit :",
    "El 1 dic 2026, a las 10:05, Chen Jing <c@corp.example> escribió:",
    "Em ter., 1 de dez. de 2026 às 10:05, Chen Jing <c@corp.example> escreveu:",
    "Il giorno mar 1 dic 2026 alle ore 10:05 Chen Jing <c@corp.example> ha scritto:",
    "Op di 1 dec. 2026 om 10:05 schreef Chen Jing <c@corp.example>:",
    "Den tis 1 dec. 2026 kl 10:05 skrev Chen Jing <c@corp.example>:",
    "W dniu 1.12.2026 o 10:05, Chen Jing pisze:",
    "1 декабря 2026 г., 10:05, Chen Jing <c@corp.example> написал(а):",
    "вт, 1 дек. 2026 г. в 10:05, Chen Jing <c@corp.example>:",
    "2026年12月1日(火) 10:05 陳静 <c@corp.example>:",
    "2026. 12. 1. 오전 10:05, 진정 <c@corp.example> 작성:",
    "2026-12-01 10:05 GMT+08:00 Chen Jing <c@corp.example>:",
    '01.12.2026, 10:05, "Chen Jing" <c@corp.example>:',
]


@pytest.mark.parametrize("line", ATTRIBUTIONS)
def test_the_line_that_says_who_wrote_is_known_with_and_without_marks_below(line: str) -> None:
    for quote in ("> 各位好\n> 1 灰度升级", "各位好\n1 灰度升级"):
        assert written(f"同意\n\n{line}\n\n{quote}\n", "").text == "同意"


SEPARATORS = [
    "-----Original Message-----", "----- Original Message -----", "-------- Original message --------",
    "------------------ 原始邮件 ------------------", "------------------\u00a0原始邮件\u00a0------------------",
    "-----原始邮件-----", "---原始邮件---", "-------- 原始邮件 --------", "-----邮件原件-----", "---- 回复的原邮件 ----",
    "---- Replied Message ----", "------------------ Original ------------------", "---Original---", "-----原始郵件-----",
    "---------- Forwarded message ---------", "---------- Forwarded message ----------", "---------- 转发的邮件 ---------",
    "-------- 转发邮件信息 --------", "---- 转发的原邮件 ----", "-----Ursprüngliche Nachricht-----", "-------- Message d'origine --------",
    "-----Oprindelig meddelelse-----", "Begin forwarded message:", "开始转发的邮件：", "下面是被转发的邮件：", "＝＝＝＝ 原始邮件 ＝＝＝＝",
]  # fmt: skip


@pytest.mark.parametrize("line", SEPARATORS)
def test_separators_are_known(line: str) -> None:
    assert written(f"同意\n\n{line}\n各位好\n1 灰度升级", "").text == "同意"


FOOTERS = [
    "发自我的 iPhone", "发自我的iPhone", "发自我的 iPad", "發自我的 iPhone", "來自我的 iPhone", "從我的 iPhone 傳送", "从我的 iPhone 发送",
    "来自我的华为手机", "发自我的小米手机", "发自我的vivo智能手机", "发自我的OPPO手机", "发自我的荣耀手机", "发自我的企业微信", "发自我的 MI 14",
    "发自 HUAWEI Mate 60 Pro", "来自Android版QQ邮箱", "来自iPhone版QQ邮箱", "发自网易邮箱大师", "发自我的网易邮箱大师", "来自钉钉专属商务邮箱",
    "发送自 Windows 版邮件", "发送自 Windows 10 版邮件应用", "从 Windows 版邮件发送", "获取 Outlook for iOS", "获取 Outlook for Android<https://aka.ms/x>",
    "下载 Outlook for Android", "获取适用于 Android 的 Outlook", "从 Outlook for iOS 发送", "发自 Outlook for iOS", "Get Outlook for iOS<https://aka.ms/o0ukef>",
    "Sent from my iPhone", "Sent from my Huawei phone", "Sent from Mail for Windows", "Sent from Yahoo Mail on Android", "Sent from Outlook for iOS",
    "Sent via BlackBerry from T-Mobile", "Von meinem iPhone gesendet", "Envoyé de mon iPhone", "Enviado desde mi iPhone", "iPhoneから送信",
    "Verstuurd vanaf mijn iPhone", "由 Spark 发送", "发自钉邮", "由 WPS 邮箱发送", "从小米手机发送", "( 发自139邮箱手机客户端 )", "Отправлено с iPhone", "签名由 网易邮箱大师 定制", "发自新浪邮箱客户端", "来自 Outlook for Android",
]  # fmt: skip


@pytest.mark.parametrize("line", FOOTERS)
def test_footers_of_phones_and_programs_are_known(line: str) -> None:
    assert (footer(line), written(f"同意\n\n{line}\n", "").text) == (True, "同意")


@pytest.mark.parametrize(
    "line",
    [
        "来自华东业务部的反馈", "来自移动端的用户反馈", "发自内心地感谢", "从 8.0 升级的服务器需要重启", "由 陈静 签字确认", "用手机发送验证码失败",
        "下载 8.2.1 版本", "获取版本请找 PM", "Sent from my desk, is much easier than my mobile phone.", "The mail was sent from my iPhone",
        "来自客户：手机端闪退", "通过了完整测试", "使用邮件确认", "Sent the files yesterday", "从我的角度看，同意", "来自QQ群的问题：无法登录，请看", "由 CDN 发送的包校验失败", "由研发发送", "发自门店的邮件打不开",
    ],
)  # fmt: skip
def test_sentences_that_begin_like_a_footer_are_content(line: str) -> None:
    assert (footer(line), written(f"{line}\n", "").text) == (False, line)


@pytest.mark.parametrize(
    "name", ["陈静", "欧阳晓明", "张 三", "小王", "老李", "Sun Li", "John E. Doe", "Søren", "诸葛亮"]
)
def test_names_are_known(name: str) -> None:
    assert is_name(name)


@pytest.mark.parametrize("text", ["同意", "完成", "明天", "8.2.1", "", "sun", "测试部", "已经完成了", "to be done"])
def test_other_words_are_no_names(text: str) -> None:
    assert not is_name(text)


def test_lines_are_numbered_in_the_text_as_it_came() -> None:
    writing = written("\n\n产品：星桥\n\n版本：8.2.1\n\n祝好\n陈静\n", "")
    assert [(line.number, line.place, line.text) for line in writing.lines] == [
        (3, "3", "产品：星桥"),
        (4, "4", ""),
        (5, "5", "版本：8.2.1"),
    ]


def test_what_was_taken_away_is_kept_apart() -> None:
    writing = written("同意\n\n祝好\n孙丽\n\n在 2026/12/1 10:05, 陈静 写道:\n> 各位好\n> 1 灰度升级", "")
    assert (writing.text, writing.signature, writing.quoted) == (
        "同意",
        "祝好\n孙丽",
        "在 2026/12/1 10:05, 陈静 写道:\n各位好\n1 灰度升级",
    )


@pytest.mark.parametrize(("text", "html"), [("", ""), (" \n", ""), ("", "<p></p>"), ("\n\n", "<br>"), ("\u200b", "")])
def test_an_empty_mail_says_nothing(text: str, html: str) -> None:
    assert written(text, html) == Writing(source="html" if html else "text") or written(text, html).text == ""


TABLE = "<table><tr><td>节点<td>负责人<tr><td>灰度<td>孙丽</table>"


@pytest.mark.parametrize(
    ("text", "html", "source"),
    [
        ("同意", "<p>同意</p>", "text"),
        ("", "<p>同意</p>", "html"),
        ("同意", "", "text"),
        ("节点\n负责人\n灰度\n孙丽", TABLE, "html"),
        ("同意\n\n> 节点 负责人", f"<p>同意</p><blockquote type=cite>{TABLE}</blockquote>", "text"),
        ("This message is in HTML format, please view it in a browser.", "<p>同意</p>", "html"),
        ("同意", "<html><body><img src=x></body></html>", "text"),
        ("产品：星桥 版本：8.2.1 区域：华东", "<p>产品：星桥</p><p>版本：8.2.1</p><p>区域：华东</p>", "html"),
    ],
)
def test_the_html_is_read_where_it_says_more(text: str, html: str, source: str) -> None:
    assert written(text, html).source == source


def test_tables_in_the_quote_are_no_tables_of_the_sender() -> None:
    writing = written("", f"<p>同意</p><p>-----原始邮件-----</p>{TABLE}")
    assert (writing.text, writing.grids) == ("同意", ())


def test_cells_are_found_again_by_the_number_of_their_line() -> None:
    writing = written("", f"<p>计划：</p>{TABLE}<p>谢谢</p>")
    assert [[(cell.text, cell.place) for cell in row] for row in writing.grids[0].rows] == [
        [("节点", "2"), ("负责人", "2")],
        [("灰度", "3"), ("孙丽", "3")],
    ]
    assert [(line.number, line.text) for line in writing.lines] == [
        (1, "计划："),
        (2, "节点\t负责人"),
        (3, "灰度\t孙丽"),
        (4, "谢谢"),
    ]


# Each is read whatever its size; a pattern that backtracks or a scan that looks back without bound would never end here.
ENDLESS = {
    "marks": ">", "quoted": "> x\n", "quoted-and-not": "> x\nb\n", "blank": "\n", "spaces": " ", "on": "On ", "on-lines": "On\n",
    "wrote": "wrote:\n", "on-wrote": "On Mon, Dec 1, 2026 at 10:00, x wrote\n", "colons": "a:\n", "from": "发件人：a\n",
    "labels": "发件人：a\n主题：b\nx\ny\nz\nq\n", "rules": "-----\n", "dashes": "-", "delimiters": "--\n", "footers": "发自我的 iPhone\n",
    "closings": "祝好\n孙丽\n", "names": "孙丽\n", "digits": "1", "phones": "1-", "disclaimers": "本邮件含有保密\n\n", "tabs": "\t",
    "cells": "a\tb\tc\n", "pipes": "|", "less-than": "<", "at": "a@", "full-width": "：", "emoji": "😀", "ornament": "😀!" * 70 + "\n",
    "long-marks": ">" * 990 + "x\n", "long-colon": " " * 990 + "x:\n", "days": "12 abcd " * 100 + "wrote:\n",
}  # fmt: skip


@pytest.mark.parametrize("forwarded", [False, True])
@pytest.mark.parametrize("piece", ENDLESS.values(), ids=ENDLESS)
def test_a_hundred_kilobytes_of_anything_are_read(piece: str, forwarded: bool) -> None:
    text = piece * (100_000 // len(piece))
    writing = written(text, "", forwarded=forwarded)
    assert len(writing.text) + len(writing.quoted) + len(writing.signature) <= len(text)


def test_a_quoted_row_that_looks_like_a_comparison_is_quoted() -> None:
    said = written("> 2 参数下发\n完成\n> 3 版本限制 今天到期\n延期到周五\n", "")
    assert [(line.text, line.quoted) for line in said.lines] == [("完成", "2 参数下发"), ("延期到周五", "3 版本限制 今天到期")]


@pytest.mark.parametrize(("above", "counts"), [("转给各位。", True), ("转发给大家", True), ("转给各位，周五前回复。", False), ("转给韩冰处理", False)])
def test_a_mail_that_is_only_handed_on_counts(above: str, counts: bool) -> None:
    quote = "发件人: 王总 <wang@customer.example>\n发送时间: 2026年12月1日 10:05\n收件人: 孙丽\n主题: 升级\n\n门店打印不了。"
    assert written(f"{above}\n\n{quote}", "", forwarded=True).text == ("门店打印不了。" if counts else above)
