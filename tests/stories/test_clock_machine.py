"""Months of a campaign, made up by hypothesis, against a model that counts days on its fingers.

Whatever happens and whenever the clock ticks: nothing is mailed twice, nothing whose cause stands is missed, nothing comes
without a cause, outside working hours, or as a second mail of a day.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from clockwork import does, opens
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule
from theatre import PEOPLE, PlayHouse

from mailbot.campaign import commands as c
from mailbot.campaign.changes import StepsReminded
from mailbot.campaign.model import Progress, Reminded
from mailbot.ledger.ledger import Ledger
from mailbot.on_clock import catch_up, on_clock
from mailbot.rulebook.load import default_folder, read_rules, rules_files
from mailbot.rulebook.rules import Rules

# --- the calendar on paper -------------------------------------------------------------------------------------------


def _days(first: str, last: str) -> set[date]:
    since, until = date.fromisoformat(first), date.fromisoformat(last)
    return {since + timedelta(n) for n in range((until - since).days + 1)}


OFF = (
    _days("2026-01-01", "2026-01-03") | _days("2026-02-15", "2026-02-23") | _days("2026-04-04", "2026-04-06")
    | _days("2026-05-01", "2026-05-05") | _days("2026-06-19", "2026-06-21") | _days("2026-09-25", "2026-09-27")
    | _days("2026-10-01", "2026-10-07")
)  # fmt: skip
WORKED = {
    date.fromisoformat(d) for d in ["2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"]
}


def works(day: date) -> bool:
    return day in WORKED or (day.weekday() < 5 and day not in OFF)


def workday(day: date, n: int) -> date:
    """The n-th working day after (before, where negative) a day, counted one by one."""
    while n:
        day += timedelta(1 if n > 0 else -1)
        n -= (1 if n > 0 else -1) if works(day) else 0
    return day


# --- rules and people ------------------------------------------------------------------------------------------------

MANAGER = {"孙丽": "赵磊", "李想": "孙丽", "周航": "赵磊", "冯雪": "郑凯", "陈静": "赵磊"}
CONTACT = {"孙丽": "孙丽", "李想": "孙丽", "周航": "周航", "冯雪": "郑凯", "陈静": "许诺"}
ADDRESS = PEOPLE | {n: f"{a}@corp.example" for n, a in (("李想", "lixiang"), ("冯雪", "fengxue"), ("许诺", "xunuo"))}
NAME = {address: name for name, address in ADDRESS.items()}
SILENCED = {"owner", "contact", "pm"}

_EDITS = {
    "as they are": (),
    "a step more": (('name = "overdue_3"', 'name = "overdue_2"\ndays = 2\nto = ["owner", "pm"]\n\n[[step]]\nitem = "node"\nname = "overdue_3"'),),
    "a step later": (('name = "overdue_1"\ndays = 1', 'name = "overdue_1"\ndays = 2'),),
    "a step less": (('to = ["owner", "contact"]', 'to = ["owner"]'),),
}  # fmt: skip


@cache
def edited(how: str) -> Rules:
    files = rules_files([default_folder()])
    text = files["reminders.toml"].decode()
    for old, new in _EDITS[how]:
        text = text.replace(old, new, 1)  # the first block is that of nodes
    return read_rules(files | {"reminders.toml": text.encode()})


@cache
def stage() -> PlayHouse:
    """One house for all examples; each has a ledger of its own."""
    folder = Path(mkdtemp())
    (folder / "mailbot.toml").write_text('[ledger]\nurl = "sqlite:///:memory:"\n', encoding="utf-8")
    return PlayHouse.at(folder, "2026-01-05T10:00")


# --- the model -------------------------------------------------------------------------------------------------------


@dataclass
class Node:
    due: datetime
    owner: str
    begun: datetime
    done: bool = False
    promised: datetime | None = None


class Clock(RuleBasedStateMachine):
    titles = st.sampled_from(["一", "二", "三"])

    @initialize(start=st.sampled_from(["2026-01-26", "2026-04-20", "2026-09-14", "2026-11-16"]))
    def opened(self, start: str) -> None:
        self.house = stage()
        self.zone = self.house.house.rules.zone
        self.house.house.ledger = Ledger.open("sqlite:///:memory:")
        self.house.house.rules = edited("as they are")
        self.now = datetime.combine(date.fromisoformat(start), time(10), self.zone)
        self.paused: datetime | None = None
        self.entries = self.posts = 0
        self.had: set[tuple[str, int, str, str]] = set()
        self.mailed: dict[tuple[str, date], int] = {}  # the post that was a person's mail of a day
        self.nodes = {
            title: Node(datetime.combine(workday(self.now.date(), n), time(18), self.zone), owner, self.now)
            for title, owner, n in (("一", "李想", 4), ("二", "周航", 6), ("三", "冯雪", 9))
        }
        self.house.now = self.now
        self.code = opens(self.house, *map(self.planned, self.nodes)).code
        self.look()

    # --- time ----------------------------------------------------------------------------------------------------------

    @rule(days=st.integers(1, 7), minute=st.integers(0, 59), other=st.times(time(10), time(23, 59)))
    def days_pass(self, days: int, minute: int, other: time) -> None:
        """A tick in the first working hour of each day, and one more at some time of the last."""
        for _ in range(days):
            before = self.posts
            self.tick(datetime.combine(self.now.date() + timedelta(1), time(9, minute), self.zone))
            self.nothing_is_missed(before)
        self.tick(datetime.combine(self.now.date(), other, self.zone))

    @rule(hours=st.integers(1, 9))
    def hours_pass(self, hours: int) -> None:
        for _ in range(hours):
            self.tick(self.now + timedelta(hours=1))

    @rule(hours=st.integers(1, 24 * 12))
    def the_bot_is_down(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    @rule(hours=st.integers(1, 60))
    def the_machines_clock_is_put_back(self, hours: int) -> None:
        self.tick(self.now - timedelta(hours=hours))

    def go_on(self) -> None:
        """After each act a day goes by, else little would ever fall due."""
        self.days_pass(1, 30, time(15))

    # --- what people do --------------------------------------------------------------------------------------------------

    @rule(title=titles)
    def done(self, title: str) -> None:
        node = self.node(title)
        if not node.done and sum(not n.done for n in self.nodes.values()) > 1:
            node.done = True
            self.says(c.ReportNode(node=self.key(title), done=True, text="完成"), node.owner)
        self.go_on()

    @rule(title=titles, n=st.integers(1, 400))
    def progress(self, title: str, n: int) -> None:
        node = self.node(title)
        if not node.done:
            self.says(c.ReportNode(node=self.key(title), progress=Progress(done=n, total=500)), node.owner)
        self.go_on()

    @rule(title=titles, days=st.integers(0, 6), hour=st.sampled_from([10, 14, 18]))
    def promise(self, title: str, days: int, hour: int) -> None:
        node = self.node(title)
        until = datetime.combine(self.now.date() + timedelta(days), time(hour), self.zone)
        if not node.done and until > self.now and until.date() <= workday(node.due.date(), 5):
            node.promised = until
            self.says(c.PromiseNode(node=self.key(title), until=until), node.owner)
        self.go_on()

    @rule(title=titles, days=st.integers(1, 10), agreed=st.booleans())
    def postponement(self, title: str, days: int, agreed: bool) -> None:
        node = self.node(title)
        if node.done:
            return
        until = datetime.combine(max(node.due, self.now).date() + timedelta(days), time(18), self.zone)
        agreed = agreed or node.owner == "陈静"  # the PM's own needs nobody else's word
        if agreed:
            self.nodes[title] = Node(until, node.owner, self.now)
        self.says(c.AskPostponement(node=self.key(title), until=until, reason="等窗口"), node.owner)
        if node.owner != "陈静":
            self.says(c.DecidePostponement(agreed=agreed), "陈静")
        self.go_on()

    @rule(title=titles, days=st.integers(1, 8), owner=st.sampled_from(sorted(MANAGER)), moved=st.booleans())
    def revision(self, title: str, days: int, owner: str, moved: bool) -> None:
        node = self.node(title)
        due = datetime.combine(workday(self.now.date(), days), time(18), self.zone) if moved else node.due
        if node.done or (due, owner) == (node.due, node.owner):
            return
        self.nodes[title] = Node(due, owner, self.now, promised=node.promised if due == node.due else None)
        self.says(c.FilePlan(nodes=(self.planned(title),), given=frozenset({"nodes"}), partial=True), "陈静")
        self.go_on()

    @rule()
    def pause_or_resume(self) -> None:
        self.node("一")
        if self.paused is None:
            self.paused = self.now
            self.says(c.PauseCampaign(), "陈静")
            return
        first, last = self.paused.date(), self.now.date()
        lost = sum(works(first + timedelta(n)) for n in range(1, (last - first).days + 1))
        self.paused = None
        for node in self.nodes.values():
            if lost and not node.done:
                node.due = datetime.combine(workday(node.due.date(), lost), node.due.timetz())
                node.begun = self.now
        self.says(c.ResumeCampaign(), "陈静")
        for node, actual in zip(self.nodes.values(), self.house.campaign(self.code).nodes, strict=False):
            node.promised = actual.promised
        self.go_on()

    @rule(severity=st.sampled_from(["严重", "一般", "轻微"]))
    def issue(self, severity: str) -> None:
        self.node("一")
        self.says(c.RaiseIssue(title="无法启动", severity=severity), "孙丽")
        self.go_on()

    @rule(command=st.sampled_from([c.AcknowledgeIssue, c.QuestionIssue, c.AnswerIssues, c.ReopenIssue, c.CloseIssue]))
    def issue_goes_on(self, command: Any) -> None:
        self.node("一")
        wanted = {c.ReopenIssue: ("answered", "closed"), c.CloseIssue: ("answered",)}.get(command, ("open", "reopened"))
        found = [
            i.number
            for i in self.house.campaign(self.code).issues
            if i.state in wanted and not (command is c.AcknowledgeIssue and (i.owner or i.waiting_on == "raiser"))
        ]
        if found:
            more = {"result": "热修复"} if command is c.AnswerIssues else {}
            self.says(
                command(numbers=(found[0],), **more), "孙丽" if command in (c.ReopenIssue, c.CloseIssue) else "郑凯"
            )
        self.go_on()

    @rule(how=st.sampled_from(sorted(_EDITS)))
    def the_rules_are_edited(self, how: str) -> None:
        self.house.house.rules = edited(how)
        self.go_on()

    # --- what must hold --------------------------------------------------------------------------------------------------

    def look(self) -> None:
        """What was told just now: each step once, and with a cause that stands; each mail in working hours, one a day."""
        entries = self.house.house.ledger.entries.of_campaign(self.code)
        fresh, self.entries = entries[self.entries :], len(entries)
        for reminded in (r for e in fresh if isinstance(e.change, StepsReminded) for r in e.change.reminded):
            key = (reminded.item, reminded.term, reminded.step, reminded.person)
            assert key not in self.had, "twice"
            self.had.add(key)
            assert self.paused is None, reminded
            if reminded.item.startswith("node:"):
                self.has_a_cause(reminded)
        for post in self.house.house.ledger.outbox.list(after=self.posts):
            self.posts = post.id
            if post.template == "reminder":
                sent = post.created.astimezone(self.zone)
                assert works(sent.date()), sent
                assert 9 <= sent.hour < 18, sent
                if not post.facts["urgent"]:
                    assert self.mailed.setdefault((post.to[0], sent.date()), post.id) == post.id, (
                        "a second mail of the day"
                    )

    def has_a_cause(self, reminded: Reminded) -> None:
        title = next(n.title for n in self.house.campaign(self.code).nodes if f"node:{n.key}" == reminded.item)
        node = self.nodes[title]
        found = [
            (at, whom)
            for step, at, whom, person in self.steps(node)
            if (step, ADDRESS[person]) == (reminded.step, reminded.person)
        ]
        assert not node.done, reminded
        assert any(node.begun < at <= self.now and not self.is_silent(node, at, whom) for at, whom in found), (
            reminded,
            node,
        )

    def nothing_is_missed(self, before: int) -> None:
        """On a working morning everything that has fallen due has been told, unless somebody had that day's mail already,
        as happens where the machine's clock was put back. `before`: the last post before the tick."""
        if self.paused is not None or not works(self.now.date()):
            return
        campaign = self.house.campaign(self.code)
        for title, node in self.nodes.items():
            actual = next(n for n in campaign.nodes if n.title == title)
            assert (actual.due, actual.owner, actual.state == "done") == (node.due, ADDRESS[node.owner], node.done)
            for step, at, whom, person in self.steps(node) if not node.done else ():
                if not node.begun < at <= self.now or self.is_silent(node, at, whom):
                    continue
                who = (f"node:{actual.key}", actual.term, ADDRESS[person])
                told = [r for r in campaign.reminded if (r.item, r.term, r.person) == who]
                had_mail = self.mailed.get((ADDRESS[person], self.now.date()), before + 1) <= before
                assert had_mail or any(r.step == step or r.at >= at for r in told), (title, step, person, at, node)

    # --- the model's own reckoning ---------------------------------------------------------------------------------------

    def steps(self, node: Node) -> list[tuple[str, datetime, str, str]]:
        """(step, when, the ladder's word, person) of a node under the present rules."""
        found = []
        for step in self.house.house.rules.reminders.step:
            if step.item == "node":
                day = workday(node.due.date(), step.days or 0)
                at = datetime.combine(day if works(day) else workday(day, 1), time(9), self.zone)
                people = {"owner": node.owner, "contact": CONTACT[node.owner], "pm": "陈静", "lead": "赵磊"}
                found += [(step.name, at, whom, people.get(whom, MANAGER[node.owner])) for whom in step.to]
        return found

    def is_silent(self, node: Node, at: datetime, whom: str) -> bool:
        """Whether a promise that stands keeps the clock from saying it in this hour."""
        hour = self.now.replace(minute=0, second=0, microsecond=0)
        return whom in SILENCED and node.promised is not None and at <= node.promised and node.promised >= hour

    def tick(self, now: datetime) -> None:
        self.now = now
        on_clock(self.house.house, now)
        self.look()

    def node(self, title: str) -> Node:
        """The node, once everything that the clock does before the next mail is done."""
        catch_up(self.house.house, self.now)
        self.look()
        return self.nodes[title]

    def says(self, command: c.Command, sender: str) -> None:
        self.house.now = self.now
        does(self.house, command, ADDRESS[sender], self.code)
        self.look()

    def planned(self, title: str) -> c.PlannedNode:
        node = self.nodes[title]
        return c.PlannedNode(title=title, owner=ADDRESS[node.owner], due=node.due)

    def key(self, title: str) -> str:
        return next(n.key for n in self.house.campaign(self.code).nodes if n.title == title)

    def teardown(self) -> None:
        assert self.house.verifies()


TestClock = Clock.TestCase
TestClock.settings = settings(
    max_examples=20,
    stateful_step_count=30,
    derandomize=True,
    deadline=None,
    database=None,
    phases=(Phase.generate,),
    suppress_health_check=list(HealthCheck),
)
