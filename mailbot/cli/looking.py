"""status, show, export, verify, outbox: looking at the ledger; nothing is changed."""

from datetime import datetime
from typing import Any

import click

from mailbot.cli.common import house_of, inert, json_option, local, print_json, print_rows
from mailbot.house import House
from mailbot.value import asdict


@click.command()
@json_option
@click.pass_context
def status(ctx: click.Context, as_json: bool) -> None:
    """Campaigns by stage, mails by verdict, what waits in the outbox, what an operator should look at."""
    from mailbot.campaign.view import view
    from mailbot.considering.returned import unreachable

    with house_of(ctx, read_only=True) as house, house.ledger.snapshot():
        campaigns = [view(c, house.rules.zone) for c in house.ledger.store.all()]
        mails, posts = house.ledger.archive.counts(), house.ledger.outbox.counts()
        quarantine = len(house.ledger.archive.quarantined())
        lost = unreachable(house.ledger)
        counted, probe = house.ledger.meta.get("counted"), house.ledger.meta.get("probe")
        if as_json:
            print_json(
                {
                    "campaigns": campaigns,
                    "mails": mails,
                    "outbox": posts,
                    "quarantine": quarantine,
                    "unreachable": [{"address": address, **since} for address, since in lost.items()],
                    "counted": counted,
                    "probe": probe,
                }
            )
            return
        rows = [
            (
                c["code"],
                c["title"],
                c["stage"] + (" (paused)" if c["paused"] else ""),
                c["pm"],
                f"{sum(n['state'] == 'done' for n in c['nodes'])}/{len(c['nodes'])}",
                sum(i["state"] in ("open", "reopened") for i in c["issues"]),
            )
            for c in campaigns
        ]
        print_rows(("code", "title", "stage", "PM", "nodes done", "open issues"), rows)
        click.echo("mails: " + (", ".join(f"{n} {v}" for v, n in sorted(mails.items())) or "none"))
        click.echo("outbox: " + (", ".join(f"{n} {s}" for s, n in sorted(posts.items())) or "empty"))
        if quarantine:
            click.echo(f"{quarantine} in quarantine: `mailbot quarantine list`")
        if counted:
            missing = f"{len(counted['missing'])} not in the ledger" if counted["missing"] else "all in the ledger"
            at = local(house)(datetime.fromisoformat(counted["at"]))
            click.echo(f"on the server, counted {at}: {counted['there']} mails, {missing}")
        if probe:
            at = local(house)(datetime.fromisoformat(probe["lost"] or probe["back"] or probe["sent"]))
            click.echo(
                f"mail to itself: {'not come back since' if probe['lost'] else 'back' if probe['back'] else 'sent'} {at}"
            )
        if lost:
            click.echo(f"unreachable, their mail came back: {', '.join(lost)}")


@click.command()
@click.argument("code")
@json_option
@click.pass_context
def show(ctx: click.Context, code: str, as_json: bool) -> None:
    """A campaign's timeline: every entry, who made it, when, from which mail."""
    from mailbot.campaign.view import view
    from mailbot.timeline import line_of

    with house_of(ctx, read_only=True) as house, house.ledger.snapshot():
        campaign = house.ledger.store.load(code.upper())
        if campaign is None:
            raise click.ClickException(f"there is no campaign {code}; `mailbot status` lists them")
        entries = house.ledger.entries.of_campaign(campaign.code)
        shown: list[dict[str, Any]] = [
            {
                "number": e.number,
                "at": e.at.astimezone(house.rules.zone).isoformat(timespec="seconds"),
                "by": e.by,
                "via": _via(e.mail, house),
                "what": type(e.change).__name__,
                "text": line_of(e.change, campaign, house.rules.zone),
                "mail": e.mail,
                "tick": e.tick,
            }
            for e in entries
        ]
        if as_json:
            print_json({"campaign": view(campaign, house.rules.zone), "entries": shown})
            return
        words = house.templates.phrasing(house.rules.company.language)
        click.echo(inert(f"{campaign.code} {campaign.title} ({words.word(campaign.stage, 'stage')})"))
        print_rows(
            ("at", "by", "what", ""),
            [(e["at"][:16].replace("T", " "), _who(e), words.word(e["what"], "change"), e["text"]) for e in shown],
        )


def _who(entry: dict[str, Any]) -> str:
    by = entry["by"] or "clock"
    return f"{by} (by {entry['via']})" if entry["via"] else by


def _via(mail: int | None, house: House) -> str | None:
    """The assistant who wrote a mail for the person whom its entries name."""
    detail = house.ledger.archive.get(mail).detail if mail is not None else None
    return detail.get("via") if isinstance(detail, dict) else None


@click.command()
@click.option("--json", "as_json", is_flag=True, help="JSON (the only form there is).")
@click.pass_context
def export(ctx: click.Context, as_json: bool) -> None:
    """Everything as one JSON object: {"campaigns": […], "mails": […]} (documented in the README)."""
    del as_json
    with house_of(ctx, read_only=True) as house:
        print_json(exported(house))


def exported(house: House) -> dict[str, Any]:
    from mailbot.campaign.view import instant, view

    zone = house.rules.zone
    with house.ledger.snapshot():
        return {
            "campaigns": [view(c, zone) for c in house.ledger.store.all()],
            "mails": [
                {
                    "message_id": m.message_id or None,
                    "from": m.sender or None,
                    "subject": m.subject,
                    "date": instant(m.date, zone),
                    "received": instant(m.received, zone),
                    "verdict": m.verdict or ("quarantined" if m.state == "set-aside" else ""),
                    "kind": m.kind or "unknown",
                    "campaign": m.campaign,
                    "reasons": list(m.reasons),
                    "dry_run": m.dry_run,
                }
                for m in house.ledger.archive.list()
            ],
        }


@click.command()
@click.option(
    "--from-mails", is_flag=True, help="Also read the kept mails anew and list what would be read otherwise today."
)
@json_option
@click.pass_context
def verify(ctx: click.Context, from_mails: bool, as_json: bool) -> None:
    """Project the entries anew and compare with the state tables; exit status 1 where they differ."""
    with house_of(ctx, read_only=True) as house:
        found = [asdict(d) for d in house.ledger.verify()]
        if from_mails:
            from mailbot.replay import reread

            found += reread(house)
            removed, until = house.ledger.retention.removed()
            if removed:
                click.echo(
                    f"{removed} mails, decided until {local(house)(until)}, are read no more: retention has removed their "
                    f"octets; "
                    "what was recorded of them is where it starts",
                    err=True,
                )
        if as_json:
            print_json(found)
        elif found:
            print_rows(("campaign", "field", "entries say", "kept"), [tuple(d.values()) for d in found])
        else:
            click.echo(f"{house.ledger.entries.count()} entries agree with the state")
        ctx.exit(1 if found else 0)


@click.command()
@json_option
@click.pass_context
def outbox(ctx: click.Context, as_json: bool) -> None:
    """What was sent and what waits."""
    from mailbot.campaign.view import instant

    with house_of(ctx, read_only=True) as house:
        zone = house.rules.zone
        posts = house.ledger.outbox.list()
        if as_json:
            print_json(
                [
                    {
                        "id": p.id,
                        "message_id": p.message_id,
                        "to": list(p.to),
                        "cc": list(p.cc),
                        "subject": p.subject,
                        "purpose": p.purpose,
                        "campaign": p.campaign,
                        "in_reply_to": p.in_reply_to or None,
                        "state": p.state,
                        "attempts": p.attempts,
                        "due": instant(p.due, zone),
                        "created": instant(p.created, zone),
                        "receipt": p.receipt,
                        "template": p.template,
                        "rows": [
                            {"n": r.n, "campaign": r.campaign, "node": r.node or None, "issue": r.issue} for r in p.rows
                        ],
                    }
                    for p in posts
                ]
            )
            return
        at = local(house)
        rows = [(p.id, at(p.created), p.purpose, ", ".join(p.to), p.subject, p.state, p.reply[:80]) for p in posts]
        print_rows(("id", "created", "purpose", "to", "subject", "state", "reply"), rows)
