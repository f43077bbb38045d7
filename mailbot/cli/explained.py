"""explained: what would be understood of a mail, as a person reads it on a terminal, in the company's language."""

import re
from typing import Any

import click

from mailbot.cli.common import inert, print_rows
from mailbot.house import House

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
