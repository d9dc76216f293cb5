"""Which edition a person reads, its stored document, and the figures behind a code."""
