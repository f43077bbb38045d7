"""What the clock does beside what is due: the digest, the calendar asked for, reminders taken back."""
