"""Plan mails for tests: a mail in a few words, and the context that it is read in."""

from datetime import date, datetime
from email.message import EmailMessage
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from mailbot.campaign.case import company_days
from mailbot.campaign.commands import FilePlan
from mailbot.campaign.model import Campaign, Node, Part
from mailbot.campaign.planned import Quantity, Validity
from mailbot.campaign.thread import NO_THREAD, Thread
from mailbot.inbound.forms.context import Context, Understanding
from mailbot.inbound.forms.plans.plan import read_plan
from mailbot.inbound.letter import read_letter
from mailbot.inbound.quoting import written
from mailbot.inbound.subject import read_subject
from mailbot.rulebook.load import default_folder, load_rules
from mailbot.rulebook.rules import Rules

ZONE = ZoneInfo("Asia/Shanghai")
MAILED = datetime(2026, 12, 1, 10, 30, tzinfo=ZONE)  # a Tuesday
CHEN, SUN, ZHOU, HAN, LIN, LI, WU, ZHENG, FENG = (
    f"{user}@corp.example"
    for user in ("chenjing", "sunli", "zhouhang", "hanbing", "lintao", "lixiang", "wumin", "zhengkai", "fengxue")
)

LATER = MAILED.replace(day=7, hour=9)


def due(month: int, day: int, hour: int = 18) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=ZONE)


CAMPAIGN = Campaign(
    code="SU-2026-0007",
    kind="server_upgrade",
    title="星桥服务端8.2.1在线升级及版本限制",
    pms=(CHEN,),
    opened_at=MAILED,
    product="星桥服务端",
    version="8.2.1",
    departments=(Part(name="华东业务部"), Part(name="华南业务部")),
    quantity=Quantity(max=500),
    valid=Validity(from_=date(2026, 12, 1), until=date(2027, 3, 31)),
    nodes=(
        Node(
            key="rollout", title="灰度升级", due=due(12, 3), order=1, owner=SUN, department="华东业务部", state="done"
        ),
        Node(
            key="rollout-2",
            title="全量升级",
            due=due(12, 11),
            order=2,
            owner=SUN,
            helpers=(ZHOU,),
            department="华东业务部",
        ),
        Node(key="restrict", title="版本限制", due=due(12, 18, 0), order=3, owner=HAN, department="技术部", timed=True),
        Node(key="finalize", title="最终确定", due=due(12, 25), order=4, owner=CHEN, department="产品部"),
    ),
)


@lru_cache(maxsize=1)
def default_rules() -> Rules:
    return load_rules([default_folder()])


def context_of(
    subject: str,
    text: str = "",
    *,
    html: str = "",
    files: tuple[tuple[str, bytes], ...] = (),
    sender: str = CHEN,
    mailed: datetime = MAILED,
    campaign: Campaign | None = None,
    thread: Thread = NO_THREAD,
    earlier: Context | None = None,
    rules: Rules | None = None,
) -> Context:
    """The context of a mail with these parts, read from its octets as every mail is."""
    message = EmailMessage()
    message["From"], message["To"] = sender, "strategy@corp.example"
    message["Subject"], message["Date"] = subject, mailed
    message.set_content(text)
    if html:
        message.add_alternative(html, subtype="html")
    for name, content in files:
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    rules = rules or default_rules()
    letter = read_letter(message.as_bytes())
    read = read_subject(letter.subject, rules.tags, frozenset(k.code for k in rules.kinds.values()))
    return Context(
        letter=letter,
        subject=read,
        writing=written(letter.text, letter.html, forwarded=read.forward and not read.reply),
        person=sender,
        department="",
        mailed=mailed,
        rules=rules,
        days=company_days(rules),
        campaign=campaign,
        thread=thread,
        earlier=earlier,
    )


def read(subject: str, text: str = "", **more: Any) -> Understanding:
    return read_plan(context_of(subject, text, **more))


def plan_of(understood: Understanding) -> FilePlan:
    """The one plan that was understood; its faults where there are any."""
    assert not understood.faults, [(f.reason, f.field, f.place, f.words) for f in understood.faults]
    (plan,) = understood.commands
    assert isinstance(plan, FilePlan)
    return plan


def brief(understood: Understanding) -> list[tuple[str, str, tuple[str, ...], str]]:
    """(key, owner's name before the @, helpers, due as 12-03 18:00) of each node, as `explain` shows them."""
    return [
        (
            node["key"],
            (node["owner"] or "").partition("@")[0],
            tuple(a.partition("@")[0] for a in node["helpers"]),
            (node["due"] or "")[5:16].replace("T", " "),
        )
        for node in understood.nodes
    ]
