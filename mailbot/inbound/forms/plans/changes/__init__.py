"""What a mail changes of a plan that stands: revisions, amendments, orders (SPEC 3, 5, 9 "Plans")."""
