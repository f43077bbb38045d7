"""The bot looks after itself: before it runs (`check`), and every day while it does."""
