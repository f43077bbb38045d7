"""log_lines: lines of a mail that a program wrote (a log, a stack trace): what they number is no problem of its own."""

import re
from collections.abc import Sequence

from mailbot.inbound.writing import Line
from mailbot.late import late

_BEGINS = late(
    r"\s*[\[(]?(?:(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}[ t])?\d{1,2}:\d{2}:\d{2}(?:[.,]\d+)?[\])]?\s*[\[(]?(?:error"
    r"|warn\w*|info|debug|fatal|trace|severe|[\w.$]+[:\]])"
    r"|\[?(?:error|fatal|warn(?:ing)?|debug|info|severe)\]?(?::|\s+[\[\w.$]+[:\]]|\s+\d)"
    r"|at [\w.$<>]+\(|caused by:|traceback \(most recent"
    r"|(?:exception in )?[a-z][\w$]*(?:\.[\w$]+)+(?:exception|error)\b|file \"[^\"\n]+\", line \d"
    r"|\.\.\. \d+ more|(?:[\w$]+(?:error|exception)):\s|ora-\d{5}:?)",
    re.IGNORECASE,
)
_SPOKEN = late(
    r"[\u4e00-\u9fff]{2}[^\n]*[，。；！？]|[a-z]+ [a-z]+ [a-z]+ [a-z]+[.?!]\s*$", re.IGNORECASE
)  # a person's own sentence


def log_lines(lines: Sequence[Line]) -> frozenset[int]:
    """The numbers of the lines that a log has: from one that looks like it on, up to a blank line or a sentence of a person's."""
    found: list[int] = []
    within = False
    for line in lines:
        begins = bool(_BEGINS.match(line.text))
        within = begins or (within and bool(line.text.strip()) and not _SPOKEN.search(line.text))
        if within:
            found.append(line.number)
    return frozenset(found)
