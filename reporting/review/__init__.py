"""A signed report is read, discussed, accepted or returned, and its receipt printed. It must not
know the national figures and the national report."""
