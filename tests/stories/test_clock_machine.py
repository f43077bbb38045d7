"""Months of a campaign, made up by hypothesis, against a model that counts days on its fingers.

Whatever happens and whenever the clock ticks: nothing is mailed twice, nothing whose cause stands is missed, nothing comes
without a cause, outside working hours, or as a second mail of a day; what is recorded as told stands in a mail to the right
person, and a mail says nothing else. The mail server comes and goes, too: what leaves holds when it leaves, in its reader's hours
and on the day of which it speaks; and it says the how-manieth it is of those that left.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any
from zoneinfo import ZoneInfo

from clockwork import does, opens
from hypothesis import HealthCheck, Phase, settings, strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule
from postroom import AWAY, GREYLISTED, Postroom
from theatre import PEOPLE, PlayHouse

from mailbot.campaign import commands as c
from mailbot.campaign.changes import RemindersWithdrawn, StepsReminded
from mailbot.campaign.model import Progress, Reminded
from mailbot.campaign.outcome import Row
from mailbot.campaign.outdated import told as told_by
from mailbot.campaign.planner import matter_of
from mailbot.campaign.post import Post
from mailbot.delivery import deliver
from mailbot.ledger.ledger import Ledger
from mailbot.on_clock import catch_up, on_clock
from mailbot.outbound.transport import Delivery
from mailbot.rulebook.load import default_folder, read_rules, rules_files
from mailbot.rulebook.rules import Rules
from mailbot.ticking.withdraw import withdraw_outdated

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
# 冯雪 begins and ends an hour before the others.
ZONE = {"冯雪": ZoneInfo("Asia/Tokyo")}

_STEP = '\n\n[[step]]\nitem = "node"\nname = '
# On the morning of the due day the owner has had a mail when two hours are left, and it must wait for the next working day.
_HOURS = f'name = "two_hours"\nhours = -2\nto = ["owner", "contact"]{_STEP}"overdue_1"'
_EDITS = {
    "as they are": (),
    "a step more": (('name = "overdue_3"', f'name = "overdue_2"\ndays = 2\nto = ["owner", "pm"]{_STEP}"overdue_3"'),),
    "a step in hours": (('name = "overdue_1"', _HOURS),),
    "a step later": (('name = "overdue_1"\ndays = 1', 'name = "overdue_1"\ndays = 2'),),
    "the lead sooner": (('days = 3\nto = ["pm"]', 'days = 2\nto = ["pm", "lead"]'),),
    "a step less": (('to = ["owner", "contact"]', 'to = ["owner"]'),),
}
# Who is away, from when until when, and their deputy: as one edit of the rules or another says.
_AWAY = {
    "everybody is there": {},
    "李想 is away": {"李想": ("周航", [("2026-02-03", "2026-02-27"), ("2026-04-24", "2026-05-11"), ("2026-09-18", "2026-10-13"), ("2026-11-20", "2026-12-03")])},
    "周航 is away": {"周航": ("冯雪", [("2026-01-28", "2026-03-10"), ("2026-04-22", "2026-04-28"), ("2026-09-21", "2026-09-30"), ("2026-11-17", "2026-11-30")])},
}  # fmt: skip


def away(who: str, name: str, day: date) -> str:
    """Who is told instead of somebody on a day."""
    deputy, spans = _AWAY[who].get(name, ("", []))
    return deputy if any(f <= day.isoformat() <= u for f, u in spans) else name


@cache
def edited(how: str, who: str) -> Rules:
    files = rules_files([default_folder()])
    text, people = files["reminders.toml"].decode(), files["people.toml"].decode()
    for old, new in _EDITS[how]:
        text = text.replace(old, new, 1)  # the first block is that of nodes
    for name, zone in ZONE.items():
        people = people.replace(f'name = "{name}"\n', f'name = "{name}"\ntimezone = "{zone.key}"\n')
    for name, (deputy, spans) in _AWAY[who].items():
        tables = ", ".join(f'{{from = {f}, until = {u}, deputy = "{ADDRESS[deputy]}"}}' for f, u in spans)
        people = people.replace(f'name = "{name}"\n', f'name = "{name}"\naway = [{tables}]\n')
    return read_rules(files | {"reminders.toml": text.encode(), "people.toml": people.encode()})


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
    titles = st.sampled_from(["一", "二", "三", "四"])

    @initialize(
        start=st.sampled_from(["2026-01-26", "2026-04-20", "2026-09-14", "2026-11-16"]), who=st.sampled_from(sorted(_AWAY))
    )
    def opened(self, start: str, who: str) -> None:
        self.house = stage()
        self.zone = self.house.house.rules.zone
        self.house.house.ledger = Ledger.open("sqlite:///:memory:")
        self.how, self.who = "a step in hours", who
        self.house.house.rules = edited(self.how, self.who)
        self.now = datetime.combine(date.fromisoformat(start), time(10), self.zone)
        self.paused: datetime | None = None
        self.entries = self.posts = 0
        self.had: set[tuple[str, int, str, str]] = set()
        self.mailed: dict[tuple[str, date], int] = {}  # the post that was a person's mail of a day
        self.room = Postroom(self.house, seen=self.leaves)
        self.times: dict[tuple[str, int, str], int] = {}  # how often a person has had a mail about a matter in its term
        self.nodes = {
            title: Node(datetime.combine(workday(self.now.date(), n), time(18), self.zone), owner, self.now)
            for title, owner, n in (("一", "李想", 4), ("二", "周航", 6), ("三", "冯雪", 9), ("四", "李想", 5))
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

    @rule(answer=st.sampled_from([None, AWAY, GREYLISTED]))
    def the_mail_server_comes_and_goes(self, answer: Delivery | None) -> None:
        self.room.answer = answer

    @rule(answer=st.sampled_from([AWAY, GREYLISTED]), days=st.integers(1, 9), hour=st.integers(9, 23))
    def the_mail_server_is_away_for_days(self, answer: Delivery, days: int, hour: int) -> None:
        self.room.answer = answer
        self.days_pass(days, 15, time(17))
        self.room.answer = None
        self.tick(datetime.combine(self.now.date() + timedelta(1), time(hour, 20), self.zone))

    def go_on(self) -> None:
        """After each act a day goes by, else little would ever fall due; and its afternoon is looked at, when much must wait."""
        self.days_pass(1, 30, time(16, 30))

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

    @rule(days=st.integers(-6, 12))
    def everything_moves(self, days: int) -> None:
        """A revision that sets every node anew; a day that is past already is none for a plan."""
        self.node("一")
        moved = {t: workday(n.due.date(), days) for t, n in self.nodes.items() if not n.done and days}
        for title, day in moved.items():
            if day > self.now.date():
                due = datetime.combine(day, time(18), self.zone)
                self.nodes[title] = Node(due, self.nodes[title].owner, self.now)
        rows = tuple(self.planned(t) for t, day in moved.items() if day > self.now.date())
        if rows:
            self.says(c.FilePlan(nodes=rows, given=frozenset({"nodes"}), partial=True), "陈静")
        self.go_on()

    @rule()
    def pause_or_resume(self) -> None:
        self.node("一")
        if self.paused is None:
            self.paused = self.now
            self.says(c.PauseCampaign(), "陈静")
            return
        first, last = ((m - timedelta(hours=9)).date() for m in (self.paused, self.now))  # a day begins at 09:00
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
        self.how = how
        self.house.house.rules = edited(self.how, self.who)
        self.go_on()

    @rule(who=st.sampled_from(sorted(_AWAY)))
    def somebody_goes_away_or_comes_back(self, who: str) -> None:
        self.who = who
        self.house.house.rules = edited(self.how, self.who)
        self.go_on()

    # --- what must hold --------------------------------------------------------------------------------------------------

    def look(self) -> None:
        """What was told just now: each step once, and with a cause that stands; each mail in working hours, one a day."""
        entries = self.house.house.ledger.entries.of_campaign(self.code)
        fresh, self.entries = entries[self.entries :], len(entries)
        for e in fresh:
            if isinstance(e.change, RemindersWithdrawn):
                self.had -= {(r.item, r.term, r.step, r.person) for r in e.change.reminded}
        outbox = self.house.house.ledger.outbox
        self.mailed = {key: id for key, id in self.mailed.items() if outbox.get(id).state != "withdrawn"}
        reminded = [r for e in fresh if isinstance(e.change, StepsReminded) for r in e.change.reminded]
        rows = {(matter_of(r.item), r.term, self.reader(r)) for r in reminded if not r.merged}
        for r in reminded:
            assert (r.item, r.term, r.step, r.person) not in self.had, "twice"
            self.had.add((r.item, r.term, r.step, r.person))
            assert self.paused is None, r
            if r.item.startswith("node:"):
                self.has_a_cause(r)
            assert (matter_of(r.item), r.term, self.reader(r)) in rows, ("merged into nothing", r)
        told = {(self.reader(r), f"{r.item} {r.step} {r.person}") for r in reminded if not r.merged}
        said: set[tuple[str, str]] = set()
        for post in self.house.house.ledger.outbox.list(after=self.posts):
            self.posts = post.id
            if post.template == "reminder":
                sent = post.created.astimezone(ZONE.get(NAME[post.to[0]], self.zone))
                assert works(sent.date()), sent
                assert 9 <= sent.hour < 18, sent
                assert works(post.created.astimezone(self.zone).date())
                if not post.facts["urgent"]:
                    assert self.mailed.setdefault((post.to[0], sent.date()), post.id) == post.id, (
                        "a second mail of the day"
                    )
                lines = [
                    (post.to[0], f"{self.about(row, facts)} {facts['step']} {facts['why_facts']['person']}")
                    for row, facts in zip(post.rows, post.facts["rows"], strict=True)
                ]
                assert len(lines) == len(set(lines)), "one row twice"
                issues = [row.issue for row in post.rows if row.issue]
                assert len(issues) == len(set(issues)), "one issue in two rows"
                said.update(lines)
        assert said == told

    def reader(self, reminded: Reminded) -> str:
        """Who is mailed of it: the person, or their deputy of that day of theirs."""
        name = NAME[reminded.person]
        return ADDRESS[away(self.who, name, reminded.at.astimezone(ZONE.get(name, self.zone)).date())]

    @staticmethod
    def about(row: Row, facts: Mapping[str, Any]) -> str:
        name = row.postponement if facts["item"] == "postponement" else row.issue or row.department or row.node
        return f"{facts['item']}:{name}"

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
                reader = ADDRESS[away(self.who, person, self.now.date())]
                had_mail = self.mailed.get((reader, self.now.date()), before + 1) <= before
                assert had_mail or any(r.step == step or r.at >= at for r in told), (title, step, person, at, node)

    # --- the model's own reckoning ---------------------------------------------------------------------------------------

    def steps(self, node: Node) -> list[tuple[str, datetime, str, str]]:
        """(step, when, the ladder's word, person) of a node under the present rules."""
        found = []
        for step in self.house.house.rules.reminders.step:
            if step.item == "node":
                if step.hours is not None:
                    at = self.hours_before(node.due, -int(step.hours))
                else:
                    day = workday(node.due.date(), step.days or 0)
                    at = datetime.combine(day if works(day) else workday(day, 1), time(9), self.zone)
                people = {"owner": node.owner, "contact": CONTACT[node.owner], "pm": "陈静", "lead": "赵磊"}
                found += [(step.name, at, whom, people.get(whom, MANAGER[node.owner])) for whom in step.to]
        return found

    def hours_before(self, due: datetime, hours: int) -> datetime:
        """So many working hours before, counted one by one; due times lie at the end of an hour."""
        while hours:
            due -= timedelta(hours=1)
            hours -= works(due.date()) and 9 <= due.hour < 18
        return due

    def is_silent(self, node: Node, at: datetime, whom: str) -> bool:
        """Whether a promise that stands keeps the clock from saying it in this hour."""
        hour = self.now.replace(minute=0, second=0, microsecond=0)
        return whom in SILENCED and node.promised is not None and at <= node.promised and node.promised >= hour

    def leaves(self, post: Post) -> None:
        """A mail of the clock's is taken by the server: what it says holds now."""
        reader = self.now.astimezone(ZONE.get(NAME[post.to[0]], self.zone))
        urgent = any(row.get("severity") == "严重" for row in post.facts["rows"])
        assert urgent or (works(reader.date()) and 9 <= reader.hour < 18), ("left outside working hours", reader)
        assert post.created.astimezone(reader.tzinfo).date() >= reader.date(), "left on a later day"
        assert self.paused is None
        for code, told in told_by(post):
            assert code == self.code
            if told.merged:
                continue
            if told.item.startswith("node:"):
                self.has_a_cause(told)
            key = (matter_of(told.item), told.term, told.person)
            self.times[key] = self.times.get(key, 0) + 1
        counts = [row["count"] for row in post.facts["rows"]]
        expected = [self.times[matter_of(r.item), r.term, r.person] for _, r in told_by(post) if not r.merged]
        assert sorted(counts) == sorted(expected), "the how-manieth of those that left"

    def tick(self, now: datetime) -> None:
        """The service's jobs, one after the other, until nothing is taken back any more."""
        self.now = self.house.now = now
        for _ in range(3):
            self.takes_back()
            on_clock(self.house.house, now)
            self.look()
            done = deliver(self.house.house, self.room, lambda: now)  # type: ignore[arg-type]
            self.look()
            if not done.withdrawn:
                return
        raise AssertionError("the clock says again and again what the delivery takes back")

    def takes_back(self) -> None:
        withdraw_outdated(self.house.house, self.now)
        self.look()

    def node(self, title: str) -> Node:
        """The node, once everything that the clock does before the next mail is done."""
        self.takes_back()
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
    max_examples=10,
    stateful_step_count=30,
    derandomize=True,
    deadline=None,
    database=None,
    phases=(Phase.generate,),
    suppress_health_check=list(HealthCheck),
)
