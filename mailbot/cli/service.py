"""run: the service."""

import os

import click

from mailbot.cli.common import house_of


@click.command()
@click.pass_context
def run(ctx: click.Context) -> None:
    """Run the service until SIGTERM or Ctrl-C: poll the mailbox, answer, remind, send."""
    from mailbot.cli.logs import set_up_logging
    from mailbot.cli.notify import notify
    from mailbot.cli.stopping import stopped_by_signals
    from mailbot.service import Service

    with house_of(ctx, service=True) as house:
        set_up_logging(house.settings.service.log_level)
        service = Service(house, ctx.obj)

        def stop() -> None:
            notify("STOPPING=1")
            service.stop()

        with stopped_by_signals(stop):
            notify("READY=1", f"MAINPID={os.getpid()}")
            service.run()
