"""lock: the one service of a SQLite ledger holds a lock file for as long as it lives, however it ends."""

import fcntl
import os
from pathlib import Path

from mailbot.errors import LedgerError


class ServiceLock:
    """Taken by being made; LedgerError if another process has it. The system gives it up when the process ends."""

    def __init__(self, path: str):
        Path(path).absolute().parent.mkdir(parents=True, exist_ok=True)
        try:
            self._file: int | None = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        except OSError as error:
            raise LedgerError(f"the lock file {path} cannot be made: {error}") from error
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            holder = os.read(self._file, 20).decode("ascii", "replace").strip()
            os.close(self._file)
            raise LedgerError(f"the ledger is in use by another mailbot (process {holder or 'unknown'})") from error
        os.ftruncate(self._file, 0)
        os.write(self._file, str(os.getpid()).encode())

    def release(self) -> None:
        if self._file is not None:
            os.close(self._file)
            self._file = None
