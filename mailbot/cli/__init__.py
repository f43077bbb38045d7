"""The command line: one module a group of commands, each imported when it is asked for, so that --help is quick."""

import gc
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from mailbot import __version__
from mailbot.errors import MailbotError

# command → (module, one line of help). The help stands here so that `mailbot --help` imports none of them.
_COMMANDS = {
    "demo": ("demo", "Play the whole story on an embedded mail server: no account, no network."),
    "init": ("setup", "Make a working folder with commented rules and settings."),
    "check": ("setup", "Check rules, connections, credentials, clock and calendar."),
    "run": ("service", "Run the service: poll the mailbox, answer, remind."),
    "ingest": ("reading", "Take in mails from files: .eml, mbox, Maildir."),
    "explain": ("reading", "Say what would be understood from mails and why; writes nothing."),
    "status": ("looking", "Campaigns by stage, what waits, what is wrong."),
    "show": ("looking", "A campaign's timeline."),
    "export": ("looking", "Everything as JSON."),
    "verify": ("looking", "Project the entries anew and compare with the state."),
    "outbox": ("looking", "What was sent and what waits."),
    "quarantine": ("keeping", "Mails set aside: list, show, release, drop."),
    "retry": ("keeping", "Take mails again whose handling failed, and held outbox entries."),
    "retention": ("keeping", "Remove the octets of old mails, as the settings say."),
    "backup": ("keeping", "Copy the ledger while it is in use."),
    "migrate": ("keeping", "Bring the schema forward, or move the ledger to another database."),
    "tick": ("clock", "Do what is due once."),
    "fetch": ("fetching", "Fetch the counts of campaigns from the configured back ends."),
    "digest": ("clock", "Show the weekly digest as it would be sent."),
    "why": ("clock", "Why a reminder came: the rule and the days counted."),
    "rehearse": ("clock", "Every mail that would go out if nobody did anything."),
    "calendar": ("clock", "Show the working calendar; import a year."),
}


class _Lazy(click.Group):
    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        return super().parse_args(ctx, in_place(args))

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        from mailbot.ledger.driver import load_peewee

        load_peewee()
        command: click.Command = getattr(import_module(f"mailbot.cli.{_COMMANDS[cmd_name][0]}"), cmd_name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in _COMMANDS and not args[0].startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(args[0], _COMMANDS, n=1)
            meant = f"; is `{near[0]}` meant?" if near else ""
            ctx.fail(f"there is no command {args[0]!r}{meant}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in _COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except MailbotError as error:
            # Knowing errors are for people: their text, no traceback.
            click.echo(f"mailbot: {error}", err=True)
            ctx.exit(1)


@click.command(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, prog_name="mailbot")
@click.option(
    "--folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("."),
    envvar="MAILBOT_FOLDER",
    show_default="the current folder",
    help="The working folder, made by `mailbot init`: mailbot.toml, rules/, templates/, data/.",
)
@click.pass_context
def cli(ctx: click.Context, folder: Path) -> None:
    """mailbot keeps the ledger, the clock and the paper trail of product campaigns (产品策略) that are run by mail."""
    ctx.obj = folder


def in_place(args: list[str]) -> list[str]:
    """A command line with `--folder` before the command and `--now` and `--json` behind it, on whichever side they were
    written. What stands behind `--` is left alone."""
    end = args.index("--") if "--" in args else len(args)
    words, own, its, rest = args[:end], list[str](), list[str](), list[str]()
    while words:
        word = words.pop(0)
        name, given, _ = word.partition("=")
        said = [word, words.pop(0)] if name in ("--folder", "--now") and not given and words else [word]
        {"--folder": own, "--now": its, "--json": its}.get(name, rest).extend(said)
    return [*own, *rest, *its, *args[end:]]


def main() -> None:
    # Modules and rules live as long as the process; to look for garbage among them while they load takes a tenth of a
    # short command.
    gc.set_threshold(100_000, 20, 20)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # A terminal or pipe of another encoding must not end a command that has Chinese to say.
            stream.reconfigure(errors="replace")
    cli()
