"""What the commands share: the house, the clock that `--now` sets, tables for people and JSON for programs."""

import gc
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from mailbot.house import House

Row = Sequence[Any]
_PIPE_WIDTH = 300


@contextmanager
def house_of(ctx: click.Context, *, read_only: bool = False, service: bool = False) -> Iterator[House]:
    """The house of the working folder, closed afterwards."""
    from mailbot.app import open_house

    folder: Path = ctx.obj
    if not folder.is_dir():
        raise click.ClickException(f"{folder}: no such folder; `mailbot init {folder}` makes it a working folder")
    if not read_only and not (folder / "mailbot.toml").exists():
        click.echo(
            f"mailbot: {folder} has no mailbot.toml: the default rules are used; `mailbot init {folder}` makes a "
            f"working folder",
            err=True,
        )
    house = open_house(ctx.obj, read_only=read_only, service=service)
    gc.freeze()  # what stands now stays, and need not be looked through again
    try:
        yield house
    finally:
        house.ledger.close()


class Instant(click.ParamType[datetime]):
    """ISO 8601; without a zone it is the company's own time."""

    name = "ISO"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        if isinstance(value, datetime):
            return value
        try:
            return datetime.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is no time; write it like 2026-12-01T09:00 or 2026-12-01T09:00+08:00", param, ctx)


now_option = click.option("--now", type=Instant(), help="Set the clock (ISO 8601; no zone: the company's).")
json_option = click.option("--json", "as_json", is_flag=True, help="JSON for programs.")


def clock_of(now: datetime | None, house: House) -> datetime:
    """The time that `--now` sets, else the machine's, in the company's zone."""
    if now is None:
        return datetime.now(UTC).astimezone(house.rules.zone)
    return now.replace(tzinfo=house.rules.zone) if now.tzinfo is None else now.astimezone(house.rules.zone)


def print_json(value: Any) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, default=_plain))


def print_rows(columns: Sequence[str], rows: Sequence[Row], *, title: str = "") -> None:
    """A table on a terminal; text from mails is shown inert (no control characters, no markup)."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(title=title or None, show_edge=False, pad_edge=False, header_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(Text(inert(str("" if cell is None else cell))) for cell in row))
    # In a pipe there is no width to keep to, and an address cut in two is found by no grep.
    width = None if sys.stdout.isatty() else _PIPE_WIDTH
    Console(file=sys.stdout, width=width, soft_wrap=False, highlight=False).print(table)


def inert(text: str) -> str:
    """Without control characters, so that no mail writes escape sequences to a terminal."""
    return "".join(c if c in "\n\t" or (c.isprintable() and not 0x202A <= ord(c) <= 0x202E) else "·" for c in text)


def progress(items: Sequence[Any], label: str) -> Iterator[Any]:
    """The items, with a progress bar where there is a terminal to show it."""
    if not sys.stderr.isatty() or len(items) < 20:
        yield from items
        return
    with click.progressbar(items, label=label, file=sys.stderr) as bar:
        yield from bar


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, Path):
        return str(value)
    raise TypeError(type(value).__name__)


def local(house: House) -> Callable[[datetime | None], str]:
    """Instants in the company's zone, as people read them."""

    def shown(moment: datetime | None) -> str:
        return moment.astimezone(house.rules.zone).strftime("%Y-%m-%d %H:%M") if moment else ""

    return shown
