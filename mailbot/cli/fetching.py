"""fetch: the counts of campaigns from the configured back ends, now."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from mailbot.cli.common import clock_of, house_of, json_option, now_option, print_json, print_rows
from mailbot.house import House

if TYPE_CHECKING:
    from mailbot.campaign.model import CoverageRow


@click.command()
@click.argument("codes", nargs=-1)
@click.option("--preview", is_flag=True, help="Show what the back end answers; record nothing.")
@now_option
@json_option
@click.pass_context
def fetch(ctx: click.Context, codes: tuple[str, ...], preview: bool, now: datetime | None, as_json: bool) -> None:
    """Fetch the counts of these campaigns, whether or not it is time to; without CODES, of all whose time it is."""
    if preview and not codes:
        raise click.UsageError("--preview needs the code of a campaign")
    with house_of(ctx, read_only=preview) as house:
        if not house.settings.backends:
            raise click.ClickException("mailbot.toml has no [[backend]]: there is nothing to ask")
        if not codes:
            from mailbot.fetch_tables import fetch_tables

            taken = fetch_tables(house, lambda: clock_of(now, house))
            if as_json:
                print_json({"fetched": taken})
            else:
                click.echo(f"{taken} tables fetched")
            return
        found = {code: _fetched(code, preview, now, house) for code in dict.fromkeys(c.upper() for c in codes)}
        if as_json:
            print_json([{"campaign": code, **row} for code, rows in found.items() for row in map(_shown, rows)])
            return
        shown = [(code, *_shown(row).values()) for code, rows in found.items() for row in rows]
        print_rows(("campaign", "version", "parameter", "value", "region", "count", "share"), shown)


def _fetched(code: str, preview: bool, now: datetime | None, house: House) -> "tuple[CoverageRow, ...]":
    from mailbot.fetch_tables import Fetching, asked_of, backend_of, fetch_table
    from mailbot.inbound.forms.tables.fetchedtable import read_fetched

    campaign = house.ledger.store.load(code)
    if campaign is None:
        raise click.ClickException(f"there is no campaign {code}; `mailbot status` lists them")
    backend = backend_of(campaign, house.settings.backends)
    if backend is None:
        raise click.ClickException(f"no [[backend]] in mailbot.toml has tables of {campaign.kind}, {campaign.product}")
    if preview:
        return read_fetched(Fetching().begin(backend).ask(asked_of(campaign)), campaign, house.rules)
    if campaign.over:
        raise click.ClickException(f"{code} is {campaign.stage}: its counts stay as they are")
    return fetch_table(campaign, backend, house, lambda: clock_of(now, house), Fetching())


def _shown(row: "CoverageRow") -> dict[str, Any]:
    return {
        "version": row.version,
        "parameter": row.parameter,
        "value": row.value,
        "region": row.region,
        "count": row.count,
        "share": row.share,
    }
