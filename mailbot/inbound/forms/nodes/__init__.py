"""What is said of nodes: done, under way, failed, promised, put off, and what proves it."""
