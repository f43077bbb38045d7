"""auth_results: an Authentication-Results header to what it says (RFC 8601 section 2.2), leniently and in linear time.

What stands in comments and quotes may be the sender's own words (`reason="dmarc=pass"`, a HELO), and is never a result.
"""

from mailbot.late import late
from mailbot.value import Value, field

_LONGEST = 20_000  # characters: the longest seen of a real server is some 2,000
_WORD = late(r'[^\s;()"=]+')
_SPACE = late(r"\s+")


class Result(Value):
    """One `method=result` with its properties (`header.from`, `smtp.mailfrom` …), all in lower case; the first of a
    doubled property counts."""

    method: str
    result: str
    properties: dict[str, str] = field(default_factory=dict)


class AuthResults(Value):
    """`server` is the authserv-id in lower case, '' where there is none (Microsoft 365 writes none)."""

    server: str
    results: tuple[Result, ...]


def read_auth_results(value: str) -> AuthResults:
    """The header's value, unfolded. What cannot be read is passed over; the rest of a header cut short does not count."""
    server, *statements = _statements(value[:_LONGEST])
    first = [text for text in server if text != "="]
    named = first[0].removeprefix("\0").lower() if first and "=" not in server else ""
    if "=" in server:
        statements = [server, *statements]
    return AuthResults(named, tuple(r for s in statements if (r := _result(s)) is not None))


def _statements(text: str) -> list[list[str]]:
    """The tokens between semicolons: words, quoted strings whole (without quotes), and `=`. Comments are dropped."""
    statements: list[list[str]] = [[]]
    position, length = 0, len(text)
    while position < length:
        c = text[position]
        if c == "(":
            position = _behind_comment(text, position)
        elif c == '"':
            quoted, position = _quoted(text, position)
            # A quoted piece within a word (`"a b"@corp.example`) belongs to the word.
            statements[-1].append("\0" + quoted)
        elif c == ";":
            statements.append([])
            position += 1
        elif c == "=":
            statements[-1].append("=")
            position += 1
        elif found := _WORD.match(text, position):
            statements[-1].append(found[0])
            position = found.end()
        elif found := _SPACE.match(text, position):
            position = found.end()
        else:  # a parenthesis that closes nothing
            position += 1
    return statements


def _behind_comment(text: str, position: int) -> int:
    """Comments nest, and may hold quoted pairs; one that is not closed takes the rest."""
    depth = 0
    while position < len(text):
        c = text[position]
        depth += (c == "(") - (c == ")")
        position += 2 if c == "\\" else 1
        if depth == 0:
            return position
    return len(text)


def _quoted(text: str, position: int) -> tuple[str, int]:
    """(what is quoted, where it ends); one that is not closed takes the rest."""
    kept = []
    position += 1
    while position < len(text) and text[position] != '"':
        position += text[position] == "\\"
        kept.append(text[position : position + 1])
        position += 1
    return "".join(kept), position + 1


def _result(tokens: list[str]) -> Result | None:
    pairs = [
        (tokens[n - 1], _value(tokens, n + 1))
        for n, token in enumerate(tokens)
        if token == "=" and 0 < n < len(tokens) - 1 and not tokens[n - 1].startswith("\0") and tokens[n - 1] != "="
    ]
    if not pairs or tokens[1:2] != ["="] or tokens[2].startswith("\0"):
        return None
    (method, result), *others = pairs
    properties: dict[str, str] = {}
    for name, value in others:
        properties.setdefault(name.lower(), value.lower())
    return Result(method.partition("/")[0].lower(), result.lower(), properties)


def _value(tokens: list[str], at: int) -> str:
    """A word, a quoted string, or a quoted local part with what follows it."""
    value = tokens[at]
    if value.startswith("\0") and at + 1 < len(tokens) and tokens[at + 1].startswith("@"):
        value += tokens[at + 1]
    return value.removeprefix("\0").strip("<>'")
