"""Fixtures of the commands' tests."""

from working_folder import planned, terminal

__all__ = ["planned", "terminal"]
