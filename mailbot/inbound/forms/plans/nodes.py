"""Rows of a plan's draft → planned nodes: key, people, department, due, state; doubts are faults, assumptions remarks."""

import re
from collections.abc import Sequence
from datetime import date, datetime

from mailbot.campaign.commands import PlannedNode, Remark
from mailbot.campaign.model import Campaign, Node
from mailbot.campaign.outcome import Fault
from mailbot.campaign.planned import When
from mailbot.inbound.forms.days.dates import DateDoubt, Moment
from mailbot.inbound.forms.nodes.names import is_node_name
from mailbot.inbound.forms.people.people import is_blank
from mailbot.inbound.forms.plans.columndays import settled_by_column
from mailbot.inbound.forms.plans.doubts import date_remarks, doubt_fault, is_tentative
from mailbot.inbound.forms.plans.draft import Draft, Row
from mailbot.inbound.forms.plans.meant import meant_node
from mailbot.inbound.forms.plans.owners import Owners
from mailbot.inbound.forms.plans.places import Places
from mailbot.inbound.forms.plans.readers import Readers
from mailbot.inbound.forms.plans.rowstate import progress_of, says_dropped, state_of
from mailbot.inbound.forms.plans.story.relative_days import counts_on
from mailbot.inbound.forms.plans.story.rows import noun_of
from mailbot.inbound.forms.plans.values.values import Nodes, Values
from mailbot.late import late
from mailbot.rulebook.folding import fold
from mailbot.rulebook.shapes import Kind
from mailbot.value import replace

__all__ = ["Nodes", "read_nodes"]

_MOST = 300
_BROKEN = late(r"(?<=[⺀-鿿])[^\S\n]*\n\s*(?=[⺀-鿿])")  # 灰度 / 升级 in a narrow cell is one word
_PLACE = late(r"\s*[(（][^()（）]{1,12}[)）]$")  # 版本限制（华东）
_FROM_NOW = late(
    r"(?:即日|即刻|今天|今日|现在|(?:from )?(?:now|today))(?:起|开始| ?on(?:wards?)?)(?:执行|实施|生效)?", re.IGNORECASE
)


def read_nodes(draft: Draft, readers: Readers, kind: Kind | None, values: Values, campaign: Campaign | None) -> Nodes:
    """The nodes of all rows. With a campaign, rows that are past are not asked about where they are unchanged or done."""
    reading = _Reading(
        readers,
        kind,
        values,
        campaign,
        titles=frozenset(fold(row.title) for row in draft.rows),
        places=Places.of(draft.rows[:_MOST], readers),
        rows=draft.rows[:_MOST],
    )
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
        titles: frozenset[str],
        places: Places,
        rows: Sequence[Row] = (),
    ) -> None:
        self._titles = titles
        self._places = places
        self.found = Nodes()
        self._readers = readers
        self._kind = kind
        self._campaign = campaign
        self._order = 0
        self._matched: set[str] = set()
        self._untimed_said = False
        self._values = values
        self._rows = rows
        self._owners = Owners(readers, kind, values, self.found, rows)

    def add(self, row: Row) -> None:
        done, dropped = state_of(row, self._readers.rules.phrases)
        key = "" if row.own else meant_node(row.title, self._kind, self._readers)
        old = self._match(row, key)
        key = old.key if old is not None else key
        dropped |= self._campaign is not None and says_dropped(row.text("due"))  # 节点 | 调整, and 取消 below
        if row.drop or dropped:
            title = old.title if old is not None else self._title(row, key)
            self.found.nodes.append(PlannedNode(title=title, key=key, drop=True, place=row.place))
            return
        self._order += 1
        named, department = self._owners.read(row, key, self._order, known=old is not None)
        title = self._title(row, key)
        title = self._places.called(title, row) if old is None else title
        due, timed, begins = self._due(row, old, done=done)
        start = self._start(row, due) or begins
        self.found.said(self._order, "title", title, row, "title")
        if row.supposed:
            facts = {"field": f"nodes[{self._order}].title", "title": title}
            self.found.remarks.append(
                Remark(reason="deed-supposed", place=row.place, words=row.whole[:120], facts=facts)
            )
        self.found.nodes.append(
            PlannedNode(
                title=title,
                key=key,
                node=row.node,
                owner=named.owner,
                helpers=named.helpers if old is None or row.text("owner") or row.text("helpers") else old.helpers,
                department=department,
                due=due,
                timed=timed,
                start=start,
                done=done,
                add=row.add and old is None,
                progress=progress_of(row),
                remark=row.text("remark")[:500],
                place=row.place,
                words=row.whole[:300],
            )
        )

    # --- which node --------------------------------------------------------------------------------------------------

    def _title(self, row: Row, key: str) -> str:
        """The row's own title; a summary is called as the rules call it, whatever the plan's word for it."""
        title = " ".join(_BROKEN.sub("", row.title).split())[:200]
        standard = self._kind.node_of(key) if self._kind and key == "finalize" else None
        if standard is not None and self._kind is not None and is_node_name(title, (self._kind,)):
            return standard.title.in_("en" if self._readers.english else self._readers.rules.company.language)
        return noun_of(title, english=title.isascii()) or title

    def _match(self, row: Row, key: str) -> Node | None:
        """The campaign's node that a row repeats."""
        if self._campaign is None:
            return None
        free = [n for n in self._campaign.nodes if n.key not in self._matched and n.state != "cancelled"]
        wanted = {fold(row.title), fold(self._title(row, key))}
        found = next((n for n in free if n.key == row.node), None)
        found = found or self._of_title([n for n in free if fold(n.title) in wanted], row)
        found = found or self._of_title([n for n in free if fold(_PLACE.sub("", n.title)) in wanted], row)
        if found is None and key and not row.add:
            # A renamed row; a node that another row names by its title is that row's.
            same = [n for n in free if n.base == key and fold(n.title) not in self._titles]
            found = next((n for n in same if n.key == key), same[0] if len(same) == 1 else None)
        if found is not None:
            self._matched.add(found.key)
        return found

    def _of_title(self, same: Sequence[Node], row: Row) -> Node | None:
        """Of several nodes with the row's title that of its owner, or of its department, else the only one that is open; a row
        that names neither is asked about."""
        if len(same) < 2:
            return same[0] if same else None
        people, directory = self._readers.people, self._readers.rules.directory
        if row.text("owner") or row.text("department"):
            owner = people.read(row.text("owner")).owner
            department = directory.department(row.text("department"))
            own = [
                n for n in same if n.owner == owner or (department and directory.department(n.department) is department)
            ]
            return own[0] if own else same[0]
        open_ = [n for n in same if n.state == "pending"]
        if len(open_) > 1 and not row.node:
            nearest = tuple(f"{n.title}（{n.department or n.owner}）" for n in open_)
            fault = Fault(
                reason="node-ambiguous", field="node", place=row.place, words=row.whole[:200], nearest=nearest
            )
            self.found.faults.append(fault)
        return open_[0] if open_ else same[0]

    # --- when --------------------------------------------------------------------------------------------------------

    def _due(self, row: Row, old: Node | None, *, done: bool) -> tuple[datetime | None, bool, date | None]:
        text, place = row.text("due"), row.at("due")
        if is_blank(text):
            return self._blank_due(row, old, done=done)
        read = self._readers.dates(row.mailed, done=done).read_date(text)
        if isinstance(read, Moment) and _FROM_NOW.fullmatch(text.strip()):
            read = DateDoubt(
                "vague", text.strip(), (0, len(text)), (read.day,)
            )  # says when it begins, not when it ends
        elif isinstance(read, Moment) and not done and is_tentative(text.strip(), row.whole):
            read = DateDoubt("vague", read.words, read.span, (read.day,))
        elif isinstance(read, Moment) and counts_on(text.strip()) and any(one.due for one in self.found.nodes):
            read = DateDoubt("after-event", read.words, read.span)  # a week later than what, where others have a day?
        if isinstance(read, DateDoubt):
            read = settled_by_column(read, row, self._rows, self._readers)
        if isinstance(read, DateDoubt) and old is not None:
            known = self._readers.dates(row.mailed, done=True).read_date(text)
            if isinstance(known, Moment) and known.at == old.due:
                read = known
            elif old.state == "done":
                return old.due, old.timed, None  # what is done is not planned anew
        if isinstance(read, Moment):
            if old is not None and old.base == "restrict" and old.timed and not done:
                read = self._at_its_hour(read, old)
            self._readings_of(
                replace(read, words=row.due_written or read.words), row, row.due_written or text, place, done=done
            )
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

    def _at_its_hour(self, read: Moment, old: Node) -> Moment:
        """12/18→12/21 of a restriction from 0:00 moves its day; it begins at its hour."""
        if "no-time" not in read.remarks:
            return read
        at = datetime.combine(read.day, old.due.astimezone(self._readers.rules.zone).timetz())
        return replace(read, at=at, timed=True, remarks=tuple(r for r in read.remarks if r != "no-time"))

    def _blank_due(self, row: Row, old: Node | None, *, done: bool) -> tuple[datetime | None, bool, date | None]:
        """No due time: that of the campaign's node stays; of a row that is done the day on which it was."""
        actual = row.text("done_at")
        if done and not is_blank(actual):
            read = self._readers.dates(row.mailed, done=True).read_date(actual)
            if isinstance(read, Moment):
                self.found.said(
                    self._order, "due", read.at.isoformat(timespec="seconds"), row, "done_at", words=read.words
                )
                return read.at, read.timed, None
        if old is None:
            if (limit := self._limit(row)) is not None:
                words = next((r.words for r in self._values.readings if r.field == "restrictions"), "")
                self.found.said(self._order, "due", limit.at.isoformat(timespec="seconds"), row, "due", words=words)
                return limit.at, limit.timed, None
            self._missing_due(row)
        return None, False, None

    def _limit(self, row: Row) -> When | None:
        """When the one restriction begins, or its delay ends, whose node a row names without a time."""
        key = meant_node(row.title, self._kind, self._readers)
        limits = self._values.restrictions
        days = (
            {r.effective if key == "restrict" else r.delayed_until for r in limits}
            if key in ("restrict", "delay")
            else set()
        )
        found = next(iter(days - {None}), None) if len(days - {None}) == 1 else None
        if found is None or found.timed:
            return found
        day = found.at.astimezone(self._readers.rules.zone).date()
        return replace(found, at=self._readers.context.days.end_of(day))

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
        self.found.said(
            self._order, "due", moment.at.isoformat(timespec="seconds"), row, "due", words=row.due_written or text
        )
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
            self.found.said(self._order, "start", read.day.isoformat(), row, "start", words=text)
            return read.begins or read.day
        if isinstance(read, DateDoubt) and read.reason not in ("blank", "vague"):
            self.found.faults.append(doubt_fault(read, name, row.at("start"), text, title=row.title))
        return None
