"""read_limit_row: a row of a table of restrictions, 区域 | 限制版本 | 生效时间 | 延迟至 → the restriction and its faults; restricting: the nodes of
such rows that say who restricts (SPEC 1)."""

from collections.abc import Sequence

from mailbot.campaign.outcome import Fault
from mailbot.campaign.planned import Restriction, When
from mailbot.inbound.forms.days.dates import DateDoubt, Moment, Reader
from mailbot.inbound.forms.nodes.names import node_keys
from mailbot.inbound.forms.people.people import PeopleReader, is_blank
from mailbot.inbound.forms.plans.doubts import doubt_fault
from mailbot.inbound.forms.plans.draft import Row
from mailbot.inbound.forms.things.restrictions import when
from mailbot.inbound.forms.things.versionrules import read_version_rules
from mailbot.late import late
from mailbot.rulebook.shapes import Kind
from mailbot.value import replace

NO_LIMIT = late(r"无|不限制?|暂无|没有|无限制|不延迟|none|n/?a|no", 2)
_EVERYWHERE = late(r"全部|所有|全部区域|所有区域|全国|各区域|不限|all|everywhere|all regions", 2)


def read_limit_row(row: Row, dates: Reader, above: str) -> tuple[Restriction, list[Fault]]:
    """`above` are the versions of the row above, which a row without any goes on with."""
    faults: list[Fault] = []
    moments: dict[str, When | None] = {}
    for key in ("effective", "delayed_until"):
        text = row.text(key)
        moments[key] = None
        if is_blank(text) or NO_LIMIT.fullmatch(text.strip()):
            continue
        read = dates.read_date(text)
        if isinstance(read, Moment):
            moments[key] = when(read)
        elif isinstance(read, DateDoubt):
            faults.append(doubt_fault(read, f"restrictions.{key}", row.at(key), text))
        else:
            faults.append(Fault(reason="not-a-date", field=f"restrictions.{key}", place=row.at(key), words=text[:200]))
    effective, delayed = moments["effective"], moments["delayed_until"]
    if effective and delayed and delayed.at < effective.at:
        faults.append(Fault(reason="reversed-range", field="restrictions", place=row.place, words=row.whole[:200]))
    text = row.text("version")
    scope = row.text("region") or row.text("department")
    versions = read_version_rules(text) or text.strip() or above
    whole = _EVERYWHERE.fullmatch(scope.strip()) is not None
    return Restriction(
        versions=versions, effective=effective, delayed_until=delayed, scope="" if whole else scope
    ), faults


def restricting(limits: Sequence[Row], nodes: Sequence[Row], kinds: Sequence[Kind], people: PeopleReader) -> list[Row]:
    """A node 版本限制 for each row of restrictions that has an owner and a day, due on it; [] where the plan's nodes have one of
    their own, or a row names nobody."""
    if not limits or any("restrict" in node_keys(row.title, kinds).values() for row in nodes):
        return []
    if any(is_blank(row.text("effective")) or not people.read(row.text("owner")).owner for row in limits):
        return []
    title = next((node.title.zh for kind in kinds for node in kind.node if node.key == "restrict"), "版本限制")
    found: list[Row] = []
    for row in limits:
        place = row.text("region") or row.text("department")
        texts = {
            "title": f"{title}（{place}）" if place else title,
            "owner": row.text("owner"),
            "due": row.text("effective"),
        }
        places = {"title": row.place, "owner": row.at("owner"), "due": row.at("effective")}
        found.append(replace(row, texts=texts, places=places))
    return found
