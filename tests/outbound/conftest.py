import sys
import tomllib
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from people import COMPANY, DIRECTORY

from mailbot.outbound.templates import Templates, default_folder
from mailbot.rulebook.shapes import Kind

RULES = Path(__file__).parents[2] / "rules" / "kinds"


@pytest.fixture(scope="session")
def kinds() -> dict[str, Kind]:
    found = [Kind.model_validate(tomllib.loads(p.read_text(encoding="utf-8"))) for p in sorted(RULES.glob("*.toml"))]
    return {kind.key: kind for kind in found}


@pytest.fixture(scope="session")
def templates(kinds: dict[str, Kind]) -> Templates:
    return Templates([default_folder()], DIRECTORY, COMPANY, kinds)
