"""A plan told in sentences: clauses → who does what, where, by when (SPEC 3 "Body")."""
