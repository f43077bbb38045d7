"""What the type checker must see, tried on a module that is wrong on purpose."""

import re
import subprocess
import sys
from pathlib import Path

TREE = Path(__file__).parent.parent.parent

WRONG = '''\
from dataclasses import dataclass
from typing import TypeVar

from mailbot.value import Value, replace


class Node(Value):
    title: str
    due: int = 0


class Issue(Value):
    title: str


@dataclass(frozen=True)
class Server:
    title: str = ""


N = TypeVar("N", bound=Node)


def general(node: N) -> N:
    return replace(node, title="right")


def either(one: Node | Issue) -> Node | Issue:
    return replace(one, title="right")


node: Node = replace(Node(title="a"), due=2)  # right
replace(node, titel="b")  # wrong
replace(node, due="")  # wrong
replace(Server(), title="b")  # wrong
replace(node if node.due else Server(), title="b")  # wrong
'''


def test_replace_is_given_a_value_and_its_own_fields_alone(tmp_path: Path) -> None:
    module = tmp_path / "wrong.py"
    module.write_text(WRONG, encoding="utf-8")
    command = [sys.executable, "-m", "mypy", "--config-file", TREE / "pyproject.toml", "--no-pretty", "--no-error-summary", module]
    done = subprocess.run(command, cwd=TREE, capture_output=True, text=True, check=False, timeout=300)
    named = [int(number) for number in re.findall(r":(\d+): error: ", done.stdout)]
    assert named == [n for n, line in enumerate(WRONG.splitlines(), 1) if line.endswith("# wrong")], done.stdout + done.stderr
