"""Cast: the people of the story at their desks: what each has in the inbox, whom they answer, how their mail is written."""

from collections.abc import Sequence
from datetime import datetime

from mailbot.demo.programs import Draft, Table
from mailbot.demo.server import Server
from mailbot.demo.story import SIGNATURES, STRANGERS, Scene
from mailbot.errors import MailbotError
from mailbot.inbound.letter import Letter, read_letter
from mailbot.outbound.workbook import Sheet, workbook
from mailbot.rulebook.rules import Rules

_PREFIX = {"outlook": "答复: ", "foxmail": "Re: ", "qq": "回复：", "outlook-phone": "Re: "}
_BOT = "bot"


class Cast:
    def __init__(self, server: Server, rules: Rules):
        self._server, self._rules = server, rules

    def draft(self, scene: Scene, now: datetime, number: int, codes: Sequence[str]) -> Draft:
        """The scene's mail as it is meant. `codes` are those of the campaigns so far: `{SU}` in a subject names one."""
        answered = self._answered(scene)
        sender = (scene.who, self._address(scene.who))
        if answered is not None and not scene.to:
            everybody = [(a.name, a.address) for a in (*answered.from_, *answered.to, *answered.cc)]
            others = list({address: (name, address) for name, address in everybody if address != sender[1]}.values())
            to, cc = others[:1], others[1:]
        else:
            to, cc = [self._person(n) for n in scene.to or (_BOT,)], [self._person(n) for n in scene.cc]
        subject = scene.subject or _PREFIX.get(scene.program, "回复: ") + (answered.subject if answered else "")
        for code in codes:
            subject = subject.replace(f"{{{code.partition('-')[0]}}}", code)
        return Draft(
            sender=sender,
            to=to,
            cc=cc,
            subject=subject,
            text=scene.text,
            table=scene.table,
            signature=SIGNATURES.get(scene.who, ""),
            program=scene.program,
            at=now,
            number=number,
            files={name: _workbook(table, now) for name, table in scene.sheets.items()},
            headers=scene.headers,
            answered=answered,
        )

    def _answered(self, scene: Scene) -> Letter | None:
        """The latest mail in the writer's inbox with the scene's words in its subject."""
        if not scene.answers:
            return None
        inbox = self._server.inbox(self._address(scene.who))
        letters = (read_letter(octets) for octets in reversed(inbox))
        found = next((letter for letter in letters if scene.answers in letter.subject), None)
        if found is None:
            raise MailbotError(
                f"the story stops on {scene.at}: {scene.who} has no mail with “{scene.answers}” in its subject to answer"
            )
        return found

    def _person(self, name: str) -> tuple[str, str]:
        return ("" if name == _BOT else name, self._address(name))

    def _address(self, name: str) -> str:
        if name == _BOT:
            return self._rules.company.bot
        people = self._rules.directory.named(name)
        return people[0].address if people else STRANGERS[name]


def _workbook(table: Table, made: datetime) -> bytes:
    """The table as .xlsx, figures as numbers."""
    rows = [[int(cell) if cell.isdecimal() else cell for cell in row] for row in table]
    return workbook([Sheet(title="Sheet1", rows=rows)], made)
