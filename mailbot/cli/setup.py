"""init, check: a working folder, and whether everything in it works."""

import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

import click

from mailbot.cli.common import json_option, print_json, print_rows
from mailbot.value import asdict


@click.command()
@click.argument("directory", type=click.Path(file_okay=False, path_type=Path))
@click.pass_context
def init(ctx: click.Context, directory: Path) -> None:
    """Make a working folder: rules/ and mailbot.toml with comments, data/ for the ledger. Files that are there stay."""
    from mailbot.rulebook.load import default_folder
    from mailbot.settings.settings import example

    del ctx
    (directory / "data").mkdir(parents=True, exist_ok=True)
    made = []
    for source in sorted(default_folder().rglob("*.toml")):
        target = directory / "rules" / source.relative_to(default_folder())
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
            made.append(target)
    settings = directory / "mailbot.toml"
    if not settings.exists():
        settings.write_text(example(), encoding="utf-8")
        made.append(settings)
    for path in made:
        click.echo(path)
    click.echo(
        f"Next: edit {directory}/rules/company.toml and people.toml, then {directory}/mailbot.toml; "
        f"`mailbot --folder {directory} check` says what is still missing."
    )


@click.command()
@click.option(
    "--no-mail", is_flag=True, help="Do not mail the bot itself (it shows which proof of a sender the server gives)."
)
@json_option
@click.pass_context
def check(ctx: click.Context, as_json: bool, no_mail: bool) -> None:
    """Check rules, templates, settings, ledger, connections, credentials, clock and calendar, and mail the bot itself; exit
    status 1 where something is wrong."""
    from mailbot.watching.checkup import checkup

    found = checkup(ctx.obj, os.environ, datetime.now(UTC), mail=not no_mail)
    if as_json:
        print_json([asdict(f) for f in found])
    else:
        print_rows(("what", "", "details"), [(f.what, f.state, f.details) for f in found])
    ctx.exit(1 if any(f.state == "wrong" for f in found) else 0)
