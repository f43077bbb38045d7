"""What the bot understands of one mail, as short strings: a campaign in mid-course, and mails to it as real octets.

`says("升级已完成", sender="孙丽")` → ["node_result rollout done"].
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from functools import cache
from typing import Any

from mailbot.campaign import commands as c
from mailbot.campaign.case import Case, company_days
from mailbot.campaign.model import Campaign, Issue, IssueState, Node, Part, Postponement, Progress, Submission
from mailbot.campaign.outcome import Fault, Occasion, Row
from mailbot.campaign.planned import Quantity
from mailbot.campaign.thread import NO_THREAD, Answered, Thread
from mailbot.inbound.forms.context import Context, Understanding
from mailbot.inbound.interpret import interpret
from mailbot.inbound.letter import read_letter
from mailbot.inbound.quoting import written
from mailbot.inbound.subject import read_subject
from mailbot.rulebook.load import default_folder, load_rules
from mailbot.rulebook.rules import Rules
from mailbot.value import replace

CODE = "SU-2026-0007"
BOT = "strategy@corp.example"
PEOPLE = {
    "陈静": "chenjing@corp.example",
    "许诺": "xunuo@corp.example",
    "孙丽": "sunli@corp.example",
    "李想": "lixiang@corp.example",
    "周航": "zhouhang@corp.example",
    "林涛": "lintao@corp.example",
    "韩冰": "hanbing@corp.example",
    "吴敏": "wumin@corp.example",
    "郑凯": "zhengkai@corp.example",
    "冯雪": "fengxue@corp.example",
    "赵磊": "zhaolei@corp.example",
    "王磊": "wanglei@corp.example",
    "何平": "heping@corp.example",
}


@cache
def rules() -> Rules:
    return load_rules([default_folder()])


def at(text: str) -> datetime:
    """`12-03 10:00` of 2026 in the company's zone."""
    return datetime.fromisoformat(f"2026-{text}").replace(tzinfo=rules().zone)


NOW = at("12-03 10:00")  # a Thursday


def node(key: str, title: str, owner: str, due: str, **more: Any) -> Node:
    more.setdefault("department", "")
    return Node(key=key, title=title, owner=PEOPLE.get(owner, owner), due=at(due), order=more.pop("order", 1), **more)


def issue(number: int, title: str = "升级后部分门店无法启动", *, by: str = "孙丽", state: IssueState = "open", **more: Any) -> Issue:
    managers = (PEOPLE["韩冰"], PEOPLE["吴敏"], PEOPLE["郑凯"])
    more.setdefault("severity", "一般")
    return Issue(
        number=number,
        title=title,
        raised_by=PEOPLE[by],
        raised_at=at("12-02 10:00"),
        assignees=managers,
        respond_due=at("12-03 18:00"),
        due=at("12-07 18:00"),
        state=state,
        **more,
    )


def campaign(**more: Any) -> Campaign:
    """SU-2026-0007 on Thursday 3 December 2026: planned by 陈静, roll-outs of 孙丽 and 周航, a restriction of 韩冰."""
    nodes = (
        node("rollout", "灰度升级", "孙丽", "12-03 18:00", order=1, department="华东业务部"),
        node("rollout-2", "全量升级", "周航", "12-11 18:00", order=2, department="华南业务部"),
        node("restrict", "版本限制", "韩冰", "12-18 00:00", order=3, department="技术部", timed=True),
        node("finalize", "最终确定", "陈静", "12-25 18:00", order=4, department="产品部"),
    )
    parts = tuple(Part(name=name, answer="confirmed") for name in ("华东业务部", "华南业务部"))
    known: dict[str, Any] = {
        "code": CODE,
        "kind": "server_upgrade",
        "title": "星桥服务端8.2.1在线升级及版本限制",
        "pms": (PEOPLE["陈静"],),
        "opened_at": at("11-30 10:00"),
        "product": "星桥服务端",
        "version": "8.2.1",
        "stage": "tracking",
        "departments": parts,
        "quantity": Quantity(max=500),
        "nodes": nodes,
    }
    return Campaign(**{**known, **more})


def testing(**more: Any) -> Campaign:
    """The same with the nodes of R&D and of the test department before it."""
    nodes = (
        node("build", "产品开发及提交测试", "郑凯", "12-04 18:00", order=1, department="研发部"),
        node("fix", "缺陷修复", "郑凯", "12-08 18:00", order=2, department="研发部"),
        node("test", "产品测试（遍历测试、完整测试）", "吴敏", "12-09 18:00", order=3, department="测试部"),
        node("report", "报告提交", "吴敏", "12-10 18:00", order=4, department="测试部"),
        node("release", "最终版本提交", "吴敏", "12-11 18:00", order=5, department="测试部"),
    )
    base = campaign()
    return replace(base, nodes=nodes + tuple(replace(n, order=n.order + 5) for n in base.nodes), **more)


def planning(**more: Any) -> Campaign:
    """The same, nobody having answered the plan."""
    parts = tuple(Part(name=name) for name in ("华东业务部", "华南业务部"))
    return campaign(stage="planning", departments=parts, **more)


def rows_of_nodes(*keys: str) -> tuple[Row, ...]:
    return tuple(Row(n=n, campaign=CODE, asks="node", node=key) for n, key in enumerate(keys, 1))


def rows_of_issues(*numbers: int) -> tuple[Row, ...]:
    return tuple(Row(n=n, campaign=CODE, asks="issue", issue=number) for n, number in enumerate(numbers, 1))


def asked_postponement(**more: Any) -> Postponement:
    return Postponement(
        **{
            "number": 1,
            "node": "rollout",
            "until": at("12-15 18:00"),
            "timed": False,
            "asked_by": PEOPLE["孙丽"],
            "asked_at": at("12-02 16:00"),
            **more,
        }
    )


def answered(rows: Sequence[Row] = (), **more: Any) -> Answered:
    """A mail of the bot's that is answered."""
    return Answered(**{"message_id": "<reminder@corp.example>", "purpose": "notice", "outbox": 1, "rows": tuple(rows), **more})


def context(
    text: str,
    *,
    sender: str = "孙丽",
    subject: str = "回复: 星桥服务端8.2.1在线升级及版本限制 [SU-2026-0007]",
    to: Campaign | None = None,
    rows: Sequence[Row] = (),
    under: Mapping[str, Any] | None = None,
    thread: Thread | None = None,
    html: str = "",
    attachments: Sequence[tuple[str, bytes]] = (),
    mailed: datetime = NOW,
    campaigns: Mapping[str, Campaign] | None = None,
    recipients: Sequence[str] = (BOT,),
    earlier: Context | None = None,
) -> Context:
    """The context of one mail, from its octets. `to` is the thread's campaign, `rows` and `under` the mail answered."""
    mail = EmailMessage()
    mail["From"] = f"{sender} <{PEOPLE[sender]}>"
    mail["To"] = ", ".join(recipients)
    mail["Subject"] = subject
    mail["Date"] = format_datetime(mailed)
    mail["Message-ID"] = "<this@mail.corp.example>"
    mail.set_content(text or "\n", cte="8bit")
    if html:
        mail.add_alternative(html, subtype="html")
    for name, octets in attachments:
        mail.add_attachment(octets, maintype="application", subtype="octet-stream", filename=name)
    letter = read_letter(mail.as_bytes())
    read = read_subject(letter.subject, rules().tags, frozenset(k.code for k in rules().kinds.values()))
    if thread is None:
        if rows or under:
            codes = {r.campaign for r in rows}
            code = to.code if to else codes.pop() if len(codes) == 1 else None
            thread = Thread(campaign=code, how="reference", answered=answered(rows, **(under or {})))
        elif to is not None:
            thread = Thread(campaign=to.code, how="code")
        else:
            thread = NO_THREAD
    known = {to.code: to} if to else {}
    return Context(
        letter=letter,
        subject=read,
        writing=written(letter.text, letter.html, forwarded=read.forward and not read.reply),
        person=PEOPLE[sender],
        department="",
        mailed=mailed,
        rules=rules(),
        days=company_days(rules()),
        campaign=to,
        thread=thread,
        campaigns={**known, **(campaigns or {})},
        earlier=earlier,
    )


def says(text: str, **more: Any) -> list[str]:
    """What a mail asks, one short string a command or fault; [] where it asks nothing."""
    if "to" not in more:
        more["to"] = campaign()
    return shown(interpret(context(text, **more)))


def shown(understood: Understanding) -> list[str]:
    found = [_command(x) for x in understood.commands if not (isinstance(x, c.KeepNote) and not x.text)]
    return found + [_fault(f, understood.kind) for f in understood.faults]


def _command(command: c.Command) -> str:
    row = f"#{command.row} " if command.row is not None else ""
    return row + " ".join(x for x in (command.kind, *_details(command)) if x)


def _details(command: c.Command) -> list[str]:
    match command:
        case c.ReportNode():
            state = "done" if command.done else "open" if command.done is False else ""
            figure = f"{command.progress.done}/{command.progress.total}" if command.progress else ""
            when = command.done_at.strftime("%m-%d") if command.done_at else ""
            return [command.node, state, "failed" if command.failed else "", figure, when]
        case c.ReportAll():
            return ["all", *command.keys]
        case c.PromiseNode() | c.AskPostponement():
            until = command.until.strftime("%m-%d %H:%M") if command.until else "?"
            return [command.node, until.removesuffix(" 18:00")]
        case c.PromiseIssue():
            return [",".join(map(str, command.numbers)), command.until.strftime("%m-%d %H:%M").removesuffix(" 18:00")]
        case c.DecidePostponement():
            until = [f"until {command.until:%m-%d %H:%M}"] if command.until else []
            return [str(command.number or ""), "agreed" if command.agreed else "refused", *until]
        case c.DecideAsLead():
            return ["lead", str(command.number or command.department or ""), "agreed" if command.agreed else "refused"]
        case c.WaiveGate():
            return [command.version, command.reason]
        case c.RaiseIssue():
            return [str(command.own_number or ""), command.type if command.type == "defect" else "", command.severity, command.title]
        case c.AnswerIssues() | c.AcknowledgeIssue() | c.QuestionIssue() | c.ReopenIssue() | c.CloseIssue():
            return [",".join(map(str, command.numbers))]
        case c.ConfirmPlan() | c.ObjectToPlan():
            return [command.department]
        case c.HandOver():
            return [command.to]
        case c.AskStanding():
            return [command.about]
        case c.UndoMail():
            return [f"R-{command.receipt}" if command.receipt else ""]
        case c.WriteSummary():
            waiver = f"waived:{command.waiver}" if command.waiver is not None else ""
            return ["published" if command.publish else "", waiver, f"rows:{len(command.coverage)}" if command.coverage else ""]
    return []


def _fault(fault: Fault, kind: str) -> str:
    row = fault.facts.get("row")
    return f"{f'#{row} ' if row is not None else ''}?{kind} {fault.reason}"


def case(of: Campaign, sender: str = "孙丽", *, rows: Sequence[Row] = (), now: datetime = NOW, **more: Any) -> Case:
    """A case for `decide`, made of values alone."""
    occasion = Occasion(
        person=PEOPLE[sender], mailed=now, message_id="<this@mail.corp.example>", rows=tuple(rows), **more
    )
    return Case(rules=rules(), occasion=occasion, now=now + timedelta(minutes=1), campaign=of)


__all__ = ["Progress", "Submission", "answered", "campaign", "case", "context", "issue", "node", "planning", "says", "testing"]
