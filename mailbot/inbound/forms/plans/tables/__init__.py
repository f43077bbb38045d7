"""Tables and sheets of a plan → rows, whatever their shape (SPEC 3 "Body", 9 "Plans")."""
