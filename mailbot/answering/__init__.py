"""What the sender of a mail hears, how often, and what the admin is told of it."""
