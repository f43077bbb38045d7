"""play: the story played on real servers: the cast mails by SMTP, the bot reads by IMAP, decides, ticks and sends by SMTP.

Only the clock is the story's: it jumps from mail to mail, with a tick of the bot at each hour between.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from mailbot.campaign.changes import RemindersWithdrawn, StepsReminded, Warned
from mailbot.demo.bot import Bot
from mailbot.demo.cast import Cast
from mailbot.demo.folder import Folder
from mailbot.demo.gallery import Kept, gallery
from mailbot.demo.programs import write_mail
from mailbot.demo.server import Server, need_packages
from mailbot.demo.story import BEGIN, END, SCENES, Scene
from mailbot.errors import MailbotError
from mailbot.inbound.letter import Letter, read_letter
from mailbot.on_mail import Disposition
from mailbot.outbound.transport import Transport
from mailbot.rulebook.load import default_folder, load_rules
from mailbot.rulebook.rules import Rules
from mailbot.settings.settings import SubmissionSettings
from mailbot.timeline import line_of
from mailbot.value import Value

_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_STAGES = {
    "planning": "制定计划",
    "tracking": "节点跟踪",
    "finalizing": "最终确定",
    "closed": "已关闭",
    "cancelled": "已取消",
}
_WIDTH = 100


class Played(Value, kw_only=True):
    """How the story ended. `differences` are what `verify` found, `unsent` the outbox entries that did not leave,
    `set_aside` the tracebacks of mails that could not be handled."""

    stages: dict[str, str]
    received: int
    sent: int
    entries: int
    differences: list[str]
    unsent: list[str]
    set_aside: list[str]
    index: Path
    work: Path


def play(into: Path, tell: Callable[[str], None]) -> Played:
    """Plays the whole story and leaves its mails in `into`; `tell` is given each line as it happens.

    Raises MailbotError: a folder that is not the demo's, a missing extra, a mail that nobody took.
    """
    need_packages()
    folder = Folder(into)
    rules = load_rules([default_folder()])
    with _stage(folder, rules, tell) as stage:
        try:
            for scene in SCENES:
                stage.passes(stage.moment(scene.at))
                stage.plays(scene)
            stage.passes(stage.moment(END))
        finally:
            # A story that stops half-way shows by its mails why.
            played = stage.ends()
        return played


class Stage:
    """Where the story is played: its clock, and what has been kept of its mails."""

    def __init__(self, folder: Folder, rules: Rules, tell: Callable[[str], None]):
        self.folder, self.rules, self.tell = folder, rules, tell
        self.now = self.moment(BEGIN)
        self.server = Server(rules.company, lambda: self.now)
        self.cast = Cast(self.server, rules)
        self.kept: list[Kept] = []
        self._day = ""
        self._entries = 0
        self._set_aside: list[str] = []

    def opens(self) -> None:
        """The bot comes to work; the server listens already."""
        self.bot = Bot(self.folder.work, self.server, lambda: self.now)
        here = SubmissionSettings(host="127.0.0.1", port=self.server.smtp_port, security="plain")
        self._desk = Transport(here)
        self.bot.start()

    def closes(self) -> None:
        self._desk.close()
        self.bot.stop()

    def moment(self, text: str) -> datetime:
        return datetime.fromisoformat(text).replace(tzinfo=self.rules.zone)

    def passes(self, until: datetime) -> None:
        """Time goes by, a tick at each full hour."""
        while (step := self.now.replace(minute=0) + timedelta(hours=1)) <= until:
            self.now = step
            if self.bot.tick():
                self._told(self._recorded())
                self._sends()
        self.now = until

    def plays(self, scene: Scene) -> None:
        """One mail is sent and decided, and what follows from it is sent."""
        draft = self.cast.draft(scene, self.now, len(self.kept) + 1, self.bot.house.ledger.store.codes())
        before = len(self.server.passed())
        delivery = self._desk.send(write_mail(draft), draft.sender[1], [a for _, a in (*draft.to, *draft.cc)])
        if delivery.state != "sent":
            raise MailbotError(f"the demo's mail server did not take a mail: {delivery.reply}")
        disposition = self.bot.next_disposition()
        notes = [*self._verdict(disposition), *self._recorded()]
        self._line("←", f"{scene.who}: {draft.subject}")
        words = scene.text.replace("{table}", "").split()
        self.tell(f"        “{_cut(' '.join(words))}”")
        self._told(notes)
        octets = self.server.passed(before)[0].octets
        self._keep(octets, incoming=True, name=f"in-{disposition.kind}-{_local(draft.sender[1])}", notes=notes)
        self._sends()

    def ends(self) -> Played:
        """Looks at how it all ended, and leaves the page."""
        ledger = self.bot.house.ledger
        campaigns = [c for code in ledger.store.codes() if (c := ledger.store.load(code))]
        played = Played(
            stages={c.code: c.stage for c in campaigns},
            received=sum(k.incoming for k in self.kept),
            sent=sum(not k.incoming for k in self.kept),
            entries=ledger.entries.count(),
            differences=[f"{d.campaign} {d.field}: {d.projected} / {d.stored}" for d in ledger.verify()],
            unsent=[
                f"{p.id} {p.template} → {', '.join(p.to)}: {p.state} {p.reply}"
                for p in ledger.outbox.list()
                if p.state != "sent"
            ],
            set_aside=self._set_aside,
            index=self.folder.path / "index.html",
            work=self.folder.work,
        )
        facts = [
            ("时间", f"{BEGIN[:10]} 至 {END[:10]}，收发都经过本机内置的邮件服务器"),
            *((c.code, f"{c.title}（{_STAGES[c.stage]}）") for c in campaigns),
            ("台账", f"{played.entries} 条记录，重算核对{'不一致' if played.differences else '一致'}"),
        ]
        page = gallery(self.kept, title=f"{self.rules.company.name} · 产品策略邮件", facts=facts)
        self.folder.leave("index.html", page.encode())
        return played

    # --- telling and keeping ------------------------------------------------------------------------------------------

    def _sends(self) -> None:
        """What waits leaves by SMTP; each mail is told of and kept."""
        before = len(self.server.passed())
        self.bot.send()
        for passed in self.server.passed(before):
            letter = read_letter(passed.octets)
            post = self.bot.house.ledger.outbox.by_message_id(letter.message_id or "")
            name = post.template if post else "unknown"
            self._line("→", f"{_readers(letter)}: {letter.subject}")
            self._keep(passed.octets, incoming=False, name=f"out-{name}-{_local(passed.recipients[0])}")

    def _recorded(self) -> list[str]:
        """The entries since the last look, a line each; that somebody was reminded or warned is told by the mail itself."""
        ledger = self.bot.house.ledger
        lines = []
        last = self._entries
        words = self.bot.house.templates.phrasing(self.rules.company.language)
        for code in ledger.store.codes():
            campaign = ledger.store.load(code)
            assert campaign is not None
            for entry in ledger.entries.of_campaign(code):
                last = max(last, entry.id)
                quiet = StepsReminded | RemindersWithdrawn | Warned
                if entry.id > self._entries and not isinstance(entry.change, quiet):
                    happened = line_of(entry.change, campaign, self.rules.zone)
                    what = words.word(type(entry.change).__name__, "change")
                    lines.append(f"{code} {what}: {happened}")
        self._entries = last
        return lines

    def _verdict(self, disposition: Disposition) -> list[str]:
        """What became of a mail that was not simply taken."""
        if disposition.verdict == "accepted":
            return []
        mail = self.bot.house.ledger.archive.get(disposition.mail)
        if mail.traceback:
            self._set_aside.append(mail.traceback)
        why = ", ".join(mail.reasons) or mail.traceback.strip().rpartition("\n")[2]
        return [f"{disposition.verdict} ({disposition.kind}): {why}"]

    def _told(self, notes: Sequence[str]) -> None:
        for note in notes:
            self._line("·", note)

    def _line(self, mark: str, text: str) -> None:
        day = f"{_WEEKDAYS[self.now.weekday()]} {self.now:%Y-%m-%d}"
        if day != self._day:
            self._day = day
            self.tell(f"\n{day}")
        self.tell(f"{self.now:%H:%M} {mark} {_cut(text)}")

    def _keep(self, octets: bytes, *, incoming: bool, name: str, notes: Sequence[str] = ()) -> None:
        number = len(self.kept) + 1
        file = f"{number:03d}-{name}.eml"
        self.folder.leave(file, octets)
        kept = Kept(number=number, at=self.now, incoming=incoming, octets=octets, file=file, notes=tuple(notes))
        self.kept.append(kept)


@contextmanager
def _stage(folder: Folder, rules: Rules, tell: Callable[[str], None]) -> Iterator[Stage]:
    """The server and the bot, running; both are gone afterwards, whatever happened."""
    stage = Stage(folder, rules, tell)
    stage.server.start()
    try:
        stage.opens()
        try:
            yield stage
        finally:
            stage.closes()
    finally:
        stage.server.stop()


def _readers(letter: Letter) -> str:
    return "、".join(a.name or a.address for a in (*letter.to, *letter.cc))


def _cut(text: str) -> str:
    return text if len(text) <= _WIDTH else f"{text[: _WIDTH - 1]}…"


def _local(address: str) -> str:
    return address.partition("@")[0]
