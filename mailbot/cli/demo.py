"""demo: the whole story on an embedded mail server."""

from pathlib import Path

import click

from mailbot.cli.common import inert


@click.command()
@click.option(
    "--into",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("data/demo"),
    show_default=True,
    help="Where the mails and index.html are left; an earlier demo's are replaced.",
)
@click.pass_context
def demo(ctx: click.Context, into: Path) -> None:
    """Play six weeks of two campaigns over real IMAP and SMTP on loopback: no account, no network, under a minute."""
    from mailbot.demo.play import play

    played = play(into, lambda line: click.echo(inert(line)))
    click.echo()
    for code, stage in played.stages.items():
        click.echo(f"{code}: {stage}")
    click.echo(f"{played.received} mails in, {played.sent} mails out")
    for line in played.unsent:
        click.echo(f"not sent: {inert(line)}", err=True)
    for text in played.set_aside:
        click.echo(inert(text), err=True)
    for line in played.differences:
        click.echo(f"verify: {inert(line)}", err=True)
    if not played.differences:
        click.echo(f"verify: {played.entries} entries agree with the state")
    click.echo(f"See every mail as its reader does: {played.index}")
    click.echo(f"Look into the ledger: mailbot --folder {played.work} status")
    ctx.exit(1 if played.differences or played.unsent or played.set_aside else 0)
