"""Attached sheets: each format's bounds, checked before a library sees it, and what the library does not tell."""
