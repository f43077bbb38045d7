"""What a rules file's shape cannot say: that its values agree with each other, and with the other files."""
