"""tick, digest, why, rehearse, calendar: the clock, done once or looked at ahead."""

from datetime import date, datetime, timedelta
from pathlib import Path

import click

from mailbot.cli.common import clock_of, house_of, json_option, now_option, print_json, print_rows
from mailbot.house import House


@click.command()
@now_option
@json_option
@click.pass_context
def tick(ctx: click.Context, now: datetime | None, as_json: bool) -> None:
    """Do what is due once: reminders, prompts, what runs out, the weekly digest. A second tick changes nothing."""
    from mailbot.on_clock import on_clock

    with house_of(ctx) as house:
        done = on_clock(house, clock_of(now, house))
        if as_json:
            print_json({"changed": done.changed, "queued": done.queued})
        else:
            click.echo(f"{done.changed} campaigns changed, {done.queued} mails queued")


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
    from mailbot.outbound.templates import Frame
    from mailbot.weekly import digest_facts

    del preview
    with house_of(ctx, read_only=True) as house:
        at = clock_of(now, house)
        facts = digest_facts(house, at)
        if as_json:
            print_json(facts)
            return
        rendered = house.templates.render("digest", house.rules.company.language, facts, Frame(now=at, mark="D-0"))
        click.echo(rendered.subject)
        click.echo()
        click.echo(rendered.text)
        if html_to:
            html_to.write_text(rendered.html, encoding="utf-8")


@click.command()
@click.argument("id")
@json_option
@click.pass_context
def why(ctx: click.Context, id: str, as_json: bool) -> None:
    """Why a reminder came: ID is its number (1042 or D-1042) or a campaign's code. Gives the rule and the days counted."""
    from mailbot.campaign.why import explained

    with house_of(ctx, read_only=True) as house:
        codes, person = _asked(id, house)
        rows = [r for c in house.ledger.store.load_many(codes) for r in explained(c, house.rules, person=person)]
        if as_json:
            print_json(rows)
            return
        shown = [
            (
                r["campaign"],
                r["title"],
                r["step"],
                r["person"],
                r["due"][:16],
                r["at"][:16],
                "sent" if r["past"] and not r["merged"] else "merged" if r["merged"] else "to come",
                _days(r["days"]),
            )
            for r in rows
        ]
        print_rows(("campaign", "item", "step", "whom", "due", "at", "", "days counted"), shown)


@click.command()
@click.argument("code")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), required=True, help="The last day, YYYY-MM-DD.")
@now_option
@json_option
@click.pass_context
def rehearse(ctx: click.Context, code: str, until: datetime, now: datetime | None, as_json: bool) -> None:
    """Every mail that would go out until a day, to whom and on which working day, if nobody did anything."""
    from mailbot.campaign.rehearsal import rehearsal

    with house_of(ctx, read_only=True) as house:
        campaign = house.ledger.store.load(code.upper())
        if campaign is None:
            raise click.ClickException(f"there is no campaign {code}; `mailbot status` lists them")
        rows = rehearsal(campaign, clock_of(now, house), until.date(), house.rules)
        if as_json:
            print_json(rows)
            return
        shown = [
            (r["at"][:16].replace("T", " "), r["weekday"], r["purpose"], ", ".join(r["to"]), r["what"]) for r in rows
        ]
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


def _asked(id: str, house: House) -> tuple[list[str], str]:
    """(campaigns, person) that a number or code is about."""
    text = id.upper().removeprefix("D-")
    if not text.isdigit():
        if not house.ledger.store.exists(id.upper()):
            raise click.ClickException(f"{id} is neither a reminder's number (D-1042) nor a campaign's code")
        return [id.upper()], ""
    try:
        post = house.ledger.outbox.get(int(text))
    except KeyError:
        raise click.ClickException(f"there is no outbox entry {id}; `mailbot outbox` lists them") from None
    codes = [r.campaign for r in post.rows] or ([post.campaign] if post.campaign else [])
    return list(dict.fromkeys(codes)), post.to[0]


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
