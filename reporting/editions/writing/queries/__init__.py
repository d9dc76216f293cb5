"""What a writer sees: sections, texts of units, figures to insert, numbers without a figure."""
