"""Reads for those who watch the year: completeness, progress of the plan, the explorer."""
