"""Each discrepancy with what was said of it, what a correction changed, and what is printed."""
