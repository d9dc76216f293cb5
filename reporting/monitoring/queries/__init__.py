"""What the pages show, and the same as documents to download: completeness, the plan's progress,
and the numbers of a table by unit, row and period."""
