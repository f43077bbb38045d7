"""ingest, explain: mails from files; what would be understood of them, as a person reads it, in the company's language."""

import re
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from mailbot.cli.common import clock_of, house_of, inert, json_option, now_option, print_json, print_rows, progress
from mailbot.house import House
from mailbot.value import asdict

_BATCH, _OCTETS = 200, 32_000_000  # of a backlog, kept a transaction at a time, not a mail at a time


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@now_option
@json_option
@click.option("--silent", is_flag=True, help="Record an archive and send nothing for it.")
@click.pass_context
def ingest(ctx: click.Context, paths: tuple[Path, ...], now: datetime | None, as_json: bool, silent: bool) -> None:
    """Take in mails from files: .eml, mbox, Maildir, or a folder of them. A mail that is known already is passed over."""
    from mailbot.inbound.files import read_files
    from mailbot.inbound.rawmail import batches
    from mailbot.on_mail import on_mail, take_in

    with house_of(ctx) as house:
        new: list[int] = []
        read = 0
        for batch in batches(read_files(paths), _BATCH, _OCTETS):
            read += len(batch)
            new += take_in(batch, house)
        if not read:
            _nothing(paths)
        waiting = list(house.ledger.archive.waiting())
        results = [on_mail(id, house, clock_of(now, house), silent=silent) for id in progress(waiting, "mails")]
        if as_json:
            for r in results:
                print_json(asdict(r))
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


_NODE = re.compile(r"nodes\[(?P<n>\d+)\]\.(?P<key>\w+)")
_COLUMNS = ("title", "owner", "department", "start", "due")  # a node's, in the order of a plan's table


def explained(name: str, shown: dict[str, Any], house: House) -> None:
    """Print the reading that `explanation` gives: each value with its line, its words and the rule, then why, what is wrong,
    what was assumed and what was not given. The keys of the JSON are said in words (`[verdict] [explain] [why] [rule]` of
    `templates/*/words.toml`)."""
    language = house.rules.company.language
    words = house.templates.phrasing(language)

    quote = "“”" if language == "zh" else '""'

    def say(key: str) -> str:
        return words.word(key, "explain")

    def what(field: str) -> str:
        found = _NODE.fullmatch(field)
        return f"{found['n']} {words.field(found['key'])}" if found else words.field(field)

    verdict, kind = words.word(shown["verdict"], "verdict"), words.word(shown["kind"], "kind")
    campaign = f" · {shown['campaign']}" if shown["campaign"] else ""
    title = f"{name}：{verdict} · {kind}{campaign}" if language == "zh" else f"{name}: {verdict}, {kind}{campaign}"
    about = {**shown["fields"], "nodes": shown["nodes"]}
    rows = [
        (
            what(r["field"]),
            words.reading(r["value"], r["field"].rpartition(".")[2], about),
            say("subject") if r["place"] == "subject" else r["place"],
            " ".join(r["words"].split()),
            words.word(r["rule"], "rule"),
        )
        for r in sorted(shown["readings"], key=_rank)
    ]
    click.echo(inert(title))
    if rows:
        print_rows(tuple(say(column) for column in ("what", "understood", "line", "from", "rule")), rows)
    if shown["dry_run"]:
        click.echo(f"  {say('dry_run')}")
    wrong = {error["reason"] for error in shown["errors"]}
    for reason in shown["reasons"]:
        if reason not in wrong:
            click.echo(inert(f"  {say('because')}{words.word(reason, 'why')}"))
    for error in shown["errors"]:
        place = words.place(str(error["line"] or ""))
        click.echo(inert(f"  ! {place + ' ' if place else ''}{error['message']} {error['hint'] or ''}".rstrip()))
    for remark in shown["remarks"]:
        said = house.templates.reason(remark["reason"], language, {**remark["facts"], "words": remark["words"]})
        beside = (
            f"{quote[0]}{remark['words']}{quote[1]} " if remark["words"] and remark["words"] not in said.message else ""
        )
        click.echo(inert(f"  · {beside}{said.message} {said.hint or ''}".rstrip()))
    if shown["missing"]:
        click.echo(f"  {say('missing')}{words.listing([words.field(key) for key in shown['missing']])}")
    click.echo()


def _rank(reading: dict[str, Any]) -> tuple[int, int]:
    """What is said of the plan first, as it was read; then node by node."""
    found = _NODE.fullmatch(reading["field"])
    if found is None:
        return 0, 0
    return int(found["n"]), _COLUMNS.index(found["key"]) if found["key"] in _COLUMNS else len(_COLUMNS)
