"""A document as a Word file: text that people go on writing in."""
