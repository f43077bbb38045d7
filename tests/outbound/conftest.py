import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from people import COMPANY, DIRECTORY

from mailbot.outbound.templates import Templates, default_folder
from mailbot.rulebook.load import load_rules
from mailbot.rulebook.shapes import Kind

RULES = Path(__file__).parents[2] / "rules"


@pytest.fixture(scope="session")
def kinds() -> dict[str, Kind]:
    return dict(load_rules([RULES]).kinds)


@pytest.fixture(scope="session")
def templates(kinds: dict[str, Kind]) -> Templates:
    return Templates([default_folder()], DIRECTORY, COMPANY, kinds)
