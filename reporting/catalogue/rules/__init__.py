"""The catalogue's files, whether they say everything in both languages, and what a Khmer label may
be: plain Python."""
