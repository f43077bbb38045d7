"""The import rules hold because breaking one is seen: each is broken on purpose in a copy of the house."""

import re
import shutil
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest

TREE = Path(__file__).parent.parent.parent
PROJECT = tomllib.loads((TREE / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A copy of what the import rules are about."""
    shutil.copytree(TREE / "mailbot", tmp_path / "mailbot", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(TREE / "pyproject.toml", tmp_path)
    return tmp_path


def lint(house: Path) -> tuple[int, str]:
    """import-linter's exit status and what it says, of the copy alone."""
    code = (
        "import sys; sys.path[:] = ['.', *(p for p in sys.path if p)]; "
        "from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=house, capture_output=True, check=False, timeout=120)
    return done.returncode, done.stdout.decode()


def adds(house: Path, module: str, line: str) -> None:
    path = house / module
    path.write_text(path.read_text(encoding="utf-8") + f"\n{line}\n", encoding="utf-8")


def test_the_copy_keeps_the_rules(house: Path) -> None:
    status, said = lint(house)
    assert (status, re.findall(r"\d+ broken", said)) == (0, ["0 broken"])


@pytest.mark.parametrize(
    ("module", "line", "contract", "named"),
    [
        (
            "mailbot/campaign/due.py",
            "from mailbot.ledger.ledger import Ledger",
            "Floors: a room imports only from floors below it",
            "mailbot.campaign.due -> mailbot.ledger.ledger",
        ),
        (
            "mailbot/inbound/letter.py",
            "from mailbot.outbound.write import write",
            "Floors: a room imports only from floors below it",
            "mailbot.inbound.letter -> mailbot.outbound.write",
        ),
        (
            "mailbot/inbound/poller.py",
            "def f():\n    import imapclient",
            "imapclient has one owner",
            "mailbot.inbound.poller -> imapclient",
        ),
        (
            "mailbot/campaign/summary.py",
            "from peewee import Model",
            "peewee and playhouse stay in the ledger",
            "mailbot.campaign.summary -> peewee",
        ),
        (
            "mailbot/service.py",
            "import aiosmtpd.controller",
            "pymap and aiosmtpd are the demo's server alone",
            "mailbot.service -> aiosmtpd",
        ),
    ],
)
def test_a_rule_that_is_broken_fails_and_names_the_import(
    house: Path, module: str, line: str, contract: str, named: str
) -> None:
    adds(house, module, line)
    status, said = lint(house)
    assert (status, re.findall(r"(.+) BROKEN", said)) == (1, [contract])
    assert named in said


def test_every_library_has_an_owner() -> None:
    """What the program needs to run, extras included, is named by a contract; the database of time zones is imported by nobody."""
    contracts: list[dict[str, Any]] = PROJECT["tool"]["importlinter"]["contracts"]
    owned = {name for c in contracts if c["type"] == "forbidden" for name in c["forbidden_modules"]}
    extras: dict[str, list[str]] = PROJECT["project"]["optional-dependencies"]
    wanted = [*PROJECT["project"]["dependencies"], *(d for name, ds in extras.items() if name != "dev" for d in ds)]
    needed = {re.split(r"[\[<>=~! ]", w)[0].lower() for w in wanted} - {"tzdata"}
    modules = {d.lower(): m for m, distributions in packages_distributions().items() for d in distributions if m in owned}
    assert sorted(needed - modules.keys()) == []
