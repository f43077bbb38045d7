"""A mail becomes a command."""
