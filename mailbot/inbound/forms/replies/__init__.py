"""What a mail without a tag says, from what it answers: by word, by row, as a mended fault."""
