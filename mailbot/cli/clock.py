"""tick, digest, why, rehearse, calendar: the clock, done once or looked at ahead."""

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import click

from mailbot.cli.common import clock_of, house_of, json_option, now_option, print_json, print_rows
from mailbot.house import House
from mailbot.value import asdict


@click.command()
@now_option
@json_option
@click.pass_context
def tick(ctx: click.Context, now: datetime | None, as_json: bool) -> None:
    """Do what is due once: counts from the back ends, reminders, prompts, what runs out, the weekly digest. A second tick
    changes nothing."""
    from mailbot.on_clock import on_clock

    with house_of(ctx) as house:
        tables = _fetched(now, house)
        done = on_clock(house, clock_of(now, house))
        if as_json:
            fetched = {"fetched": tables} if house.settings.backends else {}
            print_json({**asdict(done), **fetched})
        else:
            told = f"{tables} tables fetched, " if house.settings.backends else ""
            click.echo(f"{told}{done.changed} campaigns changed, {done.queued} mails queued")


def _fetched(now: datetime | None, house: House) -> int:
    """How many tables were fetched: before the tick, since what asks for a summary leaves with its figures."""
    if not house.settings.backends:
        return 0
    from mailbot.fetch_tables import fetch_tables

    return fetch_tables(house, lambda: clock_of(now, house))


@click.command()
@click.option(
    "--preview", is_flag=True, help="Show it; nothing is recorded or sent (the only thing this command does)."
)
@click.option("--html", "html_to", type=click.Path(path_type=Path), help="Write it as HTML to this file too.")
@now_option
@json_option
@click.pass_context
def digest(ctx: click.Context, preview: bool, html_to: Path | None, now: datetime | None, as_json: bool) -> None:
    """Show the weekly digest as it would be sent now."""
    from mailbot.outbound.frame import Frame
    from mailbot.ticking.weekly import digest_facts

    del preview
    with house_of(ctx, read_only=True) as house:
        at = clock_of(now, house)
        facts = digest_facts(house, at)
        if as_json:
            print_json(facts)
            return
        if not facts:
            click.echo("no campaign is open or has changed since the last digest: none would be sent")
            return
        rendered = house.templates.render("digest", house.rules.company.language, facts, Frame(now=at, mark="D-0"))
        click.echo(rendered.subject)
        click.echo()
        click.echo(rendered.text)
        if html_to:
            html_to.write_text(rendered.html, encoding="utf-8")


@click.command()
@click.argument("id")
@now_option
@json_option
@click.pass_context
def why(ctx: click.Context, id: str, now: datetime | None, as_json: bool) -> None:
    """Why a reminder came: ID is its number (1042 or D-1042) or a campaign's code. Gives the rule and the days counted."""
    with house_of(ctx, read_only=True) as house:
        rows = _explained(id, house, clock_of(now, house))
        if as_json:
            print_json(rows)
            return
        shown = [
            (
                r["campaign"],
                r["title"],
                _rule(r),
                r["person"],
                r["due"][:16].replace("T", " "),
                r["at"][:16].replace("T", " "),
                "merged" if r["merged"] else "sent" if r["past"] else "to come",
                _days(r["days"]),
                ", ".join(_held(h) for h in r["held"]),
            )
            for r in rows
        ]
        print_rows(("campaign", "item", "rule", "whom", "due", "at", "", "working days counted", "held back"), shown)


@click.command()
@click.argument("code")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), required=True, help="The last day, YYYY-MM-DD.")
@now_option
@json_option
@click.pass_context
def rehearse(ctx: click.Context, code: str, until: datetime, now: datetime | None, as_json: bool) -> None:
    """Every mail that would go out until a day, to whom and on which working day, if nobody did anything."""
    from mailbot.campaign.rehearsal import rehearsal
    from mailbot.ticking.mail_of_day import had_mail_of

    with house_of(ctx, read_only=True) as house:
        campaign = house.ledger.store.load(code.upper())
        if campaign is None:
            raise click.ClickException(f"there is no campaign {code}; `mailbot status` lists them")
        rows = rehearsal(campaign, clock_of(now, house), until.date(), house.rules, had_mail_of(house))
        if as_json:
            print_json(rows)
            return
        shown = [
            (r["at"][:16].replace("T", " "), r["weekday"], r["purpose"], ", ".join(r["to"]), r["what"]) for r in rows
        ]
        if not shown:
            over = campaign.stage in ("closed", "cancelled")
            why = f"{campaign.code} is {campaign.stage}" if over else f"nothing falls due until {until:%Y-%m-%d}"
            click.echo(f"{why}: no mail would go out")
            return
        print_rows(("at", "", "purpose", "to", "what"), shown)


@click.command()
@click.argument("month", required=False)
@click.option(
    "--import",
    "file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A year: .ics or .csv (date,name,off|work).",
)
@now_option
@json_option
@click.pass_context
def calendar(ctx: click.Context, month: str | None, file: Path | None, now: datetime | None, as_json: bool) -> None:
    """Show a month's working days (YYYY-MM), or import a year's holidays and make-up days into rules/calendar.toml."""
    from mailbot.campaign.case import company_days

    with house_of(ctx, read_only=True) as house:
        if file is not None:
            from mailbot.rulebook.calendar_import import import_year

            click.echo(import_year(file, ctx.obj / "rules" / "calendar.toml"))
            return
        days = company_days(house.rules)
        first = _first(month, clock_of(now, house).date())
        last = (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
        rows = [
            {"day": d.day.isoformat(), "weekday": d.day.strftime("%a"), "work": d.counted, "why": d.why, "name": d.name}
            for d in days.count(first - timedelta(days=1), last)
            if first <= d.day <= last
        ]
        if as_json:
            print_json(rows)
            return
        print_rows(
            ("day", "", "", "why"),
            [(r["day"], r["weekday"], "work" if r["work"] else "off", r["name"] or r["why"]) for r in rows],
            title="provisional: no calendar for this year" if days.provisional(first) else "",
        )


def _explained(id: str, house: House, now: datetime) -> list[dict[str, Any]]:
    """The rows of `campaign.why.explained` that a mail's number or a campaign's code is about: of a mail, the steps that it
    told of, then those that its items will come to."""
    from mailbot.campaign.outdated import told as told_by
    from mailbot.campaign.view import instant
    from mailbot.campaign.why import explained, items_of_row, taken_back
    from mailbot.ticking.mail_of_day import had_mail_of

    text = id.upper().removeprefix("D-")
    if not text.isdigit():
        campaign = house.ledger.store.load(id.upper())
        if campaign is None:
            raise click.ClickException(
                f"{id} is neither a reminder's number (D-1042: `mailbot outbox`) nor a campaign's code (`mailbot status`)"
            )
        return explained(campaign, house.rules, now, had_mail=had_mail_of(house))
    try:
        post = house.ledger.outbox.get(int(text))
    except KeyError:
        raise click.ClickException(f"there is no outbox entry {id}; `mailbot outbox` lists them") from None
    if post.template != "reminder":
        raise click.ClickException(f"{id} is no reminder: it is a mail of purpose {post.purpose} ({post.template})")
    items = {
        r.campaign: {i for row in post.rows if row.campaign == r.campaign for i in items_of_row(row)} for r in post.rows
    }
    found = [
        row
        for campaign in house.ledger.store.load_many(items)
        for row in explained(
            campaign, house.rules, now, person=post.to[0], items=items[campaign.code], had_mail=had_mail_of(house)
        )
    ]
    told = instant(post.created, house.rules.zone)
    if post.state == "withdrawn":
        steps = list(told_by(post))
        back = [
            row
            for campaign in house.ledger.store.load_many(items)
            for row in taken_back(campaign, [s for code, s in steps if code == campaign.code], post.reply, house.rules)
        ]
        return [*back, *(r for r in found if not r["past"])]
    return [*(r for r in found if r["past"] and r["at"] == told), *(r for r in found if not r["past"])]


def _rule(row: dict[str, Any]) -> str:
    """The step's name and when it is due: `overdue_3 (3 working days after)`."""
    rule = row["rule"]
    if rule is None:
        return f"{row['step']} (no longer in the rules)"
    n, unit = (rule["hours"], "working hour") if rule["hours"] is not None else (rule["days"], "working day")
    when = "on the day" if n == 0 else f"{abs(n)} {unit}{'s' if abs(n) != 1 else ''} {'after' if n > 0 else 'before'}"
    return f"{row['step']} ({when})"


def _held(held: dict[str, Any]) -> str:
    until = f" until {held['until'][:16].replace('T', ' ')}" if held["until"] else ""
    return f"{held['why']}{until}"


def _days(days: list[dict[str, object]]) -> str:
    skipped = [f"{d['day']} {d['name'] or d['why']}" for d in days if not d["counted"] or d["why"] == "make-up"]
    return f"{sum(bool(d['counted']) for d in days)}" + (
        f" (skipped or made up: {', '.join(skipped[:6])})" if skipped else ""
    )


def _first(month: str | None, today: date) -> date:
    if month is None:
        return today.replace(day=1)
    try:
        return date.fromisoformat(f"{month}-01")
    except ValueError:
        raise click.ClickException(f"{month!r} is no month; write it like 2026-10") from None
