"""A letter becomes a decision, as a value: what is known around it, what it asks, what would follow."""
