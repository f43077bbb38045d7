"""The wheel: built without a network, installed into another folder, it brings everything that a working folder begins with."""

import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from email.message import EmailMessage
from pathlib import Path

import pytest

pytestmark = pytest.mark.xdist_group("wheel")  # what its tests share is made once

TREE = Path(__file__).parent.parent.parent


def run(*command: str | Path, folder: Path, path: Path | None = None) -> str:
    """What a command prints; the tree that is tested is out of its sight."""
    environ = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "PIP_INDEX_URL")}
    environ |= {"PYTHONPATH": str(path)} if path else {}
    done = subprocess.run(command, cwd=folder, env=environ, capture_output=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr.decode(errors="replace")
    return done.stdout.decode()


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    pip = (sys.executable, "-m", "pip", "wheel", "--quiet", "--no-index", "--no-deps", "--no-build-isolation")
    run(*pip, "--wheel-dir", out, TREE, folder=out)
    [path] = out.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel alone; what it needs comes from the environment of the tests."""
    target = tmp_path_factory.mktemp("installed")
    pip = (sys.executable, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps")
    run(*pip, "--target", target, wheel, folder=target)
    return target


def files(folder: Path, wanted: Sequence[str]) -> list[str]:
    """The files of the wanted kinds below a folder, by their path in it."""
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.suffix in wanted)


@pytest.mark.parametrize(("folder", "kinds"), [("rules", [".toml"]), ("templates", [".html", ".toml", ".md"])])
def test_it_carries_the_defaults_of_the_tree_and_no_other(wheel: Path, folder: str, kinds: Sequence[str]) -> None:
    place = f"mailbot/defaults/{folder}/"
    with zipfile.ZipFile(wheel) as archive:
        carried = sorted(name.removeprefix(place) for name in archive.namelist() if name.startswith(place))
    assert carried == files(TREE / folder, kinds)


def test_it_carries_every_module_and_nothing_of_the_tests(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = [name for name in archive.namelist() if ".dist-info/" not in name and "/defaults/" not in name]
    assert sorted(n for n in names if n.endswith(".py")) == [f"mailbot/{p}" for p in files(TREE / "mailbot", [".py"])]
    assert {name.partition("/")[0] for name in names} == {"mailbot"}


def test_it_says_its_licence_and_which_python_it_needs(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        [name] = [name for name in archive.namelist() if name.endswith(".dist-info/METADATA")]
        metadata = archive.read(name).decode()
    assert ("License-Expression: Apache-2.0" in metadata, "Requires-Python: >=3.11" in metadata) == (True, True)


def test_installed_elsewhere_it_reads_a_mail_by_its_rules_and_writes_one_by_its_templates(installed: Path, tmp_path: Path) -> None:
    mailbot = (sys.executable, "-m", "mailbot")
    where = run(sys.executable, "-c", "import mailbot; print(mailbot.__file__)", folder=tmp_path, path=installed)
    assert Path(where.strip()).is_relative_to(installed)
    work = tmp_path / "work"
    run(*mailbot, "init", work, folder=tmp_path, path=installed)
    assert files(work / "rules", [".toml"]) == files(TREE / "rules", [".toml"])
    mail = EmailMessage()
    mail["Authentication-Results"] = "mx.corp.example; dmarc=pass header.from=corp.example"
    mail["From"], mail["To"], mail["Subject"] = "陈静 <chenjing@corp.example>", "strategy@corp.example", "【计划】星桥服务端8.2.1在线升级"
    mail["Date"], mail["Message-ID"] = "Mon, 30 Nov 2026 10:00:00 +0800", "<1@mail.corp.example>"
    mail.set_content("产品：星桥服务端\n版本：8.2.1\n\n1. 12月11日前 完成全量升级（孙丽）\n")
    (tmp_path / "plan.eml").write_bytes(mail.as_bytes())
    line = run(*mailbot, "--folder", work, "explain", "plan.eml", "--json", folder=tmp_path, path=installed)
    understood = json.loads(line)
    assert (understood["verdict"], understood["kind"], understood["fields"]["version"]) == ("accepted", "plan", "8.2.1")
    run(*mailbot, "--folder", work, "ingest", "plan.eml", "--now", "2026-11-30T10:00", folder=tmp_path, path=installed)
    digest = ("digest", "--preview", "--now", "2026-12-07T09:00")
    preview = run(*mailbot, "--folder", work, *digest, folder=tmp_path, path=installed)
    assert ("SU-2026-0001" in preview, "商密 · 内部资料 请勿外传" in preview) == (True, True)
