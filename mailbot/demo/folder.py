"""Folder: where the demo leaves its mails. It knows its own files by a list that it keeps, and removes no others."""

import shutil
from pathlib import Path

from mailbot.errors import MailbotError

_MARK = ".mailbot-demo"
_WORK = "work"


class NotOurFolder(MailbotError):
    """The folder holds files and was not made by the demo. Who runs the demo names another."""


class Folder:
    """One run's folder: `work` for the bot, and the files that are left to look at."""

    def __init__(self, path: Path):
        """Takes over an empty folder, a new one, or an earlier run's, whose files it removes. Raises NotOurFolder."""
        self.path, self.work = path, path / _WORK
        self._mark = path / _MARK
        try:
            path.mkdir(parents=True, exist_ok=True)
            if self._mark.is_file():
                self._clear()
            elif any(path.iterdir()):
                raise NotOurFolder(f"{path} is not empty and was not made by the demo: name another by --into")
            self._mark.write_text("", encoding="utf-8")
            self.work.mkdir(exist_ok=True)
        except OSError as error:
            raise NotOurFolder(f"{path}: {error.strerror}: name another folder by --into") from None

    def leave(self, name: str, octets: bytes) -> Path:
        """Writes one file, noted first: a run that is cut short leaves nothing that the next does not know as its own."""
        with self._mark.open("a", encoding="utf-8") as mark:
            mark.write(f"{name}\n")
        path = self.path / name
        path.write_bytes(octets)
        return path

    def _clear(self) -> None:
        for name in self._mark.read_text(encoding="utf-8", errors="replace").splitlines():
            path = self.path / name
            # The list lies where anybody may write: it names files of this folder alone.
            if Path(name).name == name and path.is_file():
                path.unlink()
        if self.work.is_dir() and not self.work.is_symlink():
            shutil.rmtree(self.work)
