"""Tables and lists of any shape, in a text, in HTML or in an attached sheet, as records."""
