"""ingest, explain: mails from files."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from mailbot.cli.common import clock_of, house_of, json_option, now_option, print_json, print_rows, progress

_BATCH = 200


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@now_option
@json_option
@click.option("--silent", is_flag=True, help="Record an archive and send nothing for it.")
@click.pass_context
def ingest(ctx: click.Context, paths: tuple[Path, ...], now: datetime | None, as_json: bool, silent: bool) -> None:
    """Take in mails from files: .eml, mbox, Maildir, or a folder of them. A mail that is known already is passed over."""
    from mailbot.inbound.files import read_files
    from mailbot.on_mail import on_mail, take_in

    with house_of(ctx) as house:
        new: list[int] = []
        read = 0
        for batch in _batches(read_files(paths)):
            read += len(batch)
            new += take_in(batch, house)
        if not read:
            _nothing(paths)
        waiting = list(house.ledger.archive.waiting())
        results = [on_mail(id, house, clock_of(now, house), silent=silent) for id in progress(waiting, "mails")]
        if as_json:
            for r in results:
                print_json({"mail": r.mail, "verdict": r.verdict, "kind": r.kind, "campaign": r.campaign})
            return
        print_rows(("mail", "verdict", "kind", "campaign"), [(r.mail, r.verdict, r.kind, r.campaign) for r in results])
        click.echo(f"{len(new)} new, {len(results)} decided")


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@now_option
@json_option
@click.pass_context
def explain(ctx: click.Context, files: tuple[Path, ...], now: datetime | None, as_json: bool) -> None:
    """Say what would be understood from each mail, from which line, and why. Writes nothing."""
    from mailbot.cli.explained import explained
    from mailbot.considering.explanation import explanation
    from mailbot.inbound.files import read_files

    with house_of(ctx, read_only=True) as house:
        for path in files:
            found = False
            for raw in read_files([path]):
                found = True
                shown = explanation(raw.octets, house, clock_of(now, house))
                if as_json:
                    print_json({"file": str(path), **shown})
                else:
                    explained(str(path), shown, house)
            if not found:
                _nothing([path])


def _nothing(paths: Iterable[Path]) -> None:
    click.echo(f"mailbot: no mail in {', '.join(map(str, paths))}: .eml files, an mbox or a Maildir is meant", err=True)


def _batches(mails: Iterator[Any]) -> Iterator[list[Any]]:
    """Batches bounded in number and octets: a backlog is kept a transaction at a time, not a mail at a time."""
    batch: list[Any] = []
    size = 0
    for raw in mails:
        batch.append(raw)
        size += len(raw.octets)
        if len(batch) >= _BATCH or size > 32_000_000:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
