"""Lines of a plan outside tables → fields, rows and prose (SPEC 3 "Body")."""
