"""What is asked and what was answered: day by day, unit by unit, and beside the months."""
