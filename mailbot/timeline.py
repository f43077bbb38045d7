"""line_of: an entry in one line, for `mailbot show` and the demo."""

from datetime import date, datetime, tzinfo
from typing import Any

from mailbot.campaign import changes as c
from mailbot.campaign.model import Campaign


def line_of(change: c.Change, campaign: Campaign, zone: tzinfo) -> str:
    """What happened, in the terms of the domain; times as the company's clocks show them."""
    match change:
        case c.CampaignOpened(campaign=opened):
            return f"{opened.title}: {len(opened.nodes)} nodes, to confirm: {_list(p.name for p in opened.departments if p.asks)}"
        case c.PlanRevised(campaign=revised, differences=lines):
            shown = (f"{_of(d, revised)} {_moment(d.before, zone)} → {_moment(d.after, zone)}" for d in lines[:5])
            return f"revision {revised.revision}: " + "; ".join(shown)
        case c.DepartmentAnswered(part=part):
            return f"{part.name}: {part.answer} {part.words[:80]}".rstrip()
        case c.IssueRaised(issue=issue):
            return f"issue {issue.number} ({issue.severity}, {issue.type}): {issue.title}"
        case c.PostponementAsked(postponement=asked):
            return f"{_title(campaign, asked.node)} → {_short(asked.until, zone)}: {asked.reason[:80]}"
        case c.StepsReminded(reminded=reminded) | c.RemindersWithdrawn(reminded=reminded):
            return "; ".join(f"{_item(campaign, r.item)} ({r.step}) → {r.person}" for r in reminded if not r.merged)
        case c.SubmissionRefused(submission=submission, defects=defects):
            return f"{submission.version} refused, open defects: {_list(map(str, defects))}"
        case c.CoverageReported(rows=rows, source=source):
            counts = _list(f"{r.version or f'{r.parameter} = {r.value}'} {r.count}" for r in rows[:20])
            return f"{counts} ({source})" if source else counts
        case c.NodesOpened(nodes=nodes):
            return _list(n.title for n in nodes)
        case c.MailUndone(message_id=message_id):
            return message_id
    words = [_title(campaign, getattr(change, "key", ""))] if hasattr(change, "key") else []
    for name in (
        "number",
        "done_at",
        "until",
        "agreed",
        "version",
        "stage",
        "how",
        "pm",
        "what",
        "result",
        "note",
        "text",
        "reason",
        "why",
    ):
        value: Any = getattr(change, name, None)
        if name == "number" and value is not None:
            words.append(f"{'postponement' if isinstance(change, c.PostponementDecided) else 'issue'} {value}")
        elif name == "agreed" and value is not None:
            words.append("agreed" if value else "not agreed")
        elif value not in (None, ""):
            words.append(_short(value, zone))
    progress = getattr(change, "progress", None)
    if progress:
        words.append(f"{progress.done}/{progress.total}")
    return " · ".join(w for w in words if w)


def _item(campaign: Campaign, item: str) -> str:
    """What was reminded of, a node by its title: `node:rollout` → 灰度升级, `confirmation:华东业务部` as it is."""
    sort, _, key = item.partition(":")
    return _title(campaign, key) if sort == "node" else item.replace(":", " ")


def _title(campaign: Campaign, key: str) -> str:
    return next((n.title for n in campaign.nodes if n.key == key), key)


def _of(difference: c.Difference, campaign: Campaign) -> str:
    """What a line of a revision is about: a field, or a node's."""
    what = difference.what.removeprefix("nodes.")
    return f"{_title(campaign, difference.node)} {what}" if difference.node else what


def _moment(text: str, zone: tzinfo) -> str:
    """A difference's value: instants as the company's clocks show them."""
    try:
        return _short(datetime.fromisoformat(text), zone) if "T" in text else _short(text, zone)
    except ValueError:
        return _short(text, zone)


def _short(value: Any, zone: tzinfo) -> str:
    if isinstance(value, datetime):
        return value.astimezone(zone).strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    return str(value)[:120].replace("\n", " ")


def _list(items: Any) -> str:
    return "、".join(items)
