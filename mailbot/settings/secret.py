"""Secret: where a credential is found, and the credential itself only at the moment of use."""

import os
import stat
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from mailbot.errors import SettingsError

_COMMAND_SECONDS = 30
_SECRET_OCTETS = 65536  # an OAuth token has some 2,000; a file larger than this is the wrong file


@dataclass(frozen=True, slots=True, repr=False)
class Secret:
    """Where a credential is found. Printing it shows the place, `reveal` alone the credential.

    `kind` is `env` (name of a variable), `file` (path) or `command` (argv as a tuple, run without a shell).
    """

    kind: Literal["env", "file", "command"]
    where: tuple[str, ...]
    folder: Path = Path()
    environ: Mapping[str, str] = field(default_factory=lambda: os.environ, compare=False)
    called: str = "password"  # what the settings call it: `password_env`, `token_file`

    @classmethod
    def of(cls, text: str) -> "Secret":
        """A secret already in hand (the demo's and the tests' own servers)."""
        return cls("env", ("(given)",), environ={"(given)": text})

    def __repr__(self) -> str:
        # Arguments of a command may themselves be secrets: only the program is shown.
        return f"Secret({self.kind} {self.where[0]})"

    def reveal(self) -> str:
        """The credential: the variable's value, or the first line of the file or of the command's output.

        Raises SettingsError, which says what to mend and never what was read.
        """
        text = {"env": self._from_environment, "file": self._from_file, "command": self._from_command}[self.kind]()
        if not text:
            raise SettingsError(f"mailbot.toml: {self.called}_{self.kind}: {self.where[0]} is empty")
        if any(ord(c) < 32 or ord(c) == 127 for c in text):
            raise SettingsError(f"mailbot.toml: {self.called}_{self.kind}: {self.where[0]} holds control characters")
        return text

    def _from_environment(self) -> str:
        name = self.where[0]
        if name not in self.environ:
            raise SettingsError(f"mailbot.toml: {self.called}_env: the environment has no variable {name}")
        return self.environ[name].rstrip("\r\n")

    def _from_file(self) -> str:
        path = self.folder / self.where[0]
        try:
            with path.open("rb") as file:
                if os.name == "posix" and stat.S_IMODE(os.fstat(file.fileno()).st_mode) & 0o007:
                    raise SettingsError(
                        f"mailbot.toml: {self.called}_file: everybody may read {path}; run: chmod 600 {path}"
                    )
                octets = file.read(_SECRET_OCTETS)
        except OSError as err:
            raise SettingsError(f"mailbot.toml: {self.called}_file: cannot read {path}: {err.strerror}") from None
        return _first_line(octets, f"{self.called}_file: {path}")

    def _from_command(self) -> str:
        program = self.where[0]
        try:
            done = subprocess.run(  # the operator's own command: a list, no shell
                self.where, cwd=self.folder, stdin=subprocess.DEVNULL, capture_output=True, timeout=_COMMAND_SECONDS
            )
        except subprocess.TimeoutExpired:
            raise SettingsError(
                f"mailbot.toml: {self.called}_command: {program} did not end within {_COMMAND_SECONDS} s"
            ) from None
        except OSError as err:
            raise SettingsError(f"mailbot.toml: {self.called}_command: cannot run {program}: {err.strerror}") from None
        if done.returncode != 0:
            # Its stderr is not repeated: programs have been seen to print what they were asked to hide.
            raise SettingsError(f"mailbot.toml: {self.called}_command: {program} ended with status {done.returncode}")
        return _first_line(done.stdout, f"{self.called}_command: {program}")


def _first_line(octets: bytes, place: str) -> str:
    try:
        lines = octets.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise SettingsError(f"mailbot.toml: {place} did not give UTF-8 text") from None
    return lines[0] if lines else ""
