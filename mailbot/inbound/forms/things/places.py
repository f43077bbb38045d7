"""find_places: the regions that stand in running text, the company's own and those that need no entry (华东, Overseas, 欧洲区域)."""

import re
from functools import lru_cache

from mailbot.inbound.forms.numerals import plain
from mailbot.rulebook.directory import Directory
from mailbot.value import Value

# Parts of the country that need no entry in the directory; in running text by these names only.
AREAS = (
    r"海外|境外|国际(?![化版站惯象])|国外|国内|境内|全国|华东|华南|华北|华中|东北|西北|西南|港澳台|东南亚|欧洲"
    r"|北美|overseas?|abroad|"
    r"(?:north|south|east|west|central|north-?east|north-?west|south-?east|south-?west)(?:ern)? china|europe"
    r"|asia|apac|emea"
)
_LONGEST = 1000
_TAIL = r"(?:业务部门?|区域|大区|地区|区(?![别分间])| (?:sales )?(?:regions?|areas?|departments?|offices?)(?![a-z]))?"


class Place(Value):
    """A region as written, without what sort of thing it is (区域, region), and the span with that."""

    name: str
    span: tuple[int, int]


def find_places(text: str, directory: Directory) -> tuple[Place, ...]:
    """The regions of a text in its order; no more than its first thousand characters. Linear in the text."""
    pattern = _pattern(tuple(name for d in directory.businesses for name in (*d.aliases, d.name)))
    found = pattern.finditer(plain(text[:_LONGEST]))
    return tuple(Place(text[slice(*one.span("place"))], one.span()) for one in found)


@lru_cache(maxsize=8)
def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    own = "".join(
        f"{re.escape(name)}|" for name in sorted({plain(name) for name in names}, key=lambda name: (-len(name), name))
    )
    return re.compile(rf"(?<![a-z])(?P<place>{own}{AREAS})(?![a-z]){_TAIL}")
