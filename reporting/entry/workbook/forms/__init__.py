"""A workbook that comes back: its stamp, its structure, its cells, and what they would change."""
