"""The desk at which the national report is written, defended and published."""
