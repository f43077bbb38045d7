"""An ISSUE mail, and what is said of issues that exist."""
