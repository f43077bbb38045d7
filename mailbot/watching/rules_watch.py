"""RulesWatch: edited rules are taken once they have been the same in two looks. An editor writes a file in pieces, and half a
file may be valid rules: people missing, steps that nobody took out."""

from datetime import datetime
from pathlib import Path

from mailbot.app import rules_folders, take_rules
from mailbot.house import House
from mailbot.rulebook.load import rules_files, rules_hash


class RulesWatch:
    """`look` is called every few seconds; what it takes has lain unchanged for that long at least."""

    def __init__(self, house: House, folder: Path):
        self._house, self._folders = house, rules_folders(folder)
        self._seen = house.rules.hash

    def look(self, now: datetime) -> bool:
        """Whether anything was queued."""
        files = rules_files(self._folders)
        before, self._seen = self._seen, rules_hash(files)
        return self._seen == before and take_rules(files, self._house, now)
