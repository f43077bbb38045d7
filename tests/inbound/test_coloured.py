"""Answers in colour between the lines of a quote that nothing else parts from them, as Outlook's users write them."""

import pytest

from mailbot.inbound.addresses import Address
from mailbot.inbound.pages.elements import tint
from mailbot.inbound.quoting import written

HEAD = "<p><b>发件人:</b> 宋佳 &lt;s@corp.example&gt;<br><b>发送时间:</b> 2026年11月20日 18:20<br><b>收件人:</b> 马骏<br><b>主题:</b> 联调问题</p>"


def mail(said: str, *quoted: str) -> str:
    return f"<div><p>{said}</p>{HEAD}{''.join(quoted)}</div>"


ASKED = ["<p>马工，两个问题：</p>", "<p>1、算法用哪个？</p>", "<p>2、超时多少？</p>", "<p>宋佳</p>"]


def answered(colour: str) -> list[str]:
    style = f"<p><span style='color:{colour}'>%s<o:p></o:p></span></p>"
    return [ASKED[0], ASKED[1], style % "用 SM3。", ASKED[2], style % "先按 5 秒。", ASKED[3]]


MAILS = [
    (mail("见下面红字。", *answered("red")), ["见下面红字。", "用 SM3。", "先按 5 秒。"]),
    (mail("回复见蓝色字体，谢谢。", *answered("#0070C0")), ["回复见蓝色字体，谢谢。", "用 SM3。", "先按 5 秒。"]),
    (mail("My answers are inline.", *answered("rgb(0, 176, 80)")), ["My answers are inline.", "用 SM3。", "先按 5 秒。"]),
    (mail("同意。", *answered("red")), ["同意。"]),  # who asked had set something in red
    (mail("见红字。", *answered("#1F497D")), ["见红字。"]),
    (mail("见蓝字。", *answered("red")), ["见蓝字。"]),
    (mail("见红字。", *(f"<p style='color:red'>{n}</p>" for n in "一二三")), ["见红字。"]),  # the whole quote is red
    (mail("见红字。", *ASKED, HEAD, *answered("red")), ["见红字。"]),  # in the mail before
]


@pytest.mark.parametrize(("html", "kept"), MAILS)
def test_only_announced_answers_in_colour_are_the_senders(html: str, kept: list[str]) -> None:
    assert [line for line in written("", html).text.split("\n") if line] == kept


def test_an_answer_behind_its_question_in_the_same_line_is_kept_without_it() -> None:
    asked = "<p>1、算法用哪个？<span style='color:red'>用 SM3。</span></p><p>2、<b>超时</b>多少？<font color=red>先按 5 秒，<b>不够</b>再改。</font></p><p>3、谁来测？</p>"
    lines = written("", mail("见红字。", ASKED[0], asked, ASKED[3])).lines
    assert [(line.text, line.quoted) for line in lines if line.text] == [
        ("见红字。", None), ("用 SM3。", "1、算法用哪个？"), ("先按 5 秒，不够再改。", "2、超时多少？"),
    ]  # fmt: skip


def test_answers_may_be_marked_with_the_text_marker() -> None:
    html = mail("标黄的是我的回复", ASKED[0], ASKED[1], "<p><span style='background:yellow;mso-highlight:yellow'>用 SM3。</span></p>", *ASKED[2:])
    assert [line for line in written("", html).text.split("\n") if line] == ["标黄的是我的回复", "用 SM3。"]


def test_an_answer_in_colour_knows_the_line_above_it_and_is_read_though_the_text_part_has_no_colours() -> None:
    text = "见下面红字。\n\n发件人: 宋佳 <s@corp.example>\n发送时间: 2026年11月20日 18:20\n收件人: 马骏\n主题: 联调问题\n\n马工，两个问题：\n1、算法用哪个？\n用 SM3。"
    lines = written(text, MAILS[0][0]).lines
    assert [(line.text, line.quoted) for line in lines if line.text] == [
        ("见下面红字。", None), ("用 SM3。", "1、算法用哪个？"), ("先按 5 秒。", "2、超时多少？"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("colour", "name"),
    [("red", "red"), ("#F00", "red"), ("#C00000", "red"), ("#0070C0", "blue"), ("rgb(0,176,80)", "green"), ("black", ""),
     ("#1F497D", "dark blue"), ("#999999", ""), ("windowtext", ""), ("", "")],
)  # fmt: skip
def test_a_colour_is_named_where_it_sets_apart(colour: str, name: str) -> None:
    assert (tint({}, {"color": colour}), tint({"color": colour}, {})) == (name, name)


SUN = (Address("孙丽", "sunli@corp.example"),)
HEADER = "\n\n发件人: 陈静 <c@corp.example>\n发送时间: 2026年11月20日 18:20\n收件人: 孙丽\n主题: 台数\n\n"


@pytest.mark.parametrize(
    ("said", "first", "second", "answers"),
    [
        ("填好了。", "【孙丽】20 台", "【孙丽】需要", True),
        ("见下。", "[孙丽] 20 台", "[孙丽] 需要", True),
        ("我填在下面了", "【孙丽回复】20 台", "【孙丽回复】需要", True),
        ("我的回答填在下面了。", "孙丽：20 台", "孙丽：需要", True),
        ("My answers are marked [SL].", "[SL] 20", "[SL] yes", True),
        ("以 ## 开头的是我加的", "## 20 台", "## 需要", True),
        ("我的写在下面了", "==> 20 台", "==> 需要", True),
        ("逐条回复如下：", "答：20 台", "答：需要", True),
        # Nothing says that they are the sender's: who does what, as the mail that is answered has it.
        ("同意。", "【孙丽】20 台", "【周航】30 台", False),
        ("同意。", "【孙丽】请确认", "下周一前", False),
        ("同意。", "孙丽：灰度", "周航：全量", False),
        ("同意。", "答：20 台", "答：需要", False),
    ],
)
def test_answers_below_a_header_are_the_senders_where_their_mark_says_so(said: str, first: str, second: str, answers: bool) -> None:
    text = f"{said}{HEADER}各位好，请在后面直接填：\n1、首批台数：\n{first}\n2、是否通知客户？\n{second}\n陈静"
    kept = [line for line in written(text, "", sender=SUN).text.split("\n") if line]
    assert kept == ([said, first, second] if answers else [said])


BLOCK = "<blockquote style='border-left:3px solid #ccc'><p>%s</p></blockquote>"


@pytest.mark.parametrize(
    ("html", "kept"),
    [
        (f"<p>客户原话：</p>{BLOCK % '打印慢'}<p>请看一下。</p>", ["客户原话：", "打印慢", "请看一下。"]),
        (f"<p>回答如下：</p>{BLOCK % '数量多少？'}<p>20 台。</p>", ["回答如下：", "20 台。"]),
        (f"<p>陈静：</p>{BLOCK % '数量多少？'}<p>20 台。</p>", ["陈静：", "20 台。"]),
        (f"<p>关于这点：</p>{BLOCK % '数量多少？'}<p>20 台。</p>{BLOCK % '何时？'}<p>周五。</p>", ["关于这点：", "20 台。", "周五。"]),
    ],
)
def test_a_block_that_the_text_leads_on_to_is_the_senders_if_it_is_the_only_one(html: str, kept: list[str]) -> None:
    assert [line for line in written("", html, sender=SUN).text.split("\n") if line] == kept
