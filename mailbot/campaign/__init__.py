"""The domain, pure: no I/O, no clock, no logging. Time, rules and state are handed in."""
