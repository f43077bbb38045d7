"""run: the service."""

import logging
import os
import signal
from types import FrameType

import click

from mailbot.cli.common import house_of


@click.command()
@click.pass_context
def run(ctx: click.Context) -> None:
    """Run the service until SIGTERM or Ctrl-C: poll the mailbox, answer, remind, send."""
    from mailbot.logs import set_up_logging
    from mailbot.notify import notify
    from mailbot.service import Service

    with house_of(ctx, service=True) as house:
        set_up_logging(house.settings.service.log_level)
        service = Service(house, ctx.obj)

        def stop(number: int, frame: FrameType | None) -> None:
            del frame
            logging.getLogger("mailbot.service").info("stopping", extra={"signal": signal.Signals(number).name})
            notify("STOPPING=1")
            service.stop()

        signal.signal(signal.SIGTERM, stop)
        signal.signal(signal.SIGINT, stop)
        notify("READY=1", f"MAINPID={os.getpid()}")
        service.run()
