"""Who a row's node belongs to: its owner, helpers and department, and who has to confirm because of it (SPEC 9 "Plans")."""

import re
from collections.abc import Iterable, Sequence

from mailbot.campaign.commands import Remark
from mailbot.inbound.forms.people.people import Named, is_blank
from mailbot.inbound.forms.plans.draft import Row
from mailbot.inbound.forms.plans.readers import Readers
from mailbot.inbound.forms.plans.values.values import Nodes, Values
from mailbot.inbound.forms.things.places import find_places
from mailbot.late import late
from mailbot.rulebook.shapes import Kind
from mailbot.value import replace

_BUT = late(r"除|不含|不包|以外|之外|except|without|excluding", re.IGNORECASE)  # 限制（海外除外）
_EVERYBODYS = frozenset(("obtain", "restrict", "delay"))


class Owners:
    """Reads whom rows name; faults, remarks and departments go to `found`. `rows` are all of the plan's."""

    def __init__(
        self, readers: Readers, kind: Kind | None, values: Values, found: Nodes, rows: Sequence[Row] = ()
    ) -> None:
        self._rows = rows
        self._readers = readers
        self._kind = kind
        self._values = values
        self._found = found

    def read(self, row: Row, key: str, order: int, *, known: bool) -> tuple[Named, str]:
        """(whom the row names, the department). `known`: the campaign has the node, so that a blank leaves it as it is."""
        people, name = self._readers.people, f"nodes[{order}].owner"
        department, others = self._department(row, order)
        text, at = row.text("owner"), row.at("owner")
        if is_blank(text) and any(
            one.kind in ("person", "address") for one in people.mentions.find(row.text("department"))
        ):
            text, at = row.text("department"), row.at("department")  # 责任部门/责任人 | 华东业务部 李想
        if is_blank(text) and not department and self._values.owner is not None and key != "finalize":
            text, at = self._values.owner.field.value, self._values.owner.field.place
        named = people.read(text, field=name, place=at, department=department)
        self._found.faults += [replace(f, facts={**f.facts, "title": row.title}) for f in named.faults]
        if named.everyone and not (named.owner or named.department):
            named = self._shared(named, row)
        elif named.blank and not department and not known and not named.faults:
            named = self._of_business(named, row, key)
        helpers = people.read(row.text("helpers"), field=name, place=row.at("helpers"))
        self._found.faults += helpers.faults
        more = tuple(a for a in (*helpers.people, *self._contacts(helpers.departments)) if a != named.owner)
        named = replace(named, helpers=tuple(dict.fromkeys((*named.helpers, *more))))
        self._found.remarks += named.remarks
        department = department or named.department
        self._confirm(named, (*others, *helpers.departments))
        if named.owner or department:
            shown = self._shown(named, department)
            self._found.said(order, "owner", shown, row, "owner" if row.text("owner") else "department")
        return named, department

    def _department(self, row: Row, order: int) -> tuple[str, tuple[str, ...]]:
        """(the row's department, the others that share it)."""
        text = row.text("department")
        if is_blank(text):
            region = self._readers.rules.directory.department(row.text("region")) if row.text("region") else None
            return (region.name, ()) if region is not None and is_blank(row.text("owner")) else ("", ())
        names, faults = self._readers.people.departments(
            text, field=f"nodes[{order}].department", place=row.at("department")
        )
        self._found.faults += [replace(f, facts={"title": row.title}) for f in faults]
        if len(names) > 1:
            self._found.departments += names[1:]
        return (names[0], names[1:]) if names else ("", ())

    def _shared(self, named: Named, row: Row) -> Named:
        """各业务部门: those that the plan names, or whose people have its other nodes; the first leads."""
        directory = self._readers.rules.directory
        departments = self._business(self._values.departments) or self._business(self._values.regions)
        if not departments and len(own := self._of_rows()) > 1:
            departments = own
        departments = departments or [d.name for d in directory.businesses]
        if not departments:
            return named
        helpers = self._contacts(departments[1:])
        self._found.departments += departments
        owner = next(iter(self._contacts(departments[:1])), "")
        if len(departments) > 1:
            facts = {"owner": owner, "helpers": list(helpers), "departments": departments}
            self._found.remarks.append(
                Remark(reason="extra-owners", place=row.at("owner"), words=row.text("owner")[:120], facts=facts)
            )
        return replace(named, department=departments[0], helpers=helpers)

    def _business(self, names: Iterable[str]) -> list[str]:
        directory = self._readers.rules.directory
        return [d.name for name in names if (d := directory.department(name)) and directory.is_business(d.name)]

    def _of_rows(self) -> list[str]:
        """The business departments whose people the rows name."""
        directory, people = self._readers.rules.directory, self._readers.people
        named = [people.read(row.text("owner"), department=row.text("department")) for row in self._rows]
        names = [
            name
            for one in named
            for name in (
                *(own for address in one.people for own in self._own(address)),
                *one.departments,
                one.department,
            )
        ]
        return [name for name in dict.fromkeys(filter(None, names)) if directory.is_business(name)]

    def _of_business(self, named: Named, row: Row, key: str) -> Named:
        """A business node without an owner is that of the one whose place its title names (华东限制5.3及以下), else of those that the
        plan names (rules/kinds); what only restricts or is fetched is everybody's, of the plan's regions or its other nodes."""
        standard = self._kind.node_of(key) if self._kind and key else None
        if standard is None or standard.department is not None or key == "finalize":
            return named
        directory = self._readers.rules.directory
        named_in = find_places(row.title, directory) if not _BUT.search(row.title) else ()
        departments = self._business(dict.fromkeys(place.name for place in named_in))
        departments = departments or self._business(self._values.departments)
        if key in _EVERYBODYS:
            departments = departments or self._business(self._values.regions) or self._of_rows()
        if not departments:
            return named
        helpers = self._contacts(departments[1:])
        owner = next(iter(self._contacts(departments[:1])), "")
        facts = {"owner": owner, "department": departments[0], "helpers": list(helpers)}
        self._found.remarks.append(
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
        self._found.departments += [n for n in dict.fromkeys(names) if directory.is_business(n)]

    def _own(self, address: str) -> list[str]:
        directory = self._readers.rules.directory
        person = directory.person(address) if address else None
        own = directory.department(person.department) if person and person.department else None
        return [own.name] if own else []

    def _shown(self, named: Named, department: str) -> str:
        directory = self._readers.rules.directory
        names = [p.name if (p := directory.person(a)) else a for a in named.people]
        return "、".join(names) if named.owner else "、".join([department, *names])
