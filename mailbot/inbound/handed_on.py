"""handed_on: the files of a mail that go on with what the bot writes of it: a PM's package, an issue's screenshots and logs."""

from mailbot.inbound.content import Attachment
from mailbot.inbound.letter import Letter

MOST = 10_000_000  # octets in one mail: what servers take with room for base64
_LOGO = 15_000  # octets: a picture within the body that is smaller is a signature's


def is_matter(file: Attachment) -> bool:
    """Whether a part of a mail is something that its sender gives: a file with a name, a screenshot within the text."""
    return bool(file.filename) and (not file.inline or len(file.content) >= _LOGO)


def handed_on(letter: Letter) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names of the files that go on, and of those that are too large for a mail of the bot's."""
    going: list[str] = []
    staying: list[str] = []
    room = MOST
    for file in letter.attachments:
        if not is_matter(file):
            continue
        fits = len(file.content) <= room
        (going if fits else staying).append(file.filename)
        room -= len(file.content) if fits else 0
    return tuple(going), tuple(staying)
