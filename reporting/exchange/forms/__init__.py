"""Lines of a CSV file, read with everything that is wrong said by line and field."""
