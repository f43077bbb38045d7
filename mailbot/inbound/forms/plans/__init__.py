"""A PLAN mail, and what a reply changes of a plan."""
