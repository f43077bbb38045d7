"""Rows of a plan's draft → planned nodes: key, people, department, due, state; doubts are faults, assumptions remarks."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from mailbot.campaign.commands import PlannedNode, Reading, Remark
from mailbot.campaign.model import Campaign, Node, Progress
from mailbot.campaign.outcome import Fault
from mailbot.inbound.forms.dates import DateDoubt, Moment
from mailbot.inbound.forms.nodenames import is_node_name, node_key
from mailbot.inbound.forms.numerals import plain
from mailbot.inbound.forms.people import Named, is_blank
from mailbot.inbound.forms.phrasefind import find_said
from mailbot.inbound.forms.plan_doubts import date_remarks, doubt_fault
from mailbot.inbound.forms.plan_draft import Draft, Row
from mailbot.inbound.forms.plan_readers import Readers
from mailbot.inbound.forms.plan_values import Values
from mailbot.inbound.forms.things import find_count
from mailbot.rulebook.folding import fold
from mailbot.rulebook.shapes import Kind, Phrases

__all__ = ["Nodes", "read_nodes"]

_MOST = 300
_TICKS = frozenset(("√", "✓", "✔", "☑", "是", "y", "yes", "已", "100%", "完成", "ok"))
_DROPPED = frozenset(("取消", "已取消", "删除", "不做", "作废", "cancelled", "canceled", "dropped", "removed"))


@dataclass
class Nodes:
    """The planned nodes in the order of the rows, with what is said about their reading. `departments` are those that
    have to confirm although they own no node: of helpers, and of nodes that several departments share."""

    nodes: list[PlannedNode] = field(default_factory=list)
    departments: list[str] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def read_nodes(
    draft: Draft, readers: Readers, kind: Kind | None, values: Values, campaign: Campaign | None
) -> Nodes:
    """The nodes of all rows. With a campaign, rows that are past are not asked about where they are unchanged or done."""
    reading = _Reading(readers, kind, values, campaign, titles=frozenset(fold(row.title) for row in draft.rows))
    for row in draft.rows[:_MOST]:
        reading.add(row)
    return reading.found


class _Reading:
    def __init__(
        self,
        readers: Readers,
        kind: Kind | None,
        values: Values,
        campaign: Campaign | None,
        titles: frozenset[str] = frozenset(),
    ) -> None:
        self._titles = titles
        self.found = Nodes()
        self._readers = readers
        self._kind = kind
        self._values = values
        self._campaign = campaign
        self._order = 0
        self._matched: set[str] = set()
        self._untimed_said = False

    def add(self, row: Row) -> None:
        done, dropped = _state(row, self._readers.rules.phrases)
        key = self._key(row.title)
        old = self._match(row, key)
        key = old.key if old is not None else key
        if row.drop or dropped:
            title = old.title if old is not None else self._title(row, key)
            self.found.nodes.append(PlannedNode(title=title, key=key, drop=True, place=row.place))
            return
        self._order += 1
        named, department = self._people(row, key, old)
        title = self._title(row, key)
        due, timed, begins = self._due(row, old, done=done)
        start = self._start(row, due) or begins
        self._said("title", title, row, "title")
        self.found.nodes.append(
            PlannedNode(
                title=title,
                key=key,
                owner=named.owner,
                helpers=named.helpers if old is None or row.text("owner") or row.text("helpers") else old.helpers,
                department=department,
                due=due,
                timed=timed,
                start=start,
                done=done,
                progress=self._progress(row),
                remark=row.text("remark")[:500],
                place=row.place,
                words=row.whole[:300],
            )
        )

    # --- which node --------------------------------------------------------------------------------------------------

    def _key(self, title: str) -> str:
        if self._kind is not None:
            return node_key(title, self._kind)
        return next((key for kind in self._readers.kinds if (key := node_key(title, kind))), "")

    def _title(self, row: Row, key: str) -> str:
        """The row's own title; a summary is called as the rules call it, whatever the plan's word for it."""
        title = " ".join(row.title.split())[:200]
        standard = self._kind.node_of(key) if self._kind and key == "finalize" else None
        if standard is not None and self._kind is not None and is_node_name(title, (self._kind,)):
            return standard.title.in_(self._readers.rules.company.language)
        return title

    def _match(self, row: Row, key: str) -> Node | None:
        """The campaign's node that a row repeats."""
        if self._campaign is None:
            return None
        free = [n for n in self._campaign.nodes if n.key not in self._matched and n.state != "cancelled"]
        wanted = {fold(row.title), fold(self._title(row, key))}
        found = next((n for n in free if n.key == row.node), None)
        found = found or next((n for n in free if fold(n.title) in wanted), None)
        if found is None and key:
            # A renamed row; a node that another row names by its title is that row's.
            same = [n for n in free if n.base == key and fold(n.title) not in self._titles]
            found = next((n for n in same if n.key == key), same[0] if len(same) == 1 else None)
        if found is not None:
            self._matched.add(found.key)
        return found

    # --- when --------------------------------------------------------------------------------------------------------

    def _due(self, row: Row, old: Node | None, *, done: bool) -> tuple[datetime | None, bool, date | None]:
        text, place = row.text("due"), row.at("due")
        if is_blank(text):
            return self._blank_due(row, old, done=done)
        read = self._readers.dates(row.mailed, done=done).read_date(text)
        if isinstance(read, DateDoubt) and old is not None:
            known = self._readers.dates(row.mailed, done=True).read_date(text)
            if isinstance(known, Moment) and known.at == old.due:
                read = known
            elif old.state == "done":
                return old.due, old.timed, None  # what is done is not planned anew
        if isinstance(read, Moment):
            self._readings_of(read, row, text, place, done=done)
            return read.at, read.timed, read.begins
        name = f"nodes[{self._order}].due"
        if isinstance(read, DateDoubt) and read.reason != "blank":
            self.found.faults.append(doubt_fault(read, name, place, text, title=row.title))
        elif read is None:
            self.found.faults.append(
                Fault(reason="not-a-date", field=name, place=place, words=text[:200], facts={"title": row.title})
            )
        else:
            self._missing_due(row)
        return None, False, None

    def _blank_due(self, row: Row, old: Node | None, *, done: bool) -> tuple[datetime | None, bool, date | None]:
        """No due time: that of the campaign's node stays; of a row that is done the day on which it was."""
        actual = row.text("done_at")
        if done and not is_blank(actual):
            read = self._readers.dates(row.mailed, done=True).read_date(actual)
            if isinstance(read, Moment):
                self._said("due", read.at.isoformat(timespec="seconds"), row, "done_at", words=read.words)
                return read.at, read.timed, None
        if old is None:
            self._missing_due(row)
        return None, False, None

    def _missing_due(self, row: Row) -> None:
        self.found.faults.append(
            Fault(
                reason="missing-due",
                field=f"nodes[{self._order}].due",
                place=row.at("due"),
                words=(row.title or row.whole)[:200],
                facts={"title": row.title},
            )
        )

    def _readings_of(self, moment: Moment, row: Row, text: str, place: str, *, done: bool) -> None:
        self._said("due", moment.at.isoformat(timespec="seconds"), row, "due", words=text)
        if done:
            return
        left = ("no-time",) if self._untimed_said else ()
        self._untimed_said |= "no-time" in moment.remarks
        self.found.remarks += date_remarks(moment, place, f"nodes[{self._order}].due", leave_out=left)

    def _start(self, row: Row, due: datetime | None) -> date | None:
        text = row.text("start")
        if is_blank(text):
            return None
        read = self._readers.dates(row.mailed, done=True).read_date(text)
        name = f"nodes[{self._order}].start"
        if isinstance(read, Moment):
            if due is not None and read.day > due.astimezone(self._readers.rules.zone).date():
                nearest = (read.day.isoformat(), due.astimezone(self._readers.rules.zone).date().isoformat())
                self.found.faults.append(
                    Fault(
                        reason="reversed-range",
                        field=name,
                        place=row.at("start"),
                        words=f"{text} – {row.text('due')}"[:200],
                        nearest=nearest,
                        facts={"title": row.title},
                    )
                )
            self._said("start", read.day.isoformat(), row, "start", words=text)
            return read.begins or read.day
        if isinstance(read, DateDoubt) and read.reason not in ("blank", "vague"):
            self.found.faults.append(doubt_fault(read, name, row.at("start"), text, title=row.title))
        return None

    # --- who ---------------------------------------------------------------------------------------------------------

    def _people(self, row: Row, key: str, old: Node | None) -> tuple[Named, str]:
        people, name = self._readers.people, f"nodes[{self._order}].owner"
        department, others = self._department(row)
        text, at = row.text("owner"), row.at("owner")
        if is_blank(text) and not department and self._values.owner is not None and key != "finalize":
            text, at = self._values.owner.field.value, self._values.owner.field.place
        named = people.read(text, field=name, place=at, department=department)
        self.found.faults += [replace(f, facts={**f.facts, "title": row.title}) for f in named.faults]
        if named.everyone and not (named.owner or named.department):
            named = self._shared(named, row)
        elif named.blank and not department and old is None and not named.faults:
            named = self._of_business(named, row, key)
        helpers = people.read(row.text("helpers"), field=name, place=row.at("helpers"))
        self.found.faults += helpers.faults
        more = tuple(a for a in (*helpers.people, *self._contacts(helpers.departments)) if a != named.owner)
        named = replace(named, helpers=tuple(dict.fromkeys((*named.helpers, *more))))
        self.found.remarks += named.remarks
        department = department or named.department
        self._confirm(named, (*others, *helpers.departments))
        if named.owner or department:
            shown = self._shown(named, department)
            self._said("owner", shown, row, "owner" if row.text("owner") else "department")
        return named, department

    def _department(self, row: Row) -> tuple[str, tuple[str, ...]]:
        """(the row's department, the others that share it)."""
        text = row.text("department")
        if is_blank(text):
            region = self._readers.rules.directory.department(row.text("region")) if row.text("region") else None
            return (region.name, ()) if region is not None and is_blank(row.text("owner")) else ("", ())
        names, faults = self._readers.people.departments(
            text, field=f"nodes[{self._order}].department", place=row.at("department")
        )
        self.found.faults += [replace(f, facts={"title": row.title}) for f in faults]
        if len(names) > 1:
            self.found.departments += names[1:]
        return (names[0], names[1:]) if names else ("", ())

    def _shared(self, named: Named, row: Row) -> Named:
        """各业务部门: those that the plan names; the first leads."""
        directory = self._readers.rules.directory
        departments = [d for d in self._values.departments if directory.is_business(d)]
        departments = departments or [
            d.name for r in self._values.regions if (d := directory.department(r)) and directory.is_business(d.name)
        ]
        departments = departments or [d.name for d in directory.departments if directory.is_business(d.name)]
        if not departments:
            return named
        helpers = self._contacts(departments[1:])
        self.found.departments += departments
        owner = next(iter(self._contacts(departments[:1])), "")
        if len(departments) > 1:
            facts = {"owner": owner, "helpers": list(helpers), "departments": departments}
            self.found.remarks.append(
                Remark(reason="extra-owners", place=row.at("owner"), words=row.text("owner")[:120], facts=facts)
            )
        return replace(named, department=departments[0], helpers=helpers)

    def _of_business(self, named: Named, row: Row, key: str) -> Named:
        """A business node without an owner is that of the business departments that the plan names (rules/kinds)."""
        standard = self._kind.node_of(key) if self._kind and key else None
        if standard is None or standard.department is not None or key == "finalize":
            return named
        departments = [d for d in self._values.departments if self._readers.rules.directory.is_business(d)]
        if not departments:
            return named
        helpers = self._contacts(departments[1:])
        owner = next(iter(self._contacts(departments[:1])), "")
        facts = {"owner": owner, "department": departments[0], "helpers": list(helpers)}
        self.found.remarks.append(
            Remark(reason="owner-from-department", place=row.place, words=row.title[:120], facts=facts)
        )
        return replace(named, department=departments[0], helpers=helpers)

    def _contacts(self, departments: Iterable[str]) -> tuple[str, ...]:
        directory = self._readers.rules.directory
        return tuple(p.address for d in departments for p in directory.contacts(d)[:1])

    def _confirm(self, named: Named, others: Iterable[str]) -> None:
        """Business departments of helpers have to confirm as those of owners do (SAMPLES: 全量升级 孙丽、周航)."""
        directory = self._readers.rules.directory
        if not (others or named.helpers or len(named.departments) > 1):
            return
        names = [] if named.department else [*self._own(named.owner)]
        names += [*named.departments, *others]
        for address in named.helpers:
            names += self._own(address)
        self.found.departments += [n for n in dict.fromkeys(names) if directory.is_business(n)]

    def _own(self, address: str) -> list[str]:
        directory = self._readers.rules.directory
        person = directory.person(address) if address else None
        own = directory.department(person.department) if person and person.department else None
        return [own.name] if own else []

    def _shown(self, named: Named, department: str) -> str:
        directory = self._readers.rules.directory
        names = [p.name if (p := directory.person(a)) else a for a in named.people]
        return "、".join(names) if named.owner else "、".join([department, *names])

    # --- the rest ----------------------------------------------------------------------------------------------------

    def _progress(self, row: Row) -> Progress | None:
        text = " ".join(filter(None, [row.text("progress"), row.text("state")]))
        count = find_count(text) if text else None
        if count is None:
            return None
        if count.progress:
            return count.progress
        total = find_count(f"1/{row.text('total')}") if row.text("total") else None
        if count.done is not None and total is not None and total.total:
            return Progress(done=count.done, total=total.total)
        return Progress(done=round(count.share * 100), total=100) if count.share is not None else None

    def _said(self, name: str, value: str, row: Row, key: str, *, words: str = "") -> None:
        self.found.readings.append(
            Reading(
                field=f"nodes[{self._order}].{name}",
                value=value,
                place=row.at(key),
                words=(words or row.text(key) or row.whole)[:200],
                rule="row",
            )
        )


def _state(row: Row, phrases: Phrases) -> tuple[bool, bool]:
    """(done, dropped) as the row's state says; anything in doubt is neither."""
    text = row.text("state") or (row.text("progress") if row.text("progress").strip() in ("100%", "100％") else "")
    bare = plain(text).strip(" 。.()（）")
    if not bare:
        return False, False
    if bare in _DROPPED:
        return False, True
    if bare in _TICKS:
        return True, False
    lists = {
        "done": (*phrases.done, *phrases.all_done),
        "not": (*phrases.not_done, *phrases.failed, *phrases.promise, *phrases.neutral, *phrases.postpone),
    }
    said = {one.name for one in find_said(text, lists)}
    return said == {"done"} and not re.search(r"未|没|不|否|待|\bnot?\b", bare), False
