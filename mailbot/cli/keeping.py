"""quarantine, retry, backup, migrate: an operator's hand."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from mailbot.cli.common import clock_of, house_of, inert, json_option, local, now_option, print_json, print_rows
from mailbot.house import House
from mailbot.ledger.mails import Mail
from mailbot.settings.settings import in_folder


@click.group(invoke_without_command=True)
@json_option
@click.pass_context
def quarantine(ctx: click.Context, as_json: bool) -> None:
    """Mails that were not acted on: senders not proven, and those whose handling failed. By itself it lists them."""
    if ctx.invoked_subcommand is None:
        ctx.invoke(list_mails, as_json=as_json)


@quarantine.command("list")
@json_option
@click.pass_context
def list_mails(ctx: click.Context, as_json: bool) -> None:
    """What is in quarantine, oldest first."""
    with house_of(ctx, read_only=True) as house:
        mails = house.ledger.archive.quarantined()
        if as_json:
            print_json(
                [
                    {
                        "id": m.id,
                        "from": m.sender or None,
                        "subject": m.subject,
                        "received": m.received,
                        "state": m.state,
                        "reasons": list(m.reasons),
                        "error": m.traceback.strip().rpartition("\n")[2] or None,
                    }
                    for m in mails
                ]
            )
            return
        at = local(house)
        words = house.templates.phrasing(house.rules.company.language)
        rows = [
            (
                m.id,
                at(m.received),
                m.sender,
                m.subject,
                ", ".join(words.word(reason, "why") for reason in m.reasons)
                or m.traceback.strip().rpartition("\n")[2][:100],
            )
            for m in mails
        ]
        print_rows(("id", "received", "from", "subject", "why"), rows)


@quarantine.command("show")
@click.argument("id", type=int)
@click.option("--raw", is_flag=True, help="The very octets.")
@click.pass_context
def show_mail(ctx: click.Context, id: int, raw: bool) -> None:
    """One mail, with the traceback of the error that its handling raised."""
    with house_of(ctx, read_only=True) as house:
        mail = _mail(house, id)
        if not house.ledger.archive.has_octets(id):
            raise click.ClickException(f"the octets of mail {id} were removed by retention (keep_days in mailbot.toml)")
        octets = house.ledger.archive.octets(id)
        if raw:
            sys.stdout.buffer.write(octets)
            return
        click.echo(f"{mail.id}  {mail.sender}  {inert(mail.subject)}\n{', '.join(mail.reasons)}")
        if mail.traceback:
            click.echo(inert(mail.traceback))
        click.echo(inert(octets[:20_000].decode("utf-8", "replace")))


@quarantine.command("release")
@click.argument("id", type=int)
@click.pass_context
def release(ctx: click.Context, id: int) -> None:
    """Take a mail as if its sender were proven."""
    from mailbot.on_mail import on_mail

    with house_of(ctx) as house:
        mail = _mail(house, id)
        now = datetime.now(UTC)
        done = house.ledger.archive.retry(id) if mail.state == "set-aside" else house.ledger.archive.release(id)
        if not done:
            raise click.ClickException(f"mail {id} is not in quarantine")
        _noted(house, now, order="release", mail=id)
        r = on_mail(id, house, now.astimezone(house.rules.zone))
        click.echo(f"{r.verdict} {r.kind} {r.campaign or ''}".rstrip())


@quarantine.command("drop")
@click.argument("id", type=int)
@click.pass_context
def drop(ctx: click.Context, id: int) -> None:
    """Ignore a mail for good; it stays in the ledger."""
    with house_of(ctx) as house:
        now = datetime.now(UTC)
        _mail(house, id)
        if not house.ledger.archive.drop(id, at=now):
            raise click.ClickException(f"mail {id} is not in quarantine")
        _noted(house, now, order="drop", mail=id)
        click.echo(f"{id} dropped")


@click.command()
@click.argument("ids", nargs=-1, type=int)
@click.option(
    "--entry", "entries", multiple=True, type=int, help="Send this outbox entry again, which the server refused."
)
@click.pass_context
def retry(ctx: click.Context, ids: tuple[int, ...], entries: tuple[int, ...]) -> None:
    """Take mails again whose handling failed (all, or those named), and outbox entries that a template's fault held."""
    from mailbot.on_mail import on_mail

    with house_of(ctx) as house:
        now = datetime.now(UTC).astimezone(house.rules.zone)
        again = [id for id in entries if house.ledger.outbox.release(id, now)]
        if wrong := sorted(set(entries) - set(again)):
            raise click.ClickException(f"outbox entry {wrong[0]} was neither refused nor held: nothing to send again")
        if ids:
            for id in ids:
                _mail(house, id)
            for id in ids:
                house.ledger.archive.retry(id)
        elif not entries:
            house.ledger.archive.retry()
        held = [*again] + [
            p.id for p in house.ledger.outbox.list(states=("held",)) if house.ledger.outbox.release(p.id, now)
        ]
        results = [on_mail(id, house, now) for id in house.ledger.archive.waiting()]
        _noted(house, now, order="retry", mails=[r.mail for r in results], held=held)
        print_rows(("mail", "verdict", "kind", "campaign"), [(r.mail, r.verdict, r.kind, r.campaign) for r in results])
        if held:
            click.echo(f"{len(held)} outbox entries wait again")


@click.command()
@click.option("--preview", is_flag=True, help="Say what would be removed; remove nothing.")
@now_option
@json_option
@click.pass_context
def retention(ctx: click.Context, preview: bool, now: datetime | None, as_json: bool) -> None:
    """Remove the octets of mails whose campaign is over, and of ignored ones, after `keep_days` of mailbot.toml [ledger]. The
    service does so daily. Entries, state and what was sent stay."""
    from mailbot.retain import retain

    with house_of(ctx, read_only=preview) as house:
        if not house.settings.ledger.keep_days:
            raise click.ClickException("mailbot.toml [ledger] has no keep_days: everything is kept for ever")
        done = retain(house, clock_of(now, house), preview=preview)
        if as_json:
            print_json({"until": done.until, "mails": done.mails, "octets": done.octets, "tables": done.tables})
        else:
            would = "would be removed" if preview else "removed"
            until = local(house)(done.until)
            click.echo(
                f"{done.mails} mails ({done.octets:,} octets) and {done.tables} tables decided before {until} {would}"
            )


@click.command()
@click.argument("to", type=click.Path(path_type=Path))
@click.pass_context
def backup(ctx: click.Context, to: Path) -> None:
    """Copy the ledger, whole and consistent, while the service runs."""
    with house_of(ctx, read_only=True) as house:
        house.ledger.backup(to)
        click.echo(f"{to}: {to.stat().st_size:,} bytes")


@click.command()
@click.option("--to", "url", help="Copy the ledger to this database (an empty one), and verify it there.")
@click.pass_context
def migrate(ctx: click.Context, url: str | None) -> None:
    """Bring the ledger's schema forward (a backup is made first on SQLite), or move it to another database."""
    # What a service took in meanwhile would be left behind: on SQLite its lock file says that there is one.
    with house_of(ctx, service=url is not None) as house:
        if url is None:
            click.echo("the ledger's schema is up to date")
            return
        from mailbot.ledger.ledger import Ledger
        from mailbot.ledger.move import move

        with Ledger.open(in_folder(url, ctx.obj)) as target:
            rows = move(house.ledger, target, _shown if sys.stderr.isatty() else lambda table, rows: None)
        click.echo(f"{rows} rows moved and verified; now set [ledger] url in mailbot.toml")


def _shown(table: str, rows: int) -> None:
    click.echo(f"\r{table}: {rows:,} rows\033[K", nl=False, err=True)


def _noted(house: House, now: datetime, **order: object) -> None:
    """An operator's order is kept as what acted on the ledger."""
    house.ledger.ticks.record(now, what="order", detail=order, rules=house.rules.hash)


def _mail(house: House, id: int) -> Mail:
    try:
        return house.ledger.archive.get(id)
    except KeyError:
        raise click.ClickException(f"there is no mail {id}; `mailbot quarantine list` lists them") from None
