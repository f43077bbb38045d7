"""A reply beside the mail that it answers, which the bot has: what it repeats is quoted whatever its mark, the rest is the sender's."""

import pytest

from mailbot.inbound.addresses import Address
from mailbot.inbound.quotes.earlier import Earlier
from mailbot.inbound.quoting import written

ZHOU = (Address("周航", "zhouhang@corp.example"),)
PLAN = "各位好，\n计划如下，请确认：\n产品：星桥服务端\n数量：不超过 500 台\n\n| 节点 | 负责人 |\n| 全量升级 | 周航 |"
SIGNED = PLAN + "\n\n陈静\n产品部 | 分机 8123\n本邮件含有公司保密信息，请勿外传。"


def read(text: str, html: str = "", earlier: str = SIGNED) -> list[str]:
    known = Earlier(lambda: (earlier, PLAN if earlier else ""))
    return [line for line in written(text, html, sender=ZHOU, earlier=known).text.split("\n") if line]


REPEATED = [
    (f"华东没有问题。\n\n{PLAN}", ["华东没有问题。"]),
    (f"华东没有问题。\n周航\n\n------------------\n\n{SIGNED}", ["华东没有问题。"]),
    (f"{SIGNED}\n\n没有问题。", ["没有问题。"]),
    ("知道了。\n\n" + SIGNED.replace("| ", "").replace(" |", "\t"), ["知道了。"]),  # the table as another program shows it
]


@pytest.mark.parametrize(("text", "own"), REPEATED)
def test_the_whole_mail_that_is_answered_is_history_without_any_mark(text: str, own: list[str]) -> None:
    assert read(text) == own


ANEW = [
    PLAN,
    "改一处：\n" + PLAN.replace("500", "800"),
    "最后一行不要了：\n" + PLAN.rpartition("\n")[0],
    "数量照旧：\n数量：不超过 500 台",
    PLAN + "\n| 版本限制 | 韩冰 |",
]


@pytest.mark.parametrize("text", ANEW)
def test_what_is_written_anew_of_it_is_content(text: str) -> None:
    assert read(text) == [line for line in text.split("\n") if line]


MARKED = [
    ("门店机上跑的：\n> mbsvc status mbcore\nstopped\n> mbsvc start mbcore\ntimeout", SIGNED, None),
    ("现象补充：\n> 启动 30 秒后退出\n> 错误码 3", SIGNED, None),
    ("PS C:\\> mbsvc status\n>> 请研发看", SIGNED, None),
    ("> 数量：不超过 500 台\n够了。", SIGNED, ["够了。"]),
    ("> 产品：星桥服务端 数量：不\n> 超过 500 台\n够了。", SIGNED, ["够了。"]),  # folded anew
    ("> 启动 30 秒后退出\n知道了。", "", ["知道了。"]),  # the mail answered is not known
    ('>>> print(limit("8.0"))\nTrue\n>>> print(limit("8.3"))\nFalse\n结果没问题。', "", None),
    ("$ mailctl status\n> queue: 0\n> state: ok\nAll good now.", "", None),
    ("换算规则如下（离线分钟数）：\n> 60 的按 60\n> 30 的按 30\n其余不动。", SIGNED, None),
    ("请看日志：\n> 10:21 connect timeout\n> 10:22 retry\n是网关吗？", "", None),
    (
        "命令输出：\n> mbsvc status\nstopped\n\n在 2026-11-20 10:00，陈静 <chenjing@corp.example> 写道：\n> 各位好，\n> 计划如下，请确认：", SIGNED,
        ["命令输出：", "> mbsvc status", "stopped"],
    ),
    ("同意。\n\n>>> 陈静 <chenjing@corp.example> 2026/11/19 10:12 >>>\n你那边可以吗？", SIGNED, ["同意。"]),
    (
        "On 2026-11-20 10:00, Li <li@corp.example> wrote:\n> When do you start?\n\nMonday.\n\n> And who?\n\nMe.", SIGNED,
        ["Monday.", "Me."],  # a mail before the known one
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "earlier", "own"), MARKED)
def test_lines_marked_as_quoted_that_the_known_mail_does_not_have_are_the_senders(text: str, earlier: str, own: list[str] | None) -> None:
    assert read(text, earlier=earlier) == (own if own is not None else [line for line in text.split("\n") if line])


HEAD = "<p><b>发件人:</b> 陈静 &lt;c@corp.example&gt;<br><b>发送时间:</b> 2026年11月20日 18:20<br><b>收件人:</b> 周航<br><b>主题:</b> 计划</p>"
QUOTED = "<p>各位好，</p><p>计划如下，请确认：</p><p>产品：星桥服务端</p>{}<p>数量：不超过 500 台</p>{}"
TEXT_HEAD = "----邮件原件----\n发件人: 陈静 <c@corp.example>\n发送时间: 2026年11月20日 18:20\n收件人: 周航\n主题: 计划\n\n"
INLINE = [
    ("我的意见写在您邮件里，蓝色部分：", "<p style='color:#1F497D'>{}</p>", True),
    ("回复在原文中。", "<p style='color:#0070C0'>{}</p>", True),
    ("回复在原文中。", "<p>{}</p>", True),
    ("见下。", "<p>【周航】{}</p>", True),
    ("同意。", "<p>{}</p>", False),  # nothing says so
    ("同意。", "<p>【林涛】{}</p>", False),
]


@pytest.mark.parametrize(("said", "answer", "found"), INLINE)
def test_answers_between_the_lines_are_what_the_known_mail_does_not_have(said: str, answer: str, found: bool) -> None:
    answers = [answer.format("官网还是 8.2.0。"), answer.format("180 台足够。")]
    own = [line.partition(">")[2].removesuffix("</p>") for line in answers]
    assert read("", f"<div><p>{said}</p>{HEAD}{QUOTED.format(*answers)}</div>") == [said, *(own if found else [])]


def test_answers_under_the_own_name_are_found_where_the_text_says_so_and_the_mail_is_not_known() -> None:
    text = f"我的回复写在原文里了。\n\n{TEXT_HEAD}各位好，\n计划如下，请确认：\n产品：星桥服务端\n【周航】官网还是 8.2.0。\n数量：不超过 500 台"
    assert read(text, earlier="") == ["我的回复写在原文里了。", "【周航】官网还是 8.2.0。"]


BLOCKS = [
    ("<p>建议这样改：</p><blockquote>第一步 备份<br>第二步 升级</blockquote><p>你看行吗？</p>", "", "建议这样改： 第一步 备份 第二步 升级 你看行吗？"),
    ("<p>可以。</p><blockquote>哪天？</blockquote><p>周三。</p><blockquote>谁来？</blockquote><p>我。</p>", "", "可以。 周三。 我。"),
    ("<p>可以。</p><blockquote>产品：星桥服务端</blockquote><p>周三。</p>", SIGNED, "可以。 周三。"),
    ("<p>三步：</p><blockquote>第一步 备份</blockquote><p>周三做。</p>", SIGNED, "三步： 第一步 备份 周三做。"),
    ("<p>在 2026/11/20 10:00, 陈静 写道:</p><blockquote type=cite>改成如下：<br>能升吗？</blockquote><p>能。</p><blockquote type=cite>谁来？</blockquote><p>我。</p>", "", "能。 我。"),
]  # fmt: skip


@pytest.mark.parametrize(("html", "earlier", "own"), BLOCKS)
def test_a_block_set_apart_that_nobody_is_said_to_have_written_may_be_the_senders(html: str, earlier: str, own: str) -> None:
    assert " ".join(read("", html, earlier)) == own


def test_answers_below_marked_lines_are_read_once_though_they_are_said_to_stand_inline() -> None:
    text = "My remarks inline.\n\n在 2026/11/20 09:40, 陈静 写道:\n> 产品：星桥服务端\n\nIs that the server?\n\n> 数量：不超过 500 台\n\nOK."
    assert read(text) == ["My remarks inline.", "Is that the server?", "OK."]


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("> 数量：不超过 500 台\n改成 800", ["改成 800"]),
        ("> 8.2 的不限制\n这句不对", ["> 8.2 的不限制", "这句不对"]),
        ("同意。\n\n发自我的 iPhone\n\n各位好，\n计划如下，请确认：\n产品：星桥服务端", ["同意。"]),
        ("同意。\n\n发自我的 iPhone\n\n杭州两台除外，\n它们要等客户窗口。", ["同意。", "杭州两台除外，", "它们要等客户窗口。"]),
    ],
)
def test_below_a_phones_footer_and_behind_a_mark_the_mail_that_is_answered_decides(text: str, own: list[str]) -> None:
    assert read(text) == own


def test_a_comparison_that_the_answered_mail_has_is_quoted() -> None:
    assert read("> 8.0 及以下\n改成 8.1 及以下", earlier="限制：8.0 及以下，12月18日起") == ["改成 8.1 及以下"]
