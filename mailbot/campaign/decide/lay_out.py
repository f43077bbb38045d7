"""lay_out: a plan's rows as the nodes of a campaign, keyed, owned and dated; what a plan lacks, as faults (SPEC 9 "Plans")."""

from collections.abc import Iterable

from mailbot.campaign.audience import contacts
from mailbot.campaign.case import Case
from mailbot.campaign.commands import FilePlan, PlannedNode
from mailbot.campaign.model import Campaign, Node, Part
from mailbot.campaign.outcome import Fault
from mailbot.rulebook.folding import fold
from mailbot.rulebook.shapes import Kind
from mailbot.value import Value


class Layout(Value):
    nodes: tuple[Node, ...]
    faults: tuple[Fault, ...]


def lay_out(plan: FilePlan, kind: Kind, case: Case, *, before: Campaign | None = None) -> Layout:
    """The plan's nodes in the order of its rows. With `before`, rows are matched to its nodes by key and by title, and a
    node whose due time or owner did not change keeps its term."""
    faults: list[Fault] = []
    nodes: list[Node] = []
    taken: set[str] = set()
    pm = (plan.pms or (before.pms if before else ()) or (case.by,))[0]
    rows = [r for r in plan.nodes if not r.drop]
    for order, (row, old) in enumerate(zip(rows, _matches(rows, before, partial=plan.partial), strict=True), start=1):
        key = old.key if old else _free_key(_base(row.key) or "node", taken, before, always_number=not row.key)
        taken.add(key)
        standard = kind.node_of(key)
        department = row.department or _department_of(row.owner, case) or (old.department if old else "")
        owner = row.owner or (old.owner if old and not row.department else "")
        if not department and standard and standard.department and not owner:
            department = standard.department if case.rules.directory.department(standard.department) else ""
        if not owner and standard and standard.key == "finalize":
            owner = pm
        if not owner and department:
            owner = next(iter(contacts(department, case.rules)), "")
        due = row.due or (old.due if old else None)
        for name, known in (("due", due), ("owner", owner or department)):
            if not known:
                fault = Fault(
                    reason=f"missing-{name}",
                    field=f"nodes[{order}].{name}",
                    place=row.place,
                    words=row.words or row.title,
                    facts={"title": row.title},
                )
                faults.append(fault)
        if due is None:
            continue
        same_due = old is not None and old.due == due
        same = same_due and old is not None and old.owner == owner
        nodes.append(
            Node(
                key=key,
                title=row.title or (old.title if old else key),
                due=due,
                order=order,
                department=department,
                owner=owner,
                helpers=row.helpers,
                timed=row.timed if row.due else bool(old and old.timed),
                start=row.start or (old.start if old else None),
                state=old.state if old else "pending",
                done_at=old.done_at if old else None,
                done_by=old.done_by if old else "",
                progress=row.progress or (old.progress if old else None),
                moved_at=old.moved_at if old else None,
                postponed_from=old.postponed_from if old and same_due else None,
                promises=old.promises if old and same_due else (),
                baseline=(old.baseline or old.due) if old else due,
                term=(old.term if same else old.term + 1) if old else 1,
                set_at=old.set_at if old and same else case.now,
                remark=row.remark or (old.remark if old else ""),
                note=old.note if old else "",
                link=old.link if old else "",
                evidence=old.evidence if old else (),
                proof=old.proof if old else "",
                reported_at=old.reported_at if old else None,
                parameters=old.parameters if old else (),
            )
        )
    return Layout(tuple(nodes), tuple(faults))


def with_finalize(nodes: tuple[Node, ...], kind: Kind, case: Case, *, pm: str) -> tuple[Node, ...]:
    """The nodes, with `finalize` added where the plan leaves it out: due some working days (rules) after the last node."""
    standard = kind.node_of("finalize")
    if standard is None or not nodes or any(n.base == "finalize" for n in nodes):
        return nodes
    zone = case.rules.zone
    last = max(n.due.astimezone(zone).date() for n in nodes)
    due = case.days.end_of(case.days.add(last, case.rules.process.finalize_after))
    person = case.rules.directory.person(pm)
    finalize = Node(
        key="finalize",
        title=standard.title.in_(case.rules.company.language),
        due=due,
        order=max(n.order for n in nodes) + 1,
        owner=pm,
        department=(person.department or "") if person else "",
        baseline=due,
        set_at=case.now,
        follows=True,
    )
    return (*nodes, finalize)


def parts(
    plan_departments: Iterable[str], nodes: tuple[Node, ...], case: Case, *, since: bool = True
) -> tuple[Part, ...]:
    """The departments with a part: those of the plan's field and business departments that own nodes have to confirm."""
    directory = case.rules.directory
    asked = [d.name for name in plan_departments if (d := directory.department(name))]
    asked += [
        n.department for n in nodes if n.department and n.base != "finalize" and directory.is_business(n.department)
    ]
    return tuple(Part(name=name, since=case.now if since else None) for name in dict.fromkeys(asked))


def _matches(rows: list[PlannedNode], before: Campaign | None, *, partial: bool) -> list[Node | None]:
    """The earlier node that each row speaks of: the one of its title; else, renamed, one of its key that no other row names
    and that it has something in common with (what has another title, owner, department and time is another node)."""
    if before is None:
        return [None] * len(rows)
    free = {n.key: n for n in before.nodes if n.state != "cancelled"}
    found: list[Node | None] = [None] * len(rows)
    for at, row in enumerate(rows):
        found[at] = free.pop(_by_title(row, free), None)
    for at, row in enumerate(rows):
        if found[at] is None and row.key and not row.add:
            same = [n for n in free.values() if row.key in (n.key, n.base)]
            alone = (
                sum(n.base == _base(row.key) for n in before.nodes)
                == 1
                == sum(_base(r.key) == _base(row.key) for r in rows)
            )
            # 只写要改的行: one that names its owner and its day anew, and shares neither, is a row more.
            sure = alone or (partial and (bool(row.node) or row.due is None or not (row.owner or row.department)))
            alike = next((n for n in same if sure or _alike(row, n)), None)
            found[at] = free.pop(alike.key) if alike else None
    return found


def _by_title(row: PlannedNode, free: dict[str, Node]) -> str:
    """Of two nodes of one title, the one of the row's key or owner comes first."""
    same = [n for n in free.values() if fold(n.title) == fold(row.title)]
    return max(same, key=lambda n: (n.key == row.key, n.owner == row.owner)).key if same else ""


def _alike(row: PlannedNode, node: Node) -> bool:
    return (
        (bool(row.owner) and row.owner == node.owner)
        or (bool(row.department) and row.department == node.department)
        or row.due == node.due
    )


def _base(key: str) -> str:
    """`rollout-2` is a `rollout`."""
    head, _, tail = key.rpartition("-")
    return head if tail.isdigit() else key


def _free_key(base: str, taken: set[str], before: Campaign | None, *, always_number: bool) -> str:
    """`rollout`, then `rollout-2`; rows that fit no standard node are `node-1`, `node-2` …"""
    used = taken | ({n.key for n in before.nodes} if before else set())
    if base not in used and not always_number:
        return base
    number = 1 if always_number else 2
    while f"{base}-{number}" in used:
        number += 1
    return f"{base}-{number}"


def _department_of(owner: str, case: Case) -> str:
    person = case.rules.directory.person(owner) if owner else None
    department = case.rules.directory.department(person.department) if person and person.department else None
    return department.name if department else ""
